/* tools/models/gpt.c - shapes: B batch, T tokens, C width, H heads, D = C / H, V vocabulary */
#include "models/gpt.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LN_1_W,
    LN_1_B,
    QKV_W,
    QKV_B,
    ATTN_PROJ_W,
    ATTN_PROJ_B,
    LN_2_W,
    LN_2_B,
    FC_W,
    FC_B,
    MLP_PROJ_W,
    MLP_PROJ_B,
    BLOCK_WEIGHTS
};
enum { WTE, WPE, FIRST_BLOCK };
static const double norm_eps = 1e-5, init_std = 0.02;

static rp_tensor *const *block_weights(const struct gpt *m, int64_t layer,
                                       rp_tensor *w[BLOCK_WEIGHTS])
{
    for (int i = 0; i < BLOCK_WEIGHTS; i++)
        w[i] = m->weights[FIRST_BLOCK + layer * BLOCK_WEIGHTS + i].tensor;
    return w;
}

/* ---- the weights ----------------------------------------------------------------------------- */
static rp_status add_weight(struct gpt *m, const char *prefix, const char *name, int64_t rows,
                            int64_t columns)
{
    struct gpt_weight *w = &m->weights[m->n_weights];
    const int64_t shape[2] = {rows, columns};
    RP_TRY(rp_tensor_create(&w->tensor, shape, columns ? 2 : 1, RP_F32, m->device));
    snprintf(w->name, sizeof w->name, "%s%s", prefix, name);
    m->n_weights++;
    return rp_tensor_set_name(w->tensor, w->name);
}

static rp_status add_block(struct gpt *m, int64_t layer)
{
    const int64_t c = m->config.embd;
    const struct {
        const char *name;
        int64_t rows, columns;
    } table[BLOCK_WEIGHTS] = {
        [LN_1_W] = {"ln_1.weight", c, 0},
        [LN_1_B] = {"ln_1.bias", c, 0},
        [QKV_W] = {"attn.qkv.weight", 3 * c, c},
        [QKV_B] = {"attn.qkv.bias", 3 * c, 0},
        [ATTN_PROJ_W] = {"attn.proj.weight", c, c},
        [ATTN_PROJ_B] = {"attn.proj.bias", c, 0},
        [LN_2_W] = {"ln_2.weight", c, 0},
        [LN_2_B] = {"ln_2.bias", c, 0},
        [FC_W] = {"mlp.fc.weight", 4 * c, c},
        [FC_B] = {"mlp.fc.bias", 4 * c, 0},
        [MLP_PROJ_W] = {"mlp.proj.weight", c, 4 * c},
        [MLP_PROJ_B] = {"mlp.proj.bias", c, 0},
    };
    char prefix[16];
    snprintf(prefix, sizeof prefix, "h.%d.", (int)layer);
    for (int i = 0; i < BLOCK_WEIGHTS; i++)
        RP_TRY(add_weight(m, prefix, table[i].name, table[i].rows, table[i].columns));
    return RP_OK;
}

static rp_status check_config(const struct gpt_config *c)
{
    const struct {
        const char *name;
        int64_t value, most;
    } fields[] = {{"layers", c->layers, 9999},
                  {"heads", c->heads, 1 << 16},
                  {"embd", c->embd, 1 << 20},
                  {"context", c->context, 1 << 24},
                  {"vocab", c->vocab, 1 << 24}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].value < 1 || fields[i].value > fields[i].most)
            return RP_FAIL(RP_E_VALUE, "%s is %lld; allowed are 1 to %lld", fields[i].name,
                           (long long)fields[i].value, (long long)fields[i].most);
    if (c->embd % c->heads)
        return RP_FAIL(RP_E_VALUE, "embd %lld is not a multiple of heads %lld", (long long)c->embd,
                       (long long)c->heads);
    return RP_OK;
}

