/* dispatch/ops/max.c - extreme elements and where they are; NaN is more extreme than every number,
   the first of equal ones wins */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status all_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_reduce_nonempty(c, in[0].u.t, 0, true));
    return rp_reduce_output(c, out, 0, in[0].u.t, ~UINT64_C(0), false, in[0].u.t->dtype);
}

static rp_status dim_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    uint64_t mask;
    const bool keepdim = rp_arg_bool(&in[2]);
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_reduce_one_dim(c, in[0].u.t, &in[1], &mask));
    RP_TRY(rp_reduce_output(c, out, 1, in[0].u.t, mask, keepdim, RP_I64));
    return rp_reduce_output(c, out, 0, in[0].u.t, mask, keepdim, in[0].u.t->dtype);
}

static rp_status place_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    uint64_t mask;
    const rp_tensor *t = in[0].u.t;
    (void)self, (void)n_in, (void)n_out;
    if (t->dtype == RP_BOOL)
        return RP_FAIL(RP_E_DTYPE, "%s is not defined for bool tensors",
                       c->op->functional->schema.base);
    RP_TRY(rp_reduce_one_dim(c, t, &in[1], &mask));
    RP_TRY(rp_reduce_output(c, out, 0, t, mask, rp_arg_bool(&in[2]), RP_I64));
    rp_call_set_dtype(c, t->dtype);
    return RP_OK;
}

static rp_status dim_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    return rp_reduce_picked_vjp(&grad_in[0], grad_out[0], n, rp_arg_int(rp_saved_arg(n, 1)),
                                rp_arg_bool(rp_saved_arg(n, 2)));
}

#define EXTREME(name_, values_)                                                                    \
    {.size = sizeof(rp_op_row),                                                                    \
     .schema = "aten::" name_ "(Tensor self) -> Tensor",                                           \
     .variants =                                                                                   \
         OP_VARIANTS("aten::" name_ ".unary_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)"),   \
     .meta = all_meta,                                                                             \
     .vjp = rp_reduce_evenly_vjp,                                                                  \
     .save_in = 1,                                                                                 \
     .save_out = 1},                                                                               \
        {.size = sizeof(rp_op_row),                                                                \
         .schema =                                                                                 \
             "aten::" name_                                                                        \
             ".dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",  \
         .variants =                                                                               \
             OP_VARIANTS("aten::" name_ ".dim_" name_                                              \
                         "(Tensor self, int dim, bool keepdim=False, *, Tensor(a!) " name_         \
                         ", Tensor(b!) " values_ ") -> (Tensor(a!) values, Tensor(b!) indices)"),  \
         .meta = dim_meta,                                                                         \
         .vjp = dim_vjp,                                                                           \
         .save_out = 2},                                                                           \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_NO_GRADIENT,                                     \
        .schema = "aten::arg" name_ "(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",  \
        .variants = OP_VARIANTS("aten::arg" name_                                                  \
                                ".out(Tensor self, int? dim=None, bool keepdim=False, *, "         \
                                "Tensor(a!) out) -> Tensor(a!)"),                                  \
        .meta = place_meta                                                                         \
    }

const rp_op_row rp_op_max[] = {EXTREME("max", "max_values"), EXTREME("min", "min_indices"), {0}};
