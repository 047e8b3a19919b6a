/* tests/dispatch/test_gradcheck.c - the checker itself: right derivatives pass, each kind of wrong
   one is named */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"
#include <string.h>

static const int64_t shape[2] = {2, 3};

static void open_inputs(rp_tensor **in, int n)
{
    ck_ok(rp_init());
    for (int k = 0; k < n; k++) {
        in[k] = rp_test_f64_sin(shape, 2, 0.3 + k, 1);
        ck_ok(rp_tensor_require_grad(in[k], 1));
    }
}

/* ---- y = a * b with a derivative that can be made wrong -------------------------------------- */
enum wrong { RIGHT, FACTOR, SLOT, ELEMENT, ABSENT, EXPANDED, DRIFT, SECOND };
static enum wrong wrong;

static rp_status spoil(rp_tensor **grad, rp_tensor *const *grad_out)
{
    static int passes;
    void *data;
    RP_TRY(rp_tensor_write(*grad, &data));
    double *g = data;
    if (wrong == ELEMENT) g[4] += 0.01;
    if (wrong == EXPANDED && rp_tensor_stride(grad_out[0])[0] == 0) g[0] = 7;
    if (wrong == DRIFT) g[0] += 1e-9 * passes++;
    rp_tensor_done(*grad);
    return RP_OK;
}

/* outputs: product and sum */
static rp_status run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out, rp_tensor **grad_in)
{
    const rp_value two = rp_value_float(wrong == FACTOR ? 2 : 1);
    for (uint32_t i = 0; i < 2; i++) {
        RP_LOCAL rp_tensor *other = NULL;
        if (!(needs >> i & 1)) continue;
        RP_TRY(rp_node_saved(&other, n, wrong == SLOT ? i : 1 - i));
        if (wrong == SECOND) RP_TRY(rp_tensor_alias(&other, other)); /* no history */
        if (grad_out[0]) RP_TRY(rp_mul(&grad_in[i], grad_out[0], other));
        if (grad_out[0]) RP_TRY(rp_mul_scalar(&grad_in[i], grad_in[i], two));
        if (grad_out[1] && grad_in[i]) RP_TRY(rp_add(&grad_in[i], grad_in[i], grad_out[1]));
        else if (grad_out[1] && wrong != ABSENT) grad_in[i] = rp_tensor_retain(grad_out[1]);
        if (grad_in[i] && grad_out[0] && (wrong == ELEMENT || wrong == EXPANDED || wrong == DRIFT))
            RP_TRY(spoil(&grad_in[i], grad_out));
    }
    return RP_OK;
}
static const rp_node_type product_and_sum = {"ProductAndSum", run, NULL};

static rp_status compute(rp_tensor **product, rp_tensor **sum, rp_tensor *const *in)
{
    const int grad_mode = rp_grad_mode_exchange(0);
    rp_status st = rp_mul(product, in[0], in[1]);
    if (!st) st = rp_add(sum, in[0], in[1]);
    rp_grad_mode_exchange(grad_mode);
    return st;
}

static rp_status f(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    static const rp_node_layout layout = {.edges = 2, .saved = 2, .outputs = 2};
    rp_node *n = NULL;
    (void)ctx;
    RP_TRY(compute(&out[0], &out[1], in));
    if (!rp_grad_mode()) return RP_OK;
    RP_TRY(rp_node_create(&n, &product_and_sum, &layout));
    rp_status st = RP_OK;
    for (uint32_t i = 0; !st && i < 2; i++) {
        st = rp_node_set_edge(n, i, in[i]);
        if (!st) st = rp_node_save_input(n, i, i, in[i]);
    }
    for (uint32_t i = 0; !st && i < 2; i++) st = rp_node_bind_output(n, i, out[i]);
    rp_node_release(n);
    return st;
}

static void refused(enum wrong w, const char *text)
{
    const rp_gradcheck_options o = {.size = sizeof o, .n_out = 2};
    rp_tensor *in[2];
    open_inputs(in, 2);
    wrong = w;
    if (w == SECOND) ck_ok(rp_gradcheck(f, NULL, in, 2, &o));
    ck_fails(w == SECOND ? rp_gradgradcheck(f, NULL, in, 2, &o) : rp_gradcheck(f, NULL, in, 2, &o),
             RP_E_VALUE, text);
    wrong = RIGHT;
    rp_test_release(in, 2);
}

START_TEST(gradcheck__right_derivatives_pass_in_both_orders)
{
    rp_gradcheck_options o = {.size = sizeof o, .n_out = 2};
    rp_tensor *in[2];
    open_inputs(in, 2);
    for (o.fast = 0; o.fast < 2; o.fast++) {
        ck_ok(rp_gradcheck(f, NULL, in, 2, &o));
        ck_ok(rp_gradgradcheck(f, NULL, in, 2, &o));
    }
    rp_test_release(in, 2);
}
END_TEST

START_TEST(gradcheck__a_wrong_factor_or_operand_names_the_elements)
{
    refused(FACTOR, "the derivative of result 0[0] by input 0[0] is");
    refused(SLOT, "the difference quotient is");
}
END_TEST

