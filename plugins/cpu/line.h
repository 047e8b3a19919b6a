/* plugins/cpu/line.h - tensors as lines along one dimension: line i counts all other dimensions in
   row-major order */
#ifndef RP_CPU_LINE_H
#define RP_CPU_LINE_H
#include "cpu.h"

/* Where line `i` along `dim` begins, in bytes; dim -1: element i of the tensor. */
static inline char *cpu_line(const rp_geometry *g, int dim, int64_t i)
{
    int64_t offset = 0;
    for (int d = g->ndim - 1; d >= 0; d--) {
        if (d == dim) continue;
        offset += i % g->shape[d] * g->stride[d];
        i /= g->shape[d];
    }
    return (char *)g->data + offset * (int64_t)kernel_element(g->dtype);
}

/* Bytes from one element of a line to the next; a tensor without dimensions is one line of one
   element. */
static inline int64_t cpu_line_step(const rp_geometry *g, int dim)
{
    return g->ndim ? g->stride[dim] * (int64_t)kernel_element(g->dtype) : 0;
}

static inline int64_t cpu_line_length(const rp_geometry *g, int dim)
{
    return g->ndim ? g->shape[dim] : 1;
}
#endif
