/* plugins/cpu/max_pool.c - max_pool2d, max_pool3d, adaptive_max_pool2d and their gradients
 *
 * The index of a maximum is its place in the flattened spatial dimensions. A NaN wins, and of
 * several the last one; a window without a greater element than the lowest number of the type gives
 * its first place.
 */
#include "taps.h"
#include <math.h>

typedef struct pool {
    const rp_value *kernel, *stride, *padding, *dilation;
} pool;

static rp_status window_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                             int64_t out)
{
    const pool *p = ctx;
    const int64_t kernel = kernel_place(p->kernel, d, 1),
                  stride = kernel_place(p->stride, d, kernel), pad = kernel_place(p->padding, d, 0),
                  dilation = kernel_place(p->dilation, d, 1);
    RP_TRY(cpu_taps_open(s, t, in, out, out * (kernel < in ? kernel : in)));
    for (int64_t o = 0; o < out; o++) {
        cpu_taps_begin(t, o);
        for (int64_t k = 0; k < kernel; k++) {
            const int64_t i = o * stride - pad + k * dilation;
            if (i >= 0 && i < in) cpu_taps_add(t, o, i, 1);
        }
        /* dilated over all of a small input */
        if (t->first[o + 1] == t->first[o]) cpu_taps_add(t, o, in - 1, 1);
    }
    return RP_OK;
}

static rp_status adaptive_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                               int64_t out)
{
    (void)ctx, (void)d;
    RP_TRY(cpu_taps_open(s, t, in, out, in + 2 * out));
    for (int64_t o = 0; o < out; o++) {
        cpu_taps_begin(t, o);
        for (int64_t i = o / out * in + o % out * in / out; i < 1 + ((o + 1) * in - 1) / out; i++)
            cpu_taps_add(t, o, i, 1);
    }
    return RP_OK;
}

/* ---- forward: one output row ---- */
typedef struct job {
    cpu_volumes y, i, x;
    cpu_taps t[CPU_SPATIAL];
} job;
typedef void (*job_row)(const job *j, int64_t plane, int64_t o0, int64_t o1);

#define IS_NAN(v_) ((v_) != (v_))
#define MAX_ROW(suffix_, type_, wide_, load_, lowest_)                                             \
    static void row_##suffix_(const job *j, int64_t plane, int64_t o0, int64_t o1)                 \
    {                                                                                              \
        const cpu_taps *t0 = &j->t[0], *t1 = &j->t[1], *t2 = &j->t[2];                             \
        const type_ *x = (const type_ *)j->x.g.data + cpu_volume(&j->x, plane);                    \
        type_ *y = (type_ *)j->y.g.data + cpu_volume(&j->y, plane) + o0 * j->y.stride[2] +         \
                   o1 * j->y.stride[3];                                                            \
        int64_t *index = (int64_t *)j->i.g.data + cpu_volume(&j->i, plane) + o0 * j->i.stride[2] + \
                         o1 * j->i.stride[3];                                                      \
        for (int64_t o2 = 0; o2 < j->y.shape[4]; o2++) {                                           \
            const int64_t first[3] = {t0->index[t0->first[o0]], t1->index[t1->first[o1]],          \
                                      t2->index[t2->first[o2]]};                                   \
            int64_t at = (first[0] * j->x.shape[3] + first[1]) * j->x.shape[4] + first[2];         \
            const type_ *best = x + first[0] * j->x.stride[2] + first[1] * j->x.stride[3] +        \
                                first[2] * j->x.stride[4];                                         \
            wide_ top = lowest_;                                                                   \
            for (int64_t a = t0->first[o0]; a < t0->first[o0 + 1]; a++)                            \
                for (int64_t b = t1->first[o1]; b < t1->first[o1 + 1]; b++) {                      \
                    const type_ *row =                                                             \
                        x + t0->index[a] * j->x.stride[2] + t1->index[b] * j->x.stride[3];         \
                    const int64_t place =                                                          \
                        (t0->index[a] * j->x.shape[3] + t1->index[b]) * j->x.shape[4];             \
                    for (int64_t c = t2->first[o2]; c < t2->first[o2 + 1]; c++) {                  \
                        const type_ *p = row + t2->index[c] * j->x.stride[4];                      \
                        const wide_ v = (wide_)load_(*p);                                          \
                        if (v > top || IS_NAN(v)) top = v, best = p, at = place + t2->index[c];    \
                    }                                                                              \
                }                                                                                  \
            y[o2 * j->y.stride[4]] = *best;                                                        \
            index[o2 * j->i.stride[4]] = at;                                                       \
        }                                                                                          \
    }
