/* tests/modes/checkpoint/test_state.c - what a recompute puts back and what it leaves alone:
 * generators, autocast, devices, switches, groups, threads */
#include "modes/autocast.h"
#include "modes/checkpoint/regions.h"
#include "dispatch/init.h"
#include <pthread.h>

static void generator_state(uint64_t s[2])
{
    rp_generator_get(rp_generator_default(RP_CPU), &s[0], &s[1]);
}

/* ---- order of runs -------------------------------------------------------------------------- */
struct family {
    char order[64];
    int sin_after;
};
static rp_status child_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    strcat(((struct family *)b->data)->order, "c");
    return rp_exp(out, in[0]);
}
static rp_status parent_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct family *f = b->data;
    RP_LOCAL rp_tensor *y = NULL, *z = NULL;
    strcat(f->order, "p");
    RP_TRY(rp_cos(&y, in[0]));
    RP_TRY(body_region1(&z, y, (struct body){child_body, f, NULL}, NULL));
    if (f->sin_after) return rp_sin(out, z);
    *out = rp_tensor_retain(z);
    return RP_OK;
}

START_TEST(checkpoint__054_inner_inputs_belong_to_the_parent)
{
    for (int after = 0; after < 2; after++) {
        struct family f = {"", after};
        rp_tensor *x = leaf4(), *y = NULL,
                  *want = plain_gradient(x, after ? "cos exp sin" : "cos exp", NULL);
        ck_ok(body_region1(&y, x, (struct body){parent_body, &f, NULL}, NULL));
        strcat(f.order, "|");
        ck_ok(backward(y));
        ck_assert_str_eq(f.order, after ? "pc|pcc" : "pc|pc");
        ck_gradient(x, want);
        RELEASE(x, y, want);
    }
}
END_TEST

/* ---- generators ----------------------------------------------------------------------------- */
START_TEST(checkpoint__071_dropout_outside_and_inside)
{
    for (int form = 0; form < 2; form++)
        for (uint64_t seed = 1; seed <= 5; seed++) {
            rp_tensor *x = leaf((const int64_t[]){20000}, 1, 0.1), *y = NULL, *want = NULL;
            const rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = (uint8_t)form};
            uint64_t after_forward[2], after_backward[2], s[2];
            rp_manual_seed(seed);
            ck_ok(chain_apply(&y, x, "dropout dropout", NULL));
            generator_state(after_forward);
            ck_ok(backward(y));
            generator_state(after_backward);
            want = rp_tensor_retain(rp_tensor_grad(x));
            rp_tensor_set_grad(x, NULL);
            rp_manual_seed(seed);
            ck_ok(chain_apply(&y, x, "dropout", NULL));
            ck_ok(chain_region(&y, y, (struct chain){.ops = "dropout"}, &o));
            generator_state(s);
            ck_assert(!memcmp(s, after_forward, sizeof s));
            ck_ok(backward(y));
            generator_state(s);
            ck_assert(!memcmp(s, after_backward, sizeof s));
            ck_gradient(x, want);
            RELEASE(x, y, want);
        }
}
END_TEST

static rp_status own_generator(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *r = NULL;
    RP_TRY(rp_uniform_full(&r, in[0], 0, 1, b->data));
    RP_TRY(rp_mul(&r, in[0], r));
    return rp_sin(out, r);
}

START_TEST(checkpoint__078c_a_generator_of_the_user_is_captured)
{
    rp_generator *g = NULL;
    rp_tensor *x = leaf((const int64_t[]){100}, 1, 0.3), *y = NULL;
    uint64_t seed, offset, later;
    ck_ok(rp_generator_create(&g, RP_CPU, 7));
    const struct body b = {own_generator, g, NULL};
    rp_tensor *want = plain_body_gradient(x, b);
    rp_generator_set(g, 7, 0);
    ck_ok(body_region1(&y, x, b, NULL));
    rp_generator_get(g, &seed, &offset);
    ck_ok(backward(y));
    rp_generator_get(g, &seed, &later);
    ck_assert_uint_eq(later, offset); /* it is not touched either */
    ck_gradient(x, want);
    rp_generator_release(g);
    RELEASE(x, y, want);
}
END_TEST

