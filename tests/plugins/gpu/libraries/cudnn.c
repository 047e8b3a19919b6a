/* tests/plugins/gpu/libraries/cudnn.c - a stand-in for libcudnn: the toolkit's declarations, our
   definitions */
#include "convolution.h"
#include <cudnn.h>

enum { WORKSPACE = 1024, ALGORITHM = 1 };
struct cudnnTensorStruct {
    d_volume v;
};
struct cudnnFilterStruct {
    d_volume v;
};
struct cudnnConvolutionStruct {
    d_convolution how;
    d_type sums;
};

static d_type type_of(cudnnDataType_t t)
{
    return t == CUDNN_DATA_HALF       ? D_F16
           : t == CUDNN_DATA_BFLOAT16 ? D_BF16
           : t == CUDNN_DATA_FLOAT    ? D_F32
           : t == CUDNN_DATA_DOUBLE   ? D_F64
                                      : D_NONE;
}

static cudnnStatus_t status(int bad)
{
    return bad ? CUDNN_STATUS_BAD_PARAM : CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnCreate(cudnnHandle_t *handle)
{
    static int here;
    *handle = (cudnnHandle_t)(void *)&here;
    return CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnSetStream(cudnnHandle_t handle, cudaStream_t stream)
{
    (void)stream;
    return status(!handle);
}

EXPORT cudnnStatus_t cudnnCreateTensorDescriptor(cudnnTensorDescriptor_t *t)
{
    *t = d_make(sizeof **t);
    return CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnSetTensorNdDescriptor(cudnnTensorDescriptor_t t, cudnnDataType_t type,
                                                int n, const int *sizes, const int *steps)
{
    t->v = d_volume_of(type_of(type), n, sizes, steps);
    return status(n < 4 || n > 5);
}

EXPORT cudnnStatus_t cudnnDestroyTensorDescriptor(cudnnTensorDescriptor_t t)
{
    return status(d_unmake(t));
}

EXPORT cudnnStatus_t cudnnCreateFilterDescriptor(cudnnFilterDescriptor_t *f)
{
    *f = d_make(sizeof **f);
    return CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnSetFilterNdDescriptor(cudnnFilterDescriptor_t f, cudnnDataType_t type,
                                                cudnnTensorFormat_t format, int n, const int *sizes)
{
    int steps[5], dense = 1;
    if (n < 4 || n > 5 || format != CUDNN_TENSOR_NCHW) return CUDNN_STATUS_BAD_PARAM;
    for (int d = n; d-- > 0; dense *= sizes[d]) steps[d] = dense;
    f->v = d_volume_of(type_of(type), n, sizes, steps);
    return CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnDestroyFilterDescriptor(cudnnFilterDescriptor_t f)
{
    return status(d_unmake(f));
}

EXPORT cudnnStatus_t cudnnCreateConvolutionDescriptor(cudnnConvolutionDescriptor_t *c)
{
    *c = d_make(sizeof **c);
    return CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnSetConvolutionNdDescriptor(cudnnConvolutionDescriptor_t c, int n,
                                                     const int *padding, const int *stride,
                                                     const int *dilation,
                                                     cudnnConvolutionMode_t mode,
                                                     cudnnDataType_t sums)
{
    c->how = d_convolution_of(n, padding, stride, dilation);
    c->sums = type_of(sums);
    return status(mode != CUDNN_CROSS_CORRELATION);
}

EXPORT cudnnStatus_t cudnnSetConvolutionGroupCount(cudnnConvolutionDescriptor_t c, int groups)
{
    c->how.groups = groups;
    return CUDNN_STATUS_SUCCESS;
}

EXPORT cudnnStatus_t cudnnSetConvolutionMathType(cudnnConvolutionDescriptor_t c,
                                                 cudnnMathType_t type)
{
    (void)c;
    return status(type != CUDNN_FMA_MATH && type != CUDNN_TENSOR_OP_MATH);
}

EXPORT cudnnStatus_t cudnnDestroyConvolutionDescriptor(cudnnConvolutionDescriptor_t c)
{
    return status(d_unmake(c));
}

/* 0, or 1 for what does not agree. */
static int run(cudnnConvolutionDescriptor_t c, cudnnTensorDescriptor_t large, const void *x,
               cudnnTensorDescriptor_t small, const void *y, cudnnFilterDescriptor_t w,
               const void *k, int which, const void *alpha, const void *beta, int algorithm,
               void *workspace, size_t bytes)
{
    const d_volume v[] = {large->v, small->v, w->v};
    void *const data[] = {(void *)(uintptr_t)x, (void *)(uintptr_t)y, (void *)(uintptr_t)k};
    const d_type sums = large->v.type == D_F64 ? D_F64 : D_F32;
    if (algorithm != ALGORITHM || !workspace || bytes < WORKSPACE || c->sums != sums ||
        d_load(alpha, 0, sums) != 1 || d_load(beta, 0, sums) != 0)
        return 1;
    memset(workspace, 0xff, bytes);
    return d_convolve(&c->how, v, data, which);
}

/* The fastest algorithm does not give the same bits every time; then one wants too much; then one
   will do. */
#define CHOICES(name_, perf_, algorithm_, a_, A_, b_, B_, r_, R_)                                  \
    EXPORT cudnnStatus_t cudnnGetConvolution##name_##Algorithm_v7(                                 \
        cudnnHandle_t handle, const A_ a_, const B_ b_, const cudnnConvolutionDescriptor_t c,      \
        const R_ r_, const int room, int *found, perf_ *to)                                        \
    {                                                                                              \
        (void)a_, (void)b_, (void)r_;                                                              \
        if (!handle || !c || room < 3) return CUDNN_STATUS_BAD_PARAM;                              \
        to[0] =                                                                                    \
            (perf_){.algo = (algorithm_)0, .memory = 0, .determinism = CUDNN_NON_DETERMINISTIC};   \
        to[1] = (perf_){                                                                           \
            .algo = (algorithm_)0, .memory = (size_t)1 << 40, .determinism = CUDNN_DETERMINISTIC}; \
        to[2] = (perf_){.algo = (algorithm_)ALGORITHM,                                             \
                        .memory = WORKSPACE,                                                       \
                        .determinism = CUDNN_DETERMINISTIC};                                       \
        *found = 3;                                                                                \
        return CUDNN_STATUS_SUCCESS;                                                               \
    }
CHOICES(Forward, cudnnConvolutionFwdAlgoPerf_t, cudnnConvolutionFwdAlgo_t, x,
        cudnnTensorDescriptor_t, w, cudnnFilterDescriptor_t, y, cudnnTensorDescriptor_t)
CHOICES(BackwardData, cudnnConvolutionBwdDataAlgoPerf_t, cudnnConvolutionBwdDataAlgo_t, w,
        cudnnFilterDescriptor_t, dy, cudnnTensorDescriptor_t, dx, cudnnTensorDescriptor_t)
CHOICES(BackwardFilter, cudnnConvolutionBwdFilterAlgoPerf_t, cudnnConvolutionBwdFilterAlgo_t, x,
        cudnnTensorDescriptor_t, dy, cudnnTensorDescriptor_t, dw, cudnnFilterDescriptor_t)

EXPORT cudnnStatus_t cudnnConvolutionForward(cudnnHandle_t handle, const void *alpha,
                                             const cudnnTensorDescriptor_t of_x, const void *x,
                                             const cudnnFilterDescriptor_t of_w, const void *w,
                                             const cudnnConvolutionDescriptor_t c,
                                             cudnnConvolutionFwdAlgo_t algorithm, void *workspace,
                                             size_t bytes, const void *beta,
                                             const cudnnTensorDescriptor_t of_y, void *y)
{
    return status(!handle || run(c, of_x, x, of_y, y, of_w, w, D_SMALL, alpha, beta, (int)algorithm,
                                 workspace, bytes));
}

EXPORT cudnnStatus_t cudnnConvolutionBackwardData(
    cudnnHandle_t handle, const void *alpha, const cudnnFilterDescriptor_t of_w, const void *w,
    const cudnnTensorDescriptor_t of_dy, const void *dy, const cudnnConvolutionDescriptor_t c,
    cudnnConvolutionBwdDataAlgo_t algorithm, void *workspace, size_t bytes, const void *beta,
    const cudnnTensorDescriptor_t of_dx, void *dx)
{
    return status(!handle || run(c, of_dx, dx, of_dy, dy, of_w, w, D_LARGE, alpha, beta,
                                 (int)algorithm, workspace, bytes));
}

EXPORT cudnnStatus_t cudnnConvolutionBackwardFilter(
    cudnnHandle_t handle, const void *alpha, const cudnnTensorDescriptor_t of_x, const void *x,
    const cudnnTensorDescriptor_t of_dy, const void *dy, const cudnnConvolutionDescriptor_t c,
    cudnnConvolutionBwdFilterAlgo_t algorithm, void *workspace, size_t bytes, const void *beta,
    const cudnnFilterDescriptor_t of_dw, void *dw)
{
    return status(!handle || run(c, of_x, x, of_dy, dy, of_dw, dw, D_WEIGHT, alpha, beta,
                                 (int)algorithm, workspace, bytes));
}
