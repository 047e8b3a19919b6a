/* dispatch/ops/pointwise.c - elementwise operators: rows made of pointwise.inc, and their meta
   function */
#include "dispatch/ops/pointwise.h"
#include "dispatch/args.h"

/* ---- promotion ------------------------------------------------------------------------------- */
static rp_dtype promote(rp_dtype a, rp_dtype b)
{
    if (a == b || b == RP_DTYPE_NONE) return a;
    return a == RP_DTYPE_NONE ? b : rp_dtype_promote(a, b);
}

/* A lower category counts only where it is of a higher kind: bool < integer < floating. */
static rp_dtype combine(rp_dtype higher, rp_dtype lower)
{
    if (lower == RP_DTYPE_NONE || rp_dtype_is_floating(higher)) return higher;
    if (higher == RP_BOOL || rp_dtype_is_floating(lower)) return promote(higher, lower);
    return higher != RP_DTYPE_NONE ? higher : lower;
}

void rp_promote_tensor(rp_promotion *p, const rp_tensor *t)
{
    if (RP_UNLIKELY(t->flags & RP_T_NUMBER))
        p->number = promote(p->number, rp_dtype_is_floating(t->dtype) ? RP_F32 : t->dtype);
    else if (t->ndim > 0) p->dim = promote(p->dim, t->dtype);
    else p->zero = promote(p->zero, t->dtype);
}

void rp_promote_number(rp_promotion *p, const rp_value *v)
{
    if (v->tag == RP_TAG_NONE) return;
    p->number = promote(p->number, v->tag == RP_TAG_FLOAT  ? RP_F32
                                   : v->tag == RP_TAG_BOOL ? RP_BOOL
                                                           : RP_I64);
}

rp_dtype rp_promotion_type(const rp_promotion *p)
{
    if (p->dim != RP_DTYPE_NONE && p->zero == RP_DTYPE_NONE && p->number == RP_DTYPE_NONE)
        return p->dim;
    return combine(p->dim, combine(p->zero, p->number));
}

/* ---- shapes ---------------------------------------------------------------------------------- */
static bool same_shape(const rp_tensor *t, const int64_t *shape, int ndim)
{
    return rp_same_shape(t->shape, t->ndim, shape, ndim);
}

/* Elements from the first to the last one, or 0 where strides leave gaps or overlap. */
static bool is_dense(const rp_tensor *t)
{
    if (t->flags & RP_T_CONTIGUOUS) return true;
    int64_t last = 0;
    for (int d = 0; d < t->ndim; d++) last += (t->shape[d] - 1) * t->stride[d];
    return last + 1 == t->numel;
}

rp_status rp_check_overlap(const rp_tensor *written, const rp_tensor *input)
{
    if (written == input || written->numel == 0 || input->numel == 0) return RP_OK;
    if (written->storage != input->storage || !is_dense(written) || !is_dense(input)) return RP_OK;
    const int64_t size = (int64_t)rp_dtype_size(written->dtype),
                  other = (int64_t)rp_dtype_size(input->dtype);
    const int64_t a = written->offset * size, b = input->offset * other;
    const int64_t a_end = a + written->numel * size, b_end = b + input->numel * other;
    if (a >= b_end || b >= a_end) return RP_OK;
    bool same = a == b && a_end == b_end && same_shape(input, written->shape, written->ndim);
    for (int d = 0; same && d < written->ndim; d++)
        same = written->stride[d] == input->stride[d] || written->shape[d] == 1;
    if (same) return RP_OK;
    return RP_FAIL(
        RP_E_LAYOUT,
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single "
        "memory location. Please clone() the tensor before performing the operation.");
}

/* ---- the meta function ----------------------------------------------------------------------- */
enum { MAX_TENSORS = 4 };
struct operands {
    rp_tensor *t[MAX_TENSORS];
    int n;
    rp_promotion promotion;
};

static void gather(struct operands *o, const rp_call *c, const rp_value *in,
                   const rp_pointwise_rule *rule)
{
    /* the out argument of an out= form comes after these */
    const rp_schema *s = &c->op->functional->schema;
    int scalars = 0;
    for (uint32_t i = 0; i < s->n_args; i++) {
        if (in[i].tag == RP_TAG_TENSOR) {
            if (!(rule->aside >> o->n & 1)) rp_promote_tensor(&o->promotion, in[i].u.t);
            o->t[o->n++] = in[i].u.t;
        } else if (s->arg[i].type == RP_TYPE_SCALAR && scalars++ < rule->scalars) {
            rp_promote_number(&o->promotion, &in[i]);
        }
    }
}

