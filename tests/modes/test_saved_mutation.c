/* tests/modes/test_saved_mutation.c - section 14 of modes/checkpoint/behaviours.md: writes to what
   graphs have saved */
#include "dispatch/autograd.h"
#include "modes/saved_mutation.h"

static rp_tensor *squares_sum(rp_tensor *b)
{
    rp_tensor *product = NULL, *sum = NULL;
    ck_ok(rp_mul(&product, b, b));
    ck_ok(rp_sum(&sum, product));
    rp_tensor_release(product);
    return sum;
}

static rp_tensor *copy_of(rp_tensor *a)
{
    rp_tensor *b = NULL;
    ck_ok(rp_clone(&b, a));
    return b;
}

static void backward_and_release(rp_tensor *loss_take)
{
    ck_ok(rp_backward(&loss_take, NULL, 1, NULL));
    rp_tensor_release(loss_take);
}

START_TEST(checkpoint__134_a_write_in_the_scope_keeps_the_old_values)
{
    rp_saved_mutation *scope = NULL;
    rp_tensor *a = LEAF(1, 2, 3), *b = copy_of(a), *loss = squares_sum(b);
    ck_ok(rp_sin_(NULL, b));
    ck_fails(rp_backward(&loss, NULL, 1, NULL), RP_E_MUTATED, "modified by an inplace operation");
    rp_tensor_release(loss);
    rp_tensor_release(b);
    for (int through_view = 0; through_view < 2; through_view++) {
        ck_ok(rp_saved_mutation_push(&scope));
        b = copy_of(a);
        loss = squares_sum(b);
        rp_tensor *v = through_view ? part(b, 1, 3) : rp_tensor_retain(b);
        ck_ok(rp_sin_(NULL, v));
        rp_tensor_release(v);
        ck_assert_uint_eq(rp_saved_mutation_copies(scope), 1);
        backward_and_release(loss);
        ck_values(rp_tensor_grad(a), 2, 4, 6);
        ck_assert_uint_eq(rp_saved_mutation_copies(scope), 0);
        rp_tensor_set_grad(a, NULL);
        rp_tensor_release(b);
        rp_saved_mutation_pop_take(scope);
    }
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__135_a_version_is_copied_once)
{
    rp_saved_mutation *scope = NULL;
    rp_tensor *a = LEAF(1, 2), *b = copy_of(a), *first[3], *second;
    ck_ok(rp_saved_mutation_push(&scope));
    for (int i = 0; i < 3; i++) first[i] = squares_sum(b);
    ck_ok(rp_mul__scalar(NULL, b, rp_value_float(3)));
    ck_assert_uint_eq(rp_saved_mutation_copies(scope), 1);
    second = squares_sum(b);
    ck_ok(rp_mul__scalar(NULL, b, rp_value_float(3)));
    ck_assert_uint_eq(rp_saved_mutation_copies(scope), 2);
    for (int i = 0; i < 3; i++) backward_and_release(first[i]);
    ck_assert_uint_eq(rp_saved_mutation_copies(scope), 1);
    ck_values(rp_tensor_grad(a), 6, 12);
    backward_and_release(second);
    ck_assert_uint_eq(rp_saved_mutation_copies(scope), 0);
    ck_values(rp_tensor_grad(a), 24, 48); /* + 2 (3 a) 3 */
    rp_tensor *late = squares_sum(b);
    backward_and_release(late);
    ck_ok(rp_mul__scalar(NULL, b, rp_value_float(3)));
    ck_assert_uint_eq(rp_saved_mutation_copies(scope), 0); /* written after backward */
    rp_tensor_release(b);
    rp_saved_mutation_pop_take(scope);
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__136_bases_views_out_and_lists)
{
    rp_saved_mutation *scope = NULL;
    ck_ok(rp_saved_mutation_push(&scope));
    for (int how = 0; how < 4; how++) {
        rp_tensor *a = LEAF(1, 2, 3, 4), *b = copy_of(a), *v = part(b, 0, 2),
                  *loss = squares_sum(how == 1 ? v : b);
        const int grad_mode = rp_grad_mode_exchange(how < 2);
        if (how == 0) ck_ok(rp_sin_(NULL, v));
        if (how == 1) ck_ok(rp_sin_(NULL, b));
        if (how == 2) ck_ok(rp_sin_out(NULL, b, b));
        if (how == 3) ck_ok(rp__foreach_mul__scalar((rp_tensor *[]){b}, 1, rp_value_float(2)));
        rp_grad_mode_exchange(grad_mode);
        backward_and_release(loss);
        if (how == 1) ck_values(rp_tensor_grad(a), 2, 4, 0, 0);
        else ck_values(rp_tensor_grad(a), 2, 4, 6, 8);
        rp_tensor_release(v);
        rp_tensor_release(b);
        rp_tensor_release(a);
    }
    rp_saved_mutation_pop_take(scope);
}
END_TEST

START_TEST(checkpoint__251_a_view_past_the_beginning_is_seen)
{
    rp_saved_mutation *scope = NULL;
    rp_tensor *a = LEAF(1, 2, 3, 4), *b = copy_of(a), *v = part(b, 2, 4);
    ck_ok(rp_saved_mutation_push(&scope));
    rp_tensor *loss = squares_sum(v);
    ck_ok(rp_sin_(NULL, b));
    backward_and_release(loss);
    ck_values(rp_tensor_grad(a), 0, 0, 6, 8);
    rp_saved_mutation_pop_take(scope);
    rp_tensor_release(v);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

START_TEST(checkpoint__137_backward_outside_and_nesting_are_errors)
{
    rp_saved_mutation *scope = NULL, *other = NULL;
    rp_tensor *a = LEAF(1, 2), *b = copy_of(a);
    ck_ok(rp_saved_mutation_push(&scope));
    ck_fails(rp_saved_mutation_push(&other), RP_E_STATE, "cannot be nested");
    rp_tensor *loss = squares_sum(b);
    ck_ok(rp_sin_(NULL, b));
    rp_saved_mutation_pop_take(scope);
    ck_fails(rp_backward(&loss, NULL, 1, NULL), RP_E_STATE, "outside of the scope");
    ck_ok(rp_saved_mutation_push(&other));
    ck_fails(rp_backward(&loss, NULL, 1, NULL), RP_E_STATE, "outside of the scope");
    rp_saved_mutation_pop_take(other);
    rp_tensor_release(loss); /* the copy goes with the graph */
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL;
    return rp_suite("saved_mutation", checkpoint__134_a_write_in_the_scope_keeps_the_old_values,
                    checkpoint__135_a_version_is_copied_once,
                    checkpoint__136_bases_views_out_and_lists,
                    checkpoint__251_a_view_past_the_beginning_is_seen,
                    checkpoint__137_backward_outside_and_nesting_are_errors, NULL);
}
