/* plugins/cpu/part.h - parts of a tensor as geometries of their own, to be filled with cpu_assign */
#ifndef RP_CPU_PART_H
#define RP_CPU_PART_H
#include "cpu.h"

/* Room for the shape and strides of a part, which its geometry points to. */
typedef struct cpu_part {
    rp_geometry g;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
} cpu_part;

static inline void cpu_part_init(cpu_part *p, const rp_geometry *whole, int ndim)
{
    p->g = *whole;
    p->g.flags &= ~(uint32_t)RP_GEOM_CONTIGUOUS;
    p->g.ndim = ndim;
    p->g.shape = p->shape;
    p->g.stride = p->stride;
}

static inline void cpu_part_done(cpu_part *p, const rp_geometry *whole, int64_t first)
{
    p->g.numel = kernel_product(p->shape, 0, p->g.ndim);
    p->g.nbytes = (uint64_t)p->g.numel * kernel_element(p->g.dtype);
    if (p->g.numel) p->g.data = (char *)whole->data + first * (int64_t)kernel_element(whole->dtype);
}

/* Elements start, start + step, ... along dim, n of them. */
static inline void cpu_part_slice(cpu_part *p, const rp_geometry *whole, int dim, int64_t start, int64_t n, int64_t step)
{
    cpu_part_init(p, whole, whole->ndim);
    for (int d = 0; d < whole->ndim; d++) {
        p->shape[d] = d == dim ? n : whole->shape[d];
        p->stride[d] = d == dim ? whole->stride[d] * step : whole->stride[d];
    }
    cpu_part_done(p, whole, start * whole->stride[dim]);
}

/* Element `index` along dim, which goes. */
static inline void cpu_part_select(cpu_part *p, const rp_geometry *whole, int dim, int64_t index)
{
    int k = 0;
    cpu_part_init(p, whole, whole->ndim - 1);
    for (int d = 0; d < whole->ndim; d++) {
        if (d == dim) continue;
        p->shape[k] = whole->shape[d];
        p->stride[k++] = whole->stride[d];
    }
    cpu_part_done(p, whole, index * whole->stride[dim]);
}

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
