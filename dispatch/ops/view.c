/* dispatch/ops/view.c - the same elements under another shape: view, _unsafe_view, reshape,
   flatten, unflatten, ravel */
#include "dispatch/ops/shape.h"

/* Replaces the one -1 in size[n] by what makes the product `numel`. */
static rp_status infer_size(int64_t *size, int n, int64_t numel)
{
    char text[SHAPE_TEXT];
    int64_t product = 1;
    int inferred = -1;
    for (int i = 0; i < n; i++) {
        if (size[i] == -1) {
            if (inferred >= 0)
                return RP_FAIL(RP_E_SHAPE,
                               "only one dimension can be inferred, but %d and %d are -1", inferred,
                               i);
            inferred = i;
        } else if (size[i] < 0) {
            return RP_FAIL(RP_E_SHAPE, "invalid shape dimension %lld at index %d",
                           (long long)size[i], i);
        } else if (__builtin_mul_overflow(product, size[i], &product)) {
            return RP_FAIL(RP_E_SHAPE, "shape '%s' has too many elements",
                           rp_shape_text(text, sizeof text, size, n));
        }
    }
    if (inferred >= 0 && product == 0 && numel == 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "cannot reshape tensor of 0 elements into shape %s because the unspecified dimension size -1 can be any value and is ambiguous",
            rp_shape_text(text, sizeof text, size, n));
    const bool fits = inferred >= 0 ? product > 0 && numel % product == 0 : product == numel;
    if (!fits)
        return RP_FAIL(RP_E_SHAPE, "shape '%s' is invalid for input of size %lld",
                       rp_shape_text(text, sizeof text, size, n), (long long)numel);
    if (inferred >= 0) size[inferred] = numel / product;
    return RP_OK;
}

/* Strides that show t's elements as `size`, if there are any. Runs of dims of t that are contiguous
   among themselves are split as a whole (ATen computeStride). */
static bool view_strides(const rp_tensor *t, const int64_t *size, int n, int64_t *stride)
{
    if (t->numel == 0) {
        int64_t next = 1;
        for (int i = n - 1; i >= 0; i--) {
            stride[i] = next;
            next *= size[i] > 1 ? size[i] : 1;
        }
        return true;
    }
    int v = n - 1;
    int64_t base = t->ndim ? t->stride[t->ndim - 1] : 1, run = 1, taken = 1;
    for (int d = t->ndim - 1; d >= 0; d--) {
        run *= t->shape[d];
        const bool ends = d == 0 || (t->shape[d - 1] != 1 && t->stride[d - 1] != run * base);
        if (!ends) continue;
        while (v >= 0 && (taken < run || size[v] == 1)) {
            stride[v] = taken * base;
            taken *= size[v--];
        }
        if (taken != run) return false;
        if (d > 0) {
            base = t->stride[d - 1];
            run = taken = 1;
        }
    }
    for (; v >= 0; v--) stride[v] = taken * base; /* a 0-dim tensor: only ones are left */
    return true;
}

static rp_status view_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    int n;
    RP_TRY(in_ints(size, &n, &in[1]));
    RP_TRY(infer_size(size, n, t->numel));
    if (!view_strides(t, size, n, stride)) {
        char a[SHAPE_TEXT], b[SHAPE_TEXT], w[SHAPE_TEXT];
        return RP_FAIL(
            RP_E_LAYOUT,
            "view size is not compatible with input tensor's size and stride (size %s, stride %s, wanted %s): use reshape",
            rp_shape_text(a, sizeof a, t->shape, t->ndim),
            rp_shape_text(b, sizeof b, t->stride, t->ndim), rp_shape_text(w, sizeof w, size, n));
    }
    return rp_call_output_view(c, out, 0, t, size, stride, n, t->offset);
}

static rp_status view_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int ndim;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return grad_out[0] ? rp_reshape(&grad_in[0], grad_out[0], shape, (uint32_t)ndim) : RP_OK;
}

static rp_status reshape_to(rp_value *out, rp_tensor *t, int64_t *size, int n)
{
    RP_LOCAL rp_tensor *r = NULL;
    int64_t stride[RP_MAX_DIMS];
    const int64_t contiguous = 0;
    RP_TRY(infer_size(size, n, t->numel));
    if (view_strides(t, size, n, stride)) {
        RP_TRY(rp_view(&r, t, size, (uint32_t)n));
    } else {
        RP_TRY(rp_clone_full(&r, t, &contiguous));
        RP_TRY(rp__unsafe_view(&r, r, size, (uint32_t)n));
    }
    return out_same(out, r);
}