static rp_status check_types(const rp_call *c, rp_dtype type, uint8_t types)
{
    const bool refused = !(types & (type == RP_BOOL              ? TAKES_BOOL
                                    : rp_dtype_is_integral(type) ? TAKES_INTEGERS
                                                                 : TAKES_FLOATS));
    return refused ? RP_FAIL(RP_E_DTYPE, "%s is not defined for %s tensors", c->op->schema.name,
                             rp_dtype_name(type))
                   : RP_OK;
}

static rp_status check_overlaps(const struct operands *o, const rp_tensor *written)
{
    for (int k = 0; k < o->n; k++) RP_TRY(rp_check_overlap(written, o->t[k]));
    return RP_OK;
}

static rp_status output(rp_call *c, const struct operands *o, rp_value *out, rp_dtype type)
{
    int64_t shape[RP_MAX_DIMS];
    int ndim = 0;
    rp_tensor *like = NULL;
    for (int k = 0; k < o->n; k++) {
        if (k && same_shape(o->t[k], shape, ndim)) continue;
        RP_TRY(rp_broadcast_shapes(shape, &ndim, shape, ndim, o->t[k]->shape, o->t[k]->ndim));
    }
    for (int k = 0; k < o->n && !like; k++)
        if (same_shape(o->t[k], shape, ndim)) like = o->t[k];
    if (!like) return rp_call_output(c, out, 0, shape, ndim, type);
    return rp_call_output_like(c, out, 0, shape, ndim, type, like);
}

/* The first operand, if all are like it: contiguous, of one shape with dimensions, of one floating
   dtype, which no number lifts. Then there is nothing to promote or to broadcast, and that is most
   calls (one-element add: 160 of 490 instructions). */
static rp_tensor *uniform(const rp_call *c, const rp_value *in)
{
    rp_tensor *first = NULL;
    if (c->op->form != RP_FORM_FUNCTIONAL) return NULL;
    for (uint32_t i = 0; i < c->op->schema.n_args; i++) {
        rp_tensor *t = in[i].u.t;
        if (in[i].tag != RP_TAG_TENSOR) continue;
        if ((t->flags & (RP_T_CONTIGUOUS | RP_T_NUMBER)) != RP_T_CONTIGUOUS) return NULL;
        if (!first) first = t;
        else if (t->dtype != first->dtype || !same_shape(t, first->shape, first->ndim)) return NULL;
    }
    return first && first->ndim && rp_is_floating(first->dtype) ? first : NULL;
}

rp_status rp_pointwise_meta(rp_call *c, const rp_value *in, rp_value *out,
                            const rp_pointwise_rule *rule)
{
    struct operands o;
    rp_tensor *like = uniform(c, in);
    o.n = 0;
    o.promotion = (rp_promotion){RP_DTYPE_NONE, RP_DTYPE_NONE, RP_DTYPE_NONE};
    if (!like) gather(&o, c, in, rule);
    rp_dtype type = like ? like->dtype : rp_promotion_type(&o.promotion);
    if (rule->check) RP_TRY(rule->check(c, in, type));
    const bool to_float = rule->result == RP_RESULT_FLOAT ||
                          (rule->result == RP_RESULT_BY_MODE && in[2].tag == RP_TAG_NONE);
    if (to_float && !rp_dtype_is_floating(type)) type = RP_F32;
    RP_TRY(check_types(c, type, rule->types));
    const rp_dtype result = rule->result == RP_RESULT_BOOL ? RP_BOOL : type;
    RP_TRY(like ? rp_call_output_twin(c, out, result, like) : output(c, &o, out, result));
    rp_call_set_dtype(c, type);
    if (c->op->form != RP_FORM_FUNCTIONAL) RP_TRY(check_overlaps(&o, out[0].u.t));
    return RP_OK;
}

/* ---- what single operators refuse ------------------------------------------------------------ */
/* alpha is the third argument of every operator that has one. */
static rp_status check_alpha(const rp_call *c, const rp_value *in, rp_dtype type)
{
    const uint32_t tag = in[2].tag;
    (void)c;
    if (tag == RP_TAG_BOOL && type != RP_BOOL)
        return RP_FAIL(RP_E_DTYPE, "Boolean alpha only supported for Boolean results.");
    if (tag == RP_TAG_FLOAT && !rp_dtype_is_floating(type))
        return RP_FAIL(
            RP_E_DTYPE,
            "For integral input tensors, argument alpha must not be a floating point number.");
    return RP_OK;
}

