/* dispatch/ops/diagonal.c - a diagonal of two dims as the last dim of a view */
#include "dispatch/ops/shape.h"

struct diagonal {
    int64_t offset, size;
    int dim1, dim2;
};

static rp_status read_diagonal(struct diagonal *g, const rp_value *offset, const rp_value *dim1, const rp_value *dim2, const int64_t *shape, int ndim)
{
    RP_TRY(dim_wrap(&g->dim1, dim1->u.i, ndim));
    RP_TRY(dim_wrap(&g->dim2, dim2->u.i, ndim));
    if (g->dim1 == g->dim2)
        return RP_FAIL(RP_E_DIM, "diagonal dimensions cannot be identical %lld, %lld", (long long)dim1->u.i, (long long)dim2->u.i);
    g->offset = offset->u.i;
    const int64_t rows = shape[g->dim1], columns = shape[g->dim2];
    const int64_t down = g->offset < 0 ? rows + (g->offset < -rows ? -rows : g->offset) : rows;
    const int64_t across = g->offset > 0 ? columns - (g->offset > columns ? columns : g->offset) : columns;
    g->size = down < across ? down : across;
    return RP_OK;
}

/* Shape and strides of the view; returns how far its first element is from the tensor's. */
static int64_t view_of(const struct diagonal *g, const int64_t *shape, const int64_t *stride, int ndim, int64_t *view_shape, int64_t *view_stride)
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

static rp_status diagonal_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    struct diagonal g;
    if (t->ndim < 2) return RP_FAIL(RP_E_DIM, "diagonal: a tensor of %d dimensions has no diagonal", t->ndim);
    RP_TRY(read_diagonal(&g, &in[1], &in[2], &in[3], t->shape, t->ndim));
    const int64_t first = view_of(&g, t->shape, t->stride, t->ndim, shape, stride);
    return rp_call_output_view(c, out, 0, t, shape, stride, t->ndim - 1, t->offset + first);
}

static rp_value int_list(rp_value *items, const int64_t *from, int n)
{
    for (int i = 0; i < n; i++) items[i] = rp_value_int(from[i]);
    return rp_value_list(items, (uint32_t)n);
}

/* The same diagonal of a contiguous tensor of zeros. */
static rp_status diagonal_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    const int64_t *shape;
    int64_t base[RP_MAX_DIMS], view_shape[RP_MAX_DIMS], view_stride[RP_MAX_DIMS];
    rp_value items[4][RP_MAX_DIMS], result;
    struct diagonal g;
    int ndim;
    (void)c, (void)mask;
    if (!grad_out[0]) return RP_OK;
    const rp_op *op = rp_op_find("reprise::as_strided_grad");
    if (!op) return RP_E_UNIMPLEMENTED;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    rp_contiguous_strides(shape, ndim, base);
    RP_TRY(read_diagonal(&g, rp_saved_arg(n, 1), rp_saved_arg(n, 2), rp_saved_arg(n, 3), shape, ndim));
    const int64_t first = view_of(&g, shape, base, ndim, view_shape, view_stride);
    const rp_value in[7] = {rp_value_tensor(grad_out[0]),
                            int_list(items[0], shape, ndim),
                            int_list(items[1], base, ndim),
                            rp_value_int(0),
                            int_list(items[2], view_shape, ndim - 1),
                            int_list(items[3], view_stride, ndim - 1),
                            rp_value_int(first)};
    RP_TRY(rp_op_call(op, in, 7, &result, 1));
    grad_in[0] = result.u.t;
    return RP_OK;
}

const rp_op_row rp_op_diagonal[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)",
        .meta = diagonal_meta,
        .vjp = diagonal_vjp,
    },
    {0},
};
