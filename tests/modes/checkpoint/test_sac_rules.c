/* tests/modes/checkpoint/test_sac_rules.c - selective checkpointing by number: forms of policies,
   what is cached, writes, corners */
#include "dispatch/init.h"
#include "modes/checkpoint/regions.h"

static const int64_t square[] = {4, 4};
/* ---- forms of policies ---------------------------------------------------------------------- */
struct answers {
    rp_checkpoint_policy answer;
    const char *op; /* what it is given for; the rest is PREFER_RECOMPUTE */
    int calls, was_recompute, grad;
    char ops[512];
};
static rp_checkpoint_policy answer_for(void *ctx, const rp_selective_context *q)
{
    struct answers *a = ctx;
    const char *name = strstr(rp_op_name(q->op), "::") + 2;
    a->calls++;
    a->was_recompute |= q->is_recompute;
    for (uint32_t k = 0; k < q->n_out; k++)
        if (q->op_output[k].tag == RP_TAG_TENSOR)
            a->grad |= rp_tensor_requires_grad(q->op_output[k].u.t);
    snprintf(a->ops + strlen(a->ops), sizeof a->ops - strlen(a->ops), "%s%s", *a->ops ? " " : "",
             name);
    return !a->op || !strcmp(name, a->op) ? a->answer : RP_PREFER_RECOMPUTE;
}

static rp_status sigmoid_mm(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_mm(&h, in[0], b->data));
    return rp_sigmoid(out, h);
}

START_TEST(checkpoint__083_086_what_each_answer_does)
{
    static const struct {
        rp_checkpoint_policy answer;
        int mm;
    } table[] = {{RP_MUST_SAVE, 2},        {RP_PREFER_SAVE, 2},      {RP_MUST_RECOMPUTE, 3},
                 {RP_PREFER_RECOMPUTE, 3}, {RP_MUST_CPU_OFFLOAD, 2}, {RP_PREFER_CPU_OFFLOAD, 2}};
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1);
    const struct body b = {sigmoid_mm, w, NULL};
    struct probe p;
    /* on the cpu an offloaded value stays where it is */
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct answers a = {.answer = table[i].answer, .op = "mm"};
        const rp_checkpoint_options o = {.size = sizeof o, .policy = answer_for, .policy_ctx = &a};
        backward_log(x, &b, &o, &p);
        ck_assert_int_eq(probe_count(&p, "mm"), table[i].mm);
        ck_assert_str_eq(a.ops, "mm sigmoid");
    }
    const rp_checkpoint_options list = save_text("save(aten::mm)");
    backward_log(x, &b, &list, &p);
    ck_assert_int_eq(probe_count(&p, "mm"), 2);
    ck_assert_int_eq(probe_count(&p, "sigmoid"), 1);
    RELEASE(x, w);
}
END_TEST

START_TEST(checkpoint__192_storage_before_and_after_backward)
{
    static const rp_checkpoint_policy answers[] = {RP_MUST_SAVE, RP_PREFER_SAVE, RP_MUST_RECOMPUTE,
                                                   RP_PREFER_RECOMPUTE};
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1);
    for (int i = 0; i < 4; i++) {
        rp_tensor *y = NULL;
        struct answers a = {.answer = answers[i], .op = "mm"};
        const rp_checkpoint_options o = {.size = sizeof o, .policy = answer_for, .policy_ctx = &a};
        ck_ok(chain_region(&y, x, (struct chain){.ops = "mm sin mm", .w = w}, &o));
        ck_assert_uint_eq(region_stats("chain").kept_entries, i < 2 ? 2 : 0);
        ck_assert_uint_eq(region_stats("chain").kept_bytes, i < 2 ? 128 : 0);
        ck_ok(backward_keep(y, 1));
        /* the one after the stop is gone */
        ck_assert_uint_eq(region_stats("chain").kept_entries, i < 2 ? 1 : 0);
        ck_ok(backward(y));
        ck_assert_uint_eq(region_stats("chain").kept_entries, 0);
        rp_tensor_release(y);
    }
    RELEASE(x, w);
}
END_TEST