START_TEST(checkpoint__222_223_the_cpu_generator_whatever_the_device_type)
{
    uint64_t before[2], after[2];
    rp_tensor *x = leaf((const int64_t[]){100}, 1, 0.3), *y = NULL;
    const rp_value args[] = {rp_value_int(1), rp_value_tensor(x)};
    rp_device ids[2];
    rp_tensor *states[2];
    uint32_t n = 2;
    ck_ok(rp_init());
    ck_assert_int_ne(rp_checkpoint_set_device_type("nowhere"), RP_OK);
    ck_ok(rp_checkpoint_set_device_type("cpu"));
    ck_assert_str_eq(rp_checkpoint_get_device_type(), "cpu");
    ck_ok(rp_get_device_states(args, 2, ids, states, &n));
    ck_assert_uint_eq(n, 0);
    ck_ok(rp_set_device_states(NULL, NULL, 0));
    rp_manual_seed(3);
    ck_ok(chain_region(&y, x, (struct chain){.ops = "dropout sin"}, NULL));
    generator_state(before);
    ck_ok(backward(y));
    generator_state(after);
    ck_assert(!memcmp(before, after, sizeof after));
    RELEASE(x, y);
}
END_TEST

/* ---- autocast, default device --------------------------------------------------------------- */
struct seen {
    rp_dtype dtype[4];
    rp_device device[4];
};
static rp_status look_dtype(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct seen *s = b->data;
    RP_LOCAL rp_tensor *h = NULL, *z = NULL;
    RP_TRY(rp_zeros(&z, (const int64_t[]){1}, 1));
    s->device[*b->runs - 1] = rp_tensor_device(z);
    RP_TRY(rp_mm(&h, in[0], in[0]));
    s->dtype[*b->runs - 1] = rp_tensor_dtype(h);
    RP_TRY(rp_to_dtype(&h, h, RP_F32, 0, 0, NULL));
    return rp_sin(out, h);
}

static void autocast_case(uint8_t reentrant, rp_dtype forward, rp_dtype around_backward,
                          rp_dtype want)
{
    struct seen s = {{0}, {{0, 0}}};
    int runs = 0;
    uint32_t token = 0;
    rp_tensor *x = leaf((const int64_t[]){4, 4}, 2, 0.1), *y = NULL;
    const rp_checkpoint_options o = {.size = sizeof o, .use_reentrant = reentrant};
    if (forward) ck_ok(rp_autocast_push("cpu", forward, 1, 0, &token));
    ck_ok(body_region1(&y, x, (struct body){look_dtype, &s, &runs}, &o));
    if (forward) rp_autocast_pop(token);
    ck_ok(rp_sum(&y, y));
    if (around_backward) ck_ok(rp_autocast_push("cpu", around_backward, 1, 1, &token));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    if (around_backward) rp_autocast_pop(token);
    ck_assert_int_eq(runs, 2);
    ck_assert_uint_eq(s.dtype[0], want);
    ck_assert_uint_eq(s.dtype[1], want);
    RELEASE(x, y);
}

START_TEST(checkpoint__221_autocast_of_the_call_decides)
{
    for (uint8_t reentrant = 0; reentrant < 2; reentrant++) {
        autocast_case(reentrant, RP_DTYPE_NONE, RP_BF16, RP_F32);
        autocast_case(reentrant, RP_F16, RP_BF16, RP_F16);
        autocast_case(reentrant, RP_BF16, RP_DTYPE_NONE, RP_BF16);
    }
}
END_TEST

static rp_status autocast_inside(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    uint32_t token;
    RP_TRY(rp_autocast_push("cpu", RP_BF16, 1, 1, &token));
    const rp_status st = look_dtype(b, in, out);
    rp_autocast_pop(token);
    return st;
}

START_TEST(checkpoint__221_autocast_opened_inside_the_body)
{
    struct seen s = {{0}, {{0, 0}}};
    int runs = 0;
    rp_tensor *x = leaf((const int64_t[]){4, 4}, 2, 0.1), *y = NULL;
    ck_ok(body_region1(&y, x, (struct body){autocast_inside, &s, &runs}, NULL));
    ck_ok(backward(y));
    ck_assert(s.dtype[0] == RP_BF16 && s.dtype[1] == RP_BF16);
    ck_assert_int_eq(rp_autocast_get("cpu", NULL, NULL), 0);
    RELEASE(x, y);
}
END_TEST

/* ---- switches ------------------------------------------------------------------------------- */
static rp_status failing_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    (void)b, (void)in, (void)out;
    return -7;
}

static void *other_thread(void *ctx)
{
    int *switches = ctx;
    switches[0] = rp_set_checkpoint_early_stop(RP_UNSET);
    switches[1] = rp_set_checkpoint_debug_enabled(RP_UNSET);
    return NULL;
}

