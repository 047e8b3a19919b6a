/* tests/modes/checkpoint/test_beyond.c - what users ask for and nobody gives (behaviours.md, last
   section), by its numbers */
#include "dispatch/impl.h"
#include "modes/checkpoint/regions.h"
#include <pthread.h>

/* ---- 1, 3: which operator, and its values --------------------------------------------------- */
static rp_status diverge(const char *first, const char *again, uint8_t check)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .determinism_check = check};
    ck_ok(chain_region(&y, x, (struct chain){.ops = first, .again = again, .runs = &runs}, &o));
    const rp_status st = backward(y);
    RELEASE(x, y);
    return st;
}

START_TEST(checkpoint__beyond_01_the_first_diverging_pair_with_both_call_sites)
{
    ck_fails(diverge("sin exp tanh", "sin tanh exp", RP_CHECK_DEFAULT), RP_E_CHECKPOINT,
             "position 1: saved float32 [4] on cpu by aten::exp at ");
    ck_assert_ptr_nonnull(
        strstr(rp_error_message(), "recomputed float32 [4] on cpu by aten::tanh at "));
    ck_fails(diverge("sin exp tanh", "exp tanh", RP_CHECK_DEFAULT), RP_E_CHECKPOINT,
             "the runs part at slot 0: forward aten::sin at ");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), ", recomputation aten::exp at "));
}
END_TEST

static rp_status scaled(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_mul_scalar(&h, in[0], rp_value_int(*b->runs)));
    return rp_sin(out, h);
}

START_TEST(checkpoint__beyond_03_a_hash_tells_values_apart)
{
    for (uint8_t check = RP_CHECK_DEFAULT; check <= RP_CHECK_HASH; check++) {
        int runs = 0;
        rp_tensor *x = leaf4(), *y = NULL;
        const rp_checkpoint_options o = {.size = sizeof o, .determinism_check = check};
        ck_ok(body_region1(&y, x, (struct body){scaled, NULL, &runs}, &o));
        if (check == RP_CHECK_HASH) ck_fails(backward(y), RP_E_CHECKPOINT, "aten::sin");
        else ck_ok(backward(y)); /* PyTorch: silently wrong */
        RELEASE(x, y);
    }
}
END_TEST

/* ---- 4: effects ----------------------------------------------------------------------------- */
static int counted;
static rp_status count_kernel(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    void *data;
    counted++;
    RP_TRY(rp_tensor_write(in[0].u.t, &data));
    *(float *)data += 1;
    rp_tensor_done(in[0].u.t);
    out[0] = rp_value_tensor(rp_tensor_retain(in[0].u.t));
    return RP_OK;
}

static int drawn;
static rp_status route_kernel(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    out[0] = rp_value_int(++drawn); /* another answer each time */
    return RP_OK;
}

static rp_status add_effects(void *ctx, rp_registrar *r)
{
    static const rp_op_row rows[] = {{.size = sizeof(rp_op_row),
                                      .flags = RP_OP_EFFECT,
                                      .schema = "effect::count_(Tensor(a!) self) -> Tensor(a!)"},
                                     {.size = sizeof(rp_op_row),
                                      .flags = RP_OP_EFFECT,
                                      .schema = "effect::route(Tensor self) -> int"}};
    (void)ctx;
    RP_TRY(rp_register_op(r, &rows[0]));
    RP_TRY(rp_register_op(r, &rows[1]));
    RP_TRY(rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = "effect::count_",
                                                  .key = "cpu",
                                                  .boxed = count_kernel}));
    return rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = "effect::route",
                                                  .key = "cpu",
                                                  .boxed = route_kernel});
}

static void register_effects(void)
{
    static int done;
    ck_ok(rp_init());
    if (!done) ck_ok(rp_register("effects", add_effects, NULL));
    done = 1;
}

