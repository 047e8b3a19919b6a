/* tests/modes/test_mode_stack.c - the dispatch-mode stack by number (behaviours.md section 16) */
#include "dispatch/ops.h"
#include "modes/capture_logs.h"
#include "modes/checkpoint/regions.h"

/* A mode whose handler does one of several things, and keeps a trail of who was called. */
struct handler {
    char name;
    char *trail;
    int fails, depth_seen, recurse, answer; /* answer: 1 a number, 2 nothing */
    rp_mode *self, *current;
};
static rp_status handle(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    struct handler *h = self;
    uint32_t depth;
    strncat(h->trail, &h->name, 1);
    h->current = rp_mode_current();
    h->depth_seen = (int)rp_mode_count();
    if (h->fails) return RP_FAIL(RP_E_VALUE, "handler %c fails", h->name);
    if (h->answer) {
        out[0] = h->answer == 1 ? rp_value_int(7) : rp_value_none();
        return RP_OK;
    }
    if (h->recurse-- > 0) {
        RP_TRY(rp_mode_push(h->self, &depth)); /* on purpose: the call comes back to this handler */
        rp_tensor *again = NULL;
        const rp_status st = rp_sin(&again, in[0].u.t);
        rp_tensor_release(again);
        rp_mode_pop(depth);
        RP_TRY(st);
    }
    const rp_status st = rp_call_below(c, in, n_in, out, n_out);
    const char end = (char)(h->name - 'a' + 'A');
    strncat(h->trail, &end, 1);
    return st;
}
static const rp_mode_type handler_type = {
    .size = sizeof(rp_mode_type), .name = "handler", .doc = "of a test", .call = handle};

static uint32_t push(struct handler *h, char name, char *trail)
{
    uint32_t depth;
    h->name = name;
    h->trail = trail;
    if (!h->self) ck_ok(rp_mode_create_from(&h->self, &handler_type, h));
    ck_ok(rp_mode_push(h->self, &depth));
    return depth;
}

START_TEST(mode__148_factories_reach_the_mode)
{
    struct probe p;
    rp_tensor *a = NULL, *b = NULL;
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_zeros(&a, (const int64_t[]){2}, 1));
    ck_ok(rp_ones(&b, (const int64_t[]){2}, 1));
    ck_ok(rp_add(&a, a, b));
    rp_mode_pop(depth);
    ck_assert_str_eq(p.text, "zeros ones add.Tensor");
    RELEASE(a, b);
}
END_TEST

START_TEST(mode__149_154_errors_of_handlers)
{
    char trail[32] = "";
    struct handler outer = {.fails = 1}, inner = {.fails = 1};
    rp_tensor *x = leaf4(), *y = NULL;
    const uint32_t depth = push(&outer, 'o', trail);
    push(&inner, 'i', trail);
    ck_fails(rp_sin(&y, x), RP_E_VALUE, "handler i fails");
    ck_assert_str_eq(trail, "i");
    /* the stack is as before, and the next call is handled */
    ck_assert_uint_eq(rp_mode_count(), 2);
    inner.fails = 0;
    ck_fails(rp_sin(&y, x), RP_E_VALUE, "handler o fails");
    rp_mode_pop(depth);
    ck_ok(rp_sin(&y, x));
    ck_assert_str_eq(trail, "iioI"); /* the inner one was still at work when the outer failed */
    rp_mode_release(outer.self);
    rp_mode_release(inner.self);
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__150_155_a_handler_sees_the_modes_below_its_own)
{
    char trail[32] = "";
    struct handler outer = {0}, inner = {0};
    rp_tensor *x = leaf4(), *y = NULL;
    ck_assert_ptr_null(rp_mode_current());
    const uint32_t depth = push(&outer, 'o', trail);
    push(&inner, 'i', trail);
    ck_assert_ptr_eq(rp_mode_current(), inner.self);
    ck_assert_ptr_eq(rp_mode_at(0), outer.self);
    ck_assert_ptr_eq(rp_mode_at(1), inner.self);
    ck_ok(rp_sin(&y, x));
    ck_assert_ptr_eq(inner.current, outer.self);
    ck_assert_ptr_null(outer.current);
    ck_assert_str_eq(trail, "ioOI");
    rp_mode_pop(depth);
    trail[0] = '\0';
    inner.recurse = 2; /* re-entering itself on purpose recurses */
    push(&inner, 'i', trail);
    ck_ok(rp_sin(&y, x));
    rp_mode_pop(depth);
    ck_assert_str_eq(trail, "iiiIII");
    rp_mode_release(outer.self);
    rp_mode_release(inner.self);
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__151_nested_logs_see_the_same_tensor)
{
    rp_capture_logs *outer = NULL, *inner = NULL;
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(rp_capture_logs_begin(&outer, RP_CAPTURE_MODE));
    ck_ok(rp_capture_logs_begin(&inner, RP_CAPTURE_MODE));
    ck_ok(rp_sin(&y, x));
    rp_capture_logs_end(inner);
    rp_capture_logs_end(outer);
    for (uint32_t i = 0; i < 2; i++)
        ck_assert_str_eq(rp_capture_logs_line(outer, i), "$1: f32[4] = aten::sin($0)");
    rp_capture_logs_release(inner);
    rp_capture_logs_release(outer);
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__152_153_the_same_instance_twice_and_again)
{
    char trail[32] = "";
    struct handler h = {0};
    rp_tensor *x = leaf4(), *y = NULL;
    const uint32_t first = push(&h, 'h', trail), second = push(&h, 'h', trail);
    ck_assert_uint_eq(rp_mode_count(), 2);
    ck_ok(rp_sin(&y, x));
    ck_assert_str_eq(trail, "hhHH");
    rp_mode_pop(second);
    ck_assert_uint_eq(rp_mode_count(), 1);
    ck_ok(rp_sin(&y, x));
    ck_assert_str_eq(trail, "hhHHhH");
    rp_mode_pop(first);
    ck_ok(rp_sin(&y, x));
    rp_mode_pop(push(&h, 'h', trail)); /* made early, entered many times */
    const uint32_t later = push(&h, 'h', trail);
    ck_ok(rp_sin(&y, x));
    rp_mode_pop(later);
    ck_assert_str_eq(trail, "hhHHhHhH");
    rp_mode_release(h.self);
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__158_166_all_modes_can_be_lifted)
{
    char trail[32] = "";
    struct handler outer = {0}, inner = {0};
    rp_tensor *x = leaf4(), *y = NULL;
    const uint32_t depth = push(&outer, 'o', trail);
    push(&inner, 'i', trail);
    void *lifted = rp_mode_lift_all();
    ck_ok(rp_sin(&y, x));
    ck_assert_str_eq(trail, "");
    rp_mode_restore_take(lifted);
    ck_ok(rp_sin(&y, x));
    ck_assert_str_eq(trail, "ioOI");
    rp_mode_pop(depth);
    rp_mode_release(outer.self);
    rp_mode_release(inner.self);
    RELEASE(x, y);
}
END_TEST

