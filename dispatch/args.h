/* dispatch/args.h - reading arguments in meta functions and kernels of the library
 *
 * The call path has checked every tag against the schema and filled in defaults before anything
 * here runs: an `int` argument is INT (or BOOL, which counts as 0 or 1), a `float` is FLOAT, an
 * `int[2]` is a LIST or one INT that stands for every place, and an optional argument that was left
 * out is NONE.
 */
#ifndef RP_ARGS_H
#define RP_ARGS_H
#include "dispatch/impl.h"
#include <string.h>

static inline bool rp_arg_given(const rp_value *v)
{
    return v->tag != RP_TAG_NONE;
}
static inline int64_t
rp_arg_int(const rp_value *v) /* 0 if absent; a number given as FLOAT is truncated */
{
    return v->tag == RP_TAG_FLOAT                          ? (int64_t)v->u.f
           : v->tag == RP_TAG_INT || v->tag == RP_TAG_BOOL ? v->u.i
                                                           : 0;
}
static inline int64_t rp_arg_int_or(const rp_value *v, int64_t absent)
{
    return rp_arg_given(v) ? rp_arg_int(v) : absent;
}
static inline double rp_arg_float(const rp_value *v) /* also of a Scalar; 0 if absent */
{
    return v->tag == RP_TAG_FLOAT                          ? v->u.f
           : v->tag == RP_TAG_INT || v->tag == RP_TAG_BOOL ? (double)v->u.i
                                                           : 0.0;
}
static inline double rp_arg_float_or(const rp_value *v, double absent)
{
    return rp_arg_given(v) ? rp_arg_float(v) : absent;
}
static inline bool rp_arg_bool(const rp_value *v) /* false if absent */
{
    return v->tag == RP_TAG_FLOAT ? v->u.f != 0 : v->tag != RP_TAG_NONE && v->u.i != 0;
}
static inline rp_tensor *rp_arg_tensor(const rp_value *v) /* borrowed; NULL if absent */
{
    return v->tag == RP_TAG_TENSOR ? v->u.t : NULL;
}
static inline rp_dtype rp_arg_dtype(const rp_value *v, rp_dtype absent)
{
    return v->tag == RP_TAG_DTYPE ? v->u.dtype : absent;
}
static inline rp_device rp_arg_device(const rp_value *v, rp_device absent)
{
    return v->tag == RP_TAG_DEVICE ? v->u.device : absent;
}
static inline rp_generator *rp_arg_generator(const rp_value *v) /* borrowed; NULL if absent */
{
    return v->tag == RP_TAG_GENERATOR ? v->u.g : NULL;
}
/** Does the string argument read `text`? False if absent. */
static inline bool rp_arg_str_is(const rp_value *v, const char *text)
{
    return v->tag == RP_TAG_STR && strlen(text) == v->n && memcmp(v->u.s, text, v->n) == 0;
}
/** Length of a list; 1 for a single value that stands for one, 0 if absent. */
static inline uint32_t rp_arg_count(const rp_value *v)
{
    return v->tag == RP_TAG_LIST ? v->n : rp_arg_given(v) ? 1 : 0;
}
/** Copies up to `max` integers and returns how many the argument has, which may be more. */
static inline uint32_t rp_arg_ints(const rp_value *v, int64_t *buf, uint32_t max)
{
    const uint32_t n = rp_arg_count(v);
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    for (uint32_t i = 0; i < n && i < max; i++) buf[i] = rp_arg_int(&item[i]);
    return n;
}
static inline uint32_t rp_arg_floats(const rp_value *v, double *buf, uint32_t max)
{
    const uint32_t n = rp_arg_count(v);
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    for (uint32_t i = 0; i < n && i < max; i++) buf[i] = rp_arg_float(&item[i]);
    return n;
}
/** The i-th tensor of a tensor list (NULL for an absent element of Tensor?[]); borrowed. */
static inline rp_tensor *rp_arg_list_tensor(const rp_value *v, uint32_t i)
{
    return v->tag == RP_TAG_LIST ? rp_arg_tensor(&v->u.l[i]) : rp_arg_tensor(v);
}
/** Exactly `n` integers for int[n]: a single one stands for all places. RP_E_INVALID names the
 * argument and what was given. */
rp_status rp_arg_ints_exact(const rp_value *v, int64_t *buf, uint32_t n, const char *name);
/** A shape argument: at most RP_MAX_DIMS extents. RP_E_SHAPE for more, or for a negative one (other
 * than -1 if `infer`). */
rp_status rp_arg_shape(const rp_value *v, int64_t *shape, int *ndim, bool infer);

/** Counts a negative dimension from the end. RP_E_DIM: "Dimension out of range (expected to be in
 * range of [-2, 1], but got 3)". A tensor without dimensions accepts 0 and -1. */
rp_status rp_wrap_dim(int64_t *dim, int ndim);
/** A dimension list as a mask: absent or empty gives every dimension (of reductions). RP_E_DIM for
 * one out of range or named twice. */
rp_status rp_arg_dim_mask(const rp_value *v, int ndim, uint64_t *mask);
/** Can the number be stored in this dtype? An integer type wants it in range, cut towards zero; of
 * uint8, the negative of a whole value will do, too: it wraps. A floating type wants it finite
 * where it is. */
bool rp_number_fits(rp_dtype dtype, const rp_value *v);
/** RP_E_VALUE unless it can. */
rp_status rp_check_number(rp_dtype dtype, const rp_value *v);
/** Broadcast shape of two; `shape` (room for RP_MAX_DIMS) may be `a`. RP_E_SHAPE with both sizes
 * and the dimension. */
rp_status rp_broadcast_shapes(int64_t *shape, int *ndim, const int64_t *a, int a_ndim,
                              const int64_t *b, int b_ndim);
/** False unless both have the same extents. */
static inline bool rp_same_shape(const int64_t *a, int a_ndim, const int64_t *b, int b_ndim)
{
    if (a_ndim != b_ndim) return false;
    for (int d = 0; d < a_ndim; d++) /* few: a call of memcmp costs more than all of them */
        if (a[d] != b[d]) return false;
    return true;
}
#endif
