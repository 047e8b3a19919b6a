/* tests/plugins/gpu/test_sort.c - order of lines that need several tiles, and what is read off
   it */
#include "plugins/gpu/gpu.h"

/* Both results of the two devices are equal; a stable order is unique. */
static void check_sort(rp_dtype dtype, int64_t rows, int64_t n, int64_t dim, int descending)
{
    const int stable = 1;
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(dtype, 1, rows, n), *there = gpu_test_there(x),
                       *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ck_ok(rp_sort_stable_full(&a, &c, x, &stable, dim, descending));
    ck_ok(rp_sort_stable_full(&b, &d, there, &stable, dim, descending));
    gpu_test_near(b, a, 0);
    gpu_test_near(d, c, 0);
}

START_TEST(sort__lines_of_any_length_in_either_direction)
{
    gpu_device();
    for (int descending = 0; descending < 2; descending++) {
        check_sort(RP_F32, 40, 7, 1, descending);
        check_sort(RP_F32, 3, 1024, 1, descending);
        check_sort(RP_BF16, 2, 3333, 1, descending); /* runs to merge, and many equal elements */
        check_sort(RP_I64, 2100, 2, 0, descending);
        check_sort(RP_F64, 1, 1025, 1, descending);
    }
}
END_TEST

static void check_topk(int64_t n, int64_t k, int largest)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 2, 2, n), *there = gpu_test_there(x), *a = NULL,
                       *b = NULL, *c = NULL, *d = NULL;
    ck_ok(rp_topk(&a, &c, x, k, 1, largest, 1));
    ck_ok(rp_topk(&b, &d, there, k, 1, largest, 1));
    gpu_test_near(b, a, 0);
    ck_ok(rp_to_device(&d, d, RP_CPU, RP_I64, 0, 0, NULL));
    ck_ok(rp_gather(&c, x, 1, d)); /* the indices say where the values are */
    gpu_test_near(b, c, 0);
}

START_TEST(topk__few_in_rounds_and_many_by_sorting)
{
    gpu_device();
    check_topk(5000, 3, 1);
    check_topk(5000, 500, 0);
    check_topk(3000, 900, 1);
    check_topk(100, 100, 1);
}
END_TEST

START_TEST(sort__ranks_and_counts_are_those_of_the_cpu)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_I64, 3, 3, 1500), *there = gpu_test_there(x),
                       *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    RP_LOCAL rp_tensor *weights = GPU_TEST_TENSOR(RP_F32, 4, 4500),
                       *weights_there = gpu_test_there(weights);
    ck_ok(rp_median(&a, x));
    ck_ok(rp_median(&b, there));
    gpu_test_near(b, a, 0);
    ck_ok(rp_kthvalue(&a, &c, x, 700, 1, 0));
    ck_ok(rp_kthvalue(&b, &d, there, 700, 1, 0));
    gpu_test_near(b, a, 0);
    ck_ok(rp_mode_default(&a, &c, x, 1, 0));
    ck_ok(rp_mode_default(&b, &d, there, 1, 0));
    gpu_test_near(b, a, 0);
    ck_ok(rp_mul(&x, x, x));
    ck_ok(rp_reshape(&x, x, (const int64_t[]){-1}, 1));
    ck_ok(rp_to_device(&there, x, gpu_device(), RP_I64, 0, 0, NULL));
    ck_ok(rp_bincount(&a, x, weights, 5));
    ck_ok(rp_bincount(&b, there, weights_there, 5));
    gpu_test_near(b, a, 1e-12);
}
END_TEST

/* Slices of a tensor with NaN in places: both devices put them into the same order, which is no
   order of numbers. */
START_TEST(unique__slices_with_nan_are_those_of_the_cpu)
{
    gpu_device();
    for (int64_t n = 1; n <= 70; n += 23) {
        RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 5, n, 3),
                           *limit = GPU_TEST_TENSOR(RP_F32, 6, n, 3), *there = NULL;
        RP_LOCAL rp_tensor *a = NULL, *b = NULL, *c = NULL, *d = NULL, *e = NULL, *f = NULL;
        ck_ok(rp_round(&x, x)); /* -1, 0, 1: many equal slices */
        ck_ok(rp_gt_scalar(&limit, limit, rp_value_float(0.6)));
        ck_ok(rp_masked_fill_scalar(&x, x, limit, rp_value_float((double)NAN)));
        there = gpu_test_there(x);
        ck_ok(rp_unique_dim(&a, &c, &e, x, 0, 1, 1, 1));
        ck_ok(rp_unique_dim(&b, &d, &f, there, 0, 1, 1, 1));
        ck_ok(rp_nan_to_num(&a, a, &(const double){7}, NULL, NULL));
        ck_ok(rp_nan_to_num(&b, b, &(const double){7}, NULL, NULL));
        gpu_test_near(b, a, 0);
        gpu_test_near(d, c, 0);
        gpu_test_near(f, e, 0);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_sort", sort__lines_of_any_length_in_either_direction,
                    topk__few_in_rounds_and_many_by_sorting,
                    sort__ranks_and_counts_are_those_of_the_cpu,
                    unique__slices_with_nan_are_those_of_the_cpu, NULL);
}
