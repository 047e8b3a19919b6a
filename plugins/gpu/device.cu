/* plugins/gpu/device.cu - rp_device_type over the runtime, and one call of an operator */
#include "device.h"
#include <mutex>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct rp_stream {
    int device;
    GPU(Stream_t) handle;
};
struct rp_event {
    int device;
    GPU(Event_t) handle;
};

/* ---- errors ---------------------------------------------------------------------------------- */
static gpu_device devices[GPU_MAX_DEVICES];
static std::mutex starting; /* of devices, and their end */

static rp_status code_of(GPU(Error_t) e)
{
    return e == GPU(ErrorMemoryAllocation)           ? RP_E_MEMORY
           : e == GPU(ErrorStreamCaptureUnsupported) ? RP_E_STATE
                                                     : RP_E_DEVICE;
}

static bool is_lost(const gpu_device *d)
{
    return __atomic_load_n(&d->lost[0], __ATOMIC_ACQUIRE) != 0;
}

static rp_status lost(int device)
{
    return RP_FAIL(RP_E_DEVICE, KERNEL_DEVICE ":%d is lost to this process since %s", device,
                   devices[device].lost);
}

/* The first time in full; what is called later only says that the device is lost, and why. */
static rp_status lose(int device, GPU(Error_t) e, const char *what)
{
    gpu_device *d = &devices[device];
    const char *op = d->op, *kernel = d->kernel;
    {
        const std::lock_guard<std::mutex> hold(starting);
        if (is_lost(d)) return lost(device);
        snprintf(d->lost + 1, sizeof d->lost - 1, "%s", what + 1);
        __atomic_store_n(&d->lost[0], what[0], __ATOMIC_RELEASE);
    }
    return RP_FAIL(
        RP_E_DEVICE,
        KERNEL_DEVICE
        ":%d: %s: %s (%s); the latest launch was %s of %s%s; the device is lost to this process",
        device, what, GPU(GetErrorString)(e), GPU(GetErrorName)(e), kernel ? kernel : "none",
        op ? op : "no operator",
        gpu_synchronous() ? "" : "; with " GPU_VARIABLE "_SYNC=1 it is the one that failed");
}

rp_status gpu_check(GPU(Error_t) e, int device, const char *what, ...)
{
    if (e == GPU(Success)) return RP_OK;
    char text[160];
    va_list list;
    va_start(list, what);
    vsnprintf(text, sizeof text, what, list);
    va_end(list);
    if (gpu_is_sticky(e)) return lose(device, e, text);
    (void)GPU(GetLastError)(); /* else the next call would return it again */
    return RP_FAIL(code_of(e), KERNEL_DEVICE ":%d: %s: %s (%s)", device, text,
                   GPU(GetErrorString)(e), GPU(GetErrorName)(e));
}

rp_status gpu_not_recording(gpu_device *d, int device, const char *what)
{
    if (!__atomic_load_n(&d->recording, __ATOMIC_RELAXED)) return RP_OK;
    d->spoiled = true;
    return RP_FAIL(RP_E_STATE, KERNEL_DEVICE ":%d is recording its work, and %s cannot be recorded",
                   device, what);
}

rp_status gpu_take_fault(int device, gpu_fault *fault)
{
    const int kind = *(volatile int *)&fault->kind;
    if (kind == GPU_NO_FAULT || kind < 0) return RP_OK;
    const char *op = fault->op;
    const long long value = (long long)fault->value, bound = (long long)fault->bound;
    *(volatile int *)&fault->kind = GPU_NO_FAULT;
    switch (kind) {
    case GPU_FAULT_INDEX:
        return RP_FAIL(RP_E_INDEX,
                       "%s on " KERNEL_DEVICE ":%d: index %lld is out of bounds for a size of %lld",
                       op, device, value, bound);
    case GPU_FAULT_DIVISION:
        return RP_FAIL(RP_E_VALUE, "%s on " KERNEL_DEVICE ":%d: integer division by zero", op,
                       device);
    case GPU_FAULT_RANGE:
        return RP_FAIL(RP_E_VALUE,
                       "%s on " KERNEL_DEVICE ":%d: element %lld has a value that is out of range",
                       op, device, value);
    default:
        return RP_FAIL(RP_E_VALUE,
                       "%s on " KERNEL_DEVICE ":%d: element %lld has a value that is not allowed",
                       op, device, value);
    }
}

