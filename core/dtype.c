/* core/dtype.c - the table of element types */
#include "core/dtype.h"
#include <string.h>

enum { KIND_BOOL, KIND_UNSIGNED, KIND_SIGNED, KIND_FLOAT };
static const struct dtype_row {
    rp_dtype dtype;
    uint8_t bytes, kind;
    const char *name, *code, *alias;
    double eps; /* distance from 1 to the next number */
} table[] = {
    {RP_F64, 8, KIND_FLOAT, "float64", "f64", "double", 0x1p-52},
    {RP_F32, 4, KIND_FLOAT, "float32", "f32", "float", 0x1p-23},
    {RP_F16, 2, KIND_FLOAT, "float16", "f16", "half", 0x1p-10},
    {RP_BF16, 2, KIND_FLOAT, "bfloat16", "bf16", NULL, 0x1p-7},
    {RP_I64, 8, KIND_SIGNED, "int64", "i64", "long", 0},
    {RP_I32, 4, KIND_SIGNED, "int32", "i32", "int", 0},
    {RP_I16, 2, KIND_SIGNED, "int16", "i16", "short", 0},
    {RP_I8, 1, KIND_SIGNED, "int8", "i8", NULL, 0},
    {RP_U8, 1, KIND_UNSIGNED, "uint8", "u8", "byte", 0},
    {RP_BOOL, 1, KIND_BOOL, "bool", "b8", NULL, 0},
};

static const struct dtype_row *row(rp_dtype d)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].dtype == d) return &table[i];
    return NULL;
}

size_t rp_dtype_size(rp_dtype d)
{
    switch (d) { /* on the way of every tensor: a jump, not a search */
    case RP_F64:
    case RP_I64: return 8;
    case RP_F32:
    case RP_I32: return 4;
    case RP_F16:
    case RP_BF16:
    case RP_I16: return 2;
    case RP_I8:
    case RP_U8:
    case RP_BOOL: return 1;
    default: return 0;
    }
}

const char *rp_dtype_name(rp_dtype d)
{
    const struct dtype_row *r = row(d);
    return r ? r->name : "unknown";
}

const char *rp_dtype_code(rp_dtype d)
{
    const struct dtype_row *r = row(d);
    return r ? r->code : "unknown";
}

rp_dtype rp_dtype_find(const char *name)
{
    for (size_t i = 0; name && i < sizeof table / sizeof *table; i++) {
        const struct dtype_row *r = &table[i];
        if (!strcmp(r->name, name) || !strcmp(r->code, name) ||
            (r->alias && !strcmp(r->alias, name)))
            return r->dtype;
    }
    return RP_DTYPE_NONE;
}

int rp_dtype_is_floating(rp_dtype d)
{
    return d == RP_F32 || d == RP_F64 || d == RP_F16 || d == RP_BF16;
}

int rp_dtype_is_integral(rp_dtype d)
{
    return d == RP_I64 || d == RP_I32 || d == RP_I16 || d == RP_I8 || d == RP_U8;
}

static rp_dtype promote_integers(const struct dtype_row *x, const struct dtype_row *y)
{
    if (x->kind == y->kind) return x->bytes >= y->bytes ? x->dtype : y->dtype;
    const struct dtype_row *s = x->kind == KIND_SIGNED ? x : y; /* the other one is u8 */
    return s->bytes > 1 ? s->dtype : RP_I16;
}

rp_dtype rp_dtype_promote(rp_dtype a, rp_dtype b)
{
    const struct dtype_row *x = row(a), *y = row(b);
    if (a == b || !y) return a;
    if (!x) return b;
    if (x->kind == KIND_BOOL) return b;
    if (y->kind == KIND_BOOL) return a;
    if (x->kind != KIND_FLOAT && y->kind != KIND_FLOAT) return promote_integers(x, y);
    if (x->kind != KIND_FLOAT) return b;
    if (y->kind != KIND_FLOAT) return a;
    if (x->bytes == y->bytes) return RP_F32; /* f16 with bf16: neither holds the other */
    return x->bytes > y->bytes ? a : b;
}

int rp_dtype_can_cast(rp_dtype from, rp_dtype to)
{
    const struct dtype_row *x = row(from), *y = row(to);
    if (!x || !y) return 0;
    if (x->kind == KIND_FLOAT && y->kind != KIND_FLOAT) return 0;
    return x->kind == KIND_BOOL || y->kind != KIND_BOOL;
}

double rp_dtype_eps(rp_dtype d)
{
    const struct dtype_row *r = row(d);
    return r ? r->eps : 0;
}

static uint32_t bits_of(float f)
{
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}

static float float_of(uint32_t u)
{
    float f;
    memcpy(&f, &u, sizeof f);
    return f;
}

uint16_t rp_f16_from_f32(float f)
{
    const uint32_t u = bits_of(f), sign = u >> 16 & 0x8000u, magnitude = u & 0x7fffffffu;
    if (magnitude > 0x7f800000u)
        return (uint16_t)(sign | 0x7e00u | (magnitude >> 13 & 0x3ffu)); /* NaN, made quiet */
    if (magnitude >= 0x477ff000u) return (uint16_t)(sign | 0x7c00u);    /* rounds to infinity */
    if (magnitude < 0x38800000u) { /* subnormal or zero: adding 0.5 aligns the last bit, and the
                                      addition rounds */
        const float aligned = float_of(magnitude) + 0.5f;
        return (uint16_t)(sign | (bits_of(aligned) - 0x3f000000u));
    }
    const uint32_t rounded = magnitude + 0xfffu + (magnitude >> 13 & 1u);
    return (uint16_t)(sign | ((rounded - 0x38000000u) >> 13));
}

float rp_f16_to_f32(uint16_t h)
{
    const uint32_t sign = (uint32_t)(h & 0x8000u) << 16, exponent = h >> 10 & 0x1fu,
                   mantissa = h & 0x3ffu;
    if (exponent == 0x1f) return float_of(sign | 0x7f800000u | mantissa << 13);
    if (exponent == 0) { /* mantissa * 2^-24, exact */
        const float magnitude = (float)mantissa * 0x1p-24f;
        return float_of(sign | bits_of(magnitude));
    }
    return float_of(sign | (exponent + 112) << 23 | mantissa << 13);
}

uint16_t rp_bf16_from_f32(float f)
{
    const uint32_t u = bits_of(f);
    if ((u & 0x7fffffffu) > 0x7f800000u) return (uint16_t)(u >> 16 | 0x40u);
    return (uint16_t)((u + 0x7fffu + (u >> 16 & 1u)) >> 16);
}

float rp_bf16_to_f32(uint16_t h)
{
    return float_of((uint32_t)h << 16);
}
