/* modes/env.c - reads the values of REPRISE_* variables into a small tree */
#include "modes/env.h"
#include "core/impl.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MAX_DEPTH = 8, MAX_TEXT = 1 << 16, MAX_EVERY = 65535 };

struct reader {
    const char *text, *at;
    rp_env *env;
    rp_env_item *items; /* not yet used */
    char *chars;        /* room for the names */
    uint32_t flags, depth;
};

static uint32_t column(const struct reader *r)
{
    return (uint32_t)(r->at - r->text) + 1;
}

rp_status rp_env_fail(const rp_env *e, uint32_t at, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return RP_FAIL(RP_E_INVALID, "%s: column %u: %s", e->variable, at, text);
}

static rp_status expected(const struct reader *r, const char *what)
{
    const unsigned char c = (unsigned char)*r->at;
    if (!c) return rp_env_fail(r->env, column(r), "the value ends here; expected %s", what);
    if (!isprint(c)) return rp_env_fail(r->env, column(r), "byte 0x%02x; expected %s", c, what);
    return rp_env_fail(r->env, column(r), "'%c'; expected %s", c, what);
}

static void skip_space(struct reader *r)
{
    while (isspace((unsigned char)*r->at)) r->at++;
}

static bool accept(struct reader *r, char c)
{
    skip_space(r);
    if (*r->at != c) return false;
    r->at++;
    return true;
}

/* ---- words ----------------------------------------------------------------------------------- */
static bool is_word(const struct reader *r, char c)
{
    return isalnum((unsigned char)c) || (c && strchr("_:.*@%+-~", c)) ||
           (c == '/' && (r->flags & RP_ENV_PATHS));
}

static rp_status read_quoted(struct reader *r, const char **out)
{
    const char *begin = r->at++;
    *out = r->chars;
    while (*r->at && *r->at != '"') {
        if (*r->at == '\\' && (r->at[1] == '"' || r->at[1] == '\\')) r->at++;
        *r->chars++ = *r->at++;
    }
    *r->chars++ = '\0';
    if (*r->at++ == '"') return RP_OK;
    r->at = begin;
    return rp_env_fail(r->env, column(r),
                       "this quote is never closed; expected '\"' before the end");
}

static rp_status read_word(struct reader *r, const char **out, const char *what)
{
    skip_space(r);
    if (*r->at == '"') return read_quoted(r, out);
    if (!is_word(r, *r->at)) return expected(r, what);
    *out = r->chars;
    while (is_word(r, *r->at)) *r->chars++ = *r->at++;
    *r->chars++ = '\0';
    return RP_OK;
}

/* Values may hold a "/" whatever names may: rate=12GB/s. */
static rp_status read_value(struct reader *r, rp_env_item *item)
{
    const uint32_t flags = r->flags;
    skip_space(r);
    item->value_column = column(r);
    r->flags |= RP_ENV_PATHS;
    const rp_status st = read_word(
        r, &item->value,
        "a value after '=' (quotes around anything that is not letters, digits or _:.*@%+-~/)");
    r->flags = flags;
    return st;
}

static rp_status read_count(struct reader *r, rp_env_item *item)
{
    uint32_t n = 0;
    skip_space(r);
    const char *begin = r->at;
    while (isdigit((unsigned char)*r->at) && n <= MAX_EVERY)
        n = n * 10 + (uint32_t)(*r->at++ - '0');
    if (n < 1 || n > MAX_EVERY) {
        r->at = begin;
        return expected(r, "a count between 1 and 65535 after '/'");
    }
    item->every = n;
    return RP_OK;
}

/* ---- items ----------------------------------------------------------------------------------- */
static rp_status read_list(struct reader *r, rp_env_item **first, uint32_t *n, char end);

static rp_status read_children(struct reader *r, rp_env_item *item)
{
    item->parens = true;
    if (++r->depth > MAX_DEPTH)
        return rp_env_fail(r->env, column(r), "parentheses nest deeper than %d", MAX_DEPTH);
    RP_TRY(read_list(r, &item->child, &item->n_children, ')'));
    r->depth--;
    return RP_OK;
}

