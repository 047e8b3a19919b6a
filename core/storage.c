/* core/storage.c - bytes, where they lie and when they go */
#include "core/memory_impl.h"
#include <string.h>

rp_storage_upcalls rp_storage_up;
_Atomic uint32_t rp_storage_events;

/* ---- ids: a range per thread, so that the counter is touched rarely -------------------------- */
enum { IDS_AT_ONCE = 1 << 16 };

static uint64_t next_id(rp_thread *t)
{
    static _Atomic uint64_t last;
    if (RP_UNLIKELY(t->next_storage_id == t->last_storage_id)) {
        t->next_storage_id = atomic_fetch_add_explicit(&last, IDS_AT_ONCE, memory_order_relaxed);
        t->last_storage_id = t->next_storage_id + IDS_AT_ONCE;
    }
    return ++t->next_storage_id;
}

uint64_t rp_storage_id_mark(rp_thread *t)
{
    t->next_storage_id = t->last_storage_id; /* the rest of the range is given up */
    return next_id(t);
}

/* ---- bytes ----------------------------------------------------------------------------------- */
static rp_status device_alloc(rp_device d, uint64_t bytes, void **data)
{
    if (d.type == 0) {
        *data = rp_bytes_alloc(bytes);
        return *data ? RP_OK : RP_E_MEMORY;
    }
    const rp_device_type *type = rp_device_type_get(d.type);
    RP_TRY(rp_device_usable(d.type));
    if (!type || !type->alloc)
        return RP_FAIL(RP_E_DEVICE, "device type %d has no allocator", d.type);
    return type->alloc(type->self, d.index, NULL, (size_t)bytes, data);
}

static rp_status bytes_alloc(rp_thread *t, rp_storage *s)
{
    if (rp_fault()) return rp_out_of_memory(s->device, s->nbytes, false);
    for (int stage = 0;; stage++) {
        const rp_status st = device_alloc(s->device, s->rounded, &s->data);
        if (RP_LIKELY(st == RP_OK)) break;
        s->data = NULL;
        if (st != RP_E_MEMORY) return st;
        if (!rp_memory_reclaim(s->device, s->rounded, stage))
            return rp_out_of_memory(s->device, s->nbytes, stage > 0);
        /* a text that is there in the end is the last attempt's */
        if (s->device.type != 0) rp_error_release(rp_error_take());
    }
    s->flags |= RP_STORAGE_OWNED;
    rp_account_alloc(&t->heap->counts, s->device, s->nbytes, s->rounded);
    if (s->rounded >= RP_HOLDER_BYTES) rp_holder_add(s);
    return RP_OK;
}

static void bytes_free(rp_thread *t, rp_storage *s)
{
    if (s->rounded >= RP_HOLDER_BYTES) rp_holder_remove(s);
    if (s->device.type == 0) {
        rp_bytes_free(s->data, s->rounded);
    } else {
        const rp_device_type *type = rp_device_type_get(s->device.type);
        /* the parent's memory is not the child's to free */
        if (type && type->free && !rp_device_lost(s->device.type))
            type->free(type->self, s->device.index, NULL, s->data, (size_t)s->rounded);
    }
    rp_account_free(&t->heap->counts, s->device, s->nbytes, s->rounded);
    s->data = NULL;
    s->flags &= ~(uint32_t)RP_STORAGE_OWNED;
}

static RP_INLINE bool bytes_inside(const rp_storage *s)
{
    return s->flags & RP_STORAGE_SMALL && s->data == s->small && s->nbytes;
}

/* Every storage is in exactly one of the two counts. */
static RP_INLINE void count_in(rp_heap_counts *c, const rp_storage *s)
{
    if (RP_LIKELY(bytes_inside(s))) {
        rp_tally_add(&c->small_allocs, 1);
        rp_tally_add(&c->cpu_requested, (int64_t)s->nbytes);
    } else {
        rp_tally_add(&c->other_storages, 1);
    }
}

