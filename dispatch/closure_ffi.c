/* dispatch/closure_ffi.c - any operator as a C function pointer of its own type: a libffi closure
   that makes the boxed call */
#include "dispatch/ops_api.h"
#include "dispatch/plain_ffi.h"

struct closure {
    struct closure *next;
    const rp_op *op;
    void *writable; /* libffi's block */
    rp_op_fn fn;
    ffi_cif cif;
    uint32_t n;
    ffi_type *type[];
};
static struct closure *closures; /* under the registry's lock */

/* ---- C arguments as values ------------------------------------------------------------------- */
static rp_value value_of(const rp_param *p, void *arg)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: return rp_value_tensor(*(rp_tensor **)arg);
    case RP_TYPE_GENERATOR: return opt_generator(*(rp_generator **)arg);
    case RP_TYPE_SCALAR: return *(rp_value *)arg;
    case RP_TYPE_STR: return opt_str(*(const char **)arg);
    case RP_TYPE_DTYPE: return rp_value_dtype(*(rp_dtype *)arg);
    case RP_TYPE_DEVICE:
        return p->optional ? opt_device(*(const rp_device **)arg)
                           : rp_value_device(*(rp_device *)arg);
    case RP_TYPE_FLOAT:
        return p->optional ? opt_float(*(const double **)arg) : rp_value_float(*(double *)arg);
    case RP_TYPE_BOOL:
        return p->optional ? opt_bool(*(const int **)arg) : rp_value_bool(*(int *)arg);
    default: return p->optional ? opt_int(*(const int64_t **)arg) : rp_value_int(*(int64_t *)arg);
    }
}

RP_LIST_OF(dtypes, const rp_dtype *, rp_value_dtype)
RP_LIST_OF(devices, const rp_device *, rp_value_device)
RP_LIST_OF(generators, rp_generator *const *, opt_generator)

static rp_status list_value(rp_value *list, rp_value *room, const rp_param *p, const void *items,
                            uint32_t n)
{
    switch (p->type) {
    case RP_TYPE_TENSOR:
        return list_of_tensors(list, room, (rp_tensor *const *)items, n, p->optional);
    case RP_TYPE_GENERATOR:
        return list_of_generators(list, room, (rp_generator *const *)items, n, p->optional);
    case RP_TYPE_SCALAR:
        return list_of_scalars(list, room, (const rp_value *)items, n, p->optional);
    case RP_TYPE_STR:
        return list_of_strings(list, room, (const char *const *)items, n, p->optional);
    case RP_TYPE_DTYPE: return list_of_dtypes(list, room, (const rp_dtype *)items, n, p->optional);
    case RP_TYPE_DEVICE:
        return list_of_devices(list, room, (const rp_device *)items, n, p->optional);
    case RP_TYPE_FLOAT: return list_of_floats(list, room, (const double *)items, n, p->optional);
    case RP_TYPE_BOOL: return list_of_bools(list, room, (const int *)items, n, p->optional);
    default: return list_of_ints(list, room, (const int64_t *)items, n, p->optional);
    }
}

/* ---- results into the caller's slots --------------------------------------------------------- */
/* The typed API's form: a call with one list of tensors has places for a known number of them. */
static bool has_places(const rp_schema *s)
{
    return s->n_rets == 1 && s->ret[0].type == RP_TYPE_TENSOR && s->ret[0].list;
}

static rp_status take_results(const rp_schema *s, void **arg, rp_value *ret)
{
    if (has_places(s)) return take_list(*(rp_tensor ***)arg[0], *(uint32_t *)arg[1], &ret[0]);
    for (uint32_t k = 0; k < s->n_rets; k++) {
        if (s->ret[k].type == RP_TYPE_TENSOR && !s->ret[k].list)
            take(*(rp_tensor ***)arg[k], &ret[k]);
        else take_value(*(rp_value **)arg[k], &ret[k]);
    }
    return RP_OK;
}

