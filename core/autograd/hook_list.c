/* core/autograd/hook_list.c - hooks on tensors and nodes: lists of counted entries, run in the
 * order of registration
 *
 * An entry that is removed while its list runs stays linked to what follows it, so the walk needs
 * no copy and no lock. Adding and removing hooks is not synchronised with passes of other threads.
 */
#include "core/autograd/impl.h"

static _Atomic uint64_t next_id = 1;

static void hook_release(struct rp_hook *h)
{
    while (h && rp_count_dec(&h->count)) {
        struct rp_hook *next = h->next;
        if (h->drop) h->drop(h->ctx);
        rp_free(h, sizeof *h);
        h = next;
    }
}

static struct rp_hook *hook_retain(struct rp_hook *h)
{
    if (h) rp_count_inc(&h->count);
    return h;
}

void rp_hook_list_drop(struct rp_hook **list)
{
    struct rp_hook *head = *list;
    *list = NULL;
    for (struct rp_hook *h = head; h; h = h->next) h->removed = true;
    hook_release(head);
}

bool rp_hook_list_remove(struct rp_hook **list, uint64_t id)
{
    for (struct rp_hook **at = list; *at; at = &(*at)->next) {
        struct rp_hook *h = *at;
        if (h->id != id) continue;
        h->removed = true;
        *at = hook_retain(h->next);
        hook_release(h);
        return true;
    }
    return false;
}

static struct rp_hook *hook_append(struct rp_hook **list, void *ctx, void (*drop)(void *),
                                   uint64_t *id)
{
    struct rp_hook *h = rp_alloc_zero(sizeof *h);
    if (!h) return NULL;
    atomic_init(&h->count, 1);
    h->id = atomic_fetch_add_explicit(&next_id, 1, memory_order_relaxed);
    h->ctx = ctx;
    h->drop = drop;
    while (*list) list = &(*list)->next;
    *list = h;
    if (id) *id = h->id;
    return h;
}

/* ---- running --------------------------------------------------------------------------------- */
static struct rp_hook *walk_next(struct rp_hook *h)
{
    struct rp_hook *next = hook_retain(h->next);
    hook_release(h);
    return next;
}

rp_status rp_hook_run_tensor(struct rp_hook *list, rp_tensor **grad)
{
    rp_status status = RP_OK;
    struct rp_hook *h = hook_retain(list);
    for (; h && status == RP_OK; h = walk_next(h)) {
        if (h->removed) continue;
        rp_tensor *replacement = NULL;
        status = h->fn.tensor(h->ctx, *grad, &replacement);
        if (status == RP_OK && replacement) {
            rp_tensor_release(*grad);
            *grad = replacement;
        } else {
            rp_tensor_release(replacement);
        }
    }
    hook_release(h);
    return status;
}

rp_status rp_hook_run_pre(struct rp_hook *list, rp_tensor **grads, uint32_t n)
{
    rp_status status = RP_OK;
    struct rp_hook *h = hook_retain(list);
    for (; h && status == RP_OK; h = walk_next(h))
        if (!h->removed) status = h->fn.pre(h->ctx, grads, n);
    hook_release(h);
    return status;
}

rp_status rp_hook_run_post(struct rp_hook *list, rp_tensor **grad_in, uint32_t n_in,
                           rp_tensor *const *grad_out, uint32_t n_out)
{
    rp_status status = RP_OK;
    struct rp_hook *h = hook_retain(list);
    for (; h && status == RP_OK; h = walk_next(h))
        if (!h->removed) status = h->fn.post(h->ctx, grad_in, n_in, grad_out, n_out);
    hook_release(h);
    return status;
}

rp_status rp_hook_run_accumulate(struct rp_hook *list, rp_tensor *leaf)
{
    rp_status status = RP_OK;
    struct rp_hook *h = hook_retain(list);
    for (; h && status == RP_OK; h = walk_next(h))
        if (!h->removed) status = h->fn.accumulate(h->ctx, leaf);
    hook_release(h);
    return status;
}

/* ---- registration ---------------------------------------------------------------------------- */
static struct rp_hook **output_list(rp_node *n, uint32_t i)
{
    struct rp_node_extra *x = rp_node_extra_get(n);
    if (x && !x->output_hooks)
        x->output_hooks = rp_alloc_zero(n->n_outputs * sizeof *x->output_hooks);
    return x && x->output_hooks ? &x->output_hooks[i] : NULL;
}

