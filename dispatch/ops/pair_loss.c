/* dispatch/ops/pair_loss.c - losses of an input and a target, element by element. reduction: 0
 * none, 1 mean, 2 sum
 *
 * mse, huber, smooth_l1, soft_margin and binary_cross_entropy have kernels; l1, kl_div and
 * binary_cross_entropy_with_logits are made of pointwise operators. A gradient with mean is divided
 * by the number of elements of the broadcast shape.
 */
#include "dispatch/ops/shape.h"

enum { NONE, MEAN, SUM };

static rp_status broadcast_pair(int64_t *shape, int *n, const rp_tensor *a, const rp_tensor *b)
{
    *n = a->ndim;
    copy_dims(shape, a->shape, a->ndim);
    return broadcast_into(shape, n, b->shape, b->ndim);
}

/* Same types where PyTorch does not promote either. */
static rp_status pair_dtype(rp_dtype *out, const rp_call *c, const rp_tensor *a, const rp_tensor *b)
{
    *out = rp_dtype_promote(a->dtype, b->dtype);
    if (a->dtype != b->dtype)
        return RP_FAIL(RP_E_DTYPE, "%s: expected input and target of one type, but got %s and %s",
                       c->op->schema.base, rp_dtype_name(a->dtype), rp_dtype_name(b->dtype));
    return RP_OK;
}

static rp_status pair_output(rp_call *c, const rp_value *in, rp_value *out, int64_t reduction)
{
    const rp_tensor *a = in[0].u.t, *b = in[1].u.t;
    int64_t shape[RP_MAX_DIMS];
    int n;
    rp_dtype dtype;
    RP_TRY(broadcast_pair(shape, &n, a, b));
    RP_TRY(pair_dtype(&dtype, c, a, b));
    RP_TRY(floating_dtype(c->op->schema.base, a));
    if (reduction < NONE || reduction > SUM)
        return RP_FAIL(RP_E_VALUE,
                       "%s: reduction is %lld; allowed are 0 (none), 1 (mean) and 2 (sum)",
                       c->op->schema.base, (long long)reduction);
    return rp_call_output(c, out, 0, shape, reduction == NONE ? n : 0, dtype);
}

/* (self, target, reduction, number) */
static rp_status pair_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    if (n_in > 3 && !(in_number(&in[3]) >= 0))
        return RP_FAIL(RP_E_VALUE, "%s does not support negative values for its parameter: %g",
                       c->op->schema.base, in_number(&in[3]));
    return pair_output(c, in, out, in[2].u.i);
}

static rp_status huber_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    if (!(in_number(&in[3]) > 0))
        return RP_FAIL(RP_E_VALUE, "huber_loss does not support non-positive values for delta: %g",
                       in_number(&in[3]));
    return pair_meta(self, c, in, n_in, out, n_out);
}

/* (grad_output, self, target, ...): `in` begins at grad_output */
static rp_status backward_output(rp_call *c, const rp_value *in, rp_value *out)
{
    const rp_tensor *g = in[0].u.t, *a = in[1].u.t, *b = in[2].u.t;
    int64_t shape[RP_MAX_DIMS];
    int n;
    rp_dtype dtype;
    RP_TRY(broadcast_pair(shape, &n, a, b));
    RP_TRY(broadcast_into(shape, &n, g->shape, g->ndim));
    RP_TRY(pair_dtype(&dtype, c, a, b));
    if (a->dtype == RP_BOOL)
        return RP_FAIL(RP_E_DTYPE, "%s is not defined for bool", c->op->schema.base);
    RP_TRY(same_dtype("expected gradient and input", g, a));
    return rp_call_output(c, out, 0, shape, n, dtype);
}

static rp_status backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return backward_output(c, in, out);
}

/* Neither target nor weight make the loss larger. */
static rp_status check_fits(const char *name, const rp_tensor *x, const rp_tensor *other)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    int64_t shape[RP_MAX_DIMS];
    int n;
    RP_TRY(broadcast_pair(shape, &n, x, other));
    if (n == x->ndim && memcmp(shape, x->shape, (size_t)n * sizeof *shape) == 0) return RP_OK;
    return RP_FAIL(RP_E_SHAPE,
                   "binary_cross_entropy: a %s of shape %s does not broadcast to the input's %s",
                   name, rp_shape_text(a, sizeof a, other->shape, other->ndim),
                   rp_shape_text(b, sizeof b, x->shape, x->ndim));
}
static rp_status check_weight(const rp_value *v, const rp_tensor *x, const rp_tensor *target)
{
    const rp_tensor *w = in_tensor(v);
    RP_TRY(check_fits("target", x, target));
    if (!w) return RP_OK;
    RP_TRY(same_dtype("binary_cross_entropy: expected input and weight", x, w));
    return check_fits("weight", x, w);
}

