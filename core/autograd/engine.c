/* core/autograd/engine.c - rp_backward and rp_grad: an iterative pass on the caller's thread */
#include "core/autograd/impl.h"
#include <string.h>

enum { PASSES_PER_STACK = 60 }; /* passes nested deeper than this go on on a fresh stack */

struct rp_pass_callback {
    rp_status (*fn)(void *);
    void *ctx;
};

struct rp_pass_exit {
    struct rp_pass_exit *next;
    void (*fn)(void *);
    void *ctx;
};

struct root {
    rp_node *node; /* owned */
    uint32_t index;
};

struct request {
    rp_pass pass;
    rp_tensor *const *roots, *const *grads;
    const rp_edge *edges; /* instead of roots */
    int n_roots;
    struct root *root;
};

static _Atomic uint64_t next_pass = 1;

/* ---- questions from inside a pass ------------------------------------------------------------ */
uint64_t rp_backward_pass(void)
{
    return rp_thread_get()->s.pass;
}

int rp_backward_keeps_graph(void)
{
    return rp_thread_get()->s.keep_graph;
}

int rp_anomaly_mode_exchange(int on)
{
    rp_thread *t = rp_thread_get();
    const int previous = t->s.anomaly;
    t->s.anomaly = on != 0;
    return previous;
}

rp_status rp_backward_queue_callback(rp_status (*fn)(void *), void *ctx)
{
    rp_pass *p = rp_thread_get()->s.engine;
    if (!p) return RP_FAIL(RP_E_STATE, "callbacks can only be queued while a backward pass runs");
    if (p->n_callbacks == p->cap_callbacks) {
        const size_t more = p->cap_callbacks ? 2 * p->cap_callbacks : 4;
        struct rp_pass_callback *bigger =
            rp_realloc(p->callback, p->cap_callbacks * sizeof *bigger, more * sizeof *bigger);
        if (!bigger) return RP_E_MEMORY;
        p->callback = bigger;
        p->cap_callbacks = more;
    }
    p->callback[p->n_callbacks++] = (struct rp_pass_callback){fn, ctx};
    return RP_OK;
}

rp_status rp_pass_at_exit(void (*fn)(void *ctx), void *ctx)
{
    rp_pass *p = rp_thread_get()->s.engine;
    if (!p) return RP_FAIL(RP_E_STATE, "no backward pass is running");
    struct rp_pass_exit *x = rp_alloc(sizeof *x);
    if (!x) return RP_E_MEMORY;
    *x = (struct rp_pass_exit){p->exits, fn, ctx};
    p->exits = x;
    return RP_OK;
}

static void run_exits(rp_pass *p)
{
    while (p->exits) {
        struct rp_pass_exit *x = p->exits;
        p->exits = x->next;
        x->fn(x->ctx);
        rp_free(x, sizeof *x);
    }
}

/* ---- roots and their gradients --------------------------------------------------------------- */
static rp_status check_shape(const rp_tensor *grad, const int64_t *shape, int ndim, int i)
{
    char want[128], got[128];
    bool same = grad->ndim == ndim;
    for (int d = 0; same && d < ndim; d++) same = grad->shape[d] == shape[d];
    if (same) return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "mismatch in shape: grad_output[%d] has a shape of %s and output[%d] has a shape of %s", i,
        rp_shape_text(got, sizeof got, grad->shape, grad->ndim), i,
        rp_shape_text(want, sizeof want, shape, ndim));
}

static rp_status check_given(const rp_tensor *root, const rp_tensor *grad, int i)
{
    RP_TRY(check_shape(grad, root->shape, root->ndim, i));
    if (root->dtype != grad->dtype)
        return RP_FAIL(RP_E_DTYPE, "grad_output[%d] is %s and output[%d] is %s", i,
                       rp_dtype_name(grad->dtype), i, rp_dtype_name(root->dtype));
    return RP_OK;
}

/* Ones cannot be made from a description, so an edge as root comes with its gradient. */
static rp_status edge_gradient(rp_tensor **out, const struct request *r, int i)
{
    rp_tensor *given = r->grads ? r->grads[i] : NULL;
    const rp_output_meta *m = &r->root[i].node->output[r->root[i].index];
    if (!given) return RP_FAIL(RP_E_INVALID, "root %d is an edge: its gradient must be given", i);
    if (m->bound) RP_TRY(check_shape(given, rp_output_shape(m), m->ndim, i));
    *out = rp_tensor_retain(given);
    return RP_OK;
}

