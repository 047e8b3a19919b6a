/* tests/plugins/gpu/gpu.h - the same call on the cpu and on the emulated device */
#ifndef RP_TEST_GPU_H
#define RP_TEST_GPU_H
#include "dispatch/init.h"
#include "core/device.h"
#include "dispatch/ops.h"
#include "support/support.h"
#include <math.h>

static inline rp_device gpu_device(void)
{
    rp_device d = RP_CPU;
    ck_ok(rp_plugin_load("cpu"));
    ck_ok(rp_plugin_load("emu"));
    ck_ok(rp_device_parse(&d, "emu:0"));
    return d;
}
/* A cpu tensor of this dtype, element i near sin(0.37 i + seed). Integers: times ten. */
static inline rp_tensor *gpu_test_tensor(rp_dtype dtype, double seed, const int64_t *shape,
                                         int ndim)
{
    rp_tensor *t = rp_test_sin(shape, ndim, seed, dtype == RP_I64 || dtype == RP_I32 ? 10 : 1);
    ck_ok(rp_to_dtype(&t, t, dtype, 0, 0, NULL));
    return t;
}
/* (7 i^2 + 3 i) mod m for i in [0, n): no order, and numbers that come many times */
static inline rp_tensor *gpu_test_scrambled(int64_t n, int64_t m)
{
    rp_tensor *i = NULL;
    RP_LOCAL rp_tensor *three = NULL;
    ck_ok(rp_arange_full(&i, rp_value_int(n), RP_I64, NULL, NULL, NULL));
    ck_ok(rp_mul_scalar(&three, i, rp_value_int(3)));
    ck_ok(rp_mul(&i, i, i));
    ck_ok(rp_mul_scalar(&i, i, rp_value_int(7)));
    ck_ok(rp_add(&i, i, three));
    ck_ok(rp_remainder_scalar(&i, i, rp_value_int(m)));
    return i;
}
#define GPU_TEST_TENSOR(dtype_, seed_, ...)                                                        \
    gpu_test_tensor(dtype_, seed_, (const int64_t[]){__VA_ARGS__},                                 \
                    (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)))
/* A copy on the emulated device, with the same strides. */
static inline rp_tensor *gpu_test_there(rp_tensor *t)
{
    rp_tensor *there = NULL;
    ck_ok(rp_to_device(&there, t, gpu_device(), rp_tensor_dtype(t), 0, 0, NULL));
    return there;
}
static inline int gpu_test_is_near(double got, double want, double tolerance)
{
    return got == want || (isnan(got) && isnan(want)) ||
           (isfinite(want) && fabs(got - want) <= tolerance * (1 + fabs(want)));
}
/* |emu - cpu| <= tolerance (1 + |cpu|) for every element; infinities and NaNs where the cpu has
   them */
static inline void gpu_test_near(rp_tensor *emu, rp_tensor *cpu, double tolerance)
{
    RP_LOCAL rp_tensor *a = NULL, *b = NULL;
    ck_assert_int_eq(rp_tensor_numel(emu), rp_tensor_numel(cpu));
    ck_assert_int_eq(rp_tensor_dtype(emu), rp_tensor_dtype(cpu));
    ck_ok(rp_to_device(&a, emu, RP_CPU, RP_F64, 0, 0, NULL));
    ck_ok(rp_contiguous(&a, a));
    ck_ok(rp_to_dtype(&b, cpu, RP_F64, 0, 0, NULL));
    ck_ok(rp_contiguous(&b, b));
    const void *x, *y;
    ck_ok(rp_tensor_read(a, &x));
    ck_ok(rp_tensor_read(b, &y));
    for (int64_t i = 0; i < rp_tensor_numel(a); i++) {
        const double got = ((const double *)x)[i], want = ((const double *)y)[i];
        /* an assertion that holds writes to a file, too */
        if (!gpu_test_is_near(got, want, tolerance))
            ck_abort_msg("element %lld is %.9g, on the cpu %.9g", (long long)i, got, want);
    }
    rp_tensor_done(a);
    rp_tensor_done(b);
}
/* Bit for bit the same, both on the emulated device. */
static inline void gpu_test_same(rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL;
    ck_ok(rp_to_device(&x, a, RP_CPU, rp_tensor_dtype(a), 0, 0, NULL));
    ck_ok(rp_to_device(&y, b, RP_CPU, rp_tensor_dtype(b), 0, 0, NULL));
    ck_ok(rp_contiguous(&x, x));
    ck_ok(rp_contiguous(&y, y));
    ck_assert(rp_test_equal_bits(x, y));
}
#endif
