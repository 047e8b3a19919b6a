/* core/autograd/run.c - one node of a pass: hooks, captures, the node itself, delivery of its
   results */
#include "core/autograd/impl.h"
#include "core/log.h"
#include <string.h>

/* ---- checks on what a node returned ---------------------------------------------------------- */
static rp_status fail_shape(const rp_node *n, uint32_t i, const rp_tensor *g,
                            const rp_output_meta *m)
{
    char got[128], want[128];
    return RP_FAIL(RP_E_SHAPE,
                   "%s returned an invalid gradient at index %u: got shape %s, but expected %s",
                   n->name, i, rp_shape_text(got, sizeof got, g->shape, g->ndim),
                   rp_shape_text(want, sizeof want, rp_output_shape(m), m->ndim));
}

static rp_status check_gradient(const rp_node *n, uint32_t i, const rp_tensor *g)
{
    const rp_edge e = n->edge[i];
    const rp_output_meta *m = &e.node->output[e.index];
    if (RP_UNLIKELY(!m->bound)) return RP_OK;
    if (RP_UNLIKELY(m->ndim != g->ndim)) return fail_shape(n, i, g, m);
    const int64_t *want = rp_output_shape(m);
    for (int d = 0; d < m->ndim; d++)
        if (RP_UNLIKELY(want[d] != g->shape[d])) return fail_shape(n, i, g, m);
    if (RP_UNLIKELY(m->dtype != g->dtype))
        return RP_FAIL(RP_E_DTYPE,
                       "%s returned an invalid gradient at index %u: got %s, but expected %s",
                       n->name, i, rp_dtype_name(g->dtype), rp_dtype_name(m->dtype));
    return RP_OK;
}

static rp_status check_nan(const rp_node *n, uint32_t i, rp_tensor *g)
{
    int found = 0;
    if (rp_autograd_up.has_nan) RP_TRY(rp_autograd_up.has_nan(&found, g));
    if (!found) return RP_OK;
    const struct rp_node_forward *f = n->extra ? &n->extra->forward : NULL;
    if (!f || !f->op)
        return RP_FAIL(RP_E_VALUE, "%s returned nan values in its output %u", n->name, i);
    return RP_FAIL(
        RP_E_VALUE,
        "%s returned nan values in its output %u; its forward call was %s, call %llu, made at %p",
        n->name, i, f->op, (unsigned long long)f->seq, f->site);
}

/* ---- hooks and captures before the node ------------------------------------------------------ */
static rp_status retain_grad(rp_tensor *weak, rp_tensor *grad)
{
    RP_LOCAL rp_tensor *t = rp_tensor_lock(weak);
    if (!t) return RP_OK;
    RP_LOCAL rp_tensor *held = rp_tensor_retain(grad); /* never unique, so it is not taken over */
    return rp_accumulate_grad(t, held);
}

static rp_status leaf_hooks(rp_node *n, rp_tensor **grads)
{
    RP_LOCAL rp_tensor *leaf = rp_accumulator_leaf(n);
    const struct rp_tensor_extra *x = leaf ? leaf->extra : NULL;
    return x && x->hooks && grads[0] ? rp_hook_run_tensor(x->hooks, &grads[0]) : RP_OK;
}

static rp_status tensor_hooks(rp_node *n, rp_tensor **grads)
{
    if (rp_node_is_accumulator(n)) RP_TRY(leaf_hooks(n, grads));
    const struct rp_node_extra *x = n->extra;
    if (RP_LIKELY(!x)) return RP_OK;
    for (uint32_t i = 0; x->output_hooks && i < n->n_outputs; i++)
        if (x->output_hooks[i] && grads[i])
            RP_TRY(rp_hook_run_tensor(x->output_hooks[i], &grads[i]));
    for (uint32_t i = 0; x->retain && i < n->n_outputs; i++)
        if (x->retain[i] && grads[i]) RP_TRY(retain_grad(x->retain[i], grads[i]));
    return RP_OK;
}

static void capture(rp_pass *p, uint32_t first, rp_tensor *const *grads)
{
    for (uint32_t i = first; i; i = p->wanted[i - 1].next) {
        rp_wanted *w = &p->wanted[i - 1];
        rp_tensor_release(w->grad);
        w->grad = rp_tensor_retain(grads[w->index]);
    }
}

/* ---- after the node -------------------------------------------------------------------------- */
static bool leads_on(const rp_pass *p, const rp_pass_slot *rec)
{
    return !p->selective || rec->needed || rec->wanted;
}

/* Each edge delivers once, with or without a gradient, or the nodes below would wait for ever.
   grad_in is emptied. */
static rp_status deliver(rp_pass *p, rp_node *n, rp_tensor **grad_in)
{
    for (uint32_t i = 0; i < n->n_edges; i++) {
        rp_node *next = n->edge[i].node;
        rp_pass_slot *rec = next ? rp_pass_find(p, next) : NULL;
        if (!rec) continue;
        rp_tensor *g = grad_in ? grad_in[i] : NULL;
        if (g && leads_on(p, rec)) {
            grad_in[i] = NULL;
            RP_TRY(rp_pass_deliver_take(next, rec, n->edge[i].index, g));
        }
        if (--rec->deps == 0 && leads_on(p, rec)) RP_TRY(rp_pass_push(p, next));
    }
    return RP_OK;
}

