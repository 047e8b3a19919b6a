/* plugins/cpu/slice.c - a part in its place, among zeros (gradients of slice and select) or among
   others (slice_scatter) */
#include "part.h"

static int64_t clamped(int64_t v, int64_t size)
{
    if (v < 0) v += size;
    return v < 0 ? 0 : v > size ? size : v;
}

/* The gradient may be broadcast to the slice. */
CPU_KERNEL(slice_backward)
{
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[2]), y.ndim);
    const int64_t start = clamped(kernel_int(&in[3]), y.shape[dim]),
                  end = clamped(kernel_int(&in[4]), y.shape[dim]), step = kernel_int(&in[5]);
    kernel_part part;
    CPU_UNUSED;
    if (end <= start || g.numel != y.numel) cpu_clear(&y);
    if (end <= start || y.numel == 0) return RP_OK;
    kernel_part_slice(&part, &y, dim, start, (end - start + step - 1) / step, step);
    cpu_assign(&part.g, &g);
    return RP_OK;
}

CPU_KERNEL(select_backward)
{
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[2]), y.ndim);
    const int64_t index = kernel_int(&in[3]);
    kernel_part part;
    CPU_UNUSED;
    if (g.numel != y.numel) cpu_clear(&y);
    if (y.numel == 0) return RP_OK;
    kernel_part_select(&part, &y, dim, index < 0 ? index + y.shape[dim] : index);
    cpu_assign(&part.g, &g);
    return RP_OK;
}

CPU_KERNEL(slice_scatter)
{
    const rp_geometry x = kernel_geometry(&in[0]), src = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[2]), y.ndim);
    int64_t start = kernel_given(&in[3]) ? kernel_int(&in[3]) : 0;
    kernel_part part;
    CPU_UNUSED;
    cpu_copy_self(&y, &x);
    if (src.numel == 0) return RP_OK;
    if (start < 0) start += y.shape[dim];
    kernel_part_slice(&part, &y, dim, start < 0 ? 0 : start, src.shape[dim], kernel_int(&in[5]));
    cpu_assign(&part.g, &src);
    return RP_OK;
}

CPU_KERNEL(select_scatter)
{
    const rp_geometry x = kernel_geometry(&in[0]), src = kernel_geometry(&in[1]),
                      y = kernel_geometry(&out[0]);
    const int dim = kernel_dim(kernel_int(&in[2]), y.ndim);
    const int64_t index = kernel_int(&in[3]);
    kernel_part part;
    CPU_UNUSED;
    cpu_copy_self(&y, &x);
    if (src.numel == 0) return RP_OK;
    kernel_part_select(&part, &y, dim, index < 0 ? index + y.shape[dim] : index);
    cpu_assign(&part.g, &src);
    return RP_OK;
}

const rp_kernel_row cpu_slice[] = {
    CPU_ROW("aten::slice_scatter", slice_scatter),
    CPU_ROW("aten::select_scatter", select_scatter),
    CPU_ROW("aten::slice_backward", slice_backward),
    CPU_ROW("aten::select_backward", select_backward),
    {0},
};
