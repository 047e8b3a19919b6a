/* plugins/cpu/grid_sampler.c - grid_sampler_2d, its gradient and the gradient of that
 *
 * x (N, C, H, W), grid (N, P, 2) of positions in [-1, 1], y (N, C, P). Along one axis a position t
 * has up to four taps i_k with weights u_k(t): nearest 1, bilinear 2, bicubic 4 (Keys 1981, A =
 * -3/4); positions and padding as in ATen's GridSampler.h.
 *   y[c] = sum_jk u_j v_k x[c, k, j], with u of the first coordinate (along W) and v of the second
 *   (along H)
 * Every derivative is the same sum with u or v replaced by their derivatives.
 */
#include "scratch.h"
#include <math.h>

enum { BILINEAR, NEAREST, BICUBIC };
enum { ZEROS, BORDER, REFLECTION };
typedef struct tap {
    int64_t i;
    double u[3]; /* weight, and its first and second derivative by the coordinate in [-1, 1] */
} tap;
typedef struct taps {
    tap t[4];
    int n;
} taps;
typedef struct sampler {
    rp_geometry x, grid;      /* dense */
    rp_geometry g, vx, vgrid; /* backward; absent: data NULL */
    int64_t n, c, h, w, p;
    int mode, padding;
    bool align, wide; /* wide: positions in double, else rounded to float */
} sampler;

/* ---- positions: *slope is multiplied with the derivative ---- */
static double clip(double t, int64_t size, double *slope)
{
    if (t > 0 && t < (double)(size - 1)) return t;
    *slope = 0;
    return t > 0 ? (double)(size - 1) : 0;
}

/* Reflection at low / 2 and high / 2. */
static double reflect(double t, double low, double high, double *slope)
{
    const double least = low / 2, span = (high - low) / 2;
    if (span == 0) {
        *slope = 0;
        return 0;
    }
    t -= least;
    if (t < 0) *slope = -*slope, t = -t;
    const double rest = fmod(t, span), flips = floor(t / span);
    if (fmod(flips, 2) == 0) return rest + least;
    *slope = -*slope;
    return span - rest + least;
}

static double pad(const sampler *o, double t, int64_t size, double *slope)
{
    if (o->padding == BORDER) return clip(t, size, slope);
    if (o->padding == ZEROS) return t;
    t = o->align ? reflect(t, 0, 2 * (double)(size - 1), slope)
                 : reflect(t, -1, 2 * (double)size - 1, slope);
    return clip(t, size, slope);
}

static double unnormalized(const sampler *o, double t, int64_t size, double *slope)
{
    const double s = (double)size;
    *slope = o->align ? (s - 1) / 2 : s / 2;
    if (o->wide) return o->align ? (t + 1) / 2 * (s - 1) : ((t + 1) * s - 1) / 2;
    const float f = (float)t, sf = (float)s;
    return (double)(o->align ? (f + 1) / 2 * (sf - 1) : ((f + 1) * sf - 1) / 2);
}

/* ---- taps of one axis ---- */
static void add(taps *a, double at, int64_t size, double u, double du, double ddu)
{
    if (at >= 0 && at < (double)size) a->t[a->n++] = (tap){(int64_t)at, {u, du, ddu}};
}

static void cubic(const sampler *o, taps *a, double t, int64_t size, double slope)
{
    const double A = -0.75, first = floor(t), f = t - first;
    const double x[4] = {f + 1, f, 1 - f, 2 - f}, turn[4] = {1, 1, -1, -1};
    for (int k = 0; k < 4; k++) {
        const bool outer = k == 0 || k == 3;
        const double z = x[k];
        const double u =
            outer ? ((A * z - 5 * A) * z + 8 * A) * z - 4 * A : ((A + 2) * z - (A + 3)) * z * z + 1;
        const double du =
            outer ? (3 * A * z - 10 * A) * z + 8 * A : (3 * (A + 2) * z - 2 * (A + 3)) * z;
        const double ddu = outer ? 6 * A * z - 10 * A : 6 * (A + 2) * z - 2 * (A + 3);
        double none = 1;
        add(a, trunc(pad(o, first - 1 + k, size, &none)), size, u, turn[k] * du * slope,
            ddu * slope * slope);
    }
}

static taps taps_of(const sampler *o, double coordinate, int64_t size)
{
    taps a = {.n = 0};
    double slope, t = unnormalized(o, coordinate, size, &slope);
    if (!(fabs(t) < 1e15)) t = -100; /* NaN and far away: outside, as in ATen */
    if (o->mode == BICUBIC) {
        cubic(o, &a, t, size, slope);
        return a;
    }
    t = pad(o, t, size, &slope);
    if (o->mode == NEAREST) {
        add(&a, nearbyint(t), size, 1, 0, 0);
        return a;
    }
    const double first = floor(t), f = t - first;
    add(&a, first, size, 1 - f, -slope, 0);
    add(&a, first + 1, size, f, slope, 0);
    return a;
}

