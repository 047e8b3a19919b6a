/* tests/dispatch/plugins/host_memory.h - slots of a device whose memory is the host's: what a
   test's device needs at least */
#ifndef RP_TEST_HOST_MEMORY_H
#define RP_TEST_HOST_MEMORY_H
#include "reprise/plugin.h"
#include <stdlib.h>
#include <string.h>

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
#define HOST_MEMORY .alloc = take, .free = give, .copy = copy, .fill = fill, .sync = sync
#endif
