/* tests/modes/checkpoint/test_sac.c - selective checkpointing: what is kept, what is served, what
 * runs again */
#include "modes/checkpoint/regions.h"

static const int64_t square[] = {4, 4};

struct fixture {
    rp_tensor *x, *w, *y;
    uint64_t live;
};

static void open_fixture(struct fixture *f)
{
    f->live = rp_test_live();
    f->x = leaf(square, 2, 0.3);
    f->w = leaf(square, 2, 0.1);
    f->y = NULL;
}

static void close_fixture(struct fixture *f)
{
    rp_tensor_release(f->y);
    rp_tensor_release(f->x);
    rp_tensor_release(f->w);
    ck_assert_uint_eq(rp_test_live(), f->live);
}

/* Forward and backward of a chain under a policy, with the log of backward in p. Gradients must
 * equal plain. */
static void run(struct fixture *f, const char *ops, const rp_checkpoint_options *o, struct probe *p)
{
    rp_tensor *want = plain_gradient(f->x, ops, f->w), *want_w = NULL;
    if (rp_tensor_grad(f->w)) want_w = rp_tensor_retain(rp_tensor_grad(f->w));
    rp_tensor_set_grad(f->w, NULL);
    ck_ok(chain_region(&f->y, f->x, (struct chain){.ops = ops, .w = f->w}, o));
    const uint32_t depth = probe_push(p);
    ck_ok(backward(f->y));
    rp_mode_pop(depth);
    ck_gradient(f->x, want);
    if (want_w) ck_gradient(f->w, want_w);
    rp_tensor_set_grad(f->x, NULL);
    rp_tensor_set_grad(f->w, NULL);
    rp_tensor_release(want);
    rp_tensor_release(want_w);
}

static rp_checkpoint_policy save_mm(void *ctx, const rp_selective_context *q)
{
    if (ctx) ++*(int *)ctx;
    return rp_policy_from_bool(!strcmp(rp_op_name(q->op), "aten::mm"));
}

START_TEST(checkpoint__080_mm_in_backward)
{
    struct fixture f;
    struct probe p;
    open_fixture(&f);
    const rp_checkpoint_options full = {.size = sizeof full}, list = save_text("save(aten::mm)"),
                                fn = {.size = sizeof fn, .policy = save_mm};
    run(&f, "cos mm sin", &full, &p);
    ck_assert_int_eq(probe_count(&p, "mm"), 3);
    run(&f, "cos mm sin", &list, &p);
    ck_assert_int_eq(probe_count(&p, "mm"), 2);
    run(&f, "cos mm sin", &fn, &p);
    ck_assert_int_eq(probe_count(&p, "mm"), 2);
    close_fixture(&f);
}
END_TEST

static rp_status pair_of_mm(void *ctx, rp_mode **forward, rp_mode **recompute)
{
    const rp_op *mm = rp_op_find("aten::mm");
    ++*(int *)ctx;
    return rp_create_selective_checkpoint_contexts(forward, recompute, &mm, 1, NULL, NULL, 0);
}

START_TEST(checkpoint__048_080_context_function_with_a_list)
{
    struct fixture f;
    struct probe p;
    int calls = 0;
    open_fixture(&f);
    const rp_checkpoint_options o = {
        .size = sizeof o, .context_fn = pair_of_mm, .context_ctx = &calls};
    run(&f, "cos mm sin", &o, &p);
    ck_assert_int_eq(probe_count(&p, "mm"), 2);
    ck_assert_int_eq(calls, 1);
    close_fixture(&f);
}
END_TEST

struct shared_pair {
    rp_mode *forward, *recompute;
};

static rp_status same_pair(void *ctx, rp_mode **forward, rp_mode **recompute)
{
    const struct shared_pair *pair = ctx;
    *forward = rp_mode_retain(pair->forward);
    *recompute = rp_mode_retain(pair->recompute);
    return RP_OK;
}

