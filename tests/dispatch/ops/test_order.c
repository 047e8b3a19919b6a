/* tests/dispatch/ops/test_order.c - sorts, selections, medians and modes: which of equal elements
 * is taken, NaN, gradients
 *
 * The positions among equal elements are those of PyTorch 2.13 on the same values.
 */
#include "dispatch/ops.h"
#include "support/gradcheck.h"

/* (7 i + 3) mod 5: five values, each many times */
static rp_tensor *ties(int64_t n)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, &n, 1, RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < n; i++) ((double *)data)[i] = (double)((7 * i + 3) % 5);
    rp_tensor_done(t);
    return t;
}

static void expect(rp_tensor *t, const int64_t *want, int64_t n)
{
    ck_assert_int_eq(rp_tensor_numel(t), n);
    for (int64_t i = 0; i < n; i++) ck_assert_int_eq((int64_t)rp_test_value(t, i), want[i]);
}

START_TEST(order__equal_elements_keep_their_order_only_if_asked)
{
    static const int64_t loose[] = {1, 21, 6, 16, 11, 4, 19, 9,  14, 12, 22, 17,
                                    7, 2,  0, 10, 15, 5, 20, 13, 8,  18, 3,  23};
    static const int64_t stable[] = {1,  6,  11, 16, 21, 4,  9,  14, 19, 2,  7,  12,
                                     17, 22, 0,  5,  10, 15, 20, 3,  8,  13, 18, 23};
    const int yes = 1;
    rp_tensor *x = ties(24), *at = NULL, *v = NULL;
    ck_ok(rp_argsort(&at, x, -1, 0));
    expect(at, loose, 24);
    ck_ok(rp_sort_stable_full(&v, &at, x, &yes, 0, 0));
    expect(at, stable, 24);
    rp_tensor_release(v);
    rp_tensor_release(at);
    rp_tensor_release(x);
}
END_TEST

START_TEST(order__topk_of_few_and_of_many)
{
    rp_tensor *x = ties(24), *y = ties(200), *v = NULL, *at = NULL;
    ck_ok(rp_topk(&v, &at, x, 6, 0, 1, 1));
    expect(at, (const int64_t[]){23, 13, 8, 18, 3, 15}, 6);
    ck_ok(rp_topk(&v, &at, y, 3, 0, 1, 1));
    expect(at, (const int64_t[]){13, 8, 3}, 3);
    ck_ok(rp_topk(&v, &at, y, 3, 0, 0, 1));
    expect(at, (const int64_t[]){11, 1, 6}, 3);
    expect(v, (const int64_t[]){0, 0, 0}, 3);
    rp_tensor_release(at);
    rp_tensor_release(v);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(order__ranks_medians_and_modes)
{
    rp_tensor *x = ties(24), *v = NULL, *at = NULL;
    ck_ok(rp_kthvalue(&v, &at, x, 9, 0, 0));
    expect(v, (const int64_t[]){1}, 1);
    expect(at, (const int64_t[]){4}, 1);
    ck_ok(rp_median_dim(&v, &at, x, 0, 1));
    expect(v, (const int64_t[]){2}, 1);
    expect(at, (const int64_t[]){12}, 1);
    ck_ok(rp_mode_default(&v, &at, x, 0, 0));
    expect(v, (const int64_t[]){0}, 1);
    expect(at, (const int64_t[]){11}, 1);
    ck_fails(rp_kthvalue(&v, &at, x, 25, 0, 0), RP_E_INDEX, "25 of 24 elements");
    rp_tensor_release(at);
    rp_tensor_release(v);
    rp_tensor_release(x);
}
END_TEST

START_TEST(order__nan_is_the_largest_and_is_the_median_unless_skipped)
{
    rp_tensor *x = rp_test_f64((const double[]){3, NAN, 1, NAN, 2}, (const int64_t[]){5}, 1),
              *v = NULL, *at = NULL;
    ck_ok(rp_median_dim(&v, &at, x, 0, 0));
    ck_assert(isnan(rp_test_value(v, 0)));
    expect(at, (const int64_t[]){1}, 1);
    ck_ok(rp_nanmedian_dim(&v, &at, x, 0, 0));
    expect(at, (const int64_t[]){4}, 1);
    ck_ok(rp_nanmedian(&v, x));
    expect(v, (const int64_t[]){2}, 1);
    ck_ok(rp_mode_default(&v, &at, x, 0, 0));
    expect(at, (const int64_t[]){2}, 1);
    ck_ok(rp_kthvalue(&v, &at, x, 4, 0, 0));
    expect(at, (const int64_t[]){1}, 1);
    rp_tensor_release(at);
    rp_tensor_release(v);
    rp_tensor_release(x);
}
END_TEST

static rp_status f_kth(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    return rp_kthvalue(out, NULL, in[0], 2, 1, ctx != NULL);
}
static rp_status f_median(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_median(out, in[0]);
}
static rp_status f_sorted(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    (void)ctx;
    return rp_msort(out, in[0]);
}

START_TEST(order__gradients_go_to_the_elements_taken)
{
    static char keepdim[] = "keepdim";
    static const rp_test_fn table[] = {f_kth, f_median, f_sorted};
    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        rp_tensor *x = rp_test_f64_sin((const int64_t[]){3, 4}, 2, 0.4, 1);
        rp_test_gradcheck(table[k], NULL, &x, 1);
        rp_test_gradcheck(table[k], keepdim, &x, 1);
        rp_tensor_release(x);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("order", order__equal_elements_keep_their_order_only_if_asked,
                    order__topk_of_few_and_of_many, order__ranks_medians_and_modes,
                    order__nan_is_the_largest_and_is_the_median_unless_skipped,
                    order__gradients_go_to_the_elements_taken, NULL);
}
