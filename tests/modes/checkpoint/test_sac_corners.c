/* tests/modes/checkpoint/test_sac_corners.c - selective checkpointing by number: writes to what is
 * cached, random numbers, odd operators, errors in the middle */
#include "modes/checkpoint/regions.h"

static const int64_t square[] = {4, 4};

/* ---- writes --------------------------------------------------------------------------------- */
/* y = sin x (saved); y *= 2, through y or a view of it; exp(cos y) */
static rp_status writes_saved(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *y = NULL, *part = NULL;
    RP_TRY(rp_sin(&y, in[0]));
    if (b->data) RP_TRY(rp_slice(&part, y, 0, &(int64_t){0}, &(int64_t){2}, 1));
    rp_tensor **written = b->data ? &part : &y;
    RP_TRY(rp_mul__scalar(written, *written, rp_value_int(2)));
    RP_TRY(rp_cos(&y, y));
    return rp_exp(out, y);
}

START_TEST(checkpoint__104_writes_to_a_cached_value_are_right_where_they_are_allowed)
{
    for (int view = 0; view < 2; view++) {
        rp_tensor *x = leaf4(), *y = NULL;
        const struct body b = {writes_saved, view ? &view : NULL, NULL};
        rp_tensor *want = plain_body_gradient(x, b);
        rp_checkpoint_options o = save_text("save(aten::sin)");
        ck_ok(body_region1(&y, x, b, &o));
        ck_fails(backward(y), RP_E_CHECKPOINT, "aten::sin");
        ck_assert_ptr_nonnull(strstr(rp_error_message(), "has been mutated"));
        o.allow_cache_entry_mutation = 1;
        for (int pass = 0; pass < 2; pass++) { /* PyTorch: no error, a wrong gradient */
            if (!pass) ck_ok(body_region1(&y, x, b, &o));
            rp_tensor_set_grad(x, NULL);
            ck_ok(backward_keep(y, pass == 0));
            ck_gradient(x, want);
        }
        RELEASE(x, y, want);
    }
}
END_TEST

static rp_status relu_in_place(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_mm(&h, in[0], b->data));
    RP_TRY(rp_relu_(&h, h));
    return rp_sigmoid(out, h);
}

START_TEST(checkpoint__106_an_activation_in_place_on_a_saved_product)
{
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    const struct body b = {relu_in_place, w, NULL};
    rp_tensor *want = plain_body_gradient(x, b);
    rp_checkpoint_options o = save_text("save(aten::mm)");
    ck_ok(body_region1(&y, x, b, &o));
    ck_fails(backward(y), RP_E_CHECKPOINT, "has been mutated");
    o.allow_cache_entry_mutation = 1;
    ck_ok(body_region1(&y, x, b, &o));
    rp_tensor_set_grad(x, NULL);
    ck_ok(backward(y));
    ck_gradient(x, want);
    RELEASE(x, w, y, want);
}
END_TEST

/* how: 0 the view is saved and the base written, 1 the base saved and a view written, 2 two views
   saved and one written */
static rp_status aliases_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const int how = *(int *)b->data;
    RP_LOCAL rp_tensor *y = NULL, *low = NULL, *high = NULL;
    RP_TRY(rp_mul_scalar(&y, in[0], rp_value_int(1)));
    RP_TRY(rp_slice(&low, y, 0, &(int64_t){0}, &(int64_t){2}, 1));
    if (how == 2) RP_TRY(rp_slice(&high, y, 0, &(int64_t){2}, &(int64_t){4}, 1));
    rp_tensor **written = how == 0 ? &y : &low;
    RP_TRY(rp_mul__scalar(written, *written, rp_value_int(3)));
    RP_TRY(rp_sin(&y, how == 2 ? high : how == 1 ? y : low));
    return rp_exp(out, y);
}

START_TEST(checkpoint__105_185_one_version_for_all_aliases)
{
    for (int how = 0; how < 3; how++) {
        rp_tensor *x = leaf4(), *y = NULL;
        const rp_checkpoint_options o = save_text(
            how == 1 ? "save(aten::mul.Scalar, aten::mul.Tensor)" : "save(aten::slice.Tensor)");
        ck_ok(body_region1(&y, x, (struct body){aliases_body, &how, NULL}, &o));
        ck_fails(backward(y), RP_E_CHECKPOINT, "has been mutated");
        RELEASE(x, y);
    }
}
END_TEST

