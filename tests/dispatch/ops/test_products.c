/* tests/dispatch/ops/test_products.c - addmv, addbmm, addr, inner, outer, kron, cross, trace, out=
   forms of composites */
#include "dispatch/ops.h"
#include "support/gradcheck.h"

static void expect(rp_tensor *t, int ndim, const int64_t *shape, const double *want)
{
    ck_assert_int_eq(rp_tensor_ndim(t), ndim);
    for (int d = 0; d < ndim; d++) ck_assert_int_eq(rp_tensor_shape(t)[d], shape[d]);
    for (int64_t i = 0; i < rp_tensor_numel(t); i++)
        ck_assert_double_eq(rp_test_value(t, i), want[i]);
}

static const int64_t two_by_two[] = {2, 2}, three[] = {3}, two[] = {2};

START_TEST(products__beta_zero_hides_what_is_added)
{
    rp_tensor *nan = rp_test_f64((const double[]){NAN}, (const int64_t[]){1}, 1), *y = NULL;
    rp_tensor *m = rp_test_f64((const double[]){1, 2, 3, 4}, two_by_two, 2),
              *v = rp_test_f64((const double[]){1, -1}, two, 1);
    ck_ok(rp_addmv_full(&y, nan, m, v, rp_value_int(0), rp_value_int(2)));
    expect(y, 1, two, (const double[]){-2, -2});
    ck_ok(rp_addr_full(&y, nan, v, v, rp_value_int(0), rp_value_int(1)));
    expect(y, 2, two_by_two, (const double[]){1, -1, -1, 1});
    ck_ok(rp_addr(&y, m, v, v));
    expect(y, 2, two_by_two, (const double[]){2, 1, 2, 5});
    ck_fails(rp_addmv(&y, v, m, nan), RP_E_SHAPE,
             "size mismatch, got input (2), mat (2x2), vec (1)");
    rp_test_release((rp_tensor *[]){nan, y, m, v}, 4);
}
END_TEST

START_TEST(products__addbmm_sums_over_the_batch_and_rounds_once)
{
    const int64_t shape[] = {64, 1, 1};
    rp_tensor *x = rp_test_f64_sin(shape, 3, 0, 0), *a = NULL, *zero = NULL, *y = NULL;
    /* 1 + 2^-7: 64 squares are 65.0039.. */
    ck_ok(rp_add_scalar(&x, x, rp_value_float(1.0078125), rp_value_int(1)));
    ck_ok(rp_to_dtype(&a, x, RP_BF16, 0, 0, NULL));
    ck_ok(rp_select_int(&zero, a, 0, 0));
    ck_ok(rp_addbmm_full(&y, zero, a, a, rp_value_int(0), rp_value_int(1)));
    ck_assert_double_eq(rp_test_value(y, 0), 65);
    rp_test_release((rp_tensor *[]){x, a, zero, y}, 4);
}
END_TEST

/* Values of PyTorch 2.13 on the cpu: gelu is x Phi(x) there, not its tanh form, which differs in
   the fourth digit. */
