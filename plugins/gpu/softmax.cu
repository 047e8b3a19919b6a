/* plugins/gpu/softmax.cu - _softmax, _log_softmax and their gradients
 *
 * Lines of n elements along `dim`. With m the maximum and s the sum of exp(x - m):
 *     softmax      y = exp(x - m) / s        dx = y (g - sum(g y))
 *     log_softmax  y = x - m - log(s)        dx = g - exp(y) sum(g)
 * A block has a tile of lines (block.h). A thread keeps the first KEEP packs of P elements that it
 * read in registers: memory is read once and written once, unless the line is longer. P is 16 bytes
 * where lines lie together, else 1.
 */
#include "block.h"
#include "line.h"
#include <math.h>

struct lines {
    gpu_lines of; /* x, g, y. forward: x -> y; backward: the gradient g and the result x -> y */
    gpu_tile tile;
    bool log;
};

GPU_FN float power(float x)
{
    return expf(x);
}
GPU_FN double power(double x)
{
    return exp(x);
}

/* What a thread has of a line. */
template <class T, int P, bool BACK>
struct line_of {
    typedef gpu_several<T, P> bits;
    enum { KEEP = P == 1 ? 8 : 4 };
    gpu_ptr<char> p[3];
    int64_t packs, step[3]; /* bytes from one pack to the next */
    int deep, mine;
    bits x[KEEP], g[KEEP];

    __device__ line_of(const lines &l, int64_t line)
    {
        int64_t at[3] = {0, 0, 0};
        if (line < l.of.each.numel) l.of.each.offsets(line, at);
        packs = line < l.of.each.numel ? l.of.n / P : 0;
        deep = l.tile.deep;
        mine = l.tile.mine();
        for (int k = 0; k < 3; k++) {
            p[k] = l.of.each.data[k] + at[k];
            step[k] = l.of.step[k] * P;
        }
        GPU_UNROLL
        for (int k = 0; k < KEEP; k++) {
            const int64_t i = mine + (int64_t)k * deep;
            if (i >= packs) continue;
            x[k] = read(0, i);
            if (BACK) g[k] = read(1, i);
        }
    }
    __device__ bits read(int k, int64_t i) const
    {
        return *gpu_cast<const bits>(p[k] + i * step[k]);
    }
    /* f(i, x, g) for every pack i of this thread. */
    template <class F>
    __device__ void packwise(F f) const
    {
        GPU_UNROLL
        for (int k = 0; k < KEEP; k++) {
            const int64_t i = mine + (int64_t)k * deep;
            if (i < packs) f(i, x[k], BACK ? g[k] : x[k]);
        }
        for (int64_t i = mine + (int64_t)KEEP * deep; i < packs; i += deep)
            f(i, read(0, i), read(BACK ? 1 : 0, i));
    }
    __device__ void write(int64_t i, const gpu_compute<T> *y, rp_dtype to, rp_dtype own) const
    {
        const gpu_ptr<char> at = p[2] + i * step[2];
        if (P == 1 && to != own) {
            gpu_store<gpu_compute<T>>(at, to, y[0]);
            return;
        }
        bits b;
        for (int j = 0; j < P; j++) b.x[j] = gpu_put<T>(y[j]);
        *gpu_cast<bits>(at) = b;
    }
};

template <class T, int P>
GPU_FN void forward(const lines &l, int64_t at)
{
    typedef gpu_compute<T> C;
    typedef gpu_several<T, P> bits;
    const line_of<T, P, false> line(l, at);
    C most = -(C)INFINITY, sum = 0;
    line.packwise([&](int64_t, const bits &x, const bits &) {
        for (int j = 0; j < P; j++) most = gpu_larger()(most, gpu_get(x.x[j]));
    });
    most = gpu_tile_reduce(l.tile, most, gpu_larger());
    line.packwise([&](int64_t, const bits &x, const bits &) {
        for (int j = 0; j < P; j++) sum += power(gpu_get(x.x[j]) - most);
    });
    sum = gpu_tile_reduce(l.tile, sum, gpu_plus());
    if (l.log) sum = (C)log((double)sum);
    line.packwise([&](int64_t i, const bits &x, const bits &) {
        C y[P];
        for (int j = 0; j < P; j++)
            y[j] = l.log ? gpu_get(x.x[j]) - most - sum : power(gpu_get(x.x[j]) - most) / sum;
        line.write(i, y, l.of.dtype[2], l.of.dtype[0]);
    });
}

