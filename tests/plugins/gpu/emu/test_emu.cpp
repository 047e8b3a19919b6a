/* tests/plugins/gpu/emu/test_emu.cpp - the emulated device: blocks, barriers, exchanges, bounds,
   and what it says of kernels that are wrong */
#include <string.h>
#include <thread>
#include "plugins/gpu/runtime.h"
#include <check.h> /* last: it has a macro named fail */
extern "C" Suite *rp_test_suite(void);

/* n ints of the current device */
static int *device_ints(int n)
{
    void *p = nullptr;
    ck_assert_int_eq(emuMalloc(&p, (size_t)n * sizeof(int)), emuSuccess);
    return (int *)p;
}
static void ck_text(const char *wanted)
{
    const char *text = emuGetErrorString(emuGetLastError());
    ck_assert_msg(strstr(text, wanted) != nullptr, "'%s' lacks '%s'", text, wanted);
}

/* ---- kernels that are right ------------------------------------------------------------------ */
GPU_KERNEL turn_round(gpu_ptr<int> out)
{
    __shared__ int seen[256];
    seen[threadIdx.x] = (int)(1000 * blockIdx.x + threadIdx.x);
    gpu_block_barrier();
    out[blockIdx.x * blockDim.x + threadIdx.x] = seen[blockDim.x - 1 - threadIdx.x];
}

START_TEST(emu__barrier_waits_for_the_whole_block)
{
    int *out = device_ints(3 * 256);
    ck_assert_int_eq(GPU_RUN(turn_round, "turn_round", 3, 256, 0, nullptr, gpu_at<int>(out)),
                     emuSuccess);
    for (int b = 0; b < 3; b++)
        for (int t = 0; t < 256; t++) ck_assert_int_eq(out[256 * b + t], 1000 * b + 255 - t);
    emuFree(out);
}
END_TEST

/* Sum over the warp, in all of its lanes. */
GPU_KERNEL warp_sums(gpu_ptr<int> out)
{
    int sum = (int)threadIdx.x;
    const int lane = (int)threadIdx.x % gpu_warp();
    for (int step = gpu_warp() / 2; step; step /= 2) sum += gpu_exchange(sum, lane ^ step);
    out[threadIdx.x] = sum;
}

START_TEST(emu__exchange_crosses_the_warp_and_no_further)
{
    const int warp = emu_warp();
    int *out = device_ints(128);
    ck_assert_int_eq(GPU_RUN(warp_sums, "warp_sums", 1, 128, 0, nullptr, gpu_at<int>(out)),
                     emuSuccess);
    for (int t = 0; t < 128; t++) {
        const int first = t / warp * warp;
        ck_assert_int_eq(out[t], warp * first + warp * (warp - 1) / 2);
    }
    emuFree(out);
}
END_TEST

GPU_KERNEL left_early(gpu_ptr<int> out, int leave)
{
    __shared__ int count;
    if (threadIdx.x == 0) count = 0;
    gpu_block_barrier();
    if ((int)threadIdx.x >= leave) return; /* whole warps */
    gpu_atomic_add(&count, 1);
    gpu_block_barrier();
    out[threadIdx.x] = count;
}

START_TEST(emu__barrier_does_not_wait_for_threads_that_have_returned)
{
    int *out = device_ints(64);
    ck_assert_int_eq(GPU_RUN(left_early, "left_early", 1, 192, 0, nullptr, gpu_at<int>(out), 64),
                     emuSuccess);
    for (int t = 0; t < 64; t++) ck_assert_int_eq(out[t], 64);
    emuFree(out);
}
END_TEST

START_TEST(emu__host_threads_launch_at_the_same_time)
{
    int *out[4], wrong[4] = {0};
    std::thread threads[4];
    for (int i = 0; i < 4; i++) out[i] = device_ints(256);
    for (int i = 0; i < 4; i++)
        threads[i] = std::thread([=, &wrong] {
            emuStream_t s;
            if (emuStreamCreateWithPriority(&s, emuStreamNonBlocking, 0) != emuSuccess) wrong[i]++;
            for (int round = 0; round < 20; round++) {
                memset(out[i], 0, 256 * sizeof(int));
                if (GPU_RUN(turn_round, "turn_round", 1, 256, 0, s, gpu_at<int>(out[i])) !=
                    emuSuccess)
                    wrong[i]++;
                if (emuStreamSynchronize(s) != emuSuccess) wrong[i]++;
                for (int t = 0; t < 256; t++) wrong[i] += out[i][t] != 255 - t;
            }
            emuStreamDestroy(s);
        });
    for (int i = 0; i < 4; i++) {
        threads[i].join();
        ck_assert_int_eq(wrong[i], 0);
        emuFree(out[i]);
    }
}
END_TEST

/* ---- kernels that are wrong: each loses a device of its own ---------------------------------- */
GPU_KERNEL writes_at(gpu_ptr<int> out, int64_t i)
{
    if (threadIdx.x == 3) out[i] = 1;
}

