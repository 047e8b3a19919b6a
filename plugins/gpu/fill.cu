/* plugins/gpu/fill.cu - tensors of one number, and tensors of none */
#include "gpu.h"

template <class C>
static rp_status fill_with(gpu_op &op, const rp_geometry *y, C x)
{
    const gpu_iter<1> it = gpu_iterate<1>({y});
    const rp_dtype d = y->dtype;
    return gpu_each(op, y->numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[1];
        it.offsets(i, at);
        gpu_store<C>(it.data[0] + at[0], d, x);
    });
}

static rp_status fill(rp_call *c, const rp_value *to, const rp_value *x)
{
    const rp_geometry y = kernel_geometry(to);
    if (!y.numel) return RP_OK;
    gpu_op op(c);
    if (!kernel_is_floating(y.dtype) && (x->tag != RP_TAG_FLOAT || y.dtype != RP_BOOL))
        return fill_with<int64_t>(op, &y, kernel_int(x));
    return fill_with<double>(op, &y, kernel_float(x));
}

GPU_OP(nothing)
{
    GPU_UNUSED;
    return RP_OK;
}

/* `self` is the number. */
GPU_OP(constant)
{
    GPU_UNUSED;
    return fill(c, &out[0], (const rp_value *)self);
}

/* `self` says which argument is the number. */
GPU_OP(argument)
{
    GPU_UNUSED;
    return fill(c, &out[0], &in[*(const int *)self]);
}

GPU_OP(tensor_value)
{
    GPU_UNUSED;
    rp_geometry v;
    const rp_geometry y = kernel_geometry(&out[0]);
    gpu_op op(c);
    RP_TRY(gpu_geometry(op, &v, &in[1]));
    return gpu_assign(op, &y, &v);
}

GPU_OP(eye)
{
    GPU_UNUSED;
    const rp_geometry y = kernel_geometry(&out[0]);
    if (!y.numel) return RP_OK;
    gpu_op op(c);
    const int64_t columns = y.shape[1], down = y.stride[0], along = y.stride[1],
                  size = (int64_t)kernel_element(y.dtype);
    const gpu_ptr<char> to = gpu_at<char>(y.data);
    const rp_dtype d = y.dtype;
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        const int64_t row = i / columns, column = i % columns;
        gpu_store<int64_t>(to + (row * down + column * along) * size, d, row == column);
    });
}

static const rp_value zero = {RP_TAG_INT, 0, {0}}, one = {RP_TAG_INT, 0, {1}};
static const int at_0 = 0, at_1 = 1, at_2 = 2;
GPU_TABLE(fill) = {
    GPU_ROW("aten::empty.memory_format", nothing),
    GPU_ROW("aten::empty_like", nothing),
    GPU_ROW("aten::empty_strided", nothing),
    GPU_ROW("aten::empty_permuted", nothing),
    GPU_ROW("aten::new_empty", nothing),
    GPU_ROW("aten::new_empty_strided", nothing),
    GPU_ROW_WITH("aten::new_zeros", constant, &zero),
    GPU_ROW_WITH("aten::new_ones", constant, &one),
    GPU_ROW_WITH("aten::new_full", argument, &at_2),
    GPU_ROW_WITH("aten::zeros", constant, &zero),
    GPU_ROW_WITH("aten::zeros_like", constant, &zero),
    GPU_ROW_WITH("aten::zero", constant, &zero),
    GPU_ROW_WITH("aten::ones", constant, &one),
    GPU_ROW_WITH("aten::ones_like", constant, &one),
    GPU_ROW_WITH("aten::scalar_tensor", argument, &at_0),
    GPU_ROW_WITH("aten::full", argument, &at_1),
    GPU_ROW_WITH("aten::full_like", argument, &at_1),
    GPU_ROW_WITH("aten::fill.Scalar", argument, &at_1),
    GPU_ROW("aten::fill.Tensor", tensor_value),
    GPU_ROW("aten::eye", eye),
    GPU_ROW("aten::eye.m", eye),
    {},
};
