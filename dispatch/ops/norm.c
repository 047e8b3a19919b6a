/* dispatch/ops/norm.c - vector norms: (sum |x|^p)^(1/p) over dimensions, with its limits for p = 0,
   inf and -inf */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"
#include <math.h>

/* The rows differ in where dim, keepdim and dtype are; norm.Scalar has none of them. */
static bool has_dims(uint32_t n_args)
{
    return n_args >= 4;
}

static bool has_dtype(uint32_t n_args)
{
    return n_args >= 5;
}

static rp_status check_dtype(const rp_tensor *t, rp_dtype wanted)
{
    if (!rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE,
                       "norm: Expected a floating point or complex tensor as input. Got %s",
                       rp_dtype_name(t->dtype));
    if (!rp_dtype_is_floating(wanted))
        return RP_FAIL(RP_E_DTYPE, "norm: Expected a floating point or complex dtype. Got %s",
                       rp_dtype_name(wanted));
    if (rp_dtype_promote(t->dtype, wanted) != wanted)
        return RP_FAIL(
            RP_E_DTYPE,
            "norm: the dtype of the input (%s) should be convertible without narrowing to the specified dtype (%s)",
            rp_dtype_name(t->dtype), rp_dtype_name(wanted));
    return RP_OK;
}

/* No elements have neither a largest nor a smallest one, and no negative power that sums to a
   number. */
static rp_status check_empty(const rp_tensor *t, double p, uint64_t mask, bool all)
{
    if (t->numel || (p >= 0 && p != INFINITY)) return RP_OK;
    for (int d = 0; d < t->ndim; d++)
        if (all || (t->shape[d] == 0 && (mask >> d & 1)))
            return RP_FAIL(
                RP_E_DIM,
                "norm: cannot compute the %g norm on an empty dimension (%d) because the operation does not have an "
                "identity",
                p, d);
    return RP_OK;
}

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    const uint32_t n = c->op->functional->schema.n_args;
    const rp_dtype dtype = has_dtype(n) ? rp_arg_dtype(&in[4], t->dtype) : t->dtype;
    uint64_t mask = ~UINT64_C(0);
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check_dtype(t, dtype));
    if (has_dims(n)) RP_TRY(rp_arg_dim_mask(&in[2], t->ndim, &mask));
    RP_TRY(check_empty(t, rp_arg_float_or(&in[1], 2), mask,
                       !has_dims(n) || rp_arg_count(&in[2]) == 0));
    return rp_reduce_output(c, out, 0, t, mask, has_dims(n) && rp_arg_bool(&in[3]), dtype);
}

/* ---- the gradient: torch/csrc/autograd/FunctionsManual.cpp, norm_backward -------------------- */
static rp_status zero_where_zero(rp_tensor **t, rp_tensor *divisor)
{
    RP_LOCAL rp_tensor *zero = NULL;
    RP_TRY(rp_eq_scalar(&zero, divisor, rp_value_int(0)));
    return rp_masked_fill_scalar(t, *t, zero, rp_value_int(0));
}

/* p = 2: g x / norm */
static rp_status two(rp_tensor **out, rp_tensor *g, rp_tensor *x, rp_tensor *norm)
{
    RP_LOCAL rp_tensor *unit = NULL;
    RP_TRY(rp_div(&unit, x, norm));
    RP_TRY(zero_where_zero(&unit, norm));
    return rp_mul(out, g, unit);
}

/* p = +-inf: shared by the elements whose magnitude is the norm; NaNs count among them */
static rp_status extreme(rp_tensor **out, rp_tensor *g, rp_tensor *x, rp_tensor *norm,
                         uint64_t mask)
{
    RP_LOCAL rp_tensor *sign = NULL, *hits = NULL, *nan = NULL, *share = NULL;
    int64_t dims[RP_MAX_DIMS];
    uint32_t n = 0;
    for (int d = 0; d < x->ndim; d++)
        if (mask >> d & 1) dims[n++] = d;
    RP_TRY(rp_abs(&hits, x));
    RP_TRY(rp_isnan(&nan, hits));
    RP_TRY(rp_eq(&hits, hits, norm));
    RP_TRY(rp_logical_or(&hits, hits, nan));
    RP_TRY(rp_sum_dim_intlist(&share, hits, dims, n, 1));
    RP_TRY(rp_div(&share, g, share));
    RP_TRY(rp_mul(&share, share, hits));
    RP_TRY(rp_sign(&sign, x));
    return rp_mul(out, sign, share);
}