typedef struct point {
    taps u, v;     /* along W and H */
    double du, dv; /* what came back to the grid here: the direction of the derivatives */
} point;

static point point_of(const sampler *o, int64_t n, int64_t p)
{
    const int64_t at = (n * o->p + p) * 2;
    point q = {.u = taps_of(o, cpu_get(&o->grid, at), o->w),
               .v = taps_of(o, cpu_get(&o->grid, at + 1), o->h)};
    if (o->vgrid.data) q.du = cpu_get(&o->vgrid, at), q.dv = cpu_get(&o->vgrid, at + 1);
    return q;
}

/* sum_jk of the a-th derivative of u_j, the b-th of v_k and plane[k, j] */
static double sample(const sampler *o, const rp_geometry *t, int64_t plane, const point *q, int a,
                     int b)
{
    double sum = 0;
    for (int k = 0; k < q->v.n; k++)
        for (int j = 0; j < q->u.n; j++)
            sum += q->u.t[j].u[a] * q->v.t[k].u[b] *
                   cpu_get(t, (plane * o->h + q->v.t[k].i) * o->w + q->u.t[j].i);
    return sum;
}

/* ---- what is computed: per plane (n, c), or per position (n, p) ---- */
static void forward_plane(const sampler *o, const rp_geometry *y, int64_t plane)
{
    for (int64_t p = 0; p < o->p; p++) {
        const point q = point_of(o, plane / o->c, p);
        cpu_put(y, plane * o->p + p, sample(o, &o->x, plane, &q, 0, 0));
    }
}

/* The gradient of an image, weighted by u v, or by their derivative in the direction that came
   back. */
static void input_plane(const sampler *o, double *sum, int64_t plane, bool second)
{
    for (int64_t p = 0; p < o->p; p++) {
        const point q = point_of(o, plane / o->c, p);
        const double g = cpu_get(&o->g, plane * o->p + p);
        for (int k = 0; k < q.v.n; k++)
            for (int j = 0; j < q.u.n; j++) {
                const double *u = q.u.t[j].u, *v = q.v.t[k].u;
                sum[q.v.t[k].i * o->w + q.u.t[j].i] +=
                    g * (second ? u[1] * v[0] * q.du + u[0] * v[1] * q.dv : u[0] * v[0]);
            }
    }
}

static void grid_point(const sampler *o, const rp_geometry *d, int64_t at)
{
    const point q = point_of(o, at / o->p, at % o->p);
    double du = 0, dv = 0;
    for (int64_t c = 0; c < o->c; c++) {
        const int64_t plane = at / o->p * o->c + c;
        const double g = cpu_get(&o->g, plane * o->p + at % o->p);
        du += g * sample(o, &o->x, plane, &q, 1, 0);
        dv += g * sample(o, &o->x, plane, &q, 0, 1);
    }
    cpu_put(d, at * 2, du);
    cpu_put(d, at * 2 + 1, dv);
}

static void grid_point_second(const sampler *o, const rp_geometry *d, int64_t at)
{
    const point q = point_of(o, at / o->p, at % o->p);
    double du = 0, dv = 0;
    for (int64_t c = 0; c < o->c; c++) {
        const int64_t plane = at / o->p * o->c + c;
        const double g = cpu_get(&o->g, plane * o->p + at % o->p);
        if (o->vx.data) {
            du += g * sample(o, &o->vx, plane, &q, 1, 0);
            dv += g * sample(o, &o->vx, plane, &q, 0, 1);
        }
        if (!o->vgrid.data) continue;
        const double mixed = sample(o, &o->x, plane, &q, 1, 1);
        du += g * (sample(o, &o->x, plane, &q, 2, 0) * q.du + mixed * q.dv);
        dv += g * (mixed * q.du + sample(o, &o->x, plane, &q, 0, 2) * q.dv);
    }
    cpu_put(d, at * 2, du);
    cpu_put(d, at * 2 + 1, dv);
}

static void output_plane_second(const sampler *o, const rp_geometry *d, int64_t plane)
{
    for (int64_t p = 0; p < o->p; p++) {
        const point q = point_of(o, plane / o->c, p);
        double sum = o->vx.data ? sample(o, &o->vx, plane, &q, 0, 0) : 0;
        if (o->vgrid.data)
            sum +=
                sample(o, &o->x, plane, &q, 1, 0) * q.du + sample(o, &o->x, plane, &q, 0, 1) * q.dv;
        cpu_put(d, plane * o->p + p, sum);
    }
}

