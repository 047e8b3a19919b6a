/* tools/reprise/check_programs.c - `reprise check-programs`: recorded checkpointing programs, run
   again and compared */
#include "dispatch/init.h"
#include "golden/program.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include "reprise/tally.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_program(const struct dirent *e)
{
    const size_t n = strlen(e->d_name);
    return n > 5 && strcmp(e->d_name + n - 5, ".json") == 0;
}

static void check_file(struct tally *t, const char *folder, const char *name)
{
    char path[4096];
    cJSON *program = NULL;
    struct tally_row row = {.cases = 1};
    snprintf(row.name, sizeof row.name, "%.*s", (int)strlen(name) - 5, name);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    rp_status st = program_read(&program, path);
    if (!st) st = program_check(program);
    if (st == RP_E_UNIMPLEMENTED) row.missing++;
    else if (st) tally_failure(t, &row, row.name);
    else row.passed++;
    cJSON_Delete(program);
    tally_row_done(t, &row);
}

static rp_status check_folder(struct tally *t, const char *folder, const char *only)
{
    struct dirent **entries;
    const int n = scandir(folder, &entries, is_program, alphasort);
    if (n < 0) return RP_FAIL(RP_E_IO, "%s: no such folder", folder);
    for (int i = 0; i < n; i++) {
        if (!only || strstr(entries[i]->d_name, only)) check_file(t, folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return n ? RP_OK : RP_FAIL(RP_E_IO, "%s: has no .json files", folder);
}

int command_check_programs(int argc, char **argv)
{
    struct tally t = {0};
    const char *words[1], *only = NULL;
    int help, n_words;
    struct option options[] = {
        {"--only", OPTION_TEXT, &only, "NAME", "only programs whose name has this in it", 0, 0,
         NULL, 0},
        {"--verbose", OPTION_FLAG, &t.verbose, NULL, "failures on stderr as well", 0, 0, NULL, 0},
        {"--json", OPTION_FLAG, &t.json, NULL, "one JSON object", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(
        options, argc, argv, 2, "check-programs DIR [flags]",
        "Runs the recorded checkpointing programs of a folder and compares which operators ran again, what was kept, and the bits.",
        &help, words, &n_words, 1);
    if (code || help) return code;
    if (!n_words) {
        fprintf(
            stderr,
            "reprise: a folder of recorded programs is required (reprise check-programs --help)\n");
        return EXIT_USAGE;
    }
    rp_status st = rp_init();
    if (!st) st = check_folder(&t, words[0], only);
    if (!st) return tally_done(&t, "programs");
    cJSON_Delete(t.items);
    return report_usage(st);
}
