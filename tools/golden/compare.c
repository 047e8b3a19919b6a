/* tools/golden/compare.c - section 3 and 4 of the format: results, aliases, storages, tolerances */
#include "dispatch/ops.h"
#include "golden/golden.h"
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

rp_status golden_host(rp_tensor *t, rp_tensor **out)
{
    RP_LOCAL rp_tensor *plain = NULL;
    RP_TRY(rp_tensor_alias(&plain, t));
    RP_TRY(rp_to_device(&plain, plain, RP_CPU, rp_tensor_dtype(t), 0, 0, NULL));
    return rp_contiguous(out, plain);
}

double golden_element(const void *data, rp_dtype d, int64_t i)
{
    switch (d) {
    case RP_F64: return ((const double *)data)[i];
    case RP_F32: return (double)((const float *)data)[i];
    case RP_F16: return (double)rp_f16_to_f32(((const uint16_t *)data)[i]);
    case RP_BF16: return (double)rp_bf16_to_f32(((const uint16_t *)data)[i]);
    case RP_I64: return (double)((const int64_t *)data)[i];
    case RP_I32: return (double)((const int32_t *)data)[i];
    case RP_I16: return (double)((const int16_t *)data)[i];
    case RP_I8: return (double)((const int8_t *)data)[i];
    default: return (double)((const uint8_t *)data)[i]; /* u8 and bool */
    }
}

rp_status golden_doubles(rp_tensor *t, double **out)
{
    RP_LOCAL rp_tensor *host = NULL;
    const void *data = NULL;
    const int64_t n = rp_tensor_numel(t);
    RP_TRY(golden_host(t, &host));
    *out = malloc((size_t)(n ? n : 1) * sizeof **out);
    if (!*out) return RP_FAIL(RP_E_MEMORY, "no memory to compare %" PRId64 " elements", n);
    if (n == 0) return RP_OK;
    RP_TRY(rp_tensor_read(host, &data));
    for (int64_t i = 0; i < n; i++) (*out)[i] = golden_element(data, rp_tensor_dtype(t), i);
    rp_tensor_done(host);
    return RP_OK;
}

/* ---- shapes ---------------------------------------------------------------------------------- */
static void print_shape(char *buf, size_t n, const int64_t *shape, int ndim)
{
    size_t at = (size_t)snprintf(buf, n, "[");
    for (int d = 0; d < ndim && at < n; d++)
        at += (size_t)snprintf(buf + at, n - at, "%s%" PRId64, d ? ", " : "", shape[d]);
    if (at < n) snprintf(buf + at, n - at, "]");
}

static rp_status check_shape(const cJSON *spec, const rp_tensor *got, const char *what)
{
    int64_t want[RP_MAX_DIMS];
    int n = 0;
    char have_text[200], want_text[200];
    const cJSON *d;
    cJSON_ArrayForEach(d, golden_field(spec, "shape")) if (n < RP_MAX_DIMS) want[n++] =
        (int64_t)d->valuedouble;
    if (rp_tensor_ndim(got) != n ||
        memcmp(rp_tensor_shape(got), want, (size_t)n * sizeof *want) != 0) {
        print_shape(have_text, sizeof have_text, rp_tensor_shape(got), rp_tensor_ndim(got));
        print_shape(want_text, sizeof want_text, want, n);
        return RP_FAIL(RP_E_VALUE, "%s: shape %s instead of %s", what, have_text, want_text);
    }
    if (strcmp(rp_dtype_name(rp_tensor_dtype(got)), golden_text(spec, "dtype")) != 0)
        return RP_FAIL(RP_E_VALUE, "%s: dtype %s instead of %s", what,
                       rp_dtype_name(rp_tensor_dtype(got)), golden_text(spec, "dtype"));
    return RP_OK;
}

static rp_status check_strides(const cJSON *spec, const rp_tensor *got, const char *what)
{
    int d = 0;
    const cJSON *s;
    if (rp_tensor_numel(got) == 0) return RP_OK;
    cJSON_ArrayForEach(s, golden_field(spec, "stride"))
    {
        if (rp_tensor_shape(got)[d] > 1 && rp_tensor_stride(got)[d] != (int64_t)s->valuedouble)
            return RP_FAIL(RP_E_VALUE, "%s: stride %" PRId64 " of dimension %d instead of %.0f",
                           what, rp_tensor_stride(got)[d], d, s->valuedouble);
        d++;
    }
    return RP_OK;
}

