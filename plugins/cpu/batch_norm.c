/* plugins/cpu/batch_norm.c - native_batch_norm and its gradient
 *
 * x is (N, C, S). Per channel, over the m = N S elements:
 *   y = (x - mean) r w + b, r = 1 / sqrt(var + eps);  running = (1 - momentum) running + momentum
 *   (mean, var m / (m - 1)) dw = r sum(g (x - mean)), db = sum(g)
 *   dx = w r (g - db / m - (x - mean) r dw / m) in training, w r g with running statistics
 */
#include "norm_rows.h"
#include "scratch.h"
#include <math.h>

typedef struct norm {
    int64_t n, c, s;
    const cpu_norm_rows *rows;
    rp_geometry x, w, b, running_mean, running_var;
    rp_geometry y, mean, rstd; /* forward's results, backward's inputs */
    rp_geometry g, dx, dw, db; /* backward; not wanted: data NULL */
    bool training;
    double momentum, eps;
} norm;

/* Element i of a vector; `absent` where there is none. */
static double at(const rp_geometry *v, int64_t i, double absent)
{
    return v->data ? cpu_load((const char *)v->data +
                                  i * v->stride[0] * (int64_t)kernel_element(v->dtype),
                              v->dtype)
                   : absent;
}
static void set(const rp_geometry *v, int64_t i, double value)
{
    if (v->data)
        cpu_store((char *)v->data + i * v->stride[0] * (int64_t)kernel_element(v->dtype), v->dtype,
                  value);
}
/* The S elements of sample n and channel c of a dense tensor. */
static char *row(const norm *o, const rp_geometry *t, int64_t n, int64_t c)
{
    return (char *)t->data + (n * o->c + c) * o->s * (int64_t)kernel_element(t->dtype);
}

static void statistics(const norm *o, int64_t c, double *mean, double *var)
{
    const double m = (double)(o->n * o->s);
    double sum = 0, squares = 0, rest = 0;
    for (int64_t n = 0; n < o->n; n++) o->rows->sums(row(o, &o->x, n, c), o->s, 0, &sum, &squares);
    *mean = sum / m;
    squares = 0;
    for (int64_t n = 0; n < o->n; n++)
        o->rows->sums(row(o, &o->x, n, c), o->s, *mean, &rest, &squares);
    *var = squares / m;
}

static void forward_channel(const norm *o, int64_t c)
{
    double mean = at(&o->running_mean, c, 0), var = at(&o->running_var, c, 1);
    if (o->training) {
        const double old_mean = mean, old_var = var, m = (double)(o->n * o->s);
        statistics(o, c, &mean, &var);
        set(&o->running_mean, c, (1 - o->momentum) * old_mean + o->momentum * mean);
        set(&o->running_var, c, (1 - o->momentum) * old_var + o->momentum * (var * m / (m - 1)));
        set(&o->mean, c, mean);
        set(&o->rstd, c, 1 / sqrt(var + o->eps));
    }
    const double r = 1 / sqrt(var + o->eps), w = at(&o->w, c, 1), b = at(&o->b, c, 0);
    for (int64_t n = 0; n < o->n; n++)
        o->rows->affine(row(o, &o->y, n, c), row(o, &o->x, n, c), o->s, mean, r * w, b);
}

static void backward_channel(const norm *o, int64_t c)
{
    const double m = (double)(o->n * o->s), w = at(&o->w, c, 1);
    const double mean = at(o->training ? &o->mean : &o->running_mean, c, 0);
    const double r =
        o->training ? at(&o->rstd, c, 1) : 1 / sqrt(at(&o->running_var, c, 1) + o->eps);
    double sum = 0, dot = 0;
    for (int64_t n = 0; n < o->n; n++)
        o->rows->products(row(o, &o->g, n, c), row(o, &o->x, n, c), o->s, mean, &sum, &dot);
    set(&o->dw, c, dot * r);
    set(&o->db, c, sum);
    if (!o->dx.data) return;
    const double p = -w * r * r * r * dot / m, q = -w * r * sum / m;
    for (int64_t n = 0; n < o->n; n++) {
        if (o->training)
            o->rows->gradient(row(o, &o->dx, n, c), row(o, &o->g, n, c), row(o, &o->x, n, c), o->s,
                              mean, w * r, p, q);
        else /* x takes no part, be it infinite */
            o->rows->affine(row(o, &o->dx, n, c), row(o, &o->g, n, c), o->s, 0, w * r, 0);
    }
}

