/* dispatch/args.c - the checks behind args.h */
#include "dispatch/args.h"
#include <math.h>
#include <stdio.h>

/* "[1, 2, 3]" for a message; what does not fit is left out. */
static const char *ints_text(char *buf, size_t room, const rp_value *v)
{
    int64_t item[RP_MAX_DIMS];
    const uint32_t n = rp_arg_ints(v, item, RP_MAX_DIMS);
    return rp_shape_text(buf, room, item, n < RP_MAX_DIMS ? (int)n : RP_MAX_DIMS);
}

rp_status rp_arg_ints_exact(const rp_value *v, int64_t *buf, uint32_t n, const char *name)
{
    char text[128];
    const uint32_t given = rp_arg_ints(v, buf, n);
    if (given == n) return RP_OK;
    if (given != 1)
        return RP_FAIL(
            RP_E_INVALID,
            "expected %s to be a single integer value or a list of %u values, but got %s=%s", name,
            n, name, ints_text(text, sizeof text, v));
    for (uint32_t i = 1; i < n; i++) buf[i] = buf[0];
    return RP_OK;
}

rp_status rp_arg_shape(const rp_value *v, int64_t *shape, int *ndim, bool infer)
{
    char text[256];
    const uint32_t n = rp_arg_ints(v, shape, RP_MAX_DIMS);
    if (n > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "a tensor has at most %d dimensions, but got %u", RP_MAX_DIMS,
                       n);
    *ndim = (int)n;
    for (uint32_t i = 0; i < n; i++)
        if (shape[i] < (infer ? -1 : 0))
            return infer
                       ? RP_FAIL(RP_E_SHAPE, "invalid shape dimension %lld at index %u of shape %s",
                                 (long long)shape[i], i,
                                 rp_shape_text(text, sizeof text, shape, *ndim))
                       : RP_FAIL(
                             RP_E_SHAPE, "Trying to create tensor with negative dimension %lld: %s",
                             (long long)shape[i], rp_shape_text(text, sizeof text, shape, *ndim));
    return RP_OK;
}

rp_status rp_wrap_dim(int64_t *dim, int ndim)
{
    const int64_t n = ndim ? ndim : 1;
    if (*dim < -n || *dim >= n)
        return RP_FAIL(
            RP_E_DIM,
            "Dimension out of range (expected to be in range of [%lld, %lld], but got %lld)",
            (long long)-n, (long long)(n - 1), (long long)*dim);
    if (*dim < 0) *dim += n;
    return RP_OK;
}

rp_status rp_arg_dim_mask(const rp_value *v, int ndim, uint64_t *mask)
{
    const uint32_t n = rp_arg_count(v);
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    *mask = 0;
    for (uint32_t i = 0; i < n; i++) {
        int64_t dim = rp_arg_int(&item[i]);
        RP_TRY(rp_wrap_dim(&dim, ndim));
        if (*mask & UINT64_C(1) << dim)
            return RP_FAIL(RP_E_DIM, "dim %lld appears multiple times in the list of dims",
                           (long long)dim);
        *mask |= UINT64_C(1) << dim;
    }
    if (n == 0) *mask = (UINT64_C(1) << ndim) - 1;
    return RP_OK;
}

bool rp_number_fits(rp_dtype dtype, const rp_value *v)
{
    const double x = rp_arg_float(v);
    if (dtype == RP_BOOL || dtype == RP_F64) return true;
    if (rp_dtype_is_floating(dtype))
        return !(fabs(x) > (dtype == RP_F16    ? 65504.0
                            : dtype == RP_BF16 ? 0x1.fep127
                                               : 0x1.fffffep127)) ||
               isinf(x);
    const double most =
        dtype == RP_U8 ? 255 : (double)(INT64_MAX >> (64 - 8 * rp_dtype_size(dtype)));
    const double least = dtype != RP_U8 ? -most - 1 : v->tag == RP_TAG_FLOAT ? 0 : -most;
    return x >= least && x <= most;
}

rp_status rp_check_number(rp_dtype dtype, const rp_value *v)
{
    if (rp_number_fits(dtype, v)) return RP_OK;
    return RP_FAIL(RP_E_VALUE, "value %g cannot be converted to type %s without overflow",
                   rp_arg_float(v), rp_dtype_name(dtype));
}

rp_status rp_broadcast_shapes(int64_t *shape, int *ndim, const int64_t *a, int a_ndim,
                              const int64_t *b, int b_ndim)
{
    const int n = a_ndim > b_ndim ? a_ndim : b_ndim;
    for (int d = n - 1; d >= 0; d--) { /* from the end, so that `shape` may be `a` */
        const int ia = d - (n - a_ndim), ib = d - (n - b_ndim);
        const int64_t x = ia >= 0 ? a[ia] : 1, y = ib >= 0 ? b[ib] : 1;
        if (x != y && x != 1 && y != 1)
            return RP_FAIL(RP_E_SHAPE,
                           "The size of tensor a (%lld) must match the size of tensor b (%lld) at "
                           "non-singleton dimension %d",
                           (long long)x, (long long)y, d);
        shape[d] = x == 1 ? y : x;
    }
    *ndim = n;
    return RP_OK;
}
