/* dispatch/ops/index_put.c - index and index_put: a list of index tensors, one after the other for
 * the leading dims
 *
 * Indices broadcast against each other. A mask (bool or uint8) stands for as many dims as it has
 * and counts as a vector, one element for each of its true ones. The broadcast dims stand in the
 * result where the indexed ones stood, or in front where None stands between indices.
 */
#include "dispatch/ops/shape.h"

static bool is_mask(const rp_tensor *t)
{
    return t->dtype == RP_BOOL || t->dtype == RP_U8;
}

/* A mask is as large as the dims that it stands for. */
static rp_status check_mask(const rp_tensor *mask, const rp_tensor *t, int dim, uint32_t i)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    for (int d = 0; d < mask->ndim; d++)
        if (mask->shape[d] != t->shape[dim + d])
            return RP_FAIL(
                RP_E_INDEX,
                "The shape of the mask %s at index %d does not match the shape of the indexed tensor %s at index %d (indices[%u])",
                rp_shape_text(a, sizeof a, mask->shape, mask->ndim), d,
                rp_shape_text(b, sizeof b, t->shape, t->ndim), dim + d, i);
    return RP_OK;
}

static rp_status join_shapes(int64_t *shape, int *n, const int64_t *other, int n_other, uint32_t i)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (broadcast_into(shape, n, other, n_other) == RP_OK) return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "shape mismatch: indexing tensors could not be broadcast together: indices[%u] has shape %s, those before it %s",
        i, rp_shape_text(a, sizeof a, other, n_other), rp_shape_text(b, sizeof b, shape, *n));
}

struct indexed {
    /* of the indices together; of the dims without one */
    int64_t shape[RP_MAX_DIMS], rest[RP_MAX_DIMS];
    int ndim, n_rest, dim, first, last; /* dim: the next one of the tensor */
    bool together;
};

static rp_status take_index(rp_call *c, struct indexed *x, const rp_tensor *t, rp_tensor *index,
                            uint32_t i, uint32_t n)
{
    const bool mask = is_mask(index);
    const int taken = mask ? index->ndim : 1;
    int64_t trues;
    if (!mask && index->dtype != RP_I64 && index->dtype != RP_I32)
        return RP_FAIL(
            RP_E_INDEX,
            "tensors used as indices must be long, int, byte or bool tensors, but indices[%u] is %s",
            i, rp_dtype_name(index->dtype));
    if (x->dim + taken > t->ndim)
        return RP_FAIL(RP_E_SHAPE, "too many indices for tensor of dimension %d (got %u)", t->ndim,
                       n);
    if (taken == 0) return RP_OK;
    if (mask) {
        RP_TRY(check_mask(index, t, x->dim, i));
        RP_TRY(count_nonzero(c, index, &trues));
        RP_TRY(join_shapes(x->shape, &x->ndim, &trues, 1, i));
    } else {
        RP_TRY(join_shapes(x->shape, &x->ndim, index->shape, index->ndim, i));
    }
    x->together = x->together && (x->first < 0 || x->last == x->dim);
    if (x->first < 0) x->first = x->dim;
    x->dim += taken;
    x->last = x->dim;
    return RP_OK;
}

/* The shape of t[indices]. */
static rp_status indexed_shape(rp_call *c, const rp_tensor *t, const rp_value *list, int64_t *shape,
                               int *ndim)
{
    struct indexed x = {.first = -1, .together = true};
    if (list->n == 0) return RP_FAIL(RP_E_SHAPE, "at least one index must be provided");
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->u.l[i].tag == RP_TAG_TENSOR) {
            RP_TRY(take_index(c, &x, t, list->u.l[i].u.t, i, list->n));
            continue;
        }
        if (x.dim == t->ndim)
            return RP_FAIL(RP_E_SHAPE, "too many indices for tensor of dimension %d (got %u)",
                           t->ndim, list->n);
        x.rest[x.n_rest++] = t->shape[x.dim++];
    }
    while (x.dim < t->ndim) x.rest[x.n_rest++] = t->shape[x.dim++];
    if (x.ndim + x.n_rest > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE,
                       "index: the result would have %d dimensions, but tensors have at most %d",
                       x.ndim + x.n_rest, RP_MAX_DIMS);
    const int at = x.first > 0 && x.together ? x.first : 0;
    copy_dims(shape, x.rest, at);
    copy_dims(shape + at, x.shape, x.ndim);
    copy_dims(shape + at + x.ndim, x.rest + at, x.n_rest - at);
    *ndim = x.ndim + x.n_rest;
    return RP_OK;
}

