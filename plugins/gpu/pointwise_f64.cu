/* plugins/gpu/pointwise_f64.cu - elementwise operators computed in double */
#define RP_T double
#define RP_FIELD f64
#define RP_FN(fn_) fn_##_f64
#define RP_M(fn_) fn_
#include "pointwise_block.h"
