/* reprise/plugin.h - everything a plugin needs: one header, nothing to link. C11 and C++17.
 *
 * Generated from the type sections of core/status.h, core/value.h, core/device.h, core/tensor.h, core/rng.h, core/state.h,
 * core/autograd.h, dispatch/op.h, dispatch/mode.h and dispatch/host.h; never edited. Structs that cross the border begin
 * with their size and only grow. A plugin exports one symbol, rp_plugin_query, and gets every function in an rp_host.
 */
#ifndef RP_PLUGIN_H
#define RP_PLUGIN_H
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* ---- from core/status.h */
#define RP_API __attribute__((visibility("default")))
#define RP_MUST __attribute__((warn_unused_result))
typedef int32_t rp_status; /* 0 ok; > 0 the library's; < 0 the caller's own, passed through unchanged */
enum {
    RP_OK,
    RP_E_INVALID,
    RP_E_SHAPE,
    RP_E_DTYPE,
    RP_E_LAYOUT,
    RP_E_DEVICE,
    RP_E_MEMORY,
    RP_E_UNIMPLEMENTED,
    RP_E_STATE,
    RP_E_MUTATED,
    RP_E_CHECKPOINT,
    RP_E_ABI,
    RP_E_IO,
    RP_E_INTERRUPTED,
    RP_E_INTERNAL,
    RP_E_DIM,
    RP_E_INDEX,
    RP_E_VALUE,
    RP_E_BUDGET,
    RP_E_THRASH,
    RP_STOP_RECOMPUTE = 1000 /* not an error: travels like one, has no text, only a checkpoint consumes it */
};
#define RP_TRY(expr)                                                                               \
    do {                                                                                           \
        const rp_status rp_try_ = (expr);                                                          \
        if (__builtin_expect(rp_try_ != RP_OK, 0)) return rp_try_;                                 \
    } while (0)
/* ---- from core/value.h */
typedef struct rp_tensor rp_tensor;
typedef struct rp_generator rp_generator;
enum {
    RP_TAG_NONE,
    RP_TAG_BOOL,
    RP_TAG_INT,
    RP_TAG_FLOAT,
    RP_TAG_STR,
    RP_TAG_DTYPE,
    RP_TAG_DEVICE,
    RP_TAG_TENSOR,
    RP_TAG_GENERATOR,
    RP_TAG_LIST
};
typedef uint32_t rp_dtype; /* DLPack packed: code | bits << 8 | lanes << 16; RP_F32 ... are constants of it */
#define RP_DTYPE(code_, bits_) ((rp_dtype)((code_) | (bits_) << 8 | 1u << 16))
#define RP_I8 RP_DTYPE(0u, 8u)
#define RP_I16 RP_DTYPE(0u, 16u)
#define RP_I32 RP_DTYPE(0u, 32u)
#define RP_I64 RP_DTYPE(0u, 64u)
#define RP_U8 RP_DTYPE(1u, 8u)
#define RP_F16 RP_DTYPE(2u, 16u)
#define RP_F32 RP_DTYPE(2u, 32u)
#define RP_F64 RP_DTYPE(2u, 64u)
#define RP_BF16 RP_DTYPE(4u, 16u)
#define RP_BOOL RP_DTYPE(6u, 8u)
#define RP_DTYPE_NONE ((rp_dtype)0) /* "no dtype given"; never the dtype of a tensor */
typedef struct rp_device {
    int16_t type, index; /* type is handed out at run time, 0 is cpu */
} rp_device;
typedef struct rp_value {
    uint32_t tag, n; /* n: bytes of STR, length of LIST */
    union {
        int64_t i;
        double f;
        const char *s;
        rp_dtype dtype;
        rp_device device;
        rp_tensor *t;
        rp_generator *g;
        const struct rp_value *l;
        uint64_t raw;
    } u;
} rp_value;
static inline rp_value rp_value_none(void)
{
    rp_value v;
    v.tag = RP_TAG_NONE;
    v.n = 0;
    v.u.raw = 0;
    return v;
}
static inline rp_value rp_value_tensor(rp_tensor *t)
{
    rp_value v;
    v.tag = t ? RP_TAG_TENSOR : RP_TAG_NONE;
    v.n = 0;
    v.u.t = t;
    return v;
}
static inline rp_value rp_value_int(int64_t i)
{
    rp_value v;
    v.tag = RP_TAG_INT;
    v.n = 0;
    v.u.i = i;
    return v;
}
static inline rp_value rp_value_bool(int b)
{
    rp_value v;
    v.tag = RP_TAG_BOOL;
    v.n = 0;
    v.u.i = b != 0;
    return v;
}
static inline rp_value rp_value_float(double f)
{
    rp_value v;
    v.tag = RP_TAG_FLOAT;
    v.n = 0;
    v.u.f = f;
    return v;
}
static inline rp_value rp_value_dtype(rp_dtype d)
{
    rp_value v;
    v.tag = d ? RP_TAG_DTYPE : RP_TAG_NONE;
    v.n = 0;
    v.u.raw = 0;
    v.u.dtype = d;
    return v;
}
static inline rp_value rp_value_device(rp_device d)
{
    rp_value v;
    v.tag = RP_TAG_DEVICE;
    v.n = 0;
    v.u.raw = 0;
    v.u.device = d;
    return v;
}
static inline rp_value rp_value_str(const char *s, uint32_t bytes)
{
    rp_value v;
    v.tag = RP_TAG_STR;
    v.n = bytes;
    v.u.s = s;
    return v;
}
static inline rp_value rp_value_list(const rp_value *items, uint32_t n)
{
    rp_value v;
    v.tag = RP_TAG_LIST;
    v.n = n;
    v.u.l = items;
    return v;
}
#ifdef __cplusplus
static_assert(sizeof(rp_value) == 16, "rp_value is frozen");
#else
_Static_assert(sizeof(rp_value) == 16, "rp_value is frozen");
#endif
/* ---- from core/device.h */
typedef struct rp_stream rp_stream; /* the plugin's; NULL is the default stream */
typedef struct rp_event rp_event;
enum { RP_CAP_ASYNC = 1, RP_CAP_EVENTS = 2, RP_CAP_PINNED = 4, RP_CAP_UNIFIED = 8, RP_CAP_P2P = 16, RP_CAP_NO_CPU_FALLBACK = 32,
       RP_CAP_FORK = 64 /* works on in a forked child; without it the child gets RP_E_STATE */ };
