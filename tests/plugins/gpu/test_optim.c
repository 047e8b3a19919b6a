/* tests/plugins/gpu/test_optim.c - fused optimizers over many tensors at once: uneven and empty
   ones, two dtypes, slices, scaled gradients */
#include "plugins/gpu/call.h"

enum { TENSORS = 75, LISTS = 6 }; /* more tensors of each dtype than go to the device at a time */
enum { ADAM, SGD, ADAGRAD };
struct step {
    int what;
    const char *op;
    int amsgrad, maximize, scaled, skipped, first, tensor_lr;
    double momentum, dampening, decay;
    int nesterov;
};

/* Elements of tensor i: none, one, some, more than a chunk of the kernel. */
static int64_t size_of(int i)
{
    return i % 9 == 0 ? 0 : i % 9 == 1 ? 1 : i == 40 ? 9001 : i * 37 % 501;
}

/* Every fifth tensor is bf16, where the step allows it; every seventh is a slice with gaps. */
static rp_value element(int i, double seed, int positive)
{
    const rp_dtype d = i % 5 == 4 ? RP_BF16 : RP_F32;
    rp_tensor *t = i % 7 == 6 ? GPU_TEST_TENSOR(d, seed + i, size_of(i), 2)
                              : GPU_TEST_TENSOR(d, seed + i, size_of(i));
    const int64_t first = 1;
    if (positive) ck_ok(rp_mul(&t, t, t));
    if (i % 7 == 6) ck_ok(rp_slice(&t, t, 1, &first, NULL, 1));
    return rp_value_tensor(t);
}

static rp_value scalar(float x)
{
    return rp_value_tensor(rp_test_f32(&x, NULL, 0));
}

static void check(double tolerance, const struct step *s)
{
    static rp_value list[LISTS][TENSORS];
    rp_value in[16];
    size_t n = 0;
    const int states = s->what == ADAM ? 2 + s->amsgrad : 1, steps = s->what != SGD;
    for (int i = 0; i < TENSORS; i++) {
        for (int k = 0; k < 2 + states; k++)
            list[k][i] = element(i, k, k > 2 || (k == 2 && s->what == ADAGRAD));
        list[LISTS - 1][i] = scalar((float)(1 + i % 4));
    }
    for (int k = 0; k < 2 + states; k++) in[n++] = rp_value_list(list[k], TENSORS);
    if (s->what == ADAM && !s->amsgrad) in[n++] = rp_value_list(NULL, 0);
    if (steps) in[n++] = rp_value_list(list[LISTS - 1], TENSORS);
    if (s->what == SGD) {
        in[n++] = GPU_FLOAT(s->decay);
        in[n++] = GPU_FLOAT(s->momentum);
    }
    in[n++] = s->tensor_lr ? scalar(0.03f) : GPU_FLOAT(0.03);
    if (s->what == SGD) {
        in[n++] = GPU_FLOAT(s->dampening);
        in[n++] = GPU_FLAG(s->nesterov);
    } else if (s->what == ADAM) {
        in[n++] = GPU_FLOAT(0.9);
        in[n++] = GPU_FLOAT(0.99);
        in[n++] = GPU_FLOAT(s->decay);
        in[n++] = GPU_FLOAT(1e-8);
        in[n++] = GPU_FLAG(s->amsgrad);
    } else {
        in[n++] = GPU_FLOAT(0.1);
        in[n++] = GPU_FLOAT(s->decay);
        in[n++] = GPU_FLOAT(1e-10);
    }
    in[n++] = GPU_FLAG(s->maximize);
    if (s->what == SGD) in[n++] = GPU_FLAG(s->first);
    if (s->scaled) in[n++] = scalar(1024);
    if (s->scaled) in[n++] = scalar((float)s->skipped);
    gpu_test_call_take(tolerance, s->op, in, n);
    if (!steps)
        for (int i = 0; i < TENSORS; i++) rp_tensor_release(list[LISTS - 1][i].u.t);
}

START_TEST(optim__adam_and_adamw_over_tensors_of_every_size)
{
    gpu_device();
    check(1e-6, &(struct step){.what = ADAM, .op = "aten::_fused_adamw_", .decay = 0.1});
    check(1e-6,
          &(struct step){
              .what = ADAM, .op = "aten::_fused_adam_", .decay = 0.1, .amsgrad = 1, .maximize = 1});
    check(1e-6,
          &(struct step){
              .what = ADAM, .op = "aten::_fused_adamw_.tensor_lr", .tensor_lr = 1, .amsgrad = 1});
}
END_TEST

START_TEST(optim__gradients_are_unscaled_and_a_step_with_an_infinity_is_skipped)
{
    gpu_device();
    for (int skipped = 0; skipped < 2; skipped++) {
        check(1e-6, &(struct step){.what = ADAM,
                                   .op = "aten::_fused_adamw_",
                                   .decay = 0.1,
                                   .scaled = 1,
                                   .skipped = skipped});
        check(1e-6, &(struct step){.what = SGD,
                                   .op = "aten::_fused_sgd_",
                                   .momentum = 0.9,
                                   .scaled = 1,
                                   .skipped = skipped});
        check(1e-6,
              &(struct step){
                  .what = ADAGRAD, .op = "aten::_fused_adagrad_", .scaled = 1, .skipped = skipped});
    }
}
END_TEST

START_TEST(optim__sgd_with_momentum_that_begins_or_goes_on)
{
    gpu_device();
    for (int first = 0; first < 2; first++)
        check(1e-6, &(struct step){.what = SGD,
                                   .op = "aten::_fused_sgd_",
                                   .momentum = 0.9,
                                   .dampening = 0.1,
                                   .decay = 0.01,
                                   .first = first});
    check(1e-6, &(struct step){.what = SGD,
                               .op = "aten::_fused_sgd_.tensor_lr",
                               .tensor_lr = 1,
                               .momentum = 0.9,
                               .nesterov = 1,
                               .maximize = 1});
    check(1e-6, &(struct step){
                    .what = ADAGRAD, .op = "aten::_fused_adagrad_", .decay = 0.01, .maximize = 1});
}
END_TEST

START_TEST(optim__lists_that_do_not_fit_are_named)
{
    gpu_device();
    RP_LOCAL rp_tensor *here = GPU_TEST_TENSOR(RP_F32, 1, 5), *p = gpu_test_there(here),
                       *g = gpu_test_there(here), *half = NULL;
    rp_tensor *const two[] = {p, p};
    ck_fails(rp__fused_sgd_(two, 2, &g, 1, NULL, 0, 0, 0, 0.1, 0, 0, 0, 0), RP_E_SHAPE,
             "1 tensors in grads, but 2 in self");
    ck_ok(rp_to_dtype(&half, g, RP_BF16, 0, 0, NULL));
    ck_fails(rp__fused_sgd_(&p, 1, &half, 1, NULL, 0, 0, 0, 0.1, 0, 0, 0, 0), RP_E_DTYPE,
             "bfloat16");
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_optim", optim__adam_and_adamw_over_tensors_of_every_size,
                    optim__gradients_are_unscaled_and_a_step_with_an_infinity_is_skipped,
                    optim__sgd_with_momentum_that_begins_or_goes_on,
                    optim__lists_that_do_not_fit_are_named, NULL);
}
