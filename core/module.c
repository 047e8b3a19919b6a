/* core/module.c - named scopes of the program, part of a thread's state */
#include "core/memory_impl.h"
#include <string.h>

typedef struct module_scope {
    rp_object object;
    size_t bytes;
    char name[];
} module_scope;

static void scope_destroy(rp_object *o)
{
    module_scope *s = (module_scope *)o;
    rp_free(s, s->bytes);
}

rp_status rp_module_push(const char *name, uint32_t *depth)
{
    if (!name || !*name)
        return RP_FAIL(RP_E_INVALID, "rp_module_push: a module scope needs a name");
    const size_t n = strlen(name) + 1, bytes = sizeof(module_scope) + n;
    module_scope *s = rp_alloc(bytes);
    if (!s) return RP_E_MEMORY;
    rp_object_init(&s->object, scope_destroy);
    s->bytes = bytes;
    memcpy(s->name, name, n);
    const rp_status st = rp_stack_push(&rp_thread_get()->s.modules, &s->object, 0, 0, depth);
    rp_object_release(&s->object);
    return st;
}

void rp_module_pop(uint32_t depth)
{
    rp_stack_pop(&rp_thread_get()->s.modules, depth);
}

const char *rp_module_name(const rp_link *l)
{
    return ((const module_scope *)l->item)->name;
}
