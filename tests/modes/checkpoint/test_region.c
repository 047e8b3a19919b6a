/* tests/modes/checkpoint/test_region.c - the non-reentrant form: values, runs, stops, lifetimes,
 * nesting */
#include "modes/checkpoint/regions.h"

static const int64_t four[] = {4}, square[] = {4, 4};

/* Forward and one backward of a chain; returns runs and leaves the gradient in x. */
static int run_once(rp_tensor *x, struct chain c, const rp_checkpoint_options *o)
{
    int runs = 0;
    rp_tensor *y = NULL;
    c.runs = &runs;
    rp_tensor_set_grad(x, NULL);
    ck_ok(chain_region(&y, x, c, o));
    ck_ok(backward(y));
    rp_tensor_release(y);
    return runs;
}

static void check_equal_to_plain(const char *ops, rp_tensor *x, rp_tensor *w,
                                 const rp_checkpoint_options *o, int want_runs)
{
    rp_tensor *want = plain_gradient(x, ops, w);
    const int runs = run_once(x, (struct chain){.ops = ops, .w = w}, o);
    ck_gradient(x, want);
    ck_assert_int_eq(runs, want_runs);
    rp_tensor_release(want);
}

START_TEST(checkpoint__001_gradients_equal_plain)
{
    const uint64_t live = rp_test_live();
    rp_tensor *x = leaf4(), *w = leaf(square, 2, 0.1), *m = leaf(square, 2, 1.0), *y = NULL,
              *g = NULL;
    check_equal_to_plain("exp", x, NULL, NULL, 2);
    check_equal_to_plain("sin exp sin", x, NULL, NULL, 2);
    check_equal_to_plain("square tanh cos", x, NULL, NULL, 2);
    rp_tensor *want = plain_gradient(x, "exp", NULL);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "exp"}, NULL));
    ck_ok(rp_sum(&y, y));
    ck_ok(rp_grad(&g, &y, 1, &x, 1, NULL));
    ck_assert(rp_test_equal_bits(g, want));
    rp_tensor_release(want);
    want = plain_gradient(m, "cos mm sin mm exp", w);
    rp_tensor *want_w = rp_tensor_retain(rp_tensor_grad(w));
    rp_tensor_set_grad(w, NULL);
    ck_assert_int_eq(run_once(m, (struct chain){.ops = "cos mm sin mm exp", .w = w}, NULL), 2);
    ck_gradient(m, want);
    ck_gradient(w, want_w);
    rp_tensor *all[] = {x, w, m, y, g, want, want_w};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) rp_tensor_release(all[i]);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

/* in: list(list(x, 2), "exp"); out: list(exp(x) * 2) */
static rp_status nested_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    RP_LOCAL rp_tensor *y = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    const rp_value *inner = in[0].u.l;
    ck_assert_uint_eq(inner[1].n, 3);
    ck_assert_str_eq(inner[1].u.s, "exp");
    ck_assert_int_eq(inner[0].u.l[1].u.i, 2);
    RP_TRY(rp_exp(&y, inner[0].u.l[0].u.t));
    RP_TRY(rp_mul_scalar(&y, y, inner[0].u.l[1]));
    const rp_value item = rp_value_tensor(y), list = rp_value_list(&item, 1);
    return rp_value_copy(out, &list);
}

