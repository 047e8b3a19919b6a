/* dispatch/ops/slice.c - parts along one dim: slice, narrow, select, and the gradients of slice and
   select */
#include "dispatch/ops/shape.h"

/* start, end and step as Python reads them, clamped into [0, size]. */
static rp_status clamp_range(const rp_value *in, int64_t size, int64_t *start, int64_t *end,
                             int64_t *step)
{
    *step = in_int_or(&in[4], 1);
    *start = in_int_or(&in[2], 0);
    *end = in_int_or(&in[3], INT64_MAX);
    if (*step <= 0)
        return RP_FAIL(RP_E_VALUE, "slice step must be positive, but it is %lld", (long long)*step);
    if (*start < 0) *start += size;
    if (*end < 0) *end += size;
    if (*start < 0) *start = 0;
    if (*start > size) *start = size;
    if (*end < *start) *end = *start;
    if (*end > size) *end = size;
    return RP_OK;
}

static rp_status slice_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS], start, end, step;
    int dim;
    if (t->ndim == 0) return RP_FAIL(RP_E_SHAPE, "slice() cannot be applied to a 0-dim tensor.");
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    RP_TRY(clamp_range(in, t->shape[dim], &start, &end, &step));
    copy_dims(shape, t->shape, t->ndim);
    copy_dims(stride, t->stride, t->ndim);
    shape[dim] = (end - start + step - 1) / step;
    stride[dim] *= step;
    return rp_call_output_view(c, out, 0, t, shape, stride, t->ndim,
                               t->offset + start * t->stride[dim]);
}

static rp_status slice_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int ndim;
    rp_value in[5];
    int64_t start, end, step;
    int dim;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    for (uint32_t i = 1; i < 5; i++) in[i] = *rp_saved_arg(n, i);
    RP_TRY(dim_wrap(&dim, in[1].u.i, ndim));
    RP_TRY(clamp_range(in, shape[dim], &start, &end, &step));
    return rp_slice_backward(&grad_in[0], grad_out[0], shape, (uint32_t)ndim, dim, start, end,
                             step);
}

static rp_status narrow_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t, *r = NULL;
    int64_t start = in[2].u.i;
    const int64_t length = in[3].u.i;
    int dim;
    if (t->ndim == 0) return RP_FAIL(RP_E_SHAPE, "narrow() cannot be applied to a 0-dim tensor.");
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    const int64_t size = t->shape[dim];
    if (length < 0)
        return RP_FAIL(RP_E_VALUE, "narrow(): length must be non-negative, but it is %lld",
                       (long long)length);
    if (start < -size || start > size)
        return RP_FAIL(RP_E_INDEX,
                       "start out of range (expected to be in range of [%lld, %lld], but got %lld)",
                       (long long)-size, (long long)size, (long long)start);
    if (start < 0) start += size;
    if (start > size - length)
        return RP_FAIL(RP_E_INDEX, "start (%lld) + length (%lld) exceeds dimension size (%lld).",
                       (long long)start, (long long)length, (long long)size);
    const int64_t end = start + length;
    RP_TRY(rp_slice(&r, t, dim, &start, &end, 1));
    return out_take(out, r);
}

static rp_status select_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS], index = in[2].u.i;
    int dim, k = 0;
    char text[SHAPE_TEXT];
    if (t->ndim == 0) return RP_FAIL(RP_E_INDEX, "select() cannot be applied to a 0-dim tensor.");
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    const int64_t size = t->shape[dim];
    if (index < -size || index >= size)
        return RP_FAIL(RP_E_INDEX,
                       "select(): index %lld out of range for tensor of size %s at dimension %d",
                       (long long)index, rp_shape_text(text, sizeof text, t->shape, t->ndim), dim);
    if (index < 0) index += size;
    for (int d = 0; d < t->ndim; d++) {
        if (d == dim) continue;
        shape[k] = t->shape[d];
        stride[k++] = t->stride[d];
    }
    return rp_call_output_view(c, out, 0, t, shape, stride, k, t->offset + index * t->stride[dim]);
}

static rp_status select_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return rp_select_backward(&grad_in[0], grad_out[0], shape, (uint32_t)ndim, saved_int(n, 1),
                              saved_int(n, 2));
}

/* ---- gradients: zeros everywhere but at the part --------------------------------------------- */
/* (grad_output, input_sizes, dim, start, end, step): the arguments from dim on are slice's own. */
static rp_status slice_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], start, end, step;
    int n, dim;
    RP_TRY(in_ints(shape, &n, &in[1]));
    if (n == 0) return RP_FAIL(RP_E_DIM, "slice_backward: input_sizes is empty");
    RP_TRY(dim_wrap(&dim, in[2].u.i, n));
    RP_TRY(clamp_range(&in[1], shape[dim], &start, &end, &step));
    const int64_t whole = shape[dim];
    shape[dim] = (end - start + step - 1) / step;
    RP_TRY(expandable(g, shape, n));
    shape[dim] = whole;
    return rp_call_output(c, out, 0, shape, n, g->dtype);
}

static rp_status slice_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                    rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t start = saved_int(n, 3), end = saved_int(n, 4);
    return grad_out[0]
               ? rp_slice(&grad_in[0], grad_out[0], saved_int(n, 2), &start, &end, saved_int(n, 5))
               : RP_OK;
}

