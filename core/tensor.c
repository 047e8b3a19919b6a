/* core/tensor.c - handles: geometry over a storage, strong and weak counts, access to bytes */
#include "core/tensor.h"
#include "core/memory_impl.h"
#include <stdio.h>
#include <string.h>

#if defined(__SANITIZE_THREAD__)
#define RP_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RP_TSAN 1
#endif
#endif
#ifndef RP_TSAN
#define RP_TSAN 0
#endif

/* ---- checked geometry ------------------------------------------------------------------------ */
static bool any_zero(const int64_t *shape, int ndim)
{
    for (int i = 0; i < ndim; i++)
        if (shape[i] == 0) return true;
    return false;
}

bool rp_numel_checked(const int64_t *shape, int ndim, int64_t *numel)
{
    int64_t n = 1;
    *numel = 0;
    for (int i = 0; i < ndim; i++)
        if (shape[i] < 0) return false;
    if (any_zero(shape, ndim)) return true;
    for (int i = 0; i < ndim; i++)
        if (__builtin_mul_overflow(n, shape[i], &n)) return false;
    *numel = n;
    return true;
}

bool rp_extent_checked(const int64_t *shape, const int64_t *stride, int ndim, int64_t offset,
                       int64_t *elements)
{
    *elements = 0;
    if (offset < 0) return false;
    for (int i = 0; i < ndim; i++)
        if (shape[i] < 0 || stride[i] < 0) return false;
    if (any_zero(shape, ndim)) return true;
    int64_t last = offset, reach;
    for (int i = 0; i < ndim; i++)
        if (__builtin_mul_overflow(shape[i] - 1, stride[i], &reach) ||
            __builtin_add_overflow(last, reach, &last))
            return false;
    return !__builtin_add_overflow(last, 1, elements);
}

void rp_contiguous_strides(const int64_t *shape, int ndim, int64_t *stride)
{
    int64_t step = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        stride[i] = step;
        if (shape[i] > 1 && __builtin_mul_overflow(step, shape[i], &step))
            step = INT64_MAX; /* only where there are no elements */
    }
}

bool rp_is_contiguous(const int64_t *shape, const int64_t *stride, int ndim)
{
    int64_t step = 1;
    if (any_zero(shape, ndim)) return true;
    for (int i = ndim - 1; i >= 0; i--) {
        if (shape[i] == 1) continue;
        if (stride[i] != step) return false;
        step *= shape[i];
    }
    return true;
}

const char *rp_shape_text(char *buf, size_t n, const int64_t *shape, int ndim)
{
    size_t used = 0;
    if (n == 0) return buf;
    for (int i = 0; i < ndim && used < n; i++)
        used +=
            (size_t)snprintf(buf + used, n - used, "%s%lld", i ? ", " : "[", (long long)shape[i]);
    if (used < n) used += (size_t)snprintf(buf + used, n - used, ndim > 0 ? "]" : "[]");
    if (used >= n && n > 5) memcpy(buf + n - 5, "...]", 5);
    return buf;
}

/* ---- handles --------------------------------------------------------------------------------- */
static size_t heap_dims_bytes(int ndim)
{
    return 2 * (size_t)ndim * sizeof(int64_t);
}

/* A handle whose dims wait to be filled; takes the caller's reference of `s` on success. */
static RP_INLINE rp_tensor *handle_create(rp_thread *t, rp_storage *s, rp_dtype dtype, int ndim)
{
    rp_tensor *x = rp_heap_alloc(t->heap, sizeof *x);
    if (RP_UNLIKELY(!x)) return NULL;
    x->shape = x->dims;
    if (RP_UNLIKELY(ndim > RP_INLINE_DIMS)) {
        x->shape = rp_alloc(heap_dims_bytes(ndim));
        if (!x->shape) {
            rp_free(x, sizeof *x);
            return NULL;
        }
    }
    atomic_init(&x->count, 1);
    atomic_init(&x->weak, 1);
    x->storage = s;
    x->stride = x->shape + ndim;
    x->offset = 0;
    x->dtype = dtype;
    x->device = s->device;
    x->ndim = ndim;
    x->flags = 0;
    x->keys =
        RP_DEVICEBIT(s->device.type) | (s->flags & RP_STORAGE_FAKE ? RP_KEYBIT(RP_KEY_FAKE) : 0);
    x->grad_fn = NULL;
    x->output_nr = 0;
    x->history = 0;
    x->base = NULL;
    x->base_history = 0;
    x->creation = RP_VIEW_DEFAULT;
    x->extra = NULL;
    rp_tally_add(&t->heap->counts.live_tensors, 1);
    return x;
}

