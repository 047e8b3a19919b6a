/* tests/plugins/gpu/convolution.h - one two-dimensional convolution with its gradients, on the
   emulated device and on the cpu */
#ifndef RP_TEST_GPU_CONVOLUTION_H
#define RP_TEST_GPU_CONVOLUTION_H
#include "plugins/gpu/gpu.h"

typedef struct gpu_test_shape {
    rp_dtype dtype;
    int64_t n, in, out, groups, size, kernel, stride, padding, dilation;
    int transposed;
    double tolerance;
} gpu_test_shape;

static inline void gpu_test_forward(rp_tensor **y, const gpu_test_shape *s, rp_tensor *x,
                                    rp_tensor *w, rp_tensor *bias)
{
    const int64_t stride[] = {s->stride, s->stride}, padding[] = {s->padding, 0},
                  dilation[] = {s->dilation, 1}, more[] = {0, s->transposed ? s->stride - 1 : 0};
    ck_ok(rp_convolution(y, x, w, bias, stride, 2, padding, 2, dilation, 2, s->transposed, more, 2,
                         s->groups));
}

static inline void gpu_test_backward(rp_tensor **grad, const gpu_test_shape *s, rp_tensor *g,
                                     rp_tensor *x, rp_tensor *w)
{
    const int64_t stride[] = {s->stride, s->stride}, padding[] = {s->padding, 0},
                  dilation[] = {s->dilation, 1}, more[] = {0, s->transposed ? s->stride - 1 : 0};
    const int64_t bias[] = {s->out};
    const int all[] = {1, 1, 1};
    ck_ok(rp_convolution_backward(&grad[0], &grad[1], &grad[2], g, x, w, bias, 1, stride, 2,
                                  padding, 2, dilation, 2, s->transposed, more, 2, s->groups, all,
                                  3));
}

/* Forward and all three gradients on both devices. */
static inline void gpu_test_convolution(const gpu_test_shape *s)
{
    RP_LOCAL rp_tensor *x = GPU_TEST_TENSOR(s->dtype, 1, s->n, s->in, s->size, s->size + 1),
                       *bias = GPU_TEST_TENSOR(s->dtype, 3, s->out);
    RP_LOCAL rp_tensor *w =
        s->transposed
            ? GPU_TEST_TENSOR(s->dtype, 2, s->in, s->out / s->groups, s->kernel, s->kernel)
            : GPU_TEST_TENSOR(s->dtype, 2, s->out, s->in / s->groups, s->kernel, s->kernel);
    RP_LOCAL rp_tensor *gpu_x = gpu_test_there(x), *gpu_w = gpu_test_there(w),
                       *gpu_bias = gpu_test_there(bias), *y = NULL, *gpu_y = NULL;
    rp_tensor *grad[3] = {NULL}, *gpu_grad[3] = {NULL};
    gpu_test_forward(&y, s, x, w, bias);
    gpu_test_forward(&gpu_y, s, gpu_x, gpu_w, gpu_bias);
    gpu_test_near(gpu_y, y, s->tolerance);
    gpu_test_backward(grad, s, y, x, w);
    gpu_test_backward(gpu_grad, s, gpu_y, gpu_x, gpu_w);
    for (int i = 0; i < 3; i++) {
        gpu_test_near(gpu_grad[i], grad[i], 20 * s->tolerance);
        rp_tensor_release(grad[i]), rp_tensor_release(gpu_grad[i]);
    }
}
#endif
