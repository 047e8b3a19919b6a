/* dispatch/function.c - custom differentiable functions: what a call marked and saved becomes a
 * node
 *
 * Edge i is input i; a saved tensor that is neither input nor result has an edge of its own behind
 * them, which gets no gradient: it leads to the tensor's history when backward is differentiated
 * again.
 */
#include "dispatch/function.h"
#include "dispatch/autograd_node.h"
#include "dispatch/ops.h"

struct marks { /* borrowed handles, a growing list */
    rp_tensor **t;
    uint32_t n, cap;
};

struct rp_function_context {
    const rp_function_type *type;
    rp_tensor *const *in;
    uint32_t n_in;
    bool grad_mode;    /* of the caller */
    rp_node *node;     /* in backward */
    rp_tensor **saved; /* owned */
    uint32_t n_saved;
    struct marks dirty, constant;
    bool keep_absent;
};

struct function_node { /* payload */
    const rp_function_type *type;
    void *self;
    uint32_t n_in;
    bool owns_self, keep_absent;
};

/* ---- what forward and setup_context say ------------------------------------------------------ */
static rp_status mark(struct marks *m, rp_tensor *t)
{
    if (m->n == m->cap) {
        const uint32_t cap = m->cap ? 2 * m->cap : 4;
        rp_tensor **more = rp_realloc(m->t, m->cap * sizeof *more, cap * sizeof *more);
        if (!more) return RP_E_MEMORY;
        m->t = more;
        m->cap = cap;
    }
    m->t[m->n++] = t;
    return RP_OK;
}

static bool is_marked(const struct marks *m, const rp_tensor *t)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (m->t[i] == t) return true;
    return false;
}

rp_status rp_function_mark_dirty(rp_function_context *c, rp_tensor *input)
{
    return mark(&c->dirty, input);
}

rp_status rp_function_mark_non_differentiable(rp_function_context *c, rp_tensor *result)
{
    return mark(&c->constant, result);
}

void rp_function_keep_absent(rp_function_context *c)
{
    c->keep_absent = true;
}

static void drop_saved(rp_function_context *c)
{
    for (uint32_t i = 0; i < c->n_saved; i++) rp_tensor_release(c->saved[i]);
    rp_free(c->saved, c->n_saved * sizeof *c->saved);
    c->saved = NULL;
    c->n_saved = 0;
}

rp_status rp_save_for_backward(rp_function_context *c, rp_tensor *const *t, uint32_t n)
{
    if (c->node)
        return RP_FAIL(RP_E_STATE, "%s: rp_save_for_backward belongs into forward or setup_context",
                       c->type->name);
    drop_saved(c);
    if (!n) return RP_OK;
    c->saved = rp_alloc(n * sizeof *c->saved);
    if (!c->saved) return RP_E_MEMORY;
    for (c->n_saved = 0; c->n_saved < n; c->n_saved++)
        c->saved[c->n_saved] = rp_tensor_retain(t[c->n_saved]);
    return RP_OK;
}

int rp_function_needs_input_grad(const rp_function_context *c, uint32_t i)
{
    if (c->node) return i < c->n_in && rp_node_needs(c->node, i);
    return i < c->n_in && c->in[i] && c->grad_mode && rp_tensor_requires_grad(c->in[i]);
}

rp_status rp_function_saved(rp_tensor **out, rp_function_context *c, uint32_t i)
{
    if (!c->node)
        return RP_FAIL(RP_E_STATE, "%s: saved tensors are read in backward", c->type->name);
    return rp_node_saved(out, c->node, i);
}

/* ---- backward -------------------------------------------------------------------------------- */
static rp_status zeros_of(rp_tensor **out, const rp_output_meta *m)
{
    return rp_zeros_full(out, rp_output_shape(m), (uint32_t)m->ndim, m->dtype, NULL, &m->device,
                         NULL);
}

static rp_status fill_absent(const rp_node *n, rp_tensor *const *grad_out, rp_tensor **filled)
{
    for (uint32_t i = 0; i < n->n_outputs; i++) {
        filled[i] = rp_tensor_retain(grad_out[i]);
        if (!filled[i] && n->output[i].bound) RP_TRY(zeros_of(&filled[i], &n->output[i]));
    }
    return RP_OK;
}

/* Gradients of inputs that want none go away, the others get their input's shape and dtype. */
static rp_status fit_gradients(rp_node *n, uint32_t n_in, rp_tensor **grad_in)
{
    for (uint32_t i = 0; i < n_in; i++) {
        if (!grad_in[i]) continue;
        const rp_edge e = n->edge[i];
        if (e.node && rp_node_needs(n, i)) {
            RP_TRY(rp_gradient_fit(&grad_in[i], &e.node->output[e.index]));
        } else {
            rp_tensor_release(grad_in[i]);
            grad_in[i] = NULL;
        }
    }
    return RP_OK;
}

