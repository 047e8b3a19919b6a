/* dispatch/ops/frexp.c - a number as mantissa and power of two: self = mantissa 2^exponent, 1/2 <=
   |mantissa| < 1 */
#include "dispatch/ops/shape.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    rp_tensor *t = in[0].u.t;
    (void)self, (void)n_in, (void)n_out;
    if (!rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE, "torch.frexp() only supports floating-point dtypes, but got %s",
                       rp_dtype_name(t->dtype));
    RP_TRY(rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t));
    return rp_call_output_like(c, out, 1, t->shape, t->ndim, RP_I32, t);
}

const rp_op_row rp_op_frexp[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_POINTWISE,
        .schema = "aten::frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)",
        .meta = meta,
        .vjp_text = "g / exp2(exponent)",
        .variants = OP_VARIANTS(
            "aten::frexp.Tensor_out(Tensor self, *, Tensor(a!) mantissa, Tensor(b!) exponent) -> "
            "(Tensor(a!) mantissa, Tensor(b!) exponent)"),
    },
    {0},
};
