/* plugins/gpu/tril.cu - tril, triu and their indices: row r of `rows` keeps the columns up to, or
   from, r + diagonal */
#include "part.h"

/* No overflow: a diagonal further out keeps as much. */
static int64_t near_diagonal(int64_t diagonal, int64_t rows, int64_t columns)
{
    return diagonal > columns ? columns : diagonal < -rows ? -rows : diagonal;
}

/* ---- a matrix without one of its parts ------------------------------------------------------- */
/* Operands 2 and 3 have no memory: their distances are the row and the column. */
template <class T>
static rp_status triangle(gpu_op &op, const gpu_iter<4> &it, int64_t diagonal, bool lower)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[4];
        it.offsets(i, at);
        const int64_t beyond = at[3] - at[2] - diagonal; /* above zero: right of the diagonal */
        it.at<T>(0, at[0]) = (lower ? beyond <= 0 : beyond >= 0) ? it.at<const T>(1, at[1]) : (T)0;
    });
}

static void counting(kernel_part *p, const rp_geometry *like, int dim)
{
    kernel_part_init(p, like, like->ndim);
    for (int d = 0; d < like->ndim; d++) {
        p->shape[d] = like->shape[d];
        p->stride[d] = d == dim;
    }
    p->g.dtype = RP_U8;
    p->g.data = nullptr;
}

static rp_status keep(rp_call *c, const rp_value *in, rp_value *out, bool lower)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    kernel_part row, column;
    if (x.numel == 0) return RP_OK;
    const int64_t diagonal =
        near_diagonal(kernel_int(&in[1]), x.shape[x.ndim - 2], x.shape[x.ndim - 1]);
    gpu_op op(c);
    counting(&row, &y, y.ndim - 2);
    counting(&column, &y, y.ndim - 1);
    const gpu_iter<4> it = gpu_iterate<4>({&y, &x, &row.g, &column.g});
    GPU_SIZES(kernel_element(y.dtype), T, return triangle<T>(op, it, diagonal, lower))
}

GPU_OP(tril)
{
    GPU_UNUSED;
    return keep(c, in, out, true);
}

GPU_OP(triu)
{
    GPU_UNUSED;
    return keep(c, in, out, false);
}

/* ---- the elements of such a part by row and column ------------------------------------------- */
/* Sum of s cut to [0, n], for s below t. */
GPU_FN int64_t staircase(int64_t t, int64_t n)
{
    if (t <= 0) return 0;
    return t <= n ? t * (t - 1) / 2 : n * (n - 1) / 2 + (t - n) * n;
}

struct part_rows {
    int64_t rows, columns, offset;
    bool lower;

    /* Elements in the rows before r. */
    __device__ int64_t before(int64_t r) const
    {
        const int64_t first = offset + (lower ? 1 : 0),
                      cut = staircase(r + first, columns) - staircase(first, columns);
        return lower ? cut : r * columns - cut;
    }
    __device__ int64_t row_of(int64_t element) const
    {
        int64_t low = 0, high = rows - 1;
        while (low < high) {
            const int64_t middle = (low + high + 1) / 2;
            if (before(middle) <= element) low = middle;
            else high = middle - 1;
        }
        return low;
    }
};

static rp_status indices(rp_call *c, const rp_value *in, rp_value *out, bool lower)
{
    const rp_geometry y = kernel_geometry(&out[0]);
    const rp_dtype d = y.dtype;
    const int64_t rows = kernel_int(&in[0]), columns = kernel_int(&in[1]),
                  size = (int64_t)kernel_element(d);
    const part_rows p = {rows, columns, near_diagonal(kernel_int(&in[2]), rows, columns), lower};
    if (y.numel == 0) return RP_OK;
    const int64_t n = y.shape[1], step = y.stride[1] * size, second = y.stride[0] * size;
    const gpu_ptr<char> to = gpu_at<char>(y.data);
    gpu_op op(c);
    return gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = p.row_of(i), rest = i - p.before(row), from = row + p.offset;
        gpu_store<int64_t>(to + i * step, d, row);
        gpu_store<int64_t>(to + (second + i * step), d,
                           p.lower ? rest : rest + (from < 0 ? 0 : from));
    });
}

GPU_OP(tril_indices)
{
    GPU_UNUSED;
    return indices(c, in, out, true);
}

GPU_OP(triu_indices)
{
    GPU_UNUSED;
    return indices(c, in, out, false);
}

GPU_TABLE(tril) = {
    GPU_ROW("aten::tril", tril),
    GPU_ROW("aten::triu", triu),
    GPU_ROW("aten::tril_indices", tril_indices),
    GPU_ROW("aten::triu_indices", triu_indices),
    {},
};