/* ---- one call -------------------------------------------------------------------------------- */
static rp_status run(const rp_op *op, void **arg)
{
    const rp_schema *s = &op->schema;
    rp_value in[RP_MAX_ARGS], ret[RP_MAX_RETURNS], room[RP_MAX_ARGS][LIST_ROOM];
    void **at = arg + s->n_rets + has_places(s);
    rp_status st = RP_OK;
    for (uint32_t i = 0; i < s->n_args; i++, at++) {
        const rp_param *p = &s->arg[i];
        in[i] = p->list ? rp_value_none() : value_of(p, *at);
        if (!p->list) continue;
        if (!st) st = list_value(&in[i], room[i], p, *(const void **)at[0], *(uint32_t *)at[1]);
        at++;
    }
    if (!st) st = rp_call_from(op, NULL, in, s->n_args, ret, s->n_rets);
    for (uint32_t i = 0; i < s->n_args; i++)
        if (s->arg[i].list) list_drop(&in[i], room[i]);
    return st ? st : take_results(s, arg, ret);
}

static void call(ffi_cif *cif, void *returned, void **arg, void *op)
{
    (void)cif;
    *(ffi_sarg *)returned = run(op, arg);
}

/* ---- making and giving back ------------------------------------------------------------------ */
static uint32_t fill_types(ffi_type **type, const rp_schema *s)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->n_rets; k++) type[n++] = &ffi_type_pointer;
    if (has_places(s)) type[n++] = &ffi_type_uint32;
    return n + rp_ffi_arguments(type + n, s);
}

static void closure_free(struct closure *c)
{
    if (c->writable) ffi_closure_free(c->writable);
    rp_free(c, sizeof *c + c->n * sizeof *c->type);
}

static rp_status prepare(struct closure *c)
{
    void *code = NULL;
    c->writable = ffi_closure_alloc(sizeof(ffi_closure), &code);
    if (!c->writable)
        return RP_FAIL(RP_E_UNIMPLEMENTED,
                       "%s as a function pointer: the system gives no executable memory",
                       c->op->schema.name);
    ffi_status st = ffi_prep_cif(&c->cif, FFI_DEFAULT_ABI, c->n, &ffi_type_sint32, c->type);
    if (st == FFI_OK)
        st = ffi_prep_closure_loc(c->writable, &c->cif, call, (void *)(uintptr_t)c->op, code);
    if (st != FFI_OK)
        return RP_FAIL(RP_E_UNIMPLEMENTED, "%s as a function pointer: libffi refuses (status %d)",
                       c->op->schema.name, (int)st);
    memcpy(&c->fn, &code, sizeof c->fn); /* ISO C has no cast from object to function pointers */
    return RP_OK;
}

rp_status rp_op_function(rp_op_fn *out, const char *name)
{
    ffi_type *type[RP_MAX_C_ARGS];
    if (!name) return RP_FAIL(RP_E_INVALID, "the name of the operator is NULL");
    RP_TRY(rp_init());
    const rp_op *op = rp_op_lookup(name);
    if (!op) return rp_op_unknown(name);
    RP_TRY(rp_ffi_check(&op->schema));
    const uint32_t n = fill_types(type, &op->schema);
    struct closure *c = rp_alloc_zero(sizeof *c + n * sizeof *type);
    if (!c) return RP_E_MEMORY;
    c->op = op;
    c->n = n;
    memcpy(c->type, type, n * sizeof *type);
    const rp_status st = prepare(c);
    if (st) {
        closure_free(c);
        return st;
    }
    rp_registry_lock();
    c->next = closures;
    closures = c;
    rp_registry_unlock();
    *out = c->fn;
    return RP_OK;
}

void rp_op_function_release(rp_op_fn fn)
{
    if (!fn) return;
    rp_registry_lock();
    struct closure **link = &closures;
    while (*link && (*link)->fn != fn) link = &(*link)->next;
    struct closure *c = *link;
    if (c) *link = c->next;
    rp_registry_unlock();
    if (c) closure_free(c);
}
