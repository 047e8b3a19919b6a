/* tests/plugins/gpu/test_window.c - pools and interpolations at sizes with several blocks, through
   strides, and where windows are odd */
#include "plugins/gpu/gpu.h"

#define PAIR(a_, b_) (const int64_t[]){(a_), (b_)}, 2

/* Channels last, with every second row: nothing of it is dense. */
static rp_tensor *strided_images(rp_dtype dtype, double seed, int64_t n, int64_t c, int64_t h,
                                 int64_t w)
{
    rp_tensor *t = GPU_TEST_TENSOR(dtype, seed, n, 2 * h, w, c);
    const int64_t order[] = {0, 3, 1, 2};
    const int64_t first = 0, end = 2 * h;
    ck_ok(rp_slice(&t, t, 1, &first, &end, 2));
    ck_ok(rp_permute(&t, t, order, 4));
    return t;
}

START_TEST(window__average_pools_of_several_blocks_are_those_of_the_cpu)
{
    RP_LOCAL rp_tensor *x = strided_images(RP_F32, 1, 3, 5, 31, 29), *there = gpu_test_there(x),
                       *y = NULL, *back = NULL, *yt = NULL, *bt = NULL;
    ck_ok(rp_avg_pool2d(&y, x, PAIR(3, 4), PAIR(2, 1), PAIR(1, 2), 1, 0, NULL));
    ck_ok(rp_avg_pool2d(&yt, there, PAIR(3, 4), PAIR(2, 1), PAIR(1, 2), 1, 0, NULL));
    gpu_test_near(yt, y, 1e-6);
    ck_ok(rp_avg_pool2d_backward(&back, y, x, PAIR(3, 4), PAIR(2, 1), PAIR(1, 2), 1, 0, NULL));
    ck_ok(rp_avg_pool2d_backward(&bt, yt, there, PAIR(3, 4), PAIR(2, 1), PAIR(1, 2), 1, 0, NULL));
    gpu_test_near(bt, back, 1e-6);
}
END_TEST

START_TEST(window__adaptive_pools_reach_every_place_whatever_the_sizes)
{
    static const int64_t sizes[][2] = {{1, 1}, {7, 13}, {31, 29}, {40, 3}};
    RP_LOCAL rp_tensor *x = strided_images(RP_F64, 2, 2, 3, 31, 29), *there = gpu_test_there(x);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        RP_LOCAL rp_tensor *y = NULL, *back = NULL, *yt = NULL, *bt = NULL;
        ck_ok(rp__adaptive_avg_pool2d(&y, x, sizes[i], 2));
        ck_ok(rp__adaptive_avg_pool2d(&yt, there, sizes[i], 2));
        gpu_test_near(yt, y, 1e-14);
        ck_ok(rp__adaptive_avg_pool2d_backward(&back, y, x));
        ck_ok(rp__adaptive_avg_pool2d_backward(&bt, yt, there));
        gpu_test_near(bt, back, 1e-14);
    }
}
END_TEST

START_TEST(window__interpolations_and_their_gradients_are_those_of_the_cpu)
{
    static const int64_t sizes[][2] = {{1, 1}, {5, 64}, {31, 29}, {100, 47}};
    const int64_t whole[] = {2, 3, 31, 29};
    RP_LOCAL rp_tensor *x = strided_images(RP_F64, 3, 2, 3, 31, 29), *there = gpu_test_there(x);
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++) {
        RP_LOCAL rp_tensor *y = NULL, *back = NULL, *yt = NULL, *bt = NULL;
        const int align = i % 2;
        const int64_t *size = sizes[i / 2];
        ck_ok(rp_upsample_bilinear2d(&y, x, size, 2, align, NULL, NULL));
        ck_ok(rp_upsample_bilinear2d(&yt, there, size, 2, align, NULL, NULL));
        gpu_test_near(yt, y, 1e-12);
        ck_ok(rp_upsample_bilinear2d_backward(&back, y, size, 2, whole, 4, align, NULL, NULL));
        ck_ok(rp_upsample_bilinear2d_backward(&bt, yt, size, 2, whole, 4, align, NULL, NULL));
        gpu_test_near(bt, back, 1e-12);
    }
}
END_TEST

START_TEST(window__a_scale_that_does_not_fit_the_sizes_still_finds_every_output)
{
    const double down = 0.3, up = 7.5;
    const int64_t size[] = {40, 40}, whole[] = {1, 2, 9, 9};
    RP_LOCAL rp_tensor *g = GPU_TEST_TENSOR(RP_F32, 4, 1, 2, 40, 40), *there = gpu_test_there(g),
                       *back = NULL, *bt = NULL;
    ck_ok(rp_upsample_bilinear2d_backward(&back, g, size, 2, whole, 4, 0, &down, &up));
    ck_ok(rp_upsample_bilinear2d_backward(&bt, there, size, 2, whole, 4, 0, &down, &up));
    gpu_test_near(bt, back, 1e-5);
}
END_TEST

#define DILATED PAIR(3, 2), PAIR(1, 2), PAIR(1, 1), PAIR(2, 12), 1
START_TEST(window__maxima_of_dilated_windows_and_their_gradients_are_those_of_the_cpu)
{
    RP_LOCAL rp_tensor *x = strided_images(RP_F32, 5, 3, 4, 37, 11), *there = gpu_test_there(x);
    RP_LOCAL rp_tensor *y = NULL, *i = NULL, *back = NULL, *yt = NULL, *it = NULL, *bt = NULL;
    ck_ok(rp_max_pool2d_with_indices(&y, &i, x, DILATED));
    ck_ok(rp_max_pool2d_with_indices(&yt, &it, there, DILATED));
    gpu_test_near(yt, y, 0);
    gpu_test_near(it, i, 0);
    ck_ok(rp_max_pool2d_with_indices_backward(&back, y, x, DILATED, i));
    ck_ok(rp_max_pool2d_with_indices_backward(&bt, yt, there, DILATED, it));
    gpu_test_near(bt, back, 1e-6);
}
END_TEST

