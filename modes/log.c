/* modes/log.c - mode "log": one line per operator call, to a file, to stderr or to the open
 * captures
 *
 * Lines go to sinks; every sink numbers tensors for itself (log_lines.h).
 */
#include "modes/capture_logs.h"
#include "modes/log_lines.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- captures -------------------------------------------------------------------------------- */
struct line {
    char *text;
    const void *site;
};
/* the captures that are open on one thread, and the modes that write to them */
typedef struct bus {
    rp_object object;
    pthread_mutex_t lock;
    struct rp_capture_logs *innermost;
} bus;
struct rp_capture_logs {
    rp_log_lines sink;
    bus *bus;                      /* owned while open */
    struct rp_capture_logs *outer; /* while open */
    uint32_t flags, n, cap, depth;
    bool open;
    struct line *lines;
};
static _Thread_local bus *current_bus; /* borrowed from the captures that are open */

static void bus_destroy(rp_object *o)
{
    bus *b = (bus *)o;
    pthread_mutex_destroy(&b->lock);
    rp_free(b, sizeof *b);
}

static rp_status bus_get(bus **out)
{
    if (current_bus) {
        *out = rp_object_retain(&current_bus->object);
        return RP_OK;
    }
    bus *b = rp_alloc_zero(sizeof *b);
    if (!b) return RP_E_MEMORY;
    rp_object_init(&b->object, bus_destroy);
    pthread_mutex_init(&b->lock, NULL);
    *out = b;
    return RP_OK;
}

/* Moves the sink's line to the end of the capture. */
static rp_status keep_line(rp_capture_logs *c, const void *site)
{
    if (c->sink.line.failed) return RP_E_MEMORY;
    if (c->n == c->cap) {
        const uint32_t cap = c->cap ? 2 * c->cap : 32;
        struct line *lines = rp_realloc(c->lines, c->cap * sizeof *lines, cap * sizeof *lines);
        if (!lines) return RP_E_MEMORY;
        c->lines = lines;
        c->cap = cap;
    }
    char *text = rp_strdup(c->sink.line.at);
    if (!text) return RP_E_MEMORY;
    c->lines[c->n++] = (struct line){text, c->flags & RP_CAPTURE_SITES ? site : NULL};
    return RP_OK;
}

/* ---- the mode -------------------------------------------------------------------------------- */
typedef struct log_mode {
    rp_log_lines sink; /* of the file or of stderr */
    FILE *file;        /* NULL: stderr, unless captures are open */
    bus *bus;          /* owned; captures that were open when it was made */
    bool phase;
} log_mode;

static const char *phase_text(bool wanted, const rp_thread *t)
{
    static const char *const text[] = {"forward| ", "backward| ", "recompute| "};
    return wanted && t->s.phase < 3 ? text[t->s.phase] : "";
}

static void log_to_stream(log_mode *m, const rp_call *c, const rp_value *in, uint32_t n_in,
                          const rp_value *out, uint32_t n_out)
{
    rp_log_lines *s = &m->sink;
    FILE *file = m->file ? m->file : stderr;
    pthread_mutex_lock(&s->lock);
    rp_text_clear(&s->line);
    rp_log_lines_write(s, c, in, n_in, out, n_out);
    if (s->line.at) fprintf(file, "%s%s\n", phase_text(m->phase, c->thread), s->line.at);
    pthread_mutex_unlock(&s->lock);
}

static rp_status log_to_captures(const log_mode *m, bus *b, const rp_call *c, const rp_value *in,
                                 uint32_t n_in, const rp_value *out, uint32_t n_out)
{
    rp_status st = RP_OK;
    pthread_mutex_lock(&b->lock);
    for (rp_capture_logs *k = b->innermost; k && !st; k = k->outer) {
        pthread_mutex_lock(&k->sink.lock);
        rp_text_clear(&k->sink.line);
        rp_text_add(&k->sink.line, "%s",
                    phase_text(m->phase || k->flags & RP_CAPTURE_PHASE, c->thread));
        rp_log_lines_write(&k->sink, c, in, n_in, out, n_out);
        st = keep_line(k, c->site);
        pthread_mutex_unlock(&k->sink.lock);
    }
    pthread_mutex_unlock(&b->lock);
    return st;
}

/* A mode made for captures that have ended writes nowhere. */
static bus *bus_of(const log_mode *m)
{
    if (m->file) return NULL;
    return m->bus ? m->bus : current_bus;
}

static rp_status log_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    log_mode *m = self;
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    bus *b = bus_of(m);
    if (!b) {
        log_to_stream(m, c, in, n_in, out, n_out);
        return RP_OK;
    }
    const rp_status st = log_to_captures(m, b, c, in, n_in, out, n_out);
    if (st) rp_values_clear(out, n_out);
    return st;
}

/* Storages that die take their numbers with them. */
static void log_event(void *self, const rp_event_info *e)
{
    log_mode *m = self;
    if (e->kind != RP_EV_STORAGE_FREE) return;
    rp_log_lines_forget(&m->sink, e->id);
    bus *b = bus_of(m);
    if (!b) return;
    pthread_mutex_lock(&b->lock);
    for (rp_capture_logs *k = b->innermost; k; k = k->outer) rp_log_lines_forget(&k->sink, e->id);
    pthread_mutex_unlock(&b->lock);
}

static void log_close(void *self)
{
    log_mode *m = self;
    if (m->file) fclose(m->file);
    if (m->bus) rp_object_release(&m->bus->object);
    rp_log_lines_fini(&m->sink);
    rp_free(m, sizeof *m);
}

