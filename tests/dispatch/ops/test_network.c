/* tests/dispatch/ops/test_network.c - derivatives of the operators of neural networks against
 * difference quotients, of first and second order, and running statistics */
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/gradcheck.h"

/* One function of up to four tensors; sizes as it likes them. */
typedef struct derivative {
    const char *name;
    rp_gradcheck_fn fn;
    int64_t shape[4][5];  /* zeros end a shape */
    double scale, middle; /* inputs are middle + scale sin(...) */
    int first_only;
} derivative;
#define FN(name_) static rp_status name_(void *ctx, rp_tensor *const *in, rp_tensor **out)
#define UNUSED (void)ctx, (void)in
static const int64_t one[] = {1, 1, 1}, two[] = {2, 2, 2}, none[] = {0, 0, 0}, three[] = {3, 3, 3};

/* ---- convolutions ---- */
FN(conv)
{
    UNUSED;
    return rp_convolution(out, in[0], in[1], in[2], (const int64_t[]){2, 1}, 2, one, 2,
                          (const int64_t[]){1, 2}, 2, 0, none, 2, 2);
}
FN(conv_transposed)
{
    UNUSED;
    return rp_convolution(out, in[0], in[1], in[2], two, 2, one, 2, one, 2, 1, one, 2, 1);
}
FN(conv_same)
{
    UNUSED;
    return rp_conv1d_padding(out, in[0], in[1], in[2], one, 1, "same", two, 1, 1);
}

/* ---- pools, pads, interpolation ---- */
FN(avg_pool)
{
    UNUSED;
    return rp_avg_pool2d(out, in[0], (const int64_t[]){3, 2}, 2, (const int64_t[]){2, 1}, 2, one, 2,
                         1, 0, NULL);
}
FN(avg_pool_divisor)
{
    UNUSED;
    const int64_t divisor = 5;
    return rp_avg_pool3d(out, in[0], two, 3, NULL, 0, none, 3, 0, 1, &divisor);
}
FN(adaptive_avg)
{
    UNUSED;
    return rp_adaptive_avg_pool2d(out, in[0], (const int64_t[]){3, 2}, 2);
}
FN(max_pool)
{
    UNUSED;
    return rp_max_pool2d(out, in[0], three, 2, two, 2, one, 2, one, 2, 1);
}
FN(adaptive_max)
{
    UNUSED;
    return rp_adaptive_max_pool2d(out, NULL, in[0], two, 2);
}
FN(reflection)
{
    UNUSED;
    return rp_reflection_pad2d(out, in[0], (const int64_t[]){2, 1, 0, 3}, 4);
}
FN(replication)
{
    UNUSED;
    return rp_replication_pad2d(out, in[0], (const int64_t[]){2, -1, 3, 1}, 4);
}
FN(circular)
{
    UNUSED;
    return rp_pad(out, in[0], (const int64_t[]){2, 1, 1, 0}, 4, "circular", NULL);
}
FN(nearest)
{
    UNUSED;
    return rp_upsample_nearest2d(out, in[0], (const int64_t[]){7, 3}, 2, NULL, NULL);
}
FN(bilinear)
{
    UNUSED;
    return rp_upsample_bilinear2d(out, in[0], (const int64_t[]){7, 3}, 2, 0, NULL, NULL);
}
FN(trilinear)
{
    UNUSED;
    return rp_upsample_trilinear3d(out, in[0], (const int64_t[]){3, 4, 5}, 3, 1, NULL, NULL, NULL);
}
FN(columns)
{
    UNUSED;
    return rp_im2col(out, in[0], (const int64_t[]){2, 3}, 2, one, 1, one, 1, two, 1);
}

/* ---- samplers: {interpolation_mode, padding_mode, align_corners} ---- */
#define SAMPLER(name_, mode_, padding_, align_)                                                    \
    FN(name_)                                                                                      \
    {                                                                                              \
        UNUSED;                                                                                    \
        return rp_grid_sampler_2d(out, in[0], in[1], mode_, padding_, align_);                     \
    }