/* (self, target, weight, reduction) */
static rp_status bce_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(floating_dtype("binary_cross_entropy", in[0].u.t));
    RP_TRY(same_dtype("binary_cross_entropy: expected input and target", in[0].u.t, in[1].u.t));
    RP_TRY(check_weight(&in[2], in[0].u.t, in[1].u.t));
    return pair_output(c, in, out, in[3].u.i);
}

static rp_status bce_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check_weight(&in[3], in[1].u.t, in[2].u.t));
    RP_TRY(expandable(in[0].u.t, in[1].u.t->shape, in[1].u.t->ndim));
    return backward_output(c, in, out);
}

/* ---- first derivatives ----------------------------------------------------------------------- */
/* A loss of the difference: the target's gradient is that of the input with both exchanged. */
#define PAIR_VJP(id_, backward_, ...)                                                              \
    static rp_status id_##_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,  \
                               rp_tensor **grad_in)                                                \
    {                                                                                              \
        (void)c;                                                                                   \
        RP_LOCAL rp_tensor *a = NULL, *b = NULL;                                                   \
        if (!grad_out[0]) return RP_OK;                                                            \
        RP_TRY(rp_saved_input(&a, n, 0));                                                          \
        RP_TRY(rp_saved_input(&b, n, 1));                                                          \
        if (needs(mask, 0)) RP_TRY(backward_(&grad_in[0], grad_out[0], a, b, __VA_ARGS__));        \
        return needs(mask, 1) ? backward_(&grad_in[1], grad_out[0], b, a, __VA_ARGS__) : RP_OK;    \
    }
PAIR_VJP(mse, rp_mse_loss_backward, saved_int(n, 2))
PAIR_VJP(huber, rp_huber_loss_backward, saved_int(n, 2), in_number(rp_saved_arg(n, 3)))
PAIR_VJP(smooth, rp_smooth_l1_loss_backward, saved_int(n, 2), in_number(rp_saved_arg(n, 3)))

static rp_status margin_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&a, n, 0));
    RP_TRY(rp_saved_input(&b, n, 1));
    return needs(mask, 0)
               ? rp_soft_margin_loss_backward(&grad_in[0], grad_out[0], a, b, saved_int(n, 2))
               : RP_OK;
}

/* v *= 1 / count for the mean, v *= w. */
static rp_status reduced(rp_tensor **v, rp_tensor *w, int64_t reduction, int64_t count)
{
    if (w) RP_TRY(rp_mul(v, *v, w));
    return reduction == MEAN && count ? rp_mul_scalar(v, *v, rp_value_float(1.0 / (double)count))
                                      : RP_OK;
}

/* d/dt of -(t log x + (1 - t) log(1 - x)) = log(1 - x) - log x, which does not end at -100 as the
   loss does */
static rp_status bce_target_grad(rp_tensor **out, rp_tensor *g, rp_tensor *x, rp_tensor *w,
                                 int64_t reduction)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    RP_TRY(rp_rsub_scalar(&a, x, rp_value_int(1), rp_value_int(1)));
    RP_TRY(rp_log(&a, a));
    RP_TRY(rp_log(&b, x));
    RP_TRY(rp_sub(&a, a, b));
    RP_TRY(rp_mul(&a, a, g));
    RP_TRY(reduced(&a, w, reduction, rp_tensor_numel(x)));
    return same_grad(out, a);
}

static rp_status bce_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *x = NULL, *t = NULL, *w = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_input(&t, n, 1));
    RP_TRY(rp_saved_input(&w, n, 2));
    if (needs(mask, 0))
        RP_TRY(
            rp_binary_cross_entropy_backward(&grad_in[0], grad_out[0], x, t, w, saved_int(n, 3)));
    return needs(mask, 1) ? bce_target_grad(&grad_in[1], grad_out[0], x, w, saved_int(n, 3))
                          : RP_OK;
}

