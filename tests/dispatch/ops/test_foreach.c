/* tests/dispatch/ops/test_foreach.c - operators over lists: one call, all or nothing, gradients,
 * fake tensors; optimizers whose learning rate is a tensor; operators that are names for others
 */
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "modes/count.h"
#include "support/gradcheck.h"

enum { LIST = 3 };
static const int64_t three[] = {3}, two_two[] = {2, 2};

static void make_list(rp_tensor **t, double seed)
{
    t[0] = rp_test_f64_sin(three, 1, seed, 1);
    t[1] = rp_test_f64_sin(two_two, 2, seed + 1, 2);
    t[2] = rp_test_f64_sin(NULL, 0, seed + 2, 3);
}

static void expect_each(rp_tensor *const *got, rp_tensor *const *want)
{
    for (int k = 0; k < LIST; k++) {
        ck_assert_int_eq(rp_tensor_numel(got[k]), rp_tensor_numel(want[k]));
        for (int64_t i = 0; i < rp_tensor_numel(want[k]); i++)
            ck_assert_double_eq(rp_test_value(got[k], i), rp_test_value(want[k], i));
    }
}

START_TEST(foreach__is_one_call_of_a_mode_and_gives_what_single_calls_give)
{
    rp_tensor *a[LIST], *b[LIST], *y[LIST] = {NULL}, *want[LIST] = {NULL};
    const rp_value numbers[LIST] = {rp_value_float(0.5), rp_value_int(2), rp_value_float(-1)};
    rp_mode *count = NULL;
    uint32_t depth;
    make_list(a, 0.1);
    make_list(b, 0.7);
    ck_ok(rp_mode_create(&count, "count", &(const rp_kv){"report", "off"}, 1));
    ck_ok(rp_mode_push(count, &depth));
    ck_ok(rp__foreach_add_list_full(y, LIST, a, LIST, b, LIST, rp_value_int(2)));
    ck_ok(rp__foreach_mul__scalarlist(y, LIST, numbers, LIST));
    ck_ok(rp__foreach_addcmul__scalar(y, LIST, a, LIST, b, LIST, rp_value_float(0.5)));
    ck_assert_uint_eq(rp_count_get(count, NULL), 3);
    ck_assert_uint_eq(rp_count_get(count, rp_op_find("aten::_foreach_mul_.ScalarList")), 1);
    rp_mode_pop(depth);
    rp_mode_release(count);
    for (int k = 0; k < LIST; k++) {
        ck_ok(rp_add_full(&want[k], a[k], b[k], rp_value_int(2)));
        ck_ok(rp_mul__scalar(NULL, want[k], numbers[k]));
        ck_ok(rp_addcmul__full(NULL, want[k], a[k], b[k], rp_value_float(0.5)));
    }
    expect_each(y, want);
    rp_test_release(want, LIST);
    rp_test_release(y, LIST);
    rp_test_release(b, LIST);
    rp_test_release(a, LIST);
}
END_TEST

/* The last pair does not fit: nothing is written before that is known. */
START_TEST(foreach__a_call_that_fails_has_written_nothing)
{
    rp_tensor *a[LIST], *b[LIST], *same[LIST];
    make_list(a, 0.1);
    make_list(b, 0.7);
    make_list(same, 0.1);
    rp_tensor_release(b[2]);
    b[2] = rp_test_f64_sin(three, 1, 0, 1);
    const uint64_t version = rp_tensor_version(a[0]);
    ck_fails(rp__foreach_add__list(a, LIST, b, LIST), RP_E_SHAPE,
             "output with shape [] doesn't match the broadcast shape [3]");
    ck_fails(rp__foreach_add__list(a, LIST, b, 2), RP_E_SHAPE,
             "the same number of elements as the first, got 3 and 2");
    ck_fails(rp__foreach_exp_(a, 0), RP_E_SHAPE,
             "Tensor list must have at least one tensor: `self` has none");
    ck_fails(rp__foreach_addcdiv_(a, LIST, same, LIST, same, LIST, b[1]), RP_E_SHAPE,
             "Expected packed scalars to be a 1-D tensor");
    ck_assert_uint_eq(rp_tensor_version(a[0]), version);
    expect_each(a, same);
    rp_test_release(same, LIST);
    rp_test_release(b, LIST);
    rp_test_release(a, LIST);
}
END_TEST

