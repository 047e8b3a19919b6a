/* tests/dispatch/test_closure.c - operators as C function pointers: 2,000 random signatures there
 * and back, bit for bit
 *
 * Each case calls, by libffi, the pointer of an operator whose plain kernel is a libffi closure of
 * the suite's own. What the caller passed and what the kernel saw are written down as bytes by the
 * same function and compared; results likewise.
 */
#include "core/rng.h"
#include "dispatch/init.h"
#include "dispatch/ops.h"
#include "support/support.h"
#include <ffi.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TENSOR, INT, FLOAT, BOOL, SCALAR, STR, DTYPE, DEVICE, LAYOUT, FORMAT, GENERATOR, TYPES };
static const char *const type_name[] = {"Tensor", "int",          "float",      "bool",
                                        "Scalar", "str",          "ScalarType", "Device",
                                        "Layout", "MemoryFormat", "Generator"};
enum {
    SIGNATURES = 2000,
    MAX_ARGS = 12,
    MAX_RETS = 4,
    MAX_ITEMS = 20,
    POOL = 4,
    MAX_WORDS = 1 + MAX_RETS + 1 + 2 * MAX_ARGS,
    NOTES = 1 << 16
};
struct param {
    int type;
    bool list, optional, element_optional;
};
struct signature {
    struct param arg[MAX_ARGS], ret[MAX_RETS];
    int n_args, n_rets;
    char schema[1024], types[1024];
};
union word {
    void *p;
    int64_t i;
    double f;
    int b;
    uint32_t u;
    rp_value v;
    rp_device d;
};

static uint64_t seed;
static uint64_t next(void) /* splitmix64 */
{
    uint64_t z = seed += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}
static int below(int n)
{
    return (int)(next() % (uint64_t)n);
}

/* ---- random signatures ----------------------------------------------------------------------- */
static struct param random_param(bool argument)
{
    struct param p = {.type = below(TYPES), .list = below(3) == 0, .optional = below(3) == 0};
    const bool pointer = p.type == TENSOR || p.type == STR || p.type == DTYPE || p.type == SCALAR ||
                         p.type == GENERATOR;
    if (p.list && pointer) p.element_optional = below(3) == 0;
    if (!argument) p.optional = p.element_optional = false;
    return p;
}

static size_t put_type(char *to, const struct param *p)
{
    return (size_t)sprintf(to, "%s%s%s%s", type_name[p->type], p->element_optional ? "?" : "",
                           p->list ? "[]" : "", p->optional ? "?" : "");
}

static void random_signature(struct signature *s, int number)
{
    char *schema = s->schema, *types = s->types;
    s->n_args = 1 + below(MAX_ARGS);
    s->n_rets = below(MAX_RETS + 1);
    schema += sprintf(schema, "round::trip%d(", number);
    types += sprintf(types, "(");
    for (int i = 0; i < s->n_args; i++) {
        s->arg[i] = random_param(true);
        if (i) schema += sprintf(schema, ", "), types += sprintf(types, ", ");
        schema += put_type(schema, &s->arg[i]);
        schema += sprintf(schema, " a%d", i);
        types += put_type(types, &s->arg[i]);
    }
    schema += sprintf(schema, ") -> %s", s->n_rets == 1 ? "" : "(");
    types += sprintf(types, ") -> %s", s->n_rets == 1 ? "" : "(");
    for (int k = 0; k < s->n_rets; k++) {
        s->ret[k] = random_param(false);
        if (k) schema += sprintf(schema, ", "), types += sprintf(types, ", ");
        schema += put_type(schema, &s->ret[k]);
        types += put_type(types, &s->ret[k]);
    }
    if (s->n_rets != 1) strcpy(schema, ")"), strcpy(types, ")");
}

/* ---- the C form, written down a second time: not from the library ---------------------------- */
static ffi_type *value_parts[] = {&ffi_type_uint32, &ffi_type_uint32, &ffi_type_sint64, NULL};
static ffi_type value_type = {0, 0, FFI_TYPE_STRUCT, value_parts};
static ffi_type *device_parts[] = {&ffi_type_sint16, &ffi_type_sint16, NULL};
static ffi_type device_type = {0, 0, FFI_TYPE_STRUCT, device_parts};

