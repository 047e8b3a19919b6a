/* tools/golden/gradcheck.c - a recorded call as a function of the inputs that require grad, given
   to rp_gradcheck */
#include "dispatch/gradcheck.h"
#include "dispatch/ops.h"
#include "golden/golden.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* elements of a Jacobian that is compared whole */
enum { FULL_JACOBIAN = 4096, FULL_SECOND = 1024 };
static const double step = 1e-6;

struct derivative {
    const struct golden_case *c;
    struct golden_args a;
    const cJSON *cotangents;
    int n_in, n_out;
    uint32_t number[RP_GRADCHECK_MAX];   /* of the inputs in the recording */
    rp_tensor *in[RP_GRADCHECK_MAX];     /* borrowed */
    rp_tensor *weight[RP_GRADCHECK_MAX]; /* the recorded cotangents, widened; owned */
    int64_t columns, rows;
};

/* ---- the call -------------------------------------------------------------------------------- */
static rp_status put_inputs(struct derivative *d, rp_tensor *const *in)
{
    for (uint32_t k = 0; k < d->a.n_inputs; k++) {
        rp_tensor *t = d->a.input[k].leaf, *copy = NULL;
        if (!t) continue;
        for (int j = 0; j < d->n_in; j++)
            if (d->number[j] == k) t = in[j];
        if (golden_is_mutated(d->c, (int)k)) RP_TRY(rp_clone(&copy, t));
        golden_args_put_take(&d->a, k, copy ? copy : rp_tensor_retain(t));
    }
    return RP_OK;
}

static rp_tensor *result_tensor(const struct golden_results *r, int i)
{
    for (uint32_t k = 0; k < r->n; k++)
        if (r->flat[k].tag == RP_TAG_TENSOR && i-- == 0) return r->flat[k].u.t;
    return NULL;
}

static rp_status call(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    struct derivative *d = ctx;
    struct golden_results r;
    const cJSON *spec;
    int i = 0;
    RP_TRY(put_inputs(d, in));
    RP_TRY(golden_call(d->c, &d->a, &r));
    cJSON_ArrayForEach(spec, d->cotangents) out[i++] =
        rp_tensor_retain(result_tensor(&r, golden_field(spec, "result")->valueint));
    golden_results_fini(&r);
    return RP_OK;
}

static void release(rp_tensor **t, int n)
{
    for (int i = 0; i < n; i++) rp_tensor_release(t[i]);
}

/* The gradients for the recorded cotangents, as a function. */
static rp_status gradients(void *ctx, rp_tensor *const *in, rp_tensor **out)
{
    struct derivative *d = ctx;
    const rp_backward_options o = {.size = sizeof o, .allow_unused = 1};
    rp_tensor *results[RP_GRADCHECK_MAX] = {NULL}, *roots[RP_GRADCHECK_MAX],
              *cotangents[RP_GRADCHECK_MAX];
    int n = 0;
    const int grad_mode = rp_grad_mode_exchange(1);
    rp_status st = call(ctx, in, results);
    for (int i = 0; !st && i < d->n_out; i++) {
        if (!results[i] || !rp_tensor_requires_grad(results[i])) continue;
        roots[n] = results[i];
        cotangents[n++] = d->weight[i];
    }
    if (!st && n) st = rp_grad_full(out, roots, cotangents, n, in, d->n_in, &o);
    rp_grad_mode_exchange(grad_mode);
    release(results, d->n_out);
    return st;
}

/* ---- is the function finite and smooth where it was recorded? -------------------------------- */
struct values { /* of all results, one after another */
    double *v;
    int64_t n;
};

static rp_status append(struct values *to, rp_tensor *t)
{
    double *more = NULL;
    const int64_t n = rp_tensor_numel(t);
    RP_TRY(golden_doubles(t, &more));
    double *v = realloc(to->v, (size_t)(to->n + n + 1) * sizeof *v);
    if (v && n) memcpy(v + to->n, more, (size_t)n * sizeof *v);
    free(more);
    if (!v) return RP_FAIL(RP_E_MEMORY, "no memory for %lld numbers", (long long)n);
    to->v = v;
    to->n += n;
    return RP_OK;
}

