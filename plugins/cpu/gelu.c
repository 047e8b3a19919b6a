/* plugins/cpu/gelu.c - x Phi(x) and its tanh approximation, through libm; and the tanh form in f32
   as straight-line code */
#include "block.h"
#include "simd_math.h"
#include <math.h>

#define K 0.79788456080286535588 /* sqrt(2 / pi) */
#define C 0.044715
#define R 0.70710678118654752440 /* 1 / sqrt(2) */
#define Q 0.39894228040143267794 /* 1 / sqrt(2 pi) */

static inline double gelu_none(double x)
{
    return 0.5 * x * (1 + erf(x * R));
}
static inline double gelu_none_backward(double g, double x)
{
    return g * (0.5 * (1 + erf(x * R)) + x * Q * exp(-0.5 * x * x));
}
static inline double gelu_tanh(double x)
{
    return 0.5 * x * (1 + tanh(K * (x + C * x * x * x)));
}
static inline double gelu_tanh_backward(double g, double x)
{
    const double t = tanh(K * (x + C * x * x * x)), du = K * (1 + 3 * C * x * x);
    return g * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * du);
}
static inline float gelu_none_f32(float x)
{
    return 0.5f * x * (1 + erff(x * (float)R));
}
static inline float gelu_none_backward_f32(float g, float x)
{
    return g * (0.5f * (1 + erff(x * (float)R)) + x * (float)Q * expf(-0.5f * x * x));
}
static inline float gelu_tanh_f32(float x)
{
    return 0.5f * x * (1 + tanhf((float)K * (x + (float)C * x * x * x)));
}
static inline float gelu_tanh_backward_f32(float g, float x)
{
    const float t = tanhf((float)K * (x + (float)C * x * x * x)),
                du = (float)K * (1 + 3 * (float)C * x * x);
    return g * (0.5f * (1 + t) + 0.5f * x * (1 - t * t) * du);
}
/* The same formulas with a tanh that vectorises. */
static inline float gelu_fast(float x)
{
    return 0.5f * x * (1 + cpu_tanhf((float)K * (x + (float)C * x * x * x)));
}
static inline float gelu_fast_backward(float g, float x)
{
    const float t = cpu_tanhf((float)K * (x + (float)C * x * x * x)),
                du = (float)K * (1 + 3 * (float)C * x * x);
    return g * (0.5f * (1 + t) + 0.5f * x * (1 - t * t) * du);
}

#define FORWARD(name_, T_, f_)                                                                     \
    static void name_(int64_t n, void *out, const void *const *in, const kernel_scalars *s)        \
    {                                                                                              \
        T_ *const y = out;                                                                         \
        const T_ *const x = in[0];                                                                 \
        (void)s;                                                                                   \
        _Pragma("omp simd") for (int64_t i = 0; i < n; i++) y[i] = f_(x[i]);                       \
    }
#define BACKWARD(name_, T_, f_)                                                                    \
    static void name_(int64_t n, void *out, const void *const *in, const kernel_scalars *s)        \
    {                                                                                              \
        T_ *const y = out;                                                                         \
        const T_ *const g = in[0], *const x = in[1];                                               \
        (void)s;                                                                                   \
        _Pragma("omp simd") for (int64_t i = 0; i < n; i++) y[i] = f_(g[i], x[i]);                 \
    }
FORWARD(none_f32, float, gelu_none_f32)
FORWARD(none_f64, double, gelu_none)
FORWARD(tanh_f32, float, gelu_tanh_f32)
FORWARD(tanh_f64, double, gelu_tanh)
FORWARD(fast_f32, float, gelu_fast)
BACKWARD(none_backward_f32, float, gelu_none_backward_f32)
BACKWARD(none_backward_f64, double, gelu_none_backward)
BACKWARD(tanh_backward_f32, float, gelu_tanh_backward_f32)
BACKWARD(tanh_backward_f64, double, gelu_tanh_backward)
BACKWARD(fast_backward_f32, float, gelu_fast_backward)

struct pair { /* by `approximate` */
    cpu_elementwise none, tanh;
    uint32_t argument;
};
static struct pair forward = {
    {"aten::gelu", none_f32, none_f64, NULL, 1}, {"aten::gelu", tanh_f32, tanh_f64, NULL, 1}, 1};
static struct pair forward_fast = {
    {"aten::gelu", none_f32, none_f64, NULL, 1}, {"aten::gelu", fast_f32, tanh_f64, NULL, 1}, 1};
static struct pair backward = {
    {"aten::gelu_backward", none_backward_f32, none_backward_f64, NULL, 2},
    {"aten::gelu_backward", tanh_backward_f32, tanh_backward_f64, NULL, 2},
    2};
static struct pair backward_fast = {
    {"aten::gelu_backward", none_backward_f32, none_backward_f64, NULL, 2},
    {"aten::gelu_backward", fast_backward_f32, tanh_backward_f64, NULL, 2},
    2};

CPU_KERNEL(gelu)
{
    struct pair *p = self;
    const rp_value *v = &in[p->argument];
    const bool tanh = v->tag == RP_TAG_STR && v->n == 4 && memcmp(v->u.s, "tanh", 4) == 0;
    return cpu_run_elementwise(tanh ? &p->tanh : &p->none, c, in, n_in, out, n_out);
}

#define ROW(op_, pair_, prefer_)                                                                   \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = op_, .key = "cpu", .boxed = gelu, .self = &pair_,     \
        .prefer = (prefer_), .line = __LINE__, .file = __FILE__                                    \
    }
const rp_kernel_row cpu_gelu[] = {
    ROW("aten::gelu", forward, CPU_PLAIN),
    ROW("aten::gelu", forward_fast, CPU_FAST),
    ROW("aten::gelu_backward", backward, CPU_PLAIN),
    ROW("aten::gelu_backward", backward_fast, CPU_FAST),
    {0},
};
