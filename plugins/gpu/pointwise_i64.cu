/* plugins/gpu/pointwise_i64.cu - elementwise operators of integers and bool, computed in int64_t */
#define RP_T int64_t
#define RP_FIELD i64
#define RP_FN(fn_) fn_##_i64
#define RP_INTEGERS
#include "pointwise_block.h"
