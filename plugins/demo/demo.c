/* plugins/demo/demo.c - a whole plugin in one file: two operators, their shapes and derivative, and
 * a mode
 *
 *     cc -shared -fPIC demo.c -o demo.so         (with -I<prefix>/include where the header is not
 *     on the compiler's path) REPRISE_PLUGINS=cpu,./demo.so reprise ops demo::
 *
 * demo::sinc(x) = sin(x) / x, 1 at 0        a boxed kernel: it gets the arguments as an array of
 * values demo::axpy(x, y, a) = a x + y             a plain C function, called through libffi, with
 * a derivative made of operators mode demo_count(file=NAME)                counts the calls of this
 * plugin's operators
 */
#include <reprise/plugin.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static const rp_host *host; /* every function that a plugin may call */
#define FAIL(code_, ...) host->fail((code_), __FILE__, __LINE__, __VA_ARGS__)

static rp_geometry look(const rp_tensor *t)
{
    rp_geometry g;
    g.size = sizeof g;
    host->geometry(t, &g);
    return g;
}

/* ---- the meta function ("fake kernel"): results without their elements ----------------------- */
/* The result is like the first argument. It runs before every kernel, which then only computes, and
 * alone on tensors that have no bytes (the mode `fake`). */
static rp_status like_first(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                            rp_value *out, uint32_t n_out)
{
    const rp_geometry x = look(in[0].u.t);
    (void)self, (void)n_out;
    if (x.dtype != RP_F32 && x.dtype != RP_F64)
        return FAIL(RP_E_DTYPE, "demo: float32 and float64 only");
    for (uint32_t i = 1; i < n_in && in[i].tag == RP_TAG_TENSOR; i++) {
        const rp_geometry y = look(in[i].u.t);
        if (y.dtype != x.dtype)
            return FAIL(RP_E_DTYPE, "demo: the arguments have different dtypes");
        if (y.ndim != x.ndim || memcmp(y.shape, x.shape, (size_t)x.ndim * sizeof *x.shape) != 0)
            return FAIL(RP_E_SHAPE, "demo: the arguments have different shapes");
    }
    return host->output_like(c, out, 0, x.shape, x.ndim, x.dtype, in[0].u.t);
}

/* ---- elements in row-major order, whatever the strides --------------------------------------- */
static char *element(const rp_geometry *g, int64_t i)
{
    int64_t at = 0;
    for (int d = g->ndim - 1; d >= 0; d--) {
        at += i % g->shape[d] * g->stride[d];
        i /= g->shape[d];
    }
    return (char *)g->data + at * (g->dtype == RP_F32 ? 4 : 8);
}
static double get(const rp_geometry *g, int64_t i)
{
    const char *p = element(g, i);
    return g->dtype == RP_F32 ? (double)*(const float *)(const void *)p
                              : *(const double *)(const void *)p;
}
static void set(const rp_geometry *g, int64_t i, double v)
{
    char *p = element(g, i);
    if (g->dtype == RP_F32) *(float *)(void *)p = (float)v;
    else *(double *)(void *)p = v;
}

/* ---- demo::sinc, boxed ----------------------------------------------------------------------- */
static rp_status sinc(void *self, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                      uint32_t n_out)
{
    const rp_geometry x = look(in[0].u.t), y = look(out[0].u.t);
    (void)self, (void)c, (void)n_in, (void)n_out;
    for (int64_t i = 0; i < x.numel; i++) {
        const double v = get(&x, i);
        set(&y, i, v == 0 ? 1 : sin(v) / v);
    }
    return RP_OK;
}

/* ---- demo::axpy, plain C --------------------------------------------------------------------- */
/* Results first (made by the meta), then the arguments in the schema's order */
static rp_status axpy(rp_call *c, rp_tensor **out, rp_tensor *x, rp_tensor *y, double a)
{
    const rp_geometry gx = look(x), gy = look(y), go = look(*out);
    (void)c;
    for (int64_t i = 0; i < go.numel; i++) set(&go, i, a * get(&gx, i) + get(&gy, i));
    return RP_OK;
}

/* d(a x + y)/dx = a, d/dy = 1. Written with operators, so that it can be differentiated again, and
   runs on any device. */
