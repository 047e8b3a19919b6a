/* plugins/cpu/optim.c - _fused_adam_, _fused_adamw_, _fused_sgd_, _fused_adagrad_
 *
 * The formulas, in the order of PyTorch's fused cpu kernels
 * (aten/src/ATen/native/cpu/FusedAdamKernel.cpp, FusedSGDKernel.cpp, FusedAdagradKernel.cpp), after
 * Kingma and Ba (2015), Loshchilov and Hutter (2019), Duchi, Hazan and Singer (2011):
 *
 *   adamw    p *= 1 - lr wd
 *   adam     g += wd p
 *   both     m = m + (1 - b1) (g - m);  v = b2 v + (1 - b2) g g  [vmax = max(vmax, v), used in
 *   place of v]
 *            p -= (lr / (1 - b1^t)) m / (sqrt(v) / sqrt(1 - b2^t) + eps)
 *   sgd      g += wd p;  u = momentum u + (1 - dampening) g (first step: u = g);  p -= lr (nesterov
 *   ? g + momentum u : u) adagrad  g += wd p;  s += g g;  p -= lr / (1 + (t - 1) lr_decay) g /
 *   (sqrt(s) + eps)
 *
 * grad_scale divides the gradients (and is written back), found_inf == 1 skips the step. f16 and
 * bf16 compute in float. All tensors together are cut into units of UNIT elements, shared out
 * evenly; elements do not depend on each other.
 */
#include "iter.h"
#include <math.h>

enum { UNIT = 16384, PIECE = 512, OPERANDS = 5 };
enum {
    P,
    G,
    A,
    B,
    C
}; /* operands: parameter, gradient, first, second (and maximal second) moments; sgd: A is the
      buffer, adagrad: the sum of squares */
typedef struct step {
    double lr, beta1, beta2, decay, eps, scale; /* scale: of the gradients, 0: none */
    double size, correction2; /* of this tensor: lr / (1 - b1^t), sqrt(1 - b2^t) */
    double momentum, dampening, lr_decay;
    bool adamw, amsgrad, maximize, nesterov, first;
    enum { ADAM, SGD, ADAGRAD } kind;
    rp_dtype dtype;
    int n; /* operands in use */
} step;

/* Dense rows; x is NULL without amsgrad. Branches are on loop constants: the compiler makes one
 * loop for each. */
