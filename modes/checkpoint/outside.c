/* modes/checkpoint/outside.c - operators inside a region's function that are not part of the
   region */
#include "modes/checkpoint/impl.h"

void rp_scope_enter(checkpoint_scope *s, const rp_state_fields *now, rp_random_source *random)
{
    s->around.modes = now->modes ? rp_link_retain(now->modes) : NULL;
    s->around.hooks = now->hooks ? rp_link_retain(now->hooks) : NULL;
    s->around.random = random ? rp_object_retain(&random->object) : NULL;
}

void rp_scope_leave(checkpoint_scope *s)
{
    rp_link_release(s->around.modes);
    rp_link_release(s->around.hooks);
    if (s->around.random) rp_object_release(&s->around.random->object);
    s->around.modes = s->around.hooks = NULL;
    s->around.random = NULL;
}

/* The state as if the outermost region were not there. */
static void step_outside(rp_state_fields *f)
{
    const checkpoint_scope *s = (const checkpoint_scope *)f->region;
    while (s->below) s = s->below;
    rp_link *modes = f->modes, *hooks = f->hooks;
    rp_random_source *random = f->random;
    f->modes = s->around.modes ? rp_link_retain(s->around.modes) : NULL;
    f->hooks = s->around.hooks ? rp_link_retain(s->around.hooks) : NULL;
    f->random = s->around.random ? rp_object_retain(&s->around.random->object) : NULL;
    rp_link_release(modes);
    rp_link_release(hooks);
    if (random) rp_object_release(&random->object);
    rp_object *region = f->region;
    f->region = NULL;
    rp_object_release(region);
}

rp_status rp_region_outside_push(void **token)
{
    rp_thread *t = rp_thread_get();
    rp_state *inside = NULL;
    if (t->s.stopped) return RP_STOP_RECOMPUTE;
    *token = NULL;
    if (!t->s.region) return RP_OK;
    RP_TRY(rp_state_capture(&inside));
    step_outside(&inside->f);
    *token = rp_state_exchange(inside);
    return RP_OK;
}

void rp_region_outside_pop_take(void *token)
{
    if (token) rp_state_release(rp_state_exchange(token));
}
