/* plugins/gpu/device.h - the devices of the runtime: their streams, memory and faults. For the host
   side of plugins/gpu */
#ifndef GPU_DEVICE_H
#define GPU_DEVICE_H
#include "gpu.h"

enum { GPU_MAX_DEVICES = 64 };
struct gpu_device {
    GPU(Stream_t) stream; /* what the library's NULL stream is: kernels run here */
    gpu_fault *fault;
    gpu_facts facts;
    const char *op, *kernel;   /* of the latest launch */
    char lost[512];            /* what ended the device for this process; "": it lives */
    uint64_t recording;        /* number of the capture that is on, 0: none */
    bool spoiled;              /* something in it could not be recorded */
    struct gpu_staged *staged; /* host bytes that the recorded uploads read */
};
/* Status of the runtime's answer, RP_OK for success. `what` and the rest name what was tried:
   "cuda:0: out of memory (what ...)". */
rp_status gpu_check(GPU(Error_t) e, int device, const char *what, ...)
    __attribute__((format(printf, 3, 4)));
/* Makes a device the thread's, and starts it on first use. */
rp_status gpu_device_use(int device, gpu_device **out);
/* The stream behind the library's handle. */
GPU(Stream_t) gpu_stream(gpu_device *d, rp_stream *s);
/* A fault that a kernel left, as an error; it is forgotten. */
rp_status gpu_take_fault(int device, gpu_fault *fault);
/* RP_E_STATE while the device records: what waits, or copies from or to the host, cannot be
   recorded. */
rp_status gpu_not_recording(gpu_device *d, int device, const char *what);
/* Every launch is waited for: REPRISE_<DEVICE>_SYNC=1. */
bool gpu_synchronous();

extern rp_device_type gpu_device_type;
extern int32_t gpu_type; /* its number, from registration */
/* ---- memory (memory.cu) ---------------------------------------------------------------------- */
/* Reads REPRISE_<DEVICE>_ALLOC. */
rp_status gpu_memory_configure();
/* The device is the thread's. `s` orders who has the block: given, it is free for what `s` is given
   from then on. */
rp_status gpu_memory_take(int device, GPU(Stream_t) s, size_t bytes, void **p);
void gpu_memory_give(int device, GPU(Stream_t) s, void *p);
/* The block is also used by `s`, from now until it is given. */
void gpu_memory_uses(int device, void *p, GPU(Stream_t) s);
/* A stream that was waited for and goes. */
void gpu_memory_forget(int device, GPU(Stream_t) s);
/* From now on `s` takes from pools of this recording (0: it is over); these are its own until it is
   forgotten. */
void gpu_memory_record(int device, GPU(Stream_t) s, uint64_t capture);
void gpu_memory_forget_recording(int device, uint64_t capture);
void gpu_memory_stats(int device, rp_device_memory *out);
/* Returns the bytes that went back to the runtime. */
uint64_t gpu_memory_trim(int device);

/* ---- recordings (capture.cu) ----------------------------------------------------------------- */
rp_status gpu_capture_begin(void *self, int32_t dev);
rp_status gpu_capture_end(void *self, int32_t dev, rp_capture **c);
rp_status gpu_capture_launch(void *self, int32_t dev, rp_capture *c);
void gpu_capture_free(void *self, int32_t dev, rp_capture *c);
/* A copy of host bytes that lives as long as the recording. */
rp_status gpu_capture_stage(gpu_device *d, int device, const void *from, size_t bytes,
                            const void **kept);

/* ---- profiling (profile.cu) ------------------------------------------------------------------ */
rp_status gpu_profile_start(void *self, int32_t dev);
rp_status gpu_profile_stop(void *self, int32_t dev, rp_profile_fn emit, void *ctx);
uint64_t gpu_range_push(void *self, int32_t dev, const char *name);
void gpu_range_pop(void *self, int32_t dev, uint64_t range);
#endif
