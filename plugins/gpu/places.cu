/* plugins/gpu/places.cu - see places.h
 *
 * Putting: the largest position + 1 of each place, by an integer atomic; then every position writes that is the largest of its place.
 * Where places are many more than positions that memory is spared, and the positions are sorted by place.
 * Reducing: the positions are sorted by place; the thread of each run's first walks it, in order. Where few places get many positions
 * each, the lanes of a group take every LANES-th of the run's, and what they have is merged in the order of the lanes.
 */
#include "places.h"
#include "block.h"
#include <math.h>
#include <type_traits>

enum { LANES = 32, LONG = 64, MANY = 1 << 16 }; /* LONG positions a place, for fewer than MANY sums: groups of LANES */

/* Thread t of n times m (the rest), neighbours next to each other where the source's elements are. */
struct cell {
    int64_t n, m;
    bool rest_first;

    __device__ void of(int64_t t, int64_t *i, int64_t *f) const
    {
        const int64_t by = rest_first ? m : n, high = t / by, low = t - high * by;
        *i = rest_first ? high : low;
        *f = rest_first ? low : high;
    }
};
static cell cell_of(const gpu_places &p)
{
    const int64_t along_value = p.value.shape[0] > 1 ? p.value.stride[0][0] : INT64_MAX, along_rest = p.rest.shape[0] > 1 ? p.rest.stride[0][1] : INT64_MAX;
    return {p.n, p.rest.numel, p.rest.numel > 1 && along_rest <= along_value};
}

/* Position i with the rest f, to place `slot`. */
template <class T> GPU_FN void put(const gpu_places &p, int64_t slot, int64_t i, int64_t f)
{
    int64_t to[1], from[1], rest[2];
    p.place.offsets(slot, to);
    p.value.offsets(i, from);
    p.rest.offsets(f, rest);
    p.rest.at<T>(0, rest[0] + to[0]) = p.rest.at<const T>(1, rest[1] + from[0]);
}

template <class T> static rp_status put_largest(gpu_op &op, const gpu_places &p)
{
    const cell cells = cell_of(p);
    gpu_ptr<unsigned long long> last;
    RP_TRY(op.scratch(&last, p.slots));
    RP_TRY(gpu_each(op, p.slots, [=] GPU_LAMBDA(int64_t i) { last[i] = 0; }));
    RP_TRY(gpu_each(op, p.n, [=] GPU_LAMBDA(int64_t i) { gpu_atomic_max(&last[p.slot[i]], (unsigned long long)i + 1); }));
    return gpu_each(op, p.n * p.rest.numel, [=] GPU_LAMBDA(int64_t t) {
        int64_t i, f;
        cells.of(t, &i, &f);
        const int64_t slot = p.slot[i];
        if (last[slot] == (unsigned long long)i + 1) put<T>(p, slot, i, f);
    });
}

template <class T> static rp_status put_sorted(gpu_op &op, const gpu_places &p)
{
    const cell cells = cell_of(p);
    gpu_sorted s;
    RP_TRY(gpu_sort_keys(op, &s, p.slot, p.n, p.slots));
    return gpu_each(op, p.n * p.rest.numel, [=] GPU_LAMBDA(int64_t t) {
        int64_t i, f;
        cells.of(t, &i, &f);
        const int64_t slot = s.key[i];
        if (i == p.n - 1 || s.key[i + 1] != slot) put<T>(p, slot, s.position[i], f);
    });
}

rp_status gpu_places_put(gpu_op &op, const gpu_places &p, int64_t bytes)
{
    if (op.status || p.n * p.rest.numel == 0) return op.status;
    if (p.slots / 16 <= p.n + 4096) {
        GPU_SIZES(bytes, T, return put_largest<T>(op, p))
    }
    GPU_SIZES(bytes, T, return put_sorted<T>(op, p))
}

/* ---- reductions ------------------------------------------------------------------------------------------------------------------------------- */
template <class C> struct reducer {
    gpu_reduction_kind how;
    bool fresh;
    C alpha, identity;

    __device__ C merge(C a, C b) const
    {
        switch (how) {
        case GPU_MULTIPLY: return gpu_times()(a, b);
        case GPU_MAXIMUM: return gpu_larger()(a, b);
        case GPU_MINIMUM: return gpu_smaller()(a, b);
        default: return gpu_plus()(a, b);
        }
    }
    __device__ C add(C y, C x) const
    {
        return merge(y, how == GPU_ADD ? gpu_times()(alpha, x) : x);
    }
};
GPU_FN float divided(float sum, int64_t count)
{
    return sum / (float)count;
}
GPU_FN double divided(double sum, int64_t count)
{
    return sum / (double)count;
}
GPU_FN int64_t divided(int64_t sum, int64_t count) /* down */
{
    return sum / count - (sum % count != 0 && sum < 0);
}