START_TEST(gradcheck__one_wrong_element_is_found)
{
    refused(ELEMENT, "by input 0[4] is 0.01");
}
END_TEST

START_TEST(gradcheck__absent_gradients_must_count_as_zeros)
{
    refused(ABSENT, "result 1[0] by input 0[0]");
}
END_TEST

START_TEST(gradcheck__expanded_gradients_must_count_like_dense_ones)
{
    refused(EXPANDED, "for an expanded gradient of ones it is 7");
}
END_TEST

START_TEST(gradcheck__two_passes_must_agree)
{
    refused(DRIFT, "in a second pass over the same graph");
}
END_TEST

START_TEST(gradcheck__a_derivative_without_history_fails_in_second_order_alone)
{
    refused(SECOND, "in the second derivative");
}
END_TEST

START_TEST(gradcheck__fast_mode_sees_a_wrong_element_too)
{
    const rp_gradcheck_options o = {.size = sizeof o, .n_out = 2, .fast = 1, .one_layout = 1};
    rp_tensor *in[2];
    open_inputs(in, 2);
    wrong = ELEMENT;
    ck_fails(rp_gradcheck(f, NULL, in, 2, &o), RP_E_VALUE, "along a random direction of input 0");
    wrong = RIGHT;
    rp_test_release(in, 2);
}
END_TEST

/* ---- inputs ---------------------------------------------------------------------------------- */
static rp_status f_sin(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_sin(out, in[0]);
}

START_TEST(gradcheck__inputs_of_other_layouts_are_moved_in_place)
{
    const int64_t sizes[2] = {3, 2}, strides[2] = {1, 4};
    rp_tensor *storage = rp_test_f64_sin((const int64_t[]){16}, 1, 0.4, 1), *in = NULL;
    ck_ok(rp_init());
    ck_ok(rp_tensor_alias_strided(&in, storage, sizes, strides, 2, 3));
    ck_ok(rp_tensor_require_grad(in, 1));
    double before[16];
    for (int i = 0; i < 16; i++) before[i] = rp_test_value(storage, i);
    ck_ok(rp_gradcheck(f_sin, NULL, &in, 1, NULL));
    ck_ok(rp_gradgradcheck(f_sin, NULL, &in, 1, NULL));
    for (int i = 0; i < 16; i++) ck_assert(rp_test_value(storage, i) == before[i]);
    rp_tensor_release(in);
    rp_tensor_release(storage);
}
END_TEST

START_TEST(gradcheck__inputs_that_cannot_be_checked_are_refused)
{
    const int64_t strides[2] = {0, 1};
    rp_tensor *x = rp_test_f64_sin(shape, 2, 0, 1), *wide = NULL,
              *f32 = rp_test_sin(shape, 2, 0, 1);
    ck_ok(rp_init());
    ck_fails(rp_gradcheck(f_sin, NULL, &x, 1, NULL), RP_E_INVALID,
             "none of the 1 inputs requires grad");
    ck_ok(rp_tensor_require_grad(f32, 1));
    ck_fails(rp_gradcheck(f_sin, NULL, &f32, 1, NULL), RP_E_DTYPE, "input 0 is float32");
    ck_ok(rp_tensor_alias_strided(&wide, x, shape, strides, 2, 0));
    ck_ok(rp_tensor_require_grad(wide, 1));
    ck_fails(rp_gradcheck(f_sin, NULL, &wide, 1, NULL), RP_E_LAYOUT,
             "overlaps itself in dimension 0");
    rp_tensor_release(wide);
    rp_tensor_release(f32);
    rp_tensor_release(x);
}
END_TEST

static rp_status f_fails(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)in;
    (void)out;
    return --*(int *)ctx < 0 ? RP_FAIL(RP_E_STATE, "enough") : f_sin(NULL, in, out);
}

START_TEST(gradcheck__errors_of_the_function_come_through_and_inputs_are_restored)
{
    rp_tensor *in[1];
    open_inputs(in, 1);
    const double before = rp_test_value(in[0], 0);
    for (int calls = 0; calls < 4; calls++) {
        int left = calls;
        ck_fails(rp_gradcheck(f_fails, &left, in, 1, NULL), RP_E_STATE, "enough");
        ck_assert(rp_test_value(in[0], 0) == before);
        ck_assert_int_eq(rp_grad_mode(), 1);
    }
    rp_test_release(in, 1);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "gradcheck", gradcheck__right_derivatives_pass_in_both_orders,
        gradcheck__a_wrong_factor_or_operand_names_the_elements,
        gradcheck__one_wrong_element_is_found, gradcheck__absent_gradients_must_count_as_zeros,
        gradcheck__expanded_gradients_must_count_like_dense_ones, gradcheck__two_passes_must_agree,
        gradcheck__a_derivative_without_history_fails_in_second_order_alone,
        gradcheck__fast_mode_sees_a_wrong_element_too,
        gradcheck__inputs_of_other_layouts_are_moved_in_place,
        gradcheck__inputs_that_cannot_be_checked_are_refused,
        gradcheck__errors_of_the_function_come_through_and_inputs_are_restored, NULL);
}
