/* tests/modes/checkpoint/regions.h - bodies spelled as a string of operators, and a mode that
 * writes down what was called */
#ifndef RP_TEST_REGIONS_H
#define RP_TEST_REGIONS_H
#include "core/rng.h"
#include "dispatch/ops.h"
#include "modes/checkpoint/checkpoint.h"
#include "support/support.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- chains: "sin exp mm", applied one after the other; mm multiplies by w ------------------ */
struct chain {
    const char *ops, *again; /* again: what later runs do instead; NULL: the same */
    rp_tensor *w;
    int *runs;
    int swallow; /* return this code instead of a failure's; 1: RP_OK */
};

static inline rp_status chain_step(rp_tensor **out, rp_tensor *x, const char *op, rp_tensor *w)
{
    if (!strcmp(op, "sin")) return rp_sin(out, x);
    if (!strcmp(op, "cos")) return rp_cos(out, x);
    if (!strcmp(op, "exp")) return rp_exp(out, x);
    if (!strcmp(op, "tanh")) return rp_tanh(out, x);
    if (!strcmp(op, "clone")) return rp_clone(out, x);
    if (!strcmp(op, "mm")) return rp_mm(out, x, w);
    if (!strcmp(op, "square")) return rp_mul(out, x, x);
    if (!strcmp(op, "dropout")) return rp_dropout(out, x, 0.5, 1);
    if (!strcmp(op, "native_dropout")) {
        RP_LOCAL rp_tensor *mask = NULL;
        return rp_native_dropout(out, &mask, x, 0.5, &(int){1});
    }
    if (!strcmp(op, "rand")) {
        RP_LOCAL rp_tensor *r = NULL;
        RP_TRY(rp_rand_like(&r, x));
        return rp_mul(out, x, r);
    }
    if (!strcmp(op, "sigmoid")) return rp_sigmoid(out, x);
    if (!strcmp(op, "relu")) return rp_relu(out, x);
    if (!strcmp(op, "gelu")) return rp_gelu(out, x);
    if (!strcmp(op, "add1")) return rp_add_scalar(out, x, rp_value_int(1), rp_value_int(1));
    if (!strcmp(op, "twice")) return rp_mul_scalar(out, x, rp_value_int(2));
    if (!strcmp(op, "pow2")) return rp_pow_tensor_scalar(out, x, rp_value_int(2));
    if (!strcmp(op, "t")) return rp_t(out, x);
    if (!strcmp(op, "sum")) return rp_sum(out, x);
    if (!strcmp(op, "half")) return rp_slice(out, x, 0, &(int64_t){0}, &(int64_t){2}, 1);
    if (!strcmp(op, "fail")) return -42;
    return -1;
}

static inline rp_status chain_apply(rp_tensor **out, rp_tensor *in, const char *ops, rp_tensor *w)
{
    char text[256];
    RP_LOCAL rp_tensor *x = rp_tensor_retain(in);
    snprintf(text, sizeof text, "%s", ops);
    for (char *save = NULL, *op = strtok_r(text, " ", &save); op; op = strtok_r(NULL, " ", &save))
        RP_TRY(chain_step(&x, x, op, w));
    rp_tensor *old = *out;
    *out = rp_tensor_retain(x);
    rp_tensor_release(old);
    return RP_OK;
}

static inline rp_status chain_body(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                                   uint32_t n_out)
{
    struct chain *c = ctx;
    rp_tensor *y = NULL;
    (void)n_in;
    /* two threads may recompute one region */
    const int run = c->runs ? __atomic_fetch_add(c->runs, 1, __ATOMIC_RELAXED) : 0;
    const rp_status st = chain_apply(&y, in[0].u.t, run && c->again ? c->again : c->ops, c->w);
    if (st && c->swallow) return c->swallow == 1 ? RP_OK : c->swallow;
    if (!st && n_out) out[0] = rp_value_tensor(y);
    else rp_tensor_release(y);
    return st;
}

