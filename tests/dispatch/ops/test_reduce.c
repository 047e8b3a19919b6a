/* tests/dispatch/ops/test_reduce.c - reductions and running sums: values, shapes, accumulation,
   determinism, errors, gradients */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <stdbool.h>
#include <stdlib.h>

static void expect_shape(rp_tensor *t, int ndim, const int64_t *shape)
{
    ck_assert_int_eq(rp_tensor_ndim(t), ndim);
    for (int d = 0; d < ndim; d++) ck_assert_int_eq(rp_tensor_shape(t)[d], shape[d]);
}

static rp_tensor *integers(rp_dtype dtype, const int64_t *shape, int ndim)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, dtype, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++) {
        if (dtype == RP_I64) ((int64_t *)data)[i] = i % 7 - 3;
        else ((uint8_t *)data)[i] = (uint8_t)(dtype == RP_BOOL ? i % 2 : i % 7);
    }
    rp_tensor_done(t);
    return t;
}

/* x[i, j, k] of a (4, 5, 6) tensor, reduced by hand over the dimensions of `mask`, in double. */
enum { A = 4, B = 5, C = 6 };
static const int64_t abc[] = {A, B, C};

static double reduce(rp_tensor *x, unsigned mask, int64_t i, int64_t j, int64_t k,
                     double (*f)(double, double), double first)
{
    for (int64_t a = 0; a < A; a++)
        for (int64_t b = 0; b < B; b++)
            for (int64_t c = 0; c < C; c++) {
                if ((!(mask & 1) && a != i) || (!(mask & 2) && b != j) || (!(mask & 4) && c != k))
                    continue;
                first = f(first, rp_test_value(x, (a * B + b) * C + c));
            }
    return first;
}
static double f_plus(double a, double b)
{
    return a + b;
}
static double f_most(double a, double b)
{
    return b > a ? b : a;
}

static uint32_t dims_of(unsigned mask, int64_t *dims)
{
    uint32_t n = 0;
    for (int d = 0; d < 3; d++)
        if (mask >> d & 1) dims[n++] = d % 2 ? d - 3 : d; /* some from the end */
    return n;
}

