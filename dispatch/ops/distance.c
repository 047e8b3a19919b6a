/* dispatch/ops/distance.c - cosine_similarity, pairwise_distance, cdist's and pdist's kernels and their gradients */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

/* ---- made of other operators ------------------------------------------------------------------------------------------- */
/* The norm of x along `dim`, not below eps; like ATen's, the bound does not take part in the derivative. */
static rp_status bounded_norm(rp_tensor **out, rp_tensor *x, int64_t dim, double eps)
{
    RP_LOCAL rp_tensor *n = NULL, *raised = NULL;
    RP_TRY(rp_linalg_vector_norm(&n, x, rp_value_float(2), &dim, 1, 1));
    RP_TRY(rp_detach(&raised, n));
    RP_TRY(rp_rsub_scalar(&raised, raised, rp_value_float(eps), rp_value_int(1)));
    RP_TRY(rp_clamp_min(&raised, raised, rp_value_float(0)));
    return rp_add(out, n, raised);
}

/* sum along dim of x1 / |x1| x2 / |x2| */
static rp_status cosine_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *a = rp_tensor_retain(in[0].u.t), *b = rp_tensor_retain(in[1].u.t), *n = NULL;
    rp_tensor *r = NULL;
    const int64_t dim = in[2].u.i;
    int64_t shape[RP_MAX_DIMS];
    int ndim = a->ndim, at;
    const rp_dtype dtype = rp_dtype_promote(a->dtype, b->dtype);
    if (!rp_dtype_is_floating(dtype)) return RP_FAIL(RP_E_DTYPE, "expected common dtype to be floating point, yet common dtype is %s", rp_dtype_name(dtype));
    copy_dims(shape, a->shape, ndim);
    RP_TRY(broadcast_into(shape, &ndim, b->shape, b->ndim));
    RP_TRY(dim_wrap(&at, dim, ndim));
    RP_TRY(rp_to_dtype(&a, a, dtype, 0, 0, NULL));
    RP_TRY(rp_to_dtype(&b, b, dtype, 0, 0, NULL));
    RP_TRY(rp_expand(&a, a, shape, (uint32_t)ndim));
    RP_TRY(rp_expand(&b, b, shape, (uint32_t)ndim));
    RP_TRY(bounded_norm(&n, a, at, in_number(&in[3])));
    RP_TRY(rp_div(&a, a, n));
    RP_TRY(bounded_norm(&n, b, at, in_number(&in[3])));
    RP_TRY(rp_div(&b, b, n));
    RP_TRY(rp_mul(&a, a, b));
    RP_TRY(rp_sum_dim_intlist(&r, a, (const int64_t[]){at}, 1, 0));
    return out_take(out, r);
}

/* |x1 - x2 + eps| along the last dimension */
static rp_status pairwise_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *d = NULL;
    rp_tensor *r = NULL;
    const int64_t last = -1;
    RP_TRY(rp_sub(&d, in[0].u.t, in[1].u.t));
    RP_TRY(rp_add_scalar(&d, d, in[3], rp_value_int(1)));
    RP_TRY(rp_linalg_vector_norm(&r, d, in[2], &last, 1, in[4].u.i != 0));
    return out_take(out, r);
}

static rp_status check_p(const char *op, const rp_value *p)
{
    return in_number(p) >= 0 ? RP_OK : RP_FAIL(RP_E_VALUE, "%s only supports non-negative p values, but got %g", op, in_number(p));
}

static rp_status pdist_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t, *r = NULL;
    if (x->ndim != 2) return RP_FAIL(RP_E_SHAPE, "pdist only supports 2D tensors, got: %dD", x->ndim);
    RP_TRY(floating_dtype("pdist", x));
    RP_TRY(check_p("pdist", &in[1]));
    RP_TRY(rp__pdist_forward(&r, x, in_number(&in[1])));
    return out_take(out, r);
}

/* ---- between the rows of two matrices ----------------------------------------------------------------------------------- */
/* (B ..., P, M) and (B ..., R, M) to (B ..., P, R) */
static rp_status cdist_shape(int64_t *shape, int *ndim, const rp_tensor *a, const rp_tensor *b)
{
    const rp_tensor *const all[] = {a, b};
    for (int i = 0; i < 2; i++) {
        RP_TRY(floating_dtype("cdist", all[i]));
        if (all[i]->ndim < 2) return RP_FAIL(RP_E_SHAPE, "cdist only supports at least 2D tensors, X%d got: %dD", i + 1, all[i]->ndim);
    }
    RP_TRY(same_dtype("cdist: expected both inputs", a, b));
    if (a->shape[a->ndim - 1] != b->shape[b->ndim - 1])
        return RP_FAIL(RP_E_SHAPE, "X1 and X2 must have the same number of columns. X1: %lld X2: %lld", (long long)a->shape[a->ndim - 1], (long long)b->shape[b->ndim - 1]);
    *ndim = a->ndim - 2;
    copy_dims(shape, a->shape, *ndim);
    RP_TRY(broadcast_into(shape, ndim, b->shape, b->ndim - 2));
    shape[(*ndim)++] = a->shape[a->ndim - 2];
    shape[(*ndim)++] = b->shape[b->ndim - 2];
    return RP_OK;
}

