/* dispatch/reduce.h - what the rows of reductions share: output shapes, and gradients back over the
   reduced dimensions */
#ifndef RP_REDUCE_H
#define RP_REDUCE_H
#include "dispatch/args.h"

/** Output k of a reduction of `self` over the dimensions of `mask`. */
rp_status rp_reduce_output(rp_call *c, rp_value *out, uint32_t k, const rp_tensor *self,
                           uint64_t mask, bool keepdim, rp_dtype dtype);
/** Dtype of sums and means: the argument, of out= forms the out tensor's, else `self`'s (integers:
 * int64 when `widen`). */
rp_dtype rp_reduce_dtype(const rp_call *c, const rp_value *in, uint32_t dtype_argument, bool widen);
/** Meta functions of sums and products: (self, dtype) and (self, dim, keepdim, dtype); integers
 * widen to int64. */
rp_status rp_reduce_total_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out);
rp_status rp_reduce_dims_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out);
/** Output 0 of a scan (self, dim, dtype): the shape of `self`, integers widened to int64 unless in
 * place. */
rp_status rp_reduce_running_output(rp_call *c, const rp_value *in, rp_value *out);
/** RP_E_SHAPE or RP_E_DIM if an extreme of nothing would be taken. */
rp_status rp_reduce_nonempty(const rp_call *c, const rp_tensor *self, uint64_t mask, bool all);
/** Number of elements that one result sees. */
int64_t rp_reduce_count(const int64_t *shape, int ndim, uint64_t mask);

/* ---- for vjps ---- */
/** `t` with the dimensions of `mask` (of `ndim`) put back with extent 1; `t` itself if nothing is
 * missing. */
rp_status rp_reduce_restore(rp_tensor **out, rp_tensor *t, int ndim, uint64_t mask, bool keepdim);
/** The gradient of a result, expanded to the shape of the node's argument 0. */
rp_status rp_reduce_spread(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask,
                           bool keepdim);
/** Gradient of an extreme: shared evenly by the elements that equal it. */
rp_status rp_reduce_extreme_vjp(rp_tensor **out, rp_tensor *grad, rp_tensor *self,
                                rp_tensor *extreme, uint64_t mask, bool keepdim);
/** The same of one result for all elements, where NaN equals NaN. For rows that save argument 0 and
 * result 0: an rp_vjp. */
rp_status rp_reduce_evenly_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                               rp_tensor **grad_in);
/** Gradient of values that were picked along `dim`, one of a line, by the indices in result 1
 * (saved). */
rp_status rp_reduce_picked_vjp(rp_tensor **out, rp_tensor *grad, rp_node *n, int64_t dim,
                               bool keepdim);
/** The dimension argument as a mask; a NONE means all. RP_E_SHAPE or RP_E_DIM if an extreme of
 * nothing would be taken. */
rp_status rp_reduce_one_dim(const rp_call *c, const rp_tensor *self, const rp_value *dim,
                            uint64_t *mask);
#endif
