/* dispatch/ops/convolution.c - convolutions and their transposes in one to three dimensions, and
   their gradients */
#include "dispatch/ops/spatial.h"

/* ---- geometry -------------------------------------------------------------------------------- */
/* What the arguments stride, padding, dilation, transposed, output_padding, groups say, one value a
   dimension. */
typedef struct conv {
    int64_t stride[RP_MAX_DIMS], padding[RP_MAX_DIMS], dilation[RP_MAX_DIMS], extra[RP_MAX_DIMS],
        groups;
    int spatial;
    bool transposed;
} conv;

static rp_status conv_init(conv *v, const rp_value *in, int spatial)
{
    const uint32_t n = (uint32_t)spatial;
    v->spatial = spatial;
    RP_TRY(rp_arg_ints_exact(&in[0], v->stride, n, "stride"));
    RP_TRY(rp_arg_ints_exact(&in[1], v->padding, n, "padding"));
    RP_TRY(rp_arg_ints_exact(&in[2], v->dilation, n, "dilation"));
    v->transposed = rp_arg_bool(&in[3]);
    RP_TRY(rp_arg_ints_exact(&in[4], v->extra, n, "output_padding"));
    v->groups = rp_arg_int(&in[5]);
    for (int d = 0; d < spatial; d++) {
        if (v->stride[d] <= 0)
            return RP_FAIL(RP_E_VALUE, "convolution: non-positive stride is not supported: %lld",
                           (long long)v->stride[d]);
        if (v->padding[d] < 0)
            return RP_FAIL(RP_E_VALUE, "convolution: negative padding is not supported: %lld",
                           (long long)v->padding[d]);
        if (v->dilation[d] <= 0)
            return RP_FAIL(RP_E_VALUE, "convolution: dilation should be greater than zero: %lld",
                           (long long)v->dilation[d]);
        if (v->extra[d] < 0 ||
            (v->transposed && v->extra[d] >= v->stride[d] && v->extra[d] >= v->dilation[d]))
            return RP_FAIL(
                RP_E_VALUE,
                "convolution: output padding must be smaller than either stride or dilation, but got output_padding %lld, stride %lld, dilation %lld",
                (long long)v->extra[d], (long long)v->stride[d], (long long)v->dilation[d]);
    }
    return v->groups > 0 ? RP_OK
                         : RP_FAIL(RP_E_VALUE, "convolution: groups must be positive, but got %lld",
                                   (long long)v->groups);
}

static rp_status check_operands(const rp_tensor *x, const rp_tensor *w, const rp_tensor *bias,
                                const conv *v)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    rp_shape_text(a, sizeof a, w->shape, w->ndim);
    rp_shape_text(b, sizeof b, x->shape, x->ndim);
    if (x->ndim != w->ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected %d-dimensional input for %d-dimensional weight %s, but got %d-dimensional input of size %s instead",
            w->ndim, w->ndim, a, x->ndim, b);
    if (w->shape[0] < v->groups || w->shape[0] % v->groups)
        return RP_FAIL(
            RP_E_SHAPE,
            "Given groups=%lld, expected weight to be divisible by it at dimension 0, but got weight of size %s",
            (long long)v->groups, a);
    const int64_t channels = v->transposed ? w->shape[0] : w->shape[1] * v->groups,
                  results = v->transposed ? w->shape[1] * v->groups : w->shape[0];
    if (x->shape[1] != channels)
        return RP_FAIL(
            RP_E_SHAPE,
            "Given transposed=%d, groups=%lld, weight of size %s, expected input%s to have %lld channels, but got %lld channels instead",
            v->transposed, (long long)v->groups, a, b, (long long)channels, (long long)x->shape[1]);
    if (bias && (bias->ndim != 1 || bias->shape[0] != results))
        return RP_FAIL(
            RP_E_SHAPE,
            "Given weight of size %s, expected bias to be 1-dimensional with %lld elements, but got bias of size %s instead",
            a, (long long)results, rp_shape_text(b, sizeof b, bias->shape, bias->ndim));
    return RP_OK;
}

