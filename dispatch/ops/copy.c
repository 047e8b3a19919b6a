/* dispatch/ops/copy.c - the same numbers in other bytes: clone, contiguous, copy_, _to_copy, to,
   type_as */
#include "dispatch/ops/shape.h"

enum { CONTIGUOUS_FORMAT, PRESERVE_FORMAT, CHANNELS_LAST, CHANNELS_LAST_3D };

/* Strides with dim 1 innermost; `format` says whether a tensor has 4 or 5 dims. */
static rp_status channels_last(const rp_tensor *t, int64_t format, int64_t *stride)
{
    const int ndim = format == CHANNELS_LAST ? 4 : 5;
    int64_t step = t->ndim == ndim ? t->shape[1] : 0;
    if (t->ndim != ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "required rank %d tensor to use channels_last format, but the tensor has %d dimensions",
            ndim, t->ndim);
    stride[1] = 1;
    for (int d = ndim - 1; d >= 0; d--) {
        if (d == 1) continue;
        stride[d] = step;
        step *= t->shape[d];
    }
    return RP_OK;
}

static rp_status copied(rp_call *c, rp_value *out, rp_tensor *t, rp_dtype dtype,
                        const rp_value *format)
{
    const int64_t f = in_int_or(format, PRESERVE_FORMAT);
    if (f == PRESERVE_FORMAT) return rp_call_output_like(c, out, 0, t->shape, t->ndim, dtype, t);
    if (f == CONTIGUOUS_FORMAT) return rp_call_output(c, out, 0, t->shape, t->ndim, dtype);
    if (f != CHANNELS_LAST && f != CHANNELS_LAST_3D)
        return RP_FAIL(RP_E_VALUE, "memory_format is %lld; known are 0 to 3", (long long)f);
    int64_t stride[RP_MAX_DIMS];
    RP_TRY(channels_last(t, f, stride));
    RP_TRY(rp_call_output(c, out, 0, t->shape, t->ndim, dtype));
    return rp_tensor_set_geometry(out[0].u.t, t->shape, stride, t->ndim, 0);
}

static rp_status clone_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return copied(c, out, in[0].u.t, in[0].u.t->dtype, &in[1]);
}

static rp_status pass_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? same_grad(&grad_in[0], grad_out[0]) : RP_OK;
}

static rp_status has_format(const rp_tensor *t, int64_t format, bool *same)
{
    int64_t stride[RP_MAX_DIMS];
    *same = format == CONTIGUOUS_FORMAT ? (t->flags & RP_T_CONTIGUOUS) != 0 : t->numel > 0;
    if (format != CHANNELS_LAST && format != CHANNELS_LAST_3D) return RP_OK;
    RP_TRY(channels_last(t, format, stride));
    for (int d = 0; d < t->ndim; d++)
        *same = *same && (t->shape[d] == 1 || t->stride[d] == stride[d]);
    return RP_OK;
}

static rp_status contiguous_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                      rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    bool same;
    const int64_t format = in_int_or(&in[1], CONTIGUOUS_FORMAT);
    if (format == PRESERVE_FORMAT)
        return RP_FAIL(RP_E_VALUE,
                       "preserve memory format is unsupported by the contiguous operator");
    RP_TRY(has_format(in[0].u.t, format, &same));
    if (same) return out_same(out, in[0].u.t);
    RP_TRY(rp_clone_full(&r, in[0].u.t, &format));
    return out_take(out, r);
}

static rp_status copy_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *to = in[0].u.t;
    RP_TRY(expandable(in[1].u.t, to->shape, to->ndim));
    return rp_call_output_like(c, out, 0, to->shape, to->ndim, to->dtype, to);
}

/* Nothing of self is left; the recorder sums and casts to the source's shape and dtype. */
static rp_status copy_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)n;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) RP_TRY(rp_zeros_like(&grad_in[0], grad_out[0]));
    return needs(mask, 1) ? same_grad(&grad_in[1], grad_out[0]) : RP_OK;
}

enum { TO_DTYPE = 1, TO_DEVICE = 3, TO_FORMAT = 6 };

static rp_status to_copy_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    if (in[TO_DEVICE].tag == RP_TAG_DEVICE) rp_call_set_device(c, in[TO_DEVICE].u.device);
    return copied(c, out, t, in[TO_DTYPE].tag == RP_TAG_DTYPE ? in[TO_DTYPE].u.dtype : t->dtype,
                  &in[TO_FORMAT]);
}

static bool same_device(rp_device a, rp_device b)
{
    return a.type == b.type && a.index == b.index;
}

/* The tensor itself where nothing would change, unless a copy was asked for. */
static rp_status to(rp_value *out, rp_tensor *t, rp_dtype dtype, rp_device device,
                    const rp_value *flags)
{
    rp_tensor *r = NULL;
    const bool non_blocking = flags[0].u.i != 0, copy = flags[1].u.i != 0;
    const int64_t format = in_int_or(&flags[2], PRESERVE_FORMAT);
    bool same = format == PRESERVE_FORMAT;
    if (!same) RP_TRY(has_format(t, format, &same));
    if (!copy && t->dtype == dtype && same_device(t->device, device) && same)
        return out_same(out, t);
    RP_TRY(rp__to_copy_full(&r, t, dtype, NULL, &device, NULL, non_blocking, &format));
    return out_take(out, r);
}

static rp_status to_dtype_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return to(out, in[0].u.t, in[1].u.dtype, in[0].u.t->device, &in[2]);
}

static rp_status to_device_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return to(out, in[0].u.t, in[2].u.dtype, in[1].u.device, &in[3]);
}

/* (self, other, non_blocking, copy, memory_format); type_as ends after other. */
OP_FUNCTION(to_other_composite)
{
    const rp_tensor *other = in[1].u.t;
    const rp_value defaults[3] = {rp_value_bool(0), rp_value_bool(0), rp_value_none()};
    OP_UNUSED;
    return to(out, in[0].u.t, other->dtype, other->device, n_in > 2 ? &in[2] : defaults);
}

const rp_op_row rp_op_copy[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor",
        .meta = clone_meta,
        .vjp = pass_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)",
        .composite = contiguous_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_CROSS_DEVICE,
        .schema = "aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)"),
        .meta = copy_meta,
        .vjp = copy_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_CROSS_DEVICE,
        .schema =
            "aten::_to_copy(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, MemoryFormat? memory_format=None) -> Tensor",
        .meta = to_copy_meta,
        .vjp = pass_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE | RP_OP_CROSS_DEVICE,
        .schema =
            "aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)",
        .composite = to_dtype_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE | RP_OP_CROSS_DEVICE,
        .schema =
            "aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)",
        .composite = to_device_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE | RP_OP_CROSS_DEVICE,
        .schema =
            "aten::to.other(Tensor(a) self, Tensor other, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)",
        .composite = to_other_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE | RP_OP_CROSS_DEVICE,
        .schema = "aten::type_as(Tensor self, Tensor other) -> Tensor",
        .composite = to_other_composite,
    },
    {0},
};
