/* tests/dispatch/ops/test_statistics.c - norms, deviations, products, counts, running products and
   extremes: values and gradients */
#include "dispatch/ops.h"
#include "support/gradcheck.h"

static const double values[] = {3, -4, 0, NAN, 1, -2, 5, 0.5, -INFINITY, 2, 7, -1};
static const int64_t rows_of_4[] = {3, 4}, last = 1;

static void expect(rp_tensor *t, const double *want, int64_t n)
{
    ck_assert_int_eq(rp_tensor_numel(t), n);
    for (int64_t i = 0; i < n; i++) {
        const double got = rp_test_value(t, i);
        ck_assert_msg(got == want[i] || fabs(got - want[i]) < 1e-12 ||
                          (got != got && want[i] != want[i]),
                      "element %d is %.17g, not %.17g", (int)i, got, want[i]);
    }
}

START_TEST(statistics__norms_of_every_order)
{
    const double x[] = {3, -4, 0, 12};
    static const struct {
        double p, norm;
    } table[] = {{0, 3},         {1, 19},        {2, 13}, {3, 12.207054953820636},
                 {INFINITY, 12}, {-INFINITY, 0}, {-1, 0}, {0.5, 51.78460969082653}};
    rp_tensor *t = rp_test_f64(x, (const int64_t[]){4}, 1), *y = NULL;
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        ck_ok(rp_linalg_vector_norm(&y, t, rp_value_float(table[k].p), NULL, 0, 0));
        ck_assert_double_le(fabs(rp_test_value(y, 0) - table[k].norm), 1e-12);
    }
    ck_ok(rp_norm_scalaropt_dim(&y, t, rp_value_none(), (const int64_t[]){0}, 1, 1));
    expect(y, (const double[]){13}, 1);
    rp_tensor_release(y);
    rp_tensor_release(t);
}
END_TEST

START_TEST(statistics__an_empty_tensor_has_a_sum_but_no_largest_element)
{
    rp_tensor *t = rp_test_f64(NULL, (const int64_t[]){2, 0}, 2), *y = NULL;
    ck_ok(rp_norm_scalar(&y, t, rp_value_int(2)));
    expect(y, (const double[]){0}, 1);
    ck_fails(rp_norm_scalar(&y, t, rp_value_float(INFINITY)), RP_E_DIM, "inf norm on an empty");
    ck_ok(rp_prod(&y, t));
    expect(y, (const double[]){1}, 1);
    ck_ok(rp_cummax(&y, NULL, t, 5)); /* no dimension is looked at, as in PyTorch */
    ck_assert_int_eq(rp_tensor_numel(y), 0);
    rp_tensor_release(y);
    rp_tensor_release(t);
}
END_TEST

START_TEST(statistics__nan_is_skipped_only_where_asked)
{
    rp_tensor *t = rp_test_f64(values, rows_of_4, 2), *y = NULL, *z = NULL, *at = NULL;
    ck_ok(rp_nansum(&y, t, &last, 1, 0));
    expect(y, (const double[]){-1, 4.5, -INFINITY}, 3);
    ck_ok(rp_nanmean(&y, t, &last, 1, 0));
    expect(y, (const double[]){-1.0 / 3, 1.125, -INFINITY}, 3);
    ck_fails(rp_nanmean_full(&y, t, &last, 1, 0, RP_I32), RP_E_DTYPE, "int32");
    ck_ok(rp_amin(&y, t, &last, 1, 0));
    expect(y, (const double[]){NAN, -2, -INFINITY}, 3);
    ck_ok(rp_aminmax_full(&y, &z, t, NULL, 0));
    ck_assert(isnan(rp_test_value(y, 0)) && isnan(rp_test_value(z, 0)));
    ck_ok(rp_min_dim(&y, &at, t, 1, 0));
    expect(at, (const double[]){3, 1, 0}, 3);
    ck_ok(rp_count_nonzero_dim_intlist(&y, t, &last, 1));
    expect(y, (const double[]){3, 4, 4}, 3);
    rp_tensor_release(at);
    rp_tensor_release(z);
    rp_tensor_release(y);
    rp_tensor_release(t);
}
END_TEST

START_TEST(statistics__running_extremes_keep_the_last_of_equal_ones)
{
    const double x[] = {2, 2, 1, 3, NAN, 5, NAN, 4};
    rp_tensor *t = rp_test_f64(x, (const int64_t[]){8}, 1), *y = NULL, *at = NULL;
    ck_ok(rp_cummax(&y, &at, t, 0));
    expect(y, (const double[]){2, 2, 2, 3, NAN, NAN, NAN, NAN}, 8);
    expect(at, (const double[]){0, 1, 1, 3, 4, 4, 6, 6}, 8);
    ck_ok(rp_cummin(&y, &at, t, 0));
    expect(at, (const double[]){0, 1, 2, 2, 4, 4, 6, 6}, 8);
    rp_tensor_release(at);
    rp_tensor_release(y);
    rp_tensor_release(t);
}
END_TEST

START_TEST(statistics__logcumsumexp_stays_finite_where_exp_would_not)
{
    const double x[] = {-INFINITY, 1000, 1000, -INFINITY};
    rp_tensor *t = rp_test_f64(x, (const int64_t[]){4}, 1), *y = NULL;
    ck_ok(rp_logcumsumexp(&y, t, 0));
    expect(y, (const double[]){-INFINITY, 1000, 1000 + log(2), 1000 + log(2)}, 4);
    rp_tensor_release(y);
    rp_tensor_release(t);
}
END_TEST

