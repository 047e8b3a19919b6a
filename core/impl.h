/* core/impl.h - the structs behind core's public types. For core/, dispatch/ and modes/; never
   installed, never for plugins */
#ifndef RP_CORE_IMPL_H
#define RP_CORE_IMPL_H
#include "core/autograd.h"
#include "core/log.h"
#include "core/rng.h"
#include "core/state.h"
#include "core/tensor.h"
#include <stdatomic.h>
#include <stdbool.h>

#define RP_LIKELY(x) __builtin_expect(!!(x), 1)
#define RP_UNLIKELY(x) __builtin_expect(!!(x), 0)
/* For steps of the call path that several callers share: what each of them knows folds away. */
#define RP_INLINE inline __attribute__((always_inline))
/* For what those steps rarely come to: kept apart, so that it takes no registers from the rest. */
#define RP_COLD __attribute__((noinline, cold))

/* ---- counts ---------------------------------------------------------------------------------- */
/* `load == 1` spares the atomic decrement when we are the only owner (relaxed counts, acquire on
   death) */
typedef _Atomic uint32_t rp_count;

static inline void rp_count_inc(rp_count *c)
{
    atomic_fetch_add_explicit(c, 1, memory_order_relaxed);
}

/* True when this was the last reference. */
static inline bool rp_count_dec(rp_count *c)
{
    if (atomic_load_explicit(c, memory_order_acquire) == 1) return true;
    return atomic_fetch_sub_explicit(c, 1, memory_order_acq_rel) == 1;
}

/* ---- allocation ------------------------------------------------------------------------------ */
/* Sized, counted, can be made to fail. Small blocks come from per-thread free lists */
/** NULL after RP_E_MEMORY was recorded. Contents are undefined; alignment 16. `rp_free` gets the
 * same size; NULL is legal. */
void *rp_alloc(size_t bytes);
void *rp_alloc_zero(size_t bytes);
/* on failure NULL and p is unchanged */
void *rp_realloc(void *p, size_t old_bytes, size_t new_bytes);
void rp_free(void *p, size_t bytes);
char *rp_strdup(const char *s); /* NULL after RP_E_MEMORY; freed by rp_strfree */
void rp_strfree(char *s);

/* ---- counted objects and persistent stacks --------------------------------------------------- */
typedef struct rp_object { /* first member of modes, hooks, groups, recipes ... */
    rp_count count;
    void (*destroy)(struct rp_object *o);
} rp_object;

static inline void rp_object_init(rp_object *o, void (*destroy)(rp_object *))
{
    atomic_init(&o->count, 1);
    o->destroy = destroy;
}
static inline void *rp_object_retain(rp_object *o)
{
    if (o) rp_count_inc(&o->count);
    return o;
}
static inline void rp_object_release(rp_object *o)
{
    if (o && rp_count_dec(&o->count)) o->destroy(o);
}

/* A stack is a pointer to its top link; links are immutable and shared, so a capture is one retain,
   "run with my own entry off the stack" is one assignment, and a pop to a depth is exact whatever
   was forgotten above it. */
typedef struct rp_link {
    rp_count count;
    uint32_t depth;        /* of this link: 1 is the bottom */
    struct rp_link *below; /* owned */
    rp_object *item;       /* owned */
    uint32_t interest;     /* cumulative event mask of modes, this link and below */
    uint32_t flags;
} rp_link;
enum { RP_LINK_FAKES = 32 }; /* of a stack of modes: new tensors have no bytes */
/** Pushes; takes a reference of `item` on success. `token` gets the depth before the push. */
rp_status rp_stack_push(rp_link **top, rp_object *item, uint32_t interest, uint32_t flags,
                        uint32_t *token);
void rp_stack_pop(rp_link **top, uint32_t token); /* truncates to depth `token` */
rp_link *rp_link_retain(rp_link *l);
void rp_link_release(rp_link *l); /* iterative */

static inline bool rp_is_floating(rp_dtype d) /* rp_dtype_is_floating for the call path */
{
    return d == RP_F32 || d == RP_F64 || d == RP_F16 || d == RP_BF16;
}

