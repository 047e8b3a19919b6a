/* plugins/cpu/attention.c - attention as its formula reads (plugins/common/attention.h), in double,
   one query row after the other */
#include "attention.h"
#include "scratch.h"

/* ---- elements ---- */
static char *place(const rp_geometry *g, int64_t b, int64_t h, int64_t t, int64_t d)
{
    const int64_t *s = g->stride;
    const int64_t i = b * s[0] + h * s[1] + t * s[2] + (g->ndim > 3 ? d * s[3] : 0);
    return (char *)g->data + i * (int64_t)kernel_element(g->dtype);
}
static double get(const rp_geometry *g, int64_t b, int64_t h, int64_t t, int64_t d)
{
    return cpu_load(place(g, b, h, t, d), g->dtype);
}
static void put(const rp_geometry *g, int64_t b, int64_t h, int64_t t, int64_t d, double value)
{
    cpu_store(place(g, b, h, t, d), g->dtype, value);
}

/* What the mask adds to a score: its number, or for a bool mask 0 and -inf. It broadcasts. */
static double mask_at(const kernel_attention *a, int64_t b, int64_t h, int64_t i, int64_t j)
{
    const rp_geometry *m = &a->mask;
    if (!m->data) return 0;
    const int64_t index[4] = {b, h, i, j};
    int64_t at = 0;
    for (int d = 0; d < m->ndim; d++)
        if (m->shape[d] != 1) at += index[4 - m->ndim + d] * m->stride[d];
    const double value =
        cpu_load((const char *)m->data + at * (int64_t)kernel_element(m->dtype), m->dtype);
    if (m->dtype == RP_BOOL) return value != 0 ? 0 : -INFINITY;
    return value;
}

static int64_t keys_of(const kernel_attention *a, int64_t i)
{
    return a->causal && i + 1 < a->tk ? i + 1 : a->tk;
}

static double score(const kernel_attention *a, int64_t b, int64_t h, int64_t i, int64_t j)
{
    double s = 0;
    for (int64_t d = 0; d < a->d; d++) s += get(&a->q, b, h, i, d) * get(&a->k, b, h, j, d);
    return s * a->scale + mask_at(a, b, h, i, j);
}

static int thread_number(void)
{
#ifdef _OPENMP
    return omp_get_thread_num();
#else
    return 0;
#endif
}

/* ---- forward ---- */
/* p: room for tk probabilities */
static void forward_row(const kernel_attention *a, int64_t b, int64_t h, int64_t i, double *p)
{
    const int64_t keys = keys_of(a, i);
    double most = -INFINITY, sum = 0;
    for (int64_t j = 0; j < keys; j++) {
        p[j] = score(a, b, h, i, j);
        most = p[j] > most || p[j] != p[j] ? p[j] : most;
    }
    if (most == -INFINITY) most = 0; /* a row that may see nothing: probabilities 0, result 0 */
    for (int64_t j = 0; j < keys; j++) sum += p[j] = exp(p[j] - most);
    for (int64_t d = 0; d < a->d; d++) {
        double o = 0;
        for (int64_t j = 0; j < keys; j++) o += p[j] * get(&a->v, b, h, j, d);
        put(&a->o, b, h, i, d, sum == 0 ? 0 : o / sum);
    }
    put(&a->lse, b, h, i, 0,
        sum == 0 ? 0 : most + log(sum)); /* 0 for nothing seen, as in the reference */
}

rp_status cpu_attention_forward_plain(const kernel_attention *a)
{
    cpu_scratch s = {0};
    const int64_t rows = a->b * a->h * a->tq;
    const int threads = cpu_threads(rows * a->tk * a->d, CPU_GRAIN);
    double *p = cpu_scratch_alloc(&s, (size_t)(threads * (a->tk + 1)) * sizeof *p);
    if (!p) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t r = 0; r < rows; r++)
        forward_row(a, r / a->tq / a->h, r / a->tq % a->h, r % a->tq,
                    p + thread_number() * (a->tk + 1));
    cpu_scratch_free(&s);
    return RP_OK;
}

/* ---- backward: one (b, h) at a time ---- */
/* sums: dk and dv (tk x d each), then dq (d) */
static void backward_query(const kernel_attention *a, int64_t b, int64_t h, int64_t i, double *sums)
{
    double *dk = sums, *dv = dk + a->tk * a->d, *dq = dv + a->tk * a->d, delta = 0;
    const double lse = get(&a->lse, b, h, i, 0);
    for (int64_t d = 0; d < a->d; d++) {
        delta += get(&a->go, b, h, i, d) * get(&a->o, b, h, i, d);
        dq[d] = 0;
    }
    for (int64_t j = 0; j < keys_of(a, i); j++) {
        const double p = exp(score(a, b, h, i, j) - lse);
        double dp = 0;
        for (int64_t d = 0; d < a->d; d++) {
            const double g = get(&a->go, b, h, i, d);
            dp += g * get(&a->v, b, h, j, d);
            dv[j * a->d + d] += p * g;
        }
        const double ds = p * (dp - delta) * a->scale;
        for (int64_t d = 0; d < a->d; d++) {
            dq[d] += ds * get(&a->k, b, h, j, d);
            dk[j * a->d + d] += ds * get(&a->q, b, h, i, d);
        }
    }
    for (int64_t d = 0; d < a->d; d++) put(&a->dq, b, h, i, d, dq[d]);
}

static void backward_head(const kernel_attention *a, int64_t b, int64_t h, double *sums)
{
    memset(sums, 0, (size_t)(2 * a->tk * a->d) * sizeof *sums);
    for (int64_t i = 0; i < a->tq; i++) backward_query(a, b, h, i, sums);
    for (int64_t j = 0; j < a->tk; j++)
        for (int64_t d = 0; d < a->d; d++) {
            put(&a->dk, b, h, j, d, sums[j * a->d + d]);
            put(&a->dv, b, h, j, d, sums[(a->tk + j) * a->d + d]);
        }
}

rp_status cpu_attention_backward_plain(const kernel_attention *a)
{
    cpu_scratch s = {0};
    const int64_t heads = a->b * a->h, own = (2 * a->tk + 1) * a->d;
    const int threads = cpu_threads(heads, 1);
    double *sums = cpu_scratch_alloc(&s, (size_t)(threads * own) * sizeof *sums);
    if (!sums) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t n = 0; n < heads; n++)
        backward_head(a, n / a->h, n % a->h, sums + thread_number() * own);
    cpu_scratch_free(&s);
    return RP_OK;
}

/* ---- kernels ---- */
CPU_KERNEL(forward)
{
    CPU_UNUSED;
    kernel_attention a;
    RP_TRY(kernel_attention_forward(&a, in, out));
    return cpu_attention_forward_plain(&a);
}
CPU_KERNEL(backward)
{
    CPU_UNUSED;
    kernel_attention a;
    RP_TRY(kernel_attention_backward(&a, in, out));
    return cpu_attention_backward_plain(&a);
}

const rp_kernel_row cpu_attention[] = {
    CPU_ROW("aten::_scaled_dot_product_flash_attention_for_cpu", forward),
    CPU_ROW("aten::_scaled_dot_product_flash_attention_for_cpu_backward", backward),
    {0},
};
