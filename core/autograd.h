/* core/autograd.h - nodes, saved tensors, engine. Knows no operator: a node has a type, an operator
   is one type */
#ifndef RP_AUTOGRAD_H
#define RP_AUTOGRAD_H
#include "core/state.h"
#include "core/tensor.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
typedef struct rp_node rp_node;
typedef struct rp_edge {
    rp_node *node;
    uint32_t index;
} rp_edge;
/* functions */
/* ---- nodes ----------------------------------------------------------------------------------- */
/* operators, accumulators, custom functions, the reentrant checkpoint */
typedef struct rp_node_type {
    const char *name;
    /* grad_out[i]: gradient of output i, borrowed, NULL means zero. grad_in[i]: owned result for
       edge i, wanted where rp_node_needs(n, i); `needs` holds the first 63 of these bits, bit 63
       stands for all further edges. */
    rp_status (*run)(rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in);
    /* payload only; edges and saved slots are the engine's. NULL: nothing to do */
    void (*fini)(rp_node *n);
} rp_node_type;
typedef struct rp_node_layout {
    uint32_t edges, saved, outputs, payload; /* payload in bytes, zeroed */
} rp_node_layout;
/* one allocation */
RP_API RP_MUST rp_status rp_node_create(rp_node **out, const rp_node_type *type,
                                        const rp_node_layout *l);
RP_API rp_node *rp_node_retain(rp_node *n);
/* NULL is legal; iterative: a chain of a million nodes is fine */
RP_API void rp_node_release(rp_node *n);
/** Makes edge i the gradient edge of `input` (its history, or its accumulator if it is a leaf that
 * requires grad), else empty. */
RP_API RP_MUST rp_status rp_node_set_edge(rp_node *n, uint32_t i, rp_tensor *input);
/** The fresh handle's history becomes (n, i); its shape, dtype and device are kept as the output's
 * description. */
RP_API RP_MUST rp_status rp_node_bind_output(rp_node *n, uint32_t i, rp_tensor *fresh);
RP_API void *rp_node_payload(rp_node *n);
RP_API const char *rp_node_name(const rp_node *n);
RP_API uint32_t rp_node_edge_count(const rp_node *n);
RP_API uint32_t rp_node_output_count(const rp_node *n);
/* borrowed; node is NULL for an empty edge */
RP_API rp_edge rp_node_edge(const rp_node *n, uint32_t i);
RP_API uint64_t rp_node_sequence(const rp_node *n);
RP_API void rp_node_set_sequence(rp_node *n, uint64_t sequence);
/** Does the running pass want grad_in[i]? Outside a pass: is edge i non-empty? */
RP_API int rp_node_needs(const rp_node *n, uint32_t i);
/** A value stored under `key` on the node; dies with it. Copied. */
RP_API RP_MUST rp_status rp_node_set_metadata(rp_node *n, const char *key, const rp_value *v);
/* borrowed; NULL if none */
RP_API const rp_value *rp_node_metadata(const rp_node *n, const char *key);
/** The node that produced `t` (NULL for leaves) and which of its outputs `t` is. Views of a tensor
 * that was written in place get their history regenerated here, which may fail. Borrowed. */
RP_API RP_MUST rp_status rp_tensor_history(rp_edge *out, rp_tensor *t);
/** The edge a gradient of `t` flows to: its history, or the accumulator of a leaf that requires
 * grad. Owned: release edge.node. */
RP_API RP_MUST rp_status rp_tensor_gradient_edge(rp_edge *out, rp_tensor *t);

/* ---- saved tensors --------------------------------------------------------------------------- */
/* The input's edge IS node.edge[i], an output's is the node itself: no second reference, no
   cycle */
/* BEFORE the kernel: may STOP */
RP_API RP_MUST rp_status rp_node_save_input(rp_node *n, uint32_t slot, uint32_t i, rp_tensor *t);
/* after it, and after bind */
RP_API RP_MUST rp_status rp_node_save_output(rp_node *n, uint32_t slot, uint32_t i, rp_tensor *t);
/** Owned. NULL result with RP_OK for a slot that saved no tensor. RP_E_MUTATED: written since;
 * RP_E_STATE: freed ("second time"). */
