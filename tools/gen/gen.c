/* tools/gen/gen.c - reprise-gen: the typed API (dispatch/ops.h, dispatch/ops_api.c) from the rows
 *
 *   reprise-gen [--schemas FILE] OPS_H OPS_API_C [PUBLIC_HEADER...]
 *
 *   reprise-gen --reference FILE
 *
 * Without --schemas the operators are those of dispatch/ops; a schema file has one schema a line,
 * '#' begins a comment. An operator whose C name is already taken in one of the public headers is
 * refused.
 */
#include "gen.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 100 };

int fail(const char *what, const char *detail)
{
    fprintf(stderr, "reprise-gen: %s: %s\n", what, detail);
    return 1;
}

/* ---- reading schemas ------------------------------------------------------------------------- */
static bool add_schema(struct schemas *all, const char *text)
{
    if (all->n == MAX_SCHEMAS) return fail("too many schemas", text), false;
    if (rp_schema_parse(&all->list[all->n], text) != RP_OK)
        return fail(text, rp_error_message()), false;
    all->n++;
    return true;
}

static bool schemas_from_file(struct schemas *all, const char *path)
{
    FILE *f = fopen(path, "r");
    char line[4096];
    bool ok = f != NULL;
    if (!f) return fail(path, "cannot be read"), false;
    while (ok && fgets(line, sizeof line, f)) {
        line[strcspn(line, "\r\n")] = 0;
        if (line[0] && line[0] != '#') ok = add_schema(all, line);
    }
    fclose(f);
    return ok;
}

bool schemas_from_rows(struct schemas *all)
{
    for (uint32_t table = 0; rp_builtin_rows[table]; table++) {
        for (const rp_op_row *row = rp_builtin_rows[table]; row->size; row++) {
            if (!add_schema(all, row->schema)) return false;
            for (const char *const *v = row->variants; v && *v; v++)
                if (!add_schema(all, *v)) return false;
        }
    }
    return true;
}

int by_name(const void *a, const void *b)
{
    return strcmp(((const rp_schema *)a)->name, ((const rp_schema *)b)->name);
}

/* ---- names ----------------------------------------------------------------------------------- */
static bool has_default_overload(const struct schemas *all, const char *base)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (!all->list[i].overload[0] && strcmp(all->list[i].base, base) == 0) return true;
    return false;
}

/* rp_<name>[_<overload>]; `Tensor` is left out unless a default overload has the short name. */
void c_name(char *buf, size_t n, const struct schemas *all, const rp_schema *s)
{
    const char *colon = strstr(s->base, "::");
    const char *name = colon ? colon + 2 : s->base;
    const bool aten = strncmp(s->base, "aten::", 6) == 0;
    size_t k =
        (size_t)snprintf(buf, n, "rp_%.*s%s%s", aten ? 0 : (int)(colon ? colon - s->base : 0),
                         s->base, aten || !colon ? "" : "_", name);
    /* rp_mode is a type */
    if (!s->overload[0] && strcmp(buf, "rp_mode") == 0) snprintf(buf + k, n - k, "_default");
    if (!s->overload[0]) return;
    if (strcmp(s->overload, "Tensor") == 0 && !has_default_overload(all, s->base)) return;
    if (k + 1 < n) buf[k++] = '_';
    for (const char *p = s->overload; *p && k + 1 < n; p++)
        buf[k++] = (char)tolower((unsigned char)*p);
    buf[k] = 0;
}

/* Names of parameters that C++ or the generated body needs for itself. */
static const char *param_name(const rp_param *p)
{
    static const char *const taken[] = {"out",      "out1",     "out2",  "out3",   "n_out",
                                        "in",       "ret",      "op",    "cache",  "st",
                                        "default",  "register", "new",   "delete", "this",
                                        "operator", "template", "class", NULL};
    static char buf[80];
    for (const char *const *t = taken; *t; t++) {
        if (strcmp(p->name, *t)) continue;
        snprintf(buf, sizeof buf, "%s_arg", p->name);
        return buf;
    }
    return p->name;
}

