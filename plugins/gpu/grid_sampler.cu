/* plugins/gpu/grid_sampler.cu - grid_sampler_2d, its gradient and the gradient of that
 *
 * x (N, C, H, W), grid (N, P, 2) of positions in [-1, 1], y (N, C, P). Along one axis a position t
 * has up to four taps i_k with weights u_k(t): nearest 1, bilinear 2, bicubic 4 (Keys 1981, A =
 * -3/4); positions and padding as in ATen's GridSampler.h.
 *   y[c] = sum_jk u_j v_k x[c, k, j], with u of the first coordinate (along W) and v of the second
 *   (along H)
 * Every derivative is the same sum with u or v replaced by their derivatives. A number is a C:
 * float, for double tensors double.
 */
#include "part.h"
#include "runs.h"
#include <math.h>

enum { BILINEAR, NEAREST, BICUBIC };
enum { ZEROS, BORDER, REFLECTION };
enum { TAPS = 4 };
template <class C>
struct taps {
    int n;
    int64_t i[TAPS];
    C u[3][TAPS]; /* weights, and their first and second derivatives by the coordinate in [-1, 1] */
};
/* Four dimensions, any strides, any floating dtype; data NULL: absent. */
template <class C>
struct image {
    gpu_ptr<char> data;
    int64_t stride[4]; /* bytes */
    rp_dtype dtype;
    bool given;

    __device__ gpu_ptr<char> at(int64_t a, int64_t b, int64_t c, int64_t d) const
    {
        return data + (a * stride[0] + b * stride[1] + c * stride[2] + d * stride[3]);
    }
    __device__ C get(int64_t a, int64_t b, int64_t c, int64_t d) const
    {
        return gpu_load<C>(at(a, b, c, d), dtype);
    }
    __device__ void put(int64_t a, int64_t b, int64_t c, int64_t d, C x) const
    {
        gpu_store<C>(at(a, b, c, d), dtype, x);
    }
};
template <class C>
struct sampler {
    image<C> x, grid, g, vx, vgrid; /* the last three: what comes back */
    int64_t n, c, h, w, p, across;  /* position p is (p / across, p % across) of the grid */
    int mode, padding;
    bool align;
};

template <class C>
static image<C> image_of(const rp_value *v)
{
    image<C> t;
    memset((void *)&t, 0, sizeof t);
    if (v->tag != RP_TAG_TENSOR) return t;
    const rp_geometry g = kernel_geometry(v);
    t.given = true;
    t.data = gpu_at<char>(g.data);
    t.dtype = g.dtype;
    for (int d = 0; d < 4; d++) t.stride[d] = g.stride[d] * (int64_t)kernel_element(g.dtype);
    return t;
}

/* ---- positions: *slope is multiplied with the derivative ------------------------------------- */
template <class C>
GPU_FN C clip(C t, int64_t size, C *slope)
{
    if (t > 0 && t < (C)(size - 1)) return t;
    *slope = 0;
    return t > 0 ? (C)(size - 1) : 0;
}

/* Reflection at low / 2 and high / 2. */
template <class C>
GPU_FN C reflect(C t, C low, C high, C *slope)
{
    const C least = low / 2, span = (high - low) / 2;
    if (span == 0) {
        *slope = 0;
        return 0;
    }
    t -= least;
    if (t < 0) *slope = -*slope, t = -t;
    const C rest = fmod(t, span), flips = floor(t / span);
    if (fmod(flips, (C)2) == 0) return rest + least;
    *slope = -*slope;
    return span - rest + least;
}

template <class C>
GPU_FN C pad(const sampler<C> &o, C t, int64_t size, C *slope)
{
    if (o.padding == BORDER) return clip(t, size, slope);
    if (o.padding == ZEROS) return t;
    t = o.align ? reflect<C>(t, 0, 2 * (C)(size - 1), slope)
                : reflect<C>(t, -1, 2 * (C)size - 1, slope);
    return clip(t, size, slope);
}

/* ---- taps of one axis ------------------------------------------------------------------------ */
template <class C>
GPU_FN void add(taps<C> *a, C at, int64_t size, C u, C du, C ddu)
{
    if (!(at >= 0 && at < (C)size)) return;
    const int k = a->n++;
    a->i[k] = (int64_t)at;
    a->u[0][k] = u;
    a->u[1][k] = du;
    a->u[2][k] = ddu;
}

