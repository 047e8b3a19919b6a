/* dispatch/ops/linspace.c - `steps` numbers from start to end, evenly spaced: linspace, and their
   powers: logspace */
#include "dispatch/factory.h"
#include "dispatch/ops/shape.h"

static rp_status spaced(rp_call *c, const rp_value *in, rp_value *out, uint32_t options)
{
    const int64_t n = in[2].u.i;
    if (n < 0)
        return RP_FAIL(RP_E_VALUE, "number of steps must be non-negative, got %lld", (long long)n);
    return rp_factory_output(c, in, out, options, &n, 1, RP_F32);
}

OP_FUNCTION(linspace_meta)
{
    OP_UNUSED;
    return spaced(c, in, out, 3);
}

OP_FUNCTION(logspace_meta)
{
    OP_UNUSED;
    return spaced(c, in, out, 4);
}

/* start and end as numbers, whatever they were given as; the rest as it is. */
static rp_status with_numbers(rp_call *c, const char *op, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    rp_value args[RP_MAX_ARGS];
    memcpy(args, in, n_in * sizeof *args);
    for (int i = 0; i < 2; i++) {
        if (in[i].tag != RP_TAG_TENSOR) continue;
        if (in[i].u.t->ndim)
            return RP_FAIL(
                RP_E_SHAPE,
                "%s only supports 0-dimensional start and end tensors, but got %s with %d dimension(s).",
                op + strlen("aten::"), i ? "end" : "start", in[i].u.t->ndim);
        RP_TRY(rp_item(&args[i], in[i].u.t));
    }
    return out_of(c, op, args, n_in, out, n_out);
}

OP_FUNCTION(linspace_composite)
{
    OP_UNUSED;
    return with_numbers(c, "aten::linspace", in, n_in, out, n_out);
}

OP_FUNCTION(logspace_composite)
{
    OP_UNUSED;
    return with_numbers(c, "aten::logspace", in, n_in, out, n_out);
}

#define OPTIONS                                                                                    \
    "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor"
const rp_op_row rp_op_linspace[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::linspace(Scalar start, Scalar end, int steps, " OPTIONS,
        .meta = linspace_meta,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_NO_GRADIENT,
        .schema = "aten::logspace(Scalar start, Scalar end, int steps, float base=10., " OPTIONS,
        .meta = logspace_meta,
    },
    OP_COMPOSITE("linspace.Tensor_Tensor(Tensor start, Tensor end, int steps, " OPTIONS,
                 linspace_composite),
    OP_COMPOSITE("linspace.Tensor_Scalar(Tensor start, Scalar end, int steps, " OPTIONS,
                 linspace_composite),
    OP_COMPOSITE("linspace.Scalar_Tensor(Scalar start, Tensor end, int steps, " OPTIONS,
                 linspace_composite),
    OP_COMPOSITE(
        "logspace.Tensor_Tensor(Tensor start, Tensor end, int steps, float base=10., " OPTIONS,
        logspace_composite),
    OP_COMPOSITE(
        "logspace.Tensor_Scalar(Tensor start, Scalar end, int steps, float base=10., " OPTIONS,
        logspace_composite),
    OP_COMPOSITE(
        "logspace.Scalar_Tensor(Scalar start, Tensor end, int steps, float base=10., " OPTIONS,
        logspace_composite),
    {0},
};
