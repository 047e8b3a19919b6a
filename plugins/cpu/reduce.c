/* plugins/cpu/reduce.c - see reduce.h */
#include "reduce.h"
#include "simd_math.h"
#include <math.h>

enum { LANES = 128, ROW_CHUNK = 16384, COLUMN_CHUNK = 1024, WIDTH = 256 };

/* ---- reducers -------------------------------------------------------------------------------- */
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
    return (b > a) | (b != b) ? b : a;
}
static inline double narrower(double a, double b) /* NaN wins */
{
    return (b < a) | (b != b) ? b : a;
}
static inline double square(double x)
{
    return x * x;
}
static inline int64_t wrap_add(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}
static inline int64_t wrap_mul(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a * (uint64_t)b);
}

/* In update_: the accumulator `a`, the element `v`, the number `s` of the result. */
#define ROW(name_, T_, update_)                                                                    \
    static void name_##_row(cpu_acc *acc, const void *values, int64_t n, double s)                 \
    {                                                                                              \
        const T_ *const x = values;                                                                \
        cpu_acc one = *acc, *const a = &one;                                                       \
        (void)s;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T_ v = x[i];                                                                     \
            update_;                                                                               \
        }                                                                                          \
        *acc = one;                                                                                \
    }
#define COLUMNS(name_, T_, update_)                                                                \
    static void name_##_columns(cpu_acc *acc, const void *values, int64_t n, const double *by)     \
    {                                                                                              \
        const T_ *const x = values;                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            cpu_acc *const a = acc + i;                                                            \
            const double s = by ? by[i] : 0;                                                       \
            const T_ v = x[i];                                                                     \
            (void)s;                                                                               \
            update_;                                                                               \
        }                                                                                          \
    }
#define MERGE(name_, update_)                                                                      \
    static void name_(cpu_acc *acc, const cpu_acc *part, int64_t n)                                \
    {                                                                                              \
        for (int64_t i = 0; i < n; i++) {                                                          \
            cpu_acc *const a = acc + i;                                                            \
            const cpu_acc p = part[i];                                                             \
            update_;                                                                               \
        }                                                                                          \
    }
#define EACH(name_, T_, update_) ROW(name_, T_, update_) COLUMNS(name_, T_, update_)
#define FLOATS(name_, update_) EACH(name_##_f32, float, update_) EACH(name_##_f64, double, update_)
#define BLOCKS(name_, T_, f_)                                                                      \
    static void name_##_row(cpu_acc *acc, const void *values, int64_t n, double s)                 \
    {                                                                                              \
        const T_ *const x = values;                                                                \
        (void)s;                                                                                   \
        for (int64_t i = 0; i < n; i += LANES) acc->d += f_(x + i, n - i < LANES ? n - i : LANES); \
    }
/* Sums of terms, in eight lanes a block: what is lost grows with the number of blocks, not of
   elements. */
#define TERM_ROW(name_, T_, term_)                                                                 \
    static void name_##_row(cpu_acc *acc, const void *values, int64_t n, double s)                 \
    {                                                                                              \
        const T_ *const x = values;                                                                \
        (void)s;                                                                                   \
        for (int64_t at = 0; at < n; at += LANES) {                                                \
            const int64_t m = n - at < LANES ? n - at : LANES;                                     \
            double lane[8] = {0};                                                                  \
            int64_t i = 0;                                                                         \
            for (; i + 8 <= m; i += 8)                                                             \
                for (int l = 0; l < 8; l++) {                                                      \
                    const T_ v = x[at + i + l];                                                    \
                    lane[l] += term_;                                                              \
                }                                                                                  \
            for (; i < m; i++) {                                                                   \
                const T_ v = x[at + i];                                                            \
                lane[i & 7] += term_;                                                              \
            }                                                                                      \
            acc->d += sum_f64(lane, 8);                                                            \
        }                                                                                          \
    }
#define TERMS(name_, T_, term_) TERM_ROW(name_, T_, term_) COLUMNS(name_, T_, a->d += term_)
#define FLOAT_TERMS(name_, term_) TERMS(name_##_f32, float, term_) TERMS(name_##_f64, double, term_)
#define FLOAT_EXTREME(name_, f_, merge_)                                                           \
    static void name_##_row(cpu_acc *acc, const void *values, int64_t n, double s)                 \
    {                                                                                              \
        (void)s;                                                                                   \
        acc->d = merge_(acc->d, (double)f_(values, n));                                            \
    }

