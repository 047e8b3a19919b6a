/* tests/plugins/gpu/test_norm.c - layer, rms, batch and group norms with their gradients: rows of
   every length, several blocks, slices */
#include "plugins/gpu/call.h"

static const struct {
    rp_dtype dtype;
    double tolerance;
} types[] = {{RP_F32, 1e-5}, {RP_F64, 1e-12}, {RP_BF16, 2e-2}, {RP_F16, 3e-3}};
enum { TYPES = 4 };

/* Rows of n elements; `sliced`: elements 1, ... of rows that are one longer, so that no row is
   where a wide load could begin. */
static rp_tensor *rows(rp_dtype d, double seed, int64_t m, int64_t n, int sliced)
{
    rp_tensor *t = GPU_TEST_TENSOR(d, seed, m, n + sliced);
    const int64_t first = sliced;
    ck_ok(rp_slice(&t, t, 1, &first, NULL, 1));
    return t;
}

static void check_layer_norm(rp_dtype d, double tolerance, int64_t m, int64_t n, int sliced,
                             int affine)
{
    RP_LOCAL rp_tensor *x = rows(d, 1, m, n, sliced), *g = rows(d, 2, m, n, sliced), *y = NULL,
                       *mean = NULL, *rstd = NULL;
    RP_LOCAL rp_tensor *w = affine ? GPU_TEST_TENSOR(d, 3, n) : NULL,
                       *b = affine ? GPU_TEST_TENSOR(d, 4, n) : NULL;
    GPU_TEST_CALL(tolerance, "aten::native_layer_norm", GPU_SAME(x), GPU_INTS(n), GPU_SAME(w),
                  GPU_SAME(b), GPU_FLOAT(1e-5));
    ck_ok(rp_native_layer_norm(&y, &mean, &rstd, x, &n, 1, w, b, 1e-5));
    GPU_TEST_CALL(8 * tolerance, "aten::native_layer_norm_backward", GPU_SAME(g), GPU_SAME(x),
                  GPU_INTS(n), GPU_SAME(mean), GPU_SAME(rstd), GPU_SAME(w), GPU_SAME(b),
                  GPU_BOOLS(1, affine, affine));
    GPU_TEST_CALL(tolerance, "aten::_fused_rms_norm", GPU_SAME(x), GPU_INTS(n), GPU_SAME(w),
                  GPU_FLOAT(1e-6));
}

START_TEST(norm__rows_short_and_long_with_their_gradients)
{
    gpu_device();
    for (int t = 0; t < TYPES; t++) {
        check_layer_norm(types[t].dtype, types[t].tolerance, 70, 24, 0, 1);
        /* no whole number of packs */
        check_layer_norm(types[t].dtype, types[t].tolerance, 3, 1030, 0, 1);
    }
    check_layer_norm(RP_F32, 1e-5, 700, 8, 0, 1);  /* parameters' sums over many rows */
    check_layer_norm(RP_F32, 1e-5, 2, 9000, 0, 1); /* longer than the registers of a block */
    check_layer_norm(RP_F32, 1e-5, 5, 1, 0, 1);
}
END_TEST

START_TEST(norm__rows_of_a_slice_and_norms_without_parameters)
{
    gpu_device();
    for (int t = 0; t < TYPES; t++)
        check_layer_norm(types[t].dtype, types[t].tolerance, 9, 259, 1, t % 2);
}
END_TEST

START_TEST(norm__nothing_to_normalise_gives_gradients_of_0)
{
    gpu_device();
    const int64_t n = 6;
    RP_LOCAL rp_tensor *x = rows(RP_F32, 1, 0, n, 0), *w = GPU_TEST_TENSOR(RP_F32, 2, 6), *y = NULL,
                       *mean = NULL, *rstd = NULL;
    ck_ok(rp_native_layer_norm(&y, &mean, &rstd, x, &n, 1, w, w, 1e-5));
    GPU_TEST_CALL(0, "aten::native_layer_norm_backward", GPU_SAME(x), GPU_SAME(x), GPU_INTS(6),
                  GPU_SAME(mean), GPU_SAME(rstd), GPU_SAME(w), GPU_SAME(w), GPU_BOOLS(1, 1, 1));
}
END_TEST

