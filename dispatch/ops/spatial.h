/* dispatch/ops/spatial.h - what pools, pads, interpolations and convolutions share: (N, C, spatial
   ...) and (C, spatial ...) inputs */
#ifndef RP_OPS_SPATIAL_H
#define RP_OPS_SPATIAL_H
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

typedef struct ints {
    int64_t v[RP_MAX_DIMS];
    int n;
} ints;

/* A list argument as it was given, for passing it on. */
static inline rp_status saved_ints(ints *out, rp_node *n, uint32_t argument)
{
    return in_ints(out->v, &out->n, rp_saved_arg(n, argument));
}

static inline const int64_t *saved_optional_int(rp_node *n, uint32_t argument)
{
    const rp_value *v = rp_saved_arg(n, argument);
    return v->tag == RP_TAG_NONE ? NULL : &v->u.i;
}

static inline const double *saved_optional_float(rp_node *n, uint32_t argument)
{
    const rp_value *v = rp_saved_arg(n, argument);
    return v->tag == RP_TAG_NONE ? NULL : &v->u.f;
}

/* Number of spatial dimensions of an operator: the size of this list argument in its schema. */
static inline int spatial_dims(const rp_call *c, uint32_t argument)
{
    return c->op->schema.arg[argument].list_size;
}

static inline rp_status not_bool(const char *op, const rp_tensor *x)
{
    return x->dtype == RP_BOOL ? RP_FAIL(RP_E_DTYPE, "%s is not defined for bool", op) : RP_OK;
}

/* (C, spatial ...) or (N, C, spatial ...), without empty dimensions but N. */
static inline rp_status check_spatial(const char *op, const rp_tensor *x, int spatial)
{
    char a[SHAPE_TEXT];
    bool good = x->ndim == spatial + 1 || x->ndim == spatial + 2;
    for (int d = x->ndim == spatial + 2; good && d < x->ndim; d++) good = x->shape[d] > 0;
    if (good) return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "%s: Expected %dD or %dD (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: %s",
        op, spatial + 1, spatial + 2, rp_shape_text(a, sizeof a, x->shape, x->ndim));
}

/* A gradient must have the shape of the output that it belongs to. */
static inline rp_status check_gradient(const char *op, const rp_tensor *g, const int64_t *shape,
                                       int ndim, rp_dtype dtype)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (g->dtype != dtype)
        return RP_FAIL(RP_E_DTYPE, "%s: expected dtype %s for grad_output but got dtype %s", op,
                       rp_dtype_name(dtype), rp_dtype_name(g->dtype));
    if (rp_same_shape(g->shape, g->ndim, shape, ndim)) return RP_OK;
    return RP_FAIL(RP_E_SHAPE, "%s: Expected grad_output to have shape %s; got %s", op,
                   rp_shape_text(a, sizeof a, shape, ndim),
                   rp_shape_text(b, sizeof b, g->shape, g->ndim));
}

/* The window of a pool, one value a dimension. */
typedef struct window {
    int64_t kernel[RP_MAX_DIMS], stride[RP_MAX_DIMS], padding[RP_MAX_DIMS], dilation[RP_MAX_DIMS];
    bool ceil_mode;
} window;

/* Arguments from `in` on: kernel_size, stride (empty: the kernel), padding, then dilation if there
   is one. */
static inline rp_status window_init(window *w, const rp_value *in, int spatial, bool dilated)
{
    const uint32_t n = (uint32_t)spatial;
    RP_TRY(rp_arg_ints_exact(&in[0], w->kernel, n, "kernel_size"));
    RP_TRY(rp_arg_ints_exact(rp_arg_count(&in[1]) ? &in[1] : &in[0], w->stride, n, "stride"));
    RP_TRY(rp_arg_ints_exact(&in[2], w->padding, n, "padding"));
    for (int d = 0; d < spatial; d++) w->dilation[d] = 1;
    if (dilated) RP_TRY(rp_arg_ints_exact(&in[3], w->dilation, n, "dilation"));
    w->ceil_mode = rp_arg_bool(&in[3 + dilated]);
    return RP_OK;
}