/* ---- second derivatives: out = k g s(x, t) --------------------------------------------------- */
typedef struct second {
    rp_tensor *g, *x, *t, *w; /* owned */
    int64_t reduction;
    double p;
} second;

static rp_status second_init(second *s, rp_node *n, uint32_t weight, uint32_t number)
{
    s->reduction = saved_int(n, weight ? 4 : 3);
    s->p = number ? in_number(rp_saved_arg(n, number)) : 0;
    RP_TRY(rp_saved_input(&s->g, n, 0));
    RP_TRY(rp_saved_input(&s->x, n, 1));
    RP_TRY(rp_saved_input(&s->t, n, 2));
    return weight ? rp_saved_input(&s->w, n, weight) : RP_OK;
}

static void second_fini(second *s)
{
    rp_tensor_release(s->g);
    rp_tensor_release(s->x);
    rp_tensor_release(s->t);
    rp_tensor_release(s->w);
}

/* s' by x of a loss of the difference: 2, [|d| < p] and [|d| < p] / p. 1 / p may overflow. */
static rp_status curvature(rp_tensor **out, const second *s, double divisor)
{
    RP_LOCAL rp_tensor *d = NULL;
    RP_TRY(rp_sub(&d, s->x, s->t));
    RP_TRY(rp_abs(&d, d));
    RP_TRY(rp_lt_scalar(&d, d, rp_value_float(s->p)));
    RP_TRY(rp_to_dtype(&d, d, rp_tensor_dtype(s->x), 0, 0, NULL));
    return rp_div_scalar(out, d, rp_value_float(divisor));
}
static rp_status huber_curvature(rp_tensor **out, const second *s)
{
    return curvature(out, s, 1);
}
static rp_status smooth_curvature(rp_tensor **out, const second *s)
{
    return curvature(out, s, s->p > 0 ? s->p : 1);
}
static rp_status mse_curvature(rp_tensor **out, const second *s)
{
    return rp_full_like(out, s->x, rp_value_float(2));
}
/* t^2 q (1 - q), q = sigmoid(x t) */
static rp_status margin_curvature(rp_tensor **out, const second *s)
{
    RP_LOCAL rp_tensor *q = NULL, *t = NULL;
    RP_TRY(rp_mul(&q, s->x, s->t));
    RP_TRY(rp_sigmoid(&q, q));
    RP_TRY(rp_mul(&t, s->t, s->t));
    return rp_sigmoid_backward(out, t, q);
}
/* (x + eps) (1 - x + eps), eps 1e-12 as in ATen */
static rp_status bce_denominator(rp_tensor **out, const second *s)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    RP_TRY(rp_add_scalar(&a, s->x, rp_value_float(1e-12), rp_value_int(1)));
    /* first: 1 + eps is 1 in float32 */
    RP_TRY(rp_rsub_scalar(&b, s->x, rp_value_int(1), rp_value_int(1)));
    RP_TRY(rp_add_scalar(&b, b, rp_value_float(1e-12), rp_value_int(1)));
    return rp_mul(out, a, b);
}
/* s' by x: (x^2 - 2 x t + t) / denominator^2 */
static rp_status bce_curvature(rp_tensor **out, const second *s)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    RP_TRY(rp_mul(&a, s->x, s->x));
    RP_TRY(rp_mul(&b, s->x, s->t));
    RP_TRY(rp_sub_full(&a, a, b, rp_value_int(2)));
    RP_TRY(rp_add(&a, a, s->t));
    RP_TRY(bce_denominator(&b, s));
    RP_TRY(rp_mul(&b, b, b));
    return rp_div(out, a, b);
}
/* s' by t: -1 / ((1 - x) x), here without the eps */
static rp_status bce_target_curvature(rp_tensor **out, const second *s)
{
    RP_LOCAL rp_tensor *a = NULL;
    RP_TRY(rp_rsub_scalar(&a, s->x, rp_value_int(1), rp_value_int(1)));
    RP_TRY(rp_mul(&a, a, s->x));
    RP_TRY(rp_reciprocal(&a, a));
    return rp_neg(out, a);
}
/* v (x - t) / denominator, which is not quite the operator itself */
static rp_status bce_again(rp_tensor **out, const second *s, rp_tensor *v)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    RP_TRY(rp_sub(&a, s->x, s->t));
    RP_TRY(bce_denominator(&b, s));
    RP_TRY(rp_div(&a, a, b));
    RP_TRY(rp_mul(&a, a, v));
    RP_TRY(reduced(&a, s->w, s->reduction, rp_tensor_numel(v)));
    return same_grad(out, a);
}

