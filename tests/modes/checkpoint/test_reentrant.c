/* tests/modes/checkpoint/test_reentrant.c - the reentrant form, and the sequential helper in both
   forms */
#include "core/log.h"
#include "modes/autocast.h"
#include "modes/checkpoint/regions.h"

static const rp_checkpoint_options reentrant = {.size = sizeof reentrant, .use_reentrant = 1};

struct lines {
    int n;
    char last[256];
};
static void keep_line(void *ctx, int level, const char *line)
{
    struct lines *l = ctx;
    (void)level;
    l->n++;
    snprintf(l->last, sizeof l->last, "%s", line);
}

static rp_status sin_and_double(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    (void)b;
    RP_TRY(rp_sin(&out[0], in[0]));
    return rp_mul_scalar(&out[1], in[1], rp_value_int(2));
}

START_TEST(checkpoint__059_results_without_a_gradient_of_their_own)
{
    rp_tensor *x[2] = {leaf4(), rp_test_sin((const int64_t[]){4}, 1, 0.9, 1)}, *y[2] = {NULL},
              *want = plain_gradient(x[0], "sin", NULL);
    ck_ok(body_region(y, 2, x, 2, (struct body){sin_and_double, NULL, NULL}, &reentrant));
    ck_assert(rp_tensor_requires_grad(y[0]) && rp_tensor_requires_grad(y[1]));
    ck_ok(backward(y[0]));
    ck_gradient(x[0], want);
    release_all(x, 2);
    release_all(y, 2);
    rp_tensor_release(want);
}
END_TEST

static rp_status add_numbers(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    (void)ctx, (void)n_in, (void)n_out;
    out[0] = rp_value_int(in[1].u.i + in[2].u.i);
    return in[0].tag == RP_TAG_NONE ? RP_OK : -1;
}

START_TEST(checkpoint__060_062_225_none_and_no_tensor_at_all)
{
    struct lines l = {0};
    const rp_region r = {.fn = add_numbers, .name = "numbers"};
    const rp_value in[] = {rp_value_none(), rp_value_int(2), rp_value_int(3)};
    rp_value out;
    rp_log_set(keep_line, &l, RP_LOG_WARN);
    ck_ok(rp_checkpoint(&out, 1, &r, in, 3, &reentrant));
    ck_assert_int_eq(out.u.i, 5);
    ck_assert_int_eq(l.n, 1);
    ck_assert_str_eq(l.last, "None of the inputs have requires_grad=True. Gradients will be None");
    rp_check_backward_validity(NULL, 0);
    ck_assert_int_eq(l.n, 2);
    rp_check_backward_validity(in, 3);
    ck_assert_int_eq(l.n, 3);
    rp_tensor *x = leaf4();
    const rp_value with = rp_value_tensor(x);
    rp_check_backward_validity(&with, 1);
    ck_assert_int_eq(l.n, 3);
    rp_log_set(NULL, NULL, RP_LOG_ERROR);
    rp_tensor_release(x);
}
END_TEST

static rp_status seven_values(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    RP_LOCAL rp_tensor *s = NULL, *e = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_TRY(rp_sin(&s, in[0].u.t));
    RP_TRY(rp_exp(&e, in[0].u.t));
    const rp_value text = rp_value_str("s", 1);
    out[0] = rp_value_int(1);
    out[1] = rp_value_tensor(rp_tensor_retain(s));
    out[3] = rp_value_bool(1);
    out[4] = rp_value_tensor(rp_tensor_retain(e));
    out[6] = rp_value_tensor(rp_tensor_retain(in[0].u.t));
    return rp_value_copy(&out[5], &text);
}

START_TEST(checkpoint__061_mixed_results_and_four_backwards)
{
    const rp_region r = {.fn = seven_values, .name = "seven"};
    rp_tensor *x = leaf4(), *want = NULL, *s = NULL;
    const rp_value in = rp_value_tensor(x);
    rp_value out[7];
    ck_ok(rp_sin(&s, x));
    ck_ok(backward(s));
    ck_ok(rp_exp(&s, x));
    ck_ok(backward(s));
    ck_ok(backward(x));
    want = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_set_grad(x, NULL);
    ck_ok(rp_checkpoint(out, 7, &r, &in, 1, &reentrant));
    ck_assert(out[0].u.i == 1 && out[2].tag == RP_TAG_NONE && out[3].u.i == 1 &&
              out[5].tag == RP_TAG_STR);
    ck_ok(backward_keep(out[1].u.t, 1));
    ck_ok(backward_keep(out[4].u.t, 1));
    ck_ok(backward_keep(out[6].u.t, 0));
    for (int i = 0; i < 4; i++)
        ck_assert(fabsf(rp_test_at(rp_tensor_grad(x), i) - rp_test_at(want, i)) <=
                  4e-7f * fabsf(rp_test_at(want, i)));
    ck_fails(backward(out[1].u.t), RP_E_STATE, "second time");
    for (int i = 0; i < 7; i++) rp_value_clear(&out[i]);
    RELEASE(x, want, s);
}
END_TEST

/* ---- a pass started by a hook of another runs to its end first ------------------------------ */
struct order {
    char text[64];
    rp_tensor *inner;
};
static rp_status note_outer(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    (void)grad, (void)replacement;
    strcat(((struct order *)ctx)->text, "o");
    return RP_OK;
}
static rp_status note_inner(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    (void)grad, (void)replacement;
    strcat(((struct order *)ctx)->text, "i");
    return RP_OK;
}
static rp_status run_inner(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    (void)grad, (void)replacement;
    return rp_backward(&((struct order *)ctx)->inner, NULL, 1, NULL);
}

