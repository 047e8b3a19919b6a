/* plugins/cpu/flip.c - a copy that walks some dims of its source backwards */
#include "part.h"

CPU_KERNEL(flip)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    cpu_part back;
    int64_t first = 0;
    CPU_UNUSED;
    if (x.numel == 0) return RP_OK;
    cpu_part_init(&back, &x, x.ndim);
    for (int d = 0; d < x.ndim; d++) {
        back.shape[d] = x.shape[d];
        back.stride[d] = x.stride[d];
    }
    for (uint32_t i = 0; i < in[1].n && x.ndim; i++) {
        const int d = kernel_dim(kernel_int(&in[1].u.l[i]), x.ndim);
        back.stride[d] = -x.stride[d];
        first += (x.shape[d] - 1) * x.stride[d];
    }
    cpu_part_done(&back, &x, first);
    cpu_assign(&y, &back.g);
    return RP_OK;
}

const rp_kernel_row cpu_flip[] = {CPU_ROW("aten::flip", flip), {0}};
