#include "nodes.h"
#include <math.h>
#include <pthread.h>

static const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
static const rp_backward_options unused = {
    .size = sizeof unused, .keep_graph = 1, .allow_unused = 1};

START_TEST(backward__adds_to_the_gradients_of_leaves)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(rp_backward(&y, NULL, 1, &keep));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 3);
    rp_tensor *first = rp_tensor_grad(x);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 6);
    ck_assert_ptr_eq(rp_tensor_grad(x), first); /* whoever holds .grad sees the sum */
}
END_TEST

START_TEST(backward__sums_over_all_ways_to_a_leaf)
{
    RP_LOCAL rp_tensor *x = leaf(2), *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ck_ok(scale(&a, x, 3));
    ck_ok(scale(&b, a, 5));
    ck_ok(sum2(&c, a, b));
    ck_ok(sum2(&d, c, x));
    ck_ok(rp_backward(&d, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 1 + 3 + 15);
}
END_TEST

START_TEST(backward__leaf_may_be_a_root)
{
    RP_LOCAL rp_tensor *x = leaf(2);
    ck_ok(rp_backward(&x, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 1);
}
END_TEST

START_TEST(backward__given_gradient_is_not_taken_over)
{
    RP_LOCAL rp_tensor *x = leaf(2), *g = NULL;
    ck_ok(node_ones(&g, x));
    ck_ok(rp_backward(&x, &g, 1, NULL));
    ck_ok(rp_backward(&x, &g, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 2);
    ck_assert_float_eq(value_of(g), 1);
}
END_TEST

START_TEST(backward__same_root_twice_counts_twice)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(rp_backward((rp_tensor *[]){y, y}, NULL, 2, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 6);
}
END_TEST

START_TEST(backward__root_below_another_root_waits_for_it)
{
    int runs = 0;
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL;
    ck_ok(scale_full(&y, x, NULL, (struct scale){.factor = 3, .runs = &runs}, true));
    ck_ok(scale(&z, y, 5));
    ck_ok(rp_backward((rp_tensor *[]){y, z}, NULL, 2, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 18);
    ck_assert_int_eq(runs, 1);
}
END_TEST

START_TEST(checkpoint__145_wrong_shape_of_a_given_gradient_names_both)
{
    const float v[3] = {1, 2, 3};
    RP_LOCAL rp_tensor *x = rp_test_f32(v, (int64_t[]){3}, 1),
                       *g = rp_test_f32(v, (int64_t[]){2}, 1), *y = NULL;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(scale(&y, x, 3));
    ck_fails(rp_backward(&y, &g, 1, NULL), RP_E_SHAPE,
             "grad_output[0] has a shape of [2] and output[0] has a shape of [3]");
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_SHAPE,
             "scalar outputs; output[0] has a shape of [3]");
}
END_TEST

START_TEST(backward__root_without_history_is_an_error)
{
    const float one = 1;
    RP_LOCAL rp_tensor *t = rp_test_f32(&one, NULL, 0);
    ck_fails(rp_backward(&t, NULL, 1, NULL), RP_E_STATE,
             "element 0 of tensors does not require grad and does not have a grad_fn");
    ck_fails(rp_backward(&t, NULL, 0, NULL), RP_E_INVALID, "0 tensors");
}
END_TEST

START_TEST(checkpoint__242_second_backward_does_not_run_the_node)
{
    int runs = 0;
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale_full(&y, x, NULL, (struct scale){.factor = 3, .runs = &runs}, true));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_STATE, "second time");
    ck_assert_int_eq(runs, 1);
}
END_TEST

START_TEST(backward__graph_that_saved_nothing_may_be_used_again)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(sum2(&y, x, x));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 4);
}
END_TEST

START_TEST(grad__runs_only_what_leads_to_the_inputs)
{
    int on_way = 0, beside = 0;
    RP_LOCAL rp_tensor *x = leaf(2), *w = leaf(3), *a = NULL, *b = NULL, *c = NULL, *g = NULL;
    ck_ok(scale_full(&a, x, NULL, (struct scale){.factor = 3, .runs = &on_way}, true));
    ck_ok(scale_full(&b, w, NULL, (struct scale){.factor = 3, .runs = &beside}, true));
    ck_ok(sum2(&c, a, b));
    ck_ok(rp_grad(&g, &c, 1, &x, 1, &keep));
    ck_assert_float_eq(value_of(g), 3);
    ck_assert_int_eq(on_way, 1);
    ck_assert_int_eq(beside, 0);
    ck_assert_ptr_null(rp_tensor_grad(x));
    ck_ok(rp_grad(&g, &c, 1, &a, 1, &keep)); /* of a result: its own node does not run */
    ck_assert_float_eq(value_of(g), 1);
    ck_assert_int_eq(on_way, 1);
}
END_TEST

