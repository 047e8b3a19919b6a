/* tests/core/test_tensor.c - geometry, handles and storages, access to bytes */
#include "core/impl.h"
#include "core/tensor.h"
#include "support/support.h"
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define DIMS(...) ((const int64_t[]){__VA_ARGS__})

static rp_memory_stats stats(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s;
}

static rp_tensor *make(const int64_t *shape, int ndim, rp_dtype dtype)
{
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_create(&t, shape, ndim, dtype, RP_CPU));
    return t;
}

static rp_geometry geometry(const rp_tensor *t)
{
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(t, &g);
    return g;
}

/* ---- geometry -------------------------------------------------------------------------------- */
START_TEST(tensor__create_gives_contiguous_strides)
{
    rp_tensor *t = make(DIMS(2, 3, 4), 3, RP_F64);
    const rp_geometry g = geometry(t);
    ck_assert_mem_eq(g.shape, DIMS(2, 3, 4), 24);
    ck_assert_mem_eq(g.stride, DIMS(12, 4, 1), 24);
    ck_assert_int_eq(g.numel, 24);
    ck_assert_uint_eq(g.nbytes, 192);
    ck_assert_uint_eq(g.flags, RP_GEOM_CONTIGUOUS);
    ck_assert_uint_eq(g.dtype, RP_F64);
    ck_assert_uint_eq((uintptr_t)g.data % 64, 0);
    ck_assert_uint_eq(g.keys, RP_DEVICEBIT(0));
    ck_assert_int_eq(rp_tensor_ndim(t), 3);
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__zero_dimensions_and_zero_extents)
{
    rp_tensor *scalar = make(NULL, 0, RP_I64), *empty = make(DIMS(3, 0, 2), 3, RP_F32);
    ck_assert_int_eq(rp_tensor_numel(scalar), 1);
    ck_assert_int_eq(rp_tensor_numel(empty), 0);
    ck_assert_ptr_nonnull(geometry(empty).data); /* memcpy of nothing stays legal */
    const void *data;
    ck_ok(rp_tensor_read(empty, &data));
    rp_tensor_done(empty);
    ck_assert_mem_eq(rp_tensor_stride(empty), DIMS(2, 2, 1), 24);
    rp_tensor_release(scalar);
    rp_tensor_release(empty);
    rp_tensor *huge = make(DIMS(0, INT64_MAX, INT64_MAX), 3, RP_F32); /* legal and empty */
    ck_assert_int_eq(rp_tensor_numel(huge), 0);
    rp_tensor_release(huge);
}
END_TEST

START_TEST(tensor__sixteen_dimensions_fit_and_more_do_not)
{
    int64_t shape[17];
    for (int i = 0; i < 17; i++) shape[i] = 1 + i % 2;
    rp_tensor *t = make(shape, 16, RP_U8), *none = NULL;
    ck_assert_int_eq(rp_tensor_numel(t), 256);
    ck_assert_int_eq(rp_tensor_stride(t)[0], 256);
    rp_tensor_release(t);
    ck_fails(rp_tensor_create(&none, shape, 17, RP_U8, RP_CPU), RP_E_SHAPE, "17");
    ck_fails(rp_tensor_create(&none, shape, -1, RP_U8, RP_CPU), RP_E_SHAPE, "-1");
}
END_TEST

START_TEST(tensor__bad_requests_name_the_value)
{
    rp_tensor *t = NULL;
    ck_fails(rp_tensor_create(&t, DIMS(2, -3), 2, RP_F32, RP_CPU), RP_E_SHAPE,
             "[2, -3] has the negative extent -3");
    ck_fails(rp_tensor_create(&t, DIMS(2), 1, RP_DTYPE_NONE, RP_CPU), RP_E_DTYPE, "0x0");
    ck_fails(rp_tensor_create(&t, DIMS(2), 1, RP_F32, (rp_device){9, 0}), RP_E_DEVICE,
             "there are: cpu");
    ck_fails(rp_tensor_create(&t, DIMS(2), 1, RP_F32, (rp_device){0, 1}), RP_E_DEVICE, "'cpu:1'");
    ck_fails(rp_tensor_create(&t, NULL, 1, RP_F32, RP_CPU), RP_E_INVALID, "NULL");
    ck_fails(rp_tensor_create(&t, DIMS(1 << 30, 1 << 30, 16), 3, RP_F32, RP_CPU), RP_E_SHAPE,
             "[1073741824, 1073741824, 16]");
    ck_fails(rp_tensor_create(&t, DIMS(INT64_MAX / 4), 1, RP_F64, RP_CPU), RP_E_SHAPE, "2^63");
    ck_fails(rp_tensor_create_strided(&t, DIMS(2, 2), DIMS(-1, 1), 2, RP_F32, RP_CPU), RP_E_LAYOUT,
             "-1 is negative");
    ck_fails(
        rp_tensor_create_strided(&t, DIMS(3, 2), DIMS(INT64_MAX / 2, INT64_MAX), 2, RP_F32, RP_CPU),
        RP_E_SHAPE, "2^63");
    ck_assert_ptr_null(t);
}
END_TEST