static void replace(rp_tensor **out, rp_tensor *x)
{
    rp_tensor *old = *out;
    *out = x;
    if (old) rp_tensor_release(old);
}

static void handle_destroy(rp_thread *t, rp_tensor *x)
{
    if (RP_UNLIKELY(x->grad_fn || x->base || x->extra)) rp_tensor_drop_autograd(x);
    if (rp_count_dec(&x->storage->count)) rp_storage_destroy(t, x->storage);
    x->storage = NULL;
    if (RP_UNLIKELY(x->shape != x->dims)) rp_free(x->shape, heap_dims_bytes(x->ndim));
    x->shape = x->stride = x->dims;
    rp_tally_add(&t->heap->counts.live_tensors, -1);
}

void rp_tensor_weak_release(rp_tensor *t)
{
    if (t && rp_count_dec(&t->weak)) rp_free(t, sizeof *t);
}

/* One strong reference and no weak one: nobody else can reach the handle, so no count has to be
   decremented. Both must come from one load, or a lock and a weak release in between would go
   unseen. */
static bool only_ours(rp_tensor *t)
{
    const uint64_t one_each = UINT64_C(1) << 32 | 1;
    return !RP_TSAN && atomic_load_explicit(&t->counts, memory_order_acquire) == one_each;
}

void rp_tensor_release(rp_tensor *t)
{
    if (!t) return;
    if (RP_LIKELY(only_ours(t))) atomic_store_explicit(&t->count, 0, memory_order_relaxed);
    else if (atomic_fetch_sub_explicit(&t->count, 1, memory_order_acq_rel) != 1) return;
    rp_thread *thread = rp_thread_get();
    handle_destroy(thread, t);
    if (rp_count_dec(&t->weak)) rp_heap_free(thread->heap, t, sizeof *t);
}

rp_tensor *rp_tensor_retain(rp_tensor *t)
{
    if (t) rp_count_inc(&t->count);
    return t;
}

rp_tensor *rp_tensor_lock(rp_tensor *t)
{
    if (!t) return NULL;
    uint32_t n = atomic_load_explicit(&t->count, memory_order_relaxed);
    while (n != 0)
        if (atomic_compare_exchange_weak_explicit(&t->count, &n, n + 1, memory_order_acquire,
                                                  memory_order_relaxed))
            return t;
    return NULL;
}

/* ---- making ---------------------------------------------------------------------------------- */
static rp_status check_request(const int64_t *shape, int ndim, rp_dtype dtype, rp_device device)
{
    if (ndim < 0 || ndim > RP_MAX_DIMS)
        return RP_FAIL(RP_E_SHAPE, "a tensor has 0 to %d dimensions, not %d", RP_MAX_DIMS, ndim);
    if (ndim > 0 && !shape)
        return RP_FAIL(RP_E_INVALID, "the shape of %d dimensions is NULL", ndim);
    for (int i = 0; i < ndim; i++) {
        char text[160];
        if (shape[i] < 0)
            return RP_FAIL(RP_E_SHAPE, "shape %s has the negative extent %lld",
                           rp_shape_text(text, sizeof text, shape, ndim), (long long)shape[i]);
    }
    if (rp_dtype_size(dtype) == 0)
        return RP_FAIL(RP_E_DTYPE, "a tensor cannot have the dtype 0x%x", (unsigned)dtype);
    return rp_device_check(device);
}

static rp_status too_large(const int64_t *shape, int ndim, rp_dtype dtype)
{
    char text[160];
    return RP_FAIL(RP_E_SHAPE, "shape %s of %s has more than 2^63 - 1 bytes",
                   rp_shape_text(text, sizeof text, shape, ndim), rp_dtype_name(dtype));
}

