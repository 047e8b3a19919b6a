/* tests/plugins/gpu/libraries/cublaslt.c - a stand-in for libcublasLt: the toolkit's declarations,
   our definitions */
#include "product.h"
#include <cublasLt.h>

enum { WORKSPACE = 4096, MARK = 0x5a };
typedef struct { /* what lies in the library's opaque structs */
    cublasComputeType_t compute;
    cudaDataType_t scale;
    int32_t trans[2];
    uint32_t epilogue;
    const void *bias;
} description;
_Static_assert(sizeof(description) <= sizeof(cublasLtMatmulDescOpaque_t) &&
                   sizeof(d_matrix) <= sizeof(cublasLtMatrixLayoutOpaque_t),
               "they fit");

static d_type type_of(cudaDataType_t t)
{
    return t == CUDA_R_16F    ? D_F16
           : t == CUDA_R_16BF ? D_BF16
           : t == CUDA_R_32F  ? D_F32
           : t == CUDA_R_64F  ? D_F64
                              : D_NONE;
}

static cublasStatus_t put(void *to, size_t room, const void *value, size_t bytes)
{
    if (bytes != room) return CUBLAS_STATUS_INVALID_VALUE;
    memcpy(to, value, bytes);
    return CUBLAS_STATUS_SUCCESS;
}

EXPORT cublasStatus_t cublasLtCreate(cublasLtHandle_t *handle)
{
    static int here;
    *handle = (cublasLtHandle_t)(void *)&here;
    return CUBLAS_STATUS_SUCCESS;
}

EXPORT cublasStatus_t cublasLtMatrixLayoutInit_internal(cublasLtMatrixLayout_t l, size_t size,
                                                        cudaDataType type, uint64_t rows,
                                                        uint64_t cols, int64_t ld)
{
    const d_matrix m = {type_of(type), (int64_t)rows, (int64_t)cols, ld, 0, 1};
    if (size != sizeof *l) return CUBLAS_STATUS_INVALID_VALUE;
    memcpy(l, &m, sizeof m);
    return CUBLAS_STATUS_SUCCESS;
}

EXPORT cublasStatus_t cublasLtMatrixLayoutSetAttribute(cublasLtMatrixLayout_t l,
                                                       cublasLtMatrixLayoutAttribute_t attribute,
                                                       const void *value, size_t bytes)
{
    d_matrix *m = (d_matrix *)(void *)l;
    if (attribute == CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT)
        return put(&m->batch, sizeof m->batch, value, bytes);
    return attribute == CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET
               ? put(&m->step, sizeof m->step, value, bytes)
               : CUBLAS_STATUS_INVALID_VALUE;
}

EXPORT cublasStatus_t cublasLtMatmulDescInit_internal(cublasLtMatmulDesc_t desc, size_t size,
                                                      cublasComputeType_t compute,
                                                      cudaDataType_t scale)
{
    const description d = {
        compute, scale, {CUBLAS_OP_N, CUBLAS_OP_N}, CUBLASLT_EPILOGUE_DEFAULT, NULL};
    if (size != sizeof *desc) return CUBLAS_STATUS_INVALID_VALUE;
    memcpy(desc, &d, sizeof d);
    return CUBLAS_STATUS_SUCCESS;
}

