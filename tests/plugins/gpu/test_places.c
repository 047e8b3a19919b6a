/* tests/plugins/gpu/test_places.c - scatter, index_put and their kind where positions meet, over
   several blocks; masks, cat and pads */
#include "plugins/gpu/gpu.h"

/* The emulated device has the same bits as the cpu: of both, and of a second call. */
static void check_scatter(rp_dtype d, int64_t places, int64_t n)
{
    RP_LOCAL rp_tensor *index = gpu_test_scrambled(n, places),
                       *self = GPU_TEST_TENSOR(d, 1, places), *src = GPU_TEST_TENSOR(d, 2, n);
    RP_LOCAL rp_tensor *index_there = gpu_test_there(index), *self_there = gpu_test_there(self),
                       *src_there = gpu_test_there(src);
    RP_LOCAL rp_tensor *want = NULL, *got = NULL;
    ck_ok(rp_scatter_src(&want, self, 0, index, src));
    ck_ok(rp_scatter_src(&got, self_there, 0, index_there, src_there));
    gpu_test_near(got, want, 0);
    ck_ok(rp_scatter_add(&want, self, 0, index, src));
    ck_ok(rp_scatter_add(&got, self_there, 0, index_there, src_there));
    gpu_test_near(got, want, 0);
}

START_TEST(places__positions_that_meet_over_several_blocks_give_the_bits_of_the_cpu)
{
    gpu_device();
    /* some sixty a place: shorter than a piece of plugins/gpu/runs.h */
    check_scatter(RP_F32, 101, 3000);
    check_scatter(RP_BF16, 2000, 5000);
    check_scatter(RP_F64, 100000, 3000);
    /* so many places that positions are sorted where the last one stays */
    check_scatter(RP_I64, 300000, 1100);
    check_scatter(RP_F16, 1, 60);
}
END_TEST

/* Pieces of long runs are reduced by groups of threads: in an order of their own, the same in every
   call. */
START_TEST(places__long_runs_are_close_and_repeat_their_bits)
{
    static const char *const hows[] = {"sum", "prod", "mean", "amax", "amin"};
    gpu_device();
    RP_LOCAL rp_tensor *index = gpu_test_scrambled(4000, 5), *self = GPU_TEST_TENSOR(RP_F32, 1, 9),
                       *src = GPU_TEST_TENSOR(RP_F32, 2, 4000);
    RP_LOCAL rp_tensor *i = gpu_test_there(index), *a = gpu_test_there(self),
                       *b = gpu_test_there(src), *want = NULL, *got = NULL, *again = NULL;
    for (int how = 0; how < 10; how++) {
        ck_ok(rp_scatter_reduce_two_full(&want, self, 0, index, src, hows[how / 2], how % 2));
        ck_ok(rp_scatter_reduce_two_full(&got, a, 0, i, b, hows[how / 2], how % 2));
        ck_ok(rp_scatter_reduce_two_full(&again, a, 0, i, b, hows[how / 2], how % 2));
        gpu_test_near(got, want, 2e-5);
        gpu_test_same(got, again);
    }
}
END_TEST

/* Numbers 0, 1 and, nearly always, 2: a run of pieces of pieces. Whole numbers, whose sums are
   exact in any order. */
static rp_tensor *mostly_two(int64_t n)
{
    rp_tensor *i = gpu_test_scrambled(n, 1009);
    ck_ok(rp_clamp_max(&i, i, rp_value_int(2)));
    return i;
}
static rp_tensor *whole_numbers(int64_t rows, int64_t columns)
{
    rp_tensor *t = GPU_TEST_TENSOR(RP_I64, 2, rows, columns);
    ck_ok(rp_to_dtype(&t, t, RP_F32, 0, 0, NULL));
    return t;
}

