/* modes/remat/record.c - the mode: after each operator it writes on new storages how they came
   about */
#include "modes/remat/remat.h"
#include "modes/checkpoint/impl.h"
#include <string.h>

/* ---- what can run again, and what is kept on purpose ----------------------------------------- */
static bool is_replayable(const rp_op *op)
{
    const uint32_t no = RP_OP_EFFECT | RP_OP_VIEW | RP_OP_DATA_DEPENDENT | RP_OP_NONDETERMINISTIC;
    if (op->flags & no) return false;
    return op->form == RP_FORM_FUNCTIONAL
               ? !op->mutates
               : op->form == RP_FORM_INPLACE && op->mutates == 1 && op->schema.n_rets == 1;
}

static bool policy_keeps(remat_scope *s, const rp_op *op)
{
    const sac_policy *p = s->policy;
    if (!p || op->index >= p->n_ops || op->index >= s->n_ops || !p->every[op->index]) return false;
    sac_entry_text *entry = &p->entries[p->entry[op->index]];
    if (!atomic_load_explicit(&entry->matched, memory_order_relaxed))
        atomic_store_explicit(&entry->matched, 1, memory_order_relaxed);
    return s->calls[op->index]++ % p->every[op->index] == 0;
}

/* Under a region the region decides; what is made without gradients, or a second time, is not
   written down. */
static bool is_recording(const remat_scope *s, const rp_call *c)
{
    const rp_state_fields *f = &c->thread->s;
    if (!f->grad_mode || f->inference || f->region || f->phase == RP_PHASE_RECOMPUTE) return false;
    if ((c->keys | f->include) & RP_KEYBIT(RP_KEY_FAKE)) return false;
    for (const rp_link *l = c->modes; l; l = l->below) {
        const rp_mode *m = (const rp_mode *)l->item;
        if (m->type == &rp_mode_type_remat) return m->self == s; /* the innermost scope alone */
    }
    return false;
}

/* ---- random numbers: what the call drew, to be read again ------------------------------------ */
typedef struct draw_recorder {
    rp_random_source source;
    rp_random_source *around;
    remat_draw draw[REMAT_DRAWS];
    uint32_t n;
} draw_recorder;

static rp_status record_draw(rp_random_source *self, rp_generator *g, uint64_t numbers,
                             uint64_t *seed, uint64_t *offset)
{
    draw_recorder *d = (draw_recorder *)self;
    if (d->around) RP_TRY(d->around->draw(d->around, g, numbers, seed, offset));
    else rp_generator_reserve(g, numbers, seed, offset);
    if (d->n < REMAT_DRAWS) d->draw[d->n] = (remat_draw){*seed, *offset, numbers};
    d->n++;
    return RP_OK;
}

static void nothing(rp_object *o)
{
    (void)o; /* lives on the frame of the call */
}

static rp_status call_random(draw_recorder *d, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    rp_thread *t = c->thread;
    rp_object_init(&d->source.object, nothing);
    d->source.draw = record_draw;
    d->around = t->s.random;
    t->s.random = &d->source;
    const rp_status st = rp_call_below(c, in, n_in, out, n_out);
    t->s.random = d->around;
    return st;
}

/* ---- arguments: owned copies, tensors by the recipes of their storages ----------------------- */
static rp_status count_tensor(void *ctx, const rp_value *v)
{
    *(uint32_t *)ctx += v->tag == RP_TAG_TENSOR;
    return RP_OK;
}

/* Replaces the tensors below `v`, which is our copy, by sources. *refused: bytes that somebody else
   may write. */
static rp_status collect(remat_call *c, rp_value *v, bool *refused)
{
    rp_value *items = v->tag == RP_TAG_LIST ? (rp_value *)(uintptr_t)v->u.l : NULL;
    for (uint32_t i = 0; items && i < v->n; i++) RP_TRY(collect(c, &items[i], refused));
    if (v->tag != RP_TAG_TENSOR || *refused) return RP_OK;
    rp_tensor *t = v->u.t;
    remat_source *s = &c->source[c->n_sources];
    RP_TRY(rp_remat_recipe_of(&s->recipe, t->storage));
    *refused = !s->recipe;
    if (*refused) return RP_OK;
    c->n_sources++;
    RP_TRY(rp_remat_geometry_init(&s->geometry, t));
    *v = (rp_value){.tag = RP_TAG_TENSOR, .n = c->n_sources - 1};
    rp_tensor_release(t);
    return RP_OK;
}

