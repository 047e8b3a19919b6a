/* modes/checkpoint/checkpoint.c - the public calls: options, switches and environment become
 * settings, then a frame opens */
#include "modes/checkpoint/impl.h"
#include <string.h>

/* ---- what the environment says -------------------------------------------------------------- */
enum { DEFAULT_UNSET, DEFAULT_OFF, DEFAULT_FULL, DEFAULT_SAVE };
static struct {
    pthread_mutex_t lock;
    uint8_t kind, force;
    sac_policy *policy; /* of DEFAULT_SAVE; owned */
} sac_default = {.lock = PTHREAD_MUTEX_INITIALIZER};

rp_status rp_checkpoint_set_default(const char *text, int force)
{
    sac_policy *policy = NULL;
    bool full = false;
    if (text) RP_TRY(rp_sac_policy_from_text(&policy, &full, "REPRISE_SAC", text));
    pthread_mutex_lock(&sac_default.lock);
    sac_policy *old = sac_default.policy;
    sac_default.kind = (uint8_t)(!text    ? DEFAULT_UNSET
                                 : full   ? DEFAULT_FULL
                                 : policy ? DEFAULT_SAVE
                                          : DEFAULT_OFF);
    sac_default.force = force || (text && !strncmp(text, "force:", 6));
    sac_default.policy = policy;
    pthread_mutex_unlock(&sac_default.lock);
    rp_sac_policy_release(old);
    return RP_OK;
}

/* Returns DEFAULT_*; *policy is owned. */
static int read_default(bool code_has_policy, sac_policy **policy)
{
    *policy = NULL;
    pthread_mutex_lock(&sac_default.lock);
    const int kind = code_has_policy && !sac_default.force ? DEFAULT_UNSET : sac_default.kind;
    if (kind == DEFAULT_SAVE) *policy = rp_object_retain(&sac_default.policy->object);
    pthread_mutex_unlock(&sac_default.lock);
    return kind;
}

/* ---- options to settings -------------------------------------------------------------------- */
static rp_status read_options(rp_checkpoint_options *out, const rp_checkpoint_options *o)
{
    memset(out, 0, sizeof *out);
    if (!o) return RP_OK;
    if (o->size < offsetof(rp_checkpoint_options, context_fn))
        return RP_FAIL(
            RP_E_INVALID,
            "rp_checkpoint_options: size is %u, set it to sizeof(rp_checkpoint_options) = %zu",
            o->size, sizeof *o);
    memcpy(out, o, o->size < sizeof *out ? o->size : sizeof *out);
    if (out->stop > RP_STOP_NEVER)
        return RP_FAIL(RP_E_INVALID, "stop is UNWIND (0), HOLLOW (1) or NEVER (2), got %u",
                       out->stop);
    if (out->determinism_check > RP_CHECK_HASH)
        return RP_FAIL(RP_E_INVALID,
                       "determinism_check is default (0), none (1) or hash (2), got %u",
                       out->determinism_check);
    if ((out->context_fn != NULL) + (out->policy != NULL) + (out->policy_text != NULL) > 1)
        return RP_FAIL(RP_E_INVALID, "context_fn, policy and policy_text are three forms of one "
                                     "thing; at most one may be given");
    if (out->use_reentrant && (out->context_fn || out->policy || out->policy_text || out->debug))
        return RP_FAIL(
            RP_E_INVALID,
            "a context function, a policy and debug are only supported with use_reentrant = 0");
    return RP_OK;
}

static uint8_t effective_stop(uint8_t option, int8_t scope)
{
    if (scope == RP_UNSET) return option;
    if (!scope) return RP_STOP_NEVER;
    return option == RP_STOP_NEVER ? RP_STOP_UNWIND : option;
}

static rp_status resolve_policy(checkpoint_settings *set, const rp_checkpoint_options *o)
{
    const bool in_code = o->context_fn || o->policy || o->policy_text;
    const int kind = read_default(in_code, &set->policy);
    bool full = true;
    set->plain = kind == DEFAULT_OFF;
    if (kind != DEFAULT_UNSET || !in_code) return RP_OK;
    if (o->context_fn) return o->context_fn(o->context_ctx, &set->forward, &set->recompute);
    if (o->policy)
        return rp_sac_policy_from_fn(&set->policy, o->policy, o->policy_ctx,
                                     o->allow_cache_entry_mutation);
    RP_TRY(rp_sac_policy_from_text(&set->policy, &full, "policy_text", o->policy_text));
    set->plain = !set->policy && !full;
    return RP_OK;
}

static void settings_drop(checkpoint_settings *set)
{
    rp_sac_policy_release(set->policy);
    rp_mode_release(set->forward);
    rp_mode_release(set->recompute);
}

static rp_status resolve(checkpoint_settings *set, const rp_checkpoint_options *given)
{
    rp_checkpoint_options o;
    memset(set, 0, sizeof *set);
    if (RP_UNLIKELY(!atomic_load_explicit(&rp_ready, memory_order_acquire))) RP_TRY(rp_init());
    RP_TRY(read_options(&o, given));
    const rp_thread *t = rp_thread_get();
    set->reentrant = o.use_reentrant;
    set->no_rng_state = o.no_rng_state;
    set->stop = effective_stop(o.stop, t->s.early_stop);
    set->check = o.determinism_check;
    set->see_outer_hooks = o.see_outer_hooks;
    set->allow_mutation = o.allow_cache_entry_mutation;
    set->debug = t->s.debug == RP_UNSET ? o.debug : t->s.debug != 0;
    const rp_status st = resolve_policy(set, &o);
    if (st) settings_drop(set);
    return st;
}

