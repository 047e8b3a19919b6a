/* plugins/gpu/pair_loss.cu - losses of an input and a target, element by element, and their
 * gradients
 *
 * plugins/common/pair_loss.inc has a line for each: value(x, t), and slope, its derivative by x.
 *   none: w value;  sum, mean: over all elements;  dx = w slope(x, t) g, divided by the count for
 *   mean. w: binary_cross_entropy's weight.
 */
#include "fold.h"
#include "plugins/common/elementwise.h"
#include "plugins/common/part.h"
#include <math.h>

enum { REDUCTION_NONE, REDUCTION_MEAN, REDUCTION_SUM };
enum { OUT, X, T, G, W, OPERANDS };
struct operands {
    gpu_iter<OPERANDS> it;
    rp_dtype dtype[OPERANDS];
    /* the operator's number; what the gradient is multiplied with; the weight that is absent */
    double p, scale, weight;
    gpu_reporter reporter;
    bool weighted;

    template <class C>
    GPU_MEMBER C get(int k, const int64_t *at) const
    {
        return gpu_load<C>(it.data[k] + at[k], dtype[k]);
    }
};

#define LOSS(name_, weighted_, unit_, value_, slope_)                                              \
    struct name_ {                                                                                 \
        enum { WEIGHTED = weighted_, UNIT = unit_ };                                               \
        template <class C>                                                                         \
        GPU_MEMBER static C value(C x, C t, C p)                                                   \
        {                                                                                          \
            (void)p;                                                                               \
            return (C)(value_);                                                                    \
        }                                                                                          \
        template <class C>                                                                         \
        GPU_MEMBER static C slope(C x, C t, C p)                                                   \
        {                                                                                          \
            (void)p;                                                                               \
            return (C)(slope_);                                                                    \
        }                                                                                          \
    };
#include "plugins/common/pair_loss.inc"

/* Elements outside of [0, 1] are a fault. */
template <class L, class C>
GPU_FN C value_at(const operands &o, const int64_t *at)
{
    const C x = o.get<C>(X, at), t = o.get<C>(T, at), w = o.weighted ? o.get<C>(W, at) : 1;
    if (L::UNIT && !(x >= 0 && x <= 1 && t >= 0 && t <= 1))
        gpu_report(o.reporter, GPU_FAULT_VALUE, 0, 0);
    return w * L::value(x, t, (C)o.p);
}

template <class L, class C>
static rp_status each(gpu_op &op, const operands &o)
{
    return gpu_each(op, o.it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[OPERANDS];
        o.it.offsets(i, at);
        gpu_store<C>(o.it.data[OUT] + at[OUT], o.dtype[OUT], value_at<L, C>(o, at));
    });
}

template <class L>
static rp_status total(gpu_op &op, const operands &o, const gpu_vector &y, double count)
{
    return gpu_fold<double>(
        op, o.it.numel,
        [=] GPU_LAMBDA(int64_t i) -> double {
            int64_t at[OPERANDS];
            o.it.offsets(i, at);
            return value_at<L, double>(o, at);
        },
        [=] GPU_LAMBDA(double sum) { y.put(0, sum / count); });
}

/* Integers, which only raw gradients see, multiply in integers, as in ATen; p 0: mse */
GPU_FN int64_t slope_i64(int64_t d, int64_t g, int64_t scale, int64_t p)
{
    return p == 0 ? scale * d * g : d <= -p ? -scale * g : d >= p ? scale * g : scale * d * g / p;
}
static rp_status back_i64(gpu_op &op, const operands &o)
{
    return gpu_each(op, o.it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[OPERANDS];
        o.it.offsets(i, at);
        const int64_t d = o.get<int64_t>(X, at) - o.get<int64_t>(T, at);
        gpu_store<int64_t>(o.it.data[OUT] + at[OUT], o.dtype[OUT],
                           slope_i64(d, o.get<int64_t>(G, at), (int64_t)o.scale, (int64_t)o.p));
    });
}

template <class L, class C>
static rp_status back(gpu_op &op, const operands &o)
{
    return gpu_each(op, o.it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[OPERANDS];
        o.it.offsets(i, at);
        const C w = o.weighted ? o.get<C>(W, at) : 1,
                slope = L::slope(o.get<C>(X, at), o.get<C>(T, at), (C)o.p);
        gpu_store<C>(o.it.data[OUT] + at[OUT], o.dtype[OUT],
                     (C)o.scale * w * slope * o.get<C>(G, at));
    });
}

/* ---- calls ----------------------------------------------------------------------------------- */
struct row {
    /* (self, target, weight, reduction), else (self, target, reduction, number); gradients of
       integers */
    bool weighted, integers;
    rp_status (*each32)(gpu_op &, const operands &), (*each64)(gpu_op &, const operands &),
        (*back32)(gpu_op &, const operands &), (*back64)(gpu_op &, const operands &);
    rp_status (*total)(gpu_op &, const operands &, const gpu_vector &, double);
};

