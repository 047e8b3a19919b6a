/* plugins/cpu/scratch.h - temporary memory of one kernel call, from the host so that fault
 * injection sees it */
#ifndef RP_CPU_SCRATCH_H
#define RP_CPU_SCRATCH_H
#include "cpu.h"

enum { CPU_SCRATCH_BLOCKS = 16 };
typedef struct cpu_scratch { /* zero-initialised; cpu_scratch_free on every way out */
    int n;
    struct {
        void *p;
        size_t bytes;
    } block[CPU_SCRATCH_BLOCKS];
} cpu_scratch;

/* 64-byte aligned bytes, or NULL with RP_E_MEMORY recorded. */
static inline void *cpu_scratch_alloc(cpu_scratch *s, size_t bytes)
{
    const size_t all = bytes + 64;
    void *p = kernel_host->alloc(all);
    if (!p) return NULL;
    s->block[s->n].p = p;
    s->block[s->n++].bytes = all;
    return (void *)(((uintptr_t)p + 63) & ~(uintptr_t)63);
}
static inline void cpu_scratch_free(cpu_scratch *s)
{
    while (s->n > 0) {
        s->n--;
        kernel_host->free(s->block[s->n].p, s->block[s->n].bytes);
    }
}
/* Element i of a dense tensor. */
static inline double cpu_get(const rp_geometry *g, int64_t i)
{
    return cpu_load((const char *)g->data + i * (int64_t)kernel_element(g->dtype), g->dtype);
}
static inline int64_t cpu_get_int(const rp_geometry *g, int64_t i)
{
    return cpu_load_int((const char *)g->data + i * (int64_t)kernel_element(g->dtype), g->dtype);
}
static inline void cpu_put(const rp_geometry *g, int64_t i, double v)
{
    cpu_store((char *)g->data + i * (int64_t)kernel_element(g->dtype), g->dtype, v);
}

/* A kernel that is `run_(in, out, &scratch)`, with the scratch freed on every way out. */
#define CPU_SCRATCH_KERNEL(name_, run_)                                                            \
    CPU_KERNEL(name_)                                                                              \
    {                                                                                              \
        CPU_UNUSED;                                                                                \
        cpu_scratch s = {0};                                                                       \
        const rp_status st = run_(in, out, &s);                                                    \
        cpu_scratch_free(&s);                                                                      \
        return st;                                                                                 \
    }
/* A dense row-major geometry of this shape; `stride` is the caller's array of RP_MAX_DIMS. */
static inline rp_geometry cpu_dense_geometry(const int64_t *shape, int64_t *stride, int ndim,
                                             rp_dtype dtype, void *data)
{
    rp_geometry g;
    memset(&g, 0, sizeof g);
    g.size = sizeof g;
    g.flags = RP_GEOM_CONTIGUOUS;
    g.dtype = dtype;
    g.ndim = ndim;
    g.shape = shape;
    g.stride = stride;
    g.data = data;
    g.numel = 1;
    for (int d = ndim - 1; d >= 0; d--) {
        stride[d] = g.numel;
        g.numel *= shape[d] ? shape[d] : 1;
    }
    g.numel = kernel_product(shape, 0, ndim);
    g.nbytes = (uint64_t)g.numel * kernel_element(dtype);
    return g;
}
/* Makes `g` dense: a copy in scratch where it is not (values kept), the same bytes where it is. */
static inline rp_status cpu_scratch_dense(cpu_scratch *s, rp_geometry *g, int64_t *stride)
{
    if (kernel_dense(g)) return RP_OK;
    void *p = cpu_scratch_alloc(s, (size_t)g->nbytes);
    if (!p) return RP_E_MEMORY;
    const rp_geometry dense = cpu_dense_geometry(g->shape, stride, g->ndim, g->dtype, p);
    cpu_assign(&dense, g);
    *g = dense;
    return RP_OK;
}
/* A dense place to compute output `g` in: itself, or scratch that the caller copies back with
 * cpu_assign. */
static inline rp_status cpu_scratch_output(cpu_scratch *s, rp_geometry *g, int64_t *stride)
{
    if (kernel_dense(g)) return RP_OK;
    void *p = cpu_scratch_alloc(s, (size_t)g->nbytes);
    if (!p) return RP_E_MEMORY;
    *g = cpu_dense_geometry(g->shape, stride, g->ndim, g->dtype, p);
    return RP_OK;
}
#endif
