/* modes/remat/pack.c - the hooks: a saved tensor becomes its recipe where that can be relied on,
   else it stays as it is */
#include "modes/remat/remat.h"

typedef struct packed {
    remat_recipe *recipe; /* owned and in demand; NULL: the bytes are kept */
    rp_storage *storage;  /* owned, when they are */
    uint64_t version;
    remat_geometry geometry;
} packed;

/* Under the lock. False: nothing was packed. */
static bool pack_recipe(packed *p, remat_scope *s, rp_storage *storage)
{
    remat_recipe *r = rp_remat_find(storage);
    if (!r || !r->call || rp_remat_is_exposed(storage) || !rp_remat_demand(r)) return false;
    r->refs++;
    if (!r->packs++) {
        rp_remat_boundary_drop(&s->boundary, storage->nbytes);
        atomic_fetch_add_explicit(&s->dropped_bytes, storage->nbytes, memory_order_relaxed);
    }
    p->recipe = r;
    return true;
}

static rp_status remat_pack(void *self, rp_tensor *t, rp_value *out)
{
    remat_scope *s = self;
    packed *p = rp_alloc_zero(sizeof *p);
    if (!p) return RP_E_MEMORY;
    const rp_status st = rp_remat_geometry_init(&p->geometry, t);
    if (st) {
        rp_free(p, sizeof *p);
        return st;
    }
    p->version = atomic_load_explicit(&t->storage->version, memory_order_relaxed);
    if (!s->off) {
        rp_remat_lock();
        (void)pack_recipe(p, s, t->storage);
        rp_remat_unlock();
    }
    atomic_fetch_add_explicit(&s->packed, 1, memory_order_relaxed);
    if (p->recipe) atomic_fetch_add_explicit(&s->dropped, 1, memory_order_relaxed);
    else p->storage = rp_storage_retain(t->storage);
    *out = rp_value_int((int64_t)(intptr_t)p);
    return RP_OK;
}

static rp_status unpack_kept(const packed *p, rp_tensor **out)
{
    char shape[160];
    const uint64_t version = atomic_load_explicit(&p->storage->version, memory_order_relaxed);
    if (version == p->version) return rp_remat_geometry_on(out, &p->geometry, p->storage);
    return RP_FAIL(
        RP_E_MUTATED,
        "one of the variables needed for gradient computation has been modified by an inplace operation: %s %s is at version "
        "%llu; expected version %llu",
        rp_shape_text(shape, sizeof shape, p->geometry.dims, p->geometry.ndim),
        rp_dtype_name(p->geometry.dtype), (unsigned long long)version,
        (unsigned long long)p->version);
}

static rp_status remat_unpack(void *self, const rp_value *v, rp_tensor **out)
{
    const packed *p = (const packed *)(intptr_t)v->u.i;
    rp_storage *s = NULL;
    if (!p->recipe) return unpack_kept(p, out);
    RP_TRY(rp_remat_materialise(&s, p->recipe, self));
    rp_remat_reader(p->recipe);
    const rp_status st = rp_remat_geometry_on(out, &p->geometry, s);
    rp_storage_release(s);
    return st;
}

static void remat_drop(void *self, rp_value *v)
{
    packed *p = (packed *)(intptr_t)v->u.i;
    (void)self;
    if (p->recipe) {
        rp_remat_lock();
        p->recipe->packs--;
        rp_remat_undemand(p->recipe);
        rp_remat_release(p->recipe);
        rp_remat_unlock();
    }
    rp_storage_release(p->storage);
    rp_remat_geometry_fini(&p->geometry);
    rp_free(p, sizeof *p);
}

static void remat_fini(void *self)
{
    remat_scope *s = self;
    rp_object_release(&s->object);
}

const rp_hooks_type rp_remat_hooks_type = {
    .name = "remat",
    .pack = remat_pack,
    .unpack = remat_unpack,
    .drop = remat_drop,
    .fini = remat_fini,
};
