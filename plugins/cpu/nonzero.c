/* plugins/cpu/nonzero.c - coordinates of the elements that are not zero (NaN is not) */
#include "walk.h"

/* Coordinates of element number `at` (row-major) into row i of y. */
static void write_row(const rp_geometry *y, int64_t i, const rp_geometry *x, int64_t at)
{
    int64_t *row = (int64_t *)y->data + i * y->stride[0];
    for (int d = x->ndim - 1; d >= 0; d--) {
        row[d * y->stride[1]] = at % x->shape[d];
        at /= x->shape[d];
    }
}

/* Rows [0, most) at the most; returns how many there are. */
static rp_status write_rows(const rp_geometry *y, const rp_geometry *x, int64_t most, int64_t *rows)
{
    int64_t stride[RP_MAX_DIMS], *at;
    cpu_scratch scratch = {0};
    uint8_t *flags = cpu_scratch_alloc(&scratch, (size_t)x->numel);
    rp_status st = RP_E_MEMORY;
    *rows = 0;
    if (!flags) return st;
    const rp_geometry mask = cpu_dense_geometry(x->shape, stride, x->ndim, RP_BOOL, flags);
    if (x->numel) cpu_assign(&mask, x);
    const int64_t n = cpu_mask_trues(&mask, stride, NULL);
    if ((at = cpu_scratch_alloc(&scratch, (size_t)n * sizeof *at))) {
        cpu_mask_trues(&mask, stride, at);
        *rows = n < most ? n : most;
        for (int64_t i = 0; i < *rows; i++) write_row(y, i, x, at[i]);
        st = RP_OK;
    }
    cpu_scratch_free(&scratch);
    return st;
}

CPU_KERNEL(nonzero)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    int64_t rows;
    CPU_UNUSED;
    return y.numel ? write_rows(&y, &x, y.shape[0], &rows) : RP_OK;
}

CPU_KERNEL(nonzero_static)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    int64_t rows;
    CPU_UNUSED;
    if (y.numel == 0) return RP_OK;
    RP_TRY(write_rows(&y, &x, y.shape[0], &rows));
    for (int64_t i = rows; i < y.shape[0]; i++)
        for (int64_t d = 0; d < y.shape[1]; d++)
            ((int64_t *)y.data)[i * y.stride[0] + d * y.stride[1]] = kernel_int(&in[2]);
    return RP_OK;
}

const rp_kernel_row cpu_nonzero[] = {
    CPU_ROW("aten::nonzero", nonzero), CPU_ROW("aten::nonzero_static", nonzero_static), {0}};
