/* plugins/cpu/attention_fast.c - attention in blocks: products by cpu_sgemm, exp by vectors,
 * nothing of size Tq x Tk in memory
 *
 * Forward: a unit is QUERIES rows of one (b, h); it goes over the keys in blocks with a running
 * maximum and sum per row (Milakov and Gimelshein, "Online normalizer calculation for softmax",
 * 2018). Backward: a unit is one (b, h); p is computed again from logsumexp, and all sums of a unit
 * are made by its thread in a fixed order: no atomics, the same bits for every number of threads.
 * f32 operands are read where they lie (rows may be far apart: slices of a fused q, k, v); f16 and
 * bf16 are widened a block at a time. Scores of one unit: QUERIES x KEYS floats, in the second
 * cache.
 */
#include "attention.h"
#include "gemm.h"
#include "scratch.h"
#include "simd_math.h"
#include <math.h>

enum { QUERIES = 64, KEYS_FORWARD = 512, KEYS_BACKWARD = 256 };

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Rows [t, t + n) of (b, h): where they lie for f32, else widened into `buffer`. */
typedef struct block {
    float *p;
    int64_t ld;
} block;

static block rows_in(const rp_geometry *g, int64_t b, int64_t h, int64_t t, int64_t n, int64_t d,
                     float *buffer)
{
    const int64_t first = b * g->stride[0] + h * g->stride[1] + t * g->stride[2],
                  step = n > 1 ? g->stride[2] : d;
    if (g->dtype == RP_F32) return (block){(float *)g->data + first, step};
    const uint16_t *from = (const uint16_t *)g->data + first;
    for (int64_t i = 0; i < n; i++) cpu_widen(buffer + i * d, from + i * step, g->dtype, d);
    return (block){buffer, d};
}

static void rows_out(const rp_geometry *g, int64_t b, int64_t h, int64_t t, int64_t n, int64_t d,
                     const float *from, int64_t ld)
{
    const int64_t first = b * g->stride[0] + h * g->stride[1] + t * g->stride[2];
    if (g->dtype == RP_F32) return; /* computed in place */
    for (int64_t i = 0; i < n; i++)
        cpu_narrow((uint16_t *)g->data + first + i * g->stride[2], g->dtype, from + i * ld, d);
}

static float *lse_at(const kernel_attention *a, int64_t b, int64_t h, int64_t t)
{
    const int64_t *s = a->lse.stride;
    return (float *)a->lse.data + b * s[0] + h * s[1] + t * s[2];
}

/* Number of keys from `first` on, of a block of n, that query i may see. */
static int64_t visible(const kernel_attention *a, int64_t i, int64_t first, int64_t n)
{
    if (!a->causal) return n;
    const int64_t keys = i + 1 - first;
    return keys < 0 ? 0 : least(keys, n);
}

/* ---- forward ---- */
/* Scores of one row become probabilities with respect to the new maximum; returns the factor for
 * what was summed before. */
static float online_softmax(float *s, int64_t seen, int64_t n, float *most, float *sum)
{
    const float here = seen ? cpu_max(s, seen) : *most;
    const float now = here > *most || here != here ? here : *most;
    const float factor = *most == -INFINITY ? 0 : cpu_expf(*most - now);
    for (int64_t j = 0; j < seen; j++) s[j] = cpu_expf(s[j] - now);
    for (int64_t j = seen; j < n; j++) s[j] = 0;
    *sum = *sum * factor + cpu_sum(s, seen);
    *most = now;
    return factor;
}

