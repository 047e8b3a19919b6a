/* tests/dispatch/hostile/liar_device.c - devices that work, but whose profiling, generators or
   kernels do wrong; one way each, by a definition */
#include "../plugins/host_memory.h"

static rp_status count(void *self, int32_t *n)
{
    (void)self;
    *n = 1;
    return RP_OK;
}

/* ---- profiling: records that end before they begin, or are told again and again */
static int ranges;
static rp_status profile_start(void *self, int32_t dev)
{
    (void)self, (void)dev;
    return RP_OK;
}
static rp_status profile_stop(void *self, int32_t dev, rp_profile_fn emit, void *ctx)
{
    (void)self;
    for (int i = 0; emit && i < ranges; i++) {
        rp_profile_record r = {.size = sizeof r,
                               .dev = dev,
                               .name = "aten::clone",
                               .begin_ns = 100 + (uint64_t)i,
                               .end_ns = 200 + (uint64_t)i};
#if defined(LIE_TIMES)
        r.end_ns = 50;
#endif
        emit(ctx, &r);
    }
#if !defined(LIE_AGAIN)
    ranges = 0;
#endif
    return RP_OK;
}
static uint64_t range_push(void *self, int32_t dev, const char *name)
{
    (void)self, (void)dev, (void)name;
    return (uint64_t)++ranges;
}
static void range_pop(void *self, int32_t dev, uint64_t range)
{
    (void)self, (void)dev, (void)range;
}

/* ---- generators: every draw at the same place, or a state that does not come back */
struct rp_rng {
    uint64_t seed, next;
};
static rp_status generator_new(void *self, int32_t dev, uint64_t seed, rp_rng **g)
{
    (void)self, (void)dev;
    *g = (rp_rng *)malloc(sizeof **g);
    if (!*g) return RP_E_MEMORY;
    **g = (struct rp_rng){seed, 0};
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
#if defined(LIE_STATE)
    offset = 0;
#endif
    *g = (struct rp_rng){seed, offset};
}
static void generator_get(void *self, rp_rng *g, uint64_t *seed, uint64_t *offset)
{
    (void)self;
    *seed = g->seed;
    *offset = g->next;
}
static void generator_reserve(void *self, rp_rng *g, uint64_t numbers, uint64_t *seed,
                              uint64_t *offset)
{
    (void)self;
    *seed = g->seed;
    *offset = g->next;
#if defined(LIE_DRAWS)
    numbers = 0;
#endif
    g->next += numbers;
}

static const rp_device_type device = {.size = sizeof(rp_device_type),
                                      .name = "liar",
                                      .count = count,
                                      HOST_MEMORY,
                                      .profile_start = profile_start,
                                      .profile_stop = profile_stop,
                                      .range_push = range_push,
                                      .range_pop = range_pop,
                                      .generator_new = generator_new,
                                      .generator_free = generator_free,
                                      .generator_set = generator_set,
                                      .generator_get = generator_get,
                                      .generator_reserve = generator_reserve};

/* ---- kernels --------------------------------------------------------------------------------- */
/* The cpu's values, with an index that names another one, or one element for two equal ones */
#if defined(LIE_PLACES) || defined(LIE_TWICE)
static const rp_host *host;
static rp_status kernel(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    rp_geometry values = {.size = sizeof values}, indices = values;
    (void)self;
    RP_TRY(host->fallback(c, in, n_in, out, n_out));
    host->geometry(out[0].u.t, &values);
    host->geometry(out[1].u.t, &indices);
    int64_t *at = indices.data;
#if defined(LIE_PLACES)
    for (int64_t i = 0; i < indices.numel; i++) at[i] = !at[i];
#else
    const char *v = values.data;
    for (int64_t i = 1; values.dtype == RP_BOOL && i < indices.numel; i++)
        if (v[i] == v[i - 1]) at[i] = at[i - 1];
#endif
    return RP_OK;
}
#endif

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    int32_t id;
    (void)options, (void)n, (void)self;
    RP_TRY(h->register_device(r, &device, &id));
#if defined(LIE_PLACES) || defined(LIE_TWICE)
    rp_kernel_row row = {.size = sizeof row,
                         .op = "aten::kthvalue",
                         .key = "liar",
                         .boxed = kernel,
                         .file = "liar_device.c",
                         .line = __LINE__};
    host = h;
#if defined(LIE_TWICE)
    row.op = "aten::sort";
#endif
    RP_TRY(h->register_kernel(r, &row));
#endif
    return RP_OK;
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .flags = RP_PF_UNLOADABLE,
                                 .name = NAME,
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    return &plugin;
}
