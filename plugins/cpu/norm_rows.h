/* plugins/cpu/norm_rows.h - consecutive elements of a normalisation: sums in double, results
   rounded once */
#ifndef RP_CPU_NORM_ROWS_H
#define RP_CPU_NORM_ROWS_H
#include "cpu.h"

typedef struct cpu_norm_rows {
    /* *sum += x - shift, *squares += (x - shift)^2 */
    void (*sums)(const void *x, int64_t n, double shift, double *sum, double *squares);
    /* *sum += g, *dot += g (x - shift) */
    void (*products)(const void *g, const void *x, int64_t n, double shift, double *sum,
                     double *dot);
    /* y = (x - shift) a + b */
    void (*affine)(void *y, const void *x, int64_t n, double shift, double a, double b);
    /* dx = a g + p (x - shift) + q */
    void (*gradient)(void *dx, const void *g, const void *x, int64_t n, double shift, double a,
                     double p, double q);
} cpu_norm_rows;
/* NULL for types that are not floating. */
const cpu_norm_rows *cpu_norm_rows_of(rp_dtype d);
#endif
