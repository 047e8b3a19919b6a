/* plugins/cpu/part.h - parts of a tensor (plugins/common/part.h) that are filled with zeros, or
   with another tensor's elements */
#ifndef RP_CPU_PART_H
#define RP_CPU_PART_H
#include "cpu.h"
#include "plugins/common/part.h"

/* Every element becomes zero. */
static inline void cpu_clear(const rp_geometry *g)
{
    static const uint64_t zero;
    rp_geometry one;
    if (g->numel == 0) return;
    if (kernel_dense(g) && g->numel <= CPU_GRAIN) {
        memset(g->data, 0, (size_t)g->nbytes);
        return;
    }
    memset(&one, 0, sizeof one);
    one.size = sizeof one;
    one.flags = RP_GEOM_CONTIGUOUS;
    one.dtype = g->dtype;
    one.numel = 1;
    one.data = (void *)(uintptr_t)&zero;
    cpu_assign(g, &one);
}

/* y = x, unless they are one tensor. */
static inline void cpu_copy_self(const rp_geometry *y, const rp_geometry *x)
{
    bool same = x->data == y->data;
    for (int d = 0; same && d < y->ndim; d++) same = x->stride[d] == y->stride[d];
    if (!same && y->numel) cpu_assign(y, x);
}
#endif
