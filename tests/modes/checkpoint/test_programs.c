/* tests/modes/checkpoint/test_programs.c - the recorded programs: the same operators run again, in
 * the same order, with the same bits. The code that compares is that of `reprise check-programs`;
 * tests/golden/checkpoint/README.md says what binds. */
#include "golden/program.h"
#include "support/support.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[512];
static struct dirent **file;
static int n_files;

static int is_json(const struct dirent *d)
{
    const size_t n = strlen(d->d_name);
    return n > 5 && !strcmp(d->d_name + n - 5, ".json");
}

START_TEST(checkpoint__program_equals_its_recording)
{
    char path[1024];
    cJSON *program = NULL;
    snprintf(path, sizeof path, "%s/%s", folder, file[_i]->d_name);
    ck_ok(program_read(&program, path));
    const rp_status st = program_check(program);
    ck_assert_msg(st == RP_OK, "%s: %s", file[_i]->d_name, rp_error_message());
    cJSON_Delete(program);
}
END_TEST

START_TEST(checkpoint__all_recorded_programs_are_there)
{
    ck_assert_int_eq(n_files, 59);
}
END_TEST

/* A comparison that cannot fail proves nothing: change one thing of a recording at a time. */
START_TEST(checkpoint__a_changed_recording_is_told_apart)
{
    static const char *const numbers[] = {"served_from_cache", "kept_bytes", "cache_bytes",
                                          "cache_entries"};
    char path[1024];
    cJSON *program = NULL;
    snprintf(path, sizeof path, "%s/cos_mm_sin_save_mm.json", folder);
    ck_ok(program_read(&program, path));
    cJSON *binding = cJSON_GetObjectItem(program, "binding");
    for (int i = 0; i < 4; i++) {
        cJSON *number = cJSON_GetObjectItem(binding, numbers[i]);
        cJSON_SetNumberValue(number, number->valuedouble + 1);
        ck_fails(program_check(program), RP_E_VALUE, "recorded is");
        cJSON_SetNumberValue(number, number->valuedouble - 1);
    }
    cJSON_DeleteItemFromArray(cJSON_GetObjectItem(binding, "recompute"), 0);
    ck_fails(program_check(program), RP_E_VALUE, "operator of the recompute 0 is");
    cJSON_Delete(program);
}
END_TEST

Suite *rp_test_suite(void)
{
    const char *source = getenv("REPRISE_SOURCE_DIR");
    snprintf(folder, sizeof folder, "%s/tests/golden/checkpoint", source ? source : ".");
    n_files = scandir(folder, &file, is_json, alphasort);
    Suite *suite = rp_suite("programs", checkpoint__all_recorded_programs_are_there,
                            checkpoint__a_changed_recording_is_told_apart, NULL);
    TCase *tcase = tcase_create("recordings");
    if (n_files > 0)
        tcase_add_loop_test(tcase, checkpoint__program_equals_its_recording, 0, n_files);
    suite_add_tcase(suite, tcase);
    return suite;
}