static bool set_to_one(const char *variable)
{
    const char *text = getenv(variable);
    return text && *text && strcmp(text, "0") != 0;
}

bool gpu_synchronous()
{
    static const bool on = gpu_launches_wait() || set_to_one(GPU_VARIABLE "_SYNC");
    return on;
}

/* ---- devices --------------------------------------------------------------------------------- */
int32_t gpu_type;

static rp_status start(int device, gpu_device *d)
{
    const std::lock_guard<std::mutex> hold(starting);
    if (d->stream) return RP_OK;
    GPU(Stream_t) s;
    RP_TRY(gpu_check(gpu_device_facts(&d->facts, device), device, "properties"));
    if (!d->fault) {
        void *p = nullptr;
        RP_TRY(gpu_check(gpu_host_alloc(&p, sizeof *d->fault), device, "%zu bytes of pinned memory",
                         sizeof *d->fault));
        d->fault = (gpu_fault *)p;
        memset(p, 0, sizeof *d->fault);
    }
    RP_TRY(gpu_check(GPU(StreamCreateWithPriority)(&s, GPU(StreamNonBlocking), 0), device,
                     "a stream"));
    __atomic_store_n(&d->stream, s, __ATOMIC_RELEASE);
    return RP_OK;
}

/* Of a stream; of the default one, the thread's. */
static int device_of(const rp_stream *s)
{
    int now = 0;
    if (s) return s->device;
    return GPU(GetDevice)(&now) == GPU(Success) ? now : 0;
}

/* None is an error that says why. The runtimes disagree about what they write to the number then:
   it is not read. */
static rp_status count(void *self, int32_t *n)
{
    (void)self;
    int found = 0;
    const GPU(Error_t) e = GPU(GetDeviceCount)(&found);
    *n = 0;
    if (e != GPU(Success)) {
        (void)GPU(GetLastError)();
        return RP_FAIL(RP_E_DEVICE, KERNEL_DEVICE ": no devices: %s (%s)", GPU(GetErrorString)(e),
                       GPU(GetErrorName)(e));
    }
    *n = found < GPU_MAX_DEVICES ? found : GPU_MAX_DEVICES;
    return RP_OK;
}

rp_status gpu_device_use(int device, gpu_device **out)
{
    if (device < 0 || device >= GPU_MAX_DEVICES)
        return RP_FAIL(RP_E_DEVICE, "there is no device " KERNEL_DEVICE ":%d", device);
    if (is_lost(&devices[device])) return lost(device);
    /* the runtime is asked each time, which reads a variable of the thread: others may have set it,
       too */
    int now = -1;
    RP_TRY(gpu_check(GPU(GetDevice)(&now), device, "the thread's device"));
    if (now != device)
        RP_TRY(gpu_check(GPU(SetDevice)(device), device, "to make it the thread's device"));
    gpu_device *d = &devices[device];
    if (!__atomic_load_n(&d->stream, __ATOMIC_ACQUIRE)) RP_TRY(start(device, d));
    *out = d;
    return RP_OK;
}

GPU(Stream_t) gpu_stream(gpu_device *d, rp_stream *s)
{
    return s ? s->handle : d->stream;
}

static rp_status props(void *self, int32_t dev, rp_device_props *out)
{
    (void)self;
    gpu_device *d;
    rp_device_props p;
    size_t left = 0, total = 0;
    RP_TRY(gpu_device_use(dev, &d));
    RP_TRY(gpu_check(GPU(MemGetInfo)(&left, &total), dev, "its memory"));
    memset(&p, 0, sizeof p);
    p.size = out->size < sizeof p ? out->size : (uint32_t)sizeof p;
    p.align = 256;
    p.mem_total = total;
    p.mem_free = left;
    memcpy(p.name, d->facts.name, sizeof p.name);
    (void)GPU(DeviceGetPCIBusId)(p.id, (int)sizeof p.id, dev);
    memcpy(out, &p, p.size);
    return RP_OK;
}

static rp_status exchange(void *self, int32_t dev, int32_t *prev)
{
    (void)self;
    gpu_device *d;
    int now = 0;
    RP_TRY(gpu_check(GPU(GetDevice)(&now), dev, "the thread's device"));
    *prev = now;
    return gpu_device_use(dev, &d);
}

/* ---- memory ---------------------------------------------------------------------------------- */
static rp_status alloc(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    return gpu_memory_take(dev, gpu_stream(d, s), bytes, ptr);
}