/* Values of `fn` with every input moved by `by` along its direction. */
static rp_status evaluate(struct derivative *d, rp_gradcheck_fn fn, int n_out,
                          rp_tensor *const *direction, double by, struct values *to)
{
    rp_tensor *moved[RP_GRADCHECK_MAX] = {NULL}, *out[RP_GRADCHECK_MAX] = {NULL};
    rp_status st = RP_OK;
    for (int j = 0; !st && j < d->n_in; j++) {
        st = rp_tensor_alias(&moved[j], d->in[j]);
        if (!st) st = rp_add_full(&moved[j], moved[j], direction[j], rp_value_float(by));
        if (!st) st = rp_tensor_require_grad(moved[j], 1);
    }
    const int grad_mode = rp_grad_mode_exchange(0);
    if (!st) st = fn(d, moved, out);
    rp_grad_mode_exchange(grad_mode);
    for (int i = 0; !st && i < n_out; i++)
        if (out[i]) st = append(to, out[i]);
    release(out, n_out);
    release(moved, d->n_in);
    return st;
}

/* Difference quotients to the left, to the right and farther to the right that agree, up to
   curvature and rounding. */
static int is_smooth(const struct values *at, const struct values *above,
                     const struct values *below, const struct values *far, double *size)
{
    *size = 0;
    if (at->n != above->n || at->n != below->n || at->n != far->n) return 0;
    for (int64_t i = 0; i < at->n; i++) *size = fmax(*size, fabs(at->v[i]));
    for (int64_t i = 0; i < at->n; i++) {
        const double right = (above->v[i] - at->v[i]) / step,
                     left = (at->v[i] - below->v[i]) / step,
                     wide = (far->v[i] - at->v[i]) / (2 * step);
        const double slack = 1e-4 * (fabs(right) + fabs(left)) + 1e-4 + *size * 1e-8;
        if (!isfinite(at->v[i]) || !isfinite(right) || !isfinite(left) || !isfinite(wide)) return 0;
        if (fabs(right - left) > slack || fabs(right - wide) > slack) return 0;
    }
    return 1;
}

/* Tensors like the inputs with random numbers in [from, from + width). */
static rp_status random_like_inputs(const struct derivative *d, double from, double width,
                                    rp_tensor **to)
{
    uint64_t s = 88172645463325252u;
    for (int j = 0; j < d->n_in; j++) {
        void *data;
        RP_TRY(rp_tensor_create(&to[j], rp_tensor_shape(d->in[j]), rp_tensor_ndim(d->in[j]), RP_F64,
                                RP_CPU));
        RP_TRY(rp_tensor_write(to[j], &data));
        for (int64_t i = 0; i < rp_tensor_numel(to[j]); i++) {
            s = s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            ((double *)data)[i] = from + width * (double)(s >> 11) * 0x1p-53;
        }
        rp_tensor_done(to[j]);
        RP_TRY(rp_to_device(&to[j], to[j], d->c->device, RP_F64, 0, 0, NULL));
    }
    return RP_OK;
}

static rp_status probe(struct derivative *d, rp_gradcheck_fn fn, int n_out, int *smooth,
                       double *size)
{
    rp_tensor *direction[RP_GRADCHECK_MAX] = {NULL};
    struct values at = {NULL, 0}, above = {NULL, 0}, below = {NULL, 0}, far = {NULL, 0};
    rp_status st = random_like_inputs(d, 1.2, 1, direction); /* farther than gradcheck goes */
    if (!st) st = evaluate(d, fn, n_out, direction, 0, &at);
    const int inside = !st && !evaluate(d, fn, n_out, direction, step, &above) &&
                       !evaluate(d, fn, n_out, direction, -step, &below) &&
                       !evaluate(d, fn, n_out, direction, 2 * step, &far); /* of the domain */
    *smooth = inside && is_smooth(&at, &above, &below, &far, size);
    if (!st) d->rows = at.n;
    release(direction, d->n_in);
    free(at.v);
    free(above.v);
    free(below.v);
    free(far.v);
    return st;
}

