/* modes/env.h - the one grammar of all REPRISE_* values
 *
 *     value := ["force:"] [item {"," item}]
 *     item  := ["?"] word ["/" count] ["(" [item {"," item}] ")"]   |   word "=" word
 *     word  := letters, digits and _:.*@%+-~ (and "/" where paths are allowed), or anything in
 *     double quotes
 *
 * Names mean nothing here: whoever asked for the value looks operators, modes and plugins up.
 */
#ifndef RP_ENV_H
#define RP_ENV_H
#include "dispatch/mode.h"
#include <stdbool.h>

typedef struct rp_env_item {
    const char *name;         /* without "?", "/count" and quotes */
    const char *value;        /* of name=value, else NULL */
    struct rp_env_item *next; /* the item after it in its list */
    struct rp_env_item *child;
    uint32_t n_children, column, value_column;
    uint32_t every; /* name/every; 1 without */
    bool optional;  /* ?name */
    bool quoted;
    bool parens; /* name(...), possibly empty */
} rp_env_item;

typedef struct rp_env {
    const char *variable; /* as given; borrowed */
    rp_env_item *first;
    uint32_t n;
    bool force;
    size_t bytes; /* of the one block that holds everything */
} rp_env;

enum {
    RP_ENV_FORCE = 1, /* "force:" may stand in front */
    RP_ENV_PATHS = 2  /* "/" belongs to names: there are no counts */
};
/** Parses `text` (NULL: no items). RP_E_INVALID: "REPRISE_SAC: column 6: ... expected ...".
 *  @param variable  named in errors; must outlive the result
 */
rp_status rp_env_parse(rp_env **out, const char *variable, const char *text, uint32_t flags);
void rp_env_release(rp_env *e);
/** RP_E_INVALID "VARIABLE: column N: <text>". */
rp_status rp_env_fail(const rp_env *e, uint32_t column, const char *fmt, ...)
    __attribute__((format(printf, 3, 4), cold));
/** The children of `item` as options; one without "=" is an error, `name` alone reads as name=on.
 * Borrowed from `e`. */
rp_status rp_env_options(const rp_env *e, const rp_env_item *item, rp_kv *options, uint32_t cap,
                         uint32_t *n);
/** Refuses "?", "/count", "=" and "(...)" on an item that is a plain name; `allowed` is what the
 * message says instead. */
rp_status rp_env_plain(const rp_env *e, const rp_env_item *item, const char *allowed);
#endif
