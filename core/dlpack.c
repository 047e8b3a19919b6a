/* core/dlpack.c - tensors of other libraries in, ours out, without a copy */
#include "core/dlpack_abi.h"
#include "core/impl.h"

struct exported {
    dlpack_managed managed;
    rp_tensor *pinned; /* a handle of its own: keeps the storage alive and its bytes in place */
    size_t bytes;
    int64_t dims[]; /* shape, strides */
};

static void delete_exported(dlpack_managed *m)
{
    struct exported *e = m->manager_ctx;
    rp_tensor_done(e->pinned);
    rp_tensor_release(e->pinned);
    rp_free(e, e->bytes);
}

static rp_status device_out(rp_device d, int32_t *type)
{
    char name[48];
    *type = DLPACK_CPU;
    if (d.type == 0) return RP_OK;
    const rp_device_type *t = rp_device_type_get(d.type);
    if (!t || t->dlpack_type == 0)
        return RP_FAIL(RP_E_DEVICE, "%s has no DLPack device type",
                       rp_device_name(d, name, sizeof name));
    *type = t->dlpack_type;
    return RP_OK;
}

static void fill_exported(struct exported *e, const rp_geometry *g, int32_t device_type)
{
    for (int i = 0; i < g->ndim; i++) {
        e->dims[i] = g->shape[i];
        e->dims[g->ndim + i] = g->stride[i];
    }
    e->managed = (dlpack_managed){
        .major = DLPACK_MAJOR,
        .minor = DLPACK_MINOR,
        .manager_ctx = e,
        .deleter = delete_exported,
        .flags = g->flags & RP_GEOM_READONLY ? DLPACK_READ_ONLY : 0,
        .t = {.data = g->data,
              .device_type = device_type,
              .device_id = g->device.index,
              .ndim = g->ndim,
              .code = (uint8_t)g->dtype,
              .bits = (uint8_t)(g->dtype >> 8),
              .lanes = 1,
              .shape = e->dims,
              .strides = e->dims + g->ndim},
    };
}

rp_status rp_tensor_to_dlpack(void **managed_versioned, rp_tensor *t)
{
    int32_t device_type;
    RP_TRY(device_out(t->device, &device_type));
    RP_LOCAL rp_tensor *alias = NULL;
    RP_TRY(rp_tensor_alias(&alias, t));
    RP_TRY(rp_tensor_pin(alias));
    const size_t bytes = sizeof(struct exported) + 2 * (size_t)t->ndim * sizeof(int64_t);
    /* no stream is handed over: who takes the bytes may read them on any */
    const rp_status st = rp_device_synchronize(t->device);
    struct exported *e = st ? NULL : rp_alloc(bytes);
    if (!e) {
        rp_tensor_done(alias);
        return st ? st : RP_E_MEMORY;
    }
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(alias, &g);
    fill_exported(e, &g, device_type);
    e->bytes = bytes;
    e->pinned = alias;
    alias = NULL;
    *managed_versioned = &e->managed;
    return RP_OK;
}

/* ---- in -------------------------------------------------------------------------------------- */
static void drop_imported(void *ctx)
{
    dlpack_managed *m = ctx;
    if (m->deleter) m->deleter(m);
}

static rp_status device_in(const dlpack_tensor *t, rp_device *d)
{
    const bool host = t->device_type == DLPACK_CPU || t->device_type == DLPACK_CUDA_HOST ||
                      t->device_type == DLPACK_ROCM_HOST;
    *d = RP_CPU;
    if (host) return RP_OK;
    for (int i = 1; i < rp_device_type_count(); i++) {
        const rp_device_type *type = rp_device_type_get(i);
        if (!type || type->dlpack_type != t->device_type) continue;
        if (t->device_id < 0 || t->device_id > INT16_MAX) break;
        *d = (rp_device){(int16_t)i, (int16_t)t->device_id};
        return RP_OK;
    }
    return RP_FAIL(RP_E_DEVICE, "DLPack device type %d, id %d: no device here has it",
                   t->device_type, t->device_id);
}

static rp_status dtype_in(const dlpack_tensor *t, rp_dtype *d)
{
    *d = RP_DTYPE(t->code, (uint32_t)t->bits);
    if (t->lanes == 1 && rp_dtype_size(*d)) return RP_OK;
    return RP_FAIL(RP_E_DTYPE,
                   "DLPack dtype of code %u, %u bits, %u lanes: the library has no such dtype",
                   t->code, t->bits, t->lanes);
}

static rp_status import(rp_tensor **out, dlpack_managed *m)
{
    if (m->major != DLPACK_MAJOR)
        return RP_FAIL(RP_E_ABI, "DLPack %u.%u: only major version %d is understood", m->major,
                       m->minor, DLPACK_MAJOR);
    const dlpack_tensor *t = &m->t;
    rp_geometry g = {.size = sizeof g, .ndim = t->ndim, .shape = t->shape, .stride = t->strides};
    RP_TRY(dtype_in(t, &g.dtype));
    RP_TRY(device_in(t, &g.device));
    g.flags = m->flags & DLPACK_READ_ONLY ? RP_GEOM_READONLY : 0;
    g.data = t->data ? (char *)t->data + t->byte_offset : NULL;
    return rp_tensor_wrap(out, &g, drop_imported, m);
}

rp_status rp_tensor_from_dlpack_take(rp_tensor **out, void *managed_versioned)
{
    if (!managed_versioned) return RP_FAIL(RP_E_INVALID, "the DLPack tensor is NULL");
    const rp_status st = import(out, managed_versioned);
    if (st != RP_OK) drop_imported(managed_versioned);
    return st;
}
