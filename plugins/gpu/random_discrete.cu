/* plugins/gpu/random_discrete.cu - random integers: randint, randperm, multinomial
 *
 * Number i of a call is 64 bits wide: words 2 (i % 2) and the next of counter offset + i / 2. An
 * integer below n is number * n / 2^64 (D. Lemire, "Fast random integer generation in an interval",
 * 2019, without the rejection: no value's probability is off by more than n / 2^64).
 */
#include "block.h"
#include <math.h>

struct draw_source {
    uint64_t seed, offset;
};
static rp_status source_open(draw_source *s, rp_call *c, int64_t numbers)
{
    return kernel_host->random(c, 2 * (uint64_t)numbers, &s->seed, &s->offset);
}
RP_ELEMENT uint64_t number(const draw_source &s, int64_t i)
{
    uint32_t word[4];
    rp_philox(s.seed, s.offset + (uint64_t)i / 2, word);
    return i % 2 ? (uint64_t)word[2] << 32 | word[3] : (uint64_t)word[0] << 32 | word[1];
}
RP_ELEMENT uint64_t below(const draw_source &s, int64_t i, uint64_t n)
{
    const uint64_t x = number(s, i), low = (x & 0xffffffffu) * (n & 0xffffffffu),
                   a = (x >> 32) * (n & 0xffffffffu) + (low >> 32);
    const uint64_t b = (x & 0xffffffffu) * (n >> 32) + (a & 0xffffffffu);
    return (x >> 32) * (n >> 32) + (a >> 32) + (b >> 32); /* the upper half of x n */
}
/* In (0, 1]. */
GPU_FN double unit(const draw_source &s, int64_t i)
{
    return ((double)(number(s, i) >> 11) + 1) * 0x1p-53;
}

static rp_status integers(rp_call *c, const rp_value *result, int64_t low, int64_t high)
{
    const rp_geometry y = kernel_geometry(result);
    draw_source s;
    if (y.numel == 0) return RP_OK;
    gpu_op op(c);
    RP_TRY(source_open(&s, c, y.numel));
    const gpu_vector to = gpu_vector_of(&y);
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        to.put(i, (int64_t)((uint64_t)low + below(s, i, (uint64_t)high - (uint64_t)low)));
    });
}

GPU_OP(randint)
{
    GPU_UNUSED;
    return integers(c, &out[0], 0, kernel_int(&in[0]));
}

GPU_OP(randint_low)
{
    GPU_UNUSED;
    return integers(c, &out[0], kernel_int(&in[0]), kernel_int(&in[1]));
}

/* Fisher and Yates, from the end: each place gets one of those that are left. Every step needs the
   one before: the host does it, and no byte comes from the device. */
static void shuffle(int64_t *p, int64_t n, const draw_source &s)
{
    for (int64_t i = 0; i < n; i++) p[i] = i;
    for (int64_t i = n - 1; i > 0; i--) {
        const int64_t k = (int64_t)below(s, i, (uint64_t)i + 1), old = p[i];
        p[i] = p[k];
        p[k] = old;
    }
}

GPU_OP(randperm)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry there;
    const rp_geometry y = kernel_geometry(&out[0]);
    const size_t bytes = (size_t)y.numel * sizeof(int64_t);
    draw_source s;
    if (y.numel == 0) return RP_OK;
    RP_TRY(source_open(&s, c, y.numel));
    RP_TRY(gpu_scratch_tensor(op, &there, stride, y.shape, y.ndim, RP_I64));
    int64_t *p = (int64_t *)kernel_host->alloc(bytes);
    if (!p) return RP_E_MEMORY;
    shuffle(p, y.numel, s);
    const rp_status st = op.upload(there.data, p, bytes);
    kernel_host->free(p, bytes);
    return st ? st : gpu_assign(op, &y, &there);
}

/* ---- multinomial: a block a row -------------------------------------------------------------- */
struct weight_rows {
    int64_t n, samples;
    gpu_ptr<const double> w;
    gpu_ptr<double> room; /* running sums, or keys */
    gpu_ptr<int64_t> out;
    draw_source s;
    gpu_reporter reporter;
};