static void count_out(rp_heap_counts *c, bool inside, uint64_t nbytes)
{
    if (RP_LIKELY(inside)) {
        rp_tally_add(&c->small_frees, 1);
        rp_tally_add(&c->cpu_requested, -(int64_t)nbytes);
    } else {
        rp_tally_add(&c->other_storages, -1);
    }
}

static rp_status bytes_zero(rp_storage *s)
{
    if (s->nbytes == 0 || !s->data) return RP_OK;
    if (s->device.type == 0) {
        memset(s->data, 0, s->nbytes);
        return RP_OK;
    }
    const rp_device_type *type = rp_device_type_get(s->device.type);
    if (!type || !type->fill)
        return RP_FAIL(RP_E_DEVICE, "device type %d cannot fill bytes", s->device.type);
    return type->fill(type->self, NULL, s->device.index, s->data, (size_t)s->nbytes, 0);
}

/* ---- life ------------------------------------------------------------------------------------ */
static RP_INLINE rp_storage *block_create(rp_thread *t, uint64_t nbytes, rp_device device,
                                          uint32_t flags)
{
    rp_storage *s = flags & RP_STORAGE_SMALL
                        ? rp_heap_alloc(t->heap, sizeof *s + RP_STORAGE_SMALL_BYTES)
                        : rp_heap_alloc(t->heap, sizeof *s);
    if (RP_UNLIKELY(!s)) return NULL;
    atomic_init(&s->count, 1);
    s->flags = flags;
    s->device = device;
    atomic_init(&s->pins, 0);
    s->data = NULL;
    s->nbytes = nbytes;
    s->rounded = rp_round_bytes(nbytes);
    atomic_init(&s->version, 0);
    s->id = next_id(t);
    atomic_init(&s->recipe, NULL);
    s->drop = NULL;
    s->drop_ctx = NULL;
    return s;
}

static void block_destroy(rp_thread *t, rp_storage *s)
{
    if (s->flags & RP_STORAGE_SMALL) rp_heap_free(t->heap, s, sizeof *s + RP_STORAGE_SMALL_BYTES);
    else rp_heap_free(t->heap, s, sizeof *s);
}

static RP_INLINE void publish(rp_thread *t, rp_storage **out, rp_storage *s)
{
    count_in(&t->heap->counts, s);
    rp_storage *old = *out;
    *out = s;
    if (RP_UNLIKELY(atomic_load_explicit(&rp_storage_events, memory_order_relaxed) != 0) &&
        rp_storage_up.event)
        rp_storage_up.event(0, s);
    if (old) rp_storage_release(old);
}

/* Bytes inside, on cpu: with everything known, a third of the instructions of the general case. */
static rp_status create_small(rp_thread *t, rp_storage **out, uint64_t nbytes, rp_device device)
{
    rp_storage *s = block_create(t, nbytes, device, RP_STORAGE_SMALL);
    if (RP_UNLIKELY(!s)) return RP_E_MEMORY;
    s->data = s->small; /* also without bytes: cpu kernels never see a NULL */
    publish(t, out, s);
    return RP_OK;
}

