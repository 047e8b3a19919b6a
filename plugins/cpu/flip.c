/* plugins/cpu/flip.c - a copy that walks some dims of its source backwards */
#include "part.h"

CPU_KERNEL(flip)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    kernel_part back;
    CPU_UNUSED;
    if (x.numel == 0) return RP_OK;
    kernel_part_flip(&back, &x, &in[1]);
    cpu_assign(&y, &back.g);
    return RP_OK;
}

const rp_kernel_row cpu_flip[] = {CPU_ROW("aten::flip", flip), {0}};