static rp_status reshape_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    int64_t size[RP_MAX_DIMS];
    int n;
    RP_TRY(in_ints(size, &n, &in[1]));
    return reshape_to(out, in[0].u.t, size, n);
}

static rp_status flatten_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t size[RP_MAX_DIMS];
    int first, last, n = 0;
    RP_TRY(dim_wrap(&first, in[1].u.i, t->ndim));
    RP_TRY(dim_wrap(&last, in[2].u.i, t->ndim));
    if (first > last)
        return RP_FAIL(RP_E_SHAPE,
                       "flatten() has invalid args: start_dim (%d) cannot come after end_dim (%d)",
                       first, last);
    if (t->ndim && first == last) return out_same(out, t);
    for (int d = 0; d < first; d++) size[n++] = t->shape[d];
    size[n] = 1;
    for (int d = first; d <= last && d < t->ndim; d++) size[n] *= t->shape[d];
    n++;
    for (int d = last + 1; d < t->ndim; d++) size[n++] = t->shape[d];
    return reshape_to(out, t, size, n);
}

static rp_status view_as_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    RP_TRY(rp_view(&r, in[0].u.t, in[1].u.t->shape, (uint32_t)in[1].u.t->ndim));
    return out_take(out, r);
}

OP_FUNCTION(reshape_as_composite)
{
    int64_t size[RP_MAX_DIMS];
    const rp_tensor *other = in[1].u.t;
    OP_UNUSED;
    copy_dims(size, other->shape, other->ndim);
    return reshape_to(out, in[0].u.t, size, other->ndim);
}

OP_FUNCTION(ravel_composite)
{
    RP_LOCAL rp_tensor *r = NULL;
    const int64_t all = -1;
    OP_UNUSED;
    if (in[0].u.t->numel == 0) return reshape_to(out, in[0].u.t, &in[0].u.t->numel, 1);
    RP_TRY(rp_contiguous(&r, in[0].u.t));
    RP_TRY(rp_view(&r, r, &all, 1));
    return out_same(out, r);
}

/* One dim becomes sizes[n], of which one may be -1. */
OP_FUNCTION(unflatten_composite)
{
    rp_tensor *t = in[0].u.t, *r = NULL;
    int64_t part[RP_MAX_DIMS], size[RP_MAX_DIMS];
    int dim, n;
    OP_UNUSED;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    RP_TRY(in_ints(part, &n, &in[2]));
    if (n == 0) return RP_FAIL(RP_E_SHAPE, "unflatten: sizes must be non-empty");
    if (t->ndim == 0 || t->ndim - 1 + n > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "unflatten: %d sizes for dim %d of a tensor of %d dimensions", n,
                       dim, t->ndim);
    const rp_status st = infer_size(part, n, t->shape[dim]);
    if (st)
        return rp_note(
            st,
            "unflatten: Provided sizes don't multiply up to the size of dim %d (%lld) in the input tensor",
            dim, (long long)t->shape[dim]);
    copy_dims(size, t->shape, dim);
    copy_dims(size + dim, part, n);
    copy_dims(size + dim + n, t->shape + dim + 1, t->ndim - dim - 1);
    RP_TRY(rp_view(&r, t, size, (uint32_t)(t->ndim - 1 + n)));
    return out_take(out, r);
}

const rp_op_row rp_op_view[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)",
        .doc =
            "The same storage under another shape; one size may be -1. RP_E_LAYOUT when strides cannot express it.",
        .meta = view_meta,
        .vjp = view_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema = "aten::_unsafe_view(Tensor self, SymInt[] size) -> Tensor",
        .doc = "view of a tensor that nobody else holds: its result counts as a tensor of its own.",
        .meta = view_meta,
        .vjp = view_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)",
        .doc = "A view where strides allow it, else a contiguous copy.",
        .composite = reshape_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)",
        .doc = "Dims start_dim to end_dim become one.",
        .composite = flatten_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::view_as(Tensor(a) self, Tensor other) -> Tensor(a)",
        .composite = view_as_composite,
    },
    OP_COMPOSITE("reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)", reshape_as_composite),
    OP_COMPOSITE("ravel(Tensor(a) self) -> Tensor(a)", ravel_composite),
    OP_COMPOSITE("unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a)",
                 unflatten_composite),
    {0},
};
