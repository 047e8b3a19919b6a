/* dispatch/ops/roll.c - elements moved along some dims, those that fall out coming in at the other
   end */
#include "dispatch/ops/shape.h"

OP_FUNCTION(roll_meta)
{
    const rp_tensor *t = in[0].u.t;
    int64_t shifts[RP_MAX_DIMS], dims[RP_MAX_DIMS];
    int n, n_dims;
    OP_UNUSED;
    RP_TRY(in_ints(shifts, &n, &in[1]));
    RP_TRY(in_ints(dims, &n_dims, &in[2]));
    if (n == 0) return RP_FAIL(RP_E_VALUE, "`shifts` required");
    if (n != n_dims && !(n == 1 && n_dims == 0))
        return RP_FAIL(RP_E_SHAPE, "shifts and dimensions must align. shifts: %d, dims:%d", n,
                       n_dims);
    /* as PyTorch: nothing moves in an empty tensor, wherever to */
    for (int i = 0; i < n_dims && t->numel; i++) {
        int dim;
        if (t->ndim == 0)
            return RP_FAIL(RP_E_DIM, "Dimension specified as %lld but tensor has no dimensions",
                           (long long)dims[i]);
        RP_TRY(dim_wrap(&dim, dims[i], t->ndim));
    }
    return rp_call_output(c, out, 0, t->shape, t->ndim, t->dtype);
}

OP_VJP(roll_vjp)
{
    int64_t shifts[RP_MAX_DIMS], dims[RP_MAX_DIMS];
    int k, n_dims;
    OP_VJP_UNUSED;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(in_ints(shifts, &k, rp_saved_arg(n, 1)));
    RP_TRY(in_ints(dims, &n_dims, rp_saved_arg(n, 2)));
    for (int i = 0; i < k; i++) shifts[i] = (int64_t)(0 - (uint64_t)shifts[i]);
    return rp_roll(&grad_in[0], grad_out[0], shifts, (uint32_t)k, dims, (uint32_t)n_dims);
}

const rp_op_row rp_op_roll[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor",
        .doc = "Without dims, along the flattened tensor.",
        .meta = roll_meta,
        .vjp = roll_vjp,
    },
    {0},
};
