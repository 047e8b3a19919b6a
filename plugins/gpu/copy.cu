/* plugins/gpu/copy.cu - the same numbers in other bytes: clone, copy, conversions, copies between
   devices */
#include "gpu.h"
#include "device.h"

/* ---- on one device --------------------------------------------------------------------------- */
template <class T>
static rp_status move(gpu_op &op, const gpu_iter<2> &it)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2];
        it.offsets(i, at);
        it.at<T>(0, at[0]) = it.at<const T>(1, at[1]);
    });
}

template <class C>
static rp_status convert(gpu_op &op, const gpu_iter<2> &it, rp_dtype to, rp_dtype from)
{
    return gpu_each(op, it.numel, [=] GPU_LAMBDA(int64_t i) {
        int64_t at[2];
        it.offsets(i, at);
        gpu_store<C>(it.data[0] + at[0], to, gpu_load<C>(it.data[1] + at[1], from));
    });
}

static bool is_single(rp_dtype d)
{
    return d == RP_F32 || d == RP_F16 || d == RP_BF16;
}

rp_status gpu_assign(gpu_op &op, const rp_geometry *dst, const rp_geometry *src)
{
    if (!dst->numel) return RP_OK;
    const gpu_iter<2> it = gpu_iterate<2>({dst, src});
    if (dst->dtype == src->dtype) {
        GPU_SIZES(kernel_element(dst->dtype), T, return move<T>(op, it))
    }
    if (is_single(dst->dtype) && is_single(src->dtype))
        return convert<float>(op, it, dst->dtype, src->dtype);
    if (kernel_is_floating(dst->dtype) || kernel_is_floating(src->dtype))
        return convert<double>(op, it, dst->dtype, src->dtype);
    return convert<int64_t>(op, it, dst->dtype, src->dtype);
}

rp_status gpu_scratch_tensor(gpu_op &op, rp_geometry *out, int64_t *stride, const int64_t *shape,
                             int ndim, rp_dtype dtype)
{
    gpu_ptr<char> p;
    const int64_t n = kernel_product(shape, 0, ndim);
    RP_TRY(op.scratch(&p, n * (int64_t)kernel_element(dtype)));
    int64_t step = 1;
    for (int d = ndim; d-- > 0; step *= shape[d]) stride[d] = step;
    memset(out, 0, sizeof *out);
    out->size = sizeof *out;
    out->flags = RP_GEOM_CONTIGUOUS;
    out->device = op.place();
    out->dtype = dtype;
    out->ndim = ndim;
    out->shape = shape;
    out->stride = stride;
    out->numel = n;
    out->nbytes = (uint64_t)n * kernel_element(dtype);
    out->data = gpu_raw(p);
    return RP_OK;
}

rp_status gpu_dense(gpu_op &op, rp_geometry *x, int64_t *stride, rp_dtype dtype)
{
    rp_geometry dense;
    if (x->dtype == RP_DTYPE_NONE || (kernel_dense(x) && x->dtype == dtype)) return RP_OK;
    RP_TRY(gpu_scratch_tensor(op, &dense, stride, x->shape, x->ndim, dtype));
    RP_TRY(gpu_assign(op, &dense, x));
    *x = dense;
    return RP_OK;
}

rp_status gpu_output(gpu_op &op, rp_geometry *y, int64_t *stride)
{
    rp_geometry dense;
    if (kernel_dense(y)) return RP_OK;
    RP_TRY(gpu_scratch_tensor(op, &dense, stride, y->shape, y->ndim, y->dtype));
    *y = dense;
    return RP_OK;
}

rp_status gpu_output_done(gpu_op &op, const rp_geometry *result, const rp_geometry *y)
{
    return y->data == result->data ? op.status : gpu_assign(op, result, y);
}

rp_status gpu_geometry(gpu_op &op, rp_geometry *out, const rp_value *v)
{
    *out = kernel_geometry(v);
    if (v->tag != RP_TAG_TENSOR || out->device.type != 0) return RP_OK;
    gpu_ptr<char> p;
    RP_TRY(op.scratch(&p, 16));
    RP_TRY(op.upload(gpu_raw(p), out->data, kernel_element(out->dtype)));
    out->data = gpu_raw(p);
    out->device = op.place();
    return RP_OK;
}

/* ---- between devices ------------------------------------------------------------------------- */
/* Dense bytes of the source's dtype travel; strides and dtypes are the work of the side that has
   them */
static rp_geometry geometry_of(rp_tensor *t)
{
    const rp_value v = rp_value_tensor(t);
    return kernel_geometry(&v);
}

/* The host's tensor as a dense one: itself, or a clone that *made owns. */
static rp_status host_dense(rp_call *c, rp_geometry *g, rp_tensor *t, rp_tensor **made)
{
    static const rp_op *clone;
    *g = geometry_of(t);
    *made = nullptr;
    if (kernel_dense(g)) return RP_OK;
    if (!clone) clone = kernel_host->find("aten::clone");
    if (!clone) return RP_FAIL(RP_E_INTERNAL, "aten::clone is missing");
    const rp_value in[] = {rp_value_tensor(t), rp_value_int(0)}; /* contiguous */
    rp_value out = rp_value_none();
    RP_TRY(kernel_host->inner(c, clone, in, 2, &out, 1));
    *made = out.u.t;
    *g = geometry_of(*made);
    return RP_OK;
}

