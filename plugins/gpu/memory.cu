/* plugins/gpu/memory.cu - device memory: freed blocks are kept, in the order of their stream, for
 * the next request
 *
 * The runtime gives segments; blocks are cut from them and grow together again when neighbours are
 * free. A pool holds the free blocks of one stream, small and large requests apart, in bins of
 * eighths of a power of two: the best fit is the smallest block of the first bin that has one.
 * Whoever gets a block works after everything its stream was given before, so no event is needed; a
 * block that another stream has used waits for an event there. Design: PyTorch's
 * CUDACachingAllocator.
 *
 * Nothing of the host's is called under the lock: the records of blocks are made before it is
 * taken, because making them may free tensors of this device.
 */
#include "device.h"
#include <math.h>
#include <mutex>
#include <stdlib.h>

namespace
{
const size_t UNIT = 512, MIB = 1 << 20;
const size_t SMALL = MIB, SMALL_SEGMENT = 2 * MIB, LARGE = 10 * MIB, LARGE_SEGMENT = 20 * MIB;
enum {
    POWERS = 40,
    STEPS = 8,
    BINS = POWERS * STEPS,
    WORDS = (BINS + 63) / 64,
    BUCKETS = 16384,
    USERS = 3,
    EVENTS = 64,
    SPARES = 2
};

struct Pool;
struct Block {
    char *at;
    size_t size;
    Pool *pool;
    Block *left, *right; /* neighbours in the segment */
    Block *next, *prev;  /* in a bin, in the list of those that wait, or spare */
    Block *same_bucket;
    uint64_t freed; /* when */
    bool taken;
    int n_users; /* streams besides the pool's; USERS + 1: too many to remember */
    GPU(Stream_t) user[USERS];
    GPU(Event_t) event[USERS];
};
struct Pool {
    Pool *next;
    GPU(Stream_t) stream;
    uint64_t capture; /* of a recording, which finds its memory as it was; 0: of everybody */
    bool small;
    bool retired; /* its stream or its recording is gone: what comes back goes to the runtime */
    int64_t segments;
    uint64_t filled[WORDS];
    Block *bin[BINS];
};
struct Arena { /* one a device */
    std::mutex lock;
    Pool *pools, *spare_pools;
    Block *bucket[BUCKETS]; /* blocks that were given out, by address */
    Block *waiting;         /* freed, but a stream is not done with them */
    Block *spares;
    int n_spares;
    uint64_t clock;
    uint64_t capture; /* the recording that is on, 0: none */
    GPU(Stream_t) captured;
    GPU(Event_t) idle[EVENTS];
    int n_idle;
    rp_device_memory stats;
};
Arena arenas[GPU_MAX_DEVICES] = {};

struct Options {
    size_t max_split; /* blocks above it are not cut for smaller requests */
    /* of the device's memory: above it, cached segments go back before new ones come */
    double gc;
    int rounding; /* sizes are multiples of 1/rounding of a power of two; 0: of UNIT */
    bool off;
};
Options options = {SIZE_MAX, 0, 0, false};

/* ---- options --------------------------------------------------------------------------------- */
/* A number after "key=" that ends at a comma or at the end. */
bool read_number(const char *text, size_t length, const char *key, double *out)
{
    const size_t n = strlen(key);
    char *end;
    if (length <= n || strncmp(text, key, n) != 0) return false;
    *out = strtod(text + n, &end);
    return end == text + length && isfinite(*out);
}

bool read_option(const char *text, size_t length)
{
    double v;
    if (length == 3 && !strncmp(text, "off", 3)) return options.off = true;
    if (read_number(text, length, "max_split=", &v) && v > (double)(LARGE_SEGMENT / MIB) && v < 1e9)
        return options.max_split = (size_t)(v * (double)MIB), true;
    if (read_number(text, length, "gc=", &v) && v > 0 && v <= 1) return options.gc = v, true;
    const bool power = read_number(text, length, "rounding=", &v) &&
                       (v == 1 || v == 2 || v == 4 || v == 8 || v == 16);
    if (power) options.rounding = (int)v;
    return power;
}

/* ---- sizes ----------------------------------------------------------------------------------- */
int power_of(size_t n)
{
    return 63 - __builtin_clzll(n);
}
size_t multiple(size_t n, size_t of)
{
    return (n + of - 1) / of * of;
}
/* 0: more than any device has */
size_t block_size(size_t bytes)
{
    if (bytes > SIZE_MAX / 4) return 0;
    const size_t n = bytes < UNIT ? UNIT : multiple(bytes, UNIT);
    if (!options.rounding) return n;
    return multiple(n, multiple(((size_t)1 << power_of(n)) / (size_t)options.rounding, UNIT));
}
size_t segment_size(size_t size)
{
    if (options.off) return size;
    return size <= SMALL ? SMALL_SEGMENT : size < LARGE ? LARGE_SEGMENT : multiple(size, 2 * MIB);
}
int bin_of(size_t size)
{
    const int power = power_of(size),
              i = (power - power_of(UNIT)) * STEPS + (int)(size >> (power - 3) & (STEPS - 1));
    return i < BINS ? i : BINS - 1;
}
/* Is what a request leaves of a block worth being a block? */
bool is_cut(const Block *b, size_t size)
{
    if (options.off || b->size > options.max_split) return false;
    return b->size - size >= (b->pool->small ? UNIT : SMALL + UNIT);
}
/* A block above max_split serves requests of about its size alone. */
bool may_serve(const Block *b, size_t size)
{
    if (b->size < size) return false;
    if (b->size <= options.max_split) return true;
    return size > options.max_split && b->size - size < LARGE_SEGMENT;
}

/* ---- bins ------------------------------------------------------------------------------------ */
void into_bin(Block *b)
{
    const int i = bin_of(b->size);
    Pool *p = b->pool;
    b->prev = nullptr;
    b->next = p->bin[i];
    if (b->next) b->next->prev = b;
    p->bin[i] = b;
    p->filled[i / 64] |= (uint64_t)1 << i % 64;
}
void out_of_bin(Block *b)
{
    const int i = bin_of(b->size);
    Pool *p = b->pool;
    if (b->prev) b->prev->next = b->next;
    else p->bin[i] = b->next;
    if (b->next) b->next->prev = b->prev;
    if (!p->bin[i]) p->filled[i / 64] &= ~((uint64_t)1 << i % 64);
}
/* First bin at or after i that holds something, or BINS. */
int next_bin(const Pool *p, int i)
{
    for (; i < BINS; i = (i / 64 + 1) * 64) {
        const uint64_t word = p->filled[i / 64] >> i % 64;
        if (word) return i + __builtin_ctzll(word);
    }
    return BINS;
}
Block *best_fit(const Pool *p, size_t size)
{
    for (int i = next_bin(p, bin_of(size)); i < BINS; i = next_bin(p, i + 1)) {
        Block *best = nullptr;
        for (Block *b = p->bin[i]; b; b = b->next) {
            if (!may_serve(b, size) || (best && best->size <= b->size)) continue;
            best = b;
            if (b->size == size) return b;
        }
        if (best) return best;
    }
    return nullptr;
}

/* ---- records, blocks by address -------------------------------------------------------------- */
void keep_record(Arena *a, Block *b)
{
    b->next = a->spares;
    a->spares = b;
    a->n_spares++;
}
Block *fresh_record(Arena *a)
{
    Block *b = a->spares;
    a->spares = b->next;
    a->n_spares--;
    memset(b, 0, sizeof *b);
    return b;
}
Block **bucket_of(Arena *a, const void *p)
{
    return &a->bucket[((uintptr_t)p / UNIT * 0x9E3779B97F4A7C15u) >> 50];
}
Block **find(Arena *a, const void *p)
{
    Block **at = bucket_of(a, p);
    while (*at && (*at)->at != p) at = &(*at)->same_bucket;
    return at;
}

/* ---- segments -------------------------------------------------------------------------------- */
bool is_whole(const Block *b)
{
    return !b->left && !b->right;
}
/* A whole, free segment goes back to the runtime. Returns its bytes. */
size_t release(Arena *a, Block *b)
{
    const size_t bytes = b->size;
    out_of_bin(b);
    (void)GPU(Free)(b->at);
    b->pool->segments--;
    a->stats.segments--;
    a->stats.held -= bytes;
    keep_record(a, b);
    return bytes;
}
size_t release_whole(Arena *a, Pool *p)
{
    size_t bytes = 0;
    for (int i = next_bin(p, 0); i < BINS; i = next_bin(p, i + 1))
        for (Block *b = p->bin[i], *next; b; b = next) {
            next = b->next;
            if (is_whole(b)) bytes += release(a, b);
        }
    return bytes;
}
size_t release_cached(Arena *a)
{
    size_t bytes = 0;
    if (a->capture) return 0; /* freeing waits for the device, which a recording forbids */
    for (Pool *p = a->pools; p; p = p->next)
        if (!p->capture || p->retired) bytes += release_whole(a, p);
    return bytes;
}
Block *oldest_whole(Arena *a)
{
    Block *oldest = nullptr;
    for (Pool *p = a->pools; p; p = p->next)
        for (int i = p->capture ? BINS : next_bin(p, 0); i < BINS; i = next_bin(p, i + 1))
            for (Block *b = p->bin[i]; b; b = b->next)
                if (is_whole(b) && (!oldest || b->freed < oldest->freed)) oldest = b;
    return oldest;
}
/* gc=: segments that rested longest go until the new one keeps us below the limit. */
void collect(Arena *a, size_t bytes)
{
    size_t left, total;
    if (options.gc == 0 || a->capture || GPU(MemGetInfo)(&left, &total) != GPU(Success)) return;
    const size_t limit = (size_t)(options.gc * (double)total);
    Block *b;
    while (a->stats.held + bytes > limit && (b = oldest_whole(a)) != nullptr) release(a, b);
}

/* ---- free blocks ----------------------------------------------------------------------------- */
/* `b` grows by its right neighbour, which is free and in no bin. */
void join(Arena *a, Block *b)
{
    Block *gone = b->right;
    b->size += gone->size;
    b->right = gone->right;
    if (b->right) b->right->left = b;
    keep_record(a, gone);
}
bool is_free(const Block *b)
{
    return b && !b->taken;
}
void into_pool(Arena *a, Block *b)
{
    b->taken = false;
    b->freed = ++a->clock;
    if (is_free(b->right)) out_of_bin(b->right), join(a, b);
    if (is_free(b->left)) {
        b = b->left;
        out_of_bin(b);
        join(a, b);
    }
    into_bin(b);
    if (is_whole(b) && (options.off || b->pool->retired) && !a->capture) release(a, b);
}

/* ---- blocks that other streams use ----------------------------------------------------------- */
GPU(Error_t) take_event(Arena *a, GPU(Event_t) * e)
{
    if (a->n_idle) return *e = a->idle[--a->n_idle], GPU(Success);
    return GPU(EventCreateWithFlags)(e, GPU(EventDisableTiming));
}
void give_event(Arena *a, GPU(Event_t) e)
{
    if (a->n_idle < EVENTS) a->idle[a->n_idle++] = e;
    else (void)GPU(EventDestroy)(e);
}
void remember_user(Block *b, GPU(Stream_t) s)
{
    for (int i = 0; i < b->n_users && i < USERS; i++)
        if (b->user[i] == s) return;
    if (b->n_users < USERS) b->user[b->n_users] = s;
    if (b->n_users <= USERS) b->n_users++;
}
/* An event in each stream that uses it. Where there is none to be had, the streams are waited
   for. */
void wait_for_users(Arena *a, Block *b)
{
    if (b->n_users > USERS) {
        (void)GPU(DeviceSynchronize)();
        b->n_users = 0;
    }
    int n = 0;
    for (int i = 0; i < b->n_users; i++) {
        if (take_event(a, &b->event[n]) != GPU(Success)) (void)GPU(StreamSynchronize)(b->user[i]);
        else if (GPU(EventRecord)(b->event[n], b->user[i]) != GPU(Success))
            give_event(a, b->event[n]);
        else n++;
    }
    b->n_users = n;
}
bool is_done(Arena *a, Block *b)
{
    while (b->n_users) {
        /* no launch's error */
        if (GPU(EventQuery)(b->event[b->n_users - 1]) == GPU(ErrorNotReady))
            return (void)GPU(GetLastError)(), false;
        give_event(a, b->event[--b->n_users]);
    }
    return true;
}
/* Blocks whose users are done go into their pools. */
void settle(Arena *a)
{
    for (Block **at = &a->waiting; *at && !a->capture;) {
        Block *b = *at;
        if (is_done(a, b)) *at = b->next, into_pool(a, b);
        else at = &b->next;
    }
}
void settle_all(Arena *a)
{
    if (!a->waiting || a->capture) return;
    (void)GPU(DeviceSynchronize)();
    settle(a);
}

/* ---- requests -------------------------------------------------------------------------------- */
Pool *pool_of(Arena *a, GPU(Stream_t) s, bool small, uint64_t capture)
{
    Pool *p = a->pools;
    while (p && (p->retired || p->stream != s || p->small != small || p->capture != capture))
        p = p->next;
    if (p || !a->spare_pools) return p;
    p = a->spare_pools;
    a->spare_pools = p->next;
    memset(p, 0, sizeof *p);
    p->next = a->pools;
    p->stream = s;
    p->small = small;
    p->capture = capture;
    return a->pools = p;
}

/* Makes, outside of the lock, what a request may need; holds the lock afterwards. NULL: no memory
   on the host. */
Pool *prepare(Arena *a, GPU(Stream_t) s, bool small)
{
    a->lock.lock();
    for (;;) {
        Pool *p = a->n_spares < SPARES ? nullptr
                                       : pool_of(a, s, small, s == a->captured ? a->capture : 0);
        if (p) return p;
        const bool record = a->n_spares < SPARES;
        a->lock.unlock();
        void *made = kernel_host->alloc(record ? sizeof(Block) : sizeof(Pool));
        if (!made) return nullptr;
        a->lock.lock();
        if (record) {
            keep_record(a, (Block *)made);
        } else {
            ((Pool *)made)->next = a->spare_pools;
            a->spare_pools = (Pool *)made;
        }
    }
}

GPU(Error_t) segment_from_runtime(Arena *a, Pool *pool, size_t bytes, Block **out)
{
    void *p = nullptr;
    const GPU(Error_t) e = GPU(Malloc)(&p, bytes);
    if (e != GPU(Success)) return e;
    Block *b = fresh_record(a);
    b->at = (char *)p;
    b->size = bytes;
    b->pool = pool;
    pool->segments++;
    a->stats.segments++;
    a->stats.held += bytes;
    if (a->stats.held > a->stats.peak_held) a->stats.peak_held = a->stats.held;
    into_bin(b);
    *out = b;
    return GPU(Success);
}

rp_status no_memory(Arena *a, int device, size_t bytes)
{
    size_t left = 0, total = 0;
    (void)GPU(MemGetInfo)(&left, &total);
    a->stats.ooms++;
    return RP_FAIL(
        RP_E_MEMORY,
        "out of memory on " KERNEL_DEVICE
        ":%d: %zu bytes asked for; %llu allocated, %llu cached in %llu segments; %zu of the device's %zu bytes are free",
        device, bytes, (unsigned long long)a->stats.allocated,
        (unsigned long long)(a->stats.held - a->stats.allocated),
        (unsigned long long)a->stats.segments, left, total);
}

/* A new segment; when the runtime has none, after everything that is cached has gone back. */
rp_status grow(Arena *a, int device, Pool *pool, size_t size, size_t bytes, Block **out)
{
    const size_t segment = segment_size(size);
    collect(a, segment);
    GPU(Error_t) e = segment_from_runtime(a, pool, segment, out);
    if (e == GPU(Success)) return RP_OK;
    if (e != GPU(ErrorMemoryAllocation)) return gpu_check(e, device, "%zu bytes", segment);
    (void)GPU(GetLastError)();
    settle_all(a);
    *out = best_fit(pool, size);
    if (*out) return RP_OK;
    if (release_cached(a) || segment > size) {
        e = segment_from_runtime(a, pool, segment, out);
        /* no more than is needed */
        if (e != GPU(Success))
            (void)GPU(GetLastError)(), e = segment_from_runtime(a, pool, multiple(size, UNIT), out);
        if (e == GPU(Success)) return a->stats.retries++, RP_OK;
        (void)GPU(GetLastError)();
    }
    return no_memory(a, device, bytes);
}

void cut(Arena *a, Block *b, size_t size)
{
    if (!is_cut(b, size)) return;
    Block *rest = fresh_record(a);
    rest->at = b->at + size;
    rest->size = b->size - size;
    rest->pool = b->pool;
    rest->left = b;
    rest->right = b->right;
    rest->freed = b->freed;
    if (rest->right) rest->right->left = rest;
    b->right = rest;
    b->size = size;
    into_bin(rest);
    a->stats.splits++;
}

void *hand_out(Arena *a, Block *b, size_t size)
{
    out_of_bin(b);
    cut(a, b, size);
    b->taken = true;
    b->n_users = 0;
    Block **bucket = bucket_of(a, b->at);
    b->same_bucket = *bucket;
    *bucket = b;
    a->stats.allocated += b->size;
    if (a->stats.allocated > a->stats.peak) a->stats.peak = a->stats.allocated;
    return b->at;
}

/* Pools that nobody will ask any more; what lives in them goes to the runtime when it comes
   back. */
void retire(Arena *a, Pool *p)
{
    p->retired = true;
    if (!a->capture) release_whole(a, p);
}
/* Retired pools without segments become spare. */
void sweep(Arena *a)
{
    for (Pool **at = &a->pools; *at;) {
        Pool *p = *at;
        if (!p->retired || p->segments) {
            at = &p->next;
            continue;
        }
        *at = p->next;
        p->next = a->spare_pools;
        a->spare_pools = p;
    }
}
} // namespace

