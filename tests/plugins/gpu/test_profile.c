/* tests/plugins/gpu/test_profile.c - ranges in the device's timeline */
#include "dispatch/init.h"
#include "gpu.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEPT = 8 };
struct timeline {
    int n, disorder;
    uint64_t last;
    struct {
        char name[32];
        uint64_t begin, end;
    } of[KEPT];
};

static void keep(void *ctx, const rp_profile_record *r)
{
    struct timeline *t = ctx;
    if (t->n < KEPT) {
        strncpy(t->of[t->n].name, r->name, sizeof t->of[0].name - 1);
        t->of[t->n].begin = r->begin_ns;
        t->of[t->n].end = r->end_ns;
    }
    t->disorder += r->begin_ns < t->last || r->end_ns < r->begin_ns;
    t->last = r->begin_ns;
    t->n++;
}

static rp_tensor *there(int64_t n)
{
    RP_LOCAL rp_tensor *here = GPU_TEST_TENSOR(RP_F32, 0.5, n);
    return gpu_test_there(here);
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

START_TEST(profile__times_are_those_of_the_work_not_of_the_calls)
{
    setenv("REPRISE_EMU_LAZY", "1", 1); /* it works when it is waited for */
    const rp_device d = gpu_device();
    struct timeline t = {0};
    RP_LOCAL rp_tensor *x = there(4096);
    ck_ok(rp_profile_start(d));
    const uint64_t outer = rp_profile_push(d, "step");
    ck_ok(rp_add(&x, x, x));
    ck_ok(rp_mul(&x, x, x));
    rp_profile_pop(d, outer);
    const uint64_t called = now_ns();
    ck_ok(rp_profile_stop(d, keep, &t));
    const uint64_t stopped = now_ns();
    ck_assert_int_eq(t.n, 3);
    ck_assert_int_eq(t.disorder, 0);
    ck_assert_str_eq(t.of[0].name, "step");
    ck_assert_str_eq(t.of[1].name, "aten::add.Tensor");
    ck_assert_str_eq(t.of[2].name, "aten::mul.Tensor");
    for (int i = 0; i < 3; i++) {
        ck_assert_uint_lt(t.of[i].begin, t.of[i].end);
        ck_assert_uint_ge(t.of[i].begin + 1000, called); /* the origin is read behind its event */
        ck_assert_uint_le(t.of[i].end, stopped + 1000);
    }
    ck_assert_uint_le(t.of[1].end, t.of[2].begin + 10);
    ck_assert_uint_le(t.of[2].end, t.of[0].end + 10);
}
END_TEST

START_TEST(profile__any_number_of_calls_in_order)
{
    enum { CALLS = 1500 };
    const rp_device d = gpu_device();
    struct timeline t = {0};
    RP_LOCAL rp_tensor *x = there(2);
    ck_ok(rp_profile_start(d));
    for (int i = 0; i < CALLS; i++) ck_ok(rp_neg(&x, x));
    ck_ok(rp_profile_stop(d, keep, &t));
    ck_assert_int_eq(t.n, CALLS);
    ck_assert_int_eq(t.disorder, 0);
}
END_TEST

START_TEST(profile__a_range_that_outlives_its_profile_is_not_the_next_ones)
{
    const rp_device d = gpu_device();
    struct timeline t = {0};
    ck_ok(rp_profile_start(d));
    const uint64_t old = rp_profile_push(d, "old");
    ck_assert_uint_ne(old, 0);
    ck_ok(rp_profile_stop(d, keep, &t));
    ck_assert_int_eq(t.n, 0); /* it has not ended */
    ck_ok(rp_profile_start(d));
    const uint64_t open = rp_profile_push(d, "open"), new = rp_profile_push(d, "new");
    rp_profile_pop(d, old);
    rp_profile_pop(d, new);
    ck_ok(rp_profile_stop(d, keep, &t));
    rp_profile_pop(d, open);
    ck_assert_int_eq(t.n, 1);
    ck_assert_str_eq(t.of[0].name, "new");
}
END_TEST

START_TEST(profile__recorded_work_is_left_out)
{
    const rp_device d = gpu_device();
    const rp_device_type *type = rp_device_type_get(d.type);
    struct timeline t = {0};
    rp_capture *c = NULL;
    RP_LOCAL rp_tensor *x = there(64), *y = NULL;
    ck_ok(rp_profile_start(d));
    ck_ok(type->capture_begin(type->self, 0));
    ck_ok(rp_add(&y, x, x));
    ck_fails(rp_profile_stop(d, keep, &t), RP_E_STATE, "the end of a profile cannot be recorded");
    ck_fails(rp_profile_start(d), RP_E_STATE, "the beginning of a profile cannot be recorded");
    ck_fails(type->capture_end(type->self, 0, &c), RP_E_STATE, "could not be recorded");
    ck_ok(rp_profile_start(d));
    ck_ok(type->capture_begin(type->self, 0));
    ck_ok(rp_add(&y, x, x));
    ck_ok(type->capture_end(type->self, 0, &c));
    ck_ok(rp_mul(&x, x, x));
    ck_ok(type->capture_launch(type->self, 0, c));
    ck_ok(rp_profile_stop(d, keep, &t));
    type->capture_free(type->self, 0, c);
    ck_assert_int_eq(t.n, 1);
    ck_assert_str_eq(t.of[0].name, "aten::mul.Tensor");
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_profile", profile__times_are_those_of_the_work_not_of_the_calls,
                    profile__any_number_of_calls_in_order,
                    profile__a_range_that_outlives_its_profile_is_not_the_next_ones,
                    profile__recorded_work_is_left_out, NULL);
}
