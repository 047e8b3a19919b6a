/* dispatch/autograd_node.h - what the node of an operator carries. For dispatch/autograd_*.c */
#ifndef RP_AUTOGRAD_NODE_H
#define RP_AUTOGRAD_NODE_H
#include "dispatch/impl.h"

/* Payload of an operator's node. Arguments that are no tensors are copied behind it, lists and
   strings included. A tensor argument keeps RP_TAG_TENSOR and a pointer to its shape; NULL where
   the edge describes it (edge.node's output). */
typedef struct rp_op_record {
    const rp_op *op;
    const void *site;
    uint64_t seq;
    uint64_t saved;     /* mask: arguments that have slots */
    uint64_t saved_out; /* mask: results that have slots */
    uint32_t n_args;
    uint32_t out_slot; /* slots of results begin here */
    rp_value arg[];
} rp_op_record;
typedef struct rp_kept_shape {
    rp_dtype dtype;
    int32_t ndim;
    int64_t dims[];
} rp_kept_shape;
static inline rp_op_record *rp_record_of(rp_node *n)
{
    return rp_node_payload(n);
}
extern const rp_node_type rp_op_node_type;
extern const rp_node_type rp_not_differentiable_type;

/* What a call has to keep, as masks: arguments that require grad (any element, for a list), and
   what its derivative reads. */
typedef struct rp_record_masks {
    uint64_t requires, save, save_out;
} rp_record_masks;
/** Edges, slots and payload bytes that a node for this call needs; `outputs` is the caller's. */
void rp_record_measure(rp_node_layout *l, const rp_op *op, const rp_value *in, uint32_t n_in,
                       const rp_record_masks *m);
/** Copies the arguments and connects the edges of a node whose payload is unwritten. */
rp_status rp_record_fill(rp_node *n, const rp_call *c, const rp_value *in, uint32_t n_in,
                         const rp_record_masks *m);
/** Strides and storage offset that argument 0 had in forward, for rows with RP_OP_READS_STRIDES. */
void rp_saved_strides(rp_node *n, const int64_t **stride, int64_t *offset);
/** May autograd record a write into `self`? RP_E_STATE for leaves that require grad and for views
 * that refuse it. */
rp_status rp_check_write(const char *name, const rp_tensor *self);
/** Sums and casts *grad (owned) to what `m` says. */
rp_status rp_gradient_fit(rp_tensor **grad, const rp_output_meta *m);

/* ---- autograd_view.c ------------------------------------------------------------------------- */
/** Differentiable handle with the geometry of `view` on the storage of `base`, its history derived
 * from base's. */
rp_status rp_view_replay(rp_tensor **out, rp_tensor *base, rp_tensor *view);
/** `inner` recorded a write into `view`: its base's history becomes "the old one with that part run
 * through inner". */
rp_status rp_view_rebase(rp_tensor *view, rp_node *inner);
#endif
