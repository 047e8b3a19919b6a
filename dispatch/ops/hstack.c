/* dispatch/ops/hstack.c - cat in other words: concat, hstack, vstack, dstack, column_stack, tile,
   meshgrid */
#include "dispatch/args.h"
#include "dispatch/ops/shape.h"

OP_FUNCTION(concat_composite)
{
    OP_UNUSED;
    return out_of(c, "aten::cat", in, 2, out, n_out);
}

/* `t` with at least `ndim` dims, as NumPy's atleast_1d, _2d and _3d add them. */
static rp_status at_least(rp_tensor **out, rp_tensor *t, int ndim)
{
    int64_t shape[3] = {1, 1, 1};
    if (t->ndim >= ndim) {
        *out = rp_tensor_retain(t);
        return RP_OK;
    }
    if (t->ndim == 1) shape[1] = t->shape[0]; /* a row */
    if (t->ndim == 2) copy_dims(shape, t->shape, 2);
    return rp_reshape(out, t, shape, (uint32_t)ndim);
}

static rp_status as_column(rp_tensor **out, rp_tensor *t, int ndim)
{
    if (t->ndim > 1) return at_least(out, t, ndim);
    return rp_reshape(out, t, (const int64_t[]){t->numel, 1}, 2);
}

typedef rp_status (*prepare)(rp_tensor **out, rp_tensor *t, int ndim);

/* cat along `dim`, which for -1 is 0 for vectors and else 1, after every tensor was given its
   dims. */
static rp_status stacked(const char *op, const rp_value *list, rp_value *out, prepare shape,
                         int ndim, int dim)
{
    rp_tensor *r = NULL, **t;
    rp_status st = RP_OK;
    if (list->n == 0) return RP_FAIL(RP_E_SHAPE, "%s expects a non-empty TensorList", op);
    if (!(t = rp_alloc_zero(list->n * sizeof *t))) return RP_E_MEMORY;
    for (uint32_t i = 0; i < list->n && !st; i++) st = shape(&t[i], list->u.l[i].u.t, ndim);
    if (!st) st = rp_cat(&r, t, list->n, dim >= 0 ? dim : rp_tensor_ndim(t[0]) != 1);
    for (uint32_t i = 0; i < list->n; i++) rp_tensor_release(t[i]);
    rp_free(t, list->n * sizeof *t);
    if (!st) *out = rp_value_tensor(r);
    return st;
}

OP_FUNCTION(hstack_composite)
{
    OP_UNUSED;
    return stacked("hstack", &in[0], out, at_least, 1, -1);
}

OP_FUNCTION(vstack_composite)
{
    OP_UNUSED;
    return stacked("vstack", &in[0], out, at_least, 2, 0);
}

OP_FUNCTION(dstack_composite)
{
    OP_UNUSED;
    return stacked("dstack", &in[0], out, at_least, 3, 2);
}

OP_FUNCTION(column_stack_composite)
{
    OP_UNUSED;
    return stacked("column_stack", &in[0], out, as_column, 2, -1);
}

/* repeat, with ones in front for dims that are not given. */
OP_FUNCTION(tile_composite)
{
    rp_tensor *t = in[0].u.t, *r = NULL;
    int64_t given[RP_MAX_DIMS], times[RP_MAX_DIMS];
    int n, lead;
    OP_UNUSED;
    RP_TRY(in_ints(given, &n, &in[1]));
    lead = t->ndim > n ? t->ndim - n : 0;
    for (int d = 0; d < lead; d++) times[d] = 1;
    copy_dims(times + lead, given, n);
    RP_TRY(rp_repeat(&r, t, times, (uint32_t)(lead + n)));
    return out_take(out, r);
}

/* ---- meshgrid -------------------------------------------------------------------------------- */
static rp_status check_axes(const rp_value *list)
{
    if (list->n == 0) return RP_FAIL(RP_E_SHAPE, "meshgrid expects a non-empty TensorList");
    if (list->n > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE,
                       "meshgrid: a tensor has at most %d dimensions, but %u axes are given",
                       RP_MAX_DIMS, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const rp_tensor *t = list->u.l[i].u.t;
        if (t->ndim > 1)
            return RP_FAIL(
                RP_E_SHAPE,
                "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got one of %d dimensions at %u",
                t->ndim, i);
        if (t->dtype != list->u.l[0].u.t->dtype)
            return RP_FAIL(
                RP_E_DTYPE,
                "torch.meshgrid expects all tensors to have the same dtype, but got %s and %s",
                rp_dtype_name(list->u.l[0].u.t->dtype), rp_dtype_name(t->dtype));
    }
    return RP_OK;
}

/* Axis i along dim i; with "xy" the first two dims change places. */
OP_FUNCTION(meshgrid_composite)
{
    const rp_value *list = &in[0];
    const bool swap = rp_arg_str_is(&in[1], "xy") && list->n > 1;
    int64_t wide[RP_MAX_DIMS], shape[RP_MAX_DIMS];
    OP_UNUSED;
    RP_TRY(check_axes(list));
    if (!rp_arg_str_is(&in[1], "xy") && !rp_arg_str_is(&in[1], "ij"))
        return RP_FAIL(
            RP_E_VALUE,
            "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: %.*s",
            (int)in[1].n, in[1].u.s);
    for (uint32_t i = 0; i < list->n; i++)
        wide[swap && i < 2 ? 1 - i : i] = list->u.l[i].u.t->numel;
    RP_TRY(out_list(out, list->n));
    for (uint32_t i = 0; i < list->n; i++) {
        RP_LOCAL rp_tensor *axis = NULL;
        rp_tensor *grid = NULL;
        for (uint32_t d = 0; d < list->n; d++) shape[d] = 1;
        shape[swap && i < 2 ? 1 - i : i] = list->u.l[i].u.t->numel;
        RP_TRY(rp_view(&axis, list->u.l[i].u.t, shape, list->n));
        RP_TRY(rp_expand(&grid, axis, wide, list->n));
        ((rp_value *)(uintptr_t)out->u.l)[i] = rp_value_tensor(grid);
    }
    return RP_OK;
}

const rp_op_row rp_op_hstack[] = {
    OP_COMPOSITE("concat(Tensor[] tensors, int dim=0) -> Tensor", concat_composite),
    OP_COMPOSITE("hstack(Tensor[] tensors) -> Tensor", hstack_composite),
    OP_COMPOSITE("vstack(Tensor[] tensors) -> Tensor", vstack_composite),
    OP_COMPOSITE("dstack(Tensor[] tensors) -> Tensor", dstack_composite),
    OP_COMPOSITE("column_stack(Tensor[] tensors) -> Tensor", column_stack_composite),
    OP_COMPOSITE("tile(Tensor self, SymInt[] dims) -> Tensor", tile_composite),
    OP_COMPOSITE("meshgrid.indexing(Tensor[] tensors, *, str indexing) -> Tensor[]",
                 meshgrid_composite),
    {0},
};
