/* plugins/cpu/layer_norm.c - native_layer_norm and its gradient
 *
 * m rows of n elements (the normalized dimensions together).
 *   forward:  mean, rstd = 1 / sqrt(var + eps) of a row;  y = (x - mean) rstd w + b
 *   backward: h = (x - mean) rstd;  dx = rstd (g w - mean(g w) - h mean(g w h));  dw = sum over
 * rows of g h;  db = sum of g (Ba, Kiros, Hinton, "Layer normalization", 2016). dw and db are sums
 * over rows: partial sums of fixed blocks of BLOCK rows, added in order, so that no bit depends on
 * the number of threads.
 */
#include "scratch.h"
#include "simd_math.h"
#include <math.h>

enum {
    BLOCK = 64
}; /* rows per partial sum of dw and db, doubled until MOST_BLOCKS of them cover all rows */
enum { MOST_BLOCKS = 64 };

typedef struct norm {
    int64_t m, n;
    rp_geometry x, w, b, mean, rstd, y; /* forward; w or b absent: data NULL */
    rp_geometry g, dx, dw, db;          /* backward; not wanted: data NULL */
    double eps;
} norm;

static char *element(const rp_geometry *g, int64_t i)
{
    return (char *)g->data + i * (int64_t)kernel_element(g->dtype);
}
static double get(const rp_geometry *g, int64_t i)
{
    return cpu_load(element(g, i), g->dtype);
}
static void put(const rp_geometry *g, int64_t i, double value)
{
    cpu_store(element(g, i), g->dtype, value);
}

/* ---- plain: double sums, any floating type ---- */
static void forward_row_plain(const norm *o, int64_t i)
{
    double mean = 0, var = 0;
    for (int64_t j = 0; j < o->n; j++) mean += get(&o->x, i * o->n + j);
    mean /= (double)o->n;
    for (int64_t j = 0; j < o->n; j++) {
        const double d = get(&o->x, i * o->n + j) - mean;
        var += d * d;
    }
    const double rstd = 1 / sqrt(var / (double)o->n + o->eps);
    put(&o->mean, i, mean);
    put(&o->rstd, i, rstd);
    for (int64_t j = 0; j < o->n; j++) {
        double y = (get(&o->x, i * o->n + j) - mean) * rstd;
        if (o->w.data) y *= get(&o->w, j);
        if (o->b.data) y += get(&o->b, j);
        put(&o->y, i * o->n + j, y);
    }
}

static void backward_row_plain(const norm *o, int64_t i)
{
    const double mean = get(&o->mean, i), rstd = get(&o->rstd, i), n = (double)o->n;
    double sum = 0, sum_h = 0;
    for (int64_t j = 0; j < o->n; j++) {
        const double g = get(&o->g, i * o->n + j) * (o->w.data ? get(&o->w, j) : 1);
        sum += g;
        sum_h += g * (get(&o->x, i * o->n + j) - mean) * rstd;
    }
    for (int64_t j = 0; j < o->n; j++) {
        const double g = get(&o->g, i * o->n + j) * (o->w.data ? get(&o->w, j) : 1);
        const double h = (get(&o->x, i * o->n + j) - mean) * rstd;
        put(&o->dx, i * o->n + j, rstd * (g - sum / n - h * sum_h / n));
    }
}

static void backward_column_plain(const norm *o, int64_t j)
{
    double dw = 0, db = 0;
    for (int64_t i = 0; i < o->m; i++) {
        const double g = get(&o->g, i * o->n + j);
        db += g;
        dw += g * (get(&o->x, i * o->n + j) - get(&o->mean, i)) * get(&o->rstd, i);
    }
    if (o->dw.data) put(&o->dw, j, dw);
    if (o->db.data) put(&o->db, j, db);
}

static rp_status forward_plain(const norm *o)
{
#pragma omp parallel for num_threads(cpu_threads(o->m * o->n, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < o->m; i++) forward_row_plain(o, i);
    return RP_OK;
}

