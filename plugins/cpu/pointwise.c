/* plugins/cpu/pointwise.c - elementwise kernels, compiled from dispatch/ops/pointwise.inc
 *
 * Every operator is computed in one of three C types: float (f32, and f16 and bf16 through float), double, and int64_t (all
 * integers and bool; storing narrows). A line of pointwise.inc becomes one function per type over contiguous elements. Operands
 * of another dtype or stride pass through a block of ROOM elements on the stack, converted; the others are used where they are.
 */
#include "block.h"
#include "iter.h"
#include <math.h>

enum { ROOM = 512, MAX_IN = CPU_BLOCK_IN };

/* ---- functions that the lines use ------------------------------------------------------------------------------------------ */
static inline float clamp_f32(float x, float low, float high)
{
    const float t = x < low || low != low ? low : x;
    return t > high || high != high ? high : t;
}
static inline double clamp_f64(double x, double low, double high)
{
    const double t = x < low || low != low ? low : x;
    return t > high || high != high ? high : t;
}
static inline int64_t clamp_i64(int64_t x, int64_t low, int64_t high)
{
    const int64_t t = x < low ? low : x;
    return t > high ? high : t;
}
/* A number as exponent: small ones without libm, and 0.5 is the square root (of -inf too: NaN, as in PyTorch). */
static inline float power_f32(float x, float e)
{
    return e == 2 ? x * x : e == 3 ? x * x * x : e == 0.5f ? sqrtf(x) : e == 1 ? x : e == -1 ? 1 / x : powf(x, e);
}
static inline double power_f64(double x, double e)
{
    return e == 2 ? x * x : e == 3 ? x * x * x : e == 0.5 ? sqrt(x) : e == 1 ? x : e == -1 ? 1 / x : pow(x, e);
}
/* Wraps like a repeated multiplication. Negative exponents: 1 / x rounded to zero. */
static inline int64_t power_i64(int64_t x, int64_t e)
{
    if (e < 0) return x == 1 ? 1 : x == -1 ? (e % 2 ? -1 : 1) : 0;
    uint64_t r = 1, b = (uint64_t)x;
    for (; e; e >>= 1, b *= b)
        if (e & 1) r *= b;
    return (int64_t)r;
}
static inline float silu_backward_f32(float g, float x)
{
    const float s = 1 / (1 + expf(-x));
    return g * s * (1 + x * (1 - s));
}
static inline double silu_backward_f64(double g, double x)
{
    const double s = 1 / (1 + exp(-x));
    return g * s * (1 + x * (1 - s));
}

/* ---- one function per line and type ------------------------------------------------------------------------------------------- */
#define T1(a_) const RP_T a_ = p0[i];
#define T2(a_, b_) T1(a_) const RP_T b_ = p1[i];
#define T3(a_, b_, c_) T2(a_, b_) const RP_T c_ = p2[i];
#define W3 T3
#define M2 T2
#define M3 T3
#define S0
#define S1(a_) const RP_T a_ = scalars->RP_FIELD[0];
#define P1 S1
#define P2(a_, b_) S1(a_) const RP_T b_ = scalars->RP_FIELD[1];
#define P1S1 P2
#define BLOCK(id_, tensors_, scalars_, value_)                                                                        \
    static void RP_NAME(id_)(int64_t n, void *out, const void *const *in, const cpu_scalars *scalars)              \
    {                                                                                                                 \
        RP_T *const y = out;                                                                                          \
        const RP_T *const p0 = in[0], *const p1 = in[1], *const p2 = in[2];                                           \
        (void)p1, (void)p2, (void)scalars;                                                                            \
        scalars_ _Pragma("omp simd") for (int64_t i = 0; i < n; i++)                                                  \
        {                                                                                                             \
            tensors_ y[i] = (RP_T)(value_);                                                                           \
        }                                                                                                             \
    }
#define UNARY(id_, types_, result_, value_, vjp_) BLOCK_##types_(id_, T1(self), S0, value_)
#define UNARY_FLAT(id_, types_, result_, value_) BLOCK_##types_(id_, T1(self), S0, value_)
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_, value_, vjp_) \
    BLOCK_##types_(id_, tensors_, scalars_, value_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_, value_) \
    BLOCK_##types_(id_, tensors_, scalars_, value_)
#define BLOCK_FI BLOCK
#define BLOCK_FIB BLOCK

