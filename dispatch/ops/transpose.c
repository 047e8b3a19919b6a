/* dispatch/ops/transpose.c - the same elements with dims in another order: t, transpose, permute, movedim */
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

static rp_status t_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    char text[SHAPE_TEXT];
    if (t->ndim > 2)
        return RP_FAIL(RP_E_SHAPE, "t() expects a tensor with <= 2 dimensions, but self is %dD: %s", t->ndim,
                       rp_shape_text(text, sizeof text, t->shape, t->ndim));
    return swapped(c, out, t, 0, t->ndim == 2);
}

static rp_status t_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? rp_t(&grad_in[0], grad_out[0]) : RP_OK;
}

static rp_status transpose_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int a, b;
    RP_TRY(dim_wrap(&a, in[1].u.i, t->ndim));
    RP_TRY(dim_wrap(&b, in[2].u.i, t->ndim));
    return swapped(c, out, t, a, b);
}

static rp_status transpose_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0] ? rp_transpose_int(&grad_in[0], grad_out[0], saved_int(n, 1), saved_int(n, 2)) : RP_OK;
}

/* Wraps dims[n] and refuses repetitions. */
static rp_status order_of(int64_t *dims, int n, int ndim)
{
    uint32_t seen = 0;
    if (n != ndim) return RP_FAIL(RP_E_DIM, "permute: number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = %d is not equal to len(dims) = %d", ndim, n);
    for (int i = 0; i < n; i++) {
        int d;
        RP_TRY(dim_wrap(&d, dims[i], ndim));
        if (seen >> d & 1) return RP_FAIL(RP_E_DIM, "permute(): duplicate dims are not allowed: %d", d);
        seen |= 1u << d;
        dims[i] = d;
    }
    return RP_OK;
}

static rp_status permute_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
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

static rp_status permute_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
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

static rp_status movedim_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
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

const rp_op_row rp_op_transpose[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::t(Tensor(a) self) -> Tensor(a)",
        .variants = (const char *const[]){"aten::t_(Tensor(a!) self) -> Tensor(a!)", NULL},
        .meta = t_meta,
        .vjp = t_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)",
        .variants = (const char *const[]){"aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)", NULL},
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
    {0},
};