START_TEST(checkpoint__003_nested_lists_are_rebuilt)
{
    rp_tensor *x = leaf4();
    const rp_region r = {.fn = nested_body, .name = "nested"};
    rp_value deep[] = {rp_value_tensor(x), rp_value_int(2)};
    char text[] = "exp";
    rp_value items[] = {rp_value_list(deep, 2), rp_value_str(text, 3)};
    const rp_value in = rp_value_list(items, 2);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    memset(text, 'x', 3); /* text and lists were copied */
    items[0] = deep[1] = rp_value_none();
    ck_ok(backward(out.u.l[0].u.t));
    for (int i = 0; i < 4; i++)
        ck_assert_float_eq(rp_test_at(rp_tensor_grad(x), i), 2 * rp_test_at(out.u.l[0].u.t, i) / 2);
    rp_value_clear(&out);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__184_writing_an_input_in_a_list_is_noticed)
{
    rp_tensor *x = leaf4(), *k = rp_test_sin(four, 1, 2.0, 1.0);
    rp_value deep[] = {rp_value_tensor(k), rp_value_int(2)},
             items[] = {rp_value_list(deep, 2), rp_value_str("exp", 3)};
    const rp_value in[] = {rp_value_list(items, 2)};
    const rp_region r = {.fn = nested_body, .name = "nested"};
    rp_value out;
    void *data;
    ck_ok(rp_tensor_require_grad(k, 1));
    ck_ok(rp_checkpoint(&out, 1, &r, in, 1, NULL));
    ck_ok(rp_tensor_write(k, &data));
    rp_tensor_done(k);
    ck_fails(backward(out.u.l[0].u.t), RP_E_MUTATED, "nested");
    rp_value_clear(&out);
    rp_tensor_release(x);
    rp_tensor_release(k);
}
END_TEST

START_TEST(checkpoint__184_writing_a_parameter_of_the_closure_is_noticed)
{
    rp_tensor *x = leaf(square, 2, 0.3), *w = leaf(square, 2, 0.1), *y = NULL;
    void *data;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "mm sin", .w = w}, NULL));
    ck_ok(rp_tensor_write(w, &data));
    rp_tensor_done(w);
    ck_fails(backward(y), RP_E_MUTATED, "modified by an inplace operation");
    rp_tensor *all[] = {x, w, y};
    for (size_t i = 0; i < 3; i++) rp_tensor_release(all[i]);
}
END_TEST

START_TEST(checkpoint__010_without_gradients_it_is_a_plain_call)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    const int grad = rp_grad_mode_exchange(0);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp", .runs = &runs}, NULL));
    rp_grad_mode_exchange(grad);
    ck_assert_int_eq(runs, 1);
    ck_assert(!rp_tensor_requires_grad(y));
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__015_016_runs_per_pass)
{
    rp_tensor *x = leaf4(), *y = NULL;
    int runs = 0;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp", .runs = &runs}, NULL));
    ck_assert_int_eq(runs, 1);
    ck_ok(backward_keep(y, 1));
    ck_assert_int_eq(runs, 2);
    ck_ok(backward(y));
    ck_assert_int_eq(runs, 3);
    ck_fails(backward(y), RP_E_STATE, "");
    ck_assert_int_eq(runs, 3);
    ck_assert_int_eq(run_once(x, (struct chain){.ops = "clone"}, NULL),
                     1); /* saved nothing: never re-run */
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__011_reading_a_slot_outside_backward_recomputes_each_time)
{
    rp_tensor *x = leaf4(), *y = NULL, *saved = NULL;
    rp_edge e;
    int runs = 0;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "exp", .runs = &runs}, NULL));
    ck_ok(rp_tensor_history(&e, y));
    for (int read = 2; read <= 3; read++) {
        ck_ok(rp_node_saved(&saved, e.node, 0));
        ck_assert_int_eq(runs, read);
        ck_assert(rp_test_equal_bits(saved, y));
    }
    ck_ok(backward(y));
    ck_assert_int_eq(runs, 4);
    ck_fails(rp_node_saved(&saved, e.node, 0), RP_E_STATE, "");
    rp_tensor_release(saved);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__019_errors_come_through_and_leave_nothing)
{
    const uint64_t live = rp_test_live();
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "sin exp", NULL);
    int runs = 0;
    ck_assert_int_eq(chain_region(&y, x, (struct chain){.ops = "sin fail exp"}, NULL), -42);
    ck_assert_ptr_null(rp_mode_current());
    struct chain c = {.ops = "sin exp", .again = "sin fail exp", .runs = &runs};
    const rp_region r = {.fn = chain_body, .name = "fails later", .ctx = &c};
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    ck_assert_int_eq(backward_keep(out.u.t, 1), -42);
    ck_assert_ptr_null(rp_mode_current());
    rp_tensor_set_grad(x, NULL);
    c.again = NULL;
    ck_ok(backward(out.u.t));
    ck_gradient(x, want);
    rp_value_clear(&out);
    rp_tensor_release(want);
    rp_tensor_release(x);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

