/* plugins/gpu/bincount.cu - how often every number occurs, or the sums of weights by number
 *
 * How many bins there are is seen in the values: the host waits for the largest one.
 */
#include "part.h"
#include "plugins/common/argument.h"
#include "reduce.h"
#include "runs.h"

/* of numbers: the largest, and the first one below zero and its place, -1 if there is none */
struct extent {
    int64_t most, negative, place;
};
struct extent_of {
    typedef extent acc;
    gpu_ptr<extent> to;

    __device__ extent first() const
    {
        return extent{-1, 0, -1};
    }
    __device__ extent add(extent a, int64_t x, int64_t i) const
    {
        return merge(a, extent{x, x, x < 0 ? i : -1});
    }
    __device__ extent merge(extent a, extent b) const
    {
        const bool own = b.place < 0 || (a.place >= 0 && a.place < b.place);
        return extent{a.most > b.most ? a.most : b.most, own ? a.negative : b.negative,
                      own ? a.place : b.place};
    }
    __device__ void put(const gpu_reduced &, extent a) const
    {
        *to = a;
    }
};

/* *n, at least `*n`: bins for all numbers of x. */
static rp_status bins(gpu_op &op, const rp_geometry *x, int64_t *n)
{
    extent found;
    rp_geometry none;
    gpu_ptr<extent> to;
    if (!x->numel) return RP_OK;
    RP_TRY(op.scratch(&to, 1));
    RP_TRY(gpu_scratch_tensor(op, &none, nullptr, nullptr, 0, RP_I64));
    RP_TRY((gpu_reduce_as<extent_of, gpu_any<int64_t>>(
        op, gpu_reduction_of(x, {&none, nullptr}, 1, true), extent_of{to})));
    RP_TRY(op.download(&found, gpu_raw(to), sizeof found));
    if (found.place >= 0)
        return RP_FAIL(
            RP_E_VALUE,
            "bincount only supports 1-d non-negative integral inputs, but element %lld is %lld",
            (long long)found.place, (long long)found.negative);
    if (found.most >= *n) *n = found.most + 1;
    return RP_OK;
}

struct bin_sum : gpu_run_sum<double> { /* in the order of the input */
    gpu_vector weights, y;

    __device__ double add(double sum, int64_t i, int64_t) const
    {
        return sum + weights.get(i, 0.0);
    }
    __device__ void put(int64_t bin, int64_t, double sum, int64_t n) const
    {
        if (weights.data) y.put(bin, sum);
        else y.put(bin, n);
    }
};

static rp_status fill(gpu_op &op, const rp_geometry *y, const rp_geometry *x,
                      const gpu_vector &weights)
{
    const gpu_vector from = gpu_vector_of(x);
    gpu_ptr<int64_t> key;
    gpu_sorted by_bin;
    RP_TRY(gpu_clear(op, y));
    if (!x->numel) return RP_OK;
    RP_TRY(op.scratch(&key, x->numel));
    RP_TRY(gpu_each(op, x->numel, [=] GPU_LAMBDA(int64_t i) { key[i] = from.get(i, INT64_C(0)); }));
    RP_TRY(gpu_sort_keys(op, &by_bin, key, x->numel, y->numel));
    return gpu_sum_runs(op, gpu_runs{by_bin, x->numel, y->numel, 1, false},
                        bin_sum{{}, weights, gpu_vector_of(y)});
}

/* (self, weights, minlength) */
GPU_OP(bincount)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), w = kernel_geometry(&in[1]);
    int64_t n = kernel_int(&in[2]);
    rp_tensor *t = nullptr;
    const bool weighted = kernel_given(&in[1]) && x.numel > 0;
    RP_TRY(kernel_check_bincount(&x, &w, weighted, n));
    RP_TRY(bins(op, &x, &n));
    RP_TRY(kernel_host->create(&t, &n, 1,
                               !weighted           ? RP_I64
                               : w.dtype == RP_F32 ? RP_F32
                                                   : RP_F64,
                               kernel_host->call_device(c)));
    out[0] = rp_value_tensor(t);
    const rp_geometry y = kernel_geometry(&out[0]);
    return fill(op, &y, &x, gpu_vector_of(&w));
}

GPU_TABLE(bincount) = {GPU_ROW("aten::bincount", bincount), {}};
