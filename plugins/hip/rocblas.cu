/* plugins/hip/rocblas.cu - matrix products by rocBLAS, which has no epilogues
 *
 * Debian has no header of it: what is used is declared here, from rocblas/internal/rocblas-types.h
 * and rocblas_functions.h of rocBLAS 2.44 to 5. Its sums are made without atomics, so that the same
 * call gives the same bits.
 */
#include "plugins/gpu/blas.h"
#include "plugins/gpu/device.h"
#include "plugins/gpu/library.h"

typedef struct _rocblas_handle *rocblas_handle;
enum rocblas_operation { rocblas_operation_none = 111, rocblas_operation_transpose = 112 };
enum rocblas_datatype {
    rocblas_datatype_f16_r = 150,
    rocblas_datatype_f32_r = 151,
    rocblas_datatype_f64_r = 152,
    rocblas_datatype_bf16_r = 168
};
enum rocblas_gemm_algo { rocblas_gemm_algo_standard = 0 };
enum rocblas_atomics_mode { rocblas_atomics_not_allowed = 0 };
/* rocblas_status is an int, 0 for success; rocblas_int an int32_t, rocblas_stride an int64_t */
extern "C" {
int rocblas_create_handle(rocblas_handle *handle);
int rocblas_set_stream(rocblas_handle handle, GPU(Stream_t) stream);
int rocblas_set_atomics_mode(rocblas_handle handle, rocblas_atomics_mode mode);
int rocblas_gemm_strided_batched_ex(
    rocblas_handle handle, rocblas_operation trans_a, rocblas_operation trans_b, int32_t m,
    int32_t n, int32_t k, const void *alpha, const void *a, rocblas_datatype a_type, int32_t lda,
    int64_t stride_a, const void *b, rocblas_datatype b_type, int32_t ldb, int64_t stride_b,
    const void *beta, const void *c, rocblas_datatype c_type, int32_t ldc, int64_t stride_c,
    void *d, rocblas_datatype d_type, int32_t ldd, int64_t stride_d, int32_t batch_count,
    rocblas_datatype compute_type, rocblas_gemm_algo algo, int32_t solution_index, uint32_t flags);
}
/* clang-format off */
#define NAMES(X_)                                                                                  \
    X_(rocblas_create_handle) X_(rocblas_set_stream) X_(rocblas_set_atomics_mode)                  \
    X_(rocblas_gemm_strided_batched_ex)
/* clang-format on */
static struct {
    NAMES(GPU_LIBRARY_MEMBER)
} roc;
#define SYMBOL(name_) GPU_LIBRARY_SYMBOL(roc, name_)
static const gpu_symbol symbols[] = {NAMES(SYMBOL){}};
static gpu_library library = {
    "rocBLAS",
    {"librocblas.so.5", "librocblas.so.4", "librocblas.so.3", "librocblas.so.0"},
    {"$ROCM_PATH/lib", "/opt/rocm/lib"},
    symbols};
static const gpu_library_known listed(&library);

static rocblas_datatype type_of(int64_t d)
{
    return d == RP_F64   ? rocblas_datatype_f64_r
           : d == RP_F32 ? rocblas_datatype_f32_r
           : d == RP_F16 ? rocblas_datatype_f16_r
                         : rocblas_datatype_bf16_r;
}

/* A handle belongs to one thread and one device. */
static rocblas_handle handle_of(const gpu_op &op)
{
    static thread_local rocblas_handle handles[GPU_MAX_DEVICES];
    rocblas_handle *h = &handles[op.device];
    if (!*h && (roc.rocblas_create_handle(h) ||
                roc.rocblas_set_atomics_mode(*h, rocblas_atomics_not_allowed)))
        *h = nullptr;
    return *h && !roc.rocblas_set_stream(*h, op.stream) ? *h : nullptr;
}

/* Its sizes are ints. */
static bool fits(const gpu_blas_call &c)
{
    for (int64_t n : {c.m, c.n, c.k, c.batch, c.a.ld, c.b.ld, c.c.ld, c.d.ld})
        if (n > INT32_MAX) return false;
    return true;
}

static int multiply(rocblas_handle handle, const gpu_blas_call &c)
{
    const rocblas_operation of_a =
        c.a.turned ? rocblas_operation_transpose : rocblas_operation_none;
    const rocblas_operation of_b =
        c.b.turned ? rocblas_operation_transpose : rocblas_operation_none;
    const rocblas_datatype type = type_of(c.dtype), sums = c.dtype == RP_F64
                                                               ? rocblas_datatype_f64_r
                                                               : rocblas_datatype_f32_r;
    const gpu_blas_scalars by(c);
    return roc.rocblas_gemm_strided_batched_ex(
        handle, of_a, of_b, (int32_t)c.m, (int32_t)c.n, (int32_t)c.k, by.alpha, c.a.data, type,
        (int32_t)c.a.ld, c.a.step, c.b.data, type, (int32_t)c.b.ld, c.b.step, by.beta, c.c.data,
        type, (int32_t)c.c.ld, c.c.step, c.d.data, type, (int32_t)c.d.ld, c.d.step,
        (int32_t)c.batch, sums, rocblas_gemm_algo_standard, 0, 0);
}

rp_status gpu_blas_second(gpu_op &op, const gpu_blas_call &c, bool *served)
{
    gpu_blas_call plain = c;
    if (!fits(c) || !gpu_library_open(&library)) return RP_OK;
    const rocblas_handle handle = handle_of(op);
    if (!handle) return RP_OK;
    if (c.bias) {
        RP_TRY(gpu_blas_spread_bias(op, c));
        plain.beta = 1; /* c is d then */
    }
    if (multiply(handle, plain)) return (void)GPU(GetLastError)(), RP_OK;
    *served = true;
    RP_TRY(op.launched("rocblas_gemm_strided_batched_ex", GPU(Success)));
    return gpu_blas_activate(op, c);
}
