/* plugins/gpu/part.h - tensors that are filled with zeros, or with another one's elements, before
   parts of them are written; numbers as tensors */
#ifndef GPU_PART_H
#define GPU_PART_H
#include "gpu.h"
#include "plugins/common/part.h"

template <class T>
static inline rp_status gpu_clear_elements(gpu_op &op, const gpu_iter<1> &it)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[1];
        it.offsets(i, at);
        it.at<T>(0, at[0]) = 0;
    });
}
/* Every element becomes zero. */
static inline rp_status gpu_clear(gpu_op &op, const rp_geometry *g)
{
    if (op.status || g->numel == 0) return op.status;
    const gpu_iter<1> it = gpu_iterate<1>({g});
    GPU_SIZES(kernel_element(g->dtype), T, return gpu_clear_elements<T>(op, it))
}
/* y = x, unless they are one tensor. */
static inline rp_status gpu_copy_self(gpu_op &op, const rp_geometry *y, const rp_geometry *x)
{
    bool same = x->data == y->data;
    for (int d = 0; same && d < y->ndim; d++) same = x->stride[d] == y->stride[d];
    return same || op.status ? op.status : gpu_assign(op, y, x);
}
/* A number of the host as an element of a dtype: its bits. */
static inline uint64_t gpu_bits(rp_dtype d, const rp_value *v)
{
    uint64_t bits = 0;
    if (v->tag == RP_TAG_FLOAT || kernel_is_floating(d)) {
        GPU_ALL(d, T, return 0, const T x = gpu_put<T>(kernel_float(v));
                memcpy(&bits, &x, sizeof x))
    } else {
        GPU_ALL(d, T, return 0, const T x = gpu_put<T>(kernel_int(v)); memcpy(&bits, &x, sizeof x))
    }
    return bits;
}
/* The same as a tensor without dims, in scratch of the call. */
static inline rp_status gpu_number_tensor(gpu_op &op, rp_geometry *out, rp_dtype d,
                                          const rp_value *v)
{
    const uint64_t bits = gpu_bits(d, v);
    RP_TRY(gpu_scratch_tensor(op, out, nullptr, nullptr, 0, d));
    return op.upload(out->data, &bits, kernel_element(d));
}
#endif
