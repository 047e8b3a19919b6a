/* dispatch/ops/gated.c - activations that are made of other operators: glu, prelu,
   log_sigmoid_forward */
#include "dispatch/ops/shape.h"

/* ---- glu: the first half along dim, times the sigmoid of the second half --------------------- */
static rp_status halves(rp_tensor **a, rp_tensor **b, rp_tensor *self, int64_t dim)
{
    int d;
    if (self->ndim == 0) return RP_FAIL(RP_E_SHAPE, "glu does not support 0-dimensional tensors");
    RP_TRY(dim_wrap(&d, dim, self->ndim));
    const int64_t size = self->shape[d];
    if (size % 2)
        return RP_FAIL(RP_E_SHAPE, "Halving dimension must be even, but dimension %d is size %lld",
                       d, (long long)size);
    RP_TRY(rp_slice(a, self, d, &(const int64_t){0}, &(const int64_t){size / 2}, 1));
    return rp_slice(b, self, d, &(const int64_t){size / 2}, &(const int64_t){size}, 1);
}

/* Narrow types are computed in f32 and rounded once. */
static rp_status widened(rp_tensor **t, rp_tensor *from)
{
    return rp_to_dtype(t, from, from->dtype == RP_F64 ? RP_F64 : RP_F32, 0, 0, NULL);
}

static rp_status give(rp_value *out, rp_tensor *t, rp_dtype dtype)
{
    RP_LOCAL rp_tensor *y = NULL;
    RP_TRY(rp_to_dtype(&y, t, dtype, 0, 0, NULL));
    return out_same(out, y);
}

static rp_status glu(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    RP_LOCAL rp_tensor *x = NULL, *a = NULL, *b = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(floating_dtype("glu", in[0].u.t));
    RP_TRY(widened(&x, in[0].u.t));
    RP_TRY(halves(&a, &b, x, in[1].u.i));
    RP_TRY(rp_sigmoid(&b, b));
    RP_TRY(rp_mul(&a, a, b));
    return give(&out[0], a, in[0].u.t->dtype);
}

/* g s and g a s (1 - s), s the gate */
static rp_status glu_backward(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    RP_LOCAL rp_tensor *x = NULL, *g = NULL, *a = NULL, *gate = NULL, *first = NULL, *second = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(same_dtype("glu_backward: expected grad_output and self", in[0].u.t, in[1].u.t));
    RP_TRY(widened(&g, in[0].u.t));
    RP_TRY(widened(&x, in[1].u.t));
    RP_TRY(halves(&a, &gate, x, in[2].u.i));
    RP_TRY(expandable(g, a->shape, a->ndim));
    RP_TRY(rp_sigmoid(&gate, gate));
    RP_TRY(rp_mul(&first, g, gate));
    /* first: a closed gate stays closed where g a overflows */
    RP_TRY(rp_sigmoid_backward(&second, g, gate));
    RP_TRY(rp_mul(&second, second, a));
    rp_tensor *const both[] = {first, second};
    RP_TRY(rp_cat(&a, both, 2, in[2].u.i));
    return give(&out[0], a, in[0].u.t->dtype);
}

/* ---- prelu ----------------------------------------------------------------------------------- */
/* One weight for all, or one for each channel (dimension 1). */
static rp_status check_weight(const rp_tensor *self, const rp_tensor *weight)
{
    if (self->dtype != weight->dtype)
        return RP_FAIL(RP_E_DTYPE, "prelu: Type promoting not supported. Got %s and %s",
                       rp_dtype_name(self->dtype), rp_dtype_name(weight->dtype));
    if (weight->ndim > 1)
        return RP_FAIL(RP_E_SHAPE,
                       "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = %d",
                       weight->ndim);
    if (weight->numel == 1) return RP_OK;
    if (self->ndim == 0)
        return RP_FAIL(RP_E_SHAPE, "prelu: %lld weights for a tensor without dimensions",
                       (long long)weight->numel);
    const int64_t channels = self->ndim > 1 ? self->shape[1] : 1;
    if (channels == weight->numel) return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "Mismatch of parameter numbers and input channel size. Found parameter numbers = %lld and channel size = %lld.",
        (long long)weight->numel, (long long)channels);
}

static rp_status prelu(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    rp_tensor *x = in[0].u.t, *weight = in[1].u.t;
    RP_LOCAL rp_tensor *w = NULL;
    int64_t shape[RP_MAX_DIMS];
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(check_weight(x, weight));
    for (int d = 0; d < x->ndim; d++) shape[d] = d == 1 ? weight->numel : 1;
    RP_TRY(rp_reshape(&w, weight, shape, (uint32_t)x->ndim));
    RP_TRY(rp__prelu_kernel(&w, x, w));
    return out_same(&out[0], w);
}

