/* plugins/gpu/gather.cu - elements by number along one dim: gather, scatter, index_select,
 * index_add, scatter_reduce and their kind
 *
 * index_select, index_add, index_copy and index_fill are gather and scatter with an index that is
 * broadcast along all other dims.
 */
#include "part.h"
#include "places.h"
#include "plugins/common/argument.h"

static int64_t size_along(const rp_geometry *t, int dim)
{
    return t->ndim ? t->shape[dim] : 1;
}

/* For calls that move nothing: their indices are looked at all the same. */
static rp_status check_index(gpu_op &op, const rp_geometry *index, int64_t extent)
{
    const gpu_iter<1> it = gpu_iterate<1>({index});
    const bool wide = index->dtype == RP_I64;
    const gpu_reporter reporter = op.reporter;
    return gpu_each(op, index->numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[1];
        it.offsets(i, at);
        gpu_index_forward(reporter, gpu_index_value(it.data[0] + at[0], wide), extent);
    });
}

/* ---- reading --------------------------------------------------------------------------------- */
template <class T>
static rp_status read(gpu_op &op, const gpu_iter<3> &it, bool wide, int64_t extent, int64_t step)
{
    const gpu_reporter reporter = op.reporter;
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[3];
        it.offsets(i, at);
        const int64_t index =
            gpu_index_forward(reporter, gpu_index_value(it.data[1] + at[1], wide), extent);
        it.at<T>(0, at[0]) = it.at<const T>(2, at[2] + index * step);
    });
}

/* y, at the index's shape, from x along dim. */
static rp_status read_all(gpu_op &op, const rp_geometry *y, const rp_geometry *x,
                          const rp_geometry *index, int dim)
{
    const int64_t size = (int64_t)kernel_element(x->dtype),
                  step = x->ndim ? x->stride[dim] * size : 0, extent = size_along(x, dim);
    const bool wide = index->dtype == RP_I64;
    kernel_part from;
    kernel_part_init(&from, x, index->ndim);
    for (int d = 0; d < index->ndim; d++) {
        from.shape[d] = index->shape[d];
        from.stride[d] = x->ndim == 0 || d == dim ? 0 : x->stride[d];
    }
    const gpu_iter<3> it = gpu_iterate<3>({y, index, &from.g});
    GPU_SIZES(size, T, return read<T>(op, it, wide, extent, step))
}

GPU_OP(gather)
{
    GPU_UNUSED;
    rp_geometry x, index;
    const rp_geometry y = kernel_geometry(&out[0]);
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    RP_TRY(gpu_geometry(op, &index, &in[2]));
    if (index.numel == 0) return op.status;
    return read_all(op, &y, &x, &index, kernel_dim(kernel_int(&in[1]), x.ndim));
}

GPU_OP(index_select)
{
    GPU_UNUSED;
    rp_geometry x, index;
    const rp_geometry y = kernel_geometry(&out[0]);
    kernel_part wide;
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    RP_TRY(gpu_geometry(op, &index, &in[2]));
    const int dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    if (y.numel == 0) return check_index(op, &index, size_along(&x, dim));
    kernel_part_along(&wide, &index, &y, dim);
    return read_all(op, &y, &x, &wide.g, dim);
}

/* ---- writing: out = self, and then src at the index ------------------------------------------ */
struct write_call {
    gpu_op &op;
    int dim;
    rp_geometry y, index, src;
};

static rp_status open_write(write_call *w, const rp_value *in, const rp_value *out)
{
    const rp_geometry x = kernel_geometry(&in[0]);
    w->y = kernel_geometry(&out[0]);
    w->dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    RP_TRY(gpu_geometry(w->op, &w->index, &in[2]));
    if (in[3].tag == RP_TAG_TENSOR) RP_TRY(gpu_geometry(w->op, &w->src, &in[3]));
    else RP_TRY(gpu_number_tensor(w->op, &w->src, w->y.dtype, &in[3]));
    return w->y.numel ? gpu_copy_self(w->op, &w->y, &x) : RP_OK;
}

/* The dims of a walk over `index`, whose shape the dense side has (or is a number): those in which
   positions differ by their place or their index, and the rest. */
struct walk_dims {
    /* slot: what a coordinate adds to the number of the place, as bytes */
    kernel_part key, slot, value, place;
    kernel_part rest_y, rest_src;
    int64_t along; /* what a step of the index adds */
};

