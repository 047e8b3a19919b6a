/* plugins/gpu/nonzero.cu - elements that are not zero, in row-major order: their coordinates,
 * themselves, or others in their place
 *
 * A scan of the flags (ranks.h) gives each such element its rank. Meta has counted them: the host
 * waits for nothing here.
 */
#include "part.h"
#include "ranks.h"

/* Is element i of operand 0 not zero? NaN is not. */
struct is_set {
    gpu_iter<1> it;
    rp_dtype dtype;

    __device__ int64_t operator()(int64_t i) const
    {
        int64_t at[1];
        it.offsets(i, at);
        return gpu_load<double>(it.data[0] + at[0], dtype) != 0;
    }
};

/* ---- coordinates ----------------------------------------------------------------------------- */
struct rows {
    gpu_ptr<int64_t> data;
    int64_t n, down, along;
    int ndim;
    int64_t shape[RP_MAX_DIMS]; /* of the input */
};

static rp_status write_rows(gpu_op &op, const rows &y, const rp_geometry *x,
                            gpu_ptr<const int64_t> *found)
{
    const is_set set = {gpu_iterate_in_order<1>(x, {x}), x->dtype};
    const auto emit = [=] GPU_LAMBDA(int64_t i, int64_t rank, int64_t is) {
        if (!is || rank >= y.n) return;
        for (int d = y.ndim - 1; d >= 0; d--) {
            y.data[rank * y.down + d * y.along] = i % y.shape[d];
            i /= y.shape[d];
        }
    };
    return gpu_ranks(op, x->numel, set, emit, found);
}

static rows rows_of(const rp_geometry *y, const rp_geometry *x)
{
    rows r = {gpu_at<int64_t>(y->data), y->shape[0], y->stride[0], y->stride[1], x->ndim, {0}};
    memcpy(r.shape, x->shape, (size_t)x->ndim * sizeof *x->shape);
    return r;
}

GPU_OP(nonzero)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    return write_rows(op, rows_of(&y, &x), &x, nullptr);
}

GPU_OP(nonzero_static)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    gpu_ptr<const int64_t> found;
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    const rows r = rows_of(&y, &x);
    const int64_t rest = kernel_int(&in[2]);
    RP_TRY(write_rows(op, r, &x, &found));
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = i / r.ndim;
        if (row >= *found) r.data[row * r.down + i % r.ndim * r.along] = rest;
    });
}

/* ---- elements -------------------------------------------------------------------------------- */
template <class T>
static rp_status take(gpu_op &op, const rp_geometry *y, const gpu_iter<1> &x, const is_set &set)
{
    const gpu_ptr<T> to = gpu_at<T>(y->data);
    const int64_t n = y->numel, step = y->stride[0];
    const auto emit = [=] GPU_LAMBDA(int64_t i, int64_t rank, int64_t is) {
        int64_t at[1];
        if (!is || rank >= n) return;
        x.offsets(i, at);
        to[rank * step] = x.at<const T>(0, at[0]);
    };
    return gpu_ranks(op, x.numel, set, emit);
}

GPU_OP(masked_select)
{
    GPU_UNUSED;
    rp_geometry x, mask;
    const rp_geometry y = kernel_geometry(&out[0]);
    kernel_part shape;
    gpu_op op(c);
    if (y.numel == 0) return op.status;
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    RP_TRY(gpu_geometry(op, &mask, &in[1]));
    kernel_part_common(&shape, &x, &mask);
    const is_set set = {gpu_iterate_in_order<1>(&shape.g, {&mask}), mask.dtype};
    const gpu_iter<1> from = gpu_iterate_in_order<1>(&shape.g, {&x});
    GPU_SIZES(kernel_element(x.dtype), T, return take<T>(op, &y, from, set))
}

template <class T>
static rp_status replace(gpu_op &op, const gpu_iter<1> &y, const rp_geometry *source,
                         const is_set &set)
{
    const gpu_iter<1> from = gpu_iterate_in_order<1>(source, {source});
    const int64_t n = source->numel;
    const gpu_reporter reporter = op.reporter;
    const auto emit = [=] GPU_LAMBDA(int64_t i, int64_t rank, int64_t is) {
        int64_t to[1], at[1];
        if (!is) return;
        /* the source is too short */
        if (rank >= n) return gpu_report(reporter, GPU_FAULT_VALUE, i, n);
        y.offsets(i, to);
        from.offsets(rank, at);
        y.at<T>(0, to[0]) = from.at<const T>(0, at[0]);
    };
    return gpu_ranks(op, y.numel, set, emit);
}

GPU_OP(masked_scatter)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    rp_geometry mask, source;
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &mask, &in[1]));
    RP_TRY(gpu_geometry(op, &source, &in[2]));
    if (y.numel == 0) return RP_OK;
    RP_TRY(gpu_copy_self(op, &y, &x));
    const is_set set = {gpu_iterate_in_order<1>(&y, {&mask}), mask.dtype};
    const gpu_iter<1> to = gpu_iterate_in_order<1>(&y, {&y});
    GPU_SIZES(kernel_element(y.dtype), T, return replace<T>(op, to, &source, set))
}

/* ---- number i repeats[i] times --------------------------------------------------------------- */
GPU_OP(repeat_interleave)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    const gpu_ptr<const char> from = gpu_at<const char>(x.data);
    const gpu_ptr<char> to = gpu_at<char>(y.data);
    const rp_dtype d = x.dtype;
    const int64_t size = (int64_t)kernel_element(d), step = x.stride[0] * size,
                  y_step = y.stride[0] * size, n = x.numel, wanted = y.numel;
    gpu_ptr<int64_t> ends;
    gpu_op op(c);
    RP_TRY(op.scratch(&ends, n));
    const gpu_reporter reporter = op.reporter;
    const auto times = [=] GPU_LAMBDA(int64_t i) -> int64_t {
        const int64_t v = gpu_load<int64_t>(from + i * step, d);
        if (v < 0) gpu_report(reporter, GPU_FAULT_VALUE, i, v);
        return v < 0 ? 0 : v;
    };
    const auto emit = [=] GPU_LAMBDA(int64_t i, int64_t before, int64_t v) {
        ends[i] = before + v;
        if (i == n - 1 && before + v != wanted)
            gpu_report(reporter, GPU_FAULT_VALUE, i, before + v);
    };
    if (n == 0)
        return wanted == 0
                   ? op.status
                   : RP_FAIL(RP_E_VALUE,
                             "repeat_interleave: output_size is %lld, but there are no repeats",
                             (long long)wanted);
    RP_TRY(gpu_ranks(op, n, times, emit));
    return gpu_each(op, wanted, [=] GPU_LAMBDA(int64_t k) {
        int64_t low = 0, high = n - 1; /* the first that ends behind k */
        while (low < high) {
            const int64_t middle = (low + high) / 2;
            if (ends[middle] > k) high = middle;
            else low = middle + 1;
        }
        gpu_store<int64_t>(to + k * y_step, d, low);
    });
}

GPU_TABLE(nonzero) = {
    GPU_ROW("aten::nonzero", nonzero),
    GPU_ROW("aten::nonzero_static", nonzero_static),
    GPU_ROW("aten::masked_select", masked_select),
    GPU_ROW("aten::masked_scatter", masked_scatter),
    GPU_ROW("aten::repeat_interleave.Tensor", repeat_interleave),
    {},
};