struct effects {
    rp_tensor *counter;
    int64_t routed[4];
    int runs, ends;
};
static rp_status with_effects(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct effects *e = b->data;
    RP_LOCAL rp_tensor *h = NULL;
    rp_value counter = rp_value_tensor(e->counter), x = rp_value_tensor(in[0]), v;
    const int run = e->runs++;
    RP_TRY(rp_sin(&h, in[0]));
    RP_TRY(rp_op_call(rp_op_find("effect::count_"), &counter, 1, &v, 1));
    ck_assert_ptr_eq(v.u.t, e->counter);
    rp_value_clear(&v);
    RP_TRY(rp_op_call(rp_op_find("effect::route"), &x, 1, &v, 1));
    e->routed[run] = v.u.i;
    RP_TRY(rp_mul_scalar(&h, h, v));
    RP_TRY(rp_exp(out, h));
    RP_TRY(rp_op_call(rp_op_find("effect::count_"), &counter, 1, &v, 1)); /* beyond the last save */
    rp_value_clear(&v);
    e->ends++;
    return RP_OK;
}

START_TEST(checkpoint__beyond_04_effects_are_never_replayed)
{
    static const char *const policies[] = {NULL, "full", "save(aten::sin)"};
    register_effects();
    for (int i = 0; i < 3; i++)
        for (uint8_t stop = 0; stop < 3; stop++) {
            struct effects e = {.counter =
                                    rp_test_f32((const float[]){0}, (const int64_t[]){1}, 1)};
            rp_tensor *x = leaf4(), *y = NULL;
            rp_checkpoint_options o = save_text(policies[i]);
            o.stop = stop;
            counted = 0;
            ck_ok(body_region1(&y, x, (struct body){with_effects, &e, NULL}, &o));
            ck_assert_int_eq(counted, 2);
            ck_ok(backward_keep(y, 1));
            ck_ok(backward_keep(y, 0));
            ck_assert_int_eq(e.runs, 3);
            ck_assert_int_eq(counted, 2);
            ck_assert(rp_test_at(e.counter, 0) == 2);
            ck_assert(e.routed[0] == e.routed[1] && e.routed[1] == e.routed[2]);
            RELEASE(x, y, e.counter);
        }
}
END_TEST

struct asked {
    rp_recompute_info info[4];
    int runs;
};
static rp_status ask_where(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct asked *a = b->data;
    a->info[a->runs].size = sizeof a->info[0];
    rp_recompute_get(&a->info[a->runs++]);
    return rp_sin(out, in[0]);
}

START_TEST(checkpoint__beyond_04_which_region_and_which_pass)
{
    struct asked a = {.runs = 0};
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(body_region1(&y, x, (struct body){ask_where, &a, NULL}, NULL));
    ck_ok(backward_keep(y, 1));
    ck_ok(backward(y));
    ck_assert_int_eq(a.info[0].active, 0);
    ck_assert(a.info[1].active && a.info[2].active);
    ck_assert_str_eq(a.info[1].name, "body");
    ck_assert_uint_eq(a.info[1].region, a.info[2].region);
    ck_assert_uint_ne(a.info[1].pass, a.info[2].pass);
    RELEASE(x, y);
}
END_TEST

/* sin and a number: what a custom operator with two kinds of results gives */
static int pair_calls;
static rp_status pair_kernel(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                             rp_value *out, uint32_t n_out)
{
    rp_value sine;
    (void)self, (void)n_in, (void)n_out;
    pair_calls++;
    RP_TRY(rp_call_inner(c, rp_op_find("aten::sin"), in, 1, &sine, 1));
    out[0] = sine;
    out[1] = rp_value_int(4);
    return RP_OK;
}

static rp_status pair_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    RP_LOCAL rp_tensor *x = NULL;
    (void)c, (void)needs;
    RP_TRY(rp_node_saved(&x, n, 0));
    RP_TRY(rp_cos(&x, x));
    return rp_mul(&grad_in[0], grad_out[0], x);
}

static rp_status add_pair(void *ctx, rp_registrar *r)
{
    static const rp_op_row row = {.size = sizeof(rp_op_row),
                                  .schema = "custom::sin_and_four(Tensor self) -> (Tensor, int)",
                                  .vjp = pair_vjp,
                                  .save_in = 1};
    (void)ctx;
    RP_TRY(rp_register_op(r, &row));
    return rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = "custom::sin_and_four",
                                                  .key = "cpu",
                                                  .boxed = pair_kernel});
}

static rp_status pair_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    rp_value r[2], x = rp_value_tensor(in[0]);
    (void)b;
    RP_TRY(rp_op_call(rp_op_find("custom::sin_and_four"), &x, 1, r, 2));
    ck_assert_int_eq(r[1].u.i, 4);
    RP_LOCAL rp_tensor *s = r[0].u.t;
    RP_TRY(rp_mul_scalar(&s, s, r[1]));
    return rp_exp(out, s);
}

