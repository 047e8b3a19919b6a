/* dispatch/reduce.c - see reduce.h */
#include "dispatch/reduce.h"
#include "dispatch/ops.h"

rp_status rp_reduce_output(rp_call *c, rp_value *out, uint32_t k, const rp_tensor *self, uint64_t mask, bool keepdim, rp_dtype dtype)
{
    int64_t shape[RP_MAX_DIMS];
    int ndim = 0;
    for (int d = 0; d < self->ndim; d++) {
        if (!(mask >> d & 1)) shape[ndim++] = self->shape[d];
        else if (keepdim) shape[ndim++] = 1;
    }
    return rp_call_output(c, out, k, shape, ndim, dtype);
}

rp_dtype rp_reduce_dtype(const rp_call *c, const rp_value *in, uint32_t dtype_argument, bool widen)
{
    if (rp_arg_given(&in[dtype_argument])) return in[dtype_argument].u.dtype;
    if (c->op->form == RP_FORM_OUT) return in[c->op->schema.n_args - 1].u.t->dtype;
    const rp_dtype own = in[0].u.t->dtype;
    return widen && !rp_dtype_is_floating(own) ? RP_I64 : own;
}

rp_status rp_reduce_nonempty(const rp_call *c, const rp_tensor *self, uint64_t mask, bool all)
{
    const char *name = c->op->functional->schema.base;
    if (strncmp(name, "aten::", 6) == 0) name += 6;
    if (self->numel != 0) return RP_OK;
    if (all)
        return RP_FAIL(RP_E_INDEX, "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with "
                                   "the 'dim' argument.", name);
    for (int d = 0; d < self->ndim; d++)
        if ((mask >> d & 1) && self->shape[d] == 0)
            return RP_FAIL(RP_E_INDEX, "%s(): Expected reduction dim %d to have non-zero size.", name, d);
    return RP_OK;
}

int64_t rp_reduce_count(const int64_t *shape, int ndim, uint64_t mask)
{
    int64_t n = 1;
    for (int d = 0; d < ndim; d++)
        if (mask >> d & 1) n *= shape[d];
    return n;
}

rp_status rp_reduce_restore(rp_tensor **out, rp_tensor *t, int ndim, uint64_t mask, bool keepdim)
{
    RP_LOCAL rp_tensor *full = rp_tensor_retain(t);
    for (int d = 0; !keepdim && t->ndim && d < ndim; d++) /* a 0-dim result broadcasts as it is */
        if (mask >> d & 1) RP_TRY(rp_unsqueeze(&full, full, d));
    rp_tensor *old = *out;
    *out = full;
    full = NULL;
    rp_tensor_release(old);
    return RP_OK;
}

rp_status rp_reduce_spread(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask, bool keepdim)
{
    RP_LOCAL rp_tensor *full = NULL;
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_reduce_restore(&full, grad, ndim, mask, keepdim));
    return rp_expand(out, full, shape, (uint32_t)ndim);
}

rp_status rp_reduce_extreme_vjp(rp_tensor **out, rp_tensor *grad, rp_tensor *self, rp_tensor *extreme, uint64_t mask, bool keepdim)
{
    RP_LOCAL rp_tensor *g = NULL, *most = NULL, *equal = NULL, *count = NULL;
    int64_t dims[RP_MAX_DIMS];
    uint32_t n = 0;
    for (int d = 0; d < self->ndim; d++)
        if (mask >> d & 1) dims[n++] = d;
    RP_TRY(rp_reduce_restore(&g, grad, self->ndim, mask, keepdim));
    RP_TRY(rp_reduce_restore(&most, extreme, self->ndim, mask, keepdim));
    RP_TRY(rp_eq(&equal, self, most));
    RP_TRY(rp_sum_dim_intlist(&count, equal, dims, n, 1));
    RP_TRY(rp_div(&g, g, count));
    return rp_mul(out, g, equal);
}
