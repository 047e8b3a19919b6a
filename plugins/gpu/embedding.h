/* plugins/gpu/embedding.h - the rows of a table that indices name */
#ifndef GPU_EMBEDDING_H
#define GPU_EMBEDDING_H
#include "gpu.h"

/* Index i, which does not count from the back. Out of range it is reported, and is 0. */
GPU_FN int64_t gpu_table_row(const gpu_reporter &r, const gpu_vector &index, int64_t i,
                             int64_t rows)
{
    const int64_t row = index.get(i, INT64_C(0));
    if (row >= 0 && row < rows) return row;
    gpu_report(r, GPU_FAULT_INDEX, row, rows);
    return 0;
}
/* The row of every index of a dense tensor, `rows` for those that name the padding. In scratch of
   the call. */
rp_status gpu_table_rows(gpu_op &op, gpu_ptr<int64_t> *out, const rp_geometry *index, int64_t rows,
                         int64_t padding);
#endif
