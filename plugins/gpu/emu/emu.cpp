/* plugins/gpu/emu/emu.cpp - the runtime: streams of closures, and a table of the allocations */
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vector>
#include "impl.h" /* after the library: its headers use names that the language defines */

namespace
{
enum { MAX_DEVICES = 16 };

int number_from(const char *variable, int otherwise)
{
    const char *text = getenv(variable);
    return text && *text ? atoi(text) : otherwise;
}

/* Statics are made when they are first needed, and stay: a plugin has neither constructors nor
   destructors. */
std::recursive_mutex &running()
{
    static auto *m = new std::recursive_mutex; /* one launch at a time */
    return *m;
}

/* ---- devices, streams, events ---------------------------------------------------------------- */
struct Text {
    char text[256];
};
Text fault_text[MAX_DEVICES]; /* of the first fault: the device does not recover */
emuError_t fault_code[MAX_DEVICES];
thread_local emuError_t last_error = emuSuccess;
thread_local int current_device;

int device_count()
{
    static const int n = number_from("REPRISE_EMU_DEVICES", 2);
    return n < 0 ? 0 : n < MAX_DEVICES ? n : (int)MAX_DEVICES;
}

emuError_t note(emuError_t e)
{
    if (e != emuSuccess && e != emuErrorNotReady) last_error = e;
    return e;
}
emuError_t state(int device)
{
    return __atomic_load_n(&fault_code[device], __ATOMIC_ACQUIRE);
}
} // namespace

int emu_warp()
{
    static const int n = number_from("REPRISE_EMU_WARP", 32) == 64 ? 64 : 32;
    return n;
}

bool emu_lazy()
{
    static const bool on = number_from("REPRISE_EMU_LAZY", 0) != 0;
    return on;
}

typedef std::function<void()> Work;
struct emu_graph {
    std::vector<Work> work;
};

struct Recorded { /* of an event in a stream, once: who waits, waits for that one */
    bool done = false;
    uint64_t ns = 0;
};
struct emu_event {
    std::shared_ptr<Recorded> latest; /* empty: never recorded */
    emu_stream *stream;
};
struct emu_stream {
    int device;
    bool spoiled;
    emu_graph *recording;
    std::deque<Work> work;
};

namespace
{
uint64_t now_ns()
{
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

emu_stream *stream_of(emuStream_t s)
{
    static auto *defaults = new emu_stream[MAX_DEVICES]();
    if (s) return s;
    defaults[current_device].device = current_device;
    return &defaults[current_device];
}

std::vector<emu_stream *> &streams()
{
    static auto *all = new std::vector<emu_stream *>;
    return *all;
}

/* Runs the stream's work up to a recording, or all of it. Work that waits for another stream comes
   back here for that one. */
void drain(emu_stream *s, const Recorded *until = nullptr)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    while (!s->work.empty() && !(until && until->done)) {
        Work next = std::move(s->work.front());
        s->work.pop_front();
        next();
    }
}

emuError_t enqueue(emuStream_t stream, Work work)
{
    emu_stream *s = stream_of(stream);
    const std::lock_guard<std::recursive_mutex> hold(running());
    if (state(s->device) != emuSuccess) return note(state(s->device));
    if (s->recording) {
        s->recording->work.push_back(std::move(work));
        return emuSuccess;
    }
    s->work.push_back(std::move(work));
    if (!emu_lazy()) drain(s);
    return note(state(s->device));
}

/* Nobody waits for what is only recorded. */
emuError_t refuse_recording(emu_stream *s)
{
    if (!s->recording) return emuSuccess;
    s->spoiled = true;
    return note(emuErrorStreamCaptureUnsupported);
}

/* ---- memory ---------------------------------------------------------------------------------- */
struct Block {
    size_t bytes;
    int device;
};
struct Memory {
    std::mutex lock;
    /* what emuMalloc gave; what an allocator gave out of it */
    std::map<const char *, Block> segments, blocks;
    std::map<const char *, Block> pinned;
    size_t used[MAX_DEVICES] = {0};
};
Memory &memory()
{
    static auto *m = new Memory;
    return *m;
}
/* Faults that a test asked for: counts down to 0. */
int64_t alloc_countdown, launch_countdown, launch_count;
int waits_are_lost;
bool is_due(int64_t *countdown)
{
    return __atomic_load_n(countdown, __ATOMIC_RELAXED) > 0 &&
           __atomic_sub_fetch(countdown, 1, __ATOMIC_RELAXED) == 0;
}
size_t device_memory()
{
    static const size_t n = (size_t)number_from("REPRISE_EMU_MIB", 4096) << 20;
    return n;
}

bool find(const std::map<const char *, Block> &in, const char *p, const char **low,
          const char **high)
{
    auto after = in.upper_bound(p);
    if (after == in.begin()) return false;
    --after;
    if (p > after->first + after->second.bytes) return false;
    *low = after->first;
    *high = after->first + after->second.bytes;
    return true;
}

/* Memory that the device reads or writes by itself, when the stream comes to it. */
bool is_reachable(const void *p)
{
    Memory &m = memory();
    const char *low, *high;
    const std::lock_guard<std::mutex> hold(m.lock);
    return find(m.segments, (const char *)p, &low, &high) ||
           find(m.pinned, (const char *)p, &low, &high);
}
} // namespace

