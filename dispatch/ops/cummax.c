/* dispatch/ops/cummax.c - running extremes along one dimension and where they are; of equal ones
   the last */
#include "dispatch/reduce.h"
#include "dispatch/ops/shape.h"

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    rp_tensor *t = in[0].u.t;
    int64_t dim = rp_arg_int(&in[1]);
    (void)self, (void)n_in, (void)n_out;
    /* PyTorch looks at dim only where there is something to scan */
    if (t->numel) RP_TRY(rp_wrap_dim(&dim, t->ndim));
    RP_TRY(rp_call_output(c, out, 0, t->shape, t->ndim, t->dtype));
    return rp_call_output(c, out, 1, t->shape, t->ndim, RP_I64);
}

/* An element gets the gradients of all results that it is. */
static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                     rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *index = NULL, *zeros = NULL;
    const int64_t *shape;
    int ndim;
    rp_dtype dtype;
    (void)c;
    if (!grad_out[0] || !(needs & 1)) return RP_OK;
    if (grad_out[0]->numel == 0) return rp_clone(&grad_in[0], grad_out[0]);
    rp_saved_shape(n, 0, &shape, &ndim, &dtype);
    RP_TRY(rp_saved_output(&index, n, 1));
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_scatter_add(&grad_in[0], zeros, saved_int(n, 1), index, grad_out[0]);
}

#define ROW(name_)                                                                                 \
    {                                                                                              \
        .size = sizeof(rp_op_row),                                                                 \
        .schema = "aten::" name_ "(Tensor self, int dim) -> (Tensor values, Tensor indices)",      \
        .variants =                                                                                \
            OP_VARIANTS("aten::" name_                                                             \
                        ".out(Tensor self, int dim, *, Tensor(a!) values, Tensor(b!) indices) -> " \
                        "(Tensor(a!) values, Tensor(b!) indices)"),                                \
        .meta = meta, .vjp = vjp, .save_out = 2,                                                   \
    }
const rp_op_row rp_op_cummax[] = {ROW("cummax"), ROW("cummin"), {0}};