START_TEST(checkpoint__226_227_switches_nest_and_belong_to_a_thread)
{
    int other[2];
    pthread_t thread;
    rp_tensor *x = leaf4(), *y = NULL;
    const int stop = rp_set_checkpoint_early_stop(0), debug = rp_set_checkpoint_debug_enabled(1);
    ck_assert_int_eq(stop, RP_UNSET);
    ck_assert_int_eq(debug, RP_UNSET);
    const int inner = rp_set_checkpoint_early_stop(1);
    ck_assert_int_eq(inner, 0);
    ck_assert_int_eq(body_region1(&y, x, (struct body){failing_body, NULL, NULL}, NULL), -7);
    ck_assert_int_eq(rp_set_checkpoint_early_stop(inner), 1); /* an error of the body leaves it */
    ck_assert_int_eq(pthread_create(&thread, NULL, other_thread, other), 0);
    pthread_join(thread, NULL);
    ck_assert(other[0] == RP_UNSET && other[1] == RP_UNSET);
    ck_assert_int_eq(rp_set_checkpoint_early_stop(stop), 0);
    ck_assert_int_eq(rp_set_checkpoint_debug_enabled(debug), 1);
    rp_tensor_release(x);
}
END_TEST

static rp_status probe_context(void *ctx, rp_mode **forward, rp_mode **recompute)
{
    *forward = NULL;
    return rp_mode_create_from(recompute, &probe_type, ctx);
}

START_TEST(checkpoint__226_debug_and_a_context_function_compose)
{
    struct probe p = {""};
    int runs = 0;
    rp_tensor *x = leaf4(), *y = NULL;
    const rp_checkpoint_options o = {
        .size = sizeof o, .debug = 1, .context_fn = probe_context, .context_ctx = &p};
    ck_ok(chain_region(
        &y, x, (struct chain){.ops = "sin exp sin", .again = "exp sin", .runs = &runs}, &o));
    ck_fails(backward(y), RP_E_CHECKPOINT,
             "1 of 2 in recompute: chain| $1: f32[4] = aten::exp($0)");
    ck_assert_str_eq(p.text, "exp sin");
    RELEASE(x, y);
}
END_TEST

/* ---- groups --------------------------------------------------------------------------------- */
static void *look_for_group(void *ctx)
{
    *(rp_graph_exec_group **)ctx = rp_graph_exec_group_current();
    return NULL;
}

START_TEST(checkpoint__114_a_group_belongs_to_its_thread)
{
    rp_graph_exec_group *g = NULL, *seen;
    uint32_t depth;
    pthread_t thread;
    ck_ok(rp_graph_exec_group_create(&g));
    ck_ok(rp_graph_exec_group_enter(g, &depth));
    ck_assert_ptr_eq(rp_graph_exec_group_current(), g);
    seen = g;
    ck_assert_int_eq(pthread_create(&thread, NULL, look_for_group, &seen), 0);
    pthread_join(thread, NULL);
    ck_assert_ptr_null(seen);
    rp_graph_exec_group_exit(depth);
    ck_assert_ptr_null(rp_graph_exec_group_current());
    rp_graph_exec_group_release(g);
}
END_TEST

START_TEST(checkpoint__212_a_failed_run_in_a_group_starts_again_from_slot_0)
{
    int runs = 0;
    rp_graph_exec_group *g = NULL;
    uint32_t depth;
    rp_tensor *x = leaf4(), *y = NULL, *want = plain_gradient(x, "sin exp tanh", NULL);
    struct chain c = {.ops = "sin exp tanh", .again = "sin exp fail", .runs = &runs};
    rp_value in = rp_value_tensor(x), out;
    const rp_region r = {.fn = chain_body, .name = "group", .ctx = &c};
    ck_ok(rp_checkpoint(&out, 1, &r, &in, 1, NULL));
    y = out.u.t;
    ck_ok(rp_graph_exec_group_create(&g));
    ck_ok(rp_graph_exec_group_enter(g, &depth));
    ck_assert_int_eq(backward_keep(y, 1), -42);
    rp_tensor_set_grad(x, NULL);
    c.again = NULL;
    ck_ok(backward(y));
    ck_gradient(x, want);
    rp_graph_exec_group_exit(depth);
    rp_graph_exec_group_release(g);
    RELEASE(x, y, want);
}
END_TEST