START_TEST(grad__wanted_result_below_a_wanted_result)
{
    RP_LOCAL rp_tensor *x = leaf(2), *a = NULL, *b = NULL;
    rp_tensor *g[3] = {NULL, NULL, NULL};
    ck_ok(scale(&a, x, 3));
    ck_ok(scale(&b, a, 5));
    ck_ok(rp_grad(g, &b, 1, (rp_tensor *[]){x, b, a}, 3, NULL));
    ck_assert_float_eq(value_of(g[0]), 15);
    ck_assert_float_eq(value_of(g[1]), 1);
    ck_assert_float_eq(value_of(g[2]), 5);
    for (int i = 0; i < 3; i++) rp_tensor_release(g[i]);
}
END_TEST

START_TEST(grad__same_input_twice)
{
    RP_LOCAL rp_tensor *x = leaf(2), *a = NULL;
    rp_tensor *g[2] = {NULL, NULL};
    ck_ok(scale(&a, x, 3));
    ck_ok(rp_grad(g, &a, 1, (rp_tensor *[]){x, x}, 2, NULL));
    ck_assert_float_eq(value_of(g[0]), 3);
    ck_assert_float_eq(value_of(g[1]), 3);
    rp_tensor_release(g[0]);
    rp_tensor_release(g[1]);
}
END_TEST

START_TEST(grad__unused_input_is_an_error_or_null)
{
    RP_LOCAL rp_tensor *x = leaf(2), *w = leaf(3), *a = NULL, *g = leaf(9);
    const float one = 1;
    RP_LOCAL rp_tensor *constant = rp_test_f32(&one, NULL, 0);
    ck_ok(scale(&a, x, 3));
    ck_fails(rp_grad(&g, &a, 1, &w, 1, &keep), RP_E_INVALID,
             "(input 0) appears to not have been used in the graph");
    ck_assert_float_eq(value_of(g), 9); /* untouched on failure */
    ck_fails(rp_grad(&g, &a, 1, &constant, 1, &keep), RP_E_INVALID, "does not require grad");
    ck_ok(rp_grad(&g, &a, 1, &w, 1, &unused));
    ck_assert_ptr_null(g);
}
END_TEST

START_TEST(checkpoint__243_backward_into_touches_the_named_leaves_alone)
{
    RP_LOCAL rp_tensor *x = leaf(2), *w = leaf(3), *c = NULL;
    ck_ok(sum2(&c, x, w));
    ck_ok(rp_backward_into(&c, NULL, 1, &w, 1, NULL));
    ck_assert_ptr_null(rp_tensor_grad(x));
    ck_assert_float_eq(value_of(rp_tensor_grad(w)), 1);
}
END_TEST

/* ---- passes inside passes -------------------------------------------------------------------- */
static rp_tensor *inner_root;
static uint64_t inner_pass;
static int depth_left;

static rp_status run_inner(rp_node *n)
{
    (void)n;
    const uint64_t pass = rp_backward_pass();
    if (depth_left-- <= 0) return RP_OK;
    RP_TRY(rp_backward(&inner_root, NULL, 1, &keep));
    inner_pass = rp_backward_pass();
    return inner_pass == pass ? RP_OK : RP_FAIL(RP_E_INTERNAL, "the outer pass is not restored");
}

START_TEST(checkpoint__017_pass_inside_a_pass_over_the_same_graph)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale_full(&y, x, NULL, (struct scale){.factor = 3, .inside = run_inner}, true));
    inner_root = y;
    depth_left = 5; /* more passes at once than a node has inline records */
    ck_ok(rp_backward(&y, NULL, 1, &keep));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 18);
    ck_assert_uint_eq(rp_backward_pass(), 0);
}
END_TEST

static int keeps[2];
static rp_status ask_keeps(rp_node *n)
{
    (void)n;
    keeps[0] += rp_backward_keeps_graph();
    keeps[1]++;
    return RP_OK;
}

