/* plugins/gpu/plugin.cu - the one exported symbol */
#include "device.h"
#include "library.h"
#include "gpu_list.inc" /* made by CMake: tables[], one per kernel file, NULL-terminated */

const rp_host *kernel_host;

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    kernel_host = h;
    *self = nullptr;
    if (n) return RP_FAIL(RP_E_INVALID, KERNEL_DEVICE " has no option '%.64s'", options[0].key);
    RP_TRY(gpu_memory_configure());
    RP_TRY(h->register_device(r, &gpu_device_type, &gpu_type));
    for (const rp_kernel_row *const *table = tables; *table; table++)
        for (const rp_kernel_row *row = *table; row->size; row++)
            RP_TRY(h->register_kernel(r, row));
    return RP_OK;
}

static rp_status quiesce(void *self)
{
    (void)self;
    return RP_OK;
}

static void fini(void *self)
{
    (void)self;
}

static const void *ext(void *self, const char *name, uint32_t min_version)
{
    (void)self;
    if (strcmp(name, "libraries") == 0) return min_version <= 1 ? gpu_libraries() : nullptr;
    return gpu_service(name, min_version);
}

static const rp_plugin plugin = {
    RP_ABI_MAGIC,
    sizeof(rp_plugin),
    RP_ABI_MAJOR,
    RP_ABI_MINOR,
    1,
    0,
    RP_PF_PINNED | RP_PF_ONE_HOST,
    0,
    KERNEL_DEVICE,
    "0.1.0",
    GPU_BUILD,
    KERNEL_DEVICE,
    nullptr,
    init,
    quiesce,
    fini,
    ext,
    &kernel_host,
};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : nullptr;
}
