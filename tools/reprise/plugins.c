/* tools/reprise/plugins.c - `reprise plugins`: every candidate file, taken or not, and why */
#include "core/device.h"
#include "dispatch/host.h"
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
    char unloaded[512]; /* the file asked about, if nothing says yet why it is not loaded */
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

static const char *file_of(const rp_plugin_report *r)
{
    const char *slash = r->path ? strrchr(r->path, '/') : NULL;
    return slash ? slash + 1 : text_or(r->path, "?");
}

static int is_asked_for(const struct listing *l, const rp_plugin_report *r)
{
    return !l->why || !strcmp(l->why, text_or(r->name, "")) || !strcmp(l->why, file_of(r)) ||
           !strcmp(l->why, text_or(r->path, ""));
}

/* A plugin that nothing needed so far would load, or would not: that is tried, because somebody
   asks. Of files of one name, the first. */
static int find_unloaded(void *ctx, const rp_plugin_report *r)
{
    struct listing *l = ctx;
    if (!*l->unloaded && is_asked_for(l, r) && !r->loaded && !*text_or(r->reason, ""))
        snprintf(l->unloaded, sizeof l->unloaded, "%s", r->path);
    return 0;
}

static void try_to_load(struct listing *l)
{
    rp_plugin_each(find_unloaded, l);
    /* its report has the reason */
    if (*l->unloaded && rp_plugin_load(l->unloaded) != RP_OK) rp_error_release(rp_error_take());
}

/* Counting may start a driver: only for who asks about the plugin. */
static void show_devices(const char *name)
{
    for (int i = 1; i < rp_device_type_count(); i++) {
        const rp_device_type *t = rp_device_type_get(i);
        int32_t n = 0;
        if (!t || !t->count || strcmp(t->name, name) != 0) continue;
        if (t->count(t->self, &n) == RP_OK) {
            printf("           %s: %d device%s\n", name, (int)n, n == 1 ? "" : "s");
        } else {
            printf("           %s\n", rp_error_message());
            rp_error_release(rp_error_take());
        }
    }
}

static void show_library(void *ctx, const char *library, int is_open, const char *text)
{
    (void)ctx;
    printf("           %s%s: %s\n", library, is_open ? "" : " is not open", text);
}

static int show(void *ctx, const rp_plugin_report *r)
{
    struct listing *l = ctx;
    const char *file = file_of(r);
    if (!is_asked_for(l, r)) return 0;
    l->shown++;
    if (l->json) add_json(l->items, r);
    else
        printf("%-10s %-8s %s%s%s\n           %u operators, %u kernels, %u devices, %u modes\n",
               text_or(r->name, file), r->loaded ? "loaded" : "-", text_or(r->path, ""),
               r->reason && *r->reason ? "\n           " : "", text_or(r->reason, ""), r->operators,
               r->kernels, r->devices, r->modes);
    if (l->why && !l->json && r->loaded && r->devices && r->name) {
        const rp_service_libraries *libraries = rp_plugin_service(r->name, "libraries", 1);
        show_devices(r->name);
        if (libraries) libraries->each(show_library, NULL);
    }
    return 0;
}

int command_plugins(int argc, char **argv)
{
    struct listing l = {0};
    int help, probe = 0;
    struct option options[] = {
        {"--json", OPTION_FLAG, &l.json, NULL, "one JSON array", 0, 0, NULL, 0},
        {"--why", OPTION_TEXT, &l.why, "NAME",
         "only this plugin or file, which is loaded if it can be, with its devices and libraries",
         0, 0, NULL, 0},
        {"--probe", OPTION_FLAG, &probe, NULL,
         "query files in a child process first: one that crashes is a line of the list", 0, 0, NULL,
         0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code =
        options_parse(options, argc, argv, 2, "plugins [flags]",
                      "Lists every file that was looked at, whether it was loaded, and why (not).",
                      &help, NULL, NULL, 0);
    if (code || help) return code;
    rp_plugin_probe(probe);
    /* a plugin that fails is a row of the table and an error of init: show both */
    const rp_status st = rp_init();
    l.items = cJSON_CreateArray();
    if (l.why) try_to_load(&l);
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
