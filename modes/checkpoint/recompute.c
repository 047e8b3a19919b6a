/* modes/checkpoint/recompute.c - the function of a region runs again, once per frame and backward
 * pass */
#include "modes/checkpoint/impl.h"
#include <string.h>

/* internal_assert: a broken invariant of ours is an error that asks for a report, never an abort.
 */
#define INTERNAL_ASSERT(cond_, f_)                                                                 \
    do {                                                                                           \
        if (RP_UNLIKELY(!(cond_)))                                                                 \
            return RP_FAIL(RP_E_INTERNAL, "region '%s': %s does not hold; please report this",     \
                           (f_)->record->name, #cond_);                                            \
    } while (0)

/* Keys of "already recomputed": backward passes count from 1, groups and single reads have ranges
 * of their own. */
enum { KEY_FRESH_BIT = 62 };
static _Atomic uint64_t next_fresh = 1;

/* one run; hooks of a tensor that the function stashed away may outlive it */
typedef struct recompute_record {
    checkpoint_scope scope; /* scope.frame is owned */
    checkpoint_pass *pass;  /* NULL once the run is over */
    rp_state *outer;        /* the thread's own state meanwhile */
    rp_mode *cached;        /* of a selective region; owned */
    uint32_t count, needed; /* saves so far; those after which nothing is missing */
    bool satisfied;
} recompute_record;

/* ---- tickets -------------------------------------------------------------------------------- */
static void ticket_destroy(rp_object *o)
{
    frame_ticket *k = (frame_ticket *)o;
    pthread_mutex_destroy(&k->lock);
    rp_free(k, sizeof *k);
}

void rp_ticket_release(frame_ticket *k)
{
    if (k) rp_object_release(&k->object);
}

void rp_ticket_with(frame_ticket *k, void (*fn)(checkpoint_frame *f, uint64_t key), uint64_t key)
{
    pthread_mutex_lock(&k->lock);
    if (k->frame) fn(k->frame, key);
    pthread_mutex_unlock(&k->lock);
}

static rp_status ticket_get(checkpoint_frame *f)
{
    if (f->ticket) return RP_OK;
    frame_ticket *k = rp_alloc_zero(sizeof *k);
    if (!k) return RP_E_MEMORY;
    rp_object_init(&k->object, ticket_destroy);
    pthread_mutex_init(&k->lock, NULL);
    k->frame = f;
    f->ticket = k;
    return RP_OK;
}

/* ---- passes --------------------------------------------------------------------------------- */
/* The value leaves its handle; what stays is a weak reference. */
static rp_tensor *handle_take(checkpoint_handle *h)
{
    rp_tensor *value = h->value;
    rp_tensor_weak_retain(value);
    h->state = RP_HANDLE_TAKEN;
    return value;
}

static void handle_clear(checkpoint_handle *h)
{
    if (h->state == RP_HANDLE_FULL) rp_tensor_release(h->value);
    if (h->state == RP_HANDLE_TAKEN) rp_tensor_weak_release(h->value);
    memset(h, 0, sizeof *h);
}

static void pass_release(checkpoint_pass *p)
{
    for (uint32_t i = 0; i < p->n; i++) handle_clear(&p->handle[i]);
    rp_free(p->handle, p->n * sizeof *p->handle);
    rp_debug_log_release(p->debug);
    rp_free(p, sizeof *p);
}

static checkpoint_pass *pass_find(checkpoint_frame *f, uint64_t key)
{
    for (checkpoint_pass *p = f->passes; p; p = p->next)
        if (p->key == key) return p;
    return NULL;
}

static checkpoint_pass *pass_unlink(checkpoint_frame *f, uint64_t key)
{
    for (checkpoint_pass **at = &f->passes; *at; at = &(*at)->next) {
        checkpoint_pass *p = *at;
        if (p->key != key) continue;
        *at = p->next;
        return p;
    }
    return NULL;
}

/* Saved calls that began after the last save are never reached again. */
static void trim_storage(checkpoint_frame *f)
{
    if (f->storage && f->set.stop != RP_STOP_NEVER && !f->is_open)
        rp_sac_storage_trim(f->storage, f->n);
}

void rp_frame_drop_pass(checkpoint_frame *f, uint64_t key)
{
    pthread_mutex_lock(&f->lock);
    checkpoint_pass *p = pass_unlink(f, key);
    pthread_mutex_unlock(&f->lock);
    if (!p) return;
    pass_release(p);
    trim_storage(f);
}

void rp_frame_empty_pass(checkpoint_frame *f, uint64_t key)
{
    pthread_mutex_lock(&f->lock);
    checkpoint_pass *p = pass_find(f, key);
    for (uint32_t i = 0; p && i < p->n; i++)
        if (p->handle[i].state == RP_HANDLE_FULL) handle_clear(&p->handle[i]);
    pthread_mutex_unlock(&f->lock);
    trim_storage(f);
}

void rp_frame_fini_passes(checkpoint_frame *f)
{
    while (f->passes) {
        checkpoint_pass *p = f->passes;
        f->passes = p->next;
        pass_release(p);
    }
}

void rp_frame_slot_dropped(checkpoint_frame *f, uint32_t slot)
{
    rp_tensor *value;
    atomic_store_explicit(&f->holder[slot].live, false, memory_order_relaxed);
    do {
        value = NULL;
        pthread_mutex_lock(&f->lock);
        for (checkpoint_pass *p = f->passes; p && !value; p = p->next) {
            if (p->state != RP_PASS_DONE || slot >= p->n || p->handle[slot].state != RP_HANDLE_FULL)
                continue;
            value = p->handle[slot].value;
            p->handle[slot].state = RP_HANDLE_EMPTY;
        }
        pthread_mutex_unlock(&f->lock);
        rp_tensor_release(value);
    } while (value);
}

struct pass_end { /* what is left to do when a backward pass ends */
    frame_ticket *ticket;
    uint64_t key;
};

static void pass_ended(void *ctx)
{
    struct pass_end *end = ctx;
    rp_ticket_with(end->ticket, rp_frame_drop_pass, end->key);
    rp_ticket_release(end->ticket);
    rp_free(end, sizeof *end);
}

static rp_status queue_pass_end(checkpoint_frame *f, uint64_t key)
{
    RP_TRY(ticket_get(f));
    struct pass_end *end = rp_alloc(sizeof *end);
    if (!end) return RP_E_MEMORY;
    end->ticket = rp_object_retain(&f->ticket->object);
    end->key = key;
    const rp_status st = rp_pass_at_exit(pass_ended, end);
    if (!st) return RP_OK;
    rp_ticket_release(end->ticket);
    rp_free(end, sizeof *end);
    return st;
}

/* Whoever makes the record of a pass sees to it that it ends. */
static rp_status pass_get(checkpoint_frame *f, checkpoint_pass **out, uint64_t key,
                          rp_graph_exec_group *group, bool fresh)
{
    *out = pass_find(f, key);
    if (*out) return RP_OK;
    checkpoint_pass *p = rp_alloc_zero(sizeof *p);
    if (!p) return RP_E_MEMORY;
    p->key = key;
    p->of_group = group != NULL;
    const rp_status st = group || fresh ? RP_OK : queue_pass_end(f, key);
    if (st) {
        rp_free(p, sizeof *p);
        return st;
    }
    p->next = f->passes;
    f->passes = p;
    *out = p;
    return RP_OK;
}

static rp_status pass_grow(checkpoint_pass *p, uint32_t n)
{
    if (n <= p->n) return RP_OK;
    checkpoint_handle *handle = rp_realloc(p->handle, p->n * sizeof *handle, n * sizeof *handle);
    if (!handle) return RP_E_MEMORY;
    memset(handle + p->n, 0, (n - p->n) * sizeof *handle);
    p->handle = handle;
    p->n = n;
    return RP_OK;
}

static bool is_live(const checkpoint_frame *f, uint32_t slot)
{
    return atomic_load_explicit(&f->holder[slot].live, memory_order_relaxed);
}

/* ---- recomputation_hook: the k-th save of the run is the value of holder k ------------------- */
static rp_status keep_plain(rp_tensor *t, rp_value *packed)
{
    *packed = rp_value_tensor(rp_tensor_retain(
        t)); /* an alias of the engine's, without history: nothing to close a cycle with */
    return RP_OK;
}

static rp_status handle_fill(checkpoint_frame *f, checkpoint_handle *h, rp_tensor *t)
{
    if (f->set.check == RP_CHECK_HASH) RP_TRY(rp_tensor_hash(t, &h->hash));
    h->op = rp_saving_op(rp_thread_get(), &h->site);
    h->version = rp_tensor_version(t);
    h->value = rp_tensor_retain(t);
    h->state = RP_HANDLE_FULL;
    return RP_OK;
}

static rp_status stop_here(recompute_record *r)
{
    rp_thread *t = rp_thread_get();
    r->satisfied = true;
    RP_STAT(r->scope.frame->record, stops, 1);
    if (r->scope.frame->set.stop == RP_STOP_UNWIND) {
        t->s.stopped = 1;
        return RP_STOP_RECOMPUTE;
    }
    /* hollow: shapes without bytes, no graph and no modes, until the function ends */
    t->s.include |= RP_KEYBIT(RP_KEY_FAKE);
    t->s.grad_mode = 0;
    rp_link_release(t->s.modes);
    t->s.modes = NULL;
    return RP_OK;
}

/* A leaf or constant that forward saved and that was written since: the same storage, another
 * version. */
static rp_status check_unwritten(const checkpoint_frame *f, uint32_t k, const rp_tensor *t)
{
    const checkpoint_holder *h = &f->holder[k];
    const uint64_t version = atomic_load_explicit(&t->storage->version, memory_order_relaxed);
    if (h->storage != t->storage->id || h->version == version) return RP_OK;
    return RP_FAIL(RP_E_MUTATED,
                   "region '%s': a tensor needed for gradient computation has been modified by an "
                   "inplace operation: slot %u, saved by %s, is at "
                   "version %llu; expected version %llu",
                   f->record->name, k, rp_saver_name(h->op), (unsigned long long)version,
                   (unsigned long long)h->version);
}

static rp_status recomputation_hook_pack_hook(void *self, rp_tensor *t, rp_value *packed)
{
    recompute_record *r = self;
    checkpoint_frame *f = r->scope.frame;
    checkpoint_pass *p = r->pass;
    if (r->satisfied && p && f->set.stop == RP_STOP_UNWIND) return RP_STOP_RECOMPUTE;
    const uint32_t k = r->count;
    if (p && !r->satisfied && k >= p->n && !f->is_open) {
        const void *site;
        const rp_op *op = rp_saving_op(rp_thread_get(), &site);
        return rp_report_surplus(f, p, op, site);
    }
    if (!p || r->satisfied || k >= p->n) return keep_plain(t, packed);
    r->count++;
    checkpoint_handle *h = &p->handle[k];
    RP_TRY(check_unwritten(f, k, t));
    if (h->state == RP_HANDLE_EMPTY && is_live(f, k)) RP_TRY(handle_fill(f, h, t));
    if (r->count == r->needed && f->set.stop != RP_STOP_NEVER) RP_TRY(stop_here(r));
    return keep_plain(t, packed);
}

static rp_status recomputation_hook_unpack_hook(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    *out = rp_tensor_retain(packed->u.t);
    return RP_OK;
}

static void recomputation_hook_drop(void *self, rp_value *packed)
{
    (void)self;
    rp_tensor_release(packed->u.t);
    *packed = rp_value_none();
}

static void recomputation_hook_fini(void *self)
{
    rp_object_release(self);
}

static const rp_hooks_type recomputation_hook = {"recomputation_hook", recomputation_hook_pack_hook,
                                                 recomputation_hook_unpack_hook,
                                                 recomputation_hook_drop, recomputation_hook_fini};

/* ---- the state of a recompute --------------------------------------------------------------- */
static rp_status push_where(const rp_link *l, const rp_object *without, bool captured)
{
    uint32_t depth;
    if (!l) return RP_OK;
    RP_TRY(push_where(l->below, without, captured));
    rp_mode *m = (rp_mode *)l->item;
    const bool is_captured = (m->type->flags & RP_MODE_CAPTURED) != 0;
    return l->item != without && is_captured == captured ? rp_mode_push(m, &depth) : RP_OK;
}

static bool must_change(const rp_link *top, const rp_object *without)
{
    for (const rp_link *l = top; l; l = l->below)
        if (l->item == without || ((const rp_mode *)l->item)->type->flags & RP_MODE_CAPTURED)
            return true;
    return false;
}

/* Modes stand as they are now, but for those that belong to where the region was called (fake,
   default device), and for the caching mode of a forward that is still open: it must not count what
   it will serve. */
static rp_status rebuild_modes(rp_link **top, const rp_link *captured, const rp_object *without)
{
    if (!captured && !must_change(*top, without)) return RP_OK;
    rp_link *old = *top;
    *top = NULL;
    rp_status st = push_where(old, without, false);
    rp_link_release(old);
    if (!st) st = push_where(captured, NULL, true);
    return st;
}

/* The early-stop and debug switches stay as they are: fresh regions inside read them as any call
 * does. */
static void put_back(rp_state_fields *s, const captured_state *c)
{
    s->pass = 0;
    s->engine = NULL;
    if (s->group) rp_object_release(s->group);
    s->group = NULL;
    s->phase = RP_PHASE_RECOMPUTE;
    s->grad_mode = 1;
    s->inference = c->inference;
    s->keep_graph = 0;
    s->stopped = 0;
    s->in_kernel = 0;
    s->include = c->include;
    s->exclude = c->exclude;
    memcpy(s->autocast, c->autocast, sizeof s->autocast);
    if (s->autocast_cache) rp_object_release(s->autocast_cache);
    s->autocast_cache = NULL;
    s->default_device = c->default_device;
    s->has_default_device = c->has_default_device;
    rp_link_release(s->modules);
    s->modules = c->modules ? rp_link_retain(c->modules) : NULL;
}

static rp_status exchange_state(recompute_record *r)
{
    checkpoint_frame *f = r->scope.frame;
    rp_random_source *replay = NULL;
    rp_state *now = NULL;
    if (f->log) RP_TRY(rp_random_replay_create(&replay, f->log));
    const rp_status st = rp_state_capture(&now);
    if (st) {
        if (replay) rp_object_release(&replay->object);
        return st;
    }
    put_back(&now->f, &f->captured);
    if (replay) {
        if (now->f.random) rp_object_release(&now->f.random->object);
        now->f.random = replay;
    }
    r->scope.below = (checkpoint_scope *)now->f.region;
    now->f.region = rp_object_retain(&r->scope.object);
    r->outer = rp_state_exchange(now);
    return RP_OK;
}

static rp_status push_recompute_mode(recompute_record *r)
{
    uint32_t depth;
    checkpoint_frame *f = r->scope.frame;
    if (f->storage) {
        RP_TRY(rp_sac_cached_create(&r->cached, f->set.policy, f->storage));
        RP_TRY(rp_mode_push(r->cached, &depth));
    }
    rp_mode *given = f->set.recompute;
    return given && given->type != &rp_mode_type_sac_cached ? rp_mode_push(given, &depth) : RP_OK;
}

static rp_status push_recomputation_hook(recompute_record *r)
{
    uint32_t depth;
    rp_hooks *hooks = NULL;
    rp_object_retain(&r->scope.object);
    RP_TRY(rp_hooks_create(&hooks, &recomputation_hook,
                           r)); /* takes the reference, also when it fails */
    const rp_status st = rp_hooks_push(hooks, &depth);
    rp_hooks_release(hooks);
    return st;
}

static rp_status enter_recompute(recompute_record *r)
{
    checkpoint_frame *f = r->scope.frame;
    RP_TRY(exchange_state(r));
    rp_thread *t = rp_thread_get();
    RP_TRY(rebuild_modes(&t->s.modes, f->captured.modes, f->caching ? &f->caching->object : NULL));
    RP_TRY(rebuild_modes(&t->s.premodes, f->captured.premodes, NULL));
    rp_scope_enter(&r->scope, &t->s, r->outer->f.random);
    RP_TRY(push_recompute_mode(r));
    if (f->set.debug && r->pass) RP_TRY(rp_debug_log_open(&r->pass->debug, f, true));
    return f->set.reentrant ? RP_OK : push_recomputation_hook(r);
}

static void leave_recompute(recompute_record *r)
{
    if (!r->outer) return;
    rp_state_release(rp_state_exchange(r->outer));
    rp_scope_leave(&r->scope);
    r->outer = NULL;
    if (r->scope.below) rp_object_release(&r->scope.below->object);
    r->scope.below = NULL;
}

/* ---- recompute_fn --------------------------------------------------------------------------- */
static void clear_values(rp_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) rp_value_clear(&v[i]);
}

