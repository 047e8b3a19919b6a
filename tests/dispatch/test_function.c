/* tests/dispatch/test_function.c - custom differentiable functions: saving, marks, views, second
   order, what dies when */
#include "dispatch/autograd.h"
#include "dispatch/function.h"
#include "dispatch/gradcheck.h"
#include "support/gradcheck.h"
#include <stdbool.h>

/* ---- y = a^3 + b, with what the tests want to vary ------------------------------------------- */
struct cube {
    bool save_result, save_intermediate, keep_absent;
    int forwards, backwards, drops;
    int needs[2]; /* as forward saw them */
    rp_status fails;
};

static rp_status cube_forward(void *self, rp_function_context *c, rp_tensor *const *in,
                              uint32_t n_in, rp_tensor **out, uint32_t n_out)
{
    struct cube *s = self;
    (void)n_in, (void)n_out;
    s->forwards++;
    if (s->fails) return RP_FAIL(s->fails, "forward fails");
    ck_assert_int_eq(rp_grad_mode(), 0);
    for (uint32_t i = 0; i < 2; i++) s->needs[i] = rp_function_needs_input_grad(c, i);
    RP_LOCAL rp_tensor *square = NULL;
    RP_TRY(rp_mul(&square, in[0], in[0]));
    RP_TRY(rp_mul(&out[0], square, in[0]));
    RP_TRY(rp_add(&out[0], out[0], in[1]));
    if (s->save_intermediate) return rp_save_for_backward(c, &square, 1);
    return RP_OK;
}

static rp_status cube_setup(void *self, rp_function_context *c, rp_tensor *const *in, uint32_t n_in,
                            rp_tensor *const *out, uint32_t n_out)
{
    struct cube *s = self;
    rp_tensor *both[2] = {in[0], out[0]};
    (void)n_in, (void)n_out;
    if (s->keep_absent) rp_function_keep_absent(c);
    return s->save_intermediate ? RP_OK : rp_save_for_backward(c, both, s->save_result ? 2 : 1);
}

/* 3 a^2 g, g */
static rp_status cube_backward(void *self, rp_function_context *c, rp_tensor *const *grad_out,
                               uint32_t n_out, rp_tensor **grad_in, uint32_t n_in)
{
    struct cube *s = self;
    RP_LOCAL rp_tensor *saved = NULL;
    (void)n_out, (void)n_in;
    s->backwards++;
    RP_TRY(rp_function_saved(&saved, c, 0));
    if (!s->save_intermediate) RP_TRY(rp_mul(&saved, saved, saved));
    RP_TRY(rp_mul(&grad_in[0], grad_out[0], saved));
    RP_TRY(rp_mul_scalar(&grad_in[0], grad_in[0], rp_value_float(3)));
    grad_in[1] = rp_tensor_retain(grad_out[0]);
    return RP_OK;
}

static void cube_drop(void *self)
{
    ((struct cube *)self)->drops++;
}

static const rp_function_type cube = {sizeof cube, "Cube",        cube_forward,
                                      cube_setup,  cube_backward, cube_drop};

START_TEST(function__gradient_of_a_saved_input)
{
    struct cube s = {.forwards = 0};
    rp_tensor *in[2] = {LEAF(1, 2, 3), LEAF(10)}, *y = NULL, *sum = NULL;
    ck_ok(rp_function_apply_take(&y, 1, &cube, &s, in, 2));
    ck_values(y, 11, 18, 37);
    rp_edge e;
    ck_ok(rp_tensor_history(&e, y));
    ck_assert_str_eq(rp_node_name(e.node), "Cube");
    ck_ok(rp_sum(&sum, y));
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    ck_values(rp_tensor_grad(in[0]), 3, 12, 27);
    ck_values(rp_tensor_grad(in[1]), 3); /* broadcast: summed to the input's shape */
    ck_assert(s.forwards == 1 && s.backwards == 1 && s.needs[0] == 1 && s.needs[1] == 1 &&
              s.drops == 0);
    rp_tensor_release(y);
    rp_tensor_release(sum);
    ck_assert_int_eq(s.drops, 1); /* with the node */
    rp_test_release(in, 2);
}
END_TEST

static rp_status call_cube(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_function_apply(out, 1, &cube, ctx, in, 2);
}