/* convolution:  (in + 2 padding - dilation (kernel - 1) - 1) / stride + 1
 * transposed:   (in - 1) stride - 2 padding + dilation (kernel - 1) + output_padding + 1 */
static rp_status conv_shape(int64_t *shape, const rp_tensor *x, const rp_tensor *w, const conv *v)
{
    shape[0] = x->shape[0];
    shape[1] = v->transposed ? w->shape[1] * v->groups : w->shape[0];
    for (int d = 0; d < v->spatial; d++) {
        const int64_t in = x->shape[2 + d], reach = v->dilation[d] * (w->shape[2 + d] - 1) + 1;
        if (w->shape[2 + d] <= 0)
            return RP_FAIL(RP_E_SHAPE, "convolution: the kernel has extent %lld at dimension %d",
                           (long long)w->shape[2 + d], d);
        if (!v->transposed && in + 2 * v->padding[d] < reach)
            return RP_FAIL(
                RP_E_SHAPE,
                "Calculated padded input size: %lld. Kernel size: %lld. Kernel size can't be greater than actual input size (dimension %d)",
                (long long)(in + 2 * v->padding[d]), (long long)reach, d);
        shape[2 + d] = v->transposed
                           ? (in - 1) * v->stride[d] - 2 * v->padding[d] + reach + v->extra[d]
                           : (in + 2 * v->padding[d] - reach) / v->stride[d] + 1;
        if (shape[2 + d] < 0 || (v->transposed && shape[2 + d] < 1))
            return RP_FAIL(
                RP_E_SHAPE,
                "convolution: Calculated output extent %lld of dimension %d. Output size is too small",
                (long long)shape[2 + d], d);
    }
    return RP_OK;
}

static rp_status check_types(const rp_tensor *x, const rp_tensor *w, const rp_tensor *bias)
{
    RP_TRY(not_bool("convolution", x));
    RP_TRY(same_dtype("convolution: expected input and weight", x, w));
    return bias ? same_dtype("convolution: expected input and bias", x, bias) : RP_OK;
}

static rp_status check_rank(const rp_tensor *w)
{
    if (w->ndim >= 3 && w->ndim <= 5) return RP_OK;
    return RP_FAIL(RP_E_SHAPE,
                   "convolution: weight should have three to five dimensions, but has %d", w->ndim);
}

/* ---- rows ------------------------------------------------------------------------------------ */
/* GEOMETRY: stride, padding, dilation, transposed, output_padding, groups */
enum { INPUT, WEIGHT, BIAS, GEOMETRY };

static rp_status conv_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[INPUT].u.t, *w = in[WEIGHT].u.t, *bias = in_tensor(&in[BIAS]);
    int64_t shape[RP_MAX_DIMS];
    conv v;
    RP_TRY(check_rank(w));
    RP_TRY(conv_init(&v, in + GEOMETRY, w->ndim - 2));
    RP_TRY(check_types(x, w, bias));
    RP_TRY(check_operands(x, w, bias, &v));
    RP_TRY(conv_shape(shape, x, w, &v));
    return rp_call_output(c, out, 0, shape, x->ndim, x->dtype);
}

/* The geometry arguments from `at` on as they were given. */
typedef struct conv_args {
    ints stride, padding, dilation, extra;
    int transposed;
    int64_t groups;
} conv_args;

static rp_status conv_saved(conv_args *a, rp_node *n, uint32_t at)
{
    RP_TRY(saved_ints(&a->stride, n, at));
    RP_TRY(saved_ints(&a->padding, n, at + 1));
    RP_TRY(saved_ints(&a->dilation, n, at + 2));
    RP_TRY(saved_ints(&a->extra, n, at + 4));
    a->transposed = saved_int(n, at + 3) != 0;
    a->groups = saved_int(n, at + 5);
    return RP_OK;
}
#define CONV_ARGS(a_)                                                                              \
    a_.stride.v, (uint32_t)a_.stride.n, a_.padding.v, (uint32_t)a_.padding.n, a_.dilation.v,       \
        (uint32_t)a_.dilation.n, a_.transposed, a_.extra.v, (uint32_t)a_.extra.n, a_.groups

