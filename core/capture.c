/* core/capture.c - a step that was recorded once and is launched many times */
#include "core/memory_impl.h"

struct rp_device_graph {
    rp_device device;
    rp_capture *capture; /* the plugin's */
};

static const rp_device_type *with_captures(rp_device d)
{
    const rp_device_type *t = rp_device_type_get(d.type);
    return t && RP_HAS(t, capture_free) && t->capture_begin ? t : NULL;
}

/* Where the device's random numbers stood when its recording began; read at its end by whoever ends
   it. */
static _Atomic uint64_t drawn[RP_MAX_DEVICE_TYPES][RP_MAX_DEVICE_INDEX];

static rp_status random_place(rp_device d, uint64_t *offset)
{
    rp_generator *g;
    RP_TRY(rp_generator_find(&g, d));
    rp_generator_get(g, NULL, offset);
    return RP_OK;
}

rp_status rp_device_graph_begin(rp_device d)
{
    char name[48];
    uint64_t offset = 0;
    RP_TRY(rp_device_check(d));
    const rp_device_type *t = with_captures(d);
    if (!t)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s cannot record its work: it has no capture_begin",
                       rp_device_name(d, name, sizeof name));
    RP_TRY(random_place(d, &offset));
    RP_TRY(t->capture_begin(t->self, d.index));
    atomic_store(&drawn[d.type][d.index], offset);
    return RP_OK;
}

static rp_status check_random(rp_device d)
{
    char name[48];
    uint64_t offset = 0;
    RP_TRY(random_place(d, &offset));
    if (offset == atomic_load(&drawn[d.type][d.index])) return RP_OK;
    return RP_FAIL(
        RP_E_UNIMPLEMENTED,
        "the step that was recorded on %s drew random numbers, and would draw the same ones at each launch",
        rp_device_name(d, name, sizeof name));
}

rp_status rp_device_graph_end(rp_device_graph **out, rp_device d)
{
    rp_capture *capture = NULL;
    RP_TRY(rp_device_check(d));
    const rp_device_type *t = with_captures(d);
    char name[48];
    if (!t)
        return RP_FAIL(RP_E_STATE, "nothing is being recorded on %s",
                       rp_device_name(d, name, sizeof name));
    RP_TRY(t->capture_end(t->self, d.index, &capture));
    rp_device_graph *g = NULL;
    rp_status st = check_random(d);
    if (!st && !(g = rp_alloc(sizeof *g))) st = RP_E_MEMORY;
    if (st) {
        t->capture_free(t->self, d.index, capture);
        return st;
    }
    *g = (rp_device_graph){d, capture};
    rp_device_graph_release(*out);
    *out = g;
    return RP_OK;
}

rp_status rp_device_graph_launch(rp_device_graph *g)
{
    RP_TRY(rp_device_usable(g->device.type));
    const rp_device_type *t = with_captures(g->device);
    return t->capture_launch(t->self, g->device.index, g->capture);
}

void rp_device_graph_release(rp_device_graph *g)
{
    if (!g) return;
    const rp_device_type *t = with_captures(g->device);
    if (t && !rp_device_lost(g->device.type)) t->capture_free(t->self, g->device.index, g->capture);
    rp_free(g, sizeof *g);
}
