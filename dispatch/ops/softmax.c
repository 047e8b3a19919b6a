/* dispatch/ops/softmax.c - _softmax and _log_softmax, their gradients, and softmax and
   log_softmax */
#include "dispatch/ops/shape.h"
#include <math.h>

static rp_status soft_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, x->ndim));
    RP_TRY(floating_dtype("softmax", x));
    if (in[2].u.i && x->dtype != RP_F16 && x->dtype != RP_BF16)
        return RP_FAIL(RP_E_DTYPE,
                       "conversion is supported for half-precision types only, but the input is %s",
                       rp_dtype_name(x->dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, in[2].u.i ? RP_F32 : x->dtype);
}

static rp_status softmax_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *y = NULL;
    rp_dtype dtype;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_output(&y, n, 0));
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    return rp__softmax_backward_data(&grad_in[0], grad_out[0], y, saved_int(n, 1), dtype);
}

static rp_status log_softmax_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                 rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *y = NULL;
    rp_dtype dtype;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_output(&y, n, 0));
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    return rp__log_softmax_backward_data(&grad_in[0], grad_out[0], y, saved_int(n, 1), dtype);
}

/* (grad_output, output, dim, input_dtype) */
static rp_status back_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *y = in[1].u.t;
    int dim;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(dim_wrap(&dim, in[2].u.i, y->ndim));
    RP_TRY(same_dtype("expected gradient and output", g, y));
    if (!same_shape(g, y))
        return RP_FAIL(RP_E_SHAPE, "softmax backward: the gradient has shape %s, the output %s",
                       rp_shape_text(a, sizeof a, g->shape, g->ndim),
                       rp_shape_text(b, sizeof b, y->shape, y->ndim));
    return rp_call_output(c, out, 0, y->shape, y->ndim, in[3].u.dtype);
}

/* out = y (g - s), s = sum(y g). With v the gradient of out: dg = y (v - sum(y v)), dy = v (g - s)
   - g sum(y v). */
static rp_status softmax_back_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                  rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL, *y = NULL, *s = NULL, *yv = NULL, *part = NULL;
    const int64_t dim = saved_int(n, 2);
    if (!grad_out[0]) return RP_OK;
    rp_tensor *v = grad_out[0];
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&y, n, 1));
    if (needs(mask, 0))
        RP_TRY(rp__softmax_backward_data(&grad_in[0], v, y, dim, rp_tensor_dtype(y)));
    if (!needs(mask, 1)) return RP_OK;
    RP_TRY(rp_mul(&s, y, g));
    RP_TRY(rp_sum_dim_intlist(&s, s, &dim, 1, 1));
    RP_TRY(rp_mul(&yv, y, v));
    RP_TRY(rp_sum_dim_intlist(&yv, yv, &dim, 1, 1));
    RP_TRY(rp_sub(&s, g, s));
    RP_TRY(rp_mul(&s, v, s));
    RP_TRY(rp_mul(&part, g, yv));
    return rp_sub(&grad_in[1], s, part);
}

/* out = g - exp(y) s, s = sum(g). With v the gradient of out: dg = v - sum(v exp(y)), dy = -v
   exp(y) s. */
static rp_status log_softmax_back_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                      rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL, *y = NULL, *ve = NULL, *s = NULL;
    const int64_t dim = saved_int(n, 2);
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&y, n, 1));
    RP_TRY(rp_exp(&ve, y));
    RP_TRY(rp_mul(&ve, grad_out[0], ve));
    if (needs(mask, 0)) {
        RP_TRY(rp_sum_dim_intlist(&s, ve, &dim, 1, 1));
        RP_TRY(rp_sub(&grad_in[0], grad_out[0], s));
    }
    if (!needs(mask, 1)) return RP_OK;
    RP_TRY(rp_sum_dim_intlist(&s, g, &dim, 1, 1));
    RP_TRY(rp_mul(&s, ve, s));
    return rp_neg(&grad_in[1], s);
}

static rp_status composed(rp_value *out, const rp_value *in,
                          rp_status (*fn)(rp_tensor **, rp_tensor *, int64_t, int))
{
    RP_LOCAL rp_tensor *x = rp_tensor_retain(in[0].u.t);
    rp_tensor *r = NULL;
    if (in[2].tag == RP_TAG_DTYPE) RP_TRY(rp_to_dtype(&x, x, in[2].u.dtype, 0, 0, NULL));
    RP_TRY(fn(&r, x, in[1].u.i, 0));
    return out_take(out, r);
}

static rp_status softmax_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return composed(out, in, rp__softmax);
}

static rp_status log_softmax_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                       rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return composed(out, in, rp__log_softmax);
}

/* A row of -inf alone gives zeros, and no gradient. */
static rp_status safe_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = rp_tensor_retain(in[0].u.t), *hidden = NULL;
    rp_tensor *r = NULL;
    const int64_t dim = in[1].u.i;
    int at;
    RP_TRY(dim_wrap(&at, dim, x->ndim));
    if (in[2].tag == RP_TAG_DTYPE) RP_TRY(rp_to_dtype(&x, x, in[2].u.dtype, 0, 0, NULL));
    RP_TRY(floating_dtype("softmax", x));
    if (dim_size(x, at) == 0) {
        RP_TRY(rp__softmax(&r, x, dim, 0));
        return out_take(out, r);
    }
    RP_TRY(rp_detach(&hidden, x));
    RP_TRY(rp_amax(&hidden, hidden, &dim, 1, 1));
    RP_TRY(rp_eq_scalar(&hidden, hidden, rp_value_float(-INFINITY)));
    RP_TRY(rp_masked_fill_scalar(&x, x, hidden, rp_value_float(0)));
    RP_TRY(rp__softmax(&x, x, dim, 0));
    RP_TRY(rp_masked_fill_scalar(&r, x, hidden, rp_value_float(0)));
    return out_take(out, r);
}

const rp_op_row rp_op_softmax[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::_softmax(Tensor self, int dim, bool half_to_float) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::_softmax.out(Tensor self, int dim, bool half_to_float, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = soft_meta,
        .vjp = softmax_vjp,
        .save_out = 1u << 0,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::_log_softmax(Tensor self, int dim, bool half_to_float) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::_log_softmax.out(Tensor self, int dim, bool half_to_float, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = soft_meta,
        .vjp = log_softmax_vjp,
        .save_out = 1u << 0,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_softmax_backward_data(Tensor grad_output, Tensor output, int dim, ScalarType input_dtype) -> Tensor",
        .meta = back_meta,
        .vjp = softmax_back_vjp,
        .save_in = 3,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_log_softmax_backward_data(Tensor grad_output, Tensor output, int dim, ScalarType input_dtype) -> Tensor",
        .meta = back_meta,
        .vjp = log_softmax_back_vjp,
        .save_in = 3,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
        .composite = softmax_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
        .composite = log_softmax_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::_safe_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor",
        .composite = safe_composite,
    },
    {0},
};