bool takes(const struct function *fn, const rp_param *p)
{
    return !p->kwarg_only || !p->has_default || fn->full;
}

/* ---- printing with line breaks at COLUMNS ---------------------------------------------------- */
void put(struct writer *w, const char *text)
{
    fputs(text, w->f);
    const char *line = strrchr(text, '\n');
    w->column = line ? (int)strlen(line + 1) : w->column + (int)strlen(text);
}

/* One item of a comma-separated list. */
static void put_item(struct writer *w, bool first, const char *text)
{
    if (!first) put(w, ",");
    if (w->column + (int)strlen(text) + 4 > COLUMNS) {
        fprintf(w->f, "\n%*s", w->indent, "");
        w->column = w->indent;
    } else if (!first) {
        put(w, " ");
    }
    put(w, text);
}

/* ---- prototypes ------------------------------------------------------------------------------ */
static const char *plain_type(const rp_param *p)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: return "rp_tensor *";
    case RP_TYPE_FLOAT: return p->optional ? "const double *" : "double ";
    case RP_TYPE_BOOL: return p->optional ? "const int *" : "int ";
    case RP_TYPE_SCALAR: return "rp_value ";
    case RP_TYPE_STR: return "const char *";
    case RP_TYPE_DTYPE: return "rp_dtype ";
    case RP_TYPE_DEVICE: return p->optional ? "const rp_device *" : "rp_device ";
    case RP_TYPE_GENERATOR: return "rp_generator *";
    default: return p->optional ? "const int64_t *" : "int64_t ";
    }
}

static const char *list_type(const rp_param *p)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: return "rp_tensor *const *";
    case RP_TYPE_FLOAT: return "const double *";
    case RP_TYPE_BOOL: return "const int *";
    case RP_TYPE_SCALAR: return "const rp_value *";
    case RP_TYPE_STR: return "const char *const *";
    default: return "const int64_t *";
    }
}

static void put_results(struct writer *w, const rp_schema *s, bool *first)
{
    char text[64];
    for (uint32_t i = 0; i < s->n_rets; i++) {
        const rp_param *r = &s->ret[i];
        const char *type = r->type == RP_TYPE_TENSOR ? "rp_tensor **" : "rp_value *";
        if (i) snprintf(text, sizeof text, "%sout%u", type, i);
        else snprintf(text, sizeof text, "%sout", type);
        put_item(w, *first, text);
        *first = false;
        if (r->type == RP_TYPE_TENSOR && r->list) put_item(w, false, "uint32_t n_out");
    }
}

void put_prototype(struct writer *w, const struct function *fn)
{
    char text[200];
    bool first = true;
    snprintf(text, sizeof text, "rp_status %s(", fn->name);
    put(w, text);
    put_results(w, fn->schema, &first);
    for (uint32_t i = 0; i < fn->schema->n_args; i++) {
        const rp_param *p = &fn->schema->arg[i];
        if (!takes(fn, p)) continue;
        snprintf(text, sizeof text, "%s%s", p->list ? list_type(p) : plain_type(p), param_name(p));
        put_item(w, first, text);
        first = false;
        if (!p->list) continue;
        snprintf(text, sizeof text, "uint32_t n_%s", p->name);
        put_item(w, false, text);
    }
    put(w, first ? "void)" : ")");
}

/* ---- bodies ---------------------------------------------------------------------------------- */
static void default_text(char *buf, size_t n, const rp_value *v)
{
    switch (v->tag) {
    case RP_TAG_BOOL: snprintf(buf, n, "rp_value_bool(%d)", (int)v->u.i); break;
    case RP_TAG_INT: snprintf(buf, n, "rp_value_int(%lld)", (long long)v->u.i); break;
    case RP_TAG_FLOAT: snprintf(buf, n, "rp_value_float(%.17g)", v->u.f); break;
    case RP_TAG_STR: snprintf(buf, n, "rp_value_str(\"%.*s\", %u)", (int)v->n, v->u.s, v->n); break;
    case RP_TAG_LIST: snprintf(buf, n, "rp_value_list(NULL, 0)"); break;
    default: snprintf(buf, n, "rp_value_none()"); break;
    }
}

