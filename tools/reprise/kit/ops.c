/* tools/reprise/kit/ops.c - every operator x shapes x dtypes x layouts: values, meta functions,
   aliases, gradients */
#include "core/dtype.h"
#include "dispatch/gradcheck.h"
#include "dispatch/mode.h"
#include "dispatch/ops.h"
#include "golden/golden.h"
#include "reprise/kit/kit.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ULPS = 32 };
static const rp_device cpu;

static bool values_are_defined(const rp_op *op)
{
    const uint32_t open = RP_OP_RANDOM | RP_OP_NONDETERMINISTIC;
    return !(rp_op_flags(op) & open) && !strstr(rp_op_name(op), "empty") &&
           !strstr(rp_op_name(op), "resize");
}

/* ---- values against f64, and of a device against the cpu ------------------------------------- */
static bool within(double got, double want, double scale, double eps)
{
    if (isnan(want) || isnan(got)) return isnan(want) && isnan(got);
    /* beyond float16 */
    if (isinf(want) || isinf(got)) return got == want || fabs(got) > 6e4 || fabs(want) > 6e4;
    return fabs(got - want) <= ULPS * eps * (fabs(want) + scale);
}

/* `got` has the dtype under test; `want` the same or float64, from the same inputs. */
static void compare_tensors(struct kit *k, const char *id, uint32_t result, rp_tensor *got,
                            rp_tensor *want)
{
    double *x = NULL, *y = NULL, scale = 1;
    const int64_t n = rp_tensor_numel(got);
    if (rp_tensor_numel(want) != n) {
        kit_fail(k, id, "result %u has %lld elements, the specification has %lld", result,
                 (long long)n, (long long)rp_tensor_numel(want));
        return;
    }
    const double eps =
        rp_dtype_is_floating(rp_tensor_dtype(got)) ? rp_dtype_eps(rp_tensor_dtype(got)) : 0;
    bool ok = kit_expect(k, id, "its result cannot be read", kit_doubles(got, &x)) &&
              kit_expect(k, id, "the specification cannot be read", kit_doubles(want, &y));
    for (int64_t i = 0; ok && i < n; i++)
        if (isfinite(y[i]) && fabs(y[i]) > scale) scale = fabs(y[i]);
    for (int64_t i = 0; ok && i < n; i++) {
        if (within(x[i], y[i], scale, eps)) continue;
        const double ulps = eps > 0 ? fabs(x[i] - y[i]) / (eps * (fabs(y[i]) + scale)) : INFINITY;
        kit_fail(
            k, id,
            "result %u, element %lld is %.9g; the specification says %.9g (%.3g ulp of %s, %d are allowed)",
            result, (long long)i, x[i], y[i], ulps, rp_dtype_name(rp_tensor_dtype(got)), ULPS);
        ok = false;
    }
    free(x);
    free(y);
    if (ok) kit_pass(k);
}

/* Which of equal elements an index names is the kernel's choice where the operator leaves it open;
   that they are equal is not. */
static void compare_places(struct kit *k, const char *id, const struct kit_args *a,
                           const struct golden_places *places, rp_tensor *got, rp_tensor *want)
{
    char what[32];
    snprintf(what, sizeof what, "result %d", places->result);
    kit_expect(k, id, "it names other elements than the specification",
               golden_same_places(a->in[0].u.t, got, want, places, what));
}

/* `a`: what the specification was called with. */
static void compare(struct kit *k, const char *id, const rp_op *op, const struct kit_args *a,
                    const rp_value *got, const rp_value *want)
{
    struct golden_places places;
    const bool open = golden_leaves_open(&places, op, a->in, a->n);
    for (uint32_t i = 0; i < rp_op_return_count(op); i++) {
        if (got[i].tag != want[i].tag)
            kit_fail(k, id, "result %u has tag %u, the specification's has %u", i, got[i].tag,
                     want[i].tag);
        else if (open && (int)i == places.result)
            compare_places(k, id, a, &places, got[i].u.t, want[i].u.t);
        else if (got[i].tag == RP_TAG_TENSOR) compare_tensors(k, id, i, got[i].u.t, want[i].u.t);
        for (uint32_t j = 0; got[i].tag == RP_TAG_LIST && want[i].tag == RP_TAG_LIST &&
                             j < got[i].n && j < want[i].n;
             j++)
            if (got[i].u.l[j].tag == RP_TAG_TENSOR)
                compare_tensors(k, id, i, got[i].u.l[j].u.t, want[i].u.l[j].u.t);
    }
}

