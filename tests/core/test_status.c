/* tests/core/test_status.c - codes, texts, notes and their way across threads */
#include "core/impl.h"
#include "support/support.h"
#include <pthread.h>
#include <string.h>

START_TEST(status__text_carries_values)
{
    ck_assert_int_eq(RP_FAIL(RP_E_SHAPE, "%d by %s", 3, "four"), RP_E_SHAPE);
    ck_assert_str_eq(rp_error_message(), "3 by four");
}
END_TEST

START_TEST(status__text_may_quote_the_old_text)
{
    (void)RP_FAIL(RP_E_IO, "inner");
    (void)RP_FAIL(RP_E_STATE, "outer (%s)", rp_error_message());
    ck_assert_str_eq(rp_error_message(), "outer (inner)");
}
END_TEST

START_TEST(status__notes_are_indented_lines_in_order)
{
    rp_status st = RP_FAIL(RP_E_DTYPE, "no such dtype");
    st = rp_note(st, "in argument %d", 2);
    st = rp_note(st, "in aten::add");
    ck_assert_int_eq(st, RP_E_DTYPE);
    ck_assert_str_eq(rp_error_message(), "no such dtype\n  in argument 2\n  in aten::add");
}
END_TEST

START_TEST(status__one_line_has_the_notes_behind_semicolons)
{
    char line[64], cut[16];
    ck_assert_int_eq(rp_note(RP_FAIL(RP_E_DTYPE, "no such dtype"), "in argument %d", 2),
                     RP_E_DTYPE);
    ck_assert_str_eq(rp_error_line(line, sizeof line), "no such dtype; in argument 2");
    ck_assert_str_eq(rp_error_line(cut, sizeof cut), "no such dtype; ");
    rp_error_release(rp_error_take());
    ck_assert_str_eq(rp_error_line(line, sizeof line), "");
}
END_TEST

START_TEST(status__a_stop_has_no_text)
{
    (void)RP_FAIL(RP_E_DTYPE, "kept");
    ck_assert_int_eq(RP_FAIL(RP_STOP_RECOMPUTE, "never shown"), RP_STOP_RECOMPUTE);
    ck_assert_int_eq(rp_note(RP_STOP_RECOMPUTE, "never shown"), RP_STOP_RECOMPUTE);
    ck_assert_int_eq(rp_note(RP_OK, "never shown"), RP_OK);
    ck_assert_str_eq(rp_error_message(), "kept");
    ck_assert(!rp_status_is_error(RP_STOP_RECOMPUTE) && !rp_status_is_error(RP_OK));
    ck_assert(rp_status_is_error(RP_E_IO) && rp_status_is_error(-7));
}
END_TEST

START_TEST(status__names)
{
    ck_assert_str_eq(rp_status_name(RP_OK), "RP_OK");
    ck_assert_str_eq(rp_status_name(RP_E_MEMORY), "RP_E_MEMORY");
    ck_assert_str_eq(rp_status_name(RP_E_THRASH), "RP_E_THRASH");
    ck_assert_str_eq(rp_status_name(RP_STOP_RECOMPUTE), "RP_STOP_RECOMPUTE");
    ck_assert_str_eq(rp_status_name(-7), "user error");
    ck_assert_str_eq(rp_status_name(500), "unknown status");
}
END_TEST

START_TEST(status__long_texts_are_cut_with_dots)
{
    char word[3000];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = 0;
    rp_status st = RP_FAIL(RP_E_INVALID, "%s", word);
    size_t length = strlen(rp_error_message());
    ck_assert_uint_lt(length, sizeof word);
    ck_assert_str_eq(rp_error_message() + length - 3, "...");
    ck_assert_int_eq(st, RP_E_INVALID);
}
END_TEST

