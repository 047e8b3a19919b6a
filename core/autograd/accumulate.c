/* core/autograd/accumulate.c - the end of every gradient's way: leaf.grad, made once or added to
 *
 * A leaf owns its accumulator and the accumulator knows its leaf weakly, so neither keeps the other
 * alive for ever, and asking for it costs a load. Gradients of several threads meet in leaf.grad by
 * exchange: whoever adds takes the value out, so no lock is held while an operator runs.
 */
#include "core/autograd/impl.h"

struct accumulator {
    rp_tensor *leaf; /* weak */
};

static struct accumulator *accumulator_of(rp_node *n)
{
    return n->payload;
}

rp_tensor *rp_accumulator_leaf(rp_node *n)
{
    return rp_tensor_lock(accumulator_of(n)->leaf);
}

/* ---- who else sees these bytes --------------------------------------------------------------- */
static uint32_t count_of(const rp_count *c)
{
    return atomic_load_explicit((rp_count *)(uintptr_t)c, memory_order_acquire);
}

/* A view shares its storage with its base; if it alone holds the base, the two are as good as
   one. */
bool rp_tensor_is_unique(const rp_tensor *t)
{
    if (count_of(&t->count) != 1 || count_of(&t->weak) != 1) return false;
    if (!t->base) return count_of(&t->storage->count) == 1;
    return count_of(&t->base->count) == 1 && count_of(&t->storage->count) == 2;
}

static bool may_write(const rp_tensor *t)
{
    return rp_tensor_is_unique(t) && (t->flags & RP_T_CONTIGUOUS) && !t->grad_fn &&
           !(t->storage->flags & RP_STORAGE_READONLY);
}

static bool same_shape(const rp_tensor *a, const rp_tensor *b)
{
    if (a->ndim != b->ndim || a->dtype != b->dtype) return false;
    for (int d = 0; d < a->ndim; d++)
        if (a->shape[d] != b->shape[d]) return false;
    return true;
}

rp_status rp_gradient_add_take(rp_tensor **a, rp_tensor *b)
{
    rp_status status;
    if (!rp_autograd_up.add) {
        status = RP_FAIL(RP_E_STATE, "two gradients meet, but no operator is there to add them");
    } else if (rp_thread_get()->s.grad_mode || !same_shape(*a, b) ||
               (!may_write(*a) && !may_write(b))) {
        status = rp_autograd_up.add(a, *a, b);
    } else {
        if (!may_write(*a)) {
            rp_tensor *swap = *a;
            *a = b;
            b = swap;
        }
        status = rp_autograd_up.add_into(*a, b);
    }
    rp_tensor_release(b);
    if (status != RP_OK) {
        rp_tensor_release(*a);
        *a = NULL;
    }
    return status;
}

/* ---- leaf.grad ------------------------------------------------------------------------------- */
static bool has_layout_of(const rp_tensor *grad, const rp_tensor *leaf)
{
    if ((uint64_t)grad->numel * rp_dtype_size(grad->dtype) != grad->storage->nbytes) return false;
    if (grad->flags & leaf->flags & RP_T_CONTIGUOUS) return true;
    for (int d = 0; d < grad->ndim; d++)
        if (grad->shape[d] != 1 && grad->stride[d] != leaf->stride[d]) return false;
    return true;
}

/* The engine owns `grad` and nobody else sees it: it becomes leaf.grad without a copy. A buffer
   that others see is copied, or the next accumulation in place would write into theirs. */
static rp_status first_gradient(rp_tensor **out, rp_tensor *leaf, rp_tensor *grad)
{
    if (rp_tensor_is_unique(grad) && has_layout_of(grad, leaf)) {
        if (rp_thread_get()->s.grad_mode || (!grad->grad_fn && !grad->base)) {
            *out = rp_tensor_retain(grad);
            return RP_OK;
        }
        return rp_tensor_alias(out, grad);
    }
    if (!rp_autograd_up.clone) return rp_tensor_alias(out, grad);
    return rp_autograd_up.clone(out, grad);
}

/* Puts *mine where it belongs; if another thread stored a gradient meanwhile, takes that one out
   too: it has to be added. */
