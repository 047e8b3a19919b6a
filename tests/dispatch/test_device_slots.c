/* tests/dispatch/test_device_slots.c - slots of devices since ABI 1.2: generators of their own,
   profiling */
#include "core/device.h"
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"
#include "support/support.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rp_device device_of(const char *plugin, const char *name)
{
    char path[1100];
    rp_device d = {0, 0};
    snprintf(path, sizeof path, "%s/%s.so", getenv("REPRISE_BUILD_DIR"), plugin);
    ck_ok(rp_plugin_load(path));
    ck_ok(rp_device_parse(&d, name));
    return d;
}

static rp_device own_device(void)
{
    return device_of("tests/plugins/own", "own");
}

static rp_device null_device(int index)
{
    return device_of("plugins/null", index ? "null:1" : "null");
}

static int64_t living(void)
{
    rp_value out;
    ck_ok(rp_op_call(rp_op_find("own::living"), NULL, 0, &out, 1));
    return out.u.i;
}

/* ---- generators ------------------------------------------------------------------------------ */
START_TEST(slots__default_generator_is_the_devices_own)
{
    const rp_device d = own_device();
    uint64_t seed, offset;
    rp_manual_seed(21);
    rp_generator *g = rp_generator_default(d);
    ck_assert_ptr_nonnull(g);
    rp_generator_get(g, &seed, &offset);
    ck_assert_uint_eq(seed, 21);
    ck_assert_uint_eq(offset, 0);
    /* what the plugin says, not whole Philox counters */
    rp_generator_reserve(g, 7, &seed, &offset);
    ck_assert_uint_eq(seed, 121);
    ck_assert_uint_eq(offset, 1000000);
    rp_generator_get(g, &seed, &offset);
    ck_assert_uint_eq(offset, 7);
    rp_generator_set(g, 4, 50);
    rp_generator_reserve(g, 1, &seed, &offset);
    ck_assert_uint_eq(seed, 104);
    ck_assert_uint_eq(offset, 1000050);
    rp_manual_seed(8);
    rp_generator_get(g, &seed, NULL);
    ck_assert_uint_eq(seed, 8);
    rp_generator_get(rp_generator_default(RP_CPU), &seed, &offset); /* the cpu's is as it was */
    ck_assert_uint_eq(seed, 8);
    ck_assert_uint_eq(offset, 0);
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

START_TEST(slots__kernels_draw_from_the_devices_own_generator)
{
    const rp_device d = own_device();
    RP_LOCAL rp_tensor *x = rp_test_f32((const float[]){1, 2, 3}, (const int64_t[]){3}, 1),
                       *there = NULL, *back = NULL;
    ck_ok(rp__to_copy_full(&there, x, RP_F32, NULL, &d, NULL, 0, NULL));
    rp_manual_seed(1);
    for (int call = 0; call < 2; call++) {
        const rp_value in = rp_value_tensor(there);
        rp_value out;
        ck_ok(rp_op_call(rp_op_find("own::noisy"), &in, 1, &out, 1));
        ck_ok(rp__to_copy_full(&back, out.u.t, RP_F32, NULL, &(rp_device){0, 0}, NULL, 0, NULL));
        rp_value_clear(&out);
        /* three numbers a call */
        ck_assert_float_eq(rp_test_at(back, 2), (float)(3 + 101 + 3 * call));
    }
    rp_tensor_release(there);
    there = NULL;
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

START_TEST(slots__made_generators_keep_their_plugin_and_are_given_back)
{
    const rp_device d = own_device();
    uint64_t seed, offset;
    rp_generator *g = NULL;
    ck_ok(rp_generator_create(&g, d, 5));
    ck_assert_int_eq(living(), 1);
    rp_generator_reserve(g, 2, &seed, &offset);
    ck_assert_uint_eq(seed, 105);
    ck_fails(rp_plugin_unload("own"), RP_E_STATE,
             "plugin 'own' cannot be unloaded while something of it lives: 1 generators on own");
    rp_generator_release(g);
    ck_assert_int_eq(living(), 0);
    g = NULL;
    ck_fails(rp_generator_create(&g, d, 13), RP_E_VALUE, "own:0 cannot have seed 13");
    ck_assert_ptr_null(g);
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

START_TEST(slots__default_generator_that_cannot_be_made_says_why)
{
    rp_manual_seed(13);
    const rp_device d = own_device();
    RP_LOCAL rp_tensor *x = NULL;
    ck_assert_ptr_null(rp_generator_default(d));
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "own:0 cannot have seed 13"));
    ck_assert_ptr_nonnull(
        strstr(rp_error_message(), "while own:0 was to make its default generator"));
    ck_ok(rp_tensor_create(&x, (const int64_t[]){2}, 1, RP_F32, d));
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_fails(rp_op_call(rp_op_find("own::noisy"), &in, 1, &out, 1), RP_E_VALUE,
             "own:0 cannot have seed 13");
    rp_manual_seed(14); /* the next use makes it */
    ck_assert_ptr_nonnull(rp_generator_default(d));
    rp_tensor_release(x);
    x = NULL;
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

START_TEST(slots__generator_goes_on_when_its_plugin_comes_again)
{
    rp_device d = own_device();
    uint64_t seed, offset;
    rp_manual_seed(3);
    rp_generator_reserve(rp_generator_default(d), 9, &seed, &offset);
    ck_ok(rp_plugin_unload("own"));
    d = own_device();
    ck_assert_int_eq(living(), 0); /* a new file: its generator is made when it is asked for */
    rp_generator_reserve(rp_generator_default(d), 1, &seed, &offset);
    ck_assert_int_eq(living(), 1);
    ck_assert_uint_eq(seed, 103);
    ck_assert_uint_eq(offset, 1000009);
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

START_TEST(slots__null_shows_generators_that_draw_as_the_hosts_do)
{
    uint64_t seed, offset, host_seed, host_offset;
    const rp_device d = null_device(1);
    rp_manual_seed(77);
    for (uint64_t n = 1; n < 12; n += 3) {
        rp_generator_reserve(rp_generator_default(d), n, &seed, &offset);
        rp_generator_reserve(rp_generator_default(RP_CPU), n, &host_seed, &host_offset);
        ck_assert_uint_eq(seed, host_seed);
        ck_assert_uint_eq(offset, host_offset);
    }
}
END_TEST

/* y = noisy(x) * x: a recompute that drew anew would give another gradient, noisy(x) + x. */
static rp_status noisy_square(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    rp_value noisy;
    rp_tensor *y = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_TRY(rp_op_call(rp_op_find("own::noisy"), in, 1, &noisy, 1));
    const rp_status st = rp_mul(&y, noisy.u.t, in[0].u.t);
    rp_value_clear(&noisy);
    if (!st) out[0] = rp_value_tensor(y);
    return st;
}

START_TEST(slots__recompute_replays_what_the_devices_generator_gave)
{
    const rp_device d = own_device();
    const int before = rp_fallback_exchange(RP_FALLBACK_ALLOW);
    const rp_region region = {noisy_square, "noisy", NULL, 0, NULL};
    const rp_checkpoint_options options = {.size = sizeof options};
    uint64_t after[2];
    rp_tensor *grad[2] = {NULL, NULL};
    for (int checkpointed = 0; checkpointed < 2; checkpointed++) {
        RP_LOCAL rp_tensor *x = rp_test_f32((const float[]){1, 2, 3}, (const int64_t[]){3}, 1),
                           *there = NULL, *sum = NULL;
        rp_value in, out;
        ck_ok(rp__to_copy_full(&there, x, RP_F32, NULL, &d, NULL, 0, NULL));
        ck_ok(rp_tensor_require_grad(there, 1));
        in = rp_value_tensor(there);
        rp_manual_seed(5);
        ck_ok(checkpointed ? rp_checkpoint(&out, 1, &region, &in, 1, &options)
                           : noisy_square(NULL, &in, 1, &out, 1));
        /* somebody else draws in between */
        rp_generator_reserve(rp_generator_default(d), 1000, &after[0], &after[1]);
        ck_ok(rp_sum(&sum, out.u.t));
        rp_value_clear(&out);
        ck_ok(rp_backward(&sum, NULL, 1, NULL));
        ck_ok(rp__to_copy_full(&grad[checkpointed], rp_tensor_grad(there), RP_F32, NULL,
                               &(rp_device){0, 0}, NULL, 0, NULL));
        rp_generator_get(rp_generator_default(d), NULL, &after[checkpointed]);
        /* three numbers, the other's, and none by the recompute */
        ck_assert_uint_eq(after[checkpointed], 1003);
    }
    ck_assert_float_eq(rp_test_at(grad[0], 1), 2 + 105 + 2);
    ck_assert(rp_test_equal_bits(grad[0], grad[1]));
    for (int i = 0; i < 2; i++) rp_tensor_release(grad[i]);
    rp_fallback_exchange(before);
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

/* ---- profiling ------------------------------------------------------------------------------- */
struct records {
    int n;
    rp_profile_record at[16];
    char name[16][64];
};

static void keep(void *ctx, const rp_profile_record *r)
{
    struct records *all = ctx;
    ck_assert_int_lt(all->n, 16);
    ck_assert_uint_eq(r->size, sizeof *r);
    all->at[all->n] = *r;
    snprintf(all->name[all->n++], sizeof all->name[0], "%s", r->name);
}

static rp_tensor *on(rp_device d)
{
    rp_tensor *t = NULL, *x = rp_test_sin((const int64_t[]){3, 4}, 2, 1, 2);
    ck_ok(rp__to_copy_full(&t, x, RP_F32, NULL, &d, NULL, 0, NULL));
    rp_tensor_release(x);
    return t;
}

START_TEST(slots__profile_has_a_range_for_each_call_on_the_device)
{
    const rp_device d = null_device(0);
    RP_LOCAL rp_tensor *a = on(d), *b = NULL, *cpu = rp_test_sin((const int64_t[]){2}, 1, 1, 1);
    struct records r = {0};
    ck_ok(rp_add(&b, a, a)); /* before */
    ck_assert_int_eq(rp_profile_is_on(d), 0);
    ck_ok(rp_profile_start(d));
    ck_assert_int_eq(rp_profile_is_on(d), 1);
    const uint64_t step = rp_profile_push(d, "step 1");
    ck_ok(rp_add(&b, a, a));
    ck_ok(rp_add(&cpu, cpu, cpu)); /* elsewhere */
    ck_ok(rp_mul(&b, b, a));
    ck_ok(rp_t(&b, b)); /* a view has no kernel */
    rp_profile_pop(d, step);
    ck_ok(rp_profile_stop(d, keep, &r));
    ck_ok(rp_add(&b, a, a)); /* afterwards */
    ck_assert_int_eq(r.n, 3);
    ck_assert_str_eq(r.name[0], "step 1");
    ck_assert_str_eq(r.name[1], "aten::add.Tensor");
    ck_assert_str_eq(r.name[2], "aten::mul.Tensor");
    ck_assert_uint_le(r.at[0].begin_ns, r.at[1].begin_ns);
    ck_assert_uint_le(r.at[1].begin_ns, r.at[1].end_ns);
    ck_assert_uint_le(r.at[1].end_ns, r.at[2].begin_ns);
    ck_assert_uint_le(r.at[2].end_ns, r.at[0].end_ns);
    r.n = 0;
    ck_ok(rp_profile_start(d)); /* what was told is forgotten */
    ck_ok(rp_profile_stop(d, keep, &r));
    ck_assert_int_eq(r.n, 0);
    ck_assert_uint_eq(rp_profile_push(d, "off"), 0);
    rp_profile_pop(d, 0);
}
END_TEST

START_TEST(slots__each_device_of_a_type_is_profiled_by_itself)
{
    const rp_device first = null_device(0), second = null_device(1);
    RP_LOCAL rp_tensor *a = on(first), *b = on(second), *o = NULL, *across = NULL;
    struct records r = {0};
    ck_ok(rp_profile_start(second));
    ck_ok(rp_add(&o, a, a));
    ck_ok(rp_mul(&o, b, b));
    ck_ok(rp_profile_start(first));
    ck_ok(rp_add(&o, a, a));
    ck_ok(rp_profile_stop(second, keep, &r));
    ck_assert_int_eq(r.n, 1);
    ck_assert_str_eq(r.name[0], "aten::mul.Tensor");
    ck_assert_int_eq(r.at[0].dev, 1);
    ck_ok(rp_add(&o, b, b)); /* off here, on there */
    /* its result is on the cpu */
    ck_ok(rp__to_copy_full(&across, a, RP_F32, NULL, &(rp_device){0, 0}, NULL, 0, NULL));
    r.n = 0;
    ck_ok(rp_profile_stop(first, keep, &r));
    ck_assert_int_eq(r.n, 2);
    ck_assert_str_eq(r.name[0], "aten::add.Tensor");
    ck_assert_str_eq(r.name[1], "aten::_to_copy");
}
END_TEST

START_TEST(slots__fallback_and_failure_are_ranges_that_end)
{
    const rp_device d = null_device(0);
    RP_LOCAL rp_tensor *a = on(d), *o = NULL;
    struct records r = {0};
    const int before = rp_fallback_exchange(RP_FALLBACK_ALLOW);
    ck_ok(rp_profile_start(d));
    ck_ok(rp_exp(&o, a));
    rp_fallback_exchange(RP_FALLBACK_ERROR);
    ck_fails(rp_exp(&o, a), RP_E_UNIMPLEMENTED, "aten::exp has no kernel for null");
    rp_fallback_exchange(before);
    ck_ok(rp_profile_stop(d, keep, &r));
    ck_assert_int_eq(r.n, 2);
    for (int i = 0; i < 2; i++) {
        ck_assert_str_eq(r.name[i], "aten::exp");
        ck_assert_uint_ge(r.at[i].end_ns, r.at[i].begin_ns);
    }
}
END_TEST

START_TEST(slots__profiling_that_cannot_be_is_refused)
{
    const rp_device d = null_device(0), own = own_device();
    ck_fails(rp_profile_start(RP_CPU), RP_E_UNIMPLEMENTED,
             "cpu has no profiling of its own; mode 'trace' times the calls of every device");
    ck_fails(rp_profile_start(own), RP_E_UNIMPLEMENTED,
             "own:0 has no profiling: its plugin fills no profile_start");
    ck_fails(rp_profile_start((rp_device){d.type, 9}), RP_E_DEVICE, "there is no device 'null:9'");
    ck_fails(rp_profile_stop(d, NULL, NULL), RP_E_STATE, "profiling of null:0 is not on");
    ck_ok(rp_profile_start(d));
    ck_fails(rp_profile_start(d), RP_E_STATE, "profiling of null:0 is on already");
    ck_fails(rp_plugin_unload("null"), RP_E_STATE, "1 profiled devices on null");
    ck_ok(rp_profile_stop(d, NULL, NULL));
    ck_assert_int_eq(rp_profile_is_on((rp_device){-1, 0}), 0);
    ck_assert_int_eq(rp_profile_is_on((rp_device){d.type, 100}), 0);
    ck_ok(rp_plugin_unload("own"));
}
END_TEST

enum { THREADS = 4, CALLS = 200 };
static void *call_many(void *ctx)
{
    rp_tensor *o = NULL;
    for (int i = 0; i < CALLS; i++) ck_ok(rp_add(&o, ctx, ctx));
    rp_tensor_release(o);
    return NULL;
}
static void count_record(void *ctx, const rp_profile_record *r)
{
    *(int *)ctx += strcmp(r->name, "aten::add.Tensor") == 0;
}

START_TEST(slots__threads_share_a_profile)
{
    const rp_device d = null_device(0);
    RP_LOCAL rp_tensor *a = on(d);
    pthread_t t[THREADS];
    int n = 0;
    ck_ok(rp_profile_start(d));
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&t[i], NULL, call_many, a), 0);
    for (int i = 0; i < THREADS; i++) pthread_join(t[i], NULL);
    ck_ok(rp_profile_stop(d, count_record, &n));
    ck_assert_int_eq(n, THREADS * CALLS);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("device_slots", slots__default_generator_is_the_devices_own,
                    slots__kernels_draw_from_the_devices_own_generator,
                    slots__made_generators_keep_their_plugin_and_are_given_back,
                    slots__default_generator_that_cannot_be_made_says_why,
                    slots__generator_goes_on_when_its_plugin_comes_again,
                    slots__null_shows_generators_that_draw_as_the_hosts_do,
                    slots__recompute_replays_what_the_devices_generator_gave,
                    slots__profile_has_a_range_for_each_call_on_the_device,
                    slots__each_device_of_a_type_is_profiled_by_itself,
                    slots__fallback_and_failure_are_ranges_that_end,
                    slots__profiling_that_cannot_be_is_refused, slots__threads_share_a_profile,
                    NULL);
}
