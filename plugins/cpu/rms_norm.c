/* plugins/cpu/rms_norm.c - _fused_rms_norm (Zhang and Sennrich, "Root mean square layer
 * normalization", 2019)
 *
 * m rows of n elements:  r = 1 / sqrt(mean(x^2) + eps), y = x r w. The mean is double; products are
 * float, or double for f64.
 */
#include "block.h"
#include "norm_rows.h"
#include "scratch.h"
#include <float.h>
#include <math.h>

enum { CHUNK = 512 };
typedef struct norm {
    int64_t m, n;
    const cpu_norm_rows *rows;
    rp_geometry x, w, y, rstd;
    double eps;
} norm;

static char *at(const rp_geometry *g, int64_t i)
{
    return (char *)g->data + i * (int64_t)kernel_element(g->dtype);
}

#define SCALE(suffix_, type_, compute_)                                                            \
    static void scale_##suffix_(const norm *o, int64_t row, type_ r)                               \
    {                                                                                              \
        type_ x[CHUNK], w[CHUNK];                                                                  \
        for (int64_t j = 0; j < o->n; j += CHUNK) {                                                \
            const int64_t some = o->n - j < CHUNK ? o->n - j : CHUNK;                              \
            cpu_load_block(x, compute_, at(&o->x, row * o->n + j),                                 \
                           (int64_t)kernel_element(o->x.dtype), o->x.dtype, some);                 \
            for (int64_t i = 0; i < some; i++) x[i] *= r;                                          \
            if (o->w.data) {                                                                       \
                cpu_load_block(w, compute_, at(&o->w, j), (int64_t)kernel_element(o->w.dtype),     \
                               o->w.dtype, some);                                                  \
                for (int64_t i = 0; i < some; i++) x[i] *= w[i];                                   \
            }                                                                                      \
            cpu_store_block(at(&o->y, row * o->n + j), (int64_t)kernel_element(o->y.dtype),        \
                            o->y.dtype, x, compute_, some);                                        \
        }                                                                                          \
    }
SCALE(f32, float, RP_F32)
SCALE(f64, double, RP_F64)

static void one_row(const norm *o, int64_t row)
{
    double sum = 0, squares = 0;
    o->rows->sums(at(&o->x, row * o->n), o->n, 0, &sum, &squares);
    const double r = 1 / sqrt(squares / (double)o->n + o->eps);
    cpu_store(at(&o->rstd, row), o->rstd.dtype, r);
    if (o->x.dtype == RP_F64) scale_f64(o, row, r);
    else scale_f32(o, row, (float)r);
}

/* (input, normalized_shape, weight, eps) -> y, rstd */
static rp_status run(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[3][RP_MAX_DIMS];
    norm o = {.x = kernel_geometry(&in[0]),
              .w = kernel_geometry(&in[2]),
              .y = kernel_geometry(&out[0]),
              .rstd = kernel_geometry(&out[1])};
    const rp_geometry result = o.y;
    o.rows = cpu_norm_rows_of(o.x.dtype);
    if (!o.rows) return kernel_no_dtype("aten::_fused_rms_norm", o.x.dtype);
    o.eps = kernel_given(&in[3])  ? kernel_float(&in[3])
            : o.x.dtype == RP_F64 ? DBL_EPSILON
                                  : (double)FLT_EPSILON;
    o.m = o.rstd.numel;
    o.n = o.m ? o.x.numel / o.m : 0;
    RP_TRY(cpu_scratch_dense(s, &o.x, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &o.w, stride[1]));
    RP_TRY(cpu_scratch_output(s, &o.y, stride[2]));
#pragma omp parallel for num_threads(cpu_threads(o.x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < o.m; i++) one_row(&o, i);
    if (o.y.data != result.data) cpu_assign(&result, &o.y);
    return RP_OK;
}

CPU_SCRATCH_KERNEL(fused_rms_norm, run)

const rp_kernel_row cpu_rms_norm[] = {
    CPU_ROW("aten::_fused_rms_norm", fused_rms_norm),
    {0},
};