static rp_status recompute_fn(recompute_record *r, const rp_value *in, rp_value *out)
{
    checkpoint_frame *f = r->scope.frame;
    rp_status st = enter_recompute(r);
    rp_thread *t = rp_thread_get();
    if (!st) {
        const uint64_t kernels = t->kernels;
        RP_EVENT(t, RP_EV_REGION_BEGIN, f->id, r->scope.pass, f, f->record->name);
        st = f->region.fn((void *)(uintptr_t)f->region.ctx, in, f->n_in, out, f->n_out);
        RP_EVENT(t, RP_EV_REGION_END, f->id, r->scope.pass, f, f->record->name);
        RP_STAT(f->record, replayed_ops, t->kernels - kernels);
        if (r->satisfied && f->set.stop == RP_STOP_UNWIND && st != RP_STOP_RECOMPUTE)
            RP_STAT(f->record, swallowed_stops, 1);
    }
    leave_recompute(r);
    return st;
}

/* What the function returned counts only if the record is not satisfied: code between it and us may
 * translate a stop. */
static rp_status judge(recompute_record *r, rp_status st)
{
    checkpoint_frame *f = r->scope.frame;
    if (!r->satisfied) {
        if (st == RP_STOP_RECOMPUTE)
            return RP_FAIL(RP_E_CHECKPOINT,
                           "region '%s': its function returned RP_STOP_RECOMPUTE, but nothing "
                           "asked it to stop",
                           f->record->name);
        if (st) return rp_note(st, "while region '%s' was recomputed", f->record->name);
        if (r->count < r->needed) return rp_report_count(f, r->pass, r->count);
        if (r->cached && !f->is_open) RP_TRY(rp_sac_cached_check(r->cached));
    }
    return rp_report_slots(f, r->pass);
}

