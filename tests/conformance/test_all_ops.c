/* tests/conformance/test_all_ops.c - the recorded operator calls (tests/golden), on every device
 * that is loaded
 *
 * tests/golden/not-results.txt has the calls that PyTorch itself gets wrong: they must differ.
 * One case of the suite is one operator on one device. REPRISE_GOLDEN_EVERY=N takes every N-th of
 * its calls, for builds with sanitizers.
 */
#include "dispatch/init.h"
#include "golden/golden.h"
#include "support/listed.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>

static char **paths;
static int n_paths, every = 1;
static struct {
    int cases, missing, operators_missing, remarks;
} total;

/* A device other than cpu may have part of the kernels. */
static int is_missing(rp_device device, rp_status st)
{
    return st == RP_E_UNIMPLEMENTED && device.type != RP_CPU.type;
}

static int replay(const struct golden_file *f, rp_device device, char *first, size_t n)
{
    const rp_op *op = rp_op_find(f->name);
    const cJSON *item;
    int i = 0, failed = 0;
    cJSON_ArrayForEach(item, f->cases)
    {
        int remark = 0;
        if (i++ % every) continue;
        const struct golden_case c = {f->file, item, op, device, 0};
        const rp_status st = op ? golden_check(&c, &remark) : RP_OK;
        total.cases++;
        total.missing += !op || is_missing(device, st);
        total.remarks += remark;
        const char *id = golden_text(item, "id");
        const int listed =
            device.type == RP_CPU.type && rp_test_listed("not-results.txt", f->name, id);
        if (is_missing(device, st) || (st != RP_OK) == listed) continue;
        if (!failed++)
            snprintf(first, n, "%s: %s", id,
                     st ? rp_error_message() : "is listed as no result, but agrees");
    }
    total.operators_missing += !op;
    return failed;
}

START_TEST(conformance__operator_equals_its_recordings)
{
    char first[1024] = "", device[32];
    const rp_device d = {(int8_t)(_i / n_paths), 0};
    struct golden_file f;
    ck_ok(golden_open(&f, paths[_i % n_paths]));
    const int failed = replay(&f, d, first, sizeof first);
    ck_assert_msg(!failed, "%s on %s: %d of %d calls differ, first %s", f.name,
                  rp_device_name(d, device, sizeof device), failed, cJSON_GetArraySize(f.cases),
                  first);
    golden_close(&f);
}
END_TEST

START_TEST(conformance__no_recorded_operator_is_missing)
{
    printf("%d recorded calls, %d without a kernel on their device; %d errors of another kind\n",
           total.cases, total.missing, total.remarks);
    ck_assert_int_gt(total.cases, total.missing);
    ck_assert_int_eq(total.operators_missing, 0);
}
END_TEST

static void free_paths(void)
{
    golden_list_free(paths);
}

Suite *rp_test_suite(void)
{
    char folder[512];
    const char *build = getenv("REPRISE_BUILD_DIR"), *text = getenv("REPRISE_GOLDEN_EVERY");
    snprintf(folder, sizeof folder, "%s/golden/ops", build ? build : "build/release");
    if (text && atoi(text) > 0) every = atoi(text);
    if (rp_init() || golden_list(&paths, folder)) return NULL;
    atexit(free_paths);
    while (paths[n_paths]) n_paths++;
    Suite *suite = suite_create("all_ops");
    TCase *tcase = tcase_create("recordings"), *last = tcase_create("sums");
    tcase_add_loop_test(tcase, conformance__operator_equals_its_recordings, 0,
                        n_paths * rp_device_type_count());
    tcase_add_test(last, conformance__no_recorded_operator_is_missing);
    suite_add_tcase(suite, tcase);
    suite_add_tcase(suite, last);
    return suite;
}