MAX_ROW(f64, double, double, cpu_from_f64, -INFINITY)
MAX_ROW(f32, float, float, cpu_from_f32, -INFINITY)
MAX_ROW(f16, rp_f16, float, rp_from_f16, -INFINITY)
MAX_ROW(bf16, rp_bf16, float, rp_from_bf16, -INFINITY)
MAX_ROW(i64, int64_t, int64_t, , INT64_MIN)
MAX_ROW(i32, int32_t, int64_t, , INT64_MIN)
MAX_ROW(i16, int16_t, int64_t, , INT64_MIN)
MAX_ROW(i8, int8_t, int64_t, , INT64_MIN)
MAX_ROW(u8, uint8_t, int64_t, , INT64_MIN)

static job_row choose(rp_dtype d)
{
    switch (d) {
    case RP_F64: return row_f64;
    case RP_F32: return row_f32;
    case RP_F16: return row_f16;
    case RP_BF16: return row_bf16;
    case RP_I64: return row_i64;
    case RP_I32: return row_i32;
    case RP_I16: return row_i16;
    case RP_I8: return row_i8;
    case RP_U8: return row_u8;
    default: return NULL;
    }
}

static rp_status forward(const char *op, const rp_value *in, const rp_value *out, int spatial,
                         cpu_taps_maker make, const pool *p)
{
    cpu_scratch s = {0};
    job j;
    const rp_geometry y = kernel_geometry(&out[0]), i = kernel_geometry(&out[1]),
                      x = kernel_geometry(&in[0]);
    const job_row row = choose(x.dtype);
    if (!row) return kernel_no_dtype(op, x.dtype);
    if (y.numel == 0) return RP_OK;
    const rp_status st = cpu_taps_make(&s, j.t, &x, &y, spatial, make, p);
    if (st == RP_OK) {
        cpu_volumes_init(&j.y, &y, spatial);
        cpu_volumes_init(&j.i, &i, spatial);
        cpu_volumes_init(&j.x, &x, spatial);
        const int64_t *shape = j.y.shape, per_plane = shape[2] * shape[3],
                      rows = shape[0] * shape[1] * per_plane;
#pragma omp parallel for num_threads(cpu_threads(x.numel + y.numel, CPU_GRAIN)) schedule(static)
        for (int64_t r = 0; r < rows; r++)
            row(&j, r / per_plane, r % per_plane / shape[3], r % shape[3]);
    }
    cpu_scratch_free(&s);
    return st;
}

/* ---- backward: every gradient goes to the place that its output was read from ---- */
static rp_status check_indices(const char *op, const cpu_volumes *i, int64_t n)
{
    for (int64_t k = 0; k < i->g.numel; k++) {
        const int64_t at = ((const int64_t *)i->g.data)[k];
        if (at < 0 || at >= n)
            return RP_FAIL(RP_E_INDEX, "%s: index %lld is outside of the %lld elements of a plane",
                           op, (long long)at, (long long)n);
    }
    return RP_OK;
}

/* One plane: n elements of dx, m of g; `scratch` has room for n sums. All are dense. */
typedef void (*scatter_plane)(const rp_geometry *dx, const rp_geometry *g, const int64_t *index,
                              int64_t plane, int64_t n, int64_t m, char *scratch);
#define SCATTER(suffix_, type_, sum_, load_, store_)                                               \
    static void scatter_##suffix_(const rp_geometry *dx, const rp_geometry *g,                     \
                                  const int64_t *index, int64_t plane, int64_t n, int64_t m,       \
                                  char *scratch)                                                   \
    {                                                                                              \
        sum_ *sum = (sum_ *)(void *)scratch;                                                       \
        const type_ *from = (const type_ *)g->data + plane * m;                                    \
        type_ *to = (type_ *)dx->data + plane * n;                                                 \
        memset(sum, 0, (size_t)n * sizeof *sum);                                                   \
        for (int64_t k = 0; k < m; k++) sum[index[plane * m + k]] += (sum_)load_(from[k]);         \
        for (int64_t k = 0; k < n; k++) to[k] = store_(sum[k]);                                    \
    }
