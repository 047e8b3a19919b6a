/* plugins/gpu/blas.h - matrix products, and the libraries of the vendors for them
 *
 * gpu_blas_product brings a product into the form that libraries want and asks two of them in turn.
 * Each is one function, which plugins/cuda or plugins/hip implements with a library that is opened
 * at run time (library.h); a device without has a weak one that serves nothing.
 */
#ifndef GPU_BLAS_H
#define GPU_BLAS_H
#include "activation.h"

struct gpu_matrices {
    void *data;
    int64_t rs, cs, zs; /* steps in elements: row, column, batch */
};
struct gpu_product { /* c = activation(alpha a b + beta self): z products of m x k and k x n */
    rp_dtype dtype;
    int64_t z, m, n, k; /* z, m and n are not 0 */
    gpu_matrices a, b, c, self;
    bool has_self; /* beta is not 0 */
    rp_value alpha, beta;
    gpu_activation activation;
};
/* *served stays false where there is no library, or none does this product. An error is one of the
   device, not of a library. */
rp_status gpu_blas_product(gpu_op &op, const gpu_product &p, bool *served);

/* ---- for the libraries ----------------------------------------------------------------------- */
/* The same by columns: d = activation(alpha op(a) op(b) + beta c + bias), d m x n, op(a) m x k,
   op(b) k x n. */
struct gpu_blas_matrix {
    void *data;
    int64_t ld, step; /* between columns, between the products of a batch */
    int64_t turned;   /* as it lies in memory it is the transpose */
};
/* no padding: it is the key of what a library chose, its pointers replaced */
struct gpu_blas_call {
    int64_t device, dtype, batch, m, n, k, activation;
    gpu_blas_matrix a, b, c, d;
    void *bias; /* m elements, added to every column; NULL: none. Then there is one product */
    double alpha, beta;
};
rp_status gpu_blas_preferred(gpu_op &op, const gpu_blas_call &c, bool *served);
rp_status gpu_blas_second(gpu_op &op, const gpu_blas_call &c, bool *served);

/* What a choice depends on: shapes, steps and the pointers' alignments. */
gpu_blas_call gpu_blas_key(const gpu_blas_call &c);
/* Up to 256 bytes. */
uint32_t gpu_blas_alignment(const void *p);
/* Numbers as a library takes them, by address: float, for f64 double. */
struct gpu_blas_scalars {
    double wide[2];
    float narrow[2];
    const void *alpha, *beta;
    explicit gpu_blas_scalars(const gpu_blas_call &c);
    gpu_blas_scalars(const gpu_blas_scalars &) = delete;
};
/* For a library without epilogues: d = bias in every column, before; d = activation(d), after. */
rp_status gpu_blas_spread_bias(gpu_op &op, const gpu_blas_call &c);
rp_status gpu_blas_activate(gpu_op &op, const gpu_blas_call &c);
#endif