static void forward_unit(const kernel_attention *a, int64_t b, int64_t h, int64_t q0,
                         float *scratch)
{
    const int64_t d = a->d, m = least(QUERIES, a->tq - q0),
                  keys = a->causal ? least(a->tk, q0 + m) : a->tk;
    float *s = scratch, *wide_k = s + QUERIES * KEYS_FORWARD, *wide_v = wide_k + KEYS_FORWARD * d;
    float *wide_q = wide_v + KEYS_FORWARD * d, *wide_o = wide_q + QUERIES * d;
    float most[QUERIES], sum[QUERIES];
    const block q = rows_in(&a->q, b, h, q0, m, d, wide_q);
    block o = {wide_o, d};
    if (a->o.dtype == RP_F32) o = rows_in(&a->o, b, h, q0, m, d, NULL);
    for (int64_t i = 0; i < m; i++) {
        most[i] = -INFINITY;
        sum[i] = 0;
    }
    for (int64_t k0 = 0; k0 < keys; k0 += KEYS_FORWARD) {
        const int64_t n = least(KEYS_FORWARD, keys - k0);
        const block k = rows_in(&a->k, b, h, k0, n, d, wide_k),
                    v = rows_in(&a->v, b, h, k0, n, d, wide_v);
        cpu_sgemm(false, true, m, n, d, (float)a->scale, q.p, q.ld, k.p, k.ld, 0, s, n);
        for (int64_t i = 0; i < m; i++) {
            const float factor =
                online_softmax(s + i * n, visible(a, q0 + i, k0, n), n, &most[i], &sum[i]);
            for (int64_t c = 0; c < d && k0 > 0; c++) o.p[i * o.ld + c] *= factor;
        }
        cpu_sgemm(false, false, m, d, n, 1, s, n, v.p, v.ld, k0 > 0, o.p, o.ld);
    }
    for (int64_t i = 0; i < m; i++) {
        const float scale = sum[i] != 0 ? 1 / sum[i] : 0;
        for (int64_t c = 0; c < d; c++) o.p[i * o.ld + c] = keys ? o.p[i * o.ld + c] * scale : 0;
        *lse_at(a, b, h, q0 + i) = sum[i] != 0 ? most[i] + logf(sum[i]) : 0;
    }
    rows_out(&a->o, b, h, q0, m, d, o.p, o.ld);
}

static int thread_number(void)
{
#ifdef _OPENMP
    return omp_get_thread_num();
#else
    return 0;
#endif
}

static rp_status forward(const kernel_attention *a)
{
    cpu_scratch s = {0};
    const int64_t blocks = (a->tq + QUERIES - 1) / QUERIES, units = a->b * a->h * blocks;
    const int64_t wide = a->q.dtype == RP_F32 ? 0 : (2 * KEYS_FORWARD + 2 * QUERIES) * a->d;
    const int64_t own = QUERIES * KEYS_FORWARD + wide;
    const int threads = cpu_threads(units, 1);
    float *scratch = cpu_scratch_alloc(&s, (size_t)(own * threads) * sizeof *scratch);
    if (!scratch) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(dynamic)
    for (int64_t u = 0; u < units; u++) {
        const int64_t head = u / blocks,
                      last_first =
                          blocks - 1 - u % blocks; /* under causal the last block is the longest */
        forward_unit(a, head / a->h, head % a->h, last_first * QUERIES,
                     scratch + thread_number() * own);
    }
    cpu_scratch_free(&s);
    return RP_OK;
}

/* ---- backward ---- */
typedef struct head { /* one unit: its place, its scratch */
    const kernel_attention *a;
    int64_t b, h;
    float *p, *ds;                       /* QUERIES x KEYS_BACKWARD */
    float *delta, *dq;                   /* tq; tq x d for narrow types */
    float *k, *v, *dk, *dv, *q, *go, *o; /* blocks of narrow types */
} head;

static int64_t head_floats(const kernel_attention *a)
{
    const int64_t wide =
        a->q.dtype == RP_F32 ? 0 : (a->tq + 4 * KEYS_BACKWARD + 3 * QUERIES) * a->d;
    return 2 * QUERIES * KEYS_BACKWARD + a->tq + wide;
}

static head head_of(const kernel_attention *a, int64_t n, float *scratch)
{
    const int64_t key_block = KEYS_BACKWARD * a->d, query_block = QUERIES * a->d;
    head u = {.a = a, .b = n / a->h, .h = n % a->h, .p = scratch};
    u.ds = u.p + QUERIES * KEYS_BACKWARD;
    u.delta = u.ds + QUERIES * KEYS_BACKWARD;
    u.dq = u.delta + a->tq;
    if (a->q.dtype == RP_F32) return u;
    u.k = u.dq + a->tq * a->d;
    u.v = u.k + key_block;
    u.dk = u.v + key_block;
    u.dv = u.dk + key_block;
    u.q = u.dv + key_block;
    u.go = u.q + query_block;
    u.o = u.go + query_block;
    return u;
}

