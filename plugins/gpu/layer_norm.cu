/* plugins/gpu/layer_norm.cu - native_layer_norm and its gradient, _fused_rms_norm
 *
 * m rows of n elements (the normalized dimensions together), one team of threads a row.
 *   layer norm: mean, r = 1 / sqrt(var + eps) of a row;  y = (x - mean) r w + b      rms norm: the
 *   same with mean 0, and no b backward:   h = (x - mean) r;  dx = r (g w - mean(g w) - h mean(g w
 *   h));  dw = sum over rows of g h;  db = sum of g
 * dw and db are sums over rows in two passes: over parts of PART_ROWS rows, doubled until
 * MOST_PARTS of them cover all, then over parts.
 */
#include "row.h"
#include <float.h>
#include <math.h>

/* ---- forward --------------------------------------------------------------------------------- */
struct forward {
    gpu_rows rows;
    double eps;
    bool centred;          /* layer norm */
    gpu_vector mean, rstd; /* a number a row */
};

template <class T, class W>
GPU_KERNEL forward_kernel(forward f, gpu_ptr<const T> x, gpu_ptr<const W> w, gpu_ptr<const W> b,
                          gpu_ptr<T> y)
{
    typedef gpu_compute<T> C;
    typedef gpu_row<T, 1> row_type;
    const row_type row(f.rows, &x);
    const C n = (C)f.rows.n;
    C sum = 0, squares = 0;
    if (f.centred)
        row.each([&](int64_t, int count, const C(*v)[row_type::PACK]) {
            for (int j = 0; j < count; j++) sum += v[0][j];
        });
    const C mean = f.centred ? row.reduce(sum, gpu_plus()) / n : 0;
    row.each([&](int64_t, int count, const C(*v)[row_type::PACK]) {
        for (int j = 0; j < count; j++) squares += (v[0][j] - mean) * (v[0][j] - mean);
    });
    const C r = 1 / sqrt(row.reduce(squares, gpu_plus()) / n + (C)f.eps);
    row.each([&](int64_t at, int count, const C(*v)[row_type::PACK]) {
        C scale[row_type::PACK], shift[row_type::PACK];
        row.columns(scale, w, at, count, (C)1);
        row.columns(shift, b, at, count, (C)0);
        for (int j = 0; j < row_type::PACK; j++)
            scale[j] = (v[0][j] - mean) * r * scale[j] + shift[j];
        row.store(y, at, count, scale);
    });
    if (!row.leads()) return;
    f.mean.put(row.row, mean); /* rms norm has none */
    f.rstd.put(row.row, r);
}

/* Weights are of the rows' type, or wider: float for halves. */
template <class T>
static rp_status run_forward(gpu_op &op, const forward &f, const rp_geometry *x, rp_geometry *w,
                             rp_geometry *b, const rp_geometry *y)
{
    typedef gpu_compute<T> C;
    const rp_dtype wide = x->dtype == RP_F64 ? RP_F64 : RP_F32;
    const bool narrow = (!w->data || w->dtype == x->dtype) && (!b->data || b->dtype == x->dtype);
    int64_t stride[2][RP_MAX_DIMS];
    forward g = f;
    RP_TRY(gpu_dense(op, w, stride[0], narrow ? x->dtype : wide));
    RP_TRY(gpu_dense(op, b, stride[1], narrow ? x->dtype : wide));
    for (const rp_geometry *operand : {x, (const rp_geometry *)w, (const rp_geometry *)b, y})
        gpu_rows_operand(&g.rows, operand);
    const gpu_ptr<const T> from = gpu_at<const T>(x->data);
    const gpu_ptr<T> to = gpu_at<T>(y->data);
    if (narrow)
        return GPU_LAUNCH(op, (forward_kernel<T, T>), g.rows.blocks(), g.rows.threads, 0, g, from,
                          gpu_at<const T>(w->data), gpu_at<const T>(b->data), to);
    return GPU_LAUNCH(op, (forward_kernel<T, C>), g.rows.blocks(), g.rows.threads, 0, g, from,
                      gpu_at<const C>(w->data), gpu_at<const C>(b->data), to);
}

/* Rows of nothing have PyTorch's statistics: 0, and no number. */
static rp_status empty_rows(gpu_op &op, const gpu_vector &mean, const gpu_vector &rstd, int64_t m)
{
    return gpu_each(op, m, [=] GPU_LAMBDA(int64_t i) {
        mean.put(i, 0.f);
        rstd.put(i, NAN);
    });
}

