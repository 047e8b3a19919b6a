/* tools/golden/grads.c - sections 5 and 7 of the format: gradients of first and second order,
   statistics of random operators */
#include "core/autograd.h"
#include "core/rng.h"
#include "dispatch/ops.h"
#include "golden/golden.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tensors { /* owned references */
    rp_tensor *t[GOLDEN_MAX_RESULTS];
    int n;
};

static void tensors_fini(struct tensors *s)
{
    for (int i = 0; i < s->n; i++) rp_tensor_release(s->t[i]);
    s->n = 0;
}

/* Result tensor number i, counting tensors only. */
static rp_tensor *result_tensor(const struct golden_results *r, int i)
{
    for (uint32_t k = 0; k < r->n; k++)
        if (r->flat[k].tag == RP_TAG_TENSOR && i-- == 0) return r->flat[k].u.t;
    return NULL;
}

static rp_status collect_roots(const struct golden_case *c, const cJSON *grads,
                               const struct golden_results *r, struct tensors *roots,
                               struct tensors *cotangents)
{
    const cJSON *spec;
    cJSON_ArrayForEach(spec, golden_field(grads, "cotangents"))
    {
        rp_tensor *y = result_tensor(r, golden_field(spec, "result")->valueint);
        RP_LOCAL rp_tensor *host = NULL;
        if (!y)
            return RP_FAIL(RP_E_VALUE, "gradients: there is no result %d",
                           golden_field(spec, "result")->valueint);
        if (!rp_tensor_requires_grad(y)) continue; /* its gradient counts as zeros */
        RP_TRY(st_load(c->file, golden_text(spec, "t"), &host));
        RP_TRY(rp_to_device(&cotangents->t[cotangents->n], host, c->device, rp_tensor_dtype(host),
                            0, 0, NULL));
        cotangents->n++;
        roots->t[roots->n++] = rp_tensor_retain(y);
    }
    return RP_OK;
}

static rp_status first_order(const struct golden_case *c, const struct golden_args *a,
                             const cJSON *grads, const struct golden_results *r, int create_graph,
                             struct tensors *out)
{
    struct tensors roots = {.n = 0}, cotangents = {.n = 0};
    rp_tensor *inputs[GOLDEN_MAX_INPUTS];
    int n = 0;
    const cJSON *spec;
    const rp_backward_options o = {.size = sizeof o,
                                   .keep_graph = (uint8_t)create_graph,
                                   .create_graph = (uint8_t)create_graph,
                                   .allow_unused = 1};
    cJSON_ArrayForEach(spec, golden_field(grads, "inputs")) inputs[n++] =
        a->input[golden_field(spec, "in")->valueint].leaf;
    rp_status st = collect_roots(c, grads, r, &roots, &cotangents);
    memset(out->t, 0, (size_t)n * sizeof *out->t);
    out->n = n;
    if (!st && roots.n) st = rp_grad_full(out->t, roots.t, cotangents.t, roots.n, inputs, n, &o);
    tensors_fini(&roots);
    tensors_fini(&cotangents);
    return st;
}

/* Where ties may be broken freely, gradients follow what was picked: those of our picks move to the
   recorded ones. */
static rp_status moved_to(rp_tensor **g, int64_t dim, rp_tensor *ours, rp_tensor *recorded)
{
    RP_LOCAL rp_tensor *here = rp_tensor_retain(ours), *there = rp_tensor_retain(recorded),
                       *picked = NULL;
    if (rp_tensor_ndim(here) < rp_tensor_ndim(*g)) { /* a reduced index */
        RP_TRY(rp_unsqueeze(&here, here, dim));
        RP_TRY(rp_unsqueeze(&there, there, dim));
    }
    RP_TRY(rp_gather(&picked, *g, dim, here));
    RP_TRY(rp_scatter_value(g, *g, dim, here, rp_value_float(0)));
    return rp_scatter_add(g, *g, dim, there, picked);
}

static rp_status as_recorded(const struct golden_case *c, const struct golden_results *r,
                             rp_tensor **g)
{
    const cJSON *spec;
    uint32_t k = 0;
    cJSON_ArrayForEach(spec, golden_field(c->json, "results"))
    {
        RP_LOCAL rp_tensor *host = NULL, *recorded = NULL;
        const char *how = golden_text(spec, "cmp");
        const rp_value *v = k < r->n ? &r->flat[k++] : NULL;
        if (!*g || !v || v->tag != RP_TAG_TENSOR || !how || strcmp(how, "gather") != 0) continue;
        /* may name one twice */
        if (!cJSON_IsTrue(golden_field(spec, "distinct")) &&
            rp_tensor_ndim(v->u.t) == rp_tensor_ndim(*g))
            continue;
        RP_TRY(st_load(c->file, golden_text(spec, "t"), &host));
        RP_TRY(rp_to_device(&recorded, host, c->device, RP_I64, 0, 0, NULL));
        if (rp_tensor_numel(recorded))
            RP_TRY(moved_to(g, golden_integer(golden_field(spec, "dim")), v->u.t, recorded));
    }
    return RP_OK;
}

