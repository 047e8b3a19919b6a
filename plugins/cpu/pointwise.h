/* plugins/cpu/pointwise.h - the functions that a line of dispatch/ops/pointwise.inc becomes: one a
   type, over contiguous elements */
#ifndef RP_CPU_POINTWISE_H
#define RP_CPU_POINTWISE_H
#include "block.h"

#define DECLARE(id_)                                                                               \
    void cpu_##id_##_f32(int64_t n, void *out, const void *const *in,                              \
                         const kernel_scalars *scalars);                                           \
    void cpu_##id_##_f64(int64_t n, void *out, const void *const *in,                              \
                         const kernel_scalars *scalars);                                           \
    void cpu_##id_##_i64(int64_t n, void *out, const void *const *in,                              \
                         const kernel_scalars *scalars);
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    DECLARE(id_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    DECLARE(id_)
#include "dispatch/ops/pointwise.inc"
#undef OP
#undef OP_FLAT
#undef DECLARE
#endif