static void record_destroy(rp_object *o)
{
    recompute_record *r = (recompute_record *)o;
    rp_mode_release(r->cached);
    rp_scope_leave(&r->scope);
    rp_frame_release(r->scope.frame);
    rp_free(r, sizeof *r);
}

static rp_status record_create(recompute_record **out, checkpoint_frame *f, checkpoint_pass *p)
{
    recompute_record *r = rp_alloc_zero(sizeof *r);
    if (!r) return RP_E_MEMORY;
    rp_object_init(&r->scope.object, record_destroy);
    rp_object_retain(&f->scope.object);
    r->scope.frame = f;
    r->scope.pass = p ? p->key : rp_backward_pass();
    r->scope.recompute = true;
    r->pass = p;
    /* dead slots count: how often nested functions run must not depend on when a graph is torn
       down */
    r->needed = f->n;
    *out = r;
    return RP_OK;
}

static rp_status recompute(checkpoint_frame *f, checkpoint_pass *p)
{
    recompute_record *r = NULL;
    rp_value *in = NULL, *out = NULL;
    RP_TRY(record_create(&r, f, p));
    rp_status st = rp_args_restore(f, &in);
    if (!st && f->n_out) {
        out = rp_alloc_zero(f->n_out * sizeof *out);
        if (!out) st = RP_E_MEMORY;
    }
    if (!st) {
        st = recompute_fn(r, in, out);
        clear_values(out, f->n_out); /* and with them the fresh graph */
        st = judge(r, st);
    }
    rp_free(out, f->n_out * sizeof *out);
    rp_args_release(f, in);
    r->pass = NULL;
    rp_object_release(&r->scope.object);
    return st;
}

