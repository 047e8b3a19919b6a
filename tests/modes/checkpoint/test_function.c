/* tests/modes/checkpoint/test_function.c - custom differentiable functions inside regions */
#include "dispatch/function.h"
#include "modes/checkpoint/regions.h"

/* y = exp(sin x), saves x, y and sin x (made by forward) */
struct chained {
    int *forwards, twice;
};
static rp_status chained_forward(void *self, rp_function_context *c, rp_tensor *const *in,
                                 uint32_t n_in, rp_tensor **out, uint32_t n_out)
{
    const struct chained *h = self;
    RP_LOCAL rp_tensor *s = NULL;
    (void)n_in, (void)n_out;
    ++*h->forwards;
    RP_TRY(rp_sin(&s, in[0]));
    RP_TRY(rp_exp(&out[0], s));
    return rp_save_for_backward(c, (rp_tensor *[]){in[0], out[0], s}, 3);
}
static rp_status chained_backward(void *self, rp_function_context *c, rp_tensor *const *grad_out,
                                  uint32_t n_out, rp_tensor **grad_in, uint32_t n_in)
{
    const struct chained *h = self;
    RP_LOCAL rp_tensor *x = NULL, *y = NULL, *s = NULL, *g = NULL;
    (void)n_out, (void)n_in;
    for (int i = 0; i <= h->twice; i++) { /* a second read in the same pass works */
        RP_TRY(rp_function_saved(&x, c, 0));
        RP_TRY(rp_function_saved(&y, c, 1));
        RP_TRY(rp_function_saved(&s, c, 2));
    }
    RP_TRY(rp_cos(&x, x));
    RP_TRY(rp_mul(&g, grad_out[0], y));
    return rp_mul(&grad_in[0], g, x);
}
static const rp_function_type chained = {.size = sizeof chained,
                                         .name = "Chained",
                                         .forward = chained_forward,
                                         .backward = chained_backward};

static rp_status chained_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *y = NULL;
    RP_TRY(rp_mul_scalar(&h, in[0], rp_value_int(2)));
    RP_TRY(rp_function_apply(&y, 1, &chained, b->data, &h, 1));
    return rp_tanh(out, y);
}

START_TEST(checkpoint__012_231_a_function_in_a_region)
{
    for (uint8_t stop = 0; stop < 3; stop++)
        for (int twice = 0; twice < 2; twice++) {
            int forwards = 0;
            struct chained c = {&forwards, twice};
            const struct body b = {chained_body, &c, NULL};
            const rp_checkpoint_options o = {.size = sizeof o, .stop = stop};
            rp_tensor *x = leaf4(), *y = NULL, *want = plain_body_gradient(x, b);
            forwards = 0;
            ck_ok(body_region1(&y, x, b, &o));
            ck_ok(backward(y));
            ck_gradient(x, want);
            ck_assert_int_ge(forwards, 2);
            RELEASE(x, y, want);
        }
}
END_TEST

/* ---- saved integers, needs, and an attribute that nobody saved ------------------------------- */
struct picked {
    rp_tensor *attribute; /* kept by the function itself: invisible to the region */
    int runs, needs, by_attribute;
};
static rp_status picked_forward(void *self, rp_function_context *c, rp_tensor *const *in,
                                uint32_t n_in, rp_tensor **out, uint32_t n_out)
{
    struct picked *p = self;
    (void)n_in, (void)n_out;
    p->runs++;
    RP_TRY(rp_topk(&out[0], &out[1], in[0], 2, 0, 1, 1));
    p->needs = p->needs * 10 + rp_function_needs_input_grad(c, 0) * 2 +
               rp_function_needs_input_grad(c, 1) + 1;
    if (!p->by_attribute) return rp_save_for_backward(c, &out[1], 1);
    p->attribute = rp_tensor_retain(out[1]);
    return RP_OK;
}
static rp_status picked_backward(void *self, rp_function_context *c, rp_tensor *const *grad_out,
                                 uint32_t n_out, rp_tensor **grad_in, uint32_t n_in)
{
    const struct picked *p = self;
    RP_LOCAL rp_tensor *i = NULL, *zeros = NULL;
    (void)n_out, (void)n_in;
    if (p->by_attribute) i = rp_tensor_retain(p->attribute);
    else RP_TRY(rp_function_saved(&i, c, 0));
    ck_assert_uint_eq(rp_tensor_dtype(i), RP_I64);
    RP_TRY(rp_zeros(&zeros, (const int64_t[]){4}, 1));
    return rp_scatter_add(&grad_in[0], zeros, 0, i, grad_out[0]);
}
static const rp_function_type picked = {.size = sizeof picked,
                                        .name = "Picked",
                                        .forward = picked_forward,
                                        .backward = picked_backward};

