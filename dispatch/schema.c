/* dispatch/schema.c - operator schemas in ATen's grammar, parsed into one block each
 *
 *   schema   name arguments "->" returns              name     ns "::" word [ "." word ]
 *   argument type word [ "=" default ] | "*"          returns  type [ word ] | "(" [ type [ word ]
 * { "," ... } ] ")" type     word [ alias ] { "?" | "[" [ n ] "]" }   alias    "(" set [ "!" ] [
 * "->" set ] ")"     set  "*" | letter { "|" letter }
 *
 * The canonical text is written while reading, so what PyTorch prints comes out as it went in.
 */
#include "dispatch/impl.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 4096, MAX_ITEMS = 96, MAX_WORD = 64 };
struct word {
    const char *s;
    uint32_t n;
};
struct reader {
    const char *text, *at;
    bool nameless; /* a signature: types only */
    uint32_t n_args, n_rets, n_positional, n_items, n_out;
    size_t n_strings; /* bytes of names and string defaults */
    struct word ns_name, base, overload;
    rp_param arg[RP_MAX_ARGS], ret[RP_MAX_RETURNS];
    struct word arg_name[RP_MAX_ARGS], ret_name[RP_MAX_RETURNS];
    rp_value item[MAX_ITEMS]; /* elements of list defaults */
    char out[MAX_TEXT];
};

/* ---- reading --------------------------------------------------------------------------------- */
static rp_status expected(const struct reader *r, const char *what)
{
    const int column = (int)(r->at - r->text) + 1;
    if (!*r->at)
        return RP_FAIL(RP_E_INVALID, "schema \"%s\", column %d: expected %s, but the text ends",
                       r->text, column, what);
    return RP_FAIL(RP_E_INVALID, "schema \"%s\", column %d: expected %s, got \"%.24s\"", r->text,
                   column, what, r->at);
}

static char peek(struct reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\n') r->at++;
    return *r->at;
}

static void put(struct reader *r, const char *s, size_t n)
{
    if (r->n_out + n >= MAX_TEXT)
        n = MAX_TEXT - 1 - r->n_out; /* the length was checked: never taken */
    memcpy(r->out + r->n_out, s, n);
    r->n_out += (uint32_t)n;
}

static void put_text(struct reader *r, const char *s)
{
    put(r, s, strlen(s));
}

static bool accept_char(struct reader *r, char c)
{
    if (peek(r) != c) return false;
    put(r, r->at++, 1);
    return true;
}

static bool is_word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static struct word read_word(struct reader *r)
{
    peek(r);
    struct word w = {r->at, 0};
    if (isdigit((unsigned char)*r->at)) return w;
    while (is_word_char(*r->at)) r->at++;
    w.n = (uint32_t)(r->at - w.s);
    put(r, w.s, w.n);
    return w;
}

static bool word_is(struct word w, const char *text)
{
    return strlen(text) == w.n && memcmp(w.s, text, w.n) == 0;
}

/* ---- types ----------------------------------------------------------------------------------- */
#define BIT(tag_) (1u << (tag_))
static const struct {
    const char *name;
    uint8_t type;
    uint16_t accept;
} types[] = {
    {"Tensor", RP_TYPE_TENSOR, BIT(RP_TAG_TENSOR)},
    {"int", RP_TYPE_INT, BIT(RP_TAG_INT) | BIT(RP_TAG_BOOL)},
    {"SymInt", RP_TYPE_INT, BIT(RP_TAG_INT) | BIT(RP_TAG_BOOL)},
    {"float", RP_TYPE_FLOAT, BIT(RP_TAG_FLOAT)},
    {"bool", RP_TYPE_BOOL, BIT(RP_TAG_BOOL)},
    {"Scalar", RP_TYPE_SCALAR, BIT(RP_TAG_INT) | BIT(RP_TAG_FLOAT) | BIT(RP_TAG_BOOL)},
    {"str", RP_TYPE_STR, BIT(RP_TAG_STR)},
    {"ScalarType", RP_TYPE_DTYPE, BIT(RP_TAG_DTYPE)},
    {"Device", RP_TYPE_DEVICE, BIT(RP_TAG_DEVICE)},
    {"Layout", RP_TYPE_LAYOUT, BIT(RP_TAG_INT)},
    {"MemoryFormat", RP_TYPE_MEMORY_FORMAT, BIT(RP_TAG_INT)},
    {"Generator", RP_TYPE_GENERATOR, BIT(RP_TAG_GENERATOR)},
};
enum { TYPES = sizeof types / sizeof *types };
static const char type_list[] =
    "a type (Tensor, int, SymInt, float, bool, Scalar, str, ScalarType, "
    "Device, Layout, MemoryFormat or Generator)";