/* The list that the hooks of this handle belong to: its node's, or its own if it is a leaf. */
static rp_status tensor_list(struct rp_hook ***list, rp_tensor *t)
{
    rp_edge history;
    RP_TRY(rp_tensor_history(&history, t));
    if (history.node) {
        *list = output_list(history.node, history.index);
    } else {
        struct rp_tensor_extra *x = rp_tensor_extra_get(t);
        *list = x ? &x->hooks : NULL;
    }
    return *list ? RP_OK : RP_E_MEMORY;
}

rp_status rp_tensor_add_hook(rp_tensor *t, rp_tensor_hook fn, void *ctx, void (*drop)(void *),
                             uint64_t *id)
{
    struct rp_hook **list;
    if (!rp_tensor_requires_grad(t))
        return RP_FAIL(RP_E_STATE, "cannot register a hook on a tensor that does not require grad");
    RP_TRY(tensor_list(&list, t));
    struct rp_hook *h = hook_append(list, ctx, drop, id);
    if (!h) return RP_E_MEMORY;
    h->fn.tensor = fn;
    return RP_OK;
}

rp_status rp_tensor_add_accumulate_hook(rp_tensor *t, rp_accumulate_hook fn, void *ctx,
                                        void (*drop)(void *), uint64_t *id)
{
    if (!rp_tensor_requires_grad(t))
        return RP_FAIL(RP_E_STATE, "cannot register a hook on a tensor that does not require grad");
    if (!rp_tensor_is_leaf(t))
        return RP_FAIL(RP_E_STATE,
                       "post accumulate grad hooks cannot be registered on tensors with a history");
    struct rp_tensor_extra *x = rp_tensor_extra_get(t);
    struct rp_hook *h = x ? hook_append(&x->accumulate, ctx, drop, id) : NULL;
    if (!h) return RP_E_MEMORY;
    h->fn.accumulate = fn;
    return RP_OK;
}

rp_status rp_node_add_pre_hook(rp_node *n, rp_node_pre_hook fn, void *ctx, void (*drop)(void *),
                               uint64_t *id)
{
    struct rp_node_extra *x = rp_node_extra_get(n);
    struct rp_hook *h = x ? hook_append(&x->pre, ctx, drop, id) : NULL;
    if (!h) return RP_E_MEMORY;
    h->fn.pre = fn;
    return RP_OK;
}

rp_status rp_node_add_post_hook(rp_node *n, rp_node_post_hook fn, void *ctx, void (*drop)(void *),
                                uint64_t *id)
{
    struct rp_node_extra *x = rp_node_extra_get(n);
    struct rp_hook *h = x ? hook_append(&x->post, ctx, drop, id) : NULL;
    if (!h) return RP_E_MEMORY;
    h->fn.post = fn;
    return RP_OK;
}

void rp_node_remove_hook(rp_node *n, uint64_t id)
{
    struct rp_node_extra *x = n->extra;
    if (!x || rp_hook_list_remove(&x->pre, id) || rp_hook_list_remove(&x->post, id) ||
        !x->output_hooks)
        return;
    for (uint32_t i = 0; i < n->n_outputs; i++)
        if (rp_hook_list_remove(&x->output_hooks[i], id)) return;
}

void rp_tensor_remove_hook(rp_tensor *t, uint64_t id)
{
    struct rp_tensor_extra *x = t->extra;
    if (x && (rp_hook_list_remove(&x->hooks, id) || rp_hook_list_remove(&x->accumulate, id)))
        return;
    if (t->grad_fn) rp_node_remove_hook(t->grad_fn, id);
}

/* ---- retained gradients ---------------------------------------------------------------------- */
rp_status rp_node_retain_output(rp_node *n, uint32_t i, rp_tensor *t)
{
    struct rp_node_extra *x = rp_node_extra_get(n);
    if (x && !x->retain) x->retain = rp_alloc_zero(n->n_outputs * sizeof *x->retain);
    if (!x || !x->retain) return RP_E_MEMORY;
    rp_tensor_weak_retain(t);
    if (x->retain[i]) rp_tensor_weak_release(x->retain[i]);
    x->retain[i] = t;
    return RP_OK;
}

rp_status rp_tensor_retain_grad(rp_tensor *t)
{
    rp_edge history;
    if (!rp_tensor_requires_grad(t))
        return RP_FAIL(RP_E_STATE,
                       "cannot retain the gradient of a tensor that does not require grad");
    RP_TRY(rp_tensor_history(&history, t));
    if (!history.node || (t->flags & RP_T_RETAIN_GRAD)) return RP_OK;
    if (!rp_tensor_extra_get(t)) return RP_E_MEMORY;
    RP_TRY(rp_node_retain_output(history.node, history.index, t));
    t->flags |= RP_T_RETAIN_GRAD;
    return RP_OK;
}
