/* plugins/gpu/attention.cu - flash attention and its gradients: nothing of size Tq x Tk in memory
 *
 * The formulas are those of plugins/common/attention.h. The running maximum and sum are Milakov and
 * Gimelshein's (2018).
 *
 * A block owns a tile of rows, and GROUP tiles of columns, of its results: queries for o and dq,
 * keys for dk and dv, and goes over the tiles of the other side; so nothing is added up between
 * blocks, and no atomics are needed. All products are gpu_product_tile's: both factors pass through
 * shared memory a tile at a time, so that D has no limit; where D takes more than one group, scores
 * are computed again.
 */
#include "block.h"
#include "plugins/common/attention.h"
#include "tile.h"

enum { ATTN_GROUP = 2 };
template <class T>
struct attn_tensor { /* (B, H, rows, D); strides in elements */
    gpu_ptr<T> data;
    int64_t batch, head, row, column, rows, columns;

    __device__ gpu_ptr<T> of(int64_t b, int64_t h) const
    {
        return data + (b * batch + h * head);
    }
};
/* added to the scores; a bool one shows or hides. Strides in bytes, 0 where it broadcasts */
struct attn_mask {
    gpu_ptr<const char> data;
    int64_t stride[4];
    rp_dtype dtype;
    bool is;
};
template <class T>
struct attn {
    using S = gpu_compute<T>;
    int64_t h, tq, tk, d, tiles, groups;
    S scale;
    bool causal;
    attn_mask mask;
    attn_tensor<const T> q, k, v, go, was; /* was: o, in backward */
    attn_tensor<T> o, dq, dk, dv;
    attn_tensor<S> lse;
    gpu_ptr<S> delta;
};

/* ---- what the kernels are made of ------------------------------------------------------------ */
/* R x R sums a thread; SIDE x SIDE tiles. Half types and floats: 64, double: 32. */
template <class T, int R>
struct attn_block {
    using S = gpu_compute<T>;
    using tile = gpu_product_tile<S, R>;
    enum { SIDE = tile::SIDE };
    using sums = S[R][R];
    S *x, *y;                   /* two tiles in shared memory */
    int64_t b, h, first, group; /* its rows begin at `first` */