struct shown {
    int64_t alpha, dims;
    int keepdim, n;
};
static rp_checkpoint_policy look_at_arguments(void *ctx, const rp_selective_context *q)
{
    struct shown *s = ctx;
    s->n++;
    if (!strcmp(rp_op_name(q->op), "aten::add.Tensor")) {
        ck_assert_uint_eq(q->n_in, 3);
        s->alpha = q->in[2].u.i;
        ck_assert_ptr_eq(q->in[0].u.t, q->in[1].u.t);
    } else if (!strcmp(rp_op_name(q->op), "aten::sum.dim_IntList")) {
        s->dims = q->in[1].u.l[0].u.i;
        s->keepdim = q->in[2].u.i != 0;
    }
    return RP_PREFER_RECOMPUTE;
}

static rp_status add_sum_sin(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    (void)b;
    RP_TRY(rp_add_full(&h, in[0], in[0], rp_value_int(2)));
    RP_TRY(rp_sum_dim_intlist_full(&h, h, (const int64_t[]){1}, 1, 1, RP_DTYPE_NONE));
    return rp_sin(out, h);
}

START_TEST(checkpoint__087_the_policy_sees_the_arguments)
{
    struct shown s = {0};
    rp_tensor *x = leaf((const int64_t[]){2, 3}, 2, 0.3), *y = NULL;
    const rp_checkpoint_options o = {
        .size = sizeof o, .policy = look_at_arguments, .policy_ctx = &s};
    ck_ok(body_region1(&y, x, (struct body){add_sum_sin, NULL, NULL}, &o));
    ck_assert(s.alpha == 2 && s.dims == 1 && s.keepdim == 1 && s.n == 3);
    RELEASE(x, y);
}
END_TEST

static rp_checkpoint_policy every_second_mm(void *ctx, const rp_selective_context *q)
{
    (void)ctx;
    return rp_policy_from_bool(!strcmp(rp_op_name(q->op), "aten::mm") && q->op_index % 2 == 0);
}

START_TEST(checkpoint__087_a_shared_policy_does_not_drift)
{
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .policy = every_second_mm};
    for (int region = 0; region < 2; region++)
        ck_ok(chain_region(&y, region ? y : x,
                           (struct chain){.ops = "mm sin mm sin mm sin", .w = w}, &o));
    ck_ok(rp_sum(&y, y));
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    ck_assert_int_eq(probe_count(&p, "mm"), 12 + 1 + 1);
    RELEASE(x, w, y);
}
END_TEST

static rp_status with_queries(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *d = NULL;
    (void)b;
    RP_TRY(rp_sin(&h, in[0]));
    RP_TRY(rp_detach(&d, h));
    if (rp_tensor_numel(d) != 16 || rp_tensor_stride(d)[0] != 4) return -1;
    return rp_exp(out, h);
}

START_TEST(checkpoint__088_194_bookkeeping_is_never_shown)
{
    struct answers a = {.answer = RP_MUST_SAVE};
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3);
    const struct body b = {with_queries, NULL, NULL};
    const rp_checkpoint_options o = {.size = sizeof o, .policy = answer_for, .policy_ctx = &a};
    backward_log(x, &b, &o, &p);
    ck_assert_str_eq(a.ops, "sin exp");
    ck_assert_int_eq(a.grad, 0); /* results as they are below autograd */
    ck_assert_int_eq(a.was_recompute, 0);
    rp_tensor_release(x);
}
END_TEST

static rp_checkpoint_policy policy_that_computes(void *ctx, const rp_selective_context *q)
{
    rp_tensor *norm = NULL;
    struct answers *a = ctx;
    a->calls++;
    ck_ok(rp_exp(&norm, q->op_output[0].u.t)); /* neither policed nor counted */
    rp_tensor_release(norm);
    return rp_policy_from_bool(!strcmp(rp_op_name(q->op), "aten::exp"));
}

