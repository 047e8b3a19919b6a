/* modes/remat/recipe.c - recipes, their life, the demand for them, and the write barrier */
#include "modes/remat/remat.h"
#include <pthread.h>
#include <string.h>

static pthread_mutex_t lock;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_lock(void)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &attr);
    pthread_mutexattr_destroy(&attr);
}

void rp_remat_lock(void)
{
    pthread_once(&once, make_lock);
    pthread_mutex_lock(&lock);
}

void rp_remat_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

/* ---- geometry -------------------------------------------------------------------------------- */
static size_t geometry_words(int ndim)
{
    return 2 * (size_t)ndim;
}

rp_status rp_remat_geometry_init(remat_geometry *g, const rp_tensor *t)
{
    const size_t n = (size_t)t->ndim;
    g->dims = g->own;
    g->ndim = t->ndim;
    g->offset = t->offset;
    g->dtype = t->dtype;
    g->flags = t->flags & RP_T_NUMBER;
    if (geometry_words(t->ndim) > sizeof g->own / sizeof *g->own) {
        g->dims = rp_alloc(geometry_words(t->ndim) * sizeof *g->dims);
        if (!g->dims) {
            g->ndim = 0;
            g->dims = g->own;
            return RP_E_MEMORY;
        }
    }
    if (n) memcpy(g->dims, t->shape, n * sizeof *g->dims);
    if (n) memcpy(g->dims + n, t->stride, n * sizeof *g->dims);
    return RP_OK;
}

void rp_remat_geometry_fini(remat_geometry *g)
{
    if (g->dims && g->dims != g->own) rp_free(g->dims, geometry_words(g->ndim) * sizeof *g->dims);
    g->dims = g->own;
}

rp_status rp_remat_geometry_on(rp_tensor **out, const remat_geometry *g, rp_storage *s)
{
    rp_tensor *t = NULL;
    RP_TRY(rp_tensor_on_storage(&t, s, g->dtype, g->dims, g->dims + g->ndim, g->ndim, g->offset));
    t->flags |= g->flags;
    rp_tensor_release(*out);
    *out = t;
    return RP_OK;
}

/* ---- life ------------------------------------------------------------------------------------ */
void rp_remat_call_release(remat_call *c)
{
    if (!c || --c->refs) return;
    for (uint32_t i = 0; i < c->n_sources; i++) {
        rp_remat_release(c->source[i].recipe);
        rp_remat_geometry_fini(&c->source[i].geometry);
    }
    for (uint32_t i = 0; c->in && i < c->n_in; i++) rp_value_clear(&c->in[i]);
    rp_free(c->source, c->room * sizeof *c->source);
    rp_free(c->result, c->n_results * sizeof *c->result);
    rp_free(c->in, c->n_in * sizeof *c->in);
    rp_free(c, sizeof *c);
}

rp_status rp_remat_recipe_create(remat_recipe **out, remat_call *call, uint32_t result)
{
    remat_recipe *r = rp_alloc_zero(sizeof *r);
    if (!r) return RP_E_MEMORY;
    r->refs = 1;
    r->call = call;
    r->result = result;
    if (call) {
        call->refs++;
        call->result[result] = r;
    }
    *out = r;
    return RP_OK;
}

/* Whoever releases the last reference has given up demand before. */
void rp_remat_release(remat_recipe *r)
{
    if (!r || --r->refs) return;
    rp_storage_release(r->kept);
    if (r->call) r->call->result[r->result] = NULL;
    rp_remat_call_release(r->call);
    rp_free(r, sizeof *r);
}

/* ---- watches --------------------------------------------------------------------------------- */
/* What a storage owns. Its death, or the next write, says that the bytes are gone */
typedef struct watch {
    rp_object object;
    remat_recipe *recipe; /* owned */
    rp_storage *storage;  /* the owner; NULL once it is dying */
} watch;

static void watch_destroy(rp_object *o)
{
    watch *w = (watch *)o;
    rp_remat_lock();
    if (w->storage && w->recipe->storage == w->storage) w->recipe->storage = NULL;
    rp_remat_release(w->recipe);
    rp_remat_unlock();
    rp_free(w, sizeof *w);
}

/* Counts may stay at 1 while the last reference is dropped, so that whoever finds the storage under
   the lock raises it to 2. */
bool rp_remat_dying(rp_storage *s)
{
    bool found = false;
    rp_remat_lock();
    watch *w = (watch *)atomic_load_explicit(&s->recipe, memory_order_relaxed);
    if (atomic_load_explicit(&s->count, memory_order_acquire) > 1)
        found = atomic_fetch_sub_explicit(&s->count, 1, memory_order_acq_rel) > 1;
    if (!found) {
        if (w->recipe->storage == s) w->recipe->storage = NULL;
        w->storage = NULL;
    }
    rp_remat_unlock();
    return found;
}

remat_recipe *rp_remat_find(rp_storage *s)
{
    const watch *w = (const watch *)atomic_load_explicit(&s->recipe, memory_order_acquire);
    return w ? w->recipe : NULL;
}

