/* core/value.h - frozen ABI: the 16-byte value */
#ifndef RP_VALUE_H
#define RP_VALUE_H
#include "core/status.h"
/* types: copied into plugin.h */
typedef struct rp_tensor rp_tensor;
typedef struct rp_generator rp_generator;
enum {
    RP_TAG_NONE,
    RP_TAG_BOOL,
    RP_TAG_INT,
    RP_TAG_FLOAT,
    RP_TAG_STR,
    RP_TAG_DTYPE,
    RP_TAG_DEVICE,
    RP_TAG_TENSOR,
    RP_TAG_GENERATOR,
    RP_TAG_LIST
};
/* DLPack packed: code | bits << 8 | lanes << 16; RP_F32 ... are constants of it */
typedef uint32_t rp_dtype;
#define RP_DTYPE(code_, bits_) ((rp_dtype)((code_) | (bits_) << 8 | 1u << 16))
#define RP_I8 RP_DTYPE(0u, 8u)
#define RP_I16 RP_DTYPE(0u, 16u)
#define RP_I32 RP_DTYPE(0u, 32u)
#define RP_I64 RP_DTYPE(0u, 64u)
#define RP_U8 RP_DTYPE(1u, 8u)
#define RP_F16 RP_DTYPE(2u, 16u)
#define RP_F32 RP_DTYPE(2u, 32u)
#define RP_F64 RP_DTYPE(2u, 64u)
#define RP_BF16 RP_DTYPE(4u, 16u)
#define RP_BOOL RP_DTYPE(6u, 8u)
#define RP_DTYPE_NONE ((rp_dtype)0) /* "no dtype given"; never the dtype of a tensor */
typedef struct rp_device {
    int16_t type, index; /* type is handed out at run time, 0 is cpu */
} rp_device;
typedef struct rp_value {
    uint32_t tag, n; /* n: bytes of STR, length of LIST */
    union {
        int64_t i;
        double f;
        const char *s;
        rp_dtype dtype;
        rp_device device;
        rp_tensor *t;
        rp_generator *g;
        const struct rp_value *l;
        uint64_t raw;
    } u;
} rp_value;
static inline rp_value rp_value_none(void)
{
    rp_value v;
    v.tag = RP_TAG_NONE;
    v.n = 0;
    v.u.raw = 0;
    return v;
}
static inline rp_value rp_value_tensor(rp_tensor *t)
{
    rp_value v;
    v.tag = t ? RP_TAG_TENSOR : RP_TAG_NONE;
    v.n = 0;
    v.u.t = t;
    return v;
}
static inline rp_value rp_value_int(int64_t i)
{
    rp_value v;
    v.tag = RP_TAG_INT;
    v.n = 0;
    v.u.i = i;
    return v;
}
static inline rp_value rp_value_bool(int b)
{
    rp_value v;
    v.tag = RP_TAG_BOOL;
    v.n = 0;
    v.u.i = b != 0;
    return v;
}
static inline rp_value rp_value_float(double f)
{
    rp_value v;
    v.tag = RP_TAG_FLOAT;
    v.n = 0;
    v.u.f = f;
    return v;
}
static inline rp_value rp_value_dtype(rp_dtype d)
{
    rp_value v;
    v.tag = d ? RP_TAG_DTYPE : RP_TAG_NONE;
    v.n = 0;
    v.u.raw = 0;
    v.u.dtype = d;
    return v;
}
static inline rp_value rp_value_device(rp_device d)
{
    rp_value v;
    v.tag = RP_TAG_DEVICE;
    v.n = 0;
    v.u.raw = 0;
    v.u.device = d;
    return v;
}
static inline rp_value rp_value_str(const char *s, uint32_t bytes)
{
    rp_value v;
    v.tag = RP_TAG_STR;
    v.n = bytes;
    v.u.s = s;
    return v;
}
static inline rp_value rp_value_list(const rp_value *items, uint32_t n)
{
    rp_value v;
    v.tag = RP_TAG_LIST;
    v.n = n;
    v.u.l = items;
    return v;
}
#ifdef __cplusplus
static_assert(sizeof(rp_value) == 16, "rp_value is frozen");
#else
_Static_assert(sizeof(rp_value) == 16, "rp_value is frozen");
#endif
/* functions */
#ifdef __cplusplus
extern "C" {
#endif
/** Deep copy: strings and lists owned by `out`, tensors and generators retained.
 *  `out` is overwritten without being read. On failure it is NONE.
 */
RP_API RP_MUST rp_status rp_value_copy(rp_value *out, const rp_value *v);

/** Releases whatever an owned value owns (one made by rp_value_copy, or an output of a call) and
 * sets NONE. */
RP_API void rp_value_clear(rp_value *v);

/** Calls `fn` for each value below `v`, lists walked depth first; stops at the first non-OK
 * status. */
RP_API RP_MUST rp_status rp_value_map(const rp_value *v,
                                      rp_status (*fn)(void *ctx, const rp_value *leaf), void *ctx);
#ifdef __cplusplus
}
#endif
#endif