SAMPLER(bilinear_zeros, 0, 0, 0)
SAMPLER(bilinear_border, 0, 1, 1)
SAMPLER(bilinear_reflection, 0, 2, 0)
SAMPLER(bicubic_zeros, 2, 0, 1)

/* ---- normalisations ---- */
FN(batch_norm)
{
    UNUSED;
    return rp_batch_norm(out, in[0], in[1], in[2], NULL, NULL, 1, 0.1, 1e-3, 0);
}
FN(batch_norm_fixed)
{
    RP_LOCAL rp_tensor *mean = NULL, *var = NULL;
    UNUSED;
    RP_TRY(rp_full_like(&mean, in[1], rp_value_float(0.7)));
    RP_TRY(rp_full_like(&var, in[1], rp_value_float(1.3)));
    return rp_batch_norm(out, in[0], in[1], in[2], mean, var, 0, 0.1, 1e-2, 0);
}
FN(group_norm)
{
    UNUSED;
    return rp_group_norm(out, in[0], 2, in[1], in[2], 1e-3, 0);
}
FN(rms_norm)
{
    UNUSED;
    return rp_rms_norm(out, in[0], rp_tensor_shape(in[1]), 1, in[1], NULL);
}

/* ---- losses ---- */
FN(huber)
{
    UNUSED;
    return rp_huber_loss(out, in[0], in[1], 1, 0.4);
}
FN(smooth_l1)
{
    UNUSED;
    return rp_smooth_l1_loss(out, in[0], in[1], 0, 0.5);
}
FN(margin)
{
    RP_LOCAL rp_tensor *target = NULL;
    UNUSED;
    RP_TRY(rp_full_like(&target, in[0], rp_value_float(-0.8)));
    return rp_soft_margin_loss(out, in[0], target, 2);
}
FN(cross_entropy_of_probabilities)
{
    UNUSED;
    return rp_binary_cross_entropy(out, in[0], in[1], NULL, 1);
}
FN(cross_entropy_of_logits)
{
    RP_LOCAL rp_tensor *pos = NULL;
    UNUSED;
    RP_TRY(rp_full_like(&pos, in[1], rp_value_float(1.7)));
    return rp_binary_cross_entropy_with_logits(out, in[0], in[1], NULL, pos, 0);
}
FN(divergence)
{
    UNUSED;
    return rp_kl_div(out, in[0], in[1], 2);
}

/* ---- distances, recurrent cells ---- */
FN(cosine)
{
    UNUSED;
    return rp_cosine_similarity(out, in[0], in[1], 1, 1e-8);
}
FN(cdist)
{
    UNUSED;
    const int64_t mode = 1;
    return rp__cdist_forward(out, in[0], in[1], 3, &mode);
}
FN(pdist)
{
    UNUSED;
    return rp_pdist(out, in[0], 2);
}
FN(gru)
{
    UNUSED;
    return rp_gru_cell(out, in[0], in[1], in[2], in[3], NULL, NULL);
}

