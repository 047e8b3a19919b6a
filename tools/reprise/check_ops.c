/* tools/reprise/check_ops.c - `reprise check-ops`: recorded operator calls, called again on a
   device and compared */
#include "dispatch/init.h"
#include "golden/golden.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include "reprise/tally.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
    const char *folder, *device_name, *tiers, *only, *except_path;
    struct golden_except except;
    int64_t every;
    rp_device device;
    struct tally tally;
    int remarks;
};

/* On the cpu a listed call that agrees is a failure too: the list is out of date. */
static void check_case(struct check *k, const struct golden_case *c, struct tally_row *row)
{
    int remark = 0;
    const char *id = golden_text(c->json, "id"),
               *reason = golden_except_reason(&k->except, row->name, id);
    rp_status st = golden_check(c, &remark);
    k->remarks += remark;
    if (st && reason) {
        tally_exception(&k->tally, row, id, reason);
        return;
    }
    if (!st && reason && k->device.type == 0)
        st = RP_FAIL(RP_E_VALUE, "it is listed in %s, but agrees", k->except_path);
    if (st) tally_failure(&k->tally, row, id);
    else row->passed++;
}

static void check_cases(struct check *k, const struct golden_file *f, struct tally_row *row)
{
    const rp_op *op = rp_op_find(row->name);
    const cJSON *item;
    int64_t i = 0;
    cJSON_ArrayForEach(item, f->cases)
    {
        if (i++ % k->every) continue;
        const struct golden_case c = {f->file, item, op, k->device, 0};
        row->cases++;
        if (op) check_case(k, &c, row);
        else row->missing++;
    }
}

static int is_wanted(const struct check *k, const struct golden_file *f)
{
    return (!k->tiers || (f->tier && strchr(k->tiers, '0' + f->tier))) &&
           (!k->only || strstr(f->name, k->only));
}

static rp_status check_folder(struct check *k)
{
    char **paths = NULL;
    rp_status st = golden_list(&paths, k->folder);
    for (char **p = paths; !st && *p; p++) {
        struct golden_file f;
        struct tally_row row = {.cases = 0};
        if ((st = golden_open(&f, *p))) break;
        if (is_wanted(k, &f)) {
            snprintf(row.name, sizeof row.name, "%s", f.name);
            check_cases(k, &f, &row);
            tally_row_done(&k->tally, &row);
        }
        golden_close(&f);
    }
    golden_list_free(paths);
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
        {"--only", OPTION_TEXT, &k.only, "OP", "only operators whose name has this in it", 0, 0,
         NULL, 0},
        {"--except", OPTION_TEXT, &k.except_path, "FILE",
         "calls that are known to differ: operator, case, reason; named, no failures", 0, 0, NULL,
         0},
        {"--every", OPTION_INT, &k.every, "N", "only every N-th case of an operator (1)", 1, 1e6,
         NULL, 0},
        {"--verbose", OPTION_FLAG, &k.tally.verbose, NULL,
         "every failure, not only the first of an operator", 0, 0, NULL, 0},
        {"--json", OPTION_FLAG, &k.tally.json, NULL, "one JSON object", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(
        options, argc, argv, 2, "check-ops DIR [flags]",
        "Calls the recorded operator calls of a folder again and compares results, aliases, gradients and errors.",
        &help, words, &n_words, 1);
    if (code || help) return code;
    if (!n_words) {
        fprintf(stderr,
                "reprise: a folder of recorded calls is required (reprise check-ops --help)\n");
        return EXIT_USAGE;
    }
    k.folder = words[0];
    rp_status st = rp_init();
    if (!st) st = rp_device_parse(&k.device, k.device_name);
    if (!st && k.except_path) st = golden_except_read(&k.except, k.except_path);
    if (!st) st = check_folder(&k);
    golden_except_free(&k.except);
    if (!st && k.remarks && !k.tally.json)
        printf("%d errors were of another kind than the recorded one\n", k.remarks);
    if (!st) return tally_done(&k.tally, "ops");
    cJSON_Delete(k.tally.items);
    cJSON_Delete(k.tally.excepted);
    return report_usage(st);
}
