/* core/autograd/impl.h - nodes, slots and what hangs on handles. For core/autograd,
   dispatch/autograd_key.c and modes/checkpoint */
#ifndef RP_AUTOGRAD_IMPL_H
#define RP_AUTOGRAD_IMPL_H
#include "core/impl.h"

/* Inline room, sized so that a recorded product (two saved inputs) fits the largest size class of
   the free lists. */
enum { RP_META_DIMS = 4, RP_SLOT_DIMS = 6 };

/* flag of a link: not the user's. Disabling hooks does not mind it and switches it off */
enum { RP_HOOKS_DEFAULT = 1 };
struct rp_hooks {
    rp_object object;
    const rp_hooks_type *type;
    void *self;
};

/* Description of an output: what its gradient must look like. */
typedef struct rp_output_meta {
    rp_dtype dtype;
    rp_device device;
    int32_t ndim;
    uint8_t bound, fake;
    union {
        int64_t dims[RP_META_DIMS];
        int64_t *heap; /* the shape when ndim > RP_META_DIMS */
    } u;
} rp_output_meta;
static inline const int64_t *rp_output_shape(const rp_output_meta *m)
{
    return m->ndim > RP_META_DIMS ? m->u.heap : m->u.dims;
}

enum {
    RP_SLOT_EMPTY,
    RP_SLOT_NONE /* saved "no tensor" */,
    RP_SLOT_INPUT,
    RP_SLOT_OUTPUT,
    RP_SLOT_PACKED,
    RP_SLOT_FREED
};
typedef struct rp_slot {
    uint8_t kind;
    uint8_t packed_is_output;
    uint8_t ndim;
    uint8_t contiguous; /* then only the shape is kept, else shape and stride */
    uint32_t io;        /* index of the input edge or of the output */
    uint64_t version;   /* of the storage when it was saved */
    union {
        struct {
            rp_storage *storage; /* owned */
            /* weak: the very handle, for inputs without history (leaves and constants): given back
               if it lives and still has the saved geometry and no history */
            rp_tensor *weak;
            rp_dtype dtype;
            uint32_t flags; /* RP_T_NUMBER of the saved handle */
            int64_t offset;
            union {
                int64_t dims[RP_SLOT_DIMS];
                int64_t *heap;
            } g;
        } t;
        struct {
            rp_hooks *hooks; /* owned */
            /* as above: given back when the hooks return its storage and geometry */
            rp_tensor *weak;
            rp_value value; /* owned by the hooks: dropped by them */
        } packed;
    } u;
} rp_slot;

/* one entry of any hook list; counted, so that a hook may remove itself or its neighbour while it
   runs */
struct rp_hook {
    rp_count count;
    bool removed;
    struct rp_hook *next; /* owned: a removed entry still leads on */
    uint64_t id;
    union {
        rp_tensor_hook tensor;
        rp_node_pre_hook pre;
        rp_node_post_hook post;
        rp_accumulate_hook accumulate;
    } fn;
    void *ctx;
    void (*drop)(void *);
};

/* Bookkeeping of a running pass, inline for the first two passes that touch the node at once, else
   in the pass's table. */
typedef struct rp_pass_slot {
    _Atomic uint64_t pass; /* 0: free */
    uint32_t deps;
    uint32_t needed : 1, seen : 1, queued : 1;
    uint32_t wanted : 29; /* index into the pass's list of wanted edges + 1, 0: none */
    union {
        rp_tensor *grad;   /* one output */
        rp_tensor **grads; /* several: n_outputs of them, made by the first gradient */
    } u;
} rp_pass_slot;

struct rp_node_forward { /* anomaly mode: the forward call that made the node */
    const char *op;
    const void *site;
    uint64_t seq;
};
struct rp_node_metadata {
    struct rp_node_metadata *next;
    char *key;
    rp_value value;
};
struct rp_node_extra { /* what few nodes have: made on first use */
    struct rp_hook *pre, *post;
    /* per output: hooks of the handle bound there; NULL array if none */
    struct rp_hook **output_hooks;
    rp_tensor **retain; /* weak handles per output whose .grad is kept; NULL if none */
    struct rp_node_metadata *metadata;
    struct rp_node_forward forward;
};

