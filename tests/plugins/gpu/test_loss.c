/* tests/plugins/gpu/test_loss.c - losses and their gradients: every reduction, weights, ignored
   targets, several blocks, broadcast, slices */
#include "plugins/gpu/call.h"

enum { NONE, MEAN, SUM, REDUCTIONS };

/* ---- one class a row ------------------------------------------------------------------------- */
/* (rows, classes) or (n, classes, h, w); targets of any class, class 2 ignored. */
static void check_nll(const char *forward, const char *backward, rp_dtype d, double tolerance,
                      rp_tensor *x, rp_tensor *target, int64_t classes)
{
    RP_LOCAL rp_tensor *w = GPU_TEST_TENSOR(d, 2, classes);
    ck_ok(rp_mul(&w, w, w)); /* weights below 0 could cancel to a mean of nothing */
    for (int how = 0; how < 2 * REDUCTIONS; how++) {
        RP_LOCAL rp_tensor *y = NULL, *total = NULL;
        rp_tensor *const weight = how < REDUCTIONS ? w : NULL;
        const int64_t reduction = how % REDUCTIONS;
        GPU_TEST_CALL(tolerance, forward, GPU_SAME(x), GPU_SAME(target), GPU_SAME(weight),
                      GPU_INT(reduction), GPU_INT(2));
        if (rp_tensor_ndim(x) == 2)
            ck_ok(rp_nll_loss_forward(&y, &total, x, target, weight, reduction, 2));
        else ck_ok(rp_nll_loss2d_forward(&y, &total, x, target, weight, reduction, 2));
        GPU_TEST_CALL(tolerance, backward, GPU_SAME(y), GPU_SAME(x), GPU_SAME(target),
                      GPU_SAME(weight), GPU_INT(reduction), GPU_INT(2), GPU_SAME(total));
    }
}

static void check_nll_rows(rp_dtype d, double tolerance, int64_t rows, int64_t classes)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(d, 1, rows, classes),
                       *target = gpu_test_scrambled(rows, classes);
    check_nll("aten::nll_loss_forward", "aten::nll_loss_backward", d, tolerance, x, target,
              classes);
}

START_TEST(loss__negative_log_likelihood_of_many_rows_and_of_many_classes)
{
    gpu_device();
    check_nll_rows(RP_F32, 1e-5, 5000, 7);
    check_nll_rows(RP_F32, 1e-5, 3, 4001);
    check_nll_rows(RP_F64, 1e-12, 300, 5);
    check_nll_rows(RP_BF16, 2e-2, 90, 5);
    check_nll_rows(RP_F16, 3e-3, 90, 5);
}
END_TEST

START_TEST(loss__negative_log_likelihood_of_pixels_whose_channels_are_last)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 2, 31, 37, 5),
                       *target = gpu_test_scrambled(2L * 31 * 37, 5);
    ck_ok(rp_permute(&x, x, (const int64_t[]){0, 3, 1, 2}, 4));
    ck_ok(rp_reshape(&target, target, (const int64_t[]){2, 31, 37}, 3));
    check_nll("aten::nll_loss2d_forward", "aten::nll_loss2d_backward", RP_F32, 1e-5, x, target, 5);
}
END_TEST

START_TEST(loss__a_target_that_is_no_class_is_named)
{
    const rp_device d = gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 400, 5),
                       *target = gpu_test_scrambled(400, 7), *y = NULL, *total = NULL;
    RP_LOCAL rp_tensor *there = gpu_test_there(x), *target_there = gpu_test_there(target);
    ck_fails(rp_nll_loss_forward(&y, &total, there, target_there, NULL, MEAN, -100), RP_E_INDEX,
             "aten::nll_loss_forward on emu:0: index ");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "is out of bounds for a size of 5"));
    /* of no classes none is one */
    RP_LOCAL rp_tensor *none = GPU_TEST_TENSOR(RP_F32, 0, 400, 0),
                       *none_there = gpu_test_there(none), *g = GPU_TEST_TENSOR(RP_F32, 0, 1),
                       *g_there = gpu_test_there(g);
    ck_ok(rp_squeeze(&g_there, g_there));
    ck_fails(rp_nll_loss_backward(&y, g_there, none_there, target_there, NULL, MEAN, -100, g_there),
             RP_E_INDEX, "is out of bounds for a size of 0");
    ck_ok(rp_rand_like(&y, there)); /* the device works on */
    ck_assert_int_eq(rp_tensor_device(y).type, d.type);
}
END_TEST

/* ---- composites, with the gradient of autograd ----------------------------------------------- */
static rp_tensor *gradient(rp_tensor *x, rp_tensor *target, rp_tensor *weight, int64_t reduction,
                           double smoothing, rp_tensor **y)
{
    RP_LOCAL rp_tensor *leaf = NULL, *ones = NULL;
    ck_ok(rp_detach(&leaf, x));
    ck_ok(rp_tensor_require_grad(leaf, 1));
    ck_ok(rp_cross_entropy_loss(y, leaf, target, weight, reduction, 1, smoothing));
    ck_ok(rp_ones_like(&ones, *y));
    ck_ok(rp_backward(y, &ones, 1, NULL));
    return rp_tensor_retain(rp_tensor_grad(leaf));
}

