/* dispatch/offload.h - tensors of a device that wait in host memory until backward wants them. For
   dispatch/ */
#ifndef RP_OFFLOAD_H
#define RP_OFFLOAD_H
#include "dispatch/function.h"
#include "dispatch/impl.h"

typedef struct rp_offload rp_offload; /* one tensor */
/** Starts the copy of `t`; its bytes may be given back, or written by an operator, at once. */
rp_status rp_offload_out(rp_offload **out, rp_tensor *t);
/** The tensor with its strides on its device again; the next one that will be wanted starts to
 * move. */
rp_status rp_offload_back(rp_tensor **out, rp_offload *o);
void rp_offload_release(rp_offload *o);
/** The default stream of the storage's device waits for the copies out of its bytes
 * (RP_STORAGE_COPYING): they will be written. */
rp_status rp_offload_before_write(rp_storage *s);
/** How many tensors of a device type wait; before it goes there is none, and its lanes are
 * closed. */
int64_t rp_offloaded_from(int type);
void rp_offload_forget(int type);
#endif
