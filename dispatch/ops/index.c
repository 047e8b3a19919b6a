/* dispatch/ops/index.c - elements by number along one dim: index_select, gather, scatter, scatter_add, index_add
 *
 * A 0-dim tensor counts as one with a single element along dim 0.
 */
#include "dispatch/ops/shape.h"

/* ---- index_select ---------------------------------------------------------------------------------------------------- */
static rp_status select_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *t = in[0].u.t, *index = in[2].u.t;
    int64_t shape[RP_MAX_DIMS];
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->dtype != RP_I64 && index->dtype != RP_I32)
        return RP_FAIL(RP_E_INDEX, "index_select(): Expected dtype int32 or int64 for index, but got %s", rp_dtype_name(index->dtype));
    if (index->ndim > 1) return RP_FAIL(RP_E_INDEX, "index_select(): Index is supposed to be a vector, but it has %d dimensions", index->ndim);
    if (t->ndim == 0 && index->numel != 1)
        return RP_FAIL(RP_E_INDEX, "index_select(): Index to scalar can have only 1 value, got %lld value(s)", (long long)index->numel);
    copy_dims(shape, t->shape, t->ndim);
    if (t->ndim) shape[dim] = index->numel;
    return rp_call_output(c, out, 0, shape, t->ndim, t->dtype);
}

static rp_status select_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    RP_LOCAL rp_tensor *index = NULL, *zeros = NULL;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    RP_TRY(rp_saved_input(&index, n, 2));
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_index_add(&grad_in[0], zeros, saved_int(n, 1), index, grad_out[0]);
}

/* ---- index_add ----------------------------------------------------------------------------------------------------------- */
static rp_status add_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    const rp_tensor *index = in[2].u.t, *source = in[3].u.t;
    int dim;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    RP_TRY(index_dtype("index_add_()", index));
    if (index->ndim > 1) return RP_FAIL(RP_E_INDEX, "index_add_(): Index is supposed to be a vector, but it has %d dimensions", index->ndim);
    RP_TRY(same_dtype("index_add_(): expected self and source", t, source));
    bool fits = source->ndim == t->ndim || (source->ndim <= 1 && t->ndim <= 1);
    for (int d = 0; fits && d < t->ndim && d < source->ndim; d++) fits = d == dim || t->shape[d] == source->shape[d];
    if (!fits)
        return RP_FAIL(RP_E_SHAPE, "source tensor shape must match self tensor shape, excluding the specified dimension %d. Got self.shape = %s source.shape = %s",
                       dim, rp_shape_text(a, sizeof a, t->shape, t->ndim), rp_shape_text(b, sizeof b, source->shape, source->ndim));
    if (dim_size(source, dim) != index->numel)
        return RP_FAIL(RP_E_SHAPE, "index_add_(): Number of indices (%lld) should be equal to source.size(dim): (%lld), for dim: %d",
                       (long long)index->numel, (long long)dim_size(source, dim), dim);
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status add_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *index = NULL, *picked = NULL;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) RP_TRY(same_grad(&grad_in[0], grad_out[0]));
    if (!needs(mask, 3)) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    rp_saved_shape(n, 3, &shape, &ndim, NULL);
    RP_TRY(rp_index_select(&picked, grad_out[0], saved_int(n, 1), index));
    RP_TRY(scaled(&picked, rp_saved_arg(n, 4)));
    return rp_view(&grad_in[3], picked, shape, (uint32_t)ndim); /* a 0-dim source beside a vector */
}

/* ---- gather and scatter -------------------------------------------------------------------------------------------------- */
/* index may be smaller than `t` in every dim; along `dim` only if `along`. */
static rp_status check_index(const char *op, const rp_tensor *index, const rp_tensor *t, int dim, bool along, const char *what)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    if (index->numel == 0) return RP_OK;
    if ((index->ndim ? index->ndim : 1) != (t->ndim ? t->ndim : 1))
        return RP_FAIL(RP_E_SHAPE, "Index tensor must have the same number of dimensions as %s tensor: %s has %d and %d", what, op, index->ndim, t->ndim);
    for (int d = 0; d < index->ndim; d++)
        if ((along || d != dim) && index->shape[d] > dim_size(t, d))
            return RP_FAIL(RP_E_SHAPE, "%s: Size does not match at dimension %d expected index %s to be no larger than %s %s apart from dimension %d", op, d,
                           rp_shape_text(a, sizeof a, index->shape, index->ndim), what, rp_shape_text(b, sizeof b, t->shape, t->ndim), dim);
    return RP_OK;
}