static rp_status function_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                              rp_tensor **grad_in)
{
    const struct function_node *f = rp_node_payload(n);
    rp_function_context c = {.type = f->type, .n_in = f->n_in, .node = n};
    if (!needs) return RP_OK;
    if (!f->type->backward)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s is not differentiable: it has no backward",
                       f->type->name);
    if (f->keep_absent) {
        RP_TRY(f->type->backward(f->self, &c, grad_out, n->n_outputs, grad_in, f->n_in));
        return fit_gradients(n, f->n_in, grad_in);
    }
    rp_tensor **filled = rp_alloc_zero(n->n_outputs * sizeof *filled);
    if (!filled) return RP_E_MEMORY;
    rp_status st = fill_absent(n, grad_out, filled);
    if (!st) st = f->type->backward(f->self, &c, filled, n->n_outputs, grad_in, f->n_in);
    for (uint32_t i = 0; i < n->n_outputs; i++) rp_tensor_release(filled[i]);
    rp_free(filled, n->n_outputs * sizeof *filled);
    return st ? st : fit_gradients(n, f->n_in, grad_in);
}

static void function_fini(rp_node *n)
{
    const struct function_node *f = rp_node_payload(n);
    if (f->owns_self && f->type->drop) f->type->drop(f->self);
}

static const rp_node_type function_type = {"Function", function_run, function_fini};

/* ---- the node -------------------------------------------------------------------------------- */
static uint32_t place_of(rp_tensor *const *list, uint32_t n, const rp_tensor *t)
{
    uint32_t i = 0;
    while (i < n && list[i] != t) i++;
    return i;
}

static rp_status make_node(rp_node **out, const rp_function_context *c, void *self, uint32_t n_out)
{
    const rp_node_layout l = {.edges = c->n_in + c->n_saved,
                              .saved = c->n_saved,
                              .outputs = n_out,
                              .payload = sizeof(struct function_node)};
    RP_TRY(rp_node_create(out, &function_type, &l));
    (*out)->name = c->type->name;
    *(struct function_node *)rp_node_payload(*out) =
        (struct function_node){c->type, self, c->n_in, false, c->keep_absent};
    for (uint32_t i = 0; i < c->n_in; i++)
        if (c->in[i]) RP_TRY(rp_node_set_edge(*out, i, c->in[i]));
    return RP_OK;
}

/* Inputs are packed before results get their history, so that a dirty one is saved with the history
   it came with. */
static rp_status save_all(rp_node *n, const rp_function_context *c, rp_tensor *const *out,
                          uint32_t n_out, bool results)
{
    for (uint32_t k = 0; k < c->n_saved; k++) {
        rp_tensor *t = c->saved[k];
        const uint32_t as_out = t ? place_of(out, n_out, t) : n_out,
                       as_in = t ? place_of(c->in, c->n_in, t) : c->n_in;
        const bool is_result = as_out < n_out && (as_in == c->n_in || is_marked(&c->dirty, t));
        if (is_result != results) continue;
        if (is_result && n->output[as_out].bound) {
            RP_TRY(rp_node_save_output(n, k, as_out, t));
            continue;
        }
        const uint32_t edge = as_in < c->n_in ? as_in : c->n_in + k;
        if (t && edge >= c->n_in && !is_result && rp_tensor_requires_grad(t))
            RP_TRY(rp_node_set_edge(n, edge, t));
        RP_TRY(rp_node_save_input(n, k, edge, t));
    }
    return RP_OK;
}

static rp_status bind_dirty(rp_node *n, uint32_t i, rp_tensor *t)
{
    if (!t->base) return rp_tensor_rebase_history(t, n, i);
    if (n->n_outputs == 1) return rp_view_rebase(t, n);
    return RP_FAIL(RP_E_STATE, "%s: a function that writes a view may have one result, not %u",
                   n->name, n->n_outputs);
}

/* Are the references to a result those of this call alone, and is it nobody's view? */
static bool is_ours(const rp_tensor *t, const rp_function_context *c)
{
    uint32_t references = 1;
    for (uint32_t k = 0; k < c->n_saved; k++) references += c->saved[k] == t;
    return atomic_load_explicit(&t->count, memory_order_relaxed) == references && !t->grad_fn &&
           !t->base && !(t->flags & RP_T_REQUIRES_GRAD);
}

/* A result that is an input, or that somebody else holds, is handed out as a handle of its own; a
   view of an input stays one. */
static rp_status own_handle(rp_tensor **t, rp_function_context *c)
{
    rp_tensor *fresh = NULL;
    if (is_ours(*t, c)) return RP_OK;
    RP_TRY(rp_tensor_alias(&fresh, *t));
    for (uint32_t i = 0; i < c->n_in && !fresh->base; i++)
        if (c->in[i] && c->in[i]->storage == fresh->storage)
            rp_tensor_join_family(fresh, c->in[i], RP_VIEW_CUSTOM_FUNCTION);
    for (uint32_t k = 0; k < c->n_saved; k++) {
        if (c->saved[k] != *t || place_of(c->in, c->n_in, *t) < c->n_in) continue;
        rp_tensor_release(c->saved[k]);
        c->saved[k] = rp_tensor_retain(fresh);
    }
    rp_tensor_release(*t);
    *t = fresh;
    return RP_OK;
}

