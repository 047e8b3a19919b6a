/* tests/dispatch/hostile/liar.c - well-formed plugins that do wrong when they register or run; one
   way each, by a definition */
#include "reprise/plugin.h"
#include <stdlib.h>
#include <unistd.h>

static const rp_host *host;

static rp_status meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    rp_geometry g = {.size = sizeof g};
    (void)self, (void)n_in, (void)n_out;
    host->geometry(in[0].u.t, &g);
#if defined(LIE_META)
    const int64_t shape[1] = {g.numel + 1};
    rp_geometry o = {.size = sizeof o};
    RP_TRY(host->output(c, out, 0, shape, 1, g.dtype));
    host->geometry(out[0].u.t, &o);
    return RP_OK;
#else
    return host->output(c, out, 0, g.shape, g.ndim, g.dtype);
#endif
}

static rp_status make(rp_value *out, const rp_geometry *g)
{
    rp_tensor *t = NULL;
    RP_TRY(host->create(&t, g->shape, g->ndim, g->dtype, g->device));
    *out = rp_value_tensor(t);
    return RP_OK;
}

static rp_status kernel(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    rp_geometry g = {.size = sizeof g}, o = {.size = sizeof o};
    (void)self, (void)c, (void)out, (void)n_in, (void)n_out, (void)make, (void)o;
    host->geometry(in[0].u.t, &g);
#if defined(LIE_NOTHING)
    return RP_OK;
#elif defined(LIE_TYPE)
    out[0] = rp_value_int(7);
    return RP_OK;
#elif defined(LIE_META)
    host->release(out[0].u.t);
    out[0] = rp_value_none();
    return make(&out[0], &g);
#elif defined(LIE_ALIAS) /* hands its argument out as a fresh result */
    host->release(out[0].u.t);
    out[0] = rp_value_none();
    rp_tensor *t = NULL;
    RP_TRY(host->alias(&t, in[0].u.t));
    out[0] = rp_value_tensor(t);
    return RP_OK;
#else
    host->geometry(out[0].u.t, &o);
#if defined(LIE_LEAKS)
    if (!host->alloc(48)) return RP_E_MEMORY;
#endif
    if (g.dtype == RP_F64) {
        for (int64_t i = 0; i < g.numel; i++)
            ((double *)o.data)[i] = 2 * ((const double *)g.data)[i];
        return RP_OK;
    }
    if (g.dtype != RP_F32)
        return host->fail(RP_E_DTYPE, __FILE__, __LINE__, "liar::op has float32 and float64 only");
    for (int64_t i = 0; i < g.numel; i++) {
        float *x = (float *)g.data, *y = (float *)o.data;
        y[i] = 2 * x[i];
#if defined(LIE_MUTATES)
        x[i] = 0;
#endif
    }
    return RP_OK;
#endif
}

static rp_status plain(rp_call *c, rp_tensor **out, rp_tensor *a, double b)
{
    (void)c, (void)out, (void)a, (void)b;
    return RP_OK;
}

/* d(2 x) is not 3. */
static rp_status vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                     rp_tensor **grad_in)
{
    const rp_op *mul = host->find("aten::mul.Scalar");
    const rp_value in[2] = {rp_value_tensor(grad_out[0]), rp_value_int(3)};
    rp_value out;
    (void)c, (void)n, (void)needs;
    RP_TRY(host->call(mul, in, 2, &out, 1));
    grad_in[0] = out.u.t;
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    (void)options, (void)n, (void)self, (void)plain, (void)meta, (void)kernel, (void)vjp;
    host = h;
    rp_op_row row = {.size = sizeof row, .schema = "liar::op(Tensor self) -> Tensor"};
    rp_kernel_row k = {.size = sizeof k,
                       .op = "liar::op",
                       .key = "cpu",
                       .boxed = kernel,
                       .file = "liar.c",
                       .line = __LINE__};
#if defined(LIE_META) || defined(LIE_MUTATES) || defined(LIE_LEAKS) || defined(LIE_ALIAS) ||       \
    defined(LIE_GRADIENT) || defined(LIE_CONSTRUCTOR) || defined(LIE_THREAD_DATA)
    row.meta = meta;
#endif
#if defined(LIE_GRADIENT)
    row.vjp = vjp;
#endif
#if defined(LIE_SCHEMA)
    row.schema = "liar::op(Tensor self, Tensr other) -> Tensor";
#elif defined(LIE_VARIANT)
    static const char *const variants[] = {"liar::op_(Tensor(a!) self, Tensor more) -> Tensor(a!)",
                                           NULL};
    row.variants = variants;
#elif defined(LIE_SIGNATURE)
    k.boxed = NULL;
    k.plain = (void (*)(void))plain;
    k.signature = "(Tensor, float) -> Tensor";
#elif defined(LIE_KEY)
    k.key = "no_such_device";
#elif defined(LIE_TWIN)
    row.schema = "twin::op(Tensor self) -> Tensor";
    k.op = "twin::op";
#elif defined(LIE_MODE)
    static const rp_mode_type mode = {.size = sizeof(rp_mode_type)};
    RP_TRY(h->register_mode(r, &mode));
#elif defined(LIE_ROW_SIZE)
    row.size = 8;
#elif defined(LIE_SLOTS) || defined(LIE_CAPS) || defined(LIE_PROFILING) || defined(LIE_GENERATORS)
    static rp_device_type device = {.size = sizeof device, .name = "liar"};
    int32_t id;
#if !defined(LIE_SLOTS)
#if defined(LIE_CAPS)
    device.caps = RP_CAP_EVENTS;
#elif defined(LIE_PROFILING)
    device.range_pop = (void (*)(void *, int32_t, uint64_t))(void (*)(void))abort;
#else
    device.generator_new =
        (rp_status(*)(void *, int32_t, uint64_t, rp_rng **))(void (*)(void))abort;
#endif
    device.count = (rp_status(*)(void *, int32_t *))(void (*)(void))abort;
    device.alloc =
        (rp_status(*)(void *, int32_t, rp_stream *, size_t, void **))(void (*)(void))abort;
    device.free = (void (*)(void *, int32_t, rp_stream *, void *, size_t))(void (*)(void))abort;
    device.copy = (rp_status(*)(void *, rp_stream *, void *, int32_t, const void *, int32_t,
                                size_t))(void (*)(void))abort;
    device.fill =
        (rp_status(*)(void *, rp_stream *, int32_t, void *, size_t, uint8_t))(void (*)(void))abort;
    device.sync = (rp_status(*)(void *, int32_t))(void (*)(void))abort;
#endif
    RP_TRY(h->register_op(r, &row));
    return h->register_device(r, &device, &id);
#endif
    RP_TRY(h->register_op(r, &row));
    return h->register_kernel(r, &k);
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
#if defined(LIE_CRASH)
    abort();
#elif defined(LIE_EXIT)
    _exit(3);
#endif
    return &plugin;
}

#if defined(LIE_CONSTRUCTOR)
static volatile int started;
__attribute__((constructor)) static void start(void)
{
    started = 1;
}
#elif defined(LIE_THREAD_DATA)
_Thread_local int rp_test_thread_data;
RP_EXPORT int rp_test_touch(void);
int rp_test_touch(void)
{
    return rp_test_thread_data++;
}
#endif
