/* plugins/cpu/norm.c - vector norms of order p: (sum |x|^p)^(1/p), the largest or smallest |x| for
   p = +-inf, the count of x != 0 for 0 */
#include "reduce.h"
#include <math.h>

static const cpu_reducer *reducer_of(double p)
{
    if (isinf(p)) return p > 0 ? &cpu_reducer_most : &cpu_reducer_least;
    return p == 0   ? &cpu_reducer_nonzero
           : p == 1 ? &cpu_reducer_magnitudes
           : p == 2 ? &cpu_reducer_squares
                    : &cpu_reducer_powers;
}

static void finish(cpu_accs *a, double p)
{
    for (int64_t j = 0; j < a->n; j++) {
        cpu_acc *const r = &a->acc[j];
        if (p == 0) r->d = (double)r->i;
        else if (p == 2) r->d = sqrt(r->d);
        else if (p != 1 && !isinf(p)) r->d = pow(r->d, 1 / p);
    }
}

static rp_status run(cpu_accs *sum, cpu_accs *powers, rp_dtype compute, const rp_geometry *x,
                     uint64_t mask, double p)
{
    const cpu_reducer *r = reducer_of(p);
    if (r != &cpu_reducer_powers) return cpu_reduce(sum->acc, r, compute, x, mask, NULL);
    RP_TRY(cpu_accs_open(powers, sum->n));
    for (int64_t j = 0; j < powers->n; j++) powers->acc[j].d = p;
    return cpu_reduce(sum->acc, r, compute, x, mask, &powers->acc->d);
}

/* (self, p, dim, keepdim, ...), or (self, p [, out]) */
CPU_KERNEL(norm)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const double p = kernel_given(&in[1]) ? kernel_float(&in[1]) : 2;
    const uint64_t mask = n_in >= 4 ? kernel_dim_mask(&in[2], x.ndim) : ~UINT64_C(0);
    cpu_accs sum, powers = {NULL, 0, {{0}}};
    (void)self, (void)n_out;
    RP_TRY(cpu_accs_open(&sum, y.numel));
    const rp_status st =
        run(&sum, &powers, kernel_compute_dtype(kernel_host->call_dtype(c)), &x, mask, p);
    if (st == RP_OK) {
        finish(&sum, p);
        cpu_accs_store(&sum, &y, false);
    }
    cpu_accs_close(&powers);
    cpu_accs_close(&sum);
    return st;
}

const rp_kernel_row cpu_norm[] = {
    CPU_ROW("aten::linalg_vector_norm", norm),
    CPU_ROW("aten::norm.Scalar", norm),
    CPU_ROW("aten::norm.ScalarOpt_dim", norm),
    {0},
};
