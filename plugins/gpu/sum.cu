/* plugins/gpu/sum.cu - sum, mean, prod and nansum, in double or int64_t */
#include "reduce.h"
#include "plugins/common/part.h"

template <class F, class A>
struct folded {
    typedef A acc;
    A start;
    double count; /* the result is divided by it */
    bool skips_nan;

    __device__ A first() const
    {
        return start;
    }
    template <class C>
    __device__ A add(A a, C x, int64_t) const
    {
        return skips_nan && x != x ? a : F()(a, (A)x);
    }
    __device__ A merge(A a, A b) const
    {
        return F()(a, b);
    }
    __device__ void put(const gpu_reduced &to, A a) const
    {
        if (count == 1) to.put(0, a);
        else to.put(0, (double)a / count);
    }
};

enum { SUM, MEAN, PROD, NANSUM };

static rp_status run_sum(gpu_op &op, const gpu_reduction &p, double count, bool skips_nan)
{
    const folded<gpu_plus, double> r = {0, count, skips_nan};
    if (!kernel_is_floating(p.dtype[0]))
        return gpu_reduce_as<folded<gpu_plus, int64_t>, gpu_any<int64_t>>(op, p, {0, 1, false});
    return gpu_reduce_floats(op, p, r);
}

rp_status gpu_sum_over(gpu_op &op, const rp_geometry *x, const rp_geometry *y, uint64_t mask)
{
    return run_sum(op, gpu_reduction_of(x, {y, nullptr}, mask, false), 1, false);
}

static rp_status run_prod(gpu_op &op, const gpu_reduction &p)
{
    if (!kernel_is_floating(p.dtype[0]))
        return gpu_reduce_as<folded<gpu_times, int64_t>, gpu_any<int64_t>>(op, p, {1, 1, false});
    return gpu_reduce_as<folded<gpu_times, double>, gpu_any<double>>(op, p, {1, 1, false});
}

/* `self`: one of the four. (self, dim, keepdim, dtype [, out]), or (self, dtype [, out]) */
GPU_OP(total)
{
    GPU_UNUSED;
    gpu_op op(c);
    const int what = *(const int *)self;
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]);
    const rp_geometry y = kernel_geometry(&out[0]);
    const uint64_t mask = n_in >= 4 ? kernel_dim_mask(&in[1], x.ndim) : ~UINT64_C(0);
    RP_TRY(gpu_reduce_input(op, &x, stride, kernel_compute_dtype(kernel_host->call_dtype(c))));
    const gpu_reduction p = gpu_reduction_of(&x, {&y, nullptr}, mask, false);
    if (what == PROD) return run_prod(op, p);
    return run_sum(op, p, what == MEAN ? (double)p.elements : 1, what == NANSUM);
}

GPU_OP(trace)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    kernel_part diagonal;
    kernel_part_diagonal(&diagonal, &x, 0, 0, 1);
    return run_sum(op, gpu_reduction_of(&diagonal.g, {&y, nullptr}, ~UINT64_C(0), false), 1, false);
}

static const int sum = SUM, mean = MEAN, prod = PROD, nansum = NANSUM;
GPU_TABLE(sum) = {
    GPU_ROW_WITH("aten::sum", total, &sum),
    GPU_ROW_WITH("aten::sum.dim_IntList", total, &sum),
    GPU_ROW_WITH("aten::prod", total, &prod),
    GPU_ROW_WITH("aten::prod.dim_int", total, &prod),
    GPU_ROW_WITH("aten::nansum", total, &nansum),
    GPU_ROW_WITH("aten::mean", total, &mean),
    GPU_ROW_WITH("aten::mean.dim", total, &mean),
    GPU_ROW("aten::trace", trace),
    {},
};
