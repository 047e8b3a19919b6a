/* modes/checkpoint/impl.h - frames, slots, passes and SAC storages. For modes/checkpoint;
 * modes/init.c sets the default */
#ifndef RP_CHECKPOINT_IMPL_H
#define RP_CHECKPOINT_IMPL_H
#include "dispatch/impl.h"
#include "modes/checkpoint/checkpoint.h"
#include <pthread.h>

/* ---- what regions without a policy in code do (REPRISE_SAC) --------------------------------- */
/** `text`: "off", "full" or "save(...)", "force:" in front is legal; NULL: what the code says.
 * `force`: also over policies in code. Checks the operators; errors name REPRISE_SAC. */
rp_status rp_checkpoint_set_default(const char *text, int force);

/* ---- scopes: what thread->s.region points to ------------------------------------------------ */
typedef struct checkpoint_scope { /* first member of a frame in forward and of a recompute */
    rp_object object;
    struct rp_frame *frame;
    struct checkpoint_scope *below; /* the scope around it; owned while open */
    uint64_t pass;                  /* of a recompute: the key it fills */
    bool recompute;
    uint32_t pins; /* rp_pin calls so far in this run */
    struct {       /* what stood before the region added its own; owned while open */
        rp_link *modes, *hooks;
        rp_random_source *random;
    } around;
} checkpoint_scope;
static inline checkpoint_scope *rp_scope_current(rp_thread *t)
{
    return (checkpoint_scope *)t->s.region;
}

/* notes what stands around it */
void rp_scope_enter(checkpoint_scope *s, const rp_state_fields *now, rp_random_source *random);
void rp_scope_leave(checkpoint_scope *s);

/* ---- random numbers: forward records what was drawn, a recompute reads it again ------------- */
typedef struct random_draw {
    uint64_t seed, offset, numbers;
} random_draw;
/* a source that asks the one around it, or the generator, and keeps the answers */
typedef struct random_log {
    rp_random_source source;
    rp_random_source *around; /* owned while the region is open */
    uint32_t n, cap;
    random_draw *draw;
} random_log;
rp_status rp_random_log_create(random_log **out, rp_random_source *around);
void rp_random_log_close(random_log *l); /* later draws pass through unrecorded */
rp_status rp_random_replay_create(rp_random_source **out, random_log *l);
/** Draws again, through the thread's source, what the log has at [first, first + n): for a call
 * that is served. */
rp_status rp_random_skip(rp_thread *t, const random_log *l, uint32_t first, uint32_t n);

/* ---- statistics by region name -------------------------------------------------------------- */
typedef struct region_record {
    struct region_record *next;
    char *name;
    _Atomic uint64_t forward_ops, replayed_ops, served, kept_bytes, kept_entries, unused_entries,
        stops, swallowed_stops;
} region_record;
region_record *rp_region_record(
    const char *name); /* interned for the life of the process; NULL after RP_E_MEMORY */
#define RP_STAT(record_, field_, n_)                                                               \
    atomic_fetch_add_explicit(&(record_)->field_, (n_), memory_order_relaxed)

/* ---- policies and SAC storages -------------------------------------------------------------- */
/* @integers: calls with integer or bool results, the decisions of a program */
/* aten::mm; name(x), a value; module(h.3), a scope */
enum { SAC_ENTRY_OPERATORS, SAC_ENTRY_NAME, SAC_ENTRY_MODULE };
/* one entry of a policy text or list, for the report of those that matched nothing */
typedef struct sac_entry_text {
    char *text;
    uint8_t kind; /* SAC_ENTRY_* */
    _Atomic uint32_t matched;
} sac_entry_text;
typedef struct sac_policy { /* shared by any number of regions */
    rp_object object;
    rp_policy_fn fn; /* asked when set; else the table decides */
    void *fn_ctx;
    uint8_t allow_mutation;
    uint8_t effects_alone; /* of a region without a policy: nothing but effects is counted */
    uint32_t n_ops, n_entries, n_names, n_modules;
    sac_entry_text *integers; /* the entry @integers, or NULL */
    uint16_t *every;          /* by operator index: 0 not saved, k every k-th call from the first */
    uint16_t *entry;          /* by operator index: which entry said so */
    sac_entry_text *entries;
} sac_policy;
rp_status rp_sac_policy_from_list(sac_policy **out, const rp_op *const *save, uint32_t n,
                                  int allow_mutation);
