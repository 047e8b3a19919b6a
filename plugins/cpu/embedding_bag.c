/* plugins/cpu/embedding_bag.c - _embedding_bag and its gradients
 *
 * table (V, D), n indices, B bags; bag b is [offset[b], offset[b + 1]). mode: 0 sum, 1 mean, 2 max.
 * Sums are double, in order.
 */
#include "scratch.h"
#include <math.h>

enum { SUM, MEAN, MAX };
typedef struct bags {
    rp_geometry table, indices, offsets, scale; /* dense; scale (per sample) may be absent */
    int64_t n, count, dim, rows, padding;
    int mode;
} bags;

static void set_integer(const rp_geometry *g, int64_t i, int64_t v)
{
    cpu_store_int((char *)g->data + i * (int64_t)kernel_element(g->dtype), g->dtype, v);
}
static int64_t start(const bags *o, int64_t b)
{
    return b < o->offsets.numel ? cpu_get_int(&o->offsets, b) : o->n;
}
static int64_t end(const bags *o, int64_t b)
{
    return b + 1 < o->offsets.numel ? cpu_get_int(&o->offsets, b + 1) : o->n;
}

static rp_status check(const bags *o)
{
    for (int64_t i = 0; i < o->n; i++) {
        const int64_t v = cpu_get_int(&o->indices, i);
        if (v < 0 || v >= o->rows)
            return RP_FAIL(
                RP_E_INDEX,
                "embedding_bag: Index %lld of input takes value %lld which is not in the valid range [0, %lld)",
                (long long)i, (long long)v, (long long)o->rows);
    }
    for (int64_t b = 0; b < o->offsets.numel; b++) {
        const int64_t v = cpu_get_int(&o->offsets, b),
                      before = b ? cpu_get_int(&o->offsets, b - 1) : 0;
        if (v < before || v > o->n || (b == 0 && v != 0))
            return RP_FAIL(
                RP_E_VALUE,
                "embedding_bag: offsets begin with 0 and rise to at most %lld, but offsets[%lld] is %lld",
                (long long)o->n, (long long)b, (long long)v);
    }
    return RP_OK;
}

static rp_status bags_init(bags *o, cpu_scratch *s, const rp_value *indices,
                           const rp_value *offsets, const rp_value *scale,
                           int64_t (*stride)[RP_MAX_DIMS])
{
    o->indices = kernel_geometry(indices);
    o->offsets = kernel_geometry(offsets);
    o->n = o->indices.numel;
    if (scale) o->scale = kernel_geometry(scale);
    RP_TRY(cpu_scratch_dense(s, &o->indices, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &o->offsets, stride[1]));
    RP_TRY(cpu_scratch_dense(s, &o->scale, stride[2]));
    return check(o);
}

/* ---- forward ---- */
typedef struct results {
    rp_geometry y, map, size, most;
} results;

static void reduce_bag(const bags *o, const results *r, int64_t b, int64_t size)
{
    for (int64_t d = 0; d < o->dim; d++) {
        double sum = 0;
        int64_t best = -1;
        for (int64_t i = start(o, b); i < end(o, b); i++) {
            const int64_t row = cpu_get_int(&o->indices, i);
            if (row == o->padding) continue;
            const double v =
                cpu_get(&o->table, row * o->dim + d) * (o->scale.data ? cpu_get(&o->scale, i) : 1);
            if (o->mode != MAX) sum += v;
            else if (best < 0 || v > sum || isnan(v)) sum = v, best = row;
        }
        cpu_put(&r->y, b * o->dim + d, o->mode == MEAN && size ? sum / (double)size : sum);
        if (o->mode == MAX) set_integer(&r->most, b * o->dim + d, best < 0 ? 0 : best);
    }
}

static int64_t bag_size(const bags *o, int64_t b)
{
    int64_t size = 0;
    for (int64_t i = start(o, b); i < end(o, b); i++)
        size += cpu_get_int(&o->indices, i) != o->padding;
    return size;
}

static void forward_bag(const bags *o, const results *r, int64_t b)
{
    const int64_t size = bag_size(o, b);
    set_integer(&r->size, b, o->mode == SUM ? 0 : size);
    if (o->mode != MAX) set_integer(&r->most, b, o->mode == SUM ? 0 : size);
    for (int64_t i = start(o, b); i < end(o, b) && r->map.numel; i++) set_integer(&r->map, i, b);
    reduce_bag(o, r, b, size);
}

/* (weight, indices, offsets, scale_grad_by_freq, mode, sparse, per_sample_weights,
   include_last_offset, padding_idx) -> output, offset2bag, bag_size, max_indices; these are fresh
   and dense */
static rp_status forward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[4][RP_MAX_DIMS];
    bags o = {.table = kernel_geometry(&in[0]),
              .mode = (int)kernel_int(&in[4]),
              .padding = kernel_int(&in[8])};
    const results r = {kernel_geometry(&out[0]), kernel_geometry(&out[1]), kernel_geometry(&out[2]),
                       kernel_geometry(&out[3])};
    o.rows = o.table.shape[0];
    o.dim = o.table.shape[1];
    o.count = r.y.shape[0];
    if (o.padding < 0) o.padding = o.padding < -1 ? o.padding + o.rows : -1;
    RP_TRY(bags_init(&o, s, &in[1], &in[2], &in[6], stride));
    RP_TRY(cpu_scratch_dense(s, &o.table, stride[3]));
    if (kernel_bool(&in[7]) && o.n > end(&o, o.count - 1))
        memset(r.map.data, 0, (size_t)r.map.nbytes);
