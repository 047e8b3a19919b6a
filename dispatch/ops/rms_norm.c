/* dispatch/ops/rms_norm.c - _fused_rms_norm and rms_norm (Zhang and Sennrich 2019) */
#include "dispatch/ops/shape.h"

enum { INPUT, SHAPE, WEIGHT, EPS };

static rp_status norm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[INPUT].u.t, *w = in_tensor(&in[WEIGHT]);
    int64_t shape[RP_MAX_DIMS], stat[RP_MAX_DIMS];
    int n;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(floating_dtype("rms_norm", x));
    RP_TRY(in_ints(shape, &n, &in[SHAPE]));
    if (n < 1)
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []");
    if (w && !rp_dtype_is_floating(w->dtype))
        return RP_FAIL(RP_E_DTYPE, "rms_norm: expected a floating weight, but got %s",
                       rp_dtype_name(w->dtype));
    if (w && (w->ndim != n || memcmp(w->shape, shape, (size_t)n * sizeof *shape) != 0))
        return RP_FAIL(
            RP_E_SHAPE,
            "Expected weight to be of same shape as normalized_shape, but got weight of shape %s and normalized_shape = %s",
            rp_shape_text(a, sizeof a, w->shape, w->ndim), rp_shape_text(b, sizeof b, shape, n));
    if (x->ndim < n || memcmp(x->shape + x->ndim - n, shape, (size_t)n * sizeof *shape) != 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "Given normalized_shape=%s, expected input with shape ending in it, but got input of size %s",
            rp_shape_text(a, sizeof a, shape, n), rp_shape_text(b, sizeof b, x->shape, x->ndim));
    copy_dims(stat, x->shape, x->ndim);
    for (int d = x->ndim - n; d < x->ndim; d++) stat[d] = 1;
    RP_TRY(rp_call_output(c, out, 1, stat, x->ndim, x->dtype == RP_F64 ? RP_F64 : RP_F32));
    return rp_call_output(c, out, 0, x->shape, x->ndim, x->dtype);
}

/* What one gradient needs, in the precision of rstd. */
typedef struct parts {
    rp_tensor *x, *w, *r, *g, *h; /* owned; h = w g. w and g may be absent */
    int64_t dims[RP_MAX_DIMS], count;
    uint32_t n;
} parts;

static void parts_fini(parts *p)
{
    rp_tensor_release(p->x);
    rp_tensor_release(p->w);
    rp_tensor_release(p->r);
    rp_tensor_release(p->g);
    rp_tensor_release(p->h);
}

static rp_status widened(rp_tensor **t, rp_dtype dtype)
{
    return *t && rp_tensor_dtype(*t) != dtype ? rp_to_dtype(t, *t, dtype, 0, 0, NULL) : RP_OK;
}

static rp_status parts_init(parts *p, rp_node *n, rp_tensor *grad)
{
    RP_TRY(rp_saved_input(&p->x, n, INPUT));
    RP_TRY(rp_saved_input(&p->w, n, WEIGHT));
    RP_TRY(rp_saved_output(&p->r, n, 1));
    p->g = grad ? rp_tensor_retain(grad) : NULL;
    const rp_dtype dtype = rp_tensor_dtype(p->r);
    RP_TRY(widened(&p->x, dtype));
    RP_TRY(widened(&p->w, dtype));
    RP_TRY(widened(&p->g, dtype));
    p->n = rp_saved_arg(n, SHAPE)->tag == RP_TAG_LIST ? rp_saved_arg(n, SHAPE)->n : 1;
    p->count = 1;
    for (uint32_t d = 0; d < p->n; d++) {
        p->dims[d] = -1 - (int64_t)d;
        p->count *= rp_tensor_shape(p->x)[rp_tensor_ndim(p->x) - 1 - (int)d];
    }
    if (p->g && p->w) return rp_mul(&p->h, p->g, p->w);
    p->h = p->g ? rp_tensor_retain(p->g) : NULL;
    return RP_OK;
}

/* dx = r h - x r^3 (sum(h x) + dr) / n, with dr what came back to r itself */
static rp_status input_grad(rp_tensor **out, const parts *p, rp_tensor *dr)
{
    RP_LOCAL rp_tensor *sum = NULL, *cube = NULL, *direct = NULL;
    if (p->h) {
        RP_TRY(rp_mul(&sum, p->h, p->x));
        RP_TRY(rp_sum_dim_intlist(&sum, sum, p->dims, p->n, 1));
    }
    if (dr) RP_TRY(sum ? rp_add(&sum, sum, dr) : same_grad(&sum, dr));
    RP_TRY(rp_pow_tensor_scalar(&cube, p->r, rp_value_int(3)));
    RP_TRY(rp_mul(&cube, cube, sum));
    RP_TRY(rp_mul_scalar(&cube, cube, rp_value_float(-1.0 / (double)(p->count ? p->count : 1))));
    RP_TRY(rp_mul(&cube, cube, p->x));
    if (!p->h) return same_grad(out, cube);
    RP_TRY(rp_mul(&direct, p->h, p->r));
    return rp_add(out, direct, cube);
}

static rp_status norm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    parts p = {.n = 0};
    (void)c;
    if (!grad_out[0] && !grad_out[1]) return RP_OK;
    rp_status st = parts_init(&p, n, grad_out[0]);
    if (st == RP_OK && needs(mask, INPUT)) st = input_grad(&grad_in[INPUT], &p, grad_out[1]);
    if (st == RP_OK && needs(mask, WEIGHT) && p.g) {
        RP_LOCAL rp_tensor *y = NULL;
        st = rp_mul(&y, p.x, p.r);
        if (st == RP_OK) st = rp_mul(&grad_in[WEIGHT], y, p.g);
    }
    parts_fini(&p);
    return st;
}

static rp_status norm_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    int64_t shape[RP_MAX_DIMS];
    int n;
    rp_tensor *r = NULL;
    RP_TRY(in_ints(shape, &n, &in[SHAPE]));
    RP_TRY(rp__fused_rms_norm(&r, NULL, in[INPUT].u.t, shape, (uint32_t)n, in_tensor(&in[WEIGHT]),
                              in[EPS].tag == RP_TAG_NONE ? NULL : &in[EPS].u.f));
    return out_take(out, r);
}

const rp_op_row rp_op_rms_norm[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_fused_rms_norm(Tensor input, int[] normalized_shape, Tensor? weight, float? eps) -> (Tensor, Tensor)",
        .meta = norm_meta,
        .vjp = norm_vjp,
        .save_in = 1u << INPUT | 1u << WEIGHT,
        .save_out = 1u << 1,
        .rel_tol = 16,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::rms_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor",
        .composite = norm_composite,
    },
    {0},
};
