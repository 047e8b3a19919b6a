/* plugins/gpu/cumsum.cu - running sums, products and log-sum-exps along one dimension, in double or
   int64_t */
#include "scan.h"
#include "plugins/common/elementwise.h"
#include <math.h>

enum { SUM, PROD, LSE };

/* log(e^a + e^b) = max + log(1 + e^(min - max)); equal infinities stay */
GPU_FN double log_add_exp(double a, double b)
{
    const double least = gpu_smaller()(a, b), most = gpu_larger()(a, b);
    return least != most || isfinite(least) ? most + log1p(exp(least - most)) : a;
}
GPU_FN int64_t log_add_exp(int64_t a, int64_t)
{
    return a;
}

template <class C>
struct running {
    typedef C acc;
    typedef C number;
    C start;
    int what;

    __device__ C first() const
    {
        return start;
    }
    __device__ C of(C x, int64_t) const
    {
        return x;
    }
    __device__ C operator()(C a, C b) const
    {
        return what == SUM    ? gpu_plus()(a, b)
               : what == PROD ? gpu_times()(a, b)
                              : log_add_exp(a, b);
    }
    __device__ void put(const gpu_scan_to &to, C a) const
    {
        to.put(0, a);
    }
};

/* `self`: one of the three. (self, dim [, dtype]) */
GPU_OP(run)
{
    GPU_UNUSED;
    gpu_op op(c);
    const int what = *(const int *)self;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const gpu_lines l = gpu_lines_of(&x, &y, nullptr, kernel_dim(kernel_int(&in[1]), x.ndim));
    if (kernel_compute_dtype(kernel_host->call_dtype(c)) == RP_I64)
        return gpu_scan(op, l, running<int64_t>{what == PROD, what});
    return gpu_scan(op, l, running<double>{what == SUM ? 0 : what == PROD ? 1 : -INFINITY, what});
}

static const int sum = SUM, prod = PROD, lse = LSE;
GPU_TABLE(cumsum) = {
    GPU_ROW_WITH("aten::cumsum", run, &sum),
    GPU_ROW_WITH("aten::cumprod", run, &prod),
    GPU_ROW_WITH("aten::logcumsumexp", run, &lse),
    {},
};
