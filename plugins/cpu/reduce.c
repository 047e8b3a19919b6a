/* plugins/cpu/reduce.c - see reduce.h */
#include "reduce.h"
#include "simd_math.h"
#include <math.h>

enum { LANES = 128, ROW_CHUNK = 16384, COLUMN_CHUNK = 1024, WIDTH = 256 };

/* ---- reducers ------------------------------------------------------------------------------------------------------------ */
static inline double sum_f32(const float *x, int64_t n)
{
    return (double)cpu_sum(x, n);
}
static inline double sum_f64(const double *x, int64_t n)
{
    double lane[8] = {0}, rest = 0;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (int l = 0; l < 8; l++) lane[l] += x[i + l];
    for (; i < n; i++) rest += x[i];
    for (int w = 4; w > 0; w /= 2)
        for (int l = 0; l < w; l++) lane[l] += lane[l + w];
    return lane[0] + rest;
}
static inline double wider(double a, double b) /* NaN wins */
{
    return b > a || b != b ? b : a;
}
static inline int64_t wrap_add(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

#define ROW(name_, T_, body_)                                                            \
    static void name_(cpu_acc *acc, const void *values, int64_t n, double shift)         \
    {                                                                                    \
        const T_ *const x = values;                                                      \
        (void)shift;                                                                     \
        body_                                                                            \
    }
#define COLUMNS(name_, T_, update_)                                                      \
    static void name_(cpu_acc *acc, const void *values, int64_t n, const double *shift)  \
    {                                                                                    \
        const T_ *const x = values;                                                      \
        (void)shift;                                                                     \
        for (int64_t i = 0; i < n; i++) update_;                                         \
    }
#define MERGE(name_, update_)                                                            \
    static void name_(cpu_acc *acc, const cpu_acc *part, int64_t n)                      \
    {                                                                                    \
        for (int64_t i = 0; i < n; i++) update_;                                         \
    }
#define BLOCKS(f_) for (int64_t i = 0; i < n; i += LANES) acc->d += f_(x + i, n - i < LANES ? n - i : LANES);
#define EACH(update_) for (int64_t i = 0; i < n; i++) update_;

ROW(sum_row_f32, float, BLOCKS(sum_f32))
ROW(sum_row_f64, double, BLOCKS(sum_f64))
ROW(sum_row_i64, int64_t, EACH(acc->i = wrap_add(acc->i, x[i])))
COLUMNS(sum_columns_f32, float, acc[i].d += (double)x[i])
COLUMNS(sum_columns_f64, double, acc[i].d += x[i])
COLUMNS(sum_columns_i64, int64_t, acc[i].i = wrap_add(acc[i].i, x[i]))
MERGE(merge_sum, acc[i].d += part[i].d)
MERGE(merge_sum_i64, acc[i].i = wrap_add(acc[i].i, part[i].i))

ROW(max_row_f32, float, acc->d = wider(acc->d, (double)cpu_max(x, n));)
ROW(max_row_f64, double, EACH(acc->d = wider(acc->d, x[i])))
ROW(max_row_i64, int64_t, EACH(acc->i = x[i] > acc->i ? x[i] : acc->i))
COLUMNS(max_columns_f32, float, acc[i].d = wider(acc[i].d, (double)x[i]))
COLUMNS(max_columns_f64, double, acc[i].d = wider(acc[i].d, x[i]))
COLUMNS(max_columns_i64, int64_t, acc[i].i = x[i] > acc[i].i ? x[i] : acc[i].i)
MERGE(merge_max, acc[i].d = wider(acc[i].d, part[i].d))
MERGE(merge_max_i64, acc[i].i = part[i].i > acc[i].i ? part[i].i : acc[i].i)

ROW(any_row_f32, float, EACH(acc->i |= x[i] != 0))
ROW(any_row_f64, double, EACH(acc->i |= x[i] != 0))
ROW(any_row_i64, int64_t, EACH(acc->i |= x[i] != 0))
COLUMNS(any_columns_f32, float, acc[i].i |= x[i] != 0)
COLUMNS(any_columns_f64, double, acc[i].i |= x[i] != 0)
COLUMNS(any_columns_i64, int64_t, acc[i].i |= x[i] != 0)
MERGE(merge_any, acc[i].i |= part[i].i)
ROW(all_row_f32, float, EACH(acc->i &= x[i] != 0))
ROW(all_row_f64, double, EACH(acc->i &= x[i] != 0))
ROW(all_row_i64, int64_t, EACH(acc->i &= x[i] != 0))
COLUMNS(all_columns_f32, float, acc[i].i &= x[i] != 0)
COLUMNS(all_columns_f64, double, acc[i].i &= x[i] != 0)
COLUMNS(all_columns_i64, int64_t, acc[i].i &= x[i] != 0)
MERGE(merge_all, acc[i].i &= part[i].i)

static inline double square(double x)
{
    return x * x;
}
ROW(squares_row_f32, float, EACH(acc->d += square((double)x[i] - shift)))
ROW(squares_row_f64, double, EACH(acc->d += square(x[i] - shift)))
COLUMNS(squares_columns_f32, float, acc[i].d += square((double)x[i] - shift[i]))
COLUMNS(squares_columns_f64, double, acc[i].d += square(x[i] - shift[i]))
ROW(exps_row_f32, float, EACH(acc->d += (double)expf((float)((double)x[i] - shift))))
ROW(exps_row_f64, double, EACH(acc->d += exp(x[i] - shift)))
COLUMNS(exps_columns_f32, float, acc[i].d += (double)expf((float)((double)x[i] - shift[i])))
COLUMNS(exps_columns_f64, double, acc[i].d += exp(x[i] - shift[i]))

#define REDUCER(f_, merge_, first_)                                                                              \
    {                                                                                                            \
        first_, {f_##_row_f32, f_##_row_f64, f_##_row_i64}, {f_##_columns_f32, f_##_columns_f64, f_##_columns_i64}, merge_ \
    }
const cpu_reducer cpu_reducer_sum = REDUCER(sum, merge_sum, {.d = 0});
const cpu_reducer cpu_reducer_max = REDUCER(max, merge_max, {.d = -INFINITY});
const cpu_reducer cpu_reducer_any = REDUCER(any, merge_any, {.i = 0});
const cpu_reducer cpu_reducer_all = REDUCER(all, merge_all, {.i = 1});
const cpu_reducer cpu_reducer_squares = {
    {.d = 0}, {squares_row_f32, squares_row_f64, NULL}, {squares_columns_f32, squares_columns_f64, NULL}, merge_sum};
const cpu_reducer cpu_reducer_exps = {
    {.d = 0}, {exps_row_f32, exps_row_f64, NULL}, {exps_columns_f32, exps_columns_f64, NULL}, merge_sum};

/* ---- the plan --------------------------------------------------------------------------------------------------------------- */
struct dims { /* outermost first, extents of 1 left out, neighbours merged; strides in bytes */
    int n;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS], total;
};
struct plan {
    const cpu_reducer *r;
    int kind;                 /* index into the reducer's functions */
    rp_dtype compute, dtype;
    const char *data;
    struct dims kept, gone;
    bool columns;             /* the innermost kept dimension is the fast one */
    int64_t width, blocks;    /* columns: extent of that dimension, and pieces of WIDTH in it */
    int64_t chunk, chunks;    /* reduced elements (columns: rows) of a piece of work, and pieces */
    cpu_acc first;
    void (*merge)(cpu_acc *acc, const cpu_acc *part, int64_t n);
    const double *shift;
};

static void add_dim(struct dims *d, int64_t shape, int64_t stride)
{
    d->total *= shape;
    if (shape == 1) return;
    if (d->n && d->stride[d->n - 1] == shape * stride) {
        d->shape[d->n - 1] *= shape;
        d->stride[d->n - 1] = stride;
        return;
    }
    d->shape[d->n] = shape;
    d->stride[d->n++] = stride;
}

/* Offset in bytes of linear element i. */
static int64_t offset_of(const struct dims *d, int64_t i)
{
    int64_t offset = 0;
    for (int k = d->n - 1; k >= 0; k--) {
        offset += i % d->shape[k] * d->stride[k];
        i /= d->shape[k];
    }
    return offset;
}

static void make_plan(struct plan *p, const rp_geometry *in, uint64_t mask)
{
    const int64_t size = (int64_t)cpu_element(in->dtype);
    p->dtype = in->dtype;
    p->data = in->data;
    p->kept = (struct dims){.n = 0, .total = 1};
    p->gone = (struct dims){.n = 0, .total = 1};
    for (int d = 0; d < in->ndim; d++) add_dim(mask >> d & 1 ? &p->gone : &p->kept, in->shape[d], in->stride[d] * size);
    const struct dims *k = &p->kept, *g = &p->gone;
    p->columns = k->n > 0 && (g->n == 0 || k->stride[k->n - 1] < g->stride[g->n - 1]);
    p->width = p->columns ? k->shape[k->n - 1] : 1;
    p->blocks = (p->width + WIDTH - 1) / WIDTH;
    p->chunk = p->columns ? COLUMN_CHUNK : ROW_CHUNK;
    p->chunks = (g->total + p->chunk - 1) / p->chunk;
    p->kind = p->compute == RP_F32 ? 0 : p->compute == RP_F64 ? 1 : 2;
    p->first = p->r->first;
    p->merge = p->r->merge;
    if (p->kind == 2 && p->merge == merge_sum) p->merge = merge_sum_i64;
    if (p->kind == 2 && p->merge == merge_max) {
        p->merge = merge_max_i64;
        p->first.i = INT64_MIN;
    }
}

/* A stretch of one reduced row. */
static void feed_row(const struct plan *p, cpu_acc *acc, const char *src, int64_t stride, int64_t n, double shift)
{
    _Alignas(64) char room[LANES * sizeof(double)];
    if (p->dtype == p->compute && stride == (int64_t)cpu_element(p->dtype)) {
        p->r->row[p->kind](acc, src, n, shift);
        return;
    }
    for (int64_t at = 0; at < n; at += LANES) {
        const int64_t m = n - at < LANES ? n - at : LANES;
        cpu_load_block(room, p->compute, src + at * stride, stride, p->dtype, m);
        p->r->row[p->kind](acc, room, m, shift);
    }
}

static void reduce_row(const struct plan *p, cpu_acc *acc, int64_t result, int64_t chunk)
{
    const struct dims *g = &p->gone;
    const char *base = p->data + offset_of(&p->kept, result);
    const int64_t inner = g->n ? g->shape[g->n - 1] : 1, stride = g->n ? g->stride[g->n - 1] : 0;
    const double shift = p->shift ? p->shift[result] : 0;
    int64_t at = chunk * p->chunk;
    const int64_t end = at + p->chunk < g->total ? at + p->chunk : g->total;
    while (at < end) {
        const int64_t left = inner - at % inner, n = left < end - at ? left : end - at;
        feed_row(p, acc, base + offset_of(g, at), stride, n, shift);
        at += n;
    }
}

/* Piece `item`: a block of columns of one outer index. */
static void reduce_columns(const struct plan *p, cpu_acc *acc, int64_t item, int64_t chunk)
{
    _Alignas(64) char room[WIDTH * sizeof(double)];
    const int64_t outer = item / p->blocks, column = item % p->blocks * WIDTH;
    const int64_t n = p->width - column < WIDTH ? p->width - column : WIDTH, first = outer * p->width + column;
    const int64_t stride = p->kept.stride[p->kept.n - 1];
    const char *base = p->data + offset_of(&p->kept, first);
    const bool direct = p->dtype == p->compute && stride == (int64_t)cpu_element(p->dtype);
    const int64_t begin = chunk * p->chunk, end = begin + p->chunk < p->gone.total ? begin + p->chunk : p->gone.total;
    for (int64_t at = begin; at < end; at++) {
        const char *src = base + offset_of(&p->gone, at);
        if (!direct) cpu_load_block(room, p->compute, src, stride, p->dtype, n);
        p->r->columns[p->kind](acc, direct ? src : room, n, p->shift ? p->shift + first : NULL);
    }
}

static void run_item(const struct plan *p, cpu_acc *acc, int64_t item, int64_t chunk)
{
    if (!p->columns) {
        acc[item] = p->first;
        reduce_row(p, &acc[item], item, chunk);
        return;
    }
    const int64_t column = item % p->blocks * WIDTH, first = item / p->blocks * p->width + column;
    const int64_t n = p->width - column < WIDTH ? p->width - column : WIDTH;
    for (int64_t i = 0; i < n; i++) acc[first + i] = p->first;
    reduce_columns(p, acc + first, item, chunk);
}

rp_status cpu_reduce(cpu_acc *acc, const cpu_reducer *r, rp_dtype compute, const rp_geometry *in, uint64_t mask, const double *shift)
{
    struct plan p = {.r = r, .compute = compute, .shift = shift};
    make_plan(&p, in, mask);
    const int64_t results = p.kept.total;
    if (results == 0) return RP_OK;
    const int64_t items = p.columns ? results / p.width * p.blocks : results;
    if (p.gone.total == 0) {
        for (int64_t j = 0; j < results; j++) acc[j] = p.first;
        return RP_OK;
    }
    const size_t bytes = (size_t)(p.chunks * results) * sizeof *acc;
    cpu_acc *part = p.chunks > 1 ? cpu_host->alloc(bytes) : acc;
    if (!part) return RP_E_MEMORY;
    const int threads = cpu_threads(in->numel, CPU_GRAIN);
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t work = 0; work < items * p.chunks; work++)
        run_item(&p, part + work / items * results, work % items, work / items);
    if (p.chunks == 1) return RP_OK;
    memcpy(acc, part, (size_t)results * sizeof *acc);
    for (int64_t q = 1; q < p.chunks; q++) p.merge(acc, part + q * results, results);
    cpu_host->free(part, bytes);
    return RP_OK;
}

