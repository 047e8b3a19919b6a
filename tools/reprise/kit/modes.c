/* tools/reprise/kit/modes.c - the plugin's operators under a mode, and operators under the plugin's
   modes */
#include "core/memory.h"
#include "dispatch/mode.h"
#include "reprise/kit/kit.h"
#include <stdio.h>
#include <string.h>

/* ---- its operators under a mode that passes on ----------------------------------------------- */
static struct {
    const rp_op *op;
    int seen;
} watched;
static rp_status watch(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    rp_call_info i = {.size = sizeof i};
    (void)self;
    rp_call_get(c, &i);
    watched.seen += i.op == watched.op;
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type watching = {
    .size = sizeof(rp_mode_type), .name = "kit_watch", .call = watch};

static void under_watch(struct kit *k, const struct kit_sample *s, const rp_value *want)
{
    rp_mode *m = NULL;
    uint32_t depth;
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    char id[160];
    kit_sample_text(id, sizeof id, s);
    watched.op = s->op;
    watched.seen = 0;
    if (kit_args_make(&a, s, k->device, false)) return;
    if (kit_expect(k, id, "no mode", rp_mode_create_from(&m, &watching, NULL)) &&
        kit_expect(k, id, "no mode", rp_mode_push(m, &depth))) {
        const rp_status st = kit_call(s->op, &a, out);
        rp_mode_pop(depth);
        const bool composite = (rp_op_flags(s->op) & RP_OP_COMPOSITE) != 0;
        if (st) kit_fail_status(k, id, "the call fails under a mode");
        else if (!composite && watched.seen != 1)
            kit_fail(k, id, "a mode saw the call %d times instead of once", watched.seen);
        else if (!kit_same_bits(s->op, out, want))
            kit_fail(k, id, "the result has other bits under a mode that passes on");
        else kit_pass(k);
        if (!st) kit_results_drop(s->op, out);
    }
    rp_mode_release(m);
    kit_args_drop(&a);
}

/* ---- the plugin's modes ---------------------------------------------------------------------- */
/* What a mode meets beside the plugin's own operators: a result, several, a view, a write, a
   reduction, a product. */
static const char *const common[] = {"aten::add.Tensor",  "aten::mul.Scalar", "aten::exp",
                                     "aten::sum",         "aten::mm",         "aten::t",
                                     "aten::add_.Tensor", "aten::var_mean"};
enum { COMMON = sizeof common / sizeof *common, LONGEST = 64, ROUNDS = 8 };

static const rp_op *met(const struct kit *k, int i)
{
    return i < COMMON ? rp_op_find(common[i]) : k->op[i - COMMON];
}

static int n_met(const struct kit *k)
{
    return COMMON + (k->n_ops < LONGEST ? k->n_ops : LONGEST);
}

struct subject {
    struct kit *k;
    const rp_mode_type *type;
    rp_mode *mode;
    bool changes; /* and may: it does not call itself an observer */
};
static struct subject subject;

static void compare(const char *id, const struct kit_sample *s, const rp_value *out,
                    const rp_value *want)
{
    if (kit_same_bits(s->op, out, want)) kit_pass(subject.k);
    else if (subject.type->flags & RP_MODE_OBSERVER)
        kit_fail(subject.k, id,
                 "the result has other bits under the mode, which says that it only observes");
    else subject.changes = true;
}

/* Every sample in the first life, one of an operator in the others. */
static void call_under(struct kit *k, const struct kit_sample *s, const rp_value *want)
{
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    uint32_t depth;
    char id[240], text[160];
    snprintf(id, sizeof id, "%s, %s", subject.type->name, kit_sample_text(text, sizeof text, s));
    snprintf(k->current, sizeof k->current, "%.150s", id);
    const uint32_t standing = rp_mode_count();
    if (kit_args_make(&a, s, k->device, false)) return;
    if (kit_expect(k, id, "it cannot be pushed", rp_mode_push(subject.mode, &depth))) {
        const rp_status st = kit_call(s->op, &a, out);
        rp_mode_pop(depth);
        if (st) kit_fail_status(k, id, "the call fails under the mode");
        else compare(id, s, out, want);
        if (!st) kit_results_drop(s->op, out);
        if (rp_mode_count() != standing)
            kit_fail(k, id, "%u modes stand after the call instead of %u", rp_mode_count(),
                     standing);
    }
    kit_args_drop(&a);
}

static int compare_sample(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a;
    rp_value want[KIT_MAX_RETURNS];
    if (kit_args_make(&a, s, k->device, false)) return 0;
    const rp_status st = kit_call(s->op, &a, want);
    if (!st) {
        call_under(k, s, want);
        kit_results_drop(s->op, want);
    }
    kit_args_drop(&a);
    return 0;
}

/* An observer may stand around a graph: gradients are those of the plain call, recomputed ones
   too. */
static void train_under(struct kit *k, const struct kit_sample *s, const rp_value *want)
{
    struct kit_args plain, other;
    uint32_t depth;
    char id[240], text[160];
    (void)want;
    if (rp_op_flags(s->op) & (RP_OP_VIEW | RP_OP_COMPOSITE) || kit_writes(s->op) ||
        kit_args_make(&plain, s, k->device, true))
        return;
    const rp_status st = kit_train(s, &plain, NULL);
    for (int again = 0; !st && again < 2; again++) {
        if (kit_args_make(&other, s, k->device, true)) break;
        snprintf(id, sizeof id, "%s, %s, %s", subject.type->name,
                 kit_sample_text(text, sizeof text, s), again ? "recomputed" : "backward");
        if (kit_expect(k, id, "it cannot be pushed", rp_mode_push(subject.mode, &depth))) {
            const rp_status under = kit_train(s, &other, again ? "full" : NULL);
            rp_mode_pop(depth);
            if (under) kit_fail_status(k, id, "it fails under the mode");
            else if (!kit_same_gradients(s, &plain, &other))
                kit_fail(
                    k, id,
                    "its gradients have other bits under the mode, which says that it only observes");
            else kit_pass(k);
        }
        kit_args_drop(&other);
    }
    kit_args_drop(&plain);
}

/* One life of the mode: opened, every operator under it, closed. */
static void live_once(struct kit *k, bool first)
{
    const char *name = subject.type->name;
    subject.mode = NULL;
    if (!kit_expect(k, name, "it does not open a second time",
                    rp_mode_create(&subject.mode, name, NULL, 0)))
        return;
    for (int i = 0; i < n_met(k); i++) {
        const rp_op *op = met(k, i);
        if (!op) continue;
        if (first && !kit_is_random(op)) kit_each_sample(k, op, compare_sample);
        if (first && subject.type->flags & RP_MODE_OBSERVER) kit_with_reference(k, op, train_under);
        if (!first) kit_with_reference(k, op, call_under);
    }
    rp_mode_release(subject.mode);
}

static void check_left_over(struct kit *k)
{
    const uint64_t tensors = kit_live(), blocks = kit_objects();
    for (int round = 0; round < ROUNDS; round++) live_once(k, false);
    if (kit_live() != tensors)
        kit_fail(k, subject.type->name,
                 "%d lives of the mode left %lld tensors, storages or nodes behind", ROUNDS,
                 (long long)(kit_live() - tensors));
    else if (kit_objects() >= blocks + ROUNDS)
        kit_fail(k, subject.type->name, "%d lives of the mode left %lld blocks of memory behind",
                 ROUNDS, (long long)(kit_objects() - blocks));
    else kit_pass(k);
}

static void check_unknown_option(struct kit *k)
{
    const rp_kv unknown = {"no_such_option", "1"};
    rp_mode *m = NULL;
    if (rp_mode_create(&m, subject.type->name, &unknown, 1)) kit_pass(k);
    else
        kit_fail(k, subject.type->name, "it takes the option no_such_option=1, which nobody knows");
    rp_mode_release(m);
}

static void check_own(struct kit *k, const char *name)
{
    subject = (struct subject){.k = k, .type = kit_mode_type(name)};
    if (!subject.type) {
        kit_fail(k, name, "the mode is gone after the plugin was loaded again");
        return;
    }
    if (subject.type->flags & RP_MODE_FAKES) {
        kit_note(k, "mode '%s' is left out: results under it have no bytes (RP_MODE_FAKES)", name);
        return;
    }
    rp_error_release(rp_error_take());
    if (rp_mode_create(&subject.mode, name, NULL, 0)) {
        char why[400];
        if (*rp_error_message())
            kit_note(k, "mode '%s' is left out: it does not open without options: %s", name,
                     rp_error_line(why, sizeof why));
        else kit_fail(k, name, "it does not open, and does not say why");
        return;
    }
    rp_mode_release(subject.mode);
    check_unknown_option(k);
    live_once(k, true);
    live_once(k, false);
    check_left_over(k);
    if (subject.changes)
        kit_note(k, "mode '%s' changes results; it does not say RP_MODE_OBSERVER, so it may", name);
}

void kit_check_modes(struct kit *k)
{
    kit_begin(k, "modes");
    for (int i = 0; i < k->n_ops; i++) kit_with_reference(k, k->op[i], under_watch);
    for (int i = 0; i < k->n_modes; i++) check_own(k, k->modes[i]);
    if (!k->check[k->n_checks - 1].cases)
        kit_skip(
            k,
            "no operator whose result is determined could be called, and no mode of its own was opened");
}
