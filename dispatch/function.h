/* dispatch/function.h - custom differentiable functions: a forward and a backward of one's own */
#ifndef RP_FUNCTION_H
#define RP_FUNCTION_H
#include "core/autograd.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct rp_function_context rp_function_context; /* one call: valid inside the slots below */
typedef struct rp_function_type {
    uint32_t size;
    /* of the node, and of a module scope while forward runs: checkpoint policies see its operators
       in it */
    const char *name;
    /** Fills `out` with owned references; runs with gradients off. A slot may stay NULL, hold an
     * input as it came in, or a view of one. */
    rp_status (*forward)(void *self, rp_function_context *c, rp_tensor *const *in, uint32_t n_in,
                         rp_tensor **out, uint32_t n_out);
    /** Called after forward: saves and marks. NULL where forward does that. */
    rp_status (*setup_context)(void *self, rp_function_context *c, rp_tensor *const *in,
                               uint32_t n_in, rp_tensor *const *out, uint32_t n_out);
    /** grad_in[i]: owned gradient of input i, NULL for none. Absent grad_out are zeros, unless
     * rp_function_keep_absent. Written with operators it can be differentiated again. NULL: not
     * differentiable. */
    rp_status (*backward)(void *self, rp_function_context *c, rp_tensor *const *grad_out,
                          uint32_t n_out, rp_tensor **grad_in, uint32_t n_in);
    /* once, when the node dies, or after a call that made none. NULL: nothing to do */
    void (*drop)(void *self);
} rp_function_type;
/** Calls forward, and records a node with this backward if an input requires grad. Gradients are
 * summed and cast to their inputs.
 * @param self    the call's own data, handed to every slot; consumed (dropped) also on failure
 * @param in      `n_in` tensors, NULL for absent ones
 * @param out     `n_out` slots, each NULL or an owned reference, replaced on success and untouched
 * on failure
 * @return RP_E_INVALID for marks that do not fit; RP_E_STATE for writes into leaves and refused
 * views; else what the slots returned
 * Threads: any. Reference: torch.autograd.Function.
 */
RP_API RP_MUST rp_status rp_function_apply_take(rp_tensor **out, uint32_t n_out,
                                                const rp_function_type *type, void *self,
                                                rp_tensor *const *in, uint32_t n_in);
/** The same; `self` stays the caller's and must outlive the graph (type->drop is not called). */
RP_API RP_MUST rp_status rp_function_apply(rp_tensor **out, uint32_t n_out,
                                           const rp_function_type *type, void *self,
                                           rp_tensor *const *in, uint32_t n_in);

/* ---- from forward and setup_context ---------------------------------------------------------- */
/** Keeps `n` tensors for backward: inputs, results, or any others (NULL: none); version-checked and
 * seen by saved-tensor hooks. A second call replaces the first. */
RP_API RP_MUST rp_status rp_save_for_backward(rp_function_context *c, rp_tensor *const *t,
                                              uint32_t n);
/** Forward wrote `input`, which must be among the results: its history becomes this call. */
RP_API RP_MUST rp_status rp_function_mark_dirty(rp_function_context *c, rp_tensor *input);
/** `result` gets no history. */
RP_API RP_MUST rp_status rp_function_mark_non_differentiable(rp_function_context *c,
                                                             rp_tensor *result);
/** Backward gets NULL for absent gradients instead of zeros. */
RP_API void rp_function_keep_absent(rp_function_context *c);

/* ---- from any slot --------------------------------------------------------------------------- */
/** Does input i want a gradient? The same in forward and in a recomputed forward; in backward,
 * whether this pass wants it. */
RP_API int rp_function_needs_input_grad(const rp_function_context *c, uint32_t i);
/** Saved tensor i; owned. Only in backward. RP_E_MUTATED, RP_E_STATE as rp_node_saved. */
RP_API RP_MUST rp_status rp_function_saved(rp_tensor **out, rp_function_context *c, uint32_t i);

/* ---- saved tensors in host memory ------------------------------------------------------------ */
/** Hooks for rp_hooks_push: what operators save under them moves to the cpu and comes back in
 * backward. A tensor that is there already is kept as it is. A device with streams, events and
 * pinned memory moves the bytes beside its work, and starts to bring each one back while backward
 * uses the one that was saved after it. */
RP_API RP_MUST rp_status rp_save_on_cpu(rp_hooks **out);
typedef struct rp_offload_stats {
    uint32_t size, reserved;
    uint64_t out_bytes, back_bytes; /* moved beside the device's work, since the start */
    uint64_t host_bytes;            /* pinned memory that is kept for it */
    uint64_t prefetched;            /* tensors whose way back began before they were wanted */
} rp_offload_stats;
/** Fills what fits of `s` (set s->size first): by rp_save_on_cpu and by policies that offload.
 * Threads: any. */
RP_API void rp_offload_get(rp_device d, rp_offload_stats *s);
#ifdef __cplusplus
}
#endif
#endif
