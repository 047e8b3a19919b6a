/* plugins/cpu/linspace.c - evenly spaced numbers, counted from both ends towards the middle so that
 * both ends are exact
 *
 * In double; an integer result rounds the ends to integers first (unless there is one step), and
 * each number towards zero.
 */
#include "block.h"
#include <math.h>

enum { ROOM = 512 };

struct spaced {
    double start, end, step, base; /* base NAN: linspace */
    int64_t n;
};

static void numbers(const struct spaced *s, int64_t from, int64_t n, double *x)
{
    for (int64_t i = 0; i < n; i++) {
        const int64_t k = from + i;
        x[i] = k < s->n / 2 || s->n == 1 ? s->start + s->step * (double)k
                                         : s->end - s->step * (double)(s->n - 1 - k);
    }
    if (isnan(s->base)) return;
    for (int64_t i = 0; i < n; i++) x[i] = pow(s->base, x[i]);
}

static rp_status fill(const rp_value *in, const rp_value *result, double base)
{
    const rp_geometry y = kernel_geometry(result);
    const bool floats = kernel_is_floating(y.dtype);
    const int64_t size = (int64_t)kernel_element(y.dtype), stride = y.ndim ? y.stride[0] * size : 0;
    struct spaced s = {
        .start = kernel_float(&in[0]), .end = kernel_float(&in[1]), .base = base, .n = y.numel};
    if (!floats && s.n > 1) s.start = trunc(s.start), s.end = trunc(s.end);
    s.step = s.n > 1 ? (s.end - s.start) / (double)(s.n - 1) : 0;
    for (int64_t at = 0; at < y.numel; at += ROOM) {
        double x[ROOM];
        int64_t whole[ROOM];
        const int64_t n = y.numel - at < ROOM ? y.numel - at : ROOM;
        numbers(&s, at, n, x);
        for (int64_t i = 0; !floats && i < n; i++)
            whole[i] = x[i] > -0x1p63 && x[i] < 0x1p63 ? (int64_t)x[i] : 0;
        if (floats) cpu_store_block((char *)y.data + at * stride, stride, y.dtype, x, RP_F64, n);
        else cpu_store_block((char *)y.data + at * stride, stride, y.dtype, whole, RP_I64, n);
    }
    return RP_OK;
}

CPU_KERNEL(linspace)
{
    CPU_UNUSED;
    return fill(in, &out[0], (double)NAN);
}

CPU_KERNEL(logspace)
{
    CPU_UNUSED;
    return fill(in, &out[0], kernel_float(&in[3]));
}

const rp_kernel_row cpu_linspace[] = {
    CPU_ROW("aten::linspace", linspace), CPU_ROW("aten::logspace", logspace), {0}};
