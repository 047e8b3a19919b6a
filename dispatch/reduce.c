/* dispatch/reduce.c - see reduce.h */
#include "dispatch/reduce.h"
#include "dispatch/ops.h"

rp_status rp_reduce_output(rp_call *c, rp_value *out, uint32_t k, const rp_tensor *self,
                           uint64_t mask, bool keepdim, rp_dtype dtype)
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

rp_status rp_reduce_total_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                               rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return rp_reduce_output(c, out, 0, in[0].u.t, ~UINT64_C(0), false,
                            rp_reduce_dtype(c, in, 1, true));
}

rp_status rp_reduce_dims_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], in[0].u.t->ndim, &mask));
    return rp_reduce_output(c, out, 0, in[0].u.t, mask, rp_arg_bool(&in[2]),
                            rp_reduce_dtype(c, in, 3, true));
}

rp_status rp_reduce_running_output(rp_call *c, const rp_value *in, rp_value *out)
{
    const rp_tensor *t = in[0].u.t;
    int64_t dim = rp_arg_int(&in[1]);
    RP_TRY(rp_wrap_dim(&dim, t->ndim));
    const bool in_place = c->op->form == RP_FORM_INPLACE && !rp_arg_given(&in[2]);
    return rp_call_output(c, out, 0, t->shape, t->ndim,
                          in_place ? t->dtype : rp_reduce_dtype(c, in, 2, true));
}

rp_status rp_reduce_nonempty(const rp_call *c, const rp_tensor *self, uint64_t mask, bool all)
{
    const char *name = c->op->functional->schema.base;
    if (strncmp(name, "aten::", 6) == 0) name += 6;
    if (self->numel != 0) return RP_OK;
    if (all)
        return RP_FAIL(
            RP_E_SHAPE,
            "%s(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with "
            "the 'dim' argument.",
            name);
    for (int d = 0; d < self->ndim; d++)
        if ((mask >> d & 1) && self->shape[d] == 0)
            return RP_FAIL(RP_E_DIM, "%s(): Expected reduction dim %d to have non-zero size.", name,
                           d);
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

rp_status rp_reduce_spread(rp_tensor **out, rp_tensor *grad, rp_node *n, uint64_t mask,
                           bool keepdim)
{
    RP_LOCAL rp_tensor *full = NULL;
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_reduce_restore(&full, grad, ndim, mask, keepdim));
    return rp_expand(out, full, shape, (uint32_t)ndim);
}

rp_status rp_reduce_one_dim(const rp_call *c, const rp_tensor *self, const rp_value *dim,
                            uint64_t *mask)
{
    int64_t d = rp_arg_int(dim);
    *mask = ~UINT64_C(0);
    if (!rp_arg_given(dim)) return rp_reduce_nonempty(c, self, 0, true);
    RP_TRY(rp_wrap_dim(&d, self->ndim));
    *mask = UINT64_C(1) << d;
    return rp_reduce_nonempty(c, self, *mask, false);
}

/* grad / count of hits, where they are */
static rp_status share(rp_tensor **out, rp_tensor *grad, rp_tensor *hits, uint64_t mask)
{
    RP_LOCAL rp_tensor *count = NULL, *g = NULL;
    int64_t dims[RP_MAX_DIMS];
    uint32_t n = 0;
    for (int d = 0; d < hits->ndim; d++)
        if (mask >> d & 1) dims[n++] = d;
    RP_TRY(rp_sum_dim_intlist(&count, hits, dims, n, 1));
    RP_TRY(rp_div(&g, grad, count));
    return rp_mul(out, g, hits);
}

rp_status rp_reduce_extreme_vjp(rp_tensor **out, rp_tensor *grad, rp_tensor *self,
                                rp_tensor *extreme, uint64_t mask, bool keepdim)
{
    RP_LOCAL rp_tensor *g = NULL, *most = NULL, *equal = NULL;
    RP_TRY(rp_reduce_restore(&g, grad, self->ndim, mask, keepdim));
    RP_TRY(rp_reduce_restore(&most, extreme, self->ndim, mask, keepdim));
    RP_TRY(rp_eq(&equal, self, most));
    return share(out, g, equal, mask);
}

rp_status rp_reduce_evenly_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                               rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *self = NULL, *value = NULL, *hits = NULL, *nan = NULL, *is_nan = NULL;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    RP_TRY(rp_saved_input(&self, n, 0));
    RP_TRY(rp_saved_output(&value, n, 0));
    RP_TRY(rp_eq(&hits, self, value));
    RP_TRY(rp_isnan(&nan, self));
    RP_TRY(rp_isnan(&is_nan, value));
    RP_TRY(rp_logical_and(&nan, nan, is_nan));
    RP_TRY(rp_logical_or(&hits, hits, nan));
    return share(&grad_in[0], grad_out[0], hits, ~UINT64_C(0));
}

rp_status rp_reduce_picked_vjp(rp_tensor **out, rp_tensor *grad, rp_node *n, int64_t dim,
                               bool keepdim)
{
    RP_LOCAL rp_tensor *g = NULL, *index = NULL, *zeros = NULL;
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    if (ndim == 0) return rp_clone(out, grad);
    RP_TRY(rp_wrap_dim(&dim, ndim));
    RP_TRY(rp_saved_output(&index, n, 1));
    if (!keepdim) {
        RP_TRY(rp_unsqueeze(&index, index, dim));
        RP_TRY(rp_unsqueeze(&g, grad, dim));
    }
    const rp_device device = rp_tensor_device(grad);
    RP_TRY(
        rp_zeros_full(&zeros, shape, (uint32_t)ndim, rp_tensor_dtype(grad), NULL, &device, NULL));
    return rp_scatter_src(out, zeros, dim, index, g ? g : grad);
}