template <class C>
GPU_FN void cubic(const sampler<C> &o, taps<C> *a, C t, int64_t size, C slope)
{
    const C A = (C)-0.75, first = floor(t), f = t - first;
    for (int k = 0; k < 4; k++) {
        const bool outer = k == 0 || k == 3;
        const C z = k == 0 ? f + 1 : k == 1 ? f : k == 2 ? 1 - f : 2 - f, turn = k < 2 ? 1 : -1;
        const C u =
            outer ? ((A * z - 5 * A) * z + 8 * A) * z - 4 * A : ((A + 2) * z - (A + 3)) * z * z + 1;
        const C du = outer ? (3 * A * z - 10 * A) * z + 8 * A : (3 * (A + 2) * z - 2 * (A + 3)) * z;
        const C ddu = outer ? 6 * A * z - 10 * A : 6 * (A + 2) * z - 2 * (A + 3);
        C none = 1;
        add(a, trunc(pad<C>(o, first - 1 + k, size, &none)), size, u, turn * du * slope,
            ddu * slope * slope);
    }
}

template <class C>
GPU_FN taps<C> taps_of(const sampler<C> &o, C coordinate, int64_t size)
{
    taps<C> a;
    const C s = (C)size;
    C slope = o.align ? (s - 1) / 2 : s / 2,
      t = o.align ? (coordinate + 1) / 2 * (s - 1) : ((coordinate + 1) * s - 1) / 2;
    a.n = 0;
    if (!(fabs(t) < (C)1e15)) t = -100; /* NaN and far away: outside, as in ATen */
    if (o.mode == BICUBIC) {
        cubic(o, &a, t, size, slope);
        return a;
    }
    t = pad(o, t, size, &slope);
    if (o.mode == NEAREST) {
        add<C>(&a, nearbyint(t), size, 1, 0, 0);
        return a;
    }
    const C first = floor(t), f = t - first;
    add<C>(&a, first, size, 1 - f, -slope, 0);
    add<C>(&a, first + 1, size, f, slope, 0);
    return a;
}

template <class C>
struct point {
    int64_t n, row, column;
    taps<C> u, v; /* along W and H */
    C du, dv;     /* what came back to the grid here: the direction of the derivatives */
};
/* `at`: of all n p positions. */
template <class C>
GPU_FN point<C> point_of(const sampler<C> &o, int64_t at)
{
    point<C> q;
    q.n = gpu_quotient(at, o.p);
    const int64_t p = at - q.n * o.p;
    q.row = gpu_quotient(p, o.across);
    q.column = p - q.row * o.across;
    q.u = taps_of(o, o.grid.get(q.n, q.row, q.column, 0), o.w);
    q.v = taps_of(o, o.grid.get(q.n, q.row, q.column, 1), o.h);
    q.du = o.vgrid.given ? o.vgrid.get(q.n, q.row, q.column, 0) : (C)0;
    q.dv = o.vgrid.given ? o.vgrid.get(q.n, q.row, q.column, 1) : (C)0;
    return q;
}

/* sum_jk of the a-th derivative of u_j, the b-th of v_k and t[channel, k, j] */
template <class C>
GPU_FN C sample(const image<C> &t, int64_t channel, const point<C> &q, int a, int b)
{
    C sum = 0;
    for (int k = 0; k < q.v.n; k++)
        for (int j = 0; j < q.u.n; j++)
            sum += q.u.u[a][j] * q.v.u[b][k] * t.get(q.n, channel, q.v.i[k], q.u.i[j]);
    return sum;
}

/* ---- one thread a position ------------------------------------------------------------------- */
template <class C>
static rp_status forward(gpu_op &op, const sampler<C> &o, const image<C> &y)
{
    return gpu_each(op, o.n * o.p, [=] GPU_LAMBDA(int64_t at) {
        const point<C> q = point_of(o, at);
        for (int64_t c = 0; c < o.c; c++) y.put(q.n, c, q.row, q.column, sample(o.x, c, q, 0, 0));
    });
}

template <class C>
static rp_status grid_gradient(gpu_op &op, const sampler<C> &o, const image<C> &d)
{
    return gpu_each(op, o.n * o.p, [=] GPU_LAMBDA(int64_t at) {
        const point<C> q = point_of(o, at);
        C du = 0, dv = 0;
        for (int64_t c = 0; c < o.c; c++) {
            const C g = o.g.get(q.n, c, q.row, q.column);
            du += g * sample(o.x, c, q, 1, 0);
            dv += g * sample(o.x, c, q, 0, 1);
        }
        d.put(q.n, q.row, q.column, 0, du);
        d.put(q.n, q.row, q.column, 1, dv);
    });
}

