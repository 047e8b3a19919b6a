/* dispatch/ops/copy.c - the same numbers in other bytes: clone, contiguous, copy_, _to_copy, to */
#include "dispatch/ops/shape.h"

enum { CONTIGUOUS_FORMAT, PRESERVE_FORMAT };

static rp_status copied(rp_call *c, rp_value *out, rp_tensor *t, rp_dtype dtype, const rp_value *format)
{
    const int64_t f = in_int_or(format, PRESERVE_FORMAT);
    if (f == PRESERVE_FORMAT) return rp_call_output_like(c, out, 0, t->shape, t->ndim, dtype, t);
    if (f == CONTIGUOUS_FORMAT) return rp_call_output(c, out, 0, t->shape, t->ndim, dtype);
    return RP_FAIL(RP_E_VALUE, "memory_format %lld: only contiguous_format (0) and preserve_format (1) are known", (long long)f);
}

static rp_status clone_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return copied(c, out, in[0].u.t, in[0].u.t->dtype, &in[1]);
}

static rp_status pass_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? same_grad(&grad_in[0], grad_out[0]) : RP_OK;
}

static rp_status contiguous_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    const int64_t format = in_int_or(&in[1], CONTIGUOUS_FORMAT);
    if (format == PRESERVE_FORMAT) return RP_FAIL(RP_E_VALUE, "preserve memory format is unsupported by the contiguous operator");
    if (format == CONTIGUOUS_FORMAT && (in[0].u.t->flags & RP_T_CONTIGUOUS)) return out_same(out, in[0].u.t);
    RP_TRY(rp_clone_full(&r, in[0].u.t, &format));
    return out_take(out, r);
}

static rp_status copy_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *to = in[0].u.t;
    RP_TRY(expandable(in[1].u.t, to->shape, to->ndim));
    return rp_call_output_like(c, out, 0, to->shape, to->ndim, to->dtype, to);
}

/* Nothing of self is left; the recorder sums and casts to the source's shape and dtype. */
static rp_status copy_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)n;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) RP_TRY(rp_zeros_like(&grad_in[0], grad_out[0]));
    return needs(mask, 1) ? same_grad(&grad_in[1], grad_out[0]) : RP_OK;
}

enum { TO_DTYPE = 1, TO_DEVICE = 3, TO_FORMAT = 6 };

static rp_status to_copy_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    if (in[TO_DEVICE].tag == RP_TAG_DEVICE) rp_call_set_device(c, in[TO_DEVICE].u.device);
    return copied(c, out, t, in[TO_DTYPE].tag == RP_TAG_DTYPE ? in[TO_DTYPE].u.dtype : t->dtype, &in[TO_FORMAT]);
}

static bool same_device(rp_device a, rp_device b)
{
    return a.type == b.type && a.index == b.index;
}

/* The tensor itself where nothing would change, unless a copy was asked for. */
static rp_status to(rp_value *out, rp_tensor *t, rp_dtype dtype, rp_device device, const rp_value *flags)
{
    rp_tensor *r = NULL;
    const bool non_blocking = flags[0].u.i != 0, copy = flags[1].u.i != 0;
    const int64_t format = in_int_or(&flags[2], PRESERVE_FORMAT);
    if (!copy && t->dtype == dtype && same_device(t->device, device) && format == PRESERVE_FORMAT) return out_same(out, t);
    RP_TRY(rp__to_copy_full(&r, t, dtype, NULL, &device, NULL, non_blocking, &format));
    return out_take(out, r);
}

static rp_status to_dtype_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return to(out, in[0].u.t, in[1].u.dtype, in[0].u.t->device, &in[2]);
}

static rp_status to_device_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return to(out, in[0].u.t, in[2].u.dtype, in[1].u.device, &in[3]);
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
        .schema = "aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=contiguous_format) -> Tensor(a)",
        .composite = contiguous_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_CROSS_DEVICE,
        .schema = "aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor",
        .variants = (const char *const[]){"aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)", NULL},
        .meta = copy_meta,
        .vjp = copy_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_CROSS_DEVICE,
        .schema = "aten::_to_copy(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, MemoryFormat? memory_format=None) -> Tensor",
        .meta = to_copy_meta,
        .vjp = pass_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE | RP_OP_CROSS_DEVICE,
        .schema = "aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)",
        .composite = to_dtype_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE | RP_OP_CROSS_DEVICE,
        .schema = "aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)",
        .composite = to_device_composite,
    },
    {0},
};