static const char *plain_wrapper(const rp_param *p)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: return "rp_value_tensor";
    case RP_TYPE_FLOAT: return p->optional ? "opt_float" : "rp_value_float";
    case RP_TYPE_BOOL: return p->optional ? "opt_bool" : "rp_value_bool";
    case RP_TYPE_STR: return "opt_str";
    case RP_TYPE_DTYPE: return "rp_value_dtype";
    case RP_TYPE_DEVICE: return p->optional ? "opt_device" : "rp_value_device";
    case RP_TYPE_GENERATOR: return "opt_generator";
    default: return p->optional ? "opt_int" : "rp_value_int";
    }
}

static void argument_text(char *buf, size_t n, const struct function *fn, const rp_param *p)
{
    if (!takes(fn, p)) default_text(buf, n, &p->default_value);
    else if (p->list) snprintf(buf, n, "list_%s", p->name);
    else if (p->type == RP_TYPE_SCALAR) snprintf(buf, n, "%s", param_name(p));
    else snprintf(buf, n, "%s(%s)", plain_wrapper(p), param_name(p));
}

/* Defaults are passed as constants, so that the dispatcher need not copy the arguments to fill them
   in; lists, and what comes after them, are left to it. */
static uint32_t passed_count(const struct function *fn)
{
    uint32_t n = fn->schema->n_args;
    for (uint32_t k = n; k && !takes(fn, &fn->schema->arg[k - 1]); k--)
        if (fn->schema->arg[k - 1].default_value.tag == RP_TAG_LIST) n = k - 1;
    return n;
}

static const char *list_maker(const rp_param *p)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: return "list_of_tensors";
    case RP_TYPE_FLOAT: return "list_of_floats";
    case RP_TYPE_BOOL: return "list_of_bools";
    case RP_TYPE_SCALAR: return "list_of_scalars";
    case RP_TYPE_STR: return "list_of_strings";
    default: return "list_of_ints";
    }
}

static bool put_lists(FILE *f, const struct function *fn)
{
    bool any = false;
    for (uint32_t i = 0; i < fn->schema->n_args; i++) {
        const rp_param *p = &fn->schema->arg[i];
        if (!p->list || !takes(fn, p)) continue;
        fprintf(f, "    rp_value room_%s[LIST_ROOM], list_%s = rp_value_none();\n", p->name,
                p->name);
        any = true;
    }
    if (any) fprintf(f, "    rp_status st = RP_OK;\n");
    for (uint32_t i = 0; i < fn->schema->n_args; i++) {
        const rp_param *p = &fn->schema->arg[i];
        if (!p->list || !takes(fn, p)) continue;
        fprintf(f, "    if (st == RP_OK) st = %s(&list_%s, room_%s, %s, n_%s, %d);\n",
                list_maker(p), p->name, p->name, param_name(p), p->name, p->optional ? 1 : 0);
    }
    return any;
}

static void put_arguments(FILE *f, const struct function *fn, uint32_t n)
{
    struct writer w = {f, 0, 8};
    char text[256];
    put(&w, "    const rp_value in[] = {");
    for (uint32_t i = 0; i < n; i++) {
        argument_text(text, sizeof text, fn, &fn->schema->arg[i]);
        put_item(&w, i == 0, text);
    }
    put(&w, "};\n");
}

