/* tests/plugins/gpu/test_pointwise.c - one element at a time: dtypes that mix, broadcasts, slices
   at any address, sizes around a block's */
#include "plugins/gpu/call.h"

static const rp_dtype types[] = {RP_F32, RP_F64, RP_BF16, RP_F16, RP_I64,
                                 RP_I32, RP_I16, RP_I8,   RP_U8,  RP_BOOL};
enum { TYPES = 10, FLOATS = 4 };
static const double tolerance[TYPES] = {1e-6, 1e-14, 1e-2, 2e-3, 0, 0, 0, 0, 0, 0};

/* Any dtype; integers in [0, 10], because a float below 0 is no uint8. */
static rp_tensor *operand(rp_dtype d, double seed, const int64_t *shape, int ndim)
{
    rp_tensor *t = gpu_test_tensor(
        d == RP_BOOL || d == RP_U8 || d == RP_I8 || d == RP_I16 ? RP_I64 : d, seed, shape, ndim);
    if (rp_tensor_dtype(t) == RP_I64) ck_ok(rp_abs(&t, t));
    ck_ok(rp_to_dtype(&t, t, d, 0, 0, NULL));
    return t;
}
#define OPERAND(d_, seed_, ...)                                                                    \
    operand(d_, seed_, (const int64_t[]){__VA_ARGS__},                                             \
            (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)))

/* The last dimension from its second element on. */
static rp_tensor *shifted(rp_tensor *t)
{
    const int64_t first = 1;
    ck_ok(rp_slice(&t, t, rp_tensor_ndim(t) - 1, &first, NULL, 1));
    return t;
}

START_TEST(pointwise__any_two_dtypes_through_a_broadcast_and_a_slice)
{
    static const char *const names[] = {"aten::add.Tensor", "aten::mul.Tensor", "aten::div.Tensor",
                                        "aten::maximum", "aten::le.Tensor"};
    gpu_device();
    for (int a = 0; a < TYPES; a++)
        for (int b = 0; b < TYPES; b++) {
            RP_LOCAL rp_tensor *x = shifted(OPERAND(types[a], 1, 9, 38)),
                               *y = OPERAND(types[b], 2, 37);
            const double most =
                fmax(fmax(tolerance[a], tolerance[b]), a >= FLOATS || b >= FLOATS ? 1e-6 : 0);
            for (int k = 0; k < 5; k++) GPU_TEST_CALL(most, names[k], GPU_SAME(x), GPU_SAME(y));
        }
}
END_TEST

/* Views that begin at element 0, 1, 2, 3 of blocks that were allocated for more. */
START_TEST(pointwise__any_address_and_any_size_and_nothing_beside_is_written)
{
    static const int64_t sizes[] = {0, 1, 3, 4, 5, 255, 256, 1027, 20000};
    const rp_dtype some[] = {RP_F32, RP_BF16, RP_F64, RP_U8};
    gpu_device();
    for (int d = 0; d < 4; d++)
        for (int i = 0; i < 9; i++) {
            const int64_t first = i % 4, end = first + sizes[i];
            RP_LOCAL rp_tensor *base = OPERAND(some[d], 1, end + 3),
                               *other = OPERAND(some[d], 2, end), *there = gpu_test_there(base),
                               *other_there = gpu_test_there(other);
            RP_LOCAL rp_tensor *x = NULL, *x_there = NULL, *y = NULL, *y_there = NULL;
            ck_ok(rp_slice(&x, base, 0, &first, &end, 1));
            ck_ok(rp_slice(&x_there, there, 0, &first, &end, 1));
            ck_ok(rp_slice(&y, other, 0, &first, NULL, 1));
            ck_ok(rp_slice(&y_there, other_there, 0, &first, NULL, 1));
            ck_ok(rp_mul_(NULL, x, y));
            ck_ok(rp_mul_(NULL, x_there, y_there));
            gpu_test_near(there, base, tolerance[2]);
            GPU_TEST_CALL(tolerance[2], "aten::add.Tensor", GPU_SAME(x), GPU_SAME(y));
            GPU_TEST_CALL(tolerance[2], "aten::exp", GPU_SAME(y));
        }
}
END_TEST

