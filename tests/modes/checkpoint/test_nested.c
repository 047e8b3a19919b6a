/* tests/modes/checkpoint/test_nested.c - regions in regions, grad() in regions, passes in passes,
 * threads, failing allocations */
#include "modes/checkpoint/regions.h"
#include <pthread.h>

/* ---- c(g(c(f))): c puts into a region, g differentiates, f = sin.exp.sin -------------------- */
struct expr {
    const char *text;
    int *runs;
    int plain;
};

static rp_status evaluate(rp_tensor **out, rp_tensor *x, struct expr e);

static rp_status expr_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    rp_tensor *y = NULL;
    (void)n_in, (void)n_out;
    RP_TRY(evaluate(&y, in[0].u.t, *(struct expr *)ctx));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

static rp_status differentiate(rp_tensor **out, rp_tensor *x, struct expr e)
{
    RP_LOCAL rp_tensor *y = NULL;
    const rp_backward_options o = {.size = sizeof o, .create_graph = 1};
    RP_TRY(evaluate(&y, x, e));
    return rp_grad(out, &y, 1, &x, 1, &o);
}

static rp_status evaluate(rp_tensor **out, rp_tensor *x, struct expr e)
{
    const char op = *e.text++;
    if (op == 'g') return differentiate(out, x, e);
    if (op == 'f') {
        ++*e.runs;
        return chain_apply(out, x, "sin exp sin", NULL);
    }
    if (e.plain) return evaluate(out, x, e);
    const rp_region r = RP_REGION(expr_body, "expr", e);
    const rp_value in = rp_value_tensor(x);
    rp_value y;
    RP_TRY(rp_checkpoint(&y, 1, &r, &in, 1, NULL));
    rp_tensor_release(*out);
    *out = y.u.t;
    return RP_OK;
}

static void run_expr(const char *text, uint8_t stop, int plain, int *forward, int *all,
                     rp_tensor **value, rp_tensor **gradient)
{
    int runs = 0;
    rp_tensor *x = leaf(NULL, 0, 0.7), *y = NULL;
    const int before =
        rp_set_checkpoint_early_stop(stop != RP_STOP_NEVER); /* around forward alone */
    ck_ok(evaluate(&y, x, (struct expr){text, &runs, plain}));
    rp_set_checkpoint_early_stop(before);
    *forward = runs;
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    *all = runs;
    *value = y;
    *gradient = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_release(x);
}

static void check_close(rp_tensor *a, rp_tensor *b)
{
    const float x = rp_test_at(a, 0), y = rp_test_at(b, 0);
    ck_assert_msg((x - y) * (x - y) <= 1e-10f * (1 + y * y), "%g against %g", (double)x, (double)y);
}

static void check_expr(const char *text, uint8_t stop, int want_forward, int want_all)
{
    const uint64_t live = rp_test_live();
    int forward, all, ignore;
    rp_tensor *value, *gradient, *plain_value, *plain_grad;
    run_expr(text, stop, 0, &forward, &all, &value, &gradient);
    run_expr(text, stop, 1, &ignore, &ignore, &plain_value, &plain_grad);
    ck_assert_msg(forward == want_forward && all == want_all, "%s: runs (%d, %d), want (%d, %d)",
                  text, forward, all, want_forward, want_all);
    check_close(value, plain_value);
    check_close(gradient, plain_grad);
    rp_tensor *every[] = {value, gradient, plain_value, plain_grad};
    for (size_t i = 0; i < 4; i++) rp_tensor_release(every[i]);
    ck_assert_msg(rp_test_live() == live, "%s leaves objects", text); /* 052 */
}

static const struct {
    const char *text;
    int unwind[2], never[2];
} table[] = {
    {"cf", {1, 2}, {1, 2}},     {"ccf", {1, 2}, {1, 3}},       {"gcf", {2, 3}, {2, 3}},
    {"gccf", {2, 3}, {3, 5}},   {"gcgf", {3, 4}, {3, 4}},      {"cggcf", {5, 9}, {9, 13}},
    {"gcgcf", {5, 8}, {7, 10}}, {"gcggcf", {9, 13}, {13, 17}}, {"gcgcgcf", {13, 21}, {31, 39}},
};

START_TEST(checkpoint__051_052_runs_of_nested_grad_with_early_stop)
{
    check_expr(table[_i].text, RP_STOP_UNWIND, table[_i].unwind[0], table[_i].unwind[1]);
}
END_TEST

