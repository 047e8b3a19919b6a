/* plugins/hip/miopen.cu - convolutions by MIOpen, its deterministic kernels alone
 *
 * Debian has no header of it: what is used is declared here, from miopen/miopen.h of MIOpen 2.19 to
 * 3.5. In immediate mode the library names its kernels for a shape without running any, from its
 * records and rules, so the choice does not depend on the time of day. Descriptors are made on the
 * heap: a thread keeps them with the choice. Served: all three volumes NCHW, or all three channels
 * last.
 */
#include "plugins/gpu/device.h"
#include "plugins/gpu/dnn.h"
#include "plugins/gpu/library.h"

typedef struct miopenHandle *miopenHandle_t;
typedef struct miopenTensorDescriptor *miopenTensorDescriptor_t;
typedef struct miopenConvolutionDescriptor *miopenConvolutionDescriptor_t;
enum miopenDataType_t { miopenHalf = 0, miopenFloat = 1, miopenBFloat16 = 5, miopenDouble = 6 };
enum miopenConvolutionMode_t { miopenConvolution = 0 }; /* a cross-correlation */
enum miopenConvolutionAttrib_t { MIOPEN_CONVOLUTION_ATTRIB_DETERMINISTIC = 1 };
struct miopenConvSolution_t {
    float time;
    size_t workspace_size;
    uint64_t solution_id;
    int algorithm;
};
/* miopenStatus_t is an int, 0 for success. Of all three products: two factors and what is computed,
   with the convolution before the last. */
typedef int miopen_get_solution(miopenHandle_t handle, miopenTensorDescriptor_t first,
                                miopenTensorDescriptor_t second, miopenConvolutionDescriptor_t how,
                                miopenTensorDescriptor_t result, size_t room, size_t *found,
                                miopenConvSolution_t *solutions);
typedef int miopen_compile_solution(miopenHandle_t handle, miopenTensorDescriptor_t first,
                                    miopenTensorDescriptor_t second,
                                    miopenConvolutionDescriptor_t how,
                                    miopenTensorDescriptor_t result, uint64_t solution);
typedef int miopen_immediate(miopenHandle_t handle, miopenTensorDescriptor_t first, const void *x,
                             miopenTensorDescriptor_t second, const void *y,
                             miopenConvolutionDescriptor_t how, miopenTensorDescriptor_t result,
                             void *z, void *workspace, size_t bytes, uint64_t solution);
extern "C" {
int miopenCreate(miopenHandle_t *handle);
int miopenSetStream(miopenHandle_t handle, GPU(Stream_t) stream);
int miopenCreateTensorDescriptor(miopenTensorDescriptor_t *t);
int miopenSetTensorDescriptor(miopenTensorDescriptor_t t, miopenDataType_t type, int n,
                              const int *sizes, const int *steps);
int miopenDestroyTensorDescriptor(miopenTensorDescriptor_t t);
int miopenCreateConvolutionDescriptor(miopenConvolutionDescriptor_t *c);
int miopenInitConvolutionNdDescriptor(miopenConvolutionDescriptor_t c, int spatial,
                                      const int *padding, const int *stride, const int *dilation,
                                      miopenConvolutionMode_t mode);
int miopenSetConvolutionGroupCount(miopenConvolutionDescriptor_t c, int groups);
int miopenSetConvolutionAttribute(miopenConvolutionDescriptor_t c,
                                  miopenConvolutionAttrib_t attribute, int value);
int miopenDestroyConvolutionDescriptor(miopenConvolutionDescriptor_t c);
miopen_get_solution miopenConvolutionForwardGetSolution, miopenConvolutionBackwardDataGetSolution,
    miopenConvolutionBackwardWeightsGetSolution;
miopen_compile_solution miopenConvolutionForwardCompileSolution,
    miopenConvolutionBackwardDataCompileSolution, miopenConvolutionBackwardWeightsCompileSolution;
miopen_immediate miopenConvolutionForwardImmediate, miopenConvolutionBackwardDataImmediate,
    miopenConvolutionBackwardWeightsImmediate;
}
/* clang-format off */
#define NAMES(X_)                                                                                  \
    X_(miopenCreate) X_(miopenSetStream) X_(miopenCreateTensorDescriptor)                          \
    X_(miopenSetTensorDescriptor) X_(miopenDestroyTensorDescriptor)                                \
    X_(miopenCreateConvolutionDescriptor) X_(miopenInitConvolutionNdDescriptor)                    \
    X_(miopenDestroyConvolutionDescriptor) X_(miopenSetConvolutionGroupCount)                      \
    X_(miopenSetConvolutionAttribute) X_(miopenConvolutionForwardGetSolution)                      \
    X_(miopenConvolutionForwardImmediate) X_(miopenConvolutionBackwardDataGetSolution)             \
    X_(miopenConvolutionBackwardDataImmediate) X_(miopenConvolutionBackwardWeightsGetSolution)     \
    X_(miopenConvolutionBackwardWeightsImmediate)
