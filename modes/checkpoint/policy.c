/* modes/checkpoint/policy.c - what is kept: from a list of operators, a function, or the text of
 * REPRISE_SAC */
#include "modes/checkpoint/impl.h"
#include "modes/env.h"
#include <stdio.h>
#include <string.h>

rp_checkpoint_policy rp_policy_from_bool(int save) /* _policy_from_bool */
{
    return save ? RP_MUST_SAVE : RP_PREFER_RECOMPUTE;
}

/* ---- a policy's life ------------------------------------------------------------------------ */
static void policy_destroy(rp_object *o)
{
    sac_policy *p = (sac_policy *)o;
    for (uint32_t i = 0; i < p->n_entries; i++) rp_strfree(p->entries[i].text);
    rp_free(p->entries, p->n_entries * sizeof *p->entries);
    rp_free(p->every, p->n_ops * sizeof *p->every);
    rp_free(p->entry, p->n_ops * sizeof *p->entry);
    rp_free(p, sizeof *p);
}

static rp_status policy_create(sac_policy **out, uint32_t n_entries, int allow_mutation)
{
    sac_policy *p = rp_alloc_zero(sizeof *p);
    if (!p) return RP_E_MEMORY;
    rp_object_init(&p->object, policy_destroy);
    p->allow_mutation = allow_mutation != 0;
    *out = p;
    if (!n_entries) return RP_OK;
    p->entries = rp_alloc_zero(n_entries * sizeof *p->entries);
    if (p->entries) p->n_entries = n_entries;
    const uint32_t n_ops = rp_op_count();
    p->every = rp_alloc_zero(n_ops * sizeof *p->every);
    p->entry = p->every ? rp_alloc_zero(n_ops * sizeof *p->entry) : NULL;
    if (p->entries && p->entry) {
        p->n_ops = n_ops;
        return RP_OK;
    }
    rp_free(p->every, n_ops * sizeof *p->every);
    p->every = NULL;
    rp_sac_policy_release(p);
    *out = NULL;
    return RP_E_MEMORY;
}

static rp_status refuse_writer(const rp_op *op)
{
    return RP_FAIL(RP_E_INVALID,
                   "%s cannot be saved: it writes its argument, and serving its result later could "
                   "not repeat the write",
                   rp_op_name(op));
}

/* Of several entries for one operator the one that saves most wins. */
static void set_rule(sac_policy *p, const rp_op *op, uint32_t entry, uint32_t every)
{
    if (p->every[op->index] && p->every[op->index] <= every) return;
    p->every[op->index] = (uint16_t)(every < UINT16_MAX ? every : UINT16_MAX);
    p->entry[op->index] = (uint16_t)entry;
}

rp_status rp_sac_policy_from_fn(sac_policy **out, rp_policy_fn fn, void *ctx, int allow_mutation)
{
    RP_TRY(policy_create(out, 0, allow_mutation));
    (*out)->fn = fn;
    (*out)->fn_ctx = ctx;
    return RP_OK;
}

rp_status rp_sac_policy_from_list(sac_policy **out, const rp_op *const *save, uint32_t n,
                                  int allow_mutation)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!save[i])
            return RP_FAIL(
                RP_E_INVALID,
                "entry %u of the list of operators to save is NULL; rp_op_find may have failed", i);
        if (save[i]->mutates) return refuse_writer(save[i]);
    }
    sac_policy *p = NULL;
    RP_TRY(policy_create(&p, n, allow_mutation));
    for (uint32_t i = 0; i < n; i++) {
        p->entries[i].text = rp_strdup(rp_op_name(save[i]));
        if (!p->entries[i].text) {
            rp_sac_policy_release(p);
            return RP_E_MEMORY;
        }
        set_rule(p, save[i], i, 1);
    }
    *out = p;
    return RP_OK;
}

rp_status rp_sac_policy_of_effects(sac_policy **out)
{
    RP_TRY(policy_create(out, 0, 0));
    (*out)->effects_alone = 1;
    return RP_OK;
}

