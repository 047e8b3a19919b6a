#include "autograd.h"
#include <pthread.h>

static const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
static const rp_backward_options create = {.size = sizeof create, .create_graph = 1};

START_TEST(record__results_require_grad_only_where_an_argument_does)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *c = VEC(3, 4), *y = NULL, *z = NULL;
    ck_ok(rp_mul(&y, c, c));
    ck_assert(!rp_tensor_requires_grad(y));
    ck_ok(rp_mul(&z, c, x));
    ck_assert(rp_tensor_requires_grad(z) && !rp_tensor_is_leaf(z));
    rp_edge e;
    ck_ok(rp_tensor_history(&e, z));
    ck_assert_str_eq(rp_node_name(e.node), "aten::mul.Tensor");
    ck_assert_ptr_null(rp_node_edge(e.node, 0).node);
    ck_assert_str_eq(rp_node_name(rp_node_edge(e.node, 1).node), "AccumulateGrad");
}
END_TEST

START_TEST(record__nothing_without_grad_mode)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *y = NULL;
    const uint64_t before = live_nodes();
    const int mode = rp_grad_mode_exchange(0);
    ck_ok(rp_mul(&y, x, x));
    rp_grad_mode_exchange(mode);
    ck_assert(!rp_tensor_requires_grad(y));
    ck_assert_uint_eq(live_nodes(), before);
}
END_TEST

START_TEST(record__integer_results_have_no_history)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 3, 2), *mask = NULL;
    ck_ok(rp_gt_scalar(&mask, x, rp_value_float(1.5)));
    ck_assert(!rp_tensor_requires_grad(mask));
}
END_TEST

START_TEST(backward__broadcast_inputs_get_summed_gradients)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *m = shaped(x, 2, 2), *row = LEAF(5, 6),
                       *one = LEAF(7), *y = NULL;
    ck_ok(rp_mul(&y, m, row));
    ck_ok(rp_add(&y, y, one));
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 5, 60, 500, 6000);
    ck_values(rp_tensor_grad(row), 301, 4020);
    ck_values(rp_tensor_grad(one), 1111);
}
END_TEST

START_TEST(backward__gradients_have_the_dtype_of_their_input)
{
    const double wide = 3;
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *d = NULL, *y = NULL, *l = NULL;
    void *data;
    ck_ok(rp_tensor_create(&d, (int64_t[]){1}, 1, RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(d, &data));
    memcpy(data, &wide, sizeof wide);
    rp_tensor_done(d);
    ck_ok(rp_tensor_require_grad(d, 1));
    ck_ok(rp_mul(&y, x, d));
    ck_assert_uint_eq(rp_tensor_dtype(y), RP_F64);
    ck_ok(rp_sum(&l, y));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 3, 3);
    ck_assert_uint_eq(rp_tensor_dtype(rp_tensor_grad(d)), RP_F64);
}
END_TEST

START_TEST(backward__chain_of_products_matches_the_formula)
{
    RP_LOCAL rp_tensor *x = LEAF(0.5f, -1, 2), *s = NULL, *e = NULL, *y = NULL;
    ck_ok(rp_sin(&s, x));
    ck_ok(rp_exp(&e, s));
    ck_ok(rp_mul(&y, e, x)); /* x exp(sin x): derivative exp(sin x) (1 + x cos x) */
    backward_weighed(y);
    float want[3], c = 1;
    for (int i = 0; i < 3; i++, c *= 10) {
        const float v = rp_test_at(x, i);
        want[i] = c * expf(sinf(v)) * (1 + v * cosf(v));
    }
    ck_values(rp_tensor_grad(x), want[0], want[1], want[2]);
}
END_TEST

START_TEST(grad__second_and_third_derivative)
{
    RP_LOCAL rp_tensor *x = LEAF(2), *y = NULL, *g = NULL;
    ck_ok(rp_mul(&y, x, x));
    ck_ok(rp_mul(&y, y, y)); /* x^4 */
    ck_ok(rp_grad(&g, &y, 1, &x, 1, &create));
    ck_values(g, 32);
    ck_ok(rp_grad(&g, &g, 1, &x, 1, &create));
    ck_values(g, 48);
    ck_ok(rp_grad(&g, &g, 1, &x, 1, NULL));
    ck_values(g, 48);
    ck_assert(!rp_tensor_requires_grad(g));
}
END_TEST

START_TEST(checkpoint__018_gradient_of_a_gradient_accumulates)
{
    RP_LOCAL rp_tensor *x = LEAF(3), *y = NULL, *g = NULL;
    ck_ok(rp_exp(&y, x));
    ck_ok(rp_backward(&y, NULL, 1, &create));
    ck_assert(rp_tensor_requires_grad(rp_tensor_grad(x)));
    g = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_set_grad(x, NULL);
    ck_ok(rp_backward(&g, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), expf(3));
}
END_TEST

