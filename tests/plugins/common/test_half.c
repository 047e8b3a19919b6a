/* tests/plugins/common/test_half.c - half precision in plugins/common/half.h and in core/dtype.c:
   two sources of the same bits */
#include "core/dtype.h"
#include "plugins/common/half.h"
#include "support/support.h"

static uint32_t bits_of(float f)
{
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}

START_TEST(half__every_pattern_is_the_same_float)
{
    for (uint32_t h = 0; h <= UINT16_MAX; h++) {
        ck_assert_uint_eq(bits_of(rp_from_f16((rp_f16){(uint16_t)h})),
                          bits_of(rp_f16_to_f32((uint16_t)h)));
        ck_assert_uint_eq(bits_of(rp_from_bf16((rp_bf16){(uint16_t)h})),
                          bits_of(rp_bf16_to_f32((uint16_t)h)));
    }
}
END_TEST

static void check_rounding(uint32_t u)
{
    float f;
    memcpy(&f, &u, sizeof f);
    const unsigned f16 = rp_to_f16(f).bits, bf16 = rp_to_bf16(f).bits, own_f16 = rp_f16_from_f32(f),
                   own_bf16 = rp_bf16_from_f32(f);
    if (f16 != own_f16) ck_abort_msg("%08x is float16 %04x, in the library %04x", u, f16, own_f16);
    if (bf16 != own_bf16)
        ck_abort_msg("%08x is bfloat16 %04x, in the library %04x", u, bf16, own_bf16);
}

/* Next to every number of both types, next to the middle between it and the following one, and
   between: NaNs, infinities and subnormals, too. */
START_TEST(half__floats_round_alike)
{
    static const uint32_t low[] = {0, 1, 0x0fff, 0x1000, 0x1001, 0x1fff};
    for (uint32_t high = 0; high < 1u << 19; high++)
        for (size_t k = 0; k < sizeof low / sizeof *low; k++) check_rounding(high << 13 | low[k]);
    for (uint32_t high = 0; high <= UINT16_MAX; high++) {
        check_rounding(high << 16 | 0x7fff);
        check_rounding(high << 16 | 0x8000);
        check_rounding(high << 16 | 0x8001);
        check_rounding(high << 16 | (high * 40503u & 0xffffu));
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("half", half__every_pattern_is_the_same_float, half__floats_round_alike, NULL);
}
