/* dispatch/host.h - the border: what the host gives to a plugin, and what a plugin gives to the
   host */
#ifndef RP_HOST_H
#define RP_HOST_H
#include "dispatch/mode.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
/* ---- the border ------------------------------------------------------------------------------ */
#define RP_ABI_MAJOR 1u          /* an old binary can no longer be called */
#define RP_ABI_MINOR 2u          /* +1 for every field appended; never insert, never reorder */
#define RP_ABI_MAGIC 0x314C5052u /* "RPL1": catches "right symbol, wrong library" */
#define RP_QUERY_SYMBOL "rp_plugin_query"
#define RP_EXPORT __attribute__((visibility("default")))
/* In init: every row of a constant table, RP_REGISTER_ALL(h->register_op, r, ops). Returns the
   first error. */
#define RP_REGISTER_ALL(register_, r_, table_)                                                     \
    for (size_t rp_i_ = 0; rp_i_ < sizeof(table_) / sizeof(table_)[0]; rp_i_++)                    \
    RP_TRY((register_)((r_), &(table_)[rp_i_]))

typedef struct rp_host { /* valid from init to fini */
    uint32_t size;
    uint16_t major, minor;
    const char *version;
    /* memory of the host: counted, made to fail in tests. free gets the same size. NULL means
       RP_E_MEMORY is recorded */
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
    rp_status (*create)(rp_tensor **out, const int64_t *shape, int ndim, rp_dtype dtype,
                        rp_device device);
    rp_status (*create_strided)(rp_tensor **out, const int64_t *shape, const int64_t *stride,
                                int ndim, rp_dtype dtype, rp_device device);
    rp_status (*alias)(rp_tensor **out, rp_tensor *t);
    rp_status (*alias_strided)(rp_tensor **out, rp_tensor *t, const int64_t *shape,
                               const int64_t *stride, int ndim, int64_t offset);
    rp_tensor *(*retain)(rp_tensor *t);
    void (*release)(rp_tensor *t);
    rp_status (*item)(rp_value *out, rp_tensor *t);
    rp_status (*value_copy)(rp_value *out, const rp_value *v);
    void (*value_clear)(rp_value *v);
    rp_status (*to_dlpack)(void **managed_versioned, rp_tensor *t);
    rp_status (*from_dlpack_take)(rp_tensor **out, void *managed_versioned);
    /* dispatch */
    const rp_op *(*find)(const char *name); /* keep the handle */
    rp_status (*call)(const rp_op *op, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out);
    rp_status (*below)(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out);
    rp_status (*inner)(rp_call *c, const rp_op *op, const rp_value *in, uint32_t n_in,
                       rp_value *out, uint32_t n_out);
    void (*call_info)(const rp_call *c, rp_call_info *i);
    rp_status (*random)(rp_call *c, uint64_t numbers, uint64_t *seed, uint64_t *offset);
    rp_status (*output)(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape, int ndim,
                        rp_dtype dtype);
    rp_status (*output_like)(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape, int ndim,
                             rp_dtype dtype, rp_tensor *like);
    rp_status (*output_view)(rp_call *c, rp_value *out, uint32_t k, rp_tensor *base,
                             const int64_t *shape, const int64_t *stride, int ndim, int64_t offset);
    rp_dtype (*call_dtype)(const rp_call *c);
    void (*call_set_dtype)(rp_call *c, rp_dtype d);
    rp_device (*call_device)(const rp_call *c);
    void (*call_set_device)(rp_call *c, rp_device d);
    /* autograd, for vjps */
    rp_status (*saved_input)(rp_tensor **out, rp_node *n, uint32_t argument);
    rp_status (*saved_list)(rp_tensor **out, rp_node *n, uint32_t argument, uint32_t element);
    rp_status (*saved_output)(rp_tensor **out, rp_node *n, uint32_t result);
    const rp_value *(*saved_arg)(rp_node *n, uint32_t argument);
    void (*saved_shape)(rp_node *n, uint32_t argument, const int64_t **shape, int *ndim,
                        rp_dtype *dtype);
    int (*node_needs)(const rp_node *n, uint32_t edge);
    /* services that only some hosts have, by name; NULL if absent or older than asked for */
    const void *(*ext)(const char *name, uint32_t min_version);
    /* since 1.1 */
    /* Runs the call on the cpu, with copies, as if the device had no kernel: for a kernel that
       finds that it cannot (a dtype, a size). Subject to REPRISE_FALLBACK; RP_E_UNIMPLEMENTED
       then. */
    rp_status (*fallback)(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out);
    void (*saved_list_edges)(rp_node *n, uint32_t argument, uint32_t *first, uint32_t *count);
    /* Elements of a contiguous tensor of dtype d, and their number; 0 for any other tensor: what a
       fast path asks. */
    int (*dense)(const rp_tensor *t, rp_dtype d, void **data, int64_t *numel);
} rp_host;