static void deltas(const head *u)
{
    const kernel_attention *a = u->a;
    for (int64_t t = 0; t < a->tq; t += QUERIES) {
        const int64_t m = least(QUERIES, a->tq - t);
        const block g = rows_in(&a->go, u->b, u->h, t, m, a->d, u->go),
                    o = rows_in(&a->o, u->b, u->h, t, m, a->d, u->o);
        for (int64_t i = 0; i < m; i++)
            u->delta[t + i] = cpu_dot_row(g.p + i * g.ld, o.p + i * o.ld, a->d);
    }
}

/* A block of a result: in place for f32, else in scratch. */
static block result(const head *u, const rp_geometry *g, int64_t t, int64_t n, float *buffer)
{
    if (g->dtype == RP_F32) return rows_in(g, u->b, u->h, t, n, u->a->d, NULL);
    return (block){buffer, u->a->d};
}

static void clear(block x, int64_t n, int64_t d)
{
    for (int64_t i = 0; i < n; i++) memset(x.p + i * x.ld, 0, (size_t)d * sizeof *x.p);
}

/* p = exp(s - lse) and ds = p (dp - delta), over the scores and over dp. */
static void backward_softmax(const head *u, int64_t q0, int64_t m, int64_t k0, int64_t n)
{
    for (int64_t i = 0; i < m; i++) {
        float *p = u->p + i * n, *ds = u->ds + i * n;
        const float lse = *lse_at(u->a, u->b, u->h, q0 + i), delta = u->delta[q0 + i];
        const int64_t seen = visible(u->a, q0 + i, k0, n);
        for (int64_t j = 0; j < seen; j++) {
            p[j] = cpu_expf(p[j] - lse);
            ds[j] = p[j] * (ds[j] - delta);
        }
        for (int64_t j = seen; j < n; j++) p[j] = ds[j] = 0;
    }
}

/* Queries [q0, q0 + m) against the n keys from k0 on. */
static void backward_pair(const head *u, int64_t q0, int64_t m, int64_t k0, int64_t n, block k,
                          block v, block dk, block dv)
{
    const kernel_attention *a = u->a;
    const int64_t d = a->d;
    const float scale = (float)a->scale;
    const block q = rows_in(&a->q, u->b, u->h, q0, m, d, u->q),
                go = rows_in(&a->go, u->b, u->h, q0, m, d, u->go);
    const block dq = result(u, &a->dq, q0, m, u->dq + q0 * d);
    cpu_sgemm(false, true, m, n, d, scale, q.p, q.ld, k.p, k.ld, 0, u->p, n);
    cpu_sgemm(false, true, m, n, d, 1, go.p, go.ld, v.p, v.ld, 0, u->ds, n);
    backward_softmax(u, q0, m, k0, n);
    cpu_sgemm(true, false, n, d, m, 1, u->p, n, go.p, go.ld, 1, dv.p, dv.ld);
    cpu_sgemm(false, false, m, d, n, scale, u->ds, n, k.p, k.ld, k0 > 0, dq.p, dq.ld);
    cpu_sgemm(true, false, n, d, m, scale, u->ds, n, q.p, q.ld, 1, dk.p, dk.ld);
}

