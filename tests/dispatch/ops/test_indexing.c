/* tests/dispatch/ops/test_indexing.c - lists of indices, masks, reductions at an index, random
 * integers: what recorded calls do not show: order of sums, precision, messages, refusals */
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <stdlib.h>

static rp_tensor *integers(const int64_t *values, const int64_t *shape, int ndim)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_I64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++) ((int64_t *)data)[i] = values[i];
    rp_tensor_done(t);
    return t;
}

static rp_tensor *vector(const int64_t *values, int64_t n)
{
    return integers(values, &n, 1);
}

static rp_tensor *counted(const int64_t *shape, int ndim, rp_dtype dtype)
{
    rp_tensor *t = NULL;
    int64_t n = 1;
    for (int d = 0; d < ndim; d++) n *= shape[d];
    ck_ok(rp_arange_full(&t, rp_value_int(n), dtype, NULL, NULL, NULL));
    ck_ok(rp_view(&t, t, shape, (uint32_t)ndim));
    return t;
}

static void expect_values(rp_tensor *t, const double *want, int64_t n)
{
    ck_assert_int_eq(rp_tensor_numel(t), n);
    for (int64_t i = 0; i < n; i++)
        ck_assert_msg(rp_test_value(t, i) == want[i], "element %lld is %g, not %g", (long long)i,
                      rp_test_value(t, i), want[i]);
}

/* ---- index, index_put ------------------------------------------------------------------------ */
START_TEST(indexing__bounds_errors_name_index_dimension_and_size)
{
    const int64_t shape[] = {3, 4}, over[] = {0, 7}, under[] = {-5, 0};
    rp_tensor *x = counted(shape, 2, RP_F32), *high = vector(over, 2), *low = vector(under, 2),
              *v = NULL, *y = NULL;
    ck_fails(rp_index(&y, x, (rp_tensor *[]){high}, 1), RP_E_INDEX,
             "index 7 is out of bounds for dimension 0 with size 3");
    ck_fails(rp_index(&y, x, (rp_tensor *[]){NULL, low}, 2), RP_E_INDEX,
             "index -5 is out of bounds for dimension 1 with size 4");
    ck_ok(rp_sum(&v, x));
    ck_fails(rp_index_put_(NULL, x, (rp_tensor *[]){high}, 1, v, 0), RP_E_INDEX,
             "index 7 is out of bounds for dimension 0 with size 3");
    ck_fails(rp_index_fill_int_scalar(&y, x, 1, high, rp_value_int(1)), RP_E_INDEX,
             "index 7 is out of bounds for dimension 1 with size 4");
    ck_fails(rp_index(&y, x, (rp_tensor *[]){high, high, high}, 3), RP_E_SHAPE,
             "too many indices for tensor of dimension 2 (got 3)");
    ck_assert_ptr_null(y);
    rp_test_release((rp_tensor *[]){x, high, low, v}, 4);
}
END_TEST

START_TEST(indexing__a_mask_that_does_not_fit_is_refused)
{
    const int64_t shape[] = {3, 4}, four = 4;
    rp_tensor *x = counted(shape, 2, RP_F32), *m = NULL, *y = NULL;
    ck_ok(rp_zeros_full(&m, &four, 1, RP_BOOL, NULL, NULL, NULL));
    ck_fails(
        rp_index(&y, x, &m, 1), RP_E_INDEX,
        "The shape of the mask [4] at index 0 does not match the shape of the indexed tensor [3, 4]");
    ck_ok(rp_masked_select(&y, x, m)); /* broadcasts instead */
    ck_assert_int_eq(rp_tensor_numel(y), 0);
    ck_fails(rp_masked_select(&y, x, x), RP_E_DTYPE, "float32");
    rp_test_release((rp_tensor *[]){x, m, y}, 3);
}
END_TEST

/* Many values for few places, large enough for threads: float sums are those of a loop in row-major
   order. */
