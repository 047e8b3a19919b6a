/* tests/plugins/cpu/test_simd_math.c - the vector exp and tanh against libm, f16 and bf16 against
 * their definition */
#pragma GCC diagnostic ignored                                                                     \
    "-Wunknown-pragmas" /* `omp simd`: a test is compiled without OpenMP */
#include "plugins/cpu/simd_math.h"
#include <check.h>
#include <math.h>

Suite *rp_test_suite(void);
Suite *rp_suite(const char *name, const TTest *first, ...);
const rp_host *kernel_host; /* the header names it; nothing here calls it */

static double ulps(float got, double want)
{
    const float near = (float)want;
    if (isnan(want)) return isnan(got) ? 0 : INFINITY;
    if (got == near) return 0;
    if (isinf(near) || isinf(got)) return INFINITY;
    const float a = fabsf(near);
    const double unit = a < 0x1p-126f ? 0x1p-149 : (double)(nextafterf(a, INFINITY) - a);
    return fabs((double)got - want) / unit;
}

/* Every 4099th float, all signs, sizes, infinities and NaNs; in a loop as kernels have it. */
static double worst(float (*f)(float), double (*want)(double))
{
    double most = 0;
    for (uint64_t bits = 0; bits <= UINT32_MAX; bits += 4099) {
        const float x = rp_bits_float((uint32_t)bits);
        const double e = ulps(f(x), want((double)x));
        most = e > most ? e : most;
    }
    return most;
}

START_TEST(simd_math__exp_is_within_two_ulp)
{
    ck_assert_double_le(worst(cpu_expf, exp), 2.0);
    ck_assert_float_eq(cpu_expf(0.0f), 1.0f);
    ck_assert_float_eq(cpu_expf(-INFINITY), 0.0f);
    ck_assert(isinf(cpu_expf(89.0f)));
}
END_TEST

START_TEST(simd_math__tanh_is_within_three_ulp)
{
    ck_assert_double_le(worst(cpu_tanhf, tanh), 3.0);
    ck_assert(signbit(cpu_tanhf(-0.0f)));
    ck_assert_float_eq(cpu_tanhf(INFINITY), 1.0f);
}
END_TEST

START_TEST(simd_math__sums_and_maxima_of_odd_lengths)
{
    float x[100];
    for (int i = 0; i < 100; i++) x[i] = (float)(i % 17) - 8;
    for (int64_t n = 0; n <= 100; n++) {
        float sum = 0, dot = 0, most = -INFINITY;
        for (int64_t i = 0; i < n; i++) {
            sum += x[i];
            dot += x[i] * x[i];
            most = x[i] > most ? x[i] : most;
        }
        ck_assert_float_eq(cpu_sum(x, n), sum); /* small integers: every order is exact */
        ck_assert_float_eq(cpu_dot_row(x, x, n), dot);
        ck_assert_float_eq(cpu_max(x, n), most);
    }
    x[41] = NAN;
    ck_assert(isnan(cpu_max(x, 100)));
}
END_TEST

START_TEST(simd_math__every_f16_survives_the_way_to_float_and_back)
{
    for (uint32_t h = 0; h <= 0xffff; h++) {
        const rp_f16 x = {(uint16_t)h};
        const int e = (int)(h >> 10 & 31), m = (int)(h & 1023);
        const float f = rp_from_f16(x);
        if (e == 31 && m) {
            ck_assert(isnan(f));
            ck_assert(isnan(rp_from_f16(rp_to_f16(f))));
            continue;
        }
        const double want = e == 31 ? INFINITY : e ? ldexp(1024 + m, e - 25) : ldexp(m, -24);
        ck_assert_double_eq((double)f, h & 0x8000 ? -want : want);
        ck_assert_uint_eq(rp_to_f16(f).bits, h);
    }
}
END_TEST

START_TEST(simd_math__narrowing_rounds_to_nearest_even)
{
    ck_assert_uint_eq(rp_to_f16(1.0f + 0x1p-11f).bits, 0x3c00);
    ck_assert_uint_eq(rp_to_f16(1.0f + 0x3p-11f).bits, 0x3c02);
    ck_assert_uint_eq(rp_to_f16(65519.0f).bits, 0x7bff);
    ck_assert_uint_eq(rp_to_f16(65520.0f).bits, 0x7c00);
    ck_assert_uint_eq(rp_to_f16(0x1p-25f).bits, 0);
    ck_assert_uint_eq(rp_to_f16(0x1.8p-24f).bits, 2);
    ck_assert_uint_eq(rp_to_bf16(1.0f + 0x1p-8f).bits, 0x3f80);
    ck_assert_uint_eq(rp_to_bf16(1.0f + 0x3p-8f).bits, 0x3f82);
    ck_assert_uint_eq(rp_to_bf16(-INFINITY).bits, 0xff80);
    ck_assert_uint_eq(rp_to_bf16(rp_bits_float(0x7f800001u)).bits, 0x7fc0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("simd_math", simd_math__exp_is_within_two_ulp,
                    simd_math__tanh_is_within_three_ulp, simd_math__sums_and_maxima_of_odd_lengths,
                    simd_math__every_f16_survives_the_way_to_float_and_back,
                    simd_math__narrowing_rounds_to_nearest_even, NULL);
}
