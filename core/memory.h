/* core/memory.h - every byte of the library goes through here, so it is counted and can be made to
   fail */
#ifndef RP_MEMORY_H
#define RP_MEMORY_H
#include "core/value.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct rp_memory_stats {
    uint32_t size, reserved;
    uint64_t live, peak;     /* bytes of tensors, rounded as the allocator rounds them */
    uint64_t reserved_bytes; /* what the device allocator holds, caches included */
    uint64_t allocs, frees;  /* storages with bytes, since the start */
    uint64_t live_tensors;   /* handles, all devices */
    uint64_t live_nodes;     /* autograd nodes, all devices */
    uint64_t live_storages;  /* storages, all devices */
    /* calls of the host allocator for objects of the library (not tensor bytes) */
    uint64_t host_allocs;
    /* blocks of the library (not tensor bytes) that are not yet freed */
    uint64_t live_objects;
    uint64_t requested; /* like live, before rounding */
    /* most that reserved_bytes was; the following ones too: of devices with an allocator of their
       own */
    uint64_t peak_reserved;
    uint64_t segments; /* pieces that it has from the runtime */
    uint64_t splits;   /* blocks that it cut in two, since the start */
    /* times that it got memory only after it had given cached segments back */
    uint64_t retries;
    uint64_t ooms; /* requests that it could not serve */
} rp_memory_stats;
typedef struct rp_reclaimer {
    /* returns bytes given back; must not dispatch */
    uint64_t (*reclaim)(void *ctx, rp_device d, uint64_t want);
    void *ctx;
    int32_t rank; /* lower is tried first */
} rp_reclaimer;

/** Fills what fits of `s` (set s->size first). Per-thread counters are summed here, so this is not
 * cheap. */
RP_API void rp_memory_get(rp_device d, rp_memory_stats *s);
/** Sets the device's peak to what is live now. */
RP_API void rp_memory_reset_peak(rp_device d);
/** Tried by rank before RP_E_MEMORY. Removed by rp_memory_remove_reclaimer with the same ctx. */
RP_API RP_MUST rp_status rp_memory_add_reclaimer(const rp_reclaimer *r);
RP_API void rp_memory_remove_reclaimer(void *ctx);
/** Fault injection: the n-th allocation from now (1 = the next) fails once; 0 switches it off. All
 * threads. */
RP_API void rp_memory_fail_after(int64_t n);
/** Releases this thread's free lists to the system; returns bytes. */
RP_API uint64_t rp_memory_trim(void);
/** Gives what the device's allocator keeps for later back to its runtime; returns bytes. Waits for
 * the device. */
RP_API uint64_t rp_memory_trim_device(rp_device d);
#ifdef __cplusplus
}
#endif
#endif
