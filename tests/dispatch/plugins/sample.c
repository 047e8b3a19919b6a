/* tests/dispatch/plugins/sample.c - an operator with its kernel, a mode, and a kernel for an
 * operator that nobody has */
#include "reprise/plugin.h"
#include <string.h>

static const rp_host *host;

static rp_status twice_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    rp_geometry g;
    (void)self, (void)n_in, (void)n_out;
    g.size = sizeof g;
    host->geometry(in[0].u.t, &g);
    return host->output(c, out, 0, g.shape, g.ndim, g.dtype);
}

static rp_status twice_kernel(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    rp_geometry a, o;
    (void)self, (void)c, (void)n_in, (void)n_out;
    a.size = o.size = sizeof a;
    host->geometry(in[0].u.t, &a);
    host->geometry(out[0].u.t, &o);
    if (a.dtype != RP_F32)
        return host->fail(RP_E_DTYPE, __FILE__, __LINE__, "sample::twice has float32 only");
    for (int64_t i = 0; i < a.numel; i++) ((float *)o.data)[i] = 2 * ((const float *)a.data)[i];
    return RP_OK;
}

static rp_status open_mode(void **self, const rp_kv *options, uint32_t n)
{
    *self = host->alloc(sizeof(int));
    (void)options, (void)n;
    return *self ? RP_OK : RP_E_MEMORY;
}

static void close_mode(void *self)
{
    host->free(self, sizeof(int));
}

static rp_status pass_on(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                         uint32_t n_out)
{
    (void)self;
    return host->below(c, in, n_in, out, n_out);
}

static const rp_mode_type mode = {.size = sizeof(rp_mode_type),
                                  .name = "sample_mode",
                                  .open = open_mode,
                                  .close = close_mode,
                                  .call = pass_on};
static const rp_op_row row = {.size = sizeof(rp_op_row),
                              .schema = "sample::twice(Tensor self) -> Tensor",
                              .meta = twice_meta};
static const rp_kernel_row kernel = {.size = sizeof(rp_kernel_row),
                                     .op = "sample::twice",
                                     .key = "cpu",
                                     .boxed = twice_kernel,
                                     .file = __FILE__,
                                     .line = __LINE__};
static const rp_kernel_row orphan = {.size = sizeof(rp_kernel_row),
                                     .op = "sample::of_a_later_version",
                                     .key = "cpu",
                                     .boxed = twice_kernel};

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    (void)self;
    host = h;
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(options[i].key, "fail") == 0)
            return h->fail(RP_E_VALUE, __FILE__, __LINE__, "was told to fail with %s",
                           options[i].value);
    rp_status st = h->register_op(r, &row);
    if (!st) st = h->register_kernel(r, &kernel);
    if (!st) st = h->register_kernel(r, &orphan);
    if (!st) st = h->register_mode(r, &mode);
    return st;
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .name = "sample",
                                 .version = "1.2",
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