START_TEST(indexing__accumulation_has_one_order)
{
    enum { N = 2000, M = 48, PLACES = 7 };
    const int64_t shape[] = {N, M}, few[] = {PLACES, M};
    int64_t *at = malloc(N * sizeof *at);
    float *want = calloc(PLACES * M, sizeof *want);
    rp_tensor *v = rp_test_sin(shape, 2, 0.1, 1), *zero = NULL, *y = NULL;
    ck_assert(at && want);
    /* from the end, too */
    for (int64_t i = 0; i < N; i++) at[i] = i * i % PLACES - (i % 2) * PLACES;
    for (int64_t i = 0; i < N; i++)
        for (int64_t k = 0; k < M; k++) want[i * i % PLACES * M + k] += rp_test_at(v, i * M + k);
    rp_tensor *index = vector(at, N);
    ck_ok(rp_zeros(&zero, few, 2));
    ck_ok(rp_index_put(&y, zero, &index, 1, v, 1));
    for (int64_t i = 0; i < PLACES * M; i++)
        ck_assert_double_eq(rp_test_value(y, i), (double)want[i]);
    free(want);
    free(at);
    rp_test_release((rp_tensor *[]){v, zero, y, index}, 4);
}
END_TEST

/* 1 + 256 / 512: added one by one in bf16, nothing would come of it. */
START_TEST(indexing__half_precision_adds_up_in_float)
{
    const int64_t one = 1, many = 256;
    rp_tensor *ones = NULL, *small = NULL, *index = NULL, *y = NULL;
    ck_ok(rp_ones_full(&ones, &one, 1, RP_BF16, NULL, NULL, NULL));
    ck_ok(rp_full_full(&small, &many, 1, rp_value_float(0x1p-9), RP_BF16, NULL, NULL, NULL));
    ck_ok(rp_zeros_full(&index, &many, 1, RP_I64, NULL, NULL, NULL));
    ck_ok(rp_index_put(&y, ones, &index, 1, small, 1));
    expect_values(y, (const double[]){1.5}, 1);
    ck_ok(rp_scatter_reduce_two(&y, ones, 0, index, small, "sum"));
    expect_values(y, (const double[]){1.5}, 1);
    rp_test_release((rp_tensor *[]){ones, small, index, y}, 4);
}
END_TEST

START_TEST(indexing__extrema_at_an_index_keep_nan)
{
    const int64_t two = 2, at[] = {0, 0, 1};
    const float values[] = {1, NAN, -3}, selves[] = {5, 2};
    const int64_t three = 3;
    rp_tensor *self = rp_test_f32(selves, &two, 1), *src = rp_test_f32(values, &three, 1),
              *index = vector(at, 3), *y = NULL;
    ck_ok(rp_scatter_reduce_two(&y, self, 0, index, src, "amax"));
    ck_assert(isnan(rp_test_value(y, 0)));
    ck_assert_double_eq(rp_test_value(y, 1), 2);
    ck_ok(rp_scatter_reduce_two_full(&y, self, 0, index, src, "amin", 0));
    ck_assert(isnan(rp_test_value(y, 0)));
    ck_assert_double_eq(rp_test_value(y, 1), -3);
    ck_fails(rp_scatter_reduce_two(&y, self, 0, index, src, "median"), RP_E_VALUE, "median");
    rp_test_release((rp_tensor *[]){self, src, index, y}, 4);
}
END_TEST

/* ---- what is refused ------------------------------------------------------------------------- */
START_TEST(indexing__repeat_interleave_wants_a_dim_that_exists)
{
    rp_tensor *number = NULL, *y = NULL;
    const int64_t dim = 0;
    ck_ok(rp_scalar_tensor(&number, rp_value_int(3)));
    ck_fails(rp_repeat_interleave_self_int(&y, number, 2, &dim), RP_E_DIM, "no dimensions");
    ck_ok(rp_repeat_interleave_self_int(&y, number, 2, NULL));
    expect_values(y, (const double[]){3, 3}, 2);
    rp_test_release((rp_tensor *[]){number, y}, 2);
}
END_TEST

