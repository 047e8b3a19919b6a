/* dispatch/ops/diagonal.c - a diagonal of two dims as the last dim of a view, and the way back:
   diagonal_scatter, diag_embed */
#include "dispatch/ops/shape.h"

struct diagonal {
    int64_t offset, size;
    int dim1, dim2;
};

static rp_status read_diagonal(struct diagonal *g, const rp_value *offset, const rp_value *dim1,
                               const rp_value *dim2, const int64_t *shape, int ndim)
{
    RP_TRY(dim_wrap(&g->dim1, dim1->u.i, ndim));
    RP_TRY(dim_wrap(&g->dim2, dim2->u.i, ndim));
    if (g->dim1 == g->dim2)
        return RP_FAIL(RP_E_DIM, "diagonal dimensions cannot be identical %lld, %lld",
                       (long long)dim1->u.i, (long long)dim2->u.i);
    g->offset = offset->u.i;
    const int64_t rows = shape[g->dim1], columns = shape[g->dim2];
    const int64_t down = g->offset < 0 ? rows + (g->offset < -rows ? -rows : g->offset) : rows;
    const int64_t across =
        g->offset > 0 ? columns - (g->offset > columns ? columns : g->offset) : columns;
    g->size = down < across ? down : across;
    return RP_OK;
}

/* Shape and strides of the view; returns how far its first element is from the tensor's. */
static int64_t view_of(const struct diagonal *g, const int64_t *shape, const int64_t *stride,
                       int ndim, int64_t *view_shape, int64_t *view_stride)
{
    int k = 0;
    for (int d = 0; d < ndim; d++) {
        if (d == g->dim1 || d == g->dim2) continue;
        view_shape[k] = shape[d];
        view_stride[k++] = stride[d];
    }
    view_shape[k] = g->size;
    view_stride[k] = stride[g->dim1] + stride[g->dim2];
    if (g->size == 0) return 0;
    return g->offset >= 0 ? g->offset * stride[g->dim2] : -g->offset * stride[g->dim1];
}

static rp_status diagonal_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    struct diagonal g;
    if (t->ndim < 2)
        return RP_FAIL(RP_E_DIM, "diagonal: a tensor of %d dimensions has no diagonal", t->ndim);
    RP_TRY(read_diagonal(&g, &in[1], &in[2], &in[3], t->shape, t->ndim));
    const int64_t first = view_of(&g, t->shape, t->stride, t->ndim, shape, stride);
    return rp_call_output_view(c, out, 0, t, shape, stride, t->ndim - 1, t->offset + first);
}

static rp_status diagonal_of_grad(rp_tensor **out, rp_node *n, rp_tensor *grad, uint32_t first)
{
    return rp_diagonal(out, grad, saved_int(n, first), saved_int(n, first + 1),
                       saved_int(n, first + 2));
}

OP_VJP(diagonal_vjp)
{
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return rp_diagonal_backward(&grad_in[0], grad_out[0], shape, (uint32_t)ndim, saved_int(n, 1),
                                saved_int(n, 2), saved_int(n, 3));
}

/* Does `part` have the shape of the diagonal of shape[ndim]? The arguments from `offset` on are
   diagonal's own. */
static rp_status check_part(const rp_tensor *part, const rp_value *offset, const int64_t *shape,
                            int ndim, bool broadcasts)
{
    int64_t strides[RP_MAX_DIMS], want[RP_MAX_DIMS], unused[RP_MAX_DIMS];
    struct diagonal g;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (ndim < 2)
        return RP_FAIL(RP_E_DIM, "diagonal: a tensor of %d dimensions has no diagonal", ndim);
    RP_TRY(read_diagonal(&g, offset, offset + 1, offset + 2, shape, ndim));
    rp_contiguous_strides(shape, ndim, strides);
    view_of(&g, shape, strides, ndim, want, unused);
    if (broadcasts) return expandable(part, want, ndim - 1);
    if (part->ndim == ndim - 1 && memcmp(part->shape, want, (size_t)part->ndim * sizeof *want) == 0)
        return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "expected src to have a size equal to the slice of self. src size = %s, slice size = %s",
        rp_shape_text(a, sizeof a, part->shape, part->ndim),
        rp_shape_text(b, sizeof b, want, ndim - 1));
}

