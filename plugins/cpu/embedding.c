/* plugins/cpu/embedding.c - rows of a table, and the gradient of the table
 *
 * N indices, V rows of D elements. The gradient sorts the indices by row first (a counting sort, so
 * equal ones keep their order): then every row of the result is summed by one thread in the order
 * of the indices, and written once.
 */
#include "index.h"

CPU_KERNEL(embedding)
{
    const rp_geometry w = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    rp_geometry index = kernel_geometry(&in[1]);
    const int64_t size = (int64_t)kernel_element(w.dtype), d = w.shape[1], n = index.numel;
    int64_t stride[RP_MAX_DIMS];
    cpu_scratch scratch = {0};
    CPU_UNUSED;
    RP_TRY(cpu_index_check("embedding", &index, w.shape[0], 0));
    if (y.numel == 0) return RP_OK;
    RP_TRY(cpu_scratch_dense(&scratch, &index, stride));
    const int64_t *wide = index.dtype == RP_I64 ? index.data : NULL;
    const int32_t *narrow = index.data;
#pragma omp parallel for num_threads(cpu_threads(y.numel, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < n; i++) { /* the result is fresh, so it is dense */
        const char *from = (const char *)w.data + (wide ? wide[i] : narrow[i]) * w.stride[0] * size;
        char *to = (char *)y.data + i * d * size;
        if (w.stride[1] == 1) memcpy(to, from, (size_t)(d * size));
        else
            for (int64_t k = 0; k < d; k++)
                memcpy(to + k * size, from + k * w.stride[1] * size, (size_t)size);
    }
    cpu_scratch_free(&scratch);
    return RP_OK;
}

/* ---- the gradient ---------------------------------------------------------------------------- */
struct table {
    rp_geometry g, y;     /* dense: N x D, V x D */
    const int64_t *begin; /* V + 1: the indices of row v are order[begin[v]] ... */
    const int64_t *order;
    int64_t d;
    bool by_frequency;
};

static void sort_by_row(const rp_geometry *index, int64_t *begin, int64_t *order, int64_t rows,
                        int64_t padding)
{
    const int64_t *at = index->data;
    memset(begin, 0, (size_t)(rows + 2) * sizeof *begin);
    for (int64_t i = 0; i < index->numel; i++)
        if (at[i] != padding) begin[at[i] + 2]++;
    for (int64_t v = 0; v < rows; v++) begin[v + 2] += begin[v + 1];
    for (int64_t i = 0; i < index->numel; i++)
        if (at[i] != padding)
            order[begin[at[i] + 1]++] = i; /* afterwards begin[v] is where row v starts */
}

#define SUM_ROW(name_, type_)                                                                      \
    static void name_(const struct table *t, int64_t row, type_ *sum,                              \
                      const type_ *(*line)(const struct table *, int64_t, type_ *))                \
    {                                                                                              \
        const int64_t from = t->begin[row], to = t->begin[row + 1];                                \
        memset(sum, 0, (size_t)t->d * sizeof *sum);                                                \
        for (int64_t i = from; i < to; i++) {                                                      \
            const type_ *x = line(t, t->order[i], sum + t->d);                                     \
            for (int64_t k = 0; k < t->d; k++) sum[k] += x[k];                                     \
        }                                                                                          \
        if (t->by_frequency && to - from > 1)                                                      \
            for (int64_t k = 0; k < t->d; k++) sum[k] /= (type_)(to - from);                       \
    }
SUM_ROW(sum_f32, float)
SUM_ROW(sum_f64, double)
SUM_ROW(sum_i64, int64_t)

static const float *line_f32(const struct table *t, int64_t i, float *room)
{
    const char *x = (const char *)t->g.data + i * t->d * (int64_t)kernel_element(t->g.dtype);
    if (t->g.dtype == RP_F32) return (const float *)(const void *)x;
    cpu_widen(room, x, t->g.dtype, t->d);
    return room;
}

static const double *line_f64(const struct table *t, int64_t i, double *room)
{
    (void)room;
    return (const double *)t->g.data + i * t->d;
}

