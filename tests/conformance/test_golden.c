/* tests/conformance/test_golden.c - a comparison that cannot fail proves nothing: one thing of a
   recording is changed at a time */
#include "dispatch/init.h"
#include "golden/golden.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct golden_file open_recording(const char *stem)
{
    char path[512];
    const char *build = getenv("REPRISE_BUILD_DIR");
    struct golden_file f;
    ck_ok(rp_init());
    snprintf(path, sizeof path, "%s/golden/ops/aten.%s.safetensors",
             build ? build : "build/release", stem);
    ck_ok(golden_open(&f, path));
    return f;
}

static cJSON *at(const cJSON *o, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(o, key);
}

static rp_status check(const struct golden_file *f, const cJSON *item)
{
    int remark;
    const struct golden_case c = {f->file, item, rp_op_find(f->name), RP_CPU, 0};
    return golden_check(&c, &remark);
}

/* The first case that passes, has elements and whose result `r` has this key. */
static cJSON *case_with(const struct golden_file *f, int r, const char *key)
{
    cJSON *item;
    cJSON_ArrayForEach(item, f->cases)
    {
        const cJSON *result = cJSON_GetArrayItem(at(item, "results"), r),
                    *extent = cJSON_GetArrayItem(at(result, "shape"), 0);
        if (result && at(result, key) &&
            (!at(result, "shape") || (extent && extent->valueint > 1)) && !check(f, item))
            return item;
    }
    ck_abort_msg("%s: no case with '%s'", f->name, key);
    return NULL;
}

static cJSON *result_of(const cJSON *item, int r)
{
    return cJSON_GetArrayItem(at(item, "results"), r);
}

static void replace(cJSON *o, const char *key, cJSON *by)
{
    if (at(o, key)) cJSON_ReplaceItemInObjectCaseSensitive(o, key, by);
    else cJSON_AddItemToObject(o, key, by);
}

START_TEST(golden__another_value_shape_or_dtype_fails)
{
    struct golden_file f = open_recording("add.Tensor");
    cJSON *item = case_with(&f, 0, "rtol"), *result = result_of(item, 0);
    cJSON *shape = cJSON_Duplicate(at(result, "shape"), 1);
    replace(result, "shape", cJSON_Parse("[1, 2, 3, 4, 5, 6]"));
    ck_fails(check(&f, item), RP_E_VALUE, "instead of [1, 2, 3, 4, 5, 6]");
    replace(result, "shape", shape);
    cJSON *dtype = cJSON_Duplicate(at(result, "dtype"), 1);
    replace(result, "dtype", cJSON_CreateString("int8"));
    ck_fails(check(&f, item), RP_E_VALUE, "instead of int8");
    replace(result, "dtype", dtype);
    ck_ok(check(&f, item));
    cJSON *argument = cJSON_GetArrayItem(at(item, "args"), 1),
          *key = cJSON_Duplicate(at(cJSON_GetArrayItem(at(item, "args"), 0), "t"), 1);
    replace(argument, "t", key); /* the second input has the first one's numbers */
    if (st_has(f.file, key->valuestring)) ck_assert_int_ne(check(&f, item), RP_OK);
    golden_close(&f);
}
END_TEST

START_TEST(golden__numbers_keep_all_64_bits)
{
    struct golden_file f = open_recording("_local_scalar_dense.default");
    cJSON *item;
    int seen = 0;
    cJSON_ArrayForEach(item, f.cases)
    {
        cJSON *value = at(result_of(item, 0), "value");
        if (!cJSON_IsString(at(value, "int"))) continue;
        seen++;
        ck_assert(golden_integer(at(value, "int")) == INT64_MAX);
        ck_ok(check(&f, item));
        replace(value, "int", cJSON_CreateString("9223372036854775806"));
        ck_fails(check(&f, item), RP_E_VALUE,
                 "is 9223372036854775807 instead of 9223372036854775806");
    }
    ck_assert_int_eq(seen, 1);
    golden_close(&f);
}
END_TEST

START_TEST(golden__an_index_that_names_another_value_fails)
{
    struct golden_file f = open_recording("topk.default");
    cJSON *item = case_with(&f, 1, "of"), *result = result_of(item, 1);
    replace(result, "of", cJSON_CreateNumber(1)); /* indices are not the values */
    ck_fails(check(&f, item), RP_E_VALUE, "result 1");
    golden_close(&f);
}
END_TEST

static rp_tensor *integers(const int64_t *values, int64_t n)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, &n, 1, RP_I64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    memcpy(data, values, (size_t)n * sizeof *values);
    rp_tensor_done(t);
    return t;
}

static rp_status same_places(const char *op, rp_value *in, uint32_t n, const int64_t *got,
                             const int64_t *want)
{
    struct golden_places p = {0};
    RP_LOCAL rp_tensor *a = integers(got, 2), *b = integers(want, 2);
    ck_assert(golden_leaves_open(&p, rp_op_find(op), in, n));
    return golden_same_places(in[0].u.t, a, b, &p, "indices");
}

