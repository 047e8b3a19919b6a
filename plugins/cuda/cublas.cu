/* plugins/cuda/cublas.cu - matrix products by cuBLASLt, which picks a kernel for a shape once, and
 * adds a bias and computes relu or gelu on the way out (its gelu is the tanh form)
 *
 * f32 is multiplied as f32, not as tf32; sums over split k go through the workspace, in order.
 */
#if __has_include(<cublasLt.h>) /* a toolkit may come without */
#include <cublasLt.h>
#include "plugins/gpu/blas.h"
#include "plugins/gpu/device.h"
#include "plugins/gpu/library.h"
#include <mutex>

/* clang-format off */
#define NAMES(X_)                                                                                  \
    X_(cublasLtCreate) X_(cublasLtMatmul) X_(cublasLtMatmulAlgoGetHeuristic)                       \
    X_(cublasLtMatmulDescInit_internal) X_(cublasLtMatmulDescSetAttribute)                         \
    X_(cublasLtMatrixLayoutInit_internal) X_(cublasLtMatrixLayoutSetAttribute)                     \
    X_(cublasLtMatmulPreferenceInit_internal) X_(cublasLtMatmulPreferenceSetAttribute)
/* clang-format on */
static struct {
    NAMES(GPU_LIBRARY_MEMBER)
} lt;
#define SYMBOL(name_) GPU_LIBRARY_SYMBOL(lt, name_)
static const gpu_symbol symbols[] = {NAMES(SYMBOL){}};
static gpu_library library = {"cuBLASLt",
                              {"libcublasLt.so.13", "libcublasLt.so.12"},
                              {"$CUDA_HOME/lib64", "$CUDA_PATH/lib64", "/usr/local/cuda/lib64"},
                              symbols};
static const gpu_library_known listed(&library);

enum { WORKSPACE = 32 << 20 };
/* on the stack: the library's Create functions would take memory for each call */
struct description {
    cublasLtMatmulDescOpaque_t product;
    cublasLtMatrixLayoutOpaque_t a, b, c, d;
};

static cudaDataType_t type_of(int64_t d)
{
    return d == RP_F64   ? CUDA_R_64F
           : d == RP_F32 ? CUDA_R_32F
           : d == RP_F16 ? CUDA_R_16F
                         : CUDA_R_16BF;
}

template <class T>
static bool set(description *d, cublasLtMatmulDescAttributes_t attribute, T value)
{
    return !lt.cublasLtMatmulDescSetAttribute(&d->product, attribute, &value, sizeof value);
}

static bool layout(cublasLtMatrixLayoutOpaque_t *l, const gpu_blas_call &c,
                   const gpu_blas_matrix &x, int64_t rows, int64_t columns)
{
    const int32_t batch = (int32_t)c.batch;
    if (x.turned) {
        const int64_t r = rows;
        rows = columns;
        columns = r;
    }
    return !lt.cublasLtMatrixLayoutInit_internal(l, sizeof *l, type_of(c.dtype), (uint64_t)rows,
                                                 (uint64_t)columns, x.ld) &&
           !lt.cublasLtMatrixLayoutSetAttribute(l, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &batch,
                                                sizeof batch) &&
           !lt.cublasLtMatrixLayoutSetAttribute(l, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET,
                                                &x.step, sizeof x.step);
}

static cublasLtEpilogue_t epilogue(const gpu_blas_call &c)
{
    if (c.activation == GPU_RELU)
        return c.bias ? CUBLASLT_EPILOGUE_RELU_BIAS : CUBLASLT_EPILOGUE_RELU;
    if (c.activation == GPU_GELU)
        return c.bias ? CUBLASLT_EPILOGUE_GELU_BIAS : CUBLASLT_EPILOGUE_GELU;
    return CUBLASLT_EPILOGUE_BIAS;
}

static bool describe(description *d, const gpu_blas_call &c)
{
    const bool wide = c.dtype == RP_F64;
    if (lt.cublasLtMatmulDescInit_internal(&d->product, sizeof d->product,
                                           wide ? CUBLAS_COMPUTE_64F : CUBLAS_COMPUTE_32F,
                                           wide ? CUDA_R_64F : CUDA_R_32F))
        return false;
    if (!set(d, CUBLASLT_MATMUL_DESC_TRANSA, c.a.turned ? CUBLAS_OP_T : CUBLAS_OP_N)) return false;
    if (!set(d, CUBLASLT_MATMUL_DESC_TRANSB, c.b.turned ? CUBLAS_OP_T : CUBLAS_OP_N)) return false;
    if ((c.bias || c.activation) && !set(d, CUBLASLT_MATMUL_DESC_EPILOGUE, epilogue(c)))
        return false;
    if (c.bias && !set(d, CUBLASLT_MATMUL_DESC_BIAS_POINTER, (const void *)c.bias)) return false;
    return layout(&d->a, c, c.a, c.m, c.k) && layout(&d->b, c, c.b, c.k, c.n) &&
           layout(&d->c, c, c.c, c.m, c.n) && layout(&d->d, c, c.d, c.m, c.n);
}