    __device__ attn_block(const attn<T> &a, S *x_, S *y_) : x(x_), y(y_)
    {
        const int64_t at = blockIdx.x / a.groups, head = at / a.tiles;
        group = blockIdx.x % a.groups;
        first = at % a.tiles * SIDE;
        b = head / a.h;
        h = head % a.h;
    }
    static __device__ int least(int64_t n)
    {
        return n < SIDE ? (int)n : (int)SIDE;
    }
    /* A tile of t into shared memory: `turned`, a column of t becomes a row of the tile. Zeros
       where there is nothing. */
    __device__ void load(S *to, const attn_tensor<const T> &t, int64_t row0, int64_t column0,
                         bool turned) const
    {
        const gpu_ptr<const T> from = t.of(b, h);
#pragma unroll 4
        for (int l = (int)threadIdx.x; l < SIDE * SIDE; l += GPU_TILE_THREADS) {
            const int r = l / SIDE, c = l % SIDE;
            const int64_t row = row0 + r, column = column0 + c;
            const S value = row < t.rows && column < t.columns
                                ? gpu_get(from[row * t.row + column * t.column])
                                : (S)0;
            to[turned ? c * tile::PITCH + r : r * tile::PITCH + c] = value;
        }
    }
    /* s = rows of t from row0 on times rows of u from row1 on, transposed: sums over D */
    __device__ void scores(sums &s, const attn_tensor<const T> &t, int64_t row0,
                           const attn_tensor<const T> &u, int64_t row1) const
    {
        for (int i = 0; i < R; i++)
            for (int j = 0; j < R; j++) s[i][j] = 0;
        for (int64_t d0 = 0; d0 < t.columns; d0 += SIDE) {
            load(x, t, row0, d0, true);
            load(y, u, row1, d0, true);
            gpu_block_barrier();
            tile::multiply(s, x, y, least(t.columns - d0));
            gpu_block_barrier();
        }
    }
    /* The block's sums += s u: s is rows x (rows of u from row1 on). Nobody reads x or y when it is
       called, nor after. */
    __device__ void add(sums (&to)[ATTN_GROUP], const sums &s, const attn_tensor<const T> &u,
                        int64_t row1) const
    {
        for (int i = 0; i < R; i++)
            for (int j = 0; j < R; j++) x[tile::column(j) * tile::PITCH + tile::row(i)] = s[i][j];
#pragma unroll
        for (int g = 0; g < ATTN_GROUP; g++) {
            const int64_t d0 = (group * ATTN_GROUP + g) * SIDE;
            if (d0 >= u.columns && g) break;
            load(y, u, row1, d0, false);
            gpu_block_barrier();
            tile::multiply(to[g], x, y, least(u.rows - row1));
            gpu_block_barrier();
        }
    }
    __device__ void store(const attn_tensor<T> &t, const sums (&from)[ATTN_GROUP]) const
    {
        const gpu_ptr<T> to = t.of(b, h);
#pragma unroll
        for (int g = 0; g < ATTN_GROUP; g++)
#pragma unroll
            for (int i = 0; i < R; i++)
#pragma unroll
                for (int j = 0; j < R; j++) {
                    const int64_t row = first + tile::row(i),
                                  column = (group * ATTN_GROUP + g) * SIDE + tile::column(j);
                    if (row < t.rows && column < t.columns)
                        to[row * t.row + column * t.column] = gpu_put<T>(from[g][i][j]);
                }
    }
    /* The score of a query and a key; -inf where it is not seen. */
    __device__ S masked(const attn<T> &a, S product, int64_t query, int64_t key) const
    {
        if (query >= a.tq || key >= a.tk || (a.causal && key > query)) return (S)-INFINITY;
        const S s = product * a.scale;
        if (!a.mask.is) return s;
        const int64_t at = b * a.mask.stride[0] + h * a.mask.stride[1] + query * a.mask.stride[2] +
                           key * a.mask.stride[3];
        const S m = gpu_load<S>(a.mask.data + at, a.mask.dtype);
        if (a.mask.dtype == RP_BOOL) return m != 0 ? s : (S)-INFINITY;
        return s + m;
    }
    /* p of a score and logsumexp, and of what came of them the gradient of the score before its
       scale */
    __device__ void gradients(const attn<T> &a, S *p, S *ds, int64_t query, int64_t key) const
    {
        const int64_t row = query < a.tq ? query : 0;
        const S s = masked(a, *p, query, key), lse = a.lse.of(b, h)[row * a.lse.row];
        *p = exp(s - lse);
        *ds = *p * (*ds - a.delta[(b * a.h + h) * a.tq + row]) * a.scale;
        if (query >= a.tq || key >= a.tk) *p = *ds = 0;
    }
};
#define ATTN_SHARED(block_)                                                                        \
    __shared__ typename block_::tile::template shared<block_::SIDE> shared_x, shared_y

/* ---- forward --------------------------------------------------------------------------------- */
/* One row's scores in this tile become probabilities with respect to the new maximum; returns the
   factor for what was summed before. */
template <int R, class S>
__device__ S attn_online(S (&s)[R], S *most, S *total)
{
    S here = s[0], sum = 0;
    for (int j = 1; j < R; j++) here = gpu_larger()(here, s[j]);
    here = gpu_group_reduce(here, GPU_TILE_ROW, gpu_larger());
    const S now = gpu_larger()(here, *most), from = now == (S)-INFINITY ? (S)0 : now;
    const S factor = *most == (S)-INFINITY ? (S)0 : (S)exp(*most - now);
    for (int j = 0; j < R; j++) sum += s[j] = exp(s[j] - from);
    *total = *total * factor + gpu_group_reduce(sum, GPU_TILE_ROW, gpu_plus());
    *most = now;
    return factor;
}

template <class T, int R>
GPU_KERNEL __launch_bounds__(GPU_TILE_THREADS) attn_forward(attn<T> a)
{
    using block = attn_block<T, R>;
    using S = typename block::S;
    ATTN_SHARED(block);
    const block w(a, shared_x.v, shared_y.v);
    S s[R][R], o[ATTN_GROUP][R][R] = {}, most[R], total[R] = {};
    for (int i = 0; i < R; i++) most[i] = (S)-INFINITY;
    const int64_t keys = a.causal && w.first + block::SIDE < a.tk ? w.first + block::SIDE : a.tk;
    for (int64_t k0 = 0; k0 < keys; k0 += block::SIDE) {
        w.scores(s, a.q, w.first, a.k, k0);
#pragma unroll
        for (int i = 0; i < R; i++) {
            for (int j = 0; j < R; j++)
                s[i][j] = w.masked(a, s[i][j], w.first + block::tile::row(i),
                                   k0 + block::tile::column(j));
            const S factor = attn_online<R>(s[i], &most[i], &total[i]);
            for (int g = 0; g < ATTN_GROUP; g++)
                for (int j = 0; j < R; j++) o[g][i][j] *= factor;
        }
        w.add(o, s, a.v, k0);
    }
#pragma unroll
    for (int i = 0; i < R; i++) {
        const int64_t row = w.first + block::tile::row(i);
        for (int g = 0; g < ATTN_GROUP; g++)
            for (int j = 0; j < R; j++) o[g][i][j] = total[i] == 0 ? (S)0 : o[g][i][j] / total[i];
        /* nothing seen: 0, as in the reference */
        if (row < a.tq && w.group == 0 && block::tile::column(0) == 0)
            a.lse.of(w.b, w.h)[row * a.lse.row] = total[i] == 0 ? (S)0 : most[i] + (S)log(total[i]);
    }
    w.store(a.o, o);
}

