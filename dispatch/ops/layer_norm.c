/* dispatch/ops/layer_norm.c - native_layer_norm, its gradient, and layer_norm (Ba, Kiros, Hinton
   2016) */
#include "dispatch/normal.h"

enum { INPUT, SHAPE, WEIGHT, BIAS, EPS };

static rp_status check_part(const char *what, const rp_tensor *t, const int64_t *shape, int n)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (!t || (t->ndim == n && memcmp(t->shape, shape, (size_t)n * sizeof *shape) == 0))
        return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "Expected %s to be of same shape as normalized_shape, but got %s of shape %s and normalized_shape = %s",
        what, what, rp_shape_text(a, sizeof a, t->shape, t->ndim),
        rp_shape_text(b, sizeof b, shape, n));
}

/* Weight and bias are of the input's type; half-precision input may also have float ones. */
static rp_status check_type(const char *what, const rp_tensor *t, const rp_tensor *x)
{
    const bool half = x->dtype == RP_BF16 || x->dtype == RP_F16;
    if (!t || t->dtype == x->dtype || (half && t->dtype == RP_F32)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "layer_norm: expected %s to be %s like the input%s, but got %s",
                   what, rp_dtype_name(x->dtype), half ? " or float32" : "",
                   rp_dtype_name(t->dtype));
}

static rp_status check_shapes(const rp_tensor *x, const int64_t *shape, int n,
                              const rp_tensor *weight, const rp_tensor *bias)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (n < 1)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []");
    RP_TRY(check_part("weight", weight, shape, n));
    RP_TRY(check_part("bias", bias, shape, n));
    if (x->ndim < n || memcmp(x->shape + x->ndim - n, shape, (size_t)n * sizeof *shape) != 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "Given normalized_shape=%s, expected input with shape ending in it, but got input of size %s",
            rp_shape_text(a, sizeof a, shape, n), rp_shape_text(b, sizeof b, x->shape, x->ndim));
    return RP_OK;
}

static rp_status norm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[INPUT].u.t, *w = in_tensor(&in[WEIGHT]);
    int64_t shape[RP_MAX_DIMS], stat[RP_MAX_DIMS];
    int n;
    RP_TRY(floating_dtype("layer_norm", x));
    RP_TRY(check_type("weight", w, x));
    RP_TRY(check_type("bias", in_tensor(&in[BIAS]), x));
    RP_TRY(in_ints(shape, &n, &in[SHAPE]));
    RP_TRY(check_shapes(x, shape, n, w, in_tensor(&in[BIAS])));
    copy_dims(stat, x->shape, x->ndim);
    for (int d = x->ndim - n; d < x->ndim; d++) stat[d] = 1;
    /* Statistics of half-precision input are as precise as the weights that go with them. */
    const rp_dtype dtype =
        w && rp_dtype_size(w->dtype) > rp_dtype_size(x->dtype) ? w->dtype : x->dtype;
    RP_TRY(rp_call_output(c, out, 1, stat, x->ndim, dtype));
    RP_TRY(rp_call_output(c, out, 2, stat, x->ndim, dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

static rp_status norm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *x = NULL, *w = NULL, *mean = NULL, *rstd = NULL;
    int64_t shape[RP_MAX_DIMS];
    int k;
    const int wanted[3] = {needs(mask, INPUT), needs(mask, WEIGHT), needs(mask, BIAS)};
    if (!grad_out[0]) return RP_OK;
    RP_TRY(in_ints(shape, &k, rp_saved_arg(n, SHAPE)));
    RP_TRY(rp_saved_input(&x, n, INPUT));
    RP_TRY(rp_saved_input(&w, n, WEIGHT));
    RP_TRY(rp_saved_output(&mean, n, 1));
    RP_TRY(rp_saved_output(&rstd, n, 2));
    return rp_native_layer_norm_backward(&grad_in[INPUT], &grad_in[WEIGHT], &grad_in[BIAS],
                                         grad_out[0], x, shape, (uint32_t)k, mean, rstd, w, NULL,
                                         wanted, 3);
}

/* One of each row. */
static rp_status check_statistics(const rp_tensor *t, const rp_tensor *x, int n)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    int64_t rows = 1;
    for (int d = 0; d < x->ndim - n; d++) rows *= x->shape[d];
    RP_TRY(floating_dtype("native_layer_norm_backward", t));
    if (t->numel == rows) return RP_OK;
    return RP_FAIL(
        RP_E_SHAPE,
        "native_layer_norm_backward: mean and rstd have %lld elements for an input of shape %s, not those of shape %s",
        (long long)rows, rp_shape_text(b, sizeof b, x->shape, x->ndim),
        rp_shape_text(a, sizeof a, t->shape, t->ndim));
}