START_TEST(function__double_backward_goes_through_a_backward_of_operators)
{
    const int64_t shape[1] = {3};
    struct cube s = {.save_result = true};
    rp_tensor *in[2] = {rp_test_f64_sin(shape, 1, 0.3, 1), rp_test_f64_sin(shape, 1, 1, 1)};
    rp_test_gradcheck(call_cube, &s, in, 2);
    rp_test_gradgradcheck(call_cube, &s, in, 2);
    ck_assert_int_eq(s.drops, 0); /* without _take the data stays the caller's */
    rp_test_release(in, 2);
}
END_TEST

START_TEST(function__without_gradients_nothing_is_kept)
{
    struct cube s = {.forwards = 0};
    rp_tensor *in[2] = {VEC(2), VEC(1)}, *y = NULL;
    const uint64_t live = rp_test_live();
    ck_ok(rp_function_apply_take(&y, 1, &cube, &s, in, 2));
    ck_assert(s.drops == 1 && s.needs[0] == 0 && !rp_tensor_requires_grad(y));
    ck_ok(rp_tensor_require_grad(in[0], 1));
    const int grad_mode = rp_grad_mode_exchange(0);
    ck_ok(rp_function_apply_take(&y, 1, &cube, &s, in, 2));
    rp_grad_mode_exchange(grad_mode);
    ck_assert(s.drops == 2 && s.needs[0] == 0 && !rp_tensor_requires_grad(y));
    rp_tensor_release(y);
    ck_assert_uint_eq(rp_test_live(), live);
    rp_test_release(in, 2);
}
END_TEST

START_TEST(checkpoint__126_saved_intermediate_works_under_hooks)
{
    struct cube s = {.save_intermediate = true};
    rp_tensor *in[2] = {LEAF(2, 3), LEAF(0, 0)}, *y = NULL, *sum = NULL;
    struct counting_hooks h = {0};
    const uint32_t depth = hooks_open(&h);
    ck_ok(rp_function_apply(&y, 1, &cube, &s, in, 2));
    rp_hooks_pop(depth);
    ck_assert_int_eq(h.packs, 1);
    ck_ok(rp_sum(&sum, y));
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    ck_assert_int_eq(h.unpacks, 1);
    ck_values(rp_tensor_grad(in[0]), 12, 27);
    rp_tensor_release(y);
    rp_tensor_release(sum);
    rp_test_release(in, 2);
}
END_TEST

START_TEST(function__saved_values_are_version_checked)
{
    struct cube s = {.save_result = true};
    rp_tensor *in[2] = {LEAF(2), LEAF(0)}, *x = NULL, *y = NULL;
    ck_ok(rp_mul_scalar(&x, in[0], rp_value_float(1)));
    ck_ok(rp_function_apply(&y, 1, &cube, &s, (rp_tensor *[]){x, in[1]}, 2));
    ck_ok(rp_mul__scalar(NULL, x, rp_value_float(2)));
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_MUTATED, "saved as input 0 of Cube");
    rp_tensor_release(x);
    rp_tensor_release(y);
    rp_test_release(in, 2);
}
END_TEST

START_TEST(function__second_pass_needs_keep_graph)
{
    const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
    struct cube s = {.forwards = 0};
    rp_tensor *in[2] = {LEAF(2), LEAF(0)}, *y = NULL;
    ck_ok(rp_function_apply(&y, 1, &cube, &s, in, 2));
    ck_ok(rp_backward(&y, NULL, 1, &keep));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_values(rp_tensor_grad(in[0]), 24);
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_STATE, "second time: what Cube saved");
    rp_tensor_release(y);
    rp_test_release(in, 2);
}
END_TEST

START_TEST(function__errors_come_through_and_drop_the_data)
{
    struct cube s = {.fails = RP_E_BUDGET};
    rp_tensor *in[2] = {LEAF(2), LEAF(0)}, *y = NULL;
    ck_fails(rp_function_apply_take(&y, 1, &cube, &s, in, 2), RP_E_BUDGET, "forward fails");
    ck_assert_ptr_null(y);
    ck_assert_int_eq(s.drops, 1);
    ck_assert_int_eq(rp_grad_mode(), 1);
    rp_test_release(in, 2);
}
END_TEST

/* ---- marks: doubles its input in place, and returns a copy of it, an index and nothing ------- */
enum mark_case {
    MARK_DIRTY = 1,
    MARK_CONSTANT = 2,
    FORGET_RESULT = 4,
    WRONG_DIRTY = 8,
    WRONG_CONSTANT = 16
};

