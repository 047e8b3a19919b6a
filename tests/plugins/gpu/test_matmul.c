/* tests/plugins/gpu/test_matmul.c - products that take several tiles, several parts of k, and every
   layout */
#include "plugins/gpu/gpu.h"

static double eps_of(rp_dtype d)
{
    return d == RP_F64 ? 1e-14 : d == RP_F32 ? 2e-6 : d == RP_BF16 ? 1e-2 : 2e-3;
}

/* m x k, in memory by rows or (`turned`) by columns */
static rp_tensor *matrix(rp_dtype d, double seed, int64_t m, int64_t k, int turned)
{
    rp_tensor *t = turned ? GPU_TEST_TENSOR(d, seed, k, m) : GPU_TEST_TENSOR(d, seed, m, k);
    if (turned) ck_ok(rp_transpose_int(&t, t, 0, 1));
    return t;
}

/* The rows and columns 0, 2, 4, ... of what lies there */
static void every_second(rp_tensor **t)
{
    ck_ok(rp_slice(t, *t, 0, NULL, NULL, 2));
    ck_ok(rp_slice(t, *t, 1, NULL, NULL, 2));
}

static void check_mm(rp_dtype d, int64_t m, int64_t n, int64_t k, int turned)
{
    RP_LOCAL rp_tensor *a = matrix(d, 1, m, k, turned & 1), *b = matrix(d, 2, k, n, turned & 2),
                       *c = NULL, *there = NULL;
    RP_LOCAL rp_tensor *gpu_a = gpu_test_there(a), *gpu_b = gpu_test_there(b);
    if (turned & 4) {
        every_second(&a), every_second(&b);
        every_second(&gpu_a), every_second(&gpu_b);
    }
    ck_ok(rp_mm(&c, a, b));
    ck_ok(rp_mm(&there, gpu_a, gpu_b));
    gpu_test_near(there, c, eps_of(d) * sqrt((double)k));
}

START_TEST(matmul__several_tiles_in_every_layout)
{
    gpu_device();
    const rp_dtype types[] = {RP_F32, RP_F64, RP_BF16, RP_F16};
    for (int t = 0; t < 4; t++)
        for (int turned = 0; turned < 4; turned++) check_mm(types[t], 70, 131, 33, turned);
    for (int turned = 0; turned < 4; turned++) check_mm(RP_F32, 129, 130, 19, turned);
    for (int turned = 4; turned < 8; turned++) check_mm(RP_F32, 70, 140, 40, turned);
    check_mm(RP_I64, 70, 65, 20, 1);
}
END_TEST

START_TEST(matmul__long_sums_are_split_into_parts)
{
    gpu_device();
    check_mm(RP_F32, 9, 20, 3000, 1);
    check_mm(RP_BF16, 8, 8, 2000, 2);
    check_mm(RP_I64, 6, 7, 1500, 0);
    check_mm(RP_F32, 1, 1, 40000, 0); /* the lanes of one block cannot hold it */
    check_mm(RP_F32, 3, 50, 5000, 0);
    check_mm(RP_F32, 50, 1, 5000, 0);
    check_mm(RP_F32, 300, 2, 700, 1);
    check_mm(RP_F64, 1, 300, 900, 2);
}
END_TEST

START_TEST(matmul__one_call_gives_the_same_bits_every_time)
{
    gpu_device();
    RP_LOCAL rp_tensor *a = GPU_TEST_TENSOR(RP_F32, 1, 10, 4000),
                       *b = GPU_TEST_TENSOR(RP_F32, 2, 4000, 12);
    RP_LOCAL rp_tensor *x = gpu_test_there(a), *y = gpu_test_there(b), *first = NULL,
                       *second = NULL;
    ck_ok(rp_mm(&first, x, y));
    ck_ok(rp_mm(&second, x, y));
    gpu_test_same(first, second);
}
END_TEST

START_TEST(matmul__addmm_adds_a_bias_row_and_ignores_self_where_beta_is_0)
{
    gpu_device();
    const float none = NAN;
    RP_LOCAL rp_tensor *bias = GPU_TEST_TENSOR(RP_F32, 0, 70),
                       *a = GPU_TEST_TENSOR(RP_F32, 1, 66, 10),
                       *b = GPU_TEST_TENSOR(RP_F32, 2, 10, 70);
    RP_LOCAL rp_tensor *nan = rp_test_f32(&none, (const int64_t[]){1}, 1), *c = NULL, *there = NULL;
    RP_LOCAL rp_tensor *gpu_bias = gpu_test_there(bias), *gpu_a = gpu_test_there(a),
                       *gpu_b = gpu_test_there(b), *gpu_nan = gpu_test_there(nan);
    ck_ok(rp_addmm_full(&c, bias, a, b, rp_value_float(0.5), rp_value_int(2)));
    ck_ok(rp_addmm_full(&there, gpu_bias, gpu_a, gpu_b, rp_value_float(0.5), rp_value_int(2)));
    gpu_test_near(there, c, 1e-5);
    ck_ok(rp_addmm_full(&c, nan, a, b, rp_value_int(0), rp_value_int(1)));
    ck_ok(rp_addmm_full(&there, gpu_nan, gpu_a, gpu_b, rp_value_int(0), rp_value_int(1)));
    gpu_test_near(there, c, 1e-5);
}
END_TEST

/* With what is added as a row, as a matrix and not at all; gelu is the tanh form on every device
   but the cpu. */
static void check_activation(rp_dtype d, int gelu, rp_tensor *self, double beta, rp_tensor *a,
                             rp_tensor *b)
{
    RP_LOCAL rp_tensor *x = gpu_test_there(self), *y = gpu_test_there(a), *z = gpu_test_there(b),
                       *sum = NULL, *there = NULL;
    ck_ok(rp_addmm_full(&sum, self, a, b, rp_value_float(beta), rp_value_int(1)));
    ck_ok(gelu ? rp_gelu_full(&sum, sum, "tanh") : rp_relu(&sum, sum));
    ck_ok(rp__addmm_activation_full(&there, x, y, z, rp_value_float(beta), rp_value_int(1), gelu));
    gpu_test_near(there, sum, 10 * eps_of(d));
}

START_TEST(matmul__addmm_activation_adds_and_activates)
{
    gpu_device();
    const rp_dtype types[] = {RP_F32, RP_F64, RP_BF16, RP_F16, RP_I64};
    for (int t = 0; t < 5; t++)
        for (int gelu = 0; gelu < (types[t] == RP_I64 ? 1 : 2); gelu++) {
            RP_LOCAL rp_tensor *row = GPU_TEST_TENSOR(types[t], 0, 70),
                               *matrix_ = GPU_TEST_TENSOR(types[t], 3, 66, 70);
            RP_LOCAL rp_tensor *a = matrix(types[t], 1, 66, 10, gelu),
                               *b = matrix(types[t], 2, 10, 70, !gelu);
            check_activation(types[t], gelu, row, 1, a, b);
            check_activation(types[t], gelu, matrix_, 2, a, b);
            check_activation(types[t], gelu, row, 0, a, b);
        }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_matmul", matmul__several_tiles_in_every_layout,
                    matmul__long_sums_are_split_into_parts,
                    matmul__one_call_gives_the_same_bits_every_time,
                    matmul__addmm_adds_a_bias_row_and_ignores_self_where_beta_is_0,
                    matmul__addmm_activation_adds_and_activates, NULL);
}