/* y = region(x) */
static inline rp_status chain_region(rp_tensor **y, rp_tensor *x, struct chain c,
                                     const rp_checkpoint_options *o)
{
    const rp_region r = RP_REGION(chain_body, "chain", c);
    const rp_value in = rp_value_tensor(x);
    rp_value out;
    RP_TRY(rp_checkpoint(&out, 1, &r, &in, 1, o));
    rp_tensor_release(*y);
    *y = out.u.t;
    return RP_OK;
}

static inline rp_checkpoint_options save_text(const char *policy)
{
    const rp_checkpoint_options o = {.size = sizeof o, .policy_text = policy};
    return o;
}

static inline rp_region_stats region_stats(const char *name)
{
    rp_region_stats s = {.size = sizeof s};
    ck_ok(rp_region_stats_get(name, &s));
    return s;
}

static inline rp_status backward_keep(rp_tensor *y, int keep)
{
    RP_LOCAL rp_tensor *l = NULL;
    const rp_backward_options o = {.size = sizeof o, .keep_graph = (uint8_t)keep};
    RP_TRY(rp_sum(&l, y));
    return rp_backward(&l, NULL, 1, &o);
}

static inline rp_status backward(rp_tensor *y)
{
    return backward_keep(y, 0);
}

static inline rp_tensor *leaf(const int64_t *shape, int ndim, double seed)
{
    rp_tensor *t = rp_test_sin(shape, ndim, seed, 1.0);
    ck_ok(rp_tensor_require_grad(t, 1));
    return t;
}

static inline rp_tensor *leaf4(void)
{
    return leaf((const int64_t[]){4}, 1, 0.5);
}

/* Gradient of sum(ops(x)) without a region; owned. */
static inline rp_tensor *plain_gradient(rp_tensor *x, const char *ops, rp_tensor *w)
{
    RP_LOCAL rp_tensor *y = NULL;
    rp_tensor_set_grad(x, NULL);
    ck_ok(chain_apply(&y, x, ops, w));
    ck_ok(backward(y));
    rp_tensor *g = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_set_grad(x, NULL);
    return g;
}

/* ---- bodies as functions of tensors --------------------------------------------------------- */
enum { BODY_TENSORS = 8 };
struct body {
    rp_status (*fn)(const struct body *b, rp_tensor *const *in, rp_tensor **out); /* out: NULLs */
    void *data;
    int *runs; /* counted before each run: 1 in forward, 2 ... afterwards */
};

static inline rp_status body_run(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                                 uint32_t n_out)
{
    const struct body *b = ctx;
    rp_tensor *x[BODY_TENSORS] = {NULL}, *y[BODY_TENSORS] = {NULL};
    for (uint32_t i = 0; i < n_in; i++) x[i] = in[i].tag == RP_TAG_TENSOR ? in[i].u.t : NULL;
    if (b->runs) ++*b->runs;
    const rp_status st = b->fn(b, x, y);
    for (uint32_t k = 0; k < n_out && !st; k++) out[k] = rp_value_tensor(y[k]);
    for (uint32_t k = 0; k < BODY_TENSORS; k++)
        if (st || k >= n_out) rp_tensor_release(y[k]);
    return st;
}

static inline rp_status body_region(rp_tensor **y, uint32_t n_out, rp_tensor *const *x,
                                    uint32_t n_in, struct body b, const rp_checkpoint_options *o)
{
    const rp_region r = RP_REGION(body_run, "body", b);
    rp_value in[BODY_TENSORS], out[BODY_TENSORS];
    for (uint32_t i = 0; i < n_in; i++) in[i] = rp_value_tensor(x[i]);
    RP_TRY(rp_checkpoint(out, n_out, &r, in, n_in, o));
    for (uint32_t k = 0; k < n_out; k++) {
        rp_tensor_release(y[k]);
        y[k] = out[k].u.t;
    }
    return RP_OK;
}

