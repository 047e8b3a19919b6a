/* dispatch/ops/mean.c - means over some or all dimensions, of floating tensors */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status output(rp_call *c, const rp_value *in, rp_value *out, uint64_t mask, bool keepdim,
                        uint32_t dtype_argument)
{
    const rp_tensor *self = in[0].u.t;
    const rp_dtype dtype = rp_arg_dtype(&in[dtype_argument], self->dtype);
    if (!rp_dtype_is_floating(dtype))
        return RP_FAIL(
            RP_E_DTYPE,
            "mean(): could not infer output dtype. %s dtype must be either a floating point or complex dtype. Got: %s",
            rp_arg_given(&in[dtype_argument]) ? "Optional" : "Input", rp_dtype_name(dtype));
    return rp_reduce_output(c, out, 0, self, mask, keepdim,
                            rp_reduce_dtype(c, in, dtype_argument, false));
}

static rp_status all_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return output(c, in, out, ~UINT64_C(0), false, 1);
}

static rp_status dim_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], in[0].u.t->ndim, &mask));
    return output(c, in, out, mask, rp_arg_bool(&in[2]), 3);
}

static rp_status spread(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask, bool keepdim)
{
    RP_LOCAL rp_tensor *share = NULL;
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_div_scalar(&share, grad, rp_value_int(rp_reduce_count(shape, ndim, mask))));
    return rp_reduce_spread(out, share, n, mask, keepdim);
}

static rp_status all_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    return spread(&grad_in[0], grad_out[0], n, ~UINT64_C(0), false);
}

static rp_status dim_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    uint64_t mask;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), ndim, &mask));
    return spread(&grad_in[0], grad_out[0], n, mask, rp_arg_bool(rp_saved_arg(n, 2)));
}

const rp_op_row rp_op_mean[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::mean.dtype_out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = all_meta,
        .vjp = all_vjp,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::mean.out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None, "
            "Tensor(a!) out) -> Tensor(a!)"),
        .meta = dim_meta,
        .vjp = dim_vjp,
        .rel_tol = 8,
    },
    {0},
};
