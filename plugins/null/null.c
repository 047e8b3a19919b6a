/* plugins/null/null.c - a device to clone: memory is the host's, streams do their work at once,
 * kernels are few
 *
 *     REPRISE_PLUGIN_PATH=<folder of null.so> REPRISE_FALLBACK=allow   and name the device:
 *     "null:0", "null:1"
 *
 * Every slot of rp_device_type is here, each in the fewest lines that keep its contract; README.md
 * says in which order an author replaces them. What has no kernel runs on the cpu where
 * REPRISE_FALLBACK allows it; copies between devices need `copy` alone.
 */
#define _POSIX_C_SOURCE 199309L /* clock_gettime, also under -std=c11 */
#include <reprise/plugin.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DEVICES = 2 };
static const rp_host *host;
#define FAIL(code_, ...) host->fail((code_), __FILE__, __LINE__, __VA_ARGS__)

struct rp_stream {
    int32_t device;
};
struct rp_event {
    uint64_t ns; /* when it was recorded; 0: never */
};

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* ---- devices --------------------------------------------------------------------------------- */
static rp_status count(void *self, int32_t *n)
{
    (void)self;
    *n = DEVICES;
    return RP_OK;
}

static rp_status check_device(int32_t dev)
{
    return dev >= 0 && dev < DEVICES
               ? RP_OK
               : FAIL(RP_E_DEVICE, "there is no device null:%d; there are %d", (int)dev, DEVICES);
}

static rp_status props(void *self, int32_t dev, rp_device_props *out)
{
    rp_device_props p;
    (void)self;
    RP_TRY(check_device(dev));
    memset(&p, 0, sizeof p);
    p.size = out->size < sizeof p ? out->size : (uint32_t)sizeof p;
    p.align = 64;
    strcpy(p.name, "null: host memory");
    p.id[0] = (char)('0' + dev);
    memcpy(out, &p, p.size);
    return RP_OK;
}

/* ---- memory ---------------------------------------------------------------------------------- */
static rp_status take(void *self, int32_t dev, rp_stream *s, size_t bytes, void **ptr)
{
    (void)self, (void)s;
    RP_TRY(check_device(dev));
    *ptr = aligned_alloc(64, (bytes + 63) / 64 * 64);
    return *ptr ? RP_OK : FAIL(RP_E_MEMORY, "null:%d has no %zu bytes", (int)dev, bytes);
}

static void give(void *self, int32_t dev, rp_stream *s, void *ptr, size_t bytes)
{
    (void)self, (void)dev, (void)s, (void)bytes;
    free(ptr);
}

static rp_status copy(void *self, rp_stream *s, void *dst, int32_t dst_dev, const void *src,
                      int32_t src_dev, size_t bytes)
{
    (void)self, (void)s, (void)dst_dev, (void)src_dev;
    memmove(dst, src, bytes);
    return RP_OK;
}

static rp_status fill(void *self, rp_stream *s, int32_t dev, void *dst, size_t bytes, uint8_t byte)
{
    (void)self, (void)s, (void)dev;
    memset(dst, byte, bytes);
    return RP_OK;
}

static rp_status sync(void *self, int32_t dev)
{
    (void)self;
    return check_device(dev);
}

static rp_status host_take(void *self, size_t bytes, void **ptr)
{
    (void)self;
    *ptr = malloc(bytes);
    return *ptr ? RP_OK : FAIL(RP_E_MEMORY, "null has no %zu bytes of pinned memory", bytes);
}

static void host_give(void *self, void *ptr)
{
    (void)self;
    free(ptr);
}

/* ---- streams and events: all work is done when it was asked for ------------------------------ */
static rp_status stream_new(void *self, int32_t dev, int32_t priority, rp_stream **s)
{
    (void)self, (void)priority;
    RP_TRY(check_device(dev));
    *s = (rp_stream *)malloc(sizeof **s);
    if (!*s) return FAIL(RP_E_MEMORY, "null:%d has no memory for a stream", (int)dev);
    (*s)->device = dev;
    return RP_OK;
}

static void stream_free(void *self, rp_stream *s)
{
    (void)self;
    free(s);
}

static rp_status stream_sync(void *self, rp_stream *s)
{
    (void)self, (void)s;
    return RP_OK;
}

static rp_status stream_query(void *self, rp_stream *s, int32_t *busy)
{
    (void)self, (void)s;
    *busy = 0;
    return RP_OK;
}

static rp_status event_new(void *self, int32_t dev, uint32_t flags, rp_event **e)
{
    (void)self, (void)flags;
    RP_TRY(check_device(dev));
    *e = (rp_event *)calloc(1, sizeof **e);
    return *e ? RP_OK : FAIL(RP_E_MEMORY, "null:%d has no memory for an event", (int)dev);
}

static void event_free(void *self, rp_event *e)
{
    (void)self;
    free(e);
}