static rp_status out_form(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *buf = NULL;
    const int grad = rp_grad_mode_exchange(0);
    rp_status st = rp_empty_like(&buf, in[0]);
    if (!st) st = rp_sin_out(&buf, in[0], buf);
    rp_grad_mode_exchange(grad);
    (void)b;
    return st ? st : rp_mul(out, in[0], buf);
}

static rp_status draw_in_place(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *mask = NULL;
    (void)b;
    RP_TRY(rp_empty_like(&mask, in[0]));
    RP_TRY(rp_bernoulli__float(&mask, mask, 0.5));
    return rp_mul(out, in[0], mask);
}

static rp_checkpoint_policy save_everything(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return RP_MUST_SAVE;
}

START_TEST(checkpoint__197_198_writers_are_refused_when_the_region_is_called)
{
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .policy = save_everything};
    ck_fails(body_region1(&y, x, (struct body){out_form, NULL, NULL}, &o), RP_E_CHECKPOINT,
             "aten::sin.out");
    ck_fails(body_region1(&y, x, (struct body){draw_in_place, NULL, NULL}, &o), RP_E_CHECKPOINT,
             "aten::bernoulli_.float");
    ck_assert_uint_eq(rp_mode_count(), 0);
    const rp_checkpoint_options text = save_text("save(aten::sin.out)");
    ck_fails(body_region1(&y, x, (struct body){out_form, NULL, NULL}, &text), RP_E_INVALID,
             "writes its argument");
    rp_tensor_release(x);
}
END_TEST

/* ---- random numbers ------------------------------------------------------------------------- */
START_TEST(checkpoint__108_198_dropout_between_saved_operators)
{
    static const char *const policies[] = {"save(aten::sigmoid)", "save(aten::native_dropout)",
                                           "save(aten::sigmoid, aten::native_dropout)"};
    for (int i = 0; i < 3; i++)
        for (int no_rng = 0; no_rng < 2; no_rng++) {
            struct probe p;
            rp_tensor *x = leaf((const int64_t[]){200}, 1, 0.4), *y = NULL;
            rp_checkpoint_options o = save_text(policies[i]);
            o.no_rng_state = (uint8_t)no_rng;
            rp_manual_seed(4);
            rp_tensor *want = plain_gradient(x, "sigmoid native_dropout sigmoid", NULL);
            rp_manual_seed(4);
            ck_ok(chain_region(&y, x, (struct chain){.ops = "sigmoid native_dropout sigmoid"}, &o));
            ck_ok(rp_sum(&y, y));
            const uint32_t depth = probe_push(&p);
            ck_ok(rp_backward(&y, NULL, 1, NULL));
            rp_mode_pop(depth);
            ck_assert_int_eq(probe_count(&p, "sigmoid"), i == 1 ? 2 : 0);
            ck_assert_msg(probe_count(&p, "native_dropout") == (i ? 0 : 1), "%d: %s", i, p.text);
            /* drawn anew */
            if (no_rng && i == 0) ck_assert(!rp_test_equal_bits(rp_tensor_grad(x), want));
            else ck_gradient(x, want);
            RELEASE(x, y, want);
        }
}
END_TEST

static rp_checkpoint_policy first_draw(void *ctx, const rp_selective_context *q)
{
    const int which = *(int *)ctx;
    return rp_policy_from_bool(!strcmp(rp_op_name(q->op), "aten::rand_like") &&
                               (which >> q->op_index & 1));
}

START_TEST(checkpoint__199_each_subset_of_random_operators_saved)
{
    for (int which = 0; which < 8; which++) { /* PyTorch: another draw, silently */
        rp_tensor *x = leaf((const int64_t[]){100}, 1, 0.4), *y = NULL;
        const rp_checkpoint_options o = {
            .size = sizeof o, .policy = first_draw, .policy_ctx = &which};
        rp_manual_seed(4);
        rp_tensor *want = plain_gradient(x, "rand sin rand sin rand sin", NULL);
        rp_manual_seed(4);
        ck_ok(chain_region(&y, x, (struct chain){.ops = "rand sin rand sin rand sin"}, &o));
        ck_ok(backward(y));
        ck_gradient(x, want);
        RELEASE(x, y, want);
    }
}
END_TEST