START_TEST(checkpoint__187_188_a_second_pass_from_the_gradient_of_the_first)
{
    for (int in_group = 0; in_group < 2; in_group++) {
        rp_graph_exec_group *g = NULL;
        uint32_t depth = 0;
        int runs = 0;
        rp_tensor *x = leaf4(), *y = NULL, *z = NULL, *gy = NULL, *gx = NULL, *one = NULL,
                  *want = plain_gradient(x, "sin exp sin exp", NULL);
        const rp_checkpoint_options o = {.size = sizeof o, .policy_text = "save(aten::exp)"};
        const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
        ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp", .runs = &runs}, &o));
        ck_ok(chain_region(&z, y, (struct chain){.ops = "sin exp", .runs = &runs}, &o));
        if (in_group) ck_ok(rp_graph_exec_group_create(&g));
        if (in_group) ck_ok(rp_graph_exec_group_enter(g, &depth));
        ck_ok(rp_ones_like(&one, z));
        ck_ok(rp_grad_full(&gy, &z, &one, 1, &y, 1, &keep));
        ck_ok(rp_grad_full(&gx, &y, &gy, 1, &x, 1, &keep));
        ck_assert_int_eq(runs, 4);
        ck_assert(rp_test_equal_bits(gx, want));
        if (in_group) rp_graph_exec_group_exit(depth);
        rp_graph_exec_group_release(g);
        RELEASE(x, y, z, gy, gx, one, want);
    }
}
END_TEST

/* One region whose two results are differentiated one after the other. */
struct twins {
    int *inner_runs;
};
static rp_status exp_sin(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *s = NULL;
    (void)b;
    RP_TRY(rp_sin(&s, in[0]));
    return rp_exp(out, s);
}
static rp_status twins_body(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    const struct body inner = {exp_sin, NULL, b->data};
    RP_LOCAL rp_tensor *c = NULL;
    RP_TRY(body_region1(&out[0], in[0], inner, NULL));
    RP_TRY(rp_cos(&c, out[0]));
    return body_region1(&out[1], c, inner, NULL);
}

START_TEST(checkpoint__188_runs_of_nested_regions_with_and_without_a_group)
{
    for (int in_group = 0; in_group < 2; in_group++) {
        rp_graph_exec_group *g = NULL;
        uint32_t depth = 0;
        int outer = 0, inner = 0;
        rp_tensor *x = leaf4(), *y[2] = {NULL}, *gy = NULL, *gx = NULL, *one = NULL,
                  *want = plain_gradient(x, "sin exp cos sin exp", NULL);
        const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
        ck_ok(body_region(y, 2, &x, 1, (struct body){twins_body, &inner, &outer}, NULL));
        if (in_group) ck_ok(rp_graph_exec_group_create(&g));
        if (in_group) ck_ok(rp_graph_exec_group_enter(g, &depth));
        ck_ok(rp_ones_like(&one, y[1]));
        ck_ok(rp_grad_full(&gy, &y[1], &one, 1, &y[0], 1, &keep));
        ck_ok(rp_grad_full(&gx, &y[0], &gy, 1, &x, 1, &keep));
        ck_assert_int_eq(outer, in_group ? 2 : 3);
        ck_assert_int_eq(inner, in_group ? 5 : 6);
        ck_assert(rp_test_equal_bits(gx, want));
        if (in_group) rp_graph_exec_group_exit(depth);
        rp_graph_exec_group_release(g);
        RELEASE(x, y[0], y[1], gy, gx, one, want);
    }
}
END_TEST

/* ---- errors in the middle ------------------------------------------------------------------- */
struct failing_inner {
    int fail, inner_runs;
};
static rp_status inner_that_fails(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    struct failing_inner *f = b->data;
    RP_LOCAL rp_tensor *s = NULL;
    f->inner_runs++;
    RP_TRY(rp_sin(&s, in[0]));
    if (f->fail) return -42;
    return rp_exp(out, s);
}
static rp_status outer_of_failing(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *c = NULL, *y = NULL;
    RP_TRY(rp_dropout(&c, in[0], 0.5, 1));
    RP_TRY(body_region1(&y, c, (struct body){inner_that_fails, b->data, NULL}, NULL));
    return rp_tanh(out, y);
}

