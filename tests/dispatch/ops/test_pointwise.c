/* tests/dispatch/ops/test_pointwise.c - elementwise operators: values, promotion, broadcasting,
   layouts, writing forms, gradients */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <stdbool.h>
#include <stdlib.h>

static const rp_value one = {.tag = RP_TAG_INT, .u = {.i = 1}};

static rp_tensor *make(rp_dtype dtype, const double *values, const int64_t *shape, int ndim)
{
    rp_tensor *wide = rp_test_f64(values, shape, ndim), *t = NULL;
    void *data;
    if (dtype == RP_F64) return wide;
    ck_ok(rp_tensor_create(&t, shape, ndim, dtype, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++) {
        switch (dtype) {
        case RP_F32: ((float *)data)[i] = (float)values[i]; break;
        case RP_F16: ((uint16_t *)data)[i] = rp_f16_from_f32((float)values[i]); break;
        case RP_BF16: ((uint16_t *)data)[i] = rp_bf16_from_f32((float)values[i]); break;
        case RP_I64: ((int64_t *)data)[i] = (int64_t)values[i]; break;
        case RP_I32: ((int32_t *)data)[i] = (int32_t)values[i]; break;
        case RP_I16: ((int16_t *)data)[i] = (int16_t)values[i]; break;
        case RP_I8: ((int8_t *)data)[i] = (int8_t)values[i]; break;
        case RP_U8: ((uint8_t *)data)[i] = (uint8_t)values[i]; break;
        default: ((uint8_t *)data)[i] = values[i] != 0; break;
        }
    }
    rp_tensor_done(t);
    rp_tensor_release(wide);
    return t;
}

static rp_tensor *make1(rp_dtype dtype, double a, double b, double c)
{
    const double values[] = {a, b, c};
    const int64_t shape[] = {3};
    return make(dtype, values, shape, 1);
}

static rp_tensor *zero_dim(rp_dtype dtype, double a)
{
    return make(dtype, &a, NULL, 0);
}

static void expect(rp_tensor *t, const double *want, int64_t n, double tolerance)
{
    ck_assert_int_eq(rp_tensor_numel(t), n);
    for (int64_t i = 0; i < n; i++) {
        const double got = rp_test_value(t, i);
        ck_assert_msg(fabs(got - want[i]) <= tolerance * (1 + fabs(want[i])) ||
                          (isnan(got) && isnan(want[i])) || got == want[i],
                      "element %lld: got %.17g, want %.17g", (long long)i, got, want[i]);
    }
}

/* ---- values ---------------------------------------------------------------------------------- */
static double f_sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}
static double f_silu(double x)
{
    return x / (1 + exp(-x));
}
static double f_relu(double x)
{
    return x < 0 ? 0 : x;
}
static double f_sign(double x)
{
    return (x > 0) - (x < 0);
}
static double f_neg(double x)
{
    return -x;
}
static double f_rsqrt(double x)
{
    return 1 / sqrt(x);
}
static double f_reciprocal(double x)
{
    return 1 / x;
}
static double f_square(double x)
{
    return x * x;
}
static double f_not(double x)
{
    return x == 0;
}
static double f_isnan(double x)
{
    return isnan(x) != 0;
}
static double f_gelu(double x)
{
    return 0.5 * x * (1 + erf(x / sqrt(2)));
}

static const struct unary {
    const char *name;
    double (*f)(double);
    bool positive; /* only defined there */
} unary[] = {
    {"aten::abs", fabs, false},
    {"aten::neg", f_neg, false},
    {"aten::exp", exp, false},
    {"aten::expm1", expm1, false},
    {"aten::log", log, true},
    {"aten::log1p", log1p, true},
    {"aten::log2", log2, true},
    {"aten::sqrt", sqrt, true},
    {"aten::rsqrt", f_rsqrt, true},
    {"aten::reciprocal", f_reciprocal, true},
    {"aten::sin", sin, false},
    {"aten::cos", cos, false},
    {"aten::tan", tan, false},
    {"aten::tanh", tanh, false},
    {"aten::sigmoid", f_sigmoid, false},
    {"aten::erf", erf, false},
    {"aten::relu", f_relu, false},
    {"aten::silu", f_silu, false},
    {"aten::sign", f_sign, false},
    {"aten::floor", floor, false},
    {"aten::ceil", ceil, false},
    {"aten::round", rint, false},
    {"aten::trunc", trunc, false},
    {"aten::logical_not", f_not, false},
    {"aten::isnan", f_isnan, false},
    {"aten::square", f_square, false},
    {"aten::gelu", f_gelu, false},
};
enum { UNARIES = sizeof unary / sizeof *unary };

static rp_status call_unary(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    const rp_op *op = rp_op_find(ctx);
    const rp_value arg = rp_value_tensor(in[0]);
    rp_value result;
    ck_assert_ptr_nonnull(op);
    RP_TRY(rp_op_call(op, &arg, 1, &result, 1));
    rp_tensor_release(*out);
    *out = result.u.t;
    return RP_OK;
}

