/* plugins/cpu/convolution.c - convolution and its gradients
 *
 * Plain: every element of the result is one sum in double (int64_t for integers), in the order
 * channels, kernel. Which pairs (o, k) meet an i is a table for each dimension, whose `weight` is
 * the place k.
 */
#include "convolution.h"

static rp_status kernel_taps(const void *ctx, cpu_scratch *s, cpu_taps *t, int d, int64_t in,
                             int64_t out)
{
    const cpu_conv *v = ctx;
    const int64_t kernel = v->weight.shape[2 + d];
    RP_TRY(cpu_taps_open(s, t, in, out, out * kernel));
    for (int64_t o = 0; o < out; o++) {
        cpu_taps_begin(t, o);
        for (int64_t k = 0; k < kernel; k++) {
            const int64_t i = o * v->stride[d] - v->padding[d] + k * v->dilation[d];
            if (i >= 0 && i < in) cpu_taps_add(t, o, i, (double)k);
        }
    }
    return RP_OK;
}

/* ---- small from large, large from small ---- */
typedef struct job {
    cpu_volumes y, x, w;
    const cpu_taps *t;                      /* of y's places */
    int64_t groups, x_channels, y_channels; /* of one group */
    int64_t w_group, w_x, w_y; /* steps of the weights: a group, a channel of x, of y */
    const rp_geometry *bias;
} job;

