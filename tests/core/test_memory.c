/* tests/core/test_memory.c - blocks, accounts, the pool, reclaimers, injected faults, threads */
#include "core/memory_impl.h"
#include "support/support.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static rp_memory_stats stats(rp_device d)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(d, &s);
    return s;
}

/* A device whose memory is the host's, and small. */
static struct {
    int type;
    uint64_t used, limit;
    int refusals;
} toy;

static rp_status toy_alloc(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr)
{
    (void)self, (void)dev, (void)s;
    if (toy.used + bytes > toy.limit) {
        toy.refusals++;
        return RP_E_MEMORY;
    }
    toy.used += bytes;
    *ptr = malloc(bytes);
    return RP_OK;
}

static void toy_free(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes)
{
    (void)self, (void)dev, (void)s;
    toy.used -= bytes;
    free(ptr);
}

static const rp_device_type toy_type = {
    .size = sizeof toy_type, .name = "toy", .alloc = toy_alloc, .free = toy_free};

static rp_device toy_device(uint64_t limit)
{
    if (!toy.type) ck_ok(rp_device_register(&toy_type, &toy.type));
    toy.limit = limit;
    toy.refusals = 0;
    return (rp_device){(int16_t)toy.type, 0};
}

START_TEST(memory__warm_blocks_need_no_malloc)
{
    if (RP_ASAN) return;
    rp_tensor *t = NULL;
    const int64_t one = 1;
    ck_ok(rp_tensor_create(&t, &one, 1, RP_F32, RP_CPU));
    rp_tensor_release(t);
    const uint64_t before = stats(RP_CPU).host_allocs;
    for (int i = 0; i < 100; i++) {
        t = NULL;
        ck_ok(rp_tensor_create(&t, &one, 1, RP_F32, RP_CPU));
        rp_tensor_release(t);
    }
    ck_assert_uint_eq(stats(RP_CPU).host_allocs, before);
}
END_TEST

START_TEST(memory__blocks_of_every_size_keep_their_contents)
{
    enum { SIZES = 700 };
    static unsigned char *p[SIZES];
    const uint64_t before = stats(RP_CPU).live_objects;
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < SIZES; i++) {
            p[i] = rp_alloc(i);
            ck_assert_ptr_nonnull(p[i]);
            ck_assert_uint_eq((uintptr_t)p[i] % 16, 0);
            memset(p[i], (int)(i & 255), i);
        }
        ck_assert_uint_eq(stats(RP_CPU).live_objects, before + SIZES);
        for (size_t i = 0; i < SIZES; i++) {
            for (size_t k = 0; k < i; k++) ck_assert_uint_eq(p[i][k], i & 255);
            rp_free(p[i], i);
        }
    }
    ck_assert_uint_eq(stats(RP_CPU).live_objects, before);
    rp_free(NULL, 100);
}
END_TEST

START_TEST(memory__realloc_across_all_boundaries)
{
    size_t size = 1;
    unsigned char *p = rp_realloc(NULL, 0, size);
    p[0] = 1;
    for (size_t next = 3; next < 5000; next = next * 5 / 3 + 1) {
        p = rp_realloc(p, size, next);
        ck_assert_ptr_nonnull(p);
        for (size_t i = size; i < next; i++) p[i] = (unsigned char)(i + 1);
        size = next;
    }
    p = rp_realloc(p, size, 700);
    p = rp_realloc(p, 700, 100);
    for (size_t i = 0; i < 100; i++) ck_assert_uint_eq(p[i], i + 1);
    rp_memory_fail_after(1);
    ck_assert_ptr_null(rp_realloc(p, 100, 1 << 20));
    ck_assert_uint_eq(p[99], 100);
    rp_free(p, 100);
    char *copy = rp_strdup("text");
    ck_assert_str_eq(copy, "text");
    rp_strfree(copy);
    rp_strfree(NULL);
}
END_TEST

