/* tests/plugins/gpu/test_attention.c - flash attention over several tiles of queries, keys and
   width, with its gradients */
#include "plugins/gpu/gpu.h"

enum { Q, K, V, OPERANDS };
struct attention { /* operands and results on one device */
    rp_tensor *in[OPERANDS], *mask, *go, *out, *lse, *grad[OPERANDS];
};

static void run(struct attention *a, int causal)
{
    ck_ok(rp__scaled_dot_product_flash_attention_for_cpu_full(&a->out, &a->lse, a->in[Q], a->in[K],
                                                              a->in[V], 0, causal, a->mask, NULL));
    ck_ok(rp__scaled_dot_product_flash_attention_for_cpu_backward_full(
        &a->grad[Q], &a->grad[K], &a->grad[V], a->go, a->in[Q], a->in[K], a->in[V], a->out, a->lse,
        0, causal, a->mask, NULL));
}

static void release(struct attention *a)
{
    for (int i = 0; i < OPERANDS; i++) rp_tensor_release(a->in[i]), rp_tensor_release(a->grad[i]);
    rp_tensor_release(a->mask), rp_tensor_release(a->go), rp_tensor_release(a->out),
        rp_tensor_release(a->lse);
}

/* Heads are the second dimension in memory, too, or (`fused`) the third, as in the rows of a fused
   projection. */
static rp_tensor *heads(rp_dtype d, double seed, int64_t h, int64_t t, int64_t width, int fused)
{
    rp_tensor *r =
        fused ? GPU_TEST_TENSOR(d, seed, 2, t, h, width) : GPU_TEST_TENSOR(d, seed, 2, h, t, width);
    if (fused) ck_ok(rp_transpose_int(&r, r, 1, 2));
    return r;
}

static void check(rp_dtype d, int64_t tq, int64_t tk, int64_t width, int causal, rp_tensor *mask,
                  double tolerance)
{
    struct attention cpu = {.in = {heads(d, 1, 2, tq, width, 1), heads(d, 2, 2, tk, width, 0),
                                   heads(d, 3, 2, tk, width, 1)},
                            .go = heads(d, 4, 2, tq, width, 0)},
                     emu = {.go = gpu_test_there(cpu.go)};
    for (int i = 0; i < OPERANDS; i++) emu.in[i] = gpu_test_there(cpu.in[i]);
    if (mask) {
        cpu.mask = rp_tensor_retain(mask);
        emu.mask = gpu_test_there(mask);
    }
    run(&cpu, causal);
    run(&emu, causal);
    gpu_test_near(emu.out, cpu.out, tolerance);
    gpu_test_near(emu.lse, cpu.lse, tolerance);
    for (int i = 0; i < OPERANDS; i++) gpu_test_near(emu.grad[i], cpu.grad[i], 4 * tolerance);
    release(&cpu), release(&emu);
}

START_TEST(attention__several_tiles_of_queries_and_keys)
{
    gpu_device();
    check(RP_F32, 70, 150, 20, 0, NULL, 1e-5);
    check(RP_F32, 131, 131, 24, 1, NULL, 1e-5);
    check(RP_F64, 40, 70, 9, 0, NULL, 1e-12);
    check(RP_BF16, 66, 66, 16, 1, NULL, 3e-2);
    check(RP_F16, 5, 67, 8, 0, NULL, 4e-3);
}
END_TEST

START_TEST(attention__any_width)
{
    gpu_device();
    check(RP_F32, 9, 10, 100, 1, NULL, 1e-5);
    check(RP_F32, 6, 7, 130, 0, NULL, 1e-5); /* more than one block's share of columns */
    check(RP_F32, 3, 4, 300, 0, NULL, 1e-5);
    check(RP_F64, 5, 5, 70, 1, NULL, 1e-12);
}
END_TEST

START_TEST(attention__masks_add_or_hide_and_a_row_that_sees_nothing_is_0)
{
    gpu_device();
    RP_LOCAL rp_tensor *added = GPU_TEST_TENSOR(RP_F32, 7, 2, 1, 70, 72), *shown = NULL,
                       *hidden = NULL;
    check(RP_F32, 70, 72, 8, 0, added, 1e-5);
    ck_ok(rp_gt_scalar(&shown, added, rp_value_float(0.2)));
    check(RP_F32, 70, 72, 8, 0, shown, 1e-5);
    ck_ok(rp_gt_scalar(&hidden, added, rp_value_float(2)));
    check(RP_F32, 70, 72, 8, 0, hidden, 1e-5);
}
END_TEST

START_TEST(attention__the_composite_is_the_same_on_both_devices)
{
    const int64_t shape[] = {1, 2, 8, 4};
    RP_LOCAL rp_tensor *q = rp_test_sin(shape, 4, 1, 1), *x = NULL, *y = NULL, *out = NULL;
    gpu_device();
    ck_ok(rp_scaled_dot_product_attention_full(&out, q, q, q, NULL, 0, 1, NULL, 0));
    x = gpu_test_there(q);
    ck_ok(rp_scaled_dot_product_attention_full(&y, x, x, x, NULL, 0, 1, NULL, 0));
    gpu_test_near(y, out, 1e-6);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_attention", attention__several_tiles_of_queries_and_keys,
                    attention__any_width,
                    attention__masks_add_or_hide_and_a_row_that_sees_nothing_is_0,
                    attention__the_composite_is_the_same_on_both_devices, NULL);
}
