/* tests/dispatch/ops/test_special.c - special functions against tabulated values, activations and
 * their derivatives of first and second order, divisions and shifts of integers, bounds that are
 * absent
 */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <stdbool.h>

/* An operator, and its arguments after a pattern: t a tensor, n None, else the next number: i an
   int, b a bool, f a float. */
struct call {
    const char *name, *pattern;
    double from, step; /* tensor k, element i: from + step * ((7 * i + 3 * k) % 11) */
    double number[4];
    bool linear; /* no second derivative to look at */
};

static rp_status run(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    const struct call *c = ctx;
    const rp_op *op = rp_op_find(c->name);
    rp_value args[8], result;
    uint32_t n = 0, tensors = 0, numbers = 0;
    ck_assert_msg(op != NULL, "%s", c->name);
    for (const char *p = c->pattern; *p; p++) {
        if (*p == 't') args[n++] = rp_value_tensor(in[tensors++]);
        else if (*p == 'n') args[n++] = rp_value_none();
        else if (*p == 'i') args[n++] = rp_value_int((int64_t)c->number[numbers++]);
        else if (*p == 'b') args[n++] = rp_value_bool(c->number[numbers++] != 0);
        else args[n++] = rp_value_float(c->number[numbers++]);
    }
    RP_TRY(rp_op_call(op, args, n, &result, 1));
    rp_tensor_release(*out);
    *out = result.u.t;
    return RP_OK;
}

static rp_tensor *spread(const struct call *c, int k)
{
    double values[7];
    const int64_t n = 7;
    for (int i = 0; i < 7; i++) values[i] = c->from + c->step * ((7 * i + 3 * k) % 11);
    return rp_test_f64(values, &n, 1);
}

static void check_derivatives(const struct call *c)
{
    rp_tensor *in[3] = {NULL};
    int n = 0;
    for (const char *p = c->pattern; *p; p++)
        if (*p == 't') in[n] = spread(c, n), n++;
    rp_test_gradcheck(run, (void *)(uintptr_t)c, in, n);
    if (!c->linear) rp_test_gradgradcheck(run, (void *)(uintptr_t)c, in, n);
    rp_test_release(in, n);
}

