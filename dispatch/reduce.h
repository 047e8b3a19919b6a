/* dispatch/reduce.h - what the rows of reductions share: output shapes, and gradients back over the reduced dimensions */
#ifndef RP_REDUCE_H
#define RP_REDUCE_H
#include "dispatch/args.h"

/** Output k of a reduction of `self` over the dimensions of `mask`. */
rp_status rp_reduce_output(rp_call *c, rp_value *out, uint32_t k, const rp_tensor *self, uint64_t mask, bool keepdim, rp_dtype dtype);
/** Dtype of sums and means: the argument, of out= forms the out tensor's, else `self`'s (integers: int64 when `widen`). */
rp_dtype rp_reduce_dtype(const rp_call *c, const rp_value *in, uint32_t dtype_argument, bool widen);
/** RP_E_INDEX if an extreme of nothing would be taken. */
rp_status rp_reduce_nonempty(const rp_call *c, const rp_tensor *self, uint64_t mask, bool all);
/** Number of elements that one result sees. */
int64_t rp_reduce_count(const int64_t *shape, int ndim, uint64_t mask);

/* ---- for vjps ---- */
/** `t` with the dimensions of `mask` (of `ndim`) put back with extent 1; `t` itself if nothing is missing. */
rp_status rp_reduce_restore(rp_tensor **out, rp_tensor *t, int ndim, uint64_t mask, bool keepdim);
/** The gradient of a result, expanded to the shape of the node's argument 0. */
rp_status rp_reduce_spread(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask, bool keepdim);
/** Gradient of an extreme: shared evenly by the elements that equal it. */
rp_status rp_reduce_extreme_vjp(rp_tensor **out, rp_tensor *grad, rp_tensor *self, rp_tensor *extreme, uint64_t mask, bool keepdim);
#endif
