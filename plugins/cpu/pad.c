/* plugins/cpu/pad.c - constant_pad_nd, reflection_pad and replication_pad with their gradients
 *
 *   reflection: position p = o - before of the input; p below 0 reads -p, p beyond the end reads 2
 *   (in - 1) - p replication: p cut to the input. Negative paddings cut the input off in both.
 */
#include "part.h"
#include "taps.h"

/* The pads come in pairs, the last dimension first. */
typedef struct pads {
    const rp_value *pad;
    int spatial;
} pads;

static int64_t before(const pads *p, int d)
{
    return kernel_place(p->pad, 2 * (p->spatial - 1 - d), 0);
}

static rp_status reflection_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                                 int64_t out)
{
    const int64_t left = before(ctx, d);
    RP_TRY(cpu_taps_open(s, t, in, out, out));
    for (int64_t o = 0; o < out; o++) {
        const int64_t p = o - left, q = p < 0 ? -p : p;
        cpu_taps_begin(t, o);
        cpu_taps_add(t, o, q < in ? q : 2 * (in - 1) - q, 1);
    }
    return RP_OK;
}

static rp_status replication_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                                  int64_t out)
{
    const int64_t left = before(ctx, d);
    RP_TRY(cpu_taps_open(s, t, in, out, out));
    for (int64_t o = 0; o < out; o++) {
        const int64_t p = o - left;
        cpu_taps_begin(t, o);
        cpu_taps_add(t, o, p < 0 ? 0 : p < in ? p : in - 1, 1);
    }
    return RP_OK;
}

static rp_status forward(const rp_value *in, const rp_value *out, int spatial, cpu_taps_maker make)
{
    const pads p = {&in[1], spatial};
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    return cpu_taps_move(&y, &x, spatial, make, &p);
}

/* (grad_output, self, padding) */
static rp_status backward(const char *op, const rp_value *in, const rp_value *out, int spatial,
                          cpu_taps_maker make)
{
    const pads p = {&in[2], spatial};
    const rp_geometry dx = kernel_geometry(&out[0]), g = kernel_geometry(&in[0]);
    return cpu_taps_run(op, &dx, &g, spatial, make, &p, true);
}

CPU_KERNEL(reflection)
{
    CPU_UNUSED;
    return forward(in, out, *(const int *)self, reflection_taps);
}
CPU_KERNEL(replication)
{
    CPU_UNUSED;
    return forward(in, out, *(const int *)self, replication_taps);
}
CPU_KERNEL(reflection_backward)
{
    CPU_UNUSED;
    return backward("aten::reflection_pad_backward", in, out, *(const int *)self, reflection_taps);
}
CPU_KERNEL(replication_backward)
{
    CPU_UNUSED;
    return backward("aten::replication_pad_backward", in, out, *(const int *)self,
                    replication_taps);
}

/* ---- constant ---- */
static void fill(const rp_geometry *y, const rp_value *value)
{
    int64_t number = 0;
    rp_geometry one;
    memset(&one, 0, sizeof one);
    one.size = sizeof one;
    one.flags = RP_GEOM_CONTIGUOUS;
    one.dtype = y->dtype;
    one.numel = 1;
    one.data = &number;
    if (value->tag == RP_TAG_FLOAT) cpu_store(&number, y->dtype, value->u.f);
    else cpu_store_int(&number, y->dtype, kernel_given(value) ? value->u.i : 0);
    cpu_assign(y, &one);
}

/* What x and y share: dimension d of x from `from[d]` on. */
static void overlap(kernel_part *a, kernel_part *b, const rp_geometry *y, const rp_geometry *x,
                    const rp_value *pad)
{
    int64_t in_first = 0, out_first = 0;
    kernel_part_init(a, y, y->ndim);
    kernel_part_init(b, x, x->ndim);
    for (int d = 0; d < x->ndim; d++) {
        const int at = 2 * (x->ndim - 1 - d), n = (int)pad->n;
        const int64_t left = at < n ? kernel_int(&pad->u.l[at]) : 0;
        const int64_t from = left < 0 ? -left : 0, to = left < 0 ? 0 : left;
        int64_t some =
            x->shape[d] - from < y->shape[d] - to ? x->shape[d] - from : y->shape[d] - to;
        if (some < 0) some = 0;
        a->shape[d] = b->shape[d] = some;
        a->stride[d] = y->stride[d];
        b->stride[d] = x->stride[d];
        out_first += to * y->stride[d];
        in_first += from * x->stride[d];
    }
    kernel_part_done(a, y, out_first);
    kernel_part_done(b, x, in_first);
}

CPU_KERNEL(constant)
{
    CPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    kernel_part a, b;
    if (y.numel == 0) return RP_OK;
    overlap(&a, &b, &y, &x, &in[1]);
    if (a.g.numel < y.numel) fill(&y, &in[2]);
    if (a.g.numel) cpu_assign(&a.g, &b.g);
    return RP_OK;
}

const rp_kernel_row cpu_pad[] = {
    CPU_ROW("aten::constant_pad_nd", constant),
    CPU_ROW_SPATIAL("aten::reflection_pad1d", reflection, 1),
    CPU_ROW_SPATIAL("aten::reflection_pad2d", reflection, 2),
    CPU_ROW_SPATIAL("aten::reflection_pad3d", reflection, 3),
    CPU_ROW_SPATIAL("aten::replication_pad1d", replication, 1),
    CPU_ROW_SPATIAL("aten::replication_pad2d", replication, 2),
    CPU_ROW_SPATIAL("aten::replication_pad3d", replication, 3),
    CPU_ROW_SPATIAL("aten::reflection_pad1d_backward", reflection_backward, 1),
    CPU_ROW_SPATIAL("aten::reflection_pad2d_backward", reflection_backward, 2),
    CPU_ROW_SPATIAL("aten::reflection_pad3d_backward", reflection_backward, 3),
    CPU_ROW_SPATIAL("aten::replication_pad1d_backward", replication_backward, 1),
    CPU_ROW_SPATIAL("aten::replication_pad2d_backward", replication_backward, 2),
    CPU_ROW_SPATIAL("aten::replication_pad3d_backward", replication_backward, 3),
    {0},
};