/* The same numbers as float64. */
static rp_status widen(struct kit_args *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        rp_value *items =
            a->in[i].tag == RP_TAG_LIST && a->in[i].u.l == a->items[i] ? a->items[i] : &a->in[i];
        const uint32_t n = items == &a->in[i] ? 1 : a->in[i].n;
        for (uint32_t j = 0; j < n; j++) {
            rp_tensor *wide = NULL;
            if (!kit_is_floating(&items[j])) continue;
            RP_TRY(rp__to_copy_full(&wide, items[j].u.t, RP_F64, NULL, NULL, NULL, 0, NULL));
            rp_value_clear(&items[j]);
            items[j] = rp_value_tensor(wide);
        }
    }
    return RP_OK;
}

static void against_double(struct kit *k, const char *id, const struct kit_sample *s,
                           const rp_value *got)
{
    struct kit_args a;
    rp_value want[KIT_MAX_RETURNS];
    if (s->dtype == RP_F64 || !rp_dtype_is_floating(s->dtype) || kit_args_make(&a, s, cpu, false))
        return;
    if (!widen(&a) && !kit_call(s->op, &a, want)) {
        compare(k, id, s->op, &a, got, want);
        kit_results_drop(s->op, want);
    }
    kit_args_drop(&a);
}

static void against_cpu(struct kit *k, const char *id, const struct kit_sample *s,
                        const rp_value *got)
{
    struct kit_args a;
    rp_value want[KIT_MAX_RETURNS];
    if (!k->n_devices || kit_args_make(&a, s, cpu, false)) return;
    if (!kit_call(s->op, &a, want)) {
        compare(k, id, s->op, &a, got, want);
        kit_results_drop(s->op, want);
    }
    kit_args_drop(&a);
}

/* A kernel may refuse a dtype; it may not do so for a reason of its own making. */
static bool refusal_is_fair(rp_status st)
{
    return st == RP_E_DTYPE || st == RP_E_UNIMPLEMENTED || st == RP_E_DEVICE;
}

static int check_values(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a;
    rp_value out[KIT_MAX_RETURNS];
    char id[160];
    kit_sample_text(id, sizeof id, s);
    if (!kit_expect(k, id, "its arguments cannot be made on the device",
                    kit_args_make(&a, s, k->device, false)))
        return 0;
    const rp_status st = kit_call(s->op, &a, out);
    if (st && !refusal_is_fair(st))
        kit_fail_status(k, id, "the specification takes the call, the plugin does not");
    if (!st) {
        if (values_are_defined(s->op)) against_double(k, id, s, out);
        if (values_are_defined(s->op)) against_cpu(k, id, s, out);
        kit_pass(k);
        kit_results_drop(s->op, out);
    }
    kit_args_drop(&a);
    return 0;
}

/* ---- meta functions: the same call without bytes --------------------------------------------- */
static void compare_geometry(struct kit *k, const char *id, uint32_t result, rp_tensor *real,
                             rp_tensor *fake)
{
    rp_geometry r = {.size = sizeof r}, f = {.size = sizeof f};
    rp_tensor_geometry(real, &r);
    rp_tensor_geometry(fake, &f);
    const size_t bytes = (size_t)r.ndim * sizeof *r.shape;
    if (r.ndim != f.ndim || memcmp(r.shape, f.shape, bytes) != 0)
        kit_fail(k, id, "result %u: the meta function says another shape than the kernel returns",
                 result);
    else if (r.dtype != f.dtype)
        kit_fail(k, id, "result %u: the meta function says %s, the kernel returns %s", result,
                 rp_dtype_name(f.dtype), rp_dtype_name(r.dtype));
    else if (r.numel > 1 && memcmp(r.stride, f.stride, bytes) != 0)
        kit_fail(k, id, "result %u: the meta function says other strides than the kernel returns",
                 result);
    else kit_pass(k);
}