/* ---- launches -------------------------------------------------------------------------------- */
void emu_device_lost(int device, const char *kernel, const char *why)
{
    if (fault_code[device] != emuSuccess) return;
    snprintf(fault_text[device].text, sizeof fault_text[device].text, "%.40s: %.200s", kernel, why);
    __atomic_store_n(&fault_code[device], emuErrorIllegalAddress, __ATOMIC_RELEASE);
}

static void run(const char *name, int device, unsigned blocks, unsigned threads,
                const std::function<void()> &thread)
{
    __atomic_add_fetch(&launch_count, 1, __ATOMIC_RELAXED);
    if (is_due(&launch_countdown))
        emu_device_lost(device, name,
                        "reads or writes what is not its own, because a test wants it to");
    else emu_run(name, device, blocks, threads, thread);
}

emuError_t emu_launch(const char *name, unsigned blocks, unsigned threads, size_t shared,
                      emuStream_t s, std::function<void()> thread)
{
    if (!blocks || !threads || threads > EMU_THREADS || shared > EMU_SHARED)
        return note(emuErrorInvalidValue);
    const int device = stream_of(s)->device;
    if (device != current_device) return note(emuErrorInvalidResourceHandle);
    return enqueue(s, [=] { run(name, device, blocks, threads, thread); });
}

void emu_bounds(const void *p, const char **low, const char **high)
{
    Memory &m = memory();
    const std::lock_guard<std::mutex> hold(m.lock);
    *low = *high = (const char *)p;
    if (!find(m.blocks, (const char *)p, low, high)) find(m.segments, (const char *)p, low, high);
}

/* Fresh memory is a pattern of NaNs, as bad as a device's; not where earlier work may still read
   it. */
void emu_block_out(void *p, size_t bytes)
{
    Memory &m = memory();
    if (!emu_lazy()) memset(p, 0xff, bytes);
    const std::lock_guard<std::mutex> hold(m.lock);
    m.blocks[(const char *)p] = Block{bytes, 0};
}

void emu_block_back(void *p)
{
    Memory &m = memory();
    const std::lock_guard<std::mutex> hold(m.lock);
    m.blocks.erase((const char *)p);
}

/* ---- runtime: errors, devices ---------------------------------------------------------------- */
const char *emuGetErrorName(emuError_t e)
{
    switch (e) {
    case emuSuccess: return "emuSuccess";
    case emuErrorInvalidValue: return "emuErrorInvalidValue";
    case emuErrorMemoryAllocation: return "emuErrorMemoryAllocation";
    case emuErrorInvalidDevice: return "emuErrorInvalidDevice";
    case emuErrorInvalidResourceHandle: return "emuErrorInvalidResourceHandle";
    case emuErrorNotReady: return "emuErrorNotReady";
    case emuErrorIllegalAddress: return "emuErrorIllegalAddress";
    case emuErrorStreamCaptureUnsupported: return "emuErrorStreamCaptureUnsupported";
    case emuErrorStreamCaptureInvalidated: return "emuErrorStreamCaptureInvalidated";
    default: return "emuErrorLaunchFailure";
    }
}