START_TEST(save__factor_is_kept_only_for_the_others_gradient)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *c = VEC(3, 4), *y = NULL;
    ck_ok(rp_mul(&y, x, c));
    const uint64_t version = rp_tensor_version(x);
    const int mode = rp_grad_mode_exchange(0);
    ck_ok(rp_mul__scalar(NULL, x, rp_value_float(2))); /* x is not read by its own gradient */
    rp_grad_mode_exchange(mode);
    ck_assert_uint_eq(rp_tensor_version(x), version + 1);
    backward_weighed(y);
    ck_values(rp_tensor_grad(x), 3, 40);
}
END_TEST

START_TEST(save__sum_and_add_keep_no_values)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2), *y = times(x, 2), *z = NULL;
    ck_ok(rp_add(&z, y, x));
    ck_ok(rp_mul__scalar(NULL, y, rp_value_float(5)));
    backward_weighed(z);
    ck_values(rp_tensor_grad(x), 3, 30);
}
END_TEST

START_TEST(list__gradients_reach_the_elements_of_a_list)
{
    RP_LOCAL rp_tensor *a = LEAF(1, 2), *b = LEAF(3), *c = VEC(9, 9), *y = NULL;
    ck_ok(rp_cat(&y, (rp_tensor *[]){a, c, b}, 3, 0));
    backward_weighed(y);
    ck_values(rp_tensor_grad(a), 1, 10);
    ck_values(rp_tensor_grad(b), 10000);
}
END_TEST

START_TEST(list__results_of_a_split_have_one_node)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3), *y = times(x, 2);
    rp_tensor *p[3] = {NULL, NULL, NULL};
    ck_ok(rp_split(p, 3, y, 1, 0));
    rp_edge a, b;
    ck_ok(rp_tensor_history(&a, p[0]));
    ck_ok(rp_tensor_history(&b, p[2]));
    ck_assert_ptr_eq(a.node, b.node);
    ck_assert_uint_eq(b.index, 2);
    RP_LOCAL rp_tensor *l = NULL;
    ck_ok(rp_mul(&l, p[0], p[2]));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 12, 0, 4);
    for (int i = 0; i < 3; i++) rp_tensor_release(p[i]);
}
END_TEST

START_TEST(matrix__products_and_transposes)
{
    RP_LOCAL rp_tensor *a = LEAF(1, 2, 3, 4), *b = LEAF(5, 6, 7, 8), *m = shaped(a, 2, 2),
                       *n = shaped(b, 2, 2), *t = NULL, *y = NULL;
    ck_ok(rp_t(&t, n));
    ck_ok(rp_mm(&y, m, t)); /* y = m n^T; dm = c n, dn = c^T m */
    ck_values(y, 17, 23, 39, 53);
    backward_weighed(y);
    ck_values(rp_tensor_grad(a), 75, 86, 7500, 8600);
    ck_values(rp_tensor_grad(b), 301, 402, 3010, 4020);
}
END_TEST

START_TEST(backward__gradient_buffers_are_never_shared_between_leaves)
{
    RP_LOCAL rp_tensor *a = LEAF(1, 2), *b = LEAF(3, 4), *y = NULL;
    ck_ok(rp_add(&y, a, b));
    backward_weighed(y);
    ck_assert(!rp_tensor_shares_storage(rp_tensor_grad(a), rp_tensor_grad(b)));
    RP_LOCAL rp_tensor *z = times(a, 1);
    backward_weighed(z);
    ck_values(rp_tensor_grad(a), 2, 20);
    ck_values(rp_tensor_grad(b), 1, 10);
}
END_TEST

START_TEST(backward__expanded_gradient_becomes_a_dense_one)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3), *l = NULL;
    ck_ok(rp_sum(&l, x));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_assert_int_eq(rp_tensor_stride(rp_tensor_grad(x))[0], 1);
    ck_ok(rp_sum(&l, x));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 2, 2, 2);
}
END_TEST

START_TEST(anomaly__error_names_the_forward_call)
{
    RP_LOCAL rp_tensor *x = LEAF(0), *y = NULL, *z = NULL;
    const int before = rp_anomaly_mode_exchange(1);
    ck_ok(rp_sqrt(&y, x));
    ck_ok(rp_mul(&z, y, x)); /* 0 * inf */
    ck_fails(rp_backward(&z, NULL, 1, NULL), RP_E_VALUE,
             "aten::sqrt returned nan values in its output 0; its forward call was aten::sqrt");
    rp_anomaly_mode_exchange(before);
}
END_TEST