static rp_status prelu_backward(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    rp_tensor *g = in[0].u.t, *x = in[1].u.t, *weight = in[2].u.t;
    RP_LOCAL rp_tensor *positive = NULL, *a = NULL, *b = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(same_dtype("_prelu_kernel_backward: expected grad_output and self", g, x));
    RP_TRY(same_dtype("_prelu_kernel_backward: expected self and weight", x, weight));
    RP_TRY(rp_gt_scalar(&positive, x, rp_value_int(0)));
    RP_TRY(rp_mul(&a, weight, g));
    RP_TRY(rp_where_self(&a, positive, g, a));
    /* the weight's gradient has the shape of all three, too */
    RP_TRY(rp_expand(&b, x, a->shape, (uint32_t)a->ndim));
    RP_TRY(rp_mul(&b, b, g));
    RP_TRY(rp_masked_fill_scalar(&b, b, positive, rp_value_int(0)));
    RP_TRY(out_same(&out[0], a));
    return out_same(&out[1], b);
}

static rp_status add_product(rp_tensor **sum, rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *product = NULL;
    if (!*sum) return rp_mul(sum, a, b);
    RP_TRY(rp_mul(&product, a, b));
    return rp_add(sum, *sum, product);
}

/* a b where x < 0, else zero */
static rp_status below_zero(rp_tensor **out, rp_tensor *positive, rp_tensor *a, rp_tensor *b)
{
    RP_TRY(rp_mul(out, a, b));
    return rp_masked_fill_scalar(out, *out, positive, rp_value_int(0));
}

/* With v and u the gradients of both results, where x < 0: g gets v weight + u x, x gets u g, weight
 * gets v g; elsewhere g gets v. At zero that is the derivative from the right, as in PyTorch
 * (tools/autograd/derivatives.yaml), whose first derivative is that from the left. */
static rp_status prelu_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                    rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    rp_tensor *v = grad_out[0], *u = grad_out[1];
    RP_LOCAL rp_tensor *g = NULL, *x = NULL, *weight = NULL, *positive = NULL, *below = NULL;
    (void)c;
    if (!v && !u) return RP_OK;
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&x, n, 1));
    RP_TRY(rp_saved_input(&weight, n, 2));
    RP_TRY(rp_ge_scalar(&positive, x, rp_value_int(0)));
    if (needs(mask, 1) && u) RP_TRY(below_zero(&grad_in[1], positive, u, g));
    if (needs(mask, 2) && v) RP_TRY(below_zero(&grad_in[2], positive, v, g));
    if (!needs(mask, 0)) return RP_OK;
    if (v) RP_TRY(add_product(&below, v, weight));
    if (u) RP_TRY(add_product(&below, u, x));
    return v ? rp_where_self(&grad_in[0], positive, v, below)
             : rp_masked_fill_scalar(&grad_in[0], below, positive, rp_value_int(0));
}

/* ---- log_sigmoid: min(x, 0) - log(1 + e^-|x|), and the exponential for backward -------------- */
static rp_status log_sigmoid_forward(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    rp_tensor *x = in[0].u.t;
    RP_LOCAL rp_tensor *buffer = NULL, *log = NULL, *low = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(floating_dtype("log_sigmoid_forward", x));
    RP_TRY(rp_abs(&buffer, x));
    RP_TRY(rp_neg(&buffer, buffer));
    RP_TRY(rp_exp(&buffer, buffer));
    RP_TRY(rp_log1p(&log, buffer));
    RP_TRY(rp_clamp_max(&low, x, rp_value_int(0)));
    RP_TRY(rp_sub(&low, low, log));
    RP_TRY(out_same(&out[0], low));
    return out_same(&out[1], buffer);
}

const rp_op_row rp_op_gated[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::glu(Tensor self, int dim=-1) -> Tensor",
        .vjp_text = "glu_backward(g, self, dim)",
        .composite = glu,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::glu_backward(Tensor grad_output, Tensor self, int dim) -> Tensor",
        .composite = glu_backward,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::prelu(Tensor self, Tensor weight) -> Tensor",
        .composite = prelu,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_prelu_kernel_backward(Tensor grad_output, Tensor self, Tensor weight) -> (Tensor, Tensor)",
        .vjp = prelu_backward_vjp,
        .save_in = 7,
        .composite = prelu_backward,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)",
        .vjp_text = "log_sigmoid_backward(g, self, buffer)",
        .composite = log_sigmoid_forward,
    },
    {0},
};
