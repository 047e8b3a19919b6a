/* tests/dispatch/test_vjp_text.c - derivative texts: reading, errors with columns, what is saved,
   what runs */
#include "dispatch/impl.h"
#include "dispatch/ops.h"
#include "dispatch/vjp_text.h"
#include "support/gradcheck.h"

struct sample {
    rp_op_row row;
    rp_op op;
};

static void open_sample(struct sample *s, const char *text)
{
    memset(s, 0, sizeof *s);
    s->row.size = sizeof s->row;
    s->row.vjp_text = text;
    s->op.row = &s->row;
    s->op.functional = &s->op;
    ck_ok(rp_schema_parse(
        &s->op.schema,
        "demo::f(Tensor self, Tensor other, Scalar alpha=1) -> (Tensor first, Tensor second)"));
}

static void refused(const char *text, const char *message)
{
    const struct rp_vjp_program *p = NULL;
    struct sample s;
    open_sample(&s, text);
    ck_fails(rp_vjp_program_compile(&p, &s.op), RP_E_INVALID, message);
    ck_assert_ptr_null(p);
    rp_schema_fini(&s.op.schema);
}

START_TEST(vjp_text__errors_name_the_column)
{
    refused("g *", "column 4: expected a name, a number or '('");
    refused("g * (self", "column 10: expected ')'");
    refused("g * nothing", "column 5: an unknown name");
    refused("g; g; g", "column 7: expected an operator, ';' or the end");
    refused("g g", "column 3: expected an operator, ';' or the end");
    refused("where(self, g)", "column 14: expected ','");
    refused("exp()", "column 5: expected a name, a number or '('");
    refused("g + @", "column 5: expected a name");
    refused("add(g, g, g, g, g, g, g)", "too many arguments");
    refused(
        "((((((((((((((((((g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + (g + g",
        "nested too deeply");
}
END_TEST

START_TEST(vjp_text__a_formula_saves_what_it_reads)
{
    const struct rp_vjp_program *p = NULL;
    struct sample s;
    uint64_t in, out;
    open_sample(&s, "g * other * alpha + y; where(gt(alpha, 0), g * self, second)");
    ck_ok(rp_vjp_program_compile(&p, &s.op));
    rp_vjp_program_reads(p, 0, &in, &out);
    ck_assert_uint_eq(in, 2);
    ck_assert_uint_eq(out, 1);
    rp_vjp_program_reads(p, 1, &in, &out);
    ck_assert_uint_eq(in, 1);
    ck_assert_uint_eq(out, 2);
    rp_vjp_program_reads(p, 2, &in, &out);
    ck_assert_uint_eq(in | out, 0);
    rp_vjp_program_free(p);
    rp_vjp_program_free(NULL);
    rp_schema_fini(&s.op.schema);
}
END_TEST

START_TEST(vjp_text__a_program_survives_failing_allocations)
{
    const struct rp_vjp_program *p = NULL;
    struct sample s;
    open_sample(&s, "g * other; g * self");
    rp_status st = RP_E_MEMORY;
    for (int64_t n = 1; st != RP_OK && n < 50; n++) {
        rp_memory_fail_after(n);
        st = rp_vjp_program_compile(&p, &s.op);
        rp_memory_fail_after(0);
        ck_assert_int_eq(st != RP_OK, p == NULL);
    }
    ck_assert_int_eq(st, RP_OK);
    rp_vjp_program_free(p);
    rp_schema_fini(&s.op.schema);
}
END_TEST

static uint64_t kernels(void)
{
    return rp_thread_get()->kernels;
}

/* Kernels that the gradient of sum(y) by x runs. */
static uint64_t kernels_of_gradient(rp_tensor *y, rp_tensor *x, rp_tensor **grad)
{
    const rp_backward_options o = {.size = sizeof o};
    RP_LOCAL rp_tensor *ones = NULL;
    ck_ok(rp_ones_like(&ones, y));
    const uint64_t before = kernels();
    ck_ok(rp_grad_full(grad, &y, &ones, 1, &x, 1, &o));
    return kernels() - before;
}

START_TEST(vjp_text__a_number_as_condition_runs_one_branch)
{
    const int64_t n = 3;
    rp_tensor *x = rp_test_sin(&n, 1, 0.5, 1), *y = NULL, *g = NULL;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_pow_tensor_scalar(&y, x, rp_value_int(0)));
    ck_assert_uint_eq(kernels_of_gradient(y, x, &g), 1); /* zeros_like */
    ck_assert_double_eq(rp_test_value(g, 1), 0);
    ck_ok(rp_pow_tensor_scalar(&y, x, rp_value_int(2)));
    ck_assert_uint_eq(kernels_of_gradient(y, x, &g), 3); /* pow, two products */
    ck_assert_double_le(fabs(rp_test_value(g, 1) - 2 * rp_test_value(x, 1)), 1e-6);
    rp_tensor_release(g);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(vjp_text__a_factor_of_one_runs_nothing)
{
    const int64_t n = 3;
    rp_tensor *x = rp_test_sin(&n, 1, 0.5, 1), *y = NULL, *g = NULL;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_add(&y, x, x)); /* g; g * alpha with alpha 1, then one accumulation */
    ck_assert_uint_eq(kernels_of_gradient(y, x, &g), 1);
    ck_ok(rp_mul_scalar(&y, x, rp_value_float(1)));
    ck_assert_uint_eq(kernels_of_gradient(y, x, &g), 0);
    rp_tensor_release(g);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(vjp_text__only_the_gradients_that_are_wanted_run)
{
    const int64_t n = 3;
    rp_tensor *a = rp_test_sin(&n, 1, 0.5, 1), *b = rp_test_sin(&n, 1, 0.7, 1), *y = NULL,
              *g = NULL;
    ck_ok(rp_tensor_require_grad(a, 1));
    ck_ok(rp_mul(&y, a, b));
    ck_assert_uint_eq(kernels_of_gradient(y, a, &g), 1);
    for (int64_t i = 0; i < n; i++) ck_assert_double_eq(rp_test_value(g, i), rp_test_value(b, i));
    rp_tensor_release(g);
    rp_tensor_release(y);
    rp_tensor_release(b);
    rp_tensor_release(a);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "vjp_text", vjp_text__errors_name_the_column, vjp_text__a_formula_saves_what_it_reads,
        vjp_text__a_program_survives_failing_allocations,
        vjp_text__a_number_as_condition_runs_one_branch, vjp_text__a_factor_of_one_runs_nothing,
        vjp_text__only_the_gradients_that_are_wanted_run, NULL);
}