/* ---- passes in hooks, deep nesting ----------------------------------------------------------- */
static rp_status nested_grad(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    rp_tensor *x = ctx;
    (void)grad;
    RP_LOCAL rp_tensor *y = NULL;
    const int before = rp_grad_mode_exchange(1);
    rp_status status = rp_mul(&y, x, x);
    if (status == RP_OK) status = rp_grad(replacement, &y, 1, &x, 1, NULL);
    rp_grad_mode_exchange(before);
    return status;
}

START_TEST(checkpoint__145_an_edge_owns_its_graph_and_stands_for_a_tensor)
{
    rp_tensor *x = LEAF(1, 2), *y = times(x, 3), *z = NULL, *grad = NULL, *one = VEC(1, 10),
              *wrong = VEC(1, 2, 3);
    rp_edge root = {NULL, 0}, middle = {NULL, 0}, leaf = {NULL, 0}, none = {NULL, 0};
    ck_ok(rp_mul(&z, y, y));
    ck_ok(rp_tensor_gradient_edge(&root, z));
    ck_ok(rp_tensor_gradient_edge(&middle, y));
    ck_ok(rp_tensor_gradient_edge(&leaf, x));
    rp_tensor_release(z); /* the edges live on */
    rp_tensor_release(y);
    ck_ok(rp_grad_edges(&grad, &root, &one, 1, &middle, 1, &keep));
    ck_values(grad, 6, 120);
    ck_ok(rp_grad_edges(&grad, &root, &one, 1, &leaf, 1, &keep));
    ck_values(grad, 18, 360);
    ck_assert_ptr_null(rp_tensor_grad(x));
    ck_fails(rp_grad_edges(&grad, &root, &wrong, 1, &leaf, 1, NULL), RP_E_SHAPE,
             "grad_output[0] has a shape of [3] and output[0] has a shape of [2]");
    ck_fails(rp_grad_edges(&grad, &root, NULL, 1, &leaf, 1, NULL), RP_E_INVALID,
             "root 0 is an edge: its gradient must be given");
    ck_fails(rp_grad_edges(&grad, &root, &one, 1, &none, 1, NULL), RP_E_INVALID,
             "input 0 is an empty edge");
    ck_fails(rp_grad_edges(&grad, &middle, &one, 1, &root, 1, NULL), RP_E_INVALID,
             "not have been used in the graph");
    root.index = 7;
    ck_fails(rp_grad_edges(&grad, &root, &one, 1, &leaf, 1, NULL), RP_E_INDEX,
             "root 0 is output 7 of aten::mul.Tensor, which has 1");
    rp_node_release(root.node);
    rp_node_release(middle.node);
    rp_node_release(leaf.node);
    rp_tensor_release(grad);
    rp_tensor_release(one);
    rp_tensor_release(wrong);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__017_hook_runs_a_backward_of_its_own)
{
    RP_LOCAL rp_tensor *x = LEAF(3), *y = times(x, 2);
    uint64_t id;
    ck_ok(rp_tensor_add_hook(y, nested_grad, x, NULL, &id));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 12); /* the hook's 2 x = 6, times 2 */
}
END_TEST

struct deep {
    int left, deepest;
};
static rp_status deeper(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    struct deep *d = ctx;
    (void)grad;
    (void)replacement;
    if (--d->left < 0) return -3;
    d->deepest++;
    RP_LOCAL rp_tensor *x = LEAF(3), *y = times(x, 2);
    uint64_t id;
    const int before = rp_grad_mode_exchange(1);
    rp_status status = rp_mul(&y, x, x);
    rp_grad_mode_exchange(before);
    if (status == RP_OK) status = rp_tensor_add_hook(y, deeper, d, NULL, &id);
    return status == RP_OK ? rp_backward(&y, NULL, 1, NULL) : status;
}

START_TEST(checkpoint__056_passes_nest_two_thousand_deep)
{
    struct deep d = {.left = 2000};
    RP_LOCAL rp_tensor *x = LEAF(3), *y = times(x, 2);
    uint64_t id;
    ck_ok(rp_tensor_add_hook(y, deeper, &d, NULL, &id));
    ck_assert_int_eq(rp_backward(&y, NULL, 1, NULL), -3);
    ck_assert_int_eq(d.deepest, 2000);
    ck_assert_uint_eq(rp_backward_pass(), 0);
    ck_assert_int_eq(rp_grad_mode(), 1);
}
END_TEST

