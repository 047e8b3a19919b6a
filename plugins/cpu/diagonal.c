/* plugins/cpu/diagonal.c - a diagonal of two dims in its place: among zeros, or among others */
#include "part.h"

/* offset, dim1, dim2: diagonal's own arguments. */
static void put(const rp_geometry *y, const rp_geometry *src, const rp_value *in)
{
    kernel_part part;
    kernel_part_diagonal(&part, y, kernel_int(&in[0]), kernel_dim(kernel_int(&in[1]), y->ndim),
                         kernel_dim(kernel_int(&in[2]), y->ndim));
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
    const rp_geometry x = kernel_geometry(&in[0]), src = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
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