typedef struct rp_device_props {
    uint32_t size, align;
    uint64_t mem_total, mem_free;
    char name[64], id[32];
} rp_device_props;
typedef struct rp_device_type { /* `self` first in every slot; a NULL slot below `sync` means "not supported", and caps agree */
    uint32_t size, caps;
    const char *name; /* lower case: "cuda"; also the name of its kernel key */
    int32_t dlpack_type;
    uint32_t reserved;
    void *self;
    rp_status (*count)(void *self, int32_t *n);
    rp_status (*props)(void *self, int32_t dev, rp_device_props *out);
    rp_status (*exchange)(void *self, int32_t dev, int32_t *prev);
    rp_status (*alloc)(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr);
    void (*free)(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes); /* never fails */
    rp_status (*copy)(void *self, rp_stream *s, void *dst, int32_t dst_dev, const void *src, int32_t src_dev, size_t bytes); /* dev -1: host */
    rp_status (*fill)(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte);
    rp_status (*sync)(void *self, int32_t dev);
    rp_status (*host_alloc)(void *self, size_t bytes, void **ptr);
    void (*host_free)(void *self, void *ptr);
    rp_status (*ptr_device)(void *self, const void *ptr, int32_t *dev);
    rp_status (*stream_new)(void *self, int32_t dev, int32_t priority, rp_stream **s);
    void (*stream_free)(void *self, rp_stream *s);
    rp_status (*stream_sync)(void *self, rp_stream *s);
    rp_status (*stream_query)(void *self, rp_stream *s, int32_t *busy);
    void *(*stream_native)(void *self, rp_stream *s);
    rp_status (*event_new)(void *self, int32_t dev, uint32_t flags, rp_event **e);
    void (*event_free)(void *self, rp_event *e);
    rp_status (*event_record)(void *self, rp_event *e, rp_stream *s);
    rp_status (*event_wait)(void *self, rp_event *e, rp_stream *s);
    rp_status (*event_sync)(void *self, rp_event *e);
    rp_status (*event_ns)(void *self, rp_event *a, rp_event *b, uint64_t *ns);
} rp_device_type;
/* ---- from core/tensor.h */
#define RP_MAX_DIMS 16
enum { RP_GEOM_CONTIGUOUS = 1, RP_GEOM_READONLY = 2, RP_GEOM_FAKE = 4, RP_GEOM_ZERO = 8 };
typedef struct rp_storage rp_storage; /* counted apart from handles */
typedef struct rp_geometry {          /* caller sets size, the library fills what fits */
    uint32_t size, flags;             /* RP_GEOM_CONTIGUOUS | READONLY | FAKE (data NULL) | ZERO */
    rp_device device;
    rp_dtype dtype;
    int32_t ndim, reserved;
    const int64_t *shape, *stride; /* in elements; borrowed until this handle's metadata changes */
    int64_t numel, offset;         /* offset of the first element in the storage, in elements */
    uint64_t nbytes;               /* numel * element size */
    void *data;                    /* the first element (storage bytes + offset), NULL when FAKE */
    uint64_t keys;
} rp_geometry;
/* ---- from core/rng.h */
#ifndef RP_ELEMENT
#define RP_ELEMENT static inline /* what stands before functions that kernels call: a gpu's sources define it */
#endif
RP_ELEMENT void rp_philox(uint64_t seed, uint64_t counter, uint32_t out[4])
{
    uint32_t c0 = (uint32_t)counter, c1 = (uint32_t)(counter >> 32), c2 = 0, c3 = 0;
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        const uint64_t a = (uint64_t)0xD2511F53u * c0, b = (uint64_t)0xCD9E8D57u * c2;
        const uint32_t n0 = (uint32_t)(b >> 32) ^ c1 ^ k0, n2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)b;
        c3 = (uint32_t)a;
        c0 = n0;
        c2 = n2;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}
