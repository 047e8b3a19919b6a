/* plugins/gpu/avg_pool.cu - avg_pool2d, avg_pool3d and the adaptive ones, with their gradients
 *
 *   window of output o: places [o stride - padding, + kernel), cut at the borders; the divisor is
 *   the product of the windows' extents, with padding counted if count_include_pad, or
 *   divisor_override.
 *   adaptive: places [floor(o in / out), ceil((o + 1) in / out))
 * Divisors stay integers, so that integer pools round as PyTorch's do.
 */
#include "window.h"

struct pool {
    const rp_value *kernel, *stride, *padding; /* NULL: adaptive */
    bool include_pad;
    int64_t divisor; /* 0: the window's own */
};
struct pool_span {
    /* given: the divisor of every window; 0: its extent */
    int64_t in, out, kernel, stride, pad, given;
    bool adaptive, include_pad;

    __host__ __device__ int64_t start(int64_t o) const
    {
        return o * stride - pad;
    }
    __host__ __device__ int64_t end(int64_t o) const
    {
        return start(o) + kernel < in + pad ? start(o) + kernel : in + pad;
    }
    __host__ __device__ int64_t first(int64_t o) const
    {
        if (adaptive) return o / out * in + o % out * in / out;
        return start(o) < 0 ? 0 : start(o);
    }
    __host__ __device__ int64_t last(int64_t o) const
    {
        if (adaptive) return 1 + ((o + 1) * in - 1) / out;
        return end(o) < in ? end(o) : in;
    }
    __host__ __device__ int64_t divisor(int64_t o) const
    {
        if (last(o) <= first(o)) return 1;
        return given ? given : include_pad ? end(o) - start(o) : last(o) - first(o);
    }
    __host__ __device__ int weight(int64_t, int64_t) const
    {
        return 1;
    }
    __host__ __device__ int64_t near(int64_t i) const
    {
        return adaptive ? i * out / in : (i + pad) / stride;
    }
    static pool_span one()
    {
        return pool_span{1, 1, 1, 1, 0, 0, false, false};
    }
    static pool_span of(int d, int64_t in, int64_t out, const pool &p)
    {
        if (!p.kernel) return pool_span{in, out, 0, 0, 0, 0, true, false};
        const int64_t kernel = kernel_place(p.kernel, d, 1);
        return pool_span{in,
                         out,
                         kernel,
                         kernel_place(p.stride, d, kernel),
                         kernel_place(p.padding, d, 0),
                         !p.divisor ? 0
                         : d        ? 1
                                    : p.divisor,
                         false,
                         p.include_pad};
    }
};

static rp_status forward(rp_call *c, const rp_value *out, const rp_value *in, int spatial,
                         const pool &p)
{
    const rp_geometry y = kernel_geometry(out), x = kernel_geometry(in);
    const gpu_spans<pool_span> s = gpu_spans_of<pool_span>(&x, &y, spatial, p);
    const gpu_volumes to = gpu_volumes_of(&y, spatial), from = gpu_volumes_of(&x, spatial);
    gpu_op op(c);
    if (y.dtype == RP_I64) return gpu_window_sum<int64_t>(op, to, from, s);
    GPU_FLOATS(y.dtype, T, return kernel_no_dtype("aten::avg_pool", y.dtype),
               return gpu_window_sum<T>(op, to, from, s))
    return RP_OK;
}

static rp_status backward(rp_call *c, const rp_value *out, const rp_value *grad, int spatial,
                          const pool &p)
{
    const rp_geometry dx = kernel_geometry(out), g = kernel_geometry(grad);
    const gpu_spans<pool_span> s = gpu_spans_of<pool_span>(&dx, &g, spatial, p);
    const gpu_volumes to = gpu_volumes_of(&dx, spatial), from = gpu_volumes_of(&g, spatial);
    gpu_op op(c);
    if (g.dtype != dx.dtype) return kernel_no_dtype("aten::avg_pool_backward", g.dtype);
    if (dx.dtype == RP_I64) return gpu_window_gradient<int64_t>(op, to, from, s);
    GPU_FLOATS(dx.dtype, T, return kernel_no_dtype("aten::avg_pool_backward", dx.dtype),
               return gpu_window_gradient<T>(op, to, from, s))
    return RP_OK;
}

/* (kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override) */
static pool pool_of(const rp_value *in)
{
    return pool{&in[0], &in[1], &in[2], kernel_bool(&in[4]) != 0,
                kernel_given(&in[5]) ? kernel_int(&in[5]) : 0};
}

GPU_OP(avg_pool)
{
    GPU_UNUSED;
    return forward(c, &out[0], &in[0], *(const int *)self, pool_of(in + 1));
}

/* (grad_output, self, ...) */
GPU_OP(avg_pool_backward)
{
    GPU_UNUSED;
    return backward(c, &out[0], &in[0], *(const int *)self, pool_of(in + 2));
}

GPU_OP(adaptive)
{
    GPU_UNUSED;
    return forward(c, &out[0], &in[0], *(const int *)self, pool());
}

GPU_OP(adaptive_backward)
{
    GPU_UNUSED;
    return backward(c, &out[0], &in[0], *(const int *)self, pool());
}

GPU_TABLE(avg_pool) = {
    GPU_ROW_SPATIAL("aten::avg_pool2d", avg_pool, 2),
    GPU_ROW_SPATIAL("aten::avg_pool3d", avg_pool, 3),
    GPU_ROW_SPATIAL("aten::avg_pool2d_backward", avg_pool_backward, 2),
    GPU_ROW_SPATIAL("aten::avg_pool3d_backward", avg_pool_backward, 3),
    GPU_ROW_SPATIAL("aten::_adaptive_avg_pool2d", adaptive, 2),
    GPU_ROW_SPATIAL("aten::_adaptive_avg_pool3d", adaptive, 3),
    GPU_ROW_SPATIAL("aten::_adaptive_avg_pool2d_backward", adaptive_backward, 2),
    GPU_ROW_SPATIAL("aten::_adaptive_avg_pool3d_backward", adaptive_backward, 3),
    {},
};
