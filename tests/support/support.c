/* tests/support/support.c */
#include "support/support.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>

Suite *rp_suite(const char *name, const TTest *first, ...)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    va_list ap;
    va_start(ap, first);
    for (const TTest *t = first; t; t = va_arg(ap, const TTest *)) tcase_add_test(tcase, t);
    va_end(ap);
    suite_add_tcase(suite, tcase);
    return suite;
}

rp_tensor *rp_test_f32(const float *values, const int64_t *shape, int ndim)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_F32, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    if (rp_tensor_numel(t)) memcpy(data, values, (size_t)rp_tensor_numel(t) * sizeof(float));
    rp_tensor_done(t);
    return t;
}

rp_tensor *rp_test_sin(const int64_t *shape, int ndim, double seed, double scale)
{
    rp_tensor *t = NULL;
    void *data;
    ck_ok(rp_tensor_create(&t, shape, ndim, RP_F32, RP_CPU));
    ck_ok(rp_tensor_write(t, &data));
    for (int64_t i = 0; i < rp_tensor_numel(t); i++)
        ((float *)data)[i] = (float)(sin(0.37 * (double)i + seed) * scale);
    rp_tensor_done(t);
    return t;
}

float rp_test_at(rp_tensor *t, int64_t i)
{
    const void *data;
    ck_ok(rp_tensor_read(t, &data));
    const float value = ((const float *)data)[i];
    rp_tensor_done(t);
    return value;
}

int rp_test_equal_bits(rp_tensor *a, rp_tensor *b)
{
    if (rp_tensor_ndim(a) != rp_tensor_ndim(b) || rp_tensor_dtype(a) != rp_tensor_dtype(b))
        return 0;
    for (int d = 0; d < rp_tensor_ndim(a); d++)
        if (rp_tensor_shape(a)[d] != rp_tensor_shape(b)[d]) return 0;
    if (rp_tensor_numel(a) == 0) return 1;
    const void *x, *y;
    ck_ok(rp_tensor_read(a, &x));
    ck_ok(rp_tensor_read(b, &y));
    const int same =
        memcmp(x, y, (size_t)rp_tensor_numel(a) * rp_dtype_size(rp_tensor_dtype(a))) == 0;
    rp_tensor_done(a);
    rp_tensor_done(b);
    return same;
}

uint64_t rp_test_live(void)
{
    rp_memory_stats s = {.size = sizeof s};
    rp_memory_get(RP_CPU, &s);
    return s.live_tensors + s.live_nodes + s.live_storages;
}
