/* tools/reprise/tally.h - what the check commands count and print: a line or a JSON object for each
   item, then the sums */
#ifndef RP_TOOL_TALLY_H
#define RP_TOOL_TALLY_H
#include <cjson/cJSON.h>

struct tally_row { /* one operator, program or model */
    char name[160];
    int cases, passed, failed, missing, excepted; /* excepted: they differ, and a list says why */
    char first_id[64], first_text[512];           /* of the first failure */
};
struct tally {
    int json, verbose;
    int passed, failed, missing, skipped;
    cJSON *items, *excepted;
};
/** Counts a failure of `row` whose text is the library's last error. */
void tally_failure(const struct tally *t, struct tally_row *row, const char *id);
/** Counts a call of `row` that differs and is listed: named with its reason behind the rows, and no
 * failure. */
void tally_exception(struct tally *t, struct tally_row *row, const char *id, const char *reason);
void tally_row_done(struct tally *t, const struct tally_row *row);
/** Prints the sums; `key` names the list of items in the JSON object. Returns the exit status: 0 if
 * there is something and all passed. */
int tally_done(struct tally *t, const char *key);
#endif
