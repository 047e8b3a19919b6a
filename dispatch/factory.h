/* dispatch/factory.h - what the rows of factories share. Their options follow one another in every
 * schema: dtype, layout, device, pin_memory, and of some memory_format */
#ifndef RP_FACTORY_H
#define RP_FACTORY_H
#include "dispatch/args.h"

/** Output 0 with this shape; `options` is the position of `dtype` in the schema, `absent` the dtype
 * when none is given. */
rp_status rp_factory_output(rp_call *c, const rp_value *in, rp_value *out, uint32_t options,
                            const int64_t *shape, int ndim, rp_dtype absent);
/** The same with the shape argument `size`. */
rp_status rp_factory_sized(rp_call *c, const rp_value *in, rp_value *out, uint32_t size,
                           uint32_t options, rp_dtype absent);
/** Output 0 like argument 0: its shape, and unless given its dtype, device and (preserve_format,
 * the default) strides. */
rp_status rp_factory_like(rp_call *c, const rp_value *in, rp_value *out, uint32_t options);
/** Dtype that a number has when it becomes a tensor: bool, int64 or the default float. */
rp_dtype rp_factory_number_dtype(const rp_value *v);
/** RP_E_VALUE unless the tensor can be filled with the number. One element of half precision takes
 * infinity for what is too large. */
rp_status rp_factory_check_number(const rp_tensor *t, const rp_value *v);
/* A meta function of one expression, of the call `c` and its values `in` and `out`. */
#define META(name_, body_)                                                                         \
    static rp_status name_(void *self, rp_call *c, const rp_value *in, uint32_t n_in,              \
                           rp_value *out, uint32_t n_out)                                          \
    {                                                                                              \
        (void)self, (void)n_in, (void)n_out;                                                       \
        return body_;                                                                              \
    }
#endif
