/* tests/abi/old.c - a plugin as it was written against ABI 1.0: compiled with the header of that
 * day (minor0/), loaded by the host of today. It must never be changed. */
#include "reprise/plugin.h"

static const rp_host *host;

static rp_status scale_meta(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    rp_geometry g = {.size = sizeof g};
    (void)self, (void)n_in, (void)n_out;
    host->geometry(in[0].u.t, &g);
    return host->output(c, out, 0, g.shape, g.ndim, g.dtype);
}

static rp_status scale(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                       uint32_t n_out)
{
    rp_geometry a = {.size = sizeof a}, o = {.size = sizeof o};
    (void)self, (void)c, (void)n_in, (void)n_out;
    host->geometry(in[0].u.t, &a);
    host->geometry(out[0].u.t, &o);
    if (a.dtype != RP_F32)
        return host->fail(RP_E_DTYPE, __FILE__, __LINE__, "old::scale has float32 only");
    for (int64_t i = 0; i < a.numel; i++)
        ((float *)o.data)[i] = ((const float *)a.data)[i] * (float)in[1].u.f;
    return RP_OK;
}

/* d(a f)/da = f */
static rp_status scale_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                           rp_tensor **grad_in)
{
    const rp_op *op = host->find("old::scale");
    rp_value in[2] = {rp_value_tensor(grad_out[0]), *host->saved_arg(n, 1)}, out;
    (void)c, (void)needs;
    if (!op) return RP_E_STATE;
    RP_TRY(host->call(op, in, 2, &out, 1));
    grad_in[0] = out.u.t;
    return RP_OK;
}

static rp_status count(rp_call *c, rp_value *out, int64_t a, double b)
{
    (void)c;
    *out = rp_value_int(a + (int64_t)b);
    return RP_OK;
}

static rp_status pass(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    rp_call_info i = {.size = sizeof i};
    (void)self;
    host->call_info(c, &i);
    return host->below(c, in, n_in, out, n_out);
}

static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    static const rp_op_row rows[] = {
        {.size = sizeof(rp_op_row),
         .schema = "old::scale(Tensor self, float factor=2.0) -> Tensor",
         .meta = scale_meta,
         .vjp = scale_vjp},
        {.size = sizeof(rp_op_row), .schema = "old::count(int a, float b) -> int"},
    };
    static const rp_kernel_row kernels[] = {
        {.size = sizeof(rp_kernel_row), .op = "old::scale", .key = "cpu", .boxed = scale},
        {.size = sizeof(rp_kernel_row),
         .op = "old::count",
         .key = "cpu",
         .plain = (void (*)(void))count,
         .signature = "(int, float) -> int"},
    };
    static const rp_mode_type mode = {
        .size = sizeof(rp_mode_type), .name = "old_mode", .call = pass};
    (void)options, (void)n, (void)self;
    host = h;
    for (int i = 0; i < 2; i++) RP_TRY(h->register_op(r, &rows[i]));
    for (int i = 0; i < 2; i++) RP_TRY(h->register_kernel(r, &kernels[i]));
    return h->register_mode(r, &mode);
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .name = "old",
                                 .init = init};

const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
