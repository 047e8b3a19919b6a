/* dispatch/ops/loss.c - nll_loss, nll_loss2d and cross_entropy_loss. reduction: 0 none, 1 mean, 2
   sum */
#include "dispatch/ops/shape.h"

enum { NONE, MEAN, SUM };

/* ---- negative log likelihood ----------------------------------------------------------------- */
static rp_status check_nll(const rp_tensor *x, const rp_tensor *target, const rp_tensor *weight)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (x->ndim < 1 || x->ndim > 2)
        return RP_FAIL(RP_E_SHAPE, "input tensor should be 1D or 2D, got %s",
                       rp_shape_text(a, sizeof a, x->shape, x->ndim));
    if (target->ndim != x->ndim - 1 && !(x->ndim == 1 && target->numel == 1))
        return RP_FAIL(
            RP_E_SHAPE,
            "0D or 1D target tensor expected, multi-target not supported: input %s, target %s",
            rp_shape_text(a, sizeof a, x->shape, x->ndim),
            rp_shape_text(b, sizeof b, target->shape, target->ndim));
    if (x->ndim == 2 && x->shape[0] != target->shape[0])
        return RP_FAIL(RP_E_SHAPE, "size mismatch (got input: %s, target: %s)",
                       rp_shape_text(a, sizeof a, x->shape, x->ndim),
                       rp_shape_text(b, sizeof b, target->shape, target->ndim));
    if (target->dtype != RP_I64 && target->dtype != RP_U8)
        return RP_FAIL(RP_E_DTYPE, "nll_loss: the target must be int64 or uint8, but it is %s",
                       rp_dtype_name(target->dtype));
    if (weight && (weight->ndim != 1 || weight->numel != x->shape[x->ndim - 1]))
        return RP_FAIL(
            RP_E_SHAPE,
            "weight tensor should be defined either for all %lld classes or no classes but got weight tensor of shape: %s",
            (long long)x->shape[x->ndim - 1],
            rp_shape_text(a, sizeof a, weight->shape, weight->ndim));
    return RP_OK;
}

static rp_status nll_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    RP_TRY(floating_dtype("nll_loss", x));
    RP_TRY(check_nll(x, in[1].u.t, in_tensor(&in[2])));
    RP_TRY(rp_call_output(c, out, 1, NULL, 0, x->dtype));
    return rp_call_output(c, out, 0, x->shape, in[3].u.i == NONE && x->ndim == 2, x->dtype);
}

typedef rp_status (*nll_fn)(rp_tensor **, rp_tensor **, rp_tensor *, rp_tensor *, rp_tensor *,
                            int64_t, int64_t);
typedef rp_status (*nll_backward_fn)(rp_tensor **, rp_tensor *, rp_tensor *, rp_tensor *,
                                     rp_tensor *, int64_t, int64_t, rp_tensor *);

static rp_status nll_grad(rp_node *n, rp_tensor *const *grad_out, rp_tensor **grad_in,
                          nll_backward_fn backward)
{
    RP_LOCAL rp_tensor *x = NULL, *target = NULL, *weight = NULL, *total = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_input(&target, n, 1));
    RP_TRY(rp_saved_input(&weight, n, 2));
    RP_TRY(rp_saved_output(&total, n, 1));
    return backward(&grad_in[0], grad_out[0], x, target, weight, saved_int(n, 3), saved_int(n, 4),
                    total);
}
static rp_status nll_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return nll_grad(n, grad_out, grad_in, rp_nll_loss_backward);
}
static rp_status nll2d_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return nll_grad(n, grad_out, grad_in, rp_nll_loss2d_backward);
}

/* (grad_output, self, target, weight, reduction, ignore_index, total_weight) */
static rp_status nll_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t;
    const bool each = in[4].u.i == NONE && x->ndim == 2;
    char a[SHAPE_TEXT];
    RP_TRY(floating_dtype("nll_loss_backward", x));
    RP_TRY(same_dtype("nll_loss_backward: expected gradient and input", g, x));
    RP_TRY(check_nll(x, in[2].u.t, in_tensor(&in[3])));
    if (each ? g->ndim != 1 || g->shape[0] != x->shape[0] : g->numel != 1)
        return RP_FAIL(RP_E_SHAPE, "nll_loss_backward: the gradient has shape %s",
                       rp_shape_text(a, sizeof a, g->shape, g->ndim));
    if (in[6].u.t->numel != 1)
        return RP_FAIL(RP_E_SHAPE, "expected total_weight to be a single element tensor, got: %s",
                       rp_shape_text(a, sizeof a, in[6].u.t->shape, in[6].u.t->ndim));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

