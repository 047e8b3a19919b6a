/* tools/golden/args.c - JSON arguments become values */
#include "dispatch/ops.h"
#include "golden/golden.h"
#include <stdlib.h>
#include <string.h>

const char *golden_text(const cJSON *o, const char *key)
{
    const char *s = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(o, key));
    return s ? s : "";
}

const cJSON *golden_field(const cJSON *o, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(o, key);
}

int64_t golden_integer(const cJSON *number)
{
    return cJSON_IsString(number) ? strtoll(number->valuestring, NULL, 10)
                                  : (int64_t)number->valuedouble;
}

double golden_double(const cJSON *number)
{
    return cJSON_IsString(number) ? strtod(number->valuestring, NULL) : number->valuedouble;
}

static int integers(const cJSON *array, int64_t *out, int most)
{
    int n = 0;
    for (const cJSON *i = array ? array->child : NULL; i && n < most; i = i->next)
        out[n++] = golden_integer(i);
    return n;
}

int golden_is_mutated(const struct golden_case *c, int input)
{
    const cJSON *m;
    cJSON_ArrayForEach(m, golden_field(c->json, "mutated")) if (golden_field(m, "in")->valueint ==
                                                                input) return 1;
    return 0;
}

static rp_dtype widened(const struct golden_case *c, rp_dtype dtype)
{
    return c->widen && rp_dtype_is_floating(dtype) ? RP_F64 : dtype;
}

/* ---- inputs ---------------------------------------------------------------------------------- */
static int overlaps(const rp_tensor *t)
{
    for (int d = 0; d < rp_tensor_ndim(t); d++)
        if (rp_tensor_stride(t)[d] == 0 && rp_tensor_shape(t)[d] > 1) return 1;
    return 0;
}

static rp_status build_input(struct golden_args *a, const struct golden_case *c, const cJSON *json,
                             int with_grad)
{
    const int k = golden_field(json, "in")->valueint;
    const int64_t contiguous = 0; /* PyTorch's memory_format */
    int64_t shape[RP_MAX_DIMS], stride[RP_MAX_DIMS];
    RP_LOCAL rp_tensor *host = NULL;
    if (k < 0 || k >= GOLDEN_MAX_INPUTS)
        return RP_FAIL(RP_E_VALUE, "input %d is more than the %d allowed", k, GOLDEN_MAX_INPUTS);
    struct golden_input *in = &a->input[k];
    if (in->tensor) return RP_OK; /* the same input twice in one call */

    const int ndim = integers(golden_field(json, "shape"), shape, RP_MAX_DIMS);
    integers(golden_field(json, "stride"), stride, RP_MAX_DIMS);
    in->json = json;
    if ((uint32_t)k >= a->n_inputs) a->n_inputs = (uint32_t)k + 1;
    RP_TRY(st_load(c->file, golden_text(json, "t"), &host));
    RP_TRY(
        rp_to_device(&in->storage, host, c->device, widened(c, rp_tensor_dtype(host)), 0, 1, NULL));
    RP_TRY(rp_tensor_alias_strided(&in->leaf, in->storage, shape, stride, ndim,
                                   golden_integer(golden_field(json, "offset"))));
    if (c->widen && overlaps(in->leaf)) RP_TRY(rp_clone_full(&in->leaf, in->leaf, &contiguous));
    if (with_grad && cJSON_IsTrue(golden_field(json, "requires_grad")))
        RP_TRY(rp_tensor_require_grad(in->leaf, 1));
    if (with_grad && golden_is_mutated(c, k)) return rp_clone(&in->tensor, in->leaf);
    in->tensor = rp_tensor_retain(in->leaf);
    return RP_OK;
}

static rp_status build_inputs(struct golden_args *a, const struct golden_case *c, const cJSON *json,
                              int with_grad)
{
    if (golden_field(json, "in")) return build_input(a, c, json, with_grad);
    const cJSON *item;
    cJSON_ArrayForEach(item, json) if (cJSON_IsObject(item) || cJSON_IsArray(item))
        RP_TRY(build_inputs(a, c, item, with_grad));
    return RP_OK;
}

