/* core/dtype.h - element types: size, name, kind, promotion */
#ifndef RP_DTYPE_H
#define RP_DTYPE_H
#include "core/value.h"
#ifdef __cplusplus
extern "C" {
#endif
/** Bytes of one element; 0 for a dtype the library does not have. */
RP_API size_t rp_dtype_size(rp_dtype d);
/** "float32", "bfloat16", "bool" ...; "unknown" otherwise. Static storage. */
RP_API const char *rp_dtype_name(rp_dtype d);
/** The short code of logs: "f32", "bf16", "b8", "i64" ... */
RP_API const char *rp_dtype_code(rp_dtype d);
/** Dtype of a name ("float32", "f32", "half" ...), RP_DTYPE_NONE if there is none. */
RP_API rp_dtype rp_dtype_find(const char *name);
RP_API int rp_dtype_is_floating(rp_dtype d); /* f64 f32 f16 bf16 */
RP_API int rp_dtype_is_integral(rp_dtype d); /* i64 .. u8, not bool */
/** Result type of two operands of the same category, by PyTorch's promotion table. */
RP_API rp_dtype rp_dtype_promote(rp_dtype a, rp_dtype b);
/** Non-zero if a result of type `from` may be written into `to`: never float to int, never number
 * to bool. */
RP_API int rp_dtype_can_cast(rp_dtype from, rp_dtype to);
/** Largest finite value, smallest normal, eps of a floating type. */
RP_API double rp_dtype_eps(rp_dtype d);
/* bf16 and f16 as bit patterns; round to nearest even, NaN stays NaN. */
RP_API uint16_t rp_f16_from_f32(float f);
RP_API float rp_f16_to_f32(uint16_t h);
RP_API uint16_t rp_bf16_from_f32(float f);
RP_API float rp_bf16_to_f32(uint16_t h);
#ifdef __cplusplus
}
#endif
#endif
