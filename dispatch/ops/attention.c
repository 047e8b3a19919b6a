/* dispatch/ops/attention.c - scaled dot product attention
 *
 * B batch, H heads, T queries, S keys, D width. Dao, "FlashAttention-2", 2023: forward keeps the
 * log-sum-exp of every row, and backward makes the probabilities again from it. Results lie in
 * memory as (B, T, H, D), so that the heads join into rows of H D numbers without a copy.
 */
#include "dispatch/ops/shape.h"
#include <math.h>

enum { QUERY, KEY, VALUE, DROPOUT, CAUSAL, MASK, SCALE };

/* ---- step by step ---------------------------------------------------------------------------- */
static rp_status causal_mask(rp_tensor **out, const rp_tensor *q, const rp_tensor *k)
{
    const int64_t shape[2] = {q->shape[q->ndim - 2], k->shape[k->ndim - 2]};
    const rp_device device = q->device;
    RP_TRY(rp_ones_full(out, shape, 2, RP_BOOL, NULL, &device, NULL));
    return rp_tril(out, *out, 0);
}

/* The mask does not make the scores larger. */
static rp_status apply_mask(rp_tensor **scores, rp_tensor *mask)
{
    RP_LOCAL rp_tensor *hidden = NULL;
    RP_TRY(rp_expand(&hidden, mask, (*scores)->shape, (uint32_t)(*scores)->ndim));
    if (rp_tensor_dtype(mask) != RP_BOOL) return rp_add(scores, *scores, hidden);
    RP_TRY(rp_logical_not(&hidden, mask));
    return rp_masked_fill_scalar(scores, *scores, hidden, rp_value_float(-INFINITY));
}

typedef struct options {
    rp_tensor *mask, *keep; /* keep: which probabilities dropout leaves, instead of drawing them */
    double dropout, scale;
    bool causal;
} options;

static rp_status drop(rp_tensor **s, const options *o)
{
    RP_LOCAL rp_tensor *lost = NULL;
    if (o->dropout <= 0) return RP_OK;
    if (!o->keep) return rp_dropout(s, *s, o->dropout, 1);
    RP_TRY(rp_logical_not(&lost, o->keep));
    RP_TRY(rp_masked_fill_scalar(s, *s, lost, rp_value_float(0)));
    return rp_mul_scalar(s, *s, rp_value_float(1 / (1 - o->dropout)));
}

/* softmax(scale Q K' + mask) V, step by step; `attention` (may be NULL) is the softmax. */
static rp_status math(rp_tensor **out, rp_tensor **attention, rp_tensor *q, rp_tensor *k,
                      rp_tensor *v, const options *o)
{
    RP_LOCAL rp_tensor *kt = NULL, *s = NULL, *m = rp_tensor_retain(o->mask);
    RP_TRY(rp_mul_scalar(&s, q, rp_value_float(o->scale)));
    RP_TRY(rp_transpose_int(&kt, k, -2, -1));
    RP_TRY(rp_matmul(&s, s, kt));
    if (o->causal) RP_TRY(causal_mask(&m, q, k));
    if (m) RP_TRY(apply_mask(&s, m));
    RP_TRY(m ? rp__safe_softmax(&s, s, -1, RP_DTYPE_NONE)
             : rp_softmax_int(&s, s, -1, RP_DTYPE_NONE));
    if (attention) *attention = rp_tensor_retain(s);
    RP_TRY(drop(&s, o));
    return rp_matmul(out, s, v);
}

/* A gradient that is to be differentiated again is that of the steps. The operands go in as views,
 * so that two which are one tensor have a gradient each. */
static rp_status recorded_gradients(rp_tensor **grad_in, uint64_t mask, rp_tensor *grad,
                                    rp_tensor *const *operand, rp_tensor *hidden, bool causal,
                                    double scale)
{
    const rp_backward_options o = {.size = sizeof o, .create_graph = 1, .keep_graph = 1};
    rp_tensor *view[3] = {NULL}, *wanted[3], *found[3] = {NULL};
    RP_LOCAL rp_tensor *out = NULL;
    rp_status st = RP_OK;
    int n = 0;
    for (uint32_t i = 0; !st && i < 3; i++) {
        st = rp_view(&view[i], operand[i], operand[i]->shape, (uint32_t)operand[i]->ndim);
        if (needs(mask, i)) wanted[n++] = view[i];
    }
    if (!st)
        st = math(&out, NULL, view[0], view[1], view[2],
                  &(options){.mask = hidden, .scale = scale, .causal = causal});
    if (!st) st = rp_grad_full(found, &out, &grad, 1, wanted, n, &o);
    for (uint32_t i = 0, k = 0; i < 3; i++) {
        if (!st && needs(mask, i)) grad_in[i] = found[k++];
        rp_tensor_release(view[i]);
    }
    return st;
}

