/* tests/plugins/cpu/kernels.h - calls rows of a cpu plugin directly: the plain and the fast row of
 * one operator side by side
 *
 * The library only ever calls the preferred row, so this is a host of its own, as small as a kernel
 * allows: geometry, memory and errors. Tensors are arrays with strides in front of counted memory;
 * every case ends with kernels_live() == 0.
 */
#ifndef RP_TEST_CPU_KERNELS_H
#define RP_TEST_CPU_KERNELS_H
#include "reprise/plugin.h"
#include <check.h>
#include <dlfcn.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Suite *rp_test_suite(void);

/* LeakSanitizer of gcc 12 misreads thread-local blocks of dlopen'ed libraries (oneDNN's) in
 * libgomp's threads and crashes. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "intercept_tls_get_addr=0";
}
Suite *rp_suite(const char *name, const TTest *first, ...);

struct rp_tensor {
    rp_geometry g;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    size_t bytes; /* of the memory, padding included */
    char *memory;
};

enum { PLAIN = 0, FAST = 10 };
static struct {
    const rp_kernel_row *row[4096];
    int rows;
    char message[512];
    long blocks;  /* of scratch that are alive */
    long fail_at; /* fail the n-th allocation from now, 0: never */
    void (*set_threads)(int);
} kernels;

static void *kernels_alloc(size_t bytes)
{
    if (kernels.fail_at > 0 && --kernels.fail_at == 0) return NULL;
    void *p = malloc(bytes ? bytes : 1);
    if (p) kernels.blocks++;
    return p;
}
static void kernels_free(void *p, size_t bytes)
{
    (void)bytes;
    if (p) kernels.blocks--;
    free(p);
}
static rp_status kernels_fail(rp_status code, const char *file, int line, const char *fmt, ...)
{
    va_list ap;
    (void)file, (void)line;
    va_start(ap, fmt);
    vsnprintf(kernels.message, sizeof kernels.message, fmt, ap);
    va_end(ap);
    return code;
}
static rp_status kernels_add(rp_registrar *r, const rp_kernel_row *row)
{
    (void)r;
    kernels.row[kernels.rows++] = row;
    return RP_OK;
}
static void kernels_geometry(const rp_tensor *t, rp_geometry *g)
{
    *g = t->g;
}
static const rp_host kernels_host = {
    .size = sizeof(rp_host),
    .major = RP_ABI_MAJOR,
    .alloc = kernels_alloc,
    .free = kernels_free,
    .fail = kernels_fail,
    .register_kernel = kernels_add,
    .geometry = kernels_geometry,
};

/* Initialises a variant ("cpu", "cpu-v3"); 0 where this machine cannot run it or it was not built.
 */
static inline int kernels_open(const char *name)
{
    char path[4096];
    rp_query_fn query;
    const char *folder = getenv("REPRISE_BUILD_DIR");
    snprintf(path, sizeof path, "%s/plugins/%s.so", folder ? folder : ".", name);
    void *file = dlopen(path, RTLD_NOW | RTLD_LOCAL); /* stays open: its threads may be anywhere */
    if (!file) {
        ck_assert_msg(strcmp(name, "cpu") != 0, "%s", dlerror());
        return 0;
    }
    void *symbol = dlsym(file, RP_QUERY_SYMBOL);
    memcpy(&query, &symbol, sizeof query);
    const rp_plugin *plugin = query(RP_ABI_MAJOR, RP_ABI_MINOR);
    ck_assert_ptr_nonnull(plugin);
    if (plugin->score() == 0) return 0;
    void *self = NULL;
    kernels.rows = 0;
    symbol = dlsym(file, "omp_set_num_threads");
    memcpy(&kernels.set_threads, &symbol, sizeof kernels.set_threads);
    ck_assert_int_eq(plugin->init(&kernels_host, NULL, NULL, 0, &self), RP_OK);
    return 1;
}
static inline void kernels_threads(int n)
{
    if (kernels.set_threads) kernels.set_threads(n);
}
static inline const rp_kernel_row *kernels_find(const char *op, int prefer)
{
    for (int i = 0; i < kernels.rows; i++)
        if (strcmp(kernels.row[i]->op, op) == 0 && kernels.row[i]->prefer == prefer)
            return kernels.row[i];
    ck_abort_msg("no row of %s with prefer %d", op, prefer);
    return NULL;
}
static inline rp_status kernels_call(const char *op, int prefer, const rp_value *in, uint32_t n_in,
                                     rp_value *out, uint32_t n_out)
{
    const rp_kernel_row *row = kernels_find(op, prefer);
    return row->boxed(row->self, NULL, in, n_in, out, n_out);
}
#define CALL(op_, prefer_, in_, out_)                                                              \
    kernels_call(op_, prefer_, in_, (uint32_t)(sizeof(in_) / sizeof *(in_)), out_,                 \
                 (uint32_t)(sizeof(out_) / sizeof *(out_)))

/* ---- tensors ---- */
static inline size_t element_size(rp_dtype d)
{
    return (d >> 8 & 0xffu) / 8;
}
/* Elements by position, as double; f16 is only ever written by kernels and read here through its
 * bits. */
