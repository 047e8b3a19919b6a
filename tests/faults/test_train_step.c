/* tests/faults/test_train_step.c - a train step of a small GPT in which the n-th allocation fails,
   for n = 1, 2, ... until it passes */
#include "core/memory_impl.h"
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "models/gpt.h"
#include "modes/autocast.h"
#include "modes/capture_logs.h"
#include "modes/checkpoint/checkpoint.h"
#include "reprise/optimizer.h"
#include "support/support.h"
#include <string.h>

enum { BATCH = 2, TOKENS = 4 };
static struct gpt model;
static struct optimizer optimizer;
static rp_tensor *tokens, *targets;

struct job {
    const char *recipes; /* policy of a recipe scope, or NULL */
    int bf16;            /* under autocast */
    int log;             /* a log mode listens */
};

static void open_model(void)
{
    const struct gpt_config config = {
        .layers = 1, .heads = 2, .embd = 8, .context = TOKENS, .vocab = 11};
    const int64_t shape[2] = {BATCH, TOKENS};
    ck_ok(gpt_create(&model, &config, RP_CPU));
    ck_ok(gpt_init(&model, 3));
    ck_ok(gpt_require_grad(&model, 1));
    /* a rate of 0: every run begins with the same weights */
    ck_ok(optimizer_create(&optimizer, &model, "adamw", 0));
    ck_ok(rp_arange(&tokens, rp_value_int(BATCH * TOKENS)));
    ck_ok(rp_view(&tokens, tokens, shape, 2));
    ck_ok(rp_flip(&targets, tokens, (int64_t[]){1}, 1));
}

static void close_model(void)
{
    rp_tensor_release(tokens);
    rp_tensor_release(targets);
    tokens = targets = NULL;
    optimizer_destroy(&optimizer);
    gpt_destroy(&model);
}

static rp_status forward_backward(rp_tensor **loss)
{
    RP_TRY(gpt_loss(&model, tokens, targets, loss));
    RP_TRY(rp_backward(loss, NULL, 1, NULL));
    return optimizer_step(&optimizer, 1);
}

static rp_status under_autocast(const struct job *j, rp_tensor **loss)
{
    uint32_t token = 0;
    if (!j->bf16) return forward_backward(loss);
    RP_TRY(rp_autocast_push("cpu", RP_BF16, 1, 1, &token));
    const rp_status st = forward_backward(loss);
    rp_autocast_pop(token);
    return st;
}

static rp_status under_recipes(const struct job *j, rp_tensor **loss)
{
    uint32_t depth = 0;
    if (!j->recipes) return under_autocast(j, loss);
    RP_TRY(rp_remat_push(j->recipes, &depth));
    const rp_status st = under_autocast(j, loss);
    rp_remat_pop(depth);
    return st;
}

static rp_status under_log(const struct job *j, rp_tensor **loss)
{
    rp_capture_logs *logs = NULL;
    if (!j->log) return under_recipes(j, loss);
    RP_TRY(rp_capture_logs_begin(&logs, 0));
    const rp_status st = under_recipes(j, loss);
    rp_capture_logs_release(logs);
    return st;
}

/* One step; `loss` gets its value. Drops all that it made. */
static rp_status step(const struct job *j, float *value)
{
    RP_LOCAL rp_tensor *loss = NULL;
    rp_manual_seed(5);
    const rp_status st = under_log(j, &loss);
    optimizer_zero_grad(&optimizer);
    if (!st) *value = rp_test_at(loss, 0);
    return st;
}

static rp_memory_stats stats(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s;
}

/* What the step made is gone, whether it failed or not. */
static void nothing_is_left(int64_t n, const rp_memory_stats *before)
{
    const rp_memory_stats after = stats();
    ck_assert_msg(after.live_nodes == before->live_nodes &&
                      after.live_tensors == before->live_tensors &&
                      after.live_storages == before->live_storages && after.live == before->live,
                  "fault %lld: %lld nodes, %lld tensors, %lld storages, %lld bytes are left",
                  (long long)n, (long long)(after.live_nodes - before->live_nodes),
                  (long long)(after.live_tensors - before->live_tensors),
                  (long long)(after.live_storages - before->live_storages),
                  (long long)(after.live - before->live));
}

/* The next step is as if nothing had been. It writes the weights, so that notes kept on them until
   then are gone too. */
static void the_next_step_is_the_same(const struct job *j, int64_t n, const rp_memory_stats *before,
                                      float want)
{
    float got = 0;
    ck_ok(step(j, &got));
    ck_assert_msg(memcmp(&got, &want, sizeof got) == 0,
                  "after fault %lld the loss is %.9g, not %.9g", (long long)n, got, want);
    ck_assert_msg(stats().live_objects == before->live_objects,
                  "after fault %lld %lld objects are left", (long long)n,
                  (long long)(stats().live_objects - before->live_objects));
}

static void survives_every_fault(const struct job *j)
{
    float want = 0, got = 0;
    open_model();
    ck_ok(step(j, &want)); /* what is made once and kept is made here */
    const rp_memory_stats before = stats();
    const int grad_mode = rp_grad_mode();
    int failures = 0;
    bool fired = true;
    for (int64_t n = 1; fired; n++) {
        rp_memory_fail_after(n);
        const rp_status st = step(j, &got);
        fired = rp_fail_countdown == 0;
        rp_memory_fail_after(0);
        ck_assert_msg(st == RP_OK || st == RP_E_MEMORY, "fault %lld: %s: %s", (long long)n,
                      rp_status_name(st), rp_error_message());
        failures += st != RP_OK; /* a log does without what it cannot have */
        ck_assert_int_eq(rp_grad_mode(), grad_mode);
        nothing_is_left(n, &before);
        the_next_step_is_the_same(j, n, &before, want);
    }
    ck_assert_msg(failures > 200, "only %d allocations in a step", failures);
    close_model();
}

START_TEST(faults__a_step_with_regions_survives_every_allocation_that_fails)
{
    survives_every_fault(&(struct job){.recipes = NULL});
}
END_TEST

START_TEST(faults__a_step_with_recipes_survives_every_allocation_that_fails)
{
    survives_every_fault(&(struct job){.recipes = "save(@matmul/2)"});
}
END_TEST

START_TEST(faults__a_step_under_autocast_and_a_log_survives_every_allocation_that_fails)
{
    survives_every_fault(&(struct job){.bf16 = 1, .log = 1});
}
END_TEST

Suite *rp_test_suite(void)
{
    if (rp_init()) return NULL;
    return rp_suite("faults", faults__a_step_with_regions_survives_every_allocation_that_fails,
                    faults__a_step_with_recipes_survives_every_allocation_that_fails,
                    faults__a_step_under_autocast_and_a_log_survives_every_allocation_that_fails,
                    NULL);
}
