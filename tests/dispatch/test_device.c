/* tests/dispatch/test_device.c - several devices in one process (cpu, null, demo's operators):
   copies, fallback, unloading, fork */
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static rp_device null_device(int index)
{
    rp_device d = {0, 0};
    ck_ok(rp_plugin_load("null"));
    ck_ok(rp_device_parse(&d, index ? "null:1" : "null"));
    return d;
}

/* A copy on another device; NULL after the error was checked by the caller. */
static rp_tensor *moved(rp_tensor *t, rp_device d)
{
    rp_tensor *r = NULL;
    ck_ok(rp__to_copy_full(&r, t, rp_tensor_dtype(t), NULL, &d, NULL, 0, NULL));
    return r;
}

static rp_tensor *sample(void)
{
    return rp_test_sin((const int64_t[]){3, 4}, 2, 1, 2);
}

START_TEST(device__copies_go_there_and_back_and_across)
{
    const rp_device first = null_device(0), second = null_device(1);
    RP_LOCAL rp_tensor *a = sample(), *there = moved(a, first), *across = moved(there, second),
                       *back = moved(across, (rp_device){0, 0});
    ck_assert_int_eq(rp_tensor_device(across).index, 1);
    ck_assert(rp_test_equal_bits(a, back));
    RP_LOCAL rp_tensor *t = NULL, *half = NULL,
                       *fresh = rp_test_sin((const int64_t[]){4, 3}, 2, 5, 1), *seen = NULL;
    ck_ok(rp_t(&t, there)); /* strides */
    ck_ok(rp_copy_(NULL, t, fresh, 0));
    seen = moved(t, (rp_device){0, 0});
    ck_ok(rp_contiguous(&seen, seen));
    ck_assert(rp_test_equal_bits(seen, fresh));
    /* another dtype on the way */
    ck_ok(rp__to_copy_full(&half, a, RP_F64, NULL, &first, NULL, 0, NULL));
    ck_assert_uint_eq(rp_tensor_dtype(half), RP_F64);
    ck_assert_uint_eq(rp_op_fallbacks(rp_op_find("aten::_to_copy")), 0);
}
END_TEST

START_TEST(device__missing_kernel_is_an_error_that_says_how_to_allow_the_cpu)
{
    RP_LOCAL rp_tensor *a = sample(), *there = moved(a, null_device(0)), *o = NULL;
    ck_ok(rp_add(&o, there, there)); /* has a kernel */
    ck_fails(rp_exp(&o, there), RP_E_UNIMPLEMENTED,
             "aten::exp has no kernel for null; it has kernels for: cpu. REPRISE_FALLBACK=allow");
    ck_assert_uint_eq(rp_op_fallbacks(rp_op_find("aten::exp")), 0);
    ck_assert_int_eq(rp_op_has_kernel(rp_op_find("aten::add.Tensor"), "null"), 1);
    ck_assert_int_eq(rp_op_has_kernel(rp_op_find("aten::exp"), "null"), 0);
    ck_assert_int_eq(rp_op_has_kernel(rp_op_find("aten::exp"), "no_such_device"), 0);
}
END_TEST

static uint64_t seen_by_mode;
static rp_status count_calls(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    (void)self;
    seen_by_mode++;
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type counting = {
    .size = sizeof(rp_mode_type), .name = "counting", .call = count_calls};

START_TEST(device__fallback_runs_on_the_cpu_unseen_and_is_counted)
{
    const rp_device d = null_device(0);
    const int before = rp_fallback_exchange(RP_FALLBACK_ALLOW);
    RP_LOCAL rp_tensor *a = sample(), *there = moved(a, d), *o = NULL, *want = NULL, *back = NULL;
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_mode_create_from(&m, &counting, NULL));
    ck_ok(rp_mode_push(m, &depth));
    seen_by_mode = 0;
    ck_ok(rp_exp(&o, there));
    rp_mode_pop(depth);
    rp_mode_release(m);
    ck_assert_uint_eq(seen_by_mode, 1); /* the call, not its copies */
    ck_assert_uint_eq(rp_op_fallbacks(rp_op_find("aten::exp")), 1);
    ck_assert_int_eq(rp_tensor_device(o).type, d.type);
    ck_ok(rp_exp(&want, a));
    back = moved(o, (rp_device){0, 0});
    ck_assert(rp_test_equal_bits(want, back));
    const uint64_t version = rp_tensor_version(there);
    ck_ok(rp_exp_(NULL, there)); /* in place: written back, one version on */
    ck_assert_uint_eq(rp_tensor_version(there), version + 1);
    RP_LOCAL rp_tensor *again = moved(there, (rp_device){0, 0});
    ck_assert(rp_test_equal_bits(want, again));
    rp_fallback_exchange(before);
}
END_TEST

