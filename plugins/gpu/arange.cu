/* plugins/gpu/arange.cu - evenly spaced numbers
 *
 * arange: start + i step, exact in int64_t, else in double. linspace counts from both ends towards
 * the middle so that both ends are exact; in double. An integer result rounds the ends to integers
 * first (unless there is one step), and each number towards zero.
 */
#include "gpu.h"
#include <math.h>

static rp_status arange(rp_call *c, const rp_value *result, const rp_value *start,
                        const rp_value *step)
{
    const rp_geometry y = kernel_geometry(result);
    const rp_dtype d = y.dtype;
    const int64_t stride = y.stride[0] * (int64_t)kernel_element(d);
    const gpu_ptr<char> to = gpu_at<char>(y.data);
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    if (!kernel_is_floating(d)) {
        const uint64_t first = (uint64_t)kernel_int(start), by = (uint64_t)kernel_int(step);
        return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
            gpu_store<int64_t>(to + i * stride, d, (int64_t)(first + by * (uint64_t)i));
        });
    }
    const double first = kernel_float(start), by = kernel_float(step);
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        gpu_store<double>(to + i * stride, d, first + by * (double)i);
    });
}

static const rp_value zero = {RP_TAG_INT, 0, {0}}, one = {RP_TAG_INT, 0, {1}};
GPU_OP(to_end)
{
    GPU_UNUSED;
    return arange(c, &out[0], &zero, &one);
}

GPU_OP(from_start)
{
    GPU_UNUSED;
    return arange(c, &out[0], &in[0], &one);
}

GPU_OP(by_step)
{
    GPU_UNUSED;
    return arange(c, &out[0], &in[0], &in[2]);
}

struct spaced {
    double start, end, step, base; /* base NAN: linspace */
    int64_t n;
};

GPU_FN double spaced_number(const spaced &s, int64_t k)
{
    const double x = k < s.n / 2 || s.n == 1 ? s.start + s.step * (double)k
                                             : s.end - s.step * (double)(s.n - 1 - k);
    return s.base != s.base ? x : pow(s.base, x);
}

static rp_status spaced_numbers(rp_call *c, const rp_value *in, const rp_value *result, double base)
{
    const rp_geometry y = kernel_geometry(result);
    const rp_dtype d = y.dtype;
    const bool floats = kernel_is_floating(d);
    const int64_t stride = y.ndim ? y.stride[0] * (int64_t)kernel_element(d) : 0;
    const gpu_ptr<char> to = gpu_at<char>(y.data);
    spaced s = {kernel_float(&in[0]), kernel_float(&in[1]), 0, base, y.numel};
    if (y.numel == 0) return RP_OK;
    if (!floats && s.n > 1) s.start = trunc(s.start), s.end = trunc(s.end);
    if (s.n > 1) s.step = (s.end - s.start) / (double)(s.n - 1);
    gpu_op op(c);
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        const double x = spaced_number(s, i);
        if (floats) gpu_store<double>(to + i * stride, d, x);
        else gpu_store<int64_t>(to + i * stride, d, x > -0x1p63 && x < 0x1p63 ? (int64_t)x : 0);
    });
}

GPU_OP(linspace)
{
    GPU_UNUSED;
    return spaced_numbers(c, in, &out[0], (double)NAN);
}

GPU_OP(logspace)
{
    GPU_UNUSED;
    return spaced_numbers(c, in, &out[0], kernel_float(&in[3]));
}

GPU_TABLE(arange) = {
    GPU_ROW("aten::arange", to_end),
    GPU_ROW("aten::arange.start", from_start),
    GPU_ROW("aten::arange.start_step", by_step),
    GPU_ROW("aten::linspace", linspace),
    GPU_ROW("aten::logspace", logspace),
    {},
};