START_TEST(tensor__failure_leaves_out_and_success_replaces_it)
{
    rp_tensor *t = make(DIMS(2), 1, RP_F32), *same = t;
    ck_assert_int_ne(rp_tensor_create(&t, DIMS(-1), 1, RP_F32, RP_CPU), RP_OK);
    ck_assert_ptr_eq(t, same);
    const uint64_t live = stats().live_tensors;
    ck_ok(rp_tensor_create(&t, DIMS(5), 1, RP_F32, RP_CPU));
    ck_assert_uint_eq(stats().live_tensors, live);
    ck_assert_int_eq(rp_tensor_numel(t), 5);
    ck_ok(rp_tensor_alias(&t, t)); /* input and output the same slot */
    ck_assert_int_eq(rp_tensor_numel(t), 5);
    rp_tensor_release(t);
    rp_tensor_release(NULL);
}
END_TEST

START_TEST(tensor__strided_storage_reaches_the_farthest_element)
{
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_create_strided(&t, DIMS(3, 2), DIMS(10, 4), 2, RP_F32, RP_CPU));
    ck_assert_uint_eq(t->storage->nbytes, (2 * 10 + 4 + 1) * 4);
    ck_assert_uint_eq(geometry(t).flags & RP_GEOM_CONTIGUOUS, 0);
    ck_ok(rp_tensor_create_strided(&t, DIMS(3, 2), DIMS(2, 1), 2, RP_F32, RP_CPU));
    ck_assert_uint_eq(geometry(t).flags, RP_GEOM_CONTIGUOUS);
    ck_ok(rp_tensor_create_strided(&t, DIMS(1000, 1000), DIMS(0, 0), 2, RP_F32, RP_CPU));
    ck_assert_uint_eq(t->storage->nbytes, 4);
    ck_ok(rp_tensor_create_strided(&t, NULL, NULL, 0, RP_F32, RP_CPU));
    ck_assert_uint_eq(t->storage->nbytes, 4);
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__alias_strided_is_checked_against_the_storage)
{
    rp_tensor *t = rp_test_sin(DIMS(4, 6), 2, 0, 1), *v = NULL;
    ck_ok(rp_tensor_alias_strided(&v, t, DIMS(6, 4), DIMS(1, 6), 2, 0));
    ck_assert(rp_tensor_shares_storage(v, t));
    ck_assert_uint_eq(rp_tensor_storage_id(v), rp_tensor_storage_id(t));
    ck_ok(rp_tensor_alias_strided(&v, t, DIMS(2), DIMS(3), 1, 20));
    ck_assert_float_eq(rp_test_at(v, 3), rp_test_at(t, 23));
    ck_assert_int_eq(geometry(v).offset, 20);
    ck_fails(rp_tensor_alias_strided(&v, t, DIMS(2), DIMS(4), 1, 20), RP_E_SHAPE,
             "[2] with strides [4] at offset 20");
    ck_fails(rp_tensor_alias_strided(&v, t, DIMS(2), DIMS(1), 1, -1), RP_E_INDEX, "-1");
    ck_fails(rp_tensor_alias_strided(&v, t, DIMS(3), DIMS(INT64_MAX), 1, 0), RP_E_SHAPE, "beyond");
    ck_fails(rp_tensor_alias_strided(&v, t, DIMS(1), DIMS(1), 1, INT64_MAX), RP_E_SHAPE, "beyond");
    ck_ok(rp_tensor_alias_strided(&v, t, DIMS(0, 7), DIMS(1, 1), 2,
                                  1 << 20)); /* no elements, nothing to reach */
    rp_tensor_release(v);
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__geometry_moves_between_inline_and_heap_dims)
{
    rp_tensor *t = make(DIMS(64), 1, RP_F32);
    const uint64_t objects = stats().live_objects;
    ck_ok(rp_tensor_set_geometry(t, DIMS(2, 2, 2, 2, 2, 2), DIMS(32, 16, 8, 4, 2, 1), 6, 0));
    ck_assert_uint_eq(stats().live_objects, objects + 1);
    ck_assert(t->flags & RP_T_CONTIGUOUS);
    ck_ok(rp_tensor_set_geometry(t, t->shape, DIMS(1, 2, 4, 8, 16, 32), 6, 0));
    ck_assert(!(t->flags & RP_T_CONTIGUOUS));
    ck_ok(
        rp_tensor_set_geometry(t, t->shape + 1, t->stride + 1, 5, 3)); /* told in its own arrays */
    ck_assert_uint_eq(stats().live_objects, objects);
    ck_assert_mem_eq(rp_tensor_stride(t), DIMS(2, 4, 8, 16, 32), 40);
    ck_assert_int_eq(t->numel, 32);
    ck_ok(rp_tensor_set_geometry(t, NULL, NULL, 0, 5));
    ck_assert_int_eq(t->numel, 1);
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__checked_arithmetic)
{
    int64_t n;
    ck_assert(rp_numel_checked(DIMS(INT64_MAX, 1, 1), 3, &n) && n == INT64_MAX);
    ck_assert(!rp_numel_checked(DIMS(INT64_MAX, 2), 2, &n));
    ck_assert(rp_numel_checked(DIMS(INT64_MAX, 2, 0), 3, &n) && n == 0);
    ck_assert(!rp_numel_checked(DIMS(0, -1), 2, &n));
    ck_assert(rp_extent_checked(DIMS(2), DIMS(5), 1, INT64_MAX - 6, &n) && n == INT64_MAX);
    ck_assert(!rp_extent_checked(DIMS(2), DIMS(5), 1, INT64_MAX - 5, &n));
    ck_assert(rp_extent_checked(DIMS(0), DIMS(5), 1, INT64_MAX, &n) && n == 0);
    ck_assert(rp_is_contiguous(DIMS(3, 1, 2), DIMS(2, 77, 1),
                               3)); /* the stride of an extent of 1 says nothing */
    ck_assert(!rp_is_contiguous(DIMS(3, 2), DIMS(1, 3), 2));
    char text[12];
    ck_assert_str_eq(rp_shape_text(text, sizeof text, DIMS(2, 3), 2), "[2, 3]");
    ck_assert_str_eq(rp_shape_text(text, sizeof text, NULL, 0), "[]");
    ck_assert_str_eq(rp_shape_text(text, sizeof text, DIMS(100, 200, 300), 3), "[100, 2...]");
}
END_TEST

