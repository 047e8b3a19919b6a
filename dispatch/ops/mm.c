/* dispatch/ops/mm.c - products of matrices and vectors: mm, addmm, _addmm_activation, bmm, baddbmm,
   addbmm, mv, addmv, dot, vdot */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

static rp_status check_matrix(const char *what, const rp_tensor *t, int ndim)
{
    char text[SHAPE_TEXT];
    if (t->ndim == ndim) return RP_OK;
    return RP_FAIL(RP_E_SHAPE, "%s must be a %s, got shape %s", what,
                   ndim == 1   ? "vector"
                   : ndim == 2 ? "matrix"
                               : "3D tensor",
                   rp_shape_text(text, sizeof text, t->shape, t->ndim));
}

static rp_status check_mm(const rp_tensor *a, const rp_tensor *b)
{
    RP_TRY(check_matrix("mat1", a, 2));
    RP_TRY(check_matrix("mat2", b, 2));
    RP_TRY(same_dtype("expected mat1 and mat2", a, b));
    if (a->shape[1] == b->shape[0]) return RP_OK;
    return RP_FAIL(RP_E_SHAPE,
                   "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
                   (long long)a->shape[0], (long long)a->shape[1], (long long)b->shape[0],
                   (long long)b->shape[1]);
}

static rp_status check_bmm(const rp_tensor *a, const rp_tensor *b)
{
    char x[SHAPE_TEXT], y[SHAPE_TEXT];
    RP_TRY(check_matrix("batch1", a, 3));
    RP_TRY(check_matrix("batch2", b, 3));
    RP_TRY(same_dtype("expected batch1 and batch2", a, b));
    if (a->shape[0] == b->shape[0] && a->shape[2] == b->shape[1]) return RP_OK;
    return RP_FAIL(RP_E_SHAPE, "batch1 and batch2 cannot be multiplied: %s and %s",
                   rp_shape_text(x, sizeof x, a->shape, 3),
                   rp_shape_text(y, sizeof y, b->shape, 3));
}

static rp_status mm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check_mm(in[0].u.t, in[1].u.t));
    return rp_call_output(c, out, 0, (int64_t[]){in[0].u.t->shape[0], in[1].u.t->shape[1]}, 2,
                          in[0].u.t->dtype);
}

static rp_status bmm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *a = in[0].u.t, *b = in[1].u.t;
    RP_TRY(check_bmm(a, b));
    return rp_call_output(c, out, 0, (int64_t[]){a->shape[0], a->shape[1], b->shape[2]}, 3,
                          a->dtype);
}

/* beta and alpha: of integers they become integers. */
static rp_status check_factors(const rp_tensor *t, const rp_value *beta, const rp_value *alpha)
{
    if (rp_dtype_is_floating(t->dtype)) return RP_OK;
    RP_TRY(rp_check_number(RP_I64, beta));
    return rp_check_number(RP_I64, alpha);
}

static rp_status addmm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const int64_t *a = in[1].u.t->shape, *b = in[2].u.t->shape;
    RP_TRY(check_mm(in[1].u.t, in[2].u.t));
    RP_TRY(same_dtype("expected self and mat2", in[0].u.t, in[2].u.t));
    const int64_t shape[2] = {a[0], b[1]};
    RP_TRY(expandable(in[0].u.t, shape, 2));
    RP_TRY(check_factors(in[0].u.t, &in[3], &in[4]));
    return rp_call_output(c, out, 0, shape, 2, in[1].u.t->dtype);
}

/* (self, mat1, mat2, beta, alpha, use_gelu) */
static rp_status activation_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                 rp_value *out, uint32_t n_out)
{
    if (in[5].u.i) RP_TRY(floating_dtype("_addmm_activation", in[1].u.t));
    return addmm_meta(self, c, in, n_in, out, n_out);
}

static rp_status baddbmm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const int64_t *a = in[1].u.t->shape, *b = in[2].u.t->shape;
    RP_TRY(check_bmm(in[1].u.t, in[2].u.t));
    RP_TRY(same_dtype("expected self and batch2", in[0].u.t, in[2].u.t));
    const int64_t shape[3] = {a[0], a[1], b[2]};
    RP_TRY(expandable(in[0].u.t, shape, 3));
    RP_TRY(check_factors(in[0].u.t, &in[3], &in[4]));
    return rp_call_output(c, out, 0, shape, 3, in[1].u.t->dtype);
}

