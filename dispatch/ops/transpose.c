/* dispatch/ops/transpose.c - the same elements with dims in another order: t, transpose, permute,
   movedim, swapaxes, mT */
#include "dispatch/ops/shape.h"

static rp_status swapped(rp_call *c, rp_value *out, rp_tensor *t, int a, int b)
{
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    copy_dims(shape, t->shape, t->ndim);
    copy_dims(stride, t->stride, t->ndim);
    if (t->ndim) {
        shape[a] = t->shape[b], shape[b] = t->shape[a];
        stride[a] = t->stride[b], stride[b] = t->stride[a];
    }
    return rp_call_output_view(c, out, 0, t, shape, stride, t->ndim, t->offset);
}

static rp_status t_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    char text[SHAPE_TEXT];
    if (t->ndim > 2)
        return RP_FAIL(RP_E_SHAPE, "t() expects a tensor with <= 2 dimensions, but self is %dD: %s",
                       t->ndim, rp_shape_text(text, sizeof text, t->shape, t->ndim));
    return swapped(c, out, t, 0, t->ndim == 2);
}

static rp_status t_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                       rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? rp_t(&grad_in[0], grad_out[0]) : RP_OK;
}

static rp_status transpose_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int a, b;
    RP_TRY(dim_wrap(&a, in[1].u.i, t->ndim));
    RP_TRY(dim_wrap(&b, in[2].u.i, t->ndim));
    return swapped(c, out, t, a, b);
}

static rp_status transpose_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                               rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0]
               ? rp_transpose_int(&grad_in[0], grad_out[0], saved_int(n, 1), saved_int(n, 2))
               : RP_OK;
}

/* Wraps dims[n] and refuses repetitions. */
static rp_status order_of(int64_t *dims, int n, int ndim)
{
    uint32_t seen = 0;
    if (n != ndim)
        return RP_FAIL(
            RP_E_DIM,
            "permute: number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = %d is not equal to len(dims) = %d",
            ndim, n);
    for (int i = 0; i < n; i++) {
        int d;
        RP_TRY(dim_wrap(&d, dims[i], ndim));
        if (seen >> d & 1)
            return RP_FAIL(RP_E_DIM, "permute(): duplicate dims are not allowed: %d", d);
        seen |= 1u << d;
        dims[i] = d;
    }
    return RP_OK;
}

static rp_status permute_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t dims[RP_MAX_DIMS], shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    int n;
    RP_TRY(in_ints(dims, &n, &in[1]));
    RP_TRY(order_of(dims, n, t->ndim));
    for (int i = 0; i < n; i++) {
        shape[i] = t->shape[dims[i]];
        stride[i] = t->stride[dims[i]];
    }
    return rp_call_output_view(c, out, 0, t, shape, stride, n, t->offset);
}

static rp_status permute_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)c, (void)mask;
    int64_t dims[RP_MAX_DIMS], back[RP_MAX_DIMS];
    int ndim;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(in_ints(dims, &ndim, rp_saved_arg(n, 1)));
    RP_TRY(order_of(dims, ndim, ndim));
    for (int i = 0; i < ndim; i++) back[dims[i]] = i;
    return rp_permute(&grad_in[0], grad_out[0], back, (uint32_t)ndim);
}

static rp_status movedim_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t, *r = NULL;
    int64_t dims[RP_MAX_DIMS];
    int from, to, k = 0;
    RP_TRY(dim_wrap(&from, in[1].u.i, t->ndim));
    RP_TRY(dim_wrap(&to, in[2].u.i, t->ndim));
    for (int i = 0; i < t->ndim; i++) {
        if (k == from) k++;
        dims[i] = i == to ? from : k++;
    }
    RP_TRY(rp_permute(&r, t, dims, (uint32_t)t->ndim));
    return out_take(out, r);
}

/* source[i] goes to destination[i]; the other dims fill the places that are left, in order. */
OP_FUNCTION(movedims_composite)
{
    rp_tensor *t = in[0].u.t, *r = NULL;
    int64_t from[RP_MAX_DIMS], to[RP_MAX_DIMS], dims[RP_MAX_DIMS];
    int n, n_to, k = 0;
    uint64_t taken = 0, placed = 0;
    OP_UNUSED;
    RP_TRY(in_ints(from, &n, &in[1]));
    RP_TRY(in_ints(to, &n_to, &in[2]));
    if (n != n_to)
        return RP_FAIL(
            RP_E_SHAPE,
            "movedim: Invalid source or destination dims: source (%d dims) should contain the same number of dims as destination (%d dims)",
            n, n_to);
    for (int i = 0; i < n; i++) {
        int a, b;
        RP_TRY(dim_wrap(&a, from[i], t->ndim));
        RP_TRY(dim_wrap(&b, to[i], t->ndim));
        if (taken >> a & 1) return RP_FAIL(RP_E_DIM, "movedim: repeated dim in `source` (%d)", a);
        if (placed >> b & 1)
            return RP_FAIL(RP_E_DIM, "movedim: repeated dim in `destination` (%d)", b);
        taken |= UINT64_C(1) << a;
        placed |= UINT64_C(1) << b;
        dims[b] = a;
    }
    if (t->ndim == 0) return out_same(out, t);
    for (int i = 0; i < t->ndim; i++) {
        if (placed >> i & 1) continue;
        while (taken >> k & 1) k++;
        dims[i] = k++;
    }
    RP_TRY(rp_permute(&r, t, dims, (uint32_t)t->ndim));
    return out_take(out, r);
}

OP_FUNCTION(swapaxes_composite)
{
    rp_tensor *r = NULL;
    OP_UNUSED;
    RP_TRY(rp_transpose_int(&r, in[0].u.t, in[1].u.i, in[2].u.i));
    return out_take(out, r);
}

OP_FUNCTION(matrix_transpose_composite)
{
    rp_tensor *t = in[0].u.t, *r = NULL;
    OP_UNUSED;
    if (t->ndim == 1)
        return RP_FAIL(
            RP_E_SHAPE,
            "tensor.mT is only supported on matrices or batches of matrices. Got 1-D tensor.");
    RP_TRY(t->ndim ? rp_transpose_int(&r, t, -2, -1) : rp_alias(&r, t));
    return out_take(out, r);
}

const rp_op_row rp_op_transpose[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::t(Tensor(a) self) -> Tensor(a)",
        .variants = OP_VARIANTS("aten::t_(Tensor(a!) self) -> Tensor(a!)"),
        .meta = t_meta,
        .vjp = t_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)",
        .variants =
            OP_VARIANTS("aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)"),
        .meta = transpose_meta,
        .vjp = transpose_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::permute(Tensor(a) self, int[] dims) -> Tensor(a)",
        .meta = permute_meta,
        .vjp = permute_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)",
        .composite = movedim_composite,
    },
    OP_COMPOSITE("movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)",
                 movedims_composite),
    OP_COMPOSITE("swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a)", swapaxes_composite),
    OP_COMPOSITE("mT(Tensor(a) self) -> Tensor(a)", matrix_transpose_composite),
    {0},
};
