/* plugins/cpu/taps.h - weighted gathers along one to three spatial dimensions
 *
 * Pools, pads and interpolations are the same sum with different tables:
 *   y[n, c, o0, o1, o2] = sum over t0 of taps 0 of o0, t1 of taps 1 of o1, t2 of taps 2 of o2 of w0
 *   w1 w2 x[n, c, i0, i1, i2]
 * Their gradients are the same sum again with every table transposed, so that each result is
 * written once, in a fixed order.
 */
#ifndef RP_CPU_TAPS_H
#define RP_CPU_TAPS_H
#include "scratch.h"

enum { CPU_SPATIAL = 3 };
/* of one dimension: output o reads index[first[o]] .. index[first[o + 1] - 1] */
typedef struct cpu_taps {
    int64_t n_in, n_out;
    int64_t *first, *index;
    double *weight; /* per tap */
    /* per element of x and y: what the sums are divided by; 1 where nothing is */
    int64_t *divide_in, *divide_out;
    int64_t room; /* taps that `index` and `weight` hold */
} cpu_taps;

/* Empty tables for n_out outputs with up to `room` taps together; `first` is filled as taps are
   added. */
rp_status cpu_taps_open(cpu_scratch *s, cpu_taps *t, int64_t n_in, int64_t n_out, int64_t room);
/* o = 0, 1, ...: taps added from here are its own */
static inline void cpu_taps_begin(cpu_taps *t, int64_t o)
{
    t->first[o + 1] = t->first[o];
}
static inline void cpu_taps_add(cpu_taps *t, int64_t o, int64_t index, double weight)
{
    t->index[t->first[o + 1]] = index;
    t->weight[t->first[o + 1]++] = weight;
}
/* The table of a dimension of extent 1: what is missing of three dimensions. */
rp_status cpu_taps_identity(cpu_scratch *s, cpu_taps *t);
/* The table of the gradient: each input's outputs, in order. */
rp_status cpu_taps_transpose(cpu_scratch *s, cpu_taps *to, const cpu_taps *from);

/* A batch of volumes: (N, C, d0, d1, d2), leading ones put in where the tensor has fewer
   dimensions. Strides in elements. */
typedef struct cpu_volumes {
    rp_geometry g;
    int64_t shape[5], stride[5];
} cpu_volumes;
void cpu_volumes_init(cpu_volumes *v, const rp_geometry *g, int spatial);
/* Element (n, c) of the first two dimensions, counted together; in elements. */
static inline int64_t cpu_volume(const cpu_volumes *v, int64_t plane)
{
    return plane / v->shape[1] * v->stride[0] + plane % v->shape[1] * v->stride[1];
}

/* Builds the tables of an operator for `spatial` dimensions; t[CPU_SPATIAL - spatial + d] is
   dimension d, those before are identities. `in` and `out`: extents of the spatial dimensions. */
typedef rp_status (*cpu_taps_maker)(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                                    int64_t out);
/* y = taps(x), or with `transposed` the gradient: y has the extents of forward's input. Sums are
   double, integers int64_t. */
rp_status cpu_taps_run(const char *op, const rp_geometry *y, const rp_geometry *x, int spatial,
                       cpu_taps_maker make, const void *ctx, bool transposed);
/* The same where every output has exactly one tap of weight 1: elements of any type are moved. */
rp_status cpu_taps_move(const rp_geometry *y, const rp_geometry *x, int spatial,
                        cpu_taps_maker make, const void *ctx);
/* Tables of all three dimensions, as cpu_taps_run makes them. */
rp_status cpu_taps_make(cpu_scratch *s, cpu_taps *t, const rp_geometry *in, const rp_geometry *out,
                        int spatial, cpu_taps_maker make, const void *ctx);
/* Kernel rows of operators that differ in the number of spatial dimensions: it is what `self`
   points to. */
extern const int cpu_spatial[CPU_SPATIAL + 1];
#define CPU_ROW_SPATIAL(op_, fn_, spatial_)                                                        \
    {                                                                                              \
        .size = sizeof(rp_kernel_row), .op = (op_), .key = "cpu", .boxed = (fn_),                  \
        .self = (void *)(uintptr_t)&cpu_spatial[spatial_], .prefer = CPU_PLAIN, .line = __LINE__,  \
        .file = __FILE__                                                                           \
    }
#endif