START_TEST(statistics__deviation_is_the_root_of_the_variance_in_every_overload)
{
    rp_tensor *x = rp_test_f64_sin(rows_of_4, 2, 0.1, 2), *var = NULL, *std = NULL, *mean = NULL;
    for (int unbiased = 0; unbiased < 2; unbiased++) {
        ck_ok(rp_var_dim(&var, x, &last, 1, unbiased, 1));
        ck_ok(rp_std_mean_dim(&std, &mean, x, &last, 1, unbiased, 1));
        ck_ok(rp_mul(&std, std, std));
        for (int i = 0; i < 3; i++)
            ck_assert_double_le(fabs(rp_test_value(var, i) - rp_test_value(std, i)), 1e-14);
    }
    ck_ok(rp_std(&std, x, 1));
    ck_ok(rp_var(&var, x, 1));
    ck_assert_double_le(fabs(sqrt(rp_test_value(var, 0)) - rp_test_value(std, 0)), 1e-14);
    rp_tensor_release(mean);
    rp_tensor_release(std);
    rp_tensor_release(var);
    rp_tensor_release(x);
}
END_TEST

START_TEST(statistics__equal_elements_have_no_deviation)
{
    rp_tensor *x = rp_test_f64((const double[]){0.1, 0.1, 0.1}, (const int64_t[]){3}, 1),
              *std = NULL;
    ck_ok(rp_std(&std, x, 1));
    expect(std, (const double[]){0}, 1);
    ck_assert_double_eq(rp_test_value(std, 0), 0);
    rp_tensor *y = rp_test_f32((const float[]){-3.64188552F, -3.64188552F, -3.64188552F,
                                               -3.64188552F, -3.64188552F},
                               (const int64_t[]){5}, 1),
              *narrow = NULL;
    ck_ok(rp_std(&narrow, y, 1));
    ck_assert_float_eq(rp_test_at(narrow, 0), 0);
    rp_test_release((rp_tensor *[]){x, std, y, narrow}, 4);
}
END_TEST

/* ---- gradients ------------------------------------------------------------------------------- */
static rp_status f_norm(void *p, rp_tensor *const *in, rp_tensor **out)
{
    return rp_linalg_vector_norm(out, in[0], rp_value_float(*(double *)p), &last, 1, 0);
}
static rp_status f_norm_all(void *p, rp_tensor *const *in, rp_tensor **out)
{
    return rp_norm_scalar(out, in[0], rp_value_float(*(double *)p));
}
static rp_status f_std(void *p, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *mean = NULL, *std = NULL;
    (void)p;
    RP_TRY(rp_std_mean_dim(&std, &mean, in[0], &last, 1, 1, 0));
    return rp_mul(out, std, mean);
}
static rp_status f_prod(void *p, rp_tensor *const *in, rp_tensor **out)
{
    (void)p;
    return rp_prod(out, in[0]);
}
static rp_status f_prod_dim(void *p, rp_tensor *const *in, rp_tensor **out)
{
    (void)p;
    return rp_prod_dim_int(out, in[0], last, 0);
}
static rp_status f_cumprod(void *p, rp_tensor *const *in, rp_tensor **out)
{
    (void)p;
    return rp_cumprod(out, in[0], last);
}
static rp_status f_logcumsumexp(void *p, rp_tensor *const *in, rp_tensor **out)
{
    (void)p;
    return rp_logcumsumexp(out, in[0], last);
}
static rp_status f_cummin(void *p, rp_tensor *const *in, rp_tensor **out)
{
    (void)p;
    return rp_cummin(out, NULL, in[0], 0);
}
static rp_status f_aminmax(void *p, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *least = NULL, *most = NULL;
    (void)p;
    RP_TRY(rp_aminmax_full(&least, &most, in[0], &last, 0));
    return rp_mul(out, least, most);
}

static void check(rp_test_fn f, void *ctx, const double *v)
{
    rp_tensor *x = v ? rp_test_f64(v, rows_of_4, 2) : rp_test_f64_sin(rows_of_4, 2, 0.4, 1.5);
    rp_test_gradcheck(f, ctx, &x, 1);
    rp_test_gradgradcheck(f, ctx, &x, 1);
    rp_tensor_release(x);
}

START_TEST(statistics__gradients_match_difference_quotients_twice)
{
    double orders[] = {0.7, 1, 1.5, 2, 3.5, INFINITY, -INFINITY, -1};
    for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
        check(f_norm, &orders[k], NULL);
        check(f_norm_all, &orders[k], NULL);
    }
    static const rp_test_fn table[] = {f_std,     f_prod,         f_prod_dim,
                                       f_cumprod, f_logcumsumexp, f_aminmax};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) check(table[k], NULL, NULL);
    rp_tensor *x = rp_test_f64_sin(rows_of_4, 2, 0.4, 1.5);
    rp_test_gradcheck(f_cummin, NULL, &x, 1); /* linear: there is no second one */
    rp_tensor_release(x);
}
END_TEST

START_TEST(statistics__products_with_zeros_have_gradients_too)
{
    static const double zeros[] = {2, 0, 3, 1.5, 0, 0.5, 0, 2, 1, 2, -3, 0.25};
    static const rp_test_fn table[] = {f_prod, f_prod_dim, f_cumprod};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) check(table[k], NULL, zeros);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("statistics", statistics__norms_of_every_order,
                    statistics__an_empty_tensor_has_a_sum_but_no_largest_element,
                    statistics__nan_is_skipped_only_where_asked,
                    statistics__running_extremes_keep_the_last_of_equal_ones,
                    statistics__logcumsumexp_stays_finite_where_exp_would_not,
                    statistics__deviation_is_the_root_of_the_variance_in_every_overload,
                    statistics__equal_elements_have_no_deviation,
                    statistics__gradients_match_difference_quotients_twice,
                    statistics__products_with_zeros_have_gradients_too, NULL);
}
