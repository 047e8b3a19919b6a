/* plugins/gpu/any_all.cu - any, all and count_nonzero */
#include "reduce.h"

enum { ANY, ALL, NONZERO };
struct truths {
    typedef int64_t acc;
    int what;

    __device__ int64_t first() const
    {
        return what == ALL;
    }
    __device__ int64_t add(int64_t a, double x, int64_t) const
    {
        return merge(a, x != 0);
    }
    __device__ int64_t merge(int64_t a, int64_t b) const
    {
        return what == ANY ? a | b : what == ALL ? a & b : a + b;
    }
    __device__ void put(const gpu_reduced &to, int64_t a) const
    {
        to.put(0, a);
    }
};

static rp_status run(rp_call *c, const rp_value *in, const rp_value *out, uint64_t mask, int what)
{
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    return gpu_reduce_as<truths, gpu_any<double>>(
        op, gpu_reduction_of(&x, {&y, nullptr}, mask, false), {what});
}

/* `self`: ANY or ALL. (self, dim, keepdim [, out]); the full forms are (self [, out]) */
GPU_OP(any_all)
{
    GPU_UNUSED;
    const bool has_dims = n_in >= 3, none = has_dims && in[1].tag == RP_TAG_LIST && in[1].n == 0;
    const uint64_t mask = none       ? 0
                          : has_dims ? kernel_dim_mask(&in[1], kernel_geometry(&in[0]).ndim)
                                     : ~UINT64_C(0);
    return run(c, in, out, mask, *(const int *)self);
}

GPU_OP(count_nonzero) /* (self, dim) */
{
    GPU_UNUSED;
    return run(c, in, out, kernel_dim_mask(&in[1], kernel_geometry(&in[0]).ndim), NONZERO);
}

static const int for_any = ANY, for_all = ALL; /* CUDA has functions any and all */
GPU_TABLE(any_all) = {
    GPU_ROW_WITH("aten::any", any_all, &for_any),
    GPU_ROW_WITH("aten::any.dim", any_all, &for_any),
    GPU_ROW_WITH("aten::any.dims", any_all, &for_any),
    GPU_ROW_WITH("aten::all", any_all, &for_all),
    GPU_ROW_WITH("aten::all.dim", any_all, &for_all),
    GPU_ROW_WITH("aten::all.dims", any_all, &for_all),
    GPU_ROW("aten::count_nonzero", count_nonzero),
    GPU_ROW("aten::count_nonzero.dim_IntList", count_nonzero),
    {},
};
