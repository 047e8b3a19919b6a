/* plugins/gpu/line.h - tensors as lines along one dimension: line i counts the other dimensions, in
   the order of the first tensor's memory */
#ifndef GPU_LINE_H
#define GPU_LINE_H
#include "gpu.h"

struct gpu_lines {
    gpu_iter<3> each; /* where the lines of an input and two others begin */
    /* elements of a line of the input; bytes from one to the next, in each */
    int64_t n, step[3];
    rp_dtype dtype[3];

    __device__ gpu_ptr<char> at(int k, int64_t line) const
    {
        int64_t offset[3];
        each.offsets(line, offset);
        return each.data[k] + offset[k];
    }
};
/* One element of `bytes` bytes, as it is. */
GPU_FN void gpu_move(gpu_ptr<char> to, gpu_ptr<const char> from, int64_t bytes){
    GPU_SIZES(bytes, T, *gpu_cast<T>(to) = *gpu_cast<const T>(from))}
/* Of x, y and z (NULL: y again), along dimension `dim` of x; y and z may lack it. (reduce.cu) */
gpu_lines gpu_lines_of(const rp_geometry *x, const rp_geometry *y, const rp_geometry *z, int dim);
#endif
