/* modes/checkpoint/sac_storage.c - results that forward kept, by operator and how many-th call of
 * it in the region */
#include "dispatch/function.h"
#include "modes/checkpoint/impl.h"
#include <string.h>

static uint32_t hash_pointer(const void *p)
{
    const uint64_t h = (uint64_t)(uintptr_t)p * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 32);
}

static uint32_t hash_id(uint64_t id)
{
    return (uint32_t)(id * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

const char *rp_sac_region_name(const sac_storage *s)
{
    return s->frame ? s->frame->record->name : "";
}

/* ---- calls by operator ---------------------------------------------------------------------- */
static sac_calls *probe(sac_calls *table, uint32_t cap, const rp_op *op)
{
    uint32_t i = hash_pointer(op) & (cap - 1);
    while (table[i].op && table[i].op != op) i = (i + 1) & (cap - 1);
    return &table[i];
}

sac_calls *rp_sac_calls_find(const sac_storage *s, const rp_op *op)
{
    if (!s->cap) return NULL;
    sac_calls *c = probe(s->table, s->cap, op);
    return c->op ? c : NULL;
}

static rp_status grow_table(sac_storage *s)
{
    const uint32_t cap = s->cap ? 2 * s->cap : 16;
    sac_calls *table = rp_alloc_zero(cap * sizeof *table);
    if (!table) return RP_E_MEMORY;
    for (uint32_t i = 0; i < s->cap; i++)
        if (s->table[i].op) *probe(table, cap, s->table[i].op) = s->table[i];
    rp_free(s->table, s->cap * sizeof *table);
    s->table = table;
    s->cap = cap;
    return RP_OK;
}

rp_status rp_sac_calls_get(sac_calls **out, sac_storage *s, const rp_op *op)
{
    if (4 * (s->n + 1) > 3 * s->cap) RP_TRY(grow_table(s));
    sac_calls *c = probe(s->table, s->cap, op);
    if (!c->op) {
        c->op = op;
        s->n++;
    }
    *out = c;
    return RP_OK;
}

/* ---- which storages are held ---------------------------------------------------------------- */
static sac_held *probe_held(sac_held *table, uint32_t cap, uint64_t id)
{
    uint32_t i = hash_id(id) & (cap - 1);
    while (table[i].id && table[i].id != id) i = (i + 1) & (cap - 1);
    return &table[i];
}

static rp_status grow_held(sac_storage *s)
{
    const uint32_t cap = s->held_cap ? 2 * s->held_cap : 16;
    sac_held *table = rp_alloc_zero(cap * sizeof *table);
    if (!table) return RP_E_MEMORY;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->held_cap; i++) {
        if (!s->held[i].id || !s->held[i].refs) continue;
        *probe_held(table, cap, s->held[i].id) = s->held[i];
        n++;
    }
    rp_free(s->held, s->held_cap * sizeof *table);
    s->held = table;
    s->held_cap = cap;
    s->held_n = n;
    return RP_OK;
}

static rp_status hold(sac_storage *s, const rp_storage *storage)
{
    if (4 * (s->held_n + 1) > 3 * s->held_cap) RP_TRY(grow_held(s));
    sac_held *h = probe_held(s->held, s->held_cap, storage->id);
    if (!h->id) {
        h->id = storage->id;
        s->held_n++;
    }
    if (h->refs++) return RP_OK;
    h->bytes = storage->id > s->mark ? storage->nbytes : 0;
    if (s->frame) RP_STAT(s->frame->record, kept_bytes, h->bytes);
    return RP_OK;
}

static void let_go(sac_storage *s, uint64_t id)
{
    sac_held *h = probe_held(s->held, s->held_cap, id);
    if (--h->refs == 0 && s->frame) RP_STAT(s->frame->record, kept_bytes, -h->bytes);
}

/* ---- entries -------------------------------------------------------------------------------- */
static void drop_packed(version_wrapper *w)
{
    const struct rp_hooks *h = w->hooks;
    if (h->type->drop) h->type->drop(h->self, &w->packed);
    else rp_value_clear(&w->packed);
    rp_hooks_release(w->hooks);
    w->hooks = NULL;
}

static void drop_values(sac_storage *s, sac_entry *e)
{
    for (uint32_t i = 0; i < e->n_values; i++) {
        if (e->value[i].hooks) drop_packed(&e->value[i]);
        if (!e->value[i].value) continue;
        let_go(s, e->value[i].value->storage->id);
        rp_tensor_release(e->value[i].value);
        e->value[i].value = NULL;
    }
    if (!e->freed && s->frame) RP_STAT(s->frame->record, kept_entries, -UINT64_C(1));
    e->freed = true;
}

static void entry_free(sac_storage *s, sac_entry *e)
{
    drop_values(s, e);
    for (uint32_t k = 0; k < e->n_out; k++) {
        if (e->out[k].tag == RP_TAG_LIST && e->out[k].u.l)
            rp_free((void *)(uintptr_t)e->out[k].u.l, e->out[k].n * sizeof(rp_value));
        else if (e->out[k].tag != RP_TAG_TENSOR && e->out[k].tag != RP_TAG_LIST)
            rp_value_clear(&e->out[k]);
    }
    rp_free(e->value, e->n_values * sizeof *e->value);
    rp_free(e->out, e->n_out * sizeof *e->out);
    rp_free(e, sizeof *e);
}

static rp_status pack_outside(version_wrapper *w, rp_hooks *outer, rp_tensor *alias)
{
    const struct rp_hooks *h = outer;
    w->packed = rp_value_none();
    RP_TRY(h->type->pack(h->self, alias, &w->packed));
    w->hooks = rp_hooks_retain(outer);
    return RP_OK;
}

rp_status rp_sac_hand_over(rp_tensor **out, const sac_storage *s, rp_call *c, rp_tensor *t)
{
    if (!s->copies) return rp_tensor_alias(out, t);
    const rp_op *clone = rp_op_find("aten::clone");
    const rp_value in[] = {rp_value_tensor(t), rp_value_none()};
    rp_value copy;
    if (!clone) return RP_E_UNIMPLEMENTED;
    RP_TRY(rp_call_inner(c, clone, in, 2, &copy, 1));
    *out = copy.u.t;
    return RP_OK;
}

/* A fresh alias: autograd will write history onto the handle that the kernel returned. */
static rp_status keep_tensor(sac_storage *s, rp_call *c, sac_entry *e, uint32_t *next, rp_tensor *t,
                             rp_value *out)
{
    version_wrapper *w = &e->value[*next];
    rp_tensor *alias = NULL;
    RP_TRY(rp_sac_hand_over(&alias, s, c, t));
    rp_status st = RP_OK;
    rp_hooks *outer = s->frame && s->frame->set.see_outer_hooks ? s->frame->open.outer_hooks : NULL;
    if (!outer && e->offload && t->device.type != 0) {
        if (!s->offload) st = rp_save_on_cpu(&s->offload);
        outer = s->offload;
    }
    if (!st) st = outer ? pack_outside(w, outer, alias) : hold(s, alias->storage);
    if (!st) w->version = rp_tensor_version(alias);
    if (st || outer) rp_tensor_release(alias);
    RP_TRY(st);
    w->value = outer ? NULL : alias;
    *out = (rp_value){.tag = RP_TAG_TENSOR, .n = (*next)++};
    return RP_OK;
}

static rp_status keep_list(sac_storage *s, rp_call *c, sac_entry *e, uint32_t *next,
                           const rp_value *list, rp_value *out)
{
    *out = rp_value_list(NULL, 0);
    if (!list->n) return RP_OK;
    rp_value *items = rp_alloc_zero(list->n * sizeof *items);
    if (!items) return RP_E_MEMORY;
    *out = rp_value_list(items, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->u.l[i].tag == RP_TAG_TENSOR)
            RP_TRY(keep_tensor(s, c, e, next, list->u.l[i].u.t, &items[i]));
        else items[i] = list->u.l[i]; /* lists of results hold tensors and numbers */
    }
    return RP_OK;
}

