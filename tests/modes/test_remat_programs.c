/* tests/modes/test_remat_programs.c - the recorded transformer without its regions, under recipes:
 * against what PyTorch's selective checkpointing of the same blocks runs again, and what no
 * checkpointing keeps */
#include "golden/program.h"
#include "modes/checkpoint/checkpoint.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cJSON *read_recording(const char *name)
{
    char path[1024];
    cJSON *program = NULL;
    const char *source = getenv("REPRISE_SOURCE_DIR");
    snprintf(path, sizeof path, "%s/tests/golden/checkpoint/%s.json", source ? source : ".", name);
    ck_ok(program_read(&program, path));
    return program;
}

/* The program with its regions inlined, as a user would write it; `policy` NULL: no recipes. */
static struct program_run *run_inlined(const cJSON *program, const char *policy)
{
    uint32_t depth = 0;
    struct program_run *r = calloc(1, sizeof *r);
    if (policy) ck_ok(rp_remat_push(policy, &depth));
    ck_ok(program_execute(r, program, true));
    if (policy) rp_remat_pop(depth);
    return r;
}

static void drop(struct program_run *r)
{
    program_run_fini(r);
    free(r);
}

static void ck_same_bits(const struct program_run *a, const struct program_run *b)
{
    ck_assert_int_eq(a->n_end, b->n_end);
    for (int i = 0; i < a->n_end; i++)
        ck_assert_msg(rp_test_equal_bits(a->end[i], b->end[i]), "result %d differs", i);
}

static int recorded_runs(const cJSON *program)
{
    int n = 0;
    const cJSON *event;
    cJSON_ArrayForEach(event,
                       cJSON_GetObjectItem(cJSON_GetObjectItem(program, "binding"), "recompute"))
        n += !strcmp(event->child->next->next->valuestring, "run");
    return n;
}

static const struct {
    const char *recording, *policy;
} pairs[] = {
    {"transformer_full", "full"},
    {"transformer_save_mm", "save(aten::mm, aten::addmm, aten::bmm)"},
    {"transformer_save_attention", "save(aten::bmm, aten::_softmax)"},
    {"transformer_every_2nd", "save(aten::addmm/2)"},
    {"transformer_dropout_full", "full"},
    {"transformer_dropout_save_mm", "save(aten::mm, aten::addmm, aten::bmm)"},
};

START_TEST(remat__no_more_operators_run_again_than_in_pytorchs_sac)
{
    cJSON *program = read_recording(pairs[_i].recording);
    struct program_run *plain = run_inlined(program, NULL),
                       *recipes = run_inlined(program, pairs[_i].policy);
    const int theirs = recorded_runs(program);
    ck_assert_int_gt(recipes->replayed, 0);
    ck_assert_msg(recipes->replayed <= theirs, "%s: %d operators run again, in PyTorch %d",
                  pairs[_i].recording, recipes->replayed, theirs);
    ck_assert_msg(recipes->kept_bytes < plain->kept_bytes, "%s: %llu bytes, without recipes %llu",
                  pairs[_i].recording, (unsigned long long)recipes->kept_bytes,
                  (unsigned long long)plain->kept_bytes);
    ck_same_bits(plain, recipes);
    drop(plain);
    drop(recipes);
    cJSON_Delete(program);
}
END_TEST

/* Adds the names of all operators that a program calls, each once. */
static void collect(const cJSON *v, char *text, size_t n)
{
    const cJSON *child, *call = cJSON_IsObject(v) ? cJSON_GetObjectItem(v, "call") : NULL;
    char item[128];
    if (call) {
        snprintf(item, sizeof item, "%s, ", call->valuestring);
        if (!strstr(text, item)) snprintf(text + strlen(text), n - strlen(text), "%s", item);
    }
    cJSON_ArrayForEach(child, v) collect(child, text, n);
}

START_TEST(remat__saving_everything_keeps_no_more_than_no_checkpointing)
{
    char policy[2048] = "save(";
    cJSON *program = read_recording("transformer_plain");
    collect(cJSON_GetObjectItem(program, "steps"), policy, sizeof policy);
    strcpy(policy + strlen(policy) - 2, ")");
    struct program_run *plain = run_inlined(program, NULL), *all = run_inlined(program, policy);
    const double theirs =
        cJSON_GetObjectItem(cJSON_GetObjectItem(program, "informative"), "plain_kept_bytes")
            ->valuedouble;
    ck_assert_uint_le(all->kept_bytes, plain->kept_bytes);
    ck_assert_msg((double)all->kept_bytes <= theirs,
                  "%llu bytes kept, PyTorch without checkpointing %.0f",
                  (unsigned long long)all->kept_bytes, theirs);
    ck_assert_int_eq(all->replayed, 0);
    ck_same_bits(plain, all);
    drop(plain);
    drop(all);
    cJSON_Delete(program);
}
END_TEST

Suite *rp_test_suite(void)
{
    Suite *suite = rp_suite("remat programs",
                            remat__saving_everything_keeps_no_more_than_no_checkpointing, NULL);
    TCase *tcase = tcase_create("pairs");
    tcase_add_loop_test(tcase, remat__no_more_operators_run_again_than_in_pytorchs_sac, 0,
                        sizeof pairs / sizeof *pairs);
    suite_add_tcase(suite, tcase);
    return suite;
}
