/* dispatch/ops/matmul.c - products that decompose by the number of dims: matmul, linear
   (ATen/native/LinearAlgebra.cpp, Linear.cpp) */
#include "dispatch/ops/shape.h"

static rp_status transposed(rp_tensor **out, rp_tensor *t)
{
    return rp_transpose_int(out, t, -2, -1);
}

/* May the leading dims of the larger factor become rows of one matrix? Where the smaller one needs
   a gradient, always: the alternative expands it, and its gradient would be as large. Otherwise
   only where no copy comes of it. */
static bool should_fold(const rp_tensor *a, const rp_tensor *b)
{
    const bool left = a->ndim >= b->ndim;
    const rp_tensor *large = left ? a : b, *small = left ? b : a;
    if (large->ndim < 3 || small->ndim > 2) return false;
    if (rp_tensor_requires_grad(small)) return true;
    if (a->ndim == 2) return false;
    if (large->numel == 0) return true;
    const int n = large->ndim;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS]; /* of the left factor of the folded product */
    copy_dims(shape, large->shape, n);
    copy_dims(stride, large->stride, n);
    if (!left) {
        shape[n - 2] = large->shape[n - 1];
        stride[n - 2] = large->stride[n - 1];
    }
    for (int d = 0; d < n - 2; d++)
        if (stride[d] != stride[d + 1] * shape[d + 1]) return false;
    return true;
}

/* (..., K) x (K, N) or (K): the leading dims are rows of one matrix. A larger right factor is
   folded as its transpose. */
static rp_status folded(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    const bool right = b->ndim > a->ndim;
    RP_LOCAL rp_tensor *large = rp_tensor_retain(right ? b : a),
                       *small = rp_tensor_retain(right ? a : b), *rows = NULL, *r = NULL;
    int64_t shape[RP_MAX_DIMS], two[2];
    if (right) {
        RP_TRY(transposed(&large, b));
        if (a->ndim == 2) RP_TRY(rp_t(&small, a));
    }
    int n = large->ndim - 1;
    copy_dims(shape, large->shape, n);
    two[0] = 1;
    two[1] = large->shape[n];
    for (int d = 0; d < n; d++) two[0] *= shape[d];
    RP_TRY(rp_reshape(&rows, large, two, 2));
    RP_TRY(small->ndim == 1 ? rp_mv(&r, rows, small) : rp_mm(&r, rows, small));
    if (small->ndim == 2) shape[n++] = small->shape[1];
    RP_TRY(rp__unsafe_view(&r, r, shape, (uint32_t)n));
    if (right && small->ndim == 2) {
        RP_TRY(transposed(&r, r));
        RP_TRY(rp_contiguous(&r, r));
    }
    *out = rp_tensor_retain(r);
    return RP_OK;
}

/* t (..., M, N) as (batch, M, N), its leading dims expanded to `lead`. */
static rp_status as_batch(rp_tensor **out, rp_tensor *t, const int64_t *lead, int n_lead,
                          int64_t batch)
{
    int64_t shape[RP_MAX_DIMS];
    RP_LOCAL rp_tensor *wide = NULL;
    if (n_lead + 2 > RP_MAX_DIMS)
        return RP_FAIL(RP_E_DIM, "matmul: a tensor has at most %d dimensions", RP_MAX_DIMS);
    copy_dims(shape, lead, n_lead);
    shape[n_lead] = t->shape[t->ndim - 2];
    shape[n_lead + 1] = t->shape[t->ndim - 1];
    RP_TRY(rp_expand(&wide, t, shape, (uint32_t)n_lead + 2));
    const int64_t three[3] = {batch, shape[n_lead], shape[n_lead + 1]};
    return rp_reshape(out, wide, three, 3);
}

/* Leading dims broadcast; the products run as one batch. */
static rp_status batched(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *r = NULL;
    int64_t lead[RP_MAX_DIMS], batch = 1;
    int n = a->ndim - 2;
    copy_dims(lead, a->shape, n);
    RP_TRY(broadcast_into(lead, &n, b->shape, b->ndim - 2));
    for (int i = 0; i < n; i++) batch *= lead[i];
    const int64_t rows = a->shape[a->ndim - 2], columns = b->shape[b->ndim - 1];
    if (a->shape[a->ndim - 1] != b->shape[b->ndim - 2])
        return RP_FAIL(RP_E_SHAPE,
                       "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
                       (long long)rows, (long long)a->shape[a->ndim - 1],
                       (long long)b->shape[b->ndim - 2], (long long)columns);
    RP_TRY(as_batch(&x, a, lead, n, batch));
    RP_TRY(as_batch(&y, b, lead, n, batch));
    RP_TRY(rp_bmm(&r, x, y));
    lead[n] = rows;
    lead[n + 1] = columns;
    return rp__unsafe_view(out, r, lead, (uint32_t)n + 2);
}

