/* plugins/gpu/profile.cu - profiling: an event before and one behind the work of each range, in the
   device's own stream */
#include "device.h"
#include <mutex>
#include <time.h>

static const uint32_t FIRST_RANGES = 256, MAX_RANGES = 1 << 20; /* what comes later is left out */
struct timed {
    char name[64];
    GPU(Event_t) begin, end;
    bool ended;
};
struct profile {
    uint64_t number; /* 0: off */
    GPU(Event_t) origin;
    uint64_t origin_ns; /* when it was done, of CLOCK_MONOTONIC */
    timed *ranges;
    uint32_t n, room;
};
static profile profiles[GPU_MAX_DEVICES];
static uint64_t starts; /* numbers the profiles: a range may end after its own was stopped */
static std::mutex lock;

static bool succeeded(GPU(Error_t) e)
{
    if (e != GPU(Success)) (void)GPU(GetLastError)(); /* else the next call would return it again */
    return e == GPU(Success);
}

rp_status gpu_profile_start(void *self, int32_t dev)
{
    (void)self;
    gpu_device *d;
    timespec now;
    RP_TRY(gpu_device_use(dev, &d));
    RP_TRY(gpu_not_recording(d, dev, "the beginning of a profile"));
    const std::lock_guard<std::mutex> hold(lock);
    profile *p = &profiles[dev];
    RP_TRY(gpu_check(GPU(EventCreateWithFlags)(&p->origin, GPU(EventDefault)), dev, "an event"));
    rp_status st = gpu_check(GPU(EventRecord)(p->origin, d->stream), dev,
                             "to record the beginning of a profile");
    if (!st) st = gpu_check(GPU(EventSynchronize)(p->origin), dev, "the beginning of a profile");
    if (st) {
        (void)GPU(EventDestroy)(p->origin);
        return st;
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    p->origin_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
    p->number = ++starts;
    return RP_OK;
}

/* Room for one more, with its events. */
static timed *add(profile *p)
{
    if (p->n == MAX_RANGES) return nullptr;
    if (p->n == p->room) {
        const uint32_t room = p->room ? 2 * p->room : FIRST_RANGES;
        timed *more = (timed *)kernel_host->alloc(room * sizeof *more);
        if (!more) return nullptr;
        if (p->n) memcpy(more, p->ranges, p->n * sizeof *more);
        kernel_host->free(p->ranges, p->room * sizeof *more);
        p->ranges = more;
        p->room = room;
    }
    timed *t = &p->ranges[p->n];
    memset(t, 0, sizeof *t);
    if (!succeeded(GPU(EventCreateWithFlags)(&t->begin, GPU(EventDefault)))) return nullptr;
    if (succeeded(GPU(EventCreateWithFlags)(&t->end, GPU(EventDefault)))) return t;
    (void)GPU(EventDestroy)(t->begin);
    return nullptr;
}

/* Recorded work has no times: a graph runs it later, without these events. */
static bool can_time(int32_t dev, gpu_device **d)
{
    return gpu_device_use(dev, d) == RP_OK && !__atomic_load_n(&(*d)->recording, __ATOMIC_RELAXED);
}

uint64_t gpu_range_push(void *self, int32_t dev, const char *name)
{
    (void)self;
    gpu_device *d;
    if (!can_time(dev, &d)) return 0;
    /* recorded under the lock: the order of the ranges is that of their events */
    const std::lock_guard<std::mutex> hold(lock);
    profile *p = &profiles[dev];
    timed *t = p->number ? add(p) : nullptr;
    if (!t) return 0;
    memcpy(t->name, name, strnlen(name, sizeof t->name - 1));
    p->n++;
    return succeeded(GPU(EventRecord)(t->begin, d->stream)) ? p->number << 32 | p->n : 0;
}

void gpu_range_pop(void *self, int32_t dev, uint64_t range)
{
    (void)self;
    gpu_device *d;
    if (!can_time(dev, &d)) return;
    const std::lock_guard<std::mutex> hold(lock);
    profile *p = &profiles[dev];
    if (!p->number || range >> 32 != (uint32_t)p->number) return; /* of one that was stopped */
    timed *t = &p->ranges[(uint32_t)range - 1];
    t->ended = succeeded(GPU(EventRecord)(t->end, d->stream));
}

/* Times are floats, in milliseconds: they are taken from event to event, where they are small and
   therefore exact. */
static void tell(const profile *p, int32_t dev, rp_profile_fn emit, void *ctx)
{
    GPU(Event_t) last = p->origin;
    double at = 0; /* ns behind the origin */
    for (uint32_t i = 0; i < p->n; i++) {
        const timed *t = &p->ranges[i];
        float ms = 0, took = 0;
        if (!succeeded(GPU(EventElapsedTime)(&ms, last, t->begin))) continue;
        last = t->begin;
        at += (double)ms * 1e6;
        if (!t->ended || !succeeded(GPU(EventElapsedTime)(&took, t->begin, t->end))) continue;
        const uint64_t begin = p->origin_ns + (uint64_t)at;
        const rp_profile_record r = {
            sizeof r, dev, t->name, begin, begin + (uint64_t)((double)took * 1e6), 0};
        emit(ctx, &r);
    }
}

rp_status gpu_profile_stop(void *self, int32_t dev, rp_profile_fn emit, void *ctx)
{
    (void)self;
    profile p;
    {
        const std::lock_guard<std::mutex> hold(lock);
        p = profiles[dev];
        memset(&profiles[dev], 0, sizeof p);
    }
    gpu_device *d;
    rp_status st = gpu_device_use(dev, &d);
    if (!st) st = gpu_not_recording(d, dev, "the end of a profile");
    if (!st)
        st = gpu_check(GPU(StreamSynchronize)(d->stream), dev, "while waiting for what is timed");
    if (!st && emit) tell(&p, dev, emit, ctx);
    for (uint32_t i = 0; i < p.n; i++) {
        (void)GPU(EventDestroy)(p.ranges[i].begin);
        (void)GPU(EventDestroy)(p.ranges[i].end);
    }
    (void)GPU(EventDestroy)(p.origin);
    kernel_host->free(p.ranges, p.room * sizeof *p.ranges);
    return st;
}
