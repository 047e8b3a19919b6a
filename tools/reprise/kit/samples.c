/* tools/reprise/kit/samples.c - calls made from a schema: a plan of shapes, a dtype, a layout, and
   plain guesses for the rest */
#include "core/dtype.h"
#include "dispatch/ops.h"
#include "reprise/kit/kit.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const rp_dtype kit_dtypes[] = {RP_F64, RP_F32, RP_BF16, RP_F16, RP_I64, RP_I32, RP_U8, RP_BOOL};
const int kit_n_dtypes = sizeof kit_dtypes / sizeof *kit_dtypes;
static const struct {
    int ndim;
    int64_t shape[4];
} plans[] = {{2, {4, 4}}, {1, {5}}, {3, {2, 4, 4}}, {0, {0}}, {2, {0, 4}}, {4, {1, 2, 4, 4}}};
const int kit_n_plans = sizeof plans / sizeof *plans;
static const char *const layout_name[] = {"contiguous", "transposed", "every second element"};

const char *kit_sample_text(char *buf, size_t n, const struct kit_sample *s)
{
    size_t used = (size_t)snprintf(buf, n, "%s %s [", rp_op_name(s->op), rp_dtype_code(s->dtype));
    for (int d = 0; d < plans[s->plan].ndim && used < n; d++)
        used += (size_t)snprintf(buf + used, n - used, "%s%lld", d ? ", " : "",
                                 (long long)plans[s->plan].shape[d]);
    if (used < n) snprintf(buf + used, n - used, "] %s", layout_name[s->layout]);
    return buf;
}

/* ---- tensors --------------------------------------------------------------------------------- */
static void put(void *to, rp_dtype dtype, int64_t i, double v)
{
    switch (dtype) {
    case RP_F64: ((double *)to)[i] = v; break;
    case RP_F32: ((float *)to)[i] = (float)v; break;
    case RP_BF16: ((uint16_t *)to)[i] = rp_bf16_from_f32((float)v); break;
    case RP_F16: ((uint16_t *)to)[i] = rp_f16_from_f32((float)v); break;
    case RP_I64: ((int64_t *)to)[i] = (int64_t)(8 * v); break;
    case RP_I32: ((int32_t *)to)[i] = (int32_t)(8 * v); break;
    case RP_U8: ((uint8_t *)to)[i] = (uint8_t)(8 * fabs(v)); break;
    default: ((uint8_t *)to)[i] = v > 0.5; break;
    }
}

/* Even plans have both signs; odd ones stay in (0.2, 1), where every function is defined and
   smooth. */
static double value_at(int plan, int argument, int64_t i)
{
    const double x = sin(0.37 * (double)i + argument + 0.5);
    return plan % 2 ? 0.6 + 0.4 * x : 1.5 * x;
}

static int64_t strides_of(const struct kit_sample *s, const int64_t *shape, int ndim,
                          int64_t *stride)
{
    int64_t step = s->layout == KIT_STRIDED ? 2 : 1;
    for (int d = ndim - 1; d >= 0; d--) {
        stride[d] = step;
        step *= shape[d] > 1 ? shape[d] : 1;
    }
    if (s->layout != KIT_TRANSPOSED) return step;
    const int64_t last = stride[ndim - 1]; /* [.., a, b] lies as [.., b, a] */
    stride[ndim - 2] = last;
    stride[ndim - 1] = last * (shape[ndim - 2] > 1 ? shape[ndim - 2] : 1);
    return step;
}

static rp_status make_tensor(rp_value *out, const struct kit_sample *s, int argument,
                             rp_dtype dtype, rp_device device, bool with_grad)
{
    int64_t stride[RP_MAX_DIMS] = {0};
    const int ndim = plans[s->plan].ndim;
    const int64_t n = strides_of(s, plans[s->plan].shape, ndim, stride);
    RP_LOCAL rp_tensor *flat = NULL, *there = NULL;
    rp_tensor *t = NULL;
    void *data;
    RP_TRY(rp_tensor_create(&flat, &n, 1, dtype, (rp_device){0, 0}));
    RP_TRY(rp_tensor_write(flat, &data));
    for (int64_t i = 0; i < n; i++) put(data, dtype, i, value_at(s->plan, argument, i));
    rp_tensor_done(flat);
    RP_TRY(rp_to_device(&there, flat, device, dtype, 0, 0, NULL));
    RP_TRY(rp_tensor_alias_strided(&t, there, plans[s->plan].shape, stride, ndim, 0));
    if (with_grad && rp_dtype_is_floating(dtype)) rp_tensor_set_requires_grad(t, 1);
    *out = rp_value_tensor(t);
    return RP_OK;
}