/* With a dim, indices go around it; without, they are those of a view. */
START_TEST(indexing__take_along_dim_counts_around_a_dim)
{
    const int64_t shape[] = {2, 3}, at[] = {-1, 4, -7}, row[] = {1, 3}, dim = 0;
    rp_tensor *x = counted(shape, 2, RP_F32), *t = NULL, *index = vector(at, 3), *wide = NULL,
              *y = NULL;
    ck_ok(rp_view(&wide, index, row, 2));
    ck_ok(rp_take_along_dim(&y, x, wide, &dim));
    expect_values(y, (const double[]){3, 1, 5}, 3);
    ck_fails(rp_take_along_dim(&y, x, index, NULL), RP_E_INDEX, "index -1");
    ck_ok(rp_t(&t, x));
    ck_fails(rp_take_along_dim(&y, t, index, NULL), RP_E_LAYOUT, "view size is not compatible");
    rp_test_release((rp_tensor *[]){x, t, index, wide, y}, 5);
}
END_TEST

START_TEST(indexing__a_source_too_short_for_the_mask_is_named)
{
    const int64_t shape[] = {2, 3}, two = 2;
    rp_tensor *x = counted(shape, 2, RP_F32), *m = NULL, *source = counted(&two, 1, RP_F32),
              *y = NULL;
    ck_ok(rp_ge_scalar(&m, x, rp_value_int(2)));
    ck_fails(rp_masked_scatter(&y, x, m, source), RP_E_VALUE,
             "2, to be at least the number of ones in the mask, 4");
    rp_test_release((rp_tensor *[]){x, m, source, y}, 4);
}
END_TEST

START_TEST(indexing__numbers_that_do_not_fit_are_refused)
{
    const int64_t two = 2, at[] = {0};
    rp_tensor *x = NULL, *half = NULL, *index = vector(at, 1), *value = NULL, *y = NULL;
    ck_ok(rp_zeros_full(&x, &two, 1, RP_U8, NULL, NULL, NULL));
    ck_ok(rp_zeros_full(&half, &two, 1, RP_F16, NULL, NULL, NULL));
    ck_ok(rp_scalar_tensor(&value, rp_value_float(-0.5)));
    ck_fails(rp_index_fill_int_scalar(&y, x, 0, index, rp_value_int(256)), RP_E_VALUE,
             "256 cannot be converted to type uint8");
    ck_fails(rp_index_fill_int_tensor(&y, x, 0, index, value), RP_E_VALUE,
             "cannot be converted to type uint8");
    ck_fails(rp_scatter_value(&y, half, 0, index, rp_value_float(70000)), RP_E_VALUE,
             "70000 cannot be converted to type float16");
    ck_fails(rp_fill__scalar(NULL, x, rp_value_float(-1)), RP_E_VALUE,
             "-1 cannot be converted to type uint8");
    ck_fails(rp_fill__scalar(NULL, half, rp_value_float(70000)), RP_E_VALUE,
             "70000 cannot be converted to type float16");
    ck_ok(rp_index_fill_int_scalar(&y, x, 0, index, rp_value_int(-1))); /* wraps */
    expect_values(y, (const double[]){255, 0}, 2);
    rp_test_release((rp_tensor *[]){x, half, index, value, y}, 5);
}
END_TEST

START_TEST(indexing__gradients_of_parts_broadcast_to_the_part)
{
    const int64_t one = 1, four = 4, square[] = {2, 2};
    rp_tensor *g = NULL, *y = NULL;
    ck_ok(rp_ones(&g, &one, 1));
    ck_ok(rp_slice_backward(&y, g, &four, 1, 0, 1, 4, 2));
    expect_values(y, (const double[]){0, 1, 0, 1}, 4);
    ck_ok(rp_slice_backward(&y, g, &one, 1, 0, 6, 7, 1)); /* a slice of nothing */
    expect_values(y, (const double[]){0}, 1);
    ck_ok(rp_select_backward(&y, g, square, 2, 0, -1));
    expect_values(y, (const double[]){0, 0, 1, 1}, 4);
    ck_ok(rp_diagonal_backward(&y, g, square, 2, 0, 0, 1));
    expect_values(y, (const double[]){1, 0, 0, 1}, 4);
    rp_test_release((rp_tensor *[]){g, y}, 2);
}
END_TEST

