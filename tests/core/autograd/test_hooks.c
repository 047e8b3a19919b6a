#include "nodes.h"

/* Hooks write a digit each into a log and may scale the gradient. */
struct mark {
    char digit;
    float times;
};
static char log_text[64];
static int drops;

static void note(char digit)
{
    const size_t n = strlen(log_text);
    if (n + 1 < sizeof log_text) log_text[n] = digit;
}

static void mark_drop(void *ctx)
{
    (void)ctx;
    drops++;
}

static rp_status mark_tensor(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    const struct mark *m = ctx;
    note(m->digit);
    if (m->times == 1) return RP_OK;
    RP_TRY(node_clone(replacement, grad));
    node_data(*replacement)[0] *= m->times;
    return RP_OK;
}

static rp_status mark_pre(void *ctx, rp_tensor **grads, uint32_t n)
{
    const struct mark *m = ctx;
    note(m->digit);
    for (uint32_t i = 0; i < n; i++) {
        rp_tensor *scaled = NULL;
        if (!grads[i] || m->times == 1) continue;
        RP_TRY(node_clone(&scaled, grads[i]));
        node_data(scaled)[0] *= m->times;
        rp_tensor_release(grads[i]);
        grads[i] = scaled;
    }
    return RP_OK;
}

static rp_status mark_post(void *ctx, rp_tensor **grad_in, uint32_t n_in,
                           rp_tensor *const *grad_out, uint32_t n_out)
{
    (void)grad_in;
    (void)n_in;
    (void)grad_out;
    (void)n_out;
    note(((const struct mark *)ctx)->digit);
    return RP_OK;
}

static rp_status mark_accumulate(void *ctx, rp_tensor *t)
{
    ck_assert_ptr_nonnull(rp_tensor_grad(t));
    note(((const struct mark *)ctx)->digit);
    return RP_OK;
}

static rp_node *accumulator_of(rp_tensor *t)
{
    rp_edge e;
    ck_ok(rp_tensor_gradient_edge(&e, t));
    return e.node;
}

static void log_clear(void)
{
    memset(log_text, 0, sizeof log_text);
}

static const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};

START_TEST(checkpoint__138_tensor_hooks_run_before_node_hooks)
{
    struct mark one = {'1', 3}, two = {'2', 2}, plain1 = {'1', 1}, plain2 = {'2', 1};
    uint64_t id;
    RP_LOCAL rp_tensor *a = leaf(1), *b = NULL, *g = NULL;
    ck_ok(scale(&b, a, 1));
    ck_ok(rp_node_add_pre_hook(node_of(b), mark_pre, &two, NULL, &id));
    ck_ok(rp_tensor_add_hook(b, mark_tensor, &one, NULL, &id));
    ck_ok(rp_node_add_pre_hook(node_of(b), mark_pre, &two, NULL, &id));
    ck_ok(rp_tensor_add_hook(a, mark_tensor, &plain1, NULL, &id));
    rp_node *acc = accumulator_of(a);
    ck_ok(rp_node_add_pre_hook(acc, mark_pre, &plain2, NULL, &id));
    ck_ok(rp_tensor_add_hook(a, mark_tensor, &plain1, NULL, &id));
    rp_node_release(acc);

    log_clear();
    ck_ok(rp_backward(&b, NULL, 1, &keep));
    ck_assert_str_eq(log_text, "122112");
    ck_assert_float_eq(value_of(rp_tensor_grad(a)), 12);
    log_clear();
    ck_ok(rp_grad(&g, &b, 1, &a, 1, &keep));
    ck_assert_str_eq(log_text, "12211");
    log_clear();
    ck_ok(rp_backward_into(&b, NULL, 1, &b, 1, &keep));
    ck_assert_str_eq(log_text, "122");
    ck_assert_float_eq(value_of(rp_tensor_grad(b)), 3);
}
END_TEST