START_TEST(checkpoint__020_217_dropped_without_a_backward)
{
    const uint64_t live = rp_test_live();
    rp_tensor *x = leaf4(), *y = NULL;
    rp_checkpoint_options o = {.size = sizeof o, .policy_text = "save(aten::sin)"};
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp"}, NULL));
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp"}, &o));
    rp_tensor_release(y);
    rp_tensor_release(x);
    ck_assert_uint_eq(rp_test_live(), live);
}
END_TEST

/* ---- early stop ----------------------------------------------------------------------------- */
static int clones(int option, int outer, int inner)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o,
                                     .stop = (uint8_t)(option ? RP_STOP_UNWIND : RP_STOP_NEVER)};
    const uint32_t depth = probe_push(&p);
    const int before = rp_set_checkpoint_early_stop(outer);
    const int middle = rp_set_checkpoint_early_stop(inner == RP_UNSET ? outer : inner);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin cos clone"}, &o));
    rp_set_checkpoint_early_stop(middle);
    rp_set_checkpoint_early_stop(before);
    ck_ok(backward(y));
    rp_mode_pop(depth);
    rp_tensor_release(y);
    rp_tensor_release(x);
    return probe_count(&p, "clone");
}

START_TEST(checkpoint__026_to_033_option_and_scopes)
{
    ck_assert_int_eq(clones(1, RP_UNSET, RP_UNSET), 1);
    ck_assert_int_eq(clones(0, RP_UNSET, RP_UNSET), 2);
    ck_assert_int_eq(clones(1, 0, RP_UNSET), 2);
    ck_assert_int_eq(clones(1, 1, RP_UNSET), 1);
    ck_assert_int_eq(clones(0, 0, 1), 1);
    ck_assert_int_eq(clones(0, 1, RP_UNSET), 1);
    ck_assert_int_eq(rp_set_checkpoint_early_stop(RP_UNSET), RP_UNSET);
}
END_TEST

static void log_of(struct probe *p, const char *ops, uint8_t stop)
{
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .stop = stop};
    const uint32_t depth = probe_push(p);
    ck_ok(chain_region(&y, x, (struct chain){.ops = ops}, &o));
    ck_ok(backward(y));
    rp_mode_pop(depth);
    rp_tensor_release(y);
    rp_tensor_release(x);
}

START_TEST(checkpoint__034_035_the_stop_is_at_the_save)
{
    struct probe p;
    log_of(&p, "sin", RP_STOP_UNWIND);
    ck_assert_int_eq(probe_count(&p, "sin"), 1);
    log_of(&p, "sin", RP_STOP_NEVER);
    ck_assert_int_eq(probe_count(&p, "sin"), 2);
    log_of(&p, "exp", RP_STOP_UNWIND);
    ck_assert_int_eq(probe_count(&p, "exp"), 2);
}
END_TEST

