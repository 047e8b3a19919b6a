/* plugins/gpu/dnn.h - convolutions, and the libraries of the vendors for them
 *
 * Of two images one is `large` and one `small` (convolution.cu says how they meet); any of the
 * three can be what is computed.
 */
#ifndef GPU_DNN_H
#define GPU_DNN_H
#include "window.h"

/* which of the three is computed */
enum gpu_convolution_product { GPU_CONV_SMALL, GPU_CONV_LARGE, GPU_CONV_WEIGHT };
struct gpu_convolution {
    rp_dtype dtype;
    int spatial; /* dimensions, the last of the three */
    int64_t groups;
    int32_t stride[GPU_SPATIAL], padding[GPU_SPATIAL], dilation[GPU_SPATIAL];
    gpu_volumes large, small, weight; /* weights: (co, ci, k0, k1, k2) */
    rp_geometry bias;                 /* of the image that is computed; absent: data NULL */
};
/* As gpu_blas_product: *served stays false where there is no library, or it does not do this
   one. */
rp_status gpu_dnn_convolution(gpu_op &op, const gpu_convolution &v, gpu_convolution_product which,
                              bool *served);

/* ---- for the libraries ----------------------------------------------------------------------- */
struct gpu_dnn_key { /* what a choice and its descriptors depend on; no padding */
    int64_t device, which, dtype, spatial, groups, how[3 * GPU_SPATIAL],
        volume[3][2 * (2 + GPU_SPATIAL)];
};
/* The convolution without its bias, which is added afterwards: what plugins/cuda and plugins/hip
 * implement. Floating dtypes; every volume has elements, as many as an int counts. */
rp_status gpu_dnn_library(gpu_op &op, const gpu_dnn_key &key, const gpu_convolution &v,
                          gpu_convolution_product which, bool *served);

/* Extents and steps for a library, which wants two or three spatial dimensions; returns how many
   there are in all. */
int gpu_dnn_sizes(int *size, int *step, const gpu_volumes &v, int spatial);
/* Do its elements lie side by side, the channels before (NCHW) or behind the spatial dimensions? */
bool gpu_dnn_is_dense(const gpu_volumes &v, bool channels_last);
#endif
