/* dispatch/ops/outer.c - outer, inner, Kronecker and cross products, addr, trace */
#include "dispatch/ops/pointwise.h"
#include "dispatch/ops/shape.h"

/* ---- composites of products (ATen/native/LinearAlgebra.cpp) ---------------------------------- */
static rp_status outer(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    RP_LOCAL rp_tensor *column = NULL;
    rp_tensor *a = in[0].u.t, *b = in[1].u.t, *r = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (a->ndim != 1 || b->ndim != 1)
        return RP_FAIL(RP_E_SHAPE, "outer: Expected 1-D argument %s, but got %d-D",
                       a->ndim != 1 ? "self" : "vec2", a->ndim != 1 ? a->ndim : b->ndim);
    RP_TRY(rp_reshape(&column, a, (const int64_t[]){a->shape[0], 1}, 2));
    RP_TRY(rp_mul(&r, column, b));
    return out_take(out, r);
}

/* t as a matrix whose rows are its last dimension */
static rp_status as_rows(rp_tensor **out, rp_tensor *t)
{
    int64_t shape[2] = {1, t->shape[t->ndim - 1]};
    for (int d = 0; d < t->ndim - 1; d++) shape[0] *= t->shape[d];
    return rp_reshape(out, t, shape, 2);
}

static rp_status inner(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    RP_LOCAL rp_tensor *left = NULL, *right = NULL, *r = NULL;
    rp_tensor *a = in[0].u.t, *b = in[1].u.t, *result = NULL;
    int64_t shape[RP_MAX_DIMS];
    char x[SHAPE_TEXT], y[SHAPE_TEXT];
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (a->ndim == 0 || b->ndim == 0) {
        RP_TRY(rp_mul(&result, a, b));
        return out_take(out, result);
    }
    if (a->shape[a->ndim - 1] != b->shape[b->ndim - 1])
        return RP_FAIL(
            RP_E_SHAPE,
            "inner() the last dimension must match on both input tensors but got shapes %s and %s",
            rp_shape_text(x, sizeof x, a->shape, a->ndim),
            rp_shape_text(y, sizeof y, b->shape, b->ndim));
    if (a->ndim + b->ndim - 2 > RP_MAX_DIMS)
        return RP_FAIL(RP_E_DIM, "inner: a tensor has at most %d dimensions", RP_MAX_DIMS);
    RP_TRY(same_dtype("inner: both inputs are expected", a, b));
    RP_TRY(as_rows(&left, a));
    RP_TRY(as_rows(&right, b));
    RP_TRY(rp_t(&right, right));
    RP_TRY(rp_mm(&r, left, right));
    copy_dims(shape, a->shape, a->ndim - 1);
    copy_dims(shape + a->ndim - 1, b->shape, b->ndim - 1);
    RP_TRY(rp_reshape(&result, r, shape, (uint32_t)(a->ndim + b->ndim - 2)));
    return out_take(out, result);
}

/* Every dimension becomes a pair: (rows of a, 1) times (1, rows of b); the pairs are joined
   again. */
static rp_status kron(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    RP_LOCAL rp_tensor *left = NULL, *right = NULL, *r = NULL;
    rp_tensor *a = in[0].u.t, *b = in[1].u.t, *result = NULL;
    const int n = a->ndim > b->ndim ? a->ndim : b->ndim;
    int64_t of_a[2 * RP_MAX_DIMS], of_b[2 * RP_MAX_DIMS], shape[RP_MAX_DIMS];
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (2 * n > RP_MAX_DIMS)
        return RP_FAIL(RP_E_DIM, "kron: tensors of at most %d dimensions, but got %d",
                       RP_MAX_DIMS / 2, n);
    for (int d = 0; d < n; d++) {
        const int da = d - (n - a->ndim), db = d - (n - b->ndim);
        of_a[2 * d] = da < 0 ? 1 : a->shape[da];
        of_b[2 * d + 1] = db < 0 ? 1 : b->shape[db];
        of_a[2 * d + 1] = of_b[2 * d] = 1;
        shape[d] = of_a[2 * d] * of_b[2 * d + 1];
    }
    RP_TRY(rp_reshape(&left, a, of_a, 2 * (uint32_t)n));
    RP_TRY(rp_reshape(&right, b, of_b, 2 * (uint32_t)n));
    RP_TRY(rp_mul(&r, left, right));
    RP_TRY(rp_reshape(&result, r, shape, (uint32_t)n));
    return out_take(out, result);
}

