/* tests/dispatch/test_modes.c - the mode stacks: order, tokens, repair, events, what inner calls
 * show */
#include "dispatch/impl.h"
#include "dispatch/test_ops.inc"
#include <stdio.h>

static char seen[512];
static void note_text(const char *who, const char *what)
{
    const size_t n = strlen(seen);
    snprintf(seen + n, sizeof seen - n, "%s:%s ", who, what);
}

static rp_tensor *three(void)
{
    return rp_test_f32((const float[]){1, 2, 3}, (const int64_t[]){3}, 1);
}

/* A mode whose self is its name: notes the operator and passes on. */
BOXED(noting)
{
    note_text(self, c->op->schema.name + 6);
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type noting_type = {
    .size = sizeof noting_type, .name = "noting", .call = noting};
static const rp_mode_type above_type = {
    .size = sizeof above_type, .name = "above", .flags = RP_MODE_ABOVE_AUTOGRAD, .call = noting};
static const rp_mode_type inner_type = {
    .size = sizeof inner_type, .name = "inner", .flags = RP_MODE_SEES_INNER, .call = noting};
static const rp_mode_type silent_type = {.size = sizeof silent_type, .name = "silent"};

static uint32_t push(const rp_mode_type *type, const char *name)
{
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_mode_create_from(&m, type, (void *)(uintptr_t)name));
    ck_ok(rp_mode_push(m, &depth));
    rp_mode_release(m);
    return depth;
}

START_TEST(mode__newest_comes_first_and_modes_above_autograd_before_all)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    seen[0] = 0;
    const uint32_t bottom = push(&noting_type, "a");
    push(&silent_type, "s");
    push(&noting_type, "b");
    const uint32_t above = push(&above_type, "pre");
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_str_eq(seen, "pre:add b:add a:add ");
    ck_assert_uint_eq(rp_mode_count(), 3);
    ck_assert_str_eq(rp_mode_name(rp_mode_at(1)), "silent");
    ck_assert_str_eq(rp_mode_self(rp_mode_current()), "b");
    rp_mode_pop(bottom);
    ck_assert_ptr_null(rp_mode_current());
    seen[0] = 0;
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_str_eq(seen, "pre:add ");
    rp_mode_pop(above);
}
END_TEST

START_TEST(mode__may_stand_twice)
{
    test_ops_register();
    rp_mode *m = NULL;
    uint32_t first, second;
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    seen[0] = 0;
    ck_ok(rp_mode_create_from(&m, &noting_type, (void *)(uintptr_t) "m"));
    ck_ok(rp_mode_push(m, &first));
    ck_ok(rp_mode_push(m, &second));
    rp_mode_release(m);
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_str_eq(seen, "m:add m:add ");
    rp_mode_pop(second);
    ck_assert_uint_eq(rp_mode_count(), 1);
    rp_mode_pop(first);
}
END_TEST

/* What a handler calls is seen below it alone. */
BOXED(doubling)
{
    note_text("d", c->op->schema.name + 6);
    rp_value twice = rp_value_none();
    (void)self;
    RP_TRY(rp_op_call(test_op("test::add"), (const rp_value[]){in[0], in[0]}, 2, &twice, 1));
    const rp_value args[] = {twice, in[1], in[2]};
    const rp_status st = rp_call_below(c, args, n_in, out, n_out);
    rp_value_clear(&twice);
    return st;
}
static const rp_mode_type doubling_type = {
    .size = sizeof doubling_type, .name = "doubling", .call = doubling};

START_TEST(mode__calls_of_a_handler_are_seen_below_it)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    seen[0] = 0;
    const uint32_t depth = push(&noting_type, "low");
    push(&doubling_type, NULL);
    push(&noting_type, "top");
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_str_eq(seen, "top:add d:add low:add low:add ");
    ck_assert_float_eq(rp_test_at(o, 1), 6);
    rp_mode_pop(depth);
}
END_TEST

/* Modes that a handler pushes and forgets, on either stack, are gone when it returns; popping too
 * much takes nothing of others. */
