/* tests/modes/checkpoint/test_default.c - what REPRISE_SAC makes of regions, with and without a
   policy in code */
#include "modes/checkpoint/impl.h"
#include "modes/checkpoint/regions.h"

static const int64_t square[] = {4, 4};

/* Runs of the function, and mm in backward, of mm.sin with this policy in code. */
static void observe(const char *in_code, int *runs, int *mm)
{
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    rp_tensor *want = plain_gradient(x, "mm sin", w);
    rp_tensor_set_grad(w, NULL);
    const rp_checkpoint_options o = {.size = sizeof o, .policy_text = in_code};
    *runs = 0;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "mm sin", .w = w, .runs = runs}, &o));
    const uint32_t depth = probe_push(&p);
    ck_ok(backward(y));
    rp_mode_pop(depth);
    *mm = probe_count(&p, "mm");
    ck_gradient(x, want);
    rp_tensor *all[] = {x, w, y, want};
    for (size_t i = 0; i < 4; i++) rp_tensor_release(all[i]);
}

START_TEST(default__policy_in_code_wins_unless_forced)
{
    static const struct {
        const char *text, *in_code;
        int runs, mm;
    } table[] = {
        {NULL, NULL, 2, 3},
        {"off", NULL, 1, 2},
        {"full", NULL, 2, 3},
        {"save(aten::mm)", NULL, 2, 2},
        {"off", "save(aten::mm)", 2, 2},
        {"save(aten::mm)", "full", 2, 3},
        {"force:off", "save(aten::mm)", 1, 2},
        {"force:full", "save(aten::mm)", 2, 3},
        {"force:save(aten::mm)", "full", 2, 2},
        {NULL, "off", 1, 2},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int runs, mm;
        ck_ok(rp_checkpoint_set_default(table[i].text, 0));
        observe(table[i].in_code, &runs, &mm);
        ck_assert_msg(runs == table[i].runs && mm == table[i].mm, "%s with %s: runs %d, mm %d",
                      table[i].text ? table[i].text : "unset",
                      table[i].in_code ? table[i].in_code : "nothing", runs, mm);
    }
    ck_ok(rp_checkpoint_set_default(NULL, 0));
}
END_TEST

START_TEST(default__errors_name_variable_and_column)
{
    ck_ok(rp_init());
    ck_fails(rp_checkpoint_set_default("save(aten::mm, aten::mn)", 0), RP_E_INVALID,
             "REPRISE_SAC: column 16");
    ck_fails(rp_checkpoint_set_default("half", 0), RP_E_INVALID, "expected one of off, full, save");
    ck_ok(rp_checkpoint_set_default(NULL, 0));
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("default", default__policy_in_code_wins_unless_forced,
                    default__errors_name_variable_and_column, NULL);
}