static rp_status backward_plain(const norm *o)
{
#pragma omp parallel for num_threads(cpu_threads(o->m * o->n, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < (o->dx.data ? o->m : 0); i++) backward_row_plain(o, i);
    if (!o->dw.data && !o->db.data) return RP_OK;
#pragma omp parallel for num_threads(cpu_threads(o->m * o->n, CPU_GRAIN)) schedule(static)
    for (int64_t j = 0; j < o->n; j++) backward_column_plain(o, j);
    return RP_OK;
}

/* ---- fast: rows of floats; f16 and bf16 are widened row by row ---- */
typedef struct fast { /* what every row needs, as floats */
    const norm *o;
    const float *w, *b;
    float *partial; /* blocks x 2 x n: dw then db */
    int64_t rows;   /* per block */
} fast;

static const float *row_in(const rp_geometry *g, int64_t i, int64_t n, float *buffer)
{
    if (g->dtype == RP_F32) return (const float *)g->data + i * n;
    cpu_widen(buffer, (const uint16_t *)g->data + i * n, g->dtype, n);
    return buffer;
}

static void forward_row(const fast *f, int64_t i, float *buffer)
{
    const norm *o = f->o;
    const int64_t n = o->n;
    const float *x = row_in(&o->x, i, n, buffer);
    float *y = o->y.dtype == RP_F32 ? (float *)o->y.data + i * n : buffer + n;
    const float mean = cpu_sum(x, n) / (float)n;
    for (int64_t j = 0; j < n; j++) y[j] = x[j] - mean;
    const float var = cpu_dot_row(y, y, n) / (float)n;
    const float rstd = 1 / sqrtf(var + (float)o->eps);
    put(&o->mean, i, (double)mean);
    put(&o->rstd, i, (double)rstd);
    if (f->w && f->b)
        for (int64_t j = 0; j < n; j++) y[j] = cpu_fma(y[j] * rstd, f->w[j], f->b[j]);
    else if (f->w)
        for (int64_t j = 0; j < n; j++) y[j] = y[j] * rstd * f->w[j];
    else
        for (int64_t j = 0; j < n; j++) y[j] = y[j] * rstd + (f->b ? f->b[j] : 0);
    if (o->y.dtype != RP_F32) cpu_narrow((uint16_t *)o->y.data + i * n, o->y.dtype, y, n);
}

/* dx of one row; `t` takes g w. */
static void input_gradient(const fast *f, const float *g, const float *x, float mean, float rstd,
                           float *dx, float *t)
{
    const int64_t n = f->o->n;
    if (f->w)
        for (int64_t j = 0; j < n; j++) t[j] = g[j] * f->w[j];
    else memcpy(t, g, (size_t)n * sizeof *t);
    const float sum = cpu_sum(t, n), sum_x = cpu_dot_row(t, x, n);
    const float sum_h = (sum_x - mean * sum) * rstd;
    const float p = -rstd * rstd * sum_h / (float)n; /* dx = rstd t + p (x - mean) - rstd sum / n */
    const float q = -p * mean - rstd * sum / (float)n;
    for (int64_t j = 0; j < n; j++) dx[j] = cpu_fma(rstd, t[j], cpu_fma(p, x[j], q));
}

static void backward_block(const fast *f, int64_t block, float *buffer)
{
    const norm *o = f->o;
    const int64_t n = o->n, first = block * f->rows,
                  end = first + f->rows < o->m ? first + f->rows : o->m;
    float *dw = f->partial + block * 2 * n, *db = dw + n;
    const bool sums = o->dw.data || o->db.data;
    if (sums) memset(dw, 0, (size_t)(2 * n) * sizeof *dw);
    for (int64_t i = first; i < end; i++) {
        const float *x = row_in(&o->x, i, n, buffer), *g = row_in(&o->g, i, n, buffer + n);
        const float mean = (float)get(&o->mean, i), rstd = (float)get(&o->rstd, i);
        if (sums)
            for (int64_t j = 0; j < n; j++) {
                dw[j] = cpu_fma(g[j], (x[j] - mean) * rstd, dw[j]);
                db[j] += g[j];
            }
        if (!o->dx.data) continue;
        float *dx = o->dx.dtype == RP_F32 ? (float *)o->dx.data + i * n : buffer + 2 * n;
        input_gradient(f, g, x, mean, rstd, dx, buffer + 3 * n);
        if (o->dx.dtype != RP_F32) cpu_narrow((uint16_t *)o->dx.data + i * n, o->dx.dtype, dx, n);
    }
}

