/* plugins/cpu/distance.c - _cdist_forward, _pdist_forward and their gradients
 *
 * d(x, y) = |x - y|_p over M columns: the number of differences for p = 0, the largest for p = inf.
 * Gradient of one difference z (ATen's DistanceOpsKernel.cpp): g sign(z) |z|^(p - 1) / d^(p - 1), 0
 * where d is 0; p = inf: where |z| is the largest, which is compared in the precision that d was
 * stored with. Sums are double.
 */
#include "part.h"
#include "scratch.h"
#include <math.h>

/* Rows a and b (positions of their first elements). */
static double distance(const rp_geometry *x, int64_t a, const rp_geometry *y, int64_t b, int64_t m,
                       double p)
{
    double sum = 0;
    for (int64_t k = 0; k < m; k++) {
        const double z = fabs(cpu_get(x, a + k) - cpu_get(y, b + k));
        if (p == 0) sum += z != 0;
        else if (p == 1) sum += z;
        else if (p == 2) sum += z * z;
        else if (isinf(p)) sum = isnan(z) || z > sum ? z : sum;
        else sum += pow(z, p);
    }
    return p == 2 ? sqrt(sum) : p == 0 || p == 1 || isinf(p) ? sum : pow(sum, 1 / p);
}

static double slope(double z, double g, double d, double p, bool wide)
{
    const double size = fabs(z), sign = z > 0 ? 1 : z < 0 ? -1 : 0;
    if (p == 0) return 0;
    if (p == 1) return g * sign;
    if (isinf(p)) return g * sign * (wide ? size == d : (float)size == (float)d);
    if (d == 0 || (z == 0 && p < 1)) return 0;
    if (p == 2) return g * z / d;
    return sign * pow(size, p - 1) * g / pow(d, p - 1);
}

/* ---- between two matrices: batches are broadcast ---- */
typedef struct pairs {
    rp_geometry x, y, d, g; /* dense; d and g (.., P, R) */
    int64_t p_rows, r_rows, m, batches;
    double p;
} pairs;

/* Position of batch b of the result in an operand with `row` elements a batch. */
static int64_t batch_of(const rp_geometry *whole, const rp_geometry *t, int64_t b, int64_t elements)
{
    int64_t at = 0, step = elements;
    for (int i = 0; i < whole->ndim - 2; i++) {
        const int dw = whole->ndim - 3 - i, dt = t->ndim - 3 - i;
        const int64_t place = b % whole->shape[dw];
        b /= whole->shape[dw];
        if (dt < 0) continue;
        at += (t->shape[dt] == 1 ? 0 : place) * step;
        step *= t->shape[dt];
    }
    return at;
}

static rp_status pairs_init(pairs *o, cpu_scratch *s, const rp_value *x, const rp_value *y,
                            const rp_geometry *whole, int64_t (*stride)[RP_MAX_DIMS])
{
    o->x = kernel_geometry(x);
    o->y = kernel_geometry(y);
    o->p_rows = o->x.shape[o->x.ndim - 2];
    o->r_rows = o->y.shape[o->y.ndim - 2];
    o->m = o->x.shape[o->x.ndim - 1];
    o->batches = kernel_product(whole->shape, 0, whole->ndim - 2);
    RP_TRY(cpu_scratch_dense(s, &o->x, stride[0]));
    return cpu_scratch_dense(s, &o->y, stride[1]);
}

