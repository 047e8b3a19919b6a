/* tools/reprise/options.c */
#include "reprise/options.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct option *option_find(const struct option *options, const char *name)
{
    for (; options->name; options++)
        if (strcmp(options->name, name) == 0) return options;
    return NULL;
}

static void print_help(const struct option *options, const char *command, const char *about)
{
    printf("usage: reprise %s\n\n%s\n", command, about);
    if (options->name) printf("\nflags:\n");
    for (; options->name; options++) {
        char left[64];
        snprintf(left, sizeof left, "%s%s%s", options->name, options->argument ? " " : "",
                 options->argument ? options->argument : "");
        printf("  %-24s %s\n", left, options->help);
    }
}

static int usage(const char *command, const char *flag, const char *problem)
{
    fprintf(stderr, "reprise: %s%s%s (reprise %.*s --help)\n", flag, *flag ? " " : "", problem,
            (int)strcspn(command, " "), command);
    return EXIT_USAGE;
}

static int set_number(struct option *o, const char *text, const char *command)
{
    char *end, problem[160];
    errno = 0;
    const double value =
        o->kind == OPTION_INT ? (double)strtoll(text, &end, 10) : strtod(text, &end);
    if (end == text || *end || errno || isnan(value) || value < o->least || value > o->most) {
        snprintf(problem, sizeof problem, "wants %s from %.15g to %.15g, not '%.40s'",
                 o->kind == OPTION_INT ? "a whole number" : "a number", o->least, o->most, text);
        return usage(command, o->name, problem);
    }
    if (o->kind == OPTION_INT) *(int64_t *)o->value = (int64_t)value;
    else *(double *)o->value = value;
    return 0;
}

static int set_text(struct option *o, const char *text, const char *command)
{
    char problem[256];
    const char *const *choice = o->choices;
    while (choice && *choice && strcmp(*choice, text) != 0) choice++;
    if (choice && !*choice) {
        size_t at = (size_t)snprintf(problem, sizeof problem, "is '%.40s'; allowed are", text);
        for (choice = o->choices; *choice && at < sizeof problem; choice++)
            at += (size_t)snprintf(problem + at, sizeof problem - at, " %s", *choice);
        return usage(command, o->name, problem);
    }
    *(const char **)o->value = text;
    return 0;
}

static struct option *match(struct option *options, const char *word, size_t length)
{
    for (; options->name; options++)
        if (strlen(options->name) == length && strncmp(options->name, word, length) == 0)
            return options;
    return NULL;
}

/* One flag at argv[*i], written `--steps 5` or `--steps=5`. */
static int parse_flag(struct option *options, int argc, char **argv, int *i, const char *command)
{
    const char *word = argv[*i], *equals = strchr(word, '=');
    struct option *o = match(options, word, equals ? (size_t)(equals - word) : strlen(word));
    if (!o) return usage(command, word, "is not a flag of this command");
    o->given = 1;
    if (o->kind == OPTION_FLAG) {
        *(int *)o->value = 1;
        return equals ? usage(command, o->name, "takes no value") : 0;
    }
    const char *text = equals ? equals + 1 : *i + 1 < argc ? argv[++*i] : NULL;
    if (!text) return usage(command, o->name, "wants a value");
    return o->kind == OPTION_TEXT ? set_text(o, text, command) : set_number(o, text, command);
}

int options_parse(struct option *options, int argc, char **argv, int from, const char *command,
                  const char *about, int *help, const char **words, int *n_words, int max_words)
{
    *help = 0;
    if (n_words) *n_words = 0;
    for (int i = from; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help(options, command, about);
            *help = 1;
            return 0;
        }
        if (argv[i][0] == '-' && argv[i][1]) {
            const int code = parse_flag(options, argc, argv, &i, command);
            if (code) return code;
        } else if (n_words && *n_words < max_words) {
            words[(*n_words)++] = argv[i];
        } else {
            return usage(command, argv[i], "is one word too many");
        }
    }
    return 0;
}