static inline rp_status window_check(const char *op, const window *w, int d)
{
    if (w->kernel[d] <= 0)
        return RP_FAIL(RP_E_VALUE, "%s: kernel size should be greater than zero, but got %lld", op,
                       (long long)w->kernel[d]);
    if (w->stride[d] <= 0)
        return RP_FAIL(RP_E_VALUE, "%s: stride should be greater than zero, but got %lld", op,
                       (long long)w->stride[d]);
    if (w->dilation[d] <= 0)
        return RP_FAIL(RP_E_VALUE, "%s: dilation should be greater than zero, but got %lld", op,
                       (long long)w->dilation[d]);
    if (w->padding[d] < 0)
        return RP_FAIL(RP_E_VALUE, "%s: pad must be non-negative, but got pad: %lld", op,
                       (long long)w->padding[d]);
    if (w->padding[d] > ((w->kernel[d] - 1) * w->dilation[d] + 1) / 2)
        return RP_FAIL(
            RP_E_VALUE,
            "%s: pad should be at most half of effective kernel size, but got pad=%lld, kernel_size=%lld and dilation=%lld",
            op, (long long)w->padding[d], (long long)w->kernel[d], (long long)w->dilation[d]);
    return RP_OK;
}

/* Extent of the output; with ceil_mode the last window may hang over the end, but starts in the
   input or its left padding. */
static inline int64_t window_count(const window *w, int d, int64_t in)
{
    const int64_t stride = w->stride[d], span = in + 2 * w->padding[d] -
                                                w->dilation[d] * (w->kernel[d] - 1) - 1 +
                                                (w->ceil_mode ? stride - 1 : 0);
    const int64_t n = (span >= 0 ? span / stride : -((stride - 1 - span) / stride)) + 1;
    return n - (w->ceil_mode && (n - 1) * stride >= in + w->padding[d]);
}

/* Shape of a pool's output for input x. */
static inline rp_status window_shape(int64_t *shape, const char *op, const window *w,
                                     const rp_tensor *x, int spatial)
{
    char a[SHAPE_TEXT];
    RP_TRY(check_spatial(op, x, spatial));
    copy_dims(shape, x->shape, x->ndim);
    for (int d = 0; d < spatial; d++) {
        const int at = x->ndim - spatial + d;
        RP_TRY(window_check(op, w, d));
        shape[at] = window_count(w, d, x->shape[at]);
        if (shape[at] < 1)
            return RP_FAIL(
                RP_E_SHAPE,
                "%s: Given input size: %s. Calculated output extent %lld of dimension %d. Output size is too small",
                op, rp_shape_text(a, sizeof a, x->shape, x->ndim), (long long)shape[at], at);
    }
    return RP_OK;
}

/* x with a spatial dimension of extent 1 put in, for one-dimensional forms of two-dimensional
   operators. */
static inline rp_status as_plane(rp_tensor **out, const char *op, rp_tensor *x)
{
    char a[SHAPE_TEXT];
    if (x->ndim != 2 && x->ndim != 3)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected 2 to 3 dimensions, but got %d-dimensional tensor for argument #1 'self' (while checking arguments for %s): %s",
            x->ndim, op, rp_shape_text(a, sizeof a, x->shape, x->ndim));
    return rp_unsqueeze(out, x, -2);
}
/* {first, argument} for the plane. */
static inline rp_status plane_ints(int64_t *v, const rp_value *argument, int64_t first,
                                   const char *name)
{
    v[0] = first;
    return rp_arg_ints_exact(argument, v + 1, 1, name);
}
static inline rp_status out_line(rp_value *out, rp_tensor *y)
{
    rp_tensor *r = NULL;
    RP_TRY(rp_squeeze_dim(&r, y, -2));
    return out_take(out, r);
}
#endif