START_TEST(pointwise__five_dimensions_in_any_order_with_gaps_and_extents_of_1)
{
    gpu_device();
    for (int d = 0; d < FLOATS; d++) {
        RP_LOCAL rp_tensor *x = shifted(GPU_TEST_TENSOR(types[d], 1, 3, 1, 5, 7, 10)),
                           *y = GPU_TEST_TENSOR(types[d], 2, 9, 4, 1, 1, 3), *mask = NULL;
        ck_ok(rp_permute(&y, y, (const int64_t[]){4, 1, 2, 3, 0}, 5));
        ck_ok(rp_gt_scalar(&mask, y, rp_value_float(0)));
        GPU_TEST_CALL(tolerance[d], "aten::sub.Tensor", GPU_SAME(x), GPU_SAME(y), GPU_FLOAT(0.5));
        GPU_TEST_CALL(tolerance[d], "aten::where.self", GPU_SAME(mask), GPU_SAME(x), GPU_SAME(y));
        GPU_TEST_CALL(4 * tolerance[d], "aten::addcmul", GPU_SAME(x), GPU_SAME(y), GPU_SAME(x));
        GPU_TEST_CALL(4 * tolerance[d], "aten::lerp.Tensor", GPU_SAME(x), GPU_SAME(y), GPU_SAME(x));
    }
}
END_TEST

START_TEST(pointwise__functions_of_one_tensor_over_several_blocks)
{
    static const char *const names[] = {
        "aten::exp",  "aten::log1p", "aten::sqrt",       "aten::tanh",  "aten::sigmoid",
        "aten::erf",  "aten::sin",   "aten::reciprocal", "aten::relu",  "aten::silu",
        "aten::gelu", "aten::abs",   "aten::neg",        "aten::floor", "aten::isnan"};
    gpu_device();
    for (int d = 0; d < FLOATS; d++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(types[d], 1, 31, 70), *y = NULL;
            ck_ok(rp_mul(&x, x, x));
            ck_ok(rp_add_scalar(&x, x, rp_value_float(0.25), rp_value_int(1)));
            ck_ok(rp_transpose_int(&y, x, 0, 1));
            y = shifted(y);
            GPU_TEST_CALL(4 * tolerance[d], names[k], GPU_SAME(x));
            GPU_TEST_CALL(4 * tolerance[d], names[k], GPU_SAME(y));
        }
}
END_TEST

START_TEST(pointwise__a_number_of_the_cpu_is_an_operand_of_the_device)
{
    const rp_device d = gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 300, 5), *there = gpu_test_there(x),
                       *number = NULL, *want = NULL, *got = NULL;
    ck_ok(rp_full(&number, NULL, 0, rp_value_float(2.5)));
    ck_ok(rp_mul(&want, x, number));
    ck_ok(rp_mul(&got, number, there));
    ck_assert_int_eq(rp_tensor_device(got).type, d.type);
    gpu_test_near(got, want, 0);
    ck_fails(rp_mul(&got, there, x), RP_E_DEVICE, "cpu");
}
END_TEST

START_TEST(pointwise__converting_between_all_dtypes_through_a_transpose)
{
    gpu_device();
    for (int a = 0; a < TYPES; a++)
        for (int b = 0; b < TYPES; b++) {
            const int64_t order[] = {1, 0};
            RP_LOCAL rp_tensor *x = OPERAND(types[a], 1, 23, 41), *there = NULL, *want = NULL,
                               *got = NULL;
            /* below 0: no conversion is right */
            if (types[b] == RP_U8 && a < FLOATS) ck_ok(rp_abs(&x, x));
            there = gpu_test_there(x);
            ck_ok(rp_permute(&x, x, order, 2));
            ck_ok(rp_permute(&there, there, order, 2));
            ck_ok(rp_to_dtype(&want, x, types[b], 0, 1, NULL));
            ck_ok(rp_to_dtype(&got, there, types[b], 0, 1, NULL));
            gpu_test_near(got, want, 0);
        }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_pointwise", pointwise__any_two_dtypes_through_a_broadcast_and_a_slice,
                    pointwise__any_address_and_any_size_and_nothing_beside_is_written,
                    pointwise__five_dimensions_in_any_order_with_gaps_and_extents_of_1,
                    pointwise__functions_of_one_tensor_over_several_blocks,
                    pointwise__a_number_of_the_cpu_is_an_operand_of_the_device,
                    pointwise__converting_between_all_dtypes_through_a_transpose, NULL);
}
