/* plugins/common/elementwise.h - a call of an elementwise operator as numbers and operands, for any
 * device
 *
 * Operators compute in one of three C types: float (f32, and f16 and bf16 through float), double,
 * and int64_t (all integers and bool; storing narrows). C and C++.
 */
#ifndef RP_COMMON_ELEMENTWISE_H
#define RP_COMMON_ELEMENTWISE_H
#include "plugins/common/half.h"
#include "plugins/common/kernel.h"
#include <float.h>
#include <math.h>

enum { KERNEL_IN = 3, KERNEL_SCALARS = 4 };
typedef struct kernel_scalars {
    float f32[KERNEL_SCALARS];
    double f64[KERNEL_SCALARS];
    int64_t i64[KERNEL_SCALARS];
    uint32_t given; /* bit k: number k was given; else it is -inf (k == 0) or inf: no bound */
    /* of the dtype as bits of a float: 1, of bfloat16 0x10000, of float16 0x2000 */
    uint32_t step;
    double largest; /* finite number of a floating dtype */
    int64_t ones;   /* an integer with all bits of the dtype: -1, of bool 1 */
} kernel_scalars;
/* What a call asks for. Operand 0 is the output, the others follow. */
typedef struct kernel_elementwise {
    int n;            /* tensor arguments */
    rp_dtype compute; /* RP_F32, RP_F64 or RP_I64: the C type */
    /* the dtype of the call where the C type is wider: others become it first; else
       RP_DTYPE_NONE */
    rp_dtype rounds;
    bool scalar[1 + KERNEL_IN]; /* 0-dim: keeps its precision */
    /* of another dtype than the call's, which is narrower than the C type */
    bool rounded[1 + KERNEL_IN];
    rp_geometry g[1 + KERNEL_IN];
    kernel_scalars s;
} kernel_elementwise;
/* The C type that a dtype is computed in. */
static inline rp_dtype kernel_compute_dtype(rp_dtype d)
{
    return d == RP_F64 ? RP_F64 : d == RP_F32 || d == RP_F16 || d == RP_BF16 ? RP_F32 : RP_I64;
}

RP_ELEMENT int64_t kernel_narrow(int64_t x, rp_dtype d)
{
    switch (d) {
    case RP_I64: return x;
    case RP_I32: return (int32_t)x;
    case RP_I16: return (int16_t)x;
    case RP_I8: return (int8_t)x;
    case RP_U8: return (uint8_t)x;
    default: return x != 0;
    }
}

/* An absent bound is no bound; a string is its first character. */
static inline void kernel_read_scalar(kernel_scalars *s, int k, const rp_value *v)
{
    const bool low = k == 0;
    s->given |= (uint32_t)(v->tag != RP_TAG_NONE) << k;
    if (v->tag == RP_TAG_NONE) {
        s->f64[k] = low ? -INFINITY : INFINITY;
        s->i64[k] = low ? INT64_MIN : INT64_MAX;
    } else if (v->tag == RP_TAG_STR) {
        s->f64[k] = (double)(s->i64[k] = v->n ? v->u.s[0] : 0);
    } else {
        s->f64[k] = kernel_float(v);
        s->i64[k] = v->tag != RP_TAG_FLOAT ? v->u.i : fabs(v->u.f) < 0x1p63 ? (int64_t)v->u.f : 0;
    }
    s->f32[k] = (float)s->f64[k];
}

/* The bounds of a clamp with tensors may be absent, too. */
static inline rp_geometry kernel_no_bound(bool low, bool integers)
{
    static double real[] = {INFINITY, -INFINITY};
    static int64_t whole[] = {INT64_MAX, INT64_MIN};
    rp_geometry g;
    memset(&g, 0, sizeof g);
    g.size = sizeof g;
    g.flags = RP_GEOM_CONTIGUOUS;
    g.dtype = integers ? RP_I64 : RP_F64;
    g.numel = 1;
    g.data = integers ? (void *)&whole[low] : (void *)&real[low];
    return g;
}

static inline void kernel_describe(kernel_scalars *s, rp_dtype d)
{
    s->step = d == RP_BF16 ? 0x10000 : d == RP_F16 ? 0x2000 : 1;
    s->ones = d == RP_BOOL ? 1 : -1;
    s->largest = d == RP_F64    ? DBL_MAX
                 : d == RP_F16  ? 65504
                 : d == RP_BF16 ? 0x1.fep127
                 : d == RP_F32  ? (double)FLT_MAX
                                : 0; /* of integers nobody asks */
}

static inline void kernel_read_elementwise(kernel_elementwise *e, rp_call *c, const rp_value *in,
                                           uint32_t n_in, const rp_value *out, int n)
{
    const rp_dtype d = kernel_host->call_dtype(c);
    int tensors = 0, scalars = 0;
    e->n = n;
    e->compute = kernel_compute_dtype(d);
    e->rounds = d == e->compute ? RP_DTYPE_NONE : d;
    e->s.given = 0;
    e->g[0] = kernel_geometry(&out[0]);
    for (uint32_t i = 0; i < n_in; i++) {
        if (in[i].tag == RP_TAG_TENSOR && tensors < n) e->g[++tensors] = kernel_geometry(&in[i]);
        else if (in[i].tag == RP_TAG_NONE && i && (int)i < n)
            e->g[++tensors] = kernel_no_bound(i == 1, e->compute == RP_I64);
        else if (in[i].tag != RP_TAG_TENSOR && scalars < KERNEL_SCALARS)
            kernel_read_scalar(&e->s, scalars++, &in[i]);
    }
    e->n = tensors;
    for (int k = 0; k <= tensors; k++) {
        e->scalar[k] = e->g[k].ndim == 0;
        e->rounded[k] = e->rounds != RP_DTYPE_NONE && e->g[k].dtype != d &&
                        (k == 0 || in[k - 1].tag != RP_TAG_NONE);
    }
    for (int k = 0; k < KERNEL_SCALARS; k++) {
        if (!(e->s.given >> k & 1)) continue;
        if (e->compute == RP_I64) e->s.i64[k] = kernel_narrow(e->s.i64[k], d);
    }
    for (int k = 0; k < KERNEL_SCALARS && d == RP_BOOL; k++) e->s.i64[k] = e->s.f64[k] != 0;
    kernel_describe(&e->s, d);
}
#endif
