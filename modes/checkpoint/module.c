/* modes/checkpoint/module.c - named scopes of the program: where in the model a call was made */
#include "modes/checkpoint/impl.h"
#include <stdio.h>
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

static size_t write_path(char *buf, size_t n, const rp_link *l)
{
    if (!l) return 0;
    const size_t used = write_path(buf, n, l->below);
    if (used >= n) return used;
    const char *name = ((const module_scope *)l->item)->name;
    return used + (size_t)snprintf(buf + used, n - used, "%s%s", used ? "." : "", name);
}

const char *rp_module_path_text(char *buf, size_t n)
{
    buf[0] = '\0';
    write_path(buf, n, rp_thread_get()->s.modules);
    return buf;
}

/* ---- names of values ------------------------------------------------------------------------ */
rp_status rp_checkpoint_name(rp_tensor *t, const char *name)
{
    if (!name || !*name) return RP_FAIL(RP_E_INVALID, "rp_checkpoint_name: the name is empty");
    RP_TRY(rp_tensor_set_name(t, name));
    for (const checkpoint_scope *s = rp_scope_current(rp_thread_get()); s; s = s->below) {
        checkpoint_frame *f = s->frame;
        if (!s->recompute && f->is_open && f->storage) RP_TRY(rp_sac_named(f->set.policy, f->storage, t, name));
    }
    return RP_OK;
}
