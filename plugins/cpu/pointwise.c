/* plugins/cpu/pointwise.c - elementwise operators: conversion of operands, the loop, the table
 *
 * Every operator is computed in one of three C types: float (f32, and f16 and bf16 through float),
 * double, and int64_t (all integers and bool; storing narrows). A line of
 * dispatch/ops/pointwise.inc becomes one function per type over contiguous elements
 * (pointwise_f32.c and its like). Operands of another dtype or stride pass through a block of ROOM
 * elements on the stack, converted; the others are used where they are.
 */
#include "iter.h"
#include "pointwise.h"

enum { ROOM = 512, MAX_IN = KERNEL_IN };

/* ---- conversion of blocks -------------------------------------------------------------------- */
/* Dense elements have a loop of their own, which vectorises. */
#define STRIDED(T_, dst_, expr_)                                                                   \
    if (stride == (int64_t)sizeof(T_)) {                                                           \
        const T_ *const dense = (const T_ *)(const void *)src;                                     \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T_ x = dense[i];                                                                 \
            dst_[i] = (expr_);                                                                     \
        }                                                                                          \
        break;                                                                                     \
    }                                                                                              \
    for (int64_t i = 0; i < n; i++) {                                                              \
        const T_ x = *(const T_ *)(const void *)(src + i * stride);                                \
        dst_[i] = (expr_);                                                                         \
    }                                                                                              \
    break
#define LOADER(name_, C_)                                                                          \
    static void name_(C_ *dst, const char *src, int64_t stride, rp_dtype d, int64_t n)             \
    {                                                                                              \
        switch (d) {                                                                               \
        case RP_F32: STRIDED(float, dst, (C_)x);                                                   \
        case RP_F64: STRIDED(double, dst, (C_)x);                                                  \
        case RP_F16: STRIDED(rp_f16, dst, (C_)rp_from_f16(x));                                     \
        case RP_BF16: STRIDED(rp_bf16, dst, (C_)rp_from_bf16(x));                                  \
        case RP_I64: STRIDED(int64_t, dst, (C_)x);                                                 \
        case RP_I32: STRIDED(int32_t, dst, (C_)x);                                                 \
        case RP_I16: STRIDED(int16_t, dst, (C_)x);                                                 \
        case RP_I8: STRIDED(int8_t, dst, (C_)x);                                                   \
        default: STRIDED(uint8_t, dst, (C_)x);                                                     \
        }                                                                                          \
    }
LOADER(load_f32, float)
LOADER(load_f64, double)
LOADER(load_i64, int64_t)

#define SPREAD(T_, expr_)                                                                          \
    if (stride == (int64_t)sizeof(T_)) {                                                           \
        T_ *const dense = (T_ *)(void *)dst;                                                       \
        for (int64_t i = 0; i < n; i++) dense[i] = (expr_);                                        \
        break;                                                                                     \
    }                                                                                              \
    for (int64_t i = 0; i < n; i++) *(T_ *)(void *)(dst + i * stride) = (expr_);                   \
    break
#define STORER(name_, C_)                                                                          \
    static void name_(char *dst, int64_t stride, rp_dtype d, const C_ *src, int64_t n)             \
    {                                                                                              \
        switch (d) {                                                                               \
        case RP_F32: SPREAD(float, (float)src[i]);                                                 \
        case RP_F64: SPREAD(double, (double)src[i]);                                               \
        case RP_F16: SPREAD(rp_f16, rp_to_f16((float)src[i]));                                     \
        case RP_BF16: SPREAD(rp_bf16, rp_to_bf16((float)src[i]));                                  \
        case RP_I64: SPREAD(int64_t, (int64_t)src[i]);                                             \
        case RP_I32: SPREAD(int32_t, (int32_t)src[i]);                                             \
        case RP_I16: SPREAD(int16_t, (int16_t)src[i]);                                             \
        case RP_I8: SPREAD(int8_t, (int8_t)src[i]);                                                \
        case RP_U8: SPREAD(uint8_t, (uint8_t)src[i]);                                              \
        default: SPREAD(uint8_t, src[i] != 0);                                                     \
        }                                                                                          \
    }
STORER(store_f32, float)
STORER(store_f64, double)
STORER(store_i64, int64_t)

void cpu_load_block(void *dst, rp_dtype compute, const char *src, int64_t stride, rp_dtype d,
                    int64_t n)
{
    if (compute == RP_F64) load_f64(dst, src, stride, d, n);
    else if (compute == RP_I64) load_i64(dst, src, stride, d, n);
    else load_f32(dst, src, stride, d, n);
}

