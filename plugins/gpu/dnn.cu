/* plugins/gpu/dnn.cu - what the libraries for convolutions share: keys, descriptors' numbers, the
   bias */
#include "dnn.h"

int gpu_dnn_sizes(int *size, int *step, const gpu_volumes &v, int spatial)
{
    const int skip = spatial < GPU_SPATIAL ? 1 : 0;
    int n = 0, dense = 1;
    /* a step of an extent of 1 means nothing, and must not be 0 */
    for (int d = 1 + GPU_SPATIAL; d >= 0; d--) {
        if (d == 2 && skip) continue;
        const int at = d < 2 ? d : d - skip;
        size[at] = (int)v.shape[d];
        step[at] = v.shape[d] == 1 ? dense : (int)v.stride[d];
        dense = size[at] * step[at];
        n++;
    }
    return n;
}

bool gpu_dnn_is_dense(const gpu_volumes &v, bool channels_last)
{
    static const int first[] = {4, 3, 2, 1, 0}, last[] = {1, 4, 3, 2, 0};
    int64_t dense = 1;
    for (const int d : channels_last ? last : first) {
        if (v.shape[d] > 1 && v.stride[d] != dense) return false;
        dense *= v.shape[d];
    }
    return true;
}

static gpu_dnn_key key_of(const gpu_op &op, const gpu_convolution &v, gpu_convolution_product which)
{
    gpu_dnn_key key = {op.device, which, (int64_t)v.dtype, v.spatial, v.groups, {0}, {{0}}};
    const gpu_volumes *const volumes[] = {&v.large, &v.small, &v.weight};
    for (int i = 0; i < GPU_SPATIAL; i++)
        key.how[3 * i] = v.stride[i], key.how[3 * i + 1] = v.padding[i],
                    key.how[3 * i + 2] = v.dilation[i];
    for (int i = 0; i < 3; i++) {
        memcpy(key.volume[i], volumes[i]->shape, sizeof volumes[i]->shape);
        memcpy(key.volume[i] + 2 + GPU_SPATIAL, volumes[i]->stride, sizeof volumes[i]->stride);
    }
    return key;
}

/* y[n, c, ...] += bias[c]: a block for each n and c. */
template <class T>
static rp_status add_bias(gpu_op &op, const gpu_volumes &y, const rp_geometry &b)
{
    const gpu_ptr<const T> bias = gpu_at<const T>(b.data);
    const int64_t step = b.stride[0], channels = y.shape[1],
                  count = y.shape[2] * y.shape[3] * y.shape[4];
    return gpu_each_block(
        op, y.shape[0] * channels, gpu_block_threads(count), [=] GPU_LAMBDA(int64_t row) {
            const int64_t at[] = {row / channels, row % channels};
            const gpu_ptr<T> plane = y.plane<T>(at);
            const gpu_compute<T> x = gpu_get(bias[at[1] * step]);
            for (int64_t i = threadIdx.x; i < count; i += blockDim.x) {
                const int64_t line = gpu_quotient(i, y.shape[4]),
                              first = gpu_quotient(line, y.shape[3]);
                T &e = plane[y.place(first, line - first * y.shape[3], i - line * y.shape[4])];
                e = gpu_put<T>(gpu_get(e) + x);
            }
        });
}

/* Elements, which libraries count with an int. */
static bool fits(const gpu_volumes &v)
{
    const int64_t n = kernel_product(v.shape, 0, 2 + GPU_SPATIAL);
    return n > 0 && n <= INT32_MAX;
}

rp_status gpu_dnn_convolution(gpu_op &op, const gpu_convolution &v, gpu_convolution_product which,
                              bool *served)
{
    if (!kernel_is_floating(v.dtype) || !fits(v.large) || !fits(v.small) || !fits(v.weight))
        return RP_OK;
    RP_TRY(gpu_dnn_library(op, key_of(op, v, which), v, which, served));
    if (!*served || !v.bias.data) return RP_OK;
    const gpu_volumes &y = which == GPU_CONV_LARGE ? v.large : v.small;
    GPU_FLOATS(v.dtype, T, return kernel_no_dtype("aten::convolution", v.dtype),
               return add_bias<T>(op, y, v.bias))
}