START_TEST(device__gradients_pass_through_a_fallback)
{
    const int before = rp_fallback_exchange(RP_FALLBACK_ALLOW);
    RP_LOCAL rp_tensor *a = sample(), *there = moved(a, null_device(0)), *y = NULL, *sum = NULL;
    ck_ok(rp_tensor_require_grad(there, 1));
    ck_ok(rp_sin(&y, there));
    ck_ok(rp_sum(&sum, y));
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    RP_LOCAL rp_tensor *grad = moved(rp_tensor_grad(there), (rp_device){0, 0}), *want = NULL;
    ck_ok(rp_cos(&want, a));
    ck_assert(rp_test_equal_bits(grad, want));
    rp_fallback_exchange(before);
}
END_TEST

START_TEST(device__random_operators_never_fall_back)
{
    const int before = rp_fallback_exchange(RP_FALLBACK_ALLOW);
    RP_LOCAL rp_tensor *a = sample(), *there = moved(a, null_device(0)), *o = NULL;
    ck_fails(rp_bernoulli_p(&o, there, 0.5), RP_E_UNIMPLEMENTED,
             "random operators never fall back to the cpu");
    rp_fallback_exchange(before);
}
END_TEST

START_TEST(device__generators_are_per_device)
{
    const rp_device d = null_device(0);
    rp_generator *g = rp_generator_default(d);
    uint64_t seed, offset;
    ck_assert_ptr_nonnull(g);
    ck_assert(g != rp_generator_default((rp_device){0, 0}) &&
              g != rp_generator_default(null_device(1)));
    rp_generator_set(g, 77, 5);
    rp_generator_get(rp_generator_default((rp_device){0, 0}), &seed, &offset);
    ck_assert(seed != 77);
}
END_TEST

/* cpu, null and emu in one process: across types, with strides, on both devices of each; what one
   lacks fails on it alone. */
START_TEST(device__types_of_several_plugins_work_side_by_side)
{
    const int before = rp_fallback_exchange(RP_FALLBACK_ERROR);
    rp_device emu = RP_CPU;
    const rp_device first = null_device(0), second = null_device(1);
    ck_ok(rp_plugin_load("emu"));
    ck_ok(rp_device_parse(&emu, "emu:1"));
    RP_LOCAL rp_tensor *a = sample(), *t = NULL, *one = NULL, *two = NULL, *three = NULL,
                       *back = NULL, *want = NULL, *o = NULL;
    ck_ok(rp_t(&t, a));
    one = moved(t, emu);
    two = moved(one, second);
    three = moved(two, emu);
    ck_assert_int_eq(rp_tensor_device(two).type, second.type);
    back = moved(three, RP_CPU);
    ck_ok(rp_contiguous(&back, back));
    ck_ok(rp_contiguous(&want, t));
    ck_assert(rp_test_equal_bits(back, want));
    ck_ok(rp_exp(&o, three));
    ck_fails(rp_exp(&o, two), RP_E_UNIMPLEMENTED, "aten::exp has no kernel for null");
    ck_assert_int_ne(rp_add(&o, three, two), RP_OK); /* not on one device */
    rp_generator *g = rp_generator_default(emu);
    ck_assert(g && g != rp_generator_default(first) && g != rp_generator_default(RP_CPU));
    rp_fallback_exchange(before);
}
END_TEST

static int reason_is(void *ctx, const rp_plugin_report *r)
{
    return strcmp(r->name, "null") == 0 && r->reason && strcmp(r->reason, ctx) == 0;
}

START_TEST(device__plugin_is_unloaded_when_nothing_of_it_lives)
{
    const rp_device d = null_device(0);
    RP_LOCAL rp_tensor *a = sample();
    rp_tensor *there = moved(a, d);
    ck_fails(
        rp_plugin_unload("null"), RP_E_STATE,
        "plugin 'null' cannot be unloaded while something of it lives: 1 tensors' bytes on null");
    rp_tensor_release(there);
    ck_ok(rp_plugin_unload("null"));
    ck_assert_int_eq(rp_plugin_each(reason_is, (char[]){"unloaded and unmapped"}), 1);
    ck_assert_int_eq(rp_op_has_kernel(rp_op_find("aten::add.Tensor"), "null"), 0);
    there = NULL;
    ck_fails(rp_tensor_create(&there, NULL, 0, RP_F32, d), RP_E_DEVICE,
             "there is no device 'null:0'");
    /* the id and everything else come again: more often than there are ids */
    for (int i = 0; i < 50; i++) {
        const rp_device again = null_device(0);
        ck_assert_int_eq(again.type, d.type);
        there = moved(a, again);
        ck_ok(rp_add(&there, there, there));
        rp_tensor_release(there);
        there = NULL;
        ck_ok(rp_plugin_unload("null"));
    }
}
END_TEST

