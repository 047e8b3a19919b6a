/* plugins/cpu/tril.c - tril, triu and their indices, row by row: row r keeps the columns up to, or
   from, r + diagonal */
#include "cpu.h"

struct rows {
    rp_geometry x, y;
    /* rows, columns; bytes of an element, and from one to the next */
    int64_t m, n, size, x_step, y_step;
    int64_t diagonal;
    bool lower;
};

static void copy_elements(const struct rows *r, char *y, const char *x, int64_t n)
{
    if (x == y || n <= 0) return;
    if (r->x_step == r->size && r->y_step == r->size) {
        memmove(y, x, (size_t)(n * r->size));
        return;
    }
    for (int64_t i = 0; i < n; i++) memmove(y + i * r->y_step, x + i * r->x_step, (size_t)r->size);
}

static void clear_elements(const struct rows *r, char *y, int64_t n)
{
    if (n <= 0) return;
    if (r->y_step == r->size) {
        memset(y, 0, (size_t)(n * r->size));
        return;
    }
    for (int64_t i = 0; i < n; i++) memset(y + i * r->y_step, 0, (size_t)r->size);
}

/* First byte of row `row`, counted over all matrices. */
static char *row_of(const rp_geometry *g, int64_t row)
{
    int64_t at = 0;
    for (int d = g->ndim - 2; d >= 0; d--) {
        at += row % g->shape[d] * g->stride[d];
        row /= g->shape[d];
    }
    return (char *)g->data + at * (int64_t)kernel_element(g->dtype);
}

static int64_t clamp(int64_t v, int64_t n)
{
    return v < 0 ? 0 : v > n ? n : v;
}

static void one_row(const struct rows *r, int64_t row)
{
    const char *x = row_of(&r->x, row);
    char *y = row_of(&r->y, row);
    const int64_t at = row % r->m;
    /* no overflow below */
    const int64_t far = r->diagonal > r->n ? r->n : r->diagonal < -r->m ? -r->m : r->diagonal;
    const int64_t cut = clamp(at + far + (r->lower ? 1 : 0), r->n);
    if (r->lower) {
        copy_elements(r, y, x, cut);
        clear_elements(r, y + cut * r->y_step, r->n - cut);
    } else {
        clear_elements(r, y, cut);
        copy_elements(r, y + cut * r->y_step, x + cut * r->x_step, r->n - cut);
    }
}

static rp_status triangle(const rp_value *in, rp_value *out, bool lower)
{
    struct rows r = {.x = kernel_geometry(&in[0]),
                     .y = kernel_geometry(&out[0]),
                     .diagonal = kernel_int(&in[1]),
                     .lower = lower};
    if (r.x.numel == 0) return RP_OK;
    r.m = r.x.shape[r.x.ndim - 2];
    r.n = r.x.shape[r.x.ndim - 1];
    r.size = (int64_t)kernel_element(r.x.dtype);
    r.x_step = r.x.stride[r.x.ndim - 1] * r.size;
    r.y_step = r.y.stride[r.y.ndim - 1] * r.size;
    const int64_t rows = r.x.numel / r.n;
#pragma omp parallel for num_threads(cpu_threads(r.x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < rows; i++) one_row(&r, i);
    return RP_OK;
}

CPU_KERNEL(tril)
{
    CPU_UNUSED;
    return triangle(in, out, true);
}

CPU_KERNEL(triu)
{
    CPU_UNUSED;
    return triangle(in, out, false);
}

/* ---- the elements of such a part by row and column ------------------------------------------- */
static void indices(const rp_value *in, const rp_value *out, bool lower)
{
    const rp_geometry y = kernel_geometry(&out[0]);
    const int64_t rows = kernel_int(&in[0]), columns = kernel_int(&in[1]),
                  size = (int64_t)kernel_element(y.dtype);
    const int64_t given = kernel_int(&in[2]), offset = given > columns ? columns
                                                       : given < -rows ? -rows
                                                                       : given;
    char *row_at = y.data, *column_at = (char *)y.data + (y.ndim ? y.stride[0] * size : 0);
    for (int64_t r = 0; r < rows && y.numel; r++) {
        const int64_t cut = clamp(r + offset + (lower ? 1 : 0), columns), from = lower ? 0 : cut,
                      to = lower ? cut : columns;
        for (int64_t k = from; k < to;
             k++, row_at += y.stride[1] * size, column_at += y.stride[1] * size) {
            cpu_store_int(row_at, y.dtype, r);
            cpu_store_int(column_at, y.dtype, k);
        }
    }
}

CPU_KERNEL(tril_indices)
{
    CPU_UNUSED;
    indices(in, out, true);
    return RP_OK;
}

CPU_KERNEL(triu_indices)
{
    CPU_UNUSED;
    indices(in, out, false);
    return RP_OK;
}

const rp_kernel_row cpu_tril[] = {
    CPU_ROW("aten::tril_indices", tril_indices),
    CPU_ROW("aten::triu_indices", triu_indices),
    CPU_ROW("aten::tril", tril),
    CPU_ROW("aten::triu", triu),
    {0},
};
