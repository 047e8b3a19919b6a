/* plugins/gpu/pointwise_block.h - the functions of pointwise_f32.cu, pointwise_f64.cu and
 * pointwise_i64.cu
 *
 * The includer defines what dispatch/ops/pointwise_math.h asks for; RP_FIELD, its member of
 * kernel_scalars; and RP_OPERAND, the type of operands and results where that is not RP_T.
 */
#include "pointwise.h"
#include <math.h>

#ifndef RP_OPERAND
#define RP_OPERAND RP_T
#endif
#ifndef RP_INTEGERS
RP_ELEMENT RP_T rp_lgamma(RP_T x)
{
    return RP_M(lgamma)(x);
}
#endif
#include "dispatch/ops/pointwise_math.h"

#define NUMBER(k_) scalars.RP_FIELD[k_]
#define RP_LARGEST ((RP_T)scalars.largest)
#define RP_ONES scalars.ones
#define RP_STEP scalars.step

#define T1(a_) const RP_T a_ = in[0];
#define T2(a_, b_) T1(a_) const RP_T b_ = in[1];
#define T3(a_, b_, c_) T2(a_, b_) const RP_T c_ = in[2];
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
#define D(k_, a_, absent_) const RP_T a_ = scalars.given >> k_ & 1 ? NUMBER(k_) : (absent_);
#define D1(a_, x_) D(0, a_, x_)
#define D3(a_, x_, b_, y_, c_, z_) D(0, a_, x_) D(1, b_, y_) D(2, c_, z_)
#define P1D1(a_, b_, y_) S1(a_) D(1, b_, y_)

#define FUNCTION(id_, tensors_, scalars_, value_)                                                  \
    struct RP_FN(op_##id_) {                                                                       \
        __host__ __device__ static RP_OPERAND of(const RP_OPERAND *in,                             \
                                                 const kernel_scalars &scalars)                    \
        {                                                                                          \
            (void)scalars;                                                                         \
            scalars_ tensors_ return (RP_OPERAND)(value_);                                         \
        }                                                                                          \
    };
#define NO_FUNCTION(id_, tensors_, scalars_, value_)
#ifdef RP_INTEGERS
#define FUNCTION_F NO_FUNCTION
#define FUNCTION_IB FUNCTION
#else
#define FUNCTION_F FUNCTION
#define FUNCTION_IB NO_FUNCTION
#endif
#define FUNCTION_FI FUNCTION
#define FUNCTION_FIB FUNCTION
#define FUNCTION_FIBV FUNCTION
#define FUNCTION_FID FUNCTION
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    FUNCTION_##types_(id_, tensors_, scalars_, value_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    FUNCTION_##types_(id_, tensors_, scalars_, value_)
#include "dispatch/ops/pointwise.inc"
#undef OP
#undef OP_FLAT
#undef T1
#undef T2
#undef T3

/* gpu_run_<id>_<type>, by number of tensors */
#define T1(a_) 1
#define T2(a_, b_) 2
#define T3(a_, b_, c_) 3
#define RUN(id_, tensors_)                                                                         \
    rp_status RP_FN(gpu_run_##id_)(gpu_op & op, const kernel_elementwise &e);                      \
    rp_status RP_FN(gpu_run_##id_)(gpu_op & op, const kernel_elementwise &e)                       \
    {                                                                                              \
        return gpu_elementwise_for<RP_FN(op_##id_), RP_OPERAND, tensors_>::run(op, e);             \
    }
#define NO_RUN(id_, tensors_)
#ifdef RP_INTEGERS
#define RUN_F NO_RUN
#define RUN_IB RUN
#else
#define RUN_F RUN
#define RUN_IB NO_RUN
#endif
#define RUN_FI RUN
#define RUN_FIB RUN
#define RUN_FIBV RUN
#define RUN_FID RUN
#define OP(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,        \
           value_, vjp_)                                                                           \
    RUN_##types_(id_, tensors_)
#define OP_FLAT(id_, name_, parameters_, variants_, types_, result_, check_, tensors_, scalars_,   \
                value_)                                                                            \
    RUN_##types_(id_, tensors_)
#include "dispatch/ops/pointwise.inc"
