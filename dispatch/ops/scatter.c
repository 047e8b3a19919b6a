/* dispatch/ops/scatter.c - elements by number, an index for each: gather, scatter, scatter_add,
 * scatter_reduce
 *
 * A 0-dim tensor counts as one with a single element along dim 0.
 */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

/* ---- gather ---------------------------------------------------------------------------------- */
/* index may be smaller than `t` in every dim; along `dim` only if `along`. */
static rp_status check_index(const char *op, const rp_tensor *index, const rp_tensor *t, int dim,
                             bool along, const char *what)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (index->numel == 0) return RP_OK;
    if ((index->ndim ? index->ndim : 1) != (t->ndim ? t->ndim : 1))
        return RP_FAIL(
            RP_E_SHAPE,
            "Index tensor must have the same number of dimensions as %s tensor: %s has %d and %d",
            what, op, index->ndim, t->ndim);
    for (int d = 0; d < index->ndim; d++)
        if ((along || d != dim) && index->shape[d] > dim_size(t, d))
            return RP_FAIL(
                RP_E_SHAPE,
                "%s: Size does not match at dimension %d expected index %s to be no larger than %s %s apart from dimension %d",
                op, d, rp_shape_text(a, sizeof a, index->shape, index->ndim), what,
                rp_shape_text(b, sizeof b, t->shape, t->ndim), dim);
    return RP_OK;
}

static rp_status gather_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *t = in[0].u.t, *index = in[2].u.t;
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->numel) RP_TRY(index_dtype("gather()", index));
    RP_TRY(check_index("gather()", index, t, dim, false, "input"));
    return rp_call_output(c, out, 0, index->shape, index->ndim, t->dtype);
}

static rp_status gather_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *index = NULL, *zeros = NULL;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    RP_TRY(rp_saved_input(&index, n, 2));
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_scatter_add(&grad_in[0], zeros, saved_int(n, 1), index, grad_out[0]);
}

static rp_status scattered(rp_call *c, const char *op, const rp_value *in, rp_value *out,
                           const rp_tensor *src)
{
    rp_tensor *t = in[0].u.t;
    const rp_tensor *index = in[2].u.t;
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->numel) RP_TRY(index_dtype(op, index));
    RP_TRY(check_index(op, index, t, dim, false, "self"));
    if (!src) RP_TRY(rp_check_number(t->dtype, &in[3]));
    if (src) {
        RP_TRY(check_index(op, index, src, dim, true, "src"));
        if (t->dtype != src->dtype)
            return RP_FAIL(RP_E_DTYPE,
                           "%s: Expected self.dtype to be equal to src.dtype, but got %s and %s",
                           op, rp_dtype_name(t->dtype), rp_dtype_name(src->dtype));
    }
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status scatter_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return scattered(c, "scatter()", in, out, in[3].u.t);
}

static rp_status value_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return scattered(c, "scatter()", in, out, NULL);
}

static rp_status scatter_add_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                  rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return scattered(c, "scatter_add()", in, out, in[3].u.t);
}

/* ---- derivatives ----------------------------------------------------------------------------- */
/* The gradient of src from that of its covered part: src may be larger than the index, and then the
   rest gets zeros. */
static rp_status laid_out(rp_tensor **out, rp_node *n, rp_tensor *grad)
{
    RP_LOCAL rp_tensor *g = rp_tensor_retain(grad);
    const int64_t *shape;
    int64_t grown[RP_MAX_DIMS];
    int ndim;
    rp_saved_shape(n, 3, &shape, &ndim, NULL);
    copy_dims(grown, rp_tensor_shape(g), rp_tensor_ndim(g));
    if (rp_tensor_ndim(g) != ndim) return rp_view(out, g, shape, (uint32_t)ndim);
    for (int d = 0; d < ndim; d++) {
        const int64_t size = grown[d];
        if (size == shape[d]) continue;
        grown[d] = shape[d];
        RP_TRY(rp_slice_backward(&g, g, grown, (uint32_t)ndim, d, 0, size, 1));
    }
    return same_grad(out, g);
}

static rp_status source_grad(rp_tensor **out, rp_node *n, rp_tensor *grad, rp_tensor *index)
{
    RP_LOCAL rp_tensor *g = NULL;
    RP_TRY(rp_gather(&g, grad, saved_int(n, 1), index));
    return laid_out(out, n, g);
}

static rp_status scatter_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *index = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    if (needs(mask, 0))
        RP_TRY(rp_scatter_value(&grad_in[0], grad_out[0], saved_int(n, 1), index, rp_value_int(0)));
    return needs(mask, 3) ? source_grad(&grad_in[3], n, grad_out[0], index) : RP_OK;
}

