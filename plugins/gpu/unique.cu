/* plugins/gpu/unique.cu - distinct elements, runs of equal ones, distinct slices. A NaN equals
 * nothing (ATen/native/Unique.cpp)
 *
 * Results: the values, for every element the number of its value, for every value how often it
 * occurs. How many values there are is seen in the elements: the host waits for the number. Members
 * in order, one of which begins every group: number[i] is the group of member i.
 */
#include "order.h"
#include "plugins/common/argument.h"
#include "plugins/common/part.h"
#include "ranks.h"

struct wanted {
    bool inverse, counts;
};

static rp_status make(rp_value *out, rp_call *c, const int64_t *shape, int ndim, rp_dtype dtype)
{
    rp_tensor *t = nullptr;
    RP_TRY(kernel_host->create(&t, shape, ndim, dtype, kernel_host->call_device(c)));
    *out = rp_value_tensor(t);
    return RP_OK;
}

static gpu_ptr<int64_t> integers_of(const rp_value *v)
{
    return gpu_at<int64_t>(kernel_geometry(v).data);
}

/* number[i] is 1 where a group begins, and becomes the number of the group, from 0 on. */
static rp_status number_groups(gpu_op &op, gpu_ptr<int64_t> number, int64_t n, int64_t *groups)
{
    gpu_ptr<const int64_t> all;
    const auto begins = [=] GPU_LAMBDA(int64_t i) -> int64_t { return number[i]; };
    const auto emit = [=] GPU_LAMBDA(int64_t i, int64_t before, int64_t own) {
        number[i] = before + own - 1;
    };
    *groups = 0;
    if (!n) return RP_OK;
    RP_TRY(gpu_ranks(op, n, begins, emit, &all));
    return op.download(groups, gpu_raw(all), sizeof *groups);
}

/* Where group `g` begins among the n members. */
GPU_FN int64_t begin_of(gpu_ptr<const int64_t> number, int64_t n, int64_t g)
{
    int64_t from = 0, to = n;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (number[middle] < g) from = middle + 1;
        else to = middle;
    }
    return from;
}

/* counts[g] of every group; inverse[member[i]] = number[i]. `member`: of the items in order. */
static rp_status count_groups(gpu_op &op, const rp_value *counts, gpu_ptr<const int64_t> number,
                              int64_t n, int64_t groups)
{
    const gpu_ptr<int64_t> to = integers_of(counts);
    return gpu_each(op, groups, [=] GPU_LAMBDA(int64_t g) {
        to[g] = begin_of(number, n, g + 1) - begin_of(number, n, g);
    });
}
static rp_status invert(gpu_op &op, const rp_value *inverse, gpu_ptr<const int64_t> number,
                        gpu_ptr<const gpu_item> items, int64_t n)
{
    const gpu_ptr<int64_t> to = integers_of(inverse);
    return gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) { to[items[i].at] = number[i]; });
}

/* ---- all elements, row-major, as items ------------------------------------------------------- */
static rp_status of_items(gpu_op &op, gpu_ptr<const gpu_item> items, const rp_geometry *x,
                          rp_value *out, uint32_t n_out, wanted w)
{
    const int64_t n = x->numel, zero = 0, size = (int64_t)kernel_element(x->dtype);
    const bool real = kernel_is_floating(x->dtype);
    int64_t groups = 0;
    gpu_ptr<int64_t> number;
    RP_TRY(op.scratch(&number, n));
    RP_TRY(gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) {
        number[i] =
            i == 0 || items[i].key != items[i - 1].key || (real && items[i].key == GPU_KEY_NAN);
    }));
    RP_TRY(number_groups(op, number, n, &groups));
    RP_TRY(make(&out[0], op.c, &groups, 1, x->dtype));
    RP_TRY(make(&out[1], op.c, w.inverse ? x->shape : &zero, w.inverse ? x->ndim : 1, RP_I64));
    if (n_out > 2) RP_TRY(make(&out[2], op.c, w.counts ? &groups : &zero, 1, RP_I64));
    const gpu_ptr<char> values = gpu_at<char>(kernel_geometry(&out[0]).data);
    const gpu_ptr<const char> from = gpu_at<const char>(x->data);
    RP_TRY(gpu_each(op, groups, [=] GPU_LAMBDA(int64_t g) {
        gpu_move(values + g * size, from + items[begin_of(number, n, g)].at * size, size);
    }));
    if (w.counts) RP_TRY(count_groups(op, &out[2], number, n, groups));
    return w.inverse ? invert(op, &out[1], number, items, n) : RP_OK;
}

