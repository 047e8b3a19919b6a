/* dispatch/ops/gelu.c - x Phi(x), and its tanh approximation (Hendrycks and Gimpel,
   arXiv:1606.08415) */
#include "dispatch/ops.h"
#include "dispatch/ops/pointwise.h"
#include <string.h>

static bool is_text(const rp_value *v, const char *text)
{
    return v->tag == RP_TAG_STR && v->n == strlen(text) && memcmp(v->u.s, text, v->n) == 0;
}

/* `approximate` is the last argument of the functional forms. */
static const rp_value *approximate(const rp_call *c, const rp_value *in)
{
    return &in[c->op->functional->schema.n_args - 1];
}

static rp_status check_approximate(const rp_call *c, const rp_value *in, rp_dtype type)
{
    const rp_value *v = approximate(c, in);
    (void)type;
    if (is_text(v, "none") || is_text(v, "tanh")) return RP_OK;
    return RP_FAIL(RP_E_INVALID, "approximate argument must be either none or tanh, but got '%.*s'",
                   v->tag == RP_TAG_STR ? (int)v->n : 0, v->tag == RP_TAG_STR ? v->u.s : "");
}

static rp_status check_backward(const rp_call *c, const rp_value *in, rp_dtype type)
{
    if (in[0].u.t->dtype != in[1].u.t->dtype)
        return RP_FAIL(RP_E_DTYPE,
                       "gelu_backward expects grad_output and self of one dtype, but got %s and %s",
                       rp_dtype_name(in[0].u.t->dtype), rp_dtype_name(in[1].u.t->dtype));
    return check_approximate(c, in, type);
}

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    static const rp_pointwise_rule rule = {RP_TYPES_F, RP_RESULT_SAME, 0, 0, check_approximate};
    (void)self, (void)n_in, (void)n_out;
    return rp_pointwise_meta(c, in, out, &rule);
}

static rp_status backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    static const rp_pointwise_rule rule = {RP_TYPES_F, RP_RESULT_SAME, 0, 0, check_backward};
    (void)self, (void)n_in, (void)n_out;
    return rp_pointwise_meta(c, in, out, &rule);
}

static rp_status gelu_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *x = NULL;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    return rp_gelu_backward_full(&grad_in[0], grad_out[0], x,
                                 is_text(rp_saved_arg(n, 1), "tanh") ? "tanh" : "none");
}

/* Second derivative of x Phi(x): phi(x) (2 - x^2). */
static rp_status second_none(rp_tensor **out, rp_tensor *x)
{
    RP_LOCAL rp_tensor *xx = NULL, *phi = NULL, *rest = NULL;
    RP_TRY(rp_mul(&xx, x, x));
    RP_TRY(rp_mul_scalar(&phi, xx, rp_value_float(-0.5)));
    RP_TRY(rp_exp(&phi, phi));
    RP_TRY(rp_mul_scalar(&phi, phi, rp_value_float(0.3989422804014327)));
    RP_TRY(rp_rsub_scalar(&rest, xx, rp_value_int(2), rp_value_int(1)));
    return rp_mul(out, phi, rest);
}

/* With u = k (x + c x^3), t = tanh u: (1 - t^2) (u' + x (u''/2 - t u'^2)). */
static rp_status second_tanh(rp_tensor **out, rp_tensor *x)
{
    const double k = 0.7978845608028654, c = 0.044715;
    const rp_value one = rp_value_int(1);
    RP_LOCAL rp_tensor *xx = NULL, *t = NULL, *du = NULL, *sech = NULL, *inner = NULL;
    RP_TRY(rp_mul(&xx, x, x));
    RP_TRY(rp_mul_scalar(&t, xx, rp_value_float(k * c)));
    RP_TRY(rp_add_scalar(&t, t, rp_value_float(k), one));
    RP_TRY(rp_mul(&t, t, x));
    RP_TRY(rp_tanh(&t, t));
    RP_TRY(rp_mul_scalar(&du, xx, rp_value_float(3 * k * c)));
    RP_TRY(rp_add_scalar(&du, du, rp_value_float(k), one));
    RP_TRY(rp_mul(&sech, t, t));
    RP_TRY(rp_rsub_scalar(&sech, sech, one, one));
    RP_TRY(rp_mul(&t, t, du));
    RP_TRY(rp_mul(&t, t, du));
    RP_TRY(rp_mul_scalar(&inner, x, rp_value_float(3 * k * c)));
    RP_TRY(rp_sub(&inner, inner, t));
    RP_TRY(rp_mul(&inner, inner, x));
    RP_TRY(rp_add(&inner, inner, du));
    return rp_mul(out, sech, inner);
}

static rp_status backward_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                              rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *grad = NULL, *x = NULL, *second = NULL;
    const bool tanh = is_text(rp_saved_arg(n, 2), "tanh");
    (void)c;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 1));
    if (needs & 1)
        RP_TRY(rp_gelu_backward_full(&grad_in[0], grad_out[0], x, tanh ? "tanh" : "none"));
    if (!(needs & 2)) return RP_OK;
    RP_TRY(rp_saved_input(&grad, n, 0));
    RP_TRY(tanh ? second_tanh(&second, x) : second_none(&second, x));
    RP_TRY(rp_mul(&second, second, grad));
    return rp_mul(&grad_in[1], second, grad_out[0]);
}

const rp_op_row rp_op_gelu[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_POINTWISE,
        .schema = "aten::gelu(Tensor self, *, str approximate=\"none\") -> Tensor",
        .variants = OP_VARIANTS(
            "aten::gelu_(Tensor(a!) self, *, str approximate=\"none\") -> Tensor(a!)",
            "aten::gelu.out(Tensor self, *, str approximate=\"none\", Tensor(a!) out) -> Tensor(a!)"),
        .meta = meta,
        .vjp = gelu_vjp,
        .save_in = 1,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_POINTWISE,
        .schema =
            "aten::gelu_backward(Tensor grad_output, Tensor self, *, str approximate=\"none\") -> Tensor",
        .variants = OP_VARIANTS(
            "aten::gelu_backward.grad_input(Tensor grad_output, Tensor self, *, str approximate=\"none\", "
            "Tensor(a!) grad_input) -> Tensor(a!)"),
        .meta = backward_meta,
        .vjp = backward_vjp,
        .save_in = 3,
        .rel_tol = 16,
    },
    {0},
};