template <class C>
static rp_status grid_gradient_second(gpu_op &op, const sampler<C> &o, const image<C> &d)
{
    return gpu_each(op, o.n * o.p, [=] GPU_LAMBDA(int64_t at) {
        const point<C> q = point_of(o, at);
        C du = 0, dv = 0;
        for (int64_t c = 0; c < o.c; c++) {
            const C g = o.g.get(q.n, c, q.row, q.column);
            if (o.vx.given) {
                du += g * sample(o.vx, c, q, 1, 0);
                dv += g * sample(o.vx, c, q, 0, 1);
            }
            if (!o.vgrid.given) continue;
            const C mixed = sample(o.x, c, q, 1, 1);
            du += g * (sample(o.x, c, q, 2, 0) * q.du + mixed * q.dv);
            dv += g * (mixed * q.du + sample(o.x, c, q, 0, 2) * q.dv);
        }
        d.put(q.n, q.row, q.column, 0, du);
        d.put(q.n, q.row, q.column, 1, dv);
    });
}

template <class C>
static rp_status output_gradient_second(gpu_op &op, const sampler<C> &o, const image<C> &d)
{
    return gpu_each(op, o.n * o.p, [=] GPU_LAMBDA(int64_t at) {
        const point<C> q = point_of(o, at);
        for (int64_t c = 0; c < o.c; c++) {
            C sum = o.vx.given ? sample(o.vx, c, q, 0, 0) : (C)0;
            if (o.vgrid.given)
                sum += sample(o.x, c, q, 1, 0) * q.du + sample(o.x, c, q, 0, 1) * q.dv;
            d.put(q.n, c, q.row, q.column, sum);
        }
    });
}

/* ---- the gradient of an image ---------------------------------------------------------------- */
/* Every tap of every position names a pixel, and the pixel sums what it gets, in their order */
template <class C>
struct shares : gpu_run_sum<C> { /* a column is a channel */
    sampler<C> o;
    image<C> d;
    int64_t each, n; /* taps of a position, of all positions */
    gpu_ptr<C> weight;

    __device__ C add(C sum, int64_t tap, int64_t c) const
    {
        const int64_t at = gpu_quotient(tap, each), i = gpu_quotient(at, o.p), p = at - i * o.p,
                      row = gpu_quotient(p, o.across);
        return sum + weight[tap] * o.g.get(i, c, row, p - row * o.across);
    }
    __device__ void put(int64_t pixel, int64_t c, C sum, int64_t) const
    {
        const int64_t line = gpu_quotient(pixel, o.w), i = gpu_quotient(line, o.h);
        d.put(i, c, line - i * o.h, pixel - line * o.w, sum);
    }
};
/* The pixel of each tap, of all n h w, and its weight: u v, or their derivative in the direction
   that came back. What is no tap has no pixel. */
template <class C>
static rp_status share(gpu_op &op, const shares<C> &s, gpu_ptr<int64_t> pixel, bool second)
{
    const int64_t pixels = s.o.n * s.o.h * s.o.w;
    return gpu_each(op, s.o.n * s.o.p, [=] GPU_LAMBDA(int64_t at) {
        const point<C> q = point_of(s.o, at);
        int64_t e = at * s.each;
        for (int k = 0; k < q.v.n; k++)
            for (int j = 0; j < q.u.n; j++, e++) {
                const C u = q.u.u[0][j], v = q.v.u[0][k];
                pixel[e] = (q.n * s.o.h + q.v.i[k]) * s.o.w + q.u.i[j];
                s.weight[e] = second ? q.u.u[1][j] * v * q.du + u * q.v.u[1][k] * q.dv : u * v;
            }
        for (; e < (at + 1) * s.each; e++) pixel[e] = pixels;
    });
}

