/* plugins/cpu/index.c - gather, scatter, scatter_add, index_select, index_add
 *
 * One walk serves them all. Its operands have the index's shape: the index, the side that lies dense (src or out), and the side
 * that is addressed, whose stride along dim is 0 because the index says where to go there. index_select and index_add are the
 * same with an index that is broadcast along all other dims. Elements that may meet in one place differ along dim only, so
 * writers split the work along another dim: every place is written by one thread, in row-major order.
 */
#include "index.h"
#include "part.h"

struct walk {
    bool wide;    /* int64 indices */
    int64_t step; /* bytes from one place to the next along dim */
    double alpha; /* of index_add, for floating and for other types */
    int64_t alpha_int;
};

/* A side of the walk: the tensor shown with the index's shape, aligned at the first element. */
static void side(cpu_part *p, const rp_geometry *t, const rp_geometry *index, int dim, bool addressed)
{
    cpu_part_init(p, t, index->ndim);
    for (int d = 0; d < index->ndim; d++) {
        p->shape[d] = index->shape[d];
        p->stride[d] = t->ndim == 0 || (addressed && d == dim) ? 0 : t->stride[d];
    }
    p->g.numel = index->numel;
}

/* ---- rows: data[0] index, data[1] dense side, data[2] addressed side ----------------------------------------------------- */
#define GATHER_ROW(name_, type_)                                                                                       \
    static void name_(void *ctx, char *const *data, const int64_t *stride, int64_t n)                                  \
    {                                                                                                                  \
        const struct walk *w = ctx;                                                                                    \
        for (int64_t i = 0; i < n; i++) {                                                                              \
            const int64_t at = cpu_index_at(data[0] + i * stride[0], w->wide) * w->step;                               \
            *(type_ *)(void *)(data[1] + i * stride[1]) = *(const type_ *)(const void *)(data[2] + i * stride[2] + at); \
        }                                                                                                              \
    }
GATHER_ROW(gather_1, uint8_t)
GATHER_ROW(gather_2, uint16_t)
GATHER_ROW(gather_4, uint32_t)
GATHER_ROW(gather_8, uint64_t)

#define SCATTER_ROW(name_, type_)                                                                                      \
    static void name_(void *ctx, char *const *data, const int64_t *stride, int64_t n)                                  \
    {                                                                                                                  \
        const struct walk *w = ctx;                                                                                    \
        for (int64_t i = 0; i < n; i++) {                                                                              \
            const int64_t at = cpu_index_at(data[0] + i * stride[0], w->wide) * w->step;                               \
            *(type_ *)(void *)(data[2] + i * stride[2] + at) = *(const type_ *)(const void *)(data[1] + i * stride[1]); \
        }                                                                                                              \
    }
SCATTER_ROW(scatter_1, uint8_t)
SCATTER_ROW(scatter_2, uint16_t)
SCATTER_ROW(scatter_4, uint32_t)
SCATTER_ROW(scatter_8, uint64_t)

#define ADD_ROW(name_, type_, sum_)                                                                                    \
    static void name_(void *ctx, char *const *data, const int64_t *stride, int64_t n)                                  \
    {                                                                                                                  \
        const struct walk *w = ctx;                                                                                    \
        for (int64_t i = 0; i < n; i++) {                                                                              \
            const int64_t at = cpu_index_at(data[0] + i * stride[0], w->wide) * w->step;                               \
            const type_ x = *(const type_ *)(const void *)(data[1] + i * stride[1]);                                   \
            type_ *y = (type_ *)(void *)(data[2] + i * stride[2] + at);                                                \
            *y = (type_)(sum_);                                                                                        \
        }                                                                                                              \
    }
