/* modes/capture_logs.h - captured lines of the log mode: `$2: f32[2, 3] = aten::add.Tensor($0, $1,
   alpha=2)` */
#ifndef RP_CAPTURE_LOGS_H
#define RP_CAPTURE_LOGS_H
#include "dispatch/mode.h"
#ifdef __cplusplus
extern "C" {
#endif
/* While a capture is open on a thread, log modes made or called there without a file write to it,
   and to the captures around it, instead of stderr. Each capture numbers tensors by first sight; a
   number is never used again. */
typedef struct rp_capture_logs rp_capture_logs;
enum {
    RP_CAPTURE_MODE = 1,  /* a log mode is pushed until the end */
    RP_CAPTURE_SITES = 2, /* call sites are kept beside the lines */
    RP_CAPTURE_PHASE = 4  /* lines begin with "forward| ", "backward| " or "recompute| " */
};
RP_API RP_MUST rp_status rp_capture_logs_begin(rp_capture_logs **out, uint32_t flags);
/** Closes the capture (and those still open inside it); its lines stay readable until it is
 * released. NULL is legal. */
RP_API void rp_capture_logs_end(rp_capture_logs *c);
/* ends it first if need be; NULL is legal */
RP_API void rp_capture_logs_release(rp_capture_logs *c);
RP_API uint32_t rp_capture_logs_count(const rp_capture_logs *c);
/* borrowed; NULL beyond the last */
RP_API const char *rp_capture_logs_line(const rp_capture_logs *c, uint32_t i);
/** Return address of the typed function's caller, NULL if unknown or not asked for. */
RP_API const void *rp_capture_logs_site(const rp_capture_logs *c, uint32_t i);
/** Adds `$0: f32[2] = input('x')`, which also gives the tensor its number. */
RP_API RP_MUST rp_status rp_capture_logs_input(rp_capture_logs *c, rp_tensor *t, const char *name);
#ifdef __cplusplus
}
#endif
#endif
