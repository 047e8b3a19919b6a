/* plugins/gpu/block.h - reductions and scans by the threads of a warp and of a block
 *
 * `f(a, b)` is any associative function of two T, which may be a struct; a lies before b, by the
 * number of the thread. All threads of the warp (of the block) call these functions together.
 * Blocks have a power of two of threads, from 64 on. Results come in one order for one size of the
 * block, the same for warps of 32 and of 64; only the sums of a scan differ between the two in
 * their last bits.
 */
#ifndef GPU_BLOCK_H
#define GPU_BLOCK_H
#include "gpu.h"
#include <type_traits>

enum { GPU_MAX_WARPS = 32 }; /* of a block of 1024 threads */

GPU_FN int gpu_lane()
{
    return (int)threadIdx.x & (gpu_warp() - 1);
}
/* v of another thread of the warp, of any size that whole words make. */
template <class T>
GPU_FN T gpu_lane_value(T v, int lane)
{
    typedef
        typename std::conditional<sizeof(T) % 8 == 0, unsigned long long, unsigned int>::type word;
    enum { WORDS = (sizeof(T) + sizeof(word) - 1) / sizeof(word) };
    word w[WORDS] = {0};
    memcpy(w, &v, sizeof v);
    for (int i = 0; i < WORDS; i++) w[i] = gpu_exchange(w[i], lane);
    memcpy(&v, w, sizeof v);
    return v;
}

/* f over neighbouring groups of `lanes` threads (a power of two, up to the warp); every thread of a
   group gets its result. */
template <class T, class F>
GPU_FN T gpu_group_reduce(T v, int lanes, F f)
{
    const int lane = gpu_lane();
    for (int step = 1; step < lanes; step *= 2) {
        const T other = gpu_lane_value(v, lane ^ step);
        v = lane & step ? f(other, v) : f(v, other);
    }
    return v;
}
template <class T, class F>
GPU_FN T gpu_warp_reduce(T v, F f)
{
    return gpu_group_reduce(v, gpu_warp(), f);
}
/* f over the block; every thread gets the result. */
template <class T, class F>
GPU_FN T gpu_block_reduce(T v, F f)
{
    __shared__ T part[GPU_MAX_WARPS];
    const int warps = (int)blockDim.x / gpu_warp();
    v = gpu_warp_reduce(v, f);
    if (warps == 1) return v;
    gpu_block_barrier(); /* what an earlier call left there has been read */
    if (gpu_lane() == 0) part[threadIdx.x / gpu_warp()] = v;
    gpu_block_barrier();
    return gpu_group_reduce(part[gpu_lane() & (warps - 1)], warps, f);
}

/* f over the threads of the warp up to and including this one. */
template <class T, class F>
GPU_FN T gpu_warp_scan(T v, F f)
{
    const int lane = gpu_lane();
    for (int step = 1; step < gpu_warp(); step *= 2) {
        const T other = gpu_lane_value(v, lane >= step ? lane - step : lane);
        if (lane >= step) v = f(other, v);
    }
    return v;
}
/* f over `first` and the threads of the block before this one. *total: over `first` and all of
   them, for every thread. */
template <class T, class F>
GPU_FN T gpu_block_scan(T v, T first, F f, T *total)
{
    __shared__ T part[GPU_MAX_WARPS];
    const int warps = (int)blockDim.x / gpu_warp(), mine = (int)threadIdx.x / gpu_warp(),
              lane = gpu_lane();
    v = gpu_warp_scan(v, f);
    gpu_block_barrier();
    if (lane == gpu_warp() - 1) part[mine] = v;
    gpu_block_barrier();
    T before = first, all = first;
    for (int w = 0; w < warps; w++) {
        if (w == mine) before = all;
        all = f(all, part[w]);
    }
    *total = all;
    v = gpu_lane_value(v, lane ? lane - 1 : 0);
    return lane ? f(before, v) : before;
}

/* ---- tiles: a block of GPU_BLOCK threads makes `wide` results, with `deep` threads each ------ */
struct gpu_tile { /* powers of two, wide * deep == GPU_BLOCK */
    int wide, deep;
    bool columns; /* neighbouring threads have neighbouring results; else they have the same one */

    __device__ int result() const /* of this thread, in the tile */
    {
        return columns ? (int)threadIdx.x % wide : (int)threadIdx.x / deep;
    }
    __device__ int mine() const /* this one of the result's threads */
    {
        return columns ? (int)threadIdx.x / wide : (int)threadIdx.x % deep;
    }
};
static inline int gpu_power_of_two(int64_t n, int most)
{
    int p = 1;
    while (p < n && p < most) p *= 2;
    return p;
}
/* For results of n steps, at least `each` for a thread. `neighbours`: extent of the dimension in
 * which results lie closer together than the steps of one, or 0. */
static inline gpu_tile gpu_tile_of(int64_t n, int each, int64_t neighbours)
{
    const int deep =
        gpu_power_of_two((n + each - 1) / each,
                         neighbours ? GPU_BLOCK / gpu_power_of_two(neighbours, 64) : GPU_BLOCK);
    return gpu_tile{GPU_BLOCK / deep, deep, neighbours > 0};
}
/* f over the threads of every result; each of them gets it. */
template <class T, class F>
GPU_FN T gpu_tile_reduce(const gpu_tile &t, T v, F f)
{
    __shared__ T room[GPU_BLOCK];
    if (!t.columns && t.deep <= 32) return gpu_group_reduce(v, t.deep, f); /* within any warp */
    const int mine = t.mine(), next = t.columns ? t.wide : 1;
    room[threadIdx.x] = v;
    for (int step = 1; step < t.deep; step *= 2) {
        gpu_block_barrier();
        if (mine % (2 * step) == 0)
            room[threadIdx.x] = f(room[threadIdx.x], room[threadIdx.x + step * next]);
    }
    gpu_block_barrier();
    v = room[(int)threadIdx.x - mine * next];
    gpu_block_barrier(); /* the room is free for the next one */
    return v;
}

/* ---- functions of two ------------------------------------------------------------------------ */
struct gpu_plus { /* integers wrap */
    template <class T>
    __host__ __device__ T operator()(T a, T b) const
    {
        return a + b;
    }
    __host__ __device__ int64_t operator()(int64_t a, int64_t b) const
    {
        return (int64_t)((uint64_t)a + (uint64_t)b);
    }
};
struct gpu_times {
    template <class T>
    __host__ __device__ T operator()(T a, T b) const
    {
        return a * b;
    }
    __host__ __device__ int64_t operator()(int64_t a, int64_t b) const
    {
        return (int64_t)((uint64_t)a * (uint64_t)b);
    }
};
struct gpu_larger { /* a NaN is larger than all numbers */
    template <class T>
    __host__ __device__ T operator()(T a, T b) const
    {
        return b > a || b != b ? b : a;
    }
};
struct gpu_smaller { /* a NaN is smaller than all numbers */
    template <class T>
    __host__ __device__ T operator()(T a, T b) const
    {
        return b < a || b != b ? b : a;
    }
};
#endif
