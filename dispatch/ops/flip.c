/* dispatch/ops/flip.c - the other way round along some dims */
#include "dispatch/ops/shape.h"

static rp_status flip_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    uint64_t seen = 0;
    int64_t dims[RP_MAX_DIMS];
    int n, dim;
    RP_TRY(in_ints(dims, &n, &in[1]));
    for (int i = 0; i < n; i++) {
        RP_TRY(dim_wrap(&dim, dims[i], t->ndim));
        if (seen >> dim & 1)
            return RP_FAIL(RP_E_DIM, "dim %d appears multiple times in the list of dims", dim);
        seen |= UINT64_C(1) << dim;
    }
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status flip_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)mask;
    int64_t dims[RP_MAX_DIMS];
    int k;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(in_ints(dims, &k, rp_saved_arg(n, 1)));
    return rp_flip(&grad_in[0], grad_out[0], dims, (uint32_t)k);
}

const rp_op_row rp_op_flip[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::flip(Tensor self, int[] dims) -> Tensor",
        .meta = flip_meta,
        .vjp = flip_vjp,
    },
    {0},
};