/* ---- flash attention ------------------------------------------------------------------------- */
static rp_status check_attention(const rp_tensor *q, const rp_tensor *k, const rp_tensor *v)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT], d[SHAPE_TEXT];
    const bool shapes =
        q->ndim == 4 && k->ndim == 4 && v->ndim == 4 && q->shape[0] == k->shape[0] &&
        k->shape[0] == v->shape[0] && q->shape[1] == k->shape[1] && k->shape[1] == v->shape[1] &&
        q->shape[3] == k->shape[3] && k->shape[2] == v->shape[2] && v->shape[3] == q->shape[3];
    if (!shapes)
        return RP_FAIL(
            RP_E_SHAPE,
            "flash attention: query %s, key %s and value %s must be (B, H, T, D), (B, H, S, D) and (B, H, S, D)",
            rp_shape_text(a, sizeof a, q->shape, q->ndim),
            rp_shape_text(b, sizeof b, k->shape, k->ndim),
            rp_shape_text(d, sizeof d, v->shape, v->ndim));
    RP_TRY(floating_dtype("flash attention", q));
    RP_TRY(same_dtype("flash attention: expected query and key", q, k));
    return same_dtype("flash attention: expected query and value", q, v);
}

/* Output k of shape (B, H, T, D), laid out as (B, T, H, D). */
static rp_status output_by_rows(rp_call *c, rp_value *out, uint32_t k, const rp_tensor *like)
{
    const int64_t *s = like->shape;
    RP_TRY(rp_call_output(c, out, k, (int64_t[]){s[0], s[2], s[1], s[3]}, 4, like->dtype));
    const int64_t stride[4] = {s[1] * s[2] * s[3], s[3], s[1] * s[3], 1};
    return rp_tensor_set_geometry(out[k].u.t, s, stride, 4, 0);
}

static rp_status flash_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    const rp_tensor *q = in[QUERY].u.t;
    RP_TRY(check_attention(q, in[KEY].u.t, in[VALUE].u.t));
    if (in_number(&in[DROPOUT]) != 0)
        return RP_FAIL(RP_E_VALUE, "flash attention: dropout_p is %g; on cpu it must be 0",
                       in_number(&in[DROPOUT]));
    RP_TRY(rp_call_output(c, out, 1, q->shape, 3, q->dtype == RP_F64 ? RP_F64 : RP_F32));
    return output_by_rows(c, out, 0, q);
}

static rp_status flash_vjp(rp_call *c, rp_node *n, uint64_t mask, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    (void)c;
    RP_LOCAL rp_tensor *q = NULL, *k = NULL, *v = NULL, *o = NULL, *lse = NULL, *m = NULL;
    if (!grad_out[0]) return RP_OK;
    const bool default_scale = rp_saved_arg(n, SCALE)->tag == RP_TAG_NONE,
               causal = saved_int(n, CAUSAL) != 0;
    RP_TRY(rp_saved_input(&q, n, QUERY));
    RP_TRY(rp_saved_input(&k, n, KEY));
    RP_TRY(rp_saved_input(&v, n, VALUE));
    RP_TRY(rp_saved_input(&m, n, MASK));
    const double scale =
        default_scale ? 1 / sqrt((double)q->shape[3]) : in_number(rp_saved_arg(n, SCALE));
    if (rp_grad_mode())
        return recorded_gradients(grad_in, mask, grad_out[0], (rp_tensor *[]){q, k, v}, m, causal,
                                  scale);
    RP_TRY(rp_saved_output(&o, n, 0));
    RP_TRY(rp_saved_output(&lse, n, 1));
    rp_tensor **slot[3] = {needs(mask, QUERY) ? &grad_in[QUERY] : NULL,
                           needs(mask, KEY) ? &grad_in[KEY] : NULL,
                           needs(mask, VALUE) ? &grad_in[VALUE] : NULL};
    return rp__scaled_dot_product_flash_attention_for_cpu_backward_full(
        slot[0], slot[1], slot[2], grad_out[0], q, k, v, o, lse, 0, causal, m,
        default_scale ? NULL : &scale);
}