static rp_status root_gradient(rp_tensor **out, const struct request *r, int i)
{
    if (r->edges) return edge_gradient(out, r, i);
    rp_tensor *root = r->roots[i], *given = r->grads ? r->grads[i] : NULL;
    char shape[128];
    if (given) {
        RP_TRY(check_given(root, given, i));
        *out = rp_tensor_retain(given);
        return RP_OK;
    }
    if (root->numel != 1)
        return RP_FAIL(
            RP_E_SHAPE,
            "grad can be implicitly created only for scalar outputs; output[%d] has a shape of %s",
            i, rp_shape_text(shape, sizeof shape, root->shape, root->ndim));
    if (!rp_autograd_up.ones_like)
        return RP_FAIL(RP_E_STATE,
                       "output[%d] needs a gradient of ones, but no operator is there to make it",
                       i);
    return rp_autograd_up.ones_like(out, root);
}

static rp_status check_edge(const rp_edge *e, const char *what, int i)
{
    if (!e->node) return RP_FAIL(RP_E_INVALID, "%s %d is an empty edge", what, i);
    if (e->index >= e->node->n_outputs)
        return RP_FAIL(RP_E_INDEX, "%s %d is output %u of %s, which has %u", what, i, e->index,
                       e->node->name, e->node->n_outputs);
    return RP_OK;
}

static rp_status open_roots(struct request *r)
{
    for (int i = 0; i < r->n_roots; i++) {
        rp_edge e;
        if (r->edges) {
            RP_TRY(check_edge(&r->edges[i], "root", i));
            r->root[i] = (struct root){rp_node_retain(r->edges[i].node), r->edges[i].index};
            continue;
        }
        if (!r->roots[i]) return RP_FAIL(RP_E_INVALID, "element %d of tensors is NULL", i);
        if (!rp_tensor_requires_grad(r->roots[i]))
            return RP_FAIL(
                RP_E_STATE,
                "element %d of tensors does not require grad and does not have a grad_fn", i);
        RP_TRY(rp_tensor_gradient_edge(&e, r->roots[i]));
        r->root[i] = (struct root){e.node, e.index};
    }
    return RP_OK;
}

static rp_status seed_roots(struct request *r)
{
    rp_pass *p = &r->pass;
    for (int i = 0; i < r->n_roots; i++) {
        rp_pass_slot *rec = rp_pass_find(p, r->root[i].node);
        rp_tensor *g = NULL;
        RP_TRY(root_gradient(&g, r, i));
        RP_TRY(rp_pass_deliver_take(r->root[i].node, rec, r->root[i].index, g));
    }
    for (int i = 0; i < r->n_roots; i++) {
        rp_pass_slot *rec = rp_pass_find(p, r->root[i].node);
        if (rec->deps || rec->queued || (p->selective && !rec->needed && !rec->wanted)) continue;
        rec->queued = 1;
        RP_TRY(rp_pass_push(p, r->root[i].node));
    }
    return RP_OK;
}

/* ---- the pass -------------------------------------------------------------------------------- */
static rp_status check_interrupt(void)
{
    if (RP_LIKELY(atomic_load_explicit(&rp_attention, memory_order_relaxed) == 0)) return RP_OK;
    return RP_FAIL(RP_E_INTERRUPTED, "the backward pass was interrupted");
}

static rp_status run_ready(rp_pass *p)
{
    rp_node *n;
    while ((n = rp_pass_pop(p)) != NULL) {
        RP_TRY(check_interrupt());
        RP_TRY(rp_pass_run_node(p, n));
    }
    return RP_OK;
}

static rp_status run_callbacks(rp_pass *p)
{
    for (size_t i = 0; i < p->n_callbacks; i++) {
        const struct rp_pass_callback c = p->callback[i];
        RP_TRY(c.fn(c.ctx));
    }
    return RP_OK;
}

static rp_status run_pass(struct request *r)
{
    rp_pass *p = &r->pass;
    for (int i = 0; i < r->n_roots; i++) {
        rp_pass_slot *rec;
        RP_TRY(rp_pass_visit(p, r->root[i].node, &rec));
    }
    RP_TRY(rp_pass_discover(p));
    if (p->selective) RP_TRY(rp_pass_mark_needed(p));
    RP_TRY(seed_roots(r));
    RP_TRY(run_ready(p));
    return run_callbacks(p);
}

