/* dispatch/offload.c - tensors of a device that wait in host memory until backward wants them
 *
 * A lane is one device's side stream with the pinned buffers that it fills and empties. On the way
 * out the side stream waits for what made the tensor, and the allocator keeps its block until the
 * copy is done (memory_uses). On the way back it waits for what the new block was used for before,
 * and the default stream for the arrival. Backward wants tensors in the opposite order of forward,
 * so while one is used its predecessor already moves. Devices without streams, events, pinned
 * memory or memory_uses copy at once.
 */
#include "dispatch/offload.h"
#include "core/memory.h"
#include "dispatch/ops.h"
#include <pthread.h>
#include <string.h>

/* at the beginning of its pinned memory; only the side stream touches the bytes, so it is free for
   it at once */
struct buffer {
    struct buffer *next;
    uint64_t bytes;
};
enum { HEADER = 256, EVENTS = 32 };
struct lane {
    const rp_device_type *type; /* NULL: not yet opened */
    int32_t index;
    rp_stream *side;
    /* of the default stream, by an order; of the side stream, by the latest copy out */
    rp_event *reached, *copied;
    rp_event *idle[EVENTS];
    uint32_t n_idle;
    struct buffer *spare;
    rp_offload *last;
    rp_offload_stats stats;
};
struct rp_offload {
    struct lane *lane; /* NULL: `host` is a tensor of the cpu */
    rp_tensor *host;
    rp_device device;
    rp_dtype dtype;
    int ndim;
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    uint64_t bytes;
    struct buffer *buffer;
    rp_tensor *arriving; /* on its way, or there */
    rp_event *arrived;
    rp_offload *before, *after; /* in the order of forward */
};
static struct lane lanes[RP_MAX_DEVICE_TYPES][RP_MAX_DEVICE_INDEX];
/* Recursive: making a tensor may release others that were offloaded. */
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* ---- lanes ----------------------------------------------------------------------------------- */
static bool has_lanes(const rp_device_type *t)
{
    const uint32_t needs = RP_CAP_ASYNC | RP_CAP_EVENTS | RP_CAP_PINNED;
    return t && (t->caps & needs) == needs && RP_HAS(t, memory_uses) && t->memory_uses;
}

static void close_lane(struct lane *l)
{
    const rp_device_type *t = l->type;
    if (!t) return;
    if (l->side && t->stream_sync(t->self, l->side)) rp_error_release(rp_error_take());
    while (l->spare) {
        struct buffer *next = l->spare->next;
        t->host_free(t->self, l->spare);
        l->spare = next;
    }
    while (l->n_idle) t->event_free(t->self, l->idle[--l->n_idle]);
    if (l->reached) t->event_free(t->self, l->reached);
    if (l->copied) t->event_free(t->self, l->copied);
    if (l->side) t->stream_free(t->self, l->side);
    *l = (struct lane){.stats = l->stats};
}

static rp_status open_lane(struct lane **out, rp_device d)
{
    struct lane *l = &lanes[d.type][d.index];
    *out = l;
    if (l->type) return RP_OK;
    const rp_device_type *t = rp_device_type_get(d.type);
    l->type = t;
    l->index = d.index;
    rp_status st = t->stream_new(t->self, d.index, 0, &l->side);
    if (!st) st = t->event_new(t->self, d.index, 0, &l->reached);
    if (!st) st = t->event_new(t->self, d.index, 0, &l->copied);
    if (st) close_lane(l);
    return st;
}

void rp_offload_forget(int type)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < RP_MAX_DEVICE_INDEX; i++) close_lane(&lanes[type][i]);
    pthread_mutex_unlock(&lock);
}

