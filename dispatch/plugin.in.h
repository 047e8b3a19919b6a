/* reprise/plugin.h - everything a plugin needs: one header, nothing to link. C11 and C++17.
 *
 * Generated from the type sections of core/status.h, core/value.h, core/device.h, core/tensor.h,
 * core/rng.h, core/state.h, core/autograd.h, dispatch/op.h, dispatch/mode.h and dispatch/host.h;
 * never edited. Structs that cross the border begin with their size and only grow. A plugin exports
 * one symbol, rp_plugin_query, and gets every function in an rp_host.
 */
#ifndef RP_PLUGIN_H
#define RP_PLUGIN_H
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
@TYPES@
#ifdef __cplusplus
}
#endif
#endif