START_TEST(checkpoint__204_a_pair_may_serve_two_regions)
{
    struct fixture f;
    struct shared_pair pair = {0};
    const rp_op *mm = rp_op_find("aten::mm");
    open_fixture(&f);
    ck_ok(rp_create_selective_checkpoint_contexts(&pair.forward, &pair.recompute, &mm, 1, NULL,
                                                  NULL, 0));
    const rp_checkpoint_options o = {
        .size = sizeof o, .context_fn = same_pair, .context_ctx = &pair};
    rp_tensor *want = plain_gradient(f.x, "mm sin mm cos", f.w);
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "mm sin", .w = f.w}, &o));
    ck_ok(chain_region(&f.y, f.y, (struct chain){.ops = "mm cos", .w = f.w}, &o));
    ck_ok(backward(f.y));
    ck_gradient(f.x, want);
    rp_tensor_release(want);
    rp_mode_release(pair.forward);
    rp_mode_release(pair.recompute);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__081_only_running_kernels_are_visible_outside)
{
    struct fixture f;
    struct probe p;
    open_fixture(&f);
    rp_checkpoint_options o = save_text("save(aten::mm)");
    o.stop = RP_STOP_NEVER;
    run(&f, "mm sin exp", &o, &p);
    ck_assert_msg(strncmp(p.text, "sum ones_like", 13) == 0 || strstr(p.text, "sin exp") != NULL,
                  "%s", p.text);
    ck_assert_int_eq(probe_count(&p, "mm"), 2);
    ck_assert_int_eq(probe_count(&p, "sin"), 1);
    ck_assert_int_eq(probe_count(&p, "exp"), 1);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__085_all_saved_runs_nothing_again)
{
    struct fixture f;
    struct probe p;
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::mm, aten::sin, aten::exp)");
    run(&f, "mm sin exp", &o, &p);
    ck_assert_int_eq(probe_count(&p, "sin"), 0);
    ck_assert_int_eq(probe_count(&p, "exp"), 0);
    ck_assert_int_eq(probe_count(&p, "mm"), 2);
    close_fixture(&f);
}
END_TEST

static rp_checkpoint_policy nonsense(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return (rp_checkpoint_policy)17;
}