/* (x1, x2, p, compute_mode) */
static rp_status cdist(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[3][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    if (!result.numel) return RP_OK;
    pairs o = {.d = result, .p = kernel_float(&in[2])};
    RP_TRY(pairs_init(&o, s, &in[0], &in[1], &result, stride));
    RP_TRY(cpu_scratch_output(s, &o.d, stride[2]));
    const int64_t plane = o.p_rows * o.r_rows;
#pragma omp parallel for num_threads(cpu_threads(o.d.numel *o.m, CPU_GRAIN)) schedule(static)
    for (int64_t k = 0; k < o.batches * plane; k++) {
        const int64_t b = k / plane, i = k % plane / o.r_rows, j = k % o.r_rows;
        const int64_t x = batch_of(&result, &o.x, b, o.p_rows * o.m) + i * o.m,
                      y = batch_of(&result, &o.y, b, o.r_rows * o.m) + j * o.m;
        cpu_put(&o.d, k, distance(&o.x, x, &o.y, y, o.m, o.p));
    }
    if (o.d.data != result.data) cpu_assign(&result, &o.d);
    return RP_OK;
}

/* (grad, x1, x2, p, cdist) */
static rp_status cdist_backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[5][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    if (!result.numel) return RP_OK;
    rp_geometry dx = result;
    pairs o = {
        .g = kernel_geometry(&in[0]), .d = kernel_geometry(&in[4]), .p = kernel_float(&in[3])};
    const bool wide = result.dtype == RP_F64;
    if (o.g.numel == 0) {
        cpu_clear(&result);
        return RP_OK;
    }
    RP_TRY(pairs_init(&o, s, &in[1], &in[2], &result, stride));
    RP_TRY(cpu_scratch_dense(s, &o.g, stride[2]));
    RP_TRY(cpu_scratch_dense(s, &o.d, stride[3]));
    RP_TRY(cpu_scratch_output(s, &dx, stride[4]));
#pragma omp parallel for num_threads(cpu_threads(o.d.numel *o.m, CPU_GRAIN)) schedule(static)
    for (int64_t r = 0; r < o.batches * o.p_rows; r++) {
        const int64_t b = r / o.p_rows,
                      x = batch_of(&result, &o.x, b, o.p_rows * o.m) + r % o.p_rows * o.m,
                      y = batch_of(&result, &o.y, b, o.r_rows * o.m);
        for (int64_t k = 0; k < o.m; k++) {
            double sum = 0;
            for (int64_t j = 0; j < o.r_rows; j++)
                sum += slope(cpu_get(&o.x, x + k) - cpu_get(&o.y, y + j * o.m + k),
                             cpu_get(&o.g, r * o.r_rows + j), cpu_get(&o.d, r * o.r_rows + j), o.p,
                             wide);
            cpu_put(&dx, r * o.m + k, sum);
        }
    }
    if (dx.data != result.data) cpu_assign(&result, &dx);
    return RP_OK;
}

/* ---- within one matrix of n rows: the pairs i < j in order ---- */
static int64_t pair_index(int64_t i, int64_t j, int64_t n)
{
    return i < j ? i * (2 * n - i - 1) / 2 + j - i - 1 : pair_index(j, i, n);
}

/* (self, p) */
static rp_status pdist(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[2][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    if (!result.numel) return RP_OK;
    rp_geometry x = kernel_geometry(&in[0]), d = result;
    const int64_t n = x.shape[0], m = x.shape[1];
    const double p = kernel_float(&in[1]);
    RP_TRY(cpu_scratch_dense(s, &x, stride[0]));
    RP_TRY(cpu_scratch_output(s, &d, stride[1]));
#pragma omp parallel for num_threads(cpu_threads(d.numel *m, CPU_GRAIN)) schedule(dynamic)
    for (int64_t i = 0; i < n - 1; i++)
        for (int64_t j = i + 1; j < n; j++)
            cpu_put(&d, pair_index(i, j, n), distance(&x, i * m, &x, j * m, m, p));
    if (d.data != result.data) cpu_assign(&result, &d);
    return RP_OK;
}

/* (grad, self, p, pdist) */
static rp_status pdist_backward(const rp_value *in, const rp_value *out, cpu_scratch *s)
{
    int64_t stride[4][RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    if (!result.numel) return RP_OK;
    rp_geometry g = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]),
                d = kernel_geometry(&in[3]), dx = result;
    const int64_t n = x.shape[0], m = x.shape[1];
    const double p = kernel_float(&in[2]);
    const bool wide = result.dtype == RP_F64;
    RP_TRY(cpu_scratch_dense(s, &g, stride[0]));
    RP_TRY(cpu_scratch_dense(s, &x, stride[1]));
    RP_TRY(cpu_scratch_dense(s, &d, stride[2]));
    RP_TRY(cpu_scratch_output(s, &dx, stride[3]));
#pragma omp parallel for num_threads(cpu_threads(n *n *m, CPU_GRAIN)) schedule(static)
    for (int64_t i = 0; i < n; i++)
        for (int64_t k = 0; k < m; k++) {
            double sum = 0;
            for (int64_t j = 0; j < n; j++) {
                const int64_t at = i == j ? 0 : pair_index(i, j, n);
                if (i != j)
                    sum += slope(cpu_get(&x, i * m + k) - cpu_get(&x, j * m + k), cpu_get(&g, at),
                                 cpu_get(&d, at), p, wide);
            }
            cpu_put(&dx, i * m + k, sum);
        }
    if (dx.data != result.data) cpu_assign(&result, &dx);
    return RP_OK;
}

CPU_SCRATCH_KERNEL(cdist_row, cdist)
CPU_SCRATCH_KERNEL(cdist_backward_row, cdist_backward)
CPU_SCRATCH_KERNEL(pdist_row, pdist)
CPU_SCRATCH_KERNEL(pdist_backward_row, pdist_backward)

const rp_kernel_row cpu_distance[] = {
    CPU_ROW("aten::_cdist_forward", cdist_row),
    CPU_ROW("aten::_cdist_backward", cdist_backward_row),
    CPU_ROW("aten::_pdist_forward", pdist_row),
    CPU_ROW("aten::_pdist_backward", pdist_backward_row),
    {0},
};