static rp_status read_set(struct reader *r, char *first)
{
    if (accept_char(r, '*')) {
        *first = '*';
        return RP_OK;
    }
    do {
        if (!islower((unsigned char)peek(r))) return expected(r, "an alias letter a-z or *");
        if (!*first) *first = *r->at;
        put(r, r->at++, 1);
    } while (accept_char(r, '|'));
    return RP_OK;
}

/* "(a)", "(a!)", "(a|b)", "(a -> *)", after the type's word. */
static rp_status read_alias(struct reader *r, rp_param *p)
{
    char after = 0;
    r->at++;
    put(r, "(", 1);
    RP_TRY(read_set(r, &p->alias));
    p->mutated = accept_char(r, '!');
    if (peek(r) == '-' && r->at[1] == '>') {
        r->at += 2;
        put_text(r, " -> ");
        RP_TRY(read_set(r, &after));
    }
    return accept_char(r, ')') ? RP_OK : expected(r, "'!', '|', '->' or ')' in an alias");
}

static rp_status read_brackets(struct reader *r, rp_param *p)
{
    char *end;
    if (isdigit((unsigned char)peek(r))) {
        const long n = strtol(r->at, &end, 10);
        if (n < 1 || n > 64) return expected(r, "a list size of 1 to 64");
        put(r, r->at, (size_t)(end - r->at));
        r->at = end;
        p->list_size = (int32_t)n;
    }
    if (!accept_char(r, ']')) return expected(r, p->list_size ? "']'" : "a list size or ']'");
    p->list = true;
    return RP_OK;
}

static void complete_accept(rp_param *p)
{
    if (p->list) {
        const uint32_t one = p->list_size && p->type != RP_TYPE_TENSOR ? p->accept : 0;
        p->accept = BIT(RP_TAG_LIST) | one;
    }
    if (p->optional) p->accept |= BIT(RP_TAG_NONE);
}

static rp_status read_type(struct reader *r, rp_param *p)
{
    memset(p, 0, sizeof *p);
    peek(r);
    const char *begin = r->at;
    const struct word w = read_word(r);
    uint32_t i = 0;
    while (i < TYPES && !word_is(w, types[i].name)) i++;
    if (i == TYPES) {
        r->at = begin;
        return expected(r, type_list);
    }
    p->type = types[i].type;
    p->accept = types[i].accept;
    /* A parenthesis right after Tensor is an alias; the space of "Tensor (a)" is not in the
     * grammar. */
    if (*r->at == '(') {
        if (p->type != RP_TYPE_TENSOR) return expected(r, "no alias: only tensors have one");
        RP_TRY(read_alias(r, p));
    }
    for (;;) {
        if (*r->at == '?') {
            if (p->optional) return expected(r, "one '?' only");
            p->optional = true;
            put(r, r->at++, 1);
        } else if (*r->at == '[') {
            if (p->list) return expected(r, "no list of lists");
            p->element_optional = p->optional;
            p->optional = false;
            put(r, r->at++, 1);
            RP_TRY(read_brackets(r, p));
        } else {
            break;
        }
    }
    complete_accept(p);
    return RP_OK;
}

/* ---- defaults -------------------------------------------------------------------------------- */
/* Names that PyTorch prints for its enums. */
static const struct {
    const char *name;
    uint32_t types; /* bits RP_TYPE_* */
    int64_t value;
} names[] = {
    {"contiguous_format", BIT(RP_TYPE_MEMORY_FORMAT), 0},
    {"preserve_format", BIT(RP_TYPE_MEMORY_FORMAT), 1},
    {"channels_last", BIT(RP_TYPE_MEMORY_FORMAT), 2},
    {"channels_last_3d", BIT(RP_TYPE_MEMORY_FORMAT), 3},
    {"strided", BIT(RP_TYPE_LAYOUT), 0},
    {"Mean", BIT(RP_TYPE_INT), 1},
    {"Sum", BIT(RP_TYPE_INT), 2},
};

static rp_status bad_default(struct reader *r, const char *begin, const rp_param *p)
{
    char type[32], what[96];
    r->at = begin;
    snprintf(what, sizeof what, "a default value of type %s",
             rp_param_type_text(type, sizeof type, p));
    return expected(r, what);
}