START_TEST(checkpoint__051_052_runs_of_nested_grad_without_early_stop)
{
    check_expr(table[_i].text, RP_STOP_NEVER, table[_i].never[0], table[_i].never[1]);
}
END_TEST

/* ---- 053: outer(x) = inner(x) * inner(cos x) ------------------------------------------------ */
struct product {
    int *runs, plain;
};

static rp_status product_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    const struct product *p = ctx;
    RP_LOCAL rp_tensor *a = NULL;
    RP_LOCAL rp_tensor *b = NULL;
    rp_tensor *y = NULL;
    (void)n_in, (void)n_out;
    const struct chain inner = {.ops = "sin exp", .runs = p->runs};
    RP_TRY(rp_cos(&b, in[0].u.t));
    if (p->plain) {
        RP_TRY(chain_apply(&a, in[0].u.t, inner.ops, NULL));
        RP_TRY(chain_apply(&b, b, inner.ops, NULL));
    } else {
        RP_TRY(chain_region(&a, in[0].u.t, inner, NULL));
        RP_TRY(chain_region(&b, b, inner, NULL));
    }
    RP_TRY(rp_mul(&y, a, b));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

static int run_product(int plain, int order, rp_tensor **gradient)
{
    int runs = 0;
    struct product p = {&runs, plain};
    rp_tensor *x = leaf(NULL, 0, 0.7), *g = NULL;
    const rp_backward_options o = {.size = sizeof o, .create_graph = 1};
    const rp_region r = RP_REGION(product_body, "product", p);
    const rp_value in = rp_value_tensor(x);
    rp_value y;
    if (plain) ck_ok(product_body(&p, &in, 1, &y, 1));
    else ck_ok(rp_checkpoint(&y, 1, &r, &in, 1, NULL));
    if (order == 1) {
        ck_ok(rp_backward(&y.u.t, NULL, 1, NULL));
    } else {
        ck_ok(rp_grad(&g, &y.u.t, 1, &x, 1, &o));
        ck_ok(rp_backward(&g, NULL, 1, NULL));
    }
    *gradient = rp_tensor_retain(rp_tensor_grad(x));
    rp_value_clear(&y);
    rp_tensor_release(g);
    rp_tensor_release(x);
    return runs;
}

START_TEST(checkpoint__053_siblings_first_and_second_order)
{
    const uint64_t live = rp_test_live();
    for (int order = 1; order <= 2; order++) {
        rp_tensor *got, *want;
        ck_assert_int_eq(run_product(0, order, &got), order == 1 ? 6 : 10);
        run_product(1, order, &want);
        check_close(got, want);
        rp_tensor_release(got);
        rp_tensor_release(want);
    }
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

/* ---- 017: a pass inside a pass over one region ---------------------------------------------- */
struct two {
    int *runs;
};

static rp_status two_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    rp_tensor *x = NULL, *y = NULL;
    (void)n_in, (void)n_out;
    ++*((struct two *)ctx)->runs;
    RP_TRY(chain_apply(&x, in[0].u.t, "sin exp", NULL));
    out[0] = rp_value_tensor(x);
    RP_TRY(chain_apply(&y, in[0].u.t, "cos exp", NULL));
    out[1] = rp_value_tensor(y);
    return RP_OK;
}

static rp_status backward_of_the_other(void *ctx, rp_tensor **grads, uint32_t n)
{
    rp_tensor *other = ctx;
    const rp_backward_options o = {.size = sizeof o, .keep_graph = 1};
    (void)n;
    return rp_backward(&other, &grads[0], 1, &o);
}

static void pass_in_pass(uint8_t stop)
{
    int runs = 0;
    uint64_t id;
    rp_edge e;
    struct two two = {&runs};
    rp_tensor *a = leaf4(), *want = plain_gradient(a, "sin exp", NULL),
              *more = plain_gradient(a, "cos exp", NULL);
    const rp_region r = RP_REGION(two_body, "two", two);
    const rp_checkpoint_options o = {.size = sizeof o, .stop = stop};
    const rp_value in = rp_value_tensor(a);
    rp_value out[2];
    ck_ok(rp_checkpoint(out, 2, &r, &in, 1, &o));
    ck_ok(rp_tensor_history(&e, out[1].u.t));
    ck_ok(rp_node_add_pre_hook(e.node, backward_of_the_other, out[0].u.t, NULL, &id));
    ck_ok(backward_keep(out[1].u.t, 1));
    ck_assert_int_eq(runs, 3);
    for (int i = 0; i < 4; i++)
        ck_assert_float_eq_tol(rp_test_at(rp_tensor_grad(a), i),
                               rp_test_at(want, i) + rp_test_at(more, i), 1e-6);
    rp_value_clear(&out[0]);
    rp_value_clear(&out[1]);
    rp_tensor *all[] = {a, want, more};
    for (size_t i = 0; i < 3; i++) rp_tensor_release(all[i]);
}

