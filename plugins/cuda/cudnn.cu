/* plugins/cuda/cudnn.cu - convolutions by cuDNN, by those of its algorithms that give the same bits
 * every time
 *
 * f32 is multiplied as f32, not as tf32. Weights must lie dense; images may have any strides.
 * Descriptors are made on the heap: a thread keeps them with the algorithm that was chosen.
 */
#if __has_include(<cudnn.h>) /* a toolkit may come without */
#include <cudnn.h>
#include "plugins/gpu/device.h"
#include "plugins/gpu/dnn.h"
#include "plugins/gpu/library.h"
#pragma GCC diagnostic ignored                                                                     \
    "-Wdeprecated-declarations" /* the functions of version 8, which 9 has, too */

/* clang-format off */
#define NAMES(X_)                                                                                  \
    X_(cudnnCreate) X_(cudnnSetStream) X_(cudnnCreateTensorDescriptor)                             \
    X_(cudnnSetTensorNdDescriptor) X_(cudnnDestroyTensorDescriptor)                                \
    X_(cudnnCreateFilterDescriptor) X_(cudnnSetFilterNdDescriptor)                                 \
    X_(cudnnDestroyFilterDescriptor) X_(cudnnCreateConvolutionDescriptor)                          \
    X_(cudnnSetConvolutionNdDescriptor) X_(cudnnDestroyConvolutionDescriptor)                      \
    X_(cudnnSetConvolutionGroupCount) X_(cudnnSetConvolutionMathType)                              \
    X_(cudnnGetConvolutionForwardAlgorithm_v7) X_(cudnnConvolutionForward)                         \
    X_(cudnnGetConvolutionBackwardDataAlgorithm_v7) X_(cudnnConvolutionBackwardData)               \
    X_(cudnnGetConvolutionBackwardFilterAlgorithm_v7) X_(cudnnConvolutionBackwardFilter)
/* clang-format on */
static struct {
    NAMES(GPU_LIBRARY_MEMBER)
} dnn;
#define SYMBOL(name_) GPU_LIBRARY_SYMBOL(dnn, name_)
static const gpu_symbol symbols[] = {NAMES(SYMBOL){}};
static gpu_library library = {"cuDNN",
                              {"libcudnn.so.9", "libcudnn.so.8"},
                              {"$CUDNN_PATH/lib", "$CUDA_HOME/lib64", "/usr/local/cuda/lib64"},
                              symbols};
static const gpu_library_known listed(&library);

enum { ALGORITHMS = 16, WORKSPACE = 256 << 20 };

/* ---- descriptors ----------------------------------------------------------------------------- */
static cudnnDataType_t type_of(rp_dtype d)
{
    return d == RP_F64   ? CUDNN_DATA_DOUBLE
           : d == RP_F32 ? CUDNN_DATA_FLOAT
           : d == RP_F16 ? CUDNN_DATA_HALF
                         : CUDNN_DATA_BFLOAT16;
}

struct dnn_product {
    bool ok;
    cudnnTensorDescriptor_t large, small;
    cudnnFilterDescriptor_t weight;
    cudnnConvolutionDescriptor_t how;
    int algorithm;
    size_t workspace;

    void forget()
    {
        for (cudnnTensorDescriptor_t t : {large, small})
            if (t) (void)dnn.cudnnDestroyTensorDescriptor(t);
        if (weight) (void)dnn.cudnnDestroyFilterDescriptor(weight);
        if (how) (void)dnn.cudnnDestroyConvolutionDescriptor(how);
        *this = dnn_product();
    }
};

static bool describe_image(cudnnTensorDescriptor_t *t, const gpu_convolution &v,
                           const gpu_volumes &image)
{
    int size[5], step[5];
    const int n = gpu_dnn_sizes(size, step, image, v.spatial);
    return !dnn.cudnnCreateTensorDescriptor(t) &&
           !dnn.cudnnSetTensorNdDescriptor(*t, type_of(v.dtype), n, size, step);
}

static bool describe_weight(dnn_product *p, const gpu_convolution &v)
{
    int size[5], step[5];
    const int n = gpu_dnn_sizes(size, step, v.weight, v.spatial);
    return gpu_dnn_is_dense(v.weight, false) && !dnn.cudnnCreateFilterDescriptor(&p->weight) &&
           !dnn.cudnnSetFilterNdDescriptor(p->weight, type_of(v.dtype), CUDNN_TENSOR_NCHW, n, size);
}

static bool describe(dnn_product *p, const gpu_convolution &v)
{
    const int skip = v.spatial < GPU_SPATIAL ? 1 : 0;
    const cudnnDataType_t sums = v.dtype == RP_F64 ? CUDNN_DATA_DOUBLE : CUDNN_DATA_FLOAT;
    const bool half = v.dtype == RP_F16 || v.dtype == RP_BF16;
    return describe_image(&p->large, v, v.large) && describe_image(&p->small, v, v.small) &&
           describe_weight(p, v) && !dnn.cudnnCreateConvolutionDescriptor(&p->how) &&
           !dnn.cudnnSetConvolutionNdDescriptor(p->how, GPU_SPATIAL - skip, v.padding + skip,
                                                v.stride + skip, v.dilation + skip,
                                                CUDNN_CROSS_CORRELATION, sums) &&
           !dnn.cudnnSetConvolutionGroupCount(p->how, (int)v.groups) &&
           !dnn.cudnnSetConvolutionMathType(p->how, half ? CUDNN_TENSOR_OP_MATH : CUDNN_FMA_MATH);
}