START_TEST(checkpoint__036_186_a_swallowed_stop_is_accepted_and_counted)
{
    rp_tensor *x = leaf4(), *want = plain_gradient(x, "sin exp", NULL);
    rp_region_stats before = {.size = sizeof before}, after = {.size = sizeof after};
    ck_assert_int_eq(run_once(x, (struct chain){.ops = "sin exp"}, NULL), 2);
    ck_ok(rp_region_stats_get("chain", &before));
    const int codes[] = {1, -7};
    for (int i = 0; i < 2; i++) {
        run_once(x, (struct chain){.ops = "sin exp", .swallow = codes[i]}, NULL);
        ck_gradient(x, want);
    }
    ck_ok(rp_region_stats_get("chain", &after));
    ck_assert_uint_eq(after.swallowed_stops - before.swallowed_stops, 2);
    ck_assert_uint_eq(after.stops - before.stops, 2);
    rp_tensor_release(want);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__hollow_stop_ends_the_function_without_kernels)
{
    rp_tensor *x = leaf4();
    const rp_checkpoint_options o = {.size = sizeof o, .stop = RP_STOP_HOLLOW};
    check_equal_to_plain("sin exp clone", x, NULL, &o, 2);
    struct probe p;
    log_of(&p, "sin exp clone", RP_STOP_HOLLOW);
    ck_assert_int_eq(probe_count(&p, "clone"), 1);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__238_dropped_outputs_do_not_disturb)
{
    struct probe p;
    rp_tensor *x = leaf4(), *y = NULL, *z = NULL;
    const rp_checkpoint_options o = {.size = sizeof o};
    struct chain c = {.ops = "sin exp tanh"};
    rp_frame *frame = NULL;
    const rp_region r = RP_REGION(chain_body, "live", c);
    const rp_value in = rp_value_tensor(x);
    ck_ok(rp_checkpoint_begin(&frame, &r, &in, 1, &o));
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&z, x));
    ck_ok(rp_tanh(&z, z));
    ck_ok(rp_checkpoint_end_take(frame));
    rp_tensor_release(z);
    const uint32_t depth = probe_push(&p);
    ck_ok(backward(y));
    rp_mode_pop(depth);
    ck_assert_int_le(probe_count(&p, "tanh"), 1);
    for (int i = 0; i < 4; i++)
        ck_assert_float_eq_tol(rp_test_at(rp_tensor_grad(x), i), cosf(rp_test_at(x, i)), 1e-6);
    rp_tensor_release(y);
    rp_tensor_release(x);
}
END_TEST

/* ---- determinism ---------------------------------------------------------------------------- */
static rp_status diverge(const char *first, const char *then, uint8_t stop, uint8_t check)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .stop = stop, .determinism_check = check};
    ck_ok(chain_region(&y, x, (struct chain){.ops = first, .again = then, .runs = &runs}, &o));
    const rp_status st = backward(y);
    rp_tensor_release(y);
    rp_tensor_release(x);
    return st;
}

START_TEST(checkpoint__037_count_mismatch_reports_both_counts)
{
    ck_fails(diverge("sin exp sin", "exp sin", RP_STOP_UNWIND, RP_CHECK_DEFAULT), RP_E_CHECKPOINT,
             "forward 3, recomputation 2");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "a different number of tensors was saved"));
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "the runs part at slot 0: forward aten::sin"));
    ck_fails(diverge("sin exp sin", "exp sin", RP_STOP_UNWIND, RP_CHECK_NONE), RP_E_CHECKPOINT,
             "forward 3, recomputation 2"); /* 043 */
}
END_TEST

START_TEST(checkpoint__038_too_many_saves_without_early_stop)
{
    ck_fails(diverge("sin exp", "sin exp sin", RP_STOP_NEVER, RP_CHECK_DEFAULT), RP_E_CHECKPOINT,
             "trying to save more tensors");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "aten::sin"));
    ck_ok(diverge("sin exp", "sin exp sin", RP_STOP_UNWIND, RP_CHECK_DEFAULT)); /* 039 */
}
END_TEST

START_TEST(checkpoint__040_metadata_of_each_slot)
{
    ck_fails(diverge("sin exp", "half sin exp", RP_STOP_UNWIND, RP_CHECK_DEFAULT), RP_E_CHECKPOINT,
             "different metadata");
    const char *text = rp_error_message();
    ck_assert_ptr_nonnull(strstr(text, "position 0: saved float32 [4] on cpu by aten::sin"));
    ck_assert_ptr_nonnull(strstr(text, "position 1: saved float32 [4] on cpu by aten::exp"));
    ck_assert_ptr_nonnull(strstr(text, "recomputed float32 [2] on cpu"));
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options bad = {.size = sizeof bad, .determinism_check = 7};
    ck_fails(chain_region(&y, x, (struct chain){.ops = "sin"}, &bad), RP_E_INVALID,
             "default (0), none (1) or hash (2), got 7"); /* 043 */
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__044_values_are_only_checked_with_hash)
{
    ck_ok(diverge("sin sin exp", "sin cos exp", RP_STOP_UNWIND, RP_CHECK_NONE));
    ck_fails(diverge("clone exp", "cos exp", RP_STOP_NEVER, RP_CHECK_HASH), RP_E_CHECKPOINT, "");
    ck_ok(diverge("sin exp", "sin exp", RP_STOP_UNWIND, RP_CHECK_HASH));
}
END_TEST