static double unary_input(const struct unary *u, int64_t i)
{
    const double x = 3 * sin(0.37 * (double)i + 0.1);
    return u->positive ? fabs(x) + 0.05 : x;
}

static void check_unary(const struct unary *u, rp_dtype dtype, int64_t n, double tolerance)
{
    double *values = malloc((size_t)n * sizeof *values);
    rp_tensor *y = NULL;
    for (int64_t i = 0; i < n; i++) values[i] = unary_input(u, i);
    rp_tensor *x = make(dtype, values, &n, 1);
    ck_ok(call_unary((void *)(uintptr_t)u->name, &x, &y));
    for (int64_t i = 0; i < n; i++) {
        const double want = u->f(rp_test_value(x, i)), got = rp_test_value(y, i);
        ck_assert_msg(fabs(got - want) <= tolerance * (1 + fabs(want)),
                      "%s of %s, element %lld: got %.10g, want %.10g", u->name,
                      rp_dtype_name(dtype), (long long)i, got, want);
    }
    rp_tensor_release(y);
    rp_tensor_release(x);
    free(values);
}

START_TEST(pointwise__unary_values_match_libm_in_every_floating_type)
{
    for (int k = 0; k < UNARIES; k++) {
        check_unary(&unary[k], RP_F64, 37, 0x1p-50);
        check_unary(&unary[k], RP_F32, 37, 0x1p-20);
        check_unary(&unary[k], RP_F16, 37, 0x1p-10);
        check_unary(&unary[k], RP_BF16, 37, 0x1p-7);
    }
}
END_TEST

START_TEST(pointwise__large_tensors_run_in_threads_with_the_same_values)
{
    check_unary(&unary[10], RP_F32, 100003, 0x1p-20);
    check_unary(&unary[0], RP_F64, 70001, 0);
    check_unary(&unary[1], RP_BF16, 70001, 0);
}
END_TEST