static const derivative derivatives[] = {
    {"convolution with groups", conv, {{2, 4, 6, 5}, {4, 2, 3, 2}, {4}}, 1, 0, 0},
    {"transposed convolution", conv_transposed, {{1, 2, 3, 3}, {2, 3, 3, 3}, {3}}, 1, 0, 0},
    {"conv1d, padding same", conv_same, {{2, 2, 7}, {3, 2, 4}, {3}}, 1, 0, 0},
    {"avg_pool2d", avg_pool, {{2, 2, 6, 5}}, 1, 0, 0},
    {"avg_pool3d with a divisor", avg_pool_divisor, {{1, 2, 4, 4, 5}}, 1, 0, 0},
    {"adaptive_avg_pool2d", adaptive_avg, {{2, 2, 5, 7}}, 1, 0, 0},
    {"max_pool2d", max_pool, {{1, 2, 6, 5}}, 1, 0, 0},
    {"adaptive_max_pool2d", adaptive_max, {{1, 2, 5, 5}}, 1, 0, 0},
    {"reflection_pad2d", reflection, {{2, 2, 4, 3}}, 1, 0, 0},
    {"replication_pad2d", replication, {{2, 2, 4, 3}}, 1, 0, 0},
    {"pad, circular", circular, {{1, 2, 4, 3}}, 1, 0, 0},
    {"upsample_nearest2d", nearest, {{1, 2, 4, 5}}, 1, 0, 0},
    {"upsample_bilinear2d", bilinear, {{1, 2, 4, 5}}, 1, 0, 0},
    {"upsample_trilinear3d", trilinear, {{1, 1, 2, 3, 4}}, 1, 0, 0},
    {"im2col", columns, {{1, 2, 5, 6}}, 1, 0, 0},
    {"grid_sampler_2d, bilinear, zeros", bilinear_zeros, {{1, 2, 5, 6}, {1, 3, 4, 2}}, 0.93, 0, 0},
    {"grid_sampler_2d, bilinear, border",
     bilinear_border,
     {{1, 2, 5, 6}, {1, 3, 4, 2}},
     0.83,
     0,
     0},
    {"grid_sampler_2d, bilinear, reflection",
     bilinear_reflection,
     {{1, 2, 5, 6}, {1, 3, 4, 2}},
     1.37,
     0,
     0},
    {"grid_sampler_2d, bicubic, zeros", bicubic_zeros, {{1, 1, 5, 6}, {1, 3, 2, 2}}, 0.83, 0, 0},
    {"batch_norm, training", batch_norm, {{3, 2, 4}, {2}, {2}}, 1, 0, 0},
    {"batch_norm, fixed statistics", batch_norm_fixed, {{3, 2, 4}, {2}, {2}}, 0.5, 1, 0},
    {"group_norm", group_norm, {{2, 4, 3}, {4}, {4}}, 1, 0, 0},
    {"rms_norm", rms_norm, {{3, 5}, {5}}, 1, 0.3, 0},
    {"huber_loss", huber, {{3, 4}, {3, 4}}, 1, 0, 0},
    {"smooth_l1_loss", smooth_l1, {{3, 4}, {3, 4}}, 1, 0, 0},
    {"soft_margin_loss", margin, {{3, 4}}, 1, 0, 0},
    {"binary_cross_entropy", cross_entropy_of_probabilities, {{3, 4}, {3, 4}}, 0.3, 0.5, 0},
    {"binary_cross_entropy_with_logits", cross_entropy_of_logits, {{3, 4}, {3, 4}}, 0.4, 0.5, 0},
    {"kl_div", divergence, {{3, 4}, {3, 4}}, 0.4, 0.5, 0},
    {"cosine_similarity", cosine, {{3, 4}, {3, 4}}, 1, 0.2, 0},
    {"_cdist_forward", cdist, {{2, 3, 4}, {2, 2, 4}}, 1, 0, 1},
    {"pdist", pdist, {{4, 3}}, 1, 0, 1},
    {"gru_cell", gru, {{2, 3}, {2, 2}, {6, 3}, {6, 2}}, 1, 0, 0},
};

static int inputs_of(const derivative *d, rp_tensor **in)
{
    int n = 0;
    for (; n < 4 && d->shape[n][0]; n++) {
        int ndim = 0;
        while (ndim < 5 && d->shape[n][ndim]) ndim++;
        in[n] = rp_test_f64_sin(d->shape[n], ndim, 0.31 + 0.83 * n, d->scale);
        if (d->middle == 0) continue;
        void *data;
        ck_ok(rp_tensor_write(in[n], &data));
        for (int64_t i = 0; i < rp_tensor_numel(in[n]); i++) ((double *)data)[i] += d->middle;
        rp_tensor_done(in[n]);
    }
    return n;
}

START_TEST(network__derivatives_of_first_and_second_order_agree_with_difference_quotients)
{
    for (size_t k = 0; k < sizeof derivatives / sizeof *derivatives; k++) {
        const derivative *d = &derivatives[k];
        rp_tensor *in[4] = {NULL};
        const int n = inputs_of(d, in);
        rp_gradcheck_options o = {.size = sizeof o, .atol = 1e-6, .rtol = 1e-5};
        for (int i = 0; i < n; i++) ck_ok(rp_tensor_require_grad(in[i], 1));
        const rp_status first = rp_gradcheck(d->fn, NULL, in, n, &o);
        ck_assert_msg(first == RP_OK, "%s: %s", d->name, rp_error_message());
        const rp_status second = d->first_only ? RP_OK : rp_gradgradcheck(d->fn, NULL, in, n, &o);
        ck_assert_msg(second == RP_OK, "%s, second order: %s", d->name, rp_error_message());
        rp_test_release(in, n);
    }
}
END_TEST

