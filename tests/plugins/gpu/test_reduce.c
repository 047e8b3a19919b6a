/* tests/plugins/gpu/test_reduce.c - reductions, softmax and running values over several blocks,
   pieces and layouts */
#include "plugins/gpu/gpu.h"

/* Sum, largest, variance, norm and log-sum-exp over `dims`, on both devices. */
static void check_reductions(rp_tensor *x, rp_tensor *there, const int64_t *dims, uint32_t n,
                             double tolerance)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    ck_ok(rp_sum_dim_intlist(&a, x, dims, n, 0));
    ck_ok(rp_sum_dim_intlist(&b, there, dims, n, 0));
    gpu_test_near(b, a, tolerance);
    ck_ok(rp_amax(&a, x, dims, n, 1));
    ck_ok(rp_amax(&b, there, dims, n, 1));
    gpu_test_near(b, a, 0);
    ck_ok(rp_var_correction(&a, x, dims, n));
    ck_ok(rp_var_correction(&b, there, dims, n));
    gpu_test_near(b, a, tolerance);
    ck_ok(rp_linalg_vector_norm(&a, x, rp_value_int(3), dims, n, 0));
    ck_ok(rp_linalg_vector_norm(&b, there, rp_value_int(3), dims, n, 0));
    gpu_test_near(b, a, tolerance);
    ck_ok(rp_logsumexp(&a, x, dims, n, 0));
    ck_ok(rp_logsumexp(&b, there, dims, n, 0));
    gpu_test_near(b, a, tolerance);
}

START_TEST(reduce__every_set_of_dimensions_in_every_layout)
{
    gpu_device();
    const struct {
        rp_dtype dtype;
        double tolerance;
    } types[] = {{RP_F32, 1e-6}, {RP_BF16, 1e-2}, {RP_F16, 2e-3}, {RP_F64, 1e-13}};
    for (int t = 0; t < 4; t++) {
        RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(types[t].dtype, 1, 5, 18, 72), *there = NULL;
        ck_ok(rp_mul(&x, x, x)); /* nothing cancels */
        there = gpu_test_there(x);
        for (int layout = 0; layout < (types[t].dtype == RP_F32 ? 3 : 1); layout++) {
            if (layout == 1) {
                ck_ok(rp_transpose_int(&x, x, 0, 2));
                ck_ok(rp_transpose_int(&there, there, 0, 2));
            } else if (layout == 2) {
                ck_ok(rp_slice(&x, x, 1, NULL, NULL, 2));
                ck_ok(rp_slice(&there, there, 1, NULL, NULL, 2));
            }
            for (int set = 1; set < 8; set++) {
                int64_t dims[3];
                uint32_t n = 0;
                for (int d = 0; d < 3; d++)
                    if (set >> d & 1) dims[n++] = d;
                check_reductions(x, there, dims, n, types[t].tolerance);
            }
        }
    }
}
END_TEST

START_TEST(reduce__long_results_are_made_of_pieces_and_always_the_same_bits)
{
    gpu_device();
    const int64_t rows = 0, columns = 1;
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 2, 3, 20001), *there = NULL, *first = NULL,
                       *second = NULL, *turned = NULL;
    ck_ok(rp_mul(&x, x, x));
    there = gpu_test_there(x);
    check_reductions(x, there, &columns, 1, 1e-6);
    ck_ok(rp_sum(&first, there));
    ck_ok(rp_sum(&second, there));
    gpu_test_same(first, second);
    ck_ok(rp_transpose_int(&x, x, 0, 1));
    ck_ok(rp_transpose_int(&turned, there, 0, 1));
    ck_ok(rp_contiguous(&turned, turned));
    ck_ok(rp_contiguous(&x, x));
    check_reductions(x, turned, &rows, 1, 1e-6);
}
END_TEST