/* without them the first call of a shape compiles, as it also would otherwise */
#define OPTIONS(X_)                                                                                \
    X_(miopenConvolutionForwardCompileSolution) X_(miopenConvolutionBackwardDataCompileSolution)   \
    X_(miopenConvolutionBackwardWeightsCompileSolution)
/* clang-format on */
static struct {
    NAMES(GPU_LIBRARY_MEMBER) OPTIONS(GPU_LIBRARY_MEMBER)
} mi;
#define SYMBOL(name_) GPU_LIBRARY_SYMBOL(mi, name_)
#define OPTION(name_) GPU_LIBRARY_OPTION(mi, name_)
static const gpu_symbol symbols[] = {NAMES(SYMBOL) OPTIONS(OPTION){}};
static gpu_library library = {
    "MIOpen", {"libMIOpen.so.1"}, {"$ROCM_PATH/lib", "/opt/rocm/lib"}, symbols};
static const gpu_library_known listed(&library);

enum { SOLUTIONS = 16, WORKSPACE = 256 << 20 };

/* ---- a product, described; and what the library chose for it --------------------------------- */
struct mi_product {
    bool ok;
    miopenTensorDescriptor_t first, second, result;
    miopenConvolutionDescriptor_t how;
    miopenConvSolution_t solution;

    void forget()
    {
        for (miopenTensorDescriptor_t t : {first, second, result})
            if (t) (void)mi.miopenDestroyTensorDescriptor(t);
        if (how) (void)mi.miopenDestroyConvolutionDescriptor(how);
        *this = mi_product();
    }
};
struct mi_operands { /* in the order in which the library names them */
    const gpu_volumes *first, *second, *result;
    miopen_get_solution *get;
    miopen_compile_solution *compile;
    miopen_immediate *run;
};

static mi_operands operands_of(const gpu_convolution &v, gpu_convolution_product which)
{
    if (which == GPU_CONV_SMALL)
        return {&v.weight,
                &v.large,
                &v.small,
                mi.miopenConvolutionForwardGetSolution,
                mi.miopenConvolutionForwardCompileSolution,
                mi.miopenConvolutionForwardImmediate};
    if (which == GPU_CONV_LARGE)
        return {&v.small,
                &v.weight,
                &v.large,
                mi.miopenConvolutionBackwardDataGetSolution,
                mi.miopenConvolutionBackwardDataCompileSolution,
                mi.miopenConvolutionBackwardDataImmediate};
    return {&v.small,
            &v.large,
            &v.weight,
            mi.miopenConvolutionBackwardWeightsGetSolution,
            mi.miopenConvolutionBackwardWeightsCompileSolution,
            mi.miopenConvolutionBackwardWeightsImmediate};
}

static miopenDataType_t type_of(rp_dtype d)
{
    return d == RP_F64   ? miopenDouble
           : d == RP_F32 ? miopenFloat
           : d == RP_F16 ? miopenHalf
                         : miopenBFloat16;
}