START_TEST(checkpoint__195_operators_of_the_policy_do_not_count)
{
    struct answers a = {.calls = 0};
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "exp sin exp sin", NULL);
    const rp_checkpoint_options o = {
        .size = sizeof o, .policy = policy_that_computes, .policy_ctx = &a};
    const rp_op *twice[] = {rp_op_find("aten::exp"), rp_op_find("aten::exp")};
    rp_mode *forward = NULL, *recompute = NULL;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "exp sin exp sin"}, &o));
    ck_assert_int_eq(a.calls, 4);
    ck_ok(backward(y));
    ck_gradient(x, want);
    /* doubles are fine, so is nothing */
    ck_ok(rp_create_selective_checkpoint_contexts(&forward, &recompute, twice, 2, NULL, NULL, 0));
    rp_mode_release(forward);
    rp_mode_release(recompute);
    ck_ok(rp_create_selective_checkpoint_contexts(&forward, &recompute, twice, 0, NULL, NULL, 0));
    rp_mode_release(forward);
    rp_mode_release(recompute);
    RELEASE(x, y, want);
}
END_TEST

/* ---- what is cached ------------------------------------------------------------------------- */
static rp_status var_mean_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *s = NULL, *v = NULL, *m = NULL, *sv = NULL;
    (void)b;
    RP_TRY(rp_sin(&s, in[0]));
    RP_TRY(rp_var_mean_correction(&v, &m, s, NULL, 0));
    RP_TRY(rp_sin(&sv, v));
    return rp_mul(out, sv, m);
}

START_TEST(checkpoint__090_two_outputs_are_one_entry)
{
    struct answers a = {.answer = RP_MUST_SAVE, .op = "var_mean.correction"};
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3), *y = NULL;
    const struct body b = {var_mean_body, NULL, NULL};
    const rp_checkpoint_options o = {.size = sizeof o, .policy = answer_for, .policy_ctx = &a};
    backward_log(x, &b, &o, &p);
    ck_assert_str_eq(a.ops, "sin var_mean.correction sin mul.Tensor");
    ck_assert_int_eq(probe_count(&p, "var_mean.correction"), 0);
    ck_ok(body_region1(&y, x, b, &o));
    ck_assert_uint_eq(region_stats("body").kept_entries, 1);
    RELEASE(x, y);
}
END_TEST

static void *served_address;
static rp_status stash_address(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *e = NULL;
    rp_geometry g = {.size = sizeof g};
    (void)b;
    RP_TRY(rp_exp(&e, in[0]));
    rp_tensor_geometry(e, &g);
    if (*b->runs == 1) served_address = g.data;
    else ck_assert_ptr_eq(g.data, served_address);
    /* of the run's own graph: the cached value itself has none */
    ck_assert(rp_tensor_requires_grad(e));
    return rp_sin(out, e);
}

START_TEST(checkpoint__091_250_the_forwards_own_storage_is_served)
{
    int runs = 0;
    rp_tensor *x = leaf((const int64_t[]){100}, 1, 0.3), *y = NULL,
              *want = plain_gradient(x, "exp sin", NULL);
    const uint64_t live = rp_test_live();
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    ck_ok(body_region1(&y, x, (struct body){stash_address, NULL, &runs}, &o));
    ck_ok(backward(y));
    ck_assert_int_eq(runs, 2);
    ck_gradient(x, want);
    rp_tensor_release(y);
    rp_tensor_set_grad(x, NULL);
    ck_assert_uint_eq(rp_test_live(), live); /* no history hangs on the cached value */
    RELEASE(x, want);
}
END_TEST

static rp_status integer_views(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *s = NULL, *v = NULL;
    RP_TRY(rp_sin(&s, in[0]));
    RP_TRY(rp_view(&v, b->data, (const int64_t[]){4}, 1));
    RP_TRY(rp_select_int(&out[1], v, 0, 1));
    return rp_exp(&out[0], s);
}

