/* plugins/cpu/max.c - where the extreme elements of rows are: max.dim, min.dim, argmax, argmin. NaN
   is extreme, the first one wins */
#include "block.h"
#include "line.h"

enum { ROOM = 512 };
struct best {
    double d;
    int64_t i, at;
};

/* A row: n elements of x, `stride` bytes apart. */
struct rows {
    rp_geometry x;
    int dim; /* -1: the whole tensor, row-major, is one row */
    int64_t n;
    rp_dtype compute;
    bool least; /* the smallest element is wanted */
};

static void scan_floats(struct best *b, const double *v, int64_t n, int64_t from, bool least)
{
    for (int64_t i = 0; i < n; i++) {
        const bool better = (least ? v[i] < b->d : v[i] > b->d) || (v[i] != v[i] && b->d == b->d);
        if (!better && b->at >= 0) continue;
        b->d = v[i];
        b->at = from + i;
    }
}

static void scan_integers(struct best *b, const int64_t *v, int64_t n, int64_t from, bool least)
{
    for (int64_t i = 0; i < n; i++) {
        if (b->at >= 0 && (least ? v[i] >= b->i : v[i] <= b->i)) continue;
        b->i = v[i];
        b->at = from + i;
    }
}

static void scan(struct best *b, const struct rows *r, const char *data, int64_t stride, int64_t n,
                 int64_t from)
{
    double room[ROOM];
    for (int64_t at = 0; at < n; at += ROOM) {
        const int64_t m = n - at < ROOM ? n - at : ROOM;
        cpu_load_block(room, r->compute, data + at * stride, stride, r->x.dtype, m);
        if (r->compute == RP_I64)
            scan_integers(b, (const int64_t *)(const void *)room, m, from + at, r->least);
        else scan_floats(b, room, m, from + at, r->least);
    }
}

static struct best best_of(const struct rows *r, int64_t row)
{
    const int64_t size = (int64_t)kernel_element(r->x.dtype);
    struct best b = {0, 0, -1};
    if (r->dim >= 0) {
        scan(&b, r, cpu_line(&r->x, r->dim, row), cpu_line_step(&r->x, r->dim), r->n, 0);
        return b;
    }
    const int64_t inner = r->x.ndim ? r->x.shape[r->x.ndim - 1] : 1,
                  stride = r->x.ndim ? r->x.stride[r->x.ndim - 1] * size : size;
    if (kernel_contiguous(&r->x)) {
        scan(&b, r, r->x.data, size, r->n, 0);
        return b;
    }
    for (int64_t at = 0; at < r->n; at += inner)
        scan(&b, r, cpu_line(&r->x, -1, at), stride, inner, at);
    return b;
}

static struct rows rows_of(const rp_value *x, const rp_value *dim, bool least)
{
    struct rows r = {.x = kernel_geometry(x), .dim = -1, .least = least};
    r.compute = kernel_compute_dtype(r.x.dtype) == RP_I64 ? RP_I64 : RP_F64;
    if (kernel_given(dim) && r.x.ndim) r.dim = kernel_dim(kernel_int(dim), r.x.ndim);
    r.n = r.dim >= 0 ? r.x.shape[r.dim] : r.x.numel;
    return r;
}

/* `self`: the least, not the largest */
CPU_KERNEL(of_dim)
{
    const struct rows r = rows_of(&in[0], &in[1], self != NULL);
    const rp_geometry values = kernel_geometry(&out[0]), indices = kernel_geometry(&out[1]);
    (void)c, (void)n_in, (void)n_out;
#pragma omp parallel for num_threads(cpu_threads(r.x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t j = 0; j < values.numel; j++) {
        const struct best b = best_of(&r, j);
        if (r.compute == RP_I64) cpu_store_int(cpu_line(&values, -1, j), values.dtype, b.i);
        else cpu_store(cpu_line(&values, -1, j), values.dtype, b.d);
        cpu_store_int(cpu_line(&indices, -1, j), indices.dtype, b.at);
    }
    return RP_OK;
}

CPU_KERNEL(place)
{
    const struct rows r = rows_of(&in[0], &in[1], self != NULL);
    const rp_geometry indices = kernel_geometry(&out[0]);
    (void)c, (void)n_in, (void)n_out;
#pragma omp parallel for num_threads(cpu_threads(r.x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t j = 0; j < indices.numel; j++)
        cpu_store_int(cpu_line(&indices, -1, j), indices.dtype, best_of(&r, j).at);
    return RP_OK;
}

static const int least = 1;
const rp_kernel_row cpu_max[] = {
    CPU_ROW("aten::max.dim", of_dim),
    CPU_ROW("aten::argmax", place),
    CPU_ROW_WITH("aten::min.dim", of_dim, least),
    CPU_ROW_WITH("aten::argmin", place, least),
    {0},
};
