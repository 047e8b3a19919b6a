/* plugins/gpu/var.cu - variance, standard deviation and mean, in one reading
 *
 * The sums of d and d^2 are made of d = x - shift, where shift is one of the elements: what cancels in q - s^2 / n is then as small as
 * the deviations are, and elements that are all equal have none. Sets with other shifts are shifted when they meet.
 */
#include "reduce.h"
#include <math.h>

struct moments {
    double n, shift, s, q; /* elements; sums of d and d^2 */
};
struct spread {
    typedef moments acc;
    double correction;
    bool root, mean;

    __device__ moments first() const
    {
        return moments{0, 0, 0, 0};
    }
    template <class C> __device__ moments add(moments a, C x, int64_t) const
    {
        const double v = (double)x;
        if (a.n == 0 && v - v == 0) a.shift = v; /* finite */
        const double d = v - a.shift;
        return moments{a.n + 1, a.shift, a.s + d, a.q + d * d};
    }
    __device__ moments merge(moments a, moments b) const
    {
        if (a.n == 0 || b.n == 0) return a.n == 0 ? b : a;
        const double d = b.shift - a.shift;
        return moments{a.n + b.n, a.shift, a.s + (b.s + b.n * d), a.q + (b.q + d * (2 * b.s + b.n * d))};
    }
    __device__ void put(const gpu_reduced &to, moments a) const
    {
        const double squares = a.q - a.s / a.n * a.s, rest = a.n - correction, var = (squares < 0 ? 0 : squares) / (rest > 0 ? rest : 0);
        to.put(0, root ? sqrt(var) : var);
        if (mean) to.put(1, a.shift + a.s / a.n);
    }
};

/* `self`, where it is given: its root is wanted. (self, dim, correction, keepdim) */
GPU_OP(var)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]), mean = n_out > 1 ? kernel_geometry(&out[1]) : y;
    const spread r = {kernel_given(&in[2]) ? kernel_float(&in[2]) : 1, self != nullptr, n_out > 1};
    return gpu_reduce_floats(op, gpu_reduction_of(&x, {&y, &mean}, kernel_dim_mask(&in[1], x.ndim), false), r);
}

static const int root = 1;
GPU_TABLE(var) = {
    GPU_ROW("aten::var.correction", var),
    GPU_ROW("aten::var_mean.correction", var),
    GPU_ROW_WITH("aten::std.correction", var, &root),
    GPU_ROW_WITH("aten::std_mean.correction", var, &root),
    {},
};
