/* dispatch/ops/layer_norm.c - native_layer_norm, its gradient, and layer_norm (Ba, Kiros, Hinton 2016) */
#include "dispatch/ops/shape.h"

enum { INPUT, SHAPE, WEIGHT, BIAS, EPS };

static rp_status check_part(const char *what, const rp_tensor *t, const int64_t *shape, int n)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (!t || (t->ndim == n && memcmp(t->shape, shape, (size_t)n * sizeof *shape) == 0)) return RP_OK;
    return RP_FAIL(RP_E_SHAPE, "Expected %s to be of same shape as normalized_shape, but got %s of shape %s and normalized_shape = %s", what, what,
                   rp_shape_text(a, sizeof a, t->shape, t->ndim), rp_shape_text(b, sizeof b, shape, n));
}

/* Weight and bias are of the input's type; half-precision input may also have float ones. */
static rp_status check_type(const char *what, const rp_tensor *t, const rp_tensor *x)
{
    const bool half = x->dtype == RP_BF16 || x->dtype == RP_F16;
    if (!t || t->dtype == x->dtype || (half && t->dtype == RP_F32)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "layer_norm: expected %s to be %s like the input%s, but got %s", what, rp_dtype_name(x->dtype), half ? " or float32" : "",
                   rp_dtype_name(t->dtype));
}

static rp_status check_shapes(const rp_value *in, int *n_out)
{
    const rp_tensor *x = in[INPUT].u.t;
    int64_t shape[RP_MAX_DIMS];
    int n;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(in_ints(shape, &n, &in[SHAPE]));
    if (n < 1) return RP_FAIL(RP_E_SHAPE, "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []");
    RP_TRY(check_part("weight", in_tensor(&in[WEIGHT]), shape, n));
    RP_TRY(check_part("bias", in_tensor(&in[BIAS]), shape, n));
    if (x->ndim < n || memcmp(x->shape + x->ndim - n, shape, (size_t)n * sizeof *shape) != 0)
        return RP_FAIL(RP_E_SHAPE, "Given normalized_shape=%s, expected input with shape ending in it, but got input of size %s",
                       rp_shape_text(a, sizeof a, shape, n), rp_shape_text(b, sizeof b, x->shape, x->ndim));
    *n_out = n;
    return RP_OK;
}

static rp_status norm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[INPUT].u.t, *w = in_tensor(&in[WEIGHT]);
    int64_t stat[RP_MAX_DIMS];
    int n;
    RP_TRY(floating_dtype("layer_norm", x));
    RP_TRY(check_type("weight", w, x));
    RP_TRY(check_type("bias", in_tensor(&in[BIAS]), x));
    RP_TRY(check_shapes(in, &n));
    copy_dims(stat, x->shape, x->ndim);
    for (int d = x->ndim - n; d < x->ndim; d++) stat[d] = 1;
    /* Statistics of half-precision input are as precise as the weights that go with them. */
    const rp_dtype dtype = w && rp_dtype_size(w->dtype) > rp_dtype_size(x->dtype) ? w->dtype : x->dtype;
    RP_TRY(rp_call_output(c, out, 1, stat, x->ndim, dtype));
    RP_TRY(rp_call_output(c, out, 2, stat, x->ndim, dtype));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

static rp_status norm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
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
    return rp_native_layer_norm_backward(&grad_in[INPUT], &grad_in[WEIGHT], &grad_in[BIAS], grad_out[0], x, shape, (uint32_t)k, mean, rstd, w, NULL, wanted, 3);
}

/* (grad_out, input, normalized_shape, mean, rstd, weight, bias, output_mask) */
static rp_status norm_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[1].u.t, *w = in_tensor(&in[5]);
    const rp_dtype dtype = w ? w->dtype : x->dtype;
    int64_t shape[RP_MAX_DIMS];
    int n;
    RP_TRY(in_ints(shape, &n, &in[2]));
    if (!same_shape(in[0].u.t, x)) {
        char a[SHAPE_TEXT], b[SHAPE_TEXT];
        return RP_FAIL(RP_E_SHAPE, "native_layer_norm_backward: the gradient has shape %s, the input %s",
                       rp_shape_text(a, sizeof a, in[0].u.t->shape, in[0].u.t->ndim), rp_shape_text(b, sizeof b, x->shape, x->ndim));
    }
    RP_TRY(floating_dtype("native_layer_norm_backward", x));
    RP_TRY(same_dtype("native_layer_norm_backward: expected gradient and input", in[0].u.t, x));
    RP_TRY(check_part("weight", w, shape, n));
    RP_TRY(check_part("bias", in_tensor(&in[6]), shape, n));
    for (uint32_t k = 0; k < 3; k++) {
        const bool wanted = in[7].tag == RP_TAG_LIST && k < in[7].n && in[7].u.l[k].u.i;
        if (!wanted) out[k] = rp_value_none();
        else RP_TRY(k ? rp_call_output(c, out, k, shape, n, dtype) : rp_call_output(c, out, k, x->shape, x->ndim, x->dtype));
    }
    return RP_OK;
}