EXPORT cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t desc,
                                                     cublasLtMatmulDescAttributes_t attribute,
                                                     const void *value, size_t bytes)
{
    description *d = (description *)(void *)desc;
    switch (attribute) {
    case CUBLASLT_MATMUL_DESC_TRANSA: return put(&d->trans[0], sizeof *d->trans, value, bytes);
    case CUBLASLT_MATMUL_DESC_TRANSB: return put(&d->trans[1], sizeof *d->trans, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE: return put(&d->epilogue, sizeof d->epilogue, value, bytes);
    case CUBLASLT_MATMUL_DESC_BIAS_POINTER: return put(&d->bias, sizeof d->bias, value, bytes);
    default: return CUBLAS_STATUS_INVALID_VALUE;
    }
}

EXPORT cublasStatus_t cublasLtMatmulPreferenceInit_internal(cublasLtMatmulPreference_t preference,
                                                            size_t size)
{
    memset(preference, 0, sizeof *preference);
    return size == sizeof *preference ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}

EXPORT cublasStatus_t cublasLtMatmulPreferenceSetAttribute(
    cublasLtMatmulPreference_t preference, cublasLtMatmulPreferenceAttributes_t attribute,
    const void *value, size_t bytes)
{
    const bool room = attribute == CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES;
    return put(&preference->data[room ? 0 : 1], room ? sizeof(uint64_t) : sizeof(uint32_t), value,
               bytes);
}

EXPORT cublasStatus_t cublasLtMatmulAlgoGetHeuristic(
    cublasLtHandle_t handle, cublasLtMatmulDesc_t desc, cublasLtMatrixLayout_t a,
    cublasLtMatrixLayout_t b, cublasLtMatrixLayout_t c, cublasLtMatrixLayout_t d,
    cublasLtMatmulPreference_t preference, int wanted, cublasLtMatmulHeuristicResult_t *results,
    int *found)
{
    (void)a, (void)b, (void)c, (void)d;
    *found = 0;
    if (!handle || !desc || wanted < 1 || preference->data[0] < WORKSPACE)
        return CUBLAS_STATUS_INVALID_VALUE;
    double_made++;
    memset(results, 0, sizeof *results);
    results->algo.data[0] = MARK;
    results->workspaceSize = WORKSPACE;
    *found = 1;
    return CUBLAS_STATUS_SUCCESS;
}

EXPORT cublasStatus_t cublasLtMatmul(cublasLtHandle_t handle, cublasLtMatmulDesc_t desc,
                                     const void *alpha, const void *a, cublasLtMatrixLayout_t of_a,
                                     const void *b, cublasLtMatrixLayout_t of_b, const void *beta,
                                     const void *c, cublasLtMatrixLayout_t of_c, void *d,
                                     cublasLtMatrixLayout_t of_d, const cublasLtMatmulAlgo_t *algo,
                                     void *workspace, size_t bytes, cudaStream_t stream)
{
    const description *how = (const description *)(const void *)desc;
    (void)stream;
    if (!handle || algo->data[0] != MARK || !workspace || bytes < WORKSPACE)
        return CUBLAS_STATUS_INVALID_VALUE;
    if (how->compute != (how->scale == CUDA_R_64F ? CUBLAS_COMPUTE_64F : CUBLAS_COMPUTE_32F))
        return CUBLAS_STATUS_NOT_SUPPORTED;
    memset(workspace, 0xff, bytes);
    const uint32_t bias = CUBLASLT_EPILOGUE_BIAS, rest = how->epilogue & ~bias;
    d_product p = {.turn_a = how->trans[0] == CUBLAS_OP_T,
                   .turn_b = how->trans[1] == CUBLAS_OP_T,
                   .sums = type_of(how->scale),
                   .alpha = alpha,
                   .beta = beta,
                   .bias = how->epilogue & bias ? how->bias : NULL,
                   .activation = rest == CUBLASLT_EPILOGUE_RELU   ? D_RELU
                                 : rest == CUBLASLT_EPILOGUE_GELU ? D_GELU
                                                                  : D_AS_IS};
    memcpy(&p.a, of_a, sizeof p.a);
    memcpy(&p.b, of_b, sizeof p.b);
    memcpy(&p.c, of_c, sizeof p.c);
    memcpy(&p.d, of_d, sizeof p.d);
    p.bias_type = p.d.type; /* unless it is told otherwise */
    return d_multiply(&p, a, b, c, d) ? CUBLAS_STATUS_INVALID_VALUE : CUBLAS_STATUS_SUCCESS;
}