static rp_status mv_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *a = in[0].u.t, *v = in[1].u.t;
    RP_TRY(check_matrix("input", a, 2));
    RP_TRY(check_matrix("vec", v, 1));
    RP_TRY(same_dtype("expected input and vec", a, v));
    if (a->shape[1] != v->shape[0])
        return RP_FAIL(RP_E_SHAPE, "size mismatch, got input (%lldx%lld), vec (%lld)",
                       (long long)a->shape[0], (long long)a->shape[1], (long long)v->shape[0]);
    return rp_call_output(c, out, 0, a->shape, 1, a->dtype);
}

static rp_status addmv_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *t = in[0].u.t, *a = in[1].u.t, *v = in[2].u.t;
    if (t->ndim > 1 || a->ndim != 2 || v->ndim != 1)
        return RP_FAIL(RP_E_SHAPE, "vector + matrix @ vector expected, got %dD, %dD, %dD", t->ndim,
                       a->ndim, v->ndim);
    if (a->shape[1] != v->shape[0] || (t->numel != a->shape[0] && t->numel != 1))
        return RP_FAIL(RP_E_SHAPE, "size mismatch, got input (%lld), mat (%lldx%lld), vec (%lld)",
                       (long long)t->numel, (long long)a->shape[0], (long long)a->shape[1],
                       (long long)v->shape[0]);
    RP_TRY(same_dtype("addmv: expected input and mat", t, a));
    RP_TRY(same_dtype("addmv: expected mat and vec", a, v));
    RP_TRY(check_factors(in[0].u.t, &in[3], &in[4]));
    return rp_call_output(c, out, 0, a->shape, 1, v->dtype);
}

static rp_status addbmm_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const int64_t *a = in[1].u.t->shape, *b = in[2].u.t->shape;
    RP_TRY(check_bmm(in[1].u.t, in[2].u.t));
    RP_TRY(same_dtype("expected self and batch2", in[0].u.t, in[2].u.t));
    const int64_t shape[2] = {a[1], b[2]};
    RP_TRY(expandable(in[0].u.t, shape, 2));
    RP_TRY(check_factors(in[0].u.t, &in[3], &in[4]));
    return rp_call_output(c, out, 0, shape, 2, in[1].u.t->dtype);
}

static rp_status dot_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *a = in[0].u.t, *b = in[1].u.t;
    if (a->ndim != 1 || b->ndim != 1)
        return RP_FAIL(RP_E_SHAPE, "1D tensors expected, but got %dD and %dD tensors", a->ndim,
                       b->ndim);
    RP_TRY(same_dtype("dot: expected both vectors", a, b));
    if (a->shape[0] != b->shape[0])
        return RP_FAIL(
            RP_E_SHAPE,
            "inconsistent tensor size, expected tensor [%lld] and src [%lld] to have the same number of elements",
            (long long)a->shape[0], (long long)b->shape[0]);
    return rp_call_output(c, out, 0, NULL, 0, a->dtype);
}

/* ---- gradients: C = A B gives dA = dC B', dB = A' dC ----------------------------------------- */
static rp_status left_grad(rp_tensor **out, rp_tensor *grad, rp_tensor *right)
{
    RP_LOCAL rp_tensor *rt = NULL;
    RP_TRY(rp_t(&rt, right));
    return rp_mm(out, grad, rt);
}

/* Is the factor the transpose of a matrix? Then its gradient is made as one too, so that it arrives
   there contiguous. */
static bool is_transposed(rp_node *n, uint32_t argument)
{
    const rp_edge e = rp_node_edge(n, argument);
    const char *name = e.node ? rp_node_name(e.node) : "";
    return strcmp(name, "aten::t") == 0 || strcmp(name, "aten::transpose.int") == 0;
}

static rp_status right_grad(rp_tensor **out, rp_tensor *grad, rp_tensor *left, bool transposed)
{
    RP_LOCAL rp_tensor *t = NULL;
    if (!transposed) {
        RP_TRY(rp_t(&t, left));
        return rp_mm(out, t, grad);
    }
    RP_TRY(rp_t(&t, grad));
    RP_TRY(rp_mm(&t, t, left));
    return rp_t(out, t);
}

static rp_status factor_grads(rp_node *n, uint64_t mask, uint32_t first, const rp_value *alpha,
                              rp_tensor *grad, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *left = NULL, *right = NULL;
    if (needs(mask, (int)first)) {
        RP_TRY(rp_saved_input(&right, n, first + 1));
        RP_TRY(left_grad(&grad_in[first], grad, right));
        RP_TRY(scaled(&grad_in[first], alpha));
    }
    if (needs(mask, (int)first + 1)) {
        RP_TRY(rp_saved_input(&left, n, first));
        RP_TRY(right_grad(&grad_in[first + 1], grad, left, is_transposed(n, first + 1)));
        RP_TRY(scaled(&grad_in[first + 1], alpha));
    }
    return RP_OK;
}

