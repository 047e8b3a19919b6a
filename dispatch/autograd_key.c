/* dispatch/autograd_key.c - the recorder: calls the operator below and hangs a node on its results
 *
 * Order of one recorded call: rules for writes in place; the node with its edges; what the
 * derivative needs of the inputs, packed before the kernel so that the early stop of a
 * recomputation spares it; the kernel; the history of the results; what the derivative needs of the
 * results.
 */
#include "dispatch/autograd_node.h"
#include "dispatch/ops.h"
#include "dispatch/vjp_text.h"

struct recording {
    rp_call *c;
    const rp_op *op;
    const rp_value *in;
    uint32_t n_in;
    rp_record_masks keep;
    rp_tensor *self; /* written in place, else NULL; borrowed */
    rp_node *node;   /* owned, until the first result takes it over */
    bool taken;
};

/* ---- which arguments require grad ------------------------------------------------------------ */
static bool value_requires(const rp_value *v)
{
    if (v->tag == RP_TAG_TENSOR) return rp_tensor_wants_grad(v->u.t);
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++)
        if (value_requires(&v->u.l[i])) return true;
    return false;
}

static uint64_t requiring_arguments(const rp_op *op, const rp_value *in, uint32_t n_in)
{
    uint64_t mask = 0;
    for (uint64_t left = op->tensor_args; left; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(left);
        if (i < n_in && value_requires(&in[i])) mask |= UINT64_C(1) << i;
    }
    return mask;
}

/* A factor is read only by the gradient of the other one: rows say so in save_for, formulas by what
   they mention. */
static void choose_saved(struct recording *r)
{
    const rp_op_row *row = r->op->row;
    const bool finer =
        row->size >= offsetof(rp_op_row, save_for) + sizeof row->save_for && row->save_for;
    rp_record_masks *m = &r->keep;
    if (row->vjp) m->save_out = row->save_out;
    if (row->vjp && !finer) {
        m->save = row->save_in;
        return;
    }
    for (uint64_t left = m->requires; left; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(left);
        uint64_t in, out;
        if (row->vjp) {
            m->save |= row->save_for[i];
        } else {
            rp_vjp_program_reads(r->op->vjp_program, i, &in, &out);
            m->save |= in;
            m->save_out |= out;
        }
    }
}

/* ---- rules for writes in place --------------------------------------------------------------- */
static bool is_leaf_with_gradient(const rp_tensor *t)
{
    return (t->flags & RP_T_REQUIRES_GRAD) || (t->grad_fn && rp_node_is_accumulator(t->grad_fn));
}

static rp_status check_view(const char *name, const rp_tensor *self)
{
    switch (self->creation) {
    case RP_VIEW_NO_GRAD:
        return RP_FAIL(
            RP_E_STATE,
            "%s: a view was created in no_grad mode and is being modified inplace with grad mode enabled",
            name);
    case RP_VIEW_MULTI_OUTPUT:
        return RP_FAIL(
            RP_E_STATE,
            "%s: this view is the output of a function that returns multiple views; such functions do not "
            "allow the output views to be modified inplace: use the out-of-place form",
            name);
    case RP_VIEW_CUSTOM_FUNCTION:
        return RP_FAIL(
            RP_E_STATE,
            "%s: this view was created inside a custom function (or returned as it came in) and is being "
            "modified inplace, which would override its derivative: clone the output of the function",
            name);
    case RP_VIEW_INFERENCE:
        return RP_FAIL(
            RP_E_STATE,
            "%s: a view was created in inference mode and is being modified inplace in normal mode",
            name);
    default: break;
    }
    if (is_leaf_with_gradient(self->base))
        return RP_FAIL(
            RP_E_STATE,
            "%s: a view of a leaf Variable that requires grad is being used in an in-place operation",
            name);
    return RP_OK;
}

rp_status rp_check_write(const char *name, const rp_tensor *self)
{
    if (self->base) return check_view(name, self);
    if (is_leaf_with_gradient(self))
        return RP_FAIL(
            RP_E_STATE,
            "%s: a leaf Variable that requires grad is being used in an in-place operation", name);
    return RP_OK;
}