/* ---- addr: beta self + alpha vec1 vec2' ------------------------------------------------------ */
static rp_status check_addr(const rp_value *in)
{
    const rp_tensor *a = in[1].u.t, *b = in[2].u.t;
    if (a->ndim != 1 || b->ndim != 1)
        return RP_FAIL(RP_E_SHAPE, "addr: Expected 1-D argument vec%d, but got %d-D",
                       a->ndim != 1 ? 1 : 2, a->ndim != 1 ? a->ndim : b->ndim);
    return expandable(in[0].u.t, (const int64_t[]){a->shape[0], b->shape[0]}, 2);
}

static rp_status addr_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    rp_promotion p = {RP_DTYPE_NONE, RP_DTYPE_NONE, RP_DTYPE_NONE};
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check_addr(in));
    for (int i = 0; i < 3; i++) rp_promote_tensor(&p, in[i].u.t);
    const rp_dtype dtype = rp_promotion_type(&p);
    for (int i = 3; i < 5; i++)
        if (in[i].tag == RP_TAG_FLOAT && !rp_dtype_is_floating(dtype))
            return RP_FAIL(
                RP_E_DTYPE,
                "For integral input tensors, argument %s must not be a floating point number.",
                i == 3 ? "beta" : "alpha");
    return rp_call_output(c, out, 0, (const int64_t[]){in[1].u.t->shape[0], in[2].u.t->shape[0]}, 2,
                          dtype);
}

static rp_status addr_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    const rp_value *alpha = rp_saved_arg(n, 4);
    (void)c;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) {
        RP_TRY(same_grad(&grad_in[0], grad_out[0]));
        RP_TRY(scaled(&grad_in[0], rp_saved_arg(n, 3)));
    }
    for (uint32_t i = 1; i < 3; i++) {
        RP_LOCAL rp_tensor *other = NULL, *g = NULL;
        if (!needs(mask, (int)i)) continue;
        RP_TRY(rp_saved_input(&other, n, 3 - i));
        if (i == 2) RP_TRY(rp_t(&g, grad_out[0]));
        RP_TRY(rp_mv(&grad_in[i], g ? g : grad_out[0], other));
        RP_TRY(scaled(&grad_in[i], alpha));
    }
    return RP_OK;
}

/* ---- cross ----------------------------------------------------------------------------------- */
static rp_status cross_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    const rp_tensor *a = in[0].u.t, *b = in[1].u.t;
    int64_t shape[RP_MAX_DIMS];
    int dim, n = a->ndim;
    (void)self, (void)n_in, (void)n_out;
    if (a->ndim != b->ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "linalg.cross: inputs must have the same number of dimensions, but got %d and %d",
            a->ndim, b->ndim);
    RP_TRY(dim_wrap(&dim, in[2].u.i, n));
    if (dim_size(a, dim) != 3 || dim_size(b, dim) != 3)
        return RP_FAIL(RP_E_SHAPE,
                       "linalg.cross: inputs dimension %d must have length 3. Got %lld and %lld",
                       dim, (long long)dim_size(a, dim), (long long)dim_size(b, dim));
    RP_TRY(same_dtype("linalg.cross: both inputs are expected", a, b));
    copy_dims(shape, a->shape, n);
    RP_TRY(broadcast_into(shape, &n, b->shape, n));
    return rp_call_output(c, out, 0, shape, n, a->dtype);
}