static bool byte_count(int64_t elements, size_t size, uint64_t *bytes)
{
    int64_t n;
    if (__builtin_mul_overflow(elements, (int64_t)size, &n) || n > INT64_MAX - 63) return false;
    *bytes = (uint64_t)n;
    return true;
}

/* The handle on a storage just made; releases `s` on failure. */
static RP_INLINE rp_status finish(rp_thread *t, rp_tensor **out, rp_storage *s,
                                  const int64_t *shape, const int64_t *stride, int ndim,
                                  rp_dtype dtype, int64_t numel)
{
    rp_tensor *x = handle_create(t, s, dtype, ndim);
    if (RP_UNLIKELY(!x)) {
        rp_storage_release(s);
        return RP_E_MEMORY;
    }
    for (int i = 0; i < ndim; i++) x->shape[i] = shape[i];
    if (stride) {
        for (int i = 0; i < ndim; i++) x->stride[i] = stride[i];
    } else {
        rp_contiguous_strides(shape, ndim, x->stride);
    }
    x->numel = numel;
    x->flags = t->s.inference ? RP_T_INFERENCE : 0;
    if (!stride || rp_is_contiguous(x->shape, x->stride, ndim)) x->flags |= RP_T_CONTIGUOUS;
    replace(out, x);
    return RP_OK;
}

/* The common case in few instructions: cpu and no large extent. False means "look closer". */
static bool plain_request(const int64_t *shape, int ndim, rp_dtype dtype, rp_device device,
                          int64_t *numel, uint64_t *bytes)
{
    const uint64_t size = rp_dtype_size(dtype);
    uint64_t n = 1;
    if (device.type || device.index || (unsigned)ndim > RP_MAX_DIMS || size == 0 ||
        (ndim && !shape))
        return false;
    for (int i = 0; i < ndim; i++) {
        if ((uint64_t)shape[i] >> 28 || n >> 28)
            return false; /* so that the product stays below 2^56 */
        n *= (uint64_t)shape[i];
    }
    *numel = (int64_t)n;
    *bytes = n * size;
    return true;
}

static uint32_t fresh_flags(const rp_thread *t)
{
    return RP_UNLIKELY(t->s.modes != NULL) && t->s.modes->flags & RP_LINK_FAKES ? RP_STORAGE_FAKE
                                                                                : 0;
}

rp_status rp_tensor_create(rp_tensor **out, const int64_t *shape, int ndim, rp_dtype dtype,
                           rp_device device)
{
    int64_t numel;
    uint64_t bytes;
    rp_storage *s = NULL;
    if (RP_UNLIKELY(!plain_request(shape, ndim, dtype, device, &numel, &bytes))) {
        RP_TRY(check_request(shape, ndim, dtype, device));
        if (!rp_numel_checked(shape, ndim, &numel) ||
            !byte_count(numel, rp_dtype_size(dtype), &bytes))
            return too_large(shape, ndim, dtype);
    }
    rp_thread *t = rp_thread_get();
    RP_TRY(rp_storage_create_on(t, &s, bytes, device, fresh_flags(t)));
    return finish(t, out, s, shape, NULL, ndim, dtype, numel);
}

rp_status rp_tensor_create_twin(rp_tensor **out, const rp_tensor *like, rp_dtype dtype,
                                rp_device device)
{
    uint64_t bytes;
    rp_storage *s = NULL;
    if (RP_UNLIKELY(!byte_count(like->numel, rp_dtype_size(dtype), &bytes)))
        return too_large(like->shape, like->ndim, dtype);
    rp_thread *t = rp_thread_get();
    RP_TRY(rp_storage_create_on(t, &s, bytes, device, fresh_flags(t)));
    rp_tensor *x = handle_create(t, s, dtype, like->ndim);
    if (RP_UNLIKELY(!x)) {
        rp_storage_release(s);
        return RP_E_MEMORY;
    }
    /* strides lie behind the shape */
    for (int i = 0; i < 2 * like->ndim; i++) x->shape[i] = like->shape[i];
    x->numel = like->numel;
    x->flags = RP_T_CONTIGUOUS | (t->s.inference ? RP_T_INFERENCE : 0);
    replace(out, x);
    return RP_OK;
}

