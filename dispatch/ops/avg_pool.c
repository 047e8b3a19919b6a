/* dispatch/ops/avg_pool.c - avg_pool1d, 2d, 3d and the adaptive ones, with their gradients */
#include "dispatch/ops/spatial.h"

typedef rp_status (*adaptive_fn)(rp_tensor **, rp_tensor *, const int64_t *, uint32_t);

static rp_status check_divisor(const rp_value *divisor)
{
    if (divisor->tag == RP_TAG_INT && divisor->u.i == 0)
        return RP_FAIL(RP_E_VALUE, "divisor must be not zero");
    return RP_OK;
}

/* ---- windows --------------------------------------------------------------------------------- */
/* Unlike avg_pool2d, avg_pool3d wants one window without padding to fit. */
static rp_status check_fits(const window *w, const rp_tensor *x, int spatial)
{
    for (int d = 0; spatial == 3 && d < spatial; d++) {
        const int64_t extent = x->shape[x->ndim - spatial + d];
        if (extent < w->kernel[d])
            return RP_FAIL(RP_E_SHAPE,
                           "avg_pool3d: input extent %lld is smaller than kernel size %lld",
                           (long long)extent, (long long)w->kernel[d]);
    }
    return RP_OK;
}

/* (self, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override) */
static rp_status pool_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    const int spatial = spatial_dims(c, 1);
    int64_t shape[RP_MAX_DIMS];
    window w;
    RP_TRY(not_bool("avg_pool", x));
    RP_TRY(window_init(&w, in + 1, spatial, false));
    RP_TRY(check_divisor(&in[6]));
    RP_TRY(window_shape(shape, "avg_pool", &w, x, spatial));
    RP_TRY(check_fits(&w, x, spatial));
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* (grad_output, self, kernel_size, stride, padding, ceil_mode, count_include_pad,
   divisor_override) */
static rp_status pool_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[1].u.t;
    const int spatial = spatial_dims(c, 2);
    int64_t shape[RP_MAX_DIMS];
    window w;
    RP_TRY(window_init(&w, in + 2, spatial, false));
    RP_TRY(check_divisor(&in[7]));
    RP_TRY(window_shape(shape, "avg_pool_backward", &w, x, spatial));
    RP_TRY(check_fits(&w, x, spatial));
    RP_TRY(check_gradient("avg_pool_backward", in[0].u.t, shape, x->ndim, x->dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

/* The arguments from `at` on as they were given. */
typedef struct pool_args {
    ints kernel, stride, padding;
    int ceil_mode, include_pad;
    const int64_t *divisor;
} pool_args;

static rp_status pool_saved(pool_args *a, rp_node *n, uint32_t at)
{
    RP_TRY(saved_ints(&a->kernel, n, at));
    RP_TRY(saved_ints(&a->stride, n, at + 1));
    RP_TRY(saved_ints(&a->padding, n, at + 2));
    a->ceil_mode = (int)saved_int(n, at + 3);
    a->include_pad = (int)saved_int(n, at + 4);
    a->divisor = saved_optional_int(n, at + 5);
    return RP_OK;
}
#define POOL_ARGS(a_)                                                                              \
    a_.kernel.v, (uint32_t)a_.kernel.n, a_.stride.v, (uint32_t)a_.stride.n, a_.padding.v,          \
        (uint32_t)a_.padding.n, a_.ceil_mode, a_.include_pad, a_.divisor

/* One derivative for 2d and 3d: the schema's list size tells which. */
OP_VJP(pool_vjp)
{
    (void)mask;
    RP_LOCAL rp_tensor *x = NULL;
    pool_args a;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(pool_saved(&a, n, 1));
    RP_TRY(rp_saved_input(&x, n, 0));
    return (spatial_dims(c, 1) == 2 ? rp_avg_pool2d_backward : rp_avg_pool3d_backward)(
        &grad_in[0], grad_out[0], x, POOL_ARGS(a));
}

/* Linear in grad_output: what comes back is pooled like the input. */
OP_VJP(pool_backward_vjp)
{
    pool_args a;
    if (!grad_out[0] || !needs(mask, 0)) return RP_OK;
    RP_TRY(pool_saved(&a, n, 2));
    return (spatial_dims(c, 2) == 2 ? rp_avg_pool2d : rp_avg_pool3d)(&grad_in[0], grad_out[0],
                                                                     POOL_ARGS(a));
}

static rp_status pool1_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL;
    int64_t kernel[2], stride[2], padding[2];
    RP_TRY(as_plane(&x, "avg_pool1d", in[0].u.t));
    RP_TRY(plane_ints(kernel, &in[1], 1, "kernel_size"));
    RP_TRY(plane_ints(stride, rp_arg_count(&in[2]) ? &in[2] : &in[1], 1, "stride"));
    RP_TRY(plane_ints(padding, &in[3], 0, "padding"));
    RP_TRY(rp_avg_pool2d(&x, x, kernel, 2, stride, 2, padding, 2, rp_arg_bool(&in[4]),
                         rp_arg_bool(&in[5]), NULL));
    return out_line(out, x);
}

/* ---- adaptive -------------------------------------------------------------------------------- */
/* _adaptive_avg_pool2d, but not 3d, takes planes without channels. */
static bool no_channels(const rp_tensor *x, int spatial)
{
    return spatial == 2 && (x->ndim == 3 || x->ndim == 4) && x->shape[x->ndim - 3] == 0 &&
           x->shape[x->ndim - 2] > 0 && x->shape[x->ndim - 1] > 0;
}
static rp_status adaptive_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    const int spatial = spatial_dims(c, 1);
    int64_t shape[RP_MAX_DIMS], size[RP_MAX_DIMS];
    RP_TRY(floating_dtype("adaptive_avg_pool", x));
    if (!no_channels(x, spatial)) RP_TRY(check_spatial("adaptive_avg_pool", x, spatial));
    RP_TRY(rp_arg_ints_exact(&in[1], size, (uint32_t)spatial, "output_size"));
    copy_dims(shape, x->shape, x->ndim);
    for (int d = 0; d < spatial; d++) {
        if (size[d] < 0)
            return RP_FAIL(
                RP_E_VALUE,
                "adaptive_avg_pool: elements of output_size must be greater than or equal to 0 but received %lld",
                (long long)size[d]);
        shape[x->ndim - spatial + d] = size[d];
    }
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* (grad_output, self): the number of dimensions is not in the arguments. */
static rp_status adaptive_backward_shape(rp_call *c, const rp_value *in, rp_value *out, int spatial)
{
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t;
    int64_t shape[RP_MAX_DIMS];
    RP_TRY(floating_dtype("adaptive_avg_pool_backward", x));
    RP_TRY(check_spatial("adaptive_avg_pool_backward", g, spatial));
    copy_dims(shape, x->shape, x->ndim);
    for (int d = 0; d < spatial && g->ndim == x->ndim; d++)
        shape[x->ndim - 1 - d] = g->shape[x->ndim - 1 - d];
    RP_TRY(check_gradient("adaptive_avg_pool_backward", g, shape, x->ndim, x->dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}
static rp_status adaptive2_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                         rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return adaptive_backward_shape(c, in, out, 2);
}
static rp_status adaptive3_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                         rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return adaptive_backward_shape(c, in, out, 3);
}

OP_VJP(adaptive_vjp)
{
    (void)mask;
    RP_LOCAL rp_tensor *x = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    return (spatial_dims(c, 1) == 2
                ? rp__adaptive_avg_pool2d_backward
                : rp__adaptive_avg_pool3d_backward)(&grad_in[0], grad_out[0], x);
}
static rp_status adaptive_grad_grad(rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                    rp_tensor **grad_in, int spatial, adaptive_fn pool)
{
    const int64_t *shape;
    int ndim;
    if (!grad_out[0] || !needs(mask, 0)) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return pool(&grad_in[0], grad_out[0], shape + ndim - spatial, (uint32_t)spatial);
}
static rp_status adaptive2_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                        rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    return adaptive_grad_grad(n, mask, grad_out, grad_in, 2, rp__adaptive_avg_pool2d);
}
static rp_status adaptive3_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                        rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    return adaptive_grad_grad(n, mask, grad_out, grad_in, 3, rp__adaptive_avg_pool3d);
}

