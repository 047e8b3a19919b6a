/* plugins/cpu/norm_rows.c - the loops of norm_rows.h, once for each floating type
 *
 * Sums run in LANES doubles side by side, added in order at the end: the same bits for every number
 * of threads.
 */
#include "norm_rows.h"

enum { LANES = 8 };

static void add_lanes(double *sum, const double *lane)
{
    for (int l = 0; l < LANES; l++) *sum += lane[l];
}
#define ROWS(suffix_, type_, load_, store_)                                                        \
    static void sums_##suffix_(const void *from, int64_t n, double shift, double *sum,             \
                               double *squares)                                                    \
    {                                                                                              \
        const type_ *x = from;                                                                     \
        double s[LANES] = {0}, q[LANES] = {0};                                                     \
        int64_t i = 0;                                                                             \
        for (; i + LANES <= n; i += LANES)                                                         \
            for (int l = 0; l < LANES; l++) {                                                      \
                const double v = (double)load_(x[i + l]) - shift;                                  \
                s[l] += v;                                                                         \
                q[l] += v * v;                                                                     \
            }                                                                                      \
        for (; i < n; i++) {                                                                       \
            const double v = (double)load_(x[i]) - shift;                                          \
            s[0] += v;                                                                             \
            q[0] += v * v;                                                                         \
        }                                                                                          \
        add_lanes(sum, s);                                                                         \
        add_lanes(squares, q);                                                                     \
    }                                                                                              \
    static void products_##suffix_(const void *grad, const void *from, int64_t n, double shift,    \
                                   double *sum, double *dot)                                       \
    {                                                                                              \
        const type_ *g = grad, *x = from;                                                          \
        double s[LANES] = {0}, q[LANES] = {0};                                                     \
        int64_t i = 0;                                                                             \
        for (; i + LANES <= n; i += LANES)                                                         \
            for (int l = 0; l < LANES; l++) {                                                      \
                const double v = (double)load_(g[i + l]);                                          \
                s[l] += v;                                                                         \
                q[l] += v * ((double)load_(x[i + l]) - shift);                                     \
            }                                                                                      \
        for (; i < n; i++) {                                                                       \
            const double v = (double)load_(g[i]);                                                  \
            s[0] += v;                                                                             \
            q[0] += v * ((double)load_(x[i]) - shift);                                             \
        }                                                                                          \
        add_lanes(sum, s);                                                                         \
        add_lanes(dot, q);                                                                         \
    }                                                                                              \
    static void affine_##suffix_(void *to, const void *from, int64_t n, double shift, double a,    \
                                 double b)                                                         \
    {                                                                                              \
        const type_ *x = from;                                                                     \
        type_ *y = to;                                                                             \
        for (int64_t i = 0; i < n; i++) y[i] = store_(((double)load_(x[i]) - shift) * a + b);      \
    }                                                                                              \
    static void gradient_##suffix_(void *to, const void *grad, const void *from, int64_t n,        \
                                   double shift, double a, double p, double q)                     \
    {                                                                                              \
        const type_ *g = grad, *x = from;                                                          \
        type_ *dx = to;                                                                            \
        for (int64_t i = 0; i < n; i++)                                                            \
            dx[i] = store_(a * (double)load_(g[i]) + p * ((double)load_(x[i]) - shift) + q);       \
    }                                                                                              \
    static const cpu_norm_rows rows_##suffix_ = {sums_##suffix_, products_##suffix_,               \
                                                 affine_##suffix_, gradient_##suffix_};
ROWS(f64, double, cpu_from_f64, cpu_from_f64)
ROWS(f32, float, cpu_from_f32, CPU_TO_F32)
ROWS(f16, rp_f16, rp_from_f16, CPU_TO_F16)
ROWS(bf16, rp_bf16, rp_from_bf16, CPU_TO_BF16)

const cpu_norm_rows *cpu_norm_rows_of(rp_dtype d)
{
    return d == RP_F64    ? &rows_f64
           : d == RP_F32  ? &rows_f32
           : d == RP_F16  ? &rows_f16
           : d == RP_BF16 ? &rows_bf16
                          : NULL;
}
