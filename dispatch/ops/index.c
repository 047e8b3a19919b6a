/* dispatch/ops/index.c - elements by number along one dim: index_select, index_add, index_copy,
 * index_fill
 *
 * A 0-dim tensor counts as one with a single element along dim 0.
 */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

/* ---- index_select ---------------------------------------------------------------------------- */
static rp_status select_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *t = in[0].u.t, *index = in[2].u.t;
    int64_t shape[RP_MAX_DIMS];
    int dim;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->dtype != RP_I64 && index->dtype != RP_I32)
        return RP_FAIL(RP_E_INDEX,
                       "index_select(): Expected dtype int32 or int64 for index, but got %s",
                       rp_dtype_name(index->dtype));
    if (index->ndim > 1)
        return RP_FAIL(RP_E_INDEX,
                       "index_select(): Index is supposed to be a vector, but it has %d dimensions",
                       index->ndim);
    if (t->ndim == 0 && index->numel != 1)
        return RP_FAIL(RP_E_INDEX,
                       "index_select(): Index to scalar can have only 1 value, got %lld value(s)",
                       (long long)index->numel);
    copy_dims(shape, t->shape, t->ndim);
    if (t->ndim) shape[dim] = index->numel;
    return rp_call_output(c, out, 0, shape, t->ndim, t->dtype);
}

static rp_status select_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
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
    return rp_index_add(&grad_in[0], zeros, saved_int(n, 1), index, grad_out[0]);
}

/* ---- index_add ------------------------------------------------------------------------------- */
static rp_status add_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    const rp_tensor *index = in[2].u.t, *source = in[3].u.t;
    int dim;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    RP_TRY(index_dtype("index_add_()", index));
    if (index->ndim > 1)
        return RP_FAIL(RP_E_INDEX,
                       "index_add_(): Index is supposed to be a vector, but it has %d dimensions",
                       index->ndim);
    RP_TRY(same_dtype("index_add_(): expected self and source", t, source));
    bool fits = source->ndim == t->ndim;
    for (int d = 0; fits && d < t->ndim && d < source->ndim; d++)
        fits = d == dim || t->shape[d] == source->shape[d];
    if (!fits)
        return RP_FAIL(
            RP_E_SHAPE,
            "source tensor shape must match self tensor shape, excluding the specified dimension %d. Got self.shape = %s source.shape = %s",
            dim, rp_shape_text(a, sizeof a, t->shape, t->ndim),
            rp_shape_text(b, sizeof b, source->shape, source->ndim));
    if (dim_size(source, dim) != index->numel)
        return RP_FAIL(
            RP_E_SHAPE,
            "index_add_(): Number of indices (%lld) should be equal to source.size(dim): (%lld), for dim: %d",
            (long long)index->numel, (long long)dim_size(source, dim), dim);
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status add_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
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

/* ---- index_copy, index_fill ------------------------------------------------------------------ */
OP_FUNCTION(copy_meta)
{
    rp_tensor *t = in[0].u.t;
    const rp_tensor *index = in[2].u.t, *source = in[3].u.t;
    int dim;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    OP_UNUSED;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->ndim > 1)
        return RP_FAIL(RP_E_INDEX, "index_copy_(): Index should have dimension 1 or 0 (got %d)",
                       index->ndim);
    if (index->dtype != RP_I64)
        return RP_FAIL(RP_E_INDEX, "index_copy_(): Expected a long tensor for index, but got %s",
                       rp_dtype_name(index->dtype));
    if (t->dtype != source->dtype)
        return RP_FAIL(
            RP_E_DTYPE,
            "index_copy_(): self and source expected to have the same dtype, but got (self) %s and (source) %s",
            rp_dtype_name(t->dtype), rp_dtype_name(source->dtype));
    bool fits = source->ndim == t->ndim || source->ndim == 0 || t->ndim == 0;
    for (int d = 0; fits && d < t->ndim && d < source->ndim; d++)
        fits = d == dim || t->shape[d] == source->shape[d];
    if (!fits)
        return RP_FAIL(
            RP_E_SHAPE,
            "index_copy_(): Source/destination tensor must have same slice shapes except along dimension %d. Destination shape: %s, source shape: %s",
            dim, rp_shape_text(a, sizeof a, t->shape, t->ndim),
            rp_shape_text(b, sizeof b, source->shape, source->ndim));
    const int64_t places = dim < source->ndim ? source->shape[dim] : 1;
    if (places != index->numel)
        return RP_FAIL(
            RP_E_INDEX,
            "index_copy_(): Number of indices (%lld) should be equal to source.size(dim) (%lld)",
            (long long)index->numel, (long long)places);
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

