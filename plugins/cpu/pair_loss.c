/* plugins/cpu/pair_loss.c - losses of an input and a target, element by element, and their
 * gradients
 *
 * plugins/common/pair_loss.inc has a line for each: value(x, t), and slope, its derivative by x.
 *   none: w value;  sum, mean: over all elements;  dx = w slope(x, t) g, divided by the count for
 *   mean. w: binary_cross_entropy's
 * weight. Sums are double, in blocks of BLOCK elements added in order: no bit depends on the number
 * of threads.
 */
#include "iter.h"
#include "scratch.h"
#include <math.h>

enum { REDUCTION_NONE, REDUCTION_MEAN, REDUCTION_SUM, BLOCK = 32768 };
enum { F64, F32, F16, BF16, TYPES };
typedef struct loss {
    const char *op;
    bool weighted; /* (self, target, weight, reduction); else (self, target, reduction, number) */
    bool unit;     /* inputs are probabilities */
    cpu_loop each[TYPES], sum[TYPES], back[TYPES];
} loss;
typedef struct numbers {
    double sum, p, scale; /* the operator's number; what the gradient is multiplied with */
} numbers;

#define AT(type_, k_) (*(const type_ *)(void *)(data[k_] + i * stride[k_]))
#define LOOPS(id_, suffix_, type_, wide_, load_, store_, weighted_, value_, slope_)                \
    static void each_##id_##_##suffix_(void *ctx, char *const *data, const int64_t *stride,        \
                                       int64_t n)                                                  \
    {                                                                                              \
        const wide_ p = (wide_)((const numbers *)ctx)->p;                                          \
        (void)p;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const wide_ x = (wide_)load_(AT(type_, 1)), t = (wide_)load_(AT(type_, 2));            \
            const wide_ w = weighted_ ? (wide_)load_(AT(type_, 3)) : 1;                            \
            *(type_ *)(void *)(data[0] + i * stride[0]) = store_((wide_)(w * (value_)));           \
        }                                                                                          \
    }                                                                                              \
    static void sum_##id_##_##suffix_(void *ctx, char *const *data, const int64_t *stride,         \
                                      int64_t n)                                                   \
    {                                                                                              \
        const double p = ((const numbers *)ctx)->p;                                                \
        double sum = 0;                                                                            \
        (void)p;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const double x = (double)load_(AT(type_, 0)), t = (double)load_(AT(type_, 1));         \
            const double w = weighted_ ? (double)load_(AT(type_, 2)) : 1;                          \
            sum += w * (value_);                                                                   \
        }                                                                                          \
        ((numbers *)ctx)->sum += sum;                                                              \
    }                                                                                              \
    static void back_##id_##_##suffix_(void *ctx, char *const *data, const int64_t *stride,        \
                                       int64_t n)                                                  \
    {                                                                                              \
        const wide_ p = (wide_)((const numbers *)ctx)->p,                                          \
                    scale = (wide_)((const numbers *)ctx)->scale;                                  \
        (void)p;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const wide_ x = (wide_)load_(AT(type_, 1)), t = (wide_)load_(AT(type_, 2)),            \
                        g = (wide_)load_(AT(type_, 3));                                            \
            const wide_ w = weighted_ ? (wide_)load_(AT(type_, 4)) : 1;                            \
            *(type_ *)(void *)(data[0] + i * stride[0]) = store_((wide_)(scale * w * (slope_)*g)); \
        }                                                                                          \
    }
