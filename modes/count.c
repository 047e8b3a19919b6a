/* modes/count.c - mode "count": calls per operator, asked for from code or listed at the end */
#include "modes/count.h"
#include "dispatch/impl.h"
#include "modes/report.h"
#include <inttypes.h>
#include <stdlib.h>

typedef struct count_mode {
    _Atomic uint64_t all;
    /* operators there were when the mode was made; later ones count in `all` alone */
    uint32_t n;
    _Atomic uint64_t *calls; /* by operator index */
    rp_report report;
} count_mode;
extern const rp_mode_type rp_mode_type_count;

static rp_status count_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    count_mode *m = self;
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    atomic_fetch_add_explicit(&m->all, 1, memory_order_relaxed);
    if (c->op->index < m->n)
        atomic_fetch_add_explicit(&m->calls[c->op->index], 1, memory_order_relaxed);
    return RP_OK;
}

/* ---- reading --------------------------------------------------------------------------------- */
static count_mode *count_self(const rp_mode *m)
{
    return m && m->type == &rp_mode_type_count ? m->self : NULL;
}

uint64_t rp_count_get(const rp_mode *mode, const rp_op *op)
{
    const count_mode *m = count_self(mode);
    if (!m) return 0;
    if (!op) return atomic_load_explicit(&m->all, memory_order_relaxed);
    return op->index < m->n ? atomic_load_explicit(&m->calls[op->index], memory_order_relaxed) : 0;
}

void rp_count_reset(rp_mode *mode)
{
    count_mode *m = count_self(mode);
    if (!m) return;
    atomic_store_explicit(&m->all, 0, memory_order_relaxed);
    for (uint32_t i = 0; i < m->n; i++)
        atomic_store_explicit(&m->calls[i], 0, memory_order_relaxed);
}

/* ---- the list at the end: most frequent first ------------------------------------------------ */
struct row {
    uint64_t calls;
    uint32_t index;
};

static int by_calls(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->calls != b->calls) return a->calls < b->calls ? 1 : -1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void write_report(const count_mode *m)
{
    struct row *rows = rp_alloc(m->n * sizeof *rows);
    if (!rows) return;
    FILE *file = rp_report_stream(&m->report);
    for (uint32_t i = 0; i < m->n; i++) rows[i] = (struct row){m->calls[i], i};
    qsort(rows, m->n, sizeof *rows, by_calls);
    for (uint32_t i = 0; i < m->n && rows[i].calls; i++)
        fprintf(file, "%10" PRIu64 " %s\n", rows[i].calls, rp_op_name(rp_op_at(rows[i].index)));
    fprintf(file, "%10" PRIu64 " calls\n", m->all);
    rp_free(rows, m->n * sizeof *rows);
}

static void count_close(void *self)
{
    count_mode *m = self;
    if (!m->report.off && m->calls) write_report(m);
    rp_report_close(&m->report);
    rp_free(m->calls, m->n * sizeof *m->calls);
    rp_free(m, sizeof *m);
}

static rp_status count_open(void **self, const rp_kv *options, uint32_t n)
{
    count_mode *m = rp_alloc_zero(sizeof *m);
    if (!m) return RP_E_MEMORY;
    rp_status st = rp_report_open(&m->report, "count", options, n);
    m->n = rp_op_count();
    if (!st && !(m->calls = rp_alloc_zero(m->n * sizeof *m->calls))) st = RP_E_MEMORY;
    if (st) count_close(m);
    else *self = m;
    return st;
}

const rp_mode_type rp_mode_type_count = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER,
    .name = "count",
    .doc = "calls per operator; listed at the end: file=PATH (stderr without), report=off",
    .open = count_open,
    .close = count_close,
    .call = count_call,
};