START_TEST(network__running_statistics_move_in_training_only)
{
    static const double x_values[] = {1, 3, 2, 6}, means[] = {10, 20}, variances[] = {1, 4};
    rp_tensor *x = rp_test_f64(x_values, (const int64_t[]){2, 2}, 2),
              *mean = rp_test_f64(means, (const int64_t[]){2}, 1),
              *var = rp_test_f64(variances, (const int64_t[]){2}, 1), *y = NULL;
    ck_ok(rp_batch_norm(&y, x, NULL, NULL, mean, var, 0, 0.5, 0, 0));
    ck_assert_double_eq(rp_test_value(mean, 0), 10);
    ck_assert_double_eq(rp_test_value(y, 1), (3.0 - 20) / 2);
    ck_ok(rp_batch_norm(&y, x, NULL, NULL, mean, var, 1, 0.5, 0, 0));
    ck_assert_double_eq(rp_test_value(mean, 0), (10 + 1.5) / 2); /* mean of 1 and 2 */
    /* unbiased variance of 3 and 6 */
    ck_assert_double_eq(rp_test_value(var, 1), (4 + 4.5) / 2);
    ck_assert_double_eq(rp_test_value(y, 0), -1);
    rp_tensor_release(x), rp_tensor_release(mean), rp_tensor_release(var), rp_tensor_release(y);
}
END_TEST

START_TEST(network__a_lstm_in_two_directions_is_its_cells_in_order)
{
    const int64_t steps = 3, shape_x[] = {3, 2, 2}, shape_h[] = {2, 2, 2}, ih[] = {8, 2},
                  hh[] = {8, 2};
    rp_tensor *x = rp_test_f64_sin(shape_x, 3, 0.1, 1),
              *w[4] = {rp_test_f64_sin(ih, 2, 0.2, 1), rp_test_f64_sin(hh, 2, 0.3, 1),
                       rp_test_f64_sin(ih, 2, 0.4, 1), rp_test_f64_sin(hh, 2, 0.5, 1)};
    rp_tensor *start[2] = {rp_test_f64_sin(shape_h, 3, 0.6, 1),
                           rp_test_f64_sin(shape_h, 3, 0.7, 1)},
              *y = NULL, *last[2] = {NULL}, *h = NULL, *c = NULL, *now = NULL;
    ck_ok(rp_lstm_input(&y, &last[0], &last[1], x, start, 2, w, 4, 0, 1, 0, 0, 1, 0));
    for (int direction = 0; direction < 2; direction++) {
        ck_ok(rp_select_int(&h, start[0], 0, direction));
        ck_ok(rp_select_int(&c, start[1], 0, direction));
        for (int64_t i = 0; i < steps; i++) {
            const int64_t t = direction ? steps - 1 - i : i;
            rp_tensor *hx[2] = {h, c}, *next[2] = {NULL};
            ck_ok(rp_select_int(&now, x, 0, t));
            ck_ok(rp_lstm_cell(&next[0], &next[1], now, hx, 2, w[2 * direction],
                               w[2 * direction + 1], NULL, NULL));
            rp_tensor_release(h), rp_tensor_release(c);
            h = next[0], c = next[1];
            for (int64_t k = 0; k < 4; k++)
                ck_assert_double_eq_tol(rp_test_value(y, t * 8 + k / 2 * 4 + direction * 2 + k % 2),
                                        rp_test_value(h, k), 1e-14);
        }
        ck_assert_double_eq_tol(rp_test_value(last[1], direction * 4 + 3), rp_test_value(c, 3),
                                1e-14);
    }
    rp_tensor_release(x), rp_tensor_release(y), rp_tensor_release(h), rp_tensor_release(c),
        rp_tensor_release(now);
    rp_test_release(w, 4), rp_test_release(start, 2), rp_test_release(last, 2);
}
END_TEST