BLOCKS(sum_f32, float, sum_f32)
BLOCKS(sum_f64, double, sum_f64)
COLUMNS(sum_f32, float, a->d += (double)v)
COLUMNS(sum_f64, double, a->d += v)
EACH(sum_i64, int64_t, a->i = wrap_add(a->i, v))
MERGE(add, a->d += p.d)
MERGE(add_integers, a->i = wrap_add(a->i, p.i))

FLOATS(prod, a->d *= (double)v)
EACH(prod_i64, int64_t, a->i = wrap_mul(a->i, v))
MERGE(multiply, a->d *= p.d)
MERGE(multiply_integers, a->i = wrap_mul(a->i, p.i))

FLOAT_EXTREME(max_f32, cpu_max, wider)
COLUMNS(max_f32, float, a->d = wider(a->d, (double)v))
EACH(max_f64, double, a->d = wider(a->d, v))
EACH(max_i64, int64_t, a->i = v > a->i ? v : a->i)
MERGE(widest, a->d = wider(a->d, p.d))
MERGE(largest, a->i = p.i > a->i ? p.i : a->i)

FLOAT_EXTREME(min_f32, cpu_min, narrower)
COLUMNS(min_f32, float, a->d = narrower(a->d, (double)v))
EACH(min_f64, double, a->d = narrower(a->d, v))
EACH(min_i64, int64_t, a->i = v < a->i ? v : a->i)
MERGE(narrowest, a->d = narrower(a->d, p.d))
MERGE(smallest, a->i = p.i < a->i ? p.i : a->i)

FLOATS(any, a->i |= v != 0)
EACH(any_i64, int64_t, a->i |= v != 0)
MERGE(either, a->i |= p.i)
FLOATS(all, a->i &= v != 0)
EACH(all_i64, int64_t, a->i &= v != 0)
MERGE(both, a->i &= p.i)
FLOATS(nonzero, a->i += v != 0)
EACH(nonzero_i64, int64_t, a->i += v != 0)

FLOAT_TERMS(nansum, v == v ? (double)v : 0)
FLOAT_TERMS(magnitudes, fabs((double)v))
FLOAT_TERMS(deviations, (double)v - s)
FLOAT_TERMS(squares, square((double)v - s))
FLOAT_TERMS(powers, pow(fabs((double)v), s))
TERMS(exps_f32, float, (double)expf((float)((double)v - s)))
TERMS(exps_f64, double, exp(v - s))
FLOATS(most, a->d = wider(a->d, fabs((double)v)))
FLOATS(least, a->d = narrower(a->d, fabs((double)v)))

#define KIND(f_, first_, merge_)                                                                   \
    {                                                                                              \
        first_, f_##_row, f_##_columns, merge_                                                     \
    }
