/* dispatch/ops/cat.c - tensors side by side along one dim: cat, stack, repeat */
#include "dispatch/ops/shape.h"

/* One-dimensional tensors of no elements fit everything, for compatibility's sake. */
static bool skipped(const rp_tensor *t)
{
    return t->ndim == 1 && t->shape[0] == 0;
}

static const rp_tensor *first_of(const rp_value *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (!skipped(list->u.l[i].u.t)) return list->u.l[i].u.t;
    return list->u.l[0].u.t;
}

static rp_status check_fits(const rp_tensor *first, const rp_tensor *t, uint32_t i, int dim)
{
    if (t->ndim != first->ndim)
        return RP_FAIL(RP_E_SHAPE, "Tensors must have same number of dimensions: got %d and %d",
                       first->ndim, t->ndim);
    for (int d = 0; d < t->ndim; d++)
        if (d != dim && t->shape[d] != first->shape[d])
            return RP_FAIL(
                RP_E_SHAPE,
                "Sizes of tensors must match except in dimension %d. Expected size %lld but got size %lld for tensor number %u in the list.",
                dim, (long long)first->shape[d], (long long)t->shape[d], i);
    return RP_OK;
}

static rp_dtype promoted(const rp_value *list)
{
    rp_dtype dtype = list->u.l[0].u.t->dtype;
    for (uint32_t i = 1; i < list->n; i++) dtype = rp_dtype_promote(dtype, list->u.l[i].u.t->dtype);
    return dtype;
}

static rp_status cat_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_value *list = &in[0];
    int64_t shape[RP_MAX_DIMS];
    int dim;
    if (list->n == 0) return RP_FAIL(RP_E_SHAPE, "cat(): expected a non-empty list of Tensors");
    for (uint32_t i = 0; i < list->n; i++)
        if (list->u.l[i].u.t->ndim == 0)
            return RP_FAIL(RP_E_SHAPE,
                           "zero-dimensional tensor (at position %u) cannot be concatenated", i);
    const rp_tensor *first = first_of(list);
    /* nothing to join: no dim is asked for */
    if (skipped(first)) return rp_call_output(c, out, 0, first->shape, 1, promoted(list));
    RP_TRY(dim_wrap(&dim, in[1].u.i, first->ndim));
    copy_dims(shape, first->shape, first->ndim);
    shape[dim] = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const rp_tensor *t = list->u.l[i].u.t;
        if (skipped(t)) continue;
        RP_TRY(check_fits(first, t, i, dim));
        if (__builtin_add_overflow(shape[dim], t->shape[dim], &shape[dim]))
            return RP_FAIL(RP_E_SHAPE,
                           "cat: the sizes along dimension %d add up to more than 2^63 - 1", dim);
    }
    return rp_call_output(c, out, 0, shape, first->ndim, promoted(list));
}

static rp_status cat_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c, (void)mask;
    uint32_t first, count;
    int dim;
    int64_t start = 0;
    if (!grad_out[0]) return RP_OK;
    if (rp_tensor_ndim(grad_out[0]) == 1 && rp_tensor_numel(grad_out[0]) == 0) return RP_OK;
    rp_saved_list_edges(n, 0, &first, &count);
    RP_TRY(dim_wrap(&dim, saved_int(n, 1), rp_tensor_ndim(grad_out[0])));
    for (uint32_t i = first; i < first + count; i++) {
        const int64_t *shape;
        int ndim;
        rp_saved_shape(n, i, &shape, &ndim, NULL);
        if (ndim == 1 && shape[0] == 0) continue;
        const int64_t end = start + shape[dim];
        if (rp_node_needs(n, i)) RP_TRY(rp_slice(&grad_in[i], grad_out[0], dim, &start, &end, 1));
        start = end;
    }
    return RP_OK;
}

static rp_status stack_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_value *list = &in[0];
    int64_t shape[RP_MAX_DIMS];
    int dim;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (list->n == 0) return RP_FAIL(RP_E_SHAPE, "stack expects a non-empty TensorList");
    const rp_tensor *first = list->u.l[0].u.t;
    if (first->ndim == RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "stack: a tensor has at most %d dimensions", RP_MAX_DIMS);
    RP_TRY(dim_wrap(&dim, in[1].u.i, first->ndim + 1));
    for (uint32_t i = 1; i < list->n; i++) {
        const rp_tensor *t = list->u.l[i].u.t;
        if (!same_shape(first, t))
            return RP_FAIL(
                RP_E_SHAPE,
                "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %u",
                rp_shape_text(a, sizeof a, first->shape, first->ndim),
                rp_shape_text(b, sizeof b, t->shape, t->ndim), i);
    }
    copy_dims(shape, first->shape, dim);
    shape[dim] = list->n;
    copy_dims(shape + dim + 1, first->shape + dim, first->ndim - dim);
    return rp_call_output(c, out, 0, shape, first->ndim + 1, promoted(list));
}

static rp_status stack_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c, (void)mask;
    uint32_t first, count;
    if (!grad_out[0]) return RP_OK;
    rp_saved_list_edges(n, 0, &first, &count);
    for (uint32_t i = 0; i < count; i++)
        if (rp_node_needs(n, first + i))
            RP_TRY(rp_select_int(&grad_in[first + i], grad_out[0], saved_int(n, 1), i));
    return RP_OK;
}

/* Every dim becomes a pair (times, size), the repeats of which are an expansion; then a copy joins
   the pairs. */
static rp_status repeat_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *r = NULL;
    const rp_tensor *t = in[0].u.t;
    int64_t times[RP_MAX_DIMS], pairs[2 * RP_MAX_DIMS], wide[2 * RP_MAX_DIMS], shape[RP_MAX_DIMS];
    const int64_t contiguous = 0;
    int n;
    RP_TRY(in_ints(times, &n, &in[1]));
    if (n < t->ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "Number of dimensions of repeat dims (%d) can not be smaller than number of dimensions of tensor (%d)",
            n, t->ndim);
    if (2 * n > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "repeat: at most %d dimensions, got %d", RP_MAX_DIMS / 2, n);
    for (int d = 0; d < n; d++) {
        const int64_t size = d < n - t->ndim ? 1 : t->shape[d - (n - t->ndim)];
        if (times[d] < 0)
            return RP_FAIL(RP_E_SHAPE,
                           "Trying to create tensor with negative dimension: repeats[%d] is %lld",
                           d, (long long)times[d]);
        if (__builtin_mul_overflow(times[d], size, &shape[d]))
            return RP_FAIL(RP_E_SHAPE, "repeat: %lld times %lld elements is more than 2^63 - 1",
                           (long long)times[d], (long long)size);
        pairs[2 * d] = 1;
        wide[2 * d] = times[d];
        pairs[2 * d + 1] = wide[2 * d + 1] = size;
    }
    RP_TRY(rp_view(&r, in[0].u.t, pairs, 2 * (uint32_t)n));
    RP_TRY(rp_expand(&r, r, wide, 2 * (uint32_t)n));
    RP_TRY(rp_clone_full(&r, r, &contiguous));
    RP_TRY(rp__unsafe_view(&r, r, shape, (uint32_t)n));
    return out_same(out, r);
}

const rp_op_row rp_op_cat[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::cat(Tensor[] tensors, int dim=0) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::cat.out(Tensor[] tensors, int dim=0, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = cat_meta,
        .vjp = cat_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::stack(Tensor[] tensors, int dim=0) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::stack.out(Tensor[] tensors, int dim=0, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = stack_meta,
        .vjp = stack_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::repeat(Tensor self, SymInt[] repeats) -> Tensor",
        .composite = repeat_composite,
    },
    {0},
};