static rp_status gather_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *t = in[0].u.t, *index = in[2].u.t;
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->numel) RP_TRY(index_dtype("gather()", index));
    RP_TRY(check_index("gather()", index, t, dim, false, "input"));
    return rp_call_output(c, out, 0, index->shape, index->ndim, t->dtype);
}

static rp_status gather_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
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

static rp_status scattered(rp_call *c, const char *op, const rp_value *in, rp_value *out, const rp_tensor *src)
{
    rp_tensor *t = in[0].u.t;
    const rp_tensor *index = in[2].u.t;
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->numel) RP_TRY(index_dtype(op, index));
    RP_TRY(check_index(op, index, t, dim, false, "self"));
    if (src) {
        RP_TRY(check_index(op, index, src, dim, true, "src"));
        if (t->dtype != src->dtype)
            return RP_FAIL(RP_E_DTYPE, "%s: Expected self.dtype to be equal to src.dtype, but got %s and %s", op, rp_dtype_name(t->dtype), rp_dtype_name(src->dtype));
    }
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status scatter_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return scattered(c, "scatter()", in, out, in[3].u.t);
}

static rp_status value_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return scattered(c, "scatter()", in, out, NULL);
}

static rp_status scatter_add_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return scattered(c, "scatter_add()", in, out, in[3].u.t);
}

/* What src's elements gave is gathered back; src may be larger than the index, and then the rest gets zeros. */
static rp_status source_grad(rp_tensor **out, rp_node *n, rp_tensor *grad, rp_tensor *index)
{
    RP_LOCAL rp_tensor *g = NULL;
    const int64_t *shape;
    int64_t grown[RP_MAX_DIMS];
    int ndim;
    rp_saved_shape(n, 3, &shape, &ndim, NULL);
    RP_TRY(rp_gather(&g, grad, saved_int(n, 1), index));
    copy_dims(grown, rp_tensor_shape(g), rp_tensor_ndim(g));
    if (rp_tensor_ndim(g) != ndim) return rp_view(out, g, shape, (uint32_t)ndim);
    for (int d = 0; d < ndim; d++) {
        const int64_t size = grown[d];
        if (size == shape[d]) continue;
        grown[d] = shape[d];
        RP_TRY(rp_slice_backward(&g, g, grown, (uint32_t)ndim, d, 0, size, 1));
    }
    *out = rp_tensor_retain(g);
    return RP_OK;
}

static rp_status scatter_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *index = NULL;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    if (needs(mask, 0)) RP_TRY(rp_scatter_value(&grad_in[0], grad_out[0], saved_int(n, 1), index, rp_value_int(0)));
    return needs(mask, 3) ? source_grad(&grad_in[3], n, grad_out[0], index) : RP_OK;
}

static rp_status scatter_add_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *index = NULL;
    if (!grad_out[0]) return RP_OK;
    if (needs(mask, 0)) RP_TRY(same_grad(&grad_in[0], grad_out[0]));
    if (!needs(mask, 3)) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    return source_grad(&grad_in[3], n, grad_out[0], index);
}

const rp_op_row rp_op_index[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::index_select(Tensor self, int dim, Tensor index) -> Tensor",
        .meta = select_meta,
        .vjp = select_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor",
        .doc = "self with alpha * source[i] added at index[i], in order.",
        .variants = (const char *const[]){"aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!)", NULL},
        .meta = add_meta,
        .vjp = add_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
        .meta = gather_meta,
        .vjp = gather_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        .doc = "self with src written at index; of several writes to one place the last one in row-major order stays.",
        .variants = (const char *const[]){"aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)", NULL},
        .meta = scatter_meta,
        .vjp = scatter_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
        .variants = (const char *const[]){"aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)", NULL},
        .meta = value_meta,
        .vjp = scatter_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        .doc = "self with src added at index, in row-major order.",
        .variants = (const char *const[]){"aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)", NULL},
        .meta = scatter_add_meta,
        .vjp = scatter_add_vjp,
        .save_in = 1u << 2,
    },
    {0},
};
