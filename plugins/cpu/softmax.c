/* plugins/cpu/softmax.c - _softmax, _log_softmax and their gradients
 *
 * The tensor is seen as outer x n x inner around `dim`; every (outer, inner) pair is one line of n
 * elements. softmax:      y = exp(x - max) / sum            dx = y (g - sum(g y)) log_softmax:  y =
 * x - max - log(sum)            dx = g - exp(y) sum(g) Plain rows work in double (f64) or float
 * steps of one line. The fast rows are for lines that lie together, in f32, f16 or bf16, with the
 * vector exp of simd_math.h; sums run in a fixed order, so no result depends on the number of
 * threads.
 */
#include "scratch.h"
#include "simd_math.h"
#include <math.h>

typedef struct lines {
    int64_t outer, n, inner;
    rp_geometry x, g,
        y; /* forward: x -> y; backward: g (gradient) and x (the forward's result) -> y */
    rp_geometry result; /* where y finally belongs */
    int64_t stride[4][RP_MAX_DIMS];
    cpu_scratch scratch;
    bool log;
} lines;

static rp_status lines_open(lines *l, const rp_value *x, const rp_value *g, const rp_value *out,
                            int64_t dim_argument)
{
    l->x = kernel_geometry(x);
    l->y = l->result = kernel_geometry(out);
    const int dim = kernel_dim(dim_argument, l->x.ndim);
    l->outer = kernel_product(l->x.shape, 0, l->x.ndim ? dim : 0);
    l->n = l->x.ndim ? l->x.shape[dim] : 1;
    l->inner = l->x.ndim ? kernel_product(l->x.shape, dim + 1, l->x.ndim) : 1;
    rp_status st = cpu_scratch_dense(&l->scratch, &l->x, l->stride[0]);
    if (st == RP_OK && g) {
        l->g = kernel_geometry(g);
        st = cpu_scratch_dense(&l->scratch, &l->g, l->stride[1]);
    }
    if (st == RP_OK) st = cpu_scratch_output(&l->scratch, &l->y, l->stride[2]);
    if (st != RP_OK) cpu_scratch_free(&l->scratch);
    return st;
}

static rp_status lines_close(lines *l)
{
    if (l->y.data != l->result.data) cpu_assign(&l->result, &l->y);
    cpu_scratch_free(&l->scratch);
    return RP_OK;
}

/* ---- plain ---- */
static const char *at(const rp_geometry *g, int64_t i)
{
    return (const char *)g->data + i * (int64_t)kernel_element(g->dtype);
}

static double rounded(double x, bool wide)
{
    return wide ? x : (double)(float)x;
}

static void forward_line(const lines *l, int64_t base)
{
    const bool wide = l->x.dtype == RP_F64;
    double most = -INFINITY, sum = 0;
    for (int64_t i = 0; i < l->n; i++) {
        const double x = cpu_load(at(&l->x, base + i * l->inner), l->x.dtype);
        most = x > most || x != x ? x : most;
    }
    for (int64_t i = 0; i < l->n; i++) {
        const double x = cpu_load(at(&l->x, base + i * l->inner), l->x.dtype);
        sum += wide ? exp(x - most) : (double)expf((float)(x - most));
    }
    sum = rounded(l->log ? log(sum) : sum, wide);
    for (int64_t i = 0; i < l->n; i++) {
        const double x = cpu_load(at(&l->x, base + i * l->inner), l->x.dtype) - most;
        const double y = l->log ? x - sum : (wide ? exp(x) : (double)expf((float)x)) / sum;
        cpu_store((char *)(uintptr_t)at(&l->y, base + i * l->inner), l->y.dtype, y);
    }
}

static void backward_line(const lines *l, int64_t base)
{
    double sum = 0;
    for (int64_t i = 0; i < l->n; i++) {
        const double g = cpu_load(at(&l->g, base + i * l->inner), l->g.dtype);
        sum += l->log ? g : g * cpu_load(at(&l->x, base + i * l->inner), l->x.dtype);
    }
    for (int64_t i = 0; i < l->n; i++) {
        const double g = cpu_load(at(&l->g, base + i * l->inner), l->g.dtype);
        const double y = cpu_load(at(&l->x, base + i * l->inner), l->x.dtype);
        cpu_store((char *)(uintptr_t)at(&l->y, base + i * l->inner), l->y.dtype,
                  l->log ? g - exp(y) * sum : y * (g - sum));
    }
}

static void run_plain(const lines *l, void (*line)(const lines *, int64_t))
{
    const int64_t count = l->n ? l->outer * l->inner : 0;
#pragma omp parallel for num_threads(cpu_threads(l->x.numel, CPU_GRAIN / 8)) schedule(static)
    for (int64_t i = 0; i < count; i++) line(l, i / l->inner * l->n * l->inner + i % l->inner);
}

/* ---- fast: lines that lie together ---- */
static void softmax_row(const float *x, float *y, int64_t n)
{
    const float most = cpu_max(x, n);
    for (int64_t i = 0; i < n; i++) y[i] = cpu_expf(x[i] - most);
    const float scale = 1 / cpu_sum(y, n);
    for (int64_t i = 0; i < n; i++) y[i] *= scale;
}

static void log_softmax_row(const float *x, float *y, int64_t n)
{
    enum { PIECE = 512 };
    float e[PIECE], sum = 0;
    const float most = cpu_max(x, n);
    for (int64_t i = 0; i < n; i += PIECE) {
        const int64_t some = n - i < PIECE ? n - i : PIECE;
        for (int64_t j = 0; j < some; j++) e[j] = cpu_expf(x[i + j] - most);
        sum += cpu_sum(e, some);
    }
    const float total = most + logf(sum);
    for (int64_t i = 0; i < n; i++) y[i] = x[i] - total;
}

