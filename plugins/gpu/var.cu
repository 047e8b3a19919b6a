/* plugins/gpu/var.cu - variance, standard deviation and mean, in one reading
 *
 * The sums of d and d^2 are made of d = x - shift, where shift is one of the elements: what cancels
 * in q - s^2 / n is then as small as the deviations are, and elements that are all equal have none.
 * Where two sets meet, each is brought to its mean first, and only squares are added (Chan, Golub
 * and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979).
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
    template <class C>
    __device__ moments add(moments a, C x, int64_t) const
    {
        const double v = (double)x;
        /* to the last bit: nothing cancels. Of an infinity: NaN */
        if (sizeof(x) == sizeof v) return merge(a, moments{1, v, 0, v - v});
        if (a.n == 0 && v - v == 0) a.shift = v; /* finite */
        const double d = v - a.shift;
        return moments{a.n + 1, a.shift, a.s + d, a.q + d * d};
    }
    __device__ moments centred(moments a) const
    {
        const double d = a.s / a.n, squares = a.q - d * a.s;
        return moments{a.n, a.shift + d, 0, squares < 0 ? 0 : squares};
    }
    __device__ moments merge(moments a, moments b) const
    {
        if (a.n == 0 || b.n == 0) return a.n == 0 ? b : a;
        a = centred(a);
        b = centred(b);
        const double d = b.shift - a.shift, part = b.n / (a.n + b.n);
        return moments{a.n + b.n, a.shift + d * part, 0, a.q + b.q + d * d * a.n * part};
    }
    __device__ void put(const gpu_reduced &to, moments a) const
    {
        a = centred(a);
        const double rest = a.n - correction, var = a.q / (rest > 0 ? rest : 0);
        to.put(0, root ? sqrt(var) : var);
        if (mean) to.put(1, a.shift);
    }
};

rp_status gpu_moments(gpu_op &op, const rp_geometry *x, const rp_geometry *var,
                      const rp_geometry *mean, uint64_t mask)
{
    return gpu_reduce_floats(op, gpu_reduction_of(x, {var, mean}, mask, false),
                             spread{0, false, true});
}

/* `self`, where it is given: its root is wanted. (self, dim, correction, keepdim) */
GPU_OP(var)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]),
                      mean = n_out > 1 ? kernel_geometry(&out[1]) : y;
    const spread r = {kernel_given(&in[2]) ? kernel_float(&in[2]) : 1, self != nullptr, n_out > 1};
    return gpu_reduce_floats(
        op, gpu_reduction_of(&x, {&y, &mean}, kernel_dim_mask(&in[1], x.ndim), false), r);
}

static const int root = 1;
GPU_TABLE(var) = {
    GPU_ROW("aten::var.correction", var),
    GPU_ROW("aten::var_mean.correction", var),
    GPU_ROW_WITH("aten::std.correction", var, &root),
    GPU_ROW_WITH("aten::std_mean.correction", var, &root),
    {},
};
