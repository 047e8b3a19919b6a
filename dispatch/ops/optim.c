/* dispatch/ops/optim.c - optimizers that update all tensors of a list in one call; no results, not
   differentiable */
#include "dispatch/ops/shape.h"

#define ADAM_SCHEMA(name_, lr_)                                                                    \
    "aten::" name_                                                                                 \
    "(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, "    \
    "Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, " lr_                                  \
    " lr, float beta1, float beta2, float weight_decay, "                                          \
    "float eps, bool amsgrad, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> ()"

#define SGD_SCHEMA(name_, lr_)                                                                     \
    "aten::" name_                                                                                 \
    "(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] momentum_buffer_list, *, "               \
    "float weight_decay, "                                                                         \
    "float momentum, " lr_                                                                         \
    " lr, float dampening, bool nesterov, bool maximize, bool is_first_step, "                     \
    "Tensor? grad_scale=None, Tensor? found_inf=None) -> ()"

/* Every list is as long as the first one, or empty where `empty` allows it, and element by element
   of the same shape. */
static rp_status check_lists(const char *op, const rp_value *in, const char *const *names,
                             uint32_t n, uint32_t may_be_empty)
{
    char a[SHAPE_TEXT], b[SHAPE_TEXT];
    for (uint32_t i = 1; i < n; i++) {
        if (in[i].n == 0 && (may_be_empty >> i & 1)) continue;
        if (in[i].n != in[0].n)
            return RP_FAIL(RP_E_SHAPE, "%s: %u tensors in %s, but %u in self", op, in[i].n,
                           names[i], in[0].n);
        for (uint32_t k = 0; k < in[0].n; k++)
            if (!same_shape(in[i].u.l[k].u.t, in[0].u.l[k].u.t))
                return RP_FAIL(
                    RP_E_SHAPE, "%s: tensor %u of %s has shape %s, of self %s", op, k, names[i],
                    rp_shape_text(a, sizeof a, in[i].u.l[k].u.t->shape, in[i].u.l[k].u.t->ndim),
                    rp_shape_text(b, sizeof b, in[0].u.l[k].u.t->shape, in[0].u.l[k].u.t->ndim));
    }
    return RP_OK;
}

static rp_status adam_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    static const char *const names[] = {"self", "grads", "exp_avgs", "exp_avg_sqs",
                                        "max_exp_avg_sqs"};
    const bool amsgrad = in[11].u.i;
    const char *op = c->op->schema.name;
    (void)self, (void)n_in, (void)out, (void)n_out;
    if (!amsgrad && in[4].n)
        return RP_FAIL(RP_E_VALUE,
                       "%s: without amsgrad max_exp_avg_sqs must be empty, but has %u tensors", op,
                       in[4].n);
    if (in[5].n != in[0].n)
        return RP_FAIL(RP_E_SHAPE, "%s: %u tensors in state_steps, but %u in self", op, in[5].n,
                       in[0].n);
    return check_lists(op, in, names, 5, amsgrad ? 0 : 1u << 4);
}

static rp_status sgd_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    static const char *const names[] = {"self", "grads", "momentum_buffer_list"};
    const char *op = c->op->schema.name;
    (void)self, (void)n_in, (void)out, (void)n_out;
    if (in_number(&in[4]) == 0 && in[2].n)
        return RP_FAIL(
            RP_E_VALUE,
            "%s: without momentum momentum_buffer_list must be empty, but has %u tensors", op,
            in[2].n);
    return check_lists(op, in, names, 3, 1u << 2);
}

static rp_status adagrad_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    static const char *const names[] = {"self", "grads", "state_sums"};
    (void)self, (void)n_in, (void)out, (void)n_out;
    const char *op = c->op->schema.name;
    if (in[3].n != in[0].n)
        return RP_FAIL(RP_E_SHAPE, "%s: %u tensors in state_steps, but %u in self", op, in[3].n,
                       in[0].n);
    return check_lists(op, in, names, 3, 0);
}

/* `lr` is a number, or a tensor without dimensions in the tensor_lr overloads. */
#define ROW(schema_, meta_)                                                                        \
    {                                                                                              \
        .size = sizeof(rp_op_row), .schema = schema_, .meta = meta_                                \
    }
const rp_op_row rp_op_optim[] = {
    ROW(ADAM_SCHEMA("_fused_adam_", "float"), adam_meta),
    ROW(ADAM_SCHEMA("_fused_adam_.tensor_lr", "Tensor"), adam_meta),
    ROW(ADAM_SCHEMA("_fused_adamw_", "float"), adam_meta),
    ROW(ADAM_SCHEMA("_fused_adamw_.tensor_lr", "Tensor"), adam_meta),
    ROW(SGD_SCHEMA("_fused_sgd_", "float"), sgd_meta),
    ROW(SGD_SCHEMA("_fused_sgd_.tensor_lr", "Tensor"), sgd_meta),
    ROW("aten::_fused_adagrad_(Tensor(a!)[] self, Tensor(b!)[] grads, Tensor(c!)[] state_sums, Tensor(d!)[] state_steps, *, float lr, "
        "float lr_decay, float weight_decay, float eps, bool maximize, Tensor? grad_scale=None, Tensor? found_inf=None) -> ()",
        adagrad_meta),
    {0},
};
