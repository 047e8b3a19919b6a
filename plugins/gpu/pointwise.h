/* plugins/gpu/pointwise.h - elementwise operators: the functions that a line of
 * dispatch/ops/pointwise.inc becomes, and their kernels
 *
 * A function is a struct with `C of(const C *in, const kernel_scalars &)`, where C is float, double
 * or int64_t. gpu_run_elementwise reads the call, brings operands of any dtype and stride, and
 * starts the kernel for the C type; where all of them lie dense in one floating dtype, the kernel
 * that moves sixteen bytes at a time.
 */
#ifndef GPU_POINTWISE_H
#define GPU_POINTWISE_H
#include "gpu.h"
#include "plugins/common/elementwise.h"

typedef rp_status (*gpu_elementwise_run)(gpu_op &op, const kernel_elementwise &e);
struct gpu_elementwise {
    const char *name;
    gpu_elementwise_run f32, f64, i64; /* NULL: not defined for this kind of dtype */
    int tensors;
};
rp_status gpu_run_elementwise(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out);

/* ---- operands -------------------------------------------------------------------------------- */
struct gpu_operand {
    rp_dtype dtype;
    bool round;    /* becomes the dtype of the call first */
    bool truth;    /* takes part as false or true */
    bool constant; /* a number of the host */
    double f64;
    int64_t i64;
};
template <int N>
struct gpu_operands {
    gpu_iter<1 + N> it;
    gpu_operand of[1 + N];
    rp_dtype rounds;
    kernel_scalars s;
};
template <class C>
GPU_FN C gpu_rounded(C x, rp_dtype d)
{
    return d == RP_BF16 ? (C)rp_from_bf16(rp_to_bf16((float)x))
                        : (C)rp_from_f16(rp_to_f16((float)x));
}
template <>
__device__ inline int64_t gpu_rounded<int64_t>(int64_t x, rp_dtype d)
{
    return kernel_narrow(x, d);
}
template <class C>
GPU_FN C gpu_constant(const gpu_operand &o)
{
    return (C)o.f64;
}
template <>
__device__ inline int64_t gpu_constant<int64_t>(const gpu_operand &o)
{
    return o.i64;
}
template <class C, int N>
GPU_FN C gpu_operand_value(const gpu_operands<N> &o, int k, int64_t at)
{
    const gpu_operand &x = o.of[k];
    if (x.constant) return gpu_constant<C>(x);
    if (x.truth) return (C)(gpu_load<double>(o.it.data[k] + at, x.dtype) != 0);
    const C v = gpu_load<C>(o.it.data[k] + at, x.dtype);
    return x.round ? gpu_rounded<C>(v, o.rounds) : v;
}

/* ---- kernels --------------------------------------------------------------------------------- */
template <class F, class C, int N>
GPU_KERNEL gpu_strided_kernel(gpu_operands<N> o)
{
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < o.it.numel;
         i += (int64_t)gridDim.x * blockDim.x) {
        int64_t at[1 + N];
        C in[3] = {0, 0, 0};
        o.it.offsets(i, at);
        for (int k = 1; k <= N; k++) in[k - 1] = gpu_operand_value<C>(o, k, at[k]);
        const C y = F::of(in, o.s);
        gpu_store<C>(o.it.data[0] + at[0], o.of[0].dtype,
                     o.of[0].round ? gpu_rounded<C>(y, o.rounds) : y);
    }
}
template <class F, class T, int N>
GPU_KERNEL gpu_dense_kernel(int64_t n, gpu_ptr<T> y, gpu_ptr<const T> a, gpu_ptr<const T> b,
                            gpu_ptr<const T> c, kernel_scalars s)
{
    enum { PACK = 16 / sizeof(T) };
    const int64_t from = (int64_t)blockIdx.x * blockDim.x + threadIdx.x,
                  step = (int64_t)gridDim.x * blockDim.x, packs = n / PACK;
    const gpu_ptr<const T> p[3] = {a, b, c};
    for (int64_t i = from; i < packs; i += step) {
        gpu_pack<T> x[N], to;
        for (int k = 0; k < N; k++) x[k] = gpu_cast<const gpu_pack<T>>(p[k])[i];
        for (int j = 0; j < PACK; j++) {
            gpu_compute<T> in[3] = {0, 0, 0};
            for (int k = 0; k < N; k++) in[k] = gpu_get(x[k].x[j]);
            to.x[j] = gpu_put<T>(F::of(in, s));
        }
        gpu_cast<gpu_pack<T>>(y)[i] = to;
    }
    for (int64_t i = packs * PACK + from; i < n; i += step) {
        gpu_compute<T> in[3] = {0, 0, 0};
        for (int k = 0; k < N; k++) in[k] = gpu_get(p[k][i]);
        y[i] = gpu_put<T>(F::of(in, s));
    }
}