/* ---- more operators ------------------------------------------------------------------------- */
static rp_status sigmoid_of_weight(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *w = NULL;
    RP_TRY(rp_mul_scalar(&w, b->data, rp_value_int(2)));
    RP_TRY(rp_sigmoid(&w, w));
    return rp_mm(out, in[0], w);
}

START_TEST(checkpoint__109_a_parametrised_weight)
{
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1);
    const rp_checkpoint_options o = save_text("save()");
    backward_log(x, &(struct body){sigmoid_of_weight, w, NULL}, &o, &p);
    ck_assert_int_eq(probe_count(&p, "sigmoid"), 1);
    /* one again, one of the formula */
    ck_assert_int_eq(probe_count(&p, "mul.Scalar") + probe_count(&p, "mul.Tensor"), 2);
    RELEASE(x, w);
}
END_TEST

static rp_status chain_of_views(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_mm(&h, in[0], b->data));
    RP_TRY(rp_t(&h, h));
    RP_TRY(rp_reshape(&h, h, (const int64_t[]){2, 8}, 2)); /* which has to copy */
    RP_TRY(rp_select_int(&h, h, 0, 1));
    RP_TRY(rp_view(&h, h, (const int64_t[]){2, 4}, 2));
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_mul_scalar(&h, h, rp_value_int(2)));
    return rp_exp(out, h);
}

START_TEST(checkpoint__196_a_chain_of_saved_views)
{
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    const struct body b = {chain_of_views, w, NULL};
    const rp_checkpoint_options o =
        save_text("save(aten::t, aten::clone, aten::_unsafe_view, aten::select.int, aten::view)");
    ck_ok(body_region1(&y, x, b, &o));
    /* the product under the saved t, and the copy */
    ck_assert_uint_eq(region_stats("body").kept_bytes, 128);
    rp_tensor_release(y);
    backward_log(x, &b, &o, &p);
    ck_assert_int_eq(probe_count(&p, "clone"), 0);
    ck_assert_int_eq(probe_count(&p, "mm"), 2 + 1);
    ck_assert_int_eq(probe_count(&p, "sin"), 1);
    RELEASE(x, w);
}
END_TEST

static rp_status item_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *s = NULL, *h = NULL;
    rp_value v;
    (void)b;
    RP_TRY(rp_sum(&s, in[0]));
    RP_TRY(rp__local_scalar_dense(&v, s));
    RP_TRY(rp_mul_scalar(&h, in[0], v));
    return rp_sin(out, h);
}

START_TEST(checkpoint__201_a_saved_number_is_served)
{
    struct probe p;
    rp_tensor *x = leaf4();
    rp_checkpoint_options o = save_text("save(aten::_local_scalar_dense)");
    const struct body b = {item_body, NULL, NULL};
    backward_log(x, &b, &o, &p);
    ck_assert_int_eq(probe_count(&p, "_local_scalar_dense"), 0);
    ck_assert_int_eq(probe_count(&p, "sum"), 1); /* the body's, again */
    o = save_text("save()");
    backward_log(x, &b, &o, &p);
    ck_assert_int_eq(probe_count(&p, "_local_scalar_dense"), 1);
    rp_tensor_release(x);
}
END_TEST

static rp_status grad_inside(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *y = NULL, *l = NULL, *g = NULL;
    const rp_backward_options o = {.size = sizeof o, .keep_graph = 1, .create_graph = 1};
    (void)b;
    RP_TRY(rp_sin(&y, in[0]));
    RP_TRY(rp_exp(&y, y));
    RP_TRY(rp_sum(&l, y));
    rp_tensor *x = in[0];
    RP_TRY(rp_grad(&g, &l, 1, &x, 1, &o));
    return rp_sin(out, g);
}

START_TEST(checkpoint__202_245_grad_inside_a_selective_region)
{
    static const char *const policies[] = {"save()", "save(aten::exp)",
                                           "save(aten::sin, aten::cos)"};
    for (uint8_t stop = 0; stop < 3; stop += 2)
        for (int i = 0; i < 3; i++) {
            rp_tensor *x = leaf4(), *y = NULL;
            const struct body b = {grad_inside, NULL, NULL};
            rp_tensor *want = plain_body_gradient(x, b);
            rp_checkpoint_options o = save_text(policies[i]);
            o.stop = stop;
            ck_ok(body_region1(&y, x, b, &o));
            ck_ok(backward(y));
            ck_gradient(x, want);
            RELEASE(x, y, want);
        }
}
END_TEST