START_TEST(checkpoint__096_saved_views_of_integers)
{
    rp_tensor *x = leaf4(), *y[2] = {NULL}, *n = NULL, *want = plain_gradient(x, "sin exp", NULL);
    const rp_checkpoint_options o = save_text("save(aten::view, aten::select.int, aten::exp)");
    ck_ok(rp_arange(&n, rp_value_int(4)));
    ck_ok(rp_view(&n, n, (const int64_t[]){2, 2}, 2));
    ck_ok(body_region(y, 2, &x, 1, (struct body){integer_views, n, NULL}, &o));
    ck_ok(backward(y[0]));
    ck_gradient(x, want);
    RELEASE(x, y[0], y[1], n, want);
}
END_TEST

static rp_status saved_view(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *v = NULL;
    (void)b;
    RP_TRY(rp_mul_scalar(&h, in[0], rp_value_int(2)));
    RP_TRY(rp_view(&v, h, (const int64_t[]){16, 16}, 2));
    RP_TRY(rp_sin(&v, v));
    return rp_exp(out, v);
}

START_TEST(checkpoint__097_a_saved_view_keeps_its_base_and_no_more)
{
    struct probe p;
    rp_tensor *x = leaf((const int64_t[]){256}, 1, 0.3), *y = NULL;
    const struct body b = {saved_view, NULL, NULL};
    const rp_checkpoint_options o = save_text("save(aten::view)");
    ck_ok(body_region1(&y, x, b, &o));
    ck_assert_uint_eq(region_stats("body").kept_bytes, 1024);
    rp_tensor_release(y);
    backward_log(x, &b, &o, &p);
    ck_assert_int_eq(probe_count(&p, "view"), 1); /* of the formula */
    rp_tensor_release(x);
}
END_TEST

static rp_status swapped(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const int swap = *b->runs > 1, op = b->data != NULL; /* data: exp and sin, else clone and add */
    RP_LOCAL rp_tensor *a = NULL, *c = NULL;
    for (int i = 0; i < 2; i++) {
        if ((i == 0) != swap) RP_TRY(op ? rp_exp(&a, in[0]) : rp_clone(&a, in[0]));
        else
            RP_TRY(op ? rp_sin(&c, in[0])
                      : rp_add_scalar(&c, in[0], rp_value_int(1), rp_value_int(1)));
    }
    return rp_mul(out, a, c);
}

START_TEST(checkpoint__098_calls_are_counted_per_operator_and_slots_have_names)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    rp_checkpoint_options o = save_text("save(aten::clone, aten::add.Scalar)");
    rp_tensor *want = plain_body_gradient(x, (struct body){swapped, NULL, &runs});
    runs = 0;
    ck_ok(body_region1(&y, x, (struct body){swapped, NULL, &runs}, &o));
    ck_ok(backward(y));
    ck_gradient(x, want);
    runs = 0;
    o = save_text("save(aten::exp, aten::sin)");
    ck_ok(body_region1(&y, x, (struct body){swapped, &runs, &runs}, &o));
    ck_fails(backward(y), RP_E_CHECKPOINT, "aten::exp"); /* PyTorch: no error, a wrong gradient */
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "aten::sin"));
    RELEASE(x, y, want);
}
END_TEST

static rp_status innermost_mode(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    ck_assert_str_eq(rp_mode_name(rp_mode_current()), *b->runs == 1 ? "sac_caching" : "sac_cached");
    return rp_sin(out, in[0]);
}

START_TEST(checkpoint__099_which_mode_is_innermost)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    ck_ok(body_region1(&y, x, (struct body){innermost_mode, NULL, &runs}, &o));
    ck_ok(backward(y));
    ck_assert_int_eq(runs, 2);
    RELEASE(x, y);
}
END_TEST

