/* tests/plugins/cpu/test_kernels.c - plain rows against their formulas, written out again in double
 */
#include "plugins/cpu/kernels.h"

static void open_any(void)
{
    if (!kernels_open("cpu-v3"))
        ck_assert_msg(kernels_open("cpu"), "no cpu plugin under REPRISE_BUILD_DIR");
}
#define ck_near(a_, b_, tol_)                                                                      \
    ck_assert_msg(fabs((a_) - (b_)) <= (tol_) * (1 + fabs(b_)), "%s: %g, want %g", #a_, (a_), (b_))

/* ---- copy ---- */
static void copy_and_compare(rp_dtype to, int lies_to, rp_dtype from, int lies_from, int64_t rows,
                             int64_t cols)
{
    rp_tensor *src = TENSOR(from, lies_from, rows, cols), *dst = OUTPUT(to, lies_to, rows, cols);
    const rp_value in[] = {rp_value_tensor(dst), rp_value_tensor(src), rp_value_bool(0)};
    rp_value out[] = {rp_value_tensor(dst)};
    ck_assert_int_eq(CALL("aten::copy", PLAIN, in, out), RP_OK);
    for (int64_t i = 0; i < rows * cols; i++) {
        const double x = tensor_at(src, i);
        ck_assert_double_eq(tensor_at(dst, i), to == RP_I64 ? trunc(x) : x);
    }
    tensor_free(src), tensor_free(dst);
}

START_TEST(kernels__copy_converts_between_all_layouts)
{
    const rp_dtype types[] = {RP_F64, RP_F32, RP_F16, RP_BF16, RP_I64};
    open_any();
    for (int a = 0; a < 5; a++)
        for (int b = 0; b < 5; b++)
            for (int how = 0; how < 16; how++)
                copy_and_compare(types[a], how & 3, types[b], how >> 2, 19, 37);
}
END_TEST

START_TEST(kernels__copy_transposes_large_matrices_exactly)
{
    open_any();
    copy_and_compare(RP_F32, DENSE, RP_F32, TRANSPOSED, 512, 300);
    copy_and_compare(RP_BF16, TRANSPOSED, RP_BF16, DENSE, 257, 512);
    copy_and_compare(RP_F64, DENSE, RP_F64, TRANSPOSED, 33, 1025);
}
END_TEST

/* ---- products ---- */
START_TEST(kernels__addmm_is_its_formula)
{
    open_any();
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++) {
        const rp_dtype d = floating[t];
        rp_tensor *self = TENSOR(d, DENSE, 5), *a = TENSOR(d, STEPPED, 4, 6),
                  *b = TENSOR(d, TRANSPOSED, 6, 5), *c = OUTPUT(d, PADDED, 4, 5);
        const rp_value in[] = {rp_value_tensor(self), rp_value_tensor(a), rp_value_tensor(b),
                               rp_value_float(0.5), rp_value_int(2)};
        rp_value out[] = {rp_value_tensor(c)};
        ck_assert_int_eq(CALL("aten::addmm", PLAIN, in, out), RP_OK);
        for (int64_t i = 0; i < 4; i++)
            for (int64_t j = 0; j < 5; j++) {
                double sum = 0;
                for (int64_t k = 0; k < 6; k++)
                    sum += tensor_at(a, i * 6 + k) * tensor_at(b, k * 5 + j);
                ck_near(tensor_at(c, i * 5 + j), 0.5 * tensor_at(self, j) + 2 * sum, 2 * eps_of(d));
            }
        tensor_free(self), tensor_free(a), tensor_free(b), tensor_free(c);
    }
}
END_TEST

START_TEST(kernels__mm_of_integers_is_exact_and_bool_is_refused_by_name)
{
    open_any();
    rp_tensor *a = OUTPUT(RP_I64, DENSE, 2, 2), *c = OUTPUT(RP_I64, DENSE, 2, 2),
              *f = OUTPUT(RP_BOOL, DENSE, 2, 2);
    for (int i = 0; i < 4; i++) tensor_set(a, i, i + 1);
    const rp_value in[] = {rp_value_tensor(a), rp_value_tensor(a)},
                   in_bool[] = {rp_value_tensor(f), rp_value_tensor(f)};
    rp_value out[] = {rp_value_tensor(c)}, out_bool[] = {rp_value_tensor(f)};
    ck_assert_int_eq(CALL("aten::mm", FAST, in, out), RP_OK);
    const double want[] = {7, 10, 15, 22};
    for (int i = 0; i < 4; i++) ck_assert_double_eq(tensor_at(c, i), want[i]);
    ck_assert_int_eq(CALL("aten::mm", FAST, in_bool, out_bool), RP_E_DTYPE);
    ck_assert_ptr_nonnull(strstr(kernels.message, "bool"));
    tensor_free(a), tensor_free(c), tensor_free(f);
}
END_TEST

