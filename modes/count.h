/* modes/count.h - how often each operator ran under a mode of type "count" */
#ifndef RP_MODES_COUNT_H
#define RP_MODES_COUNT_H
#include "dispatch/mode.h"
#ifdef __cplusplus
extern "C" {
#endif
/** Calls of `op` (NULL: of all operators) that went through `m`, failed ones not; 0 for modes of
 * another type. */
RP_API uint64_t rp_count_get(const rp_mode *m, const rp_op *op);
RP_API void rp_count_reset(rp_mode *m);
#ifdef __cplusplus
}
#endif
#endif