START_TEST(checkpoint__203_a_saved_product_after_the_stop)
{
    for (uint8_t stop = 0; stop < 3; stop += 2) {
        struct probe p;
        rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
        rp_checkpoint_options o = save_text("save(aten::mm)");
        o.stop = stop;
        const uint64_t before = region_stats("chain").served;
        ck_ok(chain_region(&y, x, (struct chain){.ops = "mm sin mm", .w = w}, &o));
        ck_ok(rp_sum(&y, y));
        const uint32_t depth = probe_push(&p);
        ck_ok(rp_backward(&y, NULL, 1, NULL));
        rp_mode_pop(depth);
        ck_assert_int_eq(probe_count(&p, "sin"), 1);
        ck_assert_uint_eq(region_stats("chain").served - before, stop == RP_STOP_NEVER ? 2 : 1);
        RELEASE(x, w, y);
    }
}
END_TEST

START_TEST(checkpoint__205_an_error_in_forward_frees_what_was_kept)
{
    rp_tensor *x = leaf4(), *y = NULL;
    const uint64_t live = rp_test_live();
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    ck_assert_int_eq(chain_region(&y, x, (struct chain){.ops = "exp sin fail"}, &o), -42);
    ck_assert_uint_eq(rp_mode_count(), 0);
    ck_assert_uint_eq(region_stats("chain").kept_bytes, 0);
    ck_assert_uint_eq(rp_test_live(), live);
    rp_tensor_release(x);
}
END_TEST

static rp_status exp_without_grad(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *e = NULL;
    const int inference = b->data ? rp_inference_mode_exchange(1) : 0,
              grad = rp_grad_mode_exchange(0);
    const rp_status st = rp_exp(&e, in[0]);
    rp_grad_mode_exchange(grad);
    if (b->data) rp_inference_mode_exchange(inference);
    RP_TRY(st);
    RP_LOCAL rp_tensor *s = NULL;
    RP_TRY(rp_sin(&s, in[0]));
    if (!b->data) return rp_mul(out, s, e);
    *out = rp_tensor_retain(s);
    return RP_OK;
}

START_TEST(checkpoint__207_results_without_gradients_and_of_inference_mode)
{
    struct probe p;
    int inference = 1;
    rp_tensor *x = leaf4();
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    backward_log(x, &(struct body){exp_without_grad, NULL, NULL}, &o, &p);
    ck_assert_int_eq(probe_count(&p, "exp"), 0);
    backward_log(x, &(struct body){exp_without_grad, &inference, NULL}, &o, &p);
    rp_tensor_release(x);
}
END_TEST

static rp_status two_heads(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *a = NULL, *h = NULL;
    (void)b;
    RP_TRY(rp_exp(&a, in[0]));
    RP_TRY(rp_sin(&out[0], a));
    RP_TRY(rp_exp(&h, out[0]));
    return rp_sin(&out[1], h);
}

START_TEST(checkpoint__208_two_backwards_from_two_outputs)
{
    static const char *const policies[] = {"save()", "save(aten::exp)"};
    for (int i = 0; i < 2; i++) {
        rp_tensor *x = leaf4(), *y[2] = {NULL}, *want = NULL,
                  *first = plain_gradient(x, "exp sin", NULL);
        const rp_checkpoint_options o = save_text(policies[i]);
        want = plain_gradient(x, "exp sin exp sin", NULL);
        ck_ok(body_region(y, 2, &x, 1, (struct body){two_heads, NULL, NULL}, &o));
        ck_ok(backward_keep(y[0], 1));
        ck_gradient(x, first);
        rp_tensor_set_grad(x, NULL);
        ck_ok(backward(y[1]));
        ck_gradient(x, want);
        RELEASE(x, y[0], y[1], want, first);
    }
}
END_TEST