START_TEST(checkpoint__017_a_pass_in_a_hook_of_another)
{
    pass_in_pass(RP_STOP_UNWIND);
    pass_in_pass(RP_STOP_NEVER);
}
END_TEST

/* ---- 213: in place on what a recompute saved ------------------------------------------------ */
static rp_status stale_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    RP_LOCAL rp_tensor *y = NULL;
    RP_LOCAL rp_tensor *same = NULL;
    RP_LOCAL rp_tensor *z = NULL;
    rp_tensor *w = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_TRY(rp_mul_scalar(&y, in[0].u.t, rp_value_float(1.0)));
    RP_TRY(rp_sin(&z, y));
    RP_TRY(rp_mul__scalar(&same, y, rp_value_float(2.0)));
    RP_TRY(rp_exp(&w, y));
    const rp_status st = rp_mul(&w, w, z);
    if (st) rp_tensor_release(w);
    else out[0] = rp_value_tensor(w);
    return st;
}

START_TEST(checkpoint__213_writing_a_saved_intermediate_is_the_plain_error)
{
    rp_tensor *x = leaf4();
    const rp_region r = {.fn = stale_body, .name = "stale"};
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    ck_fails(backward(out.u.t), RP_E_MUTATED, "modified by an inplace operation");
    rp_value_clear(&out);
    rp_tensor_release(x);
}
END_TEST

/* ---- hooks around and inside ---------------------------------------------------------------- */
static rp_status count_pack(void *self, rp_tensor *t, rp_value *packed)
{
    ++*(int *)self;
    *packed = rp_value_tensor(rp_tensor_retain(t));
    return RP_OK;
}

static rp_status plain_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    *out = rp_tensor_retain(packed->u.t);
    return RP_OK;
}
static void plain_drop(void *self, rp_value *packed)
{
    (void)self;
    rp_tensor_release(packed->u.t);
}
static const rp_hooks_type counting = {"counting", count_pack, plain_unpack, plain_drop, NULL};

START_TEST(checkpoint__100_229_hooks_around_see_the_input_alone)
{
    int packs = 0;
    uint32_t depth;
    rp_hooks *hooks = NULL;
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "sin exp sin", NULL);
    const rp_checkpoint_options sac = {.size = sizeof sac, .policy_text = "save(aten::exp)"};
    ck_ok(rp_hooks_create(&hooks, &counting, &packs));
    for (int i = 0; i < 2; i++) {
        packs = 0;
        rp_tensor_set_grad(x, NULL);
        ck_ok(rp_hooks_push(hooks, &depth));
        ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp sin"}, i ? &sac : NULL));
        rp_hooks_pop(depth);
        ck_assert_int_eq(packs, 1);
        ck_ok(backward(y));
        ck_assert_int_eq(packs, 1);
        ck_gradient(x, want);
    }
    rp_hooks_release(hooks);
    rp_tensor *all[] = {x, y, want};
    for (size_t i = 0; i < 3; i++) rp_tensor_release(all[i]);
}
END_TEST

START_TEST(checkpoint__beyond_07_hooks_around_may_keep_what_sac_keeps)
{
    const uint64_t live = rp_test_live();
    int packs = 0;
    uint32_t depth;
    rp_hooks *hooks = NULL;
    rp_region_stats s = {.size = sizeof s};
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "sin exp sin", NULL);
    const rp_checkpoint_options o = {
        .size = sizeof o, .policy_text = "save(aten::exp)", .see_outer_hooks = 1};
    ck_ok(rp_hooks_create(&hooks, &counting, &packs));
    ck_ok(rp_hooks_push(hooks, &depth));
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp sin"}, &o));
    rp_hooks_pop(depth);
    ck_assert_int_eq(packs, 2); /* the input and the result of exp */
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 0);
    for (int pass = 0; pass < 2; pass++) {
        rp_tensor_set_grad(x, NULL);
        ck_ok(backward_keep(y, pass == 0));
        ck_gradient(x, want);
    }
    rp_hooks_release(hooks);
    rp_tensor *all[] = {x, y, want};
    for (size_t i = 0; i < 3; i++) rp_tensor_release(all[i]);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

