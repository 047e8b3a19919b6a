/* dispatch/ops/distance.c - cosine_similarity, pairwise_distance, cdist's and pdist's kernels and
   their gradients */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"
#include <math.h>

/* ---- made of other operators ----------------------------------------------------------------- */
/* The norm of x along `dim`, not below eps; like ATen's, the bound does not take part in the
   derivative. */
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
static rp_status cosine_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *a = rp_tensor_retain(in[0].u.t), *b = rp_tensor_retain(in[1].u.t),
                       *n = NULL;
    rp_tensor *r = NULL;
    const int64_t dim = in[2].u.i;
    int64_t shape[RP_MAX_DIMS];
    int ndim = a->ndim, at;
    const rp_dtype dtype = rp_dtype_promote(a->dtype, b->dtype);
    if (!rp_dtype_is_floating(dtype))
        return RP_FAIL(RP_E_DTYPE,
                       "expected common dtype to be floating point, yet common dtype is %s",
                       rp_dtype_name(dtype));
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
static rp_status pairwise_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                    rp_value *out, uint32_t n_out)
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
    return in_number(p) >= 0
               ? RP_OK
               : RP_FAIL(RP_E_VALUE, "%s only supports non-negative p values, but got %g", op,
                         in_number(p));
}

static rp_status pdist_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t, *r = NULL;
    if (x->ndim != 2)
        return RP_FAIL(RP_E_SHAPE, "pdist only supports 2D tensors, got: %dD", x->ndim);
    RP_TRY(floating_dtype("pdist", x));
    RP_TRY(check_p("pdist", &in[1]));
    RP_TRY(rp__pdist_forward(&r, x, in_number(&in[1])));
    return out_take(out, r);
}

/* ---- between the rows of two matrices -------------------------------------------------------- */
/* (B ..., P, M) and (B ..., R, M) to (B ..., P, R) */
static rp_status cdist_shape(int64_t *shape, int *ndim, const rp_tensor *a, const rp_tensor *b)
{
    const rp_tensor *const all[] = {a, b};
    for (int i = 0; i < 2; i++) {
        RP_TRY(floating_dtype("cdist", all[i]));
        if (all[i]->ndim < 2)
            return RP_FAIL(RP_E_SHAPE, "cdist only supports at least 2D tensors, X%d got: %dD",
                           i + 1, all[i]->ndim);
    }
    RP_TRY(same_dtype("cdist: expected both inputs", a, b));
    if (a->shape[a->ndim - 1] != b->shape[b->ndim - 1])
        return RP_FAIL(RP_E_SHAPE,
                       "X1 and X2 must have the same number of columns. X1: %lld X2: %lld",
                       (long long)a->shape[a->ndim - 1], (long long)b->shape[b->ndim - 1]);
    *ndim = a->ndim - 2;
    copy_dims(shape, a->shape, *ndim);
    RP_TRY(broadcast_into(shape, ndim, b->shape, b->ndim - 2));
    shape[(*ndim)++] = a->shape[a->ndim - 2];
    shape[(*ndim)++] = b->shape[b->ndim - 2];
    return RP_OK;
}

/* (x1, x2, p, compute_mode): the mode chooses between ways to the same numbers */
static rp_status cdist_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    RP_TRY(cdist_shape(shape, &ndim, in[0].u.t, in[1].u.t));
    RP_TRY(check_p("cdist", &in[2]));
    if (in_int_or(&in[3], 0) < 0 || in_int_or(&in[3], 0) > 2)
        return RP_FAIL(RP_E_VALUE, "cdist: possible modes: 0, 1, 2, but was: %lld",
                       (long long)in[3].u.i);
    return rp_call_output(c, out, 0, shape, ndim, in[0].u.t->dtype);
}

static rp_status cdist_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
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

/* (grad, x1, x2, p, cdist): the gradient of x1, of the broadcast batch; of x1's own shape where
   there are no distances */
