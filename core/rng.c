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

/* ---- numbers that a plugin keeps ------------------------------------------------------------- */
static _Atomic int64_t created[RP_MAX_DEVICE_TYPES]; /* living ones of rp_generator_create */

static const rp_device_type *keeper(const rp_generator *g)
{
    return atomic_load_explicit(&g->type, memory_order_acquire);
}

/* Hands the numbers of `g` to the plugin of its device, if that has generators of its own. */
static rp_status attach(rp_generator *g)
{
    const rp_device_type *t = rp_device_type_get(g->device.type);
    if (!t || !RP_HAS(t, generator_reserve) || !t->generator_new) return RP_OK;
    RP_TRY(rp_device_usable(g->device.type));
    RP_TRY(t->generator_new(t->self, g->device.index, atomic_load(&g->seed), &g->own));
    const uint64_t offset = atomic_load(&g->offset);
    if (offset) t->generator_set(t->self, g->own, atomic_load(&g->seed), offset);
    atomic_store_explicit(&g->type, t, memory_order_release);
    return RP_OK;
}

/* Takes them back: the plugin goes, and the device goes on from here when it comes again. */
static void detach(rp_generator *g)
{
    const rp_device_type *t = keeper(g);
    uint64_t seed, offset;
    if (!t) return;
    atomic_store_explicit(&g->type, NULL, memory_order_release);
    /* the parent's is not the child's to ask or to free */
    if (rp_device_lost(g->device.type)) return;
    t->generator_get(t->self, g->own, &seed, &offset);
    t->generator_free(t->self, g->own);
    atomic_store(&g->seed, seed);
    atomic_store(&g->offset, offset);
}

void rp_generators_reset(int type)
{
    pthread_mutex_lock(&lock);
    for (int k = 0; k < RP_MAX_DEVICE_INDEX; k++) {
        detach(&defaults[type][k]);
        atomic_store_explicit(&defaults[type][k].ready, false, memory_order_release);
    }
    pthread_mutex_unlock(&lock);
}

int64_t rp_generators_on(int type)
{
    return atomic_load(&created[type]);
}

/* ---- making ---------------------------------------------------------------------------------- */
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
    rp_generator *g = rp_alloc_zero(sizeof *g);
    if (!g) return RP_E_MEMORY;
    generator_init(g, device, seed);
    const rp_status st = attach(g);
    if (st) {
        rp_free(g, sizeof *g);
        return st;
    }
    if (keeper(g)) atomic_fetch_add(&created[device.type], 1);
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
    if (!g || !rp_count_dec(&g->count)) return;
    if (keeper(g)) atomic_fetch_sub(&created[g->device.type], 1);
    detach(g);
    rp_free(g, sizeof *g);
}

static rp_status make_ready(rp_generator *g, rp_device device)
{
    if (atomic_load_explicit(&g->ready, memory_order_relaxed)) return RP_OK;
    if (atomic_load_explicit(&g->count, memory_order_relaxed) == 0)
        generator_init(g, device, atomic_load_explicit(&manual_seed, memory_order_relaxed));
    RP_TRY(attach(g));
    atomic_store_explicit(&g->ready, true, memory_order_release);
    return RP_OK;
}

rp_status rp_generator_find(rp_generator **out, rp_device device)
{
    char name[48];
    if (device.type < 0 || device.type >= RP_MAX_DEVICE_TYPES || device.index < 0 ||
        device.index >= RP_MAX_DEVICE_INDEX)
        return RP_FAIL(RP_E_DEVICE, "%s has no generator",
                       rp_device_name(device, name, sizeof name));
    rp_generator *g = &defaults[device.type][device.index];
    if (RP_UNLIKELY(!atomic_load_explicit(&g->ready, memory_order_acquire))) {
        pthread_mutex_lock(&lock);
        const rp_status st = make_ready(g, device);
        pthread_mutex_unlock(&lock);
        if (st)
            return rp_note(st, "while %s was to make its default generator",
                           rp_device_name(device, name, sizeof name));
    }
    *out = g;
    return RP_OK;
}

rp_generator *rp_generator_default(rp_device device)
{
    rp_generator *g = NULL;
    return rp_generator_find(&g, device) ? NULL : g;
}

/* ---- places in the stream -------------------------------------------------------------------- */
void rp_generator_set(rp_generator *g, uint64_t seed, uint64_t offset)
{
    const rp_device_type *t = keeper(g);
    if (RP_UNLIKELY(t != NULL)) {
        t->generator_set(t->self, g->own, seed, offset);
        return;
    }
    atomic_store_explicit(&g->seed, seed, memory_order_relaxed);
    atomic_store_explicit(&g->offset, offset, memory_order_relaxed);
}

void rp_generator_get(const rp_generator *g, uint64_t *seed, uint64_t *offset)
{
    const rp_device_type *t = keeper(g);
    uint64_t s = atomic_load_explicit(&g->seed, memory_order_relaxed),
             o = atomic_load_explicit(&g->offset, memory_order_relaxed);
    if (RP_UNLIKELY(t != NULL)) t->generator_get(t->self, g->own, &s, &o);
    if (seed) *seed = s;
    if (offset) *offset = o;
}

void rp_generator_reserve(rp_generator *g, uint64_t numbers, uint64_t *seed, uint64_t *offset)
{
    const rp_device_type *t = keeper(g);
    if (RP_UNLIKELY(t != NULL)) {
        t->generator_reserve(t->self, g->own, numbers, seed, offset);
        return;
    }
    *seed = atomic_load_explicit(&g->seed, memory_order_relaxed);
    *offset = atomic_fetch_add_explicit(&g->offset, numbers / 4 + (numbers % 4 != 0),
                                        memory_order_relaxed);
}

void rp_manual_seed(uint64_t seed)
{
    pthread_mutex_lock(&lock);
    atomic_store_explicit(&manual_seed, seed, memory_order_relaxed);
    for (int i = 0; i < rp_device_type_count(); i++)
        for (int k = 0; k < RP_MAX_DEVICE_INDEX && !rp_device_lost(i); k++)
            if (atomic_load_explicit(&defaults[i][k].count, memory_order_relaxed))
                rp_generator_set(&defaults[i][k], seed, 0);
    pthread_mutex_unlock(&lock);
}
