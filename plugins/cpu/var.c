/* plugins/cpu/var.c - variance, standard deviation and mean in three passes: the mean, what it is
   off, the squares around it */
#include "reduce.h"
#include <math.h>

static rp_status moments(cpu_accs *mean, cpu_accs *square, const rp_geometry *x, uint64_t mask)
{
    const rp_dtype compute = kernel_compute_dtype(x->dtype);
    const double count = (double)cpu_mask_count(x, mask);
    RP_TRY(cpu_reduce(mean->acc, &cpu_reducer_sum, compute, x, mask, NULL));
    for (int64_t j = 0; j < mean->n; j++) mean->acc[j].d /= count;
    /* What rounding took from the mean is added, so that equal elements have no deviation at
       all. */
    RP_TRY(cpu_reduce(square->acc, &cpu_reducer_deviations, compute, x, mask, &mean->acc->d));
    for (int64_t j = 0; j < mean->n; j++)
        if (isfinite(square->acc[j].d)) mean->acc[j].d += square->acc[j].d / count;
    return cpu_reduce(square->acc, &cpu_reducer_squares, compute, x, mask, &mean->acc->d);
}

/* `self`: its root is wanted */
CPU_KERNEL(var)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const uint64_t mask = kernel_dim_mask(&in[1], x.ndim);
    const double rest =
        (double)cpu_mask_count(&x, mask) - (kernel_given(&in[2]) ? kernel_float(&in[2]) : 1);
    cpu_accs mean, square = {NULL, 0, {{0}}};
    (void)c, (void)n_in;
    RP_TRY(cpu_accs_open(&mean, y.numel));
    rp_status st = cpu_accs_open(&square, y.numel);
    if (st == RP_OK) st = moments(&mean, &square, &x, mask);
    if (st == RP_OK) {
        for (int64_t j = 0; j < square.n; j++) square.acc[j].d /= rest > 0 ? rest : 0;
        for (int64_t j = 0; self && j < square.n; j++) square.acc[j].d = sqrt(square.acc[j].d);
        cpu_accs_store(&square, &y, false);
        if (n_out > 1) {
            const rp_geometry m = kernel_geometry(&out[1]);
            cpu_accs_store(&mean, &m, false);
        }
    }
    cpu_accs_close(&square);
    cpu_accs_close(&mean);
    return st;
}

static const int root = 1;
const rp_kernel_row cpu_var[] = {
    CPU_ROW("aten::var.correction", var),
    CPU_ROW("aten::var_mean.correction", var),
    CPU_ROW_WITH("aten::std.correction", var, root),
    CPU_ROW_WITH("aten::std_mean.correction", var, root),
    {0},
};