START_TEST(special__derivatives_of_first_and_second_order)
{
    static const struct call calls[] = {
        {"aten::exp2", "t", -2, 0.41, {0}, false},
        {"aten::log10", "t", 0.3, 0.41, {0}, false},
        {"aten::asin", "t", -0.9, 0.17, {0}, false},
        {"aten::acos", "t", -0.9, 0.17, {0}, false},
        {"aten::atan", "t", -2, 0.41, {0}, false},
        {"aten::sinh", "t", -2, 0.41, {0}, false},
        {"aten::cosh", "t", -2, 0.41, {0}, false},
        {"aten::asinh", "t", -2, 0.41, {0}, false},
        {"aten::acosh", "t", 1.2, 0.41, {0}, false},
        {"aten::atanh", "t", -0.9, 0.17, {0}, false},
        {"aten::sinc", "t", -2, 0.41, {0}, false},
        {"aten::deg2rad", "t", -2, 0.41, {0}, true},
        {"aten::erfc", "t", -2, 0.41, {0}, false},
        {"aten::erfinv", "t", -0.9, 0.17, {0}, false},
        {"aten::lgamma", "t", 0.4, 0.43, {0}, false},
        {"aten::digamma", "t", 0.4, 0.43, {0}, false},
        {"aten::polygamma", "it", 0.7, 0.43, {2}, false},
        {"aten::i0", "t", -2, 0.41, {0}, false},
        {"aten::special_i1", "t", -2, 0.41, {0}, false},
        {"aten::special_entr", "t", 0.3, 0.41, {0}, false},
        {"aten::logit", "t", 0.05, 0.08, {0}, false},
        {"aten::logit", "tf", 0.05, 0.08, {0.1}, false},
        {"aten::frac", "t", -2.15, 0.41, {0}, true},
        {"aten::nan_to_num", "t", -2, 0.41, {0}, true},
        {"aten::mish", "t", -2, 0.41, {0}, false},
        {"aten::hardsigmoid", "t", -4, 0.83, {0}, true},
        {"aten::hardswish", "t", -4.1, 0.83, {0}, false},
        {"aten::hardtanh", "tff", -2, 0.41, {-1.1, 1.2}, true},
        {"aten::elu", "tfff", -2, 0.41, {1.3, 0.7, 0.9}, false},
        {"aten::leaky_relu", "tf", -2, 0.41, {0.2}, true},
        {"aten::threshold", "tff", -2, 0.41, {0.1, 7}, true},
        {"aten::softplus", "tff", -2, 0.41, {1.5, 2}, false},
        {"aten::softshrink", "tf", -2, 0.41, {0.5}, true},
        {"aten::hardshrink", "tf", -2, 0.41, {0.5}, true},
        {"aten::_prelu_kernel", "tt", -2, 0.41, {0}, false},
        {"aten::atan2", "tt", -2, 0.41, {0}, false},
        {"aten::hypot", "tt", -2, 0.41, {0}, false},
        {"aten::copysign.Tensor", "tt", -2, 0.41, {0}, true},
        {"aten::logaddexp", "tt", -2, 0.41, {0}, false},
        {"aten::logaddexp2", "tt", -2, 0.41, {0}, false},
        {"aten::xlogy.Tensor", "tt", 0.3, 0.41, {0}, false},
        {"aten::special_xlog1py", "tt", 0.3, 0.41, {0}, false},
        {"aten::fmax", "tt", -2, 0.41, {0}, true},
        {"aten::fmin", "tt", -2, 0.41, {0}, true},
        {"aten::fmod.Tensor", "tt", 0.37, 0.41, {0}, true},
        {"aten::remainder.Tensor", "tt", 0.37, 0.41, {0}, true},
        {"aten::remainder.Scalar_Tensor", "ft", 0.37, 0.41, {3.3}, true},
        {"aten::div.Tensor_mode", "ttn", 0.3, 0.41, {0}, false},
        {"aten::clamp.Tensor", "ttt", -2, 0.41, {0}, true},
        {"aten::clamp_min.Tensor", "tt", -2, 0.41, {0}, true},
        {"aten::clamp_max", "tf", -2, 0.41, {0.1}, true},
        {"aten::mish_backward", "tt", -2, 0.41, {0}, false},
        {"aten::hardswish_backward", "tt", -2, 0.41, {0}, false},
        {"aten::hardtanh_backward", "ttff", -2, 0.41, {-1.1, 1.2}, true},
        {"aten::softplus_backward", "ttff", -2, 0.41, {1.5, 2}, false},
        {"aten::leaky_relu_backward", "ttfb", -2, 0.41, {0.2, 0}, true},
        {"aten::elu_backward", "tfffbt", -2, 0.41, {1.3, 0.7, 0.9, 0}, false},
        {"aten::logit_backward", "tt", 0.05, 0.08, {0}, false},
    };
    for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) check_derivatives(&calls[k]);
}
END_TEST

/* ---- values ---------------------------------------------------------------------------------- */
static double value_at(const char *name, double n, double x)
{
    const struct call c = {.name = name, .pattern = n < 0 ? "t" : "it", .number = {n}};
    rp_tensor *in = rp_test_f64(&x, NULL, 0), *y = NULL;
    ck_ok(run((void *)(uintptr_t)&c, &in, &y));
    const double got = rp_test_value(y, 0);
    rp_tensor_release(in);
    rp_tensor_release(y);
    return got;
}

/* Abramowitz and Stegun, Handbook of Mathematical Functions; Wolfram's for the digits that it
   lacks. */