static bool is_bool(const rp_value *v)
{
    return v->tag == RP_TAG_TENSOR ? v->u.t->dtype == RP_BOOL : v->tag == RP_TAG_BOOL;
}

static rp_status check_sub(const rp_call *c, const rp_value *in, rp_dtype type)
{
    if (is_bool(&in[0]) && is_bool(&in[1]))
        return RP_FAIL(
            RP_E_DTYPE,
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
            "`logical_xor()` operator instead.");
    if (is_bool(&in[0]) || is_bool(&in[1]))
        return RP_FAIL(
            RP_E_DTYPE,
            "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a "
            "mask, use the `~` or `logical_not()` operator instead.");
    return check_alpha(c, in, type);
}

static rp_status check_pow(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c;
    if (!rp_dtype_is_floating(type) && in[1].tag == RP_TAG_INT && in[1].u.i < 0)
        return RP_FAIL(RP_E_VALUE, "Integers to negative integer powers are not allowed.");
    return RP_OK;
}

/* Numbers that integers are compared with are of their type. */
static rp_status check_bounds(const rp_call *c, const rp_value *in, rp_dtype type)
{
    const rp_schema *s = &c->op->functional->schema;
    for (uint32_t i = 1; i < s->n_args && rp_dtype_is_integral(type); i++)
        if (s->arg[i].type == RP_TYPE_SCALAR && in[i].tag != RP_TAG_NONE &&
            !rp_number_fits(type, &in[i]))
            return RP_FAIL(RP_E_VALUE,
                           "%s: value %g of `%s` cannot be converted to type %s without overflow",
                           s->name, rp_arg_float(&in[i]), s->arg[i].name, rp_dtype_name(type));
    return RP_OK;
}

static rp_status check_hardtanh(const rp_call *c, const rp_value *in, rp_dtype type)
{
    if (type == RP_U8 && (rp_arg_float(&in[1]) < 0 || rp_arg_float(&in[2]) < 0))
        return RP_FAIL(RP_E_VALUE, "cannot do hardtanh on an unsigned type with negative limits");
    return check_bounds(c, in, type);
}

static rp_status check_clamp(const rp_call *c, const rp_value *in, rp_dtype type)
{
    if (in[1].tag == RP_TAG_NONE && in[2].tag == RP_TAG_NONE)
        return RP_FAIL(RP_E_INVALID,
                       "torch.clamp: At least one of 'min' or 'max' must not be None");
    return check_bounds(c, in, type);
}

static rp_status check_same_dtypes(const rp_call *c, const rp_value *in, rp_dtype type)
{
    const rp_schema *s = &c->op->functional->schema;
    (void)type;
    for (uint32_t i = 1; i < s->n_args; i++)
        if (in[i].tag == RP_TAG_TENSOR && in[i].u.t->dtype != in[0].u.t->dtype)
            return RP_FAIL(RP_E_DTYPE, "expected dtype %s for `%s` but got dtype %s",
                           rp_dtype_name(in[0].u.t->dtype), s->arg[i].name,
                           rp_dtype_name(in[i].u.t->dtype));
    return RP_OK;
}

/* In place, forward left no trace of the input's sign where it multiplied by a negative factor. */
static bool shows_sign(const rp_value *factor, const rp_value *is_result)
{
    return !is_result->u.i || rp_arg_float(factor) >= 0;
}

static rp_status check_slope(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (shows_sign(&in[2], &in[3])) return RP_OK;
    return RP_FAIL(
        RP_E_VALUE,
        "leaky_relu_backward: a gradient from the result alone needs a slope >= 0, but it is %g",
        rp_arg_float(&in[2]));
}

static rp_status check_addcdiv(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (!rp_dtype_is_floating(in[1].u.t->dtype) && !rp_dtype_is_floating(in[2].u.t->dtype))
        return RP_FAIL(RP_E_DTYPE, "Integer division with addcdiv is no longer supported");
    return RP_OK;
}

static rp_status check_where(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (in[0].u.t->dtype == RP_BOOL || in[0].u.t->dtype == RP_U8) return RP_OK;
    return RP_FAIL(
        RP_E_DTYPE,
        "where expected condition to be a boolean tensor, but got a tensor with dtype %s",
        rp_dtype_name(in[0].u.t->dtype));
}

static rp_status check_masked_fill(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c;
    if (in[1].u.t->dtype != RP_BOOL)
        return RP_FAIL(RP_E_DTYPE,
                       "masked_fill_ only supports boolean masks, but got mask with dtype %s",
                       rp_dtype_name(in[1].u.t->dtype));
    if (in[2].tag == RP_TAG_TENSOR && in[2].u.t->ndim != 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with %d dimension(s).",
            in[2].u.t->ndim);
    return in[2].tag == RP_TAG_TENSOR ? RP_OK : rp_check_number(type, &in[2]);
}