/* (x1, x2, p, compute_mode): the mode chooses between ways to the same numbers */
static rp_status cdist_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    RP_TRY(cdist_shape(shape, &ndim, in[0].u.t, in[1].u.t));
    RP_TRY(check_p("cdist", &in[2]));
    if (in_int_or(&in[3], 0) < 0 || in_int_or(&in[3], 0) > 2) return RP_FAIL(RP_E_VALUE, "cdist: possible modes: 0, 1, 2, but was: %lld", (long long)in[3].u.i);
    return rp_call_output(c, out, 0, shape, ndim, in[0].u.t->dtype);
}

static rp_status cdist_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *a = NULL, *b = NULL, *d = NULL, *g = NULL;
    const double p = in_number(rp_saved_arg(n, 2));
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&a, n, 0));
    RP_TRY(rp_saved_input(&b, n, 1));
    RP_TRY(rp_saved_output(&d, n, 0));
    if (needs(mask, 0)) RP_TRY(rp__cdist_backward(&grad_in[0], grad_out[0], a, b, p, d));
    if (!needs(mask, 1)) return RP_OK;
    RP_TRY(rp_transpose_int(&g, grad_out[0], -2, -1));
    RP_TRY(rp_transpose_int(&d, d, -2, -1));
    return rp__cdist_backward(&grad_in[1], g, b, a, p, d);
}

/* (grad, x1, x2, p, cdist): the gradient of x1, of the broadcast batch; of x1's own shape where there are no distances */
static rp_status cdist_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *a = in[1].u.t, *d = in[4].u.t;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    char x[SHAPE_TEXT], y[SHAPE_TEXT];
    RP_TRY(cdist_shape(shape, &ndim, a, in[2].u.t));
    RP_TRY(same_dtype("_cdist_backward: expected gradient and input", g, a));
    RP_TRY(same_dtype("_cdist_backward: expected distances and input", d, a));
    const rp_tensor *const pair[] = {g, d};
    for (int i = 0; i < 2; i++)
        if (!rp_same_shape(pair[i]->shape, pair[i]->ndim, shape, ndim))
            return RP_FAIL(RP_E_SHAPE, "_cdist_backward: gradient and distances have shape %s, not %s", rp_shape_text(x, sizeof x, shape, ndim),
                           rp_shape_text(y, sizeof y, pair[i]->shape, pair[i]->ndim));
    if (g->numel == 0) return rp_call_output(c, out, 0, a->shape, a->ndim, a->dtype);
    shape[ndim - 1] = a->shape[a->ndim - 1];
    return rp_call_output(c, out, 0, shape, ndim, a->dtype);
}

/* ---- between the rows of one matrix ------------------------------------------------------------------------------------- */
static rp_status check_matrix(const rp_tensor *x)
{
    if (x->ndim != 2) return RP_FAIL(RP_E_DIM, "pdist: a matrix is needed, but the input has %d dimensions", x->ndim);
    return floating_dtype("pdist", x);
}

static rp_status pdist_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    RP_TRY(check_matrix(x));
    RP_TRY(check_p("pdist", &in[1]));
    const int64_t rows = x->shape[0], pairs = rows > 1 ? rows * (rows - 1) / 2 : 0;
    return rp_call_output(c, out, 0, &pairs, 1, x->dtype);
}

static rp_status pdist_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *x = NULL, *d = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&d, n, 0));
    return rp__pdist_backward(&grad_in[0], grad_out[0], x, in_number(rp_saved_arg(n, 1)), d);
}

/* (grad, self, p, pdist) */
static rp_status pdist_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t, *d = in[3].u.t;
    RP_TRY(check_matrix(x));
    RP_TRY(same_dtype("_pdist_backward: expected gradient and input", g, x));
    RP_TRY(same_dtype("_pdist_backward: expected distances and input", d, x));
    const int64_t rows = x->shape[0], pairs = rows > 1 ? rows * (rows - 1) / 2 : 0;
    if (g->ndim != 1 || g->numel != pairs || !same_shape(g, d))
        return RP_FAIL(RP_E_SHAPE, "_pdist_backward: %lld rows have %lld distances, but got %lld gradients and %lld distances", (long long)rows, (long long)pairs,
                       (long long)g->numel, (long long)d->numel);
    return rp_call_output(c, out, 0, x->shape, 2, x->dtype);
}

#define ROW(schema_, meta_, vjp_, save_in_, save_out_) \
    {.size = sizeof(rp_op_row), .schema = "aten::" schema_, .meta = (meta_), .vjp = (vjp_), .save_in = (save_in_), .save_out = (save_out_)}
#define COMPOSITE_ROW(schema_, fn_) {.size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = "aten::" schema_, .composite = (fn_)}
const rp_op_row rp_op_distance[] = {
    COMPOSITE_ROW("cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor", cosine_composite),
    COMPOSITE_ROW("pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=1e-06, bool keepdim=False) -> Tensor", pairwise_composite),
    ROW("_cdist_forward(Tensor x1, Tensor x2, float p, int? compute_mode) -> Tensor", cdist_meta, cdist_vjp, 3, 1),
    ROW("_cdist_backward(Tensor grad, Tensor x1, Tensor x2, float p, Tensor cdist) -> Tensor", cdist_backward_meta, NULL, 0, 0),
    ROW("_pdist_forward(Tensor self, float p=2.) -> Tensor", pdist_meta, pdist_vjp, 1, 1),
    ROW("_pdist_backward(Tensor grad, Tensor self, float p, Tensor pdist) -> Tensor", pdist_backward_meta, NULL, 0, 0),
    COMPOSITE_ROW("pdist(Tensor self, float p=2.) -> Tensor", pdist_composite),
    {0},
};
