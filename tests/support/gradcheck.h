/* tests/support/gradcheck.h - f64 tensors for rp_gradcheck, and calls of it that fail the case
 *
 *     static rp_status f(void *ctx, rp_tensor *const *in, rp_tensor **out) { return rp_mul(out,
 *     in[0], in[1]); } rp_tensor *in[2] = {rp_test_f64_sin(shape, 2, 0.3, 1),
 *     rp_test_f64_sin(shape, 2, 1.1, 1)}; rp_test_gradcheck(f, NULL, in, 2);
 *     rp_test_gradgradcheck(f, NULL, in, 2);
 *     rp_test_release(in, 2);
 *
 * All floating inputs become leaves that require grad.
 */
#ifndef RP_TEST_GRADCHECK_H
#define RP_TEST_GRADCHECK_H
#include "dispatch/gradcheck.h"
#include "support/support.h"
#include <math.h>

typedef rp_gradcheck_fn rp_test_fn;
enum { RP_TEST_INPUTS = 8 };

/* Contiguous f64 tensor, element i = sin(0.37 i + seed) * scale. */
static inline rp_tensor *rp_test_f64_sin(const int64_t *shape, int ndim, double seed, double scale)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++)
        ((double *)data)[i] = sin(0.37 * (double)i + seed) * scale;
    rp_tensor_done(t);
    return t;
}

/* Contiguous f64 tensor with these values. */
static inline rp_tensor *rp_test_f64(const double *values, const int64_t *shape, int ndim)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++) ((double *)data)[i] = values[i];
    rp_tensor_done(t);
    return t;
}

/* Element i (row-major) of a tensor of any layout and dtype, as a double. */
static inline double rp_test_value(rp_tensor *t, int64_t i)
{
    const void *data;
    int64_t at = 0;
    ck_ok(rp_tensor_read(t, &data));
    for (int d = rp_tensor_ndim(t) - 1; d >= 0; d--) {
        at += i % rp_tensor_shape(t)[d] * rp_tensor_stride(t)[d];
        i /= rp_tensor_shape(t)[d];
    }
    double v = 0;
    switch (rp_tensor_dtype(t)) {
    case RP_F64: v = ((const double *)data)[at]; break;
    case RP_F32: v = ((const float *)data)[at]; break;
    case RP_F16: v = rp_f16_to_f32(((const uint16_t *)data)[at]); break;
    case RP_BF16: v = rp_bf16_to_f32(((const uint16_t *)data)[at]); break;
    case RP_I64: v = (double)((const int64_t *)data)[at]; break;
    case RP_I32: v = ((const int32_t *)data)[at]; break;
    case RP_I16: v = ((const int16_t *)data)[at]; break;
    case RP_I8: v = ((const int8_t *)data)[at]; break;
    default: v = ((const uint8_t *)data)[at]; break;
    }
    rp_tensor_done(t);
    return v;
}

static inline void rp_test_release(rp_tensor **t, int n)
{
    for (int k = 0; k < n; k++) {
        rp_tensor_release(t[k]);
        t[k] = NULL;
    }
}

/* First order, by the public function, with a tolerance tighter than its default. */
static inline void rp_test_gradcheck(rp_gradcheck_fn fn, void *ctx, rp_tensor *const *in, int n)
{
    const rp_gradcheck_options o = {.size = sizeof o, .atol = 1e-6, .rtol = 1e-6};
    for (int k = 0; k < n; k++)
        if (rp_dtype_is_floating(rp_tensor_dtype(in[k]))) ck_ok(rp_tensor_require_grad(in[k], 1));
    ck_ok(rp_gradcheck(fn, ctx, in, n, &o));
}

/* The gradient's own gradient, through create_graph. */
static inline void rp_test_gradgradcheck(rp_gradcheck_fn fn, void *ctx, rp_tensor *const *in, int n)
{
    const rp_gradcheck_options o = {.size = sizeof o, .rtol = 1e-5};
    for (int k = 0; k < n; k++)
        if (rp_dtype_is_floating(rp_tensor_dtype(in[k]))) ck_ok(rp_tensor_require_grad(in[k], 1));
    ck_ok(rp_gradgradcheck(fn, ctx, in, n, &o));
}
#endif