START_TEST(checkpoint__146_node_may_ask_whether_the_graph_is_kept)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale_full(&y, x, NULL, (struct scale){.factor = 3, .inside = ask_keeps}, true));
    keeps[0] = keeps[1] = 0;
    ck_ok(rp_backward(&y, NULL, 1, &keep));
    ck_assert_int_eq(keeps[0], 1);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_assert_int_eq(keeps[0], 1);
    ck_assert_int_eq(keeps[1], 2);
    ck_assert_int_eq(rp_backward_keeps_graph(), 0);
}
END_TEST

static char callback_log[16];
static rp_status callback(void *ctx)
{
    callback_log[strlen(callback_log)] = *(const char *)ctx;
    return RP_OK;
}
static rp_status queue_outer_and_nest(rp_node *n)
{
    (void)n;
    RP_TRY(rp_backward_queue_callback(callback, (void *)(uintptr_t) "o"));
    RP_TRY(rp_backward(&inner_root, NULL, 1, &keep));
    callback_log[strlen(callback_log)] = '|';
    return RP_OK;
}
static rp_status queue_inner(rp_node *n)
{
    (void)n;
    return rp_backward_queue_callback(callback, (void *)(uintptr_t) "i");
}

START_TEST(checkpoint__064_callbacks_run_at_the_end_of_their_own_pass)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL;
    ck_ok(scale_full(&y, x, NULL, (struct scale){.factor = 3, .inside = queue_inner}, true));
    ck_ok(
        scale_full(&z, x, NULL, (struct scale){.factor = 3, .inside = queue_outer_and_nest}, true));
    inner_root = y;
    memset(callback_log, 0, sizeof callback_log);
    ck_ok(rp_backward(&z, NULL, 1, NULL));
    ck_assert_str_eq(callback_log, "i|o");
    ck_fails(rp_backward_queue_callback(callback, NULL), RP_E_STATE, "while a backward pass runs");
}
END_TEST

/* ---- order ----------------------------------------------------------------------------------- */
static char order[8];
static rp_status log_first(rp_node *n)
{
    (void)n;
    order[strlen(order)] = 'f';
    return RP_OK;
}
static rp_status log_second(rp_node *n)
{
    (void)n;
    order[strlen(order)] = 's';
    return RP_OK;
}

START_TEST(engine__later_calls_run_first)
{
    RP_LOCAL rp_tensor *x = leaf(2), *a = NULL, *b = NULL, *c = NULL;
    ck_ok(scale_full(&a, x, NULL, (struct scale){.factor = 3, .inside = log_first}, true));
    ck_ok(scale_full(&b, x, NULL, (struct scale){.factor = 3, .inside = log_second}, true));
    ck_ok(sum2(&c, a, b));
    memset(order, 0, sizeof order);
    ck_ok(rp_backward(&c, NULL, 1, &keep));
    ck_assert_str_eq(order, "sf");
    rp_node_set_sequence(node_of(a), rp_node_sequence(node_of(c)) + 1);
    memset(order, 0, sizeof order);
    ck_ok(rp_backward(&c, NULL, 1, &keep));
    ck_assert_str_eq(order, "fs");
}
END_TEST

/* ---- errors ---------------------------------------------------------------------------------- */
static rp_status fail_inside(rp_node *n)
{
    return RP_FAIL(RP_E_IO, "no more of %s", rp_node_name(n));
}
static rp_status stop_inside(rp_node *n)
{
    (void)n;
    return RP_STOP_RECOMPUTE;
}

START_TEST(engine__errors_of_nodes_come_through_and_restore_the_thread)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL;
    ck_ok(scale_full(&y, x, NULL, (struct scale){.factor = 3, .inside = fail_inside}, true));
    ck_ok(scale_full(&z, x, NULL, (struct scale){.factor = 3, .inside = stop_inside}, true));
    ck_fails(rp_backward(&y, NULL, 1, &keep), RP_E_IO, "no more of Scale");
    ck_assert_int_eq(rp_backward(&z, NULL, 1, &keep), RP_STOP_RECOMPUTE);
    ck_assert_int_eq(rp_grad_mode(), 1);
    ck_assert_uint_eq(rp_backward_pass(), 0);
    ck_assert_int_eq(rp_tls.s.phase, RP_PHASE_FORWARD);
}
END_TEST

