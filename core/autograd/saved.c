/* core/autograd/saved.c - saved slots: storage, geometry and version, never a handle with a
   history, so no cycles */
#include "core/autograd/impl.h"
#include <string.h>

/* ---- geometry in a slot ---------------------------------------------------------------------- */
static uint32_t slot_words(const rp_slot *s)
{
    return s->contiguous ? s->ndim : 2u * s->ndim;
}

static int64_t *slot_dims(rp_slot *s)
{
    return slot_words(s) > RP_SLOT_DIMS ? s->u.t.g.heap : s->u.t.g.dims;
}

bool rp_slot_shape(const rp_slot *s, const int64_t **shape, int *ndim, rp_dtype *dtype)
{
    if (s->kind != RP_SLOT_INPUT && s->kind != RP_SLOT_OUTPUT) return false;
    *shape = slot_words(s) > RP_SLOT_DIMS ? s->u.t.g.heap : s->u.t.g.dims;
    *ndim = s->ndim;
    *dtype = s->u.t.dtype;
    return true;
}

static rp_status slot_set_geometry(rp_slot *s, const rp_tensor *t)
{
    s->ndim = (uint8_t)t->ndim;
    s->contiguous = (t->flags & RP_T_CONTIGUOUS) != 0;
    int64_t *dims = s->u.t.g.dims;
    if (slot_words(s) > RP_SLOT_DIMS) {
        dims = rp_alloc(slot_words(s) * sizeof(int64_t));
        if (!dims) return RP_E_MEMORY;
    }
    for (int d = 0; d < t->ndim; d++) dims[d] = t->shape[d];
    if (!s->contiguous)
        for (int d = 0; d < t->ndim; d++) dims[t->ndim + d] = t->stride[d];
    if (slot_words(s) > RP_SLOT_DIMS) s->u.t.g.heap = dims;
    return RP_OK;
}

static bool same_geometry(rp_slot *s, const rp_tensor *t)
{
    const int64_t *dims = slot_dims(s);
    if (t->storage != s->u.t.storage || t->offset != s->u.t.offset || t->ndim != s->ndim ||
        t->dtype != s->u.t.dtype)
        return false;
    if (((t->flags & RP_T_CONTIGUOUS) != 0) != s->contiguous) return false;
    for (int d = 0; d < t->ndim; d++)
        if (t->shape[d] != dims[d] || (!s->contiguous && t->stride[d] != dims[t->ndim + d]))
            return false;
    return true;
}

/* ---- release --------------------------------------------------------------------------------- */
static void drop_packed(rp_hooks *h, rp_value *v)
{
    const rp_hooks_type *type = ((struct rp_hooks *)h)->type;
    if (type->drop) type->drop(rp_hooks_self(h), v);
    else rp_value_clear(v);
    rp_hooks_release(h);
}

static void slot_clear(rp_slot *s)
{
    rp_slot old = *s;
    s->kind = RP_SLOT_FREED;
    if (old.kind == RP_SLOT_PACKED) {
        if (old.u.packed.weak) rp_tensor_weak_release(old.u.packed.weak);
        drop_packed(old.u.packed.hooks, &old.u.packed.value);
    } else {
        if (slot_words(&old) > RP_SLOT_DIMS)
            rp_free(old.u.t.g.heap, slot_words(&old) * sizeof(int64_t));
        if (old.u.t.weak) rp_tensor_weak_release(old.u.t.weak);
        rp_storage_release(old.u.t.storage);
    }
}

static bool slot_is_full(const rp_slot *s)
{
    return s->kind == RP_SLOT_INPUT || s->kind == RP_SLOT_OUTPUT || s->kind == RP_SLOT_PACKED;
}

void rp_node_free_slots(rp_node *n)
{
    for (uint32_t i = 0; i < n->n_slots; i++) {
        if (!slot_is_full(&n->slot[i])) continue;
        n->freed = 1;
        slot_clear(&n->slot[i]);
    }
}

/* ---- packing --------------------------------------------------------------------------------- */
static rp_hooks *current_hooks(const rp_thread *t)
{
    return t->s.hooks ? (rp_hooks *)(void *)t->s.hooks->item : NULL;
}

