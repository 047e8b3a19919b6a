/* plugins/gpu/embedding_bag.cu - _embedding_bag and its gradients
 *
 * table (V, D), n indices, B bags; bag b is [offset[b], offset[b + 1]). mode: 0 sum, 1 mean, 2 max.
 * Sums are double, in order. A block makes a bag; in the gradient, what goes to a row of the table,
 * or for maxima to an element, is a run (runs.h).
 */
#include "embedding.h"
#include "part.h"
#include "runs.h"

enum { SUM, MEAN, MAX };
struct bags {
    int64_t n, count, offset_count, dim, rows, padding;
    int mode;
    gpu_vector table, indices, offsets, scale; /* dense; scale (per sample) may be absent */
    gpu_reporter reporter;

    /* Where bag b begins; within the indices, whatever the offsets say. */
    GPU_MEMBER int64_t start(int64_t b) const
    {
        const int64_t at = b < offset_count ? offsets.get(b, INT64_C(0)) : n;
        return at < 0 ? 0 : at < n ? at : n;
    }
    GPU_MEMBER int64_t row(int64_t i) const
    {
        return gpu_table_row(reporter, indices, i, rows);
    }
    GPU_MEMBER int64_t size(int64_t b) const
    {
        int64_t found = 0;
        for (int64_t i = start(b); i < start(b + 1); i++) found += row(i) != padding;
        return found;
    }
    /* The bag of index i, -1 if it is in none. */
    GPU_MEMBER int64_t bag_of(int64_t i) const
    {
        int64_t low = 0, high = count - 1;
        while (low < high) { /* the last bag that begins here or before */
            const int64_t middle = (low + high + 1) / 2;
            if (start(middle) <= i) low = middle;
            else high = middle - 1;
        }
        return count && start(low) <= i && i < start(low + 1) ? low : -1;
    }
};

static rp_status bags_init(bags *o, gpu_op &op, rp_geometry *indices, const rp_value *offsets,
                           const rp_value *scale, int64_t *stride)
{
    const rp_geometry at = kernel_geometry(offsets);
    RP_TRY(gpu_dense(op, indices, stride, indices->dtype));
    o->n = indices->numel;
    o->offset_count = at.numel;
    o->indices = gpu_vector_of(indices);
    o->offsets = gpu_vector_of(&at);
    if (scale) o->scale = gpu_vector_at(scale);
    o->reporter = op.reporter;
    const bags all = *o;
    RP_TRY(gpu_each(op, o->n, [=] GPU_LAMBDA(int64_t i) { (void)all.row(i); }));
    return gpu_each(op, o->offset_count, [=] GPU_LAMBDA(int64_t b) {
        const int64_t v = all.offsets.get(b, INT64_C(0)),
                      before = b ? all.offsets.get(b - 1, INT64_C(0)) : 0;
        if (v < before || v > all.n || (b == 0 && v != 0))
            gpu_report(all.reporter, GPU_FAULT_VALUE, b, 0);
    });
}

/* ---- forward --------------------------------------------------------------------------------- */
struct results {
    gpu_vector y, size, most;
};

/* Column d of bag b. */
GPU_FN void reduce_bag(const bags &o, const results &r, int64_t b, int64_t d, int64_t size)
{
    const int64_t end = o.start(b + 1);
    double sum = 0;
    int64_t best = -1;
    for (int64_t i = o.start(b); i < end; i++) {
        const int64_t row = o.row(i);
        if (row == o.padding) continue;
        const double v = o.table.get(row * o.dim + d, 0.0) * o.scale.get(i, 1.0);
        if (o.mode != MAX) {
            sum += v;
        } else if (best < 0 || v > sum || v != v) {
            sum = v;
            best = row;
        }
    }
    r.y.put(b * o.dim + d, o.mode == MEAN && size ? sum / (double)size : sum);
    if (o.mode == MAX) r.most.put(b * o.dim + d, best < 0 ? 0 : best);
}

