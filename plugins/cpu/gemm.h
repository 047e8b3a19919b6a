/* plugins/cpu/gemm.h - the float matrix product that matmul.c and attention.c are made of */
#ifndef RP_CPU_GEMM_H
#define RP_CPU_GEMM_H
#include "cpu.h"

/* C = alpha op(A) op(B) + beta C, all row-major: op(A) is m x k, op(B) k x n, and `lda` steps
 * between the rows of A as it lies in memory. C is not read where beta is 0, A and B not where k or
 * alpha is 0. Uses several threads when called outside of a parallel region and only the caller's
 * inside one; never fails.
 */
void cpu_sgemm(bool ta, bool tb, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
               int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc);
/* The same by our own blocked kernel: the one there is without oneDNN. Same bits for every number
 * of threads. */
void cpu_sgemm_blocked(bool ta, bool tb, int64_t m, int64_t n, int64_t k, float alpha,
                       const float *a, int64_t lda, const float *b, int64_t ldb, float beta,
                       float *c, int64_t ldc);
#endif
