/* plugins/gpu/blas.h - matrix products, and the libraries of the vendors for them
 *
 * gpu_blas_product is the whole interface: plugins/cuda and plugins/hip implement it with a library that is opened at run time
 * (library.h); the emulated device has none.
 */
#ifndef GPU_BLAS_H
#define GPU_BLAS_H
#include "gpu.h"

struct gpu_matrices {
    void *data;
    int64_t rs, cs, zs; /* steps in elements: row, column, batch */
};
struct gpu_product { /* c = alpha a b + beta self: z products of m x k and k x n */
    rp_dtype dtype;
    int64_t z, m, n, k; /* z, m and n are not 0 */
    gpu_matrices a, b, c, self;
    bool has_self; /* beta is not 0 */
    rp_value alpha, beta;
};
/* *served stays false where there is no library, or it does not do this product. An error is one of the device, not of the library. */
rp_status gpu_blas_product(gpu_op &op, const gpu_product &p, bool *served);

/* The same as libraries want it, by columns: d = alpha op(a) op(b) + beta c + bias, d m x n, op(a) m x k, op(b) k x n. */
struct gpu_blas_matrix {
    void *data;
    int64_t ld, step; /* between columns, between the products of a batch */
    int64_t turned;   /* as it lies in memory it is the transpose */
};
struct gpu_blas_call { /* no padding: it is the key of what a library chose, its pointers replaced */
    int64_t device, dtype, batch, m, n, k;
    gpu_blas_matrix a, b, c, d;
    void *bias; /* m elements, added to every column; NULL: none */
    double alpha, beta;
};
/* False where a factor has steps in both directions, or self is neither a matrix nor one bias; and for vectors and integers. */
bool gpu_blas_plan(gpu_blas_call *out, const gpu_op &op, gpu_product p);
#endif
