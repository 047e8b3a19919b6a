/* plugins/cpu/random_discrete.c - random integers: randint, randperm, multinomial
 *
 * Number i of a call is 64 bits wide: words 2 (i % 2) and the next of counter offset + i / 2.
 * Nothing depends on threads. An integer below n is number * n / 2^64 (D. Lemire, "Fast random
 * integer generation in an interval", 2019, without the rejection: no value's probability is off by
 * more than n / 2^64).
 */
#include "scratch.h"
#include <math.h>

struct source {
    uint64_t seed, offset;
};

static rp_status source_open(struct source *s, rp_call *c, int64_t numbers)
{
    return kernel_host->random(c, 2 * (uint64_t)numbers, &s->seed, &s->offset);
}

static uint64_t number(const struct source *s, int64_t i)
{
    uint32_t word[4];
    rp_philox(s->seed, s->offset + (uint64_t)i / 2, word);
    return (uint64_t)word[i % 2 * 2] << 32 | word[i % 2 * 2 + 1];
}

__extension__ typedef unsigned __int128 wide;

static uint64_t below(const struct source *s, int64_t i, uint64_t n)
{
    return (uint64_t)((wide)number(s, i) * n >> 64);
}

/* In (0, 1]. */
static double unit(const struct source *s, int64_t i)
{
    return ((double)(number(s, i) >> 11) + 1) * 0x1p-53;
}

static rp_status integers(rp_call *c, const rp_value *result, int64_t low, int64_t high)
{
    const rp_geometry y = kernel_geometry(result);
    const int64_t size = (int64_t)kernel_element(y.dtype);
    struct source s;
    if (y.numel == 0) return RP_OK;
    RP_TRY(source_open(&s, c, y.numel));
#pragma omp parallel for num_threads(cpu_threads(y.numel, CPU_GRAIN / 8)) schedule(static)
    for (int64_t i = 0; i < y.numel; i++)
        cpu_store_int((char *)y.data + i * size, y.dtype,
                      (int64_t)((uint64_t)low + below(&s, i, (uint64_t)high - (uint64_t)low)));
    return RP_OK;
}

CPU_KERNEL(randint)
{
    (void)self, (void)n_in, (void)n_out;
    return integers(c, &out[0], 0, kernel_int(&in[0]));
}

CPU_KERNEL(randint_low)
{
    (void)self, (void)n_in, (void)n_out;
    return integers(c, &out[0], kernel_int(&in[0]), kernel_int(&in[1]));
}

/* Fisher and Yates, from the end: each place gets one of those that are left. */
CPU_KERNEL(randperm)
{
    const rp_geometry y = kernel_geometry(&out[0]);
    const int64_t n = y.numel, size = (int64_t)kernel_element(y.dtype);
    cpu_scratch scratch = {0};
    struct source s;
    (void)self, (void)in, (void)n_in, (void)n_out;
    if (n == 0) return RP_OK;
    RP_TRY(source_open(&s, c, n));
    int64_t *p = cpu_scratch_alloc(&scratch, (size_t)n * sizeof *p);
    if (!p) return RP_E_MEMORY;
    for (int64_t i = 0; i < n; i++) p[i] = i;
    for (int64_t i = n - 1; i > 0; i--) {
        const int64_t k = (int64_t)below(&s, i, (uint64_t)i + 1), old = p[i];
        p[i] = p[k];
        p[k] = old;
    }
    for (int64_t i = 0; i < n; i++) cpu_store_int((char *)y.data + i * size, y.dtype, p[i]);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

/* ---- multinomial ----------------------------------------------------------------------------- */
struct weights {
    const double *w; /* one row */
    double *room;    /* running sums, or keys */
    int64_t n, samples, *out;
};

static rp_status check(const double *w, int64_t n)
{
    double sum = 0;
    for (int64_t i = 0; i < n; i++) {
        if (!(w[i] >= 0 && w[i] < (double)INFINITY))
            return RP_FAIL(
                RP_E_VALUE,
                "probability tensor contains either `inf`, `nan` or element < 0: element %lld is %g",
                (long long)i, w[i]);
        sum += w[i];
    }
    return sum > 0
               ? RP_OK
               : RP_FAIL(RP_E_VALUE,
                         "invalid multinomial distribution (sum of probabilities <= 0: it is %g)",
                         sum);
}

/* The first running sum that reaches a number in (0, total]: never a category of weight 0. */
static void with_replacement(const struct weights *r, const struct source *s, int64_t first)
{
    double sum = 0;
    for (int64_t i = 0; i < r->n; i++) r->room[i] = sum += r->w[i];
    for (int64_t k = 0; k < r->samples; k++) {
        const double x = unit(s, first + k) * sum;
        int64_t low = 0, high = r->n - 1;
        while (low < high) {
            const int64_t middle = low + (high - low) / 2;
            if (r->room[middle] >= x) high = middle;
            else low = middle + 1;
        }
        r->out[k] = low;
    }
}

static void sift(const double *key, int64_t *heap, int64_t n, int64_t at)
{
    for (int64_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && key[heap[child + 1]] < key[heap[child]]) child++;
        if (key[heap[at]] <= key[heap[child]]) return;
        const int64_t other = heap[at];
        heap[at] = heap[child];
        heap[child] = other;
    }
}