static rp_status conv_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *x = NULL, *w = NULL;
    const int wanted[3] = {needs(mask, INPUT), needs(mask, WEIGHT), needs(mask, BIAS)};
    const int64_t *shape;
    int ndim;
    conv_args a;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(conv_saved(&a, n, GEOMETRY));
    RP_TRY(rp_saved_input(&x, n, INPUT));
    RP_TRY(rp_saved_input(&w, n, WEIGHT));
    rp_saved_shape(n, BIAS, &shape, &ndim, NULL);
    return rp_convolution_backward(&grad_in[INPUT], &grad_in[WEIGHT], &grad_in[BIAS], grad_out[0],
                                   x, w, wanted[2] ? shape : NULL, (uint32_t)(wanted[2] ? ndim : 0),
                                   CONV_ARGS(a), wanted, 3);
}

/* (grad_output, input, weight, bias_sizes, stride, padding, dilation, transposed, output_padding,
   groups, output_mask) */
static rp_status conv_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t, *w = in[2].u.t;
    int64_t shape[RP_MAX_DIMS];
    conv v;
    RP_TRY(check_rank(w));
    RP_TRY(conv_init(&v, in + 4, w->ndim - 2));
    RP_TRY(check_types(x, w, NULL));
    RP_TRY(check_operands(x, w, NULL, &v));
    RP_TRY(conv_shape(shape, x, w, &v));
    RP_TRY(check_gradient("convolution_backward", g, shape, x->ndim, x->dtype));
    const rp_tensor *like[2] = {x, w};
    for (uint32_t k = 0; k < 3; k++) {
        if (in[10].tag != RP_TAG_LIST || k >= in[10].n || !in[10].u.l[k].u.i)
            out[k] = rp_value_none();
        else
            RP_TRY(k < 2 ? rp_call_output(c, out, k, like[k]->shape, like[k]->ndim, x->dtype)
                         : rp_call_output(c, out, k, &shape[1], 1, x->dtype));
    }
    return RP_OK;
}

static rp_status add_to(rp_tensor **sum, rp_tensor *t)
{
    if (*sum) return rp_add(sum, *sum, t);
    *sum = rp_tensor_retain(t);
    return RP_OK;
}

/* Convolution is linear in each of x, w, b. With v, vw, vb coming back to their gradients:
 *   d grad_output = conv(v, w) + conv(x, vw) + vb;  d weight: that of input v;  d input: that of
 *   weight vw */
static rp_status conv_backward_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *v,
                                   rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL, *x = NULL, *w = NULL, *t = NULL;
    conv_args a;
    RP_TRY(conv_saved(&a, n, 4));
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&x, n, 1));
    RP_TRY(rp_saved_input(&w, n, 2));
    if (needs(mask, 0)) {
        if (v[0]) RP_TRY(rp_convolution(&grad_in[0], v[0], w, NULL, CONV_ARGS(a)));
        if (v[1]) RP_TRY(rp_convolution(&t, x, v[1], NULL, CONV_ARGS(a)));
        if (v[1]) RP_TRY(add_to(&grad_in[0], t));
        if (v[2]) {
            int64_t shape[RP_MAX_DIMS] = {1, -1, 1, 1, 1};
            RP_TRY(rp_view(&t, v[2], shape, (uint32_t)rp_tensor_ndim(g)));
            RP_TRY(rp_expand_as(&t, t, g));
            RP_TRY(add_to(&grad_in[0], t));
        }
    }
    if (needs(mask, 1) && v[1])
        RP_TRY(rp_convolution_backward(&grad_in[1], NULL, NULL, g, x, v[1], NULL, 0, CONV_ARGS(a),
                                       (const int[]){1, 0, 0}, 3));
    if (needs(mask, 2) && v[0])
        RP_TRY(rp_convolution_backward(NULL, &grad_in[2], NULL, g, v[0], w, NULL, 0, CONV_ARGS(a),
                                       (const int[]){0, 1, 0}, 3));
    return RP_OK;
}