/* Other p: sign(x) |x|^(p - 1) g / norm^(p - 1). Below 1, |x|^(p - 1) is infinite at 0 and taken as
   0; above, a norm of 0 gives 0. */
static rp_status power(rp_tensor **out, rp_tensor *g, rp_tensor *x, rp_tensor *norm, double p)
{
    RP_LOCAL rp_tensor *scaled = NULL, *scale = NULL, *sign = NULL;
    RP_TRY(rp_abs(&scaled, x));
    RP_TRY(rp_pow_tensor_scalar(&scaled, scaled, rp_value_float(p < 2 ? p - 1 : p - 2)));
    if (p < 1) RP_TRY(zero_where_zero(&scaled, x));
    if (p < 2) RP_TRY(rp_sign(&sign, x));
    RP_TRY(rp_mul(&scaled, scaled, sign ? sign : x));
    if (p < 1) {
        RP_TRY(rp_pow_tensor_scalar(&scale, norm, rp_value_float(1 - p)));
        RP_TRY(rp_mul(&scale, scale, g));
    } else {
        RP_TRY(rp_pow_tensor_scalar(&scale, norm, rp_value_float(p - 1)));
        RP_TRY(rp_div(&scale, g, scale));
        RP_TRY(zero_where_zero(&scale, norm));
    }
    return rp_mul(out, scaled, scale);
}

static rp_status gradient(rp_tensor **out, rp_tensor *grad, rp_node *n, bool dims)
{
    RP_LOCAL rp_tensor *x = NULL, *norm = NULL, *g = NULL;
    const bool keepdim = dims && rp_arg_bool(rp_saved_arg(n, 3));
    const double p = rp_arg_float_or(rp_saved_arg(n, 1), 2);
    uint64_t mask = ~UINT64_C(0);
    if (!grad || p == 0) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&norm, n, 0));
    if (dims) RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 2), x->ndim, &mask));
    RP_TRY(rp_reduce_restore(&g, grad, x->ndim, mask, keepdim));
    RP_TRY(rp_reduce_restore(&norm, norm, x->ndim, mask, keepdim));
    if (p == 2) return two(out, g, x, norm);
    if (isinf(p)) return extreme(out, g, x, norm, mask);
    if (p != 1) return power(out, g, x, norm, p);
    RP_TRY(rp_sign(&x, x));
    return rp_mul(out, x, g);
}

static rp_status dims_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)needs;
    return gradient(&grad_in[0], grad_out[0], n, true);
}

static rp_status all_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c, (void)needs;
    return gradient(&grad_in[0], grad_out[0], n, false);
}

#define ROW(schema_, out_, vjp_)                                                                   \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = schema_, .variants = OP_VARIANTS(out_), .meta = meta, \
        .vjp = vjp_, .save_in = 1, .save_out = 1, .rel_tol = 16,                                   \
    }
const rp_op_row rp_op_norm[] = {
    ROW("aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        "aten::linalg_vector_norm.out(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None, "
        "Tensor(a!) out) -> Tensor(a!)",
        dims_vjp),
    ROW("aten::norm.Scalar(Tensor self, Scalar p=2) -> Tensor",
        "aten::norm.Scalar_out(Tensor self, Scalar p=2, *, Tensor(a!) out) -> Tensor(a!)", all_vjp),
    ROW("aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor",
        "aten::norm.out(Tensor self, Scalar? p, int[1] dim, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!)",
        dims_vjp),
    {0},
};