#define FORMULAS(suffix_, real_, sqrt_)                                                              \
    static void gradients_##suffix_(const step *s, real_ *restrict to, real_ *restrict g,            \
                                    const real_ *restrict p, int64_t n)                              \
    {                                                                                                \
        if (s->scale != 0)                                                                           \
            for (int64_t i = 0; i < n; i++) g[i] /= (real_)s->scale;                                 \
        const real_ sign = s->maximize ? (real_)-1 : (real_)1;                                       \
        const real_ decay = s->adamw ? (real_)0 : (real_)s->decay;                                   \
        if (decay != 0)                                                                              \
            for (int64_t i = 0; i < n; i++) to[i] = sign * g[i] + decay * p[i];                      \
        else                                                                                         \
            for (int64_t i = 0; i < n; i++) to[i] = sign * g[i];                                     \
    }                                                                                                \
    static inline real_ moments_##suffix_(const step *s, real_ *m, real_ *v, real_ g)                \
    {                                                                                                \
        const real_ near1 = (real_)(1 - s->beta1);                                                   \
        *m = near1 < (real_)0.5 ? *m + near1 * (g - *m) : g - (g - *m) * (1 - near1);                \
        return *v = *v * (real_)s->beta2 + (real_)(1 - s->beta2) * g * g;                            \
    }                                                                                                \
    static void adam_##suffix_(const step *sp, real_ *restrict p, const real_ *restrict g,           \
                               real_ *restrict m, real_ *restrict v, real_ *restrict x, int64_t n)   \
    {                                                                                                \
        const step s = *sp; /* a copy nothing points to: its fields stay in registers */             \
        const real_ shrink = s.adamw ? (real_)(1 - s.lr * s.decay) : (real_)1,                       \
                    size = (real_)s.size;                                                            \
        const real_ correction2 = (real_)s.correction2, eps = (real_)s.eps;                          \
        if (x) {                                                                                     \
            for (int64_t i = 0; i < n; i++) {                                                        \
                const real_ now = moments_##suffix_(&s, &m[i], &v[i], g[i]);                         \
                x[i] = x[i] > now ? x[i] : now;                                                      \
                p[i] = p[i] * shrink - size * m[i] / (sqrt_(x[i]) / correction2 + eps);              \
            }                                                                                        \
        } else {                                                                                     \
            for (int64_t i = 0; i < n; i++) {                                                        \
                const real_ now = moments_##suffix_(&s, &m[i], &v[i], g[i]);                         \
                p[i] = p[i] * shrink - size * m[i] / (sqrt_(now) / correction2 + eps);               \
            }                                                                                        \
        }                                                                                            \
    }                                                                                                \
    static void sgd_##suffix_(const step *s, real_ *restrict p, const real_ *restrict g,             \
                              real_ *restrict u, int64_t n)                                          \
    {                                                                                                \
        const real_ lr = (real_)s->lr, momentum = (real_)s->momentum,                                \
                    fresh = (real_)(1 - s->dampening);                                               \
        if (s->momentum == 0) {                                                                      \
            for (int64_t i = 0; i < n; i++) p[i] -= lr * g[i];                                       \
            return;                                                                                  \
        }                                                                                            \
        if (s->first) memcpy(u, g, (size_t)n * sizeof *u);                                           \
        else                                                                                         \
            for (int64_t i = 0; i < n; i++) u[i] = u[i] * momentum + g[i] * fresh;                   \
        if (s->nesterov)                                                                             \
            for (int64_t i = 0; i < n; i++) p[i] -= lr * (g[i] + momentum * u[i]);                   \
        else                                                                                         \
            for (int64_t i = 0; i < n; i++) p[i] -= lr * u[i];                                       \
    }                                                                                                \
    static void adagrad_##suffix_(const step *sp, real_ *restrict p, const real_ *restrict g,        \
                                  real_ *restrict sum, int64_t n)                                    \
    {                                                                                                \
        const real_ size = (real_)sp->size, eps = (real_)sp->eps;                                    \
        for (int64_t i = 0; i < n; i++) {                                                            \
            sum[i] += g[i] * g[i];                                                                   \
            p[i] -= size * g[i] / (sqrt_(sum[i]) + eps);                                             \
        }                                                                                            \
    }                                                                                                \
    static void formulas_##suffix_(const step *s, real_ *const *row, real_ *g, int64_t n)            \
    {                                                                                                \
        if (s->scale != 0 || s->maximize || (s->decay != 0 && !s->adamw))                            \
            gradients_##suffix_(s, g, row[G], row[P], n);                                            \
        else g = row[G];                                                                             \
        if (s->kind == SGD) sgd_##suffix_(s, row[P], g, row[A], n);                                  \
        else if (s->kind == ADAGRAD) adagrad_##suffix_(s, row[P], g, row[A], n);                     \
        else adam_##suffix_(s, row[P], g, row[A], row[B], row[C], n);                                \
    }                                                                                                \
    /* A piece of a row: in place where it is dense in the type we compute in, else through        \
     * buffers. */ \
    static void piece_##suffix_(const step *s, char *const *data, const int64_t *stride,             \
                                int64_t n, bool direct)                                              \
    {                                                                                                \
        real_ buffer[OPERANDS][PIECE], gradient[PIECE], *row[OPERANDS] = {NULL};                     \
        const int64_t size = (int64_t)kernel_element(s->dtype);                                      \
        for (int k = 0; k < s->n; k++) {                                                             \
            const bool in_place = direct && stride[k] == size;                                       \
            row[k] = in_place ? (real_ *)(void *)data[k] : buffer[k];                                \
            for (int64_t i = 0; i < n && !in_place; i++)                                             \
                row[k][i] = (real_)cpu_load(data[k] + i * stride[k], s->dtype);                      \
        }                                                                                            \
        formulas_##suffix_(s, row, gradient, n);                                                     \
        for (int k = 0; k < s->n; k++)                                                               \
            for (int64_t i = 0; i < n && row[k] == buffer[k] && (k != G || s->scale != 0); i++)      \
                cpu_store(data[k] + i * stride[k], s->dtype, (double)row[k][i]);                     \
    }
FORMULAS(f64, double, sqrt)
FORMULAS(f32, float, sqrtf)

