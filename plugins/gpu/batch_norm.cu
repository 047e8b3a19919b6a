/* plugins/gpu/batch_norm.cu - native_batch_norm and its gradient
 *
 * x is (N, C, S). Per channel, over the m = N S elements:
 *   y = (x - mean) r w + b, r = 1 / sqrt(var + eps);  running = (1 - momentum) running + momentum
 *   (mean, var m / (m - 1)) dw = r sum(g (x - mean)), db = sum(g)
 *   dx = w r (g - db / m - (x - mean) r dw / m) in training, w r g with running statistics
 */
#include "norm_rows.h"
#include "reduce.h"
#include <math.h>

struct channels {
    int64_t count;
    double m, momentum, eps;
    bool training;
    gpu_vector w, b, running_mean, running_var, mean, rstd, dw, db;
};

static gpu_planes planes_of(const rp_geometry *x)
{
    return {x->shape[0] * x->shape[1], kernel_product(x->shape, 2, x->ndim), x->shape[1]};
}

/* `running`: mean and var */
static channels channels_of(const rp_geometry *x, const rp_value *weight, const rp_value *running,
                            bool training, double eps)
{
    const gpu_planes p = planes_of(x);
    channels o = {};
    o.count = p.count;
    o.m = (double)(x->shape[0] * p.s);
    o.eps = eps;
    o.training = training;
    o.w = gpu_vector_at(weight);
    o.running_mean = gpu_vector_at(&running[0]);
    o.running_var = gpu_vector_at(&running[1]);
    return o;
}

/* Statistics of the batch, or the running ones, and what comes of them. */
static rp_status forward_lines(gpu_op &op, const channels &o, gpu_ptr<const double> means,
                               gpu_ptr<const double> vars, gpu_ptr<gpu_line> lines)
{
    return gpu_each(op, o.count, [=] GPU_LAMBDA(int64_t c) {
        const double old_mean = o.running_mean.get(c, 0.0), old_var = o.running_var.get(c, 1.0);
        const double mean = o.training ? means[c] : old_mean, var = o.training ? vars[c] : old_var,
                     r = 1 / sqrt(var + o.eps);
        if (o.training) {
            o.running_mean.put(c, (1 - o.momentum) * old_mean + o.momentum * mean);
            o.running_var.put(c, (1 - o.momentum) * old_var + o.momentum * (var * o.m / (o.m - 1)));
            o.mean.put(c, mean);
            o.rstd.put(c, r);
        }
        lines[c] = gpu_line{mean, r * o.w.get(c, 1.0), 0, o.b.get(c, 0.0)};
    });
}

/* (input, weight, bias, running_mean, running_var, training, momentum, eps) -> y, mean, rstd */
GPU_OP(native_batch_norm)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[3][RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]), mean, var;
    const gpu_planes p = planes_of(&x);
    gpu_ptr<gpu_line> lines;
    channels o = channels_of(&x, &in[1], &in[3], kernel_bool(&in[5]), kernel_float(&in[7]));
    o.b = gpu_vector_at(&in[2]);
    o.momentum = kernel_float(&in[6]);
    o.mean = gpu_vector_at(&out[1]);
    o.rstd = gpu_vector_at(&out[2]);
    if (!kernel_is_floating(x.dtype)) return kernel_no_dtype(op.reporter.op, x.dtype);
    RP_TRY(gpu_scratch_tensor(op, &mean, stride[0], &p.count, 1, RP_F64));
    RP_TRY(gpu_scratch_tensor(op, &var, stride[1], &p.count, 1, RP_F64));
    RP_TRY(op.scratch(&lines, p.count));
    if (o.training) RP_TRY(gpu_moments(op, &x, &var, &mean, ~UINT64_C(2)));
    RP_TRY(forward_lines(op, o, gpu_at<const double>(mean.data), gpu_at<const double>(var.data),
                         lines));
    RP_TRY(gpu_dense(op, &x, stride[2], x.dtype));
    return gpu_planes_pass(op, p, lines, &out[0], nullptr, &x);
}

