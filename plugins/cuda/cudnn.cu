/* plugins/cuda/cudnn.cu - convolutions by cuDNN, by those of its algorithms that give the same bits every time
 *
 * f32 is multiplied as f32, not as tf32. Weights must lie dense; images may have any strides.
 */
#include "plugins/gpu/device.h"
#include "plugins/gpu/dnn.h"
#include "plugins/gpu/library.h"
#if __has_include(<cudnn.h>) /* a toolkit may come without */
#include <cudnn.h>
#include <mutex>
#pragma GCC diagnostic ignored "-Wdeprecated-declarations" /* the functions of version 8, which 9 has, too */

#define NAMES(X_)                                                                                                        \
    X_(cudnnCreate) X_(cudnnSetStream) X_(cudnnAddTensor)                                                                \
    X_(cudnnCreateTensorDescriptor) X_(cudnnSetTensorNdDescriptor) X_(cudnnDestroyTensorDescriptor)                      \
    X_(cudnnCreateFilterDescriptor) X_(cudnnSetFilterNdDescriptor) X_(cudnnDestroyFilterDescriptor)                      \
    X_(cudnnCreateConvolutionDescriptor) X_(cudnnSetConvolutionNdDescriptor) X_(cudnnDestroyConvolutionDescriptor)       \
    X_(cudnnSetConvolutionGroupCount) X_(cudnnSetConvolutionMathType)                                                    \
    X_(cudnnGetConvolutionForwardAlgorithm_v7) X_(cudnnConvolutionForward)                                               \
    X_(cudnnGetConvolutionBackwardDataAlgorithm_v7) X_(cudnnConvolutionBackwardData)                                     \
    X_(cudnnGetConvolutionBackwardFilterAlgorithm_v7) X_(cudnnConvolutionBackwardFilter)
static struct {
    NAMES(GPU_LIBRARY_MEMBER)
} dnn;
#define SYMBOL(name_) GPU_LIBRARY_SYMBOL(dnn, name_)
static const gpu_symbol symbols[] = {NAMES(SYMBOL){}};
static gpu_library library = {"cuDNN", {"libcudnn.so.9", "libcudnn.so.8"}, {"$CUDNN_PATH/lib", "$CUDA_HOME/lib64", "/usr/local/cuda/lib64"}, symbols, 0};

enum { ALGORITHMS = 16, WORKSPACE = 256 << 20 };

/* ---- descriptors ------------------------------------------------------------------------------------------------------------------------ */
static cudnnDataType_t type_of(rp_dtype d)
{
    return d == RP_F64 ? CUDNN_DATA_DOUBLE : d == RP_F32 ? CUDNN_DATA_FLOAT : d == RP_F16 ? CUDNN_DATA_HALF : CUDNN_DATA_BFLOAT16;
}

struct descriptors {
    cudnnTensorDescriptor_t large, small, bias;
    cudnnFilterDescriptor_t weight;
    cudnnConvolutionDescriptor_t how;

    descriptors() : large(), small(), bias(), weight(), how() {}
    ~descriptors()
    {
        for (cudnnTensorDescriptor_t t : {large, small, bias})
            if (t) (void)dnn.cudnnDestroyTensorDescriptor(t);
        if (weight) (void)dnn.cudnnDestroyFilterDescriptor(weight);
        if (how) (void)dnn.cudnnDestroyConvolutionDescriptor(how);
    }
};

/* Dimensions for the library, which wants two or three spatial ones. */
static int sizes_of(int *size, int *step, const gpu_volumes &v, int spatial)
{
    const int skip = spatial < GPU_SPATIAL ? 1 : 0;
    int n = 0, dense = 1;
    for (int d = 1 + GPU_SPATIAL; d >= 0; d--) { /* a step of an extent of 1 means nothing, and must not be 0 */
        if (d == 2 && skip) continue;
        const int at = d < 2 ? d : d - skip;
        size[at] = (int)v.shape[d];
        step[at] = v.shape[d] == 1 ? dense : (int)v.stride[d];
        dense = size[at] * step[at];
        n++;
    }
    return n;
}

