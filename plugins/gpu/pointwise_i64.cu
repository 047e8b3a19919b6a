/* plugins/gpu/pointwise_i64.cu - elementwise operators of integers and bool, computed in 64 bits */
#include "pointwise.h"

/* An int64_t whose sums, differences, products and negations wrap, as PyTorch's do. With int64_t
   itself an overflow is undefined, and nvcc has no -fwrapv for device code. */
struct gpu_wrapping {
    int64_t v;
    template <class T>
    __host__ __device__ gpu_wrapping(T x) : v((int64_t)x)
    {
    }
    template <class T>
    __host__ __device__ explicit operator T() const
    {
        return (T)v;
    }
#define BINARY(type_, operator_, value_)                                                           \
    __host__ __device__ friend type_ operator operator_(gpu_wrapping a, gpu_wrapping b)            \
    {                                                                                              \
        return value_;                                                                             \
    }
    BINARY(gpu_wrapping, +, (uint64_t)a.v + (uint64_t)b.v)
    BINARY(gpu_wrapping, -, (uint64_t)a.v - (uint64_t)b.v)
    BINARY(gpu_wrapping, *, (uint64_t)a.v *(uint64_t)b.v)
    BINARY(gpu_wrapping, <<, (uint64_t)a.v << b.v)
    BINARY(gpu_wrapping, >>, a.v >> b.v)
    BINARY(gpu_wrapping, /, a.v / b.v) /* by -1: dispatch/ops/pointwise_math.h avoids it */
    BINARY(gpu_wrapping, %, a.v % b.v)
    BINARY(gpu_wrapping, &, a.v &b.v)
    BINARY(gpu_wrapping, |, a.v | b.v)
    BINARY(gpu_wrapping, ^, a.v ^ b.v)
    BINARY(bool, ==, a.v == b.v)
    BINARY(bool, !=, a.v != b.v)
    BINARY(bool, <, a.v < b.v)
    BINARY(bool, <=, a.v <= b.v)
    BINARY(bool, >, a.v > b.v)
    BINARY(bool, >=, a.v >= b.v)
#undef BINARY
    __host__ __device__ gpu_wrapping &operator>>=(int n)
    {
        v >>= n;
        return *this;
    }
    __host__ __device__ gpu_wrapping operator-() const
    {
        return 0 - *this;
    }
    __host__ __device__ gpu_wrapping operator~() const
    {
        return ~v;
    }
};

#define RP_T gpu_wrapping
#define RP_OPERAND int64_t
#define RP_FIELD i64
#define RP_FN(fn_) fn_##_i64
#define RP_INTEGERS
#include "pointwise_block.h"
