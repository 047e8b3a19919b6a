/* tests/modes/test_log.c - lines of the log mode, and captures (spec items 171 to 177) */
#include "dispatch/ops.h"
#include "modes/capture_logs.h"
#include "support/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t two_by_three[2] = {2, 3};

static rp_capture_logs *begin(uint32_t flags)
{
    rp_capture_logs *c = NULL;
    ck_ok(rp_capture_logs_begin(&c, flags));
    return c;
}

static void lines_are(const rp_capture_logs *c, const char *const *want, uint32_t n)
{
    for (uint32_t i = 0; i < n || i < rp_capture_logs_count(c); i++) {
        ck_assert_msg(i < rp_capture_logs_count(c), "line %u is missing: %s", i, want[i]);
        ck_assert_msg(i < n, "one line too many: %s", rp_capture_logs_line(c, i));
        ck_assert_str_eq(rp_capture_logs_line(c, i), want[i]);
    }
    ck_assert_ptr_null(rp_capture_logs_line(c, n));
}
#define LINES(c_, ...)                                                                             \
    do {                                                                                           \
        static const char *const want_[] = {__VA_ARGS__};                                          \
        lines_are((c_), want_, sizeof want_ / sizeof *want_);                                      \
    } while (0)

START_TEST(checkpoint__171_names_numbers_and_defaults)
{
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1), *y = rp_test_sin(two_by_three, 2, 1, 1),
              *z = NULL;
    const int64_t dim = 1;
    rp_capture_logs *c = begin(RP_CAPTURE_MODE);
    ck_ok(rp_add_full(&z, x, y, rp_value_int(2)));
    ck_ok(rp_sum_dim_intlist(&z, z, &dim, 1, 1));
    ck_ok(rp_add(&z, x, x));
    ck_ok(rp_sum_dim_intlist(&z, z, &dim, 1, 0));
    rp_capture_logs_end(c);
    LINES(c, "$2: f32[2, 3] = aten::add.Tensor($0, $1, alpha=2)",
          "$3: f32[2, 1] = aten::sum.dim_IntList($2, [1], True)",
          "$4: f32[2, 3] = aten::add.Tensor($0, $0)",
          "$5: f32[2] = aten::sum.dim_IntList($4, [1])");
    rp_capture_logs_release(c);
    rp_tensor_release(x);
    rp_tensor_release(y);
    rp_tensor_release(z);
}
END_TEST

START_TEST(checkpoint__172_numbers_are_never_used_again)
{
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1);
    rp_capture_logs *c = begin(RP_CAPTURE_MODE);
    for (int i = 0; i < 3; i++) {
        rp_tensor *y = NULL;
        ck_ok(rp_sin(&y, x));
        rp_tensor_release(y);
    }
    rp_capture_logs_end(c);
    LINES(c, "$1: f32[2, 3] = aten::sin($0)", "$2: f32[2, 3] = aten::sin($0)",
          "$3: f32[2, 3] = aten::sin($0)");
    rp_capture_logs_release(c);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__173_results_that_are_arguments_keep_their_number)
{
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1), *out = rp_test_sin(two_by_three, 2, 0, 1),
              *r = NULL;
    rp_capture_logs *c = begin(RP_CAPTURE_MODE);
    ck_ok(rp_abs_out(&r, x, out));
    ck_ok(rp_add_(NULL, out, x));
    rp_capture_logs_end(c);
    LINES(c, "$1: f32[2, 3] = aten::abs.out($0, out=$1)",
          "$1: f32[2, 3] = aten::add_.Tensor($1, $0)");
    rp_capture_logs_release(c);
    rp_tensor_release(x);
    rp_tensor_release(out);
    rp_tensor_release(r);
}
END_TEST

START_TEST(checkpoint__174_nested_captures)
{
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1), *y = NULL;
    rp_capture_logs *a = begin(RP_CAPTURE_MODE), *b = begin(RP_CAPTURE_MODE);
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&y, y));
    rp_capture_logs_end(b);
    rp_capture_logs_end(a);
    LINES(a, "$1: f32[2, 3] = aten::sin($0)", "$1: f32[2, 3] = aten::sin($0)",
          "$2: f32[2, 3] = aten::exp($1)", "$2: f32[2, 3] = aten::exp($1)");
    ck_assert_uint_eq(rp_capture_logs_count(b), 4);
    for (uint32_t i = 0; i < 4; i++)
        ck_assert_str_eq(rp_capture_logs_line(a, i), rp_capture_logs_line(b, i));
    rp_capture_logs_release(a);
    rp_capture_logs_release(b);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(checkpoint__175_lists_tuples_scalars)
{
    const int64_t shape[1] = {4}, sizes[2] = {1, 3};
    const float one = 4;
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *parts[2] = {NULL}, *values = NULL, *where = NULL,
              *scalar = rp_test_f32(&one, NULL, 0);
    rp_value v;
    rp_capture_logs *c = begin(RP_CAPTURE_MODE);
    ck_ok(rp_split_with_sizes(parts, 2, x, sizes, 2, 0));
    ck_ok(rp_max_dim(&values, &where, x, 0, 0));
    ck_ok(rp__local_scalar_dense(&v, scalar));
    ck_ok(rp_equal(&v, x, x));
    ck_ok(rp_mul_scalar(&values, x, rp_value_float(0.1)));
    ck_ok(rp_mul_scalar(&values, x, rp_value_float(1e-20)));
    rp_capture_logs_end(c);
    LINES(c, "[$1: f32[1], $2: f32[3]] = aten::split_with_sizes($0, [1, 3])",
          "($3: f32[], $4: i64[]) = aten::max.dim($0, 0)", "4.0 = aten::_local_scalar_dense($5)",
          "True = aten::equal($0, $0)", "$6: f32[4] = aten::mul.Scalar($0, 0.1)",
          "$7: f32[4] = aten::mul.Scalar($0, 1e-20)");
    rp_capture_logs_release(c);
    rp_tensor *all[] = {x, parts[0], parts[1], values, where, scalar};
    for (size_t i = 0; i < 6; i++) rp_tensor_release(all[i]);
}
END_TEST