static rp_tensor *store_gradient(struct rp_tensor_extra *x, rp_tensor *mine)
{
    rp_tensor *none = NULL;
    if (__atomic_compare_exchange_n(&x->grad, &none, mine, false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
        return NULL;
    return __atomic_exchange_n(&x->grad, NULL, __ATOMIC_ACQ_REL);
}

/* The user's handle of leaf.grad stays the same one, unless the sum has to be differentiable. */
static rp_status add_gradient(rp_tensor **sum, rp_tensor *have, rp_tensor *grad)
{
    const bool in_place = !rp_thread_get()->s.grad_mode && (have->flags & RP_T_CONTIGUOUS) &&
                          same_shape(have, grad) && !(have->storage->flags & RP_STORAGE_READONLY);
    if (!rp_autograd_up.add)
        return RP_FAIL(RP_E_STATE, "two gradients meet, but no operator is there to add them");
    if (!in_place) return rp_autograd_up.add(sum, have, grad);
    RP_TRY(rp_autograd_up.add_into(have, grad));
    *sum = rp_tensor_retain(have);
    return RP_OK;
}

rp_status rp_accumulate_grad(rp_tensor *leaf, rp_tensor *grad)
{
    struct rp_tensor_extra *x = rp_tensor_extra_get(leaf);
    rp_status status = RP_OK;
    if (!x) return RP_E_MEMORY;
    rp_tensor *mine = NULL, *have = __atomic_exchange_n(&x->grad, NULL, __ATOMIC_ACQ_REL);
    if (!have) status = first_gradient(&mine, leaf, grad);
    else status = add_gradient(&mine, have, grad);
    if (status != RP_OK) {
        mine = have; /* what was there stays there */
        have = NULL;
    }
    rp_tensor_release(have);
    while (mine && (have = store_gradient(x, mine)) != NULL) {
        rp_tensor *sum = NULL;
        const rp_status added = add_gradient(&sum, have, mine);
        if (added == RP_OK) {
            rp_tensor_release(mine);
            rp_tensor_release(have);
            mine = sum;
        } else {
            rp_tensor_release(mine);
            mine = have;
            status = added;
        }
    }
    return status;
}

/* ---- the node -------------------------------------------------------------------------------- */
static rp_status accumulate_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                                rp_tensor **grad_in)
{
    (void)needs;
    (void)grad_in;
    RP_LOCAL rp_tensor *leaf = rp_accumulator_leaf(n);
    if (!leaf || !grad_out[0]) return RP_OK;
    RP_TRY(rp_accumulate_grad(leaf, grad_out[0]));
    const struct rp_tensor_extra *x = leaf->extra;
    return x && x->accumulate ? rp_hook_run_accumulate(x->accumulate, leaf) : RP_OK;
}

static void accumulate_fini(rp_node *n)
{
    rp_tensor_weak_release(accumulator_of(n)->leaf);
}

const rp_node_type rp_accumulate_type = {"AccumulateGrad", accumulate_run, accumulate_fini};

static rp_status accumulator_create(rp_node **out, rp_tensor *leaf)
{
    rp_node *n = NULL;
    RP_TRY(rp_node_create(&n, &rp_accumulate_type,
                          &(rp_node_layout){.outputs = 1, .payload = sizeof(struct accumulator)}));
    const rp_status status = rp_node_describe_output(n, 0, leaf);
    if (status != RP_OK) {
        rp_node_release(n);
        return status;
    }
    rp_tensor_weak_retain(leaf);
    accumulator_of(n)->leaf = leaf;
    rp_node_set_sequence(n, UINT64_MAX); /* as soon as it is ready */
    rp_node_set_uncounted(n);
    *out = n;
    return RP_OK;
}

/* A leaf may change its shape while no gradient is recorded. */
static bool describes(const rp_node *n, const rp_tensor *leaf)
{
    const rp_output_meta *m = &n->output[0];
    const int64_t *dims = rp_output_shape(m);
    if (m->ndim != leaf->ndim) return false;
    for (int d = 0; d < leaf->ndim; d++)
        if (dims[d] != leaf->shape[d]) return false;
    return true;
}

rp_status rp_accumulator_get(rp_node **out, rp_tensor *leaf)
{
    struct rp_tensor_extra *x = rp_tensor_extra_get(leaf);
    if (!x) return RP_E_MEMORY;
    rp_node *n = __atomic_load_n(&x->accumulator, __ATOMIC_ACQUIRE), *none = NULL;
    if (!n) {
        RP_TRY(accumulator_create(&n, leaf));
        if (!__atomic_compare_exchange_n(&x->accumulator, &none, n, false, __ATOMIC_ACQ_REL,
                                         __ATOMIC_ACQUIRE)) {
            rp_node_release(n);
            n = none;
        }
    }
    if (RP_UNLIKELY(!describes(n, leaf))) RP_TRY(rp_node_describe_output(n, 0, leaf));
    *out = rp_node_retain(n);
    return RP_OK;
}