/* ---- what the library chose ------------------------------------------------------------------ */
template <class R>
static void take_best(dnn_product *to, const R *results, int n)
{
    for (int i = 0; i < n && !to->ok; i++) {
        const R &r = results[i];
        if (r.status || r.determinism != CUDNN_DETERMINISTIC || r.memory > WORKSPACE) continue;
        to->ok = true;
        to->algorithm = (int)r.algo;
        to->workspace = r.memory;
    }
}

static void choose(dnn_product *p, cudnnHandle_t h, const gpu_convolution &v,
                   gpu_convolution_product which)
{
    int n = 0;
    if (!describe(p, v)) return;
    if (which == GPU_CONV_SMALL) {
        cudnnConvolutionFwdAlgoPerf_t r[ALGORITHMS];
        if (!dnn.cudnnGetConvolutionForwardAlgorithm_v7(h, p->large, p->weight, p->how, p->small,
                                                        ALGORITHMS, &n, r))
            take_best(p, r, n);
    } else if (which == GPU_CONV_LARGE) {
        cudnnConvolutionBwdDataAlgoPerf_t r[ALGORITHMS];
        if (!dnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(h, p->weight, p->small, p->how,
                                                             p->large, ALGORITHMS, &n, r))
            take_best(p, r, n);
    } else {
        cudnnConvolutionBwdFilterAlgoPerf_t r[ALGORITHMS];
        if (!dnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(h, p->large, p->small, p->how,
                                                               p->weight, ALGORITHMS, &n, r))
            take_best(p, r, n);
    }
}

/* ---- calls ----------------------------------------------------------------------------------- */
/* A handle belongs to one thread and one device. */
static cudnnHandle_t handle_of(const gpu_op &op)
{
    static thread_local cudnnHandle_t handles[GPU_MAX_DEVICES];
    cudnnHandle_t *h = &handles[op.device];
    if (!*h && dnn.cudnnCreate(h)) *h = nullptr;
    return *h && !dnn.cudnnSetStream(*h, (cudaStream_t)op.stream) ? *h : nullptr;
}

static cudnnStatus_t compute(cudnnHandle_t h, const dnn_product &p, const gpu_convolution &v,
                             gpu_convolution_product which, void *workspace)
{
    const float one = 1, zero = 0;
    const double wide_one = 1, wide_zero = 0;
    const bool wide = v.dtype == RP_F64;
    const void *alpha = wide ? (const void *)&wide_one : &one,
               *beta = wide ? (const void *)&wide_zero : &zero;
    void *large = gpu_raw(v.large.data), *small = gpu_raw(v.small.data),
         *weight = gpu_raw(v.weight.data);
    if (which == GPU_CONV_SMALL)
        return dnn.cudnnConvolutionForward(h, alpha, p.large, large, p.weight, weight, p.how,
                                           (cudnnConvolutionFwdAlgo_t)p.algorithm, workspace,
                                           p.workspace, beta, p.small, small);
    if (which == GPU_CONV_LARGE)
        return dnn.cudnnConvolutionBackwardData(h, alpha, p.weight, weight, p.small, small, p.how,
                                                (cudnnConvolutionBwdDataAlgo_t)p.algorithm,
                                                workspace, p.workspace, beta, p.large, large);
    return dnn.cudnnConvolutionBackwardFilter(h, alpha, p.large, large, p.small, small, p.how,
                                              (cudnnConvolutionBwdFilterAlgo_t)p.algorithm,
                                              workspace, p.workspace, beta, p.weight, weight);
}

rp_status gpu_dnn_library(gpu_op &op, const gpu_dnn_key &key, const gpu_convolution &v,
                          gpu_convolution_product which, bool *served)
{
    static thread_local gpu_choices<gpu_dnn_key, dnn_product, 128> choices;
    bool known;
    if (!gpu_library_open(&library)) return RP_OK;
    cudnnHandle_t h = handle_of(op);
    if (!h) return RP_OK;
    dnn_product *p = choices.find(key, &known);
    if (!known) choose(p, h, v, which);
    if (!p->ok) return RP_OK;
    gpu_ptr<char> workspace = {};
    if (p->workspace) RP_TRY(op.scratch(&workspace, (int64_t)p->workspace));
    if (compute(h, *p, v, which, gpu_raw(workspace))) return (void)GPU(GetLastError)(), RP_OK;
    *served = true;
    return op.launched("cudnnConvolution", GPU(Success));
}
#endif