START_TEST(tensor__short_geometry_struct_is_not_overrun)
{
    rp_tensor *t = make(DIMS(2), 1, RP_F32);
    rp_geometry g;
    memset(&g, 0x5a, sizeof g);
    g.size = offsetof(rp_geometry, data);
    rp_tensor_geometry(t, &g);
    ck_assert_uint_eq(g.nbytes, 8);
    ck_assert_uint_eq((uintptr_t)g.data, UINT64_C(0x5a5a5a5a5a5a5a5a));
    rp_tensor_release(t);
}
END_TEST

/* ---- counts ---------------------------------------------------------------------------------- */
START_TEST(tensor__storage_lives_as_long_as_its_last_handle)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = rp_test_sin(DIMS(100), 1, 1, 1), *v = NULL;
    ck_ok(rp_tensor_alias(&v, t));
    ck_assert_uint_eq(stats().live_storages, before.live_storages + 1);
    ck_assert_uint_eq(stats().live_tensors, before.live_tensors + 2);
    rp_tensor_release(t);
    ck_assert_float_eq(rp_test_at(v, 0), sinf(1));
    rp_tensor_release(rp_tensor_retain(v));
    rp_tensor_release(v);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
    ck_assert_uint_eq(stats().live, before.live);
}
END_TEST