START_TEST(memory__tensor_bytes_are_accounted)
{
    const rp_memory_stats before = stats(RP_CPU);
    rp_tensor *large = NULL, *small = NULL, *empty = NULL;
    ck_ok(rp_tensor_create(&large, (int64_t[]){1001}, 1, RP_F32, RP_CPU));
    ck_ok(rp_tensor_create(&small, (int64_t[]){3}, 1, RP_F32, RP_CPU));
    ck_ok(rp_tensor_create(&empty, (int64_t[]){0}, 1, RP_F32, RP_CPU));
    const rp_memory_stats now = stats(RP_CPU);
    ck_assert_uint_eq(now.requested - before.requested, 4004 + 12);
    ck_assert_uint_eq(now.live - before.live, 4032 + 64);
    ck_assert_uint_eq(now.allocs - before.allocs, 2);
    ck_assert_uint_eq(now.live_tensors - before.live_tensors, 3);
    ck_assert_uint_eq(now.live_storages - before.live_storages, 3);
    ck_assert_uint_ge(now.peak, now.live);
    ck_assert_uint_ge(now.reserved_bytes, now.live);
    rp_tensor_release(large);
    ck_assert_uint_eq(stats(RP_CPU).peak, now.peak);
    rp_memory_reset_peak(RP_CPU);
    ck_assert_uint_eq(stats(RP_CPU).peak, before.live + 64);
    rp_tensor_release(small);
    rp_tensor_release(empty);
    const rp_memory_stats after = stats(RP_CPU);
    ck_assert_uint_eq(after.live, before.live);
    ck_assert_uint_eq(after.requested, before.requested);
    ck_assert_uint_eq(after.frees - before.frees, 2);
    ck_assert_uint_eq(after.live_storages, before.live_storages);
}
END_TEST

START_TEST(memory__short_stats_struct_is_not_overrun)
{
    struct {
        rp_memory_stats s;
    } room;
    memset(&room, 0x5a, sizeof room);
    room.s.size = offsetof(rp_memory_stats, allocs);
    rp_memory_get(RP_CPU, &room.s);
    ck_assert_uint_eq(room.s.size, offsetof(rp_memory_stats, allocs));
    ck_assert_uint_eq(room.s.allocs, UINT64_C(0x5a5a5a5a5a5a5a5a));
}
END_TEST

static void *data_of(rp_tensor *t)
{
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(t, &g);
    return g.data;
}

START_TEST(memory__large_bytes_come_from_the_pool_again)
{
    if (RP_ASAN) return;
    rp_memory_trim();
    const uint64_t base = stats(RP_CPU).reserved_bytes;
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_create(&t, (int64_t[]){1000, 1000}, 2, RP_F32, RP_CPU));
    const void *first = data_of(t);
    ck_assert_uint_eq((uintptr_t)first % 64, 0);
    ck_assert_uint_le(stats(RP_CPU).reserved_bytes - base, 4000000 * 9 / 8);
    rp_tensor_release(t);
    ck_assert_uint_ge(stats(RP_CPU).reserved_bytes - base, 4000000);
    t = NULL;
    ck_ok(rp_tensor_create(&t, (int64_t[]){999, 1000}, 2, RP_F32, RP_CPU)); /* same capacity */
    ck_assert_ptr_eq(data_of(t), first);
    rp_tensor_release(t);
    ck_assert_uint_ge(rp_memory_trim(), 4000000);
    ck_assert_uint_eq(stats(RP_CPU).reserved_bytes, base);
}
END_TEST

