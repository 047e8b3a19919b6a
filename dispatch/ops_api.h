/* dispatch/ops_api.h - what the generated functions of ops_api.c share: handles by name, values
   from C types, results into slots */
#ifndef RP_OPS_API_H
#define RP_OPS_API_H
#include "dispatch/impl.h"
#include <string.h>

enum { LIST_ROOM = 16 }; /* list elements that need no heap */

/* Looks the operator up by name on the first call; later calls are one relaxed load. */
static RP_COLD rp_status op_look_up(const rp_op **op, _Atomic(const rp_op *) *cache,
                                    const char *name)
{
    RP_TRY(rp_init());
    *op = rp_op_lookup(name);
    if (!*op) return RP_FAIL(RP_E_UNIMPLEMENTED, "operator %s is not registered", name);
    atomic_store_explicit(cache, *op, memory_order_relaxed);
    return RP_OK;
}
static inline rp_status op_find(const rp_op **op, _Atomic(const rp_op *) *cache, const char *name)
{
    *op = atomic_load_explicit(cache, memory_order_relaxed);
    return RP_LIKELY(*op != NULL) ? RP_OK : op_look_up(op, cache, name);
}

/* ---- arguments ------------------------------------------------------------------------------- */
static inline rp_value opt_int(const int64_t *v)
{
    return v ? rp_value_int(*v) : rp_value_none();
}
static inline rp_value opt_float(const double *v)
{
    return v ? rp_value_float(*v) : rp_value_none();
}
static inline rp_value opt_bool(const int *v)
{
    return v ? rp_value_bool(*v) : rp_value_none();
}
static inline rp_value opt_device(const rp_device *v)
{
    return v ? rp_value_device(*v) : rp_value_none();
}
static inline rp_value opt_str(const char *s)
{
    return s ? rp_value_str(s, (uint32_t)strlen(s)) : rp_value_none();
}
static inline rp_value opt_generator(rp_generator *g)
{
    rp_value v = rp_value_none();
    if (g) {
        v.tag = RP_TAG_GENERATOR;
        v.u.g = g;
    }
    return v;
}

/* Space for n elements: the caller's room, or the heap beyond it. An absent optional list (NULL)
   stays NONE. */
static inline rp_status list_open(rp_value *list, rp_value **items, rp_value *room,
                                  const void *given, uint32_t n, int optional)
{
    *items = NULL;
    if (!given && n) return RP_FAIL(RP_E_INVALID, "a list of %u elements was given as NULL", n);
    if (!given && optional) return RP_OK;
    *items = n <= LIST_ROOM ? room : rp_alloc(n * sizeof *room);
    if (!*items) return RP_E_MEMORY;
    *list = rp_value_list(*items, n);
    return RP_OK;
}

static inline void list_drop(rp_value *list, const rp_value *room)
{
    if (list->tag == RP_TAG_LIST && list->u.l != room)
        rp_free((void *)(uintptr_t)list->u.l, list->n * sizeof *room);
}

#define RP_LIST_OF(name_, type_, make_)                                                            \
    static inline rp_status list_of_##name_(rp_value *list, rp_value *room, type_ v, uint32_t n,   \
                                            int optional)                                          \
    {                                                                                              \
        rp_value *items;                                                                           \
        RP_TRY(list_open(list, &items, room, v, n, optional));                                     \
        for (uint32_t i = 0; items && i < n; i++) items[i] = make_(v[i]);                          \
        return RP_OK;                                                                              \
    }
static inline rp_value same_value(rp_value v)
{
    return v;
}
RP_LIST_OF(tensors, rp_tensor *const *, rp_value_tensor)
RP_LIST_OF(ints, const int64_t *, rp_value_int)
RP_LIST_OF(floats, const double *, rp_value_float)
RP_LIST_OF(bools, const int *, rp_value_bool)
RP_LIST_OF(scalars, const rp_value *, same_value)
RP_LIST_OF(strings, const char *const *, opt_str)

/* ---- results --------------------------------------------------------------------------------- */
static inline void take(rp_tensor **out, rp_value *v)
{
    if (!out) {
        rp_value_clear(v);
        return;
    }
    rp_tensor *old = *out;
    *out = v->tag == RP_TAG_TENSOR ? v->u.t : NULL;
    if (old) rp_tensor_release(old);
}

static inline void take_value(rp_value *out, rp_value *v)
{
    if (out) *out = *v;
    else rp_value_clear(v);
}

static inline rp_status take_list(rp_tensor **out, uint32_t n_out, rp_value *v)
{
    const uint32_t n = v->tag == RP_TAG_LIST ? v->n : 0;
    if (out && n != n_out) {
        rp_value_clear(v);
        return RP_FAIL(RP_E_INVALID, "the call has %u results, but the place for them holds %u", n,
                       n_out);
    }
    for (uint32_t i = 0; out && i < n; i++) {
        rp_tensor *old = out[i];
        out[i] = v->u.l[i].tag == RP_TAG_TENSOR ? rp_tensor_retain(v->u.l[i].u.t) : NULL;
        rp_tensor_release(old);
    }
    rp_value_clear(v);
    return RP_OK;
}
#endif
