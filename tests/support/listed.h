/* tests/support/listed.h - lists of recorded calls that differ on purpose: operator, case or *, reason; # begins a comment */
#ifndef RP_TEST_LISTED_H
#define RP_TEST_LISTED_H
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Does tests/golden/<list> name this call? */
static inline int rp_test_listed(const char *list, const char *op, const char *id)
{
    char path[512], line[512], name[160], which[32];
    int found = 0;
    const char *source = getenv("REPRISE_SOURCE_DIR");
    snprintf(path, sizeof path, "%s/tests/golden/%s", source ? source : ".", list);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s cannot be read", path);
    while (!found && fgets(line, sizeof line, file))
        found = sscanf(line, "%159s %31s", name, which) == 2 && !strcmp(name, op) && (!strcmp(which, "*") || !strcmp(which, id));
    fclose(file);
    return found;
}
#endif