static void give(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes)
{
    (void)self, (void)bytes;
    gpu_device *d;
    if (!is_lost(&devices[dev]) && gpu_device_use(dev, &d) == RP_OK)
        gpu_memory_give(dev, gpu_stream(d, s), ptr);
}

/* Host memory is read and written at once only if it is pinned: a copy from or to other memory is
   waited for. */
static rp_status copy(void *self, rp_stream *s, void *dst, int32_t dst_dev, const void *src,
                      int32_t src_dev, size_t bytes)
{
    (void)self;
    gpu_device *d;
    const int device = src_dev >= 0 ? src_dev : dst_dev;
    if (!bytes) return RP_OK;
    if (device < 0) {
        memmove(dst, src, bytes);
        return RP_OK;
    }
    RP_TRY(gpu_device_use(device, &d));
    if (!s && (src_dev < 0 || dst_dev < 0))
        RP_TRY(gpu_not_recording(d, device, "a copy from or to the host"));
    GPU(Stream_t) stream = gpu_stream(d, s);
    if (src_dev >= 0 && dst_dev >= 0 && src_dev != dst_dev)
        return gpu_check(GPU(MemcpyPeerAsync)(dst, dst_dev, src, src_dev, bytes, stream), device,
                         "a copy of %zu bytes to " KERNEL_DEVICE ":%d", bytes, dst_dev);
    const auto kind = src_dev < 0   ? GPU(MemcpyHostToDevice)
                      : dst_dev < 0 ? GPU(MemcpyDeviceToHost)
                                    : GPU(MemcpyDeviceToDevice);
    return gpu_check(GPU(MemcpyAsync)(dst, src, bytes, kind, stream), device, "a copy of %zu bytes",
                     bytes);
}

static rp_status fill(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    return gpu_check(GPU(MemsetAsync)(dst, byte, bytes, gpu_stream(d, s)), dev, "to set %zu bytes",
                     bytes);
}

static rp_status sync(void *self, int32_t dev)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    RP_TRY(gpu_not_recording(d, dev, "waiting for it"));
    RP_TRY(gpu_check(GPU(DeviceSynchronize)(), dev, "while waiting for it"));
    return gpu_take_fault(dev, d->fault);
}

static rp_status host_alloc(void *self, size_t bytes, void **ptr)
{
    (void)self;
    return gpu_check(gpu_host_alloc(ptr, bytes), 0, "%zu bytes of pinned memory", bytes);
}

static void host_free(void *self, void *ptr)
{
    (void)self;
    (void)gpu_host_free(ptr);
}

static rp_status ptr_device(void *self, const void *ptr, int32_t *dev)
{
    (void)self;
    int found = -1;
    RP_TRY(gpu_check(gpu_pointer_device(ptr, &found), 0, "the device of an address"));
    *dev = found;
    return RP_OK;
}

/* ---- streams and events ---------------------------------------------------------------------- */
static rp_status stream_new(void *self, int32_t dev, int32_t priority, rp_stream **s)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    rp_stream *made = (rp_stream *)kernel_host->alloc(sizeof *made);
    if (!made) return RP_E_MEMORY;
    made->device = dev;
    const rp_status st =
        gpu_check(GPU(StreamCreateWithPriority)(&made->handle, GPU(StreamNonBlocking), priority),
                  dev, "a stream");
    if (st) kernel_host->free(made, sizeof *made);
    else *s = made;
    return st;
}

static void stream_free(void *self, rp_stream *s)
{
    (void)self;
    gpu_device *d;
    if (!s) return;
    if (!is_lost(&devices[s->device]) && gpu_device_use(s->device, &d) == RP_OK) {
        (void)GPU(StreamSynchronize)(s->handle);
        gpu_memory_forget(s->device, s->handle);
    }
    (void)GPU(StreamDestroy)(s->handle);
    kernel_host->free(s, sizeof *s);
}

static rp_status stream_sync(void *self, rp_stream *s)
{
    (void)self;
    gpu_device *d;
    const int device = device_of(s);
    RP_TRY(gpu_device_use(device, &d));
    if (!s) RP_TRY(gpu_not_recording(d, device, "waiting for it"));
    RP_TRY(
        gpu_check(GPU(StreamSynchronize)(gpu_stream(d, s)), device, "while waiting for a stream"));
    return gpu_take_fault(device, d->fault);
}

