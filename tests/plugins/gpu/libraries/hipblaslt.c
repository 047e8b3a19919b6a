/* tests/plugins/gpu/libraries/hipblaslt.c - a stand-in for libhipblaslt */
#include "product.h"

enum { WORKSPACE = 4096, MARK = 0x5a };
typedef struct {
    uint8_t data[16];
    size_t max_workspace_bytes;
} algorithm;
typedef struct {
    algorithm algo;
    size_t workspace;
    int state;
    float waves;
    int reserved[4];
} result;
typedef struct {
    int compute, scale;
    int32_t trans[2], bias_type;
    uint32_t epilogue;
    const void *bias;
} description;

static d_type type_of(int t) /* hipDataType */
{
    return t == 2 ? D_F16 : t == 14 ? D_BF16 : t == 0 ? D_F32 : t == 1 ? D_F64 : D_NONE;
}

static int put(void *to, size_t room, const void *value, size_t bytes)
{
    if (bytes != room) return 3; /* HIPBLAS_STATUS_INVALID_VALUE */
    memcpy(to, value, bytes);
    return 0;
}

EXPORT int hipblasLtCreate(void **handle)
{
    static int here;
    *handle = &here;
    return 0;
}

EXPORT int hipblasLtMatrixLayoutCreate(d_matrix **layout, int type, uint64_t rows, uint64_t cols,
                                       int64_t ld)
{
    *layout = d_make(sizeof **layout);
    **layout = (d_matrix){type_of(type), (int64_t)rows, (int64_t)cols, ld, 0, 1};
    return 0;
}

EXPORT int hipblasLtMatrixLayoutDestroy(d_matrix *layout)
{
    return d_unmake(layout);
}

EXPORT int hipblasLtMatrixLayoutSetAttribute(d_matrix *l, int attribute, const void *value,
                                             size_t bytes)
{
    return attribute == 0   ? put(&l->batch, sizeof l->batch, value, bytes)
           : attribute == 1 ? put(&l->step, sizeof l->step, value, bytes)
                            : 3;
}

EXPORT int hipblasLtMatmulDescCreate(description **d, int compute, int scale)
{
    *d = d_make(sizeof **d);
    **d = (description){compute, scale, {111, 111}, -1, 1, NULL};
    return 0;
}

EXPORT int hipblasLtMatmulDescDestroy(description *d)
{
    return d_unmake(d);
}

EXPORT int hipblasLtMatmulDescSetAttribute(description *d, int attribute, const void *value,
                                           size_t bytes)
{
    switch (attribute) {
    case 0:
    case 1: return put(&d->trans[attribute], sizeof *d->trans, value, bytes);
    case 2: return put(&d->epilogue, sizeof d->epilogue, value, bytes);
    case 3: return put(&d->bias, sizeof d->bias, value, bytes);
    case 4: return put(&d->bias_type, sizeof d->bias_type, value, bytes);
    default: return 3;
    }
}

EXPORT int hipblasLtMatmulPreferenceCreate(uint64_t **room)
{
    *room = d_make(sizeof **room);
    return 0;
}

EXPORT int hipblasLtMatmulPreferenceDestroy(uint64_t *room)
{
    return d_unmake(room);
}

EXPORT int hipblasLtMatmulPreferenceSetAttribute(uint64_t *room, int attribute, const void *value,
                                                 size_t bytes)
{
    return attribute == 1 ? put(room, sizeof *room, value, bytes) : 3;
}

EXPORT int hipblasLtMatmulAlgoGetHeuristic(void *handle, const description *desc, const d_matrix *a,
                                           const d_matrix *b, const d_matrix *c, const d_matrix *d,
                                           const uint64_t *room, int wanted, result *results,
                                           int *found)
{
    (void)a, (void)b, (void)c, (void)d;
    *found = 0;
    if (!handle || !desc || wanted < 1 || *room < WORKSPACE) return 3;
    *results = (result){.algo = {{MARK}, WORKSPACE}, .workspace = WORKSPACE};
    *found = 1;
    return 0;
}

#ifndef WITHOUT_MATMUL
EXPORT int hipblasLtMatmul(void *handle, const description *desc, const void *alpha, const void *a,
                           const d_matrix *of_a, const void *b, const d_matrix *of_b,
                           const void *beta, const void *c, const d_matrix *of_c, void *d,
                           const d_matrix *of_d, const algorithm *algo, void *workspace,
                           size_t bytes, void *stream)
{
    (void)stream;
    if (!handle || algo->data[0] != MARK || !workspace || bytes < WORKSPACE ||
        desc->compute != (desc->scale == 1 ? 7 : 2))
        return 3;
    memset(workspace, 0xff, bytes);
    const uint32_t rest = desc->epilogue & ~4u; /* without the bias */
    if (desc->epilogue != 1 && rest != 0 && rest != 2 && rest != 32) return 7;
    const d_product p = {.a = *of_a,
                         .b = *of_b,
                         .c = *of_c,
                         .d = *of_d,
                         .turn_a = desc->trans[0] == 112,
                         .turn_b = desc->trans[1] == 112,
                         .sums = type_of(desc->scale),
                         .alpha = alpha,
                         .beta = beta,
                         .bias = desc->epilogue & 4 ? desc->bias : NULL,
                         .bias_type = type_of(desc->bias_type),
                         .activation = rest == 2    ? D_RELU
                                       : rest == 32 ? D_GELU
                                                    : D_AS_IS};
    return d_multiply(&p, a, b, c, d);
}
#endif