static ffi_type *ffi_of(const struct param *p)
{
    if (p->list) return &ffi_type_pointer;
    switch (p->type) {
    case SCALAR: return &value_type;
    case DTYPE: return &ffi_type_uint32;
    case DEVICE: return p->optional ? &ffi_type_pointer : &device_type;
    case FLOAT: return p->optional ? &ffi_type_pointer : &ffi_type_double;
    case BOOL: return p->optional ? &ffi_type_pointer : &ffi_type_sint;
    case INT:
    case LAYOUT:
    case FORMAT: return p->optional ? &ffi_type_pointer : &ffi_type_sint64;
    default: return &ffi_type_pointer;
    }
}

static int ffi_arguments(ffi_type **t, const struct signature *s)
{
    int n = 0;
    for (int i = 0; i < s->n_args; i++) {
        t[n++] = ffi_of(&s->arg[i]);
        if (s->arg[i].list) t[n++] = &ffi_type_uint32;
    }
    return n;
}

/* ---- what was passed, as bytes --------------------------------------------------------------- */
struct notes {
    size_t n;
    unsigned char byte[NOTES];
};
static void note(struct notes *to, const void *p, size_t n)
{
    ck_assert_uint_le(to->n + n, NOTES);
    memcpy(to->byte + to->n, p, n);
    to->n += n;
}
static void note_text(struct notes *to, const char *s)
{
    note(to, s ? "+" : "-", 1);
    if (s) note(to, s, strlen(s) + 1);
}
static void note_value(struct notes *to, const rp_value *v)
{
    note(to, &v->tag, sizeof v->tag);
    if (v->tag == RP_TAG_STR) note(to, v->u.s, v->n);
    else if (v->tag != RP_TAG_NONE && v->tag != RP_TAG_LIST) note(to, &v->u.raw, sizeof v->u.raw);
    for (uint32_t i = 0; v->tag == RP_TAG_LIST && i < v->n; i++) note_value(to, &v->u.l[i]);
}

static void note_element(struct notes *to, const struct param *p, const void *items, uint32_t i)
{
    switch (p->type) {
    case TENSOR:
    case GENERATOR: note(to, &((void *const *)items)[i], sizeof(void *)); break;
    case BOOL: note(to, &((const int *)items)[i], sizeof(int)); break;
    case SCALAR: note_value(to, &((const rp_value *)items)[i]); break;
    case STR: note_text(to, ((const char *const *)items)[i]); break;
    case DTYPE: note(to, &((const rp_dtype *)items)[i], sizeof(rp_dtype)); break;
    case DEVICE: note(to, &((const rp_device *)items)[i], sizeof(rp_device)); break;
    /* FLOAT too: its bits */
    default: note(to, &((const int64_t *)items)[i], sizeof(int64_t)); break;
    }
}

static void note_argument(struct notes *to, const struct param *p, void **arg)
{
    const void *pointer = *(void **)arg[0];
    const bool direct = p->type == TENSOR || p->type == GENERATOR;
    if (p->list) {
        const uint32_t n = *(uint32_t *)arg[1];
        note(to, pointer ? "+" : "-", 1);
        note(to, &n, sizeof n);
        for (uint32_t i = 0; i < n; i++) note_element(to, p, pointer, i);
    } else if (p->type == STR) {
        note_text(to, pointer);
    } else if (p->optional && !direct && p->type != SCALAR && p->type != DTYPE) {
        note(to, pointer ? "+" : "-", 1);
        if (pointer) note_element(to, p, pointer, 0);
    } else {
        note_element(to, p, arg[0], 0);
    }
}

static void note_arguments(struct notes *to, const struct signature *s, void **arg)
{
    to->n = 0;
    for (int i = 0; i < s->n_args; i++) {
        note_argument(to, &s->arg[i], arg);
        arg += s->arg[i].list ? 2 : 1;
    }
}

/* ---- random arguments ------------------------------------------------------------------------ */
static rp_tensor *tensors[POOL];
static rp_generator *generators[POOL];
static union {
    int64_t i[MAX_ARGS][MAX_ITEMS];
    rp_value v[MAX_ARGS][MAX_ITEMS];
} items;
static char texts[MAX_ARGS][MAX_ITEMS][48];

static const char *random_text(char *to)
{
    const int n = below(47);
    for (int i = 0; i < n; i++) to[i] = (char)(1 + below(255));
    to[n] = 0;
    return to;
}

static rp_value random_number(void)
{
    const int64_t bits = (int64_t)next();
    double f;
    memcpy(&f, &bits, sizeof f);
    return below(3) ? rp_value_int(bits) : below(2) ? rp_value_bool(below(2)) : rp_value_float(f);
}