START_TEST(memory__pool_holds_no_more_than_was_once_used)
{
    if (RP_ASAN) return;
    rp_memory_trim();
    const int64_t mib = 1 << 20;
    const uint64_t live = stats(RP_CPU).live;
    for (int64_t n = 1; n < 300;
         n += 7) { /* every size another capacity: without a limit they would add up */
        rp_tensor *t = NULL;
        ck_ok(rp_tensor_create(&t, (int64_t[]){n * mib}, 1, RP_U8, RP_CPU));
        rp_tensor_release(t);
        ck_assert_uint_le(stats(RP_CPU).reserved_bytes - live,
                          (uint64_t)(n * mib + n * mib / 8 + 64 * mib));
    }
    rp_memory_trim();
}
END_TEST

START_TEST(memory__every_capacity_wastes_at_most_an_eighth)
{
    if (RP_ASAN) return;
    rp_memory_trim();
    for (uint64_t bytes = 65536; bytes < UINT64_C(40) << 20; bytes = bytes * 17 / 16 + 63) {
        const uint64_t base = rp_pool_overhead();
        unsigned char *p = rp_bytes_alloc(bytes);
        p[0] = p[bytes - 1] = 1;
        ck_assert_uint_le(rp_pool_overhead() - base, bytes / 8 + 64);
        rp_bytes_free(p, bytes);
        rp_memory_trim();
    }
}
END_TEST

START_TEST(memory__out_of_memory_names_size_device_and_what_lives)
{
    const rp_device d = toy_device(1000);
    rp_tensor *a = NULL, *b = NULL;
    ck_ok(rp_tensor_create(&a, (int64_t[]){100}, 1, RP_F32, d));
    ck_fails(rp_tensor_create(&b, (int64_t[]){200}, 1, RP_F32, d), RP_E_MEMORY,
             "800 bytes on toy:0");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "448"));
    ck_assert_ptr_null(b);
    ck_assert_uint_eq(stats(d).live, 448);
    rp_tensor_release(a);
    ck_assert_uint_eq(stats(d).live, 0);
    ck_assert_uint_eq(toy.used, 0);
}
END_TEST

START_TEST(memory__out_of_memory_names_the_five_largest_holders)
{
    const rp_device d = toy_device(UINT64_C(64) << 20);
    rp_tensor *t[8] = {NULL}, *more = NULL;
    for (int64_t i = 0; i < 7; i++)
        ck_ok(rp_tensor_create(&t[i], (int64_t[]){(i + 1) << 20}, 1, RP_U8, d));
    ck_ok(rp_tensor_create(&t[7], (int64_t[]){1000}, 1, RP_U8, d));
    rp_storage_made_by(t[5]->storage, "aten::mm");
    rp_tensor_release(t[6]);
    ck_fails(
        rp_tensor_create(&more, (int64_t[]){INT64_C(60) << 20}, 1, RP_U8, d), RP_E_MEMORY,
        "; the largest: 6291456 bytes made by aten::mm, 5242880 bytes, 4194304 bytes, 3145728 bytes, 2097152 bytes");
    ck_assert_ptr_null(strstr(rp_error_message(), "1048576 bytes"));
    ck_assert_ptr_null(strstr(rp_error_message(), "7340032"));
    for (int i = 0; i < 8; i++)
        if (i != 6) rp_tensor_release(t[i]);
    ck_fails(rp_tensor_create(&more, (int64_t[]){INT64_C(65) << 20}, 1, RP_U8, d), RP_E_MEMORY,
             "68157440 bytes on toy:0");
    ck_assert_ptr_null(strstr(rp_error_message(), "the largest"));
}
END_TEST

static char order[16];
static uint64_t reclaim(void *ctx, rp_device d, uint64_t want)
{
    ck_assert_int_eq(d.type, toy.type);
    ck_assert_uint_eq(want, 832);
    strncat(order, ctx, 2);
    if (*(const char *)ctx != 'c') return 0;
    toy.limit += want;
    return want;
}