/* One input, one result. */
static inline rp_status body_region1(rp_tensor **y, rp_tensor *x, struct body b,
                                     const rp_checkpoint_options *o)
{
    return body_region(y, 1, &x, 1, b, o);
}

/* The gradient of sum(fn(x)) without a region; owned. */
static inline rp_tensor *plain_body_gradient(rp_tensor *x, struct body b)
{
    rp_tensor *y[BODY_TENSORS] = {NULL};
    rp_tensor_set_grad(x, NULL);
    if (b.runs) ++*b.runs;
    ck_ok(b.fn(&b, &x, y));
    ck_ok(backward(y[0]));
    for (int k = 0; k < BODY_TENSORS; k++) rp_tensor_release(y[k]);
    rp_tensor *g = rp_tensor_retain(rp_tensor_grad(x));
    rp_tensor_set_grad(x, NULL);
    return g;
}

static inline uint64_t live_bytes(void)
{
    rp_memory_stats m = {.size = sizeof m};
    rp_memory_get(RP_CPU, &m);
    return m.requested;
}

static inline void release_all(rp_tensor **t, int n)
{
    for (int i = 0; i < n; i++) {
        rp_tensor_release(t[i]);
        t[i] = NULL;
    }
}
#define RELEASE(...)                                                                               \
    release_all((rp_tensor *[]){__VA_ARGS__},                                                      \
                (int)(sizeof((rp_tensor *[]){__VA_ARGS__}) / sizeof(rp_tensor *)))

/* ---- probe: a mode that writes down operators ----------------------------------------------- */
struct probe {
    char text[2048]; /* names without aten:: and overload dots kept, in order, blank between */
};

static inline rp_status probe_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                                   rp_value *out, uint32_t n_out)
{
    struct probe *p = self;
    rp_call_info i = {.size = sizeof i};
    rp_call_get(c, &i);
    const char *name = strstr(i.op_name, "::");
    name = name ? name + 2 : i.op_name;
    const size_t used = strlen(p->text);
    if (strcmp(name, "detach") != 0 && strcmp(name, "alias") != 0)
        snprintf(p->text + used, sizeof p->text - used, "%s%s", used ? " " : "", name);
    return rp_call_below(c, in, n_in, out, n_out);
}

static const rp_mode_type probe_type = {.size = sizeof(rp_mode_type),
                                        .name = "probe",
                                        .doc = "writes down operators",
                                        .call = probe_call};

static inline uint32_t probe_push(struct probe *p)
{
    uint32_t depth = 0;
    rp_mode *m = NULL;
    p->text[0] = '\0';
    ck_ok(rp_mode_create_from(&m, &probe_type, p));
    ck_ok(rp_mode_push(m, &depth));
    rp_mode_release(m);
    return depth;
}

static inline int probe_count(const struct probe *p, const char *op)
{
    int n = 0;
    const size_t length = strlen(op);
    for (const char *at = p->text; (at = strstr(at, op)) != NULL; at += length)
        n += (at == p->text || at[-1] == ' ') && (at[length] == ' ' || !at[length]);
    return n;
}

/* Gradient equal to plain, bit for bit, and everything gone afterwards. */
#define ck_gradient(x_, want_)                                                                     \
    ck_assert_msg(rp_tensor_grad(x_) && rp_test_equal_bits(rp_tensor_grad(x_), (want_)),           \
                  "the gradient differs from plain")
/* Kernels of backward, as a mode outside sees them; gradients equal plain. */
static inline void backward_log(rp_tensor *x, const struct body *b, const rp_checkpoint_options *o,
                                struct probe *p)
{
    rp_tensor *y = NULL, *want = plain_body_gradient(x, *b);
    ck_ok(body_region1(&y, x, *b, o));
    ck_ok(rp_sum(&y, y));
    const uint32_t depth = probe_push(p);
    ck_ok(rp_backward(&y, NULL, 1, NULL));
    rp_mode_pop(depth);
    ck_gradient(x, want);
    rp_tensor_set_grad(x, NULL);
    RELEASE(y, want);
}
#endif
