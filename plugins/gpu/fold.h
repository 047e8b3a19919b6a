/* plugins/gpu/fold.h - sums of a function of the numbers from 0 to n, in two passes and an order
 * that n alone decides
 *
 * A is a struct of whole words with operator+ and a value A() that adds nothing. f(i) gives a term,
 * put(sum) takes the result, in one thread.
 */
#ifndef GPU_FOLD_H
#define GPU_FOLD_H
#include "block.h"

/* terms of a thread before another block is worth it; most blocks */
enum { GPU_FOLD_EACH = 8, GPU_FOLD_BLOCKS = 1024 };

template <class A, class F>
GPU_KERNEL gpu_fold_kernel(int64_t n, gpu_ptr<A> part, F f)
{
    A sum = A();
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < n;
         i += (int64_t)gridDim.x * blockDim.x)
        sum = sum + f(i);
    sum = gpu_block_reduce(sum, gpu_plus());
    if (threadIdx.x == 0) part[blockIdx.x] = sum;
}
template <class A, class P>
GPU_KERNEL gpu_fold_parts_kernel(int64_t parts, gpu_ptr<const A> part, P put)
{
    A sum = A();
    for (int64_t i = threadIdx.x; i < parts; i += blockDim.x) sum = sum + part[i];
    sum = gpu_block_reduce(sum, gpu_plus());
    if (threadIdx.x == 0) put(sum);
}
template <class A, class F, class P>
static inline rp_status gpu_fold(gpu_op &op, int64_t n, F f, P put)
{
    const int64_t most = GPU_FOLD_BLOCKS, each = (int64_t)GPU_FOLD_EACH * GPU_BLOCK,
                  wanted = n / each + 1, blocks = wanted < most ? wanted : most;
    gpu_ptr<A> part;
    RP_TRY(op.scratch(&part, blocks));
    RP_TRY(op.launch(op.reporter.op, gpu_fold_kernel<A, F>, blocks, GPU_BLOCK, 0, n, part, f));
    const gpu_ptr<const A> parts = part;
    return op.launch(op.reporter.op, gpu_fold_parts_kernel<A, P>, 1, GPU_BLOCK, 0, blocks, parts,
                     put);
}
#endif
