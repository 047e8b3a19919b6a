/* tests/dispatch/test_typed_api.c - the generated functions: slots, lists, optional arguments,
   results */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"

static const int64_t n3 = 3;

START_TEST(typed_api__out_may_be_an_argument)
{
    rp_tensor *h = rp_test_sin(&n3, 1, 0.5, 1);
    const double before = rp_test_value(h, 1);
    ck_ok(rp_mul(&h, h, h));
    ck_ok(rp_add(&h, h, h));
    ck_assert_double_le(fabs(rp_test_value(h, 1) - 2 * before * before), 1e-6);
    rp_tensor_release(h);
}
END_TEST

START_TEST(typed_api__out_is_untouched_on_failure)
{
    const int64_t n4 = 4;
    rp_tensor *a = rp_test_sin(&n3, 1, 0.5, 1), *b = rp_test_sin(&n4, 1, 0.5, 1),
              *y = rp_tensor_retain(a);
    ck_fails(rp_add(&y, a, b), RP_E_SHAPE, "must match");
    ck_assert_ptr_eq(y, a);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(typed_api__null_discards_a_result)
{
    rp_tensor *x = rp_test_sin(&n3, 1, 0.5, 1), *index = NULL;
    const uint64_t live = rp_test_live();
    ck_ok(rp_exp(NULL, x));
    ck_ok(rp_max_dim(NULL, NULL, x, 0, 0));
    ck_assert_uint_eq(rp_test_live(), live);
    ck_ok(rp_max_dim(NULL, &index, x, 0, 0));
    ck_assert_uint_eq(rp_tensor_dtype(index), RP_I64);
    rp_tensor_release(index);
    rp_tensor_release(x);
}
END_TEST

START_TEST(typed_api__one_slot_for_two_results_keeps_the_last)
{
    rp_tensor *x = rp_test_sin(&n3, 1, 0.5, 1), *y = NULL;
    ck_ok(rp_max_dim(&y, &y, x, 0, 0));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I64);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(typed_api__absent_tensors_are_null)
{
    rp_tensor *y = NULL, *x = rp_test_sin(&n3, 1, 0.5, 1);
    const rp_status st = rp_add(&y, x, NULL);
    ck_assert_int_ne(st, RP_OK);
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "other"));
    ck_assert_ptr_null(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(typed_api__long_lists_use_the_heap)
{
    enum { MANY = 40 };
    rp_tensor *part[MANY], *all = NULL;
    for (int i = 0; i < MANY; i++) part[i] = rp_test_sin(&n3, 1, i, 1);
    ck_ok(rp_cat(&all, part, MANY, 0));
    ck_assert_int_eq(rp_tensor_numel(all), 3 * MANY);
    for (int64_t i = 0; i < 3 * MANY; i++)
        ck_assert_double_eq(rp_test_value(all, i), rp_test_value(part[i / 3], i % 3));
    ck_fails(rp_cat(&all, NULL, 2, 0), RP_E_INVALID, "a list of 2 elements was given as NULL");
    rp_test_release(part, MANY);
    rp_tensor_release(all);
}
END_TEST

START_TEST(typed_api__list_results_have_the_length_asked_for)
{
    const int64_t n6 = 6;
    rp_tensor *x = rp_test_sin(&n6, 1, 0.5, 1), *part[3] = {NULL};
    ck_ok(rp_split(part, 3, x, 2, 0));
    for (int k = 0; k < 3; k++)
        ck_assert_double_eq(rp_test_value(part[k], 0), rp_test_value(x, 2 * k));
    rp_tensor *kept = part[0];
    ck_fails(rp_split(part, 2, x, 2, 0), RP_E_INVALID,
             "the call has 3 results, but the place for them holds 2");
    ck_assert_ptr_eq(part[0], kept);
    rp_test_release(part, 3);
    rp_tensor_release(x);
}
END_TEST

START_TEST(typed_api__full_functions_take_keyword_arguments)
{
    rp_tensor *x = rp_test_sin(&n3, 1, 0.5, 1), *y = NULL;
    const rp_device cpu = RP_CPU;
    ck_ok(rp_zeros_like_full(&y, x, RP_I32, NULL, &cpu, NULL, NULL));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_I32);
    ck_ok(rp_add_full(&y, x, x, rp_value_int(-1)));
    ck_assert_double_eq(rp_test_value(y, 2), 0);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(typed_api__numbers_come_back_as_values)
{
    rp_tensor *x = rp_test_sin(&n3, 1, 0.5, 1), *s = NULL;
    rp_value v;
    ck_ok(rp_equal(&v, x, x));
    ck_assert_uint_eq(v.tag, RP_TAG_BOOL);
    ck_assert_int_eq(v.u.i, 1);
    ck_ok(rp_sum(&s, x));
    ck_ok(rp_item(&v, s));
    ck_assert_uint_eq(v.tag, RP_TAG_FLOAT);
    rp_tensor_release(s);
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("typed_api", typed_api__out_may_be_an_argument,
                    typed_api__out_is_untouched_on_failure, typed_api__null_discards_a_result,
                    typed_api__one_slot_for_two_results_keeps_the_last,
                    typed_api__absent_tensors_are_null, typed_api__long_lists_use_the_heap,
                    typed_api__list_results_have_the_length_asked_for,
                    typed_api__full_functions_take_keyword_arguments,
                    typed_api__numbers_come_back_as_values, NULL);
}
