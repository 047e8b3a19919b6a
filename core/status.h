/* core/status.h - frozen ABI: plugin.h is amalgamated from this file and value.h, never retyped */
#ifndef RP_STATUS_H
#define RP_STATUS_H
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
#define RP_API __attribute__((visibility("default")))
#define RP_MUST __attribute__((warn_unused_result))
/* 0 ok; > 0 the library's; < 0 the caller's own, passed through unchanged */
typedef int32_t rp_status;
enum {
    RP_OK,
    RP_E_INVALID,
    RP_E_SHAPE,
    RP_E_DTYPE,
    RP_E_LAYOUT,
    RP_E_DEVICE,
    RP_E_MEMORY,
    RP_E_UNIMPLEMENTED,
    RP_E_STATE,
    RP_E_MUTATED,
    RP_E_CHECKPOINT,
    RP_E_ABI,
    RP_E_IO,
    RP_E_INTERRUPTED,
    RP_E_INTERNAL,
    RP_E_DIM,
    RP_E_INDEX,
    RP_E_VALUE,
    RP_E_BUDGET,
    RP_E_THRASH,
    /* not an error: travels like one, has no text, only a checkpoint consumes it */
    RP_STOP_RECOMPUTE = 1000
};
#define RP_TRY(expr)                                                                               \
    do {                                                                                           \
        const rp_status rp_try_ = (expr);                                                          \
        if (__builtin_expect(rp_try_ != RP_OK, 0)) return rp_try_;                                 \
    } while (0)
/* Is field f within the struct that the other side filled? */
#define RP_HAS(s_, f_) ((s_)->size >= offsetof(__typeof__(*(s_)), f_) + sizeof((s_)->f_))
/* functions */
typedef struct rp_error rp_error; /* text, code and notes; heap, so it can cross threads */

/** Records an error on this thread and returns `code`. The only way to make a non-OK status.
 *  Threads: any; the text belongs to the calling thread. Never allocates for RP_E_MEMORY.
 */
RP_API rp_status rp_fail(rp_status code, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5), cold));
RP_API rp_status rp_vfail(rp_status code, const char *file, int line, const char *fmt, va_list ap)
    __attribute__((format(printf, 4, 0), cold));

/** Adds a line of context to this thread's error and returns `s`. No-op when `s` is OK or a stop.
 *  The message is then the error's line and one indented line for each note, innermost first.
 */
RP_API rp_status rp_note(rp_status s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), cold));

/** False for RP_OK and RP_STOP_RECOMPUTE: what `if (st) log(st)` should test. */
RP_API int rp_status_is_error(rp_status s);

/** Name of a status code, "RP_E_SHAPE"; "user error" for negative codes. Static storage. */
RP_API const char *rp_status_name(rp_status s);

/** This thread's last error with its notes, "" if none; valid until the next rp_* call. */
RP_API const char *rp_error_message(void);

/** The same on one line, "; " between error and notes, cut to `n` bytes: into `buf`, which it
 * returns. For tables and for texts that quote an error. */
RP_API const char *rp_error_line(char *buf, size_t n);

/** Moves the last error out of this thread (workers, OpenMP bodies); NULL if there is none. */
RP_API rp_error *rp_error_take(void);

/** Moves `e` into this thread and returns its code; RP_OK for NULL. Consumes `e`. */
RP_API rp_status rp_error_give_take(rp_error *e);

/** Frees an error that nobody wants to see. NULL is legal. */
RP_API void rp_error_release(rp_error *e);

/* The compiler cannot look into rp_fail: told the code, it knows that what follows a check did not
   fail. */
static inline rp_status rp_failed_(rp_status code, rp_status recorded)
{
    return code ? code : recorded; /* RP_OK is no error: rp_fail recorded that instead */
}
#define RP_FAIL(code, ...) rp_failed_((code), rp_fail((code), __FILE__, __LINE__, __VA_ARGS__))
#ifdef __cplusplus
}
#endif
#endif