/* ---- module scopes (core/state.h) ------------------------------------------------------------ */
const char *rp_module_name(const rp_link *l); /* of one link of the stack */

/* ---- the state of a thread ------------------------------------------------------------------- */
/* A source of random offsets that stands before the generator: records what was drawn, or replays
   it (modes/checkpoint). */
typedef struct rp_random_source {
    rp_object object;
    rp_status (*draw)(struct rp_random_source *self, rp_generator *g, uint64_t numbers,
                      uint64_t *seed, uint64_t *offset);
} rp_random_source;

typedef struct rp_autocast_config {
    uint8_t enabled, cache;
    rp_dtype dtype;
} rp_autocast_config;

/* Copied by value on capture: pointers that are owned are retained by rp_state_capture and dropped
   by rp_state_release. */
typedef struct rp_state_fields {
    uint64_t include, exclude; /* key kinds forced on, and masked off (RP_KEYBIT) */
    rp_link *modes, *premodes; /* dispatch modes below and above autograd */
    rp_link *hooks;            /* saved-tensor hooks */
    rp_link *modules;          /* open module scopes */
    char *hooks_disabled;      /* text, or NULL */
    rp_object *group;          /* graph execution group */
    /* innermost open checkpoint frame: forward recording, or a recompute */
    rp_object *region;
    rp_random_source *random;
    rp_object *autocast_cache;
    rp_autocast_config autocast[2]; /* [0] cpu, [1] every other device */
    uint64_t pass;                  /* running backward pass, 0 outside */
    struct rp_pass *engine;         /* its record; borrowed, lives on the engine's frame */
    rp_device default_device;
    uint8_t has_default_device;
    uint8_t grad_mode, inference, phase, anomaly, keep_graph;
    int8_t early_stop, debug; /* three-valued switches of the checkpoint */
    /* a recompute is satisfied: every operator returns RP_STOP_RECOMPUTE before its kernel */
    uint8_t stopped;
    /* depth of running kernels, saturating: rp_op_call from a kernel is a bug in debug builds */
    uint8_t in_kernel;
} rp_state_fields;

struct rp_state {
    rp_count count;
    rp_state_fields f;
};

/* One TLS block per thread. `s` is the live state; an rp_state object exists only between capture
   and exchange. */
typedef struct rp_thread {
    rp_state_fields s;
    struct rp_error *error; /* last error, NULL if none */
    /* where the next error is written: RP_E_MEMORY must not allocate */
    struct rp_error *spare;
    struct rp_heap *heap; /* free lists and counters, core/memory.c */
    uint64_t next_storage_id, last_storage_id;
    /* the call whose inputs or results the recorder is packing, else NULL: names a slot's
       operator */
    const struct rp_call *recording;
    uint64_t calls; /* operator calls entered on this thread, ever: rp_call.seq */
    /* operator calls that reached a kernel or a view's meta on this thread, ever */
    uint64_t kernels;
    /* storages whose recipes are still to be released, core/storage.c */
    rp_storage *dead;
    bool releasing, reclaiming;
    bool draining;         /* the outermost rp_node_release is at work on `dying` */
    struct rp_node *dying; /* nodes whose last reference is gone, core/autograd/node.c */
    uint64_t next_sequence, last_sequence; /* this thread's block of node sequence numbers */
} rp_thread;
extern _Thread_local rp_thread rp_tls;
/* Its address, NULL before the first use. Initial-exec, because a call of __tls_get_addr is a tenth
   of an operator; eight bytes of static TLS are there also for a library that is itself dlopened,
   the whole block might not be. */
extern _Thread_local rp_thread *rp_self __attribute__((tls_model("initial-exec")));
rp_thread *rp_thread_init(void); /* core/state.c: defaults (grad mode on ...), heap, exit handler */
/* Called on each thread that starts from now on, once it is ready: modes of the environment. NULL:
   nobody. */
extern void (*_Atomic rp_thread_up)(rp_thread *t);
static inline rp_thread *rp_thread_get(void)
{
    rp_thread *t = rp_self;
    return RP_LIKELY(t != NULL) ? t : rp_thread_init();
}