static rp_status fill_call(remat_call *c, const rp_value *in, uint32_t n_in, bool *refused)
{
    for (uint32_t i = 0; i < n_in; i++) RP_TRY(rp_value_map(&in[i], count_tensor, &c->room));
    c->in = rp_alloc_zero(n_in * sizeof *c->in);
    c->result = rp_alloc_zero(c->n_results * sizeof *c->result);
    if (c->room) c->source = rp_alloc_zero(c->room * sizeof *c->source);
    if (!c->in || !c->result || (c->room && !c->source)) return RP_E_MEMORY;
    for (uint32_t i = 0; i < n_in; i++) RP_TRY(rp_value_copy(&c->in[i], &in[i]));
    for (uint32_t i = 0; i < n_in; i++) RP_TRY(collect(c, &c->in[i], refused));
    return RP_OK;
}

/* ---- results --------------------------------------------------------------------------------- */
enum { MOST_RESULTS = 64 };
struct results { /* storages in the order of the results; NULL: not made by this call */
    rp_storage *storage[MOST_RESULTS];
    uint32_t n, fresh;
    uint64_t bytes, largest;
};

static bool is_fresh(const rp_storage *s)
{
    return s->nbytes && atomic_load_explicit(&s->count, memory_order_relaxed) == 1 &&
           !(s->flags & (RP_STORAGE_FOREIGN | RP_STORAGE_FAKE)) &&
           !atomic_load_explicit(&s->recipe, memory_order_relaxed);
}

static rp_status list_result(void *ctx, const rp_value *v)
{
    struct results *r = ctx;
    if (v->tag != RP_TAG_TENSOR) return RP_OK;
    rp_storage *s = v->u.t->storage;
    if (r->n < MOST_RESULTS) r->storage[r->n] = is_fresh(s) ? s : NULL;
    if (is_fresh(s)) {
        r->fresh++;
        r->bytes += s->nbytes;
        if (s->nbytes > r->largest) r->largest = s->nbytes;
    }
    r->n++;
    return RP_OK;
}

static rp_status write_recipes(remat_call *call, const struct results *results)
{
    for (uint32_t k = 0; k < results->n; k++) {
        remat_recipe *r = NULL;
        if (!results->storage[k]) continue;
        RP_TRY(rp_remat_recipe_create(&r, call, k));
        const rp_status st = rp_remat_attach(results->storage[k], r);
        rp_remat_release(r); /* the storage has it */
        RP_TRY(st);
    }
    return RP_OK;
}

/* The call with its arguments as they are now; NULL if it cannot be relied on. Under the lock. */
static rp_status make_call(remat_call **out, const rp_call *c, const rp_value *in, uint32_t n_in,
                           uint32_t n_results)
{
    bool refused = false;
    remat_call *call = rp_alloc_zero(sizeof *call);
    if (!call) return RP_E_MEMORY;
    call->refs = 1;
    call->op = c->op;
    call->n_in = n_in;
    call->n_results = n_results;
    call->default_device = c->thread->s.default_device;
    call->has_default_device = c->thread->s.has_default_device;
    const rp_status st = fill_call(call, in, n_in, &refused);
    if (st || refused) rp_remat_call_release(call);
    else *out = call;
    return st;
}

static rp_status write_down(remat_scope *s, remat_call *call, const draw_recorder *draws,
                            const struct results *results)
{
    call->own_bytes = results->bytes;
    call->n_draws = draws->n;
    memcpy(call->draw, draws->draw, draws->n * sizeof *draws->draw);
    return rp_remat_boundary_allows(s, call) ? write_recipes(call, results) : RP_OK;
}