#define LOSS(id_, weighted_, unit_, value_, slope_)                                                \
    LOOPS(id_, f64, double, double, cpu_from_f64, cpu_from_f64, weighted_, value_, slope_)         \
    LOOPS(id_, f32, float, float, cpu_from_f32, cpu_from_f32, weighted_, value_, slope_)           \
    LOOPS(id_, f16, rp_f16, float, rp_from_f16, rp_to_f16, weighted_, value_, slope_)              \
    LOOPS(id_, bf16, rp_bf16, float, rp_from_bf16, rp_to_bf16, weighted_, value_, slope_)          \
    static const loss id_ = {                                                                      \
        "aten::" #id_,                                                                             \
        weighted_,                                                                                 \
        unit_,                                                                                     \
        {each_##id_##_f64, each_##id_##_f32, each_##id_##_f16, each_##id_##_bf16},                 \
        {sum_##id_##_f64, sum_##id_##_f32, sum_##id_##_f16, sum_##id_##_bf16},                     \
        {back_##id_##_f64, back_##id_##_f32, back_##id_##_f16, back_##id_##_bf16},                 \
    };
#include "plugins/common/pair_loss.inc"

static int type_index(rp_dtype d)
{
    return d == RP_F64 ? F64 : d == RP_F32 ? F32 : d == RP_F16 ? F16 : d == RP_BF16 ? BF16 : -1;
}

/* ---- operands ---- */
typedef struct operands {
    rp_geometry x, t, w, g;
    int64_t reduction, number_bits;
    numbers numbers;
} operands;

/* A weight that is absent is a 1 that repeats. */
static void weight(operands *o, const rp_value *v)
{
    o->w = kernel_geometry(v);
    if (o->w.data || kernel_given(v)) return;
    o->w = (rp_geometry){.size = sizeof o->w,
                         .flags = RP_GEOM_CONTIGUOUS,
                         .dtype = o->x.dtype,
                         .numel = 1,
                         .data = &o->number_bits};
    cpu_store(&o->number_bits, o->x.dtype, 1);
}

/* `in` begins at self */
static rp_status operands_init(operands *o, const loss *l, const rp_value *in, uint32_t n)
{
    o->x = kernel_geometry(&in[0]);
    o->t = kernel_geometry(&in[1]);
    if (l->weighted) weight(o, &in[2]);
    o->reduction = kernel_int(&in[2 + l->weighted]);
    o->numbers = (numbers){.p = n > 3 && !l->weighted ? kernel_float(&in[3]) : 0};
    if (o->t.dtype != o->x.dtype) return kernel_no_dtype(l->op, o->t.dtype);
    if (l->weighted && o->w.dtype != o->x.dtype) return kernel_no_dtype(l->op, o->w.dtype);
    return RP_OK;
}

static rp_status check_unit(const loss *l, const char *name, const rp_geometry *x)
{
    const rp_geometry *const all[] = {x};
    kernel_iter it;
    kernel_iter_init(&it, all, 1);
    for (int64_t i = 0; i < it.numel; i++) {
        int64_t at = 0, rest = i;
        for (int d = 0; d < it.ndim; d++) {
            at += rest % it.shape[d] * it.stride[d][0];
            rest /= it.shape[d];
        }
        const double v = cpu_load(it.data[0] + at, x->dtype);
        if (!(v >= 0 && v <= 1))
            return RP_FAIL(RP_E_VALUE,
                           "%s: all elements of %s should be between 0 and 1, but one is %g", l->op,
                           name, v);
    }
    return RP_OK;
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

static rp_status total(operands *o, int64_t *count, cpu_loop loop, int n)
{
    cpu_scratch s = {0};
    kernel_iter it;
    int64_t shape[RP_MAX_DIMS];
    const int ndim = broadcast_shape(shape, &o->x, &o->t);
    kernel_iter_init_shape(&it, shape, ndim, (const rp_geometry *const[]){&o->x, &o->t, &o->w}, n);
    const int64_t blocks = (it.numel + BLOCK - 1) / BLOCK;
    numbers *partial = cpu_scratch_alloc(&s, (size_t)blocks * sizeof *partial);
    if (!partial) return RP_E_MEMORY;
#pragma omp parallel for num_threads(cpu_threads(it.numel, BLOCK)) schedule(static)
    for (int64_t k = 0; k < blocks; k++) {
        const int64_t end = (k + 1) * BLOCK;
        partial[k] = o->numbers;
        cpu_iter_range(&it, k * BLOCK, end < it.numel ? end : it.numel, loop, &partial[k]);
    }
    for (int64_t k = 0; k < blocks; k++) o->numbers.sum += partial[k].sum;
    *count = it.numel;
    cpu_scratch_free(&s);
    return RP_OK;
}

/* (self, target, ...) */
CPU_KERNEL(forward)
{
    CPU_UNUSED;
    const loss *l = self;
    const rp_geometry y = kernel_geometry(&out[0]);
    operands o;
    RP_TRY(operands_init(&o, l, in, n_in));
    const int type = type_index(o.x.dtype);
    if (type < 0) return kernel_no_dtype(l->op, o.x.dtype);
    if (l->unit) RP_TRY(check_unit(l, "input", &o.x));
    if (l->unit) RP_TRY(check_unit(l, "target", &o.t));
    if (o.reduction == REDUCTION_NONE) {
        kernel_iter it;
        kernel_iter_init(&it, (const rp_geometry *const[]){&y, &o.x, &o.t, &o.w}, 3 + l->weighted);
        cpu_iter_run(&it, l->each[type], &o.numbers);
        return RP_OK;
    }
    int64_t count;
    RP_TRY(total(&o, &count, l->sum[type], 2 + l->weighted));
    cpu_store(y.data, y.dtype,
              o.reduction == REDUCTION_MEAN ? o.numbers.sum / (double)count : o.numbers.sum);
    return RP_OK;
}

/* Integers, which only raw gradients see: the factor is an integer too, as in ATen. */
static void back_i64(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const numbers *c = ctx;
    const int64_t scale = (int64_t)c->scale, p = (int64_t)c->p; /* p 0: mse */
    for (int64_t i = 0; i < n; i++) {
        const int64_t d = AT(int64_t, 1) - AT(int64_t, 2), g = AT(int64_t, 3);
        *(int64_t *)(void *)(data[0] + i * stride[0]) = p == 0    ? scale * d * g
                                                        : d <= -p ? -scale * g
                                                        : d >= p  ? scale * g
                                                                  : scale * d * g / p;
    }
}

/* (grad_output, self, target, ...) */
CPU_KERNEL(backward)
{
    CPU_UNUSED;
    const loss *l = self;
    const rp_geometry y = kernel_geometry(&out[0]);
    operands o;
    kernel_iter it;
    RP_TRY(operands_init(&o, l, in + 1, n_in - 1));
    o.g = kernel_geometry(&in[0]);
    const int type = type_index(y.dtype);
    const bool integers = y.dtype == RP_I64 && (l == &mse_loss || l == &smooth_l1_loss);
    if ((type < 0 && !integers) || o.x.dtype != y.dtype || o.g.dtype != y.dtype)
        return kernel_no_dtype(l->op, type < 0 ? y.dtype : o.g.dtype);
    o.numbers.scale = o.reduction == REDUCTION_MEAN ? 1.0 / (double)y.numel : 1.0;
    if (integers && l == &mse_loss) o.numbers.scale *= 2;
    kernel_iter_init(&it, (const rp_geometry *const[]){&y, &o.x, &o.t, &o.g, &o.w},
                     4 + l->weighted);
    cpu_iter_run(&it, integers ? back_i64 : l->back[type], &o.numbers);
    return RP_OK;
}

#define LOSS_ROW(op_, fn_, loss_)                                                                  \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = op_, .key = "cpu", .boxed = (fn_),                    \
        .self = (void *)(uintptr_t)&loss_, .prefer = CPU_PLAIN, .line = __LINE__, .file = __FILE__ \
    }
const rp_kernel_row cpu_pair_loss[] = {
    LOSS_ROW("aten::mse_loss", forward, mse_loss),
    LOSS_ROW("aten::mse_loss_backward", backward, mse_loss),
    LOSS_ROW("aten::huber_loss", forward, huber_loss),
    LOSS_ROW("aten::huber_loss_backward", backward, huber_loss),
    LOSS_ROW("aten::smooth_l1_loss", forward, smooth_l1_loss),
    LOSS_ROW("aten::smooth_l1_loss_backward", backward, smooth_l1_loss),
    LOSS_ROW("aten::soft_margin_loss", forward, soft_margin_loss),
    LOSS_ROW("aten::soft_margin_loss_backward", backward, soft_margin_loss),
    LOSS_ROW("aten::binary_cross_entropy", forward, binary_cross_entropy),
    LOSS_ROW("aten::binary_cross_entropy_backward", backward, binary_cross_entropy),
    {0},
};