ADD_ROW(add_f64, double, *y + w->alpha * x)
ADD_ROW(add_f32, float, *y + (float)w->alpha * x)
ADD_ROW(add_i64, int64_t, (uint64_t)*y + (uint64_t)w->alpha_int * (uint64_t)x)
ADD_ROW(add_i32, int32_t, (uint32_t)*y + (uint32_t)w->alpha_int * (uint32_t)x)
ADD_ROW(add_i16, int16_t, *y + w->alpha_int * x)
ADD_ROW(add_i8, int8_t, *y + w->alpha_int * x)
ADD_ROW(add_u8, uint8_t, *y + w->alpha_int * x)
ADD_ROW(add_bool, uint8_t, *y || (w->alpha_int && x))

static cpu_loop gather_of(int64_t size)
{
    return size == 1 ? gather_1 : size == 2 ? gather_2 : size == 4 ? gather_4 : gather_8;
}

static cpu_loop scatter_of(int64_t size)
{
    return size == 1 ? scatter_1 : size == 2 ? scatter_2 : size == 4 ? scatter_4 : scatter_8;
}

static cpu_loop add_of(rp_dtype d)
{
    switch (d) {
    case RP_F64: return add_f64;
    case RP_F32: return add_f32;
    case RP_I64: return add_i64;
    case RP_I32: return add_i32;
    case RP_I16: return add_i16;
    case RP_I8: return add_i8;
    case RP_U8: return add_u8;
    default: return add_bool;
    }
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------ */
static int64_t step_of(const rp_geometry *t, int dim)
{
    return t->ndim ? t->stride[dim] * (int64_t)cpu_element(t->dtype) : 0;
}

/* Row-major whatever the operands' strides are: operand 0 gives the order and is never read. */
static void init_in_order(cpu_iter *it, const rp_geometry *index, const rp_geometry *dense, const rp_geometry *addressed)
{
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry order = cpu_dense_geometry(index->shape, stride, index->ndim, RP_U8, index->data);
    cpu_iter_init(it, (const rp_geometry *const[]){&order, index, dense, addressed}, 4);
}

struct ordered {
    cpu_loop row;
    void *ctx;
};

static void ordered_row(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct ordered *o = ctx;
    o->row(o->ctx, data + 1, stride + 1, n);
}

/* The largest dim that is not `dim`; -1 if there is none worth threads. */
static int split_dim(const rp_geometry *index, int dim)
{
    int best = -1;
    for (int d = 0; d < index->ndim; d++)
        if (d != dim && index->shape[d] > 1 && (best < 0 || index->shape[d] > index->shape[best])) best = d;
    return best;
}

static void write_walk(cpu_loop row, struct walk *w, const rp_geometry *index, const rp_geometry *dense, const rp_geometry *addressed, int dim)
{
    const int split = split_dim(index, dim);
    const int64_t extent = split < 0 ? 1 : index->shape[split];
    const int most = split < 0 ? 1 : cpu_threads(index->numel, CPU_GRAIN), threads = most < extent ? most : (int)extent;
    struct ordered o = {row, w};
#pragma omp parallel for num_threads(threads > 1 ? most : 1) schedule(static)
    for (int t = 0; t < threads; t++) {
        const int64_t from = extent * t / threads, n = extent * (t + 1) / threads - from;
        cpu_part i, x, y;
        cpu_iter it;
        if (threads == 1) {
            init_in_order(&it, index, dense, addressed);
        } else {
            cpu_part_slice(&i, index, split, from, n, 1);
            cpu_part_slice(&x, dense, split, from, n, 1);
            cpu_part_slice(&y, addressed, split, from, n, 1);
            init_in_order(&it, &i.g, &x.g, &y.g);
        }
        cpu_iter_run_serial(&it, ordered_row, &o);
    }
}

static void read_walk(const rp_geometry *out, const rp_geometry *t, const rp_geometry *index, int dim)
{
    struct walk w = {.wide = index->dtype == RP_I64, .step = step_of(t, dim)};
    cpu_part x, y;
    cpu_iter it;
    side(&y, out, index, dim, false);
    side(&x, t, index, dim, true);
    cpu_iter_init(&it, (const rp_geometry *const[]){index, &y.g, &x.g}, 3);
    cpu_iter_run(&it, gather_of((int64_t)cpu_element(t->dtype)), &w);
}

/* index (a vector or a number) with the shape of `like`: broadcast along every dim but one. */
static void broadcast_index(cpu_part *p, const rp_geometry *index, const rp_geometry *like, int dim)
{
    cpu_part_init(p, index, like->ndim);
    for (int d = 0; d < like->ndim; d++) {
        p->shape[d] = like->shape[d];
        p->stride[d] = d == dim && index->ndim ? index->stride[0] : 0;
    }
    p->g.numel = like->numel;
}

static int64_t size_along(const rp_geometry *t, int dim)
{
    return t->ndim ? t->shape[dim] : 1;
}

static void copy_self(const rp_geometry *y, const rp_geometry *x)
{
    bool same = x->data == y->data;
    for (int d = 0; same && d < y->ndim; d++) same = x->stride[d] == y->stride[d];
    if (!same) cpu_assign(y, x);
}

/* ---- kernels ------------------------------------------------------------------------------------------------------------- */
CPU_KERNEL(gather)
{
    const rp_geometry x = cpu_geometry(&in[0]), index = cpu_geometry(&in[2]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    CPU_UNUSED;
    if (index.numel == 0) return RP_OK;
    RP_TRY(cpu_index_check("gather", &index, size_along(&x, dim), dim));
    read_walk(&y, &x, &index, dim);
    return RP_OK;
}

/* Whole rows where everything behind dim is dense: `inner` bytes each. */
static void select_rows(const rp_geometry *y, const rp_geometry *x, const rp_geometry *index, int dim)
{
    const int64_t n = index->numel, size = (int64_t)cpu_element(x->dtype), outer = cpu_product(x->shape, 0, dim);
    const int64_t inner = cpu_product(x->shape, dim + 1, x->ndim) * size, rows = outer * n, step = index->ndim ? index->stride[0] : 0;
    const bool wide = index->dtype == RP_I64;
    const int64_t index_size = (int64_t)cpu_element(index->dtype);
#pragma omp parallel for num_threads(cpu_threads(y->numel, CPU_GRAIN)) schedule(static)
    for (int64_t r = 0; r < rows; r++) {
        const int64_t at = cpu_index_at((const char *)index->data + r % n * step * index_size, wide);
        memcpy((char *)y->data + r * inner, (const char *)x->data + (r / n * x->shape[dim] + at) * inner, (size_t)inner);
    }
}

CPU_KERNEL(index_select)
{
    const rp_geometry x = cpu_geometry(&in[0]), index = cpu_geometry(&in[2]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    cpu_part wide;
    CPU_UNUSED;
    RP_TRY(cpu_index_check("index_select", &index, size_along(&x, dim), dim));
    if (y.numel == 0) return RP_OK;
    if (x.ndim && cpu_contiguous(&x) && cpu_contiguous(&y)) {
        select_rows(&y, &x, &index, dim);
        return RP_OK;
    }
    broadcast_index(&wide, &index, &y, dim);
    read_walk(&y, &x, &wide.g, dim);
    return RP_OK;
}

static void scatter_from(const rp_geometry *y, const rp_geometry *src, const rp_geometry *index, int dim)
{
    struct walk w = {.wide = index->dtype == RP_I64, .step = step_of(y, dim)};
    cpu_part x, to;
    side(&x, src, index, dim, false);
    side(&to, y, index, dim, true);
    write_walk(scatter_of((int64_t)cpu_element(y->dtype)), &w, index, &x.g, &to.g, dim);
}

CPU_KERNEL(scatter_src)
{
    const rp_geometry x = cpu_geometry(&in[0]), index = cpu_geometry(&in[2]), src = cpu_geometry(&in[3]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    CPU_UNUSED;
    RP_TRY(cpu_index_check("scatter", &index, size_along(&x, dim), dim));
    copy_self(&y, &x);
    if (index.numel) scatter_from(&y, &src, &index, dim);
    return RP_OK;
}

CPU_KERNEL(scatter_value)
{
    const rp_geometry x = cpu_geometry(&in[0]), index = cpu_geometry(&in[2]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    uint64_t value = 0;
    rp_geometry src;
    CPU_UNUSED;
    RP_TRY(cpu_index_check("scatter", &index, size_along(&x, dim), dim));
    copy_self(&y, &x);
    if (index.numel == 0) return RP_OK;
    if (in[3].tag == RP_TAG_FLOAT || x.dtype == RP_F64 || x.dtype == RP_F32 || x.dtype == RP_F16 || x.dtype == RP_BF16)
        cpu_store(&value, x.dtype, cpu_float(&in[3]));
    else
        cpu_store_int(&value, x.dtype, cpu_int(&in[3]));
    src = x;
    src.ndim = 0; /* one element that every place gets */
    src.data = &value;
    scatter_from(&y, &src, &index, dim);
    return RP_OK;
}

/* y += alpha * src at the index. Half precision adds up in float, and is rounded once. */
static rp_status add_at(rp_geometry *y, rp_geometry *src, const rp_geometry *index, int dim, const rp_value *alpha)
{
    struct walk w = {.wide = index->dtype == RP_I64, .alpha = alpha ? cpu_float(alpha) : 1, .alpha_int = alpha ? cpu_int(alpha) : 1};
    const rp_geometry half = *y;
    const bool is_half = y->dtype == RP_F16 || y->dtype == RP_BF16;
    int64_t stride[2][RP_MAX_DIMS];
    cpu_scratch scratch = {0};
    cpu_part x, to;
    if (is_half) {
        void *p = cpu_scratch_alloc(&scratch, (size_t)y->numel * sizeof(float));
        void *q = p ? cpu_scratch_alloc(&scratch, (size_t)src->numel * sizeof(float)) : NULL;
        if (!q) {
            cpu_scratch_free(&scratch);
            return RP_E_MEMORY;
        }
        const rp_geometry narrow = *src;
        *y = cpu_dense_geometry(y->shape, stride[0], y->ndim, RP_F32, p);
        *src = cpu_dense_geometry(src->shape, stride[1], src->ndim, RP_F32, q);
        cpu_assign(y, &half);
        cpu_assign(src, &narrow);
    }
    w.step = step_of(y, dim);
    side(&x, src, index, dim, false);
    side(&to, y, index, dim, true);
    write_walk(add_of(y->dtype), &w, index, &x.g, &to.g, dim);
    if (is_half) cpu_assign(&half, y);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

CPU_KERNEL(scatter_add)
{
    const rp_geometry x = cpu_geometry(&in[0]), index = cpu_geometry(&in[2]);
    rp_geometry src = cpu_geometry(&in[3]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    CPU_UNUSED;
    RP_TRY(cpu_index_check("scatter_add", &index, size_along(&x, dim), dim));
    copy_self(&y, &x);
    return index.numel ? add_at(&y, &src, &index, dim, NULL) : RP_OK;
}

CPU_KERNEL(index_add)
{
    const rp_geometry x = cpu_geometry(&in[0]), index = cpu_geometry(&in[2]);
    rp_geometry src = cpu_geometry(&in[3]), y = cpu_geometry(&out[0]);
    const int dim = cpu_dim(cpu_int(&in[1]), x.ndim);
    cpu_part wide;
    CPU_UNUSED;
    RP_TRY(cpu_index_check("index_add", &index, size_along(&x, dim), dim));
    copy_self(&y, &x);
    if (src.numel == 0) return RP_OK;
    broadcast_index(&wide, &index, &src, dim);
    return add_at(&y, &src, &wide.g, dim, &in[4]);
}

const rp_kernel_row cpu_index[] = {
    CPU_ROW("aten::gather", gather),
    CPU_ROW("aten::index_select", index_select),
    CPU_ROW("aten::scatter.src", scatter_src),
    CPU_ROW("aten::scatter.value", scatter_value),
    CPU_ROW("aten::scatter_add", scatter_add),
    CPU_ROW("aten::index_add", index_add),
    {0},
};
