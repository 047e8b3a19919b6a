/* modes/checkpoint/sac_caching.c - forward half of SAC: runs every operator and keeps the results
 * that the policy names */
#include "modes/checkpoint/impl.h"
#include <stdio.h>
#include <string.h>

static void clear_outputs(rp_value *out, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) rp_value_clear(&out[k]);
}

/* A result that a second run would write again, or that was an argument, cannot be served. */
static rp_status refuse_mutation(const sac_storage *s, const rp_op *op, const void *site)
{
    char text[RP_TEXT_BYTES];
    return RP_FAIL(RP_E_CHECKPOINT,
                   "region '%s': the policy saves %s%s, which writes its argument: serving it "
                   "later could not repeat the write",
                   rp_sac_region_name(s), rp_op_name(op), rp_site_text(text, sizeof text, site));
}

static bool shares_storage(const rp_storage *storage, const rp_value *in, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (in[i].tag == RP_TAG_TENSOR && in[i].u.t->storage == storage) return true;
        if (in[i].tag == RP_TAG_LIST && shares_storage(storage, in[i].u.l, in[i].n)) return true;
    }
    return false;
}

static uint64_t cost(const rp_value *out, uint32_t n_out, const rp_value *in, uint32_t n_in)
{
    uint64_t bytes = 0;
    for (uint32_t k = 0; k < n_out; k++) {
        if (out[k].tag == RP_TAG_LIST) bytes += cost(out[k].u.l, out[k].n, in, n_in);
        if (out[k].tag == RP_TAG_TENSOR && !shares_storage(out[k].u.t->storage, in, n_in))
            bytes += out[k].u.t->storage->nbytes;
    }
    return bytes;
}

static uint32_t depth_of(const checkpoint_frame *f)
{
    uint32_t depth = 0;
    for (const checkpoint_scope *s = f ? &f->scope : NULL; s; s = s->below) depth++;
    return depth;
}

typedef enum { SAC_RUN_AGAIN, SAC_SAVE, SAC_OFFLOAD } sac_decision;

static rp_status read_answer(const sac_storage *s, const rp_op *op, rp_checkpoint_policy answer,
                             sac_decision *save)
{
    switch ((int)answer) {
    case RP_MUST_SAVE:
    case RP_PREFER_SAVE: *save = SAC_SAVE; return RP_OK;
    case RP_MUST_RECOMPUTE:
    case RP_PREFER_RECOMPUTE: *save = SAC_RUN_AGAIN; return RP_OK;
    case RP_MUST_CPU_OFFLOAD:
    case RP_PREFER_CPU_OFFLOAD: *save = SAC_OFFLOAD; return RP_OK;
    default:
        return RP_FAIL(
            RP_E_INVALID,
            "region '%s': the policy answered %d for %s, which is no rp_checkpoint_policy",
            rp_sac_region_name(s), (int)answer, rp_op_name(op));
    }
}

static rp_status ask(const sac_policy *p, const sac_storage *s, const rp_op *op, uint32_t nth,
                     const rp_value *in, uint32_t n_in, const rp_value *out, uint32_t n_out,
                     const char *name, sac_decision *save)
{
    const checkpoint_frame *f = s->frame;
    char module[RP_TEXT_BYTES];
    const rp_selective_context q = {
        .size = sizeof q,
        .op_index = nth,
        .region_index = f ? (uint32_t)f->id : 0,
        .depth = depth_of(f),
        .n_in = n_in,
        .n_out = n_out,
        .op = op,
        .region = rp_sac_region_name(s),
        .module = rp_module_path_text(module, sizeof module),
        .in = in,
        .op_output = out,
        .bytes = cost(out, n_out, in, n_in),
        .tensor_name = name,
    };
    const int grad = rp_grad_mode_exchange(0);
    const rp_checkpoint_policy answer = p->fn(p->fn_ctx, &q);
    rp_grad_mode_exchange(grad);
    return read_answer(s, op, answer, save);
}