/* Linear in the gradient: what flows back picks each row's target out of v, weighted as in
   forward. */
static rp_status nll_grad_grad(rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                               rp_tensor **grad_in, nll_fn forward)
{
    RP_LOCAL rp_tensor *target = NULL, *weight = NULL;
    if (!grad_out[0] || !needs(mask, 0)) return RP_OK;
    RP_TRY(rp_saved_input(&target, n, 2));
    RP_TRY(rp_saved_input(&weight, n, 3));
    return forward(&grad_in[0], NULL, grad_out[0], target, weight, saved_int(n, 4),
                   saved_int(n, 5));
}
static rp_status nll_backward_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                  rp_tensor **grad_in)
{
    (void)c;
    return nll_grad_grad(n, mask, grad_out, grad_in, rp_nll_loss_forward);
}
static rp_status nll2d_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                    rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    return nll_grad_grad(n, mask, grad_out, grad_in, rp_nll_loss2d_forward);
}

static rp_status nll_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    RP_TRY(rp_nll_loss_forward(&r, NULL, in[0].u.t, in[1].u.t, in_tensor(&in[2]), in[3].u.i,
                               in[4].u.i));
    return out_take(out, r);
}

/* ---- the same over images: (N, C, H, W) and (N, H, W) ---------------------------------------- */
static rp_status check_nll2d(const rp_tensor *x, const rp_tensor *target, const rp_tensor *weight)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(floating_dtype("nll_loss2d", x));
    if (target->ndim != 3)
        return RP_FAIL(
            RP_E_SHAPE,
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: %d",
            target->ndim);
    if (x->ndim != 4)
        return RP_FAIL(
            RP_E_SHAPE,
            "only batches of spatial inputs supported (4D tensors), but got input of dimension: %d",
            x->ndim);
    if (target->dtype != RP_I64 && target->dtype != RP_U8)
        return RP_FAIL(RP_E_DTYPE, "nll_loss2d: the target must be int64 or uint8, but it is %s",
                       rp_dtype_name(target->dtype));
    if (x->shape[0] != target->shape[0] || x->shape[2] != target->shape[1] ||
        x->shape[3] != target->shape[2])
        return RP_FAIL(RP_E_SHAPE, "size mismatch (got input: %s , target: %s)",
                       rp_shape_text(a, sizeof a, x->shape, 4),
                       rp_shape_text(b, sizeof b, target->shape, 3));
    if (weight && weight->numel != x->shape[1])
        return RP_FAIL(
            RP_E_SHAPE,
            "weight tensor should be defined either for all %lld classes or no classes but got weight tensor of shape: %s",
            (long long)x->shape[1], rp_shape_text(a, sizeof a, weight->shape, weight->ndim));
    return weight ? same_dtype("nll_loss2d: expected input and weight", x, weight) : RP_OK;
}

static rp_status nll2d_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t, *target = in[1].u.t;
    RP_TRY(check_nll2d(x, target, in_tensor(&in[2])));
    RP_TRY(rp_call_output(c, out, 1, NULL, 0, x->dtype));
    return rp_call_output(c, out, 0, target->shape, in[3].u.i == NONE ? 3 : 0, x->dtype);
}

static rp_status nll2d_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t, *target = in[2].u.t;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(check_nll2d(x, target, in_tensor(&in[3])));
    RP_TRY(same_dtype("nll_loss2d_backward: expected gradient and input", g, x));
    if (in[4].u.i == NONE ? !same_shape(g, target) : g->numel != 1)
        return RP_FAIL(RP_E_SHAPE, "size mismatch (got grad_output: %s target: %s)",
                       rp_shape_text(a, sizeof a, g->shape, g->ndim),
                       rp_shape_text(b, sizeof b, target->shape, 3));
    if (in[6].u.t->numel != 1)
        return RP_FAIL(RP_E_SHAPE, "expected total_weight to be a single element tensor, got: %s",
                       rp_shape_text(a, sizeof a, in[6].u.t->shape, in[6].u.t->ndim));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

/* ---- cross entropy --------------------------------------------------------------------------- */
enum { CE_INPUT, CE_TARGET, CE_WEIGHT, CE_REDUCTION, CE_IGNORE, CE_SMOOTHING };

