/* dispatch/ops/matmul.c - products that decompose by the number of dims: matmul, linear (ATen/native/LinearAlgebra.cpp, Linear.cpp) */
#include "dispatch/ops/shape.h"

/* (..., K) x (K, N): the leading dims are rows of one matrix. */
static rp_status folded(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *rows = NULL, *r = NULL;
    int64_t shape[RP_MAX_DIMS];
    const int64_t two[2] = {-1, a->shape[a->ndim - 1]};
    int n = a->ndim - 1;
    copy_dims(shape, a->shape, n);
    RP_TRY(rp_reshape(&rows, a, two, 2));
    RP_TRY(b->ndim == 1 ? rp_mv(&r, rows, b) : rp_mm(&r, rows, b));
    if (b->ndim == 2) shape[n++] = b->shape[1];
    return rp__unsafe_view(out, r, shape, (uint32_t)n);
}

static rp_status as_batch(rp_tensor **out, rp_tensor *t, const int64_t *lead, int n_lead, int64_t batch)
{
    int64_t shape[RP_MAX_DIMS];
    RP_LOCAL rp_tensor *wide = NULL;
    if (n_lead + 2 > RP_MAX_DIMS) return RP_FAIL(RP_E_DIM, "matmul: a tensor has at most %d dimensions", RP_MAX_DIMS);
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
        return RP_FAIL(RP_E_SHAPE, "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)", (long long)rows,
                       (long long)a->shape[a->ndim - 1], (long long)b->shape[b->ndim - 2], (long long)columns);
    RP_TRY(as_batch(&x, a, lead, n, batch));
    RP_TRY(as_batch(&y, b, lead, n, batch));
    RP_TRY(rp_bmm(&r, x, y));
    lead[n] = rows;
    lead[n + 1] = columns;
    return rp__unsafe_view(out, r, lead, (uint32_t)n + 2);
}

static rp_status product(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *r = NULL;
    if (a->ndim == 0 || b->ndim == 0)
        return RP_FAIL(RP_E_SHAPE, "both arguments to matmul need to be at least 1D, but they are %dD and %dD", a->ndim, b->ndim);
    if (a->ndim == 1 && b->ndim == 1) return rp_dot(out, a, b);
    if (a->ndim == 2 && b->ndim == 1) return rp_mv(out, a, b);
    if (a->ndim == 2 && b->ndim == 2) return rp_mm(out, a, b);
    if (a->ndim >= 3 && b->ndim <= 2 && a->numel) return folded(out, a, b);
    if (a->ndim == 1) RP_TRY(rp_unsqueeze(&x, a, 0));
    if (b->ndim == 1) RP_TRY(rp_unsqueeze(&y, b, 1));
    rp_tensor *left = x ? x : a, *right = y ? y : b;
    RP_TRY(left->ndim == 2 && right->ndim == 2 ? rp_mm(&r, left, right) : batched(&r, left, right));
    if (x) RP_TRY(rp_squeeze_dim(&r, r, -2));
    if (y) RP_TRY(rp_squeeze_dim(&r, r, -1));
    *out = rp_tensor_retain(r);
    return RP_OK;
}

static rp_status matmul_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    RP_TRY(product(&r, in[0].u.t, in[1].u.t));
    return out_take(out, r);
}

/* x (..., K) W' + b with W (N, K): one addmm over all rows where the input is contiguous. */
static rp_status linear_bias(rp_tensor **out, rp_tensor *x, rp_tensor *weight, rp_tensor *bias)
{
    RP_LOCAL rp_tensor *wt = NULL, *rows = NULL, *r = NULL;
    int64_t shape[RP_MAX_DIMS];
    const int64_t two[2] = {-1, x->shape[x->ndim - 1]};
    RP_TRY(rp_t(&wt, weight));
    if (x->ndim == 2) return rp_addmm(out, bias, x, wt);
    if (x->ndim < 2 || !(x->flags & RP_T_CONTIGUOUS) || x->numel == 0 || weight->ndim != 2) {
        RP_TRY(rp_matmul(&r, x, wt));
        return rp_add(out, r, bias);
    }
    copy_dims(shape, x->shape, x->ndim);
    shape[x->ndim - 1] = weight->shape[0];
    RP_TRY(rp_view(&rows, x, two, 2));
    RP_TRY(rp_addmm(&r, bias, rows, wt));
    return rp_view(out, r, shape, (uint32_t)x->ndim);
}

static rp_status linear_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *x = in[0].u.t, *weight = in[1].u.t, *bias = in_tensor(&in[2]), *r = NULL;
    RP_LOCAL rp_tensor *wt = NULL;
    if (x->ndim == 0) return RP_FAIL(RP_E_DIM, "linear: the input has no dimensions");
    if (bias) {
        RP_TRY(linear_bias(&r, x, weight, bias));
    } else {
        RP_TRY(rp_t(&wt, weight));
        RP_TRY(rp_matmul(&r, x, wt));
    }
    return out_take(out, r);
}

const rp_op_row rp_op_matmul[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::matmul(Tensor self, Tensor other) -> Tensor",
        .composite = matmul_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
        .composite = linear_composite,
    },
    {0},
};
