/* modes/default_device.c - scopes of the default device; a token is the device that stood before, type and index */
#include "modes/default_device.h"
#include "dispatch/impl.h"

rp_status rp_default_device_push(const char *device, uint32_t *token)
{
    rp_device d = RP_CPU;
    if (device) RP_TRY(rp_device_parse(&d, device));
    rp_state_fields *s = &rp_thread_get()->s;
    *token = s->has_default_device ? (uint32_t)s->default_device.type << 16 | (uint16_t)s->default_device.index : UINT32_MAX;
    s->default_device = d;
    s->has_default_device = device != NULL;
    return RP_OK;
}

void rp_default_device_pop(uint32_t token)
{
    rp_state_fields *s = &rp_thread_get()->s;
    s->has_default_device = token != UINT32_MAX;
    s->default_device = s->has_default_device ? (rp_device){(int16_t)(token >> 16), (int16_t)(token & 0xffff)} : RP_CPU;
}

rp_device rp_default_device_get(void)
{
    const rp_state_fields *s = &rp_thread_get()->s;
    return s->has_default_device ? s->default_device : RP_CPU;
}
