/* plugins/cpu/pointwise_i64.c - elementwise operators computed in int64_t: integers of all widths,
   and bool */
#define RP_T int64_t
#define RP_FIELD i64
#define RP_FN(fn_) fn_##_i64
#define RP_INTEGERS
#include "pointwise_block.h"
