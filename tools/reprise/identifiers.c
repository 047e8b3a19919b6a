/* tools/reprise/identifiers.c - `reprise identifiers`: the reference's checkpointing names and
   ours, from the library itself */
#include "modes/checkpoint/identifiers.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include <cjson/cJSON.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct table {
    const char *pattern;
    int json, rows, missing;
    cJSON *items;
};

/* Calls `fn` for every blank-separated word. */
static void each_word(const char *words, void (*fn)(void *ctx, const char *word), void *ctx)
{
    char word[128];
    int used;
    for (; sscanf(words, "%127s%n", word, &used) == 1; words += used) fn(ctx, word);
}

static void count_missing(void *ctx, const char *function)
{
    struct table *t = ctx;
    if (dlsym(RTLD_DEFAULT, function)) return;
    t->missing++;
    fprintf(stderr, "reprise: the library does not export %s\n", function);
}

static void add_text(void *ctx, const char *word)
{
    cJSON_AddItemToArray(ctx, cJSON_CreateString(word));
}

static void add_row(cJSON *items, const rp_identifier *row)
{
    const struct {
        const char *key, *words;
    } lists[] = {{"reference", row->reference},
                 {"functions", row->functions},
                 {"types", row->types},
                 {"internal", row->internal},
                 {"tests", row->tests}};
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "role", row->role);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        each_word(lists[i].words, add_text, cJSON_AddArrayToObject(o, lists[i].key));
    cJSON_AddItemToArray(items, o);
}

static int show(void *ctx, const rp_identifier *row)
{
    struct table *t = ctx;
    if (t->pattern && !strstr(row->reference, t->pattern) && !strstr(row->functions, t->pattern) &&
        !strstr(row->types, t->pattern))
        return 0;
    t->rows++;
    each_word(row->functions, count_missing, t);
    if (t->json) {
        add_row(t->items, row);
        return 0;
    }
    printf("%s\n    %s\n", row->reference, row->role);
    if (*row->functions) printf("    functions  %s\n", row->functions);
    if (*row->types) printf("    types      %s\n", row->types);
    if (*row->internal) printf("    internal   %s\n", row->internal);
    printf("    tests      %s\n", row->tests);
    return 0;
}

int command_identifiers(int argc, char **argv)
{
    struct table t = {0};
    const char *words[1];
    int help, n_words;
    struct option options[] = {
        {"--json", OPTION_FLAG, &t.json, NULL,
         "one JSON array: reference, role, functions, types, internal, tests", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(
        options, argc, argv, 2, "identifiers [PATTERN] [flags]",
        "Lists what torch.utils.checkpoint calls it, what it is called here, and the tests that prove it.",
        &help, words, &n_words, 1);
    if (code || help) return code;
    t.pattern = n_words ? words[0] : NULL;
    t.items = cJSON_CreateArray();
    rp_identifier_each(show, &t);
    if (t.json) {
        char *text = cJSON_Print(t.items);
        puts(text ? text : "[]");
        free(text);
    } else {
        printf("%d rows, %d functions missing\n", t.rows, t.missing);
    }
    cJSON_Delete(t.items);
    return t.missing || !t.rows;
}