static rp_status twice_forward(void *self, rp_function_context *c, rp_tensor *const *in,
                               uint32_t n_in, rp_tensor **out, uint32_t n_out)
{
    const int what = *(int *)self;
    (void)n_in;
    RP_TRY(rp_mul__scalar(NULL, in[0], rp_value_float(2)));
    if (!(what & FORGET_RESULT)) out[0] = rp_tensor_retain(in[0]);
    if (n_out > 1) RP_TRY(rp_add_scalar(&out[1], in[0], rp_value_float(1), rp_value_int(1)));
    if (what & (MARK_DIRTY | FORGET_RESULT)) RP_TRY(rp_function_mark_dirty(c, in[0]));
    if (what & WRONG_DIRTY) RP_TRY(rp_function_mark_dirty(c, out[1]));
    if (what & MARK_CONSTANT) RP_TRY(rp_function_mark_non_differentiable(c, out[1]));
    if (what & WRONG_CONSTANT) RP_TRY(rp_function_mark_non_differentiable(c, NULL));
    return RP_OK;
}

static rp_status twice_backward(void *self, rp_function_context *c, rp_tensor *const *grad_out,
                                uint32_t n_out, rp_tensor **grad_in, uint32_t n_in)
{
    (void)self, (void)c, (void)n_in;
    RP_TRY(rp_mul_scalar(&grad_in[0], grad_out[0], rp_value_float(2)));
    if (n_out < 2) return RP_OK;
    RP_LOCAL rp_tensor *more = NULL; /* zeros where the second result was not used */
    RP_TRY(rp_mul_scalar(&more, grad_out[1], rp_value_float(2)));
    return rp_add(&grad_in[0], grad_in[0], more);
}
static const rp_function_type twice = {sizeof twice, "Twice",        twice_forward,
                                       NULL,         twice_backward, NULL};

START_TEST(checkpoint__231_mark_dirty_rebases_the_history)
{
    int what = MARK_DIRTY;
    rp_tensor *x = LEAF(1, 2), *a = NULL, *y = NULL, *sum = NULL;
    ck_ok(rp_mul_scalar(&a, x, rp_value_float(5)));
    ck_ok(rp_function_apply(&y, 1, &twice, &what, &a, 1));
    ck_assert_ptr_eq(y, a); /* the very handle */
    ck_values(a, 10, 20);
    ck_ok(rp_mul(&sum, a, a));
    ck_ok(rp_sum(&sum, sum));
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 200, 400); /* d (10 x)^2 */
    rp_tensor_release(y);
    rp_tensor_release(a);
    rp_tensor_release(sum);
    rp_tensor_release(x);
}
END_TEST

START_TEST(function__dirty_view_becomes_a_part_of_its_base)
{
    int what = MARK_DIRTY;
    rp_tensor *x = LEAF(1, 2, 3), *a = NULL, *v = NULL, *y = NULL, *sum = NULL;
    ck_ok(rp_mul_scalar(&a, x, rp_value_float(1)));
    ck_ok(rp_narrow(&v, a, 0, 1, 2));
    ck_ok(rp_function_apply(&y, 1, &twice, &what, &v, 1));
    ck_values(a, 1, 4, 6);
    ck_ok(rp_sum(&sum, a));
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 1, 2, 2);
    rp_tensor *two[2] = {NULL, NULL};
    rp_tensor_release(v);
    v = NULL;
    ck_ok(rp_narrow(&v, a, 0, 1, 2));
    ck_fails(rp_function_apply(two, 2, &twice, &what, &v, 1), RP_E_STATE,
             "may have one result, not 2");
    rp_tensor_release(y);
    rp_tensor_release(v);
    rp_tensor_release(a);
    rp_tensor_release(sum);
    rp_tensor_release(x);
}
END_TEST

START_TEST(function__marks_that_do_not_fit_are_refused)
{
    int what = MARK_DIRTY;
    rp_tensor *x = LEAF(1), *a = NULL, *y[2] = {NULL, NULL};
    ck_fails(rp_function_apply(y, 1, &twice, &what, &x, 1), RP_E_STATE,
             "Twice: a leaf Variable that requires grad");
    ck_ok(rp_clone(&a, x));
    what = FORGET_RESULT;
    ck_fails(rp_function_apply(y, 1, &twice, &what, &a, 1), RP_E_INVALID,
             "must be among the results");
    what = WRONG_DIRTY;
    ck_fails(rp_function_apply(y, 2, &twice, &what, &a, 1), RP_E_INVALID, "is no input");
    what = WRONG_CONSTANT;
    ck_fails(rp_function_apply(y, 1, &twice, &what, &a, 1), RP_E_INVALID, "is no result");
    rp_tensor_release(a);
    rp_tensor_release(x);
}
END_TEST

