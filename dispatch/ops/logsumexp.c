/* dispatch/ops/logsumexp.c - log of a sum of exponentials, shifted by the maximum so that nothing
   overflows */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], t->ndim, &mask));
    return rp_reduce_output(c, out, 0, t, mask, rp_arg_bool(&in[2]),
                            rp_dtype_is_floating(t->dtype) ? t->dtype : RP_F32);
}

static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                     rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *y = NULL, *g = NULL;
    const bool keepdim = rp_arg_bool(rp_saved_arg(n, 2));
    uint64_t mask;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_saved_output(&y, n, 0));
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), self->ndim, &mask));
    RP_TRY(rp_reduce_restore(&y, y, self->ndim, mask, keepdim));
    RP_TRY(rp_reduce_restore(&g, grad_out[0], self->ndim, mask, keepdim));
    RP_TRY(rp_sub(&y, self, y));
    RP_TRY(rp_exp(&y, y));
    return rp_mul(&grad_in[0], g, y);
}

const rp_op_row rp_op_logsumexp[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::logsumexp.out(Tensor self, int[1] dim, bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = meta,
        .vjp = vjp,
        .save_in = 1,
        .save_out = 1,
        .rel_tol = 16,
    },
    {0},
};
