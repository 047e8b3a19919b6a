/* dispatch/ops/embedding_bag.c - sums, means and maxima of bags of rows of a table, and their
 * gradients. mode: 0 sum, 1 mean, 2 max
 *
 * Bag b holds indices[offsets[b]] up to the next offset; include_last_offset: the last offset is
 * the end. An index that equals padding_idx is left out.
 */
#include "dispatch/ops/shape.h"

enum { SUM, MEAN, MAX };
enum { WEIGHT, INDICES, OFFSETS, BY_FREQUENCY, MODE, SPARSE, PER_SAMPLE, LAST_OFFSET, PADDING };

static rp_status check_index_pair(const rp_tensor *indices, const rp_tensor *offsets)
{
    const rp_tensor *const all[] = {indices, offsets};
    static const char *const names[] = {"indices", "offsets"};
    for (int i = 0; i < 2; i++) {
        if (all[i]->dtype != RP_I64 && all[i]->dtype != RP_I32)
            return RP_FAIL(RP_E_DTYPE,
                           "embedding_bag: expected %s to be int64 or int32, but got %s", names[i],
                           rp_dtype_name(all[i]->dtype));
        if (all[i]->ndim != 1)
            return RP_FAIL(
                RP_E_SHAPE,
                "embedding_bag: %s has to be a 1D Tensor, but got Tensor of dimension %d", names[i],
                all[i]->ndim);
    }
    return RP_OK;
}

static rp_status check_per_sample(const rp_tensor *w, const rp_tensor *indices,
                                  const rp_tensor *weight, int64_t mode)
{
    if (mode < SUM || mode > MAX)
        return RP_FAIL(RP_E_VALUE,
                       "embedding_bag: mode is %lld; allowed are 0 (sum), 1 (mean) and 2 (max)",
                       (long long)mode);
    if (!w) return RP_OK;
    if (mode != SUM)
        return RP_FAIL(RP_E_VALUE,
                       "embedding_bag: per_sample_weights only supported with mode='sum'");
    RP_TRY(same_dtype("embedding_bag: expected weight and per_sample_weights", weight, w));
    if (w->ndim != 1 || w->numel != indices->numel)
        return RP_FAIL(
            RP_E_SHAPE,
            "embedding_bag: expected per_sample_weights to have %lld elements like the indices, but got %lld",
            (long long)indices->numel, (long long)w->numel);
    return RP_OK;
}

/* Sums of rows without padding need no map from indices to bags: ATen's fast path leaves it
   empty. */
static bool needs_map(const rp_tensor *weight, const rp_tensor *scale, int64_t mode,
                      int64_t padding)
{
    const bool typed =
        weight->dtype == RP_F32 || weight->dtype == RP_F16 || weight->dtype == RP_BF16;
    return mode != SUM || !typed || weight->stride[1] != 1 || padding >= 0 ||
           (scale && scale->stride[0] != 1);
}

static rp_status bag_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *weight = in[WEIGHT].u.t, *indices = in[INDICES].u.t,
                    *offsets = in[OFFSETS].u.t, *scale = in_tensor(&in[PER_SAMPLE]);
    const int64_t mode = in[MODE].u.i, last = in[LAST_OFFSET].u.i != 0;
    RP_TRY(floating_dtype("embedding_bag", weight));
    if (weight->ndim != 2)
        return RP_FAIL(RP_E_SHAPE, "weight has to be a 2D Tensor, but got Tensor of dimension %d",
                       weight->ndim);
    RP_TRY(check_index_pair(indices, offsets));
    RP_TRY(check_per_sample(scale, indices, weight, mode));
    if (last && offsets->numel == 0)
        return RP_FAIL(RP_E_SHAPE, "include_last_offset: number of offsets should be at least 1");
    if (in[PADDING].u.i >= weight->shape[0])
        return RP_FAIL(
            RP_E_VALUE,
            "padding_idx must be within the number of embeddings, -%lld through %lld, but got %lld",
            (long long)weight->shape[0], (long long)(weight->shape[0] - 1),
            (long long)in[PADDING].u.i);
    const int64_t bags = offsets->numel - last, shape[] = {bags, weight->shape[1]};
    const int64_t map = needs_map(weight, scale, mode, in[PADDING].u.i) ? indices->numel : 0;
    RP_TRY(rp_call_output(c, out, 0, shape, 2, weight->dtype));
    RP_TRY(rp_call_output(c, out, 1, &map, 1, indices->dtype));
    RP_TRY(rp_call_output(c, out, 2, &bags, 1, indices->dtype));
    return rp_call_output(c, out, 3, shape, mode == MAX ? 2 : 1, indices->dtype);
}

