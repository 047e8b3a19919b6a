/* plugins/cpu/iter.c - see iter.h */
#include "iter.h"

enum { RANGE_UNIT = 4096 };

/* Stride in bytes of dimension d (of `ndim`, aligned at the right) of an operand that broadcasts.
 */
static int64_t broadcast_stride(const rp_geometry *g, int d, int ndim)
{
    const int own = d - (ndim - g->ndim);
    if (own < 0 || g->shape[own] == 1) return 0;
    return g->stride[own] * (int64_t)cpu_element(g->dtype);
}

/* Should dimension a lie outside of b? Operand 0 decides; a broadcast (0) says nothing and the next
 * one is asked. */
static bool outer(const cpu_iter *it, int a, int b)
{
    for (int k = 0; k < it->n; k++) {
        const int64_t x = it->stride[a][k], y = it->stride[b][k];
        if (x == 0 || y == 0 || x == y) continue;
        return x > y;
    }
    return false;
}

static void swap(cpu_iter *it, int a, int b)
{
    const int64_t extent = it->shape[a];
    it->shape[a] = it->shape[b];
    it->shape[b] = extent;
    for (int k = 0; k < it->n; k++) {
        const int64_t s = it->stride[a][k];
        it->stride[a][k] = it->stride[b][k];
        it->stride[b][k] = s;
    }
}

static void sort(cpu_iter *it)
{
    for (int i = 1; i < it->ndim; i++)
        for (int j = i; j > 0 && outer(it, j - 1, j); j--) swap(it, j - 1, j);
}

static bool mergeable(const cpu_iter *it, int inner, int next)
{
    for (int k = 0; k < it->n; k++)
        if (it->stride[next][k] != it->stride[inner][k] * it->shape[inner]) return false;
    return true;
}

static void merge(cpu_iter *it)
{
    int last = 0;
    for (int d = 1; d < it->ndim; d++) {
        if (mergeable(it, last, d)) {
            it->shape[last] *= it->shape[d];
        } else if (++last != d) {
            it->shape[last] = it->shape[d];
            memcpy(it->stride[last], it->stride[d], sizeof it->stride[d]);
        }
    }
    if (it->ndim) it->ndim = last + 1;
}

void cpu_iter_init_shape(cpu_iter *it, const int64_t *shape, int ndim,
                         const rp_geometry *const *operands, int n)
{
    it->n = n;
    it->ndim = 0;
    it->numel = cpu_product(shape, 0, ndim);
    for (int k = 0; k < n; k++) it->data[k] = operands[k]->data;
    for (int d = ndim - 1; d >= 0; d--) {
        if (shape[d] == 1) continue;
        it->shape[it->ndim] = shape[d];
        for (int k = 0; k < n; k++)
            it->stride[it->ndim][k] = broadcast_stride(operands[k], d, ndim);
        it->ndim++;
    }
    sort(it);
    merge(it);
    if (it->ndim == 0) { /* one element: a row of length 1 */
        it->shape[0] = 1;
        for (int k = 0; k < n; k++) it->stride[0][k] = 0;
        it->ndim = 1;
    }
}

void cpu_iter_init(cpu_iter *it, const rp_geometry *const *operands, int n)
{
    cpu_iter_init_shape(it, operands[0]->shape, operands[0]->ndim, operands, n);
}

void cpu_iter_range(const cpu_iter *it, int64_t from, int64_t to, cpu_loop loop, void *ctx)
{
    int64_t index[RP_MAX_DIMS];
    char *data[CPU_ITER_OPERANDS] = {NULL};
    for (int k = 0; k < it->n; k++) data[k] = it->data[k];
    int64_t rest = from;
    for (int d = 0; d < it->ndim; d++) {
        index[d] = rest % it->shape[d];
        rest /= it->shape[d];
        for (int k = 0; k < it->n; k++) data[k] += index[d] * it->stride[d][k];
    }
    while (from < to) {
        const int64_t row = it->shape[0] - index[0], n = row < to - from ? row : to - from;
        loop(ctx, data, it->stride[0], n);
        from += n;
        if (from >= to) break;
        for (int k = 0; k < it->n; k++) data[k] -= index[0] * it->stride[0][k];
        index[0] = 0;
        for (int d = 1; d < it->ndim; d++) {
            for (int k = 0; k < it->n; k++) data[k] += it->stride[d][k];
            if (++index[d] < it->shape[d]) break;
            for (int k = 0; k < it->n; k++) data[k] -= it->shape[d] * it->stride[d][k];
            index[d] = 0;
        }
    }
}

void cpu_iter_run_serial(const cpu_iter *it, cpu_loop loop, void *ctx)
{
    if (it->numel == 0) return;
    if (it->ndim == 1)
        loop(ctx, it->data, it->stride[0], it->shape[0]);
    else
        cpu_iter_range(it, 0, it->numel, loop, ctx);
}

void cpu_iter_run(const cpu_iter *it, cpu_loop loop, void *ctx)
{
    const int threads = cpu_threads(it->numel, CPU_GRAIN);
    if (threads == 1) {
        cpu_iter_run_serial(it, loop, ctx);
        return;
    }
    const int64_t units = (it->numel + RANGE_UNIT - 1) / RANGE_UNIT;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int t = 0; t < threads; t++) {
        const int64_t from = units * t / threads * RANGE_UNIT,
                      end = units * (t + 1) / threads * RANGE_UNIT;
        cpu_iter_range(it, from, end < it->numel ? end : it->numel, loop, ctx);
    }
}
