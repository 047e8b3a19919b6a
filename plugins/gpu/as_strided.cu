/* plugins/gpu/as_strided.cu - the gradient of a view by geometry
 *
 * Both geometries lie in one storage. Zeros as large as both need; the gradient is added at the
 * view's elements, one after the other where they overlap; the result is what the base sees. A base
 * without gaps is that storage itself.
 */
#include "part.h"
#include "places.h"
#include "plugins/common/window.h"

/* Elements of g that meet are added in their order, whatever the thread. `window`: g's shape, with
   its place in `room`. */
static rp_status add_overlapping(gpu_op &op, const rp_geometry *room, const kernel_part *window,
                                 int64_t first, const rp_geometry *g)
{
    rp_geometry places = window->g, to = *room, from = *g;
    gpu_places p;
    const int64_t one = 1;
    places.dtype = RP_U8; /* distances in elements */
    places.data = nullptr;
    const gpu_iter<1> it = gpu_iterate_in_order<1>(&places, {&places});
    to.ndim = from.ndim = 0;
    p.n = g->numel;
    p.slots = room->numel;
    RP_TRY(op.scratch(&p.slot, p.n));
    const gpu_ptr<int64_t> slot = p.slot;
    RP_TRY(gpu_each(op, p.n, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[1];
        it.offsets(i, at);
        slot[i] = first + at[0];
    }));
    rp_geometry line = *room, values = *g;
    line.ndim = 1;
    line.shape = &room->numel;
    line.stride = &one;
    line.data = values.data = nullptr;
    p.place = gpu_iterate_in_order<1>(&line, {&line});
    p.value = gpu_iterate_in_order<1>(&values, {&values});
    p.rest = gpu_iterate<2>({&to, &from});
    return gpu_places_reduce(op, p, room->dtype, {GPU_ADD, false, 1, 1});
}

GPU_OP(as_strided_grad)
{
    GPU_UNUSED;
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const int64_t size = (int64_t)kernel_element(y.dtype);
    kernel_window base, view;
    rp_geometry room = y;
    int64_t extent, stride[RP_MAX_DIMS];
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    kernel_window_read(&base, &in[1], &y);
    kernel_window_read(&view, &in[4], &y);
    const bool same = kernel_window_is(&base, &view, &y);
    const int64_t from = same || base.offset < view.offset ? base.offset : view.offset;
    extent = (same || base.end > view.end ? base.end : view.end) - from;
    if (!same) RP_TRY(gpu_scratch_tensor(op, &room, stride, &extent, 1, y.dtype));
    RP_TRY(gpu_clear(op, &room));
    view.part.g.data = (char *)room.data + (view.offset - from) * size;
    if (g.numel && kernel_window_overlaps(&view))
        RP_TRY(add_overlapping(op, &room, &view.part, view.offset - from, &g));
    else if (g.numel) RP_TRY(gpu_assign(op, &view.part.g, &g));
    base.part.g.data = (char *)room.data + (base.offset - from) * size;
    return same ? RP_OK : gpu_assign(op, &y, &base.part.g);
}

GPU_TABLE(as_strided) = {GPU_ROW("reprise::as_strided_grad", as_strided_grad), {}};
