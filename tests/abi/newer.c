/* tests/abi/newer.c - a plugin of a later minor: its structs are longer than this host knows. NEEDS
   is what it asks of a host. */
#include "reprise/plugin.h"

static struct {
    rp_plugin known;
    void *later[4];
} plugin;
static const struct {
    rp_op_row known;
    uint64_t later[8];
} row = {{.size = sizeof row, .schema = "newer::count() -> int"}, {~UINT64_C(0), 1, 2, 3}};

static rp_status count(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    out[0] = rp_value_int(42);
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    static const struct {
        rp_kernel_row known;
        void *later[4];
    } kernel = {{.size = sizeof kernel, .op = "newer::count", .key = "cpu", .boxed = count},
                {(void *)8}};
    static const struct {
        rp_mode_type known;
        void *later[4];
    } mode = {{.size = sizeof mode, .name = "newer_mode"}, {(void *)8}};
    (void)options, (void)n, (void)self;
    RP_TRY(h->register_op(r, &row.known));
    RP_TRY(h->register_kernel(r, &kernel.known));
    return h->register_mode(r, &mode.known);
}

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    plugin.known = (rp_plugin){.magic = RP_ABI_MAGIC,
                               .size = sizeof plugin,
                               .major = RP_ABI_MAJOR,
                               .minor = RP_ABI_MINOR + 1,
                               .min_host_minor = NEEDS,
                               .name = NAME,
                               .init = init};
    return &plugin.known;
}
