/* tests/plugins/gpu/test_devices.c - a training step on a device with and without recomputation,
   two devices, DLPack, a fork */
#include "core/rng.h"
#include "modes/checkpoint/checkpoint.h"
#include "plugins/gpu/gpu.h"
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- dropout(relu(x w1)) w2, AdamW: the same bits, whatever is kept -------------------------- */
enum { WEIGHTS = 2, STEPS = 3 };
enum { OFF, FULL, SELECTIVE, WAYS };
struct model {
    rp_tensor *x, *w[WEIGHTS], *m[WEIGHTS], *v[WEIGHTS], *step[WEIGHTS];
};

static struct model model_new(void)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 19, 33),
                       *first = GPU_TEST_TENSOR(RP_F32, 2, 33, 40),
                       *second = GPU_TEST_TENSOR(RP_F32, 3, 40, 5);
    RP_LOCAL rp_tensor *zero = rp_test_f32((const float[]){0}, NULL, 0);
    struct model m = {.x = gpu_test_there(x), .w = {gpu_test_there(first), gpu_test_there(second)}};
    for (int i = 0; i < WEIGHTS; i++) {
        ck_ok(rp_zeros_like(&m.m[i], m.w[i]));
        ck_ok(rp_zeros_like(&m.v[i], m.w[i]));
        m.step[i] = gpu_test_there(zero);
        ck_ok(rp_tensor_require_grad(m.w[i], 1));
    }
    return m;
}

static void model_free(struct model *m)
{
    rp_tensor_release(m->x);
    for (int i = 0; i < WEIGHTS; i++)
        rp_tensor_release(m->w[i]), rp_tensor_release(m->m[i]), rp_tensor_release(m->v[i]),
            rp_tensor_release(m->step[i]);
}

static rp_status forward(void *ctx, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    (void)ctx, (void)n_in, (void)n_out;
    RP_LOCAL rp_tensor *h = NULL, *a = NULL, *kept = NULL;
    rp_tensor *y = NULL;
    RP_TRY(rp_mm(&h, in[0].u.t, in[1].u.t));
    RP_TRY(rp_relu(&a, h));
    RP_TRY(rp_dropout(&kept, a, 0.3, 1));
    RP_TRY(rp_mm(&y, kept, in[2].u.t));
    out[0] = rp_value_tensor(y);
    return RP_OK;
}

static rp_checkpoint_policy keep_products(void *ctx, const rp_selective_context *q)
{
    (void)ctx;
    return strcmp(rp_op_name(q->op), "aten::mm") ? RP_PREFER_RECOMPUTE : RP_MUST_SAVE;
}

/* The loss of one step, which the weights take. */
static rp_tensor *train(struct model *m, int way)
{
    static char nothing;
    const rp_region r = RP_REGION(forward, "step", nothing);
    const rp_checkpoint_options selective = {.size = sizeof selective, .policy = keep_products};
    const rp_value in[] = {rp_value_tensor(m->x), rp_value_tensor(m->w[0]),
                           rp_value_tensor(m->w[1])};
    RP_LOCAL rp_tensor *squares = NULL;
    rp_tensor *loss = NULL, *grad[WEIGHTS];
    rp_value y;
    if (way == OFF) ck_ok(forward(NULL, in, 3, &y, 1));
    else ck_ok(rp_checkpoint(&y, 1, &r, in, 3, way == SELECTIVE ? &selective : NULL));
    ck_ok(rp_mul(&squares, y.u.t, y.u.t));
    ck_ok(rp_mean(&loss, squares));
    ck_ok(rp_backward(&loss, NULL, 1, NULL));
    rp_value_clear(&y);
    const int before = rp_grad_mode_exchange(0);
    for (int i = 0; i < WEIGHTS; i++) {
        grad[i] = rp_tensor_grad(m->w[i]);
        ck_ok(rp_add__scalar(NULL, m->step[i], rp_value_int(1), rp_value_int(1)));
    }
    ck_ok(rp__fused_adamw_(m->w, WEIGHTS, grad, WEIGHTS, m->m, WEIGHTS, m->v, WEIGHTS, NULL, 0,
                           m->step, WEIGHTS, 0.01, 0.9, 0.99, 0.1, 1e-8, 0, 0));
    rp_grad_mode_exchange(before);
    for (int i = 0; i < WEIGHTS; i++) rp_tensor_set_grad(m->w[i], NULL);
    return loss;
}

