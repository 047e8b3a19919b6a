/* modes/remat/materialise.c - makes dropped bytes again: the missing calls of a recipe's closure,
 * in order, through the dispatcher
 *
 * No user function runs. The calls run below autograd, without gradients, with the numbers they
 * drew the first time, and are seen by modes that observe. An intermediate goes with its last
 * reader, unless packed values of the running pass will read it too: then it stays until they have,
 * so that one pass does not run a call twice.
 */
#include "modes/remat/remat.h"
#include <string.h>

/* ---- the plan: missing calls, producers first ------------------------------------------------ */
struct step {
    remat_call *call;  /* retained */
    rp_storage **made; /* by result: what is at hand for the steps to come; owned */
    uint32_t readers;  /* steps that read any of its results, and the caller */
};
struct given { /* bytes that were there; owned */
    remat_recipe *recipe;
    rp_storage *storage;
};
struct plan {
    struct step *step;
    uint32_t n_steps, cap_steps;
    struct given *given;
    uint32_t n_given, cap_given;
    uint32_t *table; /* open addressing: index into step + 1, by call */
    uint32_t cap_table;
};

static uint32_t hash_pointer(const void *p)
{
    return (uint32_t)(((uintptr_t)p >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static struct step *find_step(const struct plan *p, const remat_call *c)
{
    if (!p->cap_table) return NULL;
    for (uint32_t i = hash_pointer(c) & (p->cap_table - 1); p->table[i];
         i = (i + 1) & (p->cap_table - 1))
        if (p->step[p->table[i] - 1].call == c) return &p->step[p->table[i] - 1];
    return NULL;
}

static rp_storage *find_given(const struct plan *p, const remat_recipe *r)
{
    for (uint32_t i = 0; i < p->n_given; i++)
        if (p->given[i].recipe == r) return p->given[i].storage;
    return NULL;
}

static void table_put(struct plan *p, uint32_t index)
{
    uint32_t i = hash_pointer(p->step[index].call) & (p->cap_table - 1);
    while (p->table[i]) i = (i + 1) & (p->cap_table - 1);
    p->table[i] = index + 1;
}

static rp_status grow_steps(struct plan *p)
{
    const uint32_t cap = p->cap_steps ? 2 * p->cap_steps : 16;
    struct step *step = rp_realloc(p->step, p->cap_steps * sizeof *step, cap * sizeof *step);
    if (!step) return RP_E_MEMORY;
    p->step = step;
    p->cap_steps = cap;
    uint32_t *table = rp_alloc_zero(2 * cap * sizeof *table);
    if (!table) return RP_E_MEMORY;
    rp_free(p->table, p->cap_table * sizeof *table);
    p->table = table;
    p->cap_table = 2 * cap;
    for (uint32_t i = 0; i < p->n_steps; i++) table_put(p, i);
    return RP_OK;
}

static rp_status add_step(struct plan *p, remat_call *c)
{
    if (p->n_steps == p->cap_steps) RP_TRY(grow_steps(p));
    rp_storage **made = rp_alloc_zero(c->n_results * sizeof *made);
    if (!made) return RP_E_MEMORY;
    c->refs++;
    p->step[p->n_steps] = (struct step){.call = c, .made = made};
    table_put(p, p->n_steps++);
    return RP_OK;
}

static rp_status add_given(struct plan *p, remat_recipe *r, rp_storage *s_take)
{
    if (p->n_given == p->cap_given) {
        const uint32_t cap = p->cap_given ? 2 * p->cap_given : 16;
        struct given *given =
            rp_realloc(p->given, p->cap_given * sizeof *given, cap * sizeof *given);
        if (!given) {
            rp_storage_release(s_take);
            return RP_E_MEMORY;
        }
        p->given = given;
        p->cap_given = cap;
    }
    p->given[p->n_given++] = (struct given){r, s_take};
    return RP_OK;
}

static rp_status lost(const remat_call *reader)
{
    return RP_FAIL(RP_E_INTERNAL,
                   "bytes that %s would read again are gone; this is a bug of the recipes",
                   rp_op_name(reader->op));
}

/* Depth first; how deep is bounded by the boundary rule. Under the lock. */
static rp_status plan_call(struct plan *p, remat_call *c)
{
    for (uint32_t i = 0; i < c->n_sources; i++) {
        remat_recipe *r = c->source[i].recipe;
        if (find_given(p, r) || (r->call && find_step(p, r->call))) continue;
        rp_storage *s = rp_remat_resident(r);
        if (s) RP_TRY(add_given(p, r, s));
        else if (r->call) RP_TRY(plan_call(p, r->call));
        else return lost(c);
    }
    RP_TRY(add_step(p, c));
    for (uint32_t i = 0; i < c->n_sources; i++) {
        const remat_recipe *r = c->source[i].recipe;
        if (r->call && !find_given(p, r)) find_step(p, r->call)->readers++;
    }
    return RP_OK;
}

static void drop_made(struct step *s)
{
    for (uint32_t k = 0; k < s->call->n_results; k++) {
        rp_storage_release(s->made[k]);
        s->made[k] = NULL;
    }
}

static void plan_fini(struct plan *p)
{
    for (uint32_t i = 0; i < p->n_steps; i++) {
        struct step *s = &p->step[i];
        drop_made(s);
        rp_free(s->made, s->call->n_results * sizeof *s->made);
        rp_remat_lock();
        rp_remat_call_release(s->call);
        rp_remat_unlock();
    }
    for (uint32_t i = 0; i < p->n_given; i++) rp_storage_release(p->given[i].storage);
    rp_free(p->step, p->cap_steps * sizeof *p->step);
    rp_free(p->given, p->cap_given * sizeof *p->given);
    rp_free(p->table, p->cap_table * sizeof *p->table);
}

/* ---- the state in which calls run again ------------------------------------------------------ */
typedef struct replayer {
    rp_random_source source;
    const remat_call *call;
    uint32_t next;
} replayer;

static rp_status replay_draw(rp_random_source *self, rp_generator *g, uint64_t numbers,
                             uint64_t *seed, uint64_t *offset)
{
    replayer *r = (replayer *)self;
    (void)g;
    if (r->next >= r->call->n_draws || r->call->draw[r->next].numbers != numbers)
        return RP_FAIL(RP_E_INTERNAL,
                       "%s draws %llu random numbers in its replay, and not in forward",
                       rp_op_name(r->call->op), (unsigned long long)numbers);
    *seed = r->call->draw[r->next].seed;
    *offset = r->call->draw[r->next++].offset;
    return RP_OK;
}

static void nothing(rp_object *o)
{
    (void)o; /* lives on the frame of the replay */
}

/* Of a stack, the links whose modes observe; all of it if no other stands there. */
static rp_status observers(rp_link **out, rp_link *l)
{
    uint32_t token;
    if (!l) return RP_OK;
    RP_TRY(observers(out, l->below));
    if (!(l->flags & RP_MODE_OBSERVER)) return RP_OK;
    return rp_stack_push(out, l->item, ((rp_mode *)l->item)->interest, l->flags, &token);
}

static bool all_observe(const rp_link *l)
{
    while (l && l->flags & RP_MODE_OBSERVER) l = l->below;
    return !l;
}

struct outside { /* what the replay changes of the thread's state */
    rp_link *modes;
    rp_object *region;
    rp_random_source *random;
    uint64_t exclude, include;
    rp_device default_device;
    uint8_t has_default_device, grad_mode, phase, stopped, in_kernel;
};

static rp_status enter(rp_thread *t, struct outside *o, rp_random_source *random)
{
    rp_state_fields *s = &t->s;
    rp_link *modes = NULL;
    if (all_observe(s->modes)) {
        modes = rp_link_retain(s->modes);
    } else {
        const rp_status st = observers(&modes, s->modes);
        if (st) {
            rp_link_release(modes);
            return st;
        }
    }
    *o = (struct outside){s->modes,
                          s->region,
                          s->random,
                          s->exclude,
                          s->include,
                          s->default_device,
                          s->has_default_device,
                          s->grad_mode,
                          s->phase,
                          s->stopped,
                          s->in_kernel};
    s->modes = modes;
    s->region = NULL;
    s->random = random;
    s->exclude =
        RP_KEYBIT(RP_KEY_PREMODE) | RP_KEYBIT(RP_KEY_AUTOCAST) | RP_KEYBIT(RP_KEY_AUTOGRAD);
    s->include = 0;
    s->grad_mode = 0;
    s->phase = RP_PHASE_RECOMPUTE;
    s->stopped = s->in_kernel = 0;
    return RP_OK;
}

static void leave(rp_thread *t, const struct outside *o)
{
    rp_state_fields *s = &t->s;
    rp_link *modes = s->modes;
    s->modes = o->modes;
    s->region = o->region;
    s->random = o->random;
    s->exclude = o->exclude;
    s->include = o->include;
    s->default_device = o->default_device;
    s->has_default_device = o->has_default_device;
    s->grad_mode = o->grad_mode;
    s->phase = o->phase;
    s->stopped = o->stopped;
    s->in_kernel = o->in_kernel;
    rp_link_release(modes);
}

/* ---- one call again -------------------------------------------------------------------------- */
static rp_storage *bytes_of(const struct plan *p, const remat_recipe *r)
{
    rp_storage *s = find_given(p, r);
    return s || !r->call ? s : find_step(p, r->call)->made[r->result];
}

struct arguments {
    rp_value in[RP_MAX_ARGS];
    rp_tensor **tensor; /* by source; owned */
};

/* Lists are copied on the stack only as far as they hold tensors. */
static rp_status fill_list(rp_value *to, const rp_value *from, rp_tensor *const *tensor)
{
    rp_value *items = rp_alloc(from->n * sizeof *items);
    if (!items) return RP_E_MEMORY;
    for (uint32_t i = 0; i < from->n; i++) {
        items[i] = from->u.l[i];
        if (items[i].tag == RP_TAG_TENSOR) items[i] = rp_value_tensor(tensor[items[i].n]);
    }
    *to = rp_value_list(items, from->n);
    return RP_OK;
}

static bool has_tensors(const rp_value *v)
{
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        if (v->u.l[i].tag == RP_TAG_TENSOR) return true;
    return false;
}

/* What a write in place may write into: the old version itself if nobody else will read it, else a
   copy. */
static rp_status own_bytes(rp_storage **out, const struct plan *p, const remat_recipe *r,
                           rp_storage *s)
{
    const struct step *producer = r->call && !find_given(p, r) ? find_step(p, r->call) : NULL;
    rp_remat_lock();
    const bool alone = producer && producer->readers == 1 &&
                       atomic_load_explicit(&s->count, memory_order_relaxed) == 1;
    rp_status st = alone ? rp_remat_before_write(s) : RP_OK; /* from here on nobody finds it */
    rp_remat_unlock();
    if (!st && alone) *out = rp_storage_retain(s);
    return st || alone ? st : rp_remat_copy(out, s);
}

static rp_status fill_source(rp_tensor **out, const struct plan *p, const remat_call *c, uint32_t i)
{
    rp_storage *s = bytes_of(p, c->source[i].recipe), *own = NULL;
    if (!s) return lost(c);
    if (i || c->op->form != RP_FORM_INPLACE)
        return rp_remat_geometry_on(out, &c->source[i].geometry, s);
    RP_TRY(own_bytes(&own, p, c->source[i].recipe, s));
    const rp_status st = rp_remat_geometry_on(out, &c->source[i].geometry, own);
    rp_storage_release(own);
    return st;
}

static rp_status fill_arguments(struct arguments *a, const struct plan *p, const remat_call *c)
{
    for (uint32_t i = 0; i < c->n_sources; i++) RP_TRY(fill_source(&a->tensor[i], p, c, i));
    for (uint32_t i = 0; i < c->n_in; i++) {
        if (has_tensors(&c->in[i])) RP_TRY(fill_list(&a->in[i], &c->in[i], a->tensor));
        else
            a->in[i] =
                c->in[i].tag == RP_TAG_TENSOR ? rp_value_tensor(a->tensor[c->in[i].n]) : c->in[i];
    }
    return RP_OK;
}

static void drop_arguments(struct arguments *a, const remat_call *c)
{
    for (uint32_t i = 0; i < c->n_in; i++)
        if (has_tensors(&c->in[i]) && a->in[i].tag == RP_TAG_LIST)
            rp_free((void *)(uintptr_t)a->in[i].u.l, a->in[i].n * sizeof *a->in);
    for (uint32_t i = 0; i < c->n_sources; i++) rp_tensor_release(a->tensor[i]);
    rp_free(a->tensor, c->n_sources * sizeof *a->tensor);
}

static rp_status take_result(void *ctx, const rp_value *v)
{
    rp_storage ***next = ctx;
    if (v->tag == RP_TAG_TENSOR) *(*next)++ = rp_storage_retain(v->u.t->storage);
    return RP_OK;
}

static rp_status call_again(struct step *s, const struct arguments *a)
{
    rp_value out[RP_MAX_RETURNS];
    const uint32_t n_out = s->call->op->schema.n_rets;
    rp_storage **next = s->made;
    const rp_status st = rp_op_call(s->call->op, a->in, s->call->n_in, out, n_out);
    if (st) return rp_note(st, "while %s ran again for backward", rp_op_name(s->call->op));
    rp_status taken = RP_OK;
    for (uint32_t k = 0; k < n_out && !taken; k++)
        taken = rp_value_map(&out[k], take_result, &next);
    rp_values_clear(out, n_out);
    return taken;
}

static rp_status run_step(const struct plan *p, struct step *s, replayer *random, rp_thread *t)
{
    remat_call *c = s->call;
    struct arguments a;
    for (uint32_t i = 0; i < c->n_in; i++) a.in[i] = rp_value_none();
    a.tensor = c->n_sources ? rp_alloc_zero(c->n_sources * sizeof *a.tensor) : NULL;
    if (c->n_sources && !a.tensor) return RP_E_MEMORY;
    random->call = c;
    random->next = 0;
    t->s.default_device = c->default_device;
    t->s.has_default_device = c->has_default_device;
    rp_status st = fill_arguments(&a, p, c);
    if (!st) st = call_again(s, &a);
    drop_arguments(&a, c);
    return st;
}

/* ---- bytes that a pass keeps for readers to come --------------------------------------------- */
struct keeper { /* of one pass: the recipes whose bytes it keeps */
    struct keeper *next;
    uint64_t pass;
    remat_recipe **recipe; /* owned */
    uint32_t n, cap;
};
static struct keeper *keepers; /* of running passes; under the lock */

static void give_up(remat_recipe *r)
{
    rp_storage *s = r->kept;
    r->kept = NULL;
    r->kept_pass = 0;
    rp_storage_release(s);
}

static void end_pass(void *ctx)
{
    struct keeper *k = ctx, **link = &keepers;
    rp_remat_lock();
    while (*link != k) link = &(*link)->next;
    *link = k->next;
    for (uint32_t i = 0; i < k->n; i++) {
        if (k->recipe[i]->kept_pass == k->pass) give_up(k->recipe[i]);
        rp_remat_release(k->recipe[i]);
    }
    rp_remat_unlock();
    rp_free(k->recipe, k->cap * sizeof *k->recipe);
    rp_free(k, sizeof *k);
}

static rp_status keeper_of(struct keeper **out, uint64_t pass)
{
    struct keeper *k = keepers;
    while (k && k->pass != pass) k = k->next;
    if (!k) {
        k = rp_alloc_zero(sizeof *k);
        if (!k) return RP_E_MEMORY;
        k->pass = pass;
        const rp_status st = rp_pass_at_exit(end_pass, k);
        if (st) {
            rp_free(k, sizeof *k);
            return st;
        }
        k->next = keepers;
        keepers = k;
    }
    *out = k;
    return RP_OK;
}

static rp_status keep(remat_recipe *r, rp_storage *s, uint64_t pass)
{
    struct keeper *k = NULL;
    RP_TRY(keeper_of(&k, pass));
    if (k->n == k->cap) {
        const uint32_t cap = k->cap ? 2 * k->cap : 32;
        remat_recipe **recipe =
            rp_realloc(k->recipe, k->cap * sizeof *recipe, cap * sizeof *recipe);
        if (!recipe) return RP_E_MEMORY;
        k->recipe = recipe;
        k->cap = cap;
    }
    k->recipe[k->n++] = r;
    r->refs++;
    r->kept = rp_storage_retain(s);
    r->kept_pass = pass;
    return RP_OK;
}

static uint32_t readers_to_come(const remat_recipe *r, uint64_t pass)
{
    const uint32_t done = r->read_pass == pass ? r->reads : 0;
    return pass && r->packs > done ? r->packs - done : 0;
}

void rp_remat_reader(remat_recipe *r)
{
    const uint64_t pass = rp_thread_get()->s.pass;
    rp_remat_lock();
    if (r->read_pass != pass) r->reads = 0;
    r->read_pass = pass;
    r->reads++;
    if (r->kept && r->kept_pass == pass && !readers_to_come(r, pass)) give_up(r);
    rp_remat_unlock();
}

/* ---- the whole ------------------------------------------------------------------------------- */
/* The results are the recipes' bytes again. What nobody will read goes at once. Under the lock. */
static rp_status settle(const struct plan *p, struct step *s, uint64_t pass)
{
    for (uint32_t k = 0; k < s->call->n_results; k++) {
        remat_recipe *r = s->call->result[k];
        if (!r || !s->made[k]) continue;
        if (!r->storage) RP_TRY(rp_remat_attach(s->made[k], r));
        if (!r->kept && readers_to_come(r, pass)) RP_TRY(keep(r, s->made[k], pass));
    }
    for (uint32_t i = 0; i < s->call->n_sources; i++) {
        const remat_recipe *r = s->call->source[i].recipe;
        struct step *producer = r->call && !find_given(p, r) ? find_step(p, r->call) : NULL;
        if (producer && !--producer->readers) drop_made(producer);
    }
    if (!s->readers) drop_made(s);
    return RP_OK;
}

static rp_status run_plan(struct plan *p, remat_scope *scope)
{
    rp_thread *t = rp_thread_get();
    struct outside outside;
    replayer random = {.next = 0};
    const uint64_t pass = t->s.pass;
    rp_object_init(&random.source.object, nothing);
    random.source.draw = replay_draw;
    RP_TRY(enter(t, &outside, &random.source));
    rp_status st = RP_OK;
    for (uint32_t i = 0; i < p->n_steps && !st; i++) {
        st = run_step(p, &p->step[i], &random, t);
        atomic_fetch_add_explicit(&scope->replayed, 1, memory_order_relaxed);
        if (st) break;
        rp_remat_lock();
        st = settle(p, &p->step[i], pass);
        rp_remat_unlock();
    }
    leave(t, &outside);
    return st;
}

rp_status rp_remat_materialise(rp_storage **out, remat_recipe *r, remat_scope *scope)
{
    struct plan p = {.n_steps = 0};
    rp_remat_lock();
    *out = rp_remat_resident(r);
    rp_status st = RP_OK;
    if (!*out) {
        st = r->call ? plan_call(&p, r->call)
                     : RP_FAIL(RP_E_INTERNAL, "kept bytes are gone; this is a bug of the recipes");
        if (!st) find_step(&p, r->call)->readers++;
    }
    rp_remat_unlock();
    if (*out) return RP_OK;
    if (!st) st = run_plan(&p, scope);
    if (!st) *out = rp_storage_retain(find_step(&p, r->call)->made[r->result]);
    plan_fini(&p);
    return st;
}
