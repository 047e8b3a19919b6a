/* modes/checkpoint/pin.c - rp_pin: a value (a routing decision, a top-k) that a recompute must not
 * decide again */
#include "modes/checkpoint/impl.h"
#include <string.h>

static rp_status record_pin(checkpoint_frame *f, rp_tensor *t)
{
    if (f->n_pins == f->cap_pins) {
        const uint32_t cap = f->cap_pins ? 2 * f->cap_pins : 2;
        checkpoint_pin *pin = rp_realloc(f->pin, f->cap_pins * sizeof *pin, cap * sizeof *pin);
        if (!pin) return RP_E_MEMORY;
        f->pin = pin;
        f->cap_pins = cap;
    }
    rp_tensor *value = NULL;
    RP_TRY(rp_tensor_alias(&value, t));
    f->pin[f->n_pins++] = (checkpoint_pin){value, rp_tensor_version(value)};
    return RP_OK;
}

static rp_status check_pin(const checkpoint_frame *f, uint32_t k, const rp_tensor *t,
                           const char *name)
{
    const checkpoint_pin *pin = &f->pin[k];
    const rp_tensor *v = pin->value;
    if (v->dtype != t->dtype || v->ndim != t->ndim ||
        (v->ndim && memcmp(v->shape, t->shape, (size_t)v->ndim * sizeof *v->shape) != 0))
        return RP_FAIL(
            RP_E_CHECKPOINT,
            "region '%s': pinned value %u ('%s') has another shape or dtype than in forward",
            f->record->name, k, name ? name : "");
    if (rp_tensor_version(v) != pin->version)
        return RP_FAIL(RP_E_CHECKPOINT,
                       "region '%s': pinned value %u ('%s') has been mutated since it was pinned",
                       f->record->name, k, name ? name : "");
    return RP_OK;
}

/* The handle of the recompute gets the bytes of forward: whatever reads it from now on decides
 * alike. */
static rp_status restore_pin(checkpoint_scope *s, rp_tensor *t, const char *name)
{
    checkpoint_frame *f = s->frame;
    const uint32_t k = s->pins++;
    if (k >= f->n_pins) {
        if (f->is_open) return RP_OK;
        return RP_FAIL(RP_E_CHECKPOINT,
                       "region '%s': the recomputation pins %u values, forward pinned %u",
                       f->record->name, k + 1, f->n_pins);
    }
    RP_TRY(check_pin(f, k, t, name));
    rp_tensor *v = f->pin[k].value;
    if (v->storage == t->storage) return RP_OK;
    rp_storage *old = t->storage;
    RP_TRY(rp_tensor_set_geometry(t, v->shape, v->stride, v->ndim, v->offset));
    t->storage = rp_storage_retain(v->storage);
    rp_storage_release(old);
    return RP_OK;
}

static rp_status pin_below(checkpoint_scope *s, rp_tensor *t, const char *name)
{
    if (!s) return RP_OK;
    RP_TRY(pin_below(
        s->below, t,
        name)); /* a fresh region inside a recompute records what the recompute restored */
    return s->recompute ? restore_pin(s, t, name) : record_pin(s->frame, t);
}

rp_status rp_pin(rp_tensor *t, const char *name)
{
    t->flags |= RP_T_PINNED_VALUE;
    if (name) RP_TRY(rp_tensor_set_name(t, name));
    return pin_below(rp_scope_current(rp_thread_get()), t, name);
}
