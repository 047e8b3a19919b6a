/* tests/core/test_dtype.c - sizes, names, promotion, half precision */
#include "core/dtype.h"
#include "support/support.h"
#include <math.h>
#include <string.h>

static const rp_dtype all[] = {RP_U8,  RP_I8,  RP_I16, RP_I32,  RP_I64,
                               RP_F16, RP_F32, RP_F64, RP_BOOL, RP_BF16};
enum { N = sizeof all / sizeof *all };

START_TEST(dtype__names_codes_and_sizes)
{
    const size_t size[] = {1, 1, 2, 4, 8, 2, 4, 8, 1, 2};
    for (int i = 0; i < N; i++) {
        ck_assert_uint_eq(rp_dtype_size(all[i]), size[i]);
        ck_assert_uint_eq(rp_dtype_find(rp_dtype_name(all[i])), all[i]);
        ck_assert_uint_eq(rp_dtype_find(rp_dtype_code(all[i])), all[i]);
    }
    ck_assert_str_eq(rp_dtype_code(RP_BOOL), "b8");
    ck_assert_str_eq(rp_dtype_name(RP_BF16), "bfloat16");
    ck_assert_uint_eq(rp_dtype_find("half"), RP_F16);
    ck_assert_uint_eq(rp_dtype_find("complex64"), RP_DTYPE_NONE);
    ck_assert_uint_eq(rp_dtype_find(NULL), RP_DTYPE_NONE);
    ck_assert_uint_eq(rp_dtype_size(RP_DTYPE_NONE), 0);
    ck_assert_uint_eq(rp_dtype_size(RP_DTYPE(5u, 64u)), 0);
    ck_assert_str_eq(rp_dtype_name(12345), "unknown");
}
END_TEST

/* Rows and columns: u1 i1 i2 i4 i8 f2 f4 f8 b1 bf, as c10/core/ScalarType.cpp has them. */
START_TEST(dtype__promotion_is_pytorch_s_table)
{
    enum { u1, i1, i2, i4, i8, f2, f4, f8, b1, bf };
    static const uint8_t table[N][N] = {
        {u1, i2, i2, i4, i8, f2, f4, f8, u1, bf}, {i2, i1, i2, i4, i8, f2, f4, f8, i1, bf},
        {i2, i2, i2, i4, i8, f2, f4, f8, i2, bf}, {i4, i4, i4, i4, i8, f2, f4, f8, i4, bf},
        {i8, i8, i8, i8, i8, f2, f4, f8, i8, bf}, {f2, f2, f2, f2, f2, f2, f4, f8, f2, f4},
        {f4, f4, f4, f4, f4, f4, f4, f8, f4, f4}, {f8, f8, f8, f8, f8, f8, f8, f8, f8, f8},
        {u1, i1, i2, i4, i8, f2, f4, f8, b1, bf}, {bf, bf, bf, bf, bf, f4, f4, f8, bf, bf},
    };
    for (int a = 0; a < N; a++)
        for (int b = 0; b < N; b++)
            ck_assert_msg(rp_dtype_promote(all[a], all[b]) == all[table[a][b]],
                          "%s with %s gives %s", rp_dtype_name(all[a]), rp_dtype_name(all[b]),
                          rp_dtype_name(rp_dtype_promote(all[a], all[b])));
    ck_assert_uint_eq(rp_dtype_promote(RP_DTYPE_NONE, RP_I8), RP_I8);
    ck_assert_uint_eq(rp_dtype_promote(RP_I8, RP_DTYPE_NONE), RP_I8);
}
END_TEST