START_TEST(pointwise__gelu_tanh_follows_the_approximation)
{
    const int64_t n = 1000;
    rp_tensor *x = rp_test_sin(&n, 1, 0.2, 6), *y = NULL;
    ck_ok(rp_gelu_full(&y, x, "tanh"));
    for (int64_t i = 0; i < n; i++) {
        const double v = rp_test_value(x, i),
                     want = 0.5 * v * (1 + tanh(0.7978845608028654 * (v + 0.044715 * v * v * v)));
        ck_assert_double_le(fabs(rp_test_value(y, i) - want), 1e-6 * (1 + fabs(want)));
    }
    ck_fails(rp_gelu_full(&y, x, "fast"), RP_E_INVALID,
             "approximate argument must be either none or tanh, but got 'fast'");
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(pointwise__arithmetic_of_tensors_and_numbers)
{
    rp_tensor *a = make1(RP_F32, 1, -2, 3), *b = make1(RP_F32, 4, 5, -6), *y = NULL;
    ck_ok(rp_add_full(&y, a, b, rp_value_int(2)));
    expect(y, (double[]){9, 8, -9}, 3, 0);
    ck_ok(rp_sub(&y, a, b));
    expect(y, (double[]){-3, -7, 9}, 3, 0);
    ck_ok(rp_mul(&y, a, b));
    expect(y, (double[]){4, -10, -18}, 3, 0);
    ck_ok(rp_div(&y, a, b));
    expect(y, (double[]){0.25, -0.4, -0.5}, 3, 1e-7);
    ck_ok(rp_rsub_scalar(&y, a, rp_value_int(10), one));
    expect(y, (double[]){9, 12, 7}, 3, 0);
    ck_ok(rp_maximum(&y, a, b));
    expect(y, (double[]){4, 5, 3}, 3, 0);
    ck_ok(rp_minimum(&y, a, b));
    expect(y, (double[]){1, -2, -6}, 3, 0);
    ck_ok(rp_pow_tensor_scalar(&y, a, rp_value_int(3)));
    expect(y, (double[]){1, -8, 27}, 3, 0);
    ck_ok(rp_lerp_scalar(&y, a, b, rp_value_float(0.5)));
    expect(y, (double[]){2.5, 1.5, -1.5}, 3, 0);
    ck_ok(rp_addcmul_full(&y, a, a, b, rp_value_float(0.5)));
    expect(y, (double[]){3, -7, -6}, 3, 0);
    ck_ok(rp_addcdiv(&y, a, b, a));
    expect(y, (double[]){5, -4.5, 1}, 3, 0);
    ck_ok(rp_clamp(&y, a, rp_value_int(0), rp_value_int(2)));
    expect(y, (double[]){1, 0, 2}, 3, 0);
    ck_ok(rp_clamp(&y, a, rp_value_none(), rp_value_int(2)));
    expect(y, (double[]){1, -2, 2}, 3, 0);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__nan_passes_through_extremes_and_clamp)
{
    rp_tensor *a = make1(RP_F32, NAN, 1, 2), *b = make1(RP_F32, 0, NAN, 1), *y = NULL;
    ck_ok(rp_maximum(&y, a, b));
    expect(y, (double[]){NAN, NAN, 2}, 3, 0);
    ck_ok(rp_minimum(&y, a, b));
    expect(y, (double[]){NAN, NAN, 1}, 3, 0);
    ck_ok(rp_clamp(&y, a, rp_value_int(0), rp_value_int(1)));
    expect(y, (double[]){NAN, 1, 1}, 3, 0);
    ck_ok(rp_relu(&y, a));
    expect(y, (double[]){NAN, 1, 2}, 3, 0);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__comparisons_and_selection)
{
    rp_tensor *a = make1(RP_I32, 1, 2, 3), *b = make1(RP_F32, 3, 2, 1), *y = NULL, *m = NULL;
    ck_ok(rp_eq(&y, a, b));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BOOL);
    expect(y, (double[]){0, 1, 0}, 3, 0);
    ck_ok(rp_lt(&y, a, b));
    expect(y, (double[]){1, 0, 0}, 3, 0);
    ck_ok(rp_ge_scalar(&m, a, rp_value_float(1.5)));
    expect(m, (double[]){0, 1, 1}, 3, 0);
    ck_ok(rp_logical_and(&y, m, b));
    expect(y, (double[]){0, 1, 1}, 3, 0);
    ck_ok(rp_logical_or(&y, m, b));
    expect(y, (double[]){1, 1, 1}, 3, 0);
    ck_ok(rp_where_self(&y, m, a, b));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    expect(y, (double[]){3, 2, 3}, 3, 0);
    ck_ok(rp_masked_fill_scalar(&y, b, m, rp_value_float(-INFINITY)));
    expect(y, (double[]){3, -INFINITY, -INFINITY}, 3, 0);
    rp_tensor_release(m);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__integers_wrap_and_bool_adds_logically)
{
    rp_tensor *a = make1(RP_I8, 127, -128, 5), *b = make1(RP_I8, 1, -1, 6), *y = NULL;
    ck_ok(rp_add(&y, a, b));
    expect(y, (double[]){-128, 127, 11}, 3, 0);
    rp_tensor *p = make1(RP_BOOL, 1, 0, 1), *q = make1(RP_BOOL, 1, 0, 0);
    ck_ok(rp_add(&y, p, q));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BOOL);
    expect(y, (double[]){1, 0, 1}, 3, 0);
    ck_ok(rp_pow_tensor_scalar(&y, b, rp_value_int(2)));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I8);
    expect(y, (double[]){1, 1, 36}, 3, 0);
    rp_tensor_release(p);
    rp_tensor_release(q);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

/* ---- promotion ------------------------------------------------------------------------------- */
START_TEST(pointwise__promotion_of_tensors_follows_the_table)
{
    static const struct {
        rp_dtype a, b, want;
    } table[] = {
        {RP_I32, RP_I64, RP_I64},    {RP_U8, RP_I8, RP_I16},    {RP_BF16, RP_F16, RP_F32},
        {RP_I64, RP_F16, RP_F16},    {RP_F32, RP_F64, RP_F64},  {RP_BOOL, RP_U8, RP_U8},
        {RP_BOOL, RP_BOOL, RP_BOOL}, {RP_BF16, RP_F32, RP_F32},
    };
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *a = make1(table[k].a, 1, 0, 1), *b = make1(table[k].b, 1, 1, 0), *y = NULL;
        ck_ok(rp_mul(&y, a, b));
        ck_assert_msg(rp_tensor_dtype(y) == table[k].want, "%s * %s gave %s",
                      rp_dtype_name(table[k].a), rp_dtype_name(table[k].b),
                      rp_dtype_name(rp_tensor_dtype(y)));
        expect(y, (double[]){1, 0, 0}, 3, 0);
        rp_tensor_release(y);
        rp_tensor_release(b);
        rp_tensor_release(a);
    }
}
END_TEST

