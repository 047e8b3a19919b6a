/* plugins/cpu/cat.c - cat and stack: every tensor is copied (and converted) into its part of the
   result */
#include "part.h"

CPU_KERNEL(cat)
{
    const rp_geometry y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[1]), y.ndim);
    int64_t start = 0;
    CPU_UNUSED;
    for (uint32_t i = 0; i < in[0].n; i++) {
        const rp_geometry x = kernel_geometry(&in[0].u.l[i]);
        kernel_part part;
        if (x.ndim == 1 && x.shape[0] == 0) continue;
        kernel_part_slice(&part, &y, dim, start, x.shape[dim], 1);
        if (x.numel) cpu_assign(&part.g, &x);
        start += x.shape[dim];
    }
    return RP_OK;
}

CPU_KERNEL(stack)
{
    const rp_geometry y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[1]), y.ndim);
    CPU_UNUSED;
    for (uint32_t i = 0; i < in[0].n && y.numel; i++) {
        const rp_geometry x = kernel_geometry(&in[0].u.l[i]);
        kernel_part part;
        kernel_part_select(&part, &y, dim, i);
        cpu_assign(&part.g, &x);
    }
    return RP_OK;
}

const rp_kernel_row cpu_cat[] = {
    CPU_ROW("aten::cat", cat),
    CPU_ROW("aten::stack", stack),
    {0},
};
