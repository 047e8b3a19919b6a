/* core/autograd/hooks.c - pack/unpack hooks: counted objects on a persistent stack of the thread */
#include "core/autograd/impl.h"

static void hooks_destroy(rp_object *o)
{
    struct rp_hooks *h = (struct rp_hooks *)(void *)o;
    if (h->type->fini) h->type->fini(h->self);
    rp_free(h, sizeof *h);
}

rp_status rp_hooks_create(rp_hooks **out, const rp_hooks_type *type, void *self_take)
{
    struct rp_hooks *h = rp_alloc(sizeof *h);
    if (!h) {
        if (type->fini) type->fini(self_take);
        return RP_E_MEMORY;
    }
    rp_object_init(&h->object, hooks_destroy);
    h->type = type;
    h->self = self_take;
    rp_hooks *old = *out;
    *out = h;
    rp_hooks_release(old);
    return RP_OK;
}

rp_hooks *rp_hooks_retain(rp_hooks *h)
{
    return rp_object_retain((rp_object *)(void *)h);
}

void rp_hooks_release(rp_hooks *h)
{
    rp_object_release((rp_object *)(void *)h);
}

void *rp_hooks_self(rp_hooks *h)
{
    return h->self;
}

rp_status rp_hooks_push(rp_hooks *h, uint32_t *depth)
{
    rp_thread *t = rp_thread_get();
    if (t->s.hooks_disabled) return RP_FAIL(RP_E_STATE, "%s", t->s.hooks_disabled);
    return rp_stack_push(&t->s.hooks, &h->object, 0, 0, depth);
}

void rp_hooks_pop(uint32_t depth)
{
    rp_stack_pop(&rp_thread_get()->s.hooks, depth);
}

rp_status rp_hooks_disable(const char *text, char **previous)
{
    rp_thread *t = rp_thread_get();
    char *copy = NULL;
    if (text && t->s.hooks && !(t->s.hooks->flags & RP_HOOKS_DEFAULT))
        return RP_FAIL(RP_E_STATE, "%s", text);
    if (text) {
        copy = rp_strdup(text);
        if (!copy) return RP_E_MEMORY;
    }
    *previous = t->s.hooks_disabled;
    t->s.hooks_disabled = copy;
    return RP_OK;
}

void rp_hooks_disable_restore(char *previous_take)
{
    rp_thread *t = rp_thread_get();
    char *old = t->s.hooks_disabled;
    t->s.hooks_disabled = previous_take;
    rp_strfree(old);
}
