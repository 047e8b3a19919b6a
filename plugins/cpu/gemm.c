/* plugins/cpu/gemm.c - float matrix products: oneDNN's sgemm where it is, else a blocked kernel
 *
 * The blocked one is Goto's scheme (Goto and van de Geijn, "Anatomy of high-performance matrix
 * multiplication", TOMS 2008) cut down: C in tiles of TILE_M x TILE_N, each owned by one thread; K
 * in slices of TILE_K; of a slice, A is packed into panels of MR rows and B into panels of NR
 * columns, and the micro kernel keeps MR x NR sums in registers.
 */
#include "gemm.h"
#if CPU_ONEDNN
#include <oneapi/dnnl/dnnl.h>
#endif

#ifdef __AVX__
enum { LANES = 8, MR = 6, NR = 16 };
#else
enum { LANES = 4, MR = 4, NR = 8 };
#endif
enum { TILE_M = 96, TILE_N = 192, TILE_K = 256 };
typedef float vec __attribute__((vector_size(LANES * sizeof(float)), aligned(sizeof(float))));

typedef struct operands {
    bool ta, tb;
    int64_t m, n, k, lda, ldb, ldc;
    float alpha, beta;
    const float *a, *b;
    float *c;
} operands;

/* Panels of `width` rows of a (rows x k) block, k-major, zero-padded. row and col: steps in memory.
 */
static void pack(float *to, const float *x, int64_t row, int64_t col, int64_t rows, int64_t k,
                 int64_t width)
{
    for (int64_t r = 0; r < rows; r += width) {
        const int64_t some = rows - r < width ? rows - r : width;
        const float *from = x + r * row;
        if (row == 1 && some == width) {
            for (int64_t p = 0; p < k; p++)
                memcpy(to + p * width, from + p * col, (size_t)width * sizeof *to);
        } else {
            for (int64_t i = 0; i < some; i++)
                for (int64_t p = 0; p < k; p++) to[p * width + i] = from[i * row + p * col];
            for (int64_t i = some; i < width; i++)
                for (int64_t p = 0; p < k; p++) to[p * width + i] = 0;
        }
        to += k * width;
    }
}

static inline void store_row(float *c, const float *sum, int64_t n, float alpha, float beta)
{
    if (beta == 0)
        for (int64_t j = 0; j < n; j++) c[j] = alpha * sum[j];
    else
        for (int64_t j = 0; j < n; j++) c[j] = alpha * sum[j] + beta * c[j];
}

/* (m x n) corner of C, m <= MR, n <= NR */
static void micro(const float *a, const float *b, int64_t k, float alpha, float beta, float *c,
                  int64_t ldc, int64_t m, int64_t n)
{
    vec sum[MR][NR / LANES];
    memset(sum, 0, sizeof sum);
    for (int64_t p = 0; p < k; p++) {
        const vec *row = (const vec *)(const void *)(b + p * NR);
        for (int i = 0; i < MR; i++)
            for (int j = 0; j < NR / LANES; j++) sum[i][j] += a[p * MR + i] * row[j];
    }
    for (int64_t i = 0; i < m; i++) {
        float row[NR];
        memcpy(row, sum[i], sizeof row);
        if (n == NR) store_row(c + i * ldc, row, NR, alpha, beta);
        else store_row(c + i * ldc, row, n, alpha, beta);
    }
}

static void tile(const operands *o, int64_t i0, int64_t j0)
{
    float a[TILE_M * TILE_K], b[TILE_N * TILE_K];
    const int64_t m = o->m - i0 < TILE_M ? o->m - i0 : TILE_M,
                  n = o->n - j0 < TILE_N ? o->n - j0 : TILE_N;
    const int64_t a_row = o->ta ? 1 : o->lda, a_col = o->ta ? o->lda : 1,
                  b_row = o->tb ? 1 : o->ldb, b_col = o->tb ? o->ldb : 1;
    float beta = o->beta;
    for (int64_t p0 = 0; p0 < o->k; p0 += TILE_K) {
        const int64_t k = o->k - p0 < TILE_K ? o->k - p0 : TILE_K;
        pack(a, o->a + i0 * a_row + p0 * a_col, a_row, a_col, m, k, MR);
        pack(b, o->b + j0 * b_col + p0 * b_row, b_col, b_row, n, k, NR);
        for (int64_t j = 0; j < n; j += NR)
            for (int64_t i = 0; i < m; i += MR)
                micro(a + i * k, b + j * k, k, o->alpha, beta, o->c + (i0 + i) * o->ldc + j0 + j,
                      o->ldc, m - i < MR ? m - i : MR, n - j < NR ? n - j : NR);
        beta = 1;
    }
}

static void scale(float *c, int64_t m, int64_t n, int64_t ldc, float beta)
{
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) c[i * ldc + j] = beta == 0 ? 0 : beta * c[i * ldc + j];
}

void cpu_sgemm_blocked(bool ta, bool tb, int64_t m, int64_t n, int64_t k, float alpha,
                       const float *a, int64_t lda, const float *b, int64_t ldb, float beta,
                       float *c, int64_t ldc)
{
    if (m <= 0 || n <= 0) return;
    if (k <= 0 || alpha == 0) {
        scale(c, m, n, ldc, beta);
        return;
    }
    const operands o = {ta, tb, m, n, k, lda, ldb, ldc, alpha, beta, a, b, c};
    const int64_t across = (n + TILE_N - 1) / TILE_N, tiles = (m + TILE_M - 1) / TILE_M * across;
    const int threads = m * n * k < 100000 ? 1 : cpu_threads(tiles, 1);
    if (threads == 1) {
        for (int64_t t = 0; t < tiles; t++) tile(&o, t / across * TILE_M, t % across * TILE_N);
        return;
    }
#pragma omp parallel for num_threads(threads) schedule(dynamic)
    for (int64_t t = 0; t < tiles; t++) tile(&o, t / across * TILE_M, t % across * TILE_N);
}

void cpu_sgemm(bool ta, bool tb, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
               int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc)
{
#if CPU_ONEDNN
    if (m > 0 && n > 0 && k > 0 && alpha != 0 &&
        dnnl_sgemm(ta ? 'T' : 'N', tb ? 'T' : 'N', m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) ==
            dnnl_success)
        return;
#endif
    cpu_sgemm_blocked(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