rp_status gpu_memory_configure()
{
    const char *text = getenv(GPU_VARIABLE "_ALLOC");
    options = Options{SIZE_MAX, 0, 0, false};
    for (const char *at = text ? text : ""; *at;) {
        const size_t n = strcspn(at, ",");
        if (!read_option(at, n))
            return RP_FAIL(
                RP_E_INVALID,
                GPU_VARIABLE
                "_ALLOC: '%.*s' is none of: max_split=MiB (above %d), gc=fraction (above 0, at most 1), rounding=N (1, 2, 4, 8 or 16), off; with commas between",
                (int)(n < 64 ? n : 64), at, (int)(LARGE_SEGMENT / MIB));
        at += n + (at[n] == ',');
    }
    return RP_OK;
}

rp_status gpu_memory_take(int device, GPU(Stream_t) s, size_t bytes, void **p)
{
    Arena *a = &arenas[device];
    const size_t size = block_size(bytes);
    if (!size) {
        const std::lock_guard<std::mutex> hold(a->lock);
        return no_memory(a, device, bytes);
    }
    Pool *pool = prepare(a, s, size <= SMALL);
    if (!pool) return RP_E_MEMORY;
    if (a->waiting) settle(a);
    Block *b = best_fit(pool, size);
    const rp_status st = b ? RP_OK : grow(a, device, pool, size, bytes, &b);
    void *got = st ? nullptr : hand_out(a, b, size);
    a->lock.unlock();
    if (st) return st;
    gpu_block_out(got, bytes);
    *p = got;
    return RP_OK;
}