void cpu_store_block(char *dst, int64_t stride, rp_dtype d, const void *src, rp_dtype compute,
                     int64_t n)
{
    if (compute == RP_F64) store_f64(dst, stride, d, src, n);
    else if (compute == RP_I64) store_i64(dst, stride, d, src, n);
    else store_f32(dst, stride, d, src, n);
}

/* ---- the loop -------------------------------------------------------------------------------- */
struct run {
    cpu_block fn;
    int64_t element; /* bytes of the C type */
    kernel_elementwise e;
};

static void round_to(float *x, rp_dtype d, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        x[i] = d == RP_BF16 ? rp_from_bf16(rp_to_bf16(x[i])) : rp_from_f16(rp_to_f16(x[i]));
}

static void become(const struct run *r, void *x, int64_t n)
{
    int64_t *whole = x;
    if (r->e.compute != RP_I64) round_to(x, r->e.rounds, n);
    else
        for (int64_t i = 0; i < n; i++) whole[i] = kernel_narrow(whole[i], r->e.rounds);
}

/* A half is true, but no integer. */
static void load_truth(int64_t *dst, const char *src, int64_t stride, rp_dtype d, int64_t n)
{
    for (int64_t i = 0; i < n; i++) dst[i] = cpu_load(src + i * stride, d) != 0;
}

/* Floating numbers and 0-dim tensors take part at full precision, like PyTorch's; a dense operand
   was converted first. */
static void load(const struct run *r, int k, void *dst, const char *src, int64_t stride, int64_t n)
{
    if (r->e.rounds == RP_BOOL && kernel_compute_dtype(r->e.g[k].dtype) != RP_I64) {
        load_truth(dst, src, stride, r->e.g[k].dtype, n);
        return;
    }
    cpu_load_block(dst, r->e.compute, src, stride, r->e.g[k].dtype, n);
    if (r->e.rounded[k] && (!r->e.scalar[k] || r->e.compute == RP_I64)) become(r, dst, n);
}

static void row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct run *r = ctx;
    const kernel_elementwise *e = &r->e;
    _Alignas(64) char room[1 + MAX_IN][ROOM * sizeof(double)];
    const void *in[MAX_IN] = {NULL};
    bool direct[1 + MAX_IN], all = true;
    for (int k = 0; k <= e->n; k++) {
        direct[k] =
            e->g[k].dtype == e->compute && !e->rounded[k] && (stride[k] == r->element || n == 1);
        all &= direct[k];
    }
    if (all) {
        for (int k = 0; k < e->n; k++) in[k] = data[1 + k];
        r->fn(n, data[0], in, &e->s);
        return;
    }
    for (int64_t at = 0; at < n; at += ROOM) {
        const int64_t m = n - at < ROOM ? n - at : ROOM;
        for (int k = 1; k <= e->n; k++) {
            const char *src = data[k] + at * stride[k];
            if (!direct[k] && (stride[k] || !at)) load(r, k, room[k], src, stride[k], m);
            in[k - 1] = direct[k] ? src : room[k];
        }
        char *dst = data[0] + at * stride[0];
        r->fn(m, direct[0] ? dst : room[0], in, &e->s);
        if (e->rounded[0]) become(r, room[0], m);
        if (!direct[0]) cpu_store_block(dst, stride[0], e->g[0].dtype, room[0], e->compute, m);
    }
}

/* Every tensor dense, of the C type itself and as large as the output: nothing to convert or to
   walk. Small calls are mostly these, and cost a third of the general way (one-element add: 190 of
   630 instructions). False: look closer. */
static bool run_dense(const cpu_elementwise *op, rp_dtype d, const rp_value *in, uint32_t n_in,
                      const rp_value *out)
{
    const cpu_block fn = d == RP_F32   ? op->f32
                         : d == RP_F64 ? op->f64
                         : d == RP_I64 ? op->i64
                                       : NULL;
    const void *data[MAX_IN] = {NULL};
    int tensors = 0, scalars = 0;
    int64_t n, numel;
    void *to, *from;
    kernel_scalars s;
    if (!fn || !kernel_host->dense(out->u.t, d, &to, &n) || n > CPU_GRAIN) return false;
    s.given = 0;
    for (uint32_t i = 0; i < n_in; i++) {
        if (in[i].tag == RP_TAG_TENSOR && tensors < op->tensors) {
            if (!kernel_host->dense(in[i].u.t, d, &from, &numel) || numel != n) return false;
            data[tensors++] = from;
        } else if (in[i].tag != RP_TAG_TENSOR && scalars < KERNEL_SCALARS) {
            kernel_read_scalar(&s, scalars++, &in[i]);
        }
    }
    if (tensors < op->tensors) return false; /* an absent one is a bound that does not bind */
    kernel_describe(&s, d);
    fn(n, to, data, &s);
    return true;
}