static rp_status check_strides(const int64_t *stride, int ndim)
{
    char text[160];
    if (ndim > 0 && !stride)
        return RP_FAIL(RP_E_INVALID, "the strides of %d dimensions are NULL", ndim);
    for (int i = 0; i < ndim; i++)
        if (stride[i] < 0)
            return RP_FAIL(RP_E_LAYOUT, "strides %s: %lld is negative",
                           rp_shape_text(text, sizeof text, stride, ndim), (long long)stride[i]);
    return RP_OK;
}

rp_status rp_tensor_create_strided(rp_tensor **out, const int64_t *shape, const int64_t *stride,
                                   int ndim, rp_dtype dtype, rp_device device)
{
    int64_t numel, elements;
    uint64_t bytes;
    rp_storage *s = NULL;
    RP_TRY(check_request(shape, ndim, dtype, device));
    RP_TRY(check_strides(stride, ndim));
    if (!rp_numel_checked(shape, ndim, &numel) ||
        !rp_extent_checked(shape, stride, ndim, 0, &elements) ||
        !byte_count(elements, rp_dtype_size(dtype), &bytes))
        return too_large(shape, ndim, dtype);
    rp_thread *t = rp_thread_get();
    RP_TRY(rp_storage_create_on(t, &s, bytes, device, fresh_flags(t)));
    static const int64_t none; /* a stride array, also for zero dimensions */
    return finish(t, out, s, shape, stride ? stride : &none, ndim, dtype, numel);
}

rp_status rp_tensor_wrap(rp_tensor **out, const rp_geometry *g, void (*drop)(void *ctx), void *ctx)
{
    const size_t want = offsetof(rp_geometry, data) + sizeof g->data;
    int64_t stride[RP_MAX_DIMS], numel, elements;
    uint64_t bytes;
    rp_storage *s = NULL;
    if (g->size < want)
        return RP_FAIL(RP_E_ABI, "rp_geometry of %u bytes; wrapping needs %zu", g->size, want);
    RP_TRY(check_request(g->shape, g->ndim, g->dtype, g->device));
    if (g->stride) RP_TRY(check_strides(g->stride, g->ndim));
    else rp_contiguous_strides(g->shape, g->ndim, stride);
    const int64_t *used = g->stride ? g->stride : stride;
    const size_t size = rp_dtype_size(g->dtype);
    if (!rp_numel_checked(g->shape, g->ndim, &numel) ||
        !rp_extent_checked(g->shape, used, g->ndim, 0, &elements) ||
        !byte_count(elements, size, &bytes))
        return too_large(g->shape, g->ndim, g->dtype);
    if (numel && !g->data)
        return RP_FAIL(RP_E_INVALID, "foreign bytes of %lld elements are NULL", (long long)numel);
    if ((uintptr_t)g->data % size)
        return RP_FAIL(RP_E_LAYOUT, "foreign bytes at %p are not aligned to the %zu bytes of %s",
                       g->data, size, rp_dtype_name(g->dtype));
    RP_TRY(rp_storage_wrap(&s, g->data, bytes, g->device,
                           g->flags & RP_GEOM_READONLY ? RP_STORAGE_READONLY : 0, NULL, NULL));
    rp_tensor *x = NULL;
    RP_TRY(finish(rp_thread_get(), &x, s, g->shape, used, g->ndim, g->dtype, numel));
    s->drop = drop; /* only now: a failure leaves the bytes with the caller */
    s->drop_ctx = ctx;
    replace(out, x);
    return RP_OK;
}