static rp_status add_weights(struct gpt *m)
{
    const struct gpt_config *c = &m->config;
    RP_TRY(add_weight(m, "", "wte", c->vocab, c->embd));
    RP_TRY(add_weight(m, "", "wpe", c->context, c->embd));
    for (int64_t i = 0; i < c->layers; i++) RP_TRY(add_block(m, i));
    RP_TRY(add_weight(m, "", "ln_f.weight", c->embd, 0));
    return add_weight(m, "", "ln_f.bias", c->embd, 0);
}

rp_status gpt_create(struct gpt *out, const struct gpt_config *config, rp_device device)
{
    *out = (struct gpt){.config = *config, .device = device};
    RP_TRY(check_config(config));
    out->weights =
        calloc((size_t)(FIRST_BLOCK + config->layers * BLOCK_WEIGHTS + 2), sizeof *out->weights);
    if (!out->weights)
        return RP_FAIL(RP_E_MEMORY, "no memory for the table of %lld layers",
                       (long long)config->layers);
    const rp_status st = add_weights(out);
    if (st) gpt_destroy(out);
    return st;
}

void gpt_destroy(struct gpt *m)
{
    for (uint32_t i = 0; i < m->n_weights; i++) rp_tensor_release(m->weights[i].tensor);
    free(m->weights);
    *m = (struct gpt){0};
}

