/* tests/plugins/gpu/test_memory.c - the allocator of plugins/gpu, on the emulated device: what it
   reuses, cuts, joins and gives back */
#include "core/memory.h"
#include "dispatch/host.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/support.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)
static const rp_device_type *type;
static rp_device emu;
static struct faults { /* plugins/gpu/emu/emu.h */
    uint32_t size, version;
    void (*fail_alloc)(int64_t n);
    void (*fail_launch)(int64_t n);
    int64_t (*launches)(void);
} const *faults;

static void open_emu(void)
{
    setenv("REPRISE_EMU_MIB", "256", 1);
    ck_ok(rp_plugin_load("emu"));
    ck_ok(rp_device_parse(&emu, "emu:0"));
    type = rp_device_type_get(emu.type);
    faults = rp_plugin_service("emu", "faults", 1);
    ck_assert_ptr_nonnull(faults);
    rp_memory_trim_device(emu);
}

static rp_memory_stats stats(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(emu, &s);
    return s;
}

static void *take(size_t bytes)
{
    void *p = NULL;
    ck_ok(type->alloc(type->self, 0, NULL, bytes, &p));
    return p;
}

static void give(void *p)
{
    type->free(type->self, 0, NULL, p, 0);
}

/* ---- options --------------------------------------------------------------------------------- */
/* Read when the plugin starts, so each in a process of its own; first, before this one has loaded
   it */
static int in_child(const char *options, void (*body)(void))
{
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        setenv("REPRISE_EMU_ALLOC", options, 1);
        body();
        _exit(0);
    }
    ck_assert_int_gt(child, 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
#define expect(condition_)                                                                         \
    do {                                                                                           \
        if (!(condition_)) {                                                                       \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition_);                       \
            _exit(1);                                                                              \
        }                                                                                          \
    } while (0)

static void wrong_option(void)
{
    expect(rp_plugin_load("emu") == RP_E_INVALID);
    expect(strstr(
        rp_error_message(),
        "REPRISE_EMU_ALLOC: 'max_split=3' is none of: max_split=MiB (above 20), gc=fraction"));
}

static void keeps_nothing(void)
{
    open_emu();
    void *p = take(1000);
    expect(stats().reserved_bytes == 1024);
    give(p);
    expect(stats().reserved_bytes == 0 && stats().segments == 0);
}

static void cuts_no_large_block(void)
{
    open_emu();
    void *p = take(60 * MIB);
    give(p);
    p = take(4 * MIB); /* would be cut from the 60 MiB without max_split */
    expect(stats().segments == 2);
    give(p);
    p = take(58 * MIB); /* about its size */
    expect(stats().segments == 2);
}

static void collects(void)
{
    open_emu();
    void *p = take(40 * MIB), *q = take(80 * MIB);
    give(p);
    give(q);
    /* 220 of 256 MiB are more than a half: what rested goes, the oldest first */
    p = take(100 * MIB);
    expect(stats().reserved_bytes == 100 * MIB);
    expect(stats().retries == 0);
}

static void rounds_up(void)
{
    open_emu();
    void *p = take(1300 * 1024), *q;
    const size_t step = 256 * 1024; /* a quarter of the power of two below */
    q = take(512);
    give(p);
    p = take(5 * step - 100);
    q = take(6 * step);
    expect((char *)q >= (char *)p + 5 * step);
}

START_TEST(memory__options_have_one_grammar_and_each_does_what_it_says)
{
    ck_assert_int_eq(in_child("gc=0.5,max_split=3", wrong_option), 0);
    ck_assert_int_eq(in_child("off", keeps_nothing), 0);
    ck_assert_int_eq(in_child("max_split=32", cuts_no_large_block), 0);
    ck_assert_int_eq(in_child("gc=0.5", collects), 0);
    ck_assert_int_eq(in_child("rounding=4", rounds_up), 0);
}
END_TEST

/* ---- blocks ---------------------------------------------------------------------------------- */
START_TEST(memory__freed_block_is_the_next_ones)
{
    open_emu();
    void *p = take(1000);
    give(p);
    ck_assert_ptr_eq(take(900), p);
    ck_assert_uint_eq(stats().segments, 1);
    ck_assert_uint_eq(stats().reserved_bytes, 2 * MIB);
    give(p);
    ck_assert_uint_eq(rp_memory_trim_device(emu), 2 * MIB);
    ck_assert_uint_eq(stats().reserved_bytes, 0);
}
END_TEST

