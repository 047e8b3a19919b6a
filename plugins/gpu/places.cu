/* plugins/gpu/places.cu - see places.h
 *
 * Putting: the largest position + 1 of each place, by an integer atomic; then every position writes
 * that is the largest of its place. Where places are many more than positions that memory is
 * spared, and the positions are sorted by place.
 * Reducing: the positions are sorted by place, and the run of each place is reduced (runs.h).
 */
#include "places.h"
#include "runs.h"
#include <math.h>
#include <type_traits>

/* Do neighbouring elements of the source differ in the rest? */
static bool rest_first(const gpu_places &p)
{
    const int64_t along_value = p.value.shape[0] > 1 ? p.value.stride[0][0] : INT64_MAX,
                  along_rest = p.rest.shape[0] > 1 ? p.rest.stride[0][1] : INT64_MAX;
    return p.rest.numel > 1 && along_rest <= along_value;
}

/* Thread t of n times m (the rest), neighbours next to each other where the source's elements
   are. */
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
    return {p.n, p.rest.numel, rest_first(p)};
}

/* Position i with the rest f, to place `slot`. */
template <class T>
GPU_FN void put(const gpu_places &p, int64_t slot, int64_t i, int64_t f)
{
    int64_t to[1], from[1], rest[2];
    p.place.offsets(slot, to);
    p.value.offsets(i, from);
    p.rest.offsets(f, rest);
    p.rest.at<T>(0, rest[0] + to[0]) = p.rest.at<const T>(1, rest[1] + from[0]);
}

template <class T>
static rp_status put_largest(gpu_op &op, const gpu_places &p)
{
    const cell cells = cell_of(p);
    gpu_ptr<unsigned long long> last;
    RP_TRY(op.scratch(&last, p.slots));
    RP_TRY(gpu_each(op, p.slots, [=] GPU_LAMBDA(int64_t i) { last[i] = 0; }));
    RP_TRY(gpu_each(op, p.n, [=] GPU_LAMBDA(int64_t i) {
        gpu_atomic_max(&last[p.slot[i]], (unsigned long long)i + 1);
    }));
    return gpu_each(op, p.n * p.rest.numel, [=] GPU_LAMBDA(int64_t t) {
        int64_t i, f;
        cells.of(t, &i, &f);
        const int64_t slot = p.slot[i];
        if (last[slot] == (unsigned long long)i + 1) put<T>(p, slot, i, f);
    });
}

template <class T>
static rp_status put_sorted(gpu_op &op, const gpu_places &p)
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

/* ---- reductions ------------------------------------------------------------------------------ */
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

template <class T>
struct place_sum { /* see runs.h; a column is an element of the rest */
    typedef gpu_compute<T> acc;
    struct column {
        int64_t to, from;
    };
    gpu_places p;
    gpu_reduction_kind how;
    bool fresh;
    acc alpha, none;

    __device__ column of(int64_t c) const
    {
        int64_t at[2];
        p.rest.offsets(c, at);
        return {at[0], at[1]};
    }
    __device__ T *target(int64_t slot, const column &c) const
    {
        int64_t at[1];
        p.place.offsets(slot, at);
        return &p.rest.template at<T>(0, c.to + at[0]);
    }
    __device__ acc identity() const
    {
        return none;
    }
    __device__ acc first(int64_t slot, const column &c) const
    {
        return fresh ? none : gpu_get(*target(slot, c));
    }
    __device__ acc merge(acc a, acc b) const
    {
        switch (how) {
        case GPU_MULTIPLY: return gpu_times()(a, b);
        case GPU_MAXIMUM: return gpu_larger()(a, b);
        case GPU_MINIMUM: return gpu_smaller()(a, b);
        default: return gpu_plus()(a, b);
        }
    }
    __device__ acc add(acc sum, int64_t position, const column &c) const
    {
        int64_t at[1];
        p.value.offsets(position, at);
        const acc x = gpu_get(p.rest.template at<const T>(1, c.from + at[0]));
        return merge(sum, how == GPU_ADD ? gpu_times()(alpha, x) : x);
    }
    __device__ void put(int64_t slot, const column &c, acc sum, int64_t n) const
    {
        if (how == GPU_MEAN) {
            /* integers wrap before */
            if constexpr (std::is_same<acc, int64_t>::value) sum = gpu_get(gpu_put<T>(sum));
            sum = divided(sum, n + !fresh);
        }
        *target(slot, c) = gpu_put<T>(sum);
    }
};

/* What a reduction leaves unchanged. */
static double identity_of(gpu_reduction_kind how, rp_dtype d, int64_t *whole)
{
    const int64_t most = d == RP_BOOL ? 1
                         : d == RP_U8 ? 255
                                      : (int64_t)((UINT64_C(1) << (kernel_element(d) * 8 - 1)) - 1);
    const bool largest = how == GPU_MAXIMUM, smallest = how == GPU_MINIMUM;
    *whole = smallest                     ? most
             : !largest                   ? how == GPU_MULTIPLY
             : d == RP_BOOL || d == RP_U8 ? 0
                                          : -most - 1;
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

template <class T>
static rp_status reduce(gpu_op &op, const gpu_places &p, rp_dtype d, const gpu_reducing &how)
{
    place_sum<T> s;
    gpu_sorted at;
    int64_t whole;
    const double real = identity_of(how.how, d, &whole);
    s.p = p;
    s.how = how.how;
    s.fresh = how.fresh;
    number(&s.none, real, whole);
    number(&s.alpha, how.alpha, d == RP_BOOL ? how.alpha_int != 0 : how.alpha_int);
    RP_TRY(gpu_sort_keys(op, &at, p.slot, p.n, p.slots + p.dropped));
    return gpu_sum_runs(op, gpu_runs{at, p.n, p.slots, p.rest.numel, rest_first(p)}, s);
}

rp_status gpu_places_reduce(gpu_op &op, const gpu_places &p, rp_dtype dtype, const gpu_reducing &r)
{
    if (op.status || p.n * p.rest.numel == 0) return op.status;
    GPU_ALL(dtype, T, return kernel_no_dtype(op.reporter.op, dtype),
            return reduce<T>(op, p, dtype, r))
    return RP_OK;
}