static rp_status check_write(const struct recording *r)
{
    if (r->op->form == RP_FORM_OUT)
        return RP_FAIL(
            RP_E_STATE,
            "%s: functions with out= arguments do not support automatic differentiation, but one of the "
            "arguments requires grad",
            r->op->schema.name);
    return r->self ? rp_check_write(r->op->schema.name, r->self) : RP_OK;
}

/* ---- the kernel ------------------------------------------------------------------------------ */
/* Modes and kernels see tensors that may require grad, but nothing that they call is recorded
   again. */
static rp_status call_kernel(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    rp_thread *t = c->thread;
    const uint64_t exclude = t->s.exclude;
    t->s.exclude = exclude | RP_KEYBIT(RP_KEY_AUTOGRAD);
    const rp_status status = rp_call_under_autograd(c, in, n_in, out, n_out);
    t->s.exclude = exclude;
    return status;
}

static void clear_results(rp_value *out, uint32_t n_out)
{
    for (uint32_t i = 0; i < n_out; i++) rp_value_clear(&out[i]);
}

/* ---- before the kernel ----------------------------------------------------------------------- */
static rp_status make_node(struct recording *r, uint32_t n_outputs, const rp_node_type *type)
{
    rp_node_layout l = {.outputs = n_outputs};
    rp_record_measure(&l, r->op, r->in, r->n_in, &r->keep);
    RP_TRY(rp_node_create_bare(&r->node, type, &l));
    return rp_record_fill(r->node, r->c, r->in, r->n_in, &r->keep);
}

/* The derivative of a write in place reads the old value, which is about to go. */
static rp_status old_value(rp_tensor **out, rp_tensor *self)
{
    rp_thread *t = rp_thread_get();
    const uint8_t grad_mode = t->s.grad_mode;
    t->s.grad_mode = 0;
    const rp_status status = rp_clone(out, self);
    t->s.grad_mode = grad_mode;
    return status;
}

static rp_status save_self(struct recording *r, uint32_t slot)
{
    RP_LOCAL rp_tensor *copy = NULL;
    RP_TRY(old_value(&copy, r->self));
    return rp_node_save_input(r->node, slot, 0, copy);
}

static rp_status save_inputs(struct recording *r)
{
    uint32_t slot = 0, edge = r->n_in;
    uint32_t at = 0; /* list elements of the arguments before `at` are counted in `edge` */
    for (uint64_t left = r->keep.save; left; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(left);
        const rp_value *v = &r->in[i];
        for (; at < i; at++)
            if (r->in[at].tag == RP_TAG_LIST && (r->op->tensor_args >> at & 1)) edge += r->in[at].n;
        if (v->tag == RP_TAG_LIST) {
            for (uint32_t k = 0; k < v->n; k++)
                RP_TRY(rp_node_save_input(r->node, slot++, edge + k,
                                          v->u.l[k].tag == RP_TAG_TENSOR ? v->u.l[k].u.t : NULL));
        } else if (r->self && i == 0) {
            RP_TRY(save_self(r, slot++));
        } else {
            RP_TRY(rp_node_save_input(r->node, slot++, i, v->tag == RP_TAG_TENSOR ? v->u.t : NULL));
        }
    }
    return RP_OK;
}

/* ---- after the kernel ------------------------------------------------------------------------ */
static uint32_t result_count(const rp_value *out, uint32_t n_out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_out; i++) n += out[i].tag == RP_TAG_LIST ? out[i].n : 1;
    return n;
}

static bool any_floating(const rp_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].tag == RP_TAG_TENSOR && rp_is_floating(v[i].u.t->dtype)) return true;
        if (v[i].tag == RP_TAG_LIST && any_floating(v[i].u.l, v[i].n)) return true;
    }
    return false;
}

/* A handle that came in as an argument, or that somebody below keeps, may not get a history of its
   own. */