START_TEST(checkpoint__237_operators_are_part_of_a_slot)
{
    ck_fails(diverge("sin exp", "exp sin", RP_STOP_UNWIND, RP_CHECK_DEFAULT), RP_E_CHECKPOINT,
             "different operators");
    ck_assert_ptr_nonnull(strstr(rp_error_message(), "by aten::sin"));
}
END_TEST

static rp_status diverge_in_debug(int scope, uint8_t option)
{
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .debug = option};
    const int before = rp_set_checkpoint_debug_enabled(scope);
    ck_ok(chain_region(
        &y, x, (struct chain){.ops = "sin exp sin", .again = "exp sin", .runs = &runs}, &o));
    rp_set_checkpoint_debug_enabled(before);
    const rp_status st = backward(y);
    rp_tensor_release(y);
    rp_tensor_release(x);
    return st;
}

START_TEST(checkpoint__041_042_debug_adds_both_logs_and_call_stacks)
{
    const struct {
        int scope;
        uint8_t option;
        int is_long;
    } table[] = {{RP_UNSET, 0, 0}, {RP_UNSET, 1, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 0}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ck_fails(diverge_in_debug(table[i].scope, table[i].option), RP_E_CHECKPOINT,
                 "forward 3, recomputation 2");
        static const char *const lines[] = {
            "1 of 3 in original: chain| $1: f32[4] = aten::sin($0)\n",
            "3 of 3 in original: chain| $3: f32[4] = aten::sin($2)\n",
            "1 of 2 in recompute: chain| $1: f32[4] = aten::exp($0)\n",
            " at chain_body+0x", /* of the call stacks: a static function of this file */
            "operators called in original:\n    chain| $1: f32[4] = aten::sin($0)\n    chain| $2: f32[4] = aten::exp($1)\n"};
        for (int k = 0; k < 5; k++)
            ck_assert_msg((strstr(rp_error_message(), lines[k]) != NULL) == table[i].is_long,
                          "%s: %s", lines[k], rp_error_message());
    }
}
END_TEST

/* ---- nesting -------------------------------------------------------------------------------- */
struct nest {
    int depth, tail; /* tail: an operator after the inner call */
    int *innermost;
    uint8_t stop;
};

static rp_status nest_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    struct nest *n = ctx;
    rp_tensor *y = NULL;
    (void)n_in;
    if (n->depth == 1) {
        ++*n->innermost;
        RP_TRY(chain_apply(&y, in[0].u.t, "sin exp sin", NULL));
        out[0] = rp_value_tensor(y);
        return RP_OK;
    }
    struct nest below = *n;
    below.depth--;
    const rp_region r = RP_REGION(nest_body, "nest", below);
    const rp_checkpoint_options o = {.size = sizeof o, .stop = n->stop};
    RP_TRY(rp_checkpoint(out, n_out, &r, in, 1, &o));
    if (!n->tail) return RP_OK;
    const rp_status st = rp_exp(&out[0].u.t, out[0].u.t);
    if (st) rp_value_clear(&out[0]);
    return st;
}

