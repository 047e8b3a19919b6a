/* dispatch/ops/random.c - random numbers: one Philox number per element, so a recompute that is
   given the same offset draws the same */
#include "dispatch/factory.h"

static rp_status same(rp_call *c, const rp_value *in, rp_value *out)
{
    rp_tensor *t = in[0].u.t;
    return rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t);
}

static rp_status floating(rp_call *c, const rp_value *in, rp_value *out)
{
    if (!rp_dtype_is_floating(in[0].u.t->dtype))
        return RP_FAIL(RP_E_DTYPE, "%s is not defined for %s tensors", c->op->schema.name,
                       rp_dtype_name(in[0].u.t->dtype));
    return same(c, in, out);
}

static rp_status uniform(rp_call *c, const rp_value *in, rp_value *out)
{
    const double from = rp_arg_float(&in[1]), to = rp_arg_float(&in[2]);
    if (!(from <= to))
        return RP_FAIL(RP_E_VALUE,
                       "uniform_ expects to return a [from, to) range, but found from=%g > to=%g",
                       from, to);
    return floating(c, in, out);
}

static rp_status check_std(double std)
{
    return std >= 0 ? RP_OK
                    : RP_FAIL(RP_E_VALUE, "normal expects std >= 0.0, but found std %g", std);
}

static rp_status normal(rp_call *c, const rp_value *in, rp_value *out)
{
    RP_TRY(check_std(rp_arg_float(&in[2])));
    return floating(c, in, out);
}

static rp_status bernoulli_p(rp_call *c, const rp_value *in, rp_value *out)
{
    const double p = rp_arg_float(&in[1]);
    if (!(p >= 0 && p <= 1))
        return RP_FAIL(RP_E_VALUE, "bernoulli_ expects p to be in [0, 1], but got p=%g", p);
    return same(c, in, out);
}

static rp_status floats_only(rp_call *c, const rp_value *out)
{
    const rp_dtype d = rp_call_dtype(c);
    (void)out;
    if (rp_dtype_is_floating(d)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE, "%s is not defined for %s tensors", c->op->schema.name,
                   rp_dtype_name(d));
}

static rp_status sized(rp_call *c, const rp_value *in, rp_value *out)
{
    RP_TRY(rp_factory_sized(c, in, out, 0, 1, RP_F32));
    return floats_only(c, out);
}

static rp_status like(rp_call *c, const rp_value *in, rp_value *out)
{
    RP_TRY(rp_factory_like(c, in, out, 1));
    return floats_only(c, out);
}

static rp_status exponential(rp_call *c, const rp_value *in, rp_value *out)
{
    const double lambda = rp_arg_float(&in[1]);
    if (!(lambda > 0))
        return RP_FAIL(RP_E_VALUE, "exponential_ expects lambda > 0.0, but found lambda=%g",
                       lambda);
    return floating(c, in, out);
}

static rp_status normal_around(rp_call *c, const rp_value *in, rp_value *out)
{
    const rp_tensor *mean = in[0].u.t;
    RP_TRY(check_std(rp_arg_float(&in[1])));
    if (!rp_dtype_is_floating(mean->dtype))
        return RP_FAIL(RP_E_DTYPE, "normal is not defined for %s tensors",
                       rp_dtype_name(mean->dtype));
    return rp_call_output(c, out, 0, mean->shape, mean->ndim, mean->dtype);
}

/* (mean, std, size, generator, options) */
static rp_status normal_sized(rp_call *c, const rp_value *in, rp_value *out)
{
    RP_TRY(check_std(rp_arg_float(&in[1])));
    RP_TRY(rp_factory_sized(c, in, out, 2, 4, RP_F32));
    return floats_only(c, out);
}

/* Integers in [low, high). */
static rp_status integers(rp_call *c, const rp_value *in, rp_value *out, int64_t low, int64_t high,
                          uint32_t size)
{
    if (low >= high)
        return RP_FAIL(RP_E_VALUE,
                       "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld",
                       (long long)low, (long long)high);
    return rp_factory_sized(c, in, out, size, size + 1, RP_I64);
}

static rp_status permutation(rp_call *c, const rp_value *in, rp_value *out)
{
    const int64_t n = in[0].u.i;
    if (n < 0) return RP_FAIL(RP_E_VALUE, "n must be non-negative, got %lld", (long long)n);
    return rp_factory_output(c, in, out, 1, &n, 1, RP_I64);
}