/* An input without history is given back as the handle it was; one with history would close a
   cycle. */
static rp_tensor *weak_of(const rp_node *n, uint32_t i, rp_tensor *t)
{
    const rp_node *history = i < n->n_edges ? n->edge[i].node : NULL;
    if ((history && !rp_node_is_accumulator(history)) || t->base) return NULL;
    rp_tensor_weak_retain(t);
    return t;
}

/* Hooks see an alias without history: they may keep it without closing a cycle, and what they
   compute is not recorded. */
static rp_status run_pack(rp_hooks *h, rp_tensor *t, rp_value *packed)
{
    RP_LOCAL rp_tensor *alias = NULL;
    RP_TRY(rp_tensor_alias(&alias, t));
    const uint64_t version = atomic_load_explicit(&t->storage->version, memory_order_relaxed);
    const struct rp_hooks *hooks = h;
    *packed = rp_value_none();
    rp_hooks_retain(h);
    const rp_status status = hooks->type->pack(rp_hooks_self(h), alias, packed);
    if (RP_UNLIKELY(status != RP_OK)) {
        rp_hooks_release(h);
        return status;
    }
    if (RP_UNLIKELY(atomic_load_explicit(&t->storage->version, memory_order_relaxed) != version)) {
        drop_packed(h, packed);
        return RP_FAIL(
            RP_E_STATE,
            "a pack hook (%s) modified its argument in place: tensors given to pack hooks may only be read",
            hooks->type->name);
    }
    return RP_OK;
}

static rp_status pack_slot(rp_slot *s, rp_hooks *h, rp_tensor *t, bool output, uint32_t io,
                           rp_tensor *weak)
{
    rp_value value;
    const rp_status status = run_pack(h, t, &value);
    if (RP_UNLIKELY(status != RP_OK)) {
        if (weak) rp_tensor_weak_release(weak);
        return status;
    }
    s->packed_is_output = output;
    s->io = io;
    s->u.packed.hooks = h;
    s->u.packed.weak = weak;
    s->u.packed.value = value;
    s->kind = RP_SLOT_PACKED;
    return RP_OK;
}

static rp_status store_slot(rp_slot *s, rp_tensor *t, uint8_t kind, uint32_t io, rp_tensor *weak)
{
    const rp_status status = slot_set_geometry(s, t);
    if (RP_UNLIKELY(status != RP_OK)) {
        if (weak) rp_tensor_weak_release(weak);
        return status;
    }
    s->packed_is_output = kind == RP_SLOT_OUTPUT;
    s->io = io;
    s->version = atomic_load_explicit(&t->storage->version, memory_order_relaxed);
    s->u.t.storage = rp_storage_retain(t->storage);
    s->u.t.weak = weak;
    s->u.t.dtype = t->dtype;
    s->u.t.flags = t->flags & RP_T_NUMBER;
    s->u.t.offset = t->offset;
    s->kind = kind;
    return RP_OK;
}

static rp_status check_slot(const rp_node *n, uint32_t slot)
{
    if (RP_UNLIKELY(slot >= n->n_slots))
        return RP_FAIL(RP_E_INDEX, "saved slot %u of %s, which has %u", slot, n->name, n->n_slots);
    return RP_OK;
}

static rp_status save(rp_node *n, uint32_t slot, uint8_t kind, uint32_t io, rp_tensor *t)
{
    RP_TRY(check_slot(n, slot));
    rp_thread *thread = rp_thread_get();
    rp_slot *s = &n->slot[slot];
    if (slot_is_full(s)) slot_clear(s);
    if (!t) {
        s->kind = RP_SLOT_NONE;
        return RP_OK;
    }
    RP_EVENT(thread, RP_EV_PACK, t->storage->id, (uint64_t)t->numel * rp_dtype_size(t->dtype), n,
             n->name);
    rp_tensor *weak = kind == RP_SLOT_INPUT ? weak_of(n, io, t) : NULL;
    rp_hooks *h = current_hooks(thread);
    if (RP_UNLIKELY(thread->s.hooks_disabled && h && thread->s.hooks->flags & RP_HOOKS_DEFAULT))
        h = NULL;
    if (RP_LIKELY(!h)) return store_slot(s, t, kind, io, weak);
    if (RP_UNLIKELY(thread->s.hooks_disabled != NULL)) {
        if (weak) rp_tensor_weak_release(weak);
        return RP_FAIL(RP_E_STATE, "%s", thread->s.hooks_disabled);
    }
    return pack_slot(s, h, t, kind == RP_SLOT_OUTPUT, io, weak);
}