void gpu_memory_give(int device, GPU(Stream_t) s, void *p)
{
    Arena *a = &arenas[device];
    if (!p) return;
    gpu_block_back(p);
    const std::lock_guard<std::mutex> hold(a->lock);
    Block **at = find(a, p), *b = *at;
    if (!b) return;
    *at = b->same_bucket;
    a->stats.allocated -= b->size;
    if (s != b->pool->stream) remember_user(b, s);
    /* a recording is one stream, in order */
    if (!b->n_users || b->pool->capture) return into_pool(a, b);
    wait_for_users(a, b);
    b->next = a->waiting;
    a->waiting = b;
}

void gpu_memory_uses(int device, void *p, GPU(Stream_t) s)
{
    Arena *a = &arenas[device];
    const std::lock_guard<std::mutex> hold(a->lock);
    Block *b = *find(a, p);
    if (b && s != b->pool->stream) remember_user(b, s);
}

void gpu_memory_forget(int device, GPU(Stream_t) s)
{
    Arena *a = &arenas[device];
    const std::lock_guard<std::mutex> hold(a->lock);
    settle_all(a);
    for (Pool *p = a->pools; p; p = p->next)
        if (p->stream == s) retire(a, p);
    for (int i = 0; i < BUCKETS; i++)
        for (Block *b = a->bucket[i]; b; b = b->same_bucket)
            for (int k = 0; k < b->n_users && b->n_users <= USERS; k++)
                if (b->user[k] == s) b->user[k] = b->user[--b->n_users]; /* it was waited for */
    sweep(a);
}

