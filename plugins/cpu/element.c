/* plugins/cpu/element.c - single elements and rows by dtype: the slow, always right way */
#include "cpu.h"
#include "plugins/common/argument.h"
#ifdef __AVX2__ /* implies F16C: no machine has one without the other */
#include <immintrin.h>
#endif

double cpu_load(const void *p, rp_dtype d)
{
    switch (d) {
    case RP_F64: return *(const double *)p;
    case RP_F32: return *(const float *)p;
    case RP_F16: return rp_from_f16(*(const rp_f16 *)p);
    case RP_BF16: return rp_from_bf16(*(const rp_bf16 *)p);
    default: return (double)cpu_load_int(p, d);
    }
}

void cpu_store(void *p, rp_dtype d, double value)
{
    switch (d) {
    case RP_F64: *(double *)p = value; break;
    case RP_F32: *(float *)p = (float)value; break;
    case RP_F16: *(rp_f16 *)p = rp_to_f16((float)value); break;
    case RP_BF16: *(rp_bf16 *)p = rp_to_bf16((float)value); break;
    case RP_BOOL: *(uint8_t *)p = value != 0; break;
    default: cpu_store_int(p, d, (int64_t)value); break;
    }
}

int64_t cpu_load_int(const void *p, rp_dtype d)
{
    switch (d) {
    case RP_I64: return *(const int64_t *)p;
    case RP_I32: return *(const int32_t *)p;
    case RP_I16: return *(const int16_t *)p;
    case RP_I8: return *(const int8_t *)p;
    case RP_U8:
    case RP_BOOL: return *(const uint8_t *)p;
    default: return (int64_t)cpu_load(p, d);
    }
}

void cpu_store_int(void *p, rp_dtype d, int64_t value)
{
    switch (d) {
    case RP_I64: *(int64_t *)p = value; break;
    case RP_I32: *(int32_t *)p = (int32_t)value; break;
    case RP_I16: *(int16_t *)p = (int16_t)value; break;
    case RP_I8: *(int8_t *)p = (int8_t)value; break;
    case RP_U8: *(uint8_t *)p = (uint8_t)value; break;
    case RP_BOOL: *(uint8_t *)p = value != 0; break;
    default: cpu_store(p, d, (double)value); break;
    }
}

bool cpu_value_fits(rp_dtype d, const rp_geometry *value)
{
    return kernel_number_fits(d, cpu_load(value->data, value->dtype),
                              !kernel_is_floating(value->dtype));
}

static void widen_f16(float *dst, const rp_f16 *src, int64_t n)
{
    int64_t i = 0;
#ifdef __AVX2__
    for (; i + 8 <= n; i += 8)
        _mm256_storeu_ps(dst + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(src + i))));
#endif
    for (; i < n; i++) dst[i] = rp_from_f16(src[i]);
}

static void narrow_f16(rp_f16 *dst, const float *src, int64_t n)
{
    int64_t i = 0;
#ifdef __AVX2__
    for (; i + 8 <= n; i += 8)
        _mm_storeu_si128((__m128i *)(dst + i),
                         _mm256_cvtps_ph(_mm256_loadu_ps(src + i), _MM_FROUND_TO_NEAREST_INT));
#endif
    for (; i < n; i++) dst[i] = rp_to_f16(src[i]);
}

#ifdef __AVX2__
/* rp_to_bf16 of eight floats, in the low half of each 32-bit lane */
static inline __m256i round_bf16(__m256 x)
{
    const __m256i u = _mm256_castps_si256(x),
                  odd = _mm256_and_si256(_mm256_srli_epi32(u, 16), _mm256_set1_epi32(1));
    const __m256i up = _mm256_add_epi32(_mm256_add_epi32(u, _mm256_set1_epi32(0x7fff)), odd);
    const __m256i quiet = _mm256_or_si256(u, _mm256_set1_epi32(0x400000));
    const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q));
    return _mm256_srli_epi32(_mm256_blendv_epi8(up, quiet, nan), 16);
}
#endif

static void narrow_bf16(rp_bf16 *dst, const float *src, int64_t n)
{
    int64_t i = 0;
#ifdef __AVX2__
    for (; i + 16 <= n; i += 16) {
        const __m256i low = round_bf16(_mm256_loadu_ps(src + i)),
                      high = round_bf16(_mm256_loadu_ps(src + i + 8));
        const __m256i both = _mm256_permute4x64_epi64(_mm256_packus_epi32(low, high), 0xd8);
        _mm256_storeu_si256((__m256i *)(void *)(dst + i), both);
    }
#endif
    for (; i < n; i++) dst[i] = rp_to_bf16(src[i]);
}

void cpu_widen(float *dst, const void *src, rp_dtype d, int64_t n)
{
    if (n <= 0) return;
    if (d == RP_F32) {
        memcpy(dst, src, (size_t)n * sizeof *dst);
    } else if (d == RP_F16) {
        widen_f16(dst, src, n);
    } else {
        const rp_bf16 *s = src;
        for (int64_t i = 0; i < n; i++) dst[i] = rp_from_bf16(s[i]);
    }
}

void cpu_narrow(void *dst, rp_dtype d, const float *src, int64_t n)
{
    if (n <= 0) return;
    if (d == RP_F32) {
        memcpy(dst, src, (size_t)n * sizeof *src);
    } else if (d == RP_F16) {
        narrow_f16(dst, src, n);
    } else {
        narrow_bf16(dst, src, n);
    }
}
