/* tools/reprise/plugins.c - `reprise plugins`: every candidate file, taken or not, and why */
#include "dispatch/init.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    const char *why;
    int json, shown;
    cJSON *items;
};

static const char *text_or(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

static void add_json(cJSON *items, const rp_plugin_report *r)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "path", text_or(r->path, ""));
    cJSON_AddStringToObject(o, "name", text_or(r->name, ""));
    cJSON_AddStringToObject(o, "version", text_or(r->version, ""));
    cJSON_AddStringToObject(o, "family", text_or(r->family, ""));
    cJSON_AddBoolToObject(o, "loaded", r->loaded != 0);
    cJSON_AddStringToObject(o, "reason", text_or(r->reason, ""));
    cJSON_AddNumberToObject(o, "score", r->score);
    cJSON_AddNumberToObject(o, "operators", r->operators);
    cJSON_AddNumberToObject(o, "kernels", r->kernels);
    cJSON_AddNumberToObject(o, "devices", r->devices);
    cJSON_AddNumberToObject(o, "modes", r->modes);
    cJSON_AddItemToArray(items, o);
}

static int show(void *ctx, const rp_plugin_report *r)
{
    struct listing *l = ctx;
    const char *file = r->path ? strrchr(r->path, '/') : NULL;
    file = file ? file + 1 : text_or(r->path, "?");
    if (l->why && strcmp(l->why, text_or(r->name, "")) != 0 && strcmp(l->why, file) != 0 && strcmp(l->why, text_or(r->path, "")) != 0) return 0;
    l->shown++;
    if (l->json)
        add_json(l->items, r);
    else
        printf("%-10s %-8s %s%s%s\n           %u operators, %u kernels, %u devices, %u modes\n", text_or(r->name, file), r->loaded ? "loaded" : "-", text_or(r->path, ""), r->reason && *r->reason ? "\n           " : "", text_or(r->reason, ""), r->operators, r->kernels, r->devices, r->modes);
    return 0;
}

int command_plugins(int argc, char **argv)
{
    struct listing l = {0};
    int help, probe = 0;
    struct option options[] = {
        {"--json", OPTION_FLAG, &l.json, NULL, "one JSON array", 0, 0, NULL, 0},
        {"--why", OPTION_TEXT, &l.why, "NAME", "only this plugin or file", 0, 0, NULL, 0},
        {"--probe", OPTION_FLAG, &probe, NULL, "query files in a child process first: one that crashes is a line of the list", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(options, argc, argv, 2, "plugins [flags]", "Lists every file that was looked at, whether it was loaded, and why (not).", &help, NULL, NULL, 0);
    if (code || help) return code;
    rp_plugin_probe(probe);
    const rp_status st = rp_init(); /* a plugin that fails is a row of the table and an error of init: show both */
    l.items = cJSON_CreateArray();
    rp_plugin_each(show, &l);
    if (l.json) {
        char *text = cJSON_Print(l.items);
        puts(text ? text : "[]");
        free(text);
    }
    cJSON_Delete(l.items);
    if (st) return report_usage(st);
    if (l.why && !l.shown) fprintf(stderr, "reprise: no plugin or file is called '%s'\n", l.why);
    return l.why && !l.shown ? 1 : 0;
}
