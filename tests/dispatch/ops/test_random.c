/* tests/dispatch/ops/test_random.c - random operators, dropout, factories and fills */
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <stdbool.h>

static void moments(rp_tensor *t, double *mean, double *var)
{
    const int64_t n = rp_tensor_numel(t);
    double s = 0, q = 0;
    for (int64_t i = 0; i < n; i++) s += rp_test_value(t, i);
    *mean = s / (double)n;
    for (int64_t i = 0; i < n; i++) q += pow(rp_test_value(t, i) - *mean, 2);
    *var = q / (double)n;
}

static bool same(rp_tensor *a, rp_tensor *b)
{
    rp_value v;
    ck_ok(rp_equal(&v, a, b));
    return v.u.i != 0;
}

START_TEST(random__uniform_numbers_fill_the_interval)
{
    const int64_t n = 40000;
    rp_tensor *x = NULL;
    double mean, var;
    rp_manual_seed(1);
    ck_ok(rp_rand(&x, &n, 1));
    for (int64_t i = 0; i < n; i++) ck_assert(rp_test_value(x, i) >= 0 && rp_test_value(x, i) < 1);
    moments(x, &mean, &var);
    ck_assert_double_le(fabs(mean - 0.5), 0.01);
    ck_assert_double_le(fabs(var - 1.0 / 12), 0.005);
    ck_ok(rp_uniform_(NULL, x, -2, 4));
    moments(x, &mean, &var);
    ck_assert_double_le(fabs(mean - 1), 0.06);
    ck_assert_double_le(fabs(var - 3), 0.1);
    ck_fails(rp_uniform_(NULL, x, 1, 0), RP_E_VALUE,
             "uniform_ expects to return a [from, to) range, but found from=1 > to=0");
    rp_tensor_release(x);
}
END_TEST

START_TEST(random__normal_numbers_have_the_moments_asked_for)
{
    const int64_t n = 40001; /* odd: the last pair is cut */
    rp_tensor *x = NULL;
    double mean, var;
    rp_manual_seed(2);
    ck_ok(rp_randn(&x, &n, 1));
    moments(x, &mean, &var);
    ck_assert_double_le(fabs(mean), 0.03);
    ck_assert_double_le(fabs(var - 1), 0.04);
    ck_ok(rp_normal_(NULL, x, 3, 0.5));
    moments(x, &mean, &var);
    ck_assert_double_le(fabs(mean - 3), 0.015);
    ck_assert_double_le(fabs(var - 0.25), 0.01);
    rp_tensor_release(x);
}
END_TEST

START_TEST(random__the_seed_repeats_and_calls_differ)
{
    const int64_t n = 1001;
    rp_tensor *a = NULL, *b = NULL, *c = NULL;
    rp_manual_seed(7);
    ck_ok(rp_randn(&a, &n, 1));
    ck_ok(rp_randn(&b, &n, 1));
    rp_manual_seed(7);
    ck_ok(rp_randn(&c, &n, 1));
    ck_assert(same(a, c));
    ck_assert(!same(a, b));
    rp_tensor_release(c);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(random__element_i_uses_number_i_of_the_generator)
{
    const int64_t n = 9;
    rp_tensor *x = NULL;
    uint32_t word[4];
    rp_manual_seed(11);
    ck_ok(rp_rand(&x, &n, 1));
    for (int64_t i = 0; i < n; i++) {
        rp_philox(11, (uint64_t)i / 4, word);
        ck_assert_double_eq(rp_test_value(x, i), (word[i % 4] >> 8) * 0x1p-24);
    }
    uint64_t seed, offset;
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &offset);
    ck_assert_uint_eq(offset, 3); /* ceil(9 / 4) counters */
    rp_tensor_release(x);
}
END_TEST

