/* tools/reprise/kit/golden.c - the recorded calls of a folder (tests/golden/FORMAT.md), for the operators that the plugin has */
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

static void check_file(struct kit *k, const struct golden_file *f)
{
    const rp_op *op = rp_op_find(f->name);
    const cJSON *item;
    cJSON_ArrayForEach(item, f->cases)
    {
        const struct golden_case c = {.file = f->file, .json = item, .op = op, .device = k->device};
        char id[160];
        int remark = 0;
        snprintf(id, sizeof id, "%s %s", f->name, golden_text(item, "id"));
        const rp_status st = golden_check(&c, &remark);
        if (st && st != RP_E_UNIMPLEMENTED) kit_fail_status(k, id, "it differs from what was recorded");
        else if (!st) kit_pass(k);
    }
}

void kit_check_golden(struct kit *k)
{
    char **paths = NULL;
    kit_begin(k, "golden");
    if (!k->golden) {
        kit_skip(k, "no folder of recorded calls was given (--golden DIR)");
        return;
    }
    if (!kit_expect(k, k->golden, "the folder cannot be read", golden_list(&paths, k->golden))) return;
    for (char **p = paths; *p; p++) {
        struct golden_file f;
        if (golden_open(&f, *p)) {
            kit_fail_status(k, *p, "the recording cannot be read");
            continue;
        }
        if (has(k, f.name)) check_file(k, &f);
        golden_close(&f);
    }
    golden_list_free(paths);
}
