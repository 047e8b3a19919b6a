/* dispatch/ops/shape.h - what the row files of views, products and indexing share: arguments, dims,
   sizes, results */
#ifndef RP_OPS_SHAPE_H
#define RP_OPS_SHAPE_H
#include "dispatch/impl.h"
#include "dispatch/ops.h"
#include <string.h>

enum { SHAPE_TEXT = 160 }; /* room for one printed shape */

/* The types of a meta or composite function, and of a derivative; what a body does not read is
   named by the second macro. */
#define OP_FUNCTION(name_)                                                                         \
    static rp_status name_(void *self, rp_call *c, const rp_value *in, uint32_t n_in,              \
                           rp_value *out, uint32_t n_out)
#define OP_UNUSED (void)self, (void)c, (void)in, (void)n_in, (void)out, (void)n_out
#define OP_VJP(name_)                                                                              \
    static rp_status name_(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,      \
                           rp_tensor **grad_in)
#define OP_VJP_UNUSED (void)c, (void)n, (void)mask
#define OP_COMPOSITE(schema_, composite_)                                                          \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = "aten::" schema_,           \
        .composite = (composite_)                                                                  \
    }
/* An operator with a derivative, which reads the arguments in the bit set `save_in_`. */
#define OP_SAVING(schema_, meta_, vjp_, save_in_)                                                  \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = "aten::" schema_, .meta = (meta_), .vjp = (vjp_),     \
        .save_in = (save_in_)                                                                      \
    }

/* ---- arguments ------------------------------------------------------------------------------- */
static inline rp_tensor *in_tensor(const rp_value *v)
{
    return v->tag == RP_TAG_TENSOR ? v->u.t : NULL;
}

static inline int64_t in_int_or(const rp_value *v, int64_t absent)
{
    return v->tag == RP_TAG_NONE ? absent : v->u.i;
}

/* A list of ints into dst[RP_MAX_DIMS]; a lone int is a list of one. */
static inline rp_status in_ints(int64_t *dst, int *n, const rp_value *v)
{
    if (v->tag == RP_TAG_INT) {
        dst[0] = v->u.i;
        *n = 1;
        return RP_OK;
    }
    if (v->n > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "%u sizes given, but tensors have at most %d dimensions", v->n,
                       RP_MAX_DIMS);
    *n = v->tag == RP_TAG_LIST ? (int)v->n : 0;
    for (int i = 0; i < *n; i++) dst[i] = v->u.l[i].u.i;
    return RP_OK;
}

/* The other way: from[n] as a list argument in items[n]. */
static inline rp_value int_list(rp_value *items, const int64_t *from, int n)
{
    for (int i = 0; i < n; i++) items[i] = rp_value_int(from[i]);
    return rp_value_list(items, (uint32_t)n);
}

static inline double in_number(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? v->u.f : (double)v->u.i;
}

/* ---- dims ------------------------------------------------------------------------------------ */
/* dim -1 is the last one; a 0-dim tensor is addressed as if it had one dim. */
static inline rp_status dim_wrap(int *out, int64_t dim, int ndim)
{
    const int n = ndim > 0 ? ndim : 1;
    if (dim < -n || dim >= n)
        return RP_FAIL(RP_E_DIM,
                       "Dimension out of range (expected to be in range of [%d, %d], but got %lld)",
                       -n, n - 1, (long long)dim);
    *out = (int)(dim < 0 ? dim + n : dim);
    return RP_OK;
}

static inline int64_t dim_size(const rp_tensor *t, int dim)
{
    return t->ndim ? t->shape[dim] : 1;
}

static inline bool same_shape(const rp_tensor *a, const rp_tensor *b)
{
    return a->ndim == b->ndim &&
           memcmp(a->shape, b->shape, (size_t)a->ndim * sizeof *a->shape) == 0;
}

static inline void copy_dims(int64_t *dst, const int64_t *src, int n)
{
    if (n > 0) memcpy(dst, src, (size_t)n * sizeof *dst);
}

/* The shape of broadcasting `b` against out[n] (in place; n may grow). */
static inline rp_status broadcast_into(int64_t *out, int *n, const int64_t *b, int nb)
{
    int64_t shape[RP_MAX_DIMS];
    const int nd = *n > nb ? *n : nb;
    for (int i = 0; i < nd; i++) {
        const int ia = i - (nd - *n), ib = i - (nd - nb);
        const int64_t x = ia >= 0 ? out[ia] : 1, y = ib >= 0 ? b[ib] : 1;
        if (x != y && x != 1 && y != 1)
            return RP_FAIL(
                RP_E_SHAPE,
                "The size of tensor a (%lld) must match the size of tensor b (%lld) at non-singleton dimension %d",
                (long long)x, (long long)y, i);
        shape[i] = x == 1 ? y : x;
    }
    copy_dims(out, shape, nd);
    *n = nd;
    return RP_OK;
}

/* Can `t` be expanded to this shape? The error is expand's. */
static inline rp_status expandable(const rp_tensor *t, const int64_t *shape, int ndim)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (t->ndim > ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "expand: the number of sizes provided (%d) must be greater or equal to the number of dimensions in the tensor (%d)",
            ndim, t->ndim);
    for (int i = ndim - t->ndim; i < ndim; i++) {
        const int64_t have = t->shape[i - (ndim - t->ndim)];
        if (have != shape[i] && have != 1)
            return RP_FAIL(
                RP_E_SHAPE,
                "The expanded size of the tensor (%lld) must match the existing size (%lld) at non-singleton dimension %d.  Target sizes: %s.  Tensor sizes: %s",
                (long long)shape[i], (long long)have, i, rp_shape_text(a, sizeof a, shape, ndim),
                rp_shape_text(b, sizeof b, t->shape, t->ndim));
    }
    return RP_OK;
}