START_TEST(memory__reclaimers_are_asked_by_rank_until_it_fits)
{
    static char a[] = "a", b[] = "b", c[] = "c", d[] = "d";
    const rp_device dev = toy_device(0);
    const rp_reclaimer r[] = {{reclaim, c, 5}, {reclaim, a, -1}, {reclaim, d, 9}, {reclaim, b, 5}};
    rp_tensor *t = NULL;
    for (int i = 0; i < 4; i++) ck_ok(rp_memory_add_reclaimer(&r[i]));
    order[0] = 0;
    ck_ok(rp_tensor_create(&t, (int64_t[]){200}, 1, RP_F32, dev));
    ck_assert_str_eq(order, "ac");
    ck_assert_int_eq(toy.refusals, 3); /* the first try, after the free lists, after a */
    rp_tensor_release(t);
    t = NULL;
    rp_memory_remove_reclaimer(c);
    toy.limit = 0;
    order[0] = 0;
    ck_fails(rp_tensor_create(&t, (int64_t[]){200}, 1, RP_F32, dev), RP_E_MEMORY, "800 bytes");
    ck_assert_str_eq(order, "abd");
    rp_memory_remove_reclaimer(a);
    rp_memory_remove_reclaimer(b);
    rp_memory_remove_reclaimer(d);
    rp_memory_remove_reclaimer(d);
}
END_TEST

static rp_status make_things(rp_device d)
{
    const int64_t many[] = {2, 1, 2, 1, 2, 1, 2};
    RP_LOCAL rp_tensor *a = NULL, *b = NULL, *c = NULL, *e = NULL;
    RP_TRY(rp_tensor_create(&a, many, 7, RP_F32, RP_CPU));
    RP_TRY(rp_tensor_alias(&b, a));
    RP_TRY(rp_tensor_create(&c, (int64_t[]){100}, 1, RP_F64, d));
    RP_TRY(rp_tensor_alias_strided(&e, c, many, many, 7, 0));
    return rp_tensor_set_geometry(c, many, (int64_t[]){0, 0, 0, 0, 0, 0, 0}, 7, 0);
}

START_TEST(memory__every_injected_fault_leaves_nothing_behind)
{
    const rp_device devices[] = {RP_CPU, toy_device(10000)};
    for (int k = 0; k < 2; k++) {
        const rp_memory_stats before = stats(devices[k]);
        int failures = 0;
        for (int64_t n = 1;; n++) {
            rp_memory_fail_after(n);
            const rp_status st = make_things(devices[k]);
            rp_memory_fail_after(0);
            const rp_memory_stats after = stats(devices[k]);
            ck_assert_uint_eq(after.live_objects, before.live_objects);
            ck_assert_uint_eq(after.live, before.live);
            ck_assert_uint_eq(after.live_storages, before.live_storages);
            ck_assert_uint_eq(after.live_tensors, before.live_tensors);
            if (st == RP_OK) break;
            ck_assert_int_eq(st, RP_E_MEMORY);
            ck_assert_ptr_nonnull(strstr(rp_error_message(), "out of memory"));
            failures++;
        }
        ck_assert_int_eq(failures, 11); /* storage, handle, dims; handle, dims; storage, bytes,
                                           handle; handle, dims; dims */
    }
}
END_TEST

START_TEST(memory__a_fault_is_injected_once)
{
    rp_memory_fail_after(2);
    void *a = rp_alloc(16), *b = rp_alloc(16), *c = rp_alloc(16);
    ck_assert(a && !b && c);
    rp_free(a, 16);
    rp_free(c, 16);
    rp_memory_fail_after(1);
    rp_memory_fail_after(0);
    a = rp_alloc_zero(24);
    ck_assert_mem_eq(a, (char[24]){0}, 24);
    rp_free(a, 24);
}
END_TEST