rp_status rp_frame_run_again(checkpoint_frame *f, const rp_value *in, rp_value *out)
{
    recompute_record *r = NULL;
    RP_TRY(record_create(&r, f, NULL));
    const rp_status st = recompute_fn(r, in, out);
    rp_object_release(&r->scope.object);
    return st ? rp_note(st, "while region '%s' was recomputed", f->record->name) : RP_OK;
}

/* ---- unpacking ------------------------------------------------------------------------------ */
static rp_status taken_twice(const checkpoint_frame *f, uint32_t slot)
{
    return RP_FAIL(RP_E_CHECKPOINT,
                   "region '%s': the value of slot %u, saved by %s, was already unpacked once in "
                   "this graph execution group: two overlapping "
                   "backwards over the same slots are not allowed in one group",
                   f->record->name, slot, rp_saver_name(f->holder[slot].op));
}

static rp_status take(const checkpoint_frame *f, checkpoint_handle *h, uint32_t slot,
                      rp_tensor **out)
{
    if (rp_tensor_version(h->value) != h->version)
        return RP_FAIL(RP_E_MUTATED,
                       "region '%s': a tensor needed for gradient computation has been modified by "
                       "an inplace operation: slot %u, saved by %s, is at "
                       "version %llu; expected version %llu",
                       f->record->name, slot, rp_saver_name(f->holder[slot].op),
                       (unsigned long long)rp_tensor_version(h->value),
                       (unsigned long long)h->version);
    *out = handle_take(h);
    return RP_OK;
}

