/* core/memory.c - blocks of the library's own objects, the accounts of tensor bytes, reclaimers,
 * injected faults */
#include "core/memory.h"
#include "core/memory_impl.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLASS_CAP = 256 };

static pthread_mutex_t heaps_lock = PTHREAD_MUTEX_INITIALIZER;
static struct rp_heap *heaps;
static rp_heap_counts departed; /* sums of the threads that ended */
/* For a thread whose own heap could not be had: keeps no blocks, and its counts may miss some. */
static struct rp_heap last_resort;

/* ---- faults ---------------------------------------------------------------------------------- */
_Atomic int64_t rp_fail_countdown;

void rp_memory_fail_after(int64_t n)
{
    atomic_store(&rp_fail_countdown, n > 0 ? n : 0);
}

bool rp_fail_now(void)
{
    int64_t left = atomic_load_explicit(&rp_fail_countdown, memory_order_relaxed);
    while (left > 0)
        if (atomic_compare_exchange_weak(&rp_fail_countdown, &left, left - 1)) return left == 1;
    return false;
}

/* What the device's allocator said, with the largest tensors behind it. */
static rp_status device_out_of_memory(rp_device d)
{
    char said[512], holders[480];
    snprintf(said, sizeof said, "%s", rp_error_message());
    rp_holders_text(d, holders, sizeof holders);
    return RP_FAIL(RP_E_MEMORY, "%s%s", said, holders);
}

rp_status rp_out_of_memory(rp_device d, uint64_t bytes, bool said)
{
    char name[48], holders[480];
    if (said && d.type > 0 && *rp_error_message()) return device_out_of_memory(d);
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(d, &s);
    rp_holders_text(d, holders, sizeof holders);
    return RP_FAIL(RP_E_MEMORY,
                   "out of memory: %llu bytes on %s, where tensors hold %llu (peak %llu)%s",
                   (unsigned long long)bytes, rp_device_name(d, name, sizeof name),
                   (unsigned long long)s.live, (unsigned long long)s.peak, holders);
}

/* ---- heaps of threads ------------------------------------------------------------------------ */
static bool free_lists_wanted(void)
{
    const char *text = getenv("REPRISE_FREELIST");
    return !RP_ASAN && !(text && !strcmp(text, "0"));
}

struct rp_heap *rp_heap_open(void)
{
    struct rp_heap *h = calloc(1, sizeof *h);
    if (!h) return &last_resort;
    h->cap = free_lists_wanted() ? CLASS_CAP : 0;
    pthread_mutex_lock(&heaps_lock);
    h->next = heaps;
    if (heaps) heaps->prev = h;
    heaps = h;
    pthread_mutex_unlock(&heaps_lock);
    return h;
}

static int64_t get(rp_tally *t)
{
    return atomic_load_explicit(t, memory_order_relaxed);
}

static uint64_t heap_flush(struct rp_heap *h)
{
    uint64_t bytes = 0;
    for (int c = 1; c < RP_HEAP_CLASSES; c++) {
        while (h->list[c]) {
            struct rp_free_block *b = h->list[c];
            h->list[c] = b->next;
            free(b);
        }
        const int64_t held = get(&h->held[c]);
        bytes += (uint64_t)held * RP_CLASS_BYTES * (uint64_t)c;
        rp_tally_add(&h->held[c], -held);
        rp_tally_add(&h->counts.host_blocks, -held);
    }
    return bytes;
}

static void add_counts(rp_heap_counts *to, rp_heap_counts *from)
{
    rp_tally *a = (rp_tally *)to, *b = (rp_tally *)from;
    for (size_t i = 0; i < sizeof *to / sizeof *a; i++) rp_tally_add(&a[i], get(&b[i]));
}

void rp_heap_close(struct rp_heap *h)
{
    if (h == &last_resort) return;
    heap_flush(h);
    pthread_mutex_lock(&heaps_lock);
    add_counts(&departed, &h->counts);
    if (h->prev) h->prev->next = h->next;
    else heaps = h->next;
    if (h->next) h->next->prev = h->prev;
    pthread_mutex_unlock(&heaps_lock);
    free(h);
}