/* (grad_out, query, key, value, out, logsumexp, dropout_p, is_causal, attn_mask, scale) */
static rp_status flash_backward_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(check_attention(in[1].u.t, in[2].u.t, in[3].u.t));
    if (!same_shape(in[0].u.t, in[1].u.t) || !same_shape(in[4].u.t, in[1].u.t))
        return RP_FAIL(RP_E_SHAPE,
                       "flash attention backward: gradient and output must have the query's shape");
    RP_TRY(
        same_dtype("flash attention backward: expected gradient and query", in[0].u.t, in[1].u.t));
    for (uint32_t k = 0; k < 3; k++) RP_TRY(output_by_rows(c, out, k, in[1 + k].u.t));
    return RP_OK;
}

/* ---- the composite --------------------------------------------------------------------------- */
/* Several heads of the query share one of `t`, which is shown to each of them. */
static rp_status repeat_heads(rp_tensor **out, rp_tensor *t, const rp_tensor *q)
{
    RP_LOCAL rp_tensor *r = NULL;
    const int at = t->ndim - 3;
    int64_t wide[RP_MAX_DIMS], joined[RP_MAX_DIMS];
    if (t->ndim < 3 || t->ndim != q->ndim || t->ndim == RP_MAX_DIMS || t->shape[at] == 0 ||
        q->shape[at] % t->shape[at] != 0)
        return RP_FAIL(
            RP_E_SHAPE,
            "scaled_dot_product_attention: with enable_gqa the number of heads in query must be a multiple of that in key and value");
    const int64_t times = q->shape[at] / t->shape[at];
    if (times == 1) {
        *out = rp_tensor_retain(t);
        return RP_OK;
    }
    copy_dims(joined, t->shape, t->ndim);
    joined[at] *= times;
    copy_dims(wide, t->shape, at + 1);
    wide[at + 1] = times;
    copy_dims(wide + at + 2, t->shape + at + 1, 2);
    RP_TRY(rp_unsqueeze(&r, t, at + 1));
    RP_TRY(rp_expand(&r, r, wide, (uint32_t)t->ndim + 1));
    return rp_reshape(out, r, joined, (uint32_t)t->ndim);
}

/* Is there a flash kernel for the device? */
static bool flash_runs_on(const rp_tensor *q)
{
    static const rp_op *_Atomic flash;
    if (q->device.type == 0) return true;
    if (!flash) flash = rp_op_lookup("aten::_scaled_dot_product_flash_attention_for_cpu");
    return flash && rp_op_runs_on(flash, q->device.type);
}

static bool flash_serves(const rp_tensor *q, const rp_tensor *k, const rp_tensor *v,
                         const rp_tensor *mask, double dropout, bool causal)
{
    return flash_runs_on(q) && q->ndim == 4 && k->ndim == 4 && v->ndim == 4 &&
           q->shape[0] == k->shape[0] && q->shape[1] == k->shape[1] && q->shape[3] == v->shape[3] &&
           !mask && dropout == 0 && q->numel && k->numel && (!causal || q->shape[2] == k->shape[2]);
}

enum { ARG_MASK = 3, ARG_DROPOUT, ARG_CAUSAL };

static rp_status options_init(options *o, const rp_value *in, const rp_value *scale)
{
    const rp_tensor *q = in[0].u.t;
    *o = (options){.mask = in_tensor(&in[ARG_MASK]),
                   .dropout = in_number(&in[ARG_DROPOUT]),
                   .causal = in[ARG_CAUSAL].u.i != 0};
    for (int i = 0; i < 3; i++)
        if (in[i].u.t->ndim < 2)
            return RP_FAIL(
                RP_E_SHAPE,
                "scaled_dot_product_attention: query, key and value need at least 2 dimensions, got %d, %d and %d",
                q->ndim, in[1].u.t->ndim, in[2].u.t->ndim);
    if (o->mask && o->causal)
        return RP_FAIL(RP_E_VALUE,
                       "scaled_dot_product_attention: attn_mask and is_causal exclude each other");
    o->scale =
        scale->tag == RP_TAG_NONE ? 1 / sqrt((double)q->shape[q->ndim - 1]) : in_number(scale);
    return RP_OK;
}

