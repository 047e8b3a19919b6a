/* plugins/gpu/logsumexp.cu - m + log(sum(exp(x - m))), m the maximum, in one reading: the sum moves
   with the maximum */
#include "reduce.h"
#include <math.h>

struct shifted {
    double most, sum; /* of exp(x - most) */
};
struct log_sum_exp {
    typedef shifted acc;

    /* of equal infinities, too */
    __device__ static double power(double x, double most, bool narrow)
    {
        return x == most ? 1 : narrow ? (double)expf((float)(x - most)) : exp(x - most);
    }
    __device__ shifted first() const
    {
        return shifted{-INFINITY, 0};
    }
    template <class C>
    __device__ shifted add(shifted a, C c, int64_t) const
    {
        const bool narrow = sizeof(C) == sizeof(float);
        const double x = (double)c;
        if (x <= a.most) return shifted{a.most, a.sum + power(x, a.most, narrow)};
        return shifted{x, a.sum * power(a.most, x, narrow) + 1};
    }
    __device__ shifted merge(shifted a, shifted b) const
    {
        const double most = gpu_larger()(a.most, b.most);
        return shifted{most,
                       a.sum * power(a.most, most, false) + b.sum * power(b.most, most, false)};
    }
    __device__ void put(const gpu_reduced &to, shifted a) const
    {
        to.put(0, isinf(a.most) && a.sum == a.sum ? a.most : a.most + log(a.sum));
    }
};

GPU_OP(logsumexp)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]);
    const rp_geometry y = kernel_geometry(&out[0]);
    RP_TRY(gpu_reduce_input(op, &x, stride, x.dtype == RP_F64 ? RP_F64 : RP_F32));
    return gpu_reduce_floats(
        op, gpu_reduction_of(&x, {&y, nullptr}, kernel_dim_mask(&in[1], x.ndim), false),
        log_sum_exp());
}

GPU_TABLE(logsumexp) = {GPU_ROW("aten::logsumexp", logsumexp), {}};
