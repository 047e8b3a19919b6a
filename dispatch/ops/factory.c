/* dispatch/ops/factory.c - tensors from a shape: empty, zeros, ones, full, and the same like
   another tensor */
#include "dispatch/factory.h"

#define OPTIONS                                                                                    \
    "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None"
#define LIKE OPTIONS ", MemoryFormat? memory_format=None"

META(sized_meta, rp_factory_sized(c, in, out, 0, 1, RP_F32))
/* The options are at `options`; the number stands before them. */
static rp_status filled(const rp_value *in, uint32_t options, const rp_value *out, rp_status made)
{
    RP_TRY(made);
    return rp_factory_check_number(out->u.t, &in[options - 1]);
}
META(full_meta,
     filled(in, 2, out, rp_factory_sized(c, in, out, 0, 2, rp_factory_number_dtype(&in[1]))))
META(like_meta, rp_factory_like(c, in, out, 1))
META(full_like_meta, filled(in, 2, out, rp_factory_like(c, in, out, 2)))
META(scalar_meta, filled(in, 1, out, rp_factory_output(c, in, out, 1, NULL, 0, RP_F32)))

META(new_meta, rp_factory_sized(c, in, out, 1, 2, in[0].u.t->dtype))
META(new_full_meta, filled(in, 3, out, rp_factory_sized(c, in, out, 1, 3, in[0].u.t->dtype)))

static rp_status eye(rp_call *c, const rp_value *in, rp_value *out, int64_t n, int64_t m,
                     uint32_t options)
{
    const int64_t shape[] = {n, m};
    if (n < 0)
        return RP_FAIL(RP_E_VALUE, "n must be greater or equal to 0, got %lld", (long long)n);
    if (m < 0)
        return RP_FAIL(RP_E_VALUE, "m must be greater or equal to 0, got %lld", (long long)m);
    return rp_factory_output(c, in, out, options, shape, 2, RP_F32);
}
META(eye_meta, eye(c, in, out, rp_arg_int(&in[0]), rp_arg_int(&in[0]), 1))
META(eye_m_meta, eye(c, in, out, rp_arg_int(&in[0]), rp_arg_int(&in[1]), 2))

#define ROW(schema_, meta_)                                                                        \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_NO_GRADIENT,                                     \
        .schema = "aten::" schema_ " -> Tensor", .meta = meta_                                     \
    }
const rp_op_row rp_op_factory[] = {
    ROW("empty.memory_format(SymInt[] size, *, " LIKE ")", sized_meta),
    ROW("empty_like(Tensor self, *, " LIKE ")", like_meta),
    ROW("zeros(SymInt[] size, *, " OPTIONS ")", sized_meta),
    ROW("zeros_like(Tensor self, *, " LIKE ")", like_meta),
    ROW("ones(SymInt[] size, *, " OPTIONS ")", sized_meta),
    ROW("ones_like(Tensor self, *, " LIKE ")", like_meta),
    ROW("full(SymInt[] size, Scalar fill_value, *, " OPTIONS ")", full_meta),
    ROW("full_like(Tensor self, Scalar fill_value, *, " LIKE ")", full_like_meta),
    ROW("new_empty(Tensor self, SymInt[] size, *, " OPTIONS ")", new_meta),
    ROW("new_zeros(Tensor self, SymInt[] size, *, " OPTIONS ")", new_meta),
    ROW("new_ones(Tensor self, SymInt[] size, *, " OPTIONS ")", new_meta),
    ROW("new_full(Tensor self, SymInt[] size, Scalar fill_value, *, " OPTIONS ")", new_full_meta),
    ROW("scalar_tensor(Scalar s, *, " OPTIONS ")", scalar_meta),
    ROW("eye(SymInt n, *, " OPTIONS ")", eye_meta),
    ROW("eye.m(SymInt n, SymInt m, *, " OPTIONS ")", eye_m_meta),
    {0},
};
