/* tools/models/gpt.h - a GPT-2-style model on bytes: pre-norm blocks, learned positions, tanh gelu,
   tied head */
#ifndef RP_MODELS_GPT_H
#define RP_MODELS_GPT_H
#include "core/rng.h"
#include "core/tensor.h"

struct gpt_config {
    int64_t layers, heads, embd, context, vocab;
};

enum { GPT_NAME_BYTES = 32 };
struct gpt_weight {
    char name[GPT_NAME_BYTES]; /* "h.3.attn.qkv.weight" */
    rp_tensor *tensor;
};

struct gpt {
    struct gpt_config config;
    rp_device device;
    uint32_t n_weights;
    struct gpt_weight *weights; /* wte, wpe, 12 for each block, ln_f.weight, ln_f.bias */
};

/** All weights, uninitialised f32. RP_E_VALUE names the field of `config` that makes no sense. */
rp_status gpt_create(struct gpt *out, const struct gpt_config *config, rp_device device);
/** normal(0, 0.02), biases 0, norms 1, residual projections scaled by 1/sqrt(2 layers). */
rp_status gpt_init(struct gpt *model, uint64_t seed);
void gpt_destroy(struct gpt *model);
int64_t gpt_parameter_count(const struct gpt *model);
/** Weights become leaves that require grad, or constants. */
rp_status gpt_require_grad(struct gpt *model, int on);

/** Logits (B, T, vocab) of tokens x (B, T) int64, T <= context. Every block is a checkpoint region
 * "h.<i>". */
rp_status gpt_logits(const struct gpt *model, rp_tensor *x, rp_tensor **out);
/** Mean cross entropy (0-dim f32) of targets y (B, T) int64. */
rp_status gpt_loss(const struct gpt *model, rp_tensor *x, rp_tensor *y, rp_tensor **out);
#endif