/* Sends an event to this thread's modes: one branch when nobody listens. Dispatch sets the
   pointer. */
extern void (*rp_event_up)(rp_thread *t, const rp_event_info *e);
#define RP_EVENT(thread_, kind_, id_, bytes_, object_, name_)                                      \
    do {                                                                                           \
        if (RP_UNLIKELY((thread_)->s.modes && ((thread_)->s.modes->interest & 1u << (kind_))))     \
            rp_event_up((thread_), &(rp_event_info){sizeof(rp_event_info), (kind_), (id_),         \
                                                    (bytes_), (object_), (name_)});                \
    } while (0)

/* Process-wide: something wants the next operator to stop and look (interrupt). Relaxed load on the
   call path. */
extern _Atomic uint32_t rp_attention;

/* ---- dispatch keys: a set is 64 bits, kinds below, device types above ------------------------ */
enum {
    RP_KEY_DEVICE,
    RP_KEY_FAKE,
    RP_KEY_MODE,
    RP_KEY_AUTOGRAD,
    RP_KEY_AUTOCAST,
    RP_KEY_PREMODE,
    RP_KEY_KINDS
};
#define RP_KEYBIT(kind_) (UINT64_C(1) << (kind_))
#define RP_DEVICEBIT(type_) (UINT64_C(1) << (16 + (type_)))
#define RP_DEVICEBITS (~UINT64_C(0) << 16)

/* ---- storage --------------------------------------------------------------------------------- */
enum { RP_STORAGE_SMALL_BYTES = 64 };
enum {
    RP_STORAGE_FAKE = 1,
    RP_STORAGE_FOREIGN = 2,
    RP_STORAGE_READONLY = 4,
    RP_STORAGE_SMALL = 8,
    RP_STORAGE_ZERO = 16,
    RP_STORAGE_OWNED = 32, /* data is a block of the device's allocator, to be given back */
    /* a side stream may still read the bytes (dispatch/offload.c): who writes them waits for it */
    RP_STORAGE_COPYING = 64,
};
struct rp_storage {
    rp_count count;
    uint32_t flags;
    rp_device device;
    /* readers of rp_tensor_read: bytes may not be dropped */
    _Atomic uint32_t pins;
    /* NULL: fake, no bytes, or dropped (recipe tells how to get them back) */
    void *data;
    uint64_t nbytes, rounded;
    _Atomic uint64_t version;
    uint64_t id;                 /* unique for the life of the process */
    _Atomic(rp_object *) recipe; /* how these bytes came about (modes/remat); owned */
    void (*drop)(void *ctx);     /* foreign bytes */
    void *drop_ctx;
    /* RP_STORAGE_SMALL_BYTES of them when RP_STORAGE_SMALL */
    _Alignas(16) unsigned char small[];
};
/** A number below the ids of all storages that this thread makes from now on, and above those of
 * all that it can have seen. */
uint64_t rp_storage_id_mark(rp_thread *t);
/** `flags`: RP_STORAGE_FAKE (no bytes), RP_STORAGE_ZERO (bytes are zeroed). */
rp_status rp_storage_create(rp_storage **out, uint64_t nbytes, rp_device device, uint32_t flags);
/** Foreign bytes; `drop` (may be NULL) is called once when the storage dies. On failure it is not
 * called. */
rp_status rp_storage_wrap(rp_storage **out, void *data, uint64_t nbytes, rp_device device,
                          uint32_t flags, void (*drop)(void *), void *ctx);
/* iterative: recipes that own storages that own recipes ... */
void rp_storage_release(rp_storage *s);
/** Gives the bytes back while the storage lives (a recipe tells how to remake them); returns how
 * many, 0 when they are pinned, foreign or inside the storage. restore: uninitialised bytes
 * again. */
uint64_t rp_storage_drop_bytes(rp_storage *s);
rp_status rp_storage_restore_bytes(rp_storage *s);
/** Another size, contents kept up to the smaller one (resize_). RP_E_STATE for foreign and pinned
 * bytes. */
