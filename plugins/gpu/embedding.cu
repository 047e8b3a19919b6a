/* plugins/gpu/embedding.cu - rows of a table, and the gradient of the table: sums of rows by place
 * (places.h)
 *
 * N indices, V rows of D elements.
 */
#include "embedding.h"
#include "part.h"
#include "places.h"

/* Every index is in [0, limit), or it is reported. */
static rp_status check_indices(gpu_op &op, const rp_geometry *index, int64_t limit)
{
    const gpu_vector at = gpu_vector_of(index);
    const gpu_reporter reporter = op.reporter;
    return gpu_each(op, index->numel,
                    [=] GPU_LAMBDA(int64_t i) { (void)gpu_table_row(reporter, at, i, limit); });
}

rp_status gpu_table_rows(gpu_op &op, gpu_ptr<int64_t> *out, const rp_geometry *index, int64_t rows,
                         int64_t padding)
{
    const gpu_vector from = gpu_vector_of(index);
    const gpu_reporter reporter = op.reporter;
    gpu_ptr<int64_t> to;
    RP_TRY(op.scratch(&to, index->numel));
    *out = to;
    return gpu_each(op, index->numel, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = gpu_table_row(reporter, from, i, rows);
        to[i] = row == padding ? rows : row;
    });
}

struct lookup {
    int64_t d, rows, down, along; /* strides of the table in elements */
    gpu_vector index;
    gpu_reporter reporter;
};
template <class T>
static rp_status look_up(gpu_op &op, const lookup &o, gpu_ptr<T> y, gpu_ptr<const T> w, int64_t n)
{
    return gpu_each(op, n, [=] GPU_LAMBDA(int64_t at) {
        const int64_t i = at / o.d, k = at - i * o.d,
                      row = gpu_table_row(o.reporter, o.index, i, o.rows);
        y[at] = w[row * o.down + k * o.along];
    });
}
/* Rows of whole packs of 16 bytes move as packs. */
static bool as_packs(lookup *o, int64_t bytes, const void *y, const void *w)
{
    const int64_t pack = 16 / bytes;
    if (o->along != 1 || o->d % pack || o->down % pack || (uintptr_t)y % 16 || (uintptr_t)w % 16)
        return false;
    o->d /= pack;
    o->down /= pack;
    return true;
}

GPU_OP(embedding)
{
    GPU_UNUSED;
    typedef gpu_pack<float> pack;
    gpu_op op(c);
    int64_t stride[2][RP_MAX_DIMS];
    const rp_geometry w = kernel_geometry(&in[0]), result = kernel_geometry(&out[0]);
    rp_geometry index = kernel_geometry(&in[1]), y = result;
    const int64_t bytes = (int64_t)kernel_element(w.dtype);
    RP_TRY(gpu_dense(op, &index, stride[0], index.dtype));
    if (y.numel == 0) return check_indices(op, &index, w.shape[0]);
    RP_TRY(gpu_output(op, &y, stride[1]));
    lookup o = {w.shape[1], w.shape[0], w.stride[0], w.stride[1], gpu_vector_of(&index),
                op.reporter};
    if (as_packs(&o, bytes, y.data, w.data)) {
        RP_TRY(look_up<pack>(op, o, gpu_at<pack>(y.data), gpu_at<const pack>(w.data),
                             index.numel * o.d));
        return gpu_output_done(op, &result, &y);
    }
    GPU_SIZES(bytes, T,
              RP_TRY(look_up<T>(op, o, gpu_at<T>(y.data), gpu_at<const T>(w.data), y.numel)))
    return gpu_output_done(op, &result, &y);
}

/* (grad_output, indices, num_weights, padding_idx, scale_grad_by_freq) */
GPU_OP(embedding_dense_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry g = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    rp_geometry index = kernel_geometry(&in[1]);
    const int64_t rows = y.shape[0];
    kernel_part place, value, row, from;
    gpu_places p;
    RP_TRY(gpu_dense(op, &index, stride, index.dtype));
    RP_TRY(gpu_clear(op, &y));
    if (y.numel == 0 || index.numel == 0) return check_indices(op, &index, rows);
    kernel_part_select(&place, &y, 1, 0);
    kernel_part_select(&row, &y, 0, 0);
    kernel_part_select(&value, &g, g.ndim - 1, 0);
    kernel_part_init(&from, &g, 1);
    from.shape[0] = g.shape[g.ndim - 1];
    from.stride[0] = g.stride[g.ndim - 1];
    place.g.data = value.g.data = nullptr;
    p.n = index.numel;
    p.slots = rows;
    p.dropped = true; /* the padding */
    p.place = gpu_iterate_in_order<1>(&place.g, {&place.g});
    p.value = gpu_iterate_in_order<1>(&value.g, {&value.g});
    p.rest = gpu_iterate<2>({&row.g, &from.g});
    RP_TRY(gpu_table_rows(op, &p.slot, &index, rows, kernel_int(&in[3])));
    return gpu_places_reduce(op, p, y.dtype,
                             {kernel_bool(&in[4]) ? GPU_MEAN : GPU_ADD, true, 1, 1});
}

GPU_TABLE(embedding) = {
    GPU_ROW("aten::embedding", embedding),
    GPU_ROW("aten::embedding_dense_backward", embedding_dense_backward),
    {},
};