static rp_status of_elements(rp_call *c, const rp_value *self, rp_value *out, uint32_t n_out,
                             wanted w, bool sorted)
{
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(self);
    RP_TRY(gpu_dense(op, &x, stride, x.dtype));
    if (sorted && x.numel) {
        gpu_ptr<const gpu_item> order;
        RP_TRY(gpu_sort_elements(op, &order, &x));
        return of_items(op, order, &x, out, n_out, w);
    }
    gpu_ptr<gpu_item> items;
    RP_TRY(op.scratch(&items, x.numel));
    const gpu_ptr<const char> from = gpu_at<const char>(x.data);
    const int64_t size = (int64_t)kernel_element(x.dtype);
    const rp_dtype d = x.dtype;
    RP_TRY(gpu_each(op, x.numel, [=] GPU_LAMBDA(int64_t i) {
        items[i] = gpu_item{gpu_key(from + i * size, d), i};
    }));
    return of_items(op, items, &x, out, n_out, w);
}

/* ---- slices along one dimension -------------------------------------------------------------- */
struct slices { /* dense: n slices of `width` elements */
    gpu_ptr<const char> data;
    int64_t n, width, size;
    rp_dtype dtype;

    __device__ uint64_t key(int64_t slice, int64_t i) const
    {
        return gpu_key(data + (slice * width + i) * size, dtype);
    }
    /* The first element that differs decides; a NaN is neither less nor greater. */
    __device__ bool before(int64_t a, int64_t b) const
    {
        for (int64_t i = 0; i < width; i++) {
            const uint64_t x = key(a, i), y = key(b, i);
            if (x != y && !(kernel_is_floating(dtype) && (x == GPU_KEY_NAN || y == GPU_KEY_NAN)))
                return x < y;
        }
        return a < b;
    }
    __device__ bool equal(int64_t a, int64_t b) const
    {
        for (int64_t i = 0; i < width; i++)
            if (key(a, i) != key(b, i) || (kernel_is_floating(dtype) && key(a, i) == GPU_KEY_NAN))
                return false;
        return true;
    }
};

/* The tensor with `dim` in front. */
static void dim_first(kernel_part *p, const rp_geometry *whole, int dim)
{
    int to = 1;
    kernel_part_init(p, whole, whole->ndim);
    p->shape[0] = whole->shape[dim];
    p->stride[0] = whole->stride[dim];
    for (int d = 0; d < whole->ndim; d++) {
        if (d == dim) continue;
        p->shape[to] = whole->shape[d];
        p->stride[to++] = whole->stride[d];
    }
}

struct slice_before { /* the slice of item j, and of x */
    slices s;
    gpu_ptr<const gpu_item> order;
    gpu_item x;

    __device__ bool operator()(int64_t j) const
    {
        return s.before(order[j].at, x.at);
    }
};
/* The pair of runs that begins at `from`, one item after the other. */
GPU_FN void merge_in_turn(const slices &s, gpu_ptr<gpu_item> into, gpu_ptr<const gpu_item> order,
                          int64_t from, int64_t run)
{
    const int64_t middle = from + run < s.n ? from + run : s.n,
                  end = middle + run < s.n ? middle + run : s.n;
    int64_t a = from, b = middle;
    for (int64_t to = from; to < end; to++)
        into[to] = b >= end || (a < middle && !s.before(order[b].at, order[a].at)) ? order[a++]
                                                                                   : order[b++];
}

/* *any is 1 where an element is NaN. */
static rp_status find_nan(gpu_op &op, const slices &s, gpu_ptr<int64_t> *any)
{
    RP_TRY(op.scratch(any, 1));
    const gpu_ptr<int64_t> found = *any;
    RP_TRY(gpu_each(op, 1, [=] GPU_LAMBDA(int64_t) { *found = 0; }));
    if (!kernel_is_floating(s.dtype)) return RP_OK;
    return gpu_each(op, s.n * s.width, [=] GPU_LAMBDA(int64_t i) {
        if (s.key(0, i) == GPU_KEY_NAN) *found = 1;
    });
}

/* What is neither less nor greater makes no order that places could be looked up in: which slice
 * comes first is then what merging in turn, as the cpu does it, makes of it. That takes one thread
 * for a pair of runs; it is for NaNs alone. */
static rp_status sort_slices(gpu_op &op, const slices &s, gpu_ptr<gpu_item> *order)
{
    gpu_ptr<gpu_item> to;
    gpu_ptr<int64_t> nan;
    const int64_t n = s.n;
    RP_TRY(op.scratch(&to, n));
    RP_TRY(find_nan(op, s, &nan));
    for (int64_t run = 1; run < n; run *= 2) {
        const gpu_ptr<gpu_item> from = *order, into = to;
        RP_TRY(gpu_each(op, n, [=] GPU_LAMBDA(int64_t i) {
            if (*nan) {
                if (i % (2 * run) == 0) merge_in_turn(s, into, from, i, run);
                return;
            }
            const slice_before before = {s, from, from[i]};
            into[gpu_merged_place(i, n, run, before)] = before.x;
        }));
        *order = into;
        to = from;
    }
    return RP_OK;
}

