/* plugins/gpu/gpu.h - what every kernel file of a GPU needs: element types, one call of an
 * operator, launches, faults
 *
 * A file <stem>.cu ends with `GPU_TABLE(<stem>) = {GPU_ROW(...), ..., {}};`: CMake finds it. A
 * kernel finds its outputs made by meta and only fills them:
 *
 *     GPU_OP(double_it) // of dense tensors, to keep it short
 *     {
 *         GPU_UNUSED;
 *         gpu_op op(c);
 *         const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
 *         const gpu_ptr<const float> from = gpu_at<const float>(x.data);
 *         const gpu_ptr<float> to = gpu_at<float>(y.data);
 *         return gpu_each(op, x.numel, [=] GPU_LAMBDA(int64_t i) { to[i] = 2 * from[i]; });
 *     }
 *
 * Launches are asynchronous, on the device's own stream. What a kernel finds wrong with its values
 * (an index out of range) it says with gpu_report; the host sees it at the next launch or wait.
 * With REPRISE_CUDA_SYNC=1 (HIP, EMU) every launch is waited for, so that the call which made the
 * fault is the one that returns it; the emulated device always does.
 */
#ifndef GPU_H
#define GPU_H
#include "runtime.h"
#include "plugins/common/half.h"
#include "plugins/common/iter.h"

/* ---- tables ---------------------------------------------------------------------------------- */
/* Not const: hipcc would give a constant to the device, too, where the functions are not. */
#define GPU_TABLE(stem_)                                                                           \
    extern rp_kernel_row gpu_##stem_[];                                                            \
    rp_kernel_row gpu_##stem_[]
#define GPU_ROW_WITH(op_, fn_, what_)                                                              \
    {                                                                                              \
        sizeof(rp_kernel_row), 0, (op_), KERNEL_DEVICE, (fn_), nullptr, nullptr,                   \
            (void *)(uintptr_t)(what_), 0, __LINE__, __FILE__                                      \
    }
#define GPU_ROW(op_, fn_) GPU_ROW_WITH(op_, fn_, nullptr)
#define GPU_OP(name_)                                                                              \
    static rp_status name_(void *self, rp_call *c, const rp_value *in, uint32_t n_in,              \
                           rp_value *out, uint32_t n_out)
#define GPU_UNUSED (void)self, (void)c, (void)in, (void)n_in, (void)out, (void)n_out

/* ---- element types --------------------------------------------------------------------------- */
/* gpu_get: an element as the number that it is computed in. gpu_put<T>: the other way. */
template <class T>
struct gpu_number { /* integers, and bool as uint8_t */
    typedef int64_t type;
    typedef uint64_t total; /* wraps */
};
template <>
struct gpu_number<float> {
    typedef float type, total;
};
template <>
struct gpu_number<double> {
    typedef double type, total;
};
template <>
struct gpu_number<rp_f16> {
    typedef float type, total;
};
template <>
struct gpu_number<rp_bf16> {
    typedef float type, total;
};
/* float for f32, f16, bf16; double; int64_t for all integers */
template <class T>
using gpu_compute = typename gpu_number<T>::type;
/* What products are made and summed in: the same, but that integers may overflow. */
template <class T>
using gpu_total = typename gpu_number<T>::total;
template <class T>
RP_ELEMENT gpu_compute<T> gpu_get(T x)
{
    return (gpu_compute<T>)x;
}
RP_ELEMENT float gpu_get(rp_f16 x)
{
    return rp_from_f16(x);
}
RP_ELEMENT float gpu_get(rp_bf16 x)
{
    return rp_from_bf16(x);
}
template <class T>
struct gpu_putter { /* integers: numbers that do not fit wrap */
    template <class C>
    __host__ __device__ static T put(C x)
    {
        return (T)(int64_t)x;
    }
};
template <>
struct gpu_putter<float> {
    template <class C>
    __host__ __device__ static float put(C x)
    {
        return (float)x;
    }
};
template <>
struct gpu_putter<double> {
    template <class C>
    __host__ __device__ static double put(C x)
    {
        return (double)x;
    }
};
template <>
struct gpu_putter<rp_f16> {
    template <class C>
    __host__ __device__ static rp_f16 put(C x)
    {
        return rp_to_f16((float)x);
    }
};
template <>
struct gpu_putter<rp_bf16> {
    template <class C>
    __host__ __device__ static rp_bf16 put(C x)
    {
        return rp_to_bf16((float)x);
    }
};
template <>
struct gpu_putter<bool> {
    template <class C>
    __host__ __device__ static bool put(C x)
    {
        return x != 0;
    }
};
template <class T, class C>
RP_ELEMENT T gpu_put(C x)
{
    return gpu_putter<T>::put(x);
}

