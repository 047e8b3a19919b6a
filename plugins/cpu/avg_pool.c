/* plugins/cpu/avg_pool.c - avg_pool2d, avg_pool3d and the adaptive ones, with their gradients
 *
 *   window of output o: inputs [o stride - padding, + kernel), cut at the borders; the divisor is
 *   the product of the window's extents, with padding counted if count_include_pad, or
 *   divisor_override.
 *   adaptive: inputs [floor(o in / out), ceil((o + 1) in / out))
 * Divisors stay integers, so that integer pools round as PyTorch's do.
 */
#include "taps.h"

typedef struct pool {
    const rp_value *kernel, *stride, *padding;
    bool include_pad;
    int64_t divisor; /* 0: the window's own */
} pool;

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static rp_status window_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                             int64_t out)
{
    const pool *p = ctx;
    const int64_t kernel = kernel_place(p->kernel, d, 1),
                  stride = kernel_place(p->stride, d, kernel), pad = kernel_place(p->padding, d, 0);
    RP_TRY(cpu_taps_open(s, t, in, out, out * least(kernel, in)));
    for (int64_t o = 0; o < out; o++) {
        const int64_t start = o * stride - pad, end = least(start + kernel, in + pad);
        const int64_t from = start < 0 ? 0 : start, to = least(end, in);
        const int64_t count = p->divisor       ? (d ? 1 : p->divisor)
                              : p->include_pad ? end - start
                                               : to - from;
        cpu_taps_begin(t, o);
        for (int64_t i = from; i < to; i++) cpu_taps_add(t, o, i, 1);
        t->divide_out[o] = to > from ? count : 1;
    }
    return RP_OK;
}

static rp_status adaptive_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                               int64_t out)
{
    (void)ctx, (void)d;
    RP_TRY(cpu_taps_open(s, t, in, out, in + 2 * out));
    for (int64_t o = 0; o < out; o++) {
        const int64_t from = o / out * in + o % out * in / out, to = 1 + ((o + 1) * in - 1) / out;
        cpu_taps_begin(t, o);
        for (int64_t i = from; i < to; i++) cpu_taps_add(t, o, i, 1);
        t->divide_out[o] = to - from;
    }
    return RP_OK;
}

/* (kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override) */
static pool pool_of(const rp_value *in)
{
    return (pool){&in[0], &in[1], &in[2], kernel_bool(&in[4]),
                  kernel_given(&in[5]) ? kernel_int(&in[5]) : 0};
}

CPU_KERNEL(avg_pool)
{
    CPU_UNUSED;
    const pool p = pool_of(in + 1);
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    return cpu_taps_run("aten::avg_pool", &y, &x, *(const int *)self, window_taps, &p, false);
}

/* (grad_output, self, ...) */
CPU_KERNEL(avg_pool_backward)
{
    CPU_UNUSED;
    const pool p = pool_of(in + 2);
    const rp_geometry dx = kernel_geometry(&out[0]), g = kernel_geometry(&in[0]);
    return cpu_taps_run("aten::avg_pool_backward", &dx, &g, *(const int *)self, window_taps, &p,
                        true);
}

CPU_KERNEL(adaptive)
{
    CPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    return cpu_taps_run("aten::_adaptive_avg_pool", &y, &x, *(const int *)self, adaptive_taps, NULL,
                        false);
}

CPU_KERNEL(adaptive_backward)
{
    CPU_UNUSED;
    const rp_geometry dx = kernel_geometry(&out[0]), g = kernel_geometry(&in[0]);
    return cpu_taps_run("aten::_adaptive_avg_pool_backward", &dx, &g, *(const int *)self,
                        adaptive_taps, NULL, true);
}

const rp_kernel_row cpu_avg_pool[] = {
    CPU_ROW_SPATIAL("aten::avg_pool2d", avg_pool, 2),
    CPU_ROW_SPATIAL("aten::avg_pool3d", avg_pool, 3),
    CPU_ROW_SPATIAL("aten::avg_pool2d_backward", avg_pool_backward, 2),
    CPU_ROW_SPATIAL("aten::avg_pool3d_backward", avg_pool_backward, 3),
    CPU_ROW_SPATIAL("aten::_adaptive_avg_pool2d", adaptive, 2),
    CPU_ROW_SPATIAL("aten::_adaptive_avg_pool3d", adaptive, 3),
    CPU_ROW_SPATIAL("aten::_adaptive_avg_pool2d_backward", adaptive_backward, 2),
    CPU_ROW_SPATIAL("aten::_adaptive_avg_pool3d_backward", adaptive_backward, 3),
    {0},
};
