/* dispatch/autograd_node.c - the node of an operator: arguments kept for its derivative, and the
   call of the derivative */
#include "dispatch/autograd_node.h"
#include "dispatch/ops.h"
#include "dispatch/vjp_text.h"
#include <string.h>

/* ---- measuring and copying arguments --------------------------------------------------------- */
static size_t round8(size_t n)
{
    return (n + 7) & ~(size_t)7;
}

static size_t shape_bytes(const rp_tensor *t)
{
    return sizeof(rp_kept_shape) + (size_t)t->ndim * sizeof(int64_t);
}

/* An edge describes its tensor; the others are described here. */
static bool has_edge(const rp_value *element)
{
    return element->tag == RP_TAG_TENSOR && rp_tensor_wants_grad(element->u.t);
}

static size_t value_bytes(const rp_value *v, bool edge)
{
    if (v->tag == RP_TAG_TENSOR) return edge ? 0 : shape_bytes(v->u.t);
    if (v->tag == RP_TAG_STR) return round8(v->n);
    if (RP_LIKELY(v->tag != RP_TAG_LIST)) return 0;
    size_t bytes = v->n * sizeof(rp_value);
    for (uint32_t i = 0; i < v->n; i++) bytes += value_bytes(&v->u.l[i], has_edge(&v->u.l[i]));
    return bytes;
}

/* Strides and offset of argument 0, at the end of the payload. */
static size_t strides_bytes(int ndim)
{
    return ((size_t)ndim + 1) * sizeof(int64_t);
}

static int64_t *kept_strides(rp_node *n, int ndim)
{
    return (int64_t *)(void *)((unsigned char *)rp_node_payload(n) + n->payload_bytes -
                               strides_bytes(ndim));
}

static void keep_strides(rp_node *n, const rp_tensor *t)
{
    int64_t *to = kept_strides(n, t->ndim);
    for (int d = 0; d < t->ndim; d++) to[d] = t->stride[d];
    to[t->ndim] = t->offset;
}

void rp_saved_strides(rp_node *n, const int64_t **stride, int64_t *offset)
{
    int ndim;
    rp_saved_shape(n, 0, NULL, &ndim, NULL);
    *stride = kept_strides(n, ndim);
    *offset = (*stride)[ndim];
}

void rp_record_measure(rp_node_layout *l, const rp_op *op, const rp_value *in, uint32_t n_in,
                       const rp_record_masks *m)
{
    size_t bytes = sizeof(rp_op_record) + n_in * sizeof(rp_value);
    uint32_t edges = n_in, slots = m->save_out ? (uint32_t)__builtin_popcountll(m->save_out) : 0;
    for (uint32_t i = 0; i < n_in; i++) {
        const bool list = in[i].tag == RP_TAG_LIST;
        bytes += value_bytes(&in[i], m->requires >> i & 1);
        if (RP_UNLIKELY(list) && op->tensor_args >> i & 1) edges += in[i].n;
        if (m->save >> i & 1) slots += list ? in[i].n : 1;
    }
    if (op->flags & RP_OP_READS_STRIDES) bytes = round8(bytes) + strides_bytes(in[0].u.t->ndim);
    l->edges = edges;
    l->saved = slots;
    l->payload = (uint32_t)bytes;
}

static RP_INLINE rp_kept_shape *keep_shape(unsigned char **at, const rp_tensor *t)
{
    rp_kept_shape *s = (rp_kept_shape *)(void *)*at;
    *at += shape_bytes(t);
    s->dtype = t->dtype;
    s->ndim = t->ndim;
    for (int d = 0; d < t->ndim; d++) s->dims[d] = t->shape[d];
    return s;
}

static void keep_element(rp_value *kept, unsigned char **at, const rp_value *v);

static RP_COLD void keep_list(rp_value *kept, unsigned char **at, const rp_value *v)
{
    rp_value *items = (rp_value *)(void *)*at;
    *at += v->n * sizeof(rp_value);
    for (uint32_t i = 0; i < v->n; i++) keep_element(&items[i], at, &v->u.l[i]);
    kept->u.l = items;
}

