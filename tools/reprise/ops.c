/* tools/reprise/ops.c - `reprise ops`: the operators of the library and its plugins */
#include "dispatch/init.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include <cjson/cJSON.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    const char *pattern, *fallback; /* fallback: a device type */
    int json, shown;
    cJSON *items;
};

static const struct {
    uint32_t flag;
    const char *name;
} flag_names[] = {{RP_OP_RANDOM, "random"},
                  {RP_OP_EFFECT, "effect"},
                  {RP_OP_VIEW, "view"},
                  {RP_OP_DATA_DEPENDENT, "data-dependent"},
                  {RP_OP_POINTWISE, "pointwise"},
                  {RP_OP_COMPOSITE, "composite"},
                  {RP_OP_NONDETERMINISTIC, "nondeterministic"}};
enum { FLAGS = sizeof flag_names / sizeof *flag_names };

static int matches(const char *pattern, const char *name)
{
    return !pattern || strstr(name, pattern) != NULL || fnmatch(pattern, name, 0) == 0;
}

static void add_json(cJSON *items, const rp_op *op)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "name", rp_op_name(op));
    cJSON_AddStringToObject(o, "schema", rp_op_schema(op));
    cJSON *flags = cJSON_AddArrayToObject(o, "flags");
    for (int i = 0; i < FLAGS; i++)
        if (rp_op_flags(op) & flag_names[i].flag)
            cJSON_AddItemToArray(flags, cJSON_CreateString(flag_names[i].name));
    cJSON_AddNumberToObject(o, "fallbacks", (double)rp_op_fallbacks(op));
    cJSON_AddItemToArray(items, o);
}

/* On that device the call would need the cpu; random operators and views never do. */
static int falls_back(const char *device, const rp_op *op)
{
    return !rp_op_has_kernel(op, device) && rp_op_has_kernel(op, "cpu") &&
           !(rp_op_flags(op) & (RP_OP_VIEW | RP_OP_CROSS_DEVICE));
}

static int show(void *ctx, const rp_op *op)
{
    struct listing *l = ctx;
    if (l->fallback && !falls_back(l->fallback, op)) return 0;
    if (!matches(l->pattern, rp_op_name(op))) return 0;
    l->shown++;
    if (l->json) add_json(l->items, op);
    else if (l->fallback)
        printf("%s%s\n", rp_op_schema(op),
               rp_op_flags(op) & RP_OP_RANDOM ? "  (random: an error)" : "");
    else printf("%s\n", rp_op_schema(op));
    return 0;
}

int command_ops(int argc, char **argv)
{
    struct listing l = {0};
    const char *words[1];
    int help, n_words;
    struct option options[] = {
        {"--json", OPTION_FLAG, &l.json, NULL, "one JSON array: name, schema, flags, fallbacks", 0,
         0, NULL, 0},
        {"--fallback", OPTION_TEXT, &l.fallback, "DEVICE",
         "only those that have no kernel for this device and would run on the cpu", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(options, argc, argv, 2, "ops [PATTERN] [flags]",
                                   "Lists schemas; PATTERN is a part of the name, or has * and ?.",
                                   &help, words, &n_words, 1);
    if (code || help) return code;
    const rp_status st = rp_init();
    if (st) return report_usage(st);
    rp_device device;
    if (l.fallback && rp_device_parse(&device, l.fallback)) return report_usage(RP_E_DEVICE);
    l.pattern = n_words ? words[0] : NULL;
    l.items = cJSON_CreateArray();
    rp_op_each(show, &l);
    if (l.json) {
        char *text = cJSON_Print(l.items);
        puts(text ? text : "[]");
        free(text);
    }
    cJSON_Delete(l.items);
    if (!l.shown)
        fprintf(stderr, "reprise: no operator matches '%s'\n", l.pattern ? l.pattern : "");
    return l.shown ? 0 : 1;
}
