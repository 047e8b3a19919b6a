/* dispatch/ops/unique.c - distinct elements and counts: shapes that depend on values, so there is
   no meta */
#include "dispatch/op.h"

#define ROW(schema_)                                                                               \
    {                                                                                              \
        .size = sizeof(rp_op_row), .flags = RP_OP_DATA_DEPENDENT, .schema = schema_                \
    }
const rp_op_row rp_op_unique[] = {
    ROW("aten::_unique(Tensor self, bool sorted=True, bool return_inverse=False) -> (Tensor, Tensor)"),
    ROW("aten::_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)"),
    ROW("aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, "
        "Tensor)"),
    ROW("aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, "
        "Tensor, Tensor)"),
    ROW("aten::bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor"),
    {0},
};