static rp_status open_file(log_mode *m, const char *path)
{
    if (m->file)
        return RP_FAIL(RP_E_INVALID, "log: file is given twice, the second time as '%s'", path);
    m->file = fopen(path, "we");
    if (!m->file)
        return RP_FAIL(RP_E_IO, "log: cannot write to file '%s': %s", path, strerror(errno));
    setvbuf(m->file, NULL, _IOLBF, 1 << 16);
    return RP_OK;
}

static rp_status read_option(log_mode *m, const rp_kv *o)
{
    if (!strcmp(o->key, "file")) return open_file(m, o->value);
    if (strcmp(o->key, "phase") != 0)
        return RP_FAIL(RP_E_INVALID, "log has no option '%s'; there are file=PATH and phase=on|off",
                       o->key);
    m->phase = !strcmp(o->value, "on");
    if (m->phase || !strcmp(o->value, "off")) return RP_OK;
    return RP_FAIL(RP_E_INVALID, "log: phase is on or off, not '%s'", o->value);
}

static rp_status log_open(void **self, const rp_kv *options, uint32_t n)
{
    log_mode *m = rp_alloc_zero(sizeof *m);
    rp_status st = RP_OK;
    if (!m) return RP_E_MEMORY;
    rp_log_lines_init(&m->sink);
    if (current_bus) m->bus = rp_object_retain(&current_bus->object);
    for (uint32_t i = 0; i < n && !st; i++) st = read_option(m, &options[i]);
    if (st) log_close(m);
    else *self = m;
    return st;
}

const rp_mode_type rp_mode_type_log = {
    .size = sizeof(rp_mode_type),
    .flags = RP_MODE_OBSERVER,
    .name = "log",
    .doc = "one line per operator call; file=PATH (stderr without), phase=on",
    .open = log_open,
    .close = log_close,
    .call = log_call,
    .event = log_event,
};

/* ---- captures from code ---------------------------------------------------------------------- */
static void capture_enter(rp_capture_logs *c, bus *b_take)
{
    c->bus = b_take;
    c->open = true;
    current_bus = b_take;
    pthread_mutex_lock(&b_take->lock);
    c->outer = b_take->innermost;
    b_take->innermost = c;
    pthread_mutex_unlock(&b_take->lock);
}

static void capture_leave(rp_capture_logs *c)
{
    bus *b = c->bus;
    pthread_mutex_lock(&b->lock);
    b->innermost = c->outer;
    const bool last = !b->innermost;
    pthread_mutex_unlock(&b->lock);
    if (last && current_bus == b) current_bus = NULL;
    c->open = false;
    c->bus = NULL;
    c->outer = NULL;
    rp_object_release(&b->object);
}

static rp_status push_mode(rp_capture_logs *c)
{
    rp_mode *m = NULL;
    RP_TRY(rp_mode_create(&m, "log", NULL, 0));
    const rp_status st = rp_mode_push(m, &c->depth);
    rp_mode_release(m);
    return st;
}

rp_status rp_capture_logs_begin(rp_capture_logs **out, uint32_t flags)
{
    bus *b = NULL;
    if (flags & ~(uint32_t)(RP_CAPTURE_MODE | RP_CAPTURE_SITES | RP_CAPTURE_PHASE))
        return RP_FAIL(RP_E_INVALID, "unknown flags 0x%x of a capture", flags);
    rp_capture_logs *c = rp_alloc_zero(sizeof *c);
    if (!c) return RP_E_MEMORY;
    rp_log_lines_init(&c->sink);
    c->flags = flags;
    rp_status st = bus_get(&b);
    if (!st) capture_enter(c, b);
    if (!st && flags & RP_CAPTURE_MODE) st = push_mode(c);
    if (st) {
        c->flags = 0; /* no mode to pop */
        rp_capture_logs_release(c);
    } else {
        *out = c;
    }
    return st;
}

void rp_capture_logs_end(rp_capture_logs *c)
{
    if (!c || !c->open) return;
    for (bool last = false; !last;) {
        rp_capture_logs *k = c->bus->innermost;
        last = k == c;
        capture_leave(k);
    }
    if (c->flags & RP_CAPTURE_MODE) rp_mode_pop(c->depth);
}

void rp_capture_logs_release(rp_capture_logs *c)
{
    if (!c) return;
    rp_capture_logs_end(c);
    for (uint32_t i = 0; i < c->n; i++) rp_strfree(c->lines[i].text);
    rp_free(c->lines, c->cap * sizeof *c->lines);
    rp_log_lines_fini(&c->sink);
    rp_free(c, sizeof *c);
}

uint32_t rp_capture_logs_count(const rp_capture_logs *c)
{
    return c->n;
}

const char *rp_capture_logs_line(const rp_capture_logs *c, uint32_t i)
{
    return i < c->n ? c->lines[i].text : NULL;
}

const void *rp_capture_logs_site(const rp_capture_logs *c, uint32_t i)
{
    return i < c->n ? c->lines[i].site : NULL;
}

rp_status rp_capture_logs_input(rp_capture_logs *c, rp_tensor *t, const char *name)
{
    pthread_mutex_lock(&c->sink.lock);
    const uint64_t id = rp_log_lines_number(&c->sink, t);
    char shape[256];
    rp_text_clear(&c->sink.line);
    rp_text_add(&c->sink.line, "$%llu: %s%s = input('%s')", (unsigned long long)id,
                rp_dtype_code(t->dtype), rp_shape_text(shape, sizeof shape, t->shape, t->ndim),
                name);
    const rp_status st = keep_line(c, NULL);
    pthread_mutex_unlock(&c->sink.lock);
    return st;
}
