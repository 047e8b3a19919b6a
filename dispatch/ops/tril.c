/* dispatch/ops/tril.c - one side of a diagonal: tril, triu */
#include "dispatch/ops/shape.h"

static rp_status part_meta(rp_call *c, const char *op, const rp_value *in, rp_value *out)
{
    rp_tensor *t = in[0].u.t;
    if (t->ndim < 2) return RP_FAIL(RP_E_SHAPE, "%s: input tensor must have at least 2 dimensions, got %d", op, t->ndim);
    if (c->op->form == RP_FORM_OUT && in[2].u.t->dtype != t->dtype)
        return RP_FAIL(RP_E_DTYPE, "Expected out tensor to have dtype %s, but got %s instead", rp_dtype_name(t->dtype), rp_dtype_name(in[2].u.t->dtype));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status tril_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return part_meta(c, "tril", in, out);
}

static rp_status triu_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return part_meta(c, "triu", in, out);
}

static rp_status tril_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0] ? rp_tril(&grad_in[0], grad_out[0], saved_int(n, 1)) : RP_OK;
}

static rp_status triu_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0] ? rp_triu(&grad_in[0], grad_out[0], saved_int(n, 1)) : RP_OK;
}

const rp_op_row rp_op_tril[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::tril(Tensor self, SymInt diagonal=0) -> Tensor",
        .doc = "Elements on and below the diagonal that lies `diagonal` places right of the main one; zeros elsewhere.",
        .variants = (const char *const[]){"aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)",
                                          "aten::tril.out(Tensor self, SymInt diagonal=0, *, Tensor(a!) out) -> Tensor(a!)", NULL},
        .meta = tril_meta,
        .vjp = tril_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::triu(Tensor self, SymInt diagonal=0) -> Tensor",
        .variants = (const char *const[]){"aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)",
                                          "aten::triu.out(Tensor self, SymInt diagonal=0, *, Tensor(a!) out) -> Tensor(a!)", NULL},
        .meta = triu_meta,
        .vjp = triu_vjp,
    },
    {0},
};
