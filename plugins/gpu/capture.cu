/* plugins/gpu/capture.cu - a device's own stream records its work, to be launched again as one
   graph */
#include "device.h"

struct gpu_staged {
    gpu_staged *next;
    void *bytes; /* pinned */
};
struct rp_capture {
    uint64_t number; /* of its memory */
    GPU(Graph_t) graph;
    GPU(GraphExec_t) exec;
    gpu_staged *staged;
};

static void free_staged(gpu_staged *s)
{
    while (s) {
        gpu_staged *next = s->next;
        (void)gpu_host_free(s->bytes);
        kernel_host->free(s, sizeof *s);
        s = next;
    }
}

rp_status gpu_capture_stage(gpu_device *d, int device, const void *from, size_t bytes,
                            const void **kept)
{
    gpu_staged *s = (gpu_staged *)kernel_host->alloc(sizeof *s);
    if (!s) return RP_E_MEMORY;
    const rp_status st =
        gpu_check(gpu_host_alloc(&s->bytes, bytes), device, "%zu bytes of pinned memory", bytes);
    if (st) {
        kernel_host->free(s, sizeof *s);
        return st;
    }
    memcpy(s->bytes, from, bytes);
    *kept = s->bytes;
    s->next = d->staged;
    d->staged = s;
    return RP_OK;
}

rp_status gpu_capture_begin(void *self, int32_t dev)
{
    (void)self;
    static uint64_t captures;
    uint64_t none = 0;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    const uint64_t number = __atomic_add_fetch(&captures, 1, __ATOMIC_RELAXED);
    if (!__atomic_compare_exchange_n(&d->recording, &none, number, false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_RELAXED))
        return RP_FAIL(RP_E_STATE, KERNEL_DEVICE ":%d is recording already", dev);
    d->spoiled = false;
    d->staged = nullptr;
    gpu_memory_record(dev, d->stream, number);
    const rp_status st =
        gpu_check(GPU(StreamBeginCapture)(d->stream, GPU(StreamCaptureModeRelaxed)), dev,
                  "to begin a recording");
    if (!st) return RP_OK;
    gpu_memory_record(dev, nullptr, 0);
    __atomic_store_n(&d->recording, 0, __ATOMIC_RELEASE);
    return st;
}

static void discard(int32_t dev, const rp_capture *c)
{
    if (c->exec) (void)GPU(GraphExecDestroy)(c->exec);
    if (c->graph) (void)GPU(GraphDestroy)(c->graph);
    free_staged(c->staged);
    gpu_memory_forget_recording(dev, c->number);
}

static rp_status finish(gpu_device *d, int32_t dev, rp_capture *c)
{
    RP_TRY(gpu_check(GPU(StreamEndCapture)(d->stream, &c->graph), dev, "to end a recording"));
    if (d->spoiled)
        return RP_FAIL(RP_E_STATE, KERNEL_DEVICE ":%d: something in the step could not be recorded",
                       dev);
    return gpu_check(gpu_graph_instantiate(&c->exec, c->graph), dev,
                     "to make a graph of a recording");
}

rp_status gpu_capture_end(void *self, int32_t dev, rp_capture **out)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    if (!d->recording)
        return RP_FAIL(RP_E_STATE, "nothing is being recorded on " KERNEL_DEVICE ":%d", dev);
    rp_capture *c = (rp_capture *)kernel_host->alloc(sizeof *c), local;
    rp_capture *made = c ? c : &local; /* the recording ends in any case */
    memset(made, 0, sizeof *made);
    made->number = d->recording;
    made->staged = d->staged;
    rp_status st = finish(d, dev, made);
    gpu_memory_record(dev, nullptr, 0);
    __atomic_store_n(&d->recording, 0, __ATOMIC_RELEASE);
    if (!st && !c) st = RP_E_MEMORY;
    if (!st) return *out = c, RP_OK;
    discard(dev, made);
    if (c) kernel_host->free(c, sizeof *c);
    return st;
}

rp_status gpu_capture_launch(void *self, int32_t dev, rp_capture *c)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    RP_TRY(gpu_not_recording(d, dev, "another recording"));
    RP_TRY(gpu_take_fault(dev, d->fault));
    return gpu_check(GPU(GraphLaunch)(c->exec, d->stream), dev, "to launch a recording");
}

void gpu_capture_free(void *self, int32_t dev, rp_capture *c)
{
    (void)self;
    gpu_device *d;
    if (gpu_device_use(dev, &d) == RP_OK) (void)GPU(StreamSynchronize)(d->stream);
    discard(dev, c);
    kernel_host->free(c, sizeof *c);
}