/* The first running sum that reaches a number in (0, total]: never a category of weight 0. */
GPU_FN void with_replacement(const weight_rows &o, int64_t row)
{
    const gpu_ptr<const double> w = o.w + row * o.n;
    const gpu_ptr<double> room = o.room + row * o.n;
    double sum = 0;
    for (int64_t from = 0; from < o.n; from += blockDim.x) {
        const int64_t i = from + threadIdx.x;
        const double v = i < o.n ? w[i] : 0, before = gpu_block_scan(v, sum, gpu_plus(), &sum);
        if (i < o.n) room[i] = before + v;
    }
    gpu_block_barrier();
    for (int64_t k = threadIdx.x; k < o.samples; k += blockDim.x) {
        const double x = unit(o.s, row * o.samples + k) * sum;
        int64_t low = 0, high = o.n - 1;
        while (low < high) {
            const int64_t middle = low + (high - low) / 2;
            if (room[middle] >= x) high = middle;
            else low = middle + 1;
        }
        /* sums that were added in other groups may differ in their last bit */
        while (low > 0 && w[low] == 0) low--;
        o.out[row * o.samples + k] = low;
    }
}

struct soonest {
    double key;
    int64_t at; /* -1: none */
};
struct sooner {
    __device__ soonest operator()(const soonest &a, const soonest &b) const
    {
        return b.at < 0 || (a.at >= 0 && (a.key < b.key || (a.key == b.key && a.at < b.at))) ? a
                                                                                             : b;
    }
};

/* Each category waits for an exponential time of its weight; the first `samples` to come (P.
   Efraimidis and P. Spirakis, "Weighted random sampling with a reservoir", 2006). */
GPU_FN void without_replacement(const weight_rows &o, int64_t row)
{
    const gpu_ptr<const double> w = o.w + row * o.n;
    const gpu_ptr<double> room = o.room + row * o.n;
    for (int64_t i = threadIdx.x; i < o.n; i += blockDim.x)
        room[i] = -log(unit(o.s, row * o.n + i)) / w[i];
    soonest last = {-1, -1};
    for (int64_t k = 0; k < o.samples; k++) {
        soonest best = {0, -1};
        for (int64_t i = threadIdx.x; i < o.n; i += blockDim.x) {
            const soonest next = {room[i], i};
            const bool waits =
                w[i] > 0 && (next.key > last.key || (next.key == last.key && i > last.at));
            if (waits) best = sooner()(best, next);
        }
        last = gpu_block_reduce(best, sooner());
        if (last.at < 0) { /* fewer categories than samples */
            if (threadIdx.x == 0) gpu_report(o.reporter, GPU_FAULT_VALUE, k, 0);
            return;
        }
        if (threadIdx.x == 0) o.out[row * o.samples + k] = last.at;
    }
}

/* Weights are finite, not negative, and not all 0. */
GPU_FN bool check_weights(const weight_rows &o, int64_t row)
{
    double sum = 0;
    for (int64_t i = threadIdx.x; i < o.n; i += blockDim.x) {
        const double w = o.w[row * o.n + i];
        if (!(w >= 0 && w < (double)INFINITY))
            gpu_report(o.reporter, GPU_FAULT_VALUE, row * o.n + i, 0);
        sum += w;
    }
    sum = gpu_block_reduce(sum, gpu_plus());
    const bool good = sum > 0 && sum < (double)INFINITY;
    if (!good && threadIdx.x == 0) gpu_report(o.reporter, GPU_FAULT_VALUE, row * o.n, 0);
    return good;
}

GPU_OP(multinomial)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]);
    const rp_geometry y = kernel_geometry(&out[0]);
    const bool replacement = kernel_bool(&in[2]);
    weight_rows o;
    if (y.numel == 0) return RP_OK;
    if (x.numel == 0)
        return RP_FAIL(RP_E_VALUE, "invalid multinomial distribution: there are no categories");
    o.n = x.shape[x.ndim - 1];
    o.samples = y.shape[y.ndim - 1];
    const int64_t count = x.numel / o.n;
    RP_TRY(gpu_dense(op, &x, stride, RP_F64));
    RP_TRY(op.scratch(&o.room, x.numel));
    RP_TRY(source_open(&o.s, c, count * (replacement ? o.samples : o.n)));
    o.w = gpu_at<const double>(x.data);
    o.out = gpu_at<int64_t>(y.data);
    o.reporter = op.reporter;
    return gpu_each_block(op, count, gpu_block_threads(o.n), [=] GPU_LAMBDA(int64_t row) {
        if (!check_weights(o, row)) return;
        if (replacement) with_replacement(o, row);
        else without_replacement(o, row);
    });
}

GPU_TABLE(random_discrete) = {
    GPU_ROW("aten::randint", randint),
    GPU_ROW("aten::randint.low", randint_low),
    GPU_ROW("aten::randperm", randperm),
    GPU_ROW("aten::multinomial", multinomial),
    {},
};
