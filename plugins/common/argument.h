/* plugins/common/argument.h - what kernels of several devices check in their arguments, and numbers
   that they agree on. C and C++ */
#ifndef RP_COMMON_ARGUMENT_H
#define RP_COMMON_ARGUMENT_H
#include "plugins/common/kernel.h"

/* (self, weights, minlength) of bincount */
static inline rp_status kernel_check_bincount(const rp_geometry *x, const rp_geometry *w,
                                              bool weighted, int64_t minlength)
{
    if (kernel_is_floating(x->dtype) || x->dtype == RP_BOOL)
        return kernel_no_dtype("aten::bincount", x->dtype);
    if (minlength < 0)
        return RP_FAIL(RP_E_VALUE, "minlength should be >= 0, but got %lld", (long long)minlength);
    if (x->ndim != 1)
        return RP_FAIL(
            RP_E_SHAPE,
            "bincount only supports 1-d non-negative integral inputs, but got %d dimensions",
            x->ndim);
    if (weighted && (w->ndim != 1 || w->numel != x->numel))
        return RP_FAIL(RP_E_SHAPE,
                       "weights should be 1-d and have the same length as input: %lld, not %lld",
                       (long long)w->numel, (long long)x->numel);
    return RP_OK;
}

/* (self, other) of equal: one dtype. Where `shapes` differ, nobody has to look at the elements. */
static inline rp_status kernel_check_equal(bool *shapes, const rp_geometry *a, const rp_geometry *b)
{
    if (a->dtype != b->dtype)
        return RP_FAIL(
            RP_E_DTYPE,
            "Expected object of data type %s but got data type %s for argument #2 'other' in call to equal",
            kernel_dtype_name(a->dtype), kernel_dtype_name(b->dtype));
    *shapes = a->ndim == b->ndim &&
              (a->ndim == 0 || memcmp(a->shape, b->shape, (size_t)a->ndim * sizeof *a->shape) == 0);
    return RP_OK;
}

/* The dimension along which slices are compared. */
static inline rp_status kernel_check_unique_dim(const rp_geometry *x, int64_t dim)
{
    const int n = x->ndim;
    if (n == 0)
        return RP_FAIL(RP_E_DIM, "Dimension specified as %lld but tensor has no dimensions",
                       (long long)dim);
    if (dim < -n || dim >= n)
        return RP_FAIL(RP_E_DIM,
                       "Dimension out of range (expected to be in range of [%d, %d], but got %lld)",
                       -n, n - 1, (long long)dim);
    for (int d = 0; d < n; d++)
        if (x->shape[d] == 0 && d != kernel_dim(dim, n))
            return RP_FAIL(RP_E_SHAPE,
                           "unique cannot be applied along dimension %d: dimension %d has size 0",
                           kernel_dim(dim, n), d);
    return RP_OK;
}

/* Does a number fit a dtype? Only integer types are strict; of uint8, the negative of a whole
   number will do, too: it wraps. */
static inline bool kernel_number_fits(rp_dtype d, double x, bool whole)
{
    if (d == RP_BOOL || kernel_is_floating(d)) return true;
    const double most = d == RP_U8 ? 255 : (double)(INT64_MAX >> (64 - 8 * kernel_element(d)));
    const double least = d != RP_U8 ? -most - 1 : whole ? -most : 0;
    return x >= least && x <= most;
}

/* What a cast from NaN gives on x86-64. */
static inline int64_t kernel_nan_as_integer(rp_dtype d)
{
    return d == RP_I64 ? INT64_MIN : d == RP_I32 ? INT32_MIN : 0;
}
#endif