/* A mask may not name anything, and may have no dims: then it is no index at all. */
START_TEST(indexing__a_mask_without_dims_selects_nothing_away)
{
    const int64_t shape[] = {2, 2}, at[] = {1};
    rp_tensor *x = counted(shape, 2, RP_F32), *no = NULL, *index = vector(at, 1), *y = NULL;
    ck_ok(rp_zeros_full(&no, NULL, 0, RP_BOOL, NULL, NULL, NULL));
    ck_ok(rp_index(&y, x, (rp_tensor *[]){no, index}, 2));
    expect_values(y, (const double[]){2, 3}, 2);
    rp_test_release((rp_tensor *[]){x, no, index, y}, 4);
}
END_TEST

/* ---- random integers ------------------------------------------------------------------------- */
START_TEST(indexing__the_seed_repeats_random_integers)
{
    const int64_t n = 1000;
    rp_tensor *y[2][3] = {{NULL}};
    rp_value equal;
    for (int k = 0; k < 2; k++) {
        rp_manual_seed(5);
        ck_ok(rp_randint_low(&y[k][0], -3, 3, &n, 1));
        ck_ok(rp_randperm(&y[k][1], n));
        ck_ok(rp_randperm(&y[k][2], n));
    }
    for (int i = 0; i < 3; i++) {
        ck_ok(rp_equal(&equal, y[0][i], y[1][i]));
        ck_assert(equal.u.i);
    }
    ck_ok(rp_equal(&equal, y[0][1], y[0][2]));
    ck_assert(!equal.u.i);
    for (int k = 0; k < 2; k++) rp_test_release(y[k], 3);
}
END_TEST

START_TEST(indexing__multinomial_takes_what_has_weight)
{
    const float weights[] = {0, 3, 0, 1, 2, 0, -1};
    const int64_t six = 6, seven = 7;
    rp_tensor *w = rp_test_f32(weights, &six, 1), *bad = rp_test_f32(weights, &seven, 1), *y = NULL;
    int seen = 0;
    rp_manual_seed(1);
    ck_ok(rp_multinomial(&y, w, 3, 0));
    for (int64_t i = 0; i < 3; i++) seen |= 1 << (int)rp_test_value(y, i);
    ck_assert_int_eq(seen, 1 << 1 | 1 << 3 | 1 << 4);
    ck_ok(rp_multinomial(&y, w, 500, 1));
    for (int64_t i = 0; i < 500; i++) ck_assert((double)weights[(int)rp_test_value(y, i)] > 0);
    ck_fails(rp_multinomial(&y, w, 4, 0), RP_E_VALUE, "4 of 3");
    ck_fails(rp_multinomial(&y, bad, 1, 1), RP_E_VALUE, "element 6 is -1");
    rp_test_release((rp_tensor *[]){w, bad, y}, 3);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("indexing", indexing__bounds_errors_name_index_dimension_and_size,
                    indexing__a_mask_that_does_not_fit_is_refused,
                    indexing__accumulation_has_one_order, indexing__half_precision_adds_up_in_float,
                    indexing__extrema_at_an_index_keep_nan,
                    indexing__repeat_interleave_wants_a_dim_that_exists,
                    indexing__take_along_dim_counts_around_a_dim,
                    indexing__a_source_too_short_for_the_mask_is_named,
                    indexing__numbers_that_do_not_fit_are_refused,
                    indexing__a_mask_without_dims_selects_nothing_away,
                    indexing__gradients_of_parts_broadcast_to_the_part,
                    indexing__the_seed_repeats_random_integers,
                    indexing__multinomial_takes_what_has_weight, NULL);
}