struct rp_node {
    rp_count count;
    uint32_t n_edges, n_slots, n_outputs;
    const rp_node_type *type;
    const char *name; /* type->name, or the operator's */
    uint64_t sequence;
    rp_edge *edge;          /* n_edges; owned nodes; node NULL: empty */
    rp_slot *slot;          /* n_slots */
    rp_output_meta *output; /* n_outputs */
    void *payload;
    uint32_t payload_bytes, bytes; /* bytes: of the whole block */
    uint8_t freed;                 /* saved slots were released: the "second time" error */
    /* accumulators live as long as their leaf and are not counted as graph */
    uint8_t uncounted;
    struct rp_node_extra *extra;
    struct rp_node *next; /* release queue: intrusive, so that releasing never allocates */
    rp_pass_slot pass[2];
};
/** rp_node_create whose payload is the caller's to write, all of it. */
rp_status rp_node_create_bare(rp_node **out, const rp_node_type *type, const rp_node_layout *l);
/** rp_node_bind_output that takes over the caller's reference of `n` on success: two atomic
 * operations less. */
rp_status rp_node_bind_output_take(rp_node *n, uint32_t i, rp_tensor *fresh);
/** n->extra, made on first use; NULL after RP_E_MEMORY. */
struct rp_node_extra *rp_node_extra_get(rp_node *n);
/** Takes n out of the count of live nodes. */
void rp_node_set_uncounted(rp_node *n);

/* What few handles have: allocated on first use, freed with the handle. */
struct rp_tensor_extra {
    rp_tensor *grad; /* owned; exchanged atomically by accumulation */
    /* owned: made once, lives with the leaf. The accumulator holds its leaf weakly */
    rp_node *accumulator;
    /* of a leaf: run before its accumulator; of others: see output_hooks */
    struct rp_hook *hooks;
    struct rp_hook *accumulate; /* post-accumulate hooks */
    char *name;
};
/** t->extra, made on first use; NULL after RP_E_MEMORY. Threads: any. */
struct rp_tensor_extra *rp_tensor_extra_get(rp_tensor *t);

/** rp_tensor_requires_grad for the call path: only members of view families need the whole
 * question. */
static inline bool rp_tensor_wants_grad(const rp_tensor *t)
{
    return RP_LIKELY(!t->base) ? t->grad_fn || t->flags & RP_T_REQUIRES_GRAD
                               : rp_tensor_requires_grad(t);
}
/** t's accumulator node (a leaf that requires grad), made on first use. Owned reference in *out.
 * Threads: any. */
rp_status rp_accumulator_get(rp_node **out, rp_tensor *leaf);
extern const rp_node_type rp_accumulate_type; /* name "AccumulateGrad" */
static inline bool rp_node_is_accumulator(const rp_node *n)
{
    return n->type == &rp_accumulate_type;
}
/** The leaf of an accumulator: owned, NULL if it died. */
rp_tensor *rp_accumulator_leaf(rp_node *n);
/** leaf.grad += grad (borrowed; its buffer is taken over where nobody else can see it). */
rp_status rp_accumulate_grad(rp_tensor *leaf, rp_tensor *grad);
/** Nobody but the holder of this one reference can see the bytes. */
bool rp_tensor_is_unique(const rp_tensor *t);
/** a += b for gradient buffers: *a is owned and replaced, b is consumed. On failure both are
 * released and *a is NULL. */
rp_status rp_gradient_add_take(rp_tensor **a, rp_tensor *b);

/** History of `t` becomes (n, i) although it had another one (in-place): consumes nothing, bumps
 * t->history. Leaf flags are cleared. Hooks stay with the old node, retain_grad moves to the new
 * one. */
rp_status rp_tensor_rebase_history(rp_tensor *t, rp_node *n, uint32_t i);
/** The handle loses its history and becomes a leaf that requires no grad. RP_E_STATE for views. */
rp_status rp_tensor_detach_in_place(rp_tensor *t);
/** Frees the slots' contents of a node (after it ran without keep_graph). */
void rp_node_free_slots(rp_node *n);
/** Describes output i like `t` without binding any handle. */
rp_status rp_node_describe_output(rp_node *n, uint32_t i, const rp_tensor *t);
/** rp_node_saved; `attach` false leaves the history out (what a pass without create_graph
 * wants). */