/* The pair is a template: a region makes its own instances, with a storage of their own. */
rp_status rp_create_selective_checkpoint_contexts(rp_mode **caching, rp_mode **cached,
                                                  const rp_op *const *save, uint32_t n_save,
                                                  rp_policy_fn fn, void *fn_ctx,
                                                  int allow_cache_entry_mutation)
{
    sac_policy *p = NULL;
    rp_mode *forward = NULL, *recompute = NULL;
    if ((save != NULL) == (fn != NULL))
        return RP_FAIL(RP_E_INVALID, "a selective policy is a list of operators or a function: %s",
                       fn ? "both were given" : "neither was given");
    if (fn) RP_TRY(rp_sac_policy_from_fn(&p, fn, fn_ctx, allow_cache_entry_mutation));
    else RP_TRY(rp_sac_policy_from_list(&p, save, n_save, allow_cache_entry_mutation));
    rp_status st = rp_sac_caching_create(&forward, p, NULL);
    if (!st) st = rp_sac_cached_create(&recompute, p, NULL);
    rp_sac_policy_release(p);
    if (st) {
        rp_mode_release(forward);
        return st;
    }
    *caching = forward;
    *cached = recompute;
    return RP_OK;
}

/* ---- names to operators --------------------------------------------------------------------- */
/* Composites never reach a mode: their names mean the kernels they become. */
static const struct {
    const char *composite, *kernels[5];
} becomes[] = {
    {"aten::linear", {"aten::addmm", "aten::mm", "aten::bmm"}},
    {"aten::matmul", {"aten::mm", "aten::bmm", "aten::mv", "aten::dot"}},
    {"aten::layer_norm", {"aten::native_layer_norm"}},
    {"aten::group_norm", {"aten::native_group_norm"}},
    {"aten::batch_norm", {"aten::native_batch_norm"}},
    {"aten::dropout", {"aten::native_dropout"}},
    {"aten::softmax.int", {"aten::_softmax"}},
    {"aten::log_softmax.int", {"aten::_log_softmax"}},
    {"aten::scaled_dot_product_attention",
     {"aten::_scaled_dot_product_flash_attention_for_cpu", "aten::_scaled_dot_product_attention",
      "aten::bmm", "aten::_softmax"}},
};

struct match {
    sac_policy *policy;
    const rp_env *env;
    const rp_env_item *entry;
    uint32_t index, found;
};

static int match_tag(void *ctx, const rp_op *op)
{
    struct match *m = ctx;
    if (op->mutates || op->index >= m->policy->n_ops || !rp_op_has_tag(op, m->entry->name))
        return 0;
    set_rule(m->policy, op, m->index, m->entry->every);
    m->found++;
    return 0;
}

static void match_overloads(struct match *m)
{
    char base[RP_TEXT_BYTES];
    const rp_op *ops[64];
    snprintf(base, sizeof base, "%.*s", (int)(strlen(m->entry->name) - 2), m->entry->name);
    const uint32_t n = rp_op_overloads(base, ops, 64);
    for (uint32_t i = 0; i < n && i < 64; i++) {
        if (ops[i]->mutates || ops[i]->index >= m->policy->n_ops) continue;
        set_rule(m->policy, ops[i], m->index, m->entry->every);
        m->found++;
    }
}

static bool match_composite(struct match *m, const rp_op *op)
{
    for (size_t i = 0; i < sizeof becomes / sizeof *becomes; i++) {
        if (strcmp(becomes[i].composite, rp_op_name(op)) != 0) continue;
        for (size_t k = 0; k < 5 && becomes[i].kernels[k]; k++) {
            const rp_op *kernel = rp_op_lookup(becomes[i].kernels[k]);
            if (!kernel) continue;
            set_rule(m->policy, kernel, m->index, m->entry->every);
            m->found++;
        }
    }
    return m->found > 0;
}

