/* tests/core/test_device.c - names, the registry, bytes on a device that is not the host */
#include "core/impl.h"
#include "support/support.h"
#include <stdlib.h>
#include <string.h>

/* Host memory with another name: every pointer is offset by a key, so that touching it directly
 * would crash. */
enum { KEY = 1 };
static int counted, synced;
static rp_status count(void *self, int32_t *n)
{
    (void)self;
    counted++;
    *n = 2;
    return RP_OK;
}
static rp_status alloc(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr)
{
    (void)self, (void)dev, (void)s;
    *ptr = (char *)calloc(1, bytes + KEY) + KEY;
    return RP_OK;
}
static void give(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes)
{
    (void)self, (void)dev, (void)s, (void)bytes;
    free((char *)ptr - KEY);
}
static rp_status copy(void *self, rp_stream *s, void *dst, int32_t to, const void *src,
                      int32_t from, size_t bytes)
{
    (void)self, (void)s;
    memcpy((char *)dst - (to < 0 ? 0 : KEY), (const char *)src - (from < 0 ? 0 : KEY), bytes);
    return RP_OK;
}
static rp_status fill(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte)
{
    (void)self, (void)s, (void)dev;
    memset((char *)dst - KEY, byte, bytes);
    return RP_OK;
}
static rp_status sync(void *self, int32_t dev)
{
    (void)self, (void)dev;
    synced++;
    return RP_OK;
}
static const rp_device_type far_type = {.size = sizeof far_type,
                                        .name = "far",
                                        .dlpack_type = 12,
                                        .count = count,
                                        .alloc = alloc,
                                        .free = give,
                                        .copy = copy,
                                        .fill = fill,
                                        .sync = sync};
static int far;

static void need_far(void)
{
    if (!far) ck_ok(rp_device_register(&far_type, &far));
}

