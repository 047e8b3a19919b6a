/* dispatch/init.h - start of the library, plugins, registration from code */
#ifndef RP_INIT_H
#define RP_INIT_H
#include "dispatch/mode.h"
#ifdef __cplusplus
extern "C" {
#endif
/** Reads the environment, registers what is built in and loads plugins: once, by the first caller (any operator call does
 *  it). Later calls return the first one's status and text. */
RP_API RP_MUST rp_status rp_init(void);
RP_API const char *rp_version(void); /* "0.1.0" */
/** Loads one plugin, by path (contains '/') or by name along the search path. Idempotent. */
RP_API RP_MUST rp_status rp_plugin_load(const char *name_or_path);
RP_API RP_MUST rp_status rp_plugin_unload(const char *name); /* RP_E_STATE while something of it lives */
typedef struct rp_plugin_report { /* one per candidate file ever looked at, in order */
    uint32_t size, loaded;
    const char *path, *name, *version, *family, *reason; /* reason: why it was or was not taken */
    int32_t score;
    uint32_t operators, kernels, devices, modes;
} rp_plugin_report;
RP_API int rp_plugin_each(int (*fn)(void *ctx, const rp_plugin_report *r), void *ctx);
/** Registration from the program itself: what `fn` registers is committed as one unit if it returns RP_OK. */
RP_API RP_MUST rp_status rp_register(const char *owner, rp_status (*fn)(void *ctx, rp_registrar *r), void *ctx);
#ifdef __cplusplus
}
#endif
#endif
