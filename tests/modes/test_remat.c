/* tests/modes/test_remat.c - programs without regions: same bits, fewer bytes, no user code run
   twice */
#include "core/memory.h"
#include "core/rng.h"
#include "dispatch/ops.h"
#include "modes/capture_logs.h"
#include "modes/checkpoint/checkpoint.h"
#include "modes/count.h"
#include "support/support.h"
#include <pthread.h>
#include <string.h>

enum { DEPTH = 6, WIDTH = 64, PARAMETERS = 2 * DEPTH };
struct net {
    rp_tensor *x, *w[PARAMETERS];
    int calls;
};

static void open_net(struct net *n)
{
    const int64_t square[2] = {WIDTH, WIDTH}, line[1] = {WIDTH};
    memset(n, 0, sizeof *n);
    n->x = rp_test_sin(square, 2, 0.1, 1);
    for (int i = 0; i < PARAMETERS; i++) {
        n->w[i] = i % 2 ? rp_test_sin(line, 1, i, 0.1) : rp_test_sin(square, 2, i, 0.2);
        ck_ok(rp_tensor_require_grad(n->w[i], 1));
    }
}

static void close_net(struct net *n)
{
    rp_tensor_release(n->x);
    for (int i = 0; i < PARAMETERS; i++) rp_tensor_release(n->w[i]);
}

/* A user's function: linear layers, gelu and dropout, a residual, and writes in place. */
static rp_status forward(struct net *n, rp_tensor **loss)
{
    RP_LOCAL rp_tensor *h = rp_tensor_retain(n->x), *r = NULL;
    n->calls++;
    for (int i = 0; i < DEPTH; i++) {
        rp_tensor_release(r);
        r = rp_tensor_retain(h);
        RP_TRY(rp_linear(&h, h, n->w[2 * i], n->w[2 * i + 1]));
        RP_TRY(rp_gelu(&h, h));
        RP_TRY(rp_dropout(&h, h, 0.25, 1));
        RP_TRY(rp_add(&h, h, r));
        if (i % 2) RP_TRY(rp_mul__scalar(NULL, h, rp_value_float(0.75)));
        RP_TRY(rp_tanh(&h, h));
    }
    return rp_sum(loss, h);
}

struct outcome {
    rp_tensor *loss, *grad[PARAMETERS];
    uint64_t held; /* tensor bytes after forward, beyond those before */
};

static uint64_t live_bytes(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live;
}

static void run(struct net *n, struct outcome *o)
{
    rp_tensor *root[1];
    memset(o, 0, sizeof *o);
    rp_manual_seed(7);
    const uint64_t before = live_bytes();
    ck_ok(forward(n, &o->loss));
    o->held = live_bytes() - before;
    root[0] = o->loss;
    ck_ok(rp_grad(o->grad, root, 1, n->w, PARAMETERS, NULL));
}

static void run_under(struct net *n, const char *policy, struct outcome *o)
{
    uint32_t depth;
    ck_ok(rp_remat_push(policy, &depth));
    run(n, o);
    rp_remat_pop(depth);
}

static void drop(struct outcome *o)
{
    rp_tensor_release(o->loss);
    for (int i = 0; i < PARAMETERS; i++) rp_tensor_release(o->grad[i]);
}

static void same(const struct outcome *a, const struct outcome *b)
{
    ck_assert(rp_test_equal_bits(a->loss, b->loss));
    for (int i = 0; i < PARAMETERS; i++)
        ck_assert_msg(rp_test_equal_bits(a->grad[i], b->grad[i]), "gradient %d differs", i);
}

START_TEST(remat__gradients_are_the_same_bits)
{
    static const char *const policy[] = {"full",
                                         "save(aten::addmm, aten::mm)",
                                         "save(@matmul/2)",
                                         "save(aten::gelu, aten::tanh)",
                                         "save()",
                                         "off"};
    struct net n;
    struct outcome plain, got;
    open_net(&n);
    run(&n, &plain);
    for (size_t i = 0; i < sizeof policy / sizeof *policy; i++) {
        run_under(&n, policy[i], &got);
        same(&plain, &got);
        drop(&got);
    }
    drop(&plain);
    close_net(&n);
}
END_TEST

