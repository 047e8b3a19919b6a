/* dispatch/ops/im2col.c - the windows of an image as columns, and their sum back into an image:
   each is the other's gradient */
#include "dispatch/ops/spatial.h"

/* The number of windows along each dimension. The arguments from `in` on: kernel_size, dilation,
   padding, stride. */
typedef struct windows {
    int64_t kernel[2], dilation[2], padding[2], stride[2], count[2];
} windows;

static rp_status windows_init(windows *w, const rp_value *in, const int64_t *size)
{
    RP_TRY(rp_arg_ints_exact(&in[0], w->kernel, 2, "kernel_size"));
    RP_TRY(rp_arg_ints_exact(&in[1], w->dilation, 2, "dilation"));
    RP_TRY(rp_arg_ints_exact(&in[2], w->padding, 2, "padding"));
    RP_TRY(rp_arg_ints_exact(&in[3], w->stride, 2, "stride"));
    for (int d = 0; d < 2; d++) {
        if (w->kernel[d] <= 0)
            return RP_FAIL(RP_E_VALUE, "kernel size should be greater than zero, but got %lld",
                           (long long)w->kernel[d]);
        if (w->dilation[d] <= 0)
            return RP_FAIL(RP_E_VALUE, "dilation should be greater than zero, but got %lld",
                           (long long)w->dilation[d]);
        if (w->padding[d] < 0)
            return RP_FAIL(RP_E_VALUE, "padding should be non-negative, but got %lld",
                           (long long)w->padding[d]);
        if (w->stride[d] <= 0)
            return RP_FAIL(RP_E_VALUE, "stride should be greater than zero, but got %lld",
                           (long long)w->stride[d]);
        const int64_t room = size[d] + 2 * w->padding[d] - w->dilation[d] * (w->kernel[d] - 1) - 1;
        w->count[d] = room < 0 ? 0 : room / w->stride[d] + 1;
        if (w->count[d] < 1)
            return RP_FAIL(
                RP_E_SHAPE,
                "Given an image of extent %lld, kernel_size %lld, dilation %lld, padding %lld, stride %lld: there is no window that fits",
                (long long)size[d], (long long)w->kernel[d], (long long)w->dilation[d],
                (long long)w->padding[d], (long long)w->stride[d]);
    }
    return RP_OK;
}

/* (self, kernel_size, dilation, padding, stride): (N, C, H, W) to (N, C kernel, windows) */
static rp_status im2col_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    windows w;
    if (x->dtype != RP_BOOL) RP_TRY(floating_dtype("im2col", x));
    RP_TRY(check_spatial("im2col", x, 2));
    RP_TRY(windows_init(&w, in + 1, x->shape + x->ndim - 2));
    const int64_t shape[] = {x->shape[0], x->shape[x->ndim - 3] * w.kernel[0] * w.kernel[1],
                             w.count[0] * w.count[1]};
    return rp_call_output(c, out, 0, shape + (x->ndim == 3), x->ndim - 1, x->dtype);
}

/* (self, output_size, kernel_size, dilation, padding, stride): the way back */
static rp_status col2im_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    int64_t size[2];
    windows w;
    char a[SHAPE_TEXT];
    if (x->dtype != RP_BOOL) RP_TRY(floating_dtype("col2im", x));
    if ((x->ndim != 2 && x->ndim != 3) || x->shape[x->ndim - 2] == 0 || x->shape[x->ndim - 1] == 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: %s",
            rp_shape_text(a, sizeof a, x->shape, x->ndim));
    RP_TRY(rp_arg_ints_exact(&in[1], size, 2, "output_size"));
    RP_TRY(windows_init(&w, in + 2, size));
    const int64_t rows = x->shape[x->ndim - 2], kernel = w.kernel[0] * w.kernel[1],
                  count = w.count[0] * w.count[1];
    if (rows % kernel)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got %lld and %lld",
            (long long)rows, (long long)kernel);
    if (x->shape[x->ndim - 1] != count)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected size of input's last dimension to match the calculated number of sliding blocks %lld, but got %lld",
            (long long)count, (long long)x->shape[x->ndim - 1]);
    const int64_t shape[] = {x->shape[0], rows / kernel, size[0], size[1]};
    return rp_call_output(c, out, 0, shape + (x->ndim == 2), x->ndim + 1, x->dtype);
}

typedef struct window_args {
    ints kernel, dilation, padding, stride;
} window_args;

static rp_status windows_saved(window_args *a, rp_node *n, uint32_t at)
{
    RP_TRY(saved_ints(&a->kernel, n, at));
    RP_TRY(saved_ints(&a->dilation, n, at + 1));
    RP_TRY(saved_ints(&a->padding, n, at + 2));
    return saved_ints(&a->stride, n, at + 3);
}
#define WINDOW_ARGS(a_)                                                                            \
    a_.kernel.v, (uint32_t)a_.kernel.n, a_.dilation.v, (uint32_t)a_.dilation.n, a_.padding.v,      \
        (uint32_t)a_.padding.n, a_.stride.v, (uint32_t)a_.stride.n

static rp_status im2col_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)mask;
    window_args a;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(windows_saved(&a, n, 1));
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    return rp_col2im(&grad_in[0], grad_out[0], shape + ndim - 2, 2, WINDOW_ARGS(a));
}

static rp_status col2im_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)mask;
    window_args a;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(windows_saved(&a, n, 2));
    return rp_im2col(&grad_in[0], grad_out[0], WINDOW_ARGS(a));
}

const rp_op_row rp_op_im2col[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
        .meta = im2col_meta,
        .vjp = im2col_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor",
        .meta = col2im_meta,
        .vjp = col2im_vjp,
    },
    {0},
};
