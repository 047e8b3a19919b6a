/* modes/default_device.c - where factories without a device make their tensors: scopes, state of
 * the thread (a token is the device that stood before, type and index), and mode "default_device",
 * for a program that one cannot edit; inside it the scopes win */
#include "modes/default_device.h"
#include "dispatch/impl.h"
#include <string.h>

rp_status rp_default_device_push(const char *device, uint32_t *token)
{
    rp_device d = RP_CPU;
    if (device) RP_TRY(rp_device_parse(&d, device));
    rp_state_fields *s = &rp_thread_get()->s;
    *token = s->has_default_device
                 ? (uint32_t)s->default_device.type << 16 | (uint16_t)s->default_device.index
                 : UINT32_MAX;
    s->default_device = d;
    s->has_default_device = device != NULL;
    return RP_OK;
}

void rp_default_device_pop(uint32_t token)
{
    rp_state_fields *s = &rp_thread_get()->s;
    s->has_default_device = token != UINT32_MAX;
    s->default_device = s->has_default_device
                            ? (rp_device){(int16_t)(token >> 16), (int16_t)(token & 0xffff)}
                            : RP_CPU;
}

rp_device rp_default_device_get(void)
{
    const rp_state_fields *s = &rp_thread_get()->s;
    return s->has_default_device ? s->default_device : RP_CPU;
}

/* ---- the mode -------------------------------------------------------------------------------- */
static rp_status default_device_open(void **self, const rp_kv *options, uint32_t n)
{
    if (n != 1 || strcmp(options[0].key, "device") != 0)
        return RP_FAIL(RP_E_INVALID, "default_device has one option, device=NAME, and needs it%s%s",
                       n ? "; got " : "", n ? options[0].key : "");
    rp_device *d = rp_alloc(sizeof *d);
    if (!d) return RP_E_MEMORY;
    const rp_status st = rp_device_parse(d, options[0].value);
    if (st) rp_free(d, sizeof *d);
    else *self = d;
    return st;
}

static void default_device_close(void *self)
{
    rp_free(self, sizeof(rp_device));
}

static rp_status default_device_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    if (!(c->keys & RP_DEVICEBITS) && !c->thread->s.has_default_device)
        rp_call_set_device(c, *(const rp_device *)self);
    return rp_call_below(c, in, n_in, out, n_out);
}

const rp_mode_type rp_mode_type_default_device = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_CAPTURED,
    .name = "default_device",
    .doc = "factories without a device make their tensors there: device=NAME",
    .open = default_device_open,
    .close = default_device_close,
    .call = default_device_call,
};