/* ---- losses ---- */
struct nll {
    rp_tensor *x, *target, *weight, *loss, *total, *g, *dx;
};
static rp_status run_nll(struct nll *c, int reduction)
{
    const rp_value in[] = {rp_value_tensor(c->x), rp_value_tensor(c->target),
                           rp_value_tensor(c->weight), rp_value_int(reduction), rp_value_int(-100)};
    rp_value out[] = {rp_value_tensor(c->loss), rp_value_tensor(c->total)};
    return CALL("aten::nll_loss_forward", PLAIN, in, out);
}
static rp_status run_nll_backward(struct nll *c, int reduction)
{
    const rp_value in[] = {rp_value_tensor(c->g),      rp_value_tensor(c->x),
                           rp_value_tensor(c->target), rp_value_tensor(c->weight),
                           rp_value_int(reduction),    rp_value_int(-100),
                           rp_value_tensor(c->total)};
    rp_value out[] = {rp_value_tensor(c->dx)};
    return CALL("aten::nll_loss_backward", PLAIN, in, out);
}
static struct nll nll_make(int reduction)
{
    struct nll c = {.x = TENSOR(RP_F32, TRANSPOSED, 4, 3),
                    .target = OUTPUT(RP_I64, DENSE, 4),
                    .weight = OUTPUT(RP_F32, DENSE, 3)};
    const double targets[] = {2, -100, 0, 1}, weights[] = {0.5, 1, 2};
    for (int i = 0; i < 4; i++) tensor_set(c.target, i, targets[i]);
    for (int i = 0; i < 3; i++) tensor_set(c.weight, i, weights[i]);
    c.loss = reduction ? tensor_make(RP_F32, DENSE, 0, NULL) : OUTPUT(RP_F32, DENSE, 4);
    c.g = reduction ? tensor_make(RP_F32, DENSE, 0, NULL) : OUTPUT(RP_F32, DENSE, 4);
    for (int64_t i = 0; i < c.g->g.numel; i++) tensor_set(c.g, i, 1 + (double)i);
    c.total = tensor_make(RP_F32, DENSE, 0, NULL);
    c.dx = OUTPUT(RP_F32, STEPPED, 4, 3);
    return c;
}
static void nll_free(struct nll *c)
{
    tensor_free(c->x), tensor_free(c->target), tensor_free(c->weight), tensor_free(c->loss),
        tensor_free(c->total), tensor_free(c->g), tensor_free(c->dx);
}