/* Of all threads, those that ended included; host_blocks becomes the blocks in use. */
static void sum_counts(rp_heap_counts *sum)
{
    memset(sum, 0, sizeof *sum);
    pthread_mutex_lock(&heaps_lock);
    add_counts(sum, &departed);
    add_counts(sum, &last_resort.counts);
    for (struct rp_heap *h = heaps; h; h = h->next) {
        add_counts(sum, &h->counts);
        for (int c = 1; c < RP_HEAP_CLASSES; c++)
            rp_tally_add(&sum->host_blocks, -get(&h->held[c]));
    }
    pthread_mutex_unlock(&heaps_lock);
}

/* ---- blocks ---------------------------------------------------------------------------------- */
static size_t class_of(size_t bytes)
{
    return bytes ? (bytes + RP_CLASS_BYTES - 1) / RP_CLASS_BYTES : 1;
}

/* What malloc is asked for: whole classes, so that a block may go into any list of its class. */
static size_t block_bytes(size_t bytes)
{
    return bytes <= RP_HEAP_SMALL && !RP_ASAN ? class_of(bytes) * RP_CLASS_BYTES
           : bytes                            ? bytes
                                              : 1;
}

static void *host_alloc(struct rp_heap *h, size_t bytes)
{
    rp_tally_add(&h->counts.host_allocs, 1);
    for (int stage = 0;; stage++) {
        void *p = malloc(block_bytes(bytes));
        if (RP_LIKELY(p != NULL)) {
            rp_tally_add(&h->counts.host_blocks, 1);
            return p;
        }
        if (!rp_memory_reclaim(RP_CPU, bytes, stage)) break;
    }
    rp_out_of_memory(RP_CPU, bytes, false);
    return NULL;
}

void *rp_alloc(size_t bytes)
{
    struct rp_heap *h = rp_thread_get()->heap;
    if (rp_fault()) {
        rp_out_of_memory(RP_CPU, bytes, false);
        return NULL;
    }
    if (RP_UNLIKELY(bytes > RP_HEAP_SMALL)) return host_alloc(h, bytes);
    const size_t c = class_of(bytes);
    struct rp_free_block *b = h->list[c];
    if (RP_UNLIKELY(!b)) return host_alloc(h, bytes);
    h->list[c] = b->next;
    rp_tally_add(&h->held[c], -1);
    return b;
}

void rp_free(void *p, size_t bytes)
{
    if (!p) return;
    struct rp_heap *h = rp_thread_get()->heap;
    const size_t c = class_of(bytes);
    if (RP_LIKELY(bytes <= RP_HEAP_SMALL && get(&h->held[c]) < h->cap)) {
        struct rp_free_block *b = p;
        b->next = h->list[c];
        h->list[c] = b;
        rp_tally_add(&h->held[c], 1);
        return;
    }
    rp_tally_add(&h->counts.host_blocks, -1);
    free(p);
}

void *rp_alloc_zero(size_t bytes)
{
    void *p = rp_alloc(bytes);
    return p ? memset(p, 0, bytes) : NULL;
}

void *rp_realloc(void *p, size_t old_bytes, size_t new_bytes)
{
    if (!p) return rp_alloc(new_bytes);
    if (old_bytes > RP_HEAP_SMALL && new_bytes > RP_HEAP_SMALL) {
        if (rp_fault()) {
            rp_out_of_memory(RP_CPU, new_bytes, false);
            return NULL;
        }
        rp_tally_add(&rp_thread_get()->heap->counts.host_allocs, 1);
        for (int stage = 0;; stage++) {
            void *q = realloc(p, new_bytes);
            if (q) return q;
            if (!rp_memory_reclaim(RP_CPU, new_bytes, stage)) break;
        }
        rp_out_of_memory(RP_CPU, new_bytes, false);
        return NULL;
    }
    void *q = rp_alloc(new_bytes);
    if (!q) return NULL;
    memcpy(q, p, old_bytes < new_bytes ? old_bytes : new_bytes);
    rp_free(p, old_bytes);
    return q;
}

char *rp_strdup(const char *s)
{
    const size_t bytes = strlen(s) + 1;
    char *copy = rp_alloc(bytes);
    return copy ? memcpy(copy, s, bytes) : NULL;
}

void rp_strfree(char *s)
{
    if (s) rp_free(s, strlen(s) + 1);
}

uint64_t rp_memory_trim(void)
{
    return heap_flush(rp_thread_get()->heap) + rp_pool_trim();
}