rp_status rp_sac_policy_from_fn(sac_policy **out, rp_policy_fn fn, void *ctx, int allow_mutation);
/** For regions without a policy: nothing is kept but the results of effects. */
rp_status rp_sac_policy_of_effects(sac_policy **out);
/** "save(...)": parsed and resolved against the registry; "full": *out stays NULL, *full is set;
 * "off": neither.
 *  @param variable  named in errors */
rp_status rp_sac_policy_from_text(sac_policy **out, bool *full, const char *variable,
                                  const char *text);
/** Path of the open module scopes, outermost first, "a.b"; "" if none. */
const char *rp_module_path_text(char *buf, size_t n);
static inline void rp_sac_policy_release(sac_policy *p)
{
    if (p) rp_object_release(&p->object);
}

typedef struct version_wrapper { /* a cached value and the version it had */
    rp_tensor *value;
    uint64_t version;
    /* see_outer_hooks, or offloaded: they keep the value, and `value` is NULL; owned */
    rp_hooks *hooks;
    rp_value packed;
} version_wrapper;
enum { SAC_ARGUMENT = 1 << 16 };
typedef struct sac_entry {       /* one saved call */
    struct sac_entry *next_kept; /* all entries of the storage, newest first */
    const rp_op *op;
    const void *site;
    uint64_t signature;     /* of the shapes and dtypes of its tensor inputs */
    uint32_t nth, slots;    /* call of this operator; saves of the region made before it */
    uint32_t draw, n_draws; /* what it drew, in the region's random log */
    uint32_t n_out, n_values;
    _Atomic uint32_t served;
    bool freed, effect, offload;
    /* results; tensors stand as {TENSOR, n: index into value}, or n: SAC_ARGUMENT + index of the
       argument it is */
    rp_value *out;
    version_wrapper *value;
} sac_entry;
typedef struct sac_calls { /* all calls of one operator in the region */
    const rp_op *op;
    uint32_t n, n_saved, cap;
    sac_entry **saved; /* by nth, ascending */
} sac_calls;
typedef struct sac_held { /* a storage that entries hold */
    uint64_t id, bytes;   /* id 0: free; refs 0: was held */
    uint32_t refs;
} sac_held;
typedef struct sac_storage {
    rp_object object;
    struct rp_frame *frame; /* borrowed; NULL once it died, or for a mode used outside a region */
    sac_calls *table;       /* open addressing by operator */
    uint32_t cap, n;
    /* allow_cache_entry_mutation: values are copied in and out, so that writes to either reach
       nobody else */
    bool copies;
    struct { /* the latest operator, for rp_checkpoint_name; op NULL: it cannot be chosen */
        sac_entry head;
        uint64_t made, version; /* the storage of its result */
    } last;
    uint64_t mark; /* storages of later ids were made in the region: keeping those costs bytes */
    sac_entry *kept;
    rp_hooks *offload; /* rp_save_on_cpu, once a policy asked for it; owned */
    sac_held *held;    /* open addressing by id */
    uint32_t held_cap, held_n;
} sac_storage;
rp_status rp_sac_storage_create(sac_storage **out, struct rp_frame *frame, bool copies);
sac_calls *rp_sac_calls_find(const sac_storage *s, const rp_op *op); /* NULL: never called */
rp_status rp_sac_calls_get(sac_calls **out, sac_storage *s, const rp_op *op);
/** Keeps aliases (or copies) of the results of this call. */
rp_status rp_sac_storage_keep(sac_storage *s, rp_call *c, sac_calls *calls, const sac_entry *head,
                              const rp_value *in, const rp_value *out, uint32_t n_out);
/** An alias of a value that is kept, or is about to be; a copy if the storage says so. No
 * history. */
rp_status rp_sac_hand_over(rp_tensor **out, const sac_storage *s, rp_call *c, rp_tensor *t);
/** Frees the entries of calls that began after `slots` saves. */
void rp_sac_storage_trim(sac_storage *s, uint32_t slots);
uint64_t rp_sac_signature(const rp_value *in, uint32_t n);
/** A value got a name in this open region: keeps it if the policy says so. */
rp_status rp_sac_named(sac_policy *p, sac_storage *s, rp_tensor *t, const char *name);