START_TEST(checkpoint__082_a_bad_answer_is_an_error)
{
    struct fixture f;
    open_fixture(&f);
    const rp_checkpoint_options o = {.size = sizeof o, .policy = nonsense};
    ck_fails(chain_region(&f.y, f.x, (struct chain){.ops = "sin"}, &o), RP_E_INVALID,
             "answered 17 for aten::sin");
    ck_assert_ptr_null(rp_mode_current());
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__084_texts_that_name_nothing)
{
    struct fixture f;
    open_fixture(&f);
    const struct {
        const char *text, *error;
    } bad[] = {
        {"save(aten::mn)", "no such operator"},
        {"save(aten::mm", "column"},
        {"save(@nothing)", "no operator has this tag"},
        {"safe(aten::mm)", "column 1"},
        {"save(aten::mm/0)", "column"},
        {"save(aten::mul_.Scalar)", "writes its argument"},
        {"save(aten::mm) x", "column"},
        {"full, off", "column 7"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const rp_checkpoint_options o = save_text(bad[i].text);
        ck_fails(chain_region(&f.y, f.x, (struct chain){.ops = "sin"}, &o), RP_E_INVALID,
                 bad[i].error);
    }
    const rp_checkpoint_options present = save_text("save(?demo::absent, aten::sin)"),
                                empty = save_text("save()"), full = save_text("full");
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "sin"}, &present));
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "sin"}, &empty));
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "sin"}, &full));
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__every_second_call)
{
    struct fixture f;
    struct probe p;
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::mm/2)");
    run(&f, "mm sin mm sin mm sin mm sin", &o, &p); /* calls 1 and 3 kept, 2 and 4 run again */
    ck_assert_int_eq(probe_count(&p, "mm"), 8 + 2);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__079_193_the_policy_is_asked_once_per_operator)
{
    struct fixture f;
    int calls = 0;
    open_fixture(&f);
    const rp_checkpoint_options o = {.size = sizeof o, .policy = save_mm, .policy_ctx = &calls};
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "sin exp clone"}, &o));
    ck_assert_int_eq(calls, 3);
    ck_ok(backward(f.y));
    ck_assert_int_eq(calls, 3);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__092_241_dropped_with_what_it_kept)
{
    struct fixture f;
    rp_region_stats s = {.size = sizeof s};
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::exp, aten::clone)");
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "sin exp"}, &o));
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 64);
    rp_tensor_release(f.y);
    f.y = NULL;
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 0);
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "clone clone"}, &o));
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 0);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__093_189_entries_after_the_stop_go_with_the_pass)
{
    struct fixture f;
    rp_region_stats s = {.size = sizeof s};
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::mm)");
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "mm sin mm", .w = f.w}, &o));
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 128);
    ck_ok(backward_keep(f.y, 1));
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 64); /* the first product serves further passes */
    ck_ok(backward(f.y));
    ck_ok(rp_region_stats_get("chain", &s));
    ck_assert_uint_eq(s.kept_bytes, 0);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__094_several_backwards_over_kept_entries)
{
    struct fixture f;
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::mm, aten::exp)");
    rp_tensor *want = plain_gradient(f.x, "mm exp sin", f.w);
    ck_ok(chain_region(&f.y, f.x, (struct chain){.ops = "mm exp sin", .w = f.w}, &o));
    for (int pass = 0; pass < 3; pass++) {
        rp_tensor_set_grad(f.x, NULL);
        ck_ok(backward_keep(f.y, pass < 2));
        ck_gradient(f.x, want);
    }
    rp_tensor_release(want);
    close_fixture(&f);
}
END_TEST

static rp_status diverge(struct fixture *f, const char *first, const char *then,
                         const rp_checkpoint_options *o)
{
    int runs = 0;
    RP_TRY(chain_region(&f->y, f->x,
                        (struct chain){.ops = first, .again = then, .w = f->w, .runs = &runs}, o));
    return backward(f->y);
}

START_TEST(checkpoint__095_101_calls_that_are_not_in_storage)
{
    struct fixture f;
    open_fixture(&f);
    rp_checkpoint_options o = save_text("save(aten::mm)");
    ck_fails(diverge(&f, "mm sin exp", "mm cos exp", &o), RP_E_CHECKPOINT, "aten::cos");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "encountered during backward"));
    o.stop = RP_STOP_NEVER;
    ck_fails(diverge(&f, "sin clone", "sin clone clone", &o), RP_E_CHECKPOINT,
             "invocation index 1");
    o = save_text("save(aten::exp)");
    o.stop = RP_STOP_NEVER; /* one exp less: the entries shift, and at the end the counts differ */
    ck_fails(diverge(&f, "exp clone exp sin", "clone exp sin", &o), RP_E_CHECKPOINT, "");
    o.stop = RP_STOP_UNWIND;
    ck_fails(diverge(&f, "exp half exp sin", "half exp exp sin", &o), RP_E_CHECKPOINT,
             "other shapes or dtypes");
    close_fixture(&f);
}
END_TEST

/* y = sin x (saved by the policy); y *= 2; exp(cos y) */
static rp_status mutating_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                               uint32_t n_out)
{
    RP_LOCAL rp_tensor *y = NULL;
    RP_LOCAL rp_tensor *same = NULL;
    rp_tensor *z = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_TRY(rp_sin(&y, in[0].u.t));
    RP_TRY(rp_mul__scalar(&same, y, rp_value_float(2.0)));
    RP_TRY(rp_cos(&z, y));
    const rp_status st = rp_exp(&z, z);
    if (st) rp_tensor_release(z);
    else out[0] = rp_value_tensor(z);
    return st;
}