START_TEST(remat__bytes_after_forward_fall)
{
    struct net n;
    struct outcome off, save, full;
    open_net(&n);
    run(&n, &off);
    run_under(&n, "save(aten::addmm, aten::mm)", &save);
    run_under(&n, "full", &full);
    ck_assert_msg(save.held < off.held, "%llu kept with save(...), %llu without",
                  (unsigned long long)save.held, (unsigned long long)off.held);
    ck_assert_msg(full.held < save.held, "%llu kept with full, %llu with save(...)",
                  (unsigned long long)full.held, (unsigned long long)save.held);
    ck_assert_uint_lt(full.held, off.held / 4);
    drop(&off);
    drop(&save);
    drop(&full);
    close_net(&n);
}
END_TEST

START_TEST(remat__user_code_runs_once)
{
    struct net n;
    struct outcome o;
    open_net(&n);
    run_under(&n, "full", &o);
    ck_assert_int_eq(n.calls, 1);
    drop(&o);
    close_net(&n);
}
END_TEST

/* The second step knows the first one's bytes; no step depends on where its boundaries lie. */
START_TEST(remat__later_steps_have_other_boundaries_and_the_same_bits)
{
    struct net n;
    struct outcome plain, got;
    uint32_t depth;
    open_net(&n);
    run(&n, &plain);
    ck_ok(rp_remat_push("full", &depth));
    for (int step = 0; step < 4; step++) {
        run(&n, &got);
        same(&plain, &got);
        drop(&got);
    }
    rp_remat_pop(depth);
    drop(&plain);
    close_net(&n);
}
END_TEST

START_TEST(remat__several_backwards_over_one_graph)
{
    const rp_backward_options keep = {.size = sizeof keep, .keep_graph = 1};
    struct net n;
    struct outcome plain;
    rp_tensor *loss = NULL, *grad[PARAMETERS] = {NULL};
    uint32_t depth;
    open_net(&n);
    run(&n, &plain);
    rp_manual_seed(7);
    n.calls = 0;
    ck_ok(rp_remat_push("full", &depth));
    ck_ok(forward(&n, &loss));
    rp_remat_pop(depth);
    for (int pass = 0; pass < 3; pass++) {
        ck_ok(rp_grad(grad, &loss, 1, n.w, PARAMETERS, &keep));
        for (int i = 0; i < PARAMETERS; i++) {
            ck_assert(rp_test_equal_bits(grad[i], plain.grad[i]));
            rp_tensor_release(grad[i]);
            grad[i] = NULL;
        }
    }
    ck_assert_int_eq(n.calls, 1);
    rp_tensor_release(loss);
    drop(&plain);
    close_net(&n);
}
END_TEST

/* ---- which operators run again --------------------------------------------------------------- */
static rp_status chain(rp_tensor **out, rp_tensor *x)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_sin(&h, x));
    RP_TRY(rp_exp(&h, h));
    RP_TRY(rp_cos(&h, h));
    return rp_sum(out, h);
}

START_TEST(remat__the_log_shows_what_ran_again)
{
    const int64_t shape[1] = {1000};
    rp_tensor *x = rp_test_sin(shape, 1, 0, 1), *y = NULL;
    rp_capture_logs *log = NULL;
    uint32_t depth;
    char again[512] = "";
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_remat_push("full", &depth));
    ck_ok(rp_capture_logs_begin(&log, RP_CAPTURE_MODE | RP_CAPTURE_PHASE));
    ck_ok(chain(&y, x));
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_capture_logs_end(log);
    for (uint32_t i = 0; i < rp_capture_logs_count(log); i++) {
        const char *line = rp_capture_logs_line(log, i);
        if (strncmp(line, "recompute| ", 11) != 0) continue;
        strncat(again, strstr(line, "= ") + 2, sizeof again - strlen(again) - 1);
        strncat(again, "; ", sizeof again - strlen(again) - 1);
    }
    /* cos saves exp(sin x), exp its result, sin its input x, which is a leaf: the chain runs again
       once, without its end */
    ck_assert_str_eq(again, "aten::sin($0); aten::exp($7); ");
    rp_capture_logs_release(log);
    rp_remat_pop(depth);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

