/* tests/plugins/cpu/test_fast_rows.c - every fast row against the plain row of the same operator:
 * real and odd sizes, every way a tensor may lie, padded buffers; and that threads change no bit
 * where a row promises it */
#include "plugins/cpu/kernels.h"

static const char *const variants[] = {"cpu", "cpu-v3", "cpu-v4"};
#define EACH_VARIANT                                                                               \
    for (size_t variant_ = 0; variant_ < sizeof variants / sizeof *variants; variant_++)           \
        if (kernels_open(variants[variant_]))

/* a and b: two results of the same call; `bound` in eps of their type */
static void expect_close(const char *what, const rp_tensor *a, const rp_tensor *b, double bound)
{
    const double e = tensor_distance(a, b) / eps_of(a->g.dtype);
    ck_assert_msg(e <= bound, "%s: %g eps apart, %g allowed", what, e, bound);
}

/* ---- products ---- */
static void compare_mm(rp_dtype d, int64_t m, int64_t n, int64_t k, int ha, int hb, int hc)
{
    char what[128];
    snprintf(what, sizeof what, "mm %lldx%lldx%lld, lies %d %d %d", (long long)m, (long long)n,
             (long long)k, ha, hb, hc);
    rp_tensor *a = TENSOR(d, ha, m, k), *b = TENSOR(d, hb, k, n),
              *c[2] = {OUTPUT(d, hc, m, n), OUTPUT(d, hc, m, n)};
    const rp_value in[] = {rp_value_tensor(a), rp_value_tensor(b)};
    for (int i = 0; i < 2; i++) {
        rp_value out[] = {rp_value_tensor(c[i])};
        ck_assert_int_eq(CALL("aten::mm", i ? FAST : PLAIN, in, out), RP_OK);
    }
    expect_close(what, c[1], c[0], 2 + (double)k / 8);
    tensor_free(a), tensor_free(b), tensor_free(c[0]), tensor_free(c[1]);
}

START_TEST(fast_rows__mm_agrees_for_every_way_operands_lie)
{
    const int64_t sizes[][3] = {{1, 1, 1},     {7, 5, 3}, {1, 65, 33},   {130, 1, 70},
                                {33, 129, 65}, {4, 6, 0}, {97, 193, 300}};
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (int how = 0; how < 64; how++) {
                const int ha = how & 3, hb = how >> 2 & 3, hc = how >> 4;
                compare_mm(floating[t], sizes[s][0], sizes[s][1], sizes[s][2], ha, hb,
                           hc == STEPPED && s > 4 ? DENSE : hc);
            }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

START_TEST(fast_rows__mm_agrees_on_real_sizes)
{
    EACH_VARIANT
    {
        compare_mm(RP_F32, 256, 384, 384, DENSE, TRANSPOSED, DENSE);
        compare_mm(RP_BF16, 256, 384, 384, DENSE, TRANSPOSED, DENSE);
        compare_mm(RP_F32, 384, 96, 512, TRANSPOSED, DENSE, DENSE);
        compare_mm(RP_F32, 64, 96, 64, BROADCAST, DENSE, DENSE);
    }
}
END_TEST

START_TEST(fast_rows__addmm_agrees_and_ignores_self_when_beta_is_zero)
{
    const double factors[][2] = {{1, 1}, {0.5, 2}, {0, 1}};
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (int f = 0; f < 9; f++) {
            const rp_dtype d = floating[t];
            rp_tensor *self = f % 3 == 0   ? TENSOR(d, DENSE, 37)
                              : f % 3 == 1 ? TENSOR(d, TRANSPOSED, 50, 37)
                                           : TENSOR(d, DENSE, 50, 1);
            rp_tensor *a = TENSOR(d, PADDED, 50, 21), *b = TENSOR(d, TRANSPOSED, 21, 37);
            rp_tensor *c[2] = {OUTPUT(d, DENSE, 50, 37), OUTPUT(d, DENSE, 50, 37)};
            if (factors[f / 3][0] == 0) tensor_set(self, 0, NAN);
            const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(a), rp_value_tensor(b),
                                   rp_value_float(factors[f / 3][0]),
                                   rp_value_float(factors[f / 3][1])};
            for (int i = 0; i < 2; i++) {
                rp_value out[] = {rp_value_tensor(c[i])};
                for (int64_t e = 0; e < c[i]->g.numel; e++) tensor_set(c[i], e, NAN);
                ck_assert_int_eq(CALL("aten::addmm", i ? FAST : PLAIN, in, out), RP_OK);
            }
            ck_assert(!isnan(tensor_at(c[0], 0)) && !isnan(tensor_at(c[1], 0)));
            expect_close("addmm", c[1], c[0], 8);
            tensor_free(self), tensor_free(a), tensor_free(b), tensor_free(c[0]), tensor_free(c[1]);
        }
}
END_TEST