static rp_status batch_grads(rp_node *n, uint64_t mask, uint32_t first, const rp_value *alpha,
                             rp_tensor *grad, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *t = NULL;
    if (needs(mask, (int)first)) {
        RP_TRY(rp_saved_input(&t, n, first + 1));
        RP_TRY(rp_transpose_int(&t, t, 1, 2));
        RP_TRY(rp_bmm(&grad_in[first], grad, t));
        RP_TRY(scaled(&grad_in[first], alpha));
    }
    if (needs(mask, (int)first + 1)) {
        RP_TRY(rp_saved_input(&t, n, first));
        RP_TRY(rp_transpose_int(&t, t, 1, 2));
        RP_TRY(rp_bmm(&grad_in[first + 1], t, grad));
        RP_TRY(scaled(&grad_in[first + 1], alpha));
    }
    return RP_OK;
}

static const rp_value one = {.tag = RP_TAG_INT, .n = 0, .u = {.i = 1}};

static rp_status mm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                        rp_tensor **grad_in)
{
    (void)c;
    return grad_out[0] ? factor_grads(n, mask, 0, &one, grad_out[0], grad_in) : RP_OK;
}

static rp_status bmm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    return grad_out[0] ? batch_grads(n, mask, 0, &one, grad_out[0], grad_in) : RP_OK;
}

static rp_status added_grad(rp_node *n, uint64_t mask, rp_tensor *grad, rp_tensor **grad_in)
{
    if (!needs(mask, 0)) return RP_OK;
    RP_TRY(same_grad(&grad_in[0], grad));
    return scaled(&grad_in[0], rp_saved_arg(n, 3));
}

static rp_status addmm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(added_grad(n, mask, grad_out[0], grad_in));
    return factor_grads(n, mask, 1, rp_saved_arg(n, 4), grad_out[0], grad_in);
}

/* ---- _addmm_activation: relu or gelu of addmm ------------------------------------------------ */
/* PyTorch computes x Phi(x) on the cpu and its tanh form on a GPU, where that is what the epilogues
   of cuBLASLt and hipBLASLt are. So do we, with a library and without: one device gives one
   function. */
static const char *gelu_form(const rp_tensor *t)
{
    return t->device.type ? "tanh" : "none";
}

/* Devices without a kernel of their own; on the cpu PyTorch rounds the product before the
   activation, too. */
static rp_status activation_parts(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *y = out[0].u.t;
    RP_TRY(rp_addmm_out_full(NULL, in[0].u.t, in[1].u.t, in[2].u.t, in[3], in[4], y));
    return in[5].u.i ? rp_gelu__full(NULL, y, gelu_form(y)) : rp_relu_(NULL, y);
}

/* PyTorch has no derivative of it. relu's reads the result, gelu's what came before it: the product
   once more. */
static rp_status product_grad(rp_tensor **out, rp_node *n, rp_tensor *grad)
{
    RP_LOCAL rp_tensor *y = NULL, *a = NULL, *b = NULL;
    if (!rp_saved_arg(n, 5)->u.i) {
        RP_TRY(rp_saved_output(&y, n, 0));
        return rp_threshold_backward(out, grad, y, rp_value_int(0));
    }
    RP_TRY(rp_saved_input(&y, n, 0));
    RP_TRY(rp_saved_input(&a, n, 1));
    RP_TRY(rp_saved_input(&b, n, 2));
    RP_TRY(rp_addmm_full(&y, y, a, b, *rp_saved_arg(n, 3), *rp_saved_arg(n, 4)));
    return rp_gelu_backward_full(out, grad, y, gelu_form(y));
}

static rp_status activation_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *grad = NULL;
    (void)c;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(product_grad(&grad, n, grad_out[0]));
    RP_TRY(added_grad(n, mask, grad, grad_in));
    return factor_grads(n, mask, 1, rp_saved_arg(n, 4), grad, grad_in);
}

static rp_status baddbmm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(added_grad(n, mask, grad_out[0], grad_in));
    return batch_grads(n, mask, 1, rp_saved_arg(n, 4), grad_out[0], grad_in);
}

static rp_status outer_product(rp_tensor **out, rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *column = NULL;
    RP_TRY(rp_unsqueeze(&column, a, 1));
    return rp_mul(out, column, b);
}