/* ---- from core/state.h */
typedef struct rp_state rp_state;
enum { RP_PHASE_FORWARD, RP_PHASE_BACKWARD, RP_PHASE_RECOMPUTE };
typedef enum {
    RP_EV_STORAGE_ALLOC,
    RP_EV_STORAGE_FREE,
    RP_EV_PACK,
    RP_EV_UNPACK,
    RP_EV_NODE_BEGIN,
    RP_EV_NODE_END,
    RP_EV_REGION_BEGIN,
    RP_EV_REGION_END,
    RP_EV_PASS_BEGIN,
    RP_EV_PASS_END
} rp_event_kind;
typedef struct rp_event_info {
    uint32_t size;
    rp_event_kind kind;
    uint64_t id, bytes;
    const void *object;
    const char *name;
} rp_event_info;
/* ---- from core/autograd.h */
typedef struct rp_node rp_node;
typedef struct rp_edge {
    rp_node *node;
    uint32_t index;
} rp_edge;
/* ---- from dispatch/op.h */
typedef struct rp_op rp_op;
typedef struct rp_call rp_call;
/* in: borrowed, one value per schema argument, defaults filled in. out: owned results, one per schema return.
   A kernel whose operator has a `meta` finds `out` filled by it (fresh tensors, or for in-place and out= forms the
   tensors to write) and only computes their elements. A kernel without one makes its results itself. */
typedef rp_status (*rp_boxed)(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out);
/* Edge i is schema argument i; elements of tensor lists follow after the last argument, in order. `needs` bit i: argument i
   (any element, for a list). grad_out[k] is NULL where output k has no gradient. Results may have the broadcast shape: the
   recorder reduces them to the input's shape and casts them to its dtype. */