/* (N, C, d1, ...) -> rows of C, in the order of the target's elements. */
static rp_status as_rows(rp_tensor **x, rp_tensor **target)
{
    const int ndim = rp_tensor_ndim(*x);
    const int64_t rows[2] = {-1, rp_tensor_shape(*x)[1]}, all = -1;
    RP_TRY(rp_movedim_int(x, *x, 1, ndim - 1));
    RP_TRY(rp_reshape(x, *x, rows, 2));
    return rp_reshape(target, *target, &all, 1);
}

static rp_status index_targets(rp_tensor **out, rp_tensor *log_p, const rp_value *in)
{
    RP_LOCAL rp_tensor *x = rp_tensor_retain(log_p), *target = rp_tensor_retain(in[CE_TARGET].u.t);
    const bool spatial = x->ndim > 2;
    const int64_t reduction = in[CE_REDUCTION].u.i;
    if (spatial && target->ndim != x->ndim - 1)
        return RP_FAIL(RP_E_SHAPE,
                       "cross_entropy: an input of %d dimensions needs a target of %d, got %d",
                       x->ndim, x->ndim - 1, target->ndim);
    if (spatial) RP_TRY(as_rows(&x, &target));
    RP_TRY(rp_nll_loss_forward(out, NULL, x, target, in_tensor(&in[CE_WEIGHT]), reduction,
                               in[CE_IGNORE].u.i));
    if (!spatial || reduction != NONE) return RP_OK;
    return rp_view(out, *out, in[CE_TARGET].u.t->shape, (uint32_t)in[CE_TARGET].u.t->ndim);
}

static rp_status weigh_classes(rp_tensor **t, rp_tensor *weight, int dim)
{
    RP_LOCAL rp_tensor *w = NULL;
    int64_t shape[RP_MAX_DIMS];
    const int ndim = rp_tensor_ndim(*t);
    if (!weight) return RP_OK;
    for (int i = 0; i < ndim; i++) shape[i] = i == dim ? rp_tensor_numel(weight) : 1;
    RP_TRY(rp_view(&w, weight, shape, (uint32_t)ndim));
    return rp_mul(t, *t, w);
}

/* What the mean divides by: the weights of the targets that count, or their number. */
static rp_status total_weight(rp_tensor **out, rp_tensor *target, rp_tensor *ignored,
                              rp_tensor *weight)
{
    RP_LOCAL rp_tensor *t = NULL;
    const int64_t all = -1;
    if (!weight) {
        RP_TRY(rp_logical_not(&t, ignored));
        return rp_sum(out, t);
    }
    RP_TRY(rp_masked_fill_scalar(&t, target, ignored, rp_value_int(0)));
    RP_TRY(rp_reshape(&t, t, &all, 1));
    RP_TRY(rp_index_select(&t, weight, 0, t));
    RP_TRY(rp_reshape(&t, t, rp_tensor_shape(ignored), (uint32_t)rp_tensor_ndim(ignored)));
    RP_TRY(rp_masked_fill_scalar(&t, t, ignored, rp_value_float(0)));
    return rp_sum(out, t);
}

/* The loss against equal probabilities for all classes, which smoothing mixes in. */
static rp_status smooth_loss(rp_tensor **out, rp_tensor *log_p, const rp_value *in, int dim)
{
    RP_LOCAL rp_tensor *ignored = NULL, *total = NULL;
    rp_tensor *target = in[CE_TARGET].u.t, *weight = in_tensor(&in[CE_WEIGHT]);
    const int64_t d = dim, reduction = in[CE_REDUCTION].u.i;
    RP_TRY(rp_neg(out, log_p));
    RP_TRY(weigh_classes(out, weight, dim));
    RP_TRY(rp_sum_dim_intlist(out, *out, &d, 1, 0));
    RP_TRY(rp_eq_scalar(&ignored, target, rp_value_int(in[CE_IGNORE].u.i)));
    RP_TRY(rp_masked_fill_scalar(out, *out, ignored, rp_value_float(0)));
    if (reduction == NONE) return RP_OK;
    RP_TRY(rp_sum(out, *out));
    if (reduction == SUM) return RP_OK;
    RP_TRY(total_weight(&total, target, ignored, weight));
    return rp_div(out, *out, total);
}

