/* dispatch/ops/alias.c - names for other operators: relu6 is hardtanh from 0 to 6 */
#include "dispatch/ops/shape.h"

enum { MOST = 8, EXTRA = 3 };
struct alias {
    const char *base[3]; /* by form: functional, in-place, out= */
    uint32_t n;          /* numbers that come after the first argument */
    rp_value extra[EXTRA];
};

static rp_status call(rp_call *c, const char *base, const rp_value *in, uint32_t n_in,
                      rp_value *out, uint32_t n_out)
{
    const rp_op *op = rp_op_lookup(base);
    if (!op)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s needs %s, which is not registered",
                       c->op->schema.name, base);
    return rp_call_inner(c, op, in, n_in, out, n_out);
}

static rp_status run(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    const struct alias *a = self;
    rp_value args[MOST + EXTRA];
    args[0] = in[0];
    memcpy(args + 1, a->extra, a->n * sizeof *args);
    memcpy(args + 1 + a->n, in + 1, (n_in - 1) * sizeof *args);
    return call(c, a->base[c->op->form], args, n_in + a->n, out, n_out);
}

/* self 2^other; whole powers in f64, where they do not overflow before the product does */
static rp_status ldexp_tensor(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    static const char *const mul[] = {"aten::mul.Tensor", "aten::mul_.Tensor", "aten::mul.out"};
    rp_tensor *x = in[0].u.t, *other = in[1].u.t;
    const bool whole = !rp_dtype_is_floating(other->dtype);
    RP_LOCAL rp_tensor *power = NULL, *y = NULL;
    (void)self;
    if (whole) RP_TRY(rp_to_dtype(&power, other, RP_F64, 0, 0, NULL));
    RP_TRY(rp_pow_scalar(&power, rp_value_float(2), whole ? power : other));
    const rp_value args[] = {in[0], rp_value_tensor(power), n_in > 2 ? in[2] : rp_value_none()};
    RP_TRY(call(c, mul[c->op->form], args, n_in, out, n_out));
    if (!whole || c->op->form != RP_FORM_FUNCTIONAL) return RP_OK;
    RP_TRY(rp_to_dtype(&y, out[0].u.t, rp_dtype_is_floating(x->dtype) ? x->dtype : RP_F32, 0, 0,
                       NULL));
    rp_value_clear(&out[0]);
    return out_same(&out[0], y);
}

static rp_status log_sigmoid(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    rp_value both[2];
    (void)self, (void)n_out;
    RP_TRY(call(c, "aten::log_sigmoid_forward", in, n_in, both, 2));
    out[0] = both[0];
    rp_value_clear(&both[1]);
    return RP_OK;
}

static rp_status positive(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (in[0].u.t->dtype == RP_BOOL)
        return RP_FAIL(RP_E_DTYPE, "The `+` operator, on a bool tensor is not supported.");
    return out_same(&out[0], in[0].u.t);
}

/* ---- isclose --------------------------------------------------------------------------------- */
/* |self - other| <= atol + |rtol other|, both finite */
static rp_status near(rp_tensor **out, rp_tensor *self, rp_tensor *other, rp_value rtol,
                      rp_value atol)
{
    const rp_value one = rp_value_int(1);
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *allowed = NULL, *actual = NULL;
    const bool whole = rp_dtype_is_integral(self->dtype) || self->dtype == RP_BOOL;
    RP_TRY(rp_to_dtype(&x, self, self->dtype == RP_BOOL ? RP_F32 : self->dtype, 0, 0, NULL));
    RP_TRY(rp_to_dtype(&y, other, whole ? RP_F32 : other->dtype, 0, 0, NULL));
    RP_TRY(rp_mul_scalar(&allowed, y, rtol));
    RP_TRY(rp_abs(&allowed, allowed));
    RP_TRY(rp_add_scalar(&allowed, allowed, atol, one));
    RP_TRY(rp_sub(&actual, x, y));
    RP_TRY(rp_abs(&actual, actual));
    RP_TRY(rp_le(&allowed, actual, allowed));
    RP_TRY(rp_isfinite(&actual, actual));
    return rp_logical_and(out, actual, allowed);
}