/* With the lock held: is the value of `slot` at hand? *done says so, or that there is an error. */
static rp_status try_take(checkpoint_frame *f, checkpoint_pass *p, uint32_t slot, rp_tensor **out,
                          bool *done)
{
    *done = true;
    if (slot >= p->n || p->state != RP_PASS_DONE) {
        *done = false;
        return RP_OK;
    }
    checkpoint_handle *h = &p->handle[slot];
    if (h->state == RP_HANDLE_FULL) return take(f, h, slot, out);
    if (h->state == RP_HANDLE_TAKEN) {
        *out = rp_tensor_lock(h->value); /* whoever took it may still hold it */
        if (*out) return RP_OK;
        if (p->of_group) return taken_twice(f, slot);
    }
    *done = false;
    return RP_OK;
}

/* Runs with the lock held, which is given up meanwhile. */
static rp_status fill_pass(checkpoint_frame *f, checkpoint_pass *p, uint32_t slot)
{
    RP_TRY(pass_grow(p, f->n));
    handle_clear(&p->handle[slot]);
    p->state = RP_PASS_RUNNING;
    p->owner = pthread_self();
    pthread_mutex_unlock(&f->lock);
    const rp_status st = recompute(f, p);
    pthread_mutex_lock(&f->lock);
    p->state = RP_PASS_DONE;
    for (uint32_t i = 0; st && i < p->n;
         i++) /* a failed run leaves nothing: the next one starts from slot 0 */
        if (p->handle[i].state == RP_HANDLE_FULL) handle_clear(&p->handle[i]);
    pthread_cond_broadcast(&f->done);
    return st;
}

