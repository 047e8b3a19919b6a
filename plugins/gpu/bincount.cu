/* plugins/gpu/bincount.cu - how often every number occurs, or the sums of weights by number
 *
 * How many bins there are is seen in the values: the host waits for the largest one.
 */
#include "order.h"
#include "plugins/common/argument.h"

/* `x`: the numbers in order. */
static rp_status bins(gpu_op &op, gpu_ptr<const gpu_item> x, int64_t count, int64_t *n)
{
    gpu_item least, most;
    if (!count) return RP_OK;
    RP_TRY(op.download(&least, gpu_raw(x), sizeof least));
    RP_TRY(op.download(&most, gpu_raw(x + (count - 1)), sizeof most));
    if (least.key < GPU_KEY_SIGN)
        return RP_FAIL(RP_E_VALUE, "bincount only supports 1-d non-negative integral inputs, but element %lld is %lld", (long long)least.at,
                       (long long)(least.key ^ GPU_KEY_SIGN));
    const int64_t largest = (int64_t)(most.key ^ GPU_KEY_SIGN);
    if (largest >= *n) *n = largest + 1;
    return RP_OK;
}

/* Bin j of y: its numbers lie together in `x`. Weights are added in the order of the input, in double. */
static rp_status fill(gpu_op &op, const rp_geometry *y, gpu_ptr<const gpu_item> x, int64_t count, const rp_geometry *weights)
{
    const gpu_ptr<char> to = gpu_at<char>(y->data);
    const gpu_ptr<const char> w = gpu_at<const char>(weights ? weights->data : nullptr);
    const rp_dtype y_dtype = y->dtype, w_dtype = weights ? weights->dtype : RP_F64;
    const int64_t size = (int64_t)kernel_element(y_dtype), step = weights ? weights->stride[0] * (int64_t)kernel_element(w_dtype) : 0;
    const bool weighted = weights != nullptr;
    return gpu_each(op, y->numel, [=] GPU_LAMBDA(int64_t j) {
        const int64_t from = gpu_items_below(x, count, gpu_key_of(j)), end = gpu_items_below(x, count, gpu_key_of(j + 1));
        double sum = 0;
        for (int64_t i = from; i < end && weighted; i++) sum += gpu_load<double>(w + x[i].at * step, w_dtype);
        if (weighted) gpu_store<double>(to + j * size, y_dtype, sum);
        else gpu_store<int64_t>(to + j * size, y_dtype, end - from);
    });
}

/* (self, weights, minlength) */
GPU_OP(bincount)
{
    GPU_UNUSED;
    gpu_op op(c);
    const rp_geometry x = kernel_geometry(&in[0]), w = kernel_geometry(&in[1]);
    int64_t n = kernel_int(&in[2]);
    rp_tensor *t = nullptr;
    gpu_ptr<const gpu_item> items = gpu_at<const gpu_item>(nullptr);
    const bool weighted = kernel_given(&in[1]) && x.numel > 0;
    RP_TRY(kernel_check_bincount(&x, &w, weighted, n));
    if (x.numel) RP_TRY(gpu_sort_lines(op, &items, gpu_lines_of(&x, &x, nullptr, 0), x.numel, false));
    RP_TRY(bins(op, items, x.numel, &n));
    RP_TRY(kernel_host->create(&t, &n, 1, !weighted ? RP_I64 : w.dtype == RP_F32 ? RP_F32 : RP_F64, kernel_host->call_device(c)));
    out[0] = rp_value_tensor(t);
    const rp_geometry y = kernel_geometry(&out[0]);
    return fill(op, &y, items, x.numel, weighted ? &w : nullptr);
}

GPU_TABLE(bincount) = {GPU_ROW("aten::bincount", bincount), {}};