START_TEST(foreach__numbers_may_be_packed_in_a_tensor)
{
    rp_tensor *a[LIST], *b[LIST], *y[LIST] = {NULL},
                                  *numbers = rp_test_f64((const double[]){2, 3, 4}, three, 1);
    make_list(a, 0.1);
    make_list(b, 0.7);
    ck_ok(rp__foreach_addcmul(y, LIST, a, LIST, a, LIST, b, LIST, numbers));
    for (int k = 0; k < LIST; k++) {
        const double x = rp_test_value(a[k], 0);
        ck_assert_double_eq(rp_test_value(y[k], 0), x + (2 + k) * x * rp_test_value(b[k], 0));
    }
    rp_tensor_release(numbers);
    rp_test_release(y, LIST);
    rp_test_release(b, LIST);
    rp_test_release(a, LIST);
}
END_TEST

static rp_status product(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    rp_tensor *y[2] = {NULL}, *const a[] = {in[0], in[1]}, *const b[] = {in[1], in[0]};
    (void)ctx;
    rp_status st = rp__foreach_mul_list(y, 2, a, 2, b, 2);
    if (!st) st = rp__foreach_exp(y, 2, y, 2);
    if (!st) st = rp_mul(out, y[0], y[1]);
    rp_test_release(y, 2);
    return st;
}

START_TEST(foreach__gradients_pass_through)
{
    rp_tensor *in[] = {rp_test_f64_sin(three, 1, 0.3, 1), rp_test_f64_sin(three, 1, 1.1, 1)};
    rp_test_gradcheck(product, NULL, in, 2);
    rp_test_gradgradcheck(product, NULL, in, 2);
    rp_test_release(in, 2);
}
END_TEST

START_TEST(foreach__a_leaf_that_requires_grad_is_not_written)
{
    rp_tensor *a[LIST];
    make_list(a, 0.1);
    ck_ok(rp_tensor_require_grad(a[0], 1));
    ck_fails(rp__foreach_neg_(a, LIST), RP_E_STATE,
             "a leaf Variable that requires grad is being used in an in-place operation");
    const int mode = rp_grad_mode_exchange(0);
    ck_ok(rp__foreach_neg_(a, LIST));
    rp_grad_mode_exchange(mode);
    rp_test_release(a, LIST);
}
END_TEST

START_TEST(foreach__fake_tensors_have_shapes)
{
    rp_tensor *a[LIST], *y[LIST] = {NULL}, *norm[LIST] = {NULL};
    rp_mode *fake = NULL;
    uint32_t depth;
    make_list(a, 0.1);
    ck_ok(rp_mode_create(&fake, "fake", NULL, 0));
    ck_ok(rp_mode_push(fake, &depth));
    ck_ok(rp__foreach_exp(y, LIST, a, LIST));
    ck_ok(rp__foreach_mul__scalar(y, LIST, rp_value_float(2)));
    ck_ok(rp__foreach_norm_scalar(norm, LIST, y, LIST, rp_value_int(2), RP_DTYPE_NONE));
    rp_mode_pop(depth);
    rp_mode_release(fake);
    ck_assert_int_eq(rp_tensor_shape(y[1])[1], 2);
    ck_assert_int_eq(rp_tensor_ndim(norm[1]), 0);
    rp_test_release(norm, LIST);
    rp_test_release(y, LIST);
    rp_test_release(a, LIST);
}
END_TEST

/* ---- optimizers ------------------------------------------------------------------------------ */
START_TEST(fused__adagrad_is_its_formula)
{
    rp_tensor *p = rp_test_f64_sin(three, 1, 0.1, 1), *g = rp_test_f64_sin(three, 1, 0.5, 1),
              *sum = rp_test_f64_sin(three, 1, 1, 0);
    rp_tensor *step = rp_test_f64((const double[]){3}, NULL, 0);
    double want[3];
    for (int i = 0; i < 3; i++) {
        const double x = rp_test_value(p, i), d = -rp_test_value(g, i) + 0.1 * x;
        want[i] = x - 0.01 / (1 + 2 * 0.5) * d / (fabs(d) + 1e-8);
    }
    ck_ok(rp__fused_adagrad_(&p, 1, &g, 1, &sum, 1, &step, 1, 0.01, 0.5, 0.1, 1e-8, 1));
    for (int i = 0; i < 3; i++) ck_assert_double_le(fabs(rp_test_value(p, i) - want[i]), 1e-15);
    ck_fails(rp__fused_adagrad_(&p, 1, &g, 1, &sum, 0, &step, 1, 0.01, 0.5, 0.1, 1e-8, 1),
             RP_E_SHAPE, "0 tensors in state_sums, but 1 in self");
    rp_test_release((rp_tensor *[]){p, g, sum, step}, 4);
}
END_TEST