START_TEST(random__a_generator_argument_is_used_alone)
{
    const int64_t n = 10;
    rp_generator *g = NULL;
    rp_tensor *a = NULL, *b = NULL;
    uint64_t seed, before, after;
    ck_ok(rp_generator_create(&g, RP_CPU, 5));
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &before);
    ck_ok(rp_zeros(&a, &n, 1));
    ck_ok(rp_zeros(&b, &n, 1));
    ck_ok(rp_uniform__full(NULL, a, 0, 1, g));
    rp_generator_set(g, 5, 0);
    ck_ok(rp_uniform__full(NULL, b, 0, 1, g));
    ck_assert(same(a, b));
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &after);
    ck_assert_uint_eq(before, after);
    rp_tensor_release(b);
    rp_tensor_release(a);
    rp_generator_release(g);
}
END_TEST

START_TEST(random__layout_does_not_change_the_numbers)
{
    const int64_t shape[] = {30, 40}, stride[] = {1, 30};
    rp_tensor *a = NULL, *b = NULL;
    ck_ok(rp_tensor_create(&a, shape, 2, RP_F32, RP_CPU));
    ck_ok(rp_tensor_create_strided(&b, shape, stride, 2, RP_F32, RP_CPU));
    rp_manual_seed(3);
    ck_ok(rp_normal_(NULL, a, 0, 1));
    rp_manual_seed(3);
    ck_ok(rp_normal_(NULL, b, 0, 1));
    ck_assert(same(a, b));
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(random__bernoulli_draws_with_the_probability)
{
    const int64_t n = 20000;
    rp_tensor *p = NULL, *x = NULL;
    double mean, var;
    rp_manual_seed(4);
    ck_ok(rp_full(&p, &n, 1, rp_value_float(0.3)));
    ck_ok(rp_bernoulli(&x, p));
    moments(x, &mean, &var);
    ck_assert_double_le(fabs(mean - 0.3), 0.02);
    ck_ok(rp_bernoulli__float(NULL, x, 0.9));
    moments(x, &mean, &var);
    ck_assert_double_le(fabs(mean - 0.9), 0.015);
    ck_fails(rp_bernoulli__float(NULL, x, 1.5), RP_E_VALUE,
             "bernoulli_ expects p to be in [0, 1], but got p=1.5");
    ck_ok(rp_add__scalar(NULL, p, rp_value_int(1), rp_value_int(1)));
    ck_fails(rp_bernoulli(&x, p), RP_E_VALUE, "Expected p_in >= 0 && p_in <= 1 to be true");
    rp_tensor_release(x);
    rp_tensor_release(p);
}
END_TEST

START_TEST(random__native_dropout_scales_what_it_keeps)
{
    const int64_t n = 20000;
    const int on = 1, off = 0;
    rp_tensor *x = rp_test_sin(&n, 1, 0.5, 1), *y = NULL, *mask = NULL;
    double mean, var;
    rp_manual_seed(6);
    ck_ok(rp_native_dropout(&y, &mask, x, 0.25, &on));
    ck_assert_uint_eq(rp_tensor_dtype(mask), RP_BOOL);
    moments(mask, &mean, &var);
    ck_assert_double_le(fabs(mean - 0.75), 0.02);
    for (int64_t i = 0; i < n; i++) {
        const double want = rp_test_value(mask, i) != 0 ? rp_test_value(x, i) / 0.75 : 0;
        ck_assert_double_le(fabs(rp_test_value(y, i) - want), 1e-6);
    }
    ck_ok(rp_native_dropout(&y, &mask, x, 1, &on));
    ck_assert_double_eq(rp_test_value(y, 3), 0);
    ck_ok(rp_native_dropout(&y, &mask, x, 0.25, &off));
    ck_assert(same(x, y));
    ck_assert_double_eq(rp_test_value(mask, 0), 1);
    ck_fails(rp_native_dropout(&y, &mask, x, -1, &on), RP_E_VALUE,
             "dropout probability has to be between 0 and 1, but got -1");
    rp_tensor_release(mask);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(random__dropout_is_the_identity_in_evaluation)
{
    const int64_t n = 1000;
    rp_tensor *x = rp_test_sin(&n, 1, 0.5, 1), *y = NULL;
    ck_ok(rp_dropout(&y, x, 0.5, 0));
    ck_assert_ptr_eq(x, y);
    ck_ok(rp_dropout(&y, x, 0.5, 1));
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) {
        const double got = rp_test_value(y, i);
        ck_assert(got == 0 || fabs(got - 2 * rp_test_value(x, i)) < 1e-6);
        kept += got != 0;
    }
    ck_assert(kept > 400 && kept < 600);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

static rp_status f_native(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    const int on = 1;
    (void)ctx;
    rp_manual_seed(8);
    return rp_native_dropout(out, NULL, in[0], 0.4, &on);
}
static rp_status f_dropout(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    rp_manual_seed(8);
    return rp_dropout(out, in[0], 0.4, 1);
}

START_TEST(random__dropout_gradients_use_the_same_mask)
{
    const int64_t shape[] = {3, 4};
    rp_tensor *x = rp_test_f64_sin(shape, 2, 0.5, 1);
    rp_test_gradcheck(f_native, NULL, &x, 1);
    rp_test_gradcheck(f_dropout, NULL, &x, 1);
    rp_tensor_release(x);
}
END_TEST

/* ---- factories ------------------------------------------------------------------------------- */
START_TEST(factory__shapes_dtypes_and_values)
{
    const int64_t shape[] = {2, 3};
    rp_tensor *x = NULL, *y = NULL;
    ck_ok(rp_zeros(&x, shape, 2));
    ck_assert_uint_eq(rp_tensor_dtype(x), RP_F32);
    ck_assert_double_eq(rp_test_value(x, 5), 0);
    ck_ok(rp_ones_full(&x, shape, 2, RP_BF16, NULL, NULL, NULL));
    ck_assert_double_eq(rp_test_value(x, 5), 1);
    ck_ok(rp_full(&x, shape, 2, rp_value_int(-3)));
    ck_assert_uint_eq(rp_tensor_dtype(x), RP_I64);
    ck_assert_double_eq(rp_test_value(x, 5), -3);
    ck_ok(rp_full(&x, shape, 2, rp_value_bool(1)));
    ck_assert_uint_eq(rp_tensor_dtype(x), RP_BOOL);
    ck_ok(rp_full_like(&y, x, rp_value_float(1)));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BOOL);
    ck_ok(rp_zeros_like_full(&y, x, RP_F64, NULL, NULL, NULL, NULL));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F64);
    ck_ok(rp_empty_memory_format(&y, shape, 2));
    ck_assert_int_eq(rp_tensor_numel(y), 6);
    ck_ok(rp_scalar_tensor(&y, rp_value_float(2.5)));
    ck_assert_int_eq(rp_tensor_ndim(y), 0);
    ck_assert_double_eq(rp_test_value(y, 0), 2.5);
    ck_fails(rp_zeros(&y, (const int64_t[]){2, -1}, 2), RP_E_SHAPE,
             "Trying to create tensor with negative dimension -1");
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(factory__like_keeps_strides)
{
    const int64_t shape[] = {2, 3}, stride[] = {1, 2};
    rp_tensor *x = NULL, *y = NULL;
    ck_ok(rp_tensor_create_strided(&x, shape, stride, 2, RP_F32, RP_CPU));
    ck_ok(rp_ones_like(&y, x));
    ck_assert_int_eq(rp_tensor_stride(y)[0], 1);
    const int64_t contiguous = 0;
    ck_ok(rp_ones_like_full(&y, x, RP_DTYPE_NONE, NULL, NULL, NULL, &contiguous));
    ck_assert_int_eq(rp_tensor_stride(y)[0], 3);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(factory__arange_counts_without_rounding)
{
    rp_tensor *x = NULL;
    ck_ok(rp_arange(&x, rp_value_int(5)));
    ck_assert_uint_eq(rp_tensor_dtype(x), RP_I64);
    ck_assert_int_eq(rp_tensor_numel(x), 5);
    ck_ok(rp_arange_start(&x, rp_value_float(0.5), rp_value_int(3)));
    ck_assert_uint_eq(rp_tensor_dtype(x), RP_F32);
    ck_assert_int_eq(rp_tensor_numel(x), 3);
    ck_assert_double_eq(rp_test_value(x, 2), 2.5);
    ck_ok(rp_arange_start_step(&x, rp_value_int(10), rp_value_int(0), rp_value_int(-3)));
    ck_assert_int_eq(rp_tensor_numel(x), 4);
    ck_assert_double_eq(rp_test_value(x, 3), 1);
    ck_ok(rp_arange_start_step(&x, rp_value_float(0), rp_value_float(1), rp_value_float(0.1)));
    ck_assert_int_eq(rp_tensor_numel(x), 10);
    ck_fails(rp_arange_start_step(&x, rp_value_int(0), rp_value_int(5), rp_value_int(0)),
             RP_E_VALUE, "step must be nonzero");
    ck_fails(rp_arange(&x, rp_value_int(-5)), RP_E_VALUE,
             "upper bound and lower bound inconsistent with step sign");
    rp_tensor_release(x);
}
END_TEST

START_TEST(factory__eye_fill_and_equal)
{
    rp_tensor *x = NULL, *y = NULL;
    rp_value v;
    ck_ok(rp_eye_m(&x, 2, 3));
    for (int64_t i = 0; i < 6; i++) ck_assert_double_eq(rp_test_value(x, i), i == 0 || i == 4);
    ck_ok(rp_zeros_like(&y, x));
    ck_assert(!same(x, y));
    ck_ok(rp_zero_(NULL, x));
    ck_assert(same(x, y));
    ck_ok(rp_fill__scalar(NULL, x, rp_value_float(1.5)));
    ck_assert_double_eq(rp_test_value(x, 5), 1.5);
    ck_fails(rp_item(&v, x), RP_E_SHAPE, "a Tensor with 6 elements cannot be converted to Scalar");
    ck_ok(rp_sum(&y, x));
    ck_ok(rp_item(&v, y));
    ck_assert_uint_eq(v.tag, RP_TAG_FLOAT);
    ck_assert_double_eq(v.u.f, 9);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(factory__filling_cuts_the_gradient)
{
    const int64_t n = 3;
    const rp_backward_options o = {.size = sizeof o};
    rp_tensor *x = rp_test_sin(&n, 1, 0, 1), *y = NULL, *s = NULL, *g = NULL;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_mul_scalar(&y, x, rp_value_int(2)));
    ck_ok(rp_fill__scalar(NULL, y, rp_value_int(1)));
    ck_ok(rp_sum(&s, y));
    ck_ok(rp_grad(&g, &s, 1, &x, 1, &o));
    for (int64_t i = 0; i < n; i++) ck_assert_double_eq(rp_test_value(g, i), 0);
    rp_tensor_release(g);
    rp_tensor_release(s);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "random", random__uniform_numbers_fill_the_interval,
        random__normal_numbers_have_the_moments_asked_for,
        random__the_seed_repeats_and_calls_differ, random__element_i_uses_number_i_of_the_generator,
        random__a_generator_argument_is_used_alone, random__layout_does_not_change_the_numbers,
        random__bernoulli_draws_with_the_probability, random__native_dropout_scales_what_it_keeps,
        random__dropout_is_the_identity_in_evaluation, random__dropout_gradients_use_the_same_mask,
        factory__shapes_dtypes_and_values, factory__like_keeps_strides,
        factory__arange_counts_without_rounding, factory__eye_fill_and_equal,
        factory__filling_cuts_the_gradient, NULL);
}
