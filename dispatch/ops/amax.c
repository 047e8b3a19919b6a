/* dispatch/ops/amax.c - the largest element over dimensions; its gradient is shared by equal ones */
#include "dispatch/reduce.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], t->ndim, &mask));
    RP_TRY(rp_reduce_nonempty(c, t, mask, rp_arg_count(&in[1]) == 0));
    return rp_reduce_output(c, out, 0, t, mask, rp_arg_bool(&in[2]), t->dtype);
}

static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *most = NULL;
    uint64_t mask;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_saved_output(&most, n, 0));
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), self->ndim, &mask));
    return rp_reduce_extreme_vjp(&grad_in[0], grad_out[0], self, most, mask, rp_arg_bool(rp_saved_arg(n, 2)));
}

const rp_op_row rp_op_amax[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",
        .variants = (const char *const[]){
            "aten::amax.out(Tensor self, int[1] dim=[], bool keepdim=False, *, Tensor(a!) out) -> Tensor(a!)", NULL},
        .meta = meta,
        .vjp = vjp,
        .save_in = 1,
        .save_out = 1,
    },
    {0},
};
