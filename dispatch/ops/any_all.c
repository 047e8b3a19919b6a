/* dispatch/ops/any_all.c - is any element, are all elements, different from zero (bool, uint8 for
   uint8)? How many are (int64)? */
#include "dispatch/reduce.h"

static rp_status output(rp_call *c, const rp_value *in, rp_value *out, uint64_t mask, bool keepdim)
{
    const rp_tensor *t = in[0].u.t;
    RP_TRY(rp_reduce_output(c, out, 0, t, mask, keepdim, t->dtype == RP_U8 ? RP_U8 : RP_BOOL));
    rp_call_set_dtype(c, t->dtype);
    return RP_OK;
}

static rp_status all_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                          uint32_t n_out)
{
    (void)self, (void)n_in, (void)n_out;
    return output(c, in, out, ~UINT64_C(0), false);
}

static rp_status dims_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], in[0].u.t->ndim, &mask));
    /* only an absent list means all */
    if (rp_arg_given(&in[1]) && rp_arg_count(&in[1]) == 0) mask = 0;
    return output(c, in, out, mask, rp_arg_bool(&in[2]));
}

/* In both overloads argument 1 holds the dimensions, an int or a list. */
static rp_status count_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    const rp_tensor *t = in[0].u.t;
    uint64_t mask;
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(rp_arg_dim_mask(&in[1], t->ndim, &mask));
    RP_TRY(rp_reduce_output(c, out, 0, t, mask, false, RP_I64));
    rp_call_set_dtype(c, t->dtype);
    return RP_OK;
}

#define ROWS(name_)                                                                                \
    {.size = sizeof(rp_op_row),                                                                    \
     .flags = RP_OP_NO_GRADIENT,                                                                   \
     .schema = "aten::" name_ "(Tensor self) -> Tensor",                                           \
     .variants =                                                                                   \
         OP_VARIANTS("aten::" name_ ".all_out(Tensor self, *, Tensor(a!) out) -> Tensor(a!)"),     \
     .meta = all_meta},                                                                            \
        {.size = sizeof(rp_op_row),                                                                \
         .flags = RP_OP_NO_GRADIENT,                                                               \
         .schema = "aten::" name_ ".dim(Tensor self, int dim, bool keepdim=False) -> Tensor",      \
         .variants =                                                                               \
             OP_VARIANTS("aten::" name_ ".out(Tensor self, int dim, bool keepdim=False, *, "       \
                         "Tensor(a!) out) -> Tensor(a!)"),                                         \
         .meta = dims_meta},                                                                       \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_NO_GRADIENT,                                     \
        .schema =                                                                                  \
            "aten::" name_ ".dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor",    \
        .variants = OP_VARIANTS("aten::" name_                                                     \
                                ".dims_out(Tensor self, int[]? dim=None, bool keepdim=False, *, "  \
                                "Tensor(a!) out) -> Tensor(a!)"),                                  \
        .meta = dims_meta                                                                          \
    }

#define COUNT(schema_, out_)                                                                       \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_NO_GRADIENT, .schema = schema_,                  \
        .variants = OP_VARIANTS(out_), .meta = count_meta                                          \
    }

const rp_op_row rp_op_any_all[] = {
    ROWS("any"),
    ROWS("all"),
    COUNT("aten::count_nonzero(Tensor self, int? dim=None) -> Tensor",
          "aten::count_nonzero.out(Tensor self, int? dim=None, *, Tensor(a!) out) -> Tensor(a!)"),
    COUNT(
        "aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor",
        "aten::count_nonzero.dim_IntList_out(Tensor self, int[] dim, *, Tensor(a!) out) -> Tensor(a!)"),
    {0},
};
