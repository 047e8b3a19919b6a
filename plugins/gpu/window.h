/* plugins/gpu/window.h - sums over windows of one to three spatial dimensions
 *
 *   y[n, c, o0, o1, o2] = sum of w0 w1 w2 x[n, c, i0, i1, i2] over the windows of o0, o1 and o2,
 *   divided by their divisors
 * A window is one run of places, and neither of its ends goes back where o goes on. So the outputs
 * whose windows hold a place are one run, too, and the gradient is the sum over those: every result
 * is written by one thread, in one order.
 *
 * A span S says this for one dimension: `in` and `out`, first(o) and last(o) (behind the window),
 * weight(o, i), divisor(o), and near(i), an output whose window is not far from i. S::one() is the
 * span of a dimension that the operator does not have.
 */
#ifndef GPU_WINDOW_H
#define GPU_WINDOW_H
#include "gpu.h"

enum { GPU_SPATIAL = 3 };
/* (N, C, d0, d1, d2), extents of 1 put in where the tensor has fewer; strides in elements. */
struct gpu_volumes {
    int64_t numel, shape[2 + GPU_SPATIAL], stride[2 + GPU_SPATIAL];
    gpu_ptr<char> data;

    /* The indices of element `i`, in row-major order. */
    __host__ __device__ void find(int64_t i, int64_t *at) const
    {
        for (int d = 1 + GPU_SPATIAL; d >= 0; d--) {
            const int64_t rest = gpu_quotient(i, shape[d]);
            at[d] = i - rest * shape[d];
            i = rest;
        }
    }
    template <class T>
    __host__ __device__ gpu_ptr<T> plane(const int64_t *at) const
    {
        return gpu_cast<T>(data) + (at[0] * stride[0] + at[1] * stride[1]);
    }
    __host__ __device__ int64_t place(int64_t i0, int64_t i1, int64_t i2) const
    {
        return i0 * stride[2] + i1 * stride[3] + i2 * stride[4];
    }
};
static inline gpu_volumes gpu_volumes_of(const rp_geometry *g, int spatial)
{
    gpu_volumes v;
    const int lead = g->ndim - spatial;
    v.numel = g->numel;
    v.data = gpu_at<char>(g->data);
    for (int i = 0; i < 2 + GPU_SPATIAL; i++) v.shape[i] = 1, v.stride[i] = 0;
    for (int d = 0; d < g->ndim; d++) {
        const int to = d < lead ? 2 - lead + d : 2 + GPU_SPATIAL - spatial + d - lead;
        v.shape[to] = g->shape[d];
        v.stride[to] = g->stride[d];
    }
    return v;
}

template <class S>
struct gpu_spans {
    S of[GPU_SPATIAL];
};
/* The spans of the `spatial` last dimensions, S::of(d, extent of x, extent of y, args). */
template <class S, class A>
static inline gpu_spans<S> gpu_spans_of(const rp_geometry *x, const rp_geometry *y, int spatial,
                                        const A &args)
{
    gpu_spans<S> s;
    for (int k = 0; k < GPU_SPATIAL; k++) {
        const int d = k - (GPU_SPATIAL - spatial);
        s.of[k] = d < 0 ? S::one()
                        : S::of(d, x->shape[x->ndim - spatial + d], y->shape[y->ndim - spatial + d],
                                args);
    }
    return s;
}
/* The outputs [low, high) whose windows hold place i. */
struct gpu_run {
    int64_t low, high;
};
template <class S>
GPU_FN gpu_run gpu_holders(const S &s, int64_t i)
{
    int64_t low = s.near(i);
    low = low < 0 ? 0 : low < s.out ? low : s.out - 1;
    while (low > 0 && s.last(low - 1) > i) low--;
    while (low < s.out && s.last(low) <= i) low++;
    int64_t high = low;
    while (high < s.out && s.first(high) <= i) high++;
    return gpu_run{low, high};
}