#define BLOCK_F BLOCK
#define RP_T float
#define RP_FIELD f32
#define RP_NAME(id_) block_##id_##_f32
#define RP_HALF 0.5f
#define rp_abs fabsf
#define rp_exp expf
#define rp_expm1 expm1f
#define rp_log logf
#define rp_log1p log1pf
#define rp_log2 log2f
#define rp_sqrt sqrtf
#define rp_sin sinf
#define rp_cos cosf
#define rp_tan tanf
#define rp_tanh tanhf
#define rp_erf erff
#define rp_floor floorf
#define rp_ceil ceilf
#define rp_rint rintf
#define rp_trunc truncf
#define rp_pow powf
#define rp_power power_f32
#define rp_clamp clamp_f32
#define rp_silu_backward silu_backward_f32
#define rp_sign(x_) ((float)((x_) > 0) - (float)((x_) < 0))
#include "dispatch/ops/pointwise.inc"

#undef RP_T
#undef RP_FIELD
#undef RP_NAME
#undef RP_HALF
#undef rp_abs
#undef rp_exp
#undef rp_expm1
#undef rp_log
#undef rp_log1p
#undef rp_log2
#undef rp_sqrt
#undef rp_sin
#undef rp_cos
#undef rp_tan
#undef rp_tanh
#undef rp_erf
#undef rp_floor
#undef rp_ceil
#undef rp_rint
#undef rp_trunc
#undef rp_pow
#undef rp_power
#undef rp_clamp
#undef rp_silu_backward
#undef rp_sign
#define RP_T double
#define RP_FIELD f64
#define RP_NAME(id_) block_##id_##_f64
#define RP_HALF 0.5
#define rp_abs fabs
#define rp_exp exp
#define rp_expm1 expm1
#define rp_log log
#define rp_log1p log1p
#define rp_log2 log2
#define rp_sqrt sqrt
#define rp_sin sin
#define rp_cos cos
#define rp_tan tan
#define rp_tanh tanh
#define rp_erf erf
#define rp_floor floor
#define rp_ceil ceil
#define rp_rint rint
#define rp_trunc trunc
#define rp_pow pow
#define rp_power power_f64
#define rp_clamp clamp_f64
#define rp_silu_backward silu_backward_f64
#define rp_sign(x_) ((double)((x_) > 0) - (double)((x_) < 0))
#include "dispatch/ops/pointwise.inc"

#undef BLOCK_F
#undef RP_T
#undef RP_FIELD
#undef RP_NAME
#undef rp_abs
#undef rp_floor
#undef rp_ceil
#undef rp_rint
#undef rp_trunc
#undef rp_pow
#undef rp_power
#undef rp_clamp
#undef rp_sign
#define BLOCK_F(id_, tensors_, scalars_, value_)
#define RP_T int64_t
#define RP_FIELD i64
#define RP_NAME(id_) block_##id_##_i64
#define rp_abs(x_) ((x_) < 0 ? -(x_) : (x_))
#define rp_floor(x_) (x_)
#define rp_ceil(x_) (x_)
#define rp_rint(x_) (x_)
#define rp_trunc(x_) (x_)
#define rp_pow power_i64
#define rp_power power_i64
#define rp_clamp clamp_i64
#define rp_sign(x_) (((x_) > 0) - ((x_) < 0))
#include "dispatch/ops/pointwise.inc"
#undef UNARY
#undef UNARY_FLAT
#undef OP
#undef OP_FLAT

/* ---- conversion of blocks ------------------------------------------------------------------------------------------------------ */
#define STRIDED(T_, dst_, expr_)                                                        \
    for (int64_t i = 0; i < n; i++) {                                                   \
        const T_ x = *(const T_ *)(const void *)(src + i * stride);                     \
        dst_[i] = (expr_);                                                              \
    }                                                                                   \
    break
#define LOADER(name_, C_)                                                                                  \
    static void name_(C_ *dst, const char *src, int64_t stride, rp_dtype d, int64_t n)                     \
    {                                                                                                      \
        switch (d) {                                                                                       \
        case RP_F32: STRIDED(float, dst, (C_)x);                                                           \
        case RP_F64: STRIDED(double, dst, (C_)x);                                                          \
        case RP_F16: STRIDED(cpu_f16, dst, (C_)cpu_from_f16(x));                                           \
        case RP_BF16: STRIDED(cpu_bf16, dst, (C_)cpu_from_bf16(x));                                        \
        case RP_I64: STRIDED(int64_t, dst, (C_)x);                                                         \
        case RP_I32: STRIDED(int32_t, dst, (C_)x);                                                         \
        case RP_I16: STRIDED(int16_t, dst, (C_)x);                                                         \
        case RP_I8: STRIDED(int8_t, dst, (C_)x);                                                           \
        default: STRIDED(uint8_t, dst, (C_)x);                                                             \
        }                                                                                                  \
    }
LOADER(load_f32, float)
LOADER(load_f64, double)
LOADER(load_i64, int64_t)

#define SPREAD(T_, expr_)                                                               \
    for (int64_t i = 0; i < n; i++) *(T_ *)(void *)(dst + i * stride) = (expr_);        \
    break
