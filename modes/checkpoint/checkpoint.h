/* modes/checkpoint/checkpoint.h - activation checkpointing, names as in torch.utils.checkpoint */
#ifndef RP_CHECKPOINT_H
#define RP_CHECKPOINT_H
#include "dispatch/mode.h"
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/* ---- a region: a function that runs in forward, and again when backward needs it ------------ */
/** `in` is borrowed; every value written to `out` is owned by the caller. A status other than RP_OK
 *  ends the region. */
typedef rp_status (*rp_region_fn)(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                                  uint32_t n_out);
typedef struct rp_region { /* what must stay valid until the graph dies */
    rp_region_fn fn;
    const char *name; /* in reports, policies and errors; copied; NULL: "region" */
    const void *ctx;
    uint32_t ctx_size; /* > 0: ctx is copied into the frame (the usual case); 0: it is borrowed */
    /* Gets ctx (the copy, if there is one) back, exactly once: when its last reader is gone, or the
       call failed. NULL: nothing to do. */
    void (*ctx_drop)(void *ctx);
} rp_region;
#define RP_REGION(fn_, name_, ctx_)                                                                \
    ((rp_region){(fn_), (name_), &(ctx_), (uint32_t)sizeof(ctx_), NULL})

/* ---- policies ------------------------------------------------------------------------------- */
typedef enum {
    RP_MUST_SAVE,
    RP_PREFER_SAVE,
    RP_MUST_RECOMPUTE,
    RP_PREFER_RECOMPUTE,
    /* saved in host memory, as by rp_save_on_cpu; a cpu result is kept where it is */
    RP_MUST_CPU_OFFLOAD,
    RP_PREFER_CPU_OFFLOAD
} rp_checkpoint_policy;
/* What a policy may look at. It is asked in forward only, with the results at hand. */
typedef struct rp_selective_context {
    uint32_t size;
    int32_t is_recompute;         /* always 0, kept for readers of the reference */
    uint32_t op_index;            /* n-th call of this operator in the region, from 0 */
    uint32_t region_index, depth; /* number of the frame in the process; nesting, from 1 */
    uint32_t n_in, n_out, reserved;
    const rp_op *op;
    const char *region, *module; /* module: path of the open module scopes, "" if none */
    const rp_value *in, *op_output;
    uint64_t bytes;          /* what keeping op_output would cost */
    const char *tensor_name; /* asked again by rp_checkpoint_name: the name; else NULL */
} rp_selective_context;
/** Runs with gradients off and unseen by the region's own modes. */
typedef rp_checkpoint_policy (*rp_policy_fn)(void *ctx, const rp_selective_context *q);
RP_API rp_checkpoint_policy rp_policy_from_bool(int save); /* RP_MUST_SAVE or RP_PREFER_RECOMPUTE */
/** The pair of SAC modes from a list of operators, or from a function: exactly one of the two is
 *  given; an empty list is `save` non-NULL with n_save 0. Inside a region each call gets a storage
 *  of its own: only the policy is shared.
 *  @return RP_E_INVALID for NULL entries and for operators that write their arguments
 */
RP_API RP_MUST rp_status rp_create_selective_checkpoint_contexts(
    rp_mode **caching, rp_mode **cached, const rp_op *const *save, uint32_t n_save, rp_policy_fn fn,
    void *fn_ctx, int allow_cache_entry_mutation);
/** Asked once per checkpoint call. Owned modes, or NULL for none; the second is entered again for
 *  every recompute. */
typedef rp_status (*rp_context_fn)(void *ctx, rp_mode **forward, rp_mode **recompute);
RP_API RP_MUST rp_status rp_noop_context_fn(void *ctx, rp_mode **forward, rp_mode **recompute);
/** Entries of policy texts, REPRISE_SAC's among them, that have matched no operator call so far,
 *  until `fn` returns non-zero (which is returned). */
RP_API int rp_policy_unmatched_each(int (*fn)(void *ctx, const char *text, const char *entry),
                                    void *ctx);