rp_status rp_node_save_input(rp_node *n, uint32_t slot, uint32_t i, rp_tensor *t)
{
    return save(n, slot, RP_SLOT_INPUT, i, t);
}

rp_status rp_node_save_output(rp_node *n, uint32_t slot, uint32_t i, rp_tensor *t)
{
    return save(n, slot, RP_SLOT_OUTPUT, i, t);
}

/* ---- unpacking ------------------------------------------------------------------------------- */
/* A leaf's handle gets its accumulator as history: the gradient goes where it would go from the
   leaf itself. */
static void attach_history(rp_tensor *t, rp_node *n, const rp_slot *s)
{
    rp_edge e = {n, s->io};
    if (!s->packed_is_output) e = s->io < n->n_edges ? n->edge[s->io] : (rp_edge){NULL, 0};
    if (!e.node || !rp_dtype_is_floating(t->dtype)) return;
    t->grad_fn = rp_node_retain(e.node);
    t->output_nr = e.index;
    t->keys |= RP_KEYBIT(RP_KEY_AUTOGRAD);
}

static bool has_no_history(const rp_tensor *t)
{
    return !t->grad_fn && !t->base;
}

static rp_status fail_mutated(const rp_node *n, rp_slot *s, uint64_t version)
{
    char shape[128];
    return RP_FAIL(
        RP_E_MUTATED,
        "one of the variables needed for gradient computation has been modified by an inplace operation: %s %s, "
        "saved as %s %u of %s, is at version %llu; expected version %llu",
        rp_shape_text(shape, sizeof shape, slot_dims(s), s->ndim), rp_dtype_name(s->u.t.dtype),
        s->packed_is_output ? "result" : "input", s->io, n->name, (unsigned long long)version,
        (unsigned long long)s->version);
}

static rp_status unpack_plain(rp_tensor **out, rp_node *n, rp_slot *s, bool attach)
{
    const uint64_t version = atomic_load_explicit(&s->u.t.storage->version, memory_order_relaxed);
    if (RP_UNLIKELY(version != s->version)) return fail_mutated(n, s, version);
    if (s->u.t.weak) {
        rp_tensor *t = rp_tensor_lock(s->u.t.weak);
        if (t && has_no_history(t) && same_geometry(s, t)) {
            *out = t;
            return RP_OK;
        }
        rp_tensor_release(t);
    }
    int64_t stride[RP_MAX_DIMS];
    const int64_t *shape = slot_dims(s), *strides = shape + s->ndim;
    if (s->contiguous) {
        rp_contiguous_strides(shape, s->ndim, stride);
        strides = stride;
    }
    rp_tensor *t = NULL;
    RP_TRY(rp_tensor_on_storage(&t, s->u.t.storage, s->u.t.dtype, shape, strides, s->ndim,
                                s->u.t.offset));
    t->flags |= s->u.t.flags;
    if (attach) attach_history(t, n, s);
    *out = t;
    return RP_OK;
}

static bool same_handle_geometry(const rp_tensor *a, const rp_tensor *b)
{
    if (a->storage != b->storage || a->offset != b->offset || a->ndim != b->ndim ||
        a->dtype != b->dtype)
        return false;
    for (int d = 0; d < a->ndim; d++)
        if (a->shape[d] != b->shape[d] || a->stride[d] != b->stride[d]) return false;
    return true;
}