/* Values in every function's domain and at few kinks. */
static rp_status tame_inputs(struct derivative *d)
{
    rp_tensor *tame[RP_GRADCHECK_MAX] = {NULL};
    const int grad_mode = rp_grad_mode_exchange(0);
    rp_status st = random_like_inputs(d, 0.13, 0.6, tame);
    for (int j = 0; !st && j < d->n_in; j++) st = rp_copy_(NULL, d->in[j], tame[j], 0);
    rp_grad_mode_exchange(grad_mode);
    release(tame, d->n_in);
    return st;
}

/* ---- one case -------------------------------------------------------------------------------- */
static rp_status open_derivative(struct derivative *d)
{
    const cJSON *grads = golden_field(d->c->json, "grads"), *spec;
    d->cotangents = golden_field(grads, "cotangents");
    RP_TRY(golden_args_build(&d->a, d->c, 1));
    cJSON_ArrayForEach(spec, golden_field(grads, "inputs"))
    {
        const uint32_t k = (uint32_t)golden_field(spec, "in")->valueint;
        if (d->n_in == RP_GRADCHECK_MAX)
            return RP_FAIL(RP_E_VALUE, "more than %d inputs have gradients", RP_GRADCHECK_MAX);
        d->number[d->n_in] = k;
        d->in[d->n_in++] = d->a.input[k].leaf;
        d->columns += rp_tensor_numel(d->a.input[k].leaf);
    }
    cJSON_ArrayForEach(spec, d->cotangents)
    {
        if (d->n_out == RP_GRADCHECK_MAX)
            return RP_FAIL(RP_E_VALUE, "more than %d results have gradients", RP_GRADCHECK_MAX);
        RP_TRY(st_load(d->c->file, golden_text(spec, "t"), &d->weight[d->n_out]));
        RP_TRY(rp_to_device(&d->weight[d->n_out], d->weight[d->n_out], d->c->device, RP_F64, 0, 0,
                            NULL));
        d->n_out++;
    }
    return RP_OK;
}

static rp_status check_orders(struct derivative *d, int *orders)
{
    rp_gradcheck_options o = {.size = sizeof o, .n_out = d->n_out};
    double size;
    int smooth;
    RP_TRY(probe(d, call, d->n_out, &smooth, &size));
    if (!smooth) RP_TRY(tame_inputs(d));
    if (!smooth) RP_TRY(probe(d, call, d->n_out, &smooth, &size));
    if (!smooth || !d->rows || !d->columns) return RP_OK;
    o.fast = d->rows * d->columns > FULL_JACOBIAN;
    o.atol = 1e-5 + 1e-9 * size;
    RP_TRY(rp_gradcheck(call, d, d->in, d->n_in, &o));
    *orders |= 1;
    const int64_t rows = d->rows;
    RP_TRY(probe(d, gradients, d->n_in, &smooth, &size));
    if (!smooth || !d->rows) return RP_OK;
    o.fast = (rows + d->columns) * d->columns > FULL_SECOND;
    o.atol = 1e-5 + 1e-9 * size;
    const rp_status st = rp_gradgradcheck(call, d, d->in, d->n_in, &o);
    /* PyTorch has none either */
    if (st == RP_E_UNIMPLEMENTED && !golden_field(golden_field(d->c->json, "grads"), "second"))
        return RP_OK;
    *orders |= st ? 0 : 2;
    return st;
}

rp_status golden_gradcheck(const struct golden_case *c, int *orders)
{
    struct golden_case wide = *c;
    struct derivative d = {.c = &wide};
    *orders = 0;
    wide.widen = 1;
    rp_status st = open_derivative(&d);
    if (!st) st = check_orders(&d, orders);
    release(d.weight, d.n_out);
    golden_args_fini(&d.a);
    return st;
}
