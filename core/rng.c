/* core/rng.c - generators: a seed and an offset */
#include "core/rng.h"
#include "core/memory_impl.h"
#include <pthread.h>

static const uint64_t first_seed = 67280421310721; /* PyTorch's default_rng_seed_val */

/* In place, not allocated: asking for a default generator cannot fail, and nothing is left to free
 * at exit. */
static rp_generator defaults[RP_MAX_DEVICE_TYPES][RP_MAX_DEVICE_INDEX];
static _Atomic uint64_t manual_seed = first_seed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void generator_init(rp_generator *g, rp_device device, uint64_t seed)
{
    g->device = device;
    atomic_store_explicit(&g->seed, seed, memory_order_relaxed);
    atomic_store_explicit(&g->offset, 0, memory_order_relaxed);
    atomic_store_explicit(&g->count, 1, memory_order_release);
}

rp_status rp_generator_create(rp_generator **out, rp_device device, uint64_t seed)
{
    RP_TRY(rp_device_check(device));
    rp_generator *g = rp_alloc(sizeof *g);
    if (!g) return RP_E_MEMORY;
    generator_init(g, device, seed);
    rp_generator *old = *out;
    *out = g;
    rp_generator_release(old);
    return RP_OK;
}

rp_generator *rp_generator_retain(rp_generator *g)
{
    if (g) rp_count_inc(&g->count);
    return g;
}

void rp_generator_release(rp_generator *g)
{
    if (g && rp_count_dec(&g->count)) rp_free(g, sizeof *g);
}

rp_generator *rp_generator_default(rp_device device)
{
    if (device.type < 0 || device.type >= RP_MAX_DEVICE_TYPES || device.index < 0 ||
        device.index >= RP_MAX_DEVICE_INDEX)
        return NULL;
    rp_generator *g = &defaults[device.type][device.index];
    if (RP_LIKELY(atomic_load_explicit(&g->count, memory_order_acquire) != 0)) return g;
    pthread_mutex_lock(&lock);
    if (atomic_load_explicit(&g->count, memory_order_relaxed) == 0)
        generator_init(g, device, atomic_load_explicit(&manual_seed, memory_order_relaxed));
    pthread_mutex_unlock(&lock);
    return g;
}

void rp_generator_set(rp_generator *g, uint64_t seed, uint64_t offset)
{
    atomic_store_explicit(&g->seed, seed, memory_order_relaxed);
    atomic_store_explicit(&g->offset, offset, memory_order_relaxed);
}

void rp_generator_get(const rp_generator *g, uint64_t *seed, uint64_t *offset)
{
    if (seed) *seed = atomic_load_explicit(&g->seed, memory_order_relaxed);
    if (offset) *offset = atomic_load_explicit(&g->offset, memory_order_relaxed);
}

void rp_generator_reserve(rp_generator *g, uint64_t numbers, uint64_t *seed, uint64_t *offset)
{
    *seed = atomic_load_explicit(&g->seed, memory_order_relaxed);
    *offset = atomic_fetch_add_explicit(&g->offset, numbers / 4 + (numbers % 4 != 0),
                                        memory_order_relaxed);
}

void rp_manual_seed(uint64_t seed)
{
    pthread_mutex_lock(&lock);
    atomic_store_explicit(&manual_seed, seed, memory_order_relaxed);
    for (int i = 0; i < rp_device_type_count(); i++)
        for (int k = 0; k < RP_MAX_DEVICE_INDEX; k++)
            if (atomic_load_explicit(&defaults[i][k].count, memory_order_relaxed))
                rp_generator_set(&defaults[i][k], seed, 0);
    pthread_mutex_unlock(&lock);
}