SCATTER(f64, double, double, cpu_from_f64, cpu_from_f64)
SCATTER(f32, float, double, cpu_from_f32, CPU_TO_F32)
SCATTER(f16, rp_f16, double, rp_from_f16, CPU_TO_F16)
SCATTER(bf16, rp_bf16, double, rp_from_bf16, CPU_TO_BF16)
SCATTER(i64, int64_t, int64_t, , )

static scatter_plane choose_scatter(rp_dtype d)
{
    switch (d) {
    case RP_F64: return scatter_f64;
    case RP_F32: return scatter_f32;
    case RP_F16: return scatter_f16;
    case RP_BF16: return scatter_bf16;
    case RP_I64: return scatter_i64;
    default: return NULL;
    }
}

static rp_status scatter(const char *op, cpu_scratch *s, const rp_geometry *result, rp_geometry g,
                         rp_geometry i, int spatial)
{
    int64_t stride[3][RP_MAX_DIMS];
    rp_geometry dx = *result;
    cpu_volumes v, w;
    cpu_volumes_init(&v, &dx, spatial);
    const int64_t n = v.shape[2] * v.shape[3] * v.shape[4], planes = v.shape[0] * v.shape[1],
                  m = planes ? g.numel / planes : 0;
    const int threads = cpu_threads(dx.numel + g.numel, CPU_GRAIN);
    RP_TRY(cpu_scratch_dense(s, &g, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &i, stride[1]));
    RP_TRY(cpu_scratch_output(s, &dx, stride[2]));
    cpu_volumes_init(&w, &i, spatial);
    RP_TRY(check_indices(op, &w, n));
    const scatter_plane run = choose_scatter(dx.dtype);
    if (!run || g.dtype != dx.dtype) return kernel_no_dtype(op, run ? g.dtype : dx.dtype);
    char *sums = cpu_scratch_alloc(s, (size_t)(threads * n) * sizeof(double));
    if (!sums) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t p = 0; p < planes; p++) {
#ifdef _OPENMP
        char *own = sums + (size_t)(omp_get_thread_num() * n) * sizeof(double);
#else
        char *own = sums;
#endif
        run(&dx, &g, i.data, p, n, m, own);
    }
    if (dx.data != result->data) cpu_assign(result, &dx);
    return RP_OK;
}

static rp_status backward(const char *op, const rp_value *grad, const rp_value *index,
                          const rp_value *out, int spatial)
{
    cpu_scratch s = {0};
    const rp_geometry dx = kernel_geometry(&out[0]), g = kernel_geometry(grad),
                      i = kernel_geometry(index);
    if (i.dtype != RP_I64) return kernel_no_dtype(op, i.dtype);
    if (dx.numel == 0) return RP_OK;
    const rp_status st = scatter(op, &s, &dx, g, i, spatial);
    cpu_scratch_free(&s);
    return st;
}

/* (self, kernel_size, stride, padding, dilation, ceil_mode) */
CPU_KERNEL(max_pool)
{
    CPU_UNUSED;
    const pool p = {&in[1], &in[2], &in[3], &in[4]};
    return forward("aten::max_pool", in, out, *(const int *)self, window_taps, &p);
}
CPU_KERNEL(adaptive)
{
    CPU_UNUSED;
    return forward("aten::adaptive_max_pool2d", in, out, 2, adaptive_taps, NULL);
}
/* (grad_output, self, kernel_size, stride, padding, dilation, ceil_mode, indices) */
CPU_KERNEL(max_pool_backward)
{
    CPU_UNUSED;
    return backward("aten::max_pool_backward", &in[0], &in[7], out, *(const int *)self);
}
CPU_KERNEL(adaptive_backward)
{
    CPU_UNUSED;
    return backward("aten::adaptive_max_pool2d_backward", &in[0], &in[2], out, 2);
}

const rp_kernel_row cpu_max_pool[] = {
    CPU_ROW_SPATIAL("aten::max_pool2d_with_indices", max_pool, 2),
    CPU_ROW_SPATIAL("aten::max_pool3d_with_indices", max_pool, 3),
    CPU_ROW_SPATIAL("aten::max_pool2d_with_indices_backward", max_pool_backward, 2),
    CPU_ROW_SPATIAL("aten::max_pool3d_with_indices_backward", max_pool_backward, 3),
    CPU_ROW("aten::adaptive_max_pool2d", adaptive),
    CPU_ROW("aten::adaptive_max_pool2d_backward", adaptive_backward),
    {0},
};
