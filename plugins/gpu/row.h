/* plugins/gpu/row.h - rows of dense elements, one team of threads each, read from memory once
 *
 * A team is a warp's worth of 32 threads for short rows, a block for long ones. A thread's share
 * are packs of 16 bytes, one team apart; the first GPU_HELD of them stay in registers, so that
 * kernels may walk a row several times and load it once. What is behind (rows of more than 512 *
 * GPU_HELD packs) is loaded again for every walk. K rows of the same length are walked together.
 */
#ifndef GPU_ROW_H
#define GPU_ROW_H
#include "block.h"

enum { GPU_HELD = 4, GPU_SMALL_TEAM = 32, GPU_LARGE_TEAM = 512 };
struct gpu_rows { /* of a launch */
    int64_t rows, n;
    int team, threads;
    bool packs; /* every row begins at 16 bytes in all operands */
    int64_t blocks() const
    {
        const int each = threads / team;
        return (rows + each - 1) / each;
    }
};
static inline gpu_rows gpu_rows_of(int64_t rows, int64_t n, rp_dtype dtype)
{
    const int64_t pack = 16 / (int64_t)kernel_element(dtype), packs = (n + pack - 1) / pack;
    gpu_rows r = {rows, n, GPU_SMALL_TEAM, 128, n % pack == 0};
    if (packs <= GPU_SMALL_TEAM * GPU_HELD) return r;
    for (r.team = 64; r.team < GPU_LARGE_TEAM && packs > r.team * GPU_HELD; r.team *= 2) continue;
    r.threads = r.team;
    return r;
}
/* An operand that is walked by packs: data NULL is none. */
static inline void gpu_rows_operand(gpu_rows *r, const rp_geometry *g)
{
    r->packs = r->packs && (uintptr_t)g->data % 16 == 0;
}

template <class T, int K>
struct gpu_row {
    typedef gpu_compute<T> C;
    enum { PACK = 16 / sizeof(T) };
    typedef gpu_pack<T> pack;
    /* n is 0 for a team without a row, which takes part in exchanges all the same */
    int64_t row, n;
    int team, rank;
    bool packs;
    gpu_ptr<const T> x[K];
    pack held[GPU_HELD][K];

    GPU_MEMBER gpu_row(const gpu_rows &r, const gpu_ptr<const T> *from)
    {
        team = r.team;
        rank = (int)threadIdx.x & (team - 1);
        row = (int64_t)blockIdx.x * (blockDim.x / team) + threadIdx.x / team;
        n = row < r.rows ? r.n : 0;
        packs = r.packs;
        for (int k = 0; k < K; k++) x[k] = n ? from[k] + row * r.n : from[k];
        for (int h = 0; h < GPU_HELD; h++) load(held[h], at(h));
    }
    GPU_MEMBER bool leads() const /* for what is written once a row */
    {
        return rank == 0 && n;
    }
    GPU_MEMBER int64_t at(int64_t share) const
    {
        return (share * team + rank) * PACK;
    }
    GPU_MEMBER void load(pack *to, int64_t from) const
    {
        for (int k = 0; k < K; k++) {
            if (packs) {
                if (from < n) to[k] = *gpu_cast<const pack>(x[k] + from);
            } else {
                for (int j = 0; j < PACK; j++)
                    if (from + j < n) to[k].x[j] = x[k][from + j];
            }
        }
    }
    template <class F>
    GPU_MEMBER void visit(const pack *p, int64_t from, F f) const
    {
        C v[K][PACK];
        const int count = n - from < PACK ? (int)(n - from) : PACK;
        for (int k = 0; k < K; k++)
            for (int j = 0; j < PACK; j++) v[k][j] = gpu_get(p[k].x[j]);
        f(from, count, v);
    }
    /* f(first column, how many, values[K][PACK]) for every pack of this thread. */
    template <class F>
    GPU_MEMBER void each(F f) const
    {
        for (int h = 0; h < GPU_HELD; h++)
            if (at(h) < n) visit(held[h], at(h), f);
        for (int64_t from = at(GPU_HELD); from < n; from += (int64_t)team * PACK) {
            pack p[K];
            load(p, from);
            visit(p, from, f);
        }
    }
    template <class F>
    GPU_MEMBER C reduce(C v, F f) const
    {
        return team == GPU_SMALL_TEAM ? gpu_group_reduce(v, GPU_SMALL_TEAM, f)
                                      : gpu_block_reduce(v, f);
    }
    /* This row of a result. */
    GPU_MEMBER void store(gpu_ptr<T> y, int64_t to, int count, const C *v) const
    {
        const gpu_ptr<T> first = y + (row * n + to);
        pack p;
        for (int j = 0; j < PACK; j++) p.x[j] = gpu_put<T>(v[j]);
        if (packs) *gpu_cast<pack>(first) = p;
        else
            for (int j = 0; j < count; j++) first[j] = p.x[j];
    }
    /* Columns of a vector that all rows share; `absent` where there is none. */
    template <class W>
    GPU_MEMBER void columns(C *to, gpu_ptr<const W> w, int64_t from, int count, C absent) const
    {
        gpu_several<W, PACK> p;
        for (int j = 0; j < PACK; j++) to[j] = absent;
        if (!w) return;
        if (packs) p = *gpu_cast<const gpu_several<W, PACK>>(w + from);
        else
            for (int j = 0; j < count; j++) p.x[j] = w[from + j];
        for (int j = 0; j < count; j++) to[j] = (C)gpu_get(p.x[j]);
    }
};
#endif