START_TEST(status__notes_have_room_for_a_report_but_not_for_ever)
{
    rp_status st = RP_FAIL(RP_E_INVALID, "first");
    for (int i = 0; i < 1000; i++) st = rp_note(st, "line %04d", i);
    ck_assert_uint_eq(strlen(rp_error_message()), 5 + 1000 * (3 + 9));
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "\n  line 0999"));
    for (int i = 0; i < 200000; i++) st = rp_note(st, "line %06d", i);
    ck_assert_uint_le(strlen(rp_error_message()), 1 << 20);
    st = RP_FAIL(RP_E_SHAPE, "second");
    ck_assert_str_eq(rp_error_message(), "second");
    ck_assert_int_eq(st, RP_E_SHAPE);
}
END_TEST

START_TEST(status__ok_cannot_be_an_error)
{
    ck_assert_int_eq(RP_FAIL(RP_OK, "a bug"), RP_E_INTERNAL);
}
END_TEST

START_TEST(status__taken_error_leaves_the_thread_clean)
{
    (void)RP_FAIL(RP_E_BUDGET, "gone");
    rp_error *e = rp_error_take();
    ck_assert_str_eq(rp_error_message(), "");
    ck_assert_ptr_null(rp_error_take());
    (void)RP_FAIL(RP_E_MEMORY, "a text without an allocation: %d", 5);
    ck_assert_str_eq(rp_error_message(), "a text without an allocation: 5");
    ck_assert_int_eq(rp_error_give_take(e), RP_E_BUDGET);
    ck_assert_str_eq(rp_error_message(), "gone");
    ck_assert_int_eq(rp_error_give_take(NULL), RP_OK);
    (void)RP_FAIL(RP_E_IO, "unwanted");
    rp_error_release(rp_error_take());
    rp_error_release(NULL);
}
END_TEST

START_TEST(status__memory_error_survives_when_every_block_was_taken)
{
    rp_thread *t = rp_thread_get();
    (void)RP_FAIL(RP_E_IO, "first");
    rp_error *first = rp_error_take();
    struct rp_error *spare = t->spare;
    t->spare = NULL; /* as if the replacement could not be had */
    ck_assert_int_eq(RP_FAIL(RP_E_MEMORY, "12 bytes"), RP_E_MEMORY);
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "out of memory"));
    ck_assert_int_eq(rp_note(RP_E_MEMORY, "dropped"), RP_E_MEMORY);
    ck_assert_int_eq(rp_error_give_take(rp_error_take()),
                     RP_E_MEMORY); /* the wordless one travels too */
    rp_error_release(rp_error_take());
    rp_error_release(t->spare);
    t->spare = spare;
    rp_error_release(first);
}
END_TEST

static void *failing_worker(void *arg)
{
    (void)arg;
    (void)rp_note(RP_FAIL(RP_E_IO, "disk %d is full", 3), "writing block 9");
    return rp_error_take();
}

START_TEST(status__worker_hands_its_error_over)
{
    pthread_t worker;
    void *e = NULL;
    (void)RP_FAIL(RP_E_STATE, "mine");
    ck_assert_int_eq(pthread_create(&worker, NULL, failing_worker, NULL), 0);
    pthread_join(worker, &e);
    ck_assert_str_eq(rp_error_message(), "mine");
    ck_assert_int_eq(rp_error_give_take(e), RP_E_IO);
    ck_assert_str_eq(rp_error_message(), "disk 3 is full\n  writing block 9");
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("status", status__text_carries_values, status__text_may_quote_the_old_text,
                    status__notes_are_indented_lines_in_order,
                    status__one_line_has_the_notes_behind_semicolons, status__a_stop_has_no_text,
                    status__names, status__long_texts_are_cut_with_dots,
                    status__notes_have_room_for_a_report_but_not_for_ever,
                    status__ok_cannot_be_an_error, status__taken_error_leaves_the_thread_clean,
                    status__memory_error_survives_when_every_block_was_taken,
                    status__worker_hands_its_error_over, NULL);
}
