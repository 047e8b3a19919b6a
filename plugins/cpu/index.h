/* plugins/cpu/index.h - tensors of indices: reading and checking them */
#ifndef RP_CPU_INDEX_H
#define RP_CPU_INDEX_H
#include "iter.h"
#include "scratch.h"

static inline int64_t cpu_index_at(const char *p, bool wide)
{
    return wide ? *(const int64_t *)(const void *)p : *(const int32_t *)(const void *)p;
}

struct cpu_index_check {
    int64_t limit, bad;
    bool wide, found;
};

static inline void cpu_index_check_row(void *ctx, char *const *data, const int64_t *stride,
                                       int64_t n)
{
    struct cpu_index_check *c = ctx;
    for (int64_t i = 0; i < n && !c->found; i++) {
        const int64_t v = cpu_index_at(data[0] + i * stride[0], c->wide);
        if (v >= 0 && v < c->limit) continue;
        c->found = true;
        c->bad = v;
    }
}

/* RP_E_INDEX unless every index is in [0, limit). */
static inline rp_status cpu_index_check(const char *op, const rp_geometry *index, int64_t limit,
                                        int dim)
{
    struct cpu_index_check c = {.limit = limit, .wide = index->dtype == RP_I64};
    const rp_geometry *operand = index;
    kernel_iter it;
    if (index->numel == 0) return RP_OK;
    kernel_iter_init(&it, &operand, 1);
    cpu_iter_run_serial(&it, cpu_index_check_row, &c);
    if (!c.found) return RP_OK;
    return RP_FAIL(RP_E_INDEX, "%s: index %lld is out of bounds for dimension %d with size %lld",
                   op, (long long)c.bad, dim, (long long)limit);
}
#endif
