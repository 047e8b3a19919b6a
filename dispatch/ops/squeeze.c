/* dispatch/ops/squeeze.c - dims of extent 1 come and go: squeeze, unsqueeze */
#include "dispatch/ops/shape.h"

static rp_status without(rp_call *c, rp_value *out, rp_tensor *t, uint64_t drop)
{
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    int k = 0;
    for (int d = 0; d < t->ndim; d++) {
        if ((drop >> d & 1) && t->shape[d] == 1) continue;
        shape[k] = t->shape[d];
        stride[k++] = t->stride[d];
    }
    return rp_call_output_view(c, out, 0, t, shape, stride, k, t->offset);
}

static rp_status squeeze_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return without(c, out, in[0].u.t, ~UINT64_C(0));
}

static rp_status squeeze_dim_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, in[0].u.t->ndim));
    return without(c, out, in[0].u.t, UINT64_C(1) << dim);
}

static rp_status squeeze_dims_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    uint64_t drop = 0;
    int64_t dims[RP_MAX_DIMS];
    int n, dim;
    RP_TRY(in_ints(dims, &n, &in[1]));
    for (int i = 0; i < n; i++) {
        RP_TRY(dim_wrap(&dim, dims[i], in[0].u.t->ndim));
        if (drop >> dim & 1)
            return RP_FAIL(RP_E_DIM, "dim %d appears multiple times in the list of dims", dim);
        drop |= UINT64_C(1) << dim;
    }
    return without(c, out, in[0].u.t, drop);
}

/* Only ones were dropped: the elements keep their order. */
static rp_status squeeze_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int ndim;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return grad_out[0] ? rp_reshape(&grad_in[0], grad_out[0], shape, (uint32_t)ndim) : RP_OK;
}

static rp_status unsqueeze_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim + 1));
    if (t->ndim == RP_MAX_DIMS)
        return RP_FAIL(RP_E_DIM, "unsqueeze: a tensor has at most %d dimensions", RP_MAX_DIMS);
    copy_dims(shape, t->shape, dim);
    copy_dims(stride, t->stride, dim);
    shape[dim] = 1;
    stride[dim] = dim < t->ndim ? t->shape[dim] * t->stride[dim] : 1;
    copy_dims(shape + dim + 1, t->shape + dim, t->ndim - dim);
    copy_dims(stride + dim + 1, t->stride + dim, t->ndim - dim);
    return rp_call_output_view(c, out, 0, t, shape, stride, t->ndim + 1, t->offset);
}

const rp_op_row rp_op_squeeze[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::squeeze(Tensor(a) self) -> Tensor(a)",
        .variants = OP_VARIANTS("aten::squeeze_(Tensor(a!) self) -> Tensor(a!)"),
        .meta = squeeze_meta,
        .vjp = squeeze_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)",
        .variants = OP_VARIANTS("aten::squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!)"),
        .meta = squeeze_dim_meta,
        .vjp = squeeze_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a)",
        .variants = OP_VARIANTS("aten::squeeze_.dims(Tensor(a!) self, int[] dim) -> Tensor(a!)"),
        .meta = squeeze_dims_meta,
        .vjp = squeeze_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a)",
        .variants = OP_VARIANTS("aten::unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!)"),
        .meta = unsqueeze_meta,
        .vjp = squeeze_vjp,
    },
    {0},
};