static rp_status event_record(void *self, rp_event *e, rp_stream *s)
{
    (void)self, (void)s;
    e->ns = now_ns();
    return RP_OK;
}

static rp_status event_wait(void *self, rp_event *e, rp_stream *s)
{
    (void)self, (void)e, (void)s;
    return RP_OK;
}

static rp_status event_sync(void *self, rp_event *e)
{
    (void)self, (void)e;
    return RP_OK;
}

static rp_status event_ns(void *self, rp_event *a, rp_event *b, uint64_t *ns)
{
    (void)self;
    if (!a->ns || !b->ns)
        return FAIL(RP_E_STATE, "null: an event that was never recorded has no time");
    *ns = b->ns - a->ns;
    return RP_OK;
}

/* ---- profiling: ranges are timed on the host, because the work is done there ----------------- */
/* One table for both devices: rows are handed out in the order of beginning, and what comes when it
 * is full is left out. A runtime with markers of its own (NVTX, rocTX) hands `name` on to them
 * here. */
enum { RANGES = 4096 };
static struct range {
    char name[64];
    uint64_t begin;
    /* 0: it runs, or it began before the profiling that ended it was stopped */
    _Atomic uint64_t end;
    int32_t device;
} ranges[RANGES];
static atomic_uint n_ranges;
static atomic_int profiles; /* devices that are being profiled */

static rp_status profile_start(void *self, int32_t dev)
{
    (void)self;
    RP_TRY(check_device(dev));
    if (atomic_fetch_add(&profiles, 1) == 0) atomic_store(&n_ranges, 0);
    return RP_OK;
}

static rp_status profile_stop(void *self, int32_t dev, rp_profile_fn emit, void *ctx)
{
    (void)self;
    RP_TRY(check_device(dev));
    const unsigned n = atomic_load(&n_ranges);
    for (unsigned i = 0; emit && i < n && i < RANGES; i++) {
        const uint64_t end = atomic_load(&ranges[i].end);
        const rp_profile_record r = {.size = sizeof r,
                                     .dev = dev,
                                     .name = ranges[i].name,
                                     .begin_ns = ranges[i].begin,
                                     .end_ns = end};
        if (ranges[i].device == dev && end) emit(ctx, &r);
    }
    for (unsigned i = 0; i < n && i < RANGES; i++)
        if (ranges[i].device == dev) atomic_store(&ranges[i].end, 0); /* told once */
    atomic_fetch_sub(&profiles, 1);
    return RP_OK;
}

static uint64_t range_push(void *self, int32_t dev, const char *name)
{
    (void)self;
    const unsigned i = atomic_fetch_add(&n_ranges, 1);
    if (i >= RANGES) return 0;
    strncpy(ranges[i].name, name, sizeof ranges[i].name - 1);
    ranges[i].device = dev;
    atomic_store(&ranges[i].end, 0);
    ranges[i].begin = now_ns();
    return (uint64_t)i + 1;
}

static void range_pop(void *self, int32_t dev, uint64_t range)
{
    (void)self, (void)dev;
    atomic_store(&ranges[range - 1].end, now_ns());
}

/* ---- generators ------------------------------------------------------------------------------ */
/* The host's stream, kept here, so its numbers are those of a device that leaves these slots out */
struct rp_rng {
    _Atomic uint64_t seed, offset;
};

static rp_status generator_new(void *self, int32_t dev, uint64_t seed, rp_rng **g)
{
    (void)self;
    RP_TRY(check_device(dev));
    *g = (rp_rng *)calloc(1, sizeof **g);
    if (!*g) return FAIL(RP_E_MEMORY, "null:%d has no memory for a generator", (int)dev);
    atomic_store(&(*g)->seed, seed);
    return RP_OK;
}

static void generator_free(void *self, rp_rng *g)
{
    (void)self;
    free(g);
}

static void generator_set(void *self, rp_rng *g, uint64_t seed, uint64_t offset)
{
    (void)self;
    atomic_store(&g->seed, seed);
    atomic_store(&g->offset, offset);
}

static void generator_get(void *self, rp_rng *g, uint64_t *seed, uint64_t *offset)
{
    (void)self;
    *seed = atomic_load(&g->seed);
    *offset = atomic_load(&g->offset);
}

/* One Philox counter gives four numbers. */
static void generator_reserve(void *self, rp_rng *g, uint64_t numbers, uint64_t *seed,
                              uint64_t *offset)
{
    (void)self;
    *seed = atomic_load(&g->seed);
    *offset = atomic_fetch_add(&g->offset, numbers / 4 + (numbers % 4 != 0));
}

