/* plugins/cpu/taps.c - the gathers of taps.h
 *
 * planes = N C; a unit of work is one row of the last dimension.
 */
#include "taps.h"

const int cpu_spatial[CPU_SPATIAL + 1] = {0, 1, 2, 3};

/* ---- tables ---- */
rp_status cpu_taps_open(cpu_scratch *s, cpu_taps *t, int64_t n_in, int64_t n_out, int64_t room)
{
    const int64_t words = n_out + 1 + room + n_in + n_out;
    int64_t *p = cpu_scratch_alloc(s, (size_t)(words + room) * sizeof *p);
    if (!p) return RP_E_MEMORY;
    *t = (cpu_taps){.n_in = n_in, .n_out = n_out, .room = room, .first = p, .index = p + n_out + 1};
    t->divide_in = t->index + room;
    t->divide_out = t->divide_in + n_in;
    t->weight = (double *)(void *)(p + words);
    t->first[0] = 0;
    for (int64_t i = 0; i < n_in; i++) t->divide_in[i] = 1;
    for (int64_t o = 0; o < n_out; o++) t->divide_out[o] = 1;
    return RP_OK;
}

rp_status cpu_taps_identity(cpu_scratch *s, cpu_taps *t)
{
    RP_TRY(cpu_taps_open(s, t, 1, 1, 1));
    cpu_taps_begin(t, 0);
    cpu_taps_add(t, 0, 0, 1);
    return RP_OK;
}

rp_status cpu_taps_transpose(cpu_scratch *s, cpu_taps *to, const cpu_taps *from)
{
    const int64_t taps = from->first[from->n_out];
    RP_TRY(cpu_taps_open(s, to, from->n_out, from->n_in, taps));
    memcpy(to->divide_in, from->divide_out, (size_t)from->n_out * sizeof *to->divide_in);
    memcpy(to->divide_out, from->divide_in, (size_t)from->n_in * sizeof *to->divide_out);
    memset(to->first, 0, (size_t)(to->n_out + 1) * sizeof *to->first);
    for (int64_t t = 0; t < taps; t++) to->first[from->index[t] + 1]++;
    for (int64_t i = 0; i < to->n_out; i++) to->first[i + 1] += to->first[i];
    for (int64_t o = 0; o < from->n_out; o++)
        for (int64_t t = from->first[o]; t < from->first[o + 1]; t++) {
            /* shifted by one row until all are placed */
            const int64_t at = to->first[from->index[t]]++;
            to->index[at] = o;
            to->weight[at] = from->weight[t];
        }
    memmove(to->first + 1, to->first, (size_t)to->n_out * sizeof *to->first);
    to->first[0] = 0;
    return RP_OK;
}

void cpu_volumes_init(cpu_volumes *v, const rp_geometry *g, int spatial)
{
    v->g = *g;
    for (int i = 0; i < 5; i++) v->shape[i] = 1, v->stride[i] = 0;
    const int lead = g->ndim - spatial;
    for (int d = 0; d < g->ndim; d++) {
        const int to = d < lead ? 2 - lead + d : 5 - spatial + d - lead;
        v->shape[to] = g->shape[d];
        v->stride[to] = g->stride[d];
    }
}

rp_status cpu_taps_make(cpu_scratch *s, cpu_taps *t, const rp_geometry *in, const rp_geometry *out,
                        int spatial, cpu_taps_maker make, const void *ctx)
{
    for (int k = 0; k < CPU_SPATIAL; k++) {
        const int d = k - (CPU_SPATIAL - spatial);
        RP_TRY(d < 0 ? cpu_taps_identity(s, &t[k])
                     : make(ctx, s, &t[k], d, in->shape[in->ndim - spatial + d],
                            out->shape[out->ndim - spatial + d]));
    }
    return RP_OK;
}

/* ---- sums ---- */
typedef struct gather {
    cpu_volumes y, x;
    const cpu_taps *t;
    bool divides_in, divides_out;
    int64_t same; /* taps of every output of the last dimension, 0 if they differ */
} gather;
typedef void (*gather_row)(const gather *j, int64_t plane, int64_t o0, int64_t o1);