static rp_status mutate(struct fixture *f, const rp_checkpoint_options *o)
{
    const rp_region r = {.fn = mutating_body, .name = "mutates"};
    const rp_value in = rp_value_tensor(f->x);
    rp_value out;
    RP_TRY(rp_checkpoint(&out, 1, &r, &in, 1, o));
    rp_tensor_release(f->y);
    f->y = out.u.t;
    return backward(f->y);
}

static rp_checkpoint_policy save_all(void *ctx, const rp_selective_context *q)
{
    (void)ctx, (void)q;
    return RP_MUST_SAVE;
}

START_TEST(checkpoint__103_107_in_place)
{
    struct fixture f;
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::sin)"),
                                all = {.size = sizeof all, .policy = save_all},
                                full = {.size = sizeof full};
    ck_fails(mutate(&f, &o), RP_E_CHECKPOINT, "has been mutated");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "aten::sin"));
    ck_fails(mutate(&f, &all), RP_E_CHECKPOINT, "aten::mul_");
    rp_tensor_set_grad(f.x, NULL);
    ck_ok(mutate(&f, &full));
    close_fixture(&f);
}
END_TEST

struct inner {
    rp_tensor *w;
    const char *policy;
    int *runs;
};

static rp_status outer_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    struct inner *c = ctx;
    RP_LOCAL rp_tensor *h = NULL;
    rp_tensor *y = NULL;
    (void)n_in, (void)n_out;
    RP_TRY(rp_cos(&h, in[0].u.t));
    const rp_checkpoint_options o = {.size = sizeof o, .policy_text = c->policy};
    RP_TRY(chain_region(&h, h, (struct chain){.ops = "mm sin", .w = c->w, .runs = c->runs}, &o));
    RP_TRY(rp_exp(&y, h));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(checkpoint__055_183_sac_in_sac)
{
    struct fixture f;
    struct probe p;
    int runs = 0;
    open_fixture(&f);
    rp_tensor *want = plain_gradient(f.x, "cos mm sin exp", f.w);
    struct inner c = {f.w, "save(aten::mm)", &runs};
    const rp_region r = RP_REGION(outer_body, "outer", c);
    const rp_value in = rp_value_tensor(f.x);
    const rp_checkpoint_options o = save_text("save(aten::sin)");
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, &o));
    const uint32_t depth = probe_push(&p);
    ck_ok(backward(out.u.t));
    rp_mode_pop(depth);
    ck_gradient(f.x, want);
    ck_assert_int_eq(runs, 3);
    ck_assert_int_eq(probe_count(&p, "mm"), 1 + 2); /* outer re-run, and the formula */
    rp_value_clear(&out);
    rp_tensor_release(want);
    close_fixture(&f);
}
END_TEST

/* (values, indices) of topk and the pieces of split, all kept */
static rp_status lists_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                            uint32_t n_out)
{
    rp_tensor *part[2] = {NULL, NULL}, *y = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_sin(&h, in[0].u.t));
    RP_TRY(rp_split(part, 2, h, 2, 0));
    rp_status st = rp_cat(&y, (rp_tensor *const[]){part[1], part[0]}, 2, 0);
    if (!st) st = rp_exp(&y, y);
    rp_tensor_release(part[0]);
    rp_tensor_release(part[1]);
    if (st) rp_tensor_release(y);
    else out[0] = rp_value_tensor(y);
    return st;
}

