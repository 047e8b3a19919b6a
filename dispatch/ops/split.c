/* dispatch/ops/split.c - one tensor shown as several: split, chunk, tensor_split, unbind and their
   forms */
#include "dispatch/ops/shape.h"

enum { STACK_PARTS = 64 };

/* Views of the parts [start, start + sizes[i]) along dim; sizes NULL: every part is `each`, the
   last one what is left. */
static rp_status parts(rp_call *c, rp_value *out, rp_tensor *t, int dim, uint32_t n,
                       const rp_value *sizes, int64_t each)
{
    int64_t shape[RP_MAX_DIMS], start = 0;
    copy_dims(shape, t->shape, t->ndim);
    RP_TRY(out_list(out, n));
    rp_value *items = (rp_value *)(uintptr_t)out->u.l;
    for (uint32_t i = 0; i < n; i++) {
        const int64_t left = t->shape[dim] - start;
        shape[dim] = sizes ? sizes[i].u.i : left < each ? left : each;
        RP_TRY(rp_call_output_view(c, items + i, 0, t, shape, t->stride, t->ndim,
                                   t->offset + start * t->stride[dim]));
        start += shape[dim];
    }
    return RP_OK;
}

static rp_status split_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    const int64_t each = in[1].u.i;
    int dim;
    if (t->ndim == 0) return RP_FAIL(RP_E_SHAPE, "split expects at least a 1-dimensional tensor");
    if (each < 0)
        return RP_FAIL(RP_E_SHAPE,
                       "split expects split_size be non-negative, but got split_size=%lld",
                       (long long)each);
    RP_TRY(dim_wrap(&dim, in[2].u.i, t->ndim));
    const int64_t size = t->shape[dim];
    if (each == 0 && size != 0)
        return RP_FAIL(
            RP_E_VALUE,
            "split_size can only be 0 if dimension size is 0, but got dimension size of %lld",
            (long long)size);
    const int64_t n = size == 0 ? 1 : (size + each - 1) / each;
    return parts(c, out, t, dim, (uint32_t)n, NULL, each);
}

static rp_status sizes_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t sum = 0;
    int dim;
    if (t->ndim == 0) return RP_FAIL(RP_E_SHAPE, "split expects at least a 1-dimensional tensor");
    RP_TRY(dim_wrap(&dim, in[2].u.i, t->ndim));
    for (uint32_t i = 0; i < in[1].n; i++) {
        if (in[1].u.l[i].u.i < 0)
            return RP_FAIL(
                RP_E_VALUE,
                "split_with_sizes expects split_sizes have only non-negative entries, but entry %u is %lld",
                i, (long long)in[1].u.l[i].u.i);
        sum += in[1].u.l[i].u.i;
    }
    if (sum != t->shape[dim])
        return RP_FAIL(
            RP_E_SHAPE,
            "split_with_sizes expects split_sizes to sum exactly to %lld (input tensor's size at dimension %d), but they sum to %lld",
            (long long)t->shape[dim], dim, (long long)sum);
    return parts(c, out, t, dim, in[1].n, in[1].u.l, 0);
}

static int64_t part_size(rp_node *n, uint32_t i, int64_t size)
{
    const rp_value *given = rp_saved_arg(n, 1);
    if (given->tag == RP_TAG_LIST) return given->u.l[i].u.i;
    const int64_t start = (int64_t)i * given->u.i;
    return size - start < given->u.i ? size - start : given->u.i;
}

/* The parts' gradients side by side; zeros where a part has none. */
static rp_status join(rp_node *n, int dim, const int64_t *shape, int ndim,
                      rp_tensor *const *grad_out, rp_tensor **owned, rp_tensor **out)
{
    int64_t part[RP_MAX_DIMS];
    rp_tensor *any = NULL;
    const uint32_t count = rp_node_output_count(n);
    copy_dims(part, shape, ndim);
    for (uint32_t i = 0; i < count; i++)
        if (grad_out[i]) any = grad_out[i];
    if (!any) return RP_OK;
    for (uint32_t i = 0; i < count; i++) {
        part[dim] = part_size(n, i, shape[dim]);
        if (grad_out[i]) owned[i] = rp_tensor_retain(grad_out[i]);
        else RP_TRY(zeros_for(&owned[i], any, part, ndim));
    }
    return rp_cat(out, owned, count, dim);
}

