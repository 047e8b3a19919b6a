/* plugins/cpu/cummax.c - running extremes and where they are. Of equal ones the last wins, and a NaN stays until the next NaN */
#include "line.h"

struct line { /* strides in bytes */
    const char *x;
    char *y;
    int64_t *at, n, x_stride, y_stride, at_stride;
    rp_dtype dtype;
};

static void run_floats(const struct line *l, bool least)
{
    double best = 0;
    int64_t place = 0;
    for (int64_t i = 0; i < l->n; i++) {
        const double v = cpu_load(l->x + i * l->x_stride, l->dtype);
        if (i == 0 || v != v || (best == best && (least ? v <= best : v >= best))) best = v, place = i;
        cpu_store(l->y + i * l->y_stride, l->dtype, best);
        l->at[i * l->at_stride] = place;
    }
}

static void run_integers(const struct line *l, bool least)
{
    int64_t best = 0, place = 0;
    for (int64_t i = 0; i < l->n; i++) {
        const int64_t v = cpu_load_int(l->x + i * l->x_stride, l->dtype);
        if (i == 0 || (least ? v <= best : v >= best)) best = v, place = i;
        cpu_store_int(l->y + i * l->y_stride, l->dtype, best);
        l->at[i * l->at_stride] = place;
    }
}

/* `self`: the least, not the largest */
CPU_KERNEL(run)
{
    const rp_geometry x = cpu_geometry(&in[0]), y = cpu_geometry(&out[0]), indices = cpu_geometry(&out[1]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    const int64_t n = cpu_line_length(&x, dim), lines = n ? x.numel / n : 0;
    const bool integers = !cpu_is_floating(x.dtype);
    (void)c, (void)n_in, (void)n_out;
#pragma omp parallel for num_threads(cpu_threads(x.numel, CPU_GRAIN / 4)) schedule(static)
    for (int64_t i = 0; i < lines; i++) {
        const struct line l = {.x = cpu_line(&x, dim, i),
                               .y = cpu_line(&y, dim, i),
                               .at = (int64_t *)(void *)cpu_line(&indices, dim, i),
                               .n = n,
                               .x_stride = cpu_line_step(&x, dim),
                               .y_stride = cpu_line_step(&y, dim),
                               .at_stride = cpu_line_step(&indices, dim) / (int64_t)sizeof(int64_t),
                               .dtype = x.dtype};
        if (integers) run_integers(&l, self != NULL);
        else run_floats(&l, self != NULL);
    }
    return RP_OK;
}

static const int least = 1;
const rp_kernel_row cpu_cummax[] = {CPU_ROW("aten::cummax", run), CPU_ROW_WITH("aten::cummin", run, least), {0}};