START_TEST(places__a_run_of_thousands_loses_and_repeats_no_position)
{
    enum { N = 40000 };
    gpu_device();
    RP_LOCAL rp_tensor *index = mostly_two(N), *src = whole_numbers(N, 3),
                       *self = whole_numbers(5, 3);
    RP_LOCAL rp_tensor *i = gpu_test_there(index), *b = gpu_test_there(src),
                       *a = gpu_test_there(self), *want = NULL, *got = NULL;
    ck_ok(rp_index_add(&want, self, 0, index, src));
    ck_ok(rp_index_add(&got, a, 0, i, b));
    gpu_test_near(got, want, 0);
    ck_ok(rp_bincount(&want, index, NULL, 5));
    ck_ok(rp_bincount(&got, i, NULL, 5));
    gpu_test_near(got, want, 0);
    ck_ok(rp_select_int(&src, src, 1, 0));
    ck_ok(rp_select_int(&b, b, 1, 0));
    ck_ok(rp_bincount(&want, index, src, 5));
    ck_ok(rp_bincount(&got, i, b, 5));
    gpu_test_near(got, want, 0);
}
END_TEST

/* The most frequent row is padding in half of the rounds, and gets nothing. */
START_TEST(places__the_gradient_of_a_table_is_summed_over_long_runs)
{
    enum { N = 20000 };
    gpu_device();
    RP_LOCAL rp_tensor *index = mostly_two(N), *g = whole_numbers(N, 4), *i = gpu_test_there(index),
                       *there = gpu_test_there(g), *want = NULL, *got = NULL;
    for (int round = 0; round < 4; round++) {
        ck_ok(rp_embedding_dense_backward(&want, g, index, 4, round % 2 ? 2 : -1, round / 2));
        ck_ok(rp_embedding_dense_backward(&got, there, i, 4, round % 2 ? 2 : -1, round / 2));
        gpu_test_near(got, want, round / 2 ? 1e-7 : 0);
    }
}
END_TEST

/* Bags of four: sums, means and maxima, whose gradients go to few elements of the table. */
START_TEST(places__the_gradient_of_bags_is_summed_over_long_runs)
{
    enum { BAGS = 5000 };
    gpu_device();
    RP_LOCAL rp_tensor *index = mostly_two(4 * BAGS), *i = gpu_test_there(index), *offsets = NULL,
                       *table = GPU_TEST_TENSOR(RP_F32, 1, 4, 3);
    RP_LOCAL rp_tensor *g = whole_numbers(BAGS, 3), *there = gpu_test_there(g);
    ck_ok(rp_arange_full(&offsets, rp_value_int(BAGS), RP_I64, NULL, NULL, NULL));
    ck_ok(rp_mul_scalar(&offsets, offsets, rp_value_int(4)));
    RP_LOCAL rp_tensor *o = gpu_test_there(offsets), *t = gpu_test_there(table), *want = NULL,
                       *got = NULL;
    for (int mode = 0; mode < 3; mode++) {
        RP_LOCAL rp_tensor *y = NULL, *bag = NULL, *size = NULL, *most = NULL, *z = NULL,
                           *bag_there = NULL, *size_there = NULL, *most_there = NULL;
        ck_ok(rp__embedding_bag(&y, &bag, &size, &most, table, index, offsets, 0, mode, 0, NULL, 0,
                                -1));
        ck_ok(rp__embedding_bag(&z, &bag_there, &size_there, &most_there, t, i, o, 0, mode, 0, NULL,
                                0, -1));
        gpu_test_near(z, y, 1e-6);
        ck_ok(rp__embedding_bag_backward(&want, g, index, offsets, bag, size, most, 4, 0, mode, 0,
                                         NULL, -1));
        ck_ok(rp__embedding_bag_backward(&got, there, i, o, bag_there, size_there, most_there, 4, 0,
                                         mode, 0, NULL, -1));
        gpu_test_near(got, want, 0);
    }
}
END_TEST

