/* dispatch/ops/arange.c - evenly spaced numbers in [start, end) */
#include "dispatch/factory.h"
#include <math.h>

static int64_t whole(const rp_value *v)
{
    return v->tag != RP_TAG_FLOAT ? v->u.i : fabs(v->u.f) < 0x1p62 ? (int64_t)v->u.f : 0;
}

/* int64 results are counted in integers, everything else in double. */
static double count_of(double a, double b, double s, const rp_value *start, const rp_value *end,
                       const rp_value *step, bool exact)
{
    if (!exact) return ceil((b - a) / s);
    const int64_t first = whole(start), last = whole(end), by = whole(step);
    int64_t span;
    if (__builtin_sub_overflow(last, first, &span) ||
        __builtin_add_overflow(span, by - (by > 0 ? 1 : -1), &span))
        return INFINITY;
    return (double)(span / by);
}

static rp_status count(const rp_value *start, const rp_value *end, const rp_value *step, bool exact,
                       int64_t *n)
{
    const double a = rp_arg_float(start), b = rp_arg_float(end), s = rp_arg_float(step);
    if (s == 0 || (exact && whole(step) == 0)) return RP_FAIL(RP_E_VALUE, "step must be nonzero");
    if (!isfinite(a) || !isfinite(b))
        return RP_FAIL(RP_E_VALUE, "unsupported range: %g -> %g", a, b);
    if ((s > 0) != (b >= a) && a != b)
        return RP_FAIL(RP_E_VALUE, "upper bound and lower bound inconsistent with step sign");
    const double size = count_of(a, b, s, start, end, step, exact);
    if (!(size < 0x1p62))
        return RP_FAIL(RP_E_VALUE, "invalid size, possible overflow? %g numbers from %g to %g",
                       size, a, b);
    *n = (int64_t)size;
    return RP_OK;
}

static rp_status make(rp_call *c, const rp_value *in, rp_value *out, const rp_value *start,
                      const rp_value *end, const rp_value *step, uint32_t options)
{
    const bool floats =
        start->tag == RP_TAG_FLOAT || end->tag == RP_TAG_FLOAT || step->tag == RP_TAG_FLOAT;
    int64_t n;
    RP_TRY(count(start, end, step, rp_arg_dtype(&in[options], floats ? RP_F32 : RP_I64) == RP_I64,
                 &n));
    return rp_factory_output(c, in, out, options, &n, 1, floats ? RP_F32 : RP_I64);
}

static rp_status end_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    const rp_value zero = rp_value_int(0), one = rp_value_int(1);
    (void)self, (void)n_in, (void)n_out;
    return make(c, in, out, &zero, &in[0], &one, 1);
}

static rp_status start_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    const rp_value one = rp_value_int(1);
    (void)self, (void)n_in, (void)n_out;
    return make(c, in, out, &in[0], &in[1], &one, 2);
}

static rp_status step_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return make(c, in, out, &in[0], &in[1], &in[2], 3);
}

#define OPTIONS                                                                                    \
    "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor"
const rp_op_row rp_op_arange[] = {
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_NO_GRADIENT,
     .schema = "aten::arange(Scalar end, " OPTIONS,
     .meta = end_meta},
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_NO_GRADIENT,
     .schema = "aten::arange.start(Scalar start, Scalar end, " OPTIONS,
     .meta = start_meta},
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_NO_GRADIENT,
     .schema = "aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, " OPTIONS,
     .meta = step_meta},
    {0},
};