BOXED(forgetful)
{
    (void)self;
    const rp_status st = rp_call_below(c, in, n_in, out, n_out);
    push(&noting_type, "forgotten");
    push(&above_type, "forgotten");
    return st;
}
BOXED(greedy)
{
    (void)self;
    rp_mode_pop(0);
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type forgetful_type = {
    .size = sizeof forgetful_type, .name = "forgetful", .call = forgetful};
static const rp_mode_type greedy_type = {
    .size = sizeof greedy_type, .name = "greedy", .call = greedy};

START_TEST(mode__stacks_are_repaired_after_a_handler)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    seen[0] = 0;
    const uint32_t depth = push(&noting_type, "low");
    push(&forgetful_type, NULL);
    push(&greedy_type, NULL);
    for (int i = 0; i < 2; i++) ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_uint_eq(rp_mode_count(), 3);
    ck_assert_ptr_null(rp_thread_get()->s.premodes);
    ck_assert_str_eq(seen, ""); /* the greedy one took the others off for its own calls */
    rp_mode_pop(depth);
}
END_TEST

BOXED(failing)
{
    (void)self;
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    return RP_FAIL(RP_E_STATE, "the mode objects");
}
static const rp_mode_type failing_type = {
    .size = sizeof failing_type, .name = "failing", .call = failing};

START_TEST(mode__results_are_released_when_a_handler_fails)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    const uint64_t live = rp_test_live();
    const uint32_t depth = push(&failing_type, NULL);
    ck_fails(TEST_CALL(&o, "test::add", T(a), T(a)), RP_E_STATE, "the mode objects");
    ck_assert_uint_eq(rp_test_live(), live);
    rp_mode_pop(depth);
}
END_TEST

START_TEST(mode__inner_calls_of_kernels_are_unseen_unless_asked_for)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    seen[0] = 0;
    const uint32_t depth = push(&noting_type, "n");
    ck_ok(TEST_CALL(&o, "test::double", T(a)));
    ck_ok(TEST_CALL(&o, "test::six", T(a)));
    ck_assert_str_eq(seen, "n:double n:six ");
    seen[0] = 0;
    ck_ok(TEST_CALL(&o, "test::triple", T(a))); /* a composite is what it calls */
    ck_assert_str_eq(seen, "n:add n:add ");
    seen[0] = 0;
    push(&inner_type, "i");
    ck_ok(TEST_CALL(&o, "test::double", T(a)));
    ck_assert_str_eq(seen, "i:double n:double i:add ");
    rp_mode_pop(depth);
}
END_TEST

START_TEST(mode__handlers_get_complete_arguments)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    const uint32_t depth = push(&doubling_type, NULL); /* reads in[2], which the caller left out */
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_float_eq(rp_test_at(o, 0), 3);
    rp_mode_pop(depth);
}
END_TEST

/* ---- events ---------------------------------------------------------------------------------- */
struct tally {
    int count[RP_EV_PASS_END + 1];
    uint64_t bytes;
};
static void count_event(void *self, const rp_event_info *e)
{
    struct tally *t = self;
    t->count[e->kind]++;
    t->bytes += e->bytes;
}
static const rp_mode_type all_events = {
    .size = sizeof all_events, .name = "all", .call = noting, .event = count_event};
static const rp_mode_type frees_only = {.size = sizeof frees_only,
                                        .name = "frees",
                                        .event = count_event,
                                        .interest = 1u << RP_EV_STORAGE_FREE};

BOXED(pass_on)
{
    (void)self;
    return rp_call_below(c, in, n_in, out, n_out);
}
static const rp_mode_type intercepting = {
    .size = sizeof intercepting, .name = "intercepting", .call = pass_on, .event = count_event};

static uint32_t push_tally(const rp_mode_type *type, struct tally *t)
{
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_mode_create_from(&m, type, t));
    ck_ok(rp_mode_push(m, &depth));
    rp_mode_release(m);
    return depth;
}

START_TEST(mode__storage_events_reach_modes_also_from_inside_a_kernel)
{
    test_ops_register();
    struct tally outer = {{0}, 0}, inner = {{0}, 0};
    const uint32_t listeners = atomic_load(&rp_storage_events);
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    const uint32_t depth = push_tally(&intercepting, &outer);
    push_tally(&intercepting, &inner);
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_int_eq(outer.count[RP_EV_STORAGE_ALLOC], 1);
    ck_assert_int_eq(inner.count[RP_EV_STORAGE_ALLOC], 1);
    ck_assert_uint_eq(inner.bytes, 12);
    rp_tensor_release(o);
    o = NULL;
    ck_assert_int_eq(inner.count[RP_EV_STORAGE_FREE], 1);
    rp_mode_pop(depth);
    ck_assert_uint_eq(atomic_load(&rp_storage_events), listeners);
}
END_TEST