/* ---- the other arguments --------------------------------------------------------------------- */
static bool names_indices(const char *name)
{
    return strstr(name, "ind") == name || !strcmp(name, "target");
}

static bool guess_int(rp_value *v, const rp_argument_info *p)
{
    *v = rp_value_int(strstr(p->name, "dim") == p->name || !strcmp(p->name, "index") ||
                              strstr(p->name, "offset")
                          ? 0
                          : 1);
    return true;
}

static bool guess_list(struct kit_args *a, rp_value *v, const rp_argument_info *p,
                       const struct kit_sample *s, uint32_t i)
{
    const bool size = strstr(p->name, "size") || strstr(p->name, "shape");
    if (p->type != RP_ARGUMENT_INT) return false;
    if (size) {
        for (int d = 0; d < plans[s->plan].ndim; d++)
            a->items[i][d] = rp_value_int(plans[s->plan].shape[d]);
        *v = rp_value_list(a->items[i], (uint32_t)plans[s->plan].ndim);
        return true;
    }
    a->items[i][0] = rp_value_int(strstr(p->name, "dim") ? 0 : 1);
    *v = rp_value_list(a->items[i], 1);
    return true;
}

static bool guess_value(rp_value *v, const rp_argument_info *p)
{
    switch (p->type) {
    case RP_ARGUMENT_INT: return guess_int(v, p);
    case RP_ARGUMENT_FLOAT: *v = rp_value_float(0.5); return true;
    case RP_ARGUMENT_BOOL: *v = rp_value_bool(0); return true;
    case RP_ARGUMENT_SCALAR: *v = rp_value_int(2); return true;
    default: return false;
    }
}

static rp_status make_argument(struct kit_args *a, const struct kit_sample *s, uint32_t i,
                               rp_device device, bool with_grad)
{
    rp_argument_info p = {.size = sizeof p};
    rp_value *v = &a->in[i];
    *v = rp_value_none();
    RP_TRY(rp_op_argument(s->op, i, &p));
    const rp_dtype dtype = names_indices(p.name) ? RP_I64 : s->dtype;
    if (p.type == RP_ARGUMENT_TENSOR && !p.list && !p.optional)
        return make_tensor(v, s, (int)i, dtype, device, with_grad && !p.mutated);
    if (p.type == RP_ARGUMENT_TENSOR && p.list && !p.optional) {
        for (int k = 0; k < 2; k++) a->items[i][k] = rp_value_none();
        *v = rp_value_list(a->items[i], 2);
        for (int k = 0; k < 2; k++)
            RP_TRY(make_tensor(&a->items[i][k], s, (int)i + k, dtype, device, with_grad));
        return RP_OK;
    }
    if (p.has_default) return rp_value_copy(v, &p.default_value);
    if (p.optional || p.type == RP_ARGUMENT_GENERATOR) return RP_OK;
    if (p.list ? guess_list(a, v, &p, s, i) : guess_value(v, &p)) return RP_OK;
    return RP_FAIL(RP_E_UNIMPLEMENTED, "argument '%s' cannot be guessed", p.name);
}

rp_status kit_args_make(struct kit_args *a, const struct kit_sample *s, rp_device device,
                        bool with_grad)
{
    a->n = 0;
    for (uint32_t i = 0; i < rp_op_argument_count(s->op); i++) {
        a->n = i + 1;
        const rp_status st = make_argument(a, s, i, device, with_grad);
        if (st) {
            kit_args_drop(a);
            return st;
        }
    }
    return RP_OK;
}

void kit_args_drop(struct kit_args *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        if (a->in[i].tag == RP_TAG_LIST && a->in[i].u.l == a->items[i])
            for (uint32_t k = 0; k < a->in[i].n; k++) rp_value_clear(&a->items[i][k]);
        else rp_value_clear(&a->in[i]);
    }
    a->n = 0;
}

/* ---- calls and results ----------------------------------------------------------------------- */
rp_status kit_call(const rp_op *op, const struct kit_args *a, rp_value *out)
{
    return rp_op_call(op, a->in, a->n, out, rp_op_return_count(op));
}

void kit_results_drop(const rp_op *op, rp_value *out)
{
    for (uint32_t k = 0; k < rp_op_return_count(op); k++) rp_value_clear(&out[k]);
}

