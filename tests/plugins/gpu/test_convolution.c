/* tests/plugins/gpu/test_convolution.c - convolutions of several tiles, thin groups and long sums, with their gradients */
#include "plugins/gpu/gpu.h"

struct shape {
    rp_dtype dtype;
    int64_t n, in, out, groups, size, kernel, stride, padding, dilation;
    int transposed;
    double tolerance;
};

static void forward(rp_tensor **y, const struct shape *s, rp_tensor *x, rp_tensor *w, rp_tensor *bias)
{
    const int64_t stride[] = {s->stride, s->stride}, padding[] = {s->padding, 0}, dilation[] = {s->dilation, 1}, more[] = {0, s->transposed ? s->stride - 1 : 0};
    ck_ok(rp_convolution(y, x, w, bias, stride, 2, padding, 2, dilation, 2, s->transposed, more, 2, s->groups));
}

static void backward(rp_tensor **grad, const struct shape *s, rp_tensor *g, rp_tensor *x, rp_tensor *w)
{
    const int64_t stride[] = {s->stride, s->stride}, padding[] = {s->padding, 0}, dilation[] = {s->dilation, 1}, more[] = {0, s->transposed ? s->stride - 1 : 0};
    const int64_t bias[] = {s->out};
    const int all[] = {1, 1, 1};
    ck_ok(rp_convolution_backward(&grad[0], &grad[1], &grad[2], g, x, w, bias, 1, stride, 2, padding, 2, dilation, 2, s->transposed, more, 2, s->groups, all, 3));
}

static void check(const struct shape *s)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(s->dtype, 1, s->n, s->in, s->size, s->size + 1), *bias = GPU_TEST_TENSOR(s->dtype, 3, s->out);
    RP_LOCAL rp_tensor *w = s->transposed ? GPU_TEST_TENSOR(s->dtype, 2, s->in, s->out / s->groups, s->kernel, s->kernel)
                                          : GPU_TEST_TENSOR(s->dtype, 2, s->out, s->in / s->groups, s->kernel, s->kernel);
    RP_LOCAL rp_tensor *gpu_x = gpu_test_there(x), *gpu_w = gpu_test_there(w), *gpu_bias = gpu_test_there(bias), *y = NULL, *gpu_y = NULL;
    rp_tensor *grad[3] = {NULL}, *gpu_grad[3] = {NULL};
    forward(&y, s, x, w, bias);
    forward(&gpu_y, s, gpu_x, gpu_w, gpu_bias);
    gpu_test_near(gpu_y, y, s->tolerance);
    backward(grad, s, y, x, w);
    backward(gpu_grad, s, gpu_y, gpu_x, gpu_w);
    for (int i = 0; i < 3; i++) {
        gpu_test_near(gpu_grad[i], grad[i], 20 * s->tolerance);
        rp_tensor_release(grad[i]), rp_tensor_release(gpu_grad[i]);
    }
}

START_TEST(convolution__several_tiles)
{
    gpu_device();
    check(&(struct shape){RP_F32, 2, 10, 70, 1, 9, 3, 2, 1, 1, 0, 1e-5});
    check(&(struct shape){RP_F64, 2, 20, 10, 2, 9, 3, 1, 2, 2, 0, 1e-12});
    check(&(struct shape){RP_F32, 2, 6, 70, 1, 6, 3, 2, 1, 1, 1, 1e-5});
}
END_TEST

START_TEST(convolution__thin_groups)
{
    gpu_device();
    check(&(struct shape){RP_F32, 3, 6, 6, 6, 10, 3, 1, 1, 1, 0, 1e-5});
    check(&(struct shape){RP_F32, 2, 4, 8, 4, 7, 2, 2, 0, 1, 1, 1e-5});
    check(&(struct shape){RP_F32, 30, 1, 1, 1, 12, 3, 1, 0, 1, 0, 1e-5}); /* the weights' sums are split */
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("gpu_convolution", convolution__several_tiles, convolution__thin_groups, NULL);
}
