/* plugins/cpu/walk.c - see walk.h
 *
 * Elements that may meet in one place differ along the dims of `along` only, so writers split the
 * work along another dim: every place is written by one thread, in row-major order.
 */
#include "walk.h"

/* A side: the tensor shown with the index's shape. */
static void side(kernel_part *p, const rp_geometry *t, const rp_geometry *index, int addressed)
{
    kernel_part_init(p, t, index->ndim);
    for (int d = 0; d < index->ndim; d++) {
        p->shape[d] = index->shape[d];
        p->stride[d] = t->ndim == 0 || d == addressed ? 0 : t->stride[d];
    }
    p->g.numel = index->numel;
}

void cpu_walk_init(cpu_walk *w, const rp_geometry *index, const rp_geometry *other,
                   const rp_geometry *t, int dim)
{
    side(&w->index, index, index, -1);
    side(&w->dense, other, index, -1);
    side(&w->addressed, t, index, dim);
    w->along = 1u << dim;
    w->wide = index->dtype == RP_I64;
    w->step = t->ndim ? t->stride[dim] * (int64_t)kernel_element(t->dtype) : 0;
    w->alpha = 1;
    w->alpha_int = 1;
}

void cpu_walk_init_distances(cpu_walk *w, const int64_t *distance, int64_t n,
                             const rp_geometry *other, const rp_geometry *t)
{
    int64_t stride;
    const rp_geometry row = cpu_dense_geometry(&n, &stride, 1, RP_I64, (void *)(uintptr_t)distance);
    kernel_part_init(&w->addressed, t, 1);
    side(&w->index, &row, &row, -1);
    side(&w->dense, other, &row, -1);
    w->addressed.shape[0] = w->addressed.g.numel = n;
    w->addressed.stride[0] = 0;
    w->along = 1;
    w->wide = true;
    w->step = (int64_t)kernel_element(t->dtype);
    w->alpha = 1;
    w->alpha_int = 1;
}

/* ---- rows: data[0] index, data[1] dense side, data[2] addressed side ------------------------- */
#define WALK_ROW(name_, type_, body_)                                                              \
    static void name_(void *ctx, char *const *data, const int64_t *stride, int64_t n)              \
    {                                                                                              \
        typedef type_ type;                                                                        \
        const cpu_walk *w = ctx;                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const int64_t at = cpu_index_at(data[0] + i * stride[0], w->wide) * w->step;           \
            type *const p = (type *)(void *)(data[1] + i * stride[1]);                             \
            type *const y = (type *)(void *)(data[2] + i * stride[2] + at);                        \
            body_;                                                                                 \
        }                                                                                          \
    }
WALK_ROW(gather_1, uint8_t, *p = *y)
WALK_ROW(gather_2, uint16_t, *p = *y)
WALK_ROW(gather_4, uint32_t, *p = *y)
WALK_ROW(gather_8, uint64_t, *p = *y)
WALK_ROW(scatter_1, uint8_t, *y = *p)
WALK_ROW(scatter_2, uint16_t, *y = *p)
WALK_ROW(scatter_4, uint32_t, *y = *p)
WALK_ROW(scatter_8, uint64_t, *y = *p)

/* One kind of reduction: for floating types, integers that could overflow, small ones, bool. The
   table's order is slot_of's. */
