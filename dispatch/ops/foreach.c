/* dispatch/ops/foreach.c - operators over lists of tensors: one call for modes and policies, made
 * of one call a tensor
 *
 * A line of the table names the operator that each tensor goes through. A list argument gives its
 * k-th element, every other argument is passed on as it is; a device may bring a kernel that does
 * all tensors at once instead. In-place forms check all of the calls before the first one writes.
 * Where a gradient is wanted, the calls are made above autograd.
 */
#include "dispatch/ops/shape.h"

struct plan {
    const char *base; /* "aten::add.Tensor" */
    /* argument i of base is argument map[i] of the call, -1: its default; NULL: in order */
    const int8_t *map;
    uint32_t n_map;
};
enum { MOST = 8 };

/* ---- lists ----------------------------------------------------------------------------------- */
static const rp_value *first_list(const rp_value *in, uint32_t n_in)
{
    for (uint32_t i = 0; i < n_in; i++)
        if (in[i].tag == RP_TAG_LIST) return &in[i];
    return &in[0];
}

static rp_status check_lists(const rp_call *c, const rp_value *in, uint32_t n_in, uint32_t *n)
{
    const rp_schema *s = &c->op->schema;
    *n = first_list(in, n_in)->n;
    for (uint32_t i = 0; i < n_in; i++) {
        if (s->arg[i].type == RP_TYPE_TENSOR && s->arg[i].list && in[i].n == 0)
            return RP_FAIL(RP_E_SHAPE, "Tensor list must have at least one tensor: `%s` has none",
                           s->arg[i].name);
        if (in[i].tag == RP_TAG_LIST && in[i].n != *n)
            return RP_FAIL(
                RP_E_SHAPE,
                "%s lists must have the same number of elements as the first, got %u and %u",
                s->arg[i].type == RP_TYPE_TENSOR ? "Tensor" : "Scalar", *n, in[i].n);
    }
    return RP_OK;
}

/* A tensor that stands for a list of numbers. */
static bool is_packed(const rp_op *base, uint32_t i, const rp_value *v)
{
    return v->tag == RP_TAG_TENSOR && base->schema.arg[i].type == RP_TYPE_SCALAR;
}

static rp_status check_packed(const rp_tensor *t, uint32_t n)
{
    if (t->ndim != 1)
        return RP_FAIL(RP_E_SHAPE,
                       "Expected packed scalars to be a 1-D tensor, but got %d dimensions",
                       t->ndim);
    if (t->shape[0] == (int64_t)n) return RP_OK;
    return RP_FAIL(RP_E_SHAPE,
                   "Expected length of scalars to match input of length %u, but got %lld", n,
                   (long long)t->shape[0]);
}

static rp_status number_at(rp_value *out, rp_tensor *packed, uint32_t k)
{
    RP_LOCAL rp_tensor *one = NULL;
    RP_TRY(rp_select_int(&one, packed, 0, k));
    return rp_item(out, one);
}

/* ---- one tensor's call ----------------------------------------------------------------------- */
static uint32_t count(const struct plan *p, uint32_t n_in)
{
    return p->map ? p->n_map : n_in;
}

static rp_value argument(const struct plan *p, const rp_op *base, const rp_value *in, uint32_t i,
                         uint32_t k)
{
    const int from = p->map ? p->map[i] : (int)i;
    if (from < 0) return base->schema.defaults[i];
    return in[from].tag == RP_TAG_LIST ? in[from].u.l[k] : in[from];
}

/* `read`: numbers that are packed in a tensor are read; else others of their kind stand in for
   them. */
static rp_status arguments(const struct plan *p, const rp_op *base, const rp_value *in,
                           uint32_t n_in, uint32_t k, bool read, rp_value *args)
{
    for (uint32_t i = 0; i < count(p, n_in); i++) {
        args[i] = argument(p, base, in, i, k);
        if (!is_packed(base, i, &args[i])) continue;
        rp_tensor *packed = args[i].u.t;
        args[i] = rp_dtype_is_floating(packed->dtype) ? rp_value_float(1) : rp_value_int(1);
        if (read) RP_TRY(number_at(&args[i], packed, k));
    }
    return RP_OK;
}

