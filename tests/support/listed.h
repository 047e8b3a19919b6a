/* tests/support/listed.h - lists of recorded calls that differ on purpose, from tests/golden */
#ifndef RP_TEST_LISTED_H
#define RP_TEST_LISTED_H
#include "golden/golden.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Does tests/golden/<list> name this call? */
static inline int rp_test_listed(const char *list, const char *op, const char *id)
{
    char path[512];
    struct golden_except e;
    const char *source = getenv("REPRISE_SOURCE_DIR");
    snprintf(path, sizeof path, "%s/tests/golden/%s", source ? source : ".", list);
    ck_ok(golden_except_read(&e, path));
    const int listed = golden_except_reason(&e, op, id) != NULL;
    golden_except_free(&e);
    return listed;
}
#endif
