/* modes/checkpoint/module.c - where in the model a call was made: the path of the open module
   scopes, and names of values */
#include "modes/checkpoint/impl.h"
#include <stdio.h>
#include <string.h>

static size_t write_path(char *buf, size_t n, const rp_link *l)
{
    if (!l) return 0;
    const size_t used = write_path(buf, n, l->below);
    if (used >= n) return used;
    const char *name = rp_module_name(l);
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
        if (!s->recompute && f->is_open && f->storage)
            RP_TRY(rp_sac_named(f->set.policy, f->storage, t, name));
    }
    return RP_OK;
}