static rp_status stream_query(void *self, rp_stream *s, int32_t *busy)
{
    (void)self;
    gpu_device *d;
    const int device = device_of(s);
    RP_TRY(gpu_device_use(device, &d));
    const GPU(Error_t) e = GPU(StreamQuery)(gpu_stream(d, s));
    *busy = e == GPU(ErrorNotReady);
    return *busy ? RP_OK : gpu_check(e, device, "the state of a stream");
}

static void *stream_native(void *self, rp_stream *s)
{
    (void)self;
    gpu_device *d;
    if (gpu_device_use(device_of(s), &d)) return nullptr;
    return (void *)gpu_stream(d, s);
}

static rp_status event_new(void *self, int32_t dev, uint32_t flags, rp_event **e)
{
    (void)self, (void)flags;
    gpu_device *d;
    RP_TRY(gpu_device_use(dev, &d));
    rp_event *made = (rp_event *)kernel_host->alloc(sizeof *made);
    if (!made) return RP_E_MEMORY;
    made->device = dev;
    const rp_status st =
        gpu_check(GPU(EventCreateWithFlags)(&made->handle, GPU(EventDefault)), dev, "an event");
    if (st) kernel_host->free(made, sizeof *made);
    else *e = made;
    return st;
}

static void event_free(void *self, rp_event *e)
{
    (void)self;
    if (!e) return;
    (void)GPU(EventDestroy)(e->handle);
    kernel_host->free(e, sizeof *e);
}

static rp_status event_record(void *self, rp_event *e, rp_stream *s)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(e->device, &d));
    return gpu_check(GPU(EventRecord)(e->handle, gpu_stream(d, s)), e->device,
                     "to record an event");
}

static rp_status event_wait(void *self, rp_event *e, rp_stream *s)
{
    (void)self;
    gpu_device *d;
    RP_TRY(gpu_device_use(s ? s->device : e->device, &d));
    return gpu_check(GPU(StreamWaitEvent)(gpu_stream(d, s), e->handle, 0), e->device,
                     "to make a stream wait");
}

static rp_status event_sync(void *self, rp_event *e)
{
    (void)self;
    return gpu_check(GPU(EventSynchronize)(e->handle), e->device, "while waiting for an event");
}

static rp_status event_ns(void *self, rp_event *a, rp_event *b, uint64_t *ns)
{
    (void)self;
    float ms = 0;
    RP_TRY(gpu_check(GPU(EventElapsedTime)(&ms, a->handle, b->handle), a->device,
                     "the time between two events"));
    *ns = (uint64_t)((double)ms * 1e6);
    return RP_OK;
}

/* ---- the allocator --------------------------------------------------------------------------- */
static rp_status memory_get(void *self, int32_t dev, rp_device_memory *out)
{
    (void)self;
    if (dev < 0 || dev >= GPU_MAX_DEVICES)
        return RP_FAIL(RP_E_DEVICE, "there is no device " KERNEL_DEVICE ":%d", dev);
    gpu_memory_stats(dev, out);
    return RP_OK;
}

static uint64_t memory_trim(void *self, int32_t dev)
{
    (void)self;
    gpu_device *d;
    return gpu_device_use(dev, &d) ? 0 : gpu_memory_trim(dev);
}

static void memory_uses(void *self, int32_t dev, void *ptr, rp_stream *s)
{
    (void)self;
    gpu_device *d;
    if (gpu_device_use(dev, &d) == RP_OK) gpu_memory_uses(dev, ptr, gpu_stream(d, s));
}

/* Not const: hipcc would give a constant to the device, too, where the functions are not. */
rp_device_type gpu_device_type = {
    sizeof(rp_device_type),
    RP_CAP_ASYNC | RP_CAP_EVENTS | RP_CAP_PINNED | RP_CAP_P2P,
    KERNEL_DEVICE,
    GPU_DLPACK,
    0,
    nullptr,
    count,
    props,
    exchange,
    alloc,
    give,
    copy,
    fill,
    sync,
    host_alloc,
    host_free,
    ptr_device,
    stream_new,
    stream_free,
    stream_sync,
    stream_query,
    stream_native,
    event_new,
    event_free,
    event_record,
    event_wait,
    event_sync,
    event_ns,
    gpu_profile_start,
    gpu_profile_stop,
    gpu_range_push,
    gpu_range_pop,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr, /* the host's Philox */
    memory_get,
    memory_trim,
    memory_uses,
    gpu_capture_begin,
    gpu_capture_end,
    gpu_capture_launch,
    gpu_capture_free,
};