/* Where the run of element i, its first, ends: most are short. */
GPU_FN int64_t run_end(gpu_ptr<const int64_t> key, int64_t n, int64_t i)
{
    const int64_t slot = key[i];
    int64_t step = 1;
    while (i + step < n && key[i + step] == slot) step *= 2;
    int64_t in = i + step / 2, out = i + step < n ? i + step : n;
    while (out - in > 1) {
        const int64_t middle = in + (out - in) / 2;
        if (key[middle] == slot) in = middle;
        else out = middle;
    }
    return out;
}
/* The first element of a run, or of those behind it if there is none. */
GPU_FN int64_t run_begin(gpu_ptr<const int64_t> key, int64_t n, int64_t slot)
{
    int64_t low = 0, high = n;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (key[middle] < slot) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Elements i, i + step, ... of a run that ends before `end`, after `sum`. */
template <class T, class C> GPU_FN C sum_run(const gpu_places &p, const gpu_sorted &s, const reducer<C> &r, C sum, int64_t i, int64_t end, int64_t step, int64_t rest)
{
    for (; i < end; i += step) {
        int64_t from[1];
        p.value.offsets(s.position[i], from);
        sum = r.add(sum, gpu_get(p.rest.at<const T>(1, rest + from[0])));
    }
    return sum;
}

template <class T, class C> GPU_FN void put_sum(T *y, C sum, const reducer<C> &r, int64_t n)
{
    if (r.how == GPU_MEAN) {
        if constexpr (std::is_same<C, int64_t>::value) sum = gpu_get(gpu_put<T>(sum)); /* integers wrap before */
        sum = divided(sum, n + !r.fresh);
    }
    *y = gpu_put<T>(sum);
}

template <class T> GPU_KERNEL reduce_kernel(gpu_places p, gpu_sorted s, cell cells, reducer<gpu_compute<T>> r)
{
    const int64_t all = p.n * p.rest.numel, step = (int64_t)gridDim.x * blockDim.x;
    for (int64_t t = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; t < all; t += step) {
        int64_t i, f, to[1], rest[2];
        cells.of(t, &i, &f);
        const int64_t slot = s.key[i];
        if (i > 0 && s.key[i - 1] == slot) continue;
        const int64_t end = run_end(s.key, p.n, i);
        p.place.offsets(slot, to);
        p.rest.offsets(f, rest);
        T *const y = &p.rest.at<T>(0, rest[0] + to[0]);
        put_sum(y, sum_run<T>(p, s, r, r.fresh ? r.identity : gpu_get(*y), i, end, 1, rest[1]), r, end - i);
    }
}

/* A group a place and its rest; all threads of the block go round together. */
template <class T> GPU_KERNEL reduce_long_kernel(gpu_places p, gpu_sorted s, reducer<gpu_compute<T>> r)
{
    typedef gpu_compute<T> C;
    const int64_t all = p.slots * p.rest.numel, groups = blockDim.x / LANES;
    for (int64_t base = blockIdx.x * groups; base < all; base += gridDim.x * groups) {
        const int64_t t = base + threadIdx.x / LANES, slot = t / p.rest.numel;
        const int64_t begin = run_begin(s.key, p.n, slot), end = t < all && begin < p.n && s.key[begin] == slot ? run_end(s.key, p.n, begin) : begin;
        int64_t to[1], rest[2];
        p.place.offsets(slot, to);
        p.rest.offsets(t - slot * p.rest.numel, rest);
        C sum = sum_run<T>(p, s, r, r.identity, begin + threadIdx.x % LANES, end, LANES, rest[1]);
        sum = gpu_group_reduce(sum, LANES, [&r](C a, C b) { return r.merge(a, b); });
        if (begin == end || threadIdx.x % LANES) continue;
        T *const y = &p.rest.at<T>(0, rest[0] + to[0]);
        put_sum(y, r.fresh ? sum : r.merge(gpu_get(*y), sum), r, end - begin);
    }
}

/* What a reduction leaves unchanged. */
static double identity_of(gpu_reduction_kind how, rp_dtype d, int64_t *whole)
{
    const int64_t most = d == RP_BOOL ? 1 : d == RP_U8 ? 255 : (int64_t)((UINT64_C(1) << (kernel_element(d) * 8 - 1)) - 1);
    const bool largest = how == GPU_MAXIMUM, smallest = how == GPU_MINIMUM;
    *whole = smallest ? most : !largest ? how == GPU_MULTIPLY : d == RP_BOOL || d == RP_U8 ? 0 : -most - 1;
    return smallest ? (double)INFINITY : largest ? (double)-INFINITY : how == GPU_MULTIPLY;
}

static void number(float *to, double real, int64_t)
{
    *to = (float)real;
}
static void number(double *to, double real, int64_t)
{
    *to = real;
}
static void number(int64_t *to, double, int64_t whole)
{
    *to = whole;
}

template <class T> static rp_status reduce(gpu_op &op, const gpu_places &p, rp_dtype d, const gpu_reducing &how)
{
    reducer<gpu_compute<T>> r;
    gpu_sorted s;
    int64_t whole;
    const double real = identity_of(how.how, d, &whole);
    r.how = how.how;
    r.fresh = how.fresh;
    number(&r.identity, real, whole);
    number(&r.alpha, how.alpha, d == RP_BOOL ? how.alpha_int != 0 : how.alpha_int);
    RP_TRY(gpu_sort_keys(op, &s, p.slot, p.n, p.slots));
    if (p.n / LONG >= p.slots && p.slots * p.rest.numel < MANY)
        return GPU_LAUNCH(op, (reduce_long_kernel<T>), op.blocks(p.slots * p.rest.numel * LANES, GPU_BLOCK), GPU_BLOCK, 0, p, s, r);
    return GPU_LAUNCH(op, (reduce_kernel<T>), op.blocks(p.n * p.rest.numel, GPU_BLOCK), GPU_BLOCK, 0, p, s, cell_of(p), r);
}

rp_status gpu_places_reduce(gpu_op &op, const gpu_places &p, rp_dtype dtype, const gpu_reducing &r)
{
    if (op.status || p.n * p.rest.numel == 0) return op.status;
    GPU_ALL(dtype, T, return kernel_no_dtype(op.reporter.op, dtype), return reduce<T>(op, p, dtype, r))
    return RP_OK;
}
