/* plugins/cpu/amax.c - extremes over dimensions (amax, amin), over everything (max, min), and both
   at once (aminmax) */
#include "reduce.h"

static rp_status extreme(const rp_value *y, const cpu_reducer *r, const rp_value *x,
                         const rp_value *dims)
{
    const rp_geometry from = kernel_geometry(x), to = kernel_geometry(y);
    const rp_dtype compute = kernel_compute_dtype(from.dtype);
    return cpu_reduce_into(&to, r, compute, &from,
                           dims ? kernel_dim_mask(dims, from.ndim) : ~UINT64_C(0),
                           compute == RP_I64);
}

CPU_KERNEL(over_dims)
{
    (void)c, (void)n_in, (void)n_out;
    return extreme(&out[0], self, &in[0], &in[1]);
}

CPU_KERNEL(over_all)
{
    (void)c, (void)n_in, (void)n_out;
    return extreme(&out[0], self, &in[0], NULL);
}

CPU_KERNEL(aminmax)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(extreme(&out[0], &cpu_reducer_min, &in[0], &in[1]));
    return extreme(&out[1], &cpu_reducer_max, &in[0], &in[1]);
}

const rp_kernel_row cpu_amax[] = {
    CPU_ROW_WITH("aten::amax", over_dims, cpu_reducer_max),
    CPU_ROW_WITH("aten::amin", over_dims, cpu_reducer_min),
    CPU_ROW_WITH("aten::max", over_all, cpu_reducer_max),
    CPU_ROW_WITH("aten::min", over_all, cpu_reducer_min),
    CPU_ROW("aten::aminmax", aminmax),
    {0},
};
