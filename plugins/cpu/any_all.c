/* plugins/cpu/any_all.c - any, all and count_nonzero */
#include "reduce.h"

static rp_status count(void *reducer, const rp_value *in, rp_value *out, uint64_t mask)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    return cpu_reduce_into(&y, reducer, kernel_compute_dtype(x.dtype), &x, mask, true);
}

CPU_KERNEL(any_all)
{
    /* (self, dim, keepdim [, out]); the full forms are (self [, out]) */
    const bool has_dims = n_in >= 3;
    const bool none = has_dims && in[1].tag == RP_TAG_LIST && in[1].n == 0;
    (void)c, (void)n_out;
    return count(self, in, out,
                 none       ? 0
                 : has_dims ? kernel_dim_mask(&in[1], kernel_geometry(&in[0]).ndim)
                            : ~UINT64_C(0));
}

CPU_KERNEL(count_nonzero) /* (self, dim) */
{
    (void)c, (void)n_in, (void)n_out;
    return count(self, in, out, kernel_dim_mask(&in[1], kernel_geometry(&in[0]).ndim));
}

const rp_kernel_row cpu_any_all[] = {
    CPU_ROW_WITH("aten::any", any_all, cpu_reducer_any),
    CPU_ROW_WITH("aten::any.dim", any_all, cpu_reducer_any),
    CPU_ROW_WITH("aten::any.dims", any_all, cpu_reducer_any),
    CPU_ROW_WITH("aten::all", any_all, cpu_reducer_all),
    CPU_ROW_WITH("aten::all.dim", any_all, cpu_reducer_all),
    CPU_ROW_WITH("aten::all.dims", any_all, cpu_reducer_all),
    CPU_ROW_WITH("aten::count_nonzero", count_nonzero, cpu_reducer_nonzero),
    CPU_ROW_WITH("aten::count_nonzero.dim_IntList", count_nonzero, cpu_reducer_nonzero),
    {0},
};
