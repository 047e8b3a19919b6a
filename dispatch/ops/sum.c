/* dispatch/ops/sum.c - sums over some or all dimensions; integers and bool add up in int64 */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status all_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    return rp_reduce_spread(&grad_in[0], grad_out[0], n, ~UINT64_C(0), false);
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
    return rp_reduce_spread(&grad_in[0], grad_out[0], n, mask, rp_arg_bool(rp_saved_arg(n, 2)));
}

/* The NaNs took no part. */
static rp_status nan_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *number = NULL, *g = NULL;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(dim_vjp(c, n, needs, grad_out, &g));
    RP_TRY(rp_isnan(&number, self));
    RP_TRY(rp_logical_not(&number, number));
    return rp_mul(&grad_in[0], g, number);
}

/* The sum of the numbers over their count (ATen/native/ReduceOps.cpp). */
static rp_status nanmean(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    RP_LOCAL rp_tensor *count = NULL, *sum = NULL;
    int64_t dims[RP_MAX_DIMS];
    uint64_t mask;
    RP_TRY(rp_arg_dim_mask(&in[1], in[0].u.t->ndim, &mask));
    const uint32_t n = rp_arg_ints(&in[1], dims, RP_MAX_DIMS);
    const bool keepdim = rp_arg_bool(&in[2]);
    rp_tensor *r = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (!rp_dtype_is_floating(in[0].u.t->dtype))
        return RP_FAIL(
            RP_E_DTYPE,
            "nanmean(): expected input to have floating point or complex dtype but got %s",
            rp_dtype_name(in[0].u.t->dtype));
    if (rp_arg_given(&in[3]) && !rp_dtype_is_floating(in[3].u.dtype))
        return RP_FAIL(RP_E_DTYPE,
                       "nanmean(): expected a floating point or complex dtype but got %s",
                       rp_dtype_name(in[3].u.dtype));
    RP_TRY(rp_detach(&count, in[0].u.t));
    RP_TRY(rp_isnan(&count, count));
    RP_TRY(rp_logical_not(&count, count));
    RP_TRY(rp_sum_dim_intlist(&count, count, dims, n, keepdim));
    RP_TRY(rp_nansum_full(&sum, in[0].u.t, dims, n, keepdim, rp_arg_dtype(&in[3], RP_DTYPE_NONE)));
    RP_TRY(rp_div(&r, sum, count));
    out[0] = rp_value_tensor(r);
    return RP_OK;
}

const rp_op_row rp_op_sum[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::sum.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = rp_reduce_total_meta,
        .vjp = all_vjp,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::sum.IntList_out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? "
            "dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = rp_reduce_dims_meta,
        .vjp = dim_vjp,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::nansum.out(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? "
            "dtype=None, Tensor(a!) out) -> Tensor(a!)"),
        .meta = rp_reduce_dims_meta,
        .vjp = nan_vjp,
        .save_in = 1,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        .composite = nanmean,
    },
    {0},
};
