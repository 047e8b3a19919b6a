/* plugins/gpu/gemm.h - sums of products over one long index, whatever the factors are: matmul.cu
 * and convolution.cu
 *
 *   c[z, i, j] = sum over q in [0, k) of left(z, i, q) right(z, q, j),  i < m, j < n
 *
 * A problem P says what the factors are and where the sums go:
 *   P::sum; z, m, n, k; left_along_k, right_along_k: is q the direction in which neighbours lie
 *   side by side?
 *   row(z, i), column(z, j): what of a factor's place does not depend on q;  left(row, q),
 *   right(column, q): elements, as `sum` store(z, i, j, sum)
 *
 * Two kernels. gemm_tiles: tiles of c of 64 x 64 (or 128 x 128), one a block, factors by way of
 * shared memory, the next slice of q on its way while this one is multiplied. gemm_lanes, for thin
 * products, which read each element about once: `lanes` threads share the sum of an element. Where
 * c alone would not fill a device, k is split into parts whose sums are added in order, from
 * scratch, by gemm_lanes. Everything is decided by shapes and strides: same call, same bits.
 */
#ifndef GPU_GEMM_H
#define GPU_GEMM_H
#include "activation.h"
#include "tile.h"

/* ---- elements -------------------------------------------------------------------------------- */
/* Of one type; and any integers. */
template <class T>
struct gemm_element {
    using sum = gpu_compute<T>;
    explicit gemm_element(rp_dtype)
    {
    }
    __device__ sum get(gpu_ptr<const char> p, int64_t i) const
    {
        return gpu_get(gpu_cast<const T>(p)[i]);
    }
    __device__ void put(gpu_ptr<char> p, int64_t i, sum x) const
    {
        gpu_cast<T>(p)[i] = gpu_put<T>(x);
    }
    __device__ sum activate(gpu_activation a, sum x) const
    {
        return gpu_activate(a, x);
    }
};
struct gemm_integer {
    using sum = gpu_total<int64_t>;
    rp_dtype dtype;
    int64_t size;
    explicit gemm_integer(rp_dtype d) : dtype(d), size((int64_t)kernel_element(d))
    {
    }
    __device__ sum get(gpu_ptr<const char> p, int64_t i) const
    {
        return (sum)gpu_load<int64_t>(p + i * size, dtype);
    }
    __device__ void put(gpu_ptr<char> p, int64_t i, sum x) const
    {
        gpu_store<int64_t>(p + i * size, dtype, (int64_t)x);
    }
    /* relu of what will be stored: the sign is the highest bit that it has room for. */
    __device__ sum activate(gpu_activation a, sum x) const
    {
        return a == GPU_RELU && dtype != RP_U8 && x >> (8 * size - 1) & 1 ? 0 : x;
    }
};
/* The statement with E_ as the elements of a dtype. */
#define GEMM_ELEMENTS(d_, E_, otherwise_, ...)                                                     \
    switch (d_) {                                                                                  \
        GPU_CASE(RP_F32, E_, gemm_element<float>, __VA_ARGS__)                                     \
        GPU_CASE(RP_F64, E_, gemm_element<double>, __VA_ARGS__)                                    \
        GPU_CASE(RP_F16, E_, gemm_element<rp_f16>, __VA_ARGS__)                                    \
        GPU_CASE(RP_BF16, E_, gemm_element<rp_bf16>, __VA_ARGS__)                                  \
    case RP_I64:                                                                                   \
    case RP_I32:                                                                                   \
    case RP_I16:                                                                                   \
    case RP_I8: GPU_CASE(RP_U8, E_, gemm_integer, __VA_ARGS__)                                     \
    default: otherwise_;                                                                           \
    }

/* ---- how the work is divided ----------------------------------------------------------------- */
template <class S>
struct gemm_plan {
    int64_t parts, part;  /* of k, and how long each is */
    int64_t down, across; /* tiles; gemm_lanes: blocks for the elements of c, - */
    int lanes;            /* gemm_lanes */
    /* gemm_lanes: neighbouring threads have the same element, else neighbouring ones, */
    bool along_k;
    bool rows_first;    /* of a column of c, else of a row */
    gpu_ptr<S> partial; /* parts x (z, m, n), unless there is one part */
};

/* `blocks` blocks would run: as many parts as make `enough` of them, none shorter than `least`. */
template <class S>
static void gemm_split(gemm_plan<S> *plan, int64_t k, int64_t blocks, int64_t enough, int64_t least)
{
    const int64_t want = enough / blocks, can = k / least;
    plan->parts = want < can ? want : can;
    if (plan->parts < 1) plan->parts = 1;
    plan->part = (k + plan->parts - 1) / plan->parts;
    plan->part = (plan->part + 15) / 16 * 16;
    if (plan->part) plan->parts = (k + plan->part - 1) / plan->part;
    if (plan->parts < 1) plan->parts = 1;
}

