/* plugins/cpu/convolution_onednn.c - the products of convolution.h through oneDNN
 *
 * oneDNN picks the memory formats; operands that lie otherwise are reordered into scratch memory,
 * and so is the result back. It computes in float; its sums depend neither on strides nor, for one
 * build and machine, on the number of threads. Nothing is kept between calls: primitives come from
 * oneDNN's own cache.
 */
#include "convolution.h"
#if CPU_ONEDNN
#include <oneapi/dnnl/dnnl.h>

enum { LARGE, SMALL, WEIGHT, BIAS, OPERANDS };
typedef struct operand {
    rp_geometry g;               /* float, no stride 0 */
    int64_t stride[RP_MAX_DIMS]; /* of a copy */
    dnnl_memory_desc_t lies, wanted;
    dnnl_memory_t user, work; /* work: user where the formats agree */
} operand;
typedef struct run {
    const cpu_conv *v;
    int which; /* CPU_CONV_*: the operand that is written */
    operand o[OPERANDS];
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_primitive_desc_t desc;
    dnnl_primitive_t primitive;
    cpu_scratch scratch;
} run;
static const int written[] = {
    [CPU_CONV_SMALL] = SMALL, [CPU_CONV_LARGE] = LARGE, [CPU_CONV_WEIGHT] = WEIGHT};

static bool ok(dnnl_status_t s)
{
    return s == dnnl_success;
}

/* ---- operands ---- */
static bool repeats(const rp_geometry *g)
{
    for (int d = 0; d < g->ndim; d++)
        if (g->shape[d] > 1 && g->stride[d] <= 0) return true;
    return false;
}

/* The operand itself, or a float copy in scratch; of the one that is written the memory alone. */
static rp_status operand_init(run *r, int k, const rp_geometry *g)
{
    operand *o = &r->o[k];
    o->g = *g;
    /* a bias has no strides for oneDNN */
    if (!g->data || (g->dtype == RP_F32 && (k == BIAS ? kernel_dense(g) : !repeats(g))))
        return RP_OK;
    void *p = cpu_scratch_alloc(&r->scratch, (size_t)g->numel * sizeof(float));
    if (!p) return RP_E_MEMORY;
    o->g = cpu_dense_geometry(g->shape, o->stride, g->ndim, RP_F32, p);
    if (k != written[r->which]) cpu_assign(&o->g, g);
    return RP_OK;
}

/* Dimensions as oneDNN counts them: groups in front of weights that have several. */
static bool describe(operand *o, int64_t groups)
{
    dnnl_dims_t dims, strides;
    int n = 0;
    if (groups > 1) {
        dims[n] = groups;
        strides[n++] = o->g.shape[0] / groups * o->g.stride[0];
    }
    for (int d = 0; d < o->g.ndim; d++) {
        dims[n] = d || groups == 1 ? o->g.shape[d] : o->g.shape[d] / groups;
        strides[n++] = o->g.stride[d];
    }
    return ok(dnnl_memory_desc_init_by_strides(&o->lies, n, dims, dnnl_f32, strides)) &&
           ok(dnnl_memory_desc_init_by_tag(&o->wanted, n, dims, dnnl_f32, dnnl_format_tag_any));
}

