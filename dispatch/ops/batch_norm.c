/* dispatch/ops/batch_norm.c - native_batch_norm, its gradient, batch_norm and the _legit forms
 * (Ioffe and Szegedy 2015)
 *
 * (N, C, ...) is normalised over everything but the channels. In training the statistics are the
 * batch's and the running ones move towards them, in place although the schema does not say so (as
 * in ATen); else the running ones are used.
 */
#include "dispatch/normal.h"
#include "dispatch/ops/shape.h"

enum { INPUT, WEIGHT, BIAS, MEAN, VAR, TRAINING, MOMENTUM, EPS };

static rp_status check_channels(const char *what, const rp_tensor *t, const rp_tensor *x,
                                rp_dtype dtype)
{
    char a[SHAPE_TEXT];
    if (!t) return RP_OK;
    if (t->ndim != 1 || t->shape[0] != x->shape[1])
        return RP_FAIL(RP_E_SHAPE, "batch_norm: %s should contain %lld elements not %s", what,
                       (long long)x->shape[1], rp_shape_text(a, sizeof a, t->shape, t->ndim));
    if (t->dtype != dtype)
        return RP_FAIL(RP_E_DTYPE, "batch_norm: expected %s to be %s but got %s", what,
                       rp_dtype_name(dtype), rp_dtype_name(t->dtype));
    return RP_OK;
}

/* Parameters are of the input's type, or all float with half-precision input; so are the
   statistics. */
static rp_status parameter_dtype(rp_dtype *out, const rp_tensor *x, const rp_tensor *const *parts)
{
    const bool half = x->dtype == RP_BF16 || x->dtype == RP_F16;
    *out = x->dtype;
    for (int i = 0; i < 4; i++)
        if (half && parts[i] && parts[i]->dtype == RP_F32) *out = RP_F32;
    static const char *const names[] = {"weight", "bias", "running_mean", "running_var"};
    for (int i = 0; i < 4; i++) RP_TRY(check_channels(names[i], parts[i], x, *out));
    return RP_OK;
}

static rp_status check_input(const rp_tensor *x)
{
    if (x->ndim < 2)
        return RP_FAIL(
            RP_E_DIM,
            "batch_norm: Dimension out of range: dimension 1 holds the channels, but the input has %d",
            x->ndim);
    return floating_dtype("batch_norm", x);
}

static rp_status norm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[INPUT].u.t;
    const rp_tensor *const parts[] = {in_tensor(&in[WEIGHT]), in_tensor(&in[BIAS]),
                                      in_tensor(&in[MEAN]), in_tensor(&in[VAR])};
    const bool training = in[TRAINING].u.i != 0;
    rp_dtype dtype;
    RP_TRY(check_input(x));
    RP_TRY(parameter_dtype(&dtype, x, parts));
    if (!training && (!parts[2] || !parts[3]))
        return RP_FAIL(
            RP_E_INVALID,
            "batch_norm: Expected running_mean and running_var to be defined when training is False");
    if (training && x->numel == 0) {
        char text[SHAPE_TEXT];
        return RP_FAIL(
            RP_E_SHAPE,
            "batch_norm: in training the input must have at least one element, but it has shape %s",
            rp_shape_text(text, sizeof text, x->shape, x->ndim));
    }
    const int64_t channels = training ? x->shape[1] : 0;
    RP_TRY(rp_call_output(c, out, 1, &channels, 1, dtype));
    RP_TRY(rp_call_output(c, out, 2, &channels, 1, dtype));
    return rp_call_output_like(c, out, 0, x->shape, x->ndim, x->dtype, in[INPUT].u.t);
}

static rp_status norm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *x = NULL, *w = NULL;
    RP_LOCAL rp_tensor *mean = NULL, *rstd = NULL, *running_mean = NULL, *running_var = NULL;
    const int wanted[3] = {needs(mask, INPUT), needs(mask, WEIGHT), needs(mask, BIAS)};
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, INPUT));
    RP_TRY(rp_saved_input(&w, n, WEIGHT));
    RP_TRY(rp_saved_input(&running_mean, n, MEAN));
    RP_TRY(rp_saved_input(&running_var, n, VAR));
    RP_TRY(rp_saved_output(&mean, n, 1));
    RP_TRY(rp_saved_output(&rstd, n, 2));
    return rp_native_batch_norm_backward(&grad_in[INPUT], &grad_in[WEIGHT], &grad_in[BIAS],
                                         grad_out[0], x, w, running_mean, running_var, mean, rstd,
                                         (int)saved_int(n, TRAINING),
                                         in_number(rp_saved_arg(n, EPS)), wanted, 3);
}