/* ---- checkpoint ----------------------------------------------------------------------------- */
enum {
    RP_STOP_UNWIND = 0, /* RP_STOP_RECOMPUTE travels through the function like an error */
    RP_STOP_HOLLOW,     /* operators make shapes only from there on; the function ends by itself */
    RP_STOP_NEVER
};
enum {
    RP_CHECK_DEFAULT = 0, /* operator, shape, dtype and device of every live slot */
    RP_CHECK_NONE,        /* the number of slots alone */
    RP_CHECK_HASH         /* and a hash of the bytes */
};
enum { RP_UNSET = -1 }; /* three-valued switches: unset, off, on */
/* {0} with size set: the defaults of the reference's non-reentrant form. */
typedef struct rp_checkpoint_options {
    uint32_t size;
    uint8_t use_reentrant;
    uint8_t no_rng_state; /* a recompute draws anew */
    uint8_t stop, determinism_check;
    uint8_t debug; /* failed checks list every save of both runs */
    uint8_t allow_cache_entry_mutation;
    uint8_t see_outer_hooks; /* hooks around the region keep what its SAC storage keeps */
    uint8_t reserved;
    rp_context_fn context_fn; /* the general form */
    void *context_ctx;
    rp_policy_fn policy; /* shorter forms; at most one of the three is given */
    void *policy_ctx;
    const char *policy_text; /* "full", "save(aten::mm/2, @integers, name(x), module(h.3))" */
} rp_checkpoint_options;
/** Runs r->fn and keeps its inputs (tensors in nested lists too) instead of what its operators
 *  would save; backward runs it again. With gradients off it is a plain call.
 *  @param out  n_out values, overwritten without being read, owned by the caller; NONE on failure
 *  @param o    NULL for the defaults
 *  @return what fn returned; RP_E_INVALID for bad options. In backward: RP_E_CHECKPOINT when the
 *          two runs differ
 *  Threads: any; a backward of another thread may recompute.
 *  Reference: torch.utils.checkpoint.checkpoint.
 */
RP_API RP_MUST rp_status rp_checkpoint(rp_value *out, uint32_t n_out, const rp_region *r,
                                       const rp_value *in, uint32_t n_in,
                                       const rp_checkpoint_options *o);
/** Runs n one-tensor functions in `segments` regions of n / segments each; the rest goes to the
 *  last, which is never a region.
 *  @return RP_E_INVALID unless 1 <= segments <= n; an empty list returns the input
 */
RP_API RP_MUST rp_status rp_checkpoint_sequential(rp_tensor **out, const rp_region *steps,
                                                  uint32_t n, uint32_t segments, rp_tensor *in,
                                                  const rp_checkpoint_options *o);
typedef struct rp_frame rp_frame;
/** For code that cannot be put into one function: what runs between begin and end is the forward,
 *  r->fn is run by backward, with n_out 0. Both on one thread, nested like brackets. A failed begin
 *  leaves *frame alone. */
RP_API RP_MUST rp_status rp_checkpoint_begin(rp_frame **frame, const rp_region *r,
                                             const rp_value *in, uint32_t n_in,
                                             const rp_checkpoint_options *o);
RP_API RP_MUST rp_status rp_checkpoint_end_take(rp_frame *frame); /* NULL is legal */
/** Switches of this thread, read when a region is called; each returns the previous value, to
 *  restore. */
RP_API int rp_set_checkpoint_early_stop(int three_valued);
RP_API int rp_set_checkpoint_debug_enabled(int three_valued);
RP_API RP_MUST rp_status rp_checkpoint_set_device_type(const char *device);
RP_API const char *rp_checkpoint_get_device_type(void);

/* ---- several backward passes over one recomputation ----------------------------------------- */
typedef struct rp_graph_exec_group rp_graph_exec_group;
RP_API RP_MUST rp_status rp_graph_exec_group_create(rp_graph_exec_group **out);
/** Until exit, backward passes of this thread share recomputed values. RP_E_STATE in a group. */
RP_API RP_MUST rp_status rp_graph_exec_group_enter(rp_graph_exec_group *g, uint32_t *depth);
RP_API void rp_graph_exec_group_exit(uint32_t depth);          /* frees what no pass used */
RP_API rp_graph_exec_group *rp_graph_exec_group_current(void); /* borrowed; NULL if none */
RP_API void rp_graph_exec_group_release(rp_graph_exec_group *g);

