/* plugins/cpu/masked.c - elements where a mask is true, in row-major order: taken, or written one
   after the other */
#include "walk.h"

/* A tensor's strides under a larger shape. */
static void broadcast_to(kernel_part *p, const rp_geometry *g, const rp_geometry *shape)
{
    kernel_part_init(p, g, shape->ndim);
    for (int d = 0; d < shape->ndim; d++) {
        const int own = d - (shape->ndim - g->ndim);
        p->shape[d] = shape->shape[d];
        p->stride[d] = own < 0 || g->shape[own] == 1 ? 0 : g->stride[own];
    }
    p->g.numel = shape->numel;
}

/* Distances, in t, of the places where the mask is true: an owned array of `room` elements, of
   which *n are used. */
static rp_status true_places(int64_t **out, int64_t *room, int64_t *n, const rp_geometry *mask,
                             const rp_geometry *t)
{
    *room = cpu_mask_trues(mask, mask->stride, NULL) + 1;
    *out = kernel_host->alloc((size_t)*room * sizeof **out);
    if (!*out) return RP_E_MEMORY;
    *n = cpu_mask_trues(mask, t->stride, *out);
    return RP_OK;
}

CPU_KERNEL(masked_select)
{
    const rp_geometry x = kernel_geometry(&in[0]), m = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
    kernel_part shape, wide, mask;
    int64_t *at, room, n;
    cpu_walk w;
    CPU_UNUSED;
    if (y.numel == 0) return RP_OK;
    kernel_part_common(&shape, &x, &m);
    broadcast_to(&wide, &x, &shape.g);
    broadcast_to(&mask, &m, &shape.g);
    RP_TRY(true_places(&at, &room, &n, &mask.g, &wide.g));
    cpu_walk_init_distances(&w, at, n < y.numel ? n : y.numel, &y, &wide.g);
    cpu_walk_gather(&w);
    kernel_host->free(at, (size_t)room * sizeof *at);
    return RP_OK;
}

static rp_status write_source(const rp_geometry *y, rp_geometry *source, const int64_t *at,
                              int64_t n)
{
    int64_t stride[RP_MAX_DIMS], step;
    cpu_scratch scratch = {0};
    cpu_walk w;
    if (source->numel < n)
        return RP_FAIL(
            RP_E_VALUE,
            "masked_scatter: expected the number of elements of source, %lld, to be at least the number of ones in the mask, %lld",
            (long long)source->numel, (long long)n);
    RP_TRY(cpu_scratch_dense(&scratch, source, stride));
    const rp_geometry flat =
        cpu_dense_geometry(&source->numel, &step, 1, source->dtype, source->data);
    cpu_walk_init_distances(&w, at, n, &flat, y);
    cpu_walk_scatter(&w);
    cpu_scratch_free(&scratch);
    return RP_OK;
}

CPU_KERNEL(masked_scatter)
{
    const rp_geometry x = kernel_geometry(&in[0]), m = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
    rp_geometry source = kernel_geometry(&in[2]);
    kernel_part mask;
    int64_t *at, room, n;
    CPU_UNUSED;
    cpu_copy_self(&y, &x);
    broadcast_to(&mask, &m, &y);
    RP_TRY(true_places(&at, &room, &n, &mask.g, &y));
    const rp_status st = write_source(&y, &source, at, n);
    kernel_host->free(at, (size_t)room * sizeof *at);
    return st;
}

const rp_kernel_row cpu_masked[] = {CPU_ROW("aten::masked_select", masked_select),
                                    CPU_ROW("aten::masked_scatter", masked_scatter),
                                    {0}};