START_TEST(checkpoint__127_230_hooks_disabled)
{
    char *before;
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(rp_hooks_disable("no hooks here", &before));
    ck_fails(chain_region(&y, x, (struct chain){.ops = "sin"}, NULL), RP_E_STATE, "no hooks here");
    rp_hooks_disable_restore(before);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp"}, NULL));
    ck_ok(rp_hooks_disable("not in backward", &before));
    ck_fails(backward(y), RP_E_STATE, "not in backward");
    rp_hooks_disable_restore(before);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

/* ---- threads -------------------------------------------------------------------------------- */
struct job {
    rp_tensor *y;
    rp_status st;
};

static void *backward_thread(void *arg)
{
    struct job *j = arg;
    j->st = backward_keep(j->y, 1);
    return NULL;
}

START_TEST(checkpoint__182_239_two_threads_on_one_sac_region)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "dropout sin exp sin", NULL);
    rp_manual_seed(5);
    rp_tensor_release(want);
    want = plain_gradient(x, "dropout sin exp sin", NULL);
    rp_manual_seed(5);
    const rp_checkpoint_options o = {.size = sizeof o, .policy_text = "save(aten::exp)"};
    ck_ok(chain_region(&y, x, (struct chain){.ops = "dropout sin exp sin", .runs = &runs}, &o));
    struct job job[2] = {{y, -1}, {y, -1}};
    pthread_t id[2];
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(pthread_create(&id[i], NULL, backward_thread, &job[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(id[i], NULL);
    ck_assert_int_eq(job[0].st, RP_OK);
    ck_assert_int_eq(job[1].st, RP_OK);
    for (int i = 0; i < 4; i++)
        ck_assert_float_eq_tol(rp_test_at(rp_tensor_grad(x), i), 2 * rp_test_at(want, i), 1e-6);
    rp_tensor *all[] = {x, y, want};
    for (size_t i = 0; i < 3; i++) rp_tensor_release(all[i]);
}
END_TEST

/* ---- every allocation fails once ------------------------------------------------------------ */
static rp_status train_step(rp_tensor *x, const rp_checkpoint_options *o)
{
    RP_LOCAL rp_tensor *y = NULL;
    RP_TRY(chain_region(&y, x, (struct chain){.ops = "dropout sin exp tanh"}, o));
    return backward(y);
}

START_TEST(checkpoint__a_failing_allocation_leaves_nothing)
{
    const rp_checkpoint_options forms[] = {
        {.size = sizeof forms[0]},
        {.size = sizeof forms[0], .policy_text = "save(aten::exp, aten::native_dropout)"},
        {.size = sizeof forms[0], .use_reentrant = 1}};
    for (size_t form = 0; form < 3; form++) {
        rp_tensor *x = leaf4();
        rp_manual_seed(1);
        ck_ok(train_step(x, &forms[form]));
        rp_tensor_set_grad(x, NULL);
        const uint64_t live = rp_test_live();
        rp_status st = RP_E_MEMORY;
        for (int64_t n = 1; st != RP_OK; n++) {
            rp_memory_fail_after(n);
            st = train_step(x, &forms[form]);
            rp_memory_fail_after(0);
            ck_assert_msg(st == RP_OK || st == RP_E_MEMORY, "allocation %d: %s", (int)n,
                          rp_error_message());
            ck_assert_ptr_null(rp_mode_current());
            rp_tensor_set_grad(x, NULL);
            ck_assert_msg(rp_test_live() == live, "form %d, allocation %d leaves %d objects",
                          (int)form, (int)n, (int)(rp_test_live() - live));
            ck_assert_int_lt(n, 2000);
        }
        rp_tensor_release(x);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    Suite *s = rp_suite("nested", checkpoint__053_siblings_first_and_second_order,
                        checkpoint__017_a_pass_in_a_hook_of_another,
                        checkpoint__213_writing_a_saved_intermediate_is_the_plain_error,
                        checkpoint__100_229_hooks_around_see_the_input_alone,
                        checkpoint__beyond_07_hooks_around_may_keep_what_sac_keeps,
                        checkpoint__127_230_hooks_disabled,
                        checkpoint__182_239_two_threads_on_one_sac_region,
                        checkpoint__a_failing_allocation_leaves_nothing, NULL);
    TCase *loop = tcase_create("grad");
    const int n = (int)(sizeof table / sizeof *table);
    tcase_add_loop_test(loop, checkpoint__051_052_runs_of_nested_grad_with_early_stop, 0, n);
    tcase_add_loop_test(loop, checkpoint__051_052_runs_of_nested_grad_without_early_stop, 0, n);
    suite_add_tcase(s, loop);
    return s;
}
