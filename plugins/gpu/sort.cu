/* plugins/gpu/sort.cu - sort and topk along one dimension; every sort is stable */
#include "order.h"

/* The first `k` elements of every line, and where they are. */
static rp_status run(rp_call *c, const rp_value *x_value, const rp_value *dim, const rp_value *out,
                     bool descending, const rp_value *k)
{
    gpu_op op(c);
    gpu_ptr<const gpu_item> items;
    const rp_geometry x = kernel_geometry(x_value), values = kernel_geometry(&out[0]),
                      indices = kernel_geometry(&out[1]);
    const gpu_lines l = gpu_lines_of(&x, &values, &indices, kernel_dim(kernel_int(dim), x.ndim));
    /* a tensor without dimensions is given back, whatever k */
    const int64_t first = k && x.ndim ? kernel_int(k) : l.n;
    const int64_t size = (int64_t)kernel_element(x.dtype), wanted = l.each.numel * first;
    if (!wanted) return RP_OK;
    RP_TRY(gpu_sort_lines(op, &items, l, first, descending));
    return gpu_each(op, wanted, [=] GPU_LAMBDA(int64_t e) {
        const int64_t line = e / first, i = e % first, at = items[e].at;
        gpu_move(l.at(1, line) + i * l.step[1], l.at(0, line) + at * l.step[0], size);
        *gpu_cast<int64_t>(l.at(2, line) + i * l.step[2]) = at;
    });
}

/* (self, dim, descending) */
GPU_OP(sort)
{
    GPU_UNUSED;
    return run(c, &in[0], &in[1], out, kernel_bool(&in[2]), nullptr);
}

/* (self, stable, dim, descending) */
GPU_OP(sort_stable)
{
    GPU_UNUSED;
    return run(c, &in[0], &in[2], out, kernel_bool(&in[3]), nullptr);
}

/* (self, k, dim, largest, sorted) */
GPU_OP(topk)
{
    GPU_UNUSED;
    return run(c, &in[0], &in[2], out, kernel_bool(&in[3]), &in[1]);
}

GPU_TABLE(sort) = {
    GPU_ROW("aten::sort", sort),
    GPU_ROW("aten::sort.stable", sort_stable),
    GPU_ROW("aten::topk", topk),
    {},
};
