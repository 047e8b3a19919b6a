/* tests/conformance/test_all_gradients.c - first and second derivatives of every recorded call, in
 * f64, against difference quotients
 *
 * tests/golden/not-derivatives.txt has the calls whose gradient is not the derivative on purpose:
 * they must differ. One case of the suite is one operator. REPRISE_GOLDEN_EVERY=N takes every N-th
 * of its calls, for builds with sanitizers.
 */
#include "dispatch/init.h"
#include "golden/golden.h"
#include "support/listed.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char **paths;
static int every = 1;
static struct {
    int calls, first, second, unchecked;
} total;

struct outcome {
    int calls, first, second, failed;
    char text[1024]; /* of the first failure */
};

static void differs(struct outcome *o, const char *id, const char *text)
{
    if (!o->failed++) snprintf(o->text, sizeof o->text, "%s: %s", id, text);
}

static void check(const struct golden_case *c, const char *name, struct outcome *o)
{
    const char *id = golden_text(c->json, "id");
    int orders = 0;
    const rp_status st = golden_gradcheck(c, &orders);
    const int checked = st || orders,
              listed = checked && rp_test_listed("not-derivatives.txt", name, id);
    o->calls++;
    o->first += orders & 1;
    o->second += orders >> 1;
    if (st && !listed) differs(o, id, rp_error_message());
    if (!st && listed) differs(o, id, "is listed as no derivative, but it is one");
}

START_TEST(conformance__derivatives_equal_difference_quotients)
{
    struct golden_file f;
    struct outcome o = {.calls = 0};
    const cJSON *item;
    int i = 0;
    ck_ok(golden_open(&f, paths[_i]));
    const rp_op *op = rp_op_find(f.name);
    cJSON_ArrayForEach(item, f.cases)
    {
        if (!op || !golden_field(item, "grads") || i++ % every) continue;
        check(&(struct golden_case){f.file, item, op, RP_CPU, 1}, f.name, &o);
    }
    if (o.calls && !o.first)
        printf("%s: none of %d calls has elements and is smooth\n", f.name, o.calls);
    total.calls += o.calls;
    total.first += o.first;
    total.second += o.second;
    total.unchecked += o.calls && !o.first;
    ck_assert_msg(!o.failed, "%s: %d of %d calls differ, first %s", f.name, o.failed, o.calls,
                  o.text);
    golden_close(&f);
}
END_TEST

START_TEST(conformance__derivatives_were_checked)
{
    printf(
        "%d calls with gradients: %d checked in first order, %d in second; %d operators unchecked\n",
        total.calls, total.first, total.second, total.unchecked);
    ck_assert_int_gt(2 * total.first, total.calls);
}
END_TEST

static void free_paths(void)
{
    golden_list_free(paths);
}

Suite *rp_test_suite(void)
{
    char folder[512];
    int n = 0;
    const char *build = getenv("REPRISE_BUILD_DIR"), *text = getenv("REPRISE_GOLDEN_EVERY");
    snprintf(folder, sizeof folder, "%s/golden/ops", build ? build : "build/release");
    if (text && atoi(text) > 0) every = atoi(text);
    if (rp_init() || golden_list(&paths, folder)) return NULL;
    atexit(free_paths);
    while (paths[n]) n++;
    Suite *suite = suite_create("all_gradients");
    TCase *tcase = tcase_create("recordings"), *last = tcase_create("sums");
    tcase_add_loop_test(tcase, conformance__derivatives_equal_difference_quotients, 0, n);
    tcase_add_test(last, conformance__derivatives_were_checked);
    suite_add_tcase(suite, tcase);
    suite_add_tcase(suite, last);
    return suite;
}
