/* modes/default_device.h - where factories without a device make their tensors */
#ifndef RP_DEFAULT_DEVICE_H
#define RP_DEFAULT_DEVICE_H
#include "core/device.h"
#ifdef __cplusplus
extern "C" {
#endif
/** "cuda:1", "cpu" ...; NULL: none again, which is the cpu. State of this thread; regions capture
 * it.
 * @param token  for the pop
 */
RP_API RP_MUST rp_status rp_default_device_push(const char *device, uint32_t *token);
RP_API void rp_default_device_pop(uint32_t token);
RP_API rp_device rp_default_device_get(void);
#ifdef __cplusplus
}
#endif
#endif
