/* plugins/cpu/as_strided.c - the gradient of a view by geometry
 *
 * Both geometries lie in one storage. Zeros as large as both need; the gradient is added at the view's elements, one after
 * the other where they overlap; the result is what the base sees. A base without gaps is that storage itself.
 */
#include "part.h"
#include "scratch.h"

struct window {
    kernel_part part;
    int64_t offset, end; /* first element in the storage, and one past the last */
};

static void read_window(struct window *w, const rp_value *in, const rp_geometry *like)
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

/* Is each element farther from the last than all smaller dims reach? Then no two are in one place. */
static bool overlaps(const rp_geometry *g)
{
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

static void add_in_order(const rp_geometry *y, const rp_geometry *x)
{
    const int64_t size = (int64_t)kernel_element(y->dtype);
    const bool exact = y->dtype != RP_F64 && y->dtype != RP_F32 && y->dtype != RP_F16 && y->dtype != RP_BF16;
    for (int64_t i = 0; i < x->numel; i++) {
        int64_t left = i, from = 0, to = 0;
        for (int d = x->ndim - 1; d >= 0; d--) {
            from += left % x->shape[d] * x->stride[d];
            to += left % x->shape[d] * y->stride[d];
            left /= x->shape[d];
        }
        char *p = (char *)y->data + to * size;
        const char *q = (const char *)x->data + from * size;
        if (exact) cpu_store_int(p, y->dtype, cpu_load_int(p, y->dtype) + cpu_load_int(q, x->dtype));
        else cpu_store(p, y->dtype, cpu_load(p, y->dtype) + cpu_load(q, x->dtype));
    }
}

CPU_KERNEL(as_strided_grad)
{
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    struct window base, view;
    cpu_scratch scratch = {0};
    rp_geometry room = y;
    CPU_UNUSED;
    if (y.numel == 0) return RP_OK;
    read_window(&base, &in[1], &y);
    read_window(&view, &in[4], &y);
    const bool inside = view.part.g.numel == 0 || (view.offset >= base.offset && view.end <= base.end);
    bool same = inside && kernel_contiguous(&y) && base.end - base.offset == y.numel; /* the result's memory is that storage */
    for (int d = 0; d < y.ndim; d++) same = same && (y.shape[d] == 1 || y.stride[d] == base.part.stride[d]);
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
        view.part.g.data = (char *)room.data + (view.offset - from) * (int64_t)kernel_element(y.dtype);
        if (overlaps(&view.part.g)) add_in_order(&view.part.g, &g);
        else cpu_assign(&view.part.g, &g);
    }
    if (!same) {
        base.part.g.data = (char *)room.data + (base.offset - from) * (int64_t)kernel_element(y.dtype);
        cpu_assign(&y, &base.part.g);
    }
    cpu_scratch_free(&scratch);
    return RP_OK;
}

const rp_kernel_row cpu_as_strided[] = {CPU_ROW("reprise::as_strided_grad", as_strided_grad), {0}};