/* The first slice of every group. */
static rp_status gather(gpu_op &op, const rp_value *out, int dim, const slices &s,
                        gpu_ptr<const gpu_item> order, gpu_ptr<const int64_t> number)
{
    const rp_geometry y = kernel_geometry(out);
    kernel_part values;
    rp_geometry dense;
    int64_t stride[RP_MAX_DIMS];
    const int64_t width = s.width, n = s.n;
    if (!y.numel) return RP_OK;
    dim_first(&values, &y, dim);
    RP_TRY(gpu_scratch_tensor(op, &dense, stride, values.shape, y.ndim, y.dtype));
    const gpu_ptr<char> to = gpu_at<char>(dense.data);
    RP_TRY(gpu_each(op, dense.numel, [=] GPU_LAMBDA(int64_t e) {
        const int64_t slice = order[begin_of(number, n, e / width)].at;
        gpu_move(to + e * s.size, s.data + (slice * width + e % width) * s.size, s.size);
    }));
    return gpu_assign(op, &values.g, &dense);
}

static rp_status of_order(gpu_op &op, const rp_geometry &x, int dim, const slices &s,
                          gpu_ptr<const gpu_item> order, rp_value *out)
{
    int64_t groups = 0, shape[RP_MAX_DIMS];
    gpu_ptr<int64_t> number;
    RP_TRY(op.scratch(&number, s.n));
    RP_TRY(gpu_each(op, s.n, [=] GPU_LAMBDA(int64_t i) {
        number[i] = i == 0 || !s.equal(order[i].at, order[i - 1].at);
    }));
    RP_TRY(number_groups(op, number, s.n, &groups));
    for (int d = 0; d < x.ndim; d++) shape[d] = d == dim ? groups : x.shape[d];
    RP_TRY(make(&out[0], op.c, shape, x.ndim, x.dtype));
    RP_TRY(make(&out[1], op.c, &s.n, 1, RP_I64));
    RP_TRY(make(&out[2], op.c, &groups, 1, RP_I64));
    RP_TRY(gather(op, &out[0], dim, s, order, number));
    RP_TRY(count_groups(op, &out[2], number, s.n, groups));
    return invert(op, &out[1], number, order, s.n);
}

static rp_status of_slices(rp_call *c, const rp_value *self, int64_t dim_value, rp_value *out,
                           bool sorted)
{
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(self);
    RP_TRY(kernel_check_unique_dim(&x, dim_value));
    const int dim = kernel_dim(dim_value, x.ndim);
    kernel_part rows;
    dim_first(&rows, &x, dim);
    rp_geometry dense = rows.g;
    int64_t stride[RP_MAX_DIMS];
    gpu_ptr<gpu_item> order;
    RP_TRY(gpu_dense(op, &dense, stride, x.dtype));
    const slices s = {gpu_at<const char>(dense.data), rows.shape[0],
                      rows.shape[0] ? x.numel / rows.shape[0] : 0, (int64_t)kernel_element(x.dtype),
                      x.dtype};
    RP_TRY(op.scratch(&order, s.n));
    RP_TRY(gpu_each(op, s.n, [=] GPU_LAMBDA(int64_t i) { order[i] = gpu_item{0, i}; }));
    if (sorted) RP_TRY(sort_slices(op, s, &order));
    return of_order(op, x, dim, s, order, out);
}

/* (self, sorted, return_inverse [, return_counts]): always sorted */
GPU_OP(unique)
{
    GPU_UNUSED;
    return of_elements(c, &in[0], out, n_out,
                       wanted{kernel_bool(&in[2]), n_in > 3 && kernel_bool(&in[3])}, true);
}

/* (self, return_inverse, return_counts, dim) */
GPU_OP(unique_consecutive)
{
    GPU_UNUSED;
    const rp_geometry x = kernel_geometry(&in[0]);
    if (!kernel_given(&in[3]) || (x.ndim == 1 && kernel_int(&in[3]) == 0))
        return of_elements(c, &in[0], out, n_out, wanted{kernel_bool(&in[1]), kernel_bool(&in[2])},
                           false);
    return of_slices(c, &in[0], kernel_int(&in[3]), out, false);
}

/* (self, dim, sorted, return_inverse, return_counts): always sorted, all three results always
   made */
GPU_OP(unique_dim)
{
    GPU_UNUSED;
    return of_slices(c, &in[0], kernel_int(&in[1]), out, true);
}

GPU_TABLE(unique) = {
    GPU_ROW("aten::_unique", unique),
    GPU_ROW("aten::_unique2", unique),
    GPU_ROW("aten::unique_consecutive", unique_consecutive),
    GPU_ROW("aten::unique_dim", unique_dim),
    {},
};