/* k v g s' into `out` */
static rp_status through_slope(rp_tensor **out, const second *s, rp_tensor *v,
                               rp_status (*slope)(rp_tensor **, const second *))
{
    RP_LOCAL rp_tensor *t = NULL, *vg = NULL;
    RP_TRY(slope(&t, s));
    RP_TRY(rp_mul(&vg, v, s->g));
    RP_TRY(rp_mul(&t, t, vg));
    RP_TRY(reduced(&t, s->w, s->reduction, rp_tensor_numel(v)));
    return same_grad(out, t);
}

/* The gradient by grad_output is the operator itself on what comes back: `again`. symmetric: a loss
   of the difference. */
#define SECOND_VJP(id_, weight_, number_, curvature_, symmetric_, again_)                          \
    static rp_status id_##_second(second *s, rp_node *n, uint64_t mask, rp_tensor *v,              \
                                  rp_tensor **grad_in)                                             \
    {                                                                                              \
        RP_TRY(second_init(s, n, weight_, number_));                                               \
        if (needs(mask, 0)) RP_TRY(again_);                                                        \
        if (needs(mask, 1)) RP_TRY(through_slope(&grad_in[1], s, v, curvature_));                  \
        if ((symmetric_) && needs(mask, 2)) {                                                      \
            RP_TRY(through_slope(&grad_in[2], s, v, curvature_));                                  \
            RP_TRY(rp_neg(&grad_in[2], grad_in[2]));                                               \
        }                                                                                          \
        return (weight_) && needs(mask, 2)                                                         \
                   ? through_slope(&grad_in[2], s, v, bce_target_curvature)                        \
                   : RP_OK;                                                                        \
    }                                                                                              \
    static rp_status id_##_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,                     \
                                        rp_tensor *const *grad_out, rp_tensor **grad_in)           \
    {                                                                                              \
        (void)c;                                                                                   \
        second s = {.g = NULL};                                                                    \
        const rp_status st =                                                                       \
            grad_out[0] ? id_##_second(&s, n, mask, grad_out[0], grad_in) : RP_OK;                 \
        second_fini(&s);                                                                           \
        return st;                                                                                 \
    }
SECOND_VJP(mse, 0, 0, mse_curvature, 1,
           rp_mse_loss_backward(&grad_in[0], v, s->x, s->t, s->reduction))
SECOND_VJP(huber, 0, 4, huber_curvature, 1,
           rp_huber_loss_backward(&grad_in[0], v, s->x, s->t, s->reduction, s->p))
SECOND_VJP(smooth, 0, 4, smooth_curvature, 1,
           rp_smooth_l1_loss_backward(&grad_in[0], v, s->x, s->t, s->reduction, s->p))
SECOND_VJP(margin, 0, 0, margin_curvature, 0,
           rp_soft_margin_loss_backward(&grad_in[0], v, s->x, s->t, s->reduction))
SECOND_VJP(bce, 3, 0, bce_curvature, 0, bce_again(&grad_in[0], s, v))

/* ---- made of other operators ----------------------------------------------------------------- */
static rp_status out_reduced(rp_value *out, rp_tensor *loss, int64_t reduction)
{
    rp_tensor *r = NULL;
    if (reduction == NONE) return out_same(out, loss);
    RP_TRY(reduction == MEAN ? rp_mean(&r, loss) : rp_sum(&r, loss));
    return out_take(out, r);
}

static rp_status l1_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *d = NULL;
    RP_TRY(rp_sub(&d, in[0].u.t, in[1].u.t));
    RP_TRY(rp_abs(&d, d));
    return out_reduced(out, d, in[2].u.i);
}