static rp_status bind(struct recording *r, uint32_t index, rp_value *v)
{
    if (v->tag != RP_TAG_TENSOR || !rp_is_floating(v->u.t->dtype)) return RP_OK;
    if (RP_UNLIKELY(v->u.t->grad_fn || (v->u.t->flags & RP_T_REQUIRES_GRAD) ||
                    atomic_load_explicit(&v->u.t->count, memory_order_relaxed) != 1)) {
        rp_tensor *fresh = NULL;
        RP_TRY(rp_tensor_alias(&fresh, v->u.t));
        rp_tensor_release(v->u.t);
        v->u.t = fresh;
    }
    if (r->taken) return rp_node_bind_output(r->node, index, v->u.t);
    RP_TRY(rp_node_bind_output_take(r->node, index, v->u.t));
    r->taken = true;
    return RP_OK;
}

static rp_status bind_results(struct recording *r, rp_value *out, uint32_t n_out)
{
    uint32_t index = 0;
    for (uint32_t i = 0; i < n_out; i++) {
        if (out[i].tag != RP_TAG_LIST) {
            RP_TRY(bind(r, index++, &out[i]));
            continue;
        }
        /* the list is ours until it is handed out */
        rp_value *items = (rp_value *)(uintptr_t)out[i].u.l;
        for (uint32_t k = 0; k < out[i].n; k++) RP_TRY(bind(r, index++, &items[k]));
    }
    return RP_OK;
}

static rp_status rebase_self(struct recording *r)
{
    /* squeeze_, t_: the handle changes, the values do not */
    const bool geometry_only = (r->op->flags & RP_OP_VIEW) != 0;
    if (!rp_is_floating(r->self->dtype)) return RP_OK;
    if (!r->self->base) return rp_tensor_rebase_history(r->self, r->node, 0);
    if (!geometry_only) return rp_view_rebase(r->self, r->node);
    RP_TRY(rp_tensor_rebase_history(r->self, r->node, 0));
    r->self->base_history = r->self->base->history;
    return RP_OK;
}

static rp_status save_results(struct recording *r, rp_value *out, uint32_t n_out)
{
    uint32_t slot = rp_record_of(r->node)->out_slot;
    for (uint64_t left = r->keep.save_out; left; left &= left - 1) {
        const uint32_t k = (uint32_t)__builtin_ctzll(left);
        RP_TRY(rp_node_save_output(r->node, slot++, k,
                                   k < n_out && out[k].tag == RP_TAG_TENSOR ? out[k].u.t : NULL));
    }
    return RP_OK;
}

static void join_one(rp_value *v, rp_tensor *base, uint8_t creation)
{
    if (v->tag == RP_TAG_TENSOR && v->u.t != base && v->u.t->storage == base->storage)
        rp_tensor_join_family(v->u.t, base, creation);
}

/* Results of view operators belong to their base's family, recorded or not: a later write into
   either concerns both. */
static void join_family(const rp_call *c, const rp_value *in, rp_value *out, uint32_t n_out)
{
    const rp_op *op = c->op;
    if (!(op->flags & RP_OP_VIEW) || !op->differentiable || op->form != RP_FORM_FUNCTIONAL ||
        in[0].tag != RP_TAG_TENSOR)
        return;
    if (c->thread->s.inference) return;
    uint8_t creation = c->thread->s.grad_mode ? RP_VIEW_DEFAULT : RP_VIEW_NO_GRAD;
    if (creation == RP_VIEW_DEFAULT && (op->flags & RP_OP_MULTI_VIEW))
        creation = RP_VIEW_MULTI_OUTPUT;
    for (uint32_t i = 0; i < n_out; i++) {
        join_one(&out[i], in[0].u.t, creation);
        rp_value *items = out[i].tag == RP_TAG_LIST ? (rp_value *)(uintptr_t)out[i].u.l : NULL;
        for (uint32_t k = 0; items && k < out[i].n; k++) join_one(&items[k], in[0].u.t, creation);
    }
}