#define PRODUCTS(suffix_, type_, sum_, load_, store_)                                              \
    static sum_ channel_##suffix_(const job *j, const type_ *x, const type_ *w, int64_t o0,        \
                                  int64_t o1, int64_t o2)                                          \
    {                                                                                              \
        const cpu_taps *t0 = &j->t[0], *t1 = &j->t[1], *t2 = &j->t[2];                             \
        const int64_t *xs = j->x.stride, *ws = j->w.stride;                                        \
        sum_ sum = 0;                                                                              \
        for (int64_t a = t0->first[o0]; a < t0->first[o0 + 1]; a++)                                \
            for (int64_t b = t1->first[o1]; b < t1->first[o1 + 1]; b++) {                          \
                const type_ *row = x + t0->index[a] * xs[2] + t1->index[b] * xs[3];                \
                const type_ *kernel =                                                              \
                    w + (int64_t)t0->weight[a] * ws[2] + (int64_t)t1->weight[b] * ws[3];           \
                for (int64_t c = t2->first[o2]; c < t2->first[o2 + 1]; c++)                        \
                    sum += (sum_)load_(row[t2->index[c] * xs[4]]) *                                \
                           (sum_)load_(kernel[(int64_t)t2->weight[c] * ws[4]]);                    \
            }                                                                                      \
        return sum;                                                                                \
    }                                                                                              \
    static void row_##suffix_(const job *j, int64_t n, int64_t c, int64_t o0, int64_t o1)          \
    {                                                                                              \
        const int64_t group = c / j->y_channels;                                                   \
        const type_ *x = (const type_ *)j->x.g.data + n * j->x.stride[0] +                         \
                         group * j->x_channels * j->x.stride[1];                                   \
        const type_ *w =                                                                           \
            (const type_ *)j->w.g.data + group * j->w_group + c % j->y_channels * j->w_y;          \
        type_ *y = (type_ *)j->y.g.data + n * j->y.stride[0] + c * j->y.stride[1] +                \
                   o0 * j->y.stride[2] + o1 * j->y.stride[3];                                      \
        const sum_ bias =                                                                          \
            j->bias->data ? (sum_)load_(((const type_ *)j->bias->data)[c * j->bias->stride[0]])    \
                          : 0;                                                                     \
        for (int64_t o2 = 0; o2 < j->y.shape[4]; o2++) {                                           \
            sum_ sum = bias;                                                                       \
            for (int64_t k = 0; k < j->x_channels; k++)                                            \
                sum += channel_##suffix_(j, x + k * j->x.stride[1], w + k * j->w_x, o0, o1, o2);   \
            y[o2 * j->y.stride[4]] = store_(sum);                                                  \
        }                                                                                          \
    }                                                                                              \
    /* one kernel of the weights' gradient: x is large, y small; all its places in one sum */      \
    static void weight_##suffix_(const job *j, int64_t cs, int64_t cl, char *scratch)              \
    {                                                                                              \
        sum_ *sum = (sum_ *)(void *)scratch;                                                       \
        const cpu_taps *t = j->t;                                                                  \
        const int64_t *xs = j->x.stride, *ys = j->y.stride, *k = j->w.shape + 2;                   \
        memset(sum, 0, (size_t)(k[0] * k[1] * k[2]) * sizeof *sum);                                \
        for (int64_t n = 0; n < j->x.shape[0]; n++) {                                              \
            const type_ *x = (const type_ *)j->x.g.data + n * xs[0] +                              \
                             (cs / j->y_channels * j->x_channels + cl) * xs[1];                    \
            const type_ *y = (const type_ *)j->y.g.data + n * ys[0] + cs * ys[1];                  \
            for (int64_t o0 = 0; o0 < j->y.shape[2]; o0++)                                         \
                for (int64_t a = t[0].first[o0]; a < t[0].first[o0 + 1]; a++)                      \
                    for (int64_t o1 = 0; o1 < j->y.shape[3]; o1++)                                 \
                        for (int64_t b = t[1].first[o1]; b < t[1].first[o1 + 1]; b++) {            \
                            const type_ *from = x + t[0].index[a] * xs[2] + t[1].index[b] * xs[3]; \
                            const type_ *with = y + o0 * ys[2] + o1 * ys[3];                       \
                            sum_ *to =                                                             \
                                sum +                                                              \
                                ((int64_t)t[0].weight[a] * k[1] + (int64_t)t[1].weight[b]) * k[2]; \
                            for (int64_t o2 = 0; o2 < j->y.shape[4]; o2++)                         \
                                for (int64_t c = t[2].first[o2]; c < t[2].first[o2 + 1]; c++)      \
                                    to[(int64_t)t[2].weight[c]] +=                                 \
                                        (sum_)load_(from[t[2].index[c] * xs[4]]) *                 \
                                        (sum_)load_(with[o2 * ys[4]]);                             \
                        }                                                                          \
        }                                                                                          \
        type_ *w = (type_ *)j->w.g.data + cs * j->w.stride[0] + cl * j->w.stride[1];               \
        for (int64_t i = 0; i < k[0] * k[1] * k[2]; i++)                                           \
            w[i / (k[1] * k[2]) * j->w.stride[2] + i / k[2] % k[1] * j->w.stride[3] +              \
              i % k[2] * j->w.stride[4]] = store_(sum[i]);                                         \
    }
PRODUCTS(f64, double, double, cpu_from_f64, cpu_from_f64)
PRODUCTS(f32, float, double, cpu_from_f32, CPU_TO_F32)
PRODUCTS(f16, rp_f16, double, rp_from_f16, CPU_TO_F16)
PRODUCTS(bf16, rp_bf16, double, rp_from_bf16, CPU_TO_BF16)
PRODUCTS(i64, int64_t, int64_t, cpu_from_i64, cpu_from_i64)

typedef void (*row_fn)(const job *j, int64_t n, int64_t c, int64_t o0, int64_t o1);
typedef void (*weight_fn)(const job *j, int64_t cs, int64_t cl, char *scratch);
static const struct kind {
    rp_dtype dtype;
    row_fn row;
    weight_fn weight;
} kinds[] = {
    {RP_F64, row_f64, weight_f64},    {RP_F32, row_f32, weight_f32}, {RP_F16, row_f16, weight_f16},
    {RP_BF16, row_bf16, weight_bf16}, {RP_I64, row_i64, weight_i64},
};

