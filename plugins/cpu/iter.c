/* plugins/cpu/iter.c - see iter.h */
#include "iter.h"

enum { RANGE_UNIT = 4096 };

void cpu_iter_range(const kernel_iter *it, int64_t from, int64_t to, cpu_loop loop, void *ctx)
{
    int64_t index[RP_MAX_DIMS];
    char *data[KERNEL_ITER_OPERANDS] = {NULL};
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

void cpu_iter_run_serial(const kernel_iter *it, cpu_loop loop, void *ctx)
{
    if (it->numel == 0) return;
    if (it->ndim == 1) loop(ctx, it->data, it->stride[0], it->shape[0]);
    else cpu_iter_range(it, 0, it->numel, loop, ctx);
}

void cpu_iter_run(const kernel_iter *it, cpu_loop loop, void *ctx)
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