static void softmax_back_row(const float *g, const float *y, float *dx, int64_t n)
{
    const float sum = cpu_dot_row(g, y, n);
    for (int64_t i = 0; i < n; i++) dx[i] = y[i] * (g[i] - sum);
}

static void log_softmax_back_row(const float *g, const float *y, float *dx, int64_t n)
{
    const float sum = cpu_sum(g, n);
    for (int64_t i = 0; i < n; i++) dx[i] = cpu_fma(-cpu_expf(y[i]), sum, g[i]);
}

/* Row i of a tensor as floats: in place for f32, else widened into `buffer`. */
static const float *row_in(const rp_geometry *g, int64_t i, int64_t n, float *buffer)
{
    if (g->dtype == RP_F32) return (const float *)g->data + i * n;
    cpu_widen(buffer, (const uint16_t *)g->data + i * n, g->dtype, n);
    return buffer;
}

static void fast_row(const lines *l, int64_t i, float *buffer)
{
    const int64_t n = l->n;
    float *y = l->y.dtype == RP_F32 ? (float *)l->y.data + i * n : buffer;
    const float *x = row_in(&l->x, i, n, buffer ? buffer + n : NULL);
    if (l->g.data) {
        const float *g = row_in(&l->g, i, n, buffer ? buffer + 2 * n : NULL);
        (l->log ? log_softmax_back_row : softmax_back_row)(g, x, y, n);
    } else {
        (l->log ? log_softmax_row : softmax_row)(x, y, n);
    }
    if (l->y.dtype != RP_F32) cpu_narrow((uint16_t *)l->y.data + i * n, l->y.dtype, y, n);
}

static rp_status run_fast(lines *l)
{
    const int threads = cpu_threads(l->x.numel, CPU_GRAIN / 4);
    const bool direct =
        l->x.dtype == RP_F32 && l->y.dtype == RP_F32 && (!l->g.data || l->g.dtype == RP_F32);
    const int64_t own = direct ? 0 : 3 * l->n;
    float *buffer =
        own ? cpu_scratch_alloc(&l->scratch, (size_t)(own * threads) * sizeof(float)) : NULL;
    if (own && !buffer) return RP_E_MEMORY;
#pragma omp parallel num_threads(threads)
    {
#ifdef _OPENMP
        float *mine = own ? buffer + omp_get_thread_num() * own : NULL;
#else
        float *mine = buffer;
#endif
#pragma omp for schedule(static)
        for (int64_t i = 0; i < l->outer; i++) fast_row(l, i, mine);
    }
    return RP_OK;
}

static bool is_small_float(rp_dtype d)
{
    return d == RP_F32 || d == RP_F16 || d == RP_BF16;
}

static rp_status run(lines *l, bool fast, void (*line)(const lines *, int64_t))
{
    rp_status st = RP_OK;
    const bool fits = l->inner == 1 && l->n > 0 && is_small_float(l->x.dtype) &&
                      is_small_float(l->y.dtype) && (!l->g.data || is_small_float(l->g.dtype));
    if (fast && fits) st = run_fast(l);
    else run_plain(l, line);
    if (st != RP_OK) {
        cpu_scratch_free(&l->scratch);
        return st;
    }
    return lines_close(l);
}

/* ---- kernels ---- */
static rp_status forward(const rp_value *in, const rp_value *out, bool log_form, bool fast)
{
    lines l = {.log = log_form};
    RP_TRY(lines_open(&l, &in[0], NULL, &out[0], kernel_int(&in[1])));
    return run(&l, fast, forward_line);
}

/* (grad_output, output, dim, input_dtype) */
static rp_status backward(const rp_value *in, const rp_value *out, bool log_form, bool fast)
{
    lines l = {.log = log_form};
    RP_TRY(lines_open(&l, &in[1], &in[0], &out[0], kernel_int(&in[2])));
    return run(&l, fast, backward_line);
}

CPU_KERNEL(softmax_plain)
{
    CPU_UNUSED;
    return forward(in, out, false, false);
}
CPU_KERNEL(softmax_fast)
{
    CPU_UNUSED;
    return forward(in, out, false, true);
}
CPU_KERNEL(log_softmax_plain)
{
    CPU_UNUSED;
    return forward(in, out, true, false);
}
CPU_KERNEL(log_softmax_fast)
{
    CPU_UNUSED;
    return forward(in, out, true, true);
}
CPU_KERNEL(softmax_back_plain)
{
    CPU_UNUSED;
    return backward(in, out, false, false);
}
CPU_KERNEL(softmax_back_fast)
{
    CPU_UNUSED;
    return backward(in, out, false, true);
}
CPU_KERNEL(log_softmax_back_plain)
{
    CPU_UNUSED;
    return backward(in, out, true, false);
}
CPU_KERNEL(log_softmax_back_fast)
{
    CPU_UNUSED;
    return backward(in, out, true, true);
}

const rp_kernel_row cpu_softmax[] = {
    CPU_ROW("aten::_softmax", softmax_plain),
    CPU_ROW_FAST("aten::_softmax", softmax_fast),
    CPU_ROW("aten::_log_softmax", log_softmax_plain),
    CPU_ROW_FAST("aten::_log_softmax", log_softmax_fast),
    CPU_ROW("aten::_softmax_backward_data", softmax_back_plain),
    CPU_ROW_FAST("aten::_softmax_backward_data", softmax_back_fast),
    CPU_ROW("aten::_log_softmax_backward_data", log_softmax_back_plain),
    CPU_ROW_FAST("aten::_log_softmax_backward_data", log_softmax_back_fast),
    {0},
};