rp_status rp_remat_attach(rp_storage *s, remat_recipe *r)
{
    watch *w = rp_alloc(sizeof *w);
    if (!w) return RP_E_MEMORY;
    rp_object_init(&w->object, watch_destroy);
    w->recipe = r;
    w->storage = s;
    r->refs++;
    r->storage = s;
    rp_object *old = atomic_exchange(&s->recipe, &w->object);
    rp_object_release(old);
    return RP_OK;
}

bool rp_remat_is_exposed(rp_storage *s)
{
    if ((s->flags & RP_STORAGE_FOREIGN) && !(s->flags & RP_STORAGE_READONLY)) return true;
    return atomic_load_explicit(&s->pins, memory_order_relaxed) != 0;
}

rp_status rp_remat_recipe_of(remat_recipe **out, rp_storage *s)
{
    remat_recipe *r = rp_remat_find(s);
    if (rp_remat_is_exposed(s)) return RP_OK;
    if (r) {
        r->refs++;
        *out = r;
        return RP_OK;
    }
    RP_TRY(rp_remat_recipe_create(&r, NULL, 0));
    const rp_status st = rp_remat_attach(s, r);
    if (st) rp_remat_release(r);
    else *out = r;
    return st;
}

/* ---- demand ---------------------------------------------------------------------------------- */
/* A storage whose count is zero is on its way out. */
static bool try_retain(rp_storage *s)
{
    uint32_t n = atomic_load_explicit(&s->count, memory_order_relaxed);
    while (n)
        if (atomic_compare_exchange_weak_explicit(&s->count, &n, n + 1, memory_order_acquire,
                                                  memory_order_relaxed))
            return true;
    return false;
}

rp_storage *rp_remat_resident(remat_recipe *r)
{
    if (r->kept) return rp_storage_retain(r->kept);
    return r->storage && try_retain(r->storage) ? r->storage : NULL;
}

static bool demand_call(remat_call *c)
{
    if (c->demand++) return true;
    for (uint32_t i = 0; i < c->n_sources; i++) {
        if (rp_remat_demand(c->source[i].recipe)) continue;
        while (i-- > 0) rp_remat_undemand(c->source[i].recipe);
        c->demand = 0;
        return false;
    }
    return true;
}

bool rp_remat_demand(remat_recipe *r)
{
    if (!r->demand) {
        if (r->call && !demand_call(r->call)) return false;
        if (!r->call && !(r->storage && try_retain(r->storage))) return false;
        r->held = !r->call;
    }
    r->demand++;
    return true;
}

void rp_remat_undemand(remat_recipe *r)
{
    if (--r->demand) return;
    if (r->call) {
        if (--r->call->demand) return;
        for (uint32_t i = 0; i < r->call->n_sources; i++)
            rp_remat_undemand(r->call->source[i].recipe);
    } else if (r->held) {
        rp_storage *s = r->storage;
        r->held = false;
        r->refs++; /* the storage's end releases its watch, and that its recipe */
        rp_storage_release(s);
        rp_remat_release(r);
    }
}

/* ---- the write barrier ----------------------------------------------------------------------- */
static rp_status copy_bytes(rp_storage *to, const rp_storage *from)
{
    const uint64_t bytes = from->nbytes < to->nbytes ? from->nbytes : to->nbytes;
    if (!bytes) return RP_OK;
    if (from->device.type == 0) {
        memcpy(to->data, from->data, bytes);
        return RP_OK;
    }
    const rp_device_type *type = rp_device_type_get(from->device.type);
    if (!type || !type->copy)
        return RP_FAIL(RP_E_DEVICE, "device type %d cannot copy bytes", from->device.type);
    return type->copy(type->self, NULL, to->data, to->device.index, from->data, from->device.index,
                      (size_t)bytes);
}

rp_status rp_remat_copy(rp_storage **out, const rp_storage *s)
{
    rp_storage *copy = NULL;
    RP_TRY(rp_storage_create(&copy, s->nbytes, s->device, 0));
    const rp_status st = copy_bytes(copy, s);
    if (st) rp_storage_release(copy);
    else *out = copy;
    return st;
}

/* Values that were dropped depend on these bytes: they move to a copy. */
static rp_status snapshot(remat_recipe *r)
{
    rp_storage *copy = NULL, *old = r->storage;
    const unsigned long long bytes = old->nbytes;
    rp_status st = rp_remat_copy(&copy, old);
    if (!st) st = rp_remat_attach(copy, r);
    rp_storage_release(st ? copy : old); /* the writer has the old one too */
    return rp_note(st, "keeping %llu bytes that dropped values depend on, before they are written",
                   bytes);
}

rp_status rp_remat_before_write(rp_storage *s)
{
    rp_status st = RP_OK;
    rp_remat_lock();
    rp_object *o = atomic_load_explicit(&s->recipe, memory_order_acquire);
    if (o) {
        remat_recipe *r = ((watch *)o)->recipe;
        if (r->kept == s) { /* made again by a running pass: the old bytes can be made once more */
            r->kept = NULL;
            r->kept_pass = 0;
            rp_storage_release(s);
        }
        if (r->held && r->storage == s) st = snapshot(r);
        if (!st) {
            atomic_store(&s->recipe, NULL);
            rp_object_release(o);
        }
    }
    rp_remat_unlock();
    return st;
}
