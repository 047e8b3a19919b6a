/* tests/modes/test_profile.c - mode profile: what a device timed, as a JSON trace */
#include "core/device.h"
#include "dispatch/init.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static rp_device null_device(void)
{
    rp_device d = {0, 0};
    ck_ok(rp_plugin_load("null"));
    ck_ok(rp_device_parse(&d, "null"));
    return d;
}

static void read_file(char *text, size_t n, const char *path)
{
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    text[fread(text, 1, n - 1, f)] = 0;
    fclose(f);
    unlink(path);
}

START_TEST(profile__calls_on_the_device_are_events_of_a_trace)
{
    char path[] = "/tmp/reprise_profile_XXXXXX", text[4096];
    const rp_device d = null_device();
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){3}, 1, 0.5, 1), *y = NULL;
    rp_mode *m = NULL;
    double ts = -1, dur = -1;
    close(mkstemp(path));
    const rp_kv options[] = {{"device", "null"}, {"file", path}};
    ck_ok(rp__to_copy_full(&y, x, RP_F32, NULL, &d, NULL, 0, NULL));
    /* it works while it lives, on every thread; no stack needs it */
    ck_ok(rp_mode_create(&m, "profile", options, 2));
    ck_assert_int_eq(rp_profile_is_on(d), 1);
    ck_ok(rp_add(&x, x, x)); /* the cpu's */
    ck_ok(rp_add(&y, y, y));
    const uint64_t range = rp_profile_push(d, "say \"hi\"");
    ck_ok(rp_mul(&y, y, y));
    rp_profile_pop(d, range);
    rp_mode_release(m);
    ck_assert_int_eq(rp_profile_is_on(d), 0);
    read_file(text, sizeof text, path);
    ck_assert_int_eq(
        sscanf(
            text,
            "{\"traceEvents\":[ {\"name\":\"aten::add.Tensor\",\"cat\":\"null:0\",\"ph\":\"X\",\"ts\":%lf,\"dur\":%lf,\"pid\":1",
            &ts, &dur),
        2);
    ck_assert_double_ge(ts, 0);
    ck_assert_double_ge(dur, 0);
    ck_assert_ptr_nonnull(strstr(text, "},\n{\"name\":\"say \\\"hi\\\"\",\"cat\":\"null:0\""));
    ck_assert_ptr_nonnull(strstr(text, "},\n{\"name\":\"aten::mul.Tensor\""));
    ck_assert_str_eq(text + strlen(text) - 5, "}\n]}\n");
}
END_TEST

START_TEST(profile__nothing_timed_is_an_empty_trace)
{
    char path[] = "/tmp/reprise_profile_XXXXXX", text[256];
    rp_mode *m = NULL;
    (void)null_device();
    close(mkstemp(path));
    const rp_kv options[] = {{"file", path}, {"device", "null:1"}};
    ck_ok(rp_mode_create(&m, "profile", options, 2));
    rp_mode_release(m);
    read_file(text, sizeof text, path);
    ck_assert_str_eq(text, "{\"traceEvents\":[\n]}\n");
}
END_TEST

START_TEST(profile__wrong_options_and_devices_are_named)
{
    rp_mode *m = NULL;
    const rp_device d = null_device();
    const rp_kv unknown[] = {{"device", "null"}, {"speed", "9"}}, nowhere = {"device", "nowhere"},
                cpu = {"device", "cpu"}, off[] = {{"device", "null"}, {"report", "off"}},
                path[] = {{"device", "null"}, {"file", "/no/such/folder/file"}};
    const uint64_t live = rp_test_live();
    ck_fails(rp_mode_create(&m, "profile", NULL, 0), RP_E_INVALID,
             "profile needs the option device=NAME");
    ck_fails(rp_mode_create(&m, "profile", unknown, 2), RP_E_INVALID,
             "profile has no option 'speed'; there are device=NAME, file=PATH and report=on|off");
    ck_fails(rp_mode_create(&m, "profile", &nowhere, 1), RP_E_DEVICE,
             "there is no device 'nowhere'");
    ck_fails(rp_mode_create(&m, "profile", &cpu, 1), RP_E_UNIMPLEMENTED,
             "cpu has no profiling of its own");
    ck_fails(rp_mode_create(&m, "profile", path, 2), RP_E_IO,
             "profile: cannot write to file '/no/such/folder/file'");
    ck_assert_int_eq(rp_profile_is_on(d), 0);
    ck_ok(rp_mode_create(&m, "profile", off, 2));
    rp_mode *twice = NULL;
    ck_fails(rp_mode_create(&twice, "profile", off, 2), RP_E_STATE,
             "profiling of null:0 is on already");
    ck_fails(rp_plugin_unload("null"), RP_E_STATE, "1 profiled devices on null");
    rp_mode_release(m);
    ck_assert_uint_eq(rp_test_live(), live);
    ck_ok(rp_plugin_unload("null"));
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("profile", profile__calls_on_the_device_are_events_of_a_trace,
                    profile__nothing_timed_is_an_empty_trace,
                    profile__wrong_options_and_devices_are_named, NULL);
}