/* ---- backward -------------------------------------------------------------------------------- */
static rp_status backward_lines(gpu_op &op, const channels &o, gpu_ptr<const double> shift,
                                gpu_ptr<const double> sums, gpu_ptr<const double> dots,
                                gpu_ptr<gpu_line> lines)
{
    return gpu_each(op, o.count, [=] GPU_LAMBDA(int64_t c) {
        const double r = o.training ? o.rstd.get(c, 1.0)
                                    : 1 / sqrt(o.running_var.get(c, 1.0) + o.eps),
                     w = o.w.get(c, 1.0);
        o.dw.put(c, dots[c] * r);
        o.db.put(c, sums[c]);
        lines[c] = o.training ? gpu_line{shift[c], w * r, -w * r * r * r * dots[c] / o.m,
                                         -w * r * sums[c] / o.m}
                              : gpu_line{0, w * r, 0, 0};
    });
}

/* sum and dot of each channel, from those of its planes. */
static rp_status channel_products(gpu_op &op, const gpu_planes &p, gpu_ptr<const double> shift,
                                  const rp_geometry *g, const rp_geometry *x, rp_geometry *sum,
                                  rp_geometry *dot, int64_t (*stride)[RP_MAX_DIMS])
{
    const int64_t samples = p.planes / (p.count ? p.count : 1), shape[] = {samples, p.count};
    rp_geometry sums, dots;
    RP_TRY(gpu_scratch_tensor(op, &sums, stride[0], shape, 2, RP_F64));
    RP_TRY(gpu_scratch_tensor(op, &dots, stride[1], shape, 2, RP_F64));
    RP_TRY(gpu_scratch_tensor(op, sum, stride[2], &p.count, 1, RP_F64));
    RP_TRY(gpu_scratch_tensor(op, dot, stride[3], &p.count, 1, RP_F64));
    RP_TRY(gpu_planes_products(op, p, shift, g, x, gpu_at<double>(sums.data),
                               gpu_at<double>(dots.data)));
    RP_TRY(gpu_sum_over(op, &sums, sum, 1));
    return gpu_sum_over(op, &dots, dot, 1);
}

/* (grad_out, input, weight, running_mean, running_var, save_mean, save_invstd, train, eps,
   output_mask) -> dx, dw, db */
GPU_OP(native_batch_norm_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[6][RP_MAX_DIMS];
    rp_geometry g = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]), sum, dot;
    const gpu_planes p = planes_of(&x);
    gpu_ptr<gpu_line> lines;
    gpu_ptr<double> shift;
    channels o = channels_of(&x, &in[2], &in[3], kernel_bool(&in[7]), kernel_float(&in[8]));
    o.mean = gpu_vector_at(&in[5]);
    o.rstd = gpu_vector_at(&in[6]);
    o.dw = gpu_vector_at(&out[1]);
    o.db = gpu_vector_at(&out[2]);
    const gpu_vector means = o.training ? o.mean : o.running_mean;
    RP_TRY(gpu_dense(op, &g, stride[0], x.dtype));
    RP_TRY(gpu_dense(op, &x, stride[1], x.dtype));
    RP_TRY(op.scratch(&shift, p.count));
    RP_TRY(op.scratch(&lines, p.count));
    RP_TRY(gpu_each(op, p.count, [=] GPU_LAMBDA(int64_t k) { shift[k] = means.get(k, 0.0); }));
    RP_TRY(channel_products(op, p, shift, &g, &x, &sum, &dot, stride + 2));
    RP_TRY(backward_lines(op, o, shift, gpu_at<const double>(sum.data),
                          gpu_at<const double>(dot.data), lines));
    if (!kernel_given(&out[0])) return RP_OK;
    /* with running statistics x takes no part, be it infinite */
    return o.training ? gpu_planes_pass(op, p, lines, &out[0], &g, &x)
                      : gpu_planes_pass(op, p, lines, &out[0], nullptr, &g);
}

GPU_TABLE(batch_norm) = {
    GPU_ROW("aten::native_batch_norm", native_batch_norm),
    GPU_ROW("aten::native_batch_norm_backward", native_batch_norm_backward),
    {},
};
