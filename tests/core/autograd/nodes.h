/* tests/core/autograd/nodes.h - differentiable functions without operators: one node type, f32,
   plain loops */
#ifndef RP_TEST_NODES_H
#define RP_TEST_NODES_H
#include "core/autograd/impl.h"
#include "support/support.h"
#include <string.h>

/* ---- arithmetic on contiguous f32 ------------------------------------------------------------ */
static inline float *node_data(rp_tensor *t)
{
    return (float *)t->storage->data + t->offset;
}
static inline rp_status node_like(rp_tensor **out, rp_tensor *t)
{
    return rp_tensor_create(out, t->shape, t->ndim, t->dtype, t->device);
}
static inline rp_status node_add(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    rp_tensor *sum = NULL;
    RP_TRY(node_like(&sum, a));
    for (int64_t i = 0; i < a->numel; i++) node_data(sum)[i] = node_data(a)[i] + node_data(b)[i];
    rp_tensor_release(*out);
    *out = sum;
    return RP_OK;
}
static inline rp_status node_add_into(rp_tensor *a, rp_tensor *b)
{
    for (int64_t i = 0; i < a->numel; i++) node_data(a)[i] += node_data(b)[i];
    return RP_OK;
}
static inline rp_status node_ones(rp_tensor **out, rp_tensor *t)
{
    RP_TRY(node_like(out, t));
    for (int64_t i = 0; i < t->numel; i++) node_data(*out)[i] = 1;
    return RP_OK;
}
static inline rp_status node_clone(rp_tensor **out, rp_tensor *t)
{
    RP_TRY(node_like(out, t));
    memcpy(node_data(*out), node_data(t), (size_t)t->numel * sizeof(float));
    return RP_OK;
}
static inline rp_status node_nan(int *found, rp_tensor *t)
{
    *found = 0;
    for (int64_t i = 0; i < t->numel; i++) *found |= node_data(t)[i] != node_data(t)[i];
    return RP_OK;
}
static inline void node_upcalls(void)
{
    rp_autograd_set_upcalls(&(rp_autograd_upcalls){.add = node_add,
                                                   .add_into = node_add_into,
                                                   .ones_like = node_ones,
                                                   .clone = node_clone,
                                                   .has_nan = node_nan});
}

/* ---- y = factor * a (+ factor * b): edges 0 and 1, a saved in slot 0, y in slot 1 ------------ */
struct scale {
    float factor;
    int *runs; /* counted when set */
    rp_status (*inside)(rp_node *n);
};
static inline rp_status scale_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                                  rp_tensor **grad_in)
{
    const struct scale *s = rp_node_payload(n);
    RP_LOCAL rp_tensor *saved = NULL;
    if (s->runs) ++*s->runs;
    if (s->inside) RP_TRY(s->inside(n));
    if (n->n_slots) RP_TRY(rp_node_saved(&saved, n, 0));
    for (uint32_t i = 0; i < 2; i++) {
        if (!(needs >> i & 1)) continue;
        RP_TRY(node_like(&grad_in[i], grad_out[0]));
        for (int64_t k = 0; k < grad_out[0]->numel; k++)
            node_data(grad_in[i])[k] = s->factor * node_data(grad_out[0])[k];
    }
    return RP_OK;
}
static const rp_node_type scale_type = {"Scale", scale_run, NULL};

static inline rp_status scale_full(rp_tensor **out, rp_tensor *a, rp_tensor *b, struct scale s,
                                   bool save)
{
    rp_tensor *y = NULL;
    rp_node *n = NULL;
    rp_status status = rp_node_create(
        &n, &scale_type,
        &(rp_node_layout){.edges = 2, .saved = save ? 2 : 0, .outputs = 1, .payload = sizeof s});
    if (status == RP_OK) {
        memcpy(rp_node_payload(n), &s, sizeof s);
        status = rp_node_set_edge(n, 0, a);
    }
    if (status == RP_OK && b) status = rp_node_set_edge(n, 1, b);
    if (status == RP_OK && save) status = rp_node_save_input(n, 0, 0, a);
    if (status == RP_OK) status = node_like(&y, a);
    if (status == RP_OK) {
        for (int64_t i = 0; i < a->numel; i++)
            node_data(y)[i] = s.factor * (node_data(a)[i] + (b ? node_data(b)[i] : 0));
        status = rp_node_bind_output(n, 0, y);
    }
    if (status == RP_OK && save) status = rp_node_save_output(n, 1, 0, y);
    rp_node_release(n);
    if (status != RP_OK) {
        rp_tensor_release(y);
        return status;
    }
    rp_tensor *old = *out;
    *out = y;
    rp_tensor_release(old);
    return RP_OK;
}
static inline rp_status scale(rp_tensor **out, rp_tensor *a, float factor)
{
    return scale_full(out, a, NULL, (struct scale){.factor = factor}, true);
}
static inline rp_status sum2(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    return scale_full(out, a, b, (struct scale){.factor = 1}, false);
}

static inline rp_tensor *leaf(float value)
{
    rp_tensor *t = rp_test_f32(&value, NULL, 0);
    ck_ok(rp_tensor_require_grad(t, 1));
    return t;
}
static inline float value_of(rp_tensor *t)
{
    ck_assert_ptr_nonnull(t);
    return node_data(t)[0];
}
static inline rp_node *node_of(rp_tensor *t)
{
    rp_edge e;
    ck_ok(rp_tensor_history(&e, t));
    return e.node;
}
static inline uint64_t live_nodes(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live_nodes;
}
#endif
