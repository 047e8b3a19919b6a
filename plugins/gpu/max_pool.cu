/* plugins/gpu/max_pool.cu - max_pool2d, max_pool3d, adaptive_max_pool2d and their gradients
 *
 * The index of a maximum is its place in the flattened spatial dimensions. A NaN wins, and of
 * several the last one; a window without a greater element than the lowest number of the type gives
 * its first place. In the gradient every place asks the outputs whose windows hold it whether it
 * was the one; all outputs, where an index is not in its window, which no forward gives.
 */
#include "window.h"
#include <math.h>

struct maxima {
    const rp_value *kernel, *stride, *padding, *dilation; /* NULL: adaptive */
};
struct places { /* of a window: from, from + step, ... */
    int64_t from, n, step;
};
struct maxima_span {
    int64_t in, out, kernel, stride, pad, dilation;
    bool adaptive;

    /* adaptive windows, as in avg_pool.cu */
    __host__ __device__ int64_t first(int64_t o) const
    {
        return o / out * in + o % out * in / out;
    }
    __host__ __device__ int64_t last(int64_t o) const
    {
        return 1 + ((o + 1) * in - 1) / out;
    }
    __host__ __device__ int64_t near(int64_t i) const
    {
        return i * out / in;
    }
    __host__ __device__ places window(int64_t o) const
    {
        if (adaptive) return places{first(o), last(o) - first(o), 1};
        const int64_t start = o * stride - pad,
                      k = start < 0 ? (dilation - 1 - start) / dilation : 0,
                      from = start + k * dilation;
        /* dilated over all of a small input */
        if (k >= kernel || from >= in) return places{in - 1, 1, 1};
        const int64_t inside = (in - from + dilation - 1) / dilation;
        return places{from, inside < kernel - k ? inside : kernel - k, dilation};
    }
    /* The outputs whose windows may hold place i. */
    __device__ gpu_run holders(int64_t i) const
    {
        if (adaptive) return gpu_holders(*this, i);
        if (dilation > in) return gpu_run{0, out};
        const int64_t behind = i + pad - (kernel - 1) * dilation, high = (i + pad) / stride + 1;
        return gpu_run{behind <= 0 ? 0 : (behind + stride - 1) / stride, high < out ? high : out};
    }
    static maxima_span one()
    {
        return maxima_span{1, 1, 1, 1, 0, 1, false};
    }
    static maxima_span of(int d, int64_t in, int64_t out, const maxima &p)
    {
        if (!p.kernel) return maxima_span{in, out, 0, 0, 0, 0, true};
        const int64_t kernel = kernel_place(p.kernel, d, 1);
        return maxima_span{in,
                           out,
                           kernel,
                           kernel_place(p.stride, d, kernel),
                           kernel_place(p.padding, d, 0),
                           kernel_place(p.dilation, d, 1),
                           false};
    }
};

