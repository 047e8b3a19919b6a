/* plugins/common/window.h - views by geometry in one storage, for the gradient of as_strided. C and
   C++ */
#ifndef RP_COMMON_WINDOW_H
#define RP_COMMON_WINDOW_H
#include "plugins/common/part.h"

typedef struct kernel_window {
    kernel_part part;    /* no memory yet */
    int64_t offset, end; /* first element in the storage, and one past the last */
} kernel_window;

/* Three arguments: shape, stride, offset. */
static inline void kernel_window_read(kernel_window *w, const rp_value *in, const rp_geometry *like)
{
    kernel_part_init(&w->part, like, (int)in[0].n);
    w->offset = w->end = kernel_int(&in[2]);
    for (uint32_t d = 0; d < in[0].n; d++) {
        w->part.shape[d] = kernel_int(&in[0].u.l[d]);
        w->part.stride[d] = kernel_int(&in[1].u.l[d]);
        w->end += (w->part.shape[d] - 1) * w->part.stride[d];
    }
    w->end++;
    w->part.g.numel = kernel_product(w->part.shape, 0, w->part.g.ndim);
    w->part.g.nbytes = (uint64_t)w->part.g.numel * kernel_element(w->part.g.dtype);
    if (w->part.g.numel == 0) w->end = w->offset;
}

/* Is each element farther from the last than all smaller dims reach? Then no two are in one
   place. */
static inline bool kernel_window_overlaps(const kernel_window *w)
{
    const rp_geometry *g = &w->part.g;
    int64_t reach = 0;
    uint32_t used = 0;
    for (int k = 0; k < g->ndim; k++) {
        int next = -1;
        for (int d = 0; d < g->ndim; d++)
            if (!(used >> d & 1) && (next < 0 || g->stride[d] < g->stride[next])) next = d;
        used |= 1u << next;
        if (g->shape[next] == 1) continue;
        if (g->stride[next] <= reach) return true;
        reach += (g->shape[next] - 1) * g->stride[next];
    }
    return false;
}

/* Is the result's memory the storage itself? Then the base has no gaps, and the view lies in it. */
static inline bool kernel_window_is(const kernel_window *base, const kernel_window *view,
                                    const rp_geometry *y)
{
    const bool inside =
        view->part.g.numel == 0 || (view->offset >= base->offset && view->end <= base->end);
    bool same = inside && kernel_contiguous(y) && base->end - base->offset == y->numel;
    for (int d = 0; d < y->ndim; d++)
        same = same && (y->shape[d] == 1 || y->stride[d] == base->part.stride[d]);
    return same;
}
#endif
