/* tests/plugins/gpu/test_capture.c - a step recorded once and launched again, and devices that
   others use or that are lost, on the emulated device */
#include "core/memory.h"
#include "core/rng.h"
#include "dispatch/host.h"
#include "gpu.h"
#include <stdlib.h>
#include <string.h>

static const struct faults { /* plugins/gpu/emu/emu.h */
    uint32_t size, version;
    void (*fail_alloc)(int64_t n);
    void (*fail_launch)(int64_t n);
    int64_t (*launches)(void);
    void (*set_device)(int device);
} * faults;

static rp_device open_emu(void)
{
    const rp_device d = gpu_device();
    faults = rp_plugin_service("emu", "faults", 1);
    ck_assert_ptr_nonnull(faults);
    return d;
}

/* ---- a training step: w -= 0.1 d/dw of sum(exp(sin(w x))) ------------------------------------ */
struct model {
    rp_tensor *x, *w, *ones, *out;
};

static rp_tensor *matrix(double seed)
{
    RP_LOCAL rp_tensor *here = rp_test_sin((const int64_t[]){33, 7}, 2, seed, 1);
    return gpu_test_there(here);
}

static struct model model_new(void)
{
    struct model m = {.x = matrix(0.2), .w = matrix(0.9)};
    ck_ok(rp_ones_like(&m.ones, m.x));
    ck_ok(rp_zeros_like(&m.out, m.x));
    ck_ok(rp_tensor_require_grad(m.w, 1));
    return m;
}

static void model_free(struct model *m)
{
    rp_tensor_release(m->x);
    rp_tensor_release(m->w);
    rp_tensor_release(m->ones);
    rp_tensor_release(m->out);
}

static rp_status step(struct model *m)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL, *y = NULL, *scaled = NULL, *w = NULL;
    RP_TRY(rp_mul(&a, m->w, m->x));
    RP_TRY(rp_sin(&b, a));
    RP_TRY(rp_exp(&y, b));
    RP_TRY(rp_backward(&y, &m->ones, 1, NULL));
    RP_TRY(rp_detach(&w, m->w));
    RP_TRY(rp_mul_scalar(&scaled, rp_tensor_grad(m->w), rp_value_float(0.1)));
    RP_TRY(rp_sub_(NULL, w, scaled));
    RP_LOCAL rp_tensor *result = NULL;
    RP_TRY(rp_detach(&result, y));
    rp_tensor_set_grad(m->w, NULL);
    return rp_copy_(NULL, m->out, result, 0);
}

START_TEST(capture__a_training_step_launched_again_gives_the_bits_of_the_eager_one)
{
    const rp_device d = open_emu();
    struct model eager = model_new(), recorded = model_new();
    rp_device_graph *g = NULL;
    RP_LOCAL rp_tensor *w = NULL;
    ck_ok(rp_detach(&w, recorded.w));
    const int64_t before = faults->launches();
    ck_ok(rp_device_graph_begin(d));
    ck_ok(step(&recorded));
    ck_ok(rp_device_graph_end(&g, d));
    ck_assert_int_eq(faults->launches(), before); /* nothing was done */
    for (int i = 0; i < 5; i++) {
        ck_ok(step(&eager));
        ck_ok(rp_device_graph_launch(g));
        gpu_test_same(eager.out, recorded.out);
        gpu_test_same(eager.w, recorded.w);
        RP_LOCAL rp_tensor *fresh = matrix(i); /* the next batch, in the same place */
        ck_ok(rp_copy_(NULL, eager.x, fresh, 0));
        ck_ok(rp_copy_(NULL, recorded.x, fresh, 0));
    }
    rp_device_graph_release(g);
    model_free(&eager);
    model_free(&recorded);
}
END_TEST

static uint64_t held(rp_device d)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_trim_device(d);
    rp_memory_get(d, &s);
    return s.reserved_bytes;
}

START_TEST(capture__memory_of_a_recording_is_its_own_until_it_is_released)
{
    const rp_device d = open_emu();
    struct model m = model_new();
    rp_device_graph *g = NULL;
    const uint64_t before = held(d);
    ck_ok(rp_device_graph_begin(d));
    ck_ok(step(&m));
    ck_ok(rp_device_graph_end(&g, d));
    ck_assert_uint_gt(held(d), before); /* although all of the step's tensors are gone */
    rp_device_graph_release(g);
    ck_assert_uint_eq(held(d), before);
    model_free(&m);
}
END_TEST

