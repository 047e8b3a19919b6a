/* dispatch/ops/pad.c - pad, constant_pad_nd, reflection_pad and replication_pad, with their
 * gradients
 *
 * A padding list holds (before, after) pairs, the last dimension first.
 */
#include "dispatch/ops/spatial.h"

/* ---- constant -------------------------------------------------------------------------------- */
static rp_status constant_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], pad[2 * RP_MAX_DIMS];
    char a[SHAPE_TEXT];
    const uint32_t n = rp_arg_ints(&in[1], pad, 2 * RP_MAX_DIMS);
    if (n % 2) return RP_FAIL(RP_E_SHAPE, "Length of pad must be even but instead it equals %u", n);
    if (n > 2 * (uint32_t)x->ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "Length of pad should be no more than twice the number of dimensions of the input. Pad length is %u while the input has %d dimensions.",
            n, x->ndim);
    copy_dims(shape, x->shape, x->ndim);
    for (uint32_t i = 0; i < n / 2; i++) {
        const int d = x->ndim - 1 - (int)i;
        const int64_t left = pad[2 * i], right = pad[2 * i + 1];
        const int64_t cut = x->shape[d] + (left < 0 ? left : 0) + (right < 0 ? right : 0);
        shape[d] += left + right;
        if (shape[d] < 0 || cut < 0)
            return RP_FAIL(
                RP_E_SHAPE,
                "The input size %lld, plus negative padding %lld and %lld, resulted in a negative output size, which is invalid. Check dimension %d of your input: %s",
                (long long)x->shape[d], (long long)left, (long long)right, d,
                rp_shape_text(a, sizeof a, x->shape, x->ndim));
    }
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* The gradient is padded by the opposite amounts. */
static rp_status constant_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                              rp_tensor **grad_in)
{
    (void)c, (void)mask;
    int64_t pad[2 * RP_MAX_DIMS];
    if (!grad_out[0]) return RP_OK;
    const uint32_t k = rp_arg_ints(rp_saved_arg(n, 1), pad, 2 * RP_MAX_DIMS);
    for (uint32_t i = 0; i < k; i++) pad[i] = -pad[i];
    return rp_constant_pad_nd(&grad_in[0], grad_out[0], pad, k, rp_value_int(0));
}

/* ---- reflection and replication -------------------------------------------------------------- */
static bool is_reflection(const rp_call *c)
{
    return strstr(c->op->schema.base, "reflection") != NULL;
}

static rp_status padded_shape(int64_t *shape, const rp_call *c, const rp_tensor *x,
                              const rp_value *list, int spatial)
{
    int64_t pad[2 * RP_MAX_DIMS];
    const char *op = c->op->schema.base + sizeof "aten::" - 1;
    if (list->tag == RP_TAG_LIST && rp_arg_count(list) != 2 * (uint32_t)spatial)
        return RP_FAIL(RP_E_SHAPE, "%s: padding size is expected to be %d, but got: %u", op,
                       2 * spatial, rp_arg_count(list));
    RP_TRY(rp_arg_ints_exact(list, pad, 2 * (uint32_t)spatial, "padding"));
    RP_TRY(check_spatial(op, x, spatial));
    copy_dims(shape, x->shape, x->ndim);
    for (int i = 0; i < spatial; i++) {
        const int d = x->ndim - 1 - i;
        const int64_t size = x->shape[d], left = pad[2 * i], right = pad[2 * i + 1];
        if (is_reflection(c) && (left >= size || right >= size))
            return RP_FAIL(
                RP_E_VALUE,
                "%s: Padding size should be less than the corresponding input dimension, but got: padding (%lld, %lld) at dimension %d of extent %lld",
                op, (long long)left, (long long)right, d, (long long)size);
        shape[d] = size + left + right;
        if (shape[d] < 1)
            return RP_FAIL(
                RP_E_VALUE,
                "%s: input (extent %lld of dimension %d) is too small. Calculated output extent: %lld",
                op, (long long)size, d, (long long)shape[d]);
    }
    return RP_OK;
}