/* (grad_output, input_sizes, dim, index) */
static rp_status select_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                      rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t;
    const int64_t index = in[3].u.i;
    int64_t shape[RP_MAX_DIMS], part[RP_MAX_DIMS];
    int n, dim, k = 0;
    RP_TRY(in_ints(shape, &n, &in[1]));
    if (n == 0) return RP_FAIL(RP_E_DIM, "select_backward: input_sizes is empty");
    RP_TRY(dim_wrap(&dim, in[2].u.i, n));
    if (index < -shape[dim] || index >= shape[dim])
        return RP_FAIL(RP_E_INDEX,
                       "select_backward: index %lld out of range for size %lld at dimension %d",
                       (long long)index, (long long)shape[dim], dim);
    for (int d = 0; d < n; d++)
        if (d != dim) part[k++] = shape[d];
    RP_TRY(expandable(g, part, k));
    return rp_call_output(c, out, 0, shape, n, g->dtype);
}

static rp_status select_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                     rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0] ? rp_select_int(&grad_in[0], grad_out[0], saved_int(n, 2), saved_int(n, 3))
                       : RP_OK;
}

/* ---- self with src in the place of the part -------------------------------------------------- */
static rp_status part_shape(const rp_tensor *src, const int64_t *want, int n)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (src->ndim == n && (n == 0 || memcmp(src->shape, want, (size_t)n * sizeof *want) == 0))
        return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "expected src to have a size equal to the slice of self. src size = %s, slice size = %s",
        rp_shape_text(a, sizeof a, src->shape, src->ndim), rp_shape_text(b, sizeof b, want, n));
}

/* (self, src, dim, start, end, step) */
OP_FUNCTION(slice_scatter_meta)
{
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], start, end, step;
    int dim;
    OP_UNUSED;
    if (t->ndim == 0)
        return RP_FAIL(RP_E_DIM, "slice_scatter() cannot be applied to a 0-dim tensor.");
    RP_TRY(dim_wrap(&dim, in[2].u.i, t->ndim));
    RP_TRY(clamp_range(&in[1], t->shape[dim], &start, &end, &step));
    copy_dims(shape, t->shape, t->ndim);
    shape[dim] = (end - start + step - 1) / step;
    RP_TRY(part_shape(in[1].u.t, shape, t->ndim));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

OP_VJP(slice_scatter_vjp)
{
    RP_LOCAL rp_tensor *zeros = NULL;
    const int64_t *shape;
    const rp_value *start = rp_saved_arg(n, 3), *end = rp_saved_arg(n, 4);
    const int64_t *from = start->tag == RP_TAG_NONE ? NULL : &start->u.i,
                  *to = end->tag == RP_TAG_NONE ? NULL : &end->u.i;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 1))
        RP_TRY(rp_slice(&grad_in[1], grad_out[0], saved_int(n, 2), from, to, saved_int(n, 5)));
    if (!needs(mask, 0)) return RP_OK;
    rp_saved_shape(n, 1, &shape, &ndim, NULL);
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_slice_scatter(&grad_in[0], grad_out[0], zeros, saved_int(n, 2), from, to,
                            saved_int(n, 5));
}

/* (self, src, dim, index) */
OP_FUNCTION(select_scatter_meta)
{
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS];
    int dim, k = 0;
    char text[SHAPE_TEXT];
    OP_UNUSED;
    if (t->ndim == 0) return RP_FAIL(RP_E_INDEX, "select() cannot be applied to a 0-dim tensor.");
    RP_TRY(dim_wrap(&dim, in[2].u.i, t->ndim));
    if (in[3].u.i < -t->shape[dim] || in[3].u.i >= t->shape[dim])
        return RP_FAIL(
            RP_E_INDEX, "select(): index %lld out of range for tensor of size %s at dimension %d",
            (long long)in[3].u.i, rp_shape_text(text, sizeof text, t->shape, t->ndim), dim);
    for (int d = 0; d < t->ndim; d++)
        if (d != dim) shape[k++] = t->shape[d];
    RP_TRY(part_shape(in[1].u.t, shape, k));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

OP_VJP(select_scatter_vjp)
{
    RP_LOCAL rp_tensor *zeros = NULL;
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 1))
        RP_TRY(rp_select_int(&grad_in[1], grad_out[0], saved_int(n, 2), saved_int(n, 3)));
    if (!needs(mask, 0)) return RP_OK;
    rp_saved_shape(n, 1, &shape, &ndim, NULL);
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_select_scatter(&grad_in[0], grad_out[0], zeros, saved_int(n, 2), saved_int(n, 3));
}

const rp_op_row rp_op_slice[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema =
            "aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)",
        .meta = slice_meta,
        .vjp = slice_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)",
        .composite = narrow_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a)",
        .meta = select_meta,
        .vjp = select_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::slice_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt start, SymInt end, SymInt step) -> Tensor",
        .doc = "Zeros of input_sizes with grad_output where slice would have read.",
        .meta = slice_backward_meta,
        .vjp = slice_backward_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::select_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt index) -> Tensor",
        .doc = "Zeros of input_sizes with grad_output where select would have read.",
        .meta = select_backward_meta,
        .vjp = select_backward_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor",
        .doc = "self with src in the place of a slice.",
        .meta = slice_scatter_meta,
        .vjp = slice_scatter_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor",
        .doc = "self with src in the place of a selection.",
        .meta = select_scatter_meta,
        .vjp = select_scatter_vjp,
    },
    {0},
};