START_TEST(products__addmm_activation_is_relu_or_gelu_of_the_sum)
{
    const float a_[] = {1, -2, 0.5f, 0.25f, 3, -1}, b_[] = {0.5f, -1, 1.5f, 0.25f, -0.75f, 2},
                c_[] = {0.1f, -0.2f};
    const double relu[] = {0, 0, 2.887500047683716, 0},
                 gelu[] = {-0.13358907401561737, -0.16759997606277466, 2.8818936347961426,
                           -0.143832728266716};
    RP_LOCAL rp_tensor *a = rp_test_f32(a_, (const int64_t[]){2, 3}, 2),
                       *b = rp_test_f32(b_, (const int64_t[]){3, 2}, 2),
                       *c = rp_test_f32(c_, two, 1);
    RP_LOCAL rp_tensor *y = NULL, *zero = NULL, *columns = rp_test_sin(two_by_two, 2, 0, 1),
                       *ints = NULL;
    ck_ok(rp__addmm_activation_full(&y, c, a, b, rp_value_int(2), rp_value_float(0.5), 0));
    for (int i = 0; i < 4; i++) ck_assert_double_eq_tol(rp_test_value(y, i), relu[i], 3e-7);
    ck_ok(rp__addmm_activation_full(&y, c, a, b, rp_value_int(2), rp_value_float(0.5), 1));
    for (int i = 0; i < 4; i++) ck_assert_double_eq_tol(rp_test_value(y, i), gelu[i], 3e-7);
    ck_ok(rp_t(&columns, columns));
    ck_ok(rp__addmm_activation_out_full(NULL, c, a, b, rp_value_int(2), rp_value_float(0.5), 1,
                                        columns));
    ck_ok(rp_t(&columns, columns));
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq_tol(rp_test_value(columns, i), gelu[i / 2 + i % 2 * 2], 3e-7);
    ck_fails(rp__addmm_activation(&y, a, a, b), RP_E_SHAPE, "[2, 3]");
    /* 0 -1; 1 0; 0 2: its square has one negative element, -2 */
    ck_ok(rp_to_dtype(&ints, b, RP_I64, 0, 0, NULL));
    ck_ok(rp_select_int(&zero, ints, 0, 0));
    ck_ok(rp_select_int(&zero, zero, 0, 0));
    ck_ok(rp_t(&y, ints));
    ck_fails(rp__addmm_activation_full(&y, zero, ints, y, rp_value_int(1), rp_value_int(1), 1),
             RP_E_DTYPE, "int64");
    ck_ok(rp__addmm_activation(&y, zero, ints, y));
    expect(y, 2, (const int64_t[]){3, 3}, (const double[]){1, 0, 0, 0, 1, 0, 0, 0, 4});
}
END_TEST

START_TEST(products__of_vectors_and_grids)
{
    rp_tensor *a = rp_test_f64((const double[]){1, 2, 3}, three, 1),
              *b = rp_test_f64((const double[]){-1, 0, 2}, three, 1), *y = NULL;
    ck_ok(rp_cross(&y, a, b, NULL));
    expect(y, 1, three, (const double[]){4, -5, 2});
    ck_ok(rp_outer(&y, a, b));
    expect(y, 2, (const int64_t[]){3, 3}, (const double[]){-1, 0, 2, -2, 0, 4, -3, 0, 6});
    ck_ok(rp_trace(&y, y));
    expect(y, 0, NULL, (const double[]){5});
    ck_ok(rp_inner(&y, a, b));
    expect(y, 0, NULL, (const double[]){5});
    ck_ok(rp_kron(&y, a, b));
    expect(y, 1, (const int64_t[]){9}, (const double[]){-1, 0, 2, -2, 0, 4, -3, 0, 6});
    ck_fails(rp_outer(&y, y, NULL), RP_E_INVALID, "vec2");
    rp_test_release((rp_tensor *[]){a, b, y}, 3);
}
END_TEST

START_TEST(products__out_forms_of_composites_resize_but_do_not_convert)
{
    rp_tensor *m = rp_test_f64((const double[]){1, 2, 3, 4}, two_by_two, 2),
              *out = rp_test_f64_sin((const int64_t[]){0}, 1, 0, 1), *y = NULL;
    rp_tensor *narrow = rp_test_sin(two_by_two, 2, 0, 1);
    ck_ok(rp_matmul_out(&y, m, m, out));
    ck_assert_ptr_eq(y, out);
    expect(out, 2, two_by_two, (const double[]){7, 10, 15, 22});
    ck_fails(rp_linear_out(&y, m, m, NULL, narrow), RP_E_DTYPE,
             "Expected out tensor to have dtype float64, but got float32 instead");
    ck_ok(rp_tensor_require_grad(m, 1));
    ck_fails(rp_matmul_out(&y, m, m, out), RP_E_STATE, "out=");
    rp_test_release((rp_tensor *[]){m, out, y, narrow}, 4);
}
END_TEST

/* ---- gradients ------------------------------------------------------------------------------- */
static const rp_value beta = {.tag = RP_TAG_FLOAT, .u = {.f = 0.5}},
                      alpha = {.tag = RP_TAG_FLOAT, .u = {.f = -1.5}};
static rp_status f_addmv(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_addmv_full(out, in[0], in[1], in[2], beta, alpha);
}
static rp_status f_addbmm(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_addbmm_full(out, in[0], in[1], in[2], beta, alpha);
}
static rp_status f_addr(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_addr_full(out, in[0], in[1], in[2], beta, alpha);
}
static rp_status f_relu(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp__addmm_activation_full(out, in[0], in[1], in[2], beta, alpha, 0);
}
static rp_status f_gelu(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp__addmm_activation_full(out, in[0], in[1], in[2], beta, alpha, 1);
}
static rp_status f_cross(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_linalg_cross_full(out, in[0], in[1], 1);
}
static rp_status f_inner(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_inner(out, in[0], in[1]);
}
static rp_status f_kron(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_kron(out, in[0], in[1]);
}
static rp_status f_trace(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_trace(out, in[0]);
}

