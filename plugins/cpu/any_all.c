/* plugins/cpu/any_all.c - any and all */
#include "reduce.h"

CPU_KERNEL(any_all)
{
    const rp_geometry x = cpu_geometry(&in[0]), y = cpu_geometry(&out[0]);
    const bool has_dims = n_in >= 3; /* (self, dim, keepdim [, out]); the full forms are (self [, out]) */
    const bool none = has_dims && in[1].tag == RP_TAG_LIST && in[1].n == 0;
    const uint64_t mask = none ? 0 : has_dims ? cpu_dim_mask(&in[1], x.ndim) : ~UINT64_C(0);
    cpu_accs a;
    (void)c, (void)n_out;
    RP_TRY(cpu_accs_open(&a, y.numel));
    const rp_status st = cpu_reduce(a.acc, self, cpu_compute_dtype(x.dtype), &x, mask, NULL);
    if (st == RP_OK) cpu_accs_store(&a, &y, true);
    cpu_accs_close(&a);
    return st;
}

#define ROW(op_, reducer_)                                                                                           \
    {                                                                                                                \
        .size = sizeof(rp_kernel_row), .op = op_, .key = "cpu", .boxed = any_all, .self = (void *)(uintptr_t)&reducer_, \
        .line = __LINE__, .file = __FILE__                                                                           \
    }
const rp_kernel_row cpu_any_all[] = {
    ROW("aten::any", cpu_reducer_any),      ROW("aten::any.dim", cpu_reducer_any), ROW("aten::any.dims", cpu_reducer_any),
    ROW("aten::all", cpu_reducer_all),      ROW("aten::all.dim", cpu_reducer_all), ROW("aten::all.dims", cpu_reducer_all),
    {0},
};