static rp_status pad_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    int64_t shape[RP_MAX_DIMS];
    RP_TRY(not_bool(c->op->schema.base, x));
    RP_TRY(padded_shape(shape, c, x, &in[1], spatial_dims(c, 1) / 2));
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* (grad_output, self, padding) */
static rp_status pad_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[1].u.t;
    int64_t shape[RP_MAX_DIMS];
    RP_TRY(floating_dtype("pad_backward", x));
    RP_TRY(padded_shape(shape, c, x, &in[2], spatial_dims(c, 2) / 2));
    RP_TRY(check_gradient("pad_backward", in[0].u.t, shape, x->ndim, x->dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

typedef rp_status (*pad_fn)(rp_tensor **, rp_tensor *, const int64_t *, uint32_t);
typedef rp_status (*pad_backward_fn)(rp_tensor **, rp_tensor *, rp_tensor *, const int64_t *,
                                     uint32_t);
enum { REFLECTION, REPLICATION };
static const pad_fn pads[][3] = {
    {rp_reflection_pad1d, rp_reflection_pad2d, rp_reflection_pad3d},
    {rp_replication_pad1d, rp_replication_pad2d, rp_replication_pad3d},
};
static const pad_backward_fn pads_backward[][3] = {
    {rp_reflection_pad1d_backward, rp_reflection_pad2d_backward, rp_reflection_pad3d_backward},
    {rp_replication_pad1d_backward, rp_replication_pad2d_backward, rp_replication_pad3d_backward},
};

static rp_status grad(rp_call *c, rp_node *n, rp_tensor *const *grad_out, rp_tensor **grad_in,
                      int kind)
{
    RP_LOCAL rp_tensor *x = NULL;
    int64_t pad[2 * RP_MAX_DIMS];
    if (!grad_out[0]) return RP_OK;
    const uint32_t k = (uint32_t)spatial_dims(c, 1);
    RP_TRY(rp_arg_ints_exact(rp_saved_arg(n, 1), pad, k, "padding"));
    RP_TRY(rp_saved_input(&x, n, 0));
    return pads_backward[kind][k / 2 - 1](&grad_in[0], grad_out[0], x, pad, k);
}
static rp_status reflection_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                rp_tensor **grad_in)
{
    (void)mask;
    return grad(c, n, grad_out, grad_in, REFLECTION);
}
static rp_status replication_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                 rp_tensor **grad_in)
{
    (void)mask;
    return grad(c, n, grad_out, grad_in, REPLICATION);
}

/* Linear in grad_output: what comes back is padded like the input. */
static rp_status grad_grad(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in, int kind)
{
    int64_t pad[2 * RP_MAX_DIMS];
    if (!grad_out[0] || !needs(mask, 0)) return RP_OK;
    const uint32_t k = (uint32_t)spatial_dims(c, 2);
    RP_TRY(rp_arg_ints_exact(rp_saved_arg(n, 2), pad, k, "padding"));
    return pads[kind][k / 2 - 1](&grad_in[0], grad_out[0], pad, k);
}
static rp_status reflection_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                         rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    return grad_grad(c, n, mask, grad_out, grad_in, REFLECTION);
}
static rp_status replication_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                          rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    return grad_grad(c, n, mask, grad_out, grad_in, REPLICATION);
}

/* ---- pad: by the name of the mode ------------------------------------------------------------ */
/* Dimension d gets `before` elements of its own end in front of it and `after` of its start behind
   it. */
static rp_status wrap(rp_tensor **x, int d, int64_t before, int64_t after)
{
    const int64_t size = rp_tensor_shape(*x)[d];
    RP_LOCAL rp_tensor *left = NULL, *middle = NULL, *right = NULL;
    rp_tensor *all[3];
    uint32_t n = 0;
    if (before > size || after > size)
        return RP_FAIL(RP_E_VALUE, "Padding value causes wrapping around more than once.");
    const int64_t from = before < 0 ? -before : 0, to = after < 0 ? size + after : size;
    if (from > to)
        return RP_FAIL(RP_E_VALUE, "Negative padding value is resulting in an empty dimension.");
    RP_TRY(rp_narrow(&middle, *x, d, from, to - from));
    if (before > 0) {
        RP_TRY(rp_narrow(&left, *x, d, to - before, before));
        all[n++] = left;
    }
    all[n++] = middle;
    if (after > 0) {
        RP_TRY(rp_narrow(&right, *x, d, from, after));
        all[n++] = right;
    }
    return rp_cat(x, all, n, d);
}