static void add_dim(kernel_part *p, int64_t extent, int64_t stride)
{
    p->shape[p->g.ndim] = extent;
    p->stride[p->g.ndim++] = stride;
}

static void split_dims(walk_dims *w, const rp_geometry *index, const rp_geometry *src,
                       const rp_geometry *y, int dim)
{
    kernel_part *const all[] = {&w->key, &w->slot, &w->value, &w->place, &w->rest_y, &w->rest_src};
    const rp_geometry *const of[] = {index, index, src, y, y, src};
    int at = 0; /* of `dim` among the places' */
    int64_t step = 1;
    for (int i = 0; i < 6; i++) kernel_part_init(all[i], of[i], 0);
    w->slot.g.dtype = RP_U8;
    w->slot.g.data = w->value.g.data = w->place.g.data = nullptr;
    for (int d = 0; d < index->ndim; d++) {
        const int64_t n = index->shape[d], in_src = src->ndim ? src->stride[d] : 0,
                      in_y = y->ndim ? y->stride[d] : 0;
        const bool rest = d != dim && (index->stride[d] == 0 || n == 1);
        if (d == dim) at = w->place.g.ndim;
        add_dim(rest ? &w->rest_src : &w->value, n, in_src);
        add_dim(rest ? &w->rest_y : &w->place, d == dim ? size_along(y, dim) : n, in_y);
        if (rest) continue;
        add_dim(&w->key, n, index->stride[d]);
        add_dim(&w->slot, n, 0);
    }
    if (index->ndim == 0) add_dim(&w->place, size_along(y, 0), y->ndim ? y->stride[0] : 0);
    for (int d = w->place.g.ndim - 1; d >= 0; step *= w->place.shape[d--]) {
        if (d == at) w->along = step;
        else w->slot.stride[d] = step;
    }
    for (int i = 0; i < 6; i++) all[i]->g.numel = kernel_product(all[i]->shape, 0, all[i]->g.ndim);
}

static rp_status find_places(const write_call *w, const rp_geometry *index, gpu_places *p)
{
    walk_dims dims;
    split_dims(&dims, index, &w->src, &w->y, w->dim);
    p->n = dims.key.g.numel;
    p->slots = dims.place.g.numel;
    p->place = gpu_iterate_in_order<1>(&dims.place.g, {&dims.place.g});
    p->value = gpu_iterate_in_order<1>(&dims.value.g, {&dims.value.g});
    p->rest = gpu_iterate<2>({&dims.rest_y.g, &dims.rest_src.g});
    RP_TRY(w->op.scratch(&p->slot, p->n));
    const gpu_iter<2> it = gpu_iterate_in_order<2>(&dims.key.g, {&dims.key.g, &dims.slot.g});
    const gpu_ptr<int64_t> slot = p->slot;
    const bool wide = index->dtype == RP_I64;
    const int64_t along = dims.along, extent = size_along(&w->y, w->dim);
    const gpu_reporter reporter = w->op.reporter;
    return gpu_each(w->op, p->n, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2];
        it.offsets(i, at);
        slot[i] = at[1] + along * gpu_index_forward(
                                      reporter, gpu_index_value(it.data[0] + at[0], wide), extent);
    });
}

static rp_status put(const write_call *w, const rp_geometry *index)
{
    gpu_places p;
    if (index->numel == 0 || w->y.numel == 0)
        return check_index(w->op, &w->index, size_along(&w->y, w->dim));
    RP_TRY(find_places(w, index, &p));
    return gpu_places_put(w->op, p, (int64_t)kernel_element(w->y.dtype));
}

static rp_status reduce(const write_call *w, const rp_geometry *index, const gpu_reducing &how)
{
    gpu_places p;
    if (index->numel == 0 || w->y.numel == 0)
        return check_index(w->op, &w->index, size_along(&w->y, w->dim));
    RP_TRY(find_places(w, index, &p));
    return gpu_places_reduce(w->op, p, w->y.dtype, how);
}

GPU_OP(scatter)
{
    GPU_UNUSED;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    RP_TRY(open_write(&w, in, out));
    return put(&w, &w.index);
}

GPU_OP(scatter_add)
{
    GPU_UNUSED;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    RP_TRY(open_write(&w, in, out));
    return reduce(&w, &w.index, {GPU_ADD, false, 1, 1});
}

