/* plugins/gpu/bucketize.cu - binary search of every element in a list: bucketize, isin */
#include "order.h"

/* The element as a key of type `common`, so that elements of two dtypes compare. */
GPU_FN uint64_t common_key(gpu_ptr<const char> p, rp_dtype d, rp_dtype common)
{
    if (!kernel_is_floating(common)) return gpu_key_of(gpu_load<int64_t>(p, d));
    const double x = kernel_is_floating(d) ? gpu_load<double>(p, d)
                     : common == RP_F64    ? (double)gpu_load<int64_t>(p, d)
                                           : (double)(float)gpu_load<int64_t>(p, d);
    switch (common) {
    case RP_F32: return gpu_key_of((double)(float)x);
    case RP_F16: return gpu_key_of((double)rp_from_f16(rp_to_f16((float)x)));
    case RP_BF16: return gpu_key_of((double)rp_from_bf16(rp_to_bf16((float)x)));
    default: return gpu_key_of(x);
    }
}

/* ---- bucketize ------------------------------------------------------------------------------- */
/* The first boundary that is not less (right: that is greater). A NaN is not less than anything,
   nor greater */
GPU_OP(bucketize)
{
    GPU_UNUSED;
    gpu_op op(c);
    rp_geometry x, list;
    int64_t stride[RP_MAX_DIMS];
    const rp_geometry y = kernel_geometry(&out[0]);
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    RP_TRY(gpu_geometry(op, &list, &in[1]));
    const rp_dtype common = kernel_host->call_dtype(c), from_dtype = x.dtype, to_dtype = y.dtype;
    const bool right = kernel_bool(&in[3]);
    const int64_t n = list.numel, size = (int64_t)kernel_element(common);
    RP_TRY(gpu_dense(op, &list, stride, common));
    const gpu_ptr<const char> boundaries = gpu_at<const char>(list.data);
    const gpu_iter<2> it = gpu_iterate<2>({&y, &x});
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2], from = 0, to = n;
        it.offsets(i, at);
        const uint64_t value = common_key(it.data[1] + at[1], from_dtype, common);
        while (from < to) {
            const int64_t middle = from + (to - from) / 2;
            const uint64_t boundary = gpu_key(boundaries + middle * size, common);
            const bool nan =
                kernel_is_floating(common) && (boundary == GPU_KEY_NAN || value == GPU_KEY_NAN);
            if (nan || (right ? boundary <= value : boundary < value)) from = middle + 1;
            else to = middle;
        }
        gpu_store<int64_t>(it.data[0] + at[0], to_dtype, from);
    });
}

/* ---- isin ------------------------------------------------------------------------------------ */
/* (elements, test_elements, assume_unique, invert) */
GPU_OP(isin)
{
    GPU_UNUSED;
    gpu_op op(c);
    rp_geometry x, list;
    const rp_geometry y = kernel_geometry(&out[0]);
    int64_t stride[RP_MAX_DIMS];
    gpu_ptr<const gpu_item> sorted = gpu_at<const gpu_item>(nullptr);
    RP_TRY(gpu_geometry(op, &x, &in[0]));
    RP_TRY(gpu_geometry(op, &list, &in[1]));
    const rp_dtype common = kernel_host->call_dtype(c), from_dtype = x.dtype, to_dtype = y.dtype;
    const bool invert = kernel_bool(&in[3]);
    const int64_t n = list.numel;
    RP_TRY(gpu_dense(op, &list, stride, common));
    if (n) RP_TRY(gpu_sort_elements(op, &sorted, &list));
    const gpu_iter<2> it = gpu_iterate<2>({&y, &x});
    return gpu_each(op, y.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2];
        it.offsets(i, at);
        const uint64_t key = common_key(it.data[1] + at[1], from_dtype, common);
        const int64_t place = gpu_items_below(sorted, n, key);
        const bool found = place < n && sorted[place].key == key &&
                           !(kernel_is_floating(common) && key == GPU_KEY_NAN);
        gpu_store<int64_t>(it.data[0] + at[0], to_dtype, found != invert);
    });
}

GPU_TABLE(bucketize) = {
    GPU_ROW("aten::bucketize.Tensor", bucketize), GPU_ROW("aten::isin.Tensor_Tensor", isin), {}};