START_TEST(device__graph_and_mode_keep_their_plugin)
{
    RP_LOCAL rp_tensor *a = sample(), *y = NULL;
    rp_mode *m = NULL;
    rp_value in[3] = {rp_value_tensor(a), rp_value_tensor(a), rp_value_float(2)}, out;
    ck_ok(rp_plugin_load("demo"));
    ck_ok(rp_tensor_require_grad(a, 1));
    const rp_op *axpy = rp_op_find("demo::axpy");
    ck_ok(rp_op_call(axpy, in, 3, &out, 1));
    y = out.u.t;
    ck_ok(rp_mode_create(&m, "demo_count", NULL, 0));
    ck_fails(rp_plugin_unload("demo"), RP_E_STATE,
             "1 autograd nodes of its operators, 1 modes of its types");
    rp_mode_release(m);
    rp_tensor_release(y);
    y = NULL;
    ck_ok(rp_plugin_unload("demo"));
    ck_assert_ptr_null(rp_op_find("demo::axpy"));
    /* the handle stays a name */
    ck_fails(rp_op_call(axpy, in, 3, &out, 1), RP_E_UNIMPLEMENTED,
             "demo::axpy has no kernel for cpu");
    m = NULL;
    ck_fails(rp_mode_create(&m, "demo_count", NULL, 0), RP_E_INVALID,
             "there is no mode type 'demo_count'");
    ck_ok(rp_plugin_load("demo"));
    ck_ok(rp_op_call(rp_op_find("demo::axpy"), in, 3, &out, 1));
    rp_value_clear(&out);
    ck_ok(rp_plugin_unload("demo"));
}
END_TEST

/* toy (of the loader's tests) does not say RP_CAP_FORK, null does. */
START_TEST(device__forked_child_has_the_devices_that_survive)
{
    char path[1100];
    rp_device toy, null = null_device(0);
    snprintf(path, sizeof path, "%s/tests/plugins/toy.so", getenv("REPRISE_BUILD_DIR"));
    ck_ok(rp_plugin_load(path));
    ck_ok(rp_device_parse(&toy, "toy"));
    RP_LOCAL rp_tensor *t = NULL, *c = NULL, *n = NULL;
    ck_ok(rp_tensor_create(&t, (const int64_t[]){40}, 1, RP_F32, toy));
    const pid_t child = fork();
    if (child == 0) {
        alarm(60);
        rp_tensor *mine = NULL;
        int bad = 0;
        bad |= rp_tensor_create(&mine, NULL, 0, RP_F32, toy) != RP_E_STATE ||
               !strstr(rp_error_message(), "device 'toy' was started before fork()");
        bad |= rp_tensor_create(&c, NULL, 0, RP_F32, (rp_device){0, 0}) != RP_OK ? 2 : 0;
        bad |= rp_tensor_create(&n, NULL, 0, RP_F32, null) != RP_OK ? 4 : 0;
        bad |= rp_plugin_load("demo") != RP_OK ? 8 : 0; /* the registry's lock is free */
        const pid_t grandchild = fork();
        if (grandchild == 0) _exit(rp_plugin_unload("demo") != RP_OK);
        int grand = -1;
        waitpid(grandchild, &grand, 0);
        bad |= grand ? 16 : 0;
        rp_tensor_release(t);
        _exit(bad);
    }
    int state = -1;
    waitpid(child, &state, 0);
    ck_assert_msg(WIFEXITED(state) && WEXITSTATUS(state) == 0, "the child ended with %x",
                  (unsigned)state);
    ck_ok(rp_tensor_create(&t, NULL, 0, RP_F32, toy)); /* the parent's device is as it was */
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "device", device__copies_go_there_and_back_and_across,
        device__missing_kernel_is_an_error_that_says_how_to_allow_the_cpu,
        device__fallback_runs_on_the_cpu_unseen_and_is_counted,
        device__gradients_pass_through_a_fallback, device__random_operators_never_fall_back,
        device__generators_are_per_device, device__plugin_is_unloaded_when_nothing_of_it_lives,
        device__graph_and_mode_keep_their_plugin, device__forked_child_has_the_devices_that_survive,
        device__types_of_several_plugins_work_side_by_side, NULL);
}