/* ---- the primitive ---- */
static bool choose(run *r)
{
    const cpu_conv *v = r->v;
    dnnl_convolution_desc_t d;
    dnnl_dims_t stride, dilation, padding;
    const dnnl_memory_desc_t *large = &r->o[LARGE].wanted, *small = &r->o[SMALL].wanted,
                             *weight = &r->o[WEIGHT].wanted;
    const dnnl_memory_desc_t *bias = r->o[BIAS].g.data ? &r->o[BIAS].lies : NULL;
    for (int i = 0; i < v->spatial; i++) {
        stride[i] = v->stride[i];
        dilation[i] = v->dilation[i] - 1;
        padding[i] = v->padding[i];
    }
    const dnnl_alg_kind_t how = dnnl_convolution_direct;
    const dnnl_status_t st =
        r->which == CPU_CONV_SMALL
            ? dnnl_dilated_convolution_forward_desc_init(&d, dnnl_forward_training, how, large,
                                                         weight, bias, small, stride, dilation,
                                                         padding, padding)
        : r->which == CPU_CONV_LARGE
            ? dnnl_dilated_convolution_backward_data_desc_init(&d, how, large, weight, small,
                                                               stride, dilation, padding, padding)
            : dnnl_dilated_convolution_backward_weights_desc_init(
                  &d, how, large, weight, NULL, small, stride, dilation, padding, padding);
    if (!ok(st)) return false;
    dnnl_primitive_desc_t hint = NULL;
    if (r->which != CPU_CONV_SMALL) { /* gradients are described along with a forward pass */
        dnnl_convolution_desc_t f;
        if (!ok(dnnl_dilated_convolution_forward_desc_init(&f, dnnl_forward_training, how, large,
                                                           weight, NULL, small, stride, dilation,
                                                           padding, padding)) ||
            !ok(dnnl_primitive_desc_create(&hint, &f, NULL, r->engine, NULL)))
            return false;
    }
    const bool made = ok(dnnl_primitive_desc_create(&r->desc, &d, NULL, r->engine, hint));
    if (hint) dnnl_primitive_desc_destroy(hint);
    return made && ok(dnnl_primitive_create(&r->primitive, r->desc));
}

static const dnnl_memory_desc_t *format(const run *r, int k)
{
    static const dnnl_query_t asks[][3] = {
        [CPU_CONV_SMALL] = {dnnl_query_src_md, dnnl_query_dst_md, dnnl_query_weights_md},
        [CPU_CONV_LARGE] = {dnnl_query_diff_src_md, dnnl_query_diff_dst_md, dnnl_query_weights_md},
        [CPU_CONV_WEIGHT] = {dnnl_query_src_md, dnnl_query_diff_dst_md, dnnl_query_diff_weights_md},
    };
    return dnnl_primitive_desc_query_md(r->desc, asks[r->which][k], 0);
}