START_TEST(capture__what_the_host_would_have_to_see_is_refused)
{
    const rp_device d = open_emu();
    struct model m = model_new();
    rp_device_graph *g = NULL;
    RP_LOCAL rp_tensor *back = NULL;
    ck_fails(rp_device_graph_end(&g, d), RP_E_STATE, "nothing is being recorded on emu:0");
    ck_ok(rp_device_graph_begin(d));
    ck_fails(rp_device_graph_begin(d), RP_E_STATE, "emu:0 is recording already");
    ck_fails(rp_to_device(&back, m.x, RP_CPU, RP_F32, 0, 0, NULL), RP_E_STATE,
             "emu:0 is recording its work, and a result that the host looks at cannot be recorded");
    ck_fails(rp_device_graph_end(&g, d), RP_E_STATE, "something in the step could not be recorded");
    ck_assert_ptr_null(g);
    ck_ok(rp_to_device(&back, m.x, RP_CPU, RP_F32, 0, 0, NULL)); /* it works again */
    ck_fails(rp_device_graph_begin(RP_CPU), RP_E_UNIMPLEMENTED, "cpu cannot record its work");
    model_free(&m);
}
END_TEST

START_TEST(checkpoint__078b_a_recorded_step_draws_no_random_numbers)
{
    const rp_device d = open_emu();
    rp_device_graph *g = NULL;
    uint64_t seed, offset;
    ck_ok(rp_device_graph_begin(d));
    rp_generator_reserve(rp_generator_default(d), 8, &seed, &offset);
    ck_fails(
        rp_device_graph_end(&g, d), RP_E_UNIMPLEMENTED,
        "the step that was recorded on emu:0 drew random numbers, and would draw the same ones at each launch");
    ck_assert_ptr_null(g);
}
END_TEST

/* ---- other users of the runtime -------------------------------------------------------------- */
START_TEST(devices__the_one_that_another_library_made_the_threads_is_not_computed_on)
{
    open_emu();
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){100}, 1, 1, 1),
                       *there = gpu_test_there(x), *want = NULL, *got = NULL;
    ck_ok(rp_sin(&want, x));
    faults->set_device(1); /* a launch for emu:0 would fail now */
    ck_ok(rp_sin(&got, there));
    gpu_test_near(got, want, 1e-6);
}
END_TEST

/* ---- last: what is lost stays lost ----------------------------------------------------------- */
START_TEST(lost__an_illegal_access_is_told_once_in_full_and_other_devices_live)
{
    open_emu();
    rp_device second = RP_CPU;
    ck_ok(rp_device_parse(&second, "emu:1"));
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){100}, 1, 1, 1), *there = NULL, *y = NULL,
                       *z = NULL;
    RP_LOCAL rp_tensor *here = gpu_test_there(x);
    ck_ok(rp_to_device(&there, x, second, RP_F32, 0, 0, NULL));
    faults->fail_launch(1);
    ck_fails(rp_sin(&y, there), RP_E_DEVICE, "emu:1: aten::sin, kernel ");
    const char *text = rp_error_message();
    ck_assert_msg(strstr(text, "because a test wants it to (emuErrorIllegalAddress)") &&
                      strstr(text, "the device is lost to this process"),
                  "%s", text);
    ck_fails(rp_cos(&y, there), RP_E_DEVICE,
             "emu:1 is lost to this process since aten::sin, kernel ");
    ck_assert_ptr_null(strstr(rp_error_message(), "emuErrorIllegalAddress"));
    ck_fails(rp_to_device(&z, there, RP_CPU, RP_F32, 0, 0, NULL), RP_E_DEVICE, "emu:1 is lost");
    ck_ok(rp_sin(&z, here)); /* emu:0 works on */
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("capture",
                    capture__a_training_step_launched_again_gives_the_bits_of_the_eager_one,
                    capture__memory_of_a_recording_is_its_own_until_it_is_released,
                    capture__what_the_host_would_have_to_see_is_refused,
                    checkpoint__078b_a_recorded_step_draws_no_random_numbers,
                    devices__the_one_that_another_library_made_the_threads_is_not_computed_on,
                    lost__an_illegal_access_is_told_once_in_full_and_other_devices_live, NULL);
}
