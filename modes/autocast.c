/* modes/autocast.c - the scopes; the casting itself is dispatch/autocast_key.c
 *
 * A token is the whole configuration that stood before: pops are exact after any error path. Per
 * device: enabled, cache and the dtype, 4 bits; bit 31 tells a token from an uninitialised one.
 */
#include "modes/autocast.h"
#include "dispatch/impl.h"
#include <string.h>

static const rp_dtype dtypes[] = {RP_BF16, RP_F16};
enum { DEVICES = 2, BITS = 4 };
#define TOKEN (UINT32_C(1) << 31)

static uint32_t pack(const rp_autocast_config *c)
{
    return (uint32_t)c->enabled | (uint32_t)c->cache << 1 | (c->dtype == RP_F16 ? 4u : 0u);
}

static rp_autocast_config unpack(uint32_t bits)
{
    return (rp_autocast_config){
        .enabled = bits & 1, .cache = bits >> 1 & 1, .dtype = dtypes[bits >> 2 & 1]};
}

static rp_status find_device(const char *name, int *which)
{
    rp_device d;
    if (!name)
        return RP_FAIL(
            RP_E_INVALID,
            "the device of an autocast scope is NULL; \"cpu\", \"cuda\" ... are expected");
    RP_TRY(rp_device_parse(&d, name));
    *which = d.type != 0;
    return RP_OK;
}

rp_status rp_autocast_push(const char *device, rp_dtype dtype, int enabled, int cache,
                           uint32_t *token)
{
    int which = 0;
    RP_TRY(find_device(device, &which));
    if (!dtype) dtype = which ? RP_F16 : RP_BF16;
    if (dtype != RP_BF16 && dtype != RP_F16)
        return RP_FAIL(RP_E_DTYPE, "autocast on %s computes in bfloat16 or float16, not in %s",
                       device, rp_dtype_name(dtype));
    rp_state_fields *s = &rp_thread_get()->s;
    *token = TOKEN | pack(&s->autocast[0]) | pack(&s->autocast[1]) << BITS;
    s->autocast[which] =
        (rp_autocast_config){.enabled = enabled != 0, .cache = cache != 0, .dtype = dtype};
    return RP_OK;
}

void rp_autocast_pop(uint32_t token)
{
    if (!(token & TOKEN)) return;
    rp_state_fields *s = &rp_thread_get()->s;
    for (int i = 0; i < DEVICES; i++) s->autocast[i] = unpack(token >> (i * BITS));
    if (!s->autocast[0].enabled && !s->autocast[1].enabled) rp_autocast_cache_clear();
}

int rp_autocast_get(const char *device, rp_dtype *dtype, int *cache)
{
    int which = 0;
    if (find_device(device, &which)) {
        rp_error_release(rp_error_take());
        return 0;
    }
    const rp_autocast_config *c = &rp_thread_get()->s.autocast[which];
    if (dtype) *dtype = c->dtype;
    if (cache) *cache = c->cache;
    return c->enabled;
}

void rp_autocast_state_get(rp_autocast_state *state)
{
    const rp_autocast_config *c = rp_thread_get()->s.autocast;
    const rp_autocast_state full = {.size = state->size,
                                    .enabled = {c[0].enabled, c[1].enabled},
                                    .cache = {c[0].cache, c[1].cache},
                                    .dtype = {c[0].dtype, c[1].dtype}};
    memcpy(state, &full, state->size < sizeof full ? state->size : sizeof full);
}

rp_status rp_autocast_state_set(const rp_autocast_state *state)
{
    rp_autocast_config config[DEVICES];
    if (state->size < sizeof *state)
        return RP_FAIL(RP_E_INVALID,
                       "rp_autocast_state: size is %u, set it to sizeof(rp_autocast_state) = %zu",
                       state->size, sizeof *state);
    for (int i = 0; i < DEVICES; i++) {
        if (state->enabled[i] && state->dtype[i] != RP_BF16 && state->dtype[i] != RP_F16)
            return RP_FAIL(RP_E_DTYPE, "autocast computes in bfloat16 or float16, not in %s",
                           rp_dtype_name(state->dtype[i]));
        config[i] = (rp_autocast_config){.enabled = state->enabled[i] != 0,
                                         .cache = state->cache[i] != 0,
                                         .dtype = state->dtype[i]};
    }
    memcpy(rp_thread_get()->s.autocast, config, sizeof config);
    rp_autocast_cache_clear();
    return RP_OK;
}