static const struct kind *find(rp_dtype d)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].dtype == d) return &kinds[i];
    return NULL;
}

static void run_rows(const job *j, row_fn row)
{
    const int64_t *shape = j->y.shape, lines = shape[2] * shape[3],
                  rows = shape[0] * shape[1] * lines;
#pragma omp parallel for num_threads(cpu_threads(j->y.g.numel * j->x_channels, CPU_GRAIN / 8))     \
    schedule(static)
    for (int64_t r = 0; r < rows; r++)
        row(j, r / lines / shape[1], r / lines % shape[1], r % lines / shape[3], r % shape[3]);
}

static rp_status run_weights(cpu_scratch *s, const job *j, weight_fn weight)
{
    const int64_t kernels = j->w.shape[0] * j->w.shape[1],
                  room = j->w.shape[2] * j->w.shape[3] * j->w.shape[4] * (int64_t)sizeof(double);
    const int threads = cpu_threads(j->y.g.numel * j->x_channels, CPU_GRAIN / 8);
    char *scratch = cpu_scratch_alloc(s, (size_t)(threads * room));
    if (!scratch) return RP_E_MEMORY;
#pragma omp parallel for num_threads(threads) schedule(static)
    for (int64_t r = 0; r < kernels; r++) {
#ifdef _OPENMP
        char *own = scratch + omp_get_thread_num() * room;
#else
        char *own = scratch;
#endif
        weight(j, r / j->w.shape[1], r % j->w.shape[1], own);
    }
    return RP_OK;
}

static rp_status run(cpu_scratch *s, const cpu_conv *v, int which, const struct kind *kind)
{
    cpu_taps t[CPU_SPATIAL], back[CPU_SPATIAL];
    const bool to_large = which == CPU_CONV_LARGE;
    job j = {.t = to_large ? back : t, .groups = v->groups, .bias = &v->bias};
    RP_TRY(cpu_taps_make(s, t, &v->large, &v->small, v->spatial, kernel_taps, v));
    for (int d = 0; d < CPU_SPATIAL && to_large; d++)
        RP_TRY(cpu_taps_transpose(s, &back[d], &t[d]));
    /* the only place */
    for (int d = 0; d < CPU_SPATIAL - v->spatial; d++) (to_large ? back : t)[d].weight[0] = 0;
    cpu_volumes_init(&j.y, to_large ? &v->large : &v->small, v->spatial);
    cpu_volumes_init(&j.x, to_large ? &v->small : &v->large, v->spatial);
    cpu_volumes_init(&j.w, &v->weight, v->spatial);
    j.y_channels = j.y.shape[1] / v->groups;
    j.x_channels = j.x.shape[1] / v->groups;
    j.w_group = j.w.shape[0] / v->groups * j.w.stride[0];
    j.w_x = to_large ? j.w.stride[0] : j.w.stride[1];
    j.w_y = to_large ? j.w.stride[1] : j.w.stride[0];
    if (which == CPU_CONV_WEIGHT) return run_weights(s, &j, kind->weight);
    run_rows(&j, kind->row);
    return RP_OK;
}

rp_status cpu_conv_plain(const cpu_conv *v, int which)
{
    cpu_scratch s = {0};
    const struct kind *kind = find(v->large.dtype);
    if (!kind) return kernel_no_dtype("aten::convolution", v->large.dtype);
    const rp_status st = run(&s, v, which, kind);
    cpu_scratch_free(&s);
    return st;
}

static rp_status conv_fast(const cpu_conv *v, int which)
{
    bool done = false;
    RP_TRY(cpu_conv_onednn(v, which, &done));
    return done ? RP_OK : cpu_conv_plain(v, which);
}