static rp_status compare_list(const struct golden_case *c, const cJSON *specs,
                              const struct tensors *got, const char *order)
{
    int i = 0;
    const cJSON *spec;
    cJSON_ArrayForEach(spec, specs)
    {
        char what[64];
        snprintf(what, sizeof what, "%s gradient of input %d", order,
                 golden_field(spec, "in")->valueint);
        RP_TRY(golden_compare_tensor(c, spec, got->t[i++], what));
    }
    return RP_OK;
}

/* sum of the squares of all first gradients that depend on an input */
static rp_status sum_of_squares(const struct tensors *first, rp_tensor **out)
{
    for (int i = 0; i < first->n; i++) {
        RP_LOCAL rp_tensor *square = NULL;
        if (!first->t[i] || !rp_tensor_requires_grad(first->t[i])) continue;
        RP_TRY(rp_mul(&square, first->t[i], first->t[i]));
        RP_TRY(rp_sum(&square, square));
        RP_TRY(*out ? rp_add(out, *out, square) : rp_tensor_alias(out, square));
        if (!rp_tensor_requires_grad(*out)) { /* alias has no history: take the handle itself */
            rp_tensor_release(*out);
            *out = rp_tensor_retain(square);
        }
    }
    return RP_OK;
}

static rp_status second_order(const struct golden_case *c, const struct golden_args *a,
                              const cJSON *grads, const struct tensors *first)
{
    RP_LOCAL rp_tensor *loss = NULL;
    struct tensors second = {.n = 0};
    rp_tensor *inputs[GOLDEN_MAX_INPUTS];
    const rp_backward_options o = {.size = sizeof o, .allow_unused = 1};
    const cJSON *spec;
    RP_TRY(sum_of_squares(first, &loss));
    cJSON_ArrayForEach(spec, golden_field(grads, "second"))
    {
        inputs[second.n] = a->input[golden_field(spec, "in")->valueint].leaf;
        second.t[second.n++] = NULL;
    }
    rp_status st = loss ? rp_grad_full(second.t, &loss, NULL, 1, inputs, second.n, &o) : RP_OK;
    if (!st) st = compare_list(c, golden_field(grads, "second"), &second, "second-order");
    tensors_fini(&second);
    return st;
}

rp_status golden_compare_gradients(const struct golden_case *c)
{
    const cJSON *grads = golden_field(c->json, "grads");
    struct golden_args a;
    struct golden_results r;
    struct tensors first = {.n = 0};
    RP_TRY(golden_args_build(&a, c, 1));
    rp_status st = golden_call(c, &a, &r);
    if (!st) {
        st = first_order(c, &a, grads, &r, golden_field(grads, "second") != NULL, &first);
        if (!st && golden_field(grads, "second")) st = second_order(c, &a, grads, &first);
        const int on = rp_grad_mode_exchange(0);
        for (int i = 0; i < first.n && !st; i++) st = as_recorded(c, &r, &first.t[i]);
        rp_grad_mode_exchange(on);
        if (!st) st = compare_list(c, golden_field(grads, "inputs"), &first, "first-order");
    }
    tensors_fini(&first);
    golden_results_fini(&r);
    golden_args_fini(&a);
    return st ? rp_note(st, "gradients") : RP_OK;
}

/* ---- statistics ------------------------------------------------------------------------------ */
static rp_status draw(const struct golden_case *c, double **out, int64_t *n, int check)
{
    const cJSON *random = golden_field(c->json, "random");
    const int which = golden_field(random, "result") ? golden_field(random, "result")->valueint : 0;
    struct golden_args a;
    struct golden_results r;
    RP_TRY(golden_args_build(&a, c, 0));
    rp_status st = golden_call(c, &a, &r);
    if (!st && check) st = golden_compare_results(c, &a, &r);
    if (!st && check) st = golden_compare_storages(c, &a);
    if (!st) {
        rp_tensor *t = result_tensor(&r, which);
        *n = t ? rp_tensor_numel(t) : 0;
        st = t ? golden_doubles(t, out) : RP_FAIL(RP_E_VALUE, "there is no result %d", which);
    }
    golden_results_fini(&r);
    golden_args_fini(&a);
    return st;
}