const char *emuGetErrorString(emuError_t e)
{
    switch (e) {
    case emuSuccess: return "no error";
    case emuErrorInvalidValue: return "invalid argument";
    case emuErrorMemoryAllocation: return "out of memory";
    case emuErrorInvalidDevice: return "invalid device ordinal";
    case emuErrorInvalidResourceHandle:
        return "invalid resource handle: the stream is another device's than the thread's";
    case emuErrorNotReady: return "not ready";
    case emuErrorStreamCaptureUnsupported:
        return "the stream is being captured, and nobody can wait for it";
    case emuErrorStreamCaptureInvalidated:
        return "the capture was spoiled by something that waited for the stream";
    default:
        return state(current_device) != emuSuccess ? fault_text[current_device].text
                                                   : "the launch failed";
    }
}

emuError_t emuGetLastError()
{
    const emuError_t e = state(current_device) != emuSuccess ? state(current_device) : last_error;
    last_error = emuSuccess;
    return e;
}

emuError_t emuPeekAtLastError()
{
    return state(current_device) != emuSuccess ? state(current_device) : last_error;
}

emuError_t emuGetDeviceCount(int *n)
{
    *n = device_count();
    return emuSuccess;
}

emuError_t emuSetDevice(int device)
{
    if (device < 0 || device >= device_count()) return note(emuErrorInvalidDevice);
    current_device = device;
    return emuSuccess;
}

emuError_t emuGetDevice(int *device)
{
    *device = current_device;
    return emuSuccess;
}

emuError_t emuDeviceSynchronize()
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    emuError_t e = emuSuccess;
    drain(stream_of(nullptr));
    for (size_t i = 0; i < streams().size(); i++) {
        if (streams()[i]->device != current_device) continue;
        drain(streams()[i]);
        if (streams()[i]->recording) e = refuse_recording(streams()[i]);
    }
    return e != emuSuccess ? e : note(state(current_device));
}

emuError_t emuDeviceFacts(emu_device_facts *out, int device)
{
    if (device < 0 || device >= device_count()) return note(emuErrorInvalidDevice);
    *out = emu_device_facts();
    snprintf(out->name, sizeof out->name, "emulated, warps of %d threads", emu_warp());
    out->warp = emu_warp();
    out->processors = 2;
    out->memory = device_memory();
    return emuSuccess;
}

emuError_t emuDeviceGetPCIBusId(char *id, int bytes, int device)
{
    snprintf(id, (size_t)bytes, "emu:%d", device);
    return emuSuccess;
}

emuError_t emuDeviceCanAccessPeer(int *can, int device, int peer)
{
    *can = device != peer;
    return emuSuccess;
}

emuError_t emuDeviceEnablePeerAccess(int peer, unsigned flags)
{
    return peer >= 0 && peer < device_count() && !flags ? emuSuccess : note(emuErrorInvalidValue);
}

/* ---- runtime: memory ------------------------------------------------------------------------- */
emuError_t emuMemGetInfo(size_t *free_bytes, size_t *total)
{
    Memory &m = memory();
    const std::lock_guard<std::mutex> hold(m.lock);
    *total = device_memory();
    *free_bytes = *total - m.used[current_device];
    return emuSuccess;
}

emuError_t emuMalloc(void **p, size_t bytes)
{
    Memory &m = memory();
    const std::lock_guard<std::mutex> hold(m.lock);
    *p = nullptr;
    if (state(current_device) != emuSuccess) return note(state(current_device));
    if (is_due(&alloc_countdown)) return note(emuErrorMemoryAllocation);
    if (bytes > device_memory() - m.used[current_device]) return note(emuErrorMemoryAllocation);
    *p = aligned_alloc(512, (bytes + 511) / 512 * 512);
    if (!*p) return note(emuErrorMemoryAllocation);
    memset(*p, 0xff, bytes); /* NaNs: kernels must not count on zeros */
    m.segments[(const char *)*p] = Block{bytes, current_device};
    m.used[current_device] += bytes;
    return emuSuccess;
}

