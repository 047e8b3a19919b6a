/* dispatch/impl.h - operators, calls and modes from the inside. For dispatch/ and modes/ */
#ifndef RP_DISPATCH_IMPL_H
#define RP_DISPATCH_IMPL_H
#include "core/autograd/impl.h"
#include "core/impl.h"
#include "dispatch/init.h"
#include "dispatch/mode.h"

/* ---- schema ---------------------------------------------------------------------------------- */
enum { RP_MAX_ARGS = 48, RP_MAX_RETURNS = 16 };
enum {
    RP_TYPE_TENSOR,
    RP_TYPE_INT,
    RP_TYPE_FLOAT,
    RP_TYPE_BOOL,
    RP_TYPE_SCALAR,
    RP_TYPE_STR,
    RP_TYPE_DTYPE,
    RP_TYPE_DEVICE,
    RP_TYPE_LAYOUT,
    RP_TYPE_MEMORY_FORMAT,
    RP_TYPE_GENERATOR
};
typedef struct rp_param {
    const char *name; /* in the schema's own arena */
    uint8_t type;     /* RP_TYPE_*; SymInt reads as INT */
    bool list, optional, element_optional, kwarg_only, mutated, has_default;
    bool is_out;            /* keyword-only, mutated, of an `out` overload */
    int32_t list_size;      /* int[2]: a single int stands for every place; 0: no size */
    char alias;             /* 'a' of (a!), 0 if none */
    uint32_t accept;        /* bit per RP_TAG_* that a value may have here */
    rp_value default_value; /* owned by the schema */
} rp_param;
/* operators with RP_OP_EFFECT: regions look out for them only if there are any */
extern _Atomic uint32_t rp_effect_ops;
typedef struct rp_schema {
    char *text;            /* printed the way PyTorch prints it */
    char *name;            /* "aten::add.Tensor"; no overload: "aten::mm" */
    char *base, *overload; /* "aten::add", "Tensor" ("" for the default overload) */
    rp_param *arg, *ret;
    uint32_t n_args, n_rets, n_positional;
    uint16_t *accept;    /* arg[i].accept, close together: the call path reads these */
    rp_value *defaults;  /* arg[i].default_value likewise; borrowed from the parameters */
    uint32_t n_required; /* arguments up to the last one without a default */
    void *arena;         /* the one block that holds all of the above */
    size_t arena_bytes;
} rp_schema;
/** Parses one schema. RP_E_INVALID names the column and what is allowed there. */
rp_status rp_schema_parse(rp_schema *out, const char *text);
/** The same for "(Tensor, Scalar?) -> Tensor": types alone, as plain kernels state them. */
rp_status rp_schema_parse_signature(rp_schema *out, const char *text);
void rp_schema_fini(rp_schema *s); /* also of a zeroed one */
/** "Tensor?[]", "int[2]": the type of a parameter without alias and name, into `buf`. */
const char *rp_param_type_text(char *buf, size_t n, const rp_param *p);

/* Schemas of the forms that one row serves: rp_op_row.variants. */
#define OP_VARIANTS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* ---- kernels and operators ------------------------------------------------------------------- */
/* immutable once published; retired, never freed while the process lives */
typedef struct rp_kernel {
    rp_boxed fn;
    void *self;
    int32_t prefer, line;
    const char *file, *key;
    struct rp_plugin_record *owner; /* NULL: built in */
    /* what it outranks: for `reprise ops` and for retiring; written under the registry's lock */
    struct rp_kernel *next;
    struct rp_kernel *all; /* every kernel ever made */
    /* of a plain C function: how libffi calls it (plain_ffi.c); owned */
    struct rp_plain *plain;
} rp_kernel;
enum {
    RP_SLOT_META,
    RP_SLOT_AUTOGRAD,
    RP_SLOT_COMPOSITE,
    RP_SLOT_DEVICE0,
    RP_SLOTS = RP_SLOT_DEVICE0 + RP_MAX_DEVICE_TYPES
};
enum { RP_FORM_FUNCTIONAL, RP_FORM_INPLACE, RP_FORM_OUT };
struct rp_op {
    rp_schema schema;
    /* variants share their row; a copy that has every field, whatever the plugin's size was */
    const rp_op_row *row;
    const rp_op *functional; /* of a variant: the row's own operator; else itself */
    uint32_t flags, index;   /* RP_OP_*; index in registration order */
    uint8_t form;            /* RP_FORM_* */
    /* RP_CAST_*: what autocast does with it on cpu / elsewhere (autocast_key.c) */
    uint8_t autocast[2];
    bool has_lists;       /* any argument is a tensor list */
    bool differentiable;  /* the row has a vjp or vjp_text */
    uint64_t tensor_args; /* mask: arguments that are tensors or tensor lists */
    uint64_t mutates;     /* mask: arguments with (a!) */
    /* the argument that result k is (in-place, out=), -1 for a fresh one */
    int8_t target[RP_MAX_RETURNS];
    int8_t generator; /* index of the generator argument, -1 if none */
    /* view operators join families, whether or not anything requires grad */
    bool passes_recorder;
    /* its plugin was unloaded: a name that nobody finds any more, for whoever kept the handle */
    bool dead;
    /* calls that ran on the cpu because its device has no kernel (fallback.c) */
    _Atomic uint64_t fallbacks;
    struct rp_plugin_record *owner;
    _Atomic(const rp_kernel *) slot[RP_SLOTS];
    const struct rp_vjp_program *vjp_program; /* compiled vjp_text */
    _Atomic(struct rp_op *) next;             /* hash chain */
};
enum {
    RP_CAST_NONE,
    RP_CAST_LOWER,
    RP_CAST_FP32,
    RP_CAST_WIDEST,
    RP_CAST_DTYPE /* its own dtype argument is set to float32 */
};

