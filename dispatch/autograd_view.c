/* dispatch/autograd_view.c - views and writes in place
 *
 * A family is a base and its views; the base's handle carries the history that counts. A write into
 * a view becomes a node of the base (CopySlices: the old history everywhere, the write's own node
 * on the view's part), and every view whose base got a new history derives its own from it by
 * geometry when it is asked for (ViewReplay), however the view was made.
 */
#include "dispatch/autograd_node.h"
#include "dispatch/ops.h"

/* Geometry of a view and of its base, offsets in elements of the storage. */
struct pair {
    rp_node *inner; /* CopySlices: the write's own node; owned */
    int32_t ndim, base_ndim;
    int64_t offset, base_offset;
    int64_t dims[]; /* shape and stride of the view, shape and stride of the base */
};

static uint32_t pair_bytes(const rp_tensor *base, const rp_tensor *view)
{
    return (uint32_t)(sizeof(struct pair) +
                      2 * (size_t)(base->ndim + view->ndim) * sizeof(int64_t));
}

static void pair_fill(struct pair *p, const rp_tensor *base, const rp_tensor *view)
{
    p->ndim = view->ndim;
    p->base_ndim = base->ndim;
    p->offset = view->offset;
    p->base_offset = base->offset;
    int64_t *at = p->dims;
    for (int d = 0; d < view->ndim; d++) *at++ = view->shape[d];
    for (int d = 0; d < view->ndim; d++) *at++ = view->stride[d];
    for (int d = 0; d < base->ndim; d++) *at++ = base->shape[d];
    for (int d = 0; d < base->ndim; d++) *at++ = base->stride[d];
}

static const int64_t *base_shape(const struct pair *p)
{
    return p->dims + 2 * p->ndim;
}

static const int64_t *base_stride(const struct pair *p)
{
    return base_shape(p) + p->base_ndim;
}

/* ---- a view's history, derived from its base's ----------------------------------------------- */
static rp_value int_list(rp_value *items, const int64_t *v, int n)
{
    for (int i = 0; i < n; i++) items[i] = rp_value_int(v[i]);
    return rp_value_list(items, (uint32_t)n);
}

/* Zeros with the base's geometry, the gradient added at the view's elements. */
static rp_status scatter(rp_tensor **out, rp_tensor *grad, const struct pair *p)
{
    static _Atomic(const rp_op *) cache;
    const rp_op *op = atomic_load_explicit(&cache, memory_order_relaxed);
    if (!op) {
        op = rp_op_find("reprise::as_strided_grad");
        if (!op) return rp_note(RP_E_UNIMPLEMENTED, "wanted by the history of a view");
        atomic_store_explicit(&cache, op, memory_order_relaxed);
    }
    rp_value lists[4][RP_MAX_DIMS], result;
    const rp_value in[] = {rp_value_tensor(grad),
                           int_list(lists[0], base_shape(p), p->base_ndim),
                           int_list(lists[1], base_stride(p), p->base_ndim),
                           rp_value_int(p->base_offset),
                           int_list(lists[2], p->dims, p->ndim),
                           int_list(lists[3], p->dims + p->ndim, p->ndim),
                           rp_value_int(p->offset)};
    RP_TRY(rp_op_call(op, in, sizeof in / sizeof in[0], &result, 1));
    rp_tensor *old = *out;
    *out = result.u.t;
    rp_tensor_release(old);
    return RP_OK;
}

static rp_status replay_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    if (!(needs & 1)) return RP_OK;
    return scatter(&grad_in[0], grad_out[0], rp_node_payload(n));
}

static const rp_node_type view_replay_type = {"ViewReplay", replay_run, NULL};

rp_status rp_view_replay(rp_tensor **out, rp_tensor *base, rp_tensor *view)
{
    RP_LOCAL rp_tensor *fresh = NULL;
    rp_node *n = NULL;
    const rp_node_layout l = {.edges = 1, .outputs = 1, .payload = pair_bytes(base, view)};
    RP_TRY(rp_tensor_alias(&fresh, view));
    RP_TRY(rp_node_create(&n, &view_replay_type, &l));
    pair_fill(rp_node_payload(n), base, view);
    rp_status status = rp_node_set_edge(n, 0, base);
    if (status == RP_OK) status = rp_node_bind_output(n, 0, fresh);
    rp_node_release(n);
    if (status != RP_OK) return status;
    rp_tensor *old = *out;
    *out = fresh;
    fresh = NULL;
    rp_tensor_release(old);
    return RP_OK;
}

