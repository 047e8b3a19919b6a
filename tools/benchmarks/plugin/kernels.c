/* tools/benchmarks/plugin/kernels.c - the kernels of bench_plugin.c in a shared object: what the
   border costs */
#include "reprise/plugin.h"
#include "add.h"

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    static const char *const schemas[] = {"bench_plugin::boxed(int a, int b) -> int",
                                          "bench_plugin::plain(int a, int b) -> int"};
    static const rp_kernel_row rows[] = {
        {.size = sizeof(rp_kernel_row), .op = "bench_plugin::boxed", .key = "cpu", .boxed = boxed},
        {.size = sizeof(rp_kernel_row),
         .op = "bench_plugin::plain",
         .key = "cpu",
         .plain = (void (*)(void))plain,
         .signature = "(int, int) -> int"},
    };
    (void)options, (void)n, (void)self;
    for (int i = 0; i < 2; i++) {
        RP_TRY(h->register_op(r, &(rp_op_row){.size = sizeof(rp_op_row), .schema = schemas[i]}));
        RP_TRY(h->register_kernel(r, &rows[i]));
    }
    return RP_OK;
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .name = "bench_plugin",
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
