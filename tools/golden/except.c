/* tools/golden/except.c - lists of recorded calls that differ on purpose: operator, case or *,
   reason; # begins a comment */
#include "golden/golden.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "aten::cos.out c2 why it differs", in place; false: nothing stands there. */
static bool split(struct golden_exception *x, char *line)
{
    line[strcspn(line, "\n")] = 0;
    line[strcspn(line, "#")] = 0;
    char *rest = NULL;
    x->op = strtok_r(line, " \t", &rest);
    x->id = strtok_r(NULL, " \t", &rest);
    x->reason = x->id ? rest + strspn(rest, " \t") : NULL;
    return x->op != NULL;
}

static rp_status add(struct golden_except *e, const char *path, int number, const char *line)
{
    struct golden_exception x = {.line = strdup(line)};
    if (!x.line) return RP_FAIL(RP_E_MEMORY, "no memory for %s", path);
    const bool any = split(&x, x.line);
    if (!any || !x.reason || !*x.reason) {
        free(x.line);
        return any ? RP_FAIL(RP_E_INVALID,
                             "%s:%d: expected an operator, a case or *, and the reason", path,
                             number)
                   : RP_OK;
    }
    struct golden_exception *more = realloc(e->item, (e->n + 1) * sizeof *more);
    if (!more) {
        free(x.line);
        return RP_FAIL(RP_E_MEMORY, "no memory for %s", path);
    }
    e->item = more;
    e->item[e->n++] = x;
    return RP_OK;
}

rp_status golden_except_read(struct golden_except *e, const char *path)
{
    char line[1024];
    rp_status st = RP_OK;
    *e = (struct golden_except){NULL, 0};
    FILE *f = fopen(path, "r");
    if (!f) return RP_FAIL(RP_E_IO, "%s: %s", path, strerror(errno));
    for (int number = 1; !st && fgets(line, sizeof line, f); number++)
        st = add(e, path, number, line);
    fclose(f);
    if (st) golden_except_free(e);
    return st;
}

void golden_except_free(struct golden_except *e)
{
    for (size_t i = 0; i < e->n; i++) free(e->item[i].line);
    free(e->item);
    *e = (struct golden_except){NULL, 0};
}

const char *golden_except_reason(const struct golden_except *e, const char *op, const char *id)
{
    for (size_t i = 0; i < e->n; i++)
        if (!strcmp(e->item[i].op, op) &&
            (!strcmp(e->item[i].id, "*") || !strcmp(e->item[i].id, id)))
            return e->item[i].reason;
    return NULL;
}
