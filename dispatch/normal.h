/* dispatch/normal.h - second derivatives of the normalisations: layer, batch and group norm have
   the same gradient over other rows */
#ifndef RP_NORMAL_H
#define RP_NORMAL_H
#include "dispatch/ops/shape.h"

/* A row is what shares a mean; `dims` run along it. All tensors broadcast against x. */
typedef struct norm_rows {
    int64_t dims[RP_MAX_DIMS];
    uint32_t n;
    /* mean and r are constants (running statistics), not functions of x */
    bool fixed;
    /* owned; weight may be absent. g, r and weight are the caller's to set */
    rp_tensor *g, *r, *weight, *y, *h;
} norm_rows;
void norm_rows_fini(norm_rows *s);
/* After g, r, weight and dims: y = (x - mean) r and h = weight g. */
rp_status norm_rows_start(norm_rows *s, rp_tensor *x, rp_tensor *mean);
/* v[0], v[1], v[2] (each may be NULL) came back to the gradients of x, weight and bias. Gradients
   of grad_out, x and weight of x's shape, to be summed by the caller where weight is smaller; an
   output that is NULL is not wanted. */
rp_status norm_rows_grads(const norm_rows *s, rp_tensor *const *v, rp_tensor **d_g, rp_tensor **d_x,
                          rp_tensor **d_weight);
#endif
