/* plugins/gpu/ranks.h - running sums over any number of elements: where each one's part begins
 *
 * Tiles of GPU_RANK_TILE elements, a block each: their sums, the sums before each tile, and then
 * emit(i, before, v) for every element with v = value(i) and `before` the sum of the values before
 * it. value may read what emit of the same element overwrites.
 */
#ifndef GPU_RANKS_H
#define GPU_RANKS_H
#include "block.h"

enum { GPU_RANK_EACH = 8, GPU_RANK_TILE = GPU_BLOCK * GPU_RANK_EACH };

template <class V>
GPU_FN int64_t gpu_tile_values(int64_t tile, int64_t n, const V &value, int64_t *v)
{
    const int64_t from = tile * GPU_RANK_TILE + (int64_t)threadIdx.x * GPU_RANK_EACH;
    int64_t sum = 0;
    for (int k = 0; k < GPU_RANK_EACH; k++) sum += v[k] = from + k < n ? value(from + k) : 0;
    return sum;
}

template <class V>
GPU_KERNEL gpu_tile_sums_kernel(int64_t n, int64_t tiles, gpu_ptr<int64_t> sums, V value)
{
    for (int64_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        int64_t v[GPU_RANK_EACH];
        const int64_t sum = gpu_block_reduce(gpu_tile_values(tile, n, value, v), gpu_plus());
        if (threadIdx.x == 0) sums[tile] = sum;
    }
}

/* One block: sums[t] becomes the sum before tile t, sums[tiles] the sum of all. */
GPU_KERNEL gpu_tiles_before_kernel(int64_t tiles, gpu_ptr<int64_t> sums)
{
    int64_t before = 0;
    for (int64_t from = 0; from < tiles; from += blockDim.x) {
        const int64_t t = from + threadIdx.x;
        const int64_t own = gpu_block_scan(t < tiles ? sums[t] : 0, before, gpu_plus(), &before);
        if (t < tiles) sums[t] = own;
    }
    if (threadIdx.x == 0) sums[tiles] = before;
}

template <class V, class E>
GPU_KERNEL gpu_ranks_kernel(int64_t n, int64_t tiles, gpu_ptr<int64_t> sums, V value, E emit)
{
    for (int64_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        int64_t v[GPU_RANK_EACH], total;
        const int64_t sum = gpu_tile_values(tile, n, value, v),
                      from = tile * GPU_RANK_TILE + (int64_t)threadIdx.x * GPU_RANK_EACH;
        int64_t before = gpu_block_scan(sum, tiles > 1 ? sums[tile] : 0, gpu_plus(), &total);
        for (int k = 0; k < GPU_RANK_EACH && from + k < n; k++) {
            emit(from + k, before, v[k]);
            before += v[k];
        }
        if (tiles == 1 && threadIdx.x == 0) sums[1] = total;
    }
}

static inline int64_t gpu_rank_tiles(int64_t n)
{
    return n > GPU_RANK_TILE ? (n + GPU_RANK_TILE - 1) / GPU_RANK_TILE : 1;
}
/* `sums`: gpu_rank_tiles(n) + 1 elements, of which the last becomes the sum of all. */
template <class V, class E>
static inline rp_status gpu_ranks_with(gpu_op &op, gpu_ptr<int64_t> sums, int64_t n, V value,
                                       E emit)
{
    const int64_t tiles = gpu_rank_tiles(n), most = op.blocks(tiles, 1);
    if (tiles > 1) {
        RP_TRY(
            GPU_LAUNCH(op, (gpu_tile_sums_kernel<V>), most, GPU_BLOCK, 0, n, tiles, sums, value));
        RP_TRY(GPU_LAUNCH(op, gpu_tiles_before_kernel, 1, GPU_BLOCK, 0, tiles, sums));
    }
    return GPU_LAUNCH(op, (gpu_ranks_kernel<V, E>), most, GPU_BLOCK, 0, n, tiles, sums, value,
                      emit);
}
/* *total, which may be NULL: where the sum of all will be, in scratch of the call. */
template <class V, class E>
static inline rp_status gpu_ranks(gpu_op &op, int64_t n, V value, E emit,
                                  gpu_ptr<const int64_t> *total = nullptr)
{
    gpu_ptr<int64_t> sums;
    RP_TRY(op.scratch(&sums, gpu_rank_tiles(n) + 1));
    if (total) *total = sums + gpu_rank_tiles(n);
    return gpu_ranks_with(op, sums, n, value, emit);
}
#endif