/* (1 - s) loss + s / classes * smooth loss */
static rp_status smoothed_targets(rp_tensor **out, rp_tensor *log_p, const rp_value *in, int dim)
{
    RP_LOCAL rp_tensor *smooth = NULL;
    const double s = in_number(&in[CE_SMOOTHING]), classes = (double)log_p->shape[dim];
    RP_TRY(index_targets(out, log_p, in));
    RP_TRY(smooth_loss(&smooth, log_p, in, dim));
    RP_TRY(rp_mul_scalar(out, *out, rp_value_float(1 - s)));
    RP_TRY(rp_mul_scalar(&smooth, smooth, rp_value_float(s / classes)));
    return rp_add(out, *out, smooth);
}

/* Targets are probabilities: the mean is over everything but the classes. */
static rp_status probability_targets(rp_tensor **out, rp_tensor *log_p, const rp_value *in, int dim)
{
    RP_LOCAL rp_tensor *p = rp_tensor_retain(in[CE_TARGET].u.t);
    const int64_t d = dim, classes = log_p->shape[dim];
    const double smoothing = in_number(&in[CE_SMOOTHING]);
    if (!same_shape(p, log_p)) {
        char a[SHAPE_TEXT], b[SHAPE_TEXT];
        return RP_FAIL(RP_E_SHAPE,
                       "cross_entropy: probabilities of shape %s for an input of shape %s",
                       rp_shape_text(a, sizeof a, p->shape, p->ndim),
                       rp_shape_text(b, sizeof b, log_p->shape, log_p->ndim));
    }
    if (smoothing > 0) {
        RP_TRY(rp_mul_scalar(&p, p, rp_value_float(1 - smoothing)));
        RP_TRY(rp_add_scalar(&p, p, rp_value_float(smoothing / (double)(classes ? classes : 1)),
                             rp_value_int(1)));
    }
    RP_TRY(rp_mul(out, log_p, p));
    RP_TRY(weigh_classes(out, in_tensor(&in[CE_WEIGHT]), dim));
    if (in[CE_REDUCTION].u.i == NONE) RP_TRY(rp_sum_dim_intlist(out, *out, &d, 1, 0));
    else RP_TRY(rp_sum(out, *out));
    if (in[CE_REDUCTION].u.i == MEAN)
        RP_TRY(rp_div_scalar(out, *out,
                             rp_value_float(classes ? (double)(log_p->numel / classes) : 1)));
    return rp_neg(out, *out);
}

static rp_status cross_entropy_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                         rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *log_p = NULL, *r = NULL;
    rp_tensor *x = in[CE_INPUT].u.t;
    const int dim = x->ndim > 1;
    const double smoothing = in_number(&in[CE_SMOOTHING]);
    if (!(smoothing >= 0 && smoothing <= 1))
        return RP_FAIL(RP_E_VALUE, "label_smoothing must be between 0.0 and 1.0. Got: %g",
                       smoothing);
    if (in[CE_REDUCTION].u.i < NONE || in[CE_REDUCTION].u.i > SUM)
        return RP_FAIL(
            RP_E_VALUE,
            "cross_entropy: reduction is %lld; allowed are 0 (none), 1 (mean) and 2 (sum)",
            (long long)in[CE_REDUCTION].u.i);
    if (x->ndim == 0) return RP_FAIL(RP_E_SHAPE, "cross_entropy: the input has no dimensions");
    RP_TRY(rp_log_softmax_int(&log_p, x, dim, RP_DTYPE_NONE));
    if (rp_dtype_is_floating(in[CE_TARGET].u.t->dtype))
        RP_TRY(probability_targets(&r, log_p, in, dim));
    else
        RP_TRY(smoothing > 0 ? smoothed_targets(&r, log_p, in, dim) : index_targets(&r, log_p, in));
    return out_same(out, r);
}

const rp_op_row rp_op_loss[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)",
        .meta = nll_meta,
        .vjp = nll_vjp,
        .save_in = 7,
        .save_out = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::nll_loss_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor",
        .meta = nll_backward_meta,
        .vjp = nll_backward_vjp,
        .save_in = 1u << 2 | 1u << 3,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)",
        .meta = nll2d_meta,
        .vjp = nll2d_vjp,
        .save_in = 7,
        .save_out = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::nll_loss2d_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor",
        .meta = nll2d_backward_meta,
        .vjp = nll2d_backward_vjp,
        .save_in = 1u << 2 | 1u << 3,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, SymInt ignore_index=-100) -> Tensor",
        .composite = nll_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=Mean, SymInt ignore_index=-100, float label_smoothing=0.0) -> Tensor",
        .composite = cross_entropy_composite,
    },
    {0},
};
