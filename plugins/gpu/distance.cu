/* plugins/gpu/distance.cu - _cdist_forward, _pdist_forward and their gradients
 *
 * d(x, y) = |x - y|_p over M columns: the number of differences for p = 0, the largest for p = inf.
 * Gradient of one difference z (ATen's DistanceOpsKernel.cpp): g sign(z) |z|^(p - 1) / d^(p - 1), 0
 * where d is 0; p = inf: where |z| is the largest, which is compared in the precision that d was
 * stored with. Sums are double. A distance is made by a team of up to 32 threads, an element of a
 * gradient by one thread.
 */
#include "block.h"
#include <math.h>

struct distances {
    gpu_vector x, y, d, g; /* dense; d and g (.., P, R) */
    int64_t p_rows, r_rows, m, batches;
    double p;
    bool wide;
};

/* Of the rows that begin at elements a and b, by `team` threads, `here` false for a team without
   work. */
GPU_FN double distance(const distances &o, int64_t a, int64_t b, int team, bool here)
{
    const double p = o.p;
    double sum = 0;
    for (int64_t k = (int)threadIdx.x & (team - 1); here && k < o.m; k += team) {
        const double z = fabs(o.x.get(a + k, 0.0) - o.y.get(b + k, 0.0));
        if (p == 0) sum += z != 0;
        else if (p == 1) sum += z;
        else if (p == 2) sum += z * z;
        else if (isinf(p)) sum = gpu_larger()(sum, z);
        else sum += pow(z, p);
    }
    sum = isinf(p) ? gpu_group_reduce(sum, team, gpu_larger())
                   : gpu_group_reduce(sum, team, gpu_plus());
    return p == 2 ? sqrt(sum) : p == 0 || p == 1 || isinf(p) ? sum : pow(sum, 1 / p);
}

GPU_FN double slope(const distances &o, double z, double g, double d)
{
    const double p = o.p, size = fabs(z), sign = z > 0 ? 1 : z < 0 ? -1 : 0;
    if (p == 0) return 0;
    if (p == 1) return g * sign;
    if (isinf(p)) return g * sign * (o.wide ? size == d : (float)size == (float)d);
    if (d == 0 || (z == 0 && p < 1)) return 0;
    if (p == 2) return g * z / d;
    return sign * pow(size, p - 1) * g / pow(d, p - 1);
}

/* pair(i) gives the rows of distance i. */
template <class F>
GPU_KERNEL distances_kernel(distances o, int64_t n, int team, F pair)
{
    const int64_t i = ((int64_t)blockIdx.x * blockDim.x + threadIdx.x) / team;
    int64_t a = 0, b = 0;
    if (i < n) pair(i, &a, &b);
    const double d = distance(o, a, b, team, i < n);
    if (i < n && ((int)threadIdx.x & (team - 1)) == 0) o.d.put(i, d);
}
template <class F>
static rp_status run_distances(gpu_op &op, const distances &o, int64_t n, F pair)
{
    int team = 1;
    while (team < 32 && team < o.m) team *= 2;
    return op.launch(op.reporter.op, distances_kernel<F>, (n * team + GPU_BLOCK - 1) / GPU_BLOCK,
                     GPU_BLOCK, 0, o, n, team, pair);
}

/* ---- between two matrices: batches are broadcast --------------------------------------------- */
struct batches { /* where batch b of the result begins in an operand, in elements */
    int ndim;
    int64_t shape[RP_MAX_DIMS], step[RP_MAX_DIMS];

    GPU_MEMBER int64_t of(int64_t b) const
    {
        int64_t at = 0;
        for (int d = 0; d < ndim; d++) {
            at += b % shape[d] * step[d];
            b /= shape[d];
        }
        return at;
    }
};
/* `elements` in a batch of the operand */
static batches batches_of(const rp_geometry *whole, const rp_geometry *t, int64_t elements)
{
    batches o = {};
    int64_t step = elements;
    for (int i = 0; i < whole->ndim - 2; i++) {
        const int dw = whole->ndim - 3 - i, dt = t->ndim - 3 - i;
        o.shape[o.ndim] = whole->shape[dw];
        o.step[o.ndim++] = dt < 0 || t->shape[dt] == 1 ? 0 : step;
        if (dt >= 0) step *= t->shape[dt];
    }
    return o;
}

static rp_status pairs_init(distances *o, gpu_op &op, const rp_value *x, const rp_value *y,
                            const rp_geometry *whole, batches *of_x, batches *of_y)
{
    const rp_geometry a = kernel_geometry(x), b = kernel_geometry(y);
    o->p_rows = a.shape[a.ndim - 2];
    o->r_rows = b.shape[b.ndim - 2];
    o->m = a.shape[a.ndim - 1];
    o->batches = kernel_product(whole->shape, 0, whole->ndim - 2);
    *of_x = batches_of(whole, &a, o->p_rows * o->m);
    *of_y = batches_of(whole, &b, o->r_rows * o->m);
    RP_TRY(gpu_dense_vector(op, &o->x, x));
    return gpu_dense_vector(op, &o->y, y);
}

