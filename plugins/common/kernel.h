/* plugins/common/kernel.h - what the kernels of every device of ours need: the host, arguments,
 * dtypes
 *
 * C and C++. The includer defines KERNEL_DEVICE, the device's name, for the texts of errors.
 */
#ifndef RP_COMMON_KERNEL_H
#define RP_COMMON_KERNEL_H
#include "reprise/plugin.h"
#include <stdbool.h>
#include <string.h>

/* The one host of this plugin (RP_PF_ONE_HOST), from init to fini. */
extern const rp_host *kernel_host;
#undef RP_FAIL
#define RP_FAIL(code_, ...) kernel_host->fail((code_), __FILE__, __LINE__, __VA_ARGS__)

/* ---- arguments ---- */
static inline bool kernel_given(const rp_value *v)
{
    return v->tag != RP_TAG_NONE;
}
/* Geometry of a tensor argument or result; of an absent one all zeros (data NULL, ndim 0, numel 0).
 */
static inline rp_geometry kernel_geometry(const rp_value *v)
{
    rp_geometry g;
    g.size = sizeof g;
    if (v->tag == RP_TAG_TENSOR) {
        kernel_host->geometry(v->u.t, &g); /* fills all of it */
        return g;
    }
    memset(&g, 0, sizeof g);
    g.size = sizeof g;
    return g;
}
static inline bool kernel_contiguous(const rp_geometry *g)
{
    return (g->flags & RP_GEOM_CONTIGUOUS) != 0;
}
/* Scalar argument (BOOL, INT or FLOAT) as a number. */
static inline double kernel_float(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? v->u.f : (double)v->u.i;
}
static inline int64_t kernel_int(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? (int64_t)v->u.f : v->u.i;
}
static inline bool kernel_bool(const rp_value *v)
{
    return v->tag == RP_TAG_FLOAT ? v->u.f != 0 : v->u.i != 0;
}
/* Integer `d` of a list argument; a list of one, or a lone number, stands for all; `absent` for an
   empty list. */
static inline int64_t kernel_place(const rp_value *v, int d, int64_t absent)
{
    if (v->tag != RP_TAG_LIST) return kernel_given(v) ? kernel_int(v) : absent;
    return v->n == 0 ? absent : kernel_int(&v->u.l[v->n == 1 ? 0 : d]);
}
/* A dimension argument, counted from the front; 0-dim tensors have dimension 0. */
static inline int kernel_dim(int64_t dim, int ndim)
{
    return (int)(dim < 0 ? dim + (ndim ? ndim : 1) : dim);
}
/* Dimensions to reduce, as a mask: absent or an empty list means all. */
static inline uint64_t kernel_dim_mask(const rp_value *v, int ndim)
{
    uint64_t mask = 0;
    const uint32_t n = v->tag == RP_TAG_LIST ? v->n : kernel_given(v) ? 1 : 0;
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    for (uint32_t i = 0; i < n; i++) mask |= UINT64_C(1) << kernel_dim(kernel_int(&item[i]), ndim);
    return n ? mask : ~UINT64_C(0);
}
RP_ELEMENT bool kernel_is_floating(rp_dtype d)
{
    return d == RP_F32 || d == RP_F64 || d == RP_BF16 || d == RP_F16;
}
/* Is a tensor of indices a mask? */
static inline bool kernel_is_mask(rp_dtype d)
{
    return d == RP_BOOL || d == RP_U8;
}
static inline size_t kernel_element(rp_dtype d)
{
    return (d >> 8 & 0xffu) / 8;
}
static inline const char *kernel_dtype_name(rp_dtype d)
{
    switch (d) {
    case RP_F64: return "float64";
    case RP_F32: return "float32";
    case RP_F16: return "float16";
    case RP_BF16: return "bfloat16";
    case RP_I64: return "int64";
    case RP_I32: return "int32";
    case RP_I16: return "int16";
    case RP_I8: return "int8";
    case RP_U8: return "uint8";
    case RP_BOOL: return "bool";
    default: return "unknown";
    }
}

/* The error of a kernel that has no code for this dtype. */
static inline rp_status kernel_no_dtype(const char *op, rp_dtype d)
{
    return RP_FAIL(RP_E_DTYPE, "%s on " KERNEL_DEVICE " does not support %s", op,
                   kernel_dtype_name(d));
}
/* Product of extents [from, to). */
static inline int64_t kernel_product(const int64_t *shape, int from, int to)
{
    int64_t n = 1;
    for (int d = from; d < to; d++) n *= shape[d];
    return n;
}
/* True if the tensor can be walked as `numel` consecutive elements although it may have size-1 dims
 * with odd strides. */
static inline bool kernel_dense(const rp_geometry *g)
{
    return kernel_contiguous(g) || g->numel <= 1;
}

#endif