template <class P>
GPU_FN void gemm_out(const P &p, const gemm_plan<typename P::sum> &plan, int64_t part, int64_t z,
                     int64_t i, int64_t j, typename P::sum sum)
{
    if (plan.parts == 1) p.store(z, i, j, sum);
    else plan.partial[((part * p.z + z) * p.m + i) * p.n + j] = sum;
}

/* ---- tiles ----------------------------------------------------------------------------------- */
/* One factor's way into shared memory: four elements a thread and slice, `rows` x depth, neighbours
   along what lies side by side. */
template <class S, int R>
struct gemm_carrier {
    enum { SIDE = gpu_product_tile<S, R>::SIDE, DEPTH = 64 / R, EACH = 4 };
    S carried[EACH];
    bool along_k;

    __device__ int side(int l) const
    {
        const int at = (int)threadIdx.x + l * GPU_TILE_THREADS;
        return along_k ? at / DEPTH : at % SIDE;
    }
    __device__ int depth(int l) const
    {
        const int at = (int)threadIdx.x + l * GPU_TILE_THREADS;
        return along_k ? at % DEPTH : at / SIDE;
    }
    __device__ void put(S *tile) const
    {
#pragma unroll
        for (int l = 0; l < EACH; l++)
            tile[depth(l) * gpu_product_tile<S, R>::PITCH + side(l)] = carried[l];
    }
};

template <class P, int R>
struct gemm_block { /* of one thread: what it carries and what it sums */
    using S = typename P::sum;
    using carrier = gemm_carrier<S, R>;
    enum { SIDE = carrier::SIDE, DEPTH = carrier::DEPTH, EACH = carrier::EACH };
    carrier x, y;
    typename P::row_place rows[EACH];
    typename P::column_place columns[EACH];
    bool row_is[EACH], column_is[EACH];

    __device__ gemm_block(const P &p, int64_t z, int64_t i0, int64_t j0)
    {
        x.along_k = p.left_along_k;
        y.along_k = p.right_along_k;
#pragma unroll
        for (int l = 0; l < EACH; l++) {
            const int64_t i = i0 + x.side(l), j = j0 + y.side(l);
            row_is[l] = i < p.m;
            column_is[l] = j < p.n;
            rows[l] = p.row(z, row_is[l] ? i : 0);
            columns[l] = p.column(z, column_is[l] ? j : 0);
        }
    }
    /* The slice from q on, of which those before `to` exist. */
    __device__ void fetch(const P &p, int64_t q, int64_t to)
    {
#pragma unroll
        for (int l = 0; l < EACH; l++) {
            const int64_t at = q + x.depth(l), with = q + y.depth(l);
            x.carried[l] = row_is[l] && at < to ? p.left(rows[l], at) : (S)0;
            y.carried[l] = column_is[l] && with < to ? p.right(columns[l], with) : (S)0;
        }
    }
};

template <class P, int R>
GPU_KERNEL __launch_bounds__(GPU_TILE_THREADS) gemm_tiles(P p, gemm_plan<typename P::sum> plan)
{
    using S = typename P::sum;
    using tile = gpu_product_tile<S, R>;
    enum { SIDE = tile::SIDE, DEPTH = 64 / R };
    __shared__ typename tile::template shared<DEPTH> x[2], y[2];
    const int64_t across = blockIdx.x % plan.across, rest = blockIdx.x / plan.across,
                  down = rest % plan.down;
    const int64_t z = rest / plan.down % p.z, part = rest / plan.down / p.z;
    const int64_t i0 = down * SIDE, j0 = across * SIDE, from = part * plan.part,
                  to = from + plan.part < p.k ? from + plan.part : p.k;
    gemm_block<P, R> b(p, z, i0, j0);
    S sum[R][R] = {};
    b.fetch(p, from, to);
    int now = 0;
    for (int64_t q = from; q < to; q += DEPTH, now ^= 1) {
        b.x.put(x[now].v);
        b.y.put(y[now].v);
        /* one a slice: who writes x[now] again has passed the barrier of the slice between */
        gpu_block_barrier();
        b.fetch(p, q + DEPTH, to);
        tile::multiply(sum, x[now].v, y[now].v, DEPTH);
    }
#pragma unroll
    for (int i = 0; i < R; i++)
#pragma unroll
        for (int j = 0; j < R; j++)
            if (i0 + tile::row(i) < p.m && j0 + tile::column(j) < p.n)
                gemm_out(p, plan, part, z, i0 + tile::row(i), j0 + tile::column(j), sum[i][j]);
}

