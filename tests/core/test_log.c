/* tests/core/test_log.c - the sink */
#include "core/log.h"
#include "support/support.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static struct {
    int lines, level;
    char last[256];
} seen;

static void record(void *ctx, int level, const char *line)
{
    ck_assert_ptr_eq(ctx, &seen);
    seen.lines++;
    seen.level = level;
    snprintf(seen.last, sizeof seen.last, "%s", line);
    rp_log_line(RP_LOG_ERROR, "a sink that logs is not called again");
}

static void start(int level)
{
    memset(&seen, 0, sizeof seen);
    rp_log_set(record, &seen, level);
}

START_TEST(log__nothing_is_sent_without_a_sink)
{
    rp_log_set(NULL, NULL, RP_LOG_DEBUG);
    ck_assert(!rp_log_enabled(RP_LOG_ERROR));
    rp_log_line(RP_LOG_ERROR, "into the void");
}
END_TEST

START_TEST(log__lines_up_to_the_level_arrive)
{
    start(RP_LOG_WARN);
    ck_assert(rp_log_enabled(RP_LOG_ERROR) && rp_log_enabled(RP_LOG_WARN) &&
              !rp_log_enabled(RP_LOG_INFO));
    rp_log_line(RP_LOG_INFO, "no");
    rp_log_line(RP_LOG_WARN, "%d bytes", 12);
    ck_assert_int_eq(seen.lines, 1);
    ck_assert_int_eq(seen.level, RP_LOG_WARN);
    ck_assert_str_eq(seen.last, "12 bytes");
    rp_log_set(NULL, NULL, 0);
    rp_log_line(RP_LOG_ERROR, "no");
    ck_assert_int_eq(seen.lines, 1);
}
END_TEST

START_TEST(log__a_site_warns_once)
{
    static const char here, there, quiet;
    rp_warn_once(&quiet, "nobody listens yet"); /* so it does not count as sent */
    start(RP_LOG_WARN);
    for (int i = 0; i < 3; i++) rp_warn_once(&here, "here %d", i);
    ck_assert_str_eq(seen.last, "here 0");
    rp_warn_once(&there, "there");
    rp_warn_once(&quiet, "quiet");
    ck_assert_int_eq(seen.lines, 3);
    ck_assert_str_eq(seen.last, "quiet");
    rp_log_set(NULL, NULL, 0);
}
END_TEST

START_TEST(log__errors_are_lines_of_debug_level)
{
    start(RP_LOG_DEBUG);
    (void)RP_FAIL(RP_E_SHAPE, "too wide: %d", 9);
    ck_assert_ptr_nonnull(strstr(seen.last, "RP_E_SHAPE: too wide: 9"));
    rp_log_set(NULL, NULL, 0);
}
END_TEST

static void *warn_all(void *sites)
{
    for (int i = 0; i < 200; i++) rp_warn_once((char *)sites + i, "site %d", i);
    return NULL;
}

START_TEST(log__threads_share_the_sites)
{
    static char sites[200];
    pthread_t thread[3];
    start(RP_LOG_WARN);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, warn_all, sites), 0);
    for (int i = 0; i < 3; i++) pthread_join(thread[i], NULL);
    ck_assert_int_eq(seen.lines, 200);
    rp_log_set(NULL, NULL, 0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("log", log__nothing_is_sent_without_a_sink, log__lines_up_to_the_level_arrive,
                    log__a_site_warns_once, log__errors_are_lines_of_debug_level,
                    log__threads_share_the_sites, NULL);
}
