/* dispatch/ops/dropout.c - zeroes elements with probability p and scales the others by 1 / (1 -
   p) */
#include "dispatch/args.h"
#include "dispatch/ops.h"

static rp_status check_p(double p)
{
    if (p >= 0 && p <= 1) return RP_OK;
    return RP_FAIL(RP_E_VALUE, "dropout probability has to be between 0 and 1, but got %g", p);
}

static bool trains(const rp_value *train)
{
    return !rp_arg_given(train) || rp_arg_bool(train);
}

static rp_status native_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    rp_tensor *x = in[0].u.t;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check_p(rp_arg_float(&in[1])));
    if (!rp_dtype_is_floating(x->dtype))
        return RP_FAIL(RP_E_DTYPE, "%s is not defined for %s tensors", c->op->schema.name,
                       rp_dtype_name(x->dtype));
    RP_TRY(rp_call_output_like(c, out, 1, x->shape, x->ndim, RP_BOOL, x));
    RP_TRY(rp_call_output_like(c, out, 0, x->shape, x->ndim, x->dtype, x));
    rp_call_set_dtype(c, x->dtype);
    return RP_OK;
}

static rp_status native_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *mask = NULL;
    const double p = rp_arg_float(rp_saved_arg(n, 1));
    const double scale = !trains(rp_saved_arg(n, 2)) ? 1 : p == 1 ? 0 : 1 / (1 - p);
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_output(&mask, n, 1));
    return rp_native_dropout_backward(&grad_in[0], grad_out[0], mask, scale);
}

/* As PyTorch decomposes it: where nothing is dropped, the input itself; on accelerators the fused
   operator. */
static rp_status dropout(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    RP_LOCAL rp_tensor *noise = NULL, *result = NULL;
    rp_tensor *x = in[0].u.t;
    const double p = rp_arg_float(&in[1]);
    const int on = 1;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(check_p(p));
    if (p == 0 || !rp_arg_bool(&in[2]) || x->numel == 0) {
        out[0] = rp_value_tensor(rp_tensor_retain(x));
        return RP_OK;
    }
    if (p < 1 && x->device.type != 0) {
        RP_TRY(rp_native_dropout(&result, NULL, x, p, &on));
    } else if (p == 1) {
        RP_TRY(rp_zeros_full(&noise, NULL, 0, x->dtype, NULL, &x->device, NULL));
        RP_TRY(rp_mul(&result, x, noise));
    } else {
        RP_TRY(rp_empty_like(&noise, x));
        RP_TRY(rp_bernoulli__float(&noise, noise, 1 - p));
        RP_TRY(rp_div__scalar(&noise, noise, rp_value_float(1 - p)));
        RP_TRY(rp_mul(&result, x, noise));
    }
    out[0] = rp_value_tensor(result);
    result = NULL;
    return RP_OK;
}

const rp_op_row rp_op_dropout[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_RANDOM,
        .schema = "aten::native_dropout(Tensor input, float p, bool? train) -> (Tensor, Tensor)",
        .meta = native_meta,
        .vjp = native_vjp,
        .save_out = 2,
        .tags = "@random",
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::dropout(Tensor input, float p, bool train) -> Tensor",
        .composite = dropout,
    },
    {0},
};
