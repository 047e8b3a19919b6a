/* plugins/cpu/index.c - elements by number along one dim: gather, scatter, index_select, index_add
 * and their kind
 *
 * index_select, index_add, index_copy and index_fill are the walk of walk.h with an index that is
 * broadcast along all other dims.
 */
#include "walk.h"

/* ---- reading --------------------------------------------------------------------------------- */
CPU_KERNEL(gather)
{
    const rp_geometry x = kernel_geometry(&in[0]), index = kernel_geometry(&in[2]),
                      y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    cpu_walk w;
    CPU_UNUSED;
    if (index.numel == 0) return RP_OK;
    RP_TRY(cpu_index_check("gather", &index, cpu_size_along(&x, dim), dim));
    cpu_walk_init(&w, &index, &y, &x, dim);
    cpu_walk_gather(&w);
    return RP_OK;
}

/* Whole rows where everything behind dim is dense: `inner` bytes each. */
static void select_rows(const rp_geometry *y, const rp_geometry *x, const rp_geometry *index,
                        int dim)
{
    const int64_t n = index->numel, size = (int64_t)kernel_element(x->dtype),
                  outer = kernel_product(x->shape, 0, dim);
    const int64_t inner = kernel_product(x->shape, dim + 1, x->ndim) * size, rows = outer * n,
                  step = index->ndim ? index->stride[0] : 0;
    const bool wide = index->dtype == RP_I64;
    const int64_t index_size = (int64_t)kernel_element(index->dtype);
#pragma omp parallel for num_threads(cpu_threads(y->numel, CPU_GRAIN)) schedule(static)
    for (int64_t r = 0; r < rows; r++) {
        const int64_t at =
            cpu_index_at((const char *)index->data + r % n * step * index_size, wide);
        memcpy((char *)y->data + r * inner,
               (const char *)x->data + (r / n * x->shape[dim] + at) * inner, (size_t)inner);
    }
}

CPU_KERNEL(index_select)
{
    const rp_geometry x = kernel_geometry(&in[0]), index = kernel_geometry(&in[2]),
                      y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[1]), x.ndim);
    kernel_part wide;
    cpu_walk w;
    CPU_UNUSED;
    RP_TRY(cpu_index_check("index_select", &index, cpu_size_along(&x, dim), dim));
    if (y.numel == 0) return RP_OK;
    if (x.ndim && kernel_contiguous(&x) && kernel_contiguous(&y)) {
        select_rows(&y, &x, &index, dim);
        return RP_OK;
    }
    kernel_part_along(&wide, &index, &y, dim);
    cpu_walk_init(&w, &wide.g, &y, &x, dim);
    cpu_walk_gather(&w);
    return RP_OK;
}

/* ---- writing: out = self, and then src at the index ------------------------------------------ */
struct write {
    const char *op;
    rp_geometry x, y, index, src;
    int dim;
};

static rp_status open_write(struct write *w, const char *op, const rp_value *in,
                            const rp_value *out)
{
    w->op = op;
    w->x = kernel_geometry(&in[0]);
    w->index = kernel_geometry(&in[2]);
    w->y = kernel_geometry(&out[0]);
    w->src = kernel_geometry(&in[3]);
    w->dim = kernel_dim(kernel_int(&in[1]), w->x.ndim);
    RP_TRY(cpu_index_check(op, &w->index, cpu_size_along(&w->x, w->dim), w->dim));
    cpu_copy_self(&w->y, &w->x);
    return RP_OK;
}

static void scatter(const struct write *w, const rp_geometry *index)
{
    cpu_walk walk;
    cpu_walk_init(&walk, index, &w->src, &w->y, w->dim);
    cpu_walk_scatter(&walk);
}

/* Half precision adds up in float, and is rounded once. */
static rp_status reduce(struct write *w, const rp_geometry *index, enum cpu_reduction how,
                        const rp_value *alpha)
{
    const rp_geometry target = w->y;
    int64_t stride[2][RP_MAX_DIMS];
    cpu_scratch scratch = {0};
    cpu_walk walk;
    rp_status st = cpu_widened(&scratch, &w->y, stride[0]);
    if (!st) st = cpu_widened(&scratch, &w->src, stride[1]);
    if (!st) {
        cpu_walk_init(&walk, index, &w->src, &w->y, w->dim);
        if (alpha) walk.alpha = kernel_float(alpha), walk.alpha_int = kernel_int(alpha);
        cpu_walk_reduce(&walk, how);
        if (w->y.data != target.data) cpu_assign(&target, &w->y);
    }
    cpu_scratch_free(&scratch);
    return st;
}

