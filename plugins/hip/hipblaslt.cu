/* plugins/hip/hipblaslt.cu - matrix products by hipBLASLt, with a bias and relu or gelu (its tanh
 * form) on the way out
 *
 * Debian has no header of it: what is used is declared here, from hipblaslt/hipblaslt.h of ROCm 6.0
 * to 7 and hipblas-common.h. Its descriptors are made on the heap, so a thread keeps them with what
 * the library chose; a call only says where its bias is.
 *
 * The library has no way to ask for kernels that give the same bits every time. Those that it ships
 * for gfx90a, gfx942 and gfx950 add the parts of a long k from the workspace, in order;
 * REPRISE_HIP_BLAS=rocBLAS does without it where that is not enough.
 */
#include "plugins/gpu/blas.h"
#include "plugins/gpu/device.h"
#include "plugins/gpu/library.h"

typedef void *hipblasLtHandle_t;
typedef struct hipblasLtMatmulDescOpaque_t *hipblasLtMatmulDesc_t;
typedef struct hipblasLtMatrixLayoutOpaque_t *hipblasLtMatrixLayout_t;
typedef struct hipblasLtMatmulPreferenceOpaque_t *hipblasLtMatmulPreference_t;
struct hipblasLtMatmulAlgo_t {
    uint8_t data[16];
    size_t max_workspace_bytes;
};
struct hipblasLtMatmulHeuristicResult_t {
    hipblasLtMatmulAlgo_t algo;
    size_t workspaceSize;
    int state; /* 0: the rest counts */
    float wavesCount;
    int reserved[4];
};
/* hipDataType, which ROCm 5 has other names for */
enum lt_type { LT_R_32F = 0, LT_R_64F = 1, LT_R_16F = 2, LT_R_16BF = 14 };
enum hipblasComputeType_t { HIPBLAS_COMPUTE_32F = 2, HIPBLAS_COMPUTE_64F = 7 };
enum : int32_t { HIPBLAS_OP_N = 111, HIPBLAS_OP_T = 112 };
enum hipblasLtEpilogue_t : uint32_t {
    HIPBLASLT_EPILOGUE_DEFAULT = 1,
    HIPBLASLT_EPILOGUE_RELU = 2,
    HIPBLASLT_EPILOGUE_BIAS = 4,
    HIPBLASLT_EPILOGUE_RELU_BIAS = 6,
    HIPBLASLT_EPILOGUE_GELU = 32,
    HIPBLASLT_EPILOGUE_GELU_BIAS = 36
};
enum hipblasLtMatrixLayoutAttribute_t {
    HIPBLASLT_MATRIX_LAYOUT_BATCH_COUNT = 0,
    HIPBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET = 1
};
enum hipblasLtMatmulDescAttributes_t {
    HIPBLASLT_MATMUL_DESC_TRANSA = 0,
    HIPBLASLT_MATMUL_DESC_TRANSB = 1,
    HIPBLASLT_MATMUL_DESC_EPILOGUE = 2,
    HIPBLASLT_MATMUL_DESC_BIAS_POINTER = 3,
    HIPBLASLT_MATMUL_DESC_BIAS_DATA_TYPE = 4
};
enum hipblasLtMatmulPreferenceAttributes_t { HIPBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES = 1 };
extern "C" { /* hipblasStatus_t is an int, 0 for success */
int hipblasLtCreate(hipblasLtHandle_t *handle);
int hipblasLtMatrixLayoutCreate(hipblasLtMatrixLayout_t *layout, lt_type type, uint64_t rows,
                                uint64_t cols, int64_t ld);
int hipblasLtMatrixLayoutDestroy(hipblasLtMatrixLayout_t layout);
int hipblasLtMatrixLayoutSetAttribute(hipblasLtMatrixLayout_t layout,
                                      hipblasLtMatrixLayoutAttribute_t attribute, const void *value,
                                      size_t bytes);
int hipblasLtMatmulDescCreate(hipblasLtMatmulDesc_t *desc, hipblasComputeType_t compute,
                              lt_type scale);
int hipblasLtMatmulDescDestroy(hipblasLtMatmulDesc_t desc);
int hipblasLtMatmulDescSetAttribute(hipblasLtMatmulDesc_t desc,
                                    hipblasLtMatmulDescAttributes_t attribute, const void *value,
                                    size_t bytes);
int hipblasLtMatmulPreferenceCreate(hipblasLtMatmulPreference_t *preference);
int hipblasLtMatmulPreferenceDestroy(hipblasLtMatmulPreference_t preference);
int hipblasLtMatmulPreferenceSetAttribute(hipblasLtMatmulPreference_t preference,
                                          hipblasLtMatmulPreferenceAttributes_t attribute,
                                          const void *value, size_t bytes);
int hipblasLtMatmulAlgoGetHeuristic(hipblasLtHandle_t handle, hipblasLtMatmulDesc_t desc,
                                    hipblasLtMatrixLayout_t a, hipblasLtMatrixLayout_t b,
                                    hipblasLtMatrixLayout_t c, hipblasLtMatrixLayout_t d,
                                    hipblasLtMatmulPreference_t preference, int wanted,
                                    hipblasLtMatmulHeuristicResult_t *results, int *found);
int hipblasLtMatmul(hipblasLtHandle_t handle, hipblasLtMatmulDesc_t desc, const void *alpha,
                    const void *a, hipblasLtMatrixLayout_t of_a, const void *b,
                    hipblasLtMatrixLayout_t of_b, const void *beta, const void *c,
                    hipblasLtMatrixLayout_t of_c, void *d, hipblasLtMatrixLayout_t of_d,
                    const hipblasLtMatmulAlgo_t *algo, void *workspace, size_t bytes,
                    GPU(Stream_t) stream);
}
/* clang-format off */
#define NAMES(X_)                                                                                  \
    X_(hipblasLtCreate) X_(hipblasLtMatmul) X_(hipblasLtMatmulAlgoGetHeuristic)                    \
    X_(hipblasLtMatmulDescCreate) X_(hipblasLtMatmulDescDestroy)                                   \
    X_(hipblasLtMatmulDescSetAttribute) X_(hipblasLtMatrixLayoutCreate)                            \
    X_(hipblasLtMatrixLayoutDestroy) X_(hipblasLtMatrixLayoutSetAttribute)                         \
    X_(hipblasLtMatmulPreferenceCreate) X_(hipblasLtMatmulPreferenceDestroy)                       \
    X_(hipblasLtMatmulPreferenceSetAttribute)
