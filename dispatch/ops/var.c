/* dispatch/ops/var.c - variance, alone and with the mean; the sum of squares is divided by n - correction (1 if absent) */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"
#include <math.h>

static rp_status check(const rp_call *c, const rp_value *in, uint64_t *mask)
{
    const rp_tensor *t = in[0].u.t;
    if (!rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE, "%s only support floating point and complex dtypes, but got %s", c->op->functional->schema.name,
                       rp_dtype_name(t->dtype));
    return rp_arg_dim_mask(&in[1], t->ndim, mask);
}

static rp_status var_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check(c, in, &mask));
    return rp_reduce_output(c, out, 0, in[0].u.t, mask, rp_arg_bool(&in[3]), in[0].u.t->dtype);
}

static rp_status var_mean_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check(c, in, &mask));
    for (uint32_t k = 0; k < 2; k++)
        RP_TRY(rp_reduce_output(c, out, k, in[0].u.t, mask, rp_arg_bool(&in[3]), in[0].u.t->dtype));
    return RP_OK;
}

/* Over everything, with no degree of freedom left: 2 / 0 times |x - mean|. */
static rp_status infinite_gradient(rp_tensor **out, rp_tensor *grad, rp_tensor *x, rp_tensor *mean)
{
    RP_LOCAL rp_tensor *at_mean = NULL, *factor = NULL;
    RP_TRY(rp_eq(&at_mean, x, mean));
    RP_TRY(rp_full_like(&factor, x, rp_value_float(INFINITY)));
    RP_TRY(rp_masked_fill_scalar(&factor, factor, at_mean, rp_value_float(NAN)));
    return rp_mul(out, grad, factor);
}

/* 2 (x - mean) / (n - correction) */
static rp_status var_gradient(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask, bool keepdim)
{
    RP_LOCAL rp_tensor *x = NULL, *mean = NULL, *g = NULL;
    int64_t dims[RP_MAX_DIMS];
    uint32_t n_dims = 0;
    RP_TRY(rp_saved_input(&x, n, 0));
    for (int d = 0; d < x->ndim; d++)
        if (mask >> d & 1) dims[n_dims++] = d;
    const double rest = (double)rp_reduce_count(x->shape, x->ndim, mask) - rp_arg_float_or(rp_saved_arg(n, 2), 1);
    RP_TRY(rp_mean_dim(&mean, x, dims, n_dims, 1));
    RP_TRY(rp_reduce_restore(&g, grad, x->ndim, mask, keepdim));
    if (rest <= 0 && (!rp_arg_given(rp_saved_arg(n, 1)) || x->ndim == 0)) return infinite_gradient(out, g, x, mean);
    RP_TRY(rp_sub(&x, x, mean));
    RP_TRY(rp_mul_scalar(&g, g, rp_value_float(2 / rest)));
    return rp_mul(out, g, x);
}

static rp_status read_mask(rp_node *n, uint64_t *mask, int64_t *count)
{
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), ndim, mask));
    *count = rp_reduce_count(shape, ndim, *mask);
    return RP_OK;
}

static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *of_mean = NULL, *of_var = NULL;
    uint64_t mask;
    int64_t count;
    rp_tensor *mean_grad = rp_node_output_count(n) > 1 ? grad_out[1] : NULL;
    const bool keepdim = rp_arg_bool(rp_saved_arg(n, 3));
    (void)c;
    if (!(needs & 1)) return RP_OK;
    RP_TRY(read_mask(n, &mask, &count));
    if (grad_out[0]) RP_TRY(var_gradient(&of_var, grad_out[0], n, mask, keepdim));
    if (mean_grad) {
        RP_TRY(rp_div_scalar(&of_mean, mean_grad, rp_value_int(count)));
        RP_TRY(rp_reduce_spread(&of_mean, of_mean, n, mask, keepdim));
    }
    if (of_var && of_mean) return rp_add(&grad_in[0], of_var, of_mean);
    grad_in[0] = rp_tensor_retain(of_var ? of_var : of_mean);
    return RP_OK;
}

const rp_op_row rp_op_var[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor",
        .variants = (const char *const[]){"aten::var.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool "
                                          "keepdim=False, Tensor(a!) out) -> Tensor(a!)",
                                          NULL},
        .meta = var_meta,
        .vjp = vjp,
        .save_in = 1,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> "
                  "(Tensor, Tensor)",
        .variants = (const char *const[]){"aten::var_mean.correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool "
                                          "keepdim=False, Tensor(a!) out0, Tensor(b!) out1) -> (Tensor(a!), Tensor(b!))",
                                          NULL},
        .meta = var_mean_meta,
        .vjp = vjp,
        .save_in = 1,
        .rel_tol = 16,
    },
    {0},
};
