/* plugins/cpu/sum.c - sum, mean, prod and nansum */
#include "reduce.h"

/* The argument that holds the dimensions, which keepdim and dtype follow; NULL in (self, dtype [,
   out]). */
static uint64_t reduced(const rp_value *in, uint32_t n_in, int ndim)
{
    return n_in >= 4 ? kernel_dim_mask(&in[1], ndim) : ~UINT64_C(0);
}

CPU_KERNEL(total)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const rp_dtype compute = kernel_compute_dtype(kernel_host->call_dtype(c));
    (void)n_out;
    return cpu_reduce_into(&y, self, compute, &x, reduced(in, n_in, x.ndim), compute == RP_I64);
}

CPU_KERNEL(mean)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const uint64_t mask = reduced(in, n_in, x.ndim);
    const double count = (double)cpu_mask_count(&x, mask);
    cpu_accs a;
    (void)self, (void)n_out;
    RP_TRY(cpu_accs_open(&a, y.numel));
    const rp_status st = cpu_reduce(
        a.acc, &cpu_reducer_sum, kernel_compute_dtype(kernel_host->call_dtype(c)), &x, mask, NULL);
    if (st == RP_OK) {
        for (int64_t j = 0; j < a.n; j++) a.acc[j].d /= count;
        cpu_accs_store(&a, &y, false);
    }
    cpu_accs_close(&a);
    return st;
}

const rp_kernel_row cpu_sum[] = {
    CPU_ROW_WITH("aten::sum", total, cpu_reducer_sum),
    CPU_ROW_WITH("aten::sum.dim_IntList", total, cpu_reducer_sum),
    CPU_ROW_WITH("aten::prod", total, cpu_reducer_prod),
    CPU_ROW_WITH("aten::prod.dim_int", total, cpu_reducer_prod),
    CPU_ROW_WITH("aten::nansum", total, cpu_reducer_nansum),
    CPU_ROW("aten::mean", mean),
    CPU_ROW("aten::mean.dim", mean),
    {0},
};
