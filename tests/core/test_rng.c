/* tests/core/test_rng.c - Philox against its published vectors; generators */
#include "core/impl.h"
#include "core/rng.h"
#include "support/support.h"
#include <pthread.h>

/* Philox4x32-10 as the paper states it, with the whole counter and key. */
static void reference(uint32_t c[4], uint32_t k0, uint32_t k1)
{
    for (int round = 0; round < 10; round++) {
        const uint64_t p = UINT64_C(0xD2511F53) * c[0], q = UINT64_C(0xCD9E8D57) * c[2];
        const uint32_t next[4] = {(uint32_t)(q >> 32) ^ c[1] ^ k0, (uint32_t)q,
                                  (uint32_t)(p >> 32) ^ c[3] ^ k1, (uint32_t)p};
        for (int i = 0; i < 4; i++) c[i] = next[i];
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

/* kat_vectors of Random123, lines "philox4x32 10". */
START_TEST(rng__reference_gives_the_known_answers)
{
    static const uint32_t kat[3][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09,
         0x94fdcceb, 0x5001e420, 0x24126ea1},
    };
    for (int i = 0; i < 3; i++) {
        uint32_t c[4] = {kat[i][0], kat[i][1], kat[i][2], kat[i][3]};
        reference(c, kat[i][4], kat[i][5]);
        for (int k = 0; k < 4; k++) ck_assert_uint_eq(c[k], kat[i][6 + k]);
    }
}
END_TEST

START_TEST(rng__philox_is_the_reference_with_a_64_bit_counter)
{
    uint32_t out[4];
    rp_philox(0, 0, out);
    ck_assert_uint_eq(out[0], 0x6627e8d5);
    ck_assert_uint_eq(out[3], 0x9b00dbd8);
    for (uint64_t i = 0; i < 1000; i++) {
        const uint64_t seed = i * UINT64_C(0x9E3779B97F4A7C15),
                       counter = i * UINT64_C(0xD1B54A32D192ED03);
        uint32_t c[4] = {(uint32_t)counter, (uint32_t)(counter >> 32), 0, 0};
        reference(c, (uint32_t)seed, (uint32_t)(seed >> 32));
        rp_philox(seed, counter, out);
        ck_assert_mem_eq(out, c, sizeof out);
    }
}
END_TEST

START_TEST(rng__a_call_reserves_whole_counters)
{
    rp_generator *g = NULL;
    uint64_t seed, offset;
    ck_ok(rp_generator_create(&g, RP_CPU, 42));
    rp_generator_reserve(g, 1, &seed, &offset);
    ck_assert_uint_eq(seed, 42);
    ck_assert_uint_eq(offset, 0);
    rp_generator_reserve(g, 9, &seed, &offset);
    ck_assert_uint_eq(offset, 1);
    rp_generator_reserve(g, 0, &seed, &offset);
    ck_assert_uint_eq(offset, 4);
    rp_generator_get(g, &seed, &offset);
    ck_assert_uint_eq(offset, 4);
    rp_generator_set(g, 7, UINT64_MAX);
    rp_generator_reserve(g, UINT64_MAX, &seed, &offset); /* numbers + 3 would overflow */
    ck_assert_uint_eq(offset, UINT64_MAX);
    rp_generator_get(g, NULL, &offset);
    ck_assert_uint_eq(offset, (UINT64_C(1) << 62) - 1); /* 2^62 counters on, modulo 2^64 */
    rp_generator_release(g);
}
END_TEST

START_TEST(rng__manual_seed_sets_every_default_generator)
{
    uint64_t seed, offset;
    rp_generator *g = rp_generator_default(RP_CPU);
    rp_generator_reserve(g, 100, &seed, &offset);
    rp_manual_seed(123);
    rp_generator_get(g, &seed, &offset);
    ck_assert_uint_eq(seed, 123);
    ck_assert_uint_eq(offset, 0);
    ck_assert_ptr_eq(rp_generator_default(RP_CPU), g);
    rp_generator_get(rp_generator_default((rp_device){3, 1}), &seed,
                     &offset); /* made after the call */
    ck_assert_uint_eq(seed, 123);
    ck_assert_ptr_null(rp_generator_default((rp_device){-1, 0}));
}
END_TEST

START_TEST(rng__no_generator_for_a_device_that_does_not_exist)
{
    rp_generator *g = NULL;
    ck_fails(rp_generator_create(&g, (rp_device){5, 0}, 1), RP_E_DEVICE, "cpu");
    ck_assert_ptr_null(g);
}
END_TEST

enum { DRAWS = 10000 };
static void *draw(void *arg)
{
    uint64_t seed, offset, *sum = arg;
    for (int i = 0; i < DRAWS; i++) {
        rp_generator_reserve(rp_generator_default((rp_device){2, 2}), 4, &seed, &offset);
        *sum += offset;
    }
    return NULL;
}

START_TEST(rng__threads_never_get_the_same_counters)
{
    enum { THREADS = 4 };
    pthread_t thread[THREADS];
    uint64_t sum[THREADS] = {0}, total = 0;
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, draw, &sum[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(thread[i], NULL);
        total += sum[i];
    }
    const uint64_t n = (uint64_t)THREADS * DRAWS;
    ck_assert_uint_eq(total, n * (n - 1) / 2); /* each of 0 .. n-1 once */
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("rng", rng__reference_gives_the_known_answers,
                    rng__philox_is_the_reference_with_a_64_bit_counter,
                    rng__a_call_reserves_whole_counters,
                    rng__manual_seed_sets_every_default_generator,
                    rng__no_generator_for_a_device_that_does_not_exist,
                    rng__threads_never_get_the_same_counters, NULL);
}
