/* plugins/cpu/cummax.c - running extremes and where they are. Of equal ones the last wins, and a
   NaN stays until the next NaN */
#include "block.h"
#include "line.h"

enum { ROOM = 256 };

struct line { /* strides in bytes */
    const char *x;
    char *y, *at;
    int64_t n, x_stride, y_stride, at_stride;
    rp_dtype dtype;
};

/* One block becomes running values and places; `best` and `place` go from one to the next. */
#define SCAN(name_, T_, wins_)                                                                     \
    static void name_(T_ *v, int64_t *places, int64_t from, int64_t n, T_ *best, int64_t *place,   \
                      bool least)                                                                  \
    {                                                                                              \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T_ x = v[i], b = *best;                                                          \
            if (from + i == 0 || (wins_)) *best = x, *place = from + i;                            \
            v[i] = *best;                                                                          \
            places[i] = *place;                                                                    \
        }                                                                                          \
    }
SCAN(scan_floats, double, x != x || (b == b && (least ? x <= b : x >= b)))
SCAN(scan_integers, int64_t, least ? x <= b : x >= b)

static void run_line(const struct line *l, bool floating, bool least)
{
    union {
        double f[ROOM];
        int64_t i[ROOM];
    } v;
    const rp_dtype compute = floating ? RP_F64 : RP_I64;
    double best = 0;
    int64_t places[ROOM], best_integer = 0, place = 0;
    for (int64_t from = 0; from < l->n; from += ROOM) {
        const int64_t m = l->n - from < ROOM ? l->n - from : ROOM;
        cpu_load_block(&v, compute, l->x + from * l->x_stride, l->x_stride, l->dtype, m);
        if (floating) scan_floats(v.f, places, from, m, &best, &place, least);
        else scan_integers(v.i, places, from, m, &best_integer, &place, least);
        cpu_store_block(l->y + from * l->y_stride, l->y_stride, l->dtype, &v, compute, m);
        cpu_store_block(l->at + from * l->at_stride, l->at_stride, RP_I64, places, RP_I64, m);
    }
}

/* `self`: the least, not the largest */
CPU_KERNEL(run)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]),
                      indices = kernel_geometry(&out[1]);
    const int dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    (void)c, (void)n_in, (void)n_out;
    if (x.numel == 0) return RP_OK;
    const int64_t n = cpu_line_length(&x, dim), lines = x.numel / n;
#pragma omp parallel for num_threads(cpu_threads(x.numel, CPU_GRAIN / 4)) schedule(static)
    for (int64_t i = 0; i < lines; i++) {
        const struct line l = {.x = cpu_line(&x, dim, i),
                               .y = cpu_line(&y, dim, i),
                               .at = cpu_line(&indices, dim, i),
                               .n = n,
                               .x_stride = cpu_line_step(&x, dim),
                               .y_stride = cpu_line_step(&y, dim),
                               .at_stride = cpu_line_step(&indices, dim),
                               .dtype = x.dtype};
        run_line(&l, kernel_is_floating(x.dtype), self != NULL);
    }
    return RP_OK;
}

static const int least = 1;
const rp_kernel_row cpu_cummax[] = {
    CPU_ROW("aten::cummax", run), CPU_ROW_WITH("aten::cummin", run, least), {0}};
