/* core/pool.c - bytes of cpu tensors. Large blocks are kept: glibc would unmap and fault them in
 * again at every step
 *
 * Capacities go in eighths of a power of two, so at most an eighth is wasted. The pool never makes
 * the process larger than the tensors themselves once did: what it holds and what is in use stay
 * below the highest use so far plus SLACK, and the block that rested longest goes first.
 */
#include "core/memory_impl.h"
#include <pthread.h>
#include <stdlib.h>

enum { ALIGN = 64, STEPS = 8, LOWEST = 16, POWERS = 32, BUCKETS = POWERS * STEPS };
#define POOL_MIN (UINT64_C(1) << LOWEST)
#define POOL_MAX (UINT64_C(1) << (LOWEST + POWERS - 1))
#define SLACK (UINT64_C(64) << 20)

struct header { /* right before the bytes */
    void *block;
    uint64_t capacity;
};
struct resting {                     /* in the bytes of a block that nobody uses */
    struct resting *next, *prev;     /* of the same capacity */
    struct resting *younger, *older; /* of all */
};
static struct {
    pthread_mutex_t lock;
    struct resting *bucket[BUCKETS];
    struct resting *youngest, *oldest;
    uint64_t used, held, high, waste;
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct header *header_of(void *data)
{
    return (struct header *)data - 1;
}

/* aligned_alloc would bypass malloc's thread cache. */
static void *block_alloc(uint64_t capacity)
{
    if (capacity > SIZE_MAX / 2) return NULL;
    void *block = malloc((size_t)capacity + sizeof(struct header) + ALIGN - 1);
    if (!block) return NULL;
    const uintptr_t data =
        ((uintptr_t)block + sizeof(struct header) + ALIGN - 1) & ~(uintptr_t)(ALIGN - 1);
    *header_of((void *)data) = (struct header){block, capacity};
    return (void *)data;
}

static void block_free(void *data)
{
    free(header_of(data)->block);
}

static bool pooled(uint64_t bytes)
{
    return !RP_ASAN && bytes >= POOL_MIN && bytes <= POOL_MAX;
}

static unsigned power_of(uint64_t bytes)
{
    return 63u - (unsigned)__builtin_clzll(bytes);
}

static uint64_t capacity_for(uint64_t bytes)
{
    const uint64_t step = (UINT64_C(1) << power_of(bytes)) / STEPS;
    return (bytes + step - 1) & ~(step - 1);
}

static struct resting **bucket_of(uint64_t capacity)
{
    const unsigned power = power_of(capacity);
    const unsigned step = (unsigned)(capacity >> (power - 3)) & (STEPS - 1);
    return &pool.bucket[(power - LOWEST) * STEPS + step];
}

static void unlink_resting(struct resting *r)
{
    struct resting **bucket = bucket_of(header_of(r)->capacity);
    if (r->prev) r->prev->next = r->next;
    else *bucket = r->next;
    if (r->next) r->next->prev = r->prev;
    if (r->younger) r->younger->older = r->older;
    else pool.youngest = r->older;
    if (r->older) r->older->younger = r->younger;
    else pool.oldest = r->younger;
    pool.held -= header_of(r)->capacity;
}

static void link_resting(struct resting *r)
{
    struct resting **bucket = bucket_of(header_of(r)->capacity);
    *r = (struct resting){.next = *bucket, .older = pool.youngest};
    if (*bucket) (*bucket)->prev = r;
    *bucket = r;
    if (pool.youngest) pool.youngest->younger = r;
    else pool.oldest = r;
    pool.youngest = r;
    pool.held += header_of(r)->capacity;
}

/* Takes blocks off until `used + held` is at most `limit`; chained by `next`, to be freed outside
 * the lock. */
static struct resting *evict(uint64_t limit)
{
    struct resting *gone = NULL;
    while (pool.oldest && pool.used + pool.held > limit) {
        struct resting *r = pool.oldest;
        unlink_resting(r);
        r->next = gone;
        gone = r;
    }
    return gone;
}

static uint64_t free_chain(struct resting *r)
{
    uint64_t bytes = 0;
    while (r) {
        struct resting *next = r->next;
        bytes += header_of(r)->capacity;
        block_free(r);
        r = next;
    }
    return bytes;
}

static void *pool_take(uint64_t bytes)
{
    const uint64_t capacity = capacity_for(bytes);
    pthread_mutex_lock(&pool.lock);
    struct resting *r = *bucket_of(capacity);
    if (r) unlink_resting(r);
    pool.used += capacity;
    pool.waste += capacity - rp_round_bytes(bytes);
    if (pool.used > pool.high) pool.high = pool.used;
    struct resting *gone = evict(pool.high + SLACK);
    pthread_mutex_unlock(&pool.lock);
    free_chain(gone);
    void *data = r ? (void *)r : block_alloc(capacity);
    if (data) return data;
    pthread_mutex_lock(&pool.lock);
    pool.used -= capacity;
    pool.waste -= capacity - rp_round_bytes(bytes);
    pthread_mutex_unlock(&pool.lock);
    return NULL;
}

static void pool_give(void *data, uint64_t bytes)
{
    const uint64_t capacity = header_of(data)->capacity;
    pthread_mutex_lock(&pool.lock);
    pool.used -= capacity;
    pool.waste -= capacity - rp_round_bytes(bytes);
    link_resting(data);
    struct resting *gone = evict(pool.high + SLACK);
    pthread_mutex_unlock(&pool.lock);
    free_chain(gone);
}

void *rp_bytes_alloc(uint64_t bytes)
{
    return pooled(bytes) ? pool_take(bytes) : block_alloc(rp_round_bytes(bytes));
}

void rp_bytes_free(void *data, uint64_t bytes)
{
    if (!data) return;
    if (pooled(bytes)) pool_give(data, bytes);
    else block_free(data);
}

uint64_t rp_pool_trim(void)
{
    pthread_mutex_lock(&pool.lock);
    struct resting *gone = evict(0);
    pthread_mutex_unlock(&pool.lock);
    return free_chain(gone);
}

uint64_t rp_pool_overhead(void)
{
    pthread_mutex_lock(&pool.lock);
    const uint64_t bytes = pool.held + pool.waste;
    pthread_mutex_unlock(&pool.lock);
    return bytes;
}