START_TEST(window__an_index_outside_of_its_window_counts_and_one_outside_of_the_plane_is_an_error)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 6, 1, 2, 8, 8),
                       *g = GPU_TEST_TENSOR(RP_F32, 7, 1, 2, 4, 4),
                       *i = GPU_TEST_TENSOR(RP_I64, 8, 1, 2, 4, 4);
    RP_LOCAL rp_tensor *back = NULL, *bt = NULL, *xt = gpu_test_there(x), *gt = gpu_test_there(g);
    ck_ok(rp_mul_scalar(&i, i, rp_value_int(3)));
    ck_ok(rp_abs(&i, i));
    {
        RP_LOCAL rp_tensor *it = gpu_test_there(i);
        ck_ok(rp_max_pool2d_with_indices_backward(&back, g, x, PAIR(2, 2), PAIR(2, 2), PAIR(0, 0),
                                                  PAIR(1, 1), 0, i));
        ck_ok(rp_max_pool2d_with_indices_backward(&bt, gt, xt, PAIR(2, 2), PAIR(2, 2), PAIR(0, 0),
                                                  PAIR(1, 1), 0, it));
        gpu_test_near(bt, back, 1e-6);
    }
    ck_ok(rp_add_scalar(&i, i, rp_value_int(60), rp_value_int(1)));
    RP_LOCAL rp_tensor *it = gpu_test_there(i);
    ck_fails(rp_max_pool2d_with_indices_backward(&bt, gt, xt, PAIR(2, 2), PAIR(2, 2), PAIR(0, 0),
                                                 PAIR(1, 1), 0, it),
             RP_E_INDEX, "out of bounds for a size of 64");
}
END_TEST

/* Logarithms of numbers of both signs: half of them NaN, which must not reach its neighbours. */
START_TEST(window__interpolation_to_the_extent_that_there_is_looks_at_no_neighbour)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 2, 3, 9, 7), *there = NULL, *want = NULL,
                       *got = NULL, *nan_want = NULL, *nan_got = NULL;
    ck_ok(rp_log(&x, x));
    there = gpu_test_there(x);
    ck_ok(rp_upsample_bilinear2d(&want, x, (int64_t[]){9, 14}, 2, 0, NULL, NULL));
    ck_ok(rp_upsample_bilinear2d(&got, there, (int64_t[]){9, 14}, 2, 0, NULL, NULL));
    ck_ok(rp_isnan(&nan_want, want));
    ck_ok(rp_isnan(&nan_got, got));
    gpu_test_near(nan_got, nan_want, 0);
    ck_ok(rp_nan_to_num(&want, want, NULL, NULL, NULL));
    ck_ok(rp_nan_to_num(&got, got, NULL, NULL, NULL));
    gpu_test_near(got, want, 1e-6);
}
END_TEST

/* As PyTorch's do; overflow of signed integers has no other meaning that all compilers share. */
START_TEST(window__sums_of_integers_wrap)
{
    const int64_t shape[] = {1, 1, 4}, width[] = {1, 1, 2}, two = 2, one = 1, none = 0;
    RP_LOCAL rp_tensor *x = NULL, *w = NULL, *y = NULL, *z = NULL;
    ck_ok(rp_full_full(&x, shape, 3, rp_value_int(INT64_MAX), RP_I64, NULL, NULL, NULL));
    ck_ok(rp_full_full(&w, width, 3, rp_value_int(2), RP_I64, NULL, NULL, NULL));
    RP_LOCAL rp_tensor *x_there = gpu_test_there(x), *w_there = gpu_test_there(w), *y_there = NULL,
                       *z_there = NULL;
    ck_ok(rp_avg_pool1d(&y, x, &two, 1, &one, 1, &none, 1, 0, 1));
    ck_ok(rp_avg_pool1d(&y_there, x_there, &two, 1, &one, 1, &none, 1, 0, 1));
    ck_ok(rp_conv1d(&z, x, w, NULL, &one, 1, &none, 1, &one, 1, 1));
    ck_ok(rp_conv1d(&z_there, x_there, w_there, NULL, &one, 1, &none, 1, &one, 1, 1));
    gpu_test_same(y_there, y);
    gpu_test_same(z_there, z);
    const void *data;
    ck_ok(rp_tensor_read(y, &data));
    ck_assert_int_eq(((const int64_t *)data)[2], -1); /* (2^63 - 1) 2 = -2 */
    rp_tensor_done(y);
    ck_ok(rp_tensor_read(z, &data));
    ck_assert_int_eq(((const int64_t *)data)[2], -4);
    rp_tensor_done(z);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "gpu_window", window__average_pools_of_several_blocks_are_those_of_the_cpu,
        window__adaptive_pools_reach_every_place_whatever_the_sizes,
        window__interpolations_and_their_gradients_are_those_of_the_cpu,
        window__a_scale_that_does_not_fit_the_sizes_still_finds_every_output,
        window__maxima_of_dilated_windows_and_their_gradients_are_those_of_the_cpu,
        window__an_index_outside_of_its_window_counts_and_one_outside_of_the_plane_is_an_error,
        window__interpolation_to_the_extent_that_there_is_looks_at_no_neighbour,
        window__sums_of_integers_wrap, NULL);
}