static rp_status axpy_vjp(rp_call *c, rp_node *n, uint64_t needs, rp_tensor *const *grad_out,
                          rp_tensor **grad_in)
{
    (void)c;
    if (!grad_out[0]) return RP_OK; /* zero */
    if (needs & 2) grad_in[1] = host->retain(grad_out[0]);
    if (needs & 1) {
        const rp_op *mul = host->find("aten::mul.Scalar");
        const rp_value in[2] = {rp_value_tensor(grad_out[0]), *host->saved_arg(n, 2)};
        rp_value out;
        if (!mul) return RP_E_UNIMPLEMENTED;
        RP_TRY(host->call(mul, in, 2, &out, 1));
        grad_in[0] = out.u.t;
    }
    return RP_OK;
}

/* ---- a mode: sees every call below autograd, top of the stack first -------------------------- */
struct counter {
    _Atomic uint64_t calls;
    char file[256];
};

static rp_status counter_open(void **self, const rp_kv *options, uint32_t n)
{
    struct counter *m = (struct counter *)host->alloc(sizeof *m);
    if (!m) return RP_E_MEMORY;
    memset(m, 0, sizeof *m);
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(options[i].key, "file") != 0) {
            host->free(m, sizeof *m);
            return FAIL(RP_E_INVALID, "demo_count has no option '%.64s'; there is: file",
                        options[i].key);
        }
        snprintf(m->file, sizeof m->file, "%s", options[i].value);
    }
    *self = m;
    return RP_OK;
}

static rp_status counter_call(void *self, rp_call *c, const rp_value *in, uint32_t n_in,
                              rp_value *out, uint32_t n_out)
{
    struct counter *m = (struct counter *)self;
    rp_call_info i;
    i.size = sizeof i;
    host->call_info(c, &i);
    if (strncmp(i.op_name, "demo::", 6) == 0) atomic_fetch_add(&m->calls, 1);
    return host->below(c, in, n_in, out, n_out); /* the next mode, or the kernel */
}

static void counter_close(void *self)
{
    struct counter *m = (struct counter *)self;
    FILE *f = m->file[0] ? fopen(m->file, "w") : NULL;
    if (f) {
        fprintf(f, "demo: %llu calls\n", (unsigned long long)atomic_load(&m->calls));
        fclose(f);
    }
    host->free(m, sizeof *m);
}

/* ---- what is registered: constant tables, no constructors ------------------------------------ */
static const rp_op_row ops[] = {
    {.size = sizeof(rp_op_row),
     .schema = "demo::sinc(Tensor x) -> Tensor",
     .doc = "sin(x) / x, 1 at 0",
     .meta = like_first,
     .rel_tol = 4},
    {.size = sizeof(rp_op_row),
     .schema = "demo::axpy(Tensor x, Tensor y, float a=1.0) -> Tensor",
     .doc = "a x + y",
     .meta = like_first,
     .vjp = axpy_vjp,
     .rel_tol = 2},
};
static const rp_kernel_row kernels[] = {
    {.size = sizeof(rp_kernel_row),
     .op = "demo::sinc",
     .key = "cpu",
     .boxed = sinc,
     .line = __LINE__,
     .file = __FILE__},
    {.size = sizeof(rp_kernel_row),
     .op = "demo::axpy",
     .key = "cpu",
     .plain = (void (*)(void))axpy,
     .signature = "(Tensor, Tensor, float) -> Tensor",
     .line = __LINE__,
     .file = __FILE__},
};
static const rp_mode_type mode = {.size = sizeof(rp_mode_type),
                                  .flags = RP_MODE_OBSERVER,
                                  .name = "demo_count",
                                  .doc = "counts the calls of the demo operators",
                                  .open = counter_open,
                                  .close = counter_close,
                                  .call = counter_call};

/* Registers into a stage: if anything fails, nothing of it is kept. */
static rp_status init(const rp_host *h, rp_registrar *r, const rp_kv *options, uint32_t n,
                      void **self)
{
    host = h;
    *self = NULL;
    if (n) return FAIL(RP_E_INVALID, "demo has no option '%.64s'", options[0].key);
    RP_REGISTER_ALL(h->register_op, r, ops);
    RP_REGISTER_ALL(h->register_kernel, r, kernels);
    return h->register_mode(r, &mode);
}

static const rp_plugin plugin = {.magic = RP_ABI_MAGIC,
                                 .size = sizeof(rp_plugin),
                                 .major = RP_ABI_MAJOR,
                                 .minor = RP_ABI_MINOR,
                                 .flags = RP_PF_UNLOADABLE,
                                 .name = "demo",
                                 .version = "1.0",
                                 .init = init};

/* The one symbol. Pure: it may be asked many times, by hosts that then do not load the plugin. */
const rp_plugin *rp_plugin_query(uint16_t host_major, uint16_t host_minor)
{
    (void)host_minor;
    return host_major == RP_ABI_MAJOR ? &plugin : NULL;
}
