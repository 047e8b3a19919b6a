/* dispatch/ops/pointwise.h - the one meta function of elementwise operators: broadcasting,
   promotion, overlap */
#ifndef RP_POINTWISE_H
#define RP_POINTWISE_H
#include "dispatch/impl.h"

enum { RP_RESULT_SAME, RP_RESULT_FLOAT, RP_RESULT_BOOL, RP_RESULT_BY_MODE };
enum { TAKES_FLOATS = 1, TAKES_INTEGERS = 2, TAKES_BOOL = 4 };
enum {
    RP_TYPES_F = 1,
    RP_TYPES_FI = 3,
    RP_TYPES_FID = 3,
    RP_TYPES_IB = 6,
    RP_TYPES_FIB = 7,
    RP_TYPES_FIBV = 7
};
typedef struct rp_pointwise_rule {
    uint8_t types, result;
    /* mask over the tensors: those that do not take part in promotion (conditions, masks) */
    uint8_t aside;
    uint8_t scalars; /* how many of the Scalar arguments, from the first, take part */
    /* Refuses arguments; `type` is the promoted dtype. NULL: nothing to refuse. */
    rp_status (*check)(const rp_call *c, const rp_value *in, rp_dtype type);
} rp_pointwise_rule;

/** Output 0 of an elementwise call: shapes broadcast, dtypes promoted, rp_call_dtype set to the
 * dtype to compute in. */
rp_status rp_pointwise_meta(rp_call *c, const rp_value *in, rp_value *out,
                            const rp_pointwise_rule *rule);

/** Promotion of tensors and numbers as PyTorch does it: tensors with dimensions first, then 0-dim
 * ones, then numbers. */
typedef struct rp_promotion {
    rp_dtype dim, zero, number;
} rp_promotion;
void rp_promote_tensor(rp_promotion *p, const rp_tensor *t);
void rp_promote_number(rp_promotion *p, const rp_value *v);
rp_dtype rp_promotion_type(const rp_promotion *p);

/** Refuses an input that overlaps the written tensor in part. */
rp_status rp_check_overlap(const rp_tensor *written, const rp_tensor *input);
#endif
