/* plugins/gpu/group_norm.cu - native_group_norm and its gradient (Wu and He, "Group normalization",
 * 2018)
 *
 * x is (N, G, D, S), D channels of S elements in a group; mean and r = 1 / sqrt(var + eps) are (N,
 * G).
 *   y = (x - mean) r w + b;  with h = w g over the m = D S elements of a group
 *   dx = r (h - mean(h) - (x - mean) r^2 mean(h (x - mean)));  dw = sum over N of r sum(g (x -
 *   mean)), db = sum of g
 */
#include "norm_rows.h"
#include "reduce.h"
#include <math.h>

struct groups {
    int64_t n, channels, s, g, d;
    gpu_vector w, b, mean, rstd, dw, db;
    double eps;
};

/* `in`: N, C, HxW, group */
static groups groups_of(const rp_value *in, const rp_value *weight)
{
    groups o = {};
    o.n = kernel_int(&in[0]);
    o.channels = kernel_int(&in[1]);
    o.s = kernel_int(&in[2]);
    o.g = kernel_int(&in[3]);
    o.d = o.channels / o.g;
    o.w = gpu_vector_at(weight);
    return o;
}

static rp_status statistics(gpu_op &op, const groups &o, const rp_geometry *x, rp_geometry *mean,
                            rp_geometry *var, int64_t (*stride)[RP_MAX_DIMS])
{
    const int64_t shape[] = {o.n * o.g, o.d * o.s}, rows[] = {o.d * o.s, 1};
    rp_geometry view = *x;
    view.ndim = 2;
    view.shape = shape;
    view.stride = rows;
    RP_TRY(gpu_scratch_tensor(op, mean, stride[0], shape, 1, RP_F64));
    RP_TRY(gpu_scratch_tensor(op, var, stride[1], shape, 1, RP_F64));
    return gpu_moments(op, &view, var, mean, 2);
}

/* (input, weight, bias, N, C, HxW, group, eps) -> y, mean, rstd */
GPU_OP(native_group_norm)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[3][RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]), mean, var;
    gpu_ptr<gpu_line> lines;
    groups o = groups_of(in + 3, &in[1]);
    o.b = gpu_vector_at(&in[2]);
    o.mean = gpu_vector_at(&out[1]);
    o.rstd = gpu_vector_at(&out[2]);
    o.eps = kernel_float(&in[7]);
    if (!kernel_is_floating(x.dtype)) return kernel_no_dtype(op.reporter.op, x.dtype);
    RP_TRY(gpu_dense(op, &x, stride[0], x.dtype));
    RP_TRY(statistics(op, o, &x, &mean, &var, stride + 1));
    RP_TRY(op.scratch(&lines, o.n * o.channels));
    const gpu_ptr<const double> means = gpu_at<const double>(mean.data),
                                vars = gpu_at<const double>(var.data);
    RP_TRY(gpu_each(op, o.n * o.g, [=] GPU_LAMBDA(int64_t k) {
        o.mean.put(k, means[k]);
        o.rstd.put(k, 1 / sqrt(vars[k] + o.eps));
    }));
    RP_TRY(gpu_each(op, o.n * o.channels, [=] GPU_LAMBDA(int64_t plane) {
        const int64_t group = plane / o.d, channel = plane % o.channels;
        lines[plane] = gpu_line{means[group], o.w.get(channel, 1.0) / sqrt(vars[group] + o.eps), 0,
                                o.b.get(channel, 0.0)};
    }));
    return gpu_planes_pass(op, {o.n * o.channels, o.s, o.n * o.channels}, lines, &out[0], nullptr,
                           &x);
}

/* ---- backward -------------------------------------------------------------------------------- */
struct products { /* of planes */
    gpu_ptr<double> shift, sum, dot;
    gpu_ptr<gpu_line> lines;
};

static rp_status input_lines(gpu_op &op, const groups &o, const products &t)
{
    return gpu_each(op, o.n * o.channels, [=] GPU_LAMBDA(int64_t plane) {
        const int64_t group = plane / o.d;
        const double m = (double)(o.d * o.s), r = o.rstd.get(group, 1.0);
        double sum = 0, dot = 0;
        for (int64_t k = group * o.d; k < (group + 1) * o.d; k++) {
            const double w = o.w.get(k % o.channels, 1.0);
            sum += w * t.sum[k];
            dot += w * t.dot[k];
        }
        t.lines[plane] = gpu_line{t.shift[plane], r * o.w.get(plane % o.channels, 1.0),
                                  -r * r * r * dot / m, -r * sum / m};
    });
}

static rp_status parameter_gradients(gpu_op &op, const groups &o, const products &t)
{
    return gpu_each(op, o.channels, [=] GPU_LAMBDA(int64_t c) {
        double dw = 0, db = 0;
        for (int64_t n = 0; n < o.n; n++) {
            dw += t.dot[n * o.channels + c] * o.rstd.get(n * o.g + c / o.d, 1.0);
            db += t.sum[n * o.channels + c];
        }
        o.dw.put(c, dw);
        o.db.put(c, db);
    });
}

/* (grad_out, input, mean, rstd, weight, N, C, HxW, group, output_mask) -> dx, dw, db */
GPU_OP(native_group_norm_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[2][RP_MAX_DIMS];
    rp_geometry g = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]);
    products t;
    groups o = groups_of(in + 5, &in[4]);
    o.dw = gpu_vector_at(&out[1]);
    o.db = gpu_vector_at(&out[2]);
    RP_TRY(gpu_dense_vector(op, &o.mean, &in[2]));
    RP_TRY(gpu_dense_vector(op, &o.rstd, &in[3]));
    RP_TRY(gpu_dense(op, &g, stride[0], x.dtype));
    RP_TRY(gpu_dense(op, &x, stride[1], x.dtype));
    const int64_t planes = o.n * o.channels;
    RP_TRY(op.scratch(&t.shift, planes));
    RP_TRY(op.scratch(&t.sum, planes));
    RP_TRY(op.scratch(&t.dot, planes));
    RP_TRY(op.scratch(&t.lines, planes));
    RP_TRY(
        gpu_each(op, planes, [=] GPU_LAMBDA(int64_t k) { t.shift[k] = o.mean.get(k / o.d, 0.0); }));
    RP_TRY(gpu_planes_products(op, {planes, o.s, planes}, t.shift, &g, &x, t.sum, t.dot));
    RP_TRY(parameter_gradients(op, o, t));
    if (!kernel_given(&out[0])) return RP_OK;
    RP_TRY(input_lines(op, o, t));
    return gpu_planes_pass(op, {planes, o.s, planes}, t.lines, &out[0], &g, &x);
}

GPU_TABLE(group_norm) = {
    GPU_ROW("aten::native_group_norm", native_group_norm),
    GPU_ROW("aten::native_group_norm_backward", native_group_norm_backward),
    {},
};