static bool named_value(struct word w, const rp_param *p, rp_value *v)
{
    if (word_is(w, "True") || word_is(w, "False")) {
        *v = rp_value_bool(w.s[0] == 'T');
        return p->type == RP_TYPE_BOOL || p->type == RP_TYPE_SCALAR;
    }
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].types & BIT(p->type) && word_is(w, names[i].name)) {
            *v = rp_value_int(names[i].value);
            return true;
        }
    if (p->type == RP_TYPE_DTYPE && w.n < MAX_WORD) {
        char name[MAX_WORD];
        memcpy(name, w.s, w.n);
        name[w.n] = 0;
        *v = rp_value_dtype(rp_dtype_find(name));
        return v->tag == RP_TAG_DTYPE;
    }
    return false;
}

/* PyTorch prints the default of a ScalarType as the number of its enum. */
static bool numbered_dtype(int64_t i, rp_value *v)
{
    static const rp_dtype dtype[] = {RP_U8,  RP_I8,  RP_I16, RP_I32, RP_I64, RP_F16,
                                     RP_F32, RP_F64, 0,      0,      0,      RP_BOOL,
                                     0,      0,      0,      RP_BF16};
    if (i < 0 || i >= (int64_t)(sizeof dtype / sizeof *dtype)) return false;
    *v = rp_value_dtype(dtype[i]);
    return v->tag == RP_TAG_DTYPE;
}

static bool read_number(struct reader *r, const rp_param *p, rp_value *v)
{
    char *end;
    const char *begin = r->at;
    errno = 0;
    const long long i = strtoll(begin, &end, 10);
    const bool integer = end != begin && !strchr(".eEnNiIxX", *end ? *end : ' ') && errno == 0;
    double f = (double)i;
    if (!integer) f = strtod(begin, &end);
    if (end == begin) return false;
    put(r, begin, (size_t)(end - begin));
    r->at = end;
    const bool wants_int =
        p->type == RP_TYPE_INT || p->type == RP_TYPE_LAYOUT || p->type == RP_TYPE_MEMORY_FORMAT;
    if (p->type == RP_TYPE_DTYPE) return integer && numbered_dtype(i, v);
    if (wants_int && !integer) return false;
    *v = integer && p->type != RP_TYPE_FLOAT ? rp_value_int(i) : rp_value_float(f);
    return wants_int || p->type == RP_TYPE_FLOAT || p->type == RP_TYPE_SCALAR;
}

static bool read_string(struct reader *r, rp_value *v)
{
    const char quote = *r->at;
    const char *begin = r->at + 1, *end = strchr(begin, quote);
    if (!end) return false;
    *v = rp_value_str(begin, (uint32_t)(end - begin));
    put(r, "\"", 1);
    put(r, begin, v->n);
    put(r, "\"", 1);
    r->n_strings += v->n + 1;
    r->at = end + 1;
    return true;
}

static rp_status read_scalar_default(struct reader *r, const rp_param *p, rp_value *v)
{
    const char c = peek(r);
    const char *begin = r->at;
    bool good;
    if (c == '"' || c == '\'') {
        good = p->type == RP_TYPE_STR && read_string(r, v);
    } else if (isalpha((unsigned char)c)) {
        good = named_value(read_word(r), p, v);
    } else {
        good = read_number(r, p, v);
    }
    return good ? RP_OK : bad_default(r, begin, p);
}

static rp_status add_item(struct reader *r, rp_value v)
{
    if (r->n_items == MAX_ITEMS) return expected(r, "fewer elements in list defaults");
    r->item[r->n_items++] = v;
    return RP_OK;
}

static rp_status read_list_default(struct reader *r, rp_param *p)
{
    const char *begin = r->at;
    const uint32_t first = r->n_items;
    rp_value v = rp_value_none();
    if (!accept_char(r, '[')) { /* int[2] stride=1: stands for every place */
        if (!p->list_size) return bad_default(r, begin, p);
        RP_TRY(read_scalar_default(r, p, &v));
        for (int32_t i = 0; i < p->list_size; i++) RP_TRY(add_item(r, v));
    } else if (peek(r) == ']') {
        accept_char(r, ']');
    } else {
        for (;;) {
            RP_TRY(read_scalar_default(r, p, &v));
            RP_TRY(add_item(r, v));
            if (!accept_char(r, ',')) break;
            put(r, " ", 1);
        }
        if (!accept_char(r, ']')) return expected(r, "',' or ']' in a list default");
    }
    p->default_value = rp_value_list(NULL, r->n_items - first); /* pointed into the block later */
    p->default_value.u.raw = first;
    return RP_OK;
}

static rp_status read_default(struct reader *r, rp_param *p)
{
    p->has_default = true;
    p->default_value = rp_value_none();
    if (peek(r) == 'N' && !strncmp(r->at, "None", 4) && !is_word_char(r->at[4])) {
        if (!p->optional && p->type != RP_TYPE_INT) return bad_default(r, r->at, p);
        if (!p->optional) p->default_value = rp_value_int(0); /* a reduction: None is 0 */
        put(r, r->at, 4);
        r->at += 4;
        return RP_OK;
    }
    return p->list ? read_list_default(r, p) : read_scalar_default(r, p, &p->default_value);
}

