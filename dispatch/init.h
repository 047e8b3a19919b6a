/* dispatch/init.h - start of the library, plugins, registration from code */
#ifndef RP_INIT_H
#define RP_INIT_H
#include "dispatch/mode.h"
#ifdef __cplusplus
extern "C" {
#endif
/** Reads the environment, registers what is built in and loads plugins: once, by the first caller
 * (any operator call does it). Later calls return the first one's status and text. */
RP_API RP_MUST rp_status rp_init(void);
RP_API const char *rp_version(void); /* "0.1.0" */
/** Loads one plugin, by path (contains '/') or by name along the search path. Idempotent. */
RP_API RP_MUST rp_status rp_plugin_load(const char *name_or_path);
/* RP_E_STATE while something of it lives */
RP_API RP_MUST rp_status rp_plugin_unload(const char *name);
/** Non-zero: files that were never looked at are opened and queried in a child process first, so
 * that one whose query crashes or hangs (10 s) is a line of the report. Slow; for tools. Returns
 * the setting before. */
RP_API int rp_plugin_probe(int on);
typedef struct rp_plugin_report { /* one per candidate file ever looked at, in order */
    uint32_t size, loaded;
    const char *path, *name, *version, *family, *reason; /* reason: why it was or was not taken */
    int32_t score;
    uint32_t operators, kernels, devices, modes;
} rp_plugin_report;
RP_API int rp_plugin_each(int (*fn)(void *ctx, const rp_plugin_report *r), void *ctx);
/** What happens to a call whose device has no kernel for it while the cpu has one. Starts as
 * REPRISE_FALLBACK says, which is "error" when unset. `allow` and `warn` (once an operator, to the
 * log) run it on the cpu, with copies, unseen by autograd and modes; views, random operators and
 * devices with RP_CAP_NO_CPU_FALLBACK never do. Returns the setting before. */
enum { RP_FALLBACK_ERROR, RP_FALLBACK_WARN, RP_FALLBACK_ALLOW };
RP_API int rp_fallback_exchange(int policy);
/** How many calls of the operator fell back so far. */
RP_API uint64_t rp_op_fallbacks(const rp_op *op);
/** Non-zero if a kernel is registered for the key: a device type's name, "meta", "autograd",
 * "composite". */
RP_API int rp_op_has_kernel(const rp_op *op, const char *key);
/** Registration from the program itself: what `fn` registers is committed as one unit if it returns
 * RP_OK. */
RP_API RP_MUST rp_status rp_register(const char *owner, rp_status (*fn)(void *ctx, rp_registrar *r),
                                     void *ctx);
#ifdef __cplusplus
}
#endif
#endif