START_TEST(pointwise__zero_dim_tensors_and_numbers_only_raise_the_kind)
{
    static const struct {
        rp_dtype tensor, zero, want;
    } table[] = {{RP_F16, RP_F64, RP_F16},
                 {RP_I64, RP_F16, RP_F16},
                 {RP_I8, RP_I64, RP_I8},
                 {RP_F32, RP_I64, RP_F32}};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *a = make1(table[k].tensor, 1, 2, 3), *b = zero_dim(table[k].zero, 2), *y = NULL;
        ck_ok(rp_add(&y, b, a));
        ck_assert_uint_eq(rp_tensor_dtype(y), table[k].want);
        expect(y, (double[]){3, 4, 5}, 3, 0);
        rp_tensor_release(y);
        rp_tensor_release(b);
        rp_tensor_release(a);
    }
    rp_tensor *i = make1(RP_I32, 1, 2, 3), *h = make1(RP_BF16, 1, 2, 3),
              *p = make1(RP_BOOL, 1, 0, 1), *y = NULL;
    ck_ok(rp_add_scalar(&y, i, rp_value_float(0.5), one));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    ck_ok(rp_mul_scalar(&y, i, rp_value_int(4000000000)));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I32);
    ck_ok(rp_mul_scalar(&y, h, rp_value_float(1.00390625)));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BF16);
    ck_ok(rp_mul_scalar(&y, p, rp_value_int(3)));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I64);
    expect(y, (double[]){3, 0, 3}, 3, 0);
    ck_ok(rp_mul_scalar(&y, p, rp_value_bool(1)));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BOOL);
    ck_ok(rp_div(&y, i, i));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    ck_ok(rp_sqrt(&y, i));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    rp_tensor_release(y);
    rp_tensor_release(p);
    rp_tensor_release(h);
    rp_tensor_release(i);
}
END_TEST

