/* tools/reprise/check_ops.c - `reprise check-ops`: recorded operator calls, called again on a device and compared */
#include "dispatch/init.h"
#include "golden/golden.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include "reprise/tally.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
    const char *folder, *device_name, *tiers, *only;
    int64_t every;
    rp_device device;
    struct tally tally;
    int remarks;
};

static int error_kind_matches(const char *kind, rp_status st)
{
    static const struct {
        const char *kind;
        rp_status status;
    } table[] = {{"shape", RP_E_SHAPE}, {"dtype", RP_E_DTYPE}, {"dim", RP_E_DIM}, {"index", RP_E_INDEX}, {"value", RP_E_VALUE}, {"device", RP_E_DEVICE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(kind, table[i].kind) == 0) return st == table[i].status;
    return 0;
}

static rp_status check_error(struct check *k, const struct golden_case *c, const cJSON *error)
{
    struct golden_args a;
    struct golden_results r;
    RP_TRY(golden_args_build(&a, c, 0));
    rp_status st = golden_call(c, &a, &r);
    golden_results_fini(&r);
    if (!st) {
        if (!cJSON_IsTrue(cJSON_GetObjectItem(error, "optional"))) st = RP_FAIL(RP_E_VALUE, "must fail (%s): %s", golden_text(error, "kind"), golden_text(error, "text"));
    } else {
        k->remarks += !error_kind_matches(golden_text(error, "kind"), st);
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
    if (!st && cJSON_GetObjectItem(c->json, "grads")) st = golden_compare_gradients(c);
    return st;
}

static rp_status check_case(struct check *k, const struct golden_case *c)
{
    const cJSON *error = cJSON_GetObjectItem(c->json, "error");
    if (error) return check_error(k, c, error);
    return cJSON_GetObjectItem(c->json, "random") ? golden_compare_random(c) : check_values(c);
}

static void check_cases(struct check *k, struct st_file *f, const cJSON *cases, struct tally_row *row)
{
    const rp_op *op = rp_op_find(row->name);
    const cJSON *item;
    int64_t i = 0;
    cJSON_ArrayForEach(item, cases)
    {
        if (i++ % k->every) continue;
        const struct golden_case c = {f, item, op, k->device};
        row->cases++;
        if (!op)
            row->missing++;
        else if (check_case(k, &c))
            tally_failure(&k->tally, row, golden_text(item, "id"));
        else
            row->passed++;
    }
}

static int wants_tier(const struct check *k, const cJSON *info)
{
    const cJSON *tier = cJSON_GetObjectItem(info, "tier");
    return !k->tiers || (cJSON_IsNumber(tier) && strchr(k->tiers, '0' + tier->valueint) != NULL);
}

static rp_status check_file(struct check *k, const char *path)
{
    struct st_file *f;
    struct tally_row row = {.cases = 0};
    RP_TRY(st_open(&f, path));
    cJSON *info = cJSON_Parse(st_metadata(f, "info")), *cases = cJSON_Parse(st_metadata(f, "cases"));
    if (!info || !cases) {
        cJSON_Delete(info);
        cJSON_Delete(cases);
        st_close(f);
        return RP_FAIL(RP_E_VALUE, "%s: has no recorded cases", path);
    }
    snprintf(row.name, sizeof row.name, "%s", golden_text(info, "op"));
    if (wants_tier(k, info) && (!k->only || strstr(row.name, k->only))) {
        check_cases(k, f, cases, &row);
        tally_row_done(&k->tally, &row);
    }
    cJSON_Delete(info);
    cJSON_Delete(cases);
    st_close(f);
    return RP_OK;
}

static int is_golden(const struct dirent *e)
{
    const size_t n = strlen(e->d_name);
    return n > 12 && strcmp(e->d_name + n - 12, ".safetensors") == 0;
}

static rp_status check_folder(struct check *k)
{
    struct dirent **entries;
    const int n = scandir(k->folder, &entries, is_golden, alphasort);
    if (n < 0) return RP_FAIL(RP_E_IO, "%s: no such folder", k->folder);
    rp_status st = n ? RP_OK : RP_FAIL(RP_E_IO, "%s: has no .safetensors files", k->folder);
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", k->folder, entries[i]->d_name);
        if (!st) st = check_file(k, path);
        free(entries[i]);
    }
    free(entries);
    return st;
}

int command_check_ops(int argc, char **argv)
{
    struct check k = {.device_name = "cpu", .every = 1};
    const char *words[1];
    int help, n_words;
    struct option options[] = {
        {"--device", OPTION_TEXT, &k.device_name, "NAME", "cpu, cuda:0 ... (cpu)", 0, 0, NULL, 0},
        {"--tier", OPTION_TEXT, &k.tiers, "1,2", "only operators of these tiers", 0, 0, NULL, 0},
        {"--only", OPTION_TEXT, &k.only, "OP", "only operators whose name has this in it", 0, 0, NULL, 0},
        {"--every", OPTION_INT, &k.every, "N", "only every N-th case of an operator (1)", 1, 1e6, NULL, 0},
        {"--verbose", OPTION_FLAG, &k.tally.verbose, NULL, "every failure, not only the first of an operator", 0, 0, NULL, 0},
        {"--json", OPTION_FLAG, &k.tally.json, NULL, "one JSON object", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(options, argc, argv, 2, "check-ops DIR [flags]", "Calls the recorded operator calls of a folder again and compares results, aliases, gradients and errors.", &help, words, &n_words, 1);
    if (code || help) return code;
    if (!n_words) {
        fprintf(stderr, "reprise: a folder of recorded calls is required (reprise check-ops --help)\n");
        return EXIT_USAGE;
    }
    k.folder = words[0];
    rp_status st = rp_init();
    if (!st) st = rp_device_parse(&k.device, k.device_name);
    if (!st) st = check_folder(&k);
    if (!st && k.remarks && !k.tally.json) printf("%d errors were of another kind than the recorded one\n", k.remarks);
    if (!st) return tally_done(&k.tally, "ops");
    cJSON_Delete(k.tally.items);
    return report_usage(st);
}
