/* plugins/cpu/sum.c - sum and mean */
#include "reduce.h"

/* Divides by the number of elements when `self` is set: aten::mean. */
CPU_KERNEL(sum)
{
    const rp_geometry x = cpu_geometry(&in[0]), y = cpu_geometry(&out[0]);
    const rp_dtype compute = cpu_compute_dtype(cpu_host->call_dtype(c));
    const bool has_dims = n_in >= 4; /* (self, dim, keepdim, dtype); the full forms are (self, dtype [, out]) */
    const uint64_t mask = has_dims ? cpu_dim_mask(&in[1], x.ndim) : ~UINT64_C(0);
    cpu_accs a;
    (void)n_out;
    RP_TRY(cpu_accs_open(&a, y.numel));
    const rp_status st = cpu_reduce(a.acc, &cpu_reducer_sum, compute, &x, mask, NULL);
    if (st == RP_OK) {
        const double count = (double)cpu_mask_count(&x, mask);
        for (int64_t j = 0; self && j < a.n; j++) a.acc[j].d /= count;
        cpu_accs_store(&a, &y, compute == RP_I64);
    }
    cpu_accs_close(&a);
    return st;
}

static int divide; /* its address: any non-NULL self */
#define MEAN(op_)                                                                                                        \
    {                                                                                                                    \
        .size = sizeof(rp_kernel_row), .op = op_, .key = "cpu", .boxed = sum, .self = &divide, .line = __LINE__, .file = __FILE__ \
    }
const rp_kernel_row cpu_sum[] = {
    CPU_ROW("aten::sum", sum), CPU_ROW("aten::sum.dim_IntList", sum), MEAN("aten::mean"), MEAN("aten::mean.dim"), {0},
};
