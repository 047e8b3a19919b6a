/* plugins/cpu/random.c - uniform, normal, exponential and Bernoulli numbers from Philox
 *
 * Element i (row-major) uses number i of the call: word i % 4 of counter offset + i / 4. So the
 * result depends on seed and offset alone, not on threads or on how the output lies in memory.
 * Normal numbers come in pairs (Box and Muller, "A note on the generation of random normal
 * deviates", 1958): elements 2j and 2j + 1 from numbers 2j and 2j + 1.
 */
#include "block.h"
#include <math.h>

enum { ROOM = 512 }; /* a multiple of 4: blocks begin with a counter */
enum kind { UNIFORM, NORMAL, EXPONENTIAL, BERNOULLI };
struct draw {
    enum kind kind;
    double a, b; /* from, to - from; mean, std; lambda; probability */
    bool wide;   /* double: all 32 bits; else the 24 that a float holds */
    uint64_t seed, offset;
};

static void block(const struct draw *d, int64_t from, int64_t n, double *x, const double *p)
{
    uint32_t word[ROOM];
    for (int64_t i = 0; i < n; i += 4)
        rp_philox(d->seed, d->offset + (uint64_t)(from + i) / 4, word + i);
    switch (d->kind) {
    case UNIFORM:
        for (int64_t i = 0; i < n; i++)
            x[i] = d->a + d->b * (d->wide ? word[i] * 0x1p-32 : (word[i] >> 8) * 0x1p-24);
        break;
    case NORMAL:
        for (int64_t i = 0; i < n; i += 2) {
            const double r = sqrt(-2 * log((word[i] + 1.0) * 0x1p-32)),
                         angle = 6.283185307179586 * (word[i + 1] * 0x1p-32);
            x[i] = d->a + d->b * r * cos(angle);
            x[i + 1] = d->a + d->b * r * sin(angle);
        }
        break;
    case EXPONENTIAL: /* the inverse of its distribution function */
        for (int64_t i = 0; i < n; i++) x[i] = -log((word[i] + 1.0) * 0x1p-32) / d->a;
        break;
    default:
        for (int64_t i = 0; i < n; i++) x[i] = word[i] * 0x1p-32 < (p ? p[i] : d->a);
    }
}

/* y contiguous; `p`: a probability per element, or NULL. */
static void fill(const struct draw *d, const rp_geometry *y, const double *p)
{
    const int64_t size = (int64_t)kernel_element(y->dtype), blocks = (y->numel + ROOM - 1) / ROOM;
#pragma omp parallel for num_threads(cpu_threads(y->numel, CPU_GRAIN / 8)) schedule(static)
    for (int64_t k = 0; k < blocks; k++) {
        double x[ROOM + 4];
        const int64_t from = k * ROOM, n = y->numel - from < ROOM ? y->numel - from : ROOM;
        block(d, from, n, x, p ? p + from : NULL);
        cpu_store_block((char *)y->data + from * size, size, y->dtype, x, RP_F64, n);
    }
}

/* Any layout: through a contiguous copy where the output is not. */
static rp_status fill_any(const struct draw *d, const rp_geometry *y, const double *p)
{
    if (kernel_dense(y)) {
        fill(d, y, p);
        return RP_OK;
    }
    int64_t stride[RP_MAX_DIMS], n = 1;
    rp_geometry flat = *y;
    for (int k = y->ndim - 1; k >= 0; k--) {
        stride[k] = n;
        n *= y->shape[k];
    }
    flat.stride = stride;
    flat.flags = RP_GEOM_CONTIGUOUS;
    flat.offset = 0;
    flat.data = kernel_host->alloc((size_t)y->nbytes);
    if (!flat.data) return RP_E_MEMORY;
    fill(d, &flat, p);
    cpu_assign(y, &flat);
    kernel_host->free(flat.data, (size_t)y->nbytes);
    return RP_OK;
}

static rp_status draw(rp_call *c, const rp_value *result, enum kind kind, double a, double b,
                      const double *p)
{
    const rp_geometry y = kernel_geometry(result);
    struct draw d = {kind, a, b, y.dtype == RP_F64, 0, 0};
    if (y.numel == 0) return RP_OK;
    RP_TRY(kernel_host->random(c, (uint64_t)y.numel, &d.seed, &d.offset));
    return fill_any(&d, &y, p);
}

CPU_KERNEL(uniform)
{
    (void)self, (void)n_in, (void)n_out;
    return draw(c, &out[0], UNIFORM, kernel_float(&in[1]),
                kernel_float(&in[2]) - kernel_float(&in[1]), NULL);
}

CPU_KERNEL(normal)
{
    (void)self, (void)n_in, (void)n_out;
    return draw(c, &out[0], NORMAL, kernel_float(&in[1]), kernel_float(&in[2]), NULL);
}

CPU_KERNEL(exponential)
{
    (void)self, (void)n_in, (void)n_out;
    return draw(c, &out[0], EXPONENTIAL, kernel_float(&in[1]), 0, NULL);
}

CPU_KERNEL(normal_sized)
{
    (void)self, (void)n_in, (void)n_out;
    return draw(c, &out[0], NORMAL, kernel_float(&in[0]), kernel_float(&in[1]), NULL);
}