enum {
    RP_PF_PINNED = 1, /* never unmapped */
    RP_PF_ASAN = 2,   /* built with AddressSanitizer */
    RP_PF_TSAN = 4,
    RP_PF_UNLOADABLE = 8, /* may be unmapped once nothing of it lives */
    RP_PF_DEBUG = 16,
    RP_PF_ONE_HOST = 32 /* keeps statics: a second host in the process is refused */
};
typedef struct rp_plugin { /* constant data, no constructors needed to read it */
    uint32_t magic, size;
    uint16_t major, minor, min_host_minor, reserved;
    uint32_t flags, reserved2;
    const char *name, *version, *build, *family; /* family: variants compete, the best score wins */
    /* baseline instructions only; 0: cannot run here; NULL: 1 */
    int32_t (*score)(void);
    rp_status (*init)(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self);
    rp_status (*quiesce)(void *self); /* stop threads, drain queues; may be retried */
    void (*fini)(void *self);         /* called by the host, never from a destructor */
    const void *(*ext)(void *self, const char *name, uint32_t min_version);
    /* since 1.1 */
    /* RP_PF_ONE_HOST: where init keeps its host. Not NULL there: another host in the process has
       it */
    const rp_host **host;
} rp_plugin;

/* ---- services by name, from rp_host.ext: tables with a size, which grow ---------------------- */
/* "modes", 1: modes around what a plugin runs. As rp_mode_create, _push, _pop, _release. */
typedef struct rp_service_modes {
    uint32_t size, version;
    rp_status (*create)(rp_mode **out, const char *type, const rp_kv *options, uint32_t n);
    rp_status (*push)(rp_mode *m, uint32_t *depth);
    void (*pop)(uint32_t depth);
    void (*release)(rp_mode *m);
} rp_service_modes;
/* "autograd", 1: leaves, and a backward pass from `root` (a single element). As
   rp_tensor_require_grad, _grad, rp_backward. */
typedef struct rp_service_autograd {
    uint32_t size, version;
    rp_status (*require_grad)(rp_tensor *t, int on);
    int (*requires_grad)(const rp_tensor *t);
    rp_tensor *(*grad)(const rp_tensor *t);
    void (*set_grad)(rp_tensor *t, rp_tensor *grad);
    rp_status (*backward)(rp_tensor *root);
    int (*grad_mode_exchange)(int on);
} rp_service_autograd;
/* "libraries", 1, of a plugin's `ext`: the libraries that it opens at run time if they are there.
   `each` opens them and visits each of them at least once: with the file that it is in, or for
   every path that was tried, with the reason. */
typedef struct rp_service_libraries {
    uint32_t size, version;
    void (*each)(void (*visit)(void *ctx, const char *library, int is_open, const char *text),
                 void *ctx);
} rp_service_libraries;
/* "memory", 1: for a kernel whose scratch is not to be had. Call it with the stages 0, 1, ... and
   try again after each that gave non-zero: the caller's free lists, then what
   rp_memory_add_reclaimer was given, in order. 0: there is no more; the error, which has to be
   there already, then names the largest tensors. */
typedef struct rp_service_memory {
    uint32_t size, version;
    int (*reclaim)(rp_device d, uint64_t want, int stage);
} rp_service_memory;
/* The exported symbol. Pure: may run many times, and before the decision to load. NULL: not for
   this host. */
typedef const rp_plugin *(*rp_query_fn)(uint16_t host_major, uint16_t host_minor);
RP_EXPORT const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor);
/* functions */
/** For proofs of plugins: those that are initialised while checking is on get functions of the host
 * that can be made to fail. The n-th call of one of them from rp_host_fail_after(n) on (1: the
 * next) fails once with RP_E_MEMORY, or returns NULL; 0 switches it off. rp_host_checking returns
 * the setting before. */
RP_API int rp_host_checking(int on);
RP_API void rp_host_fail_after(int64_t n);
/** Offers a table to plugins under a name ("safetensors", "optimizer"): rp_host.ext finds it. The
 * table begins with its size and a version, both uint32_t, and outlives the plugins. RP_E_STATE:
 * the name is taken. */
RP_API RP_MUST rp_status rp_service_register(const char *name, const void *table);
/** The service of that name and at least that version; NULL if there is none. */
RP_API const void *rp_service_find(const char *name, uint32_t min_version);
/** The other way: what a loaded plugin offers under a name by its `ext`; NULL if nothing. */
RP_API const void *rp_plugin_service(const char *plugin, const char *name, uint32_t min_version);
#ifdef __cplusplus
}
#endif
#endif
