/* plugins/cpu/cpu.h - what every kernel of the cpu plugin needs: the host, arguments, element
 * types, threads
 *
 * A file <stem>.c with kernels ends with `const rp_kernel_row cpu_<stem>[] = {CPU_ROW(...), ...,
 * {0}};`: CMake finds it. Kernels find their outputs made by meta and only fill them. Helpers
 * shared by several files are named cpu_*.
 */
#ifndef RP_CPU_H
#define RP_CPU_H
#include "reprise/plugin.h"
#include <stdbool.h>
#include <string.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* The one host of this plugin (RP_PF_ONE_HOST), from init to fini. */
extern const rp_host *cpu_host;
#undef RP_FAIL
#define RP_FAIL(code_, ...) cpu_host->fail((code_), __FILE__, __LINE__, __VA_ARGS__)

/* Plain kernels are the specification; a fast one is a second row for the same operator.
 * REPRISE_CPU_PLAIN=1 leaves the fast rows out. */
enum { CPU_PLAIN = 0, CPU_FAST = 10 };
#define CPU_ROW_PREFER(op_, fn_, prefer_)                                                          \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = (op_), .key = "cpu", .boxed = (fn_),                  \
        .prefer = (prefer_), .line = __LINE__, .file = __FILE__                                    \
    }
#define CPU_ROW(op_, fn_) CPU_ROW_PREFER(op_, fn_, CPU_PLAIN)
#define CPU_ROW_FAST(op_, fn_) CPU_ROW_PREFER(op_, fn_, CPU_FAST)
/* A row whose kernel serves several operators: `self` is the address of `what_`, which tells it which. */
#define CPU_ROW_WITH(op_, fn_, what_)                                                              \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = (op_), .key = "cpu", .boxed = (fn_),                  \
        .self = (void *)(uintptr_t)&(what_), .line = __LINE__, .file = __FILE__                    \
    }
/* Every kernel has this type; `self` and the counts are rarely needed. */
#define CPU_KERNEL(name_)                                                                          \
    static rp_status name_(void *self, rp_call *c, const rp_value *in, uint32_t n_in,              \
                           rp_value *out, uint32_t n_out)
#define CPU_UNUSED (void)self, (void)c, (void)in, (void)n_in, (void)out, (void)n_out

/* ---- arguments ---- */
static inline bool cpu_given(const rp_value *v)
{
    return v->tag != RP_TAG_NONE;
}
/* Geometry of a tensor argument or result; of an absent one all zeros (data NULL, ndim 0, numel 0).
 */
static inline rp_geometry cpu_geometry(const rp_value *v)
{
    rp_geometry g;
    g.size = sizeof g;
    if (v->tag == RP_TAG_TENSOR) {
        cpu_host->geometry(v->u.t, &g); /* fills all of it */
        return g;
    }
    memset(&g, 0, sizeof g);
    g.size = sizeof g;
    return g;
}
static inline bool cpu_contiguous(const rp_geometry *g)
{
    return (g->flags & RP_GEOM_CONTIGUOUS) != 0;
}
/* Scalar argument (BOOL, INT or FLOAT) as a number. */
static inline double cpu_float(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? v->u.f : (double)v->u.i;
}
static inline int64_t cpu_int(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? (int64_t)v->u.f : v->u.i;
}
static inline bool cpu_bool(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? v->u.f != 0 : v->u.i != 0;
}
/* A dimension argument, counted from the front; 0-dim tensors have dimension 0. */
static inline int cpu_dim(int64_t dim, int ndim)
{
    return (int)(dim < 0 ? dim + (ndim ? ndim : 1) : dim);
}
static inline bool cpu_is_floating(rp_dtype d)
{
    return d == RP_F32 || d == RP_F64 || d == RP_BF16 || d == RP_F16;
}
static inline size_t cpu_element(rp_dtype d)
{
    return (d >> 8 & 0xffu) / 8;
}
const char *cpu_dtype_name(rp_dtype d); /* "float32" */
/* The error of a kernel that has no code for this dtype. */
rp_status cpu_no_dtype(const char *op, rp_dtype d);
/* Product of extents [from, to). */
static inline int64_t cpu_product(const int64_t *shape, int from, int to)
{
    int64_t n = 1;
    for (int d = from; d < to; d++) n *= shape[d];
    return n;
}
/* True if the tensor can be walked as `numel` consecutive elements although it may have size-1 dims
 * with odd strides. */
static inline bool cpu_dense(const rp_geometry *g)
{
    return cpu_contiguous(g) || g->numel <= 1;
}

/* ---- element types ---- */
/* f16 and bf16 are bit patterns in memory; both compute in float. Distinct types, so that a macro
 * can tell them apart. */
