/* dispatch/ops/max.c - largest elements and where they are; NaN is larger than every number, the first of equal ones wins */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status all_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_reduce_nonempty(c, in[0].u.t, 0, true));
    return rp_reduce_output(c, out, 0, in[0].u.t, ~UINT64_C(0), false, in[0].u.t->dtype);
}

static rp_status one_dim(const rp_call *c, const rp_value *in, uint64_t *mask)
{
    int64_t dim = rp_arg_int(&in[1]);
    RP_TRY(rp_wrap_dim(&dim, in[0].u.t->ndim));
    *mask = UINT64_C(1) << dim;
    return rp_reduce_nonempty(c, in[0].u.t, *mask, false);
}

static rp_status dim_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    uint64_t mask;
    const bool keepdim = rp_arg_bool(&in[2]);
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(one_dim(c, in, &mask));
    RP_TRY(rp_reduce_output(c, out, 1, in[0].u.t, mask, keepdim, RP_I64));
    return rp_reduce_output(c, out, 0, in[0].u.t, mask, keepdim, in[0].u.t->dtype);
}

static rp_status argmax_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    uint64_t mask = ~UINT64_C(0);
    const rp_tensor *t = in[0].u.t;
    (void)self, (void)n_in, (void)n_out;
    if (t->dtype == RP_BOOL) return RP_FAIL(RP_E_DTYPE, "argmax is not defined for bool tensors");
    if (rp_arg_given(&in[1])) RP_TRY(one_dim(c, in, &mask));
    else RP_TRY(rp_reduce_nonempty(c, t, 0, true));
    RP_TRY(rp_reduce_output(c, out, 0, t, mask, rp_arg_bool(&in[2]), RP_I64));
    rp_call_set_dtype(c, t->dtype);
    return RP_OK;
}

static rp_status all_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *most = NULL;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_saved_output(&most, n, 0));
    return rp_reduce_extreme_vjp(&grad_in[0], grad_out[0], self, most, ~UINT64_C(0), false);
}

/* The gradient lands where the index points: position == index, along dim. */
static rp_status dim_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *g = NULL, *index = NULL, *position = NULL, *hit = NULL;
    const int64_t *shape;
    int64_t column[RP_MAX_DIMS], dim = rp_arg_int(rp_saved_arg(n, 1));
    int ndim;
    rp_dtype dtype;
    const bool keepdim = rp_arg_bool(rp_saved_arg(n, 2));
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    if (ndim == 0) return rp_clone(&grad_in[0], grad_out[0]);
    RP_TRY(rp_wrap_dim(&dim, ndim));
    RP_TRY(rp_saved_output(&index, n, 1));
    RP_TRY(rp_reduce_restore(&index, index, ndim, UINT64_C(1) << dim, keepdim));
    if (index->ndim < ndim) RP_TRY(rp_unsqueeze(&index, index, dim));
    RP_TRY(rp_reduce_restore(&g, grad_out[0], ndim, UINT64_C(1) << dim, keepdim));
    for (int d = 0; d < ndim; d++) column[d] = d == dim ? shape[d] : 1;
    const rp_device device = rp_tensor_device(grad_out[0]);
    RP_TRY(rp_arange_full(&position, rp_value_int(shape[dim]), RP_I64, NULL, &device, NULL));
    RP_TRY(rp_view(&position, position, column, (uint32_t)ndim));
    RP_TRY(rp_eq(&hit, position, index));
    return rp_mul(&grad_in[0], g, hit);
}

const rp_op_row rp_op_max[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::max(Tensor self) -> Tensor",
        .variants = (const char *const[]){"aten::max.unary_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)", NULL},
        .meta = all_meta,
        .vjp = all_vjp,
        .save_in = 1,
        .save_out = 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
        .variants = (const char *const[]){"aten::max.dim_max(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) max, Tensor(b!) "
                                          "max_values) -> (Tensor(a!) values, Tensor(b!) indices)",
                                          NULL},
        .meta = dim_meta,
        .vjp = dim_vjp,
        .save_out = 2,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
        .variants = (const char *const[]){
            "aten::argmax.out(Tensor self, int? dim=None, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!)", NULL},
        .meta = argmax_meta,
    },
    {0},
};
