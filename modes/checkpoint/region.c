/* modes/checkpoint/region.c - a checkpoint_frame: the state of one checkpointed call, and the hooks
 * of its forward */
#include "modes/checkpoint/impl.h"
#include <string.h>

static _Atomic uint64_t next_frame = 1;

/* ---- checkpoint_hook: forward keeps a description of what is saved, never the tensor -------- */
static rp_status grow_holders(checkpoint_frame *f, int32_t ndim)
{
    if (f->n == f->cap) {
        const uint32_t cap = f->cap ? 2 * f->cap : 8;
        checkpoint_holder *holder =
            rp_realloc(f->holder, f->cap * sizeof *holder, cap * sizeof *holder);
        if (!holder) return RP_E_MEMORY;
        f->holder = holder;
        f->cap = cap;
    }
    if (f->n_extents + (uint32_t)ndim > f->cap_extents) {
        const uint32_t cap = 2 * (f->cap_extents + RP_MAX_DIMS);
        int64_t *extents =
            rp_realloc(f->extents, f->cap_extents * sizeof *extents, cap * sizeof *extents);
        if (!extents) return RP_E_MEMORY;
        f->extents = extents;
        f->cap_extents = cap;
    }
    return RP_OK;
}

static void default_meta_extractor(checkpoint_frame *f, checkpoint_holder *h, const rp_tensor *t)
{
    h->dtype = t->dtype;
    h->device = t->device;
    h->ndim = t->ndim;
    h->extent = f->n_extents;
    if (t->ndim) memcpy(f->extents + f->n_extents, t->shape, (size_t)t->ndim * sizeof *t->shape);
    f->n_extents += (uint32_t)t->ndim;
}

static rp_status checkpoint_hook_pack_hook(void *self, rp_tensor *t, rp_value *packed)
{
    checkpoint_frame *f = self;
    RP_TRY(grow_holders(f, t->ndim));
    checkpoint_holder *h = &f->holder[f->n];
    memset(h, 0, sizeof *h);
    if (f->set.check == RP_CHECK_HASH) RP_TRY(rp_tensor_hash(t, &h->hash));
    default_meta_extractor(f, h, t);
    h->op = rp_saving_op(rp_thread_get(), &h->site);
    h->storage = t->storage->id;
    h->version = atomic_load_explicit(&t->storage->version, memory_order_relaxed);
    atomic_init(&h->live, true);
    *packed = rp_value_int(0);
    packed->n = f->n++;
    return RP_OK;
}

static rp_status checkpoint_hook_unpack_hook(void *self, const rp_value *packed, rp_tensor **out)
{
    return rp_frame_unpack(self, packed->n, out);
}

static void checkpoint_hook_drop(void *self, rp_value *packed)
{
    rp_frame_slot_dropped(self, packed->n);
}

static void checkpoint_hook_fini(void *self)
{
    rp_frame_release(self);
}

static const rp_hooks_type checkpoint_hook = {"checkpoint_hook", checkpoint_hook_pack_hook,
                                              checkpoint_hook_unpack_hook, checkpoint_hook_drop,
                                              checkpoint_hook_fini};

/* Value hash (RP_CHECK_HASH): elements in row-major order, so that strides do not matter. FNV-1a
 * over 64-bit words. */
static uint64_t hash_bytes(uint64_t h, const unsigned char *p, size_t n)
{
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t w;
        memcpy(&w, p, sizeof w);
        h = (h ^ w) * UINT64_C(0x100000001B3);
        h ^= h >> 29;
    }
    for (; n; n--, p++) h = (h ^ *p) * UINT64_C(0x100000001B3);
    return h;
}

static uint64_t hash_strided(uint64_t h, const rp_tensor *t, const unsigned char *p, int d,
                             size_t element)
{
    if (d == t->ndim) return hash_bytes(h, p, element);
    for (int64_t i = 0; i < t->shape[d]; i++)
        h = hash_strided(h, t, p + i * t->stride[d] * (int64_t)element, d + 1, element);
    return h;
}

rp_status rp_tensor_hash(rp_tensor *t, uint64_t *hash)
{
    const void *data;
    const size_t element = rp_dtype_size(t->dtype);
    *hash = UINT64_C(0xCBF29CE484222325);
    if (!t->numel || t->storage->flags & RP_STORAGE_FAKE) return RP_OK;
    RP_TRY(rp_tensor_read(t, &data));
    if (t->flags & RP_T_CONTIGUOUS) *hash = hash_bytes(*hash, data, (size_t)t->numel * element);
    else *hash = hash_strided(*hash, t, data, 0, element);
    rp_tensor_done(t);
    return RP_OK;
}

/* ---- what a recompute will put back --------------------------------------------------------- */
static bool has_captured_mode(const rp_link *top)
{
    for (const rp_link *l = top; l; l = l->below)
        if (((const rp_mode *)l->item)->type->flags & RP_MODE_CAPTURED) return true;
    return false;
}

