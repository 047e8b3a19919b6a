/* dispatch/ops/as_strided.c - any geometry on the same storage: as_strided, alias, detach */
#include "dispatch/ops/shape.h"

static rp_status as_strided_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS], elements;
    const int64_t offset = in_int_or(&in[3], t->offset);
    int n, n_stride;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(in_ints(size, &n, &in[1]));
    RP_TRY(in_ints(stride, &n_stride, &in[2]));
    if (n != n_stride) return RP_FAIL(RP_E_SHAPE, "mismatch in length of strides and shape: %d and %d", n_stride, n);
    for (int i = 0; i < n; i++)
        if (size[i] < 0 || stride[i] < 0)
            return RP_FAIL(RP_E_VALUE, "as_strided: negative sizes and strides are not supported, got size %s and stride %s",
                           rp_shape_text(a, sizeof a, size, n), rp_shape_text(b, sizeof b, stride, n));
    if (offset < 0) return RP_FAIL(RP_E_VALUE, "Tensor: invalid storage offset %lld", (long long)offset);
    if (!rp_extent_checked(size, stride, n, offset, &elements) || (uint64_t)elements * rp_dtype_size(t->dtype) > t->storage->nbytes)
        return RP_FAIL(RP_E_INDEX, "setStorage: sizes %s, strides %s, storage offset %lld are out of bounds for storage of %llu bytes",
                       rp_shape_text(a, sizeof a, size, n), rp_shape_text(b, sizeof b, stride, n), (long long)offset,
                       (unsigned long long)t->storage->nbytes);
    return rp_call_output_view(c, out, 0, t, size, stride, n, offset);
}

static rp_value int_list(rp_value *items, const int64_t *from, int n)
{
    for (int i = 0; i < n; i++) items[i] = rp_value_int(from[i]);
    return rp_value_list(items, (uint32_t)n);
}

static rp_status scatter(rp_tensor **out, rp_tensor *grad, const int64_t *base, const int64_t *base_stride, int base_ndim, const int64_t *size, const int64_t *stride, int ndim, int64_t offset)
{
    rp_value items[4][RP_MAX_DIMS], result;
    const rp_op *op = rp_op_find("reprise::as_strided_grad");
    const rp_value in[7] = {rp_value_tensor(grad), int_list(items[0], base, base_ndim), int_list(items[1], base_stride, base_ndim), rp_value_int(0), int_list(items[2], size, ndim), int_list(items[3], stride, ndim), rp_value_int(offset)};
    if (!op) return RP_E_UNIMPLEMENTED;
    RP_TRY(rp_op_call(op, in, 7, &result, 1));
    *out = result.u.t;
    return RP_OK;
}

/* The argument counts as contiguous, as if its own storage began at its first element. */
static rp_status as_strided_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS], base[RP_MAX_DIMS];
    int ndim, k, k_stride;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    rp_contiguous_strides(shape, ndim, base);
    RP_TRY(in_ints(size, &k, rp_saved_arg(n, 1)));
    RP_TRY(in_ints(stride, &k_stride, rp_saved_arg(n, 2)));
    return scatter(&grad_in[0], grad_out[0], shape, base, ndim, size, stride, k, in_int_or(rp_saved_arg(n, 3), 0));
}

static rp_status alias_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    return rp_call_output_view(c, out, 0, t, t->shape, t->stride, t->ndim, t->offset);
}

static rp_status alias_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? same_grad(&grad_in[0], grad_out[0]) : RP_OK;
}

const rp_op_row rp_op_as_strided[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)",
        .meta = as_strided_meta,
        .vjp = as_strided_vjp,
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
        .schema = "aten::detach(Tensor(a) self) -> Tensor(a)",
        .doc = "A view without history: not differentiable, on purpose.",
        .variants = (const char *const[]){"aten::detach_(Tensor(a!) self) -> Tensor(a!)", NULL},
        .meta = alias_meta,
    },
    {0},
};
