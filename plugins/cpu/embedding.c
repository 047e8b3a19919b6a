/* plugins/cpu/embedding.c - rows of a table by number, and their gradients added up
 *
 * The gradient is summed by columns: every thread owns a range of columns and walks all indices in order, so that no two
 * threads write one number and the sum does not depend on how many there are.
 */
#include "scratch.h"

typedef struct lookup {
    rp_geometry table, index, rows;
    int64_t n, width, classes;
} lookup;

static int64_t index_at(const lookup *l, int64_t i)
{
    return cpu_load_int((const char *)l->index.data + i * (int64_t)cpu_element(l->index.dtype), l->index.dtype);
}

static rp_status check_range(const char *op, const lookup *l)
{
    for (int64_t i = 0; i < l->n; i++) {
        const int64_t at = index_at(l, i);
        if (at < 0 || at >= l->classes)
            return RP_FAIL(RP_E_INDEX, "%s: index %lld is out of range for a table of %lld rows", op, (long long)at,
                           (long long)l->classes);
    }
    return RP_OK;
}

/* (weight, indices, ...) -> rows; the result is contiguous, as meta made it */
static rp_status gather_rows(lookup *l, cpu_scratch *s, int64_t stride[2][RP_MAX_DIMS])
{
    RP_TRY(cpu_scratch_dense(s, &l->index, stride[0]));
    if (l->width && l->table.stride[1] != 1 && l->width > 1) RP_TRY(cpu_scratch_dense(s, &l->table, stride[1]));
    RP_TRY(check_range("aten::embedding", l));
    const int64_t size = (int64_t)cpu_element(l->table.dtype), bytes = l->width * size, step = l->table.stride[0] * size;
#pragma omp parallel for num_threads(cpu_threads(l->n * l->width, 32768)) schedule(static)
    for (int64_t i = 0; i < l->n; i++)
        memcpy((char *)l->rows.data + i * bytes, (const char *)l->table.data + index_at(l, i) * step, (size_t)bytes);
    return RP_OK;
}

CPU_KERNEL(forward)
{
    CPU_UNUSED;
    lookup l = {.table = cpu_geometry(&in[0]), .index = cpu_geometry(&in[1]), .rows = cpu_geometry(&out[0])};
    cpu_scratch s = {0};
    int64_t stride[2][RP_MAX_DIMS];
    l.n = l.index.numel;
    l.classes = l.table.shape[0];
    l.width = l.table.shape[1];
    const rp_status st = gather_rows(&l, &s, stride);
    cpu_scratch_free(&s);
    return st;
}

/* ---- backward ---- */
static void add_f32(const lookup *l, float *to, int64_t padding, int64_t from, int64_t until)
{
    const float *g = l->rows.data;
    for (int64_t i = 0; i < l->n; i++) {
        const int64_t at = index_at(l, i);
        if (at == padding) continue;
        float *row = to + at * l->width;
        const float *grad = g + i * l->width;
        for (int64_t j = from; j < until; j++) row[j] += grad[j];
    }
}

static void add_any(const lookup *l, double *to, int64_t padding, int64_t from, int64_t until)
{
    const int64_t size = (int64_t)cpu_element(l->rows.dtype);
    for (int64_t i = 0; i < l->n; i++) {
        const int64_t at = index_at(l, i);
        if (at == padding) continue;
        const char *grad = (const char *)l->rows.data + i * l->width * size;
        for (int64_t j = from; j < until; j++) to[at * l->width + j] += cpu_load(grad + j * size, l->rows.dtype);
    }
}

/* One divided by how often each index occurs scales its row. */
static rp_status scale_by_count(const lookup *l, double *sums)
{
    int64_t *count = cpu_host->alloc((size_t)(l->classes + 1) * sizeof *count);
    if (!count) return RP_E_MEMORY;
    memset(count, 0, (size_t)(l->classes + 1) * sizeof *count);
    for (int64_t i = 0; i < l->n; i++) count[index_at(l, i)]++;
    for (int64_t r = 0; r < l->classes; r++)
        for (int64_t j = 0; count[r] > 1 && j < l->width; j++) sums[r * l->width + j] /= (double)count[r];
    cpu_host->free(count, (size_t)(l->classes + 1) * sizeof *count);
    return RP_OK;
}

static rp_status sum_any(const lookup *l, int64_t padding, bool scale)
{
    const size_t bytes = (size_t)(l->table.numel + 1) * sizeof(double);
    const int64_t size = (int64_t)cpu_element(l->table.dtype);
    double *sums = cpu_host->alloc(bytes);
    if (!sums) return RP_E_MEMORY;
    memset(sums, 0, bytes);
    add_any(l, sums, padding, 0, l->width);
    const rp_status st = scale ? scale_by_count(l, sums) : RP_OK;
    for (int64_t i = 0; st == RP_OK && i < l->table.numel; i++)
        cpu_store((char *)l->table.data + i * size, l->table.dtype, sums[i]);
    cpu_host->free(sums, bytes);
    return st;
}

static void sum_f32(const lookup *l, int64_t padding)
{
    enum { COLUMNS = 64 };
    memset(l->table.data, 0, (size_t)l->table.numel * sizeof(float));
    const int64_t blocks = (l->width + COLUMNS - 1) / COLUMNS;
#pragma omp parallel for num_threads(cpu_threads(l->n * l->width, 32768)) schedule(static)
    for (int64_t b = 0; b < blocks; b++) {
        const int64_t until = (b + 1) * COLUMNS < l->width ? (b + 1) * COLUMNS : l->width;
        add_f32(l, l->table.data, padding, b * COLUMNS, until);
    }
}

/* (grad_output, indices, num_weights, padding_idx, scale_grad_by_freq) -> table */
CPU_KERNEL(backward)
{
    CPU_UNUSED;
    lookup l = {.rows = cpu_geometry(&in[0]), .index = cpu_geometry(&in[1]), .table = cpu_geometry(&out[0])};
    cpu_scratch s = {0};
    int64_t stride[2][RP_MAX_DIMS];
    l.n = l.index.numel;
    l.classes = l.table.shape[0];
    l.width = l.table.shape[1];
    rp_status st = cpu_scratch_dense(&s, &l.index, stride[0]);
    if (st == RP_OK) st = cpu_scratch_dense(&s, &l.rows, stride[1]);
    if (st == RP_OK) st = check_range("aten::embedding_dense_backward", &l);
    const bool scale = cpu_bool(&in[4]);
    if (st == RP_OK && (scale || l.rows.dtype != RP_F32)) st = sum_any(&l, cpu_int(&in[3]), scale);
    else if (st == RP_OK) sum_f32(&l, cpu_int(&in[3]));
    cpu_scratch_free(&s);
    return st;
}

const rp_kernel_row cpu_embedding[] = {
    CPU_ROW("aten::embedding", forward),
    CPU_ROW("aten::embedding_dense_backward", backward),
    {0},
};