static rp_status scatter_add_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                 rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *index = NULL;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) RP_TRY(same_grad(&grad_in[0], grad_out[0]));
    if (!needs(mask, 3)) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    return source_grad(&grad_in[3], n, grad_out[0], index);
}

/* ---- scatter with a reduction ---------------------------------------------------------------- */
/* (self, dim, index, src or value, reduce) */
OP_FUNCTION(combine_meta)
{
    OP_UNUSED;
    if (!rp_arg_str_is(&in[4], "add") && !rp_arg_str_is(&in[4], "multiply"))
        return RP_FAIL(RP_E_VALUE, "reduce argument must be either add or multiply, but got %.*s",
                       (int)in[4].n, in[4].u.s);
    return scattered(c, "scatter()", in, out, in_tensor(&in[3]));
}

OP_FUNCTION(reduce_meta)
{
    static const char *const names[] = {"sum", "prod", "mean", "amax", "amin"};
    bool known = false;
    OP_UNUSED;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        known = known || rp_arg_str_is(&in[4], names[i]);
    if (!known)
        return RP_FAIL(RP_E_VALUE,
                       "reduce argument must be either sum, prod, mean, amax or amin, got %.*s",
                       (int)in[4].n, in[4].u.s);
    return scattered(c, "scatter_reduce()", in, out, in[3].u.t);
}

/* What the derivatives of scatter_reduce read; formulas after ATen's scatter_reduce_backward. */
struct reduced {
    rp_tensor *grad, *self, *index, *src, *result; /* src as large as the index */
    int64_t dim;
    const rp_value *how;
    bool include_self;
};

static rp_status at_index(rp_tensor **out, const struct reduced *r, rp_tensor *t)
{
    return rp_gather(out, t, r->dim, r->index);
}

static rp_status add_at_index(rp_tensor **out, const struct reduced *r, rp_tensor *to,
                              rp_tensor *what)
{
    return rp_scatter_add(out, to, r->dim, r->index, what);
}

static rp_status ones_where(rp_tensor **out, rp_tensor *condition, rp_tensor *like)
{
    return rp_to_dtype(out, condition, rp_tensor_dtype(like), 0, 0, NULL);
}

/* Every element that is the extremum gets its share. */
static rp_status extremum_grads(const struct reduced *r, rp_tensor **grad_self,
                                rp_tensor **grad_src)
{
    RP_LOCAL rp_tensor *value = NULL, *self_is = NULL, *src_is = NULL, *share = NULL,
                       *shares = NULL;
    RP_TRY(at_index(&value, r, r->result));
    RP_TRY(rp_eq(&self_is, r->self, r->result));
    RP_TRY(ones_where(&self_is, self_is, r->self));
    RP_TRY(rp_eq(&src_is, r->src, value));
    RP_TRY(ones_where(&src_is, src_is, r->src));
    RP_TRY(add_at_index(&shares, r, self_is, src_is));
    RP_TRY(rp_div(&share, r->grad, shares));
    RP_TRY(rp_mul(grad_self, self_is, share));
    RP_TRY(at_index(&share, r, share));
    return rp_mul(grad_src, src_is, share);
}

static rp_status mean_grads(const struct reduced *r, rp_tensor **grad_self, rp_tensor **grad_src)
{
    RP_LOCAL rp_tensor *count = NULL, *ones = NULL, *none = NULL, *g = NULL;
    RP_TRY(r->include_self ? rp_ones_like(&count, r->grad) : rp_zeros_like(&count, r->grad));
    RP_TRY(rp_ones_like(&ones, r->src));
    RP_TRY(add_at_index(&count, r, count, ones));
    RP_TRY(rp_eq_scalar(&none, count, rp_value_int(0)));
    RP_TRY(rp_masked_fill_scalar(&count, count, none, rp_value_int(1)));
    RP_TRY(rp_div(grad_self, r->grad, count));
    RP_TRY(at_index(&g, r, r->grad));
    RP_TRY(at_index(&count, r, count));
    return rp_div(grad_src, g, count);
}

static rp_status product(rp_tensor **out, const struct reduced *r, rp_tensor *self, rp_tensor *src)
{
    const int include = r->include_self;
    return rp_scatter_reduce_two_full(out, self, r->dim, r->index, src, "prod", include);
}

/* grad * result / src; where src is the only zero of its place, the product of the others is made
   without it. */
