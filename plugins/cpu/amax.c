/* plugins/cpu/amax.c - the largest element over dimensions, and over all of them (aten::max) */
#include "reduce.h"

static rp_status largest(rp_call *c, const rp_value *in, rp_value *out, const rp_value *dims)
{
    const rp_geometry x = cpu_geometry(&in[0]), y = cpu_geometry(&out[0]);
    const rp_dtype compute = cpu_compute_dtype(x.dtype);
    cpu_accs a;
    (void)c;
    RP_TRY(cpu_accs_open(&a, y.numel));
    const rp_status st = cpu_reduce(a.acc, &cpu_reducer_max, compute, &x, dims ? cpu_dim_mask(dims, x.ndim) : ~UINT64_C(0), NULL);
    if (st == RP_OK) cpu_accs_store(&a, &y, compute == RP_I64);
    cpu_accs_close(&a);
    return st;
}

CPU_KERNEL(amax)
{
    (void)self, (void)n_in, (void)n_out;
    return largest(c, in, out, &in[1]);
}

CPU_KERNEL(max)
{
    (void)self, (void)n_in, (void)n_out;
    return largest(c, in, out, NULL);
}

const rp_kernel_row cpu_amax[] = {CPU_ROW("aten::amax", amax), CPU_ROW("aten::max", max), {0}};