/* ---- the gradient's own gradient ---------------------------------------------------------------------------------------
 * Per row, with y = (x - mean) r and J w = r (w - mean(w) - y mean(w y)), which is symmetric:
 *     gI = J h, h = weight grad_out;   gG = sum over rows of grad_out y;   gB = sum over rows of grad_out.
 * For v, vG, vB coming back to these, f = <v, J h> = N r a with a = mean(v h) - mean(v) mean(h) - mean(v y) mean(h y), and
 *     d grad_out = weight J v + vG y + vB
 *     d weight   = grad_out J v
 *     d x        = J (vG grad_out - r (mean(h y) v + mean(v y) h)) - a r^2 y   since dr = -r^2 <y, dx> / N.
 */
struct rows {
    int64_t dims[RP_MAX_DIMS]; /* the normalised ones, from the end */
    uint32_t n;
    rp_tensor *g, *r, *weight, *y, *h; /* owned; weight may be absent */
};

static void rows_fini(struct rows *s)
{
    rp_tensor_release(s->g);
    rp_tensor_release(s->r);
    rp_tensor_release(s->weight);
    rp_tensor_release(s->y);
    rp_tensor_release(s->h);
}

static rp_status rows_init(struct rows *s, rp_node *n)
{
    RP_LOCAL rp_tensor *mean = NULL;
    s->n = rp_saved_arg(n, 2)->n;
    for (uint32_t d = 0; d < s->n; d++) s->dims[d] = -1 - (int64_t)d;
    RP_TRY(rp_saved_input(&s->g, n, 0));
    RP_TRY(rp_saved_input(&s->y, n, 1));
    RP_TRY(rp_saved_input(&mean, n, 3));
    RP_TRY(rp_saved_input(&s->r, n, 4));
    RP_TRY(rp_saved_input(&s->weight, n, 5));
    RP_TRY(rp_sub(&s->y, s->y, mean));
    RP_TRY(rp_mul(&s->y, s->y, s->r));
    s->h = rp_tensor_retain(s->g);
    return s->weight ? rp_mul(&s->h, s->g, s->weight) : RP_OK;
}

static rp_status mean_of_product(rp_tensor **out, rp_tensor *a, rp_tensor *b, const struct rows *s)
{
    RP_LOCAL rp_tensor *p = NULL;
    RP_TRY(rp_mul(&p, a, b));
    return rp_mean_dim(out, p, s->dims, s->n, 1);
}

/* J w */
static rp_status apply_j(rp_tensor **out, rp_tensor *w, const struct rows *s)
{
    RP_LOCAL rp_tensor *part = NULL, *mean = NULL, *sum = NULL;
    RP_TRY(mean_of_product(&part, w, s->y, s));
    RP_TRY(rp_mul(&part, part, s->y));
    RP_TRY(rp_mean_dim(&mean, w, s->dims, s->n, 1));
    RP_TRY(rp_sub(&sum, w, mean));
    RP_TRY(rp_sub(&sum, sum, part));
    return rp_mul(out, sum, s->r);
}

static rp_status add_to(rp_tensor **sum, rp_tensor *t)
{
    if (*sum) return rp_add(sum, *sum, t);
    *sum = rp_tensor_retain(t);
    return RP_OK;
}