/* ---- runs ---- */
static void each(const sampler *o, const rp_geometry *d, int64_t n,
                 void (*fn)(const sampler *, const rp_geometry *, int64_t))
{
#pragma omp parallel for num_threads(cpu_threads(o->n * o->c * o->p, CPU_GRAIN / 8))               \
    schedule(static)
    for (int64_t i = 0; i < n; i++) fn(o, d, i);
}

static rp_status each_input_plane(const sampler *o, const rp_geometry *d, cpu_scratch *s,
                                  bool second)
{
    const int64_t plane = o->h * o->w;
    double *sum = cpu_scratch_alloc(s, (size_t)(o->n * o->c * plane) * sizeof *sum);
    if (!sum) return RP_E_MEMORY;
    memset(sum, 0, (size_t)(o->n * o->c * plane) * sizeof *sum);
#pragma omp parallel for num_threads(cpu_threads(o->n * o->c * o->p, CPU_GRAIN / 8))               \
    schedule(static)
    for (int64_t i = 0; i < o->n * o->c; i++) {
        input_plane(o, sum + i * plane, i, second);
        for (int64_t k = 0; k < plane; k++) cpu_put(d, i * plane + k, sum[i * plane + k]);
    }
    return RP_OK;
}

/* input, grid, then from `rest` on: interpolation_mode, padding_mode, align_corners */
static rp_status init(sampler *o, cpu_scratch *s, const rp_value *x, const rp_value *grid,
                      const rp_value *rest, int64_t (*stride)[RP_MAX_DIMS])
{
    o->x = kernel_geometry(x);
    o->grid = kernel_geometry(grid);
    o->n = o->x.shape[0];
    o->c = o->x.shape[1];
    o->h = o->x.shape[2];
    o->w = o->x.shape[3];
    o->p = o->grid.shape[1] * o->grid.shape[2];
    o->mode = (int)kernel_int(&rest[0]);
    o->padding = (int)kernel_int(&rest[1]);
    o->align = kernel_bool(&rest[2]);
    o->wide = o->grid.dtype == RP_F64;
    rp_geometry *const all[] = {&o->x, &o->grid, &o->g, &o->vx, &o->vgrid};
    for (int i = 0; i < 5; i++)
        if (all[i]->data) RP_TRY(cpu_scratch_dense(s, all[i], stride[i]));
    return RP_OK;
}

/* (input, grid, ...); results are fresh and dense */
static rp_status forward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[5][RP_MAX_DIMS];
    const rp_geometry y = kernel_geometry(&out[0]);
    sampler o = {.mode = 0};
    RP_TRY(init(&o, s, &in[0], &in[1], in + 2, stride));
    each(&o, &y, o.n * o.c, forward_plane);
    return RP_OK;
}

/* (grad_output, input, grid, interpolation_mode, padding_mode, align_corners, output_mask) */
static rp_status backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[5][RP_MAX_DIMS];
    const rp_geometry dx = kernel_geometry(&out[0]), dgrid = kernel_geometry(&out[1]);
    sampler o = {.g = kernel_geometry(&in[0])};
    RP_TRY(init(&o, s, &in[1], &in[2], in + 3, stride));
    if (dx.data) RP_TRY(each_input_plane(&o, &dx, s, false));
    if (dgrid.data) each(&o, &dgrid, o.n * o.p, grid_point);
    return RP_OK;
}

/* (grad_output, input, grid, v_input, v_grid, ...) -> gradients of the first three */
static rp_status second(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[5][RP_MAX_DIMS];
    const rp_geometry dg = kernel_geometry(&out[0]), dx = kernel_geometry(&out[1]),
                      dgrid = kernel_geometry(&out[2]);
    sampler o = {.g = kernel_geometry(&in[0]),
                 .vx = kernel_geometry(&in[3]),
                 .vgrid = kernel_geometry(&in[4])};
    RP_TRY(init(&o, s, &in[1], &in[2], in + 5, stride));
    each(&o, &dg, o.n * o.c, output_plane_second);
    each(&o, &dgrid, o.n * o.p, grid_point_second);
    return each_input_plane(&o, &dx, s, true);
}

CPU_SCRATCH_KERNEL(forward_row, forward)
CPU_SCRATCH_KERNEL(backward_row, backward)
CPU_SCRATCH_KERNEL(second_row, second)

const rp_kernel_row cpu_grid_sampler[] = {
    CPU_ROW("aten::grid_sampler_2d", forward_row),
    CPU_ROW("aten::grid_sampler_2d_backward", backward_row),
    CPU_ROW("reprise::grid_sampler_2d_grad_grad", second_row),
    {0},
};