rp_status rp_storage_resize(rp_storage *s, uint64_t nbytes);
static inline rp_storage *rp_storage_retain(rp_storage *s)
{
    if (s) rp_count_inc(&s->count);
    return s;
}
/** Names who made a storage, for the list of the largest ones; nothing for a small one. `op` lives
 * as long as the process. */
void rp_storage_made_by(const rp_storage *s, const char *op);
/* What a layer above hangs on storages. NULL slots are skipped; set once, before the first tensor
   of interest. */
typedef struct rp_storage_upcalls {
    /* called when s->recipe or a watcher is set: dependants of the old version materialise */
    rp_status (*before_write)(rp_storage *s);
    rp_status (*materialise)(rp_storage *s); /* bytes were dropped and are wanted */
    void (*event)(int freed, rp_storage *s); /* called only while rp_storage_events is non-zero */
    /* the last reference of a storage with a recipe is being dropped: whoever knows the storage
       without owning it forgets it, or says true if it was found and retained meanwhile */
    bool (*dying)(rp_storage *s);
} rp_storage_upcalls;
extern rp_storage_upcalls rp_storage_up;
extern _Atomic uint32_t rp_storage_events; /* number of modes that listen, all threads */

/* ---- device registry (core/device.c) --------------------------------------------------------- */
enum { RP_MAX_DEVICE_INDEX = 64 }; /* devices of one type */
/** Hands out the type id of the name, the next one for a new name. `t` must outlive the process or
 * its plugin. RP_E_STATE if the name is taken. */
rp_status rp_device_register(const rp_device_type *t, int *type);
void rp_device_unregister(int type); /* the id is kept for the name: nothing of the type may live */
/* in a forked child: types without RP_CAP_FORK are lost from now on */
void rp_device_forked(void);
rp_status rp_device_usable(int type); /* RP_E_STATE for a lost one */
/* What a call on a device that is not the cpu looks at once: 0, or why it must look closer. */
enum {
    RP_DEVICE_LOST = 1 /* this process is a child of the one that started it */,
    RP_DEVICE_PROFILED = 2 /* one of its devices */
};
extern _Atomic uint8_t rp_device_special[RP_MAX_DEVICE_TYPES];
static inline bool rp_device_lost(int type)
{
    return type > 0 && type < RP_MAX_DEVICE_TYPES &&
           atomic_load_explicit(&rp_device_special[type], memory_order_relaxed) & RP_DEVICE_LOST;
}
int rp_profiles_on(int type); /* how many devices of a type are being profiled */
void rp_profiles_forget(int type);
/* default generators of a type that comes or goes: what its plugin keeps is given back */
void rp_generators_reset(int type);
/* living ones that rp_generator_create made and a plugin keeps */
int64_t rp_generators_on(int type);
/** rp_generator_default with the reason where there is none. */
rp_status rp_generator_find(rp_generator **out, rp_device device);
/** RP_OK, or RP_E_DEVICE whose text lists what exists. */
rp_status rp_device_check(rp_device d);
/** Asked for a device type that nobody registered, by name: a loader may register it now. NULL
 * until dispatch sets it. */
extern rp_status (*rp_device_wanted)(const char *name);