/* `in` begins at self; y NULL: a number */
static rp_status operands_init(operands *o, gpu_op &op, const row *r, const rp_value *in,
                               uint32_t n, const rp_geometry *y, const rp_value *grad,
                               int *reduction)
{
    rp_geometry g[OPERANDS];
    kernel_part whole;
    RP_TRY(gpu_geometry(op, &g[X], &in[0]));
    RP_TRY(gpu_geometry(op, &g[T], &in[1]));
    o->weighted = r->weighted && kernel_given(&in[2]);
    g[W] = g[G] = g[X];
    if (o->weighted) RP_TRY(gpu_geometry(op, &g[W], &in[2]));
    if (grad) RP_TRY(gpu_geometry(op, &g[G], grad));
    g[OUT] = y ? *y : g[X];
    for (int k : {(int)T, (int)W, (int)G})
        if (g[k].dtype != g[X].dtype) return kernel_no_dtype(op.reporter.op, g[k].dtype);
    *reduction = (int)kernel_int(&in[2 + r->weighted]);
    o->p = n > 3 && !r->weighted ? kernel_float(&in[3]) : 0;
    o->reporter = op.reporter;
    const rp_geometry *const all[OPERANDS] = {&g[OUT], &g[X], &g[T], &g[G], &g[W]};
    kernel_iter it;
    if (y) kernel_iter_init(&it, all, OPERANDS);
    else
        kernel_part_common(&whole, &g[X], &g[T]),
            kernel_iter_init_shape(&it, whole.shape, whole.g.ndim, all, OPERANDS);
    o->it = gpu_iter_of<OPERANDS>(it);
    for (int k = 0; k < OPERANDS; k++) o->dtype[k] = g[k].dtype;
    return RP_OK;
}

/* (self, target, ...) */
GPU_OP(forward)
{
    GPU_UNUSED;
    const row *r = (const row *)self;
    const rp_geometry y = kernel_geometry(&out[0]);
    const int64_t at = 2 + r->weighted;
    int reduction;
    gpu_op op(c);
    operands o;
    RP_TRY(operands_init(&o, op, r, in, n_in, kernel_int(&in[at]) == REDUCTION_NONE ? &y : nullptr,
                         nullptr, &reduction));
    if (!kernel_is_floating(o.dtype[X])) return kernel_no_dtype(op.reporter.op, o.dtype[X]);
    if (reduction == REDUCTION_NONE)
        return o.dtype[X] == RP_F64 ? r->each64(op, o) : r->each32(op, o);
    return r->total(op, o, gpu_vector_of(&y), reduction == REDUCTION_MEAN ? (double)o.it.numel : 1);
}

/* (grad_output, self, target, ...) */
GPU_OP(backward)
{
    GPU_UNUSED;
    const row *r = (const row *)self;
    const rp_geometry y = kernel_geometry(&out[0]);
    int reduction;
    gpu_op op(c);
    operands o;
    RP_TRY(operands_init(&o, op, r, in + 1, n_in - 1, &y, &in[0], &reduction));
    o.scale = reduction == REDUCTION_MEAN ? 1.0 / (double)y.numel : 1.0;
    if (o.dtype[X] != y.dtype ||
        !(kernel_is_floating(y.dtype) || (r->integers && y.dtype == RP_I64)))
        return kernel_no_dtype(op.reporter.op, y.dtype);
    if (y.numel == 0) return RP_OK;
    if (kernel_is_floating(y.dtype)) return y.dtype == RP_F64 ? r->back64(op, o) : r->back32(op, o);
    if (o.p == 0) o.scale *= 2;
    return back_i64(op, o);
}

#define ROW(name_, integers_)                                                                      \
    static const row row_##name_ = {name_::WEIGHTED,     integers_,          each<name_, float>,   \
                                    each<name_, double>, back<name_, float>, back<name_, double>,  \
                                    total<name_>};
ROW(mse_loss, true)
ROW(huber_loss, false)
ROW(smooth_l1_loss, true)
ROW(soft_margin_loss, false)
ROW(binary_cross_entropy, false)
#define ROWS(name_)                                                                                \
    GPU_ROW_WITH("aten::" #name_, forward, &row_##name_),                                          \
        GPU_ROW_WITH("aten::" #name_ "_backward", backward, &row_##name_)
GPU_TABLE(pair_loss) = {
    ROWS(mse_loss),         ROWS(huber_loss),           ROWS(smooth_l1_loss),
    ROWS(soft_margin_loss), ROWS(binary_cross_entropy), {},
};