typedef struct cpu_f16 {
    uint16_t bits;
} cpu_f16;
typedef struct cpu_bf16 {
    uint16_t bits;
} cpu_bf16;
static inline float cpu_bits_float(uint32_t u)
{
    float f;
    memcpy(&f, &u, sizeof f);
    return f;
}
static inline uint32_t cpu_float_bits(float f)
{
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}
static inline float cpu_from_bf16(cpu_bf16 h)
{
    return cpu_bits_float((uint32_t)h.bits << 16);
}
/* Round to nearest even; NaN stays a quiet NaN. */
static inline cpu_bf16 cpu_to_bf16(float f)
{
    const uint32_t u = cpu_float_bits(f);
    const uint32_t rounded = (u + 0x7fffu + (u >> 16 & 1u)) >> 16;
    const uint32_t nan = u >> 16 | 0x40u;
    cpu_bf16 h;
    h.bits = (uint16_t)((u & 0x7fffffffu) > 0x7f800000u ? nan : rounded);
    return h;
}
/* Branch-free, so that loops vectorise: the exponent is rebased by a multiplication, which also
 * handles subnormals. */
static inline float cpu_from_f16(cpu_f16 h)
{
    const uint32_t sign = (uint32_t)(h.bits & 0x8000u) << 16, rest = (uint32_t)(h.bits & 0x7fffu);
    const uint32_t scaled = cpu_float_bits(cpu_bits_float(rest << 13) * 0x1p112f);
    const uint32_t special = rest >= 0x7c00u ? 0x7f800000u | rest << 13 : scaled;
    return cpu_bits_float(special | sign);
}
static inline cpu_f16 cpu_to_f16(float f)
{
    const uint32_t u = cpu_float_bits(f), sign = u >> 16 & 0x8000u, a = u & 0x7fffffffu;
    /* subnormal results: adding 0.5 puts the last bit kept at the last bit of the float */
    const uint32_t small = cpu_float_bits(cpu_bits_float(a) + 0.5f) - 0x3f000000u;
    const uint32_t normal = (a + 0xc8000fffu + (a >> 13 & 1u)) >> 13;
    const uint32_t nan = 0x7e00u | (a >> 13 & 0x1ffu);
    uint32_t r = a < 0x38800000u ? small : normal;
    r = a >= 0x47800000u ? 0x7c00u : r;
    r = a > 0x7f800000u ? nan : r;
    cpu_f16 h;
    h.bits = (uint16_t)(r | sign);
    return h;
}
/* For macros that are expanded once for each type: elements that are numbers already, and sums of double rounded to a type. */
static inline float cpu_from_f32(float v)
{
    return v;
}
static inline double cpu_from_f64(double v)
{
    return v;
}
static inline int64_t cpu_from_i64(int64_t v)
{
    return v;
}
#define CPU_TO_F32(v_) ((float)(v_))
#define CPU_TO_F16(v_) cpu_to_f16((float)(v_))
#define CPU_TO_BF16(v_) cpu_to_bf16((float)(v_))
/* One element of a floating or integral tensor as double / int64_t, and back; for plain kernels and
 * scalars. */
double cpu_load(const void *p, rp_dtype d);
void cpu_store(void *p, rp_dtype d, double value);
int64_t cpu_load_int(const void *p, rp_dtype d);
void cpu_store_int(void *p, rp_dtype d, int64_t value);
/* Can the tensor's one element be stored in dtype `d`? Only integer types are strict; of uint8, the negative of a whole value will
 * do, too: it wraps. */
bool cpu_value_fits(rp_dtype d, const rp_geometry *value);
/* Consecutive elements between bf16 or f16 (or f32: a copy) and float. */
void cpu_widen(float *dst, const void *src, rp_dtype d, int64_t n);
void cpu_narrow(void *dst, rp_dtype d, const float *src, int64_t n);

/* ---- threads ---- */
/* Number of threads for `work` items: all of them where there is more than `grain`, else 1; 1
 * inside a parallel region. Nothing in between: libgomp ends threads when a smaller team starts and
 * makes them again for the next one. Use as `#pragma omp parallel for num_threads(cpu_threads(n,
 * grain)) schedule(static)`. */
static inline int cpu_threads(int64_t work, int64_t grain)
{
#ifdef _OPENMP
    return work <= grain || omp_in_parallel() ? 1 : omp_get_max_threads();
#else
    (void)work, (void)grain;
    return 1;
#endif
}
enum { CPU_GRAIN = 32768 }; /* elements of a pointwise loop that pay for waking a thread */

/* ---- work that was put in a file of its own ---- */
/* dst = src with conversion; same shape or src broadcast to it (copy.c). */
void cpu_assign(const rp_geometry *dst, const rp_geometry *src);
#endif