START_TEST(emu__leaving_an_allocation_is_an_error_that_says_who_and_where)
{
    emuSetDevice(1);
    int *p = device_ints(100);
    ck_assert_int_eq(
        GPU_RUN(writes_at, "writes_at", 2, 64, 0, nullptr, gpu_at<int>(p), (int64_t)99),
        emuSuccess);
    ck_assert_int_eq(
        GPU_RUN(writes_at, "writes_at", 2, 64, 0, nullptr, gpu_at<int>(p), (int64_t)100),
        emuErrorIllegalAddress);
    ck_text(
        "writes_at: thread 3 of block 0 reads or writes 4 bytes at +400 of an allocation of 400");
    /* for good */
    ck_assert_int_eq(GPU_RUN(writes_at, "writes_at", 2, 64, 0, nullptr, gpu_at<int>(p), (int64_t)0),
                     emuErrorIllegalAddress);
    emuSetDevice(0);
    ck_assert_int_eq(emuGetLastError(), emuErrorIllegalAddress); /* of this thread, once */
    ck_assert_int_eq(emuGetLastError(), emuSuccess);             /* the other device lives */
}
END_TEST

START_TEST(emu__leaving_a_block_of_an_allocator_is_one_too)
{
    emuSetDevice(2);
    char *segment = (char *)device_ints(4096);
    emu_block_out(segment + 1024, 256);
    ck_assert_int_eq(GPU_RUN(writes_at, "writes_at", 1, 64, 0, nullptr, gpu_at<int>(segment + 1024),
                             (int64_t)63),
                     emuSuccess);
    ck_assert_int_eq(GPU_RUN(writes_at, "writes_at", 1, 64, 0, nullptr, gpu_at<int>(segment + 1024),
                             (int64_t)-1),
                     emuErrorIllegalAddress);
    ck_text("4 bytes at -4 of an allocation of 256");
    emuSetDevice(0);
    (void)emuGetLastError();
}
END_TEST

GPU_KERNEL half_at_the_barrier(gpu_ptr<int> out)
{
    if (threadIdx.x < 16) gpu_block_barrier();
    else out[0] = gpu_exchange((int)threadIdx.x, 0);
}

START_TEST(emu__threads_that_wait_for_each_other_at_different_places_are_found)
{
    emuSetDevice(3);
    int *p = device_ints(1);
    ck_assert_int_eq(GPU_RUN(half_at_the_barrier, "half_at_the_barrier", 1, (unsigned)emu_warp(), 0,
                             nullptr, gpu_at<int>(p)),
                     emuErrorIllegalAddress);
    ck_text(
        "half_at_the_barrier: threads of block 0 wait for others that never come; 0 have returned");
    emuSetDevice(0);
    (void)emuGetLastError();
}
END_TEST

GPU_KERNEL exchange_of_some(gpu_ptr<int> out)
{
    if (threadIdx.x % 2) return;
    out[threadIdx.x] = gpu_exchange((int)threadIdx.x, 1); /* lane 1 has gone */
}

START_TEST(emu__exchange_with_threads_that_have_returned_is_an_error)
{
    emuSetDevice(4);
    int *p = device_ints(64);
    ck_assert_int_eq(
        GPU_RUN(exchange_of_some, "exchange_of_some", 1, 64, 0, nullptr, gpu_at<int>(p)),
        emuErrorIllegalAddress);
    ck_text("wait for others that never come; 32 have returned");
    emuSetDevice(0);
    (void)emuGetLastError();
    int *out = device_ints(256); /* and the next launch has a sound scheduler */
    ck_assert_int_eq(GPU_RUN(turn_round, "turn_round", 1, 256, 0, nullptr, gpu_at<int>(out)),
                     emuSuccess);
    ck_assert_int_eq(out[0], 255);
    emuFree(out);
}
END_TEST

/* ---- the runtime ----------------------------------------------------------------------------- */
START_TEST(emu__memory_is_counted_and_ends)
{
    size_t before, total, after;
    void *p = nullptr, *q = nullptr;
    ck_assert_int_eq(emuMemGetInfo(&before, &total), emuSuccess);
    ck_assert_int_eq(emuMalloc(&p, 1 << 20), emuSuccess);
    ck_assert_int_eq(emuMemGetInfo(&after, &total), emuSuccess);
    ck_assert_uint_eq(before - after, 1 << 20);
    ck_assert_uint_eq(*(unsigned char *)p, 0xff); /* NaNs */
    ck_assert_int_eq(emuMalloc(&q, total), emuErrorMemoryAllocation);
    ck_assert_int_eq(emuGetLastError(), emuErrorMemoryAllocation);
    int device = -2;
    ck_assert_int_eq(emuPointerDevice((char *)p + 77, &device), emuSuccess);
    ck_assert_int_eq(device, 0);
    ck_assert_int_eq(emuPointerDevice(&device, &device), emuSuccess);
    ck_assert_int_eq(device, -1);
    ck_assert_int_eq(emuFree(p), emuSuccess);
    ck_assert_int_eq(emuFree(p), emuErrorInvalidValue);
    (void)emuGetLastError();
}
END_TEST

Suite *rp_test_suite(void)
{
    const TTest *const cases[] = {
        emu__barrier_waits_for_the_whole_block,
        emu__exchange_crosses_the_warp_and_no_further,
        emu__barrier_does_not_wait_for_threads_that_have_returned,
        emu__host_threads_launch_at_the_same_time,
        emu__leaving_an_allocation_is_an_error_that_says_who_and_where,
        emu__leaving_a_block_of_an_allocator_is_one_too,
        emu__threads_that_wait_for_each_other_at_different_places_are_found,
        emu__exchange_with_threads_that_have_returned_is_an_error,
        emu__memory_is_counted_and_ends};
    Suite *s = suite_create("emu");
    TCase *c = tcase_create("emu");
    for (const TTest *one : cases) tcase_add_test(c, one);
    suite_add_tcase(s, c);
    return s;
}