static rp_device random_device(void)
{
    return (rp_device){(int16_t)below(40), (int16_t)below(16)};
}

static void random_element(const struct param *p, int a, int i, void *to, bool absent)
{
    static const rp_dtype dtypes[] = {RP_F32, RP_F64, RP_BF16, RP_F16, RP_I64, RP_I32, RP_BOOL};
    const int64_t bits = (int64_t)next();
    switch (p->type) {
    case TENSOR: ((rp_tensor **)to)[i] = absent ? NULL : tensors[below(POOL)]; break;
    case GENERATOR: ((rp_generator **)to)[i] = absent ? NULL : generators[below(POOL)]; break;
    case BOOL: ((int *)to)[i] = below(2); break;
    case SCALAR: ((rp_value *)to)[i] = absent ? rp_value_none() : random_number(); break;
    case STR: ((const char **)to)[i] = absent ? NULL : random_text(texts[a][i]); break;
    case DTYPE: ((rp_dtype *)to)[i] = absent ? RP_DTYPE_NONE : dtypes[below(7)]; break;
    case DEVICE: ((rp_device *)to)[i] = random_device(); break;
    default: memcpy(&((int64_t *)to)[i], &bits, sizeof bits); break;
    }
}

static void random_argument(const struct param *p, int a, union word *w)
{
    const bool absent = p->optional && below(2), direct = p->type == TENSOR ||
                                                          p->type == GENERATOR || p->type == STR ||
                                                          p->type == SCALAR || p->type == DTYPE;
    void *room = items.v[a];
    w[0].p = NULL;
    if (p->list) {
        w[1].u = absent ? 0 : (uint32_t)below(below(4) ? 5 : MAX_ITEMS);
        w[0].p = absent ? NULL : room;
        for (uint32_t i = 0; i < w[1].u; i++)
            random_element(p, a, (int)i, room, p->element_optional && below(2));
    } else if (p->optional && !direct) {
        random_element(p, a, 0, room, false);
        w[0].p = absent ? NULL : room;
    } else {
        random_element(p, a, 0, &w[0], absent);
    }
}

/* ---- random results -------------------------------------------------------------------------- */
static rp_value random_result(const struct param *p)
{
    static char text[MAX_ITEMS][48];
    static int used;
    switch (p->type) {
    case TENSOR: return rp_value_tensor(tensors[below(POOL)]);
    case INT:
    case LAYOUT:
    case FORMAT: return rp_value_int((int64_t)next());
    case FLOAT: return rp_value_float((double)(int64_t)next() / 3);
    case BOOL: return rp_value_bool(below(2));
    case SCALAR: return random_number();
    case STR:
        used = (used + 1) % MAX_ITEMS;
        random_text(text[used]);
        return rp_value_str(text[used], (uint32_t)strlen(text[used]));
    case DTYPE: return rp_value_dtype(RP_BF16);
    case DEVICE: return rp_value_device(random_device());
    default: return (rp_value){RP_TAG_GENERATOR, 0, {.g = generators[below(POOL)]}};
    }
}

static rp_value results[MAX_RETS], result_items[MAX_RETS][4];
static void random_results(const struct signature *s)
{
    for (int k = 0; k < s->n_rets; k++) {
        const struct param *p = &s->ret[k];
        const uint32_t n = (uint32_t)below(5);
        for (uint32_t i = 0; p->list && i < n; i++) result_items[k][i] = random_result(p);
        results[k] = p->list ? rp_value_list(result_items[k], n) : random_result(p);
    }
}

static bool is_slot(const struct param *p)
{
    return p->type == TENSOR && !p->list;
}
static bool has_places(const struct signature *s)
{
    return s->n_rets == 1 && s->ret[0].type == TENSOR && s->ret[0].list;
}

/* ---- the kernel, and the call ---------------------------------------------------------------- */
static struct notes passed, seen;
static void kernel(ffi_cif *cif, void *returned, void **arg, void *user)
{
    const struct signature *s = user;
    (void)cif;
    *(ffi_sarg *)returned = RP_OK;
    for (int k = 0; k < s->n_rets; k++) {
        if (is_slot(&s->ret[k])) **(rp_tensor ***)arg[1 + k] = rp_tensor_retain(results[k].u.t);
        else if (rp_value_copy(*(rp_value **)arg[1 + k], &results[k]))
            *(ffi_sarg *)returned = RP_E_MEMORY;
    }
    note_arguments(&seen, s, arg + 1 + s->n_rets);
}