enum { CHUNK = 256 }; /* outputs of a row that are summed side by side */
/* line_: adds one row of x, multiplied with `weight`, to the sums of outputs [o, o + n). */
#define GATHER(suffix_, type_, sum_, load_, store_)                                                \
    static void line_##suffix_(const gather *j, sum_ *sum, const type_ *x, int64_t from,           \
                               int64_t n, sum_ weight, int64_t divide)                             \
    {                                                                                              \
        const cpu_taps *t = &j->t[2];                                                              \
        const int64_t step = j->x.stride[4], *first = t->first + from,                             \
                      *index = t->index + first[0];                                                \
        const double *w = t->weight + first[0];                                                    \
        if (j->divides_in)                                                                         \
            for (int64_t o = 0; o < n; o++)                                                        \
                for (int64_t k = first[o]; k < first[o + 1]; k++)                                  \
                    sum[o] += (sum_)load_(x[t->index[k] * step]) /                                 \
                              (sum_)(divide * t->divide_in[t->index[k]]);                          \
        else if (j->same == 1)                                                                     \
            for (int64_t o = 0; o < n; o++)                                                        \
                sum[o] += weight * (sum_)w[o] * (sum_)load_(x[index[o] * step]);                   \
        else if (j->same == 2)                                                                     \
            for (int64_t o = 0; o < n; o++)                                                        \
                sum[o] += weight * ((sum_)w[2 * o] * (sum_)load_(x[index[2 * o] * step]) +         \
                                    (sum_)w[2 * o + 1] * (sum_)load_(x[index[2 * o + 1] * step])); \
        else                                                                                       \
            for (int64_t o = 0; o < n; o++) {                                                      \
                sum_ part = 0;                                                                     \
                for (int64_t k = first[o]; k < first[o + 1]; k++)                                  \
                    part += (sum_)load_(x[t->index[k] * step]) * (sum_)t->weight[k];               \
                sum[o] += weight * part;                                                           \
            }                                                                                      \
    }                                                                                              \
    static void row_##suffix_(const gather *j, int64_t plane, int64_t o0, int64_t o1)              \
    {                                                                                              \
        const cpu_taps *t0 = &j->t[0], *t1 = &j->t[1];                                             \
        const type_ *x = (const type_ *)j->x.g.data + cpu_volume(&j->x, plane);                    \
        type_ *y = (type_ *)j->y.g.data + cpu_volume(&j->y, plane) + o0 * j->y.stride[2] +         \
                   o1 * j->y.stride[3];                                                            \
        sum_ sum[CHUNK];                                                                           \
        for (int64_t from = 0; from < j->y.shape[4]; from += CHUNK) {                              \
            const int64_t n = j->y.shape[4] - from < CHUNK ? j->y.shape[4] - from : CHUNK;         \
            memset(sum, 0, (size_t)n * sizeof *sum);                                               \
            for (int64_t a = t0->first[o0]; a < t0->first[o0 + 1]; a++)                            \
                for (int64_t b = t1->first[o1]; b < t1->first[o1 + 1]; b++) {                      \
                    const int64_t i0 = t0->index[a], i1 = t1->index[b];                            \
                    line_##suffix_(j, sum, x + i0 * j->x.stride[2] + i1 * j->x.stride[3], from, n, \
                                   (sum_)(t0->weight[a] * t1->weight[b]),                          \
                                   t0->divide_in[i0] * t1->divide_in[i1]);                         \
                }                                                                                  \
            const int64_t divide = t0->divide_out[o0] * t1->divide_out[o1];                        \
            for (int64_t o = 0; o < n && j->divides_out; o++)                                      \
                sum[o] = sum[o] / (sum_)(divide * j->t[2].divide_out[from + o]);                   \
            for (int64_t o = 0; o < n; o++) y[(from + o) * j->y.stride[4]] = store_(sum[o]);       \
        }                                                                                          \
    }
GATHER(f64, double, double, cpu_from_f64, cpu_from_f64)
GATHER(f32, float, double, cpu_from_f32, CPU_TO_F32)
GATHER(f16, rp_f16, double, rp_from_f16, CPU_TO_F16)
GATHER(bf16, rp_bf16, double, rp_from_bf16, CPU_TO_BF16)
GATHER(i64, int64_t, int64_t, cpu_from_i64, cpu_from_i64)

static gather_row choose_sum(rp_dtype d)
{
    return d == RP_F64    ? row_f64
           : d == RP_F32  ? row_f32
           : d == RP_F16  ? row_f16
           : d == RP_BF16 ? row_bf16
           : d == RP_I64  ? row_i64
                          : NULL;
}