/* a r^2 y */
static rp_status through_r(rp_tensor **out, rp_tensor *v, rp_tensor *mv, rp_tensor *mh, const struct rows *s)
{
    RP_LOCAL rp_tensor *a = NULL, *p = NULL, *q = NULL;
    RP_TRY(mean_of_product(&a, v, s->h, s));
    RP_TRY(rp_mean_dim(&p, v, s->dims, s->n, 1));
    RP_TRY(rp_mean_dim(&q, s->h, s->dims, s->n, 1));
    RP_TRY(rp_mul(&p, p, q));
    RP_TRY(rp_sub(&a, a, p));
    RP_TRY(rp_mul(&p, mv, mh));
    RP_TRY(rp_sub(&a, a, p));
    RP_TRY(rp_mul(&a, a, s->r));
    RP_TRY(rp_mul(&a, a, s->r));
    return rp_mul(out, a, s->y);
}

static rp_status input_grad(rp_tensor **out, rp_tensor *v, rp_tensor *v_weight, const struct rows *s)
{
    RP_LOCAL rp_tensor *mv = NULL, *mh = NULL, *u = NULL, *w = NULL, *t = NULL;
    if (v_weight) RP_TRY(rp_mul(&u, v_weight, s->g));
    if (v) {
        RP_TRY(mean_of_product(&mv, v, s->y, s));
        RP_TRY(mean_of_product(&mh, s->h, s->y, s));
        RP_TRY(rp_mul(&w, mh, v));
        RP_TRY(rp_mul(&t, mv, s->h));
        RP_TRY(rp_add(&w, w, t));
        RP_TRY(rp_mul(&w, w, s->r));
        RP_TRY(rp_neg(&w, w));
        RP_TRY(add_to(&u, w));
    }
    if (!u) return RP_OK;
    RP_TRY(apply_j(&u, u, s));
    if (v) {
        RP_TRY(through_r(&t, v, mv, mh, s));
        RP_TRY(rp_sub(&u, u, t));
    }
    *out = rp_tensor_retain(u);
    return RP_OK;
}

static rp_status all_grads(const struct rows *s, uint64_t mask, rp_tensor *const *v, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *jv = NULL, *t = NULL;
    if (v[0] && (needs(mask, 0) || needs(mask, 5))) RP_TRY(apply_j(&jv, v[0], s));
    if (needs(mask, 0)) {
        if (jv) RP_TRY(s->weight ? rp_mul(&grad_in[0], jv, s->weight) : same_grad(&grad_in[0], jv));
        if (v[1]) RP_TRY(rp_mul(&t, v[1], s->y));
        if (v[1]) RP_TRY(add_to(&grad_in[0], t));
        if (v[2] && !grad_in[0]) RP_TRY(rp_expand(&grad_in[0], v[2], rp_tensor_shape(s->g), (uint32_t)rp_tensor_ndim(s->g)));
        else if (v[2]) RP_TRY(rp_add(&grad_in[0], grad_in[0], v[2]));
    }
    if (needs(mask, 5) && jv) RP_TRY(rp_mul(&grad_in[5], s->g, jv));
    return needs(mask, 1) ? input_grad(&grad_in[1], v[0], v[1], s) : RP_OK;
}

static rp_status norm_backward_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    struct rows s = {.n = 0};
    (void)c;
    rp_status status = rows_init(&s, n);
    if (status == RP_OK) status = all_grads(&s, mask, grad_out, grad_in);
    rows_fini(&s);
    return status;
}

static rp_status layer_norm_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    int64_t shape[RP_MAX_DIMS];
    int n;
    rp_tensor *r = NULL;
    RP_TRY(in_ints(shape, &n, &in[SHAPE]));
    RP_TRY(rp_native_layer_norm(&r, NULL, NULL, in[INPUT].u.t, shape, (uint32_t)n, in_tensor(&in[WEIGHT]), in_tensor(&in[BIAS]), in_number(&in[EPS])));
    return out_take(out, r);
}

const rp_op_row rp_op_layer_norm[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::native_layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)",
        .meta = norm_meta,
        .vjp = norm_vjp,
        .save_in = 1u << INPUT | 1u << WEIGHT,
        .save_out = 1u << 1 | 1u << 2,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::native_layer_norm_backward(Tensor grad_out, Tensor input, SymInt[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, Tensor? bias, bool[3] output_mask) -> (Tensor, Tensor, Tensor)",
        .meta = norm_backward_meta,
        .vjp = norm_backward_vjp,
        .save_in = 1u << 0 | 1u << 1 | 1u << 3 | 1u << 4 | 1u << 5,
        .rel_tol = 32,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True) -> Tensor",
        .composite = layer_norm_composite,
    },
    {0},
};