static bool describe_image(cudnnTensorDescriptor_t *t, const gpu_convolution &v, const gpu_volumes &image)
{
    int size[5], step[5];
    const int n = sizes_of(size, step, image, v.spatial);
    return !dnn.cudnnCreateTensorDescriptor(t) && !dnn.cudnnSetTensorNdDescriptor(*t, type_of(v.dtype), n, size, step);
}

static bool describe_weight(descriptors *d, const gpu_convolution &v)
{
    int size[5], step[5];
    int64_t dense = 1;
    const int n = sizes_of(size, step, v.weight, v.spatial);
    for (int i = n; i-- > 0; dense *= size[i])
        if (size[i] > 1 && step[i] != dense) return false;
    return !dnn.cudnnCreateFilterDescriptor(&d->weight) && !dnn.cudnnSetFilterNdDescriptor(d->weight, type_of(v.dtype), CUDNN_TENSOR_NCHW, n, size);
}

static bool describe_bias(descriptors *d, const gpu_convolution &v, const gpu_volumes &image)
{
    if (!v.bias.data) return true;
    const gpu_volumes channels = {v.bias.numel, {1, image.shape[1], 1, 1, 1}, {0, v.bias.stride[0], 0, 0, 0}, gpu_at<char>(v.bias.data)};
    return describe_image(&d->bias, v, channels);
}

static bool describe(descriptors *d, const gpu_convolution &v, gpu_convolution_product which)
{
    const int skip = v.spatial < GPU_SPATIAL ? 1 : 0;
    const cudnnDataType_t sums = v.dtype == RP_F64 ? CUDNN_DATA_DOUBLE : CUDNN_DATA_FLOAT;
    const bool half = v.dtype == RP_F16 || v.dtype == RP_BF16;
    return describe_image(&d->large, v, v.large) && describe_image(&d->small, v, v.small) && describe_weight(d, v) &&
           describe_bias(d, v, which == GPU_CONV_LARGE ? v.large : v.small) && !dnn.cudnnCreateConvolutionDescriptor(&d->how) &&
           !dnn.cudnnSetConvolutionNdDescriptor(d->how, GPU_SPATIAL - skip, v.padding + skip, v.stride + skip, v.dilation + skip, CUDNN_CROSS_CORRELATION, sums) &&
           !dnn.cudnnSetConvolutionGroupCount(d->how, (int)v.groups) &&
           !dnn.cudnnSetConvolutionMathType(d->how, half ? CUDNN_TENSOR_OP_MATH : CUDNN_FMA_MATH);
}

/* ---- what the library chose ------------------------------------------------------------------------------------------------------------- */
struct choice {
    bool ok;
    int algorithm;
    size_t workspace;
};
template <class R> static void take_best(choice *to, const R *results, int n)
{
    for (int i = 0; i < n && !to->ok; i++) {
        const R &r = results[i];
        if (r.status || r.determinism != CUDNN_DETERMINISTIC || r.memory > WORKSPACE) continue;
        *to = choice{true, (int)r.algo, r.memory};
    }
}

static void choose(choice *to, cudnnHandle_t h, const descriptors &d, gpu_convolution_product which)
{
    int n = 0;
    *to = choice();
    if (which == GPU_CONV_SMALL) {
        cudnnConvolutionFwdAlgoPerf_t r[ALGORITHMS];
        if (!dnn.cudnnGetConvolutionForwardAlgorithm_v7(h, d.large, d.weight, d.how, d.small, ALGORITHMS, &n, r)) take_best(to, r, n);
    } else if (which == GPU_CONV_LARGE) {
        cudnnConvolutionBwdDataAlgoPerf_t r[ALGORITHMS];
        if (!dnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(h, d.weight, d.small, d.how, d.large, ALGORITHMS, &n, r)) take_best(to, r, n);
    } else {
        cudnnConvolutionBwdFilterAlgoPerf_t r[ALGORITHMS];
        if (!dnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(h, d.large, d.small, d.how, d.weight, ALGORITHMS, &n, r)) take_best(to, r, n);
    }
}