/* ---- gradient -------------------------------------------------------------------------------- */
enum {
    B_GRAD,
    B_INPUT,
    B_WEIGHT,
    B_RUNNING_MEAN,
    B_RUNNING_VAR,
    B_MEAN,
    B_RSTD,
    B_TRAIN,
    B_EPS,
    B_MASK
};

static rp_status norm_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[B_GRAD].u.t, *x = in[B_INPUT].u.t, *w = in_tensor(&in[B_WEIGHT]);
    const bool train = in[B_TRAIN].u.i != 0;
    const rp_tensor *mean = in_tensor(&in[train ? B_MEAN : B_RUNNING_MEAN]),
                    *var = in_tensor(&in[train ? B_RSTD : B_RUNNING_VAR]);
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(check_input(x));
    RP_TRY(same_dtype("native_batch_norm_backward: expected gradient and input", g, x));
    if (!same_shape(g, x))
        return RP_FAIL(RP_E_SHAPE,
                       "native_batch_norm_backward: the gradient has shape %s, the input %s",
                       rp_shape_text(a, sizeof a, g->shape, g->ndim),
                       rp_shape_text(b, sizeof b, x->shape, x->ndim));
    if (!mean || !var)
        return RP_FAIL(RP_E_INVALID,
                       "native_batch_norm_backward: %s statistics are needed when train is %s",
                       train ? "saved" : "running", train ? "True" : "False");
    RP_TRY(check_channels("weight", w, x, w ? w->dtype : x->dtype));
    RP_TRY(check_channels("mean", mean, x, mean->dtype));
    RP_TRY(check_channels("invstd", var, x, mean->dtype));
    const rp_dtype dtype = w ? w->dtype : x->dtype;
    for (uint32_t k = 0; k < 3; k++) {
        const bool wanted =
            in[B_MASK].tag == RP_TAG_LIST && k < in[B_MASK].n && in[B_MASK].u.l[k].u.i;
        if (!wanted) out[k] = rp_value_none();
        else
            RP_TRY(
                k ? rp_call_output(c, out, k, &x->shape[1], 1, dtype)
                  : rp_call_output_like(c, out, k, x->shape, x->ndim, x->dtype, in[B_INPUT].u.t));
    }
    return RP_OK;
}

/* (C) as (1, C, 1, ...); NULL stays. */
static rp_status along_channels(rp_tensor **t, int ndim)
{
    int64_t shape[RP_MAX_DIMS];
    if (!*t) return RP_OK;
    for (int d = 0; d < ndim; d++) shape[d] = d == 1 ? -1 : 1;
    return rp_view(t, *t, shape, (uint32_t)ndim);
}

static rp_status rows_init(norm_rows *s, rp_node *n)
{
    RP_LOCAL rp_tensor *x = NULL, *mean = NULL;
    s->fixed = !saved_int(n, B_TRAIN);
    RP_TRY(rp_saved_input(&s->g, n, B_GRAD));
    RP_TRY(rp_saved_input(&x, n, B_INPUT));
    RP_TRY(rp_saved_input(&s->weight, n, B_WEIGHT));
    RP_TRY(rp_saved_input(&mean, n, s->fixed ? B_RUNNING_MEAN : B_MEAN));
    RP_TRY(rp_saved_input(&s->r, n, s->fixed ? B_RUNNING_VAR : B_RSTD));
    if (s->fixed) {
        RP_TRY(rp_add_scalar(&s->r, s->r, *rp_saved_arg(n, B_EPS), rp_value_int(1)));
        RP_TRY(rp_rsqrt(&s->r, s->r));
    }
    const int ndim = rp_tensor_ndim(x);
    for (int d = 0; d < ndim; d++)
        if (d != 1) s->dims[s->n++] = d;
    RP_TRY(along_channels(&mean, ndim));
    RP_TRY(along_channels(&s->r, ndim));
    RP_TRY(along_channels(&s->weight, ndim));
    return norm_rows_start(s, x, mean);
}

static rp_status backward_grads(norm_rows *s, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *v_weight = grad_out[1] ? rp_tensor_retain(grad_out[1]) : NULL,
                       *v_bias = grad_out[2] ? rp_tensor_retain(grad_out[2]) : NULL, *dw = NULL;
    RP_TRY(rows_init(s, n));
    const int ndim = rp_tensor_ndim(s->g);
    RP_TRY(along_channels(&v_weight, ndim));
    RP_TRY(along_channels(&v_bias, ndim));
    rp_tensor *const v[] = {grad_out[0], v_weight, v_bias};
    RP_TRY(norm_rows_grads(s, v, needs(mask, B_GRAD) ? &grad_in[B_GRAD] : NULL,
                           needs(mask, B_INPUT) ? &grad_in[B_INPUT] : NULL,
                           needs(mask, B_WEIGHT) ? &dw : NULL));
    return dw ? rp_sum_dim_intlist(&grad_in[B_WEIGHT], dw, s->dims, s->n, 0) : RP_OK;
}