/* ---- what the library chose ------------------------------------------------------------------ */
struct choice {
    bool ok;
    cublasLtMatmulAlgo_t algorithm;
    size_t workspace;
    void forget()
    {
    }
};

static bool prefer(cublasLtMatmulPreferenceOpaque_t *p, const gpu_blas_call &c)
{
    const uint64_t room = WORKSPACE;
    const uint32_t in_order =
        CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE | CUBLASLT_REDUCTION_SCHEME_OUTPUT_TYPE;
    const struct {
        cublasLtMatmulPreferenceAttributes_t attribute;
        uint32_t value;
    } numbers[] = {{CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK, in_order},
                   {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, gpu_blas_alignment(c.a.data)},
                   {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, gpu_blas_alignment(c.b.data)},
                   {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, gpu_blas_alignment(c.c.data)},
                   {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, gpu_blas_alignment(c.d.data)}};
    if (lt.cublasLtMatmulPreferenceInit_internal(p, sizeof *p)) return false;
    if (lt.cublasLtMatmulPreferenceSetAttribute(p, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &room,
                                                sizeof room))
        return false;
    for (const auto &n : numbers)
        if (lt.cublasLtMatmulPreferenceSetAttribute(p, n.attribute, &n.value, sizeof n.value))
            return false;
    return true;
}

static void choose(choice *to, cublasLtHandle_t handle, description *d, const gpu_blas_call &c)
{
    cublasLtMatmulPreferenceOpaque_t preference;
    cublasLtMatmulHeuristicResult_t best;
    int found = 0;
    to->ok = prefer(&preference, c) &&
             !lt.cublasLtMatmulAlgoGetHeuristic(handle, &d->product, &d->a, &d->b, &d->c, &d->d,
                                                &preference, 1, &best, &found) &&
             found && best.state == CUBLAS_STATUS_SUCCESS;
    if (!to->ok) return;
    to->algorithm = best.algo;
    to->workspace = best.workspaceSize;
}

static choice *chosen(cublasLtHandle_t handle, description *d, const gpu_blas_call &c)
{
    static thread_local gpu_choices<gpu_blas_call, choice, 128> choices;
    bool known;
    choice *place = choices.find(gpu_blas_key(c), &known);
    if (!known) choose(place, handle, d, c);
    return place;
}

/* ---- calls ----------------------------------------------------------------------------------- */
static cublasLtHandle_t handle_of(int device)
{
    static cublasLtHandle_t handles[GPU_MAX_DEVICES];
    static std::mutex making;
    cublasLtHandle_t h = __atomic_load_n(&handles[device], __ATOMIC_ACQUIRE);
    if (h) return h;
    const std::lock_guard<std::mutex> hold(making);
    if (!handles[device] && !lt.cublasLtCreate(&h))
        __atomic_store_n(&handles[device], h, __ATOMIC_RELEASE);
    return handles[device];
}

rp_status gpu_blas_preferred(gpu_op &op, const gpu_blas_call &c, bool *served)
{
    description d;
    if (c.batch > INT32_MAX || !gpu_library_open(&library)) return RP_OK;
    cublasLtHandle_t handle = handle_of(op.device);
    if (!handle || !describe(&d, c)) return RP_OK;
    const choice *how = chosen(handle, &d, c);
    if (!how->ok) return RP_OK;
    const gpu_blas_scalars by(c);
    gpu_ptr<char> workspace = {};
    if (how->workspace) RP_TRY(op.scratch(&workspace, (int64_t)how->workspace));
    const cublasStatus_t st =
        lt.cublasLtMatmul(handle, &d.product, by.alpha, c.a.data, &d.a, c.b.data, &d.b, by.beta,
                          c.c.data, &d.c, c.d.data, &d.d, &how->algorithm, gpu_raw(workspace),
                          how->workspace, (cudaStream_t)op.stream);
    if (st) return (void)GPU(GetLastError)(), RP_OK;
    *served = true;
    return op.launched("cublasLtMatmul", GPU(Success));
}
#endif
