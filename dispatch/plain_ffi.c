/* dispatch/plain_ffi.c - plain C functions as kernels: called through libffi, with the typed API's
 * C types
 *
 * rp_status f(rp_call *, results ..., arguments ...): one rp_tensor ** for each tensor result
 * (already made where the operator has a meta function) or one rp_value * for another one, then
 * every schema argument in order, keyword-only ones too. Tables and lists below live on the stack
 * of the call; only lists longer than their room go to the heap.
 */
#include "dispatch/impl.h"
#include <ffi.h>
#include <string.h>

enum { MAX_C_ARGS = 1 + RP_MAX_RETURNS + 2 * RP_MAX_ARGS, ROOM = 512, STR_ROOM = 256 };
struct rp_plain {
    void (*fn)(void);
    ffi_cif cif;
    uint32_t n;
    ffi_type *type[];
};

/* A Scalar goes by value: tag, n, and 8 bytes that hold an integer or a double. */
static ffi_type *value_elements[] = {&ffi_type_uint32, &ffi_type_uint32, &ffi_type_uint64, NULL};
static ffi_type value_type = {0, 0, FFI_TYPE_STRUCT, value_elements};

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

static rp_status check_expressible(const rp_op *op)
{
    for (uint32_t k = 0; k < op->schema.n_rets; k++)
        if (op->schema.ret[k].list)
            return RP_FAIL(
                RP_E_UNIMPLEMENTED,
                "%s returns a list, whose length a plain kernel cannot tell: register a boxed one",
                op->schema.name);
    for (uint32_t i = 0; i < op->schema.n_args; i++) {
        const rp_param *p = &op->schema.arg[i];
        if (p->list && (p->type == RP_TYPE_STR || p->type >= RP_TYPE_DTYPE))
            return RP_FAIL(
                RP_E_UNIMPLEMENTED,
                "%s: argument '%s' is a list that has no plain C form: register a boxed kernel",
                op->schema.name, p->name);
    }
    return RP_OK;
}

/* ---- C types --------------------------------------------------------------------------------- */
static ffi_type *c_type(const rp_param *p)
{
    if (p->list) return &ffi_type_pointer; /* and a count behind it */
    switch (p->type) {
    case RP_TYPE_SCALAR: return &value_type;
    case RP_TYPE_DTYPE: return &ffi_type_uint32;
    case RP_TYPE_INT:
    case RP_TYPE_LAYOUT:
    case RP_TYPE_MEMORY_FORMAT: return p->optional ? &ffi_type_pointer : &ffi_type_sint64;
    case RP_TYPE_FLOAT: return p->optional ? &ffi_type_pointer : &ffi_type_double;
    case RP_TYPE_BOOL: return p->optional ? &ffi_type_pointer : &ffi_type_sint;
    default: return &ffi_type_pointer; /* tensors, generators, strings, devices */
    }
}

static uint32_t fill_types(ffi_type **type, const rp_op *op)
{
    uint32_t n = 0;
    type[n++] = &ffi_type_pointer;
    for (uint32_t k = 0; k < op->schema.n_rets; k++) type[n++] = &ffi_type_pointer;
    for (uint32_t i = 0; i < op->schema.n_args; i++) {
        type[n++] = c_type(&op->schema.arg[i]);
        if (op->schema.arg[i].list) type[n++] = &ffi_type_uint32;
    }
    return n;
}

static rp_status make(struct rp_plain **out, void (*fn)(void), const rp_op *op)
{
    ffi_type *type[MAX_C_ARGS];
    const uint32_t n = fill_types(type, op);
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
    if (!st) st = check_expressible(op);
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
    uint32_t n, n_items, n_chars;
    void *arg[MAX_C_ARGS];       /* addresses, for libffi */
    union word word[MAX_C_ARGS]; /* what they point at, but for scalars */
    int64_t held[RP_MAX_ARGS];   /* present optional numbers */
    rp_tensor *result[RP_MAX_RETURNS], **result_slot[RP_MAX_RETURNS];
    rp_value *value_slot[RP_MAX_RETURNS];
    _Alignas(16) unsigned char items[ROOM];
    char chars[STR_ROOM];
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

static size_t element_bytes(const rp_param *p)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: return sizeof(rp_tensor *);
    case RP_TYPE_BOOL: return sizeof(int);
    case RP_TYPE_SCALAR: return sizeof(rp_value);
    default: return sizeof(int64_t); /* int, float */
    }
}