START_TEST(checkpoint__089_a_saved_operator_with_a_number_among_its_results)
{
    ck_ok(rp_init());
    ck_ok(rp_register("pair", add_pair, NULL));
    rp_tensor *x = leaf4(), *y = NULL;
    const struct body b = {pair_body, NULL, NULL};
    const rp_checkpoint_options o = save_text("save(custom::sin_and_four)");
    rp_tensor *want = plain_body_gradient(x, b);
    pair_calls = 0;
    ck_ok(body_region1(&y, x, b, &o));
    ck_ok(backward(y));
    ck_assert_int_eq(pair_calls, 1);
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

/* ---- 2: decisions --------------------------------------------------------------------------- */
static rp_status top_two(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *v = NULL, *i = NULL;
    RP_TRY(rp_sin(&h, in[0]));
    /* the router answers otherwise the second time: only the kept decision can help */
    if (*b->runs > 1) RP_TRY(rp_neg(&h, h));
    RP_TRY(rp_topk(&v, &i, h, 2, 0, 1, 1));
    RP_TRY(rp_gather(&v, in[0], 0, i));
    return rp_exp(out, v);
}

START_TEST(checkpoint__beyond_02_integer_results_are_kept_by_one_word)
{
    struct probe p;
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    rp_tensor *want = plain_body_gradient(x, (struct body){top_two, NULL, &runs});
    rp_checkpoint_options o = save_text("save(@integers)");
    o.determinism_check = RP_CHECK_NONE;
    runs = 0;
    ck_ok(body_region1(&y, x, (struct body){top_two, NULL, &runs}, &o));
    ck_assert_uint_eq(region_stats("body").kept_entries, 1);
    /* neg was not called in forward: an error that names it, not a wrong gradient */
    ck_fails(backward_keep(y, 1), RP_E_CHECKPOINT, "aten::neg");
    runs = 0;
    const uint32_t depth = probe_push(&p);
    ck_ok(backward(y));
    rp_mode_pop(depth);
    ck_assert_int_eq(probe_count(&p, "topk"), 0);
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

/* ---- 6: nested containers ------------------------------------------------------------------- */
static rp_status count_pack(void *self, rp_tensor *t, rp_value *packed)
{
    ++*(int *)self;
    *packed = rp_value_tensor(rp_tensor_retain(t));
    return RP_OK;
}
static rp_status give_back(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    *out = rp_tensor_retain(packed->u.t);
    return RP_OK;
}
static void drop_packed(void *self, rp_value *packed)
{
    (void)self;
    rp_tensor_release(packed->u.t);
    *packed = rp_value_none();
}
static const rp_hooks_type counting = {"counting", count_pack, give_back, drop_packed, NULL};

static rp_status sum_of_list(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    RP_LOCAL rp_tensor *s = NULL;
    rp_tensor *y = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_TRY(rp_mul(&s, in[0].u.l[0].u.t, in[0].u.l[1].u.l[0].u.t));
    RP_TRY(rp_sin(&y, s));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(checkpoint__130_beyond_06_hooks_around_see_nested_tensors)
{
    int packs = 0;
    uint32_t depth;
    rp_hooks *hooks = NULL;
    rp_tensor *a = leaf4(), *b = leaf4();
    const rp_value inner[] = {rp_value_tensor(b)},
                   list[] = {rp_value_tensor(a), rp_value_list(inner, 1)},
                   in = rp_value_list(list, 2);
    const rp_region r = {.fn = sum_of_list, .name = "list"};
    rp_value out;
    ck_ok(rp_hooks_create(&hooks, &counting, &packs));
    ck_ok(rp_hooks_push(hooks, &depth));
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    rp_hooks_pop(depth);
    rp_hooks_release(hooks);
    ck_assert_int_eq(packs, 2);
    ck_ok(backward(out.u.t));
    ck_assert_ptr_nonnull(rp_tensor_grad(b));
    rp_value_clear(&out);
    RELEASE(a, b);
}
END_TEST

START_TEST(checkpoint__beyond_06_nested_tensors_are_checked_for_writes)
{
    rp_tensor *a = leaf4(), *b = rp_test_sin((const int64_t[]){4}, 1, 0.9, 1);
    const rp_value inner[] = {rp_value_tensor(b)},
                   list[] = {rp_value_tensor(a), rp_value_list(inner, 1)},
                   in = rp_value_list(list, 2);
    const rp_region r = {.fn = sum_of_list, .name = "list"};
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    ck_ok(rp_mul__scalar(&b, b, rp_value_int(2)));
    ck_fails(backward(out.u.t), RP_E_MUTATED, "modified by an inplace operation");
    rp_value_clear(&out);
    RELEASE(a, b);
}
END_TEST

/* ---- 8, 14: several backwards, nested policies ---------------------------------------------- */
START_TEST(checkpoint__beyond_08_any_number_of_backwards_over_saved_entries)
{
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "exp sin exp sin", NULL);
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    ck_ok(chain_region(&y, x, (struct chain){.ops = "exp sin exp sin"}, &o));
    for (int pass = 0; pass < 5; pass++) {
        rp_tensor_set_grad(x, NULL);
        ck_ok(backward_keep(y, pass < 4));
        ck_gradient(x, want);
    }
    RELEASE(x, y, want);
}
END_TEST

static rp_status inner_max(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *m = NULL, *h = NULL;
    RP_TRY(rp_amax(&m, in[0], NULL, 0, 0));
    RP_TRY(rp_mul(&h, in[0], m));
    (void)b;
    return rp_sin(out, h);
}
static rp_status outer_of_max(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *y = NULL;
    const rp_checkpoint_options o = save_text("save(aten::amax)");
    (void)b;
    RP_TRY(rp_exp(&h, in[0]));
    RP_TRY(body_region1(&y, h, (struct body){inner_max, NULL, NULL}, &o));
    return rp_tanh(out, y);
}

START_TEST(checkpoint__beyond_14_the_inner_policy_wins_for_its_own_operators)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL;
    const struct body b = {outer_of_max, NULL, NULL};
    const rp_checkpoint_options o = save_text("save(aten::exp)"); /* which would recompute amax */
    rp_tensor *want = plain_body_gradient(x, b);
    ck_ok(body_region1(&y, x, b, &o));
    ck_ok(rp_sum(&y, y));
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    ck_assert_int_eq(probe_count(&p, "exp"), 0);
    /* in the outer re-run's fresh region; the inner re-run is served */
    ck_assert_int_eq(probe_count(&p, "amax"), 1);
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

/* ---- 9, 10: what policies can name ---------------------------------------------------------- */
static rp_status named_product(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *a = NULL, *c = NULL;
    RP_TRY(rp_mm(&a, in[0], b->data));
    RP_TRY(rp_checkpoint_name(a, "attn_out"));
    RP_TRY(rp_sin(&a, a));
    RP_TRY(rp_mm(&c, a, b->data));
    return rp_sin(out, c);
}

static rp_checkpoint_policy by_name(void *ctx, const rp_selective_context *q)
{
    ++*(int *)ctx;
    return rp_policy_from_bool(q->tensor_name && !strcmp(q->tensor_name, "attn_out"));
}

START_TEST(checkpoint__beyond_09_a_policy_by_the_name_of_a_value)
{
    int asked = 0;
    const rp_checkpoint_options forms[] = {
        save_text("save(name(attn_out))"),
        {.size = sizeof(rp_checkpoint_options), .policy = by_name, .policy_ctx = &asked}};
    rp_tensor *x = leaf((const int64_t[]){4, 4}, 2, 0.3),
              *w = leaf((const int64_t[]){4, 4}, 2, 0.1);
    const struct body b = {named_product, w, NULL};
    rp_tensor *want = plain_body_gradient(x, b);
    for (int i = 0; i < 2; i++) {
        struct probe p;
        rp_tensor *y = NULL;
        ck_ok(body_region1(&y, x, b, &forms[i]));
        ck_assert_uint_eq(region_stats("body").kept_bytes, 64);
        ck_ok(rp_sum(&y, y));
        const uint32_t depth = probe_push(&p);
        ck_ok(rp_backward(&y, NULL, 1, NULL));
        rp_mode_pop(depth);
        /* four of the formulas; of the body's two the named one is served */
        ck_assert_int_eq(probe_count(&p, "mm"), 4 + 1);
        ck_gradient(x, want);
        rp_tensor_set_grad(x, NULL);
        rp_tensor_release(y);
    }
    ck_assert_int_eq(asked, 5); /* four operators, and the name */
    const rp_checkpoint_options bad = save_text("save(name())");
    rp_tensor *y = NULL;
    ck_fails(body_region1(&y, x, b, &bad), RP_E_INVALID, "column 6");
    RELEASE(x, w, want);
}
END_TEST

static rp_status in_modules(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    static const char *const names[] = {"h.3", "h.30", "h.3.mlp"};
    RP_LOCAL rp_tensor *h = rp_tensor_retain(in[0]);
    (void)b;
    for (int i = 0; i < 3; i++) {
        uint32_t depth;
        RP_TRY(rp_module_push(names[i], &depth));
        const rp_status st = i == 1 ? rp_tanh(&h, h) : rp_exp(&h, h);
        rp_module_pop(depth);
        RP_TRY(st);
    }
    return rp_sin(out, h);
}

START_TEST(checkpoint__beyond_09_a_policy_text_by_module)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL;
    const struct body b = {in_modules, NULL, NULL};
    rp_tensor *want = plain_body_gradient(x, b);
    const rp_checkpoint_options o = save_text("save(module(h.3))");
    ck_ok(body_region1(&y, x, b, &o));
    ck_assert_uint_eq(region_stats("body").kept_entries, 2); /* h.3 and h.3.mlp, not h.30 */
    ck_ok(rp_sum(&y, y));
    const uint32_t depth = probe_push(&p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    ck_assert_int_eq(probe_count(&p, "exp"), 0);
    ck_assert_int_eq(probe_count(&p, "tanh"), 1);
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

static int find_text(void *ctx, const char *text, const char *entry)
{
    (void)text;
    return !strcmp(entry, ctx);
}

START_TEST(checkpoint__beyond_10_names_that_nothing_had_are_reported)
{
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = save_text("save(name(never_given), aten::sin)");
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp"}, &o));
    char never[] = "never_given", sin[] = "aten::sin";
    ck_assert_int_eq(rp_policy_unmatched_each(find_text, never), 1);
    ck_assert_int_eq(rp_policy_unmatched_each(find_text, sin), 0);
    RELEASE(x, y);
}
END_TEST

/* ---- 12, 13: robust replay ------------------------------------------------------------------ */
static rp_status with_markers(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL, *d = NULL;
    RP_TRY(rp_exp(&h, in[0]));
    /* bookkeeping, once more each run */
    for (int i = 0; i < *b->runs; i++) RP_TRY(rp_detach(&d, h));
    RP_TRY(rp_exp(&h, h));
    return rp_sin(out, h);
}

START_TEST(checkpoint__beyond_12_markers_do_not_shift_the_counts)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "exp exp sin", NULL);
    rp_checkpoint_options o = save_text("save(aten::exp)");
    o.stop = RP_STOP_NEVER; /* at whose end the counts of all operators are compared */
    ck_ok(body_region1(&y, x, (struct body){with_markers, NULL, &runs}, &o));
    ck_ok(backward_keep(y, 1));
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

static rp_status writer(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *h = NULL;
    (void)b;
    RP_TRY(rp_sin(&h, in[0]));
    RP_TRY(rp_mul__scalar(&h, h, rp_value_int(2)));
    return rp_exp(out, h);
}

static rp_checkpoint_policy save_writers(void *ctx, const rp_selective_context *q)
{
    (void)ctx;
    return rp_policy_from_bool(strstr(rp_op_name(q->op), "mul_") != NULL);
}

START_TEST(checkpoint__beyond_13_in_place_operators_are_right_or_refused_at_forward)
{
    rp_tensor *x = leaf4(), *y = NULL;
    const struct body b = {writer, NULL, NULL};
    const rp_checkpoint_options right = save_text("save(aten::exp)"),
                                refused = {.size = sizeof refused, .policy = save_writers};
    rp_tensor *want = plain_body_gradient(x, b);
    ck_ok(body_region1(&y, x, b, &right));
    ck_ok(backward(y));
    ck_gradient(x, want);
    ck_fails(body_region1(&y, x, b, &refused), RP_E_CHECKPOINT,
             "the policy saves aten::mul_.Scalar");
    RELEASE(x, y, want);
}
END_TEST

/* ---- 19, 20: lifetimes and state ------------------------------------------------------------ */
START_TEST(checkpoint__beyond_19_everything_dies_with_the_last_reference)
{
    static const char *const policies[] = {NULL, "full", "save(aten::exp, aten::sin)"};
    rp_tensor *x = leaf4();
    for (int i = 0; i < 3; i++)
        for (int used = 0; used < 2; used++) {
            rp_tensor *y = NULL;
            const uint64_t live = rp_test_live();
            rp_checkpoint_options o = save_text(policies[i]);
            o.debug = i == 2;
            ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp sin"}, &o));
            if (used) ck_ok(backward_keep(y, 1));
            rp_tensor_release(y);
            rp_tensor_set_grad(x, NULL);
            ck_assert_uint_eq(rp_test_live(), live);
        }
    rp_tensor_release(x);
}
END_TEST

struct module_seen {
    char path[4][64];
    int n;
};
static rp_checkpoint_policy see_path(void *ctx, const rp_selective_context *q)
{
    struct module_seen *s = ctx;
    snprintf(s->path[s->n++ % 4], 64, "%s", q->module);
    return RP_PREFER_RECOMPUTE;
}
static rp_status inner_policy_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const rp_checkpoint_options o = {.size = sizeof o, .policy = see_path, .policy_ctx = b->data};
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(chain_region(&h, in[0], (struct chain){.ops = "sin"}, &o));
    return rp_exp(out, h);
}

START_TEST(checkpoint__beyond_20_modules_are_restored_in_a_recompute)
{
    struct module_seen s = {.n = 0};
    uint32_t depth;
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(rp_module_push("h.3", &depth));
    ck_ok(body_region1(&y, x, (struct body){inner_policy_body, &s, NULL}, NULL));
    rp_module_pop(depth);
    ck_ok(rp_module_push("elsewhere", &depth));
    ck_ok(backward(y));
    rp_module_pop(depth);
    ck_assert_int_eq(s.n, 2); /* in forward, and in the fresh inner region of the recompute */
    ck_assert_str_eq(s.path[0], "h.3");
    ck_assert_str_eq(s.path[1], "h.3");
    RELEASE(x, y);
}
END_TEST

/* ---- 23: one recompute per region and pass -------------------------------------------------- */
struct reader {
    rp_node *node;
    rp_state *state;
    rp_status st;
    rp_tensor *value;
    pthread_barrier_t *start;
};
static void *read_slot(void *ctx)
{
    struct reader *r = ctx;
    rp_state *own = rp_state_exchange(r->state); /* of the pass */
    pthread_barrier_wait(r->start);
    r->st = rp_node_saved(&r->value, r->node, 0);
    rp_state_release(rp_state_exchange(own));
    return NULL;
}

struct two_readers {
    rp_node *node[2];
    int runs;
};
static rp_status read_from_two_threads(void *ctx, rp_tensor *grad, rp_tensor **replacement)
{
    struct two_readers *two = ctx;
    struct reader r[2];
    pthread_t thread[2];
    pthread_barrier_t start;
    (void)grad, (void)replacement;
    pthread_barrier_init(&start, NULL, 2);
    for (int i = 0; i < 2; i++) {
        r[i] = (struct reader){two->node[i], NULL, RP_OK, NULL, &start};
        RP_TRY(rp_state_capture(&r[i].state));
    }
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, read_slot, &r[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(thread[i], NULL);
    pthread_barrier_destroy(&start);
    ck_assert_int_eq(two->runs, 2); /* forward, and one for the pass */
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(r[i].st, RP_OK);
        rp_tensor_release(r[i].value);
    }
    return RP_OK;
}
static rp_status two_nodes(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct two_readers *two = b->data;
    rp_edge e[2];
    const int first = two->runs++ == 0; /* before the stop can come */
    RP_TRY(rp_sin(&out[0], in[0]));
    RP_TRY(rp_cos(&out[1], in[0]));
    for (int i = 0; i < 2 && first; i++) {
        RP_TRY(rp_tensor_history(&e[i], out[i]));
        two->node[i] = e[i].node;
    }
    return RP_OK;
}

START_TEST(checkpoint__beyond_23_two_threads_of_one_pass_share_a_recompute)
{
    struct two_readers two = {{NULL}, 0};
    uint64_t id;
    rp_tensor *x = leaf4(), *y[2] = {NULL}, *z = NULL;
    ck_ok(body_region(y, 2, &x, 1, (struct body){two_nodes, &two, NULL}, NULL));
    ck_ok(rp_add(&z, y[0], y[1]));
    ck_ok(rp_tensor_add_hook(z, read_from_two_threads, &two, NULL, &id));
    ck_ok(backward(z));
    ck_assert_int_ge(two.runs, 2); /* what the threads took and dropped may be made again */
    RELEASE(x, y[0], y[1], z);
}
END_TEST

/* ---- 25: proof ------------------------------------------------------------------------------ */
START_TEST(checkpoint__beyond_25_statistics_as_numbers_json_and_table)
{
    rp_tensor *x = leaf4(), *y = NULL;
    struct chain c = {.ops = "tanh exp tanh"};
    const rp_region r = RP_REGION(chain_body, "proof \"1\"", c);
    const rp_value in = rp_value_tensor(x);
    const rp_checkpoint_options o = save_text("save(aten::exp)");
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, &o));
    y = out.u.t;
    rp_region_stats s = region_stats("proof \"1\"");
    ck_assert(s.forward_ops == 3 && s.kept_bytes == 16 && s.kept_entries == 1 &&
              s.replayed_ops == 0 && s.served == 0);
    ck_ok(backward(y));
    s = region_stats("proof \"1\"");
    ck_assert_msg(s.replayed_ops == 2 && s.served == 1 && s.stops == 1,
                  "replayed %d, served %d, stops %d", (int)s.replayed_ops, (int)s.served,
                  (int)s.stops);
    rp_tensor_release(y);
    ck_assert_uint_eq(region_stats("proof \"1\"").unused_entries, 0);
    const size_t length = rp_region_report(NULL, 0, 1);
    char *text = malloc(length + 1);
    ck_assert_uint_eq(rp_region_report(text, length + 1, 1), length);
    ck_assert_ptr_nonnull(strstr(
        text,
        "{\"name\":\"proof \\\"1\\\"\",\"forward_ops\":3,\"replayed_ops\":2,\"served\":1,\"kept_bytes\":0,\"kept_entries\":0,\"unused_entries\":0,\"stops\":1,\"swallowed_stops\":0}"));
    free(text);
    char table[64];
    /* cut, and told so */
    ck_assert_uint_gt(rp_region_report(table, sizeof table, 0), sizeof table);
    ck_assert_ptr_nonnull(strstr(table, "region                       forward_ops"));
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("beyond", checkpoint__beyond_02_integer_results_are_kept_by_one_word,
                    checkpoint__089_a_saved_operator_with_a_number_among_its_results,
                    checkpoint__beyond_01_the_first_diverging_pair_with_both_call_sites,
                    checkpoint__beyond_03_a_hash_tells_values_apart,
                    checkpoint__beyond_04_effects_are_never_replayed,
                    checkpoint__beyond_04_which_region_and_which_pass,
                    checkpoint__130_beyond_06_hooks_around_see_nested_tensors,
                    checkpoint__beyond_06_nested_tensors_are_checked_for_writes,
                    checkpoint__beyond_08_any_number_of_backwards_over_saved_entries,
                    checkpoint__beyond_14_the_inner_policy_wins_for_its_own_operators,
                    checkpoint__beyond_09_a_policy_by_the_name_of_a_value,
                    checkpoint__beyond_09_a_policy_text_by_module,
                    checkpoint__beyond_10_names_that_nothing_had_are_reported,
                    checkpoint__beyond_12_markers_do_not_shift_the_counts,
                    checkpoint__beyond_13_in_place_operators_are_right_or_refused_at_forward,
                    checkpoint__beyond_19_everything_dies_with_the_last_reference,
                    checkpoint__beyond_20_modules_are_restored_in_a_recompute,
                    checkpoint__beyond_23_two_threads_of_one_pass_share_a_recompute,
                    checkpoint__beyond_25_statistics_as_numbers_json_and_table, NULL);
}