static void step_loop(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const step *s = ctx;
    for (int64_t i = 0; i < n; i += PIECE) {
        const int64_t some = n - i < PIECE ? n - i : PIECE;
        char *at[OPERANDS];
        for (int k = 0; k < s->n; k++) at[k] = data[k] + i * stride[k];
        if (s->dtype == RP_F64) piece_f64(s, at, stride, some, true);
        else piece_f32(s, at, stride, some, s->dtype == RP_F32);
    }
}

/* ---- lists of tensors ---- */
typedef struct lists {
    const rp_value *operand[OPERANDS]; /* list values; NULL: not in use */
    const rp_value *steps;             /* adam, adagrad: one 0-dim tensor each */
    const char *op;
    step base;
} lists;

static rp_geometry member(const lists *l, int k, uint32_t t)
{
    return kernel_geometry(&l->operand[k]->u.l[t]);
}

static rp_status check(const lists *l)
{
    const uint32_t count = l->operand[P]->n;
    for (int k = 1; k < l->base.n; k++)
        if (l->operand[k]->n != count)
            return RP_FAIL(RP_E_INVALID, "%s: list %d has %u tensors, the first has %u", l->op, k,
                           l->operand[k]->n, count);
    if (l->steps && l->steps->n != count)
        return RP_FAIL(RP_E_INVALID, "%s: %u state_steps for %u tensors", l->op, l->steps->n,
                       count);
    for (uint32_t t = 0; t < count; t++) {
        const rp_geometry p = member(l, P, t);
        if (p.dtype != RP_F64 && p.dtype != RP_F32 && p.dtype != RP_F16 && p.dtype != RP_BF16)
            return kernel_no_dtype(l->op, p.dtype);
        for (int k = 1; k < l->base.n; k++) {
            const rp_geometry g = member(l, k, t);
            if (g.dtype != p.dtype)
                return RP_FAIL(RP_E_DTYPE, "%s: tensor %u of list %d is %s, its parameter %s",
                               l->op, t, k, kernel_dtype_name(g.dtype), kernel_dtype_name(p.dtype));
            if (g.ndim != p.ndim ||
                (p.ndim && memcmp(g.shape, p.shape, (size_t)p.ndim * sizeof *p.shape) != 0))
                return RP_FAIL(RP_E_SHAPE,
                               "%s: tensor %u of list %d has %lld elements or another shape, its "
                               "parameter %lld",
                               l->op, t, k, (long long)g.numel, (long long)p.numel);
        }
    }
    return RP_OK;
}

static step step_of(const lists *l, uint32_t t, rp_dtype dtype)
{
    step s = l->base;
    s.dtype = dtype;
    if (l->steps) {
        const rp_geometry g = kernel_geometry(&l->steps->u.l[t]);
        const double now = cpu_load(g.data, g.dtype);
        s.size = s.kind == ADAGRAD ? s.lr / (1 + (now - 1) * s.lr_decay)
                                   : s.lr / (1 - pow(s.beta1, now));
        s.correction2 = sqrt(1 - pow(s.beta2, now));
    }
    return s;
}

/* Units [from, to) of all tensors in a row. */
static void run_units(const lists *l, int64_t from, int64_t to)
{
    int64_t first = 0;
    for (uint32_t t = 0; t < l->operand[P]->n && first < to; t++) {
        rp_geometry g[OPERANDS];
        g[P] = member(l, P, t);
        const int64_t units = (g[P].numel + UNIT - 1) / UNIT,
                      begin = from > first ? from - first : 0;
        const int64_t end = to - first < units ? to - first : units;
        first += units;
        if (begin >= end) continue;
        const rp_geometry *at[OPERANDS];
        for (int k = 0; k < l->base.n; k++) {
            if (k) g[k] = member(l, k, t);
            at[k] = &g[k];
        }
        step s = step_of(l, t, g[P].dtype);
        kernel_iter it;
        kernel_iter_init(&it, at, l->base.n);
        cpu_iter_range(&it, begin * UNIT, end * UNIT < it.numel ? end * UNIT : it.numel, step_loop,
                       &s);
    }
}

