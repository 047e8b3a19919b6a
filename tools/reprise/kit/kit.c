/* tools/reprise/kit/kit.c - `reprise check PLUGIN.so`: the checks in order, and what they found as
   a table, JSON or JUnit XML */
#include "core/log.h"
#include "reprise/kit/kit.h"
#include "reprise/commands.h"
#include "reprise/options.h"
#include <cjson/cJSON.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- what the checks report ------------------------------------------------------------------ */
static struct kit_check *now(struct kit *k)
{
    return &k->check[k->n_checks - 1];
}

void kit_begin(struct kit *k, const char *name)
{
    k->check[k->n_checks] = (struct kit_check){.name = name};
    k->n_checks++;
}

void kit_pass(struct kit *k)
{
    now(k)->cases++;
    now(k)->passed++;
}

void kit_fail(struct kit *k, const char *id, const char *fmt, ...)
{
    struct kit_check *c = now(k);
    char text[sizeof c->first_text];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    c->cases++;
    if (k->verbose) fprintf(stderr, "%s %s: %s\n", c->name, id, text);
    if (c->failed++) return;
    snprintf(c->first_id, sizeof c->first_id, "%s", id);
    memcpy(c->first_text, text, sizeof text);
}

void kit_fail_status(struct kit *k, const char *id, const char *what)
{
    char text[512];
    kit_fail(k, id, "%s: %s", what, rp_error_line(text, sizeof text));
}

bool kit_expect(struct kit *k, const char *id, const char *what, rp_status st)
{
    if (st) kit_fail_status(k, id, what);
    else kit_pass(k);
    return st == RP_OK;
}

void kit_skip(struct kit *k, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(now(k)->skipped, sizeof now(k)->skipped, fmt, ap);
    va_end(ap);
}

void kit_note(struct kit *k, const char *fmt, ...)
{
    struct kit_check *c = now(k);
    size_t used = strlen(c->notes);
    va_list ap;
    if (used + 1 < sizeof c->notes && used) c->notes[used++] = '\n';
    va_start(ap, fmt);
    vsnprintf(c->notes + used, sizeof c->notes - used, fmt, ap);
    va_end(ap);
}

/* ---- the report ------------------------------------------------------------------------------ */
static void print_table(const struct kit *k)
{
    for (int i = 0; i < k->n_checks; i++) {
        const struct kit_check *c = &k->check[i];
        if (*c->skipped) printf("%-12s skipped: %s\n", c->name, c->skipped);
        else
            printf("%-12s %6d cases  %6d passed  %4d failed\n", c->name, c->cases, c->passed,
                   c->failed);
        if (c->failed) printf("             %s: %s\n", c->first_id, c->first_text);
        for (const char *line = c->notes; *line;
             line += strcspn(line, "\n") + (line[strcspn(line, "\n")] != 0))
            printf("             %.*s\n", (int)strcspn(line, "\n"), line);
    }
}

static void print_json(const struct kit *k, int passed, int failed, int skipped)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddNumberToObject(o, "passed", passed);
    cJSON_AddNumberToObject(o, "failed", failed);
    cJSON_AddNumberToObject(o, "missing", 0);
    cJSON_AddNumberToObject(o, "skipped", skipped);
    cJSON_AddStringToObject(o, "plugin", k->name);
    cJSON *list = cJSON_AddArrayToObject(o, "checks");
    for (int i = 0; i < k->n_checks; i++) {
        const struct kit_check *c = &k->check[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "name", c->name);
        cJSON_AddNumberToObject(item, "cases", c->cases);
        cJSON_AddNumberToObject(item, "passed", c->passed);
        cJSON_AddNumberToObject(item, "failed", c->failed);
        cJSON_AddNumberToObject(item, "missing", 0);
        if (*c->skipped) cJSON_AddStringToObject(item, "skipped", c->skipped);
        if (*c->notes) cJSON_AddStringToObject(item, "notes", c->notes);
        if (c->failed) {
            cJSON *first = cJSON_AddObjectToObject(item, "first");
            cJSON_AddStringToObject(first, "id", c->first_id);
            cJSON_AddStringToObject(first, "text", c->first_text);
        }
        cJSON_AddItemToArray(list, item);
    }
    char *text = cJSON_PrintUnformatted(o);
    puts(text ? text : "{}");
    free(text);
    cJSON_Delete(o);
}

static void put_xml(FILE *f, const char *s)
{
    for (; *s; s++) {
        if (*s == '&') fputs("&amp;", f);
        else if (*s == '<') fputs("&lt;", f);
        else if (*s == '>') fputs("&gt;", f);
        else if (*s == '"') fputs("&quot;", f);
        else if ((unsigned char)*s < 32) fputc(' ', f);
        else fputc(*s, f);
    }
}

static int write_junit(const struct kit *k, const char *path)
{
    FILE *f = fopen(path, "w");
    int failures = 0, skipped = 0;
    if (!f) {
        fprintf(stderr, "reprise: %s cannot be written\n", path);
        return EXIT_USAGE;
    }
    for (int i = 0; i < k->n_checks; i++) {
        failures += k->check[i].failed > 0;
        skipped += *k->check[i].skipped != 0;
    }
    fprintf(f, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"");
    put_xml(f, k->path);
    fprintf(f, "\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n", k->n_checks,
            failures, skipped);
    for (int i = 0; i < k->n_checks; i++) {
        const struct kit_check *c = &k->check[i];
        fprintf(f, "<testcase classname=\"reprise.check\" name=\"%s\">", c->name);
        if (*c->skipped) {
            fputs("<skipped message=\"", f);
            put_xml(f, c->skipped);
            fputs("\"/>", f);
        }
        if (c->failed) {
            fprintf(f, "<failure message=\"%d of %d cases failed\">", c->failed, c->cases);
            put_xml(f, c->first_id);
            fputs(": ", f);
            put_xml(f, c->first_text);
            fputs("</failure>", f);
        }
        if (*c->notes) {
            fputs("<system-out>", f);
            put_xml(f, c->notes);
            fputs("</system-out>", f);
        }
        fputs("</testcase>\n", f);
    }
    fputs("</testsuite>\n</testsuites>\n", f);
    return fclose(f) ? EXIT_USAGE : 0;
}