START_TEST(dtype__casts_never_lose_the_category)
{
    ck_assert(rp_dtype_can_cast(RP_F64, RP_F16) && rp_dtype_can_cast(RP_I64, RP_U8) &&
              rp_dtype_can_cast(RP_I64, RP_F16));
    ck_assert(rp_dtype_can_cast(RP_BOOL, RP_I8) && rp_dtype_can_cast(RP_BOOL, RP_F32) &&
              rp_dtype_can_cast(RP_BOOL, RP_BOOL));
    ck_assert(!rp_dtype_can_cast(RP_F16, RP_I64) && !rp_dtype_can_cast(RP_F32, RP_BOOL) &&
              !rp_dtype_can_cast(RP_U8, RP_BOOL));
    ck_assert(rp_dtype_is_floating(RP_BF16) && !rp_dtype_is_floating(RP_BOOL));
    ck_assert(rp_dtype_is_integral(RP_U8) && !rp_dtype_is_integral(RP_BOOL) &&
              !rp_dtype_is_integral(RP_F16));
    ck_assert_double_eq(rp_dtype_eps(RP_F32), 0x1p-23);
    ck_assert_double_eq(rp_dtype_eps(RP_BF16), 0x1p-7);
}
END_TEST

static void check_round_trip(uint16_t (*from)(float), float (*to)(uint16_t), uint16_t infinity)
{
    for (uint32_t h = 0; h < 65536; h++) {
        const float f = to((uint16_t)h);
        if ((h & 0x7fffu) > infinity) ck_assert(isnan(f) && isnan(to(from(f))));
        else ck_assert_uint_eq(from(f), h);
    }
}

START_TEST(dtype__every_half_survives_the_round_trip)
{
    check_round_trip(rp_f16_from_f32, rp_f16_to_f32, 0x7c00);
    check_round_trip(rp_bf16_from_f32, rp_bf16_to_f32, 0x7f80);
}
END_TEST

/* Between two neighbours h and h + 1: the midpoint goes to the even one, anything else to the
 * nearer one. */
static void check_rounding(uint16_t (*from)(float), float (*to)(uint16_t), uint16_t largest)
{
    for (uint32_t h = 0; h < largest; h++) {
        const float low = to((uint16_t)h), high = to((uint16_t)(h + 1));
        const float middle = (float)(((double)low + (double)high) / 2); /* exact: one more bit */
        ck_assert_uint_eq(from(middle), h & 1 ? h + 1 : h);
        ck_assert_uint_eq(from(nextafterf(middle, low)), h);
        ck_assert_uint_eq(from(nextafterf(middle, high)), h + 1);
        ck_assert_uint_eq(from(-middle), 0x8000u | (h & 1 ? h + 1 : h));
    }
}

START_TEST(dtype__halves_round_to_nearest_even)
{
    check_rounding(rp_f16_from_f32, rp_f16_to_f32, 0x7bff);
    check_rounding(rp_bf16_from_f32, rp_bf16_to_f32, 0x7f7f);
}
END_TEST

START_TEST(dtype__halves_overflow_to_infinity_and_keep_nan)
{
    ck_assert_uint_eq(rp_f16_from_f32(65504.0f), 0x7bff);
    ck_assert_uint_eq(rp_f16_from_f32(65519.996f), 0x7bff);
    ck_assert_uint_eq(rp_f16_from_f32(65520.0f), 0x7c00);
    ck_assert_uint_eq(rp_f16_from_f32(-1e30f), 0xfc00);
    ck_assert_uint_eq(rp_f16_from_f32(0x1p-25f), 0);
    ck_assert_uint_eq(rp_f16_from_f32(-0.0f), 0x8000);
    ck_assert_uint_eq(rp_bf16_from_f32(3.4e38f), 0x7f80);
    ck_assert_uint_eq(rp_bf16_from_f32(-INFINITY), 0xff80);
    ck_assert(isnan(rp_f16_to_f32(rp_f16_from_f32(NAN))) &&
              isnan(rp_bf16_to_f32(rp_bf16_from_f32(NAN))));
    float
        payload_below; /* its payload lies in the bits that are cut off: must not become infinity */
    memcpy(&payload_below, &(uint32_t){0x7f800001u}, sizeof payload_below);
    ck_assert(isnan(rp_bf16_to_f32(rp_bf16_from_f32(payload_below))) &&
              isnan(rp_f16_to_f32(rp_f16_from_f32(payload_below))));
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("dtype", dtype__names_codes_and_sizes, dtype__promotion_is_pytorch_s_table,
                    dtype__casts_never_lose_the_category, dtype__every_half_survives_the_round_trip,
                    dtype__halves_round_to_nearest_even,
                    dtype__halves_overflow_to_infinity_and_keep_nan, NULL);
}