START_TEST(places__index_add_along_each_dim_of_a_slice)
{
    gpu_device();
    for (int dim = 0; dim < 3; dim++) {
        const int64_t shape[] = {9, 10, 11}, n = 40;
        int64_t given[3] = {9, 10, 11};
        given[dim] = n;
        RP_LOCAL rp_tensor *self = gpu_test_tensor(RP_F32, 1, shape, 3),
                           *src = gpu_test_tensor(RP_F32, 2, given, 3),
                           *index = gpu_test_scrambled(n, shape[dim]);
        RP_LOCAL rp_tensor *a = gpu_test_there(self), *b = gpu_test_there(src),
                           *i = gpu_test_there(index), *want = NULL, *got = NULL;
        const int other = (dim + 1) % 3;
        ck_ok(rp_slice(&self, self, other, NULL, NULL, 2));
        ck_ok(rp_slice(&src, src, other, NULL, NULL, 2));
        ck_ok(rp_slice(&a, a, other, NULL, NULL, 2));
        ck_ok(rp_slice(&b, b, other, NULL, NULL, 2));
        ck_ok(rp_index_add_full(&want, self, dim, index, src, rp_value_float(-1.5)));
        ck_ok(rp_index_add_full(&got, a, dim, i, b, rp_value_float(-1.5)));
        gpu_test_near(got, want, 0);
        ck_ok(rp_index_copy(&want, self, dim, index, src));
        ck_ok(rp_index_copy(&got, a, dim, i, b));
        gpu_test_near(got, want, 0);
    }
}
END_TEST

/* Two index tensors with None between them, and negative indices. */
START_TEST(places__index_put_adds_up_in_order)
{
    gpu_device();
    RP_LOCAL rp_tensor *self = GPU_TEST_TENSOR(RP_F32, 1, 6, 5, 7),
                       *values = GPU_TEST_TENSOR(RP_F32, 2, 900, 5);
    RP_LOCAL rp_tensor *first = gpu_test_scrambled(900, 6), *last = gpu_test_scrambled(900, 7);
    ck_ok(rp_sub_scalar(&last, last, rp_value_int(7), rp_value_int(1)));
    RP_LOCAL rp_tensor *a = gpu_test_there(self), *b = gpu_test_there(values),
                       *i = gpu_test_there(first), *k = gpu_test_there(last);
    RP_LOCAL rp_tensor *want = NULL, *got = NULL;
    for (int accumulate = 0; accumulate < 2; accumulate++) {
        ck_ok(rp_index_put(&want, self, (rp_tensor *[]){first, NULL, last}, 3, values, accumulate));
        ck_ok(rp_index_put(&got, a, (rp_tensor *[]){i, NULL, k}, 3, b, accumulate));
        gpu_test_near(got, want, 0);
    }
    ck_ok(rp_index(&want, self, (rp_tensor *[]){first, NULL, last}, 3));
    ck_ok(rp_index(&got, a, (rp_tensor *[]){i, NULL, k}, 3));
    gpu_test_near(got, want, 0);
}
END_TEST

START_TEST(places__an_index_that_is_out_of_bounds_is_named)
{
    gpu_device();
    RP_LOCAL rp_tensor *self = GPU_TEST_TENSOR(RP_F32, 1, 5), *index = gpu_test_scrambled(3, 5),
                       *got = NULL;
    ck_ok(rp_add_scalar(&index, index, rp_value_int(3), rp_value_int(1)));
    RP_LOCAL rp_tensor *a = gpu_test_there(self), *i = gpu_test_there(index);
    ck_fails(rp_gather(&got, a, 0, i), RP_E_INDEX, "is out of bounds for a size of 5");
    ck_fails(rp_scatter_add(&got, a, 0, i, a), RP_E_INDEX, "is out of bounds for a size of 5");
}
END_TEST

