/* dispatch/ops/expand.c - dims of extent 1 shown many times, with stride 0: expand, expand_as,
   broadcast_to; sum_to_size */
#include "dispatch/ops/shape.h"

static rp_status expand_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t size[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    int n;
    RP_TRY(in_ints(size, &n, &in[1]));
    for (int i = 0; i < n; i++) { /* -1 keeps the extent */
        const int k = i - (n - t->ndim);
        if (size[i] == -1 && k >= 0) size[i] = t->shape[k];
        if (size[i] < 0)
            return RP_FAIL(RP_E_SHAPE, "expand: the size %lld of dimension %d is not allowed",
                           (long long)size[i], i);
    }
    RP_TRY(expandable(t, size, n));
    for (int i = 0; i < n; i++) {
        const int k = i - (n - t->ndim);
        if (k >= 0 && t->shape[k] == size[i]) stride[i] = t->stride[k];
        else if (k < 0 && size[i] == 1)
            stride[i] = i + 1 <= n - t->ndim && t->ndim ? t->shape[0] * t->stride[0] : 1;
        else stride[i] = 0;
    }
    return rp_call_output_view(c, out, 0, t, size, stride, n, t->offset);
}

/* The recorder sums to the argument's shape. */
static rp_status expand_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)n, (void)mask;
    return grad_out[0] ? same_grad(&grad_in[0], grad_out[0]) : RP_OK;
}

static rp_status expand_as_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    rp_tensor *r = NULL;
    RP_TRY(rp_expand(&r, in[0].u.t, in[1].u.t->shape, (uint32_t)in[1].u.t->ndim));
    return out_take(out, r);
}

OP_FUNCTION(broadcast_to_composite)
{
    rp_tensor *r = NULL;
    int64_t size[RP_MAX_DIMS];
    int n;
    OP_UNUSED;
    RP_TRY(in_ints(size, &n, &in[1]));
    RP_TRY(rp_expand(&r, in[0].u.t, size, (uint32_t)n));
    return out_take(out, r);
}

/* The other way: what a broadcast to self's shape would have repeated is added up. */
OP_FUNCTION(sum_to_size_composite)
{
    RP_LOCAL rp_tensor *r = NULL;
    rp_tensor *t = in[0].u.t;
    int64_t size[RP_MAX_DIMS], dims[RP_MAX_DIMS];
    int n, k = 0;
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    OP_UNUSED;
    RP_TRY(in_ints(size, &n, &in[1]));
    const int lead = t->ndim - n;
    bool fits = lead >= 0;
    for (int d = 0; fits && d < n; d++) fits = size[d] == t->shape[d + lead] || size[d] == 1;
    if (!fits)
        return RP_FAIL(RP_E_SHAPE, "size {%s} is not expandable to size {%s}.",
                       rp_shape_text(a, sizeof a, size, n),
                       rp_shape_text(b, sizeof b, t->shape, t->ndim));
    for (int d = 0; d < t->ndim; d++)
        if (d < lead || (size[d - lead] == 1 && t->shape[d] != 1)) dims[k++] = d;
    if (k == 0 && n) return out_same(out, t);
    RP_TRY(rp_sum_dim_intlist(&r, t, dims, (uint32_t)k, 1));
    if (lead) RP_TRY(rp_view(&r, r, size, (uint32_t)n));
    return out_same(out, r);
}

const rp_op_row rp_op_expand[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema =
            "aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)",
        .meta = expand_meta,
        .vjp = expand_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::expand_as(Tensor(a) self, Tensor other) -> Tensor(a)",
        .composite = expand_as_composite,
    },
    OP_COMPOSITE("broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a)",
                 broadcast_to_composite),
    OP_COMPOSITE("sum_to_size(Tensor self, SymInt[] size) -> Tensor", sum_to_size_composite),
    {0},
};
