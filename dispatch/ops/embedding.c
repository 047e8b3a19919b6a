/* dispatch/ops/embedding.c - rows of a table by number, and the gradient of the table */
#include "dispatch/ops/shape.h"

static rp_status check_indices(const char *op, const rp_tensor *indices)
{
    if (indices->dtype == RP_I64 || indices->dtype == RP_I32) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s: expected indices to be int64 or int32, but got %s", op,
                   rp_dtype_name(indices->dtype));
}

static rp_status embedding_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *weight = in[0].u.t, *indices = in[1].u.t;
    int64_t shape[RP_MAX_DIMS];
    char text[SHAPE_TEXT];
    if (weight->ndim != 2)
        return RP_FAIL(RP_E_SHAPE, "'weight' must be 2-D, got %s",
                       rp_shape_text(text, sizeof text, weight->shape, weight->ndim));
    RP_TRY(check_indices("embedding", indices));
    if (indices->ndim == RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "embedding: a tensor has at most %d dimensions", RP_MAX_DIMS);
    copy_dims(shape, indices->shape, indices->ndim);
    shape[indices->ndim] = weight->shape[1];
    return rp_call_output(c, out, 0, shape, indices->ndim + 1, weight->dtype);
}

static rp_status embedding_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                               rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *indices = NULL;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    RP_TRY(rp_saved_input(&indices, n, 1));
    return rp_embedding_dense_backward(&grad_in[0], grad_out[0], indices, shape[0], saved_int(n, 2),
                                       (int)saved_int(n, 3));
}

/* (grad_output, indices, num_weights, padding_idx, scale_grad_by_freq) */
static rp_status backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *indices = in[1].u.t;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(check_indices("embedding_dense_backward", indices));
    if (g->dtype == RP_BOOL)
        return RP_FAIL(RP_E_DTYPE, "embedding_dense_backward: gradients are numbers, but got bool");
    if (g->ndim != indices->ndim + 1 ||
        (indices->ndim &&
         memcmp(g->shape, indices->shape, (size_t)indices->ndim * sizeof *g->shape) != 0))
        return RP_FAIL(
            RP_E_SHAPE,
            "embedding_dense_backward: a gradient of shape %s does not belong to indices of shape %s",
            rp_shape_text(a, sizeof a, g->shape, g->ndim),
            rp_shape_text(b, sizeof b, indices->shape, indices->ndim));
    if (in[2].u.i < 0)
        return RP_FAIL(RP_E_VALUE, "embedding_dense_backward: num_weights is %lld",
                       (long long)in[2].u.i);
    return rp_call_output(c, out, 0, (int64_t[]){in[2].u.i, g->shape[g->ndim - 1]}, 2, g->dtype);
}

/* What comes back is looked up at the same places, nothing at the padding. Like the reference's,
   this leaves the scale by frequency out. */
static rp_status backward_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                              rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *indices = NULL, *padded = NULL, *row = NULL;
    const int64_t padding = saved_int(n, 3);
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&indices, n, 1));
    RP_TRY(rp_embedding(&row, grad_out[0], indices, -1, 0, 0));
    if (padding >= 0) {
        RP_TRY(rp_eq_scalar(&padded, indices, rp_value_int(padding)));
        RP_TRY(rp_unsqueeze(&padded, padded, -1));
        RP_TRY(rp_masked_fill_scalar(&row, row, padded, rp_value_float(0)));
    }
    grad_in[0] = rp_tensor_retain(row);
    return RP_OK;
}

const rp_op_row rp_op_embedding[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor",
        .doc = "Row indices[i] of weight, for every i. padding_idx: the row that gets no gradient.",
        .meta = embedding_meta,
        .vjp = embedding_vjp,
        .save_in = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::embedding_dense_backward(Tensor grad_output, Tensor indices, SymInt num_weights, SymInt padding_idx, bool scale_grad_by_freq) -> Tensor",
        .meta = backward_meta,
        .vjp = backward_vjp,
        .save_in = 1u << 1,
        .rel_tol = 16,
    },
    {0},
};
