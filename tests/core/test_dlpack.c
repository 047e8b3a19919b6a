/* tests/core/test_dlpack.c - tensors out to and in from other libraries */
#include "core/dlpack_abi.h"
#include "core/impl.h"
#include "support/support.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static rp_memory_stats stats(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s;
}

/* A producer of ours: six floats, and how often its deleter ran. */
static struct {
    float bytes[8];
    int64_t shape[2], strides[2];
    int deleted;
} foreign;

static void delete_foreign(dlpack_managed *m)
{
    ck_assert_ptr_eq(m->manager_ctx, &foreign);
    foreign.deleted++;
    free(m);
}

static dlpack_managed *produce(void)
{
    dlpack_managed *m = calloc(1, sizeof *m);
    foreign.deleted = 0;
    for (int i = 0; i < 8; i++) foreign.bytes[i] = (float)i;
    foreign.shape[0] = 2;
    foreign.shape[1] = 3;
    foreign.strides[0] = 1;
    foreign.strides[1] = 2;
    *m = (dlpack_managed){.major = 1,
                          .minor = 3,
                          .manager_ctx = &foreign,
                          .deleter = delete_foreign,
                          .t = {.data = foreign.bytes,
                                .device_type = DLPACK_CPU,
                                .ndim = 2,
                                .code = 2,
                                .bits = 32,
                                .lanes = 1,
                                .shape = foreign.shape,
                                .strides = foreign.strides}};
    return m;
}

START_TEST(dlpack__struct_has_the_layout_of_the_specification)
{
    ck_assert_uint_eq(offsetof(dlpack_managed, manager_ctx), 8);
    ck_assert_uint_eq(offsetof(dlpack_managed, deleter), 16);
    ck_assert_uint_eq(offsetof(dlpack_managed, flags), 24);
    ck_assert_uint_eq(offsetof(dlpack_managed, t), 32);
    ck_assert_uint_eq(offsetof(dlpack_tensor, ndim), 16);
    ck_assert_uint_eq(offsetof(dlpack_tensor, code), 20);
    ck_assert_uint_eq(offsetof(dlpack_tensor, shape), 24);
    ck_assert_uint_eq(offsetof(dlpack_tensor, byte_offset), 40);
}
END_TEST

START_TEST(dlpack__import_reads_the_producer_s_bytes)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = NULL;
    ck_ok(rp_tensor_from_dlpack_take(&t, produce()));
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(t, &g);
    ck_assert_ptr_eq(g.data, foreign.bytes);
    ck_assert_int_eq(g.stride[1], 2);
    ck_assert(!(g.flags & (RP_GEOM_CONTIGUOUS | RP_GEOM_READONLY)));
    ck_assert(t->storage->flags & RP_STORAGE_FOREIGN);
    ck_assert_uint_eq(rp_tensor_version(t), 0);
    rp_tensor *v = NULL;
    ck_ok(rp_tensor_alias(&v, t));
    rp_tensor_release(t);
    ck_assert_int_eq(foreign.deleted, 0);
    rp_tensor_release(v);
    ck_assert_int_eq(foreign.deleted, 1);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
}
END_TEST

START_TEST(dlpack__import_honours_offset_flags_and_missing_strides)
{
    rp_tensor *t = NULL;
    dlpack_managed *m = produce();
    m->t.byte_offset = 8;
    m->t.strides = NULL;
    m->flags = DLPACK_READ_ONLY | DLPACK_IS_COPIED;
    ck_ok(rp_tensor_from_dlpack_take(&t, m));
    ck_assert_float_eq(rp_test_at(t, 0), 2);
    ck_assert_int_eq(rp_tensor_stride(t)[0], 3);
    void *data;
    ck_fails(rp_tensor_write(t, &data), RP_E_STATE, "read-only");
    rp_tensor_release(t);
    ck_assert_int_eq(foreign.deleted, 1);
}
END_TEST

#define REFUSED(code_, text_, ...)                                                                 \
    do {                                                                                           \
        dlpack_managed *m = produce();                                                             \
        __VA_ARGS__;                                                                               \
        ck_fails(rp_tensor_from_dlpack_take(&t, m), code_, text_);                                 \
        ck_assert_int_eq(foreign.deleted, 1);                                                      \
    } while (0)

START_TEST(dlpack__refused_imports_are_consumed_once)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = NULL;
    REFUSED(RP_E_ABI, "DLPack 2.3", m->major = 2);
    REFUSED(RP_E_DTYPE, "4 lanes", m->t.lanes = 4);
    REFUSED(RP_E_DTYPE, "code 5, 64 bits", m->t.code = 5; m->t.bits = 64);
    REFUSED(RP_E_DEVICE, "device type 2", m->t.device_type = 2);
    REFUSED(RP_E_SHAPE, "negative extent -2", foreign.shape[0] = -2);
    REFUSED(RP_E_LAYOUT, "-2 is negative", foreign.strides[1] = -2);
    REFUSED(RP_E_SHAPE, "17", m->t.ndim = 17);
    REFUSED(RP_E_SHAPE, "2^63", foreign.shape[0] = foreign.shape[1] = INT64_MAX);
    REFUSED(RP_E_INVALID, "NULL", m->t.data = NULL);
    REFUSED(RP_E_LAYOUT, "not aligned", m->t.byte_offset = 2);
    REFUSED(RP_E_MEMORY, "out of memory", rp_memory_fail_after(1));
    REFUSED(RP_E_MEMORY, "out of memory", rp_memory_fail_after(2));
    ck_fails(rp_tensor_from_dlpack_take(&t, NULL), RP_E_INVALID, "NULL");
    ck_assert_ptr_null(t);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
}
END_TEST