START_TEST(function__results_marked_as_constant_have_no_history)
{
    int what = MARK_DIRTY | MARK_CONSTANT;
    rp_tensor *x = LEAF(1), *a = NULL, *y[2] = {NULL, NULL};
    ck_ok(rp_clone(&a, x));
    ck_ok(rp_function_apply(y, 2, &twice, &what, &a, 1));
    ck_assert(rp_tensor_requires_grad(y[0]) && !rp_tensor_requires_grad(y[1]));
    rp_test_release(y, 2);
    rp_tensor_release(a);
    rp_tensor_release(x);
}
END_TEST

START_TEST(function__unused_results_give_zeros)
{
    int what = MARK_DIRTY;
    rp_tensor *x = LEAF(3), *a = NULL, *y[2] = {NULL, NULL};
    ck_ok(rp_clone(&a, x));
    ck_ok(rp_function_apply(y, 2, &twice, &what, &a, 1));
    ck_ok(rp_backward(&y[1], NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 2);
    rp_test_release(y, 2);
    rp_tensor_release(a);
    rp_tensor_release(x);
}
END_TEST

/* ---- results that are inputs, views of them, absent, or kept by the function ----------------- */
static rp_status pass_forward(void *self, rp_function_context *c, rp_tensor *const *in,
                              uint32_t n_in, rp_tensor **out, uint32_t n_out)
{
    (void)c, (void)n_in, (void)n_out;
    out[0] = rp_tensor_retain(in[0]);
    RP_TRY(rp_narrow(&out[1], in[0], 0, 1, 2));
    RP_TRY(rp_argmax(&out[2], in[0], NULL, 0));
    RP_TRY(rp_neg(&out[4], in[0]));
    *(rp_tensor **)self = rp_tensor_retain(out[4]);
    return rp_save_for_backward(c, &out[2], 1);
}

static rp_status pass_backward(void *self, rp_function_context *c, rp_tensor *const *grad_out,
                               uint32_t n_out, rp_tensor **grad_in, uint32_t n_in)
{
    RP_LOCAL rp_tensor *index = NULL;
    (void)self, (void)n_in;
    ck_assert_uint_eq(n_out, 5);
    ck_assert_ptr_nonnull(grad_out[1]); /* zeros */
    ck_assert_ptr_null(grad_out[2]);    /* an integer has no gradient */
    ck_ok(rp_function_saved(&index, c, 0));
    rp_value v;
    ck_ok(rp_tensor_item(&v, index));
    ck_assert_int_eq(v.u.i, 2); /* 231: saved integers come back right */
    grad_in[0] = rp_tensor_retain(grad_out[0]);
    return RP_OK;
}
static const rp_function_type pass = {sizeof pass, "Pass", pass_forward, NULL, pass_backward, NULL};

START_TEST(function__inputs_and_views_come_back_as_handles_of_their_own)
{
    rp_tensor *x = LEAF(1, 2, 5), *y[5] = {NULL}, *kept = NULL, *sum = NULL;
    ck_ok(rp_function_apply(y, 5, &pass, &kept, &x, 1));
    ck_assert_ptr_ne(y[0], x);
    ck_assert(rp_tensor_shares_storage(y[0], x) && rp_tensor_shares_storage(y[1], x));
    ck_assert_ptr_null(y[3]);
    /* no cycle through what the function keeps */
    ck_assert(!rp_tensor_requires_grad(kept) && rp_tensor_requires_grad(y[4]));
    ck_fails(rp_mul__scalar(NULL, y[1], rp_value_float(2)), RP_E_STATE,
             "created inside a custom function");
    ck_ok(rp_sum(&sum, y[0]));
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 1, 1, 1);
    rp_tensor_release(kept);
    rp_tensor_release(sum);
    rp_test_release(y, 5);
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL;
    return rp_suite(
        "function", function__gradient_of_a_saved_input,
        function__double_backward_goes_through_a_backward_of_operators,
        function__without_gradients_nothing_is_kept,
        checkpoint__126_saved_intermediate_works_under_hooks,
        function__saved_values_are_version_checked, function__second_pass_needs_keep_graph,
        function__errors_come_through_and_drop_the_data,
        checkpoint__231_mark_dirty_rebases_the_history,
        function__dirty_view_becomes_a_part_of_its_base,
        function__marks_that_do_not_fit_are_refused,
        function__results_marked_as_constant_have_no_history, function__unused_results_give_zeros,
        function__inputs_and_views_come_back_as_handles_of_their_own, NULL);
}
