/* plugins/cpu/iter.h - walks N strided operands together
 *
 * Operands are broadcast against the shape; dimensions are sorted by the strides of operand 0,
 * dropped where the extent is 1 and merged where all operands allow it, so that a loop over dense
 * tensors is one call of the inner function. Strides here are in bytes.
 */
#ifndef RP_CPU_ITER_H
#define RP_CPU_ITER_H
#include "cpu.h"
#include "plugins/common/iter.h"

/* One row: n elements, operand k starts at data[k] and steps by stride[k] bytes. */
typedef void (*cpu_loop)(void *ctx, char *const *data, const int64_t *stride, int64_t n);

/* Runs over all elements; large ones by several threads, in ranges that are the same for every
 * number of threads as far as a vector loop can tell (boundaries are multiples of 4096 elements).
 * No two elements may write the same place. */
void cpu_iter_run(const kernel_iter *it, cpu_loop loop, void *ctx);
/* The same in one thread, in order: for loops that accumulate. */
void cpu_iter_run_serial(const kernel_iter *it, cpu_loop loop, void *ctx);
/* Elements [from, to) of the linear order. */
void cpu_iter_range(const kernel_iter *it, int64_t from, int64_t to, cpu_loop loop, void *ctx);
#endif