/* ---- programs that are hostile to recipes: f(x, w) once plain and once under a policy -------- */
typedef rp_status (*program)(rp_tensor **out, rp_tensor *x, rp_tensor *w);

static void gradients(program f, const char *policy, int create_graph, rp_tensor **loss,
                      rp_tensor **grad)
{
    const int64_t shape[2] = {8, 8};
    const rp_backward_options o = {.size = sizeof o,
                                   .keep_graph = 1,
                                   .create_graph = (uint8_t)create_graph,
                                   .allow_unused = 1};
    rp_tensor *in[2] = {rp_test_sin(shape, 2, 0.3, 1), rp_test_sin(shape, 2, 1.7, 1)},
              *first[2] = {NULL};
    uint32_t depth = 0;
    rp_manual_seed(3);
    for (int i = 0; i < 2; i++) ck_ok(rp_tensor_require_grad(in[i], 1));
    if (policy) ck_ok(rp_remat_push(policy, &depth));
    ck_ok(f(loss, in[0], in[1]));
    if (create_graph) {
        RP_LOCAL rp_tensor *norm = NULL, *other = NULL;
        ck_ok(rp_grad(first, loss, 1, in, 2, &o));
        ck_ok(rp_mul(&norm, first[0], first[0]));
        ck_ok(rp_mul(&other, first[1], first[1]));
        ck_ok(rp_add(&norm, norm, other));
        ck_ok(rp_sum(&norm, norm));
        ck_ok(rp_grad(grad, &norm, 1, in, 2, &o));
    } else {
        ck_ok(rp_grad(grad, loss, 1, in, 2, &o));
    }
    if (policy) rp_remat_pop(depth);
    for (int i = 0; i < 2; i++) {
        rp_tensor_release(first[i]);
        rp_tensor_release(in[i]);
    }
}

static void compare(const char *name, program f, int create_graph)
{
    static const char *const policy[] = {"full", "save(aten::mm)",
                                         "save(aten::sin, aten::mul.Tensor)"};
    rp_tensor *loss = NULL, *grad[2] = {NULL};
    gradients(f, NULL, create_graph, &loss, grad);
    for (size_t k = 0; k < sizeof policy / sizeof *policy; k++) {
        rp_tensor *l = NULL, *g[2] = {NULL};
        gradients(f, policy[k], create_graph, &l, g);
        ck_assert_msg(rp_test_equal_bits(loss, l), "%s under %s: another loss", name, policy[k]);
        for (int i = 0; i < 2; i++) {
            ck_assert_msg(!g[i] == !grad[i] && (!g[i] || rp_test_equal_bits(grad[i], g[i])),
                          "%s under %s: gradient %d differs", name, policy[k], i);
            rp_tensor_release(g[i]);
        }
        rp_tensor_release(l);
    }
    for (int i = 0; i < 2; i++) rp_tensor_release(grad[i]);
    rp_tensor_release(loss);
}

static rp_status smooth(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_mm(&h, x, w));
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_mul(&h, h, x));
    RP_TRY(rp_tanh(&h, h));
    RP_TRY(rp_mm(&h, h, w));
    RP_TRY(rp_exp(&h, h));
    return rp_sum(out, h);
}