static rp_status bind_results(rp_node *n, rp_function_context *c, rp_tensor **out, uint32_t n_out)
{
    for (uint32_t i = 0; i < n_out; i++) {
        if (!out[i] || !rp_dtype_is_floating(out[i]->dtype) || is_marked(&c->constant, out[i]))
            continue;
        if (is_marked(&c->dirty, out[i])) {
            RP_TRY(bind_dirty(n, i, out[i]));
            continue;
        }
        RP_TRY(own_handle(&out[i], c));
        RP_TRY(rp_node_bind_output(n, i, out[i]));
    }
    return RP_OK;
}

static rp_status connect(rp_function_context *c, void *self, bool owns_self, rp_tensor **out,
                         uint32_t n_out, bool *taken)
{
    rp_node *n = NULL;
    rp_status st = make_node(&n, c, self, n_out);
    if (!st) st = save_all(n, c, out, n_out, false);
    if (!st) st = bind_results(n, c, out, n_out);
    if (!st) st = save_all(n, c, out, n_out, true);
    if (!st) ((struct function_node *)rp_node_payload(n))->owns_self = *taken = owns_self;
    rp_node_release(n);
    return st;
}

/* ---- the call -------------------------------------------------------------------------------- */
static bool wants_graph(const rp_function_context *c)
{
    for (uint32_t i = 0; i < c->n_in; i++)
        if (rp_function_needs_input_grad(c, i)) return true;
    return false;
}

static rp_status check_marks(const rp_function_context *c, rp_tensor *const *out, uint32_t n_out,
                             bool graph)
{
    for (uint32_t i = 0; i < c->dirty.n; i++) {
        rp_tensor *t = c->dirty.t[i];
        if (place_of(c->in, c->n_in, t) == c->n_in)
            return RP_FAIL(RP_E_INVALID, "%s: a tensor marked as dirty is no input", c->type->name);
        if (place_of(out, n_out, t) == n_out)
            return RP_FAIL(RP_E_INVALID, "%s: an input marked as dirty must be among the results",
                           c->type->name);
        if (graph) RP_TRY(rp_check_write(c->type->name, t));
    }
    for (uint32_t i = 0; i < c->constant.n; i++)
        if (place_of(out, n_out, c->constant.t[i]) == n_out)
            return RP_FAIL(RP_E_INVALID, "%s: a tensor marked as not differentiable is no result",
                           c->type->name);
    return RP_OK;
}

static rp_status run_forward(rp_function_context *c, void *self, rp_tensor **out, uint32_t n_out,
                             bool graph)
{
    rp_thread *t = rp_thread_get();
    uint32_t depth;
    RP_TRY(rp_module_push(c->type->name ? c->type->name : "function", &depth));
    t->s.grad_mode = 0;
    rp_status st = c->type->forward(self, c, c->in, c->n_in, out, n_out);
    if (!st && c->type->setup_context)
        st = c->type->setup_context(self, c, c->in, c->n_in, out, n_out);
    t->s.grad_mode = c->grad_mode;
    rp_module_pop(depth);
    return st ? st : check_marks(c, out, n_out, graph);
}

static void replace_results(rp_tensor **out, rp_tensor **made, uint32_t n_out)
{
    for (uint32_t i = 0; i < n_out; i++) {
        rp_tensor *old = out[i];
        out[i] = made[i];
        made[i] = NULL;
        rp_tensor_release(old);
    }
}

static rp_status apply(rp_tensor **out, uint32_t n_out, const rp_function_type *type, void *self,
                       bool owns_self, rp_tensor *const *in, uint32_t n_in)
{
    rp_function_context c = {
        .type = type, .in = in, .n_in = n_in, .grad_mode = rp_thread_get()->s.grad_mode};
    const bool graph = wants_graph(&c);
    bool taken = false;
    rp_tensor **made = rp_alloc_zero((n_out ? n_out : 1) * sizeof *made);
    rp_status st = made ? run_forward(&c, self, made, n_out, graph) : RP_E_MEMORY;
    if (!st && graph) st = connect(&c, self, owns_self, made, n_out, &taken);
    if (!st) replace_results(out, made, n_out);
    for (uint32_t i = 0; made && i < n_out; i++) rp_tensor_release(made[i]);
    if (made) rp_free(made, (n_out ? n_out : 1) * sizeof *made);
    drop_saved(&c);
    rp_free(c.dirty.t, c.dirty.cap * sizeof *c.dirty.t);
    rp_free(c.constant.t, c.constant.cap * sizeof *c.constant.t);
    if (owns_self && !taken && type->drop) type->drop(self);
    return st;
}

rp_status rp_function_apply_take(rp_tensor **out, uint32_t n_out, const rp_function_type *type,
                                 void *self, rp_tensor *const *in, uint32_t n_in)
{
    return apply(out, n_out, type, self, true, in, n_in);
}

rp_status rp_function_apply(rp_tensor **out, uint32_t n_out, const rp_function_type *type,
                            void *self, rp_tensor *const *in, uint32_t n_in)
{
    return apply(out, n_out, type, self, false, in, n_in);
}
