/* tools/reprise/optimizer.h - AdamW (betas 0.9 and 0.95, weight decay 0.1) and plain SGD over a
   model's weights */
#ifndef RP_TOOL_OPTIMIZER_H
#define RP_TOOL_OPTIMIZER_H
#include "reprise/weights.h"

struct optimizer {
    struct gpt *model;
    double lr;
    int adamw;
    struct moments moments; /* zeroed; sgd has none */
    rp_tensor **weights, **grads, **steps;
};

rp_status optimizer_create(struct optimizer *out, struct gpt *model, const char *name, double lr);
/** One update with the weights' gradients; `step` counts from 1. */
rp_status optimizer_step(struct optimizer *o, int64_t step);
/** Drops the gradients. */
void optimizer_zero_grad(struct optimizer *o);
void optimizer_destroy(struct optimizer *o);
#endif