struct below {
    int argument_needs, result_needs, result_has_history, n_in;
};
static rp_status look_below(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    struct below *b = self;
    RP_TRY(rp_call_below(c, in, n_in, out, n_out));
    b->argument_needs |= rp_tensor_requires_grad(in[0].u.t);
    b->result_needs |= rp_tensor_requires_grad(out[0].u.t);
    b->result_has_history |= !rp_tensor_is_leaf(out[0].u.t);
    b->n_in = (int)n_in;
    return RP_OK;
}
static const rp_mode_type below_type = {
    .size = sizeof(rp_mode_type), .name = "below", .doc = "of a test", .call = look_below};

START_TEST(mode__160_162_modes_stand_below_autograd_and_get_every_argument)
{
    struct below b = {0};
    rp_mode *m = NULL;
    uint32_t depth;
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(rp_mode_create_from(&m, &below_type, &b));
    ck_ok(rp_mode_push(m, &depth));
    ck_ok(rp_add(&y, x, x));
    rp_mode_pop(depth);
    ck_assert(b.argument_needs && !b.result_needs && !b.result_has_history);
    ck_assert_int_eq(b.n_in, 3); /* alpha too; the log leaves it out */
    ck_assert(rp_tensor_requires_grad(y));
    rp_mode_release(m);
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__163_a_handler_that_answers_nonsense)
{
    char trail[32] = "";
    struct handler h = {.answer = 1};
    rp_tensor *x = leaf4(), *y = NULL, *kept = NULL;
    ck_ok(rp_exp(&y, x));
    kept = y;
    uint32_t depth = push(&h, 'h', trail);
    ck_fails(rp_sin(&y, x), RP_E_INVALID,
             "mode 'handler' answered aten::sin: result 0 has the wrong kind of value");
    h.answer = 2;
    ck_fails(rp_sin(&y, x), RP_E_INVALID, "mode 'handler' answered aten::sin with None");
    rp_mode_pop(depth);
    ck_assert_ptr_eq(y, kept);
    depth = push(&h, 'h', trail);
    ck_fails(backward(y), RP_E_INVALID, "with None"); /* in backward as well */
    rp_mode_pop(depth);
    rp_mode_release(h.self);
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__164_a_view_that_changes_nothing_is_a_new_handle)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL;
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_view(&y, x, (const int64_t[]){4}, 1));
    rp_mode_pop(depth);
    ck_assert_ptr_ne(x, y);
    ck_assert(rp_tensor_shares_storage(x, y));
    ck_assert_str_eq(p.text, "view");
    RELEASE(x, y);
}
END_TEST

START_TEST(mode__169_a_mode_around_backward_is_active_in_it)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp"}, NULL));
    ck_ok(rp_sum(&y, y));
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    ck_assert_int_eq(probe_count(&p, "cos"), 1); /* of the formula */
    ck_assert_int_eq(probe_count(&p, "exp"), 1); /* of the recompute */
    RELEASE(x, y);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "mode stack", mode__148_factories_reach_the_mode, mode__149_154_errors_of_handlers,
        mode__150_155_a_handler_sees_the_modes_below_its_own,
        mode__151_nested_logs_see_the_same_tensor, mode__152_153_the_same_instance_twice_and_again,
        mode__158_166_all_modes_can_be_lifted,
        mode__160_162_modes_stand_below_autograd_and_get_every_argument,
        mode__163_a_handler_that_answers_nonsense,
        mode__164_a_view_that_changes_nothing_is_a_new_handle,
        mode__169_a_mode_around_backward_is_active_in_it, NULL);
}
