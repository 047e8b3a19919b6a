/* plugins/common/half.h - float16 and bfloat16 as bit patterns, for code that runs on any device
 *
 * C and C++. RP_ELEMENT is what stands before a function: static inline, __host__ __device__ ...
 * The library converts to the same bits (core/dtype.c): a second source, because plugins see
 * reprise/plugin.h alone, and the library sees no plugin; a test holds them together.
 */
#ifndef RP_COMMON_HALF_H
#define RP_COMMON_HALF_H
#include <stdint.h>
#include <string.h>
#ifndef RP_ELEMENT
#define RP_ELEMENT static inline
#endif

/* f16 and bf16 are bit patterns in memory; both compute in float. Distinct types, so that a macro
 * can tell them apart. */
typedef struct rp_f16 {
    uint16_t bits;
} rp_f16;
typedef struct rp_bf16 {
    uint16_t bits;
} rp_bf16;
RP_ELEMENT float rp_bits_float(uint32_t u)
{
    float f;
    memcpy(&f, &u, sizeof f);
    return f;
}
RP_ELEMENT uint32_t rp_float_bits(float f)
{
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}
RP_ELEMENT float rp_from_bf16(rp_bf16 h)
{
    return rp_bits_float((uint32_t)h.bits << 16);
}
/* Round to nearest even; NaN stays a quiet NaN. */
RP_ELEMENT rp_bf16 rp_to_bf16(float f)
{
    const uint32_t u = rp_float_bits(f);
    const uint32_t rounded = (u + 0x7fffu + (u >> 16 & 1u)) >> 16;
    const uint32_t nan = u >> 16 | 0x40u;
    rp_bf16 h;
    h.bits = (uint16_t)((u & 0x7fffffffu) > 0x7f800000u ? nan : rounded);
    return h;
}
/* Branch-free, so that loops vectorise: the exponent is rebased by a multiplication, which also
 * handles subnormals. */
RP_ELEMENT float rp_from_f16(rp_f16 h)
{
    const uint32_t sign = (uint32_t)(h.bits & 0x8000u) << 16, rest = (uint32_t)(h.bits & 0x7fffu);
    const uint32_t scaled = rp_float_bits(rp_bits_float(rest << 13) * 0x1p112f);
    const uint32_t special = rest >= 0x7c00u ? 0x7f800000u | rest << 13 : scaled;
    return rp_bits_float(special | sign);
}
RP_ELEMENT rp_f16 rp_to_f16(float f)
{
    const uint32_t u = rp_float_bits(f), sign = u >> 16 & 0x8000u, a = u & 0x7fffffffu;
    /* subnormal results: adding 0.5 puts the last bit kept at the last bit of the float */
    const uint32_t small = rp_float_bits(rp_bits_float(a) + 0.5f) - 0x3f000000u;
    const uint32_t normal = (a + 0xc8000fffu + (a >> 13 & 1u)) >> 13;
    const uint32_t nan = 0x7e00u | (a >> 13 & 0x1ffu);
    uint32_t r = a < 0x38800000u ? small : normal;
    r = a >= 0x47800000u ? 0x7c00u : r;
    r = a > 0x7f800000u ? nan : r;
    rp_f16 h;
    h.bits = (uint16_t)(r | sign);
    return h;
}
#endif
