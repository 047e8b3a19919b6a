/* modes/autocast.h - mixed precision: operators of PyTorch's lists get their floating inputs cast,
   above autograd */
#ifndef RP_AUTOCAST_H
#define RP_AUTOCAST_H
#include "core/device.h"
#ifdef __cplusplus
extern "C" {
#endif
/** From here to the pop, operators on this device type cast as the lists say. State of this thread;
 * regions capture it.
 * @param device   "cpu", "cuda" ...: one configuration for the cpu, one for all other devices
 * @param dtype    of the lower-precision list: RP_BF16 or RP_F16; RP_DTYPE_NONE: bf16 on the cpu,
 * f16 elsewhere
 * @param enabled  0 switches casting off inside the scope
 * @param cache    1: each weight is cast once until the outermost scope is popped
 * @param token    for the pop
 * @return RP_E_DTYPE, RP_E_DEVICE
 */
RP_API RP_MUST rp_status rp_autocast_push(const char *device, rp_dtype dtype, int enabled,
                                          int cache, uint32_t *token);
/** Puts back what stood before the push, whatever was left open inside. */
RP_API void rp_autocast_pop(uint32_t token);
/** Non-zero if casting is on for this device; dtype and cache (either may be NULL) get what is
 * configured. 0 for unknown devices. */
RP_API int rp_autocast_get(const char *device, rp_dtype *dtype, int *cache);
/* What regions capture: the configuration of both kinds of devices. [0] cpu, [1] all others. */
typedef struct rp_autocast_state {
    uint32_t size;
    uint8_t enabled[2], cache[2];
    rp_dtype dtype[2];
} rp_autocast_state;
/** Fills what this thread has configured (set state->size first). */
RP_API void rp_autocast_state_get(rp_autocast_state *state);
/** Makes `state` this thread's configuration; casts that were kept go. @return RP_E_INVALID for a
 * size that is not known, RP_E_DTYPE */
RP_API RP_MUST rp_status rp_autocast_state_set(const rp_autocast_state *state);
#ifdef __cplusplus
}
#endif
#endif
