/* dispatch/ops/sum.c - sums over some or all dimensions; integers and bool add up in int64 */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status all_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return rp_reduce_output(c, out, 0, in[0].u.t, ~UINT64_C(0), false, rp_reduce_dtype(c, in, 1, true));
}

static rp_status dim_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], in[0].u.t->ndim, &mask));
    return rp_reduce_output(c, out, 0, in[0].u.t, mask, rp_arg_bool(&in[2]), rp_reduce_dtype(c, in, 3, true));
}

static rp_status all_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    return rp_reduce_spread(&grad_in[0], grad_out[0], n, ~UINT64_C(0), false);
}

static rp_status dim_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
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

const rp_op_row rp_op_sum[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor",
        .variants = (const char *const[]){"aten::sum.out(Tensor self, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)", NULL},
        .meta = all_meta,
        .vjp = all_vjp,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor",
        .variants = (const char *const[]){"aten::sum.IntList_out(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? "
                                          "dtype=None, Tensor(a!) out) -> Tensor(a!)",
                                          NULL},
        .meta = dim_meta,
        .vjp = dim_vjp,
        .rel_tol = 8,
    },
    {0},
};