START_TEST(products__gradients_match_difference_quotients)
{
    static const struct {
        rp_test_fn fn;
        int n;
        struct {
            int ndim;
            int64_t shape[3];
        } in[3];
    } table[] = {
        {f_addmv, 3, {{1, {3}}, {2, {3, 4}}, {1, {4}}}},
        {f_addbmm, 3, {{2, {1, 2}}, {3, {2, 3, 4}}, {3, {2, 4, 2}}}},
        {f_addr, 3, {{1, {3}}, {1, {2}}, {1, {3}}}},
        {f_relu, 3, {{1, {3}}, {2, {2, 4}}, {2, {4, 3}}}},
        {f_gelu, 3, {{1, {3}}, {2, {2, 4}}, {2, {4, 3}}}},
        {f_cross, 2, {{2, {2, 3}}, {2, {1, 3}}, {0, {0}}}},
        {f_inner, 2, {{2, {2, 3}}, {3, {2, 1, 3}}, {0, {0}}}},
        {f_kron, 2, {{2, {2, 1}}, {1, {3}}, {0, {0}}}},
    };
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *in[3] = {NULL};
        for (int i = 0; i < table[k].n; i++)
            in[i] = rp_test_f64_sin(table[k].in[i].shape, table[k].in[i].ndim, 0.4 + i, 1);
        rp_test_gradcheck(table[k].fn, NULL, in, table[k].n);
        rp_test_release(in, table[k].n);
    }
    rp_tensor *wide = rp_test_f64_sin((const int64_t[]){2, 3}, 2, 0.4, 1);
    rp_test_gradcheck(f_trace, NULL, &wide, 1);
    rp_tensor_release(wide);
}
END_TEST

START_TEST(products__second_derivatives_come_through_create_graph)
{
    static const rp_test_fn table[] = {f_cross, f_inner, f_kron};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *in[] = {rp_test_f64_sin((const int64_t[]){2, 3}, 2, 0.4, 1),
                           rp_test_f64_sin((const int64_t[]){2, 3}, 2, 1.4, 1)};
        rp_test_gradgradcheck(table[k], NULL, in, 2);
        rp_test_release(in, 2);
    }
    rp_tensor *in[] = {rp_test_f64_sin(three, 1, 0.4, 1),
                       rp_test_f64_sin((const int64_t[]){2, 4}, 2, 1.4, 1),
                       rp_test_f64_sin((const int64_t[]){4, 3}, 2, 2, 1)};
    rp_test_gradgradcheck(f_relu, NULL, in, 3);
    rp_test_gradgradcheck(f_gelu, NULL, in, 3);
    rp_test_release(in, 3);
}
END_TEST

START_TEST(products__factors_of_integers_are_finite)
{
    rp_tensor *a = NULL, *b = NULL, *y = NULL;
    ck_ok(rp_ones_full(&a, (const int64_t[]){2, 2, 2}, 3, RP_I64, NULL, NULL, NULL));
    ck_ok(rp_select_int(&b, a, 0, 0));
    const rp_value half = rp_value_float(0.5), infinite = rp_value_float(INFINITY);
    ck_ok(rp_addbmm_full(&y, b, a, a, half, rp_value_int(3)));
    ck_fails(rp_addbmm_full(&y, b, a, a, half, infinite), RP_E_VALUE,
             "value inf cannot be converted to type int64 without overflow");
    ck_fails(rp_addmm_full(&y, b, b, b, infinite, half), RP_E_VALUE,
             "value inf cannot be converted to type int64 without overflow");
    rp_test_release((rp_tensor *[]){a, b, y}, 3);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("products", products__beta_zero_hides_what_is_added,
                    products__addbmm_sums_over_the_batch_and_rounds_once,
                    products__addmm_activation_is_relu_or_gelu_of_the_sum,
                    products__of_vectors_and_grids, products__factors_of_integers_are_finite,
                    products__out_forms_of_composites_resize_but_do_not_convert,
                    products__gradients_match_difference_quotients,
                    products__second_derivatives_come_through_create_graph, NULL);
}