START_TEST(checkpoint__063_a_nested_pass_goes_first_whatever_the_sequence)
{
    struct order o = {"", NULL};
    uint64_t id;
    rp_tensor *x = leaf4(), *a = NULL, *b = NULL;
    ck_ok(rp_sum(&o.inner, x)); /* its nodes are the oldest */
    for (int i = 0; i < 10; i++) {
        ck_ok(rp_sin(&o.inner, o.inner));
        ck_ok(rp_tensor_add_hook(o.inner, note_inner, &o, NULL, &id));
    }
    ck_ok(rp_sin(&a, x));
    ck_ok(rp_tensor_add_hook(a, note_outer, &o, NULL, &id));
    ck_ok(rp_exp(&b, a));
    ck_ok(rp_tensor_add_hook(b, run_inner, &o, NULL, &id));
    ck_ok(backward(b));
    ck_assert_str_eq(o.text, "iiiiiiiiiio");
    RELEASE(x, a, b, o.inner);
}
END_TEST

START_TEST(checkpoint__066_a_view_that_is_returned_may_not_be_written)
{
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin half"}, &reentrant));
    const rp_status st = rp_mul__scalar(&y, y, rp_value_int(2));
    ck_assert_int_ne(st, RP_OK);
    ck_assert_msg(strstr(rp_error_message(), "view") != NULL, "%s", rp_error_message());
    RELEASE(x, y);
}
END_TEST

/* ---- sequential ----------------------------------------------------------------------------- */
struct linear {
    rp_tensor *w;
};
static rp_status linear_run(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    const struct linear *l = ctx;
    RP_LOCAL rp_tensor *y = NULL; /* a stop may come between the two */
    (void)n_in, (void)n_out;
    RP_TRY(rp_linear(&y, in[0].u.t, l->w, NULL));
    RP_TRY(rp_tanh(&y, y));
    out[0] = rp_value_tensor(rp_tensor_retain(y));
    return RP_OK;
}

static void make_steps(rp_region *steps, struct linear *l, int n)
{
    for (int i = 0; i < n; i++) {
        l[i].w = leaf((const int64_t[]){4, 4}, 2, 0.3 * i);
        steps[i] =
            (rp_region){.fn = linear_run, .name = "linear", .ctx = &l[i], .ctx_size = sizeof l[i]};
    }
}

START_TEST(checkpoint__067_gradients_of_a_sequence_equal_plain)
{
    struct linear l[4];
    rp_region steps[4];
    rp_tensor *want[5] = {NULL};
    make_steps(steps, l, 4);
    for (int form = 0; form < 3; form++) {
        rp_tensor *x = leaf((const int64_t[]){2, 4}, 2, 0.8), *y = NULL;
        const rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = form == 1};
        ck_ok(rp_checkpoint_sequential(&y, steps, 4, form ? 2 : 1, x, &o));
        ck_ok(backward(y));
        rp_tensor *leaves[5] = {x, l[0].w, l[1].w, l[2].w, l[3].w};
        for (int i = 0; i < 5; i++) {
            if (form) ck_gradient(leaves[i], want[i]);
            else want[i] = rp_tensor_retain(rp_tensor_grad(leaves[i]));
            rp_tensor_set_grad(leaves[i], NULL);
        }
        RELEASE(x, y);
    }
    for (int i = 0; i < 4; i++) rp_tensor_release(l[i].w);
    release_all(want, 5);
}
END_TEST

START_TEST(checkpoint__069_no_input_is_an_error)
{
    struct linear l[2];
    rp_region steps[2];
    rp_tensor *y = NULL;
    make_steps(steps, l, 2);
    ck_fails(rp_checkpoint_sequential(&y, steps, 2, 2, NULL, NULL), RP_E_INVALID, "no input");
    ck_assert_ptr_null(y);
    RELEASE(l[0].w, l[1].w);
}
END_TEST

START_TEST(checkpoint__070_a_sequence_under_autocast)
{
    for (int form = 0; form < 2; form++) {
        struct linear l[3];
        rp_region steps[3];
        uint32_t token;
        rp_tensor *x = leaf((const int64_t[]){2, 4}, 2, 0.8), *y = NULL, *f = NULL;
        const rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = (uint8_t)form};
        make_steps(steps, l, 3);
        ck_ok(rp_autocast_push("cpu", RP_BF16, 1, 1, &token));
        ck_ok(rp_checkpoint_sequential(&y, steps, 3, 3, x, &o));
        rp_autocast_pop(token);
        ck_assert_uint_eq(rp_tensor_dtype(y), RP_BF16);
        ck_assert(rp_tensor_requires_grad(y));
        ck_ok(rp_to_dtype(&f, y, RP_F32, 0, 0, NULL));
        ck_ok(backward(f));
        ck_assert_uint_eq(rp_tensor_dtype(rp_tensor_grad(x)), RP_F32);
        RELEASE(x, y, f, l[0].w, l[1].w, l[2].w);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("reentrant", checkpoint__059_results_without_a_gradient_of_their_own,
                    checkpoint__060_062_225_none_and_no_tensor_at_all,
                    checkpoint__061_mixed_results_and_four_backwards,
                    checkpoint__063_a_nested_pass_goes_first_whatever_the_sequence,
                    checkpoint__066_a_view_that_is_returned_may_not_be_written,
                    checkpoint__067_gradients_of_a_sequence_equal_plain,
                    checkpoint__069_no_input_is_an_error, checkpoint__070_a_sequence_under_autocast,
                    NULL);
}