static bool describe_volume(miopenTensorDescriptor_t *t, const gpu_convolution &v,
                            const gpu_volumes &volume)
{
    int size[5], step[5];
    const int n = gpu_dnn_sizes(size, step, volume, v.spatial);
    return !mi.miopenCreateTensorDescriptor(t) &&
           !mi.miopenSetTensorDescriptor(*t, type_of(v.dtype), n, size, step);
}

static bool describe(mi_product *p, const gpu_convolution &v, const mi_operands &o)
{
    const int skip = v.spatial < GPU_SPATIAL ? 1 : 0;
    return describe_volume(&p->first, v, *o.first) && describe_volume(&p->second, v, *o.second) &&
           describe_volume(&p->result, v, *o.result) &&
           !mi.miopenCreateConvolutionDescriptor(&p->how) &&
           !mi.miopenInitConvolutionNdDescriptor(p->how, GPU_SPATIAL - skip, v.padding + skip,
                                                 v.stride + skip, v.dilation + skip,
                                                 miopenConvolution) &&
           !mi.miopenSetConvolutionGroupCount(p->how, (int)v.groups) &&
           !mi.miopenSetConvolutionAttribute(p->how, MIOPEN_CONVOLUTION_ATTRIB_DETERMINISTIC, 1);
}

static void choose(mi_product *p, miopenHandle_t handle, const gpu_convolution &v,
                   const mi_operands &o)
{
    miopenConvSolution_t solutions[SOLUTIONS]; /* the fastest first */
    size_t n = 0;
    if (!describe(p, v, o) ||
        o.get(handle, p->first, p->second, p->how, p->result, SOLUTIONS, &n, solutions))
        return;
    for (size_t i = 0; i < n && !p->ok; i++) {
        if (solutions[i].workspace_size > WORKSPACE) continue;
        p->solution = solutions[i];
        p->ok = !o.compile || !o.compile(handle, p->first, p->second, p->how, p->result,
                                         solutions[i].solution_id);
    }
}

/* ---- calls ----------------------------------------------------------------------------------- */
/* A handle belongs to one thread and one device. */
static miopenHandle_t handle_of(const gpu_op &op)
{
    static thread_local struct {
        miopenHandle_t handle;
        GPU(Stream_t) stream;
    } of[GPU_MAX_DEVICES];
    auto &h = of[op.device];
    const bool fresh = !h.handle;
    if (fresh && mi.miopenCreate(&h.handle)) return h.handle = nullptr;
    if ((fresh || h.stream != op.stream) && mi.miopenSetStream(h.handle, op.stream)) return nullptr;
    h.stream = op.stream;
    return h.handle;
}

static bool is_dense(const mi_operands &o, bool channels_last)
{
    return gpu_dnn_is_dense(*o.first, channels_last) &&
           gpu_dnn_is_dense(*o.second, channels_last) && gpu_dnn_is_dense(*o.result, channels_last);
}

rp_status gpu_dnn_library(gpu_op &op, const gpu_dnn_key &key, const gpu_convolution &v,
                          gpu_convolution_product which, bool *served)
{
    static thread_local gpu_choices<gpu_dnn_key, mi_product, 128> choices;
    bool known;
    if (!gpu_library_open(&library)) return RP_OK;
    const mi_operands o = operands_of(v, which);
    if (!is_dense(o, false) && !is_dense(o, true)) return RP_OK;
    const miopenHandle_t handle = handle_of(op);
    if (!handle) return RP_OK;
    mi_product *p = choices.find(key, &known);
    if (!known) choose(p, handle, v, o);
    if (!p->ok) return RP_OK;
    gpu_ptr<char> workspace = {};
    const size_t bytes = p->solution.workspace_size;
    if (bytes) RP_TRY(op.scratch(&workspace, (int64_t)bytes));
    const int st = o.run(handle, p->first, gpu_raw(o.first->data), p->second,
                         gpu_raw(o.second->data), p->how, p->result, gpu_raw(o.result->data),
                         gpu_raw(workspace), bytes, p->solution.solution_id);
    if (st) return (void)GPU(GetLastError)(), RP_OK;
    *served = true;
    return op.launched("miopenConvolution", GPU(Success));
}
