/* plugins/gpu/outer.cu - addr and cross products */
#include "part.h"
#include "plugins/common/elementwise.h"

/* ---- addr ------------------------------------------------------------------------------------ */
/* Y[i, j] = beta self[i, j] + alpha a[i] b[j]. Bool: (beta and self) or (alpha and a and b) */
template <class C>
struct addr_numbers {
    C beta, alpha;
    rp_dtype y, self, a, b;
};

template <class C, class N>
static rp_status addr_as(gpu_op &op, const gpu_iter<4> &it, const addr_numbers<N> &n)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[4];
        it.offsets(i, at);
        N v = n.alpha * (N)gpu_load<C>(it.data[2] + at[2], n.a) *
              (N)gpu_load<C>(it.data[3] + at[3], n.b);
        if (n.beta != 0) v += n.beta * (N)gpu_load<C>(it.data[1] + at[1], n.self);
        gpu_store<C>(it.data[0] + at[0], n.y, (C)v);
    });
}

GPU_OP(addr)
{
    GPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), a = kernel_geometry(&in[1]),
                      b = kernel_geometry(&in[2]);
    const rp_dtype compute = kernel_compute_dtype(kernel_host->call_dtype(c));
    rp_geometry x;
    kernel_part rows, columns;
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    if (y.numel == 0) return RP_OK;
    kernel_part_along(&rows, &a, &y, 0);
    kernel_part_along(&columns, &b, &y, 1);
    const gpu_iter<4> it = gpu_iterate<4>({&y, &x, &rows.g, &columns.g});
    const double beta = kernel_float(&in[3]), alpha = kernel_float(&in[4]);
    if (compute == RP_F64)
        return addr_as<double, double>(op, it, {beta, alpha, y.dtype, x.dtype, a.dtype, b.dtype});
    if (compute == RP_F32)
        return addr_as<float, float>(
            op, it, {(float)beta, (float)alpha, y.dtype, x.dtype, a.dtype, b.dtype});
    return addr_as<int64_t, uint64_t>(op, it,
                                      {(uint64_t)kernel_int(&in[3]), (uint64_t)kernel_int(&in[4]),
                                       y.dtype, x.dtype, a.dtype, b.dtype});
}

/* ---- cross: y_k = a_p b_q - a_q b_p, (k, p, q) in a circle ----------------------------------- */
struct cross_steps { /* bytes from one component to the next */
    int64_t y, a, b;
    rp_dtype dtype;
};

template <class C, class N>
static rp_status cross_as(gpu_op &op, const gpu_iter<3> &it, const cross_steps &s)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[3];
        N u[3], v[3];
        it.offsets(i, at);
        for (int k = 0; k < 3; k++) {
            u[k] = (N)gpu_load<C>(it.data[1] + (at[1] + k * s.a), s.dtype);
            v[k] = (N)gpu_load<C>(it.data[2] + (at[2] + k * s.b), s.dtype);
        }
        for (int k = 0; k < 3; k++) {
            const int p = (k + 1) % 3, q = (k + 2) % 3;
            gpu_store<C>(it.data[0] + (at[0] + k * s.y), s.dtype, (C)(u[p] * v[q] - u[q] * v[p]));
        }
    });
}

GPU_OP(cross)
{
    GPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), a = kernel_geometry(&in[0]),
                      b = kernel_geometry(&in[1]);
    const int dim = kernel_dim(kernel_int(&in[2]), y.ndim);
    const int64_t size = (int64_t)kernel_element(y.dtype);
    kernel_part part[3]; /* the first components */
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    kernel_part_select(&part[0], &y, dim, 0);
    kernel_part_select(&part[1], &a, dim, 0);
    kernel_part_select(&part[2], &b, dim, 0);
    const gpu_iter<3> it = gpu_iterate<3>({&part[0].g, &part[1].g, &part[2].g});
    const cross_steps s = {y.stride[dim] * size, a.stride[dim] * size, b.stride[dim] * size,
                           y.dtype};
    return kernel_is_floating(y.dtype) ? cross_as<double, double>(op, it, s)
                                       : cross_as<int64_t, uint64_t>(op, it, s);
}

GPU_TABLE(outer) = {GPU_ROW("aten::addr", addr), GPU_ROW("aten::linalg_cross", cross), {}};