/* Runs with the thread's state set for the pass, and puts it back on every way out. */
static rp_status enter_pass(void *ctx)
{
    struct request *r = ctx;
    rp_thread *t = rp_thread_get();
    rp_pass *p = &r->pass;
    const rp_state_fields before = t->s;
    t->s.engine = p;
    t->s.pass = p->id;
    t->s.phase = RP_PHASE_BACKWARD;
    t->s.keep_graph = p->keep_graph;
    t->s.grad_mode = p->create_graph;
    RP_EVENT(t, RP_EV_PASS_BEGIN, p->id, 0, p, "backward");
    const rp_status status = run_pass(r);
    rp_pass_fini(p);
    run_exits(p);
    RP_EVENT(t, RP_EV_PASS_END, p->id, 0, p, "backward");
    t->s.engine = before.engine;
    t->s.pass = before.pass;
    t->s.phase = before.phase;
    t->s.keep_graph = before.keep_graph;
    t->s.grad_mode = before.grad_mode;
    return status;
}

static rp_status run_request(struct request *r)
{
    rp_pass *p = &r->pass;
    p->parent = rp_thread_get()->s.engine;
    p->depth = p->parent ? p->parent->depth + 1 : 1;
    p->id = atomic_fetch_add_explicit(&next_pass, 1, memory_order_relaxed);
    if (p->depth % PASSES_PER_STACK == 0 && rp_autograd_up.enter_fresh_stack)
        return rp_autograd_up.enter_fresh_stack(enter_pass, r);
    return enter_pass(r);
}

static void options_of(rp_backward_options *o, const rp_backward_options *given)
{
    memset(o, 0, sizeof *o);
    if (given) memcpy(o, given, given->size < sizeof *o ? given->size : sizeof *o);
    o->size = sizeof *o;
}

static rp_status request_init(struct request *r, rp_tensor *const *roots, const rp_edge *edges,
                              rp_tensor *const *grads, int n, const rp_backward_options *o)
{
    memset(r, 0, sizeof *r);
    r->edges = edges;
    if (n <= 0) return RP_FAIL(RP_E_INVALID, "%d tensors to differentiate", n);
    r->roots = roots;
    r->grads = grads;
    r->pass.keep_graph = o->keep_graph || o->create_graph;
    r->pass.create_graph = o->create_graph;
    r->root = rp_alloc_zero((size_t)n * sizeof *r->root);
    if (!r->root) return RP_E_MEMORY;
    r->n_roots = n;
    return open_roots(r);
}

static void request_fini(struct request *r)
{
    rp_pass *p = &r->pass;
    for (uint32_t i = 0; i < p->n_wanted; i++) {
        rp_tensor_release(p->wanted[i].grad);
        rp_node_release(p->wanted[i].node);
    }
    rp_free(p->wanted, p->n_wanted * sizeof *p->wanted);
    rp_free(p->callback, p->cap_callbacks * sizeof *p->callback);
    for (int i = 0; i < r->n_roots; i++) rp_node_release(r->root[i].node);
    rp_free(r->root, (size_t)r->n_roots * sizeof *r->root);
}

static rp_status open_wanted(struct request *r, int n, bool accumulate)
{
    rp_pass *p = &r->pass;
    if (n <= 0) return RP_FAIL(RP_E_INVALID, "gradients of %d tensors", n);
    p->wanted = rp_alloc_zero((size_t)n * sizeof *p->wanted);
    if (!p->wanted) return RP_E_MEMORY;
    p->n_wanted = (uint32_t)n;
    p->selective = true;
    p->accumulate = accumulate;
    return RP_OK;
}

static rp_status want_edges(struct request *r, const rp_edge *inputs, int n)
{
    RP_TRY(open_wanted(r, n, false));
    for (int i = 0; i < n; i++) {
        RP_TRY(check_edge(&inputs[i], "input", i));
        r->pass.wanted[i].node = rp_node_retain(inputs[i].node);
        r->pass.wanted[i].index = inputs[i].index;
    }
    return RP_OK;
}

