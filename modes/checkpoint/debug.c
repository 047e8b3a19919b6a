/* modes/checkpoint/debug.c - what debug regions keep of each run: every operator as a line, and the
   C call stack it came from */
#include "modes/checkpoint/impl.h"
#include "modes/log_lines.h"
#include <execinfo.h>
#include <stdio.h>
#include <string.h>

enum { STACK_KEPT = 12, STACK_SEEN = 48 };
struct debug_line {
    char *text;
    uint32_t depth;
    const void *stack[STACK_KEPT];
};
/* one run; held by its mode, and by the frame (forward) or the pass (a recompute) */
struct debug_log {
    rp_object object;
    const checkpoint_frame *owner; /* compared, never followed */
    bool recompute;
    rp_log_lines lines;
    uint32_t n, cap;
    struct debug_line *line;
};

static void log_destroy(rp_object *o)
{
    debug_log *d = (debug_log *)o;
    for (uint32_t i = 0; i < d->n; i++) rp_strfree(d->line[i].text);
    rp_free(d->line, d->cap * sizeof *d->line);
    rp_log_lines_fini(&d->lines);
    rp_free(d, sizeof *d);
}

/* ---- logging_mode, capture_logs, get_context_manager ----------------------------------------- */
/* Frames from the typed function's caller on: what stands above them is ours. */
static void keep_stack(struct debug_line *l, const void *site)
{
    void *seen[STACK_SEEN];
    const int n = backtrace(seen, STACK_SEEN);
    int from = 0;
    while (from < n && seen[from] != site) from++;
    if (from == n) from = 0;
    for (; from < n && l->depth < STACK_KEPT; from++) l->stack[l->depth++] = seen[from];
}

static void add_path(rp_text *t, const checkpoint_scope *s)
{
    if (!s) return;
    add_path(t, s->below);
    rp_text_add(t, s->below ? " > %s" : "%s", s->frame->record->name);
}

static rp_status append(debug_log *d, const char *text, const void *site)
{
    if (d->n == d->cap) {
        const uint32_t cap = d->cap ? 2 * d->cap : 16;
        struct debug_line *line = rp_realloc(d->line, d->cap * sizeof *line, cap * sizeof *line);
        if (!line) return RP_E_MEMORY;
        d->line = line;
        d->cap = cap;
    }
    struct debug_line *l = &d->line[d->n];
    memset(l, 0, sizeof *l);
    l->text = text ? rp_strdup(text) : NULL;
    if (!l->text) return RP_E_MEMORY;
    keep_stack(l, site);
    d->n++;
    return RP_OK;
}

/* grad() in a body re-runs a region whose forward is still open: that run has a log of its own. */
static bool is_own_run(const debug_log *d, const checkpoint_scope *s)
{
    while (s && s->frame != d->owner) s = s->below;
    return s && s->recompute == d->recompute;
}

static rp_status logging_mode_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    debug_log *d = self;
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    const checkpoint_scope *scope = rp_scope_current(c->thread);
    if (!is_own_run(d, scope)) return RP_OK;
    pthread_mutex_lock(&d->lines.lock);
    rp_text_clear(&d->lines.line);
    add_path(&d->lines.line, scope);
    rp_text_add(&d->lines.line, "| ");
    rp_log_lines_write(&d->lines, c, in, n_in, out, n_out);
    const rp_status st = append(d, d->lines.line.at, c->site);
    pthread_mutex_unlock(&d->lines.lock);
    if (st) rp_values_clear(out, n_out);
    return st;
}

static void logging_mode_event(void *self, const rp_event_info *e)
{
    rp_log_lines_forget(&((debug_log *)self)->lines, e->id);
}

static void logging_mode_close(void *self)
{
    rp_debug_log_release(self);
}

static const rp_mode_type logging_mode = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER,
    .name = "debug region",
    .doc = "keeps every operator of a debug region's run",
    .close = logging_mode_close,
    .call = logging_mode_call,
    .event = logging_mode_event,
    .interest = 1u << RP_EV_STORAGE_FREE,
};

void rp_debug_log_release(debug_log *d)
{
    if (d) rp_object_release(&d->object);
}

/* get_debug_context_and_cb: one log and one mode for each run. Pushed last, so that it also sees
   what SAC serves. */
rp_status rp_debug_log_open(debug_log **out, const checkpoint_frame *f, bool recompute)
{
    uint32_t depth;
    rp_mode *mode = NULL;
    debug_log *d = rp_alloc_zero(sizeof *d);
    if (!d) return RP_E_MEMORY;
    rp_object_init(&d->object, log_destroy);
    rp_log_lines_init(&d->lines);
    d->owner = f;
    d->recompute = recompute;
    rp_debug_log_release(*out);
    *out = rp_object_retain(&d->object);
    /* takes the first reference, also when it fails */
    RP_TRY(rp_mode_create_from(&mode, &logging_mode, d));
    const rp_status st = rp_mode_push(mode, &depth);
    rp_mode_release(mode);
    return st;
}

/* ---- the report ----------------------------------------------------------------------------- */
/* get_str_tb: "1 of 3 in original", then the functions that led to the call, innermost first. */
static void note_stacks(rp_status st, const debug_log *d, const char *run)
{
    char site[RP_TEXT_BYTES];
    for (uint32_t i = 0; d && i < d->n; i++) {
        rp_note(st, "%u of %u in %s: %s", i + 1, d->n, run, d->line[i].text);
        for (uint32_t k = 0; k < d->line[i].depth; k++)
            rp_note(st, "   %s", rp_site_text(site, sizeof site, d->line[i].stack[k]));
    }
}

static void note_lines(rp_status st, const debug_log *d, const char *run)
{
    rp_note(st, "operators called in %s:", run);
    for (uint32_t i = 0; d && i < d->n; i++) rp_note(st, "  %s", d->line[i].text);
}

/* unpack_error_cb, which unpack_hook_with_error_cb calls in the reference: what debug adds to a
   failed check. */
rp_status rp_debug_note(rp_status st, const checkpoint_frame *f, const checkpoint_pass *p)
{
    if (!f->set.debug) return st;
    rp_note(
        st,
        "debug was requested for region '%s': where each operator of the original forward and of the recomputation was called, then both logs",
        f->record->name);
    note_stacks(st, f->debug, "original");
    note_stacks(st, p->debug, "recompute");
    note_lines(st, f->debug, "original");
    note_lines(st, p->debug, "recompute");
    return st;
}