static rp_status norm_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                   rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    norm_rows s = {.n = 0};
    (void)c;
    const rp_status status = backward_grads(&s, n, mask, grad_out, grad_in);
    norm_rows_fini(&s);
    return status;
}

/* ---- other names ----------------------------------------------------------------------------- */
static rp_status all_of(rp_value *out, uint32_t n_out, const rp_value *in, rp_tensor *mean,
                        rp_tensor *var, int training, const rp_value *momentum, const rp_value *eps)
{
    rp_tensor *r[3] = {NULL, NULL, NULL};
    RP_TRY(rp_native_batch_norm(&r[0], n_out > 1 ? &r[1] : NULL, n_out > 1 ? &r[2] : NULL,
                                in[INPUT].u.t, in_tensor(&in[WEIGHT]), in_tensor(&in[BIAS]), mean,
                                var, training, in_number(momentum), in_number(eps)));
    for (uint32_t k = 0; k < n_out; k++) out[k] = rp_value_tensor(r[k]);
    return RP_OK;
}

static rp_status norm_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    return all_of(out, n_out, in, in_tensor(&in[MEAN]), in_tensor(&in[VAR]), in[TRAINING].u.i != 0,
                  &in[MOMENTUM], &in[EPS]);
}

/* Of no elements: nothing to normalise, and no statistics. The parameters take part, so that they
   get gradients. */
static rp_status empty_norm(rp_tensor **y, const rp_value *in)
{
    rp_tensor *const parts[] = {in_tensor(&in[WEIGHT]), in_tensor(&in[BIAS])};
    RP_TRY(rp_clone(y, in[INPUT].u.t));
    for (int k = 0; k < 2; k++) {
        RP_LOCAL rp_tensor *first = NULL;
        if (!parts[k]) continue;
        RP_TRY(rp_select_int(&first, parts[k], 0, 0));
        RP_TRY(k ? rp_add(y, *y, first) : rp_mul(y, *y, first));
    }
    return RP_OK;
}

static rp_status batch_norm_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                      rp_value *out, uint32_t n_out)
{
    if (in[INPUT].u.t->numel) return norm_composite(self, c, in, n_in, out, n_out);
    RP_LOCAL rp_tensor *y = NULL;
    RP_TRY(check_input(in[INPUT].u.t));
    RP_TRY(empty_norm(&y, in));
    return out_take(out, rp_tensor_retain(y));
}

static rp_status no_stats_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    return all_of(out, n_out, in, NULL, NULL, in[3].u.i != 0, &in[4], &in[5]);
}
static rp_status no_training_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                       rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in;
    return all_of(out, n_out, in, in_tensor(&in[MEAN]), in_tensor(&in[VAR]), 0, &in[5], &in[6]);
}

const rp_op_row rp_op_batch_norm[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_EFFECT, /* the running statistics */
        .schema =
            "aten::native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
        .meta = norm_meta,
        .vjp = norm_vjp,
        .save_in = 1u << INPUT | 1u << WEIGHT | 1u << MEAN | 1u << VAR,
        .save_out = 1u << 1 | 1u << 2,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::native_batch_norm_backward(Tensor grad_out, Tensor input, Tensor? weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_invstd, bool train, float eps, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
        .meta = norm_backward_meta,
        .vjp = norm_backward_vjp,
        .save_in = (1u << B_TRAIN) - 1,
        .rel_tol = 32,
    },
    OP_COMPOSITE(
        "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor",
        batch_norm_composite),
    OP_COMPOSITE(
        "_native_batch_norm_legit(Tensor input, Tensor? weight, Tensor? bias, Tensor(a!) running_mean, Tensor(b!) running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
        norm_composite),
    OP_COMPOSITE(
        "_native_batch_norm_legit.no_stats(Tensor input, Tensor? weight, Tensor? bias, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
        no_stats_composite),
    OP_COMPOSITE(
        "_native_batch_norm_legit_no_training(Tensor input, Tensor? weight, Tensor? bias, Tensor running_mean, Tensor running_var, float momentum, float eps) -> (Tensor, Tensor, Tensor)",
        no_training_composite),
    {0},
};
