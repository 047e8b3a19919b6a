/* modes/nan.c - mode "nan": the first operator whose result has a nan fails, by name, and says
   whether its inputs had one */
#include "dispatch/impl.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_nan(rp_dtype dtype, const void *data, int64_t i)
{
    switch (dtype) {
    case RP_F64: return isnan(((const double *)data)[i]);
    case RP_F32: return isnan(((const float *)data)[i]);
    case RP_F16: return (((const uint16_t *)data)[i] & 0x7fff) > 0x7c00;
    case RP_BF16: return (((const uint16_t *)data)[i] & 0x7fff) > 0x7f80;
    default: return false;
    }
}

/* Row-major index of the first nan, -1 if there is none. */
static int64_t scan(const rp_tensor *t, const void *data)
{
    int64_t index[RP_MAX_DIMS] = {0}, at = 0;
    for (int64_t i = 0; i < t->numel; i++) {
        if (is_nan(t->dtype, data, at)) return i;
        for (int d = t->ndim - 1; d >= 0; d--) {
            at += t->stride[d];
            if (++index[d] < t->shape[d]) break;
            at -= index[d] * t->stride[d];
            index[d] = 0;
        }
    }
    return -1;
}

/* Bytes on other devices, and tensors without bytes, are not looked at. */
static rp_status first_nan(rp_tensor *t, int64_t *found)
{
    const void *data;
    *found = -1;
    if (!rp_dtype_is_floating(t->dtype) || t->device.type != 0 ||
        (t->keys & RP_KEYBIT(RP_KEY_FAKE)) || !t->numel)
        return RP_OK;
    RP_TRY(rp_tensor_read(t, &data));
    *found = scan(t, data);
    rp_tensor_done(t);
    return RP_OK;
}

struct search {
    rp_tensor *tensor; /* the first one with a nan; borrowed */
    int64_t at;
};

static rp_status look(void *ctx, const rp_value *v)
{
    struct search *s = ctx;
    if (v->tag != RP_TAG_TENSOR || s->tensor) return RP_OK;
    RP_TRY(first_nan(v->u.t, &s->at));
    if (s->at >= 0) s->tensor = v->u.t;
    return RP_OK;
}

static rp_status report(const rp_call *c, const struct search *s, uint32_t k, const rp_value *in,
                        uint32_t n_in)
{
    char shape[128], blame[96] = "no input has one";
    struct search input = {NULL, -1};
    for (uint32_t i = 0; i < n_in && !input.tensor; i++) {
        if (c->op->mutates >> i & 1) continue; /* written by the call */
        RP_TRY(rp_value_map(&in[i], look, &input));
        if (input.tensor)
            snprintf(blame, sizeof blame, "argument '%s' has one too", c->op->schema.arg[i].name);
    }
    static const char *const phase[] = {"forward", "backward", "a recompute"};
    const uint8_t p = c->thread->s.phase;
    return RP_FAIL(RP_E_VALUE, "%s: result %u, %s %s, has a nan at element %lld, in %s; %s",
                   rp_op_name(c->op), k, rp_dtype_name(s->tensor->dtype),
                   rp_shape_text(shape, sizeof shape, s->tensor->shape, s->tensor->ndim),
                   (long long)s->at, p < 3 ? phase[p] : "forward", blame);
}

/* Uninitialised results may hold anything. */
static bool makes_garbage(const rp_op *op)
{
    return strstr(op->schema.base, "empty") || strstr(op->schema.base, "resize_");
}

static rp_status nan_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self;
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    if (c->op->flags & RP_OP_VIEW || makes_garbage(c->op)) return RP_OK;
    for (uint32_t k = 0; k < n_out; k++) {
        struct search s = {NULL, -1};
        rp_status st = rp_value_map(&out[k], look, &s);
        if (!st && s.tensor) st = report(c, &s, k, in, n_in);
        if (!st) continue;
        rp_values_clear(out, n_out);
        return st;
    }
    return RP_OK;
}

const rp_mode_type rp_mode_type_nan = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER,
    .name = "nan",
    .doc = "the first operator whose result has a nan fails",
    .call = nan_call,
};
