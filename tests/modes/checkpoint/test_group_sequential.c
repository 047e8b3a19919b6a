/* tests/modes/checkpoint/test_group_sequential.c - execution groups, the sequential helper, the
 * reentrant form */
#include "modes/checkpoint/regions.h"

/* ---- groups: y = exp(sin x), z = exp(sin y) from one region --------------------------------- */
static rp_status two_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    rp_tensor *y = NULL, *z = NULL;
    (void)n_in, (void)n_out;
    ++**(int **)ctx;
    RP_TRY(chain_apply(&y, in[0].u.t, "sin exp", NULL));
    out[0] = rp_value_tensor(y);
    RP_TRY(chain_apply(&z, y, "sin exp", NULL));
    out[1] = rp_value_tensor(z);
    return RP_OK;
}

static void two_region(rp_value *out, rp_tensor *x, int *runs)
{
    int *to = runs;
    const rp_region r = RP_REGION(two_body, "two", to);
    const rp_value in = rp_value_tensor(x);
    ck_ok(rp_checkpoint(out, 2, &r, &in, 1, NULL));
}

/* gy = d sum(z) / dy, then its product with dy / dx */
static rp_status two_passes(rp_tensor **gx, const rp_value *out, rp_tensor *x, int keep)
{
    RP_LOCAL rp_tensor *l = NULL;
    RP_LOCAL rp_tensor *gy = NULL;
    const rp_backward_options retained = {.size = sizeof retained, .keep_graph = 1},
                              last = {.size = sizeof last, .keep_graph = (uint8_t)keep};
    rp_tensor *y = out[0].u.t;
    RP_TRY(rp_sum(&l, out[1].u.t));
    RP_TRY(rp_grad(&gy, &l, 1, &y, 1, &retained));
    return rp_grad_full(gx, &y, &gy, 1, &x, 1, &last);
}

static int runs_of_two(int in_group, rp_tensor **gx)
{
    int runs = 0;
    uint32_t depth = 0;
    rp_graph_exec_group *g = NULL;
    rp_tensor *x = leaf4();
    rp_value out[2];
    two_region(out, x, &runs);
    if (in_group) ck_ok(rp_graph_exec_group_create(&g));
    if (in_group) ck_ok(rp_graph_exec_group_enter(g, &depth));
    ck_ok(two_passes(gx, out, x, 0));
    if (in_group) rp_graph_exec_group_exit(depth);
    rp_graph_exec_group_release(g);
    rp_value_clear(&out[0]);
    rp_value_clear(&out[1]);
    rp_tensor_release(x);
    return runs;
}