/* (grad_out, input, normalized_shape, mean, rstd, weight, bias, output_mask) */
static rp_status norm_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[1].u.t, *w = in_tensor(&in[5]);
    const rp_dtype dtype = w ? w->dtype : x->dtype;
    int64_t shape[RP_MAX_DIMS];
    int n;
    RP_TRY(in_ints(shape, &n, &in[2]));
    if (!same_shape(in[0].u.t, x)) {
        char a[SHAPE_TEXT], b[SHAPE_TEXT];
        return RP_FAIL(RP_E_SHAPE,
                       "native_layer_norm_backward: the gradient has shape %s, the input %s",
                       rp_shape_text(a, sizeof a, in[0].u.t->shape, in[0].u.t->ndim),
                       rp_shape_text(b, sizeof b, x->shape, x->ndim));
    }
    RP_TRY(floating_dtype("native_layer_norm_backward", x));
    RP_TRY(same_dtype("native_layer_norm_backward: expected gradient and input", in[0].u.t, x));
    RP_TRY(check_shapes(x, shape, n, w, in_tensor(&in[6])));
    RP_TRY(check_statistics(in[3].u.t, x, n));
    RP_TRY(check_statistics(in[4].u.t, x, n));
    for (uint32_t k = 0; k < 3; k++) {
        const bool wanted = in[7].tag == RP_TAG_LIST && k < in[7].n && in[7].u.l[k].u.i;
        if (!wanted) out[k] = rp_value_none();
        else
            RP_TRY(k ? rp_call_output(c, out, k, shape, n, dtype)
                     : rp_call_output(c, out, k, x->shape, x->ndim, x->dtype));
    }
    return RP_OK;
}

/* ---- the gradient's own gradient ------------------------------------------------------------- */
static rp_status rows_init(norm_rows *s, rp_node *n)
{
    RP_LOCAL rp_tensor *x = NULL, *mean = NULL;
    s->n = rp_saved_arg(n, 2)->n;
    for (uint32_t d = 0; d < s->n; d++) s->dims[d] = -1 - (int64_t)d;
    RP_TRY(rp_saved_input(&s->g, n, 0));
    RP_TRY(rp_saved_input(&x, n, 1));
    RP_TRY(rp_saved_input(&mean, n, 3));
    RP_TRY(rp_saved_input(&s->r, n, 4));
    RP_TRY(rp_saved_input(&s->weight, n, 5));
    return norm_rows_start(s, x, mean);
}

static rp_status norm_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                   rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    norm_rows s = {.n = 0};
    (void)c;
    rp_status status = rows_init(&s, n);
    if (status == RP_OK)
        status = norm_rows_grads(&s, grad_out, needs(mask, 0) ? &grad_in[0] : NULL,
                                 needs(mask, 1) ? &grad_in[1] : NULL,
                                 needs(mask, 5) ? &grad_in[5] : NULL);
    norm_rows_fini(&s);
    return status;
}

static rp_status layer_norm_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                      rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    int64_t shape[RP_MAX_DIMS];
    int n;
    rp_tensor *r = NULL;
    RP_TRY(in_ints(shape, &n, &in[SHAPE]));
    RP_TRY(rp_native_layer_norm(&r, NULL, NULL, in[INPUT].u.t, shape, (uint32_t)n,
                                in_tensor(&in[WEIGHT]), in_tensor(&in[BIAS]), in_number(&in[EPS])));
    return out_take(out, r);
}

const rp_op_row rp_op_layer_norm[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::native_layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)",
        .meta = norm_meta,
        .vjp = norm_vjp,
        .save_in = 1u << INPUT | 1u << WEIGHT,
        .save_out = 1u << 1 | 1u << 2,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::native_layer_norm_backward(Tensor grad_out, Tensor input, SymInt[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, Tensor? bias, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
        .meta = norm_backward_meta,
        .vjp = norm_backward_vjp,
        .save_in = 1u << 0 | 1u << 1 | 1u << 3 | 1u << 4 | 1u << 5,
        .rel_tol = 32,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True) -> Tensor",
        .composite = layer_norm_composite,
    },
    {0},
};
