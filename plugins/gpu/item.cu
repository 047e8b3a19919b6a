/* plugins/gpu/item.cu - numbers from tensors: what they answer is the host's, so both wait for the
   device */
#include "gpu.h"
#include "plugins/common/argument.h"

GPU_OP(item)
{
    GPU_UNUSED;
    return kernel_host->item(&out[0], in[0].u.t);
}

template <class C>
static rp_status compare(gpu_op &op, const rp_geometry *a, const rp_geometry *b,
                         gpu_ptr<int> differs)
{
    const gpu_iter<2> it = gpu_iterate<2>({a, b});
    const rp_dtype d = a->dtype;
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2];
        it.offsets(i, at);
        if (gpu_load<C>(it.data[0] + at[0], d) != gpu_load<C>(it.data[1] + at[1], d))
            gpu_atomic_cas(&*differs, 0, 1);
    });
}

GPU_OP(equal)
{
    GPU_UNUSED;
    const rp_geometry a = kernel_geometry(&in[0]), b = kernel_geometry(&in[1]);
    int differs = 0;
    bool shapes = false;
    RP_TRY(kernel_check_equal(&shapes, &a, &b));
    if (shapes && a.numel) {
        rp_geometry x, y;
        gpu_ptr<int> flag;
        gpu_op op(c);
        RP_TRY(gpu_geometry(op, &x, &in[0]));
        RP_TRY(gpu_geometry(op, &y, &in[1]));
        RP_TRY(op.scratch(&flag, 1));
        RP_TRY(op.upload(gpu_raw(flag), &differs, sizeof differs));
        RP_TRY(kernel_is_floating(a.dtype) ? compare<double>(op, &x, &y, flag)
                                           : compare<int64_t>(op, &x, &y, flag));
        RP_TRY(op.download(&differs, gpu_raw(flag), sizeof differs));
    }
    out[0] = rp_value_bool(shapes && !differs);
    return RP_OK;
}

GPU_TABLE(item) = {GPU_ROW("aten::_local_scalar_dense", item), GPU_ROW("aten::equal", equal), {}};