/* ---- reclaimers ------------------------------------------------------------------------------ */
struct reclaimer {
    rp_reclaimer r;
    struct reclaimer *next; /* ascending rank; equal ranks in order of arrival */
};
/* Held while a reclaimer runs, so that none is removed under it; it may look at statistics and add
 * another one. */
static pthread_mutex_t reclaimers_lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static struct reclaimer *reclaimers;

rp_status rp_memory_add_reclaimer(const rp_reclaimer *r)
{
    struct reclaimer *fresh = rp_alloc(sizeof *fresh);
    if (!fresh) return RP_E_MEMORY;
    fresh->r = *r;
    pthread_mutex_lock(&reclaimers_lock);
    struct reclaimer **at = &reclaimers;
    while (*at && (*at)->r.rank <= r->rank) at = &(*at)->next;
    fresh->next = *at;
    *at = fresh;
    pthread_mutex_unlock(&reclaimers_lock);
    return RP_OK;
}

void rp_memory_remove_reclaimer(void *ctx)
{
    struct reclaimer *gone = NULL;
    pthread_mutex_lock(&reclaimers_lock);
    for (struct reclaimer **at = &reclaimers; *at; at = &(*at)->next) {
        if ((*at)->r.ctx != ctx) continue;
        gone = *at;
        *at = gone->next;
        break;
    }
    pthread_mutex_unlock(&reclaimers_lock);
    rp_free(gone, sizeof *gone);
}

bool rp_memory_reclaim(rp_device d, uint64_t want, int stage)
{
    rp_thread *t = rp_thread_get();
    if (t->reclaiming) return false; /* a reclaimer that runs out of memory itself */
    if (stage == 0) {
        rp_memory_trim();
        return true;
    }
    pthread_mutex_lock(&reclaimers_lock);
    struct reclaimer *r = reclaimers;
    for (int i = 1; r && i < stage; i++) r = r->next;
    const bool found = r != NULL;
    if (found) {
        t->reclaiming = true;
        r->r.reclaim(r->r.ctx, d, want);
        t->reclaiming = false;
    }
    pthread_mutex_unlock(&reclaimers_lock);
    return found;
}

/* ---- accounts -------------------------------------------------------------------------------- */
_Atomic uint64_t rp_live_nodes;

/* Shared, because a peak can be kept in no other way; the rest of cpu's numbers is counted by
   thread. Bytes inside their storage (at most 64, cpu only) stand in `live` exactly, and in `peak`
   as the most that any reading saw. */
static struct account {
    _Atomic uint64_t live, peak;
    _Atomic uint64_t requested, allocs, frees; /* of other devices */
} accounts[RP_MAX_DEVICE_TYPES][RP_MAX_DEVICE_INDEX];
static _Atomic uint64_t small_peak;

static struct account *account_of(rp_device d)
{
    const bool known = d.type >= 0 && d.type < RP_MAX_DEVICE_TYPES && d.index >= 0 &&
                       d.index < RP_MAX_DEVICE_INDEX;
    return known ? &accounts[d.type][d.index] : NULL;
}

static void raise_to(_Atomic uint64_t *peak, uint64_t value)
{
    uint64_t seen = atomic_load_explicit(peak, memory_order_relaxed);
    while (value > seen && !atomic_compare_exchange_weak_explicit(
                               peak, &seen, value, memory_order_relaxed, memory_order_relaxed)) {
    }
}

void rp_account_alloc(rp_heap_counts *c, rp_device d, uint64_t bytes, uint64_t rounded)
{
    struct account *a = account_of(d);
    const uint64_t live =
        atomic_fetch_add_explicit(&a->live, rounded, memory_order_relaxed) + rounded;
    if (live > atomic_load_explicit(&a->peak, memory_order_relaxed)) raise_to(&a->peak, live);
    if (d.type == 0) {
        rp_tally_add(&c->cpu_allocs, 1);
        rp_tally_add(&c->cpu_requested, (int64_t)bytes);
        return;
    }
    atomic_fetch_add_explicit(&a->requested, bytes, memory_order_relaxed);
    atomic_fetch_add_explicit(&a->allocs, 1, memory_order_relaxed);
}

