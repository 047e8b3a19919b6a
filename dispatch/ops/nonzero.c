/* dispatch/ops/nonzero.c - the coordinates of elements that are not zero, in row-major order */
#include "dispatch/ops/shape.h"

OP_FUNCTION(nonzero_meta)
{
    int64_t shape[2] = {0, in[0].u.t->ndim};
    OP_UNUSED;
    RP_TRY(count_nonzero(c, in[0].u.t, &shape[0]));
    return rp_call_output(c, out, 0, shape, 2, RP_I64);
}

OP_FUNCTION(static_meta)
{
    const int64_t shape[2] = {in[1].u.i, in[0].u.t->ndim};
    OP_UNUSED;
    if (shape[0] < 0)
        return RP_FAIL(RP_E_VALUE,
                       "nonzero_static: 'size' must be an non-negative integer, got %lld",
                       (long long)shape[0]);
    return rp_call_output(c, out, 0, shape, 2, RP_I64);
}

OP_FUNCTION(argwhere_composite)
{
    rp_tensor *r = NULL;
    OP_UNUSED;
    RP_TRY(rp_nonzero(&r, in[0].u.t));
    return out_take(out, r);
}

const rp_op_row rp_op_nonzero[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_DATA_DEPENDENT | RP_OP_NO_GRADIENT,
        .schema = "aten::nonzero(Tensor self) -> Tensor",
        .doc = "One row for each element that is not zero. How many depends on values.",
        .meta = nonzero_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor",
        .doc = "nonzero with `size` rows: cut off, or filled up with fill_value.",
        .meta = static_meta,
    },
    OP_COMPOSITE("argwhere(Tensor self) -> Tensor", argwhere_composite),
    {0},
};
