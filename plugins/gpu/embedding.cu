/* plugins/gpu/embedding.cu - rows of a table, and the gradient of the table
 *
 * N indices, V rows of D elements. The gradient sorts the indices by row, and equal ones keep their order: then every row of the result
 * is summed by one block, in the order of the indices, and written once.
 */
#include "embedding.h"
#include "reduce.h"

/* Every index is in [0, limit), or it is reported. */
static rp_status check_indices(gpu_op &op, const rp_geometry *index, int64_t limit)
{
    const gpu_vector at = gpu_vector_of(index);
    const gpu_reporter reporter = op.reporter;
    return gpu_each(op, index->numel, [=] GPU_LAMBDA(int64_t i) { (void)gpu_table_row(reporter, at, i, limit); });
}

rp_status gpu_rows_sorted(gpu_op &op, gpu_ptr<const gpu_item> *sorted, const rp_geometry *index, int64_t rows, int64_t padding)
{
    const gpu_vector from = gpu_vector_of(index);
    const gpu_reporter reporter = op.reporter;
    const int64_t n = index->numel;
    gpu_ptr<gpu_item> items;
    RP_TRY(op.scratch(&items, n));
    RP_TRY(gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = gpu_table_row(reporter, from, i, rows);
        items[i] = gpu_item{(uint64_t)(row == padding ? rows : row), i}; /* the padding behind all others */
    }));
    *sorted = items;
    return n ? gpu_sort_items(op, sorted, items, n) : RP_OK;
}

struct lookup {
    int64_t d, rows, down, along; /* strides of the table in elements */
    gpu_vector index;
    gpu_reporter reporter;
};
template <class T> static rp_status look_up(gpu_op &op, const lookup &o, gpu_ptr<T> y, gpu_ptr<const T> w, int64_t n)
{
    return gpu_each(op, n, [=] GPU_LAMBDA(int64_t at) {
        const int64_t i = at / o.d, k = at - i * o.d, row = gpu_table_row(o.reporter, o.index, i, o.rows);
        y[at] = w[row * o.down + k * o.along];
    });
}
/* Rows of whole packs of 16 bytes move as packs. */
static bool as_packs(lookup *o, int64_t bytes, const void *y, const void *w)
{
    const int64_t pack = 16 / bytes;
    if (o->along != 1 || o->d % pack || o->down % pack || (uintptr_t)y % 16 || (uintptr_t)w % 16) return false;
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
    lookup o = {w.shape[1], w.shape[0], w.stride[0], w.stride[1], gpu_vector_of(&index), op.reporter};
    if (as_packs(&o, bytes, y.data, w.data)) {
        RP_TRY(look_up<pack>(op, o, gpu_at<pack>(y.data), gpu_at<const pack>(w.data), index.numel * o.d));
        return gpu_output_done(op, &result, &y);
    }
    GPU_SIZES(bytes, T, RP_TRY(look_up<T>(op, o, gpu_at<T>(y.data), gpu_at<const T>(w.data), y.numel)))
    return gpu_output_done(op, &result, &y);
}

/* ---- the gradient ------------------------------------------------------------------------------------------------------------------------ */
struct embedding_sum {
    int64_t n, d;
    gpu_ptr<const char> g; /* dense: N x D */
    gpu_ptr<char> y;       /* V x D */
    rp_dtype dtype;
    gpu_ptr<const gpu_item> sorted; /* indices by row */
    bool by_frequency;
};

/* What elements that are read as T are summed in. */
template <class T> struct summed {
    typedef gpu_compute<T> type;
};
template <class C> struct summed<gpu_any<C>> {
    typedef C type;
};

template <class T> static rp_status sum_rows(gpu_op &op, const embedding_sum &t, int64_t rows)
{
    typedef typename summed<T>::type C;
    const int64_t size = (int64_t)kernel_element(t.dtype);
    return gpu_each_block(op, rows, gpu_block_threads(t.d), [=] GPU_LAMBDA(int64_t row) {
        const int64_t from = gpu_items_below(t.sorted, t.n, (uint64_t)row), to = gpu_items_below(t.sorted, t.n, (uint64_t)row + 1);
        for (int64_t k = threadIdx.x; k < t.d; k += blockDim.x) {
            C sum = 0;
            for (int64_t i = from; i < to; i++) sum += gpu_reduce_load((const T *)nullptr, t.g + (t.sorted[i].at * t.d + k) * size, t.dtype);
            gpu_store<C>(t.y + (row * t.d + k) * size, t.dtype, t.by_frequency && to - from > 1 ? sum / (C)(to - from) : sum);
        }
    });
}

/* (grad_output, indices, num_weights, padding_idx, scale_grad_by_freq) */
GPU_OP(embedding_dense_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[3][RP_MAX_DIMS];
    rp_geometry g = kernel_geometry(&in[0]), index = kernel_geometry(&in[1]), y = kernel_geometry(&out[0]);
    const rp_geometry result = y;
    const int64_t rows = y.shape[0], padding = kernel_int(&in[3]);
    RP_TRY(gpu_dense(op, &index, stride[0], index.dtype));
    if (y.numel == 0) return check_indices(op, &index, rows);
    RP_TRY(gpu_dense(op, &g, stride[1], g.dtype));
    RP_TRY(gpu_output(op, &y, stride[2]));
    embedding_sum t = {index.numel, y.shape[1], gpu_at<const char>(g.data), gpu_at<char>(y.data), y.dtype, gpu_at<const gpu_item>(nullptr), kernel_bool(&in[4])};
    RP_TRY(gpu_rows_sorted(op, &t.sorted, &index, rows, padding));
    GPU_FLOATS(y.dtype, T, RP_TRY(sum_rows<gpu_any<int64_t>>(op, t, rows)), RP_TRY(sum_rows<T>(op, t, rows)))
    return gpu_output_done(op, &result, &y);
}

GPU_TABLE(embedding) = {
    GPU_ROW("aten::embedding", embedding),
    GPU_ROW("aten::embedding_dense_backward", embedding_dense_backward),
    {},
};
