/* dispatch/output.c - the results of a call, as meta functions ask for them: fresh ones, `self`, or
 * the out argument */
#include "dispatch/impl.h"
#include "dispatch/op.h"
#include <string.h>

static const char *dtype_title(rp_dtype d) /* as PyTorch names types in messages */
{
    switch (d) {
    case RP_F64: return "Double";
    case RP_F32: return "Float";
    case RP_F16: return "Half";
    case RP_BF16: return "BFloat16";
    case RP_I64: return "Long";
    case RP_I32: return "Int";
    case RP_I16: return "Short";
    case RP_I8: return "Char";
    case RP_U8: return "Byte";
    case RP_BOOL: return "Bool";
    default: return rp_dtype_name(d);
    }
}

/* The argument that result k is, NULL if the result is a fresh tensor. */
static rp_tensor *target(const rp_call *c, uint32_t k)
{
    const int i = k < RP_MAX_RETURNS ? c->op->target[k] : -1;
    return i >= 0 && c->in[i].tag == RP_TAG_TENSOR ? c->in[i].u.t : NULL;
}

static void give(rp_value *out, rp_tensor *t)
{
    rp_value old = *out;
    *out = rp_value_tensor(t);
    if (RP_UNLIKELY(old.tag != RP_TAG_NONE)) rp_value_clear(&old); /* meta ran twice */
}

/* ---- fresh tensors --------------------------------------------------------------------------- */
static rp_status create_fake(rp_tensor **out, const rp_call *c, const int64_t *shape,
                             const int64_t *stride, int ndim, rp_dtype dtype)
{
    int64_t own[RP_MAX_DIMS], numel, elements, bytes;
    char text[160];
    rp_storage *s = NULL;
    if (ndim < 0 || ndim > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "a tensor has 0 to %d dimensions, not %d", RP_MAX_DIMS, ndim);
    if (!stride) rp_contiguous_strides(shape, ndim, own);
    if (!rp_numel_checked(shape, ndim, &numel) ||
        !rp_extent_checked(shape, stride ? stride : own, ndim, 0, &elements) ||
        __builtin_mul_overflow(elements, (int64_t)rp_dtype_size(dtype), &bytes))
        return RP_FAIL(RP_E_SHAPE, "shape %s of %s is negative or has more than 2^63 - 1 bytes",
                       rp_shape_text(text, sizeof text, shape, ndim), rp_dtype_name(dtype));
    RP_TRY(rp_storage_create(&s, (uint64_t)bytes, c->device, RP_STORAGE_FAKE));
    const rp_status st = rp_tensor_on_storage(out, s, dtype, shape, stride ? stride : own, ndim, 0);
    rp_storage_release(s);
    if (!st && c->thread->s.inference) (*out)->flags |= RP_T_INFERENCE;
    return st;
}

static rp_status create(const rp_call *c, rp_value *out, const int64_t *shape,
                        const int64_t *stride, int ndim, rp_dtype dtype)
{
    rp_tensor *t = NULL;
    if (RP_UNLIKELY(c->level == RP_KEY_FAKE))
        RP_TRY(create_fake(&t, c, shape, stride, ndim, dtype));
    else if (stride) RP_TRY(rp_tensor_create_strided(&t, shape, stride, ndim, dtype, c->device));
    else RP_TRY(rp_tensor_create(&t, shape, ndim, dtype, c->device));
    rp_storage_made_by(t->storage, c->op->schema.name);
    give(out, t);
    return RP_OK;
}

/* ---- in-place and out= ----------------------------------------------------------------------- */
static rp_status check_device(const rp_call *c, const rp_tensor *t)
{
    char have[48], want[48];
    if (t->device.type == c->device.type && t->device.index == c->device.index) return RP_OK;
    return RP_FAIL(RP_E_DEVICE, "Expected %s tensor to be on %s, but got %s",
                   c->op->form == RP_FORM_OUT ? "out" : "self",
                   rp_device_name(c->device, want, sizeof want),
                   rp_device_name(t->device, have, sizeof have));
}