/* An effect that writes returns what it wrote: that is the caller's own, now and in a recompute. */
static bool is_argument(const rp_op *op, const rp_value *in, const rp_tensor *t, uint32_t *i)
{
    for (*i = 0; *i < op->schema.n_args; ++*i)
        if (op->mutates >> *i & 1 && in[*i].tag == RP_TAG_TENSOR && in[*i].u.t == t) return true;
    return false;
}

static rp_status keep_values(sac_storage *s, rp_call *c, sac_entry *e, const rp_value *in,
                             const rp_value *out)
{
    uint32_t next = 0, argument;
    for (uint32_t k = 0; k < e->n_out; k++) {
        if (e->effect && out[k].tag == RP_TAG_TENSOR &&
            is_argument(e->op, in, out[k].u.t, &argument))
            e->out[k] = (rp_value){.tag = RP_TAG_TENSOR, .n = SAC_ARGUMENT + argument};
        else if (out[k].tag == RP_TAG_TENSOR)
            RP_TRY(keep_tensor(s, c, e, &next, out[k].u.t, &e->out[k]));
        else if (out[k].tag == RP_TAG_LIST) RP_TRY(keep_list(s, c, e, &next, &out[k], &e->out[k]));
        else RP_TRY(rp_value_copy(&e->out[k], &out[k]));
    }
    return RP_OK;
}