static rp_status want(struct request *r, rp_tensor *const *inputs, int n, bool accumulate)
{
    rp_pass *p = &r->pass;
    RP_TRY(open_wanted(r, n, accumulate));
    for (int i = 0; i < n; i++) {
        rp_edge e;
        if (!inputs[i]) return RP_FAIL(RP_E_INVALID, "input %d is NULL", i);
        if (!rp_tensor_requires_grad(inputs[i]))
            return RP_FAIL(RP_E_INVALID,
                           "one of the differentiated tensors (input %d) does not require grad", i);
        if (accumulate) RP_TRY(rp_tensor_retain_grad(inputs[i]));
        RP_TRY(rp_tensor_gradient_edge(&e, inputs[i]));
        p->wanted[i].node = e.node;
        p->wanted[i].index = e.index;
    }
    return RP_OK;
}

/* ---- the calls ------------------------------------------------------------------------------- */
static rp_status backward(rp_tensor *const *roots, rp_tensor *const *grads, int n,
                          rp_tensor *const *inputs, int n_inputs, const rp_backward_options *given)
{
    rp_backward_options o;
    struct request r;
    options_of(&o, given);
    rp_status status = request_init(&r, roots, NULL, grads, n, &o);
    if (status == RP_OK && inputs) status = want(&r, inputs, n_inputs, true);
    if (status == RP_OK) status = run_request(&r);
    request_fini(&r);
    return status;
}

rp_status rp_backward(rp_tensor *const *roots, rp_tensor *const *grads, int n,
                      const rp_backward_options *o)
{
    return backward(roots, grads, n, NULL, 0, o);
}

rp_status rp_backward_into(rp_tensor *const *roots, rp_tensor *const *grads, int n,
                           rp_tensor *const *inputs, int n_inputs, const rp_backward_options *o)
{
    if (!inputs) return RP_FAIL(RP_E_INVALID, "inputs is NULL");
    return backward(roots, grads, n, inputs, n_inputs, o);
}

static rp_status check_used(const rp_pass *p)
{
    for (uint32_t i = 0; i < p->n_wanted; i++)
        if (!p->wanted[i].grad)
            return RP_FAIL(
                RP_E_INVALID,
                "one of the differentiated tensors (input %u) appears to not have been used in the graph; set "
                "allow_unused if this is the desired behavior",
                i);
    return RP_OK;
}

static void hand_out(rp_tensor **out, rp_pass *p)
{
    for (uint32_t i = 0; i < p->n_wanted; i++) {
        rp_tensor *old = out[i];
        out[i] = p->wanted[i].grad;
        p->wanted[i].grad = NULL;
        rp_tensor_release(old);
    }
}

static rp_status finish_grad(rp_tensor **out, struct request *r, const rp_backward_options *o,
                             rp_status status)
{
    if (status == RP_OK) status = run_request(r);
    if (status == RP_OK && !o->allow_unused) status = check_used(&r->pass);
    if (status == RP_OK) hand_out(out, &r->pass);
    request_fini(r);
    return status;
}

rp_status rp_grad_full(rp_tensor **out, rp_tensor *const *roots, rp_tensor *const *grads,
                       int n_roots, rp_tensor *const *inputs, int n_inputs,
                       const rp_backward_options *given)
{
    rp_backward_options o;
    struct request r;
    options_of(&o, given);
    rp_status status = request_init(&r, roots, NULL, grads, n_roots, &o);
    if (status == RP_OK && !inputs) status = RP_FAIL(RP_E_INVALID, "inputs is NULL");
    if (status == RP_OK) status = want(&r, inputs, n_inputs, false);
    return finish_grad(out, &r, &o, status);
}

rp_status rp_grad_edges(rp_tensor **out, const rp_edge *roots, rp_tensor *const *grads, int n_roots,
                        const rp_edge *inputs, int n_inputs, const rp_backward_options *given)
{
    rp_backward_options o;
    struct request r;
    options_of(&o, given);
    rp_status status = request_init(&r, NULL, roots, grads, n_roots, &o);
    if (status == RP_OK) status = want_edges(&r, inputs, n_inputs);
    return finish_grad(out, &r, &o, status);
}

rp_status rp_grad(rp_tensor **out, rp_tensor *const *roots, int n_roots, rp_tensor *const *inputs,
                  int n_inputs, const rp_backward_options *o)
{
    return rp_grad_full(out, roots, NULL, n_roots, inputs, n_inputs, o);
}