void rp_account_free(rp_heap_counts *c, rp_device d, uint64_t bytes, uint64_t rounded)
{
    struct account *a = account_of(d);
    atomic_fetch_sub_explicit(&a->live, rounded, memory_order_relaxed);
    if (d.type == 0) {
        rp_tally_add(&c->cpu_frees, 1);
        rp_tally_add(&c->cpu_requested, -(int64_t)bytes);
        return;
    }
    atomic_fetch_sub_explicit(&a->requested, bytes, memory_order_relaxed);
    atomic_fetch_add_explicit(&a->frees, 1, memory_order_relaxed);
}

static int64_t small_storages(rp_heap_counts *sum)
{
    return get(&sum->small_allocs) - get(&sum->small_frees);
}

/* The slots for memory, if the device's plugin fills them. */
static const rp_device_type *own_allocator(rp_device d)
{
    const rp_device_type *type = rp_device_type_get(d.type);
    return type && RP_HAS(type, memory_uses) && type->memory_get && !rp_device_lost(d.type) ? type
                                                                                            : NULL;
}

static void read_allocator(rp_device d, rp_memory_stats *s)
{
    const rp_device_type *type = own_allocator(d);
    rp_device_memory m = {.size = sizeof m};
    if (!type || type->memory_get(type->self, d.index, &m)) return;
    s->reserved_bytes = m.held;
    s->peak_reserved = m.peak_held;
    s->segments = m.segments;
    s->splits = m.splits;
    s->retries = m.retries;
    s->ooms = m.ooms;
}

uint64_t rp_memory_trim_device(rp_device d)
{
    const rp_device_type *type = own_allocator(d);
    return d.type == 0                 ? rp_pool_trim()
           : type && type->memory_trim ? type->memory_trim(type->self, d.index)
                                       : 0;
}

static void read_account(rp_device d, rp_heap_counts *sum, rp_memory_stats *s)
{
    struct account *a = account_of(d);
    if (!a) return;
    s->live = atomic_load_explicit(&a->live, memory_order_relaxed);
    s->peak = atomic_load_explicit(&a->peak, memory_order_relaxed);
    s->requested = atomic_load_explicit(&a->requested, memory_order_relaxed);
    s->allocs = atomic_load_explicit(&a->allocs, memory_order_relaxed);
    s->frees = atomic_load_explicit(&a->frees, memory_order_relaxed);
    s->reserved_bytes = s->live;
    if (d.type != 0) read_allocator(d, s);
    if (d.type != 0 || d.index != 0) return;
    const uint64_t small = (uint64_t)small_storages(sum) * RP_STORAGE_SMALL_BYTES;
    raise_to(&small_peak, small);
    s->live += small;
    s->peak += atomic_load_explicit(&small_peak, memory_order_relaxed);
    s->requested = (uint64_t)get(&sum->cpu_requested);
    s->allocs = (uint64_t)(get(&sum->cpu_allocs) + get(&sum->small_allocs));
    s->frees = (uint64_t)(get(&sum->cpu_frees) + get(&sum->small_frees));
    s->reserved_bytes = s->live + rp_pool_overhead();
}

void rp_memory_get(rp_device d, rp_memory_stats *s)
{
    rp_heap_counts sum;
    sum_counts(&sum);
    rp_memory_stats full = {.size = s->size};
    read_account(d, &sum, &full);
    full.live_tensors = (uint64_t)get(&sum.live_tensors);
    full.live_storages = (uint64_t)(get(&sum.other_storages) + small_storages(&sum));
    full.live_nodes =
        (uint64_t)get(&sum.live_nodes) + atomic_load_explicit(&rp_live_nodes, memory_order_relaxed);
    full.host_allocs = (uint64_t)get(&sum.host_allocs);
    full.live_objects = (uint64_t)get(&sum.host_blocks);
    memcpy(s, &full, s->size < sizeof full ? s->size : sizeof full);
}

void rp_memory_reset_peak(rp_device d)
{
    struct account *a = account_of(d);
    if (!a) return;
    atomic_store_explicit(&a->peak, atomic_load_explicit(&a->live, memory_order_relaxed),
                          memory_order_relaxed);
    if (d.type != 0 || d.index != 0) return;
    rp_heap_counts sum;
    sum_counts(&sum);
    atomic_store_explicit(&small_peak, (uint64_t)small_storages(&sum) * RP_STORAGE_SMALL_BYTES,
                          memory_order_relaxed);
}
