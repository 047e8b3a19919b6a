/* tests/dispatch/test_multi_hook.c - hooks on several tensors, and what the engine logs */
#include "core/log.h"
#include "dispatch/autograd.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static void release_all(rp_tensor **t, int n)
{
    for (int i = 0; i < n; i++) rp_tensor_release(t[i]);
}

struct calls {
    _Atomic int n;
    int drops;
    uint32_t grads;
    bool there[8];
    float first; /* element 0 of the first gradient there is */
};

static rp_status count_call(void *ctx, rp_tensor *const *grads, uint32_t n)
{
    struct calls *c = ctx;
    c->n++;
    c->grads = n;
    for (uint32_t i = 0; i < n; i++) c->there[i] = grads[i] != NULL;
    for (uint32_t i = n; i-- > 0;)
        if (grads[i]) c->first = rp_test_at(grads[i], 0);
    return RP_OK;
}

/* for passes that run at the same time: only the count is shared */
static rp_status count_only(void *ctx, rp_tensor *const *grads, uint32_t n)
{
    (void)grads, (void)n;
    atomic_fetch_add(&((struct calls *)ctx)->n, 1);
    return RP_OK;
}

static void count_drop(void *ctx)
{
    ((struct calls *)ctx)->drops++;
}

START_TEST(checkpoint__142_all_runs_once_when_the_reachable_gradients_are_there)
{
    rp_tensor *t[4] = {LEAF(1), LEAF(2), LEAF(3), LEAF(4)}, *y = NULL;
    struct calls c = {0};
    rp_multi_hook *hook = NULL;
    ck_ok(rp_tensors_add_hook(&hook, t, 4, "all", count_call, &c, count_drop));
    ck_ok(rp_mul(&y, t[1], t[2]));
    for (int pass = 1; pass <= 2; pass++) {
        const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
        ck_ok(rp_backward(&y, NULL, 1, &keep));
        ck_assert_int_eq(c.n, pass);
        ck_assert_uint_eq(c.grads, 4);
        ck_assert(!c.there[0] && c.there[1] && c.there[2] && !c.there[3]);
        ck_assert_float_eq(c.first, 3);
    }
    rp_tensor *z = times(y, 1), *other = LEAF(1), *w = times(other, 2);
    ck_ok(rp_backward(&w, NULL, 1, NULL)); /* reaches none of them */
    ck_assert_int_eq(c.n, 2);
    rp_multi_hook_remove_take(hook);
    ck_assert_int_eq(c.drops, 1);
    ck_ok(rp_backward(&z, NULL, 1, NULL));
    ck_assert_int_eq(c.n, 2);
    rp_tensor_release(w);
    rp_tensor_release(other);
    rp_tensor_release(z);
    rp_tensor_release(y);
    release_all(t, 4);
}
END_TEST

struct order {
    int n, seen[4];
};
struct mark {
    struct order *order;
    int number;
};
static rp_status note_order(void *ctx, rp_tensor *const *grads, uint32_t n)
{
    const struct mark *m = ctx;
    (void)grads;
    ck_assert_uint_eq(n, 1);
    m->order->seen[m->order->n++] = m->number;
    return RP_OK;
}

START_TEST(checkpoint__142_any_runs_at_the_first_gradient_of_a_pass)
{
    rp_tensor *t[4] = {LEAF(1), NULL, NULL, NULL};
    struct order order = {0};
    struct mark m[4];
    rp_multi_hook *hook[4] = {NULL};
    for (int i = 1; i < 4; i++) t[i] = times(t[i - 1], 2);
    for (int i = 0; i < 4; i++) {
        m[i] = (struct mark){&order, i};
        ck_ok(
            rp_tensors_add_hook(&hook[i], &t[i], 4 - (uint32_t)i, "any", note_order, &m[i], NULL));
    }
    ck_ok(rp_backward(&t[3], NULL, 1, NULL));
    ck_assert_int_eq(order.n, 4); /* all at the last tensor of the chain, which each of them has */
    for (int i = 0; i < 4; i++) rp_multi_hook_remove_take(hook[i]);
    order.n = 0;
    rp_tensor *again[4] = {t[0], NULL, NULL, NULL};
    for (int i = 1; i < 4; i++) again[i] = times(again[i - 1], 2);
    for (int i = 0; i < 4; i++)
        ck_ok(rp_tensors_add_hook(&hook[i], &again[i], 1, "any", note_order, &m[i], NULL));
    ck_ok(rp_backward(&again[3], NULL, 1, NULL));
    ck_assert(order.n == 4 && order.seen[0] == 3 && order.seen[1] == 2 && order.seen[2] == 1 &&
              order.seen[3] == 0);
    for (int i = 0; i < 4; i++) rp_multi_hook_remove_take(hook[i]);
    release_all(again + 1, 3);
    release_all(t, 4);
}
END_TEST

