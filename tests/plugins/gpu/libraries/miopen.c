/* tests/plugins/gpu/libraries/miopen.c - a stand-in for libMIOpen */
#include "convolution.h"

enum { WORKSPACE = 1024, SOLUTION = 42 };
typedef struct {
    d_convolution how;
    int deterministic;
} description;
typedef struct {
    float time;
    size_t workspace;
    uint64_t id;
    int algorithm;
} solution;
static int stream_is_set;

static d_type type_of(int t) /* miopenDataType_t */
{
    return t == 0 ? D_F16 : t == 5 ? D_BF16 : t == 1 ? D_F32 : t == 6 ? D_F64 : D_NONE;
}

EXPORT int miopenCreate(void **handle)
{
    *handle = &stream_is_set;
    return 0;
}

EXPORT int miopenSetStream(int *handle, void *stream)
{
    (void)stream;
    *handle = 1;
    return 0;
}

EXPORT int miopenCreateTensorDescriptor(d_volume **t)
{
    *t = d_make(sizeof **t);
    return 0;
}

EXPORT int miopenSetTensorDescriptor(d_volume *t, int type, int n, const int *sizes,
                                     const int *steps)
{
    if (n < 4 || n > 5) return 3; /* miopenStatusBadParm */
    *t = d_volume_of(type_of(type), n, sizes, steps);
    return 0;
}

EXPORT int miopenDestroyTensorDescriptor(d_volume *t)
{
    return d_unmake(t);
}

EXPORT int miopenCreateConvolutionDescriptor(description **d)
{
    *d = d_make(sizeof **d);
    return 0;
}

EXPORT int miopenInitConvolutionNdDescriptor(description *d, int n, const int *padding,
                                             const int *stride, const int *dilation, int mode)
{
    d->how = d_convolution_of(n, padding, stride, dilation);
    return mode;
}

EXPORT int miopenSetConvolutionGroupCount(description *d, int groups)
{
    d->how.groups = groups;
    return 0;
}

EXPORT int miopenSetConvolutionAttribute(description *d, int attribute, int value)
{
    if (attribute != 1) return 3;
    d->deterministic = value;
    return 0;
}

EXPORT int miopenDestroyConvolutionDescriptor(description *d)
{
    return d_unmake(d);
}

/* The first one wants more than any device has; the second adds up as it likes unless it may
   not. */
static int solutions(const description *d, size_t room, size_t *found, solution *to)
{
    if (room < 2 || !d->deterministic) return 3;
    to[0] = (solution){0.1f, (size_t)1 << 40, SOLUTION - 1, 1};
    to[1] = (solution){0.2f, WORKSPACE, SOLUTION, 1};
    *found = 2;
    return 0;
}

static int run(const int *handle, const description *d, const d_volume *large, const void *x,
               const d_volume *small, const void *y, const d_volume *w, const void *k, int which,
               void *workspace, size_t bytes, uint64_t id)
{
    const d_volume v[] = {*large, *small, *w};
    void *const data[] = {(void *)(uintptr_t)x, (void *)(uintptr_t)y, (void *)(uintptr_t)k};
    if (!*handle || id != SOLUTION || !workspace || bytes < WORKSPACE || !d->deterministic)
        return 3;
    memset(workspace, 0xff, bytes);
    return d_convolve(&d->how, v, data, which);
}

#define PRODUCT(name_, a_, b_, result_, large_, small_, weight_, which_)                           \
    EXPORT int miopenConvolution##name_##GetSolution(                                              \
        int *handle, const d_volume *a_, const d_volume *b_, const description *d,                 \
        const d_volume *result_, size_t room, size_t *found, solution *to)                         \
    {                                                                                              \
        const d_volume v[] = {*large_, *small_, *weight_};                                         \
        return !*handle || !d_meet(&d->how, v) ? 3 : solutions(d, room, found, to);                \
    }                                                                                              \
    EXPORT int miopenConvolution##name_##Immediate(                                                \
        int *handle, const d_volume *a_, const void *data_##a_, const d_volume *b_,                \
        const void *data_##b_, const description *d, const d_volume *result_,                      \
        void *data_##result_, void *workspace, size_t bytes, uint64_t id)                          \
    {                                                                                              \
        return run(handle, d, large_, data_##large_, small_, data_##small_, weight_,               \
                   data_##weight_, which_, workspace, bytes, id);                                  \
    }
PRODUCT(Forward, w, x, y, x, y, w, D_SMALL)
PRODUCT(BackwardData, dy, w, dx, dx, dy, w, D_LARGE)
PRODUCT(BackwardWeights, dy, x, dw, x, dy, dw, D_WEIGHT)

#ifndef WITHOUT_COMPILE
#define COMPILE(name_)                                                                             \
    EXPORT int miopenConvolution##name_##CompileSolution(int *handle, const d_volume *a,           \
                                                         const d_volume *b, const description *d,  \
                                                         const d_volume *c, uint64_t id)           \
    {                                                                                              \
        (void)a, (void)b, (void)c;                                                                 \
        return !*handle || !d || id != SOLUTION;                                                   \
    }
COMPILE(Forward)
COMPILE(BackwardData)
COMPILE(BackwardWeights)
#endif