struct rp_call {
    const rp_op *op;
    rp_thread *thread;
    const rp_call *parent; /* the call it was made from (rp_call_inner), NULL at the top */
    const void *site;
    uint64_t keys; /* of the arguments and the thread, when it was entered */
    uint64_t seq;
    uint32_t level; /* RP_KEY_* being run */
    uint32_t depth;
    rp_device device;   /* of the outputs */
    rp_dtype dtype;     /* computation dtype, set by meta */
    bool inner;         /* made by rp_call_inner from a device kernel: modes do not see it */
    const rp_value *in; /* arguments as given (for rp_call_output and rp_call_random) */
    uint32_t n_in;
    /* the whole stack when it was entered: events and inner calls of the kernel reach it */
    rp_link *modes;
};
/** Number of a region for rp_call_info; modes/checkpoint sets it. NULL: regions are all 1. */
extern uint32_t (*rp_region_number)(const rp_object *region);
/** Clears n results. */
void rp_values_clear(rp_value *v, uint32_t n);

/** The typed functions' entry: like rp_op_call with the caller's address. */
RP_API rp_status rp_call_from(const rp_op *op, const void *site, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out);
/** Runs everything at or below `level` (RP_KEY_*) for these arguments. */
rp_status rp_dispatch(rp_thread *t, const rp_op *op, const rp_call *parent, const void *site,
                      uint32_t level, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out);
/** rp_call_below of the recorder itself, with the call's own arguments and `out` set to NONE: its
 * checks are done. */
rp_status rp_call_under_autograd(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                                 uint32_t n_out);
/** Would a call of `op`, which writes in place, be refused? Runs its meta function alone; nothing
 * is written. For meta functions. */
rp_status rp_call_check(rp_call *c, const rp_op *op, const rp_value *in, uint32_t n_in);
/* autograd_key.c */
rp_status rp_autograd_record(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out);
/* autograd_upcalls.c: gives core/autograd its operators; from rp_init */
void rp_autograd_start(void);
/** Sets op->autocast by PyTorch's lists. */
void rp_autocast_resolve(rp_op *op);
/** Drops the cast weights that this thread's outermost autocast scope cached: from its last pop. */
void rp_autocast_cache_clear(void);
/* autocast_key.c */
rp_status rp_autocast_call(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out);

/** rp_call_output of a functional operator's only result that is contiguous and shaped as `like`,
 * which is contiguous. */
rp_status rp_call_output_twin(rp_call *c, rp_value *out, rp_dtype dtype, const rp_tensor *like);
/** Strides of a dense tensor that keeps the dimension order of `like`: its own strides, if it is
 * dense itself, which is returned. */
bool rp_dense_strides(const rp_tensor *like, int64_t *stride);

/* ---- registry -------------------------------------------------------------------------------- */
const rp_op *rp_op_lookup(const char *name); /* NULL without a text */
/* has a kernel for this type of device */
bool rp_op_runs_on(const rp_op *op, int type);
uint32_t rp_op_count(void);
const rp_op *rp_op_at(uint32_t index);
/** "aten::add" -> its overloads; returns their number, fills up to n. */
uint32_t rp_op_overloads(const char *base, const rp_op **ops, uint32_t n);
/* generated list, NULL-terminated; each ends with .size == 0 */
extern const rp_op_row *const rp_builtin_rows[];
rp_status rp_registry_add_builtin(void);
void rp_registry_lock(void); /* recursive; also guards mode types and plugin records */
void rp_registry_unlock(void);
void rp_registry_lock_forked(void); /* in a forked child, whose parent held it: a new one, free */
/** Makes a row's operators, variants after their functional form, linked by `next`; nothing is
 * published. */