static rp_status no_match(const struct match *m, const char *why)
{
    return rp_env_fail(m->env, m->entry->column, "%s: %s", m->entry->name, why);
}

/* Without a default overload the name alone says nothing: list what there is. */
static rp_status no_operator(const struct match *m)
{
    const rp_op *ops[16];
    char list[512] = "it has no default overload; there are";
    const uint32_t n = rp_op_overloads(m->entry->name, ops, 16);
    if (!n) {
        char near[RP_TEXT_BYTES];
        (void)rp_op_find(m->entry->name); /* for its text, which lists near misses */
        snprintf(near, sizeof near, "%s", rp_error_message());
        return rp_note(no_match(m, "no such operator (put ? in front if it need not be present)"),
                       "%s", near);
    }
    for (uint32_t i = 0; i < n && i < 16; i++) {
        const size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s %s", i ? "," : "", rp_op_name(ops[i]));
    }
    return no_match(m, list);
}

static rp_status match_name(struct match *m)
{
    const rp_op *op = rp_op_lookup(m->entry->name);
    if (!op) return m->entry->optional ? RP_OK : no_operator(m);
    if (op->mutates)
        return no_match(
            m, "it writes its argument, and serving its result later could not repeat the write");
    if (op->flags & RP_OP_COMPOSITE) {
        if (match_composite(m, op)) return RP_OK;
        return no_match(m, "it is a composite; name the kernels it becomes");
    }
    set_rule(m->policy, op, m->index, m->entry->every);
    return RP_OK;
}

static rp_status resolve_entry(struct match *m)
{
    const size_t n = strlen(m->entry->name);
    if (!strcmp(m->entry->name, "@integers")) {
        m->policy->integers = &m->policy->entries[m->index];
        return RP_OK;
    }
    if (m->entry->name[0] == '@') {
        rp_op_each(match_tag, m);
        return m->found || m->entry->optional ? RP_OK : no_match(m, "no operator has this tag");
    }
    if (n > 2 && !strcmp(m->entry->name + n - 2, ".*")) {
        match_overloads(m);
        return m->found || m->entry->optional ? RP_OK : no_match(m, "no such operator");
    }
    return match_name(m);
}

/* name(attn_out): a value that the program names with rp_checkpoint_name; module(h.3.mlp): all
   results below this scope. */
static rp_status compile_word(sac_policy *p, const rp_env *e, const rp_env_item *item,
                              uint32_t index, uint8_t kind)
{
    if (item->n_children != 1)
        return rp_env_fail(e, item->column,
                           "%s: expected one name, as in name(attn_out) and module(h.3.mlp)",
                           item->name);
    p->entries[index].text = rp_strdup(item->child->name);
    p->entries[index].kind = kind;
    if (kind == SAC_ENTRY_NAME) p->n_names++;
    else p->n_modules++;
    return p->entries[index].text ? RP_OK : RP_E_MEMORY;
}

static rp_status compile_entry(sac_policy *p, const rp_env *e, const rp_env_item *item,
                               uint32_t index)
{
    struct match m = {.policy = p, .env = e, .entry = item, .index = index};
    if (item->parens && !strcmp(item->name, "name"))
        return compile_word(p, e, item, index, SAC_ENTRY_NAME);
    if (item->parens && !strcmp(item->name, "module"))
        return compile_word(p, e, item, index, SAC_ENTRY_MODULE);
    if (item->value || item->parens)
        return no_match(&m, "expected an operator such as aten::mm, aten::add.* or @matmul, one "
                            "with a count, aten::mm/2, a value, name(attn_out), "
                            "or a scope, module(h.3)");
    p->entries[index].text = rp_strdup(item->name);
    return p->entries[index].text ? resolve_entry(&m) : RP_E_MEMORY;
}

