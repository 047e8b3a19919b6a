/* plugins/gpu/device.h - the devices of the runtime: their streams, memory and faults. For the host side of plugins/gpu */
#ifndef GPU_DEVICE_H
#define GPU_DEVICE_H
#include "gpu.h"

enum { GPU_MAX_DEVICES = 64 };
struct gpu_device {
    GPU(Stream_t) stream; /* what the library's NULL stream is: kernels run here */
    gpu_fault *fault;
    gpu_facts facts;
};
/* Status of the runtime's answer, RP_OK for success. `what` and the rest name what was tried: "cuda:0: out of memory (what ...)". */
rp_status gpu_check(GPU(Error_t) e, int device, const char *what, ...) __attribute__((format(printf, 3, 4)));
/* Makes a device the thread's, and starts it on first use. */
rp_status gpu_device_use(int device, gpu_device **out);
/* The stream behind the library's handle. */
GPU(Stream_t) gpu_stream(gpu_device *d, rp_stream *s);
/* A fault that a kernel left, as an error; it is forgotten. */
rp_status gpu_take_fault(int device, gpu_fault *fault);
/* Every launch is waited for: REPRISE_<DEVICE>_SYNC=1. */
bool gpu_synchronous();

extern rp_device_type gpu_device_type;
extern int32_t gpu_type; /* its number, from registration */
/* ---- memory (memory.cu) ----------------------------------------------------------------------------------------------------------------- */
rp_status gpu_memory_take(int device, GPU(Stream_t) s, size_t bytes, void **p);
void gpu_memory_give(int device, GPU(Stream_t) s, void *p, size_t bytes);
#endif
