/* plugins/cpu/as_strided.c - the gradient of a view by geometry
 *
 * Both geometries lie in one storage. Zeros as large as both need; the gradient is added at the
 * view's elements, one after the other where they overlap; the result is what the base sees. A base
 * without gaps is that storage itself.
 */
#include "part.h"
#include "plugins/common/window.h"
#include "scratch.h"

static void add_in_order(const rp_geometry *y, const rp_geometry *x)
{
    const int64_t size = (int64_t)kernel_element(y->dtype);
    const bool exact =
        y->dtype != RP_F64 && y->dtype != RP_F32 && y->dtype != RP_F16 && y->dtype != RP_BF16;
    for (int64_t i = 0; i < x->numel; i++) {
        int64_t left = i, from = 0, to = 0;
        for (int d = x->ndim - 1; d >= 0; d--) {
            from += left % x->shape[d] * x->stride[d];
            to += left % x->shape[d] * y->stride[d];
            left /= x->shape[d];
        }
        char *p = (char *)y->data + to * size;
        const char *q = (const char *)x->data + from * size;
        if (exact)
            cpu_store_int(p, y->dtype, cpu_load_int(p, y->dtype) + cpu_load_int(q, x->dtype));
        else cpu_store(p, y->dtype, cpu_load(p, y->dtype) + cpu_load(q, x->dtype));
    }
}

CPU_KERNEL(as_strided_grad)
{
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    kernel_window base, view;
    cpu_scratch scratch = {0};
    rp_geometry room = y;
    CPU_UNUSED;
    if (y.numel == 0) return RP_OK;
    kernel_window_read(&base, &in[1], &y);
    kernel_window_read(&view, &in[4], &y);
    const bool same = kernel_window_is(&base, &view, &y); /* the result's memory is that storage */
    const int64_t from = same || base.offset < view.offset ? base.offset : view.offset;
    if (!same) {
        room.numel = (base.end > view.end ? base.end : view.end) - from;
        room.nbytes = (uint64_t)room.numel * kernel_element(y.dtype);
        room.flags |= RP_GEOM_CONTIGUOUS;
        room.ndim = 1;
        room.shape = &room.numel;
        room.stride = (const int64_t[]){1};
        room.data = cpu_scratch_alloc(&scratch, (size_t)room.nbytes);
        if (!room.data) return RP_E_MEMORY;
    }
    cpu_clear(&room);
    if (g.numel) {
        view.part.g.data =
            (char *)room.data + (view.offset - from) * (int64_t)kernel_element(y.dtype);
        if (kernel_window_overlaps(&view)) add_in_order(&view.part.g, &g);
        else cpu_assign(&view.part.g, &g);
    }
    if (!same) {
        base.part.g.data =
            (char *)room.data + (base.offset - from) * (int64_t)kernel_element(y.dtype);
        cpu_assign(&y, &base.part.g);
    }
    cpu_scratch_free(&scratch);
    return RP_OK;
}

const rp_kernel_row cpu_as_strided[] = {CPU_ROW("reprise::as_strided_grad", as_strided_grad), {0}};