/* N elements side by side, which a thread reads or writes together: sixteen bytes at once where
   they make so many. */
template <class T, int N>
struct alignas(sizeof(T) * N < 16 ? sizeof(T) * N : 16) gpu_several {
    T x[N];
};
template <class T>
using gpu_pack = gpu_several<T, 16 / sizeof(T)>;
/* The statement with T_ as the C type of a dtype; `otherwise_` for other dtypes. Use:
 * GPU_FLOATS(x.dtype, T, return f<T>(...), return kernel_no_dtype("aten::x", x.dtype)). */
#define GPU_CASE(dtype_, T_, type_, ...)                                                           \
    case dtype_: {                                                                                 \
        using T_ = type_;                                                                          \
        __VA_ARGS__;                                                                               \
        break;                                                                                     \
    }
#define GPU_FLOAT_CASES(T_, ...)                                                                   \
    GPU_CASE(RP_F32, T_, float, __VA_ARGS__)                                                       \
    GPU_CASE(RP_F64, T_, double, __VA_ARGS__)                                                      \
    GPU_CASE(RP_F16, T_, rp_f16, __VA_ARGS__)                                                      \
    GPU_CASE(RP_BF16, T_, rp_bf16, __VA_ARGS__)
#define GPU_INTEGER_CASES(T_, ...)                                                                 \
    GPU_CASE(RP_I64, T_, int64_t, __VA_ARGS__)                                                     \
    GPU_CASE(RP_I32, T_, int32_t, __VA_ARGS__)                                                     \
    GPU_CASE(RP_I16, T_, int16_t, __VA_ARGS__)                                                     \
    GPU_CASE(RP_I8, T_, int8_t, __VA_ARGS__)                                                       \
    GPU_CASE(RP_U8, T_, uint8_t, __VA_ARGS__)
#define GPU_FLOATS(d_, T_, otherwise_, ...)                                                        \
    switch (d_) {                                                                                  \
        GPU_FLOAT_CASES(T_, __VA_ARGS__)                                                           \
    default: otherwise_;                                                                           \
    }
#define GPU_INTEGERS(d_, T_, otherwise_, ...)                                                      \
    switch (d_) {                                                                                  \
        GPU_INTEGER_CASES(T_, __VA_ARGS__)                                                         \
    default: otherwise_;                                                                           \
    }
#define GPU_ALL(d_, T_, otherwise_, ...)                                                           \
    switch (d_) {                                                                                  \
        GPU_FLOAT_CASES(T_, __VA_ARGS__)                                                           \
        GPU_INTEGER_CASES(T_, __VA_ARGS__)                                                         \
        GPU_CASE(RP_BOOL, T_, bool, __VA_ARGS__)                                                   \
    default: otherwise_;                                                                           \
    }
/* For kernels that only move elements: the unsigned integer of the same size. */
#define GPU_SIZES(bytes_, T_, ...)                                                                 \
    switch (bytes_) {                                                                              \
        GPU_CASE(1, T_, uint8_t, __VA_ARGS__)                                                      \
        GPU_CASE(2, T_, uint16_t, __VA_ARGS__)                                                     \
        GPU_CASE(4, T_, uint32_t, __VA_ARGS__)                                                     \
    default: {                                                                                     \
        using T_ = uint64_t;                                                                       \
        __VA_ARGS__;                                                                               \
    }                                                                                              \
    }