RP_API RP_MUST rp_status rp_node_saved(rp_tensor **out, rp_node *n, uint32_t slot);
/** Runs `hooks` on the slot now, instead of those on the stack when it was saved. RP_E_STATE for
 * freed or empty slots. */
struct rp_hooks;
RP_API RP_MUST rp_status rp_node_saved_register_hooks(rp_node *n, uint32_t slot,
                                                      struct rp_hooks *hooks);
typedef struct rp_hooks_type { /* counted objects: a graph may outlive the scope that pushed them */
    const char *name;
    /* packed: any value, owned; RP_TAG_INT may carry a pointer */
    rp_status (*pack)(void *self, rp_tensor *t, rp_value *packed);
    rp_status (*unpack)(void *self, const rp_value *packed, rp_tensor **out);
    void (*drop)(void *self, rp_value *packed); /* cannot fail; NULL: rp_value_clear */
    void (*fini)(void *self);
} rp_hooks_type;
typedef struct rp_hooks rp_hooks;
RP_API RP_MUST rp_status rp_hooks_create(rp_hooks **out, const rp_hooks_type *type,
                                         void *self_take);
RP_API rp_hooks *rp_hooks_retain(rp_hooks *h);
RP_API void rp_hooks_release(rp_hooks *h);
RP_API void *rp_hooks_self(rp_hooks *h);
/* depth: token for pop, so early returns cannot skew it */
RP_API RP_MUST rp_status rp_hooks_push(rp_hooks *h, uint32_t *depth);
RP_API void rp_hooks_pop(uint32_t depth);
/** While a text is set, opening hooks and packing through them fail with it; NULL allows again.
 * Returns the previous in `previous` (owned, may be NULL), to be given back on leaving the
 * scope. */
RP_API RP_MUST rp_status rp_hooks_disable(const char *text, char **previous);
RP_API void rp_hooks_disable_restore(char *previous_take);

/* ---- hooks on tensors and nodes -------------------------------------------------------------- */
/* A handle's hook runs when its gradient is complete, before pre-hooks of its node */
typedef rp_status (*rp_tensor_hook)(void *ctx, rp_tensor *grad, rp_tensor **replacement);
/* may replace entries */
typedef rp_status (*rp_node_pre_hook)(void *ctx, rp_tensor **grads, uint32_t n);
typedef rp_status (*rp_node_post_hook)(void *ctx, rp_tensor **grad_in, uint32_t n_in,
                                       rp_tensor *const *grad_out, uint32_t n_out);
/* after leaf.grad was written */
typedef rp_status (*rp_accumulate_hook)(void *ctx, rp_tensor *leaf);
/** Each returns an id > 0 for rp_hook_remove; `drop` is called once with ctx when the hook dies. */
RP_API RP_MUST rp_status rp_tensor_add_hook(rp_tensor *t, rp_tensor_hook fn, void *ctx,
                                            void (*drop)(void *), uint64_t *id);
RP_API RP_MUST rp_status rp_tensor_add_accumulate_hook(rp_tensor *t, rp_accumulate_hook fn,
                                                       void *ctx, void (*drop)(void *),
                                                       uint64_t *id);
RP_API RP_MUST rp_status rp_node_add_pre_hook(rp_node *n, rp_node_pre_hook fn, void *ctx,
                                              void (*drop)(void *), uint64_t *id);
RP_API RP_MUST rp_status rp_node_add_post_hook(rp_node *n, rp_node_post_hook fn, void *ctx,
                                               void (*drop)(void *), uint64_t *id);
RP_API void rp_tensor_remove_hook(rp_tensor *t, uint64_t id);
RP_API void rp_node_remove_hook(rp_node *n, uint64_t id);
/** One hook on `n` tensors: with mode "all" it runs once a pass, when the gradients of all those
 * are there that the pass reaches (NULL for the others), with "any" once a pass at the first
 * gradient. Passes of several threads count apart. The hook stays until it is removed or its
 * tensors die; the handle is given back by the removal in either case, and `drop` is called once
 * with ctx.
 * @return RP_E_VALUE another mode; RP_E_STATE a tensor that does not require grad (ctx is not
 * dropped then) */