static rp_status call_fake(const struct kit_sample *s, rp_device device, rp_value *out)
{
    rp_mode *fake = NULL;
    uint32_t depth;
    struct kit_args a;
    RP_TRY(kit_args_make(&a, s, device, false));
    rp_status st = rp_mode_create(&fake, "fake", NULL, 0);
    if (!st) st = rp_mode_push(fake, &depth);
    if (!st) {
        st = kit_call(s->op, &a, out);
        rp_mode_pop(depth);
    }
    rp_mode_release(fake);
    kit_args_drop(&a);
    return st;
}

static int check_meta(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a;
    rp_value real[KIT_MAX_RETURNS], fake[KIT_MAX_RETURNS];
    char id[160];
    kit_sample_text(id, sizeof id, s);
    if (rp_op_flags(s->op) & RP_OP_DATA_DEPENDENT || !rp_op_has_kernel(s->op, "meta") ||
        kit_writes(s->op))
        return 1;
    if (kit_args_make(&a, s, k->device, false)) return 0;
    if (!kit_call(s->op, &a, real)) {
        if (call_fake(s, k->device, fake)) {
            kit_fail_status(k, id, "the kernel takes the call, the meta function does not");
        } else {
            for (uint32_t i = 0; i < rp_op_return_count(s->op); i++)
                if (real[i].tag == RP_TAG_TENSOR && fake[i].tag == RP_TAG_TENSOR)
                    compare_geometry(k, id, i, real[i].u.t, fake[i].u.t);
            kit_results_drop(s->op, fake);
        }
        kit_results_drop(s->op, real);
    }
    kit_args_drop(&a);
    return 0;
}

/* ---- aliases and mutation: what the schema says against what happened ------------------------ */
/* Composites may hand their argument on: `to`, `contiguous`. */
static bool may_alias(const rp_op *op)
{
    return rp_op_flags(op) & (RP_OP_VIEW | RP_OP_COMPOSITE) || kit_writes(op);
}

static bool same_bytes(rp_tensor *a, rp_tensor *b)
{
    double *x = NULL, *y = NULL;
    const int64_t n = rp_tensor_numel(a);
    const bool same =
        !kit_doubles(a, &x) && !kit_doubles(b, &y) && !memcmp(x, y, (size_t)n * sizeof *x);
    free(x);
    free(y);
    return same;
}

static void check_argument(struct kit *k, const char *id, const rp_op *op, uint32_t i,
                           rp_tensor *after, rp_tensor *fresh, uint64_t version,
                           const rp_value *out)
{
    if (kit_writes_argument(op, i)) {
        if (rp_tensor_version(after) == version)
            kit_fail(k, id, "argument %u is declared as written, but its version did not change",
                     i);
        return;
    }
    if (rp_tensor_version(after) != version || !same_bytes(after, fresh))
        kit_fail(k, id, "argument %u was written, which the schema does not say", i);
    for (uint32_t r = 0; r < rp_op_return_count(op) && !may_alias(op); r++)
        if (out[r].tag == RP_TAG_TENSOR && rp_tensor_shares_storage(out[r].u.t, after))
            kit_fail(k, id,
                     "result %u shares its bytes with argument %u, which the schema does not say",
                     r, i);
}

static int check_aliases(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a, fresh;
    rp_value out[KIT_MAX_RETURNS];
    uint64_t version[KIT_MAX_ARGS] = {0};
    char id[160];
    kit_sample_text(id, sizeof id, s);
    if (s->layout == KIT_STRIDED || kit_args_make(&a, s, k->device, false)) return 0;
    for (uint32_t i = 0; i < a.n; i++)
        if (a.in[i].tag == RP_TAG_TENSOR) version[i] = rp_tensor_version(a.in[i].u.t);
    if (!kit_call(s->op, &a, out)) {
        if (!kit_args_make(&fresh, s, cpu, false)) {
            for (uint32_t i = 0; i < a.n; i++)
                if (a.in[i].tag == RP_TAG_TENSOR)
                    check_argument(k, id, s->op, i, a.in[i].u.t, fresh.in[i].u.t, version[i], out);
            kit_args_drop(&fresh);
        }
        kit_pass(k);
        kit_results_drop(s->op, out);
    }
    kit_args_drop(&a);
    return 0;
}