static rp_status run(lists *l, const rp_value *grad_scale, const rp_value *found_inf)
{
    RP_TRY(check(l));
    if (kernel_given(found_inf)) {
        const rp_geometry g = kernel_geometry(found_inf);
        if (cpu_load(g.data, g.dtype) == 1) return RP_OK;
    }
    if (kernel_given(grad_scale)) {
        const rp_geometry g = kernel_geometry(grad_scale);
        l->base.scale = cpu_load(g.data, g.dtype);
    }
    int64_t units = 0, all = 0;
    for (uint32_t t = 0; t < l->operand[P]->n; t++) {
        const rp_geometry g = member(l, P, t);
        units += (g.numel + UNIT - 1) / UNIT;
        all += g.numel;
    }
    const int threads = cpu_threads(all, CPU_GRAIN);
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int t = 0; t < threads; t++) run_units(l, units * t / threads, units * (t + 1) / threads);
    return RP_OK;
}

/* A learning rate is a number, or a 0-dim tensor in the tensor_lr overloads. */
static double rate(const rp_value *v)
{
    if (v->tag != RP_TAG_TENSOR) return kernel_float(v);
    const rp_geometry g = kernel_geometry(v);
    return cpu_load(g.data, g.dtype);
}

/* (self, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, state_steps, lr, beta1, beta2,
   weight_decay, eps, amsgrad, maximize, grad_scale, found_inf) */
static rp_status adam(const char *op, const rp_value *in, bool adamw)
{
    const bool amsgrad = kernel_bool(&in[11]);
    lists l = {.operand = {&in[0], &in[1], &in[2], &in[3], amsgrad ? &in[4] : NULL},
               .steps = &in[5],
               .op = op,
               .base = {.lr = rate(&in[6]),
                        .beta1 = kernel_float(&in[7]),
                        .beta2 = kernel_float(&in[8]),
                        .decay = kernel_float(&in[9]),
                        .eps = kernel_float(&in[10]),
                        .adamw = adamw,
                        .amsgrad = amsgrad,
                        .maximize = kernel_bool(&in[12]),
                        .n = amsgrad ? 5 : 4}};
    return run(&l, &in[13], &in[14]);
}

CPU_KERNEL(adam_row)
{
    CPU_UNUSED;
    return adam("aten::_fused_adam_", in, false);
}
CPU_KERNEL(adamw_row)
{
    CPU_UNUSED;
    return adam("aten::_fused_adamw_", in, true);
}

/* (self, grads, momentum_buffer_list, weight_decay, momentum, lr, dampening, nesterov, maximize,
   is_first_step, grad_scale, found_inf) */
CPU_KERNEL(sgd_row)
{
    CPU_UNUSED;
    const double momentum = kernel_float(&in[4]);
    lists l = {.operand = {&in[0], &in[1], &in[2]},
               .op = "aten::_fused_sgd_",
               .base = {.decay = kernel_float(&in[3]),
                        .momentum = momentum,
                        .lr = rate(&in[5]),
                        .dampening = kernel_float(&in[6]),
                        .nesterov = kernel_bool(&in[7]),
                        .maximize = kernel_bool(&in[8]),
                        .first = kernel_bool(&in[9]),
                        .kind = SGD,
                        .n = momentum != 0 ? 3 : 2}};
    return run(&l, &in[10], &in[11]);
}

/* (self, grads, state_sums, state_steps, lr, lr_decay, weight_decay, eps, maximize, grad_scale,
   found_inf) */
CPU_KERNEL(adagrad_row)
{
    CPU_UNUSED;
    lists l = {.operand = {&in[0], &in[1], &in[2]},
               .steps = &in[3],
               .op = "aten::_fused_adagrad_",
               .base = {.lr = kernel_float(&in[4]),
                        .lr_decay = kernel_float(&in[5]),
                        .decay = kernel_float(&in[6]),
                        .eps = kernel_float(&in[7]),
                        .maximize = kernel_bool(&in[8]),
                        .kind = ADAGRAD,
                        .n = 3}};
    return run(&l, &in[9], &in[10]);
}

const rp_kernel_row cpu_optim[] = {
    CPU_ROW("aten::_fused_adam_", adam_row),
    CPU_ROW("aten::_fused_adam_.tensor_lr", adam_row),
    CPU_ROW("aten::_fused_adamw_", adamw_row),
    CPU_ROW("aten::_fused_adamw_.tensor_lr", adamw_row),
    CPU_ROW("aten::_fused_sgd_", sgd_row),
    CPU_ROW("aten::_fused_sgd_.tensor_lr", sgd_row),
    CPU_ROW("aten::_fused_adagrad_", adagrad_row),
    {0},
};
