/* plugins/gpu/amax.cu - extremes over dimensions (amax, amin), over everything (max, min), both at
   once (aminmax). NaN is extreme */
#include "reduce.h"
#include <math.h>

template <class C>
struct extreme {
    typedef C acc;
    C start;
    bool least;

    __device__ C first() const
    {
        return start;
    }
    __device__ C add(C a, C x, int64_t) const
    {
        return merge(a, x);
    }
    __device__ C merge(C a, C b) const
    {
        return least ? gpu_smaller()(a, b) : gpu_larger()(a, b);
    }
    __device__ void put(const gpu_reduced &to, C a) const
    {
        to.put(0, a);
    }
};

static rp_status run(rp_call *c, const rp_value *out, const rp_value *from, uint64_t mask,
                     bool least)
{
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(from), y = kernel_geometry(out);
    const gpu_reduction p = gpu_reduction_of(&x, {&y, nullptr}, mask, false);
    const extreme<float> narrow = {least ? INFINITY : -INFINITY, least};
    switch (x.dtype) {
    case RP_F32: return gpu_reduce_as<extreme<float>, float>(op, p, narrow);
    case RP_F16: return gpu_reduce_as<extreme<float>, rp_f16>(op, p, narrow);
    case RP_BF16: return gpu_reduce_as<extreme<float>, rp_bf16>(op, p, narrow);
    case RP_F64: return gpu_reduce_as<extreme<double>, double>(op, p, {narrow.start, least});
    default:
        return gpu_reduce_as<extreme<int64_t>, gpu_any<int64_t>>(
            op, p, {least ? INT64_MAX : INT64_MIN, least});
    }
}

/* `self`, where it is given: the least. */
GPU_OP(over_dims)
{
    GPU_UNUSED;
    return run(c, &out[0], &in[0], kernel_dim_mask(&in[1], kernel_geometry(&in[0]).ndim),
               self != nullptr);
}

GPU_OP(over_all)
{
    GPU_UNUSED;
    return run(c, &out[0], &in[0], ~UINT64_C(0), self != nullptr);
}

GPU_OP(aminmax)
{
    GPU_UNUSED;
    const uint64_t mask = kernel_dim_mask(&in[1], kernel_geometry(&in[0]).ndim);
    RP_TRY(run(c, &out[0], &in[0], mask, true));
    return run(c, &out[1], &in[0], mask, false);
}

static const int least = 1;
GPU_TABLE(amax) = {
    GPU_ROW("aten::amax", over_dims),  GPU_ROW_WITH("aten::amin", over_dims, &least),
    GPU_ROW("aten::max", over_all),    GPU_ROW_WITH("aten::min", over_all, &least),
    GPU_ROW("aten::aminmax", aminmax), {},
};
