/* modes/checkpoint/sac_cached.c - recompute half of SAC: serves what forward kept, runs the rest */
#include "modes/checkpoint/impl.h"
#include <string.h>

static rp_status not_in_storage(const sac_storage *s, const rp_call *c, uint32_t nth,
                                const sac_calls *calls)
{
    char site[RP_TEXT_BYTES];
    rp_site_text(site, sizeof site, c->site);
    if (!calls)
        return RP_FAIL(RP_E_CHECKPOINT,
                       "region '%s': %s%s was encountered during backward, but is not in storage: "
                       "forward never called it; the region is "
                       "nondeterministic or global state changed",
                       rp_sac_region_name(s), rp_op_name(c->op), site);
    return RP_FAIL(RP_E_CHECKPOINT,
                   "region '%s': %s%s was encountered during backward with invocation index %u, "
                   "but is not in storage: forward called it %u times; the "
                   "region is nondeterministic or global state changed",
                   rp_sac_region_name(s), rp_op_name(c->op), site, nth, calls->n);
}

static rp_status other_inputs(const sac_storage *s, const sac_entry *e, const rp_call *c)
{
    char before[RP_TEXT_BYTES], now[RP_TEXT_BYTES];
    return RP_FAIL(RP_E_CHECKPOINT,
                   "region '%s': call %u of %s%s has inputs of other shapes or dtypes than the "
                   "saved call of forward%s",
                   rp_sac_region_name(s), e->nth, rp_op_name(e->op),
                   rp_site_text(now, sizeof now, c->site),
                   rp_site_text(before, sizeof before, e->site));
}

static rp_status unpack_outside(const version_wrapper *w, rp_tensor **out)
{
    const struct rp_hooks *h = w->hooks;
    RP_LOCAL rp_tensor *kept = NULL;
    RP_TRY(h->type->unpack(h->self, &w->packed, &kept));
    if (!kept)
        return RP_FAIL(RP_E_INVALID, "the unpack hook (%s) returned no tensor", h->type->name);
    return rp_tensor_alias(out, kept);
}

static rp_status get_val(const sac_cached *m, rp_call *c, const sac_entry *e, uint32_t i,
                         rp_tensor **out)
{
    const version_wrapper *w = &e->value[i];
    char site[RP_TEXT_BYTES];
    if (w->hooks) return unpack_outside(w, out);
    if (rp_tensor_version(w->value) != w->version)
        return RP_FAIL(RP_E_CHECKPOINT,
                       "region '%s': the result of %s%s, cached by selective checkpointing, has "
                       "been mutated (version %llu, cached at %llu)",
                       rp_sac_region_name(m->storage), rp_op_name(e->op),
                       rp_site_text(site, sizeof site, e->site),
                       (unsigned long long)rp_tensor_version(w->value),
                       (unsigned long long)w->version);
    return rp_sac_hand_over(out, m->storage, c, w->value);
}

/* The list is copied with its tensors retained; our references go, so every handle ends up with one
 * owner. */
static rp_status serve_list(const sac_cached *m, rp_call *c, const sac_entry *e,
                            const rp_value *list, rp_value *out)
{
    rp_status st = RP_OK;
    rp_value *items = rp_alloc_zero((list->n + 1) * sizeof *items);
    if (!items) return RP_E_MEMORY;
    for (uint32_t i = 0; i < list->n && !st; i++) {
        items[i] = list->u.l[i];
        if (items[i].tag != RP_TAG_TENSOR) continue;
        rp_tensor *t = NULL;
        st = get_val(m, c, e, list->u.l[i].n, &t);
        items[i] = rp_value_tensor(t);
    }
    const rp_value all = rp_value_list(items, list->n);
    if (!st) st = rp_value_copy(out, &all);
    for (uint32_t i = 0; i < list->n; i++)
        if (items[i].tag == RP_TAG_TENSOR) rp_tensor_release(items[i].u.t);
    rp_free(items, (list->n + 1) * sizeof *items);
    return st;
}

static rp_status serve_value(const sac_cached *m, rp_call *c, const sac_entry *e,
                             const rp_value *kept, rp_value *out)
{
    if (kept->tag == RP_TAG_LIST) return serve_list(m, c, e, kept, out);
    if (kept->tag != RP_TAG_TENSOR) return rp_value_copy(out, kept);
    rp_tensor *t = NULL;
    RP_TRY(get_val(m, c, e, kept->n, &t));
    *out = rp_value_tensor(t);
    return RP_OK;
}