static rp_status ten_unrelated(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *t = NULL;
    void *outside = NULL;
    const int calls = *b->runs == 1 ? 10 : 3; /* another number the second time */
    if (b->data) RP_TRY(rp_region_outside_push(&outside));
    for (int i = 0; i < (b->data ? calls : 10); i++) {
        const rp_status st = rp_exp(&t, in[1]);
        if (st) {
            rp_region_outside_pop_take(outside);
            return st;
        }
    }
    rp_region_outside_pop_take(outside);
    RP_TRY(rp_exp(&t, in[0]));
    return rp_sin(out, t);
}

START_TEST(checkpoint__102_a_scope_that_is_not_part_of_the_region)
{
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    for (int outside = 0; outside < 2; outside++) {
        int runs = 0;
        rp_tensor *x[2] = {leaf((const int64_t[]){3}, 1, 0.2),
                           rp_test_sin((const int64_t[]){1000}, 1, 0.1, 1)},
                  *y = NULL, *want = plain_gradient(x[0], "exp sin", NULL);
        ck_ok(body_region(&y, 1, x, 2, (struct body){ten_unrelated, outside ? &runs : NULL, &runs},
                          &o));
        ck_assert_uint_eq(region_stats("body").kept_bytes, outside ? 12 : 40012);
        ck_ok(backward(y));
        ck_gradient(x[0], want);
        RELEASE(x[0], x[1], y, want);
    }
    void *token = &token;
    ck_ok(rp_region_outside_push(&token)); /* outside of a region it is nothing */
    ck_assert_ptr_null(token);
}
END_TEST

/* ---- nesting -------------------------------------------------------------------------------- */
struct asked {
    struct answers outer, inner;
};
static rp_status inner_of_asked(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    (void)b;
    RP_LOCAL rp_tensor *s = NULL;
    RP_TRY(rp_sin(&s, in[0]));
    return rp_exp(out, s);
}
static rp_status outer_of_asked(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct asked *a = b->data;
    RP_LOCAL rp_tensor *c = NULL, *y = NULL;
    const rp_checkpoint_options o = {
        .size = sizeof o, .policy = answer_for, .policy_ctx = &a->inner};
    RP_TRY(rp_cos(&c, in[0]));
    RP_TRY(body_region1(&y, c, (struct body){inner_of_asked, NULL, NULL}, &o));
    return rp_sin(out, y);
}

START_TEST(checkpoint__249_how_often_nested_policies_are_asked)
{
    struct asked a = {{.answer = RP_PREFER_RECOMPUTE}, {.answer = RP_PREFER_RECOMPUTE}};
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {
        .size = sizeof o, .policy = answer_for, .policy_ctx = &a.outer};
    ck_ok(body_region1(&y, x, (struct body){outer_of_asked, &a, NULL}, &o));
    ck_assert_str_eq(a.outer.ops, "cos sin exp sin");
    ck_assert_str_eq(a.inner.ops, "sin exp");
    ck_ok(backward(y));
    ck_assert_int_eq(a.outer.calls, 4);
    ck_assert_int_eq(a.inner.calls, 4); /* the fresh inner region of the outer re-run */
    RELEASE(x, y);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("sac rules", checkpoint__083_086_what_each_answer_does,
                    checkpoint__192_storage_before_and_after_backward,
                    checkpoint__087_the_policy_sees_the_arguments,
                    checkpoint__087_a_shared_policy_does_not_drift,
                    checkpoint__088_194_bookkeeping_is_never_shown,
                    checkpoint__195_operators_of_the_policy_do_not_count,
                    checkpoint__090_two_outputs_are_one_entry,
                    checkpoint__091_250_the_forwards_own_storage_is_served,
                    checkpoint__096_saved_views_of_integers,
                    checkpoint__097_a_saved_view_keeps_its_base_and_no_more,
                    checkpoint__098_calls_are_counted_per_operator_and_slots_have_names,
                    checkpoint__099_which_mode_is_innermost,
                    checkpoint__102_a_scope_that_is_not_part_of_the_region,
                    checkpoint__249_how_often_nested_policies_are_asked, NULL);
}
