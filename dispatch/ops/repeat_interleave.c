/* dispatch/ops/repeat_interleave.c - every element so many times, one after the other */
#include "dispatch/ops/shape.h"

/* The numbers 0, 1, ..., number i repeats[i] times. */
OP_FUNCTION(numbers_meta)
{
    rp_tensor *repeats = in[0].u.t;
    int64_t n = 0;
    rp_value sum, total = rp_value_none();
    OP_UNUSED;
    if (repeats->ndim != 1)
        return RP_FAIL(RP_E_SHAPE,
                       "repeat_interleave only accept 1D vector as repeat, got %d dimensions",
                       repeats->ndim);
    if (repeats->dtype != RP_I64 && repeats->dtype != RP_I32)
        return RP_FAIL(RP_E_DTYPE, "repeats has to be Long or Int tensor, got %s",
                       rp_dtype_name(repeats->dtype));
    if (in[1].tag != RP_TAG_NONE) {
        n = in[1].u.i;
    } else {
        RP_TRY(out_of(c, "aten::sum", &in[0], 1, &sum, 1));
        const rp_status st = out_of(c, "aten::_local_scalar_dense", &sum, 1, &total, 1);
        rp_value_clear(&sum);
        RP_TRY(st);
        n = total.u.i;
    }
    if (n < 0)
        return RP_FAIL(RP_E_VALUE, "repeats can not be negative: they add up to %lld",
                       (long long)n);
    return rp_call_output(c, out, 0, &n, 1, repeats->dtype);
}

/* The dim that is repeated, and the tensor: without a dim it is flattened. */
static rp_status along(rp_tensor **t, int *dim, const rp_value *self, const rp_value *given)
{
    if (given->tag != RP_TAG_NONE && self->u.t->ndim == 0)
        return RP_FAIL(RP_E_DIM, "Dimension specified as %lld but tensor has no dimensions",
                       (long long)given->u.i);
    if (given->tag == RP_TAG_NONE) RP_TRY(rp_reshape(t, self->u.t, &self->u.t->numel, 1));
    else *t = rp_tensor_retain(self->u.t);
    return dim_wrap(dim, in_int_or(given, 0), rp_tensor_ndim(*t));
}

OP_FUNCTION(tensor_composite)
{
    RP_LOCAL rp_tensor *t = NULL, *repeats = NULL, *index = NULL;
    rp_tensor *given = in[1].u.t, *r = NULL;
    const int64_t one = 1, *output_size = in[3].tag == RP_TAG_NONE ? NULL : &in[3].u.i;
    int dim;
    OP_UNUSED;
    RP_TRY(along(&t, &dim, &in[0], &in[2]));
    const int64_t size = t->shape[dim];
    if (given->ndim == 0 || (given->ndim == 1 && given->shape[0] == 1)) {
        RP_TRY(rp_reshape(&repeats, given, &one, 1));
        RP_TRY(rp_expand(&repeats, repeats, &size, 1));
    } else if (given->ndim != 1) {
        return RP_FAIL(RP_E_SHAPE, "repeats must be 0-dim or 1-dim tensor, got %d dimensions",
                       given->ndim);
    } else if (given->shape[0] != size) {
        return RP_FAIL(
            RP_E_SHAPE,
            "repeats must have the same size as input along dim, but got repeats.size(0) = %lld and input.size(%d) = %lld",
            (long long)given->shape[0], dim, (long long)size);
    }
    RP_TRY(rp_repeat_interleave_full(&index, repeats ? repeats : given, output_size));
    RP_TRY(rp_index_select(&r, t, dim, index));
    return out_take(out, r);
}

/* A dim of that extent behind the one that is repeated, joined with it. */
OP_FUNCTION(int_composite)
{
    RP_LOCAL rp_tensor *t = NULL;
    int64_t shape[RP_MAX_DIMS];
    const int64_t times = in[1].u.i, contiguous = 0;
    int dim;
    OP_UNUSED;
    if (times < 0)
        return RP_FAIL(RP_E_VALUE, "Repeats must be non-negative, got %lld", (long long)times);
    RP_TRY(along(&t, &dim, &in[0], &in[2]));
    const int ndim = rp_tensor_ndim(t);
    if (ndim == RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "repeat_interleave: at most %d dimensions, got %d",
                       RP_MAX_DIMS - 1, ndim);
    copy_dims(shape, t->shape, dim + 1);
    shape[dim + 1] = times;
    copy_dims(shape + dim + 2, t->shape + dim + 1, ndim - dim - 1);
    RP_TRY(rp_unsqueeze(&t, t, dim + 1));
    RP_TRY(rp_expand(&t, t, shape, (uint32_t)ndim + 1));
    RP_TRY(rp_clone_full(&t, t, &contiguous));
    RP_TRY(rp_flatten_using_ints(&t, t, dim, dim + 1));
    return out_same(out, t);
}

const rp_op_row rp_op_repeat_interleave[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_DATA_DEPENDENT | RP_OP_NO_GRADIENT,
        .schema =
            "aten::repeat_interleave.Tensor(Tensor repeats, *, SymInt? output_size=None) -> Tensor",
        .doc =
            "The numbers 0, 1, ...: number i repeats[i] times. How many depends on values unless output_size says it.",
        .meta = numbers_meta,
    },
    OP_COMPOSITE(
        "repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor",
        tensor_composite),
    OP_COMPOSITE(
        "repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor",
        int_composite),
    {0},
};