START_TEST(backward__long_chain_of_operators)
{
    const uint64_t before = live_nodes();
    RP_LOCAL rp_tensor *x = LEAF(1), *y = times(x, 1);
    for (int i = 0; i < 100000; i++) ck_ok(rp_add(&y, y, x));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_values(rp_tensor_grad(x), 100001);
    rp_tensor_release(y);
    y = NULL;
    ck_assert_uint_eq(live_nodes(), before);
}
END_TEST

/* ---- threads --------------------------------------------------------------------------------- */
enum { THREADS = 10, ROUNDS = 50 };
static void *train(void *arg)
{
    rp_tensor *w = arg;
    for (int i = 0; i < ROUNDS; i++) {
        rp_tensor *y = NULL, *l = NULL;
        rp_status status = rp_mul(&y, w, w);
        if (status == RP_OK) status = rp_sum(&l, y);
        if (status == RP_OK) status = rp_backward(&l, NULL, 1, NULL);
        rp_tensor_release(y);
        rp_tensor_release(l);
        if (status != RP_OK) return arg;
    }
    return NULL;
}

START_TEST(threads__ten_train_one_leaf)
{
    pthread_t thread[THREADS];
    RP_LOCAL rp_tensor *w = LEAF(1, 2);
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, train, w), 0);
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(thread[i], &failed);
        ck_assert_ptr_null(failed);
    }
    ck_values(rp_tensor_grad(w), 2.0f * THREADS * ROUNDS, 4.0f * THREADS * ROUNDS);
}
END_TEST

/* ---- faults ---------------------------------------------------------------------------------- */
static rp_status small_step(rp_tensor *x, rp_tensor *w)
{
    RP_LOCAL rp_tensor *y = NULL, *v = NULL, *l = NULL;
    const int64_t from = 1, to = 3;
    RP_TRY(rp_mul_scalar(&y, x, rp_value_float(2)));
    RP_TRY(rp_slice(&v, y, 0, &from, &to, 1));
    RP_TRY(rp_mul_(NULL, v, w));
    RP_TRY(rp_exp(&v, v));
    RP_TRY(rp_sum(&l, v));
    RP_TRY(rp_add(&y, y, l));
    RP_TRY(rp_sum(&l, y));
    RP_TRY(rp_backward(&l, NULL, 1, &keep));
    return rp_backward(&l, NULL, 1, NULL);
}

START_TEST(faults__every_failing_allocation_leaves_nothing_behind)
{
    RP_LOCAL rp_tensor *x = LEAF(1, 2, 3, 4), *w = LEAF(0.5f, 0.25f);
    ck_ok(small_step(x, w));
    rp_tensor_set_grad(x, NULL);
    rp_tensor_set_grad(w, NULL);
    const uint64_t before = rp_test_live();
    rp_status status = RP_E_MEMORY;
    int n = 1;
    for (; status != RP_OK && n < 5000; n++) {
        rp_memory_fail_after(n);
        status = small_step(x, w);
        rp_memory_fail_after(0);
        ck_assert_msg(status == RP_OK || status == RP_E_MEMORY, "allocation %d: %s", n,
                      rp_error_message());
        ck_assert_uint_eq(rp_backward_pass(), 0);
        ck_assert_int_eq(rp_grad_mode(), 1);
        rp_tensor_set_grad(x, NULL);
        rp_tensor_set_grad(w, NULL);
        ck_assert_uint_eq(rp_test_live(), before);
    }
    ck_assert_int_eq(status, RP_OK);
    ck_assert_int_gt(n, 20);
    ck_ok(small_step(x, w));
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL; /* the runner reports it */
    return rp_suite(
        "autograd", record__results_require_grad_only_where_an_argument_does,
        record__nothing_without_grad_mode, record__integer_results_have_no_history,
        backward__broadcast_inputs_get_summed_gradients,
        backward__gradients_have_the_dtype_of_their_input,
        backward__chain_of_products_matches_the_formula, grad__second_and_third_derivative,
        checkpoint__018_gradient_of_a_gradient_accumulates,
        save__factor_is_kept_only_for_the_others_gradient, save__sum_and_add_keep_no_values,
        list__gradients_reach_the_elements_of_a_list, list__results_of_a_split_have_one_node,
        matrix__products_and_transposes, backward__gradient_buffers_are_never_shared_between_leaves,
        backward__expanded_gradient_becomes_a_dense_one, anomaly__error_names_the_forward_call,
        checkpoint__145_an_edge_owns_its_graph_and_stands_for_a_tensor,
        checkpoint__017_hook_runs_a_backward_of_its_own,
        checkpoint__056_passes_nest_two_thousand_deep, backward__long_chain_of_operators,
        threads__ten_train_one_leaf, faults__every_failing_allocation_leaves_nothing_behind, NULL);
}