/* ---- backward -------------------------------------------------------------------------------- */
/* delta, by sixteen threads a row */
template <class T>
GPU_KERNEL attn_deltas(attn<T> a, int64_t rows)
{
    using S = gpu_compute<T>;
    const int64_t r = (int64_t)blockIdx.x * GPU_TILE_ROW + threadIdx.x / GPU_TILE_ROW, i = r % a.tq,
                  bh = r / a.tq;
    S sum = 0;
    if (r < rows) {
        const gpu_ptr<const T> g = a.go.of(bh / a.h, bh % a.h), o = a.was.of(bh / a.h, bh % a.h);
        for (int64_t d = threadIdx.x % GPU_TILE_ROW; d < a.d; d += GPU_TILE_ROW)
            sum += gpu_get(g[i * a.go.row + d * a.go.column]) *
                   gpu_get(o[i * a.was.row + d * a.was.column]);
    }
    sum = gpu_group_reduce(sum, GPU_TILE_ROW, gpu_plus());
    if (r < rows && threadIdx.x % GPU_TILE_ROW == 0) a.delta[r] = sum;
}

template <class T, int R>
GPU_KERNEL __launch_bounds__(GPU_TILE_THREADS) attn_backward_queries(attn<T> a)
{
    using block = attn_block<T, R>;
    using S = typename block::S;
    ATTN_SHARED(block);
    const block w(a, shared_x.v, shared_y.v);
    S p[R][R], ds[R][R], dq[ATTN_GROUP][R][R] = {};
    const int64_t keys = a.causal && w.first + block::SIDE < a.tk ? w.first + block::SIDE : a.tk;
    for (int64_t k0 = 0; k0 < keys; k0 += block::SIDE) {
        w.scores(p, a.q, w.first, a.k, k0);
        w.scores(ds, a.go, w.first, a.v, k0);
#pragma unroll
        for (int i = 0; i < R; i++)
            for (int j = 0; j < R; j++)
                w.gradients(a, &p[i][j], &ds[i][j], w.first + block::tile::row(i),
                            k0 + block::tile::column(j));
        w.add(dq, ds, a.k, k0);
    }
    w.store(a.dq, dq);
}

template <class T, int R>
GPU_KERNEL __launch_bounds__(GPU_TILE_THREADS) attn_backward_keys(attn<T> a)
{
    using block = attn_block<T, R>;
    using S = typename block::S;
    ATTN_SHARED(block);
    const block w(a, shared_x.v, shared_y.v);
    S p[R][R], ds[R][R], dk[ATTN_GROUP][R][R] = {}, dv[ATTN_GROUP][R][R] = {};
    for (int64_t q0 = a.causal ? w.first : 0; q0 < a.tq; q0 += block::SIDE) {
        w.scores(p, a.k, w.first, a.q, q0);
        w.scores(ds, a.v, w.first, a.go, q0);
#pragma unroll
        for (int i = 0; i < R; i++)
            for (int j = 0; j < R; j++)
                w.gradients(a, &p[i][j], &ds[i][j], q0 + block::tile::column(j),
                            w.first + block::tile::row(i));
        w.add(dv, p, a.go, q0);
        w.add(dk, ds, a.q, q0);
    }
    w.store(a.dk, dk);
    w.store(a.dv, dv);
}

/* ---- launches -------------------------------------------------------------------------------- */
template <class T>
static attn_tensor<T> attn_tensor_of(const rp_geometry *g)
{
    if (!g->data) return attn_tensor<T>();
    const int64_t *s = g->stride;
    const bool wide = g->ndim > 3;
    return attn_tensor<T>{gpu_at<T>(g->data),    s[0], s[1], s[2], wide ? s[3] : 0, g->shape[2],
                          wide ? g->shape[3] : 1};
}

