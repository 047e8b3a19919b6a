/* plugins/gpu/reduce.cu - the plan of a reduction, see reduce.h */
#include "line.h"
#include "plugins/common/part.h"
#include "reduce.h"

/* units of a thread before a result is cut; blocks that fill any device */
enum { LEAST_EACH = 16, MANY = 1024 };

/* Some dimensions of a tensor, its first element there. */
static void take(kernel_part *p, const rp_geometry *g, uint64_t mask)
{
    kernel_part_init(p, g, 0);
    for (int d = 0; d < g->ndim; d++) {
        if (!(mask >> d & 1)) continue;
        p->shape[p->g.ndim] = g->shape[d];
        p->stride[p->g.ndim++] = g->stride[d];
    }
    p->g.numel = kernel_product(p->shape, 0, p->g.ndim);
}

static gpu_iter<1> gone_of(const kernel_part *x, bool ordered)
{
    kernel_part dense = *x;
    kernel_iter it;
    int64_t step = 1;
    dense.g.stride = dense.stride;
    for (int d = dense.g.ndim; d-- > 0; step *= dense.shape[d]) dense.stride[d] = step;
    const rp_geometry *const operands[] = {ordered ? &dense.g : &x->g, &x->g};
    kernel_iter_init(&it, operands, 2);
    for (int d = 0; d < it.ndim; d++) it.stride[d][0] = it.stride[d][1];
    return gpu_iter_of<1>(it);
}

static bool packs(const gpu_reduction &p, const rp_geometry *x, bool columns)
{
    if (columns || p.gone.ndim > 1 || p.gone.stride[0][0] != (int64_t)kernel_element(x->dtype) ||
        (uintptr_t)x->data % 16)
        return false;
    for (int d = 0; d < p.kept.ndim; d++)
        if (p.kept.stride[d][0] % 16) return false;
    return kernel_is_floating(x->dtype);
}

/* x and the results of it, over the dimensions that stay. */
static gpu_iter<3> kept_of(const rp_geometry *x, const rp_geometry *const (&y)[2], uint64_t mask)
{
    kernel_part kept[3];
    take(&kept[0], x, ~mask);
    for (int k = 0; k < 2; k++)
        take(&kept[1 + k], y[k], y[k]->ndim == x->ndim ? ~mask : ~UINT64_C(0));
    return gpu_iterate<3>({&kept[0].g, &kept[1].g, &kept[2].g});
}

gpu_lines gpu_lines_of(const rp_geometry *x, const rp_geometry *y, const rp_geometry *z, int dim)
{
    gpu_lines l;
    const rp_geometry *const operands[3] = {x, y, z ? z : y};
    l.each = kept_of(x, {operands[1], operands[2]}, UINT64_C(1) << dim);
    l.n = x->ndim ? x->shape[dim] : 1;
    for (int k = 0; k < 3; k++) {
        const rp_geometry *g = operands[k];
        l.step[k] =
            x->ndim && g->ndim == x->ndim ? g->stride[dim] * (int64_t)kernel_element(g->dtype) : 0;
        l.dtype[k] = g->dtype;
    }
    return l;
}

gpu_reduction gpu_reduction_of(const rp_geometry *x, const rp_geometry *const (&y)[2],
                               uint64_t mask, bool ordered)
{
    gpu_reduction p;
    kernel_part gone;
    const rp_geometry *const z[2] = {y[0], y[1] ? y[1] : y[0]};
    take(&gone, x, mask);
    p.kept = kept_of(x, z, mask);
    p.gone = gone_of(&gone, ordered);
    p.dtype[0] = x->dtype;
    for (int k = 0; k < 2; k++) p.dtype[1 + k] = z[k]->dtype;
    p.results = p.kept.numel;
    p.elements = gone.g.numel;
    const bool columns =
        p.results > 1 && (p.elements == 1 || p.kept.stride[0][0] < p.gone.stride[0][0]);
    p.packed = packs(p, x, columns);
    const int64_t unit = p.packed ? 16 / (int64_t)kernel_element(x->dtype) : 1;
    p.tile = gpu_tile_of(p.elements / unit, 4, columns ? p.kept.shape[0] : 0);
    const int64_t groups = (p.results + p.tile.wide - 1) / p.tile.wide,
                  least = p.tile.deep * LEAST_EACH * unit, most = groups ? MANY / groups : 1;
    const int64_t pieces = p.elements / least < most ? p.elements / least : most;
    p.piece = pieces > 1 ? ((p.elements + pieces - 1) / pieces + 15) / 16 * 16 : p.elements;
    p.pieces = p.piece ? (p.elements + p.piece - 1) / p.piece : 1;
    return p;
}

rp_status gpu_reduce_input(gpu_op &op, rp_geometry *x, int64_t *stride, rp_dtype compute)
{
    const rp_dtype own = kernel_compute_dtype(x->dtype);
    if (own == compute || (own == RP_F32 && compute == RP_F64)) return RP_OK;
    return gpu_dense(op, x, stride, compute);
}
