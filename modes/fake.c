/* modes/fake.c - mode "fake": shapes without bytes. Operators run their meta functions, no kernel
 * runs, and what is made has a device, a shape and strides but no bytes: a model's memory is
 * planned where it would not fit.
 *
 * Fake is a property of a storage; an operator with a fake argument is fake without the mode too.
 * The mode makes everything else fake: results of operators on tensors with bytes, and what
 * rp_tensor_create makes (RP_MODE_FAKES). Reading bytes is an error.
 */
#include "dispatch/impl.h"

static rp_status look_for_bytes(void *ctx, const rp_value *v)
{
    if (v->tag == RP_TAG_TENSOR && v->u.t->numel && !(v->u.t->storage->flags & RP_STORAGE_FAKE))
        *(const rp_tensor **)ctx = v->u.t;
    return RP_OK;
}

/* The write would be left out and the version would say that it happened. */
static rp_status refuse_write(const rp_call *c, const rp_value *in, uint32_t n_in)
{
    char shape[160];
    for (uint32_t i = 0; i < n_in; i++) {
        const rp_tensor *real = NULL;
        if (!(c->op->mutates >> i & 1)) continue;
        RP_TRY(rp_value_map(&in[i], look_for_bytes, &real));
        if (real)
            return RP_FAIL(
                RP_E_STATE,
                "%s under the fake mode would write argument '%s', shape %s, which has bytes",
                rp_op_name(c->op), c->op->schema.arg[i].name,
                rp_shape_text(shape, sizeof shape, real->shape, real->ndim));
    }
    return RP_OK;
}

static rp_status fake_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)self;
    if (c->op->mutates) RP_TRY(refuse_write(c, in, n_in));
    const uint64_t include = c->thread->s.include;
    c->thread->s.include |= RP_KEYBIT(RP_KEY_FAKE);
    const rp_status st = rp_call_below(c, in, n_in, out, n_out);
    c->thread->s.include = include;
    return st;
}

const rp_mode_type rp_mode_type_fake = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_CAPTURED | RP_MODE_FAKES | RP_MODE_TRACES,
    .name = "fake",
    .doc = "shapes without bytes: meta functions run, kernels do not",
    .call = fake_call,
};