START_TEST(reduce__the_first_of_equal_extremes_is_found_in_any_piece)
{
    gpu_device();
    const int64_t dim = 0;
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_I64, 0, 10000, 2), *there = gpu_test_there(x),
                       *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ck_ok(rp_argmax(&a, x, NULL, 0));
    ck_ok(rp_argmax(&b, there, NULL, 0));
    gpu_test_near(b, a, 0);
    ck_ok(rp_transpose_int(&x, x, 0, 1));
    ck_ok(rp_transpose_int(&there, there, 0, 1));
    ck_ok(rp_argmax(&a, x, NULL, 0));
    ck_ok(rp_argmax(&b, there, NULL, 0));
    gpu_test_near(b, a, 0);
    ck_ok(rp_argmax(&a, x, &dim, 1));
    ck_ok(rp_argmax(&b, there, &dim, 1));
    gpu_test_near(b, a, 0);
    ck_ok(rp_max_dim(&a, &c, x, 1, 0));
    ck_ok(rp_max_dim(&b, &d, there, 1, 0));
    gpu_test_near(b, a, 0);
    gpu_test_near(d, c, 0);
}
END_TEST

static void check_softmax(rp_dtype dtype, int64_t rows, int64_t n, int64_t dim, double tolerance)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(dtype, 3, rows, n), *there = gpu_test_there(x),
                       *y = NULL, *y_there = NULL, *dx = NULL, *dx_there = NULL;
    for (int log = 0; log < 2; log++) {
        ck_ok(log ? rp__log_softmax(&y, x, dim, 0) : rp__softmax(&y, x, dim, 0));
        ck_ok(log ? rp__log_softmax(&y_there, there, dim, 0)
                  : rp__softmax(&y_there, there, dim, 0));
        gpu_test_near(y_there, y, tolerance);
        ck_ok(log ? rp__log_softmax_backward_data(&dx, x, y, dim, dtype)
                  : rp__softmax_backward_data(&dx, x, y, dim, dtype));
        ck_ok(log ? rp__log_softmax_backward_data(&dx_there, there, y_there, dim, dtype)
                  : rp__softmax_backward_data(&dx_there, there, y_there, dim, dtype));
        gpu_test_near(dx_there, dx, 10 * tolerance);
    }
}

START_TEST(softmax__lines_short_long_and_across)
{
    gpu_device();
    check_softmax(RP_F32, 300, 8, 1, 1e-6);
    check_softmax(RP_F32, 5, 1000, 1, 1e-6);
    check_softmax(RP_F32, 2, 5004, 1, 1e-6);  /* in packs, longer than the registers */
    check_softmax(RP_F32, 2, 5001, 1, 1e-6);  /* element by element */
    check_softmax(RP_F32, 700, 130, 0, 1e-6); /* neighbouring lines */
    check_softmax(RP_BF16, 3, 520, 1, 1e-2);
    check_softmax(RP_F16, 3, 515, 1, 2e-3);
    check_softmax(RP_F64, 3, 400, 1, 1e-13);
}
END_TEST

static void check_running(rp_dtype dtype, int64_t rows, int64_t n, int64_t dim, double tolerance)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(dtype, 4, rows, n), *there = gpu_test_there(x),
                       *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ck_ok(rp_cumsum(&a, x, dim));
    ck_ok(rp_cumsum(&b, there, dim));
    gpu_test_near(b, a, tolerance);
    ck_ok(rp_cummax(&a, &c, x, dim));
    ck_ok(rp_cummax(&b, &d, there, dim));
    gpu_test_near(b, a, 0);
    gpu_test_near(d, c, 0);
}

START_TEST(cumsum__lines_short_long_and_in_pieces)
{
    gpu_device();
    check_running(RP_F32, 50, 30, 1, 1e-6);
    check_running(RP_F32, 3, 700, 1, 1e-6);
    check_running(RP_F32, 2, 9000, 1, 1e-5); /* several pieces */
    check_running(RP_I64, 9000, 2, 0, 0);
    check_running(RP_F64, 300, 70, 0, 1e-13);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_reduce", reduce__every_set_of_dimensions_in_every_layout,
                    reduce__long_results_are_made_of_pieces_and_always_the_same_bits,
                    reduce__the_first_of_equal_extremes_is_found_in_any_piece,
                    softmax__lines_short_long_and_across, cumsum__lines_short_long_and_in_pieces,
                    NULL);
}
