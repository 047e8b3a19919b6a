/* plugins/gpu/cummax.cu - running extremes and where they are. Of equal ones the last wins, and a
   NaN stays until the next NaN */
#include "scan.h"

template <class C>
struct place {
    C value;
    int64_t at; /* -1: none yet */
};
template <class C>
struct running_extreme {
    typedef place<C> acc;
    typedef C number;
    bool least;

    __device__ place<C> first() const
    {
        return place<C>{0, -1};
    }
    __device__ place<C> of(C x, int64_t i) const
    {
        return place<C>{x, i};
    }
    __device__ place<C> operator()(place<C> a, place<C> b) const
    {
        if (a.at < 0 || b.at < 0) return a.at < 0 ? b : a;
        if (b.value != b.value) return b;
        return a.value == a.value && (least ? b.value <= a.value : b.value >= a.value) ? b : a;
    }
    __device__ void put(const gpu_scan_to &to, place<C> a) const
    {
        to.put(0, a.value);
        to.put(1, a.at);
    }
};

/* `self`, where it is given: the least. (self, dim) */
GPU_OP(run)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]),
                      places = kernel_geometry(&out[1]);
    const gpu_lines l = gpu_lines_of(&x, &y, &places, kernel_dim(kernel_int(&in[1]), x.ndim));
    if (kernel_is_floating(x.dtype))
        return gpu_scan(op, l, running_extreme<double>{self != nullptr});
    return gpu_scan(op, l, running_extreme<int64_t>{self != nullptr});
}

static const int least = 1;
GPU_TABLE(cummax) = {GPU_ROW("aten::cummax", run), GPU_ROW_WITH("aten::cummin", run, &least), {}};