/* Views as inputs of operators that save them; a saved view of a value that is dropped. */
static rp_status views(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    const int64_t start = 2, end = 6, shape[2] = {4, 16};
    RP_LOCAL rp_tensor *h = NULL, *v = NULL, *u = NULL;
    RP_TRY(rp_mm(&h, x, w));
    RP_TRY(rp_cos(&h, h));
    RP_TRY(rp_slice(&v, h, 0, &start, &end, 1));
    RP_TRY(rp_transpose_int(&u, h, 0, 1));
    RP_TRY(rp_sin(&v, v));
    RP_TRY(rp_mm(&u, v, u));
    RP_TRY(rp_mul(&u, u, v));
    RP_TRY(rp_exp(&u, u));
    RP_TRY(rp_reshape(&h, h, shape, 2));
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_sum(&h, h));
    RP_TRY(rp_sum(&u, u));
    return rp_add(out, h, u);
}

/* Writes into intermediates, whole and in part, after others have read them. */
static rp_status writes(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    const int64_t start = 1, end = 5;
    RP_LOCAL rp_tensor *h = NULL, *v = NULL, *a = NULL, *k = NULL;
    RP_TRY(rp_mm(&h, x, w));
    RP_TRY(rp_clone(&k, h));
    RP_TRY(rp_mul__scalar(NULL, k, rp_value_float(0.5)));
    RP_TRY(rp_mul_(NULL, k, x));
    RP_TRY(rp_sin(&a, k));
    RP_TRY(rp_slice(&v, h, 0, &start, &end, 1));
    RP_TRY(rp_mul__scalar(NULL, v, rp_value_float(0.25)));
    RP_TRY(rp_add_(NULL, h, a));
    RP_TRY(rp_exp(&h, h));
    RP_TRY(rp_mul(&h, h, a));
    RP_TRY(rp_sin(&h, h));
    return rp_sum(out, h);
}

/* Random numbers: one that is kept, one that is made again, one in place. */
static rp_status randoms(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    RP_LOCAL rp_tensor *h = NULL, *r = NULL;
    RP_TRY(rp_rand_like(&r, x));
    RP_TRY(rp_mul(&h, x, r));
    RP_TRY(rp_dropout(&h, h, 0.5, 1));
    RP_TRY(rp_mm(&h, h, w));
    RP_TRY(rp_rand_like(&r, h));
    RP_TRY(rp_mul(&h, h, r));
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_dropout(&h, h, 0.5, 1));
    RP_TRY(rp_sin(&h, h));
    return rp_sum(out, h);
}

/* An argument twice, a list of tensors, a result that is saved and returned, integers. */
static rp_status lists(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    RP_LOCAL rp_tensor *h = NULL, *a = NULL, *b = NULL;
    RP_TRY(rp_mm(&h, x, x));
    RP_TRY(rp_mul(&a, h, h));
    RP_TRY(rp_tanh(&b, a));
    rp_tensor *parts[3] = {a, b, w};
    RP_TRY(rp_cat(&h, parts, 3, 1));
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_softmax_int(&h, h, 1, RP_DTYPE_NONE));
    RP_TRY(rp_log(&h, h));
    return rp_sum(out, h);
}

/* Far more than a boundary allows. */
static rp_status deep(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    RP_LOCAL rp_tensor *h = rp_tensor_retain(x);
    for (int i = 0; i < 150; i++) {
        RP_LOCAL rp_tensor *r = rp_tensor_retain(h);
        RP_TRY(rp_sin(&h, h));
        RP_TRY(rp_mul(&h, h, w));
        RP_TRY(rp_add(&h, h, r));
    }
    return rp_sum(out, h);
}

START_TEST(remat__hostile_programs_have_the_same_bits)
{
    compare("smooth", smooth, 0);
    compare("views", views, 0);
    compare("writes", writes, 0);
    compare("randoms", randoms, 0);
    compare("lists", lists, 0);
    compare("deep", deep, 0);
}
END_TEST

START_TEST(remat__second_derivatives_have_the_same_bits)
{
    compare("smooth", smooth, 1);
    compare("views", views, 1);
    compare("writes", writes, 1);
    compare("randoms", randoms, 1);
    compare("lists", lists, 1);
}
END_TEST