START_TEST(checkpoint__139_order_at_a_leaf)
{
    struct mark m[] = {{'1', 1}, {'2', 1}, {'3', 1}, {'4', 1}};
    uint64_t id;
    RP_LOCAL rp_tensor *a = leaf(1), *b = NULL;
    rp_node *acc = accumulator_of(a);
    ck_ok(rp_node_add_post_hook(acc, mark_post, &m[3], NULL, &id));
    ck_ok(rp_tensor_add_accumulate_hook(a, mark_accumulate, &m[2], NULL, &id));
    ck_ok(rp_node_add_pre_hook(acc, mark_pre, &m[1], NULL, &id));
    ck_ok(rp_tensor_add_hook(a, mark_tensor, &m[0], NULL, &id));
    rp_node_release(acc);
    ck_ok(scale(&b, a, 1));
    log_clear();
    ck_ok(rp_backward(&b, NULL, 1, NULL));
    ck_assert_str_eq(log_text, "1234");
    ck_fails(rp_tensor_add_accumulate_hook(b, mark_accumulate, &m[2], NULL, &id), RP_E_STATE,
             "history");
}
END_TEST

START_TEST(checkpoint__140_retain_grad_sees_all_tensor_hooks)
{
    struct mark twice = {'2', 2};
    uint64_t id;
    RP_LOCAL rp_tensor *a = leaf(1), *b = NULL, *c = NULL;
    ck_ok(scale(&b, a, 1));
    ck_ok(rp_tensor_add_hook(b, mark_tensor, &twice, NULL, &id));
    ck_ok(rp_tensor_retain_grad(b));
    ck_ok(rp_tensor_add_hook(b, mark_tensor, &twice, NULL, &id));
    ck_ok(scale(&c, b, 1));
    ck_ok(rp_backward(&c, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(b)), 4);
    ck_assert_float_eq(value_of(rp_tensor_grad(a)), 4);
    ck_assert_ptr_ne(rp_tensor_grad(a), rp_tensor_grad(b));
}
END_TEST

START_TEST(checkpoint__141_captures_run_tensor_hooks_only)
{
    struct mark m[] = {{'t', 1}, {'p', 1}, {'q', 1}};
    uint64_t id;
    RP_LOCAL rp_tensor *a = leaf(1), *b = NULL, *c = NULL;
    ck_ok(scale(&b, a, 1));
    ck_ok(scale(&c, b, 1));
    ck_ok(rp_tensor_add_hook(a, mark_tensor, &m[0], NULL, &id));
    ck_ok(rp_tensor_add_hook(b, mark_tensor, &m[0], NULL, &id));
    rp_node *acc = accumulator_of(a), *nodes[] = {acc, node_of(b)};
    for (int i = 0; i < 2; i++) {
        ck_ok(rp_node_add_pre_hook(nodes[i], mark_pre, &m[1], NULL, &id));
        ck_ok(rp_node_add_post_hook(nodes[i], mark_post, &m[2], NULL, &id));
    }
    rp_node_release(acc);
    rp_tensor *g[2] = {NULL, NULL}, *both[2] = {a, b};
    log_clear();
    ck_ok(rp_grad(g, &c, 1, &b, 1, &keep));
    ck_assert_str_eq(log_text, "t");
    log_clear();
    ck_ok(rp_grad(g, &c, 1, both, 2, &keep));
    ck_assert_str_eq(log_text, "tpqt");
    log_clear();
    ck_ok(rp_backward(&c, NULL, 1, &keep));
    ck_assert_str_eq(log_text, "tpqtpq");
    rp_tensor_release(g[0]);
    rp_tensor_release(g[1]);
}
END_TEST