/* get_autocast_kwargs and the rest of what the function could see of its surroundings. */
static void capture(captured_state *c, const rp_state_fields *s)
{
    memcpy(c->autocast, s->autocast, sizeof c->autocast);
    c->default_device = s->default_device;
    c->has_default_device = s->has_default_device;
    c->inference = s->inference;
    c->include = s->include;
    c->exclude = s->exclude;
    c->modes = has_captured_mode(s->modes) ? rp_link_retain(s->modes) : NULL;
    c->premodes = has_captured_mode(s->premodes) ? rp_link_retain(s->premodes) : NULL;
    c->modules = s->modules ? rp_link_retain(s->modules) : NULL;
}

static void captured_fini(captured_state *c)
{
    rp_link_release(c->modes);
    rp_link_release(c->premodes);
    rp_link_release(c->modules);
    c->modes = c->premodes = c->modules = NULL;
}

/* ---- a frame's life ------------------------------------------------------------------------- */
static void settings_fini(checkpoint_settings *set)
{
    rp_sac_policy_release(set->policy);
    rp_mode_release(set->forward);
    rp_mode_release(set->recompute);
}

static void account_storage(checkpoint_frame *f)
{
    sac_storage *s = f->storage;
    if (!s) return;
    for (const sac_entry *e = s->kept; e; e = e->next_kept)
        if (!atomic_load_explicit(&e->served, memory_order_relaxed))
            RP_STAT(f->record, unused_entries, 1);
    rp_sac_storage_trim(s, 0);
    s->frame = NULL;
    rp_object_release(&s->object);
}

static void frame_destroy(rp_object *o)
{
    checkpoint_frame *f = (checkpoint_frame *)o;
    if (f->ticket) {
        pthread_mutex_lock(&f->ticket->lock);
        f->ticket->frame = NULL;
        pthread_mutex_unlock(&f->ticket->lock);
        rp_ticket_release(f->ticket);
    }
    rp_scope_leave(&f->scope);
    rp_frame_fini_passes(f);
    rp_args_drop(f);
    account_storage(f);
    for (uint32_t i = 0; i < f->n_pins; i++) rp_tensor_release(f->pin[i].value);
    rp_free(f->pin, f->cap_pins * sizeof *f->pin);
    if (f->log) rp_object_release(&f->log->source.object);
    rp_debug_log_release(f->debug);
    captured_fini(&f->captured);
    settings_fini(&f->set);
    rp_free(f->holder, f->cap * sizeof *f->holder);
    rp_free(f->extents, f->cap_extents * sizeof *f->extents);
    if (f->region.ctx_drop) f->region.ctx_drop((void *)(uintptr_t)f->region.ctx);
    if (f->region.ctx_size) rp_free((void *)(uintptr_t)f->region.ctx, f->region.ctx_size);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->done);
    rp_free(f, sizeof *f);
}

/* Consumes what `set` owns and, on success and on failure alike, r->ctx. */
rp_status rp_frame_create(checkpoint_frame **out, const rp_region *r,
                          const checkpoint_settings *set)
{
    checkpoint_settings own = *set;
    region_record *record = rp_region_record(r->name ? r->name : "region");
    void *ctx = (void *)(uintptr_t)r->ctx;
    checkpoint_frame *f = record ? rp_alloc_zero(sizeof *f) : NULL;
    if (f && r->ctx_size) {
        ctx = rp_alloc(r->ctx_size);
        if (ctx) memcpy(ctx, r->ctx, r->ctx_size);
    }
    if (!f || (r->ctx_size && !ctx)) {
        rp_free(f, sizeof *f);
        settings_fini(&own);
        if (r->ctx_drop) r->ctx_drop((void *)(uintptr_t)r->ctx);
        return RP_E_MEMORY;
    }
    rp_object_init(&f->scope.object, frame_destroy);
    f->scope.frame = f;
    f->id = atomic_fetch_add_explicit(&next_frame, 1, memory_order_relaxed);
    f->region = *r;
    f->region.ctx = ctx;
    f->record = record;
    f->region.name = record->name;
    f->set = own;
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->done, NULL);
    *out = f;
    return RP_OK;
}

/* ---- checkpoint_without_reentrant_begin and _end -------------------------------------------- */
static rp_status push_hooks(checkpoint_frame *f)
{
    rp_hooks *hooks = NULL;
    rp_object_retain(&f->scope.object);
    RP_TRY(
        rp_hooks_create(&hooks, &checkpoint_hook, f)); /* takes the reference, also when it fails */
    const rp_link *outer = rp_thread_get()->s.hooks;
    f->open.outer_hooks = outer ? (rp_hooks *)outer->item : NULL;
    const rp_status st = rp_hooks_push(hooks, &f->open.hooks_depth);
    f->open.hooks_pushed = st == RP_OK;
    rp_hooks_release(hooks);
    return st;
}