/* ---- what recipes read is written between forward and backward ------------------------------- */
START_TEST(remat__an_optimizer_step_before_backward)
{
    const int64_t shape[2] = {8, 8};
    for (int remat = 0; remat < 2; remat++) {
        rp_tensor *x = rp_test_sin(shape, 2, 0.3, 1), *w = rp_test_sin(shape, 2, 1.7, 1),
                  *loss = NULL, *h = NULL, *grad = NULL;
        uint32_t depth = 0;
        ck_ok(rp_tensor_require_grad(x, 1));
        if (remat) ck_ok(rp_remat_push("full", &depth));
        ck_ok(rp_sin(&h, w));
        ck_ok(rp_mul(&h, h, x)); /* saves sin(w), which is dropped and reads w, and x */
        ck_ok(rp_sum(&loss, h));
        const int grad_mode = rp_grad_mode_exchange(0);
        ck_ok(rp_mul__scalar(NULL, w, rp_value_float(3)));
        rp_grad_mode_exchange(grad_mode);
        ck_ok(rp_grad(&grad, &loss, 1, &x, 1, NULL));
        rp_tensor *old = rp_test_sin(shape, 2, 1.7, 1);
        ck_ok(rp_sin(&old, old));
        ck_assert(rp_test_equal_bits(grad, old));
        rp_tensor *all[] = {x, w, loss, h, grad, old};
        for (size_t i = 0; i < 6; i++) rp_tensor_release(all[i]);
        if (remat) rp_remat_pop(depth);
    }
}
END_TEST

START_TEST(remat__a_kept_value_that_was_written_is_an_error)
{
    const int64_t shape[2] = {8, 8};
    rp_tensor *x = rp_test_sin(shape, 2, 0.3, 1), *w = rp_test_sin(shape, 2, 1.7, 1), *loss = NULL,
              *grad = NULL;
    uint32_t depth;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_remat_push("full", &depth));
    ck_ok(rp_mul(&loss, x, w));
    ck_ok(rp_sum(&loss, loss));
    ck_ok(rp_mul__scalar(NULL, w, rp_value_float(3)));
    ck_fails(rp_grad(&grad, &loss, 1, &x, 1, NULL), RP_E_MUTATED,
             "modified by an inplace operation");
    rp_remat_pop(depth);
    rp_tensor_release(x);
    rp_tensor_release(w);
    rp_tensor_release(loss);
}
END_TEST

/* ---- beside regions, hooks and threads ------------------------------------------------------- */
struct region_context {
    rp_tensor *w;
};

static rp_status region_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                             uint32_t n_out)
{
    RP_LOCAL rp_tensor *h = NULL;
    (void)ctx, (void)n_in, (void)n_out;
    RP_TRY(rp_mm(&h, in[0].u.t, in[1].u.t));
    RP_TRY(rp_sin(&h, h));
    RP_TRY(rp_dropout(&h, h, 0.5, 1));
    RP_TRY(rp_exp(&h, h));
    out[0] = rp_value_tensor(rp_tensor_retain(h));
    return RP_OK;
}

static rp_status with_regions(rp_tensor **out, rp_tensor *x, rp_tensor *w)
{
    static const struct region_context none;
    const rp_region r = RP_REGION(region_body, "body", none);
    RP_LOCAL rp_tensor *h = NULL;
    RP_TRY(rp_sin(&h, x));
    RP_TRY(rp_mul(&h, h, w));
    for (int i = 0; i < 2; i++) {
        const rp_value in[2] = {rp_value_tensor(h), rp_value_tensor(w)};
        rp_value y;
        RP_TRY(rp_checkpoint(&y, 1, &r, in, 2, NULL));
        rp_tensor_release(h);
        h = y.u.t;
        RP_TRY(rp_cos(&h, h));
        RP_TRY(rp_mul(&h, h, w));
    }
    return rp_sum(out, h);
}