static void put_take(FILE *f, const rp_schema *s)
{
    if (s->n_rets == 1 && s->ret[0].type == RP_TYPE_TENSOR && s->ret[0].list) {
        fprintf(f, "    return take_list(out, n_out, &ret[0]);\n");
        return;
    }
    for (uint32_t i = 0; i < s->n_rets; i++) {
        const char *how = s->ret[i].type == RP_TYPE_TENSOR ? "take" : "take_value";
        if (i) fprintf(f, "    %s(out%u, &ret[%u]);\n", how, i, i);
        else fprintf(f, "    %s(out, &ret[0]);\n", how);
    }
    fprintf(f, "    return RP_OK;\n");
}

static void put_body(FILE *f, const struct function *fn)
{
    const rp_schema *s = fn->schema;
    const uint32_t n = passed_count(fn);
    char call[160];
    fprintf(f, "\n{\n    static _Atomic(const rp_op *) cache;\n    const rp_op *op;\n");
    if (s->n_rets) fprintf(f, "    rp_value ret[%u];\n", s->n_rets);
    fprintf(f, "    RP_TRY(op_find(&op, &cache, \"%s\"));\n", s->name);
    const bool lists = put_lists(f, fn);
    if (n) put_arguments(f, fn, n);
    snprintf(call, sizeof call, "rp_call_from(op, __builtin_return_address(0), %s, %u, %s, %u)",
             n ? "in" : "NULL", n, s->n_rets ? "ret" : "NULL", s->n_rets);
    if (!lists) {
        fprintf(f, "    RP_TRY(%s);\n", call);
    } else {
        fprintf(f, "    if (st == RP_OK) st = %s;\n", call);
        for (uint32_t i = 0; i < s->n_args; i++)
            if (s->arg[i].list && takes(fn, &s->arg[i]))
                fprintf(f, "    list_drop(&list_%s, room_%s);\n", s->arg[i].name, s->arg[i].name);
        fprintf(f, "    RP_TRY(st);\n");
    }
    put_take(f, s);
    fprintf(f, "}\n");
}

/* ---- the two files --------------------------------------------------------------------------- */
static const char header_top[] =
    "/* dispatch/ops.h - every operator as a C function. Made by reprise-gen from the rows; never edited\n"
    " *\n"
    " * `out` is NULL (discard) or an owned reference (NULL on first use): replaced once all results are computed, untouched on\n"
    " * failure. Arguments are borrowed. Keyword-only arguments are at their defaults; `_full` takes them too. Absent values are\n"
    " * NULL, RP_DTYPE_NONE, or rp_value_none() for a Scalar.\n"
    " */\n"
    "#ifndef RP_OPS_H\n#define RP_OPS_H\n#include \"dispatch/op.h\"\n"
    "#ifdef __cplusplus\nextern \"C\" {\n#endif\n";
static const char header_end[] = "#ifdef __cplusplus\n}\n#endif\n#endif\n";
static const char source_top[] =
    "/* dispatch/ops_api.c - the typed API. Made by reprise-gen from the rows; never edited */\n"
    "#include \"dispatch/ops_api.h\"\n#include \"dispatch/ops.h\"\n";

static void put_function(FILE *h, FILE *c, const struct function *fn)
{
    struct writer wh = {h, 0, 4}, wc = {c, 0, 4};
    fprintf(h, "/** %s */\n", fn->schema->text);
    put(&wh, "RP_API RP_MUST ");
    put_prototype(&wh, fn);
    put(&wh, ";\n");
    put(&wc, "\n");
    put_prototype(&wc, fn);
    put_body(c, fn);
}

static void put_schema(FILE *h, FILE *c, const struct schemas *all, const rp_schema *s)
{
    struct function fn = {.schema = s};
    c_name(fn.name, sizeof fn.name - 8, all, s);
    put_function(h, c, &fn);
    for (uint32_t i = 0; i < s->n_args; i++) {
        if (takes(&fn, &s->arg[i])) continue;
        strcat(fn.name, "_full");
        fn.full = true;
        put_function(h, c, &fn);
        return;
    }
}