/* <g, a x b> = <a, b x g> = <b, g x a> */
static rp_status cross_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    const int64_t dim = saved_int(n, 2);
    (void)c;
    for (uint32_t i = 0; i < 2 && grad_out[0]; i++) {
        RP_LOCAL rp_tensor *other = NULL;
        if (!needs(mask, (int)i)) continue;
        RP_TRY(rp_saved_input(&other, n, 1 - i));
        RP_TRY(i == 0 ? rp_linalg_cross_full(&grad_in[0], other, grad_out[0], dim)
                      : rp_linalg_cross_full(&grad_in[1], grad_out[0], other, dim));
    }
    return RP_OK;
}

/* Without dim: the first dimension of size 3. */
static rp_status cross(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    const rp_tensor *a = in[0].u.t;
    rp_tensor *r = NULL;
    int first = 0;
    (void)self, (void)c, (void)n_in, (void)n_out;
    while (first < a->ndim && a->shape[first] != 3) first++;
    if (in[2].tag == RP_TAG_NONE && first == a->ndim)
        return RP_FAIL(RP_E_SHAPE, "cross: no dimension of size 3 in input");
    RP_TRY(rp_linalg_cross_full(&r, in[0].u.t, in[1].u.t, in_int_or(&in[2], first)));
    return out_take(out, r);
}

/* ---- trace ----------------------------------------------------------------------------------- */
static rp_status trace_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    (void)self, (void)n_in, (void)n_out;
    if (t->ndim != 2)
        return RP_FAIL(RP_E_SHAPE, "trace: expected a matrix, but got tensor with dim %d", t->ndim);
    return rp_call_output(c, out, 0, NULL, 0, rp_dtype_is_floating(t->dtype) ? t->dtype : RP_I64);
}

/* The gradient on the diagonal, that is where the row's number equals the column's. */
static rp_status trace_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *row = NULL, *column = NULL;
    const int64_t *shape;
    int ndim;
    (void)c;
    if (!grad_out[0] || !needs(mask, 0)) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    const rp_device device = rp_tensor_device(grad_out[0]);
    RP_TRY(rp_arange_full(&row, rp_value_int(shape[0]), RP_I64, NULL, &device, NULL));
    RP_TRY(rp_arange_full(&column, rp_value_int(shape[1]), RP_I64, NULL, &device, NULL));
    RP_TRY(rp_unsqueeze(&row, row, 1));
    RP_TRY(rp_eq(&row, row, column));
    return rp_mul(&grad_in[0], grad_out[0], row);
}

static const uint64_t other_of_two[] = {1u << 1, 1u << 0, 0},
                      other_of_last_two[] = {0, 1u << 2, 1u << 1, 0, 0};
const rp_op_row rp_op_outer[] = {
    OP_COMPOSITE("outer(Tensor self, Tensor vec2) -> Tensor", outer),
    OP_COMPOSITE("ger(Tensor self, Tensor vec2) -> Tensor", outer),
    OP_COMPOSITE("inner(Tensor self, Tensor other) -> Tensor", inner),
    OP_COMPOSITE("kron(Tensor self, Tensor other) -> Tensor", kron),
    OP_COMPOSITE("cross(Tensor self, Tensor other, int? dim=None) -> Tensor", cross),
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::linalg_cross.out(Tensor self, Tensor other, *, int dim=-1, Tensor(a!) out) -> Tensor(a!)"),
        .meta = cross_meta,
        .vjp = cross_vjp,
        .save_in = 3,
        .save_for = other_of_two,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)",
            "aten::addr.out(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)"),
        .meta = addr_meta,
        .vjp = addr_vjp,
        .save_in = 6,
        .save_for = other_of_last_two,
        .rel_tol = 8,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::trace(Tensor self) -> Tensor",
        .variants = OP_VARIANTS("aten::trace.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = trace_meta,
        .vjp = trace_vjp,
        .rel_tol = 8,
    },
    {0},
};
