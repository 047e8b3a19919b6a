/* tools/reprise/kit/golden.c - the recorded calls of a folder (tests/golden/FORMAT.md), for the
   operators that the plugin has */
#include "golden/golden.h"
#include "reprise/kit/kit.h"
#include <stdio.h>
#include <string.h>

static bool has(const struct kit *k, const char *name)
{
    for (int i = 0; i < k->n_ops; i++)
        if (!strcmp(rp_op_name(k->op[i]), name)) return true;
    return false;
}

static void check_case(struct kit *k, const struct golden_except *e, const char *name,
                       const struct golden_case *c)
{
    char id[160];
    int remark = 0;
    snprintf(id, sizeof id, "%s %s", name, golden_text(c->json, "id"));
    snprintf(k->current, sizeof k->current, "%s", id);
    const char *reason = golden_except_reason(e, name, golden_text(c->json, "id"));
    const rp_status st = golden_check(c, &remark);
    if (st == RP_E_UNIMPLEMENTED) return;
    if (st && reason) kit_note(k, "%s differs as listed: %s", id, reason);
    else if (st) kit_fail_status(k, id, "it differs from what was recorded");
    else kit_pass(k);
}

static void check_file(struct kit *k, const struct golden_except *e, const struct golden_file *f)
{
    const rp_op *op = rp_op_find(f->name);
    const cJSON *item;
    cJSON_ArrayForEach(item, f->cases)
    {
        const struct golden_case c = {.file = f->file, .json = item, .op = op, .device = k->device};
        check_case(k, e, f->name, &c);
    }
}

static void check_files(struct kit *k, const struct golden_except *e, char **paths)
{
    for (char **p = paths; *p; p++) {
        struct golden_file f;
        if (golden_open(&f, *p)) {
            kit_fail_status(k, *p, "the recording cannot be read");
            continue;
        }
        if (has(k, f.name)) check_file(k, e, &f);
        golden_close(&f);
    }
}

void kit_check_golden(struct kit *k)
{
    char **paths = NULL;
    struct golden_except e = {NULL, 0};
    kit_begin(k, "golden");
    if (!k->golden) {
        kit_skip(k, "no folder of recorded calls was given (--golden DIR)");
        return;
    }
    if (golden_list(&paths, k->golden)) kit_fail_status(k, k->golden, "the folder cannot be read");
    else if (k->except && golden_except_read(&e, k->except))
        kit_fail_status(k, k->except, "the list cannot be read");
    else check_files(k, &e, paths);
    if (!k->check[k->n_checks - 1].cases)
        kit_skip(k, "no recorded call is of an operator of the plugin");
    golden_except_free(&e);
    golden_list_free(paths);
}
