/* dispatch/ops/sort.c - order along one dim: sort, argsort, msort, topk. NaN counts as the largest
   number */
#include "dispatch/ops/shape.h"

enum { SORT_DIM = 1, STABLE_DIM = 2, TOPK_DIM = 2 };

static rp_status ordered(rp_call *c, const rp_value *in, rp_value *out, uint32_t dim_argument)
{
    rp_tensor *t = in[0].u.t;
    int dim;
    RP_TRY(dim_wrap(&dim, in[dim_argument].u.i, t->ndim));
    RP_TRY(rp_call_output_like(c, out, 0, t->shape, t->ndim, t->dtype, t));
    return rp_call_output_like(c, out, 1, t->shape, t->ndim, RP_I64, t);
}

static rp_status sort_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return ordered(c, in, out, SORT_DIM);
}

static rp_status stable_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return ordered(c, in, out, STABLE_DIM);
}

static rp_status topk_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *t = in[0].u.t;
    const int64_t k = in[1].u.i;
    int64_t shape[RP_MAX_DIMS];
    int dim;
    RP_TRY(dim_wrap(&dim, in[TOPK_DIM].u.i, t->ndim));
    if (t->dtype == RP_BOOL) return RP_FAIL(RP_E_DTYPE, "topk does not support bool dtypes");
    if (k < 0 || k > dim_size(t, dim))
        return RP_FAIL(RP_E_INDEX,
                       "selected index k out of range: k is %lld, dimension %d has %lld elements",
                       (long long)k, dim, (long long)dim_size(t, dim));
    copy_dims(shape, t->shape, t->ndim);
    if (t->ndim) shape[dim] = k;
    RP_TRY(rp_call_output(c, out, 0, shape, t->ndim, t->dtype));
    return rp_call_output(c, out, 1, shape, t->ndim, RP_I64);
}

/* Each gradient goes back to where its value came from; no index occurs twice. */
static rp_status picked_vjp(rp_node *n, uint32_t dim_argument, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *indices = NULL, *zeros = NULL;
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    RP_TRY(rp_saved_output(&indices, n, 1));
    RP_TRY(zeros_for(&zeros, grad_out[0], shape, ndim));
    return rp_scatter_src(&grad_in[0], zeros, saved_int(n, dim_argument), indices, grad_out[0]);
}

static rp_status sort_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return picked_vjp(n, SORT_DIM, grad_out, grad_in);
}

static rp_status later_dim_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                               rp_tensor **grad_in)
{
    (void)c, (void)mask;
    return picked_vjp(n, TOPK_DIM, grad_out, grad_in);
}

static rp_status argsort(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    rp_tensor *indices = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(rp_sort(NULL, &indices, in[0].u.t, in[1].u.i, in[2].u.i != 0));
    return out_take(out, indices);
}

static rp_status argsort_stable(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    rp_tensor *indices = NULL;
    const int stable = in[1].u.i != 0;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(rp_sort_stable_full(NULL, &indices, in[0].u.t, &stable, in[2].u.i, in[3].u.i != 0));
    return out_take(out, indices);
}

static rp_status msort(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    rp_tensor *values = NULL;
    (void)self, (void)c, (void)n_in, (void)n_out;
    RP_TRY(rp_sort(&values, NULL, in[0].u.t, 0, 0));
    return out_take(out, values);
}

const rp_op_row rp_op_sort[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
        .meta = sort_meta,
        .vjp = sort_vjp,
        .save_out = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)",
        .meta = stable_meta,
        .vjp = later_dim_vjp,
        .save_out = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)",
        .doc = "The k largest (or smallest) elements, in order if `sorted`.",
        .variants = OP_VARIANTS(
            "aten::topk.values(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True, *, Tensor(a!) values, "
            "Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices)"),
        .meta = topk_meta,
        .vjp = later_dim_vjp,
        .save_out = 1u << 1,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor",
        .composite = argsort,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor",
        .composite = argsort_stable,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::msort(Tensor self) -> Tensor",
        .composite = msort,
    },
    {0},
};