/* ---- broadcasting and layouts ---------------------------------------------------------------- */
START_TEST(pointwise__broadcasting_stretches_extents_of_one)
{
    const int64_t column[] = {3, 1}, row[] = {4}, empty[] = {0, 4};
    rp_tensor *a = rp_test_f64_sin(column, 2, 0, 1), *b = rp_test_f64_sin(row, 1, 1, 1),
              *e = rp_test_f64_sin(empty, 2, 0, 1), *y = NULL;
    ck_ok(rp_mul(&y, a, b));
    ck_assert_int_eq(rp_tensor_ndim(y), 2);
    ck_assert_int_eq(rp_tensor_shape(y)[0], 3);
    ck_assert_int_eq(rp_tensor_shape(y)[1], 4);
    for (int64_t i = 0; i < 12; i++)
        ck_assert_double_eq(rp_test_value(y, i), rp_test_value(a, i / 4) * rp_test_value(b, i % 4));
    ck_ok(rp_add(&y, e, b));
    ck_assert_int_eq(rp_tensor_numel(y), 0);
    ck_assert_int_eq(rp_tensor_shape(y)[0], 0);
    rp_tensor_release(y);
    rp_tensor_release(e);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__shapes_that_do_not_fit_are_named)
{
    const int64_t two_three[] = {2, 3}, four[] = {4};
    rp_tensor *a = rp_test_sin(two_three, 2, 0, 1), *b = rp_test_sin(four, 1, 0, 1), *y = NULL;
    ck_fails(
        rp_add(&y, a, b), RP_E_SHAPE,
        "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1");
    ck_assert_ptr_null(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__strides_give_the_same_bits_as_a_dense_copy)
{
    const int64_t shape[] = {40, 30}, stride[] = {1, 40}, gaps[] = {90, 3};
    rp_tensor *dense = rp_test_sin(shape, 2, 0.3, 2), *want = NULL, *y = NULL;
    ck_ok(rp_exp(&want, dense));
    ck_ok(rp_mul(&want, want, dense));
    for (int k = 0; k < 2; k++) {
        rp_tensor *x = NULL;
        void *data;
        ck_ok(rp_tensor_create_strided(&x, shape, k ? gaps : stride, 2, RP_F32, RP_CPU));
        ck_ok(rp_tensor_write(x, &data));
        for (int64_t i = 0; i < 1200; i++)
            ((float *)data)[i / 30 * rp_tensor_stride(x)[0] + i % 30 * rp_tensor_stride(x)[1]] =
                rp_test_at(dense, i);
        rp_tensor_done(x);
        ck_ok(rp_exp(&y, x));
        ck_ok(rp_mul(&y, y, dense));
        for (int64_t i = 0; i < 1200; i++)
            ck_assert_double_eq(rp_test_value(y, i), rp_test_value(want, i));
        rp_tensor_release(x);
    }
    rp_tensor_release(y);
    rp_tensor_release(want);
    rp_tensor_release(dense);
}
END_TEST

START_TEST(pointwise__results_keep_the_strides_of_a_dense_input)
{
    const int64_t shape[] = {4, 5}, stride[] = {1, 4};
    rp_tensor *x = NULL, *y = NULL;
    ck_ok(rp_tensor_create_strided(&x, shape, stride, 2, RP_F32, RP_CPU));
    ck_ok(rp_zero_(NULL, x));
    ck_ok(rp_cos(&y, x));
    ck_assert_int_eq(rp_tensor_stride(y)[0], 1);
    ck_assert_int_eq(rp_tensor_stride(y)[1], 4);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

/* ---- forms that write ------------------------------------------------------------------------ */
START_TEST(pointwise__in_place_writes_the_tensor_and_bumps_its_version)
{
    rp_tensor *x = make1(RP_F32, 1, 2, 3), *h = make1(RP_F64, 1, 1, 1), *y = NULL;
    const uint64_t version = rp_tensor_version(x);
    ck_ok(rp_add_(&y, x, h));
    ck_assert_ptr_eq(y, x);
    ck_assert_uint_eq(rp_tensor_version(x), version + 1);
    expect(x, (double[]){2, 3, 4}, 3, 0);
    ck_ok(rp_mul__scalar(NULL, x, rp_value_float(0.5)));
    expect(x, (double[]){1, 1.5, 2}, 3, 0);
    ck_ok(rp_neg_(NULL, x));
    expect(x, (double[]){-1, -1.5, -2}, 3, 0);
    rp_tensor_release(y);
    rp_tensor_release(h);
    rp_tensor_release(x);
}
END_TEST

START_TEST(pointwise__out_forms_write_the_given_tensor)
{
    const int64_t none[] = {0};
    rp_tensor *a = make1(RP_F32, 1, 2, 3), *o = rp_test_f64_sin(none, 1, 0, 1), *y = NULL;
    ck_ok(rp_add_out(&y, a, a, o));
    ck_assert_ptr_eq(y, o);
    expect(o, (double[]){2, 4, 6}, 3, 0);
    rp_tensor_release(y);
    rp_tensor_release(o);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__writing_forms_refuse_what_they_cannot_hold)
{
    const int64_t wide[] = {2, 3};
    rp_tensor *x = make1(RP_F32, 1, 2, 3), *i = make1(RP_I64, 1, 2, 3),
              *w = rp_test_sin(wide, 2, 0, 1);
    ck_fails(rp_add_(NULL, x, w), RP_E_SHAPE, "doesn't match the broadcast shape [2, 3]");
    ck_fails(rp_add_(NULL, i, x), RP_E_DTYPE, "can't be cast");
    expect(i, (double[]){1, 2, 3}, 3, 0);
    rp_tensor_release(w);
    rp_tensor_release(i);
    rp_tensor_release(x);
}
END_TEST

START_TEST(pointwise__overlapping_writes_are_refused)
{
    const int64_t shape[] = {8}, part[] = {4}, dense[] = {1}, zero[] = {0};
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *front = NULL, *shifted = NULL, *stretched = NULL;
    ck_ok(rp_tensor_alias_strided(&front, x, part, dense, 1, 0));
    ck_ok(rp_tensor_alias_strided(&shifted, x, part, dense, 1, 2));
    ck_ok(rp_tensor_alias_strided(&stretched, x, part, zero, 1, 0));
    ck_fails(rp_add_(NULL, front, shifted), RP_E_LAYOUT,
             "some elements of the input tensor and the written-to tensor");
    ck_fails(rp_neg_(NULL, stretched), RP_E_LAYOUT,
             "more than one element of the written-to tensor");
    ck_ok(rp_mul_(NULL, front, front));
    rp_tensor_release(stretched);
    rp_tensor_release(shifted);
    rp_tensor_release(front);
    rp_tensor_release(x);
}
END_TEST

START_TEST(pointwise__wrong_dtypes_are_refused_with_pytorch_texts)
{
    rp_tensor *p = make1(RP_BOOL, 1, 0, 1), *i = make1(RP_I64, 1, 2, 3),
              *x = make1(RP_F32, 1, 2, 3), *y = NULL;
    ck_fails(rp_sub(&y, p, p), RP_E_DTYPE, "with two bool tensors is not supported");
    ck_fails(rp_sub(&y, p, x), RP_E_DTYPE, "with a bool tensor is not supported");
    ck_fails(rp_neg(&y, p), RP_E_DTYPE, "aten::neg is not defined for bool tensors");
    ck_fails(rp_silu(&y, i), RP_E_DTYPE, "aten::silu is not defined for int64 tensors");
    ck_fails(rp_add_full(&y, i, i, rp_value_float(0.5)), RP_E_DTYPE,
             "For integral input tensors, argument alpha must not be a floating point number.");
    ck_fails(rp_add_full(&y, x, x, rp_value_bool(1)), RP_E_DTYPE,
             "Boolean alpha only supported for Boolean results.");
    ck_fails(rp_pow_tensor_scalar(&y, i, rp_value_int(-1)), RP_E_VALUE,
             "Integers to negative integer powers are not allowed.");
    ck_fails(
        rp_where_self(&y, x, x, x), RP_E_DTYPE,
        "where expected condition to be a boolean tensor, but got a tensor with dtype float32");
    ck_fails(rp_masked_fill_scalar(&y, x, i, one), RP_E_DTYPE,
             "masked_fill_ only supports boolean masks, but got mask with dtype int64");
    ck_fails(rp_clamp(&y, x, rp_value_none(), rp_value_none()), RP_E_INVALID,
             "At least one of 'min' or 'max' must not be None");
    ck_assert_ptr_null(y);
    rp_tensor_release(x);
    rp_tensor_release(i);
    rp_tensor_release(p);
}
END_TEST

/* ---- gradients ------------------------------------------------------------------------------- */
static rp_tensor *smooth(const struct unary *u, const int64_t *shape, int ndim)
{
    rp_tensor *x = rp_test_f64_sin(shape, ndim, 0.4, 1);
    void *data;
    ck_ok(rp_tensor_write(x, &data));
    for (int64_t i = 0; i < rp_tensor_numel(x); i++) {
        double *v = (double *)data + i;
        if (u->positive) *v = fabs(*v) + 0.3;
        if (fabs(*v) < 1e-3) *v = 0.1; /* away from kinks */
    }
    rp_tensor_done(x);
    return x;
}

START_TEST(pointwise__unary_gradients_match_difference_quotients)
{
    const int64_t shape[] = {2, 4};
    for (int k = 0; k < UNARIES; k++) {
        if (unary[k].f == f_not || unary[k].f == f_isnan) continue;
        rp_tensor *x = smooth(&unary[k], shape, 2);
        rp_test_gradcheck(call_unary, (void *)(uintptr_t)unary[k].name, &x, 1);
        rp_tensor_release(x);
    }
}
END_TEST

START_TEST(pointwise__unary_second_derivatives_come_through_create_graph)
{
    static const char *const names[] = {
        "aten::exp",        "aten::log",     "aten::sqrt",   "aten::rsqrt",
        "aten::reciprocal", "aten::sin",     "aten::cos",    "aten::tan",
        "aten::tanh",       "aten::sigmoid", "aten::erf",    "aten::silu",
        "aten::log1p",      "aten::expm1",   "aten::square", "aten::gelu"};
    const int64_t shape[] = {5};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const struct unary positive = {names[k], NULL, true};
        rp_tensor *x = smooth(&positive, shape, 1);
        rp_test_gradgradcheck(call_unary, (void *)(uintptr_t)names[k], &x, 1);
        rp_tensor_release(x);
    }
}
END_TEST

static rp_status f_add(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_add_full(out, in[0], in[1], rp_value_float(1.5));
}
static rp_status f_sub(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_sub_full(out, in[0], in[1], rp_value_float(1.5));
}
static rp_status f_rsub(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_rsub_scalar(out, in[0], rp_value_int(2), rp_value_int(3));
}
static rp_status f_mul(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_mul(out, in[0], in[1]);
}
static rp_status f_div(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_div(out, in[0], in[1]);
}
static rp_status f_scalars(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    RP_TRY(rp_mul_scalar(out, in[0], rp_value_float(3)));
    RP_TRY(rp_add_scalar(out, *out, rp_value_int(2), one));
    RP_TRY(rp_div_scalar(out, *out, rp_value_float(7)));
    return rp_sub_scalar(out, *out, rp_value_int(1), one);
}
static rp_status f_maximum(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_maximum(out, in[0], in[1]);
}
static rp_status f_minimum(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_minimum(out, in[0], in[1]);
}
static rp_status f_pow(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_pow_tensor_tensor(out, in[0], in[1]);
}
static rp_status f_cube(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_pow_tensor_scalar(out, in[0], rp_value_int(3));
}
static rp_status f_power_of(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_pow_scalar(out, rp_value_float(2.5), in[0]);
}
static rp_status f_clamp(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_clamp(out, in[0], rp_value_float(0.55), rp_value_none());
}
static rp_status f_clamp_both(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_clamp(out, in[0], rp_value_float(0.55), rp_value_float(0.9));
}
static rp_status f_lerp(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_lerp_scalar(out, in[0], in[1], rp_value_float(0.3));
}
static rp_status f_lerp_tensor(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_lerp(out, in[0], in[1], in[2]);
}
static rp_status f_addcmul(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_addcmul_full(out, in[0], in[1], in[2], rp_value_float(0.7));
}
static rp_status f_addcdiv(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_addcdiv_full(out, in[0], in[1], in[2], rp_value_float(0.7));
}
static rp_status f_where(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_where_self(out, ctx, in[0], in[1]);
}
static rp_status f_masked(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_masked_fill_scalar(out, in[0], ctx, rp_value_float(4));
}
static rp_status f_threshold_backward(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_threshold_backward(out, in[0], in[1], rp_value_float(0.6));
}
static rp_status f_tanh_backward(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_tanh_backward(out, in[0], in[1]);
}
static rp_status f_sigmoid_backward(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_sigmoid_backward(out, in[0], in[1]);
}
static rp_status f_silu_backward(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_silu_backward(out, in[0], in[1]);
}
static rp_status f_gelu_backward(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_gelu_backward_full(out, in[0], in[1], ctx);
}
static rp_status f_gelu_tanh(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_gelu_full(out, in[0], "tanh");
}

START_TEST(pointwise__gradients_of_several_arguments_match_difference_quotients)
{
    static char none[] = "none", tanh_[] = "tanh";
    const int64_t shape[] = {2, 3}, row[] = {3};
    static const struct {
        rp_test_fn fn;
        void *ctx;
        int n;
    } table[] = {{f_add, NULL, 2},
                 {f_sub, NULL, 2},
                 {f_rsub, NULL, 1},
                 {f_mul, NULL, 2},
                 {f_div, NULL, 2},
                 {f_scalars, NULL, 1},
                 {f_maximum, NULL, 2},
                 {f_minimum, NULL, 2},
                 {f_pow, NULL, 2},
                 {f_cube, NULL, 1},
                 {f_power_of, NULL, 1},
                 {f_clamp, NULL, 1},
                 {f_lerp, NULL, 2},
                 {f_lerp_tensor, NULL, 3},
                 {f_addcmul, NULL, 3},
                 {f_addcdiv, NULL, 3},
                 {f_threshold_backward, NULL, 2},
                 {f_tanh_backward, NULL, 2},
                 {f_sigmoid_backward, NULL, 2},
                 {f_silu_backward, NULL, 2},
                 {f_gelu_backward, none, 2},
                 {f_gelu_backward, tanh_, 2},
                 {f_gelu_tanh, NULL, 1},
                 {f_clamp_both, NULL, 1}};
    const struct unary positive = {NULL, NULL, true};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *in[3] = {smooth(&positive, shape, 2), smooth(&positive, row, 1),
                            smooth(&positive, shape, 2)};
        ck_ok(rp_add__scalar(NULL, in[1], rp_value_float(0.21), one)); /* no ties */
        ck_ok(rp_add__scalar(NULL, in[2], rp_value_float(0.11), one));
        rp_test_gradcheck(table[k].fn, table[k].ctx, in, table[k].n);
        rp_test_release(in, 3);
    }
}
END_TEST