START_TEST(remat__regions_inside_keep_their_own_rules)
{
    compare("regions", with_regions, 0);
    compare("regions", with_regions, 1);
}
END_TEST

static rp_status identity_pack(void *self, rp_tensor *t, rp_value *packed)
{
    ++*(int *)self;
    *packed = rp_value_tensor(rp_tensor_retain(t));
    return RP_OK;
}

static rp_status identity_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    (void)self;
    *out = rp_tensor_retain(packed->u.t);
    return RP_OK;
}

START_TEST(remat__the_users_hooks_see_the_tensor)
{
    static const rp_hooks_type type = {
        .name = "identity", .pack = identity_pack, .unpack = identity_unpack};
    const int64_t shape[2] = {8, 8};
    rp_tensor *x = rp_test_sin(shape, 2, 0.3, 1), *y = NULL;
    rp_hooks *h = NULL;
    int packs = 0;
    uint32_t remat, hooks;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_remat_push("full", &remat));
    ck_ok(rp_hooks_create(&h, &type, &packs));
    ck_ok(rp_hooks_push(h, &hooks));
    ck_ok(rp_sin(&y, x));
    ck_ok(rp_exp(&y, y));
    ck_ok(rp_sum(&y, y));
    rp_hooks_pop(hooks);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    ck_assert_int_eq(packs, 2);
    rp_remat_pop(remat);
    rp_hooks_release(h);
    rp_tensor_release(x);
    rp_tensor_release(y);
}
END_TEST

/* A graph that outlives its scope, and a backward on another thread. */
struct other {
    rp_tensor *loss, *x, *grad;
    rp_status status;
};

static void *other_thread(void *arg)
{
    struct other *o = arg;
    o->status = rp_grad(&o->grad, &o->loss, 1, &o->x, 1, NULL);
    return NULL;
}

START_TEST(remat__backward_on_another_thread)
{
    const int64_t shape[2] = {8, 8};
    struct other o = {NULL, rp_test_sin(shape, 2, 0.3, 1), NULL, RP_OK};
    rp_tensor *w = rp_test_sin(shape, 2, 1.7, 1), *plain = NULL, *want = NULL;
    uint32_t depth;
    pthread_t thread;
    ck_ok(rp_tensor_require_grad(o.x, 1));
    ck_ok(smooth(&plain, o.x, w));
    ck_ok(rp_grad(&want, &plain, 1, &o.x, 1, NULL));
    ck_ok(rp_remat_push("full", &depth));
    ck_ok(smooth(&o.loss, o.x, w));
    rp_remat_pop(depth);
    ck_assert_int_eq(pthread_create(&thread, NULL, other_thread, &o), 0);
    pthread_join(thread, NULL);
    ck_assert_int_eq(o.status, RP_OK);
    ck_assert(rp_test_equal_bits(o.grad, want));
    rp_tensor *all[] = {o.x, w, o.loss, o.grad, plain, want};
    for (size_t i = 0; i < 6; i++) rp_tensor_release(all[i]);
}
END_TEST

/* ---- operators run again, bytes kept, failures ----------------------------------------------- */
START_TEST(remat__no_call_runs_more_often_than_once_again)
{
    const int64_t shape[2] = {8, 8};
    rp_tensor *x = rp_test_sin(shape, 2, 0.3, 1), *w = rp_test_sin(shape, 2, 1.7, 0.1),
              *loss = NULL;
    rp_mode *count = NULL;
    const rp_kv quiet = {"report", "off"};
    uint32_t remat, mode;
    ck_ok(rp_tensor_require_grad(x, 1));
    ck_ok(rp_tensor_require_grad(w, 1));
    ck_ok(rp_mode_create(&count, "count", &quiet, 1));
    ck_ok(rp_mode_push(count, &mode));
    ck_ok(deep(&loss, x, w));
    ck_assert_uint_eq(rp_count_get(count, rp_op_find("aten::sin")), 150);
    rp_tensor_release(loss);
    loss = NULL;
    rp_count_reset(count);
    ck_ok(rp_remat_push("full", &remat));
    ck_ok(deep(&loss, x, w));
    ck_ok(rp_backward(&loss, NULL, 1, NULL));
    rp_remat_pop(remat);
    const uint64_t sin = rp_count_get(count, rp_op_find("aten::sin"));
    ck_assert_msg(sin > 150 && sin <= 300, "sin ran %llu times", (unsigned long long)sin);
    rp_mode_pop(mode);
    rp_mode_release(count);
    rp_tensor_release(x);
    rp_tensor_release(w);
    rp_tensor_release(loss);
}
END_TEST

