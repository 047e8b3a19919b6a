/* dispatch/ops/var.c - variance and standard deviation, alone and with the mean; the sum of squares
   is divided by n - correction (1 if absent) */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"
#include <math.h>
#include <stdio.h>

static rp_status check(const rp_call *c, const rp_value *in, uint64_t *mask)
{
    const rp_tensor *t = in[0].u.t;
    if (!rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE, "%s only support floating point and complex dtypes, but got %s",
                       c->op->functional->schema.name, rp_dtype_name(t->dtype));
    return rp_arg_dim_mask(&in[1], t->ndim, mask);
}

static rp_status var_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check(c, in, &mask));
    return rp_reduce_output(c, out, 0, in[0].u.t, mask, rp_arg_bool(&in[3]), in[0].u.t->dtype);
}

static rp_status var_mean_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
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

/* 2 (x - mean) / (n - correction). As in PyTorch, n is 1 where the list of dimensions is given and
   empty, though it means all. */
static rp_status var_gradient(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask,
                              bool keepdim)
{
    RP_LOCAL rp_tensor *x = NULL, *mean = NULL, *g = NULL;
    const rp_value *dim = rp_saved_arg(n, 1);
    int64_t dims[RP_MAX_DIMS];
    uint32_t n_dims = 0;
    RP_TRY(rp_saved_input(&x, n, 0));
    for (int d = 0; d < x->ndim; d++)
        if (mask >> d & 1) dims[n_dims++] = d;
    const int64_t count =
        rp_arg_given(dim) && rp_arg_count(dim) == 0 ? 1 : rp_reduce_count(x->shape, x->ndim, mask);
    const double rest = (double)count - rp_arg_float_or(rp_saved_arg(n, 2), 1);
    RP_TRY(rp_mean_dim(&mean, x, dims, n_dims, 1));
    RP_TRY(rp_reduce_restore(&g, grad, x->ndim, mask, keepdim));
    if (rest <= 0 && (!rp_arg_given(dim) || x->ndim == 0))
        return infinite_gradient(out, g, x, mean);
    RP_TRY(rp_sub(&x, x, mean));
    RP_TRY(rp_mul_scalar(&g, g, rp_value_float(2 / rest)));
    return rp_mul(out, g, x);
}

/* Of the variance, from that of its root: g / (2 std), 0 where std is 0. */
static rp_status through_root(rp_tensor **out, rp_tensor *grad, rp_node *n)
{
    RP_LOCAL rp_tensor *root = NULL, *zero = NULL, *g = NULL;
    RP_TRY(rp_saved_output(&root, n, 0));
    RP_TRY(rp_mul_scalar(&g, root, rp_value_int(2)));
    RP_TRY(rp_div(&g, grad, g));
    RP_TRY(rp_eq_scalar(&zero, root, rp_value_int(0)));
    return rp_masked_fill_scalar(out, g, zero, rp_value_int(0));
}

static rp_status mean_gradient(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask,
                               bool keepdim)
{
    RP_LOCAL rp_tensor *g = NULL;
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_div_scalar(&g, grad, rp_value_int(rp_reduce_count(shape, ndim, mask))));
    return rp_reduce_spread(out, g, n, mask, keepdim);
}

static rp_status gradient(rp_tensor **out, rp_tensor *of_var, rp_tensor *of_mean, rp_node *n)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    const bool keepdim = rp_arg_bool(rp_saved_arg(n, 3));
    const int64_t *shape;
    uint64_t mask;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), ndim, &mask));
    if (of_var) RP_TRY(var_gradient(&a, of_var, n, mask, keepdim));
    if (of_mean) RP_TRY(mean_gradient(&b, of_mean, n, mask, keepdim));
    if (a && b) return rp_add(out, a, b);
    *out = rp_tensor_retain(a ? a : b);
    return RP_OK;
}

static rp_status var_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    if (!(needs & 1)) return RP_OK;
    return gradient(&grad_in[0], grad_out[0], rp_node_output_count(n) > 1 ? grad_out[1] : NULL, n);
}

static rp_status std_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *of_var = NULL;
    (void)c;
    if (!(needs & 1)) return RP_OK;
    if (grad_out[0]) RP_TRY(through_root(&of_var, grad_out[0], n));
    return gradient(&grad_in[0], of_var, rp_node_output_count(n) > 1 ? grad_out[1] : NULL, n);
}

/* (self, unbiased) and (self, dim, unbiased, keepdim): the overload "correction" with 1 or 0. */
static rp_status unbiased(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    const bool dims = n_in == 4;
    const rp_value correction = rp_value_int(rp_arg_bool(&in[dims ? 2 : 1]) ? 1 : 0);
    const rp_value full[] = {in[0], dims ? in[1] : rp_value_none(), correction,
                             dims ? in[3] : rp_value_bool(false)};
    char name[64];
    (void)self;
    snprintf(name, sizeof name, "%s.correction", c->op->schema.base);
    return rp_call_inner(c, rp_op_lookup(name), full, 4, out, n_out);
}

#define COMPOSITE(schema_)                                                                         \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = schema_,                    \
        .composite = unbiased                                                                      \
    }
#define ONE(name_, vjp_, save_out_)                                                                \
    {.size = sizeof(rp_op_row),                                                                    \
     .schema =                                                                                     \
         "aten::" name_ ".correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, "  \
         "bool keepdim=False) -> Tensor",                                                          \
     .variants =                                                                                   \
         OP_VARIANTS("aten::" name_                                                                \
                     ".correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, " \
                     "bool keepdim=False, Tensor(a!) out) -> Tensor(a!)"),                         \
     .meta = var_meta,                                                                             \
     .vjp = vjp_,                                                                                  \
     .save_in = 1,                                                                                 \
     .save_out = save_out_,                                                                        \
     .rel_tol = 16},                                                                               \
        COMPOSITE("aten::" name_ "(Tensor self, bool unbiased=True) -> Tensor"),                   \
        COMPOSITE(                                                                                 \
            "aten::" name_                                                                         \
            ".dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor")
#define TWO(name_, vjp_, save_out_)                                                                \
    {.size = sizeof(rp_op_row),                                                                    \
     .schema =                                                                                     \
         "aten::" name_ ".correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, "  \
         "bool keepdim=False) -> "                                                                 \
         "(Tensor, Tensor)",                                                                       \
     .variants = OP_VARIANTS(                                                                      \
         "aten::" name_                                                                            \
         ".correction_out(Tensor self, int[1]? dim=None, *, Scalar? correction=None, "             \
         "bool keepdim=False, Tensor(a!) out0, Tensor(b!) out1) -> (Tensor(a!), Tensor(b!))"),     \
     .meta = var_mean_meta,                                                                        \
     .vjp = vjp_,                                                                                  \
     .save_in = 1,                                                                                 \
     .save_out = save_out_,                                                                        \
     .rel_tol = 16},                                                                               \
        COMPOSITE("aten::" name_ "(Tensor self, bool unbiased=True) -> (Tensor, Tensor)"),         \
        COMPOSITE(                                                                                 \
            "aten::" name_                                                                         \
            ".dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)")

const rp_op_row rp_op_var[] = {
    ONE("var", var_vjp, 0),
    ONE("std", std_vjp, 1),
    TWO("var_mean", var_vjp, 0),
    TWO("std_mean", std_vjp, 1),
    {0},
};