emuError_t emuFree(void *p)
{
    Memory &m = memory();
    if (!p) return emuSuccess;
    emuDeviceSynchronize();
    const std::lock_guard<std::mutex> hold(m.lock);
    const auto at = m.segments.find((const char *)p);
    if (at == m.segments.end()) return note(emuErrorInvalidValue);
    m.used[at->second.device] -= at->second.bytes;
    m.segments.erase(at);
    free(p);
    return emuSuccess;
}

emuError_t emuHostAlloc(void **p, size_t bytes, unsigned flags)
{
    (void)flags;
    Memory &m = memory();
    *p = malloc(bytes ? bytes : 1);
    if (!*p) return note(emuErrorMemoryAllocation);
    const std::lock_guard<std::mutex> hold(m.lock);
    m.pinned[(const char *)*p] = Block{bytes, -1};
    return emuSuccess;
}

emuError_t emuFreeHost(void *p)
{
    Memory &m = memory();
    {
        const std::lock_guard<std::mutex> hold(m.lock);
        m.pinned.erase((const char *)p);
    }
    free(p);
    return emuSuccess;
}

/* Pageable memory: what is read has been taken, what is written is there, when the call returns. */
emuError_t emuMemcpyAsync(void *to, const void *from, size_t bytes, emuMemcpyKind kind,
                          emuStream_t s)
{
    (void)kind;
    if (!emu_lazy() || (is_reachable(to) && is_reachable(from)))
        return enqueue(s, [=] { memmove(to, from, bytes); });
    if (is_reachable(to)) {
        const std::vector<char> taken((const char *)from, (const char *)from + bytes);
        return enqueue(s, [=] { memcpy(to, taken.data(), bytes); });
    }
    const emuError_t e = enqueue(s, [=] { memmove(to, from, bytes); });
    return e == emuSuccess ? emuStreamSynchronize(s) : e;
}

emuError_t emuMemcpyPeerAsync(void *to, int to_device, const void *from, int from_device,
                              size_t bytes, emuStream_t s)
{
    (void)to_device, (void)from_device;
    return enqueue(s, [=] { memmove(to, from, bytes); });
}

emuError_t emuMemsetAsync(void *to, int byte, size_t bytes, emuStream_t s)
{
    return enqueue(s, [=] { memset(to, byte, bytes); });
}

emuError_t emuPointerDevice(const void *p, int *device)
{
    Memory &m = memory();
    const std::lock_guard<std::mutex> hold(m.lock);
    const char *at = (const char *)p;
    auto after = m.segments.upper_bound(at);
    *device = -1;
    if (after == m.segments.begin()) return emuSuccess;
    --after;
    if (at < after->first + after->second.bytes) *device = after->second.device;
    return emuSuccess;
}

/* ---- runtime: streams and events ------------------------------------------------------------- */
emuError_t emuStreamCreateWithPriority(emuStream_t *s, unsigned flags, int priority)
{
    (void)flags, (void)priority;
    *s = new (std::nothrow) emu_stream();
    if (!*s) return note(emuErrorMemoryAllocation);
    (*s)->device = current_device;
    const std::lock_guard<std::recursive_mutex> hold(running());
    streams().push_back(*s);
    return emuSuccess;
}

emuError_t emuStreamDestroy(emuStream_t s)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    drain(s);
    delete s->recording;
    for (size_t i = 0; i < streams().size(); i++)
        if (streams()[i] == s) streams().erase(streams().begin() + (long)i);
    delete s;
    return emuSuccess;
}

emuError_t emuStreamSynchronize(emuStream_t s)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    emu_stream *stream = stream_of(s);
    if (stream->recording) return refuse_recording(stream);
    drain(stream);
    return note(state(stream->device));
}

emuError_t emuStreamQuery(emuStream_t s)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    emu_stream *stream = stream_of(s);
    if (stream->recording) return refuse_recording(stream);
    return stream->work.empty() ? note(state(stream->device)) : emuErrorNotReady;
}

/* The stream that waits comes to the other one's work when it runs its own. */
emuError_t emuStreamWaitEvent(emuStream_t s, emuEvent_t e, unsigned flags)
{
    (void)flags;
    const std::lock_guard<std::recursive_mutex> hold(running());
    const std::shared_ptr<Recorded> one = e->latest;
    emu_stream *other = e->stream;
    if (!one || one->done || waits_are_lost) return emuSuccess;
    return enqueue(s, [=] {
        if (!one->done) drain(other, one.get()); /* else the other one may be gone */
    });
}