START_TEST(fused__the_learning_rate_may_be_a_tensor)
{
    rp_tensor *a = rp_test_f64_sin(three, 1, 0.1, 1), *b = rp_test_f64_sin(three, 1, 0.1, 1),
              *g = rp_test_f64_sin(three, 1, 0.5, 1);
    rp_tensor *lr = rp_test_f64((const double[]){0.125}, NULL, 0);
    ck_ok(rp__fused_sgd_(&a, 1, &g, 1, NULL, 0, 0.1, 0, 0.125, 0, 0, 0, 0));
    ck_ok(rp__fused_sgd__tensor_lr(&b, 1, &g, 1, NULL, 0, 0.1, 0, lr, 0, 0, 0, 0));
    ck_fails(rp__fused_sgd__tensor_lr(&b, 1, &g, 1, &a, 1, 0.1, 0, lr, 0, 0, 0, 0), RP_E_VALUE,
             "momentum_buffer_list must be empty, but has 1 tensors");
    for (int i = 0; i < 3; i++) ck_assert_double_eq(rp_test_value(a, i), rp_test_value(b, i));
    rp_test_release((rp_tensor *[]){a, b, g, lr}, 4);
}
END_TEST

/* ---- names for other operators --------------------------------------------------------------- */
static rp_status gated(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    rp_tensor *a = NULL, *b = NULL;
    (void)ctx;
    rp_status st = rp_glu(&a, in[0], 0);
    if (!st) st = rp_prelu(&a, a, in[1]);
    if (!st) st = rp_log_sigmoid(&b, in[0]);
    if (!st) st = rp_celu(&b, b, rp_value_float(0.5));
    if (!st) st = rp_selu(&b, b);
    if (!st) st = rp_frexp(&b, NULL, b);
    if (!st) st = rp_sum(&b, b);
    if (!st) st = rp_mul(out, a, b);
    rp_test_release((rp_tensor *[]){a, b}, 2);
    return st;
}

START_TEST(alias__derivatives_of_what_is_made_of_others)
{
    const int64_t shape[] = {4, 3};
    rp_tensor *in[] = {rp_test_f64_sin(shape, 2, 0.3, 1),
                       rp_test_f64((const double[]){0.2, 0.3, 0.4}, three, 1)};
    rp_test_gradcheck(gated, NULL, in, 2);
    rp_test_gradgradcheck(gated, NULL, in, 2);
    rp_test_release(in, 2);
}
END_TEST

START_TEST(alias__forms_that_write_go_to_those_of_the_other_operator)
{
    rp_tensor *x = rp_test_f64((const double[]){-1, 3, 9}, three, 1), *y = NULL, *close = NULL,
              *same = rp_tensor_retain(x);
    ck_ok(rp_relu6_(&same, x));
    ck_assert_ptr_eq(same, x);
    ck_assert_double_eq(rp_test_value(x, 0), 0);
    ck_assert_double_eq(rp_test_value(x, 2), 6);
    ck_ok(rp_square_(NULL, x));
    ck_assert_double_eq(rp_test_value(x, 2), 36);
    ck_ok(rp_ldexp(&y, x, x));
    ck_assert_double_eq(rp_test_value(y, 1), 9 * 512.0);
    ck_ok(rp_mul_scalar(&y, x, rp_value_float(1.00001)));
    ck_ok(rp_isclose(&close, x, y, 1e-4, 0, 0));
    ck_assert_double_eq(rp_test_value(close, 2), 1);
    ck_ok(rp_isclose(&close, x, y, 1e-6, 0, 0));
    ck_assert_double_eq(rp_test_value(close, 2), 0);
    ck_fails(rp_isclose(&close, x, close, 0, 0, 0), RP_E_DTYPE, "float64 did not match bool");
    rp_test_release((rp_tensor *[]){x, y, close, same}, 4);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "foreach", foreach__is_one_call_of_a_mode_and_gives_what_single_calls_give,
        foreach__a_call_that_fails_has_written_nothing, foreach__numbers_may_be_packed_in_a_tensor,
        foreach__gradients_pass_through, foreach__a_leaf_that_requires_grad_is_not_written,
        foreach__fake_tensors_have_shapes, fused__adagrad_is_its_formula,
        fused__the_learning_rate_may_be_a_tensor, alias__derivatives_of_what_is_made_of_others,
        alias__forms_that_write_go_to_those_of_the_other_operator, NULL);
}
