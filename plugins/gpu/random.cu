/* plugins/gpu/random.cu - uniform, normal, exponential and Bernoulli numbers from Philox: the
 * stream that the cpu gives
 *
 * Element i (row-major) uses number i of the call: word i % 4 of counter offset + i / 4; a thread
 * makes the four of a counter. Normal numbers come in pairs (Box and Muller, "A note on the
 * generation of random normal deviates", 1958): elements 2j and 2j + 1 from numbers 2j and 2j + 1.
 * In double precision, as on the cpu.
 */
#include "gpu.h"
#include <math.h>

enum kind { UNIFORM, NORMAL, EXPONENTIAL, BERNOULLI };
struct draw {
    kind what;
    double a, b; /* from, to - from; mean, std; lambda; probability */
    bool wide;   /* double: all 32 bits; else the 24 that a float holds */
    uint64_t seed, offset;
};
struct four {
    double x[4];
};

/* The numbers of one counter; `p`: a probability for each element, of which `count` are there, or
   NULL. */
GPU_FN four numbers(const draw &d, int64_t counter, gpu_ptr<const double> p, int count)
{
    uint32_t word[4];
    four y;
    rp_philox(d.seed, d.offset + (uint64_t)counter, word);
    for (int j = 0; j < 4; j++) {
        if (d.what == UNIFORM)
            y.x[j] = d.a + d.b * (d.wide ? word[j] * 0x1p-32 : (word[j] >> 8) * 0x1p-24);
        if (d.what == EXPONENTIAL) y.x[j] = -log((word[j] + 1.0) * 0x1p-32) / d.a;
        if (d.what == BERNOULLI)
            y.x[j] = word[j] * 0x1p-32 < (p && j < count ? p[counter * 4 + j] : d.a);
    }
    for (int j = 0; d.what == NORMAL && j < 4; j += 2) {
        const double r = sqrt(-2 * log((word[j] + 1.0) * 0x1p-32)),
                     angle = 6.283185307179586 * (word[j + 1] * 0x1p-32);
        y.x[j] = d.a + d.b * r * cos(angle);
        y.x[j + 1] = d.a + d.b * r * sin(angle);
    }
    return y;
}

/* `p`: a probability for each element, or NULL. */
static rp_status draw_into(gpu_op &op, const rp_value *result, kind what, double a, double b,
                           gpu_ptr<const double> p)
{
    int64_t stride[RP_MAX_DIMS];
    rp_geometry y = kernel_geometry(result);
    const rp_geometry whole = y;
    draw d = {what, a, b, y.dtype == RP_F64, 0, 0};
    if (op.status || y.numel == 0) return op.status;
    RP_TRY(kernel_host->random(op.c, (uint64_t)y.numel, &d.seed, &d.offset));
    RP_TRY(gpu_output(op, &y, stride));
    const gpu_vector to = gpu_vector_of(&y);
    const int64_t n = y.numel;
    RP_TRY(gpu_each(op, (n + 3) / 4, [=] GPU_LAMBDA(int64_t k) {
        const int count = n - k * 4 < 4 ? (int)(n - k * 4) : 4;
        const four v = numbers(d, k, p, count);
        for (int j = 0; j < count; j++) to.put(k * 4 + j, v.x[j]);
    }));
    return gpu_output_done(op, &whole, &y);
}

static rp_status plain(rp_call *c, const rp_value *result, kind what, double a, double b)
{
    gpu_op op(c);
    return draw_into(op, result, what, a, b, gpu_at<const double>(nullptr));
}

GPU_OP(uniform)
{
    GPU_UNUSED;
    return plain(c, &out[0], UNIFORM, kernel_float(&in[1]),
                 kernel_float(&in[2]) - kernel_float(&in[1]));
}

GPU_OP(normal)
{
    GPU_UNUSED;
    return plain(c, &out[0], NORMAL, kernel_float(&in[1]), kernel_float(&in[2]));
}

GPU_OP(exponential)
{
    GPU_UNUSED;
    return plain(c, &out[0], EXPONENTIAL, kernel_float(&in[1]), 0);
}

GPU_OP(normal_sized)
{
    GPU_UNUSED;
    return plain(c, &out[0], NORMAL, kernel_float(&in[0]), kernel_float(&in[1]));
}

GPU_OP(uniform_01)
{
    GPU_UNUSED;
    return plain(c, &out[0], UNIFORM, 0, 1);
}

GPU_OP(normal_01)
{
    GPU_UNUSED;
    return plain(c, &out[0], NORMAL, 0, 1);
}

GPU_OP(bernoulli_p)
{
    GPU_UNUSED;
    return plain(c, &out[0], BERNOULLI, kernel_float(&in[1]), 0);
}

template <class C>
static rp_status add(gpu_op &op, const rp_geometry *y, const rp_geometry *x)
{
    const gpu_iter<2> it = gpu_iterate<2>({y, x});
    const rp_dtype to = y->dtype, from = x->dtype;
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2];
        it.offsets(i, at);
        gpu_store<C>(it.data[0] + at[0], to,
                     gpu_load<C>(it.data[0] + at[0], to) + gpu_load<C>(it.data[1] + at[1], from));
    });
}

