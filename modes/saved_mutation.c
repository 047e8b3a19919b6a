/* modes/saved_mutation.c - mode "saved_mutation" with its saved-tensor hooks: copy on write for
 * what graphs have saved
 *
 * The hooks pack a handle and count it under (storage, version); the mode looks every written
 * argument up before the call goes on, and copies the storage if handles of its present version are
 * alive.
 */
#include "core/autograd/impl.h"
#include "dispatch/impl.h"
#include "dispatch/ops.h"
#include "modes/saved_mutation.h"

enum { BUCKETS = 256 };

typedef struct kept_version { /* one version of one storage */
    struct kept_version *next;
    uint64_t storage, version;
    uint32_t handles;
    rp_tensor *copy; /* the whole storage, flat; NULL until it is written */
} kept_version;

struct rp_saved_mutation {
    rp_object object; /* the scope's own reference, and one for each packed handle */
    uint32_t copies, mode_depth, hooks_depth;
    kept_version *bucket[BUCKETS];
};

typedef struct kept_handle {
    struct rp_saved_mutation *scope; /* owned */
    kept_version *version;
    /* an alias: its geometry, and its bytes while they are the same */
    rp_tensor *tensor;
} kept_handle;

static _Thread_local rp_saved_mutation *current;

static kept_version **find(rp_saved_mutation *s, uint64_t storage, uint64_t version)
{
    kept_version **at = &s->bucket[storage % BUCKETS];
    while (*at && ((*at)->storage != storage || (*at)->version != version)) at = &(*at)->next;
    return at;
}

/* ---- hooks ----------------------------------------------------------------------------------- */
static rp_status mutation_pack(void *self, rp_tensor *t, rp_value *packed)
{
    rp_saved_mutation *s = self;
    kept_version **at = find(s, t->storage->id, rp_tensor_version(t));
    if (!*at && !(*at = rp_alloc_zero(sizeof **at))) return RP_E_MEMORY;
    (*at)->storage = t->storage->id;
    (*at)->version = rp_tensor_version(t);
    kept_handle *h = rp_alloc_zero(sizeof *h);
    if (!h) return RP_E_MEMORY; /* a version without handles is freed with the scope */
    (*at)->handles++;
    h->scope = rp_object_retain(&s->object);
    h->version = *at;
    h->tensor = rp_tensor_retain(t);
    *packed = rp_value_int((int64_t)(intptr_t)h);
    return RP_OK;
}

static rp_status mutation_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    const kept_handle *h = (const kept_handle *)(intptr_t)packed->u.i;
    rp_tensor *t = h->tensor;
    if (h->scope != current)
        return RP_FAIL(
            RP_E_STATE,
            "trying to backward outside of the scope for mutation on saved tensors in which the graph was recorded");
    if (rp_tensor_version(t) == h->version->version) return rp_tensor_alias(out, t);
    if (!h->version->copy)
        return RP_FAIL(
            RP_E_MUTATED,
            "one of the variables needed for gradient computation has been modified by an inplace operation that no "
            "operator made: it is at version %llu; expected version %llu",
            (unsigned long long)rp_tensor_version(t), (unsigned long long)h->version->version);
    return rp_tensor_on_storage(out, h->version->copy->storage, t->dtype, t->shape, t->stride,
                                t->ndim, t->offset);
}

static void mutation_drop(void *self, rp_value *packed)
{
    (void)self;
    kept_handle *h = (kept_handle *)(intptr_t)packed->u.i;
    rp_saved_mutation *s = h->scope;
    kept_version *v = h->version;
    rp_tensor_release(h->tensor);
    rp_free(h, sizeof *h);
    if (--v->handles == 0) {
        *find(s, v->storage, v->version) = v->next;
        s->copies -= v->copy != NULL;
        rp_tensor_release(v->copy);
        rp_free(v, sizeof *v);
    }
    rp_object_release(&s->object);
}

static void release_scope(void *self)
{
    rp_object_release(self);
}

static const rp_hooks_type mutation_hooks = {"saved_mutation", mutation_pack, mutation_unpack,
                                             mutation_drop, release_scope};

/* ---- the mode -------------------------------------------------------------------------------- */
static rp_status copy_storage(rp_tensor **out, rp_tensor *t)
{
    const int64_t n = (int64_t)(t->storage->nbytes / rp_dtype_size(t->dtype)), one = 1;
    RP_LOCAL rp_tensor *flat = NULL;
    RP_TRY(rp_tensor_on_storage(&flat, t->storage, t->dtype, &n, &one, 1, 0));
    return rp_clone(out, flat);
}

static rp_status before_write(void *ctx, const rp_value *v)
{
    rp_saved_mutation *s = ctx;
    if (v->tag != RP_TAG_TENSOR) return RP_OK;
    kept_version *k = *find(s, v->u.t->storage->id, rp_tensor_version(v->u.t));
    if (!k || !k->handles || k->copy) return RP_OK;
    RP_TRY(copy_storage(&k->copy, v->u.t));
    s->copies++;
    return RP_OK;
}

static rp_status mutation_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    for (uint64_t left = c->op->mutates; left; left &= left - 1)
        RP_TRY(rp_value_map(&in[__builtin_ctzll(left)], before_write, self));
    return rp_call_below(c, in, n_in, out, n_out);
}

static const rp_mode_type mutation_mode = {
    .size = sizeof(rp_mode_type),
    .name = "saved_mutation",
    .doc = "copies what graphs have saved before it is written",
    .close = release_scope,
    .call = mutation_call,
};

/* ---- the scope ------------------------------------------------------------------------------- */
static void scope_destroy(rp_object *o)
{
    rp_saved_mutation *s = (rp_saved_mutation *)(void *)o;
    for (uint32_t b = 0; b < BUCKETS; b++) {
        while (s->bucket[b]) {
            kept_version *v = s->bucket[b];
            s->bucket[b] = v->next;
            rp_free(v, sizeof *v);
        }
    }
    rp_free(s, sizeof *s);
}

static rp_status enter(rp_saved_mutation *s)
{
    rp_mode *mode = NULL;
    rp_hooks *hooks = NULL;
    rp_status st = rp_hooks_create(&hooks, &mutation_hooks, rp_object_retain(&s->object));
    if (!st) st = rp_mode_create_from(&mode, &mutation_mode, rp_object_retain(&s->object));
    if (!st) st = rp_hooks_push(hooks, &s->hooks_depth);
    if (!st && (st = rp_mode_push(mode, &s->mode_depth))) rp_hooks_pop(s->hooks_depth);
    rp_hooks_release(hooks);
    rp_mode_release(mode);
    return st;
}

rp_status rp_saved_mutation_push(rp_saved_mutation **out)
{
    if (current)
        return RP_FAIL(RP_E_STATE, "scopes for mutation on saved tensors cannot be nested");
    rp_saved_mutation *s = rp_alloc_zero(sizeof *s);
    if (!s) return RP_E_MEMORY;
    rp_object_init(&s->object, scope_destroy);
    const rp_status st = enter(s);
    if (st) {
        rp_object_release(&s->object);
        return st;
    }
    current = *out = s;
    return RP_OK;
}

void rp_saved_mutation_pop_take(rp_saved_mutation *s)
{
    if (!s) return;
    rp_mode_pop(s->mode_depth);
    rp_hooks_pop(s->hooks_depth);
    current = NULL;
    rp_object_release(&s->object);
}

uint32_t rp_saved_mutation_copies(const rp_saved_mutation *s)
{
    return s->copies;
}