emuError_t emuEventCreateWithFlags(emuEvent_t *e, unsigned flags)
{
    (void)flags;
    *e = new (std::nothrow) emu_event();
    return *e ? emuSuccess : note(emuErrorMemoryAllocation);
}

emuError_t emuEventDestroy(emuEvent_t e)
{
    delete e;
    return emuSuccess;
}

emuError_t emuEventRecord(emuEvent_t e, emuStream_t s)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    const auto one = std::make_shared<Recorded>();
    e->stream = stream_of(s);
    e->latest = one;
    return enqueue(s, [=] {
        one->ns = now_ns();
        one->done = true;
    });
}

emuError_t emuEventQuery(emuEvent_t e)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    return e->latest && !e->latest->done ? emuErrorNotReady : note(state(current_device));
}

emuError_t emuEventSynchronize(emuEvent_t e)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    const std::shared_ptr<Recorded> one = e->latest;
    if (one && !one->done) drain(e->stream, one.get());
    return note(state(current_device));
}

emuError_t emuEventElapsedTime(float *ms, emuEvent_t a, emuEvent_t b)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    if (!a->latest || !b->latest || !a->latest->done || !b->latest->done)
        return note(emuErrorInvalidValue);
    *ms = (float)((double)(int64_t)(b->latest->ns - a->latest->ns) * 1e-6);
    return emuSuccess;
}

/* ---- runtime: graphs ------------------------------------------------------------------------- */
emuError_t emuStreamBeginCapture(emuStream_t s, emuStreamCaptureMode mode)
{
    (void)mode;
    const std::lock_guard<std::recursive_mutex> hold(running());
    emu_stream *stream = stream_of(s);
    if (stream->recording) return refuse_recording(stream);
    drain(stream);
    stream->recording = new (std::nothrow) emu_graph();
    stream->spoiled = false;
    return stream->recording ? emuSuccess : note(emuErrorMemoryAllocation);
}

emuError_t emuStreamEndCapture(emuStream_t s, emuGraph_t *g)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    emu_stream *stream = stream_of(s);
    *g = stream->recording;
    stream->recording = nullptr;
    if (!*g) return note(emuErrorInvalidValue);
    if (!stream->spoiled) return emuSuccess;
    delete *g;
    *g = nullptr;
    return note(emuErrorStreamCaptureInvalidated);
}

emuError_t emuGraphInstantiate(emuGraphExec_t *exec, emuGraph_t g)
{
    *exec = new (std::nothrow) emu_graph(*g);
    return *exec ? emuSuccess : note(emuErrorMemoryAllocation);
}

emuError_t emuGraphLaunch(emuGraphExec_t exec, emuStream_t s)
{
    for (const Work &w : exec->work) {
        const emuError_t e = enqueue(s, w);
        if (e != emuSuccess) return e;
    }
    return emuSuccess;
}

emuError_t emuGraphExecDestroy(emuGraphExec_t exec)
{
    delete exec;
    return emuSuccess;
}

emuError_t emuGraphDestroy(emuGraph_t g)
{
    delete g;
    return emuSuccess;
}

/* ---- faults on demand ------------------------------------------------------------------------ */
static void fail_alloc(int64_t n)
{
    __atomic_store_n(&alloc_countdown, n, __ATOMIC_RELAXED);
}

static void fail_launch(int64_t n)
{
    __atomic_store_n(&launch_countdown, n, __ATOMIC_RELAXED);
}

static int64_t launches()
{
    return __atomic_load_n(&launch_count, __ATOMIC_RELAXED);
}

static void set_device(int device)
{
    (void)emuSetDevice(device);
}

static void lose_waits(int on)
{
    const std::lock_guard<std::recursive_mutex> hold(running());
    waits_are_lost = on;
}

const void *emu_service(const char *name, uint32_t min_version)
{
    static const emu_faults faults = {sizeof faults, 1,          fail_alloc, fail_launch,
                                      launches,      set_device, lose_waits};
    return !strcmp(name, "faults") && min_version <= 1 ? &faults : nullptr;
}