static void run(const norm *o, void (*channel)(const norm *, int64_t))
{
#pragma omp parallel for num_threads(cpu_threads(o->x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t c = 0; c < o->c; c++) channel(o, c);
}

static rp_status sizes(norm *o, const char *op)
{
    o->rows = cpu_norm_rows_of(o->x.dtype);
    if (!o->rows) return kernel_no_dtype(op, o->x.dtype);
    o->n = o->x.shape[0];
    o->c = o->x.shape[1];
    o->s = kernel_product(o->x.shape, 2, o->x.ndim);
    return RP_OK;
}

/* (input, weight, bias, running_mean, running_var, training, momentum, eps) -> y, mean, rstd */
static rp_status forward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[2][RP_MAX_DIMS];
    norm o = {.x = kernel_geometry(&in[0]),
              .w = kernel_geometry(&in[1]),
              .b = kernel_geometry(&in[2]),
              .running_mean = kernel_geometry(&in[3]),
              .running_var = kernel_geometry(&in[4]),
              .y = kernel_geometry(&out[0]),
              .mean = kernel_geometry(&out[1]),
              .rstd = kernel_geometry(&out[2]),
              .training = kernel_bool(&in[5]),
              .momentum = kernel_float(&in[6]),
              .eps = kernel_float(&in[7])};
    const rp_geometry result = o.y;
    RP_TRY(sizes(&o, "aten::native_batch_norm"));
    RP_TRY(cpu_scratch_dense(s, &o.x, stride[0]));
    RP_TRY(cpu_scratch_output(s, &o.y, stride[1]));
    run(&o, forward_channel);
    if (o.y.data != result.data) cpu_assign(&result, &o.y);
    return RP_OK;
}

/* (grad_out, input, weight, running_mean, running_var, save_mean, save_invstd, train, eps,
   output_mask) -> dx, dw, db */
static rp_status backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[3][RP_MAX_DIMS];
    norm o = {.g = kernel_geometry(&in[0]),
              .x = kernel_geometry(&in[1]),
              .w = kernel_geometry(&in[2]),
              .running_mean = kernel_geometry(&in[3]),
              .running_var = kernel_geometry(&in[4]),
              .mean = kernel_geometry(&in[5]),
              .rstd = kernel_geometry(&in[6]),
              .dx = kernel_geometry(&out[0]),
              .dw = kernel_geometry(&out[1]),
              .db = kernel_geometry(&out[2]),
              .training = kernel_bool(&in[7]),
              .eps = kernel_float(&in[8])};
    const rp_geometry result = o.dx;
    RP_TRY(sizes(&o, "aten::native_batch_norm_backward"));
    RP_TRY(cpu_scratch_dense(s, &o.g, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &o.x, stride[1]));
    if (o.dx.data) RP_TRY(cpu_scratch_output(s, &o.dx, stride[2]));
    run(&o, backward_channel);
    if (o.dx.data && o.dx.data != result.data) cpu_assign(&result, &o.dx);
    return RP_OK;
}

CPU_SCRATCH_KERNEL(forward_row, forward)
CPU_SCRATCH_KERNEL(backward_row, backward)

const rp_kernel_row cpu_batch_norm[] = {
    CPU_ROW("aten::native_batch_norm", forward_row),
    CPU_ROW("aten::native_batch_norm_backward", backward_row),
    {0},
};
