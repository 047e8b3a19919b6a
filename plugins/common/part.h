/* plugins/common/part.h - parts of a tensor as geometries of their own, to be read and filled like
   whole ones. C and C++ */
#ifndef RP_COMMON_PART_H
#define RP_COMMON_PART_H
#include "plugins/common/kernel.h"

/* Room for the shape and strides of a part, which its geometry points to. */
typedef struct kernel_part {
    rp_geometry g;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
} kernel_part;

static inline void kernel_part_init(kernel_part *p, const rp_geometry *whole, int ndim)
{
    p->g = *whole;
    p->g.flags &= ~(uint32_t)RP_GEOM_CONTIGUOUS;
    p->g.ndim = ndim;
    p->g.shape = p->shape;
    p->g.stride = p->stride;
}

static inline void kernel_part_done(kernel_part *p, const rp_geometry *whole, int64_t first)
{
    p->g.numel = kernel_product(p->shape, 0, p->g.ndim);
    p->g.nbytes = (uint64_t)p->g.numel * kernel_element(p->g.dtype);
    if (p->g.numel) p->g.data = (char *)whole->data + first * (int64_t)kernel_element(whole->dtype);
}

/* Elements start, start + step, ... along dim, n of them. */
static inline void kernel_part_slice(kernel_part *p, const rp_geometry *whole, int dim,
                                     int64_t start, int64_t n, int64_t step)
{
    kernel_part_init(p, whole, whole->ndim);
    for (int d = 0; d < whole->ndim; d++) {
        p->shape[d] = d == dim ? n : whole->shape[d];
        p->stride[d] = d == dim ? whole->stride[d] * step : whole->stride[d];
    }
    kernel_part_done(p, whole, start * whole->stride[dim]);
}

/* Element `index` along dim, which goes. */
static inline void kernel_part_select(kernel_part *p, const rp_geometry *whole, int dim,
                                      int64_t index)
{
    int k = 0;
    kernel_part_init(p, whole, whole->ndim - 1);
    for (int d = 0; d < whole->ndim; d++) {
        if (d == dim) continue;
        p->shape[k] = whole->shape[d];
        p->stride[k++] = whole->stride[d];
    }
    kernel_part_done(p, whole, index * whole->stride[dim]);
}

/* The diagonal of dim1 and dim2 that begins `offset` columns to the right (below zero: rows down);
   it is the last dim. */
static inline void kernel_part_diagonal(kernel_part *p, const rp_geometry *whole, int64_t offset,
                                        int dim1, int dim2)
{
    int k = 0;
    kernel_part_init(p, whole, whole->ndim - 1);
    for (int d = 0; d < whole->ndim; d++) {
        if (d == dim1 || d == dim2) continue;
        p->shape[k] = whole->shape[d];
        p->stride[k++] = whole->stride[d];
    }
    const int64_t down = whole->shape[dim1] + (offset < 0 ? offset : 0),
                  across = whole->shape[dim2] - (offset > 0 ? offset : 0);
    p->shape[k] = down < across ? down : across;
    if (p->shape[k] < 0) p->shape[k] = 0;
    p->stride[k] = whole->stride[dim1] + whole->stride[dim2];
    kernel_part_done(p, whole,
                     offset >= 0 ? offset * whole->stride[dim2] : -offset * whole->stride[dim1]);
}

/* All of a tensor that is not empty, with the dims of a list backwards. */
static inline void kernel_part_flip(kernel_part *p, const rp_geometry *whole, const rp_value *dims)
{
    int64_t first = 0;
    kernel_part_init(p, whole, whole->ndim);
    for (int d = 0; d < whole->ndim; d++) {
        p->shape[d] = whole->shape[d];
        p->stride[d] = whole->stride[d];
    }
    for (uint32_t i = 0; i < dims->n && whole->ndim; i++) {
        const int d = kernel_dim(kernel_int(&dims->u.l[i]), whole->ndim);
        p->stride[d] = -whole->stride[d];
        first += (whole->shape[d] - 1) * whole->stride[d];
    }
    kernel_part_done(p, whole, first);
}

/* A vector or a number with the shape of `like`: broadcast along every dim but one. */
static inline void kernel_part_along(kernel_part *p, const rp_geometry *vector,
                                     const rp_geometry *like, int dim)
{
    kernel_part_init(p, vector, like->ndim);
    for (int d = 0; d < like->ndim; d++) {
        p->shape[d] = like->shape[d];
        p->stride[d] = d == dim && vector->ndim ? vector->stride[0] : 0;
    }
    p->g.numel = like->numel;
}

/* The shape that two tensors have together, as a tensor whose elements are one; meta has checked
   that they fit. */
static inline void kernel_part_common(kernel_part *p, const rp_geometry *a, const rp_geometry *b)
{
    kernel_part_init(p, a, a->ndim > b->ndim ? a->ndim : b->ndim);
    for (int d = 0; d < p->g.ndim; d++) {
        const int i = d - (p->g.ndim - a->ndim), k = d - (p->g.ndim - b->ndim);
        const int64_t x = i < 0 ? 1 : a->shape[i], y = k < 0 ? 1 : b->shape[k];
        p->shape[d] = x == 1 ? y : x;
        p->stride[d] = 0;
    }
    p->g.numel = kernel_product(p->shape, 0, p->g.ndim);
}
#endif
