/* tests/dispatch/plugins/family.c - members of one family, which compete by score */
#include "reprise/plugin.h"

static int32_t score(void)
{
    return SCORE;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    (void)r, (void)options, (void)n, (void)self;
#ifdef BROKEN
    return h->fail(RP_E_DEVICE, __FILE__, __LINE__, "the driver is too old");
#else
    (void)h;
    return RP_OK;
#endif
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .name = NAME,
                                 .family = "family",
                                 .score = score,
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    return &plugin;
}