START_TEST(device__texts_are_parsed_both_ways)
{
    rp_device d = {7, 7};
    char name[32];
    need_far();
    ck_ok(rp_device_parse(&d, "cpu"));
    ck_assert(d.type == 0 && d.index == 0);
    ck_ok(rp_device_parse(&d, "far:1"));
    ck_assert(d.type == far && d.index == 1);
    ck_assert_str_eq(rp_device_name(d, name, sizeof name), "far:1");
    ck_assert_str_eq(rp_device_name(RP_CPU, name, sizeof name), "cpu");
    ck_ok(rp_device_parse(&d, "far"));
    ck_assert(d.type == far && d.index == 0);
    static const char *const bad[] = {
        "gpu",   "far:2", "far:", "far:x", "far:-1", "far: 1", "far:99999999999999999999",
        "cpu:1", "",      ":",    ":0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_fails(rp_device_parse(&d, bad[i]), RP_E_DEVICE, "there are: cpu, far:0, far:1");
    ck_assert(d.type == far && d.index == 0);
    ck_fails(rp_device_parse(&d, NULL), RP_E_INVALID, "NULL");
}
END_TEST

START_TEST(device__the_driver_is_asked_once)
{
    rp_device d;
    need_far();
    ck_ok(rp_device_parse(&d, "far:0"));
    const int asked = counted;
    for (int i = 0; i < 10; i++) ck_ok(rp_device_parse(&d, "far:1"));
    ck_assert_int_eq(counted, asked);
}
END_TEST

static rp_status count_none(void *self, int32_t *n)
{
    (void)self, (void)n;
    return RP_FAIL(RP_E_DEVICE, "idle: no devices: the driver is too old");
}

START_TEST(device__a_type_without_devices_says_why)
{
    static const rp_device_type idle_type = {
        .size = sizeof idle_type, .name = "idle", .count = count_none};
    rp_device d;
    int idle;
    need_far();
    ck_ok(rp_device_register(&idle_type, &idle));
    ck_fails(
        rp_device_parse(&d, "idle:0"), RP_E_DEVICE,
        "there is no device 'idle:0'; there are: cpu, far:0, far:1; idle: no devices: the driver is too old");
    ck_ok(rp_device_parse(&d, "far:1"));
    rp_device_unregister(idle);
}
END_TEST

START_TEST(device__names_are_unique_and_keep_their_ids)
{
    static const rp_device_type gone = {.size = sizeof gone, .name = "gone"},
                                other = {.size = sizeof other, .name = "other"},
                                bad = {.size = sizeof bad, .name = "Bad:1"};
    int first, second;
    need_far();
    ck_fails(rp_device_register(&far_type, &first), RP_E_STATE, "'far' is already registered");
    ck_fails(rp_device_register(&bad, &first), RP_E_INVALID, "Bad:1");
    ck_ok(rp_device_register(&gone, &first));
    rp_device_unregister(first);
    ck_assert_ptr_null(rp_device_type_get(first));
    rp_device d;
    ck_fails(rp_device_parse(&d, "gone"), RP_E_DEVICE, "'gone'");
    ck_ok(rp_device_register(&other, &second)); /* another name never gets the id ... */
    ck_assert_int_gt(second, first);
    rp_device_unregister(second);
    /* ... its own name does: a plugin that is loaded again */
    ck_ok(rp_device_register(&gone, &second));
    ck_assert_int_eq(second, first);
    ck_assert_str_eq(rp_device_type_name(second), "gone");
    ck_assert_ptr_null(rp_device_type_name(99));
    rp_device_unregister(second);
    rp_device_unregister(0); /* cpu stays */
    ck_assert_str_eq(rp_device_type_name(0), "cpu");
}
END_TEST

static const rp_device_type late_type = {.size = sizeof late_type, .name = "late"};
static rp_status bring(const char *name)
{
    int id;
    return strcmp(name, "late") ? RP_OK : rp_device_register(&late_type, &id);
}

START_TEST(device__a_loader_is_asked_for_unknown_names)
{
    rp_device d;
    rp_device_wanted = bring;
    ck_ok(rp_device_parse(&d, "late:0"));
    ck_fails(rp_device_parse(&d, "never"), RP_E_DEVICE, "'never'");
    rp_device_wanted = NULL;
}
END_TEST

START_TEST(device__bytes_are_not_touched_from_the_host)
{
    need_far();
    const rp_device d = {(int16_t)far, 1};
    rp_memory_stats s = {.size = sizeof s};
    rp_storage *storage = NULL;
    rp_tensor *t = NULL;
    const void *data;
    rp_value item;
    ck_ok(rp_storage_create(&storage, 4, d, RP_STORAGE_ZERO));
    ck_ok(rp_tensor_on_storage(&t, storage, RP_F32, NULL, NULL, 0, 0));
    rp_storage_release(storage);
    rp_memory_get(d, &s);
    ck_assert_uint_eq(s.live, 64);
    ck_assert_uint_eq(s.requested, 4);
    ck_fails(rp_tensor_read(t, &data), RP_E_DEVICE, "far:1");
    ck_ok(rp_tensor_item(&item, t));
    ck_assert_double_eq(item.u.f, 0);
    ck_assert_int_eq(synced, 1);
    ck_ok(rp_storage_resize(t->storage, 1000));
    ck_ok(rp_tensor_item(&item, t));
    ck_assert_double_eq(item.u.f, 0);
    rp_tensor_release(t);
    t = NULL;
    ck_ok(rp_tensor_create(&t, (int64_t[]){0}, 1, RP_F32,
                           d)); /* no bytes: the allocator is not asked */
    rp_tensor_release(t);
    rp_memory_get(d, &s);
    ck_assert_uint_eq(s.live, 0);
    ck_assert_uint_eq(s.peak, 64 + 1024);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("device", device__texts_are_parsed_both_ways, device__the_driver_is_asked_once,
                    device__a_type_without_devices_says_why,
                    device__names_are_unique_and_keep_their_ids,
                    device__a_loader_is_asked_for_unknown_names,
                    device__bytes_are_not_touched_from_the_host, NULL);
}