static rp_status unpack_locked(checkpoint_frame *f, uint32_t slot, uint64_t key, bool fresh,
                               rp_graph_exec_group *group, rp_tensor **out)
{
    for (int attempt = 0;; attempt++) {
        checkpoint_pass *p;
        bool done;
        RP_TRY(pass_get(f, &p, key, group, fresh));
        while (p && p->state == RP_PASS_RUNNING) {
            INTERNAL_ASSERT(!pthread_equal(p->owner, pthread_self()), f);
            pthread_cond_wait(&f->done, &f->lock);
            p = pass_find(f, key);
        }
        if (!p) continue;
        RP_TRY(try_take(f, p, slot, out, &done));
        if (done) return RP_OK;
        INTERNAL_ASSERT(attempt < 2, f);
        if (group) RP_TRY(ticket_get(f));
        if (group) RP_TRY(rp_group_touch(group, f->ticket));
        RP_TRY(fill_pass(f, p, slot));
    }
}

rp_status rp_frame_unpack(checkpoint_frame *f, uint32_t slot, rp_tensor **out)
{
    rp_thread *t = rp_thread_get();
    rp_graph_exec_group *group = (rp_graph_exec_group *)t->s.group;
    const bool fresh = !group && !t->s.pass;
    const uint64_t key = group   ? group->key
                         : fresh ? atomic_fetch_add(&next_fresh, 1) | UINT64_C(1) << KEY_FRESH_BIT
                                 : t->s.pass;
    rp_object_retain(&f->scope.object);
    pthread_mutex_lock(&f->lock);
    const rp_status st = unpack_locked(f, slot, key, fresh, group, out);
    pthread_mutex_unlock(&f->lock);
    if (fresh) rp_frame_drop_pass(f, key);
    rp_frame_release(f);
    return st;
}
