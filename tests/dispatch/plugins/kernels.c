/* tests/dispatch/plugins/kernels.c - kernels alone: a plugin that can be unloaded */
#include "reprise/plugin.h"

static const rp_host *host;
static int quiet;

static rp_status count(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    (void)c, (void)in, (void)n_in, (void)n_out;
    out[0] = rp_value_int(++*(int64_t *)self);
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    int64_t *counter = (int64_t *)h->alloc(sizeof *counter);
    (void)options, (void)n;
    host = h;
    if (!counter) return RP_E_MEMORY;
    *counter = 40;
    *self = counter;
    quiet = 0;
    return h->register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = "test::count",
                                                  .key = "cpu",
                                                  .boxed = count,
                                                  .self = counter,
                                                  .prefer = 5});
}

static rp_status quiesce(void *self)
{
    (void)self;
    return quiet++ ? RP_OK : host->fail(RP_E_STATE, __FILE__, __LINE__, "still at work");
}

static void fini(void *self)
{
    host->free(self, sizeof(int64_t));
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .flags = RP_PF_UNLOADABLE,
                                 .name = "kernels",
                                 .version = "1",
                                 .init = init,
                                 .quiesce = quiesce,
                                 .fini = fini};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    return &plugin;
}
