/* plugins/gpu/norm.cu - vector norms of order p: (sum |x|^p)^(1/p), the largest or smallest |x| for
   p = +-inf, the count of x != 0 for 0 */
#include "reduce.h"
#include <math.h>

enum { LARGEST, SMALLEST, COUNT, SUM, ROOT, POWER };
struct norm_of {
    typedef double acc;
    int what;
    double p;

    __device__ double first() const
    {
        return what == SMALLEST ? INFINITY : 0;
    }
    template <class C>
    __device__ double add(double a, C x, int64_t) const
    {
        const double v = fabs((double)x);
        switch (what) {
        case COUNT: return a + (v != 0);
        case ROOT: return a + v * v;
        case POWER: return a + pow(v, p);
        default: return merge(a, v);
        }
    }
    __device__ double merge(double a, double b) const
    {
        return what == LARGEST    ? gpu_larger()(a, b)
               : what == SMALLEST ? gpu_smaller()(a, b)
                                  : a + b;
    }
    __device__ void put(const gpu_reduced &to, double a) const
    {
        to.put(0, what == ROOT ? sqrt(a) : what == POWER ? pow(a, 1 / p) : a);
    }
};

static int kind_of(double p)
{
    if (isinf(p)) return p > 0 ? LARGEST : SMALLEST;
    return p == 0 ? COUNT : p == 1 ? SUM : p == 2 ? ROOT : POWER;
}

/* (self, p, dim, keepdim, ...), or (self, p [, out]) */
GPU_OP(norm)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]);
    const rp_geometry y = kernel_geometry(&out[0]);
    const double p = kernel_given(&in[1]) ? kernel_float(&in[1]) : 2;
    const uint64_t mask = n_in >= 4 ? kernel_dim_mask(&in[2], x.ndim) : ~UINT64_C(0);
    RP_TRY(gpu_reduce_input(op, &x, stride, kernel_compute_dtype(kernel_host->call_dtype(c))));
    return gpu_reduce_floats(op, gpu_reduction_of(&x, {&y, nullptr}, mask, false),
                             norm_of{kind_of(p), p});
}

GPU_TABLE(norm) = {
    GPU_ROW("aten::linalg_vector_norm", norm),
    GPU_ROW("aten::norm.Scalar", norm),
    GPU_ROW("aten::norm.ScalarOpt_dim", norm),
    {},
};