static int innermost_runs(int depth, int tail, uint8_t stop)
{
    int runs = 0;
    rp_tensor *x = leaf4();
    struct nest n = {.depth = depth + 1, .tail = tail, .innermost = &runs, .stop = stop};
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(nest_body(&n, &in, 1, &out, 1));
    ck_ok(backward(out.u.t));
    rp_value_clear(&out);
    rp_tensor *got = rp_tensor_retain(rp_tensor_grad(x));
    char ops[64] = "sin exp sin";
    for (int i = 0; tail && i < depth; i++) strcat(ops, " exp");
    rp_tensor *want = plain_gradient(x, ops, NULL);
    ck_assert(rp_test_equal_bits(got, want));
    rp_tensor_release(got);
    rp_tensor_release(want);
    rp_tensor_release(x);
    return runs;
}

START_TEST(checkpoint__216_runs_by_depth)
{
    for (int d = 1; d <= 4; d++) {
        ck_assert_int_eq(innermost_runs(d, 0, RP_STOP_UNWIND), 2);
        ck_assert_int_eq(innermost_runs(d, 0, RP_STOP_NEVER), d + 1);
        if (d > 1) ck_assert_int_eq(innermost_runs(d, 1, RP_STOP_UNWIND), d + 1);
    }
}
END_TEST

/* ---- random numbers ------------------------------------------------------------------------- */
static void generator(uint64_t *seed, uint64_t *offset)
{
    rp_generator_get(rp_generator_default(RP_CPU), seed, offset);
}

START_TEST(checkpoint__072_the_generator_is_not_touched_by_a_recompute)
{
    uint64_t seed, offset;
    rp_tensor *x = leaf((const int64_t[]){64}, 1, 0.2), *y = NULL;
    rp_manual_seed(42);
    rp_tensor *want = plain_gradient(x, "dropout sin", NULL);
    rp_manual_seed(42);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "dropout sin"}, NULL));
    rp_manual_seed(41);
    ck_ok(backward(y));
    ck_gradient(x, want);
    generator(&seed, &offset);
    ck_assert_uint_eq(seed, 41);
    ck_assert_uint_eq(offset, 0);
    rp_tensor_release(y);
    rp_tensor_release(want);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__072_073_without_rng_state_the_draw_differs)
{
    uint64_t seed, offset;
    rp_tensor *x = leaf((const int64_t[]){64}, 1, 0.2), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .no_rng_state = 1};
    rp_manual_seed(42);
    rp_tensor *want = plain_gradient(x, "dropout sin", NULL);
    rp_manual_seed(42);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "dropout sin"}, &o));
    rp_manual_seed(41);
    ck_ok(backward(y));
    ck_assert(!rp_test_equal_bits(rp_tensor_grad(x), want));
    generator(&seed, &offset);
    ck_assert_uint_gt(offset, 0);
    rp_tensor_release(y);
    rp_tensor_release(want);
    rp_tensor_release(x);
}
END_TEST

START_TEST(checkpoint__219_220_dropout_in_every_form)
{
    const rp_checkpoint_options forms[] = {
        {.size = sizeof forms[0]},
        {.size = sizeof forms[0], .stop = RP_STOP_NEVER},
        {.size = sizeof forms[0], .policy_text = "save(aten::native_dropout)"},
        {.size = sizeof forms[0], .policy_text = "save(aten::sin, aten::rand_like)"},
        {.size = sizeof forms[0], .policy_text = "save(aten::rand_like/2, aten::native_dropout/2)"},
    };
    rp_tensor *x = leaf((const int64_t[]){64}, 1, 0.2);
    const char *ops = "dropout rand sin dropout rand square";
    uint64_t seed, offset, want_offset;
    rp_manual_seed(7);
    rp_tensor *want = plain_gradient(x, ops, NULL);
    generator(&seed, &want_offset);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        rp_tensor *y = NULL;
        rp_manual_seed(7);
        ck_ok(chain_region(&y, x, (struct chain){.ops = ops}, &forms[i]));
        for (int pass = 0; pass < 2; pass++) {
            rp_tensor_set_grad(x, NULL);
            ck_ok(backward_keep(y, pass == 0));
            ck_gradient(x, want);
            generator(&seed, &offset);
            ck_assert_uint_eq(offset, want_offset);
        }
        rp_tensor_release(y);
    }
    rp_tensor_release(want);
    rp_tensor_release(x);
}
END_TEST

