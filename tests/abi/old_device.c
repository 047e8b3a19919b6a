/* tests/abi/old_device.c - a device as it was written against ABI 1.1: compiled with the header of
 * that day (minor1/), loaded by the host of today. Its struct ends with event_ns; behind it lies
 * what must never be called. It must never be changed. */
#include "reprise/plugin.h"
#include <stdlib.h>
#include <string.h>

static rp_status count(void *self, int32_t *n)
{
    (void)self;
    *n = 1;
    return RP_OK;
}
static rp_status take(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr)
{
    (void)self, (void)dev, (void)s;
    *ptr = malloc(bytes);
    return *ptr ? RP_OK : RP_E_MEMORY;
}
static void give(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes)
{
    (void)self, (void)dev, (void)s, (void)bytes;
    free(ptr);
}
static rp_status copy(void *self, rp_stream *s, void *dst, int32_t dst_dev, const void *src,
                      int32_t src_dev, size_t bytes)
{
    (void)self, (void)s, (void)dst_dev, (void)src_dev;
    memcpy(dst, src, bytes);
    return RP_OK;
}
static rp_status fill(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte)
{
    (void)self, (void)s, (void)dev;
    memset(dst, byte, bytes);
    return RP_OK;
}
static rp_status sync(void *self, int32_t dev)
{
    (void)self, (void)dev;
    return RP_OK;
}
static const struct {
    rp_device_type known;
    uintptr_t behind[16];
} device = {{.size = sizeof(rp_device_type),
             .name = "old",
             .count = count,
             .alloc = take,
             .free = give,
             .copy = copy,
             .fill = fill,
             .sync = sync},
            {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    int32_t id;
    (void)options, (void)n, (void)self;
    return h->register_device(r, &device.known, &id);
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .name = "old_device",
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