START_TEST(network__a_cell_has_as_many_rows_as_its_parts)
{
    const int64_t x_shape[] = {1, 2}, rows[] = {7, 2};
    rp_tensor *x = rp_test_f64_sin(x_shape, 2, 0.1, 1), *w = rp_test_f64_sin(rows, 2, 0.2, 1),
              *y = NULL;
    ck_fails(rp_gru_cell(&y, x, x, w, w, NULL, NULL), RP_E_SHAPE,
             "w_ih must have 3 * 2 rows, but has 7");
    const int64_t steps[] = {1, 1, 2}, six[] = {6, 2};
    rp_tensor *all = rp_test_f64_sin(steps, 3, 0.1, 1), *fits = rp_test_f64_sin(six, 2, 0.2, 1),
              *last = NULL;
    rp_tensor *const params[] = {fits, w};
    ck_fails(rp_gru_input(&y, &last, all, all, params, 2, 0, 1, 0, 0, 0, 0), RP_E_SHAPE,
             "w_hh must have 3 * 2 rows, but has 7");
    rp_test_release((rp_tensor *[]){x, w, y, all, fits, last}, 6);
}
END_TEST

START_TEST(network__rows_that_keep_their_extent_do_not_see_their_neighbours)
{
    const int64_t shape[] = {1, 1, 2, 2}, size[] = {3, 2};
    rp_tensor *x = rp_test_f64((const double[]){1, NAN, 1, 2}, shape, 4), *y = NULL;
    ck_ok(rp_upsample_bilinear2d(&y, x, size, 2, 0, NULL, NULL));
    ck_assert_double_eq(rp_test_value(y, 2), 1);
    ck_assert_double_nan(rp_test_value(y, 3));
    const int64_t as_is[] = {2, 4};
    const double scale = 4;
    /* extents of 1 and 2 times the input's: the scale does not count */
    ck_ok(rp_upsample_nearest2d(&y, x, as_is, 2, &scale, &scale));
    ck_assert_double_eq(rp_test_value(y, 4), 1);
    ck_assert_double_eq(rp_test_value(y, 6), 2);
    rp_test_release((rp_tensor *[]){x, y}, 2);
}
END_TEST

START_TEST(network__a_gradient_ends_in_the_normalized_shape)
{
    const int64_t shape[] = {2, 3};
    rp_tensor *x = rp_test_f64_sin(shape, 2, 0.1, 1), *stat = rp_test_f64_sin(two, 1, 0.1, 1),
              *dx = NULL;
    ck_fails(
        rp_native_layer_norm_backward(&dx, NULL, NULL, x, x, two, 1, stat, stat, NULL, NULL,
                                      (const int[]){1, 0, 0}, 3),
        RP_E_SHAPE,
        "Given normalized_shape=[2], expected input with shape ending in it, but got input of size [2, 3]");
    rp_test_release((rp_tensor *[]){x, stat, dx}, 3);
}
END_TEST

START_TEST(network__pools_of_little)
{
    const int64_t cube[] = {1, 2, 2, 2}, plane[] = {1, 2, 2}, no_rows[] = {1, 0, 2},
                  cell[] = {1, 1};
    rp_tensor *x = rp_test_f64_sin(cube, 4, 0.1, 1), *flat = rp_test_f64_sin(plane, 3, 0.1, 1),
              *empty = rp_test_f64_sin(no_rows, 3, 0, 1), *y = NULL, *g = NULL;
    ck_fails(rp_avg_pool3d(&y, x, three, 3, two, 3, one, 3, 0, 1, NULL), RP_E_SHAPE,
             "input extent 2 is smaller than kernel size 3");
    ck_ok(rp_avg_pool2d(&y, flat, three, 2, two, 2, one, 2, 0, 1, NULL));
    ck_ok(rp_adaptive_avg_pool2d(&y, empty, cell, 2)); /* the mean of nothing */
    ck_assert_double_nan(rp_test_value(y, 0));
    ck_fails(rp_adaptive_avg_pool2d(&y, empty, two, 2), RP_E_SHAPE, "other non-zero dimensions");
    ck_ok(rp__adaptive_avg_pool2d_backward(&g, flat, empty));
    ck_ok(rp_reshape(&empty, empty, (const int64_t[]){0, 1, 2}, 3));
    ck_ok(rp__adaptive_avg_pool2d(&y, empty, two, 2)); /* no channels */
    ck_assert_int_eq(rp_tensor_numel(y), 0);
    ck_ok(rp_reshape(&empty, empty, no_rows, 3));
    ck_fails(rp__adaptive_avg_pool2d_backward(&g, empty, flat), RP_E_SHAPE,
             "other non-zero dimensions");
    rp_test_release((rp_tensor *[]){x, flat, empty, y, g}, 5);
}
END_TEST