/* Does `path` lie in the scope `name`: "h.3" is that of "h.3.mlp" and of "model.h.3", not of
   "h.30"? */
static bool lies_in(const char *path, const char *name)
{
    const size_t n = strlen(name);
    for (const char *at = path; (at = strstr(at, name)) != NULL; at++)
        if ((at == path || at[-1] == '.') && (at[n] == '.' || !at[n])) return true;
    return false;
}

static bool module_saves(const sac_policy *p)
{
    char path[RP_TEXT_BYTES];
    rp_module_path_text(path, sizeof path);
    for (uint32_t i = 0; i < p->n_entries && *path; i++) {
        if (p->entries[i].kind != SAC_ENTRY_MODULE || !lies_in(path, p->entries[i].text)) continue;
        atomic_store_explicit(&p->entries[i].matched, 1, memory_order_relaxed);
        return true;
    }
    return false;
}

static bool has_integers(const rp_value *out, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        if (out[k].tag == RP_TAG_TENSOR && !rp_dtype_is_floating(out[k].u.t->dtype)) return true;
        if (out[k].tag == RP_TAG_LIST && has_integers(out[k].u.l, out[k].n)) return true;
    }
    return false;
}

static bool integers_save(const sac_policy *p, const rp_op *op, const rp_value *out, uint32_t n_out)
{
    if (op->mutates || op->flags & RP_OP_VIEW || !has_integers(out, n_out)) return false;
    atomic_store_explicit(&p->integers->matched, 1, memory_order_relaxed);
    return true;
}

static bool table_saves(const sac_policy *p, const rp_op *op, uint32_t nth)
{
    if (op->index >= p->n_ops || !p->every[op->index]) return false;
    sac_entry_text *entry = &p->entries[p->entry[op->index]];
    if (!atomic_load_explicit(&entry->matched, memory_order_relaxed))
        atomic_store_explicit(&entry->matched, 1, memory_order_relaxed);
    return nth % p->every[op->index] == 0;
}

static void complete(const sac_caching *m, const rp_call *c, sac_entry *head, const rp_value *in,
                     uint32_t n_in)
{
    const checkpoint_frame *f = m->storage->frame;
    head->op = c->op;
    head->site = c->site;
    head->signature = rp_sac_signature(in, n_in);
    head->n_draws = f && f->log ? f->log->n - head->draw : 0;
}

static rp_status keep(sac_caching *m, rp_call *c, sac_entry *head, const rp_value *in,
                      uint32_t n_in, const rp_value *out, uint32_t n_out)
{
    sac_calls *calls =
        rp_sac_calls_find(m->storage, c->op); /* found again: the table may have moved */
    complete(m, c, head, in, n_in);
    return rp_sac_storage_keep(m->storage, c, calls, head, in, out, n_out);
}

/* ---- values by name ------------------------------------------------------------------------- */
static void remember(const sac_caching *m, const rp_call *c, sac_entry *head, const rp_value *in,
                     uint32_t n_in, const rp_value *out, uint32_t n_out)
{
    sac_storage *s = m->storage;
    if (n_out != 1 || out->tag != RP_TAG_TENSOR || c->op->mutates || s->copies) return;
    complete(m, c, head, in, n_in);
    s->last.head = *head;
    s->last.made = out->u.t->storage->id;
    s->last.version = rp_tensor_version(out->u.t);
}

static bool names_list(sac_policy *p, const char *name)
{
    for (uint32_t i = 0; i < p->n_entries; i++) {
        if (p->entries[i].kind != SAC_ENTRY_NAME || strcmp(p->entries[i].text, name) != 0) continue;
        atomic_store_explicit(&p->entries[i].matched, 1, memory_order_relaxed);
        return true;
    }
    return false;
}

