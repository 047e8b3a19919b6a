/* plugins/gpu/radix.cu - a stable sort of whole numbers, four bits after four
 *
 * A pass: how often each digit comes in each tile of the keys; where its part begins (a scan, digit
 * by digit, tile by tile); and every key to its part, behind those of the same digit that came
 * before it. In a tile each thread has neighbouring keys and counts of its own, so the order of
 * equal digits stays.
 */
#include "ranks.h"
#include "runs.h"

enum { BITS = 4, DIGITS = 1 << BITS, THREADS = GPU_BLOCK, EACH = 4, TILE = THREADS * EACH };

GPU_FN int digit_of(int64_t key, int shift)
{
    return (int)(key >> shift) & (DIGITS - 1);
}

GPU_KERNEL count_kernel(int64_t n, int64_t tiles, int shift, gpu_ptr<const int64_t> key,
                        gpu_ptr<int64_t> counts)
{
    __shared__ int count[DIGITS];
    for (int64_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        if (threadIdx.x < DIGITS) count[threadIdx.x] = 0;
        gpu_block_barrier();
        for (int k = 0; k < EACH; k++) {
            const int64_t i = tile * TILE + k * THREADS + threadIdx.x;
            if (i < n) gpu_atomic_add(&count[digit_of(key[i], shift)], 1);
        }
        gpu_block_barrier();
        if (threadIdx.x < DIGITS) counts[threadIdx.x * tiles + tile] = count[threadIdx.x];
    }
}

/* The counts of a block, [digit][thread], become what comes before each, and first[digit] what
   comes before the digit. */
GPU_FN void scan_counts(int *count, int *first)
{
    int sum = 0, total, *own = count + threadIdx.x * DIGITS;
    for (int k = 0; k < DIGITS; k++) sum += own[k];
    int before = gpu_block_scan(sum, 0, gpu_plus(), &total);
    for (int k = 0; k < DIGITS; k++) {
        const int v = own[k];
        own[k] = before;
        before += v;
    }
    gpu_block_barrier();
    if (threadIdx.x < DIGITS) first[threadIdx.x] = count[threadIdx.x * THREADS];
    gpu_block_barrier();
}

struct pass {
    int64_t n, tiles;
    int shift;
    bool counted; /* positions are 0, 1, ... still */
    gpu_ptr<const int64_t> key, position, start;
    gpu_ptr<int64_t> key_to, position_to;
};
GPU_KERNEL move_kernel(pass p)
{
    __shared__ int count[DIGITS * THREADS], first[DIGITS];
    for (int64_t tile = blockIdx.x; tile < p.tiles; tile += gridDim.x) {
        const int64_t from = tile * TILE + (int64_t)threadIdx.x * EACH;
        for (int d = 0; d < DIGITS; d++) count[d * THREADS + threadIdx.x] = 0;
        for (int64_t i = from; i < from + EACH && i < p.n; i++)
            count[digit_of(p.key[i], p.shift) * THREADS + threadIdx.x]++;
        gpu_block_barrier();
        scan_counts(count, first);
        for (int64_t i = from; i < from + EACH && i < p.n; i++) {
            const int64_t key = p.key[i];
            const int d = digit_of(key, p.shift);
            const int64_t to =
                p.start[d * p.tiles + tile] + count[d * THREADS + threadIdx.x]++ - first[d];
            p.key_to[to] = key;
            p.position_to[to] = p.counted ? i : p.position[i];
        }
        gpu_block_barrier();
    }
}

rp_status gpu_sort_keys(gpu_op &op, gpu_sorted *out, gpu_ptr<int64_t> key, int64_t n, int64_t limit)
{
    const int64_t tiles = n > TILE ? (n + TILE - 1) / TILE : 1, blocks = op.blocks(tiles, 1);
    gpu_ptr<int64_t> keys[2] = {key, key}, positions[2], counts, sums;
    int to = 0;
    RP_TRY(op.scratch(&keys[1], n));
    RP_TRY(op.scratch(&positions[0], n));
    RP_TRY(op.scratch(&positions[1], n));
    RP_TRY(op.scratch(&counts, tiles * DIGITS));
    RP_TRY(op.scratch(&sums, gpu_rank_tiles(tiles * DIGITS) + 1));
    const auto count = [=] GPU_LAMBDA(int64_t i) -> int64_t { return counts[i]; };
    const auto start = [=] GPU_LAMBDA(int64_t i, int64_t before, int64_t) { counts[i] = before; };
    for (int shift = 0; shift == 0 || (limit - 1) >> shift > 0; shift += BITS) {
        to = !to;
        RP_TRY(
            GPU_LAUNCH(op, count_kernel, blocks, THREADS, 0, n, tiles, shift, keys[!to], counts));
        RP_TRY(gpu_ranks_with(op, sums, tiles * DIGITS, count, start));
        const pass p = {n,      tiles,    shift,        shift == 0, keys[!to], positions[!to],
                        counts, keys[to], positions[to]};
        RP_TRY(GPU_LAUNCH(op, move_kernel, blocks, THREADS, 0, p));
    }
    out->key = keys[to];
    out->position = positions[to];
    return RP_OK;
}