/* The floor under x (1 - x) is the float 1e-12 in ATen; that of second derivatives is the double,
   added after 1 - x. */
START_TEST(network__binary_cross_entropy_at_the_ends_of_its_range)
{
    const rp_backward_options o = {.size = sizeof o};
    rp_tensor *x = rp_test_f64((const double[]){0, 1}, two, 1),
              *half = rp_test_f64((const double[]){0.5}, NULL, 0),
              *outside = rp_test_f64((const double[]){1.5, 0}, two, 1);
    rp_tensor *single = NULL, *y = NULL, *g = NULL, *second = NULL;
    ck_fails(rp_binary_cross_entropy(&y, x, outside, NULL, 0), RP_E_VALUE,
             "all elements of target should be between 0 and 1, but one is 1.5");
    ck_fails(rp_binary_cross_entropy(&y, half, x, NULL, 0), RP_E_SHAPE,
             "a target of shape [2] does not broadcast to the input's []");
    ck_ok(rp_binary_cross_entropy(&y, x, half, NULL, 0)); /* one target for all */
    ck_assert_double_eq(rp_test_value(y, 0), 50);
    ck_ok(rp_ones_like(&y, x));
    ck_ok(rp_binary_cross_entropy_backward(&g, y, x, half, NULL, 0));
    ck_assert_double_eq(rp_test_value(g, 1), 0.5 / (double)1e-12F);
    rp_tensor_release(g), g = NULL;
    ck_ok(rp_to_dtype(&single, x, RP_F32, 0, 0, NULL));
    ck_ok(rp_to_dtype(&half, half, RP_F32, 0, 0, NULL));
    ck_ok(rp_ones_like(&y, single));
    ck_ok(rp_tensor_require_grad(y, 1));
    ck_ok(rp_binary_cross_entropy_backward(&g, y, single, half, NULL, 2));
    ck_ok(rp_sum(&g, g));
    ck_ok(rp_grad_full(&second, &g, NULL, 1, &y, 1, &o));
    ck_ok(rp_to_dtype(&second, second, RP_F64, 0, 0, NULL));
    ck_assert_double_eq_tol(rp_test_value(second, 1), 0.5e12, 1e6);
    rp_test_release((rp_tensor *[]){x, half, outside, single, y, g, second}, 7);
}
END_TEST

START_TEST(network__a_mask_fits_the_scores_and_a_weight_the_gradient)
{
    const int64_t shape[] = {1, 1, 3}, keys[] = {1, 2, 3}, big[] = {2, 2}, fits[] = {2},
                  wide[] = {2, 1, 3};
    rp_tensor *q = rp_test_f64_sin(shape, 3, 0.1, 1), *k = rp_test_f64_sin(keys, 3, 0.2, 1),
              *tall = rp_test_f64_sin(big, 2, 0.3, 1), *mask = rp_test_f64_sin(fits, 1, 0.3, 1),
              *weight = rp_test_f64_sin(wide, 3, 0.4, 1), *y = NULL, *by_x = NULL,
              *by_weight = NULL;
    ck_ok(rp__scaled_dot_product_attention_math_full(&y, NULL, q, k, k, mask, 0, 0, NULL, NULL, 0));
    ck_fails(
        rp__scaled_dot_product_attention_math_full(&y, NULL, q, k, k, tall, 0, 0, NULL, NULL, 0),
        RP_E_SHAPE, "[2, 2]");
    ck_ok(rp__prelu_kernel_backward(&by_x, &by_weight, q, q, weight));
    ck_assert_int_eq(rp_tensor_numel(by_x), 6);
    ck_assert_int_eq(rp_tensor_numel(by_weight), 6);
    rp_test_release((rp_tensor *[]){q, k, tall, mask, weight, y, by_x, by_weight}, 8);
}
END_TEST