static rp_status take_buffer(struct lane *l, struct buffer **out, uint64_t bytes)
{
    for (struct buffer **at = &l->spare; *at; at = &(*at)->next) {
        if ((*at)->bytes < bytes || (*at)->bytes / 2 > bytes) continue;
        *out = *at;
        *at = (*at)->next;
        return RP_OK;
    }
    void *p = NULL;
    RP_TRY(l->type->host_alloc(l->type->self, (size_t)bytes + HEADER, &p));
    *out = p;
    (*out)->bytes = bytes;
    l->stats.host_bytes += bytes;
    return RP_OK;
}

static void give_buffer(struct lane *l, struct buffer *b)
{
    if (!b) return;
    b->next = l->spare;
    l->spare = b;
}

/* The side stream goes on after everything that the default one has been given. */
static rp_status follow_default(struct lane *l)
{
    const rp_device_type *t = l->type;
    RP_TRY(t->event_record(t->self, l->reached, NULL));
    return t->event_wait(t->self, l->reached, l->side);
}

static char *bytes_of(const rp_offload *o)
{
    return (char *)o->buffer + HEADER;
}

/* ---- out ------------------------------------------------------------------------------------- */
static rp_status copy_out(struct lane *l, rp_offload *o, rp_tensor *t, void *data)
{
    const rp_device_type *type = l->type;
    RP_TRY(take_buffer(l, &o->buffer, o->bytes));
    RP_TRY(follow_default(l));
    type->memory_uses(type->self, l->index, t->storage->data, l->side);
    RP_TRY(type->copy(type->self, l->side, bytes_of(o), -1, data, l->index, (size_t)o->bytes));
    RP_TRY(type->event_record(type->self, l->copied, l->side));
    t->storage->flags |= RP_STORAGE_COPYING;
    l->stats.out_bytes += o->bytes;
    return RP_OK;
}

static void link_last(struct lane *l, rp_offload *o)
{
    o->lane = l;
    o->before = l->last;
    if (o->before) o->before->after = o;
    l->last = o;
}

static rp_status start(rp_offload *o, rp_tensor *t)
{
    struct lane *l = NULL;
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(t, &g);
    pthread_mutex_lock(&lock);
    rp_status st = open_lane(&l, o->device);
    if (!st) st = copy_out(l, o, t, g.data);
    if (!st) link_last(l, o);
    else if (l) give_buffer(l, o->buffer);
    pthread_mutex_unlock(&lock);
    return st;
}

/* Dense bytes of a device that can move them by itself; `o` gets the geometry. */
static bool can_move(rp_offload *o, rp_tensor *t)
{
    if (!has_lanes(rp_device_type_get(o->device.type)) || t->storage->flags & RP_STORAGE_FAKE ||
        !t->numel)
        return false;
    o->ndim = t->ndim;
    memcpy(o->shape, t->shape, (size_t)t->ndim * sizeof *o->shape);
    o->bytes = (uint64_t)t->numel * rp_dtype_size(o->dtype);
    return rp_dense_strides(t, o->stride);
}

rp_status rp_offload_out(rp_offload **out, rp_tensor *t)
{
    rp_offload *o = rp_alloc_zero(sizeof *o);
    if (!o) return RP_E_MEMORY;
    o->device = rp_tensor_device(t);
    o->dtype = rp_tensor_dtype(t);
    rp_status st;
    if (can_move(o, t)) {
        st = rp_tensor_pin(t);
        if (!st) {
            st = start(o, t);
            rp_tensor_done(t);
        }
    } else {
        st = rp_to_device(&o->host, t, RP_CPU, o->dtype, 0, 0, NULL);
    }
    if (st) rp_free(o, sizeof *o);
    else *out = o;
    return st;
}

/* ---- back ------------------------------------------------------------------------------------ */
static rp_status take_event(struct lane *l, rp_event **e)
{
    if (*e) return RP_OK;
    if (!l->n_idle) return l->type->event_new(l->type->self, l->index, 0, e);
    *e = l->idle[--l->n_idle];
    return RP_OK;
}