/* ---- threads --------------------------------------------------------------------------------- */
enum { BLOCKS = 2000 };
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    rp_tensor *slot[64];
    int n, left;
} belt = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static void *produce(void *arg)
{
    (void)arg;
    for (int i = 0; i < BLOCKS; i++) {
        rp_tensor *t = NULL;
        ck_ok(rp_tensor_create(&t, (int64_t[]){i % 40 ? i % 40 : 20000}, 1, RP_F32, RP_CPU));
        pthread_mutex_lock(&belt.lock);
        while (belt.n == 64) pthread_cond_wait(&belt.changed, &belt.lock);
        belt.slot[belt.n++] = t;
        pthread_cond_broadcast(&belt.changed);
        pthread_mutex_unlock(&belt.lock);
    }
    return NULL;
}

static void *consume(void *arg)
{
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&belt.lock);
        while (belt.n == 0 && belt.left > 0) pthread_cond_wait(&belt.changed, &belt.lock);
        if (belt.n == 0) break;
        belt.left--;
        rp_tensor *t = belt.slot[--belt.n];
        pthread_cond_broadcast(&belt.changed);
        pthread_mutex_unlock(&belt.lock);
        rp_tensor_release(t);
    }
    pthread_mutex_unlock(&belt.lock);
    return NULL;
}

START_TEST(memory__blocks_may_die_on_another_thread)
{
    pthread_t thread[4];
    const rp_memory_stats before = stats(RP_CPU);
    belt.left = 2 * BLOCKS;
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, i < 2 ? produce : consume, NULL), 0);
    for (int i = 0; i < 10; i++) (void)stats(RP_CPU); /* reading while they count */
    for (int i = 0; i < 4; i++) pthread_join(thread[i], NULL);
    const rp_memory_stats after = stats(RP_CPU); /* counts of threads that have ended are kept */
    ck_assert_uint_eq(after.live_objects, before.live_objects);
    ck_assert_uint_eq(after.live_tensors, before.live_tensors);
    ck_assert_uint_eq(after.live_storages, before.live_storages);
    ck_assert_uint_eq(after.live, before.live);
    ck_assert_uint_eq(after.allocs - before.allocs, 2 * BLOCKS);
    ck_assert_uint_eq(after.frees - before.frees, 2 * BLOCKS);
}
END_TEST

static pthread_key_t late;
static void late_release(void *t)
{
    rp_tensor_release(t); /* runs at thread exit, maybe after the library's own destructor */
}

static void *leave_to_late(void *arg)
{
    (void)arg;
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_create(&t, (int64_t[]){3}, 1, RP_F32, RP_CPU));
    pthread_setspecific(late, t);
    (void)RP_FAIL(RP_E_IO, "left on the thread");
    return NULL;
}

START_TEST(memory__destructors_of_other_keys_may_still_free)
{
    pthread_t thread;
    const rp_memory_stats before = stats(RP_CPU);
    ck_assert_int_eq(pthread_key_create(&late, late_release), 0);
    ck_assert_int_eq(pthread_create(&thread, NULL, leave_to_late, NULL), 0);
    pthread_join(thread, NULL);
    pthread_key_delete(late);
    const rp_memory_stats after = stats(RP_CPU);
    ck_assert_uint_eq(after.live_tensors, before.live_tensors);
    ck_assert_uint_eq(after.live_objects, before.live_objects);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "memory", memory__warm_blocks_need_no_malloc,
        memory__blocks_of_every_size_keep_their_contents, memory__realloc_across_all_boundaries,
        memory__tensor_bytes_are_accounted, memory__short_stats_struct_is_not_overrun,
        memory__large_bytes_come_from_the_pool_again, memory__pool_holds_no_more_than_was_once_used,
        memory__every_capacity_wastes_at_most_an_eighth,
        memory__out_of_memory_names_size_device_and_what_lives,
        memory__out_of_memory_names_the_five_largest_holders,
        memory__reclaimers_are_asked_by_rank_until_it_fits,
        memory__every_injected_fault_leaves_nothing_behind, memory__a_fault_is_injected_once,
        memory__blocks_may_die_on_another_thread, memory__destructors_of_other_keys_may_still_free,
        NULL);
}
