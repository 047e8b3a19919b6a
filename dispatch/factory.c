/* dispatch/factory.c - see factory.h */
#include "dispatch/factory.h"

enum { LAYOUT_STRIDED = 0, FORMAT_CONTIGUOUS = 0 }; /* PyTorch's enums */

static rp_status read_options(rp_call *c, const rp_value *in, uint32_t options)
{
    const rp_value *layout = &in[options + 1], *device = &in[options + 2];
    if (rp_arg_given(layout) && rp_arg_int(layout) != LAYOUT_STRIDED)
        return RP_FAIL(RP_E_LAYOUT,
                       "%s: only the strided layout (0) is supported, but got layout %lld",
                       c->op->schema.name, (long long)rp_arg_int(layout));
    if (rp_arg_given(device)) rp_call_set_device(c, device->u.device);
    return RP_OK;
}

rp_status rp_factory_output(rp_call *c, const rp_value *in, rp_value *out, uint32_t options,
                            const int64_t *shape, int ndim, rp_dtype absent)
{
    RP_TRY(read_options(c, in, options));
    return rp_call_output(c, out, 0, shape, ndim, rp_arg_dtype(&in[options], absent));
}

rp_status rp_factory_sized(rp_call *c, const rp_value *in, rp_value *out, uint32_t size,
                           uint32_t options, rp_dtype absent)
{
    int64_t shape[RP_MAX_DIMS];
    int ndim;
    RP_TRY(rp_arg_shape(&in[size], shape, &ndim, false));
    return rp_factory_output(c, in, out, options, shape, ndim, absent);
}

rp_status rp_factory_like(rp_call *c, const rp_value *in, rp_value *out, uint32_t options)
{
    rp_tensor *self = in[0].u.t;
    const rp_value *format = &in[options + 4];
    const rp_dtype dtype = rp_arg_dtype(&in[options], self->dtype);
    RP_TRY(read_options(c, in, options));
    if (rp_arg_given(format) && rp_arg_int(format) == FORMAT_CONTIGUOUS)
        return rp_call_output(c, out, 0, self->shape, self->ndim, dtype);
    return rp_call_output_like(c, out, 0, self->shape, self->ndim, dtype, self);
}

rp_dtype rp_factory_number_dtype(const rp_value *v)
{
    return v->tag == RP_TAG_BOOL ? RP_BOOL : v->tag == RP_TAG_INT ? RP_I64 : RP_F32;
}

rp_status rp_factory_check_number(const rp_tensor *t, const rp_value *v)
{
    return t->numel == 1 && (t->dtype == RP_F16 || t->dtype == RP_BF16)
               ? RP_OK
               : rp_check_number(t->dtype, v);
}