START_TEST(checkpoint__200_list_results)
{
    struct fixture f;
    struct probe p;
    open_fixture(&f);
    const rp_region r = {.fn = lists_body, .name = "lists"};
    const rp_value in = rp_value_tensor(f.x);
    rp_value plain, out;
    ck_ok(lists_body(NULL, &in, 1, &plain, 1));
    ck_ok(backward(plain.u.t));
    rp_tensor *want = rp_tensor_retain(rp_tensor_grad(f.x));
    rp_tensor_set_grad(f.x, NULL);
    const rp_checkpoint_options o =
        save_text("save(aten::sin, aten::split.Tensor, aten::cat, aten::exp)");
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, &o));
    ck_assert(rp_test_equal_bits(out.u.t, plain.u.t));
    const uint32_t depth = probe_push(&p);
    ck_ok(backward(out.u.t));
    rp_mode_pop(depth);
    ck_gradient(f.x, want);
    ck_assert_int_eq(probe_count(&p, "split.Tensor"), 0);
    ck_assert_int_eq(probe_count(&p, "exp"), 0);
    rp_value_clear(&plain);
    rp_value_clear(&out);
    rp_tensor_release(want);
    close_fixture(&f);
}
END_TEST

static int find_entry(void *ctx, const char *policy, const char *entry)
{
    (void)policy;
    return !strcmp(entry, ctx);
}

static rp_checkpoint_policy save_in_attention(void *ctx, const rp_selective_context *q)
{
    const int here = !strcmp(q->module, "h.0.attn") && !strcmp(rp_op_name(q->op), "aten::mm");
    *(int *)ctx += here;
    ck_assert_str_eq(q->region, "chain");
    ck_assert_uint_eq(q->depth, 1);
    return rp_policy_from_bool(here);
}

START_TEST(checkpoint__beyond_09_a_policy_by_module_path)
{
    struct fixture f;
    struct probe p;
    uint32_t outer, inner;
    int matched = 0;
    open_fixture(&f);
    const rp_checkpoint_options o = {
        .size = sizeof o, .policy = save_in_attention, .policy_ctx = &matched};
    ck_ok(rp_module_push("h.0", &outer));
    run(&f, "mm sin", &o, &p);
    ck_assert_int_eq(matched, 0);
    ck_ok(rp_module_push("attn", &inner));
    run(&f, "mm sin", &o, &p);
    ck_assert_int_eq(matched, 1);
    rp_module_pop(outer);
    run(&f, "mm sin", &o, &p);
    ck_assert_int_eq(matched, 1);
    close_fixture(&f);
}
END_TEST

START_TEST(checkpoint__beyond_10_report_of_entries_that_matched_nothing)
{
    struct fixture f;
    struct probe p;
    char tanh_name[] = "aten::tanh", mm_name[] = "aten::mm";
    open_fixture(&f);
    const rp_checkpoint_options o = save_text("save(aten::mm, aten::tanh)");
    run(&f, "mm sin", &o, &p);
    ck_assert_int_eq(rp_policy_unmatched_each(find_entry, tanh_name), 1);
    ck_assert_int_eq(rp_policy_unmatched_each(find_entry, mm_name), 0);
    close_fixture(&f);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "sac", checkpoint__beyond_09_a_policy_by_module_path,
        checkpoint__beyond_10_report_of_entries_that_matched_nothing,
        checkpoint__080_mm_in_backward, checkpoint__048_080_context_function_with_a_list,
        checkpoint__204_a_pair_may_serve_two_regions,
        checkpoint__081_only_running_kernels_are_visible_outside,
        checkpoint__085_all_saved_runs_nothing_again, checkpoint__082_a_bad_answer_is_an_error,
        checkpoint__084_texts_that_name_nothing, checkpoint__every_second_call,
        checkpoint__079_193_the_policy_is_asked_once_per_operator,
        checkpoint__092_241_dropped_with_what_it_kept,
        checkpoint__093_189_entries_after_the_stop_go_with_the_pass,
        checkpoint__094_several_backwards_over_kept_entries,
        checkpoint__095_101_calls_that_are_not_in_storage, checkpoint__103_107_in_place,
        checkpoint__055_183_sac_in_sac, checkpoint__200_list_results, NULL);
}