START_TEST(devices__training_with_all_some_or_nothing_recomputed_gives_the_same_bits)
{
    struct model m[WAYS];
    rp_tensor *loss[WAYS][STEPS];
    gpu_device();
    for (int way = 0; way < WAYS; way++) {
        m[way] = model_new();
        rp_manual_seed(77);
        for (int i = 0; i < STEPS; i++) loss[way][i] = train(&m[way], way);
    }
    for (int way = 1; way < WAYS; way++) {
        for (int i = 0; i < STEPS; i++) gpu_test_same(loss[way][i], loss[OFF][i]);
        for (int i = 0; i < WEIGHTS; i++) gpu_test_same(m[way].w[i], m[OFF].w[i]);
    }
    for (int way = 0; way < WAYS; way++) {
        for (int i = 0; i < STEPS; i++) rp_tensor_release(loss[way][i]);
        model_free(&m[way]);
    }
}
END_TEST

/* ---- two devices, other libraries ------------------------------------------------------------ */
START_TEST(devices__a_tensor_goes_from_one_device_to_the_other_and_back)
{
    rp_device second = gpu_device();
    second.index = 1;
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 70, 90), *a = NULL, *b = NULL, *c = NULL,
                       *sum = NULL;
    ck_ok(rp_transpose_int(&x, x, 0, 1));
    a = gpu_test_there(x);
    ck_ok(rp_to_device(&b, a, second, RP_F32, 0, 0, NULL));
    ck_assert_int_eq(rp_tensor_device(b).index, 1);
    ck_fails(rp_add(&sum, a, b), RP_E_DEVICE, "emu:1");
    ck_ok(rp_add(&sum, b, b));
    ck_assert_int_eq(rp_tensor_device(sum).index, 1);
    ck_ok(rp_to_device(&c, b, gpu_device(), RP_F32, 0, 0, NULL));
    ck_assert_int_eq(rp_tensor_device(c).index, 0);
    gpu_test_same(c, a);
}
END_TEST

START_TEST(devices__memory_of_the_host_leaves_by_dlpack_without_a_copy)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 7, 9), *there = gpu_test_there(x),
                       *back = NULL, *want = NULL;
    void *managed = NULL;
    rp_geometry g = {.size = sizeof g}, b = {.size = sizeof b};
    ck_ok(rp_transpose_int(&there, there, 0, 1));
    ck_ok(rp_transpose_int(&want, x, 0, 1));
    ck_ok(rp_tensor_to_dlpack(&managed, there));
    rp_tensor_geometry(there, &g);
    ck_ok(rp_tensor_from_dlpack_take(&back, managed));
    rp_tensor_geometry(back, &b);
    ck_assert_ptr_eq(b.data, g.data);
    /* the emulated device's memory is the host's, and it says so */
    ck_assert_int_eq(b.device.type, 0);
    rp_tensor_release(there);
    there = NULL; /* what was taken keeps the bytes */
    gpu_test_same(back, want);
}
END_TEST

/* ---- a fork ---------------------------------------------------------------------------------- */
START_TEST(devices__a_forked_child_is_told_and_the_parent_goes_on)
{
    gpu_device();
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(RP_F32, 1, 50), *there = gpu_test_there(x), *y = NULL,
                       *want = NULL;
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        const rp_status st = rp_sin(&y, there);
        _exit(st != RP_E_STATE ? 1
              : strstr(rp_error_message(),
                       "device 'emu' was started before fork() and does not survive it")
                  ? 0
                  : 2);
    }
    ck_assert_int_gt(child, 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
    ck_ok(rp_sin(&y, there));
    ck_ok(rp_sin(&want, x));
    gpu_test_near(y, want, 1e-6);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_devices",
                    devices__training_with_all_some_or_nothing_recomputed_gives_the_same_bits,
                    devices__a_tensor_goes_from_one_device_to_the_other_and_back,
                    devices__memory_of_the_host_leaves_by_dlpack_without_a_copy,
                    devices__a_forked_child_is_told_and_the_parent_goes_on, NULL);
}
