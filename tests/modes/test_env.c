/* tests/modes/test_env.c - the grammar of REPRISE_* values */
#include "core/memory.h"
#include "dispatch/impl.h"
#include "modes/env.h"
#include "support/support.h"
#include <stdlib.h>
#include <string.h>

static rp_env *parse(const char *text, uint32_t flags)
{
    rp_env *e = NULL;
    ck_ok(rp_env_parse(&e, "REPRISE_X", text, flags));
    return e;
}

START_TEST(env__lists_counts_groups_and_optional_names)
{
    rp_env *e =
        parse(" force: save( aten::mm/2, @attention , ?demo::x,aten::add.* ) ", RP_ENV_FORCE);
    ck_assert(e->force);
    ck_assert_uint_eq(e->n, 1);
    const rp_env_item *save = e->first, *i = save->child;
    ck_assert_str_eq(save->name, "save");
    ck_assert(save->parens);
    ck_assert_uint_eq(save->n_children, 4);
    ck_assert_str_eq(i->name, "aten::mm");
    ck_assert_uint_eq(i->every, 2);
    ck_assert_uint_eq(i->column, 15);
    i = i->next;
    ck_assert_str_eq(i->name, "@attention");
    ck_assert_uint_eq(i->every, 1);
    i = i->next;
    ck_assert_str_eq(i->name, "demo::x");
    ck_assert(i->optional);
    ck_assert_str_eq(i->next->name, "aten::add.*");
    ck_assert_ptr_null(i->next->next);
    rp_env_release(e);
}
END_TEST

START_TEST(env__options_and_quotes)
{
    rp_env *e = parse("log(file=\"a, (b)\\\".txt\",phase=on,rate=12GB/s),count , trace(x)", 0);
    rp_kv kv[4];
    uint32_t n;
    ck_assert_uint_eq(e->n, 3);
    ck_ok(rp_env_options(e, e->first, kv, 4, &n));
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(kv[0].key, "file");
    ck_assert_str_eq(kv[0].value, "a, (b)\".txt");
    ck_assert_str_eq(kv[2].value, "12GB/s");
    ck_assert_str_eq(e->first->next->name, "count");
    ck_assert(!e->first->next->parens);
    ck_ok(rp_env_options(e, e->first->next->next, kv, 4, &n));
    ck_assert_str_eq(kv[0].key, "x");
    ck_assert_str_eq(kv[0].value, "on");
    ck_fails(rp_env_options(e, e->first, kv, 2, &n), RP_E_INVALID, "at most 2 options");
    rp_env_release(e);
}
END_TEST

START_TEST(env__paths_keep_their_slashes)
{
    rp_env *e = parse("cpu,./build/x.so,/opt/lib-1/y.so", RP_ENV_PATHS);
    ck_assert_uint_eq(e->n, 3);
    ck_assert_str_eq(e->first->next->name, "./build/x.so");
    ck_assert_str_eq(e->first->next->next->name, "/opt/lib-1/y.so");
    rp_env_release(e);
}
END_TEST

START_TEST(env__nothing_is_no_items)
{
    static const char *const text[] = {NULL, "", "  \t "};
    for (int i = 0; i < 3; i++) {
        rp_env *e = parse(text[i], 0);
        ck_assert_uint_eq(e->n, 0);
        rp_env_release(e);
    }
    rp_env *e = parse("save()", 0);
    ck_assert_uint_eq(e->first->n_children, 0);
    rp_env_release(e);
}
END_TEST

START_TEST(env__errors_name_variable_column_and_what_is_allowed)
{
    static const struct {
        const char *text, *error;
    } bad[] = {
        {"save(", "REPRISE_X: column 6: the value ends here; expected a name"},
        {"save(a", "REPRISE_X: column 7: the value ends here; expected ',', ')', '(' or '='"},
        {"save(a))", "REPRISE_X: column 8: ')'; expected ',' or the end"},
        {"a,,b", "REPRISE_X: column 3: ','; expected a name"},
        {"a,", "REPRISE_X: column 3: the value ends here; expected a name"},
        {"a b", "REPRISE_X: column 3: 'b'; expected ',' or the end"},
        {"a/0", "REPRISE_X: column 3: '0'; expected a count between 1 and 65535"},
        {"a/99999", "column 3"},
        {"a/x", "column 3"},
        {"a=", "REPRISE_X: column 3: the value ends here; expected a value after '='"},
        {"x(a=b(c))", "REPRISE_X: column 6: '('; expected ',' or ')'"},
        {"\"abc", "REPRISE_X: column 1: this quote is never closed"},
        {"a(b(c(d(e(f(g(h(i(j", "column 19: parentheses nest deeper than 8"},
        {"\x01", "REPRISE_X: column 1: byte 0x01; expected a name"},
        {";", "column 1"},
        {"force:off", NULL},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rp_env *e = NULL;
        if (bad[i].error)
            ck_fails(rp_env_parse(&e, "REPRISE_X", bad[i].text, 0), RP_E_INVALID, bad[i].error);
        /* "force:off" is a name where force: has no meaning */
        else ck_ok(rp_env_parse(&e, "REPRISE_X", bad[i].text, 0));
        rp_env_release(e);
    }
}
END_TEST

START_TEST(env__long_values_are_refused)
{
    char *text = malloc(70000);
    memset(text, 'a', 69999);
    text[69999] = '\0';
    rp_env *e = NULL;
    ck_fails(rp_env_parse(&e, "REPRISE_X", text, 0), RP_E_INVALID, "69999 bytes");
    free(text);
}
END_TEST

/* Any bytes: a tree or an error, and nothing out of bounds (the sanitizers watch). */
START_TEST(env__random_text_does_no_harm)
{
    static const char alphabet[] = "ab:/=,()\"\\?@ .1-*\t\x7f\xc3";
    uint64_t seed = 88172645463325252u;
    for (int n = 0; n < 20000; n++) {
        char text[40];
        size_t length = 0;
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        for (uint64_t s = seed; length < seed % 39;
             s = s * 6364136223846793005u + 1442695040888963407u)
            text[length++] = alphabet[(s >> 33) % (sizeof alphabet - 1)];
        text[length] = '\0';
        rp_env *e = NULL;
        const rp_status st = rp_env_parse(&e, "REPRISE_X", text, (uint32_t)(n % 4));
        ck_assert(st == RP_OK || st == RP_E_INVALID);
        rp_env_release(e);
    }
}
END_TEST

START_TEST(env__an_allocation_that_fails)
{
    rp_env *e = NULL;
    rp_memory_fail_after(1);
    ck_assert_int_eq(rp_env_parse(&e, "REPRISE_X", "a(b)", 0), RP_E_MEMORY);
    rp_memory_fail_after(0);
    ck_assert_ptr_null(e);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("env", env__lists_counts_groups_and_optional_names, env__options_and_quotes,
                    env__paths_keep_their_slashes, env__nothing_is_no_items,
                    env__errors_name_variable_column_and_what_is_allowed,
                    env__long_values_are_refused, env__random_text_does_no_harm,
                    env__an_allocation_that_fails, NULL);
}
