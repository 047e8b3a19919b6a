/* dispatch/ops/empty_strided.c - a tensor of any geometry, its bytes undefined */
#include "dispatch/factory.h"
#include "dispatch/ops/shape.h"

/* `at`: the position of `size`; stride and the options come after it. */
static rp_status strided(rp_call *c, const rp_value *in, rp_value *out, uint32_t at,
                         rp_dtype absent)
{
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS], elements;
    int n, n_stride;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(in_ints(size, &n, &in[at]));
    RP_TRY(in_ints(stride, &n_stride, &in[at + 1]));
    if (n != n_stride)
        return RP_FAIL(RP_E_SHAPE,
                       "dimensionality of sizes (%d) must match dimensionality of strides (%d)", n,
                       n_stride);
    bool legal = true;
    for (int d = 0; d < n; d++) legal = legal && size[d] >= 0 && stride[d] >= 0;
    if (!legal || !rp_extent_checked(size, stride, n, 0, &elements))
        return RP_FAIL(RP_E_VALUE, "empty_strided: size %s and stride %s are no geometry",
                       rp_shape_text(a, sizeof a, size, n), rp_shape_text(b, sizeof b, stride, n));
    RP_TRY(rp_factory_output(c, in, out, at + 2, &elements, 1, absent));
    return rp_tensor_set_geometry(out[0].u.t, size, stride, n, 0);
}

OP_FUNCTION(strided_meta)
{
    OP_UNUSED;
    return strided(c, in, out, 0, RP_F32);
}

OP_FUNCTION(new_meta)
{
    OP_UNUSED;
    return strided(c, in, out, 1, in[0].u.t->dtype);
}

/* physical_layout: the dims from the outermost in memory to the innermost. */
OP_FUNCTION(permuted_meta)
{
    int64_t size[RP_MAX_DIMS], layout[RP_MAX_DIMS], stride[RP_MAX_DIMS], step = 1;
    int n, n_layout;
    uint64_t seen = 0;
    OP_UNUSED;
    RP_TRY(rp_arg_shape(&in[0], size, &n, false));
    RP_TRY(in_ints(layout, &n_layout, &in[1]));
    if (n != n_layout)
        return RP_FAIL(
            RP_E_SHAPE,
            "Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = %d is not equal to len(physical_layout) = %d",
            n, n_layout);
    for (int i = n - 1; i >= 0; i--) {
        if (layout[i] < 0 || layout[i] >= n)
            return RP_FAIL(
                RP_E_DIM,
                "Dimension out of range (expected to be between 0 and %d, but got %lld at index %d)",
                n - 1, (long long)layout[i], i);
        if (seen >> layout[i] & 1)
            return RP_FAIL(RP_E_DIM, "Duplicate dim not allowed: %lld", (long long)layout[i]);
        seen |= UINT64_C(1) << layout[i];
        stride[layout[i]] = step;
        if (size[layout[i]] > 1 && __builtin_mul_overflow(step, size[layout[i]], &step))
            return RP_FAIL(RP_E_SHAPE, "empty_permuted: more than 2^63 - 1 elements");
    }
    RP_TRY(rp_factory_output(c, in, out, 2, size, n, RP_F32));
    return rp_tensor_set_geometry(out[0].u.t, size, stride, n, 0);
}

#define OPTIONS                                                                                    \
    "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor"
const rp_op_row rp_op_empty_strided[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::empty_strided(SymInt[] size, SymInt[] stride, " OPTIONS,
        .meta = strided_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, " OPTIONS,
        .meta = new_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::empty_permuted(SymInt[] size, int[] physical_layout, " OPTIONS,
        .meta = permuted_meta,
    },
    {0},
};