START_TEST(reduce__sums_and_extremes_over_every_set_of_dimensions)
{
    rp_tensor *x = rp_test_f64_sin(abc, 3, 0.1, 2), *sum = NULL, *most = NULL, *mean = NULL;
    for (unsigned mask = 1; mask < 8; mask++) {
        int64_t dims[3];
        const uint32_t n = dims_of(mask, dims);
        const int64_t kept[] = {mask & 1 ? 1 : A, mask & 2 ? 1 : B, mask & 4 ? 1 : C};
        ck_ok(rp_sum_dim_intlist(&sum, x, dims, n, 1));
        ck_ok(rp_mean_dim(&mean, x, dims, n, 1));
        ck_ok(rp_amax(&most, x, dims, n, 1));
        expect_shape(sum, 3, kept);
        expect_shape(most, 3, kept);
        for (int64_t r = 0; r < rp_tensor_numel(sum); r++) {
            const int64_t k = r % kept[2], j = r / kept[2] % kept[1], i = r / kept[2] / kept[1];
            const double want = reduce(x, mask, i, j, k, f_plus, 0),
                         count = (double)(A * B * C / rp_tensor_numel(sum));
            ck_assert_double_le(fabs(rp_test_value(sum, r) - want), 1e-13);
            ck_assert_double_le(fabs(rp_test_value(mean, r) - want / count), 1e-13);
            ck_assert_double_eq(rp_test_value(most, r),
                                reduce(x, mask, i, j, k, f_most, -INFINITY));
        }
        ck_ok(rp_sum_dim_intlist(&sum, x, dims, n, 0));
        ck_assert_int_eq(rp_tensor_ndim(sum), 3 - (int)n);
    }
    ck_ok(rp_sum_dim_intlist(&sum, x, NULL, 0, 0)); /* no dimensions: all */
    ck_assert_int_eq(rp_tensor_ndim(sum), 0);
    rp_tensor_release(mean);
    rp_tensor_release(most);
    rp_tensor_release(sum);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__layout_does_not_change_the_values)
{
    const int64_t stride[] = {1, A * C, A};
    rp_tensor *x = rp_test_f64_sin(abc, 3, 0.1, 2), *t = NULL, *sum = NULL, *want = NULL;
    void *data;
    ck_ok(rp_tensor_create_strided(&t, abc, stride, 3, RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < A * B * C; i++)
        ((double *)data)[i / (B * C) + i / C % B * A * C + i % C * A] = rp_test_value(x, i);
    rp_tensor_done(t);
    for (unsigned mask = 1; mask < 8; mask++) {
        int64_t dims[3];
        const uint32_t n = dims_of(mask, dims);
        ck_ok(rp_sum_dim_intlist(&sum, t, dims, n, 0));
        ck_ok(rp_sum_dim_intlist(&want, x, dims, n, 0));
        for (int64_t r = 0; r < rp_tensor_numel(sum); r++)
            ck_assert_double_le(fabs(rp_test_value(sum, r) - rp_test_value(want, r)), 1e-13);
    }
    rp_tensor_release(want);
    rp_tensor_release(sum);
    rp_tensor_release(t);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__long_float_sums_stay_accurate)
{
    const int64_t n = 1 << 20, rows[] = {1 << 18, 4};
    rp_tensor *x = NULL, *y = NULL, *m = NULL;
    void *data;
    ck_ok(rp_tensor_create(&x, &n, 1, RP_F32, RP_CPU));
    ck_ok(rp_tensor_write(x, &data));
    for (int64_t i = 0; i < n; i++) ((float *)data)[i] = 0.1f;
    rp_tensor_done(x);
    const double want = (double)0.1f * (double)n;
    ck_ok(rp_sum(&y, x));
    ck_assert_double_le(fabs(rp_test_value(y, 0) - want), 5e-7 * want);
    ck_ok(rp_view(&m, x, rows, 2));
    ck_ok(rp_sum_dim_intlist(&y, m, (const int64_t[]){0}, 1, 0));
    for (int64_t j = 0; j < 4; j++)
        ck_assert_double_le(fabs(rp_test_value(y, j) - want / 4), 5e-7 * want / 4);
    rp_tensor_release(m);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__half_types_accumulate_in_float)
{
    const int64_t n = 4096;
    static const rp_dtype types[] = {RP_F16, RP_BF16};
    for (int k = 0; k < 2; k++) {
        rp_tensor *x = NULL, *y = NULL;
        ck_ok(rp_ones_full(&x, &n, 1, types[k], NULL, NULL, NULL));
        ck_ok(rp_sum(&y, x));
        ck_assert_uint_eq(rp_tensor_dtype(y), types[k]);
        ck_assert_double_eq(rp_test_value(y, 0), 4096);
        ck_ok(rp_mean(&y, x));
        ck_assert_double_eq(rp_test_value(y, 0), 1);
        rp_tensor_release(y);
        rp_tensor_release(x);
    }
}
END_TEST

START_TEST(reduce__integers_and_bool_add_up_in_int64)
{
    const int64_t shape[] = {3, 100};
    rp_tensor *i = integers(RP_U8, shape, 2), *b = integers(RP_BOOL, shape, 2), *y = NULL;
    ck_ok(rp_sum(&y, i));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I64);
    double want = 0;
    for (int64_t k = 0; k < 300; k++) want += (double)(k % 7);
    ck_assert_double_eq(rp_test_value(y, 0), want);
    ck_ok(rp_sum(&y, b));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I64);
    ck_assert_double_eq(rp_test_value(y, 0), 150);
    ck_ok(rp_sum_full(&y, i, RP_F32));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F32);
    ck_assert_double_eq(rp_test_value(y, 0), want);
    ck_fails(rp_mean(&y, i), RP_E_DTYPE, "mean(): could not infer output dtype");
    ck_ok(rp_mean_full(&y, b, RP_F32));
    ck_assert_double_eq(rp_test_value(y, 0), 0.5);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(i);
}
END_TEST