static rp_status unpack_packed(rp_tensor **out, rp_node *n, rp_slot *s, bool attach)
{
    const struct rp_hooks *hooks = s->u.packed.hooks;
    rp_hooks *held = rp_hooks_retain(s->u.packed.hooks);
    rp_tensor *got = NULL;
    rp_status status = hooks->type->unpack(rp_hooks_self(held), &s->u.packed.value, &got);
    if (status == RP_OK && !got)
        status = RP_FAIL(RP_E_INVALID, "the unpack hook (%s) of %s returned no tensor",
                         hooks->type->name, n->name);
    rp_hooks_release(held);
    if (status != RP_OK) {
        rp_tensor_release(got);
        return status;
    }
    rp_tensor *weak =
        s->kind == RP_SLOT_PACKED && s->u.packed.weak ? rp_tensor_lock(s->u.packed.weak) : NULL;
    if (weak && has_no_history(weak) && same_handle_geometry(weak, got)) {
        rp_tensor_release(got);
        *out = weak;
        return RP_OK;
    }
    rp_tensor_release(weak);
    /* the hooks may keep the handle they returned, or it may have a history: ours is a fresh one */
    rp_tensor *fresh = got;
    if (got->grad_fn || got->base || (got->flags & RP_T_REQUIRES_GRAD) ||
        atomic_load_explicit(&got->count, memory_order_relaxed) > 1) {
        fresh = NULL;
        status = rp_tensor_alias(&fresh, got);
        rp_tensor_release(got);
        if (status != RP_OK) return status;
    }
    if (attach) attach_history(fresh, n, s);
    *out = fresh;
    return RP_OK;
}

static rp_status fail_freed(const rp_node *n, uint32_t slot)
{
    return RP_FAIL(
        RP_E_STATE,
        "trying to backward through the graph a second time (or to read saved tensors after they were freed): saved "
        "slot %u of %s was freed by a pass without keep_graph",
        slot, n->name);
}

rp_status rp_node_saved_as(rp_tensor **out, rp_node *n, uint32_t slot, bool attach)
{
    RP_TRY(check_slot(n, slot));
    rp_slot *s = &n->slot[slot];
    if (RP_UNLIKELY(s->kind == RP_SLOT_FREED)) return fail_freed(n, slot);
    if (RP_UNLIKELY(s->kind == RP_SLOT_EMPTY))
        return RP_FAIL(RP_E_STATE, "saved slot %u of %s is empty", slot, n->name);
    rp_tensor *t = NULL;
    if (s->kind == RP_SLOT_PACKED) RP_TRY(unpack_packed(&t, n, s, attach));
    else if (s->kind != RP_SLOT_NONE) RP_TRY(unpack_plain(&t, n, s, attach));
    if (t) {
        rp_thread *thread = rp_thread_get();
        RP_EVENT(thread, RP_EV_UNPACK, t->storage->id, (uint64_t)t->numel * rp_dtype_size(t->dtype),
                 n, n->name);
    }
    rp_tensor *old = *out;
    *out = t;
    rp_tensor_release(old);
    return RP_OK;
}

rp_status rp_node_saved(rp_tensor **out, rp_node *n, uint32_t slot)
{
    return rp_node_saved_as(out, n, slot, true);
}

rp_status rp_node_saved_register_hooks(rp_node *n, uint32_t slot, rp_hooks *hooks)
{
    RP_TRY(check_slot(n, slot));
    rp_slot *s = &n->slot[slot];
    if (s->kind == RP_SLOT_PACKED)
        return RP_FAIL(RP_E_STATE, "saved slot %u of %s has hooks already", slot, n->name);
    if (s->kind != RP_SLOT_INPUT && s->kind != RP_SLOT_OUTPUT)
        return RP_FAIL(RP_E_STATE, "hooks on saved slot %u of %s, which %s", slot, n->name,
                       s->kind == RP_SLOT_FREED ? "was freed" : "holds no tensor");
    RP_LOCAL rp_tensor *t = NULL;
    RP_TRY(unpack_plain(&t, n, s, false));
    rp_tensor *weak = s->u.t.weak;
    if (weak) rp_tensor_weak_retain(weak);
    rp_slot packed;
    RP_TRY(pack_slot(&packed, hooks, t, s->packed_is_output, s->io, weak));
    slot_clear(s);
    *s = packed;
    return RP_OK;
}