/* ---- a write into a view --------------------------------------------------------------------- */
/* The base's gradient in the base's own geometry, in a buffer of its own. */
static rp_status own_gradient(rp_tensor **whole, rp_tensor *grad, const struct pair *p)
{
    const uint32_t n = (uint32_t)p->base_ndim;
    const rp_device device = grad->device;
    RP_TRY(rp_empty_strided_full(whole, base_shape(p), n, base_stride(p), n, grad->dtype, NULL,
                                 &device, NULL));
    return rp_copy_(whole, *whole, grad, 0);
}

/* Its view with the geometry of the write, which is no operator's: differentiable by replay. */
static rp_status part_of(rp_tensor **part, rp_tensor *whole, const struct pair *p)
{
    RP_TRY(rp_tensor_alias_strided(part, whole, p->dims, p->dims + p->ndim, p->ndim,
                                   p->offset - p->base_offset));
    if (rp_thread_get()->s.grad_mode && rp_tensor_requires_grad(whole))
        RP_TRY(rp_view_replay(part, whole, *part));
    rp_tensor_join_family(*part, whole, RP_VIEW_DEFAULT);
    return RP_OK;
}

static rp_status replace_part(rp_tensor *part, rp_tensor *value)
{
    return value ? rp_copy_(NULL, part, value, 0) : rp_zero_(NULL, part);
}

static rp_status run_inner(struct pair *p, uint64_t needs, rp_tensor *grad, rp_tensor **inner_in,
                           rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *whole = NULL, *part = NULL, *out = NULL;
    RP_TRY(own_gradient(&whole, grad, p));
    RP_TRY(part_of(&part, whole, p));
    RP_TRY(rp_clone(&out, part));
    RP_TRY(p->inner->type->run(p->inner, needs, &out, inner_in));
    if (needs & 1) {
        RP_TRY(replace_part(part, inner_in[0]));
        grad_in[0] = rp_tensor_retain(whole);
    }
    for (uint32_t i = 1; i < p->inner->n_edges; i++) {
        grad_in[i] = inner_in[i];
        inner_in[i] = NULL;
    }
    return RP_OK;
}

static rp_status copy_slices_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                                 rp_tensor **grad_in)
{
    struct pair *p = rp_node_payload(n);
    const uint32_t edges = p->inner->n_edges;
    if (!needs) return RP_OK;
    if (p->inner->freed)
        return RP_FAIL(
            RP_E_STATE,
            "trying to backward through the graph a second time: what %s saved was freed by an earlier pass "
            "without keep_graph",
            p->inner->name);
    rp_tensor **inner_in = rp_alloc_zero(edges * sizeof *inner_in);
    if (!inner_in) return RP_E_MEMORY;
    const rp_status status = run_inner(p, needs, grad_out[0], inner_in, grad_in);
    for (uint32_t i = 0; i < edges; i++) rp_tensor_release(inner_in[i]);
    rp_free(inner_in, edges * sizeof *inner_in);
    if (status == RP_OK && !rp_backward_keeps_graph()) rp_node_free_slots(p->inner);
    return status;
}

static void copy_slices_fini(rp_node *n)
{
    struct pair *p = rp_node_payload(n);
    rp_node_release(p->inner);
}

static const rp_node_type copy_slices_type = {"CopySlices", copy_slices_run, copy_slices_fini};

/* Edge 0 is the base before the write; the others are those of the write's own node. */
static rp_status connect(rp_node *n, rp_tensor *base, rp_node *inner)
{
    RP_TRY(rp_node_set_edge(n, 0, base));
    for (uint32_t i = 1; i < inner->n_edges; i++)
        n->edge[i] = (rp_edge){rp_node_retain(inner->edge[i].node), inner->edge[i].index};
    return RP_OK;
}

rp_status rp_view_rebase(rp_tensor *view, rp_node *inner)
{
    rp_tensor *base = view->base;
    rp_node *n = NULL;
    const rp_node_layout l = {
        .edges = inner->n_edges, .outputs = 1, .payload = pair_bytes(base, view)};
    RP_TRY(rp_node_describe_output(inner, 0, view));
    RP_TRY(rp_node_create(&n, &copy_slices_type, &l));
    pair_fill(rp_node_payload(n), base, view);
    ((struct pair *)rp_node_payload(n))->inner = rp_node_retain(inner);
    rp_status status = connect(n, base, inner);
    if (status == RP_OK) status = rp_tensor_rebase_history(base, n, 0);
    rp_node_release(n);
    return status;
}
