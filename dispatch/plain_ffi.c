/* dispatch/plain_ffi.c - plain C functions as kernels: called through libffi, with the typed API's
 * C types
 *
 * rp_status f(rp_call *, results ..., arguments ...): one rp_tensor ** for each tensor result
 * (already made where the operator has a meta function) or one rp_value * for another one, lists
 * too; then every schema argument in order, keyword-only ones too. Tables and lists below live on
 * the stack of the call; only lists and strings longer than their room go to the heap.
 */
#include "dispatch/plain_ffi.h"
#include <string.h>

enum { ROOM = 768 };
struct rp_plain {
    void (*fn)(void);
    ffi_cif cif;
    uint32_t n;
    ffi_type *type[];
};

/* ---- the signature against the schema -------------------------------------------------------- */
static bool same_type(const rp_param *a, const rp_param *b)
{
    return a->type == b->type && a->list == b->list && a->optional == b->optional &&
           a->element_optional == b->element_optional;
}

static bool same_types(const rp_param *a, uint32_t n_a, const rp_param *b, uint32_t n_b)
{
    bool same = n_a == n_b;
    for (uint32_t i = 0; same && i < n_a; i++) same = same_type(&a[i], &b[i]);
    return same;
}

static rp_status check_signature(const rp_schema *have, const char *text, const rp_op *op)
{
    const rp_schema *s = &op->schema;
    if (same_types(have->arg, have->n_args, s->arg, s->n_args) &&
        same_types(have->ret, have->n_rets, s->ret, s->n_rets))
        return RP_OK;
    return RP_FAIL(RP_E_INVALID,
                   "the plain kernel's signature \"%s\" does not fit the schema \"%s\"", text,
                   s->text);
}

/* An absent number in a list has no place to be told; absent tensors, strings and the like are
   NULL. */
static bool has_c_form(const rp_param *p)
{
    if (!p->list || !p->element_optional) return true;
    return p->type != RP_TYPE_INT && p->type != RP_TYPE_FLOAT && p->type != RP_TYPE_BOOL &&
           p->type != RP_TYPE_DEVICE && p->type != RP_TYPE_LAYOUT &&
           p->type != RP_TYPE_MEMORY_FORMAT;
}

rp_status rp_ffi_check(const rp_schema *s)
{
    char type[32];
    for (uint32_t i = 0; i < s->n_args; i++)
        if (!has_c_form(&s->arg[i]))
            return RP_FAIL(RP_E_UNIMPLEMENTED, "%s: argument '%s' is %s, which has no plain C form",
                           s->name, s->arg[i].name,
                           rp_param_type_text(type, sizeof type, &s->arg[i]));
    return RP_OK;
}

/* ---- C types --------------------------------------------------------------------------------- */
/* A Scalar goes by value: tag, n, and 8 bytes that hold an integer or a double. A Device too: two
   halves of 4 bytes. */
static ffi_type *value_elements[] = {&ffi_type_uint32, &ffi_type_uint32, &ffi_type_uint64, NULL};
static ffi_type value_type = {0, 0, FFI_TYPE_STRUCT, value_elements};
static ffi_type *device_elements[] = {&ffi_type_sint16, &ffi_type_sint16, NULL};
static ffi_type device_type = {0, 0, FFI_TYPE_STRUCT, device_elements};

static ffi_type *c_type(const rp_param *p)
{
    if (p->list) return &ffi_type_pointer; /* and a count behind it */
    switch (p->type) {
    case RP_TYPE_SCALAR: return &value_type;
    case RP_TYPE_DTYPE: return &ffi_type_uint32;
    case RP_TYPE_DEVICE: return p->optional ? &ffi_type_pointer : &device_type;
    case RP_TYPE_INT:
    case RP_TYPE_LAYOUT:
    case RP_TYPE_MEMORY_FORMAT: return p->optional ? &ffi_type_pointer : &ffi_type_sint64;
    case RP_TYPE_FLOAT: return p->optional ? &ffi_type_pointer : &ffi_type_double;
    case RP_TYPE_BOOL: return p->optional ? &ffi_type_pointer : &ffi_type_sint;
    default: return &ffi_type_pointer; /* tensors, generators, strings */
    }
}

uint32_t rp_ffi_arguments(ffi_type **type, const rp_schema *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_args; i++) {
        type[n++] = c_type(&s->arg[i]);
        if (s->arg[i].list) type[n++] = &ffi_type_uint32;
    }
    return n;
}

static uint32_t fill_types(ffi_type **type, const rp_schema *s)
{
    uint32_t n = 0;
    type[n++] = &ffi_type_pointer;
    for (uint32_t k = 0; k < s->n_rets; k++) type[n++] = &ffi_type_pointer;
    return n + rp_ffi_arguments(type + n, s);
}