/* A whole number below zero wraps in uint8, half a number does not. */
START_TEST(places__a_fill_that_does_not_fit_is_refused_as_on_the_cpu)
{
    gpu_device();
    RP_LOCAL rp_tensor *t = NULL, *mask = NULL, *want = NULL, *got = NULL;
    ck_ok(rp_arange_full(&t, rp_value_int(9), RP_U8, NULL, NULL, NULL));
    ck_ok(rp_gt_scalar(&mask, t, rp_value_int(4)));
    RP_LOCAL rp_tensor *a = gpu_test_there(t), *m = gpu_test_there(mask);
    for (int i = 0; i < 3; i++) {
        RP_LOCAL rp_tensor *value = NULL;
        ck_ok(rp_scalar_tensor_full(&value,
                                    i == 0   ? rp_value_int(-3)
                                    : i == 1 ? rp_value_float(-0.5)
                                             : rp_value_int(256),
                                    i == 1 ? RP_F32 : RP_I64, NULL, NULL, NULL));
        if (i == 0) {
            ck_ok(rp_masked_fill(&want, t, mask, value));
            ck_ok(rp_masked_fill(&got, a, m, value));
            gpu_test_near(got, want, 0);
            continue;
        }
        ck_fails(rp_masked_fill(&want, t, mask, value), RP_E_DTYPE, "without overflow");
        ck_fails(rp_masked_fill(&got, a, m, value), RP_E_DTYPE, "without overflow");
    }
}
END_TEST

START_TEST(places__masks_of_several_tiles_keep_the_order)
{
    gpu_device();
    RP_LOCAL rp_tensor *t = GPU_TEST_TENSOR(RP_F32, 1, 61, 99), *mask = NULL, *want = NULL,
                       *got = NULL;
    ck_ok(rp_transpose_int(&t, t, 0, 1));
    ck_ok(rp_gt_scalar(&mask, t, rp_value_float(0.2)));
    RP_LOCAL rp_tensor *a = gpu_test_there(t), *m = gpu_test_there(mask);
    ck_ok(rp_masked_select(&want, t, mask));
    ck_ok(rp_masked_select(&got, a, m));
    gpu_test_near(got, want, 0);
    ck_ok(rp_nonzero(&want, mask));
    ck_ok(rp_nonzero(&got, m));
    gpu_test_near(got, want, 0);
    ck_ok(rp_masked_scatter(&want, t, mask, t));
    ck_ok(rp_masked_scatter(&got, a, m, a));
    gpu_test_near(got, want, 0);
    ck_ok(rp_index(&want, t, (rp_tensor *[]){mask}, 1));
    ck_ok(rp_index(&got, a, (rp_tensor *[]){m}, 1));
    gpu_test_near(got, want, 0);
}
END_TEST

START_TEST(places__cat_of_more_tensors_than_a_launch_takes)
{
    rp_tensor *here[200] = {NULL}, *there[200] = {NULL};
    RP_LOCAL rp_tensor *want = NULL, *got = NULL;
    gpu_device();
    for (int i = 0; i < 200; i++) {
        here[i] = GPU_TEST_TENSOR(RP_F32, i, 3, i % 5, 2);
        if (i == 50) {
            rp_tensor_release(here[i]);
            here[i] = GPU_TEST_TENSOR(RP_F32, i, 2, 4, 3);
            ck_ok(rp_transpose_int(&here[i], here[i], 0, 2));
        }
        there[i] = gpu_test_there(here[i]);
    }
    ck_ok(rp_cat(&want, here, 200, 1));
    ck_ok(rp_cat(&got, there, 200, 1));
    gpu_test_near(got, want, 0);
    for (int i = 0; i < 200; i++) rp_tensor_release(here[i]), rp_tensor_release(there[i]);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_places",
                    places__positions_that_meet_over_several_blocks_give_the_bits_of_the_cpu,
                    places__long_runs_are_close_and_repeat_their_bits,
                    places__a_run_of_thousands_loses_and_repeats_no_position,
                    places__the_gradient_of_a_table_is_summed_over_long_runs,
                    places__the_gradient_of_bags_is_summed_over_long_runs,
                    places__index_add_along_each_dim_of_a_slice, places__index_put_adds_up_in_order,
                    places__an_index_that_is_out_of_bounds_is_named,
                    places__a_fill_that_does_not_fit_is_refused_as_on_the_cpu,
                    places__masks_of_several_tiles_keep_the_order,
                    places__cat_of_more_tensors_than_a_launch_takes, NULL);
}
