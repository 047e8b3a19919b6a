/* dispatch/ops/sym.c - a tensor's geometry as numbers: sym_size, sym_stride, sym_numel,
   sym_storage_offset */
#include "dispatch/ops/shape.h"

static rp_status own_dim(int *dim, int64_t given, const rp_tensor *t)
{
    if (t->ndim == 0)
        return RP_FAIL(RP_E_DIM, "Dimension specified as %lld but tensor has no dimensions",
                       (long long)given);
    return dim_wrap(dim, given, t->ndim);
}

OP_FUNCTION(size)
{
    int dim;
    OP_UNUSED;
    RP_TRY(own_dim(&dim, in[1].u.i, in[0].u.t));
    out[0] = rp_value_int(in[0].u.t->shape[dim]);
    return RP_OK;
}

OP_FUNCTION(stride)
{
    int dim;
    OP_UNUSED;
    RP_TRY(own_dim(&dim, in[1].u.i, in[0].u.t));
    out[0] = rp_value_int(in[0].u.t->stride[dim]);
    return RP_OK;
}

OP_FUNCTION(numel)
{
    OP_UNUSED;
    out[0] = rp_value_int(in[0].u.t->numel);
    return RP_OK;
}

OP_FUNCTION(storage_offset)
{
    OP_UNUSED;
    out[0] = rp_value_int(in[0].u.t->offset);
    return RP_OK;
}

const rp_op_row rp_op_sym[] = {
    OP_COMPOSITE("sym_size.int(Tensor self, int dim) -> SymInt", size),
    OP_COMPOSITE("sym_stride.int(Tensor self, int dim) -> SymInt", stride),
    OP_COMPOSITE("sym_numel(Tensor self) -> SymInt", numel),
    OP_COMPOSITE("sym_storage_offset(Tensor self) -> SymInt", storage_offset),
    {0},
};