OP_VJP(copy_vjp)
{
    RP_LOCAL rp_tensor *index = NULL, *picked = NULL;
    const int64_t *shape;
    int ndim;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    if (needs(mask, 0))
        RP_TRY(rp_index_fill_int_scalar(&grad_in[0], grad_out[0], saved_int(n, 1), index,
                                        rp_value_int(0)));
    if (!needs(mask, 3)) return RP_OK;
    rp_saved_shape(n, 3, &shape, &ndim, NULL);
    RP_TRY(rp_index_select(&picked, grad_out[0], saved_int(n, 1), index));
    /* a 0-dim source beside a vector */
    return rp_reshape(&grad_in[3], picked, shape, (uint32_t)ndim);
}

OP_FUNCTION(fill_meta)
{
    rp_tensor *t = in[0].u.t;
    const rp_tensor *index = in[2].u.t;
    int dim;
    OP_UNUSED;
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    if (index->dtype != RP_I64)
        return RP_FAIL(RP_E_DTYPE, "index_fill_(): Expected dtype int64 for index, but got %s",
                       rp_dtype_name(index->dtype));
    if (index->ndim > 1)
        return RP_FAIL(RP_E_INDEX, "Index has to be a vector/scalar, but it has %d dimensions",
                       index->ndim);
    if (in[3].tag == RP_TAG_TENSOR && in[3].u.t->ndim)
        return RP_FAIL(
            RP_E_SHAPE,
            "index_fill_ only supports a 0-dimensional value tensor, but got tensor with %d dimension(s).",
            in[3].u.t->ndim);
    if (in[3].tag != RP_TAG_TENSOR) RP_TRY(rp_check_number(t->dtype, &in[3]));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

/* The value's gradient: the sum over the places that were filled, each once however often the index
   names it. */
static rp_status filled_sum(rp_tensor **out, rp_tensor *grad, int64_t dim, rp_tensor *index)
{
    RP_LOCAL rp_tensor *filled = NULL, *zero = NULL, *part = NULL;
    RP_TRY(rp_zeros_like_full(&filled, grad, RP_BOOL, NULL, NULL, NULL, NULL));
    RP_TRY(rp_index_fill_int_scalar(&filled, filled, dim, index, rp_value_bool(1)));
    RP_TRY(zeros_for(&zero, grad, NULL, 0));
    RP_TRY(rp_where_self(&part, filled, grad, zero));
    return rp_sum(out, part);
}

OP_VJP(fill_vjp)
{
    RP_LOCAL rp_tensor *index = NULL;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&index, n, 2));
    if (needs(mask, 0))
        RP_TRY(rp_index_fill_int_scalar(&grad_in[0], grad_out[0], saved_int(n, 1), index,
                                        rp_value_int(0)));
    return needs(mask, 3) ? filled_sum(&grad_in[3], grad_out[0], saved_int(n, 1), index) : RP_OK;
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
        .schema =
            "aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor",
        .doc = "self with alpha * source[i] added at index[i], in order.",
        .variants = OP_VARIANTS(
            "aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!)"),
        .meta = add_meta,
        .vjp = add_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor",
        .doc = "self with source[i] written at index[i], in order.",
        .variants = OP_VARIANTS(
            "aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -> Tensor(a!)"),
        .meta = copy_meta,
        .vjp = copy_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)"),
        .meta = fill_meta,
        .vjp = fill_vjp,
        .save_in = 1u << 2,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::index_fill_.int_Tensor(Tensor(a!) self, int dim, Tensor index, Tensor value) -> Tensor(a!)"),
        .meta = fill_meta,
        .vjp = fill_vjp,
        .save_in = 1u << 2,
    },
    {0},
};
