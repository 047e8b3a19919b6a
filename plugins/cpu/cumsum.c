/* plugins/cpu/cumsum.c - running sums, products and log-sum-exps along one dimension, in double or
   int64_t */
#include "block.h"
#include "line.h"
#include <math.h>

enum { ROOM = 256 };

/* v[i] becomes the running value; `last` goes from one block to the next. */
struct scan {
    void (*floats)(double *v, int64_t n, double *last);
    void (*integers)(int64_t *v, int64_t n, uint64_t *last);
    double first;
    uint64_t first_integer;
};

static void sum_floats(double *v, int64_t n, double *last)
{
    for (int64_t i = 0; i < n; i++) v[i] = *last += v[i];
}

static void sum_integers(int64_t *v, int64_t n, uint64_t *last)
{
    for (int64_t i = 0; i < n; i++) v[i] = (int64_t)(*last += (uint64_t)v[i]);
}

static void prod_floats(double *v, int64_t n, double *last)
{
    for (int64_t i = 0; i < n; i++) v[i] = *last *= v[i];
}

static void prod_integers(int64_t *v, int64_t n, uint64_t *last)
{
    for (int64_t i = 0; i < n; i++) v[i] = (int64_t)(*last *= (uint64_t)v[i]);
}

/* log(e^a + e^b) = max + log(1 + e^(min - max)); equal infinities stay */
static double log_add_exp(double a, double b)
{
    const double least = b != b || b < a ? b : a, most = b != b || b > a ? b : a;
    return least != most || isfinite(least) ? most + log1p(exp(least - most)) : a;
}

static void lse_floats(double *v, int64_t n, double *last)
{
    for (int64_t i = 0; i < n; i++) v[i] = *last = log_add_exp(v[i], *last);
}

static const struct scan sums = {sum_floats, sum_integers, 0, 0},
                         products = {prod_floats, prod_integers, 1, 1},
                         lses = {lse_floats, NULL, -INFINITY, 0};

struct line { /* one line of the input and of the result: extent n, strides in bytes */
    const char *x;
    char *y;
    int64_t n, x_stride, y_stride;
    rp_dtype x_dtype, y_dtype;
};

static void run_floats(const struct scan *s, const struct line *l)
{
    double room[ROOM], last = s->first;
    for (int64_t at = 0; at < l->n; at += ROOM) {
        const int64_t m = l->n - at < ROOM ? l->n - at : ROOM;
        cpu_load_block(room, RP_F64, l->x + at * l->x_stride, l->x_stride, l->x_dtype, m);
        s->floats(room, m, &last);
        cpu_store_block(l->y + at * l->y_stride, l->y_stride, l->y_dtype, room, RP_F64, m);
    }
}

static void run_integers(const struct scan *s, const struct line *l)
{
    int64_t room[ROOM];
    uint64_t last = s->first_integer;
    for (int64_t at = 0; at < l->n; at += ROOM) {
        const int64_t m = l->n - at < ROOM ? l->n - at : ROOM;
        cpu_load_block(room, RP_I64, l->x + at * l->x_stride, l->x_stride, l->x_dtype, m);
        s->integers(room, m, &last);
        cpu_store_block(l->y + at * l->y_stride, l->y_stride, l->y_dtype, room, RP_I64, m);
    }
}

CPU_KERNEL(run)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    const int64_t n = cpu_line_length(&x, dim), lines = n ? x.numel / n : 0;
    const bool integers = kernel_compute_dtype(kernel_host->call_dtype(c)) == RP_I64;
    (void)n_in, (void)n_out;
#pragma omp parallel for num_threads(cpu_threads(x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < lines; i++) {
        const struct line l = {cpu_line(&x, dim, i),
                               cpu_line(&y, dim, i),
                               n,
                               cpu_line_step(&x, dim),
                               cpu_line_step(&y, dim),
                               x.dtype,
                               y.dtype};
        if (integers) run_integers(self, &l);
        else run_floats(self, &l);
    }
    return RP_OK;
}

const rp_kernel_row cpu_cumsum[] = {
    CPU_ROW_WITH("aten::cumsum", run, sums),
    CPU_ROW_WITH("aten::cumprod", run, products),
    CPU_ROW_WITH("aten::logcumsumexp", run, lses),
    {0},
};