/* Do all operands lie dense, in one dtype, at addresses that packs may have? */
static inline bool gpu_all_dense(const kernel_elementwise &e, const kernel_iter &it)
{
    const int64_t size = (int64_t)kernel_element(e.g[0].dtype);
    if (it.ndim != 1 || it.numel < 2) return false;
    for (int k = 0; k <= e.n; k++)
        if (e.g[k].dtype != e.g[0].dtype || it.stride[0][k] != size || (uintptr_t)it.data[k] % 16 ||
            (k && e.g[k].device.type == 0))
            return false;
    return true;
}
template <class F, class T, int N>
static rp_status gpu_run_dense(gpu_op &op, const kernel_elementwise &e, const kernel_iter &it)
{
    gpu_ptr<const T> in[3] = {gpu_at<const T>(it.data[1]), gpu_at<const T>(it.data[1]),
                              gpu_at<const T>(it.data[1])};
    for (int k = 1; k < N; k++) in[k] = gpu_at<const T>(it.data[1 + k]);
    const unsigned blocks =
        op.blocks((it.numel + 16 / (int)sizeof(T) - 1) / (16 / (int)sizeof(T)), GPU_BLOCK);
    return GPU_LAUNCH(op, (gpu_dense_kernel<F, T, N>), blocks, GPU_BLOCK, 0, it.numel,
                      gpu_at<T>(it.data[0]), in[0], in[1], in[2], e.s);
}
/* A number of the host keeps its precision where it is of a floating dtype, and becomes the call's
   dtype where that is an integer. */
void gpu_read_constant(gpu_operand *o, const rp_geometry *g, const kernel_elementwise &e);

template <class F, class C, int N>
static rp_status gpu_run_strided(gpu_op &op, const kernel_elementwise &e, const kernel_iter &it)
{
    gpu_operands<N> o;
    o.it = gpu_iter_of<1 + N>(it);
    o.rounds = e.rounds;
    o.s = e.s;
    for (int k = 0; k <= N; k++) {
        gpu_operand *x = &o.of[k];
        memset(x, 0, sizeof *x);
        x->dtype = e.g[k].dtype;
        x->truth = k && e.rounds == RP_BOOL && kernel_compute_dtype(x->dtype) != RP_I64;
        x->round = e.rounded[k] && (!k || !e.scalar[k] || e.compute == RP_I64);
        x->constant = k && e.g[k].device.type == 0;
        if (x->constant) gpu_read_constant(x, &e.g[k], e);
    }
    return GPU_LAUNCH(op, (gpu_strided_kernel<F, C, N>), op.blocks(it.numel, GPU_BLOCK),
                      it.numel >= GPU_BLOCK ? GPU_BLOCK : 64, 0, o);
}

template <class F, class C, int N>
struct gpu_elementwise_for {
    static rp_status run(gpu_op &op, const kernel_elementwise &e)
    {
        const rp_geometry *p[1 + N];
        kernel_iter it;
        for (int k = 0; k <= N; k++) p[k] = &e.g[k];
        kernel_iter_init(&it, p, 1 + N);
        if constexpr (sizeof(C) == sizeof(float)) {
            const bool dense = gpu_all_dense(e, it);
            if (dense && e.g[0].dtype == RP_F32) return gpu_run_dense<F, float, N>(op, e, it);
            if (dense && e.g[0].dtype == RP_F16) return gpu_run_dense<F, rp_f16, N>(op, e, it);
            if (dense && e.g[0].dtype == RP_BF16) return gpu_run_dense<F, rp_bf16, N>(op, e, it);
        }
        return gpu_run_strided<F, C, N>(op, e, it);
    }
};
#endif