/* The two modes. A pair made by the user is a template: inside a region only its policy is used. */
const char *rp_sac_region_name(const sac_storage *s);
typedef struct sac_caching {
    sac_policy *policy;
    sac_storage *storage;
} sac_caching;
typedef struct sac_cursor {
    uint32_t n, next;
} sac_cursor;
typedef struct sac_cached {
    sac_policy *policy;
    sac_storage *storage;
    sac_cursor *cursor; /* parallel to storage->table */
    uint32_t cap;
} sac_cached;
extern const rp_mode_type rp_mode_type_sac_caching, rp_mode_type_sac_cached;
rp_status rp_sac_caching_create(rp_mode **out, sac_policy *policy, sac_storage *storage);
rp_status rp_sac_cached_create(rp_mode **out, sac_policy *policy, sac_storage *storage);
/** After a run to the end: every operator was called as often as in forward. */
rp_status rp_sac_cached_check(const rp_mode *cached);

/* ---- frames --------------------------------------------------------------------------------- */
/* A holder describes slot k of the region: what forward saw when it packed. The packed value is the
   index alone; the hooks, one reference per slot, keep the frame alive, and nothing in the frame
   points back at the graph. */
typedef struct checkpoint_holder {
    const rp_op *op; /* NULL: a custom function */
    const void *site;
    uint64_t storage, version, hash;
    rp_dtype dtype;
    rp_device device;
    int32_t ndim;
    uint32_t extent; /* first of its extents in frame->extents */
    _Atomic bool live;
} checkpoint_holder;

enum { RP_HANDLE_EMPTY, RP_HANDLE_FULL, RP_HANDLE_TAKEN };
typedef struct checkpoint_handle { /* the recomputed value of a holder in one pass */
    /* owned while FULL; weak once TAKEN, so that a second reader finds what the first still
       holds */
    rp_tensor *value;
    const rp_op *op;
    const void *site;
    uint64_t version, hash;
    uint8_t state;
} checkpoint_handle;

typedef struct debug_log debug_log; /* debug.c */
enum { RP_PASS_NEW, RP_PASS_RUNNING, RP_PASS_DONE };
typedef struct checkpoint_pass {
    struct checkpoint_pass *next;
    uint64_t key;
    pthread_t owner; /* while RUNNING */
    uint32_t n;
    uint8_t state;
    bool of_group;
    checkpoint_handle *handle;
    debug_log *debug; /* of the latest run in a debug region; owned */
} checkpoint_pass;

/* Finds a frame that may have died: what the end of a pass, or of a group, goes through. */
typedef struct frame_ticket {
    rp_object object;
    pthread_mutex_t lock;
    struct rp_frame *frame; /* NULL once it died */
} frame_ticket;

typedef struct captured_state { /* what a recompute puts back */
    rp_autocast_config autocast[2];
    rp_device default_device;
    uint8_t has_default_device, inference;
    uint64_t include, exclude;
    rp_link *modes, *premodes; /* only when a captured mode stands on them, else NULL */
    rp_link *modules;
} captured_state;

typedef struct open_state { /* what closing the forward puts back */
    uint32_t hooks_depth, modes_depth;
    bool hooks_pushed, mode_pushed;
    rp_hooks *outer_hooks; /* innermost ones around the region; borrowed from the stack */
    rp_random_source *random;
    rp_object *autocast_cache;
    uint64_t kernels;
} open_state;

typedef struct checkpoint_pin {
    rp_tensor *value;
    uint64_t version;
} checkpoint_pin;

typedef struct checkpoint_settings { /* options, switches and environment, resolved at the call */
    bool plain, no_rng_state, debug, reentrant, see_outer_hooks, allow_mutation;
    uint8_t stop, check;
    sac_policy *policy;           /* owned */
    rp_mode *forward, *recompute; /* owned; from a context function */
} checkpoint_settings;

struct rp_frame {
    checkpoint_scope scope;
    uint64_t id;
    rp_region region; /* ctx is ours */
    region_record *record;
    checkpoint_settings set;
    captured_state captured;
    open_state open;
    bool is_open;
    /* arguments: a template in one block, tensors as {TENSOR, n: slot of saver} */
    rp_value *in;
    uint32_t in_values; /* of the block, nested lists included */
    size_t in_bytes;
    uint32_t n_in, n_out, n_tensors;
    uint8_t *grad_input; /* per tensor input: requires grad */
    rp_node *saver;
    /* slots */
    checkpoint_holder *holder;
    uint32_t n, cap;
    int64_t *extents;
    uint32_t n_extents, cap_extents;
    random_log *log;
    frame_ticket *ticket; /* made by the first pass */
    sac_storage *storage;
    rp_mode *caching; /* the region's own instance while it is open */
    debug_log *debug; /* of the forward of a debug region; owned */
    checkpoint_pin *pin;
    uint32_t n_pins, cap_pins;
    pthread_mutex_t lock; /* passes and liveness */
    pthread_cond_t done;
    checkpoint_pass *passes;
};
typedef struct rp_frame checkpoint_frame;