static char *read_file(const char *path, size_t *bytes)
{
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    size_t room = 1 << 16, n = 0, got;
    char *text = malloc(room + 1);
    while (text && (got = fread(text + n, 1, room - n, f)) > 0) {
        n += got;
        if (n < room) continue;
        char *larger = realloc(text, room * 2 + 1);
        if (!larger) free(text);
        text = larger;
        room *= 2;
    }
    fclose(f);
    if (text) text[n] = 0;
    *bytes = n;
    return text;
}

static bool declares(const char *text, const char *name)
{
    const size_t n = strlen(name);
    for (const char *p = strstr(text, name); p; p = strstr(p + 1, name)) {
        const bool begins = p == text || !(isalnum((unsigned char)p[-1]) || p[-1] == '_');
        if (begins && (p[n] == '(' || p[n] == ';') && p > text && (p[-1] == ' ' || p[-1] == '*'))
            return true;
    }
    return false;
}

/* The C name of an operator may not be that of a function or a type the library already has. */
static bool names_are_free(const struct schemas *all, char **headers, int n_headers)
{
    char name[160];
    size_t bytes;
    bool ok = true;
    for (int h = 0; ok && h < n_headers; h++) {
        char *text = read_file(headers[h], &bytes);
        if (!text) return fail(headers[h], "cannot be read"), false;
        for (uint32_t i = 0; ok && i < all->n; i++) {
            c_name(name, sizeof name, all, &all->list[i]);
            ok = !declares(text, name);
            if (!ok)
                fprintf(stderr, "reprise-gen: %s: its C name %s is declared in %s\n",
                        all->list[i].name, name, headers[h]);
        }
        free(text);
    }
    return ok;
}

bool write_if_different(const char *path, const char *text, size_t n)
{
    size_t old_bytes = 0;
    char *old = read_file(path, &old_bytes);
    const bool same = old && old_bytes == n && memcmp(old, text, n) == 0;
    free(old);
    if (same) return true;
    FILE *f = fopen(path, "wb");
    if (!f) return false;
    const bool ok = fwrite(text, 1, n, f) == n;
    return fclose(f) == 0 && ok;
}

static int generate(const struct schemas *all, char **paths)
{
    char *text[2] = {NULL, NULL};
    size_t bytes[2];
    FILE *f[2] = {open_memstream(&text[0], &bytes[0]), open_memstream(&text[1], &bytes[1])};
    if (!f[0] || !f[1]) return fail("memory", "cannot open a stream");
    fputs(header_top, f[0]);
    fputs(source_top, f[1]);
    for (uint32_t i = 0; i < all->n; i++) put_schema(f[0], f[1], all, &all->list[i]);
    fputs(header_end, f[0]);
    int failed = 0;
    for (int k = 0; k < 2; k++) {
        failed |= fclose(f[k]) != 0;
        if (!write_if_different(paths[k], text[k], bytes[k]))
            failed = fail(paths[k], "cannot be written");
        free(text[k]);
    }
    return failed;
}

int main(int argc, char **argv)
{
    static struct schemas all;
    const char *file = NULL;
    int at = 1;
    if (argc == 3 && strcmp(argv[1], "--reference") == 0) return write_reference(argv[2]);
    if (at + 1 < argc && strcmp(argv[at], "--schemas") == 0) {
        file = argv[at + 1];
        at += 2;
    }
    if (argc - at < 2)
        return fail("usage", "reprise-gen [--schemas FILE] OPS_H OPS_API_C [PUBLIC_HEADER...]"), 2;
    if (!(file ? schemas_from_file(&all, file) : schemas_from_rows(&all))) return 1;
    qsort(all.list, all.n, sizeof *all.list, by_name);
    int failed = !names_are_free(&all, argv + at + 2, argc - at - 2);
    if (!failed) failed = generate(&all, argv + at);
    while (all.n) rp_schema_fini(&all.list[--all.n]);
    return failed;
}