static void combine(const fast *f, int64_t blocks)
{
    const norm *o = f->o;
    float *sum = f->partial;
    for (int64_t k = 1; k < blocks; k++)
        for (int64_t j = 0; j < 2 * o->n; j++) sum[j] += f->partial[k * 2 * o->n + j];
    if (o->dw.data) cpu_narrow(o->dw.data, o->dw.dtype, sum, o->n);
    if (o->db.data) cpu_narrow(o->db.data, o->db.dtype, sum + o->n, o->n);
}

/* Weight or bias as floats. */
static rp_status parameter(cpu_scratch *s, const rp_geometry *g, const float **out)
{
    *out = g->dtype == RP_F32 ? g->data : NULL;
    if (!g->data || g->dtype == RP_F32) return RP_OK;
    float *wide = cpu_scratch_alloc(s, (size_t)g->numel * sizeof *wide);
    if (!wide) return RP_E_MEMORY;
    cpu_widen(wide, g->data, g->dtype, g->numel);
    *out = wide;
    return RP_OK;
}

static int thread_number(void)
{
#ifdef _OPENMP
    return omp_get_thread_num();
#else
    return 0;
#endif
}

static rp_status forward_fast(const norm *o, cpu_scratch *s)
{
    fast f = {.o = o};
    const int threads = cpu_threads(o->m * o->n, CPU_GRAIN);
    RP_TRY(parameter(s, &o->w, &f.w));
    RP_TRY(parameter(s, &o->b, &f.b));
    const int64_t own = o->x.dtype == RP_F32 && o->y.dtype == RP_F32 ? 0 : 2 * o->n;
    float *buffer = own ? cpu_scratch_alloc(s, (size_t)(threads * own) * sizeof *buffer) : NULL;
    if (own && !buffer) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t i = 0; i < o->m; i++)
        forward_row(&f, i, own ? buffer + thread_number() * own : NULL);
    return RP_OK;
}

static rp_status backward_fast(const norm *o, cpu_scratch *s)
{
    fast f = {.o = o, .rows = BLOCK};
    while ((o->m + f.rows - 1) / f.rows > MOST_BLOCKS) f.rows *= 2;
    const int64_t blocks = (o->m + f.rows - 1) / f.rows;
    const int threads = cpu_threads(o->m * o->n, CPU_GRAIN / 2);
    RP_TRY(parameter(s, &o->w, &f.w));
    f.partial = cpu_scratch_alloc(s, (size_t)((blocks + 1) * 2 * o->n) * sizeof(float));
    float *buffer = cpu_scratch_alloc(s, (size_t)(threads * 4 * o->n) * sizeof(float));
    if (!f.partial || !buffer) return RP_E_MEMORY;
    if (blocks == 0) memset(f.partial, 0, (size_t)(2 * o->n) * sizeof(float));
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t k = 0; k < blocks; k++) backward_block(&f, k, buffer + thread_number() * 4 * o->n);
    combine(&f, blocks);
    return RP_OK;
}

static bool is_small_float(const rp_geometry *g)
{
    return !g->data || g->dtype == RP_F32 || g->dtype == RP_F16 || g->dtype == RP_BF16;
}

