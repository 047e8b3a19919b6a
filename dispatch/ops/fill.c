/* dispatch/ops/fill.c - every element becomes one number */
#include "dispatch/factory.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    rp_tensor *t = in[0].u.t;
    (void)self, (void)n_in, (void)n_out;
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status tensor_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    if (in[1].u.t->ndim != 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "fill_ only supports 0-dimension value tensor but got tensor with %d dimensions.",
            in[1].u.t->ndim);
    return meta(self, c, in, n_in, out, n_out);
}

static rp_status scalar_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    RP_TRY(rp_factory_check_number(in[0].u.t, &in[1]));
    return meta(self, c, in, n_in, out, n_out);
}

const rp_op_row rp_op_fill[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::fill.Scalar(Tensor self, Scalar value) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)",
            "aten::fill.Scalar_out(Tensor self, Scalar value, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = scalar_meta,
        .vjp_text = "zeros_like(g)",
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::fill.Tensor(Tensor self, Tensor value) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!)",
            "aten::fill.Tensor_out(Tensor self, Tensor value, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = tensor_meta,
        .vjp_text = "zeros_like(g); sum(g)",
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::zero(Tensor self) -> Tensor",
        .variants = OP_VARIANTS("aten::zero_(Tensor(a!) self) -> Tensor(a!)",
                                "aten::zero.out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = meta,
        .vjp_text = "zeros_like(g)",
    },
    {0},
};
