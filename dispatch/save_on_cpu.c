/* dispatch/save_on_cpu.c - saved-tensor hooks that keep what backward needs in host memory
 *
 * Reference: torch.autograd.graph.save_on_cpu.
 */
#include "dispatch/function.h"
#include "dispatch/impl.h"
#include "dispatch/ops.h"

struct offloaded {
    rp_tensor *host;
    rp_device device;
};

static rp_status offload_pack(void *self, rp_tensor *t, rp_value *packed)
{
    (void)self;
    struct offloaded *o = rp_alloc_zero(sizeof *o);
    if (!o) return RP_E_MEMORY;
    o->device = rp_tensor_device(t);
    const rp_status st = rp_to_device(&o->host, t, RP_CPU, rp_tensor_dtype(t), 0, 0, NULL);
    if (st) {
        rp_free(o, sizeof *o);
        return st;
    }
    *packed = rp_value_int((int64_t)(intptr_t)o);
    return RP_OK;
}

static rp_status offload_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    const struct offloaded *o = (const struct offloaded *)(intptr_t)packed->u.i;
    return rp_to_device(out, o->host, o->device, rp_tensor_dtype(o->host), 0, 0, NULL);
}

static void offload_drop(void *self, rp_value *packed)
{
    (void)self;
    struct offloaded *o = (struct offloaded *)(intptr_t)packed->u.i;
    rp_tensor_release(o->host);
    rp_free(o, sizeof *o);
}

static const rp_hooks_type save_on_cpu = {"save_on_cpu", offload_pack, offload_unpack, offload_drop, NULL};

rp_status rp_save_on_cpu(rp_hooks **out)
{
    return rp_hooks_create(out, &save_on_cpu, NULL);
}