static void store_element(const rp_param *p, void *items, uint32_t i, const rp_value *v)
{
    switch (p->type) {
    case RP_TYPE_TENSOR: ((rp_tensor **)items)[i] = v->tag == RP_TAG_TENSOR ? v->u.t : NULL; break;
    case RP_TYPE_BOOL: ((int *)items)[i] = v->u.i != 0; break;
    case RP_TYPE_SCALAR: ((rp_value *)items)[i] = *v; break;
    case RP_TYPE_FLOAT: ((double *)items)[i] = v->u.f; break;
    default: ((int64_t *)items)[i] = v->u.i; break;
    }
}

static rp_status add_list(struct frame *f, const rp_param *p, const rp_value *v)
{
    const rp_value *item = v->tag == RP_TAG_LIST ? v->u.l : v;
    const bool single = v->tag != RP_TAG_LIST && v->tag != RP_TAG_NONE;
    const uint32_t n = v->tag == RP_TAG_LIST ? v->n : single ? (uint32_t)p->list_size : 0;
    void *items = NULL;
    if (n) {
        items = room_for(f, n * element_bytes(p));
        if (!items) return RP_E_MEMORY;
    }
    for (uint32_t i = 0; i < n; i++) store_element(p, items, i, single ? item : &item[i]);
    add_word(f, (union word){.p = items});
    add_word(f, (union word){.u = n});
    return RP_OK;
}

static rp_status add_string(struct frame *f, const rp_value *v)
{
    if (v->tag == RP_TAG_NONE) {
        add_word(f, (union word){.p = NULL});
        return RP_OK;
    }
    if (v->n >= STR_ROOM - f->n_chars)
        return RP_FAIL(RP_E_INVALID, "strings of %u bytes are too long for a plain kernel", v->n);
    char *copy = f->chars + f->n_chars;
    memcpy(copy, v->u.s, v->n);
    copy[v->n] = 0;
    f->n_chars += v->n + 1;
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
    case RP_TYPE_DEVICE:
        add_word(
            f, (union word){.p = v->tag == RP_TAG_DEVICE ? (void *)(uintptr_t)&v->u.device : NULL});
        return RP_OK;
    case RP_TYPE_DTYPE:
        add_word(f, (union word){.u = v->tag == RP_TAG_DTYPE ? v->u.dtype : RP_DTYPE_NONE});
        return RP_OK;
    case RP_TYPE_STR: return add_string(f, v);
    case RP_TYPE_SCALAR:
        f->arg[f->n++] = (void *)(uintptr_t)v; /* the value itself: 16 bytes */
        return RP_OK;
    default: break;
    }
    if (p->optional)
        add_optional(f, i, p, v);
    else if (p->type == RP_TYPE_BOOL)
        add_word(f, (union word){.b = v->u.i != 0});
    else if (p->type == RP_TYPE_FLOAT)
        add_word(f, (union word){.f = v->u.f});
    else
        add_word(f, (union word){.i = v->u.i});
    return RP_OK;
}

static void add_results(struct frame *f, const rp_op *op, rp_value *out, uint32_t n_out)
{
    for (uint32_t k = 0; k < n_out; k++) {
        if (op->schema.ret[k].type == RP_TYPE_TENSOR) {
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
        if (op->schema.ret[k].type == RP_TYPE_TENSOR) out[k] = rp_value_tensor(f->result[k]);
}

rp_status rp_plain_call(void *plain, rp_call *c, const rp_value *in, uint32_t n_in, rp_value *out,
                        uint32_t n_out)
{
    struct rp_plain *p = plain;
    const rp_op *op = c->op;
    struct frame f;
    ffi_arg returned = 0;
    rp_status st = RP_OK;
    f.n = f.n_items = f.n_chars = f.n_heap = 0;
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
