/* plugins/cpu/upsample.c - nearest and (bi-, tri-) linear interpolation with their gradients
 *
 * Source positions are computed as in ATen's UpSample.h, in the precision of the tensor (float for
 * the half types and bytes):
 *   scale = 1 / given scale, else in / out;  corners aligned: (in - 1) / (out - 1)
 *   nearest: floor(o scale), but of the same extent o and of twice the extent o / 2, whatever scale
 *   is given: in two dimensions and in every gradient;  linear: scale (o + 1/2) - 1/2, not below 0;
 *   corners aligned: o scale
 */
#include "taps.h"
#include <math.h>

typedef struct resize {
    const rp_value *scale; /* one per dimension */
    /* wide: positions in double; whole: extents that are 1 or 2 times those of the input decide */
    bool align, wide, whole;
} resize;

static double ratio(const resize *r, const rp_value *scale, int64_t in, int64_t out)
{
    double s;
    if (r->align) s = out > 1 ? (double)(in - 1) / (double)(out - 1) : 0;
    else if (kernel_given(scale) && kernel_float(scale) > 0) s = 1 / kernel_float(scale);
    else s = (double)in / (double)out;
    return r->wide ? s
                   : (double)(r->align || (kernel_given(scale) && kernel_float(scale) > 0)
                                  ? (float)s
                                  : (float)in / (float)out);
}

/* a b + c, rounded like the tensor's own arithmetic */
static double position(const resize *r, double a, double b, double c)
{
    return r->wide ? a * b + c : (double)((float)a * (float)b + (float)c);
}

static rp_status nearest_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                              int64_t out)
{
    const resize *r = ctx;
    const double scale = ratio(r, &r->scale[d], in, out);
    RP_TRY(cpu_taps_open(s, t, in, out, out));
    for (int64_t o = 0; o < out; o++) {
        const int64_t i = (int64_t)floorf((float)position(r, (double)o, scale, 0));
        const bool whole = r->whole && (out == in || out == 2 * in);
        cpu_taps_begin(t, o);
        cpu_taps_add(t, o, whole ? o * in / out : i < in ? i : in - 1, 1);
    }
    return RP_OK;
}

static rp_status linear_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                             int64_t out)
{
    const resize *r = ctx;
    const double scale = ratio(r, &r->scale[d], in, out);
    RP_TRY(cpu_taps_open(s, t, in, out, 2 * out));
    for (int64_t o = 0; o < out; o++) {
        double at =
            r->align ? position(r, scale, (double)o, 0) : position(r, scale, (double)o + 0.5, -0.5);
        if (at < 0) at = 0;
        if (in == out) at = (double)o;
        const int64_t i = (int64_t)at < in - 1 ? (int64_t)at : in - 1;
        const double rest = at - (double)i > 1 ? 1 : at - (double)i;
        cpu_taps_begin(t, o);
        cpu_taps_add(t, o, i, 1 - rest);
        /* of the same extent: no neighbour, even one that is NaN */
        cpu_taps_add(t, o, i + (i < in - 1 && in != out), rest);
    }
    return RP_OK;
}

/* (self, output_size, scales...) */
CPU_KERNEL(nearest)
{
    CPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    const resize r = {.scale = &in[2], .wide = y.dtype == RP_F64, .whole = *(const int *)self == 2};
    return cpu_taps_move(&y, &x, *(const int *)self, nearest_taps, &r);
}

/* (grad_output, output_size, input_size, scales...) */
CPU_KERNEL(nearest_backward)
{
    CPU_UNUSED;
    const rp_geometry dx = kernel_geometry(&out[0]), g = kernel_geometry(&in[0]);
    const resize r = {.scale = &in[3], .wide = dx.dtype == RP_F64, .whole = true};
    return cpu_taps_run("aten::upsample_nearest_backward", &dx, &g, *(const int *)self,
                        nearest_taps, &r, true);
}

/* (self, output_size, align_corners, scales...) */
CPU_KERNEL(linear)
{
    CPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]), x = kernel_geometry(&in[0]);
    const resize r = {.scale = &in[3], .align = kernel_bool(&in[2]), .wide = y.dtype == RP_F64};
    return cpu_taps_run("aten::upsample_linear", &y, &x, *(const int *)self, linear_taps, &r,
                        false);
}

/* (grad_output, output_size, input_size, align_corners, scales...) */
CPU_KERNEL(linear_backward)
{
    CPU_UNUSED;
    const rp_geometry dx = kernel_geometry(&out[0]), g = kernel_geometry(&in[0]);
    const resize r = {.scale = &in[4], .align = kernel_bool(&in[3]), .wide = dx.dtype == RP_F64};
    return cpu_taps_run("aten::upsample_linear_backward", &dx, &g, *(const int *)self, linear_taps,
                        &r, true);
}

const rp_kernel_row cpu_upsample[] = {
    CPU_ROW_SPATIAL("aten::upsample_nearest1d", nearest, 1),
    CPU_ROW_SPATIAL("aten::upsample_nearest2d", nearest, 2),
    CPU_ROW_SPATIAL("aten::upsample_nearest3d", nearest, 3),
    CPU_ROW_SPATIAL("aten::upsample_nearest1d_backward", nearest_backward, 1),
    CPU_ROW_SPATIAL("aten::upsample_nearest2d_backward", nearest_backward, 2),
    CPU_ROW_SPATIAL("aten::upsample_nearest3d_backward", nearest_backward, 3),
    CPU_ROW_SPATIAL("aten::upsample_linear1d", linear, 1),
    CPU_ROW_SPATIAL("aten::upsample_bilinear2d", linear, 2),
    CPU_ROW_SPATIAL("aten::upsample_trilinear3d", linear, 3),
    CPU_ROW_SPATIAL("aten::upsample_linear1d_backward", linear_backward, 1),
    CPU_ROW_SPATIAL("aten::upsample_bilinear2d_backward", linear_backward, 2),
    CPU_ROW_SPATIAL("aten::upsample_trilinear3d_backward", linear_backward, 3),
    {0},
};