/* ---- queries -------------------------------------------------------------------------------- */
static rp_status asking_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    rp_recompute_info *seen = *(rp_recompute_info **)ctx;
    rp_tensor *y = NULL;
    (void)n_in, (void)n_out;
    seen->size = sizeof *seen;
    rp_recompute_get(seen);
    RP_TRY(rp_exp(&y, in[0].u.t));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(checkpoint__214_am_i_recomputing)
{
    rp_recompute_info seen = {0}, *to = &seen;
    rp_tensor *x = leaf4();
    const rp_region r = RP_REGION(asking_body, "asks", to);
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    ck_assert_int_eq(seen.active, 0);
    ck_ok(backward(out.u.t));
    ck_assert_int_eq(seen.active, 1);
    ck_assert_uint_ne(seen.pass, 0);
    ck_assert_uint_ne(seen.region, 0);
    ck_assert_str_eq(seen.name, "asks");
    rp_recompute_get(&seen);
    ck_assert_int_eq(seen.active, 0);
    rp_value_clear(&out);
    rp_tensor_release(x);
}
END_TEST

static rp_status pinning_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                              uint32_t n_out)
{
    int *runs = *(int **)ctx;
    rp_tensor *y = NULL;
    RP_LOCAL rp_tensor *gate = NULL;
    (void)n_in, (void)n_out;
    RP_TRY(rp_full_like(
        &gate, in[0].u.t,
        rp_value_float(1.0 + (*runs)++))); /* a decision that changes from run to run */
    RP_TRY(rp_pin(gate, "gate"));
    RP_TRY(rp_mul(&y, in[0].u.t, gate));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

START_TEST(checkpoint__beyond_02_pin_keeps_a_decision)
{
    int runs = 0, *to = &runs;
    rp_tensor *x = leaf4();
    const rp_region r = RP_REGION(pinning_body, "pins", to);
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    ck_ok(backward(out.u.t));
    ck_assert_int_eq(runs, 2);
    for (int i = 0; i < 4; i++) ck_assert_float_eq(rp_test_at(rp_tensor_grad(x), i), 1.0f);
    rp_value_clear(&out);
    rp_tensor_release(x);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "region", checkpoint__001_gradients_equal_plain, checkpoint__003_nested_lists_are_rebuilt,
        checkpoint__184_writing_an_input_in_a_list_is_noticed,
        checkpoint__184_writing_a_parameter_of_the_closure_is_noticed,
        checkpoint__010_without_gradients_it_is_a_plain_call, checkpoint__015_016_runs_per_pass,
        checkpoint__011_reading_a_slot_outside_backward_recomputes_each_time,
        checkpoint__019_errors_come_through_and_leave_nothing,
        checkpoint__020_217_dropped_without_a_backward, checkpoint__026_to_033_option_and_scopes,
        checkpoint__034_035_the_stop_is_at_the_save,
        checkpoint__036_186_a_swallowed_stop_is_accepted_and_counted,
        checkpoint__hollow_stop_ends_the_function_without_kernels,
        checkpoint__238_dropped_outputs_do_not_disturb,
        checkpoint__037_count_mismatch_reports_both_counts,
        checkpoint__038_too_many_saves_without_early_stop, checkpoint__040_metadata_of_each_slot,
        checkpoint__044_values_are_only_checked_with_hash,
        checkpoint__237_operators_are_part_of_a_slot,
        checkpoint__041_042_debug_adds_both_logs_and_call_stacks, checkpoint__216_runs_by_depth,
        checkpoint__072_the_generator_is_not_touched_by_a_recompute,
        checkpoint__072_073_without_rng_state_the_draw_differs,
        checkpoint__219_220_dropout_in_every_form, checkpoint__214_am_i_recomputing,
        checkpoint__beyond_02_pin_keeps_a_decision, NULL);
}