static rp_status fetch(rp_offload *o)
{
    struct lane *l = o->lane;
    const rp_device_type *type = l->type;
    rp_geometry g = {.size = sizeof g};
    rp_tensor *t = NULL;
    RP_TRY(take_event(l, &o->arrived));
    RP_TRY(rp_tensor_create_strided(&t, o->shape, o->stride, o->ndim, o->dtype, o->device));
    rp_tensor_geometry(t, &g);
    rp_status st = follow_default(l);
    if (!st) {
        type->memory_uses(type->self, l->index, t->storage->data, l->side);
        st = type->copy(type->self, l->side, g.data, l->index, bytes_of(o), -1, (size_t)o->bytes);
    }
    if (!st) st = type->event_record(type->self, o->arrived, l->side);
    if (st) {
        rp_tensor_release(t);
        return st;
    }
    l->stats.back_bytes += o->bytes;
    o->arriving = t;
    return RP_OK;
}

/* Only early: what fails now is tried again when it is wanted. */
static void prefetch(rp_offload *o)
{
    if (!o || o->arriving) return;
    if (fetch(o)) rp_error_release(rp_error_take());
    else o->lane->stats.prefetched++;
}

static rp_status bring_back(rp_tensor **out, rp_offload *o)
{
    const rp_device_type *type = o->lane->type;
    if (!o->arriving) RP_TRY(fetch(o));
    RP_TRY(type->event_wait(type->self, o->arrived, NULL));
    rp_tensor_release(*out);
    *out = o->arriving;
    o->arriving = NULL;
    prefetch(o->before);
    return RP_OK;
}

rp_status rp_offload_back(rp_tensor **out, rp_offload *o)
{
    if (!o->lane) return rp_to_device(out, o->host, o->device, o->dtype, 0, 0, NULL);
    pthread_mutex_lock(&lock);
    const rp_status st = bring_back(out, o);
    pthread_mutex_unlock(&lock);
    return st;
}

int64_t rp_offloaded_from(int type)
{
    int64_t n = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < RP_MAX_DEVICE_INDEX; i++)
        for (const rp_offload *o = lanes[type][i].last; o; o = o->before) n++;
    pthread_mutex_unlock(&lock);
    return n;
}

/* ---- the end --------------------------------------------------------------------------------- */
static void leave(rp_offload *o)
{
    struct lane *l = o->lane;
    pthread_mutex_lock(&lock);
    if (o->before) o->before->after = o->after;
    if (o->after) o->after->before = o->before;
    else l->last = o->before;
    give_buffer(l, o->buffer);
    if (o->arrived && l->n_idle < EVENTS) l->idle[l->n_idle++] = o->arrived;
    else if (o->arrived) l->type->event_free(l->type->self, o->arrived);
    pthread_mutex_unlock(&lock);
}

void rp_offload_release(rp_offload *o)
{
    if (o->lane && !rp_device_lost(o->device.type)) leave(o);
    rp_tensor_release(o->arriving);
    rp_tensor_release(o->host);
    rp_free(o, sizeof *o);
}

rp_status rp_offload_before_write(rp_storage *s)
{
    pthread_mutex_lock(&lock);
    const struct lane *l = &lanes[s->device.type][s->device.index];
    const rp_status st = l->type ? l->type->event_wait(l->type->self, l->copied, NULL) : RP_OK;
    if (!st) s->flags &= ~(uint32_t)RP_STORAGE_COPYING;
    pthread_mutex_unlock(&lock);
    return st;
}

void rp_offload_get(rp_device d, rp_offload_stats *s)
{
    rp_offload_stats all = {.size = s->size};
    pthread_mutex_lock(&lock);
    if (d.type > 0 && d.type < RP_MAX_DEVICE_TYPES && d.index >= 0 && d.index < RP_MAX_DEVICE_INDEX)
        all = lanes[d.type][d.index].stats;
    pthread_mutex_unlock(&lock);
    all.size = s->size < sizeof all ? s->size : (uint32_t)sizeof all;
    memcpy(s, &all, all.size);
}