static rp_status bag_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                         rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *weight = NULL, *indices = NULL, *offsets = NULL, *scale = NULL, *map = NULL,
                       *size = NULL, *most = NULL;
    const int64_t mode = saved_int(n, MODE), padding = saved_int(n, PADDING);
    const int64_t *shape;
    int ndim;
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&weight, n, WEIGHT));
    RP_TRY(rp_saved_input(&indices, n, INDICES));
    RP_TRY(rp_saved_input(&offsets, n, OFFSETS));
    RP_TRY(rp_saved_input(&scale, n, PER_SAMPLE));
    RP_TRY(rp_saved_output(&map, n, 1));
    RP_TRY(rp_saved_output(&size, n, 2));
    RP_TRY(rp_saved_output(&most, n, 3));
    rp_saved_shape(n, WEIGHT, &shape, &ndim, NULL);
    if (needs(mask, WEIGHT))
        RP_TRY(rp__embedding_bag_backward(&grad_in[WEIGHT], grad_out[0], indices, offsets, map,
                                          size, most, shape[0], saved_int(n, BY_FREQUENCY) != 0,
                                          mode, 0, scale, padding));
    return needs(mask, PER_SAMPLE)
               ? rp__embedding_bag_per_sample_weights_backward(&grad_in[PER_SAMPLE], grad_out[0],
                                                               weight, indices, offsets, map, mode,
                                                               padding)
               : RP_OK;
}

static rp_status check_bags(const rp_tensor *g, const rp_tensor *offsets)
{
    RP_TRY(floating_dtype("embedding_bag backward", g));
    if (g->ndim == 2 && (g->shape[0] == offsets->numel || g->shape[0] == offsets->numel - 1))
        return RP_OK;
    return RP_FAIL(
        RP_E_INDEX,
        "embedding_bag backward: index out of range: %lld offsets, but the gradient has %lld elements in %d dimensions",
        (long long)offsets->numel, (long long)g->numel, g->ndim);
}

/* (grad, indices, offsets, offset2bag, bag_size, maximum_indices, num_weights, scale_grad_by_freq,
   mode, sparse, per_sample_weights, padding_idx) */
static rp_status bag_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *indices = in[1].u.t, *size = in[4].u.t, *most = in[5].u.t;
    const int64_t mode = in[8].u.i;
    RP_TRY(check_index_pair(indices, in[2].u.t));
    RP_TRY(check_bags(g, in[2].u.t));
    RP_TRY(check_per_sample(in_tensor(&in[10]), indices, g, mode));
    if (mode == MEAN && size->numel != g->shape[0])
        return RP_FAIL(RP_E_SHAPE, "_embedding_bag_backward: %lld bags, but %lld bag sizes",
                       (long long)g->shape[0], (long long)size->numel);
    if (mode == MAX && !same_shape(most, g))
        return RP_FAIL(
            RP_E_SHAPE,
            "_embedding_bag_backward: maximum_indices must have the shape of the gradient");
    if (in[6].u.i < 0)
        return RP_FAIL(RP_E_VALUE, "_embedding_bag_backward: num_weights is %lld",
                       (long long)in[6].u.i);
    return rp_call_output(c, out, 0, (const int64_t[]){in[6].u.i, g->shape[1]}, 2, g->dtype);
}

/* (grad, weight, indices, offsets, offset2bag, mode, padding_idx) */
static rp_status samples_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                       rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *g = in[0].u.t, *weight = in[1].u.t;
    RP_TRY(check_index_pair(in[2].u.t, in[3].u.t));
    RP_TRY(check_bags(g, in[3].u.t));
    RP_TRY(same_dtype("embedding_bag: expected gradient and weight", g, weight));
    if (in[5].u.i != SUM)
        return RP_FAIL(RP_E_VALUE,
                       "embedding_bag_backward: per_sample_weights only supported for mode='sum'");
    if (weight->ndim != 2 || weight->shape[1] != g->shape[1])
        return RP_FAIL(RP_E_SHAPE,
                       "embedding_bag_backward: weight and gradient differ in their columns");
    return rp_call_output(c, out, 0, &in[2].u.t->numel, 1, g->dtype);
}

/* ---- the gradients' own gradients: both are linear in each of their floating arguments ------- */
static rp_status bag_sums(rp_tensor **out, rp_tensor *table, rp_tensor *indices, rp_tensor *offsets,
                          int64_t mode, rp_tensor *scale, int64_t bags, int64_t padding)
{
    return rp__embedding_bag(out, NULL, NULL, NULL, table, indices, offsets, 0, mode, 0, scale,
                             rp_tensor_numel(offsets) > bags, padding);
}