static rp_status adaptive1_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL;
    int64_t size[2];
    RP_TRY(as_plane(&x, "adaptive_avg_pool1d", in[0].u.t));
    RP_TRY(plane_ints(size, &in[1], 1, "output_size"));
    RP_TRY(rp__adaptive_avg_pool2d(&x, x, size, 2));
    return out_line(out, x);
}
/* To one element: the mean, which an empty plane has too (NaN). */
OP_FUNCTION(adaptive_composite)
{
    (void)self, (void)n_in, (void)n_out;
    static const int64_t plane[] = {-1, -2, -3};
    rp_tensor *r = NULL;
    ints size;
    RP_TRY(in_ints(size.v, &size.n, &in[1]));
    int ones = 0;
    while (ones < size.n && size.v[ones] == 1) ones++;
    if (ones == spatial_dims(c, 1)) {
        RP_TRY(rp_mean_dim(&r, in[0].u.t, plane, (uint32_t)ones, true));
        return out_take(out, r);
    }
    RP_TRY((spatial_dims(c, 1) == 2 ? rp__adaptive_avg_pool2d : rp__adaptive_avg_pool3d)(
        &r, in[0].u.t, size.v, (uint32_t)size.n));
    return out_take(out, r);
}

const rp_op_row rp_op_avg_pool[] = {
    OP_SAVING(
        "avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
        pool_meta, pool_vjp, 1),
    OP_SAVING(
        "avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
        pool_meta, pool_vjp, 1),
    OP_SAVING(
        "avg_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor",
        pool_backward_meta, pool_backward_vjp, 0),
    OP_SAVING(
        "avg_pool3d_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor",
        pool_backward_meta, pool_backward_vjp, 0),
    OP_COMPOSITE(
        "avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor",
        pool1_composite),
    OP_SAVING("_adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor", adaptive_meta,
              adaptive_vjp, 1),
    OP_SAVING("_adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor", adaptive_meta,
              adaptive_vjp, 1),
    OP_SAVING("_adaptive_avg_pool2d_backward(Tensor grad_output, Tensor self) -> Tensor",
              adaptive2_backward_meta, adaptive2_backward_vjp, 0),
    OP_SAVING("_adaptive_avg_pool3d_backward(Tensor grad_output, Tensor self) -> Tensor",
              adaptive3_backward_meta, adaptive3_backward_vjp, 0),
    OP_COMPOSITE("adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor",
                 adaptive1_composite),
    OP_COMPOSITE("adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor",
                 adaptive_composite),
    OP_COMPOSITE("adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor",
                 adaptive_composite),
    {0},
};