static rp_status cdist_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
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
            return RP_FAIL(RP_E_SHAPE,
                           "_cdist_backward: gradient and distances have shape %s, not %s",
                           rp_shape_text(x, sizeof x, shape, ndim),
                           rp_shape_text(y, sizeof y, pair[i]->shape, pair[i]->ndim));
    if (g->numel == 0) return rp_call_output(c, out, 0, a->shape, a->ndim, a->dtype);
    shape[ndim - 1] = a->shape[a->ndim - 1];
    return rp_call_output(c, out, 0, shape, ndim, a->dtype);
}

/* ---- the gradient's own gradient ------------------------------------------------------------- */
/* With z = x1_i - x2_j, s = sign(z) |z|^(p - 1) and u = d^(1 - p):  out_i = sum_j g s u. For v
 * coming back to out:
 *   dg = u sum_k v s;  dd = (1 - p) g d^-p sum_k v s;  dz = v g u (p - 1) |z|^(p - 2), which x1
 *   gets and x2 loses.
 * p = inf counts where |z| is d, with u = 1 and no further derivatives. Where d or z is 0, so is
 * what would be infinite. */
typedef struct cdist_parts {
    /* owned; (.., P, R, 1) or (.., P, R, M); flat: where d is 0 */
    rp_tensor *g, *d, *z, *size, *v, *flat;
    double p;
} cdist_parts;

static void parts_fini(cdist_parts *a)
{
    rp_tensor *const all[] = {a->g, a->d, a->z, a->size, a->v, a->flat};
    for (int i = 0; i < 6; i++) rp_tensor_release(all[i]);
}

static rp_status parts_init(cdist_parts *a, rp_node *n, rp_tensor *v)
{
    RP_LOCAL rp_tensor *x1 = NULL, *x2 = NULL;
    a->p = in_number(rp_saved_arg(n, 3));
    RP_TRY(rp_saved_input(&a->g, n, 0));
    RP_TRY(rp_saved_input(&x1, n, 1));
    RP_TRY(rp_saved_input(&x2, n, 2));
    RP_TRY(rp_saved_input(&a->d, n, 4));
    RP_TRY(rp_unsqueeze(&a->g, a->g, -1));
    RP_TRY(rp_unsqueeze(&a->d, a->d, -1));
    RP_TRY(rp_unsqueeze(&x1, x1, -2));
    RP_TRY(rp_unsqueeze(&x2, x2, -3));
    RP_TRY(rp_sub(&a->z, x1, x2));
    RP_TRY(rp_abs(&a->size, a->z));
    RP_TRY(rp_unsqueeze(&a->v, v, -2));
    return rp_eq_scalar(&a->flat, a->d, rp_value_int(0));
}

/* |z|^e, 0 where z is 0 and e negative */
static rp_status size_power(rp_tensor **out, const cdist_parts *a, double e)
{
    RP_LOCAL rp_tensor *zero = NULL;
    RP_TRY(rp_pow_tensor_scalar(out, a->size, rp_value_float(e)));
    if (e >= 0) return RP_OK;
    RP_TRY(rp_eq_scalar(&zero, a->size, rp_value_int(0)));
    return rp_masked_fill_scalar(out, *out, zero, rp_value_int(0));
}

/* d^e, 0 where d is 0 */
static rp_status distance_power(rp_tensor **out, const cdist_parts *a, double e)
{
    RP_TRY(rp_pow_tensor_scalar(out, a->d, rp_value_float(e)));
    return e >= 0 ? RP_OK : rp_masked_fill_scalar(out, *out, a->flat, rp_value_int(0));
}

/* sum_k v s */
static rp_status slope_sum(rp_tensor **out, const cdist_parts *a)
{
    RP_LOCAL rp_tensor *s = NULL, *most = NULL;
    const int64_t last = -1;
    RP_TRY(rp_sign(&s, a->z));
    if (isinf(a->p)) {
        RP_TRY(rp_eq(&most, a->size, a->d));
        RP_TRY(rp_mul(&s, s, most));
    } else if (a->p != 1) {
        RP_TRY(size_power(&most, a, a->p - 1));
        RP_TRY(rp_mul(&s, s, most));
    }
    RP_TRY(rp_mul(&s, s, a->v));
    return rp_sum_dim_intlist(out, s, &last, 1, 1);
}

