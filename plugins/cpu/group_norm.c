/* plugins/cpu/group_norm.c - native_group_norm and its gradient (Wu and He, "Group normalization",
 * 2018)
 *
 * x is (N, G, D, S), D channels of S elements in a group; mean and r = 1 / sqrt(var + eps) are (N,
 * G).
 *   y = (x - mean) r w + b;  with h = w g over the m = D S elements of a group
 *   dx = r (h - mean(h) - (x - mean) r^2 mean(h (x - mean)));  dw = sum over N of r sum(g (x -
 *   mean)), db = sum of g
 */
#include "norm_rows.h"
#include "scratch.h"
#include <math.h>

typedef struct norm {
    int64_t n, g, d, s;
    const cpu_norm_rows *rows;
    rp_geometry x, w, b, y, mean, rstd;
    rp_geometry grad, dx, dw, db; /* backward; not wanted: data NULL */
    double *sum, *dot;            /* (N, G, D): sums of g and of g (x - mean) */
    double eps;
} norm;

static double at(const rp_geometry *v, int64_t i, double absent)
{
    return v->data
               ? cpu_load((const char *)v->data + i * (int64_t)kernel_element(v->dtype), v->dtype)
               : absent;
}
static void set(const rp_geometry *v, int64_t i, double value)
{
    cpu_store((char *)v->data + i * (int64_t)kernel_element(v->dtype), v->dtype, value);
}
/* The S elements of channel k, counted over samples and groups. */
static char *row(const norm *o, const rp_geometry *t, int64_t k)
{
    return (char *)t->data + k * o->s * (int64_t)kernel_element(t->dtype);
}

static void forward_group(const norm *o, int64_t group)
{
    const int64_t m = o->d * o->s, first = group * o->d;
    double sum = 0, squares = 0, rest = 0;
    o->rows->sums(row(o, &o->x, first), m, 0, &sum, &squares);
    const double mean = sum / (double)m;
    squares = 0;
    o->rows->sums(row(o, &o->x, first), m, mean, &rest, &squares);
    const double r = 1 / sqrt(squares / (double)m + o->eps);
    set(&o->mean, group, mean);
    set(&o->rstd, group, r);
    for (int64_t k = 0; k < o->d; k++) {
        const int64_t channel = group % o->g * o->d + k;
        o->rows->affine(row(o, &o->y, first + k), row(o, &o->x, first + k), o->s, mean,
                        r * at(&o->w, channel, 1), at(&o->b, channel, 0));
    }
}

static void backward_group(const norm *o, int64_t group)
{
    const int64_t first = group * o->d;
    const double m = (double)(o->d * o->s), mean = at(&o->mean, group, 0),
                 r = at(&o->rstd, group, 1);
    double sum = 0, dot = 0;
    for (int64_t k = 0; k < o->d; k++) {
        const double w = at(&o->w, group % o->g * o->d + k, 1);
        o->sum[first + k] = o->dot[first + k] = 0;
        o->rows->products(row(o, &o->grad, first + k), row(o, &o->x, first + k), o->s, mean,
                          &o->sum[first + k], &o->dot[first + k]);
        sum += w * o->sum[first + k];
        dot += w * o->dot[first + k];
    }
    for (int64_t k = 0; k < (o->dx.data ? o->d : 0); k++)
        o->rows->gradient(
            row(o, &o->dx, first + k), row(o, &o->grad, first + k), row(o, &o->x, first + k), o->s,
            mean, r * at(&o->w, group % o->g * o->d + k, 1), -r * r * r * dot / m, -r * sum / m);
}

static void parameter_gradients(const norm *o)
{
    const int64_t channels = o->g * o->d;
    for (int64_t c = 0; c < channels; c++) {
        double dw = 0, db = 0;
        for (int64_t n = 0; n < o->n; n++) {
            dw += o->dot[n * channels + c] * at(&o->rstd, n * o->g + c / o->d, 1);
            db += o->sum[n * channels + c];
        }
        if (o->dw.data) set(&o->dw, c, dw);
        if (o->db.data) set(&o->db, c, db);
    }
}