/* ---- conv1d, conv2d, conv3d ------------------------------------------------------------------ */
/* x as a batch: one is put in front of an unbatched input. */
static rp_status as_batch(rp_tensor **x, const rp_value *in, int spatial, bool *alone,
                          const char *op)
{
    char a[SHAPE_TEXT];
    rp_tensor *t = in[INPUT].u.t;
    if (in[WEIGHT].u.t->ndim != spatial + 2)
        return RP_FAIL(RP_E_SHAPE, "%s: weight should have %d dimensions, but has %d", op,
                       spatial + 2, in[WEIGHT].u.t->ndim);
    *alone = t->ndim == spatial + 1;
    if (!*alone && t->ndim != spatial + 2)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected %dD (unbatched) or %dD (batched) input to %s, but got input of size: %s",
            spatial + 1, spatial + 2, op, rp_shape_text(a, sizeof a, t->shape, t->ndim));
    if (*alone) return rp_unsqueeze(x, t, 0);
    *x = rp_tensor_retain(t);
    return RP_OK;
}

static rp_status out_batch(rp_value *out, rp_tensor *y, bool alone)
{
    rp_tensor *r = NULL;
    if (!alone) return out_same(out, y);
    RP_TRY(rp_squeeze_dim(&r, y, 0));
    return out_take(out, r);
}

static const int64_t no_extra[RP_MAX_DIMS];

/* (input, weight, bias, stride, padding, dilation, groups) */
static rp_status conv_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL;
    const int spatial = spatial_dims(c, 3);
    const uint32_t n = (uint32_t)spatial;
    bool alone;
    ints stride, padding, dilation;
    RP_TRY(as_batch(&x, in, spatial, &alone, c->op->schema.base + sizeof "aten::" - 1));
    RP_TRY(in_ints(stride.v, &stride.n, &in[3]));
    RP_TRY(in_ints(padding.v, &padding.n, &in[4]));
    RP_TRY(in_ints(dilation.v, &dilation.n, &in[5]));
    RP_TRY(rp_convolution(&x, x, in[WEIGHT].u.t, in_tensor(&in[BIAS]), stride.v, (uint32_t)stride.n,
                          padding.v, (uint32_t)padding.n, dilation.v, (uint32_t)dilation.n, 0,
                          no_extra, n, in[6].u.i));
    return out_batch(out, x, alone);
}

/* padding "same": dilation (kernel - 1) zeros around, the odd one behind. */
static rp_status same_padding(rp_tensor **x, int64_t *padding, const rp_tensor *w,
                              const int64_t *stride, const int64_t *dilation, int spatial)
{
    int64_t behind[2 * RP_MAX_DIMS] = {0};
    bool odd = false;
    for (int d = 0; d < spatial; d++) {
        const int64_t total = dilation[d] * (w->shape[2 + d] - 1);
        if (stride[d] != 1)
            return RP_FAIL(
                RP_E_VALUE,
                "padding='same' is not supported for strided convolutions: the stride is %lld",
                (long long)stride[d]);
        padding[d] = total / 2;
        behind[2 * (spatial - 1 - d) + 1] = total % 2;
        odd |= total % 2 != 0;
    }
    return odd ? rp_constant_pad_nd(x, *x, behind, 2 * (uint32_t)spatial, rp_value_int(0)) : RP_OK;
}

