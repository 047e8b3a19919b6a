/* dispatch/ops/item.c - from tensors to numbers: they wait for the device */
#include "dispatch/args.h"
#include "dispatch/ops.h"

static rp_status item(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (t->numel != 1)
        return RP_FAIL(RP_E_SHAPE, "a Tensor with %lld elements cannot be converted to Scalar",
                       (long long)t->numel);
    return rp__local_scalar_dense(&out[0], in[0].u.t);
}

const rp_op_row rp_op_item[] = {
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_COMPOSITE | RP_OP_NO_GRADIENT,
     .schema = "aten::item(Tensor self) -> Scalar",
     .composite = item},
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_DATA_DEPENDENT | RP_OP_NO_GRADIENT,
        .schema = "aten::_local_scalar_dense(Tensor self) -> Scalar",
    },
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_DATA_DEPENDENT | RP_OP_NO_GRADIENT,
     .schema = "aten::equal(Tensor self, Tensor other) -> bool"},
    {0},
};
