/* plugins/common/iter.h - the plan of a walk over N strided operands together
 *
 * Operands are broadcast against the shape; dimensions are sorted by the strides of operand 0,
 * dropped where the extent is 1 and merged where all operands allow it, so that dense tensors leave
 * one dimension. Strides are in bytes. C and C++.
 */
#ifndef RP_COMMON_ITER_H
#define RP_COMMON_ITER_H
#include "plugins/common/kernel.h"

enum { KERNEL_ITER_OPERANDS = 8 };
typedef struct kernel_iter {
    int ndim, n; /* dimensions left after merging, operands */
    int64_t numel;
    int64_t shape[RP_MAX_DIMS]; /* shape[0] is the innermost one */
    int64_t stride[RP_MAX_DIMS]
                  [KERNEL_ITER_OPERANDS]; /* stride[d][k]: bytes, dimension d of operand k */
    char *data[KERNEL_ITER_OPERANDS];
} kernel_iter;

/* Stride in bytes of dimension d (of `ndim`, aligned at the right) of an operand that broadcasts.
 */
static inline int64_t kernel_iter_broadcast_stride(const rp_geometry *g, int d, int ndim)
{
    const int own = d - (ndim - g->ndim);
    if (own < 0 || g->shape[own] == 1) return 0;
    return g->stride[own] * (int64_t)kernel_element(g->dtype);
}

/* Should dimension a lie outside of b? Operand 0 decides; a broadcast (0) says nothing and the next
 * one is asked. */
static inline bool kernel_iter_outer(const kernel_iter *it, int a, int b)
{
    for (int k = 0; k < it->n; k++) {
        const int64_t x = it->stride[a][k], y = it->stride[b][k];
        if (x == 0 || y == 0 || x == y) continue;
        return x > y;
    }
    return false;
}

static inline void kernel_iter_swap(kernel_iter *it, int a, int b)
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

static inline void kernel_iter_sort(kernel_iter *it)
{
    for (int i = 1; i < it->ndim; i++)
        for (int j = i; j > 0 && kernel_iter_outer(it, j - 1, j); j--)
            kernel_iter_swap(it, j - 1, j);
}

static inline bool kernel_iter_mergeable(const kernel_iter *it, int inner, int next)
{
    for (int k = 0; k < it->n; k++)
        if (it->stride[next][k] != it->stride[inner][k] * it->shape[inner]) return false;
    return true;
}

static inline void kernel_iter_merge(kernel_iter *it)
{
    int last = 0;
    for (int d = 1; d < it->ndim; d++) {
        if (kernel_iter_mergeable(it, last, d)) {
            it->shape[last] *= it->shape[d];
        } else if (++last != d) {
            it->shape[last] = it->shape[d];
            memcpy(it->stride[last], it->stride[d], sizeof it->stride[d]);
        }
    }
    if (it->ndim) it->ndim = last + 1;
}

static inline void kernel_iter_init_shape(kernel_iter *it, const int64_t *shape, int ndim,
                                          const rp_geometry *const *operands, int n)
{
    it->n = n;
    it->ndim = 0;
    it->numel = kernel_product(shape, 0, ndim);
    for (int k = 0; k < n; k++) it->data[k] = (char *)operands[k]->data;
    for (int d = ndim - 1; d >= 0; d--) {
        if (shape[d] == 1) continue;
        it->shape[it->ndim] = shape[d];
        for (int k = 0; k < n; k++)
            it->stride[it->ndim][k] = kernel_iter_broadcast_stride(operands[k], d, ndim);
        it->ndim++;
    }
    kernel_iter_sort(it);
    kernel_iter_merge(it);
    if (it->ndim == 0) { /* one element: a row of length 1 */
        it->shape[0] = 1;
        for (int k = 0; k < n; k++) it->stride[0][k] = 0;
        it->ndim = 1;
    }
}

static inline void kernel_iter_init(kernel_iter *it, const rp_geometry *const *operands, int n)
{
    kernel_iter_init_shape(it, operands[0]->shape, operands[0]->ndim, operands, n);
}
#endif