static int report(const struct kit *k, int json, const char *junit)
{
    int passed = 0, failed = 0, skipped = 0;
    for (int i = 0; i < k->n_checks; i++) {
        passed += k->check[i].passed;
        failed += k->check[i].failed;
        skipped += *k->check[i].skipped != 0;
    }
    const int written = junit ? write_junit(k, junit) : 0;
    if (json) {
        print_json(k, passed, failed, skipped);
    } else {
        print_table(k);
        printf("%d passed, %d failed, 0 missing\n", passed, failed);
    }
    return written ? written : failed || !passed;
}

/* ---- the order ------------------------------------------------------------------------------- */
/* The cpu's kernels are the specification, unless they are what is checked. */
static rp_status start(struct kit *k)
{
    k->is_cpu = !strcmp(k->family, "cpu");
    if (setenv("REPRISE_PLUGINS", "", 1))
        return RP_FAIL(RP_E_MEMORY, "no memory for the environment");
    rp_host_checking(1);
    RP_TRY(rp_init());
    rp_fallback_exchange(RP_FALLBACK_ALLOW); /* what has no kernel is the specification's */
    return k->is_cpu ? RP_OK : rp_plugin_load("cpu");
}

static void run(struct kit *k)
{
    kit_check_descriptor(k);
    const bool sound = !now(k)->failed;
    kit_check_file(k);
    if (!sound) return; /* nothing of it can be called */
    kit_begin(k, "start");
    if (!kit_expect(k, "cpu", "the library does not start", start(k))) return;
    if (!kit_load(k)) return;
    kit_check_reload(k);
    if (now(k)->failed) return;
    kit_check_device(k);
    kit_check_operators(k);
    kit_check_golden(k);
    kit_check_behaviour(k);
}

/* In a child, whose findings are in shared memory: a plugin that kills it has failed the check that
   ran. */
static int run_apart(struct kit *k)
{
    int state = 0;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        run(k);
        fflush(NULL);
        _exit(0);
    }
    if (child < 0 || waitpid(child, &state, 0) < 0) {
        fprintf(stderr, "reprise: no child process for the checks\n");
        return EXIT_USAGE;
    }
    if (!k->n_checks) kit_begin(k, "start");
    if (WIFSIGNALED(state))
        kit_fail(k, *k->current ? k->current : k->path, "the process crashed with signal %d, %s",
                 WTERMSIG(state), strsignal(WTERMSIG(state)));
    else if (WEXITSTATUS(state))
        kit_fail(k, k->current, "the plugin ended the process with status %d", WEXITSTATUS(state));
    return 0;
}

static int check_plugin(struct kit *k, const char *file, int json, const char *junit)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s", strchr(file, '/') ? "" : "./", file);
    k->path = path;
    rp_log_set(NULL, NULL, RP_LOG_ERROR); /* samples of out= forms warn of their sizes */
    const int code = run_apart(k);
    return code ? code : report(k, json, junit);
}

int command_check(int argc, char **argv)
{
    static struct kit flags = {.repeats = 100};
    struct kit *k =
        mmap(NULL, sizeof *k, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    const char *words[1], *junit = NULL;
    int json = 0, help, n_words;
    struct option options[] = {
        {"--golden", OPTION_TEXT, &flags.golden, "DIR", "also the recorded calls of this folder", 0,
         0, NULL, 0},
        {"--except", OPTION_TEXT, &flags.except, "FILE",
         "recorded calls that are known to differ: operator, case, reason", 0, 0, NULL, 0},
        {"--reload", OPTION_INT, &flags.repeats, "N", "unload and load again so often (100)", 0,
         1e5, NULL, 0},
        {"--junit", OPTION_TEXT, &junit, "FILE", "write JUnit XML", 0, 0, NULL, 0},
        {"--verbose", OPTION_FLAG, &flags.verbose, NULL,
         "every failure, not only the first of a check", 0, 0, NULL, 0},
        {"--json", OPTION_FLAG, &json, NULL, "one JSON object", 0, 0, NULL, 0},
        {NULL, OPTION_FLAG, NULL, NULL, NULL, 0, 0, NULL, 0},
    };
    const int code = options_parse(
        options, argc, argv, 2, "check PLUGIN.so [flags]",
        "Proves a plugin: file, descriptor, reload, device, operators against the cpu, gradients, errors, threads, modes, checkpoint.",
        &help, words, &n_words, 1);
    if (code || help) return code;
    if (!n_words) {
        fprintf(stderr, "reprise: the file of a plugin is required (reprise check --help)\n");
        return EXIT_USAGE;
    }
    if (k == MAP_FAILED) {
        fprintf(stderr, "reprise: no memory for the checks\n");
        return 1;
    }
    *k = flags;
    return check_plugin(k, words[0], json, junit);
}
