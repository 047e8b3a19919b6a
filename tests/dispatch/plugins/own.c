/* tests/dispatch/plugins/own.c - a device whose random stream is not the host's: one counter a
 * number, and kernels are given two numbers that nobody can take for a seed and an offset. Seed 13
 * cannot be had. */
#include "host_memory.h"

static const rp_host *host;
#define FAIL(code_, ...) host->fail((code_), __FILE__, __LINE__, __VA_ARGS__)

static rp_status count(void *self, int32_t *n)
{
    (void)self;
    *n = 1;
    return RP_OK;
}
/* ---- generators ------------------------------------------------------------------------------ */
struct rp_rng {
    uint64_t seed, next;
};
static int64_t generators; /* alive */

static rp_status generator_new(void *self, int32_t dev, uint64_t seed, rp_rng **g)
{
    (void)self;
    if (seed == 13) return FAIL(RP_E_VALUE, "own:%d cannot have seed 13", (int)dev);
    *g = (rp_rng *)malloc(sizeof **g);
    if (!*g) return FAIL(RP_E_MEMORY, "no memory");
    **g = (struct rp_rng){seed, 0};
    generators++;
    return RP_OK;
}
static void generator_free(void *self, rp_rng *g)
{
    (void)self;
    generators--;
    free(g);
}
static void generator_set(void *self, rp_rng *g, uint64_t seed, uint64_t offset)
{
    (void)self;
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
    *seed = g->seed + 100;
    *offset = 1000000 + g->next;
    g->next += numbers;
}
static const rp_device_type own = {.size = sizeof(rp_device_type),
                                   .name = "own",
                                   .count = count,
                                   HOST_MEMORY,
                                   .generator_new = generator_new,
                                   .generator_free = generator_free,
                                   .generator_set = generator_set,
                                   .generator_get = generator_get,
                                   .generator_reserve = generator_reserve};

/* ---- own::noisy(Tensor self) -> Tensor: self + the place of the draw ------------------------- */
static rp_status noisy_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    rp_geometry g = {.size = sizeof g};
    (void)self, (void)n_in, (void)n_out;
    host->geometry(in[0].u.t, &g);
    return host->output(c, out, 0, g.shape, g.ndim, g.dtype);
}

static rp_status noisy(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    rp_geometry a = {.size = sizeof a}, o = {.size = sizeof o};
    uint64_t seed, offset;
    (void)self, (void)n_in, (void)n_out;
    host->geometry(in[0].u.t, &a);
    host->geometry(out[0].u.t, &o);
    RP_TRY(host->random(c, (uint64_t)a.numel, &seed, &offset));
    for (int64_t i = 0; i < a.numel; i++)
        ((float *)o.data)[i] = ((const float *)a.data)[i] + (float)(offset % 1000) + (float)seed;
    return RP_OK;
}

/* own::living() -> int: generators of the plugin */
static rp_status living(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    (void)self, (void)c, (void)in, (void)n_in, (void)n_out;
    out[0] = rp_value_int(generators);
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    static const rp_op_row rows[] = {
        {.size = sizeof(rp_op_row),
         .flags = RP_OP_RANDOM,
         .schema = "own::noisy(Tensor self) -> Tensor",
         .meta = noisy_meta,
         .vjp_text = "g"},
        {.size = sizeof(rp_op_row), .schema = "own::living() -> int"},
    };
    static const rp_kernel_row kernels[] = {
        {.size = sizeof(rp_kernel_row), .op = "own::noisy", .key = "own", .boxed = noisy},
        {.size = sizeof(rp_kernel_row), .op = "own::living", .key = "cpu", .boxed = living},
    };
    int32_t id;
    (void)options, (void)n, (void)self;
    host = h;
    RP_TRY(h->register_device(r, &own, &id));
    RP_REGISTER_ALL(h->register_op, r, rows);
    RP_REGISTER_ALL(h->register_kernel, r, kernels);
    return RP_OK;
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .flags = RP_PF_UNLOADABLE,
                                 .name = "own",
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    return &plugin;
}
