/* dispatch/op.h - operators, rows, keys, calls */
#ifndef RP_OP_H
#define RP_OP_H
#include "core/autograd.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
typedef struct rp_op rp_op;
typedef struct rp_call rp_call;
/* in: borrowed, one value per schema argument, defaults filled in. out: owned results, one per
   schema return. A kernel whose operator has a `meta` finds `out` filled by it (fresh tensors, or
   for in-place and out= forms the tensors to write) and only computes their elements. A kernel
   without one makes its results itself. */
typedef rp_status (*rp_boxed)(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out);
/* Edge i is schema argument i; elements of tensor lists follow after the last argument, in order.
   `needs` bit i: argument i (any element, for a list). grad_out[k] is NULL where output k has no
   gradient. Results may have the broadcast shape: the recorder reduces them to the input's shape
   and casts them to its dtype. */
typedef rp_status (*rp_vjp)(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                            rp_tensor **grad_in);
enum {
    RP_OP_RANDOM = 1,
    /* does something that must happen once: a recompute serves its results and does not run it */
    RP_OP_EFFECT = 2,
    RP_OP_VIEW = 4,           /* meta makes the aliases; no kernel is needed on any device */
    RP_OP_DATA_DEPENDENT = 8, /* shapes depend on values: its meta, if it has one, reads them */
    RP_OP_POINTWISE = 16,
    RP_OP_NO_SAC = 32, /* bookkeeping: never shown to a policy, never counted */
    RP_OP_NONDETERMINISTIC = 64,
    /* `composite` decomposes it above autograd; modes below never see it */
    RP_OP_COMPOSITE = 128,
    RP_OP_CROSS_DEVICE = 256, /* operands on several devices are legal (copies) */
    /* view with several outputs: in-place on one of them is refused under autograd */
    RP_OP_MULTI_VIEW = 512,
    /* results never require grad (ones_like, rand_like ...); without it, a missing vjp is an error
       of backward */
    RP_OP_NO_GRADIENT = 1024,
    /* the result depends on argument 0's strides and offset, not on its shape alone: its node keeps
       them */
    RP_OP_READS_STRIDES = 2048
};
typedef struct rp_op_row { /* the same struct in tree and from a plugin; append only */
    uint32_t size, flags;
    const char *schema, *doc;
    rp_boxed meta; /* shapes and dtypes only: makes the outputs with rp_call_output */
    /* NULL: not differentiable, on purpose; formulas that need a kernel call another operator */
    rp_vjp vjp;
    /* pointwise rows: the derivatives as text, ';' between arguments, replayed with operators for
       create_graph */
    const char *vjp_text;
    /* masks over arguments and results: packed before the kernel runs / after it */
    uint64_t save_in, save_out;
    const void *samples;
    double rel_tol; /* in units of eps(dtype) */
    /* schemas of the in-place and out forms that this row serves, NULL-terminated */
    const char *const *variants;
    const char *tags; /* "@matmul @random ...": groups that policies may name */
    /* calls other operators with rp_call_inner or the typed API. RP_OP_COMPOSITE: above autograd;
       else it stands in for a device's kernel, and for the derivative where the row has none */
    rp_boxed composite;
    /* finer than save_in, one mask per argument: what to save if that argument needs a gradient
       (mul: {2, 1}); NULL: save_in whenever anything does. The union must be within save_in */
    const uint64_t *save_for;
    /* what meta and composite get as theirs: rows that differ in data alone share functions */
    const void *self;
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
/* functions */
/** "aten::add.Tensor", "aten::mm" or "aten::mm.default"; NULL and an error text with near
 * misses. */
RP_API const rp_op *rp_op_find(const char *name);
RP_API const char *rp_op_name(const rp_op *op);   /* "aten::add.Tensor", "aten::mm" */
RP_API const char *rp_op_schema(const rp_op *op); /* as PyTorch prints it */
RP_API uint32_t rp_op_argument_count(const rp_op *op);
RP_API uint32_t rp_op_return_count(const rp_op *op);
RP_API uint32_t rp_op_flags(const rp_op *op);
/** What the schema says of one argument: enough to bind every operator from another language. */
enum {
    RP_ARGUMENT_TENSOR,
    RP_ARGUMENT_INT,
    RP_ARGUMENT_FLOAT,
    RP_ARGUMENT_BOOL,
    RP_ARGUMENT_SCALAR,
    RP_ARGUMENT_STR,
    RP_ARGUMENT_DTYPE,
    RP_ARGUMENT_DEVICE,
    RP_ARGUMENT_LAYOUT,
    RP_ARGUMENT_MEMORY_FORMAT,
    RP_ARGUMENT_GENERATOR
};
typedef struct rp_argument_info {
    uint32_t size, type; /* RP_ARGUMENT_*: of the elements, for a list */
    const char *name;    /* borrowed from the operator, like default_value */
    int32_t list_size;   /* int[2]: 2; 0 for lists of any length */
    uint8_t list, optional, kwarg_only, mutated, is_out, has_default;
    rp_value default_value; /* NONE without a default */
} rp_argument_info;
/** Fills what fits of `info` (set info->size first). RP_E_INDEX if there is no argument i. */
RP_API RP_MUST rp_status rp_op_argument(const rp_op *op, uint32_t i, rp_argument_info *info);
RP_API int rp_op_has_tag(const rp_op *op, const char *tag); /* "@matmul" */
/** Every operator, in registration order, until `fn` returns non-zero (which is returned). */
RP_API int rp_op_each(int (*fn)(void *ctx, const rp_op *op), void *ctx);
/** Calls an operator. n_in may be less than the schema has arguments where the rest have defaults.
 * `out`: n_out = number of returns, overwritten without being read, owned by the caller
 * (rp_value_clear). On failure all NONE. */
RP_API RP_MUST rp_status rp_op_call(const rp_op *op, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out);
/** The operator as a C function of its own type, like the typed API's `_full` form: results first
 * (rp_tensor **, and a count behind where the one result is a list of tensors; rp_value * for other
 * results), then every argument, keyword-only ones too: rp_status (*)(rp_tensor **out, rp_tensor
 * *self, rp_tensor *other, rp_value alpha) for aten::add.Tensor. Costs a libffi closure a call.
 * Given back with rp_op_function_release, after which it must not be called.
 * @return RP_E_UNIMPLEMENTED no such operator, no executable memory, or an argument without C form
 * (int?[]). Threads: any.
 */
typedef void (*rp_op_fn)(void);
RP_API RP_MUST rp_status rp_op_function(rp_op_fn *out, const char *name);
RP_API void rp_op_function_release(rp_op_fn fn); /* NULL is legal */
/** From a mode, an autograd kernel or a composite: continues with the next mode, else the next key
 * below. */
RP_API RP_MUST rp_status rp_call_below(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                                       uint32_t n_out);
/** From a kernel: another operator at the same level; what lies above (modes, autograd) does not
 * see it. */
RP_API RP_MUST rp_status rp_call_inner(rp_call *c, const rp_op *op, const rp_value *in,
                                       uint32_t n_in, rp_value *out, uint32_t n_out);
RP_API void rp_call_get(const rp_call *c, rp_call_info *i);
/** Offsets for `numbers` 32-bit random numbers of the call's generator argument, else of its
 * device's default generator. The only source of offsets for kernels: recorded, so that a recompute
 * reads the same numbers without touching the generator. */
RP_API RP_MUST rp_status rp_call_random(rp_call *c, uint64_t numbers, uint64_t *seed,
                                        uint64_t *offset);
/** For meta functions: output k of the call with this shape and dtype, on the device of the call. A
 * functional call gets a fresh tensor (fake under the fake key); an in-place call gets `self` after
 * checking that the shape matches and the dtype can be cast; an out= call gets its out argument,
 * resized if it is empty. `dtype` also becomes rp_call_dtype. */
RP_API RP_MUST rp_status rp_call_output(rp_call *c, rp_value *out, uint32_t k, const int64_t *shape,
                                        int ndim, rp_dtype dtype);
/** The same with the strides of `like` where it has the same shape and is dense (PyTorch's
 * preserve_format). */
RP_API RP_MUST rp_status rp_call_output_like(rp_call *c, rp_value *out, uint32_t k,
                                             const int64_t *shape, int ndim, rp_dtype dtype,
                                             rp_tensor *like);
/** For view meta functions: output k is a view of `base` with this geometry (offset in elements of
 * the storage). */
RP_API RP_MUST rp_status rp_call_output_view(rp_call *c, rp_value *out, uint32_t k, rp_tensor *base,
                                             const int64_t *shape, const int64_t *stride, int ndim,
                                             int64_t offset);
/** Sets the device of outputs for factories; otherwise that of the first tensor argument. */
RP_API void rp_call_set_device(rp_call *c, rp_device d);
RP_API rp_device rp_call_device(const rp_call *c);
/** The dtype that the operator computes in (the promoted one), set by meta; the outputs' dtype may
 * differ in-place. */
RP_API rp_dtype rp_call_dtype(const rp_call *c);
RP_API void rp_call_set_dtype(rp_call *c, rp_dtype d);
/* ---- for vjps: what was saved, by schema position */
/* owned; save_in has the bit */
RP_API RP_MUST rp_status rp_saved_input(rp_tensor **out, rp_node *n, uint32_t argument);
RP_API RP_MUST rp_status rp_saved_list(rp_tensor **out, rp_node *n, uint32_t argument,
                                       uint32_t element);
RP_API RP_MUST rp_status rp_saved_output(rp_tensor **out, rp_node *n, uint32_t result);
/* non-tensor arguments: always kept */
RP_API const rp_value *rp_saved_arg(rp_node *n, uint32_t argument);
/** Shape of the tensor argument as it was in forward (also when the tensor itself was not
 * saved). */
RP_API void rp_saved_shape(rp_node *n, uint32_t argument, const int64_t **shape, int *ndim,
                           rp_dtype *dtype);
/** Edges of a list argument: first index and count. */
RP_API void rp_saved_list_edges(rp_node *n, uint32_t argument, uint32_t *first, uint32_t *count);
RP_API RP_MUST rp_status rp_register_op(rp_registrar *r, const rp_op_row *row);
RP_API RP_MUST rp_status rp_register_kernel(rp_registrar *r, const rp_kernel_row *row);
#ifdef __cplusplus
}
#endif
#endif