template <class T, int P>
GPU_FN void backward(const lines &l, int64_t at)
{
    typedef gpu_compute<T> C;
    typedef gpu_several<T, P> bits;
    const line_of<T, P, true> line(l, at);
    C sum = 0;
    line.packwise([&](int64_t, const bits &y, const bits &g) {
        for (int j = 0; j < P; j++)
            sum += l.log ? gpu_get(g.x[j]) : gpu_get(g.x[j]) * gpu_get(y.x[j]);
    });
    sum = gpu_tile_reduce(l.tile, sum, gpu_plus());
    line.packwise([&](int64_t i, const bits &y, const bits &g) {
        C dx[P];
        for (int j = 0; j < P; j++)
            dx[j] = l.log ? gpu_get(g.x[j]) - power(gpu_get(y.x[j])) * sum
                          : gpu_get(y.x[j]) * (gpu_get(g.x[j]) - sum);
        line.write(i, dx, l.of.dtype[2], l.of.dtype[0]);
    });
}

template <class T, int P, bool BACK>
GPU_KERNEL softmax_kernel(lines l)
{
    const int64_t tiles = (l.of.each.numel + l.tile.wide - 1) / l.tile.wide;
    for (int64_t t = blockIdx.x; t < tiles; t += gridDim.x) {
        if constexpr (BACK) backward<T, P>(l, t * l.tile.wide + l.tile.result());
        else forward<T, P>(l, t * l.tile.wide + l.tile.result());
    }
}

/* ---- the host's side ------------------------------------------------------------------------- */
template <class T, int P>
static rp_status start(gpu_op &op, lines &l, bool back)
{
    const bool columns =
        P == 1 && l.of.each.numel > 1 && (l.of.n == 1 || l.of.each.stride[0][0] < l.of.step[0]);
    l.tile = gpu_tile_of(l.of.n / P, P == 1 ? 8 : 4, columns ? l.of.each.shape[0] : 0);
    const int64_t tiles = (l.of.each.numel + l.tile.wide - 1) / l.tile.wide,
                  blocks = tiles < 65536 ? tiles : 65536;
    if (back) return GPU_LAUNCH(op, (softmax_kernel<T, P, true>), blocks, GPU_BLOCK, 0, l);
    return GPU_LAUNCH(op, (softmax_kernel<T, P, false>), blocks, GPU_BLOCK, 0, l);
}

/* Do all lines consist of packs of 16 bytes? */
static bool packs(const lines &l)
{
    const int64_t size = (int64_t)kernel_element(l.of.dtype[0]);
    if (l.of.dtype[2] != l.of.dtype[0] || l.of.n * size % 16) return false;
    for (int k = 0; k < 3; k++) {
        if (l.of.step[k] != size || (uintptr_t)gpu_raw(l.of.each.data[k]) % 16) return false;
        for (int d = 0; d < l.of.each.ndim; d++)
            if (l.of.each.stride[d][k] % 16) return false;
    }
    return true;
}

template <class T>
static rp_status start_as(gpu_op &op, lines &l, bool back)
{
    if (packs(l)) return start<T, 16 / sizeof(T)>(op, l, back);
    return start<T, 1>(op, l, back);
}

static rp_status run(rp_call *c, const rp_value *x_value, const rp_value *g_value,
                     const rp_value *dim, const rp_value *out, bool log)
{
    gpu_op op(c);
    int64_t stride[2][RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(x_value), g = g_value ? kernel_geometry(g_value) : x;
    const rp_geometry y = kernel_geometry(&out[0]);
    if (!x.numel) return RP_OK;
    if (!kernel_is_floating(x.dtype)) RP_TRY(gpu_dense(op, &x, stride[0], RP_F32));
    if (g.dtype != x.dtype) RP_TRY(gpu_dense(op, &g, stride[1], x.dtype));
    lines l = {gpu_lines_of(&x, &g, &y, kernel_dim(kernel_int(dim), x.ndim)), {}, log};
    GPU_FLOATS(x.dtype, T, return RP_OK, return start_as<T>(op, l, g_value != nullptr))
}

/* `self`, where it is given: the logarithm is wanted. (self, dim, half_to_float) */
GPU_OP(softmax)
{
    GPU_UNUSED;
    return run(c, &in[0], nullptr, &in[1], out, self != nullptr);
}

/* (grad_output, output, dim, input_dtype) */
GPU_OP(softmax_back)
{
    GPU_UNUSED;
    return run(c, &in[1], &in[0], &in[2], out, self != nullptr);
}

static const int logarithm = 1;
GPU_TABLE(softmax) = {
    GPU_ROW("aten::_softmax", softmax),
    GPU_ROW_WITH("aten::_log_softmax", softmax, &logarithm),
    GPU_ROW("aten::_softmax_backward_data", softmax_back),
    GPU_ROW_WITH("aten::_log_softmax_backward_data", softmax_back, &logarithm),
    {},
};