/* ---- values ---------------------------------------------------------------------------------- */
static rp_value *items(struct golden_args *a, int n)
{
    rp_value *at = a->arena + a->n_arena;
    a->n_arena += (uint32_t)n;
    return at;
}

static int64_t memory_format(const char *name)
{
    static const char *const names[] = {"contiguous_format", "preserve_format", "channels_last",
                                        "channels_last_3d"};
    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) return i;
    return 0;
}

static rp_value list_of_ints(struct golden_args *a, const cJSON *ints)
{
    const int n = cJSON_GetArraySize(ints);
    rp_value *at = items(a, n);
    int i = 0;
    for (const cJSON *item = ints->child; item; item = item->next)
        at[i++] = rp_value_int(golden_integer(item));
    return rp_value_list(at, (uint32_t)n);
}

/* A single int for an int[2] stands for every place. */
static rp_value number(struct golden_args *a, const rp_argument_info *p, rp_value v)
{
    if (v.tag == RP_TAG_INT && p->type == RP_ARGUMENT_FLOAT) v = rp_value_float((double)v.u.i);
    if (!p->list || p->list_size == 0) return v;
    rp_value *at = items(a, p->list_size);
    for (int i = 0; i < p->list_size; i++) at[i] = v;
    return rp_value_list(at, (uint32_t)p->list_size);
}

/* The schema decides: a tensor of one element where it wants a number is that number, and a number
 * where it wants a dtype is PyTorch's. */
static rp_status convert(const rp_argument_info *p, rp_value *v)
{
    static const rp_dtype dtypes[] = {RP_U8,  RP_I8,  RP_I16, RP_I32, RP_I64, RP_F16,
                                      RP_F32, RP_F64, 0,      0,      0,      RP_BOOL,
                                      0,      0,      0,      RP_BF16};
    const int tensor = v->tag == RP_TAG_TENSOR,
              number = v->tag == RP_TAG_INT || v->tag == RP_TAG_FLOAT || v->tag == RP_TAG_BOOL;
    if (tensor &&
        (p->type == RP_ARGUMENT_INT || p->type == RP_ARGUMENT_FLOAT || p->type == RP_ARGUMENT_BOOL))
        return rp_item(v, v->u.t);
    if (number && p->type == RP_ARGUMENT_DTYPE && v->u.i >= 0 &&
        (size_t)v->u.i < sizeof dtypes / sizeof *dtypes)
        *v = rp_value_dtype(dtypes[v->u.i]);
    return RP_OK;
}

static rp_status build_value(struct golden_args *a, const struct golden_case *c,
                             const rp_argument_info *p, const cJSON *json, rp_value *out)
{
    const cJSON *f;
    *out = rp_value_none();
    if (cJSON_IsNull(json)) return RP_OK;
    if ((f = golden_field(json, "in"))) {
        *out = rp_value_tensor(a->input[f->valueint].tensor);
    } else if ((f = golden_field(json, "int"))) {
        *out = number(a, p, rp_value_int(golden_integer(f)));
    } else if ((f = golden_field(json, "bool"))) {
        *out = rp_value_bool(cJSON_IsTrue(f));
    } else if ((f = golden_field(json, "float"))) {
        *out = number(a, p, rp_value_float(golden_double(f)));
    } else if (golden_field(json, "device") ||
               (golden_field(json, "str") && p->type == RP_ARGUMENT_DEVICE)) {
        *out = rp_value_device(c->device);
    } else if ((f = golden_field(json, "str"))) {
        *out = rp_value_str(f->valuestring, (uint32_t)strlen(f->valuestring));
    } else if ((f = golden_field(json, "ints"))) {
        *out = list_of_ints(a, f);
    } else if ((f = golden_field(json, "dtype"))) {
        *out = rp_value_dtype(widened(c, rp_dtype_find(f->valuestring)));
    } else if (golden_field(json, "layout")) {
        *out = rp_value_int(0);
    } else if ((f = golden_field(json, "memory_format"))) {
        *out = rp_value_int(memory_format(f->valuestring));
    } else if ((f = golden_field(json, "list"))) {
        const int n = cJSON_GetArraySize(f);
        rp_argument_info element = *p;
        rp_value *at = items(a, n);
        const cJSON *item;
        int i = 0;
        element.list = 0;
        cJSON_ArrayForEach(item, f) RP_TRY(build_value(a, c, &element, item, &at[i++]));
        *out = rp_value_list(at, (uint32_t)n);
    } else {
        return RP_FAIL(RP_E_VALUE, "argument %s: no known form", p->name);
    }
    return convert(p, out);
}