static RP_INLINE void keep_value(rp_value *kept, unsigned char **at, const rp_value *v, bool edge)
{
    *kept = *v;
    if (v->tag == RP_TAG_TENSOR) {
        kept->u.raw = edge ? 0 : (uint64_t)(uintptr_t)keep_shape(at, v->u.t);
    } else if (v->tag == RP_TAG_STR) {
        kept->u.s = memcpy(*at, v->u.s, v->n);
        *at += round8(v->n);
    } else if (RP_UNLIKELY(v->tag == RP_TAG_LIST)) {
        keep_list(kept, at, v);
    } else if (RP_UNLIKELY(v->tag == RP_TAG_GENERATOR)) {
        *kept = rp_value_none();
    }
}

static void keep_element(rp_value *kept, unsigned char **at, const rp_value *v)
{
    keep_value(kept, at, v, has_edge(v));
}

static rp_status connect(rp_node *n, const rp_op *op, const rp_value *in, uint32_t n_in,
                         uint64_t requires)
{
    uint32_t next = n_in;
    for (uint64_t left = op->has_lists ? op->tensor_args : requires; left; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(left);
        if (i >= n_in) break;
        if (in[i].tag == RP_TAG_TENSOR) {
            RP_TRY(rp_tensor_gradient_edge(&n->edge[i], in[i].u.t));
        } else if (in[i].tag == RP_TAG_LIST) {
            for (uint32_t k = 0; k < in[i].n; k++, next++)
                if (in[i].u.l[k].tag == RP_TAG_TENSOR)
                    RP_TRY(rp_node_set_edge(n, next, in[i].u.l[k].u.t));
        }
    }
    return RP_OK;
}

/* A plugin is not unloaded while a graph needs its derivatives: its operators' nodes are
   counted. */
static void plugin_op_fini(rp_node *n)
{
    atomic_fetch_sub(&rp_record_of(n)->op->owner->live_nodes, 1);
}

static rp_status op_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                        rp_tensor **grad_in);
static const rp_node_type plugin_op_type = {"Operator", op_run, plugin_op_fini};

rp_status rp_record_fill(rp_node *n, const rp_call *c, const rp_value *in, uint32_t n_in,
                         const rp_record_masks *m)
{
    rp_op_record *r = rp_record_of(n);
    n->name = c->op->schema.name;
    r->op = c->op;
    if (RP_UNLIKELY(c->op->owner != NULL) && n->type == &rp_op_node_type) {
        n->type = &plugin_op_type;
        atomic_fetch_add(&c->op->owner->live_nodes, 1);
    }
    r->site = c->site;
    r->seq = c->seq;
    r->saved = m->save;
    r->saved_out = m->save_out;
    r->n_args = n_in;
    unsigned char *at = (unsigned char *)&r->arg[n_in];
    for (uint32_t i = 0; i < n_in; i++) keep_value(&r->arg[i], &at, &in[i], m->requires >> i & 1);
    r->out_slot = n->n_slots - (m->save_out ? (uint32_t)__builtin_popcountll(m->save_out) : 0);
    if (c->op->flags & RP_OP_READS_STRIDES) keep_strides(n, in[0].u.t);
    if (RP_UNLIKELY(c->thread->s.anomaly)) {
        struct rp_node_extra *x = rp_node_extra_get(n);
        if (!x) return RP_E_MEMORY;
        x->forward = (struct rp_node_forward){n->name, c->site, c->seq};
    }
    return connect(n, c->op, in, n_in, m->requires);
}

/* ---- what derivatives read ------------------------------------------------------------------- */
static uint32_t slot_of(const rp_op_record *r, uint32_t argument)
{
    const uint64_t below = r->saved & ((UINT64_C(1) << argument) - 1);
    if (!r->op->has_lists) return (uint32_t)__builtin_popcountll(below);
    uint32_t slot = 0;
    for (uint64_t left = below; left; left &= left - 1) {
        const rp_value *v = &r->arg[__builtin_ctzll(left)];
        slot += v->tag == RP_TAG_LIST ? v->n : 1;
    }
    return slot;
}