static int ends_with(const char *s, const char *tail)
{
    const size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

static rp_status init_weight(const struct gpt *m, const struct gpt_weight *w)
{
    if (ends_with(w->name, ".bias")) return rp_zero_(NULL, w->tensor);
    if (rp_tensor_ndim(w->tensor) == 1) return rp_fill__scalar(NULL, w->tensor, rp_value_float(1));
    const int residual = ends_with(w->name, "proj.weight");
    return rp_normal_(NULL, w->tensor, 0,
                      residual ? init_std / sqrt(2.0 * (double)m->config.layers) : init_std);
}

rp_status gpt_init(struct gpt *m, uint64_t seed)
{
    rp_manual_seed(seed);
    for (uint32_t i = 0; i < m->n_weights; i++) RP_TRY(init_weight(m, &m->weights[i]));
    return RP_OK;
}

int64_t gpt_parameter_count(const struct gpt *m)
{
    int64_t n = 0;
    for (uint32_t i = 0; i < m->n_weights; i++) n += rp_tensor_numel(m->weights[i].tensor);
    return n;
}

rp_status gpt_require_grad(struct gpt *m, int on)
{
    for (uint32_t i = 0; i < m->n_weights; i++)
        RP_TRY(rp_tensor_require_grad(m->weights[i].tensor, on));
    return RP_OK;
}

/* ---- the forward ----------------------------------------------------------------------------- */
/* (B, T, C) -> (B, H, T, D), a view */
static rp_status split_heads(rp_tensor **t, int64_t heads)
{
    const int64_t *s = rp_tensor_shape(*t);
    const int64_t shape[4] = {s[0], s[1], heads, s[2] / heads};
    RP_TRY(rp_view(t, *t, shape, 4));
    return rp_transpose_int(t, *t, 1, 2);
}

static rp_status attention(const struct gpt *m, rp_tensor *const *w, rp_tensor *x, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *q = NULL, *k = NULL, *v = NULL;
    const int64_t c = m->config.embd, shape[3] = {rp_tensor_shape(x)[0], rp_tensor_shape(x)[1], c};
    rp_tensor *qkv[3] = {NULL, NULL, NULL};

    RP_TRY(rp_linear(&h, x, w[QKV_W], w[QKV_B]));
    RP_TRY(rp_split(qkv, 3, h, c, 2));
    q = qkv[0], k = qkv[1], v = qkv[2];
    RP_TRY(split_heads(&q, m->config.heads));
    RP_TRY(split_heads(&k, m->config.heads));
    RP_TRY(split_heads(&v, m->config.heads));
    RP_TRY(rp_scaled_dot_product_attention(&h, q, k, v, NULL, 0, 1));
    RP_TRY(rp_transpose_int(&h, h, 1, 2));
    RP_TRY(rp_reshape(&h, h, shape, 3));
    return rp_linear(out, h, w[ATTN_PROJ_W], w[ATTN_PROJ_B]);
}

static rp_status mlp(rp_tensor *const *w, rp_tensor *x, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;

    RP_TRY(rp_linear(&h, x, w[FC_W], w[FC_B]));
    RP_TRY(rp_gelu_full(&h, h, "tanh"));
    return rp_linear(out, h, w[MLP_PROJ_W], w[MLP_PROJ_B]);
}

struct block_ctx {
    const struct gpt *model;
    int64_t layer;
};

/* x + attention(norm(x)), then the same with the MLP. */
static rp_status block(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    const struct block_ctx *b = ctx;
    const int64_t width = b->model->config.embd;
    rp_tensor *w[BLOCK_WEIGHTS];
    RP_LOCAL rp_tensor *x = rp_tensor_retain(in[0].u.t), *h = NULL;
    (void)n_in, (void)n_out;

    block_weights(b->model, b->layer, w);
    RP_TRY(rp_layer_norm(&h, x, &width, 1, w[LN_1_W], w[LN_1_B], norm_eps, 1));
    RP_TRY(attention(b->model, w, h, &h));
    RP_TRY(rp_add(&x, x, h));
    RP_TRY(rp_layer_norm(&h, x, &width, 1, w[LN_2_W], w[LN_2_B], norm_eps, 1));
    RP_TRY(mlp(w, h, &h));
    RP_TRY(rp_add(&x, x, h));
    out[0] = rp_value_tensor(rp_tensor_retain(x));
    return RP_OK;
}

static rp_status run_block(const struct gpt *m, int64_t layer, rp_tensor **x)
{
    const struct block_ctx ctx = {m, layer};
    char name[16];
    rp_value in = rp_value_tensor(*x), out = rp_value_none();

    snprintf(name, sizeof name, "h.%d", (int)layer);
    const rp_region region = {.fn = block, .name = name, .ctx = &ctx, .ctx_size = sizeof ctx};
    RP_TRY(rp_checkpoint(&out, 1, &region, &in, 1, NULL));
    rp_tensor_release(*x);
    *x = out.u.t;
    return RP_OK;
}

static rp_status embed(const struct gpt *m, rp_tensor *x, rp_tensor **out)
{
    RP_LOCAL rp_tensor *tokens = NULL, *positions = NULL;
    const int64_t begin = 0, end = rp_tensor_shape(x)[1];

    RP_TRY(rp_embedding(&tokens, m->weights[WTE].tensor, x, -1, 0, 0));
    RP_TRY(rp_slice(&positions, m->weights[WPE].tensor, 0, &begin, &end, 1));
    return rp_add(out, tokens, positions);
}

rp_status gpt_logits(const struct gpt *m, rp_tensor *x, rp_tensor **out)
{
    const int64_t width = m->config.embd;
    RP_LOCAL rp_tensor *h = NULL;

    if (rp_tensor_ndim(x) != 2 || rp_tensor_shape(x)[1] > m->config.context)
        return RP_FAIL(RP_E_SHAPE, "the model reads (batch, tokens <= %lld)",
                       (long long)m->config.context);
    RP_TRY(embed(m, x, &h));
    for (int64_t i = 0; i < m->config.layers; i++) RP_TRY(run_block(m, i, &h));
    RP_TRY(rp_layer_norm(&h, h, &width, 1, m->weights[m->n_weights - 2].tensor,
                         m->weights[m->n_weights - 1].tensor, norm_eps, 1));
    return rp_linear(out, h, m->weights[WTE].tensor, NULL);
}

rp_status gpt_loss(const struct gpt *m, rp_tensor *x, rp_tensor *y, rp_tensor **out)
{
    const int64_t rows[2] = {-1, m->config.vocab}, all = -1;
    RP_LOCAL rp_tensor *logits = NULL, *targets = NULL;

    RP_TRY(gpt_logits(m, x, &logits));
    RP_TRY(rp_view(&logits, logits, rows, 2));
    RP_TRY(rp_to_dtype(&logits, logits, RP_F32, 0, 0, NULL));
    RP_TRY(rp_view(&targets, y, &all, 1));
    return rp_cross_entropy_loss(out, logits, targets, NULL, 1, -100, 0);
}
