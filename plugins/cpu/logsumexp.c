/* plugins/cpu/logsumexp.c - m + log(sum(exp(x - m))), m the maximum (0 where that is infinite) */
#include "reduce.h"
#include <math.h>

static rp_status shifted_sum(cpu_accs *most, cpu_accs *sum, const rp_geometry *x, uint64_t mask)
{
    const rp_dtype compute = x->dtype == RP_F64 ? RP_F64 : RP_F32;
    RP_TRY(cpu_reduce(most->acc, &cpu_reducer_max, compute, x, mask, NULL));
    for (int64_t j = 0; j < most->n; j++)
        if (isinf(most->acc[j].d)) most->acc[j].d = 0;
    return cpu_reduce(sum->acc, &cpu_reducer_exps, compute, x, mask, &most->acc->d);
}

CPU_KERNEL(logsumexp)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    cpu_accs most, sum = {NULL, 0, {{0}}};
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(cpu_accs_open(&most, y.numel));
    rp_status st = cpu_accs_open(&sum, y.numel);
    if (st == RP_OK) st = shifted_sum(&most, &sum, &x, kernel_dim_mask(&in[1], x.ndim));
    if (st == RP_OK) {
        for (int64_t j = 0; j < sum.n; j++) sum.acc[j].d = most.acc[j].d + log(sum.acc[j].d);
        cpu_accs_store(&sum, &y, false);
    }
    cpu_accs_close(&sum);
    cpu_accs_close(&most);
    return st;
}

const rp_kernel_row cpu_logsumexp[] = {CPU_ROW("aten::logsumexp", logsumexp), {0}};
