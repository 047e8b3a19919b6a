/* tests/dispatch/ops/test_unique.c - distinct elements and slices, counts, elements looked up in
   lists */
#include "dispatch/ops.h"
#include "support/gradcheck.h"

static void expect(rp_tensor *t, const double *want, int64_t n)
{
    ck_assert_int_eq(rp_tensor_numel(t), n);
    for (int64_t i = 0; i < n; i++) {
        const double got = rp_test_value(t, i);
        ck_assert(got == want[i] || (got != got && want[i] != want[i]));
    }
}

START_TEST(unique__values_are_sorted_and_every_nan_is_one_of_its_own)
{
    rp_tensor *x = rp_test_f64((const double[]){3, NAN, 1, 3, NAN, 1}, (const int64_t[]){2, 3}, 2),
              *v = NULL, *inverse = NULL, *counts = NULL;
    ck_ok(rp__unique2(&v, &inverse, &counts, x, 1, 1, 1));
    expect(v, (const double[]){1, 3, NAN, NAN}, 4);
    expect(inverse, (const double[]){1, 2, 0, 1, 3, 0}, 6);
    ck_assert_int_eq(rp_tensor_ndim(inverse), 2);
    expect(counts, (const double[]){2, 2, 1, 1}, 4);
    ck_ok(rp__unique2(&v, &inverse, &counts, x, 1, 0, 0));
    ck_assert_int_eq(rp_tensor_numel(inverse) + rp_tensor_numel(counts), 0);
    rp_test_release((rp_tensor *[]){x, v, inverse, counts}, 4);
}
END_TEST

START_TEST(unique__runs_and_slices)
{
    const double rows[] = {2, 1, 1, 2, 2, 1};
    rp_tensor *x = rp_test_f64(rows, (const int64_t[]){3, 2}, 2), *v = NULL, *inverse = NULL,
              *counts = NULL, *flat = NULL;
    ck_ok(rp_unique_dim(&v, &inverse, &counts, x, 0, 1, 1, 1));
    expect(v, (const double[]){1, 2, 2, 1}, 4);
    expect(inverse, (const double[]){1, 0, 1}, 3);
    expect(counts, (const double[]){1, 2}, 2);
    ck_ok(rp_reshape(&flat, x, (const int64_t[]){-1}, 1));
    ck_ok(rp_unique_consecutive(&v, &inverse, &counts, flat, 1, 1, NULL));
    expect(v, (const double[]){2, 1, 2, 1}, 4);
    expect(counts, (const double[]){1, 2, 2, 1}, 4);
    ck_fails(rp_unique_dim(&v, &inverse, &counts, x, 2, 1, 0, 0), RP_E_DIM, "but got 2");
    rp_test_release((rp_tensor *[]){x, v, inverse, counts, flat}, 5);
}
END_TEST

START_TEST(unique__bincount_counts_or_sums_weights)
{
    rp_tensor *x = rp_test_f64((const double[]){1, 3, 1, 0}, (const int64_t[]){4}, 1),
              *w = rp_test_f64((const double[]){.5, 1, 2, 4}, (const int64_t[]){4}, 1);
    rp_tensor *y = NULL;
    ck_fails(rp_bincount(&y, x, NULL, 0), RP_E_DTYPE, "float64");
    ck_ok(rp_to_dtype(&x, x, RP_I32, 0, 0, NULL));
    ck_ok(rp_bincount(&y, x, NULL, 6));
    expect(y, (const double[]){1, 2, 0, 1, 0, 0}, 6);
    ck_ok(rp_bincount(&y, x, w, 0));
    expect(y, (const double[]){4, 2.5, 0, 1}, 4);
    ck_ok(rp_neg(&x, x));
    ck_fails(rp_bincount(&y, x, NULL, 0), RP_E_VALUE, "element 0 is -1");
    rp_test_release((rp_tensor *[]){x, w, y}, 3);
}
END_TEST

START_TEST(unique__elements_are_found_in_lists_of_another_type)
{
    rp_tensor *x = rp_test_f64((const double[]){0.5, 1, 3, NAN}, (const int64_t[]){4}, 1),
              *y = NULL;
    rp_tensor *list = rp_test_f64((const double[]){1, 1, 2, 3}, (const int64_t[]){4}, 1);
    ck_ok(rp_to_dtype(&list, list, RP_I64, 0, 0, NULL));
    ck_ok(rp_bucketize(&y, x, list));
    expect(y, (const double[]){0, 0, 3, 4}, 4);
    ck_ok(rp_bucketize_full(&y, x, list, 1, 1));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I32);
    expect(y, (const double[]){0, 2, 4, 4}, 4);
    ck_ok(rp_isin_tensor_tensor(&y, x, list));
    expect(y, (const double[]){0, 1, 1, 0}, 4);
    rp_test_release((rp_tensor *[]){x, y, list}, 3);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("unique", unique__values_are_sorted_and_every_nan_is_one_of_its_own,
                    unique__runs_and_slices, unique__bincount_counts_or_sums_weights,
                    unique__elements_are_found_in_lists_of_another_type, NULL);
}
