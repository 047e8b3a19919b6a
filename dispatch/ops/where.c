/* dispatch/ops/where.c - where with numbers in place of tensors */
#include "dispatch/factory.h"
#include "dispatch/ops/shape.h"

/* Bool, integer, floating. */
static int category(rp_dtype d)
{
    return d == RP_BOOL ? 0 : rp_dtype_is_floating(d) ? 2 : 1;
}

/* A number changes a tensor's dtype only where it is of a higher kind. */
static rp_dtype beside(rp_dtype tensor, const rp_value *number)
{
    const rp_dtype own = rp_factory_number_dtype(number);
    return category(own) > category(tensor) ? own : tensor;
}

/* As a tensor without dims: where broadcasts it. */
static rp_status as_tensor(rp_tensor **out, const rp_value *number, rp_dtype dtype, rp_device device)
{
    return rp_scalar_tensor_full(out, *number, dtype, NULL, &device, NULL);
}

OP_FUNCTION(two_numbers)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    rp_tensor *r = NULL;
    const rp_dtype dtype = rp_dtype_promote(rp_factory_number_dtype(&in[1]), rp_factory_number_dtype(&in[2]));
    OP_UNUSED;
    RP_TRY(as_tensor(&a, &in[1], dtype, in[0].u.t->device));
    RP_TRY(as_tensor(&b, &in[2], dtype, in[0].u.t->device));
    RP_TRY(rp_where_self(&r, in[0].u.t, a, b));
    return out_take(out, r);
}

/* One of arguments 1 and 2 is a number. */
OP_FUNCTION(one_number)
{
    RP_LOCAL rp_tensor *number = NULL, *other = NULL;
    rp_tensor *r = NULL;
    const int at = in[1].tag == RP_TAG_TENSOR ? 2 : 1;
    rp_tensor *given = in[3 - at].u.t;
    const rp_dtype dtype = beside(given->dtype, &in[at]);
    OP_UNUSED;
    RP_TRY(as_tensor(&number, &in[at], dtype, given->device));
    RP_TRY(rp_to_dtype(&other, given, dtype, 0, 0, NULL));
    RP_TRY(rp_where_self(&r, in[0].u.t, at == 1 ? number : other, at == 1 ? other : number));
    return out_take(out, r);
}

const rp_op_row rp_op_where[] = {
    OP_COMPOSITE("where.Scalar(Tensor condition, Scalar self, Scalar other) -> Tensor", two_numbers),
    OP_COMPOSITE("where.ScalarSelf(Tensor condition, Scalar self, Tensor other) -> Tensor", one_number),
    OP_COMPOSITE("where.ScalarOther(Tensor condition, Tensor self, Scalar other) -> Tensor", one_number),
    {0},
};