START_TEST(checkpoint__209_what_an_outer_mode_sees)
{
    struct probe p;
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    const rp_checkpoint_options all = {.size = sizeof all, .policy = save_everything};
    uint32_t depth = probe_push(&p);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "mm sin exp", .w = w}, &all));
    rp_mode_pop(depth);
    ck_assert_str_eq(p.text, "mm sin exp");
    ck_ok(rp_sum(&y, y));
    depth = probe_push(&p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    /* served calls show nothing */
    ck_assert_int_eq(probe_count(&p, "sin") + probe_count(&p, "exp"), 0);
    RELEASE(x, w, y);
}
END_TEST

/* ---- errors --------------------------------------------------------------------------------- */
START_TEST(checkpoint__190_a_failed_run_gives_its_entries_back)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "exp sin exp sin", NULL);
    struct chain c = {.ops = "exp sin exp sin", .again = "exp sin fail", .runs = &runs};
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    const rp_region r = {.fn = chain_body, .name = "chain", .ctx = &c};
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, &o));
    y = out.u.t;
    ck_assert_int_eq(backward_keep(y, 1), -42);
    ck_assert_uint_eq(rp_mode_count(), 0);
    c.again = NULL;
    rp_tensor_set_grad(x, NULL);
    ck_ok(backward(y));
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

struct nested_debug {
    int debug_outer, debug_inner, inner_runs, diverge_at;
};
static rp_status diverging_inner(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct nested_debug *n = b->data;
    RP_LOCAL rp_tensor *h = NULL;
    const int diverge = ++n->inner_runs >= n->diverge_at;
    if (!diverge) RP_TRY(rp_sin(&h, in[0]));
    RP_TRY(rp_exp(&h, diverge ? in[0] : h));
    return rp_sin(out, h);
}
static rp_status outer_debug(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const struct nested_debug *n = b->data;
    RP_LOCAL rp_tensor *c = NULL, *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .debug = (uint8_t)n->debug_inner};
    RP_TRY(rp_cos(&c, in[0]));
    RP_TRY(body_region1(&y, c, (struct body){diverging_inner, b->data, NULL}, &o));
    return rp_tanh(out, y);
}

START_TEST(checkpoint__191_debug_of_nested_regions)
{
    for (int which = 0; which < 4; which++) {
        /* the third run of the inner body is its own re-run */
        struct nested_debug n = {which & 1, which >> 1, 0, 3};
        rp_tensor *x = leaf4(), *y = NULL;
        const rp_checkpoint_options o = {.size = sizeof o, .debug = (uint8_t)n.debug_outer};
        ck_ok(body_region1(&y, x, (struct body){outer_debug, &n, NULL}, &o));
        ck_fails(backward(y), RP_E_CHECKPOINT, "forward 3, recomputation 2");
        const char *first = strstr(rp_error_message(), "operators called in original:");
        ck_assert_int_eq(first != NULL, n.debug_inner);
        if (first) {
            /* the path, and each line once */
            const char *line = "body > body| $1: f32[4] = aten::sin($0)\n";
            ck_assert_msg(strstr(first, line) != NULL, "%s", rp_error_message());
            ck_assert_ptr_null(strstr(strstr(first, line) + 1, line));
        }
        RELEASE(x, y);
    }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "sac corners", checkpoint__104_writes_to_a_cached_value_are_right_where_they_are_allowed,
        checkpoint__106_an_activation_in_place_on_a_saved_product,
        checkpoint__105_185_one_version_for_all_aliases,
        checkpoint__197_198_writers_are_refused_when_the_region_is_called,
        checkpoint__108_198_dropout_between_saved_operators,
        checkpoint__199_each_subset_of_random_operators_saved,
        checkpoint__109_a_parametrised_weight, checkpoint__196_a_chain_of_saved_views,
        checkpoint__201_a_saved_number_is_served,
        checkpoint__202_245_grad_inside_a_selective_region,
        checkpoint__203_a_saved_product_after_the_stop,
        checkpoint__205_an_error_in_forward_frees_what_was_kept,
        checkpoint__207_results_without_gradients_and_of_inference_mode,
        checkpoint__208_two_backwards_from_two_outputs, checkpoint__209_what_an_outer_mode_sees,
        checkpoint__190_a_failed_run_gives_its_entries_back,
        checkpoint__191_debug_of_nested_regions, NULL);
}