/* ---- values ---------------------------------------------------------------------------------- */
struct rule {
    double rtol, atol, largest; /* largest finite number of the result's dtype */
};

int golden_equal(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static int within(double got, double p, double r, const struct rule *rule)
{
    if (fabs(r) > rule->largest) r = copysign((double)INFINITY, r);
    if (golden_equal(got, p) || golden_equal(got, r)) return 1;
    if (!isfinite(got) || !isfinite(r)) return 0;
    const double own = rule->rtol * fabs(r) + rule->atol, peer = 4 * fabs(p - r);
    return fabs(got - r) <= (isfinite(peer) && peer > own ? peer : own);
}

static double largest(rp_dtype d)
{
    return d == RP_F64    ? DBL_MAX
           : d == RP_F32  ? (double)FLT_MAX
           : d == RP_BF16 ? 3.3895313892515355e38
           : d == RP_F16  ? 65504
                          : DBL_MAX;
}

static rp_status compare_doubles(const cJSON *spec, rp_tensor *got, const double *g,
                                 const double *p, const double *r, const char *what)
{
    const char *cmp = golden_text(spec, "cmp");
    const int tol = strcmp(cmp, "tol") == 0;
    const struct rule rule = {tol ? golden_field(spec, "rtol")->valuedouble : 0,
                              tol ? golden_field(spec, "atol")->valuedouble : 0,
                              largest(rp_tensor_dtype(got))};
    for (int64_t i = 0; i < rp_tensor_numel(got); i++)
        if (tol ? !within(g[i], p[i], r[i], &rule) : !golden_equal(g[i], p[i]))
            return RP_FAIL(RP_E_VALUE,
                           "%s: element %" PRId64
                           " is %.9g instead of %.9g (reference %.17g, %s, rtol %.3g, atol %.3g)",
                           what, i, g[i], p[i], r[i], cmp, rule.rtol, rule.atol);
    return RP_OK;
}

static rp_status compare_bits(rp_tensor *got, rp_tensor *want, const char *what)
{
    RP_LOCAL rp_tensor *host = NULL;
    const void *g, *w;
    const rp_dtype dtype = rp_tensor_dtype(want);
    const size_t size = rp_dtype_size(dtype);
    const int64_t n = rp_tensor_numel(want);
    int64_t at = 0;
    if (n == 0) return RP_OK;
    RP_TRY(golden_host(got, &host));
    RP_TRY(rp_tensor_read(host, &g));
    RP_TRY(rp_tensor_read(want, &w));
    while (at < n && (memcmp((const char *)g + (size_t)at * size,
                             (const char *)w + (size_t)at * size, size) == 0 ||
                      (isnan(golden_element(g, dtype, at)) && isnan(golden_element(w, dtype, at)))))
        at++;
    const double have = at < n ? golden_element(g, dtype, at) : 0,
                 need = at < n ? golden_element(w, dtype, at) : 0;
    rp_tensor_done(host);
    rp_tensor_done(want);
    return at == n ? RP_OK
                   : RP_FAIL(RP_E_VALUE, "%s: element %" PRId64 " is %.17g instead of %.17g (bits)",
                             what, at, have, need);
}

rp_status golden_compare_tensor(const struct golden_case *c, const cJSON *spec, rp_tensor *got,
                                const char *what)
{
    RP_LOCAL rp_tensor *want = NULL, *reference = NULL, *zeros = NULL;
    double *g = NULL, *p = NULL, *r = NULL;
    if (strcmp(golden_text(spec, "cmp"), "none") == 0)
        return got ? check_shape(spec, got, what) : RP_OK;
    RP_TRY(st_load(c->file, golden_text(spec, "t"), &want));
    if (!got) {
        RP_TRY(rp_zeros_like(&zeros, want));
        got = zeros;
    }
    RP_TRY(check_shape(spec, got, what));
    if (strcmp(golden_text(spec, "cmp"), "bits") == 0) return compare_bits(got, want, what);
    RP_TRY(golden_field(spec, "ref") ? st_load(c->file, golden_text(spec, "ref"), &reference)
                                     : rp_tensor_alias(&reference, want));
    rp_status st = golden_doubles(got, &g);
    if (!st) st = golden_doubles(want, &p);
    if (!st) st = golden_doubles(reference, &r);
    if (!st) st = compare_doubles(spec, got, g, p, r, what);
    free(g);
    free(p);
    free(r);
    return st;
}

/* ---- index tensors --------------------------------------------------------------------------- */
static rp_status compare_gathered(const struct golden_args *a, const cJSON *spec, rp_tensor *got,
                                  rp_tensor *values, const char *what)
{
    const struct golden_places places = {.dim = golden_integer(golden_field(spec, "dim")),
                                         .distinct = cJSON_IsTrue(golden_field(spec, "distinct"))};
    RP_TRY(check_shape(spec, got, what));
    return golden_check_places(a->input[0].tensor, got, values, &places, what);
}

/* On the cpu the recorded one of equal elements is asked for, also where the operator leaves it
   open. */
static int places_are_open(const struct golden_case *c, const struct golden_args *a,
                           struct golden_places *places)
{
    return c->device.type != RP_CPU.type && golden_leaves_open(places, c->op, a->value, a->n);
}

static rp_status compare_open(const struct golden_case *c, const struct golden_args *a,
                              const struct golden_places *places, const cJSON *spec, rp_tensor *got,
                              const char *what)
{
    RP_LOCAL rp_tensor *want = NULL;
    RP_TRY(check_shape(spec, got, what));
    RP_TRY(st_load(c->file, golden_text(spec, "t"), &want));
    return golden_same_places(a->value[0].u.t, got, want, places, what);
}

/* `view`: where the indices lie in the storage. Around them nothing may change. */
static rp_status compare_open_storage(const struct golden_case *c, const struct golden_args *a,
                                      const struct golden_places *places,
                                      const struct golden_input *in, const cJSON *spec,
                                      const char *what)
{
    RP_LOCAL rp_tensor *recorded = NULL, *want = NULL, *view = NULL, *got = NULL;
    rp_geometry g = {.size = sizeof g};
    rp_tensor_geometry(in->tensor, &g);
    RP_TRY(st_load(c->file, golden_text(spec, "t"), &recorded));
    RP_TRY(rp_clone(&want, recorded));
    RP_TRY(rp_tensor_alias_strided(&view, want, g.shape, g.stride, g.ndim, g.offset));
    RP_TRY(golden_same_places(a->value[0].u.t, in->tensor, view, places, what));
    RP_TRY(golden_host(in->tensor, &got));
    RP_TRY(rp_copy_(NULL, view, got, 0));
    return compare_bits(in->storage, want, what);
}

/* ---- results --------------------------------------------------------------------------------- */
static rp_status compare_alias(const struct golden_args *a, const cJSON *spec, rp_tensor *got,
                               const char *what)
{
    const int k = golden_field(spec, "alias")->valueint;
    rp_geometry g = {.size = sizeof g};
    RP_TRY(check_shape(spec, got, what));
    if (!rp_tensor_shares_storage(got, a->input[k].tensor))
        return RP_FAIL(RP_E_VALUE, "%s: does not share storage with input %d", what, k);
    RP_TRY(check_strides(spec, got, what));
    rp_tensor_geometry(got, &g);
    if (g.numel && g.offset != (int64_t)golden_field(spec, "offset")->valuedouble)
        return RP_FAIL(RP_E_VALUE, "%s: offset %" PRId64 " instead of %.0f", what, g.offset,
                       golden_field(spec, "offset")->valuedouble);
    return RP_OK;
}

static rp_status compare_number(const cJSON *spec, const rp_value *got, const char *what)
{
    const cJSON *want = golden_field(spec, "value"), *number = golden_field(want, "int"),
                *flag = golden_field(want, "bool");
    if (cJSON_IsNull(want)) return RP_OK;
    if (number || flag) {
        const int64_t need = flag ? cJSON_IsTrue(flag) : golden_integer(number);
        if (got->tag != (flag ? RP_TAG_BOOL : RP_TAG_INT))
            return RP_FAIL(RP_E_VALUE, "%s: is no %s", what, flag ? "bool" : "int");
        return got->u.i == need ? RP_OK
                                : RP_FAIL(RP_E_VALUE, "%s: is %" PRId64 " instead of %" PRId64,
                                          what, got->u.i, need);
    }
    const double have = got->tag == RP_TAG_FLOAT ? got->u.f : (double)got->u.i,
                 need = golden_double(golden_field(want, "float"));
    return golden_equal(have, need)
               ? RP_OK
               : RP_FAIL(RP_E_VALUE, "%s: is %.17g instead of %.17g", what, have, need);
}

static rp_status compare_fresh(const struct golden_case *c, const struct golden_args *a,
                               const struct golden_results *r, const cJSON *spec, rp_tensor *got,
                               const char *what)
{
    struct golden_places places;
    for (uint32_t k = 0; k < a->n_inputs; k++)
        if (a->input[k].tensor && rp_tensor_numel(got) &&
            rp_tensor_shares_storage(got, a->input[k].tensor))
            return RP_FAIL(RP_E_VALUE, "%s: shares storage with input %u", what, k);
    if (cJSON_IsTrue(golden_field(spec, "strict_stride"))) RP_TRY(check_strides(spec, got, what));
    if (strcmp(golden_text(spec, "cmp"), "gather") == 0) {
        const uint32_t of = (uint32_t)golden_field(spec, "of")->valueint;
        if (of >= r->n || r->flat[of].tag != RP_TAG_TENSOR)
            return RP_FAIL(RP_E_VALUE, "%s: there is no result %u", what, of);
        return compare_gathered(a, spec, got, r->flat[of].u.t, what);
    }
    if (places_are_open(c, a, &places) && r->flat[places.result].u.t == got)
        return compare_open(c, a, &places, spec, got, what);
    return golden_compare_tensor(c, spec, got, what);
}

rp_status golden_compare_results(const struct golden_case *c, const struct golden_args *a,
                                 const struct golden_results *r)
{
    const cJSON *results = golden_field(c->json, "results"), *spec;
    const int want = cJSON_GetArraySize(results);
    uint32_t i = 0;
    if ((uint32_t)want != r->n && want != 0)
        return RP_FAIL(RP_E_VALUE, "%u results instead of %d", r->n, want);
    cJSON_ArrayForEach(spec, results)
    {
        char what[32];
        const rp_value *got = &r->flat[i];
        snprintf(what, sizeof what, "result %u", i++);
        if (golden_field(spec, "value")) RP_TRY(compare_number(spec, got, what));
        else if (got->tag != RP_TAG_TENSOR) return RP_FAIL(RP_E_VALUE, "%s: is no tensor", what);
        else if (golden_field(spec, "alias")) RP_TRY(compare_alias(a, spec, got->u.t, what));
        else RP_TRY(compare_fresh(c, a, r, spec, got->u.t, what));
    }
    return RP_OK;
}

static const cJSON *mutation(const struct golden_case *c, int input)
{
    const cJSON *m;
    cJSON_ArrayForEach(m, golden_field(c->json, "mutated")) if (golden_field(m, "in")->valueint ==
                                                                input) return m;
    return NULL;
}

/* Is input k what an out= form writes its open indices to? */
static int takes_places(const struct golden_case *c, const struct golden_places *places, uint32_t k)
{
    const cJSON *alias =
        golden_field(cJSON_GetArrayItem(golden_field(c->json, "results"), places->result), "alias");
    return alias && alias->valueint == (int)k;
}

rp_status golden_compare_storages(const struct golden_case *c, const struct golden_args *a)
{
    struct golden_places places;
    const int open = places_are_open(c, a, &places);
    for (uint32_t k = 0; k < a->n_inputs; k++) {
        const struct golden_input *in = &a->input[k];
        RP_LOCAL rp_tensor *before = NULL;
        char what[32];
        if (!in->tensor) continue;
        snprintf(what, sizeof what, "storage of input %u", k);
        const cJSON *m = mutation(c, (int)k);
        if (m && open && takes_places(c, &places, k)) {
            RP_TRY(compare_open_storage(c, a, &places, in, m, what));
        } else if (m) {
            RP_TRY(golden_compare_tensor(c, m, in->storage, what));
        } else {
            RP_TRY(st_load(c->file, golden_text(in->json, "t"), &before));
            RP_TRY(compare_bits(in->storage, before, what));
        }
    }
    return RP_OK;
}