#define STORER(name_, C_)                                                                                  \
    static void name_(char *dst, int64_t stride, rp_dtype d, const C_ *src, int64_t n)                     \
    {                                                                                                      \
        switch (d) {                                                                                       \
        case RP_F32: SPREAD(float, (float)src[i]);                                                         \
        case RP_F64: SPREAD(double, (double)src[i]);                                                       \
        case RP_F16: SPREAD(cpu_f16, cpu_to_f16((float)src[i]));                                           \
        case RP_BF16: SPREAD(cpu_bf16, cpu_to_bf16((float)src[i]));                                        \
        case RP_I64: SPREAD(int64_t, (int64_t)src[i]);                                                     \
        case RP_I32: SPREAD(int32_t, (int32_t)src[i]);                                                     \
        case RP_I16: SPREAD(int16_t, (int16_t)src[i]);                                                     \
        case RP_I8: SPREAD(int8_t, (int8_t)src[i]);                                                        \
        case RP_U8: SPREAD(uint8_t, (uint8_t)src[i]);                                                      \
        default: SPREAD(uint8_t, src[i] != 0);                                                             \
        }                                                                                                  \
    }
STORER(store_f32, float)
STORER(store_f64, double)
STORER(store_i64, int64_t)

void cpu_load_block(void *dst, rp_dtype compute, const char *src, int64_t stride, rp_dtype d, int64_t n)
{
    if (compute == RP_F64) load_f64(dst, src, stride, d, n);
    else if (compute == RP_I64) load_i64(dst, src, stride, d, n);
    else load_f32(dst, src, stride, d, n);
}

void cpu_store_block(char *dst, int64_t stride, rp_dtype d, const void *src, rp_dtype compute, int64_t n)
{
    if (compute == RP_F64) store_f64(dst, stride, d, src, n);
    else if (compute == RP_I64) store_i64(dst, stride, d, src, n);
    else store_f32(dst, stride, d, src, n);
}

/* ---- the loop ---------------------------------------------------------------------------------------------------------------------- */
struct run {
    cpu_block fn;
    int n;              /* tensor arguments */
    rp_dtype compute;   /* RP_F32, RP_F64 or RP_I64: the C type */
    rp_dtype rounds;    /* RP_F16 or RP_BF16: inputs of other types are rounded to it first; else RP_DTYPE_NONE */
    int64_t element;    /* bytes of the C type */
    rp_dtype dtype[1 + MAX_IN];
    bool scalar[1 + MAX_IN]; /* 0-dim: keeps its precision */
    cpu_scalars s;
};

/* Numbers and 0-dim tensors take part at full precision, like PyTorch's; a dense operand was converted first. */
static void round_to(float *x, rp_dtype d, int64_t n)
{
    for (int64_t i = 0; i < n; i++) x[i] = d == RP_BF16 ? cpu_from_bf16(cpu_to_bf16(x[i])) : cpu_from_f16(cpu_to_f16(x[i]));
}

static void load(const struct run *r, int k, void *dst, const char *src, int64_t stride, int64_t n)
{
    cpu_load_block(dst, r->compute, src, stride, r->dtype[k], n);
    if (r->rounds != RP_DTYPE_NONE && r->dtype[k] != r->rounds && !r->scalar[k]) round_to(dst, r->rounds, n);
}

static void row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct run *r = ctx;
    _Alignas(64) char room[1 + MAX_IN][ROOM * sizeof(double)];
    const void *in[MAX_IN] = {NULL};
    bool direct[1 + MAX_IN], all = true;
    for (int k = 0; k <= r->n; k++) {
        direct[k] = r->dtype[k] == r->compute && (stride[k] == r->element || n == 1);
        all &= direct[k];
    }
    if (all) {
        for (int k = 0; k < r->n; k++) in[k] = data[1 + k];
        r->fn(n, data[0], in, &r->s);
        return;
    }
    for (int64_t at = 0; at < n; at += ROOM) {
        const int64_t m = n - at < ROOM ? n - at : ROOM;
        for (int k = 1; k <= r->n; k++) {
            const char *src = data[k] + at * stride[k];
            if (!direct[k] && (stride[k] || !at)) load(r, k, room[k], src, stride[k], m);
            in[k - 1] = direct[k] ? src : room[k];
        }
        char *dst = data[0] + at * stride[0];
        r->fn(m, direct[0] ? dst : room[0], in, &r->s);
        if (!direct[0]) cpu_store_block(dst, stride[0], r->dtype[0], room[0], r->compute, m);
    }
}