static rp_status check_castable(const rp_tensor *t, rp_dtype dtype)
{
    if (t->dtype == dtype || rp_dtype_can_cast(dtype, t->dtype)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "result type %s can't be cast to the desired output type %s",
                   dtype_title(dtype), dtype_title(t->dtype));
}

static rp_status check_overlap(const rp_tensor *t)
{
    for (int d = 0; d < t->ndim && t->numel; d++)
        if (t->stride[d] == 0 && t->shape[d] > 1)
            return RP_FAIL(RP_E_LAYOUT,
                           "unsupported operation: more than one element of the written-to tensor "
                           "refers to a single memory "
                           "location. Please clone() the tensor before performing the operation.");
    return RP_OK;
}

static bool has_shape(const rp_tensor *t, const int64_t *shape, int ndim)
{
    return t->ndim == ndim && (ndim == 0 || !memcmp(t->shape, shape, (size_t)ndim * sizeof *shape));
}

static rp_status use_self(const rp_call *c, rp_tensor *self, const int64_t *shape, int ndim,
                          rp_dtype dtype)
{
    char have[160], want[160];
    if (RP_UNLIKELY(!has_shape(self, shape, ndim)))
        return RP_FAIL(RP_E_SHAPE, "output with shape %s doesn't match the broadcast shape %s",
                       rp_shape_text(have, sizeof have, self->shape, self->ndim),
                       rp_shape_text(want, sizeof want, shape, ndim));
    RP_TRY(check_castable(self, dtype));
    RP_TRY(check_device(c, self));
    return check_overlap(self);
}

static void warn_resized(const rp_tensor *t, const int64_t *shape, int ndim)
{
    char have[160], want[160];
    rp_log_line(RP_LOG_WARN,
                "An output with one or more elements was resized since it had shape %s, which does "
                "not match the required "
                "output shape %s. This behavior is deprecated: resize it to zero elements first, "
                "to reuse its memory.",
                rp_shape_text(have, sizeof have, t->shape, t->ndim),
                rp_shape_text(want, sizeof want, shape, ndim));
}

static rp_status resize(rp_tensor *t, const int64_t *shape, int ndim)
{
    int64_t stride[RP_MAX_DIMS], elements, bytes;
    char text[160];
    if (ndim > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "a tensor has at most %d dimensions, not %d", RP_MAX_DIMS, ndim);
    rp_contiguous_strides(shape, ndim, stride);
    if (!rp_extent_checked(shape, stride, ndim, t->offset, &elements) ||
        __builtin_mul_overflow(elements, (int64_t)rp_dtype_size(t->dtype), &bytes))
        return RP_FAIL(RP_E_SHAPE, "shape %s is negative or has more than 2^63 - 1 bytes",
                       rp_shape_text(text, sizeof text, shape, ndim));
    if ((uint64_t)bytes > t->storage->nbytes)
        RP_TRY(rp_storage_resize(t->storage, (uint64_t)bytes));
    return rp_tensor_set_geometry(t, shape, stride, ndim, t->offset);
}

static rp_status use_out(const rp_call *c, rp_tensor *t, const int64_t *shape, int ndim,
                         rp_dtype dtype)
{
    RP_TRY(check_castable(t, dtype));
    RP_TRY(check_device(c, t));
    if (!has_shape(t, shape, ndim)) {
        if (t->numel) warn_resized(t, shape, ndim);
        RP_TRY(resize(t, shape, ndim));
    }
    return check_overlap(t);
}

static rp_status use_target(const rp_call *c, rp_value *out, rp_tensor *t, const int64_t *shape,
                            int ndim, rp_dtype dtype)
{
    RP_TRY(c->op->form == RP_FORM_OUT ? use_out(c, t, shape, ndim, dtype)
                                      : use_self(c, t, shape, ndim, dtype));
    give(out, rp_tensor_retain(t));
    return RP_OK;
}

