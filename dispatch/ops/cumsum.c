/* dispatch/ops/cumsum.c - running sums along one dimension; integers and bool add up in int64 */
#include "dispatch/ops.h"
#include "dispatch/reduce.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    int64_t dim = rp_arg_int(&in[1]);
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_wrap_dim(&dim, t->ndim));
    const bool in_place = c->op->form == RP_FORM_INPLACE && !rp_arg_given(&in[2]);
    return rp_call_output(c, out, 0, t->shape, t->ndim, in_place ? t->dtype : rp_reduce_dtype(c, in, 2, true));
}

/* The gradient of element i is the sum of those from i on: total - running + own. */
static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *total = NULL, *running = NULL;
    rp_tensor *g = grad_out[0];
    int64_t dim = rp_arg_int(rp_saved_arg(n, 1));
    (void)c;
    if (!g || !(needs & 1)) return RP_OK;
    RP_TRY(rp_wrap_dim(&dim, g->ndim));
    if (g->ndim == 0) return rp_clone(&grad_in[0], g);
    RP_TRY(rp_sum_dim_intlist(&total, g, &dim, 1, 1));
    RP_TRY(rp_cumsum(&running, g, dim));
    RP_TRY(rp_sub(&total, total, running));
    return rp_add(&grad_in[0], total, g);
}

const rp_op_row rp_op_cumsum[] = {
    {
        .size = sizeof(rp_op_row),
        .schema = "aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor",
        .variants = (const char *const[]){"aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)",
                                          "aten::cumsum.out(Tensor self, int dim, *, ScalarType? dtype=None, Tensor(a!) out) -> Tensor(a!)",
                                          NULL},
        .meta = meta,
        .vjp = vjp,
        .rel_tol = 8,
    },
    {0},
};