struct question { /* no padding */
    int64_t device, which, dtype, spatial, groups, how[3 * GPU_SPATIAL], volume[3][2 * (2 + GPU_SPATIAL)];
};
static choice *chosen(const gpu_op &op, cudnnHandle_t h, const descriptors &d, const gpu_convolution &v, gpu_convolution_product which)
{
    static thread_local gpu_choices<question, choice, 128> choices;
    question key = {op.device, which, (int64_t)v.dtype, v.spatial, v.groups, {0}, {{0}}};
    const gpu_volumes *const volumes[] = {&v.large, &v.small, &v.weight};
    bool known;
    for (int i = 0; i < GPU_SPATIAL; i++) key.how[3 * i] = v.stride[i], key.how[3 * i + 1] = v.padding[i], key.how[3 * i + 2] = v.dilation[i];
    for (int i = 0; i < 3; i++) {
        memcpy(key.volume[i], volumes[i]->shape, sizeof volumes[i]->shape);
        memcpy(key.volume[i] + 2 + GPU_SPATIAL, volumes[i]->stride, sizeof volumes[i]->stride);
    }
    choice *place = choices.find(key, &known);
    if (!known) choose(place, h, d, which);
    return place;
}

/* ---- calls -------------------------------------------------------------------------------------------------------------------------------- */
/* A handle belongs to one thread and one device. */
static cudnnHandle_t handle_of(const gpu_op &op)
{
    static thread_local cudnnHandle_t handles[GPU_MAX_DEVICES];
    cudnnHandle_t *h = &handles[op.device];
    if (!*h && dnn.cudnnCreate(h)) *h = nullptr;
    return *h && !dnn.cudnnSetStream(*h, op.stream) ? *h : nullptr;
}

static cudnnStatus_t compute(cudnnHandle_t h, const descriptors &d, const gpu_convolution &v, gpu_convolution_product which, const choice &c, void *workspace)
{
    const float one = 1, zero = 0;
    const double wide_one = 1, wide_zero = 0;
    const bool wide = v.dtype == RP_F64;
    const void *alpha = wide ? (const void *)&wide_one : &one, *beta = wide ? (const void *)&wide_zero : &zero;
    const bool large = which == GPU_CONV_LARGE;
    cudnnStatus_t st;
    if (which == GPU_CONV_SMALL)
        st = dnn.cudnnConvolutionForward(h, alpha, d.large, v.large.data, d.weight, v.weight.data, d.how, (cudnnConvolutionFwdAlgo_t)c.algorithm, workspace,
                                         c.workspace, beta, d.small, v.small.data);
    else if (large)
        st = dnn.cudnnConvolutionBackwardData(h, alpha, d.weight, v.weight.data, d.small, v.small.data, d.how, (cudnnConvolutionBwdDataAlgo_t)c.algorithm,
                                              workspace, c.workspace, beta, d.large, v.large.data);
    else
        st = dnn.cudnnConvolutionBackwardFilter(h, alpha, d.large, v.large.data, d.small, v.small.data, d.how, (cudnnConvolutionBwdFilterAlgo_t)c.algorithm,
                                                workspace, c.workspace, beta, d.weight, v.weight.data);
    if (st || !v.bias.data) return st;
    return dnn.cudnnAddTensor(h, alpha, d.bias, v.bias.data, alpha, large ? d.large : d.small, large ? v.large.data : v.small.data);
}

/* Elements, which the library counts with an int. */
static bool fits(const gpu_volumes &v)
{
    const int64_t n = kernel_product(v.shape, 0, 2 + GPU_SPATIAL);
    return n > 0 && n <= INT32_MAX;
}

rp_status gpu_dnn_convolution(gpu_op &op, const gpu_convolution &v, gpu_convolution_product which, bool *served)
{
    if (!kernel_is_floating(v.dtype) || !fits(v.large) || !fits(v.small) || !fits(v.weight) || !gpu_library_open(&library)) return RP_OK;
    cudnnHandle_t h = handle_of(op);
    descriptors d;
    if (!h || !describe(&d, v, which)) return RP_OK;
    const choice *how = chosen(op, h, d, v, which);
    if (!how->ok) return RP_OK;
    gpu_ptr<char> workspace = {};
    if (how->workspace) RP_TRY(op.scratch(&workspace, (int64_t)how->workspace));
    if (compute(h, d, v, which, *how, workspace)) return (void)cudaGetLastError(), RP_OK;
    *served = true;
    return op.launched("cudnnConvolution", cudaSuccess);
}
#endif