static uint64_t needs_of(const rp_pass *p, const rp_node *n)
{
    uint64_t needs = 0;
    for (uint32_t i = 0; i < n->n_edges; i++) {
        if (!n->edge[i].node) continue;
        if (p->selective) {
            const rp_pass_slot *rec = rp_pass_find(p, n->edge[i].node);
            if (!rec || !leads_on(p, rec)) continue;
        }
        needs |= UINT64_C(1) << (i < 63 ? i : 63);
    }
    return needs;
}

static rp_status check_results(rp_thread *t, const rp_node *n, rp_tensor *const *grad_in)
{
    for (uint32_t i = 0; i < n->n_edges; i++) {
        if (!grad_in[i] || !n->edge[i].node) continue;
        RP_TRY(check_gradient(n, i, grad_in[i]));
        if (RP_UNLIKELY(t->s.anomaly)) RP_TRY(check_nan(n, i, grad_in[i]));
    }
    return RP_OK;
}

/* A line for each node that runs, with what its first gradient looks like. */
static RP_COLD void log_node(const rp_node *n, rp_tensor *const *grads)
{
    char shape[128];
    uint32_t i = 0;
    while (i + 1 < n->n_outputs && !grads[i]) i++;
    const rp_tensor *g = grads[i];
    rp_log_line(RP_LOG_DEBUG, "backward: %s %s %s", n->name,
                g ? rp_dtype_code(g->dtype) : "no gradient",
                g ? rp_shape_text(shape, sizeof shape, g->shape, g->ndim) : "");
}

/* The node itself with the hooks around it. */
static rp_status call_node(rp_pass *p, rp_node *n, rp_tensor **grads, rp_tensor **grad_in)
{
    rp_thread *t = rp_thread_get();
    if (RP_UNLIKELY(n->freed))
        return RP_FAIL(
            RP_E_STATE,
            "trying to backward through the graph a second time: what %s saved was freed by an earlier pass without "
            "keep_graph",
            n->name);
    if (RP_UNLIKELY(n->extra && n->extra->pre))
        RP_TRY(rp_hook_run_pre(n->extra->pre, grads, n->n_outputs));
    if (RP_UNLIKELY(rp_log_enabled(RP_LOG_DEBUG))) log_node(n, grads);
    const uint64_t needs = needs_of(p, n);
    RP_EVENT(t, RP_EV_NODE_BEGIN, n->sequence, 0, n, n->name);
    rp_status status = n->type->run(n, needs, grads, grad_in);
    RP_EVENT(t, RP_EV_NODE_END, n->sequence, 0, n, n->name);
    if (status == RP_OK) status = check_results(t, n, grad_in);
    if (status == RP_OK && RP_UNLIKELY(n->extra && n->extra->post))
        status = rp_hook_run_post(n->extra->post, grad_in, n->n_edges, grads, n->n_outputs);
    return status;
}

static bool any(rp_tensor *const *grads, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (grads[i]) return true;
    return false;
}

enum { ROOM = 12 };

static rp_status run_and_deliver(rp_pass *p, rp_node *n, rp_tensor **grads)
{
    rp_tensor *room[ROOM], **grad_in = room;
    rp_status status = RP_OK;
    const bool has_gradient = any(grads, n->n_outputs);
    if (n->n_edges > ROOM && has_gradient) {
        grad_in = rp_alloc(n->n_edges * sizeof *grad_in);
        if (!grad_in) return RP_E_MEMORY;
    }
    if (has_gradient) {
        if (n->n_edges) memset(grad_in, 0, n->n_edges * sizeof *grad_in);
        status = call_node(p, n, grads, grad_in);
    }
    if (status == RP_OK && !p->keep_graph) rp_node_free_slots(n);
    /* the gradients that came in are done with: without them a result that aliases one may be
       written in place */
    for (uint32_t i = 0; i < n->n_outputs; i++) {
        rp_tensor_release(grads[i]);
        grads[i] = NULL;
    }
    if (status == RP_OK) status = deliver(p, n, has_gradient ? grad_in : NULL);
    for (uint32_t i = 0; has_gradient && i < n->n_edges; i++) rp_tensor_release(grad_in[i]);
    if (grad_in != room) rp_free(grad_in, n->n_edges * sizeof *grad_in);
    return status;
}

static rp_status with_gradients(rp_pass *p, rp_node *n, const rp_pass_slot *rec, rp_tensor **grads)
{
    RP_TRY(tensor_hooks(n, grads));
    if (p->selective && rec->wanted && !p->accumulate) capture(p, rec->wanted, grads);
    if (p->selective && !rec->needed) return RP_OK;
    return run_and_deliver(p, n, grads);
}

rp_status rp_pass_run_node(rp_pass *p, rp_node *n)
{
    rp_pass_slot *rec = rp_pass_find(p, n);
    rp_tensor *one = NULL, **grads = &one;
    if (n->n_outputs == 1) {
        one = rec->u.grad;
    } else if (rec->u.grads) {
        grads = rec->u.grads;
    } else {
        grads = rp_alloc_zero(n->n_outputs * sizeof *grads);
        if (!grads) return RP_E_MEMORY;
    }
    rec->u.grad = NULL;
    const rp_status status = with_gradients(p, n, rec, grads);
    for (uint32_t i = 0; i < n->n_outputs; i++) rp_tensor_release(grads[i]);
    if (grads != &one) rp_free(grads, n->n_outputs * sizeof *grads);
    return status;
}