/* `reduce=`: "add" or "multiply", checked by meta. */
GPU_OP(scatter_named)
{
    GPU_UNUSED;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    RP_TRY(open_write(&w, in, out));
    return reduce(&w, &w.index, {in[4].n == 3 ? GPU_ADD : GPU_MULTIPLY, false, 1, 1});
}

/* The mean is a sum divided by how many there were, self among them if it is included. */
GPU_OP(scatter_reduce)
{
    GPU_UNUSED;
    const char *name = in[4].u.s;
    const gpu_reduction_kind how = name[0] == 's'   ? GPU_ADD
                                   : name[0] == 'p' ? GPU_MULTIPLY
                                   : name[0] == 'm' ? GPU_MEAN
                                   : name[2] == 'a' ? GPU_MAXIMUM
                                                    : GPU_MINIMUM;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    RP_TRY(open_write(&w, in, out));
    return reduce(&w, &w.index, {how, !kernel_bool(&in[5]), 1, 1});
}

GPU_OP(index_add)
{
    GPU_UNUSED;
    kernel_part wide;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    /* as PyTorch, before any index is looked at */
    if (kernel_geometry(&out[0]).numel == 0) return op.status;
    RP_TRY(open_write(&w, in, out));
    kernel_part_along(&wide, &w.index, &w.src, w.dim);
    return reduce(&w, &wide.g, {GPU_ADD, false, kernel_float(&in[4]), kernel_int(&in[4])});
}

GPU_OP(index_copy)
{
    GPU_UNUSED;
    kernel_part wide;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    RP_TRY(open_write(&w, in, out));
    kernel_part_along(&wide, &w.index, &w.src, w.dim);
    return put(&w, &wide.g);
}

/* The index broadcast to self's shape, with as many places along dim as it has. */
static rp_status fill_index(write_call *w)
{
    kernel_part like, wide;
    kernel_part_init(&like, &w->y, w->y.ndim);
    for (int d = 0; d < w->y.ndim; d++) {
        like.shape[d] = d == w->dim ? w->index.numel : w->y.shape[d];
        like.stride[d] = 0;
    }
    like.g.numel = kernel_product(like.shape, 0, w->y.ndim);
    kernel_part_along(&wide, &w->index, &like.g, w->dim);
    return put(w, &wide.g);
}

GPU_OP(index_fill_scalar)
{
    GPU_UNUSED;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    RP_TRY(open_write(&w, in, out));
    return fill_index(&w);
}

/* The number's value is needed where it might not fit: only then the host waits. */
GPU_OP(index_fill_tensor)
{
    GPU_UNUSED;
    gpu_op op(c);
    write_call w = {op, 0, {}, {}, {}};
    rp_geometry converted;
    RP_TRY(open_write(&w, in, out));
    if (w.y.dtype != w.src.dtype && !kernel_is_floating(w.y.dtype) && w.y.dtype != RP_BOOL) {
        rp_value v;
        RP_TRY(kernel_host->item(&v, in[3].u.t));
        if (!kernel_number_fits(w.y.dtype, kernel_float(&v), v.tag != RP_TAG_FLOAT))
            return RP_FAIL(RP_E_VALUE,
                           "index_fill: value %g cannot be converted to type %s without overflow",
                           kernel_float(&v), kernel_dtype_name(w.y.dtype));
    }
    RP_TRY(gpu_scratch_tensor(op, &converted, nullptr, nullptr, 0, w.y.dtype));
    RP_TRY(gpu_assign(op, &converted, &w.src));
    w.src = converted;
    return fill_index(&w);
}

GPU_TABLE(gather) = {
    GPU_ROW("aten::gather", gather),
    GPU_ROW("aten::index_select", index_select),
    GPU_ROW("aten::scatter.src", scatter),
    GPU_ROW("aten::scatter.value", scatter),
    GPU_ROW("aten::scatter_add", scatter_add),
    GPU_ROW("aten::scatter.reduce", scatter_named),
    GPU_ROW("aten::scatter.value_reduce", scatter_named),
    GPU_ROW("aten::scatter_reduce.two", scatter_reduce),
    GPU_ROW("aten::index_add", index_add),
    GPU_ROW("aten::index_copy", index_copy),
    GPU_ROW("aten::index_fill.int_Scalar", index_fill_scalar),
    GPU_ROW("aten::index_fill.int_Tensor", index_fill_tensor),
    {},
};
