/* tests/faults/test_region_step.c - the n-th allocation of a region's forward, and then of its
 * backward, fails, for n = 1, 2, ... until the step passes: nothing is left behind, and after a
 * failed backward a second one works and gives the same bits */
#include "modes/checkpoint/regions.h"

struct step {
    const char *ops, *policy;
    uint8_t stop, reentrant, debug;
    int nested;
};
static const struct step steps[] = {
    {"sin exp dropout tanh", NULL, RP_STOP_UNWIND, 0, 0, 0},
    {"sin exp dropout tanh", NULL, RP_STOP_NEVER, 0, 0, 0},
    {"sin exp dropout tanh", NULL, RP_STOP_HOLLOW, 0, 0, 0},
    {"exp sin dropout exp sin tanh", "save(aten::exp, aten::mul.Tensor)", RP_STOP_UNWIND, 0, 0, 0},
    {"exp sin exp sin tanh", "save(aten::exp/2, aten::tanh)", RP_STOP_NEVER, 0, 0, 0},
    {"exp sin exp sin tanh", "save(aten::exp)", RP_STOP_UNWIND, 0, 0, 1},
    {"sin exp sin", NULL, RP_STOP_UNWIND, 0, 1, 0},
    {"sin exp sin", NULL, RP_STOP_UNWIND, 1, 0, 0},
};
enum { STEPS = sizeof steps / sizeof *steps };

static rp_checkpoint_options options(const struct step *s)
{
    const rp_checkpoint_options o = {.size = sizeof o,
                                     .stop = s->stop,
                                     .use_reentrant = s->reentrant,
                                     .debug = s->debug,
                                     .policy_text = s->policy};
    return o;
}

static rp_status nested_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const struct step *s = b->data;
    const rp_checkpoint_options o = options(s);
    RP_LOCAL rp_tensor *h = NULL, *y = NULL;
    RP_TRY(rp_cos(&h, in[0]));
    RP_TRY(chain_region(&y, h, (struct chain){.ops = s->ops}, &o));
    return rp_tanh(out, y);
}

static rp_status forward(const struct step *s, rp_tensor *x, rp_tensor **l)
{
    const rp_checkpoint_options o = options(s);
    RP_LOCAL rp_tensor *y = NULL;
    rp_manual_seed(3);
    if (s->nested)
        RP_TRY(body_region1(&y, x, (struct body){nested_body, (void *)(uintptr_t)s, NULL}, &o));
    else RP_TRY(chain_region(&y, x, (struct chain){.ops = s->ops}, &o));
    return rp_sum(l, y);
}

static void ck_clean(void)
{
    rp_recompute_info i = {.size = sizeof i};
    rp_recompute_get(&i);
    ck_assert_uint_eq(rp_mode_count(), 0);
    ck_assert_int_eq(i.active, 0);
    ck_assert_int_eq(rp_grad_mode(), 1);
    ck_assert_uint_eq(rp_backward_pass(), 0);
}

START_TEST(faults__a_forward_that_fails_leaves_nothing)
{
    rp_tensor *x = leaf((const int64_t[]){100}, 1, 0.3), *l = NULL;
    ck_ok(forward(&steps[_i], x, &l)); /* what is made once is made */
    rp_tensor_release(l);
    const uint64_t live = rp_test_live();
    int64_t n = 1;
    for (rp_status st = RP_E_MEMORY; st; n++) {
        l = NULL;
        rp_memory_fail_after(n);
        st = forward(&steps[_i], x, &l);
        rp_memory_fail_after(0);
        ck_assert(!st || st == RP_E_MEMORY);
        if (st) ck_assert_ptr_null(l);
        rp_tensor_release(l);
        ck_assert_msg(rp_test_live() == live, "allocation %d: %d objects are left", (int)n,
                      (int)(rp_test_live() - live));
        ck_clean();
    }
    ck_assert_int_gt(n, 10);
    rp_tensor_release(x);
}
END_TEST

START_TEST(faults__after_a_backward_that_fails_a_second_one_works)
{
    rp_tensor *x = leaf((const int64_t[]){100}, 1, 0.3), *l = NULL, *want = NULL;
    const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
    ck_ok(forward(&steps[_i], x, &l));
    ck_ok(rp_backward(&l, NULL, 1, NULL));
    want = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_release(l);
    int64_t n = 1;
    for (rp_status st = RP_E_MEMORY; st; n++) {
        l = NULL;
        rp_tensor_set_grad(x, NULL);
        ck_ok(forward(&steps[_i], x, &l));
        rp_memory_fail_after(n);
        st = rp_backward(&l, NULL, 1, &keep);
        rp_memory_fail_after(0);
        ck_assert_msg(!st || st == RP_E_MEMORY, "allocation %d: %s: %s", (int)n, rp_status_name(st),
                      rp_error_message());
        ck_clean();
        rp_tensor_set_grad(x, NULL);
        ck_ok(rp_backward(&l, NULL, 1, NULL));
        ck_gradient(x, want);
        rp_tensor_release(l);
    }
    ck_assert_int_gt(n, 10);
    RELEASE(x, want);
}
END_TEST

Suite *rp_test_suite(void)
{
    Suite *suite = suite_create("region step");
    TCase *tcase = tcase_create("region step");
    tcase_add_loop_test(tcase, faults__a_forward_that_fails_leaves_nothing, 0, STEPS);
    tcase_add_loop_test(tcase, faults__after_a_backward_that_fails_a_second_one_works, 0, STEPS);
    suite_add_tcase(suite, tcase);
    return suite;
}
