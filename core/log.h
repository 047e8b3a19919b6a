/* core/log.h - the log sink: the library never prints unasked, it hands lines to this sink
   (default: none) */
#ifndef RP_LOG_H
#define RP_LOG_H
#include "core/status.h"
#ifdef __cplusplus
extern "C" {
#endif
enum { RP_LOG_ERROR, RP_LOG_WARN, RP_LOG_INFO, RP_LOG_DEBUG };
/* may be called from any thread */
typedef void (*rp_log_fn)(void *ctx, int level, const char *line);
/** Installs the sink for lines of `level` and more important ones; NULL switches logging off. */
RP_API void rp_log_set(rp_log_fn fn, void *ctx, int level);
RP_API int rp_log_enabled(int level);
/** Not `rp_log`: that is the operator aten::log. */
RP_API void rp_log_line(int level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** A warning that is sent once for each `site` (the address of a static, or a return address). */
RP_API void rp_warn_once(const void *site, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), cold));
#ifdef __cplusplus
}
#endif
#endif
