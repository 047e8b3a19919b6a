/* tests/dispatch/hostile/liar_mode.c - well-formed plugins whose one mode does wrong; one way each,
   by a definition */
#include "reprise/plugin.h"

static const rp_host *host;

/* One more in the last element of a float32 result. */
static void spoil(const rp_value *v)
{
    rp_geometry g = {.size = sizeof g};
    if (v->tag != RP_TAG_TENSOR) return;
    host->geometry(v->u.t, &g);
    if (g.data && g.numel && g.dtype == RP_F32) ((float *)g.data)[g.numel - 1] += 1;
}

static rp_status call(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    (void)self, (void)spoil;
#if defined(LIE_LEAKS)
    if (!host->alloc(48)) return RP_E_MEMORY;
#elif defined(LIE_FAILS)
    rp_call_info i = {.size = sizeof i};
    host->call_info(c, &i);
    if (n_out == 2)
        return host->fail(RP_E_UNIMPLEMENTED, __FILE__, __LINE__, "%s has two results", i.op_name);
#endif
    RP_TRY(host->below(c, in, n_in, out, n_out));
#if defined(LIE_VALUES) || defined(LIE_CHANGES)
    spoil(&out[0]);
#endif
    return RP_OK;
}

static rp_status open_mode(void **self, const rp_kv *options, uint32_t n)
{
    *self = NULL;
#if defined(LIE_NEEDS)
    if (n == 0) return host->fail(RP_E_INVALID, __FILE__, __LINE__, "which=NAME is needed");
#elif defined(LIE_MUTE)
    return -5;
#endif
#if !defined(LIE_CARELESS)
    if (n)
        return host->fail(RP_E_INVALID, __FILE__, __LINE__, "there is no option '%s'",
                          options[0].key);
#endif
    (void)options, (void)n;
    return RP_OK;
}

static const rp_mode_type mode = {.size = sizeof(rp_mode_type),
#if !defined(LIE_CHANGES)
                                  .flags = RP_MODE_OBSERVER,
#endif
                                  .name = NAME,
                                  .open = open_mode,
                                  .call = call};

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    (void)options, (void)n, (void)self;
    host = h;
    return h->register_mode(r, &mode);
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .flags = RP_PF_UNLOADABLE,
                                 .name = NAME,
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    return &plugin;
}