rp_status cpu_run_elementwise(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    const cpu_elementwise *op = self;
    if (run_dense(op, kernel_host->call_dtype(c), in, n_in, out)) return RP_OK;
    struct run r;
    const rp_geometry *p[1 + MAX_IN];
    (void)n_out;
    kernel_read_elementwise(&r.e, c, in, n_in, out, op->tensors);
    if (r.e.g[0].numel == 0) return RP_OK;
    r.element = (int64_t)kernel_element(r.e.compute);
    r.fn = r.e.compute == RP_F64 ? op->f64 : r.e.compute == RP_F32 ? op->f32 : op->i64;
    if (!r.fn) return kernel_no_dtype(op->name, kernel_host->call_dtype(c));
    for (int k = 0; k <= r.e.n; k++) p[k] = &r.e.g[k];
    kernel_iter it;
    kernel_iter_init(&it, p, 1 + r.e.n);
    cpu_iter_run(&it, row, &r);
    return RP_OK;
}

/* ---- integer division ------------------------------------------------------------------------ */
struct divisor {
    rp_dtype dtype;
    bool has_zero;
};

static void find_zero(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    struct divisor *d = ctx;
    for (int64_t i = 0; i < n; i++)
        d->has_zero |= cpu_load_int(data[0] + i * stride[0], d->dtype) == 0;
}

/* The divisor is the second argument, a tensor or a number. */
static bool divides_by_zero(const rp_value *divisor)
{
    if (divisor->tag != RP_TAG_TENSOR) return kernel_int(divisor) == 0;
    const rp_geometry g = kernel_geometry(divisor), *const p = &g;
    struct divisor d = {.dtype = g.dtype};
    kernel_iter it;
    if (g.numel == 0) return false;
    kernel_iter_init(&it, &p, 1);
    cpu_iter_run_serial(&it, find_zero, &d);
    return d.has_zero;
}

static rp_status run_division(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    const cpu_elementwise *op = self;
    if (kernel_compute_dtype(kernel_host->call_dtype(c)) == RP_I64 && divides_by_zero(&in[1]))
        return RP_FAIL(RP_E_VALUE, "%s: integer division by zero", op->name);
    return cpu_run_elementwise(self, c, in, n_in, out, n_out);
}

/* ---- values that must fit -------------------------------------------------------------------- */
static rp_status run_fitting(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    const cpu_elementwise *op = self;
    const rp_dtype d = kernel_host->call_dtype(c);
    const rp_geometry value = kernel_geometry(&in[op->tensors - 1]);
    if (!cpu_value_fits(d, &value))
        return RP_FAIL(RP_E_DTYPE, "%s: value cannot be converted to type %s without overflow",
                       op->name, kernel_dtype_name(d));
    return cpu_run_elementwise(self, c, in, n_in, out, n_out);
}

/* ---- the tables ------------------------------------------------------------------------------ */
#define T1(a_) 1
#define T2(a_, b_) 2
#define T3(a_, b_, c_) 3
#define W3 T3
#define M2 T2
#define M3 T3
#define FLOATS(id_) cpu_##id_##_f32, cpu_##id_##_f64
#define CPU_F(id_) FLOATS(id_), NULL
#define CPU_FI(id_) FLOATS(id_), cpu_##id_##_i64
#define CPU_FIB CPU_FI
#define CPU_FIBV CPU_FI
#define CPU_FID CPU_FI
#define CPU_IB(id_) NULL, NULL, cpu_##id_##_i64
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    static cpu_elementwise op_##id_ = {name_, CPU_##types_(id_), tensors_};
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    static cpu_elementwise op_##id_ = {name_, CPU_##types_(id_), tensors_};
#include "dispatch/ops/pointwise.inc"
#undef OP
#undef OP_FLAT

#define RUN_F cpu_run_elementwise
#define RUN_FI cpu_run_elementwise
#define RUN_FIB cpu_run_elementwise
#define RUN_IB cpu_run_elementwise
#define RUN_FIBV run_fitting
#define RUN_FID run_division
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    CPU_ELEMENTWISE_ROW(name_, RUN_##types_, &op_##id_, CPU_PLAIN),
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    CPU_ELEMENTWISE_ROW(name_, RUN_##types_, &op_##id_, CPU_PLAIN),
const rp_kernel_row cpu_pointwise[] = {
#include "dispatch/ops/pointwise.inc"
    {0},
};