START_TEST(tensor__weak_handle_locks_while_a_strong_one_lives)
{
    rp_tensor *t = make(DIMS(2), 1, RP_F32);
    const uint64_t objects = stats().live_objects;
    rp_tensor_weak_retain(t);
    rp_tensor *strong = rp_tensor_lock(t);
    ck_assert_ptr_eq(strong, t);
    rp_tensor_release(t);
    rp_tensor_release(strong);
    ck_assert_uint_eq(stats().live_objects, objects - 1); /* the storage is gone, the block waits */
    ck_assert_ptr_null(rp_tensor_lock(t));
    rp_tensor_weak_release(t);
    ck_assert_uint_eq(stats().live_objects, objects - 2);
    ck_assert_ptr_null(rp_tensor_lock(NULL));
    rp_tensor_weak_release(NULL);
}
END_TEST

enum { ROUNDS = 3000 };
static struct {
    pthread_barrier_t start, end;
    rp_tensor *weak;
    int locked;
} race;

static void *lock_in_a_race(void *arg)
{
    (void)arg;
    for (int i = 0; i < ROUNDS; i++) {
        pthread_barrier_wait(&race.start);
        rp_tensor *t = rp_tensor_lock(race.weak);
        if (t) {
            race.locked++;
            ck_assert_int_eq(t->numel, 7);
            rp_tensor_release(t);
        }
        rp_tensor_weak_release(race.weak);
        pthread_barrier_wait(&race.end);
    }
    return NULL;
}

START_TEST(tensor__lock_races_with_the_last_release)
{
    const rp_memory_stats before = stats();
    pthread_t thread;
    pthread_barrier_init(&race.start, NULL, 2);
    pthread_barrier_init(&race.end, NULL, 2);
    ck_assert_int_eq(pthread_create(&thread, NULL, lock_in_a_race, NULL), 0);
    for (int i = 0; i < ROUNDS; i++) {
        rp_tensor *t = make(DIMS(7), 1, RP_F32);
        rp_tensor_weak_retain(t);
        race.weak = t;
        pthread_barrier_wait(&race.start);
        rp_tensor_release(t);
        pthread_barrier_wait(&race.end);
    }
    pthread_join(thread, NULL);
    pthread_barrier_destroy(&race.start);
    pthread_barrier_destroy(&race.end);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
    ck_assert_uint_eq(stats().live_tensors, before.live_tensors);
}
END_TEST

static void *retain_and_release(void *arg)
{
    for (int i = 0; i < 20000; i++) {
        rp_tensor *v = NULL;
        rp_tensor_release(rp_tensor_retain(arg));
        if (i % 8 == 0) ck_ok(rp_tensor_alias(&v, arg));
        rp_tensor_release(v);
    }
    rp_tensor_release(arg);
    return NULL;
}

START_TEST(tensor__threads_share_a_handle)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = make(DIMS(7), 1, RP_F32);
    pthread_t thread[3];
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, retain_and_release, rp_tensor_retain(t)),
                         0);
    rp_tensor_release(t);
    for (int i = 0; i < 3; i++) pthread_join(thread[i], NULL);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
    ck_assert_uint_eq(stats().live_storages, before.live_storages);
}
END_TEST

/* ---- bytes ----------------------------------------------------------------------------------- */
START_TEST(tensor__write_bumps_the_version_of_every_alias)
{
    rp_tensor *t = make(DIMS(4), 1, RP_F32), *v = NULL;
    void *data;
    ck_ok(rp_tensor_alias(&v, t));
    ck_assert_uint_eq(rp_tensor_version(t), 0);
    ck_ok(rp_tensor_write(t, &data));
    rp_tensor_done(t);
    ck_assert_uint_eq(rp_tensor_version(v), 1);
    const void *read;
    ck_ok(rp_tensor_read(v, &read));
    ck_assert_ptr_eq(read, data);
    ck_assert_uint_eq(atomic_load(&t->storage->pins), 1);
    rp_tensor_done(v);
    rp_tensor_done(v); /* one too many does no harm */
    ck_assert_uint_eq(atomic_load(&t->storage->pins), 0);
    ck_assert_uint_eq(rp_tensor_version(t), 1);
    rp_tensor_release(v);
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__item_of_every_dtype)
{
    const struct {
        rp_dtype dtype;
        uint64_t bits;
        rp_value want;
    } row[] = {
        {RP_F64, 0xC004000000000000, rp_value_float(-2.5)},
        {RP_F32, 0xC0200000, rp_value_float(-2.5)},
        {RP_F16, 0xC100, rp_value_float(-2.5)},
        {RP_BF16, 0xC020, rp_value_float(-2.5)},
        {RP_I64, (uint64_t)-5, rp_value_int(-5)},
        {RP_I32, 0xFFFFFFFB, rp_value_int(-5)},
        {RP_I16, 0xFFFB, rp_value_int(-5)},
        {RP_I8, 0xFB, rp_value_int(-5)},
        {RP_U8, 0xFB, rp_value_int(251)},
        {RP_BOOL, 1, rp_value_bool(1)},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        rp_tensor *t = make(DIMS(1, 1), 2, row[i].dtype);
        void *data;
        rp_value got;
        ck_ok(rp_tensor_write(t, &data));
        memcpy(data, &row[i].bits, rp_dtype_size(row[i].dtype));
        rp_tensor_done(t);
        ck_ok(rp_tensor_item(&got, t));
        ck_assert_msg(!memcmp(&got, &row[i].want, sizeof got), "%s", rp_dtype_name(row[i].dtype));
        rp_tensor_release(t);
    }
    rp_tensor *two = make(DIMS(2), 1, RP_F32);
    rp_value got;
    ck_fails(rp_tensor_item(&got, two), RP_E_SHAPE, "shape [2]: it has 2 elements");
    rp_tensor_release(two);
}
END_TEST