rp_status rp_op_make(rp_op **out, const rp_op_row *row, struct rp_plugin_record *owner);
void rp_op_free(rp_op *op);
/** Publishes one operator. Under the lock; the room was reserved. */
void rp_op_publish(rp_op *op);
rp_status rp_registry_reserve(uint32_t n);
/** Puts a kernel into a slot by preference. Under the lock. */
void rp_kernel_publish(rp_op *op, uint32_t slot, rp_kernel *k);
/** Takes the kernels of `owner` out of every slot; returns how many. Under the lock. */
uint32_t rp_kernel_retire(const struct rp_plugin_record *owner);
/** The same for its operators: out of every list, handles stay valid as names. */
uint32_t rp_op_retire(const struct rp_plugin_record *owner);
rp_kernel *rp_kernel_make(rp_boxed fn, void *self);
void rp_kernel_free(rp_kernel *k);
/** Text for an unknown name, with near misses. */
rp_status rp_op_unknown(const char *name);

/* A plain C function behind a schema's types (plain_ffi.c). */
struct rp_plain;
rp_status rp_plain_create(struct rp_plain **out, void (*fn)(void), const char *signature,
                          const rp_op *op);
void rp_plain_free(struct rp_plain *p); /* NULL is legal */
/* an rp_boxed */
rp_status rp_plain_call(void *plain, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out);

/* Who registered something: a plugin, or a part of the program. Lives until the end of the
   process. */
typedef struct rp_plugin_record {
    struct rp_plugin_record *next;
    char *name, *version, *family, *path, *reason;
    const struct rp_plugin *plugin; /* NULL: the program */
    void *self, *handle;
    uint64_t device, inode; /* of the file */
    int32_t score;
    uint32_t operators, kernels, devices, modes, skipped;
    uint64_t device_types;                   /* mask of its ids */
    _Atomic uint64_t live_nodes, live_modes; /* of its operators and mode types */
    /* candidate: a file, or a plugin that is linked in; listed in reports */
    bool loaded, candidate;
} rp_plugin_record;
/** Why it was or was not taken, or what became of it. */
__attribute__((format(printf, 2, 3))) void rp_record_say(rp_plugin_record *r, const char *fmt, ...);
/** The end of a plugin that was initialised: its fini. */
void rp_plugin_end(rp_plugin_record *r);
rp_status rp_record_create(rp_plugin_record **out, const char *name);
rp_plugin_record *rp_record_first(void);
/** Looks at every plugin file along the search path without initialising any: their reports, for
 * REPRISE_PLUGINS unset. */
rp_status rp_plugins_query(void);

/** rp_plugin_load with options for the plugin's init: "cpu(threads=2)". */
rp_status rp_plugin_load_with(const char *name_or_path, const rp_kv *options, uint32_t n);
/* what a plugin gets: the plain one, or while checking the one that can fail */
const struct rp_host *rp_host_table(void);
const struct rp_host *rp_host_plain(void);
const struct rp_host *rp_host_faulty(void);
/** A call whose device, of this type, has no kernel while the cpu has one (fallback.c). */
rp_status rp_fallback_run(rp_call *c, int type, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out);
/** The same asked for by a kernel; rp_host.fallback. */
rp_status rp_fallback(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out);
void rp_modes_start(void);

/* Staged registration: nothing is visible before rp_stage_commit, and then all of it. */
struct rp_registrar {
    rp_plugin_record *owner;
    const char *name;
    struct rp_stage *stage;
};
rp_status rp_stage_open(rp_registrar *r, rp_plugin_record *owner);
/** `lenient`: kernels of operators that do not exist are left out and counted in owner->skipped,
 * named in owner->reason. */
rp_status rp_stage_commit(rp_registrar *r, bool lenient);
void rp_stage_drop(rp_registrar *r);
rp_status rp_register_device(rp_registrar *r, const rp_device_type *type, int32_t *id);

/* ---- modes ----------------------------------------------------------------------------------- */
struct rp_mode {
    rp_object object;
    const rp_mode_type *type;
    void *self;
    struct rp_plugin_record *owner;
    uint32_t interest; /* bits of RP_EV_* */
};
typedef struct rp_mode_entry { /* a registered type */
    _Atomic(struct rp_mode_entry *) next;
    struct rp_mode_entry *retired;
    const rp_mode_type *type;
    rp_plugin_record *owner;
} rp_mode_entry;
rp_status rp_mode_type_check(const rp_mode_type *type);
bool rp_mode_type_exists(const char *name);
void rp_mode_type_publish(rp_mode_entry *e);                 /* takes it; under the lock */
uint32_t rp_mode_type_retire(const rp_plugin_record *owner); /* under the lock */
/* ---- start ----------------------------------------------------------------------------------- */
extern _Atomic uint32_t rp_ready; /* 1 once rp_init succeeded */
/** From the library's end: rp_init fails from now on. */
void rp_init_close(void);
/** The one link-time upcall of dispatch: modes/init.c registers the built-in modes and reads the
 * environment. */
rp_status rp_startup(void);
#endif