START_TEST(mode__interest_narrows_events)
{
    test_ops_register();
    struct tally frees = {{0}, 0};
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    const uint32_t depth = push_tally(&frees_only, &frees);
    push(&noting_type, "n");
    seen[0] = 0;
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    rp_tensor_release(o);
    o = NULL;
    ck_assert_int_eq(frees.count[RP_EV_STORAGE_ALLOC], 0);
    ck_assert_int_eq(frees.count[RP_EV_STORAGE_FREE], 1);
    rp_thread *t = rp_thread_get();
    RP_EVENT(t, RP_EV_NODE_BEGIN, 0, 0, NULL, NULL);
    ck_assert_int_eq(frees.count[RP_EV_NODE_BEGIN], 0);
    rp_mode_pop(depth);
    push_tally(&all_events, &frees);
    RP_EVENT(t, RP_EV_NODE_BEGIN, 0, 0, NULL, NULL);
    ck_assert_int_eq(frees.count[RP_EV_NODE_BEGIN], 1);
    rp_mode_pop(depth);
}
END_TEST

START_TEST(mode__lifted_stacks_come_back_whole)
{
    test_ops_register();
    RP_LOCAL rp_tensor *a = three(), *o = NULL;
    seen[0] = 0;
    const uint32_t depth = push(&noting_type, "n"), above = push(&above_type, "p");
    void *token = rp_mode_lift_all();
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    push(&noting_type, "forgotten");
    rp_mode_restore_take(token);
    ck_ok(TEST_CALL(&o, "test::add", T(a), T(a)));
    ck_assert_str_eq(seen, "p:add n:add ");
    ck_assert_ptr_null((rp_mode_pop(depth), rp_mode_pop(above), rp_mode_lift_all()));
}
END_TEST

/* ---- types by name --------------------------------------------------------------------------- */
struct opened {
    int open, closed;
};
static struct opened opened;
static rp_status open_named(void **self, const rp_kv *options, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(options[i].key, "level") != 0)
            return RP_FAIL(RP_E_INVALID, "there is no option '%s'; there is: level",
                           options[i].key);
    opened.open++;
    *self = &opened;
    return RP_OK;
}
static void close_named(void *self)
{
    ((struct opened *)self)->closed++;
}
static const rp_mode_type named_type = {
    .size = sizeof named_type, .name = "test_named", .open = open_named, .close = close_named};
static rp_status register_named(void *ctx, rp_registrar *r)
{
    (void)ctx;
    return rp_mode_register(r, &named_type);
}

START_TEST(mode__types_are_opened_by_name)
{
    rp_mode *m = NULL;
    ck_ok(rp_register("modes", register_named, NULL));
    ck_fails(rp_register("modes", register_named, NULL), RP_E_STATE,
             "mode type 'test_named' is already registered");
    ck_ok(rp_mode_create(&m, "test_named", &(rp_kv){"level", "3"}, 1));
    rp_mode_release(m);
    m = NULL;
    ck_assert_int_eq(opened.open, 1);
    ck_assert_int_eq(opened.closed, 1);
    ck_fails(rp_mode_create(&m, "test_named", &(rp_kv){"lvl", "3"}, 1), RP_E_INVALID,
             "there is no option 'lvl'; there is: level");
    ck_fails(rp_mode_create(&m, "test_nmaed", NULL, 0), RP_E_INVALID,
             "there is no mode type 'test_nmaed'; there are:");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "test_named"));
    const rp_mode_type small = {.size = 8, .name = "small"};
    ck_fails(rp_mode_create_from(&m, &small, NULL), RP_E_ABI, "a mode type has size 8");
    ck_assert_ptr_null(m);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "modes", mode__newest_comes_first_and_modes_above_autograd_before_all,
        mode__may_stand_twice, mode__calls_of_a_handler_are_seen_below_it,
        mode__stacks_are_repaired_after_a_handler, mode__results_are_released_when_a_handler_fails,
        mode__inner_calls_of_kernels_are_unseen_unless_asked_for,
        mode__handlers_get_complete_arguments,
        mode__storage_events_reach_modes_also_from_inside_a_kernel, mode__interest_narrows_events,
        mode__lifted_stacks_come_back_whole, mode__types_are_opened_by_name, NULL);
}