/* ---- what meta functions call ---------------------------------------------------------------- */
rp_status rp_call_output(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape, int ndim,
                         rp_dtype dtype)
{
    rp_tensor *t = target(c, k);
    if (c->dtype == RP_DTYPE_NONE) c->dtype = dtype;
    return RP_UNLIKELY(t != NULL) ? use_target(c, &out[k], t, shape, ndim, dtype)
                                  : create(c, &out[k], shape, NULL, ndim, dtype);
}

/* Dimensions in the order of their strides, largest first; where strides say nothing (0, or equal
 * ones), as they come. */
static void stride_order(const rp_tensor *like, int *order)
{
    for (int i = 0; i < like->ndim; i++) order[i] = i;
    for (int i = 1; i < like->ndim; i++) {
        const int d = order[i];
        int j = i;
        while (j > 0 && like->stride[d] && like->stride[order[j - 1]] < like->stride[d] &&
               like->stride[order[j - 1]]) {
            order[j] = order[j - 1];
            j--;
        }
        order[j] = d;
    }
}

bool rp_dense_strides(const rp_tensor *like, int64_t *stride)
{
    int order[RP_MAX_DIMS];
    int64_t step = 1;
    bool dense = true;
    stride_order(like, order);
    for (int i = like->ndim - 1; i >= 0; i--) {
        const int d = order[i];
        stride[d] = step;
        dense &= like->shape[d] == 1 || like->stride[d] == step;
        if (like->shape[d] > 1 && __builtin_mul_overflow(step, like->shape[d], &step))
            step = INT64_MAX;
    }
    if (dense && like->ndim) memcpy(stride, like->stride, (size_t)like->ndim * sizeof *stride);
    return dense;
}

/* The result of most calls: fresh, and of an operand's shape. */
rp_status rp_call_output_twin(rp_call *c, rp_value *out, rp_dtype dtype, const rp_tensor *like)
{
    rp_tensor *t = NULL;
    if (RP_UNLIKELY(c->level == RP_KEY_FAKE))
        return rp_call_output(c, out, 0, like->shape, like->ndim, dtype);
    if (c->dtype == RP_DTYPE_NONE) c->dtype = dtype;
    RP_TRY(rp_tensor_create_twin(&t, like, dtype, c->device));
    rp_storage_made_by(t->storage, c->op->schema.name);
    give(out, t);
    return RP_OK;
}

rp_status rp_call_output_like(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape, int ndim,
                              rp_dtype dtype, rp_tensor *like)
{
    int64_t stride[RP_MAX_DIMS];
    if (RP_LIKELY(!like || like->flags & RP_T_CONTIGUOUS || !has_shape(like, shape, ndim) ||
                  target(c, k) || like->numel == 0))
        return rp_call_output(c, out, k, shape, ndim, dtype);
    rp_dense_strides(like, stride);
    if (c->dtype == RP_DTYPE_NONE) c->dtype = dtype;
    return create(c, &out[k], shape, stride, ndim, dtype);
}

/* squeeze_, t_ and their like change the handle; the others make another one on the same storage.
 */
rp_status rp_call_output_view(rp_call *c, rp_value *out, uint32_t k, rp_tensor *base,
                              const int64_t *shape, const int64_t *stride, int ndim, int64_t offset)
{
    rp_tensor *t = NULL, *self = target(c, k);
    if (c->dtype == RP_DTYPE_NONE) c->dtype = base->dtype;
    RP_TRY(rp_tensor_alias_strided(&t, base, shape, stride, ndim, offset));
    if (self) {
        const rp_status st = rp_tensor_set_geometry(self, shape, stride, ndim, offset);
        rp_tensor_release(t); /* it was made for its checks */
        RP_TRY(st);
        t = rp_tensor_retain(self);
    }
    give(&out[k], t);
    return RP_OK;
}

void rp_call_set_device(rp_call *c, rp_device d)
{
    c->device = d;
}

rp_device rp_call_device(const rp_call *c)
{
    return c->device;
}

rp_dtype rp_call_dtype(const rp_call *c)
{
    return c->dtype;
}

void rp_call_set_dtype(rp_call *c, rp_dtype d)
{
    c->dtype = d;
}