/* ---- one call of an operator ----------------------------------------------------------------- */
static const char *name_of(const rp_call *c)
{
    rp_call_info i;
    i.size = sizeof i;
    kernel_host->call_info(c, &i);
    return i.op_name;
}

gpu_op::gpu_op(rp_call *call) : gpu_op(call, kernel_host->call_device(call).index)
{
}

gpu_op::gpu_op(rp_call *call, int32_t index)
    : c(call), device(index), stream(), status(RP_OK), reporter(), n_scratch(0)
{
    gpu_device *d = nullptr;
    status = gpu_device_use(device, &d);
    if (status) return;
    stream = d->stream;
    reporter.fault = d->fault;
    reporter.op = name_of(call);
    status = gpu_take_fault(device, d->fault); /* of an earlier call: it names that one */
}

rp_device gpu_op::place() const
{
    return rp_device{(int16_t)gpu_type, (int16_t)device};
}

rp_status gpu_op::use()
{
    gpu_device *d;
    return gpu_device_use(device, &d);
}

gpu_op::~gpu_op()
{
    while (n_scratch) {
        n_scratch--;
        gpu_memory_give(device, stream, scratch_of[n_scratch].p);
    }
}

/* As for a tensor: when the device has no more, what the library could do without goes. */
static rp_status take_block(const gpu_op &op, size_t bytes, void **p)
{
    rp_status st = gpu_memory_take(op.device, op.stream, bytes, p);
    if (st != RP_E_MEMORY) return st;
    const rp_service_memory *memory = (const rp_service_memory *)kernel_host->ext("memory", 1);
    for (int stage = 0; memory && st == RP_E_MEMORY && memory->reclaim(op.place(), bytes, stage);
         stage++)
        st = gpu_memory_take(op.device, op.stream, bytes, p);
    return st;
}

rp_status gpu_op::take(void **p, size_t bytes)
{
    if (status) return status;
    if (n_scratch == GPU_SCRATCH)
        return RP_FAIL(RP_E_INTERNAL, "%s: more than %d pieces of scratch", reporter.op,
                       GPU_SCRATCH);
    RP_TRY(take_block(*this, bytes, p));
    scratch_of[n_scratch].p = *p;
    scratch_of[n_scratch].bytes = bytes;
    n_scratch++;
    return RP_OK;
}

/* Pageable memory: the runtime has staged the bytes when the call returns. */
rp_status gpu_op::upload(void *to, const void *from, size_t bytes)
{
    if (status) return status;
    if (devices[device].recording)
        RP_TRY(gpu_capture_stage(&devices[device], device, from, bytes, &from));
    return gpu_check(GPU(MemcpyAsync)(to, from, bytes, GPU(MemcpyHostToDevice), stream), device,
                     "%s: an upload of %zu bytes", reporter.op, bytes);
}

rp_status gpu_op::download(void *to, const void *from, size_t bytes)
{
    if (status) return status;
    if (gpu_not_recording(&devices[device], device, "a result that the host looks at"))
        return kernel_host->note(RP_E_STATE, "in %s", reporter.op);
    RP_TRY(gpu_check(GPU(MemcpyAsync)(to, from, bytes, GPU(MemcpyDeviceToHost), stream), device,
                     "%s: a download of %zu bytes", reporter.op, bytes));
    RP_TRY(gpu_check(GPU(StreamSynchronize)(stream), device, "%s", reporter.op));
    return gpu_take_fault(device, reporter.fault);
}

rp_status gpu_op::launched(const char *kernel, GPU(Error_t) e)
{
    gpu_device *d = &devices[device];
    d->op = reporter.op;
    d->kernel = kernel;
    if (e == GPU(Success) && !d->recording && gpu_synchronous()) e = GPU(StreamSynchronize)(stream);
    RP_TRY(gpu_check(e, device, "%s, kernel %s", reporter.op, kernel));
    return gpu_take_fault(device, reporter.fault);
}

unsigned gpu_op::blocks(int64_t threads, int per_block) const
{
    const int64_t most = (int64_t)devices[device].facts.processors * 64,
                  n = (threads + per_block - 1) / per_block;
    return (unsigned)(n < most ? n : most);
}