#define FLOAT_KINDS(f_, first_, merge_)                                                            \
    KIND(f_##_f32, {.d = first_}, merge_), KIND(f_##_f64, {.d = first_}, merge_)
#define COUNT_KINDS(f_, first_, merge_)                                                            \
    {                                                                                              \
        {                                                                                          \
            KIND(f_##_f32, {.i = first_}, merge_), KIND(f_##_f64, {.i = first_}, merge_),          \
                KIND(f_##_i64, {.i = first_}, merge_)                                              \
        }                                                                                          \
    }
const cpu_reducer cpu_reducer_sum = {
    {FLOAT_KINDS(sum, 0, add), KIND(sum_i64, {.i = 0}, add_integers)}};
const cpu_reducer cpu_reducer_prod = {
    {FLOAT_KINDS(prod, 1, multiply), KIND(prod_i64, {.i = 1}, multiply_integers)}};
const cpu_reducer cpu_reducer_max = {
    {FLOAT_KINDS(max, -INFINITY, widest), KIND(max_i64, {.i = INT64_MIN}, largest)}};
const cpu_reducer cpu_reducer_min = {
    {FLOAT_KINDS(min, INFINITY, narrowest), KIND(min_i64, {.i = INT64_MAX}, smallest)}};
const cpu_reducer cpu_reducer_any = COUNT_KINDS(any, 0, either);
const cpu_reducer cpu_reducer_all = COUNT_KINDS(all, 1, both);
const cpu_reducer cpu_reducer_nonzero = COUNT_KINDS(nonzero, 0, add_integers);
const cpu_reducer cpu_reducer_nansum = {
    {FLOAT_KINDS(nansum, 0, add), KIND(sum_i64, {.i = 0}, add_integers)}};
const cpu_reducer cpu_reducer_magnitudes = {{FLOAT_KINDS(magnitudes, 0, add)}};
const cpu_reducer cpu_reducer_most = {{FLOAT_KINDS(most, 0, widest)}};
const cpu_reducer cpu_reducer_least = {{FLOAT_KINDS(least, INFINITY, narrowest)}};
const cpu_reducer cpu_reducer_deviations = {{FLOAT_KINDS(deviations, 0, add)}};
const cpu_reducer cpu_reducer_squares = {{FLOAT_KINDS(squares, 0, add)}};
const cpu_reducer cpu_reducer_powers = {{FLOAT_KINDS(powers, 0, add)}};
const cpu_reducer cpu_reducer_exps = {{FLOAT_KINDS(exps, 0, add)}};

/* ---- the plan -------------------------------------------------------------------------------- */
struct dims { /* outermost first, extents of 1 left out, neighbours merged; strides in bytes */
    int n;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS], total;
};
struct plan {
    const cpu_reducer_kind *r;
    rp_dtype compute, dtype;
    const char *data;
    struct dims kept, gone;
    bool columns;          /* the innermost kept dimension is the fast one */
    int64_t width, blocks; /* columns: extent of that dimension, and pieces of WIDTH in it */
    int64_t chunk, chunks; /* reduced elements (columns: rows) of a piece of work, and pieces */
    const double *by;      /* one number per result, or NULL */
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
    const int64_t size = (int64_t)kernel_element(in->dtype);
    p->dtype = in->dtype;
    p->data = in->data;
    p->kept = (struct dims){.n = 0, .total = 1};
    p->gone = (struct dims){.n = 0, .total = 1};
    for (int d = 0; d < in->ndim; d++)
        add_dim(mask >> d & 1 ? &p->gone : &p->kept, in->shape[d], in->stride[d] * size);
    const struct dims *k = &p->kept, *g = &p->gone;
    p->columns = k->n > 0 && (g->n == 0 || k->stride[k->n - 1] < g->stride[g->n - 1]);
    p->width = p->columns ? k->shape[k->n - 1] : 1;
    p->blocks = (p->width + WIDTH - 1) / WIDTH;
    p->chunk = p->columns ? COLUMN_CHUNK : ROW_CHUNK;
    p->chunks = (g->total + p->chunk - 1) / p->chunk;
}

/* A stretch of one reduced row. */
static void feed_row(const struct plan *p, cpu_acc *acc, const char *src, int64_t stride, int64_t n,
                     double by)
{
    _Alignas(64) char room[LANES * sizeof(double)];
    if (p->dtype == p->compute && stride == (int64_t)kernel_element(p->dtype)) {
        p->r->row(acc, src, n, by);
        return;
    }
    for (int64_t at = 0; at < n; at += LANES) {
        const int64_t m = n - at < LANES ? n - at : LANES;
        cpu_load_block(room, p->compute, src + at * stride, stride, p->dtype, m);
        p->r->row(acc, room, m, by);
    }
}

static void reduce_row(const struct plan *p, cpu_acc *acc, int64_t result, int64_t chunk)
{
    const struct dims *g = &p->gone;
    const char *base = p->data + offset_of(&p->kept, result);
    const int64_t inner = g->n ? g->shape[g->n - 1] : 1, stride = g->n ? g->stride[g->n - 1] : 0;
    const double by = p->by ? p->by[result] : 0;
    int64_t at = chunk * p->chunk;
    const int64_t end = at + p->chunk < g->total ? at + p->chunk : g->total;
    while (at < end) {
        const int64_t left = inner - at % inner, n = left < end - at ? left : end - at;
        feed_row(p, acc, base + offset_of(g, at), stride, n, by);
        at += n;
    }
}

/* Piece `item`: a block of columns of one outer index. */
static void reduce_columns(const struct plan *p, cpu_acc *acc, int64_t item, int64_t chunk)
{
    _Alignas(64) char room[WIDTH * sizeof(double)];
    const int64_t outer = item / p->blocks, column = item % p->blocks * WIDTH;
    const int64_t n = p->width - column < WIDTH ? p->width - column : WIDTH,
                  first = outer * p->width + column;
    const int64_t stride = p->kept.stride[p->kept.n - 1];
    const char *base = p->data + offset_of(&p->kept, first);
    const bool direct = p->dtype == p->compute && stride == (int64_t)kernel_element(p->dtype);
    const int64_t begin = chunk * p->chunk,
                  end = begin + p->chunk < p->gone.total ? begin + p->chunk : p->gone.total;
    for (int64_t at = begin; at < end; at++) {
        const char *src = base + offset_of(&p->gone, at);
        if (!direct) cpu_load_block(room, p->compute, src, stride, p->dtype, n);
        p->r->columns(acc, direct ? src : room, n, p->by ? p->by + first : NULL);
    }
}

static void run_item(const struct plan *p, cpu_acc *acc, int64_t item, int64_t chunk)
{
    if (!p->columns) {
        acc[item] = p->r->first;
        reduce_row(p, &acc[item], item, chunk);
        return;
    }
    const int64_t column = item % p->blocks * WIDTH, first = item / p->blocks * p->width + column;
    const int64_t n = p->width - column < WIDTH ? p->width - column : WIDTH;
    for (int64_t i = 0; i < n; i++) acc[first + i] = p->r->first;
    reduce_columns(p, acc + first, item, chunk);
}

rp_status cpu_reduce(cpu_acc *acc, const cpu_reducer *r, rp_dtype compute, const rp_geometry *in,
                     uint64_t mask, const double *by)
{
    struct plan p = {.r = &r->kind[compute == RP_F32   ? 0
                                   : compute == RP_F64 ? 1
                                                       : 2],
                     .compute = compute,
                     .by = by};
    make_plan(&p, in, mask);
    const int64_t results = p.kept.total;
    if (results == 0) return RP_OK;
    const int64_t items = p.columns ? results / p.width * p.blocks : results;
    if (p.gone.total == 0) {
        for (int64_t j = 0; j < results; j++) acc[j] = p.r->first;
        return RP_OK;
    }
    const size_t bytes = (size_t)(p.chunks * results) * sizeof *acc;
    cpu_acc *part = p.chunks > 1 ? kernel_host->alloc(bytes) : acc;
    if (!part) return RP_E_MEMORY;
    const int threads = cpu_threads(in->numel, CPU_GRAIN);
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t work = 0; work < items * p.chunks; work++)
        run_item(&p, part + work / items * results, work % items, work / items);
    if (p.chunks == 1) return RP_OK;
    memcpy(acc, part, (size_t)results * sizeof *acc);
    for (int64_t q = 1; q < p.chunks; q++) p.r->merge(acc, part + q * results, results);
    kernel_host->free(part, bytes);
    return RP_OK;
}

/* ---- arguments and results ------------------------------------------------------------------- */
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
    a->acc = n <= CPU_ACC_ROOM ? a->room : kernel_host->alloc((size_t)n * sizeof *a->acc);
    return a->acc ? RP_OK : RP_E_MEMORY;
}

void cpu_accs_close(cpu_accs *a)
{
    if (a->acc && a->acc != a->room) kernel_host->free(a->acc, (size_t)a->n * sizeof *a->acc);
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

rp_status cpu_reduce_into(const rp_geometry *y, const cpu_reducer *r, rp_dtype compute,
                          const rp_geometry *x, uint64_t mask, bool integers)
{
    cpu_accs a;
    RP_TRY(cpu_accs_open(&a, y->numel));
    const rp_status st = cpu_reduce(a.acc, r, compute, x, mask, NULL);
    if (st == RP_OK) cpu_accs_store(&a, y, integers);
    cpu_accs_close(&a);
    return st;
}
