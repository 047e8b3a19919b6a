/* tests/dispatch/plugins/toy.c - a device in host memory, with two members and kernels of the
 * suite's own operators */
#include "host_memory.h"

static const rp_host *host;

static rp_status count(void *self, int32_t *n)
{
    (void)self;
    *n = 2;
    return RP_OK;
}
static const rp_device_type toy = {
    .size = sizeof(rp_device_type), .name = "toy", .count = count, HOST_MEMORY};

static float at(const rp_geometry *g, int64_t i)
{
    return ((const float *)g->data)[g->numel == 1 ? 0 : i];
}

static rp_status add(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                     uint32_t n_out)
{
    rp_geometry a, b, o;
    (void)self, (void)c, (void)n_in, (void)n_out;
    a.size = b.size = o.size = sizeof a;
    host->geometry(in[0].u.t, &a);
    host->geometry(in[1].u.t, &b);
    host->geometry(out[0].u.t, &o);
    for (int64_t i = 0; i < o.numel; i++)
        ((float *)o.data)[i] = at(&a, i) + at(&b, i) + 1000; /* tells itself from the cpu's */
    return RP_OK;
}

/* test::move(Tensor self, Tensor like): across devices */
static rp_status move(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    rp_geometry a, o;
    (void)self, (void)c, (void)n_in, (void)n_out;
    a.size = o.size = sizeof a;
    host->geometry(in[0].u.t, &a);
    host->geometry(out[0].u.t, &o);
    memcpy(o.data, a.data, a.nbytes);
    return RP_OK;
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    int32_t id;
    (void)options, (void)n, (void)self;
    host = h;
    rp_status st = h->register_device(r, &toy, &id);
    if (!st)
        st = h->register_kernel(
            r, &(rp_kernel_row){
                   .size = sizeof(rp_kernel_row), .op = "test::add", .key = "toy", .boxed = add});
    if (!st)
        st = h->register_kernel(
            r, &(rp_kernel_row){
                   .size = sizeof(rp_kernel_row), .op = "test::move", .key = "toy", .boxed = move});
    return st;
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .flags = RP_PF_PINNED,
                                 .name = "toy",
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_major, (void)host_minor;
    return &plugin;
}