CPU_KERNEL(scatter_src)
{
    struct write w;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "scatter", in, out));
    if (w.index.numel) scatter(&w, &w.index);
    return RP_OK;
}

CPU_KERNEL(scatter_value)
{
    struct write w;
    uint64_t bits;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "scatter", in, out));
    w.src = cpu_constant(&bits, w.x.dtype, &in[3]);
    if (w.index.numel) scatter(&w, &w.index);
    return RP_OK;
}

CPU_KERNEL(scatter_add)
{
    struct write w;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "scatter_add", in, out));
    return w.index.numel ? reduce(&w, &w.index, CPU_REDUCE_ADD, NULL) : RP_OK;
}

/* `reduce=`: "add" or "multiply", checked by meta. */
static enum cpu_reduction named(const rp_value *name)
{
    return name->n == 3 ? CPU_REDUCE_ADD : CPU_REDUCE_MULTIPLY;
}

CPU_KERNEL(scatter_reduce_src)
{
    struct write w;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "scatter", in, out));
    return w.index.numel ? reduce(&w, &w.index, named(&in[4]), NULL) : RP_OK;
}

CPU_KERNEL(scatter_reduce_value)
{
    struct write w;
    uint64_t bits;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "scatter", in, out));
    w.src = cpu_constant(&bits, w.x.dtype, &in[3]);
    return w.index.numel ? reduce(&w, &w.index, named(&in[4]), NULL) : RP_OK;
}

CPU_KERNEL(index_add)
{
    struct write w;
    kernel_part wide;
    CPU_UNUSED;
    /* as PyTorch, before any index is looked at */
    if (kernel_geometry(&out[0]).numel == 0) return RP_OK;
    RP_TRY(open_write(&w, "index_add", in, out));
    if (w.src.numel == 0) return RP_OK;
    kernel_part_along(&wide, &w.index, &w.src, w.dim);
    return reduce(&w, &wide.g, CPU_REDUCE_ADD, &in[4]);
}

CPU_KERNEL(index_copy)
{
    struct write w;
    kernel_part wide;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "index_copy", in, out));
    if (w.src.numel == 0) return RP_OK;
    kernel_part_along(&wide, &w.index, &w.src, w.dim);
    scatter(&w, &wide.g);
    return RP_OK;
}

/* The index broadcast to self's shape with as many places along dim as it has. */
static void fill_index(struct write *w)
{
    kernel_part like, wide;
    if (w->index.numel == 0) return;
    kernel_part_init(&like, &w->y, w->y.ndim);
    for (int d = 0; d < w->y.ndim; d++) {
        like.shape[d] = d == w->dim ? w->index.numel : w->y.shape[d];
        like.stride[d] = 0;
    }
    like.g.numel = kernel_product(like.shape, 0, w->y.ndim);
    kernel_part_along(&wide, &w->index, &like.g, w->dim);
    scatter(w, &wide.g);
}

CPU_KERNEL(index_fill_scalar)
{
    struct write w;
    uint64_t bits;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "index_fill", in, out));
    w.src = cpu_constant(&bits, w.x.dtype, &in[3]);
    fill_index(&w);
    return RP_OK;
}

CPU_KERNEL(index_fill_tensor)
{
    struct write w;
    uint64_t bits = 0;
    CPU_UNUSED;
    RP_TRY(open_write(&w, "index_fill", in, out));
    if (!cpu_value_fits(w.x.dtype, &w.src))
        return RP_FAIL(RP_E_VALUE,
                       "index_fill: value %g cannot be converted to type %s without overflow",
                       cpu_load(w.src.data, w.src.dtype), kernel_dtype_name(w.x.dtype));
    const rp_geometry converted = cpu_dense_geometry(NULL, NULL, 0, w.x.dtype, &bits);
    cpu_assign(&converted, &w.src);
    w.src = converted;
    fill_index(&w);
    return RP_OK;
}

const rp_kernel_row cpu_index[] = {
    CPU_ROW("aten::gather", gather),
    CPU_ROW("aten::index_select", index_select),
    CPU_ROW("aten::scatter.src", scatter_src),
    CPU_ROW("aten::scatter.value", scatter_value),
    CPU_ROW("aten::scatter_add", scatter_add),
    CPU_ROW("aten::scatter.reduce", scatter_reduce_src),
    CPU_ROW("aten::scatter.value_reduce", scatter_reduce_value),
    CPU_ROW("aten::index_add", index_add),
    CPU_ROW("aten::index_copy", index_copy),
    CPU_ROW("aten::index_fill.int_Scalar", index_fill_scalar),
    CPU_ROW("aten::index_fill.int_Tensor", index_fill_tensor),
    {0},
};