/* ---- faults: what a kernel finds wrong with its values --------------------------------------- */
enum gpu_fault_kind {
    GPU_NO_FAULT,
    GPU_FAULT_INDEX,
    GPU_FAULT_DIVISION,
    GPU_FAULT_RANGE,
    GPU_FAULT_VALUE
};
struct gpu_fault { /* one a device, in pinned memory: the first fault since the host last looked */
    int kind;
    int pad;
    const char *op; /* a host address, which kernels carry along */
    int64_t value, bound;
};
struct gpu_reporter { /* passed to kernels by value */
    gpu_fault *fault;
    const char *op;
};
GPU_FN void gpu_report(const gpu_reporter &r, gpu_fault_kind kind, int64_t value, int64_t bound)
{
    if (gpu_atomic_cas(&r.fault->kind, GPU_NO_FAULT, -1) != GPU_NO_FAULT) return;
    r.fault->op = r.op;
    r.fault->value = value;
    r.fault->bound = bound;
    gpu_fence_system();
    *(volatile int *)&r.fault->kind = kind;
}
/* An index into an extent, counted from the back when negative. Out of range it is reported, and is
   0: nothing else is read. */
GPU_FN int64_t gpu_index(const gpu_reporter &r, int64_t i, int64_t extent)
{
    const int64_t at = i < 0 ? i + extent : i;
    if (at >= 0 && at < extent) return at;
    gpu_report(r, GPU_FAULT_INDEX, i, extent);
    return 0;
}

/* ---- one call of an operator ----------------------------------------------------------------- */
enum { GPU_SCRATCH = 24, GPU_BLOCK = 256 };
struct gpu_op {
    rp_call *c;
    int32_t device;
    GPU(Stream_t) stream;
    rp_status status; /* of making the device current; launches return it */
    gpu_reporter reporter;
    int n_scratch;
    struct {
        void *p;
        size_t bytes;
    } scratch_of[GPU_SCRATCH];

    explicit gpu_op(rp_call *call);       /* on the device of the call */
    gpu_op(rp_call *call, int32_t index); /* on another one */
    ~gpu_op();                            /* scratch goes back, in the order of the stream */
    gpu_op(const gpu_op &) = delete;
    gpu_op &operator=(const gpu_op &) = delete;

    /* `n` elements of device memory until the call ends. */
    template <class T>
    rp_status scratch(gpu_ptr<T> *out, int64_t n)
    {
        void *p = nullptr;
        RP_TRY(take(&p, (size_t)(n > 0 ? n : 1) * sizeof(T)));
        *out = gpu_at<T>(p);
        return RP_OK;
    }
    rp_device place() const; /* of its tensors */
    rp_status use();         /* makes the device current again, after another one's turn */
    /* Small data of the host for kernels of this call: the bytes may change when it returns. */
    rp_status upload(void *to, const void *from, size_t bytes);
    /* Waits for the stream, then the bytes are there. */
    rp_status download(void *to, const void *from, size_t bytes);
    /* Is there a fault to report, or did the launch fail? */
    rp_status launched(const char *kernel, GPU(Error_t) e);
    /* Largest grid that is worth it: kernels walk on in strides of the grid. */
    unsigned blocks(int64_t threads, int per_block) const;

    template <class... P, class... A>
    rp_status launch(const char *name, void (*kernel)(P...), int64_t grid, int threads,
                     size_t shared, A... args)
    {
        if (status) return status;
        if (grid <= 0) return RP_OK;
        return launched(name, GPU_RUN(kernel, name, (unsigned)grid, (unsigned)threads, shared,
                                      stream, args...));
    }