/* (grad_output, input_sizes, offset, dim1, dim2) */
OP_FUNCTION(backward_meta)
{
    int64_t shape[RP_MAX_DIMS];
    int n;
    OP_UNUSED;
    RP_TRY(in_ints(shape, &n, &in[1]));
    RP_TRY(check_part(in[0].u.t, &in[2], shape, n, true));
    return rp_call_output(c, out, 0, shape, n, in[0].u.t->dtype);
}

OP_VJP(backward_vjp)
{
    OP_VJP_UNUSED;
    return grad_out[0] ? diagonal_of_grad(&grad_in[0], n, grad_out[0], 2) : RP_OK;
}

/* (self, src, offset, dim1, dim2) */
OP_FUNCTION(scatter_meta)
{
    rp_tensor *t = in[0].u.t;
    OP_UNUSED;
    RP_TRY(check_part(in[1].u.t, &in[2], t->shape, t->ndim, false));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

OP_VJP(scatter_vjp)
{
    RP_LOCAL rp_tensor *zeros = NULL;
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 1)) RP_TRY(diagonal_of_grad(&grad_in[1], n, grad_out[0], 2));
    if (!needs(mask, 0)) return RP_OK;
    rp_saved_shape(n, 1, &shape, &ndim, NULL);
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_diagonal_scatter(&grad_in[0], grad_out[0], zeros, saved_int(n, 2), saved_int(n, 3),
                               saved_int(n, 4));
}

/* The last dim becomes the diagonal of two: zeros with self where diagonal would have read. */
static rp_status embed(rp_value *out, rp_tensor *t, int64_t offset, int64_t given1, int64_t given2)
{
    rp_tensor *r = NULL;
    int64_t shape[RP_MAX_DIMS];
    int dim1, dim2, k = 0;
    const int ndim = t->ndim + 1;
    RP_TRY(dim_wrap(&dim1, given1, ndim));
    RP_TRY(dim_wrap(&dim2, given2, ndim));
    if (dim1 == dim2)
        return RP_FAIL(RP_E_DIM, "diagonal dimensions cannot be identical %lld, %lld",
                       (long long)given1, (long long)given2);
    if (ndim > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "diag_embed: a tensor has at most %d dimensions", RP_MAX_DIMS);
    const int64_t side = t->shape[t->ndim - 1] + (offset < 0 ? -offset : offset);
    for (int d = 0; d < ndim; d++) shape[d] = d == dim1 || d == dim2 ? side : t->shape[k++];
    RP_TRY(rp_diagonal_backward(&r, t, shape, (uint32_t)ndim, offset, dim1, dim2));
    return out_take(out, r);
}

OP_FUNCTION(embed_composite)
{
    OP_UNUSED;
    return embed(out, in[0].u.t, in[1].u.i, in[2].u.i, in[3].u.i);
}

OP_FUNCTION(diag_composite)
{
    RP_LOCAL rp_tensor *r = NULL;
    rp_tensor *t = in[0].u.t;
    const int64_t contiguous = 0;
    OP_UNUSED;
    if (t->ndim == 1) return embed(out, t, in[1].u.i, 0, 1);
    if (t->ndim != 2)
        return RP_FAIL(RP_E_SHAPE, "diag(): Supports 1D or 2D tensors. Got %dD", t->ndim);
    RP_TRY(rp_diagonal(&r, t, in[1].u.i, 0, 1));
    RP_TRY(rp_clone_full(&r, r, &contiguous));
    return out_same(out, r);
}

OP_FUNCTION(diagflat_composite)
{
    RP_LOCAL rp_tensor *flat = NULL;
    const int64_t all = in[0].u.t->numel;
    OP_UNUSED;
    RP_TRY(rp_reshape(&flat, in[0].u.t, &all, 1));
    return embed(out, flat, in[1].u.i, 0, 1);
}

const rp_op_row rp_op_diagonal[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema =
            "aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)",
        .meta = diagonal_meta,
        .vjp = diagonal_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::diagonal_backward(Tensor grad_output, SymInt[] input_sizes, int offset, int dim1, int dim2) -> Tensor",
        .doc = "Zeros of input_sizes with grad_output where diagonal would have read.",
        .meta = backward_meta,
        .vjp = backward_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor",
        .doc = "self with src in the place of a diagonal.",
        .meta = scatter_meta,
        .vjp = scatter_vjp,
    },
    OP_COMPOSITE("diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor",
                 embed_composite),
    OP_COMPOSITE("diag(Tensor self, int diagonal=0) -> Tensor", diag_composite),
    OP_COMPOSITE("diagflat(Tensor self, int offset=0) -> Tensor", diagflat_composite),
    {0},
};
