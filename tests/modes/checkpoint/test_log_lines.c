/* tests/modes/checkpoint/test_log_lines.c - behaviour 228: every line of a log around a region's
   forward, a sum and backward */
#include "modes/capture_logs.h"
#include "modes/checkpoint/regions.h"

static rp_status sin_mm_w(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_mm(&h, in[0], b->data));
    return rp_sin(out, h);
}

static rp_status exp_of_region(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *c = NULL, *s = NULL;
    (void)b;
    RP_TRY(rp_cos(&c, in[0]));
    RP_TRY(chain_region(&s, c, (struct chain){.ops = "sin"}, NULL));
    return rp_exp(out, s);
}

static rp_status one_chain(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    return chain_apply(out, in[0], b->data, NULL);
}

/* The catalogue's lines without detach, numbered without gaps. Of two products of one formula
   PyTorch makes the right factor's first. */
static const char *const lines_a[] = {"$1 = exp($0)",
                                      "$2 = sum($1)",
                                      "$3 = ones_like($2)",
                                      "$4 = expand($3)",
                                      "$5 = exp($0)",
                                      "$6 = mul.Tensor($4, $5)",
                                      NULL};
static const char *const lines_b[] = {"$1 = sin($0)",
                                      "$2 = exp($1)",
                                      "$3 = sum($2)",
                                      "$4 = ones_like($3)",
                                      "$5 = expand($4)",
                                      "$6 = sin($0)",
                                      "$7 = exp($6)",
                                      "$8 = mul.Tensor($5, $7)",
                                      "$9 = cos($0)",
                                      "$10 = mul.Tensor($8, $9)",
                                      NULL};
static const char *const lines_c[] = {"$2 = mm($0, $1)",
                                      "$3 = sin($2)",
                                      "$4 = sum($3)",
                                      "$5 = ones_like($4)",
                                      "$6 = expand($5)",
                                      "$7 = mm($0, $1)",
                                      "$8 = cos($7)",
                                      "$9 = mul.Tensor($6, $8)",
                                      "$10 = t($1)",
                                      "$11 = mm($9, $10)",
                                      "$12 = t($0)",
                                      "$13 = mm($12, $9)",
                                      NULL};
static const char *const lines_d[] = {"$2 = mm($0, $1)",
                                      "$3 = sin($2)",
                                      "$4 = sum($3)",
                                      "$5 = ones_like($4)",
                                      "$6 = expand($5)",
                                      "$7 = cos($2)",
                                      "$8 = mul.Tensor($6, $7)",
                                      "$9 = t($1)",
                                      "$10 = mm($8, $9)",
                                      "$11 = t($0)",
                                      "$12 = mm($11, $8)",
                                      NULL};
static const char *const lines_e[] = {"$1 = empty_like($0)",
                                      "$1 = bernoulli_.float($1)",
                                      "$1 = div_.Scalar($1)",
                                      "$2 = mul.Tensor($0, $1)",
                                      "$3 = sin($2)",
                                      "$4 = sum($3)",
                                      "$5 = ones_like($4)",
                                      "$6 = expand($5)",
                                      "$7 = empty_like($0)",
                                      "$7 = bernoulli_.float($7)",
                                      "$7 = div_.Scalar($7)",
                                      "$8 = mul.Tensor($0, $7)",
                                      "$9 = cos($8)",
                                      "$10 = mul.Tensor($6, $9)",
                                      "$11 = mul.Tensor($10, $7)",
                                      NULL};
static const char *const lines_f[] = {"$1 = cos($0)",
                                      "$2 = sin($1)",
                                      "$3 = exp($2)",
                                      "$4 = sum($3)",
                                      "$5 = ones_like($4)",
                                      "$6 = expand($5)",
                                      "$7 = cos($0)",
                                      "$8 = sin($7)",
                                      "$9 = exp($8)",
                                      "$10 = mul.Tensor($6, $9)",
                                      "$11 = cos($7)",
                                      "$12 = mul.Tensor($10, $11)",
                                      "$13 = sin($0)",
                                      "$14 = neg($13)",
                                      "$15 = mul.Tensor($12, $14)",
                                      NULL};
static const struct {
    rp_status (*fn)(const struct body *b, rp_tensor *const *in, rp_tensor **out);
    const char *ops, *policy;
    const char *const *lines;
} cases[] = {
    {one_chain, "exp", NULL, lines_a},         {one_chain, "sin exp", NULL, lines_b},
    {sin_mm_w, NULL, NULL, lines_c},           {sin_mm_w, NULL, "save(aten::mm)", lines_d},
    {one_chain, "dropout sin", NULL, lines_e}, {exp_of_region, NULL, NULL, lines_f},
};

/* "$2: f32[] = aten::sum($1, 3)" becomes "$2 = sum($1)": the number, the operator and the tensors
   among its arguments. */
static void shorten(char *out, size_t n, const char *line)
{
    const char *name = strstr(line, "aten::") + 6, *open = strchr(name, '(');
    int used =
        snprintf(out, n, "%.*s = %.*s(", (int)strcspn(line, ":"), line, (int)(open - name), name);
    const char *separator = "";
    for (const char *at = open; (at = strchr(at, '$')) != NULL; at++) {
        used += snprintf(out + used, n - (size_t)used, "%s%.*s", separator,
                         (int)(1 + strspn(at + 1, "0123456789")), at);
        separator = ", ";
    }
    snprintf(out + used, n - (size_t)used, ")");
}

START_TEST(checkpoint__228_every_line_of_forward_and_backward)
{
    rp_tensor *x = leaf((const int64_t[]){2, 2}, 2, 0.3),
              *w = leaf((const int64_t[]){2, 2}, 2, 0.1), *y = NULL;
    const int products = cases[_i].fn == sin_mm_w;
    const struct body b = {cases[_i].fn, products ? (void *)w : (void *)(uintptr_t)cases[_i].ops,
                           NULL};
    const rp_checkpoint_options o = save_text(cases[_i].policy);
    rp_capture_logs *logs = NULL;
    ck_ok(rp_capture_logs_begin(&logs, RP_CAPTURE_MODE));
    ck_ok(rp_capture_logs_input(logs, x, "x"));
    if (products) ck_ok(rp_capture_logs_input(logs, w, "w"));
    ck_ok(body_region1(&y, x, b, &o));
    ck_ok(rp_sum(&y, y));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_capture_logs_end(logs);
    uint32_t k = 1 + (uint32_t)products;
    for (const char *const *want = cases[_i].lines; *want; want++, k++) {
        char line[128];
        ck_assert_uint_lt(k, rp_capture_logs_count(logs));
        shorten(line, sizeof line, rp_capture_logs_line(logs, k));
        ck_assert_str_eq(line, *want);
    }
    ck_assert_uint_eq(k, rp_capture_logs_count(logs));
    rp_capture_logs_release(logs);
    RELEASE(x, w, y);
}
END_TEST

Suite *rp_test_suite(void)
{
    Suite *suite = suite_create("log lines");
    TCase *tcase = tcase_create("log lines");
    tcase_add_loop_test(tcase, checkpoint__228_every_line_of_forward_and_backward, 0,
                        sizeof cases / sizeof *cases);
    suite_add_tcase(suite, tcase);
    return suite;
}