template <class C>
static rp_status image_gradient(gpu_op &op, const sampler<C> &o, const rp_value *v, bool second)
{
    const rp_geometry g = kernel_geometry(v);
    const int64_t pixels = o.n * o.h * o.w, each = o.mode == BICUBIC    ? TAPS * TAPS
                                                   : o.mode == BILINEAR ? 4
                                                                        : 1;
    shares<C> s = {{}, o, image_of<C>(v), each, o.n * o.p * each, gpu_at<C>(nullptr)};
    gpu_ptr<int64_t> pixel;
    gpu_sorted by_pixel;
    RP_TRY(gpu_clear(op, &g));
    if (!s.n) return RP_OK;
    RP_TRY(op.scratch(&pixel, s.n));
    RP_TRY(op.scratch(&s.weight, s.n));
    RP_TRY(share(op, s, pixel, second));
    RP_TRY(gpu_sort_keys(op, &by_pixel, pixel, s.n, pixels + 1));
    return gpu_sum_runs(op, gpu_runs{by_pixel, s.n, pixels, o.c, false}, s);
}

/* ---- calls ----------------------------------------------------------------------------------- */
static const rp_value none = {RP_TAG_NONE, 0, {0}};
struct call { /* arguments; `rest`: interpolation_mode, padding_mode, align_corners */
    const rp_value *x, *grid, *g, *vx, *vgrid, *rest;
};
template <class C>
static sampler<C> sampler_of(const call &in)
{
    sampler<C> o;
    const rp_geometry x = kernel_geometry(in.x), grid = kernel_geometry(in.grid);
    o.x = image_of<C>(in.x);
    o.grid = image_of<C>(in.grid);
    o.g = image_of<C>(in.g);
    o.vx = image_of<C>(in.vx);
    o.vgrid = image_of<C>(in.vgrid);
    o.n = x.shape[0];
    o.c = x.shape[1];
    o.h = x.shape[2];
    o.w = x.shape[3];
    o.p = grid.shape[1] * grid.shape[2];
    o.across = grid.shape[2];
    o.mode = (int)kernel_int(&in.rest[0]);
    o.padding = (int)kernel_int(&in.rest[1]);
    o.align = kernel_bool(&in.rest[2]) != 0;
    return o;
}
typedef rp_status (*run)(gpu_op &op, const call &in, const rp_value *out);
static rp_status by_dtype(rp_call *c, const call &in, const rp_value *out, run f32, run f64)
{
    gpu_op op(c);
    if (op.status) return op.status;
    return kernel_geometry(in.x).dtype == RP_F64 ? f64(op, in, out) : f32(op, in, out);
}

template <class C>
static rp_status run_forward(gpu_op &op, const call &in, const rp_value *out)
{
    return forward(op, sampler_of<C>(in), image_of<C>(&out[0]));
}
template <class C>
static rp_status run_backward(gpu_op &op, const call &in, const rp_value *out)
{
    const sampler<C> o = sampler_of<C>(in);
    const image<C> dgrid = image_of<C>(&out[1]);
    if (kernel_given(&out[0])) RP_TRY(image_gradient(op, o, &out[0], false));
    return dgrid.given ? grid_gradient(op, o, dgrid) : RP_OK;
}
template <class C>
static rp_status run_second(gpu_op &op, const call &in, const rp_value *out)
{
    const sampler<C> o = sampler_of<C>(in);
    RP_TRY(output_gradient_second(op, o, image_of<C>(&out[0])));
    RP_TRY(image_gradient(op, o, &out[1], true));
    return grid_gradient_second(op, o, image_of<C>(&out[2]));
}

/* (input, grid, ...) */
GPU_OP(sample_grid)
{
    GPU_UNUSED;
    return by_dtype(c, call{&in[0], &in[1], &none, &none, &none, in + 2}, out, run_forward<float>,
                    run_forward<double>);
}
/* (grad_output, input, grid, interpolation_mode, padding_mode, align_corners, output_mask) */
GPU_OP(backward)
{
    GPU_UNUSED;
    return by_dtype(c, call{&in[1], &in[2], &in[0], &none, &none, in + 3}, out, run_backward<float>,
                    run_backward<double>);
}
/* (grad_output, input, grid, v_input, v_grid, ...) -> gradients of the first three */
GPU_OP(second)
{
    GPU_UNUSED;
    return by_dtype(c, call{&in[1], &in[2], &in[0], &in[3], &in[4], in + 5}, out, run_second<float>,
                    run_second<double>);
}

GPU_TABLE(grid_sampler) = {
    GPU_ROW("aten::grid_sampler_2d", sample_grid),
    GPU_ROW("aten::grid_sampler_2d_backward", backward),
    GPU_ROW("reprise::grid_sampler_2d_grad_grad", second),
    {},
};