static void backward_unit(const head *u)
{
    const kernel_attention *a = u->a;
    const int64_t d = a->d;
    deltas(u);
    if (a->tk == 0) clear(result(u, &a->dq, 0, a->tq, u->dq), a->tq, d);
    for (int64_t k0 = 0; k0 < a->tk; k0 += KEYS_BACKWARD) {
        const int64_t n = least(KEYS_BACKWARD, a->tk - k0);
        const block k = rows_in(&a->k, u->b, u->h, k0, n, d, u->k),
                    v = rows_in(&a->v, u->b, u->h, k0, n, d, u->v);
        const block dk = result(u, &a->dk, k0, n, u->dk), dv = result(u, &a->dv, k0, n, u->dv);
        clear(dk, n, d);
        clear(dv, n, d);
        for (int64_t q0 = a->causal ? k0 / QUERIES * QUERIES : 0; q0 < a->tq; q0 += QUERIES) {
            const int64_t m = least(QUERIES, a->tq - q0),
                          some = a->causal ? least(n, q0 + m - k0) : n;
            if (some > 0) backward_pair(u, q0, m, k0, some, k, v, dk, dv);
        }
        rows_out(&a->dk, u->b, u->h, k0, n, d, dk.p, dk.ld);
        rows_out(&a->dv, u->b, u->h, k0, n, d, dv.p, dv.ld);
    }
    rows_out(&a->dq, u->b, u->h, 0, a->tq, d, u->dq, d);
}

static rp_status backward(const kernel_attention *a)
{
    cpu_scratch s = {0};
    const int64_t units = a->b * a->h, own = head_floats(a);
    const int threads = cpu_threads(units, 1);
    float *scratch = cpu_scratch_alloc(&s, (size_t)(own * threads) * sizeof *scratch);
    if (!scratch) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(dynamic)
    for (int64_t n = 0; n < units; n++) {
        const head u = head_of(a, n, scratch + thread_number() * own);
        backward_unit(&u);
    }
    cpu_scratch_free(&s);
    return RP_OK;
}

/* ---- kernels ---- */
/* Rows of consecutive elements, as rows_in wants them. */
static bool fits(const kernel_attention *a, const rp_geometry *g)
{
    return g->dtype == a->q.dtype && (g->stride[3] == 1 || a->d == 1) &&
           (g->stride[2] >= a->d || g->shape[2] <= 1);
}

static bool fast(const kernel_attention *a)
{
    const rp_dtype d = a->q.dtype;
    return !a->mask.data && (d == RP_F32 || d == RP_F16 || d == RP_BF16) && a->d > 0 &&
           a->lse.dtype == RP_F32 && a->k.dtype == d && a->v.dtype == d;
}

/* Operands that lie otherwise (a gradient that is broadcast) are copied. */
static rp_status make_fit(cpu_scratch *s, const kernel_attention *a, rp_geometry *const *g,
                          int64_t (*stride)[RP_MAX_DIMS], int n)
{
    for (int i = 0; i < n; i++)
        if (!fits(a, g[i])) RP_TRY(cpu_scratch_dense(s, g[i], stride[i]));
    return RP_OK;
}

CPU_KERNEL(forward_row)
{
    CPU_UNUSED;
    kernel_attention a;
    cpu_scratch s = {0};
    int64_t stride[3][RP_MAX_DIMS];
    RP_TRY(kernel_attention_forward(&a, in, out));
    if (!fast(&a) || !fits(&a, &a.o)) return cpu_attention_forward_plain(&a);
    rp_status st = make_fit(&s, &a, (rp_geometry *const[]){&a.q, &a.k, &a.v}, stride, 3);
    if (st == RP_OK) st = forward(&a);
    cpu_scratch_free(&s);
    return st;
}

CPU_KERNEL(backward_row)
{
    CPU_UNUSED;
    kernel_attention a;
    cpu_scratch s = {0};
    int64_t stride[5][RP_MAX_DIMS];
    RP_TRY(kernel_attention_backward(&a, in, out));
    const bool same = a.go.dtype == a.q.dtype && a.o.dtype == a.q.dtype;
    if (!fast(&a) || !same || !fits(&a, &a.dq) || !fits(&a, &a.dk) || !fits(&a, &a.dv))
        return cpu_attention_backward_plain(&a);
    rp_status st =
        make_fit(&s, &a, (rp_geometry *const[]){&a.go, &a.o, &a.q, &a.k, &a.v}, stride, 5);
    if (st == RP_OK) st = backward(&a);
    cpu_scratch_free(&s);
    return st;
}

const rp_kernel_row cpu_attention_fast[] = {
    CPU_ROW_FAST("aten::_scaled_dot_product_flash_attention_for_cpu", forward_row),
    CPU_ROW_FAST("aten::_scaled_dot_product_flash_attention_for_cpu_backward", backward_row),
    {0},
};
