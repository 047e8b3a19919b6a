/* dispatch/ops/max_pool.c - max_pool1d, 2d, 3d, adaptive_max_pool2d and their gradients */
#include "dispatch/ops/spatial.h"

/* (self, kernel_size, stride, padding, dilation, ceil_mode) */
static rp_status pool_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    const int spatial = spatial_dims(c, 1);
    int64_t shape[RP_MAX_DIMS];
    window w;
    RP_TRY(not_bool("max_pool", x));
    RP_TRY(window_init(&w, in + 1, spatial, true));
    RP_TRY(window_shape(shape, "max_pool", &w, x, spatial));
    RP_TRY(rp_call_output(c, out, 1, shape, x->ndim, RP_I64));
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* (grad_output, self, kernel_size, stride, padding, dilation, ceil_mode, indices) */
static rp_status pool_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[1].u.t, *indices = in[7].u.t;
    const int spatial = spatial_dims(c, 2);
    int64_t shape[RP_MAX_DIMS];
    window w;
    RP_TRY(window_init(&w, in + 2, spatial, true));
    RP_TRY(window_shape(shape, "max_pool_backward", &w, x, spatial));
    RP_TRY(check_gradient("max_pool_backward", in[0].u.t, shape, x->ndim, x->dtype));
    RP_TRY(check_gradient("max_pool_backward indices", indices, shape, x->ndim, RP_I64));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

static rp_status adaptive_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    int64_t shape[RP_MAX_DIMS];
    RP_TRY(not_bool("adaptive_max_pool2d", x));
    RP_TRY(check_spatial("adaptive_max_pool2d", x, 2));
    copy_dims(shape, x->shape, x->ndim);
    RP_TRY(rp_arg_ints_exact(&in[1], shape + x->ndim - 2, 2, "output_size"));
    for (int d = x->ndim - 2; d < x->ndim; d++)
        if (shape[d] < 0)
            return RP_FAIL(
                RP_E_VALUE,
                "adaptive_max_pool2d: elements of output_size must be greater than or equal to 0 but received %lld",
                (long long)shape[d]);
    RP_TRY(rp_call_output(c, out, 1, shape, x->ndim, RP_I64));
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* (grad_output, self, indices) */
static rp_status adaptive_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                        rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[1].u.t, *indices = in[2].u.t;
    RP_TRY(check_spatial("adaptive_max_pool2d_backward", x, 2));
    RP_TRY(check_gradient("adaptive_max_pool2d_backward", in[0].u.t, indices->shape, indices->ndim,
                          x->dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

/* ---- gradients ------------------------------------------------------------------------------- */
typedef struct pool_args {
    ints kernel, stride, padding, dilation;
    int ceil_mode;
} pool_args;

/* One derivative for 2d and 3d: the schema's list size tells which. */
OP_VJP(pool_vjp)
{
    (void)mask;
    RP_LOCAL rp_tensor *x = NULL, *indices = NULL;
    pool_args a;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(saved_ints(&a.kernel, n, 1));
    RP_TRY(saved_ints(&a.stride, n, 2));
    RP_TRY(saved_ints(&a.padding, n, 3));
    RP_TRY(saved_ints(&a.dilation, n, 4));
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&indices, n, 1));
    return (spatial_dims(c, 1) == 2 ? rp_max_pool2d_with_indices_backward
                                    : rp_max_pool3d_with_indices_backward)(
        &grad_in[0], grad_out[0], x, a.kernel.v, (uint32_t)a.kernel.n, a.stride.v,
        (uint32_t)a.stride.n, a.padding.v, (uint32_t)a.padding.n, a.dilation.v,
        (uint32_t)a.dilation.n, (int)saved_int(n, 5), indices);
}

/* What comes back is read at the indices of each plane. */
static rp_status read_at(rp_tensor **out, rp_tensor *v, rp_tensor *indices, int spatial)
{
    RP_LOCAL rp_tensor *flat = NULL, *at = NULL;
    const int64_t first = -spatial;
    RP_TRY(rp_flatten_using_ints(&flat, v, first, -1));
    RP_TRY(rp_flatten_using_ints(&at, indices, first, -1));
    RP_TRY(rp_gather(&flat, flat, -1, at));
    return rp_view(out, flat, rp_tensor_shape(indices), (uint32_t)rp_tensor_ndim(indices));
}