/* (weight, indices, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights,
   include_last_offset, padding_idx) -> output, offset2bag, bag_size, max_indices; these are fresh
   and dense */
GPU_OP(embedding_bag)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry indices = kernel_geometry(&in[1]);
    const rp_geometry table = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]),
                      map = kernel_geometry(&out[1]);
    bags o = {};
    o.rows = table.shape[0];
    o.dim = table.shape[1];
    o.count = y.shape[0];
    o.mode = (int)kernel_int(&in[4]);
    o.padding = kernel_int(&in[8]);
    if (o.padding < 0) o.padding = o.padding < -1 ? o.padding + o.rows : -1;
    RP_TRY(bags_init(&o, op, &indices, &in[2], &in[6], stride));
    RP_TRY(gpu_dense_vector(op, &o.table, &in[0]));
    const results r = {gpu_vector_of(&y), gpu_vector_at(&out[2]), gpu_vector_at(&out[3])};
    const gpu_vector bag = gpu_vector_of(&map);
    RP_TRY(gpu_each(op, map.numel, [=] GPU_LAMBDA(int64_t i) {
        const int64_t b = o.bag_of(i);
        bag.put(i, b < 0 ? INT64_C(0) : b);
    }));
    return gpu_each_block(op, o.count, gpu_block_threads(o.dim), [=] GPU_LAMBDA(int64_t b) {
        const int64_t size = o.mode == SUM && threadIdx.x ? 0 : o.size(b);
        if (threadIdx.x == 0) r.size.put(b, o.mode == SUM ? INT64_C(0) : size);
        if (threadIdx.x == 0 && o.mode != MAX) r.most.put(b, o.mode == SUM ? INT64_C(0) : size);
        for (int64_t d = threadIdx.x; d < o.dim; d += blockDim.x) reduce_bag(o, r, b, d, size);
    });
}

/* ---- backward -------------------------------------------------------------------------------- */
struct share { /* of a bag's gradient that goes to an index: nothing for padding */
    int64_t bag;
    double part;
};

struct row_sum : gpu_run_sum<double> { /* a column is one of the table */
    int64_t dim;
    bool by_frequency;
    gpu_ptr<const share> shares;
    gpu_vector g, y;

    __device__ double add(double sum, int64_t i, int64_t d) const
    {
        const share s = shares[i];
        return s.part != 0 ? sum + g.get(s.bag * dim + d, 0.0) * s.part : sum;
    }
    __device__ void put(int64_t row, int64_t d, double sum, int64_t n) const
    {
        y.put(row * dim + d, by_frequency ? sum / (double)n : sum);
    }
};

/* Sums and means. */
static rp_status backward_sums(gpu_op &op, const bags &o, const rp_geometry *indices,
                               const gpu_vector &g, const gpu_vector &y, bool by_frequency)
{
    gpu_sorted by_row;
    gpu_ptr<int64_t> rows;
    gpu_ptr<share> shares;
    RP_TRY(op.scratch(&shares, o.n));
    RP_TRY(gpu_each(op, o.n, [=] GPU_LAMBDA(int64_t i) {
        const int64_t b = o.bag_of(i);
        const bool none = b < 0 || o.row(i) == o.padding;
        shares[i] =
            share{none ? 0 : b,
                  none ? 0 : o.scale.get(i, 1.0) / (o.mode == MEAN ? (double)o.size(b) : 1)};
    }));
    RP_TRY(gpu_table_rows(op, &rows, indices, o.rows, -1));
    RP_TRY(gpu_sort_keys(op, &by_row, rows, o.n, o.rows));
    return gpu_sum_runs(op, gpu_runs{by_row, o.n, o.rows, o.dim, true},
                        row_sum{{}, o.dim, by_frequency, shares, g, y});
}

/* over the bags that have their maximum in one element of the table */
struct maximum_sum : gpu_run_sum<double> {
    gpu_vector g, y;

    __device__ double add(double sum, int64_t i, int64_t) const
    {
        return sum + g.get(i, 0.0);
    }
    __device__ void put(int64_t element, int64_t, double sum, int64_t) const
    {
        y.put(element, sum);
    }
};

