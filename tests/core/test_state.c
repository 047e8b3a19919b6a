/* tests/core/test_state.c - the state of a thread: stacks, capture and exchange, end of a thread */
#include "core/impl.h"
#include "core/state.h"
#include "support/support.h"
#include <pthread.h>
#include <string.h>

struct item {
    rp_object object;
    int *destroyed;
};

static void destroy_item(rp_object *o)
{
    struct item *i = (struct item *)o;
    ++*i->destroyed;
    rp_free(i, sizeof *i);
}

static rp_object *item(int *destroyed)
{
    struct item *i = rp_alloc(sizeof *i);
    rp_object_init(&i->object, destroy_item);
    i->destroyed = destroyed;
    return &i->object;
}

static uint64_t objects(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live_objects;
}

static uint32_t push(rp_link **top, int *destroyed, uint32_t interest)
{
    uint32_t token;
    rp_object *o = item(destroyed);
    ck_ok(rp_stack_push(top, o, interest, 0, &token));
    rp_object_release(o);
    return token;
}

START_TEST(state__a_thread_starts_with_grad_mode_on)
{
    const rp_thread *t = rp_thread_get();
    ck_assert_int_eq(rp_grad_mode(), 1);
    ck_assert_int_eq(t->s.early_stop, -1);
    ck_assert_int_eq(t->s.debug, -1);
    ck_assert_uint_eq(t->s.autocast[0].dtype, RP_BF16);
    ck_assert(!t->s.autocast[0].enabled && t->s.phase == RP_PHASE_FORWARD && t->s.pass == 0);
}
END_TEST

START_TEST(state__switches_return_the_previous_value)
{
    ck_assert_int_eq(rp_grad_mode_exchange(0), 1);
    ck_assert_int_eq(rp_grad_mode(), 0);
    ck_assert_int_eq(rp_grad_mode_exchange(5), 0);
    ck_assert_int_eq(rp_grad_mode(), 1);
    ck_assert_int_eq(rp_inference_mode_exchange(1), 0);
    ck_assert_int_eq(rp_grad_mode(), 0);
    ck_assert_int_eq(rp_inference_mode_exchange(0), 1);
    ck_assert_int_eq(rp_grad_mode(), 1);
    rp_interrupt();
    ck_assert(rp_attention != 0);
    rp_interrupt_clear();
    ck_assert(rp_attention == 0);
}
END_TEST

START_TEST(state__pop_to_a_token_drops_whatever_was_forgotten)
{
    int destroyed = 0;
    rp_link *top = NULL;
    ck_assert_uint_eq(push(&top, &destroyed, 1), 0);
    const uint32_t token = push(&top, &destroyed, 4);
    push(&top, &destroyed, 0);
    push(&top, &destroyed, 8);
    ck_assert_uint_eq(token, 1);
    ck_assert_uint_eq(top->depth, 4);
    ck_assert_uint_eq(top->interest, 13);
    rp_stack_pop(&top, token);
    ck_assert_int_eq(destroyed, 3);
    ck_assert_uint_eq(top->depth, 1);
    ck_assert_uint_eq(top->interest, 1);
    rp_stack_pop(&top, token); /* again: nothing */
    ck_assert_uint_eq(top->depth, 1);
    rp_stack_pop(&top, 0);
    ck_assert_ptr_null(top);
    ck_assert_int_eq(destroyed, 4);
}
END_TEST

START_TEST(state__a_shared_link_outlives_the_pop)
{
    int destroyed = 0;
    rp_link *top = NULL;
    push(&top, &destroyed, 0);
    push(&top, &destroyed, 0);
    rp_link *kept = rp_link_retain(top);
    rp_stack_pop(&top, 0);
    ck_assert_int_eq(destroyed, 0);
    rp_link_release(kept);
    ck_assert_int_eq(destroyed, 2);
}
END_TEST

START_TEST(state__a_stack_of_a_million_links_dies_without_recursion)
{
    int destroyed = 0;
    rp_link *top = NULL;
    rp_object *o = item(&destroyed);
    const uint64_t before = objects();
    for (int i = 0; i < 1000000; i++) ck_ok(rp_stack_push(&top, o, 0, 0, NULL));
    rp_link_release(top);
    ck_assert_uint_eq(objects(), before);
    rp_object_release(o);
    ck_assert_int_eq(destroyed, 1);
}
END_TEST

