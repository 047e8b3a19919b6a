/* tests/dispatch/autograd.h - small differentiable programs on f32 vectors: makers, sums with known
   weights, comparisons */
#ifndef RP_TEST_AUTOGRAD_H
#define RP_TEST_AUTOGRAD_H
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/support.h"
#include <math.h>
#include <string.h>

#define VEC(...)                                                                                   \
    vector((const float[]){__VA_ARGS__},                                                           \
           (int64_t)(sizeof((const float[]){__VA_ARGS__}) / sizeof(float)))
#define LEAF(...) leaf_of(VEC(__VA_ARGS__))
#define ck_values(t_, ...)                                                                         \
    values_are(#t_, __LINE__, (t_), (const float[]){__VA_ARGS__},                                  \
               (int64_t)(sizeof((const float[]){__VA_ARGS__}) / sizeof(float)))

static inline rp_tensor *vector(const float *v, int64_t n)
{
    return rp_test_f32(v, &n, 1);
}
static inline rp_tensor *leaf_of(rp_tensor *t)
{
    ck_ok(rp_tensor_require_grad(t, 1));
    return t;
}
/* Elements in the order of the shape, whatever the strides. */
static inline void values_are(const char *what, int line, rp_tensor *t, const float *want,
                              int64_t n)
{
    ck_assert_msg(t != NULL, "line %d: %s is NULL", line, what);
    ck_assert_msg(rp_tensor_numel(t) == n, "line %d: %s has %lld elements, not %lld", line, what,
                  (long long)rp_tensor_numel(t), (long long)n);
    const void *data;
    ck_ok(rp_tensor_read(t, &data));
    for (int64_t i = 0; i < n; i++) {
        int64_t at = 0, left = i;
        for (int d = rp_tensor_ndim(t) - 1; d >= 0; d--) {
            at += left % rp_tensor_shape(t)[d] * rp_tensor_stride(t)[d];
            left /= rp_tensor_shape(t)[d];
        }
        const float got = ((const float *)data)[at];
        ck_assert_msg(fabsf(got - want[i]) <= 1e-5f * fmaxf(1, fabsf(want[i])),
                      "line %d: %s[%lld] is %.9g, not %.9g", line, what, (long long)i, (double)got,
                      (double)want[i]);
    }
    rp_tensor_done(t);
}
/* t * factor, a result with history */
static inline rp_tensor *times(rp_tensor *t, double factor)
{
    rp_tensor *y = NULL;
    ck_ok(rp_mul_scalar(&y, t, rp_value_float(factor)));
    return y;
}
static inline rp_tensor *part(rp_tensor *t, int64_t from, int64_t to)
{
    rp_tensor *v = NULL;
    ck_ok(rp_slice(&v, t, 0, &from, &to, 1));
    return v;
}
static inline rp_tensor *shaped(rp_tensor *t, int64_t rows, int64_t columns)
{
    rp_tensor *v = NULL;
    ck_ok(rp_view(&v, t, (int64_t[]){rows, columns}, 2));
    return v;
}
/* sum of t * (1, 10, 100, ...) in the order of the shape */
static inline rp_tensor *weighed(rp_tensor *t)
{
    float c[16];
    rp_tensor *w = NULL, *product = NULL, *sum = NULL;
    ck_assert_int_le(rp_tensor_numel(t), 16);
    for (int i = 0; i < 16; i++) c[i] = i ? 10 * c[i - 1] : 1;
    w = rp_test_f32(c, rp_tensor_shape(t), rp_tensor_ndim(t));
    ck_ok(rp_mul(&product, t, w));
    ck_ok(rp_sum(&sum, product));
    rp_tensor_release(w);
    rp_tensor_release(product);
    return sum;
}
static inline void backward_weighed(rp_tensor *t)
{
    rp_tensor *sum = weighed(t);
    ck_ok(rp_backward(&sum, NULL, 1, NULL));
    rp_tensor_release(sum);
}
static inline uint64_t live_nodes(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live_nodes;
}

/* Hooks that count, and multiply what they pack and unpack (0: by 1, a copy all the same). */
struct counting_hooks {
    double pack_factor, unpack_factor;
    int packs, unpacks;
};
static inline rp_status multiplied(rp_tensor **out, rp_tensor *t, double factor)
{
    const int grad_mode = rp_grad_mode_exchange(0);
    const rp_status st =
        rp_mul_scalar(out, t, factor == 0 ? rp_value_int(1) : rp_value_float(factor));
    rp_grad_mode_exchange(grad_mode);
    return st;
}
static inline rp_status counting_pack(void *self, rp_tensor *t, rp_value *packed)
{
    struct counting_hooks *h = self;
    rp_tensor *copy = NULL;
    h->packs++;
    RP_TRY(multiplied(&copy, t, h->pack_factor));
    *packed = rp_value_tensor(copy);
    return RP_OK;
}
static inline rp_status counting_unpack(void *self, const rp_value *packed, rp_tensor **out)
{
    struct counting_hooks *h = self;
    h->unpacks++;
    return multiplied(out, packed->u.t, h->unpack_factor);
}
static const rp_hooks_type counting_type = {"counting", counting_pack, counting_unpack, NULL, NULL};
static inline uint32_t hooks_open(struct counting_hooks *h)
{
    rp_hooks *hooks = NULL;
    uint32_t depth;
    ck_ok(rp_hooks_create(&hooks, &counting_type, h));
    ck_ok(rp_hooks_push(hooks, &depth));
    rp_hooks_release(hooks);
    return depth;
}
#endif