static rp_status split_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int ndim, dim;
    rp_tensor *room[STACK_PARTS] = {NULL}, **owned = room;
    const uint32_t count = rp_node_output_count(n);
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    RP_TRY(dim_wrap(&dim, saved_int(n, 2), ndim));
    if (count > STACK_PARTS && !(owned = rp_alloc_zero(count * sizeof *owned))) return RP_E_MEMORY;
    const rp_status st = join(n, dim, shape, ndim, grad_out, owned, &grad_in[0]);
    for (uint32_t i = 0; i < count; i++) rp_tensor_release(owned[i]);
    if (owned != room) rp_free(owned, count * sizeof *owned);
    return st;
}

/* A dim of extent 0 has no step, but there are as many chunks as were asked for. */
static rp_status empty_chunks(rp_call *c, const rp_value *self, int64_t chunks, int dim,
                              rp_value *out, uint32_t n_out)
{
    rp_value sizes;
    if (chunks > UINT32_MAX / (int64_t)sizeof sizes)
        return RP_FAIL(RP_E_VALUE, "chunk: %lld chunks are too many", (long long)chunks);
    RP_TRY(out_list(&sizes, (uint32_t)chunks));
    for (uint32_t i = 0; i < sizes.n; i++) ((rp_value *)(uintptr_t)sizes.u.l)[i] = rp_value_int(0);
    const rp_status status =
        out_of(c, "aten::split_with_sizes", (const rp_value[]){*self, sizes, rp_value_int(dim)}, 3,
               out, n_out);
    rp_value_clear(&sizes);
    return status;
}

static rp_status chunked(rp_call *c, const char *split, const rp_value *in, rp_value *out,
                         uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    const int64_t chunks = in[1].u.i;
    int dim;
    if (t->ndim == 0) return RP_FAIL(RP_E_SHAPE, "chunk expects at least a 1-dimensional tensor");
    if (chunks <= 0)
        return RP_FAIL(RP_E_VALUE, "chunk expects `chunks` to be greater than 0, got: %lld",
                       (long long)chunks);
    RP_TRY(dim_wrap(&dim, in[2].u.i, t->ndim));
    const int64_t each = (t->shape[dim] + chunks - 1) / chunks;
    if (each == 0) return empty_chunks(c, &in[0], chunks, dim, out, n_out);
    return out_of(c, split, (const rp_value[]){in[0], rp_value_int(each), rp_value_int(dim)}, 3,
                  out, n_out);
}

OP_FUNCTION(chunk_composite)
{
    OP_UNUSED;
    return chunked(c, "aten::split.Tensor", in, out, n_out);
}

OP_FUNCTION(unsafe_chunk_composite)
{
    OP_UNUSED;
    return chunked(c, "aten::unsafe_split.Tensor", in, out, n_out);
}

OP_FUNCTION(split_sizes_composite)
{
    OP_UNUSED;
    return out_of(c, "aten::split_with_sizes", in, 3, out, n_out);
}

/* ---- tensor_split: any cuts, as slices ------------------------------------------------------- */
static rp_status slice_into(rp_value *out, rp_tensor *t, int dim, int64_t from, int64_t to)
{
    rp_tensor *part = NULL;
    RP_TRY(rp_slice(&part, t, dim, &from, &to, 1));
    *out = rp_value_tensor(part);
    return RP_OK;
}

static rp_status splittable(const rp_tensor *t, int64_t given, int *dim)
{
    if (t->ndim == 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
    return dim_wrap(dim, given, t->ndim);
}

/* The first size % sections parts are one longer. */
OP_FUNCTION(sections_composite)
{
    rp_tensor *t = in[0].u.t;
    const int64_t sections = in[1].u.i;
    int dim;
    int64_t start = 0;
    OP_UNUSED;
    RP_TRY(splittable(t, in[2].u.i, &dim));
    if (sections <= 0)
        return RP_FAIL(RP_E_VALUE, "number of sections must be larger than 0, got %lld",
                       (long long)sections);
    if (sections > UINT32_MAX / (int64_t)sizeof *out)
        return RP_FAIL(RP_E_VALUE, "tensor_split: %lld sections are too many", (long long)sections);
    RP_TRY(out_list(out, (uint32_t)sections));
    for (uint32_t i = 0; i < out->n; i++) {
        const int64_t size = t->shape[dim] / sections + (i < t->shape[dim] % sections);
        RP_TRY(slice_into((rp_value *)(uintptr_t)&out->u.l[i], t, dim, start, start + size));
        start += size;
    }
    return RP_OK;
}

OP_FUNCTION(indices_composite)
{
    rp_tensor *t = in[0].u.t;
    int dim;
    int64_t start = 0;
    OP_UNUSED;
    RP_TRY(splittable(t, in[2].u.i, &dim));
    const rp_value *cuts = in[1].tag == RP_TAG_LIST ? in[1].u.l : &in[1];
    const uint32_t n = in[1].tag == RP_TAG_LIST ? in[1].n : 1;
    RP_TRY(out_list(out, n + 1));
    for (uint32_t i = 0; i <= n; i++) {
        const int64_t end = i < n ? cuts[i].u.i : t->shape[dim];
        RP_TRY(slice_into((rp_value *)(uintptr_t)&out->u.l[i], t, dim, start, end));
        start = end;
    }
    return RP_OK;
}

static rp_status unbind_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    rp_tensor *t = in[0].u.t;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    int dim, k = 0;
    if (t->ndim == 0)
        return RP_FAIL(RP_E_DIM, "Dimension specified as %lld but tensor has no dimensions",
                       (long long)in[1].u.i);
    RP_TRY(dim_wrap(&dim, in[1].u.i, t->ndim));
    for (int d = 0; d < t->ndim; d++) {
        if (d == dim) continue;
        shape[k] = t->shape[d];
        stride[k++] = t->stride[d];
    }
    RP_TRY(out_list(out, (uint32_t)t->shape[dim]));
    rp_value *items = (rp_value *)(uintptr_t)out->u.l;
    for (uint32_t i = 0; i < out->n; i++)
        RP_TRY(rp_call_output_view(c, items + i, 0, t, shape, stride, k,
                                   t->offset + (int64_t)i * t->stride[dim]));
    return RP_OK;
}

