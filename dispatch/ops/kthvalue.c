/* dispatch/ops/kthvalue.c - one element of every line, by rank or by count, and where it is:
   kthvalue, median, nanmedian, mode */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status picked(rp_call *c, const rp_value *in, rp_value *out, uint32_t dim_argument)
{
    const rp_tensor *t = in[0].u.t;
    const bool keepdim = rp_arg_bool(&in[dim_argument + 1]);
    uint64_t mask;
    RP_TRY(rp_reduce_one_dim(c, t, &in[dim_argument], &mask));
    RP_TRY(rp_reduce_output(c, out, 0, t, mask, keepdim, t->dtype));
    return rp_reduce_output(c, out, 1, t, mask, keepdim, RP_I64);
}

static rp_status dim_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return picked(c, in, out, 1);
}

static rp_status kth_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    int64_t k = rp_arg_int(&in[1]), dim = rp_arg_int(&in[2]);
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(picked(c, in, out, 2));
    RP_TRY(rp_wrap_dim(&dim, t->ndim));
    const int64_t n = t->ndim ? t->shape[dim] : 1;
    if (k >= 1 && k <= n) return RP_OK;
    return RP_FAIL(
        RP_E_INDEX,
        "kthvalue(): selected number k out of range for dimension %lld: %lld of %lld elements",
        (long long)dim, (long long)k, (long long)n);
}

static rp_status all_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return rp_reduce_output(c, out, 0, in[0].u.t, ~UINT64_C(0), false, in[0].u.t->dtype);
}

static rp_status picked_vjp(rp_node *n, uint32_t dim_argument, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    if (!grad_out[0]) return RP_OK;
    return rp_reduce_picked_vjp(&grad_in[0], grad_out[0], n,
                                rp_arg_int(rp_saved_arg(n, dim_argument)),
                                rp_arg_bool(rp_saved_arg(n, dim_argument + 1)));
}

static rp_status dim_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c, (void)needs;
    return picked_vjp(n, 1, grad_out, grad_in);
}

static rp_status kth_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c, (void)needs;
    return picked_vjp(n, 2, grad_out, grad_in);
}

#define OUT_TWO                                                                                    \
    "*, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices)"
#define PICKED(name_, arguments_, out_, meta_, vjp_)                                               \
    {                                                                                              \
        .size = sizeof(rp_op_row),                                                                 \
        .schema = "aten::" name_ "(" arguments_ ") -> (Tensor values, Tensor indices)",            \
        .variants = OP_VARIANTS("aten::" out_ "(" arguments_ ", " OUT_TWO), .meta = meta_,         \
        .vjp = vjp_, .save_out = 2,                                                                \
    }
#define WHOLE(name_)                                                                               \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = "aten::" name_ "(Tensor self) -> Tensor",             \
        .variants =                                                                                \
            OP_VARIANTS("aten::" name_ ".out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)"),      \
        .meta = all_meta, .vjp = rp_reduce_evenly_vjp, .save_in = 1, .save_out = 1,                \
    }
const rp_op_row rp_op_kthvalue[] = {
    PICKED("kthvalue", "Tensor self, SymInt k, int dim=-1, bool keepdim=False", "kthvalue.values",
           kth_meta, kth_vjp),
    PICKED("median.dim", "Tensor self, int dim, bool keepdim=False", "median.dim_values", dim_meta,
           dim_vjp),
    PICKED("nanmedian.dim", "Tensor self, int dim, bool keepdim=False", "nanmedian.dim_values",
           dim_meta, dim_vjp),
    PICKED("mode", "Tensor self, int dim=-1, bool keepdim=False", "mode.values", dim_meta, dim_vjp),
    WHOLE("median"),
    WHOLE("nanmedian"),
    {0},
};