/* Maxima; of an empty bag there is none. */
static rp_status backward_maxima(gpu_op &op, const bags &o, const gpu_vector &g,
                                 const gpu_vector &most, const gpu_vector &y)
{
    const int64_t n = o.count * o.dim, elements = o.rows * o.dim;
    gpu_ptr<int64_t> size, element;
    gpu_sorted by_element;
    RP_TRY(op.scratch(&size, o.count));
    RP_TRY(op.scratch(&element, n));
    RP_TRY(gpu_each(op, o.count, [=] GPU_LAMBDA(int64_t b) { size[b] = o.size(b); }));
    RP_TRY(gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) {
        const int64_t b = i / o.dim, row = gpu_table_row(o.reporter, most, i, o.rows);
        element[i] = size[b] ? row * o.dim + i - b * o.dim : elements;
    }));
    RP_TRY(gpu_sort_keys(op, &by_element, element, n, elements + 1));
    return gpu_sum_runs(op, gpu_runs{by_element, n, elements, 1, false}, maximum_sum{{}, g, y});
}

/* (grad, indices, offsets, offset2bag, bag_size, maximum_indices, num_weights, scale_grad_by_freq,
   mode, sparse, per_sample_weights, padding_idx) */
GPU_OP(embedding_bag_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry y = kernel_geometry(&out[0]);
    rp_geometry indices = kernel_geometry(&in[1]);
    gpu_vector g, most;
    bags o = {};
    o.rows = y.shape[0];
    o.dim = y.shape[1];
    o.count = kernel_geometry(&in[0]).shape[0];
    o.mode = (int)kernel_int(&in[8]);
    o.padding = kernel_int(&in[11]);
    RP_TRY(bags_init(&o, op, &indices, &in[2], &in[10], stride));
    RP_TRY(gpu_dense_vector(op, &g, &in[0]));
    RP_TRY(gpu_dense_vector(op, &most, &in[5]));
    if (y.numel == 0) return op.status;
    RP_TRY(gpu_clear(op, &y));
    if (o.mode == MAX) return backward_maxima(op, o, g, most, gpu_vector_of(&y));
    return backward_sums(op, o, &indices, g, gpu_vector_of(&y), kernel_bool(&in[7]));
}

/* (grad, weight, indices, offsets, offset2bag, mode, padding_idx): d scale[i] = <grad[bag of i],
   table[indices[i]]> */
GPU_OP(samples_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry table = kernel_geometry(&in[1]);
    rp_geometry indices = kernel_geometry(&in[2]);
    gpu_vector grad;
    bags o = {};
    o.rows = table.shape[0];
    o.dim = table.shape[1];
    o.count = kernel_geometry(&in[0]).shape[0];
    o.padding = kernel_int(&in[6]);
    RP_TRY(bags_init(&o, op, &indices, &in[3], nullptr, stride));
    RP_TRY(gpu_dense_vector(op, &grad, &in[0]));
    RP_TRY(gpu_dense_vector(op, &o.table, &in[1]));
    const gpu_vector to = gpu_vector_at(&out[0]);
    return gpu_each_block(op, o.n, 64, [=] GPU_LAMBDA(int64_t i) {
        const int64_t b = o.bag_of(i), row = o.row(i);
        double sum = 0;
        for (int64_t d = threadIdx.x; b >= 0 && row != o.padding && d < o.dim; d += blockDim.x)
            sum += grad.get(b * o.dim + d, 0.0) * o.table.get(row * o.dim + d, 0.0);
        sum = gpu_block_reduce(sum, gpu_plus());
        if (threadIdx.x == 0) to.put(i, sum);
    });
}

GPU_TABLE(embedding_bag) = {
    GPU_ROW("aten::_embedding_bag", embedding_bag),
    GPU_ROW("aten::_embedding_bag_backward", embedding_bag_backward),
    GPU_ROW("aten::_embedding_bag_per_sample_weights_backward", samples_backward),
    {},
};