/* ---- moves ---- */
#define MOVE(bits_)                                                                                \
    static void move_##bits_(const gather *j, int64_t plane, int64_t o0, int64_t o1)               \
    {                                                                                              \
        const cpu_taps *t = j->t;                                                                  \
        const uint##bits_##_t *x = (const uint##bits_##_t *)j->x.g.data +                          \
                                   cpu_volume(&j->x, plane) + t[0].index[o0] * j->x.stride[2] +    \
                                   t[1].index[o1] * j->x.stride[3];                                \
        uint##bits_##_t *y = (uint##bits_##_t *)j->y.g.data + cpu_volume(&j->y, plane) +           \
                             o0 * j->y.stride[2] + o1 * j->y.stride[3];                            \
        for (int64_t o2 = 0; o2 < j->y.shape[4]; o2++)                                             \
            y[o2 * j->y.stride[4]] = x[t[2].index[o2] * j->x.stride[4]];                           \
    }
MOVE(8)
MOVE(16)
MOVE(32)
MOVE(64)

static gather_row choose_move(rp_dtype d)
{
    const size_t n = kernel_element(d);
    return n == 1 ? move_8 : n == 2 ? move_16 : n == 4 ? move_32 : move_64;
}

/* ---- all rows ---- */
static void run_rows(const gather *j, gather_row row)
{
    const int64_t *shape = j->y.shape, per_plane = shape[2] * shape[3],
                  rows = shape[0] * shape[1] * per_plane;
#pragma omp parallel for num_threads(cpu_threads(j->x.g.numel + j->y.g.numel, CPU_GRAIN))          \
    schedule(static)
    for (int64_t r = 0; r < rows; r++)
        row(j, r / per_plane, r % per_plane / shape[3], r % shape[3]);
}

static bool divides(const int64_t *divide, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        if (divide[i] != 1) return true;
    return false;
}

static int64_t taps_of_each(const cpu_taps *t)
{
    const int64_t n = t->first[1];
    for (int64_t o = 1; o < t->n_out; o++)
        if (t->first[o + 1] - t->first[o] != n) return 0;
    return n;
}

static rp_status run(cpu_scratch *s, gather_row row, const rp_geometry *y, const rp_geometry *x,
                     int spatial, cpu_taps_maker make, const void *ctx, bool transposed)
{
    cpu_taps t[CPU_SPATIAL], back[CPU_SPATIAL];
    gather j = {.t = transposed ? back : t};
    RP_TRY(cpu_taps_make(s, t, transposed ? y : x, transposed ? x : y, spatial, make, ctx));
    for (int k = 0; k < CPU_SPATIAL && transposed; k++)
        RP_TRY(cpu_taps_transpose(s, &back[k], &t[k]));
    for (int k = 0; k < CPU_SPATIAL; k++) {
        j.divides_in |= divides(j.t[k].divide_in, j.t[k].n_in);
        j.divides_out |= divides(j.t[k].divide_out, j.t[k].n_out);
    }
    j.same = taps_of_each(&j.t[2]);
    cpu_volumes_init(&j.y, y, spatial);
    cpu_volumes_init(&j.x, x, spatial);
    run_rows(&j, row);
    return RP_OK;
}

rp_status cpu_taps_run(const char *op, const rp_geometry *y, const rp_geometry *x, int spatial,
                       cpu_taps_maker make, const void *ctx, bool transposed)
{
    cpu_scratch s = {0};
    const gather_row row = choose_sum(y->dtype);
    if (!row || x->dtype != y->dtype) return kernel_no_dtype(op, row ? x->dtype : y->dtype);
    if (y->numel == 0) return RP_OK;
    const rp_status st = run(&s, row, y, x, spatial, make, ctx, transposed);
    cpu_scratch_free(&s);
    return st;
}

rp_status cpu_taps_move(const rp_geometry *y, const rp_geometry *x, int spatial,
                        cpu_taps_maker make, const void *ctx)
{
    cpu_scratch s = {0};
    if (y->numel == 0) return RP_OK;
    const rp_status st = run(&s, choose_move(y->dtype), y, x, spatial, make, ctx, false);
    cpu_scratch_free(&s);
    return st;
}