START_TEST(golden__an_index_may_name_another_equal_element_where_the_operator_leaves_it_open)
{
    const int64_t want[] = {1, 3}, equal[] = {1, 0}, other[] = {1, 2}, twice[] = {0, 0},
                  outside[] = {1, 4};
    RP_LOCAL rp_tensor *x = integers((const int64_t[]){7, 7, 5, 7}, 4);
    rp_value in[5] = {rp_value_tensor(x), rp_value_int(2), rp_value_int(-1), rp_value_bool(1),
                      rp_value_bool(1)};
    ck_ok(rp_init());
    ck_ok(same_places("aten::topk", in, 5, equal, want));
    ck_fails(same_places("aten::topk", in, 5, other, want), RP_E_VALUE,
             "indices: element 1 is 2, where another value stands");
    ck_fails(same_places("aten::topk", in, 5, twice, want), RP_E_VALUE,
             "indices: index 0 occurs twice");
    ck_fails(same_places("aten::topk", in, 5, outside, want), RP_E_VALUE,
             "indices: element 1 is 4, outside of 4");
    rp_value sort[4] = {rp_value_tensor(x), rp_value_bool(0), rp_value_int(-1), rp_value_bool(0)};
    struct golden_places p;
    ck_assert(golden_leaves_open(&p, rp_op_find("aten::sort.stable"), sort, 4));
    sort[1] = rp_value_bool(1);
    /* the first of them comes first */
    ck_assert(!golden_leaves_open(&p, rp_op_find("aten::sort.stable"), sort, 4));
    /* it is the first one */
    ck_assert(!golden_leaves_open(&p, rp_op_find("aten::max.dim"), in, 3));
    /* has no indices */
    ck_assert(!golden_leaves_open(&p, rp_op_find("aten::median"), in, 1));
}
END_TEST

START_TEST(golden__a_copy_instead_of_a_view_fails_and_the_reverse)
{
    struct golden_file f = open_recording("transpose.int"), g = open_recording("clone.default");
    cJSON *item = case_with(&f, 0, "alias");
    replace(result_of(item, 0), "offset", cJSON_CreateNumber(3));
    ck_fails(check(&f, item), RP_E_VALUE, "offset");
    item = case_with(&g, 0, "t");
    replace(result_of(item, 0), "alias", cJSON_CreateNumber(0));
    ck_fails(check(&g, item), RP_E_VALUE, "does not share storage with input 0");
    golden_close(&f);
    golden_close(&g);
}
END_TEST

START_TEST(golden__a_call_that_must_fail_and_does_not_is_a_failure)
{
    struct golden_file f = open_recording("neg.default");
    cJSON *item = case_with(&f, 0, "t"), *error = cJSON_AddObjectToObject(item, "error");
    cJSON_AddStringToObject(error, "kind", "dtype");
    cJSON_AddStringToObject(error, "text", "bool is not negated");
    ck_fails(check(&f, item), RP_E_VALUE, "must fail (dtype): bool is not negated");
    cJSON_AddTrueToObject(error, "optional");
    ck_ok(check(&f, item));
    golden_close(&f);
}
END_TEST

START_TEST(golden__a_written_input_that_is_not_listed_fails)
{
    struct golden_file f = open_recording("exp_.default");
    cJSON *item = case_with(&f, 0, "alias");
    cJSON_DeleteItemFromObject(item, "mutated");
    ck_fails(check(&f, item), RP_E_VALUE, "storage of input 0");
    golden_close(&f);
}
END_TEST

START_TEST(golden__wrong_gradients_fail_in_both_orders)
{
    static const char *const orders[] = {"inputs", "second"};
    struct golden_file f = open_recording("tanh.default");
    for (int k = 0; k < 2; k++) {
        cJSON *item;
        int seen = 0;
        cJSON_ArrayForEach(item, f.cases)
        {
            cJSON *spec = cJSON_GetArrayItem(at(at(item, "grads"), orders[k]), 0),
                  *extent = cJSON_GetArrayItem(at(spec, "shape"), 0);
            if (!extent || extent->valueint < 2 ||
                strcmp(golden_text(spec, "dtype"), "float32") != 0)
                continue;
            cJSON *t = cJSON_Duplicate(at(spec, "t"), 1),
                  *ref = cJSON_Duplicate(at(spec, "ref"), 1);
            /* the value instead of its gradient */
            replace(spec, "t", cJSON_Duplicate(at(result_of(item, 0), "t"), 1));
            cJSON_DeleteItemFromObject(spec, "ref");
            ck_fails(check(&f, item), RP_E_VALUE,
                     k ? "second-order gradient of input 0" : "first-order gradient of input 0");
            replace(spec, "t", t);
            replace(spec, "ref", ref);
            ck_ok(check(&f, item));
            seen++;
        }
        ck_assert_int_gt(seen, 0);
    }
    golden_close(&f);
}
END_TEST

START_TEST(golden__a_wrong_mean_or_range_of_a_random_operator_fails)
{
    struct golden_file f = open_recording("rand.default");
    cJSON *item, *random = NULL;
    cJSON_ArrayForEach(item, f.cases) if ((random = at(item, "random"))) break;
    ck_assert_ptr_nonnull(random);
    ck_ok(check(&f, item));
    const double mean = at(random, "mean")->valuedouble;
    replace(random, "mean", cJSON_CreateNumber(mean + 0.1));
    ck_fails(check(&f, item), RP_E_VALUE, "the mean is");
    replace(random, "mean", cJSON_CreateNumber(mean));
    replace(random, "min", cJSON_CreateNumber(0.5));
    ck_fails(check(&f, item), RP_E_VALUE, "below 0.5");
    golden_close(&f);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "golden", golden__another_value_shape_or_dtype_fails, golden__numbers_keep_all_64_bits,
        golden__an_index_that_names_another_value_fails,
        golden__an_index_may_name_another_equal_element_where_the_operator_leaves_it_open,
        golden__a_copy_instead_of_a_view_fails_and_the_reverse,
        golden__a_call_that_must_fail_and_does_not_is_a_failure,
        golden__a_written_input_that_is_not_listed_fails,
        golden__wrong_gradients_fail_in_both_orders,
        golden__a_wrong_mean_or_range_of_a_random_operator_fails, NULL);
}