/* An absent bound of clamp is no bound. */
static void read_scalar(cpu_scalars *s, int k, const rp_value *v)
{
    if (v->tag == RP_TAG_NONE) {
        const bool low = k == 0;
        s->f64[k] = low ? -INFINITY : INFINITY;
        s->i64[k] = low ? INT64_MIN : INT64_MAX;
    } else {
        s->f64[k] = cpu_float(v);
        s->i64[k] = v->tag != RP_TAG_FLOAT ? v->u.i : fabs(v->u.f) < 0x1p63 ? (int64_t)v->u.f : 0;
    }
    s->f32[k] = (float)s->f64[k];
}

static cpu_block choose(struct run *r, const cpu_elementwise *op, rp_dtype d)
{
    r->rounds = d == RP_F16 || d == RP_BF16 ? d : RP_DTYPE_NONE;
    r->compute = cpu_compute_dtype(d);
    r->element = (int64_t)cpu_element(r->compute);
    return r->compute == RP_F64 ? op->f64 : r->compute == RP_F32 ? op->f32 : op->i64;
}

static bool dense(const rp_geometry *g, int n)
{
    for (int k = 0; k < n; k++)
        if (!cpu_contiguous(&g[k]) || g[k].numel != g[0].numel) return false;
    return true;
}

rp_status cpu_run_elementwise(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    const cpu_elementwise *op = self;
    struct run r = {.n = op->tensors};
    rp_geometry g[1 + MAX_IN];
    const rp_geometry *p[1 + MAX_IN];
    int tensors = 0, scalars = 0;
    (void)n_out;
    g[0] = cpu_geometry(&out[0]);
    if (g[0].numel == 0) return RP_OK;
    for (uint32_t i = 0; i < n_in; i++) {
        if (in[i].tag == RP_TAG_TENSOR && tensors < r.n) g[++tensors] = cpu_geometry(&in[i]);
        else if (in[i].tag != RP_TAG_TENSOR && in[i].tag != RP_TAG_STR && scalars < CPU_BLOCK_SCALARS) read_scalar(&r.s, scalars++, &in[i]);
    }
    for (int k = 0; k <= tensors; k++) {
        p[k] = &g[k];
        r.dtype[k] = g[k].dtype;
        r.scalar[k] = g[k].ndim == 0;
    }
    r.fn = choose(&r, op, cpu_host->call_dtype(c));
    if (!r.fn) return cpu_no_dtype(op->name, cpu_host->call_dtype(c));
    if (g[0].numel <= CPU_GRAIN && dense(g, 1 + tensors)) {
        char *data[1 + MAX_IN];
        int64_t stride[1 + MAX_IN];
        for (int k = 0; k <= tensors; k++) {
            data[k] = g[k].data;
            stride[k] = (int64_t)cpu_element(g[k].dtype);
        }
        row(&r, data, stride, g[0].numel);
        return RP_OK;
    }
    cpu_iter it;
    cpu_iter_init(&it, p, 1 + tensors);
    cpu_iter_run(&it, row, &r);
    return RP_OK;
}

/* ---- the tables --------------------------------------------------------------------------------------------------------------------- */
#define F_I64(id_) NULL
#define FI_I64(id_) block_##id_##_i64
#define FIB_I64(id_) block_##id_##_i64
#undef T1
#undef T2
#undef T3
#undef W3
#undef M2
#undef M3
#define T1(a_) 1
#define T2(a_, b_) 2
#define T3(a_, b_, c_) 3
#define W3 T3
#define M2 T2
#define M3 T3
#define OPERATOR(id_, name_, types_, tensors_) \
    static cpu_elementwise op_##id_ = {name_, block_##id_##_f32, block_##id_##_f64, types_##_I64(id_), tensors_};
#define UNARY(id_, types_, result_, value_, vjp_) OPERATOR(id_, "aten::" #id_, types_, 1)
#define UNARY_FLAT(id_, types_, result_, value_) OPERATOR(id_, "aten::" #id_, types_, 1)
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_, value_, vjp_) \
    OPERATOR(id_, name_, types_, tensors_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_, value_) \
    OPERATOR(id_, name_, types_, tensors_)
#include "dispatch/ops/pointwise.inc"
#undef UNARY
#undef UNARY_FLAT
#undef OP
#undef OP_FLAT

#define ROW(id_, name_) CPU_ELEMENTWISE_ROW(name_, &op_##id_, CPU_PLAIN),
#define UNARY(id_, types_, result_, value_, vjp_) ROW(id_, "aten::" #id_)
#define UNARY_FLAT(id_, types_, result_, value_) ROW(id_, "aten::" #id_)
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_, value_, vjp_) ROW(id_, name_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_, value_) ROW(id_, name_)
const rp_kernel_row cpu_pointwise[] = {
#include "dispatch/ops/pointwise.inc"
    {0},
};
