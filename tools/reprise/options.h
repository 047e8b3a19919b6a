/* tools/reprise/options.h - command-line flags as a table: parsing, messages and --help come from
   it */
#ifndef RP_TOOL_OPTIONS_H
#define RP_TOOL_OPTIONS_H
#include <stdint.h>

enum option_kind { OPTION_FLAG, OPTION_INT, OPTION_FLOAT, OPTION_TEXT };
struct option {
    const char *name; /* "--steps" */
    enum option_kind kind;
    void *value;          /* int *, int64_t *, double *, const char ** */
    const char *argument; /* "N", "FILE"; NULL for flags */
    const char *help;
    double least, most;         /* for numbers: inclusive */
    const char *const *choices; /* for texts: NULL-terminated, or NULL */
    int given;                  /* set when the flag appears */
};

enum { EXIT_USAGE = 2 };
/** Parses argv[from..]; `options` ends with a NULL name. A bad flag prints one line to stderr and
 * returns EXIT_USAGE; --help prints the table to stdout and sets *help. Words that are no flags go
 * to words[0..*n_words], at most max_words. */
int options_parse(struct option *options, int argc, char **argv, int from, const char *command,
                  const char *about, int *help, const char **words, int *n_words, int max_words);
const struct option *option_find(const struct option *options, const char *name);
#endif
