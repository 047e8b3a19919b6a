/* plugins/cpu/iter.h - walks N strided operands together
 *
 * Operands are broadcast against the shape; dimensions are sorted by the strides of operand 0,
 * dropped where the extent is 1 and merged where all operands allow it, so that a loop over dense
 * tensors is one call of the inner function. Strides here are in bytes.
 */
#ifndef RP_CPU_ITER_H
#define RP_CPU_ITER_H
#include "cpu.h"

enum { CPU_ITER_OPERANDS = 8 };
typedef struct cpu_iter {
    int ndim, n; /* dimensions left after merging, operands */
    int64_t numel;
    int64_t shape[RP_MAX_DIMS]; /* shape[0] is the innermost one */
    int64_t stride[RP_MAX_DIMS]
                  [CPU_ITER_OPERANDS]; /* stride[d][k]: bytes, dimension d of operand k */
    char *data[CPU_ITER_OPERANDS];
} cpu_iter;

/* One row: n elements, operand k starts at data[k] and steps by stride[k] bytes. */
typedef void (*cpu_loop)(void *ctx, char *const *data, const int64_t *stride, int64_t n);

/* Operand 0 gives the shape (the output, as a rule); the others broadcast against it. n <=
 * CPU_ITER_OPERANDS. */
void cpu_iter_init(cpu_iter *it, const rp_geometry *const *operands, int n);
/* The shape is given: operand 0 may be broadcast too (a reduction's output with kept dimensions).
 */
void cpu_iter_init_shape(cpu_iter *it, const int64_t *shape, int ndim,
                         const rp_geometry *const *operands, int n);
/* Runs over all elements; large ones by several threads, in ranges that are the same for every
 * number of threads as far as a vector loop can tell (boundaries are multiples of 4096 elements).
 * No two elements may write the same place. */
void cpu_iter_run(const cpu_iter *it, cpu_loop loop, void *ctx);
/* The same in one thread, in order: for loops that accumulate. */
void cpu_iter_run_serial(const cpu_iter *it, cpu_loop loop, void *ctx);
/* Elements [from, to) of the linear order. */
void cpu_iter_range(const cpu_iter *it, int64_t from, int64_t to, cpu_loop loop, void *ctx);
#endif
