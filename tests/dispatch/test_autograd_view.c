#include "autograd.h"

START_TEST(inplace__write_into_a_slice_of_a_result)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *w = LEAF(5, 7), *y = times(x, 2), *v = part(y, 1, 3);
    ck_ok(rp_mul_(NULL, v, w));
    ck_values(y, 2, 20, 42, 8);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 2, 100, 1400, 2000);
    ck_values(rp_tensor_grad(w), 40, 600);
}
END_TEST

START_TEST(inplace__view_made_before_its_base_was_written)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 2), *v = part(y, 0, 2);
    ck_ok(rp_mul__scalar(NULL, y, rp_value_float(3)));
    backward_weighed(v);
    ck_values(rp_tensor_grad(x), 6, 60, 0, 0);
}
END_TEST

START_TEST(inplace__write_through_one_view_seen_through_its_sibling)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 2), *a = part(y, 0, 2),
                       *b = part(y, 1, 3);
    ck_ok(rp_mul__scalar(NULL, a, rp_value_float(3)));
    ck_values(b, 12, 6);
    backward_weighed(b);
    ck_values(rp_tensor_grad(x), 0, 6, 20, 0);
}
END_TEST

START_TEST(inplace__view_of_a_view_of_another_order)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *flat = times(x, 2), *y = shaped(flat, 2, 2),
                       *t = NULL, *column = NULL;
    ck_ok(rp_t(&t, y));
    ck_ok(rp_select_int(&column, t, 0, 0));
    ck_ok(rp_mul__scalar(NULL, column, rp_value_float(5)));
    ck_values(y, 10, 4, 30, 8);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 10, 20, 1000, 2000);
}
END_TEST

START_TEST(inplace__constant_base_gets_a_history_from_what_is_written)
{
    RP_LOCAL rp_tensor *y = VEC(1, 2, 3, 4), *w = LEAF(5, 7), *before = part(y, 0, 2),
                       *v = part(y, 1, 3);
    ck_assert(!rp_tensor_requires_grad(y) && !rp_tensor_requires_grad(before));
    ck_ok(rp_add_(NULL, v, w));
    ck_assert(rp_tensor_requires_grad(y) && rp_tensor_requires_grad(before) &&
              rp_tensor_requires_grad(v));
    ck_assert(!rp_tensor_is_leaf(y) && !rp_tensor_is_leaf(before));
    ck_values(y, 1, 7, 10, 4);
    backward_weighed(before);
    ck_values(rp_tensor_grad(w), 10, 0);
}
END_TEST

START_TEST(inplace__view_made_before_its_base_gains_history)
{
    RP_LOCAL rp_tensor *y = VEC(1, 2, 3, 4), *w = LEAF(5, 6, 7, 8), *v = part(y, 1, 3);
    ck_ok(rp_mul_(NULL, y, w));
    ck_assert(rp_tensor_requires_grad(v));
    backward_weighed(v);
    ck_values(rp_tensor_grad(w), 0, 2, 30, 0);
}
END_TEST

START_TEST(inplace__copy_into_a_slice_cuts_the_old_gradient)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *w = LEAF(5, 7), *y = times(x, 2), *v = part(y, 1, 3);
    ck_ok(rp_copy_(NULL, v, w, 0));
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 2, 0, 0, 2000);
    ck_values(rp_tensor_grad(w), 10, 100);
}
END_TEST

START_TEST(inplace__zeroed_slice_has_no_gradient)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 2), *v = part(y, 1, 3);
    ck_ok(rp_zero_(NULL, v));
    ck_values(y, 2, 0, 0, 8);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 2, 0, 0, 2000);
}
END_TEST

START_TEST(inplace__several_writes_through_several_views)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 1), *a = part(y, 0, 2),
                       *b = part(y, 1, 3);
    ck_ok(rp_mul__scalar(NULL, a, rp_value_float(2)));
    ck_ok(rp_mul__scalar(NULL, b, rp_value_float(3)));
    ck_ok(rp_mul__scalar(NULL, y, rp_value_float(5)));
    ck_ok(rp_mul__scalar(NULL, a, rp_value_float(7)));
    ck_values(y, 70, 420, 45, 20);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 70, 2100, 1500, 5000);
}
END_TEST

