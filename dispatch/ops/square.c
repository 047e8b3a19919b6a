/* dispatch/ops/square.c - names for other operators */
#include "dispatch/args.h"
#include "dispatch/ops.h"

static rp_status give(rp_value *out, rp_status st, rp_tensor *const *result)
{
    if (st == RP_OK) out[0] = rp_value_tensor(*result);
    return st;
}

static rp_status square(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    rp_tensor *result = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    return give(out, rp_pow_tensor_scalar(&result, in[0].u.t, rp_value_int(2)), &result);
}

static rp_status min_other(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    rp_tensor *result = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    return give(out, rp_minimum(&result, in[0].u.t, in[1].u.t), &result);
}

static rp_status max_other(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    rp_tensor *result = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    return give(out, rp_maximum(&result, in[0].u.t, in[1].u.t), &result);
}

const rp_op_row rp_op_square[] = {
    {.size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = "aten::square(Tensor self) -> Tensor", .composite = square},
    {.size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = "aten::max.other(Tensor self, Tensor other) -> Tensor", .composite = max_other},
    {.size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = "aten::min.other(Tensor self, Tensor other) -> Tensor", .composite = min_other},
    {0},
};