/* v g u (p - 1) |z|^(p - 2) */
static rp_status through_difference(rp_tensor **out, const cdist_parts *a)
{
    RP_LOCAL rp_tensor *u = NULL, *t = NULL;
    RP_TRY(distance_power(&u, a, 1 - a->p));
    RP_TRY(rp_mul(&u, u, a->g));
    RP_TRY(rp_mul_scalar(&u, u, rp_value_float(a->p - 1)));
    RP_TRY(size_power(&t, a, a->p - 2));
    RP_TRY(rp_mul(&t, t, a->v));
    return rp_mul(out, t, u);
}

static rp_status through_distance(rp_tensor **d_g, rp_tensor **d_d, const cdist_parts *a)
{
    RP_LOCAL rp_tensor *sum = NULL, *u = NULL;
    const bool curved = a->p != 1 && !isinf(a->p);
    RP_TRY(slope_sum(&sum, a));
    if (d_g) {
        RP_TRY(distance_power(&u, a, curved ? 1 - a->p : 0));
        RP_TRY(rp_mul(&u, u, sum));
        RP_TRY(rp_squeeze_dim(d_g, u, -1));
    }
    if (!d_d || !curved) return RP_OK;
    RP_TRY(distance_power(&u, a, -a->p));
    RP_TRY(rp_mul(&u, u, a->g));
    RP_TRY(rp_mul(&u, u, sum));
    RP_TRY(rp_mul_scalar(&u, u, rp_value_float(1 - a->p)));
    return rp_squeeze_dim(d_d, u, -1);
}

static rp_status cdist_second(cdist_parts *a, rp_node *n, uint64_t mask, rp_tensor *v,
                              rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *dz = NULL;
    RP_TRY(parts_init(a, n, v));
    if (a->p == 0) return RP_OK; /* counting has no slope */
    RP_TRY(through_distance(needs(mask, 0) ? &grad_in[0] : NULL,
                            needs(mask, 4) ? &grad_in[4] : NULL, a));
    if (a->p == 1 || isinf(a->p) || (!needs(mask, 1) && !needs(mask, 2))) return RP_OK;
    RP_TRY(through_difference(&dz, a));
    if (needs(mask, 1)) RP_TRY(rp_sum_dim_intlist(&grad_in[1], dz, (const int64_t[]){-2}, 1, 0));
    if (!needs(mask, 2)) return RP_OK;
    RP_TRY(rp_sum_dim_intlist(&grad_in[2], dz, (const int64_t[]){-3}, 1, 0));
    return rp_neg(&grad_in[2], grad_in[2]);
}

static rp_status cdist_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                    rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    cdist_parts a = {.p = 0};
    (void)c;
    const rp_status st = grad_out[0] ? cdist_second(&a, n, mask, grad_out[0], grad_in) : RP_OK;
    parts_fini(&a);
    return st;
}

/* ---- between the rows of one matrix ---------------------------------------------------------- */
static rp_status check_matrix(const rp_tensor *x)
{
    if (x->ndim != 2)
        return RP_FAIL(RP_E_DIM, "pdist: a matrix is needed, but the input has %d dimensions",
                       x->ndim);
    return floating_dtype("pdist", x);
}

static rp_status pdist_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *x = in[0].u.t;
    RP_TRY(check_matrix(x));
    RP_TRY(check_p("pdist", &in[1]));
    const int64_t rows = x->shape[0], pairs = rows > 1 ? rows * (rows - 1) / 2 : 0;
    return rp_call_output(c, out, 0, &pairs, 1, x->dtype);
}