static void run(const norm *o, void (*group)(const norm *, int64_t))
{
#pragma omp parallel for num_threads(cpu_threads(o->x.numel, CPU_GRAIN)) schedule(static)
    for (int64_t k = 0; k < o->n * o->g; k++) group(o, k);
}

/* N, C, HxW, group from `in` on */
static rp_status sizes(norm *o, const char *op, const rp_value *in)
{
    o->rows = cpu_norm_rows_of(o->x.dtype);
    if (!o->rows) return kernel_no_dtype(op, o->x.dtype);
    o->n = kernel_int(&in[0]);
    o->g = kernel_int(&in[3]);
    o->d = kernel_int(&in[1]) / o->g;
    o->s = kernel_int(&in[2]);
    return RP_OK;
}

/* (input, weight, bias, N, C, HxW, group, eps) -> y, mean, rstd */
static rp_status forward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[4][RP_MAX_DIMS];
    norm o = {.x = kernel_geometry(&in[0]),
              .w = kernel_geometry(&in[1]),
              .b = kernel_geometry(&in[2]),
              .y = kernel_geometry(&out[0]),
              .mean = kernel_geometry(&out[1]),
              .rstd = kernel_geometry(&out[2]),
              .eps = kernel_float(&in[7])};
    const rp_geometry result = o.y;
    RP_TRY(sizes(&o, "aten::native_group_norm", in + 3));
    RP_TRY(cpu_scratch_dense(s, &o.x, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &o.w, stride[1]));
    RP_TRY(cpu_scratch_dense(s, &o.b, stride[2]));
    RP_TRY(cpu_scratch_output(s, &o.y, stride[3]));
    run(&o, forward_group);
    if (o.y.data != result.data) cpu_assign(&result, &o.y);
    return RP_OK;
}

/* (grad_out, input, mean, rstd, weight, N, C, HxW, group, output_mask) -> dx, dw, db */
static rp_status backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[6][RP_MAX_DIMS];
    norm o = {.grad = kernel_geometry(&in[0]),
              .x = kernel_geometry(&in[1]),
              .mean = kernel_geometry(&in[2]),
              .rstd = kernel_geometry(&in[3]),
              .w = kernel_geometry(&in[4]),
              .dx = kernel_geometry(&out[0]),
              .dw = kernel_geometry(&out[1]),
              .db = kernel_geometry(&out[2])};
    const rp_geometry result = o.dx;
    RP_TRY(sizes(&o, "aten::native_group_norm_backward", in + 5));
    RP_TRY(cpu_scratch_dense(s, &o.grad, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &o.x, stride[1]));
    RP_TRY(cpu_scratch_dense(s, &o.w, stride[2]));
    RP_TRY(cpu_scratch_dense(s, &o.mean, stride[3]));
    RP_TRY(cpu_scratch_dense(s, &o.rstd, stride[4]));
    if (o.dx.data) RP_TRY(cpu_scratch_output(s, &o.dx, stride[5]));
    o.sum = cpu_scratch_alloc(s, (size_t)(2 * o.n * o.g * o.d) * sizeof *o.sum);
    if (!o.sum) return RP_E_MEMORY;
    o.dot = o.sum + o.n * o.g * o.d;
    run(&o, backward_group);
    parameter_gradients(&o);
    if (o.dx.data && o.dx.data != result.data) cpu_assign(&result, &o.dx);
    return RP_OK;
}

CPU_SCRATCH_KERNEL(forward_row, forward)
CPU_SCRATCH_KERNEL(backward_row, backward)

const rp_kernel_row cpu_group_norm[] = {
    CPU_ROW("aten::native_group_norm", forward_row),
    CPU_ROW("aten::native_group_norm_backward", backward_row),
    {0},
};
