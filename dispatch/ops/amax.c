/* dispatch/ops/amax.c - the largest and the smallest element over dimensions; gradients are shared
   by equal ones */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], t->ndim, &mask));
    RP_TRY(rp_reduce_nonempty(c, t, mask, rp_arg_count(&in[1]) == 0));
    return rp_reduce_output(c, out, 0, t, mask, rp_arg_bool(&in[2]), t->dtype);
}

static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                     rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *most = NULL;
    uint64_t mask;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_saved_output(&most, n, 0));
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), self->ndim, &mask));
    return rp_reduce_extreme_vjp(&grad_in[0], grad_out[0], self, most, mask,
                                 rp_arg_bool(rp_saved_arg(n, 2)));
}

static rp_status both_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_reduce_one_dim(c, t, &in[1], &mask));
    for (uint32_t k = 0; k < 2; k++)
        RP_TRY(rp_reduce_output(c, out, k, t, mask, rp_arg_bool(&in[2]), t->dtype));
    return RP_OK;
}

/* Argument 1 of aminmax is one dimension or none, which reads as a list of them. */
static rp_status both_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *least = NULL, *most = NULL, *part = NULL;
    const bool keepdim = rp_arg_bool(rp_saved_arg(n, 2));
    uint64_t mask;
    (void)c;
    if (!(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_arg_dim_mask(rp_saved_arg(n, 1), self->ndim, &mask));
    if (grad_out[0]) {
        RP_TRY(rp_saved_output(&least, n, 0));
        RP_TRY(rp_reduce_extreme_vjp(&grad_in[0], grad_out[0], self, least, mask, keepdim));
    }
    if (!grad_out[1]) return RP_OK;
    RP_TRY(rp_saved_output(&most, n, 1));
    RP_TRY(rp_reduce_extreme_vjp(&part, grad_out[1], self, most, mask, keepdim));
    if (grad_in[0]) return rp_add(&grad_in[0], grad_in[0], part);
    grad_in[0] = rp_tensor_retain(part);
    return RP_OK;
}

#define EXTREME(name_)                                                                             \
    {                                                                                              \
        .size = sizeof(rp_op_row),                                                                 \
        .schema = "aten::" name_ "(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",     \
        .variants =                                                                                \
            OP_VARIANTS("aten::" name_ ".out(Tensor self, int[1] dim=[], bool keepdim=False, *, "  \
                        "Tensor(a!) out) -> Tensor(a!)"),                                          \
        .meta = meta, .vjp = vjp, .save_in = 1, .save_out = 1,                                     \
    }
const rp_op_row rp_op_amax[] = {
    EXTREME("amax"),
    EXTREME("amin"),
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)",
        .variants = OP_VARIANTS(
            "aten::aminmax.out(Tensor self, *, int? dim=None, bool keepdim=False, Tensor(a!) min, "
            "Tensor(b!) max) -> (Tensor(a!) min, Tensor(b!) max)"),
        .meta = both_meta,
        .vjp = both_vjp,
        .save_in = 1,
        .save_out = 3,
    },
    {0},
};
