/* core/memory_impl.h - heaps, byte blocks and accounts, between core's own files */
#ifndef RP_MEMORY_IMPL_H
#define RP_MEMORY_IMPL_H
#include "core/impl.h"

#if defined(__SANITIZE_ADDRESS__)
#define RP_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RP_ASAN 1
#endif
#endif
#ifndef RP_ASAN
#define RP_ASAN 0
#endif

/* A counter that one thread writes and any thread reads: no read-modify-write, so it costs what a
 * plain one costs. */
typedef _Atomic int64_t rp_tally;
static inline void rp_tally_add(rp_tally *t, int64_t by)
{
    atomic_store_explicit(t, atomic_load_explicit(t, memory_order_relaxed) + by,
                          memory_order_relaxed);
}

enum {
    RP_CLASS_BYTES = 16,
    RP_HEAP_CLASSES = 33
}; /* class i holds blocks of 16 i bytes; class 0 is never used */
enum { RP_HEAP_SMALL = (RP_HEAP_CLASSES - 1) * RP_CLASS_BYTES };
/* Few, because they are much of what a small tensor costs: blocks in use are those from malloc less
   those in lists, and a storage with its bytes inside is counted by those bytes. Signed: what one
   thread allocates another may free. */
typedef struct rp_heap_counts {
    rp_tally host_allocs,
        host_blocks; /* calls of malloc and realloc; blocks that malloc gave and did not get back */
    rp_tally live_tensors, live_nodes;
    rp_tally other_storages;            /* storages less those with bytes inside */
    rp_tally small_allocs, small_frees; /* bytes inside their storage */
    rp_tally cpu_allocs, cpu_frees;     /* bytes of their own, on cpu */
    rp_tally cpu_requested;             /* of both kinds */
} rp_heap_counts;
struct rp_free_block {
    struct rp_free_block *next;
};
struct rp_heap {
    struct rp_free_block *list[RP_HEAP_CLASSES];
    rp_tally held[RP_HEAP_CLASSES];
    int64_t cap;
    rp_heap_counts counts;
    struct rp_heap *next, *prev; /* of all heaps */
};
struct rp_heap *rp_heap_open(void); /* never NULL */
void rp_heap_close(struct rp_heap *h);

/** Fault injection: true when this allocation has to fail. */
extern _Atomic int64_t rp_fail_countdown;
bool rp_fail_now(void);
static inline bool rp_fault(void)
{
    return RP_UNLIKELY(atomic_load_explicit(&rp_fail_countdown, memory_order_relaxed) != 0) &&
           rp_fail_now();
}
/* rp_alloc and rp_free of blocks whose size (at most RP_HEAP_SMALL, not 0) is known to the
 * compiler. */
static inline void *rp_heap_alloc(struct rp_heap *h, size_t bytes)
{
    const size_t c = (bytes + RP_CLASS_BYTES - 1) / RP_CLASS_BYTES;
    struct rp_free_block *b = h->list[c];
    if (RP_UNLIKELY(!b || atomic_load_explicit(&rp_fail_countdown, memory_order_relaxed) != 0))
        return rp_alloc(bytes);
    h->list[c] = b->next;
    rp_tally_add(&h->held[c], -1);
    return b;
}
static inline void rp_heap_free(struct rp_heap *h, void *p, size_t bytes)
{
    const size_t c = (bytes + RP_CLASS_BYTES - 1) / RP_CLASS_BYTES;
    if (RP_UNLIKELY(atomic_load_explicit(&h->held[c], memory_order_relaxed) >= h->cap)) {
        rp_free(p, bytes);
        return;
    }
    struct rp_free_block *b = p;
    b->next = h->list[c];
    h->list[c] = b;
    rp_tally_add(&h->held[c], 1);
}

/** Records RP_E_MEMORY. `said`: the device's allocator has done so, and its text stays. */
rp_status rp_out_of_memory(rp_device d, uint64_t bytes, bool said);
/** Stage 0: own free lists and pool; stage i: the i-th reclaimer by rank. False when there is
 * nothing more to try. */
bool rp_memory_reclaim(rp_device d, uint64_t want, int stage);

/* ---- bytes of cpu tensors: 64-byte aligned; large ones come from a pool (pool.c) ------------- */
void *rp_bytes_alloc(uint64_t bytes); /* NULL without a text */
void rp_bytes_free(void *data, uint64_t bytes);
uint64_t rp_pool_trim(void);     /* returns the bytes given back */
uint64_t rp_pool_overhead(void); /* bytes held beyond those of live tensors */

/* ---- what a device's tensors hold ------------------------------------------------------------ */
void rp_account_alloc(rp_heap_counts *c, rp_device d, uint64_t bytes, uint64_t rounded);
void rp_account_free(rp_heap_counts *c, rp_device d, uint64_t bytes, uint64_t rounded);
static inline uint64_t rp_round_bytes(uint64_t bytes)
{
    return (bytes + 63) & ~UINT64_C(63);
}

/* ---- the large blocks that live, for the text of RP_E_MEMORY (holders.c) --------------------- */
enum { RP_HOLDER_BYTES = 1 << 20 }; /* smaller ones are not listed */
void rp_holder_add(const rp_storage *s);
void rp_holder_remove(const rp_storage *s);
/** "; the largest: 4194304 bytes made by aten::mm, ..." of at most five, or "". */
void rp_holders_text(rp_device d, char *buf, size_t n);

/* ---- what tensor.c asks of storage.c, with the thread at hand -------------------------------- */
rp_status rp_storage_create_on(rp_thread *t, rp_storage **out, uint64_t nbytes, rp_device device,
                               uint32_t flags);
void rp_storage_destroy(rp_thread *t, rp_storage *s); /* the last reference is gone */

/* ---- errors as blocks (core/status.c) -------------------------------------------------------- */
struct rp_error *rp_error_new(void); /* NULL without a text */
void rp_error_free(struct rp_error *e);
#endif