static int drops;
static void count_drop(void *ctx)
{
    ck_assert_ptr_eq(ctx, &drops);
    drops++;
}

START_TEST(tensor__wrap_borrows_foreign_bytes)
{
    float bytes[6] = {0, 1, 2, 3, 4, 5};
    const rp_memory_stats before = stats();
    rp_geometry g = {.size = sizeof g,
                     .dtype = RP_F32,
                     .ndim = 2,
                     .shape = DIMS(2, 2),
                     .stride = DIMS(3, 2),
                     .data = bytes};
    rp_tensor *t = NULL, *v = NULL;
    drops = 0;
    ck_ok(rp_tensor_wrap(&t, &g, count_drop, &drops));
    ck_assert_ptr_eq(geometry(t).data, bytes);
    ck_assert_uint_eq(stats().live, before.live); /* not ours */
    ck_ok(rp_tensor_alias_strided(&v, t, DIMS(1), DIMS(1), 1, 5));
    ck_fails(rp_tensor_alias_strided(&v, t, DIMS(1), DIMS(1), 1, 6), RP_E_SHAPE,
             "beyond the storage of 24 bytes");
    rp_tensor_release(t);
    ck_assert_int_eq(drops, 0);
    ck_assert_float_eq(rp_test_at(v, 0), 5);
    rp_tensor_release(v);
    ck_assert_int_eq(drops, 1);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
}
END_TEST

START_TEST(tensor__wrap_refuses_and_leaves_the_bytes_alone)
{
    float bytes[6];
    rp_geometry g = {
        .size = sizeof g, .dtype = RP_F32, .ndim = 1, .shape = DIMS(3), .data = (char *)bytes + 1};
    rp_tensor *t = NULL;
    drops = 0;
    ck_fails(rp_tensor_wrap(&t, &g, count_drop, &drops), RP_E_LAYOUT, "not aligned");
    g.data = NULL;
    ck_fails(rp_tensor_wrap(&t, &g, count_drop, &drops), RP_E_INVALID, "NULL");
    g.data = bytes;
    for (int64_t n = 1; n <= 2; n++) {
        rp_memory_fail_after(n);
        ck_fails(rp_tensor_wrap(&t, &g, count_drop, &drops), RP_E_MEMORY, "out of memory");
    }
    g.size = 16;
    ck_fails(rp_tensor_wrap(&t, &g, count_drop, &drops), RP_E_ABI, "16 bytes");
    g.size = sizeof g;
    g.flags = RP_GEOM_READONLY;
    ck_ok(rp_tensor_wrap(&t, &g, NULL, NULL));
    void *data;
    ck_fails(rp_tensor_write(t, &data), RP_E_STATE, "read-only");
    ck_assert_uint_eq(rp_tensor_version(t), 0);
    ck_assert(geometry(t).flags & RP_GEOM_READONLY);
    rp_tensor_release(t);
    ck_assert_int_eq(drops, 0);
}
END_TEST

