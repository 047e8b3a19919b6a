/* plugins/gpu/norm_rows.h - the planes of batch norm and group norm: statistics, and passes over
 * all elements
 *
 * x is planes x S, dense; a plane is one channel of one sample. What a plane is multiplied with
 * comes from a table in double precision of `count` lines: plane p has line p % count. Sums are
 * double.
 */
#ifndef GPU_NORM_ROWS_H
#define GPU_NORM_ROWS_H
#include "gpu.h"

struct gpu_planes {
    int64_t planes, s, count;
};
struct gpu_line { /* y = (x - shift) a + b, or dx = a g + p (x - shift) + b */
    double shift, a, p, b;
};
/* The result, of any strides: y, or with g dx. */
rp_status gpu_planes_pass(gpu_op &op, const gpu_planes &p, gpu_ptr<const gpu_line> lines,
                          const rp_value *result, const rp_geometry *g, const rp_geometry *x);
/* sum[plane] of g, dot[plane] of g (x - shift[plane % count]) */
rp_status gpu_planes_products(gpu_op &op, const gpu_planes &p, gpu_ptr<const double> shift,
                              const rp_geometry *g, const rp_geometry *x, gpu_ptr<double> sum,
                              gpu_ptr<double> dot);
#endif
