/* plugins/cpu/diagonal.c - a diagonal of two dims in its place: among zeros, or among others */
#include "part.h"

/* offset, dim1, dim2: diagonal's own arguments. */
static void diagonal_part(cpu_part *p, const rp_geometry *y, const rp_value *in)
{
    const int64_t offset = kernel_int(&in[0]);
    const int dim1 = kernel_dim(kernel_int(&in[1]), y->ndim), dim2 = kernel_dim(kernel_int(&in[2]), y->ndim);
    int k = 0;
    cpu_part_init(p, y, y->ndim - 1);
    for (int d = 0; d < y->ndim; d++) {
        if (d == dim1 || d == dim2) continue;
        p->shape[k] = y->shape[d];
        p->stride[k++] = y->stride[d];
    }
    const int64_t down = y->shape[dim1] + (offset < 0 ? offset : 0), across = y->shape[dim2] - (offset > 0 ? offset : 0);
    p->shape[k] = down < across ? down : across;
    if (p->shape[k] < 0) p->shape[k] = 0;
    p->stride[k] = y->stride[dim1] + y->stride[dim2];
    cpu_part_done(p, y, offset >= 0 ? offset * y->stride[dim2] : -offset * y->stride[dim1]);
}

static void put(const rp_geometry *y, const rp_geometry *src, const rp_value *in)
{
    cpu_part part;
    diagonal_part(&part, y, in);
    if (part.g.numel) cpu_assign(&part.g, src);
}

CPU_KERNEL(diagonal_backward)
{
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    CPU_UNUSED;
    cpu_clear(&y);
    put(&y, &g, &in[2]);
    return RP_OK;
}

CPU_KERNEL(diagonal_scatter)
{
    const rp_geometry x = kernel_geometry(&in[0]), src = kernel_geometry(&in[1]), y = kernel_geometry(&out[0]);
    CPU_UNUSED;
    cpu_copy_self(&y, &x);
    put(&y, &src, &in[2]);
    return RP_OK;
}

const rp_kernel_row cpu_diagonal[] = {
    CPU_ROW("aten::diagonal_backward", diagonal_backward),
    CPU_ROW("aten::diagonal_scatter", diagonal_scatter),
    {0},
};