START_TEST(network__a_closed_gate_has_no_gradient)
{
    rp_tensor *x = rp_test_f64((const double[]){1e308, -INFINITY}, two, 1),
              *g = rp_test_f64((const double[]){10}, one, 1), *y = NULL;
    ck_ok(rp_glu_backward(&y, g, x, 0));
    ck_assert_double_eq(rp_test_value(y, 0), 0);
    ck_assert_double_eq(rp_test_value(y, 1), 0);
    rp_test_release((rp_tensor *[]){x, g, y}, 3);
}
END_TEST

START_TEST(network__statistics_of_rows_may_have_any_strides)
{
    const int64_t shape[] = {2, 3}, rows[] = {2, 1};
    const int all[] = {1, 1, 1}, nothing[] = {0, 0, 0};
    rp_tensor *g = rp_test_f64_sin(shape, 2, 0.1, 1), *x = rp_test_f64_sin(shape, 2, 0.7, 1),
              *mean = rp_test_f64_sin(one, 1, 0.2, 1), *rstd = rp_test_f64_sin(one, 1, 1.1, 1),
              *want[3] = {NULL}, *got[3] = {NULL};
    ck_ok(rp_expand(&mean, mean, rows, 2)); /* a stride of 0, one element */
    ck_ok(rp_expand(&rstd, rstd, rows, 2));
    ck_ok(rp_native_layer_norm_backward(&got[0], &got[1], &got[2], g, x, three, 1, mean, rstd, NULL,
                                        NULL, all, 3));
    ck_ok(rp_contiguous(&mean, mean));
    ck_ok(rp_contiguous(&rstd, rstd));
    ck_ok(rp_native_layer_norm_backward(&want[0], &want[1], &want[2], g, x, three, 1, mean, rstd,
                                        NULL, NULL, all, 3));
    for (int k = 0; k < 3; k++) ck_assert(rp_test_equal_bits(got[k], want[k]));
    ck_fails(
        rp_native_layer_norm_backward(&got[0], &got[1], &got[2], g, x, three, 1, x, rstd, NULL,
                                      NULL, all, 3),
        RP_E_SHAPE,
        "mean and rstd have 2 elements for an input of shape [2, 3], not those of shape [2, 3]");
    /* nothing is asked for, nothing comes */
    ck_ok(rp_native_layer_norm_backward(&got[0], &got[1], &got[2], g, x, three, 1, mean, rstd, NULL,
                                        NULL, nothing, 3));
    for (int k = 0; k < 3; k++) ck_assert_ptr_null(got[k]);
    rp_test_release((rp_tensor *[]){g, x, mean, rstd, want[0], want[1], want[2]}, 7);
}
END_TEST

START_TEST(network__a_gradient_by_running_statistics_does_not_see_the_input)
{
    const int64_t shape[] = {1, 1, 2};
    rp_tensor *g = rp_test_f64_sin(shape, 3, 0.1, 1),
              *x = rp_test_f64((const double[]){INFINITY, 1}, shape, 3),
              *var = rp_test_f64((const double[]){3}, one, 1), *dx = NULL;
    ck_ok(rp_native_batch_norm_backward(&dx, NULL, NULL, g, x, NULL, var, var, NULL, NULL, 0, 1,
                                        (const int[]){1, 0, 0}, 3));
    for (int64_t i = 0; i < 2; i++)
        ck_assert_double_eq(rp_test_value(dx, i), rp_test_value(g, i) / 2);
    rp_test_release((rp_tensor *[]){g, x, var, dx}, 4);
}
END_TEST