static rp_status product_grad_src(const struct reduced *r, rp_tensor **grad_src)
{
    RP_LOCAL rp_tensor *zero = NULL, *zeros = NULL, *single = NULL, *others = NULL, *whole = NULL,
                       *divisor = NULL;
    RP_TRY(rp_eq_scalar(&zero, r->src, rp_value_int(0)));
    RP_TRY(rp_zeros_like(&zeros, r->self));
    RP_TRY(ones_where(&others, zero, r->self));
    RP_TRY(add_at_index(&zeros, r, zeros, others));
    RP_TRY(at_index(&zeros, r, zeros));
    RP_TRY(rp_eq_scalar(&single, zeros, rp_value_int(1)));
    RP_TRY(rp_logical_and(&single, zero, single));
    RP_TRY(rp_masked_fill_scalar(&others, r->src, single, rp_value_int(1)));
    RP_TRY(product(&others, r, r->self, others));
    RP_TRY(rp_mul(&others, r->grad, others));
    RP_TRY(at_index(&others, r, others));
    RP_TRY(rp_mul(&whole, r->grad, r->result));
    RP_TRY(at_index(&whole, r, whole));
    RP_TRY(rp_masked_fill_scalar(&divisor, r->src, zero, rp_value_int(1)));
    RP_TRY(rp_div(&whole, whole, divisor));
    return rp_where_self(grad_src, single, others, whole);
}

static rp_status product_grads(const struct reduced *r, rp_tensor **grad_self, rp_tensor **grad_src)
{
    RP_LOCAL rp_tensor *zero = NULL, *self = NULL, *p = NULL;
    RP_TRY(rp_eq_scalar(&zero, r->self, rp_value_int(0)));
    RP_TRY(rp_masked_fill_scalar(&self, r->self, zero, rp_value_int(1)));
    RP_TRY(product(&p, r, self, r->src));
    RP_TRY(rp_mul(&p, r->grad, p));
    RP_TRY(rp_div(grad_self, p, self));
    return product_grad_src(r, grad_src);
}

static rp_status sum_grads(const struct reduced *r, rp_tensor **grad_self, rp_tensor **grad_src)
{
    RP_TRY(same_grad(grad_self, r->grad));
    return at_index(grad_src, r, r->grad);
}

static rp_status reduced_grads(const struct reduced *r, rp_tensor **grad_self, rp_tensor **grad_src)
{
    RP_TRY((rp_arg_str_is(r->how, "sum")    ? sum_grads
            : rp_arg_str_is(r->how, "prod") ? product_grads
            : rp_arg_str_is(r->how, "mean") ? mean_grads
                                            : extremum_grads)(r, grad_self, grad_src));
    return r->include_self
               ? RP_OK
               : rp_scatter_value(grad_self, *grad_self, r->dim, r->index, rp_value_int(0));
}

/* The part of src that the index is laid over. */
static rp_status covered(rp_tensor **src, const rp_tensor *index)
{
    for (int d = 0; d < index->ndim && d < rp_tensor_ndim(*src); d++) {
        const int64_t from = 0, to = index->shape[d];
        if ((*src)->shape[d] != to) RP_TRY(rp_slice(src, *src, d, &from, &to, 1));
    }
    return RP_OK;
}

OP_VJP(reduce_vjp)
{
    RP_LOCAL rp_tensor *self = NULL, *index = NULL, *src = NULL, *result = NULL, *grad_self = NULL,
                       *grad_src = NULL;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_saved_input(&index, n, 2));
    RP_TRY(rp_saved_input(&src, n, 3));
    RP_TRY(rp_saved_output(&result, n, 0));
    RP_TRY(covered(&src, index));
    const struct reduced r = {
        grad_out[0],         self, index, src, result, saved_int(n, 1), rp_saved_arg(n, 4),
        saved_int(n, 5) != 0};
    RP_TRY(reduced_grads(&r, &grad_self, &grad_src));
    if (needs(mask, 0)) RP_TRY(same_grad(&grad_in[0], grad_self));
    return needs(mask, 3) ? laid_out(&grad_in[3], n, grad_src) : RP_OK;
}

const rp_op_row rp_op_scatter[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
        .meta = gather_meta,
        .vjp = gather_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        .doc =
            "self with src written at index; of several writes to one place the last one in row-major order stays.",
        .variants = OP_VARIANTS(
            "aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)"),
        .meta = scatter_meta,
        .vjp = scatter_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)"),
        .meta = value_meta,
        .vjp = scatter_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        .doc = "self with src added at index, in row-major order.",
        .variants = OP_VARIANTS(
            "aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)"),
        .meta = scatter_add_meta,
        .vjp = scatter_add_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor",
        .doc =
            "self with src added to (\"add\") or multiplied into (\"multiply\") the places of index. Not differentiable: scatter_reduce is.",
        .meta = combine_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor",
        .meta = combine_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor",
        .doc =
            "The sum, prod, mean, amax or amin of what src has for each place, and of self unless include_self is false.",
        .variants = OP_VARIANTS(
            "aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!)"),
        .meta = reduce_meta,
        .vjp = reduce_vjp,
        .save_in = 1u | 1u << 2 | 1u << 3,
        .save_out = 1,
    },
    {0},
};
