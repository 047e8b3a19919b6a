/* core/profile.c - profiling that devices bring: which ones are being profiled, and ranges in their
   timelines */
#include "core/device.h"
#include "core/memory_impl.h"
#include <pthread.h>

static _Atomic uint64_t profiled[RP_MAX_DEVICE_TYPES]; /* mask of indices */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
_Static_assert(RP_MAX_DEVICE_INDEX <= 64, "a bit for each device");

/* A group of slots is complete or absent: registration saw to it. */
static const rp_device_type *with_profiling(rp_device d)
{
    const rp_device_type *t = rp_device_type_get(d.type);
    return t && RP_HAS(t, range_pop) && t->profile_start ? t : NULL;
}

static uint64_t bit(rp_device d)
{
    return UINT64_C(1) << d.index;
}

static bool is_on(rp_device d)
{
    return d.type > 0 && d.type < RP_MAX_DEVICE_TYPES && d.index >= 0 &&
           d.index < RP_MAX_DEVICE_INDEX &&
           atomic_load_explicit(&profiled[d.type], memory_order_relaxed) & bit(d);
}

static void turn_off(int type, uint64_t bits)
{
    /* others of the type are still on */
    if (atomic_fetch_and(&profiled[type], ~bits) & ~bits) return;
    atomic_fetch_and_explicit(&rp_device_special[type], (uint8_t)~RP_DEVICE_PROFILED,
                              memory_order_relaxed);
}

int rp_profile_is_on(rp_device d)
{
    return is_on(d);
}

static rp_status start_locked(rp_device d)
{
    char name[48];
    const rp_device_type *t = with_profiling(d);
    if (d.type == 0)
        return RP_FAIL(
            RP_E_UNIMPLEMENTED,
            "cpu has no profiling of its own; mode 'trace' times the calls of every device");
    if (!t)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s has no profiling: its plugin fills no profile_start",
                       rp_device_name(d, name, sizeof name));
    if (is_on(d))
        return RP_FAIL(RP_E_STATE, "profiling of %s is on already",
                       rp_device_name(d, name, sizeof name));
    RP_TRY(t->profile_start(t->self, d.index));
    atomic_fetch_or(&profiled[d.type], bit(d));
    atomic_fetch_or_explicit(&rp_device_special[d.type], RP_DEVICE_PROFILED, memory_order_relaxed);
    return RP_OK;
}

rp_status rp_profile_start(rp_device d)
{
    RP_TRY(rp_device_check(d));
    pthread_mutex_lock(&lock);
    const rp_status st = start_locked(d);
    pthread_mutex_unlock(&lock);
    return st;
}

static rp_status stop_locked(rp_device d, rp_profile_fn emit, void *ctx)
{
    char name[48];
    const rp_device_type *t = with_profiling(d);
    if (!t || !is_on(d))
        return RP_FAIL(RP_E_STATE, "profiling of %s is not on",
                       rp_device_name(d, name, sizeof name));
    turn_off(d.type, bit(d));
    return t->profile_stop(t->self, d.index, emit, ctx);
}

rp_status rp_profile_stop(rp_device d, rp_profile_fn emit, void *ctx)
{
    RP_TRY(rp_device_check(d));
    pthread_mutex_lock(&lock);
    const rp_status st = stop_locked(d, emit, ctx);
    pthread_mutex_unlock(&lock);
    return st;
}

uint64_t rp_profile_push(rp_device d, const char *name)
{
    const rp_device_type *t = is_on(d) ? with_profiling(d) : NULL;
    return t ? t->range_push(t->self, d.index, name) : 0;
}

void rp_profile_pop(rp_device d, uint64_t range)
{
    const rp_device_type *t = range ? with_profiling(d) : NULL;
    if (t) t->range_pop(t->self, d.index, range);
}

int rp_profiles_on(int type)
{
    return __builtin_popcountll(atomic_load_explicit(&profiled[type], memory_order_relaxed));
}

void rp_profiles_forget(int type)
{
    turn_off(type, ~UINT64_C(0));
}