START_TEST(memory__segments_are_small_large_or_as_large_as_asked_for)
{
    open_emu();
    void *small = take(MIB), *large = take(MIB + 1), *huge = take(33 * MIB + 1);
    ck_assert_uint_eq(stats().reserved_bytes, (2 + 20 + 34) * MIB);
    ck_assert_uint_eq(stats().segments, 3);
    ck_assert_uint_ge(stats().splits, 2);
    give(small), give(large), give(huge);
}
END_TEST

START_TEST(memory__neighbours_grow_together_and_the_best_fit_is_taken)
{
    open_emu();
    char *p[5];
    for (int i = 0; i < 5; i++) p[i] = take(4 * MIB);
    /* one segment */
    for (int i = 1; i < 5; i++) ck_assert_ptr_eq(p[i], p[0] + (size_t)i * 4 * MIB);
    ck_assert_uint_eq(stats().segments, 1);
    give(p[0]), give(p[1]); /* 8 MiB free, then 4 */
    give(p[3]);
    ck_assert_ptr_eq(take(3 * MIB + 512), p[3]);
    ck_assert_ptr_eq(take(7 * MIB), p[0]);
    give(p[3]), give(p[0]), give(p[4]), give(p[2]);
    ck_assert_ptr_eq(take(20 * MIB), p[0]);
    ck_assert_uint_eq(stats().segments, 1);
    give(p[0]);
}
END_TEST

START_TEST(memory__what_is_cached_goes_back_before_a_request_fails)
{
    open_emu();
    void *p = take(100 * MIB), *q = take(100 * MIB);
    give(p), give(q);
    const uint64_t retries = stats().retries, ooms = stats().ooms;
    p = take(200 * MIB);
    ck_assert_uint_eq(stats().retries, retries + 1);
    ck_assert_uint_eq(stats().reserved_bytes, 200 * MIB);
    q = NULL;
    ck_fails(
        type->alloc(type->self, 0, NULL, 100 * MIB, &q), RP_E_MEMORY,
        "out of memory on emu:0: 104857600 bytes asked for; 209715200 allocated, 0 cached in 1 segments; 58720256 of the device's 268435456 bytes are free");
    ck_assert_ptr_null(q);
    ck_assert_uint_eq(stats().ooms, ooms + 1);
    give(p);
    const int64_t too_many[] = {(int64_t)(300 * MIB)};
    rp_tensor *t = NULL;
    ck_fails(rp_tensor_create(&t, too_many, 1, RP_U8, emu), RP_E_MEMORY,
             "314572800 bytes asked for");
}
END_TEST

static uint64_t give_hostage(void *ctx, rp_device d, uint64_t want)
{
    void **hostage = ctx;
    (void)d, (void)want;
    give(*hostage);
    *hostage = NULL;
    return 230 * MIB;
}

START_TEST(memory__scratch_of_a_kernel_asks_those_who_can_do_without_before_it_fails)
{
    open_emu();
    RP_LOCAL rp_tensor *p = NULL, *drawn = NULL;
    ck_ok(rp_tensor_create(&p, (const int64_t[]){2 << 20}, 1, RP_BF16, emu));
    ck_ok(rp_fill__scalar(NULL, p, rp_value_float(0.5)));
    void *hostage = take(230 * MIB);
    /* the probabilities as doubles */
    ck_fails(rp_bernoulli(&drawn, p), RP_E_MEMORY, "16777216 bytes asked for");
    ck_assert_msg(strstr(rp_error_message(), "of the device's 268435456 bytes are free"), "%s",
                  rp_error_message());
    const rp_reclaimer r = {give_hostage, &hostage, 0};
    ck_ok(rp_memory_add_reclaimer(&r));
    ck_ok(rp_bernoulli(&drawn, p));
    ck_assert_ptr_null(hostage);
    rp_memory_remove_reclaimer(&hostage);
}
END_TEST

START_TEST(memory__device_reports_its_peak_and_a_tensor_its_bytes)
{
    open_emu();
    const uint64_t live = stats().live;
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_create(&t, (const int64_t[]){3 << 20}, 1, RP_U8, emu));
    ck_assert_uint_eq(stats().live, live + 3 * MIB);
    ck_assert_uint_ge(stats().peak_reserved, 20 * MIB);
    rp_tensor_release(t);
    ck_assert_uint_eq(stats().live, live);
    ck_assert_uint_eq(stats().reserved_bytes, 20 * MIB);
}
END_TEST

/* ---- failures -------------------------------------------------------------------------------- */
static rp_status work(rp_tensor *x)
{
    RP_LOCAL rp_tensor *there = NULL, *sum = NULL, *back = NULL;
    RP_TRY(rp_to_device(&there, x, emu, RP_F32, 0, 0, NULL));
    RP_TRY(rp_add(&sum, there, there));
    RP_TRY(rp_to_device(&back, sum, RP_CPU, RP_F32, 0, 0, NULL));
    ck_assert_float_eq(rp_test_at(back, 5), 2 * rp_test_at(x, 5));
    return RP_OK;
}