START_TEST(pointwise__second_derivatives_of_several_arguments)
{
    static const rp_test_fn table[] = {
        f_mul, f_div, f_pow, f_tanh_backward, f_sigmoid_backward, f_silu_backward};
    const int64_t shape[] = {3};
    const struct unary positive = {NULL, NULL, true};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *in[2] = {smooth(&positive, shape, 1), smooth(&positive, shape, 1)};
        rp_test_gradgradcheck(table[k], NULL, in, 2);
        rp_test_release(in, 2);
    }
    rp_tensor *x = smooth(&positive, shape, 1);
    rp_test_gradgradcheck(f_cube, NULL, &x, 1);
    rp_test_gradgradcheck(f_gelu_tanh, NULL, &x, 1);
    rp_tensor_release(x);
}
END_TEST

START_TEST(pointwise__gradients_of_selections_go_to_the_chosen_side)
{
    const int64_t shape[] = {3};
    rp_tensor *mask = make1(RP_BOOL, 1, 0, 1),
              *in[2] = {rp_test_f64_sin(shape, 1, 0, 1), rp_test_f64_sin(shape, 1, 1, 1)};
    rp_test_gradcheck(f_where, mask, in, 2);
    rp_test_gradcheck(f_masked, mask, in, 1);
    rp_test_release(in, 2);
    rp_tensor_release(mask);
}
END_TEST

