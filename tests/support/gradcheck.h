/* tests/support/gradcheck.h - gradients of operators against central differences, in f64
 *
 *     static rp_status f(void *ctx, rp_tensor *const *in, rp_tensor **out) { return rp_mul(out, in[0], in[1]); }
 *     rp_tensor *in[2] = {rp_test_f64_sin(shape, 2, 0.3, 1), rp_test_f64_sin(shape, 2, 1.1, 1)};
 *     rp_test_gradcheck(f, NULL, in, 2);         // first order
 *     rp_test_gradgradcheck(f, NULL, in, 2);     // the gradient's own gradient, through create_graph
 *     rp_test_release(in, 2);
 *
 * All inputs become leaves that require grad, unless they are not floating. The result may have any shape; it is weighted by a
 * fixed pattern.
 */
#ifndef RP_TEST_GRADCHECK_H
#define RP_TEST_GRADCHECK_H
#include "support/support.h"
#include <math.h>

typedef rp_status (*rp_test_fn)(void *ctx, rp_tensor *const *in, rp_tensor **out);
enum { RP_TEST_INPUTS = 8 };

/* Contiguous f64 tensor, element i = sin(0.37 i + seed) * scale. */
static inline rp_tensor *rp_test_f64_sin(const int64_t *shape, int ndim, double seed, double scale)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++) ((double *)data)[i] = sin(0.37 * (double)i + seed) * scale;
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

static inline double rp_test_weight(int64_t i)
{
    return 0.5 + 0.5 * cos(1.3 * (double)i + 0.2);
}

static inline double rp_test_loss(rp_test_fn fn, void *ctx, rp_tensor *const *in)
{
    rp_tensor *out = NULL;
    double sum = 0;
    ck_ok(fn(ctx, in, &out));
    for (int64_t i = 0; i < rp_tensor_numel(out); i++) sum += rp_test_weight(i) * rp_test_value(out, i);
    rp_tensor_release(out);
    return sum;
}

static inline void rp_test_nudge(rp_tensor *t, int64_t i, double by)
{
    void *data;
    ck_ok(rp_tensor_write(t, &data));
    ((double *)data)[i] += by;
    rp_tensor_done(t);
}

/* Gradients of the weighted result for all floating inputs; NULL where the result does not depend on one. */
static inline void rp_test_gradients(rp_test_fn fn, void *ctx, rp_tensor *const *in, int n, rp_tensor **grad, int create_graph)
{
    const rp_backward_options o = {.size = sizeof o, .keep_graph = (uint8_t)create_graph, .create_graph = (uint8_t)create_graph, .allow_unused = 1};
    rp_tensor *out = NULL, *weight = NULL, *wanted[RP_TEST_INPUTS], *found[RP_TEST_INPUTS] = {NULL};
    void *data;
    int m = 0;
    for (int k = 0; k < n; k++)
        if (rp_dtype_is_floating(rp_tensor_dtype(in[k]))) wanted[m++] = in[k];
    ck_ok(fn(ctx, in, &out));
    ck_ok(rp_tensor_create(&weight, rp_tensor_shape(out), rp_tensor_ndim(out), RP_F64, RP_CPU));
    ck_ok(rp_tensor_write(weight, &data));
    for (int64_t i = 0; i < rp_tensor_numel(out); i++) ((double *)data)[i] = rp_test_weight(i);
    rp_tensor_done(weight);
    ck_ok(rp_grad_full(found, &out, &weight, 1, wanted, m, &o));
    for (int k = 0, j = 0; k < n; k++) grad[k] = rp_dtype_is_floating(rp_tensor_dtype(in[k])) ? found[j++] : NULL;
    rp_tensor_release(weight);
    rp_tensor_release(out);
}

static inline void rp_test_gradcheck_within(rp_test_fn fn, void *ctx, rp_tensor *const *in, int n, double tolerance)
{
    const double h = 1e-6;
    rp_tensor *grad[RP_TEST_INPUTS] = {NULL};
    for (int k = 0; k < n; k++)
        if (rp_dtype_is_floating(rp_tensor_dtype(in[k]))) ck_ok(rp_tensor_require_grad(in[k], 1));
    rp_test_gradients(fn, ctx, in, n, grad, 0);
    const int grad_mode = rp_grad_mode_exchange(0);
    for (int k = 0; k < n; k++) {
        if (!rp_dtype_is_floating(rp_tensor_dtype(in[k]))) continue;
        for (int64_t i = 0; i < rp_tensor_numel(in[k]); i++) {
            rp_test_nudge(in[k], i, h);
            const double above = rp_test_loss(fn, ctx, in);
            rp_test_nudge(in[k], i, -2 * h);
            const double below = rp_test_loss(fn, ctx, in), want = (above - below) / (2 * h);
            rp_test_nudge(in[k], i, h);
            const double got = grad[k] ? rp_test_value(grad[k], i) : 0;
            ck_assert_msg(fabs(got - want) <= tolerance * (1 + fabs(want)), "input %d, element %lld: gradient %.10g, difference quotient %.10g",
                          k, (long long)i, got, want);
        }
    }
    rp_grad_mode_exchange(grad_mode);
    rp_test_release(grad, n);
}

static inline void rp_test_gradcheck(rp_test_fn fn, void *ctx, rp_tensor *const *in, int n)
{
    rp_test_gradcheck_within(fn, ctx, in, n, 1e-6);
}

struct rp_test_second {
    rp_test_fn fn;
    void *ctx;
    int n, k; /* the gradient of input k */
};

static inline rp_status rp_test_second_run(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    struct rp_test_second *s = ctx;
    rp_tensor *grad[RP_TEST_INPUTS] = {NULL};
    const int grad_mode = rp_grad_mode_exchange(1);
    rp_test_gradients(s->fn, s->ctx, in, s->n, grad, 1);
    rp_grad_mode_exchange(grad_mode);
    ck_assert_ptr_nonnull(grad[s->k]);
    rp_tensor_release(*out);
    *out = grad[s->k];
    grad[s->k] = NULL;
    rp_test_release(grad, s->n);
    return RP_OK;
}

/* Only for functions whose gradients depend on an input: a linear function's do not. */
static inline void rp_test_gradgradcheck(rp_test_fn fn, void *ctx, rp_tensor *const *in, int n)
{
    for (int k = 0; k < n; k++) {
        if (!rp_dtype_is_floating(rp_tensor_dtype(in[k]))) continue;
        struct rp_test_second s = {fn, ctx, n, k};
        rp_test_gradcheck_within(rp_test_second_run, &s, in, n, 1e-5);
    }
}
#endif
