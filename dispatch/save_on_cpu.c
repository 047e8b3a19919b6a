/* dispatch/save_on_cpu.c - saved-tensor hooks that keep what backward needs in host memory
 *
 * Reference: torch.autograd.graph.save_on_cpu.
 */
#include "dispatch/offload.h"

static rp_status offload_pack(void *self, rp_tensor *t, rp_value *packed)
{
    (void)self;
    rp_offload *o = NULL;
    RP_TRY(rp_offload_out(&o, t));
    *packed = rp_value_int((int64_t)(intptr_t)o);
    return RP_OK;
}

static rp_status offload_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    return rp_offload_back(out, (rp_offload *)(intptr_t)packed->u.i);
}

static void offload_drop(void *self, rp_value *packed)
{
    (void)self;
    rp_offload_release((rp_offload *)(intptr_t)packed->u.i);
}

static const rp_hooks_type save_on_cpu = {"save_on_cpu", offload_pack, offload_unpack, offload_drop,
                                          NULL};

rp_status rp_save_on_cpu(rp_hooks **out)
{
    return rp_hooks_create(out, &save_on_cpu, NULL);
}