rp_status rp_storage_create_on(rp_thread *t, rp_storage **out, uint64_t nbytes, rp_device device,
                               uint32_t flags)
{
    if (RP_LIKELY(nbytes <= RP_STORAGE_SMALL_BYTES && device.type == 0 && !flags))
        return create_small(t, out, nbytes, device);
    if (nbytes > INT64_MAX - 63)
        return RP_FAIL(RP_E_SHAPE, "a storage of %llu bytes is too large",
                       (unsigned long long)nbytes);
    flags &= RP_STORAGE_FAKE | RP_STORAGE_ZERO | RP_STORAGE_READONLY;
    const bool fake = flags & RP_STORAGE_FAKE;
    if (!fake && device.type == 0 && nbytes <= RP_STORAGE_SMALL_BYTES) flags |= RP_STORAGE_SMALL;
    rp_storage *s = block_create(t, nbytes, device, flags);
    if (RP_UNLIKELY(!s)) return RP_E_MEMORY;
    rp_status st = RP_OK;
    if (flags & RP_STORAGE_SMALL) {
        s->data = s->small;
    } else if (!fake && nbytes) {
        st = bytes_alloc(t, s);
    }
    if (st == RP_OK && RP_UNLIKELY(flags & RP_STORAGE_ZERO)) st = bytes_zero(s);
    if (RP_UNLIKELY(st != RP_OK)) {
        if (s->flags & RP_STORAGE_OWNED) bytes_free(t, s);
        block_destroy(t, s);
        return st;
    }
    publish(t, out, s);
    return RP_OK;
}

rp_status rp_storage_create(rp_storage **out, uint64_t nbytes, rp_device device, uint32_t flags)
{
    return rp_storage_create_on(rp_thread_get(), out, nbytes, device, flags);
}

rp_status rp_storage_wrap(rp_storage **out, void *data, uint64_t nbytes, rp_device device,
                          uint32_t flags, void (*drop)(void *), void *ctx)
{
    rp_thread *t = rp_thread_get();
    rp_storage *s =
        block_create(t, nbytes, device, (flags & RP_STORAGE_READONLY) | RP_STORAGE_FOREIGN);
    if (!s) return RP_E_MEMORY;
    s->data = data;
    s->drop = drop;
    s->drop_ctx = ctx;
    publish(t, out, s);
    return RP_OK;
}

/* A recipe owns storages, which have recipes: each storage that dies while another one's recipe is
   being released waits in the thread's list (linked through drop_ctx, which is done with), so a
   long chain needs no deep stack. */
static void destroy_with_recipe(rp_thread *t, rp_storage *s)
{
    s->drop_ctx = t->dead;
    t->dead = s;
    if (t->releasing) return;
    t->releasing = true;
    while (t->dead) {
        s = t->dead;
        t->dead = s->drop_ctx;
        rp_object *recipe = atomic_load_explicit(&s->recipe, memory_order_relaxed);
        block_destroy(t, s);
        rp_object_release(recipe);
    }
    t->releasing = false;
}

static void destroy(rp_thread *t, rp_storage *s)
{
    if (RP_UNLIKELY(atomic_load_explicit(&s->recipe, memory_order_relaxed) != NULL) &&
        rp_storage_up.dying && rp_storage_up.dying(s))
        return;
    if (RP_UNLIKELY(atomic_load_explicit(&rp_storage_events, memory_order_relaxed) != 0) &&
        rp_storage_up.event)
        rp_storage_up.event(1, s);
    count_out(&t->heap->counts, bytes_inside(s), s->nbytes);
    if (RP_UNLIKELY(s->flags & RP_STORAGE_OWNED)) bytes_free(t, s);
    if (RP_UNLIKELY(s->drop != NULL)) s->drop(s->drop_ctx);
    if (RP_UNLIKELY(atomic_load_explicit(&s->recipe, memory_order_relaxed) != NULL))
        destroy_with_recipe(t, s);
    else block_destroy(t, s);
}

void rp_storage_destroy(rp_thread *t, rp_storage *s)
{
    const bool watched = atomic_load_explicit(&s->recipe, memory_order_relaxed) != NULL ||
                         atomic_load_explicit(&rp_storage_events, memory_order_relaxed) != 0;
    if (RP_UNLIKELY(s->flags != RP_STORAGE_SMALL || !s->nbytes || watched)) {
        destroy(t, s);
        return;
    }
    count_out(&t->heap->counts, true, s->nbytes);
    rp_heap_free(t->heap, s, sizeof *s + RP_STORAGE_SMALL_BYTES);
}