static rp_status check_mode(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (in[2].tag == RP_TAG_NONE || rp_arg_str_is(&in[2], "trunc") ||
        rp_arg_str_is(&in[2], "floor"))
        return RP_OK;
    return RP_FAIL(
        RP_E_VALUE,
        "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '%.*s'",
        (int)in[2].n, in[2].u.s);
}

static rp_status check_shift(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)in;
    if (!rp_dtype_is_floating(type)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s is not defined for %s tensors", c->op->schema.name,
                   rp_dtype_name(type));
}

static rp_status check_celu(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    return rp_arg_float(&in[1]) != 0
               ? RP_OK
               : RP_FAIL(RP_E_VALUE, "ZeroDivisionError: alpha cannot be 0 for CELU");
}

static rp_status check_lambd(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (rp_arg_float(&in[1]) >= 0) return RP_OK;
    return RP_FAIL(RP_E_VALUE, "lambda must be greater or equal to 0, but found to be %g.",
                   rp_arg_float(&in[1]));
}

static rp_status check_heaviside(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (in[0].u.t->dtype == in[1].u.t->dtype) return RP_OK;
    return RP_FAIL(RP_E_DTYPE,
                   "heaviside is not yet implemented for tensors with different dtypes: %s and %s",
                   rp_dtype_name(in[0].u.t->dtype), rp_dtype_name(in[1].u.t->dtype));
}

static rp_status check_floating_self(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c;
    if (rp_dtype_is_floating(in[1].u.t->dtype)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "result type %s can't be cast to the desired output type %s",
                   rp_dtype_name(type), rp_dtype_name(in[1].u.t->dtype));
}

static rp_status check_polygamma(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    return in[0].u.i >= 0
               ? RP_OK
               : RP_FAIL(RP_E_VALUE, "polygamma(n, x) does not support negative n, but got %lld",
                         (long long)in[0].u.i);
}

static rp_status check_elu_backward(const rp_call *c, const rp_value *in, rp_dtype type)
{
    (void)c, (void)type;
    if (shows_sign(&in[1], &in[4])) return RP_OK;
    return RP_FAIL(
        RP_E_VALUE,
        "elu_backward: from the result, alpha must not be negative, but got %g: call the out-of-place form",
        rp_arg_float(&in[1]));
}

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    (void)n_in, (void)n_out;
    return rp_pointwise_meta(c, in, out, self);
}

/* ---- rows ------------------------------------------------------------------------------------ */
#define NO_CHECK NULL
#define T1(a_) 0
#define T2(a_, b_) 0
#define T3(a_, b_, c_) 0
#define W3(a_, b_, c_) 1
#define M2(a_, b_) 2
#define M3(a_, b_, c_) 6
#define S0 0
#define S1(a_) 0
#define S2(a_, b_) 0
#define S3(a_, b_, c_) 0
#define S4(a_, b_, c_, d_) 0
#define D1(a_, x_) 0
#define D3(a_, x_, b_, y_, c_, z_) 0
#define P1(a_) 1
#define P2(a_, b_) 2
#define P1S1(a_, b_) 1
#define P1D1(a_, b_, y_) 1
#define V0 NULL
#define V1(a_) OP_VARIANTS(a_)
#define V2(a_, b_) OP_VARIANTS(a_, b_)
#define ROW(schema_, variants_, flags_, vjp_, types_, result_, check_, tensors_, scalars_)         \
    {                                                                                              \
        .size = sizeof(rp_op_row),                                                                 \
        .flags = RP_OP_POINTWISE | (flags_),                                                       \
        .schema = schema_,                                                                         \
        .meta = meta,                                                                              \
        .vjp_text = vjp_,                                                                          \
        .rel_tol = 4,                                                                              \
        .variants = variants_,                                                                     \
        .self = &(const rp_pointwise_rule){RP_TYPES_##types_, RP_RESULT_##result_, tensors_,       \
                                           scalars_, check_},                                      \
    },
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    ROW(name_ parameters_, variants_, 0, #vjp_, types_, result_, check_, tensors_, scalars_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    ROW(name_ parameters_, variants_, RP_OP_NO_GRADIENT, NULL, types_, result_, check_, tensors_,  \
        scalars_)
const rp_op_row rp_op_pointwise[] = {
#include "dispatch/ops/pointwise.inc"
    {0},
};
