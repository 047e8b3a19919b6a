/* modes/remat/scope.c - a policy at work: the mode that writes recipes and the hooks that pack
   them, opened and closed together */
#include "modes/remat/remat.h"
#include "modes/checkpoint/impl.h"
#include <string.h>

static struct {
    sac_policy *policy; /* owned */
    bool set;
} for_threads; /* written while the library starts */

static void scope_destroy(rp_object *o)
{
    remat_scope *s = (remat_scope *)o;
    rp_sac_policy_release(s->policy);
    rp_free(s->calls, s->n_ops * sizeof *s->calls);
    rp_free(s, sizeof *s);
}

static rp_status scope_create(remat_scope **out, sac_policy *policy, bool off)
{
    remat_scope *s = rp_alloc_zero(sizeof *s);
    if (!s) return RP_E_MEMORY;
    rp_object_init(&s->object, scope_destroy);
    s->policy = policy ? rp_object_retain(&policy->object) : NULL;
    s->off = off;
    s->boundary.first = true;
    s->n_ops = rp_op_count();
    s->calls = rp_alloc_zero(s->n_ops * sizeof *s->calls);
    if (s->calls) {
        *out = s;
        return RP_OK;
    }
    rp_object_release(&s->object);
    return RP_E_MEMORY;
}

static rp_status push_mode(remat_scope *s)
{
    rp_mode *m = NULL;
    uint32_t depth;
    RP_TRY(rp_mode_create_from(&m, &rp_mode_type_remat, rp_object_retain(&s->object)));
    const rp_status st = rp_mode_push(m, &depth);
    rp_mode_release(m);
    return st;
}

static rp_status push_hooks(remat_scope *s, bool by_default)
{
    rp_hooks *h = NULL;
    uint32_t depth;
    rp_thread *t = rp_thread_get();
    RP_TRY(rp_hooks_create(&h, &rp_remat_hooks_type, rp_object_retain(&s->object)));
    const rp_status st = by_default
                             ? rp_stack_push(&t->s.hooks, &h->object, 0, RP_HOOKS_DEFAULT, &depth)
                             : rp_hooks_push(h, &depth);
    rp_hooks_release(h);
    return st;
}

/* A token is the two depths; both stacks are cut to them. */
static uint32_t depths(const rp_thread *t)
{
    return (t->s.modes ? t->s.modes->depth : 0) | (t->s.hooks ? t->s.hooks->depth : 0) << 16;
}

static rp_status scope_open(sac_policy *policy, bool off, bool by_default, uint32_t *depth)
{
    remat_scope *s = NULL;
    RP_TRY(scope_create(&s, policy, off));
    *depth = depths(rp_thread_get());
    rp_status st = off ? RP_OK : push_mode(s);
    if (!st) st = push_hooks(s, by_default);
    if (st) rp_remat_pop(*depth);
    rp_object_release(&s->object);
    return st;
}

/* ---- public ---------------------------------------------------------------------------------- */
rp_status rp_remat_push(const char *policy_text, uint32_t *depth)
{
    sac_policy *policy = NULL;
    bool full = false;
    RP_TRY(rp_init());
    RP_TRY(rp_sac_policy_from_text(&policy, &full, "policy", policy_text ? policy_text : "full"));
    const rp_status st = scope_open(policy, policy_text && !policy && !full, false, depth);
    rp_sac_policy_release(policy);
    return st;
}

void rp_remat_pop(uint32_t depth)
{
    rp_thread *t = rp_thread_get();
    rp_stack_pop(&t->s.modes, depth & 0xffff);
    rp_stack_pop(&t->s.hooks, depth >> 16);
}

remat_scope *rp_remat_current(void)
{
    const rp_link *l = rp_thread_get()->s.hooks;
    const struct rp_hooks *h = l ? (const struct rp_hooks *)l->item : NULL;
    return h && h->type == &rp_remat_hooks_type ? h->self : NULL;
}

void rp_remat_start(void)
{
    rp_storage_up.before_write = rp_remat_before_write;
    rp_storage_up.dying = rp_remat_dying;
}

/* ---- the environment's ----------------------------------------------------------------------- */
rp_status rp_remat_set_default(const char *variable, const char *text)
{
    bool full = false;
    RP_TRY(rp_sac_policy_from_text(&for_threads.policy, &full, variable, text));
    for_threads.set = full || for_threads.policy != NULL;
    return RP_OK;
}

bool rp_remat_is_default(void)
{
    return for_threads.set;
}

rp_status rp_remat_enter_thread(void)
{
    uint32_t depth;
    return for_threads.set ? scope_open(for_threads.policy, false, true, &depth) : RP_OK;
}

void rp_remat_end(void)
{
    for_threads.set = false;
    rp_sac_policy_release(for_threads.policy);
    for_threads.policy = NULL;
}
