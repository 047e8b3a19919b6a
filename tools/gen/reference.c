/* tools/gen/reference.c - the reference of all operators, one section a row: what it computes, how
   C calls it, its derivative, where it runs */
#include "dispatch/init.h"
#include "gen.h"
#include <stdlib.h>
#include <string.h>

static const struct {
    uint32_t flag;
    const char *text;
} properties[] = {
    {RP_OP_RANDOM, "draws random numbers"},
    {RP_OP_EFFECT, "has an effect: never run twice by a recompute"},
    {RP_OP_VIEW, "view: shares the storage of its input"},
    {RP_OP_DATA_DEPENDENT, "shapes depend on values"},
    {RP_OP_POINTWISE, "pointwise"},
    {RP_OP_COMPOSITE, "composite: made of other operators"},
    {RP_OP_NONDETERMINISTIC, "not deterministic"},
};

static const rp_schema *find_schema(const struct schemas *all, const char *text)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (strcmp(all->list[i].text, text) == 0) return &all->list[i];
    return NULL;
}

/* The one or two C functions of a schema. */
static void put_functions(FILE *f, const struct schemas *all, const char *text)
{
    struct function fn = {.schema = find_schema(all, text)};
    struct writer w = {f, 0, 4};
    if (!fn.schema) return;
    c_name(fn.name, sizeof fn.name - 8, all, fn.schema);
    put_prototype(&w, &fn);
    put(&w, ";\n");
    for (uint32_t i = 0; i < fn.schema->n_args; i++) {
        if (takes(&fn, &fn.schema->arg[i])) continue;
        strcat(fn.name, "_full");
        fn.full = true;
        put_prototype(&w, &fn);
        put(&w, ";\n");
        return;
    }
}

/* "a; b" belongs to the tensor arguments in order. */
static void put_derivatives(FILE *f, const rp_schema *s, const char *text)
{
    uint32_t i = 0;
    for (const char *at = text; *at; i++) {
        while (i < s->n_args && s->arg[i].type != RP_TYPE_TENSOR) i++;
        const size_t n = strcspn(at, ";"), blank = strspn(at, " ");
        fprintf(f, "- derivative by `%s`: `%.*s`\n", i < s->n_args ? s->arg[i].name : "?",
                (int)(n - (blank < n ? blank : n)), at + (blank < n ? blank : n));
        at += n + (at[n] == ';');
    }
}

static void put_derivative(FILE *f, const rp_op_row *row, const rp_schema *s)
{
    if (row->vjp_text) put_derivatives(f, s, row->vjp_text);
    else if (row->vjp) fputs("- derivative: written with operators, of any order\n", f);
    else if (row->flags & RP_OP_COMPOSITE) fputs("- derivative: that of its parts\n", f);
    else fputs("- derivative: none\n", f);
}

static void put_devices(FILE *f, const rp_op_row *row, const rp_schema *s)
{
    const rp_op *op = rp_op_find(s->name);
    const char *comma = "";
    if (row->composite || row->flags & RP_OP_VIEW) {
        fputs("- devices: all\n", f);
        return;
    }
    fputs("- devices: ", f);
    for (int d = 0; op && d < rp_device_type_count(); d++) {
        if (!rp_op_has_kernel(op, rp_device_type_name(d))) continue;
        fprintf(f, "%s%s", comma, rp_device_type_name(d));
        comma = ", ";
    }
    fputs(*comma ? "\n" : "none\n", f);
}

static void put_row(FILE *f, const struct schemas *all, const rp_op_row *row)
{
    const rp_schema *s = find_schema(all, row->schema);
    fprintf(f, "\n## %s\n\n`%s`\n", s->name, row->schema);
    for (const char *const *v = row->variants; v && *v; v++) fprintf(f, "`%s`\n", *v);
    if (row->doc) fprintf(f, "\n%s\n", row->doc);
    fputs("\n```c\n", f);
    put_functions(f, all, row->schema);
    for (const char *const *v = row->variants; v && *v; v++) put_functions(f, all, *v);
    fputs("```\n\n", f);
    put_derivative(f, row, s);
    if (row->tags) fprintf(f, "- tags: %s\n", row->tags);
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (row->flags & properties[i].flag) fprintf(f, "- %s\n", properties[i].text);
    if (row->rel_tol > 0) fprintf(f, "- tolerance: %g eps of the result's dtype\n", row->rel_tol);
    put_devices(f, row, s);
}

struct rows {
    const rp_op_row *list[MAX_SCHEMAS];
    uint32_t n;
};

static int by_schema(const void *a, const void *b)
{
    return strcmp((*(const rp_op_row *const *)a)->schema, (*(const rp_op_row *const *)b)->schema);
}

static void collect_rows(struct rows *rows)
{
    for (uint32_t table = 0; rp_builtin_rows[table]; table++)
        for (const rp_op_row *row = rp_builtin_rows[table]; row->size && rows->n < MAX_SCHEMAS;
             row++)
            rows->list[rows->n++] = row;
    qsort(rows->list, rows->n, sizeof *rows->list, by_schema);
}

static const char top[] =
    "# Operators\n\nMade by reprise-gen from the rows of dispatch/ops. Each function returns a status; `out` is NULL or an owned\n"
    "reference, replaced on success. Semantics are those of the PyTorch operator of the same name.\n";

int write_reference(const char *path)
{
    static struct schemas all;
    static struct rows rows;
    char *text = NULL;
    size_t bytes;
    if (rp_init()) return fail("start", rp_error_message());
    if (!schemas_from_rows(&all)) return 1;
    collect_rows(&rows);
    FILE *f = open_memstream(&text, &bytes);
    if (!f) return fail("memory", "cannot open a stream");
    fputs(top, f);
    for (uint32_t i = 0; i < rows.n; i++) put_row(f, &all, rows.list[i]);
    const bool ok = fclose(f) == 0 && write_if_different(path, text, bytes);
    free(text);
    while (all.n) rp_schema_fini(&all.list[--all.n]);
    return ok ? 0 : fail(path, "cannot be written");
}