static rp_status wrong_shape(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                             rp_tensor **grad_in)
{
    (void)n;
    (void)needs;
    return rp_tensor_create(&grad_in[0], (int64_t[]){2, 2}, 2, grad_out[0]->dtype, RP_CPU);
}
static const rp_node_type wrong_type = {"Wrong", wrong_shape, NULL};

START_TEST(engine__gradient_of_a_wrong_shape_names_the_node)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    rp_node *n = NULL;
    ck_ok(rp_node_create(&n, &wrong_type, &(rp_node_layout){.edges = 1, .outputs = 1}));
    ck_ok(rp_node_set_edge(n, 0, x));
    ck_ok(node_like(&y, x));
    ck_ok(rp_node_bind_output(n, 0, y));
    rp_node_release(n);
    ck_fails(rp_backward(&y, NULL, 1, NULL), RP_E_SHAPE,
             "Wrong returned an invalid gradient at index 0: got shape [2, 2], but expected []");
}
END_TEST

START_TEST(checkpoint__246_anomaly_mode_names_the_node_that_returned_nan)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL;
    ck_ok(scale(&y, x, NAN));
    const int before = rp_anomaly_mode_exchange(1);
    ck_fails(rp_backward(&y, NULL, 1, &keep), RP_E_VALUE,
             "Scale returned nan values in its output 0");
    ck_assert_int_eq(rp_anomaly_mode_exchange(before), 1);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
}
END_TEST

static rp_status interrupt_inside(rp_node *n)
{
    (void)n;
    rp_interrupt();
    return RP_OK;
}

START_TEST(engine__interrupt_stops_before_the_next_node)
{
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(scale_full(&z, y, NULL, (struct scale){.factor = 3, .inside = interrupt_inside}, true));
    ck_fails(rp_backward(&z, NULL, 1, &keep), RP_E_INTERRUPTED, "interrupted");
    rp_interrupt_clear();
    ck_assert_ptr_null(rp_tensor_grad(x));
}
END_TEST

/* ---- several outputs ------------------------------------------------------------------------- */
static rp_status pair_run(rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)n;
    (void)needs;
    rp_tensor *only = grad_out[0] ? grad_out[0] : grad_out[1];
    if (grad_out[0] && grad_out[1]) return node_add(&grad_in[0], grad_out[0], grad_out[1]);
    return node_clone(&grad_in[0], only);
}
static const rp_node_type pair_type = {"Pair", pair_run, NULL};

START_TEST(engine__missing_gradient_of_an_output_is_null)
{
    RP_LOCAL rp_tensor *x = leaf(2), *a = NULL, *b = NULL, *s = NULL;
    rp_node *n = NULL;
    ck_ok(rp_node_create(&n, &pair_type, &(rp_node_layout){.edges = 1, .outputs = 2}));
    ck_ok(rp_node_set_edge(n, 0, x));
    ck_ok(node_like(&a, x));
    ck_ok(node_like(&b, x));
    ck_ok(rp_node_bind_output(n, 0, a));
    ck_ok(rp_node_bind_output(n, 1, b));
    rp_node_release(n);
    ck_ok(rp_backward(&b, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 1);
    ck_ok(sum2(&s, a, b));
    ck_ok(rp_backward(&s, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), 3);
}
END_TEST

/* ---- threads --------------------------------------------------------------------------------- */
enum { THREADS = 10, ROUNDS = 200 };

static void *train(void *arg)
{
    rp_tensor *x = arg;
    for (int i = 0; i < ROUNDS; i++) {
        rp_tensor *y = NULL;
        if (scale(&y, x, 1) != RP_OK || scale(&y, y, 1) != RP_OK ||
            rp_backward(&y, NULL, 1, NULL) != RP_OK)
            return arg;
        rp_tensor_release(y);
    }
    return NULL;
}

START_TEST(engine__ten_threads_accumulate_into_one_leaf)
{
    pthread_t thread[THREADS];
    RP_LOCAL rp_tensor *x = leaf(2);
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, train, x), 0);
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(thread[i], &failed);
        ck_assert_ptr_null(failed);
    }
    ck_assert_float_eq(value_of(rp_tensor_grad(x)), THREADS * ROUNDS);
}
END_TEST

struct shared {
    rp_tensor *root, *leaf;
    float got;
};