START_TEST(checkpoint__176_named_inputs_and_sites)
{
    const int64_t shape[1] = {2};
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *y = NULL;
    rp_capture_logs *c = begin(RP_CAPTURE_MODE | RP_CAPTURE_SITES);
    ck_ok(rp_capture_logs_input(c, x, "x"));
    ck_ok(rp_sin(&y, x));
    rp_capture_logs_end(c);
    LINES(c, "$0: f32[2] = input('x')", "$1: f32[2] = aten::sin($0)");
    ck_assert_ptr_nonnull(rp_capture_logs_site(c, 1));
    rp_capture_logs_release(c);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(checkpoint__177_nothing_stays_changed)
{
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1), *y = NULL;
    rp_capture_logs *outer = begin(RP_CAPTURE_MODE), *inner = begin(RP_CAPTURE_MODE);
    (void)inner;
    rp_capture_logs_end(outer); /* closes the inner one too */
    ck_assert_uint_eq(rp_mode_count(), 0);
    ck_ok(rp_sin(&y, x));
    ck_assert_uint_eq(rp_capture_logs_count(outer), 0);
    rp_capture_logs_release(inner);
    rp_capture_logs_release(outer);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

/* What the graph saved comes back as another handle; the log knows it. */
START_TEST(checkpoint__161_every_tensor_of_backward_was_seen)
{
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1), *y = NULL;
    ck_ok(rp_tensor_require_grad(x, 1));
    rp_capture_logs *c = begin(RP_CAPTURE_MODE | RP_CAPTURE_PHASE);
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&y, y));
    rp_tensor *grad = rp_test_sin(two_by_three, 2, 2, 1);
    ck_ok(rp_backward(&y, &grad, 1, NULL));
    rp_capture_logs_end(c);
    LINES(c, "forward| $1: f32[2, 3] = aten::sin($0)", "forward| $2: f32[2, 3] = aten::exp($1)",
          "backward| $4: f32[2, 3] = aten::mul.Tensor($3, $2)",
          "backward| $5: f32[2, 3] = aten::cos($0)",
          "backward| $6: f32[2, 3] = aten::mul.Tensor($4, $5)");
    rp_capture_logs_release(c);
    rp_tensor_release(x);
    rp_tensor_release(y);
    rp_tensor_release(grad);
}
END_TEST

START_TEST(log__to_a_file)
{
    char path[] = "/tmp/reprise_log_XXXXXX", text[256] = "";
    close(mkstemp(path));
    const rp_kv options[2] = {{"file", path}, {"phase", "on"}};
    rp_tensor *x = rp_test_sin(two_by_three, 2, 0, 1), *y = NULL;
    rp_mode *m = NULL;
    uint32_t depth;
    ck_ok(rp_mode_create(&m, "log", options, 2));
    ck_ok(rp_mode_push(m, &depth));
    ck_ok(rp_sin(&y, x));
    rp_mode_pop(depth);
    rp_mode_release(m);
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(fgets(text, sizeof text, f));
    ck_assert_str_eq(text, "forward| $1: f32[2, 3] = aten::sin($0)\n");
    fclose(f);
    unlink(path);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

START_TEST(log__bad_options)
{
    const rp_kv unknown = {"fil", "x"}, phase = {"phase", "maybe"},
                file = {"file", "/nonexistent/x"};
    rp_mode *m = NULL;
    ck_fails(rp_mode_create(&m, "log", &unknown, 1), RP_E_INVALID,
             "there are file=PATH and phase=on|off");
    ck_fails(rp_mode_create(&m, "log", &phase, 1), RP_E_INVALID, "'maybe'");
    ck_fails(rp_mode_create(&m, "log", &file, 1), RP_E_IO, "/nonexistent/x");
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("log", checkpoint__171_names_numbers_and_defaults,
                    checkpoint__172_numbers_are_never_used_again,
                    checkpoint__173_results_that_are_arguments_keep_their_number,
                    checkpoint__174_nested_captures, checkpoint__175_lists_tuples_scalars,
                    checkpoint__176_named_inputs_and_sites, checkpoint__177_nothing_stays_changed,
                    checkpoint__161_every_tensor_of_backward_was_seen, log__to_a_file,
                    log__bad_options, NULL);
}