/* ---- parameters and results ------------------------------------------------------------------ */
static rp_status read_parameter(struct reader *r, bool kwarg_only)
{
    if (r->n_args == RP_MAX_ARGS) return expected(r, "at most 48 arguments");
    rp_param *p = &r->arg[r->n_args];
    RP_TRY(read_type(r, p));
    p->kwarg_only = kwarg_only;
    if (!r->nameless) {
        put(r, " ", 1);
        const struct word w = read_word(r);
        if (w.n == 0) return expected(r, "the name of an argument");
        for (uint32_t i = 0; i < r->n_args; i++)
            if (r->arg_name[i].n == w.n && !memcmp(r->arg_name[i].s, w.s, w.n)) {
                r->at = w.s;
                return expected(r, "a name that no other argument has");
            }
        r->arg_name[r->n_args] = w;
        r->n_strings += w.n + 1;
        if (accept_char(r, '=')) RP_TRY(read_default(r, p));
    }
    p->is_out = p->kwarg_only && p->mutated;
    r->n_args++;
    return RP_OK;
}

static rp_status read_parameters(struct reader *r)
{
    bool kwarg_only = false;
    if (!accept_char(r, '(')) return expected(r, "'('");
    if (peek(r) == ')') {
        accept_char(r, ')');
        return RP_OK;
    }
    for (;;) {
        if (peek(r) == '*' && !kwarg_only && !r->nameless) {
            accept_char(r, '*');
            kwarg_only = true;
            if (peek(r) != ',') return expected(r, "',' and an argument after '*'");
        } else {
            RP_TRY(read_parameter(r, kwarg_only));
            if (!kwarg_only) r->n_positional++;
        }
        if (!accept_char(r, ',')) break;
        put(r, " ", 1);
    }
    if (accept_char(r, ')')) return RP_OK;
    return expected(r, r->nameless ? "',' or ')'" : "'=', ',' or ')' after an argument");
}

static rp_status read_return(struct reader *r)
{
    if (r->n_rets == RP_MAX_RETURNS) return expected(r, "at most 16 results");
    rp_param *p = &r->ret[r->n_rets];
    RP_TRY(read_type(r, p));
    if (is_word_char(peek(r))) {
        put(r, " ", 1);
        r->ret_name[r->n_rets] = read_word(r);
        r->n_strings += r->ret_name[r->n_rets].n;
    }
    r->n_strings += 1;
    r->n_rets++;
    return RP_OK;
}

static rp_status read_returns(struct reader *r)
{
    if (peek(r) != '-' || r->at[1] != '>') return expected(r, "'->'");
    r->at += 2;
    put_text(r, " -> ");
    if (!accept_char(r, '(')) return read_return(r);
    if (accept_char(r, ')')) return RP_OK;
    for (;;) {
        RP_TRY(read_return(r));
        if (!accept_char(r, ',')) break;
        put(r, " ", 1);
    }
    return accept_char(r, ')') ? RP_OK : expected(r, "',' or ')' after a result");
}

static rp_status read_name(struct reader *r)
{
    peek(r);
    r->base.s = r->at;
    if (read_word(r).n == 0) return expected(r, "a namespace");
    if (r->at[0] != ':' || r->at[1] != ':') return expected(r, "'::' after the namespace");
    r->at += 2;
    put_text(r, "::");
    if (!is_word_char(*r->at) || read_word(r).n == 0) return expected(r, "the name of an operator");
    r->base.n = (uint32_t)(r->at - r->base.s);
    r->overload = (struct word){r->at, 0};
    if (*r->at == '.') {
        const uint32_t before = r->n_out;
        put(r, r->at++, 1);
        r->overload = read_word(r);
        if (r->overload.n == 0) return expected(r, "the name of an overload");
        if (word_is(r->overload, "default")) r->n_out = before; /* printed without it */
    }
    return RP_OK;
}

/* ---- the block ------------------------------------------------------------------------------- */
struct arena {
    char *at;
};

static char *take_string(struct arena *a, const char *s, size_t n)
{
    char *p = a->at;
    if (n) memcpy(p, s, n);
    p[n] = 0;
    a->at += n + 1;
    return p;
}

static void *take_array(struct arena *a, const void *from, size_t bytes)
{
    void *p = a->at;
    if (bytes) memcpy(p, from, bytes);
    a->at += bytes;
    return p;
}