static rp_status read_item(struct reader *r, rp_env_item *item)
{
    item->every = 1;
    item->optional = accept(r, '?');
    skip_space(r);
    item->column = column(r);
    item->quoted = *r->at == '"';
    RP_TRY(read_word(r, &item->name,
                     "a name (quotes around anything that is not letters, digits or _:.*@%+-~)"));
    if (accept(r, '=')) return read_value(r, item);
    if (!(r->flags & RP_ENV_PATHS) && accept(r, '/')) RP_TRY(read_count(r, item));
    if (accept(r, '(')) RP_TRY(read_children(r, item));
    return RP_OK;
}

static rp_status read_list(struct reader *r, rp_env_item **first, uint32_t *n, char end)
{
    rp_env_item **link = first;
    skip_space(r);
    if (*r->at == end) {
        r->at += end != '\0';
        return RP_OK;
    }
    for (;;) {
        rp_env_item *item = r->items++;
        *link = item;
        link = &item->next;
        ++*n;
        RP_TRY(read_item(r, item));
        skip_space(r);
        if (*r->at == end) {
            r->at += end != '\0';
            return RP_OK;
        }
        if (!accept(r, ','))
            return expected(r, end ? (item->value ? "',' or ')'" : "',', ')', '(' or '='")
                                   : "',' or the end");
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */
/* Every item but the first has a ',' or a '(' before it; every character of a name stands in the
   text. */
static rp_status make_room(rp_env **out, const char *variable, const char *text, struct reader *r)
{
    size_t items = 1, length = strlen(text);
    if (length > MAX_TEXT)
        return RP_FAIL(RP_E_INVALID, "%s: the value has %zu bytes, more than %d", variable, length,
                       MAX_TEXT);
    for (const char *c = text; *c; c++) items += *c == ',' || *c == '(';
    const size_t bytes = sizeof(rp_env) + items * sizeof(rp_env_item) + length + 2 * items;
    rp_env *e = rp_alloc_zero(bytes);
    if (!e) return RP_E_MEMORY;
    e->variable = variable;
    e->bytes = bytes;
    r->env = e;
    r->items = (rp_env_item *)(e + 1);
    r->chars = (char *)(r->items + items);
    *out = e;
    return RP_OK;
}

rp_status rp_env_parse(rp_env **out, const char *variable, const char *text, uint32_t flags)
{
    struct reader r = {.text = text ? text : "", .at = text ? text : "", .flags = flags};
    rp_env *e = NULL;
    RP_TRY(make_room(&e, variable, r.text, &r));
    skip_space(&r);
    e->force = (flags & RP_ENV_FORCE) && !strncmp(r.at, "force:", 6);
    if (e->force) r.at += 6;
    const rp_status st = read_list(&r, &e->first, &e->n, '\0');
    if (st) {
        rp_env_release(e);
        return st;
    }
    *out = e;
    return RP_OK;
}

void rp_env_release(rp_env *e)
{
    if (e) rp_free(e, e->bytes);
}

/* ---- readers --------------------------------------------------------------------------------- */
rp_status rp_env_options(const rp_env *e, const rp_env_item *item, rp_kv *options, uint32_t cap,
                         uint32_t *n)
{
    *n = 0;
    for (const rp_env_item *c = item->child; c; c = c->next) {
        if (c->parens || c->optional || c->every != 1)
            return rp_env_fail(e, c->column, "'%s' is an option of %s; expected key=value", c->name,
                               item->name);
        if (*n == cap)
            return rp_env_fail(e, c->column, "%s takes at most %u options", item->name, cap);
        options[(*n)++] = (rp_kv){c->name, c->value ? c->value : "on"};
    }
    return RP_OK;
}

rp_status rp_env_plain(const rp_env *e, const rp_env_item *item, const char *allowed)
{
    if (!item->value && !item->parens && !item->optional && item->every == 1) return RP_OK;
    return rp_env_fail(e, item->column, "'%s' stands with %s; expected %s", item->name,
                       item->value      ? "'='"
                       : item->parens   ? "'('"
                       : item->optional ? "'?'"
                                        : "'/'",
                       allowed);
}
