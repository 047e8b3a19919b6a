/* tests/core/test_value.c - owning copies of values */
#include "core/impl.h"
#include "support/support.h"
#include <string.h>

static uint64_t objects(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live_objects;
}

START_TEST(value__copy_of_a_string_is_its_own)
{
    char text[] = "gelu\0tail";
    rp_value v = rp_value_str(text, 4), copy;
    ck_ok(rp_value_copy(&copy, &v));
    text[0] = 'X';
    ck_assert_str_eq(copy.u.s, "gelu"); /* and it is terminated */
    ck_assert_uint_eq(copy.n, 4);
    rp_value_clear(&copy);
    ck_assert_uint_eq(copy.tag, RP_TAG_NONE);
    rp_value_clear(&copy);
}
END_TEST

START_TEST(value__scalars_keep_their_tags)
{
    const rp_value v[] = {rp_value_none(),         rp_value_bool(7),
                          rp_value_int(-3),        rp_value_float(0.5),
                          rp_value_dtype(RP_BF16), rp_value_device((rp_device){2, 1})};
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
        rp_value copy;
        ck_ok(rp_value_copy(&copy, &v[i]));
        ck_assert_mem_eq(&copy, &v[i], sizeof copy);
        rp_value_clear(&copy);
    }
    ck_assert_int_eq(v[1].u.i, 1);
    ck_assert_uint_eq(rp_value_dtype(RP_DTYPE_NONE).tag, RP_TAG_NONE);
    ck_assert_uint_eq(rp_value_tensor(NULL).tag, RP_TAG_NONE);
}
END_TEST

START_TEST(value__copy_retains_tensors_and_generators)
{
    const uint64_t before = objects();
    rp_tensor *t = rp_test_sin((int64_t[]){3}, 1, 0, 1);
    rp_generator *g = NULL;
    ck_ok(rp_generator_create(&g, RP_CPU, 1));
    const rp_value generator = {.tag = RP_TAG_GENERATOR, .u.g = g};
    const rp_value items[] = {rp_value_tensor(t), generator, rp_value_none()},
                   list = rp_value_list(items, 3);
    rp_value copy;
    ck_ok(rp_value_copy(&copy, &list));
    rp_tensor_release(t);
    rp_generator_release(g);
    ck_assert_float_eq(rp_test_at(copy.u.l[0].u.t, 0), 0);
    rp_value_clear(&copy);
    ck_assert_uint_eq(objects(), before);
}
END_TEST

START_TEST(value__unknown_tag_is_an_error)
{
    rp_value v = {.tag = 77}, copy;
    ck_fails(rp_value_copy(&copy, &v), RP_E_INVALID, "77");
    ck_assert_uint_eq(copy.tag, RP_TAG_NONE);
}
END_TEST

static rp_status add_int(void *ctx, const rp_value *leaf)
{
    if (leaf->tag == RP_TAG_STR) return RP_FAIL(RP_E_VALUE, "a string");
    *(int64_t *)ctx = *(int64_t *)ctx * 10 + leaf->u.i;
    return RP_OK;
}

START_TEST(value__map_walks_depth_first_and_stops_at_an_error)
{
    const rp_value deep[] = {rp_value_int(2), rp_value_int(3)};
    const rp_value top[] = {rp_value_int(1), rp_value_list(deep, 2), rp_value_int(4),
                            rp_value_str("s", 1), rp_value_int(5)};
    const rp_value four = rp_value_list(top, 3), five = rp_value_list(top, 5);
    int64_t sum = 0;
    ck_ok(rp_value_map(&four, add_int, &sum));
    ck_assert_int_eq(sum, 1234);
    sum = 0;
    ck_fails(rp_value_map(&five, add_int, &sum), RP_E_VALUE, "a string");
    ck_assert_int_eq(sum, 1234);
}
END_TEST

START_TEST(value__every_failed_allocation_leaves_nothing)
{
    rp_tensor *t = rp_test_sin((int64_t[]){3}, 1, 0, 1);
    const rp_value inner[] = {rp_value_str("one", 3), rp_value_tensor(t)};
    const rp_value items[] = {rp_value_list(inner, 2), rp_value_str("two", 3)},
                   list = rp_value_list(items, 2);
    const uint64_t before = objects();
    int failures = 0;
    for (int64_t n = 1;; n++) {
        rp_value copy;
        rp_memory_fail_after(n);
        const rp_status st = rp_value_copy(&copy, &list);
        rp_memory_fail_after(0);
        if (st == RP_OK) {
            ck_assert_str_eq(copy.u.l[0].u.l[0].u.s, "one");
            rp_value_clear(&copy);
            break;
        }
        ck_assert_int_eq(st, RP_E_MEMORY);
        ck_assert_uint_eq(copy.tag, RP_TAG_NONE);
        ck_assert_uint_eq(objects(), before);
        failures++;
    }
    ck_assert_int_eq(failures, 4); /* two lists, two strings */
    ck_assert_uint_eq(objects(), before);
    rp_tensor_release(t);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("value", value__copy_of_a_string_is_its_own, value__scalars_keep_their_tags,
                    value__copy_retains_tensors_and_generators, value__unknown_tag_is_an_error,
                    value__map_walks_depth_first_and_stops_at_an_error,
                    value__every_failed_allocation_leaves_nothing, NULL);
}