START_TEST(reduce__empty_and_zero_dim_tensors)
{
    const int64_t empty[] = {0, 3}, dim = 0;
    const double value = 5;
    rp_tensor *e = rp_test_f64_sin(empty, 2, 0, 1), *z = rp_test_f64(&value, NULL, 0), *y = NULL,
              *i = NULL;
    ck_ok(rp_sum(&y, e));
    ck_assert_double_eq(rp_test_value(y, 0), 0);
    ck_ok(rp_sum_dim_intlist(&y, e, &dim, 1, 0));
    expect_shape(y, 1, (const int64_t[]){3});
    ck_assert_double_eq(rp_test_value(y, 2), 0);
    ck_ok(rp_mean(&y, e));
    ck_assert(isnan(rp_test_value(y, 0)));
    ck_fails(rp_amax(&y, e, &dim, 1, 0), RP_E_DIM,
             "amax(): Expected reduction dim 0 to have non-zero size.");
    ck_fails(rp_max(&y, e), RP_E_SHAPE, "Specify the reduction dim with the 'dim' argument.");
    ck_ok(rp_sum_dim_intlist(&y, z, &dim, 1, 1));
    ck_assert_int_eq(rp_tensor_ndim(y), 0);
    ck_assert_double_eq(rp_test_value(y, 0), 5);
    ck_ok(rp_max_dim(&y, &i, z, -1, 0));
    ck_assert_double_eq(rp_test_value(i, 0), 0);
    ck_ok(rp_cumsum(&y, z, 0));
    ck_assert_double_eq(rp_test_value(y, 0), 5);
    rp_tensor_release(i);
    rp_tensor_release(y);
    rp_tensor_release(z);
    rp_tensor_release(e);
}
END_TEST