START_TEST(special__values_agree_with_the_tables)
{
    static const struct {
        const char *name;
        double n, x, want;
    } table[] = {
        {"aten::digamma", -1, 1, -0.57721566490153286},
        {"aten::digamma", -1, 0.5, -1.9635100260214235},
        {"aten::digamma", -1, -0.5, 0.036489973978576520},
        {"aten::digamma", -1, 0, -INFINITY},
        {"aten::digamma", -1, -2, NAN},
        {"aten::polygamma", 1, 1, 1.6449340668482264},
        {"aten::polygamma", 1, -0.5, 8.9348022005446793},
        {"aten::polygamma", 2, 1, -2.4041138063191886},
        {"aten::polygamma", 0, 1, -0.57721566490153286},
        {"aten::lgamma", -1, 0.5, 0.57236494292470009},
        {"aten::lgamma", -1, -0.5, 1.2655121234846454},
        {"aten::i0", -1, 1, 1.2660658777520084},
        {"aten::i0", -1, 30, 781672297823.97748},
        {"aten::i0", -1, -INFINITY, INFINITY},
        {"aten::special_i1", -1, 1, 0.56515910399248503},
        {"aten::special_i1", -1, -30, -768532038938.95701},
        {"aten::erfinv", -1, 0.5, 0.47693627620446987},
        {"aten::erfinv", -1, -0.9, -1.1630871536766743},
        {"aten::erfinv", -1, 1, INFINITY},
        {"aten::erfinv", -1, 1.5, NAN},
        {"aten::sinc", -1, 0, 1},
        {"aten::special_entr", -1, 0, 0},
        {"aten::special_entr", -1, -1, -INFINITY},
    };
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        const double want = table[k].want, got = value_at(table[k].name, table[k].n, table[k].x);
        ck_assert_msg(got == want || (isnan(got) && isnan(want)) ||
                          fabs(got - want) <= 3e-14 * fabs(want),
                      "%s(%g): got %.17g, want %.17g", table[k].name, table[k].x, got, want);
    }
}
END_TEST

/* ---- integers -------------------------------------------------------------------------------- */
static rp_tensor *integers(rp_dtype dtype, int64_t a, int64_t b, int64_t c)
{
    const double values[] = {(double)a, (double)b, (double)c};
    const int64_t n = 3;
    rp_tensor *wide = rp_test_f64(values, &n, 1), *t = NULL;
    ck_ok(rp_to_dtype(&t, wide, dtype, 0, 0, NULL));
    rp_tensor_release(wide);
    return t;
}

static void expect(rp_tensor *t, int64_t a, int64_t b, int64_t c)
{
    const int64_t want[] = {a, b, c};
    for (int i = 0; i < 3; i++) ck_assert_int_eq((int64_t)rp_test_value(t, i), want[i]);
}

START_TEST(special__integers_divide_as_in_python_and_never_by_zero)
{
    RP_LOCAL rp_tensor *a = integers(RP_I32, 7, -7, 7), *b = integers(RP_I32, 2, 2, -2),
                       *zero = integers(RP_I32, 1, 0, 1), *y = NULL;
    ck_ok(rp_floor_divide(&y, a, b));
    expect(y, 3, -4, -4);
    ck_ok(rp_div_tensor_mode(&y, a, b, "trunc"));
    expect(y, 3, -3, -3);
    ck_ok(rp_remainder(&y, a, b));
    expect(y, 1, 1, -1);
    ck_ok(rp_fmod(&y, a, b));
    expect(y, 1, -1, 1);
    ck_ok(rp_remainder_scalar_tensor(&y, rp_value_int(-5), b));
    expect(y, 1, 1, -1);
    ck_fails(rp_floor_divide(&y, a, zero), RP_E_VALUE, "integer division by zero");
    ck_fails(rp_fmod_scalar(&y, a, rp_value_int(0)), RP_E_VALUE, "integer division by zero");
    ck_fails(rp_div_tensor_mode(&y, a, b, "up"), RP_E_VALUE,
             "to be one of None, 'trunc', or 'floor' but found 'up'");
    ck_ok(rp_div_tensor_mode(&y, a, b, NULL));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
}
END_TEST

