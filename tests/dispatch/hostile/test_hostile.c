/* tests/dispatch/hostile/test_hostile.c - plugins that are wrong: each is refused with what and
   where, and nothing of it is kept */
#include "dispatch/impl.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[1024];
static const char *path_of(const char *name)
{
    static char path[1100];
    snprintf(path, sizeof path, "%s/%s.so", folder, name);
    return path;
}

static int find_reason(void *ctx, const rp_plugin_report *r)
{
    char *text = ctx; /* the path, replaced by the reason */
    if (strcmp(r->path, text) != 0) return 0;
    ck_assert_uint_eq(r->loaded, 0);
    snprintf(text, 1200, "%s", r->reason ? r->reason : "");
    return 1;
}

static void refused(const char *name, rp_status code, const char *text)
{
    char reason[1200];
    ck_ok(rp_init());
    const uint32_t n = rp_op_count();
    const int devices = rp_device_type_count();
    for (int twice = 0; twice < 2; twice++) {
        ck_fails(rp_plugin_load(path_of(name)), code, text);
        ck_assert_msg(strstr(rp_error_message(), name) != NULL,
                      "%s: '%s' does not say which plugin", name, rp_error_message());
    }
    ck_assert_uint_eq(rp_op_count(), n);
    rp_device d;
    if (rp_device_type_count() > devices)
        ck_fails(rp_device_parse(&d, "liar"), RP_E_DEVICE, "'liar'");
    snprintf(reason, sizeof reason, "%s", path_of(name));
    ck_assert_int_eq(rp_plugin_each(find_reason, reason), 1);
    ck_assert_msg(strstr(reason, text) != NULL, "%s: the report says '%s'", name, reason);
    ck_assert_ptr_null(rp_op_lookup("bad::op"));
    ck_assert_ptr_null(rp_op_lookup("liar::op"));
}

START_TEST(hostile__descriptors_are_refused)
{
    refused("bad_magic", RP_E_ABI, "has magic 12345678");
    refused("bad_size", RP_E_ABI, "describes itself in 16 bytes");
    refused("bad_major", RP_E_ABI, "was built for ABI 2; this host has 1");
    refused("bad_minor", RP_E_ABI, "needs a host of ABI 1.9; this one is 1.2");
    refused("bad_nameless", RP_E_ABI, "has no name");
    refused("bad_null", RP_E_ABI, "says that it is not for a host of ABI 1.2");
    refused("bad_symbol", RP_E_ABI, "does not export rp_plugin_query");
}
END_TEST

START_TEST(hostile__half_a_registration_leaves_nothing)
{
    refused("bad_init", RP_E_STATE, "init gave up");
    refused("bad_commit", RP_E_STATE, "operator bad::op is already registered");
    refused("liar_schema", RP_E_INVALID, "Tensr");
    refused("liar_variant", RP_E_INVALID, "is no in-place or out form of");
    refused(
        "liar_signature", RP_E_INVALID,
        "signature \"(Tensor, float) -> Tensor\" does not fit the schema \"liar::op(Tensor self) -> Tensor\"");
    refused("liar_key", RP_E_INVALID, "there is no key 'no_such_device'");
    refused("liar_mode", RP_E_INVALID, "a mode type has no name");
    refused("liar_row_size", RP_E_ABI, "an operator row has size 8");
    refused("liar_slots", RP_E_ABI, "device type 'liar' lacks the slot count");
    refused("liar_caps", RP_E_ABI,
            "device type 'liar' lacks the slot event_*, although its caps have RP_CAP_EVENTS");
    refused(
        "liar_profiling", RP_E_ABI,
        "device type 'liar' lacks the slot profile_start, profile_stop, range_push or range_pop, which go together");
    refused(
        "liar_generators", RP_E_ABI,
        "device type 'liar' lacks the slot generator_new, _free, _set, _get or _reserve, which go together");
}
END_TEST

static void fails_when_called(const char *name, const char *text)
{
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2}, (const int64_t[]){2}, 1);
    rp_value v = rp_value_tensor(a), out;
    ck_ok(rp_plugin_load(path_of(name)));
    const uint64_t live = rp_test_live();
    ck_fails(rp_op_call(rp_op_find("liar::op"), &v, 1, &out, 1), RP_E_INTERNAL, text);
    ck_assert_ptr_nonnull(strstr(rp_error_message(), name));
    ck_assert_uint_eq(out.tag, RP_TAG_NONE);
    ck_assert_uint_eq(rp_test_live(), live);
    ck_ok(rp_plugin_unload(name));
    ck_assert_ptr_null(rp_op_lookup("liar::op"));
}

START_TEST(hostile__kernels_that_break_their_schema_are_errors_of_the_call)
{
    fails_when_called("liar_nothing", "result 0 is missing and must be Tensor");
    fails_when_called("liar_type", "result 0 is int and must be Tensor");
}
END_TEST

START_TEST(hostile__second_plugin_with_the_same_operator_is_told_whose_it_is)
{
    ck_ok(rp_plugin_load(path_of("twin_a")));
    ck_fails(rp_plugin_load(path_of("twin_b")), RP_E_STATE,
             "operator twin::op is already registered by 'twin_a'");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "twin_b"));
    ck_ok(rp_plugin_unload("twin_a"));
    ck_ok(rp_plugin_load(path_of("twin_b"))); /* now the name is free */
    ck_ok(rp_plugin_unload("twin_b"));
}
END_TEST

START_TEST(hostile__cycle_of_libraries_is_named)
{
    refused("cycle/cycle_a", RP_E_ABI,
            "a cycle of libraries: cycle_a.so needs cycle_b.so needs cycle_a.so");
}
END_TEST

START_TEST(hostile__query_that_kills_is_met_in_a_child)
{
    const int before = rp_plugin_probe(1);
    refused("deadly/liar_crash", RP_E_ABI, "its query crashed with signal 6");
    refused("deadly/liar_exit", RP_E_ABI, "its query ended the process with status 3");
    refused("bad_size", RP_E_ABI, "describes itself in 16 bytes");
    rp_plugin_probe(before);
}
END_TEST

START_TEST(hostile__thread_data_keeps_the_file_mapped)
{
    char reason[1200];
    ck_ok(rp_plugin_load(path_of("liar_thread_data")));
    ck_ok(rp_plugin_unload("liar_thread_data"));
    snprintf(reason, sizeof reason, "%s", path_of("liar_thread_data"));
    ck_assert_int_eq(rp_plugin_each(find_reason, reason), 1);
    ck_assert_str_eq(
        reason,
        "unloaded; its file stays mapped, because threads may still have its thread-local data");
}
END_TEST

Suite *rp_test_suite(void)
{
    const char *build = getenv("REPRISE_BUILD_DIR");
    snprintf(folder, sizeof folder, "%s/tests/hostile", build ? build : ".");
    return rp_suite(
        "hostile", hostile__descriptors_are_refused, hostile__half_a_registration_leaves_nothing,
        hostile__kernels_that_break_their_schema_are_errors_of_the_call,
        hostile__second_plugin_with_the_same_operator_is_told_whose_it_is,
        hostile__cycle_of_libraries_is_named, hostile__query_that_kills_is_met_in_a_child,
        hostile__thread_data_keeps_the_file_mapped, NULL);
}
