/* dispatch/ops/tril.c - one side of a diagonal: tril, triu, and their indices */
#include "dispatch/factory.h"
#include "dispatch/ops/shape.h"

static rp_status part_meta(rp_call *c, const char *op, const rp_value *in, rp_value *out)
{
    rp_tensor *t = in[0].u.t;
    if (t->ndim < 2)
        return RP_FAIL(RP_E_SHAPE, "%s: input tensor must have at least 2 dimensions, got %d", op,
                       t->ndim);
    if (c->op->form == RP_FORM_OUT && in[2].u.t->dtype != t->dtype)
        return RP_FAIL(RP_E_DTYPE, "Expected out tensor to have dtype %s, but got %s instead",
                       rp_dtype_name(t->dtype), rp_dtype_name(in[2].u.t->dtype));
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status tril_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return part_meta(c, "tril", in, out);
}

static rp_status triu_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return part_meta(c, "triu", in, out);
}

static rp_status tril_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0] ? rp_tril(&grad_in[0], grad_out[0], saved_int(n, 1)) : RP_OK;
}

static rp_status triu_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return grad_out[0] ? rp_triu(&grad_in[0], grad_out[0], saved_int(n, 1)) : RP_OK;
}

/* The elements of a part, by row and column. In row r it has the columns up to, or from, r +
   offset. */
static rp_status indices_meta(rp_call *c, const rp_value *in, rp_value *out, bool lower)
{
    const int64_t rows = in[0].u.i, columns = in[1].u.i;
    if (rows < 0 || columns < 0)
        return RP_FAIL(RP_E_VALUE, "%s must be non-negative, got %lld", rows < 0 ? "row" : "col",
                       (long long)(rows < 0 ? rows : columns));
    /* no overflow below */
    const int64_t offset = in[2].u.i > columns ? columns : in[2].u.i < -rows ? -rows : in[2].u.i;
    int64_t shape[2] = {2, 0};
    for (int64_t r = 0; r < rows; r++) {
        const int64_t end = r + offset + (lower ? 1 : 0), cut = end < 0         ? 0
                                                                : end > columns ? columns
                                                                                : end;
        shape[1] += lower ? cut : columns - cut;
    }
    return rp_factory_output(c, in, out, 3, shape, 2, RP_I64);
}

OP_FUNCTION(tril_indices_meta)
{
    OP_UNUSED;
    return indices_meta(c, in, out, true);
}

OP_FUNCTION(triu_indices_meta)
{
    OP_UNUSED;
    return indices_meta(c, in, out, false);
}

#define INDICES                                                                                    \
    "_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor"
const rp_op_row rp_op_tril[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::tril(Tensor self, SymInt diagonal=0) -> Tensor",
        .doc =
            "Elements on and below the diagonal that lies `diagonal` places right of the main one; zeros elsewhere.",
        .variants = OP_VARIANTS(
            "aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)",
            "aten::tril.out(Tensor self, SymInt diagonal=0, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = tril_meta,
        .vjp = tril_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::triu(Tensor self, SymInt diagonal=0) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)",
            "aten::triu.out(Tensor self, SymInt diagonal=0, *, Tensor(a!) out) -> Tensor(a!)"),
        .meta = triu_meta,
        .vjp = triu_vjp,
    },
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_NO_GRADIENT,
     .schema = "aten::tril" INDICES,
     .meta = tril_indices_meta},
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_NO_GRADIENT,
     .schema = "aten::triu" INDICES,
     .meta = triu_indices_meta},
    {0},
};
