/* modes/memory.c - mode "memory": one line per operator call with the bytes that live after it and
 * the most that lived during it
 *
 *     live peak change operator
 *
 * Bytes are those of storages made and freed on this thread since the mode was pushed, so live may
 * fall below zero. The peak is taken inside the operator: its results and workspace count.
 */
#include "dispatch/impl.h"
#include "modes/report.h"
#include <inttypes.h>

typedef struct memory_mode {
    rp_report report;
    _Atomic int64_t live, peak, highest; /* peak: since the last line */
} memory_mode;

static void raise_to(_Atomic int64_t *peak, int64_t live)
{
    int64_t p = atomic_load_explicit(peak, memory_order_relaxed);
    while (p < live && !atomic_compare_exchange_weak_explicit(peak, &p, live, memory_order_relaxed,
                                                              memory_order_relaxed)) {
    }
}

static void memory_event(void *self, const rp_event_info *e)
{
    memory_mode *m = self;
    const int64_t bytes = e->kind == RP_EV_STORAGE_ALLOC ? (int64_t)e->bytes : -(int64_t)e->bytes;
    const int64_t live = atomic_fetch_add_explicit(&m->live, bytes, memory_order_relaxed) + bytes;
    raise_to(&m->peak, live);
    raise_to(&m->highest, live);
}

static rp_status memory_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    memory_mode *m = self;
    const int64_t before = atomic_load_explicit(&m->live, memory_order_relaxed);
    atomic_store_explicit(&m->peak, before, memory_order_relaxed);
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    const int64_t live = atomic_load_explicit(&m->live, memory_order_relaxed);
    if (!m->report.off)
        fprintf(rp_report_stream(&m->report), "%" PRId64 " %" PRId64 " %+" PRId64 " %s\n", live,
                m->peak, live - before, rp_op_name(c->op));
    return RP_OK;
}

static void memory_close(void *self)
{
    memory_mode *m = self;
    if (!m->report.off)
        fprintf(rp_report_stream(&m->report), "%" PRId64 " %" PRId64 " peak\n", m->live,
                m->highest);
    rp_report_close(&m->report);
    rp_free(m, sizeof *m);
}

static rp_status memory_open(void **self, const rp_kv *options, uint32_t n)
{
    memory_mode *m = rp_alloc_zero(sizeof *m);
    if (!m) return RP_E_MEMORY;
    const rp_status st = rp_report_open(&m->report, "memory", options, n);
    if (st) rp_free(m, sizeof *m);
    else *self = m;
    return st;
}

const rp_mode_type rp_mode_type_memory = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER,
    .name = "memory",
    .doc =
        "bytes that live after each operator and at most during it; file=PATH (stderr without), report=off",
    .open = memory_open,
    .close = memory_close,
    .call = memory_call,
    .event = memory_event,
    .interest = 1u << RP_EV_STORAGE_ALLOC | 1u << RP_EV_STORAGE_FREE,
};