static void dress(rp_thread *t, int *destroyed)
{
    push(&t->s.modes, destroyed, 0);
    push(&t->s.premodes, destroyed, 0);
    push(&t->s.hooks, destroyed, 0);
    push(&t->s.modules, destroyed, 0);
    t->s.group = item(destroyed);
    t->s.region = item(destroyed);
    t->s.autocast_cache = item(destroyed);
    t->s.hooks_disabled = rp_strdup("no hooks here");
    t->s.pass = 9;
}

static void undress(rp_thread *t)
{
    rp_stack_pop(&t->s.modes, 0);
    rp_stack_pop(&t->s.premodes, 0);
    rp_stack_pop(&t->s.hooks, 0);
    rp_stack_pop(&t->s.modules, 0);
    rp_object_release(t->s.group);
    rp_object_release(t->s.region);
    rp_object_release(t->s.autocast_cache);
    rp_strfree(t->s.hooks_disabled);
    t->s.group = t->s.region = t->s.autocast_cache = NULL;
    t->s.hooks_disabled = NULL;
    t->s.pass = 0;
}

START_TEST(state__capture_owns_everything_it_shows)
{
    rp_thread *t = rp_thread_get();
    int destroyed = 0;
    const uint64_t before = objects();
    rp_state *s = NULL;
    dress(t, &destroyed);
    ck_ok(rp_state_capture(&s));
    undress(t);
    ck_assert_int_eq(destroyed, 0);
    ck_assert_ptr_eq(rp_state_exchange(s), s);
    ck_assert_uint_eq(t->s.pass, 9);
    ck_assert_uint_eq(t->s.modes->depth, 1);
    ck_assert_str_eq(t->s.hooks_disabled, "no hooks here");
    rp_grad_mode_exchange(0);
    s = rp_state_exchange(s); /* back: `s` now holds the changed one */
    ck_assert_int_eq(rp_grad_mode(), 1);
    ck_assert_uint_eq(t->s.pass, 0);
    ck_assert_ptr_null(t->s.modes);
    rp_state_release(s);
    rp_state_release(NULL);
    ck_assert_int_eq(destroyed, 7);
    ck_assert_uint_eq(objects(), before);
}
END_TEST

START_TEST(state__failed_capture_changes_nothing)
{
    rp_thread *t = rp_thread_get();
    int destroyed = 0;
    rp_state *s = NULL;
    dress(t, &destroyed);
    const uint64_t before = objects();
    for (int64_t n = 1; n <= 2; n++) {
        rp_memory_fail_after(n);
        ck_fails(rp_state_capture(&s), RP_E_MEMORY, "out of memory");
        ck_assert_ptr_null(s);
        ck_assert_uint_eq(objects(), before);
    }
    rp_memory_fail_after(0);
    undress(t);
    ck_assert_int_eq(destroyed, 7);
}
END_TEST

static void *adopt(void *state)
{
    rp_state *own = rp_state_exchange(state);
    const intptr_t seen = rp_grad_mode() == 0 && rp_thread_get()->s.modes->depth == 1;
    rp_state_release(own);
    return (void *)seen; /* the adopted state stays: the end of the thread drops it */
}

START_TEST(state__a_thread_adopts_a_state_and_drops_it_at_its_end)
{
    int destroyed = 0;
    const uint64_t before = objects();
    rp_thread *t = rp_thread_get();
    rp_state *s = NULL;
    pthread_t thread;
    void *seen;
    push(&t->s.modes, &destroyed, 0);
    rp_grad_mode_exchange(0);
    ck_ok(rp_state_capture(&s));
    rp_grad_mode_exchange(1);
    rp_stack_pop(&t->s.modes, 0);
    ck_assert_int_eq(destroyed, 0);
    ck_assert_int_eq(pthread_create(&thread, NULL, adopt, s), 0);
    pthread_join(thread, &seen);
    ck_assert_ptr_nonnull(seen);
    ck_assert_int_eq(destroyed, 1);
    ck_assert_uint_eq(objects(), before);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("state", state__a_thread_starts_with_grad_mode_on,
                    state__switches_return_the_previous_value,
                    state__pop_to_a_token_drops_whatever_was_forgotten,
                    state__a_shared_link_outlives_the_pop,
                    state__a_stack_of_a_million_links_dies_without_recursion,
                    state__capture_owns_everything_it_shows, state__failed_capture_changes_nothing,
                    state__a_thread_adopts_a_state_and_drops_it_at_its_end, NULL);
}