static rp_status prepare(const struct plan *p, const rp_call *c, const rp_value *in, uint32_t n_in,
                         const rp_op **base, uint32_t *n)
{
    *base = rp_op_lookup(p->base);
    if (!*base)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s needs %s, which is not registered",
                       c->op->schema.name, p->base);
    for (uint32_t i = 0; i < count(p, n_in); i++) {
        const rp_value *v = &in[p->map ? (p->map[i] < 0 ? 0 : p->map[i]) : (int)i];
        if (is_packed(*base, i, v)) RP_TRY(check_packed(v->u.t, first_list(in, n_in)->n));
    }
    return check_lists(c, in, n_in, n);
}

/* ---- all of them ----------------------------------------------------------------------------- */
static rp_status meta_in_place(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    const rp_op *base;
    rp_value args[MOST];
    uint32_t n;
    (void)out, (void)n_out;
    RP_TRY(prepare(self, c, in, n_in, &base, &n));
    for (uint32_t k = 0; k < n; k++) {
        RP_TRY(arguments(self, base, in, n_in, k, false, args));
        RP_TRY(rp_call_check(c, base, args, count(self, n_in)));
    }
    return RP_OK;
}

/* The results of the in-place operators are the tensors written: nothing is returned. */
static rp_status run(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    const rp_op *base;
    rp_value args[MOST], result;
    uint32_t n;
    RP_TRY(prepare(self, c, in, n_in, &base, &n));
    if (n_out) RP_TRY(out_list(&out[0], n));
    for (uint32_t k = 0; k < n; k++) {
        RP_TRY(arguments(self, base, in, n_in, k, true, args));
        RP_TRY(rp_call_inner(c, base, args, count(self, n_in), &result, 1));
        if (n_out) ((rp_value *)(uintptr_t)out[0].u.l)[k] = result;
        else rp_value_clear(&result);
    }
    return RP_OK;
}

/* ---- the table ------------------------------------------------------------------------------- */
#define FRESH(name_, rest_, base_)                                                                 \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = "aten::_foreach_" name_ "(" rest_ ") -> Tensor[]",    \
        .composite = run, .self = base_                                                            \
    }
#define WRITES(name_, rest_, base_)                                                                \
    {                                                                                              \
        .size = sizeof(rp_op_row),                                                                 \
        .schema = "aten::_foreach_" name_ "(Tensor(a!)[] self" rest_ ") -> ()",                    \
        .meta = meta_in_place, .composite = run, .self = base_                                     \
    }
#define BASE(name_)                                                                                \
    &(const struct plan)                                                                           \
    {                                                                                              \
        .base = "aten::" name_                                                                     \
    }
/* aten::_foreach_<name><overload> and its in-place form through aten::<base><base_overload> */
#define BOTH(name_, overload_, rest_, base_, base_overload_)                                       \
    FRESH(name_ overload_, "Tensor[] self" rest_, BASE(base_ base_overload_)),                     \
        WRITES(name_ "_" overload_, rest_, BASE(base_ "_" base_overload_))
#define UNARY(name_) BOTH(name_, "", "", name_, "")
#define LIST(name_, rest_, base_) BOTH(name_, ".List", ", Tensor[] other" rest_, base_, ".Tensor")
#define SCALAR(name_, base_, o_)                                                                   \
    BOTH(name_, ".Scalar", ", Scalar scalar", base_, o_),                                          \
        BOTH(name_, ".ScalarList", ", Scalar[] scalars", base_, o_)
#define TENSOR(name_, rest_) BOTH(name_, ".Tensor", ", Tensor other" rest_, name_, ".Tensor")
#define ALPHA ", *, Scalar alpha=1"
#define PRODUCT(name_, o_, last_)                                                                  \
    BOTH(name_, o_, ", Tensor[] tensor1, Tensor[] tensor2, " last_, name_, "")