START_TEST(tensor__fake_storage_has_shape_but_no_bytes)
{
    const rp_memory_stats before = stats();
    rp_storage *s = NULL;
    rp_tensor *t = NULL;
    const void *data;
    rp_value item;
    ck_ok(rp_storage_create(&s, UINT64_C(1) << 50, RP_CPU, RP_STORAGE_FAKE));
    ck_ok(rp_tensor_on_storage(&t, s, RP_F32, DIMS(1), DIMS(1), 1, 0));
    rp_storage_release(s);
    ck_assert_ptr_null(geometry(t).data);
    ck_assert(geometry(t).flags & RP_GEOM_FAKE);
    ck_assert(geometry(t).keys & RP_KEYBIT(RP_KEY_FAKE));
    ck_assert_uint_eq(stats().live, before.live);
    ck_fails(rp_tensor_read(t, &data), RP_E_STATE, "fake tensor of shape [1]");
    ck_fails(rp_tensor_item(&item, t), RP_E_STATE, "fake");
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__zeroed_storage_says_so_until_it_is_written)
{
    rp_storage *s = NULL;
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_storage_create(&s, 4000, RP_CPU, RP_STORAGE_ZERO));
    ck_ok(rp_tensor_on_storage(&t, s, RP_F32, DIMS(1000), DIMS(1), 1, 0));
    rp_storage_release(s);
    ck_assert_float_eq(rp_test_at(t, 999), 0);
    ck_assert(geometry(t).flags & RP_GEOM_ZERO);
    ck_ok(rp_tensor_write(t, &data));
    rp_tensor_done(t);
    ck_assert(!(geometry(t).flags & RP_GEOM_ZERO));
    rp_tensor_release(t);
}
END_TEST

START_TEST(tensor__ids_are_never_reused)
{
    uint64_t last = 0;
    for (int i = 0; i < 1000; i++) {
        rp_tensor *t = make(DIMS(1), 1, RP_F32);
        ck_assert_uint_gt(rp_tensor_storage_id(t), last);
        last = rp_tensor_storage_id(t);
        rp_tensor_release(t);
    }
}
END_TEST

START_TEST(tensor__resize_keeps_what_fits)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = rp_test_sin(DIMS(8), 1, 1, 1);
    const float last = rp_test_at(t, 7);
    static const uint64_t sizes[] = {64, 4000, 100000, 200, 32, 0, 16, 400};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ck_ok(rp_storage_resize(t->storage, sizes[i]));
        const uint64_t used = sizes[i] && sizes[i] <= 64 ? 64 : (sizes[i] + 63) / 64 * 64;
        ck_assert_uint_eq(stats().live - before.live, used);
        if (sizes[i] >= 32 && i < 5) ck_assert_float_eq(rp_test_at(t, 7), last);
    }
    ck_ok(rp_tensor_set_geometry(t, DIMS(0), DIMS(1), 1, 0));
    rp_memory_fail_after(1);
    ck_fails(rp_storage_resize(t->storage, 1 << 20), RP_E_MEMORY, "1048576 bytes on cpu");
    rp_memory_fail_after(0);
    ck_assert_uint_eq(t->storage->nbytes, 400);
    const void *data;
    ck_ok(rp_tensor_read(t, &data));
    ck_fails(rp_storage_resize(t->storage, 1 << 20), RP_E_STATE, "while somebody reads it");
    rp_tensor_done(t);
    rp_tensor_release(t);
    ck_assert_uint_eq(stats().live, before.live);
    ck_assert_uint_eq(stats().requested, before.requested);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
}
END_TEST

/* ---- recipes: what a layer above hangs on a storage ------------------------------------------ */
struct recipe {
    rp_object object;
    rp_storage *producer;
};
static int recipes_gone, materialised, barriers;

static void destroy_recipe(rp_object *o)
{
    struct recipe *r = (struct recipe *)o;
    recipes_gone++;
    rp_storage_release(r->producer);
    rp_free(r, sizeof *r);
}

static void hang_recipe(rp_storage *s, rp_storage *producer_take)
{
    struct recipe *r = rp_alloc(sizeof *r);
    rp_object_init(&r->object, destroy_recipe);
    r->producer = producer_take;
    atomic_store(&s->recipe, &r->object);
}

static rp_status materialise(rp_storage *s)
{
    materialised++;
    RP_TRY(rp_storage_restore_bytes(s));
    ((float *)s->data)[0] = 42;
    return RP_OK;
}

static rp_status before_write(rp_storage *s)
{
    (void)s;
    barriers++;
    return RP_OK;
}