static attn_mask attn_mask_of(const rp_geometry *g)
{
    attn_mask m = {gpu_at<const char>(g->data), {0}, g->dtype, g->data != nullptr};
    for (int d = 0; d < g->ndim; d++)
        if (g->shape[d] != 1)
            m.stride[4 - g->ndim + d] = g->stride[d] * (int64_t)kernel_element(g->dtype);
    return m;
}

template <class T, int R>
static attn<T> attn_of(const kernel_attention &g)
{
    const int64_t wide = (int64_t)ATTN_GROUP * attn_block<T, R>::SIDE;
    attn<T> a = {};
    a.h = g.h;
    a.tq = g.tq;
    a.tk = g.tk;
    a.d = g.d;
    a.groups = g.d > wide ? (g.d + wide - 1) / wide : 1;
    a.scale = (gpu_compute<T>)g.scale;
    a.causal = g.causal;
    a.mask = attn_mask_of(&g.mask);
    a.q = attn_tensor_of<const T>(&g.q);
    a.k = attn_tensor_of<const T>(&g.k);
    a.v = attn_tensor_of<const T>(&g.v);
    a.lse = attn_tensor_of<gpu_compute<T>>(&g.lse);
    return a;
}

template <class T, int R>
static int64_t attn_grid(attn<T> *a, int64_t heads, int64_t rows)
{
    a->tiles = (rows + attn_block<T, R>::SIDE - 1) / attn_block<T, R>::SIDE;
    return heads * a->tiles * a->groups;
}

template <class T, int R>
static rp_status attn_run_forward(gpu_op &op, const kernel_attention &g)
{
    attn<T> a = attn_of<T, R>(g);
    a.o = attn_tensor_of<T>(&g.o);
    const int64_t blocks = attn_grid<T, R>(&a, g.b * g.h, g.tq);
    return GPU_LAUNCH(op, (attn_forward<T, R>), blocks, GPU_TILE_THREADS, 0, a);
}

template <class T, int R>
static rp_status attn_run_backward(gpu_op &op, const kernel_attention &g)
{
    attn<T> a = attn_of<T, R>(g);
    const int64_t rows = g.b * g.h * g.tq;
    a.go = attn_tensor_of<const T>(&g.go);
    a.was = attn_tensor_of<const T>(&g.o);
    a.dq = attn_tensor_of<T>(&g.dq);
    a.dk = attn_tensor_of<T>(&g.dk);
    a.dv = attn_tensor_of<T>(&g.dv);
    RP_TRY(op.scratch(&a.delta, rows));
    RP_TRY(GPU_LAUNCH(op, attn_deltas<T>, (rows + GPU_TILE_ROW - 1) / GPU_TILE_ROW,
                      GPU_TILE_THREADS, 0, a, rows));
    const int64_t by_queries = attn_grid<T, R>(&a, g.b * g.h, g.tq);
    RP_TRY(GPU_LAUNCH(op, (attn_backward_queries<T, R>), by_queries, GPU_TILE_THREADS, 0, a));
    const int64_t by_keys = attn_grid<T, R>(&a, g.b * g.h, g.tk);
    return GPU_LAUNCH(op, (attn_backward_keys<T, R>), by_keys, GPU_TILE_THREADS, 0, a);
}

#define ATTN_DTYPES(name_, function_)                                                              \
    static rp_status name_(gpu_op &op, const kernel_attention &a)                                  \
    {                                                                                              \
        switch (a.q.dtype) {                                                                       \
        case RP_F32: return function_<float, 4>(op, a);                                            \
        case RP_F16: return function_<rp_f16, 4>(op, a);                                           \
        case RP_BF16: return function_<rp_bf16, 4>(op, a);                                         \
        case RP_F64: return function_<double, 2>(op, a);                                           \
        default: return kernel_no_dtype("flash attention", a.q.dtype);                             \
        }                                                                                          \
    }
ATTN_DTYPES(run_forward, attn_run_forward)
ATTN_DTYPES(run_backward, attn_run_backward)

GPU_OP(forward)
{
    GPU_UNUSED;
    gpu_op op(c);
    kernel_attention a;
    RP_TRY(kernel_attention_forward(&a, in, out));
    return run_forward(op, a);
}

GPU_OP(backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    kernel_attention a;
    RP_TRY(kernel_attention_backward(&a, in, out));
    return run_backward(op, a);
}

GPU_TABLE(attention) = {
    GPU_ROW("aten::_scaled_dot_product_flash_attention_for_cpu", forward),
    GPU_ROW("aten::_scaled_dot_product_flash_attention_for_cpu_backward", backward),
    {},
};