static rp_status normalize(rp_call *c, forward f, const rp_value *in, const rp_value *bias,
                           const rp_value *out, const rp_geometry *rstd)
{
    gpu_op op(c);
    int64_t stride[2][RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]), w = kernel_geometry(&in[2]),
                b = bias ? kernel_geometry(bias) : rp_geometry(), y = kernel_geometry(&out[0]);
    const rp_geometry result = y;
    const int64_t m = rstd->numel;
    f.rstd = gpu_vector_of(rstd);
    if (x.numel == 0) return empty_rows(op, f.mean, f.rstd, m);
    f.rows = gpu_rows_of(m, x.numel / m, x.dtype);
    RP_TRY(gpu_dense(op, &x, stride[0], x.dtype));
    RP_TRY(gpu_output(op, &y, stride[1]));
    GPU_FLOATS(x.dtype, T, return kernel_no_dtype(op.reporter.op, x.dtype),
               RP_TRY(run_forward<T>(op, f, &x, &w, &b, &y)))
    return gpu_output_done(op, &result, &y);
}

/* (input, normalized_shape, weight, bias, eps) -> y, mean, rstd */
GPU_OP(native_layer_norm)
{
    GPU_UNUSED;
    const rp_geometry mean = kernel_geometry(&out[1]), rstd = kernel_geometry(&out[2]);
    forward f = {};
    f.centred = true;
    f.eps = kernel_float(&in[4]);
    f.mean = gpu_vector_of(&mean);
    return normalize(c, f, in, &in[3], out, &rstd);
}

/* (input, normalized_shape, weight, eps) -> y, rstd */
GPU_OP(fused_rms_norm)
{
    GPU_UNUSED;
    const rp_geometry rstd = kernel_geometry(&out[1]);
    forward f = {};
    f.eps = kernel_given(&in[3])                      ? kernel_float(&in[3])
            : kernel_geometry(&in[0]).dtype == RP_F64 ? DBL_EPSILON
                                                      : (double)FLT_EPSILON;
    return normalize(c, f, in, nullptr, out, &rstd);
}

/* ---- backward: rows -------------------------------------------------------------------------- */
struct backward {
    gpu_rows rows;
    gpu_vector mean, rstd;
};

template <class T, class W>
GPU_KERNEL backward_rows_kernel(backward o, gpu_ptr<const T> g, gpu_ptr<const T> x,
                                gpu_ptr<const W> w, gpu_ptr<T> dx)
{
    typedef gpu_compute<T> C;
    typedef gpu_row<T, 2> row_type;
    const gpu_ptr<const T> from[] = {g, x};
    const row_type row(o.rows, from);
    const C n = (C)o.rows.n, mean = row.n ? o.mean.get(row.row, (C)0) : 0,
            r = row.n ? o.rstd.get(row.row, (C)0) : 0;
    C sum = 0, sum_h = 0;
    row.each([&](int64_t at, int count, const C(*v)[row_type::PACK]) {
        C t[row_type::PACK];
        row.columns(t, w, at, count, (C)1);
        for (int j = 0; j < count; j++) {
            t[j] *= v[0][j];
            sum += t[j];
            sum_h += t[j] * (v[1][j] - mean) * r;
        }
    });
    sum = row.reduce(sum, gpu_plus()) / n;
    sum_h = row.reduce(sum_h, gpu_plus()) / n;
    row.each([&](int64_t at, int count, const C(*v)[row_type::PACK]) {
        C t[row_type::PACK];
        row.columns(t, w, at, count, (C)1);
        for (int j = 0; j < row_type::PACK; j++)
            t[j] = r * (t[j] * v[0][j] - sum - (v[1][j] - mean) * r * sum_h);
        row.store(dx, at, count, t);
    });
}

/* ---- backward: columns ----------------------------------------------------------------------- */
enum { COLUMNS = 32, LINES = 8, PART_ROWS = 64, MOST_PARTS = 128 };
template <class T>
struct columns {
    typedef gpu_compute<T> C;
    int64_t m, n, part_rows, parts, groups; /* groups of COLUMNS columns */
    gpu_vector mean, rstd;
    gpu_ptr<const T> g, x;
    gpu_ptr<C> partial; /* parts x 2 x n: dw, db */
};

template <class T>
GPU_KERNEL column_parts_kernel(columns<T> o)
{
    typedef gpu_compute<T> C;
    __shared__ C sums[2][LINES][COLUMNS];
    const int lane = threadIdx.x % COLUMNS, line = threadIdx.x / COLUMNS;
    const int64_t part = blockIdx.x / o.groups, j = blockIdx.x % o.groups * COLUMNS + lane;
    const int64_t first = part * o.part_rows,
                  end = first + o.part_rows < o.m ? first + o.part_rows : o.m;
    C dw = 0, db = 0;
    for (int64_t i = first + line; i < end && j < o.n; i += LINES) {
        const C mean = o.mean.get(i, (C)0), r = o.rstd.get(i, (C)0);
        const C g = gpu_get(o.g[i * o.n + j]);
        db += g;
        dw += g * ((gpu_get(o.x[i * o.n + j]) - mean) * r);
    }
    sums[0][line][lane] = dw;
    sums[1][line][lane] = db;
    gpu_block_barrier();
    if (line >= 2 || j >= o.n) return;
    C sum = 0;
    for (int k = 0; k < LINES; k++) sum += sums[line][k][lane];
    o.partial[(part * 2 + line) * o.n + j] = sum;
}

