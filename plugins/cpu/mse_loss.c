/* plugins/cpu/mse_loss.c - mean squared error and its gradient
 *
 *   none: y = (a - b)^2;  sum, mean: over all elements;  da = 2 (a - b) g, divided by the count for
 * mean Sums are double, in blocks of BLOCK elements added in order: no bit depends on the number of
 * threads.
 */
#include "iter.h"
#include "scratch.h"

enum { REDUCTION_NONE, REDUCTION_MEAN, REDUCTION_SUM, BLOCK = 32768 };

static float f32_of(float x)
{
    return x;
}
static double f64_of(double x)
{
    return x;
}
#define LOOPS(suffix_, type_, wide_, load_, store_)                                                \
    static void each_##suffix_(void *ctx, char *const *data, const int64_t *stride, int64_t n)     \
    {                                                                                              \
        (void)ctx;                                                                                 \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const wide_ d = (wide_)load_(*(const type_ *)(void *)(data[1] + i * stride[1])) -      \
                            (wide_)load_(*(const type_ *)(void *)(data[2] + i * stride[2]));       \
            *(type_ *)(void *)(data[0] + i * stride[0]) = store_(d * d);                           \
        }                                                                                          \
    }                                                                                              \
    static void sum_##suffix_(void *ctx, char *const *data, const int64_t *stride, int64_t n)      \
    {                                                                                              \
        double sum = 0;                                                                            \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const double d = (double)load_(*(const type_ *)(void *)(data[0] + i * stride[0])) -    \
                             (double)load_(*(const type_ *)(void *)(data[1] + i * stride[1]));     \
            sum += d * d;                                                                          \
        }                                                                                          \
        *(double *)ctx += sum;                                                                     \
    }                                                                                              \
    static void back_##suffix_(void *ctx, char *const *data, const int64_t *stride, int64_t n)     \
    {                                                                                              \
        const wide_ scale = (wide_) * (const double *)ctx;                                         \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const wide_ d = (wide_)load_(*(const type_ *)(void *)(data[1] + i * stride[1])) -      \
                            (wide_)load_(*(const type_ *)(void *)(data[2] + i * stride[2]));       \
            *(type_ *)(void *)(data[0] + i * stride[0]) = store_(                                  \
                scale * d * (wide_)load_(*(const type_ *)(void *)(data[3] + i * stride[3])));      \
        }                                                                                          \
    }
LOOPS(f64, double, double, f64_of, f64_of)
LOOPS(f32, float, float, f32_of, f32_of)
LOOPS(f16, cpu_f16, float, cpu_from_f16, cpu_to_f16)
LOOPS(bf16, cpu_bf16, float, cpu_from_bf16, cpu_to_bf16)

static cpu_loop choose(rp_dtype d, cpu_loop f64, cpu_loop f32, cpu_loop f16, cpu_loop bf16)
{
    return d == RP_F64 ? f64 : d == RP_F32 ? f32 : d == RP_F16 ? f16 : d == RP_BF16 ? bf16 : NULL;
}

static int broadcast_shape(int64_t *shape, const rp_geometry *a, const rp_geometry *b)
{
    const int ndim = a->ndim > b->ndim ? a->ndim : b->ndim;
    for (int d = 0; d < ndim; d++) {
        const int da = d - (ndim - a->ndim), db = d - (ndim - b->ndim);
        const int64_t x = da < 0 ? 1 : a->shape[da], y = db < 0 ? 1 : b->shape[db];
        shape[d] = x == 1 ? y : x;
    }
    return ndim;
}

static rp_status total(double *sum, int64_t *count, const rp_geometry *a, const rp_geometry *b,
                       cpu_loop loop)
{
    cpu_scratch s = {0};
    cpu_iter it;
    int64_t shape[RP_MAX_DIMS];
    const int ndim = broadcast_shape(shape, a, b);
    cpu_iter_init_shape(&it, shape, ndim, (const rp_geometry *const[]){a, b}, 2);
    const int64_t blocks = (it.numel + BLOCK - 1) / BLOCK;
    double *partial = cpu_scratch_alloc(&s, (size_t)blocks * sizeof *partial);
    if (!partial) return RP_E_MEMORY;
#pragma omp parallel for num_threads(cpu_threads(it.numel, BLOCK)) schedule(static)
    for (int64_t k = 0; k < blocks; k++) {
        const int64_t end = (k + 1) * BLOCK;
        partial[k] = 0;
        cpu_iter_range(&it, k * BLOCK, end < it.numel ? end : it.numel, loop, &partial[k]);
    }
    *sum = 0;
    for (int64_t k = 0; k < blocks; k++) *sum += partial[k];
    *count = it.numel;
    cpu_scratch_free(&s);
    return RP_OK;
}

/* (self, target, reduction) */
CPU_KERNEL(forward)
{
    CPU_UNUSED;
    const rp_geometry y = cpu_geometry(&out[0]), a = cpu_geometry(&in[0]), b = cpu_geometry(&in[1]);
    const int64_t reduction = cpu_int(&in[2]);
    const cpu_loop each = choose(a.dtype, each_f64, each_f32, each_f16, each_bf16);
    const cpu_loop sum = choose(a.dtype, sum_f64, sum_f32, sum_f16, sum_bf16);
    if (!each || b.dtype != a.dtype)
        return cpu_no_dtype("aten::mse_loss", each ? b.dtype : a.dtype);
    if (reduction == REDUCTION_NONE) {
        cpu_iter it;
        cpu_iter_init(&it, (const rp_geometry *const[]){&y, &a, &b}, 3);
        cpu_iter_run(&it, each, NULL);
        return RP_OK;
    }
    double value;
    int64_t count;
    RP_TRY(total(&value, &count, &a, &b, sum));
    cpu_store(y.data, y.dtype, reduction == REDUCTION_MEAN ? value / (double)count : value);
    return RP_OK;
}

/* (grad_output, self, target, reduction) */
CPU_KERNEL(backward)
{
    CPU_UNUSED;
    const rp_geometry y = cpu_geometry(&out[0]), g = cpu_geometry(&in[0]), a = cpu_geometry(&in[1]),
                      b = cpu_geometry(&in[2]);
    const cpu_loop loop = choose(y.dtype, back_f64, back_f32, back_f16, back_bf16);
    if (!loop || a.dtype != y.dtype || b.dtype != y.dtype || g.dtype != y.dtype)
        return cpu_no_dtype("aten::mse_loss_backward", loop ? g.dtype : y.dtype);
    double scale = cpu_int(&in[3]) == REDUCTION_MEAN ? 2.0 / (double)y.numel : 2.0;
    cpu_iter it;
    cpu_iter_init(&it, (const rp_geometry *const[]){&y, &a, &b, &g}, 4);
    cpu_iter_run(&it, loop, &scale);
    return RP_OK;
}

const rp_kernel_row cpu_mse_loss[] = {
    CPU_ROW("aten::mse_loss", forward),
    CPU_ROW("aten::mse_loss_backward", backward),
    {0},
};