rp_status rp_sac_named(sac_policy *p, sac_storage *s, rp_tensor *t, const char *name)
{
    sac_entry head = s->last.head;
    const rp_value out = rp_value_tensor(t);
    sac_decision save = SAC_RUN_AGAIN;
    if (!head.op || s->last.made != t->storage->id || s->last.version != rp_tensor_version(t))
        return RP_OK;
    if (p->fn) RP_TRY(ask(p, s, head.op, head.nth, NULL, 0, &out, 1, name, &save));
    else if (names_list(p, name)) save = SAC_SAVE;
    if (!save) return RP_OK;
    head.offload = save == SAC_OFFLOAD;
    s->last.head.op = NULL;
    return rp_sac_storage_keep(s, NULL, rp_sac_calls_find(s, head.op), &head, NULL, &out, 1);
}

static rp_status caching_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    sac_caching *m = self;
    sac_calls *calls;
    const bool effect = (c->op->flags & RP_OP_EFFECT) != 0;
    if (c->op->flags & RP_OP_NO_SAC || (m->policy->effects_alone && !effect))
        return rp_call_below(c, in, n_in, out, n_out);
    if (!m->storage)
        RP_TRY(rp_sac_storage_create(
            &m->storage, NULL,
            m->policy->allow_mutation)); /* pushed outside a region: counts by itself */
    const checkpoint_frame *f = m->storage->frame;
    RP_TRY(rp_sac_calls_get(&calls, m->storage, c->op));
    sac_entry head = {
        .nth = calls->n++, .slots = f ? f->n : 0, .draw = f && f->log ? f->log->n : 0};
    sac_decision save = effect || (!m->policy->fn && table_saves(m->policy, c->op, head.nth))
                            ? SAC_SAVE
                            : SAC_RUN_AGAIN;
    if (!save && m->policy->n_modules && !c->op->mutates && module_saves(m->policy))
        save = SAC_SAVE;
    if (save && !effect && c->op->mutates) return refuse_mutation(m->storage, c->op, c->site);
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    rp_status st = RP_OK;
    if (m->policy->fn && !effect) {
        st = ask(m->policy, m->storage, c->op, head.nth, in, n_in, out, n_out, NULL, &save);
        if (!st && save && c->op->mutates) st = refuse_mutation(m->storage, c->op, c->site);
    }
    m->storage->last.head.op = NULL;
    if (!save && m->policy->integers && integers_save(m->policy, c->op, out, n_out))
        save = SAC_SAVE;
    head.offload = save == SAC_OFFLOAD;
    if (!st && save) st = keep(m, c, &head, in, n_in, out, n_out);
    else if (!st && (m->policy->fn || m->policy->n_names))
        remember(m, c, &head, in, n_in, out, n_out);
    if (st) clear_outputs(out, n_out);
    return st;
}

static rp_status caching_open(void **self, const rp_kv *options, uint32_t n)
{
    (void)self, (void)options, (void)n;
    return RP_FAIL(RP_E_INVALID,
                   "sac_caching is made by rp_create_selective_checkpoint_contexts, from a policy");
}

static void caching_close(void *self)
{
    sac_caching *m = self;
    rp_sac_policy_release(m->policy);
    if (m->storage) rp_object_release(&m->storage->object);
    rp_free(m, sizeof *m);
}

rp_status rp_sac_caching_create(rp_mode **out, sac_policy *policy, sac_storage *storage)
{
    sac_caching *m = rp_alloc_zero(sizeof *m);
    if (!m) return RP_E_MEMORY;
    m->policy = rp_object_retain(&policy->object);
    m->storage = storage ? rp_object_retain(&storage->object) : NULL;
    return rp_mode_create_from(out, &rp_mode_type_sac_caching, m);
}

const rp_mode_type rp_mode_type_sac_caching = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_NOT_BY_NAME,
    .name = "sac_caching",
    .doc = "keeps the results that a policy names, in the forward of a region",
    .open = caching_open,
    .close = caching_close,
    .call = caching_call,
};
