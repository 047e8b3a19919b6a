/* dispatch/ops/unfold.c - every window of `size` elements along a dim, `step` apart, as a new last
   dim: a view that overlaps itself */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

/* Shape and strides of the windows of shape[ndim]; arguments dim, size and step. */
static rp_status windows(const rp_value *in, const int64_t *shape, const int64_t *stride, int ndim,
                         int64_t *to, int64_t *to_stride)
{
    int dim;
    const int64_t size = in[1].u.i, step = in[2].u.i;
    RP_TRY(dim_wrap(&dim, in[0].u.i, ndim));
    const int64_t extent = ndim ? shape[dim] : 1;
    if (ndim == RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "unfold: a tensor has at most %d dimensions", RP_MAX_DIMS);
    if (size < 0) return RP_FAIL(RP_E_SHAPE, "size is %lld but must be >= 0", (long long)size);
    if (size > extent)
        return RP_FAIL(RP_E_SHAPE,
                       "maximum size for tensor at dimension %d is %lld but size is %lld", dim,
                       (long long)extent, (long long)size);
    if (step <= 0) return RP_FAIL(RP_E_VALUE, "step is %lld but must be > 0", (long long)step);
    copy_dims(to, shape, ndim);
    copy_dims(to_stride, stride, ndim);
    to[ndim] = size;
    to_stride[ndim] = ndim ? stride[dim] : 1;
    if (ndim) {
        to[dim] = (extent - size) / step + 1;
        to_stride[dim] = step * stride[dim];
    }
    return RP_OK;
}

OP_FUNCTION(unfold_meta)
{
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    OP_UNUSED;
    RP_TRY(windows(&in[1], t->shape, t->stride, t->ndim, shape, stride));
    return rp_call_output_view(c, out, 0, t, shape, stride, t->ndim + 1, t->offset);
}

OP_VJP(unfold_vjp)
{
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return rp_unfold_backward(&grad_in[0], grad_out[0], shape, (uint32_t)ndim, saved_int(n, 1),
                              saved_int(n, 2), saved_int(n, 3));
}

/* The gradient of a view of contiguous memory. (grad_in, input_sizes, dim, size, step) */
OP_FUNCTION(backward_composite)
{
    int64_t base[RP_MAX_DIMS], base_stride[RP_MAX_DIMS], shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    rp_value items[4][RP_MAX_DIMS];
    int ndim;
    OP_UNUSED;
    RP_TRY(rp_arg_shape(&in[1], base, &ndim, false));
    rp_contiguous_strides(base, ndim, base_stride);
    RP_TRY(windows(&in[2], base, base_stride, ndim, shape, stride));
    const rp_value args[7] = {
        in[0],           int_list(items[0], base, ndim),      int_list(items[1], base_stride, ndim),
        rp_value_int(0), int_list(items[2], shape, ndim + 1), int_list(items[3], stride, ndim + 1),
        rp_value_int(0)};
    return out_of(c, "reprise::as_strided_grad", args, 7, out, n_out);
}

const rp_op_row rp_op_unfold[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)",
        .meta = unfold_meta,
        .vjp = unfold_vjp,
    },
    OP_COMPOSITE(
        "unfold_backward(Tensor grad_in, SymInt[] input_sizes, int dim, int size, int step) -> Tensor",
        backward_composite),
    {0},
};