static rp_status serve(sac_cached *m, sac_entry *e, rp_call *c, const rp_value *in, uint32_t n_in,
                       rp_value *out, uint32_t n_out)
{
    const checkpoint_frame *f = m->storage->frame;
    if (rp_sac_signature(in, n_in) != e->signature) return other_inputs(m->storage, e, c);
    for (uint32_t k = 0; k < n_out; k++) out[k] = rp_value_none();
    rp_status st = f ? rp_random_skip(c->thread, f->log, e->draw, e->n_draws) : RP_OK;
    for (uint32_t k = 0; k < n_out && !st; k++) {
        if (e->out[k].tag == RP_TAG_TENSOR && e->out[k].n >= SAC_ARGUMENT)
            out[k] = rp_value_tensor(rp_tensor_retain(in[e->out[k].n - SAC_ARGUMENT].u.t));
        else st = serve_value(m, c, e, &e->out[k], &out[k]);
    }
    for (uint32_t k = 0; k < n_out && st; k++) rp_value_clear(&out[k]);
    if (st) return st;
    atomic_fetch_add_explicit(&e->served, 1, memory_order_relaxed);
    if (f) RP_STAT(f->record, served, 1);
    return RP_OK;
}

/* The entry of call `nth`, NULL if it is to run. */
static sac_entry *entry_of(const sac_calls *calls, sac_cursor *at, uint32_t nth)
{
    while (at->next < calls->n_saved && calls->saved[at->next]->nth < nth) at->next++;
    if (at->next == calls->n_saved || calls->saved[at->next]->nth != nth) return NULL;
    sac_entry *e = calls->saved[at->next];
    return e->freed ? NULL : e;
}

static rp_status cached_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    sac_cached *m = self;
    if (c->op->flags & RP_OP_NO_SAC || !m->storage ||
        (m->policy->effects_alone && !(c->op->flags & RP_OP_EFFECT)))
        return rp_call_below(c, in, n_in, out, n_out);
    const checkpoint_frame *f = m->storage->frame;
    const bool open =
        f && f->is_open; /* grad() in the body: what forward has not reached yet simply runs */
    const sac_calls *calls = rp_sac_calls_find(m->storage, c->op);
    if (!calls)
        return open ? rp_call_below(c, in, n_in, out, n_out)
                    : not_in_storage(m->storage, c, 0, NULL);
    sac_cursor *at = &m->cursor[calls - m->storage->table];
    const uint32_t nth = at->n++;
    if (nth >= calls->n && !open) return not_in_storage(m->storage, c, nth, calls);
    sac_entry *e = entry_of(calls, at, nth);
    if (!e) return rp_call_below(c, in, n_in, out, n_out);
    return serve(m, e, c, in, n_in, out, n_out);
}

rp_status rp_sac_cached_check(const rp_mode *cached)
{
    const sac_cached *m = cached->self;
    for (uint32_t i = 0; i < m->cap; i++) {
        const sac_calls *calls = &m->storage->table[i];
        if (m->cursor[i].n == calls->n) continue;
        return RP_FAIL(RP_E_CHECKPOINT,
                       "region '%s': forward called %s %u times, the recomputation %u times; what "
                       "was served may belong to other calls",
                       rp_sac_region_name(m->storage), rp_op_name(calls->op), calls->n,
                       m->cursor[i].n);
    }
    return RP_OK;
}

static rp_status cached_open(void **self, const rp_kv *options, uint32_t n)
{
    (void)self, (void)options, (void)n;
    return RP_FAIL(RP_E_INVALID,
                   "sac_cached is made by rp_create_selective_checkpoint_contexts, from a policy");
}

static void cached_close(void *self)
{
    sac_cached *m = self;
    rp_sac_policy_release(m->policy);
    if (m->storage) rp_object_release(&m->storage->object);
    rp_free(m->cursor, m->cap * sizeof *m->cursor);
    rp_free(m, sizeof *m);
}

rp_status rp_sac_cached_create(rp_mode **out, sac_policy *policy, sac_storage *storage)
{
    sac_cached *m = rp_alloc_zero(sizeof *m);
    sac_cursor *cursor =
        m && storage && storage->cap ? rp_alloc_zero(storage->cap * sizeof *cursor) : NULL;
    if (!m || (storage && storage->cap && !cursor)) {
        rp_free(m, sizeof *m);
        return RP_E_MEMORY;
    }
    m->policy = rp_object_retain(&policy->object);
    m->storage = storage ? rp_object_retain(&storage->object) : NULL;
    m->cursor = cursor;
    m->cap = storage ? storage->cap : 0;
    return rp_mode_create_from(out, &rp_mode_type_sac_cached, m);
}

const rp_mode_type rp_mode_type_sac_cached = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_NOT_BY_NAME,
    .name = "sac_cached",
    .doc = "serves what sac_caching kept, while the region's function runs again",
    .open = cached_open,
    .close = cached_close,
    .call = cached_call,
};