START_TEST(inplace__written_view_is_read_again)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 2), *v = part(y, 0, 2), *z = NULL;
    ck_ok(rp_mul__scalar(NULL, v, rp_value_float(3)));
    ck_ok(rp_mul(&z, v, v)); /* 36 x^2 */
    backward_weighed(z);
    ck_values(rp_tensor_grad(x), 72, 1440, 0, 0);
}
END_TEST

START_TEST(inplace__derivative_that_reads_the_result)
{
    const float e = 2.718281828f;
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 1), *v = part(y, 0, 2);
    ck_ok(rp_exp_(NULL, v));
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), e, 10 * e * e, 100, 1000);
}
END_TEST

START_TEST(inplace__derivative_that_reads_the_old_value)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3), *w = LEAF(5, 6, 7), *y = times(x, 2);
    ck_ok(rp_mul_(NULL, y, w)); /* the gradient of w is the old y */
    backward_weighed(y);
    ck_values(rp_tensor_grad(w), 2, 40, 600);
    ck_values(rp_tensor_grad(x), 10, 120, 1400);
}
END_TEST

START_TEST(inplace__overlapping_view_sums_its_gradients)
{
    RP_LOCAL rp_tensor *x = LEAF(2), *y = times(x, 1), *wide = NULL;
    ck_ok(rp_expand(&wide, y, (int64_t[]){4}, 1));
    ck_ok(rp_mul__scalar(NULL, y, rp_value_float(3)));
    backward_weighed(wide);
    ck_values(rp_tensor_grad(x), 3333);
}
END_TEST

START_TEST(inplace__base_that_is_not_contiguous)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4, 5, 6), *y = shaped(x, 2, 3), *t = NULL, *base = NULL,
                       *row = NULL;
    ck_ok(rp_t(&t, y));
    ck_ok(rp_mul_scalar(&base, t, rp_value_float(2))); /* keeps the strides of t */
    ck_ok(rp_select_int(&row, base, 0, 1));
    ck_ok(rp_mul__scalar(NULL, row, rp_value_float(5)));
    ck_values(base, 2, 8, 20, 50, 6, 12);
    backward_weighed(base);
    ck_values(rp_tensor_grad(x), 2, 1000, 20000, 20, 10000, 200000);
}
END_TEST

START_TEST(inplace__transposed_in_place)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *m = shaped(x, 2, 2), *y = times(m, 1);
    ck_ok(rp_t_(NULL, y));
    ck_values(y, 1, 3, 2, 4);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 1, 100, 10, 1000);
}
END_TEST

START_TEST(inplace__own_function_as_factor_is_right_and_makes_no_cycle)
{
    const uint64_t before = rp_test_live();
    rp_tensor *x = LEAF(1, 2), *y = times(x, 1), *s = NULL;
    ck_ok(rp_sin(&s, y));
    rp_tensor_release(s);
    s = NULL;
    ck_ok(rp_mul_scalar(&s, y, rp_value_float(3)));
    ck_ok(rp_mul_(NULL, y, s)); /* 3 x^2 */
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 6, 120);
    rp_tensor_release(s);
    s = times(x, 1);
    rp_tensor_release(y);
    y = NULL;
    ck_ok(rp_sin(&y, s));
    ck_ok(rp_mul_(NULL, s, y)); /* never differentiated: what it saved must die with the handles */
    rp_tensor_release(s);
    rp_tensor_release(y);
    rp_tensor_release(x);
    ck_assert_uint_eq(rp_test_live(), before);
}
END_TEST