START_TEST(memory__each_allocation_of_the_runtime_fails_once_and_the_call_is_whole)
{
    open_emu();
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){600000}, 1, 1, 1);
    const uint64_t before = rp_test_live(), live = stats().live;
    int failed = 0;
    for (int64_t n = 1; n < 6; n++) {
        rp_memory_trim_device(emu);
        faults->fail_alloc(n);
        const rp_status st = work(x);
        failed += st != RP_OK;
        ck_assert_msg(st == RP_OK || st == RP_E_MEMORY, "%s", rp_error_message());
        ck_assert_uint_eq(rp_test_live(), before);
        ck_assert_uint_eq(stats().live, live);
    }
    faults->fail_alloc(0);
    /* each was tried again, with a smaller segment or after the cache had gone back */
    ck_assert_int_eq(failed, 0);
    ck_ok(work(x));
}
END_TEST

START_TEST(memory__each_allocation_of_the_host_fails_once_and_nothing_is_lost)
{
    open_emu();
    RP_LOCAL rp_tensor *x = rp_test_sin((const int64_t[]){100}, 1, 1, 1);
    ck_ok(work(x));
    int failed = 0;
    for (int64_t n = 1; n < 60; n++) { /* some are tried again: they fail no call */
        rp_memory_trim_device(emu);    /* the records of blocks are made anew */
        const uint64_t before = rp_test_live(), live = stats().live;
        rp_memory_fail_after(n);
        const rp_status st = work(x);
        rp_memory_fail_after(0);
        failed += st != RP_OK;
        ck_assert_msg(st == RP_OK || st == RP_E_MEMORY, "%s", rp_error_message());
        ck_assert_uint_eq(rp_test_live(), before);
        ck_assert_uint_eq(stats().live, live);
    }
    ck_assert_int_gt(failed, 3);
}
END_TEST

/* ---- threads --------------------------------------------------------------------------------- */
static void *take_and_give(void *seed)
{
    unsigned state = (unsigned)(uintptr_t)seed;
    unsigned char *held[16] = {NULL}, seen[64];
    for (int i = 0; i < 400; i++) {
        state = state * 1664525u + 1013904223u;
        const unsigned k = state >> 28;
        if (held[k]) {
            if (type->copy(type->self, NULL, seen, -1, held[k], 0, sizeof seen) ||
                type->sync(type->self, 0))
                return (void *)(uintptr_t) "copy";
            for (size_t b = 0; b < sizeof seen; b++)
                if (seen[b] != (unsigned char)((uintptr_t)held[k] >> 9))
                    return (void *)(uintptr_t) "another one has written into the block";
            type->free(type->self, 0, NULL, held[k], 0);
            held[k] = NULL;
        } else {
            const size_t bytes = (size_t)64 << (state >> 20 & 15);
            if (type->alloc(type->self, 0, NULL, bytes, (void **)&held[k]))
                return (void *)(uintptr_t) "alloc";
            if (type->fill(type->self, NULL, 0, held[k], bytes,
                           (unsigned char)((uintptr_t)held[k] >> 9)))
                return (void *)(uintptr_t) "fill";
        }
    }
    for (int k = 0; k < 16; k++) type->free(type->self, 0, NULL, held[k], 0);
    return NULL;
}

START_TEST(memory__threads_get_blocks_of_their_own)
{
    open_emu();
    pthread_t thread[4];
    for (uintptr_t i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, take_and_give, (void *)(i + 1)), 0);
    for (int i = 0; i < 4; i++) {
        void *problem = NULL;
        pthread_join(thread[i], &problem);
        ck_assert_msg(!problem, "%s", (const char *)problem);
    }
    rp_memory_trim_device(emu);
    ck_assert_uint_eq(stats().reserved_bytes, 0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("memory", memory__options_have_one_grammar_and_each_does_what_it_says,
                    memory__freed_block_is_the_next_ones,
                    memory__segments_are_small_large_or_as_large_as_asked_for,
                    memory__neighbours_grow_together_and_the_best_fit_is_taken,
                    memory__what_is_cached_goes_back_before_a_request_fails,
                    memory__scratch_of_a_kernel_asks_those_who_can_do_without_before_it_fails,
                    memory__device_reports_its_peak_and_a_tensor_its_bytes,
                    memory__each_allocation_of_the_runtime_fails_once_and_the_call_is_whole,
                    memory__each_allocation_of_the_host_fails_once_and_nothing_is_lost,
                    memory__threads_get_blocks_of_their_own, NULL);
}