START_TEST(fast_rows__bmm_mv_and_dot_agree)
{
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (int how = 0; how < 4; how++) {
            const rp_dtype d = floating[t];
            rp_tensor *a = TENSOR(d, how, 5, 20, 33), *b = TENSOR(d, 3 - how, 5, 33, 18),
                      *m = TENSOR(d, how, 300, 65);
            rp_tensor *x = TENSOR(d, how == STEPPED ? STEPPED : DENSE, 65),
                      *y = TENSOR(d, DENSE, 65);
            rp_tensor *c[2] = {OUTPUT(d, DENSE, 5, 20, 18), OUTPUT(d, PADDED, 5, 20, 18)};
            rp_tensor *v[2] = {OUTPUT(d, DENSE, 300), OUTPUT(d, STEPPED, 300)},
                      *s[2] = {tensor_make(d, DENSE, 0, NULL), tensor_make(d, DENSE, 0, NULL)};
            for (int i = 0; i < 2; i++) {
                const rp_value in_bmm[] = {rp_value_tensor(a), rp_value_tensor(b)},
                               in_mv[] = {rp_value_tensor(m), rp_value_tensor(x)};
                const rp_value in_dot[] = {rp_value_tensor(x), rp_value_tensor(y)};
                rp_value out_bmm[] = {rp_value_tensor(c[i])}, out_mv[] = {rp_value_tensor(v[i])},
                         out_dot[] = {rp_value_tensor(s[i])};
                ck_assert_int_eq(CALL("aten::bmm", i ? FAST : PLAIN, in_bmm, out_bmm), RP_OK);
                ck_assert_int_eq(CALL("aten::mv", i ? FAST : PLAIN, in_mv, out_mv), RP_OK);
                ck_assert_int_eq(CALL("aten::dot", i ? FAST : PLAIN, in_dot, out_dot), RP_OK);
            }
            expect_close("bmm", c[1], c[0], 8);
            expect_close("mv", v[1], v[0], 12);
            expect_close("dot", s[1], s[0], 12);
            tensor_free(a), tensor_free(b), tensor_free(m), tensor_free(x), tensor_free(y);
            for (int i = 0; i < 2; i++) tensor_free(c[i]), tensor_free(v[i]), tensor_free(s[i]);
        }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

/* ---- rows ---- */
static void compare_softmax(const char *op, const char *back, rp_dtype d, int how, int64_t m,
                            int64_t n)
{
    rp_tensor *x = TENSOR(d, how, m, n), *g = TENSOR(d, how, m, n);
    rp_tensor *y[2] = {OUTPUT(d, DENSE, m, n), OUTPUT(d, PADDED, m, n)},
              *dx[2] = {OUTPUT(d, DENSE, m, n), OUTPUT(d, PADDED, m, n)};
    if (n > 2 && m > 0) tensor_set(x, 1, -INFINITY);
    for (int i = 0; i < 2; i++) {
        const rp_value in[] = {rp_value_tensor(x), rp_value_int(-1), rp_value_bool(0)};
        rp_value out[] = {rp_value_tensor(y[i])};
        ck_assert_int_eq(CALL(op, i ? FAST : PLAIN, in, out), RP_OK);
        const rp_value in_back[] = {rp_value_tensor(g), rp_value_tensor(y[0]), rp_value_int(1),
                                    rp_value_dtype(d)};
        rp_value out_back[] = {rp_value_tensor(dx[i])};
        ck_assert_int_eq(CALL(back, i ? FAST : PLAIN, in_back, out_back), RP_OK);
    }
    expect_close(op, y[1], y[0], 16);
    expect_close(back, dx[1], dx[0], 48);
    tensor_free(x), tensor_free(g);
    for (int i = 0; i < 2; i++) tensor_free(y[i]), tensor_free(dx[i]);
}

START_TEST(fast_rows__softmax_and_its_gradient_agree)
{
    const int64_t sizes[][2] = {{1, 1}, {3, 7}, {64, 256}, {5, 1031}, {0, 4}, {2000, 3}};
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (int how = DENSE; how <= STEPPED; how++) {
                compare_softmax("aten::_softmax", "aten::_softmax_backward_data", floating[t], how,
                                sizes[s][0], sizes[s][1]);
                compare_softmax("aten::_log_softmax", "aten::_log_softmax_backward_data",
                                floating[t], how, sizes[s][0], sizes[s][1]);
            }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

struct norm_case {
    rp_tensor *x, *g, *w, *b, *y, *mean, *rstd, *dx, *dw, *db;
};
static void run_norm(struct norm_case *c, int prefer, rp_dtype d, int64_t m, int64_t n)
{
    const rp_dtype stat = d == RP_F64 ? RP_F64 : RP_F32;
    const rp_value width = rp_value_int(n),
                   mask[] = {rp_value_bool(1), rp_value_bool(1), rp_value_bool(1)};
    c->y = OUTPUT(d, DENSE, m, n);
    c->mean = OUTPUT(stat, DENSE, m, 1);
    c->rstd = OUTPUT(stat, DENSE, m, 1);
    c->dx = OUTPUT(d, PADDED, m, n);
    c->dw = OUTPUT(d, DENSE, n);
    c->db = OUTPUT(d, DENSE, n);
    const rp_value in[] = {rp_value_tensor(c->x), rp_value_list(&width, 1), rp_value_tensor(c->w),
                           rp_value_tensor(c->b), rp_value_float(1e-5)};
    rp_value out[] = {rp_value_tensor(c->y), rp_value_tensor(c->mean), rp_value_tensor(c->rstd)};
    ck_assert_int_eq(CALL("aten::native_layer_norm", prefer, in, out), RP_OK);
    const rp_value in_back[] = {rp_value_tensor(c->g),    rp_value_tensor(c->x),
                                rp_value_list(&width, 1), rp_value_tensor(c->mean),
                                rp_value_tensor(c->rstd), rp_value_tensor(c->w),
                                rp_value_tensor(c->b),    rp_value_list(mask, 3)};
    rp_value out_back[] = {rp_value_tensor(c->dx), rp_value_tensor(c->dw), rp_value_tensor(c->db)};
    ck_assert_int_eq(CALL("aten::native_layer_norm_backward", prefer, in_back, out_back), RP_OK);
}
static void free_norm_results(struct norm_case *c)
{
    tensor_free(c->y), tensor_free(c->mean), tensor_free(c->rstd), tensor_free(c->dx),
        tensor_free(c->dw), tensor_free(c->db);
}

START_TEST(fast_rows__layer_norm_and_its_gradient_agree)
{
    const int64_t sizes[][2] = {{5, 7}, {130, 384}, {3, 1031}, {300, 33}};
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (int how = DENSE; how <= STEPPED; how++) {
                const rp_dtype d = floating[t];
                const int64_t m = sizes[s][0], n = sizes[s][1];
                struct norm_case c[2] = {{.x = TENSOR(d, how, m, n), .g = TENSOR(d, how, m, n)}};
                if (how != TRANSPOSED) c[0].w = TENSOR(d, DENSE, n);
                if (how != PADDED) c[0].b = TENSOR(d, DENSE, n);
                c[1] = c[0];
                run_norm(&c[0], PLAIN, d, m, n);
                run_norm(&c[1], FAST, d, m, n);
                expect_close("layer_norm y", c[1].y, c[0].y, 16);
                expect_close("layer_norm mean", c[1].mean, c[0].mean, 16);
                expect_close("layer_norm rstd", c[1].rstd, c[0].rstd, 16);
                expect_close("layer_norm dx", c[1].dx, c[0].dx, 32);
                expect_close("layer_norm dw", c[1].dw, c[0].dw, 32 + (double)m);
                expect_close("layer_norm db", c[1].db, c[0].db, 32 + (double)m);
                tensor_free(c[0].x), tensor_free(c[0].g), tensor_free(c[0].w), tensor_free(c[0].b);
                free_norm_results(&c[0]);
                free_norm_results(&c[1]);
            }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

/* ---- attention ---- */
#define ATTENTION "aten::_scaled_dot_product_flash_attention_for_cpu"
struct attention_case {
    rp_tensor *q, *k, *v, *g, *o, *lse, *dq, *dk, *dv;
};
static rp_tensor *heads(rp_dtype d, int fused, int fill, int64_t b, int64_t h, int64_t t, int64_t e)
{
    /* fused: a (b, h, t, e) view of one third of a (b, t, 3, h, e) tensor */
    rp_tensor *x = fused ? OUTPUT(d, DENSE, b, t, 3, h, e) : OUTPUT(d, DENSE, b, h, t, e);
    if (fused) {
        x->g.ndim = 4;
        memcpy(x->shape, (int64_t[]){b, h, t, e}, 4 * sizeof(int64_t));
        memcpy(x->stride, (int64_t[]){t * 3 * h * e, e, 3 * h * e, 1}, 4 * sizeof(int64_t));
        x->g.numel = b * h * t * e;
        x->g.nbytes = (uint64_t)x->g.numel * element_size(d);
        x->g.flags = 0;
    }
    for (int64_t i = 0; fill && i < x->g.numel; i++)
        tensor_set(x, i, (double)((i * 7 + fill * 13) % 97 - 48) / 64);
    return x;
}
static void run_attention(struct attention_case *c, int prefer, rp_dtype d, int causal, int64_t b,
                          int64_t h, int64_t t, int64_t s, int64_t e)
{
    c->o = heads(d, 1, 0, b, h, t, e);
    c->lse = OUTPUT(d == RP_F64 ? RP_F64 : RP_F32, DENSE, b, h, t);
    c->dq = heads(d, 1, 0, b, h, t, e);
    c->dk = heads(d, 0, 0, b, h, s, e);
    c->dv = heads(d, 1, 0, b, h, s, e);
    const rp_value none = rp_value_none();
    const rp_value in[] = {rp_value_tensor(c->q),
                           rp_value_tensor(c->k),
                           rp_value_tensor(c->v),
                           rp_value_float(0),
                           rp_value_bool(causal),
                           none,
                           none};
    rp_value out[] = {rp_value_tensor(c->o), rp_value_tensor(c->lse)};
    ck_assert_int_eq(CALL(ATTENTION, prefer, in, out), RP_OK);
    const rp_value in_back[] = {rp_value_tensor(c->g),
                                rp_value_tensor(c->q),
                                rp_value_tensor(c->k),
                                rp_value_tensor(c->v),
                                rp_value_tensor(c->o),
                                rp_value_tensor(c->lse),
                                rp_value_float(0),
                                rp_value_bool(causal),
                                none,
                                none};
    rp_value out_back[] = {rp_value_tensor(c->dq), rp_value_tensor(c->dk), rp_value_tensor(c->dv)};
    ck_assert_int_eq(CALL(ATTENTION "_backward", prefer, in_back, out_back), RP_OK);
}
static void free_attention_results(struct attention_case *c)
{
    tensor_free(c->o), tensor_free(c->lse), tensor_free(c->dq), tensor_free(c->dk),
        tensor_free(c->dv);
}
static struct attention_case attention_inputs(rp_dtype d, int fused, int64_t b, int64_t h,
                                              int64_t t, int64_t s, int64_t e)
{
    return (struct attention_case){.q = heads(d, fused, 1, b, h, t, e),
                                   .k = heads(d, fused, 2, b, h, s, e),
                                   .v = heads(d, fused, 3, b, h, s, e),
                                   .g = heads(d, fused, 4, b, h, t, e)};
}
static void free_attention_inputs(struct attention_case *c)
{
    tensor_free(c->q), tensor_free(c->k), tensor_free(c->v), tensor_free(c->g);
}

START_TEST(fast_rows__attention_and_its_gradient_agree)
{
    const int64_t sizes[][5] = {{1, 1, 1, 1, 1},    {2, 3, 5, 5, 8},     {1, 2, 70, 70, 16},
                                {1, 1, 65, 530, 9}, {1, 1, 140, 60, 32}, {1, 1, 300, 300, 4}};
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (int how = 0; how < 4; how++) {
                const int64_t *z = sizes[s];
                const rp_dtype d = floating[t];
                struct attention_case c[2] = {
                    attention_inputs(d, how & 1, z[0], z[1], z[2], z[3], z[4])};
                c[1] = c[0];
                for (int i = 0; i < 2; i++)
                    run_attention(&c[i], i ? FAST : PLAIN, d, how >> 1, z[0], z[1], z[2], z[3],
                                  z[4]);
                expect_close("attention o", c[1].o, c[0].o, 16);
                expect_close("attention lse", c[1].lse, c[0].lse, 16);
                expect_close("attention dq", c[1].dq, c[0].dq, 64);
                expect_close("attention dk", c[1].dk, c[0].dk, 64);
                expect_close("attention dv", c[1].dv, c[0].dv, 64);
                free_attention_inputs(&c[0]);
                for (int i = 0; i < 2; i++) free_attention_results(&c[i]);
            }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

START_TEST(fast_rows__attention_refuses_dropout_with_its_value)
{
    EACH_VARIANT
    {
        struct attention_case c = attention_inputs(RP_F32, 0, 1, 1, 2, 2, 4);
        rp_tensor *o = heads(RP_F32, 0, 0, 1, 1, 2, 4), *lse = OUTPUT(RP_F32, DENSE, 1, 1, 2);
        const rp_value none = rp_value_none();
        const rp_value in[] = {rp_value_tensor(c.q),
                               rp_value_tensor(c.k),
                               rp_value_tensor(c.v),
                               rp_value_float(0.25),
                               rp_value_bool(0),
                               none,
                               none};
        rp_value out[] = {rp_value_tensor(o), rp_value_tensor(lse)};
        ck_assert_int_eq(CALL(ATTENTION, FAST, in, out), RP_E_UNIMPLEMENTED);
        ck_assert_ptr_nonnull(strstr(kernels.message, "0.25"));
        free_attention_inputs(&c);
        tensor_free(o), tensor_free(lse);
    }
}
END_TEST

/* ---- threads and memory ---- */
static int same_bytes(const rp_tensor *a, const rp_tensor *b)
{
    return a->bytes == b->bytes && memcmp(a->memory, b->memory, a->bytes) == 0;
}

/* Thread counts only grow: LeakSanitizer cannot scan after libgomp has ended a thread. */
START_TEST(fast_rows__threads_change_no_bit)
{
    enum { VARIANTS = sizeof variants / sizeof *variants };
    struct norm_case norm[VARIANTS] = {{0}};
    struct attention_case attention[VARIANTS] = {{0}};
    const struct norm_case n = {.x = TENSOR(RP_F32, DENSE, 700, 384),
                                .g = TENSOR(RP_F32, DENSE, 700, 384),
                                .w = TENSOR(RP_F32, DENSE, 384),
                                .b = TENSOR(RP_F32, DENSE, 384)};
    const struct attention_case a = attention_inputs(RP_F32, 1, 2, 3, 130, 130, 32);
    for (int threads = 1; threads <= 4; threads *= 2)
        for (size_t v = 0; v < VARIANTS; v++) {
            if (!kernels_open(variants[v])) continue;
            kernels_threads(threads);
            struct norm_case m = n, *first = threads == 1 ? &norm[v] : &m;
            struct attention_case b = a, *start = threads == 1 ? &attention[v] : &b;
            *first = n;
            *start = a;
            run_norm(first, FAST, RP_F32, 700, 384);
            run_attention(start, FAST, RP_F32, 1, 2, 3, 130, 130, 32);
            if (threads == 1) continue;
            ck_assert(same_bytes(m.y, norm[v].y) && same_bytes(m.dx, norm[v].dx) &&
                      same_bytes(m.dw, norm[v].dw) && same_bytes(m.db, norm[v].db));
            ck_assert(same_bytes(b.o, attention[v].o) && same_bytes(b.dq, attention[v].dq) &&
                      same_bytes(b.dk, attention[v].dk) && same_bytes(b.dv, attention[v].dv));
            free_norm_results(&m);
            free_attention_results(&b);
        }
    for (size_t v = 0; v < VARIANTS; v++) {
        free_norm_results(&norm[v]);
        free_attention_results(&attention[v]);
    }
    tensor_free(n.x), tensor_free(n.g), tensor_free(n.w), tensor_free(n.b);
    struct attention_case inputs = a;
    free_attention_inputs(&inputs);
}
END_TEST

/* The n-th allocation fails, for n = 1, 2, ... until the call succeeds: each time RP_E_MEMORY and
 * nothing left. */
START_TEST(fast_rows__no_memory_is_reported_and_leaves_nothing)
{
    EACH_VARIANT
    {
        rp_tensor *a = TENSOR(RP_F32, STEPPED, 40, 50), *b = TENSOR(RP_F32, STEPPED, 50, 60),
                  *c = OUTPUT(RP_F32, STEPPED, 40, 60);
        rp_tensor *x = TENSOR(RP_BF16, TRANSPOSED, 40, 50),
                  *y = OUTPUT(RP_BF16, TRANSPOSED, 40, 50);
        const rp_value in_mm[] = {rp_value_tensor(a), rp_value_tensor(b)};
        const rp_value in_soft[] = {rp_value_tensor(x), rp_value_int(1), rp_value_bool(0)};
        rp_value out_mm[] = {rp_value_tensor(c)}, out_soft[] = {rp_value_tensor(y)};
        for (int which = 0; which < 2; which++) {
            rp_status st = RP_E_MEMORY;
            int n = 0;
            while (st == RP_E_MEMORY && n < 20) {
                kernels.fail_at = ++n;
                st = which ? CALL("aten::_softmax", FAST, in_soft, out_soft)
                           : CALL("aten::mm", FAST, in_mm, out_mm);
                ck_assert_int_eq(kernels.blocks, 0);
            }
            kernels.fail_at = 0;
            ck_assert_int_eq(st, RP_OK);
            ck_assert_int_gt(n, 2);
        }
        tensor_free(a), tensor_free(b), tensor_free(c), tensor_free(x), tensor_free(y);
    }
}
END_TEST

/* ---- convolutions ---- */
typedef struct conv_case {
    /* as in plugins/cpu/convolution.h; trailing zeros: fewer dimensions */
    int64_t large[5], weight[5], small[5];
    int64_t stride, padding, dilation, groups;
} conv_case;
static const conv_case conv_cases[] = {
    {{2, 3, 9, 7}, {4, 3, 3, 3}, {2, 4, 9, 7}, 1, 1, 1, 1},
    {{1, 4, 11, 8}, {6, 2, 3, 2}, {1, 6, 6, 5}, 2, 1, 1, 2},
    {{3, 2, 13}, {5, 2, 4}, {3, 5, 7}, 1, 0, 2, 1},
    {{2, 8, 6, 6}, {8, 1, 3, 3}, {2, 8, 6, 6}, 1, 1, 1, 8},
    {{1, 2, 5, 6, 7}, {3, 2, 2, 3, 3}, {1, 3, 6, 6, 7}, 1, 1, 1, 1},
    {{4, 32, 14, 14}, {64, 32, 1, 1}, {4, 64, 7, 7}, 2, 0, 1, 1},
};

static rp_tensor *conv_tensor(rp_dtype d, int how, const int64_t *shape, int random)
{
    int n = 0;
    while (n < 5 && shape[n]) n++;
    return random ? tensor_random(d, how, n, shape) : tensor_make(d, how, n, shape);
}

/* Forward and both gradients of a convolution, or of the transposed one that goes the other way. */
static void compare_conv(rp_dtype d, const conv_case *k, int how, int transposed)
{
    const int64_t *from = transposed ? k->small : k->large, *to = transposed ? k->large : k->small;
    rp_tensor *x = conv_tensor(d, how, from, 1), *w = conv_tensor(d, how, k->weight, 1),
              *g = conv_tensor(d, how, to, 1);
    rp_tensor *b = TENSOR(d, how == STEPPED ? STEPPED : DENSE, to[1]);
    rp_tensor *y[2], *dx[2], *dw[2], *db[2];
    const rp_value geometry[] = {rp_value_int(k->stride),   rp_value_int(k->padding),
                                 rp_value_int(k->dilation), rp_value_bool(transposed),
                                 rp_value_int(0),           rp_value_int(k->groups)};
    for (int i = 0; i < 2; i++) {
        y[i] = conv_tensor(d, PADDED, to, 0), dx[i] = conv_tensor(d, PADDED, from, 0),
        dw[i] = conv_tensor(d, DENSE, k->weight, 0);
        db[i] = OUTPUT(d, DENSE, to[1]);
        rp_value in[9] = {rp_value_tensor(x), rp_value_tensor(w), rp_value_tensor(b)};
        rp_value in_back[11] = {rp_value_tensor(g), rp_value_tensor(x), rp_value_tensor(w),
                                rp_value_none()};
        memcpy(in + 3, geometry, sizeof geometry);
        memcpy(in_back + 4, geometry, sizeof geometry);
        rp_value out[] = {rp_value_tensor(y[i])},
                 out_back[] = {rp_value_tensor(dx[i]), rp_value_tensor(dw[i]),
                               rp_value_tensor(db[i])};
        ck_assert_int_eq(CALL("aten::convolution", i ? FAST : PLAIN, in, out), RP_OK);
        ck_assert_int_eq(CALL("aten::convolution_backward", i ? FAST : PLAIN, in_back, out_back),
                         RP_OK);
    }
    expect_close("convolution", y[1], y[0], 32);
    expect_close("convolution dx", dx[1], dx[0], 32);
    expect_close("convolution dw", dw[1], dw[0], 32);
    expect_close("convolution db", db[1], db[0], 32);
    tensor_free(x), tensor_free(w), tensor_free(g), tensor_free(b);
    for (int i = 0; i < 2; i++)
        tensor_free(y[i]), tensor_free(dx[i]), tensor_free(dw[i]), tensor_free(db[i]);
}

START_TEST(fast_rows__convolutions_and_their_gradients_agree)
{
    EACH_VARIANT
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (size_t k = 0; k < sizeof conv_cases / sizeof *conv_cases; k++)
            for (int how = 0; how < 8; how++)
                compare_conv(floating[t], &conv_cases[k], how & 3, how > 3 && k != 1 && k != 5);
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite(
        "cpu fast rows", fast_rows__convolutions_and_their_gradients_agree,
        fast_rows__mm_agrees_for_every_way_operands_lie, fast_rows__mm_agrees_on_real_sizes,
        fast_rows__addmm_agrees_and_ignores_self_when_beta_is_zero, fast_rows__bmm_mv_and_dot_agree,
        fast_rows__softmax_and_its_gradient_agree, fast_rows__layer_norm_and_its_gradient_agree,
        fast_rows__attention_and_its_gradient_agree,
        fast_rows__attention_refuses_dropout_with_its_value,
        fast_rows__no_memory_is_reported_and_leaves_nothing, fast_rows__threads_change_no_bit,
        NULL);
}