typedef rp_status (*rp_vjp)(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in);
enum {
    RP_OP_RANDOM = 1,
    RP_OP_EFFECT = 2,           /* does something that must happen once: a recompute serves its results and does not run it */
    RP_OP_VIEW = 4,             /* meta makes the aliases; no kernel is needed on any device */
    RP_OP_DATA_DEPENDENT = 8,   /* shapes depend on values: its meta, if it has one, reads them */
    RP_OP_POINTWISE = 16,
    RP_OP_NO_SAC = 32,          /* bookkeeping: never shown to a policy, never counted */
    RP_OP_NONDETERMINISTIC = 64,
    RP_OP_COMPOSITE = 128,      /* `composite` decomposes it above autograd; modes below never see it */
    RP_OP_CROSS_DEVICE = 256,   /* operands on several devices are legal (copies) */
    RP_OP_MULTI_VIEW = 512,     /* view with several outputs: in-place on one of them is refused under autograd */
    RP_OP_NO_GRADIENT = 1024,   /* results never require grad (ones_like, rand_like ...); without it, a missing vjp is an error of backward */
    RP_OP_READS_STRIDES = 2048  /* the result depends on argument 0's strides and offset, not on its shape alone: its node keeps them */
};
typedef struct rp_op_row { /* the same struct in tree and from a plugin; append only */
    uint32_t size, flags;
    const char *schema, *doc;
    rp_boxed meta;        /* shapes and dtypes only: makes the outputs with rp_call_output */
    rp_vjp vjp;           /* NULL: not differentiable, on purpose; formulas that need a kernel call another operator */
    const char *vjp_text; /* pointwise rows: the derivatives as text, ';' between arguments, replayed with operators for create_graph */
    uint64_t save_in, save_out; /* masks over arguments and results: packed before the kernel runs / after it */
    const void *samples;
    double rel_tol;              /* in units of eps(dtype) */
    const char *const *variants; /* schemas of the in-place and out forms that this row serves, NULL-terminated */
    const char *tags;            /* "@matmul @random ...": groups that policies may name */
    rp_boxed composite;          /* calls other operators with rp_call_inner or the typed API. RP_OP_COMPOSITE: above autograd; else
                                    it stands in for a device's kernel, and for the derivative where the row has none */
    const uint64_t *save_for;    /* finer than save_in, one mask per argument: what to save if that argument needs a gradient
                                    (mul: {2, 1}); NULL: save_in whenever anything does. The union must be within save_in */
    const void *self;            /* what meta and composite get as theirs: rows that differ in data alone share functions */
} rp_op_row;
typedef struct rp_call_info {
    uint32_t size, depth, phase, region;
    const rp_op *op;
    const char *op_name; /* "aten::add.Tensor", "aten::mm" (default overload: no suffix) */
    uint64_t keys;
    const void *site; /* return address of the typed function, or NULL */
    uint64_t pass, seq;
} rp_call_info;
typedef struct rp_registrar rp_registrar; /* staged; nothing is visible before commit */
typedef struct rp_kernel_row {
    uint32_t size, flags;
    const char *op, *key; /* key: lower-case device name, "meta", "autograd", "composite" */
    rp_boxed boxed;
    void (*plain)(void);
    const char *signature;
    void *self;
    int32_t prefer, line; /* highest prefer wins; equal: the later one */
    const char *file;
} rp_kernel_row;
/* ---- from dispatch/mode.h */
typedef struct rp_kv {
    const char *key, *value;
} rp_kv;
typedef struct rp_mode rp_mode; /* counted; may stand on a stack twice, so the stack holds entries, not modes */
enum {
    RP_MODE_BELOW_AUTOGRAD = 0,
    RP_MODE_ABOVE_AUTOGRAD = 1, /* pre-autograd tracing */
    RP_MODE_CAPTURED = 2,       /* re-entered when a region recomputes (fake, default device) */
    RP_MODE_INHERITED = 4,      /* pushed on new threads that adopt this one's state */
    RP_MODE_OBSERVER = 8,
    RP_MODE_SEES_INNER = 16,    /* also calls that kernels make */
    RP_MODE_FAKES = 32,         /* while it stands, rp_tensor_create makes tensors without bytes */
    RP_MODE_TRACES = 64         /* while it stands, rp_is_tracing says so */
};
typedef struct rp_mode_type {
    uint32_t size, flags;
    const char *name, *doc;
    rp_status (*open)(void **self, const rp_kv *options, uint32_t n); /* options come from code or from REPRISE_MODES */
    void (*close)(void *self);
    rp_boxed call; /* NULL passes through; its own entry is off the stack while it runs; calls rp_call_below */
    void (*event)(void *self, const rp_event_info *e); /* NULL: not interested, and then nothing is sent */
    uint32_t interest, reserved; /* bits 1 << RP_EV_*: the events wanted; 0: all */
} rp_mode_type;
/* ---- from dispatch/host.h */
/* ---- the border ------------------------------------------------------------------------------------------------------- */
#define RP_ABI_MAJOR 1u          /* an old binary can no longer be called */
#define RP_ABI_MINOR 1u          /* +1 for every field appended; never insert, never reorder */
#define RP_ABI_MAGIC 0x314C5052u /* "RPL1": catches "right symbol, wrong library" */
#define RP_QUERY_SYMBOL "rp_plugin_query"
/* Is field f within the struct that the other side filled? */
#define RP_HAS(s_, f_) ((s_)->size >= offsetof(__typeof__(*(s_)), f_) + sizeof((s_)->f_))
#define RP_EXPORT __attribute__((visibility("default")))
/* In init: every row of a constant table, RP_REGISTER_ALL(h->register_op, r, ops). Returns the first error. */
#define RP_REGISTER_ALL(register_, r_, table_)                                                                             \
    for (size_t rp_i_ = 0; rp_i_ < sizeof(table_) / sizeof(table_)[0]; rp_i_++) RP_TRY((register_)((r_), &(table_)[rp_i_]))

