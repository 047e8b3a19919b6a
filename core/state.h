/* core/state.h - the state of a thread as one object: keys, modes, hooks, grad mode, pass, random
   override, phase */
#ifndef RP_STATE_H
#define RP_STATE_H
#include "core/tensor.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
typedef struct rp_state rp_state;
enum { RP_PHASE_FORWARD, RP_PHASE_BACKWARD, RP_PHASE_RECOMPUTE };
typedef enum {
    RP_EV_STORAGE_ALLOC,
    RP_EV_STORAGE_FREE,
    RP_EV_PACK,
    RP_EV_UNPACK,
    RP_EV_NODE_BEGIN,
    RP_EV_NODE_END,
    RP_EV_REGION_BEGIN,
    RP_EV_REGION_END,
    RP_EV_PASS_BEGIN,
    RP_EV_PASS_END
} rp_event_kind;
typedef struct rp_event_info {
    uint32_t size;
    rp_event_kind kind;
    uint64_t id, bytes;
    const void *object;
    const char *name;
} rp_event_info;
/* functions */
/** A counted copy of this thread's state: for a recompute, a worker thread, a fresh stack. */
RP_API RP_MUST rp_status rp_state_capture(rp_state **out);
/** Makes `s` this thread's state and returns the previous one; both references change hands. Never
 * fails. */
RP_API rp_state *rp_state_exchange(rp_state *s);
RP_API void rp_state_release(rp_state *s);
/** Grad mode of this thread, and the switch; returns the previous one. */
RP_API int rp_grad_mode(void);
RP_API int rp_grad_mode_exchange(int on);
/** Inference mode: no graph, no view families, results cannot be used in autograd later. */
RP_API int rp_inference_mode_exchange(int on);
/** Opens a scope named `name` ("h.3.mlp") on this thread: policies see the open scopes as a path,
 *  "a.b". A recompute restores those of its forward. */
RP_API RP_MUST rp_status rp_module_push(const char *name, uint32_t *depth);
RP_API void rp_module_pop(uint32_t depth); /* truncates to depth */
/** Stops the running call or backward pass of every thread with RP_E_INTERRUPTED at its next
 * operator. Async-signal-safe. */
RP_API void rp_interrupt(void);
RP_API void rp_interrupt_clear(void);
#ifdef __cplusplus
}
#endif
#endif