/* region.c */
rp_status rp_frame_create(checkpoint_frame **out, const rp_region *r,
                          const checkpoint_settings *set);
rp_status rp_frame_open(checkpoint_frame *f, const rp_value *in, uint32_t n_in);
rp_status rp_frame_close(checkpoint_frame *f, rp_status st);
static inline void rp_frame_release(checkpoint_frame *f)
{
    if (f) rp_object_release(&f->scope.object);
}
rp_status rp_tensor_hash(rp_tensor *t, uint64_t *hash);
/** Operator and call site of the save that is being packed; NULL for a custom function. */
static inline const rp_op *rp_saving_op(const rp_thread *t, const void **site)
{
    *site = t->recording ? t->recording->site : NULL;
    return t->recording ? t->recording->op : NULL;
}
/* recompute.c */
rp_status rp_frame_unpack(checkpoint_frame *f, uint32_t slot, rp_tensor **out);
void rp_frame_slot_dropped(checkpoint_frame *f, uint32_t slot);
void rp_frame_drop_pass(checkpoint_frame *f, uint64_t key); /* values and bookkeeping */
void rp_frame_empty_pass(checkpoint_frame *f,
                         uint64_t key); /* values only: what was taken stays marked */
void rp_frame_fini_passes(checkpoint_frame *f);
void rp_ticket_release(frame_ticket *k);
/** Runs `fn` on the ticket's frame if it lives; the frame cannot die meanwhile. */
void rp_ticket_with(frame_ticket *k, void (*fn)(checkpoint_frame *f, uint64_t key), uint64_t key);
/* arguments.c */
rp_status rp_args_capture(checkpoint_frame *f, const rp_value *in, uint32_t n);
rp_status rp_args_restore(checkpoint_frame *f,
                          rp_value **in); /* detached; owned: rp_args_release */
void rp_args_release(checkpoint_frame *f, rp_value *in);
void rp_args_drop(checkpoint_frame *f);
/* group.c */
struct rp_graph_exec_group {
    rp_object object;
    uint64_t key;
    pthread_mutex_t lock;
    frame_ticket **ticket; /* frames whose values this group keeps; owned, while entered */
    uint32_t n, cap;
};
rp_status rp_group_touch(rp_graph_exec_group *g, frame_ticket *ticket);
/* report.c */
enum { RP_TEXT_BYTES = 256 };
const char *rp_site_text(char *buf, size_t n, const void *site);
const char *rp_saver_name(const rp_op *op);
/** The function of `file`, mapped at `base`, that `site` lies in, static ones too; false for
 * stripped files. symbols.c */
bool rp_symbol_find(const char *file, const void *base, const void *site, char *name, size_t n,
                    size_t *offset);
rp_status rp_report_count(const checkpoint_frame *f, const checkpoint_pass *p, uint32_t saved);
rp_status rp_report_surplus(const checkpoint_frame *f, const checkpoint_pass *p, const rp_op *op,
                            const void *site);
/** check_recomputed_tensors_match: metadata, operators and hashes of the values at hand. */
rp_status rp_report_slots(const checkpoint_frame *f, const checkpoint_pass *p);
/* debug.c */
/** Keeps the operators that this thread's run of the region calls from now on; pushes a mode.
 * Replaces *out. */
rp_status rp_debug_log_open(debug_log **out, const checkpoint_frame *f, bool recompute);
void rp_debug_log_release(debug_log *d);
/** What debug adds to a failed check. */
rp_status rp_debug_note(rp_status st, const checkpoint_frame *f, const checkpoint_pass *p);
/** The function once more, in the state of forward, with whatever hooks stand now: for the
 * reentrant form. */
rp_status rp_frame_run_again(checkpoint_frame *f, const rp_value *in, rp_value *out);
/* reentrant.c */
extern const rp_node_type rp_checkpoint_function;
rp_status rp_checkpoint_reentrant(rp_value *out, uint32_t n_out, const rp_region *r,
                                  const rp_value *in, uint32_t n_in,
                                  const checkpoint_settings *set);
#endif
