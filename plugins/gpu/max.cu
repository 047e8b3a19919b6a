/* plugins/gpu/max.cu - where the extreme elements of rows are: max.dim, min.dim, argmax, argmin.
   NaN is extreme, the first one wins */
#include "reduce.h"

template <class C>
struct best {
    C value;
    int64_t at; /* -1: none yet */
};
template <class C>
struct extreme_at {
    typedef best<C> acc;
    bool least, values; /* values: the first output; else the place alone is wanted */

    __device__ best<C> first() const
    {
        return best<C>{0, -1};
    }
    __device__ best<C> add(best<C> a, C x, int64_t i) const
    {
        return merge(a, best<C>{x, i});
    }
    __device__ best<C> merge(best<C> a, best<C> b) const
    {
        if (a.at < 0 || b.at < 0) return a.at < 0 ? b : a;
        const bool a_nan = a.value != a.value, b_nan = b.value != b.value,
                   equal = a_nan ? b_nan : a.value == b.value;
        if (equal) return b.at < a.at ? b : a;
        return !a_nan && (b_nan || (least ? b.value < a.value : b.value > a.value)) ? b : a;
    }
    __device__ void put(const gpu_reduced &to, best<C> a) const
    {
        if (values) to.put(0, a.value);
        to.put(values, a.at);
    }
};

/* `dim` of none: the whole tensor, row-major, is one row. */
static rp_status run(rp_call *c, const rp_value *from, const rp_value *dim, const rp_value *out,
                     uint32_t n_out, bool least)
{
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(from), y = kernel_geometry(&out[0]),
                      z = n_out > 1 ? kernel_geometry(&out[1]) : y;
    const uint64_t mask = kernel_given(dim) ? kernel_dim_mask(dim, x.ndim) : ~UINT64_C(0);
    const gpu_reduction p = gpu_reduction_of(&x, {&y, &z}, mask, true);
    const extreme_at<float> narrow = {least, n_out > 1};
    switch (x.dtype) {
    case RP_F32: return gpu_reduce_as<extreme_at<float>, float>(op, p, narrow);
    case RP_F16: return gpu_reduce_as<extreme_at<float>, rp_f16>(op, p, narrow);
    case RP_BF16: return gpu_reduce_as<extreme_at<float>, rp_bf16>(op, p, narrow);
    case RP_F64: return gpu_reduce_as<extreme_at<double>, double>(op, p, {least, n_out > 1});
    default: return gpu_reduce_as<extreme_at<int64_t>, gpu_any<int64_t>>(op, p, {least, n_out > 1});
    }
}

/* `self`, where it is given: the least. (self, dim, keepdim) */
GPU_OP(extreme_and_place)
{
    GPU_UNUSED;
    return run(c, &in[0], &in[1], out, n_out, self != nullptr);
}

static const int least = 1;
GPU_TABLE(max) = {
    GPU_ROW("aten::max.dim", extreme_and_place),
    GPU_ROW("aten::argmax", extreme_and_place),
    GPU_ROW_WITH("aten::min.dim", extreme_and_place, &least),
    GPU_ROW_WITH("aten::argmin", extreme_and_place, &least),
    {},
};