struct plain {
    ffi_cif cif;
    ffi_closure *closure;
    ffi_type *type[MAX_WORDS];
    void (*fn)(void);
    const struct signature *s;
};
static void plain_make(struct plain *p, const struct signature *s)
{
    void *code;
    int n = 0;
    for (; n < 1 + s->n_rets; n++) p->type[n] = &ffi_type_pointer;
    n += ffi_arguments(p->type + n, s);
    p->s = s;
    p->closure = ffi_closure_alloc(sizeof *p->closure, &code);
    ck_assert_ptr_nonnull(p->closure);
    ck_assert_int_eq(ffi_prep_cif(&p->cif, FFI_DEFAULT_ABI, (unsigned)n, &ffi_type_sint32, p->type),
                     FFI_OK);
    ck_assert_int_eq(ffi_prep_closure_loc(p->closure, &p->cif, kernel, (void *)(uintptr_t)s, code),
                     FFI_OK);
    memcpy(&p->fn, &code, sizeof p->fn);
}

static rp_status register_one(void *ctx, rp_registrar *r)
{
    const struct plain *p = ctx;
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(p->s->schema, "("), p->s->schema);
    RP_TRY(rp_register_op(r, &(rp_op_row){.size = sizeof(rp_op_row), .schema = p->s->schema}));
    return rp_register_kernel(r, &(rp_kernel_row){.size = sizeof(rp_kernel_row),
                                                  .op = name,
                                                  .key = "cpu",
                                                  .plain = p->fn,
                                                  .signature = p->s->types});
}

struct slots {
    rp_tensor *tensor[MAX_RETS], *place[8];
    rp_value value[MAX_RETS];
};
/* The words of one call: result slots, then arguments. */
static int fill(union word *w, ffi_type **type, const struct signature *s, struct slots *slots)
{
    int n = 0;
    memset(slots, 0, sizeof *slots);
    for (int k = 0; k < s->n_rets; k++) {
        type[n] = &ffi_type_pointer;
        w[n++].p = has_places(s)         ? (void *)slots->place
                   : is_slot(&s->ret[k]) ? (void *)&slots->tensor[k]
                                         : (void *)&slots->value[k];
    }
    if (has_places(s)) {
        type[n] = &ffi_type_uint32;
        w[n++].u = results[0].n;
    }
    ffi_arguments(type + n, s);
    for (int i = 0; i < s->n_args; i++) {
        random_argument(&s->arg[i], i, &w[n]);
        n += s->arg[i].list ? 2 : 1;
    }
    return n;
}

static void check_results(const struct signature *s, struct slots *slots)
{
    static struct notes want, got;
    want.n = got.n = 0;
    for (int k = 0; k < s->n_rets; k++) {
        rp_value places[8], v = slots->value[k];
        for (uint32_t i = 0; has_places(s) && i < results[0].n; i++)
            places[i] = rp_value_tensor(slots->place[i]);
        if (has_places(s)) v = rp_value_list(places, results[0].n);
        if (is_slot(&s->ret[k])) v = rp_value_tensor(slots->tensor[k]);
        note_value(&want, &results[k]);
        note_value(&got, &v);
    }
    ck_assert_msg(want.n == got.n && !memcmp(want.byte, got.byte, want.n), "%s: results differ",
                  s->schema);
    for (int k = 0; k < MAX_RETS; k++) {
        rp_tensor_release(slots->tensor[k]);
        rp_value_clear(&slots->value[k]);
    }
    for (int k = 0; k < 8; k++) rp_tensor_release(slots->place[k]);
}

static void call_once(const struct signature *s, rp_op_fn fn)
{
    union word word[MAX_WORDS] = {{.p = NULL}};
    ffi_type *type[MAX_WORDS];
    void *arg[MAX_WORDS];
    struct slots slots;
    ffi_cif cif;
    ffi_arg returned = 0;
    random_results(s);
    const int n = fill(word, type, s, &slots);
    for (int i = 0; i < n; i++) arg[i] = &word[i];
    note_arguments(&passed, s, arg + s->n_rets + has_places(s));
    ck_assert_int_eq(ffi_prep_cif(&cif, FFI_DEFAULT_ABI, (unsigned)n, &ffi_type_sint32, type),
                     FFI_OK);
    seen.n = 0;
    ffi_call(&cif, fn, &returned, arg);
    ck_assert_msg((rp_status)returned == RP_OK, "%s: %s", s->schema, rp_error_message());
    ck_assert_msg(passed.n == seen.n && !memcmp(passed.byte, seen.byte, seen.n),
                  "%s: what was passed did not arrive", s->schema);
    check_results(s, &slots);
}