/* ---- types ----------------------------------------------------------------------------------- */
static inline rp_status same_dtype(const char *what, const rp_tensor *a, const rp_tensor *b)
{
    if (a->dtype == b->dtype) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s to have the same dtype, but got: %s != %s", what,
                   rp_dtype_name(a->dtype), rp_dtype_name(b->dtype));
}

static inline rp_status index_dtype(const char *op, const rp_tensor *index)
{
    if (index->dtype == RP_I64 || index->dtype == RP_I32) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s: Expected dtype int32/int64 for index, but got %s", op,
                   rp_dtype_name(index->dtype));
}

static inline rp_status floating_dtype(const char *op, const rp_tensor *t)
{
    if (rp_dtype_is_floating(t->dtype)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s is defined for floating types, but got %s", op,
                   rp_dtype_name(t->dtype));
}

/* ---- results --------------------------------------------------------------------------------- */
/* A list result with n empty places; rp_value_clear frees it with what it holds by then. */
static inline rp_status out_list(rp_value *out, uint32_t n)
{
    rp_value *items = NULL;
    if (n) {
        items = rp_alloc(n * sizeof *items);
        if (!items) return RP_E_MEMORY;
        for (uint32_t i = 0; i < n; i++) items[i] = rp_value_none();
    }
    *out = rp_value_list(items, n);
    return RP_OK;
}

/* A composite's tensor result; `t` is consumed. */
static inline rp_status out_take(rp_value *out, rp_tensor *t)
{
    *out = rp_value_tensor(t);
    return RP_OK;
}

/* A composite's result, consumed, of a row with an out= form: such an out tensor is resized, but
   must have the dtype. */
static inline rp_status out_deliver(rp_call *c, const rp_value *in, rp_value *out,
                                    rp_tensor *result)
{
    if (c->op->form != RP_FORM_OUT) return out_take(out, result);
    RP_LOCAL rp_tensor *t = result;
    rp_tensor *to = in[c->op->schema.n_args - 1].u.t;
    if (to->dtype != t->dtype)
        return RP_FAIL(RP_E_DTYPE, "Expected out tensor to have dtype %s, but got %s instead",
                       rp_dtype_name(t->dtype), rp_dtype_name(to->dtype));
    if (rp_tensor_requires_grad(t) || rp_tensor_requires_grad(to))
        return RP_FAIL(
            RP_E_STATE,
            "%s: functions with out= arguments do not support automatic differentiation, but one of the "
            "arguments requires grad",
            c->op->schema.name);
    RP_TRY(rp_call_output(c, out, 0, t->shape, t->ndim, t->dtype));
    return rp_copy_(NULL, out[0].u.t, t, 0);
}

static inline rp_status out_same(rp_value *out, rp_tensor *t)
{
    *out = rp_value_tensor(rp_tensor_retain(t));
    return RP_OK;
}

/* Another operator's results as this one's: of a composite whose results are a list. */
static inline rp_status out_of(rp_call *c, const char *name, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    const rp_op *op = rp_op_find(name);
    return op ? rp_call_inner(c, op, in, n_in, out, n_out) : RP_E_UNIMPLEMENTED;
}

/* How many elements are not zero: for the meta functions of operators whose shapes depend on
   that. */
static inline rp_status count_nonzero(rp_call *c, rp_tensor *t, int64_t *n)
{
    static const char *const names[3] = {"aten::ne.Scalar", "aten::sum",
                                         "aten::_local_scalar_dense"};
    rp_value v = rp_value_tensor(rp_tensor_retain(t)), next;
    rp_status st = RP_OK;
    for (int i = 0; i < 3 && !st; i++) {
        const rp_value in[2] = {v, rp_value_int(0)};
        st = out_of(c, names[i], in, i == 0 ? 2 : 1, &next, 1);
        rp_value_clear(&v);
        v = st ? rp_value_none() : next;
    }
    *n = v.u.i;
    return st;
}

/* ---- vjps ------------------------------------------------------------------------------------ */
static inline bool needs(uint64_t mask, int argument)
{
    return mask >> argument & 1;
}

/* The gradient passes through as it is. */
static inline rp_status same_grad(rp_tensor **grad_in, rp_tensor *grad)
{
    *grad_in = rp_tensor_retain(grad);
    return RP_OK;
}

static inline int64_t saved_int(rp_node *n, uint32_t argument)
{
    return rp_saved_arg(n, argument)->u.i;
}

static inline rp_status zeros_for(rp_tensor **out, rp_tensor *like, const int64_t *shape, int ndim)
{
    const rp_device device = rp_tensor_device(like);
    return rp_zeros_full(out, shape, (uint32_t)ndim, rp_tensor_dtype(like), NULL, &device, NULL);
}

/* t * s, sparing the call for s == 1. */
static inline rp_status scaled(rp_tensor **t, const rp_value *s)
{
    return in_number(s) == 1 ? RP_OK : rp_mul_scalar(t, *t, *s);
}
#endif
