/* tests/plugins/gpu/libraries/rocblas.c - a stand-in for librocblas */
#include "product.h"

static d_type type_of(int t) /* rocblas_datatype */
{
    return t == 150 ? D_F16 : t == 168 ? D_BF16 : t == 151 ? D_F32 : t == 152 ? D_F64 : D_NONE;
}

static d_matrix matrix_of(int type, int turned, int64_t rows, int64_t columns, int ld, int64_t step,
                          int batch)
{
    return (d_matrix){type_of(type), turned ? columns : rows, turned ? rows : columns, ld, step,
                      batch};
}

EXPORT int rocblas_create_handle(void **handle)
{
    static int calm; /* not yet told to do without atomics */
    *handle = &calm;
    return 0;
}

EXPORT int rocblas_set_stream(void *handle, void *stream)
{
    (void)stream;
    return !handle;
}

#ifndef WITHOUT_ATOMICS_MODE
EXPORT int rocblas_set_atomics_mode(void *handle, int mode)
{
    *(int *)handle = mode == 0;
    return 0;
}
#endif

EXPORT int rocblas_gemm_strided_batched_ex(
    void *handle, int trans_a, int trans_b, int m, int n, int k, const void *alpha, const void *a,
    int a_type, int lda, int64_t stride_a, const void *b, int b_type, int ldb, int64_t stride_b,
    const void *beta, const void *c, int c_type, int ldc, int64_t stride_c, void *d, int out_type,
    int ldd, int64_t stride_d, int batch, int compute_type, int algo, int solution, uint32_t flags)
{
    if (!*(int *)handle || trans_a < 111 || trans_a > 112 || trans_b < 111 || trans_b > 112 ||
        algo || solution || flags)
        return 1;
    const d_product p = {.a = matrix_of(a_type, trans_a == 112, m, k, lda, stride_a, batch),
                         .b = matrix_of(b_type, trans_b == 112, k, n, ldb, stride_b, batch),
                         .c = matrix_of(c_type, 0, m, n, ldc, stride_c, batch),
                         .d = matrix_of(out_type, 0, m, n, ldd, stride_d, batch),
                         .turn_a = trans_a == 112,
                         .turn_b = trans_b == 112,
                         .sums = type_of(compute_type),
                         .alpha = alpha,
                         .beta = beta};
    return d_multiply(&p, a, b, c, d);
}
