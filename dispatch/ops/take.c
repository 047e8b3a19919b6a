/* dispatch/ops/take.c - gather in other words: take (of the flattened tensor), take_along_dim
   (broadcast), one_hot */
#include "dispatch/ops/shape.h"

OP_FUNCTION(take_composite)
{
    RP_LOCAL rp_tensor *flat = NULL;
    rp_tensor *t = in[0].u.t, *index = in[1].u.t, *r = NULL;
    OP_UNUSED;
    if (index->dtype != RP_I64)
        return RP_FAIL(RP_E_DTYPE, "take(): Expected a long tensor for index, but got %s",
                       rp_dtype_name(index->dtype));
    if (t->numel == 0 && index->numel)
        return RP_FAIL(RP_E_INDEX, "take(): tried to take from an empty tensor");
    RP_TRY(rp_reshape(&flat, t, &t->numel, 1));
    RP_TRY(rp_index(&r, flat, &index, 1));
    return out_take(out, r);
}

/* `t` with every dim but `dim` broadcast against `other`. */
static rp_status broadcast_but(rp_tensor **out, rp_tensor *t, const rp_tensor *other, int dim)
{
    int64_t shape[RP_MAX_DIMS];
    int ndim = t->ndim;
    copy_dims(shape, t->shape, ndim);
    shape[dim] = other->shape[dim];
    RP_TRY(broadcast_into(shape, &ndim, other->shape, other->ndim));
    shape[dim] = t->shape[dim];
    return rp_expand(out, t, shape, (uint32_t)ndim);
}

OP_FUNCTION(along_dim_composite)
{
    RP_LOCAL rp_tensor *x = NULL, *index = NULL;
    rp_tensor *t = in[0].u.t, *indices = in[1].u.t, *r = NULL;
    int dim = 0;
    OP_UNUSED;
    if (indices->dtype != RP_I64 && in[2].tag != RP_TAG_NONE)
        return RP_FAIL(RP_E_DTYPE,
                       "torch.take_along_dim(): dtype of indices should be Long but got %s",
                       rp_dtype_name(indices->dtype));
    if (in[2].tag == RP_TAG_NONE) {
        RP_TRY(rp_view(&x, t, &t->numel, 1));
        RP_TRY(rp_view(&index, indices, &indices->numel, 1));
    } else {
        if (t->ndim != indices->ndim)
            return RP_FAIL(
                RP_E_SHAPE,
                "torch.take_along_dim(): input and indices should have the same number of dimensions, but got %d dimensions for input, and %d dimensions for indices",
                t->ndim, indices->ndim);
        RP_TRY(dim_wrap(&dim, in[2].u.i, t->ndim));
        if (t->ndim) {
            RP_TRY(broadcast_but(&x, t, indices, dim));
            RP_TRY(broadcast_but(&index, indices, t, dim));
            /* as PyTorch: any integer counts, around the dim as often as it takes */
            if (t->shape[dim])
                RP_TRY(rp_remainder_scalar(&index, index, rp_value_int(t->shape[dim])));
        }
    }
    RP_TRY(rp_gather(&r, x ? x : t, dim, index ? index : indices));
    return out_take(out, r);
}

/* The number of classes: one more than the largest value. */
static rp_status infer_classes(rp_tensor *t, int64_t *classes)
{
    RP_LOCAL rp_tensor *largest = NULL;
    rp_value v;
    RP_TRY(rp_max(&largest, t));
    RP_TRY(rp_item(&v, largest));
    *classes = v.u.i + (v.u.i < INT64_MAX); /* more than any tensor has, either way */
    return RP_OK;
}

/* A value out of range is scatter's error. */
OP_FUNCTION(one_hot_composite)
{
    RP_LOCAL rp_tensor *zeros = NULL, *index = NULL;
    rp_tensor *t = in[0].u.t, *r = NULL;
    int64_t shape[RP_MAX_DIMS], classes = in[1].u.i;
    OP_UNUSED;
    if (t->dtype != RP_I64)
        return RP_FAIL(RP_E_DTYPE,
                       "one_hot is only applicable to index tensor of type LongTensor, got %s",
                       rp_dtype_name(t->dtype));
    if (t->ndim == RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "one_hot: a tensor has at most %d dimensions", RP_MAX_DIMS);
    if (classes < -1 || (classes <= 0 && t->numel == 0))
        return RP_FAIL(
            RP_E_VALUE,
            classes < -1
                ? "num_classes should be positive, got %lld"
                : "Can not infer total number of classes from empty tensor (num_classes %lld).",
            (long long)classes);
    if (classes == -1) RP_TRY(infer_classes(t, &classes));
    if (classes <= 0)
        return RP_FAIL(RP_E_VALUE,
                       "Class values must be non-negative and smaller than num_classes (%lld).",
                       (long long)classes);
    copy_dims(shape, t->shape, t->ndim);
    shape[t->ndim] = classes;
    RP_TRY(zeros_for(&zeros, t, shape, t->ndim + 1));
    RP_TRY(rp_unsqueeze(&index, t, -1));
    RP_TRY(rp_scatter_value(&r, zeros, -1, index, rp_value_int(1)));
    return out_take(out, r);
}

const rp_op_row rp_op_take[] = {
    OP_COMPOSITE("take(Tensor self, Tensor index) -> Tensor", take_composite),
    OP_COMPOSITE("take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor",
                 along_dim_composite),
    OP_COMPOSITE("one_hot(Tensor self, int num_classes=-1) -> Tensor", one_hot_composite),
    {0},
};