#define SUM(name_, T_)                                                                             \
    static void name_(int64_t n, void *out, const void *const *in, const kernel_scalars *s)        \
    {                                                                                              \
        T_ *const y = out;                                                                         \
        const T_ *const a = in[0], *const b = in[1];                                               \
        (void)s;                                                                                   \
        _Pragma("omp simd") for (int64_t i = 0; i < n; i++) y[i] = a[i] + b[i];                    \
    }
SUM(sum_f32, float)
SUM(sum_f64, double)
static cpu_elementwise sum = {"aten::normal", sum_f32, sum_f64, NULL, 2};

/* Noise around each mean. */
CPU_KERNEL(normal_around)
{
    (void)self, (void)n_in, (void)n_out;
    RP_TRY(draw(c, &out[0], NORMAL, 0, kernel_float(&in[1]), NULL));
    const rp_value operands[] = {in[0], out[0]};
    return cpu_run_elementwise(&sum, c, operands, 2, out, 1);
}

CPU_KERNEL(uniform_01)
{
    (void)self, (void)in, (void)n_in, (void)n_out;
    return draw(c, &out[0], UNIFORM, 0, 1, NULL);
}

CPU_KERNEL(normal_01)
{
    (void)self, (void)in, (void)n_in, (void)n_out;
    return draw(c, &out[0], NORMAL, 0, 1, NULL);
}

CPU_KERNEL(bernoulli_p)
{
    (void)self, (void)n_in, (void)n_out;
    return draw(c, &out[0], BERNOULLI, kernel_float(&in[1]), 0, NULL);
}

static rp_status check_probabilities(const double *p, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        if (!(p[i] >= 0 && p[i] <= 1))
            return RP_FAIL(RP_E_VALUE, "Expected p_in >= 0 && p_in <= 1 to be true, but got %g",
                           p[i]);
    return RP_OK;
}

CPU_KERNEL(bernoulli)
{
    rp_geometry x = kernel_geometry(&in[0]), flat = x;
    int64_t stride[RP_MAX_DIMS], n = 1;
    const size_t bytes = (size_t)x.numel * sizeof(double);
    (void)self, (void)n_in, (void)n_out;
    if (x.numel == 0) return RP_OK;
    for (int k = x.ndim - 1; k >= 0; k--) {
        stride[k] = n;
        n *= x.shape[k];
    }
    flat.dtype = RP_F64;
    flat.stride = stride;
    flat.flags = RP_GEOM_CONTIGUOUS;
    flat.offset = 0;
    flat.data = kernel_host->alloc(bytes);
    if (!flat.data) return RP_E_MEMORY;
    cpu_assign(&flat, &x);
    rp_status st = check_probabilities(flat.data, x.numel);
    if (st == RP_OK) st = draw(c, &out[0], BERNOULLI, 0, 0, flat.data);
    kernel_host->free(flat.data, bytes);
    return st;
}

/* ---- native_dropout -------------------------------------------------------------------------- */
#define MASKED(name_, T_, field_)                                                                  \
    static void name_(int64_t n, void *out, const void *const *in, const kernel_scalars *s)        \
    {                                                                                              \
        T_ *const y = out;                                                                         \
        const T_ *const x = in[0], *const mask = in[1], scale = s->field_[0];                      \
        _Pragma("omp simd") for (int64_t i = 0; i < n; i++) y[i] = x[i] * mask[i] * scale;         \
    }
MASKED(masked_f32, float, f32)
MASKED(masked_f64, double, f64)
static cpu_elementwise masked = {"aten::native_dropout", masked_f32, masked_f64, NULL, 2};

CPU_KERNEL(native_dropout)
{
    const double p = kernel_float(&in[1]);
    const bool train = !kernel_given(&in[2]) || kernel_bool(&in[2]);
    (void)self, (void)n_in, (void)n_out;
    const rp_geometry mask = kernel_geometry(&out[1]);
    if (mask.numel == 0) return RP_OK;
    if (train) {
        RP_TRY(draw(c, &out[1], BERNOULLI, 1 - p, 0, NULL));
    } else {
        const struct draw all = {BERNOULLI, 2, 0, false, 0, 0}; /* every number is below 2 */
        RP_TRY(fill_any(&all, &mask, NULL));
    }
    const rp_value operands[] = {in[0], out[1],
                                 rp_value_float(!train   ? 1
                                                : p == 1 ? 0
                                                         : 1 / (1 - p))};
    return cpu_run_elementwise(&masked, c, operands, 3, out, 1);
}

const rp_kernel_row cpu_random[] = {
    CPU_ROW("aten::uniform", uniform),
    CPU_ROW("aten::normal_functional", normal),
    CPU_ROW("aten::exponential", exponential),
    CPU_ROW("aten::normal.float_float", normal_sized),
    CPU_ROW("aten::normal.Tensor_float", normal_around),
    CPU_ROW("aten::rand", uniform_01),
    CPU_ROW("aten::rand_like", uniform_01),
    CPU_ROW("aten::randn", normal_01),
    CPU_ROW("aten::randn_like", normal_01),
    CPU_ROW("aten::bernoulli", bernoulli),
    CPU_ROW("aten::bernoulli.p", bernoulli_p),
    CPU_ROW("aten::native_dropout", native_dropout),
    {0},
};