START_TEST(checkpoint__111_one_recompute_in_a_group)
{
    const uint64_t live = rp_test_live();
    rp_tensor *with = NULL, *without = NULL, *x = leaf4();
    ck_assert_int_eq(runs_of_two(1, &with), 2);
    ck_assert_int_eq(runs_of_two(0, &without), 3);
    rp_tensor *want = plain_gradient(x, "sin exp sin exp", NULL);
    ck_assert(rp_test_equal_bits(with, without));
    ck_assert(rp_test_equal_bits(with, want));
    rp_tensor *all[] = {with, without, want, x};
    for (size_t i = 0; i < 4; i++) rp_tensor_release(all[i]);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

START_TEST(checkpoint__112_210_overlapping_backwards_in_a_group)
{
    const uint64_t live = rp_test_live();
    int runs = 0;
    uint32_t depth;
    rp_graph_exec_group *g = NULL;
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp", .runs = &runs}, NULL));
    ck_ok(rp_graph_exec_group_create(&g));
    for (int entry = 0; entry < 2; entry++) {
        ck_ok(rp_graph_exec_group_enter(g, &depth));
        ck_assert_ptr_eq(rp_graph_exec_group_current(), g);
        if (entry == 0) ck_ok(backward_keep(y, 1));
        ck_fails(backward_keep(y, 1), RP_E_CHECKPOINT, "two overlapping backwards");
        rp_graph_exec_group_exit(depth);
    }
    ck_assert_ptr_null(rp_graph_exec_group_current());
    ck_ok(backward_keep(y, 0));
    ck_assert_int_eq(runs, 3);
    rp_graph_exec_group_release(g);
    rp_tensor_release(y);
    rp_tensor_release(x);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

START_TEST(checkpoint__113_groups_do_not_nest)
{
    uint32_t depth, inner;
    rp_graph_exec_group *g = NULL;
    ck_ok(rp_graph_exec_group_create(&g));
    ck_ok(rp_graph_exec_group_enter(g, &depth));
    ck_fails(rp_graph_exec_group_enter(g, &inner), RP_E_STATE, "cannot be nested");
    rp_graph_exec_group_exit(depth);
    rp_graph_exec_group_release(g);
}
END_TEST

START_TEST(checkpoint__211_what_a_pass_did_not_use_is_freed)
{
    int runs = 0;
    rp_memory_stats s = {.size = sizeof s};
    rp_tensor *x = leaf((const int64_t[]){1000}, 1, 0.4);
    rp_value out[2];
    two_region(out, x, &runs);
    ck_ok(backward_keep(out[0].u.t, 1));
    rp_memory_get(RP_CPU, &s);
    const uint64_t first = s.live;
    for (int pass = 0; pass < 3; pass++) ck_ok(backward_keep(out[0].u.t, 1));
    rp_memory_get(RP_CPU, &s);
    ck_assert_uint_eq(s.live, first);
    rp_value_clear(&out[0]);
    rp_value_clear(&out[1]);
    rp_tensor_release(x);
}
END_TEST

/* ---- sequential ----------------------------------------------------------------------------- */
struct step {
    int number, *runs;
    char *order;
};

static rp_status step_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    struct step *s = ctx;
    rp_tensor *y = NULL;
    (void)n_in, (void)n_out;
    s->runs[s->number]++;
    const size_t used = strlen(s->order);
    snprintf(s->order + used, 128 - used, "%d ", s->number);
    RP_TRY(rp_sin(&y, in[0].u.t));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

static void sequential(int n, uint32_t segments, int *runs, char *order)
{
    rp_region steps[16];
    struct step ctx[16];
    rp_tensor *x = leaf4(), *y = NULL;
    char ops[128] = "", forward[128] = "";
    for (int i = 0; i < n; i++) {
        ctx[i] = (struct step){i, runs, order};
        steps[i] = RP_REGION(step_body, "step", ctx[i]);
        strcat(ops, "sin ");
        runs[i] = 0;
    }
    order[0] = '\0';
    ck_ok(rp_checkpoint_sequential(&y, steps, (uint32_t)n, segments, x, NULL));
    strcpy(forward, order);
    order[0] = '\0';
    ck_ok(backward(y));
    rp_tensor *got = rp_tensor_retain(rp_tensor_grad(x)), *want = plain_gradient(x, ops, NULL);
    ck_assert(rp_test_equal_bits(got, want));
    rp_tensor *all[] = {x, y, got, want};
    for (size_t i = 0; i < 4; i++) rp_tensor_release(all[i]);
}

START_TEST(checkpoint__068_218_how_the_list_is_cut)
{
    const uint64_t live = rp_test_live();
    const struct {
        int n;
        uint32_t segments;
        const char *order;
    } cut[] = {{10, 3, "3 4 5 0 1 2 "}, {10, 4, "4 5 2 3 0 1 "}, {7, 3, "2 3 0 1 "},
               {4, 4, "2 1 0 "},        {5, 2, "0 1 "},          {5, 1, ""}};
    int runs[16];
    char order[128];
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        sequential(cut[i].n, cut[i].segments, runs, order);
        ck_assert_str_eq(order, cut[i].order);
    }
    sequential(10, 2, runs, order);
    for (int i = 0; i < 10; i++) ck_assert_int_eq(runs[i], i < 5 ? 2 : 1);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

START_TEST(checkpoint__218_segments_out_of_range)
{
    int runs[4], dropped = 0;
    char order[128] = "";
    struct step ctx = {0, runs, order};
    const rp_region steps[] = {RP_REGION(step_body, "step", ctx),
                               RP_REGION(step_body, "step", ctx)};
    rp_tensor *x = leaf4(), *y = NULL;
    (void)dropped;
    ck_fails(rp_checkpoint_sequential(&y, steps, 2, 3, x, NULL), RP_E_INVALID, "segments is 3");
    ck_fails(rp_checkpoint_sequential(&y, steps, 2, 0, x, NULL), RP_E_INVALID,
             "between 1 and the number of functions, 2");
    ck_ok(rp_checkpoint_sequential(&y, NULL, 0, 3, x, NULL));
    ck_assert_ptr_eq(y, x);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

/* ---- reentrant ------------------------------------------------------------------------------ */
START_TEST(checkpoint__051_reentrant_gradients_equal_plain)
{
    const uint64_t live = rp_test_live();
    const int64_t square[] = {4, 4};
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    int runs = 0;
    const rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = 1};
    rp_tensor *want = plain_gradient(x, "mm sin dropout exp", w);
    rp_tensor_set_grad(w, NULL);
    rp_manual_seed(3);
    rp_tensor_release(want);
    want = plain_gradient(x, "mm sin dropout exp", w);
    rp_tensor *want_w = rp_tensor_retain(rp_tensor_grad(w));
    rp_tensor_set_grad(w, NULL);
    rp_manual_seed(3);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "mm sin dropout exp", .w = w, .runs = &runs},
                       &o));
    ck_ok(backward(y));
    ck_assert_int_eq(runs, 2);
    ck_gradient(x, want);
    ck_gradient(w, want_w);
    rp_tensor *all[] = {x, w, y, want, want_w};
    for (size_t i = 0; i < 5; i++) rp_tensor_release(all[i]);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

START_TEST(checkpoint__046_057_058_what_reentrant_refuses)
{
    rp_tensor *x = leaf4(), *y = NULL, *g = NULL;
    rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = 1};
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin"}, &o));
    ck_ok(rp_sum(&y, y));
    ck_fails(rp_grad(&g, &y, 1, &x, 1, NULL), RP_E_STATE, "incompatible");
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    o.debug = 1;
    ck_fails(chain_region(&y, x, (struct chain){.ops = "sin"}, &o), RP_E_INVALID,
             "use_reentrant = 0");
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(checkpoint__062_reentrant_without_gradients)
{
    rp_tensor *x = rp_test_sin((const int64_t[]){4}, 1, 0.1, 1.0), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = 1};
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin"}, &o));
    ck_assert(!rp_tensor_requires_grad(y));
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "group_sequential", checkpoint__111_one_recompute_in_a_group,
        checkpoint__112_210_overlapping_backwards_in_a_group, checkpoint__113_groups_do_not_nest,
        checkpoint__211_what_a_pass_did_not_use_is_freed, checkpoint__068_218_how_the_list_is_cut,
        checkpoint__218_segments_out_of_range, checkpoint__051_reentrant_gradients_equal_plain,
        checkpoint__046_057_058_what_reentrant_refuses, checkpoint__062_reentrant_without_gradients,
        NULL);
}