static const int64_t *line_i64(const struct table *t, int64_t i, int64_t *room)
{
    const int64_t size = (int64_t)kernel_element(t->g.dtype);
    for (int64_t k = 0; k < t->d; k++)
        room[k] = cpu_load_int((const char *)t->g.data + (i * t->d + k) * size, t->g.dtype);
    return room;
}

static bool is_half(rp_dtype d)
{
    return d == RP_F16 || d == RP_BF16;
}

/* `room`: two rows, for the sum and for a line that is widened. */
static void one_row(const struct table *t, int64_t row, void *room)
{
    char *y = (char *)t->y.data + row * t->d * (int64_t)kernel_element(t->y.dtype);
    if (t->y.dtype == RP_F64) {
        sum_f64(t, row, (double *)(void *)y, line_f64);
    } else if (t->y.dtype == RP_F32) {
        sum_f32(t, row, (float *)(void *)y, line_f32);
    } else if (t->begin[row] == t->begin[row + 1]) {
        memset(y, 0, (size_t)t->d * kernel_element(t->y.dtype));
    } else if (!is_half(t->y.dtype)) {
        sum_i64(t, row, room, line_i64);
        for (int64_t k = 0; k < t->d; k++)
            cpu_store_int(y + k * (int64_t)kernel_element(t->y.dtype), t->y.dtype,
                          ((int64_t *)room)[k]);
    } else {
        sum_f32(t, row, room, line_f32);
        cpu_narrow(y, t->y.dtype, room, t->d);
    }
}

static rp_status run(struct table *t, cpu_scratch *scratch, const rp_geometry *index,
                     int64_t padding)
{
    const int64_t rows = t->y.shape[0];
    const int threads = cpu_threads(t->y.numel + t->g.numel, CPU_GRAIN);
    const size_t row_bytes = 2 * (size_t)t->d * sizeof(int64_t);
    int64_t stride[2][RP_MAX_DIMS];
    int64_t *begin = cpu_scratch_alloc(scratch, (size_t)(rows + 2) * sizeof *begin);
    int64_t *order =
        begin ? cpu_scratch_alloc(scratch, (size_t)index->numel * sizeof *order) : NULL;
    int64_t *at = order ? cpu_scratch_alloc(scratch, (size_t)index->numel * sizeof *at) : NULL;
    char *room = at ? cpu_scratch_alloc(scratch, row_bytes * (size_t)threads) : NULL;
    if (!room) return RP_E_MEMORY;
    RP_TRY(cpu_scratch_dense(scratch, &t->g, stride[0]));
    const rp_geometry dense = cpu_dense_geometry(index->shape, stride[1], index->ndim, RP_I64, at);
    cpu_assign(&dense, index);
    sort_by_row(&dense, begin, order, rows, padding);
    t->begin = begin;
    t->order = order;
    /* Rows are independent, so which thread takes which does not matter; common rows take
       longer. */
#pragma omp parallel for num_threads(threads) schedule(dynamic, 16)
    for (int64_t v = 0; v < rows; v++) {
#ifdef _OPENMP
        one_row(t, v, room + row_bytes * (size_t)omp_get_thread_num());
#else
        one_row(t, v, room);
#endif
    }
    return RP_OK;
}

CPU_KERNEL(embedding_dense_backward)
{
    struct table t = {.g = kernel_geometry(&in[0]),
                      .y = kernel_geometry(&out[0]),
                      .by_frequency = kernel_bool(&in[4])};
    const rp_geometry index = kernel_geometry(&in[1]);
    cpu_scratch scratch = {0};
    CPU_UNUSED;
    RP_TRY(cpu_index_check("embedding_dense_backward", &index, t.y.shape[0], 0));
    t.d = t.y.shape[1];
    if (t.y.numel == 0) return RP_OK;
    const rp_status status = run(&t, &scratch, &index, kernel_int(&in[3]));
    cpu_scratch_free(&scratch);
    return status;
}

const rp_kernel_row cpu_embedding[] = {
    CPU_ROW("aten::embedding", embedding),
    CPU_ROW("aten::embedding_dense_backward", embedding_dense_backward),
    {0},
};