static void fix_default(rp_param *p, struct arena *a, rp_value *items)
{
    rp_value *v = &p->default_value;
    if (v->tag == RP_TAG_LIST) v->u.l = items + v->u.raw;
    if (v->tag == RP_TAG_STR) v->u.s = take_string(a, v->u.s, v->n);
}

/* Largest alignment first: parameters and values, then the 16-bit masks, then text. */
static rp_status build(rp_schema *out, struct reader *r)
{
    const bool has_overload = r->overload.n != 0 && !word_is(r->overload, "default");
    const size_t name_bytes = r->base.n + 1 + (has_overload ? r->overload.n + 1 : 0);
    const size_t bytes = (r->n_args + r->n_rets) * sizeof(rp_param) +
                         (r->n_items + r->n_args) * sizeof(rp_value) +
                         r->n_args * sizeof(uint16_t) + r->n_out + 1 + name_bytes + r->base.n + 1 +
                         r->overload.n + 1 + r->n_strings;
    struct arena a = {rp_alloc(bytes)};
    if (!a.at) return RP_E_MEMORY;
    memset(out, 0, sizeof *out);
    out->arena = a.at;
    out->arena_bytes = bytes;
    out->arg = take_array(&a, r->arg, r->n_args * sizeof *r->arg);
    out->ret = take_array(&a, r->ret, r->n_rets * sizeof *r->ret);
    rp_value *items = take_array(&a, r->item, r->n_items * sizeof *r->item);
    out->defaults = take_array(&a, NULL, 0);
    a.at += r->n_args * sizeof(rp_value);
    out->accept = take_array(&a, NULL, 0);
    a.at += r->n_args * sizeof(uint16_t);
    for (uint32_t i = 0; i < r->n_args; i++) out->accept[i] = (uint16_t)out->arg[i].accept;
    out->text = take_string(&a, r->out, r->n_out);
    out->base = take_string(&a, r->base.s, r->base.n);
    out->overload = take_string(&a, r->overload.s, has_overload ? r->overload.n : 0);
    out->name = take_string(&a, r->base.s, name_bytes - 1);
    for (uint32_t i = 0; i < r->n_args; i++) {
        if (!r->nameless) out->arg[i].name = take_string(&a, r->arg_name[i].s, r->arg_name[i].n);
        fix_default(&out->arg[i], &a, items);
        out->defaults[i] = out->arg[i].default_value;
        if (!out->arg[i].has_default) out->n_required = i + 1;
    }
    for (uint32_t i = 0; i < r->n_rets; i++)
        out->ret[i].name = take_string(&a, r->ret_name[i].s, r->ret_name[i].n);
    out->n_args = r->n_args;
    out->n_rets = r->n_rets;
    out->n_positional = r->n_positional;
    return RP_OK;
}

static rp_status parse(rp_schema *out, const char *text, bool nameless)
{
    struct reader r;
    memset(&r, 0, offsetof(struct reader, arg));
    memset(r.ret_name, 0, sizeof r.ret_name);
    r.text = r.at = text ? text : "";
    r.nameless = nameless;
    if (strlen(r.text) > MAX_TEXT / 2) /* canonical spacing at most doubles it */
        return RP_FAIL(RP_E_INVALID,
                       "schema \"%.40s...\" has %zu characters; at most %d are allowed", text,
                       strlen(text), MAX_TEXT / 2);
    if (!nameless) RP_TRY(read_name(&r));
    RP_TRY(read_parameters(&r));
    RP_TRY(read_returns(&r));
    if (peek(&r)) return expected(&r, "the end of the schema");
    return build(out, &r);
}

rp_status rp_schema_parse(rp_schema *out, const char *text)
{
    return parse(out, text, false);
}

rp_status rp_schema_parse_signature(rp_schema *out, const char *text)
{
    return parse(out, text, true);
}

void rp_schema_fini(rp_schema *s)
{
    rp_free(s->arena, s->arena_bytes);
    memset(s, 0, sizeof *s);
}

const char *rp_param_type_text(char *buf, size_t n, const rp_param *p)
{
    static const char *const name[] = {"Tensor", "int",          "float",      "bool",
                                       "Scalar", "str",          "ScalarType", "Device",
                                       "Layout", "MemoryFormat", "Generator"};
    char list[16] = "";
    if (p->list && p->list_size) snprintf(list, sizeof list, "[%d]", (int)p->list_size);
    else if (p->list) strcpy(list, "[]");
    snprintf(buf, n, "%s%s%s%s", name[p->type], p->list && p->element_optional ? "?" : "", list,
             p->optional ? "?" : "");
    return buf;
}