static rp_status isclose(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    rp_tensor *a = in[0].u.t, *b = in[1].u.t;
    RP_LOCAL rp_tensor *close = NULL, *more = NULL, *other = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    if (a->dtype != b->dtype)
        return RP_FAIL(RP_E_DTYPE, "isclose: %s did not match %s", rp_dtype_name(a->dtype),
                       rp_dtype_name(b->dtype));
    for (int i = 2; i < 4; i++)
        if (!(in[i].u.f >= 0))
            return RP_FAIL(RP_E_VALUE, "%s must be greater than or equal to zero, but got %g",
                           i == 2 ? "rtol" : "atol", in[i].u.f);
    RP_TRY(rp_eq(&close, a, b));
    if (in[4].u.i && rp_dtype_is_floating(a->dtype)) {
        RP_TRY(rp_isnan(&more, a));
        RP_TRY(rp_isnan(&other, b));
        RP_TRY(rp_logical_and(&more, more, other));
        RP_TRY(rp_logical_or(&close, close, more));
    }
    if (in[2].u.f != 0 || in[3].u.f != 0) {
        RP_TRY(near(&more, a, b, in[2], in[3]));
        RP_TRY(rp_logical_or(&close, close, more));
    }
    return out_same(&out[0], close);
}

/* ---- rows ------------------------------------------------------------------------------------ */
#define ROW(schema_, run_, variants_, self_)                                                       \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_COMPOSITE, .schema = schema_, .composite = run_, \
        .variants = variants_, .self = self_                                                       \
    }
#define FORMS(...) (OP_VARIANTS(__VA_ARGS__))
#define TO(functional_, in_place_, out_)                                                           \
    (&(const struct alias){.base = {"aten::" functional_, "aten::" in_place_, "aten::" out_}})
#define UNARY(name_, self_)                                                                        \
    ROW("aten::" name_ "(Tensor self) -> Tensor", run,                                             \
        FORMS("aten::" name_ "_(Tensor(a!) self) -> Tensor(a!)"), self_)
#define SELU                                                                                       \
    2,                                                                                             \
    {                                                                                              \
        {.tag = RP_TAG_FLOAT, .u.f = 1.6732632423543772848170429916717},                           \
        {                                                                                          \
            .tag = RP_TAG_FLOAT, .u.f = 1.0507009873554804934193349852946                          \
        }                                                                                          \
    }
#define TO_6                                                                                       \
    2,                                                                                             \
    {                                                                                              \
        {.tag = RP_TAG_INT, .u.i = 0},                                                             \
        {                                                                                          \
            .tag = RP_TAG_INT, .u.i = 6                                                            \
        }                                                                                          \
    }
#define DIVIDE(o_, type_, variants_, out_)                                                         \
    ROW("aten::true_divide." o_ "(Tensor self, " type_ " other) -> Tensor", run, variants_,        \
        TO("div." o_, "div_." o_, out_))
#define EXTREME(name_, base_)                                                                      \
    ROW("aten::" name_ ".other(Tensor self, Tensor other) -> Tensor", run,                         \
        FORMS("aten::" name_ ".out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)"),  \
        TO(base_, base_, base_ ".out"))
#define WHERE(o_, parameters_)                                                                     \
    ROW("aten::where." o_ "(Tensor condition, " parameters_ ") -> Tensor", run, NULL,              \
        TO("where.self", "", ""))

const rp_op_row rp_op_alias[] = {
    UNARY("square", (&(const struct alias){{"aten::pow.Tensor_Scalar", "aten::pow_.Scalar", NULL},
                                           1,
                                           {{.tag = RP_TAG_INT, .u.i = 2}}})),
    UNARY("relu6", (&(const struct alias){{"aten::hardtanh", "aten::hardtanh_", NULL}, TO_6})),
    UNARY("selu", (&(const struct alias){{"aten::elu", "aten::elu_", NULL}, SELU})),
    ROW("aten::log_sigmoid(Tensor self) -> Tensor", log_sigmoid, NULL, NULL),
    ROW("aten::positive(Tensor(a) self) -> Tensor(a)", positive, NULL, NULL),
    DIVIDE(
        "Tensor", "Tensor",
        FORMS("aten::true_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)",
              "aten::true_divide.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)"),
        "div.out"),
    DIVIDE("Scalar", "Scalar",
           FORMS("aten::true_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)"), ""),
    EXTREME("max", "maximum"),
    EXTREME("min", "minimum"),
    ROW("aten::ldexp.Tensor(Tensor self, Tensor other) -> Tensor", ldexp_tensor,
        FORMS("aten::ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!)",
              "aten::ldexp.out(Tensor self, Tensor other, *, Tensor(a!) out) -> Tensor(a!)"),
        NULL),
    WHERE("ScalarSelf", "Scalar self, Tensor other"),
    WHERE("ScalarOther", "Tensor self, Scalar other"),
    WHERE("Scalar", "Scalar self, Scalar other"),
    {.size = sizeof(rp_op_row),
     .flags = RP_OP_COMPOSITE | RP_OP_NO_GRADIENT,
     .composite = isclose,
     .schema =
         "aten::isclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False) -> Tensor"},
    {0},
};
