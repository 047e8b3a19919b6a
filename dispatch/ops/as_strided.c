/* dispatch/ops/as_strided.c - any geometry on the same storage: as_strided, its gradient,
   _reshape_alias, alias, detach */
#include "dispatch/autograd_node.h"
#include "dispatch/ops/shape.h"

static rp_status show(rp_call *c, const rp_value *in, rp_value *out, int64_t offset)
{
    rp_tensor *t = in[0].u.t;
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS], elements;
    int n, n_stride;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(in_ints(size, &n, &in[1]));
    RP_TRY(in_ints(stride, &n_stride, &in[2]));
    if (n != n_stride)
        return RP_FAIL(RP_E_SHAPE, "mismatch in length of strides and shape: %d and %d", n_stride,
                       n);
    for (int i = 0; i < n; i++)
        if (size[i] < 0 || stride[i] < 0)
            return RP_FAIL(
                RP_E_VALUE,
                "as_strided: negative sizes and strides are not supported, got size %s and stride %s",
                rp_shape_text(a, sizeof a, size, n), rp_shape_text(b, sizeof b, stride, n));
    if (offset < 0)
        return RP_FAIL(RP_E_VALUE, "Tensor: invalid storage offset %lld", (long long)offset);
    if (!rp_extent_checked(size, stride, n, offset, &elements) ||
        (uint64_t)elements * rp_dtype_size(t->dtype) > t->storage->nbytes)
        return RP_FAIL(
            RP_E_INDEX,
            "setStorage: sizes %s, strides %s, storage offset %lld are out of bounds for storage of %llu bytes",
            rp_shape_text(a, sizeof a, size, n), rp_shape_text(b, sizeof b, stride, n),
            (long long)offset, (unsigned long long)t->storage->nbytes);
    return rp_call_output_view(c, out, 0, t, size, stride, n, offset);
}

OP_FUNCTION(as_strided_meta)
{
    OP_UNUSED;
    return show(c, in, out, in_int_or(&in[3], in[0].u.t->offset));
}

OP_FUNCTION(reshape_alias_meta)
{
    OP_UNUSED;
    return show(c, in, out, in[0].u.t->offset);
}

OP_VJP(reshape_alias_vjp)
{
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return grad_out[0] ? rp_reshape(&grad_in[0], grad_out[0], shape, (uint32_t)ndim) : RP_OK;
}

static rp_status as_strided_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                rp_tensor **grad_in)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op = atomic_load_explicit(&cache, memory_order_relaxed);
    rp_value base[2][RP_MAX_DIMS], result;
    const int64_t *shape, *stride;
    int64_t offset;
    int ndim;
    (void)c, (void)mask;
    if (!grad_out[0]) return RP_OK;
    if (!op) op = rp_op_find("reprise::as_strided_grad");
    if (!op) return RP_E_UNIMPLEMENTED;
    atomic_store_explicit(&cache, op, memory_order_relaxed);
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    rp_saved_strides(n, &stride, &offset);
    const rp_value in[7] = {rp_value_tensor(grad_out[0]),
                            int_list(base[0], shape, ndim),
                            int_list(base[1], stride, ndim),
                            rp_value_int(offset),
                            *rp_saved_arg(n, 1),
                            *rp_saved_arg(n, 2),
                            rp_value_int(in_int_or(rp_saved_arg(n, 3), offset))};
    RP_TRY(rp_op_call(op, in, 7, &result, 1));
    grad_in[0] = result.u.t;
    return RP_OK;
}

/* ---- its gradient: (grad, base_size, base_stride, base_offset, size, stride, offset) --------- */
struct window {
    /* end: one past the last element, in the storage */
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS], offset, end;
    int ndim;
};

