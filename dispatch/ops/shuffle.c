/* dispatch/ops/shuffle.c - pixel_shuffle, pixel_unshuffle, channel_shuffle: views rearranged into
   memory of their own */
#include "dispatch/ops/shape.h"

/* A fresh tensor of this shape with the elements of the permuted view of x. */
static rp_status rearranged(rp_value *out, rp_tensor *x, const int64_t *split, const int64_t *order,
                            int n, const int64_t *shape, int ndim)
{
    RP_LOCAL rp_tensor *t = NULL;
    rp_tensor *r = NULL;
    const int64_t contiguous = 0;
    RP_TRY(rp_reshape(&t, x, split, (uint32_t)n));
    RP_TRY(rp_permute(&t, t, order, (uint32_t)n));
    RP_TRY(rp_clone_full(&t, t, &contiguous));
    RP_TRY(rp_view(&r, t, shape, (uint32_t)ndim));
    return out_take(out, r);
}

static rp_status check_pixels(const char *op, const rp_tensor *x, int64_t factor)
{
    if (x->ndim < 3)
        return RP_FAIL(
            RP_E_SHAPE,
            "%s expects input to have at least 3 dimensions, but got input with %d dimension(s)",
            op, x->ndim);
    if (x->ndim + 2 > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "%s: a tensor has at most %d dimensions", op, RP_MAX_DIMS - 2);
    return factor > 0 ? RP_OK
                      : RP_FAIL(RP_E_VALUE, "%s expects a positive factor, but got %lld", op,
                                (long long)factor);
}

/* (..., C r^2, H, W) to (..., C, H r, W r) */
static rp_status pixel_shuffle(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t;
    const int64_t r = in[1].u.i;
    int64_t split[RP_MAX_DIMS + 2], order[RP_MAX_DIMS + 2], shape[RP_MAX_DIMS];
    RP_TRY(check_pixels("pixel_shuffle", x, r));
    const int b = x->ndim - 3;
    const int64_t channels = x->shape[b], h = x->shape[b + 1], w = x->shape[b + 2];
    if (channels % (r * r))
        return RP_FAIL(
            RP_E_SHAPE,
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)=%lld is not divisible by %lld",
            (long long)channels, (long long)(r * r));
    const int64_t parts[] = {channels / (r * r), r, r, h, w}, places[] = {0, 3, 1, 4, 2};
    copy_dims(split, x->shape, b);
    copy_dims(split + b, parts, 5);
    copy_dims(shape, x->shape, b);
    copy_dims(shape + b, (const int64_t[]){parts[0], h * r, w * r}, 3);
    for (int i = 0; i < b + 5; i++) order[i] = i < b ? i : b + places[i - b];
    return rearranged(out, x, split, order, b + 5, shape, b + 3);
}

/* (..., C, H r, W r) to (..., C r^2, H, W) */
static rp_status pixel_unshuffle(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t;
    const int64_t r = in[1].u.i;
    int64_t split[RP_MAX_DIMS + 2], order[RP_MAX_DIMS + 2], shape[RP_MAX_DIMS];
    RP_TRY(check_pixels("pixel_unshuffle", x, r));
    const int b = x->ndim - 3;
    const int64_t channels = x->shape[b], h = x->shape[b + 1], w = x->shape[b + 2];
    if (h % r || w % r)
        return RP_FAIL(
            RP_E_SHAPE,
            "pixel_unshuffle expects height and width to be divisible by downscale_factor, but %lld or %lld is not divisible by %lld",
            (long long)h, (long long)w, (long long)r);
    const int64_t parts[] = {channels, h / r, r, w / r, r}, places[] = {0, 2, 4, 1, 3};
    copy_dims(split, x->shape, b);
    copy_dims(split + b, parts, 5);
    copy_dims(shape, x->shape, b);
    copy_dims(shape + b, (const int64_t[]){channels * r * r, h / r, w / r}, 3);
    for (int i = 0; i < b + 5; i++) order[i] = i < b ? i : b + places[i - b];
    return rearranged(out, x, split, order, b + 5, shape, b + 3);
}

/* (N, C, ...): channels as (groups, C / groups), transposed */
static rp_status channel_shuffle(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t;
    const int64_t groups = in[1].u.i;
    char a[SHAPE_TEXT];
    if (x->ndim < 3)
        return RP_FAIL(RP_E_SHAPE,
                       "channel_shuffle expects input with > 2 dims, but got input with sizes %s",
                       rp_shape_text(a, sizeof a, x->shape, x->ndim));
    if (groups <= 0)
        return RP_FAIL(
            RP_E_VALUE,
            "Number of groups to divide channels in must be positive. Value of groups:%lld",
            (long long)groups);
    if (x->shape[1] % groups)
        return RP_FAIL(
            RP_E_SHAPE,
            "Number of channels must be divisible by groups. Got %lld channels and %lld groups.",
            (long long)x->shape[1], (long long)groups);
    int64_t rest = 1;
    for (int d = 2; d < x->ndim; d++) rest *= x->shape[d];
    const int64_t split[] = {x->shape[0], groups, x->shape[1] / groups, rest},
                  order[] = {0, 2, 1, 3};
    return rearranged(out, x, split, order, 4, x->shape, x->ndim);
}

const rp_op_row rp_op_shuffle[] = {
    OP_COMPOSITE("pixel_shuffle(Tensor self, int upscale_factor) -> Tensor", pixel_shuffle),
    OP_COMPOSITE("pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor", pixel_unshuffle),
    OP_COMPOSITE("channel_shuffle(Tensor self, SymInt groups) -> Tensor", channel_shuffle),
    {0},
};
