/* tests/modes/test_modes.c - the small modes: count, memory, nan */
#include "dispatch/ops.h"
#include "modes/count.h"
#include "support/support.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static rp_mode *push(const char *name, const char *key, const char *value, uint32_t *depth)
{
    const rp_kv kv = {key, value};
    rp_mode *m = NULL;
    ck_ok(rp_mode_create(&m, name, &kv, key ? 1 : 0));
    ck_ok(rp_mode_push(m, depth));
    return m;
}

static void pop(rp_mode *m, uint32_t depth)
{
    rp_mode_pop(depth);
    rp_mode_release(m);
}

static char *read_all(const char *path)
{
    char *text = calloc(1, 4096);
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_lt(fread(text, 1, 4095, f), 4095);
    fclose(f);
    unlink(path);
    return text;
}

static const int64_t shape[1] = {1000};

START_TEST(count__calls_by_operator)
{
    char path[] = "/tmp/reprise_count_XXXXXX";
    close(mkstemp(path));
    uint32_t depth;
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *y = NULL;
    rp_mode *m = push("count", "file", path, &depth);
    for (int i = 0; i < 3; i++) ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&y, y));
    ck_assert_uint_eq(rp_count_get(m, rp_op_find("aten::sin")), 3);
    ck_assert_uint_eq(rp_count_get(m, NULL), 4);
    rp_count_reset(m);
    ck_assert_uint_eq(rp_count_get(m, NULL), 0);
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&y, y));
    pop(m, depth);
    char *text = read_all(path);
    ck_assert_str_eq(text, "         2 aten::sin\n         1 aten::exp\n         3 calls\n");
    free(text);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(count__failed_calls_do_not_count)
{
    const int64_t other[1] = {3};
    uint32_t depth;
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *y = rp_test_sin(other, 1, 0, 1), *z = NULL;
    rp_mode *m = push("count", "report", "off", &depth);
    ck_assert_int_ne(rp_add(&z, x, y), RP_OK);
    ck_assert_uint_eq(rp_count_get(m, NULL), 0);
    pop(m, depth);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(memory__bytes_after_each_operator)
{
    char path[] = "/tmp/reprise_memory_XXXXXX";
    close(mkstemp(path));
    uint32_t depth;
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *y = NULL;
    rp_mode *m = push("memory", "file", path, &depth);
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&y, y)); /* the old y goes once the new one is there */
    rp_tensor_release(y);
    pop(m, depth);
    char *text = read_all(path);
    ck_assert_str_eq(text, "4000 4000 +4000 aten::sin\n8000 8000 +4000 aten::exp\n0 8000 peak\n");
    free(text);
    rp_tensor_release(x);
}
END_TEST

START_TEST(nan__the_operator_that_makes_it)
{
    uint32_t depth;
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *y = NULL;
    rp_mode *m = push("nan", NULL, NULL, &depth);
    ck_ok(rp_sin(&y, x));
    ck_fails(
        rp_log(&y, x), RP_E_VALUE,
        "aten::log: result 0, float32 [1000], has a nan at element 9, in forward; no input has one");
    ck_assert(!isnan(rp_test_at(y, 9))); /* a failed call leaves its slot alone */
    pop(m, depth);
    ck_ok(rp_log(&y, x));
    m = push("nan", NULL, NULL, &depth);
    ck_fails(
        rp_sin(&y, y), RP_E_VALUE,
        "aten::sin: result 0, float32 [1000], has a nan at element 0, in forward; argument 'self' has one too");
    pop(m, depth);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(modes__unknown_names_and_options)
{
    const rp_kv kv = {"fil", "x"};
    rp_mode *m = NULL;
    ck_fails(rp_mode_create(&m, "lgo", NULL, 0), RP_E_INVALID, "log");
    /* a list of what can be opened leaves out what cannot */
    const char *const internal[] = {"remat", "sac_caching", "sac_cached"};
    for (int i = 0; i < 3; i++)
        ck_assert_msg(!strstr(rp_error_message(), internal[i]), "%s", rp_error_message());
    ck_fails(rp_mode_create(&m, "count", &kv, 1), RP_E_INVALID,
             "count has no option 'fil'; there are file=PATH and report=on|off");
    ck_fails(rp_mode_create(&m, "memory", &kv, 1), RP_E_INVALID, "memory has no option 'fil'");
    ck_fails(rp_mode_create(&m, "nan", &kv, 1), RP_E_INVALID, "no option 'fil'");
    ck_fails(rp_mode_create(&m, "remat", NULL, 0), RP_E_INVALID, "rp_remat_push");
    ck_assert_ptr_null(m);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("modes", count__calls_by_operator, count__failed_calls_do_not_count,
                    memory__bytes_after_each_operator, nan__the_operator_that_makes_it,
                    modes__unknown_names_and_options, NULL);
}