START_TEST(network__an_empty_batch_is_normalised_to_nothing)
{
    const rp_backward_options o = {.size = sizeof o};
    const int64_t shape[] = {0, 2, 4};
    rp_tensor *x = rp_test_f64_sin(shape, 3, 0.1, 1), *w = rp_test_f64_sin(two, 1, 0.1, 1),
              *y = NULL, *mean = NULL, *rstd = NULL, *sum = NULL, *dw = NULL;
    ck_ok(rp_tensor_require_grad(w, 1));
    ck_ok(rp_batch_norm(&y, x, w, w, NULL, NULL, 1, 0.1, 1e-5, 0));
    ck_assert_int_eq(rp_tensor_ndim(y), 3);
    ck_assert_int_eq(rp_tensor_numel(y), 0);
    ck_ok(rp_sum(&sum, y));
    ck_ok(rp_grad(&dw, &sum, 1, &w, 1, &o));
    ck_assert_double_eq(rp_test_value(dw, 0), 0);
    ck_assert_double_eq(rp_test_value(dw, 1), 0);
    ck_fails(rp_native_batch_norm(&mean, &rstd, &sum, x, w, w, NULL, NULL, 1, 0.1, 1e-5),
             RP_E_SHAPE, "the input must have at least one element, but it has shape [0, 2, 4]");
    rp_test_release((rp_tensor *[]){x, w, y, mean, rstd, sum, dw}, 7);
}
END_TEST

/* PyTorch takes the derivative from the left in the first order and from the right in the second. */
START_TEST(network__prelu_at_zero)
{
    const rp_backward_options o = {.size = sizeof o};
    rp_tensor *g = rp_test_f64((const double[]){2}, one, 1),
              *x = rp_test_f64((const double[]){0}, one, 1),
              *w = rp_test_f64((const double[]){5}, one, 1), *dx = NULL, *dw = NULL, *dg = NULL;
    ck_ok(rp_tensor_require_grad(g, 1));
    ck_ok(rp__prelu_kernel_backward(&dx, &dw, g, x, w));
    ck_assert_double_eq(rp_test_value(dx, 0), 10);
    ck_ok(rp_grad(&dg, &dx, 1, &g, 1, &o));
    ck_assert_double_eq(rp_test_value(dg, 0), 1);
    rp_test_release((rp_tensor *[]){g, x, w, dx, dw, dg}, 6);
}
END_TEST

START_TEST(network__more_classes_than_a_tensor_has_elements)
{
    rp_tensor *x = NULL, *y = NULL;
    ck_ok(rp_full_full(&x, one, 1, rp_value_int(INT64_MAX), RP_I64, NULL, NULL, NULL));
    ck_fails(rp_one_hot(&y, x, -1), RP_E_SHAPE, "has more than 2^63 - 1 bytes");
    rp_test_release((rp_tensor *[]){x, y}, 2);
}
END_TEST

START_TEST(network__a_number_is_its_own_transpose_and_a_vector_has_none)
{
    rp_tensor *x = rp_test_f64((const double[]){3}, NULL, 0), *v = rp_test_f64_sin(one, 1, 0.1, 1),
              *y = NULL;
    ck_ok(rp_mT(&y, x));
    ck_assert_int_eq(rp_tensor_ndim(y), 0);
    ck_assert_double_eq(rp_test_value(y, 0), 3);
    ck_fails(rp_mT(&y, v), RP_E_SHAPE, "Got 1-D tensor");
    rp_test_release((rp_tensor *[]){x, v, y}, 3);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "network", network__derivatives_of_first_and_second_order_agree_with_difference_quotients,
        network__running_statistics_move_in_training_only,
        network__a_lstm_in_two_directions_is_its_cells_in_order, network__pools_of_little,
        network__binary_cross_entropy_at_the_ends_of_its_range,
        network__a_mask_fits_the_scores_and_a_weight_the_gradient,
        network__a_closed_gate_has_no_gradient, network__a_cell_has_as_many_rows_as_its_parts,
        network__rows_that_keep_their_extent_do_not_see_their_neighbours,
        network__a_gradient_ends_in_the_normalized_shape,
        network__statistics_of_rows_may_have_any_strides,
        network__a_gradient_by_running_statistics_does_not_see_the_input,
        network__an_empty_batch_is_normalised_to_nothing, network__prelu_at_zero,
        network__more_classes_than_a_tensor_has_elements,
        network__a_number_is_its_own_transpose_and_a_vector_has_none, NULL);
}