#define REDUCE_ROWS(name_, float_, wide_, small_, bool_)                                           \
    WALK_ROW(name_##_f64, double, const type x = *p; *y = (type)(float_))                          \
    WALK_ROW(name_##_f32, float, const type x = *p; *y = (type)(float_))                           \
    WALK_ROW(name_##_i64, int64_t, const type x = *p; *y = (type)(wide_))                          \
    WALK_ROW(name_##_i32, int32_t, const type x = *p; *y = (type)(wide_))                          \
    WALK_ROW(name_##_i16, int16_t, const type x = *p; *y = (type)(small_))                         \
    WALK_ROW(name_##_i8, int8_t, const type x = *p; *y = (type)(small_))                           \
    WALK_ROW(name_##_u8, uint8_t, const type x = *p; *y = (type)(small_))                          \
    WALK_ROW(name_##_bool, uint8_t, const type x = *p; *y = (type)(bool_))
#define REDUCE_TABLE(name_)                                                                        \
    {                                                                                              \
        name_##_f64, name_##_f32, name_##_i64, name_##_i32, name_##_i16, name_##_i8, name_##_u8,   \
            name_##_bool                                                                           \
    }
REDUCE_ROWS(add, *y + (type)w->alpha * x, (uint64_t)*y + (uint64_t)w->alpha_int * (uint64_t)x,
            *y + w->alpha_int * x, *y || (w->alpha_int && x))
REDUCE_ROWS(multiply, *y *x, (uint64_t)*y *(uint64_t)x, *y *x, *y &&x)
/* NaN wins: comparisons with it are false. */
REDUCE_ROWS(maximum, x != x || *y < x ? x : *y, *y < x ? x : *y, *y < x ? x : *y, *y || x)
REDUCE_ROWS(minimum, x != x || x < *y ? x : *y, x < *y ? x : *y, x < *y ? x : *y, *y &&x)

static int slot_of(rp_dtype d)
{
    switch (d) {
    case RP_F64: return 0;
    case RP_F32: return 1;
    case RP_I64: return 2;
    case RP_I32: return 3;
    case RP_I16: return 4;
    case RP_I8: return 5;
    case RP_U8: return 6;
    default: return 7;
    }
}

static cpu_loop by_size(const cpu_loop *loops, rp_dtype d)
{
    const size_t size = kernel_element(d);
    return loops[size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3];
}

/* ---- the walk -------------------------------------------------------------------------------- */
/* Row-major whatever the operands' strides are: operand 0 gives the order and is never read. */
static void init_in_order(kernel_iter *it, const rp_geometry *index, const rp_geometry *dense,
                          const rp_geometry *addressed)
{
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry order =
        cpu_dense_geometry(index->shape, stride, index->ndim, RP_U8, index->data);
    kernel_iter_init(it, (const rp_geometry *const[]){&order, index, dense, addressed}, 4);
}

struct ordered {
    cpu_loop row;
    const cpu_walk *walk;
};

static void ordered_row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct ordered *o = ctx;
    o->row((void *)(uintptr_t)o->walk, data + 1, stride + 1, n);
}

/* The largest dim along which no two elements meet; -1 if there is none worth threads. */
static int split_dim(const cpu_walk *w)
{
    const rp_geometry *g = &w->index.g;
    int best = -1;
    for (int d = 0; d < g->ndim; d++)
        if (!(w->along >> d & 1) && g->shape[d] > 1 && (best < 0 || g->shape[d] > g->shape[best]))
            best = d;
    return best;
}

static void write_walk(const cpu_walk *w, cpu_loop row)
{
    const rp_geometry *index = &w->index.g;
    const int split = split_dim(w);
    const int64_t extent = split < 0 ? 1 : index->shape[split];
    const int most = split < 0 ? 1 : cpu_threads(index->numel, CPU_GRAIN),
              threads = most < extent ? most : (int)extent;
    struct ordered o = {row, w};
#pragma omp parallel for num_threads(threads > 1 ? most : 1) schedule(static)
    for (int t = 0; t < threads; t++) {
        const int64_t from = extent * t / threads, n = extent * (t + 1) / threads - from;
        kernel_part i, x, y;
        kernel_iter it;
        if (threads == 1) {
            init_in_order(&it, index, &w->dense.g, &w->addressed.g);
        } else {
            kernel_part_slice(&i, index, split, from, n, 1);
            kernel_part_slice(&x, &w->dense.g, split, from, n, 1);
            kernel_part_slice(&y, &w->addressed.g, split, from, n, 1);
            init_in_order(&it, &i.g, &x.g, &y.g);
        }
        cpu_iter_run_serial(&it, ordered_row, &o);
    }
}

void cpu_walk_gather(const cpu_walk *w)
{
    static const cpu_loop loops[] = {gather_1, gather_2, gather_4, gather_8};
    kernel_iter it;
    if (w->index.g.numel == 0) return;
    kernel_iter_init(&it, (const rp_geometry *const[]){&w->index.g, &w->dense.g, &w->addressed.g},
                     3);
    cpu_iter_run(&it, by_size(loops, w->addressed.g.dtype), (void *)(uintptr_t)w);
}

void cpu_walk_scatter(const cpu_walk *w)
{
    static const cpu_loop loops[] = {scatter_1, scatter_2, scatter_4, scatter_8};
    if (w->index.g.numel) write_walk(w, by_size(loops, w->addressed.g.dtype));
}

void cpu_walk_reduce(const cpu_walk *w, enum cpu_reduction how)
{
    static const cpu_loop loops[CPU_REDUCE_KINDS][8] = {
        REDUCE_TABLE(add), REDUCE_TABLE(multiply), REDUCE_TABLE(maximum), REDUCE_TABLE(minimum)};
    if (w->index.g.numel) write_walk(w, loops[how][slot_of(w->addressed.g.dtype)]);
}

/* ---- masks ----------------------------------------------------------------------------------- */
int64_t cpu_mask_trues(const rp_geometry *mask, const int64_t *weight, int64_t *out)
{
    const uint8_t *p = mask->data;
    int64_t at[RP_MAX_DIMS] = {0}, n = 0, from = 0, to = 0;
    for (int64_t k = 0; k < mask->numel; k++) {
        if (p[from]) {
            if (out) out[n] = to;
            n++;
        }
        for (int d = mask->ndim - 1; d >= 0; d--) {
            from += mask->stride[d];
            to += weight[d];
            if (++at[d] < mask->shape[d]) break;
            from -= mask->shape[d] * mask->stride[d];
            to -= mask->shape[d] * weight[d];
            at[d] = 0;
        }
    }
    return n;
}