static rp_status host_copy(rp_tensor **out, rp_tensor *t)
{
    RP_LOCAL rp_tensor *flat = NULL;
    RP_TRY(rp_detach(&flat, t));
    RP_TRY(rp_to_device(&flat, flat, (rp_device){0, 0}, rp_tensor_dtype(t), 0, 0, NULL));
    return rp_contiguous(out, flat);
}

static bool same_tensor(rp_tensor *a, rp_tensor *b)
{
    RP_LOCAL rp_tensor *x = NULL, *y = NULL;
    rp_geometry gx = {.size = sizeof gx}, gy = {.size = sizeof gy};
    if (host_copy(&x, a) || host_copy(&y, b)) return false;
    rp_tensor_geometry(x, &gx);
    rp_tensor_geometry(y, &gy);
    if (gx.ndim != gy.ndim || gx.dtype != gy.dtype ||
        memcmp(gx.shape, gy.shape, (size_t)gx.ndim * sizeof *gx.shape) != 0)
        return false;
    return gx.nbytes == 0 || memcmp(gx.data, gy.data, gx.nbytes) == 0;
}

static bool same_value(const rp_value *a, const rp_value *b)
{
    if (a->tag != b->tag) return false;
    if (a->tag == RP_TAG_TENSOR) return same_tensor(a->u.t, b->u.t);
    if (a->tag != RP_TAG_LIST)
        return a->tag == RP_TAG_NONE || a->tag == RP_TAG_STR || a->u.raw == b->u.raw;
    bool same = a->n == b->n;
    for (uint32_t i = 0; same && i < a->n; i++) same = same_value(&a->u.l[i], &b->u.l[i]);
    return same;
}

bool kit_same_bits(const rp_op *op, const rp_value *a, const rp_value *b)
{
    for (uint32_t k = 0; k < rp_op_return_count(op); k++)
        if (!same_value(&a[k], &b[k])) return false;
    return true;
}

rp_status kit_doubles(rp_tensor *t, double **out)
{
    RP_LOCAL rp_tensor *wide = NULL, *host = NULL;
    rp_geometry g = {.size = sizeof g};
    RP_TRY(host_copy(&host, t));
    RP_TRY(rp__to_copy_full(&wide, host, RP_F64, NULL, NULL, NULL, 0, NULL));
    rp_tensor_geometry(wide, &g);
    *out = malloc(g.nbytes + 1);
    if (!*out)
        return RP_FAIL(RP_E_MEMORY, "no memory for %llu bytes", (unsigned long long)g.nbytes);
    memcpy(*out, g.data, g.nbytes);
    return RP_OK;
}

bool kit_is_floating(const rp_value *v)
{
    return v->tag == RP_TAG_TENSOR && rp_dtype_is_floating(rp_tensor_dtype(v->u.t));
}

bool kit_writes_argument(const rp_op *op, uint32_t i)
{
    rp_argument_info p = {.size = sizeof p};
    return rp_op_argument(op, i, &p) == RP_OK && p.mutated;
}

bool kit_writes(const rp_op *op)
{
    for (uint32_t i = 0; i < rp_op_argument_count(op); i++)
        if (kit_writes_argument(op, i)) return true;
    return false;
}

/* ---- every sample of an operator ------------------------------------------------------------- */
/* A sample is one that the specification takes. */
static bool is_sample(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    if (s->layout == KIT_TRANSPOSED && plans[s->plan].ndim < 2) return false;
    if (kit_args_make(&a, s, (rp_device){0, 0}, false)) return false;
    kit_sample_text(k->current, sizeof k->current, s);
    const rp_status st = kit_call(s->op, &a, out);
    if (!st) kit_results_drop(s->op, out);
    else if (st == RP_E_INTERNAL) kit_fail_status(k, k->current, "its kernel breaks the schema");
    kit_args_drop(&a);
    return st == RP_OK;
}

int kit_each_sample(struct kit *k, const rp_op *op,
                    int (*fn)(struct kit *k, const struct kit_sample *s))
{
    int n = 0;
    if (rp_op_flags(op) & RP_OP_EFFECT) return 0;
    for (int plan = 0; plan < kit_n_plans; plan++)
        for (int dtype = 0; dtype < kit_n_dtypes; dtype++)
            for (int layout = 0; layout < KIT_LAYOUTS; layout++) {
                const struct kit_sample s = {op, kit_dtypes[dtype], plan, layout};
                if (!is_sample(k, &s)) continue;
                n++;
                if (fn(k, &s)) return n;
            }
    return n;
}