START_TEST(inplace__retained_gradient_follows_the_tensor)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *y = times(x, 2);
    ck_ok(rp_tensor_retain_grad(y));
    ck_ok(rp_mul__scalar(NULL, y, rp_value_float(3)));
    backward_weighed(y);
    ck_values(rp_tensor_grad(y), 1, 10);
    ck_values(rp_tensor_grad(x), 6, 60);
}
END_TEST

START_TEST(inplace__second_derivative_through_a_written_slice)
{
    const rp_backward_options again = {.size = sizeof again, .create_graph = 1};
    RP_LOCAL rp_tensor *x = LEAF(2, 3), *y = NULL, *v = NULL, *x0 = part(x, 0, 1), *l = NULL,
                       *g = NULL, *s = NULL;
    ck_ok(rp_mul(&y, x, x));
    v = part(y, 0, 1);
    ck_ok(rp_mul_(NULL, v, x0)); /* y = (x0^3, x1^2) */
    l = weighed(y);
    ck_ok(rp_grad(&g, &l, 1, &x, 1, &again));
    ck_values(g, 12, 60);
    s = weighed(g);
    ck_ok(rp_backward(&s, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 12, 200);
}
END_TEST

START_TEST(inplace__second_derivative_through_a_regenerated_view)
{
    const rp_backward_options again = {.size = sizeof again, .create_graph = 1};
    RP_LOCAL rp_tensor *x = LEAF(2, 3), *y = times(x, 1), *v = part(y, 0, 1), *z = NULL, *l = NULL,
                       *g = NULL;
    ck_ok(rp_mul_(NULL, y, x)); /* x^2, v's history is derived again */
    ck_ok(rp_mul(&z, v, v));    /* x0^4 */
    l = weighed(z);
    ck_ok(rp_grad(&g, &l, 1, &x, 1, &again));
    ck_values(g, 32, 0);
    rp_tensor_release(l);
    l = weighed(g);
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 48, 0);
}
END_TEST

START_TEST(inplace__leaf_and_views_of_leaves_are_refused)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *v = part(x, 0, 2);
    ck_fails(rp_mul__scalar(NULL, x, rp_value_float(2)), RP_E_STATE,
             "a leaf Variable that requires grad is being used in an in-place operation");
    ck_fails(rp_mul__scalar(NULL, v, rp_value_float(2)), RP_E_STATE,
             "a view of a leaf Variable that requires grad is being used in an in-place operation");
    ck_values(x, 1, 2, 3, 4);
}
END_TEST

START_TEST(inplace__without_grad_mode_only_the_version_moves)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *v = NULL;
    const int before = rp_grad_mode_exchange(0);
    const uint64_t version = rp_tensor_version(x);
    v = part(x, 0, 2);
    ck_ok(rp_mul__scalar(NULL, x, rp_value_float(2)));
    ck_ok(rp_mul__scalar(NULL, v, rp_value_float(2)));
    rp_grad_mode_exchange(before);
    ck_assert_uint_eq(rp_tensor_version(x), version + 2);
    ck_assert(rp_tensor_is_leaf(x));
    ck_values(x, 4, 8, 6, 8);
}
END_TEST

START_TEST(inplace__view_made_without_grad_mode_is_refused)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 2), *v = NULL;
    const int before = rp_grad_mode_exchange(0);
    v = part(y, 0, 2);
    rp_grad_mode_exchange(before);
    ck_assert(!rp_tensor_requires_grad(v));
    RP_LOCAL rp_tensor *w = LEAF(3, 4);
    ck_fails(rp_mul_(NULL, v, w), RP_E_STATE,
             "a view was created in no_grad mode and is being modified inplace");
    RP_LOCAL rp_tensor *inner = part(v, 0, 1);
    RP_LOCAL rp_tensor *one = LEAF(3);
    ck_fails(rp_mul_(NULL, inner, one), RP_E_STATE, "no_grad mode");
}
END_TEST