START_TEST(closure__two_thousand_random_signatures_round_trip_bit_for_bit)
{
    static struct signature signatures[SIGNATURES];
    struct plain *plains = calloc(SIGNATURES, sizeof *plains);
    ck_ok(rp_init());
    seed = 20260101;
    for (int i = 0; i < POOL; i++) {
        tensors[i] = rp_test_sin((const int64_t[]){i + 1}, 1, i, 1);
        ck_ok(rp_generator_create(&generators[i], (rp_device){0, 0}, 7));
    }
    uint64_t live = 0;
    for (int i = 0; i < SIGNATURES; i++) {
        const struct signature *s = &signatures[i];
        rp_op_fn fn = NULL;
        char name[32];
        random_signature(&signatures[i], i);
        plain_make(&plains[i], s);
        ck_ok(rp_register("round trips", register_one, &plains[i]));
        snprintf(name, sizeof name, "round::trip%d", i);
        ck_ok(rp_op_function(&fn, name));
        for (int k = 0; k < 3; k++) call_once(s, fn);
        rp_op_function_release(fn);
        if (i == 0) live = rp_test_live();
    }
    ck_assert_uint_eq(rp_test_live(), live);
    for (int i = 0; i < POOL; i++) {
        rp_tensor_release(tensors[i]);
        rp_generator_release(generators[i]);
    }
    free(plains); /* the kernels' code stays: the operators do */
}
END_TEST

START_TEST(closure__operator_by_name_is_a_function_of_its_own_type)
{
    rp_op_fn fn = NULL;
    rp_status (*add)(rp_tensor **, rp_tensor *, rp_tensor *, rp_value) = NULL;
    rp_status (*split)(rp_tensor **, uint32_t, rp_tensor *, int64_t, int64_t) = NULL;
    RP_LOCAL rp_tensor *a = rp_test_f32((const float[]){1, 2, 3, 4}, (const int64_t[]){4}, 1);
    RP_LOCAL rp_tensor *o = NULL;
    rp_tensor *halves[2] = {NULL, NULL};
    ck_ok(rp_op_function(&fn, "aten::add.Tensor"));
    memcpy(&add, &fn, sizeof add);
    ck_ok(add(&o, a, a, rp_value_float(0.5)));
    ck_assert_float_eq(rp_test_at(o, 3), 6);
    ck_ok(add(NULL, a, a, rp_value_int(1))); /* the result is not wanted */
    ck_fails(add(&o, a, NULL, rp_value_int(1)), RP_E_INVALID, "argument 'other'");
    ck_assert_float_eq(rp_test_at(o, 3), 6); /* untouched */
    rp_op_function_release(fn);
    ck_ok(rp_op_function(&fn, "aten::split.Tensor"));
    memcpy(&split, &fn, sizeof split);
    ck_ok(split(halves, 2, a, 2, 0));
    ck_assert_float_eq(rp_test_at(halves[1], 0), 3);
    ck_fails(split(halves, 2, a, 1, 0), RP_E_INVALID,
             "the call has 4 results, but the place for them holds 2");
    rp_tensor_release(halves[0]);
    rp_tensor_release(halves[1]);
    rp_op_function_release(fn);
    rp_op_function_release(NULL);
}
END_TEST

START_TEST(closure__refusals_leave_the_slot_alone)
{
    rp_op_fn fn = NULL;
    ck_fails(rp_op_function(&fn, "aten::no_such"), RP_E_UNIMPLEMENTED,
             "there is no operator 'aten::no_such'");
    ck_fails(rp_op_function(&fn, NULL), RP_E_INVALID, "NULL");
    ck_assert(fn == NULL);
}
END_TEST

Suite *rp_test_suite(void)
{
    return rp_suite("closure", closure__operator_by_name_is_a_function_of_its_own_type,
                    closure__refusals_leave_the_slot_alone,
                    closure__two_thousand_random_signatures_round_trip_bit_for_bit, NULL);
}
