/* tests/dispatch/plugins/bad.c - wrong in one way, chosen by a definition */
#include "reprise/plugin.h"

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    static const rp_op_row row = {.size = sizeof(rp_op_row), .schema = "bad::op() -> ()"};
    (void)options, (void)n, (void)self;
    const rp_status st = h->register_op(r, &row);
#if defined(BAD_INIT)
    if (!st) return h->fail(RP_E_STATE, __FILE__, __LINE__, "init gave up");
#elif defined(BAD_COMMIT)
    if (!st) return h->register_op(r, &row);
#endif
    return st;
}

static const rp_plugin plugin = {
#ifdef BAD_MAGIC
    .magic = 0x12345678u,
#else
    .magic = RP_ABI_MAGIC,
#endif
#ifdef BAD_SIZE
    .size = 16,
#else
    .size = sizeof(rp_plugin),
#endif
#ifdef BAD_MAJOR
    .major = RP_ABI_MAJOR + 1,
#else
    .major = RP_ABI_MAJOR,
#endif
#ifdef BAD_MINOR
    .min_host_minor = RP_ABI_MINOR + 7,
#endif
#ifndef BAD_NAMELESS
    .name = NAME,
#endif
    .init = init,
};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
#ifdef BAD_NULL
    (void)plugin;
    return NULL;
#else
    return &plugin;
#endif
}