rp_status rp_tensor_on_storage(rp_tensor **out, rp_storage *s, rp_dtype dtype, const int64_t *shape,
                               const int64_t *stride, int ndim, int64_t offset)
{
    rp_tensor *x = handle_create(rp_thread_get(), s, dtype, ndim);
    if (RP_UNLIKELY(!x)) return RP_E_MEMORY;
    rp_storage_retain(s);
    int64_t numel = 1;
    for (int i = 0; i < ndim; i++) {
        x->shape[i] = shape[i];
        x->stride[i] = stride[i];
    }
    rp_numel_checked(x->shape, ndim, &numel);
    x->numel = numel;
    x->offset = offset;
    if (rp_is_contiguous(x->shape, x->stride, ndim)) x->flags |= RP_T_CONTIGUOUS;
    replace(out, x);
    return RP_OK;
}

rp_status rp_tensor_alias(rp_tensor **out, rp_tensor *t)
{
    const uint32_t flags = t->flags & (RP_T_CONTIGUOUS | RP_T_NUMBER | RP_T_INFERENCE);
    rp_tensor *x = handle_create(rp_thread_get(), t->storage, t->dtype, t->ndim);
    if (RP_UNLIKELY(!x)) return RP_E_MEMORY;
    rp_storage_retain(t->storage);
    for (int i = 0; i < t->ndim; i++) {
        x->shape[i] = t->shape[i];
        x->stride[i] = t->stride[i];
    }
    x->numel = t->numel;
    x->offset = t->offset;
    x->flags = flags;
    replace(out, x);
    return RP_OK;
}

rp_status rp_tensor_alias_strided(rp_tensor **out, rp_tensor *t, const int64_t *shape,
                                  const int64_t *stride, int ndim, int64_t offset)
{
    char a[160], b[160];
    int64_t elements;
    uint64_t bytes;
    RP_TRY(check_request(shape, ndim, t->dtype, t->device));
    RP_TRY(check_strides(stride, ndim));
    if (offset < 0)
        return RP_FAIL(RP_E_INDEX, "the storage offset %lld is negative", (long long)offset);
    if (!rp_extent_checked(shape, stride, ndim, offset, &elements) ||
        !byte_count(elements, rp_dtype_size(t->dtype), &bytes) || bytes > t->storage->nbytes)
        return RP_FAIL(
            RP_E_SHAPE,
            "shape %s with strides %s at offset %lld reaches beyond the storage of %llu bytes (%s)",
            rp_shape_text(a, sizeof a, shape, ndim), rp_shape_text(b, sizeof b, stride, ndim),
            (long long)offset, (unsigned long long)t->storage->nbytes, rp_dtype_name(t->dtype));
    rp_tensor *x = NULL;
    RP_TRY(rp_tensor_on_storage(&x, t->storage, t->dtype, shape, stride, ndim, offset));
    x->flags |= t->flags & RP_T_INFERENCE;
    replace(out, x);
    return RP_OK;
}

rp_status rp_tensor_set_geometry(rp_tensor *t, const int64_t *shape, const int64_t *stride,
                                 int ndim, int64_t offset)
{
    int64_t dims[2 * RP_MAX_DIMS]; /* the new geometry may be told in the old one's arrays */
    if (ndim > 0) {
        memcpy(dims, shape, (size_t)ndim * sizeof *dims);
        memcpy(dims + ndim, stride, (size_t)ndim * sizeof *dims);
    }
    int64_t *block = t->dims;
    if (ndim > RP_INLINE_DIMS) {
        block = ndim == t->ndim ? t->shape : rp_alloc(heap_dims_bytes(ndim));
        if (!block) return RP_E_MEMORY;
    }
    if (t->shape != t->dims && t->shape != block) rp_free(t->shape, heap_dims_bytes(t->ndim));
    if (ndim > 0) memcpy(block, dims, heap_dims_bytes(ndim));
    t->shape = block;
    t->stride = block + ndim;
    t->ndim = ndim;
    t->offset = offset;
    rp_numel_checked(t->shape, ndim, &t->numel);
    t->flags &= ~(uint32_t)RP_T_CONTIGUOUS;
    if (rp_is_contiguous(t->shape, t->stride, ndim)) t->flags |= RP_T_CONTIGUOUS;
    return RP_OK;
}

/* ---- asking ---------------------------------------------------------------------------------- */
/* Of a dtype that was checked when the tensor was made. */
static uint32_t element_bytes(const rp_tensor *t)
{
    return t->dtype >> 11 & 31;
}