START_TEST(pointwise__equal_elements_share_the_gradient_of_an_extreme)
{
    const rp_backward_options o = {.size = sizeof o};
    rp_tensor *a = make1(RP_F32, 1, 2, 3), *b = make1(RP_F32, 1, 0, 4), *y = NULL, *in[2] = {a, b},
              *g[2] = {NULL};
    rp_tensor *weight = make1(RP_F32, 1, 1, 1);
    ck_ok(rp_tensor_require_grad(a, 1));
    ck_ok(rp_tensor_require_grad(b, 1));
    ck_ok(rp_maximum(&y, a, b));
    ck_ok(rp_grad_full(g, &y, &weight, 1, in, 2, &o));
    expect(g[0], (double[]){0.5, 1, 0}, 3, 0);
    expect(g[1], (double[]){0.5, 0, 1}, 3, 0);
    rp_test_release(g, 2);
    rp_tensor_release(weight);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(pointwise__at_the_origin_the_angle_has_gradient_zero)
{
    const rp_backward_options o = {.size = sizeof o};
    rp_tensor *in[2] = {make1(RP_F32, 0, 1, 0), make1(RP_F32, 0, 0, -2)}, *y = NULL, *g[2] = {NULL},
              *weight = make1(RP_F32, 1, 1, 1);
    ck_ok(rp_tensor_require_grad(in[0], 1));
    ck_ok(rp_tensor_require_grad(in[1], 1));
    ck_ok(rp_atan2(&y, in[0], in[1]));
    ck_ok(rp_grad_full(g, &y, &weight, 1, in, 2, &o));
    expect(g[0], (double[]){0, 0, -0.5}, 3, 0);
    expect(g[1], (double[]){0, -1, 0}, 3, 0);
    rp_test_release(g, 2);
    rp_test_release(in, 2);
    rp_test_release((rp_tensor *[]){weight, y}, 2);
}
END_TEST

START_TEST(pointwise__gradients_are_summed_over_broadcast_dimensions_and_cast)
{
    const int64_t shape[] = {4, 3};
    const rp_backward_options o = {.size = sizeof o};
    rp_tensor *x = rp_test_f64_sin(shape, 2, 0, 1), *b = make1(RP_F32, 1, 2, 3), *y = NULL,
              *s = NULL, *g = NULL;
    ck_ok(rp_tensor_require_grad(b, 1));
    ck_ok(rp_mul(&y, x, b));
    ck_ok(rp_sum(&s, y));
    ck_ok(rp_grad(&g, &s, 1, &b, 1, &o));
    ck_assert_uint_eq(rp_tensor_dtype(g), RP_F32);
    for (int64_t j = 0; j < 3; j++) {
        double want = 0;
        for (int64_t i = 0; i < 4; i++) want += rp_test_value(x, i * 3 + j);
        ck_assert_double_le(fabs(rp_test_value(g, j) - want), 1e-6);
    }
    rp_tensor_release(g);
    rp_tensor_release(s);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(x);
}
END_TEST

START_TEST(pointwise__a_falling_leaky_relu_has_no_gradient_from_its_result)
{
    rp_tensor *x = make1(RP_F32, 1, 2, 3), *g = NULL;
    ck_ok(rp_leaky_relu_backward(&g, x, x, rp_value_float(-1), 0));
    ck_fails(rp_leaky_relu_backward(&g, x, x, rp_value_float(-1), 1), RP_E_VALUE,
             "needs a slope >= 0, but it is -1");
    ck_ok(rp_leaky_relu_backward(&g, x, x, rp_value_float(0.5), 1));
    rp_test_release((rp_tensor *[]){x, g}, 2);
}
END_TEST

/* As in PyTorch's vectorised loops; the ends of its loops let the gradient through. */
START_TEST(pointwise__nan_lies_in_no_range_and_has_no_gradient)
{
    rp_tensor *x = zero_dim(RP_F64, NAN), *g = zero_dim(RP_F64, 2), *y[3] = {NULL};
    ck_ok(rp_hardtanh_backward(&y[0], g, x, rp_value_int(-1), rp_value_int(1)));
    ck_ok(rp_softshrink_backward(&y[1], g, x, rp_value_float(0.5)));
    ck_ok(rp_hardshrink_backward(&y[2], g, x, rp_value_float(0.5)));
    for (int i = 0; i < 3; i++) ck_assert_double_eq(rp_test_value(y[i], 0), 0);
    rp_test_release((rp_tensor *[]){x, g, y[0], y[1], y[2]}, 5);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("pointwise", pointwise__unary_values_match_libm_in_every_floating_type,
                    pointwise__large_tensors_run_in_threads_with_the_same_values,
                    pointwise__gelu_tanh_follows_the_approximation,
                    pointwise__arithmetic_of_tensors_and_numbers,
                    pointwise__nan_passes_through_extremes_and_clamp,
                    pointwise__comparisons_and_selection,
                    pointwise__integers_wrap_and_bool_adds_logically,
                    pointwise__promotion_of_tensors_follows_the_table,
                    pointwise__zero_dim_tensors_and_numbers_only_raise_the_kind,
                    pointwise__broadcasting_stretches_extents_of_one,
                    pointwise__shapes_that_do_not_fit_are_named,
                    pointwise__strides_give_the_same_bits_as_a_dense_copy,
                    pointwise__results_keep_the_strides_of_a_dense_input,
                    pointwise__in_place_writes_the_tensor_and_bumps_its_version,
                    pointwise__out_forms_write_the_given_tensor,
                    pointwise__writing_forms_refuse_what_they_cannot_hold,
                    pointwise__overlapping_writes_are_refused,
                    pointwise__wrong_dtypes_are_refused_with_pytorch_texts,
                    pointwise__unary_gradients_match_difference_quotients,
                    pointwise__unary_second_derivatives_come_through_create_graph,
                    pointwise__gradients_of_several_arguments_match_difference_quotients,
                    pointwise__second_derivatives_of_several_arguments,
                    pointwise__gradients_of_selections_go_to_the_chosen_side,
                    pointwise__equal_elements_share_the_gradient_of_an_extreme,
                    pointwise__at_the_origin_the_angle_has_gradient_zero,
                    pointwise__gradients_are_summed_over_broadcast_dimensions_and_cast,
                    pointwise__a_falling_leaky_relu_has_no_gradient_from_its_result,
                    pointwise__nan_lies_in_no_range_and_has_no_gradient, NULL);
}