START_TEST(checkpoint__247_an_inner_body_fails_in_a_nested_recompute)
{
    struct failing_inner f = {0, 0};
    uint64_t before[2], after[2];
    rp_tensor *x = leaf4(), *y = NULL;
    const struct body b = {outer_of_failing, &f, NULL};
    rp_manual_seed(5);
    rp_tensor *want = plain_body_gradient(x, b);
    rp_manual_seed(5);
    ck_ok(body_region1(&y, x, b, NULL));
    generator_state(before);
    f.fail = 1;
    ck_assert_int_eq(backward_keep(y, 1), -42);
    generator_state(after);
    ck_assert(!memcmp(before, after, sizeof after));
    ck_assert_uint_eq(rp_mode_count(), 0);
    rp_recompute_info i = {.size = sizeof i};
    rp_recompute_get(&i);
    ck_assert_int_eq(i.active, 0);
    f.fail = 0;
    rp_tensor_set_grad(x, NULL);
    ck_ok(backward(y));
    ck_gradient(x, want);
    RELEASE(x, y, want);
}
END_TEST

START_TEST(checkpoint__215_views_and_writes_of_intermediates)
{
    for (uint8_t stop = 0; stop < 3; stop++) {
        rp_tensor *x = leaf((const int64_t[]){4, 4}, 2, 0.2), *y = NULL,
                  *want = plain_gradient(x, "sin t half clone exp", NULL);
        const rp_checkpoint_options o = {.size = sizeof o, .stop = stop};
        ck_ok(chain_region(&y, x, (struct chain){.ops = "sin t half clone exp"}, &o));
        ck_ok(backward(y));
        ck_gradient(x, want);
        RELEASE(x, y, want);
    }
}
END_TEST

static rp_status writes_intermediates(const struct body *b, rp_tensor *const *in, rp_tensor **out)
{
    RP_LOCAL rp_tensor *y = NULL, *part = NULL, *row = NULL;
    (void)b;
    RP_TRY(rp_mul_scalar(&y, in[0], rp_value_int(1)));
    RP_TRY(rp_slice(&part, y, 0, &(int64_t){0}, &(int64_t){2}, 1));
    RP_TRY(rp_mul__scalar(&part, part, rp_value_int(2)));
    RP_TRY(rp_select_int(&row, y, 0, 3));
    RP_TRY(rp_add__scalar(&row, row, rp_value_int(1), rp_value_int(1)));
    RP_TRY(rp_t(&row, y));
    return rp_exp(out, row);
}

START_TEST(checkpoint__215_slices_written_in_place)
{
    for (uint8_t stop = 0; stop < 3; stop++) {
        rp_tensor *x = leaf((const int64_t[]){4, 4}, 2, 0.2), *y = NULL;
        const struct body b = {writes_intermediates, NULL, NULL};
        rp_tensor *want = plain_body_gradient(x, b);
        const rp_checkpoint_options o = {.size = sizeof o, .stop = stop};
        ck_ok(body_region1(&y, x, b, &o));
        ck_ok(backward(y));
        ck_gradient(x, want);
        RELEASE(x, y, want);
    }
}
END_TEST

/* ---- threads -------------------------------------------------------------------------------- */
struct worker {
    rp_tensor *x, *want;
    rp_status st;
};
static void *one_region(void *ctx)
{
    struct worker *w = ctx;
    rp_tensor *y = NULL;
    w->st = chain_region(&y, w->x, (struct chain){.ops = "sin exp sin"}, NULL);
    if (!w->st) w->st = backward(y);
    rp_tensor_release(y);
    return NULL;
}

START_TEST(checkpoint__178_ten_threads_with_a_region_each)
{
    enum { N = 10 };
    struct worker w[N];
    pthread_t thread[N];
    rp_tensor *shared = leaf4(), *want = plain_gradient(shared, "sin exp sin", NULL);
    for (int same = 0; same < 2; same++) {
        for (int i = 0; i < N; i++) w[i].x = same ? rp_tensor_retain(shared) : leaf4();
        for (int i = 0; i < N; i++)
            ck_assert_int_eq(pthread_create(&thread[i], NULL, one_region, &w[i]), 0);
        for (int i = 0; i < N; i++) pthread_join(thread[i], NULL);
        for (int i = 0; i < N; i++) {
            ck_assert_int_eq(w[i].st, RP_OK);
            if (!same) ck_gradient(w[i].x, want);
            rp_tensor_release(w[i].x);
        }
    }
    for (int i = 0; i < 4; i++)
        ck_assert(fabsf(rp_test_at(rp_tensor_grad(shared), i) - 10 * rp_test_at(want, i)) <= 1e-5f);
    RELEASE(shared, want);
}
END_TEST