static bool draws_are_known(const rp_op *op, const draw_recorder *draws)
{
    return op->flags & RP_OP_RANDOM ? draws->n && draws->n <= REMAT_DRAWS : !draws->n;
}

/* ---- the mode -------------------------------------------------------------------------------- */
static rp_status call_below(draw_recorder *d, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    d->n = 0;
    if (RP_UNLIKELY(c->op->flags & RP_OP_RANDOM)) return call_random(d, c, in, n_in, out, n_out);
    return rp_call_below(c, in, n_in, out, n_out);
}

static rp_status call_functional(remat_scope *s, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    draw_recorder draws;
    struct results results;
    remat_call *call = NULL;
    const bool kept = policy_keeps(s, c->op);
    RP_TRY(call_below(&draws, c, in, n_in, out, n_out));
    results.n = results.fresh = 0;
    results.bytes = results.largest = 0;
    for (uint32_t k = 0; k < n_out; k++) RP_TRY(rp_value_map(&out[k], list_result, &results));
    rp_remat_boundary_result(&s->boundary, results.largest);
    if (kept || !results.fresh || results.n > MOST_RESULTS || !draws_are_known(c->op, &draws))
        return RP_OK;
    rp_remat_lock();
    rp_status st = make_call(&call, c, in, n_in, results.n);
    if (!st && call) st = write_down(s, call, &draws, &results);
    rp_remat_call_release(call);
    rp_remat_unlock();
    return st;
}

/* A write into bytes that have a recipe: the new version's recipe is the write, on a copy of the
   old version. */
static rp_status call_inplace(remat_scope *s, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    draw_recorder draws;
    remat_call *call = NULL;
    rp_storage *self = in[0].u.t->storage;
    rp_remat_lock();
    const remat_recipe *old = rp_remat_find(self);
    rp_status st = old && old->call ? make_call(&call, c, in, n_in, 1) : RP_OK;
    rp_remat_unlock();
    if (!st) st = call_below(&draws, c, in, n_in, out, n_out);
    if (!call) return st;
    rp_remat_lock();
    const struct results results = {.storage = {self}, .n = 1, .fresh = 1, .bytes = self->nbytes};
    if (!st && draws_are_known(c->op, &draws) && !rp_remat_find(self))
        st = write_down(s, call, &draws, &results);
    rp_remat_call_release(call);
    rp_remat_unlock();
    return st;
}

static rp_status remat_call_op(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    remat_scope *s = self;
    if (!is_recording(s, c) || !is_replayable(c->op)) return rp_call_below(c, in, n_in, out, n_out);
    if (c->op->form == RP_FORM_FUNCTIONAL) return call_functional(s, c, in, n_in, out, n_out);
    if (in[0].tag != RP_TAG_TENSOR) return rp_call_below(c, in, n_in, out, n_out);
    return call_inplace(s, c, in, n_in, out, n_out);
}

/* A forward phase ends with the backward pass that follows it. */
static void remat_event(void *self, const rp_event_info *e)
{
    remat_scope *s = self;
    if (e->kind != RP_EV_PASS_END) return;
    memset(s->calls, 0, s->n_ops * sizeof *s->calls);
    rp_remat_boundary_step(&s->boundary);
}

static void remat_close(void *self)
{
    remat_scope *s = self;
    rp_object_release(&s->object);
}

static rp_status remat_open(void **self, const rp_kv *options, uint32_t n)
{
    (void)self, (void)options, (void)n;
    return RP_FAIL(RP_E_INVALID,
                   "remat is half of a scope, which rp_remat_push or REPRISE_SAC opens");
}

const rp_mode_type rp_mode_type_remat = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER | RP_MODE_NOT_BY_NAME,
    .name = "remat",
    .doc = "writes down how results came about, so that backward can make them again (REPRISE_SAC)",
    .open = remat_open,
    .close = remat_close,
    .call = remat_call_op,
    .event = remat_event,
    .interest = 1u << RP_EV_PASS_END,
};
