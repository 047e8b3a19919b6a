/* plugins/gpu/upsample.cu - nearest and (bi-, tri-) linear interpolation with their gradients
 *
 * Source positions are computed as in ATen's UpSample.h, in the precision of the tensor (float for
 * the half types and bytes):
 *   scale = 1 / given scale, else in / out;  corners aligned: (in - 1) / (out - 1)
 *   nearest: floor(o scale);  linear: scale (o + 1/2) - 1/2, not below 0; corners aligned: o scale
 */
#include "window.h"
#include <math.h>

struct resize {
    const rp_value *scale; /* one per dimension */
    bool linear, align, backward;
};
/* P: float or double, the precision of positions. */
template <class P>
struct resize_span {
    int64_t in, out;
    P scale;
    bool linear, align, same; /* same: every output is its place */

    __host__ __device__ P position(int64_t o) const
    {
        if (same) return (P)o;
        const P at = !linear || align ? scale * (P)o : scale * ((P)o + (P)0.5) - (P)0.5;
        return at < 0 ? 0 : at;
    }
    __host__ __device__ int64_t first(int64_t o) const
    {
        if (same) return o;
        const int64_t i = (int64_t)position(o);
        return i < in ? i : in - 1;
    }
    __host__ __device__ int64_t last(int64_t o) const
    {
        const int64_t i = first(o);
        /* of the same extent: no neighbour, even one that is NaN */
        return i + 1 + (linear && !same && i < in - 1);
    }
    __host__ __device__ P weight(int64_t o, int64_t i) const
    {
        const int64_t at = first(o);
        if (!linear || at == in - 1) return 1;
        const P rest = position(o) - (P)at;
        return i > at ? (rest > 1 ? 1 : rest) : (rest > 1 ? 0 : 1 - rest);
    }
    __host__ __device__ int divisor(int64_t) const
    {
        return 1;
    }
    __host__ __device__ int64_t near(int64_t i) const
    {
        return scale > 0 ? (int64_t)((P)i / scale) : 0;
    }
    static resize_span one()
    {
        return resize_span{1, 1, 1, false, false, true};
    }
    static resize_span of(int d, int64_t in, int64_t out, const resize &r)
    {
        const rp_value *given = &r.scale[d];
        resize_span s = {in,       out,     (P)in / (P)out,
                         r.linear, r.align, in == out && (r.linear || r.backward)};
        if (r.align) s.scale = out > 1 ? (P)((double)(in - 1) / (double)(out - 1)) : 0;
        else if (kernel_given(given) && kernel_float(given) > 0)
            s.scale = (P)(1 / kernel_float(given));
        return s;
    }
};

template <class T>
static rp_status forward(gpu_op &op, const rp_geometry *y, const rp_geometry *x, int spatial,
                         const resize &r)
{
    typedef resize_span<gpu_compute<T>> span;
    return gpu_window_sum<T>(op, gpu_volumes_of(y, spatial), gpu_volumes_of(x, spatial),
                             gpu_spans_of<span>(x, y, spatial, r));
}
template <class T>
static rp_status backward(gpu_op &op, const rp_geometry *dx, const rp_geometry *g, int spatial,
                          const resize &r)
{
    typedef resize_span<gpu_compute<T>> span;
    return gpu_window_gradient<T>(op, gpu_volumes_of(dx, spatial), gpu_volumes_of(g, spatial),
                                  gpu_spans_of<span>(dx, g, spatial, r));
}

static rp_status run_backward(rp_call *c, const rp_value *out, const rp_value *grad, int spatial,
                              const resize &r)
{
    const rp_geometry dx = kernel_geometry(out), g = kernel_geometry(grad);
    gpu_op op(c);
    if (g.dtype != dx.dtype) return kernel_no_dtype("aten::upsample_backward", g.dtype);
    GPU_FLOATS(dx.dtype, T, return kernel_no_dtype("aten::upsample_backward", dx.dtype),
               return backward<T>(op, &dx, &g, spatial, r))
    return RP_OK;
}

/* Elements of any type are moved: T has their size. */
template <class T, class P>
static rp_status move(gpu_op &op, const rp_geometry *y, const rp_geometry *x, int spatial,
                      const resize &r)
{
    const gpu_volumes to = gpu_volumes_of(y, spatial), from = gpu_volumes_of(x, spatial);
    const gpu_spans<resize_span<P>> s = gpu_spans_of<resize_span<P>>(x, y, spatial, r);
    return gpu_each(op, to.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2 + GPU_SPATIAL];
        to.find(i, at);
        to.plane<T>(at)[to.place(at[2], at[3], at[4])] = from.plane<const T>(
            at)[from.place(s.of[0].first(at[2]), s.of[1].first(at[3]), s.of[2].first(at[4]))];
    });
}

/* (self, output_size, scales...) */
GPU_OP(nearest)
{
    GPU_UNUSED;
    const int spatial = *(const int *)self;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    const resize r = {&in[2], false, false, false};
    gpu_op op(c);
    if (y.dtype == RP_F64) return move<uint64_t, double>(op, &y, &x, spatial, r);
    GPU_SIZES(kernel_element(y.dtype), T, return move<T, float>(op, &y, &x, spatial, r))
    return RP_OK;
}

/* (grad_output, output_size, input_size, scales...) */
GPU_OP(nearest_backward)
{
    GPU_UNUSED;
    return run_backward(c, &out[0], &in[0], *(const int *)self, resize{&in[3], false, false, true});
}

/* (self, output_size, align_corners, scales...) */
GPU_OP(linear)
{
    GPU_UNUSED;
    const int spatial = *(const int *)self;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    const resize r = {&in[3], true, kernel_bool(&in[2]) != 0, false};
    gpu_op op(c);
    GPU_FLOATS(y.dtype, T, return kernel_no_dtype("aten::upsample_linear", y.dtype),
               return forward<T>(op, &y, &x, spatial, r))
    return RP_OK;
}

/* (grad_output, output_size, input_size, align_corners, scales...) */
GPU_OP(linear_backward)
{
    GPU_UNUSED;
    return run_backward(c, &out[0], &in[0], *(const int *)self,
                        resize{&in[4], true, kernel_bool(&in[3]) != 0, true});
}

GPU_TABLE(upsample) = {
    GPU_ROW_SPATIAL("aten::upsample_nearest1d", nearest, 1),
    GPU_ROW_SPATIAL("aten::upsample_nearest2d", nearest, 2),
    GPU_ROW_SPATIAL("aten::upsample_nearest3d", nearest, 3),
    GPU_ROW_SPATIAL("aten::upsample_nearest1d_backward", nearest_backward, 1),
    GPU_ROW_SPATIAL("aten::upsample_nearest2d_backward", nearest_backward, 2),
    GPU_ROW_SPATIAL("aten::upsample_nearest3d_backward", nearest_backward, 3),
    GPU_ROW_SPATIAL("aten::upsample_linear1d", linear, 1),
    GPU_ROW_SPATIAL("aten::upsample_bilinear2d", linear, 2),
    GPU_ROW_SPATIAL("aten::upsample_trilinear3d", linear, 3),
    GPU_ROW_SPATIAL("aten::upsample_linear1d_backward", linear_backward, 1),
    GPU_ROW_SPATIAL("aten::upsample_bilinear2d_backward", linear_backward, 2),
    GPU_ROW_SPATIAL("aten::upsample_trilinear3d_backward", linear_backward, 3),
    {},
};