/* (x1, x2, p, compute_mode) */
GPU_OP(cdist)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    rp_geometry d = result;
    distances o = {};
    batches of_x, of_y;
    if (!result.numel) return RP_OK;
    o.p = kernel_float(&in[2]);
    RP_TRY(pairs_init(&o, op, &in[0], &in[1], &result, &of_x, &of_y));
    RP_TRY(gpu_output(op, &d, stride));
    o.d = gpu_vector_of(&d);
    const int64_t m = o.m, r_rows = o.r_rows, plane = o.p_rows * r_rows;
    RP_TRY(run_distances(op, o, d.numel, [=] GPU_LAMBDA(int64_t k, int64_t * a, int64_t * b) {
        *a = of_x.of(k / plane) + k % plane / r_rows * m;
        *b = of_y.of(k / plane) + k % r_rows * m;
    }));
    return gpu_output_done(op, &result, &d);
}

/* (grad, x1, x2, p, cdist) */
GPU_OP(cdist_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry result = kernel_geometry(&out[0]);
    rp_geometry dx = result;
    distances o = {};
    batches of_x, of_y;
    if (!result.numel) return RP_OK;
    o.p = kernel_float(&in[3]);
    o.wide = result.dtype == RP_F64;
    RP_TRY(pairs_init(&o, op, &in[1], &in[2], &result, &of_x, &of_y));
    if (kernel_geometry(&in[0]).numel == 0) o.r_rows = 0; /* no pairs */
    RP_TRY(gpu_dense_vector(op, &o.g, &in[0]));
    RP_TRY(gpu_dense_vector(op, &o.d, &in[4]));
    RP_TRY(gpu_output(op, &dx, stride));
    const gpu_vector to = gpu_vector_of(&dx);
    RP_TRY(gpu_each(op, o.batches * o.p_rows * o.m, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = i / o.m, k = i % o.m, b = row / o.p_rows, y = of_y.of(b) + k;
        const double x = o.x.get(of_x.of(b) + row % o.p_rows * o.m + k, 0.0);
        double sum = 0;
        for (int64_t j = 0; j < o.r_rows; j++)
            sum += slope(o, x - o.y.get(y + j * o.m, 0.0), o.g.get(row * o.r_rows + j, 0.0),
                         o.d.get(row * o.r_rows + j, 0.0));
        to.put(i, sum);
    }));
    return gpu_output_done(op, &result, &dx);
}

/* ---- within one matrix of n rows: the pairs i < j in order ----------------------------------- */
RP_ELEMENT int64_t pair_index(int64_t i, int64_t j, int64_t n)
{
    const int64_t a = i < j ? i : j, b = i < j ? j : i;
    return a * (2 * n - a - 1) / 2 + b - a - 1;
}
/* The first row of pair `k`: the last one whose pairs begin there or before. */
GPU_FN int64_t pair_row(int64_t k, int64_t n)
{
    int64_t low = 0, high = n - 2;
    while (low < high) {
        const int64_t middle = (low + high + 1) / 2;
        if (pair_index(middle, middle + 1, n) <= k) low = middle;
        else high = middle - 1;
    }
    return low;
}

/* (self, p) */
GPU_OP(pdist)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry x = kernel_geometry(&in[0]), result = kernel_geometry(&out[0]);
    rp_geometry d = result;
    distances o = {};
    if (!result.numel) return RP_OK;
    const int64_t n = x.shape[0], m = x.shape[1];
    RP_TRY(gpu_dense_vector(op, &o.x, &in[0]));
    RP_TRY(gpu_output(op, &d, stride));
    o.y = o.x;
    o.d = gpu_vector_of(&d);
    o.m = m;
    o.p = kernel_float(&in[1]);
    RP_TRY(run_distances(op, o, d.numel, [=] GPU_LAMBDA(int64_t k, int64_t * a, int64_t * b) {
        const int64_t i = pair_row(k, n);
        *a = i * m;
        *b = (k - pair_index(i, i + 1, n) + i + 1) * m;
    }));
    return gpu_output_done(op, &result, &d);
}

/* (grad, self, p, pdist) */
GPU_OP(pdist_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry x = kernel_geometry(&in[1]), result = kernel_geometry(&out[0]);
    rp_geometry dx = result;
    distances o = {};
    if (!result.numel) return RP_OK;
    const int64_t n = x.shape[0];
    o.m = x.shape[1];
    o.p = kernel_float(&in[2]);
    o.wide = result.dtype == RP_F64;
    RP_TRY(gpu_dense_vector(op, &o.g, &in[0]));
    RP_TRY(gpu_dense_vector(op, &o.x, &in[1]));
    RP_TRY(gpu_dense_vector(op, &o.d, &in[3]));
    RP_TRY(gpu_output(op, &dx, stride));
    const gpu_vector to = gpu_vector_of(&dx);
    RP_TRY(gpu_each(op, n * o.m, [=] GPU_LAMBDA(int64_t at) {
        const int64_t i = at / o.m, k = at % o.m;
        double sum = 0;
        for (int64_t j = 0; j < n; j++) {
            if (i == j) continue;
            const int64_t pair = pair_index(i, j, n);
            sum += slope(o, o.x.get(at, 0.0) - o.x.get(j * o.m + k, 0.0), o.g.get(pair, 0.0),
                         o.d.get(pair, 0.0));
        }
        to.put(at, sum);
    }));
    return gpu_output_done(op, &result, &dx);
}

GPU_TABLE(distance) = {
    GPU_ROW("aten::_cdist_forward", cdist),
    GPU_ROW("aten::_cdist_backward", cdist_backward),
    GPU_ROW("aten::_pdist_forward", pdist),
    GPU_ROW("aten::_pdist_backward", pdist_backward),
    {},
};
