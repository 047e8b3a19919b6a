/* core/autograd/tensor_grad.c - what a handle knows about gradients: leaf switch, .grad, history,
   names */
#include "core/autograd/impl.h"
#include <pthread.h>

/* ---- the rare part of a handle --------------------------------------------------------------- */
struct rp_tensor_extra *rp_tensor_extra_get(rp_tensor *t)
{
    struct rp_tensor_extra *x = __atomic_load_n(&t->extra, __ATOMIC_ACQUIRE), *none = NULL;
    if (x) return x;
    x = rp_alloc_zero(sizeof *x);
    if (!x) return NULL;
    if (__atomic_compare_exchange_n(&t->extra, &none, x, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return x;
    rp_free(x, sizeof *x); /* another thread was first */
    return none;
}

void rp_tensor_drop_autograd(rp_tensor *t)
{
    rp_node *history = t->grad_fn;
    rp_tensor *base = t->base;
    struct rp_tensor_extra *x = t->extra;
    t->grad_fn = NULL;
    t->base = NULL;
    t->extra = NULL;
    if (x) {
        rp_hook_list_drop(&x->hooks);
        rp_hook_list_drop(&x->accumulate);
        rp_strfree(x->name);
        rp_node_release(x->accumulator);
        rp_tensor_release(x->grad);
        rp_free(x, sizeof *x);
    }
    rp_tensor_release(base);
    rp_node_release(history);
}

/* ---- history --------------------------------------------------------------------------------- */
static bool own_history(const rp_tensor *t)
{
    return t->grad_fn && !rp_node_is_accumulator(t->grad_fn);
}

/* The base was written in place after this view's history was made: it has to be derived from the
   base's again. */
static bool is_stale(const rp_tensor *t)
{
    return RP_UNLIKELY(t->base != NULL) && t->base_history != t->base->history;
}

int rp_tensor_requires_grad(const rp_tensor *t)
{
    if (is_stale(t) && rp_tensor_requires_grad(t->base)) return rp_dtype_is_floating(t->dtype);
    return t->grad_fn || (t->flags & RP_T_REQUIRES_GRAD);
}

int rp_tensor_is_leaf(const rp_tensor *t)
{
    if (is_stale(t) && own_history(t->base)) return 0;
    return !own_history(t);
}

static rp_status regenerate(rp_tensor *t)
{
    RP_LOCAL rp_tensor *fresh = NULL;
    const uint32_t history = t->base->history;
    if (own_history(t->base) && rp_dtype_is_floating(t->dtype)) {
        if (!rp_autograd_up.replay_view)
            return RP_FAIL(
                RP_E_STATE,
                "the history of a view was asked for, but no operators are there to derive it");
        RP_TRY(rp_autograd_up.replay_view(&fresh, t->base, t));
        rp_node *old = t->grad_fn;
        t->grad_fn = fresh->grad_fn;
        t->output_nr = fresh->output_nr;
        fresh->grad_fn = NULL;
        fresh->keys &= ~RP_KEYBIT(RP_KEY_AUTOGRAD);
        t->flags &= ~(uint32_t)RP_T_REQUIRES_GRAD;
        t->keys |= RP_KEYBIT(RP_KEY_AUTOGRAD);
        t->history++;
        rp_node_release(old);
        if ((t->flags & RP_T_RETAIN_GRAD) && t->grad_fn)
            RP_TRY(rp_node_retain_output(t->grad_fn, t->output_nr, t));
    }
    t->base_history = history;
    return RP_OK;
}

/* Two threads may meet the same stale view. */
static rp_status refresh(rp_tensor *t)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    const rp_status status = is_stale(t) ? regenerate(t) : RP_OK;
    pthread_mutex_unlock(&lock);
    return status;
}

rp_status rp_tensor_history(rp_edge *out, rp_tensor *t)
{
    if (is_stale(t)) RP_TRY(refresh(t));
    *out = own_history(t) ? (rp_edge){t->grad_fn, t->output_nr} : (rp_edge){NULL, 0};
    return RP_OK;
}

rp_status rp_tensor_gradient_edge(rp_edge *out, rp_tensor *t)
{
    if (is_stale(t)) RP_TRY(refresh(t));
    *out = (rp_edge){NULL, 0};
    if (t->grad_fn) {
        *out = (rp_edge){rp_node_retain(t->grad_fn), t->output_nr};
    } else if (t->flags & RP_T_REQUIRES_GRAD) {
        RP_TRY(rp_accumulator_get(&out->node, t));
    }
    return RP_OK;
}

static void move_retained(rp_tensor *t, rp_node *old)
{
    struct rp_node_extra *x = old ? old->extra : NULL;
    if (!x || !x->retain || x->retain[t->output_nr] != t) return;
    x->retain[t->output_nr] = NULL;
    rp_tensor_weak_release(t);
}

rp_status rp_tensor_rebase_history(rp_tensor *t, rp_node *n, uint32_t i)
{
    RP_TRY(rp_node_describe_output(n, i, t));
    if (t->flags & RP_T_RETAIN_GRAD) RP_TRY(rp_node_retain_output(n, i, t));
    rp_node *old = t->grad_fn;
    move_retained(t, old);
    t->grad_fn = rp_node_retain(n);
    t->output_nr = i;
    t->history++;
    t->flags &= ~(uint32_t)RP_T_REQUIRES_GRAD;
    t->keys |= RP_KEYBIT(RP_KEY_AUTOGRAD);
    rp_node_release(old);
    return RP_OK;
}

void rp_tensor_join_family(rp_tensor *view, rp_tensor *base, uint8_t creation)
{
    rp_tensor *root = base->base ? base->base : base;
    if (view == root) return;
    if (base->base && creation == RP_VIEW_DEFAULT) creation = base->creation;
    rp_tensor *old = view->base;
    view->base = rp_tensor_retain(root);
    view->base_history = root->history;
    view->creation = creation;
    view->flags |= RP_T_IS_VIEW;
    rp_tensor_release(old);
}

/* A detach writes no bytes, but the call path counts it like every (a!): for the saved input of
 * another node that is the wanted error, the node that saved `t` as its result must not mind. */
static void forgive_next_version(const rp_tensor *t)
{
    const uint64_t version = atomic_load_explicit(&t->storage->version, memory_order_relaxed);
    for (uint32_t i = 0; t->grad_fn && i < t->grad_fn->n_slots; i++) {
        rp_slot *s = &t->grad_fn->slot[i];
        if (s->kind == RP_SLOT_OUTPUT && s->io == t->output_nr && s->version == version)
            s->version++;
    }
}

rp_status rp_tensor_detach_in_place(rp_tensor *t)
{
    if (t->base)
        return RP_FAIL(RP_E_STATE, "a view cannot be detached in place: use the out-of-place form");
    rp_node *old = t->grad_fn;
    forgive_next_version(t);
    move_retained(t, old);
    t->grad_fn = NULL;
    t->history++;
    t->flags &= ~(uint32_t)(RP_T_REQUIRES_GRAD | RP_T_RETAIN_GRAD);
    t->keys &= ~RP_KEYBIT(RP_KEY_AUTOGRAD);
    rp_node_release(old);
    return RP_OK;
}

/* ---- leaf switch ----------------------------------------------------------------------------- */
rp_status rp_tensor_require_grad(rp_tensor *t, int on)
{
    if (!rp_tensor_is_leaf(t))
        return on ? RP_OK
                  : RP_FAIL(
                        RP_E_STATE,
                        "requires_grad can only be switched off for leaf tensors; this one was made by %s",
                        t->grad_fn ? t->grad_fn->name : "an operator on its base");
    if (on && !rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE, "only floating tensors can require grad, not %s",
                       rp_dtype_name(t->dtype));
    if (on && (t->flags & RP_T_INFERENCE))
        return RP_FAIL(RP_E_STATE, "a tensor made in inference mode cannot require grad");
    rp_node *attached = t->grad_fn; /* the accumulator of another leaf, on an unpacked handle */
    t->grad_fn = NULL;
    if (on) {
        t->flags |= RP_T_REQUIRES_GRAD;
        t->keys |= RP_KEYBIT(RP_KEY_AUTOGRAD);
    } else {
        t->flags &= ~(uint32_t)RP_T_REQUIRES_GRAD;
        t->keys &= ~RP_KEYBIT(RP_KEY_AUTOGRAD);
    }
    rp_node_release(attached);
    return RP_OK;
}

void rp_tensor_set_requires_grad(rp_tensor *t, int on)
{
    if (!rp_tensor_is_leaf(t) ||
        (on && (!rp_dtype_is_floating(t->dtype) || (t->flags & RP_T_INFERENCE))))
        return;
    const rp_status status = rp_tensor_require_grad(t, on);
    (void)status;
}

/* ---- gradient and name ----------------------------------------------------------------------- */
rp_tensor *rp_tensor_grad(const rp_tensor *t)
{
    const struct rp_tensor_extra *x = __atomic_load_n(&t->extra, __ATOMIC_ACQUIRE);
    return x ? __atomic_load_n(&x->grad, __ATOMIC_ACQUIRE) : NULL;
}

void rp_tensor_set_grad(rp_tensor *t, rp_tensor *grad)
{
    if (!grad && !t->extra) return;
    struct rp_tensor_extra *x = rp_tensor_extra_get(t);
    if (!x) return;
    rp_tensor_release(__atomic_exchange_n(&x->grad, rp_tensor_retain(grad), __ATOMIC_ACQ_REL));
}

rp_status rp_tensor_set_name(rp_tensor *t, const char *name)
{
    struct rp_tensor_extra *x = rp_tensor_extra_get(t);
    char *copy = NULL;
    if (!x) return RP_E_MEMORY;
    if (name) {
        copy = rp_strdup(name);
        if (!copy) return RP_E_MEMORY;
    }
    rp_strfree(x->name);
    x->name = copy;
    return RP_OK;
}

const char *rp_tensor_name(const rp_tensor *t)
{
    return t->extra ? t->extra->name : NULL;
}