START_TEST(hooks__are_removed_by_id_and_dropped_once)
{
    struct mark one = {'1', 1}, two = {'2', 1};
    uint64_t first, second;
    rp_tensor *a = leaf(1), *b = NULL;
    drops = 0;
    ck_ok(scale(&b, a, 1));
    ck_ok(rp_tensor_add_hook(b, mark_tensor, &one, mark_drop, &first));
    ck_ok(rp_tensor_add_hook(a, mark_tensor, &two, mark_drop, &second));
    ck_assert_uint_ne(first, 0);
    ck_assert_uint_ne(first, second);
    rp_tensor_remove_hook(b, first);
    ck_assert_int_eq(drops, 1);
    log_clear();
    ck_ok(rp_backward(&b, NULL, 1, NULL));
    ck_assert_str_eq(log_text, "2");
    rp_tensor_release(b);
    rp_tensor_release(a);
    ck_assert_int_eq(drops, 2);
}
END_TEST

static uint64_t suicide_id[2];
static rp_status remove_both(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    (void)grad;
    (void)replacement;
    note('x');
    rp_tensor_remove_hook(ctx, suicide_id[0]);
    rp_tensor_remove_hook(ctx, suicide_id[1]);
    return RP_OK;
}

START_TEST(hooks__may_remove_themselves_and_their_neighbour_while_they_run)
{
    struct mark last = {'3', 1};
    uint64_t id;
    RP_LOCAL rp_tensor *a = leaf(1), *b = NULL;
    ck_ok(scale(&b, a, 1));
    ck_ok(rp_tensor_add_hook(b, remove_both, b, NULL, &suicide_id[0]));
    ck_ok(rp_tensor_add_hook(b, remove_both, b, NULL, &suicide_id[1]));
    ck_ok(rp_tensor_add_hook(b, mark_tensor, &last, NULL, &id));
    log_clear();
    ck_ok(rp_backward(&b, NULL, 1, &keep));
    ck_assert_str_eq(log_text, "x3");
    log_clear();
    ck_ok(rp_backward(&b, NULL, 1, &keep));
    ck_assert_str_eq(log_text, "3");
}
END_TEST

START_TEST(hooks__need_a_tensor_that_requires_grad)
{
    const float one = 1;
    uint64_t id;
    RP_LOCAL rp_tensor *t = rp_test_f32(&one, NULL, 0);
    ck_fails(rp_tensor_add_hook(t, mark_tensor, NULL, NULL, &id), RP_E_STATE,
             "does not require grad");
    ck_fails(rp_tensor_retain_grad(t), RP_E_STATE, "does not require grad");
}
END_TEST

static rp_status failing(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    (void)ctx;
    (void)grad;
    (void)replacement;
    return -7;
}

START_TEST(hooks__errors_leave_the_graph_usable)
{
    uint64_t id;
    RP_LOCAL rp_tensor *a = leaf(1), *b = NULL, *c = NULL;
    ck_ok(scale(&b, a, 2));
    ck_ok(scale(&c, b, 2));
    ck_ok(rp_tensor_add_hook(b, failing, NULL, NULL, &id));
    ck_assert_int_eq(rp_backward(&c, NULL, 1, &keep), -7);
    ck_assert_ptr_null(rp_tensor_grad(a));
    ck_assert_uint_eq(rp_backward_pass(), 0);
    rp_tensor_remove_hook(b, id);
    ck_ok(rp_backward(&c, NULL, 1, NULL));
    ck_assert_float_eq(value_of(rp_tensor_grad(a)), 4);
}
END_TEST

Suite *rp_test_suite(void)
{
    node_upcalls();
    return rp_suite(
        "hooks", checkpoint__138_tensor_hooks_run_before_node_hooks,
        checkpoint__139_order_at_a_leaf, checkpoint__140_retain_grad_sees_all_tensor_hooks,
        checkpoint__141_captures_run_tensor_hooks_only, hooks__are_removed_by_id_and_dropped_once,
        hooks__may_remove_themselves_and_their_neighbour_while_they_run,
        hooks__need_a_tensor_that_requires_grad, hooks__errors_leave_the_graph_usable, NULL);
}