template <class T>
static rp_status column_sums(gpu_op &op, columns<T> o, const rp_geometry *dw, const rp_geometry *db)
{
    typedef gpu_compute<T> C;
    for (o.part_rows = PART_ROWS; o.part_rows * MOST_PARTS < o.m;) o.part_rows *= 2;
    o.parts = (o.m + o.part_rows - 1) / o.part_rows;
    o.groups = (o.n + COLUMNS - 1) / COLUMNS;
    RP_TRY(op.scratch(&o.partial, o.parts * 2 * o.n));
    RP_TRY(GPU_LAUNCH(op, (column_parts_kernel<T>), o.groups * o.parts, COLUMNS * LINES, 0, o));
    const gpu_vector to_w = gpu_vector_of(dw), to_b = gpu_vector_of(db);
    return gpu_each(op, 2 * o.n, [=] GPU_LAMBDA(int64_t i) {
        const gpu_vector y = i < o.n ? to_w : to_b;
        C sum = 0;
        for (int64_t k = 0; k < o.parts; k++) sum += o.partial[k * 2 * o.n + i];
        y.put(i % o.n, sum);
    });
}

template <class T>
static rp_status run_backward(gpu_op &op, backward o, const rp_geometry *g, const rp_geometry *x,
                              rp_geometry *w, const rp_geometry *dx, const rp_geometry *dw,
                              const rp_geometry *db)
{
    typedef gpu_compute<T> C;
    const gpu_ptr<const T> grad = gpu_at<const T>(g->data), from = gpu_at<const T>(x->data);
    const gpu_ptr<T> to = gpu_at<T>(dx->data);
    const bool narrow = !w->data || w->dtype == x->dtype;
    int64_t stride[RP_MAX_DIMS];
    RP_TRY(gpu_dense(op, w, stride, narrow ? x->dtype : x->dtype == RP_F64 ? RP_F64 : RP_F32));
    for (const rp_geometry *operand : {g, x, (const rp_geometry *)w, dx})
        gpu_rows_operand(&o.rows, operand);
    if (dx->data && narrow)
        RP_TRY(GPU_LAUNCH(op, (backward_rows_kernel<T, T>), o.rows.blocks(), o.rows.threads, 0, o,
                          grad, from, gpu_at<const T>(w->data), to));
    else if (dx->data)
        RP_TRY(GPU_LAUNCH(op, (backward_rows_kernel<T, C>), o.rows.blocks(), o.rows.threads, 0, o,
                          grad, from, gpu_at<const C>(w->data), to));
    if (!dw->data && !db->data) return RP_OK;
    const columns<T> sums = {o.rows.rows, o.rows.n, 0,    0,    0,
                             o.mean,      o.rstd,   grad, from, gpu_ptr<C>()};
    return column_sums<T>(op, sums, dw, db);
}

/* (grad_out, input, normalized_shape, mean, rstd, weight, bias, output_mask) -> dx, dw, db; masked
   out: NONE */
GPU_OP(native_layer_norm_backward)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[5][RP_MAX_DIMS], n = 1;
    rp_geometry g = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]),
                mean = kernel_geometry(&in[3]), rstd = kernel_geometry(&in[4]),
                w = kernel_geometry(&in[5]);
    rp_geometry dx = kernel_geometry(&out[0]);
    const rp_geometry dw = kernel_geometry(&out[1]), db = kernel_geometry(&out[2]), result = dx;
    for (uint32_t d = 0; d < in[2].n; d++) n *= in[2].u.l[d].u.i;
    RP_TRY(gpu_dense(op, &g, stride[0], g.dtype));
    RP_TRY(gpu_dense(op, &x, stride[1], x.dtype));
    RP_TRY(gpu_dense(op, &mean, stride[2], mean.dtype));
    RP_TRY(gpu_dense(op, &rstd, stride[3], rstd.dtype));
    if (dx.data) RP_TRY(gpu_output(op, &dx, stride[4]));
    const backward o = {gpu_rows_of(mean.numel, n, x.dtype), gpu_vector_of(&mean),
                        gpu_vector_of(&rstd)};
    GPU_FLOATS(x.dtype, T, return kernel_no_dtype(op.reporter.op, x.dtype),
               RP_TRY(run_backward<T>(op, o, &g, &x, &w, &dx, &dw, &db)))
    return dx.data ? gpu_output_done(op, &result, &dx) : RP_OK;
}

GPU_TABLE(layer_norm) = {
    GPU_ROW("aten::native_layer_norm", native_layer_norm),
    GPU_ROW("aten::native_layer_norm_backward", native_layer_norm_backward),
    GPU_ROW("aten::_fused_rms_norm", fused_rms_norm),
    {},
};