static rp_status stack_all(rp_node *n, int64_t dim, const int64_t *shape, int ndim,
                           rp_tensor *const *grad_out, rp_tensor **owned, rp_tensor **out)
{
    int64_t part[RP_MAX_DIMS];
    int at, k = 0;
    rp_tensor *any = NULL;
    const uint32_t count = rp_node_output_count(n);
    RP_TRY(dim_wrap(&at, dim, ndim));
    for (int d = 0; d < ndim; d++)
        if (d != at) part[k++] = shape[d];
    for (uint32_t i = 0; i < count; i++)
        if (grad_out[i]) any = grad_out[i];
    if (!any) return RP_OK;
    for (uint32_t i = 0; i < count; i++) {
        if (grad_out[i]) owned[i] = rp_tensor_retain(grad_out[i]);
        else RP_TRY(zeros_for(&owned[i], any, part, k));
    }
    return rp_stack(out, owned, count, at);
}

static rp_status unbind_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                            rp_tensor **grad_in)
{
    (void)c, (void)mask;
    const int64_t *shape;
    int ndim;
    rp_tensor *room[STACK_PARTS] = {NULL}, **owned = room;
    const uint32_t count = rp_node_output_count(n);
    rp_saved_shape(n, 0, &shape, &ndim, NULL);
    if (count > STACK_PARTS && !(owned = rp_alloc_zero(count * sizeof *owned))) return RP_E_MEMORY;
    const rp_status st = stack_all(n, saved_int(n, 1), shape, ndim, grad_out, owned, &grad_in[0]);
    for (uint32_t i = 0; i < count; i++) rp_tensor_release(owned[i]);
    if (owned != room) rp_free(owned, count * sizeof *owned);
    return st;
}

const rp_op_row rp_op_split[] = {
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_MULTI_VIEW,
        .schema =
            "aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]",
        .meta = split_meta,
        .vjp = split_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_MULTI_VIEW,
        .schema =
            "aten::split_with_sizes(Tensor(a -> *) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[]",
        .meta = sizes_meta,
        .vjp = split_vjp,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema = "aten::chunk(Tensor(a -> *) self, int chunks, int dim=0) -> Tensor(a)[]",
        .composite = chunk_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW,
        .schema =
            "aten::unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]",
        .doc = "split, when nobody else holds self: its results count as tensors of their own.",
        .meta = split_meta,
        .vjp = split_vjp,
    },
    OP_COMPOSITE("unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]",
                 unsafe_chunk_composite),
    OP_COMPOSITE("split.sizes(Tensor(a -> *) self, SymInt[] split_size, int dim=0) -> Tensor(a)[]",
                 split_sizes_composite),
    OP_COMPOSITE(
        "tensor_split.sections(Tensor(a -> *) self, SymInt sections, int dim=0) -> Tensor(a)[]",
        sections_composite),
    OP_COMPOSITE(
        "tensor_split.indices(Tensor(a -> *) self, SymInt[] indices, int dim=0) -> Tensor(a)[]",
        indices_composite),
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_VIEW | RP_OP_MULTI_VIEW,
        .schema = "aten::unbind.int(Tensor(a -> *) self, int dim=0) -> Tensor(a)[]",
        .meta = unbind_meta,
        .vjp = unbind_vjp,
    },
    {0},
};