/* ---- gradients against difference quotients -------------------------------------------------- */
struct gradient {
    const struct kit_sample *s;
    struct kit_args *a;
    uint32_t at[KIT_MAX_ARGS];
};

static rp_status run_gradient(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    const struct gradient *g = ctx;
    struct kit_args a = *g->a;
    rp_value r[KIT_MAX_RETURNS];
    for (uint32_t i = 0, n = 0; i < a.n; i++)
        if (kit_is_floating(&a.in[i])) a.in[i] = rp_value_tensor(in[n++]);
    RP_TRY(kit_call(g->s->op, &a, r));
    for (uint32_t i = 0, n = 0; i < rp_op_return_count(g->s->op); i++) {
        if (kit_is_floating(&r[i])) out[n++] = r[i].u.t;
        else rp_value_clear(&r[i]);
    }
    return RP_OK;
}

static bool all_finite(rp_tensor *t)
{
    double *x = NULL;
    bool finite = kit_doubles(t, &x) == RP_OK;
    for (int64_t i = 0; finite && i < rp_tensor_numel(t); i++) finite = isfinite(x[i]);
    free(x);
    return finite;
}

/* Is there anything to differentiate? The first call tells; a sample outside the function's domain
   is none. */
static bool is_differentiable(const struct kit_sample *s, const struct kit_args *a)
{
    rp_value out[KIT_MAX_RETURNS];
    if (kit_call(s->op, a, out)) return false;
    bool any = false;
    bool finite = true;
    for (uint32_t i = 0; i < rp_op_return_count(s->op); i++) {
        if (!kit_is_floating(&out[i])) continue;
        any |= rp_tensor_requires_grad(out[i].u.t) != 0;
        finite = finite && all_finite(out[i].u.t);
    }
    kit_results_drop(s->op, out);
    return any && finite;
}

/* Its arguments belong together (a forward's input, result and mask), which guesses do not. */
static bool is_backward_of_another(const rp_op *op)
{
    return strstr(rp_op_name(op), "_backward") != NULL;
}

static int check_gradient(struct kit *k, const struct kit_sample *s)
{
    struct kit_args a;
    rp_tensor *in[KIT_MAX_ARGS];
    char id[160];
    int n = 0;
    if (kit_writes(s->op) || !rp_op_return_count(s->op) || is_backward_of_another(s->op) ||
        !values_are_defined(s->op))
        return 1;
    if (s->dtype != RP_F64 || s->layout == KIT_STRIDED || s->plan % 2 == 0) return 0;
    kit_sample_text(id, sizeof id, s);
    if (kit_args_make(&a, s, k->device, true)) return 0;
    for (uint32_t i = 0; i < a.n; i++)
        if (kit_is_floating(&a.in[i])) in[n++] = a.in[i].u.t;
    if (n && is_differentiable(s, &a)) {
        struct gradient g = {.s = s, .a = &a};
        const rp_status st = rp_gradcheck(run_gradient, &g, in, n, NULL);
        if (st == RP_OK) kit_pass(k);
        else if (!strstr(rp_error_message(), "is not differentiable"))
            kit_fail_status(k, id, "the derivative is wrong");
    }
    kit_args_drop(&a);
    return 0;
}

/* ---- all ------------------------------------------------------------------------------------- */
static void run(struct kit *k, const char *name,
                int (*fn)(struct kit *k, const struct kit_sample *s), const char *none)
{
    int samples = 0;
    kit_begin(k, name);
    for (int i = 0; i < k->n_ops; i++) samples += kit_each_sample(k, k->op[i], fn);
    const struct kit_check *c = &k->check[k->n_checks - 1];
    if (!k->n_ops) kit_skip(k, "the plugin has no operators and no kernels");
    else if (c->failed) return;
    else if (!samples)
        kit_skip(k, "no sample could be made from the schemas of its %d operators", k->n_ops);
    else if (!c->cases) kit_skip(k, "%s", none);
}

void kit_check_operators(struct kit *k)
{
    run(k, "operators", check_values, "no sample is defined on its device");
    run(k, "meta", check_meta, "none of its operators has a meta function");
    run(k, "aliases", check_aliases, "no sample could be called");
    run(k, "gradients", check_gradient, "none of its operators is differentiable in float64");
}