static rp_status read_slot(rp_tensor **out, rp_node *n, uint32_t slot)
{
    return rp_node_saved_as(out, n, slot, rp_thread_get()->s.grad_mode);
}

static rp_status check_saved(const rp_op_record *r, uint32_t argument)
{
    if (argument < r->n_args && r->saved >> argument & 1) return RP_OK;
    return RP_FAIL(RP_E_INTERNAL,
                   "the derivative of %s reads argument %u, which its row did not save",
                   r->op->schema.name, argument);
}

rp_status rp_saved_input(rp_tensor **out, rp_node *n, uint32_t argument)
{
    const rp_op_record *r = rp_record_of(n);
    RP_TRY(check_saved(r, argument));
    return read_slot(out, n, slot_of(r, argument));
}

rp_status rp_saved_list(rp_tensor **out, rp_node *n, uint32_t argument, uint32_t element)
{
    const rp_op_record *r = rp_record_of(n);
    RP_TRY(check_saved(r, argument));
    if (r->arg[argument].tag != RP_TAG_LIST || element >= r->arg[argument].n)
        return RP_FAIL(RP_E_INDEX,
                       "the derivative of %s reads element %u of argument %u, which has %u",
                       r->op->schema.name, element, argument,
                       r->arg[argument].tag == RP_TAG_LIST ? r->arg[argument].n : 0);
    return read_slot(out, n, slot_of(r, argument) + element);
}

rp_status rp_saved_output(rp_tensor **out, rp_node *n, uint32_t result)
{
    const rp_op_record *r = rp_record_of(n);
    if (!(r->saved_out >> result & 1))
        return RP_FAIL(RP_E_INTERNAL,
                       "the derivative of %s reads result %u, which its row did not save",
                       r->op->schema.name, result);
    const uint64_t below = r->saved_out & ((UINT64_C(1) << result) - 1);
    return read_slot(out, n, r->out_slot + (uint32_t)__builtin_popcountll(below));
}

const rp_value *rp_saved_arg(rp_node *n, uint32_t argument)
{
    return &rp_record_of(n)->arg[argument];
}

void rp_saved_list_edges(rp_node *n, uint32_t argument, uint32_t *first, uint32_t *count)
{
    const rp_op_record *r = rp_record_of(n);
    *first = r->n_args;
    for (uint64_t left = r->op->tensor_args; left; left &= left - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(left);
        if (i >= argument) break;
        if (r->arg[i].tag == RP_TAG_LIST) *first += r->arg[i].n;
    }
    *count = r->arg[argument].tag == RP_TAG_LIST ? r->arg[argument].n : 0;
}

/* The shape kept for an edge index: an argument, or an element of a list behind the arguments. */
static const rp_kept_shape *kept_shape(const rp_op_record *r, uint32_t edge)
{
    if (edge < r->n_args)
        return r->arg[edge].tag == RP_TAG_TENSOR ? (const void *)(uintptr_t)r->arg[edge].u.raw
                                                 : NULL;
    uint32_t i = edge - r->n_args;
    for (uint64_t left = r->op->tensor_args; left; left &= left - 1) {
        const rp_value *v = &r->arg[__builtin_ctzll(left)];
        if (v->tag != RP_TAG_LIST) continue;
        if (i < v->n) return (const void *)(uintptr_t)v->u.l[i].u.raw;
        i -= v->n;
    }
    return NULL;
}

void rp_saved_shape(rp_node *n, uint32_t argument, const int64_t **shape, int *ndim,
                    rp_dtype *dtype)
{
    const rp_edge e = rp_node_edge(n, argument);
    const int64_t *dims = NULL;
    int count = 0;
    rp_dtype type = RP_DTYPE_NONE;
    if (e.node) {
        const rp_output_meta *m = &e.node->output[e.index];
        dims = rp_output_shape(m);
        count = m->ndim;
        type = m->dtype;
    } else {
        const rp_kept_shape *s = kept_shape(rp_record_of(n), argument);
        if (s) {
            dims = s->dims;
            count = s->ndim;
            type = s->dtype;
        }
    }
    if (shape) *shape = dims;
    if (ndim) *ndim = count;
    if (dtype) *dtype = type;
}