/* ---- arguments and results --------------------------------------------------------------------------------------------------- */
uint64_t cpu_dim_mask(const rp_value *v, int ndim)
{
    uint64_t mask = 0;
    const uint32_t n = v->tag == RP_TAG_LIST ? v->n : cpu_given(v) ? 1 : 0;
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    for (uint32_t i = 0; i < n; i++) mask |= UINT64_C(1) << cpu_dim(cpu_int(&item[i]), ndim);
    return n ? mask : ~UINT64_C(0);
}

int64_t cpu_mask_count(const rp_geometry *g, uint64_t mask)
{
    int64_t n = 1;
    for (int d = 0; d < g->ndim; d++)
        if (mask >> d & 1) n *= g->shape[d];
    return n;
}

rp_status cpu_accs_open(cpu_accs *a, int64_t n)
{
    a->n = n;
    a->acc = n <= CPU_ACC_ROOM ? a->room : cpu_host->alloc((size_t)n * sizeof *a->acc);
    return a->acc ? RP_OK : RP_E_MEMORY;
}

void cpu_accs_close(cpu_accs *a)
{
    if (a->acc && a->acc != a->room) cpu_host->free(a->acc, (size_t)a->n * sizeof *a->acc);
    a->acc = NULL;
}

void cpu_accs_store(const cpu_accs *a, const rp_geometry *out, bool integers)
{
    int64_t stride[RP_MAX_DIMS];
    rp_geometry src = *out;
    int64_t n = 1;
    for (int d = out->ndim - 1; d >= 0; d--) {
        stride[d] = n;
        n *= out->shape[d];
    }
    src.dtype = integers ? RP_I64 : RP_F64;
    src.stride = stride;
    src.data = a->acc;
    src.offset = 0;
    src.flags = RP_GEOM_CONTIGUOUS;
    src.nbytes = (uint64_t)n * sizeof *a->acc;
    cpu_assign(out, &src);
}