START_TEST(inplace__one_of_several_views_is_refused)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *y = times(x, 2);
    rp_tensor *half[2] = {NULL, NULL};
    ck_ok(rp_split(half, 2, y, 2, 0));
    ck_fails(rp_mul__scalar(NULL, half[0], rp_value_float(2)), RP_E_STATE,
             "returns multiple views");
    backward_weighed(half[1]);
    ck_values(rp_tensor_grad(x), 0, 0, 2, 20);
    rp_tensor_release(half[0]);
    rp_tensor_release(half[1]);
}
END_TEST

START_TEST(inplace__write_through_a_view_is_noticed_by_saved_values)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *y = times(x, 2), *z = NULL, *v = part(y, 0, 1), *l = NULL;
    ck_ok(rp_mul(&z, y, y));
    ck_ok(rp_mul__scalar(NULL, v, rp_value_float(2)));
    l = weighed(z);
    ck_fails(rp_backward(&l, NULL, 1, NULL), RP_E_MUTATED,
             "modified by an inplace operation: [2] float32, saved as input");
}
END_TEST

START_TEST(inplace__detached_alias_shares_bytes_but_no_history)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *y = times(x, 2), *d = NULL;
    ck_ok(rp_detach(&d, y));
    ck_assert(!rp_tensor_requires_grad(d));
    ck_ok(rp_mul__scalar(NULL, d, rp_value_float(5)));
    ck_assert(!rp_tensor_requires_grad(d));
    ck_values(y, 10, 20);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 2, 20);
}
END_TEST

START_TEST(inplace__out_form_is_refused_where_a_gradient_is_wanted)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *out = VEC(0, 0);
    ck_fails(rp_mul_out(NULL, x, x, out), RP_E_STATE,
             "out= arguments do not support automatic differentiation");
    const int before = rp_grad_mode_exchange(0);
    ck_ok(rp_mul_out(NULL, x, x, out));
    rp_grad_mode_exchange(before);
    ck_values(out, 1, 4);
}
END_TEST

START_TEST(inplace__graph_runs_once_unless_kept)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *w = LEAF(3), *y = times(x, 2), *v = part(y, 0, 1),
                       *l = NULL;
    ck_ok(rp_mul_(NULL, v, w));
    l = weighed(y);
    ck_ok(rp_backward(
        &l, NULL, 1, &(rp_backward_options){.size = sizeof(rp_backward_options), .keep_graph = 1}));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 12, 40);
    ck_fails(rp_backward(&l, NULL, 1, NULL), RP_E_STATE, "second time");
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL; /* the runner reports it */
    return rp_suite(
        "autograd_view", inplace__write_into_a_slice_of_a_result,
        inplace__view_made_before_its_base_was_written,
        inplace__write_through_one_view_seen_through_its_sibling,
        inplace__view_of_a_view_of_another_order,
        inplace__constant_base_gets_a_history_from_what_is_written,
        inplace__view_made_before_its_base_gains_history,
        inplace__copy_into_a_slice_cuts_the_old_gradient, inplace__zeroed_slice_has_no_gradient,
        inplace__several_writes_through_several_views, inplace__written_view_is_read_again,
        inplace__derivative_that_reads_the_result, inplace__derivative_that_reads_the_old_value,
        inplace__overlapping_view_sums_its_gradients, inplace__base_that_is_not_contiguous,
        inplace__transposed_in_place, inplace__own_function_as_factor_is_right_and_makes_no_cycle,
        inplace__retained_gradient_follows_the_tensor,
        inplace__second_derivative_through_a_written_slice,
        inplace__second_derivative_through_a_regenerated_view,
        inplace__leaf_and_views_of_leaves_are_refused,
        inplace__without_grad_mode_only_the_version_moves,
        inplace__view_made_without_grad_mode_is_refused, inplace__one_of_several_views_is_refused,
        inplace__write_through_a_view_is_noticed_by_saved_values,
        inplace__detached_alias_shares_bytes_but_no_history,
        inplace__out_form_is_refused_where_a_gradient_is_wanted,
        inplace__graph_runs_once_unless_kept, NULL);
}
