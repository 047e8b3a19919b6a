/* plugins/gpu/frexp.cu - mantissa and exponent of each element */
#include "gpu.h"
#include <math.h>

GPU_OP(split)
{
    GPU_UNUSED;
    const rp_geometry mantissa = kernel_geometry(&out[0]), exponent = kernel_geometry(&out[1]),
                      x = kernel_geometry(&in[0]);
    if (x.numel == 0) return RP_OK;
    gpu_op op(c);
    const gpu_iter<3> it = gpu_iterate<3>({&mantissa, &exponent, &x});
    const rp_dtype m = mantissa.dtype, e = exponent.dtype, from = x.dtype;
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[3];
        int power = 0;
        it.offsets(i, at);
        const double v = gpu_load<double>(it.data[2] + at[2], from);
        gpu_store<double>(it.data[0] + at[0], m, frexp(v, &power));
        gpu_store<int64_t>(it.data[1] + at[1], e, isfinite(v) ? power : 0);
    });
}

GPU_TABLE(frexp) = {GPU_ROW("aten::frexp.Tensor", split), {}};