static void *same_graph(void *arg)
{
    struct shared *s = arg;
    for (int i = 0; i < ROUNDS; i++) {
        rp_tensor *g = NULL;
        if (rp_grad(&g, &s->root, 1, &s->leaf, 1, &keep) != RP_OK) return arg;
        s->got += node_data(g)[0];
        rp_tensor_release(g);
    }
    return NULL;
}

START_TEST(engine__threads_share_a_graph_that_is_kept)
{
    pthread_t thread[THREADS];
    struct shared s[THREADS];
    RP_LOCAL rp_tensor *x = leaf(2), *y = NULL, *z = NULL;
    ck_ok(scale(&y, x, 3));
    ck_ok(scale(&z, y, 1));
    ck_ok(sum2(&z, z, y));
    for (int i = 0; i < THREADS; i++) {
        s[i] = (struct shared){z, x, 0};
        ck_assert_int_eq(pthread_create(&thread[i], NULL, same_graph, &s[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(thread[i], &failed);
        ck_assert_ptr_null(failed);
        ck_assert_float_eq(s[i].got, 6 * ROUNDS);
    }
}
END_TEST

/* ---- faults ---------------------------------------------------------------------------------- */
static rp_status small_step(rp_tensor *x, bool hooks)
{
    RP_LOCAL rp_tensor *y = NULL, *z = NULL, *g = NULL;
    RP_TRY(scale(&y, x, 3));
    if (hooks) RP_TRY(rp_tensor_retain_grad(y));
    RP_TRY(scale(&z, y, 2));
    RP_TRY(sum2(&z, z, y));
    RP_TRY(rp_grad(&g, &z, 1, &y, 1, &keep));
    return rp_backward(&z, NULL, 1, NULL);
}

START_TEST(faults__every_failing_allocation_leaves_nothing_behind)
{
    for (int with = 0; with < 2; with++) {
        rp_status status = RP_E_MEMORY;
        int n = 1;
        for (; status != RP_OK; n++) {
            rp_tensor *x = leaf(2);
            const uint64_t before = rp_test_live();
            rp_memory_fail_after(n);
            status = small_step(x, with);
            rp_memory_fail_after(0);
            ck_assert_msg(status == RP_OK || status == RP_E_MEMORY, "allocation %d: %s", n,
                          rp_error_message());
            ck_assert_uint_eq(rp_backward_pass(), 0);
            ck_assert_int_eq(rp_grad_mode(), 1);
            rp_tensor_set_grad(x, NULL);
            ck_assert_uint_eq(rp_test_live(), before);
            if (status != RP_OK) ck_ok(small_step(x, with));
            ck_assert_float_eq(value_of(rp_tensor_grad(x) ? rp_tensor_grad(x) : x),
                               status == RP_OK ? 2 : 9);
            rp_tensor_release(x);
        }
        ck_assert_int_gt(n, 10);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    node_upcalls();
    return rp_suite(
        "engine", backward__adds_to_the_gradients_of_leaves, backward__sums_over_all_ways_to_a_leaf,
        backward__leaf_may_be_a_root, backward__given_gradient_is_not_taken_over,
        backward__same_root_twice_counts_twice, backward__root_below_another_root_waits_for_it,
        checkpoint__145_wrong_shape_of_a_given_gradient_names_both,
        backward__root_without_history_is_an_error,
        checkpoint__242_second_backward_does_not_run_the_node,
        backward__graph_that_saved_nothing_may_be_used_again,
        grad__runs_only_what_leads_to_the_inputs, grad__wanted_result_below_a_wanted_result,
        grad__same_input_twice, grad__unused_input_is_an_error_or_null,
        checkpoint__243_backward_into_touches_the_named_leaves_alone,
        checkpoint__017_pass_inside_a_pass_over_the_same_graph,
        checkpoint__146_node_may_ask_whether_the_graph_is_kept,
        checkpoint__064_callbacks_run_at_the_end_of_their_own_pass, engine__later_calls_run_first,
        engine__errors_of_nodes_come_through_and_restore_the_thread,
        engine__gradient_of_a_wrong_shape_names_the_node,
        checkpoint__246_anomaly_mode_names_the_node_that_returned_nan,
        engine__interrupt_stops_before_the_next_node, engine__missing_gradient_of_an_output_is_null,
        engine__ten_threads_accumulate_into_one_leaf, engine__threads_share_a_graph_that_is_kept,
        faults__every_failing_allocation_leaves_nothing_behind, NULL);
}