START_TEST(dlpack__export_describes_and_pins)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = rp_test_sin((int64_t[]){4, 5}, 2, 0, 1), *v = NULL;
    void *out = NULL;
    ck_ok(rp_tensor_alias_strided(&v, t, (int64_t[]){5, 3}, (int64_t[]){1, 5}, 2, 5));
    ck_ok(rp_tensor_to_dlpack(&out, v));
    dlpack_managed *m = out;
    ck_assert(m->major == 1 && m->flags == 0 && m->t.device_type == DLPACK_CPU &&
              m->t.device_id == 0);
    ck_assert(m->t.code == 2 && m->t.bits == 32 && m->t.lanes == 1 && m->t.ndim == 2);
    ck_assert_mem_eq(m->t.shape, ((int64_t[]){5, 3}), 16);
    ck_assert_mem_eq(m->t.strides, ((int64_t[]){1, 5}), 16);
    ck_assert_uint_eq(atomic_load(&t->storage->pins), 1);
    const float sixth = rp_test_at(t, 5);
    rp_tensor_release(t);
    rp_tensor_release(v);
    ck_assert_float_eq(*(float *)((char *)m->t.data + m->t.byte_offset), sixth);
    m->deleter(m);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
    ck_assert_uint_eq(stats().live, before.live);
}
END_TEST

START_TEST(dlpack__round_trip_of_every_dtype)
{
    const rp_memory_stats before = stats();
    const rp_dtype all[] = {RP_F64, RP_F32, RP_F16, RP_BF16, RP_I64,
                            RP_I32, RP_I16, RP_I8,  RP_U8,   RP_BOOL};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        rp_tensor *t = NULL, *back = NULL;
        void *managed = NULL, *data;
        ck_ok(rp_tensor_create(&t, (int64_t[]){3, 1, 1, 1, 1, 2}, 6, all[i], RP_CPU));
        ck_ok(rp_tensor_write(t, &data));
        memset(data, 1, 6 * rp_dtype_size(all[i]));
        rp_tensor_done(t);
        ck_ok(rp_tensor_to_dlpack(&managed, t));
        ck_ok(rp_tensor_from_dlpack_take(&back, managed));
        ck_assert(rp_test_equal_bits(t, back));
        rp_tensor_release(t);
        rp_tensor_release(back);
    }
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
}
END_TEST

START_TEST(dlpack__what_cannot_be_exported)
{
    rp_storage *s = NULL;
    rp_tensor *t = NULL;
    void *out = NULL;
    ck_ok(rp_storage_create(&s, 4, RP_CPU, RP_STORAGE_FAKE));
    ck_ok(rp_tensor_on_storage(&t, s, RP_F32, NULL, NULL, 0, 0));
    rp_storage_release(s);
    ck_fails(rp_tensor_to_dlpack(&out, t), RP_E_STATE, "fake");
    ck_assert_ptr_null(out);
    ck_ok(rp_tensor_create(&t, NULL, 0, RP_F32, RP_CPU));
    const rp_memory_stats before = stats();
    for (int64_t n = 1; n <= 2; n++) {
        rp_memory_fail_after(n);
        ck_fails(rp_tensor_to_dlpack(&out, t), RP_E_MEMORY, "out of memory");
        ck_assert_uint_eq(stats().live_objects, before.live_objects);
        ck_assert_uint_eq(atomic_load(&t->storage->pins), 0);
    }
    rp_tensor_release(t);
}
END_TEST

START_TEST(dlpack__read_only_stays_read_only)
{
    float x = 1;
    const rp_geometry g = {
        .size = sizeof g, .flags = RP_GEOM_READONLY, .dtype = RP_F32, .data = &x};
    rp_tensor *t = NULL;
    void *out = NULL;
    ck_ok(rp_tensor_wrap(&t, &g, NULL, NULL));
    ck_ok(rp_tensor_to_dlpack(&out, t));
    ck_assert_uint_eq(((dlpack_managed *)out)->flags, DLPACK_READ_ONLY);
    ((dlpack_managed *)out)->deleter(out);
    rp_tensor_release(t);
}
END_TEST

static void *delete_there(void *m)
{
    ((dlpack_managed *)m)->deleter(m);
    return NULL;
}

START_TEST(dlpack__deleter_runs_on_any_thread)
{
    const rp_memory_stats before = stats();
    rp_tensor *t = rp_test_sin((int64_t[]){100}, 1, 0, 1);
    void *out = NULL;
    pthread_t thread;
    ck_ok(rp_tensor_to_dlpack(&out, t));
    rp_tensor_release(t);
    ck_assert_int_eq(pthread_create(&thread, NULL, delete_there, out), 0);
    pthread_join(thread, NULL);
    ck_assert_uint_eq(stats().live_objects, before.live_objects);
    ck_assert_uint_eq(stats().live_storages, before.live_storages);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("dlpack", dlpack__struct_has_the_layout_of_the_specification,
                    dlpack__import_reads_the_producer_s_bytes,
                    dlpack__import_honours_offset_flags_and_missing_strides,
                    dlpack__refused_imports_are_consumed_once, dlpack__export_describes_and_pins,
                    dlpack__round_trip_of_every_dtype, dlpack__what_cannot_be_exported,
                    dlpack__read_only_stays_read_only, dlpack__deleter_runs_on_any_thread, NULL);
}