template <class C>
GPU_FN C lowest()
{
    return (C)-INFINITY;
}
template <>
__device__ inline int64_t lowest<int64_t>()
{
    return INT64_MIN;
}
template <class T>
GPU_KERNEL max_kernel(gpu_volumes y, gpu_volumes index, gpu_volumes x, gpu_spans<maxima_span> s)
{
    typedef gpu_compute<T> C;
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < y.numel;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[2 + GPU_SPATIAL];
        y.find(i, at);
        const places w0 = s.of[0].window(at[2]), w1 = s.of[1].window(at[3]),
                     w2 = s.of[2].window(at[4]);
        const gpu_ptr<const T> from = x.plane<const T>(at);
        T best = from[x.place(w0.from, w1.from, w2.from)];
        int64_t where = (w0.from * x.shape[3] + w1.from) * x.shape[4] + w2.from;
        C top = lowest<C>();
        for (int64_t a = 0, i0 = w0.from; a < w0.n; a++, i0 += w0.step)
            for (int64_t b = 0, i1 = w1.from; b < w1.n; b++, i1 += w1.step)
                for (int64_t k = 0, i2 = w2.from; k < w2.n; k++, i2 += w2.step) {
                    const T raw = from[x.place(i0, i1, i2)];
                    const C v = gpu_get(raw);
                    if (v > top || v != v)
                        top = v, best = raw, where = (i0 * x.shape[3] + i1) * x.shape[4] + i2;
                }
        y.plane<T>(at)[y.place(at[2], at[3], at[4])] = best;
        index.plane<int64_t>(at)[index.place(at[2], at[3], at[4])] = where;
    }
}
/* *astray becomes 1 if one of the indices is outside of its window. */
static rp_status look_for_strays(gpu_op &op, gpu_ptr<int> astray, const gpu_volumes &dx,
                                 const gpu_volumes &index, const gpu_spans<maxima_span> &s)
{
    const gpu_reporter r = op.reporter;
    RP_TRY(gpu_each(op, 1, [=] GPU_LAMBDA(int64_t) { *astray = 0; }));
    return gpu_each(op, index.numel, [=] GPU_LAMBDA(int64_t i) {
        const int64_t plane = dx.shape[2] * dx.shape[3] * dx.shape[4];
        int64_t at[2 + GPU_SPATIAL];
        index.find(i, at);
        int64_t where = index.plane<const int64_t>(at)[index.place(at[2], at[3], at[4])];
        if (where < 0 || where >= plane) {
            gpu_report(r, GPU_FAULT_INDEX, where, plane);
            return;
        }
        for (int d = GPU_SPATIAL - 1; d >= 0; d--) {
            const int64_t rest = gpu_quotient(where, dx.shape[2 + d]);
            const gpu_run of = s.of[d].holders(where - rest * dx.shape[2 + d]);
            if (at[2 + d] < of.low || at[2 + d] >= of.high) *astray = 1;
            where = rest;
        }
    });
}
GPU_FN gpu_run askers(const maxima_span &s, int64_t i, bool all)
{
    return all ? gpu_run{0, s.out} : s.holders(i);
}
template <class T>
GPU_KERNEL max_gradient_kernel(gpu_volumes dx, gpu_volumes g, gpu_volumes index,
                               gpu_spans<maxima_span> s, gpu_ptr<const int> astray)
{
    const bool all = *astray != 0;
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < dx.numel;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[2 + GPU_SPATIAL];
        dx.find(i, at);
        const gpu_run r0 = askers(s.of[0], at[2], all), r1 = askers(s.of[1], at[3], all),
                      r2 = askers(s.of[2], at[4], all);
        const gpu_ptr<const T> from = g.plane<const T>(at);
        const gpu_ptr<const int64_t> chosen = index.plane<const int64_t>(at);
        const int64_t own = (at[2] * dx.shape[3] + at[3]) * dx.shape[4] + at[4];
        gpu_compute<T> sum = 0;
        for (int64_t o0 = r0.low; o0 < r0.high; o0++)
            for (int64_t o1 = r1.low; o1 < r1.high; o1++)
                for (int64_t o2 = r2.low; o2 < r2.high; o2++)
                    if (chosen[index.place(o0, o1, o2)] == own)
                        sum += gpu_get(from[g.place(o0, o1, o2)]);
        dx.plane<T>(at)[dx.place(at[2], at[3], at[4])] = gpu_put<T>(sum);
    }
}