void gpu_memory_record(int device, GPU(Stream_t) s, uint64_t capture)
{
    Arena *a = &arenas[device];
    const std::lock_guard<std::mutex> hold(a->lock);
    a->captured = s;
    a->capture = capture;
}

void gpu_memory_forget_recording(int device, uint64_t capture)
{
    Arena *a = &arenas[device];
    const std::lock_guard<std::mutex> hold(a->lock);
    for (Pool *p = a->pools; p; p = p->next)
        if (p->capture == capture) retire(a, p);
    sweep(a);
}

void gpu_memory_stats(int device, rp_device_memory *out)
{
    Arena *a = &arenas[device];
    const std::lock_guard<std::mutex> hold(a->lock);
    rp_device_memory m = a->stats;
    m.size = out->size < sizeof m ? out->size : (uint32_t)sizeof m;
    memcpy(out, &m, m.size);
}

uint64_t gpu_memory_trim(int device)
{
    Arena *a = &arenas[device];
    Block *records;
    uint64_t bytes;
    {
        const std::lock_guard<std::mutex> hold(a->lock);
        settle_all(a);
        bytes = release_cached(a);
        sweep(a);
        records = a->spares;
        a->spares = nullptr;
        a->n_spares = 0;
    }
    while (records) {
        Block *next = records->next;
        kernel_host->free(records, sizeof *records);
        records = next;
    }
    return bytes;
}