static rp_status attention_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    enum { ARG_SCALE = ARG_CAUSAL + 1, ARG_GQA };
    rp_tensor *q = in[0].u.t, *k = in[1].u.t, *v = in[2].u.t, *r = NULL;
    RP_LOCAL rp_tensor *wide_k = NULL, *wide_v = NULL;
    options o;
    RP_TRY(options_init(&o, in, &in[ARG_SCALE]));
    if (in[ARG_GQA].u.i) {
        RP_TRY(repeat_heads(&wide_k, k, q));
        RP_TRY(repeat_heads(&wide_v, v, q));
        k = wide_k;
        v = wide_v;
    }
    if (flash_serves(q, k, v, o.mask, o.dropout, o.causal))
        RP_TRY(rp__scaled_dot_product_flash_attention_for_cpu_full(
            &r, NULL, q, k, v, 0, o.causal, NULL,
            in[ARG_SCALE].tag == RP_TAG_NONE ? NULL : &o.scale));
    else RP_TRY(math(&r, NULL, q, k, v, &o));
    return out_take(out, r);
}

/* Half-precision operands are widened to float in between. */
static rp_status math_composite(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    enum { ARG_KEEP = ARG_CAUSAL + 1, ARG_SCALE, ARG_GQA };
    RP_LOCAL rp_tensor *q = rp_tensor_retain(in[0].u.t), *k = rp_tensor_retain(in[1].u.t),
                       *v = rp_tensor_retain(in[2].u.t), *mask = NULL, *y = NULL, *attention = NULL;
    const rp_dtype dtype = q->dtype, wide = dtype == RP_F16 || dtype == RP_BF16 ? RP_F32 : dtype;
    options o;
    RP_TRY(options_init(&o, in, &in[ARG_SCALE]));
    o.keep = in_tensor(&in[ARG_KEEP]);
    RP_TRY(rp_to_dtype(&q, q, wide, 0, 0, NULL));
    RP_TRY(rp_to_dtype(&k, k, wide, 0, 0, NULL));
    RP_TRY(rp_to_dtype(&v, v, wide, 0, 0, NULL));
    /* added as numbers, a mask of bool too: only scaled_dot_product_attention reads that as what to
       hide */
    if (o.mask) {
        RP_TRY(rp_to_dtype(&mask, o.mask, wide, 0, 0, NULL));
        o.mask = mask;
    }
    if (in[ARG_GQA].u.i) {
        RP_TRY(repeat_heads(&k, k, q));
        RP_TRY(repeat_heads(&v, v, q));
    }
    RP_TRY(math(&y, &attention, q, k, v, &o));
    RP_TRY(rp_to_dtype(&y, y, dtype, 0, 0, NULL));
    RP_TRY(rp_to_dtype(&attention, attention, dtype, 0, 0, NULL));
    RP_TRY(out_same(&out[0], y));
    return out_same(&out[1], attention);
}

const rp_op_row rp_op_attention[] = {
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_scaled_dot_product_flash_attention_for_cpu(Tensor query, Tensor key, Tensor value, float dropout_p=0., bool is_causal=False, *, Tensor? attn_mask=None, float? scale=None) -> (Tensor output, Tensor logsumexp)",
        .meta = flash_meta,
        .vjp = flash_vjp,
        .save_in = 1u << QUERY | 1u << KEY | 1u << VALUE | 1u << MASK,
        .save_out = 3,
        .tags = "@attention",
        .rel_tol = 32,
    },
    {
        .size = sizeof(rp_op_row),
        .schema =
            "aten::_scaled_dot_product_flash_attention_for_cpu_backward(Tensor grad_out, Tensor query, Tensor key, Tensor value, Tensor out, Tensor logsumexp, float dropout_p, bool is_causal, *, Tensor? attn_mask=None, float? scale=None) -> (Tensor grad_query, Tensor grad_key, Tensor grad_value)",
        .meta = flash_backward_meta,
        .rel_tol = 64,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor",
        .composite = attention_composite,
    },
    {
        .size = sizeof(rp_op_row),
        .flags = RP_OP_COMPOSITE,
        .schema =
            "aten::_scaled_dot_product_attention_math(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, Tensor? dropout_mask=None, *, float? scale=None, bool enable_gqa=False) -> (Tensor, Tensor)",
        .composite = math_composite,
        .tags = "@attention",
    },
    {0},
};
