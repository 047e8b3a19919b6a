/* core/tensor.h - a tensor is a handle (geometry, history) on a storage (bytes, version, recipe) */
#ifndef RP_TENSOR_H
#define RP_TENSOR_H
#include "core/device.h"
#include "core/dtype.h"
#include "core/memory.h"
#include "core/value.h"
#ifdef __cplusplus
extern "C" {
#endif
/* types: copied into plugin.h */
#define RP_MAX_DIMS 16
enum { RP_GEOM_CONTIGUOUS = 1, RP_GEOM_READONLY = 2, RP_GEOM_FAKE = 4, RP_GEOM_ZERO = 8 };
typedef struct rp_storage rp_storage; /* counted apart from handles */
typedef struct rp_geometry {          /* caller sets size, the library fills what fits */
    uint32_t size, flags;             /* RP_GEOM_CONTIGUOUS | READONLY | FAKE (data NULL) | ZERO */
    rp_device device;
    rp_dtype dtype;
    int32_t ndim, reserved;
    const int64_t *shape, *stride; /* in elements; borrowed until this handle's metadata changes */
    int64_t numel, offset;         /* offset of the first element in the storage, in elements */
    uint64_t nbytes;               /* numel * element size */
    void *data;                    /* the first element (storage bytes + offset), NULL when FAKE */
    uint64_t keys;
} rp_geometry;
/* functions */
/** New contiguous tensor with uninitialised bytes.
 * @param shape  `ndim` extents in elements, each >= 0; every product is checked
 * @return RP_E_SHAPE, RP_E_DTYPE, RP_E_DEVICE, RP_E_MEMORY
 * `out` is NULL or an owned reference, replaced on success and untouched on failure (everywhere in
 * this API).
 */
RP_API RP_MUST rp_status rp_tensor_create(rp_tensor **out, const int64_t *shape, int ndim,
                                          rp_dtype dtype, rp_device device);
/** The same with strides in elements (>= 0); the storage is as large as the farthest element
 * needs. */
RP_API RP_MUST rp_status rp_tensor_create_strided(rp_tensor **out, const int64_t *shape,
                                                  const int64_t *stride, int ndim, rp_dtype dtype,
                                                  rp_device device);
/** Foreign bytes: g->data is the first element; g->stride may be NULL (contiguous). `drop` is
 * called once, from any thread. */
RP_API RP_MUST rp_status rp_tensor_wrap(rp_tensor **out, const rp_geometry *g,
                                        void (*drop)(void *ctx), void *ctx);
/** New handle on the same storage and version, without history. */
RP_API RP_MUST rp_status rp_tensor_alias(rp_tensor **out, rp_tensor *t);
/** New handle on the same storage with another geometry, checked against the storage's bytes; no
 * history, no family. */
RP_API RP_MUST rp_status rp_tensor_alias_strided(rp_tensor **out, rp_tensor *t,
                                                 const int64_t *shape, const int64_t *stride,
                                                 int ndim, int64_t offset);
/** DLPack 1.x in and out. The exported struct pins the storage, and its device has finished what it
 * was given before; the imported one is freed with the tensor. */
RP_API RP_MUST rp_status rp_tensor_to_dlpack(void **managed_versioned, rp_tensor *t);
RP_API RP_MUST rp_status rp_tensor_from_dlpack_take(rp_tensor **out, void *managed_versioned);
RP_API rp_tensor *rp_tensor_retain(rp_tensor *t); /* NULL is legal */
RP_API void rp_tensor_release(rp_tensor *t);      /* NULL is legal; never recurses, never fails */
RP_API void rp_tensor_geometry(const rp_tensor *t, rp_geometry *g);
/** The elements of a contiguous tensor of this dtype, and their number; 0 for any other tensor. A
 * fast path's one question. */
RP_API int rp_tensor_dense(const rp_tensor *t, rp_dtype d, void **data, int64_t *numel);
RP_API int rp_tensor_ndim(const rp_tensor *t);
RP_API const int64_t *rp_tensor_shape(const rp_tensor *t);
RP_API const int64_t *rp_tensor_stride(const rp_tensor *t);
RP_API int64_t rp_tensor_numel(const rp_tensor *t);
RP_API rp_dtype rp_tensor_dtype(const rp_tensor *t);
RP_API rp_device rp_tensor_device(const rp_tensor *t);
/** Non-zero if both handles share a storage. */
RP_API int rp_tensor_shares_storage(const rp_tensor *a, const rp_tensor *b);
/** Number that names the storage for the life of the process; never reused. */
RP_API uint64_t rp_tensor_storage_id(const rp_tensor *t);
/** Version of the storage: bumped by the call path for every (a!) of a schema, and by
 * rp_tensor_write. */
RP_API uint64_t rp_tensor_version(const rp_tensor *t);
/** Host bytes of the first element; evicted bytes come back, a device synchronises. Pinned until
 * rp_tensor_done. */
RP_API RP_MUST rp_status rp_tensor_read(rp_tensor *t, const void **data);
/** The same for writing; bumps the version: no silent mutation. */
RP_API RP_MUST rp_status rp_tensor_write(rp_tensor *t, void **data);
RP_API void rp_tensor_done(rp_tensor *t);
/** The single element as a value (BOOL, INT or FLOAT by dtype). RP_E_SHAPE if numel is not 1. */
RP_API RP_MUST rp_status rp_tensor_item(rp_value *out, rp_tensor *t);
/** Leaf switch. RP_E_STATE for a tensor with history, RP_E_DTYPE for one that is not floating. */
RP_API RP_MUST rp_status rp_tensor_require_grad(rp_tensor *t, int on);
RP_API void rp_tensor_set_requires_grad(rp_tensor *t, int on); /* the same, errors ignored */
RP_API int rp_tensor_requires_grad(const rp_tensor *t);
RP_API int rp_tensor_is_leaf(const rp_tensor *t);
RP_API rp_tensor *rp_tensor_grad(const rp_tensor *t);          /* borrowed; NULL if none */
RP_API void rp_tensor_set_grad(rp_tensor *t, rp_tensor *grad); /* retained; NULL clears */
/** Name shown by logs, policies and reports; copied. */
RP_API RP_MUST rp_status rp_tensor_set_name(rp_tensor *t, const char *name);
RP_API const char *rp_tensor_name(const rp_tensor *t); /* NULL if none */
static inline void rp_local_(rp_tensor **t)
{
    rp_tensor_release(*t);
}
#define RP_LOCAL __attribute__((cleanup(rp_local_))) /* C only by contract; C++ has its own RAII */
#ifdef __cplusplus
}
#endif
#endif