typedef struct rp_host { /* valid from init to fini */
    uint32_t size;
    uint16_t major, minor;
    const char *version;
    /* memory of the host: counted, made to fail in tests. free gets the same size. NULL means RP_E_MEMORY is recorded */
    void *(*alloc)(size_t bytes);
    void (*free)(void *p, size_t bytes);
    rp_status (*fail)(rp_status code, const char *file, int line, const char *fmt, ...);
    rp_status (*note)(rp_status s, const char *fmt, ...);
    void (*log)(int level, const char *fmt, ...);
    /* registration, into the stage that init was given */
    rp_status (*register_op)(rp_registrar *r, const rp_op_row *row);
    rp_status (*register_kernel)(rp_registrar *r, const rp_kernel_row *row);
    rp_status (*register_mode)(rp_registrar *r, const rp_mode_type *type);
    rp_status (*register_device)(rp_registrar *r, const rp_device_type *type, int32_t *id);
    /* tensors */
    void (*geometry)(const rp_tensor *t, rp_geometry *g);
    rp_status (*create)(rp_tensor **out, const int64_t *shape, int ndim, rp_dtype dtype, rp_device device);
    rp_status (*create_strided)(rp_tensor **out, const int64_t *shape, const int64_t *stride, int ndim, rp_dtype dtype, rp_device device);
    rp_status (*alias)(rp_tensor **out, rp_tensor *t);
    rp_status (*alias_strided)(rp_tensor **out, rp_tensor *t, const int64_t *shape, const int64_t *stride, int ndim, int64_t offset);
    rp_tensor *(*retain)(rp_tensor *t);
    void (*release)(rp_tensor *t);
    rp_status (*item)(rp_value *out, rp_tensor *t);
    rp_status (*value_copy)(rp_value *out, const rp_value *v);
    void (*value_clear)(rp_value *v);
    rp_status (*to_dlpack)(void **managed_versioned, rp_tensor *t);
    rp_status (*from_dlpack_take)(rp_tensor **out, void *managed_versioned);
    /* dispatch */
    const rp_op *(*find)(const char *name); /* keep the handle */
    rp_status (*call)(const rp_op *op, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out);
    rp_status (*below)(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out);
    rp_status (*inner)(rp_call *c, const rp_op *op, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out);
    void (*call_info)(const rp_call *c, rp_call_info *i);
    rp_status (*random)(rp_call *c, uint64_t numbers, uint64_t *seed, uint64_t *offset);
    rp_status (*output)(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape, int ndim, rp_dtype dtype);
    rp_status (*output_like)(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape, int ndim, rp_dtype dtype, rp_tensor *like);
    rp_status (*output_view)(rp_call *c, rp_value *out, uint32_t k, rp_tensor *base, const int64_t *shape, const int64_t *stride, int ndim, int64_t offset);
    rp_dtype (*call_dtype)(const rp_call *c);
    void (*call_set_dtype)(rp_call *c, rp_dtype d);
    rp_device (*call_device)(const rp_call *c);
    void (*call_set_device)(rp_call *c, rp_device d);
    /* autograd, for vjps */
    rp_status (*saved_input)(rp_tensor **out, rp_node *n, uint32_t argument);
    rp_status (*saved_list)(rp_tensor **out, rp_node *n, uint32_t argument, uint32_t element);
    rp_status (*saved_output)(rp_tensor **out, rp_node *n, uint32_t result);
    const rp_value *(*saved_arg)(rp_node *n, uint32_t argument);
    void (*saved_shape)(rp_node *n, uint32_t argument, const int64_t **shape, int *ndim, rp_dtype *dtype);
    int (*node_needs)(const rp_node *n, uint32_t edge);
    /* services that only some hosts have, by name; NULL if absent or older than asked for */
    const void *(*ext)(const char *name, uint32_t min_version);
    /* since 1.1 */
    /* Runs the call on the cpu, with copies, as if the device had no kernel: for a kernel that finds that it cannot (a dtype, a
       size). Subject to REPRISE_FALLBACK; RP_E_UNIMPLEMENTED then. */
    rp_status (*fallback)(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out);
    void (*saved_list_edges)(rp_node *n, uint32_t argument, uint32_t *first, uint32_t *count);
    /* Elements of a contiguous tensor of dtype d, and their number; 0 for any other tensor: what a fast path asks. */
    int (*dense)(const rp_tensor *t, rp_dtype d, void **data, int64_t *numel);
} rp_host;

