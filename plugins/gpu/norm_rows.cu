/* plugins/gpu/norm_rows.cu - see norm_rows.h */
#include "norm_rows.h"
#include "block.h"

/* ---- passes over all elements: 16 bytes a thread where planes are whole packs ---------------- */
template <class T, bool BACKWARD>
GPU_KERNEL line_kernel(gpu_planes p, bool packs, gpu_ptr<const gpu_line> lines, gpu_ptr<T> y,
                       gpu_ptr<const T> g, gpu_ptr<const T> x)
{
    typedef gpu_compute<T> C;
    typedef gpu_pack<T> pack;
    const int each = packs ? 16 / (int)sizeof(T) : 1;
    const int64_t n = p.planes * p.s, step = (int64_t)gridDim.x * blockDim.x * each;
    for (int64_t i = ((int64_t)blockIdx.x * blockDim.x + threadIdx.x) * each; i < n; i += step) {
        const gpu_line line = lines[i / p.s % p.count];
        const C shift = (C)line.shift, a = (C)line.a, q = (C)line.p, b = (C)line.b;
        const auto of = [&](T grad, T from) {
            const C d = gpu_get(from) - shift;
            return gpu_put<T>(BACKWARD ? a * gpu_get(grad) + q * d + b : d * a + b);
        };
        if (!packs) {
            y[i] = of(g[i], x[i]);
            continue;
        }
        const pack from = *gpu_cast<const pack>(x + i),
                   grad = BACKWARD ? *gpu_cast<const pack>(g + i) : from;
        pack to;
        for (int j = 0; j < 16 / (int)sizeof(T); j++) to.x[j] = of(grad.x[j], from.x[j]);
        *gpu_cast<pack>(y + i) = to;
    }
}

template <class T>
static rp_status run_lines(gpu_op &op, const gpu_planes &p, gpu_ptr<const gpu_line> lines,
                           const rp_geometry *y, const rp_geometry *g, const rp_geometry *x)
{
    enum { PACK = 16 / sizeof(T) };
    const rp_geometry *const grad = g ? g : x;
    const bool packs = p.s % PACK == 0 && (uintptr_t)y->data % 16 == 0 &&
                       (uintptr_t)grad->data % 16 == 0 && (uintptr_t)x->data % 16 == 0;
    const unsigned blocks = op.blocks(packs ? x->numel / PACK : x->numel, GPU_BLOCK);
    const gpu_ptr<const T> from = gpu_at<const T>(x->data), second = gpu_at<const T>(grad->data);
    if (g)
        return GPU_LAUNCH(op, (line_kernel<T, true>), blocks, GPU_BLOCK, 0, p, packs, lines,
                          gpu_at<T>(y->data), second, from);
    return GPU_LAUNCH(op, (line_kernel<T, false>), blocks, GPU_BLOCK, 0, p, packs, lines,
                      gpu_at<T>(y->data), second, from);
}

rp_status gpu_planes_pass(gpu_op &op, const gpu_planes &p, gpu_ptr<const gpu_line> lines,
                          const rp_value *result, const rp_geometry *g, const rp_geometry *x)
{
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry to = kernel_geometry(result);
    rp_geometry y = to;
    RP_TRY(gpu_output(op, &y, stride));
    GPU_FLOATS(x->dtype, T, return kernel_no_dtype(op.reporter.op, x->dtype),
               RP_TRY(run_lines<T>(op, p, lines, &y, g, x)))
    return gpu_output_done(op, &to, &y);
}

/* ---- sums of planes: `team` threads each ----------------------------------------------------- */
template <class T>
GPU_KERNEL products_kernel(gpu_planes p, int team, gpu_ptr<const double> shifts, gpu_ptr<const T> g,
                           gpu_ptr<const T> x, gpu_ptr<double> sums, gpu_ptr<double> dots)
{
    const int rank = (int)threadIdx.x & (team - 1);
    const int64_t plane = (int64_t)blockIdx.x * (blockDim.x / team) + threadIdx.x / team;
    const bool here = plane < p.planes;
    const double shift = here ? shifts[plane % p.count] : 0;
    double sum = 0, dot = 0;
    for (int64_t i = rank; here && i < p.s; i += team) {
        const double grad = (double)gpu_get(g[plane * p.s + i]);
        sum += grad;
        dot += grad * ((double)gpu_get(x[plane * p.s + i]) - shift);
    }
    sum = team > 32 ? gpu_block_reduce(sum, gpu_plus()) : gpu_group_reduce(sum, team, gpu_plus());
    dot = team > 32 ? gpu_block_reduce(dot, gpu_plus()) : gpu_group_reduce(dot, team, gpu_plus());
    if (!here || rank) return;
    sums[plane] = sum;
    dots[plane] = dot;
}

rp_status gpu_planes_products(gpu_op &op, const gpu_planes &p, gpu_ptr<const double> shift,
                              const rp_geometry *g, const rp_geometry *x, gpu_ptr<double> sum,
                              gpu_ptr<double> dot)
{
    int team = 1;
    while (team < 32 && team < p.s) team *= 2;
    if (p.s >= 1024) team = GPU_BLOCK;
    const int64_t each = GPU_BLOCK / team, blocks = (p.planes + each - 1) / each;
    GPU_FLOATS(x->dtype, T, return kernel_no_dtype(op.reporter.op, x->dtype),
               return GPU_LAUNCH(op, (products_kernel<T>), blocks, GPU_BLOCK, 0, p, team, shift,
                                 gpu_at<const T>(g->data), gpu_at<const T>(x->data), sum, dot))
    return RP_OK;
}
