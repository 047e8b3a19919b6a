/* dispatch/ops/bucketize.c - elements looked up in a list: bucketize in a sorted one, isin in any;
   allclose */
#include "dispatch/ops/pointwise.h"
#include "dispatch/ops/shape.h"

/* Elements are compared in the type that both promote to. */
static void compare_in(rp_call *c, const rp_value *in)
{
    rp_promotion p = {RP_DTYPE_NONE, RP_DTYPE_NONE, RP_DTYPE_NONE};
    for (int i = 0; i < 2; i++) rp_promote_tensor(&p, in[i].u.t);
    rp_call_set_dtype(c, rp_promotion_type(&p));
}

static rp_status bucketize_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    rp_tensor *t = in[0].u.t, *boundaries = in[1].u.t;
    (void)self, (void)n_in, (void)n_out;
    if (boundaries->ndim != 1)
        return RP_FAIL(RP_E_SHAPE, "boundaries tensor must be 1 dimension, but got dim(%d)",
                       boundaries->ndim);
    RP_TRY(rp_call_output(c, out, 0, t->shape, t->ndim, in[2].u.i ? RP_I32 : RP_I64));
    compare_in(c, in);
    return RP_OK;
}

static rp_status isin_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    if (in[0].u.t->dtype == RP_BOOL || in[1].u.t->dtype == RP_BOOL)
        return RP_FAIL(RP_E_DTYPE, "isin is not defined for bool tensors");
    RP_TRY(rp_call_output(c, out, 0, in[0].u.t->shape, in[0].u.t->ndim, RP_BOOL));
    compare_in(c, in);
    return RP_OK;
}

/* Are all elements close? */
static rp_status allclose(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    RP_LOCAL rp_tensor *close = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(rp_isclose(&close, in[0].u.t, in[1].u.t, in[2].u.f, in[3].u.f, in[4].u.i != 0));
    RP_TRY(rp_all(&close, close));
    return rp_item(&out[0], close);
}

const rp_op_row rp_op_bucketize[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema =
            "aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::bucketize.Tensor_out(Tensor self, Tensor boundaries, *, bool out_int32=False, bool "
            "right=False, Tensor(a!) out) -> Tensor(a!)"),
        .meta = bucketize_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema =
            "aten::isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor",
        .variants = OP_VARIANTS(
            "aten::isin.Tensor_Tensor_out(Tensor elements, Tensor test_elements, *, bool assume_unique=False, "
            "bool invert=False, Tensor(a!) out) -> Tensor(a!)"),
        .meta = isin_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::allclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> bool",
        .composite = allclose,
    },
    {0},
};