enum {
    RP_PF_PINNED = 1,      /* never unmapped */
    RP_PF_ASAN = 2,        /* built with AddressSanitizer */
    RP_PF_TSAN = 4,
    RP_PF_UNLOADABLE = 8,  /* may be unmapped once nothing of it lives */
    RP_PF_DEBUG = 16,
    RP_PF_ONE_HOST = 32    /* keeps statics: a second host in the process is refused */
};
typedef struct rp_plugin { /* constant data, no constructors needed to read it */
    uint32_t magic, size;
    uint16_t major, minor, min_host_minor, reserved;
    uint32_t flags, reserved2;
    const char *name, *version, *build, *family; /* family: variants compete, the best score wins */
    int32_t (*score)(void);                      /* baseline instructions only; 0: cannot run here; NULL: 1 */
    rp_status (*init)(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n, void **self);
    rp_status (*quiesce)(void *self); /* stop threads, drain queues; may be retried */
    void (*fini)(void *self);         /* called by the host, never from a destructor */
    const void *(*ext)(void *self, const char *name, uint32_t min_version);
    /* since 1.1 */
    const rp_host **host; /* RP_PF_ONE_HOST: where init keeps its host. Not NULL there: another host in the process has it */
} rp_plugin;

/* ---- services by name, from rp_host.ext: tables with a size, which grow ------------------------------------------------- */
/* "modes", 1: modes around what a plugin runs. As rp_mode_create, _push, _pop, _release. */
typedef struct rp_service_modes {
    uint32_t size, version;
    rp_status (*create)(rp_mode **out, const char *type, const rp_kv *options, uint32_t n);
    rp_status (*push)(rp_mode *m, uint32_t *depth);
    void (*pop)(uint32_t depth);
    void (*release)(rp_mode *m);
} rp_service_modes;
/* "autograd", 1: leaves, and a backward pass from `root` (a single element). As rp_tensor_require_grad, _grad, rp_backward. */
typedef struct rp_service_autograd {
    uint32_t size, version;
    rp_status (*require_grad)(rp_tensor *t, int on);
    int (*requires_grad)(const rp_tensor *t);
    rp_tensor *(*grad)(const rp_tensor *t);
    void (*set_grad)(rp_tensor *t, rp_tensor *grad);
    rp_status (*backward)(rp_tensor *root);
    int (*grad_mode_exchange)(int on);
} rp_service_autograd;
/* The exported symbol. Pure: may run many times, and before the decision to load. NULL: not for this host. */
typedef const rp_plugin *(*rp_query_fn)(uint16_t host_major, uint16_t host_minor);
RP_EXPORT const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor);

#ifdef __cplusplus
}
#endif
#endif
