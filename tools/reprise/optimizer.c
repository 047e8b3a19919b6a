/* tools/reprise/optimizer.c */
#include "reprise/optimizer.h"
#include "core/state.h"
#include "dispatch/ops.h"
#include <stdlib.h>
#include <string.h>

static const double beta1 = 0.9, beta2 = 0.95, weight_decay = 0.1, eps = 1e-8;

static rp_status make_moments(struct optimizer *o)
{
    const uint32_t n = o->model->n_weights;
    o->moments.first = calloc(n, sizeof(rp_tensor *));
    o->moments.second = calloc(n, sizeof(rp_tensor *));
    o->steps = calloc(n, sizeof(rp_tensor *));
    if (!o->moments.first || !o->moments.second || !o->steps)
        return RP_FAIL(RP_E_MEMORY, "no memory for the tables of %u weights", n);
    for (uint32_t i = 0; i < n; i++) {
        RP_TRY(rp_zeros_like(&o->moments.first[i], o->weights[i]));
        RP_TRY(rp_zeros_like(&o->moments.second[i], o->weights[i]));
        if (i == 0)
            RP_TRY(rp_zeros_full(&o->steps[0], NULL, 0, RP_F32, NULL, &o->model->device, NULL));
        /* all weights are at the same step */
        o->steps[i] = i ? rp_tensor_retain(o->steps[0]) : o->steps[0];
    }
    return RP_OK;
}

static rp_status make_tables(struct optimizer *o)
{
    const uint32_t n = o->model->n_weights;
    o->weights = calloc(n, sizeof(rp_tensor *));
    o->grads = calloc(n, sizeof(rp_tensor *));
    if (!o->weights || !o->grads)
        return RP_FAIL(RP_E_MEMORY, "no memory for the tables of %u weights", n);
    for (uint32_t i = 0; i < n; i++) o->weights[i] = o->model->weights[i].tensor;
    return o->adamw ? make_moments(o) : RP_OK;
}

rp_status optimizer_create(struct optimizer *out, struct gpt *model, const char *name, double lr)
{
    *out = (struct optimizer){.model = model, .lr = lr, .adamw = strcmp(name, "adamw") == 0};
    const rp_status st = make_tables(out);
    if (st) optimizer_destroy(out);
    return st;
}

static rp_status adamw(struct optimizer *o, int64_t step)
{
    const uint32_t n = o->model->n_weights;
    RP_TRY(rp_fill__scalar(NULL, o->steps[0], rp_value_float((double)step)));
    return rp__fused_adamw__full(o->weights, n, o->grads, n, o->moments.first, n, o->moments.second,
                                 n, NULL, 0, o->steps, n, o->lr, beta1, beta2, weight_decay, eps, 0,
                                 0, NULL, NULL);
}

static rp_status sgd(struct optimizer *o)
{
    for (uint32_t i = 0; i < o->model->n_weights; i++)
        RP_TRY(rp_add__full(NULL, o->weights[i], o->grads[i], rp_value_float(-o->lr)));
    return RP_OK;
}

rp_status optimizer_step(struct optimizer *o, int64_t step)
{
    for (uint32_t i = 0; i < o->model->n_weights; i++)
        if (!(o->grads[i] = rp_tensor_grad(o->weights[i])))
            return RP_FAIL(RP_E_STATE, "%s has no gradient", o->model->weights[i].name);
    const int grad_mode = rp_grad_mode_exchange(0);
    const rp_status st = o->adamw ? adamw(o, step) : sgd(o);
    rp_grad_mode_exchange(grad_mode);
    return st;
}

void optimizer_zero_grad(struct optimizer *o)
{
    for (uint32_t i = 0; i < o->model->n_weights; i++) rp_tensor_set_grad(o->weights[i], NULL);
}

static void release_all(rp_tensor **tensors, uint32_t n)
{
    for (uint32_t i = 0; tensors && i < n; i++) rp_tensor_release(tensors[i]);
    free(tensors);
}

void optimizer_destroy(struct optimizer *o)
{
    const uint32_t n = o->model ? o->model->n_weights : 0;
    release_all(o->moments.first, n);
    release_all(o->moments.second, n);
    release_all(o->steps, n);
    free(o->weights);
    free(o->grads);
    *o = (struct optimizer){0};
}
