/* plugins/cpu/reduce.h - reductions over any set of dimensions, in a fixed order
 *
 * Work is cut into pieces whose bounds depend on shapes and strides alone: the same bits for every
 * number of threads. Sums of floats run over 512 elements in float lanes and from there on in
 * double.
 */
#ifndef RP_CPU_REDUCE_H
#define RP_CPU_REDUCE_H
#include "block.h"

typedef union cpu_acc {
    double d;
    int64_t i;
} cpu_acc;
typedef struct cpu_reducer_kind {
    cpu_acc first;
    /* all of x into one */
    void (*row)(cpu_acc *acc, const void *x, int64_t n, double by);
    /* x[i] into acc[i] */
    void (*columns)(cpu_acc *acc, const void *x, int64_t n, const double *by);
    void (*merge)(cpu_acc *acc, const cpu_acc *part, int64_t n);
} cpu_reducer_kind;
typedef struct cpu_reducer {
    cpu_reducer_kind kind[3]; /* float, double, int64_t */
} cpu_reducer;
extern const cpu_reducer cpu_reducer_sum, cpu_reducer_prod, cpu_reducer_max, cpu_reducer_min;
/* results in .i; nonzero counts */
extern const cpu_reducer cpu_reducer_any, cpu_reducer_all, cpu_reducer_nonzero;
/* without the NaNs */
extern const cpu_reducer cpu_reducer_nansum;
/* Of floats alone: sum, largest and smallest of |x|; sums of x - by, (x - by)^2, |x|^by, exp(x -
   by). */
extern const cpu_reducer cpu_reducer_magnitudes, cpu_reducer_most, cpu_reducer_least;
extern const cpu_reducer cpu_reducer_deviations, cpu_reducer_squares, cpu_reducer_powers,
    cpu_reducer_exps;

/* acc[j] for result j, in row-major order of the dimensions that stay. `by`: one number per result,
   or NULL (0). */
rp_status cpu_reduce(cpu_acc *acc, const cpu_reducer *r, rp_dtype compute, const rp_geometry *in,
                     uint64_t mask, const double *by);
/* Elements that one result sees. */
int64_t cpu_mask_count(const rp_geometry *g, uint64_t mask);

enum { CPU_ACC_ROOM = 64 };
typedef struct cpu_accs { /* accumulators for a result: few of them need no heap */
    cpu_acc *acc;
    int64_t n;
    cpu_acc room[CPU_ACC_ROOM];
} cpu_accs;
rp_status cpu_accs_open(cpu_accs *a, int64_t n);
void cpu_accs_close(cpu_accs *a);
/* Writes the accumulators into a result, as doubles or as integers. */
void cpu_accs_store(const cpu_accs *a, const rp_geometry *out, bool integers);
/* y = the reduction of x, as it is. */
rp_status cpu_reduce_into(const rp_geometry *y, const cpu_reducer *r, rp_dtype compute,
                          const rp_geometry *x, uint64_t mask, bool integers);
#endif