static rp_status compile(sac_policy **out, const rp_env *e, const rp_env_item *save)
{
    sac_policy *p = NULL;
    uint32_t index = 0;
    rp_status st = RP_OK;
    if (save->n_children >= UINT16_MAX)
        return rp_env_fail(e, save->column, "a policy has at most %u entries", UINT16_MAX - 1);
    RP_TRY(policy_create(&p, save->n_children, 0));
    for (const rp_env_item *item = save->child; item && !st; item = item->next)
        st = compile_entry(p, e, item, index++);
    if (st) rp_sac_policy_release(p);
    else *out = p;
    return st;
}

/* off | full | save(entry, ...); entry: [?] (name | base.* | @tag) [/ k] */
static rp_status compile_env(sac_policy **out, bool *full, const rp_env *e)
{
    const rp_env_item *item = e->first;
    if (e->n == 1 && item->parens && !strcmp(item->name, "save")) return compile(out, e, item);
    if (e->n == 1 && !item->parens && !item->value && !item->optional && item->every == 1) {
        *full = !strcmp(item->name, "full");
        if (*full || !strcmp(item->name, "off")) return RP_OK;
    }
    const rp_env_item *bad = e->n > 1 ? item->next : item;
    return rp_env_fail(e, bad ? bad->column : 1, "expected one of off, full, save(...)%s%s",
                       bad ? ", got " : "", bad ? bad->name : "");
}

/* ---- texts are compiled once ---------------------------------------------------------------- */
enum { CACHED_TEXTS = 32 };
static struct {
    char *text;
    sac_policy *policy;
    uint32_t n_ops; /* of the registry then: a plugin may have brought operators since */
} texts[CACHED_TEXTS];
static uint32_t next_text;
static pthread_mutex_t texts_lock = PTHREAD_MUTEX_INITIALIZER;

static sac_policy *find_text(const char *text)
{
    for (uint32_t i = 0; i < CACHED_TEXTS; i++)
        if (texts[i].text && texts[i].n_ops == rp_op_count() && !strcmp(texts[i].text, text))
            return rp_object_retain(&texts[i].policy->object);
    return NULL;
}

static void remember_text(const char *text, sac_policy *p)
{
    char *copy = rp_strdup(text);
    if (!copy) return;
    const uint32_t i = next_text++ % CACHED_TEXTS;
    rp_strfree(texts[i].text);
    rp_sac_policy_release(texts[i].policy);
    texts[i].text = copy;
    texts[i].policy = rp_object_retain(&p->object);
    texts[i].n_ops = rp_op_count();
}

static rp_status compile_text(sac_policy **out, bool *full, const char *variable, const char *text)
{
    rp_env *e = NULL;
    RP_TRY(rp_env_parse(&e, variable, text, RP_ENV_FORCE));
    const rp_status st = compile_env(out, full, e);
    rp_env_release(e);
    return st;
}

rp_status rp_sac_policy_from_text(sac_policy **out, bool *full, const char *variable,
                                  const char *text)
{
    sac_policy *p = NULL;
    *full = false;
    pthread_mutex_lock(&texts_lock);
    p = find_text(text);
    const bool known = p != NULL;
    const rp_status st = known ? RP_OK : compile_text(&p, full, variable, text);
    if (!st && p && !known) remember_text(text, p);
    pthread_mutex_unlock(&texts_lock);
    if (!st) *out = p;
    return st;
}

int rp_policy_unmatched_each(int (*fn)(void *ctx, const char *text, const char *entry), void *ctx)
{
    int stop = 0;
    pthread_mutex_lock(&texts_lock);
    for (uint32_t i = 0; i < CACHED_TEXTS && !stop; i++) {
        const sac_policy *p = texts[i].policy;
        for (uint32_t k = 0; p && k < p->n_entries && !stop; k++)
            if (!atomic_load_explicit(&p->entries[k].matched, memory_order_relaxed))
                stop = fn(ctx, texts[i].text, p->entries[k].text);
    }
    pthread_mutex_unlock(&texts_lock);
    return stop;
}
