/* dispatch/ops/masked.c - elements where a mask is true: masked_select, masked_scatter */
#include "dispatch/ops/shape.h"

static rp_status boolean(const char *op, const rp_tensor *mask)
{
    if (mask->dtype == RP_BOOL) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s: expected BoolTensor for mask, but got mask with dtype %s", op,
                   rp_dtype_name(mask->dtype));
}

OP_FUNCTION(select_meta)
{
    const rp_tensor *t = in[0].u.t;
    rp_tensor *mask = in[1].u.t;
    int64_t shape[RP_MAX_DIMS], trues = 0, n = 1;
    int ndim = t->ndim;
    OP_UNUSED;
    RP_TRY(boolean("masked_select", mask));
    copy_dims(shape, t->shape, ndim);
    RP_TRY(broadcast_into(shape, &ndim, mask->shape, mask->ndim));
    RP_TRY(count_nonzero(c, mask, &trues));
    /* each true element counts as often as broadcasting repeats it */
    for (int d = 0; d < ndim; d++) {
        const int own = d - (ndim - mask->ndim);
        if (own < 0 || mask->shape[own] != shape[d]) n *= shape[d];
    }
    trues *= n;
    return rp_call_output(c, out, 0, &trues, 1, t->dtype);
}

/* Zeros of the broadcast shape with the gradient where the mask is true; the recorder sums to
   self's shape. */
OP_VJP(select_vjp)
{
    RP_LOCAL rp_tensor *m = NULL, *zeros = NULL;
    const int64_t *own;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&m, n, 1));
    rp_saved_shape(n, 0, &own, &ndim, NULL);
    copy_dims(shape, own, ndim);
    RP_TRY(broadcast_into(shape, &ndim, rp_tensor_shape(m), rp_tensor_ndim(m)));
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_masked_scatter(&grad_in[0], zeros, m, grad_out[0]);
}

OP_FUNCTION(scatter_meta)
{
    rp_tensor *t = in[0].u.t;
    const rp_tensor *mask = in[1].u.t;
    int64_t shape[RP_MAX_DIMS];
    int ndim = t->ndim;
    OP_UNUSED;
    RP_TRY(boolean("masked_scatter", mask));
    RP_TRY(same_dtype("masked_scatter: expected self and source", t, in[2].u.t));
    copy_dims(shape, t->shape, ndim);
    RP_TRY(broadcast_into(shape, &ndim, mask->shape, mask->ndim));
    return rp_call_output_like(c, out, 0, shape, ndim, t->dtype, t);
}

OP_VJP(scatter_vjp)
{
    RP_LOCAL rp_tensor *m = NULL;
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&m, n, 1));
    if (needs(mask, 0)) RP_TRY(rp_masked_fill_scalar(&grad_in[0], grad_out[0], m, rp_value_int(0)));
    if (!needs(mask, 2)) return RP_OK;
    rp_saved_shape(n, 2, &shape, &ndim, NULL);
    return rp_masked_scatter_backward(&grad_in[2], grad_out[0], m, shape, (uint32_t)ndim);
}

/* The gradient of source: what was selected, then zeros for the elements that were not needed.
   (grad_output, mask, sizes) */
OP_FUNCTION(backward_composite)
{
    RP_LOCAL rp_tensor *picked = NULL, *zeros = NULL;
    int64_t sizes[RP_MAX_DIMS], numel = 1;
    int n;
    OP_UNUSED;
    RP_TRY(in_ints(sizes, &n, &in[2]));
    for (int d = 0; d < n; d++) numel *= sizes[d];
    RP_TRY(rp_masked_select(&picked, in[0].u.t, in[1].u.t));
    const int64_t missing = numel - rp_tensor_numel(picked);
    if (missing > 0) {
        RP_TRY(zeros_for(&zeros, picked, &missing, 1));
        RP_TRY(rp_cat(&picked, (rp_tensor *const[]){picked, zeros}, 2, 0));
    }
    RP_TRY(rp_view(&picked, picked, sizes, (uint32_t)n));
    return out_same(out, picked);
}

const rp_op_row rp_op_masked[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_DATA_DEPENDENT,
        .schema = "aten::masked_select(Tensor self, Tensor mask) -> Tensor",
        .doc =
            "The elements where the mask, broadcast, is true, as a vector. Its length depends on values.",
        .meta = select_meta,
        .vjp = select_vjp,
        .save_in = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor",
        .doc =
            "self with the first elements of source, one after the other, where the mask is true.",
        .variants = OP_VARIANTS(
            "aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -> Tensor(a!)"),
        .meta = scatter_meta,
        .vjp = scatter_vjp,
        .save_in = 1u << 1,
    },
    OP_COMPOSITE(
        "masked_scatter_backward(Tensor grad_output, Tensor mask, SymInt[] sizes) -> Tensor",
        backward_composite),
    {0},
};
