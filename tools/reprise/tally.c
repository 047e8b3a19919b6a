/* tools/reprise/tally.c - counting and printing for the check commands */
#include "reprise/tally.h"
#include "core/status.h"
#include <stdio.h>
#include <stdlib.h>

void tally_failure(const struct tally *t, struct tally_row *row, const char *id)
{
    row->failed++;
    if (t->verbose) fprintf(stderr, "%s %s: %s\n", row->name, id, rp_error_message());
    if (row->failed > 1) return;
    snprintf(row->first_id, sizeof row->first_id, "%s", id);
    snprintf(row->first_text, sizeof row->first_text, "%s", rp_error_message());
}

void tally_exception(struct tally *t, struct tally_row *row, const char *id, const char *reason)
{
    row->excepted++;
    if (!t->excepted) t->excepted = cJSON_CreateArray();
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "name", row->name);
    cJSON_AddStringToObject(o, "id", id);
    cJSON_AddStringToObject(o, "text", reason);
    cJSON_AddItemToArray(t->excepted, o);
}

static void print_row(const struct tally_row *row)
{
    const char *colon = row->failed && *row->first_id ? ": " : "";
    printf("%-60s %4d cases  %4d passed  %4d failed  %4d missing%s%s%s%s\n", row->name, row->cases,
           row->passed, row->failed, row->missing, row->failed ? "  " : "", row->first_id, colon,
           row->first_text);
}

static void add_item(cJSON *items, const struct tally_row *row)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "name", row->name);
    cJSON_AddNumberToObject(o, "cases", row->cases);
    cJSON_AddNumberToObject(o, "passed", row->passed);
    cJSON_AddNumberToObject(o, "failed", row->failed);
    cJSON_AddNumberToObject(o, "missing", row->missing);
    if (row->failed) {
        cJSON *first = cJSON_AddObjectToObject(o, "first");
        cJSON_AddStringToObject(first, "id", row->first_id);
        cJSON_AddStringToObject(first, "text", row->first_text);
    }
    cJSON_AddItemToArray(items, o);
}

void tally_row_done(struct tally *t, const struct tally_row *row)
{
    t->passed += row->passed;
    t->failed += row->failed;
    t->missing += row->missing;
    t->skipped += row->excepted;
    if (!t->json) {
        print_row(row);
        return;
    }
    if (!t->items) t->items = cJSON_CreateArray();
    add_item(t->items, row);
}

static void print_exceptions(const struct tally *t)
{
    const cJSON *o;
    if (t->excepted) printf("%d differ as listed:\n", cJSON_GetArraySize(t->excepted));
    cJSON_ArrayForEach(o, t->excepted) printf(
        "  %s %s: %s\n", cJSON_GetObjectItem(o, "name")->valuestring,
        cJSON_GetObjectItem(o, "id")->valuestring, cJSON_GetObjectItem(o, "text")->valuestring);
}

int tally_done(struct tally *t, const char *key)
{
    if (t->json) {
        cJSON *o = cJSON_CreateObject();
        cJSON_AddNumberToObject(o, "passed", t->passed);
        cJSON_AddNumberToObject(o, "failed", t->failed);
        cJSON_AddNumberToObject(o, "missing", t->missing);
        cJSON_AddNumberToObject(o, "skipped", t->skipped);
        cJSON_AddItemToObject(o, key, t->items ? t->items : cJSON_CreateArray());
        if (t->excepted) cJSON_AddItemToObject(o, "excepted", t->excepted);
        t->items = t->excepted = NULL;
        char *text = cJSON_PrintUnformatted(o);
        puts(text ? text : "{}");
        free(text);
        cJSON_Delete(o);
    } else {
        print_exceptions(t);
        cJSON_Delete(t->excepted);
        t->excepted = NULL;
        printf("%d passed, %d failed, %d missing\n", t->passed, t->failed, t->missing);
    }
    return t->failed || t->missing || !t->passed;
}