rp_status rp_node_saved_as(rp_tensor **out, rp_node *n, uint32_t slot, bool attach);
/** Shape, dtype of what the slot holds; false for empty, freed and packed ones. */
bool rp_slot_shape(const rp_slot *s, const int64_t **shape, int *ndim, rp_dtype *dtype);
/** Adds `view` to the family of `base` (or of base's base); `creation` is RP_VIEW_*. */
void rp_tensor_join_family(rp_tensor *view, rp_tensor *base, uint8_t creation);
/** Weak handle's .grad follows output i of n from now on (retain_grad). */
rp_status rp_node_retain_output(rp_node *n, uint32_t i, rp_tensor *t);

/** Runs `fn` once when the running pass ends, after its callbacks and on every way out: what a pass
 * kept is given back even if it failed. `fn` must not dispatch. RP_E_STATE outside a pass. */
rp_status rp_pass_at_exit(void (*fn)(void *ctx), void *ctx);

/* ---- hook lists (hook_list.c) ---------------------------------------------------------------- */
void rp_hook_list_drop(struct rp_hook **list);
bool rp_hook_list_remove(struct rp_hook **list, uint64_t id);
/** Runs tensor hooks on *grad (owned, replaced by what they return). */
rp_status rp_hook_run_tensor(struct rp_hook *list, rp_tensor **grad);
rp_status rp_hook_run_pre(struct rp_hook *list, rp_tensor **grads, uint32_t n);
rp_status rp_hook_run_post(struct rp_hook *list, rp_tensor **grad_in, uint32_t n_in,
                           rp_tensor *const *grad_out, uint32_t n_out);
rp_status rp_hook_run_accumulate(struct rp_hook *list, rp_tensor *leaf);

/* ---- one backward pass (pass.c: bookkeeping; run.c: one node; engine.c: the calls) ----------- */
/* an input of rp_grad, or a tensor that rp_backward_into accumulates into */
typedef struct rp_wanted {
    rp_node *node; /* owned */
    uint32_t index;
    uint32_t next;   /* the next wanted output of the same node + 1, 0: none */
    rp_tensor *grad; /* owned: what arrived */
} rp_wanted;
typedef struct rp_pass {
    uint64_t id;
    struct rp_pass *parent;
    uint32_t depth;
    bool keep_graph, create_graph;
    bool selective; /* only what leads to `wanted` runs */
    /* wanted nodes run themselves (backward), instead of giving up their gradient (grad) */
    bool accumulate;
    rp_node **visited;
    size_t n_visited, cap_visited;
    rp_node **ready; /* binary heap, highest sequence on top */
    size_t n_ready, cap_ready;
    /* nodes whose two inline slots are taken by other passes; open addressing */
    struct rp_pass_entry *table;
    size_t n_table, cap_table;
    rp_wanted *wanted;
    uint32_t n_wanted;
    struct rp_pass_callback *callback;
    size_t n_callbacks, cap_callbacks;
    struct rp_pass_exit *exits; /* rp_pass_at_exit, newest first */
} rp_pass;
/** The pass's record of n, NULL if the pass never met n. */
rp_pass_slot *rp_pass_find(const rp_pass *p, const rp_node *n);
rp_status rp_pass_visit(rp_pass *p, rp_node *n, rp_pass_slot **rec);
rp_status rp_pass_discover(rp_pass *p);
rp_status rp_pass_mark_needed(rp_pass *p);
rp_status rp_pass_push(rp_pass *p, rp_node *n);
rp_node *rp_pass_pop(rp_pass *p);
void rp_pass_fini(rp_pass *p);
/** Adds grad (consumed) to the buffer of output `index`. */
rp_status rp_pass_deliver_take(rp_node *n, rp_pass_slot *rec, uint32_t index, rp_tensor *grad);
/** Hooks, captures, the node itself, and its results handed to the next nodes. */
rp_status rp_pass_run_node(rp_pass *p, rp_node *n);

extern rp_autograd_upcalls rp_autograd_up;
#endif