static inline double half_value(uint16_t h)
{
    const int e = h >> 10 & 31, m = h & 1023;
    const double v = e == 31 ? (m ? NAN : INFINITY) : e ? ldexp(1024 + m, e - 25) : ldexp(m, -24);
    return h & 0x8000 ? -v : v;
}
/* For values that f16 holds exactly: the tests' are multiples of 2^-6 below 2^5. */
static inline uint16_t half_bits(double value)
{
    int e = 0;
    const double m = frexp(fabs(value), &e);
    const int sign = value < 0 ? 0x8000 : 0;
    if (isnan(value)) return 0x7e00;
    if (isinf(value)) return (uint16_t)(sign | 0x7c00);
    return value == 0 ? 0 : (uint16_t)(sign | (e + 14) << 10 | (int)(m * 2048 - 1024));
}
static inline double element_get(const char *p, rp_dtype d)
{
    float f;
    uint32_t bits;
    switch (d) {
    case RP_F64: return *(const double *)(const void *)p;
    case RP_F32: return *(const float *)(const void *)p;
    case RP_I64: return (double)*(const int64_t *)(const void *)p;
    case RP_F16: return half_value(*(const uint16_t *)(const void *)p);
    default:
        bits = (uint32_t) * (const uint16_t *)(const void *)p << 16;
        memcpy(&f, &bits, sizeof f);
        return f;
    }
}
static inline void element_set(char *p, rp_dtype d, double value)
{
    const float f = (float)value;
    uint32_t bits;
    memcpy(&bits, &f, sizeof bits);
    switch (d) {
    case RP_F64: *(double *)(void *)p = value; break;
    case RP_F32: *(float *)(void *)p = f; break;
    case RP_I64: *(int64_t *)(void *)p = (int64_t)value; break;
    case RP_F16: *(uint16_t *)(void *)p = half_bits(value); break;
    default: *(uint16_t *)(void *)p = (uint16_t)(bits >> 16); break;
    }
}
enum {
    DENSE,
    TRANSPOSED,
    PADDED,
    STEPPED,
    BROADCAST
}; /* how a tensor lies; TRANSPOSED swaps the last two dimensions */
static inline rp_tensor *tensor_make(rp_dtype d, int how, int ndim, const int64_t *shape)
{
    rp_tensor *t = calloc(1, sizeof *t);
    ck_assert_ptr_nonnull(t);
    int64_t step = how == STEPPED ? 2 : 1, numel = 1;
    int order[RP_MAX_DIMS];
    for (int i = 0; i < ndim; i++) order[i] = i;
    if (how == TRANSPOSED && ndim > 1) {
        order[ndim - 1] = ndim - 2;
        order[ndim - 2] = ndim - 1;
    }
    for (int i = ndim - 1; i >= 0; i--) {
        const int k = order[i];
        t->shape[k] = shape[k];
        t->stride[k] = how == BROADCAST && i == ndim - 1 ? 0 : step;
        numel *= shape[k];
        step *= shape[k] ? shape[k] : 1;
        if (how == PADDED && i == ndim - 1) step += 5;
        if (how == BROADCAST && i == ndim - 1) step = 1;
    }
    const int dense = how == DENSE || numel <= 1;
    t->bytes = (size_t)(step + 16) * element_size(d);
    t->memory = calloc(1, t->bytes);
    ck_assert_ptr_nonnull(t->memory);
    t->g = (rp_geometry){.size = sizeof t->g,
                         .flags = dense ? RP_GEOM_CONTIGUOUS : 0,
                         .dtype = d,
                         .ndim = ndim,
                         .shape = t->shape,
                         .stride = t->stride,
                         .numel = numel,
                         .nbytes = (uint64_t)numel * element_size(d),
                         .data = t->memory};
    return t;
}
static inline char *tensor_place(const rp_tensor *t, int64_t i)
{
    int64_t at = 0;
    for (int d = t->g.ndim - 1; d >= 0; d--) {
        at += i % t->shape[d] * t->stride[d];
        i /= t->shape[d];
    }
    return t->memory + at * (int64_t)element_size(t->g.dtype);
}
static inline double tensor_at(const rp_tensor *t, int64_t i)
{
    return element_get(tensor_place(t, i), t->g.dtype);
}
static inline void tensor_set(rp_tensor *t, int64_t i, double value)
{
    element_set(tensor_place(t, i), t->g.dtype, value);
}
/* Values in (-2, 2), multiples of 1/64: every type holds them exactly. */
static inline rp_tensor *tensor_random(rp_dtype d, int how, int ndim, const int64_t *shape)
{
    static uint32_t state = 12345;
    rp_tensor *t = tensor_make(d, how, ndim, shape);
    for (int64_t i = 0; i < t->g.numel; i++) {
        state = state * 1664525u + 1013904223u;
        tensor_set(t, i, ((int)(state >> 24) - 128) / 64.0);
    }
    return t;
}
static inline void tensor_free(rp_tensor *t)
{
    if (!t) return;
    free(t->memory);
    free(t);
}
#define TENSOR(d_, how_, ...)                                                                      \
    tensor_random((d_), (how_), (int)(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)),         \
                  (int64_t[]){__VA_ARGS__})
#define OUTPUT(d_, how_, ...)                                                                      \
    tensor_make((d_), (how_), (int)(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)),           \
                (int64_t[]){__VA_ARGS__})

/* Largest difference relative to 1 + |value|; infinite where one is NaN and the other is not. */
static inline double tensor_distance(const rp_tensor *a, const rp_tensor *b)
{
    double most = 0;
    for (int64_t i = 0; i < a->g.numel; i++) {
        const double x = tensor_at(a, i), y = tensor_at(b, i);
        if (isnan(x) != isnan(y)) return INFINITY;
        if (x == y || isnan(x)) continue;
        const double e = fabs(x - y) / (1 + fabs(y));
        most = e > most ? e : most;
    }
    return most;
}
/* eps of the type: what a tolerance is counted in */
static inline double eps_of(rp_dtype d)
{
    return d == RP_F64 ? 0x1p-52 : d == RP_F32 ? 0x1p-23 : d == RP_F16 ? 0x1p-10 : 0x1p-7;
}
static const rp_dtype floating[] = {RP_F64, RP_F32, RP_F16, RP_BF16};
#endif