static int is_listed(const cJSON *values, double x)
{
    const cJSON *v;
    cJSON_ArrayForEach(v, values) if (fabs(x - v->valuedouble) <=
                                      1e-5 * fabs(v->valuedouble)) return 1;
    return 0;
}

static rp_status check_range(const cJSON *random, const double *x, int64_t n)
{
    const cJSON *least = golden_field(random, "min"), *most = golden_field(random, "max"),
                *below = golden_field(random, "max_exclusive"),
                *values = golden_field(random, "values");
    for (int64_t i = 0; i < n; i++) {
        if (least && x[i] < least->valuedouble)
            return RP_FAIL(RP_E_VALUE, "element %lld is %.9g, below %.9g", (long long)i, x[i],
                           least->valuedouble);
        if (most && x[i] > most->valuedouble)
            return RP_FAIL(RP_E_VALUE, "element %lld is %.9g, above %.9g", (long long)i, x[i],
                           most->valuedouble);
        if (below && x[i] > below->valuedouble)
            return RP_FAIL(RP_E_VALUE, "element %lld is %.9g, not below %.9g", (long long)i, x[i],
                           below->valuedouble);
        if (values && !is_listed(values, x[i]))
            return RP_FAIL(RP_E_VALUE, "element %lld is %.9g, which is not among the values",
                           (long long)i, x[i]);
        if (cJSON_IsTrue(golden_field(random, "integers")) && x[i] != floor(x[i]))
            return RP_FAIL(RP_E_VALUE, "element %lld is %.9g, not an integer", (long long)i, x[i]);
    }
    return RP_OK;
}

static rp_status check_permutation(int64_t k, const double *x, int64_t n)
{
    unsigned char *seen = calloc((size_t)(k ? k : 1), 1);
    rp_status st =
        !seen    ? RP_FAIL(RP_E_MEMORY, "no memory")
        : n != k ? RP_FAIL(RP_E_VALUE, "%lld elements instead of %lld", (long long)n, (long long)k)
                 : RP_OK;
    for (int64_t i = 0; !st && i < n; i++)
        if (x[i] < 0 || x[i] >= (double)k || seen[(int64_t)x[i]]++)
            st = RP_FAIL(RP_E_VALUE, "element %lld is %.0f: not a permutation", (long long)i, x[i]);
    free(seen);
    return st;
}

static rp_status check_moments(const cJSON *random, const double *x, int64_t n)
{
    double sum = 0, squares = 0;
    for (int64_t i = 0; i < n; i++) sum += x[i];
    const double mean = sum / (double)n;
    for (int64_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    const double var = squares / (double)n;
    if (fabs(mean - golden_field(random, "mean")->valuedouble) >
        golden_field(random, "mean_tol")->valuedouble)
        return RP_FAIL(RP_E_VALUE, "the mean is %.6g instead of %.6g", mean,
                       golden_field(random, "mean")->valuedouble);
    if (golden_field(random, "var") && fabs(var - golden_field(random, "var")->valuedouble) >
                                           golden_field(random, "var_tol")->valuedouble)
        return RP_FAIL(RP_E_VALUE, "the variance is %.6g instead of %.6g", var,
                       golden_field(random, "var")->valuedouble);
    return RP_OK;
}

rp_status golden_compare_random(const struct golden_case *c)
{
    const cJSON *random = golden_field(c->json, "random"),
                *k = golden_field(random, "permutation_of");
    double *x = NULL, *y = NULL, *z = NULL;
    int64_t n = 0;
    rp_manual_seed(20261);
    rp_status st = draw(c, &x, &n, 1);
    if (!st) st = draw(c, &y, &n, 0);
    rp_manual_seed(20261);
    if (!st) st = draw(c, &z, &n, 0);
    const size_t bytes = (size_t)n * sizeof *x;
    if (!st && n > 16 && memcmp(x, y, bytes) == 0)
        st = RP_FAIL(RP_E_VALUE, "two calls in a row drew the same numbers");
    if (!st && n && memcmp(x, z, bytes) != 0)
        st = RP_FAIL(RP_E_VALUE, "the same seed drew other numbers");
    if (!st && k) st = check_permutation((int64_t)k->valuedouble, x, n);
    if (!st && !k) st = check_range(random, x, n);
    if (!st && golden_field(random, "mean")) st = check_moments(random, x, n);
    free(x);
    free(y);
    free(z);
    return st;
}
