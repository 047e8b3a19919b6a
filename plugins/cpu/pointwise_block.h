/* plugins/cpu/pointwise_block.h - the loops of pointwise_f32.c, pointwise_f64.c and pointwise_i64.c
 *
 * The includer defines what dispatch/ops/pointwise_math.h asks for, and RP_FIELD, its member of
 * kernel_scalars.
 */
#include "pointwise.h"
#include <math.h>

#ifndef RP_INTEGERS
static inline RP_T rp_lgamma(RP_T x)
{
    int sign;
    return (RP_T)lgamma_r((double)x, &sign);
}
#endif
#include "dispatch/ops/pointwise_math.h"

#define NUMBER(k_) scalars->RP_FIELD[k_]
#define RP_LARGEST ((RP_T)scalars->largest)
#define RP_ONES scalars->ones
#define RP_STEP scalars->step

#define T1(a_) const RP_T a_ = p0[i];
#define T2(a_, b_) T1(a_) const RP_T b_ = p1[i];
#define T3(a_, b_, c_) T2(a_, b_) const RP_T c_ = p2[i];
#define W3 T3
#define M2 T2
#define M3 T3
#define S0
#define S1(a_) const RP_T a_ = NUMBER(0);
#define S2(a_, b_) S1(a_) const RP_T b_ = NUMBER(1);
#define S3(a_, b_, c_) S2(a_, b_) const RP_T c_ = NUMBER(2);
#define S4(a_, b_, c_, d_) S3(a_, b_, c_) const RP_T d_ = NUMBER(3);
#define P1 S1
#define P2 S2
#define P1S1 S2
#define D(k_, a_, absent_) const RP_T a_ = scalars->given >> k_ & 1 ? NUMBER(k_) : (absent_);
#define D1(a_, x_) D(0, a_, x_)
#define D3(a_, x_, b_, y_, c_, z_) D(0, a_, x_) D(1, b_, y_) D(2, c_, z_)
#define P1D1(a_, b_, y_) S1(a_) D(1, b_, y_)

#define BLOCK(id_, tensors_, scalars_, value_)                                                     \
    void RP_FN(cpu_##id_)(int64_t length, void *out, const void *const *in,                        \
                          const kernel_scalars *scalars)                                           \
    {                                                                                              \
        RP_T *const y = out;                                                                       \
        const RP_T *const p0 = in[0], *const p1 = in[1], *const p2 = in[2];                        \
        (void)p1, (void)p2, (void)scalars;                                                         \
        scalars_ _Pragma("omp simd") for (int64_t i = 0; i < length; i++)                          \
        {                                                                                          \
            tensors_ y[i] = (RP_T)(value_);                                                        \
        }                                                                                          \
    }
#define NO_BLOCK(id_, tensors_, scalars_, value_)
#ifdef RP_INTEGERS
#define BLOCK_F NO_BLOCK
#define BLOCK_IB BLOCK
#else
#define BLOCK_F BLOCK
#define BLOCK_IB NO_BLOCK
#endif
#define BLOCK_FI BLOCK
#define BLOCK_FIB BLOCK
#define BLOCK_FIBV BLOCK
#define BLOCK_FID BLOCK
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    BLOCK_##types_(id_, tensors_, scalars_, value_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    BLOCK_##types_(id_, tensors_, scalars_, value_)
#include "dispatch/ops/pointwise.inc"