START_TEST(special__bits_are_those_of_the_dtype)
{
    RP_LOCAL rp_tensor *a = integers(RP_U8, 200, 1, 0), *n = integers(RP_U8, 1, 7, 9),
                       *flag = integers(RP_BOOL, 1, 0, 1), *y = NULL;
    ck_ok(rp_bitwise_not(&y, a));
    expect(y, 55, 254, 255);
    ck_ok(rp_bitwise_not(&y, flag));
    expect(y, 0, 1, 0);
    ck_ok(rp_bitwise_left_shift(&y, a, n));
    expect(y, 144, 128, 0);
    ck_ok(rp_bitwise_right_shift_tensor_scalar(&y, a, rp_value_int(3)));
    expect(y, 25, 0, 0);
    ck_fails(rp_bitwise_and_scalar(&y, a, rp_value_float(1.5)), RP_E_DTYPE,
             "is not defined for float32");
}
END_TEST

/* Results are of the dtype of the call before they are of the dtype of `out`. */
START_TEST(special__wide_operands_and_results_are_narrowed_to_the_dtype_of_the_call)
{
    RP_LOCAL rp_tensor *a = integers(RP_I8, 100, 100, -100), *wide = integers(RP_I64, 0, 0, 0),
                       *y = NULL;
    ck_ok(rp_add_out(&y, a, a, wide));
    expect(wide, -56, -56, 56);
    RP_LOCAL rp_tensor *mask = integers(RP_BOOL, 1, 0, 1), *large = NULL;
    const double thousand = 1000;
    RP_LOCAL rp_tensor *number = rp_test_f64(&thousand, NULL, 0);
    ck_ok(rp_to_dtype(&large, number, RP_I64, 0, 0, NULL));
    ck_fails(rp_masked_fill(&y, a, mask, large), RP_E_DTYPE,
             "value cannot be converted to type int8 without overflow");
}
END_TEST

START_TEST(special__numbers_are_of_the_type_of_the_integers_they_meet)
{
    RP_LOCAL rp_tensor *a = integers(RP_I8, 100, 5, -100), *u = integers(RP_U8, 1, 2, 3),
                       *flag = integers(RP_BOOL, 0, 0, 0), *y = NULL;
    ck_fails(rp_clamp_max(&y, a, rp_value_int(300)), RP_E_VALUE,
             "value 300 of `max` cannot be converted to type int8 without overflow");
    ck_fails(rp_threshold(&y, u, rp_value_float(-1.5), rp_value_int(0)), RP_E_VALUE,
             "value -1.5 of `threshold`");
    ck_fails(rp_hardtanh(&y, u, rp_value_int(-1), rp_value_int(1)), RP_E_VALUE,
             "unsigned type with negative limits");
    RP_LOCAL rp_tensor *mask = integers(RP_BOOL, 1, 0, 1);
    ck_ok(rp_masked_fill_scalar(&y, flag, mask, rp_value_float(0.5)));
    expect(y, 1, 0, 1);
    const double half = 0.5;
    RP_LOCAL rp_tensor *value = rp_test_f64(&half, NULL, 0);
    ck_ok(rp_masked_fill(&y, flag, mask, value));
    expect(y, 1, 0, 1);
}
END_TEST

/* 2^20 has no float16, 1e-5 times it has. */
START_TEST(special__the_power_of_minus_a_half_is_the_reciprocal_root)
{
    RP_LOCAL rp_tensor *x = rp_test_f64((const double[]){-0.0, -INFINITY, 4}, (const int64_t[]){3},
                                        1),
                       *y = NULL;
    ck_ok(rp_pow_tensor_scalar(&y, x, rp_value_float(-0.5)));
    ck_assert_double_eq(rp_test_value(y, 0), -INFINITY);
    ck_assert_double_nan(rp_test_value(y, 1));
    ck_assert_double_eq(rp_test_value(y, 2), 0.5);
}
END_TEST