#pragma omp parallel for num_threads(cpu_threads(o.n *o.dim, CPU_GRAIN)) schedule(static)
    for (int64_t b = 0; b < o.count; b++) forward_bag(&o, &r, b);
    return RP_OK;
}

/* ---- backward ---- */
/* How much of bag b's gradient goes to its index i: nothing for padding. */
static double share(const bags *o, int64_t b, int64_t i, const int64_t *frequency)
{
    const int64_t row = cpu_get_int(&o->indices, i), size = o->mode == MEAN ? bag_size(o, b) : 1;
    if (row == o->padding) return 0;
    return (o->scale.data ? cpu_get(&o->scale, i) : 1) / (double)size /
           (frequency ? (double)frequency[row] : 1);
}

/* Column d of the table's gradient; several threads take different columns. */
static void backward_column(const bags *o, const rp_geometry *g, const rp_geometry *most,
                            const int64_t *frequency, double *sum, int64_t d)
{
    for (int64_t b = 0; b < o->count; b++) {
        const double from = cpu_get(g, b * o->dim + d);
        if (o->mode == MAX) {
            if (bag_size(o, b)) sum[cpu_get_int(most, b * o->dim + d) * o->dim + d] += from;
            continue;
        }
        for (int64_t i = start(o, b); i < end(o, b); i++) {
            const double part = share(o, b, i, frequency);
            if (part != 0) sum[cpu_get_int(&o->indices, i) * o->dim + d] += from * part;
        }
    }
}

/* (grad, indices, offsets, offset2bag, bag_size, maximum_indices, num_weights, scale_grad_by_freq,
   mode, sparse, per_sample_weights, padding_idx) */
static rp_status backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[5][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    rp_geometry g = kernel_geometry(&in[0]), most = kernel_geometry(&in[5]);
    bags o = {.rows = result.shape[0],
              .dim = result.shape[1],
              .count = g.shape[0],
              .mode = (int)kernel_int(&in[8]),
              .padding = kernel_int(&in[11])};
    int64_t *frequency = NULL;
    RP_TRY(bags_init(&o, s, &in[1], &in[2], &in[10], stride));
    RP_TRY(cpu_scratch_dense(s, &g, stride[3]));
    RP_TRY(cpu_scratch_dense(s, &most, stride[4]));
    double *sum = cpu_scratch_alloc(s, (size_t)result.numel * sizeof *sum);
    if (!sum) return RP_E_MEMORY;
    memset(sum, 0, (size_t)result.numel * sizeof *sum);
    if (kernel_bool(&in[7])) {
        frequency = cpu_scratch_alloc(s, (size_t)o.rows * sizeof *frequency);
        if (!frequency) return RP_E_MEMORY;
        memset(frequency, 0, (size_t)o.rows * sizeof *frequency);
        for (int64_t i = 0; i < o.n; i++) frequency[cpu_get_int(&o.indices, i)]++;
    }
    for (int64_t k = 0; k < (o.mode == MAX ? most.numel : 0); k++)
        if (cpu_get_int(&most, k) < 0 || cpu_get_int(&most, k) >= o.rows)
            return RP_FAIL(RP_E_INDEX,
                           "_embedding_bag_backward: maximum index %lld is outside of [0, %lld)",
                           (long long)cpu_get_int(&most, k), (long long)o.rows);
#pragma omp parallel for num_threads(cpu_threads(o.n *o.dim, CPU_GRAIN)) schedule(static)
    for (int64_t d = 0; d < o.dim; d++) backward_column(&o, &g, &most, frequency, sum, d);
    for (int64_t i = 0; i < result.numel; i++) cpu_put(&result, i, sum[i]);
    return RP_OK;
}

/* (grad, weight, indices, offsets, offset2bag, mode, padding_idx): d scale[i] = <grad[bag of i],
   table[indices[i]]> */
static rp_status samples_backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[5][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    rp_geometry g = kernel_geometry(&in[0]);
    bags o = {.table = kernel_geometry(&in[1]), .count = g.shape[0], .padding = kernel_int(&in[6])};
    o.rows = o.table.shape[0];
    o.dim = o.table.shape[1];
    RP_TRY(bags_init(&o, s, &in[2], &in[3], NULL, stride));
    RP_TRY(cpu_scratch_dense(s, &g, stride[3]));
    RP_TRY(cpu_scratch_dense(s, &o.table, stride[4]));
    memset(result.data, 0, (size_t)result.nbytes);
    for (int64_t b = 0; b < o.count; b++)
        for (int64_t i = start(&o, b); i < end(&o, b); i++) {
            const int64_t row = cpu_get_int(&o.indices, i);
            double sum = 0;
            for (int64_t d = 0; d < o.dim && row != o.padding; d++)
                sum += cpu_get(&g, b * o.dim + d) * cpu_get(&o.table, row * o.dim + d);
            cpu_put(&result, i, sum);
        }
    return RP_OK;
}

CPU_SCRATCH_KERNEL(forward_row, forward)
CPU_SCRATCH_KERNEL(backward_row, backward)
CPU_SCRATCH_KERNEL(samples_backward_row, samples_backward)

const rp_kernel_row cpu_embedding_bag[] = {
    CPU_ROW("aten::_embedding_bag", forward_row),
    CPU_ROW("aten::_embedding_bag_backward", backward_row),
    CPU_ROW("aten::_embedding_bag_per_sample_weights_backward", samples_backward_row),
    {0},
};