static const rp_device_type device = {.size = sizeof(rp_device_type),
                                      .caps =
                                          RP_CAP_EVENTS | RP_CAP_PINNED | RP_CAP_P2P | RP_CAP_FORK,
                                      .name = "null",
                                      .count = count,
                                      .props = props,
                                      /* a runtime with a current device for each thread changes it
                                         here */
                                      .exchange = NULL,
                                      .alloc = take,
                                      .free = give,
                                      .copy = copy,
                                      .fill = fill,
                                      .sync = sync,
                                      .host_alloc = host_take,
                                      .host_free = host_give,
                                      .stream_new = stream_new,
                                      .stream_free = stream_free,
                                      .stream_sync = stream_sync,
                                      .stream_query = stream_query,
                                      .event_new = event_new,
                                      .event_free = event_free,
                                      .event_record = event_record,
                                      .event_wait = event_wait,
                                      .event_sync = event_sync,
                                      .event_ns = event_ns,
                                      .profile_start = profile_start,
                                      .profile_stop = profile_stop,
                                      .range_push = range_push,
                                      .range_pop = range_pop,
                                      .generator_new = generator_new,
                                      .generator_free = generator_free,
                                      .generator_set = generator_set,
                                      .generator_get = generator_get,
                                      .generator_reserve = generator_reserve};

/* ---- kernels: float32; everything else is the cpu's ------------------------------------------ */
/* Geometry of `t` seen through the shape of `like`: an extent of 1 is repeated. */
struct walk {
    const float *data;
    int64_t stride[RP_MAX_DIMS];
};

static struct walk walk_like(const rp_geometry *t, const rp_geometry *like)
{
    struct walk w = {(const float *)t->data, {0}};
    const int lead = like->ndim - t->ndim;
    for (int d = 0; d < t->ndim; d++) w.stride[lead + d] = t->shape[d] == 1 ? 0 : t->stride[d];
    return w;
}

static float *at(const struct walk *w, const rp_geometry *like, int64_t i)
{
    int64_t offset = 0;
    for (int d = like->ndim - 1; d >= 0; d--) {
        offset += i % like->shape[d] * w->stride[d];
        i /= like->shape[d];
    }
    return (float *)(uintptr_t)(w->data + offset);
}

static rp_geometry look(const rp_tensor *t)
{
    rp_geometry g;
    g.size = sizeof g;
    host->geometry(t, &g);
    return g;
}

static int is_float(const rp_value *v)
{
    return v->tag == RP_TAG_TENSOR && look(v->u.t).dtype == RP_F32;
}

/* A kernel that cannot serve a call hands it on; whether it may is REPRISE_FALLBACK's to say. */
static rp_status hand_on(rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    if (RP_HAS(host, fallback)) return host->fallback(c, in, n_in, out, n_out);
    return FAIL(RP_E_DTYPE, "null has kernels for float32 only");
}

typedef float (*binary)(float a, float b, float scale);
static float plus(float a, float b, float scale)
{
    return a + scale * b;
}
static float times(float a, float b, float scale)
{
    (void)scale;
    return a * b;
}
static const binary functions[] = {plus, times};

/* `self` is the function: one kernel, a row for each operator. A 0-dim cpu operand came along and
 * can be read as it is, because this device's memory is the host's. */
static rp_status pointwise(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                           uint32_t n_out)
{
    const binary f = *(const binary *)self;
    const double scale = n_in < 3 || in[2].tag == RP_TAG_NONE ? 1
                         : in[2].tag == RP_TAG_FLOAT          ? in[2].u.f
                                                              : (double)in[2].u.i;
    if (!is_float(&in[0]) || !is_float(&in[1]) || !is_float(&out[0]))
        return hand_on(c, in, n_in, out, n_out);
    const rp_geometry a = look(in[0].u.t), b = look(in[1].u.t), o = look(out[0].u.t);
    const struct walk wa = walk_like(&a, &o), wb = walk_like(&b, &o), wo = walk_like(&o, &o);
    for (int64_t i = 0; i < o.numel; i++)
        *at(&wo, &o, i) = f(*at(&wa, &o, i), *at(&wb, &o, i), (float)scale);
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    static const char *const names[] = {"aten::add.Tensor", "aten::mul.Tensor"};
    int32_t id;
    host = h;
    *self = NULL;
    if (n) return FAIL(RP_E_INVALID, "null has no option '%.64s'", options[0].key);
    RP_TRY(h->register_device(r, &device, &id));
    for (int i = 0; i < 2; i++) {
        const rp_kernel_row row = {.size = sizeof row,
                                   .op = names[i],
                                   .key = "null",
                                   .boxed = pointwise,
                                   .self = (void *)(uintptr_t)&functions[i],
                                   .line = __LINE__,
                                   .file = __FILE__};
        RP_TRY(h->register_kernel(r, &row));
    }
    return RP_OK;
}

static rp_status quiesce(void *self)
{
    (void)self; /* no threads, no queues: nothing to wait for */
    return RP_OK;
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .flags = RP_PF_UNLOADABLE,
                                 .name = "null",
                                 .version = "1.0",
                                 .init = init,
                                 .quiesce = quiesce};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