START_TEST(loss__cross_entropy_with_smoothing_weights_and_ignored_targets)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 257, 70),
                       *target = gpu_test_scrambled(257, 70), *w = GPU_TEST_TENSOR(RP_F32, 2, 70);
    ck_ok(rp_mul(&w, w, w));
    RP_LOCAL rp_tensor *x_there = gpu_test_there(x), *target_there = gpu_test_there(target),
                       *w_there = gpu_test_there(w);
    for (int how = 0; how < 2 * REDUCTIONS; how++) {
        const double smoothing = how < REDUCTIONS ? 0.1 : 0;
        RP_LOCAL rp_tensor *y = NULL, *y_there = NULL;
        RP_LOCAL rp_tensor *g = gradient(x, target, w, how % REDUCTIONS, smoothing, &y);
        RP_LOCAL rp_tensor *g_there =
            gradient(x_there, target_there, w_there, how % REDUCTIONS, smoothing, &y_there);
        gpu_test_near(y_there, y, 1e-5);
        gpu_test_near(g_there, g, 1e-5);
    }
}
END_TEST

/* ---- a target an element --------------------------------------------------------------------- */
/* a loss with its arguments behind the reduction, or a weight before it */
static const struct pair {
    const char *forward, *backward;
    int weighted, n;
    double more;
} pairs[] = {
    {"aten::mse_loss", "aten::mse_loss_backward", 0, 0, 0},
    {"aten::huber_loss", "aten::huber_loss_backward", 0, 1, 0.3},
    {"aten::smooth_l1_loss", "aten::smooth_l1_loss_backward", 0, 1, 0.2},
    {"aten::soft_margin_loss", "aten::soft_margin_loss_backward", 0, 0, 0},
    {"aten::binary_cross_entropy", "aten::binary_cross_entropy_backward", 1, 0, 0},
};
enum { PAIRS = 5 };

/* `g`: NULL for the loss, else its gradient. */
static void call_pair(const struct pair *p, double tolerance, rp_tensor *g, rp_tensor *x,
                      rp_tensor *target, rp_tensor *weight, int64_t reduction)
{
    rp_value in[6];
    size_t n = 0;
    if (g) in[n++] = GPU_SAME(g);
    in[n++] = GPU_SAME(x);
    in[n++] = GPU_SAME(target);
    if (p->weighted) in[n++] = GPU_SAME(weight);
    in[n++] = GPU_INT(reduction);
    if (p->n) in[n++] = GPU_FLOAT(p->more);
    gpu_test_call_take(tolerance, g ? p->backward : p->forward, in, n);
}

/* Values in (0, 1), where every one of the losses is defined. */
static rp_tensor *shares(rp_dtype d, double seed, int64_t m, int64_t n)
{
    rp_tensor *t = GPU_TEST_TENSOR(d, seed, m, n);
    ck_ok(rp_sigmoid(&t, t));
    return t;
}

static void check_pairs(rp_dtype d, double tolerance, rp_tensor *x, rp_tensor *target)
{
    RP_LOCAL rp_tensor *weight = shares(d, 3, rp_tensor_shape(x)[0], rp_tensor_shape(x)[1]),
                       *one = GPU_TEST_TENSOR(d, 4, 1);
    ck_ok(rp_reshape(&one, one, NULL, 0));
    for (int p = 0; p < PAIRS; p++)
        for (int64_t reduction = 0; reduction < REDUCTIONS; reduction++) {
            call_pair(&pairs[p], tolerance, NULL, x, target, weight, reduction);
            call_pair(&pairs[p], tolerance, reduction == NONE ? weight : one, x, target, weight,
                      reduction);
        }
}

START_TEST(loss__pairs_of_several_blocks_through_strides)
{
    static const struct {
        rp_dtype dtype;
        double tolerance;
    } types[] = {{RP_F32, 1e-5}, {RP_F64, 1e-12}, {RP_BF16, 2e-2}, {RP_F16, 3e-3}};
    const int64_t first = 1;
    gpu_device();
    for (int t = 0; t < 4; t++) {
        RP_LOCAL rp_tensor *x = shares(types[t].dtype, 1, 61, 70),
                           *target = shares(types[t].dtype, 2, 70, 61);
        ck_ok(rp_transpose_int(&target, target, 0, 1));
        ck_ok(rp_slice(&x, x, 1, &first, NULL, 1));
        ck_ok(rp_slice(&target, target, 1, &first, NULL, 1));
        check_pairs(types[t].dtype, types[t].tolerance, x, target);
    }
}
END_TEST

START_TEST(loss__pairs_of_nothing)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 0, 5), *x_there = gpu_test_there(x),
                       *y = NULL;
    for (int64_t reduction = 0; reduction < REDUCTIONS; reduction++) {
        ck_ok(rp_mse_loss(&y, x_there, x_there, reduction));
        ck_assert_int_eq(rp_tensor_numel(y), reduction != NONE);
        if (reduction == NONE) continue;
        ck_ok(rp_to_device(&y, y, RP_CPU, RP_F32, 0, 0, NULL));
        ck_assert(reduction == SUM ? rp_test_at(y, 0) == 0 : isnan(rp_test_at(y, 0)));
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_loss", loss__negative_log_likelihood_of_many_rows_and_of_many_classes,
                    loss__negative_log_likelihood_of_pixels_whose_channels_are_last,
                    loss__a_target_that_is_no_class_is_named,
                    loss__cross_entropy_with_smoothing_weights_and_ignored_targets,
                    loss__pairs_of_several_blocks_through_strides, loss__pairs_of_nothing, NULL);
}
