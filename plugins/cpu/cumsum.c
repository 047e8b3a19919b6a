/* plugins/cpu/cumsum.c - running sums along one dimension, in double or int64_t */
#include "block.h"

enum { ROOM = 256 };

struct line { /* one row of the input and of the result: extent n, strides in bytes */
    const char *x;
    char *y;
    int64_t n, x_stride, y_stride;
    rp_dtype x_dtype, y_dtype;
};

static void run_floats(const struct line *l)
{
    double room[ROOM], sum = 0;
    for (int64_t at = 0; at < l->n; at += ROOM) {
        const int64_t m = l->n - at < ROOM ? l->n - at : ROOM;
        cpu_load_block(room, RP_F64, l->x + at * l->x_stride, l->x_stride, l->x_dtype, m);
        for (int64_t i = 0; i < m; i++) room[i] = sum += room[i];
        cpu_store_block(l->y + at * l->y_stride, l->y_stride, l->y_dtype, room, RP_F64, m);
    }
}

static void run_integers(const struct line *l)
{
    int64_t room[ROOM];
    uint64_t sum = 0;
    for (int64_t at = 0; at < l->n; at += ROOM) {
        const int64_t m = l->n - at < ROOM ? l->n - at : ROOM;
        cpu_load_block(room, RP_I64, l->x + at * l->x_stride, l->x_stride, l->x_dtype, m);
        for (int64_t i = 0; i < m; i++) room[i] = (int64_t)(sum += (uint64_t)room[i]);
        cpu_store_block(l->y + at * l->y_stride, l->y_stride, l->y_dtype, room, RP_I64, m);
    }
}

/* Offset in bytes of row `i`: all dimensions but `skip`, row-major. */
static int64_t row_offset(const rp_geometry *g, int skip, int64_t i)
{
    int64_t offset = 0;
    for (int d = g->ndim - 1; d >= 0; d--) {
        if (d == skip) continue;
        offset += i % g->shape[d] * g->stride[d];
        i /= g->shape[d];
    }
    return offset * (int64_t)cpu_element(g->dtype);
}

CPU_KERNEL(cumsum)
{
    const rp_geometry x = cpu_geometry(&in[0]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    const int64_t n = x.ndim ? x.shape[dim] : 1, rows = n ? x.numel / n : 0;
    const bool integers = cpu_compute_dtype(cpu_host->call_dtype(c)) == RP_I64;
    (void)self, (void)n_in, (void)n_out;
#pragma omp parallel for num_threads(cpu_threads(x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < rows; i++) {
        const struct line l = {
            .x = (const char *)x.data + row_offset(&x, dim, i),
            .y = (char *)y.data + row_offset(&y, dim, i),
            .n = n,
            .x_stride = x.ndim ? x.stride[dim] * (int64_t)cpu_element(x.dtype) : 0,
            .y_stride = y.ndim ? y.stride[dim] * (int64_t)cpu_element(y.dtype) : 0,
            .x_dtype = x.dtype,
            .y_dtype = y.dtype,
        };
        if (integers) run_integers(&l);
        else run_floats(&l);
    }
    return RP_OK;
}

const rp_kernel_row cpu_cumsum[] = {CPU_ROW("aten::cumsum", cumsum), {0}};