static int count_items(const cJSON *json)
{
    int n = 4;
    for (const cJSON *i = json ? json->child : NULL; i; i = i->next) n += 1 + count_items(i);
    return n;
}

static rp_status build_values(struct golden_args *a, const struct golden_case *c)
{
    const cJSON *args = golden_field(c->json, "args"), *kwargs = golden_field(c->json, "kwargs");
    const uint32_t n = rp_op_argument_count(c->op);
    if (n > GOLDEN_MAX_ARGS)
        return RP_FAIL(RP_E_VALUE, "%u arguments are more than the %d allowed", n, GOLDEN_MAX_ARGS);
    a->arena = calloc((size_t)(count_items(args) + count_items(kwargs)) * 4, sizeof *a->arena);
    if (!a->arena) return RP_FAIL(RP_E_MEMORY, "no memory for the arguments");
    const cJSON *next = args->child;
    for (uint32_t i = 0; i < n; i++) {
        rp_argument_info p = {.size = sizeof p};
        RP_TRY(rp_op_argument(c->op, i, &p));
        const cJSON *json = next ? next : golden_field(kwargs, p.name);
        if (next) next = next->next;
        a->value[i] = p.default_value;
        if (json) RP_TRY(build_value(a, c, &p, json, &a->value[i]));
    }
    a->n = n;
    return RP_OK;
}

rp_status golden_args_build(struct golden_args *a, const struct golden_case *c, int with_grad)
{
    memset(a, 0, sizeof *a);
    rp_status st = build_inputs(a, c, golden_field(c->json, "args"), with_grad);
    if (!st) st = build_inputs(a, c, golden_field(c->json, "kwargs"), with_grad);
    if (!st) st = build_values(a, c);
    if (st) golden_args_fini(a);
    return st;
}

void golden_args_fini(struct golden_args *a)
{
    for (uint32_t i = 0; i < a->n_inputs; i++) {
        rp_tensor_release(a->input[i].tensor);
        rp_tensor_release(a->input[i].leaf);
        rp_tensor_release(a->input[i].storage);
    }
    free(a->arena);
    memset(a, 0, sizeof *a);
}

static void put(rp_value *v, uint32_t n, const rp_tensor *old, rp_tensor *t)
{
    for (uint32_t i = 0; i < n; i++)
        if (v[i].tag == RP_TAG_TENSOR && v[i].u.t == old) v[i].u.t = t;
}

void golden_args_put_take(struct golden_args *a, uint32_t k, rp_tensor *t)
{
    rp_tensor *old = a->input[k].tensor;
    put(a->value, a->n, old, t);
    put(a->arena, a->n_arena, old, t);
    a->input[k].tensor = t;
    rp_tensor_release(old);
}

/* ---- the call -------------------------------------------------------------------------------- */
rp_status golden_call(const struct golden_case *c, const struct golden_args *a,
                      struct golden_results *r)
{
    memset(r, 0, sizeof *r);
    const uint32_t n = rp_op_return_count(c->op);
    RP_TRY(rp_op_call(c->op, a->value, a->n, r->raw, n));
    r->n_raw = n;
    for (uint32_t i = 0; i < n; i++) {
        const int list = r->raw[i].tag == RP_TAG_LIST;
        const rp_value *from = list ? r->raw[i].u.l : &r->raw[i];
        for (uint32_t k = 0; k < (list ? r->raw[i].n : 1) && r->n < GOLDEN_MAX_RESULTS; k++)
            r->flat[r->n++] = from[k];
    }
    return RP_OK;
}

void golden_results_fini(struct golden_results *r)
{
    for (uint32_t i = 0; i < r->n_raw; i++) rp_value_clear(&r->raw[i]);
    r->n_raw = r->n = 0;
}
