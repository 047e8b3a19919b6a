/* core/autograd/multi_hook.c - one hook on several tensors: when all their gradients are there, or
 * at the first one
 *
 * Each tensor gets an ordinary hook that reports here. What a pass has seen is kept until the pass
 * ends, so passes of several threads do not meet. A slot's node is not counted: the hook sits on
 * it, and the hook's drop empties the slot.
 */
#include "core/autograd/impl.h"
#include <pthread.h>
#include <string.h>

struct slot {
    rp_multi_hook *owner; /* counted */
    rp_tensor *tensor;    /* weak */
    rp_node *node;        /* NULL once the hook died */
    uint64_t id;
};

typedef struct seen { /* by one pass */
    struct seen *next;
    rp_multi_hook *owner; /* counted */
    uint64_t pass;
    uint32_t expected, arrived;
    bool fired;
    rp_tensor *grad[]; /* owned */
} seen;

struct rp_multi_hook {
    /* the caller's reference, one for each living slot, one for each running pass */
    rp_object object;
    pthread_mutex_t lock;
    rp_multi_hook_fn fn;
    void *ctx;
    void (*drop)(void *);
    bool all;
    _Atomic bool removed;
    seen *passes;
    uint32_t n;
    struct slot slot[];
};

static void hook_destroy(rp_object *o)
{
    rp_multi_hook *h = (rp_multi_hook *)(void *)o;
    for (uint32_t i = 0; i < h->n; i++)
        if (h->slot[i].tensor) rp_tensor_weak_release(h->slot[i].tensor);
    if (h->drop) h->drop(h->ctx);
    pthread_mutex_destroy(&h->lock);
    rp_free(h, sizeof *h + h->n * sizeof h->slot[0]);
}

/* ---- what a pass has seen -------------------------------------------------------------------- */
static void forget(void *ctx)
{
    seen *s = ctx;
    rp_multi_hook *h = s->owner;
    pthread_mutex_lock(&h->lock);
    seen **at = &h->passes;
    while (*at != s) at = &(*at)->next;
    *at = s->next;
    pthread_mutex_unlock(&h->lock);
    for (uint32_t i = 0; i < h->n; i++) rp_tensor_release(s->grad[i]);
    rp_free(s, sizeof *s + h->n * sizeof s->grad[0]);
    rp_object_release(&h->object);
}

static bool will_run(const rp_pass *p, const rp_node *n)
{
    const rp_pass_slot *rec = n ? rp_pass_find(p, n) : NULL;
    return rec && (!p->selective || rec->needed || rec->wanted);
}

/* Under the lock; a pass runs on one thread, so its own record cannot change in between. */
static seen *find_seen(rp_multi_hook *h, uint64_t pass)
{
    seen *s = h->passes;
    while (s && s->pass != pass) s = s->next;
    return s;
}

static rp_status open_seen(seen **out, rp_multi_hook *h, const rp_pass *p)
{
    pthread_mutex_lock(&h->lock);
    *out = find_seen(h, p->id);
    pthread_mutex_unlock(&h->lock);
    if (*out) return RP_OK;
    seen *s = rp_alloc_zero(sizeof *s + h->n * sizeof s->grad[0]);
    if (!s) return RP_E_MEMORY;
    s->owner = rp_object_retain(&h->object);
    s->pass = p->id;
    pthread_mutex_lock(&h->lock);
    for (uint32_t i = 0; i < h->n; i++) s->expected += will_run(p, h->slot[i].node);
    s->next = h->passes;
    h->passes = *out = s;
    pthread_mutex_unlock(&h->lock);
    const rp_status st = rp_pass_at_exit(forget, s);
    if (st) forget(s);
    return st;
}

/* ---- the hook of one tensor ------------------------------------------------------------------ */
static rp_status on_gradient(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    const struct slot *slot = ctx;
    rp_multi_hook *h = slot->owner;
    const rp_pass *p = rp_thread_get()->s.engine;
    seen *s = NULL;
    (void)replacement;
    if (!p || h->removed) return RP_OK;
    RP_TRY(open_seen(&s, h, p));
    if (s->fired) return RP_OK;
    if (!h->all) {
        s->fired = true;
        return h->fn(h->ctx, &grad, 1);
    }
    const uint32_t i = (uint32_t)(slot - h->slot);
    rp_tensor_release(s->grad[i]);
    s->grad[i] = rp_tensor_retain(grad);
    if (++s->arrived < s->expected) return RP_OK;
    s->fired = true;
    return h->fn(h->ctx, s->grad, h->n);
}

static void on_drop(void *ctx)
{
    struct slot *slot = ctx;
    rp_multi_hook *h = slot->owner;
    pthread_mutex_lock(&h->lock);
    slot->node = NULL;
    pthread_mutex_unlock(&h->lock);
    rp_object_release(&h->object);
}

static rp_status watch(rp_multi_hook *h, uint32_t i, rp_tensor *t)
{
    struct slot *slot = &h->slot[i];
    rp_edge e;
    if (!t) return RP_FAIL(RP_E_INVALID, "tensor %u is NULL", i);
    RP_TRY(rp_tensor_gradient_edge(&e, t));
    slot->owner = rp_object_retain(&h->object);
    const rp_status st = rp_tensor_add_hook(t, on_gradient, slot, on_drop, &slot->id);
    if (st) {
        rp_object_release(&h->object);
    } else {
        slot->node = e.node;
        slot->tensor = t;
        rp_tensor_weak_retain(t);
    }
    rp_node_release(e.node);
    return st;
}

/* ---- the calls ------------------------------------------------------------------------------- */
rp_status rp_tensors_add_hook(rp_multi_hook **out, rp_tensor *const *t, uint32_t n,
                              const char *mode, rp_multi_hook_fn fn, void *ctx,
                              void (*drop)(void *))
{
    const bool all = strcmp(mode, "all") == 0;
    if (!all && strcmp(mode, "any") != 0)
        return RP_FAIL(RP_E_VALUE,
                       "a hook on several tensors runs for 'all' or 'any' of them, not for '%s'",
                       mode);
    rp_multi_hook *h = rp_alloc_zero(sizeof *h + n * sizeof h->slot[0]);
    if (!h) return RP_E_MEMORY;
    rp_object_init(&h->object, hook_destroy);
    pthread_mutex_init(&h->lock, NULL);
    h->fn = fn;
    h->ctx = ctx;
    h->all = all;
    h->n = n;
    rp_status st = RP_OK;
    for (uint32_t i = 0; !st && i < n; i++) st = watch(h, i, t[i]);
    if (st) {
        rp_multi_hook_remove_take(h);
        return st;
    }
    h->drop = drop;
    *out = h;
    return RP_OK;
}

void rp_multi_hook_remove_take(rp_multi_hook *h)
{
    if (!h) return;
    h->removed = true;
    for (uint32_t i = 0; i < h->n; i++) {
        rp_tensor *t = h->slot[i].tensor ? rp_tensor_lock(h->slot[i].tensor) : NULL;
        if (t) rp_tensor_remove_hook(t, h->slot[i].id);
        rp_tensor_release(t);
    }
    rp_object_release(&h->object);
}