void rp_storage_release(rp_storage *s)
{
    if (s && rp_count_dec(&s->count)) rp_storage_destroy(rp_thread_get(), s);
}

/* ---- bytes that go and come while the storage lives ------------------------------------------ */
uint64_t rp_storage_drop_bytes(rp_storage *s)
{
    if (!(s->flags & RP_STORAGE_OWNED) || atomic_load(&s->pins)) return 0;
    const uint64_t bytes = s->rounded;
    bytes_free(rp_thread_get(), s);
    return bytes;
}

rp_status rp_storage_restore_bytes(rp_storage *s)
{
    if (s->data || s->nbytes == 0 || s->flags & RP_STORAGE_FAKE) return RP_OK;
    return bytes_alloc(rp_thread_get(), s);
}

static rp_status copy_bytes(rp_device d, void *to, const void *from, uint64_t bytes)
{
    if (bytes == 0) return RP_OK;
    if (d.type == 0) {
        memcpy(to, from, bytes);
        return RP_OK;
    }
    const rp_device_type *type = rp_device_type_get(d.type);
    if (!type || !type->copy)
        return RP_FAIL(RP_E_DEVICE, "device type %d cannot copy bytes", d.type);
    return type->copy(type->self, NULL, to, d.index, from, d.index, (size_t)bytes);
}

static rp_status resizable(const rp_storage *s, uint64_t nbytes)
{
    const unsigned long long from = s->nbytes, to = nbytes;
    if (nbytes > INT64_MAX - 63)
        return RP_FAIL(RP_E_SHAPE, "a storage of %llu bytes is too large", to);
    if (s->flags & (RP_STORAGE_FOREIGN | RP_STORAGE_READONLY))
        return RP_FAIL(RP_E_STATE, "a storage of %llu foreign bytes cannot be resized to %llu",
                       from, to);
    if (atomic_load(&((rp_storage *)(uintptr_t)s)->pins))
        return RP_FAIL(RP_E_STATE,
                       "a storage of %llu bytes cannot be resized to %llu while somebody reads it",
                       from, to);
    return RP_OK;
}

rp_status rp_storage_resize(rp_storage *s, uint64_t nbytes)
{
    if (nbytes == s->nbytes) return RP_OK;
    RP_TRY(resizable(s, nbytes));
    rp_thread *t = rp_thread_get();
    rp_storage was = {.flags = s->flags,
                      .device = s->device,
                      .data = s->data,
                      .nbytes = s->nbytes,
                      .rounded = s->rounded};
    const bool was_inside = bytes_inside(s), had_bytes = s->data || s->nbytes == 0;
    const uint64_t kept = nbytes < was.nbytes ? nbytes : was.nbytes;
    if (s->flags & RP_STORAGE_FAKE || !had_bytes) {
        s->nbytes = nbytes;
        s->rounded = rp_round_bytes(nbytes);
        return RP_OK;
    }
    s->nbytes = nbytes;
    s->rounded = rp_round_bytes(nbytes);
    s->flags &= ~(uint32_t)RP_STORAGE_OWNED;
    rp_status st = RP_OK;
    if (s->flags & RP_STORAGE_SMALL && nbytes <= RP_STORAGE_SMALL_BYTES) s->data = s->small;
    else if (nbytes) st = bytes_alloc(t, s);
    else s->data = NULL;
    if (st == RP_OK && s->data != was.data) st = copy_bytes(s->device, s->data, was.data, kept);
    if (st != RP_OK) {
        if (s->flags & RP_STORAGE_OWNED) bytes_free(t, s);
        s->flags = was.flags;
        s->data = was.data;
        s->nbytes = was.nbytes;
        s->rounded = was.rounded;
        return st;
    }
    if (was.flags & RP_STORAGE_OWNED) bytes_free(t, &was);
    count_out(&t->heap->counts, was_inside, was.nbytes);
    count_in(&t->heap->counts, s);
    return RP_OK;
}
