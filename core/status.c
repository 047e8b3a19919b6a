/* core/status.c - errors: a code that travels by return, a text that waits on the thread */
#include "core/memory_impl.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 1000, NOTES_BYTES = 1 << 20 };
struct rp_error {
    rp_status code;
    uint32_t length, room;
    char *at; /* `text`, or a block of its own once notes have outgrown it */
    char text[TEXT_BYTES];
};

/* Shown when even the block for a text could not be had. Never written to. */
static struct rp_error wordless = {RP_E_MEMORY, 0, TEXT_BYTES, wordless.text,
                                   "out of memory, and none is left to say more"};

static const char *const names[] = {
    "RP_OK",       "RP_E_INVALID",     "RP_E_SHAPE",      "RP_E_DTYPE",
    "RP_E_LAYOUT", "RP_E_DEVICE",      "RP_E_MEMORY",     "RP_E_UNIMPLEMENTED",
    "RP_E_STATE",  "RP_E_MUTATED",     "RP_E_CHECKPOINT", "RP_E_ABI",
    "RP_E_IO",     "RP_E_INTERRUPTED", "RP_E_INTERNAL",   "RP_E_DIM",
    "RP_E_INDEX",  "RP_E_VALUE",       "RP_E_BUDGET",     "RP_E_THRASH",
};
_Static_assert(sizeof names / sizeof *names == RP_E_THRASH + 1, "one name per code");

const char *rp_status_name(rp_status s)
{
    if (s < 0) return "user error";
    if (s == RP_STOP_RECOMPUTE) return "RP_STOP_RECOMPUTE";
    return s <= RP_E_THRASH ? names[s] : "unknown status";
}

int rp_status_is_error(rp_status s)
{
    return s != RP_OK && s != RP_STOP_RECOMPUTE;
}

/* Straight from malloc: an injected fault must not take away the text of the error it causes. */
struct rp_error *rp_error_new(void)
{
    struct rp_error *e = malloc(sizeof *e);
    if (!e) return NULL;
    e->code = RP_OK;
    e->length = 0;
    e->room = TEXT_BYTES;
    e->at = e->text;
    e->text[0] = 0;
    return e;
}

static void drop_notes(struct rp_error *e)
{
    if (e->at != e->text) free(e->at);
    e->at = e->text;
    e->room = TEXT_BYTES;
}

void rp_error_free(struct rp_error *e)
{
    if (e == &wordless || !e) return;
    drop_notes(e);
    free(e);
}

void rp_error_release(rp_error *e)
{
    rp_error_free(e);
}

/* The block this thread's next text goes to; NULL when there is none and none may be made. */
static struct rp_error *error_block(rp_thread *t, bool may_allocate)
{
    if (t->error && t->error != &wordless) return t->error;
    if (!t->spare && may_allocate) t->spare = rp_error_new();
    struct rp_error *e = t->spare;
    t->spare = NULL;
    return e;
}

/* A text that was cut ends in dots. */
static uint32_t put(char *to, size_t room, const char *fmt, va_list ap)
{
    const int n = vsnprintf(to, room, fmt, ap);
    if (n < 0) {
        to[0] = 0;
        return 0;
    }
    if ((size_t)n < room) return (uint32_t)n;
    if (room > 4) memcpy(to + room - 4, "...", 4);
    return (uint32_t)(room - 1);
}

rp_status rp_vfail(rp_status code, const char *file, int line, const char *fmt, va_list ap)
{
    if (code == RP_STOP_RECOMPUTE) return code;
    if (code == RP_OK) code = RP_E_INTERNAL;
    char text[TEXT_BYTES]; /* an argument may be the old text itself */
    const uint32_t length = put(text, sizeof text, fmt, ap);
    rp_thread *t = rp_thread_get();
    struct rp_error *e = error_block(t, code != RP_E_MEMORY);
    if (!e) {
        t->error = &wordless;
        return code;
    }
    drop_notes(e);
    e->code = code;
    e->length = length;
    memcpy(e->text, text, length + 1);
    t->error = e;
    if (rp_log_enabled(RP_LOG_DEBUG))
        rp_log_line(RP_LOG_DEBUG, "%s:%d: %s: %s", file, line, rp_status_name(code), text);
    return code;
}

rp_status rp_fail(rp_status code, const char *file, int line, const char *fmt, ...)
{
    if (code == RP_STOP_RECOMPUTE) return code;
    va_list ap;
    va_start(ap, fmt);
    code = rp_vfail(code, file, line, fmt, ap);
    va_end(ap);
    return code;
}

/* Reports of many lines (debug regions) outgrow the block; without memory the text is cut. */
static void make_room(struct rp_error *e, size_t more)
{
    const size_t want = e->length + more;
    if (want <= e->room || want > NOTES_BYTES) return;
    const size_t room = want < NOTES_BYTES / 2 ? 2 * want : NOTES_BYTES;
    char *at = malloc(room);
    if (!at) return;
    memcpy(at, e->at, e->length + 1);
    drop_notes(e);
    e->at = at;
    e->room = (uint32_t)room;
}

rp_status rp_note(rp_status s, const char *fmt, ...)
{
    struct rp_error *e = rp_thread_get()->error;
    if (!rp_status_is_error(s) || !e || e == &wordless) return s;
    char text[TEXT_BYTES];
    va_list ap;
    va_start(ap, fmt);
    put(text, sizeof text, fmt, ap);
    va_end(ap);
    make_room(e, strlen(text) + sizeof "\n  ");
    const int n = snprintf(e->at + e->length, e->room - e->length, "\n  %s", text);
    e->length += (uint32_t)(n > 0 ? n : 0);
    if (e->length >= e->room) e->length = e->room - 1;
    return s;
}

const char *rp_error_message(void)
{
    const struct rp_error *e = rp_thread_get()->error;
    return e ? e->at : "";
}

/* A note is a line of its own, indented by two. */
const char *rp_error_line(char *buf, size_t n)
{
    size_t used = 0;
    for (const char *at = rp_error_message(); *at && used + 1 < n; at++) {
        buf[used++] = *at == '\n' ? ';' : *at;
        if (*at == '\n' && at[1] == ' ' && at[2] == ' ') at++;
    }
    if (n) buf[used] = 0;
    return buf;
}

rp_error *rp_error_take(void)
{
    rp_thread *t = rp_thread_get();
    struct rp_error *e = t->error;
    t->error = NULL;
    if (e && !t->spare) t->spare = rp_error_new(); /* now, so that a later RP_E_MEMORY finds one */
    return e;
}

rp_status rp_error_give_take(rp_error *e)
{
    if (!e) return RP_OK;
    rp_thread *t = rp_thread_get();
    if (t->error && t->error != &wordless) {
        if (t->spare) rp_error_free(t->error);
        else t->spare = t->error;
    }
    t->error = e;
    return e->code;
}
