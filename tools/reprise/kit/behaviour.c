/* tools/reprise/kit/behaviour.c - how kernels behave around their values: failures on the way, what
 * is left over, threads, checkpoints */
#include "core/dtype.h"
#include "core/memory.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"
#include "reprise/kit/kit.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

uint64_t kit_live(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get((rp_device){0, 0}, &s);
    return s.live_tensors + s.live_storages + s.live_nodes;
}

uint64_t kit_objects(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get((rp_device){0, 0}, &s);
    return s.live_objects;
}

/* One plain sample of an operator is enough here: contiguous, the first dtype that works. */
static struct kit_sample chosen;
static int choose(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    if (kit_args_make(&a, s, k->device, false)) return 0;
    const rp_status st = kit_call(s->op, &a, out);
    if (!st) kit_results_drop(s->op, out);
    kit_args_drop(&a);
    if (st) return 0;
    chosen = *s;
    return 1;
}

static bool sample_of(struct kit *k, const rp_op *op, struct kit_sample *s)
{
    chosen.op = NULL;
    if (strstr(rp_op_name(op), "empty")) return false;
    kit_each_sample(k, op, choose);
    *s = chosen;
    return chosen.op != NULL;
}

/* ---- each allocation and each host call made to fail ----------------------------------------- */
enum { MOST_FAILURES = 400 };
static void fail_one_by_one(struct kit *k, const struct kit_sample *s, const char *what,
                            void (*fail_after)(int64_t n))
{
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    char id[200], text[160];
    if (kit_args_make(&a, s, k->device, false)) return;
    const uint64_t before = kit_live();
    for (int64_t n = 1; n < MOST_FAILURES; n++) {
        snprintf(id, sizeof id, "%s, %s %lld", kit_sample_text(text, sizeof text, s), what,
                 (long long)n);
        fail_after(n);
        const rp_status st = kit_call(s->op, &a, out);
        fail_after(0);
        if (!st) {
            kit_results_drop(s->op, out);
            break;
        }
        if (!*rp_error_message()) kit_fail(k, id, "the call failed without a text");
        if (kit_live() != before) {
            kit_fail(k, id, "the call failed, and %lld objects are left over",
                     (long long)(kit_live() - before));
            break;
        }
        kit_pass(k);
    }
    kit_args_drop(&a);
}

static void check_failures(struct kit *k)
{
    struct kit_sample s;
    kit_begin(k, "errors");
    for (int i = 0; i < k->n_ops; i++) {
        if (!sample_of(k, k->op[i], &s)) continue;
        fail_one_by_one(k, &s, "allocation", rp_memory_fail_after);
        fail_one_by_one(k, &s, "host call", rp_host_fail_after);
    }
    if (!k->check[k->n_checks - 1].cases)
        kit_skip(k, "no operator could be called, or none asks the host for anything");
}

/* ---- what is left over ----------------------------------------------------------------------- */
static rp_status call_once(const struct kit_sample *s, rp_device d)
{
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    RP_TRY(kit_args_make(&a, s, d, false));
    const rp_status st = kit_call(s->op, &a, out);
    if (!st) kit_results_drop(s->op, out);
    kit_args_drop(&a);
    return st;
}

static void check_balance(struct kit *k)
{
    struct kit_sample s;
    char id[160];
    kit_begin(k, "balance");
    for (int i = 0; i < k->n_ops; i++) {
        if (!sample_of(k, k->op[i], &s)) continue;
        kit_sample_text(id, sizeof id, &s);
        for (int warm = 0; warm < 2; warm++) (void)call_once(&s, k->device);
        const uint64_t tensors = kit_live(), blocks = kit_objects();
        for (int round = 0; round < 8; round++) (void)call_once(&s, k->device);
        if (kit_live() != tensors)
            kit_fail(k, id, "8 calls left %lld tensors, storages or nodes behind",
                     (long long)(kit_live() - tensors));
        else if (kit_objects() >= blocks + 8)
            kit_fail(k, id, "8 calls left %lld blocks of memory behind",
                     (long long)(kit_objects() - blocks));
        else kit_pass(k);
    }
    if (!k->check[k->n_checks - 1].cases) kit_skip(k, "no operator could be called");
}

/* ---- threads --------------------------------------------------------------------------------- */
enum { THREADS = 8, ROUNDS = 8 };
struct worker {
    const struct kit *k;
    const struct kit_sample *s;
    const rp_value *want;
    int bad;
};

static void *work(void *ctx)
{
    struct worker *w = ctx;
    for (int round = 0; round < ROUNDS; round++) {
        struct kit_args a;
        rp_value out[KIT_MAX_RETURNS];
        if (kit_args_make(&a, w->s, w->k->device, false)) {
            w->bad++;
            continue;
        }
        if (kit_call(w->s->op, &a, out)) {
            w->bad++;
        } else {
            w->bad += !kit_same_bits(w->s->op, out, w->want);
            kit_results_drop(w->s->op, out);
        }
        kit_args_drop(&a);
    }
    return NULL;
}

