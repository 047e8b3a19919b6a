/* plugins/cpu/simd_math.h - exp and tanh of floats that compilers can vectorise; for the fast rows
 *
 * libm's functions are calls, and libmvec is only used under -ffast-math. These are straight-line
 * code after Cephes (Moshier, expf.c and tanhf.c), checked against double libm over all floats in
 * steps: cpu_expf within 2 ulp (subnormal results included), cpu_tanhf within 3 ulp. Special values
 * as in libm. Vector body and scalar tail of a loop give the same bits: fused multiply-add is
 * written out, never left to contraction.
 */
#ifndef RP_CPU_SIMD_MATH_H
#define RP_CPU_SIMD_MATH_H
#include "cpu.h"

static inline float cpu_fma(float a, float b, float c)
{
#ifdef __FMA__
    return __builtin_fmaf(a, b, c);
#else
    return a * b + c;
#endif
}
/* 2^n for -126 <= n <= 127 */
static inline float cpu_exp2i(int32_t n)
{
    return rp_bits_float((uint32_t)(n + 127) << 23);
}
/* e^x = 2^n e^r, |r| <= ln(2)/2. n is read off the bits of x log2(e) + 1.5 2^23; 2^n is applied in
   two steps, so that subnormal results round once more but never flush. */
static inline float cpu_expf(float x)
{
    const float shift = 0x1.8p23f;
    x = x > 89.0f ? 89.0f : x;
    x = x < -104.0f ? -104.0f : x;
    const float t = cpu_fma(x, 1.44269504088896341f, shift), nf = t - shift;
    const int32_t n = (int32_t)(rp_float_bits(t) - rp_float_bits(shift));
    const float r = cpu_fma(nf, 2.12194440e-4f, cpu_fma(nf, -0.693359375f, x));
    float p = cpu_fma(1.9875691500e-4f, r, 1.3981999507e-3f);
    p = cpu_fma(p, r, 8.3334519073e-3f);
    p = cpu_fma(p, r, 4.1665795894e-2f);
    p = cpu_fma(p, r, 1.6666665459e-1f);
    p = cpu_fma(p, r, 5.0000001201e-1f);
    p = cpu_fma(p, r * r, r) + 1.0f;
    const int32_t half = n >> 1;
    return p * cpu_exp2i(half) * cpu_exp2i(n - half);
}
/* Odd polynomial below 0.625, 1 - 2 / (e^2|x| + 1) above; both are computed, the select is a blend.
 */
static inline float cpu_tanhf(float x)
{
    const float a = __builtin_fabsf(x), z = x * x;
    float p = cpu_fma(-5.70498872745e-3f, z, 2.06390887954e-2f);
    p = cpu_fma(p, z, -5.37397155531e-2f);
    p = cpu_fma(p, z, 1.33314422036e-1f);
    p = cpu_fma(p, z, -3.33332819422e-1f);
    const float small = cpu_fma(p * z, x, x);
    const float large = 1.0f - 2.0f / (cpu_expf(2.0f * (a > 44.0f ? 44.0f : a)) + 1.0f);
    return __builtin_copysignf(a < 0.625f ? small : large, x);
}
/* Sum and maximum of a row in a fixed order (16 lanes, then pairwise): the same bits for every
 * number of threads. */
static inline float cpu_sum(const float *x, int64_t n)
{
    float lane[16] = {0}, rest = 0;
    int64_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int l = 0; l < 16; l++) lane[l] += x[i + l];
    for (; i < n; i++) rest += x[i];
    for (int w = 8; w > 0; w /= 2)
        for (int l = 0; l < w; l++) lane[l] += lane[l + w];
    return lane[0] + rest;
}
static inline float cpu_dot_row(const float *x, const float *y, int64_t n)
{
    float lane[32] = {0}, rest = 0;
    int64_t i = 0;
    for (; i + 32 <= n; i += 32)
        for (int l = 0; l < 32; l++) lane[l] = cpu_fma(x[i + l], y[i + l], lane[l]);
    for (; i < n; i++) rest = cpu_fma(x[i], y[i], rest);
    for (int w = 16; w > 0; w /= 2)
        for (int l = 0; l < w; l++) lane[l] += lane[l + w];
    return lane[0] + rest;
}
/* Largest and smallest of a row. NaN if there is one: a NaN loses every comparison, so it is looked
   for by itself. */
static inline float cpu_max(const float *x, int64_t n)
{
    float most = -__builtin_inff();
    int32_t nan = 0;
#pragma omp simd reduction(max : most) reduction(| : nan)
    for (int64_t i = 0; i < n; i++) {
        most = x[i] > most ? x[i] : most;
        nan |= x[i] != x[i];
    }
    return nan ? __builtin_nanf("") : most;
}
static inline float cpu_min(const float *x, int64_t n)
{
    float least = __builtin_inff();
    int32_t nan = 0;
#pragma omp simd reduction(min : least) reduction(| : nan)
    for (int64_t i = 0; i < n; i++) {
        least = x[i] < least ? x[i] : least;
        nan |= x[i] != x[i];
    }
    return nan ? __builtin_nanf("") : least;
}
#endif