static uint32_t count_tensors(const rp_value *v, uint32_t n)
{
    uint32_t tensors = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].tag == RP_TAG_TENSOR) tensors++;
        if (v[i].tag == RP_TAG_LIST) tensors += count_tensors(v[i].u.l, v[i].n);
    }
    return tensors;
}

static rp_status reserve_saved(sac_calls *c)
{
    if (c->n_saved < c->cap) return RP_OK;
    const uint32_t cap = c->cap ? 2 * c->cap : 4;
    sac_entry **saved = rp_realloc(c->saved, c->cap * sizeof *saved, cap * sizeof *saved);
    if (!saved) return RP_E_MEMORY;
    c->saved = saved;
    c->cap = cap;
    return RP_OK;
}

rp_status rp_sac_storage_keep(sac_storage *s, rp_call *c, sac_calls *calls, const sac_entry *head,
                              const rp_value *in, const rp_value *out, uint32_t n_out)
{
    RP_TRY(reserve_saved(calls));
    sac_entry *e = rp_alloc_zero(sizeof *e);
    if (!e) return RP_E_MEMORY;
    if (s->frame) RP_STAT(s->frame->record, kept_entries, 1);
    e->op = head->op;
    e->site = head->site;
    e->signature = head->signature;
    e->nth = head->nth;
    e->slots = head->slots;
    e->draw = head->draw;
    e->n_draws = head->n_draws;
    e->offload = head->offload;
    e->effect = (head->op->flags & RP_OP_EFFECT) != 0;
    const uint32_t n_values = count_tensors(out, n_out);
    if (n_out) e->out = rp_alloc_zero(n_out * sizeof *e->out);
    if (n_values) e->value = rp_alloc_zero(n_values * sizeof *e->value);
    e->n_out = e->out ? n_out : 0;
    e->n_values = e->value ? n_values : 0;
    const rp_status st =
        e->n_out == n_out && e->n_values == n_values ? keep_values(s, c, e, in, out) : RP_E_MEMORY;
    if (st) {
        entry_free(s, e);
        return st;
    }
    calls->saved[calls->n_saved++] = e;
    e->next_kept = s->kept;
    s->kept = e;
    return RP_OK;
}

void rp_sac_storage_trim(sac_storage *s, uint32_t slots)
{
    for (sac_entry *e = s->kept; e; e = e->next_kept)
        if (!e->freed && !(e->effect && slots) && e->slots >= slots) drop_values(s, e);
}

/* ---- life ----------------------------------------------------------------------------------- */
static void storage_destroy(rp_object *o)
{
    sac_storage *s = (sac_storage *)o;
    while (s->kept) {
        sac_entry *e = s->kept;
        s->kept = e->next_kept;
        entry_free(s, e);
    }
    for (uint32_t i = 0; i < s->cap; i++)
        rp_free(s->table[i].saved, s->table[i].cap * sizeof *s->table[i].saved);
    rp_free(s->table, s->cap * sizeof *s->table);
    rp_free(s->held, s->held_cap * sizeof *s->held);
    rp_hooks_release(s->offload);
    rp_free(s, sizeof *s);
}

rp_status rp_sac_storage_create(sac_storage **out, checkpoint_frame *f, bool copies)
{
    sac_storage *s = rp_alloc_zero(sizeof *s);
    if (!s) return RP_E_MEMORY;
    rp_object_init(&s->object, storage_destroy);
    s->frame = f;
    s->copies = copies;
    s->mark = rp_storage_id_mark(rp_thread_get());
    *out = s;
    return RP_OK;
}

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x100000001B3);
    return h ^ h >> 31;
}

uint64_t rp_sac_signature(const rp_value *in, uint32_t n)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (uint32_t i = 0; i < n; i++) {
        if (in[i].tag == RP_TAG_LIST) h = mix(h, rp_sac_signature(in[i].u.l, in[i].n));
        if (in[i].tag != RP_TAG_TENSOR) continue;
        const rp_tensor *t = in[i].u.t;
        h = mix(h, (uint64_t)t->dtype << 8 | (uint64_t)t->ndim);
        for (int d = 0; d < t->ndim; d++) h = mix(h, (uint64_t)t->shape[d]);
    }
    return h;
}