static rp_status pool_grad_grad(rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                rp_tensor **grad_in, int spatial, uint32_t argument)
{
    RP_LOCAL rp_tensor *indices = NULL;
    if (!grad_out[0] || !needs(mask, 0)) return RP_OK;
    RP_TRY(rp_saved_input(&indices, n, argument));
    return read_at(&grad_in[0], grad_out[0], indices, spatial);
}

OP_VJP(pool_backward_vjp)
{
    return pool_grad_grad(n, mask, grad_out, grad_in, spatial_dims(c, 2), 7);
}
static rp_status adaptive_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                              rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *x = NULL, *indices = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&indices, n, 1));
    return rp_adaptive_max_pool2d_backward(&grad_in[0], grad_out[0], x, indices);
}
static rp_status adaptive_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                       rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    return pool_grad_grad(n, mask, grad_out, grad_in, 2, 2);
}

/* ---- without indices ------------------------------------------------------------------------- */
OP_FUNCTION(pool_composite)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    pool_args a;
    RP_TRY(in_ints(a.kernel.v, &a.kernel.n, &in[1]));
    RP_TRY(in_ints(a.stride.v, &a.stride.n, &in[2]));
    RP_TRY(in_ints(a.padding.v, &a.padding.n, &in[3]));
    RP_TRY(in_ints(a.dilation.v, &a.dilation.n, &in[4]));
    RP_TRY((spatial_dims(c, 1) == 2 ? rp_max_pool2d_with_indices : rp_max_pool3d_with_indices)(
        &r, NULL, in[0].u.t, a.kernel.v, (uint32_t)a.kernel.n, a.stride.v, (uint32_t)a.stride.n,
        a.padding.v, (uint32_t)a.padding.n, a.dilation.v, (uint32_t)a.dilation.n,
        rp_arg_bool(&in[5])));
    return out_take(out, r);
}
static rp_status pool1_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL, *y = NULL;
    int64_t kernel[2], stride[2], padding[2], dilation[2];
    RP_TRY(as_plane(&x, "max_pool1d", in[0].u.t));
    RP_TRY(plane_ints(kernel, &in[1], 1, "kernel_size"));
    RP_TRY(plane_ints(stride, rp_arg_count(&in[2]) ? &in[2] : &in[1], 1, "stride"));
    RP_TRY(plane_ints(padding, &in[3], 0, "padding"));
    RP_TRY(plane_ints(dilation, &in[4], 1, "dilation"));
    RP_TRY(rp_max_pool2d_with_indices(&y, NULL, x, kernel, 2, stride, 2, padding, 2, dilation, 2,
                                      rp_arg_bool(&in[5])));
    return out_line(out, y);
}

#define ROW(schema_, meta_, vjp_, save_in_, save_out_)                                             \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = "aten::" schema_, .meta = (meta_), .vjp = (vjp_),     \
        .save_in = (save_in_), .save_out = (save_out_)                                             \
    }
const rp_op_row rp_op_max_pool[] = {
    ROW("max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)",
        pool_meta, pool_vjp, 1, 1u << 1),
    ROW("max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)",
        pool_meta, pool_vjp, 1, 1u << 1),
    ROW("max_pool2d_with_indices_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, int[2] dilation, bool ceil_mode, Tensor indices) -> Tensor",
        pool_backward_meta, pool_backward_vjp, 1u << 7, 0),
    ROW("max_pool3d_with_indices_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, int[3] dilation, bool ceil_mode, Tensor indices) -> Tensor",
        pool_backward_meta, pool_backward_vjp, 1u << 7, 0),
    ROW("adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)", adaptive_meta,
        adaptive_vjp, 1, 1u << 1),
    ROW("adaptive_max_pool2d_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor",
        adaptive_backward_meta, adaptive_backward_vjp, 1u << 2, 0),
    OP_COMPOSITE(
        "max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor",
        pool1_composite),
    OP_COMPOSITE(
        "max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor",
        pool_composite),
    OP_COMPOSITE(
        "max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor",
        pool_composite),
    {0},
};