/* ---- kernels ---- */
/* stride, padding, dilation, transposed, output_padding, groups */
static bool conv_arguments(cpu_conv *v, const rp_value *in, const rp_value *weight)
{
    v->weight = kernel_geometry(weight);
    v->spatial = v->weight.ndim - 2;
    for (int d = 0; d < v->spatial; d++) {
        v->stride[d] = kernel_place(&in[0], d, 1);
        v->padding[d] = kernel_place(&in[1], d, 0);
        v->dilation[d] = kernel_place(&in[2], d, 1);
    }
    v->groups = kernel_int(&in[5]);
    return kernel_bool(&in[3]);
}

/* (input, weight, bias, ...) */
static rp_status forward(const rp_value *in, const rp_value *out, cpu_conv_product product)
{
    cpu_conv v = {.bias = kernel_geometry(&in[2])};
    const bool transposed = conv_arguments(&v, in + 3, &in[1]);
    const rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]);
    v.large = transposed ? y : x;
    v.small = transposed ? x : y;
    return y.numel ? product(&v, transposed ? CPU_CONV_LARGE : CPU_CONV_SMALL) : RP_OK;
}

/* db[c] = sum of g[:, c] */
static void bias_gradient(const rp_geometry *db, const rp_geometry *g, int spatial)
{
    cpu_volumes v;
    const size_t size = kernel_element(g->dtype);
    cpu_volumes_init(&v, g, spatial);
    const int64_t *n = v.shape, *s = v.stride;
#pragma omp parallel for num_threads(cpu_threads(g->numel, CPU_GRAIN)) schedule(static)
    for (int64_t c = 0; c < n[1]; c++) {
        double sum = 0;
        for (int64_t i = 0; i < n[0] * n[2] * n[3]; i++) {
            const char *row = (const char *)g->data + (i / (n[2] * n[3]) * s[0] + c * s[1] +
                                                       i / n[3] % n[2] * s[2] + i % n[3] * s[3]) *
                                                          (int64_t)size;
            for (int64_t k = 0; k < n[4]; k++)
                sum += cpu_load(row + k * s[4] * (int64_t)size, g->dtype);
        }
        cpu_store((char *)db->data + c * db->stride[0] * (int64_t)size, db->dtype, sum);
    }
}

/* (grad_output, input, weight, bias_sizes, ...) */
static rp_status backward(const rp_value *in, const rp_value *out, cpu_conv_product product)
{
    cpu_conv v = {.groups = 0};
    const bool transposed = conv_arguments(&v, in + 4, &in[2]);
    const rp_geometry g = kernel_geometry(&in[0]), x = kernel_geometry(&in[1]),
                      dx = kernel_geometry(&out[0]), dw = kernel_geometry(&out[1]),
                      db = kernel_geometry(&out[2]);
    v.large = transposed ? g : x;
    v.small = transposed ? x : g;
    if (dx.data) {
        cpu_conv u = v;
        *(transposed ? &u.small : &u.large) = dx;
        if (dx.numel) RP_TRY(product(&u, transposed ? CPU_CONV_SMALL : CPU_CONV_LARGE));
    }
    if (dw.data) {
        v.weight = dw;
        if (dw.numel) RP_TRY(product(&v, CPU_CONV_WEIGHT));
    }
    if (db.data) bias_gradient(&db, &g, v.spatial);
    return RP_OK;
}

CPU_KERNEL(forward_plain)
{
    CPU_UNUSED;
    return forward(in, out, cpu_conv_plain);
}
CPU_KERNEL(forward_fast)
{
    CPU_UNUSED;
    return forward(in, out, conv_fast);
}
CPU_KERNEL(backward_plain)
{
    CPU_UNUSED;
    return backward(in, out, cpu_conv_plain);
}
CPU_KERNEL(backward_fast)
{
    CPU_UNUSED;
    return backward(in, out, conv_fast);
}

const rp_kernel_row cpu_convolution[] = {
    CPU_ROW("aten::convolution", forward_plain),
    CPU_ROW_FAST("aten::convolution", forward_fast),
    CPU_ROW("aten::convolution_backward", backward_plain),
    CPU_ROW_FAST("aten::convolution_backward", backward_fast),
    {0},
};