static void in_threads(struct kit *k, const struct kit_sample *s, const rp_value *want)
{
    struct worker w[THREADS];
    pthread_t thread[THREADS];
    char id[160];
    int n = 0, bad = 0;
    for (; n < THREADS; n++) {
        w[n] = (struct worker){k, s, want, 0};
        if (pthread_create(&thread[n], NULL, work, &w[n])) break;
    }
    for (int i = 0; i < n; i++) {
        pthread_join(thread[i], NULL);
        bad += w[i].bad;
    }
    kit_sample_text(id, sizeof id, s);
    if (bad)
        kit_fail(k, id, "%d of %d calls on %d threads failed or gave other bits than one thread",
                 bad, THREADS * ROUNDS, THREADS);
    else kit_pass(k);
}

bool kit_is_random(const rp_op *op)
{
    return (rp_op_flags(op) & (RP_OP_RANDOM | RP_OP_NONDETERMINISTIC)) != 0;
}

void kit_with_reference(struct kit *k, const rp_op *op,
                        void (*fn)(struct kit *k, const struct kit_sample *s, const rp_value *want))
{
    struct kit_sample s;
    struct kit_args a;
    rp_value want[KIT_MAX_RETURNS];
    if (kit_is_random(op) || !sample_of(k, op, &s) || kit_args_make(&a, &s, k->device, false))
        return;
    if (!kit_call(s.op, &a, want)) {
        fn(k, &s, want);
        kit_results_drop(s.op, want);
    }
    kit_args_drop(&a);
}

static void each_with_reference(struct kit *k, const char *name,
                                void (*fn)(struct kit *k, const struct kit_sample *s,
                                           const rp_value *want))
{
    kit_begin(k, name);
    for (int i = 0; i < k->n_ops; i++) kit_with_reference(k, k->op[i], fn);
    if (!k->check[k->n_checks - 1].cases)
        kit_skip(k, "no operator whose result is determined could be called");
}

/* ---- checkpoint and SAC: gradients of a recomputed call have the bits of a plain one --------- */
static rp_status region(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out, uint32_t n_out)
{
    return rp_op_call(*(const rp_op *const *)ctx, in, n_in, out, n_out);
}

/* sum(first floating result), backward; the gradients are in the arguments. policy NULL: no region
   at all. */
rp_status kit_train(const struct kit_sample *s, struct kit_args *a, const char *policy)
{
    rp_value out[KIT_MAX_RETURNS];
    RP_LOCAL rp_tensor *sum = NULL;
    const uint32_t n = rp_op_return_count(s->op);
    const rp_region r = {region, "kit", &s->op, sizeof s->op, NULL};
    const rp_checkpoint_options o = {.size = sizeof o, .policy_text = policy};
    RP_TRY(policy ? rp_checkpoint(out, n, &r, a->in, a->n, &o) : kit_call(s->op, a, out));
    rp_status st = RP_OK;
    for (uint32_t i = 0; i < n && !sum && !st; i++)
        if (kit_is_floating(&out[i]) && rp_tensor_requires_grad(out[i].u.t))
            st = rp_sum(&sum, out[i].u.t);
    kit_results_drop(s->op, out);
    if (st || !sum) return st ? st : RP_FAIL(RP_E_UNIMPLEMENTED, "nothing requires grad");
    return rp_backward(&sum, NULL, 1, NULL);
}

bool kit_same_gradients(const struct kit_sample *s, const struct kit_args *a,
                        const struct kit_args *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (!kit_is_floating(&a->in[i])) continue;
        rp_tensor *x = rp_tensor_grad(a->in[i].u.t), *y = rp_tensor_grad(b->in[i].u.t);
        if (!x != !y) return false;
        rp_value u[KIT_MAX_RETURNS] = {rp_value_tensor(x)},
                 v[KIT_MAX_RETURNS] = {rp_value_tensor(y)};
        if (x && (rp_op_return_count(s->op) == 0 || !kit_same_bits(s->op, u, v))) return false;
    }
    return true;
}

static void under_checkpoint(struct kit *k, const struct kit_sample *s, const rp_value *want)
{
    static const char *const label[] = {"recomputed", "under SAC"};
    struct kit_args plain, other;
    char policy[2][200], id[220], text[160];
    (void)want;
    snprintf(policy[0], sizeof policy[0], "full");
    snprintf(policy[1], sizeof policy[1], "save(%s)", rp_op_name(s->op));
    if (rp_op_flags(s->op) & (RP_OP_VIEW | RP_OP_COMPOSITE) || kit_writes(s->op) ||
        kit_args_make(&plain, s, k->device, true))
        return;
    const rp_status st = kit_train(s, &plain, NULL);
    for (int i = 0; !st && i < 2; i++) {
        if (kit_args_make(&other, s, k->device, true)) break;
        snprintf(id, sizeof id, "%s, %s", kit_sample_text(text, sizeof text, s), label[i]);
        if (kit_train(s, &other, policy[i])) kit_fail_status(k, id, "it fails inside a checkpoint");
        else if (!kit_same_gradients(s, &plain, &other))
            kit_fail(k, id, "its gradients have other bits than the plain call's");
        else kit_pass(k);
        kit_args_drop(&other);
    }
    kit_args_drop(&plain);
}

void kit_check_behaviour(struct kit *k)
{
    check_failures(k);
    check_balance(k);
    each_with_reference(k, "threads", in_threads);
    kit_check_modes(k);
    each_with_reference(k, "checkpoint", under_checkpoint);
}