START_TEST(reduce__wrong_dimensions_are_named)
{
    rp_tensor *x = rp_test_f64_sin(abc, 3, 0, 1), *y = NULL;
    ck_fails(rp_sum_dim_intlist(&y, x, (const int64_t[]){3}, 1, 0), RP_E_DIM,
             "Dimension out of range (expected to be in range of [-3, 2], but got 3)");
    ck_fails(rp_mean_dim(&y, x, (const int64_t[]){0, -3}, 2, 0), RP_E_DIM,
             "dim 0 appears multiple times in the list of dims");
    ck_fails(rp_cumsum(&y, x, 7), RP_E_DIM, "but got 7");
    ck_assert_ptr_null(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__maximum_with_index_takes_the_first_and_nan_wins)
{
    const int64_t shape[] = {2, 4};
    const double v[] = {1, 7, 7, 2, 3, NAN, 9, 1};
    rp_tensor *x = rp_test_f64(v, shape, 2), *values = NULL, *indices = NULL;
    ck_ok(rp_max_dim(&values, &indices, x, 1, 0));
    ck_assert_double_eq(rp_test_value(values, 0), 7);
    ck_assert_double_eq(rp_test_value(indices, 0), 1);
    ck_assert(isnan(rp_test_value(values, 1)));
    ck_assert_double_eq(rp_test_value(indices, 1), 1);
    ck_ok(rp_argmax(&indices, x, NULL, 0));
    ck_assert_uint_eq(rp_tensor_dtype(indices), RP_I64);
    ck_assert_double_eq(rp_test_value(indices, 0), 5);
    const int64_t dim = 0;
    ck_ok(rp_argmax(&indices, x, &dim, 1));
    expect_shape(indices, 2, (const int64_t[]){1, 4});
    ck_assert_double_eq(rp_test_value(indices, 0), 1);
    ck_assert_double_eq(rp_test_value(indices, 3), 0);
    rp_tensor_release(indices);
    rp_tensor_release(values);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__extremes_of_integers_are_exact)
{
    const int64_t n = 3;
    rp_tensor *x = NULL, *y = NULL;
    void *data;
    ck_ok(rp_tensor_create(&x, &n, 1, RP_I64, RP_CPU));
    ck_ok(rp_tensor_write(x, &data));
    memcpy(data, (const int64_t[]){-9007199254740995, -9007199254740993, -9007199254740997}, 24);
    rp_tensor_done(x);
    rp_value v;
    ck_ok(rp_max(&y, x));
    ck_ok(rp_item(&v, y));
    ck_assert_int_eq(v.u.i, -9007199254740993);
    ck_ok(rp_sum(&y, x));
    ck_ok(rp_item(&v, y));
    ck_assert_int_eq(v.u.i, -27021597764222985);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__variance_and_mean)
{
    const int64_t dim = 2;
    const rp_value zero = rp_value_int(0);
    rp_tensor *x = rp_test_f64_sin(abc, 3, 0.1, 2), *var = NULL, *mean = NULL;
    ck_ok(rp_var_mean_correction_full(&var, &mean, x, &dim, 1, zero, 0));
    for (int64_t r = 0; r < A * B; r++) {
        double m = 0, s = 0;
        for (int64_t k = 0; k < C; k++) m += rp_test_value(x, r * C + k) / C;
        for (int64_t k = 0; k < C; k++) s += pow(rp_test_value(x, r * C + k) - m, 2);
        ck_assert_double_le(fabs(rp_test_value(mean, r) - m), 1e-14);
        ck_assert_double_le(fabs(rp_test_value(var, r) - s / C), 1e-14);
    }
    ck_ok(rp_var_correction(&var, x, &dim, 1)); /* default: n - 1 */
    ck_ok(rp_var_mean_correction_full(&mean, NULL, x, &dim, 1, zero, 0));
    ck_assert_double_le(fabs(rp_test_value(var, 0) - rp_test_value(mean, 0) * C / (C - 1)), 1e-14);
    rp_tensor_release(mean);
    rp_tensor_release(var);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__any_and_all)
{
    const int64_t shape[] = {2, 3};
    const double v[] = {0, 0, 0, 1, NAN, -2};
    rp_tensor *x = rp_test_f64(v, shape, 2), *y = NULL;
    ck_ok(rp_any_dim(&y, x, 1, 0));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_BOOL);
    ck_assert_double_eq(rp_test_value(y, 0), 0);
    ck_assert_double_eq(rp_test_value(y, 1), 1);
    ck_ok(rp_all_dim(&y, x, 1, 1));
    ck_assert_double_eq(rp_test_value(y, 1), 1);
    ck_ok(rp_any(&y, x));
    ck_assert_double_eq(rp_test_value(y, 0), 1);
    ck_ok(rp_all(&y, x));
    ck_assert_double_eq(rp_test_value(y, 0), 0);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__running_sums_along_a_dimension)
{
    rp_tensor *x = rp_test_f64_sin(abc, 3, 0.1, 2), *y = NULL, *i = integers(RP_BOOL, abc, 3);
    ck_ok(rp_cumsum(&y, x, 1));
    for (int64_t a = 0; a < A; a++)
        for (int64_t c = 0; c < C; c++) {
            double sum = 0;
            for (int64_t b = 0; b < B; b++) {
                sum += rp_test_value(x, (a * B + b) * C + c);
                ck_assert_double_le(fabs(rp_test_value(y, (a * B + b) * C + c) - sum), 1e-14);
            }
        }
    ck_ok(rp_cumsum(&y, i, -1));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I64);
    ck_assert_double_eq(rp_test_value(y, C - 1), 3);
    ck_ok(rp_cumsum_(NULL, x, 0));
    rp_tensor_release(i);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__logsumexp_is_shifted)
{
    const int64_t shape[] = {2, 2}, dim = 1;
    const double v[] = {1000, 1000, -INFINITY, -INFINITY};
    rp_tensor *x = rp_test_f64(v, shape, 2), *y = NULL;
    ck_ok(rp_logsumexp(&y, x, &dim, 1, 0));
    ck_assert_double_le(fabs(rp_test_value(y, 0) - 1000 - log(2)), 1e-12);
    ck_assert_double_eq(rp_test_value(y, 1), -INFINITY);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(reduce__out_forms_write_the_given_tensor)
{
    const int64_t zero[] = {0}, dim = 0;
    rp_tensor *x = rp_test_sin(abc, 3, 0.1, 1), *o = rp_test_f64_sin(zero, 1, 0, 1), *y = NULL;
    ck_ok(rp_sum_intlist_out(&y, x, &dim, 1, 0, o));
    ck_assert_ptr_eq(y, o);
    ck_assert_uint_eq(rp_tensor_dtype(o), RP_F64);
    expect_shape(o, 2, (const int64_t[]){B, C});
    rp_tensor_release(y);
    rp_tensor_release(o);
    rp_tensor_release(x);
}
END_TEST

/* ---- gradients ------------------------------------------------------------------------------- */
static const int64_t outer[] = {0, 2}, inner = 1;
static rp_status f_sum(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_sum(out, in[0]);
}
static rp_status f_sum_dims(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_sum_dim_intlist(out, in[0], outer, 2, ctx != NULL);
}
static rp_status f_mean(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_mean(out, in[0]);
}
static rp_status f_mean_dims(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_mean_dim(out, in[0], outer, 2, ctx != NULL);
}
static rp_status f_amax(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_amax(out, in[0], &inner, 1, ctx != NULL);
}
static rp_status f_max(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_max(out, in[0]);
}
static rp_status f_max_dim(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_max_dim(out, NULL, in[0], inner, ctx != NULL);
}
static rp_status f_var(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_var_correction_full(out, in[0], outer, 2, rp_value_none(), ctx != NULL);
}
static rp_status f_var_mean(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *mean = NULL, *var = NULL;
    RP_TRY(
        rp_var_mean_correction_full(&var, &mean, in[0], &inner, 1, rp_value_int(0), ctx != NULL));
    return rp_mul(out, var, mean);
}
static rp_status f_cumsum(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_cumsum(out, in[0], inner);
}
static rp_status f_logsumexp(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_logsumexp(out, in[0], outer, 2, ctx != NULL);
}

START_TEST(reduce__gradients_match_difference_quotients)
{
    static char keep[] = "keepdim";
    static const rp_test_fn table[] = {f_sum,      f_sum_dims, f_mean,     f_mean_dims,
                                       f_amax,     f_max,      f_max_dim,  f_var,
                                       f_var_mean, f_cumsum,   f_logsumexp};
    const int64_t shape[] = {2, 3, 2};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        for (int keepdim = 0; keepdim < 2; keepdim++) {
            rp_tensor *x = rp_test_f64_sin(shape, 3, 0.4, 1);
            rp_test_gradcheck(table[k], keepdim ? keep : NULL, &x, 1);
            rp_tensor_release(x);
        }
    }
}
END_TEST

START_TEST(reduce__second_derivatives_come_through_create_graph)
{
    static const rp_test_fn table[] = {f_var, f_var_mean, f_logsumexp};
    const int64_t shape[] = {2, 3, 2};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *x = rp_test_f64_sin(shape, 3, 0.4, 1);
        rp_test_gradgradcheck(table[k], NULL, &x, 1);
        rp_tensor_release(x);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "reduce", reduce__sums_and_extremes_over_every_set_of_dimensions,
        reduce__layout_does_not_change_the_values, reduce__long_float_sums_stay_accurate,
        reduce__half_types_accumulate_in_float, reduce__integers_and_bool_add_up_in_int64,
        reduce__empty_and_zero_dim_tensors, reduce__wrong_dimensions_are_named,
        reduce__maximum_with_index_takes_the_first_and_nan_wins,
        reduce__extremes_of_integers_are_exact, reduce__variance_and_mean, reduce__any_and_all,
        reduce__running_sums_along_a_dimension, reduce__logsumexp_is_shifted,
        reduce__out_forms_write_the_given_tensor, reduce__gradients_match_difference_quotients,
        reduce__second_derivatives_come_through_create_graph, NULL);
}