static rp_status make(struct rp_plain **out, void (*fn)(void), const rp_op *op)
{
    ffi_type *type[RP_MAX_C_ARGS];
    const uint32_t n = fill_types(type, &op->schema);
    struct rp_plain *p = rp_alloc(sizeof *p + n * sizeof *type);
    if (!p) return RP_E_MEMORY;
    p->fn = fn;
    p->n = n;
    memcpy(p->type, type, n * sizeof *type);
    const ffi_status st = ffi_prep_cif(&p->cif, FFI_DEFAULT_ABI, n, &ffi_type_sint32, p->type);
    if (st != FFI_OK) {
        rp_plain_free(p);
        return RP_FAIL(RP_E_UNIMPLEMENTED, "libffi cannot call a plain kernel of %s (status %d)",
                       op->schema.name, (int)st);
    }
    *out = p;
    return RP_OK;
}

rp_status rp_plain_create(struct rp_plain **out, void (*fn)(void), const char *signature,
                          const rp_op *op)
{
    rp_schema have = {0};
    RP_TRY(rp_note(rp_schema_parse_signature(&have, signature),
                   "in the signature of a plain kernel of %s", op->schema.name));
    rp_status st = check_signature(&have, signature, op);
    rp_schema_fini(&have);
    if (!st) st = rp_ffi_check(&op->schema);
    return st ? st : make(out, fn, op);
}

void rp_plain_free(struct rp_plain *p)
{
    if (p) rp_free(p, sizeof *p + p->n * sizeof *p->type);
}

/* ---- one call -------------------------------------------------------------------------------- */
union word {
    void *p;
    int64_t i;
    double f;
    int b;
    uint32_t u;
};
struct frame {
    uint32_t n, n_items;
    void *arg[RP_MAX_C_ARGS];       /* addresses, for libffi */
    union word word[RP_MAX_C_ARGS]; /* what they point at, but for scalars */
    int64_t held[RP_MAX_ARGS];      /* present optional numbers */
    rp_tensor *result[RP_MAX_RETURNS], **result_slot[RP_MAX_RETURNS];
    rp_value *value_slot[RP_MAX_RETURNS];
    _Alignas(16) unsigned char items[ROOM];
    void *heap[RP_MAX_ARGS];
    size_t heap_bytes[RP_MAX_ARGS];
    uint32_t n_heap;
};

static void add_word(struct frame *f, union word w)
{
    f->word[f->n] = w;
    f->arg[f->n] = &f->word[f->n];
    f->n++;
}

static void *room_for(struct frame *f, size_t bytes)
{
    const size_t at = (f->n_items + 15u) & ~15u;
    if (at + bytes <= ROOM) {
        f->n_items = (uint32_t)(at + bytes);
        return f->items + at;
    }
    void *p = rp_alloc(bytes);
    if (!p) return NULL;
    f->heap[f->n_heap] = p;
    f->heap_bytes[f->n_heap++] = bytes;
    return p;
}

size_t rp_ffi_element_bytes(const rp_param *p)
{
    switch (p->type) {
    case RP_TYPE_TENSOR:
    case RP_TYPE_GENERATOR:
    case RP_TYPE_STR: return sizeof(void *);
    case RP_TYPE_BOOL: return sizeof(int);
    case RP_TYPE_SCALAR: return sizeof(rp_value);
    case RP_TYPE_DTYPE: return sizeof(rp_dtype);
    case RP_TYPE_DEVICE: return sizeof(rp_device);
    default: return sizeof(int64_t); /* int, float */
    }
}

static char *copy_text(char *to, const rp_value *v)
{
    memcpy(to, v->u.s, v->n);
    to[v->n] = 0;
    return to;
}

static void store_element(const rp_param *p, void *items, uint32_t i, const rp_value *v,
                          char **chars)
{
    const bool absent = v->tag == RP_TAG_NONE;
    switch (p->type) {
    case RP_TYPE_TENSOR: ((rp_tensor **)items)[i] = absent ? NULL : v->u.t; break;
    case RP_TYPE_GENERATOR: ((rp_generator **)items)[i] = absent ? NULL : v->u.g; break;
    case RP_TYPE_BOOL: ((int *)items)[i] = v->u.i != 0; break;
    case RP_TYPE_SCALAR: ((rp_value *)items)[i] = *v; break;
    case RP_TYPE_FLOAT: ((double *)items)[i] = v->u.f; break;
    case RP_TYPE_DTYPE: ((rp_dtype *)items)[i] = absent ? RP_DTYPE_NONE : v->u.dtype; break;
    case RP_TYPE_DEVICE: ((rp_device *)items)[i] = v->u.device; break;
    case RP_TYPE_STR:
        ((const char **)items)[i] = absent ? NULL : copy_text(*chars, v);
        if (!absent) *chars += v->n + 1;
        break;
    default: ((int64_t *)items)[i] = v->u.i; break;
    }
}

static size_t list_bytes(const rp_param *p, const rp_value *item, uint32_t n)
{
    size_t bytes = n * rp_ffi_element_bytes(p);
    for (uint32_t i = 0; p->type == RP_TYPE_STR && i < n; i++)
        if (item[i].tag == RP_TAG_STR) bytes += item[i].n + 1;
    return bytes;
}

