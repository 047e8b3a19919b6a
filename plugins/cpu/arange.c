/* plugins/cpu/arange.c - start + i step: exact in int64_t, else in double */
#include "block.h"

enum { ROOM = 512 };

static rp_status arange(const rp_value *result, const rp_value *start, const rp_value *step)
{
    const rp_geometry y = kernel_geometry(result);
    const int64_t size = (int64_t)kernel_element(y.dtype), stride = y.stride[0] * size;
    const bool integers = kernel_compute_dtype(y.dtype) == RP_I64;
    const int64_t first = kernel_int(start), by = kernel_int(step);
    const double first_d = kernel_float(start), by_d = kernel_float(step);
    for (int64_t at = 0; at < y.numel; at += ROOM) {
        const int64_t n = y.numel - at < ROOM ? y.numel - at : ROOM;
        char *dst = (char *)y.data + at * stride;
        int64_t whole[ROOM];
        double real[ROOM];
        for (int64_t i = 0; integers && i < n; i++)
            whole[i] = (int64_t)((uint64_t)first + (uint64_t)by * (uint64_t)(at + i));
        for (int64_t i = 0; !integers && i < n; i++) real[i] = first_d + by_d * (double)(at + i);
        if (integers) cpu_store_block(dst, stride, y.dtype, whole, RP_I64, n);
        else cpu_store_block(dst, stride, y.dtype, real, RP_F64, n);
    }
    return RP_OK;
}

CPU_KERNEL(to_end)
{
    const rp_value zero = rp_value_int(0), one = rp_value_int(1);
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    return arange(&out[0], &zero, &one);
}

CPU_KERNEL(from_start)
{
    const rp_value one = rp_value_int(1);
    (void)self, (void)c, (void)n_in, (void)n_out;
    return arange(&out[0], &in[0], &one);
}

CPU_KERNEL(by_step)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return arange(&out[0], &in[0], &in[2]);
}

const rp_kernel_row cpu_arange[] = {
    CPU_ROW("aten::arange", to_end),
    CPU_ROW("aten::arange.start", from_start),
    CPU_ROW("aten::arange.start_step", by_step),
    {0},
};
