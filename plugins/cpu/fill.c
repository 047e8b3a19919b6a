/* plugins/cpu/fill.c - factories and fills: every element one number */
#include "iter.h"

struct pattern {
    rp_dtype dtype;
    double d;
    int64_t i;
    bool zero;
};

#define RUN(T_, value_)                                                                            \
    {                                                                                              \
        const T_ v = (value_);                                                                     \
        if (stride[0] == (int64_t)sizeof(T_))                                                      \
            for (int64_t k = 0; k < n; k++) ((T_ *)(void *)data[0])[k] = v;                        \
        else                                                                                       \
            for (int64_t k = 0; k < n; k++) *(T_ *)(void *)(data[0] + k * stride[0]) = v;          \
    }                                                                                              \
    break
static void run(void *ctx, char *const *data, const int64_t *stride, int64_t n)
{
    const struct pattern *p = ctx;
    if (p->zero && stride[0] == (int64_t)kernel_element(p->dtype)) {
        memset(data[0], 0, (size_t)(n * stride[0]));
        return;
    }
    switch (p->dtype) {
    case RP_F64: RUN(double, p->d);
    case RP_F32: RUN(float, (float)p->d);
    case RP_F16: RUN(rp_f16, rp_to_f16((float)p->d));
    case RP_BF16: RUN(rp_bf16, rp_to_bf16((float)p->d));
    case RP_I64: RUN(int64_t, p->i);
    case RP_I32: RUN(int32_t, (int32_t)p->i);
    case RP_I16: RUN(int16_t, (int16_t)p->i);
    case RP_I8: RUN(int8_t, (int8_t)p->i);
    case RP_U8: RUN(uint8_t, (uint8_t)p->i);
    default: RUN(uint8_t, p->d != 0);
    }
}

static rp_status fill(const rp_value *result, double d, int64_t i)
{
    const rp_geometry g = kernel_geometry(result);
    const rp_geometry *operand = &g;
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    struct pattern p = {g.dtype, d, i, bits == 0 && i == 0};
    kernel_iter it;
    if (g.numel == 0) return RP_OK;
    kernel_iter_init(&it, &operand, 1);
    cpu_iter_run(&it, run, &p);
    return RP_OK;
}

static int64_t exact(const rp_value *v)
{
    return v->tag != RP_TAG_FLOAT                ? v->u.i
           : v->u.f > -0x1p63 && v->u.f < 0x1p63 ? (int64_t)v->u.f
                                                 : 0;
}

CPU_KERNEL(nothing)
{
    CPU_UNUSED;
    return RP_OK;
}

CPU_KERNEL(zeros)
{
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    return fill(&out[0], 0, 0);
}

CPU_KERNEL(ones)
{
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    return fill(&out[0], 1, 1);
}

CPU_KERNEL(scalar)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return fill(&out[0], kernel_float(&in[0]), exact(&in[0]));
}

CPU_KERNEL(value)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return fill(&out[0], kernel_float(&in[1]), exact(&in[1]));
}

CPU_KERNEL(new_value)
{
    (void)self, (void)c, (void)n_in, (void)n_out;
    return fill(&out[0], kernel_float(&in[2]), exact(&in[2]));
}

CPU_KERNEL(tensor_value)
{
    const rp_geometry y = kernel_geometry(&out[0]), v = kernel_geometry(&in[1]);
    (void)self, (void)c, (void)n_in, (void)n_out;
    cpu_assign(&y, &v);
    return RP_OK;
}

CPU_KERNEL(eye)
{
    const rp_geometry y = kernel_geometry(&out[0]);
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    RP_TRY(fill(&out[0], 0, 0));
    const int64_t n = y.shape[0] < y.shape[1] ? y.shape[0] : y.shape[1],
                  size = (int64_t)kernel_element(y.dtype);
    for (int64_t i = 0; i < n; i++) {
        char *at = (char *)y.data + i * (y.stride[0] + y.stride[1]) * size;
        cpu_store(at, y.dtype, 1);
    }
    return RP_OK;
}

const rp_kernel_row cpu_fill[] = {
    CPU_ROW("aten::empty.memory_format", nothing),
    CPU_ROW("aten::empty_like", nothing),
    CPU_ROW("aten::empty_strided", nothing),
    CPU_ROW("aten::empty_permuted", nothing),
    CPU_ROW("aten::new_empty", nothing),
    CPU_ROW("aten::new_empty_strided", nothing),
    CPU_ROW("aten::new_zeros", zeros),
    CPU_ROW("aten::new_ones", ones),
    CPU_ROW("aten::new_full", new_value),
    CPU_ROW("aten::zeros", zeros),
    CPU_ROW("aten::zeros_like", zeros),
    CPU_ROW("aten::zero", zeros),
    CPU_ROW("aten::ones", ones),
    CPU_ROW("aten::ones_like", ones),
    CPU_ROW("aten::scalar_tensor", scalar),
    CPU_ROW("aten::full", value),
    CPU_ROW("aten::full_like", value),
    CPU_ROW("aten::fill.Scalar", value),
    CPU_ROW("aten::fill.Tensor", tensor_value),
    CPU_ROW("aten::eye", eye),
    CPU_ROW("aten::eye.m", eye),
    {0},
};