/* An absent list is NULL; a list of nothing is not. */
static rp_status add_list(struct frame *f, const rp_param *p, const rp_value *v)
{
    const bool single = v->tag != RP_TAG_LIST && v->tag != RP_TAG_NONE;
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    const uint32_t n = v->tag == RP_TAG_LIST ? v->n : single ? (uint32_t)p->list_size : 0;
    void *items = NULL;
    if (v->tag != RP_TAG_NONE) {
        items = room_for(f, single ? n * rp_ffi_element_bytes(p) : list_bytes(p, item, n));
        if (!items) return RP_E_MEMORY;
    }
    char *chars = items ? (char *)items + n * rp_ffi_element_bytes(p) : NULL;
    for (uint32_t i = 0; i < n; i++) store_element(p, items, i, single ? item : &item[i], &chars);
    add_word(f, (union word){.p = items});
    add_word(f, (union word){.u = n});
    return RP_OK;
}

static rp_status add_string(struct frame *f, const rp_value *v)
{
    char *copy = NULL;
    if (v->tag == RP_TAG_STR) {
        copy = room_for(f, (size_t)v->n + 1);
        if (!copy) return RP_E_MEMORY;
        copy_text(copy, v);
    }
    add_word(f, (union word){.p = copy});
    return RP_OK;
}

/* int? and its like: NULL or the address of the number. */
static void add_optional(struct frame *f, uint32_t i, const rp_param *p, const rp_value *v)
{
    if (v->tag == RP_TAG_NONE) {
        add_word(f, (union word){.p = NULL});
        return;
    }
    if (p->type == RP_TYPE_BOOL) {
        const int b = v->u.i != 0;
        memcpy(&f->held[i], &b, sizeof b);
    } else {
        memcpy(&f->held[i], &v->u, sizeof f->held[i]);
    }
    add_word(f, (union word){.p = &f->held[i]});
}

static rp_status add_argument(struct frame *f, uint32_t i, const rp_param *p, const rp_value *v)
{
    if (p->list) return add_list(f, p, v);
    switch (p->type) {
    case RP_TYPE_TENSOR:
        add_word(f, (union word){.p = v->tag == RP_TAG_TENSOR ? v->u.t : NULL});
        return RP_OK;
    case RP_TYPE_GENERATOR:
        add_word(f, (union word){.p = v->tag == RP_TAG_GENERATOR ? v->u.g : NULL});
        return RP_OK;
    case RP_TYPE_DEVICE: {
        void *device = v->tag == RP_TAG_DEVICE ? (void *)(uintptr_t)&v->u.device : NULL;
        if (p->optional) add_word(f, (union word){.p = device});
        else f->arg[f->n++] = device; /* itself: 4 bytes */
        return RP_OK;
    }
    case RP_TYPE_DTYPE:
        add_word(f, (union word){.u = v->tag == RP_TAG_DTYPE ? v->u.dtype : RP_DTYPE_NONE});
        return RP_OK;
    case RP_TYPE_STR: return add_string(f, v);
    case RP_TYPE_SCALAR:
        f->arg[f->n++] = (void *)(uintptr_t)v; /* the value itself: 16 bytes */
        return RP_OK;
    default: break;
    }
    if (p->optional) add_optional(f, i, p, v);
    else if (p->type == RP_TYPE_BOOL) add_word(f, (union word){.b = v->u.i != 0});
    else if (p->type == RP_TYPE_FLOAT) add_word(f, (union word){.f = v->u.f});
    else add_word(f, (union word){.i = v->u.i});
    return RP_OK;
}

static bool is_slot(const rp_param *ret)
{
    return ret->type == RP_TYPE_TENSOR && !ret->list;
}

static void add_results(struct frame *f, const rp_op *op, rp_value *out, uint32_t n_out)
{
    for (uint32_t k = 0; k < n_out; k++) {
        if (is_slot(&op->schema.ret[k])) {
            f->result[k] = out[k].tag == RP_TAG_TENSOR ? out[k].u.t : NULL;
            f->result_slot[k] = &f->result[k];
            f->arg[f->n++] = &f->result_slot[k];
        } else {
            f->value_slot[k] = &out[k];
            f->arg[f->n++] = &f->value_slot[k];
        }
    }
}

static void take_results(struct frame *f, const rp_op *op, rp_value *out, uint32_t n_out)
{
    for (uint32_t k = 0; k < n_out; k++)
        if (is_slot(&op->schema.ret[k])) out[k] = rp_value_tensor(f->result[k]);
}

rp_status rp_plain_call(void *plain, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    struct rp_plain *p = plain;
    const rp_op *op = c->op;
    struct frame f;
    ffi_arg returned = 0;
    rp_status st = RP_OK;
    f.n = f.n_items = f.n_heap = 0;
    add_word(&f, (union word){.p = c});
    add_results(&f, op, out, n_out);
    for (uint32_t i = 0; i < n_in && !st; i++) st = add_argument(&f, i, &op->schema.arg[i], &in[i]);
    if (!st) {
        ffi_call(&p->cif, p->fn, &returned, f.arg);
        take_results(&f, op, out, n_out);
        st = (rp_status)returned;
    }
    while (f.n_heap) {
        f.n_heap--;
        rp_free(f.heap[f.n_heap], f.heap_bytes[f.n_heap]);
    }
    return st;
}