/* clang-format on */
static struct {
    NAMES(GPU_LIBRARY_MEMBER)
} lt;
#define SYMBOL(name_) GPU_LIBRARY_SYMBOL(lt, name_)
static const gpu_symbol symbols[] = {NAMES(SYMBOL){}};
static gpu_library library = {"hipBLASLt",
                              {"libhipblaslt.so.1", "libhipblaslt.so.0"},
                              {"$ROCM_PATH/lib", "/opt/rocm/lib"},
                              symbols};
static const gpu_library_known listed(&library);

enum { WORKSPACE = 32 << 20 };

/* ---- a product, described; and what the library chose for it --------------------------------- */
struct lt_product {
    bool ok;
    hipblasLtMatmulDesc_t product;
    hipblasLtMatrixLayout_t a, b, c, d;
    hipblasLtMatmulAlgo_t algorithm;
    size_t workspace;

    void forget()
    {
        for (hipblasLtMatrixLayout_t l : {a, b, c, d})
            if (l) (void)lt.hipblasLtMatrixLayoutDestroy(l);
        if (product) (void)lt.hipblasLtMatmulDescDestroy(product);
        *this = lt_product();
    }
};

static lt_type type_of(int64_t d)
{
    return d == RP_F64 ? LT_R_64F : d == RP_F32 ? LT_R_32F : d == RP_F16 ? LT_R_16F : LT_R_16BF;
}

static hipblasLtEpilogue_t epilogue(const gpu_blas_call &c)
{
    if (c.activation == GPU_RELU)
        return c.bias ? HIPBLASLT_EPILOGUE_RELU_BIAS : HIPBLASLT_EPILOGUE_RELU;
    if (c.activation == GPU_GELU)
        return c.bias ? HIPBLASLT_EPILOGUE_GELU_BIAS : HIPBLASLT_EPILOGUE_GELU;
    return c.bias ? HIPBLASLT_EPILOGUE_BIAS : HIPBLASLT_EPILOGUE_DEFAULT;
}

template <class T>
static bool set(const lt_product *p, hipblasLtMatmulDescAttributes_t attribute, T value)
{
    return !lt.hipblasLtMatmulDescSetAttribute(p->product, attribute, &value, sizeof value);
}

static bool layout(hipblasLtMatrixLayout_t *l, const gpu_blas_call &c, const gpu_blas_matrix &x,
                   int64_t rows, int64_t columns)
{
    const int32_t batch = (int32_t)c.batch;
    return !lt.hipblasLtMatrixLayoutCreate(l, type_of(c.dtype),
                                           (uint64_t)(x.turned ? columns : rows),
                                           (uint64_t)(x.turned ? rows : columns), x.ld) &&
           !lt.hipblasLtMatrixLayoutSetAttribute(*l, HIPBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &batch,
                                                 sizeof batch) &&
           !lt.hipblasLtMatrixLayoutSetAttribute(*l, HIPBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET,
                                                 &x.step, sizeof x.step);
}