/* (n, c, h, w), its channels last in memory or not */
static rp_tensor *images(rp_dtype d, double seed, int64_t n, int64_t c, int64_t h, int64_t w,
                         int last)
{
    rp_tensor *t =
        last ? GPU_TEST_TENSOR(d, seed, n, h, w, c) : GPU_TEST_TENSOR(d, seed, n, c, h, w);
    if (last) ck_ok(rp_permute(&t, t, (const int64_t[]){0, 3, 1, 2}, 4));
    return t;
}

static void check_batch_norm(rp_dtype d, double tolerance, int training, int last)
{
    RP_LOCAL rp_tensor *x = images(d, 1, 3, 5, 23, 31, last), *g = images(d, 2, 3, 5, 23, 31, last),
                       *w = GPU_TEST_TENSOR(d, 3, 5), *b = GPU_TEST_TENSOR(d, 4, 5);
    RP_LOCAL rp_tensor *mean = GPU_TEST_TENSOR(d, 5, 5), *var = GPU_TEST_TENSOR(d, 6, 5), *y = NULL,
                       *saved = NULL, *rstd = NULL;
    ck_ok(rp_add_scalar(&var, var, rp_value_float(2), rp_value_int(1)));
    ck_ok(rp_native_batch_norm(&y, &saved, &rstd, x, w, b, NULL, NULL, 1, 0.1, 1e-5));
    GPU_TEST_CALL(8 * tolerance, "aten::native_batch_norm_backward", GPU_SAME(g), GPU_SAME(x),
                  GPU_SAME(w), GPU_SAME(mean), GPU_SAME(var), GPU_SAME(saved), GPU_SAME(rstd),
                  GPU_FLAG(training), GPU_FLOAT(1e-5), GPU_BOOLS(1, 1, 1));
    /* writes the running statistics, which are compared, too */
    GPU_TEST_CALL(tolerance, "aten::native_batch_norm", GPU_SAME(x), GPU_SAME(w), GPU_SAME(b),
                  GPU_SAME(mean), GPU_SAME(var), GPU_FLAG(training), GPU_FLOAT(0.1),
                  GPU_FLOAT(1e-5));
}

START_TEST(norm__batches_in_either_layout_with_running_statistics)
{
    gpu_device();
    for (int t = 0; t < TYPES; t++)
        for (int i = 0; i < 4; i++)
            check_batch_norm(types[t].dtype, types[t].tolerance, i & 1, i >> 1);
}
END_TEST

static void check_group_norm(rp_dtype d, double tolerance, int64_t n, int64_t c, int64_t hw,
                             int64_t groups)
{
    RP_LOCAL rp_tensor *x = images(d, 1, n, c, 1, hw, 0), *g = images(d, 2, n, c, 1, hw, 0),
                       *w = GPU_TEST_TENSOR(d, 3, c), *b = GPU_TEST_TENSOR(d, 4, c);
    RP_LOCAL rp_tensor *y = NULL, *mean = NULL, *rstd = NULL;
    GPU_TEST_CALL(tolerance, "aten::native_group_norm", GPU_SAME(x), GPU_SAME(w), GPU_SAME(b),
                  GPU_INT(n), GPU_INT(c), GPU_INT(hw), GPU_INT(groups), GPU_FLOAT(1e-5));
    ck_ok(rp_native_group_norm(&y, &mean, &rstd, x, w, b, n, c, hw, groups, 1e-5));
    GPU_TEST_CALL(8 * tolerance, "aten::native_group_norm_backward", GPU_SAME(g), GPU_SAME(x),
                  GPU_SAME(mean), GPU_SAME(rstd), GPU_SAME(w), GPU_INT(n), GPU_INT(c), GPU_INT(hw),
                  GPU_INT(groups), GPU_BOOLS(1, 1, 1));
}

START_TEST(norm__groups_of_one_channel_of_some_and_of_all)
{
    gpu_device();
    for (int t = 0; t < TYPES; t++)
        check_group_norm(types[t].dtype, types[t].tolerance, 2, 6, 37, 3);
    check_group_norm(RP_F32, 1e-5, 2, 8, 700, 1); /* groups of several pieces */
    check_group_norm(RP_F32, 1e-5, 40, 4, 9, 4);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_norm", norm__rows_short_and_long_with_their_gradients,
                    norm__rows_of_a_slice_and_norms_without_parameters,
                    norm__nothing_to_normalise_gives_gradients_of_0,
                    norm__batches_in_either_layout_with_running_statistics,
                    norm__groups_of_one_channel_of_some_and_of_all, NULL);
}
