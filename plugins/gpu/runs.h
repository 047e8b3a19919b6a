/* plugins/gpu/runs.h - positions sorted by key, and what those of one key make together, in an
 * order that the keys alone decide
 *
 * The positions of one key are a run. A thread walks it, once for each of `columns` columns, in the
 * order of the positions. Long runs: where GPU_PIECE positions, from a multiple of GPU_PIECE on,
 * belong to one run, they are a piece, which a group of threads reduces before; so are GPU_PIECE
 * such pieces. The walk takes a piece at one step: through a million positions it takes some six
 * hundred.
 *
 * A sum is a struct, passed by value, with
 *     typedef ... acc;                                                   whole words
 *     typedef ... column; column of(int64_t c) const;                    what is known of a column,
 *     once a walk
 *     acc identity() const;                                              of no positions
 *     acc first(int64_t key, const column &) const;                      what the walk of a run
 *     begins with
 *     acc add(acc, int64_t position, const column &) const;
 *     acc merge(acc, acc) const;                                         of two parts of a run;
 *     associative
 *     void put(int64_t key, const column &, acc, int64_t n) const;       of a run of n positions
 */
#ifndef GPU_RUNS_H
#define GPU_RUNS_H
#include "block.h"

struct gpu_sorted {
    gpu_ptr<const int64_t> key, position;
};
/* Stable sort of the keys, which are in [0, limit): where each came from is `position`. The memory
   of `key` is used. (radix.cu) */
rp_status gpu_sort_keys(gpu_op &op, gpu_sorted *out, gpu_ptr<int64_t> key, int64_t n,
                        int64_t limit);

/* What sums that begin at zero and have nothing to say about a column derive from. */
template <class C>
struct gpu_run_sum {
    typedef C acc;
    typedef int64_t column;

    __device__ int64_t of(int64_t c) const
    {
        return c;
    }
    __device__ C identity() const
    {
        return 0;
    }
    __device__ C first(int64_t, int64_t) const
    {
        return 0;
    }
    __device__ C merge(C a, C b) const
    {
        return a + b;
    }
};

/* powers of two, but the levels */
enum { GPU_PIECE = 128, GPU_PIECE_LEVELS = 2, GPU_PIECE_LANES = 32 };
struct gpu_runs {
    gpu_sorted at;
    int64_t n, limit; /* positions; keys from `limit` on are left out */
    int64_t columns;
    /* neighbouring threads have neighbouring columns; else neighbouring positions */
    bool columns_first;
};
/* of each level: [piece][column], there where the whole piece is of one run */
template <class A>
struct gpu_pieces {
    gpu_ptr<const A> of[GPU_PIECE_LEVELS];
};

/* Pieces of `step` positions, from those of the level below (not of the first one). */
template <class S>
GPU_KERNEL gpu_pieces_kernel(S s, gpu_runs r, int64_t step, gpu_ptr<const typename S::acc> below,
                             gpu_ptr<typename S::acc> to)
{
    typedef typename S::acc acc;
    const int64_t all = r.n / step * r.columns, groups = blockDim.x / GPU_PIECE_LANES;
    for (int64_t base = blockIdx.x * groups; base < all; base += gridDim.x * groups) {
        const int64_t t = base + threadIdx.x / GPU_PIECE_LANES, piece = gpu_quotient(t, r.columns),
                      c = t - piece * r.columns;
        const int64_t key = t < all ? r.at.key[piece * step] : r.limit;
        const bool whole = key < r.limit && r.at.key[(piece + 1) * step - 1] == key;
        const typename S::column column = s.of(c);
        acc sum = s.identity();
        for (int64_t i = piece * GPU_PIECE + threadIdx.x % GPU_PIECE_LANES;
             whole && i < (piece + 1) * GPU_PIECE; i += GPU_PIECE_LANES)
            sum = step > GPU_PIECE ? s.merge(sum, below[i * r.columns + c])
                                   : s.add(sum, r.at.position[i], column);
        sum = gpu_group_reduce(sum, GPU_PIECE_LANES, [&s](acc a, acc b) { return s.merge(a, b); });
        if (whole && threadIdx.x % GPU_PIECE_LANES == 0) to[t] = sum;
    }
}

/* Where the run of position i, its first, ends: most are short. */
GPU_FN int64_t gpu_run_end(gpu_ptr<const int64_t> key, int64_t n, int64_t i)
{
    const int64_t own = key[i];
    int64_t step = 1;
    while (i + step < n && key[i + step] == own) step *= 2;
    int64_t in = i + step / 2, out = i + step < n ? i + step : n;
    while (out - in > 1) {
        const int64_t middle = in + (out - in) / 2;
        if (key[middle] == own) in = middle;
        else out = middle;
    }
    return out;
}

/* The thread of a run's first position walks it, by the longest pieces that fit. */
template <class S>
GPU_KERNEL gpu_runs_kernel(S s, gpu_runs r, gpu_pieces<typename S::acc> pieces)
{
    const int64_t by = r.columns_first ? r.columns : r.n, all = r.n * r.columns;
    for (int64_t t = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; t < all;
         t += (int64_t)gridDim.x * blockDim.x) {
        const int64_t high = gpu_quotient(t, by), low = t - high * by,
                      begin = r.columns_first ? high : low, c = r.columns_first ? low : high;
        const int64_t key = r.at.key[begin];
        if (key >= r.limit || (begin > 0 && r.at.key[begin - 1] == key)) continue;
        const int64_t end = gpu_run_end(r.at.key, r.n, begin);
        const typename S::column column = s.of(c);
        typename S::acc sum = s.first(key, column);
        for (int64_t i = begin, step = 1; i < end; i += step) {
            int level = 0;
            for (step = 1; level < GPU_PIECE_LEVELS && (i & (step * GPU_PIECE - 1)) == 0 &&
                           i + step * GPU_PIECE <= end;
                 level++)
                step *= GPU_PIECE;
            sum = level ? s.merge(sum, pieces.of[level - 1][i / step * r.columns + c])
                        : s.add(sum, r.at.position[i], column);
        }
        s.put(key, column, sum, end - begin);
    }
}

template <class S>
static rp_status gpu_sum_runs(gpu_op &op, const gpu_runs &r, const S &s)
{
    typedef typename S::acc acc;
    const gpu_ptr<const acc> none = gpu_at<const acc>(nullptr);
    gpu_pieces<acc> pieces = {{none, none}};
    int64_t step = GPU_PIECE;
    for (int level = 0; level < GPU_PIECE_LEVELS && r.n >= step; level++, step *= GPU_PIECE) {
        gpu_ptr<acc> to;
        const int64_t results = r.n / step * r.columns;
        RP_TRY(op.scratch(&to, results));
        RP_TRY(GPU_LAUNCH(op, gpu_pieces_kernel<S>, op.blocks(results * GPU_PIECE_LANES, GPU_BLOCK),
                          GPU_BLOCK, 0, s, r, step, level ? pieces.of[level - 1] : none, to));
        pieces.of[level] = to;
    }
    return GPU_LAUNCH(op, gpu_runs_kernel<S>, op.blocks(r.n * r.columns, GPU_BLOCK), GPU_BLOCK, 0,
                      s, r, pieces);
}
#endif