START_TEST(tensor__chain_of_recipes_dies_without_recursion)
{
    enum { LENGTH = 200000 };
    const rp_memory_stats before = stats();
    rp_storage *last = NULL;
    recipes_gone = 0;
    for (int i = 0; i < LENGTH; i++) {
        rp_storage *s = NULL;
        ck_ok(rp_storage_create(&s, 8, RP_CPU, 0));
        hang_recipe(s, last);
        last = s;
    }
    rp_storage_release(last);
    ck_assert_int_eq(recipes_gone, LENGTH);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
    ck_assert_uint_eq(stats().live_storages, before.live_storages);
}
END_TEST

START_TEST(tensor__dropped_bytes_come_back_when_they_are_read)
{
    rp_storage_up = (rp_storage_upcalls){.materialise = materialise, .before_write = before_write};
    const rp_memory_stats before = stats();
    rp_tensor *t = make(DIMS(1000), 1, RP_F32);
    const void *read;
    void *write;
    materialised = barriers = 0;
    hang_recipe(t->storage, NULL);
    ck_ok(rp_tensor_read(t, &read));
    ck_assert_uint_eq(rp_storage_drop_bytes(t->storage), 0); /* pinned */
    rp_tensor_done(t);
    ck_assert_uint_eq(rp_storage_drop_bytes(t->storage), 4032);
    ck_assert_uint_eq(stats().live, before.live);
    ck_assert_ptr_null(geometry(t).data);
    ck_ok(rp_tensor_read(t, &read));
    ck_assert_float_eq(*(const float *)read, 42);
    rp_tensor_done(t);
    ck_ok(rp_tensor_write(t, &write));
    rp_tensor_done(t);
    ck_assert_int_eq(materialised, 1);
    ck_assert_int_eq(barriers, 1);
    ck_assert_uint_gt(rp_storage_drop_bytes(t->storage), 0);
    rp_storage_up = (rp_storage_upcalls){0};
    ck_fails(rp_tensor_read(t, &read), RP_E_STATE, "dropped");
    rp_tensor_release(t);
    ck_assert_uint_eq(stats().live, before.live);
}
END_TEST

static int made, freed;
static void watch(int is_free, rp_storage *s)
{
    ck_assert_uint_eq(s->nbytes, 400);
    if (is_free) freed++;
    else made++;
}

START_TEST(tensor__storage_events_are_sent_while_somebody_listens)
{
    rp_storage_up = (rp_storage_upcalls){.event = watch};
    rp_tensor_release(make(DIMS(100), 1, RP_F32));
    ck_assert_int_eq(made + freed, 0);
    atomic_fetch_add(&rp_storage_events, 1);
    rp_tensor_release(make(DIMS(100), 1, RP_F32));
    atomic_fetch_sub(&rp_storage_events, 1);
    ck_assert_int_eq(made, 1);
    ck_assert_int_eq(freed, 1);
    rp_storage_up = (rp_storage_upcalls){0};
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "tensor", tensor__create_gives_contiguous_strides, tensor__zero_dimensions_and_zero_extents,
        tensor__sixteen_dimensions_fit_and_more_do_not, tensor__bad_requests_name_the_value,
        tensor__failure_leaves_out_and_success_replaces_it,
        tensor__strided_storage_reaches_the_farthest_element,
        tensor__alias_strided_is_checked_against_the_storage,
        tensor__geometry_moves_between_inline_and_heap_dims, tensor__checked_arithmetic,
        tensor__short_geometry_struct_is_not_overrun,
        tensor__storage_lives_as_long_as_its_last_handle,
        tensor__weak_handle_locks_while_a_strong_one_lives,
        tensor__lock_races_with_the_last_release, tensor__threads_share_a_handle,
        tensor__write_bumps_the_version_of_every_alias, tensor__item_of_every_dtype,
        tensor__wrap_borrows_foreign_bytes, tensor__wrap_refuses_and_leaves_the_bytes_alone,
        tensor__fake_storage_has_shape_but_no_bytes,
        tensor__zeroed_storage_says_so_until_it_is_written, tensor__ids_are_never_reused,
        tensor__resize_keeps_what_fits, tensor__chain_of_recipes_dies_without_recursion,
        tensor__dropped_bytes_come_back_when_they_are_read,
        tensor__storage_events_are_sent_while_somebody_listens, NULL);
}