/* Rows of weights, or one. (self, num_samples, replacement) */
static rp_status multinomial(rp_call *c, const rp_value *in, rp_value *out)
{
    const rp_tensor *t = in[0].u.t;
    const int64_t n = in[1].u.i, categories = t->ndim ? t->shape[t->ndim - 1] : 0;
    if (t->ndim != 1 && t->ndim != 2)
        return RP_FAIL(RP_E_SHAPE, "prob_dist must be 1 or 2 dim, got %d", t->ndim);
    if (!rp_dtype_is_floating(t->dtype))
        return RP_FAIL(RP_E_DTYPE,
                       "multinomial only supports floating-point dtypes for input, got: %s",
                       rp_dtype_name(t->dtype));
    if (n <= 0)
        return RP_FAIL(RP_E_VALUE, "cannot sample n_sample <= 0 samples, got %lld", (long long)n);
    if (!rp_arg_bool(&in[2]) && n > categories)
        return RP_FAIL(
            RP_E_VALUE,
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement: %lld of %lld",
            (long long)n, (long long)categories);
    const int64_t shape[2] = {t->ndim == 2 ? t->shape[0] : n, n};
    return rp_call_output(c, out, 0, shape, t->ndim, RP_I64);
}

META(exponential_meta, exponential(c, in, out))
META(normal_around_meta, normal_around(c, in, out))
META(normal_sized_meta, normal_sized(c, in, out))
META(randint_meta, integers(c, in, out, 0, in[0].u.i, 1))
META(randint_low_meta, integers(c, in, out, in[0].u.i, in[1].u.i, 2))
META(randperm_meta, permutation(c, in, out))
META(multinomial_meta, multinomial(c, in, out))
META(uniform_meta, uniform(c, in, out))
META(normal_meta, normal(c, in, out))
META(bernoulli_meta, floating(c, in, out))
META(bernoulli_p_meta, bernoulli_p(c, in, out))
META(sized_meta, sized(c, in, out))
META(like_meta, like(c, in, out))

#define OPTIONS                                                                                    \
    "*, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None"
#define INTEGERS                                                                                   \
    "*, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor"
#define ROW(schema_, variants_, meta_)                                                             \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_RANDOM, .schema = schema_,                       \
        .variants = (variants_), .meta = meta_, .vjp_text = "zeros_like(g)", .tags = "@random"     \
    }
#define FACTORY(schema_, meta_)                                                                    \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_RANDOM | RP_OP_NO_GRADIENT, .schema = schema_,   \
        .meta = meta_, .tags = "@random"                                                           \
    }
const rp_op_row rp_op_random[] = {
    ROW("aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor",
        OP_VARIANTS(
            "aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!)"),
        uniform_meta),
    ROW("aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor",
        OP_VARIANTS(
            "aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!)"),
        normal_meta),
    ROW("aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor",
        OP_VARIANTS(
            "aten::bernoulli.out(Tensor self, *, Generator? generator=None, Tensor(a!) out) -> Tensor(a!)"),
        bernoulli_meta),
    ROW("aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor",
        OP_VARIANTS(
            "aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)"),
        bernoulli_p_meta),
    ROW("aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor",
        OP_VARIANTS(
            "aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!)"),
        exponential_meta),
    ROW("aten::normal.Tensor_float(Tensor mean, float std=1., *, Generator? generator=None) -> Tensor",
        NULL, normal_around_meta),
    FACTORY(
        "aten::normal.float_float(float mean, float std, SymInt[] size, *, Generator? generator=None, ScalarType? dtype=None, Layout? layout=None, "
        "Device? device=None, bool? pin_memory=None) -> Tensor",
        normal_sized_meta),
    FACTORY("aten::randint(SymInt high, SymInt[] size, " INTEGERS, randint_meta),
    FACTORY("aten::randint.low(SymInt low, SymInt high, SymInt[] size, " INTEGERS,
            randint_low_meta),
    FACTORY("aten::randperm(SymInt n, " INTEGERS, randperm_meta),
    FACTORY(
        "aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor",
        multinomial_meta),
    FACTORY("aten::rand(SymInt[] size, " OPTIONS ") -> Tensor", sized_meta),
    FACTORY("aten::randn(SymInt[] size, " OPTIONS ") -> Tensor", sized_meta),
    FACTORY("aten::rand_like(Tensor self, " OPTIONS ", MemoryFormat? memory_format=None) -> Tensor",
            like_meta),
    FACTORY("aten::randn_like(Tensor self, " OPTIONS
            ", MemoryFormat? memory_format=None) -> Tensor",
            like_meta),
    {0},
};
