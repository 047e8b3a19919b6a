/* plugins/cpu/block.h - elementwise kernels from functions over contiguous elements of one C type
 *
 * A cpu_elementwise computes in float (f32, and f16 and bf16 through float), double or int64_t
 * (integers and bool; storing narrows). cpu_run_elementwise does the rest: broadcasting, strides,
 * conversion of other dtypes through blocks, threads. It is a rp_boxed whose `self` is the
 * cpu_elementwise: the first tensor arguments and the first numbers of the call are its operands.
 */
#ifndef RP_CPU_BLOCK_H
#define RP_CPU_BLOCK_H
#include "cpu.h"
#include "plugins/common/elementwise.h"

/* `out` may be one of `in`. */
typedef void (*cpu_block)(int64_t n, void *out, const void *const *in, const kernel_scalars *s);
typedef struct cpu_elementwise {
    const char *name;
    cpu_block f32, f64, i64; /* NULL: not defined for this kind of dtype */
    int tensors;
} cpu_elementwise;
rp_status cpu_run_elementwise(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out);
/* n elements, `stride` bytes apart, of dtype `d` from or to consecutive elements of the C type of
   `compute`: RP_F32, RP_F64, RP_I64. */
void cpu_load_block(void *dst, rp_dtype compute, const char *src, int64_t stride, rp_dtype d,
                    int64_t n);
void cpu_store_block(char *dst, int64_t stride, rp_dtype d, const void *src, rp_dtype compute,
                     int64_t n);
#define CPU_ELEMENTWISE_ROW(op_, run_, elementwise_, prefer_)                                      \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = op_, .key = "cpu", .boxed = run_,                     \
        .self = (elementwise_), .prefer = (prefer_), .line = __LINE__, .file = __FILE__            \
    }
#endif
