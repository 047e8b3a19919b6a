/* core/value.c - owning copies of values */
#include "core/impl.h"
#include <string.h>

static rp_status copy_string(rp_value *out, const rp_value *v)
{
    char *s = rp_alloc((size_t)v->n + 1);
    if (!s) return RP_E_MEMORY;
    if (v->n) memcpy(s, v->u.s, v->n);
    s[v->n] = 0;
    *out = rp_value_str(s, v->n);
    return RP_OK;
}

static rp_status copy_list(rp_value *out, const rp_value *v)
{
    *out = rp_value_list(NULL, 0);
    if (v->n == 0) return RP_OK;
    rp_value *items = rp_alloc(v->n * sizeof *items);
    if (!items) {
        *out = rp_value_none();
        return RP_E_MEMORY;
    }
    for (uint32_t i = 0; i < v->n; i++) items[i] = rp_value_none();
    *out = rp_value_list(items, v->n);
    for (uint32_t i = 0; i < v->n; i++) {
        const rp_status st = rp_value_copy(&items[i], &v->u.l[i]);
        if (st == RP_OK) continue;
        rp_value_clear(out);
        return st;
    }
    return RP_OK;
}

rp_status rp_value_copy(rp_value *out, const rp_value *v)
{
    const rp_value from = *v; /* `out` may be `v` itself */
    *out = rp_value_none();
    switch (from.tag) {
    case RP_TAG_STR: return copy_string(out, &from);
    case RP_TAG_LIST: return copy_list(out, &from);
    case RP_TAG_TENSOR: rp_tensor_retain(from.u.t); break;
    case RP_TAG_GENERATOR: rp_generator_retain(from.u.g); break;
    case RP_TAG_NONE:
    case RP_TAG_BOOL:
    case RP_TAG_INT:
    case RP_TAG_FLOAT:
    case RP_TAG_DTYPE:
    case RP_TAG_DEVICE: break;
    default: return RP_FAIL(RP_E_INVALID, "value has the unknown tag %u", from.tag);
    }
    *out = from;
    return RP_OK;
}

static void clear_list(rp_value *v)
{
    rp_value *items = (rp_value *)(uintptr_t)v->u.l;
    for (uint32_t i = 0; i < v->n; i++) rp_value_clear(&items[i]);
    rp_free(items, v->n * sizeof *items);
}

void rp_value_clear(rp_value *v)
{
    rp_value old = *v;
    *v = rp_value_none(); /* first: what a release runs must not find it half gone */
    switch (old.tag) {
    case RP_TAG_STR:
        if (old.u.s) rp_free((void *)(uintptr_t)old.u.s, (size_t)old.n + 1);
        break;
    case RP_TAG_LIST:
        if (old.u.l) clear_list(&old);
        break;
    case RP_TAG_TENSOR: rp_tensor_release(old.u.t); break;
    case RP_TAG_GENERATOR: rp_generator_release(old.u.g); break;
    default: break;
    }
}

rp_status rp_value_map(const rp_value *v, rp_status (*fn)(void *ctx, const rp_value *leaf),
                       void *ctx)
{
    if (v->tag != RP_TAG_LIST) return fn(ctx, v);
    for (uint32_t i = 0; i < v->n; i++) RP_TRY(rp_value_map(&v->u.l[i], fn, ctx));
    return RP_OK;
}