/* ---- kernels: one thread a result ------------------------------------------------------------ */
template <class T, class S>
GPU_KERNEL gpu_window_kernel(gpu_volumes y, gpu_volumes x, gpu_spans<S> s)
{
    typedef gpu_compute<T> C;
    typedef gpu_total<T> A;
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < y.numel;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[2 + GPU_SPATIAL];
        y.find(i, at);
        const int64_t o0 = at[2], o1 = at[3], o2 = at[4], last0 = s.of[0].last(o0),
                      last1 = s.of[1].last(o1), last2 = s.of[2].last(o2);
        const gpu_ptr<const T> from = x.plane<const T>(at);
        A sum = 0;
        for (int64_t i0 = s.of[0].first(o0); i0 < last0; i0++)
            for (int64_t i1 = s.of[1].first(o1); i1 < last1; i1++) {
                A line = 0;
                for (int64_t i2 = s.of[2].first(o2); i2 < last2; i2++)
                    line += (A)s.of[2].weight(o2, i2) * gpu_get(from[x.place(i0, i1, i2)]);
                sum += (A)(s.of[0].weight(o0, i0) * s.of[1].weight(o1, i1)) * line;
            }
        y.plane<T>(at)[y.place(o0, o1, o2)] = gpu_put<T>(
            (C)sum / (C)(s.of[0].divisor(o0) * s.of[1].divisor(o1) * s.of[2].divisor(o2)));
    }
}
template <class T, class S>
GPU_KERNEL gpu_window_gradient_kernel(gpu_volumes dx, gpu_volumes g, gpu_spans<S> s)
{
    typedef gpu_compute<T> C;
    typedef gpu_total<T> A;
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < dx.numel;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[2 + GPU_SPATIAL];
        dx.find(i, at);
        const int64_t i0 = at[2], i1 = at[3], i2 = at[4];
        const gpu_run r0 = gpu_holders(s.of[0], i0), r1 = gpu_holders(s.of[1], i1),
                      r2 = gpu_holders(s.of[2], i2);
        const gpu_ptr<const T> from = g.plane<const T>(at);
        A sum = 0;
        for (int64_t o0 = r0.low; o0 < r0.high; o0++)
            for (int64_t o1 = r1.low; o1 < r1.high; o1++) {
                const A weight = (A)(s.of[0].weight(o0, i0) * s.of[1].weight(o1, i1));
                const C divisor = (C)(s.of[0].divisor(o0) * s.of[1].divisor(o1));
                for (int64_t o2 = r2.low; o2 < r2.high; o2++)
                    sum += (A)((C)(weight * (A)s.of[2].weight(o2, i2) *
                                   gpu_get(from[g.place(o0, o1, o2)])) /
                               (divisor * (C)s.of[2].divisor(o2)));
            }
        dx.plane<T>(at)[dx.place(i0, i1, i2)] = gpu_put<T>(sum);
    }
}
static inline int gpu_volume_threads(const gpu_volumes &v)
{
    return v.numel >= GPU_BLOCK ? GPU_BLOCK : 64;
}
template <class T, class S>
static rp_status gpu_window_sum(gpu_op &op, const gpu_volumes &y, const gpu_volumes &x,
                                const gpu_spans<S> &s)
{
    const int threads = gpu_volume_threads(y);
    return GPU_LAUNCH(op, (gpu_window_kernel<T, S>), op.blocks(y.numel, threads), threads, 0, y, x,
                      s);
}
template <class T, class S>
static rp_status gpu_window_gradient(gpu_op &op, const gpu_volumes &dx, const gpu_volumes &g,
                                     const gpu_spans<S> &s)
{
    const int threads = gpu_volume_threads(dx);
    return GPU_LAUNCH(op, (gpu_window_gradient_kernel<T, S>), op.blocks(dx.numel, threads), threads,
                      0, dx, g, s);
}

/* ---- rows ------------------------------------------------------------------------------------ */
/* The number of spatial dimensions is what `self` points to. */
static const int gpu_spatial[1 + GPU_SPATIAL] = {0, 1, 2, 3};
#define GPU_ROW_SPATIAL(op_, fn_, spatial_) GPU_ROW_WITH(op_, fn_, &gpu_spatial[spatial_])
#endif