static rp_status read_window(struct window *w, const rp_value *in)
{
    int n_stride;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(in_ints(w->size, &w->ndim, &in[0]));
    RP_TRY(in_ints(w->stride, &n_stride, &in[1]));
    w->offset = in[2].u.i;
    bool legal = n_stride == w->ndim && w->offset >= 0;
    for (int d = 0; legal && d < w->ndim; d++) legal = w->size[d] >= 0 && w->stride[d] >= 0;
    if (legal && rp_extent_checked(w->size, w->stride, w->ndim, w->offset, &w->end)) return RP_OK;
    return RP_FAIL(RP_E_VALUE, "as_strided_grad: size %s, stride %s, offset %lld are no geometry",
                   rp_shape_text(a, sizeof a, w->size, w->ndim),
                   rp_shape_text(b, sizeof b, w->stride, n_stride), (long long)w->offset);
}

static rp_status grad_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t;
    struct window base, part;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(read_window(&base, &in[1]));
    RP_TRY(read_window(&part, &in[4]));
    if (g->ndim != part.ndim ||
        (g->ndim && memcmp(g->shape, part.size, (size_t)g->ndim * sizeof *g->shape) != 0))
        return RP_FAIL(RP_E_SHAPE, "as_strided_grad: the gradient has shape %s, the view %s",
                       rp_shape_text(a, sizeof a, g->shape, g->ndim),
                       rp_shape_text(b, sizeof b, part.size, part.ndim));
    return rp_call_output(c, out, 0, base.size, base.ndim, g->dtype);
}

/* The view of v: v is laid out like the base in a storage of zeros, as large as both need, and
   looked at. */
static rp_status grad_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *room = NULL, *laid = NULL;
    struct window base, part;
    (void)c, (void)mask;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(read_window(&base, rp_saved_arg(n, 1)));
    RP_TRY(read_window(&part, rp_saved_arg(n, 4)));
    const int64_t from = base.offset < part.offset ? base.offset : part.offset;
    const int64_t elements = (base.end > part.end ? base.end : part.end) - from;
    const int64_t at = base.offset - from, look = part.offset - from;
    RP_TRY(zeros_for(&room, grad_out[0], &elements, 1));
    RP_TRY(rp_as_strided(&laid, room, base.size, (uint32_t)base.ndim, base.stride,
                         (uint32_t)base.ndim, &at));
    RP_TRY(rp_copy_(NULL, laid, grad_out[0], 0));
    return rp_as_strided(&grad_in[0], room, part.size, (uint32_t)part.ndim, part.stride,
                         (uint32_t)part.ndim, &look);
}

static rp_status alias_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    return rp_call_output_view(c, out, 0, t, t->shape, t->stride, t->ndim, t->offset);
}

static rp_status alias_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? same_grad(&grad_in[0], grad_out[0]) : RP_OK;
}

const rp_op_row rp_op_as_strided[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_READS_STRIDES,
        .schema =
            "aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)",
        .variants = OP_VARIANTS(
            "aten::as_strided_(Tensor(a!) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a!)"),
        .meta = as_strided_meta,
        .vjp = as_strided_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "reprise::as_strided_grad(Tensor grad, int[] base_size, int[] base_stride, int base_offset, int[] size, int[] stride, int offset) -> Tensor",
        .doc =
            "A tensor of base_size: at each element the sum of grad over the view's elements that lie in the same place of the storage.",
        .meta = grad_meta,
        .vjp = grad_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema =
            "aten::_reshape_alias(Tensor(a) self, SymInt[] size, SymInt[] stride) -> Tensor(a)",
        .doc = "view, with the strides worked out by the caller.",
        .meta = reshape_alias_meta,
        .vjp = reshape_alias_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_NO_SAC,
        .schema = "aten::alias(Tensor(a) self) -> Tensor(a)",
        .meta = alias_meta,
        .vjp = alias_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_NO_SAC,
        .schema = "aten::lift_fresh(Tensor(a) self) -> Tensor(a)",
        .doc = "Marks a tensor that was just made from data: an alias.",
        .meta = alias_meta,
        .vjp = alias_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_NO_SAC,
        .schema = "aten::detach(Tensor(a) self) -> Tensor(a)",
        .doc = "A view without history: not differentiable, on purpose.",
        .variants = OP_VARIANTS("aten::detach_(Tensor(a!) self) -> Tensor(a!)"),
        .meta = alias_meta,
    },
    {0},
};
