/* dispatch/ops/cumsum.c - running sums along one dimension (integers and bool add up in int64), and
   of exponentials: logcumsumexp */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"
#include <float.h>

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return rp_reduce_running_output(c, in, out);
}

/* The gradient of element i is the sum of those from i on: total - running + own. */
static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                     rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *total = NULL, *running = NULL;
    rp_tensor *g = grad_out[0];
    int64_t dim = rp_arg_int(rp_saved_arg(n, 1));
    (void)c;
    if (!g || !(needs & 1)) return RP_OK;
    RP_TRY(rp_wrap_dim(&dim, g->ndim));
    if (g->ndim == 0) return rp_clone(&grad_in[0], g);
    RP_TRY(rp_sum_dim_intlist(&total, g, &dim, 1, 1));
    RP_TRY(rp_cumsum(&running, g, dim));
    RP_TRY(rp_sub(&total, total, running));
    return rp_add(&grad_in[0], total, g);
}

static rp_status log_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    rp_tensor *t = in[0].u.t;
    int64_t dim = rp_arg_int(&in[1]);
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_wrap_dim(&dim, t->ndim));
    if (!rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE, "logcumsumexp is defined for floating types, but got %s",
                       rp_dtype_name(t->dtype));
    return rp_call_output(c, out, 0, t->shape, t->ndim, t->dtype);
}

/* Stands for log(0), finite so that second derivatives stay so. */
static rp_value lowest(rp_dtype d)
{
    return rp_value_float(d == RP_F64 ? -DBL_MAX : d == RP_F16 ? -65504.0 : -0x1.fep127);
}

/* exp(x + log(sum of g e^-y from here on)), for the part of g with the sign of `sign`
   (torch/csrc/autograd/FunctionsManual.cpp, logcumsumexp_backward): in logarithms, so that e^-y
   does not overflow. */
static rp_status log_part(rp_tensor **out, rp_tensor *g, rp_tensor *x, rp_tensor *y, int64_t dim,
                          int sign)
{
    RP_LOCAL rp_tensor *part = NULL, *other = NULL, *t = NULL;
    RP_TRY(rp_abs(&t, g));
    RP_TRY(rp_log(&t, t));
    RP_TRY(sign > 0 ? rp_le_scalar(&other, g, rp_value_int(0))
                    : rp_ge_scalar(&other, g, rp_value_int(0)));
    RP_TRY(rp_masked_fill_scalar(&t, t, other, lowest(t->dtype)));
    RP_TRY(rp_sub(&t, t, y));
    RP_TRY(rp_flip(&t, t, &dim, 1));
    RP_TRY(rp_logcumsumexp(&part, t, dim));
    RP_TRY(rp_flip(&part, part, &dim, 1));
    RP_TRY(rp_add(&part, part, x));
    return rp_exp(out, part);
}

static rp_status log_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *positive = NULL, *negative = NULL;
    const int64_t dim = rp_arg_int(rp_saved_arg(n, 1));
    rp_tensor *g = grad_out[0];
    (void)c;
    if (!g || !(needs & 1)) return RP_OK;
    if (g->ndim == 0 || g->numel == 0) return rp_clone(&grad_in[0], g);
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&y, n, 0));
    RP_TRY(log_part(&positive, g, x, y, dim, 1));
    RP_TRY(log_part(&negative, g, x, y, dim, -1));
    return rp_sub(&grad_in[0], positive, negative);
}

const rp_op_row rp_op_cumsum[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)",
            "aten::cumsum.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = meta,
        .vjp = vjp,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::logcumsumexp(Tensor self, int dim) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::logcumsumexp.out(Tensor self, int dim, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = log_meta,
        .vjp = log_vjp,
        .save_in = 1,
        .save_out = 1,
        .rel_tol = 16,
    },
    {0},
};
