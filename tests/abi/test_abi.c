/* tests/abi/test_abi.c - plugins of other times and another language on the host of today */
#include "core/autograd.h"
#include "core/device.h"
#include "core/rng.h"
#include "dispatch/host.h"
#include "dispatch/init.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rp_status load(const char *name)
{
    static char path[1100];
    const char *build = getenv("REPRISE_BUILD_DIR");
    snprintf(path, sizeof path, "%s/tests/abi/%s.so", build ? build : ".", name);
    return rp_plugin_load(path);
}

static int64_t call_int(const char *op, const rp_value *in, uint32_t n)
{
    rp_value out;
    ck_ok(rp_op_call(rp_op_find(op), in, n, &out, 1));
    ck_assert_uint_eq(out.tag, RP_TAG_INT);
    return out.u.i;
}

START_TEST(abi__plugin_built_against_minor_0_works_today)
{
    ck_ok(load("old"));
    const rp_value in[] = {rp_value_int(40), rp_value_float(2.5)};
    ck_assert_int_eq(call_int("old::count", in, 2), 42);
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2, 3}, (const int64_t[]){3}, 1);
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_tensor_require_grad(a, 1));
    ck_ok(rp_mode_create(&m, "old_mode", NULL, 0));
    ck_ok(rp_mode_push(m, &depth));
    rp_value out, v = rp_value_tensor(a);
    ck_ok(rp_op_call(rp_op_find("old::scale"), &v, 1, &out, 1));
    RP_LOCAL rp_tensor *y = out.u.t;
    ck_assert_float_eq(rp_test_at(y, 2), 6);
    RP_LOCAL rp_tensor *seed = rp_test_f32((const float[]){1, 10, 100}, (const int64_t[]){3}, 1);
    ck_ok(rp_backward(&y, &seed, 1, NULL));
    rp_mode_pop(depth);
    rp_mode_release(m);
    ck_assert_float_eq(rp_test_at(rp_tensor_grad(a), 2), 200);
}
END_TEST

START_TEST(abi__device_built_against_minor_1_has_the_hosts_generator_and_no_profiling)
{
    rp_device d;
    uint64_t seed, offset;
    RP_LOCAL rp_tensor *t = NULL;
    ck_ok(load("old_device"));
    ck_ok(rp_device_parse(&d, "old"));
    ck_ok(rp_tensor_create(&t, (const int64_t[]){4}, 1, RP_F32, d));
    rp_generator_set(rp_generator_default(d), 6, 0);
    rp_generator_reserve(rp_generator_default(d), 9, &seed, &offset);
    rp_generator_get(rp_generator_default(d), &seed, &offset);
    ck_assert_uint_eq(seed, 6);
    ck_assert_uint_eq(offset, 3);
    ck_fails(rp_profile_start(d), RP_E_UNIMPLEMENTED,
             "old:0 has no profiling: its plugin fills no profile_start");
}
END_TEST

START_TEST(abi__plugin_of_a_later_minor_works_when_it_needs_nothing_new)
{
    ck_ok(load("newer"));
    ck_assert_int_eq(call_int("newer::count", NULL, 0), 42);
    rp_mode *m = NULL;
    ck_ok(rp_mode_create(&m, "newer_mode", NULL, 0));
    rp_mode_release(m);
}
END_TEST

START_TEST(abi__plugin_that_needs_a_later_minor_is_refused_with_both_numbers)
{
    char text[96];
    snprintf(text, sizeof text, "needs a host of ABI 1.%u; this one is 1.%u", RP_ABI_MINOR + 1,
             RP_ABI_MINOR);
    ck_fails(load("demanding"), RP_E_ABI, text);
}
END_TEST

START_TEST(abi__plugin_in_cxx_works)
{
    const rp_value in = rp_value_int(21);
    if (load("cxx") == RP_E_IO) {
        puts("SKIP cxx: no C++ compiler was found");
        return;
    }
    ck_assert_int_eq(call_int("cxx::twice", &in, 1), 42);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("abi", abi__plugin_built_against_minor_0_works_today,
                    abi__device_built_against_minor_1_has_the_hosts_generator_and_no_profiling,
                    abi__plugin_of_a_later_minor_works_when_it_needs_nothing_new,
                    abi__plugin_that_needs_a_later_minor_is_refused_with_both_numbers,
                    abi__plugin_in_cxx_works, NULL);
}