/* A program without gradients keeps nothing alive. */
START_TEST(remat__recipes_without_a_graph_hold_no_bytes)
{
    const int64_t shape[2] = {64, 64};
    rp_tensor *h = rp_test_sin(shape, 2, 0.3, 1);
    uint32_t depth;
    ck_ok(rp_remat_push("full", &depth));
    const uint64_t before = live_bytes();
    for (int i = 0; i < 20; i++) ck_ok(rp_sin(&h, h));
    ck_assert_uint_eq(live_bytes(), before);
    rp_remat_pop(depth);
    rp_tensor_release(h);
}
END_TEST

START_TEST(remat__every_allocation_may_fail)
{
    const int64_t shape[2] = {8, 8};
    rp_tensor *in[2] = {rp_test_sin(shape, 2, 0.3, 1), rp_test_sin(shape, 2, 1.7, 1)};
    ck_ok(rp_tensor_require_grad(in[0], 1));
    ck_ok(rp_tensor_require_grad(in[1], 1));
    const uint64_t live = rp_test_live();
    rp_status st = RP_E_MEMORY;
    for (int64_t n = 1; st != RP_OK; n++) {
        rp_tensor *loss = NULL, *grad[2] = {NULL};
        uint32_t depth;
        ck_assert_int_lt(n, 5000);
        rp_memory_fail_after(n);
        st = rp_remat_push("save(aten::mm)", &depth);
        if (!st) {
            st = writes(&loss, in[0], in[1]);
            if (!st) st = rp_grad(grad, &loss, 1, in, 2, NULL);
            rp_remat_pop(depth);
        }
        rp_memory_fail_after(0);
        ck_assert_msg(st == RP_OK || st == RP_E_MEMORY, "allocation %lld: %s", (long long)n,
                      rp_error_message());
        rp_tensor_release(loss);
        rp_tensor_release(grad[0]);
        rp_tensor_release(grad[1]);
        ck_assert_uint_eq(rp_test_live(), live);
        ck_assert_uint_eq(rp_mode_count(), 0);
    }
    rp_tensor_release(in[0]);
    rp_tensor_release(in[1]);
}
END_TEST

START_TEST(remat__bad_policies_name_the_column)
{
    uint32_t depth;
    ck_fails(rp_remat_push("save(aten::mn)", &depth), RP_E_INVALID, "column 6");
    ck_fails(rp_remat_push("ful", &depth), RP_E_INVALID, "expected one of off, full, save(...)");
    ck_assert_uint_eq(rp_mode_count(), 0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "remat", remat__gradients_are_the_same_bits, remat__bytes_after_forward_fall,
        remat__user_code_runs_once, remat__later_steps_have_other_boundaries_and_the_same_bits,
        remat__several_backwards_over_one_graph, remat__the_log_shows_what_ran_again,
        remat__hostile_programs_have_the_same_bits, remat__second_derivatives_have_the_same_bits,
        remat__an_optimizer_step_before_backward, remat__a_kept_value_that_was_written_is_an_error,
        remat__regions_inside_keep_their_own_rules, remat__the_users_hooks_see_the_tensor,
        remat__backward_on_another_thread, remat__no_call_runs_more_often_than_once_again,
        remat__recipes_without_a_graph_hold_no_bytes, remat__every_allocation_may_fail,
        remat__bad_policies_name_the_column, NULL);
}