/* ---- running -------------------------------------------------------------------------------- */
static void region_drop(const rp_region *r)
{
    if (r->ctx_drop) r->ctx_drop((void *)(uintptr_t)r->ctx);
}

static void clear_values(rp_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) rp_value_clear(&v[i]);
}

static rp_status run_function(const rp_region *r, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    const rp_status st = r->fn((void *)(uintptr_t)r->ctx, in, n_in, out, n_out);
    return rp_thread_get()->s.stopped ? RP_STOP_RECOMPUTE : st;
}

static rp_status run_region(rp_value *out, uint32_t n_out, const rp_region *r, const rp_value *in,
                            uint32_t n_in, checkpoint_settings *set)
{
    checkpoint_frame *f = NULL;
    RP_TRY(rp_frame_create(&f, r, set)); /* which owns, or has dropped, what r and set had */
    f->n_out = n_out;
    rp_status st = rp_frame_open(f, in, n_in);
    if (!st) st = rp_frame_close(f, run_function(&f->region, in, n_in, out, n_out));
    rp_frame_release(f);
    return st;
}

static bool is_plain(const checkpoint_settings *set)
{
    const rp_thread *t = rp_thread_get();
    return set->plain || !t->s.grad_mode || t->s.inference;
}

rp_status rp_checkpoint(rp_value *out, uint32_t n_out, const rp_region *r, const rp_value *in,
                        uint32_t n_in, const rp_checkpoint_options *o)
{
    checkpoint_settings set;
    for (uint32_t i = 0; i < n_out; i++) out[i] = rp_value_none();
    rp_status st = rp_thread_get()->s.stopped ? RP_STOP_RECOMPUTE : resolve(&set, o);
    if (st) {
        region_drop(r);
        return st;
    }
    if (is_plain(&set)) {
        st = run_function(r, in, n_in, out, n_out);
        settings_drop(&set);
        region_drop(r);
    } else if (set.reentrant) {
        st = rp_checkpoint_reentrant(out, n_out, r, in, n_in, &set);
    } else {
        st = run_region(out, n_out, r, in, n_in, &set);
    }
    if (st) clear_values(out, n_out);
    return st;
}

rp_status rp_noop_context_fn(void *ctx, rp_mode **forward, rp_mode **recompute)
{
    (void)ctx;
    *forward = *recompute = NULL;
    return RP_OK;
}

/* ---- checkpoint_without_reentrant_generator: begin and end ---------------------------------- */
static rp_status checkpoint_without_reentrant_begin(checkpoint_frame *f,
                                                    const checkpoint_settings *set,
                                                    const rp_value *in, uint32_t n_in)
{
    if (is_plain(set)) return RP_OK; /* never opened: end only releases it */
    return rp_frame_open(f, in, n_in);
}

rp_status rp_checkpoint_begin(rp_frame **frame, const rp_region *r, const rp_value *in,
                              uint32_t n_in, const rp_checkpoint_options *o)
{
    checkpoint_settings set;
    checkpoint_frame *f = NULL;
    rp_status st = rp_thread_get()->s.stopped ? RP_STOP_RECOMPUTE : resolve(&set, o);
    if (!st && set.reentrant) {
        settings_drop(&set);
        st = RP_FAIL(RP_E_INVALID,
                     "rp_checkpoint_begin: the reentrant form needs a function, use rp_checkpoint");
    }
    if (st) {
        region_drop(r);
        return st;
    }
    RP_TRY(rp_frame_create(&f, r, &set));
    st = checkpoint_without_reentrant_begin(f, &f->set, in, n_in);
    if (st) rp_frame_release(f);
    else *frame = f;
    return st;
}

static rp_status checkpoint_without_reentrant_end(checkpoint_frame *f)
{
    return f->is_open ? rp_frame_close(f, RP_OK) : RP_OK;
}

rp_status rp_checkpoint_end_take(rp_frame *frame)
{
    if (!frame) return RP_OK;
    const rp_status st = checkpoint_without_reentrant_end(frame);
    rp_frame_release(frame);
    return st;
}

/* ---- switches and queries ------------------------------------------------------------------- */
static int8_t three_valued(int value)
{
    return (int8_t)(value < 0 ? RP_UNSET : value != 0);
}

int rp_set_checkpoint_early_stop(int value)
{
    rp_thread *t = rp_thread_get();
    const int previous = t->s.early_stop;
    t->s.early_stop = three_valued(value);
    return previous;
}

int rp_set_checkpoint_debug_enabled(int value)
{
    rp_thread *t = rp_thread_get();
    const int previous = t->s.debug;
    t->s.debug = three_valued(value);
    return previous;
}

void rp_recompute_get(rp_recompute_info *i)
{
    rp_recompute_info info = {.size = i->size, .name = ""};
    const checkpoint_scope *s = rp_scope_current(rp_thread_get());
    while (s && !s->recompute) s = s->below;
    if (s) {
        info.active = 1;
        info.region = s->frame->id;
        info.pass = s->pass;
        info.name = s->frame->record->name;
    }
    memcpy(i, &info, i->size < sizeof info ? i->size : sizeof info);
}