static bool describe(lt_product *p, const gpu_blas_call &c)
{
    const bool wide = c.dtype == RP_F64;
    return !lt.hipblasLtMatmulDescCreate(&p->product,
                                         wide ? HIPBLAS_COMPUTE_64F : HIPBLAS_COMPUTE_32F,
                                         wide ? LT_R_64F : LT_R_32F) &&
           set(p, HIPBLASLT_MATMUL_DESC_TRANSA, c.a.turned ? HIPBLAS_OP_T : HIPBLAS_OP_N) &&
           set(p, HIPBLASLT_MATMUL_DESC_TRANSB, c.b.turned ? HIPBLAS_OP_T : HIPBLAS_OP_N) &&
           set(p, HIPBLASLT_MATMUL_DESC_EPILOGUE, epilogue(c)) &&
           (!c.bias || (set(p, HIPBLASLT_MATMUL_DESC_BIAS_DATA_TYPE, (int32_t)type_of(c.dtype)) &&
                        set(p, HIPBLASLT_MATMUL_DESC_BIAS_POINTER, (const void *)c.bias))) &&
           layout(&p->a, c, c.a, c.m, c.k) && layout(&p->b, c, c.b, c.k, c.n) &&
           layout(&p->c, c, c.c, c.m, c.n) && layout(&p->d, c, c.d, c.m, c.n);
}

static void choose(lt_product *p, hipblasLtHandle_t handle, const gpu_blas_call &c)
{
    const uint64_t room = WORKSPACE;
    hipblasLtMatmulPreference_t preference = nullptr;
    hipblasLtMatmulHeuristicResult_t best = {};
    int found = 0;
    p->ok = describe(p, c) && !lt.hipblasLtMatmulPreferenceCreate(&preference) &&
            !lt.hipblasLtMatmulPreferenceSetAttribute(
                preference, HIPBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &room, sizeof room) &&
            !lt.hipblasLtMatmulAlgoGetHeuristic(handle, p->product, p->a, p->b, p->c, p->d,
                                                preference, 1, &best, &found) &&
            found && !best.state && best.workspaceSize <= room;
    if (preference) (void)lt.hipblasLtMatmulPreferenceDestroy(preference);
    p->algorithm = best.algo;
    p->workspace = best.workspaceSize;
}

static lt_product *chosen(hipblasLtHandle_t handle, const gpu_blas_call &c)
{
    static thread_local gpu_choices<gpu_blas_call, lt_product, 128> choices;
    bool known;
    lt_product *place = choices.find(gpu_blas_key(c), &known);
    if (!known) choose(place, handle, c);
    return place;
}

/* ---- calls ----------------------------------------------------------------------------------- */
/* A handle belongs to one device; the thread's own, so that no two threads share what is inside. */
static hipblasLtHandle_t handle_of(int device)
{
    static thread_local hipblasLtHandle_t handles[GPU_MAX_DEVICES];
    hipblasLtHandle_t *h = &handles[device];
    if (!*h && lt.hipblasLtCreate(h)) *h = nullptr;
    return *h;
}

rp_status gpu_blas_preferred(gpu_op &op, const gpu_blas_call &c, bool *served)
{
    if (c.batch > INT32_MAX || !gpu_library_open(&library)) return RP_OK;
    const hipblasLtHandle_t handle = handle_of(op.device);
    if (!handle) return RP_OK;
    const lt_product *p = chosen(handle, c);
    if (!p->ok || (c.bias && !set(p, HIPBLASLT_MATMUL_DESC_BIAS_POINTER, (const void *)c.bias)))
        return RP_OK;
    const gpu_blas_scalars by(c);
    gpu_ptr<char> workspace = {};
    if (p->workspace) RP_TRY(op.scratch(&workspace, (int64_t)p->workspace));
    const int st = lt.hipblasLtMatmul(handle, p->product, by.alpha, c.a.data, p->a, c.b.data, p->b,
                                      by.beta, c.c.data, p->c, c.d.data, p->d, &p->algorithm,
                                      gpu_raw(workspace), p->workspace, op.stream);
    if (st) return (void)GPU(GetLastError)(), RP_OK;
    *served = true;
    return op.launched("hipblasLtMatmul", GPU(Success));
}