static bool is_selective(const rp_mode *given)
{
    return given && given->type == &rp_mode_type_sac_caching;
}

/* What the region keeps: by its policy, by that of a pair of SAC modes from a context function, or
   effects alone. */
static rp_status choose_policy(checkpoint_frame *f)
{
    if (f->set.policy) return RP_OK;
    if (is_selective(f->set.forward)) {
        f->set.policy = ((sac_caching *)f->set.forward->self)->policy;
        rp_object_retain(&f->set.policy->object);
        return RP_OK;
    }
    return RP_UNLIKELY(atomic_load_explicit(&rp_effect_ops, memory_order_relaxed) != 0)
               ? rp_sac_policy_of_effects(&f->set.policy)
               : RP_OK;
}

static rp_status push_one(checkpoint_frame *f, rp_mode *mode)
{
    uint32_t depth;
    RP_TRY(rp_mode_push(mode, &depth));
    if (!f->open.mode_pushed) f->open.modes_depth = depth;
    f->open.mode_pushed = true;
    return RP_OK;
}

static rp_status push_mode(checkpoint_frame *f)
{
    rp_mode *mode = NULL;
    RP_TRY(choose_policy(f));
    if (f->set.policy) {
        RP_TRY(rp_sac_storage_create(&f->storage, f,
                                     f->set.allow_mutation || f->set.policy->allow_mutation));
        RP_TRY(rp_sac_caching_create(&mode, f->set.policy, f->storage));
        const rp_status st = push_one(f, mode);
        f->caching = st ? NULL : mode; /* borrowed from the stack */
        rp_mode_release(mode);
        RP_TRY(st);
    }
    return f->set.forward && !is_selective(f->set.forward) ? push_one(f, f->set.forward) : RP_OK;
}

static rp_status push_debug(checkpoint_frame *f)
{
    const uint32_t depth = rp_mode_count();
    RP_TRY(rp_debug_log_open(&f->debug, f, false));
    if (!f->open.mode_pushed) f->open.modes_depth = depth;
    f->open.mode_pushed = true;
    return RP_OK;
}

static rp_status enter_forward(checkpoint_frame *f, rp_thread *t)
{
    rp_state_fields *s = &t->s;
    if (!f->set.no_rng_state) RP_TRY(rp_random_log_create(&f->log, s->random));
    rp_scope_enter(&f->scope, s, s->random);
    if (!f->set.reentrant) RP_TRY(push_hooks(f));
    f->is_open = true;
    f->open.random = s->random;
    if (f->log) s->random = rp_object_retain(&f->log->source.object);
    else if (s->random) rp_object_retain(&s->random->object);
    /* A cache of casts that reaches across the border would make the two runs differ: the first use
     * casts, later ones do not. */
    f->open.autocast_cache = s->autocast_cache;
    s->autocast_cache = NULL;
    f->scope.below = rp_scope_current(t);
    s->region = rp_object_retain(&f->scope.object);
    f->open.kernels = t->kernels;
    RP_EVENT(t, RP_EV_REGION_BEGIN, f->id, 0, f, f->record->name);
    RP_TRY(push_mode(f));
    return f->set.debug ? push_debug(f) : RP_OK;
}

static void leave_forward(checkpoint_frame *f, rp_thread *t)
{
    rp_state_fields *s = &t->s;
    if (f->open.mode_pushed) rp_mode_pop(f->open.modes_depth);
    f->caching = NULL;
    RP_EVENT(t, RP_EV_REGION_END, f->id, 0, f, f->record->name);
    RP_STAT(f->record, forward_ops, t->kernels - f->open.kernels);
    rp_object_release(s->region);
    s->region = f->scope.below ? &f->scope.below->object : NULL;
    f->scope.below = NULL;
    rp_scope_leave(&f->scope);
    if (s->autocast_cache) rp_object_release(s->autocast_cache);
    s->autocast_cache = f->open.autocast_cache;
    if (s->random) rp_object_release(&s->random->object);
    s->random = f->open.random;
    if (f->log) rp_random_log_close(f->log);
    if (f->open.hooks_pushed) rp_hooks_pop(f->open.hooks_depth);
    f->open.hooks_pushed = f->open.mode_pushed = false;
    f->is_open = false;
}

rp_status rp_frame_open(checkpoint_frame *f, const rp_value *in, uint32_t n_in)
{
    rp_thread *t = rp_thread_get();
    RP_TRY(rp_args_capture(f, in, n_in));
    capture(&f->captured, &t->s);
    const rp_status st = enter_forward(f, t);
    if (st && f->is_open) leave_forward(f, t);
    return st;
}

rp_status rp_frame_close(checkpoint_frame *f, rp_status st)
{
    rp_thread *t = rp_thread_get();
    leave_forward(f, t);
    return t->s.stopped ? RP_STOP_RECOMPUTE
                        : st; /* a function may have swallowed the stop of a recompute around it */
}