/* ---- asking, pinning, proving --------------------------------------------------------------- */
typedef struct rp_recompute_info {
    uint32_t size;
    int32_t active;        /* non-zero while a region's function runs again */
    uint64_t region, pass; /* number of the region's frame; backward pass (or group) that asked */
    const char *name;
} rp_recompute_info;
/** Am I recomputing, which region, which pass? Fresh regions inside a recompute count as such. */
RP_API void rp_recompute_get(rp_recompute_info *i);
/** This value is kept, whatever the policy says. In a region's function forward keeps the bytes,
 *  and a recompute gives the handle those of forward, in order of the calls. Call it right after
 *  the value was made. `name` may be NULL. */
RP_API RP_MUST rp_status rp_pin(rp_tensor *t, const char *name);
/** Until the pop this thread's operators are not part of the open regions: no policy is asked about
 * them, they shift no counts, what they save is kept as outside a region, and a recompute runs them
 * anew. For what need not happen the same way twice: profiling, autotuning, tables that are built
 * once.
 * @return RP_STOP_RECOMPUTE once a recompute has all it needs: return it
 */
RP_API RP_MUST rp_status rp_region_outside_push(void **token);
RP_API void rp_region_outside_pop_take(void *token); /* NULL is legal */
/** Names a value right after the operator that made it, so that policies can choose the value and
 * not the kind of operator: `save(name(attn_out))` in a text, `tensor_name` in a policy function. A
 * recompute then does not run that operator again. The name stays on the handle (rp_tensor_name).
 * Only the single result of the latest operator can be chosen; outside a selective region it is a
 * name and no more.
 */
RP_API RP_MUST rp_status rp_checkpoint_name(rp_tensor *t, const char *name);
typedef struct rp_region_stats { /* sums over all calls of regions of one name */
    uint32_t size, reserved;
    uint64_t forward_ops;     /* kernels run by the function in forward, views included */
    uint64_t replayed_ops;    /* the same in recomputes */
    uint64_t served;          /* operator calls answered from the SAC storage */
    uint64_t kept_bytes;      /* storages of the region's own results that SAC caches hold now */
    uint64_t unused_entries;  /* saved operator calls that were never served, of dead frames */
    uint64_t stops;           /* early stops */
    uint64_t swallowed_stops; /* ... that the function did not pass on */
    uint64_t kept_entries;    /* operator calls whose results SAC caches hold now */
} rp_region_stats;
/** RP_E_INVALID if no region of this name was ever called. */
RP_API RP_MUST rp_status rp_region_stats_get(const char *name, rp_region_stats *s);
/** All names, in order of first use, until `fn` returns non-zero (which is returned). */
RP_API int rp_region_stats_each(int (*fn)(void *ctx, const char *name, const rp_region_stats *s),
                                void *ctx);
/** The statistics of all regions as text: a table, a line each, or (json) an array of objects with
 * the fields of rp_region_stats and `name`. Writes at most n bytes with the zero; returns the
 * length of the whole text, as snprintf does. */
RP_API size_t rp_region_report(char *buf, size_t n, int json);
/** RNG states of the devices (cpu not) among the tensors below `args`: up to *count of them, which
 *  is set to how many there are. `states` are U8 tensors owned by the caller. */
RP_API RP_MUST rp_status rp_get_device_states(const rp_value *args, uint32_t n, rp_device *ids,
                                              rp_tensor **states, uint32_t *count);
RP_API RP_MUST rp_status rp_set_device_states(const rp_device *ids, rp_tensor *const *states,
                                              uint32_t count);
/** Type of the first tensor below `args` that is not on the cpu, else the default device type;
 *  several types: a warning. */
RP_API const char *rp_infer_device_type(const rp_value *args, uint32_t n);
/** Top-level tensors become detached leaves on the same storage that keep requires-grad; the rest
 *  is copied. Owned. */
RP_API RP_MUST rp_status rp_detach_variables(rp_value *out, const rp_value *in, uint32_t n);
/** Warns through the log sink when no tensor below `in` requires grad. */
RP_API void rp_check_backward_validity(const rp_value *in, uint32_t n);

/* ---- programs without regions: recipes on storages, replayed; no user code runs twice ------- */
RP_API RP_MUST rp_status rp_remat_push(const char *policy_text, uint32_t *depth);
RP_API void rp_remat_pop(uint32_t depth);
#ifdef __cplusplus
}
#endif
#endif