static rp_status conv_padding_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                        rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL;
    const int spatial = spatial_dims(c, 3);
    const uint32_t n = (uint32_t)spatial;
    bool alone;
    int64_t stride[RP_MAX_DIMS], padding[RP_MAX_DIMS] = {0}, dilation[RP_MAX_DIMS];
    RP_TRY(as_batch(&x, in, spatial, &alone, c->op->schema.base + sizeof "aten::" - 1));
    RP_TRY(rp_arg_ints_exact(&in[3], stride, n, "stride"));
    RP_TRY(rp_arg_ints_exact(&in[5], dilation, n, "dilation"));
    if (rp_arg_str_is(&in[4], "same"))
        RP_TRY(same_padding(&x, padding, in[WEIGHT].u.t, stride, dilation, spatial));
    else if (!rp_arg_str_is(&in[4], "valid"))
        return RP_FAIL(RP_E_VALUE, "Invalid padding string: '%.*s'; there are 'valid' and 'same'",
                       (int)in[4].n, in[4].u.s);
    RP_TRY(rp_convolution(&x, x, in[WEIGHT].u.t, in_tensor(&in[BIAS]), stride, n, padding, n,
                          dilation, n, 0, no_extra, n, in[6].u.i));
    return out_batch(out, x, alone);
}

/* (input, weight, bias, stride, padding, output_padding, groups, dilation) */
static rp_status conv_transpose_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                          rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *x = NULL;
    bool alone;
    ints stride, padding, extra, dilation;
    RP_TRY(as_batch(&x, in, spatial_dims(c, 3), &alone, c->op->schema.base + sizeof "aten::" - 1));
    RP_TRY(in_ints(stride.v, &stride.n, &in[3]));
    RP_TRY(in_ints(padding.v, &padding.n, &in[4]));
    RP_TRY(in_ints(extra.v, &extra.n, &in[5]));
    RP_TRY(in_ints(dilation.v, &dilation.n, &in[7]));
    RP_TRY(rp_convolution(&x, x, in[WEIGHT].u.t, in_tensor(&in[BIAS]), stride.v, (uint32_t)stride.n,
                          padding.v, (uint32_t)padding.n, dilation.v, (uint32_t)dilation.n, 1,
                          extra.v, (uint32_t)extra.n, in[6].u.i));
    return out_batch(out, x, alone);
}

const rp_op_row rp_op_convolution[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::convolution(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor",
        .meta = conv_meta,
        .vjp = conv_vjp,
        .save_in = 1u << INPUT | 1u << WEIGHT,
        .tags = "@convolution",
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::convolution_backward(Tensor grad_output, Tensor input, Tensor weight, SymInt[]? bias_sizes, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
        .meta = conv_backward_meta,
        .vjp = conv_backward_vjp,
        .save_in = 1u << 0 | 1u << 1 | 1u << 2,
        .tags = "@convolution",
    },
    OP_COMPOSITE(
        "conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] dilation=[1], SymInt groups=1) -> Tensor",
        conv_composite),
    OP_COMPOSITE(
        "conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor",
        conv_composite),
    OP_COMPOSITE(
        "conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor",
        conv_composite),
    OP_COMPOSITE(
        "conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], str padding=\"valid\", SymInt[1] dilation=[1], SymInt groups=1) -> Tensor",
        conv_padding_composite),
    OP_COMPOSITE(
        "conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], str padding=\"valid\", SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor",
        conv_padding_composite),
    OP_COMPOSITE(
        "conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], str padding=\"valid\", SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor",
        conv_padding_composite),
    OP_COMPOSITE(
        "conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] output_padding=[0], SymInt groups=1, SymInt[1] dilation=[1]) -> Tensor",
        conv_transpose_composite),
    OP_COMPOSITE(
        "conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt groups=1, SymInt[2] dilation=[1, 1]) -> Tensor",
        conv_transpose_composite),
    OP_COMPOSITE(
        "conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt groups=1, SymInt[3] dilation=[1, 1, 1]) -> Tensor",
        conv_transpose_composite),
    {0},
};
