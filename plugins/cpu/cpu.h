/* plugins/cpu/cpu.h - what every kernel of the cpu plugin needs: the host, arguments, element
 * types, threads
 *
 * A file <stem>.c with kernels ends with `const rp_kernel_row cpu_<stem>[] = {CPU_ROW(...), ...,
 * {0}};`: CMake finds it. Kernels find their outputs made by meta and only fill them. Helpers
 * shared by several files are named cpu_*.
 */
#ifndef RP_CPU_H
#define RP_CPU_H
#define KERNEL_DEVICE "cpu"
#include "plugins/common/half.h"
#include "plugins/common/kernel.h"
#ifdef _OPENMP
#include <omp.h>
#endif

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
/* A row whose kernel serves several operators: `self` is the address of `what_`, which tells it
   which. */
#define CPU_ROW_WITH(op_, fn_, what_)                                                              \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = (op_), .key = "cpu", .boxed = (fn_),                  \
        .self = (void *)(uintptr_t) & (what_), .line = __LINE__, .file = __FILE__                  \
    }
/* Every kernel has this type; `self` and the counts are rarely needed. */
#define CPU_KERNEL(name_)                                                                          \
    static rp_status name_(void *self, rp_call *c, const rp_value *in, uint32_t n_in,              \
                           rp_value *out, uint32_t n_out)
#define CPU_UNUSED (void)self, (void)c, (void)in, (void)n_in, (void)out, (void)n_out

/* ---- element types ---- */
/* For macros that are expanded once for each type: elements that are numbers already, and sums of
   double rounded to a type. */
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
#define CPU_TO_F16(v_) rp_to_f16((float)(v_))
#define CPU_TO_BF16(v_) rp_to_bf16((float)(v_))
/* One element of a floating or integral tensor as double / int64_t, and back; for plain kernels and
 * scalars. */
double cpu_load(const void *p, rp_dtype d);
void cpu_store(void *p, rp_dtype d, double value);
int64_t cpu_load_int(const void *p, rp_dtype d);
void cpu_store_int(void *p, rp_dtype d, int64_t value);
/* Can the tensor's one element be stored in dtype `d`? Only integer types are strict; of uint8, the
 * negative of a whole value will do, too: it wraps. */
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