static rp_status product(rp_tensor **out, rp_tensor *a, rp_tensor *b);

/* One of two batches is a single matrix that needs a gradient: without its dim the product
   folds. */
static rp_status drop_single(rp_tensor **out, rp_tensor *a, rp_tensor *b, bool *done)
{
    RP_LOCAL rp_tensor *matrix = NULL;
    *done = false;
    if (a->ndim != 3 || b->ndim != 3 || a->shape[0] == b->shape[0]) return RP_OK;
    const bool left = a->shape[0] == 1 && rp_tensor_requires_grad(a),
               right = b->shape[0] == 1 && rp_tensor_requires_grad(b);
    if (!left && !right) return RP_OK;
    RP_TRY(rp_squeeze_dim(&matrix, left ? a : b, 0));
    *done = true;
    return left ? product(out, matrix, b) : product(out, a, matrix);
}

/* Vectors are matrices of one row, or column, while the batch runs. */
static rp_status with_vectors(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *r = NULL;
    if (a->ndim == 1) RP_TRY(rp_unsqueeze(&x, a, 0));
    if (b->ndim == 1) RP_TRY(rp_unsqueeze(&y, b, 1));
    rp_tensor *left = x ? x : a, *right = y ? y : b;
    RP_TRY(left->ndim == 2 && right->ndim == 2 ? rp_mm(&r, left, right) : batched(&r, left, right));
    if (x) RP_TRY(rp_squeeze_dim(&r, r, -2));
    if (y) RP_TRY(rp_squeeze_dim(&r, r, -1));
    *out = rp_tensor_retain(r);
    return RP_OK;
}

static rp_status product(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    bool done;
    if (a->ndim == 0 || b->ndim == 0)
        return RP_FAIL(RP_E_SHAPE,
                       "both arguments to matmul need to be at least 1D, but they are %dD and %dD",
                       a->ndim, b->ndim);
    if (a->ndim == 1 && b->ndim == 1) return rp_dot(out, a, b);
    if (a->ndim == 2 && b->ndim == 1) return rp_mv(out, a, b);
    if (a->ndim == 2 && b->ndim == 2) return rp_mm(out, a, b);
    if (should_fold(a, b)) return folded(out, a, b);
    RP_TRY(drop_single(out, a, b, &done));
    return done ? RP_OK : with_vectors(out, a, b);
}

static rp_status matmul_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    RP_TRY(product(&r, in[0].u.t, in[1].u.t));
    return out_deliver(c, in, out, r);
}

/* x (..., K) W' + b with W (N, K): one addmm over all rows where the input is contiguous. */
static rp_status linear_bias(rp_tensor **out, rp_tensor *x, rp_tensor *weight, rp_tensor *bias)
{
    RP_LOCAL rp_tensor *wt = NULL, *rows = NULL, *r = NULL;
    int64_t shape[RP_MAX_DIMS];
    const int64_t two[2] = {-1, x->shape[x->ndim - 1]};
    if (x->ndim == 2) {
        RP_TRY(rp_t(&wt, weight));
        return rp_addmm(out, bias, x, wt);
    }
    const bool flat =
        (x->flags & RP_T_CONTIGUOUS) && weight->ndim == 2 && (x->ndim == 3 || bias->ndim == 1);
    if (!flat || x->numel == 0) {
        RP_TRY(rp_t(&wt, weight));
        RP_TRY(rp_matmul(&r, x, wt));
        return rp_add(out, r, bias);
    }
    copy_dims(shape, x->shape, x->ndim);
    shape[x->ndim - 1] = weight->shape[0];
    RP_TRY(rp_view(&rows, x, two, 2));
    RP_TRY(rp_t(&wt, weight));
    RP_TRY(rp_addmm(&r, bias, rows, wt));
    return rp_view(out, r, shape, (uint32_t)x->ndim);
}

static rp_status linear_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t, *weight = in[1].u.t, *bias = in_tensor(&in[2]), *r = NULL;
    RP_LOCAL rp_tensor *wt = NULL;
    if (x->ndim == 0 || weight->ndim == 0)
        return RP_FAIL(RP_E_SHAPE,
                       "both arguments to linear need to be at least 1D, but they are %dD and %dD",
                       x->ndim, weight->ndim);
    if (bias) {
        RP_TRY(linear_bias(&r, x, weight, bias));
    } else {
        RP_TRY(rp_t(&wt, weight));
        RP_TRY(rp_matmul(&r, x, wt));
    }
    return out_deliver(c, in, out, r);
}

const rp_op_row rp_op_matmul[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::matmul(Tensor self, Tensor other) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::matmul.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)"),
        .composite = matmul_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::linear.out(Tensor input, Tensor weight, Tensor? bias=None, *, Tensor(a!) out) -> Tensor(a!)"),
        .composite = linear_composite,
    },
    {0},
};