static rp_status circular(rp_tensor **out, rp_tensor *x, const int64_t *pad, uint32_t n)
{
    RP_LOCAL rp_tensor *y = rp_tensor_retain(x);
    for (uint32_t i = 0; i < n / 2; i++)
        RP_TRY(wrap(&y, x->ndim - 1 - (int)i, pad[2 * i], pad[2 * i + 1]));
    *out = rp_tensor_retain(y);
    return RP_OK;
}

static rp_status pad_by_mode(rp_tensor **out, const rp_value *in, const int64_t *pad, uint32_t n)
{
    rp_tensor *x = in[0].u.t;
    const bool reflect = rp_arg_str_is(&in[2], "reflect"),
               around = rp_arg_str_is(&in[2], "circular");
    if (rp_arg_given(&in[3]) && rp_arg_float(&in[3]) != 0)
        return RP_FAIL(RP_E_VALUE, "Padding mode \"%.*s\" doesn't take in value argument",
                       (int)in[2].n, in[2].u.s);
    if (!reflect && !around && !rp_arg_str_is(&in[2], "replicate"))
        return RP_FAIL(
            RP_E_VALUE,
            "Unrecognised padding mode %.*s; there are constant, reflect, replicate and circular",
            (int)in[2].n, in[2].u.s);
    const int spatial = (int)n / 2;
    if (spatial < 1 || spatial > 3 || (x->ndim != spatial + 1 && x->ndim != spatial + 2))
        return RP_FAIL(
            RP_E_SHAPE,
            "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now: the input has %d dimensions, the padding %u numbers",
            x->ndim, n);
    return around ? circular(out, x, pad, n)
                  : pads[reflect ? REFLECTION : REPLICATION][spatial - 1](out, x, pad, n);
}

static rp_status pad_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    int64_t pad[2 * RP_MAX_DIMS];
    rp_tensor *r = NULL;
    const uint32_t n = rp_arg_ints(&in[1], pad, 2 * RP_MAX_DIMS);
    if (n % 2) return RP_FAIL(RP_E_SHAPE, "Padding length must be divisible by 2, but got %u", n);
    if (n > 2 * (uint32_t)in[0].u.t->ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "Padding length should be less than or equal to two times the input dimension but got padding length %u and input of dimension %d",
            n, in[0].u.t->ndim);
    if (rp_arg_str_is(&in[2], "constant"))
        RP_TRY(
            rp_constant_pad_nd(&r, in[0].u.t, pad, n, rp_value_float(rp_arg_float_or(&in[3], 0))));
    else RP_TRY(pad_by_mode(&r, in, pad, n));
    return out_take(out, r);
}

const rp_op_row rp_op_pad[] = {
    OP_SAVING("constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor", constant_meta,
              constant_vjp, 0),
    OP_SAVING("reflection_pad1d(Tensor self, SymInt[2] padding) -> Tensor", pad_meta,
              reflection_vjp, 1),
    OP_SAVING("reflection_pad2d(Tensor self, SymInt[4] padding) -> Tensor", pad_meta,
              reflection_vjp, 1),
    OP_SAVING("reflection_pad3d(Tensor self, SymInt[6] padding) -> Tensor", pad_meta,
              reflection_vjp, 1),
    OP_SAVING("replication_pad1d(Tensor self, SymInt[2] padding) -> Tensor", pad_meta,
              replication_vjp, 1),
    OP_SAVING("replication_pad2d(Tensor self, SymInt[4] padding) -> Tensor", pad_meta,
              replication_vjp, 1),
    OP_SAVING("replication_pad3d(Tensor self, SymInt[6] padding) -> Tensor", pad_meta,
              replication_vjp, 1),
    OP_SAVING(
        "reflection_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor",
        pad_backward_meta, reflection_backward_vjp, 0),
    OP_SAVING(
        "reflection_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor",
        pad_backward_meta, reflection_backward_vjp, 0),
    OP_SAVING(
        "reflection_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor",
        pad_backward_meta, reflection_backward_vjp, 0),
    OP_SAVING(
        "replication_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor",
        pad_backward_meta, replication_backward_vjp, 0),
    OP_SAVING(
        "replication_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor",
        pad_backward_meta, replication_backward_vjp, 0),
    OP_SAVING(
        "replication_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor",
        pad_backward_meta, replication_backward_vjp, 0),
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::pad(Tensor self, SymInt[] pad, str mode=\"constant\", float? value=None) -> Tensor",
        .composite = pad_composite,
    },
    {0},
};