/* Each category waits for an exponential time of its weight; the first `samples` to come (P.
   Efraimidis and P. Spirakis, "Weighted random sampling with a reservoir", 2006). */
static rp_status without_replacement(const struct weights *r, const struct source *s, int64_t first,
                                     int64_t *heap)
{
    int64_t n = 0;
    for (int64_t i = 0; i < r->n; i++) {
        r->room[i] = -log(unit(s, first + i)) / r->w[i];
        if (r->w[i] > 0) heap[n++] = i;
    }
    if (n < r->samples)
        return RP_FAIL(
            RP_E_VALUE,
            "invalid multinomial distribution (with replacement=False, not enough non-negative category to sample): %lld of %lld",
            (long long)r->samples, (long long)n);
    for (int64_t i = n / 2; i-- > 0;) sift(r->room, heap, n, i);
    for (int64_t k = 0; k < r->samples; k++) {
        r->out[k] = heap[0];
        heap[0] = heap[--n];
        sift(r->room, heap, n, 0);
    }
    return RP_OK;
}

static rp_status rows(rp_call *c, const rp_geometry *x, const rp_geometry *y, bool replacement,
                      cpu_scratch *scratch)
{
    int64_t stride[RP_MAX_DIMS];
    const int64_t n = x->shape[x->ndim - 1], samples = y->shape[y->ndim - 1], rows = x->numel / n,
                  each = replacement ? samples : n;
    struct source s;
    double *w = cpu_scratch_alloc(scratch, (size_t)x->numel * sizeof *w),
           *room = cpu_scratch_alloc(scratch, (size_t)n * sizeof *room);
    int64_t *heap = w && room ? cpu_scratch_alloc(scratch, (size_t)n * sizeof *heap) : NULL;
    if (!heap) return RP_E_MEMORY;
    const rp_geometry dense = cpu_dense_geometry(x->shape, stride, x->ndim, RP_F64, w);
    cpu_assign(&dense, x);
    for (int64_t k = 0; k < rows; k++) RP_TRY(check(w + k * n, n));
    RP_TRY(source_open(&s, c, rows * each));
    for (int64_t k = 0; k < rows; k++) {
        const struct weights r = {w + k * n, room, n, samples, (int64_t *)y->data + k * samples};
        if (replacement) with_replacement(&r, &s, k * each);
        else RP_TRY(without_replacement(&r, &s, k * each, heap));
    }
    return RP_OK;
}

CPU_KERNEL(multinomial)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    cpu_scratch scratch = {0};
    (void)self, (void)n_in, (void)n_out;
    if (y.numel == 0) return RP_OK;
    if (x.numel == 0)
        return RP_FAIL(RP_E_VALUE, "invalid multinomial distribution: there are no categories");
    const rp_status st = rows(c, &x, &y, kernel_bool(&in[2]), &scratch);
    cpu_scratch_free(&scratch);
    return st;
}

const rp_kernel_row cpu_random_discrete[] = {
    CPU_ROW("aten::randint", randint),
    CPU_ROW("aten::randint.low", randint_low),
    CPU_ROW("aten::randperm", randperm),
    CPU_ROW("aten::multinomial", multinomial),
    {0},
};
