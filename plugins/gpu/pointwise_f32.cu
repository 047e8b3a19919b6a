/* plugins/gpu/pointwise_f32.cu - elementwise operators computed in float */
#define RP_T float
#define RP_FIELD f32
#define RP_FN(fn_) fn_##_f32
#define RP_M(fn_) fn_##f
#include "pointwise_block.h"
