/* plugins/gpu/tile.h - products of two tiles in shared memory, summed in registers
 *
 * A block is 16 x 16 threads. Each owns R x R sums of a tile of 16 R rows and 16 R columns: its own
 * rows and columns come in runs of four, so that a run is one 16-byte read of floats and neighbours
 * read neighbouring banks. The factors lie with the index of the sum first, x[q][row] and
 * y[q][column], in rows of `pitch`: 4 elements of padding spread what is stored across the banks.
 */
#ifndef GPU_TILE_H
#define GPU_TILE_H
#include "gpu.h"

enum { GPU_TILE_ROW = 16, GPU_TILE_THREADS = GPU_TILE_ROW * GPU_TILE_ROW };
template <class S, int R>
struct gpu_product_tile {
    enum { SIDE = GPU_TILE_ROW * R, RUN = R < 4 ? R : 4, PITCH = SIDE + 4 };
    struct alignas(16) run {
        S v[RUN];
    };
    template <int DEPTH>
    struct alignas(16) shared {
        S v[DEPTH * PITCH];
    };
    /* Row or column of the tile that is a thread's i-th. */
    static __device__ int row(int i)
    {
        return i / RUN * GPU_TILE_ROW * RUN + (int)threadIdx.x / GPU_TILE_ROW * RUN + i % RUN;
    }
    static __device__ int column(int j)
    {
        return j / RUN * GPU_TILE_ROW * RUN + (int)threadIdx.x % GPU_TILE_ROW * RUN + j % RUN;
    }
    /* sum[i][j] += x[q][row(i)] y[q][column(j)] for q in [0, depth) */
    static __device__ void multiply(S (&sum)[R][R], const S *x, const S *y, int depth)
    {
        for (int q = 0; q < depth; q++) {
            run a[R / RUN], b[R / RUN];
#pragma unroll
            for (int i = 0; i < R / RUN; i++) {
                a[i] = *(const run *)(x + q * PITCH + row(i * RUN));
                b[i] = *(const run *)(y + q * PITCH + column(i * RUN));
            }
#pragma unroll
            for (int i = 0; i < R; i++)
#pragma unroll
                for (int j = 0; j < R; j++)
                    sum[i][j] += a[i / RUN].v[i % RUN] * b[j / RUN].v[j % RUN];
        }
    }
};
#endif