START_TEST(checkpoint__142_another_mode_names_both)
{
    rp_tensor *t = LEAF(1), *plain = VEC(1);
    rp_multi_hook *hook = NULL;
    struct calls c = {0};
    ck_fails(rp_tensors_add_hook(&hook, &t, 1, "some", count_call, &c, count_drop), RP_E_VALUE,
             "'all' or 'any' of them, not for 'some'");
    ck_fails(
        rp_tensors_add_hook(&hook, (rp_tensor *[]){t, plain}, 2, "all", count_call, &c, count_drop),
        RP_E_STATE, "does not require grad");
    ck_assert(hook == NULL && c.drops == 0);
    rp_tensor_release(plain);
    rp_tensor_release(t);
}
END_TEST

START_TEST(hooks__on_several_tensors_may_outlive_them)
{
    rp_tensor *t = LEAF(1), *y = times(t, 2);
    struct calls c = {0};
    rp_multi_hook *hook = NULL;
    ck_ok(rp_tensors_add_hook(&hook, (rp_tensor *[]){t, y}, 2, "all", count_call, &c, count_drop));
    rp_tensor_release(y);
    rp_tensor_release(t);
    ck_assert_int_eq(c.drops, 0);
    rp_multi_hook_remove_take(hook);
    ck_assert_int_eq(c.drops, 1);
}
END_TEST

static void *backward_of_a_product(void *leaves)
{
    rp_tensor **t = leaves, *y = NULL;
    ck_ok(rp_mul(&y, t[0], t[1]));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_tensor_release(y);
    return NULL;
}

START_TEST(checkpoint__143_passes_of_several_threads_count_apart)
{
    static const char *const modes[] = {"all", "any"};
    for (int k = 0; k < 2; k++) {
        rp_tensor *t[2] = {LEAF(2), LEAF(3)};
        struct calls c = {0};
        rp_multi_hook *hook = NULL;
        pthread_t thread[5];
        ck_ok(rp_tensors_add_hook(&hook, t, 2, modes[k], count_only, &c, NULL));
        for (int i = 0; i < 5; i++)
            ck_assert_int_eq(pthread_create(&thread[i], NULL, backward_of_a_product, t), 0);
        for (int i = 0; i < 5; i++) pthread_join(thread[i], NULL);
        ck_assert_int_eq(c.n, 5);
        ck_values(rp_tensor_grad(t[0]), 15);
        rp_multi_hook_remove_take(hook);
        release_all(t, 2);
    }
}
END_TEST

/* ---- what the engine logs -------------------------------------------------------------------- */
struct lines {
    int n;
    char text[16][120];
};

static void keep_line(void *ctx, int level, const char *line)
{
    struct lines *l = ctx;
    if (level != RP_LOG_DEBUG || strncmp(line, "backward: ", 10) != 0 || l->n == 16) return;
    snprintf(l->text[l->n++], sizeof l->text[0], "%s", line + 10);
}

START_TEST(checkpoint__147_the_engine_logs_a_line_for_each_node)
{
    struct lines l = {.n = 0};
    rp_tensor *x = LEAF(1, 2, 3), *y = times(x, 2), *z = NULL, *loss = NULL;
    ck_ok(rp_div_scalar(&z, y, rp_value_float(4)));
    ck_ok(rp_sum(&z, z));
    ck_ok(rp_clone(&loss, z));
    rp_log_set(keep_line, &l, RP_LOG_DEBUG);
    ck_ok(rp_backward(&loss, NULL, 1, NULL));
    rp_log_set(NULL, NULL, RP_LOG_ERROR);
    static const char *const want[] = {"aten::clone f32 []", "aten::sum f32 []",
                                       "aten::div.Scalar f32 [3]", "aten::mul.Scalar f32 [3]",
                                       "AccumulateGrad f32 [3]"};
    ck_assert_int_eq(l.n, 5);
    for (int i = 0; i < 5; i++) ck_assert_str_eq(l.text[i], want[i]);
    rp_tensor_release(loss);
    rp_tensor_release(z);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL;
    return rp_suite(
        "multi_hook", checkpoint__142_all_runs_once_when_the_reachable_gradients_are_there,
        checkpoint__142_any_runs_at_the_first_gradient_of_a_pass,
        checkpoint__142_another_mode_names_both, hooks__on_several_tensors_may_outlive_them,
        checkpoint__143_passes_of_several_threads_count_apart,
        checkpoint__147_the_engine_logs_a_line_for_each_node, NULL);
}
