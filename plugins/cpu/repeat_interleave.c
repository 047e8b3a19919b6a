/* plugins/cpu/repeat_interleave.c - number i repeats[i] times */
#include "index.h"

CPU_KERNEL(numbers)
{
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const bool wide = x.dtype == RP_I64;
    const int64_t size = (int64_t)kernel_element(x.dtype);
    int64_t total = 0, at = 0;
    CPU_UNUSED;
    for (int64_t i = 0; i < x.numel; i++) {
        const int64_t times = cpu_index_at((const char *)x.data + i * x.stride[0] * size, wide);
        if (times < 0)
            return RP_FAIL(RP_E_VALUE, "repeats can not be negative: repeats[%lld] is %lld",
                           (long long)i, (long long)times);
        total += times;
    }
    if (total != y.numel)
        return RP_FAIL(RP_E_VALUE,
                       "repeat_interleave: output_size is %lld, but repeats add up to %lld",
                       (long long)y.numel, (long long)total);
    for (int64_t i = 0; i < x.numel; i++) {
        const int64_t times = cpu_index_at((const char *)x.data + i * x.stride[0] * size, wide);
        for (int64_t k = 0; k < times; k++, at++)
            cpu_store_int((char *)y.data + at * y.stride[0] * size, y.dtype, i);
    }
    return RP_OK;
}

const rp_kernel_row cpu_repeat_interleave[] = {CPU_ROW("aten::repeat_interleave.Tensor", numbers),
                                               {0}};