/* target (log target - input), or exp(target) (target - input) for a target that is a logarithm */
static rp_status kl_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    rp_tensor *x = in[0].u.t, *target = in[1].u.t;
    if (!rp_dtype_is_floating(x->dtype) || !rp_dtype_is_floating(target->dtype))
        return RP_FAIL(RP_E_VALUE, "kl_div: Integral inputs not supported: got %s and %s",
                       rp_dtype_name(x->dtype), rp_dtype_name(target->dtype));
    if (in[3].u.i) {
        RP_TRY(rp_exp(&a, target));
        RP_TRY(rp_sub(&b, target, x));
        RP_TRY(rp_mul(&a, a, b));
    } else {
        RP_TRY(rp_xlogy(&a, target, target));
        RP_TRY(rp_mul(&b, target, x));
        RP_TRY(rp_sub(&a, a, b));
    }
    return out_reduced(out, a, in[2].u.i);
}

enum { LOGITS_THRESHOLD = 50 }; /* beyond it log(1 + e^x) is x in double precision */

/* (1 - t) x + (1 + (pos_weight - 1) t) log(1 + e^-x) */
static rp_status logits_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *loss = NULL, *soft = NULL, *scale = NULL;
    rp_tensor *x = in[0].u.t, *t = in[1].u.t, *weight = in_tensor(&in[2]), *pos = in_tensor(&in[3]);
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(floating_dtype("binary_cross_entropy_with_logits", x));
    RP_TRY(floating_dtype("binary_cross_entropy_with_logits", t));
    if (!same_shape(x, t))
        return RP_FAIL(
            RP_E_SHAPE,
            "binary_cross_entropy_with_logits: Target size (%s) must be the same as input size (%s)",
            rp_shape_text(a, sizeof a, t->shape, t->ndim),
            rp_shape_text(b, sizeof b, x->shape, x->ndim));
    RP_TRY(rp_neg(&soft, x));
    RP_TRY(rp_softplus(&soft, soft, rp_value_int(1), rp_value_int(LOGITS_THRESHOLD)));
    if (pos) {
        RP_TRY(rp_sub_scalar(&scale, pos, rp_value_int(1), rp_value_int(1)));
        RP_TRY(rp_mul(&scale, scale, t));
        RP_TRY(rp_add_scalar(&scale, scale, rp_value_int(1), rp_value_int(1)));
        RP_TRY(rp_mul(&soft, soft, scale));
    }
    RP_TRY(rp_rsub_scalar(&loss, t, rp_value_int(1), rp_value_int(1)));
    RP_TRY(rp_mul(&loss, loss, x));
    RP_TRY(rp_add(&loss, loss, soft));
    if (weight) RP_TRY(rp_mul(&loss, loss, weight));
    return out_reduced(out, loss, in[4].u.i);
}

const rp_op_row rp_op_pair_loss[] = {
    OP_SAVING("mse_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor", pair_meta,
              mse_vjp, 3),
    OP_SAVING(
        "mse_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor",
        backward_meta, mse_backward_vjp, 7),
    OP_SAVING(
        "huber_loss(Tensor self, Tensor target, int reduction=Mean, float delta=1.0) -> Tensor",
        huber_meta, huber_vjp, 3),
    OP_SAVING(
        "huber_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float delta) -> Tensor",
        backward_meta, huber_backward_vjp, 7),
    OP_SAVING(
        "smooth_l1_loss(Tensor self, Tensor target, int reduction=Mean, float beta=1.0) -> Tensor",
        pair_meta, smooth_vjp, 3),
    OP_SAVING(
        "smooth_l1_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float beta) -> Tensor",
        backward_meta, smooth_backward_vjp, 7),
    OP_SAVING("soft_margin_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor",
              pair_meta, margin_vjp, 3),
    OP_SAVING(
        "soft_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor",
        backward_meta, margin_backward_vjp, 7),
    OP_SAVING(
        "binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean) -> Tensor",
        bce_meta, bce_vjp, 7),
    OP_SAVING(
        "binary_cross_entropy_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean) -> Tensor",
        bce_backward_meta, bce_backward_vjp, 15),
    OP_COMPOSITE(
        "binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=Mean) -> Tensor",
        logits_composite),
    OP_COMPOSITE("l1_loss(Tensor self, Tensor target, int reduction=Mean) -> Tensor", l1_composite),
    OP_COMPOSITE(
        "kl_div(Tensor self, Tensor target, int reduction=Mean, *, bool log_target=False) -> Tensor",
        kl_composite),
    {0},
};