/* ---- kernels ---- */
/* (input, normalized_shape, weight, bias, eps) -> y, mean, rstd */
static rp_status forward(const rp_value *in, const rp_value *out, bool want_fast)
{
    int64_t stride[4][RP_MAX_DIMS];
    cpu_scratch s = {0};
    norm o = {.x = kernel_geometry(&in[0]),
              .w = kernel_geometry(&in[2]),
              .b = kernel_geometry(&in[3]),
              .y = kernel_geometry(&out[0]),
              .mean = kernel_geometry(&out[1]),
              .rstd = kernel_geometry(&out[2]),
              .eps = kernel_float(&in[4])};
    const rp_geometry result = o.y;
    o.m = o.mean.numel;
    o.n = o.m ? o.x.numel / o.m : 0;
    for (int64_t i = 0; o.n == 0 && i < o.m; i++) { /* rows of nothing: PyTorch's numbers */
        put(&o.mean, i, 0);
        put(&o.rstd, i, NAN);
    }
    if (o.x.numel == 0) return RP_OK;
    rp_status st = cpu_scratch_dense(&s, &o.x, stride[0]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &o.w, stride[1]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &o.b, stride[2]);
    if (st == RP_OK) st = cpu_scratch_output(&s, &o.y, stride[3]);
    if (st == RP_OK) {
        const bool fits = is_small_float(&o.x) && is_small_float(&o.w) && is_small_float(&o.b) &&
                          is_small_float(&o.y);
        st = want_fast && fits ? forward_fast(&o, &s) : forward_plain(&o);
    }
    if (st == RP_OK && o.y.data != result.data) cpu_assign(&result, &o.y);
    cpu_scratch_free(&s);
    return st;
}

/* (grad_out, input, normalized_shape, mean, rstd, weight, bias, output_mask) -> dx, dw, db; masked
 * out: NONE */
static rp_status backward(const rp_value *in, const rp_value *out, bool want_fast)
{
    int64_t stride[6][RP_MAX_DIMS];
    cpu_scratch s = {0};
    norm o = {.g = kernel_geometry(&in[0]),
              .x = kernel_geometry(&in[1]),
              .mean = kernel_geometry(&in[3]),
              .rstd = kernel_geometry(&in[4]),
              .w = kernel_geometry(&in[5]),
              .dx = kernel_geometry(&out[0]),
              .dw = kernel_geometry(&out[1]),
              .db = kernel_geometry(&out[2])};
    const rp_geometry result = o.dx;
    o.m = o.mean.numel;
    o.n = in[2].n ? 1 : 0;
    for (uint32_t d = 0; d < in[2].n; d++) o.n *= in[2].u.l[d].u.i;
    rp_status st = cpu_scratch_dense(&s, &o.g, stride[0]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &o.x, stride[1]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &o.w, stride[2]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &o.mean, stride[3]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &o.rstd, stride[4]);
    if (st == RP_OK && o.dx.data) st = cpu_scratch_output(&s, &o.dx, stride[5]);
    if (st == RP_OK) {
        const bool fits = is_small_float(&o.g) && is_small_float(&o.x) && is_small_float(&o.w) &&
                          is_small_float(&o.dx) && is_small_float(&o.dw) && is_small_float(&o.db);
        st = want_fast && fits ? backward_fast(&o, &s) : backward_plain(&o);
    }
    if (st == RP_OK && o.dx.data != result.data) cpu_assign(&result, &o.dx);
    cpu_scratch_free(&s);
    return st;
}

CPU_KERNEL(forward_plain_row)
{
    CPU_UNUSED;
    return forward(in, out, false);
}
CPU_KERNEL(forward_fast_row)
{
    CPU_UNUSED;
    return forward(in, out, true);
}
CPU_KERNEL(backward_plain_row)
{
    CPU_UNUSED;
    return backward(in, out, false);
}
CPU_KERNEL(backward_fast_row)
{
    CPU_UNUSED;
    return backward(in, out, true);
}

const rp_kernel_row cpu_layer_norm[] = {
    CPU_ROW("aten::native_layer_norm", forward_plain_row),
    CPU_ROW_FAST("aten::native_layer_norm", forward_fast_row),
    CPU_ROW("aten::native_layer_norm_backward", backward_plain_row),
    CPU_ROW_FAST("aten::native_layer_norm_backward", backward_fast_row),
    {0},
};