static bool reorder(const run *r, const dnnl_memory_desc_t *from_desc, dnnl_memory_t from,
                    const dnnl_memory_desc_t *to_desc, dnnl_memory_t to)
{
    dnnl_primitive_desc_t d = NULL;
    dnnl_primitive_t p = NULL;
    const dnnl_exec_arg_t args[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
    const bool good = ok(dnnl_reorder_primitive_desc_create(&d, from_desc, r->engine, to_desc,
                                                            r->engine, NULL)) &&
                      ok(dnnl_primitive_create(&p, d)) &&
                      ok(dnnl_primitive_execute(p, r->stream, 2, args));
    if (p) dnnl_primitive_destroy(p);
    if (d) dnnl_primitive_desc_destroy(d);
    return good;
}

/* Memory in the primitive's format. RP_E_MEMORY, or RP_OK and `*good`. */
static rp_status place(run *r, int k, bool *good)
{
    operand *o = &r->o[k];
    const dnnl_memory_desc_t *wanted = k == BIAS ? &o->lies : format(r, k);
    *good = wanted && ok(dnnl_memory_create(&o->user, &o->lies, r->engine, o->g.data));
    if (!*good) return RP_OK;
    o->wanted = *wanted;
    if (k == BIAS || dnnl_memory_desc_equal(&o->lies, wanted)) {
        o->work = o->user;
        return RP_OK;
    }
    void *p = cpu_scratch_alloc(&r->scratch, dnnl_memory_desc_get_size(wanted));
    if (!p) return RP_E_MEMORY;
    *good = ok(dnnl_memory_create(&o->work, wanted, r->engine, p)) &&
            (k == written[r->which] || reorder(r, &o->lies, o->user, wanted, o->work));
    return RP_OK;
}

static bool execute(run *r)
{
    static const int args[][3] = {
        [CPU_CONV_SMALL] = {DNNL_ARG_SRC, DNNL_ARG_DST, DNNL_ARG_WEIGHTS},
        [CPU_CONV_LARGE] = {DNNL_ARG_DIFF_SRC, DNNL_ARG_DIFF_DST, DNNL_ARG_WEIGHTS},
        [CPU_CONV_WEIGHT] = {DNNL_ARG_SRC, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_WEIGHTS},
    };
    dnnl_exec_arg_t a[OPERANDS];
    int n = 0;
    for (int k = LARGE; k <= WEIGHT; k++)
        a[n++] = (dnnl_exec_arg_t){args[r->which][k], r->o[k].work};
    if (r->o[BIAS].g.data) a[n++] = (dnnl_exec_arg_t){DNNL_ARG_BIAS, r->o[BIAS].work};
    operand *y = &r->o[written[r->which]];
    return ok(dnnl_primitive_execute(r->primitive, r->stream, n, a)) &&
           (y->work == y->user || reorder(r, &y->wanted, y->work, &y->lies, y->user)) &&
           ok(dnnl_stream_wait(r->stream));
}

static void run_fini(run *r)
{
    for (int k = 0; k < OPERANDS; k++) {
        if (r->o[k].work && r->o[k].work != r->o[k].user) dnnl_memory_destroy(r->o[k].work);
        if (r->o[k].user) dnnl_memory_destroy(r->o[k].user);
    }
    if (r->primitive) dnnl_primitive_destroy(r->primitive);
    if (r->desc) dnnl_primitive_desc_destroy(r->desc);
    if (r->stream) dnnl_stream_destroy(r->stream);
    if (r->engine) dnnl_engine_destroy(r->engine);
    cpu_scratch_free(&r->scratch);
}

/* The bias of a transposed convolution, which its primitive does not know. */
static void add_bias(const rp_geometry *y, const rp_geometry *bias)
{
    cpu_volumes v;
    cpu_volumes_init(&v, y, y->ndim - 2);
    const int64_t *n = v.shape, *s = v.stride, lines = n[2] * n[3];
#pragma omp parallel for num_threads(cpu_threads(y->numel, CPU_GRAIN)) schedule(static)
    for (int64_t r = 0; r < n[0] * n[1] * lines; r++) {
        const int64_t plane = r / lines, line = r % lines;
        const float b = ((const float *)bias->data)[plane % n[1] * bias->stride[0]];
        float *row =
            (float *)y->data + cpu_volume(&v, plane) + line / n[3] * s[2] + line % n[3] * s[3];
        for (int64_t i = 0; i < n[4]; i++) row[i * s[4]] += b;
    }
}

static rp_status product(run *r, bool *done)
{
    const cpu_conv *v = r->v;
    const rp_geometry *g[OPERANDS] = {&v->large, &v->small, &v->weight, &v->bias};
    const int result = written[r->which];
    rp_geometry bias = {.size = sizeof bias};
    for (int k = 0; k < OPERANDS; k++) {
        RP_TRY(operand_init(r, k, g[k]));
        if (g[k]->data && !describe(&r->o[k], k == WEIGHT ? v->groups : 1)) return RP_OK;
    }
    if (r->which == CPU_CONV_LARGE) {
        bias = r->o[BIAS].g;
        r->o[BIAS].g.data = NULL;
    }
    if (!ok(dnnl_engine_create(&r->engine, dnnl_cpu, 0)) ||
        !ok(dnnl_stream_create(&r->stream, r->engine, dnnl_stream_default_flags)) || !choose(r))
        return RP_OK;
    for (int k = 0; k < OPERANDS; k++) {
        bool good = true;
        if (r->o[k].g.data) RP_TRY(place(r, k, &good));
        if (!good) return RP_OK;
    }
    if (!execute(r)) return RP_OK;
    if (bias.data) add_bias(&r->o[result].g, &bias);
    if (r->o[result].g.data != g[result]->data) cpu_assign(g[result], &r->o[result].g);
    *done = true;
    return RP_OK;
}

rp_status cpu_conv_onednn(const cpu_conv *v, int which, bool *done)
{
    run r = {.v = v, .which = which};
    const rp_dtype d = v->large.dtype;
    *done = false;
    if ((d != RP_F32 && d != RP_F16 && d != RP_BF16) || v->large.numel == 0 || v->small.numel == 0)
        return RP_OK;
    const rp_status st = product(&r, done);
    run_fini(&r);
    return st;
}
#else
rp_status cpu_conv_onednn(const cpu_conv *v, int which, bool *done)
{
    (void)v, (void)which;
    *done = false;
    return RP_OK;
}
#endif