/* Noise around each mean. */
GPU_OP(normal_around)
{
    GPU_UNUSED;
    gpu_op op(c);
    rp_geometry mean;
    const rp_geometry y = kernel_geometry(&out[0]);
    RP_TRY(gpu_geometry(op, &mean, &in[0]));
    RP_TRY(draw_into(op, &out[0], NORMAL, 0, kernel_float(&in[1]), gpu_at<const double>(nullptr)));
    if (y.numel == 0) return RP_OK;
    return y.dtype == RP_F64 ? add<double>(op, &y, &mean) : add<float>(op, &y, &mean);
}

/* A probability for each element. */
GPU_OP(bernoulli)
{
    GPU_UNUSED;
    gpu_op op(c);
    int64_t stride[RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]);
    if (x.numel == 0) return RP_OK;
    RP_TRY(gpu_dense(op, &x, stride, RP_F64));
    const gpu_ptr<const double> p = gpu_at<const double>(x.data);
    const gpu_reporter reporter = op.reporter;
    RP_TRY(gpu_each(op, x.numel, [=] GPU_LAMBDA(int64_t i) {
        if (!(p[i] >= 0 && p[i] <= 1)) gpu_report(reporter, GPU_FAULT_VALUE, i, 0);
    }));
    return draw_into(op, &out[0], BERNOULLI, 0, 0, p);
}

/* ---- native_dropout: the mask and y = x mask scale in one pass, four elements a thread ------- */
template <class T>
static rp_status drop(gpu_op &op, const draw &d, double factor, gpu_ptr<T> y, gpu_ptr<uint8_t> mask,
                      gpu_ptr<const T> x, int64_t n)
{
    typedef gpu_compute<T> C;
    const C scale = (C)factor;
    return gpu_each(op, (n + 3) / 4, [=] GPU_LAMBDA(int64_t k) {
        const int count = n - k * 4 < 4 ? (int)(n - k * 4) : 4;
        const four kept =
            numbers(d, k, gpu_ptr<const double>(gpu_at<const double>(nullptr)), count);
        gpu_several<T, 4> from, to;
        gpu_several<uint8_t, 4> bits;
        if (count == 4) from = *gpu_cast<const gpu_several<T, 4>>(x + k * 4);
        for (int j = 0; count < 4 && j < count; j++) from.x[j] = x[k * 4 + j];
        for (int j = 0; j < count; j++) {
            bits.x[j] = kept.x[j] != 0;
            to.x[j] = gpu_put<T>(gpu_get(from.x[j]) * (C)kept.x[j] * scale);
        }
        if (count == 4) {
            *gpu_cast<gpu_several<uint8_t, 4>>(mask + k * 4) = bits;
            *gpu_cast<gpu_several<T, 4>>(y + k * 4) = to;
        }
        for (int j = 0; count < 4 && j < count; j++) {
            mask[k * 4 + j] = bits.x[j];
            y[k * 4 + j] = to.x[j];
        }
    });
}

/* An operand at an address that four elements at once may have, and dense. */
static rp_status aligned(gpu_op &op, rp_geometry *x, int64_t *stride, bool copy)
{
    rp_geometry dense;
    if (kernel_dense(x) && (uintptr_t)x->data % 16 == 0) return RP_OK;
    RP_TRY(gpu_scratch_tensor(op, &dense, stride, x->shape, x->ndim, x->dtype));
    if (copy) RP_TRY(gpu_assign(op, &dense, x));
    *x = dense;
    return RP_OK;
}

GPU_OP(native_dropout)
{
    GPU_UNUSED;
    const double p = kernel_float(&in[1]);
    const bool train = !kernel_given(&in[2]) || kernel_bool(&in[2]);
    gpu_op op(c);
    int64_t stride[3][RP_MAX_DIMS];
    rp_geometry x = kernel_geometry(&in[0]), y = kernel_geometry(&out[0]),
                mask = kernel_geometry(&out[1]);
    const rp_geometry to_y = y, to_mask = mask;
    draw d = {BERNOULLI, train ? 1 - p : 2, 0, false, 0, 0}; /* every number is below 2 */
    if (x.numel == 0) return RP_OK;
    if (train) RP_TRY(kernel_host->random(c, (uint64_t)x.numel, &d.seed, &d.offset));
    RP_TRY(aligned(op, &x, stride[0], true));
    RP_TRY(aligned(op, &y, stride[1], false));
    RP_TRY(aligned(op, &mask, stride[2], false));
    GPU_FLOATS(x.dtype, T, return kernel_no_dtype(op.reporter.op, x.dtype),
               RP_TRY(drop<T>(op, d,
                              !train   ? 1
                              : p == 1 ? 0
                                       : 1 / (1 - p),
                              gpu_at<T>(y.data), gpu_at<uint8_t>(mask.data),
                              gpu_at<const T>(x.data), x.numel)))
    RP_TRY(gpu_output_done(op, &to_mask, &mask));
    return gpu_output_done(op, &to_y, &y);
}

GPU_TABLE(random) = {
    GPU_ROW("aten::uniform", uniform),
    GPU_ROW("aten::normal_functional", normal),
    GPU_ROW("aten::exponential", exponential),
    GPU_ROW("aten::normal.float_float", normal_sized),
    GPU_ROW("aten::normal.Tensor_float", normal_around),
    GPU_ROW("aten::rand", uniform_01),
    GPU_ROW("aten::rand_like", uniform_01),
    GPU_ROW("aten::randn", normal_01),
    GPU_ROW("aten::randn_like", normal_01),
    GPU_ROW("aten::bernoulli", bernoulli),
    GPU_ROW("aten::bernoulli.p", bernoulli_p),
    GPU_ROW("aten::native_dropout", native_dropout),
    {},
};