/* ---- running a derivative -------------------------------------------------------------------- */
/* Broadcasting repeated the input, so its gradient is the sum over the repeats. */
static rp_status sum_to(rp_tensor **grad, const rp_output_meta *m)
{
    const int lead = (*grad)->ndim - m->ndim;
    const int64_t *want = rp_output_shape(m);
    int64_t dims[RP_MAX_DIMS];
    uint32_t n = 0;
    if (lead < 0) return RP_OK;
    for (int d = 0; d < (*grad)->ndim; d++)
        if (d < lead || (want[d - lead] == 1 && (*grad)->shape[d] != 1)) dims[n++] = d;
    if (n == 0) return RP_OK;
    const int keep = n > (uint32_t)lead;
    RP_TRY(rp_sum_dim_intlist(grad, *grad, dims, n, keep));
    return keep && lead ? rp_reshape(grad, *grad, want, (uint32_t)m->ndim) : RP_OK;
}

static bool has_shape(const rp_tensor *t, const rp_output_meta *m)
{
    const int64_t *want = rp_output_shape(m);
    if (t->ndim != m->ndim) return false;
    for (int d = 0; d < t->ndim; d++)
        if (t->shape[d] != want[d]) return false;
    return true;
}

rp_status rp_gradient_fit(rp_tensor **grad, const rp_output_meta *m)
{
    if (RP_UNLIKELY(!has_shape(*grad, m))) RP_TRY(sum_to(grad, m));
    const rp_device d = (*grad)->device;
    if (RP_LIKELY((*grad)->dtype == m->dtype && d.type == m->device.type &&
                  d.index == m->device.index))
        return RP_OK;
    return rp__to_copy_full(grad, *grad, m->dtype, NULL, &m->device, NULL, 0, NULL);
}

/* Bits of arguments; a list is needed if any of its elements is. */
static uint64_t needed_arguments(rp_node *n, const rp_op_record *r, uint64_t needs)
{
    uint64_t args = needs & ((UINT64_C(1) << r->n_args) - 1);
    if (RP_LIKELY(!r->op->has_lists)) return args;
    for (uint32_t i = 0; i < r->n_args; i++) {
        uint32_t first, count;
        if (r->arg[i].tag != RP_TAG_LIST || !(r->op->tensor_args >> i & 1)) continue;
        rp_saved_list_edges(n, i, &first, &count);
        for (uint32_t k = 0; k < count; k++)
            if (rp_node_needs(n, first + k)) args |= UINT64_C(1) << i;
    }
    return args;
}

static rp_status op_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    const rp_op_record *r = rp_record_of(n);
    rp_thread *t = rp_thread_get();
    const uint64_t args = needed_arguments(n, r, needs);
    if (!args) return RP_OK;
    rp_call c = {.op = r->op, .thread = t, .site = r->site, .seq = r->seq, .level = RP_KEY_KINDS};
    if (r->op->row->vjp) RP_TRY(r->op->row->vjp(&c, n, args, grad_out, grad_in));
    else RP_TRY(rp_vjp_program_run(r->op->vjp_program, &c, n, args, grad_out, grad_in));
    for (uint32_t i = 0; i < n->n_edges; i++) {
        const rp_edge e = n->edge[i];
        if (grad_in[i] && e.node) RP_TRY(rp_gradient_fit(&grad_in[i], &e.node->output[e.index]));
    }
    return RP_OK;
}

static rp_status not_differentiable_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                                        rp_tensor **grad_in)
{
    (void)grad_out;
    (void)grad_in;
    if (!needs) return RP_OK;
    return RP_FAIL(RP_E_UNIMPLEMENTED, "%s is not differentiable", rp_node_name(n));
}

const rp_node_type rp_op_node_type = {"Operator", op_run, NULL};
const rp_node_type rp_not_differentiable_type = {"NotDifferentiable", not_differentiable_run, NULL};