/* ---- calls ----------------------------------------------------------------------------------- */
static rp_status forward(rp_call *c, const rp_value *out, const rp_value *in, int spatial,
                         const maxima &p)
{
    const rp_geometry y = kernel_geometry(&out[0]), i = kernel_geometry(&out[1]),
                      x = kernel_geometry(in);
    const gpu_spans<maxima_span> s = gpu_spans_of<maxima_span>(&x, &y, spatial, p);
    const gpu_volumes to = gpu_volumes_of(&y, spatial), index = gpu_volumes_of(&i, spatial),
                      from = gpu_volumes_of(&x, spatial);
    gpu_op op(c);
    const int threads = gpu_volume_threads(to);
    const unsigned blocks = op.blocks(to.numel, threads);
    if (x.dtype == RP_BOOL) return kernel_no_dtype("aten::max_pool", x.dtype);
    GPU_FLOATS(x.dtype, T, break,
               return GPU_LAUNCH(op, max_kernel<T>, blocks, threads, 0, to, index, from, s))
    GPU_INTEGERS(x.dtype, T, break,
                 return GPU_LAUNCH(op, max_kernel<T>, blocks, threads, 0, to, index, from, s))
    return kernel_no_dtype("aten::max_pool", x.dtype);
}

static rp_status backward(rp_call *c, const rp_value *out, const rp_value *grad,
                          const rp_value *indices, int spatial, const maxima &p)
{
    const rp_geometry dx = kernel_geometry(out), g = kernel_geometry(grad),
                      i = kernel_geometry(indices);
    const gpu_spans<maxima_span> s = gpu_spans_of<maxima_span>(&dx, &g, spatial, p);
    const gpu_volumes to = gpu_volumes_of(&dx, spatial), from = gpu_volumes_of(&g, spatial),
                      index = gpu_volumes_of(&i, spatial);
    gpu_op op(c);
    const int threads = gpu_volume_threads(to);
    const unsigned blocks = op.blocks(to.numel, threads);
    if (i.dtype != RP_I64) return kernel_no_dtype("aten::max_pool_backward", i.dtype);
    if (g.dtype != dx.dtype) return kernel_no_dtype("aten::max_pool_backward", g.dtype);
    gpu_ptr<int> astray;
    RP_TRY(op.scratch(&astray, 1));
    RP_TRY(look_for_strays(op, astray, to, index, s));
    const gpu_ptr<const int> all = astray;
    if (dx.dtype == RP_I64)
        return GPU_LAUNCH(op, max_gradient_kernel<int64_t>, blocks, threads, 0, to, from, index, s,
                          all);
    GPU_FLOATS(
        dx.dtype, T, return kernel_no_dtype("aten::max_pool_backward", dx.dtype),
        return GPU_LAUNCH(op, max_gradient_kernel<T>, blocks, threads, 0, to, from, index, s, all))
    return RP_OK;
}

/* (self, kernel_size, stride, padding, dilation, ceil_mode) */
GPU_OP(max_pool)
{
    GPU_UNUSED;
    return forward(c, out, &in[0], *(const int *)self, maxima{&in[1], &in[2], &in[3], &in[4]});
}
GPU_OP(adaptive)
{
    GPU_UNUSED;
    return forward(c, out, &in[0], 2, maxima());
}
/* (grad_output, self, kernel_size, stride, padding, dilation, ceil_mode, indices) */
GPU_OP(max_pool_backward)
{
    GPU_UNUSED;
    return backward(c, &out[0], &in[0], &in[7], *(const int *)self,
                    maxima{&in[2], &in[3], &in[4], &in[5]});
}
GPU_OP(adaptive_backward)
{
    GPU_UNUSED;
    return backward(c, &out[0], &in[0], &in[2], 2, maxima());
}

GPU_TABLE(max_pool) = {
    GPU_ROW_SPATIAL("aten::max_pool2d_with_indices", max_pool, 2),
    GPU_ROW_SPATIAL("aten::max_pool3d_with_indices", max_pool, 3),
    GPU_ROW_SPATIAL("aten::max_pool2d_with_indices_backward", max_pool_backward, 2),
    GPU_ROW_SPATIAL("aten::max_pool3d_with_indices_backward", max_pool_backward, 3),
    GPU_ROW("aten::adaptive_max_pool2d", adaptive),
    GPU_ROW("aten::adaptive_max_pool2d_backward", adaptive_backward),
    {},
};
