/* tools/golden/check.c - files of recorded calls, and what one case must fulfil */
#include "golden/golden.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- files ----------------------------------------------------------------------------------- */
/* Copies JSON text and puts quotes around integers that a double cannot carry. `out` has room for
   twice the text. */
static void quote_long_integers(char *out, const char *text)
{
    enum { DOUBLE_DIGITS = 15 };
    int in_string = 0;
    while (*text) {
        const size_t sign = !in_string && *text == '-',
                     digits = in_string ? 0 : strspn(text + sign, "0123456789");
        const size_t n = digits ? sign + digits : *text == '\\' && text[1] ? 2 : 1;
        const int quoted = digits > DOUBLE_DIGITS && !strchr(".eE", text[n]);
        in_string ^= *text == '"';
        if (quoted) *out++ = '"';
        memcpy(out, text, n);
        out += n;
        text += n;
        if (quoted) *out++ = '"';
        if (digits) { /* the rest of a number with a point or an exponent */
            const size_t rest = strspn(text, "0123456789.eE+-");
            memcpy(out, text, rest);
            out += rest;
            text += rest;
        }
    }
    *out = '\0';
}

static cJSON *parse_cases(const char *text)
{
    char *quoted = text ? malloc(2 * strlen(text) + 1) : NULL;
    if (!quoted) return NULL;
    quote_long_integers(quoted, text);
    cJSON *cases = cJSON_Parse(quoted);
    free(quoted);
    return cases;
}

rp_status golden_open(struct golden_file *out, const char *path)
{
    struct golden_file f = {.tier = 0};
    RP_TRY(st_open(&f.file, path));
    f.info = cJSON_Parse(st_metadata(f.file, "info"));
    f.cases = parse_cases(st_metadata(f.file, "cases"));
    if (!cJSON_IsObject(f.info) || !cJSON_IsArray(f.cases)) {
        golden_close(&f);
        return RP_FAIL(RP_E_VALUE, "%s: has no recorded cases", path);
    }
    const cJSON *tier = golden_field(f.info, "tier");
    f.name = golden_text(f.info, "op");
    f.tier = cJSON_IsNumber(tier) ? tier->valueint : 0;
    *out = f;
    return RP_OK;
}

void golden_close(struct golden_file *f)
{
    cJSON_Delete(f->info);
    cJSON_Delete(f->cases);
    st_close(f->file);
}

static int is_recording(const struct dirent *e)
{
    const size_t n = strlen(e->d_name);
    return n > 12 && strcmp(e->d_name + n - 12, ".safetensors") == 0;
}

rp_status golden_list(char ***out, const char *folder)
{
    struct dirent **entries;
    const int n = scandir(folder, &entries, is_recording, alphasort);
    if (n < 0) return RP_FAIL(RP_E_IO, "%s: no such folder", folder);
    char **paths = calloc((size_t)n + 1, sizeof *paths);
    int done = 0;
    for (int i = 0; i < n; i++) {
        if (paths && done == i && asprintf(&paths[i], "%s/%s", folder, entries[i]->d_name) >= 0)
            done++;
        free(entries[i]);
    }
    free(entries);
    if (n && paths && done == n) {
        *out = paths;
        return RP_OK;
    }
    const rp_status st = n ? RP_FAIL(RP_E_MEMORY, "no memory for %d names", n)
                           : RP_FAIL(RP_E_IO, "%s: has no .safetensors files", folder);
    if (paths) paths[done] = NULL;
    golden_list_free(paths);
    return st;
}

void golden_list_free(char **paths)
{
    for (char **p = paths; p && *p; p++) free(*p);
    free(paths);
}

/* ---- one case -------------------------------------------------------------------------------- */
static int error_kind_matches(const char *kind, rp_status st)
{
    static const struct {
        const char *kind;
        rp_status status;
    } table[] = {{"shape", RP_E_SHAPE}, {"dtype", RP_E_DTYPE}, {"dim", RP_E_DIM},
                 {"index", RP_E_INDEX}, {"value", RP_E_VALUE}, {"device", RP_E_DEVICE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(kind, table[i].kind) == 0) return st == table[i].status;
    return 0;
}

static rp_status check_error(const struct golden_case *c, const cJSON *error, int *remark)
{
    struct golden_args a;
    struct golden_results r;
    RP_TRY(golden_args_build(&a, c, 0));
    rp_status st = golden_call(c, &a, &r);
    golden_results_fini(&r);
    if (!st) {
        if (!cJSON_IsTrue(golden_field(error, "optional")))
            st = RP_FAIL(RP_E_VALUE, "must fail (%s): %s", golden_text(error, "kind"),
                         golden_text(error, "text"));
    } else {
        *remark = !error_kind_matches(golden_text(error, "kind"), st);
        st = golden_compare_storages(c, &a);
    }
    golden_args_fini(&a);
    return st;
}

static rp_status check_values(const struct golden_case *c)
{
    struct golden_args a;
    struct golden_results r;
    RP_TRY(golden_args_build(&a, c, 0));
    rp_status st = golden_call(c, &a, &r);
    if (!st) st = golden_compare_results(c, &a, &r);
    if (!st) st = golden_compare_storages(c, &a);
    golden_results_fini(&r);
    golden_args_fini(&a);
    if (!st && golden_field(c->json, "grads")) st = golden_compare_gradients(c);
    return st;
}

rp_status golden_check(const struct golden_case *c, int *remark)
{
    const cJSON *error = golden_field(c->json, "error");
    *remark = 0;
    if (error) return check_error(c, error, remark);
    return golden_field(c->json, "random") ? golden_compare_random(c) : check_values(c);
}
