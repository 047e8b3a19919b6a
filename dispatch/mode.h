/* dispatch/mode.h - one struct for built-in and plugin modes */
#ifndef RP_MODE_H
#define RP_MODE_H
#include "dispatch/op.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
typedef struct rp_kv {
    const char *key, *value;
} rp_kv;
/* counted; may stand on a stack twice, so the stack holds entries, not modes */
typedef struct rp_mode rp_mode;
enum {
    RP_MODE_BELOW_AUTOGRAD = 0,
    RP_MODE_ABOVE_AUTOGRAD = 1, /* pre-autograd tracing */
    RP_MODE_CAPTURED = 2,       /* re-entered when a region recomputes (fake, default device) */
    RP_MODE_INHERITED = 4,      /* pushed on new threads that adopt this one's state */
    RP_MODE_OBSERVER = 8,       /* passes every call on and leaves its results as they are */
    RP_MODE_SEES_INNER = 16,    /* also calls that kernels make */
    RP_MODE_FAKES = 32,         /* while it stands, rp_tensor_create makes tensors without bytes */
    RP_MODE_TRACES = 64,        /* while it stands, rp_is_tracing says so */
    /* made by code alone, its open refuses: texts that list modes leave it out */
    RP_MODE_NOT_BY_NAME = 128
};
typedef struct rp_mode_type {
    uint32_t size, flags;
    const char *name, *doc;
    /* options come from code or from REPRISE_MODES */
    rp_status (*open)(void **self, const rp_kv *options, uint32_t n);
    void (*close)(void *self);
    /* NULL passes through; its own entry is off the stack while it runs; calls rp_call_below */
    rp_boxed call;
    /* NULL: not interested, and then nothing is sent */
    void (*event)(void *self, const rp_event_info *e);
    uint32_t interest, reserved; /* bits 1 << RP_EV_*: the events wanted; 0: all */
} rp_mode_type;
/* functions */
RP_API RP_MUST rp_status rp_mode_register(rp_registrar *r, const rp_mode_type *type);
/** Every registered type, until `fn` returns non-zero (which is returned). A type lives as long as
 * its plugin. */
RP_API int rp_mode_type_each(int (*fn)(void *ctx, const rp_mode_type *type), void *ctx);
/** A mode of a registered type by name; unknown options are errors that list the known ones. */
RP_API RP_MUST rp_status rp_mode_create(rp_mode **out, const char *type, const rp_kv *options,
                                        uint32_t n);
/** A mode of a type that was never registered; `self` goes to `type->close` when the mode dies. */
RP_API RP_MUST rp_status rp_mode_create_from(rp_mode **out, const rp_mode_type *type,
                                             void *self_take);
RP_API rp_mode *rp_mode_retain(rp_mode *m);
RP_API void rp_mode_release(rp_mode *m);
RP_API void *rp_mode_self(rp_mode *m);
RP_API const char *rp_mode_name(const rp_mode *m);
/** Pushes onto this thread's stack (above or below autograd, by the type's flags); `depth` is the
 * token for the pop. */
RP_API RP_MUST rp_status rp_mode_push(rp_mode *m, uint32_t *depth);
RP_API void rp_mode_pop(uint32_t depth); /* truncates to depth: right after any error path */
/** Innermost mode below autograd, NULL if none; borrowed. */
RP_API rp_mode *rp_mode_current(void);
/** Number of modes below autograd, and the i-th from the bottom (borrowed). */
RP_API uint32_t rp_mode_count(void);
RP_API rp_mode *rp_mode_at(uint32_t i);
/** Non-zero while a mode that records or plans (fake, trace) stands on this thread: values may be
 * absent, side effects are best left out. */
RP_API int rp_is_tracing(void);
/** Takes all modes of this thread off, or puts them back: the token restores them in order. */
RP_API void *rp_mode_lift_all(void);
RP_API void rp_mode_restore_take(void *token);
#ifdef __cplusplus
}
#endif
#endif