START_TEST(kernels__nll_loss_weights_ignores_and_reduces)
{
    open_any();
    for (int reduction = 0; reduction < 3; reduction++) {
        struct nll c = nll_make(reduction);
        const double each[] = {-2 * tensor_at(c.x, 2), 0, -0.5 * tensor_at(c.x, 6),
                               -tensor_at(c.x, 10)};
        ck_assert_int_eq(run_nll(&c, reduction), RP_OK);
        if (reduction == 0) {
            for (int i = 0; i < 4; i++) ck_near(tensor_at(c.loss, i), each[i], 1e-6);
        } else {
            const double sum = each[0] + each[2] + each[3];
            ck_near(tensor_at(c.loss, 0), reduction == 1 ? sum / 3.5 : sum, 1e-6);
            ck_near(tensor_at(c.total, 0), 3.5, 0);
        }
        ck_assert_int_eq(run_nll_backward(&c, reduction), RP_OK);
        const double scale = reduction == 1 ? 1 / 3.5 : 1, g2 = reduction ? 1 : 3,
                     g3 = reduction ? 1 : 4;
        for (int64_t i = 0; i < 12; i++)
            ck_near(tensor_at(c.dx, i),
                    i == 2    ? -2 * scale
                    : i == 6  ? -0.5 * g2 * scale
                    : i == 10 ? -g3 * scale
                              : 0.0,
                    1e-6);
        nll_free(&c);
    }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

START_TEST(kernels__nll_loss_names_the_target_its_position_and_the_range)
{
    open_any();
    struct nll c = nll_make(1);
    tensor_set(c.target, 3, 7);
    ck_assert_int_eq(run_nll(&c, 1), RP_E_INDEX);
    ck_assert_ptr_nonnull(strstr(kernels.message, "target 7 at position 3"));
    ck_assert_ptr_nonnull(strstr(kernels.message, "[0, 3)"));
    ck_assert_int_eq(run_nll_backward(&c, 1), RP_E_INDEX);
    ck_assert_int_eq(kernels.blocks, 0);
    nll_free(&c);
}
END_TEST

START_TEST(kernels__mse_loss_and_its_gradient_are_their_formulas)
{
    open_any();
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (int reduction = 0; reduction < 3; reduction++) {
            const rp_dtype d = floating[t];
            rp_tensor *a = TENSOR(d, DENSE, 6, 5), *b = TENSOR(d, TRANSPOSED, 6, 5),
                      *dx = OUTPUT(d, PADDED, 6, 5);
            rp_tensor *y = reduction ? tensor_make(d, DENSE, 0, NULL) : OUTPUT(d, DENSE, 6, 5),
                      *g = tensor_make(d, DENSE, 0, NULL);
            tensor_set(g, 0, 0.5);
            const rp_value in[] = {rp_value_tensor(a), rp_value_tensor(b), rp_value_int(reduction)};
            const rp_value in_back[] = {rp_value_tensor(g), rp_value_tensor(a), rp_value_tensor(b),
                                        rp_value_int(reduction)};
            rp_value out[] = {rp_value_tensor(y)}, out_back[] = {rp_value_tensor(dx)};
            ck_assert_int_eq(CALL("aten::mse_loss", PLAIN, in, out), RP_OK);
            ck_assert_int_eq(CALL("aten::mse_loss_backward", PLAIN, in_back, out_back), RP_OK);
            double sum = 0;
            for (int64_t i = 0; i < 30; i++) {
                const double e = tensor_at(a, i) - tensor_at(b, i);
                sum += e * e;
                if (!reduction) ck_near(tensor_at(y, i), e * e, 2 * eps_of(d));
                ck_near(tensor_at(dx, i), reduction == 1 ? e / 30 : e, 2 * eps_of(d));
            }
            if (reduction) ck_near(tensor_at(y, 0), reduction == 1 ? sum / 30 : sum, 2 * eps_of(d));
            tensor_free(a), tensor_free(b), tensor_free(dx), tensor_free(y), tensor_free(g);
        }
    ck_assert_int_eq(kernels.blocks, 0);
}
END_TEST

/* ---- attention with masks ---- */
START_TEST(kernels__attention_adds_float_masks_and_hides_what_bool_masks_hide)
{
    enum { T = 3, S = 4, D = 2 };
    open_any();
    for (int kind = 0; kind < 2; kind++) {
        rp_tensor *q = TENSOR(RP_F64, DENSE, 1, 1, T, D), *k = TENSOR(RP_F64, DENSE, 1, 1, S, D),
                  *v = TENSOR(RP_F64, DENSE, 1, 1, S, D);
        rp_tensor *o = OUTPUT(RP_F64, DENSE, 1, 1, T, D), *lse = OUTPUT(RP_F64, DENSE, 1, 1, T);
        rp_tensor *mask = kind ? OUTPUT(RP_BOOL, DENSE, T, S) : TENSOR(RP_F64, DENSE, T, S);
        if (kind)
            for (int i = 0; i < T * S; i++)
                mask->memory[i] = i % 4 != 1 && i < 8; /* the last query sees nothing */
        const rp_value in[] = {rp_value_tensor(q),  rp_value_tensor(k), rp_value_tensor(v),
                               rp_value_float(0),   rp_value_bool(0),   rp_value_tensor(mask),
                               rp_value_float(0.25)};
        rp_value out[] = {rp_value_tensor(o), rp_value_tensor(lse)};
        ck_assert_int_eq(CALL("aten::_scaled_dot_product_flash_attention_for_cpu", FAST, in, out),
                         RP_OK);
        for (int64_t i = 0; i < T; i++) {
            double sum = 0, want[D] = {0};
            for (int64_t j = 0; j < S; j++) {
                double s = 0;
                for (int64_t d = 0; d < D; d++)
                    s += 0.25 * tensor_at(q, i * D + d) * tensor_at(k, j * D + d);
                const double p = !kind                     ? exp(s + tensor_at(mask, i * S + j))
                                 : mask->memory[i * S + j] ? exp(s)
                                                           : 0;
                sum += p;
                for (int64_t d = 0; d < D; d++) want[d] += p * tensor_at(v, j * D + d);
            }
            for (int64_t d = 0; d < D; d++)
                ck_near(tensor_at(o, i * D + d), sum != 0 ? want[d] / sum : 0.0, 1e-14);
            ck_near(tensor_at(lse, i), sum != 0 ? log(sum) : 0.0, 1e-14);
        }
        tensor_free(q), tensor_free(k), tensor_free(v), tensor_free(o), tensor_free(lse),
            tensor_free(mask);
    }
}
END_TEST

/* ---- optimizers ---- */
enum { LISTS = 5 };
struct adam {
    rp_tensor *list[LISTS], *step, *scale;
    rp_value member[LISTS], steps;
};
static struct adam adam_make(rp_dtype d, int lies)
{
    struct adam c;
    for (int k = 0; k < LISTS; k++) {
        c.list[k] = TENSOR(d, k == 1 ? DENSE : lies, 30, 41);
        for (int64_t i = 0; k >= 3 && i < 30 * 41; i++)
            tensor_set(c.list[k], i, fabs(tensor_at(c.list[k], i)) + 0.25);
        c.member[k] = rp_value_tensor(c.list[k]);
    }
    c.step = tensor_make(RP_F32, DENSE, 0, NULL);
    tensor_set(c.step, 0, 3);
    c.scale = tensor_make(RP_F32, DENSE, 0, NULL);
    tensor_set(c.scale, 0, 2);
    c.steps = rp_value_tensor(c.step);
    return c;
}
static rp_status adam_run(struct adam *c, const char *op, int amsgrad, int maximize,
                          const rp_tensor *found_inf)
{
    const rp_value in[] = {rp_value_list(&c->member[0], 1),
                           rp_value_list(&c->member[1], 1),
                           rp_value_list(&c->member[2], 1),
                           rp_value_list(&c->member[3], 1),
                           rp_value_list(&c->member[4], amsgrad ? 1 : 0),
                           rp_value_list(&c->steps, 1),
                           rp_value_float(0.01),
                           rp_value_float(0.9),
                           rp_value_float(0.95),
                           rp_value_float(0.1),
                           rp_value_float(1e-8),
                           rp_value_bool(amsgrad),
                           rp_value_bool(maximize),
                           rp_value_tensor(c->scale),
                           rp_value_tensor((rp_tensor *)(uintptr_t)found_inf)};
    return kernels_call(op, PLAIN, in, 15, NULL, 0);
}
static void adam_free(struct adam *c)
{
    for (int k = 0; k < LISTS; k++) tensor_free(c->list[k]);
    tensor_free(c->step), tensor_free(c->scale);
}
/* One element by the papers' formula; v[] = parameter, gradient, m, v, vmax. */
static void adam_element(double v[LISTS], int adamw, int amsgrad, int maximize)
{
    double g = v[1] /= 2;
    if (maximize) g = -g;
    if (adamw) v[0] *= 1 - 0.01 * 0.1;
    else g += 0.1 * v[0];
    v[2] = 0.9 * v[2] + 0.1 * g;
    v[3] = 0.95 * v[3] + 0.05 * g * g;
    v[4] = v[3] > v[4] ? v[3] : v[4];
    v[0] -= 0.01 / (1 - pow(0.9, 3)) * v[2] /
            (sqrt(amsgrad ? v[4] : v[3]) / sqrt(1 - pow(0.95, 3)) + 1e-8);
}

START_TEST(kernels__adam_and_adamw_are_their_formulas)
{
    open_any();
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (int how = 0; how < 16; how++) {
            const rp_dtype d = floating[t];
            const int adamw = how & 1, amsgrad = how >> 1 & 1, maximize = how >> 2 & 1;
            struct adam c = adam_make(d, how >> 3 ? PADDED : DENSE);
            double want[30 * 41][LISTS];
            for (int64_t i = 0; i < 30 * 41; i++) {
                for (int k = 0; k < LISTS; k++) want[i][k] = tensor_at(c.list[k], i);
                adam_element(want[i], adamw, amsgrad, maximize);
            }
            ck_assert_int_eq(adam_run(&c, adamw ? "aten::_fused_adamw_" : "aten::_fused_adam_",
                                      amsgrad, maximize, NULL),
                             RP_OK);
            for (int64_t i = 0; i < 30 * 41; i++)
                for (int k = 0; k < (amsgrad ? 5 : 4); k++)
                    ck_near(tensor_at(c.list[k], i), want[i][k], 8 * eps_of(d));
            adam_free(&c);
        }
}
END_TEST

START_TEST(kernels__found_inf_skips_the_step_and_uneven_lists_are_refused)
{
    open_any();
    struct adam c = adam_make(RP_F32, DENSE);
    rp_tensor *found = tensor_make(RP_F32, DENSE, 0, NULL);
    tensor_set(found, 0, 1);
    const double before = tensor_at(c.list[0], 5);
    ck_assert_int_eq(adam_run(&c, "aten::_fused_adamw_", 0, 0, found), RP_OK);
    ck_assert_double_eq(tensor_at(c.list[0], 5), before);
    const rp_value list = rp_value_list(&c.member[0], 1), none = rp_value_list(NULL, 0);
    const rp_value in[] = {list,
                           none,
                           none,
                           rp_value_float(0),
                           rp_value_float(0),
                           rp_value_float(0.1),
                           rp_value_float(0),
                           rp_value_bool(0),
                           rp_value_bool(0),
                           rp_value_bool(1),
                           rp_value_none(),
                           rp_value_none()};
    ck_assert_int_eq(kernels_call("aten::_fused_sgd_", PLAIN, in, 12, NULL, 0), RP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(kernels.message, "list 1 has 0 tensors"));
    tensor_free(found);
    adam_free(&c);
}
END_TEST

START_TEST(kernels__sgd_with_momentum_is_its_formula)
{
    open_any();
    for (size_t t = 0; t < sizeof floating / sizeof *floating; t++)
        for (int how = 0; how < 4; how++) {
            const rp_dtype d = floating[t];
            const int nesterov = how & 1, first = how >> 1;
            rp_tensor *p = TENSOR(d, DENSE, 700), *g = TENSOR(d, DENSE, 700),
                      *u = TENSOR(d, DENSE, 700);
            double want[700];
            for (int i = 0; i < 700; i++) {
                const double e = tensor_at(g, i) + 0.1 * tensor_at(p, i),
                             b = first ? e : 0.9 * tensor_at(u, i) + e;
                want[i] = tensor_at(p, i) - 0.05 * (nesterov ? e + 0.9 * b : b);
            }
            const rp_value vp = rp_value_tensor(p), vg = rp_value_tensor(g),
                           vu = rp_value_tensor(u);
            const rp_value in[] = {
                rp_value_list(&vp, 1), rp_value_list(&vg, 1),   rp_value_list(&vu, 1),
                rp_value_float(0.1),   rp_value_float(0.9),     rp_value_float(0.05),
                rp_value_float(0),     rp_value_bool(nesterov), rp_value_bool(0),
                rp_value_bool(first),  rp_value_none(),         rp_value_none()};
            ck_assert_int_eq(kernels_call("aten::_fused_sgd_", PLAIN, in, 12, NULL, 0), RP_OK);
            for (int i = 0; i < 700; i++) ck_near(tensor_at(p, i), want[i], 4 * eps_of(d));
            tensor_free(p), tensor_free(g), tensor_free(u);
        }
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("cpu kernels", kernels__copy_converts_between_all_layouts,
                    kernels__copy_transposes_large_matrices_exactly, kernels__addmm_is_its_formula,
                    kernels__mm_of_integers_is_exact_and_bool_is_refused_by_name,
                    kernels__nll_loss_weights_ignores_and_reduces,
                    kernels__nll_loss_names_the_target_its_position_and_the_range,
                    kernels__mse_loss_and_its_gradient_are_their_formulas,
                    kernels__attention_adds_float_masks_and_hides_what_bool_masks_hide,
                    kernels__adam_and_adamw_are_their_formulas,
                    kernels__found_inf_skips_the_step_and_uneven_lists_are_refused,
                    kernels__sgd_with_momentum_is_its_formula, NULL);
}
