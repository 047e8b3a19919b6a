/* dispatch/ops/empty_strided.c - a tensor of any geometry, its bytes undefined */
#include "dispatch/factory.h"
#include "dispatch/ops/shape.h"

static rp_status strided_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS], elements;
    int n, n_stride;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    RP_TRY(in_ints(size, &n, &in[0]));
    RP_TRY(in_ints(stride, &n_stride, &in[1]));
    if (n != n_stride) return RP_FAIL(RP_E_SHAPE, "dimensionality of sizes (%d) must match dimensionality of strides (%d)", n, n_stride);
    bool legal = true;
    for (int d = 0; d < n; d++) legal = legal && size[d] >= 0 && stride[d] >= 0;
    if (!legal || !rp_extent_checked(size, stride, n, 0, &elements))
        return RP_FAIL(RP_E_VALUE, "empty_strided: size %s and stride %s are no geometry", rp_shape_text(a, sizeof a, size, n), rp_shape_text(b, sizeof b, stride, n));
    RP_TRY(rp_factory_output(c, in, out, 2, &elements, 1, RP_F32));
    return rp_tensor_set_geometry(out[0].u.t, size, stride, n, 0);
}

const rp_op_row rp_op_empty_strided[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor",
        .meta = strided_meta,
    },
    {0},
};
