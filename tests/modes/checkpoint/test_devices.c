/* tests/modes/checkpoint/test_devices.c - regions and devices: whose state is kept, which one is
   meant, one that comes late. On emu */
#include "core/log.h"
#include "dispatch/init.h"
#include "modes/checkpoint/regions.h"
#include "modes/default_device.h"

static rp_device device_at(const char *name)
{
    rp_device d = RP_CPU;
    ck_ok(rp_device_parse(&d, name));
    return d;
}

static rp_tensor *moved(rp_tensor *t, rp_device d)
{
    rp_tensor *there = NULL;
    ck_ok(rp_to_device(&there, t, d, RP_F32, 0, 0, NULL));
    return there;
}

static char warning[512];
static void keep_line(void *ctx, int level, const char *line)
{
    (void)ctx, (void)level;
    snprintf(warning, sizeof warning, "%s", line);
}

/* First: the region is what starts the device. */
static int starts;
static rp_status late_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    (void)ctx, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *there = NULL, *dropped = NULL, *s = NULL;
    rp_tensor *y = NULL;
    rp_device late;
    starts++;
    RP_TRY(rp_device_parse(&late, "emu:1"));
    RP_TRY(rp_dropout(&dropped, in[0].u.t, 0.5, 1));
    RP_TRY(rp_to_device(&there, dropped, late, RP_F32, 0, 0, NULL));
    RP_TRY(rp_sin(&s, there));
    RP_TRY(rp_to_device(&y, s, RP_CPU, RP_F32, 0, 0, NULL));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(checkpoint__078_a_device_may_start_inside_a_region)
{
    static char nothing;
    const rp_region r = RP_REGION(late_body, "late", nothing);
    rp_tensor *x = leaf((const int64_t[]){50}, 1, 0.3);
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    rp_manual_seed(5);
    ck_ok(late_body(NULL, &in, 1, &out, 1));
    ck_ok(backward(out.u.t));
    rp_tensor *want = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_set_grad(x, NULL);
    rp_value_clear(&out);
    rp_manual_seed(5);
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    ck_ok(backward(out.u.t));
    ck_assert(rp_test_equal_bits(rp_tensor_grad(x), want));
    ck_assert_int_eq(starts, 3);
    rp_value_clear(&out);
    RELEASE(x, want);
}
END_TEST

START_TEST(checkpoint__075_device_states_are_found_in_nested_lists)
{
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){4}, 1, 1, 1),
                       *first = moved(x, device_at("emu:0")),
                       *second = moved(x, device_at("emu:1"));
    const rp_value innermost[] = {rp_value_tensor(first), rp_value_tensor(x)},
                   inner[] = {rp_value_int(3), rp_value_list(innermost, 2)};
    const rp_value args[] = {rp_value_tensor(second), rp_value_list(inner, 2),
                             rp_value_tensor(first)};
    rp_device ids[4];
    rp_tensor *states[4];
    uint32_t n = 4;
    rp_manual_seed(11);
    ck_ok(rp_get_device_states(args, 3, ids, states, &n));
    ck_assert_uint_eq(n, 2);
    ck_assert_int_eq(ids[0].index, 1);
    ck_assert_int_eq(ids[1].index, 0);
    uint64_t seed, offset, later;
    rp_generator_reserve(rp_generator_default(ids[0]), 100, &seed, &offset);
    ck_ok(rp_set_device_states(ids, states, n));
    rp_generator_get(rp_generator_default(ids[0]), &seed, &later);
    ck_assert_uint_eq(later, offset);
    ck_assert_uint_eq(seed, 11);
    RELEASE(states[0], states[1]);
}
END_TEST

START_TEST(checkpoint__076_the_device_type_of_the_arguments)
{
    ck_ok(rp_plugin_load("null"));
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){4}, 1, 1, 1),
                       *emu = moved(x, device_at("emu:0")), *null = moved(x, device_at("null:0"));
    const rp_value list[] = {rp_value_tensor(x), rp_value_tensor(emu)},
                   two[] = {rp_value_list(list, 2), rp_value_tensor(emu)};
    const rp_value mixed[] = {rp_value_list(list, 2), rp_value_tensor(null)},
                   none[] = {rp_value_tensor(x), rp_value_int(1)};
    rp_log_set(keep_line, NULL, RP_LOG_WARN);
    *warning = 0;
    ck_assert_str_eq(rp_infer_device_type(two, 2), "emu"); /* the cpu is ignored */
    ck_ok(rp_checkpoint_set_device_type("null"));
    ck_assert_str_eq(rp_infer_device_type(none, 2), "null");
    ck_assert_str_eq(warning, "");
    ck_assert_str_eq(rp_infer_device_type(mixed, 2), "emu"); /* the first met */
    ck_assert_msg(strstr(warning, "emu and null"), "%s", warning);
    rp_log_set(NULL, NULL, RP_LOG_WARN);
}
END_TEST

static rp_device landed[2];
static int runs;
static rp_status zeros_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    (void)ctx, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *zeros = NULL, *home = NULL, *s = NULL;
    rp_tensor *y = NULL;
    RP_TRY(rp_zeros(&zeros, (const int64_t[]){4}, 1));
    landed[runs++ % 2] = rp_tensor_device(zeros);
    RP_TRY(rp_to_device(&home, zeros, RP_CPU, RP_F32, 0, 0, NULL));
    RP_TRY(rp_add(&s, in[0].u.t, home));
    RP_TRY(rp_sin(&y, s));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(checkpoint__077_the_default_device_of_forward_is_that_of_the_recompute)
{
    static char nothing;
    const rp_region r = RP_REGION(zeros_body, "zeros", nothing);
    rp_tensor *x = leaf4();
    const rp_value in = rp_value_tensor(x);
    const rp_device emu = device_at("emu:1");
    rp_value out;
    uint32_t token;
    ck_ok(rp_default_device_push("emu:1", &token));
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    rp_default_device_pop(token);
    ck_ok(backward(out.u.t));
    ck_assert_int_eq(runs, 2);
    for (int i = 0; i < 2; i++) ck_assert(landed[i].type == emu.type && landed[i].index == 1);
    rp_value_clear(&out);
    RELEASE(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("devices", checkpoint__078_a_device_may_start_inside_a_region,
                    checkpoint__075_device_states_are_found_in_nested_lists,
                    checkpoint__076_the_device_type_of_the_arguments,
                    checkpoint__077_the_default_device_of_forward_is_that_of_the_recompute, NULL);
}