static void *first_element(const rp_tensor *t)
{
    return t->storage->data ? (char *)t->storage->data + t->offset * (int64_t)element_bytes(t)
                            : NULL;
}

static uint32_t geometry_flags(const rp_tensor *t)
{
    const rp_storage *s = t->storage;
    uint32_t flags = t->flags & RP_T_CONTIGUOUS ? RP_GEOM_CONTIGUOUS : 0;
    if (RP_LIKELY(!(s->flags & (RP_STORAGE_READONLY | RP_STORAGE_FAKE | RP_STORAGE_ZERO))))
        return flags;
    if (s->flags & RP_STORAGE_READONLY) flags |= RP_GEOM_READONLY;
    if (s->flags & RP_STORAGE_FAKE) flags |= RP_GEOM_FAKE;
    if (s->flags & RP_STORAGE_ZERO && rp_tensor_version(t) == 0) flags |= RP_GEOM_ZERO;
    return flags;
}

static RP_INLINE void describe(const rp_tensor *t, rp_geometry *g)
{
    g->flags = geometry_flags(t);
    g->device = t->device;
    g->dtype = t->dtype;
    g->ndim = t->ndim;
    g->reserved = 0;
    g->shape = t->shape;
    g->stride = t->stride;
    g->numel = t->numel;
    g->offset = t->offset;
    g->nbytes = (uint64_t)t->numel * element_bytes(t);
    g->data = first_element(t);
    g->keys = rp_tensor_keys(t);
}

/* Kernels ask this of each operand: the struct of our own size is filled where it is. */
void rp_tensor_geometry(const rp_tensor *t, rp_geometry *g)
{
    if (RP_LIKELY(g->size >= sizeof *g)) {
        describe(t, g);
        return;
    }
    rp_geometry full = {.size = g->size};
    describe(t, &full);
    memcpy(g, &full, g->size);
}

int rp_tensor_dense(const rp_tensor *t, rp_dtype d, void **data, int64_t *numel)
{
    if (t->dtype != d || !(t->flags & RP_T_CONTIGUOUS)) return 0;
    *data = first_element(t);
    *numel = t->numel;
    return 1;
}

int rp_tensor_ndim(const rp_tensor *t)
{
    return t->ndim;
}

const int64_t *rp_tensor_shape(const rp_tensor *t)
{
    return t->shape;
}

const int64_t *rp_tensor_stride(const rp_tensor *t)
{
    return t->stride;
}

int64_t rp_tensor_numel(const rp_tensor *t)
{
    return t->numel;
}

rp_dtype rp_tensor_dtype(const rp_tensor *t)
{
    return t->dtype;
}

rp_device rp_tensor_device(const rp_tensor *t)
{
    return t->device;
}

int rp_tensor_shares_storage(const rp_tensor *a, const rp_tensor *b)
{
    return a->storage == b->storage;
}

uint64_t rp_tensor_storage_id(const rp_tensor *t)
{
    return t->storage->id;
}

uint64_t rp_tensor_version(const rp_tensor *t)
{
    return atomic_load_explicit(&t->storage->version, memory_order_relaxed);
}

/* ---- bytes ----------------------------------------------------------------------------------- */
static bool has_recipe(rp_storage *s)
{
    return atomic_load_explicit(&s->recipe, memory_order_acquire) != NULL;
}

/* After it the storage has its bytes. */
static rp_status need_bytes(rp_tensor *t)
{
    rp_storage *s = t->storage;
    char shape[160];
    if (RP_LIKELY(s->data != NULL) || s->nbytes == 0) return RP_OK;
    if (s->flags & RP_STORAGE_FAKE)
        return RP_FAIL(RP_E_STATE, "a fake tensor of shape %s has no bytes",
                       rp_shape_text(shape, sizeof shape, t->shape, t->ndim));
    if (has_recipe(s) && rp_storage_up.materialise) RP_TRY(rp_storage_up.materialise(s));
    if (s->data) return RP_OK;
    return RP_FAIL(RP_E_STATE,
                   "the bytes of a tensor of shape %s were dropped and nothing can remake them",
                   rp_shape_text(shape, sizeof shape, t->shape, t->ndim));
}