START_TEST(special__ldexp_does_not_overflow_on_its_way)
{
    RP_LOCAL rp_tensor *x = NULL, *n = integers(RP_I32, 20, 3, -1), *y = NULL,
                       *wide =
                           rp_test_f64((const double[]){0x1p-17, 1, 3}, (const int64_t[]){3}, 1);
    ck_ok(rp_to_dtype(&x, wide, RP_F16, 0, 0, NULL));
    ck_ok(rp_ldexp(&y, x, n));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F16);
    ck_assert_double_eq(rp_test_value(y, 0), 8);
    ck_assert_double_eq(rp_test_value(y, 2), 1.5);
}
END_TEST

START_TEST(special__an_absent_bound_is_no_bound)
{
    RP_LOCAL rp_tensor *a = integers(RP_I64, 5, -5, 0), *low = integers(RP_I64, 0, 0, 1), *y = NULL;
    ck_ok(rp_clamp_tensor(&y, a, low, NULL));
    expect(y, 5, 0, 1);
    ck_ok(rp_clamp_tensor(&y, a, NULL, low));
    expect(y, 0, -5, 0);
    RP_LOCAL rp_tensor *x = rp_test_f64((const double[]){-1, 0.5, 2}, (const int64_t[]){3}, 1),
                       *limit = rp_test_f64_sin((const int64_t[]){3}, 1, 0.3, 1);
    RP_LOCAL rp_tensor *z = NULL;
    rp_tensor *grad[2] = {NULL}, *const leaves[] = {x, limit};
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_tensor_require_grad(limit, 1));
    ck_ok(rp_clamp_tensor(&z, x, NULL, limit));
    ck_ok(rp_sum(&z, z));
    ck_ok(rp_grad(grad, &z, 1, leaves, 2, NULL));
    for (int i = 0; i < 3; i++) {
        const int free = rp_test_value(x, i) <= rp_test_value(limit, i);
        ck_assert_double_eq(rp_test_value(grad[0], i), free);
        ck_assert_double_eq(rp_test_value(grad[1], i), !free);
    }
    rp_test_release(grad, 2);
    ck_fails(rp_clamp_tensor(&y, a, NULL, NULL), RP_E_INVALID,
             "At least one of 'min' or 'max' must not be None");
}
END_TEST

START_TEST(special__nextafter_steps_in_its_own_type)
{
    RP_LOCAL rp_tensor *one = integers(RP_BF16, 1, -1, 0), *zero = integers(RP_BF16, 0, 0, 1),
                       *y = NULL;
    ck_ok(rp_nextafter(&y, one, zero));
    ck_assert_double_eq(rp_test_value(y, 0), 1 - 0x1p-8);
    ck_assert_double_eq(rp_test_value(y, 1), -1 + 0x1p-8);
    ck_assert_double_eq(rp_test_value(y, 2), 0x1p-133);
    RP_LOCAL rp_tensor *half = NULL, *none = integers(RP_F16, 0, 0, 0);
    ck_ok(rp_to_dtype(&half, one, RP_F16, 0, 0, NULL));
    ck_ok(rp_nextafter(&y, half, none));
    ck_assert_double_eq(rp_test_value(y, 0), 1 - 0x1p-11);
    ck_ok(rp_nextafter(&y, none, half));
    ck_assert_double_eq(rp_test_value(y, 1), -0x1p-24);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("special", special__derivatives_of_first_and_second_order,
                    special__values_agree_with_the_tables,
                    special__integers_divide_as_in_python_and_never_by_zero,
                    special__bits_are_those_of_the_dtype,
                    special__wide_operands_and_results_are_narrowed_to_the_dtype_of_the_call,
                    special__numbers_are_of_the_type_of_the_integers_they_meet,
                    special__the_power_of_minus_a_half_is_the_reciprocal_root,
                    special__ldexp_does_not_overflow_on_its_way,
                    special__an_absent_bound_is_no_bound, special__nextafter_steps_in_its_own_type,
                    NULL);
}