static rp_status picked_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    return rp_function_apply(out, 2, &picked, b->data, in, 2);
}

START_TEST(checkpoint__231_saved_integers_and_what_needs_a_gradient)
{
    for (int by_attribute = 0; by_attribute < 2; by_attribute++) {
        struct picked p = {.by_attribute = by_attribute};
        rp_tensor *in[2] = {leaf4(), rp_test_sin((const int64_t[]){4}, 1, 0.2, 1)}, *y = NULL;
        ck_ok(body_region(&y, 1, in, 2, (struct body){picked_body, &p, NULL}, NULL));
        ck_ok(backward(y));
        /* a region that saved nothing is not run again */
        ck_assert_int_eq(p.runs, by_attribute ? 1 : 2);
        ck_assert_int_eq(p.needs, by_attribute ? 3 : 33);
        float sum = 0;
        for (int i = 0; i < 4; i++) sum += rp_test_at(rp_tensor_grad(in[0]), i);
        ck_assert(sum == 2);
        RELEASE(in[0], in[1], y, p.attribute);
    }
}
END_TEST

/* ---- policies ------------------------------------------------------------------------------- */
struct seen {
    char ops[128], modules[256];
};
static rp_checkpoint_policy see(void *ctx, const rp_selective_context *q)
{
    struct seen *s = ctx;
    snprintf(s->ops + strlen(s->ops), sizeof s->ops - strlen(s->ops), "%s ",
             strstr(rp_op_name(q->op), "::") + 2);
    snprintf(s->modules + strlen(s->modules), sizeof s->modules - strlen(s->modules), "%s,",
             q->module);
    return rp_policy_from_bool(!strcmp(rp_op_name(q->op), "aten::sin"));
}

START_TEST(checkpoint__206_beyond_11_policies_see_into_functions_and_can_name_them)
{
    int forwards = 0;
    struct seen s = {"", ""};
    struct chained c = {.forwards = &forwards};
    struct probe p;
    const struct body b = {chained_body, &c, NULL};
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_body_gradient(x, b);
    const rp_checkpoint_options by_function = {.size = sizeof by_function,
                                               .policy = see,
                                               .policy_ctx = &s},
                                by_name = save_text("save(module(Chained))");
    ck_ok(body_region1(&y, x, b, &by_function));
    ck_assert_str_eq(s.ops, "mul.Scalar sin exp tanh ");
    ck_assert_str_eq(s.modules, ",Chained,Chained,,");
    forwards = 0;
    ck_ok(backward(y));
    ck_gradient(x, want);
    ck_assert_int_eq(forwards, 1); /* it runs again, with sin served */
    rp_tensor_set_grad(x, NULL);
    ck_ok(body_region1(&y, x, b, &by_name));
    ck_assert_uint_eq(region_stats("body").kept_entries, 2);
    ck_ok(rp_sum(&y, y));
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    /* the whole function is served */
    ck_assert_int_eq(probe_count(&p, "sin") + probe_count(&p, "exp"), 0);
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("function", checkpoint__012_231_a_function_in_a_region,
                    checkpoint__231_saved_integers_and_what_needs_a_gradient,
                    checkpoint__206_beyond_11_policies_see_into_functions_and_can_name_them, NULL);
}