/* ---- lanes ----------------------------------------------------------------------------------- */
template <class P>
GPU_KERNEL gemm_lanes(P p, gemm_plan<typename P::sum> plan)
{
    using S = typename P::sum;
    __shared__ S sums[GPU_BLOCK];
    const int lanes = plan.lanes, each = GPU_BLOCK / lanes, t = (int)threadIdx.x;
    const int lane = plan.along_k ? t % lanes : t / each,
              element = plan.along_k ? t / lanes : t % each;
    const int64_t part = blockIdx.x / plan.down, e = blockIdx.x % plan.down * each + element,
                  all = p.m * p.n;
    const int64_t z = e / all, rest = e % all;
    const int64_t i = plan.rows_first ? rest % p.m : rest / p.n,
                  j = plan.rows_first ? rest / p.m : rest % p.n;
    const int64_t from = part * plan.part, to = from + plan.part < p.k ? from + plan.part : p.k;
    const bool is = z < p.z;
    S sum = 0;
    if (is) {
        const auto row = p.row(z, i);
        const auto column = p.column(z, j);
#pragma unroll 4
        for (int64_t q = from + lane; q < to; q += lanes)
            sum += p.left(row, q) * p.right(column, q);
    }
    sums[element * lanes + lane] = sum;
    gpu_block_barrier();
    for (int step = lanes / 2; step > 0; step /= 2) {
        if (lane < step) sums[element * lanes + lane] += sums[element * lanes + lane + step];
        gpu_block_barrier();
    }
    if (is && lane == 0) gemm_out(p, plan, part, z, i, j, sums[element * lanes]);
}

/* The parts' sums, added: a product with ones. */
template <class P>
struct gemm_parts {
    using sum = typename P::sum;
    using row_place = int64_t;
    using column_place = int64_t;
    P of;
    gpu_ptr<const sum> partial;
    int64_t z, m, n, k;
    bool left_along_k, right_along_k;
    __device__ int64_t row(int64_t, int64_t i) const
    {
        return i;
    }
    __device__ int64_t column(int64_t, int64_t j) const
    {
        return j;
    }
    __device__ sum left(int64_t i, int64_t q) const
    {
        return partial[q * m + i];
    }
    __device__ sum right(int64_t, int64_t) const
    {
        return 1;
    }
    __device__ void store(int64_t, int64_t i, int64_t, sum x) const
    {
        of.store(i / (of.m * of.n), i / of.n % of.m, i % of.n, x);
    }
};

template <class P>
static rp_status gemm_finish(gpu_op &op, const P &p, const gemm_plan<typename P::sum> &plan)
{
    if (plan.parts == 1) return RP_OK;
    const gemm_parts<P> sums = {p, plan.partial, 1, p.z * p.m * p.n, 1, plan.parts, false, false};
    gemm_plan<typename P::sum> all = {};
    all.parts = 1;
    all.part = plan.parts;
    all.lanes = plan.parts >= 64 ? 64 : 4;
    all.rows_first = true;
    all.down = (sums.m * all.lanes + GPU_BLOCK - 1) / GPU_BLOCK;
    return GPU_LAUNCH(op, (gemm_lanes<gemm_parts<P>>), all.down, GPU_BLOCK, 0, sums, all);
}

template <class P>
static rp_status gemm_by_lanes(gpu_op &op, const P &p)
{
    gemm_plan<typename P::sum> plan = {};
    const int64_t elements = p.z * p.m * p.n;
    plan.rows_first = p.n < p.m;
    /* the larger factor decides */
    plan.along_k = plan.rows_first ? p.left_along_k : p.right_along_k;
    plan.lanes = elements == 1 ? GPU_BLOCK : !plan.along_k ? 4 : p.k >= 64 ? 64 : 16;
    plan.down = (elements * plan.lanes + GPU_BLOCK - 1) / GPU_BLOCK;
    gemm_split(&plan, p.k, plan.down, 1024, plan.lanes * 16);
    if (plan.parts > 1) RP_TRY(op.scratch(&plan.partial, plan.parts * elements));
    RP_TRY(GPU_LAUNCH(op, (gemm_lanes<P>), plan.down * plan.parts, GPU_BLOCK, 0, p, plan));
    return gemm_finish(op, p, plan);
}

template <int R, class P>
static rp_status gemm_by_tiles(gpu_op &op, const P &p)
{
    gemm_plan<typename P::sum> plan = {};
    enum { SIDE = GPU_TILE_ROW * R };
    plan.down = (p.m + SIDE - 1) / SIDE;
    plan.across = (p.n + SIDE - 1) / SIDE;
    const int64_t blocks = p.z * plan.down * plan.across;
    gemm_split(&plan, p.k, blocks, 256, 256);
    if (plan.parts > 1) RP_TRY(op.scratch(&plan.partial, plan.parts * p.z * p.m * p.n));
    RP_TRY(GPU_LAUNCH(op, (gemm_tiles<P, R>), blocks * plan.parts, GPU_TILE_THREADS, 0, p, plan));
    return gemm_finish(op, p, plan);
}

/* Products of few rows or columns are bound by what they read. */
template <class P>
static inline bool gemm_is_thin(const P &p)
{
    return p.m <= 4 || p.n <= 4;
}
#endif