  private:
    rp_status take(void **p, size_t bytes);
};
/* GPU_LAUNCH(op, (kernel<T>), blocks, threads, shared bytes, arguments ...) */
#define GPU_LAUNCH(op_, kernel_, blocks_, threads_, shared_, ...)                                  \
    (op_).launch(#kernel_, kernel_, blocks_, threads_, shared_, __VA_ARGS__)

/* f(i) for i in [0, n), one thread each, in any order. */
template <class F>
GPU_KERNEL gpu_each_kernel(int64_t n, F f)
{
    for (int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x; i < n;
         i += (int64_t)gridDim.x * blockDim.x)
        f(i);
}
template <class F>
static inline rp_status gpu_each(gpu_op &op, int64_t n, F f)
{
    const int threads = n >= GPU_BLOCK ? GPU_BLOCK : 64;
    return op.launch(__func__, gpu_each_kernel<F>, op.blocks(n, threads), threads, 0, n, f);
}
/* f(i) for every i in [0, n), one block of `threads` each: the f of all threads of a block may meet
   at barriers. */
template <class F>
GPU_KERNEL gpu_each_block_kernel(int64_t n, F f)
{
    for (int64_t i = blockIdx.x; i < n; i += gridDim.x) {
        f(i);
        gpu_block_barrier(); /* what the next round writes into shared memory, this one has read */
    }
}
template <class F>
static inline rp_status gpu_each_block(gpu_op &op, int64_t n, int threads, F f)
{
    return op.launch(__func__, gpu_each_block_kernel<F>, n < 65536 ? n : 65536, threads, 0, n, f);
}
/* Threads for a block that shares `n` elements: a multiple of every warp size, at most
   GPU_BLOCK. */
static inline int gpu_block_threads(int64_t n)
{
    return n >= GPU_BLOCK ? GPU_BLOCK : n > 64 ? 128 : 64;
}

/* ---- strided operands ------------------------------------------------------------------------ */
/* i / n of numbers that are not negative: 64-bit division costs several times as much as one of 32
   bits. */
RP_ELEMENT int64_t gpu_quotient(int64_t i, int64_t n)
{
    return ((uint64_t)i | (uint64_t)n) >> 32 ? i / n : (int64_t)((uint32_t)i / (uint32_t)n);
}
/* K operands walked together (plugins/common/iter.h): where element i lies in each, in bytes. */
template <int K>
struct gpu_iter {
    int ndim;
    int64_t numel;
    int64_t shape[RP_MAX_DIMS];
    int64_t stride[RP_MAX_DIMS][K];
    gpu_ptr<char> data[K];

    __host__ __device__ void offsets(int64_t i, int64_t *at) const
    {
        for (int k = 0; k < K; k++) at[k] = 0;
        for (int d = 0; d < ndim; d++) {
            const int64_t rest = d + 1 < ndim ? gpu_quotient(i, shape[d]) : 0,
                          index = i - rest * shape[d];
            i = rest;
            for (int k = 0; k < K; k++) at[k] += index * stride[d][k];
        }
    }
    /* Operand k's element at `at`, as T. */
    template <class T>
    __host__ __device__ T &at(int k, int64_t offset) const
    {
        return *gpu_cast<T>(data[k] + offset);
    }
};
template <int K>
static inline gpu_iter<K> gpu_iter_of(const kernel_iter &it)
{
    gpu_iter<K> g;
    g.ndim = it.ndim;
    g.numel = it.numel;
    for (int d = 0; d < it.ndim; d++) {
        g.shape[d] = it.shape[d];
        for (int k = 0; k < K; k++) g.stride[d][k] = it.stride[d][k];
    }
    for (int k = 0; k < K; k++) g.data[k] = gpu_at<char>(it.data[k]);
    return g;
}
/* Operand 0 gives the shape, the others broadcast against it. */
template <int K>
static inline gpu_iter<K> gpu_iterate(const rp_geometry *const (&operands)[K])
{
    kernel_iter it;
    kernel_iter_init(&it, operands, K);
    return gpu_iter_of<K>(it);
}

/* Operands that broadcast to the shape of `like`, counted in row-major order whatever their strides
   are. */
template <int K>
static inline gpu_iter<K> gpu_iterate_in_order(const rp_geometry *like,
                                               const rp_geometry *const (&operands)[K])
{
    int64_t stride[RP_MAX_DIMS], step = 1;
    const rp_geometry *all[K + 1];
    rp_geometry order = *like; /* dims are sorted by it; it is never read */
    kernel_iter it;
    for (int d = order.ndim; d-- > 0; step *= order.shape[d]) stride[d] = step;
    order.dtype = RP_U8;
    order.stride = stride;
    all[0] = &order;
    for (int k = 0; k < K; k++) all[1 + k] = operands[k];
    kernel_iter_init(&it, all, 1 + K);
    for (int d = 0; d < it.ndim; d++)
        memmove(it.stride[d], it.stride[d] + 1, K * sizeof it.stride[d][0]);
    memmove(it.data, it.data + 1, K * sizeof it.data[0]);
    return gpu_iter_of<K>(it);
}

/* One element of any dtype as a number of type C (float, double or int64_t), and back. Not inlined:
 * kernels whose operands may be of any dtype would be ten times as large. */
template <class C>
__device__ __noinline__ C gpu_load(gpu_ptr<const char> p, rp_dtype d);
template <class C>
__device__ __noinline__ void gpu_store(gpu_ptr<char> p, rp_dtype d, C x);
#include "element.inc"

/* A vector of any dtype, which may be absent. */
struct gpu_vector {
    gpu_ptr<char> data;
    rp_dtype dtype;
    int64_t step; /* bytes */

    template <class C>
    GPU_MEMBER C get(int64_t i, C absent) const
    {
        return data ? gpu_load<C>(data + i * step, dtype) : absent;
    }
    template <class C>
    GPU_MEMBER void put(int64_t i, C x) const
    {
        if (data) gpu_store<C>(data + i * step, dtype, x);
    }
};
/* Of a tensor with one dimension, or of a dense one in row-major order. */
static inline gpu_vector gpu_vector_of(const rp_geometry *g)
{
    return gpu_vector{gpu_at<char>(g->data), g->dtype,
                      (g->ndim == 1 ? g->stride[0] : 1) * (int64_t)kernel_element(g->dtype)};
}
static inline gpu_vector gpu_vector_at(const rp_value *v)
{
    const rp_geometry g = kernel_geometry(v);
    return gpu_vector_of(&g);
}

/* ---- work that has a file of its own --------------------------------------------------------- */
/* dst = src with conversion; same shape, or src broadcast to it (copy.cu). Both on the device of
   the call. */
rp_status gpu_assign(gpu_op &op, const rp_geometry *dst, const rp_geometry *src);
/* A tensor argument that may be a 0-dim tensor of the host: then it is copied to scratch of the
   call. */
rp_status gpu_geometry(gpu_op &op, rp_geometry *out, const rp_value *v);
/* A dense tensor over scratch: `stride` is the caller's array of RP_MAX_DIMS. */
rp_status gpu_scratch_tensor(gpu_op &op, rp_geometry *out, int64_t *stride, const int64_t *shape,
                             int ndim, rp_dtype dtype);
/* x itself if it is dense (or absent), else a dense copy in scratch (also where the dtype
   differs). */
rp_status gpu_dense(gpu_op &op, rp_geometry *x, int64_t *stride, rp_dtype dtype);
/* The same of an argument, in its own dtype, as a vector in row-major order. */
static inline rp_status gpu_dense_vector(gpu_op &op, gpu_vector *out, const rp_value *v)
{
    int64_t stride[RP_MAX_DIMS]; /* a dense tensor's are not asked for */
    rp_geometry g = kernel_geometry(v);
    RP_TRY(gpu_dense(op, &g, stride, g.dtype));
    *out = gpu_vector_of(&g);
    return RP_OK;
}
/* A result that a kernel wants dense: y itself if it is, else scratch, which gpu_output_done copies
   to the result. */
rp_status gpu_output(gpu_op &op, rp_geometry *y, int64_t *stride);
rp_status gpu_output_done(gpu_op &op, const rp_geometry *result, const rp_geometry *y);
#endif