static rp_status mv_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                        rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *saved = NULL;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) {
        RP_TRY(rp_saved_input(&saved, n, 1));
        RP_TRY(outer_product(&grad_in[0], grad_out[0], saved));
    }
    if (!needs(mask, 1)) return RP_OK;
    RP_TRY(rp_saved_input(&saved, n, 0));
    RP_TRY(rp_t(&saved, saved));
    return rp_mv(&grad_in[1], saved, grad_out[0]);
}

static rp_status addmv_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *matrix = NULL, *vector = NULL;
    const rp_value *alpha = rp_saved_arg(n, 4);
    if (!grad_out[0]) return RP_OK;
    RP_TRY(added_grad(n, mask, grad_out[0], grad_in));
    if (needs(mask, 1)) {
        RP_TRY(rp_saved_input(&vector, n, 2));
        RP_TRY(outer_product(&grad_in[1], grad_out[0], vector));
        RP_TRY(scaled(&grad_in[1], alpha));
    }
    if (!needs(mask, 2)) return RP_OK;
    RP_TRY(rp_saved_input(&matrix, n, 1));
    RP_TRY(rp_t(&matrix, matrix));
    RP_TRY(rp_mv(&grad_in[2], matrix, grad_out[0]));
    return scaled(&grad_in[2], alpha);
}

/* Every product of the batch gets the gradient of their sum. */
static rp_status addbmm_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(added_grad(n, mask, grad_out[0], grad_in));
    rp_saved_shape(n, 1, &shape, &ndim, NULL);
    const int64_t batch[3] = {shape[0], grad_out[0]->shape[0], grad_out[0]->shape[1]};
    RP_TRY(rp_expand(&g, grad_out[0], batch, 3));
    return batch_grads(n, mask, 1, rp_saved_arg(n, 4), g, grad_in);
}

static rp_status dot_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    for (uint32_t i = 0; i < 2 && grad_out[0]; i++) {
        RP_LOCAL rp_tensor *other = NULL;
        if (!needs(mask, (int)i)) continue;
        RP_TRY(rp_saved_input(&other, n, 1 - i));
        RP_TRY(rp_mul(&grad_in[i], grad_out[0], other));
    }
    return RP_OK;
}

static const uint64_t other_of_two[] = {1u << 1, 1u << 0},
                      other_of_last_two[] = {0, 1u << 2, 1u << 1, 0, 0};

const rp_op_row rp_op_mm[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::mm(Tensor self, Tensor mat2) -> Tensor",
        .variants =
            OP_VARIANTS("aten::mm.out(Tensor self, Tensor mat2, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = mm_meta,
        .vjp = mm_vjp,
        .save_in = 3,
        .save_for = other_of_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)",
            "aten::addmm.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)"),
        .meta = addmm_meta,
        .vjp = addmm_vjp,
        .save_in = 6,
        .save_for = other_of_last_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_addmm_activation(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, bool use_gelu=False) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::_addmm_activation.out(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1, "
            "bool use_gelu=False, Tensor(a!) out) -> Tensor(a!)"),
        .meta = activation_meta,
        .composite = activation_parts,
        .vjp = activation_vjp,
        .save_in = 7,
        .save_out = 1,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::bmm(Tensor self, Tensor mat2) -> Tensor",
        .variants =
            OP_VARIANTS("aten::bmm.out(Tensor self, Tensor mat2, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = bmm_meta,
        .vjp = bmm_vjp,
        .save_in = 3,
        .save_for = other_of_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)",
            "aten::baddbmm.out(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)"),
        .meta = baddbmm_meta,
        .vjp = baddbmm_vjp,
        .save_in = 6,
        .save_for = other_of_last_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::mv(Tensor self, Tensor vec) -> Tensor",
        .variants =
            OP_VARIANTS("aten::mv.out(Tensor self, Tensor vec, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = mv_meta,
        .vjp = mv_vjp,
        .save_in = 3,
        .save_for = other_of_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::dot(Tensor self, Tensor tensor) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::dot.out(Tensor self, Tensor tensor, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = dot_meta,
        .vjp = dot_vjp,
        .save_in = 3,
        .save_for = other_of_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::vdot(Tensor self, Tensor other) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::vdot.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = dot_meta,
        .vjp = dot_vjp,
        .save_in = 3,
        .save_for = other_of_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)",
            "aten::addmv.out(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)"),
        .meta = addmv_meta,
        .vjp = addmv_vjp,
        .save_in = 6,
        .save_for = other_of_last_two,
        .tags = "@matmul",
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)",
            "aten::addbmm.out(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1, Tensor(a!) out) -> Tensor(a!)"),
        .meta = addbmm_meta,
        .vjp = addbmm_vjp,
        .save_in = 6,
        .save_for = other_of_last_two,
        .tags = "@matmul",
    },
    {0},
};