/* ---- tensor ---------------------------------------------------------------------------------- */
enum { RP_INLINE_DIMS = 5 };
enum {
    RP_T_REQUIRES_GRAD = 1, /* a leaf that requires grad */
    RP_T_RETAIN_GRAD = 2,
    RP_T_CONTIGUOUS = 4, /* kept up to date by whoever sets shape and stride */
    /* a wrapped number: does not take part in promotion beyond its category */
    RP_T_NUMBER = 8,
    RP_T_INFERENCE = 16,
    RP_T_PINNED_VALUE = 32, /* rp_pin: kept, whatever a policy says */
    RP_T_IS_VIEW = 64,      /* base is set: member of a view family */
};
enum {
    RP_VIEW_DEFAULT,
    RP_VIEW_NO_GRAD,
    RP_VIEW_MULTI_OUTPUT,
    RP_VIEW_CUSTOM_FUNCTION,
    RP_VIEW_INFERENCE
};
struct rp_tensor_extra; /* grad, hooks, accumulator, name: core/autograd/impl.h */
struct rp_tensor {
    union {
        struct {
            /* weak: 1 for all strong ones together; the block is freed when it reaches 0 */
            rp_count count, weak;
        };
        _Atomic uint64_t counts; /* both in one load: "nobody else knows this handle" */
    };
    rp_storage *storage;
    int64_t *shape, *stride; /* into dims, or one heap block of 2 * ndim */
    int64_t numel, offset;   /* offset in elements */
    rp_dtype dtype;
    rp_device device;
    int32_t ndim;
    uint32_t flags;
    uint64_t keys;      /* device bit, FAKE, and AUTOGRAD if this handle requires grad */
    rp_node *grad_fn;   /* owned; NULL for leaves */
    uint32_t output_nr; /* which output of grad_fn */
    uint32_t history;   /* bumped when grad_fn is replaced (in-place): views compare */
    /* view family: the handle whose history counts; owned; never itself a view */
    rp_tensor *base;
    uint32_t base_history; /* base->history that grad_fn was made for */
    uint8_t creation;      /* RP_VIEW_* */
    struct rp_tensor_extra *extra;
    int64_t dims[2 * RP_INLINE_DIMS];
};
/** Contiguous tensor of the shape of `like`, which is contiguous too: nothing to check but the
 * bytes of another dtype. */
rp_status rp_tensor_create_twin(rp_tensor **out, const rp_tensor *like, rp_dtype dtype,
                                rp_device device);
/** Handle on `s` (retained) with this geometry, unchecked. `flags` gets RP_T_CONTIGUOUS
 * computed. */
rp_status rp_tensor_on_storage(rp_tensor **out, rp_storage *s, rp_dtype dtype, const int64_t *shape,
                               const int64_t *stride, int ndim, int64_t offset);
/** Gives `t` another geometry in place (squeeze_, resize_ ...); storage must fit, unchecked. */
rp_status rp_tensor_set_geometry(rp_tensor *t, const int64_t *shape, const int64_t *stride,
                                 int ndim, int64_t offset);
/** Makes sure of the bytes, on whatever device, and keeps them from being dropped until
 * rp_tensor_done. */
rp_status rp_tensor_pin(rp_tensor *t);
/** Weak handle: rp_tensor_lock gives a strong reference or NULL once the last strong one is
 * gone. */
static inline void rp_tensor_weak_retain(rp_tensor *t)
{
    rp_count_inc(&t->weak);
}
void rp_tensor_weak_release(rp_tensor *t);
rp_tensor *rp_tensor_lock(rp_tensor *t);
static inline uint64_t rp_tensor_keys(const rp_tensor *t)
{
    /* a view's history may come with its base's */
    return RP_UNLIKELY(t->base != NULL) ? t->keys | RP_KEYBIT(RP_KEY_AUTOGRAD) : t->keys;
}
/* checked geometry: false on overflow */
/* zero extents first: {0, 2^63-1} is legal and empty */
bool rp_numel_checked(const int64_t *shape, int ndim, int64_t *numel);
/* elements the storage must have */
bool rp_extent_checked(const int64_t *shape, const int64_t *stride, int ndim, int64_t offset,
                       int64_t *elements);
void rp_contiguous_strides(const int64_t *shape, int ndim, int64_t *stride);
bool rp_is_contiguous(const int64_t *shape, const int64_t *stride, int ndim);
/* "[2, 3]" into buf, for messages */
const char *rp_shape_text(char *buf, size_t n, const int64_t *shape, int ndim);

/* Called by the last release of a handle, before its storage goes (core/autograd/node.c): drops
   grad_fn, base, extra. */
void rp_tensor_drop_autograd(rp_tensor *t);

struct rp_generator {
    rp_count count;
    rp_device device;
    _Atomic bool ready; /* of a default one: nothing is left to do before its use */
    _Atomic uint64_t seed, offset;
    /* whose plugin keeps the numbers, in `own`; NULL: they are here */
    _Atomic(const rp_device_type *) type;
    rp_rng *own;
};

extern _Atomic uint64_t rp_live_nodes;
#endif
