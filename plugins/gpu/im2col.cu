/* plugins/gpu/im2col.cu - windows of an image as columns and back
 *
 * image (N, C, H, W), columns (N, C k0 k1, o0 o1):
 *   columns[n, (c, k0, k1), (o0, o1)] = image[n, c, o0 s0 - p0 + k0 d0, o1 s1 - p1 + k1 d1], 0
 *   outside; the way back is the sum.
 */
#include "window.h"

struct windows {
    gpu_volumes image; /* (N, C, 1, H, W) */
    int64_t kernel[2], dilation[2], padding[2], stride[2], count[2];
    gpu_ptr<char> columns;
    int64_t at_n, at_row, at_column; /* strides of the columns */

    /* Element (n, c, k0, k1, o0, o1) of the columns. */
    template <class T>
    __device__ gpu_ptr<T> column(int64_t n, int64_t c, int64_t k0, int64_t k1, int64_t o0,
                                 int64_t o1) const
    {
        return gpu_cast<T>(columns) + (n * at_n + ((c * kernel[0] + k0) * kernel[1] + k1) * at_row +
                                       (o0 * count[1] + o1) * at_column);
    }
    /* Where place k of window o lies along dimension d. */
    __device__ int64_t pixel(int d, int64_t o, int64_t k) const
    {
        return o * stride[d] - padding[d] + k * dilation[d];
    }
    /* The window that shows pixel i at place k, or -1. */
    __device__ int64_t window(int d, int64_t i, int64_t k) const
    {
        const int64_t at = i + padding[d] - k * dilation[d],
                      o = at >= 0 ? gpu_quotient(at, stride[d]) : -1;
        return o >= 0 && o * stride[d] == at && o < count[d] ? o : -1;
    }
};

/* kernel_size, dilation, padding, stride from `in` on */
static windows windows_of(const rp_geometry *image, const rp_geometry *columns, const rp_value *in)
{
    windows w;
    w.image = gpu_volumes_of(image, 2);
    for (int d = 0; d < 2; d++) {
        w.kernel[d] = kernel_place(&in[0], d, 1);
        w.dilation[d] = kernel_place(&in[1], d, 1);
        w.padding[d] = kernel_place(&in[2], d, 0);
        w.stride[d] = kernel_place(&in[3], d, 1);
        w.count[d] =
            (w.image.shape[3 + d] + 2 * w.padding[d] - w.dilation[d] * (w.kernel[d] - 1) - 1) /
                w.stride[d] +
            1;
    }
    w.columns = gpu_at<char>(columns->data);
    w.at_n = columns->ndim == 3 ? columns->stride[0] : 0;
    w.at_row = columns->stride[columns->ndim - 2];
    w.at_column = columns->stride[columns->ndim - 1];
    return w;
}

/* One thread an element of the columns: neighbours are windows side by side. */
template <class T>
GPU_KERNEL gather_kernel(windows w, int64_t n)
{
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < n;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[6], rest = i; /* n, c, k0, k1, o0, o1 */
        const int64_t shape[6] = {1,           w.image.shape[1], w.kernel[0],
                                  w.kernel[1], w.count[0],       w.count[1]};
        for (int d = 5; d > 0; d--) {
            const int64_t over = gpu_quotient(rest, shape[d]);
            at[d] = rest - over * shape[d];
            rest = over;
        }
        at[0] = rest;
        const int64_t i0 = w.pixel(0, at[4], at[2]), i1 = w.pixel(1, at[5], at[3]);
        const bool inside = i0 >= 0 && i0 < w.image.shape[3] && i1 >= 0 && i1 < w.image.shape[4];
        *w.column<T>(at[0], at[1], at[2], at[3], at[4], at[5]) =
            inside ? w.image.plane<const T>(at)[w.image.place(0, i0, i1)] : (T)0;
    }
}
/* One thread a pixel: the sum over the windows that show it. */
template <class T>
GPU_KERNEL scatter_kernel(windows w)
{
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < w.image.numel;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[2 + GPU_SPATIAL];
        gpu_compute<T> sum = 0;
        w.image.find(i, at);
        for (int64_t k0 = 0; k0 < w.kernel[0]; k0++) {
            const int64_t o0 = w.window(0, at[3], k0);
            for (int64_t k1 = 0; k1 < w.kernel[1] && o0 >= 0; k1++) {
                const int64_t o1 = w.window(1, at[4], k1);
                if (o1 >= 0) sum += gpu_get(*w.column<const T>(at[0], at[1], k0, k1, o0, o1));
            }
        }
        w.image.plane<T>(at)[w.image.place(0, at[3], at[4])] = gpu_put<T>(sum);
    }
}
template <class T>
static rp_status scatter(gpu_op &op, const windows &w)
{
    const int threads = gpu_volume_threads(w.image);
    return GPU_LAUNCH(op, scatter_kernel<T>, op.blocks(w.image.numel, threads), threads, 0, w);
}

/* (self, kernel_size, dilation, padding, stride) */
GPU_OP(im2col)
{
    GPU_UNUSED;
    const rp_geometry image = kernel_geometry(&in[0]), columns = kernel_geometry(&out[0]);
    if (!columns.numel) return RP_OK;
    const windows w = windows_of(&image, &columns, in + 1);
    gpu_op op(c);
    GPU_SIZES(kernel_element(image.dtype), T,
              return GPU_LAUNCH(op, gather_kernel<T>, op.blocks(columns.numel, GPU_BLOCK),
                                GPU_BLOCK, 0, w, columns.numel))
    return RP_OK;
}

/* (self, output_size, kernel_size, dilation, padding, stride) */
GPU_OP(col2im)
{
    GPU_UNUSED;
    const rp_geometry columns = kernel_geometry(&in[0]), image = kernel_geometry(&out[0]);
    if (!image.numel) return RP_OK;
    const windows w = windows_of(&image, &columns, in + 2);
    gpu_op op(c);
    if (image.dtype == RP_BOOL) return scatter<bool>(op, w);
    GPU_FLOATS(image.dtype, T, return kernel_no_dtype("aten::col2im", image.dtype),
               return scatter<T>(op, w))
    return RP_OK;
}

GPU_TABLE(im2col) = {
    GPU_ROW("aten::im2col", im2col),
    GPU_ROW("aten::col2im", col2im),
    {},
};