static void *backward_of(void *ctx)
{
    struct worker *w = ctx;
    const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
    w->st = rp_backward(&w->x, NULL, 1, w->want ? NULL : &keep);
    return NULL;
}

static void five_backwards(int keep, int *succeeded, rp_tensor **grad)
{
    enum { N = 5 };
    struct worker w[N];
    pthread_t thread[N];
    rp_tensor *x = leaf4(), *y = NULL;
    ck_ok(chain_region(&y, x, (struct chain){.ops = "sin exp"}, NULL));
    ck_ok(rp_sum(&y, y));
    for (int i = 0; i < N; i++) w[i] = (struct worker){y, keep ? NULL : y, RP_OK};
    for (int i = 0; i < N; i++)
        ck_assert_int_eq(pthread_create(&thread[i], NULL, backward_of, &w[i]), 0);
    *succeeded = 0;
    for (int i = 0; i < N; i++) {
        pthread_join(thread[i], NULL);
        ck_assert(!w[i].st || w[i].st == RP_E_STATE);
        *succeeded += w[i].st == RP_OK;
    }
    *grad = rp_tensor_retain(rp_tensor_grad(x));
    RELEASE(x, y);
}

START_TEST(checkpoint__179_five_threads_on_one_region)
{
    int succeeded;
    rp_tensor *x = leaf4(), *want = plain_gradient(x, "sin exp", NULL), *g = NULL;
    five_backwards(1, &succeeded, &g);
    ck_assert_int_eq(succeeded, 5);
    for (int i = 0; i < 4; i++)
        ck_assert(fabsf(rp_test_at(g, i) - 5 * rp_test_at(want, i)) <= 1e-5f);
    rp_tensor_release(g);
    RELEASE(x, want);
}
END_TEST

static void *forward_on_a_thread(void *ctx)
{
    struct worker *w = ctx;
    rp_manual_seed(9);
    w->st = chain_region(&w->want, w->x, (struct chain){.ops = "dropout sin exp"}, NULL);
    return NULL;
}

START_TEST(checkpoint__239_forward_on_one_thread_and_backward_on_another)
{
    struct worker w = {leaf4(), NULL, RP_OK};
    pthread_t thread;
    rp_manual_seed(9);
    rp_tensor *want = plain_gradient(w.x, "dropout sin exp", NULL);
    ck_assert_int_eq(pthread_create(&thread, NULL, forward_on_a_thread, &w), 0);
    pthread_join(thread, NULL);
    ck_ok(w.st);
    ck_ok(backward(w.want));
    ck_gradient(w.x, want);
    RELEASE(w.x, w.want, want);
}
END_TEST

static void *count_modes(void *ctx)
{
    *(uint32_t *)ctx = rp_mode_count();
    return NULL;
}

START_TEST(checkpoint__170_a_new_thread_has_no_modes)
{
    struct probe p;
    uint32_t n = 9;
    pthread_t thread;
    const uint32_t depth = probe_push(&p);
    ck_assert_int_eq(pthread_create(&thread, NULL, count_modes, &n), 0);
    pthread_join(thread, NULL);
    rp_mode_pop(depth);
    ck_assert_uint_eq(n, 0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "state", checkpoint__054_inner_inputs_belong_to_the_parent,
        checkpoint__071_dropout_outside_and_inside,
        checkpoint__078c_a_generator_of_the_user_is_captured,
        checkpoint__222_223_the_cpu_generator_whatever_the_device_type,
        checkpoint__221_autocast_of_the_call_decides,
        checkpoint__221_autocast_opened_inside_the_body,
        checkpoint__226_227_switches_nest_and_belong_to_a_thread,
        checkpoint__226_debug_and_a_context_function_compose,
        checkpoint__114_a_group_belongs_to_its_thread,
        checkpoint__212_a_failed_run_in_a_group_starts_again_from_slot_0,
        checkpoint__187_188_a_second_pass_from_the_gradient_of_the_first,
        checkpoint__188_runs_of_nested_regions_with_and_without_a_group,
        checkpoint__247_an_inner_body_fails_in_a_nested_recompute,
        checkpoint__215_views_and_writes_of_intermediates, checkpoint__215_slices_written_in_place,
        checkpoint__178_ten_threads_with_a_region_each, checkpoint__179_five_threads_on_one_region,
        checkpoint__239_forward_on_one_thread_and_backward_on_another,
        checkpoint__170_a_new_thread_has_no_modes, NULL);
}