/* The maxima's rows of v, nothing for empty bags. */
static rp_status at_maxima(rp_tensor **out, rp_tensor *v, rp_tensor *most, rp_tensor *size)
{
    RP_LOCAL rp_tensor *empty = NULL, *rows = NULL;
    RP_TRY(rp_gather(&rows, v, 0, most));
    RP_TRY(rp_eq_scalar(&empty, size, rp_value_int(0)));
    RP_TRY(rp_unsqueeze(&empty, empty, -1));
    return rp_masked_fill_scalar(out, rows, empty, rp_value_float(0));
}

static rp_status bag_backward_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                                  rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL, *indices = NULL, *offsets = NULL, *map = NULL, *size = NULL,
                       *most = NULL, *scale = NULL;
    const int64_t mode = saved_int(n, 8), padding = saved_int(n, 11);
    if (!grad_out[0]) return RP_OK;
    if (saved_int(n, 7))
        return RP_FAIL(RP_E_UNIMPLEMENTED,
                       "_embedding_bag_backward: with scale_grad_by_freq it is not differentiable");
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&indices, n, 1));
    RP_TRY(rp_saved_input(&offsets, n, 2));
    RP_TRY(rp_saved_input(&map, n, 3));
    RP_TRY(rp_saved_input(&size, n, 4));
    RP_TRY(rp_saved_input(&most, n, 5));
    RP_TRY(rp_saved_input(&scale, n, 10));
    if (needs(mask, 0) && mode == MAX) RP_TRY(at_maxima(&grad_in[0], grad_out[0], most, size));
    else if (needs(mask, 0))
        RP_TRY(bag_sums(&grad_in[0], grad_out[0], indices, offsets, mode, scale,
                        rp_tensor_shape(g)[0], padding));
    return needs(mask, 10) ? rp__embedding_bag_per_sample_weights_backward(
                                 &grad_in[10], g, grad_out[0], indices, offsets, map, mode, padding)
                           : RP_OK;
}

static rp_status samples_backward_vjp(rp_call *c, rp_node *n, uint64_t mask,
                                      rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *g = NULL, *weight = NULL, *indices = NULL, *offsets = NULL, *map = NULL;
    const int64_t padding = saved_int(n, 6);
    if (!grad_out[0]) return RP_OK;
    RP_TRY(rp_saved_input(&g, n, 0));
    RP_TRY(rp_saved_input(&weight, n, 1));
    RP_TRY(rp_saved_input(&indices, n, 2));
    RP_TRY(rp_saved_input(&offsets, n, 3));
    RP_TRY(rp_saved_input(&map, n, 4));
    if (needs(mask, 0))
        RP_TRY(bag_sums(&grad_in[0], weight, indices, offsets, SUM, grad_out[0],
                        rp_tensor_shape(g)[0], padding));
    if (!needs(mask, 1)) return RP_OK;
    return rp__embedding_bag_backward(&grad_in[1], g, indices, offsets, map, map, map,
                                      rp_tensor_shape(weight)[0], 0, SUM, 0, grad_out[0], padding);
}

const rp_op_row rp_op_embedding_bag[] = {
    {
        .size = sizeof(rp_op_row),
        /* offset2bag is empty where the rows of the table are dense */
        .flags = RP_OP_READS_STRIDES,
        .schema =
            "aten::_embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False, int padding_idx=-1) -> (Tensor, Tensor, Tensor, Tensor)",
        .meta = bag_meta,
        .vjp = bag_vjp,
        .save_in = 1u << WEIGHT | 1u << INDICES | 1u << OFFSETS | 1u << PER_SAMPLE,
        .save_out = 1u << 1 | 1u << 2 | 1u << 3,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_embedding_bag_backward(Tensor grad, Tensor indices, Tensor offsets, Tensor offset2bag, Tensor bag_size, Tensor maximum_indices, SymInt num_weights, bool scale_grad_by_freq, int mode, bool sparse, Tensor? per_sample_weights, int padding_idx=-1) -> Tensor",
        .meta = bag_backward_meta,
        .vjp = bag_backward_vjp,
        .save_in = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5 | 1u << 10,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_embedding_bag_per_sample_weights_backward(Tensor grad, Tensor weight, Tensor indices, Tensor offsets, Tensor offset2bag, int mode, int padding_idx=-1) -> Tensor",
        .meta = samples_backward_meta,
        .vjp = samples_backward_vjp,
        .save_in = 31,
    },
    {0},
};
