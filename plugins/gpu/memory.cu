/* plugins/gpu/memory.cu - device memory */
#include "device.h"

rp_status gpu_memory_take(int device, GPU(Stream_t) s, size_t bytes, void **p)
{
    (void)s;
    RP_TRY(gpu_check(GPU(Malloc)(p, bytes ? bytes : 1), device, "%zu bytes", bytes));
    return RP_OK;
}

void gpu_memory_give(int device, GPU(Stream_t) s, void *p, size_t bytes)
{
    (void)device, (void)s, (void)bytes;
    (void)GPU(Free)(p);
}
