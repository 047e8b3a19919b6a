/* plugins/gpu/slice.cu - a part in its place, among zeros (gradients of slice, select, diagonal) or
   among others (*_scatter); flip */
#include "part.h"

static int64_t clamped(int64_t v, int64_t size)
{
    if (v < 0) v += size;
    return v < 0 ? 0 : v > size ? size : v;
}

/* (grad, sizes, dim, start, end, step); the gradient may be broadcast to the slice */
static void slice_grad_part(kernel_part *p, const rp_geometry *y, const rp_value *in)
{
    const int dim = kernel_dim(kernel_int(&in[2]), y->ndim);
    const int64_t start = clamped(kernel_int(&in[3]), y->shape[dim]),
                  end = clamped(kernel_int(&in[4]), y->shape[dim]), step = kernel_int(&in[5]);
    kernel_part_slice(p, y, dim, start, end > start ? (end - start + step - 1) / step : 0, step);
}

/* (self, src, dim, start, end, step) */
static void slice_scatter_part(kernel_part *p, const rp_geometry *y, const rp_value *in)
{
    const int dim = kernel_dim(kernel_int(&in[2]), y->ndim);
    const rp_geometry src = kernel_geometry(&in[1]);
    int64_t start = kernel_given(&in[3]) ? kernel_int(&in[3]) : 0;
    if (start < 0) start += y->shape[dim];
    kernel_part_slice(p, y, dim, start < 0 ? 0 : start, src.shape[dim], kernel_int(&in[5]));
}

/* (grad or self, sizes or src, dim, index) */
static void select_part(kernel_part *p, const rp_geometry *y, const rp_value *in)
{
    const int dim = kernel_dim(kernel_int(&in[2]), y->ndim);
    const int64_t index = kernel_int(&in[3]);
    kernel_part_select(p, y, dim, index < 0 ? index + y->shape[dim] : index);
}

/* (grad or self, sizes or src, offset, dim1, dim2) */
static void diagonal_part(kernel_part *p, const rp_geometry *y, const rp_value *in)
{
    const int dim1 = kernel_dim(kernel_int(&in[3]), y->ndim),
              dim2 = kernel_dim(kernel_int(&in[4]), y->ndim);
    kernel_part_diagonal(p, y, kernel_int(&in[2]), dim1, dim2);
}

/* `self` finds the part. */
typedef void part_of(kernel_part *p, const rp_geometry *y, const rp_value *in);
struct part_finder {
    part_of *find;
};

GPU_OP(among_zeros)
{
    GPU_UNUSED;
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    kernel_part part;
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    ((const part_finder *)self)->find(&part, &y, in);
    if (part.g.numel != y.numel) RP_TRY(gpu_clear(op, &y));
    return part.g.numel ? gpu_assign(op, &part.g, &g) : RP_OK;
}

GPU_OP(among_others)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), src = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
    kernel_part part;
    gpu_op op(c);
    RP_TRY(gpu_copy_self(op, &y, &x));
    if (src.numel == 0) return RP_OK;
    ((const part_finder *)self)->find(&part, &y, in);
    return part.g.numel ? gpu_assign(op, &part.g, &src) : RP_OK;
}

/* A copy that walks some dims of its source backwards. */
GPU_OP(flip)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    kernel_part back;
    if (x.numel == 0) return RP_OK;
    kernel_part_flip(&back, &x, &in[1]);
    gpu_op op(c);
    return gpu_assign(op, &y, &back.g);
}

static const part_finder slice_grad = {slice_grad_part}, slice_in = {slice_scatter_part},
                         selected = {select_part}, diagonal = {diagonal_part};
GPU_TABLE(slice) = {
    GPU_ROW_WITH("aten::slice_backward", among_zeros, &slice_grad),
    GPU_ROW_WITH("aten::select_backward", among_zeros, &selected),
    GPU_ROW_WITH("aten::diagonal_backward", among_zeros, &diagonal),
    GPU_ROW_WITH("aten::slice_scatter", among_others, &slice_in),
    GPU_ROW_WITH("aten::select_scatter", among_others, &selected),
    GPU_ROW_WITH("aten::diagonal_scatter", among_others, &diagonal),
    GPU_ROW("aten::flip", flip),
    {},
};