#define PRODUCTS(name_)                                                                            \
    PRODUCT(name_, ".Scalar", "Scalar value=1"),                                                   \
        PRODUCT(name_, ".ScalarList", "Scalar[] scalars"),                                         \
        PRODUCT(name_, ".Tensor", "Tensor scalars")

/* linalg_vector_norm(self, ord, dim, keepdim, dtype) of (self, ord, dtype) */
static const int8_t norm_map[] = {0, 1, -1, -1, 2};

const rp_op_row rp_op_foreach[] = {
    UNARY("abs"),
    UNARY("acos"),
    UNARY("asin"),
    UNARY("atan"),
    UNARY("ceil"),
    UNARY("cos"),
    UNARY("cosh"),
    UNARY("erf"),
    UNARY("erfc"),
    UNARY("exp"),
    UNARY("expm1"),
    UNARY("floor"),
    UNARY("frac"),
    UNARY("lgamma"),
    UNARY("log"),
    UNARY("log10"),
    UNARY("log1p"),
    UNARY("log2"),
    UNARY("neg"),
    UNARY("reciprocal"),
    UNARY("round"),
    UNARY("rsqrt"),
    UNARY("sigmoid"),
    UNARY("sign"),
    UNARY("sin"),
    UNARY("sinh"),
    UNARY("sqrt"),
    UNARY("tan"),
    UNARY("tanh"),
    UNARY("trunc"),
    WRITES("zero_", "", BASE("zero_")),
    WRITES("copy_", ", Tensor[] src, bool non_blocking=False", BASE("copy_")),
    LIST("add", ALPHA, "add"),
    SCALAR("add", "add", ".Scalar"),
    TENSOR("add", ALPHA),
    LIST("sub", ALPHA, "sub"),
    SCALAR("sub", "sub", ".Scalar"),
    LIST("mul", "", "mul"),
    SCALAR("mul", "mul", ".Scalar"),
    TENSOR("mul", ""),
    LIST("div", "", "div"),
    SCALAR("div", "div", ".Scalar"),
    TENSOR("div", ""),
    LIST("clamp_max", "", "clamp_max"),
    SCALAR("clamp_max", "clamp_max", ""),
    LIST("clamp_min", "", "clamp_min"),
    SCALAR("clamp_min", "clamp_min", ""),
    LIST("maximum", "", "clamp_min"),
    SCALAR("maximum", "clamp_min", ""),
    LIST("minimum", "", "clamp_max"),
    SCALAR("minimum", "clamp_max", ""),
    FRESH("pow.List", "Tensor[] self, Tensor[] exponent", BASE("pow.Tensor_Tensor")),
    FRESH("pow.Scalar", "Tensor[] self, Scalar exponent", BASE("pow.Tensor_Scalar")),
    FRESH("pow.ScalarList", "Tensor[] self, Scalar[] exponent", BASE("pow.Tensor_Scalar")),
    FRESH("pow.ScalarAndTensor", "Scalar self, Tensor[] exponent", BASE("pow.Scalar")),
    WRITES("pow_.List", ", Tensor[] exponent", BASE("pow_.Tensor")),
    WRITES("pow_.Scalar", ", Scalar exponent", BASE("pow_.Scalar")),
    WRITES("pow_.ScalarList", ", Scalar[] exponent", BASE("pow_.Scalar")),
    PRODUCTS("addcdiv"),
    PRODUCTS("addcmul"),
    BOTH("lerp", ".List", ", Tensor[] tensors1, Tensor[] weights", "lerp", ".Tensor"),
    BOTH("lerp", ".Scalar", ", Tensor[] tensors1, Scalar weight", "lerp", ".Scalar"),
    BOTH("lerp", ".ScalarList", ", Tensor[] tensors1, Scalar[] weight", "lerp", ".Scalar"),
    FRESH("norm.Scalar", "Tensor[] self, Scalar ord=2, ScalarType? dtype=None",
          (&(const struct plan){.base = "aten::linalg_vector_norm", .map = norm_map, .n_map = 5})),
    FRESH("max", "Tensor[] self", BASE("max")),
    {0},
};