static rp_status from_host(gpu_op &op, const rp_geometry *dst, rp_tensor *src)
{
    const rp_device_type *t = &gpu_device_type;
    int64_t stride[RP_MAX_DIMS];
    rp_tensor *made;
    rp_geometry here, there;
    RP_TRY(host_dense(op.c, &here, src, &made));
    rp_status st = RP_OK;
    if (kernel_dense(dst) && dst->dtype == here.dtype && dst->numel == here.numel) {
        st = t->copy(t->self, nullptr, dst->data, op.device, here.data, -1, (size_t)here.nbytes);
    } else {
        st = gpu_scratch_tensor(op, &there, stride, here.shape, here.ndim, here.dtype);
        if (!st)
            st = t->copy(t->self, nullptr, there.data, op.device, here.data, -1,
                         (size_t)here.nbytes);
        if (!st) st = gpu_assign(op, dst, &there);
    }
    if (made) { /* its bytes are read until the copy is done */
        if (!st) st = t->stream_sync(t->self, nullptr);
        kernel_host->release(made);
    }
    return st;
}

/* To the host, or by way of it to a device of another plugin: neither knows the other's memory. */
static rp_status to_other(gpu_op &op, rp_tensor *dst, const rp_geometry *src)
{
    static const rp_op *assign;
    int64_t stride[RP_MAX_DIMS];
    rp_geometry dense = *src;
    const rp_geometry to = geometry_of(dst);
    RP_TRY(gpu_dense(op, &dense, stride, src->dtype));
    if (to.device.type == 0 && kernel_dense(&to) && to.dtype == src->dtype &&
        to.numel == src->numel)
        return op.download(to.data, dense.data, (size_t)dense.nbytes);
    if (!assign) assign = kernel_host->find("aten::copy_");
    if (!assign) return RP_FAIL(RP_E_INTERNAL, "aten::copy_ is missing");
    rp_tensor *host = nullptr;
    RP_TRY(kernel_host->create(&host, src->shape, src->ndim, src->dtype, rp_device{0, 0}));
    rp_status st = op.download(geometry_of(host).data, dense.data, (size_t)dense.nbytes);
    const rp_value in[] = {rp_value_tensor(dst), rp_value_tensor(host), rp_value_bool(0)};
    rp_value out = rp_value_none();
    if (!st) st = kernel_host->inner(op.c, assign, in, 3, &out, 1);
    if (!st) kernel_host->value_clear(&out);
    kernel_host->release(host);
    return st;
}

/* The source's device makes its bytes dense, they travel, the destination's converts. */
static rp_status to_peer(rp_call *c, const rp_geometry *dst, const rp_geometry *src)
{
    const rp_device_type *t = &gpu_device_type;
    int64_t stride[RP_MAX_DIMS], there[RP_MAX_DIMS];
    rp_geometry dense = *src, arrived;
    gpu_op from(c, src->device.index), to(c, dst->device.index);
    RP_TRY(from.use()); /* `to` has made its device the thread's */
    RP_TRY(gpu_dense(from, &dense, stride, src->dtype));
    RP_TRY(to.use());
    RP_TRY(gpu_scratch_tensor(to, &arrived, there, dense.shape, dense.ndim, dense.dtype));
    RP_TRY(t->sync(t->self, dst->device.index)); /* what was in the scratch has been read */
    RP_TRY(t->copy(t->self, nullptr, arrived.data, dst->device.index, dense.data, src->device.index,
                   (size_t)dense.nbytes));
    RP_TRY(t->sync(t->self, src->device.index));
    RP_TRY(to.use());
    return gpu_assign(to, dst, &arrived);
}

/* A device of another plugin: the bytes go by way of the host. */
static rp_status from_foreign(gpu_op &op, const rp_geometry *dst, rp_tensor *src)
{
    static const rp_op *move;
    if (!move) move = kernel_host->find("aten::_to_copy");
    if (!move) return RP_FAIL(RP_E_INTERNAL, "aten::_to_copy is missing");
    const rp_value none = rp_value_none(),
                   in[] = {rp_value_tensor(src), none, none, rp_value_device(rp_device{0, 0}), none,
                           rp_value_bool(0),     none};
    rp_value out = none;
    RP_TRY(kernel_host->inner(op.c, move, in, 7, &out, 1));
    rp_status st = from_host(op, dst, out.u.t);
    /* its bytes are read until the copy is done */
    if (!st) st = gpu_device_type.stream_sync(gpu_device_type.self, nullptr);
    kernel_host->value_clear(&out);
    return st;
}

static rp_status assign(rp_call *c, rp_tensor *to, rp_tensor *from)
{
    const rp_geometry dst = geometry_of(to), src = geometry_of(from);
    const bool mine = dst.device.type == gpu_type;
    if (mine && src.device.type == gpu_type && dst.device.index != src.device.index)
        return to_peer(c, &dst, &src);
    gpu_op op(c, mine ? dst.device.index : src.device.index);
    if (op.status || !dst.numel) return op.status;
    if (!mine) return to_other(op, to, &src);
    if (src.device.type == 0) return from_host(op, &dst, from);
    if (src.device.type != gpu_type) return from_foreign(op, &dst, from);
    return gpu_assign(op, &dst, &src);
}

GPU_OP(copy_from_first)
{
    GPU_UNUSED;
    return assign(c, out[0].u.t, in[0].u.t);
}

GPU_OP(copy_from_second)
{
    GPU_UNUSED;
    return assign(c, out[0].u.t, in[1].u.t);
}

GPU_TABLE(copy) = {
    GPU_ROW("aten::copy", copy_from_second),
    GPU_ROW("aten::clone", copy_from_first),
    GPU_ROW("aten::_to_copy", copy_from_first),
    {},
};