typedef struct rp_multi_hook rp_multi_hook;
typedef rp_status (*rp_multi_hook_fn)(void *ctx, rp_tensor *const *grads, uint32_t n);
RP_API RP_MUST rp_status rp_tensors_add_hook(rp_multi_hook **out, rp_tensor *const *t, uint32_t n,
                                             const char *mode, rp_multi_hook_fn fn, void *ctx,
                                             void (*drop)(void *));
RP_API void rp_multi_hook_remove_take(rp_multi_hook *h);
/** Keep the gradient of a tensor with history in its .grad too. */
RP_API RP_MUST rp_status rp_tensor_retain_grad(rp_tensor *t);

/* ---- the engine ------------------------------------------------------------------------------ */
typedef struct rp_backward_options {
    uint32_t size;
    uint8_t keep_graph, create_graph, allow_unused, reserved;
} rp_backward_options;
/** Gradients of the leaves below `roots`, added to their .grad. grads[i] NULL (or grads NULL):
 * ones, for one-element roots. */
RP_API RP_MUST rp_status rp_backward(rp_tensor *const *roots, rp_tensor *const *grads, int n,
                                     const rp_backward_options *o);
/** rp_backward that accumulates into `inputs` alone. */
RP_API RP_MUST rp_status rp_backward_into(rp_tensor *const *roots, rp_tensor *const *grads, int n,
                                          rp_tensor *const *inputs, int n_inputs,
                                          const rp_backward_options *o);
/** Gradients of `inputs`, returned, nothing accumulated. `grads` as in rp_backward. Unused inputs:
 * RP_E_INVALID, or NULL with allow_unused. */
RP_API RP_MUST rp_status rp_grad_full(rp_tensor **out, rp_tensor *const *roots,
                                      rp_tensor *const *grads, int n_roots,
                                      rp_tensor *const *inputs, int n_inputs,
                                      const rp_backward_options *o);
RP_API RP_MUST rp_status rp_grad(rp_tensor **out, rp_tensor *const *roots, int n_roots,
                                 rp_tensor *const *inputs, int n_inputs,
                                 const rp_backward_options *o);
/** rp_grad_full by gradient edges (rp_tensor_gradient_edge): an edge owns its graph, so the tensors
 * may be gone. `grads` has one gradient for each root. RP_E_INVALID for empty edges, RP_E_INDEX,
 * RP_E_SHAPE with both shapes. */
RP_API RP_MUST rp_status rp_grad_edges(rp_tensor **out, const rp_edge *roots,
                                       rp_tensor *const *grads, int n_roots, const rp_edge *inputs,
                                       int n_inputs, const rp_backward_options *o);
/* id of the running pass on this thread, 0 outside: the key of "already recomputed" */
RP_API uint64_t rp_backward_pass(void);
RP_API int rp_backward_keeps_graph(void); /* is the graph of the running pass kept? 0 outside */
/** Runs `fn` when the running pass ends (before rp_backward returns); RP_E_STATE outside a pass. */
RP_API RP_MUST rp_status rp_backward_queue_callback(rp_status (*fn)(void *), void *ctx);
/** Anomaly mode: nan in a gradient is an error that names node, output and the forward call.
 * Returns the previous value. */
RP_API int rp_anomaly_mode_exchange(int on);
typedef struct rp_autograd_upcalls {
    /* gradient accumulation, dispatched */
    rp_status (*add)(rp_tensor **out, rp_tensor *a, rp_tensor *b);
    /* a += b, a owned by the engine alone, no history */
    rp_status (*add_into)(rp_tensor *a, rp_tensor *b);
    /* gradient of a root */
    rp_status (*ones_like)(rp_tensor **out, rp_tensor *t);
    /* differentiable view of base with view's geometry */
    rp_status (*replay_view)(rp_tensor **out, rp_tensor *base, rp_tensor *view);
    rp_status (*enter_fresh_stack)(rp_status (*fn)(void *), void *ctx);
    /* a gradient whose buffer others see becomes a leaf's */
    rp_status (*clone)(rp_tensor **out, rp_tensor *t);
    /* anomaly mode */
    rp_status (*has_nan)(int *found, rp_tensor *t);
} rp_autograd_upcalls;
/* the ONLY things core asks of dispatch */
RP_API void rp_autograd_set_upcalls(const rp_autograd_upcalls *u);
#ifdef __cplusplus
}
#endif
#endif