/* The pairs (i, j), i < j, as a symmetric matrix with zeros on its diagonal. */
static rp_status as_matrix(rp_tensor **out, rp_tensor *pairs, int64_t n)
{
    RP_LOCAL rp_tensor *upper = NULL, *place = NULL, *padded = NULL, *zero = NULL;
    const int64_t square[] = {n, n}, all = -1, single = 1;
    const rp_device device = rp_tensor_device(pairs);
    RP_TRY(rp_ones_full(&upper, square, 2, RP_I64, NULL, &device, NULL));
    RP_TRY(rp_triu(&upper, upper, 1));
    RP_TRY(rp_reshape(&place, upper, &all, 1));
    RP_TRY(rp_cumsum(&place, place, 0));
    RP_TRY(rp_reshape(&place, place, square, 2));
    RP_TRY(rp_mul(&place, place, upper));
    RP_TRY(rp_t(&upper, place));
    RP_TRY(rp_add(&place, place, upper));
    RP_TRY(rp_reshape(&place, place, &all, 1));
    RP_TRY(rp_zeros_full(&zero, &single, 1, rp_tensor_dtype(pairs), NULL, &device, NULL));
    rp_tensor *const both[] = {zero, pairs};
    RP_TRY(rp_cat(&padded, both, 2, 0));
    RP_TRY(rp_index_select(&padded, padded, 0, place));
    return rp_reshape(out, padded, square, 2);
}

/* A gradient that is to be differentiated again is that of cdist with itself. */
static rp_status pdist_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *x = NULL, *d = NULL, *g = NULL;
    const double p = in_number(rp_saved_arg(n, 1));
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&x, n, 0));
    RP_TRY(rp_saved_output(&d, n, 0));
    if (!rp_grad_mode()) return rp__pdist_backward(&grad_in[0], grad_out[0], x, p, d);
    RP_TRY(as_matrix(&g, grad_out[0], rp_tensor_shape(x)[0]));
    RP_TRY(as_matrix(&d, d, rp_tensor_shape(x)[0]));
    return rp__cdist_backward(&grad_in[0], g, x, x, p, d);
}

/* (grad, self, p, pdist) */
static rp_status pdist_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *x = in[1].u.t, *d = in[3].u.t;
    RP_TRY(check_matrix(x));
    RP_TRY(same_dtype("_pdist_backward: expected gradient and input", g, x));
    RP_TRY(same_dtype("_pdist_backward: expected distances and input", d, x));
    const int64_t rows = x->shape[0], pairs = rows > 1 ? rows * (rows - 1) / 2 : 0;
    if (g->ndim != 1 || g->numel != pairs || !same_shape(g, d))
        return RP_FAIL(
            RP_E_SHAPE,
            "_pdist_backward: %lld rows have %lld distances, but got %lld gradients and %lld distances",
            (long long)rows, (long long)pairs, (long long)g->numel, (long long)d->numel);
    return rp_call_output(c, out, 0, x->shape, 2, x->dtype);
}

#define ROW(schema_, meta_, vjp_, save_in_, save_out_)                                             \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = "aten::" schema_, .meta = (meta_), .vjp = (vjp_),     \
        .save_in = (save_in_), .save_out = (save_out_)                                             \
    }
const rp_op_row rp_op_distance[] = {
    OP_COMPOSITE("cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor",
                 cosine_composite),
    OP_COMPOSITE(
        "pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=1e-06, bool keepdim=False) -> Tensor",
        pairwise_composite),
    ROW("_cdist_forward(Tensor x1, Tensor x2, float p, int? compute_mode) -> Tensor", cdist_meta,
        cdist_vjp, 3, 1),
    ROW("_cdist_backward(Tensor grad, Tensor x1, Tensor x2, float p, Tensor cdist) -> Tensor",
        cdist_backward_meta, cdist_backward_vjp, 1 | 1u << 1 | 1u << 2 | 1u << 4, 0),
    ROW("_pdist_forward(Tensor self, float p=2.) -> Tensor", pdist_meta, pdist_vjp, 1, 1),
    ROW("_pdist_backward(Tensor grad, Tensor self, float p, Tensor pdist) -> Tensor",
        pdist_backward_meta, NULL, 0, 0),
    OP_COMPOSITE("pdist(Tensor self, float p=2.) -> Tensor", pdist_composite),
    {0},
};