static rp_status host_bytes(rp_tensor *t)
{
    char name[48];
    RP_TRY(need_bytes(t));
    if (t->device.type != 0)
        return RP_FAIL(
            RP_E_DEVICE,
            "the bytes of a tensor on %s cannot be reached from the host; copy it to cpu first",
            rp_device_name(t->device, name, sizeof name));
    return RP_OK;
}

rp_status rp_tensor_pin(rp_tensor *t)
{
    RP_TRY(need_bytes(t));
    atomic_fetch_add_explicit(&t->storage->pins, 1, memory_order_acquire);
    return RP_OK;
}

rp_status rp_tensor_read(rp_tensor *t, const void **data)
{
    RP_TRY(host_bytes(t));
    atomic_fetch_add_explicit(&t->storage->pins, 1, memory_order_acquire);
    *data = first_element(t);
    return RP_OK;
}

rp_status rp_tensor_write(rp_tensor *t, void **data)
{
    rp_storage *s = t->storage;
    RP_TRY(host_bytes(t));
    if (s->flags & RP_STORAGE_READONLY)
        return RP_FAIL(RP_E_STATE, "the tensor is read-only: its %llu bytes are foreign",
                       (unsigned long long)s->nbytes);
    if (has_recipe(s) && rp_storage_up.before_write) RP_TRY(rp_storage_up.before_write(s));
    atomic_fetch_add_explicit(&s->pins, 1, memory_order_acquire);
    atomic_fetch_add_explicit(&s->version, 1, memory_order_relaxed);
    *data = first_element(t);
    return RP_OK;
}

void rp_tensor_done(rp_tensor *t)
{
    _Atomic uint32_t *pins = &t->storage->pins;
    uint32_t n = atomic_load_explicit(pins, memory_order_relaxed);
    while (n > 0 && !atomic_compare_exchange_weak_explicit(pins, &n, n - 1, memory_order_release,
                                                           memory_order_relaxed)) {
    }
}

static rp_status fetch_element(rp_tensor *t, void *to, size_t size)
{
    RP_TRY(need_bytes(t));
    const void *from = first_element(t);
    if (t->device.type == 0) {
        memcpy(to, from, size);
        return RP_OK;
    }
    const rp_device_type *type = rp_device_type_get(t->device.type);
    char name[48];
    if (!type || !type->copy)
        return RP_FAIL(RP_E_DEVICE, "%s cannot copy to the host",
                       rp_device_name(t->device, name, sizeof name));
    RP_TRY(type->copy(type->self, NULL, to, -1, from, t->device.index, size));
    return rp_device_synchronize(t->device);
}

rp_status rp_tensor_item(rp_value *out, rp_tensor *t)
{
    char shape[160];
    union {
        double f64;
        float f32;
        int64_t i64;
        int32_t i32;
        int16_t i16;
        int8_t i8;
        uint8_t u8;
        uint16_t half;
    } x;
    if (t->numel != 1)
        return RP_FAIL(RP_E_SHAPE, "item of a tensor of shape %s: it has %lld elements, not 1",
                       rp_shape_text(shape, sizeof shape, t->shape, t->ndim), (long long)t->numel);
    RP_TRY(fetch_element(t, &x, rp_dtype_size(t->dtype)));
    switch (t->dtype) {
    case RP_F64: *out = rp_value_float(x.f64); break;
    case RP_F32: *out = rp_value_float((double)x.f32); break;
    case RP_F16: *out = rp_value_float((double)rp_f16_to_f32(x.half)); break;
    case RP_BF16: *out = rp_value_float((double)rp_bf16_to_f32(x.half)); break;
    case RP_I64: *out = rp_value_int(x.i64); break;
    case RP_I32: *out = rp_value_int(x.i32); break;
    case RP_I16: *out = rp_value_int(x.i16); break;
    case RP_I8: *out = rp_value_int(x.i8); break;
    case RP_U8: *out = rp_value_int(x.u8); break;
    default: *out = rp_value_bool(x.u8 != 0); break;
    }
    return RP_OK;
}