OP_FUNCTION(index_meta)
{
    const rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    OP_UNUSED;
    RP_TRY(indexed_shape(c, t, &in[1], shape, &ndim));
    return rp_call_output(c, out, 0, shape, ndim, t->dtype);
}

/* One mask and one value is a masked fill, to which the value's dtype does not matter. (self,
   indices, values, accumulate) */
static bool is_masked_fill(const rp_value *in)
{
    int masks = 0, others = 0;
    for (uint32_t i = 0; i < in[1].n; i++) {
        if (in[1].u.l[i].tag != RP_TAG_TENSOR) continue;
        if (is_mask(in[1].u.l[i].u.t)) masks++;
        else others++;
    }
    return masks == 1 && others == 0 && in[2].u.t->numel == 1 && !in[3].u.i;
}

OP_FUNCTION(put_meta)
{
    rp_tensor *t = in[0].u.t, *values = in[2].u.t;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    OP_UNUSED;
    if (t->dtype != values->dtype && !is_masked_fill(in))
        return RP_FAIL(
            RP_E_DTYPE,
            "Index put requires the source and destination dtypes match, got %s for the destination and %s for the source.",
            rp_dtype_name(t->dtype), rp_dtype_name(values->dtype));
    RP_TRY(indexed_shape(c, t, &in[1], shape, &ndim));
    if (expandable(values, shape, ndim) != RP_OK)
        return RP_FAIL(
            RP_E_SHAPE,
            "shape mismatch: value tensor of shape %s cannot be broadcast to indexing result of shape %s",
            rp_shape_text(a, sizeof a, values->shape, values->ndim),
            rp_shape_text(b, sizeof b, shape, ndim));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

/* ---- derivatives ----------------------------------------------------------------------------- */
struct saved_indices { /* as the typed API takes them: NULL for None */
    rp_tensor *t[RP_MAX_DIMS];
    uint32_t n;
};

static void saved_fini(struct saved_indices *s)
{
    for (uint32_t i = 0; i < s->n; i++) rp_tensor_release(s->t[i]);
}

static rp_status saved_init(struct saved_indices *s, rp_node *n)
{
    const rp_value *list = rp_saved_arg(n, 1);
    memset(s, 0, sizeof *s);
    for (uint32_t i = 0; i < list->n; i++, s->n++)
        if (list->u.l[i].tag == RP_TAG_TENSOR) RP_TRY(rp_saved_list(&s->t[i], n, 1, i));
    return RP_OK;
}

static rp_status index_grad(rp_tensor **out, rp_node *n, rp_tensor *grad,
                            const struct saved_indices *s)
{
    RP_LOCAL rp_tensor *zeros = NULL;
    const int64_t *shape;
    int ndim;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    RP_TRY(zeros_for(&zeros, grad, shape, ndim));
    return rp_index_put(out, zeros, s->t, s->n, grad, 1);
}

OP_VJP(index_vjp)
{
    struct saved_indices s;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    rp_status st = saved_init(&s, n);
    if (!st) st = index_grad(&grad_in[0], n, grad_out[0], &s);
    saved_fini(&s);
    return st;
}

/* Of what accumulates nothing is lost; else the places that were written say nothing about self any
   more. */
static rp_status put_grad_self(rp_tensor **out, rp_node *n, rp_tensor *grad,
                               const struct saved_indices *s)
{
    RP_LOCAL rp_tensor *zero = NULL;
    if (rp_saved_arg(n, 3)->u.i) return same_grad(out, grad);
    RP_TRY(zeros_for(&zero, grad, NULL, 0));
    return rp_index_put(out, grad, s->t, s->n, zero, 0);
}

/* The recorder sums to the values' shape. */
OP_VJP(put_vjp)
{
    struct saved_indices s;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    rp_status st = saved_init(&s, n);
    if (!st && needs(mask, 0)) st = put_grad_self(&grad_in[0], n, grad_out[0], &s);
    if (!st && needs(mask, 2)) st = rp_index(&grad_in[2], grad_out[0], s.t, s.n);
    saved_fini(&s);
    return st;
}

const rp_op_row rp_op_index_put[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::index.Tensor(Tensor self, Tensor?[] indices) -> Tensor",
        .doc = "self[indices]. With a mask among the indices the shape depends on values.",
        .meta = index_meta,
        .vjp = index_vjp,
        .save_in = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
        .doc =
            "self with values, broadcast, at self[indices]. Of several writes to one place the last one stays; accumulate adds all up.",
        .variants = OP_VARIANTS(
            "aten::index_put_(Tensor(a!) self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor(a!)"),
        .meta = put_meta,
        .vjp = put_vjp,
        .save_in = 1u << 1,
    },
    {0},
};