/* ---- the three ways through ------------------------------------------------------------------ */
static rp_status pass_through(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    const rp_op *op = c->op;
    /* detach_ */
    if (RP_UNLIKELY(op->form == RP_FORM_INPLACE && (op->flags & RP_OP_VIEW) && !op->differentiable))
        RP_TRY(rp_tensor_detach_in_place(in[0].u.t));
    RP_TRY(call_kernel(c, in, n_in, out, n_out));
    join_family(c, in, out, n_out);
    return RP_OK;
}

/* No derivative: results that could have a gradient get a node that says so when backward comes
   by. */
static rp_status record_missing(struct recording *r, rp_value *out, uint32_t n_out)
{
    if (r->self) RP_TRY(make_node(r, 1, &rp_not_differentiable_type));
    RP_TRY(call_kernel(r->c, r->in, r->n_in, out, n_out));
    if (!any_floating(out, n_out)) return RP_OK;
    if (r->self) return rebase_self(r);
    RP_TRY(make_node(r, result_count(out, n_out), &rp_not_differentiable_type));
    return bind_results(r, out, n_out);
}

static bool returns_list(const rp_op *op)
{
    for (uint32_t i = 0; i < op->schema.n_rets; i++)
        if (op->schema.ret[i].list) return true;
    return false;
}

static rp_status prepare(struct recording *r, uint32_t n_outputs)
{
    RP_TRY(make_node(r, n_outputs, &rp_op_node_type));
    const rp_call *outer = r->c->thread->recording;
    r->c->thread->recording = r->c;
    const rp_status status = save_inputs(r);
    r->c->thread->recording = outer;
    return status;
}

static rp_status finish(struct recording *r, rp_value *out, uint32_t n_out)
{
    if (r->self) RP_TRY(rebase_self(r));
    else RP_TRY(bind_results(r, out, n_out));
    const rp_call *outer = r->c->thread->recording;
    r->c->thread->recording = r->c;
    const rp_status status = save_results(r, out, n_out);
    r->c->thread->recording = outer;
    return status;
}

/* How many outputs an operator with a list result has is known only after its kernel, so its node
   waits for it. */
static rp_status record(struct recording *r, rp_value *out, uint32_t n_out)
{
    const bool late = returns_list(r->op);
    if (!late) RP_TRY(prepare(r, n_out));
    RP_TRY(call_kernel(r->c, r->in, r->n_in, out, n_out));
    if (!any_floating(out, n_out)) return RP_OK;
    if (late) RP_TRY(prepare(r, result_count(out, n_out)));
    RP_TRY(finish(r, out, n_out));
    join_family(r->c, r->in, out, n_out);
    return RP_OK;
}

rp_status rp_autograd_record(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    const rp_op *op = c->op;
    struct recording r = {.c = c, .op = op, .in = in, .n_in = n_in};
    if (c->thread->s.grad_mode && !(op->flags & RP_OP_NO_GRADIENT))
    r.keep.requires = requiring_arguments(op, in, n_in);
    if (!r.keep.requires || (!op->differentiable && (op->flags & RP_OP_VIEW)))
        return pass_through(c, in, n_in, out, n_out);
    const rp_kernel *parts = op->differentiable ? NULL
                                                : atomic_load_explicit(&op->slot[RP_SLOT_COMPOSITE],
                                                                       memory_order_acquire);
    if (parts) return parts->fn(parts->self, c, in, n_in, out, n_out); /* which have derivatives */
    if (op->form == RP_FORM_INPLACE && in[0].tag == RP_TAG_TENSOR) r.self = in[0].u.t;
    RP_TRY(check_write(&r));
    for (uint32_t i = 0; i < n_out; i++) out[i] = rp_value_none();
    if (op->differentiable) choose_saved(&r);
    const rp_status status =
        op->differentiable ? record(&r, out, n_out) : record_missing(&r, out, n_out);
    if (status != RP_OK) clear_results(out, n_out);
    if (!r.taken) rp_node_release(r.node);
    return status;
}
